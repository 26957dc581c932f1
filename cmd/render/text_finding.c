/*
 * Findings in plain words. What a finding means was decided in its pattern; here it is only said, calmly and the
 * same way everywhere.
 */
#include <string.h>
#include "escape.h"
#include "text.h"

#define EXPLANATION_INDENT 4

static const char *outcome_words(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_UNKNOWN:
		return "unknown";
	case OUTCOME_NA:
		return "not applicable";
	case OUTCOME_THIN:
		return "too little to say";
	case OUTCOME_SILENCED:
		return "explained";
	case OUTCOME_CLEAR:
		return "clear";
	case OUTCOME_NOTE:
		return "note";
	case OUTCOME_WARN:
		return "note, in two periods running";
	case OUTCOME_COUNT:
		break;
	}
	return "";
}

static const char *visible_words(enum visible visible)
{
	switch (visible) {
	case VISIBLE_OWN_ONLY:
		return "mostly own code";
	case VISIBLE_MIXED:
		return "own code and work for others";
	case VISIBLE_OTHERS:
		return "mostly work for others";
	case VISIBLE_NONE:
	case VISIBLE_COUNT:
		break;
	}
	return "";
}

static bool is_strength(const struct finding *finding)
{
	return finding->pattern[0] == 'S';
}

static void add_outcome(struct buf *out, const struct finding *finding)
{
	buf_add_str(out, is_strength(finding) ? "in the record" : outcome_words(finding->outcome));
	if (finding->visible != VISIBLE_NONE)
		buf_add_fmt(out, "; visible: %s", visible_words(finding->visible));
}

/* An explanation says the reason again, in its place among the sentences. */
static void add_reason(struct buf *out, const struct finding *finding, bool is_explained)
{
	if (!is_explained && finding->reason && finding->reason[0])
		buf_add_fmt(out, "; %s", finding->reason);
}

static bool has_explanation(const struct finding *finding)
{
	return finding->explanation && finding->explanation[0];
}

void text_draw_answer(struct pen *pen, const struct finding *finding, int max_lines)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	struct buf words = { 0 };

	pen_put(pen, PAINT_HEADING, text_of(info ? info->question : finding->pattern), pen->columns - 6);
	pen_to(pen, pen->at + 2);
	pen_put_str(pen, PAINT_DIM, finding->pattern);
	pen_end_line(pen);
	add_outcome(&words, finding);
	add_reason(&words, finding, has_explanation(finding));
	pen_to(pen, 2);
	pen_wrap(pen, PAINT_BOLD, buf_text(&words), 2, 2);
	if (has_explanation(finding))
		pen_wrap_str(pen, PAINT_PLAIN, finding->explanation, 2, max_lines);
	buf_release(&words);
}

static void draw_head(struct pen *pen, const struct finding *finding, bool is_explained)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	struct buf words = { 0 };

	pen_to(pen, 2);
	pen_put_str(pen, PAINT_DIM, finding->pattern);
	pen_put_str(pen, PAINT_PLAIN, " ");
	if (info)
		pen_put_str(pen, PAINT_BOLD, info->name);
	add_outcome(&words, finding);
	add_reason(&words, finding, is_explained);
	pen_put_str(pen, PAINT_PLAIN, ": ");
	pen_wrap(pen, PAINT_PLAIN, buf_text(&words), EXPLANATION_INDENT, 0);
	buf_release(&words);
}

static bool is_talkative(const struct finding *finding)
{
	switch (finding->outcome) {
	case OUTCOME_NOTE:
	case OUTCOME_WARN:
	case OUTCOME_SILENCED:
		return true;
	default:
		return finding->visible != VISIBLE_NONE || is_strength(finding);
	}
}

static void draw_hint(struct pen *pen, const struct finding *finding, const char *person)
{
	struct buf command = { 0 };

	buf_add_fmt(&command, "git lead explain %s", finding->pattern);
	if (person && person[0]) {
		buf_add_char(&command, ' ');
		escape_shell(&command, text_of(person));
	}
	pen_to(pen, EXPLANATION_INDENT);
	pen_put(pen, PAINT_DIM, buf_text(&command), 0);
	pen_end_line(pen);
	buf_release(&command);
}

static void draw_finding(struct pen *pen, const struct finding *finding, const char *person)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	struct buf base = { 0 };
	bool is_explained = has_explanation(finding) && is_talkative(finding);

	draw_head(pen, finding, is_explained);
	if (!is_talkative(finding))
		return;
	if (is_explained)
		pen_wrap_str(pen, PAINT_PLAIN, finding->explanation, EXPLANATION_INDENT, 0);
	if (info && info->base_rate && (finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN)) {
		buf_add_fmt(&base, "Base rate: %s", info->base_rate);
		pen_wrap(pen, PAINT_DIM, buf_text(&base), EXPLANATION_INDENT, 0);
	}
	draw_hint(pen, finding, person);
	buf_release(&base);
}

static void add_listed(struct buf *out, const struct finding *finding)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));

	buf_add_str(out, out->size ? "; " : "");
	buf_add_fmt(out, "%s %s", finding->pattern, info ? info->name : "");
	if (finding->reason && finding->reason[0])
		buf_add_fmt(out, " (%s)", finding->reason);
}

static void draw_list(struct pen *pen, const char *title, const struct buf *list)
{
	if (!list->size)
		return;
	pen_to(pen, 2);
	pen_put_str(pen, PAINT_DIM, title);
	pen_wrap(pen, PAINT_DIM, buf_text(list), EXPLANATION_INDENT, 0);
}

void text_draw_findings(struct pen *pen, const struct finding *findings, size_t count, const char *person)
{
	struct buf unknown = { 0 };
	struct buf absent = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (is_strength(&findings[i]))
			draw_finding(pen, &findings[i], person);
	}
	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = &findings[i];

		if (is_strength(finding))
			continue;
		if (finding->outcome == OUTCOME_NA)
			add_listed(&absent, finding);
		else if (finding->outcome == OUTCOME_UNKNOWN && finding->visible == VISIBLE_NONE)
			add_listed(&unknown, finding);
		else
			draw_finding(pen, finding, person);
	}
	draw_list(pen, "Unknown here: ", &unknown);
	draw_list(pen, "Not applicable: ", &absent);
	buf_release(&absent);
	buf_release(&unknown);
}
