/* `git lead check`: the changes of one range and the team's facts before it, held against the rules of [check]. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/check.h"
#include "output.h"
#include "range.h"
#include "render/check_render.h"
#include "render/escape.h"

struct values {
	struct common_values common;
	const char *format, *base, *summary;
	bool is_news_only;
};

static const struct option options[] = {
	{ "base", 0, OPTION_TEXT, "<rev>", "from where HEAD and this revision part", offsetof(struct values, base) },
	{ "format", 0, OPTION_TEXT, "<form>", "text, json, github, gitlab, sarif or md",
	  offsetof(struct values, format) },
	{ "summary", 0, OPTION_TEXT, "<file>", "write the summary there too, in Markdown",
	  offsetof(struct values, summary) },
	{ "since-last", 0, OPTION_FLAG, NULL, "tell only what no earlier check told",
	  offsetof(struct values, is_news_only) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* ---- where it goes ---- */

/* What stands in the file already is other steps' summary. */
static int append(const char *path, struct text bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	int ret;

	if (fd < 0)
		return error_set(ERR_FAILED, "cannot open '%s': %s", path, strerror(errno));
	ret = output_bytes(fd, bytes, path);
	if (close(fd) && ret == 0)
		ret = error_set(ERR_FAILED, "cannot write '%s': %s", path, strerror(errno));
	return ret;
}

/* --summary, else the file that GitHub, Forgejo and Gitea show below the run. */
static int summarize(const struct values *mine, const struct check *check, const struct render_options *how)
{
	const char *shown = getenv("GITHUB_STEP_SUMMARY");
	bool is_for_github = mine->format && strcmp(mine->format, "github") == 0;
	const char *path = mine->summary ? mine->summary : is_for_github ? shown : NULL;
	struct buf text = { 0 };
	int ret;

	if (!path || !*path)
		return 0;
	ret = check_renderer_find("md")->draw(&text, check, how);
	if (ret == 0)
		ret = shown && strcmp(path, shown) == 0 ? append(path, buf_text(&text))
		                                        : output_file_write(path, buf_text(&text), false);
	buf_release(&text);
	return ret;
}

static int draw(struct session *session, const struct values *mine, const struct check *check,
                const struct check_renderer *renderer)
{
	struct render_options how = output_options(session);
	struct buf text = { 0 };
	int ret = renderer->draw(&text, check, &how);

	/* The answer itself waits for a reader, who must not hold up the next run. */
	session_unlock(session);
	if (ret == 0)
		ret = output_write(session, &text, false);
	if (ret == 0)
		ret = summarize(mine, check, &how);
	buf_release(&text);
	return ret;
}

/* ---- what there is to say ---- */

static struct check_request request_of(const struct session *session, const struct values *mine,
                                       const struct range *range)
{
	return (struct check_request){
		.repository = session->repository_id,
		.team = session->values->team ? session->values->team : "",
		.commits = range->commits.at,
		.commit_count = range->commits.count,
		.tip = range->tip,
		.base = range->base,
		.has_base = range->has_base,
		.range = range->words,
		.branch = range->branch,
		.is_request = range->is_unlanded,
		.is_news_only = mine->is_news_only,
		.is_placeless = range->is_named || range->is_request || range->leaves_gap,
	};
}

/* Only now: what could not be written, or was killed on the way, nobody was told. */
static int keep_told(struct session *session, const struct check *check, const struct check_request *request)
{
	int ret = store_is_writable(session->store) ? session_lock(session) : 0;

	return ret ? ret : check_keep_told(check, session->store, request);
}

static int judge(struct session *session, const struct values *mine, const struct range *range,
                 const struct check_renderer *renderer)
{
	struct check_request request = request_of(session, mine, range);
	struct check check = { 0 };
	int ret = check_build(&check, session->store, session->config, &request);

	if (ret == 0)
		ret = draw(session, mine, &check, renderer);
	if (ret == 0)
		ret = keep_told(session, &check, &request);
	if (ret == 0)
		ret = check.status;
	check_release(&check);
	return ret;
}

/* A repository without a commit has nothing to judge; every form says so in its own way. */
static int draw_nothing(struct session *session, const struct values *mine, const struct range *range,
                        const struct check_renderer *renderer)
{
	struct check check = {
		.schema = CHECK_SCHEMA,
		.repository = repository_label(session->repository),
		.repository_key = "",
		.team = session->values->team ? session->values->team : "",
		.base = "",
		.tip = "",
		.range = range->words,
		.is_news_only = mine->is_news_only,
		.coverage_line = "No commits yet: there is nothing to check.",
	};

	return draw(session, mine, &check, renderer);
}

/* Without the scan only what an earlier one brought is there. */
static int refuse_unscanned(const struct session *session, const struct range *range)
{
	if (store_has_commit(session->store, &range->tip))
		return 0;
	return error_set(ERR_NOTFOUND, "the end of the range is not in '%s'; run it without --no-scan",
	                 session->db_path);
}

/*
 * Of a team that nobody declared nothing would be judged: a gate that is open by a slip of the pen. One that is declared may have
 * nobody in this history yet.
 */
static int refuse_undeclared(const struct session *session)
{
	const char *team = session->values->team;
	const struct config_entry *entry;

	for (size_t i = 0; team && (entry = config_entry_at(session->config, i)); i++)
		if (strcmp(entry->section, "team") == 0 && entry->subsection && strcmp(entry->subsection, team) == 0)
			return 0;
	return team ? choose_team(session) : 0;
}

/*
 * --since-last: the range goes on where the last check of this line of work in this file ended. A request is looked at whole as
 * long as it is open: what stops it must not be out of sight with the next commit. Another check moves that end only where it
 * leaves nothing out behind it.
 */
static int go_on(struct range *range, const struct session *session, const struct values *mine)
{
	struct check_request request = request_of(session, mine, range);
	struct check_place place;
	int ret;

	if (request.is_placeless)
		return 0;
	ret = check_last(&place, session->store, &request);
	if (ret)
		return ret == ERR_NOTFOUND ? 0 : ret;
	if (!mine->is_news_only)
		return range_find_gap(range, session->repository, &place.tip);
	return range_go_on(range, session->repository, &place.tip, place.has_base ? &place.base : NULL);
}

static int check_range(struct session *session, const struct values *mine, struct range *range,
                       const struct check_renderer *renderer)
{
	struct buf tip = { 0 };
	int ret = 0;

	if (range->is_empty)
		return draw_nothing(session, mine, range, renderer);
	if (range->has_settings) {
		session->settings = &range->settings;
		ret = session_read_settings(session);
	}
	oid_add_hex(&tip, &range->tip);
	if (range->is_off_head)
		session->revision = buf_str(&tip);
	session->keeps_lock = true;
	session->copies = true;
	if (ret == 0)
		ret = session_prepare(session);
	if (ret == 0)
		ret = refuse_unscanned(session, range);
	if (ret == 0)
		ret = refuse_undeclared(session);
	if (ret == 0)
		ret = go_on(range, session, mine);
	if (ret == 0)
		ret = judge(session, mine, range, renderer);
	session->revision = NULL;
	session->settings = NULL;
	buf_release(&tip);
	return ret;
}

/* ---- what cannot be answered ---- */

static int refuse_shallow(void)
{
	const struct ci_system *system = ci_system_of(&ci_process);

	return error_set(ERR_DISHONEST, "this is a shallow clone, whose history is cut off: %s",
	                 system ? system->deepen : "run 'git fetch --unshallow' first");
}

/* Beside the one line of any error: where GitHub looks for annotations. */
static void annotate(const struct values *mine)
{
	struct buf line = { 0 };

	if (!mine->format || strcmp(mine->format, "github") != 0)
		return;
	buf_add_str(&line, "::error title=git lead check::");
	escape_workflow(&line, text_of(error_message()), false);
	puts(buf_str(&line));
	buf_release(&line);
}

/*
 * Less than was pushed is no answer for a gate. Where there is none the last change is better than a red job that nobody asked for;
 * a request's own settings do not say whether there is one.
 */
static int choose_range(struct range *range, struct session *session, const struct range_request *request)
{
	struct range_request last = { "HEAD", NULL, request->environment };
	int ret = range_choose(range, session->repository, request);
	bool has_gate = true;
	char *why;

	if (ret != ERR_DISHONEST || range->is_request)
		return ret;
	why = xstrdup(error_message());
	ret = check_has_gate(&has_gate, session->config);
	if (ret == 0 && has_gate) {
		ret = error_set(ERR_DISHONEST, "%s", why);
	} else if (ret == 0) {
		fprintf(stderr, "git-lead: %s; as no rule is set to fail, the last change alone is looked at\n", why);
		range_release(range);
		ret = range_choose(range, session->repository, &last);
	}
	free(why);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	const struct check_renderer *renderer = check_renderer_find(mine->format ? mine->format : "text");
	const struct range_request request = { argc ? argv[0] : NULL, mine->base, &ci_process };
	struct range range = { 0 };
	int ret = 0;

	if (!renderer)
		return error_set(ERR_USAGE, "unknown format '%s'", mine->format);
	if (argc > 1)
		return error_set(ERR_USAGE, "check takes one range");
	if (argc && mine->base)
		return error_set(ERR_USAGE, "check takes a range or --base, not both");
	ret = mine->summary ? output_file_check(mine->summary) : 0;
	if (ret == 0 && repository_is_shallow(session->repository))
		ret = refuse_shallow();
	if (ret == 0)
		ret = choose_range(&range, session, &request);
	if (ret == 0)
		ret = check_range(session, mine, &range, renderer);
	if (ret == ERR_DISHONEST)
		annotate(mine);
	range_release(&range);
	return ret;
}

const struct command command_check = {
	.name = "check",
	.summary = "the changes of a range held against the rules of [check]",
	.usage = "check [<options>] [--base=<rev>] [--since-last] [--format=<form>] [--summary=<file>] [--] [<range>]",
	.options = tables,
	.needs_repository = true,
	.values_size = sizeof(struct values),
	.run = run,
};
