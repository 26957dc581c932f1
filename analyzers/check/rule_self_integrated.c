/* Whether one of a change's authors integrated it while nobody else is named as having reviewed it: what M08 counts. */
#include <string.h>

#include "check.h"

/* Custodians apply their own work by custom, and a team can say who they are. */
static int is_custodians(bool *out, struct checking *checking, const struct check_change *change)
{
	struct statement *statement;
	int64_t count;
	int ret = store_statement(&statement, checking->store,
	                          "SELECT count(*)\n"
	                          "FROM change c\n"
	                          "JOIN change_credit k ON k.change_id = c.id\n"
	                          "JOIN declared d ON d.kind = 'custodian' AND d.person_id = k.author_id\n"
	                          "  AND d.from_time <= c.landed_time AND d.until_time > c.landed_time\n"
	                          "WHERE c.repository_id = :repository AND c.key = :key");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", checking->request->repository);
	statement_bind_text(statement, ":key", text_of(change->key));
	ret = statement_take_int(&count, statement);
	*out = ret == 0 && count > 0;
	return ret;
}

static int end_nameless(struct check_result *result, struct checking *checking)
{
	const char *advice;
	int ret = checking_find_evidence(&advice, checking);

	if (ret == 0)
		checking_end(result, CHECK_UNKNOWN,
		             "The record does not say who integrated the change, and names nobody who reviewed it.",
		             advice);
	return ret;
}

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	bool is_custom = false;
	int ret;

	if (!change->integrator && !change->has_review)
		return checking_end_lacking(result, checking, change, "Nobody has integrated it");
	if (change->has_review || strcmp(change->integrator, "other") == 0 || strcmp(change->integrator, "bot") == 0) {
		checking_end(result, CHECK_HOLDS, "Somebody other than its authors reviewed or integrated it.", NULL);
		return 0;
	}
	if (strcmp(change->integrator, "forge") == 0 && !checking->out->is_request && !checking->is_reviewed_later &&
	    (change->is_told || checking_counts_absences(checking)))
		return end_nameless(result, checking);
	ret = is_custodians(&is_custom, checking, change);
	if (ret)
		return ret;
	if (!is_custom)
		return checking_end_lacking(
			result, checking, change,
			"One of its authors integrated it, and the record names nobody who reviewed it");
	checking_end(result, CHECK_NA, "It is the own work of a declared custodian ([policy] custodian).", NULL);
	return 0;
}

const struct check_rule_entry rule_self_integrated = {
	.rule = {
		.id = "self-integrated",
		.name = "Integrated by an author without review",
		.help = "Fires where one of the authors integrated the change and nobody else is named as having reviewed or "
			"approved it. Unknown where the record does not say who integrated it, or reviews are not recorded.",
		.source = "M08",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_NOTICE,
		.most = CHECK_FAIL,
	},
	.judge = judge,
};
