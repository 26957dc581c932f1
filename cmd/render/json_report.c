/*
 * The report as one JSON object, described by report.schema.json next to this file. Keys stand in a fixed order; the
 * same model gives the same bytes.
 */
#include <math.h>
#include <string.h>
#include "json.h"
#include "render_table.h"

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *time_of(int64_t time)
{
	struct buf text = { 0 };
	json_t *value;

	civil_format_iso(&text, time);
	value = json_clean(buf_text(&text));
	buf_release(&text);
	return value;
}

static json_t *period_of(const struct report *report)
{
	json_t *period = json_object();

	set(period, "name", json_clean_str(report->period_name));
	set(period, "since", time_of(report->period.since_time));
	set(period, "until", time_of(report->period.until_time));
	set(period, "zone", json_string("UTC"));
	set(period, "is_default", json_boolean(report->is_default_period));
	set(period, "was_moved", json_boolean(report->period_was_moved));
	return period;
}

static json_t *channels_of(const struct report_coverage *coverage)
{
	json_t *channels = json_array();

	for (size_t i = 0; i < coverage->channel_count; i++) {
		const struct report_channel *from = &coverage->channels[i];
		json_t *channel = json_object();

		set(channel, "name", json_clean_str(from->name));
		set(channel, "changes", json_integer(from->change_count));
		set(channel, "is_live", json_boolean(from->is_live));
		json_array_append_new(channels, channel);
	}
	return channels;
}

static json_t *coverage_of(const struct report_coverage *from)
{
	static const char *const states[] = { "unknown", "partial", "usable" };
	json_t *coverage = json_object();
	json_t *share = json_object();
	bool is_empty = from->change_count == 0;

	set(coverage, "line", json_clean_str(from->line));
	set(coverage, "not_visible", json_clean_str(from->not_visible));
	set(coverage, "state", json_string(states[from->state]));
	set(coverage, "changes", json_integer(from->change_count));
	set(coverage, "excluded", json_integer(from->excluded_count));
	set(coverage, "reviewed", from->review_count < 0 ? json_null() : json_integer(from->review_count));
	set(share, "low", is_empty ? json_null() : json_number(from->review_share.low));
	set(share, "high", is_empty ? json_null() : json_number(from->review_share.high));
	set(coverage, "review_share", share);
	set(coverage, "people", json_integer(from->person_count));
	set(coverage, "bot_changes", json_integer(from->bot_change_count));
	set(coverage, "model_credits", json_integer(from->model_credit_count));
	set(coverage, "unresolved", json_integer(from->unresolved_count));
	set(coverage, "channels", channels_of(from));
	return coverage;
}

static json_t *repositories_of(const struct report *report)
{
	json_t *repositories = json_array();

	for (size_t i = 0; i < report->repository_count; i++) {
		const struct report_repository *from = &report->repositories[i];
		json_t *repository = json_object();

		set(repository, "key", json_clean_str(from->key));
		set(repository, "name", json_clean_str(from->name));
		set(repository, "tip", json_clean_str(from->tip));
		set(repository, "is_shallow", json_boolean(from->is_shallow));
		set(repository, "is_partial", json_boolean(from->is_partial));
		set(repository, "has_lines", json_boolean(from->has_lines));
		set(repository, "commits", json_integer(from->commit_count));
		set(repository, "missing", json_integer(from->missing_count));
		set(repository, "damaged", json_integer(from->damaged_count));
		set(repository, "grouping", json_clean_str(from->rule));
		json_array_append_new(repositories, repository);
	}
	return repositories;
}

/* Stable words and sums of several metrics are for reading; a metric's own id starts with M and digits. */
static bool is_metric_id(const char *id)
{
	return id[0] == 'M' && char_is_digit(id[1]) && !strchr(id, '+');
}

static json_t *metrics_of(const struct figure *figures, size_t count)
{
	json_t *metrics = json_object();

	for (size_t i = 0; figures && i < count; i++) {
		const struct figure *figure = &figures[i];
		json_t *metric = json_object();

		if (!is_metric_id(figure->id)) {
			json_decref(metric);
			continue;
		}
		set(metric, "value", json_number(figure->value));
		set(metric, "n", json_integer(figure->n));
		set(metric, "low", json_number(figure->low));
		set(metric, "high", json_number(figure->high));
		set(metric, "state", json_string(metric_state_names[figure->state]));
		set(metric, "trend", json_string(trend_names[figure->trend]));
		set(metric, "before", json_number(figure->before));
		set(metric, "year", json_number(figure->year));
		set(metrics, figure->id, metric);
	}
	return metrics;
}

static void set_bound(json_t *numbers, const char *name, const char *bound, double value)
{
	struct buf key = { 0 };

	buf_add_fmt(&key, "%s_%s", name, bound);
	set(numbers, buf_str(&key), json_number(value));
	buf_release(&key);
}

/* Flat: "reviews", and where there is an interval "review_share_low", "review_share_high". */
static json_t *numbers_of(const struct pattern_number *from, size_t count)
{
	json_t *numbers = json_object();

	for (size_t i = 0; i < count; i++) {
		const struct pattern_number *number = &from[i];

		set(numbers, number->name, json_number(number->value));
		if (isnan(number->low) || isnan(number->high))
			continue;
		set_bound(numbers, number->name, "low", number->low);
		set_bound(numbers, number->name, "high", number->high);
	}
	return numbers;
}

static json_t *pattern_of(const struct finding *finding)
{
	json_t *pattern = json_object();

	set(pattern, "id", json_clean_str(finding->pattern));
	set(pattern, "outcome", json_string(outcome_names[finding->outcome]));
	set(pattern, "visible", json_string(visible_names[finding->visible]));
	set(pattern, "reason", json_clean_str(finding->reason ? finding->reason : ""));
	set(pattern, "n", json_integer(finding->n));
	set(pattern, "numbers", numbers_of(finding->numbers, finding->number_count));
	set(pattern, "looked_for", json_clean_str(finding->looked_for));
	set(pattern, "would_change", json_clean_str(finding->would_change));
	set(pattern, "next_command", json_clean_str(finding->next_command));
	return pattern;
}

static json_t *patterns_of(const struct finding *findings, size_t count)
{
	json_t *patterns = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(patterns, pattern_of(&findings[i]));
	return patterns;
}

static json_t *strengths_of(const struct strength *from, size_t count)
{
	json_t *strengths = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct strength_info *info = strength_find(text_of(from[i].id));
		json_t *strength = json_object();

		set(strength, "id", json_clean_str(from[i].id));
		set(strength, "name", json_clean_str(info ? info->name : from[i].id));
		set(strength, "reason", json_clean_str(from[i].reason));
		set(strength, "numbers", numbers_of(from[i].numbers, from[i].number_count));
		json_array_append_new(strengths, strength);
	}
	return strengths;
}

static json_t *teams_of(const struct report *report)
{
	json_t *teams = json_array();

	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *from = &report->teams[i];
		json_t *team = json_object();

		set(team, "name", json_clean_str(from->name));
		set(team, "members", json_integer(from->member_count));
		set(team, "opted_out", json_integer(from->opted_out_count));
		set(team, "metrics", metrics_of(from->figures, from->figure_count));
		set(team, "patterns", patterns_of(from->findings, from->finding_count));
		json_array_append_new(teams, team);
	}
	return teams;
}

static json_t *people_of(const struct report *report)
{
	json_t *people = json_array();

	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *from = &report->people[i];
		json_t *person = json_object();
		json_t *halves = json_array();

		for (int half = 0; half < 2 && from->half_count; half++)
			json_array_append_new(halves, metrics_of(from->halves[half], from->half_count));
		set(person, "person", json_clean_str(from->key));
		set(person, "name", json_clean_str(from->name));
		set(person, "is_lead", json_boolean(from->is_lead));
		set(person, "is_viewer", json_boolean(from->is_viewer));
		set(person, "is_excluded", json_boolean(from->is_excluded));
		set(person, "metrics", metrics_of(from->figures, from->figure_count));
		set(person, "rest", metrics_of(from->rest, from->rest_count));
		set(person, "halves", halves);
		set(person, "absent_days", json_integer(from->absent_days));
		set(person, "strengths", strengths_of(from->strengths, from->strength_count));
		set(person, "patterns", patterns_of(from->findings, from->finding_count));
		json_array_append_new(people, person);
	}
	return people;
}

/* Every finding once more in one list, each with the person or team it speaks of. */
static json_t *all_patterns_of(const struct report *report)
{
	json_t *patterns = json_array();

	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *team = &report->teams[i];

		for (size_t j = 0; j < team->finding_count; j++) {
			json_t *pattern = pattern_of(&team->findings[j]);

			set(pattern, "team", json_clean_str(team->name));
			set(pattern, "person", json_null());
			json_array_append_new(patterns, pattern);
		}
	}
	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		for (size_t j = 0; j < person->finding_count; j++) {
			json_t *pattern = pattern_of(&person->findings[j]);

			set(pattern, "team", json_null());
			set(pattern, "person", json_clean_str(person->key));
			json_array_append_new(patterns, pattern);
		}
	}
	return patterns;
}

int json_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	json_t *document = json_object();
	json_t *notes = json_array();
	json_t *next = json_object();

	(void)options;
	set(document, "schema", json_clean_str(report->schema));
	set(document, "is_pseudonymous", json_boolean(report->is_pseudonymous));
	set(document, "period", period_of(report));
	set(document, "coverage", coverage_of(&report->coverage));
	set(document, "repositories", repositories_of(report));
	set(document, "teams", teams_of(report));
	set(document, "people", people_of(report));
	set(document, "patterns", all_patterns_of(report));
	for (size_t i = 0; i < report->note_count; i++)
		json_array_append_new(notes, json_clean_str(report->notes[i]));
	set(document, "notes", notes);
	set(next, "command", json_clean_str(report->next_step));
	set(next, "reason", json_clean_str(report->next_reason));
	set(document, "next", next);
	return json_add_take(out, document);
}
