/*
 * The report as one JSON object, described by report.schema.json next to this file. Keys stand in a fixed order; the
 * same model gives the same bytes.
 */
#include "json.h"
#include "json_part.h"
#include "render_table.h"
#include "words.h"

void json_set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

json_t *json_time(int64_t time)
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

	json_set(period, "name", json_clean_str(report->period_name));
	json_set(period, "since", json_time(report->period.since_time));
	json_set(period, "until", json_time(report->period.until_time));
	json_set(period, "zone", json_string("UTC"));
	json_set(period, "is_default", json_boolean(report->is_default_period));
	json_set(period, "was_moved", json_boolean(report->period_was_moved));
	return period;
}

static json_t *periods_of(const struct report *report)
{
	json_t *periods = json_array();

	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct report_period *from = &report->periods[i];
		json_t *period = json_object();

		json_set(period, "name", json_clean_str(from->name));
		json_set(period, "since", json_time(from->period.since_time));
		json_set(period, "until", json_time(from->period.until_time));
		json_set(period, "rules", json_clean_str(from->rules));
		json_set(period, "is_sealed", json_boolean(from->is_sealed));
		json_set(period, "is_known", json_boolean(from->is_known));
		json_array_append_new(periods, period);
	}
	return periods;
}

static json_t *repositories_of(const struct report *report)
{
	json_t *repositories = json_array();

	for (size_t i = 0; i < report->repository_count; i++) {
		const struct report_repository *from = &report->repositories[i];
		json_t *repository = json_object();

		json_set(repository, "key", json_clean_str(from->key));
		json_set(repository, "name", json_clean_str(from->name));
		json_set(repository, "tip", json_clean_str(from->tip));
		json_set(repository, "is_shallow", json_boolean(from->is_shallow));
		json_set(repository, "is_partial", json_boolean(from->is_partial));
		json_set(repository, "has_lines", json_boolean(from->has_lines));
		json_set(repository, "commits", json_integer(from->commit_count));
		json_set(repository, "missing", json_integer(from->missing_count));
		json_set(repository, "damaged", json_integer(from->damaged_count));
		json_set(repository, "unread", json_integer(from->unread_count));
		json_set(repository, "grouping", json_clean_str(from->rule));
		json_set(repository, "changes", json_integer(from->change_count));
		json_set(repository, "reviewed",
		         from->review_count < 0 ? json_null() : json_integer(from->review_count));
		json_set(repository, "coverage", json_string(words_of_coverage(from->coverage)));
		json_set(repository, "url", json_clean_str(from->url));
		json_array_append_new(repositories, repository);
	}
	return repositories;
}

int json_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	json_t *document = json_object();
	json_t *notes = json_array();
	json_t *next = json_object();

	(void)options;
	json_set(document, "schema", json_clean_str(report->schema));
	json_set(document, "is_pseudonymous", json_boolean(report->is_pseudonymous));
	json_set(document, "is_long", json_boolean(report->is_long));
	json_set(document, "is_sealed", json_boolean(report->is_sealed));
	json_set(document, "title", json_clean_str(report->title));
	json_set(document, "rules", json_clean_str(report->rules));
	json_set(document, "period", period_of(report));
	if (report->is_long)
		json_set(document, "periods", periods_of(report));
	json_set(document, "coverage", json_coverage(&report->coverage));
	json_set(document, "repositories", repositories_of(report));
	json_set(document, "teams", json_teams(report));
	json_set(document, "people", json_persons(report));
	json_set(document, "patterns", json_all_patterns(report));
	for (size_t i = 0; i < report->note_count; i++)
		json_array_append_new(notes, json_clean_str(report->notes[i]));
	json_set(document, "notes", notes);
	json_set(next, "command", json_clean_str(report->next_step));
	json_set(next, "reason", json_clean_str(report->next_reason));
	json_set(document, "next", next);
	return json_add_take(out, document);
}
