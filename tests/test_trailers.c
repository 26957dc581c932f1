/* "Key: value" lines: which are trailers, which are not, and what they give. */
#include <check.h>
#include <string.h>
#include "support/reader_log.h"

Suite *suite_trailers(void);

static const struct reader_row found[] = {
	{ 1, "s\n\nReviewed-by: A Ex <a@example.org>\nCloses #12\n",
	  "rev A Ex <a@example.org> trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\ntext\n---\nx: y\n...\n\nSigned-off-by: b[bot] <1+b[bot]@users.noreply.github.com>",
	  "int b[bot] <1+b[bot]@users.noreply.github.com> trailer:Signed-off-by line=8\n" },
	{ 1, "s\n\nReviewed-by:\nSigned-off-by: A <a@example.org>",
	  "int A <a@example.org> trailer:Signed-off-by line=4\n" },
	{ 1, "s\n\nReviewed-by: A\n\t<a@example.org>\nCc: B",
	  "rev A <a@example.org> trailer:Reviewed-by line=3\ninfo B trailer:Cc line=5\n" },
	{ 1, "s\r\n\r\nReviewed-by: A <a@example.org>\r\n", "rev A <a@example.org> trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\nReviewed by:\tax, bs (previous version)\nApproved by:\tcm (mentor)\n",
	  "rev ax trailer:Reviewed by line=3 note=previous version\n"
	  "rev bs trailer:Reviewed by line=3 #1 note=previous version\n"
	  "ack cm trailer:Approved by line=4 note=mentor\n" },
	{ 1, "s\n\nReviewed-by: Ex, A <a@example.org>", "rev Ex, A <a@example.org> trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\nReviewed-by: A <a@example.org>, B <b@example.org> # docs only",
	  "rev A <a@example.org> trailer:Reviewed-by line=3 note=docs only\n"
	  "rev B <b@example.org> trailer:Reviewed-by line=3 #1 note=docs only\n" },
	{ 1,
	  "Revert \"s\"\n\nThis reverts commit 0123456789012345678901234567890123456789.\n\nReviewed-by: A "
	  "<a@example.org>",
	  "rev A <a@example.org> trailer:Reviewed-by line=5\n" },
	/* The key is kept as written. */
	{ 1, "s\n\nREVIEWED-BY : A <a@example.org>\n", "rev A <a@example.org> trailer:REVIEWED-BY line=3\n" },
	{ 1, "s\n\nSigned_off_by: A <a@example.org>\n", "int A <a@example.org> trailer:Signed_off_by line=3\n" },
	/* Two kinds, two parts of one line: no two events share a place. */
	{ 1, "s\n\nReviewed-and-tested-by: A <a@example.org>, B <b@example.org>\n",
	  "rev A <a@example.org> trailer:Reviewed-and-tested-by line=3\n"
	  "rev B <b@example.org> trailer:Reviewed-and-tested-by line=3 #1\n"
	  "qa A <a@example.org> trailer:Reviewed-and-tested-by line=3 #2\n"
	  "qa B <b@example.org> trailer:Reviewed-and-tested-by line=3 #3\n" },
	{ 1, "s\n\nAcked-by: A <a@example.org> Signed-off-by: B <b@example.org>\n",
	  "ack A <a@example.org> trailer:Acked-by line=3\nint B <b@example.org> trailer:Signed-off-by line=3 #1\n" },
	{ 1, "s\n\nAcked-by: A <a@example.org>\n Signed-off-by: B <b@example.org>\n",
	  "ack A <a@example.org> trailer:Acked-by line=3\nint B <b@example.org> trailer:Signed-off-by line=4\n" },
	{ 1, "s\n\nAcked-by: A <a@example.org>\n\tSigned-off-by: B <b@example.org>\n",
	  "ack A <a@example.org> trailer:Acked-by line=3\nint B <b@example.org> trailer:Signed-off-by line=3 #1\n" },
	/* Inside git's block everything that names somebody counts. */
	{ 1, "s\n\nReported-by: the usual suspects\nSigned-off-by: me\n",
	  "qa the usual suspects trailer:Reported-by line=3\nint me trailer:Signed-off-by line=4\n" },
	{ 1, "s\n\nhttps://example.org/x\nReviewed-by: A\n", "rev A trailer:Reviewed-by line=4\n" },
	{ 1, "s\n\nReviewed-by: A\n B\n C\n D\n E\n F <a@example.org>\n",
	  "rev A B C D E F <a@example.org> trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\n```\nSigned-off-by: A <a@example.org>\n```\n",
	  "int A <a@example.org> trailer:Signed-off-by line=4\n" },
	/* Outside it, in any paragraph. */
	{ 1, "s\n\nReviewed-by: A <a@example.org>\n\nmore\n", "rev A <a@example.org> trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\nReviewed-by: A Example\n\nmore\n", "rev A Example trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\nReviewed-by: Jan van der Berg\nCloses #1\n", "rev Jan van der Berg trailer:Reviewed-by line=3\n" },
	{ 1, "s\n\nReported-by: bsample on github\nCloses #1\n",
	  "qa bsample trailer:Reported-by line=3 note=on github\n" },
	{ 1, "s\n\nReviewed by:\tax, bs\nPR:\t\t1234\nMFC after:\t2 weeks\n\nmore\n",
	  "rev ax trailer:Reviewed by line=3\nrev bs trailer:Reviewed by line=3 #1\n" },
	{ 1, "s\n\nReviewed-by: A\n <a@example.org>\nCloses #1\n",
	  "rev A <a@example.org> trailer:Reviewed-by line=3\n" },
	{ 1, "s\nSigned-off-by: A <a@example.org>\n", "int A <a@example.org> trailer:Signed-off-by line=2\n" },
	{ 1, "s\n\n- fix\n  Reported-by: A Example\n- more\n", "qa A Example trailer:Reported-by line=4\n" },
	{ 1, "s\n\n- fix\n  Reported-by: A Example\n  Fixes #1\n- more\n",
	  "qa A Example trailer:Reported-by line=4\n" },
	{ 1, "s\n\ntext\n  Signed-off-by: A <a@example.org>\n",
	  "int A <a@example.org> trailer:Signed-off-by line=4\n" },
	{ 1, "s\n\nlike this:\n\n$ run\nReviewed-by: A <a@example.org>\n\nmore\n",
	  "rev A <a@example.org> trailer:Reviewed-by line=6\n" },
	{ 1, "s\n\n```\nReviewed-by: A <a@example.org>\n\ntext\n",
	  "rev A <a@example.org> trailer:Reviewed-by line=4\n" },
	{ 1, "s\n\n * one\n\nCo-authored-by: A <a@example.org>\n\n---------\n\nCo-authored-by: B <b@example.org>\n",
	  "pair A <a@example.org> trailer:Co-authored-by line=5\npair B <b@example.org> trailer:Co-authored-by "
	  "line=9\n" },
	/* PostgreSQL. */
	{ 1,
	  "s\n\ntext\n\nAuthor: A Ex <a@example.org>\nReviewed-by: B Ex <b@example.org>, C Ex <c@example.org>\n"
	  "Discussion: https://postgr.es/m/x@example.org\n",
	  "auth A Ex <a@example.org> trailer:Author line=5\nrev B Ex <b@example.org> trailer:Reviewed-by line=6\n"
	  "rev C Ex <c@example.org> trailer:Reviewed-by line=6 #1\n" },
	{ 1, "s\n\nAuthor: A Ex <a@example.org>\nBackpatch-through: 14\n",
	  "auth A Ex <a@example.org> trailer:Author line=3\n" },
	/* FreeBSD and illumos. */
	{ 1,
	  "s\n\nSubmitted by:\tax\nObtained from:\tNetBSD\nApproved by:\tportmgr (blanket)\nDiscussed with:\tkb\n"
	  "Sponsored by:\tExample, Inc.\n",
	  "auth ax trailer:Submitted by line=3\nack portmgr trailer:Approved by line=5 note=blanket excluded\n"
	  "info kb trailer:Discussed with line=6\n" },
	{ 1, "s\n\nAuthored by: A Ex <a@example.org>\nPorted-by: B Ex <b@example.org>\nOther issue #1\n",
	  "auth A Ex <a@example.org> trailer:Authored by line=3\nunknown Ported-by\n" },
	/* In merges only git's own block. */
	{ 2, "Merge branch 'x'\n\nReviewed-by: A <a@example.org>\n\ntext\n\nAcked-by: B <b@example.org>\n",
	  "ack B <b@example.org> trailer:Acked-by line=7\n" },
	{ 2, "Merge branch 'x'\n\nReviewed-by: A <a@example.org>\nCloses #1\n", "" },
	/* A key that is in no dictionary. */
	{ 1, "s\n\nRelase-Acked-by: A <a@example.org>\n", "unknown Relase-Acked-by\n" },
	{ 1, "s\n\nSpotted-by:\nSpotted by: A\nhttps://example.org\nNote: x\n", "" },
};

START_TEST(each_line_that_names_somebody_is_found)
{
	reader_check(&reader_trailers, &found[_i]);
}
END_TEST

static const struct reader_row nothing[] = {
	{ 1, "Reviewed-by: A <a@example.org>", "" },
	{ 1, "s\n\n> Reviewed-by: A <a@example.org>", "" },
	{ 1, "s\n\n  > Reviewed-by: A <a@example.org>\n\nmore", "" },
	{ 1, "s\n\n    Reviewed-by: A <a@example.org>\n\nmore\n", "" },
	{ 1, "s\n\n\tReviewed-by: A <a@example.org>\n\nmore\n", "" },
	{ 1, "s\n\n```\nReviewed-by: A <a@example.org>\n```\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by: none\nAcked-by: N/A\nTested-by: TBD\nReported-by:\n", "" },
	{ 1, "s\n\n+Reviewed-by: A <a@example.org>\n-Acked-by: A <a@example.org>\n\nmore\n", "" },
	{ 1, "s\n\n@@ -1,3 +1,3 @@\n Reviewed-by: A <a@example.org>\n+x\n", "" },
	{ 1, "s\n\ndiff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n Acked-by: A <a@example.org>\n", "" },
	/* Prose. */
	{ 1, "s\n\nReviewed-by: tag was missing\n", "" },
	{ 1, "s\n\nthe\nReviewed-by: tag was missing\nhere\n", "" },
	{ 1, "s\n\nReviewed-by: tag\nwas missing in the last version\n", "" },
	{ 1, "s\n\nReviewed-by: Tag\nwas missing in the last version\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by: trailers, and so on\n\nmore\n", "" },
	{ 1, "s\n\nReviewed by: the team\n\nmore\n", "" },
	{ 1, "s\n\nreviewed by: Ada Example\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by: lines should be kept\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by: x = y;\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by: see below\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by: $NAME\n\nmore\n", "" },
	{ 1, "s\n\nSigned-off-by:s) to a range of commits starting here\n\nmore\n", "" },
	{ 1, "s\nReviewed-by: Ada Example\n\nmore\n", "" },
	{ 1, "s\n\nCc: gcc\nTrust: Nobody\nAuthor: Somebody\n\nmore\n", "" },
	/* Quotations. */
	{ 1, "s\n\nFrom: A <a@example.org>\nSubject: x\nCc: B <b@example.org>\n\nmore\n", "" },
	{ 1, "s\n\nAuthor: A <a@example.org>\nDate: today\n\nmore\n", "" },
	{ 1, "s\n\nFor this we write\n\n  Reviewed-by: A <a@example.org>\n\nmore\n", "" },
	{ 1,
	  "s\n\nA line looks like this:\n\nReviewed-by: A <a@example.org>\nAcked-by: B <b@example.org>\n\nand more\n",
	  "" },
	{ 1, "s\n\ncommit 0123456789\nAuthor: A <a@example.org>\n\ntitle\n\nReviewed-by: B <b@example.org>\n\nx\n\ny\n",
	  "" },
	{ 1,
	  "s\n\nFrom 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n\n"
	  "Reviewed-by: B <b@example.org>\n\nx\n\ny\n",
	  "" },
	/* Phabricator's field is not this reader's. */
	{ 1, "s\n\nReviewed By: ax\n\nDifferential Revision: https://example.org/D1\n", "" },
	/* Not a key. */
	{ 1, "s\n\nReviewed  by: A <a@example.org>\n\nmore\n", "" },
	{ 1, "s\n\nReviewed-by A <a@example.org>\n\nmore\n", "" },
	{ 1, "s\n\n: A <a@example.org>\n\nmore\n", "" },
	{ 1, "", "" },
	{ 0, "", "" },
};

START_TEST(each_line_that_only_looks_so_is_left)
{
	reader_check(&reader_trailers, &nothing[_i]);
}
END_TEST

struct one_event {
	struct buf raw;
	unsigned count;
};

static void keep_raw(void *payload, const struct event_fact *event)
{
	struct one_event *kept = payload;

	buf_clear(&kept->raw);
	buf_add_text(&kept->raw, event->raw);
	kept->count++;
}

static void ignore_key(void *payload, struct text key)
{
	(void)payload;
	(void)key;
}

static void read_as(const char *author, const char *bytes, struct one_event *kept)
{
	struct commit_fact fact = { .author = { .name = text_of(author) },
		                    .message = text_of(bytes),
		                    .parent_count = 1 };
	struct evidence_sink sink = { .payload = kept, .event = keep_raw, .unknown_key = ignore_key };
	struct message message;

	message_parse(&message, &fact);
	reader_trailers.read(&message, &sink);
	message_release(&message);
}

START_TEST(the_raw_text_is_the_trimmed_line)
{
	struct one_event kept = { .count = 0 };

	read_as("A", "s\n\n  Reviewed-by : \t A <a@example.org>  \t\n", &kept);

	ck_assert_uint_eq(kept.count, 1);
	ck_assert_str_eq(buf_str(&kept.raw), "Reviewed-by : \t A <a@example.org>");
	buf_release(&kept.raw);
}
END_TEST

START_TEST(what_a_dependency_bot_pastes_names_nobody)
{
	const char *bytes = "Bump x\n\nChangelog\n\nCo-authored-by: F <f@example.org>\n\n- more\n\n---\na: b\n...\n\n"
			    "Signed-off-by: B <b@example.org>\n\nCloses #1\n";
	struct one_event kept = { .count = 0 };

	read_as("dependabot[bot]", bytes, &kept);
	ck_assert_uint_eq(kept.count, 1);
	ck_assert_str_eq(buf_str(&kept.raw), "Signed-off-by: B <b@example.org>");

	kept.count = 0;
	read_as("A Person", bytes, &kept);
	ck_assert_uint_eq(kept.count, 2);
	buf_release(&kept.raw);
}
END_TEST

START_TEST(a_hostile_message_is_read_in_linear_time)
{
	static const char *const pieces[] = { "Reviewed By: a\n",
		                              "Reviewed-by: <\n <\n",
		                              "Cc: a@b.c\n",
		                              " Acked-by: a\n",
		                              "```\n",
		                              "Author: A <a@b.c>\n",
		                              "Reviewed-by: <<<<<<<<<<<<<<<<",
		                              "Acked-by: a:b-by:c-by:d:" };
	struct buf bytes = { 0 };
	struct one_event kept = { .count = 0 };

	buf_add_str(&bytes, "s\n\n");
	while (bytes.size < (size_t)1024 * 1024)
		buf_add_str(&bytes, pieces[_i]);
	read_as("A", buf_str(&bytes), &kept);

	buf_release(&bytes);
	buf_release(&kept.raw);
}
END_TEST

Suite *suite_trailers(void)
{
	Suite *suite = suite_create("trailers");
	TCase *lines = tcase_create("lines"), *parts = tcase_create("parts");

	tcase_add_loop_test(lines, each_line_that_names_somebody_is_found, 0, sizeof(found) / sizeof(found[0]));
	tcase_add_loop_test(lines, each_line_that_only_looks_so_is_left, 0, sizeof(nothing) / sizeof(nothing[0]));
	tcase_add_test(parts, the_raw_text_is_the_trimmed_line);
	tcase_add_test(parts, what_a_dependency_bot_pastes_names_nobody);
	tcase_add_loop_test(parts, a_hostile_message_is_read_in_linear_time, 0, 8);
	suite_add_tcase(suite, lines);
	suite_add_tcase(suite, parts);
	return suite;
}
