/* `git lead merge`: databases of several repositories or machines into the one of the run. */
#include <stdio.h>
#include <unistd.h>

#include "command.h"
#include "lead/people.h"
#include "lead/scan.h"

static void tell(void *payload, const char *words)
{
	(void)payload;
	fprintf(stderr, "git-lead: %s\n", words);
}

static void add_count(struct buf *out, size_t count, const char *one, const char *several)
{
	buf_add_fmt(out, "%zu %s", count, count == 1 ? one : several);
}

static void add_answer(struct buf *out, const struct merge_result *result)
{
	buf_add_str(out, "Merged ");
	add_count(out, result->repository_count, "repository", "repositories");
	buf_add_fmt(out, ", %zu new; ", result->new_repository_count);
	add_count(out, result->new_commit_count, "new commit, ", "new commits, ");
	add_count(out, result->new_request_count, "request new or changed.\n", "requests new or changed.\n");
}

static void tell_seals(const struct merge_result *result)
{
	if (result->seal_conflict_count)
		fprintf(stderr, "git-lead: %zu sealed %s otherwise here and there; what is sealed here stays\n",
		        result->seal_conflict_count, result->seal_conflict_count == 1 ? "figure is" : "figures are");
	if (result->report_conflict_count)
		fprintf(stderr, "git-lead: %zu sealed %s otherwise here and there; what is sealed here stays\n",
		        result->report_conflict_count,
		        result->report_conflict_count == 1 ? "report is" : "reports are");
}

/* A database without a repository stood in takes what bears on people from the files it keeps. */
static int derive(struct session *session)
{
	return session->is_db_given ? session_derive(session) : people_derive(session->store, session->config);
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct common_values *common = values;
	const struct scan_merge_watch watch = { NULL, tell };
	struct merge_result result;
	struct buf out = { 0 };
	bool is_new;
	int ret;

	if (argc == 0)
		return error_set(ERR_USAGE, "merge needs a database to merge");
	if (!session->db_path)
		return error_set(ERR_FAILED, "not in a git repository: --db or --config says into which database");
	is_new = access(session->db_path, F_OK) != 0;
	ret = session_open_store(session);
	if (ret == 0)
		ret = scan_merge(&result, session->store, (const char *const *)argv, (size_t)argc, &watch);
	/* What failed leaves nothing behind. */
	if (ret && is_new)
		(void)unlink(session->db_path);
	if (ret)
		return ret;
	tell_seals(&result);
	ret = derive(session);
	if (ret == 0 && !common->quiet) {
		add_answer(&out, &result);
		ret = output_write(session, &out, false);
	}
	buf_release(&out);
	return ret;
}

const struct command command_merge = {
	.name = "merge",
	.summary = "unite databases of several repositories or machines",
	.usage = "merge [<options>] [--] <database>...",
	.works_anywhere = true,
	.values_size = sizeof(struct common_values),
	.run = run,
};
