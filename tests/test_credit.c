/* Which act counts for whom, by planted truth. */
#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_credit(void);

#define DAY INT64_C(86400)
#define START_TIME (INT64_C(1600000000))
#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"
#define CY "Cy Probe <cy@x.org>"
#define BOT "dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>"
#define MODEL "Claude <noreply@anthropic.com>"
#define FORGE "GitHub <noreply@github.com>"

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

static int64_t commit_at(int64_t time, const char *author, const char *committer, const char *subject)
{
	return people_kit_commit(&kit,
	                         (struct people_kit_commit){
					 .author = author, .committer = committer, .subject = subject, .time = time });
}

static int64_t merge_at(int64_t time, const char *author)
{
	return people_kit_commit(
		&kit, (struct people_kit_commit){ .author = author, .committer = FORGE, .time = time, .parents = 2 });
}

static void land(const char *key, int64_t time, int64_t merge, int64_t first, int64_t second)
{
	int64_t commits[] = { first, second, 0 };

	(void)people_kit_change(&kit, key, time, merge, commits);
}

static void expect(const char *sql, const char *want)
{
	people_kit_expect(&kit, sql, want);
}

/* All acts but authorship: who, kind, source, verdict. */
#define ACTS                                                                                                       \
	"SELECT substr(person, 1, 3), kind, source, coalesce(why, 'counts') FROM v_event WHERE source <> 'author'" \
	" ORDER BY time, kind, source, person, why"
#define AUTHORS                                                                                                     \
	"SELECT substr(person, 1, 3), coalesce(why, 'counts') FROM v_event WHERE source = 'author' ORDER BY time, " \
	"person"
#define CREDIT                                                                                                 \
	"SELECT coalesce(excluded, 'counts'), has_review, has_second, integrator FROM change_credit ORDER BY " \
	"change_id"

/* ---- events ---- */

static const struct {
	const char *what;
	enum event_kind kind;
	const char *who;
	enum event_mark mark;
	const char *want;
} event_rows[] = {
	{ "review", EVENT_REV, BO, MARK_NONE, "Bo |rev|trailer:Test|counts" },
	{ "own review", EVENT_REV, ADA, MARK_NONE, "Ada|rev|trailer:Test|self" },
	{ "bot's review", EVENT_REV, BOT, MARK_NONE, "dep|rev|trailer:Test|bot" },
	{ "model's help", EVENT_HELP, MODEL, MARK_NONE, "Cla|help|trailer:Test|model" },
	{ "company's test", EVENT_QA, "Intel <x@intel.com>", MARK_NONE, "Int|qa|trailer:Test|excluded" },
	{ "asked for", EVENT_REV, BO, MARK_REQUESTED, "Bo |rev|trailer:Test|requested" },
	{ "a group", EVENT_REV, "core-reviewers", MARK_GROUP, "cor|rev|trailer:Test|group" },
	{ "implicit", EVENT_ACK, BO, MARK_EXCLUDED, "Bo |ack|trailer:Test|excluded" },
	{ "author's sign-off", EVENT_INT, ADA, MARK_NONE, "Ada|int|trailer:Test|self" },
	{ "another's sign-off", EVENT_INT, BO, MARK_NONE, "Bo |int|trailer:Test|counts" },
	{ "co-author", EVENT_PAIR, BO, MARK_NONE, "Bo |pair|trailer:Test|counts" },
	{ "co-author oneself", EVENT_PAIR, ADA, MARK_NONE, "Ada|pair|trailer:Test|self" },
	{ "reporter oneself", EVENT_QA, ADA, MARK_NONE, "Ada|qa|trailer:Test|self" },
	{ "said of oneself", EVENT_SELF, ADA, MARK_NONE, "Ada|self|trailer:Test|counts" },
	{ "said on another's change", EVENT_SELF, BO, MARK_NONE, "Bo |self|trailer:Test|counts" },
	{ "said by a bot", EVENT_SELF, BOT, MARK_NONE, "dep|self|trailer:Test|bot" },
	{ "said by a model", EVENT_SELF, MODEL, MARK_NONE, "Cla|self|trailer:Test|model" },
};

START_TEST(an_event_has_its_verdict)
{
	int64_t commit = people_kit_solo(&kit, ADA, START_TIME);
	char *got;

	people_kit_event_on(&kit, commit, event_rows[_i].kind, event_rows[_i].who, "", event_rows[_i].mark);
	people_kit_derive(&kit);
	got = people_kit_rows(&kit, ACTS);
	ck_assert_msg(text_equal(text_of(got), text_of(event_rows[_i].want)), "%s: %s", event_rows[_i].what, got);
	free(got);
}
END_TEST

START_TEST(one_person_reviews_a_change_once)
{
	int64_t first = commit_at(START_TIME, ADA, NULL, NULL);
	int64_t second = commit_at(START_TIME + 1, ADA, NULL, NULL);

	land("pr:1", START_TIME + 1, 0, first, second);
	people_kit_event(&kit, second, EVENT_REV, BO);
	people_kit_event(&kit, first, EVENT_REV, BO);
	people_kit_event(&kit, first, EVENT_ACK, BO);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |ack|trailer:Test|counts Bo |rev|trailer:Test|counts Bo |rev|trailer:Test|duplicate");
	expect(CREDIT, "counts|1|1|author");
}
END_TEST

START_TEST(a_coauthor_is_no_reviewer_of_the_change)
{
	int64_t commit = people_kit_solo(&kit, ADA, START_TIME);

	people_kit_event(&kit, commit, EVENT_PAIR, BO);
	people_kit_event(&kit, commit, EVENT_REV, BO);
	people_kit_event(&kit, commit, EVENT_INT, BO);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |int|trailer:Test|self Bo |pair|trailer:Test|counts Bo |rev|trailer:Test|self");
	expect(CREDIT, "counts|0|1|author");
	expect("SELECT author_count FROM change_credit", "2");
}
END_TEST

START_TEST(an_event_may_be_about_another_change_of_the_merge)
{
	int64_t first = commit_at(START_TIME, ADA, NULL, NULL);
	int64_t second = commit_at(START_TIME, CY, NULL, NULL);
	int64_t merge = merge_at(START_TIME + 5, "bors <bors@x.org>");

	land("pr:7", START_TIME + 5, merge, first, 0);
	land("pr:9", START_TIME + 5, merge, second, 0);
	people_kit_event_on(&kit, merge, EVENT_REV, BO, "pr:9", MARK_NONE);
	people_kit_event_on(&kit, merge, EVENT_REV, ADA, "pr:8", MARK_NONE);
	people_kit_derive(&kit);
	expect("SELECT change, substr(person, 1, 3), counted FROM v_event WHERE kind = 'rev' ORDER BY person",
	       "commit:00000003abababababababababababababababab|Ada|1 pr:9|Bo |1");
	expect("SELECT ch.key, has_review, integrator FROM change_credit cc JOIN change ch ON ch.id = cc.change_id"
	       " ORDER BY 1",
	       "pr:7|0|bot pr:9|1|bot");
}
END_TEST

/* ---- who integrated ---- */

START_TEST(another_committer_integrates)
{
	land("commit:1", START_TIME, 0, commit_at(START_TIME, ADA, BO, NULL), 0);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |int|committer|counts");
	expect(CREDIT, "counts|0|1|other");
}
END_TEST

START_TEST(the_author_under_another_address_is_no_other)
{
	(void)people_kit_solo(&kit, "Ada Example <ada@y.org>", START_TIME);
	land("commit:x", START_TIME, 0, commit_at(START_TIME, ADA, "Ada Example <ada@y.org>", NULL), 0);
	people_kit_derive(&kit);
	expect(ACTS, "Ada|int|committer|self");
	expect(CREDIT, "counts|0|0|author counts|0|0|author");
}
END_TEST

START_TEST(who_squashed_on_a_forge_is_not_known)
{
	land("pr:1", START_TIME, 0, commit_at(START_TIME, ADA, FORGE, NULL), 0);
	people_kit_derive(&kit);
	expect(ACTS, "");
	expect(CREDIT, "counts|0|0|forge");
}
END_TEST

START_TEST(who_merged_on_a_forge_is_the_merges_author)
{
	land("pr:1", START_TIME + 9, merge_at(START_TIME + 9, BO), commit_at(START_TIME, ADA, NULL, NULL), 0);
	land("pr:2", START_TIME + 99, merge_at(START_TIME + 99, ADA), commit_at(START_TIME, ADA, NULL, NULL), 0);
	land("pr:3", START_TIME + 999, merge_at(START_TIME + 999, BOT), commit_at(START_TIME, ADA, NULL, NULL), 0);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |int|merge|counts Ada|int|merge|self dep|int|merge|bot");
	expect(CREDIT, "counts|0|1|other counts|0|0|author counts|0|0|bot");
}
END_TEST

START_TEST(a_rollup_or_a_merge_of_the_base_integrates_nothing)
{
	int64_t rollup =
		people_kit_commit(&kit, (struct people_kit_commit){ .author = BO,
	                                                            .subject = "Rollup merge of #1 - ada:x, r=cy",
	                                                            .time = START_TIME,
	                                                            .parents = 2 });
	int64_t base = merge_at(START_TIME + 9, BO);

	land("pr:1", START_TIME, rollup, commit_at(START_TIME, ADA, NULL, NULL), 0);
	land("commit:2", START_TIME + 9, base, commit_at(START_TIME, ADA, NULL, NULL), 0);
	people_kit_reference(&kit, base, REFERENCE_BACKMERGE, "topic", "");
	people_kit_derive(&kit);
	expect(ACTS, "Bo |int|merge|excluded Bo |int|merge|excluded");
}
END_TEST

START_TEST(a_named_author_is_the_author_and_the_committer_brought_it)
{
	people_kit_event(&kit, people_kit_solo(&kit, BO, START_TIME), EVENT_AUTH, ADA);
	people_kit_derive(&kit);
	expect(AUTHORS, "Bo |superseded");
	expect(ACTS, "Ada|auth|trailer:Test|counts Bo |int|committer|counts");
	expect("SELECT p.name, author_count FROM change_credit c JOIN person p ON p.id = c.author_id", "Ada Example|1");
}
END_TEST

/* ---- heads of squashed requests ---- */

static void plant_head(const char *change, int64_t time, const char *author)
{
	people_kit_head(&kit, change, commit_at(time, author, NULL, NULL));
}

START_TEST(a_second_author_of_the_head_pairs)
{
	(void)people_kit_solo(&kit, BO, START_TIME - DAY);
	land("pr:1", START_TIME + 9, 0, commit_at(START_TIME + 9, ADA, FORGE, NULL), 0);
	plant_head("pr:1", START_TIME, ADA);
	plant_head("pr:1", START_TIME + 1, BO);
	plant_head("pr:1", START_TIME + 2, BO);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |pair|pr-head|counts");
	expect("SELECT author_count FROM change_credit ORDER BY 1", "1 2");
}
END_TEST

START_TEST(who_landed_nothing_is_not_credited_for_a_head)
{
	land("pr:1", START_TIME + 9, 0, commit_at(START_TIME + 9, ADA, FORGE, NULL), 0);
	plant_head("pr:1", START_TIME, "laptop <ada@laptop>");
	people_kit_derive(&kit);
	expect(ACTS, "lap|pair|pr-head|excluded");
	expect("SELECT author_count FROM change_credit", "1");
}
END_TEST

START_TEST(a_stacked_head_belongs_to_the_first_that_landed)
{
	int64_t shared = commit_at(START_TIME, BO, NULL, NULL);

	(void)people_kit_solo(&kit, BO, START_TIME - DAY);
	land("pr:2", START_TIME + 99, 0, commit_at(START_TIME + 99, ADA, FORGE, NULL), 0);
	land("pr:1", START_TIME + 9, 0, commit_at(START_TIME + 9, BO, FORGE, NULL), 0);
	people_kit_head(&kit, "pr:1", shared);
	people_kit_head(&kit, "pr:2", shared);
	people_kit_event(&kit, shared, EVENT_REV, CY);
	people_kit_derive(&kit);
	expect("SELECT change, substr(person, 1, 3), kind FROM v_event WHERE source <> 'author'", "pr:1|Cy |rev");
}
END_TEST

/* ---- what does not count ---- */

START_TEST(a_picked_change_inherits_its_review)
{
	int64_t first = commit_at(START_TIME, ADA, NULL, "one");
	int64_t second = commit_at(START_TIME + DAY, ADA, NULL, "two");

	land("commit:1", START_TIME, 0, first, 0);
	land("commit:2", START_TIME + DAY, 0, second, 0);
	people_kit_reference(&kit, second, REFERENCE_PICKED, "00000001abababababababababababababababab", "");
	people_kit_event(&kit, first, EVENT_REV, BO);
	people_kit_event(&kit, second, EVENT_REV, BO);
	people_kit_event(&kit, second, EVENT_REV, CY);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |rev|trailer:Test|counts Bo |rev|trailer:Test|copied Cy |rev|trailer:Test|counts");
	expect(AUTHORS, "Ada|counts Ada|copied");
	expect("SELECT coalesce(excluded, 'counts') FROM change_credit ORDER BY change_id", "counts copied");
}
END_TEST

/* Each line counts, on a copy too; and it names nobody, so that the review of the copy is a new one. */
START_TEST(what_people_say_of_themselves_changes_no_other_act)
{
	int64_t first = commit_at(START_TIME, ADA, NULL, "one");
	int64_t second = commit_at(START_TIME + DAY, ADA, NULL, "two");

	land("commit:1", START_TIME, 0, first, 0);
	land("commit:2", START_TIME + DAY, 0, second, 0);
	people_kit_reference(&kit, second, REFERENCE_PICKED, "00000001abababababababababababababababab", "");
	people_kit_event(&kit, first, EVENT_SELF, BO);
	people_kit_event(&kit, first, EVENT_SELF, BO);
	people_kit_event(&kit, second, EVENT_SELF, BO);
	people_kit_event(&kit, second, EVENT_REV, BO);
	people_kit_derive(&kit);
	expect(ACTS, "Bo |self|trailer:Test|counts Bo |self|trailer:Test|counts Bo |rev|trailer:Test|counts "
	             "Bo |self|trailer:Test|counts");
	expect("SELECT coalesce(excluded, 'counts'), has_review, has_second FROM change_credit ORDER BY change_id",
	       "counts|0|0 copied|1|1");
}
END_TEST

START_TEST(the_same_commit_applied_again_is_a_copy)
{
	for (int i = 0; i < 2; i++) {
		int64_t commit = people_kit_commit(&kit, (struct people_kit_commit){ .author = ADA,
		                                                                     .subject = "same",
		                                                                     .author_time = START_TIME,
		                                                                     .time = START_TIME + i * DAY });

		land(i ? "commit:b" : "commit:a", START_TIME + i * DAY, 0, commit, 0);
	}
	land("commit:c", START_TIME, 0, commit_at(START_TIME, ADA, NULL, "other"), 0);
	people_kit_derive(&kit);
	expect("SELECT ch.key, coalesce(excluded, 'counts') FROM change_credit cc JOIN change ch ON ch.id = "
	       "cc.change_id"
	       " ORDER BY 1",
	       "commit:a|counts commit:b|copied commit:c|counts");
}
END_TEST

START_TEST(what_is_picked_before_its_origin_lands_is_the_origin)
{
	int64_t first = commit_at(START_TIME, ADA, NULL, "one");
	int64_t second = commit_at(START_TIME + DAY, ADA, NULL, "two");

	land("commit:1", START_TIME, 0, first, 0);
	land("commit:2", START_TIME + DAY, 0, second, 0);
	people_kit_reference(&kit, first, REFERENCE_PICKED, "00000002abababababababababababababababab", "");
	people_kit_derive(&kit);
	expect("SELECT coalesce(excluded, 'counts') FROM change_credit ORDER BY change_id", "counts counts");
}
END_TEST

static const struct {
	int64_t delay;
	const char *value, *want;
} revert_rows[] = {
	{ DAY / 2, "00000001abababababababababababababababab", "counts|0 reverted|1" },
	{ DAY / 2, "00000001abab", "counts|0 reverted|1" },
	{ DAY + 1, "00000001abababababababababababababababab", "counts|0 counts|1" },
	{ DAY / 2, "00000003abababababababababababababababab", "counts|0 counts|1" },
	{ DAY / 2, "zz", "counts|0 counts|1" },
};

START_TEST(a_revert_of_the_same_day_does_not_count)
{
	int64_t revert;

	(void)people_kit_solo(&kit, ADA, START_TIME);
	revert = people_kit_solo(&kit, BO, START_TIME + revert_rows[_i].delay);
	people_kit_reference(&kit, revert, REFERENCE_REVERTS, revert_rows[_i].value, "");
	people_kit_derive(&kit);
	expect("SELECT coalesce(excluded, 'counts'), is_fix FROM change_credit ORDER BY change_id",
	       revert_rows[_i].want);
}
END_TEST

START_TEST(bots_models_companies_imports_and_mass_changes_are_excluded)
{
	int64_t mass = people_kit_commit(
		&kit, (struct people_kit_commit){ .author = ADA, .time = START_TIME, .is_mass = true });
	int64_t listed;

	land("commit:m", START_TIME, 0, mass, 0);
	listed = people_kit_solo(&kit, ADA, START_TIME + 1);
	ck_assert_int_eq(listed, 2);
	ck_assert_int_eq(store_put_repository_text(kit.store, kit.repository, "ignore-revs",
	                                           TEXT("# format\n00000002ABABABABABABABABABABABABABABABAB  # all\n")),
	                 0);
	(void)people_kit_solo(&kit, BOT, START_TIME + 2);
	(void)people_kit_solo(&kit, MODEL, START_TIME + 3);
	(void)people_kit_solo(&kit, "Intel <x@intel.com>", START_TIME + 4);
	people_kit_derive(&kit);
	expect("SELECT coalesce(excluded, 'counts') FROM change_credit ORDER BY change_id",
	       "mass mass bot model placeholder");
}
END_TEST

START_TEST(a_change_is_mass_only_if_all_of_it_is)
{
	int64_t mass = people_kit_commit(
		&kit, (struct people_kit_commit){ .author = ADA, .time = START_TIME, .is_mass = true });

	land("pr:1", START_TIME, 0, mass, commit_at(START_TIME, ADA, NULL, NULL));
	people_kit_derive(&kit);
	expect(CREDIT, "counts|0|0|author");
}
END_TEST

/* ---- whose change ---- */

START_TEST(the_primary_author_wrote_most_commits_else_the_oldest)
{
	int64_t two[3] = { commit_at(START_TIME + 2, ADA, NULL, NULL), commit_at(START_TIME + 1, BO, NULL, NULL), 0 };
	int64_t three[4] = { commit_at(START_TIME, CY, NULL, NULL), commit_at(START_TIME + 1, BO, NULL, NULL),
		             commit_at(START_TIME + 2, BO, NULL, NULL), 0 };
	int64_t human[4] = { commit_at(START_TIME, BOT, NULL, NULL), commit_at(START_TIME + 1, BOT, NULL, NULL),
		             commit_at(START_TIME + 2, ADA, NULL, NULL), 0 };

	(void)people_kit_change(&kit, "pr:1", START_TIME + 2, 0, two);
	(void)people_kit_change(&kit, "pr:2", START_TIME + 2, 0, three);
	(void)people_kit_change(&kit, "pr:3", START_TIME + 2, 0, human);
	people_kit_derive(&kit);
	expect("SELECT ch.key, substr(p.key, 1, 3), author_count, coalesce(excluded, 'counts') FROM change_credit cc"
	       " JOIN change ch ON ch.id = cc.change_id JOIN person p ON p.id = cc.author_id ORDER BY 1",
	       "pr:1|Bo |2|counts pr:2|Bo |2|counts pr:3|Ada|1|counts");
}
END_TEST

/* Bo has been here for years; Ada comes now. */
static int64_t plant_tenures(void)
{
	for (int i = 0; i < 12; i++)
		(void)people_kit_solo(&kit, BO, START_TIME - 900 * DAY + i * DAY);
	return people_kit_solo(&kit, ADA, START_TIME);
}

#define LABELS                                                                      \
	"SELECT substr(person, 1, 3), kind, is_mentoring, is_newcomer FROM v_event" \
	" WHERE source = 'trailer:Test' ORDER BY person, kind"

START_TEST(work_on_a_newcomers_change_is_mentoring)
{
	int64_t commit = plant_tenures();

	people_kit_event(&kit, commit, EVENT_PAIR, BO);
	people_kit_event(&kit, commit, EVENT_REV, CY);
	people_kit_event(&kit, commit, EVENT_ACK, BO);
	people_kit_event(&kit, commit, EVENT_REV, ADA);
	people_kit_derive(&kit);
	expect(LABELS, "Ada|rev|0|0 Bo |ack|0|0 Bo |pair|1|1 Cy |rev|1|1");
	expect("SELECT is_newcomer FROM change_credit ORDER BY change_id DESC LIMIT 1", "1");
}
END_TEST

START_TEST(longer_tenure_mentors_who_is_no_newcomer_any_more)
{
	int64_t commit = 0;

	(void)plant_tenures();
	for (int i = 1; i < 12; i++)
		commit = people_kit_solo(&kit, ADA, START_TIME + 200 * DAY + i * DAY);
	people_kit_event(&kit, commit, EVENT_PAIR, BO);
	people_kit_event(&kit, commit, EVENT_HELP, CY);
	(void)people_kit_solo(&kit, CY, START_TIME - 100 * DAY);
	people_kit_derive(&kit);
	expect(LABELS, "Bo |pair|1|0 Cy |help|0|0");
}
END_TEST

START_TEST(newcomers_are_not_judged_in_a_shallow_clone)
{
	int64_t commit = plant_tenures();
	struct scan_row scan = { .repository = kit.repository, .is_shallow = true };

	ck_assert_int_eq(store_put_scan(kit.store, &scan), 0);
	people_kit_event(&kit, commit, EVENT_REV, CY);
	people_kit_derive(&kit);
	expect(LABELS, "Cy |rev|0|0");
	expect("SELECT sum(is_newcomer) FROM change_credit", "0");
}
END_TEST

START_TEST(tenure_begins_with_the_first_sane_author_time)
{
	int64_t future = people_kit_commit(
		&kit, (struct people_kit_commit){ .author = ADA, .author_time = START_TIME * 2, .time = START_TIME });
	int64_t zero = people_kit_commit(
		&kit, (struct people_kit_commit){ .author = ADA, .author_time = 1, .time = START_TIME + 5 });

	land("pr:1", START_TIME + 9, 0, future, zero);
	people_kit_derive(&kit);
	expect("SELECT first_time, last_time, change_count FROM tenure", "1600000000|1600000009|1");
}
END_TEST

/* ---- files ---- */

START_TEST(a_change_knows_its_files_and_areas)
{
	int64_t commit = people_kit_commit(
		&kit, (struct people_kit_commit){
			      .author = ADA, .time = START_TIME, .files = "a/b/c/x.c a/y.c README.md z.c" });

	people_kit_config(&kit, "[area \"top\"]\n\tpath = z.c\n");
	land("pr:1", START_TIME, 0, commit,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = "a/b/d/x.c" }));
	people_kit_derive(&kit);
	expect("SELECT area FROM change_area ORDER BY 1", ". a a/b top");
	expect("SELECT has_code, has_doc, is_doc_only, lines, files FROM change_credit", "1|1|0|15|5");
}
END_TEST

START_TEST(a_change_knows_the_documents_of_areas)
{
	people_kit_config(&kit, "[docs]\n\tmap = a/b guide.txt\n");
	land("pr:1", START_TIME, 0,
	     people_kit_commit(&kit, (struct people_kit_commit){ .author = ADA,
	                                                         .time = START_TIME,
	                                                         .files = "a/b/x.c a/b/README.md guide.txt" }),
	     people_kit_commit(&kit, (struct people_kit_commit){ .author = ADA,
	                                                         .time = START_TIME,
	                                                         .files = "a/b/README.md a/docs/i.md" }));
	people_kit_derive(&kit);
	expect("SELECT area, document, is_configured, is_removed FROM document_change ORDER BY 1, 2",
	       "a|a/docs|0|0 a/b|a/b/README.md|0|0 a/b|guide.txt|1|0");
	people_kit_config(&kit, "[area \"all\"]\n\tpath = a\n");
	people_kit_derive(&kit);
	expect("SELECT area, document FROM document_change ORDER BY 1, 2", "all|a/docs all|guide.txt");
}
END_TEST

START_TEST(documentation_alone_and_foreign_code_alone_are_told)
{
	land("pr:1", START_TIME, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = "README.md" }),
	     0);
	land("pr:2", START_TIME, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = "vendor/x.c" }),
	     0);
	people_kit_derive(&kit);
	expect("SELECT is_doc_only, coalesce(excluded, 'counts'), lines FROM change_credit ORDER BY change_id",
	       "1|counts|3 0|vendored|0");
}
END_TEST

#define ADD_ROWS(tc, test, list) tcase_add_loop_test(tc, test, 0, (int)(sizeof(list) / sizeof((list)[0])))

static TCase *add_case(Suite *suite, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, start, stop);
	suite_add_tcase(suite, tc);
	return tc;
}

static void add_acts(Suite *suite)
{
	TCase *acts = add_case(suite, "acts");
	TCase *heads = add_case(suite, "heads");

	ADD_ROWS(acts, an_event_has_its_verdict, event_rows);
	tcase_add_test(acts, one_person_reviews_a_change_once);
	tcase_add_test(acts, a_coauthor_is_no_reviewer_of_the_change);
	tcase_add_test(acts, an_event_may_be_about_another_change_of_the_merge);
	tcase_add_test(acts, another_committer_integrates);
	tcase_add_test(acts, the_author_under_another_address_is_no_other);
	tcase_add_test(acts, who_squashed_on_a_forge_is_not_known);
	tcase_add_test(acts, who_merged_on_a_forge_is_the_merges_author);
	tcase_add_test(acts, a_rollup_or_a_merge_of_the_base_integrates_nothing);
	tcase_add_test(acts, a_named_author_is_the_author_and_the_committer_brought_it);
	tcase_add_test(heads, a_second_author_of_the_head_pairs);
	tcase_add_test(heads, who_landed_nothing_is_not_credited_for_a_head);
	tcase_add_test(heads, a_stacked_head_belongs_to_the_first_that_landed);
}

static void add_changes(Suite *suite)
{
	TCase *excluded = add_case(suite, "excluded");
	TCase *changes = add_case(suite, "changes");

	tcase_add_test(excluded, a_picked_change_inherits_its_review);
	tcase_add_test(excluded, what_people_say_of_themselves_changes_no_other_act);
	tcase_add_test(excluded, the_same_commit_applied_again_is_a_copy);
	tcase_add_test(excluded, what_is_picked_before_its_origin_lands_is_the_origin);
	ADD_ROWS(excluded, a_revert_of_the_same_day_does_not_count, revert_rows);
	tcase_add_test(excluded, bots_models_companies_imports_and_mass_changes_are_excluded);
	tcase_add_test(excluded, a_change_is_mass_only_if_all_of_it_is);
	tcase_add_test(changes, the_primary_author_wrote_most_commits_else_the_oldest);
	tcase_add_test(changes, work_on_a_newcomers_change_is_mentoring);
	tcase_add_test(changes, longer_tenure_mentors_who_is_no_newcomer_any_more);
	tcase_add_test(changes, newcomers_are_not_judged_in_a_shallow_clone);
	tcase_add_test(changes, tenure_begins_with_the_first_sane_author_time);
	tcase_add_test(changes, a_change_knows_its_files_and_areas);
	tcase_add_test(changes, a_change_knows_the_documents_of_areas);
	tcase_add_test(changes, documentation_alone_and_foreign_code_alone_are_told);
}

Suite *suite_credit(void)
{
	Suite *suite = suite_create("credit");

	add_acts(suite);
	add_changes(suite);
	return suite;
}
