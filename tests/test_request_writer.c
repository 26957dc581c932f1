/*
 * Facts of requests on their way into the store: in batches, joined to the history at the end, completed after a break.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/scan/scan_steps.h"
#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/store_derive.h"
#include "lead/store_request.h"
#include "support/people_kit.h"
#include "support/store_kit.h"

Suite *suite_request_writer(void);

static struct people_kit kit;
static struct request_writer writer;
static struct request_sink sink;

static void must(int status)
{
	ck_assert_msg(status == 0, "%s", error_message());
}

static void open_writer(void)
{
	writer = (struct request_writer){ .store = kit.store,
		                          .repository_id = kit.repository,
		                          .origin = TEXT(ORIGIN_EXPORT) };
	sink = request_writer_sink(&writer);
}

/* A history of one root and one commit that is request 5, without a number. */
static void start(void)
{
	struct commit_fact root = kit_commit(0), next = kit_commit(1);
	bool is_new;
	int64_t id;

	people_kit_start(&kit);
	must(store_put_commit(&id, &is_new, kit.store, &root));
	must(store_put_commit(&id, &is_new, kit.store, &next));
	must(scan_land(kit.store, kit.repository, &next.oid));
	open_writer();
}

static void stop(void)
{
	request_writer_release(&writer);
	people_kit_stop(&kit);
}

static void tell_request(unsigned commit, int64_t seen_time)
{
	struct request_pointer pointer = { POINTER_MERGE, kit_oid(commit), 0 };
	struct request_fact fact = { .change = TEXT("pr:5"),
		                     .forge = TEXT("github"),
		                     .state = REQUEST_MERGED,
		                     .seen_time = seen_time,
		                     .line_count = -1,
		                     .pointers = &pointer,
		                     .pointer_count = 1 };

	sink.request(sink.payload, &fact);
}

static void tell_act(int64_t time, enum act_state state)
{
	struct request_act_fact fact = { .change = TEXT("pr:5"),
		                         .kind = EVENT_REV,
		                         .who.name = TEXT("bsample"),
		                         .source = TEXT("github:review"),
		                         .act_time = time,
		                         .state = state,
		                         .word_count = -1 };

	sink.act(sink.payload, &fact);
}

static char *stamp(void)
{
	struct buf value = { 0 };

	must(store_stamp_get(&value, kit.store, "landed requests one"));
	return buf_detach(&value);
}

static uint64_t joined(void)
{
	uint64_t count;

	must(request_writer_count_joined(&count, &writer));
	return count;
}

START_TEST(a_request_that_is_told_lands)
{
	int64_t changes;

	tell_request(1, 10);
	must(request_writer_flush(&writer));
	ck_assert_uint_eq(joined(), 0);
	must(scan_land_requests(kit.store, kit.repository));
	ck_assert_uint_eq(joined(), 1);
	ck_assert_uint_eq(writer.new_count, 1);
	people_kit_expect(&kit, "SELECT key, rule FROM change WHERE key LIKE 'pr:%'", "pr:5|squash");
	/* The same again: nothing. */
	request_writer_release(&writer);
	open_writer();
	changes = kit_int(kit.store, "SELECT total_changes()");
	tell_request(1, 10);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, kit.repository));
	ck_assert_uint_eq(writer.new_count, 0);
	ck_assert_uint_eq(joined(), 1);
	ck_assert_int_eq(kit_int(kit.store, "SELECT total_changes()"), changes);
}
END_TEST

START_TEST(an_import_that_was_killed_is_completed_by_the_next)
{
	tell_request(1, 10);
	must(request_writer_flush(&writer));
	/* Killed: nothing landed. What comes again is no news to the store, and lands all the same. */
	request_writer_release(&writer);
	open_writer();
	tell_request(1, 10);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, kit.repository));
	ck_assert_uint_eq(joined(), 1);
}
END_TEST

START_TEST(facts_are_written_in_batches)
{
	tell_request(1, 10);
	for (int i = 0; i < 4500; i++)
		tell_act(100 + i, ACT_STATE_APPROVED);
	ck_assert_uint_lt(writer.batch_count, 2000);
	/* As a kill would: the open batch goes, the others stay. */
	store_rollback(kit.store);
	writer.is_open = false;
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM request_act"), 3999);
}
END_TEST

START_TEST(the_first_failure_stops_the_writing)
{
	struct request_writer broken = { .store = kit.store, .repository_id = 99, .origin = TEXT(ORIGIN_EXPORT) };
	struct request_writer kept = writer;

	writer = broken;
	tell_request(1, 10);
	tell_act(1, ACT_STATE_APPROVED);
	ck_assert_int_lt(request_writer_flush(&writer), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM request_act"), 0);
	request_writer_release(&writer);
	writer = kept;
}
END_TEST

START_TEST(persons_are_stale_after_any_change_of_content_and_only_then)
{
	bool is_stale = true;
	char *first, *second, *third;

	people_kit_derive(&kit);
	tell_act(7, ACT_STATE_APPROVED);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, kit.repository));
	must(people_is_stale(&is_stale, kit.store, kit.config));
	ck_assert(is_stale);
	people_kit_derive(&kit);
	first = stamp();
	/* Changed in place: no row is new. */
	tell_act(7, ACT_STATE_DISMISSED);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, kit.repository));
	must(people_is_stale(&is_stale, kit.store, kit.config));
	ck_assert(is_stale);
	people_kit_derive(&kit);
	second = stamp();
	ck_assert_str_ne(first, second);
	tell_act(7, ACT_STATE_APPROVED);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, kit.repository));
	third = stamp();
	ck_assert_str_eq(second, third);
	must(people_is_stale(&is_stale, kit.store, kit.config));
	ck_assert(!is_stale);
	free(first);
	free(second);
	free(third);
}
END_TEST

START_TEST(the_stamp_is_of_content_not_of_order)
{
	char *straight, *reversed;

	tell_act(1, ACT_STATE_APPROVED);
	tell_act(2, ACT_STATE_COMMENTED);
	tell_request(1, 10);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, kit.repository));
	straight = stamp();
	must(store_clear_origin(kit.store, kit.repository, TEXT(ORIGIN_EXPORT)));
	tell_request(1, 10);
	tell_act(2, ACT_STATE_COMMENTED);
	tell_act(1, ACT_STATE_APPROVED);
	must(request_writer_flush(&writer));
	must(scan_stamp_requests(kit.store, kit.repository));
	reversed = stamp();
	ck_assert_str_eq(straight, reversed);
	must(store_clear_origin(kit.store, kit.repository, TEXT(ORIGIN_EXPORT)));
	must(scan_land_requests(kit.store, kit.repository));
	people_kit_expect(&kit, "SELECT count(*) FROM change WHERE key LIKE 'pr:%'", "0");
	free(straight);
	free(reversed);
}
END_TEST

START_TEST(before_the_first_landing_there_is_nothing_to_join)
{
	int64_t other = people_kit_repository(&kit, "two");

	writer.repository_id = other;
	tell_request(1, 10);
	must(request_writer_flush(&writer));
	must(scan_land_requests(kit.store, other));
	ck_assert_uint_eq(joined(), 0);
}
END_TEST

Suite *suite_request_writer(void)
{
	Suite *suite = suite_create("request_writer");
	TCase *writes = tcase_create("writes");

	tcase_add_checked_fixture(writes, start, stop);
	tcase_add_test(writes, a_request_that_is_told_lands);
	tcase_add_test(writes, an_import_that_was_killed_is_completed_by_the_next);
	tcase_add_test(writes, facts_are_written_in_batches);
	tcase_add_test(writes, the_first_failure_stops_the_writing);
	tcase_add_test(writes, persons_are_stale_after_any_change_of_content_and_only_then);
	tcase_add_test(writes, the_stamp_is_of_content_not_of_order);
	tcase_add_test(writes, before_the_first_landing_there_is_nothing_to_join);
	suite_add_tcase(suite, writes);
	return suite;
}
