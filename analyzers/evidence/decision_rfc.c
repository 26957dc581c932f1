/*
 * Requests for comments in "text/<number>-<slug>.md": Rust's with bullets in front, which are accepted by being there, and
 * Ember's with a stage in YAML.
 */
#include "decision.h"
#include "lead/alloc.h"
#include "yaml.h"

#define HEAD_SIZE 2048 /* bytes in which the bullets must begin */

static bool is_numbered_text(struct text path)
{
	return text_starts(path, TEXT("text/")) && decision_path_number(path).size == 4 &&
	       text_find_char(path, '/', 5) < 0;
}

static bool is_ember(const struct decision_file *file)
{
	struct text head, rest = file->bytes;

	if (!is_numbered_text(file->path) || !yaml_take_head(&head, &rest))
		return false;
	return text_starts_nocase(head, TEXT("stage:")) || text_find_nocase(head, TEXT("\nstage:"), 0) >= 0;
}

static bool is_rust(const struct decision_file *file)
{
	struct text head = text_slice(file->bytes, 0, HEAD_SIZE);

	return is_numbered_text(file->path) &&
	       (text_find_nocase(head, TEXT("RFC PR"), 0) >= 0 || text_find_nocase(head, TEXT("Feature Name"), 0) >= 0);
}

/* Where the first heading is a section's, the name of the file is the title. */
static void title_from_name(struct decision_reader *reader, struct text path)
{
	struct text name = decision_base_name(path), title = reader->out->title;
	ptrdiff_t dot = text_find(name, TEXT(".md"), 0);

	if (title.size && !text_equal_nocase(title, TEXT("summary")) && !text_equal_nocase(title, TEXT("n/a")))
		return;
	name = text_slice(name, 5, dot < 0 ? name.size : (size_t)dot);
	reader->out->title = (struct text){ arena_copy(reader->arena, name.at ? name.at : "", name.size), name.size };
}

static void take_stage(void *payload, const struct yaml_scalar *scalar)
{
	static const struct decision_meaning status = { .field = FIELD_STATUS };

	if (text_equal_nocase(scalar->path, TEXT("stage")))
		decision_take(payload, status, scalar->value, true);
}

static void read_ember(struct decision_reader *reader, const struct decision_file *file)
{
	struct text head, rest = file->bytes;

	/* Elsewhere a stage is something beside the status. */
	if (yaml_take_head(&head, &rest))
		yaml_each(head, reader->arena, reader, take_stage);
	decision_read_document(reader, file);
	title_from_name(reader, file->path);
}

static void read_rust(struct decision_reader *reader, const struct decision_file *file)
{
	decision_set_path_status(reader, text_equal(decision_path_number(file->path), TEXT("0000")) ? TEXT("proposed")
	                                                                                            : TEXT("accepted"));
	decision_read_document(reader, file);
	/* One name in backquotes; two keep theirs. */
	if (text_find_char(text_slice(reader->out->title, 1, reader->out->title.size), '`', 0) + 2 ==
	    (ptrdiff_t)reader->out->title.size)
		reader->out->title = decision_strip(reader->out->title, "`");
	title_from_name(reader, file->path);
}

const struct decision_format decision_ember_rfc = { "ember-rfc", is_ember, read_ember };
const struct decision_format decision_rust_rfc = { "rust-rfc", is_rust, read_rust };
