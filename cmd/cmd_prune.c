/* `git lead prune`: drops from the database what no answer needs, and gives the space back. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/scan.h"

#define KEPT_DAYS 400

struct values {
	struct common_values common;
	bool is_dry_run;
	const char *repository;
	unsigned days;
};

static const struct option options[] = {
	{ "dry-run", 0, OPTION_FLAG, NULL, "say what would go, and change nothing",
	  offsetof(struct values, is_dry_run) },
	{ "repository", 0, OPTION_TEXT, "<key>", "drop this one whole, with what was imported of it",
	  offsetof(struct values, repository) },
	{ "older-than", 0, OPTION_NUMBER, "<days>", "stored figures of periods that ended before (default: 400)",
	  offsetof(struct values, days) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* ---- branches that are there ---- */

struct branches {
	VEC(char *) names;
	size_t prefix_size;
};

static void add_branch(void *payload, const struct ref_fact *ref)
{
	struct branches *branches = payload;

	*VEC_PUSH(&branches->names) =
		xstrndup(ref->name.at + branches->prefix_size, ref->name.size - branches->prefix_size);
}

static int list_branches(struct branches *out, struct repository *repository)
{
	static const char *const prefixes[] = { "refs/heads/", "refs/remotes/origin/" };
	int ret = 0;

	for (size_t i = 0; repository && ret == 0 && i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		out->prefix_size = strlen(prefixes[i]);
		ret = repository_each_ref(repository, prefixes[i], add_branch, out);
	}
	return ret;
}

static void branches_release(struct branches *branches)
{
	for (size_t i = 0; i < branches->names.count; i++)
		free(branches->names.at[i]);
	VEC_RELEASE(&branches->names);
}

/* ---- words ---- */

static const struct {
	size_t at; /* of the count in struct scan_prune_result */
	const char *one, *several;
} lines[] = {
	{ offsetof(struct scan_prune_result, repository_count), "repository", "repositories" },
	{ offsetof(struct scan_prune_result, commit_count), "commit that nothing leads to",
	  "commits that nothing leads to" },
	{ offsetof(struct scan_prune_result, file_count), "changed file of such commits",
	  "changed files of such commits" },
	{ offsetof(struct scan_prune_result, event_count), "piece of evidence in such commits",
	  "pieces of evidence in such commits" },
	{ offsetof(struct scan_prune_result, identity_count), "name that is in no fact", "names that are in no fact" },
	{ offsetof(struct scan_prune_result, path_count), "path that no commit changes",
	  "paths that no commit changes" },
	{ offsetof(struct scan_prune_result, figure_count), "stored figure or finding that is not sealed",
	  "stored figures or findings that are not sealed" },
	{ offsetof(struct scan_prune_result, scan_count), "record of an earlier scan", "records of earlier scans" },
	{ offsetof(struct scan_prune_result, told_count), "note of what a check told of a branch that is gone",
	  "notes of what checks told of branches that are gone" },
};

static int64_t file_size(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 ? (int64_t)about.st_size : 0;
}

static void add_answer(struct buf *out, const struct scan_prune_result *result, bool is_dry_run, int64_t given_back)
{
	bool is_any = false;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		int64_t count = *(const int64_t *)((const char *)result + lines[i].at);

		if (count == 0)
			continue;
		is_any = true;
		buf_add_fmt(out, "%s %lld %s\n", is_dry_run ? "would drop" : "dropped", (long long)count,
		            count == 1 ? lines[i].one : lines[i].several);
	}
	if (!is_any)
		buf_add_str(out, is_dry_run ? "would drop nothing\n" : "dropped nothing\n");
	if (given_back > 0)
		buf_add_fmt(out, "gave back %lld KiB\n", (long long)(given_back / 1024));
}

/* ---- the run ---- */

/* Persons of what is left; with nothing left there is nobody. */
static int derive(struct session *session)
{
	int ret = session->is_db_given ? session_derive(session) : people_derive(session->store, session->config);

	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int prune(struct session *session, const struct values *mine)
{
	struct branches branches = { 0 };
	struct scan_prune_options how = {
		.repository = mine->repository,
		.before_time = session->now_time - (int64_t)(mine->days ? mine->days : KEPT_DAYS) * DAY_SECS,
		.is_dry_run = mine->is_dry_run,
	};
	int64_t size_before = file_size(session->db_path);
	struct scan_prune_result result = { 0 };
	struct buf out = { 0 };
	int ret = list_branches(&branches, session->repository);

	how.branches = (const char *const *)branches.names.at;
	how.branch_count = branches.names.count;
	if (ret == 0)
		ret = scan_prune(&result, session->store, &how);
	if (ret == 0 && !mine->is_dry_run)
		ret = derive(session);
	if (ret == 0 && !mine->is_dry_run)
		ret = scan_give_back(session->store);
	if (ret == 0 && !session->values->quiet) {
		add_answer(&out, &result, mine->is_dry_run, size_before - file_size(session->db_path));
		ret = output_write(session, &out, false);
	}
	buf_release(&out);
	branches_release(&branches);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	int ret;

	(void)argv;
	if (argc)
		return error_set(ERR_USAGE, "prune takes no argument");
	if (!session->db_path)
		return error_set(ERR_FAILED, "not in a git repository: --db or --config says which database");
	if (access(session->db_path, F_OK) != 0)
		return error_set(ERR_NOTFOUND, "no database '%s'", session->db_path);
	ret = session_open_store(session);
	return ret ? ret : prune(session, mine);
}

const struct command command_prune = {
	.name = "prune",
	.summary = "drop from the database what no answer needs",
	.usage = "prune [<options>] [--dry-run] [--repository=<key>] [--older-than=<days>]",
	.options = tables,
	.works_anywhere = true,
	.values_size = sizeof(struct values),
	.run = run,
};
