/* Whose acts these are, and whether they can be seen: the gate that every pattern about a person passes. */
#include "finding.h"

static int count_ambiguous(int64_t *out, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(*)\n"
	                          "FROM identity_person\n"
	                          "WHERE person_id = :person AND is_ambiguous = 1\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	statement_bind_int(statement, ":person", input->person);
	return statement_take_int(out, statement);
}

/* Two of one name, whom a mailmap keeps apart or nothing unites: acts of one may be recorded under the other. */
static int count_namesakes(int64_t *out, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(*)\n"
	                          "FROM person p\n"
	                          "JOIN person o ON lower(o.name) = lower(p.name) AND o.id <> p.id\n"
	                          "WHERE p.id = :person AND p.name <> '' AND o.kind = 'human'");

	if (ret)
		return ret;
	statement_bind_int(statement, ":person", input->person);
	return statement_take_int(out, statement);
}

int input_judge_identities(struct buf *reason, const struct pattern_input *input)
{
	const struct metric_value *unresolved = input_figure(input, "M00.unresolved", 0);
	const struct metric_value *own = input_figure(input, "M01", input->person);
	struct horizon horizon;
	int64_t ambiguous = 0, namesakes = 0;
	int ret = count_ambiguous(&ambiguous, input);

	if (!ret)
		ret = count_namesakes(&namesakes, input);
	if (!ret)
		ret = metric_horizon(&horizon, input->store, input->scope->repository);
	if (ret)
		return ret;
	/* A cut makes every figure unknown, which then says nothing of authors. */
	if (horizon.cut_time >= input->scope->period.since_time) {
		buf_add_str(reason, "this clone is shallow and its history is cut within the period");
	} else if (unresolved && unresolved->k * 20 > unresolved->n) {
		say_percent(reason, (double)unresolved->k / (double)unresolved->n);
		buf_add_str(reason, " of the recorded acts bear names that no commit explains");
	} else if (ambiguous > 0) {
		buf_add_str(reason, "a name of this person may stand for somebody else too");
	} else if (namesakes > 0) {
		buf_add_str(reason, "somebody else here bears the same name, and may be the same person");
	} else if (own && own->state == STATE_UNKNOWN) {
		buf_add_str(reason, "the author field names whoever committed, not who wrote");
	}
	return 0;
}
