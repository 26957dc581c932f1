/*
 * Findings in plain words. What a finding means was decided in its pattern; here it is only said, calmly and the
 * same way everywhere.
 */
#include <string.h>
#include "escape.h"
#include "text.h"

#define EXPLANATION_INDENT 4
#define BASE_RATE "Base rate: "

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

static bool tells_base_rate(const struct finding *finding)
{
	return has_explanation(finding) && text_find(text_of(finding->explanation), TEXT(BASE_RATE), 0) >= 0;
}

static bool is_talkative(const struct finding *finding)
{
	switch (finding->outcome) {
	case OUTCOME_NOTE:
	case OUTCOME_WARN:
	case OUTCOME_SILENCED:
		return true;
	case OUTCOME_UNKNOWN:
		/* What can be told all the same is worth its lines. */
		return has_explanation(finding);
	default:
		return finding->visible != VISIBLE_NONE || is_strength(finding);
	}
}

/* The address of "Name <address>": two people may share a name. */
static struct text address_of(struct text key)
{
	for (size_t i = key.size; i > 0; i--) {
		if (key.at[i - 1] == '<' && key.size > i + 1 && text_ends(key, TEXT(">")))
			return text_slice(key, i, key.size - 1);
	}
	return key;
}

/* Typed as it stands the command speaks of the same period as the report. */
static void add_period_options(struct buf *out, const struct report *report)
{
	if (report->is_default_period)
		return;
	buf_add_str(out, "--since=");
	civil_format(out, report->period.since_time);
	buf_add_str(out, " --until=");
	civil_format(out, report->period.until_time);
	buf_add_char(out, ' ');
}

static void draw_hint(struct pen *pen, const struct report *report, const struct finding *finding,
                      const struct report_person *person)
{
	struct buf command = { 0 };

	/* It would have to name the person. */
	if (person && report->is_pseudonymous)
		return;
	buf_add_str(&command, "git lead explain ");
	add_period_options(&command, report);
	buf_add_str(&command, finding->pattern);
	if (person) {
		buf_add_char(&command, ' ');
		escape_shell(&command, address_of(text_of(person->key)));
	}
	pen_to(pen, EXPLANATION_INDENT);
	pen_put(pen, PAINT_DIM, buf_text(&command), 0);
	pen_end_line(pen);
	buf_release(&command);
}

static void draw_finding(struct pen *pen, const struct report *report, const struct finding *finding,
                         const struct report_person *person)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	struct buf base = { 0 };
	bool is_explained = has_explanation(finding) && is_talkative(finding);

	draw_head(pen, finding, is_explained);
	if (!is_talkative(finding))
		return;
	if (is_explained)
		pen_wrap_str(pen, PAINT_PLAIN, finding->explanation, EXPLANATION_INDENT, 0);
	if (info && info->base_rate && !tells_base_rate(finding) &&
	    (finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN)) {
		buf_add_fmt(&base, BASE_RATE "%s", info->base_rate);
		pen_wrap(pen, PAINT_DIM, buf_text(&base), EXPLANATION_INDENT, 0);
	}
	draw_hint(pen, report, finding, person);
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

void text_draw_findings(struct pen *pen, const struct report *report, const struct finding *findings, size_t count,
                        const struct report_person *person)
{
	struct buf unknown = { 0 };
	struct buf absent = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (is_strength(&findings[i]))
			draw_finding(pen, report, &findings[i], person);
	}
	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = &findings[i];

		if (is_strength(finding))
			continue;
		if (finding->outcome == OUTCOME_NA)
			add_listed(&absent, finding);
		else if (finding->outcome == OUTCOME_UNKNOWN && !is_talkative(finding))
			add_listed(&unknown, finding);
		else
			draw_finding(pen, report, finding, person);
	}
	draw_list(pen, "Unknown here: ", &unknown);
	draw_list(pen, "Not applicable: ", &absent);
	buf_release(&absent);
	buf_release(&unknown);
}
