/* Who wrote which line of a note, whatever the history of its ref; and which lines say something of their writer. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/history.h"
#include "lead/import.h"
#include "support/fixture_repo.h"

Suite *suite_note_writers(void);

#define REF "refs/notes/lead-self"
#define A "1111111111111111111111111111111111111111"
#define B "2222222222222222222222222222222222222222"
#define A_FOLDER "11/11111111111111111111111111111111111111"

static struct fixture_repo *fixture;
static struct repository *repository;

static void setup(void)
{
	fixture_environment();
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

#define WRITE(who, ...)                                                                                \
	fixture_commit(fixture, &(struct fixture_commit){ .message = "notes",                          \
	                                                  .ref = REF,                                  \
	                                                  .author = { who, who "@example.org", 0, 0 }, \
	                                                  __VA_ARGS__ })

static int log_line(void *payload, const struct note_line_fact *line)
{
	char hex[41];

	fixture_hex(hex, &line->annotated);
	buf_add_fmt(payload, "%.1s%u " TEXT_FMT "%s: " TEXT_FMT ";", hex, line->number, TEXT_ARG(line->author.name),
	            line->is_signed ? " signed" : "", TEXT_ARG(line->bytes));
	return 0;
}

static void check_lines(const struct oid *commit, size_t max_size, const char *expected)
{
	struct buf log = { 0 };
	const struct note_line_visit visit = { &log, NULL, log_line };

	ck_assert_int_eq(repository_each_note_line(repository, commit, max_size, &visit), 0);
	ck_assert_str_eq(buf_str(&log), expected);
	buf_release(&log);
}

START_TEST(each_line_is_of_who_brought_it)
{
	struct oid tip = WRITE("ada", FILES(FILE_TEXT(A, "one\ntwo\n")));

	check_lines(&tip, 1000, "11 ada: one;12 ada: two;");
	tip = WRITE("bo", FILES(FILE_TEXT(A, "one\ntwo\n\n  three \r\n")));
	check_lines(&tip, 1000, "11 ada: one;12 ada: two;14 bo: three;");
	tip = WRITE("cy", FILES(FILE_TEXT(B, "four\n")));
	check_lines(&tip, 1000, "11 ada: one;12 ada: two;14 bo: three;21 cy: four;");
	/* Lines that move stay whose they are; one that is changed is of who changed it. */
	tip = WRITE("cy", FILES(FILE_TEXT(A, "three\ntwo!\none\n")));
	check_lines(&tip, 1000, "11 bo: three;12 cy: two!;13 ada: one;21 cy: four;");
}
END_TEST

START_TEST(the_same_words_twice_are_of_two)
{
	struct oid tip;

	(void)WRITE("ada", FILES(FILE_TEXT(A, "paired\n")));
	tip = WRITE("bo", FILES(FILE_TEXT(A, "paired\n\npaired\n")));
	check_lines(&tip, 1000, "11 ada: paired;13 bo: paired;");
}
END_TEST

START_TEST(another_fan_out_changes_no_writer)
{
	struct oid tip;

	(void)WRITE("ada", FILES(FILE_TEXT(A, "one\n"), FILE_TEXT(B, "two\n")));
	tip = WRITE("bo", FILES(FILE_GONE(A), FILE_TEXT(A_FOLDER, "one\nthree\n")));
	check_lines(&tip, 1000, "11 ada: one;12 bo: three;21 ada: two;");
}
END_TEST

START_TEST(a_merge_brings_nothing_of_its_own)
{
	struct oid base = WRITE("ada", FILES(FILE_TEXT(A, "one\n")));
	struct oid left = WRITE("bo", FILES(FILE_TEXT(A, "one\ntwo\n")));
	struct oid right = WRITE("cy", PARENTS(base), FILES(FILE_TEXT(A, "one\nthree\n"), FILE_TEXT(B, "four\n")));
	struct oid merge = WRITE("di", PARENTS(left, right),
	                         FILES(FILE_TEXT(A, "five\none\nthree\ntwo\n"), FILE_TEXT(B, "four\n")));

	check_lines(&merge, 1000, "11 di: five;12 ada: one;13 cy: three;14 bo: two;21 cy: four;");
	/* Written once more after it was taken away: of who wrote it last. */
	(void)WRITE("ada", FILES(FILE_GONE(A)));
	merge = WRITE("bo", FILES(FILE_TEXT(A, "one\n")));
	check_lines(&merge, 1000, "11 bo: one;21 cy: four;");
}
END_TEST

START_TEST(histories_without_a_common_root_are_merged)
{
	struct oid left = WRITE("ada", FILES(FILE_TEXT(A, "one\n")));
	struct oid right = fixture_commit(fixture, &(struct fixture_commit){ .message = "notes",
	                                                                     .ref = "refs/notes/other",
	                                                                     .author = { "bo", "bo@example.org", 0, 0 },
	                                                                     FILES(FILE_TEXT(A, "two\n")) });
	struct oid merge = WRITE("cy", PARENTS(left, right), FILES(FILE_TEXT(A, "one\ntwo\n")));

	check_lines(&merge, 1000, "11 ada: one;12 bo: two;");
}
END_TEST

START_TEST(what_cannot_be_read_is_nobodys)
{
	struct oid tip;

	(void)WRITE("ada", FILES(FILE_TEXT(A, "a long line that is more than twenty bytes\n"), FILE_TEXT(B, "one\n")));
	check_lines(&(struct oid){ { 1 } }, 20, "");
	tip = WRITE("bo", FILES(FILE_TEXT(A, "two\n")));
	check_lines(&tip, 20, "21 ada: one;");
	check_lines(&tip, 1000, "11 bo: two;21 ada: one;");
	tip = WRITE("bo", FILES(FILE_BYTES(A, "x\0y\n", 4)));
	check_lines(&tip, 1000, "21 ada: one;");
}
END_TEST

START_TEST(lines_of_a_note_are_bounded)
{
	struct buf text = { 0 }, log = { 0 };
	const struct note_line_visit visit = { &log, NULL, log_line };
	struct oid tip;

	for (int i = 0; i < 10000; i++)
		buf_add_fmt(&text, "%d\n\n", i);
	tip = WRITE("ada", FILES(FILE_TEXT(A, buf_str(&text))));
	ck_assert_int_eq(repository_each_note_line(repository, &tip, text.size, &visit), 0);
	ck_assert(text_ends(buf_text(&log), TEXT("11999 ada: 999;")));
	buf_release(&text);
	buf_release(&log);
}
END_TEST

/* Thousands of commits, each with a line more: the lines are many and none is looked at twice a commit. */
START_TEST(a_long_history_ends)
{
	struct buf text = { 0 };
	struct buf log = { 0 };
	const struct note_line_visit visit = { &log, NULL, log_line };
	struct oid tip = { { 0 } };

	for (int i = 0; i < 900; i++) {
		buf_add_fmt(&text, "%d\n", i);
		tip = WRITE("ada", FILES(FILE_TEXT(i % 2 ? A : B, buf_str(&text))));
	}
	ck_assert_int_eq(repository_each_note_line(repository, &tip, text.size, &visit), 0);
	ck_assert(text_starts(buf_text(&log), TEXT("11 ada: 0;12 ada: 1;")));
	buf_release(&text);
	buf_release(&log);
}
END_TEST

START_TEST(a_signature_is_seen)
{
	struct oid unsigned_tip = WRITE("ada", FILES(FILE_TEXT(A, "one\n")));
	struct oid tree = fixture_tree_of(fixture, &unsigned_tip), tip;
	struct buf log = { 0 };
	const struct note_line_visit visit = { &log, NULL, log_line };
	char hex[41], *text;

	fixture_hex(hex, &tree);
	text = xstrfmt("tree %s\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n"
	               "gpgsig -----BEGIN\n x\n -----END\n\nn\n",
	               hex);
	tip = fixture_object(fixture, FIXTURE_COMMIT, text, strlen(text));
	free(text);
	ck_assert_int_eq(repository_each_note_line(repository, &tip, 1000, &visit), 0);
	ck_assert_str_eq(buf_str(&log), "11 A signed: one;");
	buf_release(&log);
}
END_TEST

/* ---- the reader of a line ---- */

static void log_event(void *payload, const struct event_fact *event)
{
	ck_assert_int_eq(event->kind, EVENT_SELF);
	buf_add_fmt(payload, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|%u", TEXT_ARG(event->who.name),
	            TEXT_ARG(event->source), TEXT_ARG(event->raw), TEXT_ARG(event->note), event->line);
}

static const struct {
	const char *name, *line;
	bool is_signed;
	const char *expected;
} rows[] = {
	{ "Ada", "two hours with Bo on 2026-01-02", false,
	  "Ada|note:refs/notes/lead-self|two hours with Bo on 2026-01-02||3" },
	{ "Ada", "  design meeting\t", true, "Ada|note:refs/notes/lead-self|design meeting|signed|3" },
	{ "Ada", "Reviewed-by: Bo Sample <bo@example.org>", false,
	  "Ada|note:refs/notes/lead-self|Reviewed-by: Bo Sample <bo@example.org>||3" },
	{ "Ada", "\xc3\xa9t\xc3\xa9", false, "Ada|note:refs/notes/lead-self|\xc3\xa9t\xc3\xa9||3" },
	{ "", "design meeting", false, "" },
	{ "Ada", "", false, "" },
	{ "Ada", "---", false, "" },
	{ "Ada", "\033[31mred", false, "" },
};

START_TEST(a_line_speaks_of_its_writer_alone)
{
	struct buf log = { 0 };
	const struct evidence_sink sink = { .payload = &log, .event = log_event };
	struct self_line line = { .bytes = text_of(rows[_i].line), .number = 3, .is_signed = rows[_i].is_signed };

	line.author.name = text_of(rows[_i].name);
	note_read_self(&line, TEXT(REF), &sink);
	ck_assert_str_eq(buf_str(&log), rows[_i].expected);
	buf_release(&log);
}
END_TEST

START_TEST(a_forge_says_nothing)
{
	struct buf log = { 0 };
	const struct evidence_sink sink = { .payload = &log, .event = log_event };
	const struct self_line line = { .bytes = TEXT("merged"),
		                        .number = 1,
		                        .author = { TEXT("GitHub"), TEXT("noreply@github.com") } };

	note_read_self(&line, TEXT(REF), &sink);
	ck_assert_int_eq(log.size, 0);
}
END_TEST

Suite *suite_note_writers(void)
{
	Suite *suite = suite_create("note_writers");
	TCase *writers = tcase_create("writers"), *lines = tcase_create("lines");

	tcase_add_checked_fixture(writers, setup, teardown);
	tcase_set_timeout(writers, 60);
	tcase_add_test(writers, each_line_is_of_who_brought_it);
	tcase_add_test(writers, the_same_words_twice_are_of_two);
	tcase_add_test(writers, another_fan_out_changes_no_writer);
	tcase_add_test(writers, a_merge_brings_nothing_of_its_own);
	tcase_add_test(writers, histories_without_a_common_root_are_merged);
	tcase_add_test(writers, what_cannot_be_read_is_nobodys);
	tcase_add_test(writers, lines_of_a_note_are_bounded);
	tcase_add_test(writers, a_long_history_ends);
	tcase_add_test(writers, a_signature_is_seen);
	suite_add_tcase(suite, writers);
	tcase_add_loop_test(lines, a_line_speaks_of_its_writer_alone, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(lines, a_forge_says_nothing);
	suite_add_tcase(suite, lines);
	return suite;
}
