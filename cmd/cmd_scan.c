/* `git lead scan`: bring the database up to date with one or more repositories. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/scan.h"

struct values {
	struct common_values common;
	unsigned job_count;
	bool no_lines, exact_lines, rescan;
};

static const struct option options[] = {
	{ "jobs", 'j', OPTION_NUMBER, "<n>", "threads (default: as many as processors)",
	  offsetof(struct values, job_count) },
	{ "no-lines", 0, OPTION_FLAG, NULL, "changed paths only, no line counts", offsetof(struct values, no_lines) },
	{ "exact-lines", 0, OPTION_FLAG, NULL, "git's own line counts, at their price",
	  offsetof(struct values, exact_lines) },
	{ "rescan", 0, OPTION_FLAG, NULL, "read everything again", offsetof(struct values, rescan) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* Into the database of --db, else into the repository's own. */
static int scan_into(struct session *session, struct repository *repository, const struct scan_options *scan,
                     bool is_last)
{
	int ret;

	if (!session->is_db_given) {
		free(session->db_path);
		session->db_path = xstrfmt("%slead.db", repository_common_dir(repository));
	}
	ret = session_open_store(session);
	if (ret == 0)
		ret = session_scan(session, repository, scan);
	/* Whom one history does not know, another of the same database may. */
	if (ret == 0 && (is_last || !session->is_db_given))
		ret = session_warn_unknown(session);
	store_close(session->store);
	session->store = NULL;
	return ret;
}

static int scan_path(struct session *session, const char *path, const struct scan_options *scan, bool is_last)
{
	struct repository *repository;
	int ret = repository_open(&repository, path);

	if (ret)
		return ret;
	ret = scan_into(session, repository, scan, is_last);
	repository_close(repository);
	return ret ? error_context(ret, "%s", path) : 0;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	struct scan_options scan = {
		.no_lines = mine->no_lines,
		.exact_lines = mine->exact_lines,
		.rescan = mine->rescan,
		.thread_count = mine->job_count,
	};
	int ret = 0;

	if (scan.no_lines && scan.exact_lines)
		return error_set(ERR_USAGE, "--no-lines and --exact-lines exclude each other");
	for (int i = 0; ret == 0 && i < argc; i++)
		ret = scan_path(session, argv[i], &scan, i == argc - 1);
	if (argc == 0 && session->repository)
		ret = scan_into(session, session->repository, &scan, true);
	else if (argc == 0)
		ret = scan_path(session, ".", &scan, true);
	if (ret == 0 && session->is_empty && !mine->common.quiet)
		fputs("This repository has no commits yet; nothing was scanned.\n", stdout);
	return ret;
}

const struct command command_scan = {
	.name = "scan",
	.summary = "bring the database up to date",
	.usage = "scan [<options>] [-j <n>] [--no-lines | --exact-lines] [--rescan] [--] [<repository>...]",
	.options = tables,
	.works_anywhere = true,
	.values_size = sizeof(struct values),
	.run = run,
};
