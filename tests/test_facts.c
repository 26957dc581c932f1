/*
 * Facts go in once, whole and byte for byte; what a later scan knows better is added, nothing is taken away.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/store/cut.h"
#include "../analyzers/store/database.h"
#include "lead/alloc.h"
#include "support/store_kit.h"

Suite *suite_facts(void);

static struct store *store;
static int64_t repository;

static void start(void)
{
	store = NULL;
	ck_assert_int_eq(store_init(), 0);
	ck_assert_int_eq(store_open(&store, ":memory:", STORE_WRITE), 0);
	ck_assert_int_eq(store_put_repository(&repository, store, TEXT("k"), TEXT("n"), TEXT("p"), TEXT("")), 0);
}

static void stop(void)
{
	store_close(store);
}

static int64_t put(const struct commit_fact *fact, bool want_new)
{
	int64_t id = 0;
	bool is_new = !want_new;

	ck_assert_msg(store_put_commit(&id, &is_new, store, fact) == 0, "%s", error_message());
	ck_assert_int_eq(is_new, want_new);
	return id;
}

static void check_int(const char *sql, int64_t want)
{
	int64_t got = kit_int(store, sql);

	ck_assert_msg(got == want, "%s: %lld, not %lld", sql, (long long)got, (long long)want);
}

/* ---- idempotence ---- */

START_TEST(the_same_facts_twice_change_nothing)
{
	int64_t changes;

	ck_assert_int_eq(kit_write(store, 0, 10), 0);
	changes = kit_int(store, "SELECT total_changes()");
	ck_assert_int_eq(kit_write(store, 0, 10), 0);
	check_int("SELECT total_changes()", changes);
	check_int("SELECT count(*) FROM commits", 10);
	check_int("SELECT count(*) FROM event", 20);
	check_int("SELECT count(*) FROM reference", 10);
	check_int("SELECT count(*) FROM path", 2);
	check_int("SELECT count(*) FROM identity", 3);
}
END_TEST

START_TEST(a_commit_is_found_once_it_is_there)
{
	struct commit_fact fact = kit_commit(1);
	struct oid other = kit_oid(2);
	int64_t id;

	ck_assert(!store_has_commit(store, &fact.oid));
	id = put(&fact, true);
	ck_assert(store_has_commit(store, &fact.oid));
	ck_assert(!store_has_commit(store, &other));
	ck_assert_int_eq(put(&fact, false), id);
}
END_TEST

START_TEST(a_repository_keeps_its_id_and_takes_new_labels)
{
	int64_t id = 0;

	ck_assert_int_eq(store_put_repository(&id, store, TEXT("k"), TEXT("other"), TEXT("q"), TEXT("r")), 0);
	ck_assert_int_eq(id, repository);
	check_int("SELECT count(*) FROM repository WHERE name = 'other' AND path = 'q' AND remote = 'r'", 1);
	ck_assert_int_eq(store_put_repository(&id, store, TEXT("k2"), TEXT("n"), TEXT("p"), TEXT("")), 0);
	ck_assert_int_ne(id, repository);
}
END_TEST

START_TEST(texts_of_a_repository_are_replaced)
{
	ck_assert_int_eq(store_put_repository_text(store, repository, "mailmap", TEXT("a")), 0);
	ck_assert_int_eq(store_put_repository_text(store, repository, "mailmap", TEXT("b\0c")), 0);
	check_int("SELECT count(*) FROM repository_text", 1);
	check_int("SELECT length(CAST(text AS BLOB)) FROM repository_text", 3);
}
END_TEST

/* ---- identities ---- */

START_TEST(identities_are_bytes)
{
	static const struct identity_fact rows[] = {
		{ { "ab", 2 }, { "c", 1 } },       { { "a", 1 }, { "bc", 2 } }, { { "", 0 }, { "", 0 } },
		{ { "a\0b", 3 }, { "c", 1 } },     { { "a", 1 }, { "", 0 } },   { { "", 0 }, { "a", 1 } },
		{ { "\xff\xfe", 2 }, { "c", 1 } }, { { "AB", 2 }, { "c", 1 } }, { { "ab ", 3 }, { "c", 1 } },
	};
	int64_t id, again;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(store_put_identity(&id, store, rows[i]), 0);
		ck_assert_int_eq(id, (int64_t)i + 1);
		ck_assert_int_eq(store_put_identity(&again, store, rows[i]), 0);
		ck_assert_int_eq(again, id);
		id_cache_clear(&store->identities);
		ck_assert_int_eq(store_put_identity(&again, store, rows[i]), 0);
		ck_assert_int_eq(again, id);
	}
}
END_TEST

START_TEST(a_full_cache_starts_anew_and_ids_stay)
{
	int64_t first, last, again;
	char *name = xmalloc(4000);

	memset(name, 'x', 4000);
	ck_assert_int_eq(store_put_source(&first, store, TEXT("first")), 0);
	for (int i = 0; i < 8000; i++) {
		memcpy(name, &i, sizeof(i));
		id_cache_put(&store->sources, (struct text){ name, 4000 }, i + 10);
	}
	ck_assert_uint_le(store->sources.used_size, (size_t)24 << 20);
	ck_assert_int_eq(id_cache_get(&store->sources, TEXT("first")), 0);
	ck_assert_int_eq(store_put_source(&again, store, TEXT("first")), 0);
	ck_assert_int_eq(again, first);
	ck_assert_int_eq(store_put_source(&last, store, TEXT("last")), 0);
	ck_assert_int_ne(last, first);
	free(name);
}
END_TEST

/* ---- commits and their files ---- */

static const struct {
	enum files_state state;
	int64_t file_count, insertions, deletions; /* -1 = NULL */
} state_rows[] = {
	{ FILES_COMPLETE, 2, 3, 1 },
	{ FILES_NO_LINES, 2, -1, -1 },
	{ FILES_UNKNOWN, -1, -1, -1 },
	{ FILES_NOT_READ, -1, -1, -1 },
};

static void check_counts(int row)
{
	check_int("SELECT coalesce(file_count, -1) FROM commits", state_rows[row].file_count);
	check_int("SELECT coalesce(insertions, -1) FROM commits", state_rows[row].insertions);
	check_int("SELECT coalesce(deletions, -1) FROM commits", state_rows[row].deletions);
	check_int("SELECT files_state FROM commits", state_rows[row].state);
}

static struct commit_fact in_state(enum files_state state)
{
	struct commit_fact fact = kit_commit(5);

	fact.files_state = state;
	if (state >= FILES_UNKNOWN) {
		fact.files = NULL;
		fact.file_count = 0;
	}
	return fact;
}

START_TEST(what_is_not_known_is_null)
{
	struct commit_fact fact = in_state(state_rows[_i].state);

	(void)put(&fact, true);
	check_counts(_i);
}
END_TEST

START_TEST(a_commit_without_changes_has_zero_lines)
{
	struct commit_fact fact = kit_commit(5);

	fact.file_count = 0;
	(void)put(&fact, true);
	check_int("SELECT file_count + insertions + deletions FROM commits", 0);
}
END_TEST

/* Every pair of states: what is better known stays or comes. */
START_TEST(a_later_scan_adds_and_never_takes_away)
{
	int first = _i / 4, second = _i % 4;
	struct commit_fact fact = in_state(state_rows[first].state);
	int64_t id = put(&fact, true);

	fact = in_state(state_rows[second].state);
	ck_assert_int_eq(put(&fact, false), id);
	check_counts(first < second ? first : second);
	check_int("SELECT count(*) FROM file_change", first < 2 || second < 2 ? 2 : 0);
}
END_TEST

START_TEST(lines_come_to_files_whose_names_were_known)
{
	static const struct file_change names[] = { { { "Makefile", 8 }, 'M', -1, -1 },
		                                    { { "logo.png", 8 }, 'A', -1, -1 } };
	struct commit_fact fact = in_state(FILES_NO_LINES);

	fact.files = names;
	(void)put(&fact, true);
	check_int("SELECT count(*) FROM file_change WHERE insertions IS NULL AND deletions IS NULL", 2);
	fact = in_state(FILES_COMPLETE);
	(void)put(&fact, false);
	check_int("SELECT insertions FROM file_change JOIN path ON path.id = path_id WHERE name = 'Makefile'", 3);
	check_int("SELECT count(*) FROM file_change WHERE insertions IS NULL", 1);
}
END_TEST

START_TEST(all_of_a_commit_is_kept)
{
	struct commit_fact fact = kit_commit(5);
	struct oid parents[3] = { kit_oid(1), kit_oid(2), kit_oid(3) };

	fact.parents = parents;
	fact.parent_count = 3;
	fact.author_time = INT64_MIN;
	fact.commit_time = INT64_MAX;
	fact.damage = DAMAGE_TIME | DAMAGE_ENCODING;
	fact.is_mass_change = true;
	(void)put(&fact, true);
	check_int("SELECT length(parents) FROM commits", 60);
	check_int("SELECT author_time FROM commits", INT64_MIN);
	check_int("SELECT commit_time FROM commits", INT64_MAX);
	check_int("SELECT author_zone * 10000 - commit_zone FROM commits", 1200480);
	check_int("SELECT damage FROM commits", 6);
	check_int("SELECT is_mass FROM commits", 1);
	check_int("SELECT author_id <> committer_id FROM commits", 1);
	check_int("SELECT count(*) FROM file_change WHERE status IN ('A', 'M')", 2);
}
END_TEST

/* ---- texts ---- */

static const struct {
	struct text message, want;
} subject_rows[] = {
	{ { "one\ntwo", 7 }, { "one", 3 } },
	{ { "one\r\n\r\ntwo", 10 }, { "one", 3 } },
	{ { "\n\r\n \t\n  late \n", 15 }, { "late", 4 } },
	{ { "no end", 6 }, { "no end", 6 } },
	{ { "", 0 }, { "", 0 } },
	{ { NULL, 0 }, { "", 0 } },
	{ { "\n\n", 2 }, { "", 0 } },
	{ { "a\0b\n", 4 }, { "a\0b", 3 } },
	{ { "\xff\xfe\n", 3 }, { "\xff\xfe", 2 } },
};

START_TEST(the_subject_is_the_first_line_of_words)
{
	struct text got = subject_of(subject_rows[_i].message);

	ck_assert_msg(text_equal(got, subject_rows[_i].want), "row %d: '" TEXT_FMT "'", _i, TEXT_ARG(got));
}
END_TEST

static const struct {
	const char *end; /* what stands before and at the limit of 8 */
	size_t want;
} cut_rows[] = {
	{ "01234567", 8 },
	{ "012345678", 8 },
	{ "0123456\xc3\xa4z", 7 },
	{ "012345\xc3\xa4z", 8 },
	{ "012345\xe2\x82\xacz", 6 },
	{ "01234\xf0\x9f\x98\x80z", 5 },
	{ "0123\xf0\x9f\x98\x80z", 8 },
	{ "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80", 8 },
	{ "\xe4\xf6\xfc\xe4\xf6\xfc\xe4\xf6\xfc\xe4", 8 },
};

START_TEST(a_cut_never_splits_a_character)
{
	ck_assert_uint_eq(cut_text(text_of(cut_rows[_i].end), 8).size, cut_rows[_i].want);
}
END_TEST

START_TEST(long_texts_are_capped)
{
	size_t size = 100000;
	char *bytes = xmalloc(size);
	struct commit_fact fact = kit_commit(5);
	struct event_fact event = { .kind = EVENT_REV, .line = 1 };
	struct reference_fact reference = { .kind = REFERENCE_REVIEW };
	struct text text = { bytes, size };
	int64_t id;

	memset(bytes, 'x', size);
	fact.message = event.raw = event.note = event.source = event.change = text;
	fact.author.name = event.who.name = event.who.email = text;
	reference.value = reference.login = reference.source = text;
	id = put(&fact, true);
	ck_assert_int_eq(store_put_event(store, id, &event), 0);
	ck_assert_int_eq(store_put_reference(store, id, &reference), 0);
	ck_assert_int_eq(store_put_unknown_key(store, id, text), 0);
	check_int("SELECT length(subject) FROM commits", LINE_MAX_SIZE);
	check_int("SELECT max(length(raw), length(note), length(change)) FROM event", LINE_MAX_SIZE);
	check_int("SELECT max(length(value), length(login)) FROM reference", LINE_MAX_SIZE);
	check_int("SELECT max(length(key)) FROM unknown_key", LINE_MAX_SIZE);
	check_int("SELECT max(length(name)) FROM source", LINE_MAX_SIZE);
	check_int("SELECT max(length(name)) FROM identity", NAME_MAX_SIZE);
	free(bytes);
}
END_TEST

START_TEST(an_event_keeps_its_bytes)
{
	static const char raw[] = "Reviewed-by: \xff\0 <x>";
	struct commit_fact fact = kit_commit(5);
	struct event_fact event = {
		.kind = EVENT_ACK,
		.who = { TEXT("a\0b"), TEXT("\xff") },
		.source = TEXT("trailer:X"),
		.raw = { raw, sizeof(raw) - 1 },
		.note = TEXT("docs"),
		.change = TEXT("pr:9"),
		.line = UINT32_MAX,
		.ordinal = 7,
		.mark = MARK_GROUP,
	};

	ck_assert_int_eq(store_put_event(store, put(&fact, true), &event), 0);
	check_int("SELECT length(CAST(raw AS BLOB)) FROM event WHERE kind = 'ack' AND mark = 'group' AND note = 'docs'"
	          " AND change = 'pr:9' AND line = 4294967295 AND ordinal = 7",
	          sizeof(raw) - 1);
	check_int("SELECT count(*) FROM identity WHERE CAST(name AS BLOB) = x'610062' AND CAST(email AS BLOB) = x'ff'",
	          1);
}
END_TEST

START_TEST(an_event_without_mark_has_null)
{
	ck_assert_int_eq(kit_write(store, 0, 1), 0);
	check_int("SELECT count(*) FROM event WHERE mark IS NULL", 2);
}
END_TEST

/* ---- stamps, missing objects, what the schema itself refuses ---- */

START_TEST(a_stamp_is_what_was_put_last)
{
	struct buf value = { 0 };

	ck_assert_int_eq(store_stamp_get(&value, store, "people"), ERR_NOTFOUND);
	ck_assert_int_eq(store_stamp_put(store, "people", TEXT("1")), 0);
	ck_assert_int_eq(store_stamp_put(store, "people", TEXT("2")), 0);
	buf_add_str(&value, "> ");
	ck_assert_int_eq(store_stamp_get(&value, store, "people"), 0);
	ck_assert_str_eq(buf_str(&value), "> 2");
	buf_release(&value);
}
END_TEST

START_TEST(missing_objects_are_counted_once)
{
	struct oid oid = kit_oid(1);

	ck_assert_int_eq(store_put_missing(store, repository, &oid, "blob"), 0);
	ck_assert_int_eq(store_put_missing(store, repository, &oid, "blob"), 0);
	check_int("SELECT count(*) FROM missing_object", 1);
	ck_assert_int_eq(store_clear_missing(store, repository), 0);
	check_int("SELECT count(*) FROM missing_object", 0);
}
END_TEST

/* clang-format off */
static const char *const wrong_rows[] = {
	"INSERT INTO missing_object VALUES (1, x'00', 'tag')",
	"INSERT INTO commits VALUES (1, x'00', x'', 1, 1, 0, 0, 0, 0, '', NULL, NULL, NULL, 0, 0, 0)",
	"INSERT INTO person VALUES (1, 'k', 'n', 'e', 'dog', 1)",
	"INSERT INTO scan VALUES (1, 1, x'00', '', '', '', 2, 0)",
	"INSERT INTO metric_value VALUES ('', '', '', 0, 1, 'M01', 1, 1, 1, 1, 'good', '', '', 0)",
	"INSERT INTO finding VALUES ('', '', '', 0, 1, 'P01', 'bad', '', '', '', 0)",
	"INSERT INTO source VALUES (1, 5, 6)",
	"INSERT INTO stamp VALUES ('x', NULL)",
	"INSERT INTO event VALUES (1, 77, 1, 1, 0, 'rev', 1, '', '', '', NULL)",
};
/* clang-format on */

START_TEST(the_schema_refuses_a_wrong_row)
{
	ck_assert_int_eq(store_script(store, wrong_rows[_i]), ERR_FAILED);
}
END_TEST

Suite *suite_facts(void)
{
	Suite *suite = suite_create("facts");
	TCase *puts_case = tcase_create("puts");
	TCase *commits = tcase_create("commits");
	TCase *texts = tcase_create("texts");

	tcase_add_checked_fixture(puts_case, start, stop);
	tcase_add_test(puts_case, the_same_facts_twice_change_nothing);
	tcase_add_test(puts_case, a_commit_is_found_once_it_is_there);
	tcase_add_test(puts_case, a_repository_keeps_its_id_and_takes_new_labels);
	tcase_add_test(puts_case, texts_of_a_repository_are_replaced);
	tcase_add_test(puts_case, identities_are_bytes);
	tcase_add_test(puts_case, a_full_cache_starts_anew_and_ids_stay);
	tcase_add_test(puts_case, a_stamp_is_what_was_put_last);
	tcase_add_test(puts_case, missing_objects_are_counted_once);
	tcase_add_loop_test(puts_case, the_schema_refuses_a_wrong_row, 0,
	                    (int)(sizeof(wrong_rows) / sizeof(wrong_rows[0])));
	suite_add_tcase(suite, puts_case);

	tcase_add_checked_fixture(commits, start, stop);
	tcase_add_loop_test(commits, what_is_not_known_is_null, 0, 4);
	tcase_add_test(commits, a_commit_without_changes_has_zero_lines);
	tcase_add_loop_test(commits, a_later_scan_adds_and_never_takes_away, 0, 16);
	tcase_add_test(commits, lines_come_to_files_whose_names_were_known);
	tcase_add_test(commits, all_of_a_commit_is_kept);
	suite_add_tcase(suite, commits);

	tcase_add_checked_fixture(texts, start, stop);
	tcase_add_loop_test(texts, the_subject_is_the_first_line_of_words, 0,
	                    (int)(sizeof(subject_rows) / sizeof(subject_rows[0])));
	tcase_add_loop_test(texts, a_cut_never_splits_a_character, 0, (int)(sizeof(cut_rows) / sizeof(cut_rows[0])));
	tcase_add_test(texts, long_texts_are_capped);
	tcase_add_test(texts, an_event_keeps_its_bytes);
	tcase_add_test(texts, an_event_without_mark_has_null);
	suite_add_tcase(suite, texts);
	return suite;
}
