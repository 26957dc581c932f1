/* One message taken apart: fields, encodings, parts, dates. */
#include <check.h>
#include "../analyzers/evidence/mail_message.h"

Suite *suite_mail_message(void);

static struct arena arena;

static void clear(void)
{
	arena_release(&arena);
}

#define IS(text, want) expect(text, want, __LINE__)

static void expect(struct text got, const char *want, int line)
{
	ck_assert_msg(text_equal(got, text_of(want)), "line %d: '" TEXT_FMT "', wanted '%s'", line, TEXT_ARG(got),
	              want);
}

START_TEST(header_words_are_decoded)
{
	static const struct {
		const char *value, *want;
	} rows[] = {
		{ "plain", "plain" },
		{ "folded\r\n  over\n\tlines", "folded over lines" },
		{ "=?UTF-8?q?Andr=C3=A9?= Sample", "Andr\xc3\xa9 Sample" },
		{ "=?utf-8?B?QW5kcsOp?=", "Andr\xc3\xa9" },
		{ "=?iso-8859-1?Q?Andr=E9_S?=", "Andr\xc3\xa9 S" },
		{ "=?ISO-8859-15?Q?=A4=BD?=", "\xe2\x82\xac\xc5\x93" },
		{ "=?windows-1252?Q?=93x=94?=", "\xe2\x80\x9cx\xe2\x80\x9d" },
		{ "=?us-ascii*en?Q?Ada?=", "Ada" },
		{ "=?utf-8?q?a?= =?utf-8?q?b?=", "ab" },
		{ "=?utf-8?q?a=C3?= =?utf-8?q?=A9b?=", "a\xc3\xa9"
		                                       "b" },
		{ "x =?utf-8?q?a?=\n =?iso-8859-1?q?=E9?= y", "x a\xc3\xa9 y" },
		{ "=?utf-8?q?not closed", "=?utf-8?q?not closed" },
		{ "=?utf-8?x?abc?=", "=?utf-8?x?abc?=" },
		{ "=?koi8-r?Q?=C1?=", "\xef\xbf\xbd" },
		{ "raw \xe9", "raw \xef\xbf\xbd" },
		{ "=?utf-8?q?a=00b=0Ac?=", "a b c" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		IS(mail_header_text(&arena, text_of(rows[i].value)), rows[i].want);
	clear();
}
END_TEST

START_TEST(persons_in_every_form)
{
	static const struct {
		const char *value, *name, *email;
	} rows[] = {
		{ "Ada Example <ada@example.org>", "Ada Example", "ada@example.org" },
		{ "\"Example, Ada\" <ada@example.org>", "Example, Ada", "ada@example.org" },
		{ "\"Ada \\\"A\\\" Example\" <ada@example.org>", "Ada \"A\" Example", "ada@example.org" },
		{ "ada@example.org (Ada Example)", "Ada Example", "ada@example.org" },
		{ "ada@example.org", "", "ada@example.org" },
		{ "<ada@example.org>", "", "ada@example.org" },
		{ "Ada <ada@example.org>, Bo <bo@example.org>", "Ada", "ada@example.org" },
		{ "=?utf-8?q?Ad=C3=A4?= <ada@example.org>", "Ad\xc3\xa4", "ada@example.org" },
		{ "Ada <ada@example.org", "Ada", "ada@example.org" },
		{ "", "", "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct identity_fact who = mail_header_person(&arena, text_of(rows[i].value));

		IS(who.name, rows[i].name);
		IS(who.email, rows[i].email);
	}
	clear();
}
END_TEST

START_TEST(dates_in_every_form)
{
	static const struct {
		const char *value;
		long long want;
	} rows[] = {
		{ "Thu, 1 Jan 2026 00:00:00 +0000", 1767225600 },
		{ "1 Jan 2026 01:00:00 +0100", 1767225600 },
		{ "Wed, 31 Dec 2025 19:00:00 -0500 (EST)", 1767225600 },
		{ "Wed, 31 Dec 2025 19:00 EST", 1767225600 },
		{ "Thu, 01 Jan 26 00:00:00 GMT", 1767225600 },
		{ "Thu, 1 January 2026 00:00:00", 1767225600 },
		{ "Thu Jan  1 00:00:00 2026", 0 },
		{ "32 Jan 2026 00:00:00 +0000", 0 },
		{ "1 Foo 2026 00:00:00 +0000", 0 },
		{ "1 Jan 2026 25:00:00 +0000", 0 },
		{ "1 Jan 99999 00:00:00 +0000", 0 },
		{ "1 Jan", 0 },
		{ "", 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(mail_header_time(text_of(rows[i].value)) == rows[i].want, "'%s': %lld", rows[i].value,
		              (long long)mail_header_time(text_of(rows[i].value)));
}
END_TEST

START_TEST(ids_it_bears_and_answers)
{
	struct mail_message message;

	mail_message_parse(&message, &arena,
	                   TEXT("From mboxrd@z Thu Jan  1 00:00:00 1970\r\n"
	                        "Message-ID: <a@x>\r\nMessage-Id: <b@x>\r\n"
	                        "In-Reply-To: <p1@x> \"of\" <p2@x>\r\n"
	                        "References: <p0@x>\r\n <folded\r\n @x> <p1@x> <with blank@x>\r\n"
	                        "From: Ada <ada@example.org>\r\n\r\nx\r\n"));
	ck_assert_uint_eq(message.id_count, 2);
	IS(message.ids[0], "a@x");
	IS(message.ids[1], "b@x");
	ck_assert_uint_eq(message.parent_count, 4);
	IS(message.parents[0], "p1@x");
	IS(message.parents[1], "withblank@x");
	IS(message.parents[2], "folded@x");
	IS(message.parents[3], "p0@x");
	clear();
}
END_TEST

static void expect_text(const char *message, const char *want, int line)
{
	struct mail_message out;

	mail_message_parse(&out, &arena, text_of(message));
	expect(out.text, want, line);
	clear();
}
#define TEXT_IS(message, want) expect_text(message, want, __LINE__)

START_TEST(the_first_plain_part_is_read)
{
	TEXT_IS("A: b\n\nplain\n", "plain\n");
	TEXT_IS("Content-Type: text/html\n\n<p>x\n", "");
	TEXT_IS("Content-Type: multipart/mixed; boundary=\"b b\"\n\npreamble\n--b b\nContent-Type: "
	        "text/html\n\n<p>\n--b b\n\n"
	        "text\n--b b--\nepilogue\n",
	        "text\n");
	TEXT_IS("Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; "
	        "boundary=i\n\n--i\n"
	        "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9\n--i--\n--o--\n",
	        "caf\xc3\xa9\n");
	TEXT_IS("Content-Type: multipart/mixed; boundary=cut\n\n--cut\n\nto the end\n", "to the end\n");
	TEXT_IS("Content-Type: multipart/mixed\n\n--x\n\nno boundary\n", "");
}
END_TEST

START_TEST(parts_inside_of_parts_end)
{
	struct buf deep = { 0 };
	struct mail_message out;

	for (int i = 0; i < 3000; i++)
		buf_add_fmt(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	buf_add_str(&deep, "\ndeep\n");
	mail_message_parse(&out, &arena, buf_text(&deep));
	IS(out.text, "");
	buf_release(&deep);
	clear();
}
END_TEST

START_TEST(transfer_encodings)
{
	TEXT_IS("Content-Transfer-Encoding: base64\n\naGVs\nbG8=\n", "hello");
	TEXT_IS("Content-Transfer-Encoding: BASE64\n\naGk=aGk=", "hihi");
	TEXT_IS("Content-Transfer-Encoding: quoted-printable\n\na=3Db =\nc=\n=C3=A9=XY\n", "a=b c\xc3\xa9=XY\n");
}
END_TEST

START_TEST(flowed_lines_are_joined)
{
	TEXT_IS("Content-Type: text/plain; format=flowed\n\none \ntwo\n stuffed\n> quoted \n> on\n> \nlast \n-- \nme "
	        "\nhere\n",
	        "one two\nstuffed\n> quoted on\n> \nlast \n-- \nme here\n");
	TEXT_IS("Content-Type: text/plain; format=flowed; delsp=yes\n\non \ne\n", "one\n");
}
END_TEST

Suite *suite_mail_message(void)
{
	Suite *suite = suite_create("mail_message");
	TCase *tcase = tcase_create("mail_message");

	tcase_add_test(tcase, header_words_are_decoded);
	tcase_add_test(tcase, persons_in_every_form);
	tcase_add_test(tcase, dates_in_every_form);
	tcase_add_test(tcase, ids_it_bears_and_answers);
	tcase_add_test(tcase, the_first_plain_part_is_read);
	tcase_add_test(tcase, parts_inside_of_parts_end);
	tcase_add_test(tcase, transfer_encodings);
	tcase_add_test(tcase, flowed_lines_are_joined);
	suite_add_tcase(suite, tcase);
	return suite;
}
