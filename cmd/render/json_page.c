/* Pages of teams and people as JSON. What only a long report holds stands under keys that a short one leaves out. */
#include "json.h"
#include "json_part.h"
#include "words.h"

/* ---- parts of either ---- */

static json_t *decisions_of(const struct report *report, const struct report_decision *from, size_t count)
{
	json_t *decisions = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *decision = json_object();

		json_set(decision, "repository", json_clean_str(from[i].repository));
		json_set(decision, "path", json_clean_str(from[i].path));
		json_set(decision, "number", json_clean_str(from[i].number));
		json_set(decision, "title", json_clean_str(from[i].title));
		json_set(decision, "event", json_clean_str(from[i].event));
		json_set(decision, "status", json_clean_str(from[i].status));
		json_set(decision, "time", json_time(from[i].time));
		json_set(decision, "period", json_clean_str(report->periods[from[i].period].name));
		json_set(decision, "oid", json_clean_str(from[i].oid));
		json_set(decision, "url", json_clean_str(from[i].url));
		json_array_append_new(decisions, decision);
	}
	return decisions;
}

static json_t *memberships_of(const struct report_membership *from, size_t count)
{
	json_t *memberships = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *membership = json_object();

		json_set(membership, "name", json_clean_str(from[i].name));
		json_set(membership, "person", json_clean_str(from[i].key));
		json_set(membership, "words", json_clean_str(from[i].words));
		json_set(membership, "is_lead", json_boolean(from[i].is_lead));
		json_array_append_new(memberships, membership);
	}
	return memberships;
}

static json_t *strings_of(const char *const *from, size_t count)
{
	json_t *strings = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(strings, json_clean_str(from[i]));
	return strings;
}

/* ---- a team ---- */

static json_t *headlines_of(const struct report_team *team)
{
	json_t *headlines = json_array();

	for (size_t i = 0; i < team->headline_count; i++) {
		const struct report_headline *from = &team->headlines[i];
		json_t *headline = json_object();

		json_set(headline, "id", json_clean_str(from->id));
		json_set(headline, "title", json_clean_str(from->title));
		json_set(headline, "question", json_clean_str(from->question));
		json_set(headline, "sentence", json_clean_str(from->sentence));
		json_set(headline, "figures", json_figures(from->figures, from->figure_count));
		json_array_append_new(headlines, headline);
	}
	return headlines;
}

static json_t *coverages_of(const struct report_team *team)
{
	json_t *coverages = json_array();

	for (int i = 0; i < SERIES_PERIODS; i++)
		json_array_append_new(coverages, json_string(words_of_coverage(team->coverages[i])));
	return coverages;
}

/* -1: reviews of these people's changes are not asked for in this matrix. */
static json_t *json_cell(int64_t count)
{
	return count < 0 ? json_null() : json_integer(count);
}

static json_t *matrix_of(const struct report_matrix *from)
{
	json_t *matrix = json_object(), *rows = json_array();

	for (size_t i = 0; i < from->count; i++) {
		json_t *row = json_array();

		for (size_t j = 0; j < from->count; j++)
			json_array_append_new(row, json_cell(from->cells[i * from->count + j]));
		json_array_append_new(rows, row);
	}
	json_set(matrix, "groups", strings_of(from->groups, from->count));
	json_set(matrix, "reviews", rows);
	json_set(matrix, "note", json_clean_str(from->note));
	return matrix;
}

static json_t *knowledge_of(const struct report_team *team)
{
	json_t *knowledge = json_array();

	for (size_t i = 0; i < team->knowledge_count; i++) {
		const struct report_knowledge *from = &team->knowledge[i];
		json_t *area = json_object();

		json_set(area, "repository", json_clean_str(from->repository));
		json_set(area, "area", json_clean_str(from->area));
		json_set(area, "files", json_integer(from->file_count));
		json_set(area, "single", json_integer(from->single_count));
		json_set(area, "nobody", json_integer(from->nobody_count));
		json_set(area, "knowers", from->knower_count < 0 ? json_null() : json_integer(from->knower_count));
		json_array_append_new(knowledge, area);
	}
	return knowledge;
}

static void set_long_team(json_t *team, const struct report *report, const struct report_team *from)
{
	json_set(team, "headlines", headlines_of(from));
	json_set(team, "series", json_series(from->series, from->series_count));
	json_set(team, "coverages", coverages_of(from));
	json_set(team, "matrix", matrix_of(&from->matrix));
	json_set(team, "decisions", decisions_of(report, from->decisions, from->decision_count));
	json_set(team, "knowledge", knowledge_of(from));
	json_set(team, "knowledge_left", json_integer(from->knowledge_left_count));
	json_set(team, "repositories", strings_of(from->repositories, from->repository_count));
	json_set(team, "leads", memberships_of(from->leads, from->lead_count));
}

json_t *json_teams(const struct report *report)
{
	json_t *teams = json_array();

	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *from = &report->teams[i];
		json_t *team = json_object();

		json_set(team, "name", json_clean_str(from->name));
		json_set(team, "members", json_integer(from->member_count));
		json_set(team, "opted_out", json_integer(from->opted_out_count));
		json_set(team, "is_withheld", json_boolean(from->is_withheld));
		json_set(team, "coverage", json_coverage(&from->coverage));
		json_set(team, "metrics", json_metrics(from->figures, from->figure_count, true));
		json_set(team, "sums", json_metrics(from->figures, from->figure_count, false));
		json_set(team, "patterns", json_patterns(from->findings, from->finding_count, NULL));
		if (report->is_long)
			set_long_team(team, report, from);
		json_array_append_new(teams, team);
	}
	return teams;
}

/* ---- a person ---- */

static json_t *areas_of(const struct report_person *person)
{
	json_t *areas = json_array();

	for (size_t i = 0; i < person->area_count; i++) {
		const struct report_area *from = &person->areas[i];
		json_t *area = json_object();

		json_set(area, "repository", json_clean_str(from->repository));
		json_set(area, "area", json_clean_str(from->area));
		json_set(area, "own", json_integer(from->own_count));
		json_set(area, "others", json_integer(from->other_count));
		json_set(area, "is_home", json_boolean(from->is_home));
		json_array_append_new(areas, area);
	}
	return areas;
}

static json_t *excluded_of(const struct report_person *person)
{
	json_t *excluded = json_array();

	for (size_t i = 0; i < person->excluded_count; i++) {
		json_t *one = json_object();

		json_set(one, "repository", json_clean_str(person->excluded[i].repository));
		json_set(one, "own", json_integer(person->excluded[i].own_count));
		json_set(one, "share", json_number(person->excluded[i].share));
		json_array_append_new(excluded, one);
	}
	return excluded;
}

static void set_long_person(json_t *person, const struct report *report, const struct report_person *from)
{
	json_set(person, "series", json_series(from->series, from->series_count));
	json_set(person, "areas", areas_of(from));
	json_set(person, "decisions", decisions_of(report, from->decisions, from->decision_count));
	json_set(person, "memberships", memberships_of(from->memberships, from->membership_count));
	json_set(person, "excluded", excluded_of(from));
	json_set(person, "suggestions", strings_of(from->suggestions, from->suggestion_count));
}

static json_t *halves_of(const struct report_person *person, bool is_of_metrics)
{
	json_t *halves = json_array();

	for (int half = 0; half < 2 && person->half_count; half++)
		json_array_append_new(halves, json_metrics(person->halves[half], person->half_count, is_of_metrics));
	return halves;
}

static json_t *person_of(const struct report *report, const struct report_person *from)
{
	json_t *person = json_object();

	json_set(person, "person", json_clean_str(from->key));
	json_set(person, "name", json_clean_str(from->name));
	json_set(person, "is_lead", json_boolean(from->is_lead));
	json_set(person, "is_viewer", json_boolean(from->is_viewer));
	json_set(person, "is_excluded", json_boolean(from->is_excluded));
	json_set(person, "is_outside", json_boolean(from->is_outside));
	json_set(person, "is_unsealed", json_boolean(from->is_unsealed));
	json_set(person, "metrics", json_metrics(from->figures, from->figure_count, true));
	json_set(person, "sums", json_metrics(from->figures, from->figure_count, false));
	json_set(person, "rest", json_metrics(from->rest, from->rest_count, true));
	json_set(person, "rest_sums", json_metrics(from->rest, from->rest_count, false));
	json_set(person, "halves", halves_of(from, true));
	json_set(person, "half_sums", halves_of(from, false));
	json_set(person, "absent_days", json_integer(from->absent_days));
	json_set(person, "strengths",
	         json_strengths(from->strengths, from->strength_count, report->is_long ? from->strength_proofs : NULL));
	json_set(person, "patterns",
	         json_patterns(from->findings, from->finding_count, report->is_long ? from->proofs : NULL));
	if (report->is_long)
		set_long_person(person, report, from);
	return person;
}

json_t *json_persons(const struct report *report)
{
	json_t *people = json_array();

	for (size_t i = 0; i < report->person_count; i++)
		json_array_append_new(people, person_of(report, &report->people[i]));
	return people;
}
