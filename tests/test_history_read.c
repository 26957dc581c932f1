/* What commits are read as: paths, states, lines, damage; each as one line of text. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/history.h"
#include "support/fixture_repo.h"

Suite *suite_history_read(void);

static struct fixture_repo *fixture;
static struct repository *repository;
static struct buf facts;

static void setup(void)
{
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
}

static void teardown(void)
{
	buf_release(&facts);
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

/* "<subject>: <state>[ mass] <status> <path> +<n> -<n>, …\n" */
static int log_commit(void *payload, const struct commit_fact *fact)
{
	static const char *const states[] = { "complete", "no-lines", "unknown", "not-read" };

	(void)payload;
	buf_add_fmt(&facts, TEXT_FMT ": %s%s", TEXT_ARG(fact->message), states[fact->files_state],
	            fact->is_mass_change ? " mass" : "");
	for (size_t i = 0; i < fact->file_count && i < 20; i++) {
		const struct file_change *file = &fact->files[i];

		buf_add_fmt(&facts, " %c " TEXT_FMT " +%d -%d", file->status, TEXT_ARG(file->path), file->insertions,
		            file->deletions);
	}
	buf_add_char(&facts, '\n');
	return 0;
}

static void log_missing(void *payload, const struct history_missing *missing)
{
	(void)payload;
	buf_add_fmt(&facts, "missing %s\n", missing->what);
}

static const struct history_sink sink = { .commit = log_commit, .missing = log_missing };
static const struct history_options with_lines = { .thread_count = 2, .want_files = true, .want_lines = true };

static void read_commits(const struct oid *oids, size_t count, const struct history_options *options)
{
	buf_clear(&facts);
	if (!repository)
		ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(history_read(repository, oids, count, options, &sink), 0);
}

static void assert_read(const struct oid *oid, const char *want)
{
	read_commits(oid, 1, &with_lines);
	ck_assert_str_eq(buf_str(&facts), want);
}

START_TEST(each_kind_of_change_has_its_status)
{
	struct oid a = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "a",
	                                           FILES(FILE_TEXT("gone", "1\n2\n"), FILE_TEXT("kept", "k\n"),
	                                                 FILE_MODE("link", 0120000, "to"), FILE_TEXT("mode", "m\n"),
	                                                 FILE_TEXT("text", "1\n2\n")) });
	struct oid b = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "b",
	                                           FILES(FILE_GONE("gone"), FILE_TEXT("link", "real\n"),
	                                                 FILE_MODE("mode", 0100755, "m\n"), FILE_TEXT("new/x", "1"),
	                                                 FILE_TEXT("text", "1\n3\n4\n")) });

	assert_read(&a, "a: complete A gone +2 -0 A kept +1 -0 A link +1 -0 A mode +1 -0 A text +2 -0\n");
	assert_read(&b, "b: complete D gone +0 -2 T link +1 -1 M mode +0 -0 A new/x +1 -0 M text +2 -1\n");
}
END_TEST

START_TEST(a_file_that_becomes_a_directory_is_removed_and_added)
{
	struct oid a =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "a",
	                                                          FILES(FILE_TEXT("d", "1\n"), FILE_TEXT("d.c", "1\n"),
	                                                                FILE_TEXT("d0", "1\n")) });
	struct oid b = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "b",
	                                           FILES(FILE_GONE("d"), FILE_TEXT("d/x", "1\n"),
	                                                 FILE_TEXT("d/y/z", "1\n"), FILE_TEXT("d.c", "2\n")) });
	struct oid c = fixture_commit(
		fixture, &(struct fixture_commit){
				 .message = "c", FILES(FILE_GONE("d/x"), FILE_GONE("d/y/z"), FILE_TEXT("d", "2\n")) });

	(void)a;
	assert_read(&b, "b: complete D d +0 -1 M d.c +1 -1 A d/x +1 -0 A d/y/z +1 -0\n");
	assert_read(&c, "c: complete A d +1 -0 D d/x +0 -1 D d/y/z +0 -1\n");
}
END_TEST

#define ID_A "1111111111111111111111111111111111111111"
#define ID_B "2222222222222222222222222222222222222222"

START_TEST(a_submodule_counts_as_one_line)
{
	struct oid a = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_MODE("sub", 0160000, ID_A)) });
	struct oid b = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "b", FILES(FILE_MODE("sub", 0160000, ID_B)) });
	struct oid c =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "c", FILES(FILE_TEXT("sub", "1\n2\n")) });
	struct oid d = fixture_commit(
		fixture,
		&(struct fixture_commit){ .message = "d", FILES(FILE_GONE("sub"), FILE_MODE("other", 0160000, ID_A)) });
	struct oid e = fixture_commit(fixture, &(struct fixture_commit){ .message = "e", FILES(FILE_GONE("other")) });

	assert_read(&a, "a: complete A sub +1 -0\n");
	assert_read(&b, "b: complete M sub +1 -1\n");
	assert_read(&c, "c: complete T sub +2 -1\n");
	assert_read(&d, "d: complete A other +1 -0 D sub +0 -2\n");
	assert_read(&e, "e: complete D other +0 -1\n");
}
END_TEST

START_TEST(binary_content_has_no_lines_but_is_complete)
{
	struct oid a = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "a",
	                                           FILES(FILE_BYTES("bin", "a\0b", 3), FILE_TEXT("text", "t\n")) });
	struct oid b = fixture_commit(
		fixture, &(struct fixture_commit){
				 .message = "b", FILES(FILE_TEXT("bin", "plain\n"), FILE_BYTES("text", "t\0\n", 3)) });

	assert_read(&a, "a: complete A bin +-1 --1 A text +1 -0\n");
	assert_read(&b, "b: complete M bin +-1 --1 M text +-1 --1\n");
}
END_TEST

START_TEST(a_merge_is_not_read)
{
	struct oid a =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1\n")) });
	struct oid b = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "b", PARENTS(a), FILES(FILE_TEXT("f", "2\n")) });
	struct oid m = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "m", PARENTS(a, b), FILES(FILE_TEXT("g", "2\n")) });

	assert_read(&m, "m: not-read\n");
}
END_TEST

START_TEST(options_say_how_much_is_read)
{
	struct history_options heads = { .thread_count = 1 }, names = { .thread_count = 1, .want_files = true };
	struct oid a =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1\n")) });

	read_commits(&a, 1, &heads);
	ck_assert_str_eq(buf_str(&facts), "a: not-read\n");
	read_commits(&a, 1, &names);
	ck_assert_str_eq(buf_str(&facts), "a: no-lines A f +-1 --1\n");
}
END_TEST

START_TEST(a_missing_blob_leaves_the_paths)
{
	struct oid a = fixture_commit(
		fixture,
		&(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1\n"), FILE_TEXT("g", "1\n2\n")) });
	struct oid lost = fixture_object(fixture, FIXTURE_BLOB, "1\n", 2);

	fixture_lose_object(fixture, &lost);
	assert_read(&a, "missing blob\na: no-lines A f +-1 --1 A g +2 -0\n");
}
END_TEST

START_TEST(a_missing_tree_leaves_nothing)
{
	struct oid a = fixture_commit(
		fixture,
		&(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("d/f", "1\n"), FILE_TEXT("a", "1\n")) });
	struct oid b =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "b", FILES(FILE_TEXT("d/g", "1\n")) });
	struct oid c =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "c", FILES(FILE_TEXT("a", "2\n")) });
	struct oid tree = fixture_tree_of(fixture, &a);

	fixture_lose_object(fixture, &tree);
	assert_read(&a, "missing tree\na: unknown\n");
	assert_read(&b, "missing tree\nb: unknown\n");
	assert_read(&c, "c: complete M a +1 -1\n");
}
END_TEST

START_TEST(a_missing_parent_makes_the_files_unknown)
{
	struct oid a =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1\n")) });
	struct oid b =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "b", FILES(FILE_TEXT("f", "2\n")) });

	fixture_lose_object(fixture, &a);
	assert_read(&b, "missing commit\nb: unknown\n");
}
END_TEST

START_TEST(a_listed_commit_that_is_missing_gives_no_fact)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	struct oid both[] = { b, a };

	fixture_lose_object(fixture, &b);
	read_commits(both, 2, &with_lines);
	ck_assert_str_eq(buf_str(&facts), "missing commit\na: complete\n");
}
END_TEST

START_TEST(files_at_a_shallow_border_are_unknown)
{
	struct oid a =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1\n")) });
	struct oid b =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "b", FILES(FILE_TEXT("f", "2\n")) });
	char hex[41], line[128];

	fixture_hex(hex, &b);
	snprintf(line, sizeof(line), "%s\n", hex);
	fixture_write(fixture, false, "shallow", line);
	assert_read(&b, "b: unknown\n");
	assert_read(&a, "a: complete A f +1 -0\n");
}
END_TEST

START_TEST(ten_thousand_nested_trees_are_read)
{
	struct oid below = fixture_object(fixture, FIXTURE_BLOB, "1\n", 2), commit;
	const char *mode = "100644";
	char bytes[512], hex[41];

	for (int i = 0; i < 10000; i++) {
		struct buf tree = { 0 };

		fixture_tree_entry(&tree, mode, "d", &below);
		below = fixture_object(fixture, FIXTURE_TREE, tree.at, tree.size);
		mode = "40000";
		buf_release(&tree);
	}
	fixture_hex(hex, &below);
	snprintf(bytes, sizeof(bytes), "tree %s\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\ndeep", hex);
	commit = fixture_object(fixture, FIXTURE_COMMIT, bytes, strlen(bytes));
	read_commits(&commit, 1, &with_lines);
	ck_assert_uint_gt(facts.size, 19999);
	ck_assert_str_eq(buf_str(&facts) + facts.size - 11, "/d/d +1 -0\n");
}
END_TEST

/* Ten levels of ten times the same tree: few bytes, ten thousand million files. */
START_TEST(a_tree_bomb_is_unknown_and_ends)
{
	struct oid below = fixture_object(fixture, FIXTURE_BLOB, "1\n", 2), commit;
	const char *mode = "100644";
	char bytes[512], hex[41];

	for (int i = 0; i < 10; i++) {
		struct buf tree = { 0 };

		for (char name[2] = "0"; name[0] <= '9'; name[0]++)
			fixture_tree_entry(&tree, mode, name, &below);
		below = fixture_object(fixture, FIXTURE_TREE, tree.at, tree.size);
		mode = "40000";
		buf_release(&tree);
	}
	fixture_hex(hex, &below);
	snprintf(bytes, sizeof(bytes), "tree %s\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nbomb", hex);
	commit = fixture_object(fixture, FIXTURE_COMMIT, bytes, strlen(bytes));
	assert_read(&commit, "bomb: unknown\n");
}
END_TEST

static const struct {
	const char *bytes;
	size_t size;
} bad_trees[] = {
	{ "100644 f", 8 },
	{ "100644 f\0short", 14 },
	{ "junk", 4 },
	{ "100644 \0aaaaaaaaaaaaaaaaaaaa", 28 },
	{ "1006x4 f\0aaaaaaaaaaaaaaaaaaaa", 29 },
	{ " f\0aaaaaaaaaaaaaaaaaaaa", 23 },
};

START_TEST(a_malformed_tree_is_unknown)
{
	struct oid tree = fixture_object(fixture, FIXTURE_TREE, bad_trees[_i].bytes, bad_trees[_i].size), commit;
	char bytes[512], hex[41];

	fixture_hex(hex, &tree);
	snprintf(bytes, sizeof(bytes), "tree %s\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nbad", hex);
	commit = fixture_object(fixture, FIXTURE_COMMIT, bytes, strlen(bytes));
	assert_read(&commit, "missing tree\nbad: unknown\n");
}
END_TEST

START_TEST(an_unsorted_tree_gives_each_path_once_in_order)
{
	struct oid blob = fixture_object(fixture, FIXTURE_BLOB, "1\n", 2), tree, commit;
	struct buf entries = { 0 };
	char bytes[512], hex[41];

	fixture_tree_entry(&entries, "100644", "b", &blob);
	fixture_tree_entry(&entries, "100644", "a", &blob);
	fixture_tree_entry(&entries, "100664", "b", &blob);
	tree = fixture_object(fixture, FIXTURE_TREE, entries.at, entries.size);
	buf_release(&entries);
	fixture_hex(hex, &tree);
	snprintf(bytes, sizeof(bytes), "tree %s\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nodd", hex);
	commit = fixture_object(fixture, FIXTURE_COMMIT, bytes, strlen(bytes));
	assert_read(&commit, "odd: complete A a +1 -0 A b +1 -0\n");
}
END_TEST

/* A commit that touches so many files, each of one line "<first> <number> <second>(<number>)". */
static struct oid commit_many(size_t file_count, const char *first, const char *second)
{
	struct fixture_file *files = xcalloc(file_count, sizeof(*files));
	struct oid made;

	for (size_t i = 0; i < file_count; i++) {
		files[i].path = xstrfmt("dir%zu/file%zu", i % 7, i);
		files[i].content = xstrfmt("%s %zu %s(%zu)\n", first, i, second, i);
	}
	made = fixture_commit(fixture,
	                      &(struct fixture_commit){ .message = first, .files = files, .file_count = file_count });
	for (size_t i = 0; i < file_count; i++) {
		free((char *)(uintptr_t)files[i].path);
		free((char *)(uintptr_t)files[i].content);
	}
	free(files);
	return made;
}

static bool reads_as_mass(const struct oid *oid)
{
	read_commits(oid, 1, &with_lines);
	return strstr(buf_str(&facts), " mass") != NULL;
}

START_TEST(one_edit_over_200_files_is_a_mass_change)
{
	struct oid first = commit_many(201, "line", "old_name");
	struct oid same = commit_many(201, "line", "new_name");
	struct oid other = commit_many(201, "wholly", "different");
	struct oid few = commit_many(200, "wholly", "replaced");

	ck_assert(!reads_as_mass(&first));
	ck_assert(reads_as_mass(&same));
	ck_assert(!reads_as_mass(&other));
	ck_assert(!reads_as_mass(&few));
}
END_TEST

START_TEST(many_commits_come_in_the_order_of_the_list_whatever_the_threads)
{
	struct oid oids[300];
	struct buf first = { 0 };

	for (int i = 0; i < 300; i++) {
		char message[16], content[64];

		snprintf(message, sizeof(message), "c%d", i);
		snprintf(content, sizeof(content), "%d\n%d\n%d\n", i / 3, i, i / 7);
		oids[299 - i] = fixture_commit(
			fixture, &(struct fixture_commit){ .message = message,
		                                           FILES(FILE_TEXT("one", content),
		                                                 FILE_TEXT(i % 2 ? "odd" : "even", content)) });
	}
	fixture_pack(fixture, "refs/heads/main");
	for (unsigned threads = 1; threads <= 5; threads += 2) {
		struct history_options options = { .thread_count = threads, .want_files = true, .want_lines = true };

		read_commits(oids, 300, &options);
		ck_assert(text_starts(buf_text(&facts), TEXT("c299: complete M odd +1 -1 M one +1 -1\nc298: ")));
		if (first.size)
			ck_assert_str_eq(buf_str(&facts), buf_str(&first));
		else
			buf_add_text(&first, buf_text(&facts));
	}
	buf_release(&first);
}
END_TEST

START_TEST(a_list_may_name_a_commit_twice)
{
	struct oid a =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1\n")) });
	struct oid b =
		fixture_commit(fixture, &(struct fixture_commit){ .message = "b", FILES(FILE_TEXT("f", "2\n")) });
	struct oid oids[] = { a, a, b, a };

	read_commits(oids, 4, &with_lines);
	ck_assert_str_eq(buf_str(&facts), "a: complete A f +1 -0\na: complete A f +1 -0\nb: complete M f +1 -1\n"
	                                  "a: complete A f +1 -0\n");
}
END_TEST

static int stop_at_third(void *payload, const struct commit_fact *fact)
{
	int *seen = payload;

	(void)fact;
	return ++*seen == 3 ? 42 : 0;
}

START_TEST(an_answer_of_the_sink_stops_the_reading)
{
	struct oid oids[10];
	int seen = 0;
	struct history_sink stopping = { .payload = &seen, .commit = stop_at_third };

	for (int i = 0; i < 10; i++)
		oids[i] = fixture_commit(fixture, &(struct fixture_commit){ .message = "c" });
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(history_read(repository, oids, 10, &with_lines, &stopping), 42);
	ck_assert_int_eq(seen, 3);
}
END_TEST

static int check_identity(void *payload, const struct commit_fact *fact)
{
	(void)payload;
	ck_assert(text_equal(fact->author.name, TEXT("J\xc3\xb6rg")));
	ck_assert(text_equal(fact->committer.email, TEXT("c@d")));
	ck_assert_int_eq(fact->author_time, 5);
	ck_assert_int_eq(fact->author_zone, -90);
	ck_assert_int_eq(fact->commit_time, 7);
	ck_assert_uint_eq(fact->parent_count, 1);
	ck_assert_uint_eq(fact->damage, 0);
	return 0;
}

START_TEST(identities_times_and_parents_are_as_recorded)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" }), b;
	struct history_sink checking = { .commit = check_identity };

	b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b",
	                                                      PARENTS(a),
	                                                      .encoding = "ISO-8859-1",
	                                                      .author = { "J\xf6rg", "a@b", 5, -90 },
	                                                      .committer = { "C", "c@d", 7, 60 } });
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(history_read(repository, &b, 1, &with_lines, &checking), 0);
}
END_TEST

Suite *suite_history_read(void)
{
	Suite *suite = suite_create("history_read");
	TCase *tc = tcase_create("files");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, each_kind_of_change_has_its_status);
	tcase_add_test(tc, a_file_that_becomes_a_directory_is_removed_and_added);
	tcase_add_test(tc, a_submodule_counts_as_one_line);
	tcase_add_test(tc, binary_content_has_no_lines_but_is_complete);
	tcase_add_test(tc, a_merge_is_not_read);
	tcase_add_test(tc, options_say_how_much_is_read);
	tcase_add_test(tc, identities_times_and_parents_are_as_recorded);
	suite_add_tcase(suite, tc);
	tc = tcase_create("missing");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_missing_blob_leaves_the_paths);
	tcase_add_test(tc, a_missing_tree_leaves_nothing);
	tcase_add_test(tc, a_missing_parent_makes_the_files_unknown);
	tcase_add_test(tc, a_listed_commit_that_is_missing_gives_no_fact);
	tcase_add_test(tc, files_at_a_shallow_border_are_unknown);
	suite_add_tcase(suite, tc);
	tc = tcase_create("hostile");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, ten_thousand_nested_trees_are_read);
	tcase_add_test(tc, a_tree_bomb_is_unknown_and_ends);
	tcase_add_loop_test(tc, a_malformed_tree_is_unknown, 0, sizeof(bad_trees) / sizeof(bad_trees[0]));
	tcase_add_test(tc, an_unsorted_tree_gives_each_path_once_in_order);
	suite_add_tcase(suite, tc);
	tc = tcase_create("many");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, one_edit_over_200_files_is_a_mass_change);
	tcase_add_test(tc, many_commits_come_in_the_order_of_the_list_whatever_the_threads);
	tcase_add_test(tc, a_list_may_name_a_commit_twice);
	tcase_add_test(tc, an_answer_of_the_sink_stops_the_reading);
	suite_add_tcase(suite, tc);
	return suite;
}
