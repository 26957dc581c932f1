/*
 * Findings in plain words. What a finding means was decided in its pattern; here it is only said, calmly and the
 * same way everywhere.
 */
#include "text.h"
#include "words.h"

#define INDENT 4

void text_draw_answer(struct pen *pen, const struct finding *finding, int max_lines)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	struct buf words = { 0 };

	pen_put(pen, PAINT_HEADING, text_of(info ? info->question : finding->pattern), pen->columns - 6);
	pen_to(pen, pen->at + 2);
	pen_put_str(pen, PAINT_DIM, finding->pattern);
	pen_end_line(pen);
	words_add_answer(&words, finding);
	pen_to(pen, 2);
	pen_wrap(pen, PAINT_BOLD, buf_text(&words), 2, 2);
	if (words_has_explanation(finding))
		pen_wrap_str(pen, PAINT_PLAIN, finding->explanation, 2, max_lines);
	buf_release(&words);
}

static void draw_head(struct pen *pen, const struct finding *finding)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	struct buf words = { 0 };

	pen_to(pen, 2);
	pen_put_str(pen, PAINT_DIM, finding->pattern);
	if (info) {
		pen_put_str(pen, PAINT_PLAIN, " ");
		pen_put_str(pen, PAINT_BOLD, info->name);
	}
	words_add_answer(&words, finding);
	pen_put_str(pen, PAINT_PLAIN, ": ");
	pen_wrap(pen, PAINT_PLAIN, buf_text(&words), INDENT, 0);
	buf_release(&words);
}

/* Where a line has no room for the whole command a backslash leads on to the next, as a shell reads it. */
static void put_command(struct pen *pen, const char *start, const char *rest)
{
	bool is_long = !pen->is_plain &&
	               INDENT + utf8_columns(text_of(start)) + utf8_columns(text_of(rest)) > (size_t)pen->columns;

	pen_to(pen, INDENT);
	pen_put_str(pen, PAINT_DIM, start);
	if (is_long) {
		pen_put_str(pen, PAINT_DIM, "\\");
		pen_end_line(pen);
		pen_to(pen, 2 * INDENT);
	}
	pen_put_str(pen, PAINT_DIM, rest);
	pen_end_line(pen);
}

/* "git lead explain P01 'ada@example.org'"; words for the pattern where all of them are meant. */
static void draw_explain(struct pen *pen, const struct report *report, const struct finding *of, const char *pattern,
                         const struct report_person *person)
{
	struct buf start = { 0 }, rest = { 0 };

	words_add_explain(&start, &rest, report, of, pattern, person);
	if (start.size)
		put_command(pen, buf_str(&start), buf_str(&rest));
	buf_release(&start);
	buf_release(&rest);
}

static void draw_more(struct pen *pen, enum paint paint, const char *title, const char *words)
{
	struct buf text = { 0 };

	if (!words || !words[0])
		return;
	buf_add_fmt(&text, "%s%s", title, words);
	pen_wrap(pen, paint, buf_text(&text), INDENT, 0);
	buf_release(&text);
}

static void draw_finding(struct pen *pen, const struct report *report, const struct finding *finding,
                         const struct report_proofs *proofs, const struct report_person *person)
{
	draw_head(pen, finding);
	if (words_has_explanation(finding))
		pen_wrap_str(pen, PAINT_PLAIN, finding->explanation, INDENT, 0);
	draw_more(pen, PAINT_PLAIN, WORDS_LOOKED_FOR, finding->looked_for);
	draw_more(pen, PAINT_PLAIN, "", finding->would_change);
	draw_more(pen, PAINT_DIM, WORDS_BASE_RATE, words_of_base_rate(finding));
	if (proofs)
		text_draw_proofs(pen, proofs, INDENT);
	draw_explain(pen, report, finding, finding->pattern, person);
}

/* What is told in a line has its proofs as well. */
static void draw_listed_proofs(struct pen *pen, const struct finding *finding, const struct report_proofs *proofs)
{
	struct buf name = { 0 };

	if (!proofs->line_count)
		return;
	buf_add_str(&name, "Behind ");
	words_add_pattern(&name, finding);
	pen_to(pen, 2);
	pen_put(pen, PAINT_DIM, buf_text(&name), 0);
	pen_end_line(pen);
	text_draw_proofs(pen, proofs, INDENT);
	buf_release(&name);
}

static bool draw_group(struct pen *pen, const struct finding *findings, size_t count, enum outcome outcome)
{
	struct buf list = { 0 };
	bool is_any;

	words_add_listed(&list, findings, count, outcome);
	is_any = list.size > 0;
	if (is_any) {
		pen_to(pen, 2);
		pen_put_str(pen, PAINT_PLAIN, words_of_outcome(outcome));
		pen_put_str(pen, PAINT_PLAIN, ": ");
		pen_wrap(pen, PAINT_DIM, buf_text(&list), INDENT, 0);
	}
	buf_release(&list);
	return is_any;
}

static void draw_groups(struct pen *pen, const struct report *report, const struct finding *findings, size_t count,
                        const struct report_person *person)
{
	bool is_any = false;
	enum outcome outcome;

	for (size_t i = 0; (outcome = words_listed_outcome(i)) != OUTCOME_COUNT; i++)
		is_any |= draw_group(pen, findings, count, outcome);
	if (is_any)
		draw_explain(pen, report, findings, "<pattern>", person);
}

void text_draw_findings(struct pen *pen, const struct report *report, const struct finding *findings, size_t count,
                        const struct report_proofs *proofs, const struct report_person *person)
{
	for (size_t i = 0; i < count; i++)
		if (words_is_told_in_full(&findings[i]))
			draw_finding(pen, report, &findings[i], proofs ? &proofs[i] : NULL, person);
	draw_groups(pen, report, findings, count, person);
	for (size_t i = 0; proofs && i < count; i++)
		if (!words_is_told_in_full(&findings[i]))
			draw_listed_proofs(pen, &findings[i], &proofs[i]);
}

/* ---- strengths ---- */

void text_draw_strengths(struct pen *pen, const struct strength *strengths, size_t count,
                         const struct report_proofs *proofs)
{
	if (!count)
		return;
	pen_to(pen, 2);
	pen_put_str(pen, PAINT_PLAIN, WORDS_STRENGTHS ":");
	pen_end_line(pen);
	for (size_t i = 0; i < count; i++) {
		pen_to(pen, INDENT);
		pen_put_str(pen, PAINT_BOLD, words_of_strength(&strengths[i]));
		pen_put_str(pen, PAINT_PLAIN, ": ");
		pen_wrap_str(pen, PAINT_PLAIN, strengths[i].reason ? strengths[i].reason : "", INDENT + 2, 0);
		if (proofs)
			text_draw_proofs(pen, &proofs[i], INDENT + 2);
	}
}

void text_draw_strength_names(struct pen *pen, const struct strength *strengths, size_t count, int max_lines)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < count; i++) {
		buf_add_fmt(&names, "%s%s", i ? ", " : WORDS_STRENGTHS ": ", words_of_strength(&strengths[i]));
	}
	if (count) {
		pen_to(pen, 2);
		pen_wrap(pen, PAINT_PLAIN, buf_text(&names), INDENT, max_lines);
	}
	buf_release(&names);
}
