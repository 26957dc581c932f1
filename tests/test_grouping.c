/*
 * Graphs drawn as text, oldest commit first, one a line:
 *   <letter> <parents, "-" for none, "?" for one that is not here> [<author>] [pr:5] [gerrit:7] [forge] [pull] [back]
 *   [import] [later]
 * and the changes expected, one a line: key, rule, members, the merge that brought it, "import". The last line is the
 * tip; commit times are 100, 101, … down the lines.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/grouping.h"

Suite *suite_grouping(void);

#define LETTERS 64

struct graph {
	struct grouping_commit commits[LETTERS];
	char letters[LETTERS];
	uint32_t count;
	int64_t later_secs; /* added to the times of a commit marked "later" and of those below it */
	struct arena arena;
	struct grouping grouping;
};

static uint32_t index_of(const struct graph *graph, char letter)
{
	for (uint32_t i = 0; i < graph->count; i++) {
		if (graph->letters[i] == letter)
			return i;
	}
	return GROUPING_NONE;
}

static bool next_word(struct text *rest, struct text *word)
{
	size_t end = 0;

	*rest = text_trim(*rest);
	while (end < rest->size && rest->at[end] != ' ')
		end++;
	*word = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end, rest->size);
	return end > 0;
}

static void add_request(struct graph *graph, struct grouping_commit *commit, struct text word)
{
	struct buf all = { 0 };

	if (commit->request)
		buf_add_fmt(&all, "%s ", commit->request);
	buf_add_text(&all, word);
	commit->request = arena_copy(&graph->arena, all.at, all.size);
	buf_release(&all);
}

static void read_word(struct graph *graph, struct grouping_commit *commit, struct text word)
{
	uint64_t author;

	if (text_to_uint(word, &author))
		commit->author = (uint32_t)author;
	else if (text_equal(word, TEXT("forge")))
		commit->is_forge_commit = true;
	else if (text_equal(word, TEXT("pull")))
		commit->is_tree_pull = true;
	else if (text_equal(word, TEXT("back")))
		commit->is_backmerge = true;
	else if (text_equal(word, TEXT("later")))
		graph->later_secs += 2 * REQUEST_SPAN_SECS;
	else if (text_equal(word, TEXT("import")))
		commit->is_import = true;
	else if (text_starts(word, TEXT("gerrit:")))
		commit->gerrit = arena_copy(&graph->arena, word.at, word.size);
	else
		add_request(graph, commit, word);
}

static void read_commit(struct graph *graph, struct text line)
{
	struct grouping_commit *commit = &graph->commits[graph->count];
	struct text letter, parents, word;
	uint32_t *list;

	ck_assert(next_word(&line, &letter) && next_word(&line, &parents));
	list = arena_alloc(&graph->arena, sizeof(*list) * parents.size);
	if (parents.at[0] != '-') {
		for (size_t i = 0; i < parents.size; i++)
			list[i] = index_of(graph, parents.at[i]);
		commit->parent_count = (uint32_t)parents.size;
	}
	commit->parents = list;
	commit->commit_time = 100 + graph->count;
	memset(commit->oid.bytes, letter.at[0], OID_SIZE);
	graph->letters[graph->count++] = letter.at[0];
	while (next_word(&line, &word))
		read_word(graph, commit, word);
	commit->commit_time += graph->later_secs;
}

static void graph_init(struct graph *graph, const char *drawing)
{
	struct text rest = text_of(drawing), line;

	memset(graph, 0, sizeof(*graph));
	while (text_next_line(&rest, &line))
		read_commit(graph, line);
	ck_assert_int_eq(grouping_build(&graph->grouping, graph->commits, graph->count, graph->count - 1), 0);
}

static void graph_release(struct graph *graph)
{
	grouping_release(&graph->grouping);
	arena_release(&graph->arena);
}

/* "commit:<hex>" is written "commit:<letter>". */
static void add_change(struct buf *out, const struct graph *graph, uint32_t index)
{
	const struct grouping_change *change = &graph->grouping.changes[index];
	bool is_commit = strncmp(change->key, "commit:", 7) == 0;

	if (is_commit)
		buf_add_fmt(out, "commit:%c", graph->letters[change->newest]);
	else
		buf_add_str(out, change->key);
	buf_add_fmt(out, " %s ", grouping_rule_names[change->rule]);
	for (uint32_t i = 0; i < graph->count; i++) {
		if (graph->grouping.change_of[i] == index && graph->commits[i].parent_count < 2)
			buf_add_char(out, graph->letters[i]);
	}
	if (change->merge != GROUPING_NONE)
		buf_add_fmt(out, " merge=%c", graph->letters[change->merge]);
	buf_add_str(out, change->is_import ? " import\n" : "\n");
}

static char *describe(const struct graph *graph)
{
	struct buf out = { 0 };

	for (uint32_t i = 0; i < graph->grouping.change_count; i++)
		add_change(&out, graph, i);
	return buf_detach(&out);
}

static const struct {
	const char *name, *drawing, *changes;
} rows[] = {
	{ "a line", "a -\nb a\nc b\n", "commit:a commit a\ncommit:b commit b\ncommit:c commit c\n" },
	{ "a pull request", "a -\nb a\nc b\nd a\nM dc pr:5\n",
	  "commit:a commit a\ncommit:d commit d\npr:5 host bc merge=M\n" },
	{ "a request merged without fast-forward", "a -\nb a\nc b\nM ac mr:5\n",
	  "commit:a commit a\nmr:5 host bc merge=M\n" },
	{ "a squash", "a -\nb a pr:5\nc b gerrit:7\n", "commit:a commit a\npr:5 squash b\ngerrit:7 gerrit c\n" },
	{ "gerrit before squash", "a -\nb a pr:5 gerrit:7\n", "commit:a commit a\ngerrit:7 gerrit b\n" },
	{ "host before gerrit", "a -\nb a gerrit:7\nM ab pr:5\n", "commit:a commit a\npr:5 host b merge=M\n" },
	{ "gerrit before topology", "a -\nb a gerrit:7\nc b\nM ac\n",
	  "commit:a commit a\ngerrit:7 gerrit b merge=M\ncommit:c topology c merge=M\n" },
	{ "a topic", "a -\nb a 1\nc b 2\nd c 3\nM ad\n", "commit:a commit a\ncommit:d topology bcd merge=M\n" },
	{ "a topic of too many authors", "a -\nb a 1\nc b 2\nd c 3\ne d 4\nM ae\n",
	  "commit:a commit a\ncommit:b commit b merge=M\ncommit:c commit c merge=M\ncommit:d commit d merge=M\n"
	  "commit:e commit e merge=M\n" },
	{ "authors of numbered commits do not count", "a -\nb a 1\nc b 2 pr:8\nd c 3 gerrit:1\ne d 4\nf e 5\nM af\n",
	  "commit:a commit a\ncommit:f topology bef merge=M\npr:8 squash c merge=M\ngerrit:1 gerrit d merge=M\n" },
	{ "a tree pull with a topic and a request inside",
	  "a -\nb a 1\nc b 2\nd b 3\nN cd\ne N 4\nf N 5\nO ef pr:5\nM aO pull\n",
	  "commit:a commit a\ncommit:b commit b merge=M\ncommit:c commit c merge=M\ncommit:d topology d merge=N\n"
	  "commit:e commit e merge=M\npr:5 host f merge=O\n" },
	{ "a tree pull of one commit", "a -\nb a\nM ab pull\n", "commit:a commit a\ncommit:b commit b merge=M\n" },
	{ "a topic takes topics inside", "a -\nb a 1\nc b 1\nd b 2\nN cd\nM aN\n",
	  "commit:a commit a\ncommit:d topology bcd merge=M\n" },
	{ "a crowded merge shows the topics inside", "a -\nb a 1\nc b 2\nd b 3\nN cd\ne N 4\nM ae\n",
	  "commit:a commit a\ncommit:b commit b merge=M\ncommit:c commit c merge=M\ncommit:d topology d merge=N\n"
	  "commit:e commit e merge=M\n" },
	{ "a request inside a request is its own", "a -\nb a\nc b\nd b\nN cd pr:6\nM aN pr:5\n",
	  "commit:a commit a\npr:5 host bc merge=M\npr:6 host d merge=N\n" },
	{ "a number inside a request that landed long before is a fork's",
	  "a -\nk a\nK ak pr:1\nb K later\nc b\nd b\nN cd pr:1\nM KN pr:5\n",
	  "commit:a commit a\npr:1 host k merge=K\npr:5 host bcd merge=M\n" },
	{ "a number inside a request that landed shortly before",
	  "a -\nk a\nK ak pr:1\nb K\nc b\nd b\nN cd pr:1\nM KN pr:5\n",
	  "commit:a commit a\npr:1 host kd merge=N\npr:5 host bc merge=M\n" },
	{ "a request inside a topic is its own", "a -\nb a\nc b\nd b\nN cd pr:6\nM aN\n",
	  "commit:a commit a\ncommit:c topology bc merge=M\npr:6 host d merge=N\n" },
	{ "a topic inside a request is the request's", "a -\nb a\nc b\nd b\nN cd\nM aN pr:5\n",
	  "commit:a commit a\npr:5 host bcd merge=M\n" },
	{ "a forge's squash keeps its number", "a -\nb a pr:4 forge\nc b pr:3\nM ac pr:5\n",
	  "commit:a commit a\npr:4 squash b merge=M\npr:5 host c merge=M\n" },
	{ "a base merged into a feature brings nothing", "a -\nb a\nc a\nB bc back\nd B\ne c\nM ed pr:5\n",
	  "commit:a commit a\ncommit:c commit c\ncommit:e commit e\npr:5 host bd merge=M\n" },
	{ "a base merged into a feature that landed first", "a -\nb a\nc a pr:4\nB bc back\nd B\nM ad pr:5\n",
	  "commit:a commit a\npr:5 host bd merge=M\npr:4 squash c merge=M\n" },
	{ "requests on a base merged into a feature", "a -\nb a\nc a\nN ac pr:4\nB bN back\nM aB pr:5\n",
	  "commit:a commit a\npr:5 host b merge=M\npr:4 host c merge=N\n" },
	{ "a foxtrot", "a -\nl a\nb a\nN ab pr:4\nF lN back\n",
	  "commit:a commit a\ncommit:l commit l\npr:4 host b merge=N\n" },
	{ "an octopus", "a -\nb a\nc a\nd a\nM abcd pr:5\n", "commit:a commit a\npr:5 host bcd merge=M\n" },
	{ "an octopus of several requests", "a -\nb a\nc a\nd b\nM adc pr:7 pr:9\n",
	  "commit:a commit a\npr:7 host bd merge=M\npr:9 host c merge=M\n" },
	{ "several requests on a side they share", "a -\nb a\nc b\nM acb pr:7 pr:9\n",
	  "commit:a commit a\npr:7 host bc merge=M\n" },
	{ "more requests than sides", "a -\nb a\nM ab pr:7 pr:9\n", "commit:a commit a\npr:7 host b merge=M\n" },
	{ "a criss-cross", "a -\nb a\nc a\nN bc\nO cb\nd N\ne O\nM de pr:5\n",
	  "commit:a commit a\ncommit:b commit b\ncommit:c topology c merge=N\ncommit:d commit d\npr:5 host e "
	  "merge=M\n" },
	{ "an unrelated history", "a -\nb a\nr -\ns r\nM bs\n",
	  "commit:a commit a\ncommit:b commit b\ncommit:s topology rs merge=M import\n" },
	{ "an unrelated history's numbers are another repository's",
	  "a -\nb a pr:3\nr - pr:3\ns r\nt r\nN st pr:4\nM bN pr:5\n",
	  "commit:a commit a\npr:3 squash b\npr:5 host rst merge=M import\n" },
	{ "an unrelated history that looks like the base", "a -\nb a\nr -\nN br back\nM aN pr:5\n",
	  "commit:a commit a\npr:5 host br merge=M\n" },
	{ "little of an unrelated history", "a -\nb a\nc b\nr -\nN cr\nd N\nM ad pr:5\n",
	  "commit:a commit a\npr:5 host bcrd merge=M\n" },
	{ "work on an unrelated history that landed", "a -\nr -\nM ar pr:5\ns r\nN Ms pr:6\n",
	  "commit:a commit a\npr:5 host r merge=M import\npr:6 host s merge=N\n" },
	{ "a marked import", "a -\ns - import\nM as import\n",
	  "commit:a commit a\ncommit:s topology s merge=M import\n" },
	{ "a shallow border is no root", "a ?\nb a\ns ?\nM bs\n",
	  "commit:a commit a\ncommit:b commit b\ncommit:s topology s merge=M\n" },
	{ "the same number twice", "a -\nb a\nM ab pr:5\nc M\nN Mc pr:5\nd N pr:5\n",
	  "commit:a commit a\npr:5 host bcd merge=N\n" },
	{ "a merge that brings nothing", "a -\nb a\nM ba pr:5\n", "commit:a commit a\ncommit:b commit b\n" },
	{ "parents named twice", "a -\nb a\nM abb pr:5\n", "commit:a commit a\npr:5 host b merge=M\n" },
};

START_TEST(each_graph_falls_into_its_changes)
{
	struct graph graph;
	char *got;

	graph_init(&graph, rows[_i].drawing);
	got = describe(&graph);

	ck_assert_msg(strcmp(got, rows[_i].changes) == 0, "%s\nwanted:\n%sgot:\n%s", rows[_i].name, rows[_i].changes,
	              got);
	free(got);
	graph_release(&graph);
}
END_TEST

static const struct {
	const char *name, *drawing;
	char merge;
	const char *key;
} merges[] = {
	{ "its own request", "a -\nb a pr:6 forge\nc b\nM ac pr:5\n", 'M', "pr:5" },
	{ "the only one it brings", "a -\nb a gerrit:7\nM ab\n", 'M', "gerrit:7" },
	{ "a pull of one commit", "a -\nb a pr:6\nM ab pull\n", 'M', "pr:6" },
	{ "several", "a -\nb a gerrit:7\nc b gerrit:8\nM ac\n", 'M', NULL },
	{ "a rollup of several", "a -\nb a\nc a\nN ab pr:7\nO Nc pr:8\nM aO pr:9\n", 'M', NULL },
	{ "nothing", "a -\nb a\nM ba\n", 'M', NULL },
	{ "nothing new, but a request that landed", "a -\nb a\nM ab pr:5\nN Mb pr:5\n", 'N', "pr:5" },
	{ "a merge inside a request", "a -\nb a\nc b\nd b\nN cd\nM aN pr:5\n", 'N', "pr:5" },
	{ "a base merged into a feature", "a -\nb a\nc a\nB bc back\nd c\nM dB pr:5\n", 'B', NULL },
};

START_TEST(a_merge_lands_its_own_request_or_the_only_change_it_brings)
{
	struct graph graph;
	uint32_t change;

	graph_init(&graph, merges[_i].drawing);
	change = graph.grouping.change_of[index_of(&graph, merges[_i].merge)];

	if (merges[_i].key)
		ck_assert_msg(change != GROUPING_NONE && !strcmp(graph.grouping.changes[change].key, merges[_i].key),
		              "%s", merges[_i].name);
	else
		ck_assert_msg(change == GROUPING_NONE, "%s", merges[_i].name);
	graph_release(&graph);
}
END_TEST

START_TEST(a_change_lands_when_its_mainline_commit_does)
{
	struct graph graph;
	const struct grouping *grouping = &graph.grouping;

	/* Times: a 100, b 101, N 103 inside the pull, M 104. */
	graph_init(&graph, "a -\nb a\nc a\nN cb pr:5\nM aN pull\n");

	ck_assert_int_eq(grouping->changes[grouping->change_of[index_of(&graph, 'b')]].landed_time, 104);
	ck_assert_int_eq(grouping->changes[grouping->change_of[index_of(&graph, 'a')]].landed_time, 100);
	ck_assert_int_eq(grouping->via[index_of(&graph, 'b')], index_of(&graph, 'M'));
	ck_assert_int_eq(grouping->via[index_of(&graph, 'N')], index_of(&graph, 'M'));
	ck_assert_int_eq(grouping->via[index_of(&graph, 'M')], GROUPING_NONE);
	graph_release(&graph);
}
END_TEST

START_TEST(only_first_parents_of_the_tip_are_mainline)
{
	struct graph graph;

	graph_init(&graph, "a -\nb a\nM ab\nc M\n");

	ck_assert(graph.grouping.is_mainline[0] && !graph.grouping.is_mainline[1]);
	ck_assert(graph.grouping.is_mainline[2] && graph.grouping.is_mainline[3]);
	graph_release(&graph);
}
END_TEST

START_TEST(what_the_tip_does_not_reach_has_no_change)
{
	struct graph graph;

	graph_init(&graph, "a -\nx a\nM xa\nb a\n");

	ck_assert_int_eq(graph.grouping.change_count, 2);
	ck_assert_int_eq(graph.grouping.change_of[1], GROUPING_NONE);
	ck_assert_int_eq(graph.grouping.change_of[2], GROUPING_NONE);
	graph_release(&graph);
}
END_TEST

/* A fork counts its requests anew from 1. */
START_TEST(a_number_met_again_long_after_is_another_request)
{
	struct graph graph;
	char *got;

	graph_init(&graph, "a -\nb a pr:5\nx b\nM bx pr:6\nc M pr:5\nd c later pr:5\ny d\nN dy pr:6\ne N pr:7\n");

	got = describe(&graph);
	ck_assert_ptr_nonnull(strstr(got, "pr:5 squash d\n"));
	ck_assert_ptr_nonnull(strstr(got, "commit:c squash bc\n"));
	ck_assert_ptr_nonnull(strstr(got, "pr:6 host y merge=N\n"));
	ck_assert_ptr_nonnull(strstr(got, "commit:x host x merge=M\n"));
	ck_assert_int_eq(graph.grouping.change_of[index_of(&graph, 'M')],
	                 graph.grouping.change_of[index_of(&graph, 'x')]);
	ck_assert_int_eq(graph.grouping.change_of[index_of(&graph, 'N')],
	                 graph.grouping.change_of[index_of(&graph, 'y')]);
	free(got);
	graph_release(&graph);
}
END_TEST

START_TEST(the_key_of_a_single_commit_is_its_id)
{
	struct graph graph;

	graph_init(&graph, "a -\n");

	ck_assert_str_eq(graph.grouping.changes[0].key, "commit:6161616161616161616161616161616161616161");
	graph_release(&graph);
}
END_TEST

START_TEST(nothing_to_group_is_no_error_and_a_tip_elsewhere_is)
{
	struct grouping_commit commit = { .parent_count = 0 };
	struct grouping grouping;

	ck_assert_int_eq(grouping_build(&grouping, NULL, 0, GROUPING_NONE), 0);
	ck_assert_int_eq(grouping.change_count, 0);
	grouping_release(&grouping);
	ck_assert_int_eq(grouping_build(&grouping, &commit, 1, 1), ERR_INVALID);
}
END_TEST

START_TEST(parents_in_a_circle_or_out_of_range_end_the_walk)
{
	static const uint32_t ring[3][2] = { { 1, 7 }, { 2, 0 }, { 0, 1 } };
	struct grouping_commit commits[3];
	struct grouping grouping;

	memset(commits, 0, sizeof(commits));
	for (uint32_t i = 0; i < 3; i++) {
		commits[i].parents = ring[i];
		commits[i].parent_count = 2;
	}
	ck_assert_int_eq(grouping_build(&grouping, commits, 3, 0), 0);
	ck_assert_int_eq(grouping.change_count, 0);
	grouping_release(&grouping);
}
END_TEST

/* A merge in the side of a merge in the side of a merge …: the stack of C must not grow with it. */
START_TEST(a_million_nested_merges_are_walked)
{
	enum { DEPTH = 1000000 };
	struct grouping_commit *commits = xcalloc(2 * DEPTH + 1, sizeof(*commits));
	uint32_t(*parents)[2] = xcalloc(2 * DEPTH + 1, sizeof(*parents));
	struct grouping grouping;

	/* Commit 0 is the root; 2i + 1 is work on it, 2i + 2 merges the merge before into that work. */
	for (uint32_t i = 0; i < DEPTH; i++) {
		parents[2 * i + 2][0] = 2 * i + 1;
		parents[2 * i + 2][1] = 2 * i;
		commits[2 * i + 1].parent_count = 1;
		commits[2 * i + 2].parent_count = 2;
	}
	for (uint32_t i = 0; i <= 2 * DEPTH; i++) {
		commits[i].parents = parents[i];
		commits[i].author = i;
		memcpy(commits[i].oid.bytes, &i, sizeof(i));
	}
	ck_assert_int_eq(grouping_build(&grouping, commits, 2 * DEPTH + 1, 2 * DEPTH), 0);
	/* The innermost merge of few enough authors makes one change of three commits. */
	ck_assert_int_eq(grouping.change_count, DEPTH + 1 - (TOPOLOGY_MAX_AUTHORS - 1));
	grouping_release(&grouping);
	free(parents);
	free(commits);
}
END_TEST

Suite *suite_grouping(void)
{
	Suite *suite = suite_create("grouping");
	TCase *graphs = tcase_create("graphs"), *landing = tcase_create("landing"), *limits = tcase_create("limits");

	tcase_add_loop_test(graphs, each_graph_falls_into_its_changes, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, graphs);
	tcase_add_loop_test(landing, a_merge_lands_its_own_request_or_the_only_change_it_brings, 0,
	                    sizeof(merges) / sizeof(merges[0]));
	tcase_add_test(landing, a_change_lands_when_its_mainline_commit_does);
	tcase_add_test(landing, only_first_parents_of_the_tip_are_mainline);
	tcase_add_test(landing, what_the_tip_does_not_reach_has_no_change);
	tcase_add_test(landing, a_number_met_again_long_after_is_another_request);
	tcase_add_test(landing, the_key_of_a_single_commit_is_its_id);
	suite_add_tcase(suite, landing);
	tcase_add_test(limits, nothing_to_group_is_no_error_and_a_tip_elsewhere_is);
	tcase_add_test(limits, parents_in_a_circle_or_out_of_range_end_the_walk);
	tcase_add_test(limits, a_million_nested_merges_are_walked);
	tcase_set_timeout(limits, 60);
	suite_add_tcase(suite, limits);
	return suite;
}
