/* Completion: everything -h names is offered, only what was begun, and the words before decide. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../cmd/complete.h"
#include "lead/alloc.h"
#include "lead/history.h"

Suite *suite_complete(void);

static struct buf out;

static void setup(void)
{
	ck_assert_int_eq(history_init(), 0);
}

static void teardown(void)
{
	buf_release(&out);
	history_shutdown();
}

/* Words separated by spaces; the last one is what follows the last space. */
static const char *complete(const char *line)
{
	char *copy = xstrdup(line), *words[16];
	int count = 0;

	for (char *at = copy; at; count++) {
		words[count] = at;
		at = strchr(at, ' ');
		if (at)
			*at++ = '\0';
	}
	buf_clear(&out);
	complete_words(&out, count, words);
	free(copy);
	return buf_str(&out);
}

/* Whether a line is that word, whatever its clause. */
static bool offers(const char *word)
{
	struct text rest = buf_text(&out), line;

	while (text_next_line(&rest, &line)) {
		ptrdiff_t tab = text_find_char(line, '\t', 0);

		if (text_equal(text_slice(line, 0, tab < 0 ? line.size : (size_t)tab), text_of(word)))
			return true;
	}
	return false;
}

/* "    -C, --directory=<path>   run as …" -> "--directory="; NULL for a line without an option. */
static char *option_of_help(struct text line)
{
	ptrdiff_t from = text_starts(line, TEXT("    ")) ? text_find(line, TEXT("--"), 0) : -1;
	size_t to;

	if (from < 0 || from > 8)
		return NULL;
	for (to = (size_t)from; to < line.size && line.at[to] != ' ' && line.at[to] != '='; to++)
		;
	return xstrndup(line.at + from, to + (to < line.size && line.at[to] == '=') - (size_t)from);
}

static size_t assert_options_of(const struct command *command)
{
	char *line_typed = xstrfmt("%s%s-", command->name, *command->name ? " " : "");
	struct buf help = { 0 };
	struct text rest, line;
	size_t count = 0;

	command_help(&help, command);
	rest = buf_text(&help);
	complete(line_typed);
	while (text_next_line(&rest, &line)) {
		char *option = option_of_help(line);

		if (!option)
			continue;
		ck_assert_msg(offers(option), "'git lead %s' does not offer %s of its -h", line_typed, option);
		free(option);
		count++;
	}
	buf_release(&help);
	free(line_typed);
	return count;
}

START_TEST(every_option_of_help_is_offered)
{
	const struct command *command;

	ck_assert_uint_gt(assert_options_of(&command_screen), 10);
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		ck_assert_uint_gt(assert_options_of(command), 10);
}
END_TEST

START_TEST(every_command_is_offered)
{
	const struct command *command;

	complete("");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		ck_assert_msg(offers(command->name), "%s is not offered", command->name);
	ck_assert(!offers("--help"));
}
END_TEST

static void assert_choices(const struct option *option)
{
	struct complete_context context = { .out = &out, .before = "" };
	struct text rest, line;
	size_t count = 0;

	buf_clear(&out);
	complete_option_value(&context, option);
	rest = buf_text(&out);
	while (text_next_line(&rest, &line)) {
		for (size_t i = 0; i < line.size; i++)
			ck_assert_msg(char_is_alnum(line.at[i]) || line.at[i] == '-', "--%s: '%s' is no list of words",
			              option->name, option->help);
		count++;
	}
	ck_assert_msg(count >= 2, "--%s: '%s' is no list", option->name, option->help);
}

START_TEST(the_clause_of_a_choice_is_the_list_of_its_values)
{
	const struct command *command;
	size_t count = 0;

	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		for (size_t j = 0; command->options && command->options[j]; j++)
			for (const struct option *option = command->options[j]; option->name; option++)
				if (complete_is_choice(option)) {
					assert_choices(option);
					count++;
				}
	ck_assert_uint_ge(count, 5);
}
END_TEST

/* What was typed, and all that is offered, clauses left out. */
static const struct {
	const char *typed, *want;
} rows[] = {
	{ "rep", "report" },
	{ "nonsense ", "" },
	{ "--db=x rep", "report" },
	{ "--db rep rep", "report" },
	{ "-C rep rep", "report" },
	{ "-Crep rep", "report" },
	{ "-q rep", "report" },
	{ "--d", "--directory= --db=" },
	{ "report --format=", "--format=text --format=json --format=csv --format=md --format=html" },
	{ "report --form=h", "--form=html" },
	{ "report --format h", "html" },
	{ "report --format=html m", "me" },
	{ "query --format=", "--format=table --format=csv --format=json" },
	{ "owners --role=o", "--role=owner" },
	{ "--color a", "always auto" },
	{ "report --no-sc", "--no-scan" },
	{ "report --no-q", "--no-quiet" },
	{ "--pseu", "--pseudonyms" },
	{ "scan --pseu", "" },
	{ "--vers", "--version" },
	{ "scan --vers", "" },
	{ "check ", ":revisions" },
	{ "check --base=", ":revisions" },
	{ "check --base x ", ":revisions" },
	{ "check --format=s", "--format=sarif" },
	{ "scan ", ":directories" },
	{ "scan a b ", ":directories" },
	{ "merge ", ":files" },
	{ "import a ", ":files" },
	{ "import --db ", ":files" },
	{ "-C ", ":directories" },
	{ "record --init ", ":remotes" },
	{ "record --init origin ", "" },
	{ "explain cov", "coverage" },
	{ "explain M2", "M20 M21 M22 M23 M24 M25 M26 M27 M28 M29" },
	{ "explain P01 ", "" },
	{ "explain multi", "multiplier" },
	{ "report -- --f", "" },
	{ "report --unknown --sho", "--short" },
	{ "report --since ", "" },
	{ "people -", "--directory= --db= --config= --mailmap= --lead= --team= --quarter= --period= --since= --until= "
	              "--output= --color= --width= --plain --no-pager --no-scan --quiet --format= --help" },
};

START_TEST(the_words_before_decide)
{
	struct buf got = { 0 };
	struct text rest, line;

	complete(rows[_i].typed);
	rest = buf_text(&out);
	while (text_next_line(&rest, &line)) {
		ptrdiff_t tab = text_find_char(line, '\t', 0);

		if (got.size)
			buf_add_char(&got, ' ');
		buf_add_text(&got, text_slice(line, 0, tab < 0 ? line.size : (size_t)tab));
	}
	ck_assert_str_eq(buf_str(&got), rows[_i].want);
	buf_release(&got);
}
END_TEST

START_TEST(nothing_typed_at_all_is_no_candidate)
{
	complete_words(&out, 0, NULL);
	ck_assert_uint_eq(out.size, 0);
}
END_TEST

Suite *suite_complete(void)
{
	Suite *suite = suite_create("complete");
	TCase *tc = tcase_create("complete");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, every_command_is_offered);
	tcase_add_test(tc, every_option_of_help_is_offered);
	tcase_add_test(tc, the_clause_of_a_choice_is_the_list_of_its_values);
	tcase_add_loop_test(tc, the_words_before_decide, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, nothing_typed_at_all_is_no_candidate);
	suite_add_tcase(suite, tc);
	return suite;
}
