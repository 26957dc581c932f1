/* Note lines of git lead's own: exact round trips, other people's lines, hostile ones. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/import.h"

Suite *suite_note_lines(void);

/* Writes down again what was read: what comes out must be what went in. */
struct echo {
	struct buf out;
	unsigned event_count;
};

static void echo_request(void *payload, const struct request_fact *request)
{
	struct echo *echo = payload;

	ck_assert_uint_eq(request->pointer_count, 0);
	ck_assert_int_eq(request->seen_time, 0);
	note_add_request(&echo->out, request);
}

static void echo_act(void *payload, const struct request_act_fact *act)
{
	struct echo *echo = payload;

	note_add_act(&echo->out, act);
}

static void echo_account(void *payload, const struct account_fact *account)
{
	struct echo *echo = payload;

	note_add_account(&echo->out, account);
}

static void count_event(void *payload, const struct event_fact *event)
{
	struct echo *echo = payload;

	(void)event;
	echo->event_count++;
}

static void ignore_reference(void *payload, const struct reference_fact *reference)
{
	(void)payload, (void)reference;
}

static void check_echo(struct text note, const char *expected, unsigned event_count)
{
	struct echo echo = { 0 };
	const struct request_sink requests = { &echo, echo_request, echo_act, echo_account, NULL };
	const struct evidence_sink events = { &echo, count_event, ignore_reference, NULL };

	note_read(note, TEXT("refs/notes/lead-reviews"), true, &requests, &events);
	ck_assert_str_eq(buf_str(&echo.out), expected);
	ck_assert_uint_eq(echo.event_count, event_count);
	buf_release(&echo.out);
}

static const char *const same[] = {
	"Request: pr:12\n",
	"Request: pr:12; forge=github; state=merged; created=2026-01-02T03:04:05Z; ready=2026-01-03T00:00:00Z; "
	"closed=2026-01-04T23:59:59Z; merged=2026-01-04T23:59:59Z; lines=120; author=bsample; project=o/r\n",
	"Request: mr:3; forge=gitlab; state=closed; lines=0\n",
	"Request: pr:4; forge=github; state=open; author=bsample; landed=no\n",
	"Reviewed-by: aexample; request=pr:12; source=github:review; state=approved; time=2026-01-02T03:04:05Z; "
	"words=12; "
	"head=0123456789abcdef0123456789abcdef01234567\n",
	"Reviewed-by: Ada Example <ada@example.org>; request=mr:3; source=gitlab:approval\n",
	"Reviewed-by: <ada@example.org>; request=mr:3; source=gitlab:approval; state=changes-requested\n",
	"Commented-by: aexample; request=pr:12; source=github:comment; words=0\n",
	"Merged-by: merger[bot]; request=pr:12; source=github:merge; time=2026-01-02T03:04:05Z\n",
	"Review-requested: o/team; request=pr:12; source=github:request; mark=group\n",
	"Account: bsample; name=Bo Sample; email=bo@example.org\n",
	"Account: bsample; name=Bo%3B 100%25 %3C=%3E\n",
	"Account: bsample; name=%20%09Bo%0AS\xc3\xa4mple%7F%20\n",
};

START_TEST(each_line_comes_back_byte_for_byte)
{
	check_echo(text_of(same[_i]), same[_i], 0);
}
END_TEST

static const struct {
	const char *note, *expected;
	unsigned event_count;
} others[] = {
	/* What others may write. */
	{ "Reviewed-by: Ada Example <ada@example.org>\n", "", 1 },
	{ "Reviewed-by: aexample; request=pr:12\n", "Reviewed-by: aexample; request=pr:12; source=note:review\n", 0 },
	{ "reviewed-by:aexample;request=pr:12;words=3",
	  "Reviewed-by: aexample; request=pr:12; source=note:review; words=3\n", 0 },
	{ "Merged-by: a; source=x:y; request=pr:1\r\n", "Merged-by: a; request=pr:1; source=x:y\n", 0 },
	/* A version to come. */
	{ "Blessed-by: aexample; request=pr:12; source=x\n", "", 0 },
	{ "Request: pr:12; colour=blue; state=odd; lines=9\n", "Request: pr:12; lines=9\n", 0 },
	{ "Reviewed-by: a; request=pr:1; source=x; state=odd; mark=odd\n", "Reviewed-by: a; request=pr:1; source=x\n",
	  0 },
	/* Somebody's own words. */
	{ "Request: please have a look\n", "", 0 },
	{ "Request: pr:12 or so\n", "", 0 },
	{ "Request: pr:12%20or; lines=3\n", "", 0 },
	{ "Request: pr%3A12; lines=3\n", "Request: pr:12; lines=3\n", 0 },
	{ "Requested-by: Ada Example <ada@example.org>\n", "", 1 },
	{ "Account: bsample\n", "", 0 },
	{ "Tested-by: Bo Sample <bo@example.org>; request it\n", "", 1 },
	/* Values that cannot be. */
	{ "Request: pr:12; created=2026-13-02T03:04:05Z; ready=yesterday; closed=2026-01-02T24:00:00Z; "
	  "merged=1969-01-02T00:00:00Z; lines=-4\n",
	  "Request: pr:12\n", 0 },
	{ "Request: pr:12; lines=9999999999999999999999; author=\n", "Request: pr:12\n", 0 },
	{ "Request: pr:12; author=a%; project=%4\n", "Request: pr:12; author=a%25; project=%254\n", 0 },
	{ "Request: pr:12; =x; ;; author=a; author=b\n", "Request: pr:12; author=a\n", 0 },
	{ "Reviewed-by: ; request=pr:1\nReviewed-by: <>; request=pr:1\nRequest:\nRequest: ;\n:\n;\n", "", 0 },
	{ "Reviewed-by: >; request=pr:1\n", "Reviewed-by: %3E; request=pr:1; source=note:review\n", 0 },
	{ "", "", 0 },
};

START_TEST(other_lines_give_what_they_say_and_no_more)
{
	check_echo(text_of(others[_i].note), others[_i].expected, others[_i].event_count);
}
END_TEST

START_TEST(many_fields_and_long_lines_are_read_up_to_a_bound)
{
	struct buf note = { 0 };

	buf_add_str(&note, "Request: pr:12");
	for (unsigned i = 0; i < 100000; i++)
		buf_add_str(&note, "; x=y");
	buf_add_str(&note, "; lines=3\n");
	check_echo(buf_text(&note), "Request: pr:12\n", 0);
	buf_release(&note);
}
END_TEST

START_TEST(facts_without_a_form_have_no_line)
{
	struct request_act_fact act = {
		.change = TEXT("pr:1"), .kind = EVENT_QA, .who.name = TEXT("a"), .source = TEXT("x")
	};
	struct account_fact account = { .login = TEXT("a") };
	struct buf out = { 0 };

	note_add_act(&out, &act);
	act.kind = EVENT_REV;
	act.who.name = (struct text){ NULL, 0 };
	note_add_act(&out, &act);
	note_add_account(&out, &account);
	ck_assert_uint_eq(out.size, 0);
	act.who.name = TEXT("a");
	act.act_time = INT64_MAX;
	act.word_count = INT64_MAX;
	note_add_act(&out, &act);
	ck_assert_str_eq(buf_str(&out), "Reviewed-by: a; request=pr:1; source=x\n");
	buf_release(&out);
}
END_TEST

START_TEST(tellings_of_one_request_are_joined_alike_in_either_order)
{
	const struct request_fact a = {
		.change = TEXT("pr:1"), .state = REQUEST_MERGED, .created_time = 5, .line_count = 3
	};
	const struct request_fact b = { .change = TEXT("pr:1"),
		                        .state = REQUEST_CLOSED,
		                        .closed_time = 9,
		                        .line_count = -1,
		                        .author = TEXT("bsample") };
	struct request_fact ab = a, ba = b;
	struct buf first = { 0 }, second = { 0 };

	note_join_request(&ab, &b);
	note_join_request(&ba, &a);
	note_add_request(&first, &ab);
	note_add_request(&second, &ba);
	ck_assert_str_eq(buf_str(&first), buf_str(&second));
	ck_assert_str_eq(buf_str(&first), "Request: pr:1; state=merged; created=1970-01-01T00:00:05Z; "
	                                  "closed=1970-01-01T00:00:09Z; lines=3; author=bsample\n");
	buf_release(&first);
	buf_release(&second);
}
END_TEST

Suite *suite_note_lines(void)
{
	Suite *suite = suite_create("note_lines");
	TCase *lines = tcase_create("lines");

	tcase_add_loop_test(lines, each_line_comes_back_byte_for_byte, 0, sizeof(same) / sizeof(same[0]));
	tcase_add_loop_test(lines, other_lines_give_what_they_say_and_no_more, 0, sizeof(others) / sizeof(others[0]));
	tcase_add_test(lines, many_fields_and_long_lines_are_read_up_to_a_bound);
	tcase_add_test(lines, facts_without_a_form_have_no_line);
	tcase_add_test(lines, tellings_of_one_request_are_joined_alike_in_either_order);
	suite_add_tcase(suite, lines);
	return suite;
}
