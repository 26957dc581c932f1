/* Asks the tables of scope.h, and the figures, what can be relied on. No state is set here. */
#include "ground.h"

#include <stddef.h>
#include "lead/people.h"

/*
 * PostgreSQL's way: whoever commits stands in the author field, and the authors are named in the message. Then
 * nothing that rests on the author field is true of anybody (metrics M01).
 */
static int author_field_is_true(bool *out, struct store *store, const struct scope *scope)
{
	struct statement *statement;
	int64_t authors;
	int ret = store_statement(&statement, store,
	                          "WITH whole (n, self) AS (\n"
	                          "  SELECT count(*), count(CASE WHEN integrator = 'author' THEN 1 END)\n"
	                          "  FROM scope_change\n"
	                          "  WHERE landed_time >= :since\n"
	                          ")\n"
	                          "SELECT CASE WHEN self * 100 > n * 95 THEN (\n"
	                          "  SELECT count(DISTINCT a.person_id)\n"
	                          "  FROM scope_change s\n"
	                          "  JOIN act a ON a.change_id = s.id AND a.kind = 'auth' AND a.event_id IS NOT NULL\n"
	                          "  WHERE s.landed_time >= :since) ELSE 0 END\n"
	                          "FROM whole");

	if (ret)
		return ret;
	scope_bind(statement, scope);
	ret = statement_take_int(&authors, statement);
	if (ret == 0)
		*out = authors <= 20;
	return ret;
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

/* What people say of the record stands above what the record says of itself (the right of reply, metrics 8). */
static int is_unrecorded(bool *out, struct store *store, const struct scope *scope)
{
	double share;
	int ret = people_declared_share(&share, store, "unrecorded", 0, scope->period);

	if (ret == 0)
		*out = share > DECLARED_SHARE;
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
	int ret = author_field_is_true(&ground->has_authors, store, scope);

	if (!ret)
		ret = is_answer_told(&ground->has_answers, store);
	if (!ret)
		ret = is_unrecorded(&is_declared_unrecorded, store, scope);
	ground->has_changes = reviewed != NULL && reviewed->n > 0;
	ground->has_integrators = known != NULL && known->k * 2 >= known->n;
	ground->has_host = told != NULL && told->n > 0 && told->k * 2 >= told->n;
	ground->has_lines = lines != NULL && lines->k * 10 >= lines->n * 9;
	if (!is_declared_unrecorded)
		ground->coverage = coverage_of(reviewed);
	return ret;
}
