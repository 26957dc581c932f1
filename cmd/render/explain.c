/* Draws definitions, figures and proofs as text. */
#include "explain.h"

#include <math.h>
#include <string.h>

#include "escape.h"
#include "number.h"
#include "pattern_number.h"

#define LABEL_COLUMN 2
#define TEXT_COLUMN 15
#define FIGURE_COLUMN 17
#define NUMBER_COLUMN 34
#define OID_SHOWN 12
#define KIND_COLUMN 16
#define CHANGE_COLUMN 22

static void put_field(struct pen *pen, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	pen_to(pen, LABEL_COLUMN);
	pen_put_str(pen, PAINT_DIM, label);
	pen_to(pen, TEXT_COLUMN);
	pen_wrap_str(pen, PAINT_PLAIN, text, TEXT_COLUMN, 0);
}

static void put_title(struct pen *pen, const char *id, const char *name)
{
	pen_put_str(pen, PAINT_DIM, id);
	pen_put_str(pen, PAINT_PLAIN, "  ");
	pen_put_str(pen, PAINT_HEADING, name);
	pen_end_line(pen);
	pen_end_line(pen);
}

void explain_coverage(struct pen *pen)
{
	static const char *const paragraphs[] = {
		"Read here: commits and what they change, trailers and other lines of messages that name reviewers, "
		"co-authors and helpers, merges and who made them, request heads this clone holds, notes, exports of a "
		"forge that were imported, tags, documents and decision records.",
		"Not visible here: conversations, meetings, pairing and help that nobody wrote down, and reviews on a "
		"forge "
		"that left nothing in git. Their absence in a figure says nothing.",
		"Review coverage is the share of a team's changes that carry a review or approval by somebody who is "
		"no "
		"author (M07). From 70 % on, patterns speak; from 50 to 70 % they say note at most; below 50 % "
		"whatever rests "
		"on missing reviews is unknown, and a number beside it is a lower bound. What the record does show "
		"counts "
		"at any coverage.",
		"git lead sources lists what evidence this repository holds and the commands that get more.",
		"For a lead's own reflection and a team's retrospective; not for compensation, termination, hiring or "
		"comparing "
		"people with one another.",
	};

	put_title(pen, "coverage", "how much of the work the record can show");
	for (size_t i = 0; i < sizeof(paragraphs) / sizeof(paragraphs[0]); i++) {
		if (i > 0)
			pen_end_line(pen);
		pen_to(pen, LABEL_COLUMN);
		pen_wrap_str(pen, PAINT_PLAIN, paragraphs[i], LABEL_COLUMN, 0);
	}
}

static void put_parts(struct pen *pen, const struct metric_info *metric)
{
	for (size_t i = 0; i < metric->part_count; i++) {
		struct buf id = { 0 };

		buf_add_fmt(&id, "%s.%s", metric->id, metric->parts[i].name);
		pen_to(pen, LABEL_COLUMN);
		pen_put_str(pen, PAINT_DIM, buf_str(&id));
		pen_to(pen, FIGURE_COLUMN);
		pen_wrap_str(pen, PAINT_PLAIN, metric->parts[i].meaning, FIGURE_COLUMN, 0);
		buf_release(&id);
	}
}

void explain_metric(struct pen *pen, const struct metric_info *metric)
{
	struct buf minimum = { 0 };

	put_title(pen, metric->id, metric->name);
	put_field(pen, "definition", metric->definition);
	put_field(pen, "unit", metric->unit);
	if (metric->minimum > 0)
		buf_add_fmt(&minimum, "%lld", (long long)metric->minimum);
	put_field(pen, "minimum n", buf_str(&minimum));
	put_field(pen, "interval", metric->interval);
	put_field(pen, "needs", metric->needs);
	put_field(pen, "missing", metric->missing);
	put_field(pen, "bias", metric->bias);
	put_field(pen, "source", metric->source);
	put_parts(pen, metric);
	buf_release(&minimum);
}

/* "0.60"; what is no number as it was written. */
static void add_setting(struct buf *out, const struct config *config, const char *name)
{
	const char *value = config_get(config, name);
	double number;

	if (!value || config_get_number(&number, config, name, NAN))
		buf_add_str(out, value ? value : "");
	else if (fabs(number) < 1 && fabs(100 * number - round(100 * number)) < 1e-9)
		buf_add_fmt(out, "%.2f", number);
	else if (floor(number) == number)
		number_add_count(out, number);
	else
		number_add_real(out, number);
}

/* The whole name, not the beginning of a longer one. */
static bool is_named(struct text rule, struct text name)
{
	ptrdiff_t at = text_find(rule, name, 0);
	size_t end = (size_t)at + name.size;

	return at >= 0 && (end == rule.size || rule.at[end] < 'a' || rule.at[end] > 'z');
}

/* Each threshold that the rule names, that is set, and that no earlier entry has told. */
static bool is_threshold(const struct config *config, size_t position, struct text name,
                         const struct pattern_info *pattern)
{
	const struct config_entry *entry = config_entry_at(config, position), *earlier;

	if (!is_named(text_of(pattern->rule), name))
		return false;
	for (size_t i = 0; i < position; i++) {
		earlier = config_entry_at(config, i);
		if (!strcmp(earlier->section, "pattern") && earlier->subsection &&
		    !strcmp(earlier->subsection, pattern->id) && !strcmp(earlier->key, entry->key))
			return false;
	}
	return true;
}

static void put_settings(struct pen *pen, const struct pattern_info *pattern, const struct config *config)
{
	const struct config_entry *entry;
	struct buf set = { 0 };

	for (size_t i = 0; config && (entry = config_entry_at(config, i)) != NULL; i++) {
		struct buf name = { 0 };

		if (strcmp(entry->section, "pattern") != 0 || !entry->subsection ||
		    strcmp(entry->subsection, pattern->id) != 0)
			continue;
		buf_add_fmt(&name, "pattern.%s.%s", pattern->id, entry->key);
		if (is_threshold(config, i, buf_text(&name), pattern)) {
			buf_add_fmt(&set, "%s%s = ", set.size ? ", " : "", entry->key);
			add_setting(&set, config, buf_str(&name));
		}
		buf_release(&name);
	}
	if (set.size)
		buf_add_str(&set, " (configured; the rule above names the defaults)");
	put_field(pen, "in force", buf_str(&set));
	buf_release(&set);
}

void explain_pattern(struct pen *pen, const struct pattern_info *pattern, const struct config *config)
{
	put_title(pen, pattern->id, pattern->name);
	put_field(pen, "question", pattern->question);
	put_field(pen, "rule", pattern->rule);
	put_settings(pen, pattern, config);
	put_field(pen, "silenced by", pattern->silencers);
	put_field(pen, "base rate", pattern->base_rate);
	put_field(pen, "source", pattern->source);
}

void explain_strength(struct pen *pen, const struct strength_info *strength)
{
	put_title(pen, strength->id, strength->name);
	put_field(pen, "shown where", strength->rule);
	put_field(pen, "source", strength->source);
}

void explain_subject(struct pen *pen, const char *who, const struct report *report)
{
	pen_end_line(pen);
	pen_put_str(pen, PAINT_BOLD, who);
	pen_put_str(pen, PAINT_PLAIN, ", ");
	pen_put_str(pen, PAINT_PLAIN, report->period_name);
	pen_put_str(pen, PAINT_PLAIN, ", UTC");
	pen_end_line(pen);
	pen_to(pen, LABEL_COLUMN);
	pen_wrap_str(pen, PAINT_DIM, report->coverage.line ? report->coverage.line : "", LABEL_COLUMN, 0);
	if (!report->is_sealed)
		return;
	pen_to(pen, LABEL_COLUMN);
	pen_wrap_str(pen, PAINT_PLAIN,
	             report->person_count && report->people[0].is_unsealed
	                     ? "This period was sealed without this person: figures and lines are those of today."
	                     : "This period was sealed by --freeze: the figures are those of that day, the lines those "
	                       "of today.",
	             LABEL_COLUMN, 0);
}

static void put_past(struct pen *pen, const struct figure *figure, const char *words, double value)
{
	struct buf text = { 0 };

	if (isnan(value))
		return;
	figure_add_past(&text, figure, value);
	pen_to(pen, FIGURE_COLUMN);
	pen_put_str(pen, PAINT_DIM, words);
	pen_put_str(pen, PAINT_PLAIN, buf_str(&text));
	pen_end_line(pen);
	buf_release(&text);
}

void explain_figure(struct pen *pen, const struct figure *figure)
{
	struct buf text = { 0 };

	figure_add_long(&text, figure);
	if (text.size == 0)
		buf_add_char(&text, '-');
	pen_to(pen, LABEL_COLUMN);
	pen_put_str(pen, PAINT_DIM, figure->id);
	pen_to(pen, FIGURE_COLUMN);
	pen_put_str(pen, PAINT_BOLD, buf_str(&text));
	if (figure->state != STATE_OK && !figure_is_words(figure)) {
		pen_put_str(pen, PAINT_PLAIN, "  ");
		pen_put_str(pen, PAINT_DIM, metric_state_names[figure->state]);
	}
	if (figure->trend != TREND_NONE)
		pen_put_str(pen, PAINT_PLAIN, figure->trend == TREND_UP ? "  up" : "  down");
	pen_end_line(pen);
	put_past(pen, figure, "the period before: ", figure->before);
	put_past(pen, figure, "the 365 days before: ", figure->year);
	buf_release(&text);
}

void explain_ground(struct pen *pen, const struct metric_info *metric)
{
	pen_end_line(pen);
	pen_put_str(pen, PAINT_DIM, metric->id);
	pen_put_str(pen, PAINT_PLAIN, "  ");
	pen_put_str(pen, PAINT_HEADING, metric->name);
	pen_end_line(pen);
}

void explain_not_of(struct pen *pen, const struct pattern_info *pattern, bool is_person)
{
	pen_to(pen, LABEL_COLUMN);
	if (is_person && pattern->subjects & PATTERN_SELF)
		pen_wrap_str(pen, PAINT_PLAIN,
		             "Of one person this is told to that person alone: user.email in git's configuration says "
		             "who is looking.",
		             LABEL_COLUMN, 0);
	else if (is_person)
		pen_wrap_str(pen, PAINT_PLAIN, "This speaks of teams: there is no answer about one person.",
		             LABEL_COLUMN, 0);
	else
		pen_wrap_str(pen, PAINT_PLAIN, "This speaks of persons: name one, or declare leads.", LABEL_COLUMN, 0);
}

void explain_no_leads(struct pen *pen)
{
	pen_to(pen, LABEL_COLUMN);
	pen_wrap_str(pen, PAINT_PLAIN,
	             "This is asked of declared leads, of persons named here and of the viewer. No lead is declared; "
	             "gitlead-config(5) tells how.",
	             LABEL_COLUMN, 0);
}

void explain_team_only(struct pen *pen, const struct metric_info *metric)
{
	struct buf text = { 0 };

	buf_add_fmt(&text,
	            "This is a figure of the team only: there is none of one person. git lead explain %s shows it.",
	            metric->id);
	pen_to(pen, LABEL_COLUMN);
	pen_wrap_str(pen, PAINT_PLAIN, buf_str(&text), LABEL_COLUMN, 0);
	buf_release(&text);
}

/* A change named after its commit says nothing that the id before it does not. */
static bool is_named_by_commit(const struct evidence_row *row)
{
	return text_starts(row->change, TEXT("commit:"));
}

/* A trailer's line says by itself what it is, and an author is one by the commit. */
static bool is_told_by_line(const struct evidence_row *row)
{
	return text_starts(row->source, TEXT("trailer:")) || text_equal(row->source, TEXT("author")) ||
	       text_equal(row->source, TEXT("commit"));
}

/*
 * A line that proves something stands as it is, however long. A subject only says which change it is, and what this program
 * says in its own words may go on in a second line.
 */
static void put_line(struct pen *pen, const struct evidence_row *row)
{
	bool is_subject = text_equal(row->source, TEXT("commit"));
	int room = pen->columns - pen->at;

	if (text_equal(row->source, TEXT("path"))) {
		pen_wrap(pen, PAINT_PLAIN, row->raw, CHANGE_COLUMN + 2, 0);
		return;
	}
	pen_put(pen, PAINT_PLAIN, row->raw, is_subject && room > 0 ? room : 0);
	pen_end_line(pen);
}

void explain_evidence(struct pen *pen, const struct evidence_row *row)
{
	pen_to(pen, LABEL_COLUMN);
	pen_put(pen, PAINT_DIM, text_slice(row->oid, 0, OID_SHOWN), 0);
	pen_to(pen, KIND_COLUMN);
	pen_put(pen, PAINT_PLAIN, row->kind, 0);
	pen_to(pen, CHANGE_COLUMN);
	if (!is_named_by_commit(row)) {
		pen_put(pen, PAINT_PLAIN, row->change, 0);
		pen_put_str(pen, PAINT_PLAIN, "  ");
	}
	if (!row->counted) {
		pen_put_str(pen, PAINT_DIM, row->why.size > 0 ? "not counted, " : "not counted");
		pen_put(pen, PAINT_DIM, row->why, 0);
		pen_put_str(pen, PAINT_DIM, ": ");
	}
	if (!is_told_by_line(row)) {
		pen_put(pen, PAINT_DIM, row->source, 0);
		pen_put_str(pen, PAINT_DIM, ": ");
	}
	put_line(pen, row);
}

static void put_numbers(struct pen *pen, const struct pattern_number *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf name = { 0 }, number = { 0 };

		pattern_number_add_name(&name, numbers[i].name);
		pattern_number_add(&number, &numbers[i]);
		pen_to(pen, LABEL_COLUMN);
		pen_put_str(pen, PAINT_DIM, buf_str(&name));
		pen_to(pen, NUMBER_COLUMN);
		pen_put_str(pen, PAINT_PLAIN, buf_str(&number));
		pen_end_line(pen);
		buf_release(&name);
		buf_release(&number);
	}
}

void explain_finding(struct pen *pen, const struct finding *finding)
{
	pen_to(pen, LABEL_COLUMN);
	pen_put_str(pen, PAINT_BOLD, outcome_names[finding->outcome]);
	if (*visible_names[finding->visible]) {
		pen_put_str(pen, PAINT_PLAIN, "; visible: ");
		pen_put_str(pen, PAINT_PLAIN, visible_names[finding->visible]);
	}
	pen_end_line(pen);
	if (!text_starts_nocase(text_of(finding->explanation), text_of(finding->reason)))
		put_field(pen, "because", finding->reason);
	put_field(pen, "seen", finding->explanation);
	put_field(pen, "looked for", finding->looked_for);
	put_field(pen, "would change", finding->would_change);
	put_field(pen, "to learn more", finding->next_command);
	put_numbers(pen, finding->numbers, finding->number_count);
}

void explain_strength_shown(struct pen *pen, const struct strength *strength)
{
	pen_to(pen, LABEL_COLUMN);
	if (strength == NULL) {
		pen_wrap_str(pen, PAINT_PLAIN, "The record of this period does not show it; that says nothing else.",
		             LABEL_COLUMN, 0);
		return;
	}
	pen_wrap_str(pen, PAINT_PLAIN, strength->reason, LABEL_COLUMN, 0);
	put_numbers(pen, strength->numbers, strength->number_count);
}
