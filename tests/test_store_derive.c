/*
 * The commit graph, derived rows, facts beside commits, sealed figures, and what the public views make of them.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/store/database.h"
#include "support/store_kit.h"

Suite *suite_store_derive(void);

static struct store *store;
static int64_t repository;

static void start(void)
{
	store = NULL;
	ck_assert_int_eq(store_init(), 0);
	ck_assert_int_eq(store_open(&store, ":memory:", STORE_WRITE), 0);
	ck_assert_int_eq(kit_write(store, 0, 4), 0);
	repository = kit_int(store, "SELECT id FROM repository");
}

static void stop(void)
{
	store_close(store);
}

static void check_int(const char *sql, int64_t want)
{
	int64_t got = kit_int(store, sql);

	ck_assert_msg(got == want, "%s: %lld, not %lld", sql, (long long)got, (long long)want);
}

/* ---- the graph ---- */

START_TEST(the_graph_comes_out_as_it_went_in)
{
	struct store_graph graph;
	struct oid tip = kit_oid(3);

	ck_assert_int_eq(store_set_tip(store, repository, &tip), 0);
	ck_assert_int_eq(store_load_graph(&graph, store, repository), 0);
	ck_assert_uint_eq(graph.count, 4);
	ck_assert_uint_eq(graph.parent_count, 3);
	for (unsigned i = 0; i < 4; i++) {
		struct oid oid = kit_oid(i);
		uint32_t index = store_graph_find(&graph, &oid);
		const struct graph_commit *commit = &graph.commits[index];

		ck_assert_uint_lt(index, graph.count);
		ck_assert_mem_eq(&commit->oid, &oid, sizeof(oid));
		ck_assert_int_eq(commit->author_time, 1700000000 + i);
		ck_assert_int_eq(commit->commit_time, 1700000100 + i);
		ck_assert_uint_ne(commit->author, commit->committer);
		ck_assert_uint_eq(commit->parent_count, i > 0 ? 1 : 0);
		if (i > 0) {
			struct oid parent = kit_oid(i - 1);

			ck_assert_uint_eq(graph.parents[commit->first_parent], store_graph_find(&graph, &parent));
		}
	}
	ck_assert_mem_eq(&graph.commits[graph.tip].oid, &tip, sizeof(tip));
	store_graph_release(&graph);
}
END_TEST

START_TEST(a_parent_that_is_not_here_is_none)
{
	struct store_graph graph;
	struct oid stranger = kit_oid(99);

	ck_assert_int_eq(kit_write(store, 10, 11), 0);
	ck_assert_int_eq(store_set_tip(store, repository, &stranger), 0);
	ck_assert_int_eq(store_load_graph(&graph, store, repository), 0);
	ck_assert_uint_eq(graph.parents[graph.commits[4].first_parent], GRAPH_NONE);
	ck_assert_uint_eq(store_graph_find(&graph, &stranger), GRAPH_NONE);
	ck_assert_uint_eq(graph.tip, GRAPH_NONE);
	store_graph_release(&graph);
}
END_TEST

START_TEST(an_empty_database_has_an_empty_graph)
{
	struct store_graph graph;
	struct store *empty = NULL;
	struct oid oid = kit_oid(0);

	ck_assert_int_eq(store_open(&empty, ":memory:", STORE_WRITE), 0);
	ck_assert_int_eq(store_load_graph(&graph, empty, 1), 0);
	ck_assert_uint_eq(graph.count, 0);
	ck_assert_uint_eq(graph.tip, GRAPH_NONE);
	ck_assert_uint_eq(store_graph_find(&graph, &oid), GRAPH_NONE);
	store_graph_release(&graph);
	store_graph_release(&graph);
	store_graph_release(NULL);
	store_close(empty);
}
END_TEST

START_TEST(a_tip_is_set_moved_and_taken_away)
{
	struct oid got, tip = kit_oid(3);

	ck_assert_int_eq(store_get_tip(&got, store, repository), ERR_NOTFOUND);
	ck_assert_int_eq(store_set_tip(store, repository, &tip), 0);
	ck_assert_int_eq(store_get_tip(&got, store, repository), 0);
	ck_assert_mem_eq(&got, &tip, sizeof(tip));
	ck_assert_int_eq(store_set_tip(store, repository, NULL), 0);
	ck_assert_int_eq(store_get_tip(&got, store, repository), ERR_NOTFOUND);
	ck_assert_int_eq(store_get_tip(&got, store, 77), ERR_NOTFOUND);
}
END_TEST

/* ---- changes and landed ---- */

static int64_t put_change(const char *key, int64_t newest, int64_t merge)
{
	struct change_row row = {
		.repository = repository,
		.key = text_of(key),
		.rule = "commit",
		.landed_time = 5,
		.newest = newest,
		.merge = merge,
		.commit_count = 1,
	};
	int64_t id = 0;

	ck_assert_int_eq(store_put_change(&id, store, &row), 0);
	return id;
}

static void land(int64_t commit, int64_t change, int64_t via)
{
	struct landed_row row = {
		.repository = repository,
		.commit = commit,
		.change = change,
		.via = via,
		.landed_time = 5,
		.is_mainline = true,
	};

	ck_assert_int_eq(store_put_landed(store, &row), 0);
}

START_TEST(a_change_put_again_keeps_its_id)
{
	int64_t first = put_change("pr:1", 1, 0);
	int64_t second = put_change("pr:2", 2, 0);
	int64_t changes;

	ck_assert_int_ne(first, second);
	ck_assert_int_eq(put_change("pr:1", 3, 2), first);
	check_int("SELECT newest_id * 10 + merge_id FROM change WHERE key = 'pr:1'", 32);
	check_int("SELECT count(*) FROM change WHERE merge_id IS NULL", 1);
	changes = kit_int(store, "SELECT total_changes()");
	ck_assert_int_eq(put_change("pr:1", 3, 2), first);
	land(1, first, 0);
	check_int("SELECT total_changes()", changes + 1);
	land(1, first, 0);
	check_int("SELECT total_changes()", changes + 1);
	land(1, second, 2);
	check_int("SELECT change_id * 10 + via_id FROM landed", 10 * second + 2);
}
END_TEST

START_TEST(clearing_takes_one_repository_only)
{
	int64_t other, first = repository;

	land(1, put_change("pr:1", 1, 0), 0);
	ck_assert_int_eq(store_script(store, "INSERT INTO change_area SELECT id, '.' FROM change"), 0);
	ck_assert_int_eq(store_put_repository(&other, store, TEXT("other"), TEXT(""), TEXT(""), TEXT("")), 0);
	repository = other;
	land(1, put_change("pr:1", 1, 0), 0);
	ck_assert_int_eq(store_clear_landed(store, first), 0);
	check_int("SELECT count(*) FROM landed", 1);
	check_int("SELECT count(*) FROM change", 1);
	check_int("SELECT count(*) FROM change_area", 0);
	check_int("SELECT count(*) FROM commits", 4);
}
END_TEST

/* ---- facts beside commits ---- */

START_TEST(a_head_that_moves_forgets_its_commits)
{
	struct oid one = kit_oid(1), two = kit_oid(2);
	bool is_moved = false;

	ck_assert_int_eq(store_put_request_head(&is_moved, store, repository, TEXT("pr:1"), &one), 0);
	ck_assert(is_moved);
	ck_assert_int_eq(store_put_head_commit(store, repository, TEXT("pr:1"), 1), 0);
	ck_assert_int_eq(store_put_head_commit(store, repository, TEXT("pr:1"), 1), 0);
	ck_assert_int_eq(store_put_head_commit(store, repository, TEXT("pr:2"), 1), 0);
	ck_assert_int_eq(store_put_request_head(&is_moved, store, repository, TEXT("pr:1"), &one), 0);
	ck_assert(!is_moved);
	check_int("SELECT count(*) FROM head_commit", 2);
	ck_assert_int_eq(store_put_request_head(NULL, store, repository, TEXT("pr:1"), &two), 0);
	check_int("SELECT count(*) FROM head_commit WHERE change = 'pr:1'", 0);
	check_int("SELECT count(*) FROM head_commit", 1);
	check_int("SELECT count(*) FROM request_head", 1);
}
END_TEST

START_TEST(the_same_scan_is_one_row)
{
	struct scan_row row = { .repository = repository, .tip = kit_oid(1), .options = TEXT("lines") };

	ck_assert_int_eq(store_put_scan(store, &row), 0);
	ck_assert_int_eq(store_put_scan(store, &row), 0);
	row.is_shallow = true;
	ck_assert_int_eq(store_put_scan(store, &row), 0);
	check_int("SELECT count(*) FROM scan", 2);
}
END_TEST

START_TEST(a_tag_that_moves_is_replaced)
{
	struct tag_row row = {
		.repository = repository,
		.name = TEXT("v1"),
		.target = kit_oid(1),
		.tagger = { TEXT("T"), TEXT("t@x") },
		.tag_time = 1,
	};

	ck_assert_int_eq(store_put_tag(store, &row), 0);
	row.target = kit_oid(2);
	row.tag_time = 2;
	ck_assert_int_eq(store_put_tag(store, &row), 0);
	check_int("SELECT tag_time FROM tag", 2);
	ck_assert_int_eq(store_clear_tags(store, repository), 0);
	check_int("SELECT count(*) FROM tag", 0);
}
END_TEST

START_TEST(a_decision_is_what_it_says_now)
{
	static const struct decision_person_row people[] = {
		{ "author", { { "A", 1 }, { "a@x", 3 } } },
		{ "decider", { { "B", 1 }, { "b@x", 3 } } },
		{ "decider", { { "C", 1 }, { "c@x", 3 } } },
	};
	static const struct decision_link_row links[] = {
		{ "supersedes", { "docs/adr/0.md", 13 } },
		{ "supersedes", { "docs/adr/0.md", 13 } },
		{ "amends", { "x", 1 } },
	};
	struct decision_row row = {
		.repository = repository,
		.path = TEXT("docs/adr/1.md"),
		.number = TEXT("1"),
		.title = TEXT("One"),
		.status = TEXT("proposed"),
		.format = "madr",
		.state = "pending",
		.persons = people,
		.person_count = 3,
		.links = links,
		.link_count = 3,
	};
	int64_t id, again;

	ck_assert_int_eq(store_put_decision(&id, store, &row), 0);
	check_int("SELECT count(*) FROM decision_link", 2);
	check_int("SELECT count(*) FROM decision WHERE created_time IS NULL AND has_context = 0", 1);
	row.status = TEXT("accepted");
	row.state = "accepted";
	row.created_time = 86400;
	row.has_context = true;
	row.persons = people + 1;
	row.person_count = 2;
	row.link_count = 0;
	ck_assert_int_eq(store_put_decision(&again, store, &row), 0);
	ck_assert_int_eq(again, id);
	check_int(
		"SELECT count(*) FROM decision WHERE status = 'accepted' AND created_time = 86400 AND has_context = 1",
		1);
	check_int("SELECT count(*) FROM decision_person WHERE role = 'decider'", 2);
	check_int("SELECT count(*) FROM decision_person JOIN identity ON identity.id = identity_id"
	          " WHERE (position = 0 AND name = 'B') OR (position = 1 AND name = 'C')",
	          2);
	check_int("SELECT count(*) FROM decision_link", 0);
	ck_assert_int_eq(store_clear_decisions(store, repository), 0);
	check_int("SELECT count(*) FROM decision_person", 0);
}
END_TEST

/* ---- metrics and findings ---- */

static struct metric_row metric_of(double value, bool is_sealed)
{
	return (struct metric_row){
		.key = { TEXT("k"), TEXT(""), TEXT(""), 1, 2, is_sealed },
		.metric = TEXT("M04"),
		.value = value,
		.low = NAN,
		.high = HUGE_VAL,
		.n = -1,
		.state = TEXT("ok"),
		.rules = TEXT("1"),
		.tip = TEXT("t"),
	};
}

START_TEST(a_sealed_metric_is_never_overwritten)
{
	static const struct {
		double value;
		bool is_sealed;
	} puts_in_turn[] = { { 1, false }, { 2, false }, { 3, true }, { 4, true }, { 5, false } };

	for (size_t i = 0; i < sizeof(puts_in_turn) / sizeof(puts_in_turn[0]); i++) {
		struct metric_row row = metric_of(puts_in_turn[i].value, puts_in_turn[i].is_sealed);

		ck_assert_int_eq(store_put_metric(store, &row), 0);
		if (i == 1)
			check_int("SELECT value FROM v_metric", 2);
	}
	check_int("SELECT count(*) FROM metric_value", 2);
	check_int("SELECT value FROM v_metric", 3);
	check_int("SELECT count(*) FROM v_metric", 1);
	check_int("SELECT value FROM metric_value WHERE sealed = 0", 5);
	check_int("SELECT count(*) FROM metric_value WHERE low IS NULL AND n IS NULL AND high > 1e300", 2);
}
END_TEST

START_TEST(a_sealed_finding_is_never_overwritten)
{
	struct finding_row row = {
		.key = { TEXT("k"), TEXT(""), TEXT(""), 1, 2, true },
		.pattern = TEXT("P01"),
		.outcome = TEXT("clear"),
		.rules = TEXT("1"),
	};

	ck_assert_int_eq(store_put_finding(store, &row), 0);
	row.outcome = TEXT("warn");
	ck_assert_int_eq(store_put_finding(store, &row), 0);
	row.key.is_sealed = false;
	ck_assert_int_eq(store_put_finding(store, &row), 0);
	row.outcome = TEXT("note");
	ck_assert_int_eq(store_put_finding(store, &row), 0);
	check_int("SELECT count(*) FROM v_finding WHERE outcome = 'clear'", 1);
	check_int("SELECT count(*) FROM finding WHERE outcome = 'note' AND sealed = 0", 1);
	check_int("SELECT count(*) FROM finding", 2);
}
END_TEST

/* ---- views ---- */

static const struct {
	unsigned parent_count;
	const char *want;
} parent_rows[] = {
	{ 0, "" },
	{ 1, "0100000000000000000000000000000000000001" },
	{ 2, "0100000000000000000000000000000000000001 0200000000000000000000000000000000000001" },
	{ 4, "0100000000000000000000000000000000000001 0200000000000000000000000000000000000001"
	     " 0300000000000000000000000000000000000001 0400000000000000000000000000000000000001" },
};

START_TEST(parents_are_hex_in_order)
{
	struct commit_fact fact = kit_commit(50);
	struct oid parents[4] = { kit_oid(1), kit_oid(2), kit_oid(3), kit_oid(4) };
	struct statement *statement;
	struct text got;
	int64_t id;
	bool is_new;

	fact.parents = parents;
	fact.parent_count = parent_rows[_i].parent_count;
	ck_assert_int_eq(store_put_commit(&id, &is_new, store, &fact), 0);
	land(id, 0, 0);
	ck_assert_int_eq(store_statement(&statement, store, "SELECT parents, is_merge, repo FROM v_commit"), 0);
	ck_assert_int_eq(statement_step(statement), 0);
	got = statement_text(statement, 0);
	ck_assert_msg(text_equal(got, text_of(parent_rows[_i].want)), TEXT_FMT, TEXT_ARG(got));
	ck_assert_int_eq(statement_int(statement, 1), parent_rows[_i].parent_count > 1);
	ck_assert(text_equal(statement_text(statement, 2), TEXT("key")));
	statement_reset(statement);
}
END_TEST

/* clang-format off */
static const char acts_sql[] =
	"INSERT INTO person SELECT id, name || ' <' || email || '>', name, email, 'human', 1 FROM identity;"
	"INSERT INTO source (name) VALUES ('tag');"
	"INSERT INTO act (repository_id, commit_id, event_id, kind, person_id, identity_id, source_id, act_time,"
	" counted, is_mentoring, is_newcomer)"
	" SELECT 1, commit_id, id, kind, identity_id, identity_id, source_id, 9, 1, 0, 0 FROM event;"
	"INSERT INTO act (repository_id, kind, person_id, identity_id, source_id, act_time, counted, is_mentoring,"
	" is_newcomer)"
	" SELECT repository_id, 'tag', identity_id, identity_id, (SELECT id FROM source WHERE name = 'tag'),"
	" tag_time, 1, 0, 0 FROM tag;";
/* clang-format on */

/* Two tags of one person in one second are two acts, and two rows. */
START_TEST(every_act_is_one_row_of_v_event)
{
	static const char *const names[] = { "v1", "v2" };

	for (unsigned i = 0; i < 2; i++) {
		struct tag_row row = {
			.repository = repository,
			.name = text_of(names[i]),
			.target = kit_oid(i),
			.tagger = { TEXT("T"), TEXT("t@x") },
			.tag_time = 9,
		};

		ck_assert_int_eq(store_put_tag(store, &row), 0);
	}
	ck_assert_int_eq(store_script(store, acts_sql), 0);
	check_int("SELECT count(*) FROM act", 10);
	check_int("SELECT count(*) FROM v_event", 10);
	check_int("SELECT count(*) FROM v_event WHERE kind = 'tag' AND oid = '0000000000000000000000000000000000000001'"
	          " AND change = 'commit:0000000000000000000000000000000000000001' AND raw = 'T <t@x>'",
	          2);
	check_int("SELECT count(*) FROM v_event WHERE kind = 'rev' AND person = 'R E Viewer <viewer@example.org>'"
	          " AND raw = 'Reviewed-by: R E Viewer <viewer@example.org>' AND change LIKE 'commit:%'",
	          8);
}
END_TEST

/* What a query does not take must cost nothing: the plan holds no trace of it. */
START_TEST(columns_that_are_not_asked_for_are_not_computed)
{
	sqlite3_stmt *handle = NULL;
	int table_count = 0;

	ck_assert_int_eq(sqlite3_prepare_v2(store->db,
	                                    "EXPLAIN QUERY PLAN SELECT author_person, count(*) FROM v_commit"
	                                    " WHERE is_merge = 0 GROUP BY 1",
	                                    -1, &handle, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(handle) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(handle, 3);

		ck_assert_ptr_null(strstr(line, "RECURSIVE"));
		ck_assert_ptr_null(strstr(line, "SUBQUERY"));
		table_count += strncmp(line, "SEARCH", 6) == 0;
	}
	sqlite3_finalize(handle);
	ck_assert_int_gt(table_count, 0);
}
END_TEST

Suite *suite_store_derive(void)
{
	Suite *suite = suite_create("store_derive");
	TCase *graph = tcase_create("graph");
	TCase *rows = tcase_create("rows");
	TCase *views = tcase_create("views");

	tcase_add_checked_fixture(graph, start, stop);
	tcase_add_test(graph, the_graph_comes_out_as_it_went_in);
	tcase_add_test(graph, a_parent_that_is_not_here_is_none);
	tcase_add_test(graph, an_empty_database_has_an_empty_graph);
	tcase_add_test(graph, a_tip_is_set_moved_and_taken_away);
	suite_add_tcase(suite, graph);

	tcase_add_checked_fixture(rows, start, stop);
	tcase_add_test(rows, a_change_put_again_keeps_its_id);
	tcase_add_test(rows, clearing_takes_one_repository_only);
	tcase_add_test(rows, a_head_that_moves_forgets_its_commits);
	tcase_add_test(rows, the_same_scan_is_one_row);
	tcase_add_test(rows, a_tag_that_moves_is_replaced);
	tcase_add_test(rows, a_decision_is_what_it_says_now);
	tcase_add_test(rows, a_sealed_metric_is_never_overwritten);
	tcase_add_test(rows, a_sealed_finding_is_never_overwritten);
	suite_add_tcase(suite, rows);

	tcase_add_checked_fixture(views, start, stop);
	tcase_add_loop_test(views, parents_are_hex_in_order, 0, (int)(sizeof(parent_rows) / sizeof(parent_rows[0])));
	tcase_add_test(views, every_act_is_one_row_of_v_event);
	tcase_add_test(views, columns_that_are_not_asked_for_are_not_computed);
	suite_add_tcase(suite, views);
	return suite;
}
