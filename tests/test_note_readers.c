/* Notes of other programs: which lines give events and pointers, and which must give nothing. */
#include <check.h>
#include <string.h>
#include "../analyzers/evidence/note_reader.h"
#include "lead/alloc.h"

Suite *suite_note_readers(void);

static void log_event(void *payload, const struct event_fact *event)
{
	buf_add_fmt(payload, "%s " TEXT_FMT "|" TEXT_FMT " " TEXT_FMT " line=%u", event_kind_names[event->kind],
	            TEXT_ARG(event->who.name), TEXT_ARG(event->who.email), TEXT_ARG(event->source), event->line);
	if (event->ordinal)
		buf_add_fmt(payload, " #%u", event->ordinal);
	if (event->mark)
		buf_add_fmt(payload, " %s", event_mark_names[event->mark]);
	buf_add_char(payload, '\n');
}

static void log_reference(void *payload, const struct reference_fact *reference)
{
	buf_add_fmt(payload, "%s " TEXT_FMT " " TEXT_FMT "\n", reference_kind_names[reference->kind],
	            TEXT_ARG(reference->value), TEXT_ARG(reference->source));
}

static const struct {
	const char *note, *expected;
} rows[] = {
	/* trailers */
	{ "Reviewed-by: Ada Example <ada@example.org>\n",
	  "rev Ada Example|ada@example.org note:refs/notes/x line=1\n" },
	{ "Reviewed-by: Ada Example <ada@example.org>", "rev Ada Example|ada@example.org note:refs/notes/x line=1\n" },
	{ "Some words first,\nand more.\n\nAcked-by: bsample\n", "ack bsample| note:refs/notes/x line=4\n" },
	{ "Some words first\nTested-by: Bo Sample <bo@example.org>\n",
	  "qa Bo Sample|bo@example.org note:refs/notes/x line=2\n" },
	{ "\r\n\r\nReviewed-by: A <a@example.org>, B <b@example.org>\r\n",
	  "rev A|a@example.org note:refs/notes/x line=3\nrev B|b@example.org note:refs/notes/x line=3 #1\n" },
	{ "Reviewed-and-tested-by: A <a@example.org>\n",
	  "rev A|a@example.org note:refs/notes/x line=1\nqa A|a@example.org note:refs/notes/x line=1 #1\n" },
	/* no trailers */
	{ "Reviewed by people who know the matter\nand should be trusted: all of them.\n", "" },
	{ "> Reviewed-by: A <a@example.org>\n", "" },
	{ "```\nReviewed-by: A <a@example.org>\n```\nwords\n", "" },
	{ "Checked-by: A <a@example.org>\n", "" },
	{ "", "" },
	{ "\n", "" },
	{ ":\n", "" },
	/* OpenJDK */
	{ "Commit: https://git.example.org/p/commit/0123456789012345678901234567890123456789\n"
	  "Review: https://git.example.org/p/pull/1753\nIssues:\n- https://bugs.example.org/browse/ABC-1\n",
	  "pr 1753 note:refs/notes/x\n" },
	{ "Review: https://git.example.org/p/pull/17x\n", "" },
	{ "Review: see /pull/17\n", "" },
	{ "Review: https://git.example.org/p/issues/17\n", "" },
	/* amlog */
	{ "Message-Id: <20260102.1@example.org>\n", "review 20260102.1@example.org note:refs/notes/x\n" },
	{ "Message-Id: <1@example.org>\nMessage-Id: <2@example.org>\n",
	  "review 1@example.org note:refs/notes/x\nreview 2@example.org note:refs/notes/x\n" },
	{ "0123456789012345678901234567890123456789\n", "" },
	{ "Message-Id: 0123456789012345678901234567890123456789\n", "" },
	{ "Message-Id: 1@example.org\n", "" },
	/* Gerrit's reviewnotes: neither labels nor who pressed the button are an author or a reviewer here. */
	{ "Code-Review+2: A Ex <a@example.org>\nVerified+1: B Sa <b@example.org>\nSubmitted-by: C Te <c@example.org>\n"
	  "Submitted-at: Fri, 02 Jan 2026 03:04:05 +0000\nReviewed-on: https://review.example.org/12\n"
	  "Project: p\nBranch: refs/heads/main\n",
	  "" },
	/* git-appraise */
	{ "{\"timestamp\":\"1\",\"author\":\"a@example.org\",\"description\":\"Reviewed-by: A <a@example.org>\"}\n",
	  "" },
	/* Lines of our own form mean nothing in another ref. */
	{ "Request: pr:12; forge=github\n", "" },
};

START_TEST(each_note_gives_exactly_what_it_says)
{
	struct buf log = { 0 };
	const struct evidence_sink sink = { &log, log_event, log_reference, NULL };

	note_read(text_of(rows[_i].note), TEXT("refs/notes/x"), false, NULL, &sink);
	ck_assert_str_eq(buf_str(&log), rows[_i].expected);
	buf_release(&log);
}
END_TEST

static void ignore_request(void *payload, const struct request_fact *request)
{
	(void)payload, (void)request;
}

static void ignore_act(void *payload, const struct request_act_fact *act)
{
	(void)payload, (void)act;
}

static void ignore_account(void *payload, const struct account_fact *account)
{
	(void)payload, (void)account;
}

START_TEST(lines_by_hand_among_own_ones_keep_their_numbers)
{
	struct buf log = { 0 };
	const struct evidence_sink sink = { &log, log_event, log_reference, NULL };
	const struct request_sink requests = { NULL, ignore_request, ignore_act, ignore_account, NULL };

	note_read(
		TEXT("Request: pr:12\nReviewed-by: bsample\nReviewed-by: csample; request=pr:12\nAcked-by: dsample\n"),
		TEXT("refs/notes/lead-reviews"), true, &requests, &sink);
	ck_assert_str_eq(buf_str(&log), "rev bsample| note:refs/notes/lead-reviews line=2\n"
	                                "ack dsample| note:refs/notes/lead-reviews line=4\n");
	buf_release(&log);
}
END_TEST

START_TEST(readers_have_names)
{
	size_t count = 0;

	while (note_reader_at(count))
		ck_assert_uint_gt(strlen(note_reader_at(count++)->name), 0);
	ck_assert_uint_eq(count, 3);
}
END_TEST

Suite *suite_note_readers(void)
{
	Suite *suite = suite_create("note_readers");
	TCase *notes = tcase_create("notes");

	tcase_add_loop_test(notes, each_note_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(notes, lines_by_hand_among_own_ones_keep_their_numbers);
	tcase_add_test(notes, readers_have_names);
	suite_add_tcase(suite, notes);
	return suite;
}
