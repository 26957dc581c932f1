/* Mailboxes: where mails begin, escaped lines, pieces cut anywhere, mails too large. */
#include <check.h>
#include "lead/mail.h"

Suite *suite_mail_box(void);

static void take_mail(void *payload, const struct mail_fact *mail)
{
	struct buf *out = payload;

	buf_add_fmt(out, TEXT_FMT " %d;", TEXT_ARG(mail->message_id),
	            mail->act_count ? (int)mail->acts[mail->act_count - 1].word_count : -1);
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	struct buf *out = payload;

	buf_add_fmt(out, "! %llu at %llu;", (unsigned long long)trouble->item, (unsigned long long)trouble->offset);
}

/* Fed in pieces of that size. */
static void read_box(struct buf *out, struct text bytes, size_t piece)
{
	const struct mail_sink sink = { out, take_mail, take_trouble };
	struct mail_box *box = mail_box_new(&sink);
	struct mail_box_summary summary;

	for (size_t at = 0; at < bytes.size; at += piece)
		mail_box_feed(box, text_slice(bytes, at, at + piece));
	mail_box_finish(box, &summary);
	ck_assert_uint_eq(summary.byte_count, bytes.size);
	mail_box_free(box);
}

#define FROM "From mboxrd@z Thu Jan  1 00:00:00 1970\n"
#define HEAD(id) "From: Ada <ada@example.org>\nMessage-ID: <" id ">\nIn-Reply-To: <p@x>\n\n"

static void expect(struct text bytes, const char *want)
{
	for (size_t piece = 1; piece <= bytes.size + 1; piece += piece < 70 ? 1 : 997) {
		struct buf got = { 0 };

		read_box(&got, bytes, piece);
		ck_assert_msg(text_equal(buf_text(&got), text_of(want)), "pieces of %zu: '%s', wanted '%s'", piece,
		              buf_str(&got), want);
		buf_release(&got);
	}
}

START_TEST(mails_begin_below_empty_lines)
{
	expect(TEXT(FROM HEAD("a@x") "one two\n\n" FROM HEAD("b@x") "three\n"), "a@x 2;b@x 1;");
	/* A sentence does not begin one, nor does a line without an empty one above. */
	expect(TEXT(FROM HEAD("a@x") "one\n\nFrom here on it is 10 times better\n"), "a@x 9;");
	expect(TEXT(FROM HEAD("a@x") "one\n" FROM HEAD("b@x") "two\n"), "a@x 26;");
	expect(TEXT(""), "");
	expect(TEXT("\n\n"), "");
}
END_TEST

START_TEST(one_mail_alone)
{
	expect(TEXT(HEAD("a@x") "one\n"), "a@x 1;");
	expect(TEXT(HEAD("a@x") "no line end"), "a@x 3;");
}
END_TEST

START_TEST(escaped_lines)
{
	expect(TEXT(FROM HEAD("a@x") "one\n\n>From b Thu Jan  1 00:00:00 1970\n"), "a@x 10;");
	/* Quoted ones stay quotes. */
	expect(TEXT(FROM HEAD("a@x") "one\n\n>>From b\n"), "a@x 1;");
}
END_TEST

START_TEST(what_is_no_mail_is_named)
{
	expect(TEXT(FROM "Subject: no id\n\nx\n\n" FROM HEAD("b@x") "one\n"), "! 1 at 0;b@x 1;");
}
END_TEST

START_TEST(mails_too_large_are_passed_over)
{
	static const char line[] = "0123456789012345678901234567890123456789012345678901234567890\n";
	struct buf got = { 0 };
	const struct mail_sink sink = { &got, take_mail, take_trouble };
	struct mail_box *box = mail_box_new(&sink);
	struct mail_box_summary summary;
	uint64_t size = 0;

	mail_box_feed(box, TEXT(FROM HEAD("a@x")));
	while (size <= MAIL_MAX_SIZE) {
		mail_box_feed(box, text_of(line));
		size += sizeof(line) - 1;
	}
	mail_box_feed(box, TEXT("\n" FROM HEAD("b@x") "one\n\n"));
	mail_box_finish(box, &summary);
	ck_assert_str_eq(buf_str(&got), "! 1 at 0;b@x 1;");
	ck_assert_uint_eq(summary.mail_count, 1);
	ck_assert_uint_eq(summary.lost_count, 1);
	mail_box_free(box);
	buf_release(&got);
}
END_TEST

START_TEST(a_line_without_end_is_bounded)
{
	struct buf got = { 0 }, piece = { 0 };
	const struct mail_sink sink = { &got, take_mail, take_trouble };
	struct mail_box *box = mail_box_new(&sink);
	struct mail_box_summary summary;

	for (int i = 0; i < 65536; i++)
		buf_add_char(&piece, 'x');
	mail_box_feed(box, TEXT(FROM HEAD("a@x")));
	for (uint64_t size = 0; size <= MAIL_MAX_SIZE; size += piece.size)
		mail_box_feed(box, buf_text(&piece));
	mail_box_feed(box, TEXT("\n\n" FROM HEAD("b@x") "one\n"));
	mail_box_finish(box, &summary);
	ck_assert_str_eq(buf_str(&got), "! 1 at 0;b@x 1;");
	mail_box_free(box);
	buf_release(&piece);
	buf_release(&got);
}
END_TEST

START_TEST(what_a_file_begins_with)
{
	ck_assert(mail_is_box(TEXT(FROM "x")));
	ck_assert(mail_is_box(TEXT("From ada@example.org Thu Jan 01 00:00:00 1970\r\n")));
	ck_assert(!mail_is_box(TEXT("From the beginning\n")));
	ck_assert(!mail_is_box(TEXT("{\"From \": 1}")));
	ck_assert(mail_is_message(TEXT("Return-Path: <a@x>\nReceived: from\n b\nFrom: a\n\nx")));
	ck_assert(mail_is_message(TEXT("From: a\r\n\r\nx")));
	ck_assert(!mail_is_message(TEXT("{\"a\": 1}\n")));
	ck_assert(!mail_is_message(TEXT("[\n")));
	ck_assert(!mail_is_message(TEXT("")));
	ck_assert(!mail_is_message(TEXT("words\nFrom: a\n")));
}
END_TEST

Suite *suite_mail_box(void)
{
	Suite *suite = suite_create("mail_box");
	TCase *tcase = tcase_create("mail_box");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, mails_begin_below_empty_lines);
	tcase_add_test(tcase, one_mail_alone);
	tcase_add_test(tcase, escaped_lines);
	tcase_add_test(tcase, what_is_no_mail_is_named);
	tcase_add_test(tcase, mails_too_large_are_passed_over);
	tcase_add_test(tcase, a_line_without_end_is_bounded);
	tcase_add_test(tcase, what_a_file_begins_with);
	suite_add_tcase(suite, tcase);
	return suite;
}
