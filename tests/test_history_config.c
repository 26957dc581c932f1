/* git's configuration: places, their order, and what the environment hands on. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/history/environment_config.h"
#include "../analyzers/history/libgit2.h"
#include "lead/alloc.h"
#include "lead/history.h"
#include "support/fixture_repo.h"

Suite *suite_history_config(void);

static struct fixture_repo *fixture;
static struct repository *repository;

static void setup(void)
{
	fixture_environment();
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_WORK_TREE);
}

static void teardown(void)
{
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

static void open_fixture(void)
{
	ck_assert_msg(repository_open(&repository, fixture_repo_path(fixture)) == 0, "%s", error_message());
}

static void append_config(const char *text)
{
	char *path = xstrfmt("%sconfig", fixture_repo_git_dir(fixture));
	FILE *file = fopen(path, "a");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	free(path);
}

/* ---- configuration ---- */

static struct config *read_config(void)
{
	struct config *config = config_new();

	ck_assert_msg(repository_read_config(repository, config) == 0, "%s", error_message());
	return config;
}

START_TEST(later_places_of_configuration_win)
{
	char *home = xstrdup(fixture_repo_path(fixture)), *global = xstrfmt("%s/global", home);
	struct config *config;

	fixture_write(fixture, true, "global", "[lead]\n\ta = global\n\tb = global\n\tc = global\n\td = global\n\te\n");
	append_config("[lead]\n\tb = local\n\tc = local\n\td = local\n[Lead \"Sub.Part\"]\n\tKey = x\n");
	append_config("[lead]\n\tmany = 1\n\tmany = 2\n");
	setenv("GIT_CONFIG_GLOBAL", global, 1);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "lead.c", 1);
	setenv("GIT_CONFIG_VALUE_0", "counted", 1);
	setenv("GIT_CONFIG_PARAMETERS", "'lead.d'='command'", 1);
	open_fixture();
	config = read_config();
	ck_assert_str_eq(config_get(config, "lead.a"), "global");
	ck_assert_str_eq(config_get(config, "lead.b"), "local");
	ck_assert_str_eq(config_get(config, "lead.c"), "counted");
	ck_assert_str_eq(config_get(config, "lead.d"), "command");
	ck_assert_str_eq(config_get(config, "lead.Sub.Part.key"), "x");
	ck_assert_str_eq(config_get(config, "lead.many"), "2");
	config_free(config);
	free(home);
	free(global);
}
END_TEST

START_TEST(configuration_of_the_work_tree_comes_after_the_local_one)
{
	struct config *config;

	append_config(
		"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n[lead]\n\ta = local\n");
	fixture_write(fixture, false, "config.worktree", "[lead]\n\ta = worktree\n");
	open_fixture();
	config = read_config();
	ck_assert_str_eq(config_get(config, "lead.a"), "worktree");
	config_free(config);
}
END_TEST

static const struct {
	const char *parameters, *name, *value; /* name NULL: malformed */
} parameter_rows[] = {
	{ "", "a.b", NULL },
	{ "'a.b=c'", "a.b", "c" },
	{ "'a.b'='c'", "a.b", "c" },
	{ "'a.b'='c=d'", "a.b", "c=d" },
	{ "'a.b=c=d'", "a.b", "c=d" },
	{ "'a.s=x.b'='c'", "a.s=x.b", "c" },
	{ "  'x.y=1'  'a.b=c' ", "a.b", "c" },
	{ "'a.b=1' 'a.b=2'", "a.b", "2" },
	{ "'a.b'='it'\\''s'", "a.b", "it's" },
	{ "'a.b=wow'\\!''", "a.b", "wow!" },
	{ "'a.b'=''", "a.b", "" },
	{ "'a.b='", "a.b", "" },
	{ "a.b=c", NULL, NULL },
	{ "'a.b=c", NULL, NULL },
	{ "'a.b'x", NULL, NULL },
	{ "'a.b'=c", NULL, NULL },
	{ "'a.b'='c'x", NULL, NULL },
	{ "'=c'", NULL, NULL },
	{ "'nodot'='c'", NULL, NULL },
};

START_TEST(parameters_of_the_command_line_are_read_in_both_forms)
{
	struct config *config = config_new();
	int status = config_parameters_parse(config, parameter_rows[_i].parameters);

	if (!parameter_rows[_i].name) {
		ck_assert_int_eq(status, ERR_INVALID);
	} else {
		const char *value = config_get(config, parameter_rows[_i].name);

		ck_assert_int_eq(status, 0);
		ck_assert_pstr_eq(value, parameter_rows[_i].value);
	}
	config_free(config);
}
END_TEST

START_TEST(a_parameter_without_value_is_true)
{
	struct config *config = config_new();
	bool value = false;

	ck_assert_int_eq(config_parameters_parse(config, "'a.b' 'a.c'="), 0);
	ck_assert_int_eq(config_get_bool(&value, config, "a.b", false), 0);
	ck_assert(value);
	ck_assert_int_eq(config_get_bool(&value, config, "a.c", false), 0);
	ck_assert(value);
	config_free(config);
}
END_TEST

static const char *const bad_counts[] = { "x", "-1", "2", "99999999999999999999", "4294967296" };

START_TEST(a_wrong_count_is_invalid)
{
	struct config *config = config_new();

	setenv("GIT_CONFIG_COUNT", bad_counts[_i], 1);
	setenv("GIT_CONFIG_KEY_0", "a.b", 1);
	setenv("GIT_CONFIG_VALUE_0", "c", 1);
	ck_assert_int_eq(repository_read_config(NULL, config), ERR_INVALID);
	config_free(config);
}
END_TEST

#define ADD_LOOP(tc, test, rows) tcase_add_loop_test(tc, test, 0, sizeof(rows) / sizeof((rows)[0]))

Suite *suite_history_config(void)
{
	Suite *suite = suite_create("history_config");
	TCase *tc = tcase_create("configuration");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, later_places_of_configuration_win);
	if (LIBGIT2_HAS_EXTENSIONS)
		tcase_add_test(tc, configuration_of_the_work_tree_comes_after_the_local_one);
	ADD_LOOP(tc, parameters_of_the_command_line_are_read_in_both_forms, parameter_rows);
	tcase_add_test(tc, a_parameter_without_value_is_true);
	ADD_LOOP(tc, a_wrong_count_is_invalid, bad_counts);
	suite_add_tcase(suite, tc);
	return suite;
}
