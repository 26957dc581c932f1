/* Ownership files of all grammars: what they list, and which of it speaks of a path. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/owners.h"
#include "lead/vec.h"

Suite *suite_owners(void);

/* "role section|pattern|name <address>" each ended by LF; a group is marked with '+'. */
static void log_entry(void *payload, const struct owner_fact *fact)
{
	buf_add_fmt(payload, "%s " TEXT_FMT "|" TEXT_FMT "|", owner_role_names[fact->role], TEXT_ARG(fact->section),
	            TEXT_ARG(fact->pattern));
	if (fact->is_group)
		buf_add_char(payload, '+');
	buf_add_text(payload, fact->who.name);
	if (fact->who.email.size)
		buf_add_fmt(payload, "<" TEXT_FMT ">", TEXT_ARG(fact->who.email));
	buf_add_char(payload, '\n');
}

static const struct {
	const char *path, *bytes, *expected;
} rows[] = {
	/* GitHub */
	{ ".github/CODEOWNERS",
	  "# all\n* @aexample ada@example.org # not @nobody\n/docs/ @org/team\nfree.txt\n!x @bsample\n[ab] @bsample\n"
	  "a.c plain\n",
	  "owner |*|aexample\nowner |*|<ada@example.org>\nowner |/docs/|+@org/team\nnobody |free.txt|\n" },
	{ "CODEOWNERS", "*.c @aexample\n*.h @bsample\n*.c @csample\n", "owner |*.h|bsample\nowner |*.c|csample\n" },
	{ "CODEOWNERS", "\xef\xbb\xbf*.c\t@aexample\r\na\\ b.c @bsample\r\n",
	  "owner |*.c|aexample\nowner |a\\ b.c|bsample\n" },
	/* GitLab */
	{ "CODEOWNERS",
	  "* @aexample\n[Docs] @bsample @group/sub\n*.md\nREADME.md @csample # @dsample\n^[Opt][2] "
	  "@@maintainer\n*.c\n!a.c\n"
	  "[DOCS]\nz.md ada@example.org\n",
	  "owner |*|aexample\nowner Docs|*.md|bsample\nowner Docs|*.md|+@group/sub\nowner Docs|README.md|csample\n"
	  "owner Docs|README.md|dsample\nowner Opt|*.c|+@@maintainer\nexcluded Opt|a.c|\n"
	  "owner Docs|z.md|<ada@example.org>\n" },
	{ ".gitlab/CODEOWNERS", "*.c @aexample # x\n*.h\n", "owner |*.c|aexample\nnobody |*.h|\n" },
	{ "src/CODEOWNERS", "* @aexample\n", "" },
	/* Kubernetes */
	{ "pkg/OWNERS",
	  "# See docs\napprovers:\n- aexample\n  - \"@bsample\" # lead\nreviewers: [aexample, 'csample']\n"
	  "emeritus_approvers:\n  - dsample\nlabels:\n  - area/x\noptions:\n  no_parent_owners: true\n",
	  "approver ||aexample\napprover ||bsample\nreviewer ||aexample\nreviewer ||csample\nemeritus ||dsample\n"
	  "noparent ||\n" },
	{ "OWNERS",
	  "filters:\n  \"\\\\.go$\":\n    approvers:\n      - aexample\n  '.*':\n    reviewers:\n      - bsample\n    "
	  "labels: [x]\n",
	  "approver |\\.go$|aexample\nreviewer |.*|bsample\n" },
	{ "OWNERS", "reviewers: [\n  aexample,\n  bsample\n]\napprovers:\n- csample\n",
	  "reviewer ||aexample\nreviewer ||bsample\napprover ||csample\n" },
	{ "OWNERS_ALIASES", "aliases:\n  Sig-X:\n    - aexample\n    - bsample\n  y: []\n",
	  "member sig-x||aexample\nmember sig-x||bsample\n" },
	/* Chromium */
	{ "net/OWNERS",
	  "# people\nset noparent\nada@example.org # lead\n*\nfile://base/COMMON_OWNERS\ninclude /top/OWNERS\n"
	  "per-file *.gn,*.gni=bo@example.org,cy@example.org\nper-file x.cc=set noparent\n",
	  "noparent ||\nowner ||<ada@example.org>\nowner ||+*\ninclude ||+base/COMMON_OWNERS\ninclude ||+top/OWNERS\n"
	  "owner |*.gn|<bo@example.org>\nowner |*.gn|<cy@example.org>\nowner |*.gni|<bo@example.org>\n"
	  "owner |*.gni|<cy@example.org>\nnoparent |x.cc|\n" },
	/* the kernel's layout */
	{ "MAINTAINERS",
	  "Descriptions of section entries:\n\n\tM: Mail patches to: FullName <address@domain>\nM: Mail patches to: X "
	  "<a@b>\n\n"
	  "NETWORK\nM:\tAda Example <ada@example.org>\nR:\t\"Bo Sample\" <bo@example.org>\nL:\tlist@example.org\n"
	  "S:\tMaintained\nF:\tnet/\nF:\tinclude/net*\nX:\tnet/wifi/\n\nORPHAN THING\nS:\tOrphan\nF:\told/\n",
	  "maintainer NETWORK|net/|Ada Example<ada@example.org>\nreviewer NETWORK|net/|Bo Sample<bo@example.org>\n"
	  "maintainer NETWORK|include/net*|Ada Example<ada@example.org>\n"
	  "reviewer NETWORK|include/net*|Bo Sample<bo@example.org>\nexcluded NETWORK|net/wifi/|\n"
	  "nobody ORPHAN THING|old/|\n" },
	{ "board/x/MAINTAINERS", "X BOARD\nP:\tAda Example\nM:\tada@example.org\nN:\tx[0-9]\nM:\t\n",
	  "maintainer X BOARD|x[0-9]|Ada Example<ada@example.org>\n" },
	/* DPDK's */
	{ "MAINTAINERS",
	  "DPDK Maintainers\n================\n\nDescriptions of section entries:\n\n    M: Maintainer's Full Name "
	  "<address@domain>\n\n"
	  "General\n-------\n\nMain Branch\nM: Ada Example <ada@example.org>\nT: git://x\n\nLibrary - a part\nM: Bo "
	  "Sample <bo@example.org>\n"
	  "F: lib/a/\n",
	  "maintainer Main Branch||Ada Example<ada@example.org>\n"
	  "maintainer Library - a part|lib/a/|Bo Sample<bo@example.org>\n" },
	/* lists and tables */
	{ "MAINTAINERS.md",
	  "# Maintainers\n\n| Name | GitHub ID | Affiliation |\n| ---- | --- | --- |\n| Ada Example | "
	  "[aexample](https://github.com/aexample) | X |\n"
	  "| Bo | @bsample | Y, Inc |\n\n## Emeritus\n\n* Cy Test ([@csample](https://github.com/csample)), X\n"
	  "* [Dee Else](https://github.com/dsample)\n\nWrite to the list, or to sec@example.org.\n",
	  "maintainer Maintainers||Ada Example\nmaintainer Maintainers||bsample\nemeritus Emeritus||Cy Test\n"
	  "emeritus Emeritus||Dee Else\n" },
	{ "MAINTAINERS.md", "| Area | Path | Maintainers |\n|---|---|---|\n| Net | `net/` | @aexample, @bsample |\n",
	  "maintainer Net|net/|aexample\nmaintainer Net|net/|bsample\n" },
	{ "docs/MAINTAINERS",
	  "Maintainers\n===========\nAda Example <ada@example.org> (@aexample)\nSteve Test <steve@example.org>\n",
	  "maintainer Maintainers||Ada Example<ada@example.org>\nmaintainer Maintainers||Steve "
	  "Test<steve@example.org>\n" },
	{ "MAINTAINERS.md",
	  "```\n- @aexample\n```\n<!--\n- @bsample\n-->\n- @csample\n- we thank everybody who ever wrote to @dsample\n",
	  "maintainer ||csample\n" },
	{ "README.md", "- @aexample\n", "" },
	{ "MAINTAINERS", "a\0b\nM: x@example.org\nF: a/\n", "" },
};

START_TEST(a_file_is_read_in_its_grammar)
{
	struct buf log = { 0 };
	struct owner_sink sink = { &log, log_entry };

	owner_read(text_of(rows[_i].path), text_of(rows[_i].bytes), &sink);
	ck_assert_msg(strcmp(buf_str(&log), rows[_i].expected) == 0, "%s:\n%s\ngave\n%s", rows[_i].path, rows[_i].bytes,
	              buf_str(&log));
	buf_release(&log);
}
END_TEST

/* ---- paths ---- */

struct loaded {
	struct arena arena;
	struct text file;
	VEC(struct owner_entry) entries;
	VEC(struct text) names;
};

static struct text kept(struct loaded *loaded, struct text text)
{
	return (struct text){ arena_copy(&loaded->arena, text.at, text.size), text.size };
}

static void load_entry(void *payload, const struct owner_fact *fact)
{
	struct loaded *loaded = payload;

	*VEC_PUSH(&loaded->entries) = (struct owner_entry){
		.grammar = fact->grammar,
		.role = fact->role,
		.file = loaded->file,
		.section = kept(loaded, fact->section),
		.pattern = kept(loaded, fact->pattern),
	};
	*VEC_PUSH(&loaded->names) = kept(loaded, fact->who.name);
}

/* files: "path\n" content "\f" … in order of path. expected: names, a space behind each. */
static void check_listed(const char *files, const char *path, const char *expected)
{
	struct loaded loaded = { 0 };
	struct owner_sink sink = { &loaded, load_entry };
	struct owner_entry **entries;
	struct text rest = text_of(files);
	struct buf got = { 0 };

	while (rest.size) {
		ptrdiff_t end = text_find_char(rest, '\f', 0);
		struct text one = text_slice(rest, 0, end < 0 ? rest.size : (size_t)end);

		rest = text_slice(rest, one.size + 1, rest.size);
		ck_assert(text_next_line(&one, &loaded.file));
		owner_read(loaded.file, one, &sink);
	}
	entries = xcalloc(loaded.entries.count, sizeof(*entries));
	for (size_t i = 0; i < loaded.entries.count; i++) {
		entries[i] = &loaded.entries.at[i];
		entries[i]->fits = owner_fits(entries[i], text_of(path));
	}
	owner_decide(entries, loaded.entries.count);
	for (size_t i = 0; i < loaded.entries.count; i++)
		if (entries[i]->applies)
			buf_add_fmt(&got, TEXT_FMT " ", TEXT_ARG(loaded.names.at[i]));
	ck_assert_msg(strcmp(buf_str(&got), expected) == 0, "%s in\n%s\ngave %s", path, files, buf_str(&got));
	free(entries);
	buf_release(&got);
	VEC_RELEASE(&loaded.entries);
	VEC_RELEASE(&loaded.names);
	arena_release(&loaded.arena);
}

#define GITHUB                                                                                                    \
	"CODEOWNERS\n* @all\n*.js @js\n/build/logs/ @logs\ndocs/* @flat\napps/ @apps\n/scripts/ @s1 @s2\n**/gen " \
	"@gen\n/apps/free\n"
#define GITLAB \
	"CODEOWNERS\n* @all\n[Docs]\ndocs/ @docs\n/top/*.md @top\n!docs/free.md\n[Code]\n*.c @c\nREADME @readme\n"
#define KUBERNETES                                                                                                  \
	"OWNERS\napprovers:\n- root\n\fa/OWNERS\napprovers:\n- a\nfilters:\n  \"\\\\.go$\":\n    reviewers: [go]\n" \
	"\fa/b/OWNERS\noptions:\n  no_parent_owners: true\napprovers:\n- b\n"
#define CHROMIUM                                                                                                     \
	"OWNERS\nset noparent\nroot@example.org\nfile://x/Y_OWNERS\n\fa/OWNERS\n*\nper-file *.gn=file://gn/OWNERS\n" \
	"per-file only.cc=set noparent\nper-file only.cc=file://only/OWNERS\n"
#define KERNEL                                                                                                     \
	"MAINTAINERS\nNET\nM: net\nF: drivers/net/\nF: drivers/net/x\nX: drivers/net/wifi/\n\nONE\nM: one\nF: "    \
	"drivers/net/*\n\n"                                                                                        \
	"ANY\nM: any\nF: */net/*\n\nREGEX\nM: regex\nN: teg[r]a\n\nREST\nM: rest\nF: *\nF: */\n\nDIR\nM: dir\nF: " \
	"tools/dir\n"

static const struct {
	const char *files, *path, *expected;
} paths[] = {
	{ GITHUB, "a.c", "all " },
	{ GITHUB, "x/y.js", "js " },
	{ GITHUB, "build/logs/a/b.js", "logs " },
	{ GITHUB, "x/build/logs/a", "all " },
	{ GITHUB, "docs/a.md", "flat " },
	{ GITHUB, "docs/a/b.md", "all " },
	{ GITHUB, "x/apps/a.js", "apps " },
	{ GITHUB, "scripts/a", "s1 s2 " },
	{ GITHUB, "x/gen/a.js", "gen " },
	{ GITHUB, "apps/free/x", " " },
	{ ".github/CODEOWNERS\n*.c @first\n\fCODEOWNERS\n* @second\n", "a.c", "first " },
	{ ".github/CODEOWNERS\n*.c @first\n\fCODEOWNERS\n* @second\n", "a.h", "" },
	{ GITLAB, "x/docs/a.c", "all docs c " },
	{ GITLAB, "docs/free.md", "all " },
	{ GITLAB, "top/a.md", "all top " },
	{ GITLAB, "x/top/a.md", "all " },
	{ GITLAB, "x/README/a", "all " },
	{ KUBERNETES, "x.go", "root " },
	{ KUBERNETES, "a/x.go", "root a go " },
	{ KUBERNETES, "a/x.c", "root a " },
	{ KUBERNETES, "a/b/c/x.go", "b " },
	{ CHROMIUM, "a/x.cc", " x/Y_OWNERS * " },
	{ CHROMIUM, "a/x.gn", " x/Y_OWNERS * gn/OWNERS " },
	{ CHROMIUM, "a/only.cc", "only/OWNERS " },
	{ KERNEL, "drivers/net/a.c", "net one any rest " },
	{ KERNEL, "drivers/net/x/y.c", "net net rest " },
	{ KERNEL, "drivers/net/wifi/a.c", "rest " },
	{ KERNEL, "x/net/a.c", "any rest " },
	{ KERNEL, "arch/tegra2.c", "regex rest " },
	{ KERNEL, "README", "rest " },
	{ KERNEL, "tools/dir/a/b", "rest dir " },
	{ "a/MAINTAINERS.md\n- @aexample\n", "a/b/c", "aexample " },
	{ "a/MAINTAINERS.md\n- @aexample\n", "b/c", "" },
	{ "docs/MAINTAINERS.md\n- @aexample\n", "b/c", "aexample " },
};

START_TEST(the_right_entries_speak_of_a_path)
{
	check_listed(paths[_i].files, paths[_i].path, paths[_i].expected);
}
END_TEST

START_TEST(a_hostile_pattern_ends_soon)
{
	struct owner_entry entry = { .grammar = OWNER_KERNEL_REGEX, .file = TEXT("MAINTAINERS") };
	struct buf pattern = { 0 }, path = { 0 };

	for (int i = 0; i < 40; i++)
		buf_add_str(&pattern, "(a*)*");
	buf_add_char(&pattern, 'b');
	for (int i = 0; i < 4000; i++)
		buf_add_char(&path, 'a');
	entry.pattern = buf_text(&pattern);
	ck_assert(!owner_fits(&entry, buf_text(&path)));
	entry.pattern = TEXT("(a{1,200}){1,200}");
	ck_assert(!owner_fits(&entry, buf_text(&path)));
	entry.pattern = TEXT("(a*)\\1b");
	ck_assert(!owner_fits(&entry, buf_text(&path)));
	buf_release(&pattern);
	buf_release(&path);
}
END_TEST

/* Signs behind what holds signs are compiled to twice as much each time: they fit nothing, others do. */
START_TEST(only_cheap_expressions_are_compiled)
{
	static const struct {
		const char *pattern;
		bool fits;
	} cases[] = {
		{ "((((((((((((((((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+", false },
		{ "a++++++++++++++++++++++++++++++++++++++++", false },
		{ "((a+b?)*c)?aa", false },
		{ "(a?b)+", false },
		{ "([)]a+)+", false },
		{ "([[:alpha:])]a+)+", false },
		{ "((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))", false },
		{ "(a|b)+a(b|a)*", true },
		{ "(.*/)?a+?b?", true },
		{ "(a+b?)?", true },
		{ "[])(+*a]+", true },
		{ "[[:alpha:]*+]+", true },
		{ "\\(?\\+?a+", true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct owner_entry entry = { .grammar = OWNER_KERNEL_REGEX, .file = TEXT("MAINTAINERS") };

		entry.pattern = text_of(cases[i].pattern);
		ck_assert_msg(owner_fits(&entry, TEXT("aaa")) == cases[i].fits, "%s", cases[i].pattern);
	}
}
END_TEST

static void count_entry(void *payload, const struct owner_fact *fact)
{
	(void)fact;
	++*(size_t *)payload;
}

START_TEST(a_section_that_multiplies_is_bounded)
{
	struct buf bytes = { 0 };
	size_t count = 0;
	struct owner_sink sink = { &count, count_entry };

	buf_add_str(&bytes, "T\n");
	for (int i = 0; i < 2000; i++)
		buf_add_fmt(&bytes, "M: p%d@example.org\nF: f%d\n", i, i);
	owner_read(TEXT("MAINTAINERS"), buf_text(&bytes), &sink);
	ck_assert_uint_eq(count, OWNER_ENTRY_MAX_COUNT);
	/* A short file has no more entries than it could mean. */
	count = 0;
	owner_read(TEXT("MAINTAINERS"), text_slice(buf_text(&bytes), 0, 7000), &sink);
	ck_assert_uint_gt(count, 7000);
	ck_assert_uint_lt(count, 8000);
	/* Long names and a long title do not come a million times. */
	buf_clear(&bytes);
	for (int i = 0; i < 100000; i++)
		buf_add_str(&bytes, "title ");
	for (int i = 0; i < 80000; i++)
		buf_add_fmt(&bytes, "\nM: a%d@b\nF: f%d", i, i);
	count = 0;
	owner_read(TEXT("MAINTAINERS"), buf_text(&bytes), &sink);
	ck_assert_uint_lt(count, 40);
	buf_release(&bytes);
}
END_TEST

Suite *suite_owners(void)
{
	Suite *suite = suite_create("owners");
	TCase *readers = tcase_create("readers");
	TCase *matching = tcase_create("matching");

	tcase_add_loop_test(readers, a_file_is_read_in_its_grammar, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(readers, a_section_that_multiplies_is_bounded);
	tcase_add_loop_test(matching, the_right_entries_speak_of_a_path, 0, sizeof(paths) / sizeof(paths[0]));
	tcase_add_test(matching, a_hostile_pattern_ends_soon);
	tcase_add_test(matching, only_cheap_expressions_are_compiled);
	suite_add_tcase(suite, readers);
	suite_add_tcase(suite, matching);
	return suite;
}
