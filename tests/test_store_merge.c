/* Rows of two databases become one, by rules that do not ask which came first. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/store/database.h"
#include "lead/alloc.h"
#include "lead/store_merge.h"
#include "support/store_kit.h"

Suite *suite_store_merge(void);

static struct kit kits[2];

static void set_tip(struct store *store, unsigned number)
{
	struct oid tip = kit_oid(number);

	ck_assert_int_eq(store_set_tip(store, kit_int(store, "SELECT id FROM repository"), &tip), 0);
}

static void scanned(struct store *store, const char *rules, const char *options, bool is_shallow)
{
	struct scan_row row = { .repository = kit_int(store, "SELECT id FROM repository"),
		                .tip = kit_oid(2),
		                .options = text_of(options),
		                .tool_version = TEXT("1"),
		                .rules_version = text_of(rules),
		                .is_shallow = is_shallow };

	ck_assert_int_eq(store_put_scan(store, &row), 0);
}

/* Two databases that know the same three commits. */
static void start(void)
{
	for (int i = 0; i < 2; i++) {
		kit_start(&kits[i]);
		kit_open(&kits[i], STORE_WRITE);
		ck_assert_int_eq(kit_write(kits[i].store, 0, 3), 0);
		set_tip(kits[i].store, 2);
	}
}

static void stop(void)
{
	kit_stop(&kits[1]);
	kit_stop(&kits[0]);
}

static int try_merge(struct store *store, const char *path)
{
	struct merge_result result = { 0 };
	int ret = store_begin(store);

	if (ret == 0)
		ret = store_merge_load(store, path);
	if (ret == 0)
		ret = store_merge_commits(store);
	if (ret == 0)
		ret = store_merge_rest(&result, store);
	return store_end(store, ret);
}

static void merge(int into, int from)
{
	store_close(kits[from].store);
	kits[from].store = NULL;
	ck_assert_msg(try_merge(kits[into].store, kits[from].path) == 0, "%s", error_message());
}

static void run(int which, const char *sql)
{
	ck_assert_msg(store_script(kits[which].store, sql) == 0, "%s", error_message());
}

static void expect(int which, const char *sql, int64_t want)
{
	ck_assert_msg(kit_int(kits[which].store, sql) == want, "%s: %lld", sql,
	              (long long)kit_int(kits[which].store, sql));
}

START_TEST(equal_databases_stay_as_they_are)
{
	int64_t events = kit_int(kits[0].store, "SELECT count(*) FROM event");

	merge(_i, 1 - _i);
	expect(_i, "SELECT count(*) FROM commits", 3);
	expect(_i, "SELECT count(*) FROM repository", 1);
	expect(_i, "SELECT count(*) FROM event", events);
	ck_assert_int_eq(store_begin(kits[_i].store), 0);
	ck_assert_int_eq(store_commit(kits[_i].store), 0);
}
END_TEST

/* _i: into which of the two. */
START_TEST(files_that_one_knows_better_stand)
{
	run(0, "UPDATE commits SET files_state = 1, insertions = NULL, deletions = NULL WHERE id = 1;"
	       "UPDATE file_change SET insertions = NULL, deletions = NULL WHERE commit_id = 1;"
	       "UPDATE commits SET insertions = 90, deletions = 9 WHERE id = 2");
	run(1, "UPDATE commits SET insertions = 3, deletions = 2, files_state = 0 WHERE id = 1;"
	       "UPDATE file_change SET insertions = 2, deletions = 1 WHERE commit_id = 1;"
	       "UPDATE commits SET insertions = 50, deletions = 50 WHERE id = 2");
	merge(_i, 1 - _i);
	expect(_i, "SELECT insertions FROM commits ORDER BY commit_time LIMIT 1", 3);
	expect(_i, "SELECT files_state FROM commits ORDER BY commit_time LIMIT 1", 0);
	expect(_i,
	       "SELECT min(f.insertions) FROM file_change f JOIN commits c ON c.id = f.commit_id WHERE c.insertions = "
	       "3",
	       2);
	expect(_i, "SELECT insertions FROM commits WHERE insertions >= 50", 90);
}
END_TEST

START_TEST(newer_rules_read_the_message)
{
	scanned(kits[0].store, "9", "lines", false);
	scanned(kits[1].store, "10", "lines", false);
	run(0, "UPDATE event SET line = 77 WHERE ordinal = 0");
	merge(_i, 1 - _i);
	expect(_i, "SELECT count(*) FROM event WHERE line = 77", 0);
	expect(_i, "SELECT count(*) FROM event", 6);
}
END_TEST

START_TEST(the_last_scan_is_the_fullest)
{
	scanned(kits[0].store, "3", "names", false);
	scanned(kits[1].store, "3", "lines", true);
	merge(_i, 1 - _i);
	expect(_i, "SELECT count(*) FROM scan", 2);
	expect(_i, "SELECT is_shallow FROM scan ORDER BY id DESC LIMIT 1", 0);
}
END_TEST

START_TEST(an_object_that_one_has_is_not_missing)
{
	struct oid a = kit_oid(100), b = kit_oid(101);

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(store_put_missing(kits[i].store, 1, &a, "blob"), 0);
	ck_assert_int_eq(store_put_missing(kits[_i].store, 1, &b, "blob"), 0);
	merge(0, 1);
	expect(0, "SELECT count(*) FROM missing_object", 1);
}
END_TEST

START_TEST(a_path_of_another_machine_is_not_taken)
{
	run(1, "UPDATE repository SET key = 'other'");
	merge(0, 1);
	expect(0, "SELECT count(*) FROM repository WHERE path = ''", 1);
	expect(0, "SELECT count(*) FROM repository WHERE path = 'path'", 1);
}
END_TEST

START_TEST(what_cannot_be_merged_is_named_and_changes_nothing)
{
	static const struct {
		const char *sql, *message;
	} rows[] = {
		{ "PRAGMA user_version = 99", "has version 99" },
		{ "PRAGMA application_id = 7", "is not a database of git lead" },
		{ "UPDATE repository SET tip = NULL", "a scan into it did not end" },
		{ "INSERT INTO stamp VALUES ('scan x', '')", "a scan into it did not end" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		kit_open(&kits[1], STORE_WRITE);
		run(1, rows[i].sql);
		store_close(kits[1].store);
		kits[1].store = NULL;
		ck_assert_int_lt(try_merge(kits[0].store, kits[1].path), 0);
		ck_assert_msg(strstr(error_message(), rows[i].message) != NULL, "%s", error_message());
		kit_stop(&kits[1]);
		kit_start(&kits[1]);
		kit_open(&kits[1], STORE_WRITE);
		ck_assert_int_eq(kit_write(kits[1].store, 0, 3), 0);
		set_tip(kits[1].store, 2);
	}
	ck_assert_int_eq(try_merge(kits[0].store, kits[0].path), ERR_INVALID);
	expect(0, "SELECT count(*) FROM commits", 3);
}
END_TEST

Suite *suite_store_merge(void)
{
	Suite *suite = suite_create("store_merge");
	TCase *tc = tcase_create("store_merge");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, equal_databases_stay_as_they_are, 0, 2);
	tcase_add_loop_test(tc, files_that_one_knows_better_stand, 0, 2);
	tcase_add_loop_test(tc, newer_rules_read_the_message, 0, 2);
	tcase_add_loop_test(tc, the_last_scan_is_the_fullest, 0, 2);
	tcase_add_loop_test(tc, an_object_that_one_has_is_not_missing, 0, 2);
	tcase_add_test(tc, a_path_of_another_machine_is_not_taken);
	tcase_add_test(tc, what_cannot_be_merged_is_named_and_changes_nothing);
	suite_add_tcase(suite, tc);
	return suite;
}
