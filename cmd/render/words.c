/* The words of words.h: what a finding means was decided in its pattern; here it is only said, calmly and everywhere the same. */
#include <string.h>
#include "escape.h"
#include "number.h"
#include "words.h"

#define BASE_RATE "Base rate: "

void words_add_period(struct buf *out, const struct report *report)
{
	buf_add_str(out, report->period_name);
	if (text_find(text_of(report->period_name), TEXT(" to "), 0) < 0) {
		buf_add_str(out, " (");
		civil_format(out, report->period.since_time);
		buf_add_str(out, " to ");
		civil_format(out, report->period.until_time - 1);
		buf_add_char(out, ')');
	}
	buf_add_str(out, ", UTC");
}

void words_add_period_options(struct buf *out, const struct report *report)
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

const char *words_team_name(const struct report *report, const struct report_team *team)
{
	if (team->name[0])
		return team->name;
	return report->team_count > 1 ? "Everybody" : "The team";
}

void words_add_members(struct buf *out, const struct report_team *team)
{
	buf_add_fmt(out, "%lld %s", (long long)team->member_count, team->member_count == 1 ? "person" : "people");
	if (team->opted_out_count)
		buf_add_fmt(out, "; withheld: %lld %s", (long long)team->opted_out_count,
		            team->opted_out_count == 1 ? "person" : "persons");
}

void words_add_absence(struct buf *out, const struct report_person *person)
{
	if (person->is_outside)
		buf_add_str(out, "no member of this team in the period: no figures");
	else if (person->absent_days && person->is_excluded)
		buf_add_str(out, "period excluded");
	else if (person->absent_days)
		buf_add_fmt(out, "period partly excluded: %lld %s declared", (long long)person->absent_days,
		            person->absent_days == 1 ? "day" : "days");
}

static void add_condition(struct buf *out, bool is_true, const char *words)
{
	if (is_true)
		buf_add_fmt(out, "; %s", words);
}

void words_add_conditions(struct buf *out, const struct report_repository *repository)
{
	add_condition(out, repository->is_shallow, "shallow: history is cut, git fetch --unshallow completes it");
	add_condition(out, repository->is_partial, "partial clone");
	add_condition(out, !repository->has_lines, "lines not available");
	if (repository->missing_count)
		buf_add_fmt(out, "; %lld missing objects", (long long)repository->missing_count);
	if (repository->damaged_count)
		buf_add_fmt(out, "; %lld commits with malformed headers", (long long)repository->damaged_count);
}

/* ---- figures ---- */

bool words_is_of_coverage(const struct figure *figure)
{
	return !strncmp(figure->id, "M00", 3);
}

bool words_is_row(const struct figure *figure)
{
	if (!figure_is_words(figure))
		return true;
	if (figure->state == STATE_NA || figure->state == STATE_WITHHELD)
		return false;
	return figure->state != STATE_UNKNOWN || !strchr(figure->id, '.') || !strcmp(figure->id, "M29.int");
}

const char *words_plain_label(const struct figure *figure)
{
	return strncmp(figure->label, "- ", 2) ? figure->label : figure->label + 2;
}

/* ---- findings ---- */

const char *words_visible(enum visible visible)
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

void words_add_outcome(struct buf *out, const struct finding *finding)
{
	buf_add_str(out, outcome_names[finding->outcome]);
	if (finding->visible != VISIBLE_NONE)
		buf_add_fmt(out, "; visible: %s", words_visible(finding->visible));
}

bool words_has_explanation(const struct finding *finding)
{
	return finding->explanation && finding->explanation[0];
}

bool words_tells_base_rate(const struct finding *finding)
{
	return words_has_explanation(finding) && text_find(text_of(finding->explanation), TEXT(BASE_RATE), 0) >= 0;
}

bool words_is_told_in_full(const struct finding *finding)
{
	if (finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN)
		return true;
	return finding->outcome == OUTCOME_UNKNOWN && !strcmp(finding->pattern, WORDS_FLAGSHIP) &&
	       words_has_explanation(finding);
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

bool words_may_name(const struct report *report, const struct report_person *person)
{
	return !person || !report->is_pseudonymous;
}

void words_add_explain_start(struct buf *out, const struct report *report)
{
	buf_add_str(out, "git lead explain ");
	words_add_period_options(out, report);
}

void words_add_explain_rest(struct buf *out, const char *pattern, const struct report_person *person)
{
	buf_add_str(out, pattern);
	if (person) {
		buf_add_char(out, ' ');
		escape_shell(out, address_of(text_of(person->key)));
	}
}
