/* A check as one JSON object, described by check.schema.json next to this file: every result, also those that hold. */
#include "check_render.h"
#include "check_words.h"
#include "json.h"
#include "json_part.h"
#include "words.h"

static json_t *words_taken(struct buf *words)
{
	json_t *value = json_clean(buf_text(words));

	buf_release(words);
	return value;
}

static json_t *number_or_null(int64_t number)
{
	return number < 0 ? json_null() : json_integer(number);
}

static json_t *range_of(const struct check *check)
{
	json_t *range = json_object();

	json_set(range, "words", json_clean_str(check->range));
	json_set(range, "base", check->base[0] ? json_clean_str(check->base) : json_null());
	json_set(range, "tip", json_clean_str(check->tip));
	json_set(range, "commits", json_integer(check->commit_count));
	json_set(range, "is_request", json_boolean(check->is_request));
	json_set(range, "is_news_only", json_boolean(check->is_news_only));
	return range;
}

static json_t *repository_of(const struct check *check)
{
	json_t *repository = json_object();

	json_set(repository, "key", json_clean_str(check->repository_key));
	json_set(repository, "name", json_clean_str(check->repository));
	return repository;
}

static json_t *period_of(const struct check *check)
{
	json_t *period = json_object();

	json_set(period, "since", json_time(check->period.since_time));
	json_set(period, "until", json_time(check->period.until_time));
	json_set(period, "zone", json_string("UTC"));
	return period;
}

static json_t *coverage_of(const struct check *check)
{
	json_t *coverage = json_object();

	json_set(coverage, "line", json_clean_str(check->coverage_line));
	json_set(coverage, "state", json_string(words_of_coverage(check->coverage)));
	return coverage;
}

static json_t *change_of(const struct check_change *from, struct check_answers answers)
{
	json_t *change = json_object();

	json_set(change, "key", json_clean_str(from->key));
	json_set(change, "oid", json_clean_str(from->oid));
	json_set(change, "subject", json_clean_str(from->subject));
	json_set(change, "path", json_clean_str(from->path));
	json_set(change, "landed", json_time(from->landed_time));
	json_set(change, "commits", json_integer(from->commit_count));
	json_set(change, "lines", number_or_null(from->lines));
	json_set(change, "files", number_or_null(from->files));
	json_set(change, "excluded", json_clean_str(from->excluded));
	json_set(change, "second_person", json_string(answers.second));
	json_set(change, "review", json_string(answers.review));
	json_set(change, "integrator", json_clean_str(from->integrator));
	json_set(change, "is_newcomer", json_boolean(from->is_newcomer));
	json_set(change, "has_decision", json_boolean(from->has_decision));
	json_set(change, "has_documents", json_boolean(from->has_doc));
	json_set(change, "has_code", json_boolean(from->has_code));
	json_set(change, "is_told", json_boolean(from->is_told));
	return change;
}

static json_t *changes_of(const struct check *check)
{
	json_t *changes = json_array();
	struct check_walk walk = check_walk_begin(check);

	for (size_t i = 0; i < check->change_count; i++) {
		struct check_answers answers = check_walk_next(&walk, &check->changes[i]);

		json_array_append_new(changes, change_of(&check->changes[i], answers));
	}
	return changes;
}

static json_t *result_of(const struct check_result *from)
{
	json_t *result = json_object();

	json_set(result, "rule", json_clean_str(from->rule->id));
	json_set(result, "name", json_clean_str(from->rule->name));
	json_set(result, "subject", json_string(check_words_of_subject(from->rule->subject)));
	json_set(result, "change", from->change ? json_clean_str(from->change->key) : json_null());
	json_set(result, "person", json_clean_str(from->person));
	json_set(result, "level", json_string(check_level_names[from->level]));
	json_set(result, "outcome", json_string(check_outcome_names[from->outcome]));
	json_set(result, "shown", json_string(check_level_names[from->shown]));
	json_set(result, "message", json_clean_str(from->message));
	json_set(result, "advice", json_clean_str(from->advice));
	json_set(result, "path", json_clean_str(from->path));
	json_set(result, "line", json_integer(from->line));
	json_set(result, "fingerprint", json_clean_str(from->fingerprint));
	json_set(result, "is_new", json_boolean(from->is_new));
	return result;
}

static json_t *rules_of(const char *list)
{
	json_t *rules = json_array();
	struct text rest = text_of(list);

	while (rest.size) {
		ptrdiff_t comma = text_find_char(rest, ',', 0);
		size_t end = comma < 0 ? rest.size : (size_t)comma;

		json_array_append_new(rules, json_clean(text_trim(text_slice(rest, 0, end))));
		rest = text_slice(rest, end + 1, rest.size);
	}
	return rules;
}

static json_t *gap_of(const struct check *check, const struct check_gap *from)
{
	json_t *gap = json_object();
	struct buf fingerprint = { 0 };

	check_words_add_gap_fingerprint(&fingerprint, check, from);
	json_set(gap, "rules", rules_of(from->rules));
	json_set(gap, "message", json_clean_str(from->message));
	json_set(gap, "advice", json_clean_str(from->advice));
	json_set(gap, "changes", json_integer(from->change_count));
	json_set(gap, "shown", json_string(check_level_names[from->shown]));
	json_set(gap, "fingerprint", words_taken(&fingerprint));
	json_set(gap, "is_new", json_boolean(from->is_new));
	return gap;
}

static json_t *counts_of(const struct check *check)
{
	json_t *counts = json_object();

	for (int level = 0; level < CHECK_LEVEL_COUNT; level++)
		json_set(counts, check_level_names[level], json_integer(check->counts[level]));
	return counts;
}

int check_json_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	json_t *document = json_object(), *results = json_array(), *gaps = json_array();
	struct buf verdict = { 0 };

	(void)options;
	for (size_t i = 0; i < check->result_count; i++)
		json_array_append_new(results, result_of(&check->results[i]));
	for (size_t i = 0; i < check->gap_count; i++)
		json_array_append_new(gaps, gap_of(check, &check->gaps[i]));
	check_words_add_verdict(&verdict, check);
	json_set(document, "schema", json_clean_str(check->schema));
	json_set(document, "coverage", coverage_of(check));
	json_set(document, "range", range_of(check));
	json_set(document, "repository", repository_of(check));
	json_set(document, "team", json_clean_str(check->team));
	json_set(document, "period", period_of(check));
	json_set(document, "changes", changes_of(check));
	json_set(document, "facts", json_figures(check->facts, check->fact_count));
	json_set(document, "results", results);
	json_set(document, "gaps", gaps);
	json_set(document, "counts", counts_of(check));
	json_set(document, "verdict", words_taken(&verdict));
	json_set(document, "status", json_integer(check->status));
	return json_add_take(out, document);
}
