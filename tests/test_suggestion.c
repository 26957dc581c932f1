/* Taken review suggestions, and that trailers.c keeps their co-authors without counting them. */
#include <check.h>
#include <string.h>
#include "support/reader_log.h"

Suite *suite_suggestion(void);

#define B "Co-authored-by: Bo <bo@example.org>\n"
#define B_REV "rev Bo <bo@example.org> suggestion"
#define B_PAIR "pair Bo <bo@example.org> trailer:Co-authored-by"

static const struct {
	unsigned parents;
	const char *message;
	const char *suggested; /* what suggestion.c says */
	const char *trailers;  /* what trailers.c says */
} rows[] = {
	{ 1, "Apply suggestions from code review\n\n" B, B_REV " line=3\n", B_PAIR " line=3 excluded\n" },
	{ 1, "Apply suggestion from @bo-s\n\n" B, B_REV " line=3\n", B_PAIR " line=3 excluded\n" },
	{ 1, "Apply suggestion from @bo-s\n", "rev @bo-s suggestion line=1\n", "" },
	{ 1, "Apply suggestions from @bo-s's code review\n", "rev @bo-s suggestion line=1\n", "" },
	{ 1, "Apply 1 suggestion(s) to 1 file(s)\n\n" B, B_REV " line=3\n", B_PAIR " line=3 excluded\n" },
	{ 1, "Apply 12 suggestions to 3 files\n\n" B, B_REV " line=3\n", B_PAIR " line=3 excluded\n" },
	{ 1, "apply suggestions from code review\n\n" B, B_REV " line=3\n", B_PAIR " line=3 excluded\n" },
	/* The author is no reviewer. */
	{ 1, "Apply suggestions from code review\n\nCo-authored-by: Ada <ADA@example.org>\n" B, B_REV " line=4\n",
	  "pair Ada <ADA@example.org> trailer:Co-authored-by line=3\n" B_PAIR " line=4 excluded\n" },
	{ 1, "Apply suggestions from code review\n\nReviewed-by: Cy <cy@example.org>\n" B, B_REV " line=4\n",
	  "rev Cy <cy@example.org> trailer:Reviewed-by line=3\n" B_PAIR " line=4 excluded\n" },
	/* In the list of a squash only the item's own. */
	{ 1, "Title (#1)\n\n* first\n\n* Apply suggestions from code review\n\n" B "\n* last\n\n" B "\n---------\n\n" B,
	  B_REV " line=7\n", B_PAIR " line=7 excluded\n" B_PAIR " line=11\n" B_PAIR " line=15\n" },
	{ 1, "Title (#1)\n\n* Apply suggestions from code review\n\n---------\n\n" B, "", B_PAIR " line=7\n" },
	/* Other subjects. */
	{ 1, "Apply patch\n\n" B, "", B_PAIR " line=3\n" },
	{ 1, "Apply suggestions\n\n" B, B_REV " line=3\n", B_PAIR " line=3 excluded\n" },
	{ 1, "Address review comments\n\n" B, "", B_PAIR " line=3\n" },
	{ 1, "Apply suggestions from code review\n", "", "" },
	{ 1, "Apply suggestion from @\n", "", "" },
	{ 2, "Apply suggestions from code review\n\n" B, "", B_PAIR " line=3\n" },
};

static void log_event(void *payload, const struct event_fact *event)
{
	buf_add_fmt(payload, "%s " TEXT_FMT, event_kind_names[event->kind], TEXT_ARG(event->who.name));
	if (event->who.email.size)
		buf_add_fmt(payload, " <" TEXT_FMT ">", TEXT_ARG(event->who.email));
	buf_add_fmt(payload, " " TEXT_FMT " line=%u", TEXT_ARG(event->source), (unsigned)event->line);
	if (event->mark != MARK_NONE)
		buf_add_fmt(payload, " %s", event_mark_names[event->mark]);
	buf_add_char(payload, '\n');
}

static void ignore_key(void *payload, struct text key)
{
	(void)payload;
	(void)key;
}

static void check_reader(const struct commit_reader *reader, int row, const char *expected)
{
	struct commit_fact fact = { .author = { TEXT("Ada"), TEXT("ada@example.org") },
		                    .message = text_of(rows[row].message),
		                    .parent_count = rows[row].parents };
	struct buf log = { 0 };
	struct evidence_sink sink = { .payload = &log, .event = log_event, .unknown_key = ignore_key };
	struct message message;

	message_parse(&message, &fact);
	reader->read(&message, &sink);
	message_release(&message);

	ck_assert_msg(strcmp(buf_str(&log), expected) == 0, "message:\n%s\nwanted:\n%sgot:\n%s", rows[row].message,
	              expected, buf_str(&log));
	buf_release(&log);
}

START_TEST(a_taken_suggestion_is_a_review)
{
	check_reader(&reader_suggestion, _i, rows[_i].suggested);
}
END_TEST

START_TEST(and_no_joint_authorship_that_counts)
{
	check_reader(&reader_trailers, _i, rows[_i].trailers);
}
END_TEST

Suite *suite_suggestion(void)
{
	Suite *suite = suite_create("suggestion");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, a_taken_suggestion_is_a_review, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(rows_case, and_no_joint_authorship_that_counts, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
