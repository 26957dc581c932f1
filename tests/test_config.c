/*
 * Settings: order of trust, kinds of values, and the syntax, which is held against git's own reader.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../analyzers/base/config_text.h"
#include "lead/config.h"

Suite *suite_config(void);

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define SAMPLE(literal)                      \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const struct text samples[] = {
	SAMPLE(""),
	SAMPLE("\n\n"),
	SAMPLE("[team \"core\"]\n\tmember = Ada <ada@example.org>\n\tmember = bob\n"),
	SAMPLE("[a]\nkey\nOther-Key2=\nthird =\n"),
	SAMPLE("[a] x = 1\n[A \"B c\"]y=2\n[a.B.c] z = 3 ; note\n"),
	SAMPLE("[section.SUB \"More.Dots\"]\n  Key = v\n"),
	SAMPLE("k = before any section\n[a]\n"),
	SAMPLE("# comment\n; comment\n[a] # comment\n\tb = c # comment\n\td = \"e # f\" ; g\n"),
	SAMPLE("[a]\n\tb = \"one\\n\\ttwo\\\\\\\"\\b\"\n\tc = x\\\n   y\\\n\n\td = \"p\\\nq\"\n"),
	SAMPLE("[a]\n\tb =   in   the  middle   \n\tc = \"  kept  \"  \n\td = mid\"dle  q\"uote\n"),
	SAMPLE("\xef\xbb\xbf[a]\r\n\tb = c\r\n\td = e\\\r\nf\r\n\tg = x\ry\r\n"),
	SAMPLE("[a \"q\\\"u\\\\o\\te\"]\nb\n[a \"\"]\nc=1\n[a \"]\"]d\n"),
	SAMPLE("[a]\nb = \xc3\xa9\xff\n[a \"\xc3\xa9\"]\nb=1\n"),
	SAMPLE("[include]\n\tpath = /etc/passwd\n[includeIf \"gitdir:/\"]\n\tpath = x\n"),
	SAMPLE("[a]b=c"),
	SAMPLE("[a]b=c\\"),
	SAMPLE("[a]b"),
	SAMPLE("[a]\n\tb = x\0y\n"),
	SAMPLE("[a \"x\0y\"]\n\tb = 1\n"),
	SAMPLE("[.]\nk=v\n[.a]k\n[a.]k\n[ \"x\"]k\n[-]k\n[1]k\n"),
	SAMPLE("[a]\n  b-c = d\n  B-C = e\n"),
	SAMPLE("[a\t \"b\"]\tc\t=\td\t\n"),
	/* refused */
	SAMPLE("[]\nk=v\n"),
	SAMPLE("[a\n]\n"),
	SAMPLE("[a \"b\n\"]\n"),
	SAMPLE("[a \"b\" ]\n"),
	SAMPLE("[a b]\n"),
	SAMPLE("[a_b]\nc=1\n"),
	SAMPLE("[a]\n_b = 1\n"),
	SAMPLE("[a]\nb_c = 1\n"),
	SAMPLE("[a]\n1b = 1\n"),
	SAMPLE("[a]\nb = \"open\n"),
	SAMPLE("[a]\nb = \\x\n"),
	SAMPLE("[a]\nb c = 1\n"),
	SAMPLE("[a]\nb : 1\n"),
	SAMPLE("[a"),
	SAMPLE("\xef\xbb[a]\n"),
	SAMPLE("\xff"),
};

/* Runs `git config --list -z` over the text. False if git refuses it. A text must fit into a pipe. */
static bool list_by_git(struct buf *out, struct text text)
{
	int input[2], output[2], status = 0;
	char chunk[4096];
	ssize_t size;
	pid_t child;

	ck_assert_int_eq(pipe(input), 0);
	ck_assert_int_eq(pipe(output), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		dup2(input[0], STDIN_FILENO);
		dup2(output[1], STDOUT_FILENO);
		close(STDERR_FILENO);
		close(input[1]);
		close(output[0]);
		setenv("GIT_DIR", "/nonexistent", 1);
		execlp("git", "git", "config", "--no-includes", "--file", "-", "--list", "-z", (char *)NULL);
		_exit(127);
	}
	close(input[0]);
	close(output[1]);
	ck_assert_int_eq(write(input[1], text.size ? text.at : "", text.size), (ssize_t)text.size);
	close(input[1]);
	while ((size = read(output[0], chunk, sizeof(chunk))) > 0)
		buf_add(out, chunk, (size_t)size);
	close(output[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) != 127, "cannot run git");
	return WEXITSTATUS(status) == 0;
}

static void add_setting(void *payload, const char *name, const char *value, unsigned line)
{
	struct buf *out = payload;

	ck_assert_uint_gt(line, 0);
	buf_add_str(out, name);
	if (value)
		buf_add_fmt(out, "\n%s", value);
	buf_add_char(out, '\0');
}

/* The same list by our reader. */
static bool list_by_us(struct buf *out, struct text text)
{
	return config_text_read(text, add_setting, out) == 0;
}

/* From git 2.45 on a tab within an unquoted value stays a tab; before, as with us, it becomes a space. */
static bool git_keeps_tabs(void)
{
	struct buf out = { 0 };
	bool keeps;

	ck_assert(list_by_git(&out, TEXT("[a]b=c\td")));
	keeps = text_find_char(buf_text(&out), '\t', 0) >= 0;
	buf_release(&out);
	return keeps;
}

static void tabs_to_spaces(struct buf *buf)
{
	for (size_t i = 0; i < buf->size; i++)
		if (buf->at[i] == '\t')
			buf->at[i] = ' ';
}

static void add_shown(struct buf *buf, struct text text)
{
	for (size_t i = 0; i < text.size; i++) {
		if (text.at[i] >= ' ' && text.at[i] < 0x7f)
			buf_add_char(buf, text.at[i]);
		else
			buf_add_fmt(buf, "\\x%02x", (unsigned char)text.at[i]);
	}
}

static void compare_with_git(struct text text, bool ignores_tabs)
{
	struct buf git = { 0 }, ours = { 0 }, shown = { 0 };
	bool git_takes, we_take;

	git_takes = list_by_git(&git, text);
	we_take = list_by_us(&ours, text);
	add_shown(&shown, text);
	ck_assert_msg(git_takes == we_take, "git %s, we %s: %s", git_takes ? "takes it" : "refuses it",
	              we_take ? "take it" : "refuse it", buf_str(&shown));
	if (ignores_tabs) {
		tabs_to_spaces(&git);
		tabs_to_spaces(&ours);
	}
	ck_assert_msg(!git_takes || text_equal(buf_text(&git), buf_text(&ours)), "settings differ: %s",
	              buf_str(&shown));
	buf_release(&git);
	buf_release(&ours);
	buf_release(&shown);
}

START_TEST(samples_read_as_git_reads_them)
{
	compare_with_git(samples[_i], git_keeps_tabs());
}
END_TEST

/* A generator of its own, so that the same texts come on every machine. */
static uint32_t next_random(uint64_t *state, uint32_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33) % below;
}

static void mutate(struct buf *out, struct text text, uint64_t *state)
{
	static const char alphabet[] = "[]\"\"\\\\==..##;;  \t\t\r\r\n\n\n\0aB-1nbt_\xef\xbb\xbf\x01\v\f";
	size_t from = next_random(state, (uint32_t)text.size + 1);
	size_t to = from + next_random(state, 4);

	buf_add_text(out, text_slice(text, 0, from));
	switch (next_random(state, 4)) {
	case 0: /* leave something out */
		break;
	case 1: /* repeat something */
		buf_add_text(out, text_slice(text, from, to + 8));
		to = from;
		break;
	default:
		for (uint32_t i = next_random(state, 3) + 1; i; i--)
			buf_add_char(out, alphabet[next_random(state, sizeof(alphabet) - 1)]);
		to = from + next_random(state, 2);
	}
	buf_add_text(out, text_slice(text, to, text.size));
}

#define MUTATION_ROUNDS 16
#define MUTATIONS_PER_ROUND 60

START_TEST(mutations_read_as_git_reads_them)
{
	uint64_t state = 20260812 + (uint64_t)_i;
	bool ignores_tabs = git_keeps_tabs();
	struct buf text = { 0 }, next = { 0 };

	for (int i = 0; i < MUTATIONS_PER_ROUND; i++) {
		buf_clear(&text);
		buf_add_text(&text, samples[next_random(&state, ROWS(samples))]);
		for (uint32_t step = next_random(&state, 3) + 1; step; step--) {
			buf_clear(&next);
			mutate(&next, buf_text(&text), &state);
			buf_clear(&text);
			buf_add_text(&text, buf_text(&next));
		}
		compare_with_git(buf_text(&text), ignores_tabs);
	}
	buf_release(&text);
	buf_release(&next);
}
END_TEST

static struct config *parsed(const char *text)
{
	struct config *config = config_new();

	ck_assert_int_eq(config_parse(config, text_of(text), CONFIG_PROJECT, ".gitlead"), 0);
	return config;
}

START_TEST(entries_come_in_order_with_their_lines)
{
	struct config *config = parsed("[Team \"Core\"]\n\tMember = ada\n\n\tmember = b\\\nob\n[x]y\n");
	const struct config_entry *entry = config_entry_at(config, 1);

	ck_assert_str_eq(entry->section, "team");
	ck_assert_str_eq(entry->subsection, "Core");
	ck_assert_str_eq(entry->key, "member");
	ck_assert_str_eq(entry->value, "bob");
	ck_assert_uint_eq(entry->line, 4);
	ck_assert_int_eq(entry->origin, CONFIG_PROJECT);
	entry = config_entry_at(config, 2);
	ck_assert_ptr_null(entry->subsection);
	ck_assert_ptr_null(entry->value);
	ck_assert_uint_eq(entry->line, 6);
	ck_assert_ptr_null(config_entry_at(config, 3));
	config_free(config);
}
END_TEST

START_TEST(the_most_trusted_then_the_last_value_is_in_force)
{
	struct config *config = config_new();

	ck_assert_int_eq(config_add(config, "lead.owners", "line", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(config_add(config, "lead.owners", "project", CONFIG_PROJECT), 0);
	ck_assert_int_eq(config_add(config, "lead.format", "one", CONFIG_GIT), 0);
	ck_assert_int_eq(config_add(config, "lead.format", "two", CONFIG_GIT), 0);
	ck_assert_int_eq(config_add(config, "lead.format", "three", CONFIG_PROJECT), 0);
	ck_assert_int_eq(config_add(config, "lead.color", "project", CONFIG_PROJECT), 0);
	ck_assert_int_eq(config_add(config, "lead.color", "file", CONFIG_FILE), 0);
	ck_assert_str_eq(config_get(config, "lead.owners"), "line");
	ck_assert_str_eq(config_get(config, "lead.format"), "two");
	ck_assert_str_eq(config_get(config, "lead.color"), "file");
	ck_assert_ptr_null(config_get(config, "lead.none"));
	config_free(config);
}
END_TEST

START_TEST(section_and_key_have_no_case_but_the_subsection_has)
{
	struct config *config = parsed("[Pattern \"P01\"]\n\tMinOwn = 5\n");

	ck_assert_str_eq(config_get(config, "pattern.P01.minown"), "5");
	ck_assert_str_eq(config_get(config, "PATTERN.P01.MINOWN"), "5");
	ck_assert_ptr_null(config_get(config, "pattern.p01.minown"));
	ck_assert_ptr_null(config_get(config, "pattern.minown"));
	config_free(config);
}
END_TEST

START_TEST(a_subsection_may_hold_dots)
{
	struct config *config = parsed("[repository \"a.b/c.git\"]\n\tpath = x\n");

	ck_assert_str_eq(config_get(config, "repository.a.b/c.git.path"), "x");
	config_free(config);
}
END_TEST

START_TEST(a_name_without_section_or_key_is_refused)
{
	static const char *const names[] = { "", "lead", ".", "lead.", ".lead", "..", "lead.x." };
	struct config *config = config_new();

	for (int i = 0; i < ROWS(names); i++)
		ck_assert_int_eq(config_add(config, names[i], "x", CONFIG_GIT), ERR_INVALID);
	ck_assert_ptr_null(config_entry_at(config, 0));
	config_free(config);
}
END_TEST

static const struct {
	const char *text;
	const char *line;
} bad_texts[] = {
	{ "[a]\nb = 1\n[c\n", "line 3 " }, { "[a]\nb = \\x\n", "line 2 " },
	{ "[a]\nb = \"x\n", "line 2 " },   { "\n\n?", "line 3 " },
	{ "[a]\nb = \"x", "line 2 " },
};

START_TEST(a_bad_text_is_named_by_line_and_leaves_nothing)
{
	struct config *config = parsed("[a]\nkept = 1\n");
	const char *text = bad_texts[_i].text;

	ck_assert_int_eq(config_parse(config, text_of(text), CONFIG_COMMAND_LINE, "org.conf"), ERR_INVALID);
	ck_assert_msg(strstr(error_message(), bad_texts[_i].line) && strstr(error_message(), "org.conf"), "%s",
	              error_message());
	ck_assert_ptr_null(config_get(config, "a.b"));
	ck_assert_ptr_null(config_entry_at(config, 1));
	ck_assert_str_eq(config_get(config, "a.kept"), "1");
	config_free(config);
}
END_TEST

START_TEST(a_project_file_over_the_limit_is_refused)
{
	struct config *config = config_new();
	struct buf text = { 0 };

	while (text.size < CONFIG_TEXT_MAX_SIZE)
		buf_add_char(&text, '\n');
	ck_assert_int_eq(config_parse(config, buf_text(&text), CONFIG_PROJECT, ".gitlead"), 0);
	buf_add_char(&text, '\n');
	ck_assert_int_eq(config_parse(config, buf_text(&text), CONFIG_PROJECT, ".gitlead"), ERR_INVALID);
	ck_assert_int_eq(config_parse(config, buf_text(&text), CONFIG_FILE, "org.conf"), 0);
	buf_release(&text);
	config_free(config);
}
END_TEST

/* Wanted: 1, 0, or -1 for no boolean. */
static const struct {
	const char *value;
	int wanted;
} booleans[] = {
	{ NULL, 1 },
	{ "", 0 },
	{ "true", 1 },
	{ "YES", 1 },
	{ "On", 1 },
	{ "1", 1 },
	{ "-1", 1 },
	{ "2k", 1 },
	{ "0x10", 1 },
	{ "false", 0 },
	{ "no", 0 },
	{ "off", 0 },
	{ "0", 0 },
	{ "0k", 0 },
	{ "maybe", -1 },
	{ "1x", -1 },
	{ "1kk", -1 },
	{ "k", -1 },
	{ "99999999999", -1 },
	{ "3g", -1 },
	{ "99999999999999999999", -1 },
	{ "true ", -1 },
};

START_TEST(booleans_are_those_of_git)
{
	struct config *config = config_new();
	bool value = false;

	ck_assert_int_eq(config_add(config, "lead.x", booleans[_i].value, CONFIG_GIT), 0);
	if (booleans[_i].wanted < 0) {
		ck_assert_int_eq(config_get_bool(&value, config, "lead.x", true), ERR_INVALID);
		ck_assert_ptr_nonnull(strstr(error_message(), "lead.x"));
	} else {
		ck_assert_int_eq(config_get_bool(&value, config, "lead.x", !booleans[_i].wanted), 0);
		ck_assert_int_eq(value, booleans[_i].wanted);
	}
	config_free(config);
}
END_TEST

static const struct {
	const char *value;
	bool is_number;
	double wanted;
} numbers[] = {
	{ "0", true, 0 },
	{ "16", true, 16 },
	{ "-3", true, -3 },
	{ "0.20", true, 0.20 },
	{ ".5", true, 0.5 },
	{ "5.", true, 5 },
	{ "2k", true, 2048 },
	{ "0.1", true, 0.1 },
	{ "123456789.012345", true, 123456789.012345 },
	{ NULL, false, 0 },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ ".", false, 0 },
	{ "1.2.3", false, 0 },
	{ "1,5", false, 0 },
	{ "1e5", false, 0 },
	{ "nan", false, 0 },
	{ "inf", false, 0 },
	{ "0x10", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "1234567890123456", false, 0 },
	{ "+1", false, 0 },
};

START_TEST(numbers_are_plain_decimals)
{
	struct config *config = config_new();
	double value = -99;

	ck_assert_int_eq(config_add(config, "lead.x", numbers[_i].value, CONFIG_GIT), 0);
	if (numbers[_i].is_number) {
		ck_assert_int_eq(config_get_number(&value, config, "lead.x", -1), 0);
		ck_assert_double_eq(value, numbers[_i].wanted);
	} else {
		ck_assert_int_eq(config_get_number(&value, config, "lead.x", -1), ERR_INVALID);
		ck_assert_double_eq(value, -99);
	}
	config_free(config);
}
END_TEST

START_TEST(what_is_not_set_falls_back)
{
	struct config *config = config_new();
	double number = 0;
	bool flag = false;

	ck_assert_int_eq(config_get_bool(&flag, config, "lead.x", true), 0);
	ck_assert(flag);
	ck_assert_int_eq(config_get_number(&number, config, "lead.x", 2.5), 0);
	ck_assert_double_eq(number, 2.5);
	config_free(config);
	config_free(NULL);
}
END_TEST

static uint64_t hash_of(const char *text)
{
	static const char *const sections[] = { "team", "identity", NULL };
	struct config *config = parsed(text);
	uint64_t hash = config_hash(config, sections);

	config_free(config);
	return hash;
}

START_TEST(the_hash_sees_every_change_in_its_sections_only)
{
	uint64_t hash = hash_of("[team \"a\"]\nmember = x\n");

	ck_assert(hash == hash_of("# other\n[Team \"a\"]\n\n  MEMBER = \"x\"\n[docs]\npath = y\n"));
	ck_assert(hash != hash_of("[team \"a\"]\nmember = y\n"));
	ck_assert(hash != hash_of("[team \"b\"]\nmember = x\n"));
	ck_assert(hash != hash_of("[team]\nmember = x\n"));
	ck_assert(hash != hash_of("[team \"a\"]\nlead = x\n"));
	ck_assert(hash != hash_of("[team \"a\"]\nmember = x\nmember = x\n"));
	ck_assert(hash_of("[team]\nmember\n") != hash_of("[team]\nmember =\n"));
	ck_assert(hash_of("[team]\na = 1\n[identity]\na = 2\n") != hash_of("[identity]\na = 2\n[team]\na = 1\n"));
}
END_TEST

static bool is_team(const struct config_entry *entry, const void *payload)
{
	(void)payload;
	return strcmp(entry->section, "team") == 0;
}

START_TEST(a_copy_keeps_origin_and_line)
{
	struct config *from = config_new(), *to = config_new();
	const struct config_entry *entry;

	ck_assert_int_eq(config_parse(from, TEXT("[lead]\n\tlead = a\n[Team \"B\"]\n\tMember\n"), CONFIG_PROJECT, "x"),
	                 0);
	ck_assert_int_eq(config_add(to, "team.B.member", "b", CONFIG_FILE), 0);
	config_copy(to, from, is_team, NULL);
	config_free(from);
	entry = config_entry_at(to, 1);
	ck_assert_ptr_nonnull(entry);
	ck_assert_str_eq(entry->subsection, "B");
	ck_assert_str_eq(entry->key, "member");
	ck_assert_ptr_null(entry->value);
	ck_assert_int_eq(entry->origin, CONFIG_PROJECT);
	ck_assert_int_eq(entry->line, 4);
	ck_assert_ptr_null(config_entry_at(to, 2));
	ck_assert_str_eq(config_get(to, "team.B.member"), "b");
	config_free(to);
}
END_TEST

Suite *suite_config(void)
{
	Suite *suite = suite_create("config");
	TCase *syntax = tcase_create("syntax"), *values = tcase_create("values");

	tcase_set_timeout(syntax, 120);
	tcase_add_loop_test(syntax, samples_read_as_git_reads_them, 0, ROWS(samples));
	tcase_add_loop_test(syntax, mutations_read_as_git_reads_them, 0, MUTATION_ROUNDS);
	tcase_add_test(syntax, entries_come_in_order_with_their_lines);
	tcase_add_loop_test(syntax, a_bad_text_is_named_by_line_and_leaves_nothing, 0, ROWS(bad_texts));
	tcase_add_test(syntax, a_project_file_over_the_limit_is_refused);
	tcase_add_test(values, the_most_trusted_then_the_last_value_is_in_force);
	tcase_add_test(values, section_and_key_have_no_case_but_the_subsection_has);
	tcase_add_test(values, a_subsection_may_hold_dots);
	tcase_add_test(values, a_name_without_section_or_key_is_refused);
	tcase_add_loop_test(values, booleans_are_those_of_git, 0, ROWS(booleans));
	tcase_add_loop_test(values, numbers_are_plain_decimals, 0, ROWS(numbers));
	tcase_add_test(values, what_is_not_set_falls_back);
	tcase_add_test(values, the_hash_sees_every_change_in_its_sections_only);
	tcase_add_test(values, a_copy_keeps_origin_and_line);
	suite_add_tcase(suite, syntax);
	suite_add_tcase(suite, values);
	return suite;
}
