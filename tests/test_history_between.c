/* What lies between two commits, and where they part: against sets made by hand on random graphs, wrong clocks included. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "lead/history.h"
#include "support/fixture_repo.h"

#define GRAPH_MAX_COUNT 60

Suite *suite_history_between(void);

static struct fixture_repo *fixture;
static struct repository *repository;

struct graph {
	struct oid oids[GRAPH_MAX_COUNT];
	uint64_t reached[GRAPH_MAX_COUNT]; /* bits of the commits that each reaches, itself included */
	size_t count;
};

static void setup(void)
{
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
}

static void teardown(void)
{
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Commits with none to three parents among the last ten; every skew-th has a clock that is wrong by up to half the history. */
static void make_graph(struct graph *graph, uint32_t seed, size_t count, uint32_t skew)
{
	uint32_t state = seed;

	graph->count = count;
	for (size_t i = 0; i < count; i++) {
		struct oid parents[3];
		size_t parent_count = i ? 1 + next_random(&state) % 3 : 0;
		char message[32], ref[64];
		struct fixture_commit commit = { .message = message, .ref = ref };

		if (i && next_random(&state) % 25 == 0)
			parent_count = 0;
		snprintf(message, sizeof(message), "commit %zu", i);
		snprintf(ref, sizeof(ref), "refs/heads/g%u-%zu", seed, i);
		graph->reached[i] = UINT64_C(1) << i;
		for (size_t k = 0; k < parent_count; k++) {
			size_t parent = i - 1 - next_random(&state) % (i < 10 ? i : 10);

			parents[k] = graph->oids[parent];
			graph->reached[i] |= graph->reached[parent];
		}
		commit.parents = parents;
		commit.parent_count = parent_count;
		commit.author = (struct fixture_who){ "A", "a@example.org", 1000000 + 100 * (int64_t)i, 0 };
		if (skew && next_random(&state) % skew == 0)
			commit.author.time += (int64_t)(next_random(&state) % (100 * count)) - 50 * (int64_t)count;
		graph->oids[i] = fixture_commit(fixture, &commit);
	}
}

static size_t find_commit(const struct graph *graph, const struct oid *oid)
{
	size_t i = 0;

	while (i < graph->count && memcmp(graph->oids[i].bytes, oid->bytes, OID_SIZE) != 0)
		i++;
	ck_assert_uint_lt(i, graph->count);
	return i;
}

static void check_pair(const struct graph *graph, size_t tip, size_t base)
{
	uint64_t wanted = graph->reached[tip] & ~graph->reached[base], got = 0;
	uint64_t common = graph->reached[tip] & graph->reached[base];
	struct oid_list list = { 0 };
	struct oid parting;
	bool reaches;
	int ret;

	ck_assert_int_eq(history_list_between(&list, repository, &graph->oids[tip], &graph->oids[base]), 0);
	for (size_t i = 0; i < list.count; i++)
		got |= UINT64_C(1) << find_commit(graph, &list.at[i]);
	ck_assert_uint_eq(got, wanted);
	ck_assert_uint_eq(list.count, (size_t)__builtin_popcountll(wanted));
	oid_list_release(&list);

	ck_assert_int_eq(history_reaches(&reaches, repository, &graph->oids[tip], &graph->oids[base]), 0);
	ck_assert_int_eq(reaches, (graph->reached[tip] >> base) & 1);

	ret = history_merge_base(&parting, repository, &graph->oids[tip], &graph->oids[base]);
	ck_assert_int_eq(ret, common ? 0 : ERR_NOTFOUND);
	if (common) {
		size_t at = find_commit(graph, &parting);

		ck_assert(common >> at & 1);
		for (size_t i = 0; i < graph->count; i++)
			ck_assert(i == at || !(common >> i & 1) || !(graph->reached[i] >> at & 1));
	}
}

static void check_graph(uint32_t seed, uint32_t skew)
{
	struct graph graph;

	make_graph(&graph, seed, GRAPH_MAX_COUNT, skew);
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	for (size_t tip = 0; tip < graph.count; tip++)
		for (size_t base = tip % 3; base < graph.count; base += 3)
			check_pair(&graph, tip, base);
}

START_TEST(pairs_of_a_random_graph_are_right)
{
	check_graph((uint32_t)_i + 1, 0);
}
END_TEST

START_TEST(also_with_wrong_clocks)
{
	check_graph((uint32_t)_i + 100, (uint32_t)_i % 4 + 1);
}
END_TEST

/* What git lists, or what is wrong with it. */
static void assert_as_git(const struct oid *tip, const struct oid *base)
{
	struct oid_list list = { 0 };
	char range[2 * 41 + 2], tip_hex[41], base_hex[41];
	size_t count = 0;
	int ends[2], status;
	FILE *answer;
	char *line = NULL;
	size_t capacity = 0;
	pid_t child;

	fixture_hex(tip_hex, tip);
	fixture_hex(base_hex, base);
	snprintf(range, sizeof(range), "%s..%s", base_hex, tip_hex);
	ck_assert_int_eq(history_list_between(&list, repository, tip, base), 0);
	ck_assert_int_eq(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		execlp("git", "git", "-C", fixture_repo_path(fixture), "rev-list", range, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	answer = fdopen(ends[0], "r");
	while (getline(&line, &capacity, answer) > 0) {
		struct oid oid;
		size_t i = 0;

		ck_assert(oid_from_hex(&oid, text_trim(text_of(line))));
		while (i < list.count && memcmp(list.at[i].bytes, oid.bytes, OID_SIZE) != 0)
			i++;
		ck_assert_uint_lt(i, list.count);
		count++;
	}
	ck_assert_uint_eq(count, list.count);
	fclose(answer);
	free(line);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	oid_list_release(&list);
}

START_TEST(git_lists_the_same)
{
	struct graph graph;
	uint32_t state = 7;

	make_graph(&graph, 300, GRAPH_MAX_COUNT, 0);
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	for (int i = 0; i < 20; i++) {
		size_t tip = next_random(&state) % graph.count;

		assert_as_git(&graph.oids[tip], &graph.oids[next_random(&state) % graph.count]);
	}
}
END_TEST

START_TEST(a_range_without_base_is_the_whole_history)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	struct oid_list list = { 0 };

	(void)a;
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(history_list_between(&list, repository, &b, NULL), 0);
	ck_assert_uint_eq(list.count, 2);
	ck_assert_mem_eq(list.at[0].bytes, b.bytes, OID_SIZE);
	oid_list_release(&list);
}
END_TEST

START_TEST(a_small_range_reads_little_of_the_history)
{
	struct fixture_who who = { .name = "A", .email = "a@example.org" };
	struct oid last[3] = { 0 }, lost = { 0 };
	struct oid_list list = { 0 };

	for (int i = 0; i < 400; i++) {
		who.time = 1000000 + i;
		last[2] = last[1];
		last[1] = last[0];
		last[0] = fixture_commit(fixture, &(struct fixture_commit){ .message = "c", .author = who });
		if (i == 100)
			lost = last[0];
	}
	/* Whoever walks as far as this one could not tell it from the end of the history; the test is that of time. */
	fixture_lose_object(fixture, &lost);
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(history_list_between(&list, repository, &last[0], &last[2]), 0);
	ck_assert_uint_eq(list.count, 2);
	oid_list_release(&list);
	ck_assert_int_eq(history_list_between(&list, repository, &last[0], NULL), ERR_MISSING);
	oid_list_release(&list);
	ck_assert_int_eq(history_list_between(&list, repository, &lost, &last[0]), ERR_MISSING);
	oid_list_release(&list);
}
END_TEST

Suite *suite_history_between(void)
{
	Suite *suite = suite_create("history_between");
	TCase *all = tcase_create("between");

	tcase_add_checked_fixture(all, setup, teardown);
	tcase_set_timeout(all, 60);
	tcase_add_loop_test(all, pairs_of_a_random_graph_are_right, 0, 2);
	tcase_add_loop_test(all, also_with_wrong_clocks, 0, 4);
	tcase_add_test(all, git_lists_the_same);
	tcase_add_test(all, a_range_without_base_is_the_whole_history);
	tcase_add_test(all, a_small_range_reads_little_of_the_history);
	suite_add_tcase(suite, all);
	return suite;
}
