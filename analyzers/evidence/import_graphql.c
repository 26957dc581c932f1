/* Nodes of type PullRequest in answers of GitHub's GraphQL API, bare or in an edge. */
#include "import_github.h"

static bool matches_graphql(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_GRAPHQL;
}

static void read_graphql(const json_t *object, const struct import_context *context, struct import_out *out)
{
	github_read_pull(github_unwrap(object), context, out, GITHUB_GRAPHQL);
}

const struct import_reader import_graphql_pull = {
	.name = "GitHub pull request (GraphQL)",
	.summary = "pull requests of GitHub's GraphQL API with the lists nested in them",
	.matches = matches_graphql,
	.read = read_graphql,
};
