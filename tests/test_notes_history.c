/* Notes trees of any fan-out, read and written; what git itself makes of them is tested in tests/cli/t_record.sh. */
#include <check.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/history/notes.h"
#include "lead/alloc.h"
#include "lead/history.h"
#include "support/fixture_repo.h"

Suite *suite_notes_history(void);

#define REF "refs/notes/x"
#define NOW INT64_C(1767323045)

static struct fixture_repo *fixture;
static struct repository *repository;

static void setup(void)
{
	static const char *const names[] = { "GIT_AUTHOR_NAME",    "GIT_AUTHOR_EMAIL",    "GIT_AUTHOR_DATE",   "EMAIL",
		                             "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE" };

	fixture_environment();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	setenv("TZ", "UTC", 1);
	setenv("GIT_AUTHOR_NAME", "Ada Example", 1);
	setenv("GIT_AUTHOR_EMAIL", "ada@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Bo Sample", 1);
	setenv("GIT_COMMITTER_EMAIL", "bo@example.org", 1);
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
	ck_assert_msg(repository_open(&repository, fixture_repo_path(fixture)) == 0, "%s", error_message());
}

static void teardown(void)
{
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

/* ---- kit ---- */

static struct oid number_oid(unsigned number)
{
	struct oid oid;

	for (size_t i = 0; i < OID_SIZE; i++)
		oid.bytes[i] = (unsigned char)(number * 2654435761u >> (i % 4 * 8));
	oid.bytes[19] = (unsigned char)number;
	oid.bytes[18] = (unsigned char)(number >> 8);
	oid.bytes[17] = (unsigned char)(number >> 16);
	return oid;
}

static struct oid blob(const char *text)
{
	return fixture_object(fixture, FIXTURE_BLOB, text, strlen(text));
}

static struct oid commit_tree(const char *ref, const struct buf *tree)
{
	struct oid id = fixture_object(fixture, FIXTURE_TREE, tree->at ? tree->at : "", tree->size), commit;
	char hex[41], *text;

	fixture_hex(hex, &id);
	text = xstrfmt("tree %s\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\nn\n", hex);
	commit = fixture_object(fixture, FIXTURE_COMMIT, text, strlen(text));
	free(text);
	fixture_ref(fixture, ref, &commit);
	return commit;
}

static int log_note(void *payload, const struct note_fact *note)
{
	char hex[41];

	fixture_hex(hex, &note->annotated);
	buf_add_fmt(payload, "%.4s " TEXT_FMT ";", hex, TEXT_ARG(note->bytes));
	return 0;
}

/* Owned by caller. */
static char *read_notes(const struct oid *commit, size_t max_size)
{
	struct buf log = { 0 };
	const struct note_visit visit = { .payload = &log, .each = log_note };

	ck_assert_int_eq(repository_each_note(repository, commit, max_size, &visit), 0);
	return buf_detach(&log);
}

static void check_notes(const struct oid *commit, const char *expected)
{
	char *got = read_notes(commit, 1000);

	ck_assert_str_eq(got, expected);
	free(got);
}

static struct oid ref_target(const char *ref)
{
	struct oid oid;

	ck_assert_msg(repository_resolve(&oid, repository, ref) == 0, "%s", error_message());
	return oid;
}

/* What REF stands at, as whoever writes must have seen it; NULL where there is none. */
static const struct oid *seen(void)
{
	static struct oid oid;

	return repository_resolve(&oid, repository, REF) == 0 ? &oid : NULL;
}

static bool write_one(const struct oid *annotated, const char *text, const struct oid *parents, size_t parent_count)
{
	struct note_write note = { *annotated, text_of(text) };
	bool is_changed;

	ck_assert_msg(repository_write_notes(&is_changed, repository, REF, seen(), &note, 1, parents, parent_count,
	                                     "m\n", NOW) == 0,
	              "%s", error_message());
	return is_changed;
}

static int write_fails(const struct oid *annotated)
{
	struct note_write note = { *annotated, TEXT("x\n") };
	bool is_changed;

	return repository_write_notes(&is_changed, repository, REF, seen(), &note, 1, NULL, 0, "m\n", NOW);
}

/* ---- reading ---- */

#define TAIL "11111111111111111111111111111111111111"

START_TEST(every_fan_out_is_read_and_mixed_ones_too)
{
	struct buf flat = { 0 }, folder = { 0 }, deep = { 0 };
	struct oid a = blob("a"), b = blob("b"), c = blob("c"), commit, tree;

	fixture_tree_entry(&deep, "100644", &TAIL[2], &c);
	tree = fixture_object(fixture, FIXTURE_TREE, deep.at, deep.size);
	fixture_tree_entry(&folder, "40000", "33", &tree);
	fixture_tree_entry(&folder, "100644", TAIL, &b);
	tree = fixture_object(fixture, FIXTURE_TREE, folder.at, folder.size);
	fixture_tree_entry(&flat, "100644", "1a" TAIL, &a);
	fixture_tree_entry(&flat, "40000", "22", &tree);
	commit = commit_tree(REF, &flat);
	check_notes(&commit, "1a11 a;2211 b;2233 c;");
	buf_release(&flat);
	buf_release(&folder);
	buf_release(&deep);
}
END_TEST

START_TEST(what_is_no_note_or_not_here_is_passed_over)
{
	struct buf flat = { 0 };
	struct oid a = blob("a"), absent = number_oid(7), commit;
	struct oid empty = fixture_object(fixture, FIXTURE_TREE, "", 0);

	fixture_tree_entry(&flat, "100644", "1a" TAIL, &a);
	fixture_tree_entry(&flat, "100644", "1b" TAIL, &absent);
	fixture_tree_entry(&flat, "120000", "1c" TAIL, &a);
	fixture_tree_entry(&flat, "40000", "1d", &absent);
	fixture_tree_entry(&flat, "40000", "1e", &empty);
	fixture_tree_entry(&flat, "100644", "1f", &a);
	fixture_tree_entry(&flat, "100644", "1z" TAIL, &a);
	fixture_tree_entry(&flat, "100644", "README", &a);
	commit = commit_tree(REF, &flat);
	check_notes(&commit, "1a11 a;");
	check_notes(&a, "");
	check_notes(&absent, "");
	buf_release(&flat);
}
END_TEST

START_TEST(notes_of_one_object_at_two_places_are_one)
{
	struct buf flat = { 0 }, folder = { 0 };
	struct oid a = blob("a\n"), b = blob("b\n"), commit, tree;
	struct oid other = number_oid(1);

	fixture_tree_entry(&folder, "100644", TAIL, &b);
	tree = fixture_object(fixture, FIXTURE_TREE, folder.at, folder.size);
	fixture_tree_entry(&flat, "40000", "22", &tree);
	fixture_tree_entry(&flat, "100644", "22" TAIL, &a);
	commit = commit_tree(REF, &flat);
	check_notes(&commit, "2211 b\n\na\n;");
	ck_assert(write_one(&other, "", NULL, 0) == false);
	ck_assert(write_one(&other, "o", NULL, 0));
	commit = ref_target(REF);
	{
		char *got = read_notes(&commit, 1000);

		ck_assert_ptr_nonnull(strstr(got, "2211 b\n\na\n;"));
		free(got);
	}
	buf_release(&flat);
	buf_release(&folder);
}
END_TEST

START_TEST(long_notes_are_passed_over)
{
	struct oid one = number_oid(1), two = number_oid(2), commit;
	char *got;

	ck_assert(write_one(&one, "short", NULL, 0));
	ck_assert(write_one(&two, "longer than ten", NULL, 0));
	commit = ref_target(REF);
	got = read_notes(&commit, 10);
	ck_assert_ptr_nonnull(strstr(got, " short;"));
	ck_assert_ptr_null(strstr(got, "longer"));
	free(got);
}
END_TEST

/* A tree of which each folder names the next one 256 times stands for more notes than there are atoms. */
START_TEST(a_tree_that_names_itself_again_and_again_ends)
{
	const struct note_visit visit = { .payload = NULL, .each = log_note };
	struct oid tree = fixture_object(fixture, FIXTURE_TREE, "", 0), commit;
	struct note_write note = { number_oid(1), TEXT("x\n") };
	bool is_changed;

	for (unsigned depth = 0; depth < 5; depth++) {
		struct buf text = { 0 };

		for (unsigned i = 0; i < 256; i++) {
			char name[3];

			snprintf(name, sizeof(name), "%02x", i);
			fixture_tree_entry(&text, "40000", name, &tree);
		}
		if (depth == 4)
			commit = commit_tree(REF, &text);
		else
			tree = fixture_object(fixture, FIXTURE_TREE, text.at, text.size);
		buf_release(&text);
	}
	ck_assert_int_eq(repository_each_note(repository, &commit, 10, &visit), ERR_INVALID);
	ck_assert_int_eq(repository_write_notes(&is_changed, repository, REF, seen(), &note, 1, NULL, 0, "m\n", NOW),
	                 ERR_INVALID);
}
END_TEST

/* ---- writing ---- */

static void check_commit(const struct oid *id, const char *part, bool is_wanted)
{
	git_repository *git;
	git_odb *odb;
	git_odb_object *object;
	git_oid oid;
	char *text;

	memcpy(oid.id, id->bytes, OID_SIZE);
	ck_assert_int_eq(git_repository_open(&git, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(git_repository_odb(&odb, git), 0);
	ck_assert_int_eq(git_odb_read(&object, odb, &oid), 0);
	text = xstrndup(git_odb_object_data(object), git_odb_object_size(object));
	ck_assert_msg(!strstr(text, part) == !is_wanted, "'%s' in\n%s", part, text);
	free(text);
	git_odb_object_free(object);
	git_odb_free(odb);
	git_repository_free(git);
}

START_TEST(writing_is_one_commit_and_only_where_something_changes)
{
	struct oid one = number_oid(1), two = number_oid(2), commit, again;

	ck_assert(!write_one(&one, "", NULL, 0));
	ck_assert(write_one(&one, "a\n", NULL, 0));
	commit = ref_target(REF);
	check_commit(&commit,
	             "author Ada Example <ada@example.org> 1767323045 +0000\n"
	             "committer Bo Sample <bo@example.org> 1767323045 +0000\n\nm\n",
	             true);
	check_commit(&commit, "parent", false);
	ck_assert(!write_one(&one, "a\n", NULL, 0));
	again = ref_target(REF);
	ck_assert_mem_eq(&commit, &again, sizeof(commit));
	ck_assert(write_one(&two, "b\n", NULL, 0));
	commit = ref_target(REF);
	check_commit(&commit, "parent", true);
	ck_assert(write_one(&one, "", NULL, 0));
	commit = ref_target(REF);
	check_notes(&commit, "62f3 b\n;");
}
END_TEST

START_TEST(many_notes_go_into_folders_and_come_back)
{
	const unsigned counts[] = { 256, 257, 70000 };
	unsigned count = counts[_i];
	struct note_write *notes = xcalloc(count, sizeof(*notes));
	struct oid commit, first;
	struct note_list list;
	struct object_reader reader = { 0 };
	git_repository *git;
	bool is_changed;

	for (unsigned i = 0; i < count; i++)
		notes[count - 1 - i] = (struct note_write){ number_oid(i), TEXT("same\n") };
	ck_assert_int_eq(
		repository_write_notes(&is_changed, repository, REF, seen(), notes, count, NULL, 0, "m\n", NOW), 0);
	commit = ref_target(REF);
	ck_assert_int_eq(git_repository_open(&git, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(git_repository_odb(&reader.odb, git), 0);
	ck_assert_int_eq(note_list_load(&list, &reader, &commit, true), 0);
	ck_assert_uint_eq(list.notes.count, count);
	ck_assert_uint_eq(list.others.count, 0);
	first = list.notes.at[0].annotated;
	note_list_release(&list);
	/* Whatever the way there, the same notes are the same tree. */
	if (count == 257) {
		struct oid before = fixture_tree_of(fixture, &commit), after;

		ck_assert(write_one(&first, "other\n", NULL, 0));
		ck_assert(write_one(&first, "", NULL, 0));
		ck_assert(write_one(&first, "same\n", NULL, 0));
		commit = ref_target(REF);
		after = fixture_tree_of(fixture, &commit);
		ck_assert_mem_eq(&before, &after, sizeof(after));
	}
	git_odb_free(reader.odb);
	git_repository_free(git);
	free(notes);
}
END_TEST

START_TEST(entries_that_are_no_notes_stay)
{
	struct buf flat = { 0 }, folder = { 0 };
	struct oid a = blob("a"), commit, tree, one = number_oid(1);
	struct note_list list;
	struct object_reader reader = { 0 };
	git_repository *git;

	fixture_tree_entry(&folder, "100755", "run", &a);
	tree = fixture_object(fixture, FIXTURE_TREE, folder.at, folder.size);
	fixture_tree_entry(&flat, "40000", "22", &tree);
	fixture_tree_entry(&flat, "100644", "README", &a);
	fixture_tree_entry(&flat, "40000", "docs", &tree);
	commit_tree(REF, &flat);
	ck_assert(write_one(&one, "x\n", NULL, 0));
	commit = ref_target(REF);
	ck_assert_int_eq(git_repository_open(&git, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(git_repository_odb(&reader.odb, git), 0);
	ck_assert_int_eq(note_list_load(&list, &reader, &commit, true), 0);
	ck_assert_uint_eq(list.notes.count, 1);
	ck_assert_uint_eq(list.others.count, 3);
	ck_assert_str_eq(list.others.at[0].path, "22/run");
	ck_assert_str_eq(list.others.at[0].mode, "100755");
	ck_assert_str_eq(list.others.at[1].path, "README");
	ck_assert_str_eq(list.others.at[2].path, "docs");
	ck_assert_str_eq(list.others.at[2].mode, "40000");
	note_list_release(&list);
	git_odb_free(reader.odb);
	git_repository_free(git);
	buf_release(&flat);
	buf_release(&folder);
}
END_TEST

START_TEST(what_is_in_the_way_or_not_here_is_refused)
{
	struct buf flat = { 0 };
	struct oid a = blob("a"), absent = number_oid(9), one = number_oid(1);
	char hex[41];

	fixture_hex(hex, &one);
	fixture_tree_entry(&flat, "120000", hex, &a);
	commit_tree(REF, &flat);
	ck_assert_int_eq(write_fails(&one), ERR_INVALID);
	flat.size = 0;
	fixture_tree_entry(&flat, "40000", "1d", &absent);
	commit_tree(REF, &flat);
	ck_assert_int_eq(write_fails(&one), ERR_MISSING);
	buf_release(&flat);
}
END_TEST

/* Somebody writes between reading and writing: what they wrote stays. */
START_TEST(a_ref_that_moved_since_it_was_read_is_not_written)
{
	struct oid one = number_oid(1), two = number_oid(2), before, between, after;
	struct note_write note = { one, TEXT("mine\n") };
	bool is_changed = true;

	ck_assert(write_one(&two, "a\n", NULL, 0));
	before = ref_target(REF);
	ck_assert_int_eq(repository_write_notes(&is_changed, repository, REF, NULL, &note, 1, NULL, 0, "m\n", NOW),
	                 ERR_FAILED);
	ck_assert(write_one(&one, "theirs\n", NULL, 0));
	between = ref_target(REF);
	ck_assert_int_eq(repository_write_notes(&is_changed, repository, REF, &before, &note, 1, NULL, 0, "m\n", NOW),
	                 ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "somebody else moved"));
	ck_assert(!is_changed);
	after = ref_target(REF);
	ck_assert_mem_eq(&between, &after, sizeof(after));
	ck_assert_int_eq(
		repository_write_notes(&is_changed, repository, "refs/notes/y", &before, &note, 1, NULL, 0, "m\n", NOW),
		ERR_FAILED);
}
END_TEST

/* Who writes over what was read must have read all of it. */
START_TEST(a_strict_reader_is_told_what_was_not_read)
{
	struct buf log = { 0 }, flat = { 0 };
	const struct note_visit visit = { .payload = &log, .each = log_note, .is_strict = true };
	struct oid one = number_oid(1), absent = number_oid(9), commit;
	char hex[41], absent_hex[41];

	ck_assert(write_one(&one, "1234567890\n", NULL, 0));
	commit = ref_target(REF);
	ck_assert_int_eq(repository_each_note(repository, &commit, 11, &visit), 0);
	fixture_hex(hex, &one);
	ck_assert_int_eq(repository_each_note(repository, &commit, 10, &visit), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), hex));
	fixture_hex(absent_hex, &absent);
	fixture_tree_entry(&flat, "100644", hex, &absent);
	commit = commit_tree(REF, &flat);
	ck_assert_int_eq(repository_each_note(repository, &commit, 10, &visit), ERR_MISSING);
	ck_assert_ptr_nonnull(strstr(error_message(), absent_hex));
	flat.size = 0;
	fixture_tree_entry(&flat, "40000", "1d", &absent);
	commit = commit_tree(REF, &flat);
	ck_assert_int_eq(repository_each_note(repository, &commit, 10, &visit), ERR_MISSING);
	buf_release(&log);
	buf_release(&flat);
}
END_TEST

START_TEST(merged_parents_are_kept_and_those_in_the_history_are_not)
{
	struct oid one = number_oid(1), two = number_oid(2), first, theirs, merge, head;
	struct buf flat = { 0 };
	struct oid b = blob("b\n");
	char hex[41];

	ck_assert(write_one(&one, "a\n", NULL, 0));
	first = ref_target(REF);
	ck_assert(!write_one(&one, "a\n", &first, 1));
	fixture_hex(hex, &two);
	fixture_tree_entry(&flat, "100644", hex, &b);
	theirs = commit_tree("refs/notes/other", &flat);
	ck_assert(write_one(&two, "b\n", &theirs, 1));
	merge = ref_target(REF);
	fixture_hex(hex, &first);
	check_commit(&merge, hex, true);
	fixture_hex(hex, &theirs);
	check_commit(&merge, hex, true);
	ck_assert(!write_one(&two, "b\n", &theirs, 1));
	/* Whoever stands behind and has nothing of their own follows. */
	fixture_ref(fixture, REF, &theirs);
	ck_assert(write_one(&one, "a\n", &merge, 1));
	head = ref_target(REF);
	ck_assert_mem_eq(&head, &merge, sizeof(head));
	buf_release(&flat);
}
END_TEST

/* ---- identity ---- */

static const struct {
	const char *date;
	int64_t time;
	int zone;
} dates[] = {
	{ "@1767323045 +0100", 1767323045, 60 },
	{ "1767323045 -0330", 1767323045, -210 },
	{ "@5", 5, 0 },
	{ "2026-01-02T03:04:05Z", 1767323045, 0 },
	{ "2026-01-02T04:04:05+01:00", 1767323045, 60 },
	{ "2026-01-02 03:04:05 +0000", 1767323045, 0 },
	{ "2026-01-02 03:04", 1767323040, 0 },
	{ "Fri, 2 Jan 2026 05:04:05 +0200", 1767323045, 120 },
	{ "2 Jan 2026 03:04:05 GMT", 1767323045, 0 },
	{ "", -1, 0 },
	{ "yesterday", -1, 0 },
	{ "2026-13-02T03:04:05Z", -1, 0 },
	{ "2026-01-02T25:04:05Z", -1, 0 },
	{ "2026-01-02T03:04:05 somewhere", -1, 0 },
	{ "@", -1, 0 },
	{ "2 Foo 2026 03:04:05", -1, 0 },
};

START_TEST(dates_are_read_in_gits_forms)
{
	git_time out;
	bool is_date = notes_date_parse(&out, text_of(dates[_i].date));

	ck_assert_msg(is_date == (dates[_i].time >= 0), "%s", dates[_i].date);
	if (is_date) {
		ck_assert_int_eq(out.time, dates[_i].time);
		ck_assert_int_eq(out.offset, dates[_i].zone);
	}
}
END_TEST

START_TEST(an_identity_comes_from_environment_then_configuration)
{
	struct oid one = number_oid(1), commit;

	unsetenv("GIT_COMMITTER_NAME");
	unsetenv("GIT_COMMITTER_EMAIL");
	ck_assert_int_eq(write_fails(&one), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "user.name"));
	setenv("GIT_CONFIG_COUNT", "2", 1);
	setenv("GIT_CONFIG_KEY_0", "user.name", 1);
	setenv("GIT_CONFIG_VALUE_0", " Cy <Test>, ", 1);
	setenv("GIT_CONFIG_KEY_1", "committer.email", 1);
	setenv("GIT_CONFIG_VALUE_1", "cy@example.org", 1);
	setenv("GIT_COMMITTER_DATE", "2026-01-02T03:04:06+0100", 1);
	ck_assert(write_one(&one, "a\n", NULL, 0));
	commit = ref_target(REF);
	check_commit(&commit, "committer Cy Test <cy@example.org> 1767319446 +0100\n", true);
	setenv("GIT_COMMITTER_DATE", "soon", 1);
	ck_assert_int_eq(write_fails(&one), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "GIT_COMMITTER_DATE"));
}
END_TEST

START_TEST(configuration_is_added_once)
{
	bool is_changed;

	ck_assert_ptr_null(repository_default_remote(repository));
	ck_assert_int_eq(repository_add_config(&is_changed, repository, "remote.up.fetch", "+a*:b*"), 0);
	ck_assert(is_changed);
	ck_assert_int_eq(repository_add_config(&is_changed, repository, "remote.up.fetch", "+c:d"), 0);
	ck_assert(is_changed);
	ck_assert_int_eq(repository_add_config(&is_changed, repository, "remote.up.fetch", "+a*:b*"), 0);
	ck_assert(!is_changed);
	ck_assert_int_eq(repository_set_config(&is_changed, repository, "notes.x.mergeStrategy", "union"), 0);
	ck_assert(is_changed);
	ck_assert_int_eq(repository_set_config(&is_changed, repository, "notes.x.mergeStrategy", "union"), 0);
	ck_assert(!is_changed);
}
END_TEST

Suite *suite_notes_history(void)
{
	Suite *suite = suite_create("notes_history");
	TCase *reading = tcase_create("reading"), *writing = tcase_create("writing"),
	      *identity = tcase_create("identity");

	tcase_add_checked_fixture(reading, setup, teardown);
	tcase_add_test(reading, every_fan_out_is_read_and_mixed_ones_too);
	tcase_add_test(reading, what_is_no_note_or_not_here_is_passed_over);
	tcase_add_test(reading, notes_of_one_object_at_two_places_are_one);
	tcase_add_test(reading, long_notes_are_passed_over);
	tcase_add_test(reading, a_strict_reader_is_told_what_was_not_read);
	tcase_add_test(reading, a_tree_that_names_itself_again_and_again_ends);
	suite_add_tcase(suite, reading);
	tcase_add_checked_fixture(writing, setup, teardown);
	tcase_set_timeout(writing, 60);
	tcase_add_test(writing, writing_is_one_commit_and_only_where_something_changes);
	tcase_add_loop_test(writing, many_notes_go_into_folders_and_come_back, 0, 3);
	tcase_add_test(writing, entries_that_are_no_notes_stay);
	tcase_add_test(writing, what_is_in_the_way_or_not_here_is_refused);
	tcase_add_test(writing, a_ref_that_moved_since_it_was_read_is_not_written);
	tcase_add_test(writing, merged_parents_are_kept_and_those_in_the_history_are_not);
	suite_add_tcase(suite, writing);
	tcase_add_checked_fixture(identity, setup, teardown);
	tcase_add_loop_test(identity, dates_are_read_in_gits_forms, 0, sizeof(dates) / sizeof(dates[0]));
	tcase_add_test(identity, an_identity_comes_from_environment_then_configuration);
	tcase_add_test(identity, configuration_is_added_once);
	suite_add_tcase(suite, identity);
	return suite;
}
