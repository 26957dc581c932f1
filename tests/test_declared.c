/* What is declared: how it is written, whom and which time it holds for, and what it does to figures and findings. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "support/pattern_kit.h"
#include "support/people_kit.h"

Suite *suite_declared(void);

#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"
#define START_TIME INT64_C(1600000000)
#define ALL                                                                                                     \
	"SELECT d.kind, coalesce(substr(p.key, 1, 3), '-'), d.value, d.from_time, d.until_time FROM declared d" \
	" LEFT JOIN person p ON p.id = d.person_id ORDER BY d.kind, p.key, d.value, d.from_time"
#define ALWAYS "-9223372036854775808|9223372036854775807"

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
	(void)people_kit_solo(&kit, ADA, START_TIME);
	(void)people_kit_solo(&kit, BO, START_TIME);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

static void configure(const char *text)
{
	config_free(kit.config);
	kit.config = config_new();
	ck_assert_int_eq(config_parse(kit.config, text_of(text), CONFIG_GIT, "test"), 0);
}

static const struct {
	const char *text, *want;
} written[] = {
	{ "", "" },
	{ "[absence]\n\tperson = ada@x.org\n", "absence|Ada||" ALWAYS },
	{ "[Absence]\n\tPerson = Ada Example from 2026-01-01 until 2026-03-01\n",
	  "absence|Ada||1767225600|1772323200" },
	{ "[absence]\n\tperson = Ada Example <ada@x.org>  FROM 2026-01-01\n",
	  "absence|Ada||1767225600|9223372036854775807" },
	{ "[absence]\n\tperson = ada until 2026Q2\n", "absence|Ada||-9223372036854775808|1775001600" },
	/* Given twice: both periods, and of one beginning the longer. */
	{ "[absence]\n\tperson = ada from 2026-01-01 until 2026-02-01\n\tperson = bo@x.org from 2026-01-01\n"
	  "\tperson = ada from 2026-01-01 until 2026-03-01\n\tperson = ada from 2025-01-01 until 2025-03-01\n",
	  "absence|Ada||1735689600|1740787200 absence|Ada||1767225600|1772323200 "
	  "absence|Bo ||1767225600|9223372036854775807" },
	/* Who is not in the history is passed over. */
	{ "[absence]\n\tperson = Eve Unknown <eve@x.org> from 2026-01-01\n[optout]\n\tperson = eve\n", "" },
	{ "[optout]\n\tperson = Bo Sample\n", "optout|Bo ||" ALWAYS },
	{ "[policy]\n\tsolo = ada\n\tarchitect = ada\n\tmanager = bo\n\tmentor = bo\n\tcustodian = ada until "
	  "2026-01-01\n",
	  "architect|Ada||" ALWAYS " custodian|Ada||-9223372036854775808|1767225600 manager|Bo ||" ALWAYS
	  " mentor|Bo ||" ALWAYS " solo|Ada||" ALWAYS },
	{ "[policy]\n\tlaunch = from 2026-01-01 until 2026-03-01\n\tmigration\n",
	  "launch|-||1767225600|1772323200 migration|-||" ALWAYS },
	{ "[policy]\n\tlaunch =\n\tmigration = true until 2026-01-01\n",
	  "launch|-||" ALWAYS " migration|-||-9223372036854775808|1767225600" },
	{ "[policy]\n\treview = After-Merge\n\ttimezones = spread\n\tdocs = elsewhere\n\tdecisions = elsewhere\n",
	  "decisions|-|elsewhere|" ALWAYS " docs|-|elsewhere|" ALWAYS " review|-|after-merge|" ALWAYS
	  " timezones|-|spread|" ALWAYS },
	{ "[policy]\n\towneronly = src/net from 2026-01-01\n\towneronly = src/gui\n",
	  "owneronly|-|src/gui|" ALWAYS " owneronly|-|src/net|1767225600|9223372036854775807" },
	{ "[policy]\n\tunrecorded = review until 2026-01-01\n", "unrecorded|-|review|-9223372036854775808|1767225600" },
};

START_TEST(each_form_is_kept_as_written)
{
	configure(written[_i].text);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ALL, written[_i].want);
}
END_TEST

static const struct {
	const char *text, *words;
} refused[] = {
	{ "[absence]\n\tperson = Ada Example since 2026-01-01\n", "'since' is not understood" },
	{ "[absence]\n\tperson = Ada Example 2026-01-01\n", "'2026-01-01' is not understood" },
	{ "[absence]\n\tperson = ada@x.org holiday from 2026-01-01\n", "'holiday' is not understood" },
	{ "[optout]\n\tperson = Ada <ada@x.org> please\n", "'please' is not understood" },
	{ "[absence]\n\twho = ada\n", "'absence.who' declares nothing" },
	{ "[policy]\n\tsollo = ada\n", "'policy.sollo' declares nothing" },
	{ "[policy \"core\"]\n\tsolo = ada\n", "'policy.core.solo' declares nothing" },
	{ "[absence]\n\tperson = ada from yesterday\n", "absence.person: 'yesterday' is no date" },
	{ "[absence]\n\tperson = ada from 2026-01-01 until soon\n", "absence.person: 'soon' is no date" },
	{ "[absence]\n\tperson = ada from 2026-13-01\n", "absence.person: " },
	{ "[absence]\n\tperson = ada from\n", "absence.person: no date behind 'from'" },
	{ "[absence]\n\tperson = ada until 2026-01-01 from 2026-03-01\n", "absence.person: " },
	{ "[absence]\n\tperson = ada from 2026-03-01 until 2026-01-01\n", "absence.person: ends before it begins" },
	{ "[absence]\n\tperson\n", "absence.person: wants a person" },
	{ "[absence]\n\tperson = from 2026-01-01\n", "absence.person: wants a person" },
	{ "[absence]\n\tperson = Cy\n", "fits several persons" },
	{ "[optout]\n\tperson = ada from 2026-01-01\n", "optout.person: holds for all time" },
	{ "[policy]\n\treview = never\n", "policy.review: is 'after-merge', not 'never'" },
	{ "[policy]\n\tdocs =\n", "policy.docs: is 'elsewhere'" },
	{ "[policy]\n\tunrecorded = commits\n", "policy.unrecorded: is 'review', not 'commits'" },
	{ "[policy]\n\tlaunch = false\n", "policy.launch: has no value but dates, not 'false'" },
	{ "[policy]\n\towneronly = from 2026-01-01\n", "policy.owneronly: wants an area" },
};

START_TEST(what_is_wrong_is_refused_by_name)
{
	(void)people_kit_solo(&kit, "Cy One <cy@x.org>", START_TIME);
	(void)people_kit_solo(&kit, "Cy Two <cy@y.org>", START_TIME);
	configure(refused[_i].text);
	ck_assert_int_eq(people_derive(kit.store, kit.config), ERR_INVALID);
	ck_assert_has(error_message(), refused[_i].words);
}
END_TEST

START_TEST(a_committed_file_declares_nothing_personal)
{
	config_free(kit.config);
	kit.config = config_new();
	ck_assert_int_eq(config_parse(kit.config, TEXT("[policy]\n\tsolo = ada\n"), CONFIG_PROJECT, ".gitlead"), 0);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ALL, "solo|Ada||" ALWAYS);
	ck_assert_int_eq(config_parse(kit.config, TEXT("[optout]\n\tperson = ada\n"), CONFIG_PROJECT, ".gitlead"), 0);
	ck_assert_int_eq(people_derive(kit.store, kit.config), ERR_INVALID);
	ck_assert_has(error_message(), ".gitlead line 2: [optout] is personal");
}
END_TEST

START_TEST(another_declaration_is_read_and_leaves_the_acts)
{
	bool is_stale;

	people_kit_derive(&kit);
	ck_assert_int_eq(store_script(kit.store, "UPDATE act SET act_time = 7"), 0);
	for (size_t i = 0; i < 3; i++) {
		static const char *const texts[] = { "[absence]\n\tperson = ada\n", "[optout]\n\tperson = ada\n",
			                             "[policy]\n\tlaunch\n" };

		configure(texts[i]);
		ck_assert_int_eq(people_is_stale(&is_stale, kit.store, kit.config), 0);
		ck_assert(is_stale);
		people_kit_derive(&kit);
		people_kit_expect(&kit, "SELECT count(*) FROM declared", "1");
		ck_assert_int_eq(people_is_stale(&is_stale, kit.store, kit.config), 0);
		ck_assert(!is_stale);
	}
	people_kit_expect(&kit, "SELECT count(*) FROM act WHERE act_time <> 7", "0");
	configure("");
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM declared", "0");
}
END_TEST

/* ---- which part of a period ---- */

static const struct {
	const char *text;
	double share;
} covered[] = {
	{ "", 0 },
	{ "[policy]\n\tlaunch\n", 1 },
	{ "[policy]\n\tlaunch = from 2026-01-01 until 2026-01-11\n", 0.1 },
	{ "[policy]\n\tlaunch = until 2026-01-11\n", 0.1 },
	{ "[policy]\n\tlaunch = until 2026-01-01\n", 0 },
	{ "[policy]\n\tlaunch = from 2026-04-11\n", 0 },
	{ "[policy]\n\tlaunch = from 2026-04-10\n", 0.01 },
	{ "[policy]\n\tlaunch = from 2026-01-01 until 2026-01-11\n\tlaunch = from 2026-01-06 until 2026-01-21\n"
	  "\tlaunch = from 2026-01-02 until 2026-01-03\n",
	  0.2 },
	{ "[policy]\n\tmigration\n", 0 },
};

START_TEST(the_share_is_the_union_of_its_periods)
{
	/* A hundred days. */
	const struct period period = { 1767225600, 1767225600 + 100 * DAY_SECS };
	double share;

	configure(covered[_i].text);
	people_kit_derive(&kit);
	ck_assert_int_eq(people_declared_share(&share, kit.store, "launch", 0, period), 0);
	ck_assert_double_eq_tol(share, covered[_i].share, 1e-9);
}
END_TEST

/* ---- what it does: planted figures ---- */

static struct pattern_kit team;
static struct metric_values values;
static enum coverage_state coverage;

static void start_team(void)
{
	pattern_kit_start(&team);
}

static void stop_team(void)
{
	metric_values_release(&values);
	pattern_kit_stop(&team);
}

static void compute(void)
{
	static const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

	metric_values_release(&values);
	ck_assert_int_eq(metric_compute(&values, &coverage, team.planted.store, &quarter), 0);
}

static const struct metric_value *value_of(const char *id, int64_t person)
{
	const struct metric_value *value = metric_values_find(&values, id, person);

	ck_assert_msg(value != NULL, "no %s", id);
	return value;
}

static const char *state_of(const char *id)
{
	return metric_state_names[value_of(id, 0)->state];
}

static void declare(const char *kind, int64_t person, const char *value, int64_t from, int64_t until)
{
	char *sql = xstrfmt("INSERT INTO declared VALUES ('%s', %lld, '%s', %lld, %lld)", kind, (long long)person,
	                    value, (long long)from, (long long)until);

	planted_sql(&team.planted, sql);
	free(sql);
}

#define QUARTER_SECS (PLANTED_UNTIL - PLANTED_SINCE)

static const struct {
	int64_t covered_secs;
	enum coverage_state coverage;
	const char *state;
} corrections[] = {
	{ 0, COVERAGE_USABLE, "ok" },
	{ QUARTER_SECS / 3, COVERAGE_USABLE, "ok" },
	{ QUARTER_SECS / 3 + 1, COVERAGE_UNKNOWN, "unknown" },
	{ QUARTER_SECS, COVERAGE_UNKNOWN, "unknown" },
};

START_TEST(a_correction_makes_reviews_unknown)
{
	plant_reviewing_team(&team, 0);
	declare("unrecorded", 0, "review", PLANTED_SINCE - 5, PLANTED_SINCE + corrections[_i].covered_secs);
	compute();
	ck_assert_int_eq(coverage, corrections[_i].coverage);
	ck_assert_str_eq(state_of("M09"), corrections[_i].state);
	ck_assert_str_eq(state_of("M08"), corrections[_i].state);
	ck_assert_str_eq(state_of("M01"), "ok");
	/* What is there stays a lower bound. */
	ck_assert_int_eq(value_of("M09", 0)->n, 60);
}
END_TEST

START_TEST(a_corrected_period_judges_nobody)
{
	plant_reviewing_team(&team, 0);
	plant_lead(&team, 40, 0, 0);
	ck_assert_str_eq(pattern_kit_outcome(&team, "P01"), "note");
	declare("unrecorded", 0, "review", PLANTED_SINCE, PLANTED_UNTIL);
	ck_assert_str_eq(pattern_kit_outcome(&team, "P01"), "unknown");
}
END_TEST

/* Six write and review one another, of whom the last three review nobody. */
START_TEST(who_opted_out_is_in_totals_and_in_no_distribution)
{
	for (int64_t i = 0; i < 6; i++)
		PLANT(&team.planted, 10, .author = i + 1, .reviewer = i == 0 ? 2 : i == 1 ? 3 : 1);
	compute();
	ck_assert_int_eq(value_of("M09.none", 0)->k, 3);
	ck_assert_int_eq(value_of("M09.none", 0)->n, 6);
	ck_assert_int_eq(value_of("M10.team", 0)->n, 6);

	declare("optout", 6, "", INT64_MIN, INT64_MAX);
	compute();
	ck_assert_str_eq(state_of("M09.none"), "ok");
	ck_assert_int_eq(value_of("M09.none", 0)->k, 2);
	ck_assert_int_eq(value_of("M09.none", 0)->n, 5);
	ck_assert_str_eq(state_of("M10.team"), "ok");
	ck_assert_int_eq(value_of("M10.team", 0)->n, 5);
	ck_assert_int_eq(value_of("M09.active", 0)->k, 6);
	ck_assert_int_eq(value_of("M09", 0)->n, 60);
	ck_assert_int_eq(value_of("M01", 0)->k, 60);

	declare("optout", 2, "", INT64_MIN, INT64_MAX);
	compute();
	metric_withhold_groups(&values, METRIC_GROUP_DEFAULT);
	ck_assert_str_eq(state_of("M09.none"), "withheld");
	ck_assert(isnan(value_of("M09.none", 0)->value));
	ck_assert_int_eq(value_of("M09.none", 0)->k, 0);
	ck_assert_int_eq(value_of("M09.none", 0)->n, 0);
	ck_assert_str_eq(state_of("M10.team"), "withheld");
	ck_assert_str_eq(state_of("M10.team.q1"), "withheld");
	ck_assert_int_eq(value_of("M10.team", 0)->n, 0);
	ck_assert_int_eq(value_of("M09.active", 0)->k, 6);
	ck_assert_int_eq(value_of("M09", 0)->n, 60);
	ck_assert_int_eq(value_of("M01", 0)->k, 60);
}
END_TEST

/* ---- self-declared notes in figures and findings ---- */

/* On the newest change of somebody. */
static void say(int64_t person, bool counts)
{
	char *sql =
		xstrfmt("INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, identity_id,"
	                " source_id, act_time, counted, why, is_mentoring, is_newcomer)"
	                " SELECT 1, max(id), max(id), NULL, 'self', %lld, %lld, 1, 0, %d, %s, 0, 0 FROM change",
	                (long long)person, (long long)person, counts, counts ? "NULL" : "'bot'");

	planted_sql(&team.planted, sql);
	free(sql);
}

START_TEST(what_one_says_of_oneself_stands_apart)
{
	struct metric_values before;

	plant_reviewing_team(&team, 0);
	plant_lead(&team, 40, 0, 0);
	compute();
	ck_assert_int_eq(value_of("M13.self", LEAD)->k, 0);
	before = values;
	values = (struct metric_values){ 0 };
	say(LEAD, true);
	say(LEAD, true);
	say(9, true);
	say(10, false);
	compute();
	ck_assert_int_eq(value_of("M13.self", LEAD)->k, 2);
	ck_assert_int_eq(value_of("M13.self", 0)->k, 3);
	ck_assert_int_eq(values.count, before.count);
	for (size_t i = 0; i < values.count; i++) {
		const struct metric_value *now = &values.at[i], *then = &before.at[i];

		if (strcmp(now->id, "M13.self") == 0)
			continue;
		ck_assert_str_eq(now->id, then->id);
		ck_assert_msg(now->k == then->k && now->n == then->n && now->state == then->state, "%s moved", now->id);
	}
	metric_values_release(&before);
}
END_TEST

START_TEST(what_one_says_of_oneself_silences)
{
	plant_reviewing_team(&team, 0);
	plant_lead(&team, 40, 0, 0);
	say(9, true);
	say(LEAD, false);
	ck_assert_str_eq(pattern_kit_outcome(&team, "P01"), "note");
	say(LEAD, true);
	ck_assert_str_eq(pattern_kit_outcome(&team, "P01"), "silenced");
	ck_assert_has(team.finding.reason, "self-declared note");
}
END_TEST

static const struct {
	const char *kind;
	int64_t person, until;
	const char *outcome;
} silencers[] = {
	{ "absence", LEAD, PLANTED_SINCE + QUARTER_SECS / 3, "note" },
	{ "absence", LEAD, PLANTED_SINCE + QUARTER_SECS / 3 + 1, "silenced" },
	{ "absence", LEAD + 1, PLANTED_UNTIL, "note" },
	{ "solo", LEAD, PLANTED_UNTIL, "silenced" },
	{ "architect", LEAD, PLANTED_UNTIL, "note" },
};

START_TEST(a_declaration_silences_from_a_third_on)
{
	plant_reviewing_team(&team, 0);
	plant_lead(&team, 40, 0, 0);
	declare(silencers[_i].kind, silencers[_i].person, "", INT64_MIN, silencers[_i].until);
	ck_assert_str_eq(pattern_kit_outcome(&team, "P01"), silencers[_i].outcome);
}
END_TEST

#define COUNT(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

Suite *suite_declared(void)
{
	Suite *suite = suite_create("declared");
	TCase *reading = tcase_create("reading"), *effect = tcase_create("effect");

	tcase_add_checked_fixture(reading, start, stop);
	tcase_add_loop_test(reading, each_form_is_kept_as_written, 0, COUNT(written));
	tcase_add_loop_test(reading, what_is_wrong_is_refused_by_name, 0, COUNT(refused));
	tcase_add_test(reading, a_committed_file_declares_nothing_personal);
	tcase_add_test(reading, another_declaration_is_read_and_leaves_the_acts);
	tcase_add_loop_test(reading, the_share_is_the_union_of_its_periods, 0, COUNT(covered));
	suite_add_tcase(suite, reading);
	tcase_add_checked_fixture(effect, start_team, stop_team);
	tcase_add_loop_test(effect, a_correction_makes_reviews_unknown, 0, COUNT(corrections));
	tcase_add_test(effect, a_corrected_period_judges_nobody);
	tcase_add_test(effect, who_opted_out_is_in_totals_and_in_no_distribution);
	tcase_add_test(effect, what_one_says_of_oneself_stands_apart);
	tcase_add_test(effect, what_one_says_of_oneself_silences);
	tcase_add_loop_test(effect, a_declaration_silences_from_a_third_on, 0, COUNT(silencers));
	suite_add_tcase(suite, effect);
	return suite;
}
