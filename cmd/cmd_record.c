/* `git lead record`: keep what exports told in the repository, as notes that plain git pushes, fetches and merges. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/scan.h"
#include "lead/store_derive.h"
#include "render/escape.h"

struct values {
	struct common_values common;
	bool is_init, is_dry_run;
};

static const struct option options[] = {
	{ "init", 0, OPTION_FLAG, NULL, "set up fetching and merging of notes in this clone, and no more",
	  offsetof(struct values, is_init) },
	{ "dry-run", 'n', OPTION_FLAG, NULL, "say what would be written", offsetof(struct values, is_dry_run) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

#define PLACEHOLDER "<remote>"

/* ---- --init ---- */

/* A pattern, since a plain name would make every fetch fail while the remote has no such ref. Owned by caller. */
static char *fetch_refspec(const char *remote)
{
	return xstrfmt("+%s*:%s-%s*", LEAD_NOTES_REF, LEAD_NOTES_REF, remote);
}

static void add_setting(struct buf *out, bool is_changed, const char *key, const char *value)
{
	buf_add_fmt(out, "%s  ", is_changed ? "set      " : "unchanged");
	escape_terminal(out, text_of(key));
	buf_add_str(out, " = ");
	escape_terminal(out, text_of(value));
	buf_add_char(out, '\n');
}

static int set_up(struct buf *out, struct repository *repository, const char *remote)
{
	char *key = xstrfmt("remote.%s.fetch", remote), *refspec = fetch_refspec(remote);
	bool is_changed = false;
	int ret;

	if (!repository_has_remote(repository, remote))
		ret = error_set(ERR_NOTFOUND, "no remote '%s'", remote);
	else
		ret = repository_add_config(&is_changed, repository, key, refspec);
	if (ret == 0) {
		add_setting(out, is_changed, key, refspec);
		ret = repository_set_config(&is_changed, repository, "notes.lead-reviews.mergeStrategy",
		                            "cat_sort_uniq");
	}
	if (ret == 0)
		add_setting(out, is_changed, "notes.lead-reviews.mergeStrategy", "cat_sort_uniq");
	free(key);
	free(refspec);
	return ret;
}

static int init(struct buf *out, struct repository *repository, const char *named)
{
	char *remote = named ? xstrdup(named) : repository_default_remote(repository);
	int ret;

	if (!remote)
		return error_set(ERR_USAGE,
		                 "there is no 'origin' and not one remote alone: name one of 'git remote', or "
		                 "add one with 'git remote add <name> <url>'");
	ret = set_up(out, repository, remote);
	free(remote);
	return ret;
}

/* ---- recording ---- */

static void add_count(struct buf *out, uint64_t count, const char *one, const char *several)
{
	buf_add_fmt(out, "%llu %s", (unsigned long long)count, count == 1 ? one : several);
}

static void add_publishing(struct buf *out, struct repository *repository)
{
	char *remote = repository_default_remote(repository);
	char *refspec = fetch_refspec(remote ? remote : PLACEHOLDER);

	if (!remote)
		buf_add_str(out,
		            "\nThere is no 'origin' and not one remote alone, so the commands below leave its name "
		            "open.\n'git remote add <remote> <url>' adds one.\n");
	buf_add_str(
		out,
		"\nTo publish; the first brings what others recorded, then record again to unite it:\n  git fetch ");
	escape_terminal(out, text_of(remote ? remote : PLACEHOLDER));
	buf_add_str(out, " '");
	escape_terminal(out, text_of(refspec));
	buf_add_str(out, "'\n  git push ");
	escape_terminal(out, text_of(remote ? remote : PLACEHOLDER));
	buf_add_fmt(out, " %s\n", LEAD_NOTES_REF);
	free(refspec);
	free(remote);
}

static void add_answer(struct buf *out, const struct scan_record_result *result, bool is_dry_run)
{
	if (!result->change_count)
		buf_add_str(out, "No export told of a change of this history; 'git lead import <file>' reads one.\n");
	if (!result->change_count && !result->note_count && !result->is_changed)
		return;
	if (is_dry_run || result->is_changed) {
		buf_add_str(out, is_dry_run ? "Would write " : "Wrote ");
		add_count(out, result->note_count, "note", "notes");
		buf_add_fmt(out, " in %s; exports told of ", LEAD_NOTES_REF);
	} else {
		buf_add_fmt(out, "Nothing new: %s holds it all; exports told of ", LEAD_NOTES_REF);
	}
	add_count(out, result->change_count, "commit.\n", "commits.\n");
	if (result->waiting_count) {
		add_count(out, result->waiting_count, "merged request is", "merged requests are");
		buf_add_str(out, " not in this history: kept on commits from when they were opened.\n");
	}
}

/* With --db the repository stood in is still the one that is written to, and the database must know it. */
static int find_repository(struct session *session)
{
	int ret = session->repository ? 0 : repository_open(&session->repository, NULL);

	return ret ? error_context(ret, "record needs a repository to write to") : 0;
}

static int prepare(struct session *session)
{
	int ret = session_prepare(session);

	if (ret == 0 && session->is_empty)
		return error_set(ERR_FAILED, "this repository has no commits yet: there is nothing to record");
	if (ret == 0 && session->is_db_given) {
		ret = store_find_repository(&session->repository_id, session->store,
		                            text_of(repository_common_dir(session->repository)));
		if (ret == ERR_NOTFOUND)
			return error_set(ERR_NOTFOUND,
			                 "'%s' does not hold the repository stood in; 'git lead scan --db=<file> .' "
			                 "reads it",
			                 session->db_path);
	}
	return ret;
}

static int record(struct buf *out, struct session *session, bool is_dry_run)
{
	struct scan_options scan = { 0 };
	struct scan_record_result result;
	int ret = prepare(session);

	if (ret == 0)
		ret = scan_record(&result, session->store, session->repository_id, session->repository,
		                  session->now_time, is_dry_run);
	if (ret)
		return ret;
	add_answer(out, &result, is_dry_run);
	if (!is_dry_run)
		add_publishing(out, session->repository);
	/* From now on both the export and the note are proof. */
	if (result.is_changed && store_is_writable(session->store))
		ret = session_scan(session, session->repository, &scan);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	struct buf out = { 0 };
	int ret;

	if (argc > (mine->is_init ? 1 : 0))
		return error_set(ERR_USAGE, mine->is_init ? "--init takes one remote"
		                                          : "record takes no arguments; a remote goes with --init");
	if (mine->is_init && mine->is_dry_run)
		return error_set(ERR_USAGE, "--init and --dry-run exclude each other");
	ret = find_repository(session);
	if (ret == 0)
		ret = mine->is_init ? init(&out, session->repository, argc ? argv[0] : NULL)
		                    : record(&out, session, mine->is_dry_run);
	if (ret == 0 && !mine->common.quiet)
		ret = output_write(session, &out, false);
	buf_release(&out);
	return ret;
}

const struct command command_record = {
	.name = "record",
	.summary = "keep what exports told as notes in the repository",
	.usage = "record [<options>] [--dry-run]\n"
		 "record [<options>] --init [<remote>]",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
