/*
 * Findings in plain words. What a finding means was decided in its pattern; here it is only said, calmly and the
 * same way everywhere.
 */
#include <string.h>
#include "escape.h"
#include "text.h"

#define INDENT 4
#define BASE_RATE "Base rate: "

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

static void add_outcome(struct buf *out, const struct finding *finding)
{
	buf_add_str(out, outcome_names[finding->outcome]);
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
	if (info) {
		pen_put_str(pen, PAINT_PLAIN, " ");
		pen_put_str(pen, PAINT_BOLD, info->name);
	}
	add_outcome(&words, finding);
	add_reason(&words, finding, is_explained);
	pen_put_str(pen, PAINT_PLAIN, ": ");
	pen_wrap(pen, PAINT_PLAIN, buf_text(&words), INDENT, 0);
	buf_release(&words);
}

static bool tells_base_rate(const struct finding *finding)
{
	return has_explanation(finding) && text_find(text_of(finding->explanation), TEXT(BASE_RATE), 0) >= 0;
}

/*
 * What speaks of somebody is said in full, the rest in a line. P01 in full where it is unknown too: what is visible all the
 * same is the answer most repositories can give.
 */
static bool is_told_in_full(const struct finding *finding)
{
	if (finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN)
		return true;
	return finding->outcome == OUTCOME_UNKNOWN && !strcmp(finding->pattern, TEXT_FLAGSHIP) &&
	       has_explanation(finding);
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
	struct text name = text_of(report->period_name);

	if (report->is_default_period)
		return;
	if (name.size > 0 && text_find_char(name, ' ', 0) < 0) {
		buf_add_fmt(out, text_find(name, TEXT("-Q"), 0) < 0 ? "--period=%s " : "--quarter=%s ",
		            report->period_name);
		return;
	}
	buf_add_str(out, "--since=");
	civil_format(out, report->period.since_time);
	buf_add_str(out, " --until=");
	civil_format(out, report->period.until_time);
	buf_add_char(out, ' ');
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
static void draw_explain(struct pen *pen, const struct report *report, const char *pattern,
                         const struct report_person *person)
{
	struct buf start = { 0 }, rest = { 0 };

	buf_add_str(&start, "git lead explain ");
	add_period_options(&start, report);
	buf_add_str(&rest, pattern);
	if (person) {
		buf_add_char(&rest, ' ');
		escape_shell(&rest, address_of(text_of(person->key)));
	}
	put_command(pen, buf_str(&start), buf_str(&rest));
	buf_release(&start);
	buf_release(&rest);
}

/* A command that would have to name somebody is left out of a pseudonymous report. */
static bool may_name(const struct report *report, const struct report_person *person)
{
	return !person || !report->is_pseudonymous;
}

static void draw_hint(struct pen *pen, const struct report *report, const struct finding *finding,
                      const struct report_person *person)
{
	if (may_name(report, person))
		draw_explain(pen, report, finding->pattern, person);
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
                         const struct report_person *person)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));

	draw_head(pen, finding, has_explanation(finding));
	if (has_explanation(finding))
		pen_wrap_str(pen, PAINT_PLAIN, finding->explanation, INDENT, 0);
	draw_more(pen, PAINT_PLAIN, "Looked for: ", finding->looked_for);
	draw_more(pen, PAINT_PLAIN, "", finding->would_change);
	if (info && !tells_base_rate(finding) && finding->outcome != OUTCOME_UNKNOWN)
		draw_more(pen, PAINT_DIM, BASE_RATE, info->base_rate);
	draw_hint(pen, report, finding, person);
}

/* ---- what is told in a line ---- */

/* In this order, each on lines of its own. */
static const struct {
	enum outcome outcome;
	const char *title;
} groups[] = {
	{ OUTCOME_CLEAR, "Clear: " },
	{ OUTCOME_UNKNOWN, "Unknown: " },
	{ OUTCOME_NA, "Not applicable (n/a): " },
	{ OUTCOME_THIN, "Thin (too few to say): " },
	{ OUTCOME_SILENCED, "Silenced: " },
};

static bool has_reason(const struct finding *finding)
{
	return finding->reason && finding->reason[0];
}

static bool is_listed(const struct finding *finding, enum outcome outcome)
{
	return finding->outcome == outcome && !is_told_in_full(finding);
}

static bool is_same_reason(const struct finding *a, const struct finding *b)
{
	return has_reason(a) && has_reason(b) && !strcmp(a->reason, b->reason);
}

static void add_listed(struct buf *out, const struct finding *finding)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));

	buf_add_str(out, finding->pattern);
	if (info)
		buf_add_fmt(out, " %s", info->name);
}

/* Patterns for one reason stand together before it, where the first of them stands. */
static void add_same(struct buf *out, const struct finding *findings, size_t count, size_t first)
{
	const struct finding *finding = &findings[first];

	for (size_t i = 0; i < first; i++)
		if (is_listed(&findings[i], finding->outcome) && is_same_reason(&findings[i], finding))
			return;
	if (out->size)
		buf_add_str(out, "; ");
	add_listed(out, finding);
	for (size_t i = first + 1; i < count; i++) {
		if (!is_listed(&findings[i], finding->outcome) || !is_same_reason(&findings[i], finding))
			continue;
		buf_add_str(out, ", ");
		add_listed(out, &findings[i]);
	}
	if (has_reason(finding))
		buf_add_fmt(out, " (%s)", finding->reason);
}

static bool draw_group(struct pen *pen, const struct finding *findings, size_t count, enum outcome outcome,
                       const char *title)
{
	struct buf list = { 0 };
	bool is_any;

	for (size_t i = 0; i < count; i++)
		if (is_listed(&findings[i], outcome))
			add_same(&list, findings, count, i);
	is_any = list.size > 0;
	if (is_any) {
		pen_to(pen, 2);
		pen_put_str(pen, PAINT_PLAIN, title);
		pen_wrap(pen, PAINT_DIM, buf_text(&list), INDENT, 0);
	}
	buf_release(&list);
	return is_any;
}

static void draw_groups(struct pen *pen, const struct report *report, const struct finding *findings, size_t count,
                        const struct report_person *person)
{
	bool is_any = false;

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		is_any |= draw_group(pen, findings, count, groups[i].outcome, groups[i].title);
	if (is_any && may_name(report, person))
		draw_explain(pen, report, "<pattern>", person);
}

void text_draw_findings(struct pen *pen, const struct report *report, const struct finding *findings, size_t count,
                        const struct report_person *person)
{
	for (size_t i = 0; i < count; i++)
		if (is_told_in_full(&findings[i]))
			draw_finding(pen, report, &findings[i], person);
	draw_groups(pen, report, findings, count, person);
}

/* ---- strengths ---- */

void text_draw_strengths(struct pen *pen, const struct strength *strengths, size_t count)
{
	if (!count)
		return;
	pen_to(pen, 2);
	pen_put_str(pen, PAINT_PLAIN, "In the record:");
	pen_end_line(pen);
	for (size_t i = 0; i < count; i++) {
		const struct strength_info *info = strength_find(text_of(strengths[i].id));

		pen_to(pen, INDENT);
		pen_put_str(pen, PAINT_BOLD, info ? info->name : strengths[i].id);
		pen_put_str(pen, PAINT_PLAIN, ": ");
		pen_wrap_str(pen, PAINT_PLAIN, strengths[i].reason ? strengths[i].reason : "", INDENT + 2, 0);
	}
}

void text_draw_strength_names(struct pen *pen, const struct strength *strengths, size_t count, int max_lines)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct strength_info *info = strength_find(text_of(strengths[i].id));

		buf_add_fmt(&names, "%s%s", i ? ", " : "In the record: ", info ? info->name : strengths[i].id);
	}
	if (count) {
		pen_to(pen, 2);
		pen_wrap(pen, PAINT_PLAIN, buf_text(&names), INDENT, max_lines);
	}
	buf_release(&names);
}
