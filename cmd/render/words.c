/* The shared words of words.h. What a thing means was decided in the model; here it is only said, calmly and everywhere alike. */
#include "words.h"

#include <math.h>
#include <string.h>

#include "escape.h"
#include "number.h"

/* ---- one word for one value ---- */

const char *words_of_state(enum metric_state state)
{
	static const char *const words[METRIC_STATE_COUNT] = { [STATE_OK] = "",
		                                               [STATE_THIN] = "too few to say",
		                                               [STATE_UNKNOWN] = "not recorded here",
		                                               [STATE_NA] = "not applicable",
		                                               [STATE_WITHHELD] = "withheld" };

	return words[state];
}

const char *words_of_outcome(enum outcome outcome)
{
	static const char *const words[OUTCOME_COUNT] = { [OUTCOME_UNKNOWN] = "Unknown",
		                                          [OUTCOME_NA] = "Not applicable (n/a)",
		                                          [OUTCOME_THIN] = "Thin (too few to say)",
		                                          [OUTCOME_SILENCED] = "Silenced",
		                                          [OUTCOME_CLEAR] = "Clear",
		                                          [OUTCOME_NOTE] = "Note",
		                                          [OUTCOME_WARN] = "Warn" };

	return words[outcome];
}

const char *words_of_visible(enum visible visible)
{
	static const char *const words[VISIBLE_COUNT] = { [VISIBLE_NONE] = "",
		                                          [VISIBLE_OWN_ONLY] = "mostly own code",
		                                          [VISIBLE_MIXED] = "own code and work for others",
		                                          [VISIBLE_OTHERS] = "mostly work for others" };

	return words[visible];
}

const char *words_of_trend(enum trend trend)
{
	static const char *const words[TREND_COUNT] = { [TREND_NONE] = "", [TREND_UP] = "up", [TREND_DOWN] = "down" };

	return words[trend];
}

const char *words_of_coverage(enum coverage_state state)
{
	static const char *const words[] = {
		[COVERAGE_UNKNOWN] = "unknown", [COVERAGE_PARTIAL] = "partial", [COVERAGE_USABLE] = "usable"
	};

	return words[state];
}

const char *words_of_coverage_meaning(enum coverage_state state)
{
	static const char *const words[] = {
		[COVERAGE_UNKNOWN] =
			"less than half of the changes carry review evidence, so a missing review says nothing",
		[COVERAGE_PARTIAL] = "50 to 70 % of the changes carry review evidence, so patterns note at most",
		[COVERAGE_USABLE] = "70 % or more of the changes carry review evidence, so patterns speak",
	};

	return words[state];
}

const char *words_of_team(const struct report *report, const struct report_team *team)
{
	return team->name[0] ? team->name : report->team_count > 1 ? "Everybody" : "The team";
}

const char *words_of_strength(const struct strength *strength)
{
	const struct strength_info *info = strength_find(text_of(strength->id));

	return info ? info->name : strength->id;
}

const char *words_of_label(const struct figure *figure)
{
	return strncmp(figure->label, "- ", 2) ? figure->label : figure->label + 2;
}

bool words_is_unasked(const struct report_matrix *matrix)
{
	for (size_t i = 0; i < matrix->count * matrix->count; i++)
		if (matrix->cells[i] < 0)
			return true;
	return false;
}

/* ---- clauses ---- */

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
	else if (person->is_excluded)
		buf_add_str(out, "period excluded");
	else if (person->absent_days)
		buf_add_fmt(out, "period partly excluded: %lld %s declared", (long long)person->absent_days,
		            person->absent_days == 1 ? "day" : "days");
}

void words_add_unsealed(struct buf *out, const struct report_person *person)
{
	if (person->is_unsealed && !person->is_excluded && !person->is_outside)
		buf_add_str(out, "not among what was sealed: figures of today, without the rest of the team");
}

void words_add_movement(struct buf *out, const struct figure *figure)
{
	if (figure->trend == TREND_NONE)
		return;
	buf_add_fmt(out, "%s from ", words_of_trend(figure->trend));
	figure_add_past(out, figure, figure->before);
}

static void add_condition(struct buf *out, bool is_true, const char *words)
{
	if (is_true)
		buf_add_fmt(out, "; %s", words);
}

void words_add_repository(struct buf *out, const struct report_repository *repository)
{
	buf_add_fmt(out, "tip %.12s; %lld commit%s", repository->tip, (long long)repository->commit_count,
	            repository->commit_count == 1 ? "" : "s");
	if (repository->rule && repository->rule[0])
		buf_add_fmt(out, "; changes grouped by %s", repository->rule);
	add_condition(out, repository->is_shallow, "shallow: history is cut, git fetch --unshallow completes it");
	add_condition(out, repository->is_partial, "partial clone");
	add_condition(out, !repository->has_lines, "lines not available");
	if (repository->missing_count)
		buf_add_fmt(out, "; %lld missing objects", (long long)repository->missing_count);
	if (repository->damaged_count)
		buf_add_fmt(out, "; %lld commit%s with malformed headers", (long long)repository->damaged_count,
		            repository->damaged_count == 1 ? "" : "s");
	if (repository->unread_count)
		buf_add_fmt(out, "; %lld request%s not read whole", (long long)repository->unread_count,
		            repository->unread_count == 1 ? "" : "s");
}

void words_add_series_period(struct buf *out, const struct report *report, const struct report_period *period)
{
	bool is_other = period->rules && report->rules && strcmp(period->rules, report->rules) != 0;

	if (!period->is_known) {
		buf_add_str(out, "before the history");
		return;
	}
	if (period->is_sealed)
		buf_add_str(out, "sealed");
	if (is_other)
		buf_add_fmt(out, "%srules %s, not %s", period->is_sealed ? ", by " : "by ", period->rules,
		            report->rules);
}

/* How many periods from there on are told alike. */
static int alike_from(const struct report *report, int first, const struct buf *note)
{
	int count = 1;

	for (bool is_same = true; is_same && first + count < SERIES_PERIODS; count += is_same) {
		struct buf next = { 0 };

		words_add_series_period(&next, report, &report->periods[first + count]);
		is_same = text_equal(buf_text(&next), buf_text(note));
		buf_release(&next);
	}
	return count;
}

void words_add_series_periods(struct buf *out, const struct report *report)
{
	bool is_first = true;

	for (int i = 0, count; i < SERIES_PERIODS; i += count) {
		struct buf note = { 0 };

		words_add_series_period(&note, report, &report->periods[i]);
		count = alike_from(report, i, &note);
		if (note.size) {
			buf_add_fmt(out, "%s%s", is_first ? "" : "; ", report->periods[i].name);
			if (count > 1)
				buf_add_fmt(out, " to %s", report->periods[i + count - 1].name);
			buf_add_fmt(out, " %s", buf_str(&note));
			is_first = false;
		}
		buf_release(&note);
	}
}

void words_add_team_facts(struct buf *out, const struct report_team *team)
{
	for (size_t i = 0; i < team->lead_count; i++) {
		buf_add_fmt(out, "%s%s", i ? "; " : "Leads: ", team->leads[i].name);
		if (team->leads[i].words && team->leads[i].words[0])
			buf_add_fmt(out, ", %s", team->leads[i].words);
	}
	if (out->size)
		buf_add_str(out, ". ");
	for (size_t i = 0; i < team->repository_count; i++)
		buf_add_fmt(out, "%s%s", i ? ", " : "Repositories: ", team->repositories[i]);
	if (team->repository_count)
		buf_add_char(out, '.');
}

void words_add_membership(struct buf *out, const struct report_membership *membership)
{
	buf_add_fmt(out, "%s%s", membership->name, membership->is_lead ? " (lead)" : "");
	if (membership->words && membership->words[0])
		buf_add_fmt(out, ", %s", membership->words);
}

void words_add_knowers(struct buf *out, const struct report_knowledge *knowledge)
{
	if (knowledge->knower_count < 0)
		buf_add_str(out, words_of_state(STATE_WITHHELD));
	else
		number_add_count(out, (double)knowledge->knower_count);
}

void words_add_record(struct buf *out, const struct report_decision *decision)
{
	if (decision->number && decision->number[0])
		buf_add_fmt(out, "%s ", decision->number);
	buf_add_str(out, decision->title && decision->title[0] ? decision->title : decision->path);
}

void words_add_left(struct buf *out, const struct report_team *team)
{
	if (team->knowledge_left_count)
		buf_add_fmt(out, "and %lld more area%s", (long long)team->knowledge_left_count,
		            team->knowledge_left_count == 1 ? "" : "s");
}

void words_add_excluded(struct buf *out, const struct report_excluded *excluded, bool is_first)
{
	buf_add_str(out, is_first ? "Left out of the review share, because reviews are not recorded well enough there: "
	                          : ", ");
	buf_add_fmt(out, "%s (%lld own changes, ", excluded->repository, (long long)excluded->own_count);
	number_add_percent(out, excluded->share);
	buf_add_char(out, ')');
}

const char *words_of_coverage_count(size_t position, const struct report_coverage *coverage, int64_t *count)
{
	const struct {
		const char *words;
		int64_t count;
	} rows[] = {
		{ "changes counted", coverage->change_count },
		{ "changes left out (bots, imports, copies)", coverage->excluded_count },
		{ "changes by bots", coverage->bot_change_count },
		{ "credits to language models, not counted", coverage->model_credit_count },
		{ "people", coverage->person_count },
		{ "acts by names that no commit explains", coverage->unresolved_count },
	};

	if (position >= sizeof(rows) / sizeof(rows[0]))
		return NULL;
	*count = rows[position].count;
	return rows[position].words;
}

/* ---- how it was computed ---- */

static void add_rules(struct buf *out, const struct report *report)
{
	if (report->rules && report->rules[0])
		buf_add_fmt(out, "Rules of version %s%s.", report->rules,
		            report->is_sealed ? ", those of the day it was sealed" : "");
}

static void add_tips(struct buf *out, const struct report *report)
{
	for (size_t i = 0; i < report->repository_count; i++)
		buf_add_fmt(out, "%s%s at %.12s", i ? ", " : "Read: ", report->repositories[i].name,
		            report->repositories[i].tip);
	if (report->repository_count)
		buf_add_char(out, '.');
}

bool words_add_computed(struct buf *out, size_t position, const struct report *report)
{
	static const char *const sentences[] = {
		"A change is what landed as one: a merged request or series, or a commit of its own. Who wrote, "
		"reviewed, "
		"helped or integrated it is read from the history and from what was imported, once each.",
		"Behind a share or ratio stands the range that holds the true value with 95 %; fewer cases make it "
		"wider. "
		"A movement is told only beyond chance and where it is large enough to matter.",
		"What the record cannot show is said in words and is never a zero. What speaks of a few people only is "
		"withheld.",
		"Nobody is ranked: people stand by name. The same facts, settings and present time give the same "
		"report.",
		"git lead explain with the id of a figure or pattern tells its definition and the changes behind it.",
	};

	if (position == 0)
		add_rules(out, report);
	else if (position == 1)
		add_tips(out, report);
	else if (position - 2 < sizeof(sentences) / sizeof(sentences[0]))
		buf_add_str(out, sentences[position - 2]);
	else
		return false;
	return true;
}

bool words_has_more_proofs(const struct report_proofs *proofs)
{
	return (int64_t)proofs->line_count < proofs->total_count;
}

void words_add_more_proofs(struct buf *out, const struct report_proofs *proofs)
{
	buf_add_fmt(out, "%zu of %lld shown", proofs->line_count, (long long)proofs->total_count);
}

/* ---- which figures have a row ---- */

/* M00 stands in the coverage section already. */
static bool is_of_coverage(const struct figure *figure)
{
	return !strncmp(figure->id, "M00", 3);
}

static bool is_row(const struct figure *figure)
{
	if (!figure_is_words(figure))
		return true;
	if (figure->state == STATE_NA || figure->state == STATE_WITHHELD)
		return false;
	return figure->state != STATE_UNKNOWN || !strchr(figure->id, '.') || !strcmp(figure->id, "M29.int");
}

bool words_has_row(const struct figure *figure)
{
	return is_row(figure) && !is_of_coverage(figure);
}

const char *words_of_rowless(size_t position, enum metric_state *state)
{
	static const struct {
		enum metric_state state;
		const char *words;
	} rows[] = {
		{ STATE_UNKNOWN, "Unknown here as well" },
		{ STATE_NA, "Not applicable" },
		{ STATE_WITHHELD, "Withheld" },
	};

	if (position >= sizeof(rows) / sizeof(rows[0]))
		return NULL;
	*state = rows[position].state;
	return rows[position].words;
}

void words_add_rowless(struct buf *out, const struct figure *figures, size_t count, enum metric_state state)
{
	bool is_first = true;

	for (size_t i = 0; i < count; i++) {
		const struct figure *figure = &figures[i];

		if (figure->state != state || is_row(figure) || is_of_coverage(figure))
			continue;
		buf_add_fmt(out, "%s%s (%s)", is_first ? "" : ", ", words_of_label(figure), figure->id);
		is_first = false;
	}
}

/* ---- findings ---- */

static bool has_reason(const struct finding *finding)
{
	return finding->reason && finding->reason[0];
}

bool words_has_explanation(const struct finding *finding)
{
	return finding->explanation && finding->explanation[0];
}

void words_add_answer(struct buf *out, const struct finding *finding)
{
	buf_add_str(out, outcome_names[finding->outcome]);
	if (finding->visible != VISIBLE_NONE)
		buf_add_fmt(out, "; visible: %s", words_of_visible(finding->visible));
	if (!words_has_explanation(finding) && has_reason(finding))
		buf_add_fmt(out, "; %s", finding->reason);
}

/*
 * P01 in full where it is unknown too: what is visible all the same is the answer most repositories can give.
 */
bool words_is_told_in_full(const struct finding *finding)
{
	if (finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN)
		return true;
	return finding->outcome == OUTCOME_UNKNOWN && !strcmp(finding->pattern, WORDS_FLAGSHIP) &&
	       words_has_explanation(finding);
}

const char *words_of_base_rate(const struct finding *finding)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));
	bool is_told = words_has_explanation(finding) &&
	               text_find(text_of(finding->explanation), TEXT(WORDS_BASE_RATE), 0) >= 0;

	return info && !is_told && finding->outcome != OUTCOME_UNKNOWN ? info->base_rate : NULL;
}

enum outcome words_listed_outcome(size_t position)
{
	static const enum outcome order[] = { OUTCOME_CLEAR, OUTCOME_UNKNOWN, OUTCOME_NA, OUTCOME_THIN,
		                              OUTCOME_SILENCED };

	return position < sizeof(order) / sizeof(order[0]) ? order[position] : OUTCOME_COUNT;
}

static bool is_listed(const struct finding *finding, enum outcome outcome)
{
	return finding->outcome == outcome && !words_is_told_in_full(finding);
}

static bool is_same_reason(const struct finding *a, const struct finding *b)
{
	return has_reason(a) && has_reason(b) && !strcmp(a->reason, b->reason);
}

void words_add_pattern(struct buf *out, const struct finding *finding)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));

	buf_add_str(out, finding->pattern);
	if (info)
		buf_add_fmt(out, " %s", info->name);
}

/* Patterns for one reason stand together before it, where the first of them stands. */
static void add_same(struct buf *out, const struct finding *findings, size_t count, size_t first, bool *is_first)
{
	const struct finding *finding = &findings[first];

	for (size_t i = 0; i < first; i++)
		if (is_listed(&findings[i], finding->outcome) && is_same_reason(&findings[i], finding))
			return;
	if (!*is_first)
		buf_add_str(out, "; ");
	*is_first = false;
	words_add_pattern(out, finding);
	for (size_t i = first + 1; i < count; i++) {
		if (!is_listed(&findings[i], finding->outcome) || !is_same_reason(&findings[i], finding))
			continue;
		buf_add_str(out, ", ");
		words_add_pattern(out, &findings[i]);
	}
	if (has_reason(finding))
		buf_add_fmt(out, " (%s)", finding->reason);
}

void words_add_listed(struct buf *out, const struct finding *findings, size_t count, enum outcome outcome)
{
	bool is_first = true;

	for (size_t i = 0; i < count; i++)
		if (is_listed(&findings[i], outcome))
			add_same(out, findings, count, i, &is_first);
}

/* ---- commands ---- */

/* The address of "Name <address>": two people may share a name. */
static struct text address_of(struct text key)
{
	for (size_t i = key.size; i > 0; i--) {
		if (key.at[i - 1] == '<' && key.size > i + 1 && text_ends(key, TEXT(">")))
			return text_slice(key, i, key.size - 1);
	}
	return key;
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

/* The team on whose page it stands; persons stand in the scope of the first. */
static const char *team_of(const struct report *report, const struct finding *of, const struct report_person *person)
{
	for (size_t i = 0; !person && i < report->team_count; i++) {
		const struct report_team *team = &report->teams[i];

		for (size_t j = 0; j < team->finding_count; j++)
			if (&team->findings[j] == of)
				return team->name;
	}
	return report->team_count ? report->teams[0].name : "";
}

void words_add_explain(struct buf *start, struct buf *rest, const struct report *report, const struct finding *of,
                       const char *pattern, const struct report_person *person)
{
	const char *team = team_of(report, of, person);

	if (person && report->is_pseudonymous)
		return;
	buf_add_str(start, "git lead explain ");
	words_add_period_options(start, report);
	if (*team) {
		buf_add_str(rest, "--team=");
		escape_shell(rest, text_of(team));
		buf_add_char(rest, ' ');
	}
	buf_add_str(rest, pattern);
	if (person) {
		buf_add_char(rest, ' ');
		escape_shell(rest, address_of(text_of(person->key)));
	}
}
