/* What a forge tells of requests: which change it is, who the logins are, and what counts. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_requests(void);

#define DAY INT64_C(86400)
#define START_TIME (INT64_C(1600000000))

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

static int64_t login_id(const char *login)
{
	struct identity_fact who = { text_of(login), { NULL, 0 } };
	int64_t id;

	ck_assert_int_eq(store_put_identity(&id, kit.store, who), 0);
	return id;
}

static struct statement *prepare(const char *sql)
{
	struct statement *statement;

	ck_assert_msg(store_statement(&statement, kit.store, sql) == 0, "%s", error_message());
	statement_bind_int(statement, ":repository", kit.repository);
	return statement;
}

static void plant_request(const char *change, const char *author, int64_t merged_time)
{
	struct statement *statement = prepare(
		"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time,"
		" ready_time, closed_time, merged_time, seen_time, author_id, line_count)"
		" VALUES (:repository, :change, 'export', 'github', '', 'merged', 0, 0, 0, :merged, 0, :author, NULL)");

	statement_bind_text(statement, ":change", text_of(change));
	statement_bind_int(statement, ":merged", merged_time);
	statement_bind_int(statement, ":author", login_id(author));
	ck_assert_int_eq(statement_run(statement), 0);
}

/* Landed as that commit. */
static void plant_pointer(const char *change, unsigned commit)
{
	struct statement *statement = prepare("INSERT INTO request_pointer (repository_id, oid, change, kind, origin)"
	                                      " VALUES (:repository, :oid, :change, 'merge', 'export')");
	struct oid oid = people_kit_oid(commit);

	statement_bind_blob(statement, ":oid", oid.bytes, OID_SIZE);
	statement_bind_text(statement, ":change", text_of(change));
	ck_assert_int_eq(statement_run(statement), 0);
}

static void plant_act(const char *change, const char *origin, const char *source, const char *kind, const char *login,
                      int64_t time)
{
	struct statement *statement = prepare(
		"INSERT INTO request_act (repository_id, change, origin, source_id, kind, identity_id, act_time,"
		" state, word_count, head, mark)"
		" VALUES (:repository, :change, :origin, :source, :kind, :who, :time, '', 12, '',"
		"         CASE WHEN :kind = 'req' THEN 'requested' END)");
	int64_t source_id;

	ck_assert_int_eq(store_put_source(&source_id, kit.store, text_of(source)), 0);
	statement_bind_text(statement, ":change", text_of(change));
	statement_bind_text(statement, ":origin", text_of(origin));
	statement_bind_int(statement, ":source", source_id);
	statement_bind_text(statement, ":kind", text_of(kind));
	statement_bind_int(statement, ":who", login_id(login));
	statement_bind_int(statement, ":time", time);
	ck_assert_int_eq(statement_run(statement), 0);
}

static void plant_account(const char *login, const char *who)
{
	struct statement *statement = prepare("INSERT INTO account (repository_id, login, identity_id, origin)"
	                                      " VALUES (:repository, :login, :who, 'export')");
	int64_t id;

	ck_assert_int_eq(store_put_identity(&id, kit.store, people_kit_who(who)), 0);
	statement_bind_text(statement, ":login", text_of(login));
	statement_bind_int(statement, ":who", id);
	ck_assert_int_eq(statement_run(statement), 0);
}

/* A squash by the author that landed as the request. */
static void plant_squash(const char *change, const char *author, int64_t time)
{
	int64_t commit = people_kit_commit(&kit, (struct people_kit_commit){ .author = author,
	                                                                     .committer = "GitHub <noreply@github.com>",
	                                                                     .time = time });

	people_kit_change(&kit, change, time, 0, (const int64_t[]){ commit, 0 });
}

#define ACTS                                                                                    \
	"SELECT ch.key, a.kind, p.name, s.name, coalesce(a.why, 'counts')"                      \
	" FROM act a JOIN change ch ON ch.id = a.change_id JOIN person p ON p.id = a.person_id" \
	" JOIN source s ON s.id = a.source_id WHERE a.request_act_id IS NOT NULL"               \
	" ORDER BY ch.key, a.act_time, a.kind, p.name, s.name, a.counted DESC"

START_TEST(a_review_that_the_forge_tells_counts)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Bo Sample <bo@example.org>", START_TIME + DAY);
	plant_request("pr:1", "aexample", START_TIME);
	plant_request("pr:2", "bsample", START_TIME + DAY);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME - 60);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "pr:1|rev|Bo Sample|github:review|counts");
	people_kit_expect(&kit, "SELECT key, has_review FROM change_credit JOIN change ON id = change_id ORDER BY key",
	                  "pr:1|1 pr:2|0");
	people_kit_expect(&kit, "SELECT oid, change, time, source, raw, note FROM v_event WHERE source LIKE 'github%'",
	                  "00000001abababababababababababababababab|pr:1|1599999940|github:review|"
	                  "bsample reviewed pr:1 (12 words)|");
}
END_TEST

START_TEST(the_author_of_a_request_reviews_nothing_of_it)
{
	/* Nothing ties the login to the commits: two people wrote them. */
	int64_t commits[] = { people_kit_solo(&kit, "Ada Example <ada@example.org>", START_TIME),
		              people_kit_solo(&kit, "Bo Sample <bo@example.org>", START_TIME), 0 };

	people_kit_change(&kit, "pr:1", START_TIME, 0, commits);
	plant_request("pr:1", "stranger", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "stranger", START_TIME - 60);
	plant_act("pr:1", "export", "github:comment", "cmt", "other", START_TIME - 50);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "pr:1|rev|stranger|github:review|self pr:1|cmt|other|github:comment|counts");
}
END_TEST

START_TEST(one_review_is_one_event_whatever_tells_it)
{
	int64_t commit = people_kit_solo(&kit, "Ada Example <ada@example.org>", START_TIME);

	people_kit_change(&kit, "pr:1", START_TIME, 0, (const int64_t[]){ commit, 0 });
	plant_squash("pr:2", "Bo Sample <bo@example.org>", START_TIME + DAY);
	people_kit_event(&kit, commit, EVENT_REV, "Bo Sample <bo@example.org>");
	plant_request("pr:1", "aexample", START_TIME);
	plant_request("pr:2", "bsample", START_TIME + DAY);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME - 60);
	plant_act("pr:1", "refs/notes/lead-reviews", "github:review", "rev", "bsample", START_TIME - 60);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME - 30);
	people_kit_derive(&kit);
	people_kit_expect(&kit,
	                  "SELECT source, counted, why FROM v_event WHERE kind = 'rev' ORDER BY time, counted DESC",
	                  "github:review|1| note:refs/notes/lead-reviews|0|duplicate github:review|0|duplicate "
	                  "trailer:Test|0|duplicate");
}
END_TEST

/* The number is the other repository's, or an older count. */
static const struct {
	int64_t merged_days;
	const char *want;
} number_rows[] = {
	{ 0, "1" }, { 29, "1" }, { -29, "1" }, { 40, "0" }, { -400, "0" },
};

START_TEST(a_number_alone_joins_only_near_its_time)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:1", "aexample", START_TIME + number_rows[_i].merged_days * DAY);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME + number_rows[_i].merged_days * DAY);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE kind = 'rev' AND change_id IS NOT NULL",
	                  number_rows[_i].want);
	/* What joins nothing is told all the same. */
	people_kit_expect(&kit, "SELECT count(*), sum(counted) FROM act WHERE kind = 'rev'",
	                  number_rows[_i].want[0] == '1' ? "1|1" : "1|0");
}
END_TEST

START_TEST(a_commit_that_the_forge_names_joins_at_any_time)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:1", "aexample", START_TIME + 400 * DAY);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME);
	plant_pointer("pr:1", 1);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE kind = 'rev'", "1");
}
END_TEST

START_TEST(a_stranger_counts_only_where_it_is_told_who_asked)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Bo Sample <2+bsample@users.noreply.github.com>", START_TIME);
	plant_squash("pr:3", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:3", "aexample", START_TIME);
	for (int i = 1; i <= 3; i++) {
		char *key = xstrfmt("pr:%d", i);

		plant_act(key, "export", "github:review", "rev", "stranger", START_TIME);
		plant_act(key, "export", "github:comment", "cmt", "bsample", START_TIME + 1);
		free(key);
	}
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS,
	                  "pr:1|rev|stranger|github:review|excluded pr:1|cmt|Bo Sample|github:comment|counts "
	                  "pr:2|rev|stranger|github:review|excluded pr:2|cmt|Bo Sample|github:comment|self "
	                  "pr:3|rev|stranger|github:review|counts pr:3|cmt|Bo Sample|github:comment|counts");
}
END_TEST

START_TEST(acts_without_their_request_join_if_they_are_near)
{
	plant_squash("pr:9", "Bo Sample <2+bsample@users.noreply.github.com>", START_TIME);
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Ada Example <ada@example.org>", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME - 100 * DAY);
	plant_act("pr:2", "export", "github:review", "rev", "bsample", START_TIME + 100 * DAY);
	plant_act("pr:3", "export", "github:review", "rev", "bsample", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "pr:1|rev|Bo Sample|github:review|counts");
}
END_TEST

START_TEST(whoever_pressed_the_button_integrated)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:3", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:4", "Ada Example <ada@example.org>", START_TIME);
	for (int i = 1; i <= 4; i++) {
		char *change = xstrfmt("pr:%d", i);

		plant_request(change, "aexample", START_TIME);
		free(change);
	}
	plant_act("pr:1", "export", "github:merge", "int", "aexample", START_TIME);
	plant_act("pr:2", "export", "github:merge", "int", "bsample", START_TIME);
	plant_act("pr:3", "export", "github:merge", "int", "merger[bot]", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT key, integrator FROM change_credit JOIN change ON id = change_id ORDER BY key",
	                  "pr:1|author pr:2|other pr:3|bot pr:4|forge");
}
END_TEST

START_TEST(one_merge_has_one_integrator_also_where_nothing_ties_the_login)
{
	static const char *const mergers[] = { "Cy Person <cy@example.org>", "Dee Sample <dee@example.org>" };

	/* The same login merged what two people's merge commits brought: whose it is stays open. */
	for (int i = 0; i < 2; i++) {
		char *key = xstrfmt("pr:%d", i + 1);
		int64_t commit =
			people_kit_commit(&kit, (struct people_kit_commit){ .author = "Ada Example <ada@example.org>",
		                                                            .time = START_TIME + i });
		int64_t merge = people_kit_commit(
			&kit, (struct people_kit_commit){ .author = mergers[i], .time = START_TIME + i, .parents = 2 });

		people_kit_change(&kit, key, START_TIME + i, merge, (const int64_t[]){ commit, 0 });
		plant_request(key, "aexample", START_TIME);
		plant_act(key, "export", "github:merge", "int", "cj77", START_TIME);
		free(key);
	}
	people_kit_derive(&kit);
	people_kit_expect(&kit,
	                  "SELECT ch.key, p.name FROM act a JOIN change ch ON ch.id = a.change_id"
	                  " JOIN person p ON p.id = a.person_id WHERE a.kind = 'int' AND a.counted = 1 ORDER BY 1",
	                  "pr:1|Cy Person pr:2|Dee Sample");
}
END_TEST

START_TEST(a_review_after_the_landing_is_a_review_and_no_coverage)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:1", "aexample", START_TIME);
	plant_request("pr:2", "aexample", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME + 3600);
	plant_act("pr:2", "export", "github:review", "rev", "bsample", START_TIME + 2 * DAY);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE kind = 'rev' AND counted = 1", "2");
	people_kit_expect(&kit, "SELECT key, has_review FROM change_credit JOIN change ON id = change_id ORDER BY key",
	                  "pr:1|1 pr:2|0");
}
END_TEST

static const struct {
	const char *project, *remote;
	bool has_pointer;
	const char *want;
} project_rows[] = {
	{ "example/made", "https://github.com/example/made.git", true, "1" },
	{ "Example/Made", "git@github.com:example/made", true, "1" },
	{ "other/made", "https://github.com/example/made", true, "0" },
	{ "other/made", "https://github.com/example/made", false, "1" },
	{ "other/made", "", true, "1" },
	{ "", "https://github.com/example/made", true, "1" },
};

START_TEST(a_number_of_another_project_that_merged_elsewhere_is_a_number)
{
	struct statement *statement;

	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:1", "aexample", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME - 60);
	statement = prepare("UPDATE request SET project = :project");
	statement_bind_text(statement, ":project", text_of(project_rows[_i].project));
	ck_assert_int_eq(statement_run(statement), 0);
	statement = prepare("UPDATE repository SET remote = :remote");
	statement_bind_text(statement, ":remote", text_of(project_rows[_i].remote));
	ck_assert_int_eq(statement_run(statement), 0);
	if (project_rows[_i].has_pointer) {
		plant_pointer("pr:1", 77);
	}
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE kind = 'rev' AND change_id IS NOT NULL",
	                  project_rows[_i].want);
}
END_TEST

START_TEST(acts_on_what_did_not_land_are_told_and_count_for_nothing)
{
	(void)people_kit_solo(&kit, "Ada Example <ada@example.org>", START_TIME);
	(void)people_kit_solo(&kit, "Bo Sample <bo@example.org>", START_TIME);
	plant_request("pr:9", "aexample", 0);
	plant_act("pr:9", "export", "github:review", "rev", "bsample", START_TIME);
	plant_act("pr:9", "export", "github:comment", "cmt", "aexample", START_TIME);
	plant_act("pr:9", "export", "github:review", "rev", "helper[bot]", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(
		&kit,
		"SELECT change, kind, name, counted, why FROM v_event WHERE source LIKE 'github:%' ORDER BY kind, name",
		"pr:9|cmt|aexample|0|self pr:9|rev|bsample|0|excluded pr:9|rev|helper[bot]|0|bot");
}
END_TEST

START_TEST(a_request_without_a_number_is_the_change_that_its_commit_is_in)
{
	int64_t commits[] = {
		people_kit_commit(&kit, (struct people_kit_commit){ .author = "Ada Example <ada@example.org>",
		                                                    .time = START_TIME }),
		people_kit_commit(&kit, (struct people_kit_commit){ .author = "Ada Example <ada@example.org>",
		                                                    .time = START_TIME }),
		0
	};

	(void)people_kit_change(&kit, "commit:2", START_TIME, 0, commits);
	for (unsigned i = 1; i <= 2; i++) {
		char *key = xstrfmt("mail:%u@example.org", i);

		plant_request(key, "Ada Example", START_TIME);
		plant_act(key, "mail", "mail:review", "cmt", i == 1 ? "Bo Sample" : "Cy Person", START_TIME - 60);
		plant_pointer(key, i);
		free(key);
	}
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT change, name, counted FROM v_event WHERE kind = 'cmt' ORDER BY name",
	                  "commit:2|Bo Sample|1 commit:2|Cy Person|1");
	people_kit_expect(&kit, "SELECT count(*) FROM change_request", "2");
}
END_TEST

START_TEST(a_request_merged_into_a_branch_joins_by_its_newest_commit)
{
	int64_t commit = people_kit_solo(&kit, "Ada Example <ada@example.org>", START_TIME);

	/* The branch reached the main line half a year later. */
	people_kit_change(&kit, "pr:1", START_TIME + 180 * DAY, 0, (const int64_t[]){ commit, 0 });
	plant_request("pr:1", "aexample", START_TIME + DAY);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE kind = 'rev'", "1");
}
END_TEST

START_TEST(being_asked_is_no_review_and_a_bot_reviews_nothing)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:1", "aexample", START_TIME);
	plant_act("pr:1", "export", "github:request", "req", "bsample", 0);
	plant_act("pr:1", "export", "github:review", "rev", "checker[bot]", START_TIME - 60);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS,
	                  "pr:1|rev|checker[bot]|github:review|bot pr:1|req|bsample|github:request|requested");
	people_kit_expect(&kit, "SELECT has_review, has_second FROM change_credit", "0|0");
}
END_TEST

/* ---- whose login it is ---- */

#define BEARER                                                                                                   \
	"SELECT p.key FROM identity_person ip JOIN identity i ON i.id = ip.identity_id JOIN person p ON p.id = " \
	"ip.person_id"

START_TEST(an_account_tells_by_address_whatever_it_is_called)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "A. E. <work@example.com>", START_TIME + DAY);
	plant_request("pr:1", "aexample", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "aexample", START_TIME);
	plant_account("aexample", "somebody <ADA@example.org>");
	plant_account("aexample", "somebody <work@example.com>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'aexample'", "A. E. <work@example.com>");
	people_kit_expect(&kit, BEARER " WHERE i.email = 'ada@example.org'", "A. E. <work@example.com>");
}
END_TEST

START_TEST(an_account_of_an_unknown_address_ties_nobody)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:1", "x", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "cperson", START_TIME);
	plant_account("cperson", "Cy Person <cy@example.net>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'cperson'", "cperson <>");
	people_kit_expect(&kit, "SELECT count(*) FROM person WHERE email = 'cy@example.net'", "0");
}
END_TEST

START_TEST(a_full_name_that_the_forge_shows_ties_nobody_who_has_another_login)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Bo Sample <bo@example.org>", START_TIME);
	plant_request("pr:1", "aexample", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "mallory", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME);
	plant_account("mallory", "Ada Example");
	plant_account("bsample", "bo sample");
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'mallory'", "mallory <>");
	people_kit_expect(&kit, BEARER " WHERE i.name = 'bsample'", "Bo Sample <bo@example.org>");
}
END_TEST

START_TEST(an_address_that_two_logins_claim_melts_nobody)
{
	plant_squash("pr:1", "Cy Person <cy@example.org>", START_TIME);
	plant_squash("pr:2", "Dee Sample <dee@example.org>", START_TIME + DAY);
	plant_request("pr:1", "cyp", START_TIME);
	plant_request("pr:2", "dees", START_TIME + DAY);
	plant_act("pr:1", "export", "github:review", "rev", "dees", START_TIME);
	plant_act("pr:2", "export", "github:review", "rev", "cyp", START_TIME);
	plant_account("cyp", "Cy <cy@example.org>");
	plant_account("dees", "Dee <dee@example.org>");
	plant_account("dees", "Dee <cy@example.org>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name IN ('cyp', 'dees') ORDER BY i.name",
	                  "Cy Person <cy@example.org> Dee Sample <dee@example.org>");
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE kind = 'rev' AND counted = 1", "2");
}
END_TEST

/* One line in a note is no match for the requests that somebody made. */
START_TEST(an_account_that_contradicts_the_requests_unites_nobody)
{
	plant_squash("pr:1", "Cy Person <cy@example.org>", START_TIME);
	plant_squash("pr:2", "Dee Sample <dee@example.org>", START_TIME + DAY);
	plant_request("pr:1", "cyp", START_TIME);
	plant_request("pr:2", "dees", START_TIME + DAY);
	plant_act("pr:1", "export", "github:review", "rev", "dees", START_TIME);
	plant_account("dees", "Dee <cy@example.org>");
	plant_account("dees", "Dee <dee@example.org>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'dees'", "Dee Sample <dee@example.org>");
	people_kit_expect(&kit, "SELECT count(*) FROM person WHERE key LIKE '%example.org>'", "2");
}
END_TEST

START_TEST(a_local_part_ties_no_login_of_a_forge)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Bo Sample <bsample@example.org>", START_TIME);
	plant_request("pr:1", "x", START_TIME);
	plant_act("pr:1", "export", "github:review", "rev", "bsample", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'bsample'", "bsample <>");
}
END_TEST

START_TEST(a_login_like_a_first_name_is_a_login_for_a_forge)
{
	plant_squash("pr:1", "Ada Example <ada@example.org>", START_TIME);
	plant_squash("pr:2", "Bob Sample <bob@example.org>", START_TIME + DAY);
	plant_request("pr:1", "x", START_TIME);
	plant_request("pr:2", "Bob", START_TIME + DAY);
	plant_act("pr:1", "export", "github:review", "rev", "Bob", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'Bob'", "Bob Sample <bob@example.org>");
}
END_TEST

START_TEST(a_forge_knows_better_than_a_subject_who_asked)
{
	static const char *const authors[] = { "Bo Sample <bo@example.org>", "Cy Person <cy@example.org>",
		                               "Ada Example <ada@example.org>" };
	static const char *const logins[] = { "bsample", "cperson", "owner" };

	/* Branches of the common repository: each subject names its owner. */
	for (int i = 0; i < 6; i++) {
		char *number = xstrfmt("%d", i + 1);
		char *key = xstrfmt("pr:%d", i + 1);
		int64_t time = START_TIME + i * DAY;
		int64_t commit =
			people_kit_commit(&kit, (struct people_kit_commit){ .author = authors[i % 3], .time = time });
		int64_t merge = people_kit_commit(
			&kit, (struct people_kit_commit){ .author = authors[2], .time = time, .parents = 2 });

		people_kit_reference(&kit, merge, REFERENCE_PR, number, "owner");
		people_kit_change(&kit, key, time, merge, (const int64_t[]){ commit, 0 });
		plant_request(key, logins[i % 3], time);
		plant_act(key, "export", "github:review", "rev", "owner", time - 60);
		free(number);
		free(key);
	}
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'owner'", "Ada Example <ada@example.org>");
	people_kit_expect(&kit, BEARER " WHERE i.name = 'bsample'", "Bo Sample <bo@example.org>");
}
END_TEST

START_TEST(a_merge_tells_whose_login_merged)
{
	int64_t commit = people_kit_solo(&kit, "Ada Example <ada@example.org>", START_TIME);
	int64_t merge = people_kit_commit(
		&kit,
		(struct people_kit_commit){ .author = "Cy Person <cy@example.org>", .time = START_TIME, .parents = 2 });

	people_kit_change(&kit, "pr:1", START_TIME, merge, (const int64_t[]){ commit, 0 });
	plant_request("pr:1", "aexample", START_TIME);
	plant_act("pr:1", "export", "github:merge", "int", "cj77", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, BEARER " WHERE i.name = 'cj77'", "Cy Person <cy@example.org>");
}
END_TEST

START_TEST(an_app_without_its_mark_is_the_bot_that_it_is_elsewhere)
{
	plant_squash("pr:1", "helper[bot] <1+helper[bot]@users.noreply.github.com>", START_TIME);
	plant_squash("pr:2", "Ada Example <ada@example.org>", START_TIME);
	plant_request("pr:2", "aexample", START_TIME);
	plant_act("pr:2", "export", "github:review", "rev", "helper", START_TIME - 60);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "pr:2|rev|helper|github:review|bot");
}
END_TEST

Suite *suite_requests(void)
{
	Suite *suite = suite_create("requests");
	TCase *acts = tcase_create("acts");
	TCase *logins = tcase_create("logins");

	tcase_add_checked_fixture(acts, start, stop);
	tcase_add_test(acts, a_review_that_the_forge_tells_counts);
	tcase_add_test(acts, the_author_of_a_request_reviews_nothing_of_it);
	tcase_add_test(acts, one_review_is_one_event_whatever_tells_it);
	tcase_add_loop_test(acts, a_number_alone_joins_only_near_its_time, 0,
	                    (int)(sizeof(number_rows) / sizeof(number_rows[0])));
	tcase_add_test(acts, a_commit_that_the_forge_names_joins_at_any_time);
	tcase_add_test(acts, a_stranger_counts_only_where_it_is_told_who_asked);
	tcase_add_test(acts, acts_without_their_request_join_if_they_are_near);
	tcase_add_test(acts, whoever_pressed_the_button_integrated);
	tcase_add_test(acts, one_merge_has_one_integrator_also_where_nothing_ties_the_login);
	tcase_add_test(acts, a_review_after_the_landing_is_a_review_and_no_coverage);
	tcase_add_loop_test(acts, a_number_of_another_project_that_merged_elsewhere_is_a_number, 0,
	                    (int)(sizeof(project_rows) / sizeof(project_rows[0])));
	tcase_add_test(acts, acts_on_what_did_not_land_are_told_and_count_for_nothing);
	tcase_add_test(acts, a_request_without_a_number_is_the_change_that_its_commit_is_in);
	tcase_add_test(acts, a_request_merged_into_a_branch_joins_by_its_newest_commit);
	tcase_add_test(acts, being_asked_is_no_review_and_a_bot_reviews_nothing);
	suite_add_tcase(suite, acts);
	tcase_add_checked_fixture(logins, start, stop);
	tcase_add_test(logins, an_account_tells_by_address_whatever_it_is_called);
	tcase_add_test(logins, an_account_of_an_unknown_address_ties_nobody);
	tcase_add_test(logins, a_full_name_that_the_forge_shows_ties_nobody_who_has_another_login);
	tcase_add_test(logins, an_address_that_two_logins_claim_melts_nobody);
	tcase_add_test(logins, an_account_that_contradicts_the_requests_unites_nobody);
	tcase_add_test(logins, a_local_part_ties_no_login_of_a_forge);
	tcase_add_test(logins, a_login_like_a_first_name_is_a_login_for_a_forge);
	tcase_add_test(logins, a_forge_knows_better_than_a_subject_who_asked);
	tcase_add_test(logins, a_merge_tells_whose_login_merged);
	tcase_add_test(logins, an_app_without_its_mark_is_the_bot_that_it_is_elsewhere);
	suite_add_tcase(suite, logins);
	return suite;
}
