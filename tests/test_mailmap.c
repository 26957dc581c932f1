/* Mailmaps: rows from git's own documentation of the forms, and against git itself on made and random ones. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_mailmap(void);

static char *resolve(const char *map, const char *recorded)
{
	struct mailmap *mailmap = mailmap_parse(text_of(map));
	struct identity_fact out;
	char *text;

	(void)mailmap_resolve(&out, mailmap, people_kit_who(recorded));
	text = xstrfmt(TEXT_FMT "%s<" TEXT_FMT ">", TEXT_ARG(out.name), out.name.size ? " " : "", TEXT_ARG(out.email));
	mailmap_free(mailmap);
	return text;
}

static const struct {
	const char *map, *recorded, *want;
} rows[] = {
	{ "", "Ada <a@x>", "Ada <a@x>" },
	{ "Ada Example <a@x>\n", "ada <A@X>", "Ada Example <A@X>" },
	{ "<ada@x> <a@x>\n", "Ada <a@x>", "Ada <ada@x>" },
	{ "Ada Example <ada@x> <a@x>", "bo <a@x>", "Ada Example <ada@x>" },
	{ "Ada Example <ada@x> Ada <a@x>", "ADA <A@x>", "Ada Example <ada@x>" },
	{ "Ada Example <ada@x> Ada <a@x>", "Bo <a@x>", "Bo <a@x>" },
	{ "Ada Example <ada@x> Ada <a@x>\nRoot <r@x> <a@x>\n", "Bo <a@x>", "Root <r@x>" },
	{ "Ada Example <ada@x> Ada <a@x>\nRoot <r@x> <a@x>\n", "ada <a@x>", "Ada Example <ada@x>" },
	{ "One <a@x>\nTwo <a@x>\n", "n <a@x>", "Two <a@x>" },
	{ "One <1@x> <a@x>\nTwo <a@x>\n", "n <a@x>", "Two <1@x>" },
	{ "One <a@x>\n<2@x> <a@x>\n", "n <a@x>", "One <2@x>" },
	{ "#One <a@x>\n #Two <a@x>\n", "n <a@x>", "#Two <a@x>" },
	{ "One <a@x> # a comment\n", "n <a@x>", "One <a@x>" },
	{ "One <a@x>\r\n", "n <a@x>", "One <a@x>" },
	{ "One <>\n", "n <>", "n <>" },
	{ "One <1@x> <>\n", "n <>", "One <1@x>" },
	{ "Bo Sample <b@x> bsample <>\n", "bsample", "Bo Sample <b@x>" },
	{ "Bo Sample <b@x> bsample <>\n", "asample", "asample <>" },
	{ "no address\n<\n>\n<>\nOne <a@x>\n", "n <a@x>", "One <a@x>" },
	{ "  One  \t <a@x>  ", "n <a@x>", "One <a@x>" },
};

START_TEST(a_row_resolves_as_git_would)
{
	char *got = resolve(rows[_i].map, rows[_i].recorded);

	ck_assert_msg(!strcmp(got, rows[_i].want), "row %d: got %s, want %s", _i, got, rows[_i].want);
	free(got);
}
END_TEST

START_TEST(a_line_ends_at_a_nul_byte)
{
	static const char map[] = "One <a@x>\0 <b@x>\nTwo <c@x>\n";
	struct mailmap *mailmap = mailmap_parse((struct text){ map, sizeof(map) - 1 });
	struct identity_fact out;

	ck_assert(mailmap_resolve(&out, mailmap, people_kit_who("n <a@x>")));
	ck_assert(!mailmap_resolve(&out, mailmap, people_kit_who("n <b@x>")));
	ck_assert(mailmap_resolve(&out, mailmap, people_kit_who("n <c@x>")));
	mailmap_free(mailmap);
}
END_TEST

START_TEST(an_entry_is_told_from_none)
{
	struct mailmap *mailmap = mailmap_parse(TEXT("Ada <a@x>\nBo <b@x> Bob <c@x>\n"));
	struct identity_fact out;

	ck_assert(mailmap_resolve(&out, mailmap, people_kit_who("Ada <a@x>")));
	ck_assert(!mailmap_resolve(&out, mailmap, people_kit_who("Ada <d@x>")));
	ck_assert(!mailmap_resolve(&out, mailmap, people_kit_who("Eve <c@x>")));
	mailmap_free(mailmap);
	mailmap_free(NULL);
}
END_TEST

/* ---- against git ---- */

static char *folder;

static void write_file(const char *path, const struct buf *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, buf_str(text), text->size), (ssize_t)text->size);
	ck_assert_int_eq(close(fd), 0);
}

/* Runs git in the folder, with input and output as files there. */
static void run_git(const char *const *words)
{
	pid_t child = fork();
	int status;

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		int in = open("in", O_RDONLY);
		int out = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0)
			_exit(126);
		setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
		setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
		unsetenv("GIT_DIR");
		execvp("git", (char *const *)(uintptr_t)words);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "git %s failed", words[1]);
}

static void read_file(struct buf *out, const char *path)
{
	char bytes[4096];
	int fd = open(path, O_RDONLY);
	ssize_t size;

	ck_assert_int_ge(fd, 0);
	while ((size = read(fd, bytes, sizeof(bytes))) > 0)
		buf_add(out, bytes, (size_t)size);
	ck_assert_int_eq(close(fd), 0);
}

static void enter_folder(void)
{
	static const char *const init[] = { "git", "init", "-q", ".", NULL };
	const char *base = getenv("TMPDIR");
	struct buf empty = { 0 };

	folder = xstrfmt("%s/mailmap-XXXXXX", base ? base : P_tmpdir);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
	write_file("in", &empty);
	run_git(init);
}

static void leave_folder(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execlp("rm", "rm", "-rf", folder, (char *)NULL);
		_exit(127);
	}
	ck_assert_int_eq(chdir("/"), 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	free(folder);
}

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

static const char *pick(unsigned *state, const char *const *words, unsigned count)
{
	return words[next_random(state) % count];
}

static const char *const names[] = { "Ada",  "ADA",  "ada example", "Bo  Sample", "bo sample",
	                             "Älva", "älva", "x",           "",           "# y" };
static const char *const emails[] = { "a@x", "A@X", "a@x.org", "b@y", "B@y", "", "bo", "a b@c", "é@x", "É@x" };
static const char *const spaces[] = { "", " ", "  ", "\t", " \t ", "\v" };
static const char *const ends[] = { "\n", "\r\n", " \n", " # c\n", "<\n", ">\n", "\n\n", " <z@z>\n" };
#define PICK(list) pick(&state, list, sizeof(list) / sizeof((list)[0]))

static void add_random_line(struct buf *map, unsigned state)
{
	unsigned pairs = 1 + next_random(&state) % 2;

	buf_add_str(map, PICK(spaces));
	for (unsigned i = 0; i < pairs; i++) {
		buf_add_str(map, PICK(names));
		buf_add_str(map, PICK(spaces));
		buf_add_fmt(map, "<%s>", PICK(emails));
		buf_add_str(map, PICK(spaces));
	}
	buf_add_str(map, PICK(ends));
}

/* Every name with every address, in the words git prints them. */
static void add_contacts(struct buf *in)
{
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		for (size_t e = 0; e < sizeof(emails) / sizeof(emails[0]); e++)
			buf_add_fmt(in, "%s%s<%s>\n", names[n], *names[n] ? " " : "", emails[e]);
}

START_TEST(random_mailmaps_resolve_as_in_git)
{
	static const char *const check[] = { "git", "check-mailmap", "--stdin", NULL };
	struct buf in = { 0 };

	add_contacts(&in);
	write_file("in", &in);
	for (unsigned seed = 0; seed < 12; seed++) {
		struct buf map = { 0 }, got = { 0 }, want = { 0 };
		struct text contacts = buf_text(&in);
		struct text line;

		for (unsigned i = 0; i < 1 + seed * 3; i++)
			add_random_line(&map, seed * 1000 + (unsigned)_i * 100000 + i * 7 + 1);
		write_file(".mailmap", &map);
		run_git(check);
		read_file(&want, "out");
		ck_assert_uint_gt(want.size, in.size / 2);
		while (text_next_line(&contacts, &line)) {
			char *contact = xstrndup(line.at, line.size);
			char *answer = resolve(buf_str(&map), contact);

			buf_add_fmt(&got, "%s\n", answer);
			free(answer);
			free(contact);
		}
		ck_assert_msg(text_equal(buf_text(&got), buf_text(&want)), "map:\n%s\ngot:\n%s\nwant:\n%s",
		              buf_str(&map), buf_str(&got), buf_str(&want));
		buf_release(&map);
		buf_release(&got);
		buf_release(&want);
	}
	buf_release(&in);
}
END_TEST

Suite *suite_mailmap(void)
{
	Suite *suite = suite_create("mailmap");
	TCase *plain = tcase_create("rows");
	TCase *git = tcase_create("git");

	tcase_add_loop_test(plain, a_row_resolves_as_git_would, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(plain, a_line_ends_at_a_nul_byte);
	tcase_add_test(plain, an_entry_is_told_from_none);
	suite_add_tcase(suite, plain);
	tcase_add_checked_fixture(git, enter_folder, leave_folder);
	tcase_set_timeout(git, 60);
	tcase_add_loop_test(git, random_mailmaps_resolve_as_in_git, 0, 4);
	suite_add_tcase(suite, git);
	return suite;
}
