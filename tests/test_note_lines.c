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
	"closed=2026-01-04T23:59:59Z; merged=2026-01-04T23:59:59Z; seen=2026-01-05T00:00:00Z; lines=120; "
	"author=bsample; project=o/r\n",
	"Request: mr:3; forge=gitlab; state=closed; lines=0\n",
	"Request: pr:4; forge=github; state=open; author=bsample; landed=no\n",
	"Request: pr:4; forge=github; state=open; draft=yes; created=2026-01-02T03:04:05Z\n",
	"Request: mr:4; state=closed; draft=no\n",
	"Reviewed-by: aexample; request=pr:12; source=github:review; state=approved; time=2026-01-02T03:04:05Z; "
	"words=12; "
	"head=0123456789abcdef0123456789abcdef01234567\n",
	"Reviewed-by: Ada Example <ada@example.org>; request=mr:3; source=gitlab:approval\n",
	"Reviewed-by: <ada@example.org>; request=mr:3; source=gitlab:approval; state=changes-requested\n",
	"Reviewed-by: ada%40example.org; request=mr:3; source=gitlab:approval\n",
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
	{ "Request: pr:12; colour=blue; state=odd; lines=9; draft=maybe\n", "Request: pr:12; lines=9\n", 0 },
	{ "Reviewed-by: a; request=pr:1; source=x; state=odd; mark=odd\n", "Reviewed-by: a; request=pr:1; source=x\n",
	  0 },
	{ "Request: pr:12; state=merged; draft=yes\n", "Request: pr:12; state=merged\n", 0 },
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
		.change = TEXT("pr:1"), .kind = EVENT_TAG, .who.name = TEXT("a"), .source = TEXT("x")
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

/* ---- several tellings ---- */

#define TELLING_COUNT 5

static uint32_t next_number(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

static struct request_telling some_telling(uint32_t *state)
{
	static const char *const names[] = { "", "aexample", "bsample" };
	struct request_fact fact = {
		.change = TEXT("pr:1"),
		.forge = TEXT("github"),
		.project = text_of(names[next_number(state, 3)]),
		.state = (enum request_state)next_number(state, REQUEST_STATE_COUNT),
		.draft = (enum request_draft)next_number(state, REQUEST_DRAFT_COUNT),
		.created_time = next_number(state, 3),
		.seen_time = next_number(state, 4),
		.reviews_time = next_number(state, 4),
		.author = text_of(names[next_number(state, 3)]),
		.line_count = (int64_t)next_number(state, 4) - 1,
	};

	if (fact.state == REQUEST_CLOSED || fact.state == REQUEST_MERGED)
		fact.closed_time = next_number(state, 3);
	return request_telling_of(&fact);
}

static void join_one(void *payload, const struct request_fact *fact)
{
	struct request_telling telling = request_telling_of(fact), *into = payload;

	if (into->fact.change.size)
		request_telling_join(into, &telling);
	else
		*into = telling;
}

static void ignore_act(void *payload, const struct request_act_fact *act)
{
	(void)payload, (void)act;
}

static void ignore_account(void *payload, const struct account_fact *account)
{
	(void)payload, (void)account;
}

/* Whatever is joined first, with lines of notes on the way or without: the same request, and the same lines. */
START_TEST(tellings_of_one_request_are_joined_alike_in_any_order)
{
	uint32_t state = (uint32_t)_i + 1;
	struct request_telling tellings[TELLING_COUNT], straight, turned;
	struct buf first = { 0 }, second = { 0 };

	for (int i = 0; i < TELLING_COUNT; i++)
		tellings[i] = some_telling(&state);
	straight = tellings[0];
	for (int i = 1; i < TELLING_COUNT; i++)
		request_telling_join(&straight, &tellings[i]);
	/* The last two first, by themselves. */
	turned = tellings[TELLING_COUNT - 1];
	request_telling_join(&turned, &tellings[TELLING_COUNT - 2]);
	for (int i = 0; i < TELLING_COUNT - 2; i++) {
		struct request_telling one = tellings[i];

		request_telling_join(&one, &turned);
		turned = one;
	}
	ck_assert(request_fact_equal(&straight.fact, &turned.fact));
	note_add_telling(&first, &straight);
	note_add_telling(&second, &turned);
	ck_assert_str_eq(buf_str(&first), buf_str(&second));
	buf_release(&first);
	buf_release(&second);
}
END_TEST

START_TEST(lines_of_a_telling_give_it_back)
{
	uint32_t state = (uint32_t)_i + 1000;
	struct request_telling telling = some_telling(&state), read = { 0 };
	const struct request_sink sink = { &read, join_one, ignore_act, ignore_account, NULL };
	struct buf first = { 0 }, second = { 0 };
	struct text rest, line;

	for (int i = 1; i < 3; i++) {
		struct request_telling other = some_telling(&state);

		request_telling_join(&telling, &other);
	}
	note_add_telling(&first, &telling);
	/* Nothing here is encoded: the texts are borrowed from the lines. */
	rest = buf_text(&first);
	while (text_next_line(&rest, &line))
		note_read(line, TEXT("refs/notes/lead-reviews"), true, &sink, NULL);
	ck_assert(request_fact_equal(&read.fact, &telling.fact));
	note_add_telling(&second, &read);
	ck_assert_str_eq(buf_str(&first), buf_str(&second));
	buf_release(&first);
	buf_release(&second);
}
END_TEST

static void check_joined(const struct request_fact *a, const struct request_fact *b, const char *expected)
{
	const struct request_fact *const facts[] = { a, b };

	for (int i = 0; i < 2; i++) {
		struct request_telling one = request_telling_of(facts[i]), other = request_telling_of(facts[1 - i]);
		struct buf lines = { 0 };

		request_telling_join(&one, &other);
		note_add_telling(&lines, &one);
		ck_assert_str_eq(buf_str(&lines), expected);
		buf_release(&lines);
	}
}

START_TEST(the_newer_telling_stands_and_what_only_the_older_tells_has_its_own_line)
{
	struct request_fact closed = { .change = TEXT("pr:1"),
		                       .state = REQUEST_CLOSED,
		                       .closed_time = 9,
		                       .seen_time = 9,
		                       .line_count = 30,
		                       .author = TEXT("bsample") };
	struct request_fact open = { .change = TEXT("pr:1"),
		                     .state = REQUEST_OPEN,
		                     .seen_time = 20,
		                     .line_count = 3,
		                     .author = TEXT("aexample") };

	check_joined(&closed, &open,
	             "Request: pr:1; state=open; seen=1970-01-01T00:00:20Z; lines=3; author=aexample\n");
	open.line_count = -1;
	check_joined(&closed, &open,
	             "Request: pr:1; state=open; seen=1970-01-01T00:00:20Z; author=aexample\n"
	             "Request: pr:1; seen=1970-01-01T00:00:09Z; lines=30\n");
	closed.state = REQUEST_MERGED;
	check_joined(&closed, &open,
	             "Request: pr:1; state=merged; seen=1970-01-01T00:00:20Z; author=aexample\n"
	             "Request: pr:1; seen=1970-01-01T00:00:09Z; lines=30\n");
}
END_TEST

START_TEST(the_newest_line_that_tells_says_whether_it_is_a_draft)
{
	struct request_fact draft = {
		.change = TEXT("pr:1"), .state = REQUEST_OPEN, .draft = DRAFT_YES, .seen_time = 9, .line_count = -1
	};
	struct request_fact newer = {
		.change = TEXT("pr:1"), .state = REQUEST_OPEN, .seen_time = 20, .line_count = -1
	};

	/* A form of export that does not know of drafts, and notes of older versions. */
	check_joined(&draft, &newer,
	             "Request: pr:1; state=open; seen=1970-01-01T00:00:20Z\n"
	             "Request: pr:1; draft=yes; seen=1970-01-01T00:00:09Z\n");
	newer.draft = DRAFT_NO;
	check_joined(&draft, &newer, "Request: pr:1; state=open; draft=no; seen=1970-01-01T00:00:20Z\n");
	draft.seen_time = 20;
	check_joined(&draft, &newer, "Request: pr:1; state=open; draft=no; seen=1970-01-01T00:00:20Z\n");
	draft.seen_time = 30;
	check_joined(&draft, &newer, "Request: pr:1; state=open; draft=yes; seen=1970-01-01T00:00:30Z\n");
	newer.state = REQUEST_MERGED;
	check_joined(&draft, &newer, "Request: pr:1; state=merged; seen=1970-01-01T00:00:30Z\n");
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
	tcase_add_loop_test(lines, tellings_of_one_request_are_joined_alike_in_any_order, 0, 200);
	tcase_add_loop_test(lines, lines_of_a_telling_give_it_back, 0, 200);
	tcase_add_test(lines, the_newer_telling_stands_and_what_only_the_older_tells_has_its_own_line);
	tcase_add_test(lines, the_newest_line_that_tells_says_whether_it_is_a_draft);
	suite_add_tcase(suite, lines);
	return suite;
}
