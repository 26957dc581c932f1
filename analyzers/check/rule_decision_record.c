/*
 * Whether a change that shapes the architecture (P09 c) brings a decision record, where the repository keeps such records (M17).
 * Any change of the range may bring it: a record is often a commit of its own.
 */
#include <stdlib.h>

#include "check.h"
#include "lead/significant.h"

#define PRACTICE_SECS (730 * DAY_SECS) /* within which a record was touched, for the practice to be in use */

static int is_practised(bool *out, struct checking *checking)
{
	struct statement *statement;
	int64_t answer;
	int ret =
		store_statement(&statement, checking->store,
	                        /* CASE ends with the first answer; "+ 0" keeps to the index over time. */
	                        "SELECT CASE\n"
	                        "  WHEN (SELECT count(*) FROM decision WHERE repository_id = :repository) < 3 THEN 0\n"
	                        "  ELSE EXISTS (\n"
	                        "    SELECT 1\n"
	                        "    FROM change c\n"
	                        "    JOIN change_credit k ON k.change_id = c.id\n"
	                        "    WHERE k.has_decision = 1 AND c.repository_id + 0 = :repository\n"
	                        "      AND c.landed_time >= :since AND c.landed_time < :until) END");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", checking->request->repository);
	statement_bind_int(statement, ":since", checking->out->period.until_time - PRACTICE_SECS);
	statement_bind_int(statement, ":until", checking->out->period.until_time);
	ret = statement_take_int(&answer, statement);
	*out = ret == 0 && answer != 0;
	return ret;
}

static int put_significant(struct checking *checking, const struct significant_list *list)
{
	struct statement *insert;
	int ret = store_statement(&insert, checking->store,
	                          "INSERT INTO checked_significant (key, why) VALUES (:key, :why)");

	for (size_t i = 0; ret == 0 && i < list->count; i++) {
		statement_bind_text(insert, ":key", list->at[i].key);
		statement_bind_text(insert, ":why", list->at[i].why);
		ret = statement_run(insert);
	}
	return ret;
}

static int find_significant(struct checking *checking)
{
	const struct check *check = checking->out;
	const char **keys = xcalloc(check->change_count + 1, sizeof(*keys));
	struct significant_list list = { 0 };
	int ret;

	for (size_t i = 0; i < check->change_count; i++)
		keys[i] = check->changes[i].key;
	ret = significant_find_among(&list, checking->store, checking->request->repository, keys, check->change_count);
	if (ret == 0)
		ret = put_significant(checking, &list);
	significant_release(&list);
	free(keys);
	return ret;
}

static int prepare(struct checking *checking)
{
	bool is_in_use = false, is_elsewhere = false;
	int ret = store_script(
		checking->store,
		"CREATE TEMPORARY TABLE IF NOT EXISTS checked_significant (key TEXT PRIMARY KEY, why TEXT);\n"
		"DELETE FROM checked_significant;\n");

	if (ret == 0)
		ret = is_practised(&is_in_use, checking);
	if (ret == 0 && is_in_use)
		ret = checking_is_declared(&is_elsewhere, checking, "decisions");
	return ret || !is_in_use || is_elsewhere ? ret : find_significant(checking);
}

/* Taking a record away brings none, nor does what touches many files or was taken back. Without files the change's own word holds. */
static int has_record(bool *out, struct checking *checking)
{
	struct statement *statement;
	int64_t answer;
	int ret = store_statement(
		&statement, checking->store,
		"WITH touched AS (\n"
		"  SELECT x.id, max(f.status <> 'D') AS is_there\n"
		"  FROM checked_change x\n"
		"  JOIN landed l ON l.change_id = x.id AND l.repository_id = :repository\n"
		"  JOIN file_change f ON f.commit_id = l.commit_id\n"
		"  JOIN path_class q ON q.repository_id = :repository AND q.path_id = f.path_id AND q.class = "
		"'decision'\n"
		"  GROUP BY x.id\n"
		")\n"
		"SELECT EXISTS (\n"
		"  SELECT 1\n"
		"  FROM checked_change x\n"
		"  JOIN change_credit k ON k.change_id = x.id\n"
		"  LEFT JOIN touched t ON t.id = x.id\n"
		"  WHERE k.has_decision = 1 AND coalesce(t.is_there, 1) = 1\n"
		"    AND coalesce(k.excluded, '') NOT IN ('bot', 'import', 'mass', 'copied', 'reverted'))");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", checking->request->repository);
	ret = statement_take_int(&answer, statement);
	*out = ret == 0 && answer != 0;
	return ret;
}

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	struct statement *row;
	const char *why;
	bool is_brought = false;
	int ret = store_statement(&row, checking->store, "SELECT why FROM checked_significant WHERE key = :key");

	if (ret)
		return ret;
	statement_bind_text(row, ":key", text_of(change->key));
	ret = statement_step(row);
	if (ret < 0)
		return ret;
	why = ret == 0 ? checking_clean(checking, statement_text(row, 0)) : NULL;
	statement_reset(row);
	ret = why ? has_record(&is_brought, checking) : 0;
	if (ret)
		return ret;
	if (!why)
		checking_end(result, CHECK_NA, "Nothing about it calls for a decision record, or none are kept here.",
		             NULL);
	else if (is_brought)
		checking_end(result, CHECK_HOLDS, "A decision record comes with these changes.", NULL);
	else
		checking_end(
			result, CHECK_FIRES,
			checking_text(checking,
		                      "It might call for a decision record (%s), and none of these changes brings or "
		                      "changes one.",
		                      why),
			"A record, or a line in an existing one, says why; [policy] decisions = elsewhere says that "
			"they "
			"are kept in another place.");
	return 0;
}

const struct check_rule_entry rule_decision_record = {
	.rule = {
		.id = "decision-record",
		.name = "A decision record",
		.help = "Fires where a change brings a new module, touches three areas with 300 lines, or changes an interface, and no "
			"change of the range adds or changes a decision record. Asked only where the repository holds three records, one "
			"of them touched within two years.",
		.source = "P09",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_NOTICE,
		.most = CHECK_FAIL,
	},
	.prepare = prepare,
	.judge = judge,
};
