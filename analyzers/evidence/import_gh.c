/* What `gh pr list --json` and `gh pr view --json` print. */
#include "import_github.h"

static bool matches_gh(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_GH;
}

static void read_gh(const json_t *object, const struct import_context *context, struct import_out *out)
{
	github_read_pull(object, context, out, GITHUB_GH);
}

const struct import_reader import_gh_pull = {
	.name = "GitHub pull request (gh --json)",
	.summary = "pull requests as gh pr list and gh pr view print them with --json",
	.matches = matches_gh,
	.read = read_gh,
};
