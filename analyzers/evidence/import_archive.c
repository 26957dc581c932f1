/* archive.json, which repositories of IETF drafts keep in git: persons are plain logins, or login and address. */
#include "import_github.h"

static bool matches_archive(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_ARCHIVE;
}

static void read_archive(const json_t *object, const struct import_context *context, struct import_out *out)
{
	github_read_pull(object, context, out, GITHUB_ARCHIVE);
}

const struct import_reader import_archive_pull = {
	.name = "GitHub pull request (archive.json)",
	.summary = "pull requests in the archive.json of IETF repositories",
	.matches = matches_archive,
	.read = read_archive,
};
