/*
 * Several repositories in one database, against planted truth: what a team's and a person's coverage rest on, what is left out
 * of a review share and what is not, and that nothing changes where all repositories are alike.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/metric.h"
#include "support/metric_kit.h"

Suite *suite_repositories(void);

#define PERSON 1

static void start(void)
{
	metric_kit_start();
	planted_repository(&planted, 2);
	planted_repository(&planted, 3);
	planted_subject(&planted, PERSON);
}

/* Reviewed and not; by 2, so that the person has no part in them. */
static void plant_others(int64_t repository, int64_t reviewed, int64_t silent)
{
	PLANT(&planted, reviewed, .author = 2, .reviewer = 3, .repository = repository);
	PLANT(&planted, silent, .author = 2, .repository = repository, .is_forge = true);
}

static void check_value(const char *id, int64_t person, int64_t k, int64_t n, const char *state)
{
	const struct metric_value *value = value_of(id, person);

	ck_assert_msg(value->k == k && value->n == n && strcmp(metric_state_names[value->state], state) == 0,
	              "%s: %lld of %lld, %s", id, (long long)value->k, (long long)value->n,
	              metric_state_names[value->state]);
}

/* ---- half of the own changes, on both sides ---- */

static const struct {
	int64_t usable, partial, unknown; /* own changes */
	enum coverage_state coverage;
	int64_t counted;
} halves[] = {
	{ 10, 0, 0, COVERAGE_USABLE, 10 },  { 10, 0, 10, COVERAGE_USABLE, 10 }, { 10, 0, 11, COVERAGE_UNKNOWN, 21 },
	{ 10, 10, 0, COVERAGE_USABLE, 10 }, { 9, 10, 0, COVERAGE_PARTIAL, 19 }, { 9, 1, 10, COVERAGE_PARTIAL, 10 },
	{ 9, 1, 11, COVERAGE_UNKNOWN, 21 }, { 0, 10, 0, COVERAGE_PARTIAL, 10 }, { 0, 0, 10, COVERAGE_UNKNOWN, 10 },
};

START_TEST(the_share_rests_on_repositories_that_hold_half_of_the_own_changes)
{
	struct metric_base base;
	int64_t own = halves[_i].usable + halves[_i].partial + halves[_i].unknown;

	plant_others(1, 190, 0);
	plant_others(2, 120, 70);
	plant_others(3, 0, 190);
	PLANT(&planted, halves[_i].usable, .author = PERSON, .reviewer = 2);
	PLANT(&planted, halves[_i].partial, .author = PERSON, .reviewer = 2, .repository = 2);
	PLANT(&planted, halves[_i].unknown, .author = PERSON, .repository = 3, .is_forge = true);

	compute(&quarter);

	ck_assert_int_eq(metric_person_base(&base, planted.store, &quarter, PERSON), 0);
	ck_assert_int_eq(base.coverage, halves[_i].coverage);
	check_value("M04", PERSON, 0, halves[_i].counted,
	            halves[_i].coverage == COVERAGE_UNKNOWN ? "unknown"
	            : halves[_i].counted < 10               ? "thin"
	                                                    : "ok");
	check_value("M01", PERSON, own, own, "ok");
	ck_assert_str_eq(state_of("M03", PERSON), halves[_i].coverage == COVERAGE_UNKNOWN ? "unknown" : "ok");
}
END_TEST

START_TEST(a_teams_coverage_is_over_all_its_repositories)
{
	plant_others(1, 100, 0);
	plant_others(3, 0, 101);
	PLANT(&planted, 10, .author = PERSON, .reviewer = 2);

	compute(&quarter);

	ck_assert_int_eq(coverage, COVERAGE_PARTIAL);
	check_value("M07", 0, 110, 211, "ok");

	plant_others(3, 0, 20);
	compute(&quarter);

	ck_assert_int_eq(coverage, COVERAGE_UNKNOWN);
	ck_assert_str_eq(state_of("M03", 0), "unknown");
	check_value("M04", PERSON, 0, 10, "ok");
}
END_TEST

/* ---- what is left out, and what counts everywhere ---- */

static void plant_mixed(void)
{
	plant_others(1, 100, 0);
	plant_others(3, 0, 100);
	PLANT(&planted, 20, .author = PERSON, .reviewer = 2);
	PLANT(&planted, 5, .author = PERSON, .repository = 3, .is_forge = true);
	PLANT(&planted, 1, .author = PERSON, .reviewer = 4, .repository = 3, .is_forge = true);
	PLANT(&planted, 30, .author = 3, .reviewer = PERSON);
	PLANT(&planted, 4, .author = 3, .reviewer = PERSON, .repository = 3, .is_forge = true);
}

START_TEST(presence_counts_everywhere_and_shares_where_reviews_are_recorded)
{
	plant_mixed();

	compute(&quarter);

	check_value("M03", PERSON, 34, 34, "ok");
	check_value("M04", PERSON, 30, 50, "ok");
	check_value("M05", PERSON, 30, 20, "ok");
	check_value("M06", PERSON, 30, 130, "ok");
	check_value("M10", PERSON, 20, 20, "ok");
	check_value("M10.balance", PERSON, 10, 50, "ok");
	check_value("M11", PERSON, 1, 34, "ok");
	/* 150 reviews to 150 own changes in the first repository. */
	check_value("M05.parity", PERSON, 30, 150, "ok");
	ck_assert_double_eq_tol(value_of("M05.parity", PERSON)->value, 1.5, 1e-12);
	check_value("M27", PERSON, 30, 150, "ok");
	check_value("M04", 0, 155, 260 + 155, "ok");
}
END_TEST

START_TEST(one_without_work_of_the_person_changes_nothing_for_that_person)
{
	static const char *const ids[] = {
		"M03", "M04", "M05", "M05.parity", "M06", "M10", "M10.balance", "M11", "M27"
	};
	struct metric_value before[sizeof(ids) / sizeof(ids[0])];

	plant_others(1, 100, 0);
	PLANT(&planted, 20, .author = PERSON, .reviewer = 2);
	PLANT(&planted, 30, .author = 3, .reviewer = PERSON);
	compute(&quarter);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		before[i] = *value_of(ids[i], PERSON);

	plant_others(3, 10, 900);
	compute(&quarter);

	ck_assert_int_eq(coverage, COVERAGE_UNKNOWN);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const struct metric_value *now = value_of(ids[i], PERSON);

		ck_assert_msg(now->k == before[i].k && now->n == before[i].n && now->state == before[i].state &&
		                      fabs(now->value - before[i].value) < 1e-12,
		              "%s", ids[i]);
	}
}
END_TEST

/* The same history in one repository and dealt out to two: whatever the coverage, all figures but those of areas are the same. */
static void plant_dealt(bool is_dealt, int64_t silent)
{
	for (int64_t i = 0; i < 60; i++) {
		int64_t repository = is_dealt ? 1 + i % 2 : 1;

		PLANT(&planted, 1, .author = 1 + i % 5, .reviewer = i % 10 < silent ? 0 : 1 + (i + 2) % 5,
		      .repository = repository);
	}
}

START_TEST(nothing_changes_where_all_are_alike)
{
	struct metric_values whole;
	enum coverage_state whole_coverage;
	int64_t silent = 2 * _i;

	plant_dealt(false, silent);
	compute(&quarter);
	whole = values;
	whole_coverage = coverage;
	values = (struct metric_values){ 0 };
	planted_stop(&planted);
	start();
	plant_dealt(true, silent);
	compute(&quarter);

	ck_assert_int_eq(coverage, whole_coverage);
	ck_assert_uint_eq(values.count, whole.count);
	for (size_t i = 0; i < values.count; i++) {
		const struct metric_value *one = &whole.at[i], *two = &values.at[i];

		if (strncmp(one->id, "M26", 3) == 0)
			continue;
		ck_assert_msg(one->k == two->k && one->n == two->n && one->state == two->state, "%s", one->id);
	}
	metric_values_release(&whole);
}
END_TEST

START_TEST(without_own_changes_reviews_say_where_somebody_works)
{
	plant_others(1, 40, 0);
	plant_others(3, 0, 200);
	PLANT(&planted, 12, .author = 2, .reviewer = PERSON);

	compute(&quarter);

	ck_assert_int_eq(coverage, COVERAGE_UNKNOWN);
	check_value("M04", PERSON, 12, 12, "ok");

	PLANT(&planted, 13, .author = 2, .reviewer = PERSON, .repository = 3);
	compute(&quarter);

	check_value("M04", PERSON, 25, 25, "unknown");
}
END_TEST

START_TEST(who_did_nothing_is_as_well_covered_as_the_team)
{
	plant_others(1, 40, 0);
	plant_others(3, 0, 200);

	compute(&quarter);

	check_value("M04", PERSON, 0, 0, "unknown");
	check_value("M06", PERSON, 0, 240, "unknown");
}
END_TEST

START_TEST(a_declaration_makes_it_all_unknown)
{
	struct metric_base base;

	plant_mixed();
	planted_sql(&planted, "INSERT INTO declared VALUES ('unrecorded', 0, 'review', -4000000000000000000, "
	                      "4000000000000000000)");

	compute(&quarter);

	ck_assert_str_eq(state_of("M04", PERSON), "unknown");
	ck_assert_int_eq(metric_person_base(&base, planted.store, &quarter, PERSON), 0);
	ck_assert_int_eq(base.coverage, COVERAGE_UNKNOWN);
	ck_assert_int_eq(base.recorded, COVERAGE_USABLE);
}
END_TEST

START_TEST(the_year_has_a_coverage_of_its_own)
{
	const int64_t earlier = PLANTED_SINCE - 100 * DAY_SECS;

	/* The third repository wrote reviewers down until the quarter began. */
	PLANT(&planted, 300, .author = 2, .reviewer = 3, .repository = 3, .time = earlier);
	PLANT(&planted, 20, .author = PERSON, .reviewer = 3, .repository = 3, .time = earlier);
	plant_others(1, 100, 0);
	plant_others(3, 0, 100);
	PLANT(&planted, 10, .author = PERSON, .reviewer = 2);
	PLANT(&planted, 10, .author = PERSON, .repository = 3, .is_forge = true);
	compute(&quarter);
	check_value("M04", PERSON, 0, 10, "ok");
	metric_values_release(&values);

	ck_assert_int_eq(metric_compute_year(&values, &coverage, planted.store, &quarter), 0);

	check_value("M04", PERSON, 0, 40, "ok");
}
END_TEST

/* ---- proofs ---- */

struct proofs {
	int64_t counted, left_out;
};

static int count_proof(void *payload, const struct evidence_row *row)
{
	struct proofs *proofs = payload;

	if (row->counted)
		proofs->counted++;
	else if (text_equal(row->why, TEXT("reviews hardly recorded there")))
		proofs->left_out++;
	return 0;
}

START_TEST(proofs_say_what_was_left_out)
{
	static const struct {
		const char *id;
		int64_t counted, left_out;
	} wanted[] = { { "M03", 34, 0 }, { "M04", 50, 10 }, { "M05", 50, 10 }, { "M06", 30, 4 } };

	plant_mixed();
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct proofs proofs = { 0 };

		ck_assert_int_eq(metric_evidence(planted.store, metric_find(text_of(wanted[i].id)), &quarter, PERSON,
		                                 count_proof, &proofs),
		                 0);
		ck_assert_int_eq(proofs.counted, wanted[i].counted);
		ck_assert_int_eq(proofs.left_out, wanted[i].left_out);
	}
}
END_TEST

/* ---- what others are told ---- */

static int log_excluded(void *payload, struct text key, int64_t own, double share)
{
	buf_add_fmt(payload, "%.*s %lld %.3f;", (int)key.size, key.at, (long long)own, share);
	return 0;
}

static void check_excluded(const char *want)
{
	struct buf log = { 0 };

	ck_assert_int_eq(metric_each_excluded(planted.store, &quarter, PERSON, log_excluded, &log), 0);
	ck_assert_str_eq(buf_str(&log), want);
	buf_release(&log);
}

START_TEST(what_is_left_out_is_named_with_its_share_of_own_changes)
{
	plant_mixed();
	plant_others(2, 60, 40);
	check_excluded("repo3 6 0.231;");
	PLANT(&planted, 1, .author = 3, .reviewer = PERSON, .repository = 2);
	check_excluded("repo3 6 0.231;");
	planted_sql(&planted, "DELETE FROM scope_held");
	check_excluded("repo2 0 0.000;repo3 6 0.231;");
	PLANT(&planted, 40, .author = PERSON, .repository = 3, .is_forge = true);
	planted_sql(&planted, "DELETE FROM scope_held");
	check_excluded("repo3 46 0.697;");
}
END_TEST

START_TEST(nothing_is_named_where_all_are_alike)
{
	plant_others(1, 0, 40);
	plant_others(2, 10, 40);
	PLANT(&planted, 10, .author = PERSON);
	check_excluded("");
}
END_TEST

static int log_repository(void *payload, const struct metric_repository *repository)
{
	buf_add_fmt(payload, "%.*s %lld/%lld %d;", (int)repository->key.size, repository->key.at,
	            (long long)repository->reviewed, (long long)repository->changes, (int)repository->coverage);
	return 0;
}

START_TEST(each_repository_has_its_own_coverage)
{
	struct buf log = { 0 };

	plant_others(1, 7, 3);
	plant_others(2, 5, 5);
	plant_others(3, 4, 6);

	ck_assert_int_eq(metric_each_repository(planted.store, &quarter, log_repository, &log), 0);

	ck_assert_str_eq(buf_str(&log), "k 7/10 2;repo2 5/10 1;repo3 4/10 0;");
	buf_release(&log);
}
END_TEST

/* ---- who merged, who wrote ---- */

START_TEST(who_merged_is_known_where_the_person_works)
{
	/* Most changes say who integrated them; those where the person writes do not. */
	PLANT(&planted, 200, .author = 2, .integrator = 3);
	PLANT(&planted, 20, .author = PERSON, .repository = 2, .is_forge = true);
	PLANT(&planted, 20, .author = 4, .repository = 2, .is_forge = true);

	compute(&quarter);

	check_value("M29.other", 0, 200, 240, "ok");
	check_value("M29.int", PERSON, 0, 0, "unknown");

	PLANT(&planted, 20, .author = PERSON, .integrator = 3);
	compute(&quarter);

	check_value("M29.int", PERSON, 0, 0, "ok");
}
END_TEST

START_TEST(newcomers_are_compared_where_reviews_are_recorded)
{
	plant_others(1, 200, 0);
	PLANT(&planted, 10, .author = 5, .reviewer = 2, .is_newcomer = true);
	PLANT(&planted, 30, .author = 6, .repository = 3, .is_forge = true, .is_newcomer = true);

	compute(&quarter);

	ck_assert_int_eq(coverage, COVERAGE_USABLE);
	check_value("M12.new", 0, 10, 10, "ok");
	check_value("M12.gap", 0, 10, 10, "ok");
	check_value("M08", 0, 0, 210, "ok");
}
END_TEST

START_TEST(home_areas_of_two_repositories_are_two)
{
	PLANT(&planted, 10, .author = PERSON, .area = "src");
	PLANT(&planted, 10, .author = PERSON, .area = "src", .repository = 2);
	PLANT(&planted, 7, .author = 2, .area = "src", .repository = 3);
	PLANT(&planted, 5, .author = 2, .area = "src", .repository = 2);

	compute(&quarter);

	check_value("M26", PERSON, 2, 20, "ok");
	check_value("M27.open", PERSON, 5, 5, "ok");
}
END_TEST

Suite *suite_repositories(void)
{
	Suite *suite = suite_create("repositories");
	TCase *tc = tcase_create("repositories");

	tcase_add_checked_fixture(tc, start, metric_kit_stop);
	tcase_add_loop_test(tc, the_share_rests_on_repositories_that_hold_half_of_the_own_changes, 0,
	                    (int)(sizeof(halves) / sizeof(halves[0])));
	tcase_add_test(tc, a_teams_coverage_is_over_all_its_repositories);
	tcase_add_test(tc, presence_counts_everywhere_and_shares_where_reviews_are_recorded);
	tcase_add_test(tc, one_without_work_of_the_person_changes_nothing_for_that_person);
	tcase_add_loop_test(tc, nothing_changes_where_all_are_alike, 0, 5);
	tcase_add_test(tc, without_own_changes_reviews_say_where_somebody_works);
	tcase_add_test(tc, who_did_nothing_is_as_well_covered_as_the_team);
	tcase_add_test(tc, a_declaration_makes_it_all_unknown);
	tcase_add_test(tc, the_year_has_a_coverage_of_its_own);
	tcase_add_test(tc, proofs_say_what_was_left_out);
	tcase_add_test(tc, what_is_left_out_is_named_with_its_share_of_own_changes);
	tcase_add_test(tc, nothing_is_named_where_all_are_alike);
	tcase_add_test(tc, each_repository_has_its_own_coverage);
	tcase_add_test(tc, who_merged_is_known_where_the_person_works);
	tcase_add_test(tc, newcomers_are_compared_where_reviews_are_recorded);
	tcase_add_test(tc, home_areas_of_two_repositories_are_two);
	suite_add_tcase(suite, tc);
	return suite;
}
