/* `git lead sources`: what evidence this repository holds, what is missing, and the command that would get it. */
#include <stddef.h>
#include <stdlib.h>

#include "command.h"
#include "lead/report.h"
#include "lead/alloc.h"
#include "render/escape.h"
#include "render/pen.h"

struct values {
	struct common_values common;
};

#define NAME_COLUMNS 29

static const char *const family_names[SOURCE_FAMILY_COUNT] = {
	[SOURCE_REVIEWS] = "Reviews and comments",
	[SOURCE_WORK] = "Other work for and with others",
	[SOURCE_POINTERS] = "What ties commits together",
};

static const char *const state_words[] = {
	[COVERAGE_UNKNOWN] = "absences mean nothing",
	[COVERAGE_PARTIAL] = "absences tell little",
	[COVERAGE_USABLE] = "usable",
};

/* "25Q3" */
static void add_quarter(struct buf *out, struct period period)
{
	struct civil date = civil_from_time(period.since_time);

	buf_add_fmt(out, "%02dQ%d", (int)(date.year % 100), (date.month - 1) / 3 + 1);
}

static void add_head(struct buf *out, const struct sources *sources)
{
	buf_add_fmt(out, "  %-*s%7s", NAME_COLUMNS, "", "all");
	for (size_t i = SOURCE_QUARTERS - SOURCE_ROW_QUARTERS; sources->quarter_count && i < SOURCE_QUARTERS; i++) {
		buf_add_str(out, "  ");
		add_quarter(out, sources->quarters[i].period);
	}
	buf_add_str(out, "  newest\n");
}

static void add_row(struct buf *out, const struct source_row *row)
{
	size_t start;

	buf_add_str(out, "  ");
	start = out->size;
	escape_terminal(out, text_of(row->name));
	for (size_t width = utf8_columns(text_slice(buf_text(out), start, out->size)); width < NAME_COLUMNS; width++)
		buf_add_char(out, ' ');
	buf_add_fmt(out, "%7lld", (long long)row->change_count);
	for (int i = 0; i < SOURCE_ROW_QUARTERS; i++)
		buf_add_fmt(out, "%6lld", (long long)row->quarter_counts[i]);
	buf_add_str(out, "  ");
	civil_format(out, row->last_time);
	buf_add_fmt(out, "%s\n      %s\n", row->is_live ? "  live" : "", row->what);
}

/* "trailer:reviewed-by (reviewers): 57 changes, 25Q3 10, 25Q4 12, newest 2026-03-01, live" */
static void add_plain_row(struct buf *out, const struct sources *sources, const struct source_row *row)
{
	escape_terminal(out, text_of(row->name));
	buf_add_fmt(out, " (%s): %lld changes", row->what, (long long)row->change_count);
	for (int i = 0; sources->quarter_count && i < SOURCE_ROW_QUARTERS; i++) {
		buf_add_str(out, ", ");
		add_quarter(out, sources->quarters[SOURCE_QUARTERS - SOURCE_ROW_QUARTERS + i].period);
		buf_add_fmt(out, " %lld", (long long)row->quarter_counts[i]);
	}
	buf_add_str(out, ", newest ");
	civil_format(out, row->last_time);
	buf_add_str(out, row->is_live ? ", live\n" : "\n");
}

static void add_rows(struct buf *out, const struct sources *sources, bool is_plain)
{
	int family = -1;

	buf_add_fmt(out, "Evidence here, in changes (live: at least 10 and 5 %% of the trailing year)\n");
	for (size_t i = 0; i < sources->row_count; i++) {
		const struct source_row *row = &sources->rows[i];

		if ((int)row->family != family) {
			family = (int)row->family;
			buf_add_fmt(out, "\n%s\n", family_names[row->family]);
			if (!is_plain)
				add_head(out, sources);
		}
		if (is_plain)
			add_plain_row(out, sources, row);
		else
			add_row(out, row);
	}
	if (sources->row_count == 0)
		buf_add_str(out, "\n  none\n");
}

/* "notedb: 23587 requests, 45616 reviews, 22915 comments, 685 people, 8056 changes" */
static void add_requests(struct buf *out, const struct sources *sources, bool is_plain)
{
	if (sources->requests_count == 0)
		return;
	buf_add_str(out, "\nWhat is told of requests, of all time\n");
	if (!is_plain)
		buf_add_fmt(out, "  %-*s%9s%9s%9s%8s%9s\n", NAME_COLUMNS, "", "requests", "reviews", "comments",
		            "people", "changes");
	for (size_t i = 0; i < sources->requests_count; i++) {
		const struct source_requests *row = &sources->requests[i];
		size_t start = out->size;

		if (is_plain) {
			escape_terminal(out, text_of(row->name));
			buf_add_fmt(out, ": %lld requests, %lld reviews, %lld comments, %lld people, %lld changes\n",
			            (long long)row->request_count, (long long)row->review_count,
			            (long long)row->comment_count, (long long)row->person_count,
			            (long long)row->joined_count);
			continue;
		}
		buf_add_str(out, "  ");
		escape_terminal(out, text_of(row->name));
		for (size_t width = utf8_columns(text_slice(buf_text(out), start, out->size)); width < NAME_COLUMNS + 2;
		     width++)
			buf_add_char(out, ' ');
		buf_add_fmt(out, "%9lld%9lld%9lld%8lld%9lld\n", (long long)row->request_count,
		            (long long)row->review_count, (long long)row->comment_count, (long long)row->person_count,
		            (long long)row->joined_count);
	}
	buf_add_str(out, is_plain ? "changes: those that landed here and are one of these requests\n"
	                          : "  changes: those that landed here and are one of these requests\n");
}

/* "notedb: 3 malformed commits in 2 requests: gerrit:8, gerrit:9" */
static void add_troubles(struct buf *out, const struct sources *sources, const struct render_options *options)
{
	struct pen pen = pen_on(out, options);

	if (sources->trouble_count)
		buf_add_str(out, "\nWhat could not be read of them\n");
	for (size_t i = 0; i < sources->trouble_count; i++) {
		const struct source_trouble *row = &sources->troubles[i];
		struct buf line = { 0 };

		buf_add_fmt(&line, "%s: %lld %s in %lld request%s: %s", row->origin, (long long)row->count, row->what,
		            (long long)row->request_count, row->request_count == 1 ? "" : "s", row->names);
		if (row->request_count > 3)
			buf_add_fmt(&line, " and %lld more", (long long)row->request_count - 3);
		pen_to(&pen, 2);
		pen_wrap_str(&pen, PAINT_PLAIN, buf_str(&line), 2, 0);
		buf_release(&line);
	}
}

static void add_quarter_row(struct buf *out, const struct source_quarter *quarter, bool is_plain)
{
	const char *gap = is_plain ? ", " : "  ";
	int width = is_plain ? 0 : 6;

	buf_add_str(out, is_plain ? "" : "  ");
	add_quarter(out, quarter->period);
	buf_add_str(out, is_plain ? ": " : "  ");
	if (quarter->change_count == 0) {
		buf_add_str(out, "no changes\n");
		return;
	}
	buf_add_fmt(out, "%*lld of %*lld%s%*.0f %%%s%s%s\n", width, (long long)quarter->review_count, width,
	            (long long)quarter->change_count, gap, width / 2,
	            100.0 * (double)quarter->review_count / (double)quarter->change_count, gap,
	            state_words[quarter->state], quarter->is_switch ? is_plain ? ", switch" : "  (switch)" : "");
}

static void add_quarters(struct buf *out, const struct sources *sources, bool is_plain)
{
	bool has_switch = false;

	buf_add_str(out, "\nChanges with review evidence\n");
	for (size_t i = 0; i < sources->quarter_count; i++) {
		const struct source_quarter *quarter = &sources->quarters[i];

		add_quarter_row(out, quarter, is_plain);
		has_switch |= quarter->change_count > 0 && quarter->is_switch;
	}
	if (has_switch)
		buf_add_str(
			out,
			is_plain ? "switch: more than half of all changes began or ceased to be recorded; that is a "
				   "change of the record, and figures on either side do not compare\n"
				 : "  switch: more than half of all changes began or ceased to be recorded; that is a "
				   "change of the\n  record, and figures on either side do not compare\n");
}

/* Commands stand as they are to be typed, however long. */
static void add_missing(struct buf *out, const struct sources *sources, const struct render_options *options)
{
	struct pen pen = pen_on(out, options);

	buf_add_str(out, sources->missing_count ? "\nNot here, and how to get it\n\n"
	                                        : "\nNothing more that this program could name a command for.\n");
	for (size_t i = 0; i < sources->missing_count; i++) {
		const struct missing_source *missing = &sources->missing[i];
		char *line = xstrfmt("%s: %s", missing->what, missing->why);

		pen_to(&pen, 2);
		pen_wrap_str(&pen, PAINT_PLAIN, line, 2, 0);
		if (*missing->command)
			buf_add_fmt(out, "%s%s\n", options->is_plain ? "" : "    ", missing->command);
		free(line);
	}
}

static int answer(struct session *session)
{
	struct render_options options = output_options(session);
	struct sources sources = { 0 };
	struct buf out = { 0 };
	int ret = sources_build(&sources, session->store, session->repository_id);

	if (ret)
		return ret;
	add_rows(&out, &sources, options.is_plain);
	add_requests(&out, &sources, options.is_plain);
	add_troubles(&out, &sources, &options);
	add_quarters(&out, &sources, options.is_plain);
	add_missing(&out, &sources, &options);
	ret = output_write(session, &out, true);
	buf_release(&out);
	sources_release(&sources);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	int ret;

	(void)values;
	(void)argv;
	if (argc > 0)
		return error_set(ERR_USAGE, "sources takes no arguments");
	ret = session_prepare(session);
	if (ret == 0 && session->is_empty) {
		struct buf out = { 0 };

		buf_add_str(&out, "This repository has no commits yet.\n");
		ret = output_write(session, &out, false);
		buf_release(&out);
		return ret;
	}
	return ret ? ret : answer(session);
}

const struct command command_sources = {
	.name = "sources",
	.summary = "what evidence there is, what is missing, and the command that gets it",
	.usage = "sources [<options>]",
	.options = NULL,
	.values_size = sizeof(struct values),
	.run = run,
};
