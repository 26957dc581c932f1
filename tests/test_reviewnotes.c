/* Notes of Gerrit's plugin reviewnotes: votes, persons, addresses; and what is none of its notes. */
#include <check.h>

#include "../analyzers/evidence/note_reader.h"

Suite *suite_reviewnotes(void);

#define ON "Reviewed-on: https://review.example.org/c/project/+/12345\n"
#define ON_FACT "gerrit 12345\n"

static void log_event(void *payload, const struct event_fact *event)
{
	buf_add_fmt(payload, "%s " TEXT_FMT "|" TEXT_FMT " line=%u", event_kind_names[event->kind],
	            TEXT_ARG(event->who.name), TEXT_ARG(event->who.email), event->line);
	if (!text_equal(event->source, TEXT("reviewnotes")))
		buf_add_fmt(payload, " " TEXT_FMT, TEXT_ARG(event->source));
	buf_add_char(payload, '\n');
}

static void log_reference(void *payload, const struct reference_fact *reference)
{
	buf_add_fmt(payload, "%s " TEXT_FMT "\n", reference_kind_names[reference->kind], TEXT_ARG(reference->value));
}

static const struct {
	const char *note, *expected;
} rows[] = {
	/* the whole of one */
	{ "Code-Review+2: Ada Example <ada@example.org>\nVerified+1: Example CI <ci@example.org>\n"
	  "Submitted-by: Bo Sample <bo@example.org>\nSubmitted-at: Fri, 02 Jan 2026 03:04:05 +0000\n" ON
	  "Project: project\nBranch: refs/heads/main\n",
	  "rev Ada Example|ada@example.org line=1\nqa Example CI|ci@example.org line=2\n"
	  "int Bo Sample|bo@example.org line=3\n" ON_FACT },
	/* the sign belongs to the value, '-' to the label */
	{ "Library-Compliance-1: A Ex <a@example.org>\n" ON, "rev A Ex|a@example.org line=1\n" ON_FACT },
	{ "lib+1: A Ex <a@example.org>\nX_y-2-10: B <b@example.org>\n",
	  "rev A Ex|a@example.org line=1\nrev B|b@example.org line=2\n" },
	{ "Code-Style+1: Bot <b@example.org>\nAuto-Submit+1: A <a@example.org>\nSUBM+1: A <a@example.org>\n",
	  "info Bot|b@example.org line=1\ninfo A|a@example.org line=2\n" },
	/* persons */
	{ "Code-Review+1: Ada Example\nCode-Review+1: <ada@example.org>\nCode-Review+1: Anonymous Coward #1000042\n",
	  "rev Ada Example| line=1\nrev |ada@example.org line=2\nrev Anonymous Coward #1000042| line=3\n" },
	{ "Code-Review+2: Ex, A <a@example.org>\r\n" ON, "rev Ex, A|a@example.org line=1\n" ON_FACT },
	{ "Code-Review+2: A <b> Ex <a@example.org>\n" ON, "rev A <b> Ex|a@example.org line=1\n" ON_FACT },
	{ "Code-Review+2: \nCode-Review+2:  <>\nCode-Review+2: >\n" ON, "rev >| line=3\n" ON_FACT },
	{ "Submitted-by: Gerrit Code Review <gerrit@example.org>\n" ON, ON_FACT },
	/* nothing was said with 0 */
	{ "Code-Review+0: A <a@example.org>\nCode-Review-00: A <a@example.org>\n" ON, ON_FACT },
	/* old ones */
	{ "Code-Review+2: A <a@example.org>\nChange-Id: I0123456789012345678901234567890123456789\n"
	  "Reviewed-on: http://review.example.org/57583\n",
	  "rev A|a@example.org line=1\nchange-id I0123456789012345678901234567890123456789\ngerrit 57583\n" },
	{ ON "Project: tools/x\nBranch: refs/heads/main\n", ON_FACT },
	/* lines added by hand stay what they are */
	{ "Code-Review+2: A <a@example.org>\n" ON "\nTested-by: B <b@example.org>\nReviewed-on: a rainy day\n",
	  "rev A|a@example.org line=1\n" ON_FACT "qa B|b@example.org line=4 note:refs/notes/review\n" },
	/* no note of the plugin's */
	{ "Reviewed-by: A <a@example.org>\nProject: x\n", "rev A|a@example.org line=1 note:refs/notes/review\n" },
	{ "Project: x\nBranch: y\nSubmitted-by: A <a@example.org>\n", "" },
	{ "Code-Review+2: A <a@example.org>\n", "" },
	{ "Code-Review+2 A <a@example.org>\nCode Review+2: A <a@example.org>\n+2: A\n: x\n-1: y\nBranch: x\n", "" },
	{ "", "" },
};

static void read(struct buf *log, const char *note, const char *ref)
{
	const struct evidence_sink sink = { log, log_event, log_reference, NULL };

	note_read(text_of(note), text_of(ref), false, NULL, &sink);
}

START_TEST(each_note_gives_exactly_what_it_says)
{
	struct buf log = { 0 };

	read(&log, rows[_i].note, "refs/notes/review");
	ck_assert_str_eq(buf_str(&log), rows[_i].expected);
	buf_release(&log);
}
END_TEST

START_TEST(other_refs_are_none_of_the_plugins)
{
	struct buf log = { 0 };

	read(&log, rows[0].note, "refs/notes/x");
	ck_assert_int_lt(text_find(buf_text(&log), TEXT("rev "), 0), 0);
	buf_release(&log);
}
END_TEST

Suite *suite_reviewnotes(void)
{
	Suite *suite = suite_create("reviewnotes");
	TCase *notes = tcase_create("notes");

	tcase_add_loop_test(notes, each_note_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(notes, other_refs_are_none_of_the_plugins);
	suite_add_tcase(suite, notes);
	return suite;
}
