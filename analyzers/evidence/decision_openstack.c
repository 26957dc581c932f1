/*
 * Specifications of OpenStack: "specs/<release>/approved/x.rst", moved to "implemented" when that is done. Who does the work
 * stands by name or login below "Primary assignee:".
 */
#include "decision.h"

/* "approved" of "specs/zed/approved/x.rst". */
static struct text folder_of(struct text path)
{
	struct text name = decision_base_name(path);

	if (name.size + 1 >= path.size)
		return (struct text){ NULL, 0 };
	return decision_base_name(text_slice(path, 0, path.size - name.size - 1));
}

static bool is_spec(const struct decision_file *file)
{
	struct text folder = folder_of(file->path);

	return text_starts(file->path, TEXT("specs/")) &&
	       (text_equal(folder, TEXT("approved")) || text_equal(folder, TEXT("implemented")));
}

static void read_assignees(struct decision_reader *reader, struct text bytes)
{
	static const struct {
		const char *label;
		enum decision_role role;
	} labels[] = {
		{ "primary assignee", ROLE_AUTHOR },
		{ "other contributor", ROLE_CONTRIBUTOR },
	};
	struct text line;
	int role = -1;

	while (text_next_line(&bytes, &line)) {
		struct text words = text_trim(line);
		bool is_label = false;

		for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
			if (!text_starts_nocase(words, text_of(labels[i].label)))
				continue;
			role = (int)labels[i].role;
			is_label = true;
		}
		if (is_label || !words.size || role < 0)
			continue;
		/* The next section, or a line that is no item: names stand indented. */
		if (!char_is_space(line.at[0]))
			role = -1;
		else
			decision_take_persons(reader, (enum decision_role)role, decision_strip(words, "*-"), true);
	}
}

static void read_spec(struct decision_reader *reader, const struct decision_file *file)
{
	decision_set_path_status(reader, folder_of(file->path));
	decision_read_prose(reader, file->bytes, true);
	read_assignees(reader, file->bytes);
}

const struct decision_format decision_openstack = { "openstack", is_spec, read_spec };
