/* Asks the tables of scope.h, and the figures, what can be relied on. No state is set here. */
#include "ground.h"

#include <stddef.h>
#include "scope.h"

/* Where the author field of most changes names whoever committed, nothing that rests on it is true of the team. */
static int author_field_is_true(bool *out, struct store *store, const struct scope *scope)
{
	struct statement *statement;
	int64_t is_true;
	int ret = store_statement(&statement, store,
	                          "SELECT coalesce(2 * sum(has_authors * changes) >= sum(changes), 1)\n"
	                          "FROM scope_repository\n"
	                          "WHERE since_time = :since");

	if (ret)
		return ret;
	scope_bind(statement, scope);
	ret = statement_take_int(&is_true, statement);
	if (ret == 0)
		*out = is_true != 0;
	return ret;
}

static int read_persons(struct ground *ground, bool is_unrecorded, struct store *store, const struct scope *scope)
{
	struct statement *row;
	int ret = store_statement(&row, store,
	                          "SELECT p.person_id, p.coverage, p.has_integrators, p.has_authors\n"
	                          "FROM subject s\n"
	                          "JOIN scope_person p ON p.since_time = :since AND p.person_id = s.person_id\n"
	                          "ORDER BY p.person_id");

	if (ret)
		return ret;
	scope_bind(row, scope);
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(&ground->persons) = (struct ground_base){
			.person = statement_int(row, 0),
			.coverage = is_unrecorded ? COVERAGE_UNKNOWN : (enum coverage_state)statement_int(row, 1),
			.has_integrators = statement_int(row, 2) != 0,
			.has_authors = statement_int(row, 3) != 0,
		};
	return ret < 0 ? ret : 0;
}

const struct ground_base *ground_base_of(const struct ground *ground, int64_t person)
{
	for (size_t i = 0; i < ground->persons.count; i++)
		if (ground->persons.at[i].person == person)
			return &ground->persons.at[i];
	return &ground->team;
}

void ground_release(struct ground *ground)
{
	VEC_RELEASE(&ground->persons);
}

/* Requests may be told without what was said on them: then nobody knows whether somebody answered. */
static int is_answer_told(bool *out, struct store *store)
{
	struct statement *statement;
	int64_t is_told;
	int ret = store_statement(&statement, store, "SELECT EXISTS (SELECT 1 FROM scope_reaction WHERE act_time > 0)");

	if (ret)
		return ret;
	ret = statement_take_int(&is_told, statement);
	if (ret == 0)
		*out = is_told != 0;
	return ret;
}

static enum coverage_state coverage_of(const struct metric_value *coverage)
{
	if (coverage == NULL || coverage->n == 0 || coverage->k * 2 < coverage->n)
		return COVERAGE_UNKNOWN;
	return coverage->k * 10 < coverage->n * 7 ? COVERAGE_PARTIAL : COVERAGE_USABLE;
}

int ground_of(struct ground *ground, const struct metric_values *values, struct store *store, const struct scope *scope)
{
	const struct metric_value *reviewed = metric_values_find(values, "M07", 0);
	const struct metric_value *known = metric_values_find(values, "M29.known", 0);
	const struct metric_value *told = metric_values_find(values, "M00.told", 0);
	const struct metric_value *lines = metric_values_find(values, "M24.known", 0);
	bool is_declared_unrecorded = false;
	int ret = author_field_is_true(&ground->team.has_authors, store, scope);

	if (!ret)
		ret = is_answer_told(&ground->has_answers, store);
	if (!ret)
		ret = scope_is_unrecorded(&is_declared_unrecorded, store, scope);
	if (!ret)
		ret = read_persons(ground, is_declared_unrecorded, store, scope);
	ground->has_changes = reviewed != NULL && reviewed->n > 0;
	ground->team.has_integrators = known != NULL && known->k * 2 >= known->n;
	ground->has_host = told != NULL && told->n > 0 && told->k * 2 >= told->n;
	ground->has_lines = lines != NULL && lines->k * 10 >= lines->n * 9;
	if (!is_declared_unrecorded)
		ground->team.coverage = coverage_of(reviewed);
	return ret;
}
