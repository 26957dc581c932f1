/* Which commits are listed, in which order, and where the walk stops. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/history.h"
#include "support/fixture_repo.h"

Suite *suite_history_list(void);

static struct fixture_repo *fixture;
static struct repository *repository;
static struct oid_list list;
static char missing_log[1024];

static void setup(void)
{
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
	missing_log[0] = '\0';
}

static void teardown(void)
{
	oid_list_release(&list);
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

static void open_fixture(void)
{
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
}

static void log_missing(void *payload, const struct history_missing *missing)
{
	char hex[41];
	size_t used = strlen(missing_log);

	(void)payload;
	fixture_hex(hex, &missing->oid);
	snprintf(missing_log + used, sizeof(missing_log) - used, "%s %.8s\n", missing->what, hex);
}

/* The payload is a NULL-terminated array of ids. */
static bool is_known(void *payload, const struct oid *oid)
{
	const struct oid *const *known = payload;

	for (; known && *known; known++) {
		if (!memcmp((*known)->bytes, oid->bytes, OID_SIZE))
			return true;
	}
	return false;
}

static void list_from(const struct oid *tip, const struct oid *const *known)
{
	oid_list_release(&list);
	ck_assert_int_eq(history_list_new(&list, repository, tip, 1, is_known, log_missing, (void *)(uintptr_t)known),
	                 0);
}

static void assert_listed(size_t position, const struct oid *want)
{
	ck_assert_uint_gt(list.count, position);
	ck_assert_mem_eq(list.at[position].bytes, want->bytes, OID_SIZE);
}

START_TEST(a_line_of_commits_is_listed_newest_first)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	struct oid c = fixture_commit(fixture, &(struct fixture_commit){ .message = "c" });

	open_fixture();
	list_from(&c, NULL);
	ck_assert_uint_eq(list.count, 3);
	assert_listed(0, &c);
	assert_listed(1, &b);
	assert_listed(2, &a);
}
END_TEST

START_TEST(a_commit_reached_twice_is_listed_once)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b", PARENTS(a) });
	struct oid c = fixture_commit(fixture, &(struct fixture_commit){ .message = "c", PARENTS(a) });
	struct oid merge = fixture_commit(fixture, &(struct fixture_commit){ .message = "m", PARENTS(b, c, b) });

	open_fixture();
	list_from(&merge, NULL);
	ck_assert_uint_eq(list.count, 4);
	assert_listed(1, &c);
	assert_listed(2, &b);
	assert_listed(3, &a);
}
END_TEST

START_TEST(equal_times_keep_the_order_of_parents)
{
	struct fixture_who who = { .name = "A", .email = "a@b", .time = 1000 };
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a", .author = who });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b", .author = who, PARENTS(a) });
	struct oid c = fixture_commit(fixture, &(struct fixture_commit){ .message = "c", .author = who, PARENTS(a) });
	struct oid merge =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "m", .author = who, PARENTS(c, b) });

	open_fixture();
	list_from(&merge, NULL);
	ck_assert_uint_eq(list.count, 4);
	assert_listed(1, &c);
	assert_listed(2, &b);
}
END_TEST

START_TEST(what_is_known_is_not_entered)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	struct oid c = fixture_commit(fixture, &(struct fixture_commit){ .message = "c" });
	const struct oid *const known[] = { &b, NULL }, *const tip_known[] = { &c, NULL };

	(void)a;
	open_fixture();
	list_from(&c, known);
	ck_assert_uint_eq(list.count, 1);
	assert_listed(0, &c);
	list_from(&c, tip_known);
	ck_assert_uint_eq(list.count, 0);
}
END_TEST

START_TEST(a_missing_commit_is_reported_and_passed_over)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b", PARENTS(a) });
	struct oid c = fixture_commit(fixture, &(struct fixture_commit){ .message = "c", PARENTS(a) });
	struct oid merge = fixture_commit(fixture, &(struct fixture_commit){ .message = "m", PARENTS(b, c) });
	char hex[41], want[64];

	fixture_lose_object(fixture, &b);
	open_fixture();
	list_from(&merge, NULL);
	fixture_hex(hex, &b);
	snprintf(want, sizeof(want), "commit %.8s\n", hex);
	ck_assert_str_eq(missing_log, want);
	ck_assert_uint_eq(list.count, 3);
	assert_listed(1, &c);
	assert_listed(2, &a);
}
END_TEST

START_TEST(a_shallow_border_ends_the_walk)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	struct oid c = fixture_commit(fixture, &(struct fixture_commit){ .message = "c" });
	char hex[41], line[64];

	fixture_hex(hex, &b);
	snprintf(line, sizeof(line), "%s\n", hex);
	fixture_write(fixture, false, "shallow", line);
	fixture_lose_object(fixture, &a);
	open_fixture();
	ck_assert(repository_is_shallow(repository));
	list_from(&c, NULL);
	ck_assert_uint_eq(list.count, 2);
	assert_listed(1, &b);
	ck_assert_str_eq(missing_log, "");
}
END_TEST

START_TEST(a_malformed_commit_does_not_end_the_walk)
{
	struct oid root = fixture_commit(fixture, &(struct fixture_commit){ .message = "root" });
	struct oid tree = fixture_tree_of(fixture, &root), bad, tip;
	char tree_hex[41], root_hex[41], bytes[256];

	fixture_hex(tree_hex, &tree);
	fixture_hex(root_hex, &root);
	snprintf(bytes, sizeof(bytes), "tree %s\nparent %s\nauthor no mail\ncommitter C <c> nonsense\n\nbad\n",
	         tree_hex, root_hex);
	bad = fixture_object(fixture, FIXTURE_COMMIT, bytes, strlen(bytes));
	tip = fixture_commit(fixture, &(struct fixture_commit){ .message = "tip", PARENTS(bad) });
	open_fixture();
	list_from(&tip, NULL);
	ck_assert_uint_eq(list.count, 3);
}
END_TEST

START_TEST(no_tips_give_no_commits)
{
	open_fixture();
	ck_assert_int_eq(history_list_new(&list, repository, NULL, 0, NULL, NULL, NULL), 0);
	ck_assert_uint_eq(list.count, 0);
}
END_TEST

START_TEST(the_root_is_that_of_the_first_parents)
{
	struct oid first =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "one", .ref = "refs/heads/main" });
	struct oid side =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "side", .ref = "refs/heads/side" });
	struct oid second =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "two", .ref = "refs/heads/main" });
	struct oid parents[] = { second, side }, merge, root;

	merge = fixture_commit(
		fixture, &(struct fixture_commit){
				 .message = "merge", .ref = "refs/heads/main", .parents = parents, .parent_count = 2 });
	open_fixture();
	ck_assert_int_eq(repository_first_root(&root, repository, &merge), 0);
	ck_assert_mem_eq(root.bytes, first.bytes, OID_SIZE);
	ck_assert_int_eq(repository_first_root(&root, repository, &side), 0);
	ck_assert_mem_eq(root.bytes, side.bytes, OID_SIZE);
	memset(merge.bytes, 7, OID_SIZE);
	ck_assert_int_eq(repository_first_root(&root, repository, &merge), ERR_MISSING);
}
END_TEST

Suite *suite_history_list(void)
{
	Suite *suite = suite_create("history_list");
	TCase *tc = tcase_create("list");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_line_of_commits_is_listed_newest_first);
	tcase_add_test(tc, a_commit_reached_twice_is_listed_once);
	tcase_add_test(tc, equal_times_keep_the_order_of_parents);
	tcase_add_test(tc, what_is_known_is_not_entered);
	tcase_add_test(tc, a_missing_commit_is_reported_and_passed_over);
	tcase_add_test(tc, a_shallow_border_ends_the_walk);
	tcase_add_test(tc, a_malformed_commit_does_not_end_the_walk);
	tcase_add_test(tc, no_tips_give_no_commits);
	tcase_add_test(tc, the_root_is_that_of_the_first_parents);
	suite_add_tcase(suite, tc);
	return suite;
}
