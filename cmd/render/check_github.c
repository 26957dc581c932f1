/*
 * A check as workflow commands of GitHub, which become annotations. GitHub shows ten of each kind a step, so no more are printed
 * and what is left out is counted; the summary has all. Lines that are no command begin with our own words.
 */
#include "check_render.h"
#include "check_words.h"
#include "escape.h"

#define SHOWN_MOST 10

static const char *const commands[CHECK_LEVEL_COUNT] = {
	[CHECK_NOTICE] = "notice",
	[CHECK_WARN] = "warning",
	[CHECK_FAIL] = "error",
};

/* A line of the log. */
static void add_line(struct buf *out, const char *title, const char *words)
{
	struct buf line = { 0 };

	buf_add_str(out, title);
	escape_log(&line, text_of(words));
	escape_terminal(out, buf_text(&line));
	buf_add_char(out, '\n');
	buf_release(&line);
}

static void add_property(struct buf *out, const char *name, const char *value)
{
	buf_add_fmt(out, "%s=", name);
	escape_workflow(out, text_of(value), true);
}

static void add_data(struct buf *out, const struct buf *words)
{
	buf_add_str(out, "::");
	escape_workflow(out, buf_text(words), false);
	buf_add_char(out, '\n');
}

static void draw_result(struct buf *out, const struct check_result *result)
{
	struct buf title = { 0 }, words = { 0 };

	buf_add_fmt(out, "::%s ", commands[result->shown]);
	add_property(out, "file", result->path);
	buf_add_fmt(out, ",line=%u,", result->line);
	buf_add_fmt(&title, "%s (%s)", result->rule->name, result->rule->id);
	add_property(out, "title", buf_str(&title));
	check_words_add_change(&words, result->change);
	check_words_add_result(&words, result);
	add_data(out, &words);
	buf_release(&title);
	buf_release(&words);
}

static void draw_gap(struct buf *out, const struct check_gap *gap)
{
	struct buf title = { 0 }, words = { 0 };

	buf_add_fmt(&title, CHECK_WORDS_GAPS " (%s)", gap->rules);
	buf_add_fmt(out, "::%s ", commands[gap->shown]);
	add_property(out, "title", buf_str(&title));
	check_words_add_reach(&words, gap);
	buf_add_str(&words, ": ");
	check_words_add_gap(&words, gap);
	add_data(out, &words);
	buf_release(&title);
	buf_release(&words);
}

/* Gaps first: each is said once and explains what is missing among the results. */
static void draw_level(struct buf *out, const struct check *check, enum check_level level)
{
	size_t count = 0;

	for (size_t i = 0; i < check->gap_count; i++)
		if (check->gaps[i].shown == level && check_is_gap_told(check, &check->gaps[i]) && count++ < SHOWN_MOST)
			draw_gap(out, &check->gaps[i]);
	for (size_t i = 0; i < check->result_count; i++)
		if (check->results[i].shown == level && check_is_told(check, &check->results[i]) &&
		    count++ < SHOWN_MOST)
			draw_result(out, &check->results[i]);
	if (count > SHOWN_MOST)
		buf_add_fmt(out, CHECK_WORDS_TITLE ": %zu more of kind %s: all are in the summary (--summary=<file>)\n",
		            count - SHOWN_MOST, commands[level]);
}

int check_github_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	struct buf words = { 0 };

	(void)options;
	add_line(out, CHECK_WORDS_TITLE ": ", check->coverage_line);
	check_words_add_range(&words, check);
	add_line(out, CHECK_WORDS_TITLE ": ", buf_str(&words));
	for (int level = CHECK_FAIL; level > CHECK_OFF; level--)
		draw_level(out, check, (enum check_level)level);
	buf_clear(&words);
	check_words_add_verdict(&words, check);
	add_line(out, CHECK_WORDS_TITLE ": ", buf_str(&words));
	buf_release(&words);
	return 0;
}
