/* Chains of commits: order, notes of the newest, what is missing, cut, branched or too large, and stopping. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/history.h"
#include "lead/vec.h"
#include "support/fixture_repo.h"

Suite *suite_history_chains(void);

static struct fixture_repo *fixture;
static struct repository *repository;
static VEC(struct oid) tips;
static struct buf told;
static int stop_at, dropped_count;

static void setup(void)
{
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
	stop_at = 0;
	dropped_count = 0;
}

static void teardown(void)
{
	VEC_RELEASE(&tips);
	buf_release(&told);
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

static void add_note(void *payload, const struct chain_note *note)
{
	static const char *const states[] = { "read", "missing", "too large" };
	char hex[41];

	fixture_hex(hex, &note->annotated);
	buf_add_fmt(payload, " [%.4s %s " TEXT_FMT "]", hex, states[note->state], TEXT_ARG(note->bytes));
}

static void *digest(void *payload, const struct chain_fact *chain)
{
	struct buf line = { 0 };
	bool is_whole;
	char *text;

	(void)payload;
	buf_add_fmt(&line, "%zu:", chain->position);
	for (size_t i = 0; i < chain->commit_count; i++)
		buf_add_fmt(&line, " " TEXT_FMT, TEXT_ARG(text_trim(chain->commits[i].message)));
	buf_add_fmt(&line, "%s%s%s", chain->is_cut ? " cut" : "", chain->is_branched ? " branched" : "",
	            chain->is_missing ? " missing" : "");
	is_whole = chain_each_note(chain, 10, add_note, &line);
	buf_add_fmt(&line, "%s\n", is_whole ? "" : " (not whole)");
	text = xstrdup(buf_str(&line));
	buf_release(&line);
	return text;
}

static int take(void *payload, void *made)
{
	(void)payload;
	buf_add_str(&told, made);
	free(made);
	return stop_at > 0 && --stop_at == 0 ? 5 : 0;
}

static void drop(void *made)
{
	dropped_count++;
	free(made);
}

static int read_all(unsigned thread_count)
{
	const struct chain_sink sink = { .digest = digest, .take = take, .drop = drop };

	if (!repository)
		ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	buf_clear(&told);
	return history_read_chains(repository, tips.at, tips.count, thread_count, &sink);
}

static struct oid commit_on(const char *ref, const char *message)
{
	return fixture_commit(fixture, &(struct fixture_commit){ .message = message, .ref = ref });
}

START_TEST(a_chain_is_told_newest_first_with_the_notes_of_its_newest_tree)
{
	static const char *const a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	static const char *const deep = "bb/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
	struct oid tip;

	(void)commit_on("refs/heads/x", "one");
	tip = fixture_commit(fixture,
	                     &(struct fixture_commit){
				     .message = "two",
				     .ref = "refs/heads/x",
				     FILES(FILE_TEXT(a, "note"), FILE_TEXT(deep, "deep"),
	                                   FILE_TEXT("cccccccccccccccccccccccccccccccccccccccc", "longer than ten"),
	                                   FILE_TEXT("README", "none")) });
	*VEC_PUSH(&tips) = tip;
	*VEC_PUSH(&tips) = commit_on("refs/heads/y", "alone");
	ck_assert_int_eq(read_all(0), 0);
	ck_assert_str_eq(buf_str(&told), "0: two one [aaaa read note] [bbbb read deep] [cccc too large ]\n1: alone\n");
}
END_TEST

START_TEST(what_is_not_here_is_told)
{
	struct oid one = commit_on("refs/heads/x", "one"), two = commit_on("refs/heads/x", "two");
	struct oid three, nowhere = { { 1 } };
	struct oid merge;

	three = fixture_commit(fixture, &(struct fixture_commit){
						.message = "three",
						.ref = "refs/heads/x",
						FILES(FILE_TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "gone")) });
	merge = fixture_commit(fixture, &(struct fixture_commit){ .message = "m", PARENTS(two, one) });
	*VEC_PUSH(&tips) = three;
	*VEC_PUSH(&tips) = nowhere;
	*VEC_PUSH(&tips) = merge;
	fixture_lose_object(fixture, &one);
	ck_assert_int_eq(read_all(1), 0);
	ck_assert_str_eq(buf_str(&told), "0: three two cut missing [aaaa read gone]\n1: cut missing\n"
	                                 "2: m two cut branched missing\n");
}
END_TEST

START_TEST(a_shallow_border_cuts_and_nothing_is_missing)
{
	struct oid one = commit_on("refs/heads/x", "one"), two = commit_on("refs/heads/x", "two");
	char hex[41], line[43];

	fixture_hex(hex, &two);
	snprintf(line, sizeof(line), "%s\n", hex);
	fixture_write(fixture, false, "shallow", line);
	fixture_lose_object(fixture, &one);
	*VEC_PUSH(&tips) = two;
	ck_assert_int_eq(read_all(1), 0);
	ck_assert_str_eq(buf_str(&told), "0: two cut\n");
}
END_TEST

START_TEST(many_chains_come_in_order_whatever_the_number_of_threads)
{
	struct buf first = { 0 };

	for (int i = 0; i < 500; i++) {
		char ref[32];

		snprintf(ref, sizeof(ref), "refs/heads/%d", i);
		*VEC_PUSH(&tips) = commit_on(ref, "x");
	}
	ck_assert_int_eq(read_all(1), 0);
	buf_add_text(&first, buf_text(&told));
	ck_assert_ptr_nonnull(strstr(buf_str(&first), "499: x\n"));
	for (unsigned threads = 2; threads <= 8; threads++) {
		ck_assert_int_eq(read_all(threads), 0);
		ck_assert_str_eq(buf_str(&told), buf_str(&first));
	}
	buf_release(&first);
	for (stop_at = 1; stop_at < 300; stop_at += 37) {
		int wanted = stop_at;

		ck_assert_int_eq(read_all(3), 5);
		stop_at = wanted;
		ck_assert_int_eq(dropped_count > 0, 1);
	}
	tips.count = 0;
	ck_assert_int_eq(read_all(0), 0);
	ck_assert_str_eq(buf_str(&told), "");
}
END_TEST

static int take_count(void *payload, void *made)
{
	size_t *counts = payload;

	counts[counts[0]++] = *(size_t *)made;
	free(made);
	return 0;
}

static void *count_commits(void *payload, const struct chain_fact *chain)
{
	size_t *count = xmalloc(sizeof(*count));

	(void)payload;
	*count = chain->commit_count;
	ck_assert(chain->is_cut == (chain->commit_count == CHAIN_FREE_COUNT));
	return count;
}

/* Whatever the number of threads the same ones are cut. */
START_TEST(many_tips_on_one_long_chain_do_not_cost_their_product)
{
	static size_t counts[601], again[601]; /* the first is where the next one goes */
	struct chain_sink sink = { counts, count_commits, take_count, free, 5000 };
	struct oid tip = { { 0 } };

	for (int i = 0; i < 100; i++)
		tip = commit_on("refs/heads/x", "x");
	for (int i = 0; i < 600; i++)
		*VEC_PUSH(&tips) = tip;
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	for (unsigned threads = 1; threads <= 5; threads++) {
		counts[0] = again[0] = 1;
		sink.payload = threads == 1 ? counts : again;
		ck_assert_int_eq(history_read_chains(repository, tips.at, tips.count, threads, &sink), 0);
		ck_assert(threads == 1 || !memcmp(counts + 1, again + 1, 600 * sizeof(*counts)));
	}
	ck_assert_uint_eq(counts[1], 100);
	ck_assert_uint_eq(counts[600], CHAIN_FREE_COUNT);
}
END_TEST

Suite *suite_history_chains(void)
{
	Suite *suite = suite_create("history_chains");
	TCase *chains = tcase_create("chains");

	tcase_add_checked_fixture(chains, setup, teardown);
	tcase_set_timeout(chains, 30);
	tcase_add_test(chains, a_chain_is_told_newest_first_with_the_notes_of_its_newest_tree);
	tcase_add_test(chains, what_is_not_here_is_told);
	tcase_add_test(chains, a_shallow_border_cuts_and_nothing_is_missing);
	tcase_add_test(chains, many_chains_come_in_order_whatever_the_number_of_threads);
	tcase_add_test(chains, many_tips_on_one_long_chain_do_not_cost_their_product);
	suite_add_tcase(suite, chains);
	return suite;
}
