/* Findings and strengths with their proofs as JSON. */
#include <math.h>
#include "json.h"
#include "json_part.h"
#include "words.h"

static void set_bound(json_t *numbers, const char *name, const char *bound, double value)
{
	struct buf key = { 0 };

	buf_add_fmt(&key, "%s_%s", name, bound);
	json_set(numbers, buf_str(&key), json_number(value));
	buf_release(&key);
}

/* Flat: "reviews", and where there is an interval "review_share_low", "review_share_high". */
static json_t *numbers_of(const struct pattern_number *from, size_t count)
{
	json_t *numbers = json_object();

	for (size_t i = 0; i < count; i++) {
		const struct pattern_number *number = &from[i];

		json_set(numbers, number->name, json_number(number->value));
		if (isnan(number->low) || isnan(number->high))
			continue;
		set_bound(numbers, number->name, "low", number->low);
		set_bound(numbers, number->name, "high", number->high);
	}
	return numbers;
}

/* NULL where there is nothing to prove with: then the key is left out. */
static void set_proofs(json_t *object, const struct report_proofs *proofs)
{
	json_t *all, *lines;

	if (!proofs)
		return;
	all = json_object();
	lines = json_array();
	for (size_t i = 0; i < proofs->line_count; i++) {
		const struct report_proof_line *from = &proofs->lines[i];
		json_t *line = json_object();

		json_set(line, "change", json_clean_str(from->change));
		json_set(line, "oid", json_clean_str(from->oid));
		json_set(line, "kind", json_clean_str(from->kind));
		json_set(line, "raw", json_clean_str(from->raw));
		json_set(line, "url", json_clean_str(from->url));
		json_array_append_new(lines, line);
	}
	json_set(all, "total", json_integer(proofs->total_count));
	json_set(all, "command", json_clean_str(proofs->command));
	json_set(all, "lines", lines);
	json_set(object, "proofs", all);
}

static json_t *pattern_of(const struct finding *finding)
{
	json_t *pattern = json_object();

	json_set(pattern, "id", json_clean_str(finding->pattern));
	json_set(pattern, "outcome", json_string(outcome_names[finding->outcome]));
	json_set(pattern, "visible", json_string(visible_names[finding->visible]));
	json_set(pattern, "reason", json_clean_str(finding->reason ? finding->reason : ""));
	json_set(pattern, "n", json_integer(finding->n));
	json_set(pattern, "numbers", numbers_of(finding->numbers, finding->number_count));
	json_set(pattern, "explanation", json_clean_str(finding->explanation));
	json_set(pattern, "looked_for", json_clean_str(finding->looked_for));
	json_set(pattern, "would_change", json_clean_str(finding->would_change));
	json_set(pattern, "next_command", json_clean_str(finding->next_command));
	return pattern;
}

json_t *json_patterns(const struct finding *findings, size_t count, const struct report_proofs *proofs)
{
	json_t *patterns = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *pattern = pattern_of(&findings[i]);

		set_proofs(pattern, proofs ? &proofs[i] : NULL);
		json_array_append_new(patterns, pattern);
	}
	return patterns;
}

json_t *json_strengths(const struct strength *from, size_t count, const struct report_proofs *proofs)
{
	json_t *strengths = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *strength = json_object();

		json_set(strength, "id", json_clean_str(from[i].id));
		json_set(strength, "name", json_clean_str(words_of_strength(&from[i])));
		json_set(strength, "reason", json_clean_str(from[i].reason));
		json_set(strength, "numbers", numbers_of(from[i].numbers, from[i].number_count));
		set_proofs(strength, proofs ? &proofs[i] : NULL);
		json_array_append_new(strengths, strength);
	}
	return strengths;
}

json_t *json_all_patterns(const struct report *report)
{
	json_t *patterns = json_array();

	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *team = &report->teams[i];

		for (size_t j = 0; j < team->finding_count; j++) {
			json_t *pattern = pattern_of(&team->findings[j]);

			json_set(pattern, "team", json_clean_str(team->name));
			json_set(pattern, "person", json_null());
			json_array_append_new(patterns, pattern);
		}
	}
	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		for (size_t j = 0; j < person->finding_count; j++) {
			json_t *pattern = pattern_of(&person->findings[j]);

			json_set(pattern, "team", json_null());
			json_set(pattern, "person", json_clean_str(person->key));
			json_array_append_new(patterns, pattern);
		}
	}
	return patterns;
}
