/* The check tests' kit. */
#include "check_kit.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

void check_kit_start(struct check_kit *kit)
{
	*kit = (struct check_kit){ .request = { .repository = 1, .team = "", .range = "main~1..main", .branch = "" } };
	planted_start(&kit->planted);
	planted_people(&kit->planted, 12);
	kit->config = config_new();
	/* The history is old enough for newcomers to be told from others; its first change is out of the tests' numbers. */
	kit->planted.change_count = 999999;
	PLANT(&kit->planted, 1, .author = 1, .time = PLANTED_SINCE - 1000 * DAY_SECS);
	kit->planted.change_count = 0;
}

void check_kit_stop(struct check_kit *kit)
{
	check_release(&kit->check);
	config_free(kit->config);
	planted_stop(&kit->planted);
}

void check_kit_set(struct check_kit *kit, const char *name, const char *value)
{
	ck_assert_int_eq(config_add(kit->config, name, value, CONFIG_FILE), 0);
}

/* As the planted team writes them: the number in twenty digits. */
struct oid check_kit_oid(int64_t change)
{
	struct oid oid;
	char digits[32];

	snprintf(digits, sizeof(digits), "%020lld", (long long)change);
	memcpy(oid.bytes, digits, OID_SIZE);
	return oid;
}

int check_kit_build(struct check_kit *kit, int64_t first)
{
	int64_t last = kit->planted.change_count;
	int ret;

	kit->request.commit_count = 0;
	for (int64_t i = first; i <= last && kit->request.commit_count < 64; i++)
		kit->commits[kit->request.commit_count++] = check_kit_oid(i);
	kit->request.commits = kit->commits;
	kit->request.tip = check_kit_oid(last);
	check_release(&kit->check);
	ret = check_build(&kit->check, kit->planted.store, kit->config, &kit->request);
	return ret ? ret : check_keep_told(&kit->check, kit->planted.store, &kit->request);
}

void check_kit_judge(struct check_kit *kit, int64_t first)
{
	int ret = check_kit_build(kit, first);

	ck_assert_msg(ret == 0, "%s", error_message());
	for (size_t i = 0; i < kit->check.result_count; i++) {
		const struct check_result *result = &kit->check.results[i];
		const char *message = result->message;

		ck_assert_msg(message != NULL && strlen(message) > 10, "%s says nothing", result->rule->id);
		ck_assert_msg(message[strlen(message) - 1] == '.', "%s: %s", result->rule->id, message);
		ck_assert_msg(result->rule->subject == CHECK_OF_PERSON || !strstr(message, "Person "), "%s", message);
		ck_assert_msg(!strstr(message, " 1 changes") && !strstr(message, " 1 days") &&
		                      !strstr(message, " 1 lines") && !strstr(message, " 1 files"),
		              "%s", message);
		ck_assert_uint_eq(strlen(result->fingerprint), 32);
	}
}

const struct check_result *check_kit_result(const struct check_kit *kit, const char *rule, int64_t change)
{
	char key[64];

	snprintf(key, sizeof(key), "commit:%040lld", (long long)change);
	for (size_t i = 0; i < kit->check.result_count; i++) {
		const struct check_result *result = &kit->check.results[i];

		if (strcmp(result->rule->id, rule) == 0 &&
		    (change ? result->change && strcmp(result->change->key, key) == 0 : !result->change))
			return result;
	}
	return NULL;
}

const char *check_kit_outcome(const struct check_kit *kit, const char *rule, int64_t change)
{
	const struct check_result *result = check_kit_result(kit, rule, change);

	return result ? check_outcome_names[result->outcome] : "none";
}

void check_kit_declare(struct check_kit *kit, const char *kind, int64_t person, const char *value)
{
	struct statement *statement;

	ck_assert_int_eq(store_statement(&statement, kit->planted.store,
	                                 "INSERT INTO declared VALUES (:kind, :person, :value, :since, :until)"),
	                 0);
	statement_bind_text(statement, ":kind", text_of(kind));
	statement_bind_int(statement, ":person", person);
	statement_bind_text(statement, ":value", text_of(value));
	statement_bind_int(statement, ":since", 0);
	statement_bind_int(statement, ":until", INT64_C(9000000000));
	ck_assert_int_eq(statement_run(statement), 0);
}

void check_kit_tell(struct check_kit *kit, int64_t first, int64_t last)
{
	static const char *const sql[] = {
		"INSERT INTO change_request (change_id, request) SELECT id, key FROM change WHERE id = :id",
		"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, ready_time,"
		"  closed_time, merged_time, seen_time, reviews_seen) "
		"SELECT repository_id, key, 'export', 'github', '', 'merged', 1, 0, landed_time, landed_time, "
		"landed_time,"
		"  landed_time "
		"FROM change WHERE id = :id",
	};

	for (int64_t i = first; i <= last; i++) {
		for (size_t j = 0; j < 2; j++) {
			struct statement *statement;

			ck_assert_int_eq(store_statement(&statement, kit->planted.store, sql[j]), 0);
			statement_bind_int(statement, ":id", i);
			ck_assert_msg(statement_run(statement) == 0, "%s", error_message());
		}
	}
}
