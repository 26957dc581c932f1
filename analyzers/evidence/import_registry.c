/* The one table of kinds of export items, the surest marks first. Adding a kind: see import_reader.h. */
#include "import_reader.h"

static const struct import_reader *const readers[] = {
	/* What looks like GitHub's, but bears marks that GitHub's never do. */
	&import_migration_pull,
	&import_migration_review,
	&import_migration_comment,
	&import_migration_user,
	&import_migration_repository,
	&import_migration_other,
	&import_gerrit_change,
	&import_gerrit_query,
	&import_gerrit_stats,
	&import_bitbucket_pull,
	&import_bitbucket_action,
	&import_bitbucket_server_pull,
	&import_bitbucket_server_action,
	&import_gitea_pull,
	&import_gitea_review,
	&import_gitea_comment,
	&import_azure_pull,
	&import_azure_thread,
	&import_gitlab_export,
	&import_gitlab_member,
	&import_gh_pull,
	&import_graphql_pull,
	&import_rest_pull,
	&import_rest_review,
	&import_rest_comment,
	&import_rest_issue_comment,
	&import_archive_pull,
	&import_gitlab_request,
	&import_gitlab_approvals,
	&import_gitlab_note,
	&import_gitlab_discussion,
	&import_forge_message,
	/* Any object of lists of comments: what has a better reader is not read so. */
	&import_gerrit_comments,
};

#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

const struct import_reader *import_reader_for(const json_t *object, const struct import_context *context)
{
	for (size_t i = 0; i < READER_COUNT; i++) {
		if (readers[i]->matches(object, context))
			return readers[i];
	}
	return NULL;
}

struct evidence_format import_format_at(size_t position)
{
	if (position >= READER_COUNT)
		return (struct evidence_format){ NULL, NULL };
	return (struct evidence_format){ readers[position]->name, readers[position]->summary };
}

bool import_is_issue_path(struct text path)
{
	return text_equal(path, TEXT("issues")) || text_ends(path, TEXT("issues.nodes")) ||
	       text_ends(path, TEXT("issues.edges"));
}
