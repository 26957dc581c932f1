/*
 * Markdown as GitHub and GitLab read it, and as people read it in a plain editor: a short form for a comment, a long one that
 * is the whole document.
 */
#include "markdown.h"
#include "render_table.h"
#include "words.h"

void md_title(struct buf *out, const struct report *report, int level)
{
	struct buf line = { 0 };

	md_heading(out, level, report->title ? report->title : "git lead report");
	words_add_period(&line, report);
	if (report->is_sealed)
		buf_add_str(&line, "; " WORDS_SEALED);
	buf_add_char(&line, '.');
	if (report->period_was_moved)
		buf_add_str(&line, " " WORDS_MOVED);
	md_paragraph(out, buf_str(&line));
	buf_release(&line);
}

void md_coverage_line(struct buf *out, const struct report_coverage *coverage)
{
	struct buf line = { 0 };

	buf_add_str(&line, coverage->line ? coverage->line : "");
	if (coverage->not_visible)
		buf_add_fmt(&line, " %s", coverage->not_visible);
	md_paragraph(out, buf_str(&line));
	buf_release(&line);
}

static void draw_long(struct buf *out, const struct report *report)
{
	md_title(out, report, 1);
	md_first_page(out, report);
	for (size_t i = 0; i < report->team_count; i++)
		md_team(out, report, &report->teams[i]);
	for (size_t i = 0; i < report->person_count; i++)
		md_person(out, report, &report->people[i]);
	md_coverage(out, report);
	md_glossary(out, report);
	md_computed(out, report);
}

int markdown_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	(void)options;
	if (report->is_long)
		draw_long(out, report);
	else
		md_draw_short(out, report);
	/* A document ends with its last line. */
	while (out->size > 1 && out->at[out->size - 1] == '\n' && out->at[out->size - 2] == '\n')
		out->at[--out->size] = '\0';
	return 0;
}
