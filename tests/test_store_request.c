/*
 * What is told of requests comes together the same way whatever came first, and the same again changes nothing.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/store/database.h"
#include "lead/alloc.h"
#include "lead/store_request.h"
#include "support/store_kit.h"

Suite *suite_store_request(void);

static struct store *store;
static int64_t repository;

static void open_store(void)
{
	ck_assert_int_eq(store_open(&store, ":memory:", STORE_WRITE), 0);
	ck_assert_int_eq(store_put_repository(&repository, store, TEXT("k"), TEXT("n"), TEXT("p"), TEXT("")), 0);
}

static void start(void)
{
	store = NULL;
	ck_assert_int_eq(store_init(), 0);
	open_store();
}

static void stop(void)
{
	store_close(store);
}

/* All rows of a query, a line each. To be freed. */
static char *rows_of(const char *sql)
{
	struct buf rows = { 0 };
	struct statement *statement;

	ck_assert_msg(store_statement(&statement, store, sql) == 0, "%s", error_message());
	while (statement_step(statement) == 0) {
		for (int i = 0; i < statement_column_count(statement); i++) {
			buf_add_str(&rows, i ? "|" : "");
			buf_add_text(&rows, statement_text(statement, i));
		}
		buf_add_char(&rows, '\n');
	}
	return buf_detach(&rows);
}

static void check_rows(const char *sql, const char *want)
{
	char *got = rows_of(sql);

	ck_assert_str_eq(got, want);
	free(got);
}

#define REQUESTS                                                                                     \
	"SELECT q.change, q.forge, q.project, q.state, q.created_time, q.ready_time, q.closed_time," \
	" q.merged_time, q.seen_time, i.name, coalesce(q.line_count, '')"                            \
	" || CASE WHEN q.reviews_seen > 0 THEN '|reviews ' || q.reviews_seen ELSE '' END"            \
	" FROM request q LEFT JOIN identity i ON i.id = q.author_id ORDER BY q.change, q.origin"
#define DRAFTS "SELECT change, state, draft, draft_seen FROM request ORDER BY change, origin"
#define POINTERS "SELECT change, kind, lower(hex(oid)), origin FROM request_pointer ORDER BY change, kind, oid, origin"
#define ACTS                                                                                              \
	"SELECT a.change, s.name, a.kind, i.name, a.act_time, a.state, a.word_count, a.head, a.mark"      \
	" FROM request_act a JOIN source s ON s.id = a.source_id JOIN identity i ON i.id = a.identity_id" \
	" ORDER BY a.change, s.name, a.kind, i.name, i.email, a.act_time, a.origin"
#define ACCOUNTS                                                                                 \
	"SELECT a.login, i.name, i.email FROM account a JOIN identity i ON i.id = a.identity_id" \
	" ORDER BY a.login, i.name, i.email, a.origin"

static bool put(const struct request_fact *fact)
{
	bool is_changed = false;

	ck_assert_msg(store_put_request(&is_changed, store, repository, TEXT(ORIGIN_EXPORT), fact) == 0, "%s",
	              error_message());
	return is_changed;
}

static bool put_act(const struct request_act_fact *fact)
{
	bool is_changed = false;

	ck_assert_msg(store_put_request_act(&is_changed, store, repository, TEXT(ORIGIN_EXPORT), fact) == 0, "%s",
	              error_message());
	return is_changed;
}

static bool put_account(const struct account_fact *fact)
{
	bool is_changed = false;

	ck_assert_msg(store_put_account(&is_changed, store, repository, TEXT(ORIGIN_EXPORT), fact) == 0, "%s",
	              error_message());
	return is_changed;
}

/* ---- requests ---- */

START_TEST(the_newer_telling_stands_and_the_older_fills_gaps)
{
	struct request_fact newer = { .change = TEXT("pr:5"),
		                      .forge = TEXT("github"),
		                      .project = TEXT("o/new"),
		                      .state = REQUEST_CLOSED,
		                      .closed_time = 90,
		                      .seen_time = 100,
		                      .line_count = -1 };
	struct request_fact older = { .change = TEXT("pr:5"),
		                      .forge = TEXT("github"),
		                      .project = TEXT("o/old"),
		                      .state = REQUEST_OPEN,
		                      .created_time = 10,
		                      .seen_time = 50,
		                      .author = TEXT("aexample"),
		                      .line_count = 7 };
	struct request_fact between = {
		.change = TEXT("pr:5"), .seen_time = 70, .author = TEXT("bsample"), .line_count = 9
	};

	ck_assert(put(&newer));
	ck_assert(put(&older));
	check_rows(REQUESTS, "pr:5|github|o/new|closed|10|0|90|0|100|aexample|7\n");
	/* Newer than what filled the gap, older than the row. */
	ck_assert(put(&between));
	check_rows(REQUESTS, "pr:5|github|o/new|closed|10|0|90|0|100|bsample|9\n");
	ck_assert(!put(&older));
	ck_assert(!put(&newer));
	ck_assert(!put(&between));
}
END_TEST

START_TEST(a_merge_is_never_undone)
{
	struct request_fact merged = {
		.change = TEXT("pr:5"), .state = REQUEST_MERGED, .merged_time = 40, .seen_time = 40, .line_count = -1
	};
	struct request_fact closed = {
		.change = TEXT("pr:5"), .state = REQUEST_CLOSED, .closed_time = 40, .seen_time = 60, .line_count = -1
	};

	ck_assert(put(&merged));
	ck_assert(put(&closed));
	check_rows(REQUESTS, "pr:5|||merged|0|0|40|40|60||\n");
}
END_TEST

START_TEST(a_request_that_was_opened_again_is_open)
{
	struct request_fact closed = {
		.change = TEXT("pr:5"), .state = REQUEST_CLOSED, .seen_time = 60, .line_count = -1
	};
	struct request_fact open = { .change = TEXT("pr:5"), .state = REQUEST_OPEN, .seen_time = 70, .line_count = -1 };

	ck_assert(put(&open));
	ck_assert(put(&closed) == false);
	check_rows(REQUESTS, "pr:5|||open|0|0|0|0|70||\n");
}
END_TEST

START_TEST(a_request_that_was_closed_and_opened_again_has_no_time_of_closing)
{
	struct request_fact closed = {
		.change = TEXT("pr:5"), .state = REQUEST_CLOSED, .closed_time = 60, .seen_time = 60, .line_count = 9
	};
	struct request_fact open = { .change = TEXT("pr:5"),
		                     .state = REQUEST_OPEN,
		                     .seen_time = 70,
		                     .line_count = 4,
		                     .author = TEXT("aexample") };
	struct request_fact again = {
		.change = TEXT("pr:5"), .state = REQUEST_CLOSED, .closed_time = 80, .seen_time = 80, .line_count = -1
	};
	struct request_fact words = { .change = TEXT("pr:5"), .seen_time = 90, .line_count = -1 };

	ck_assert(put(&closed));
	ck_assert(put(&open));
	check_rows(REQUESTS, "pr:5|||open|0|0|0|0|70|aexample|4\n");
	ck_assert(!put(&closed));
	ck_assert(put(&again));
	/* A telling that knows nothing of the state takes no time away. */
	ck_assert(put(&words));
	check_rows(REQUESTS, "pr:5|||closed|0|0|80|0|90|aexample|4\n");
}
END_TEST

START_TEST(pointers_are_added)
{
	struct request_pointer first[] = { { POINTER_MERGE, kit_oid(1), 0 }, { POINTER_HEAD, kit_oid(2), 0 } };
	struct request_pointer second[] = { { POINTER_HEAD, kit_oid(2), 0 }, { POINTER_HEAD, kit_oid(3), 0 } };
	struct request_fact fact = { .change = TEXT("pr:5"), .line_count = -1, .pointers = first, .pointer_count = 2 };

	ck_assert(put(&fact));
	ck_assert(!put(&fact));
	fact.pointers = second;
	ck_assert(put(&fact));
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request_pointer"), 3);
}
END_TEST

START_TEST(what_is_not_told_is_null_and_times_are_never_negative)
{
	struct request_fact fact = {
		.change = TEXT("pr:5"), .created_time = -5, .seen_time = INT64_MIN, .line_count = INT64_MIN
	};

	ck_assert(put(&fact));
	check_rows(REQUESTS, "pr:5||||0|0|0|0|0||\n");
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request WHERE author_id IS NULL AND line_count IS NULL"),
	                 1);
}
END_TEST

START_TEST(origins_are_kept_apart)
{
	static const struct text ref = { "refs/notes/lead-reviews", 23 };
	struct request_fact fact = { .change = TEXT("pr:5"), .line_count = -1 };
	struct request_act_fact act = { .change = TEXT("pr:5"),
		                        .kind = EVENT_REV,
		                        .who.name = TEXT("bsample"),
		                        .source = TEXT("github:review"),
		                        .word_count = -1 };
	struct account_fact account = { .login = TEXT("bsample"), .who.name = TEXT("Bob Sample") };
	bool is_changed;

	ck_assert(put(&fact));
	ck_assert(put_act(&act));
	ck_assert(put_account(&account));
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(store_put_request(&is_changed, store, repository, ref, &fact), 0);
		ck_assert(is_changed);
		ck_assert_int_eq(store_put_request_act(&is_changed, store, repository, ref, &act), 0);
		ck_assert(is_changed);
		ck_assert_int_eq(store_put_account(&is_changed, store, repository, ref, &account), 0);
		ck_assert(is_changed);
		ck_assert_int_eq(store_put_trouble(store, repository, ref, fact.change, TROUBLE_MISSING, 2), 0);
		ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request_act"), 2);
		ck_assert_int_eq(store_clear_origin(store, repository, ref), 0);
		ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM trouble"), 0);
		ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request"), 1);
		ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request_act WHERE origin = 'export'"), 1);
		ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM account"), 1);
	}
}
END_TEST

START_TEST(of_what_could_not_be_read_the_last_word_stands)
{
	ck_assert_int_eq(store_put_trouble(store, repository, TEXT("notedb"), TEXT("gerrit:7"), TROUBLE_MISSING, 2), 0);
	ck_assert_int_eq(store_put_trouble(store, repository, TEXT("notedb"), TEXT("gerrit:7"), TROUBLE_MISSING, 1), 0);
	ck_assert_int_eq(store_put_trouble(store, repository, TEXT("notedb"), TEXT("gerrit:7"), TROUBLE_CUT, 0), 0);
	ck_assert_int_eq(kit_int(store, "SELECT sum(count) FROM trouble WHERE what = 'missing'"), 1);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM trouble"), 1);
}
END_TEST

START_TEST(events_of_notes_are_forgotten_and_no_others)
{
	struct commit_fact commit = kit_commit(1);
	struct event_fact event = {
		.kind = EVENT_REV, .who.name = TEXT("bsample"), .source = TEXT("note:refs/notes/review"), .line = 1
	};
	struct reference_fact reference = { .kind = REFERENCE_PR,
		                            .value = TEXT("5"),
		                            .source = TEXT("note:refs/notes/review") };
	bool is_new;
	int64_t id;

	ck_assert_int_eq(store_put_commit(&id, &is_new, store, &commit), 0);
	ck_assert_int_eq(store_put_event(store, id, &event), 0);
	ck_assert_int_eq(store_put_reference(store, id, &reference), 0);
	event.source = TEXT("trailer:Reviewed-by");
	ck_assert_int_eq(store_put_event(store, id, &event), 0);
	ck_assert_int_eq(store_clear_source(store, repository, TEXT("note:refs/notes/unknown")), 0);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM event"), 2);
	ck_assert_int_eq(store_clear_source(store, repository, TEXT("note:refs/notes/review")), 0);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM event"), 1);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM reference"), 0);
}
END_TEST

/* ---- acts and accounts ---- */

START_TEST(an_act_keeps_what_is_greater)
{
	struct request_act_fact act = { .change = TEXT("pr:5"),
		                        .kind = EVENT_REV,
		                        .who.name = TEXT("bsample"),
		                        .source = TEXT("github:review"),
		                        .act_time = 30,
		                        .state = ACT_STATE_APPROVED,
		                        .word_count = -1,
		                        .head = TEXT("abc1234") };

	ck_assert(put_act(&act));
	ck_assert(!put_act(&act));
	check_rows(ACTS, "pr:5|github:review|rev|bsample|30|approved||abc1234|\n");
	act.state = ACT_STATE_DISMISSED;
	act.word_count = 12;
	act.head = TEXT("");
	ck_assert(put_act(&act));
	act.state = ACT_STATE_APPROVED;
	act.word_count = 3;
	act.head = TEXT("abc1234f");
	ck_assert(put_act(&act));
	check_rows(ACTS, "pr:5|github:review|rev|bsample|30|dismissed|12|abc1234f|\n");
	act.act_time = 31;
	ck_assert(put_act(&act));
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request_act"), 2);
}
END_TEST

START_TEST(the_newest_telling_says_whether_it_is_a_draft)
{
	struct request_fact draft = {
		.change = TEXT("pr:5"), .state = REQUEST_OPEN, .draft = DRAFT_YES, .seen_time = 50, .line_count = -1
	};
	struct request_fact untold = {
		.change = TEXT("pr:5"), .state = REQUEST_OPEN, .seen_time = 100, .line_count = -1
	};
	struct request_fact ready = {
		.change = TEXT("pr:5"), .state = REQUEST_OPEN, .draft = DRAFT_NO, .seen_time = 70, .line_count = -1
	};

	ck_assert(put(&untold));
	check_rows(DRAFTS, "pr:5|open||0\n");
	ck_assert(put(&draft));
	check_rows(DRAFTS, "pr:5|open|yes|50\n");
	ck_assert(put(&ready));
	check_rows(DRAFTS, "pr:5|open|no|70\n");
	ck_assert(!put(&draft));
	ck_assert(!put(&untold));
	draft.seen_time = 120;
	ck_assert(put(&draft));
	check_rows(DRAFTS, "pr:5|open|yes|120\n");
	draft.state = REQUEST_CLOSED;
	ck_assert(put(&draft));
	check_rows(DRAFTS, "pr:5|closed|yes|120\n");
	/* What was merged is none. */
	ready.state = REQUEST_MERGED;
	ck_assert(put(&ready));
	check_rows(DRAFTS, "pr:5|merged||0\n");
	ck_assert(!put(&draft));
}
END_TEST

START_TEST(a_mark_is_kept)
{
	struct request_act_fact act = { .change = TEXT("pr:5"),
		                        .kind = EVENT_REQ,
		                        .who.name = TEXT("o/team"),
		                        .source = TEXT("github:request"),
		                        .word_count = -1,
		                        .mark = MARK_GROUP };

	ck_assert(put_act(&act));
	act.mark = MARK_NONE;
	ck_assert(!put_act(&act));
	check_rows(ACTS, "pr:5|github:request|req|o/team|0||||group\n");
}
END_TEST

START_TEST(logins_are_told_in_small_letters)
{
	struct account_fact account = { .login = TEXT("AExample"),
		                        .who = { TEXT("Ada Example"), TEXT("ada@example.org") } };

	ck_assert(put_account(&account));
	account.login = TEXT("aexample");
	ck_assert(!put_account(&account));
	check_rows(ACCOUNTS, "aexample|Ada Example|ada@example.org\n");
}
END_TEST

/* ---- any order ---- */

#define TELLING_COUNT 40
#define ACT_COUNT 60
#define PART_COUNT (TELLING_COUNT + ACT_COUNT)

static uint32_t next_number(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

static const char *const changes[] = { "pr:1", "pr:2", "pr:10" };
static const char *const logins[] = { "", "aexample", "bsample", "Zed" };
static const char *const heads[] = { "", "abc1234", "abc1234f", "0123456" };

static void put_telling(uint32_t number)
{
	uint32_t state = number * 7919 + 17;
	struct request_pointer pointer = { POINTER_HEAD, kit_oid(next_number(&state, 5)), 0 };
	struct request_fact fact = {
		.change = text_of(changes[next_number(&state, 3)]),
		.forge = next_number(&state, 2) ? TEXT("github") : TEXT(""),
		.project = text_of(next_number(&state, 2) ? logins[next_number(&state, 4)] : ""),
		.state = (enum request_state)next_number(&state, REQUEST_STATE_COUNT),
		.draft = (enum request_draft)next_number(&state, REQUEST_DRAFT_COUNT),
		.created_time = next_number(&state, 3),
		.ready_time = next_number(&state, 3),
		.closed_time = next_number(&state, 3),
		.merged_time = next_number(&state, 3),
		.seen_time = next_number(&state, 6),
		.reviews_time = next_number(&state, 6),
		.author = text_of(logins[next_number(&state, 4)]),
		.line_count = (int64_t)next_number(&state, 4) - 1,
		.pointers = &pointer,
		.pointer_count = next_number(&state, 2),
	};
	struct account_fact account = { .login = text_of(logins[1 + next_number(&state, 3)]),
		                        .who.name = text_of(logins[1 + next_number(&state, 3)]) };

	if (number % 4 == 0)
		fact.state = REQUEST_STATE_UNKNOWN;
	put(&fact);
	put_account(&account);
}

static void put_some_act(uint32_t number)
{
	static const enum event_kind kinds[] = { EVENT_REV, EVENT_CMT };
	uint32_t state = number * 104729 + 3;
	struct request_act_fact act = {
		.change = text_of(changes[next_number(&state, 3)]),
		.kind = kinds[next_number(&state, 2)],
		.who.name = text_of(logins[1 + next_number(&state, 3)]),
		.source = TEXT("github:review"),
		.act_time = next_number(&state, 2),
		.state = (enum act_state)next_number(&state, ACT_STATE_COUNT),
		.word_count = (int64_t)next_number(&state, 5) - 1,
		.head = text_of(heads[next_number(&state, 4)]),
		.mark = next_number(&state, 5) ? MARK_NONE : MARK_GROUP,
	};

	put_act(&act);
}

static void put_all(const uint32_t *order)
{
	for (int i = 0; i < PART_COUNT; i++) {
		if (order[i] < TELLING_COUNT)
			put_telling(order[i]);
		else
			put_some_act(order[i]);
	}
}

static char *all_rows(void)
{
	char *parts[] = { rows_of(REQUESTS), rows_of(DRAFTS), rows_of(POINTERS), rows_of(ACTS), rows_of(ACCOUNTS) };
	char *all = xstrfmt("%s%s%s%s%s", parts[0], parts[1], parts[2], parts[3], parts[4]);

	for (int i = 0; i < 5; i++)
		free(parts[i]);
	return all;
}

START_TEST(no_row_depends_on_the_order_of_imports)
{
	uint32_t order[PART_COUNT], state = (uint32_t)_i + 1;
	char *straight, *shuffled, *again;
	int64_t writes;

	for (uint32_t i = 0; i < PART_COUNT; i++)
		order[i] = i;
	put_all(order);
	straight = all_rows();
	writes = kit_int(store, "SELECT total_changes()");
	put_all(order);
	ck_assert_int_eq(kit_int(store, "SELECT total_changes()"), writes);
	store_close(store);
	open_store();
	for (uint32_t i = PART_COUNT; i-- > 1;) {
		uint32_t k = next_number(&state, i + 1), kept = order[i];

		order[i] = order[k];
		order[k] = kept;
	}
	put_all(order);
	shuffled = all_rows();
	ck_assert_str_eq(shuffled, straight);
	put_all(order);
	again = all_rows();
	ck_assert_str_eq(again, straight);
	free(again);
	free(shuffled);
	free(straight);
}
END_TEST

Suite *suite_store_request(void)
{
	Suite *suite = suite_create("store_request");
	TCase *requests = tcase_create("requests");
	TCase *acts = tcase_create("acts");
	TCase *orders = tcase_create("orders");

	tcase_add_checked_fixture(requests, start, stop);
	tcase_add_test(requests, the_newer_telling_stands_and_the_older_fills_gaps);
	tcase_add_test(requests, the_newest_telling_says_whether_it_is_a_draft);
	tcase_add_test(requests, a_merge_is_never_undone);
	tcase_add_test(requests, a_request_that_was_opened_again_is_open);
	tcase_add_test(requests, a_request_that_was_closed_and_opened_again_has_no_time_of_closing);
	tcase_add_test(requests, pointers_are_added);
	tcase_add_test(requests, what_is_not_told_is_null_and_times_are_never_negative);
	tcase_add_test(requests, origins_are_kept_apart);
	tcase_add_test(requests, of_what_could_not_be_read_the_last_word_stands);
	tcase_add_test(requests, events_of_notes_are_forgotten_and_no_others);
	suite_add_tcase(suite, requests);

	tcase_add_checked_fixture(acts, start, stop);
	tcase_add_test(acts, an_act_keeps_what_is_greater);
	tcase_add_test(acts, a_mark_is_kept);
	tcase_add_test(acts, logins_are_told_in_small_letters);
	suite_add_tcase(suite, acts);

	tcase_add_checked_fixture(orders, start, stop);
	tcase_add_loop_test(orders, no_row_depends_on_the_order_of_imports, 0, 50);
	suite_add_tcase(suite, orders);
	return suite;
}
