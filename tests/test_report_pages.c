/*
 * The parts of a long report beside figures, over a planted organisation: who reviews whom between groups, records, knowledge,
 * areas, teams, proofs and links.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/config.h"
#include "lead/report.h"
#include "support/planted_team.h"

Suite *suite_report_pages(void);

#define FOREVER "-4000000000000000000, 4000000000000000000"

static struct planted planted;
static struct config *config;
static struct report report;
static struct report_request request;
static int64_t subjects[4];

/* 1 to 8 are the team core, led by 1; 9 to 14 are in no team. Reviews are recorded throughout. */
static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 14);
	planted_sql(&planted, "INSERT INTO member SELECT 'core', id, id = 1, " FOREVER " FROM person WHERE id <= 8;");
	config = config_new();
	report = (struct report){ 0 };
	request = (struct report_request){
		.period = { PLANTED_SINCE, PLANTED_UNTIL }, .fiscal_month = 1, .is_long = true, .team = "core"
	};
}

static void stop(void)
{
	report_release(&report);
	config_free(config);
	planted_stop(&planted);
}

/* Up to two subjects; 0 is none. */
static void build(int64_t first, int64_t second)
{
	subjects[0] = first;
	subjects[1] = second;
	request.subjects = subjects;
	request.subject_count = (size_t)(first != 0) + (size_t)(second != 0);
	report_release(&report);
	ck_assert_msg(report_build(&report, planted.store, config, &request) == 0, "%s", error_message());
}

static void set(const char *name, const char *value, enum config_origin origin)
{
	ck_assert_int_eq(config_add(config, name, value, origin), 0);
}

static const struct report_team *team_of(const char *name)
{
	for (size_t i = 0; i < report.team_count; i++)
		if (!strcmp(report.teams[i].name, name))
			return &report.teams[i];
	ck_abort_msg("no team '%s'", name);
}

/* The first group whose name begins so. */
static size_t group(const struct report_matrix *matrix, const char *name)
{
	for (size_t i = 0; i < matrix->count; i++)
		if (!strncmp(matrix->groups[i], name, strlen(name)))
			return i;
	ck_abort_msg("no group '%s'", name);
}

static int64_t cell(const struct report_matrix *matrix, const char *row, const char *column)
{
	return matrix->cells[group(matrix, row) * matrix->count + group(matrix, column)];
}

/* ---- the matrix ---- */

/* Each of the team has ten changes: the lead reviews the others', somebody outside the lead's. */
static void plant_reviews(void)
{
	for (int64_t i = 2; i <= 8; i++)
		PLANT(&planted, 10, .author = i, .reviewer = 1);
	for (int64_t i = 9; i <= 14; i++)
		PLANT(&planted, 2, .author = 1, .reviewer = i);
	PLANT(&planted, 3, .author = 3, .reviewer = 4);
}

START_TEST(a_matrix_names_who_has_a_page_and_groups_the_others)
{
	const struct report_matrix *matrix;

	plant_reviews();
	build(1, 0);
	matrix = &team_of("core")->matrix;
	ck_assert_uint_eq(matrix->count, 3);
	ck_assert_str_eq(matrix->groups[0], "Person 1");
	ck_assert_str_eq(matrix->groups[1], "others in the team (7 people)");
	ck_assert_str_eq(matrix->groups[2], "outside the team (6 people)");
	ck_assert_int_eq(cell(matrix, "Person 1", "others"), 70);
	ck_assert_int_eq(cell(matrix, "others", "others"), 3);
	ck_assert_int_eq(cell(matrix, "others", "Person 1"), 0);
	ck_assert_int_eq(cell(matrix, "outside", "Person 1"), 12);
	ck_assert_int_eq(cell(matrix, "Person 1", "outside"), -1);
	ck_assert_ptr_null(matrix->note);
}
END_TEST

START_TEST(a_group_that_is_too_small_is_left_out_and_said)
{
	const struct report_matrix *matrix;

	plant_reviews();
	request.least_group = 7;
	build(1, 0);
	matrix = &team_of("core")->matrix;
	ck_assert_uint_eq(matrix->count, 2);
	ck_assert_str_eq(matrix->note, "6 people are left out: too few to stand as a group.");
	request.least_group = 8;
	build(1, 0);
	matrix = &team_of("core")->matrix;
	ck_assert_uint_eq(matrix->count, 0);
	ck_assert_ptr_nonnull(matrix->note);
}
END_TEST

START_TEST(newcomers_are_a_group_where_there_are_enough)
{
	const struct report_matrix *matrix;

	planted_people(&planted, 0);
	planted_sql(&planted, "INSERT INTO member SELECT 'big', id, 0, " FOREVER " FROM person;");
	for (int64_t i = 1; i <= 7; i++)
		PLANT(&planted, 10, .author = i, .reviewer = i % 7 + 1);
	for (int64_t i = 8; i <= 14; i++)
		PLANT(&planted, 4, .author = i, .reviewer = 1, .is_newcomer = true);
	request.team = "big";
	build(0, 0);
	matrix = &team_of("big")->matrix;
	ck_assert_uint_eq(matrix->count, 2);
	ck_assert_int_eq(cell(matrix, "others", "newcomers (7 people)"), 28);
	ck_assert_int_eq(cell(matrix, "newcomers", "others"), 0);
}
END_TEST

START_TEST(of_everybody_teams_are_the_groups)
{
	const struct report_matrix *matrix;

	planted_sql(&planted, "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id > 8;");
	plant_reviews();
	request.team = "";
	request.has_teams = true;
	build(1, 0);
	ck_assert_uint_eq(report.team_count, 3);
	matrix = &team_of("")->matrix;
	ck_assert_uint_eq(matrix->count, 2);
	ck_assert_int_eq(cell(matrix, "core (8 people)", "core"), 73);
	ck_assert_int_eq(cell(matrix, "web (6 people)", "core"), 12);
	ck_assert_int_eq(cell(matrix, "core", "web"), 0);
}
END_TEST

/* Five people of whom all but one have pages: their row less these is that one. */
START_TEST(a_group_less_those_with_a_page_is_no_one_person)
{
	planted_sql(&planted,
	            "DELETE FROM member WHERE team = 'core' AND person_id > 3;\n"
	            "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id BETWEEN 4 AND 8;");
	plant_reviews();
	request.team = "";
	request.has_teams = true;
	request.least_group = 3;
	build(0, 0);
	ck_assert_uint_eq(team_of("")->matrix.count, 3);
	build(1, 2);
	ck_assert_uint_eq(team_of("")->matrix.count, 0);
	ck_assert_str_eq(team_of("")->matrix.note,
	                 "Withheld: with the sums beside it, it would tell of too few people.");
}
END_TEST

/* The figures of a team less its group here are those of whoever is in another as well. */
START_TEST(one_person_in_two_teams_is_not_told_apart)
{
	planted_sql(&planted,
	            "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id BETWEEN 8 AND 11;");
	plant_reviews();
	request.team = "";
	request.has_teams = true;
	request.least_group = 3;
	build(0, 0);
	ck_assert_uint_eq(team_of("")->matrix.count, 0);
	planted_sql(&planted,
	            "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id BETWEEN 6 AND 7;");
	build(0, 0);
	ck_assert_uint_eq(team_of("")->matrix.count, 4);
}
END_TEST

/* 8 was sealed with a page and is not asked for now. */
START_TEST(a_sealed_matrix_names_nobody_without_a_page)
{
	const struct report_matrix *matrix;
	const int64_t named[] = { 1 };

	plant_reviews();
	request.freeze = request.is_up_to_date = true;
	build(1, 8);
	request.freeze = false;
	build(1, 8);
	matrix = &team_of("core")->matrix;
	ck_assert_uint_eq(group(matrix, "Person 8"), 1);
	request.is_of_seal = true;
	request.named = named;
	request.named_count = 1;
	build(1, 0);
	matrix = &team_of("core")->matrix;
	ck_assert_uint_eq(matrix->count, 3);
	for (size_t i = 0; i < matrix->count; i++)
		ck_assert_str_ne(matrix->groups[i], "Person 8");
	ck_assert_int_eq(cell(matrix, "Person 1", "others"), 70);
}
END_TEST

START_TEST(without_recorded_reviews_there_is_no_matrix)
{
	for (int64_t i = 1; i <= 8; i++)
		PLANT(&planted, 10, .author = i);
	build(1, 0);
	ck_assert_uint_eq(team_of("core")->matrix.count, 0);
	ck_assert_str_eq(team_of("core")->matrix.note, "Who reviewed is not recorded well enough to tell.");
}
END_TEST

START_TEST(pseudonyms_reach_the_matrix_and_the_leads)
{
	const struct report_team *team;

	plant_reviews();
	request.pseudonym = "a key of sixteen";
	build(1, 0);
	team = team_of("core");
	for (size_t i = 0; i < team->matrix.count; i++)
		ck_assert_ptr_null(strstr(team->matrix.groups[i], "Person 1"));
	ck_assert_uint_eq(team->lead_count, 1);
	ck_assert_str_eq(team->leads[0].name, report.people[0].name);
	ck_assert_ptr_null(report.people[0].proofs[0].command);
	for (size_t i = 0; i < report.people[0].finding_count; i++)
		for (size_t j = 0; j < report.people[0].proofs[i].line_count; j++)
			ck_assert_str_eq(report.people[0].proofs[i].lines[j].raw, "");
}
END_TEST

/* ---- records ---- */

static void plant_record(int64_t id, int64_t change, int64_t position, const char *state)
{
	char sql[512];

	snprintf(sql, sizeof(sql),
	         "INSERT OR IGNORE INTO decision VALUES (%d, 1, 'docs/adr/%d.md', 'madr', '%d', 'Title %d', 'accepted',"
	         " 'accepted', NULL, 1);\n"
	         "INSERT INTO decision_status VALUES (%d, %d, '%s', '%s', %d);",
	         (int)id, (int)id, (int)id, (int)id, (int)id, (int)position, state, state, (int)change);
	planted_sql(&planted, sql);
}

START_TEST(records_stand_in_time_with_what_happened_to_them)
{
	const struct report_team *team;
	int64_t old = PLANT(&planted, 1, .author = 2, .time = PLANTED_BEFORE, .has_decision = true);
	int64_t young = PLANT(&planted, 1, .author = 1, .has_decision = true);
	int64_t others = PLANT(&planted, 1, .author = 9, .has_decision = true);

	plant_record(1, old, 0, "pending");
	plant_record(1, young, 1, "accepted");
	plant_record(2, young, 0, "accepted");
	plant_record(3, others, 0, "pending");
	build(1, 0);
	team = team_of("core");
	ck_assert_uint_eq(team->decision_count, 3);
	ck_assert_str_eq(team->decisions[0].event, "new");
	ck_assert_int_eq(team->decisions[0].period, SERIES_PERIODS - 2);
	ck_assert_str_eq(team->decisions[1].event, "accepted");
	ck_assert_str_eq(team->decisions[1].title, "Title 1");
	ck_assert_str_eq(team->decisions[2].event, "new, accepted");
	ck_assert_int_eq(team->decisions[2].period, SERIES_PERIODS - 1);
	ck_assert_str_eq(team->decisions[2].path, "docs/adr/2.md");
}
END_TEST

/* ---- knowledge ---- */

START_TEST(the_knowledge_map_counts_files_and_hides_few_people)
{
	const struct report_team *team;

	PLANT(&planted, 30, .author = 1, .reviewer = 2);
	planted_sql(
		&planted,
		"INSERT INTO path VALUES (1, 'src/a.c'), (2, 'src/b.c'), (3, 'src/c.c'), (4, 'lib/d.c');\n"
		"INSERT INTO path_class SELECT 1, id, 'code', substr(name, 1, 3) FROM path;\n"
		"INSERT INTO code_life SELECT 1, id, 0, NULL FROM path;\n"
		"INSERT INTO presence SELECT 1, id, 0, 4000000000 FROM person WHERE id <= 6;\n"
		"INSERT INTO code_knower SELECT 1, 1, id, 0, 0, NULL FROM person WHERE id <= 6;\n"
		"INSERT INTO code_knower VALUES (1, 2, 1, 0, 0, NULL), (1, 4, 2, 0, 0, NULL), (1, 3, 9, 0, 0, NULL);");
	request.team = "";
	build(0, 0);
	team = team_of("");
	ck_assert_uint_eq(team->knowledge_count, 2);
	ck_assert_str_eq(team->knowledge[0].area, "src");
	ck_assert_int_eq(team->knowledge[0].file_count, 3);
	ck_assert_int_eq(team->knowledge[0].single_count, 1);
	ck_assert_int_eq(team->knowledge[0].nobody_count, 1);
	ck_assert_int_eq(team->knowledge[0].knower_count, 6);
	ck_assert_int_eq(team->knowledge[1].single_count, 1);
	ck_assert_int_eq(team->knowledge[1].knower_count, -1);
}
END_TEST

/* ---- facts ---- */

START_TEST(areas_tell_own_work_from_work_for_others)
{
	const struct report_person *person;

	PLANT(&planted, 6, .author = 1, .reviewer = 2, .area = "src");
	PLANT(&planted, 4, .author = 2, .reviewer = 1, .area = "lib");
	build(1, 0);
	person = &report.people[0];
	ck_assert_uint_eq(person->area_count, 2);
	ck_assert_str_eq(person->areas[0].area, "lib");
	ck_assert_int_eq(person->areas[0].own_count, 0);
	ck_assert_int_eq(person->areas[0].other_count, 4);
	ck_assert_int_eq(person->areas[1].own_count, 6);
	ck_assert_int_eq(person->areas[1].other_count, 0);
}
END_TEST

START_TEST(memberships_say_what_lies_within_the_period)
{
	const struct report_person *person;

	planted_sql(&planted,
	            "INSERT INTO member VALUES ('web', 1, 0, 1777593600, 4000000000000000000);\n" /* 2026-05-01 */
	            "INSERT INTO member VALUES ('old', 1, 1, 0, 1000);");
	plant_reviews();
	build(1, 0);
	person = &report.people[0];
	ck_assert_uint_eq(person->membership_count, 2);
	ck_assert_str_eq(person->memberships[0].name, "core");
	ck_assert_str_eq(person->memberships[0].words, "");
	ck_assert(person->memberships[0].is_lead);
	ck_assert_str_eq(person->memberships[1].name, "web");
	ck_assert_str_eq(person->memberships[1].words, "from 2026-05-01");
	ck_assert_uint_eq(team_of("core")->lead_count, 1);
	ck_assert_uint_eq(team_of("core")->repository_count, 1);
}
END_TEST

START_TEST(a_lead_who_opted_out_is_not_listed)
{
	plant_reviews();
	planted_sql(&planted, "INSERT INTO declared VALUES ('optout', 1, '', " FOREVER ");");
	build(2, 0);
	ck_assert_uint_eq(team_of("core")->lead_count, 0);
}
END_TEST

/* ---- proofs and links ---- */

static const struct report_proofs *proofs_of(const char *pattern)
{
	const struct report_person *person = &report.people[0];

	for (size_t i = 0; i < person->finding_count; i++)
		if (!strcmp(person->findings[i].pattern, pattern))
			return &person->proofs[i];
	ck_abort_msg("no %s", pattern);
}

START_TEST(a_finding_has_its_newest_lines_and_their_number)
{
	const struct report_proofs *proofs;

	PLANT(&planted, 30, .author = 1, .reviewer = 2);
	PLANT(&planted, 30, .author = 2, .reviewer = 1);
	PLANT(&planted, 1, .author = 2, .reviewer = 1, .time = PLANTED_UNTIL - 1, .key = "pr:77");
	build(1, 0);
	proofs = proofs_of("P01");
	ck_assert_uint_eq(proofs->line_count, PROOFS_SHOWN);
	ck_assert_int_ge(proofs->total_count, 31);
	ck_assert_int_eq(strncmp(proofs->lines[0].change, "pr:77", 5), 0);
	ck_assert_str_eq(proofs->command,
	                 "git lead explain P01 p1@example.org --team=core --since=2026-04-01 --until=2026-07-01");
}
END_TEST

START_TEST(lines_that_name_who_opted_out_are_not_there_and_not_counted)
{
	int64_t before;

	PLANT(&planted, 30, .author = 1, .reviewer = 2);
	PLANT(&planted, 30, .author = 3, .reviewer = 1);
	build(1, 0);
	before = proofs_of("P01")->total_count;
	planted_sql(&planted, "INSERT INTO declared VALUES ('optout', 2, '', " FOREVER ");");
	build(1, 0);
	ck_assert_int_le(proofs_of("P01")->total_count, before);
	for (size_t i = 0; i < proofs_of("P01")->line_count; i++)
		ck_assert_ptr_null(strstr(proofs_of("P01")->lines[i].raw, "Person 2"));
}
END_TEST

START_TEST(a_hostile_address_stands_in_no_command)
{
	PLANT(&planted, 30, .author = 1, .reviewer = 2);
	PLANT(&planted, 30, .author = 2, .reviewer = 1);
	planted_sql(&planted, "UPDATE person SET key = 'Ada <$(reboot)@x>' WHERE id = 1;");
	build(1, 0);
	ck_assert_ptr_null(strstr(proofs_of("P01")->command, "reboot"));
}
END_TEST

START_TEST(links_come_from_the_remote_or_from_trusted_settings)
{
	PLANT(&planted, 30, .author = 1, .reviewer = 2);
	build(1, 0);
	ck_assert_ptr_null(report.repositories[0].url);
	planted_sql(&planted, "UPDATE repository SET remote = 'git@github.com:example/engine.git';");
	build(1, 0);
	ck_assert_str_eq(report.repositories[0].url, "https://github.com/example/engine/commit/{commit}");
	set("lead.commitUrl", "https://evil.example/{commit}", CONFIG_PROJECT);
	build(1, 0);
	ck_assert_str_eq(report.repositories[0].url, "https://github.com/example/engine/commit/{commit}");
	set("lead.commitUrl", "https://forge.example/{commit}", CONFIG_GIT);
	build(1, 0);
	ck_assert_str_eq(report.repositories[0].url, "https://forge.example/{commit}");
	set("lead.commitUrl", "javascript:{commit}", CONFIG_COMMAND_LINE);
	report_release(&report);
	ck_assert_int_eq(report_build(&report, planted.store, config, &request), ERR_INVALID);
	report = (struct report){ 0 };
}
END_TEST

Suite *suite_report_pages(void)
{
	Suite *suite = suite_create("report_pages");
	TCase *tc = tcase_create("pages");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, a_matrix_names_who_has_a_page_and_groups_the_others);
	tcase_add_test(tc, a_group_that_is_too_small_is_left_out_and_said);
	tcase_add_test(tc, newcomers_are_a_group_where_there_are_enough);
	tcase_add_test(tc, of_everybody_teams_are_the_groups);
	tcase_add_test(tc, without_recorded_reviews_there_is_no_matrix);
	tcase_add_test(tc, a_group_less_those_with_a_page_is_no_one_person);
	tcase_add_test(tc, one_person_in_two_teams_is_not_told_apart);
	tcase_add_test(tc, a_sealed_matrix_names_nobody_without_a_page);
	tcase_add_test(tc, pseudonyms_reach_the_matrix_and_the_leads);
	tcase_add_test(tc, records_stand_in_time_with_what_happened_to_them);
	tcase_add_test(tc, the_knowledge_map_counts_files_and_hides_few_people);
	tcase_add_test(tc, areas_tell_own_work_from_work_for_others);
	tcase_add_test(tc, memberships_say_what_lies_within_the_period);
	tcase_add_test(tc, a_lead_who_opted_out_is_not_listed);
	tcase_add_test(tc, a_finding_has_its_newest_lines_and_their_number);
	tcase_add_test(tc, lines_that_name_who_opted_out_are_not_there_and_not_counted);
	tcase_add_test(tc, a_hostile_address_stands_in_no_command);
	tcase_add_test(tc, links_come_from_the_remote_or_from_trusted_settings);
	suite_add_tcase(suite, tc);
	return suite;
}
