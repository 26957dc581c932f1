/* What an input may be. The surest marks stand first, and what every file may be last. */
#include "import_input.h"
#include "lead/error.h"

static bool is_file(const struct input *input)
{
	return !input->is_directory;
}

static const struct input_kind kinds[] = {
	{ import_is_archive, import_archive },
	{ import_is_directory, import_directory },
	{ input_is_inbox, import_inbox },
	{ input_is_mail, import_mail },
	{ is_file, import_export },
};

int input_kind_find(const struct input_kind **out, const struct input *input)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].matches(input)) {
			*out = &kinds[i];
			return 0;
		}
	}
	if (input_is_inside_inbox(input))
		return error_set(ERR_FAILED,
		                 "'%s' is no archive of mails, but holds repositories as one does in its directory "
		                 "'git': the directory above may be meant",
		                 input->name);
	return error_set(ERR_FAILED, "nothing in the directory '%s' is of a known kind; git-lead-import(1) lists them",
	                 input->name);
}
