/* Classes of paths, git's patterns, attributes and the project's own patterns. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/history/pathrules.h"
#include "lead/wildmatch.h"
#include "lead/alloc.h"
#include "lead/pathclass.h"

Suite *suite_pathclass(void);

static const struct {
	const char *path;
	enum path_class class;
} paths[] = {
	{ "src/main.c", PATH_CODE },
	{ "main.c", PATH_CODE },
	{ "", PATH_CODE },
	{ "/", PATH_CODE },
	{ "a//b", PATH_CODE },
	{ "src/doc/gen.go", PATH_CODE },
	{ "go/doc/comment.go", PATH_CODE },
	{ "src/news.c", PATH_CODE },
	{ "src/changes.py", PATH_CODE },
	{ "src/license.go", PATH_CODE },
	{ "src/style.css", PATH_CODE },
	{ "src/design/button.ts", PATH_CODE },
	{ "lib/Makefile", PATH_CODE },
	{ "examples/hello.c", PATH_CODE },
	{ "requirements.txt", PATH_CODE },
	{ "requirements-dev.txt", PATH_CODE },
	{ "dev-requirements.txt", PATH_CODE },
	{ "robots.txt", PATH_CODE },
	{ "lib/libfoo.so.1", PATH_CODE },
	{ "v1.2", PATH_CODE },
	{ "release-1.2", PATH_CODE },
	{ "src/protest/a.c", PATH_CODE },
	/* documentation */
	{ "README", PATH_DOC },
	{ "README.md", PATH_DOC },
	{ "README.zh-CN.md", PATH_DOC },
	{ "tests/README.md", PATH_DOC },
	{ "docs/guide.html", PATH_DOC },
	{ "Documentation/Makefile", PATH_DOC },
	{ "sub/Documentation/x.c", PATH_DOC },
	{ "docs/testing/unit.md", PATH_DOC },
	{ "src/doc/book/intro.md", PATH_DOC },
	{ "website/index.rst", PATH_DOC },
	{ "examples/README.txt", PATH_DOC },
	{ "man/man8/zfs.8", PATH_DOC },
	{ "man1/git.1", PATH_DOC },
	{ "src/tool.8.in", PATH_DOC },
	{ "src/md5.1", PATH_DOC },
	{ "INSTALL", PATH_DOC },
	{ "pkg/inst/doc/x.R", PATH_DOC },
	{ "notebooks/tour.ipynb", PATH_DOC },
	/* decisions */
	{ "doc/adr/0001-record-decisions.md", PATH_DECISION },
	{ "docs/decisions/0005-x.adoc", PATH_DECISION },
	{ "docs/decisions/0005-use-a-template-engine.md", PATH_DECISION },
	{ "docs/decisions/0000-template.md", PATH_DOC },
	{ "docs/decisions/adr-template.md", PATH_DOC },
	{ "proposals/x.md", PATH_DECISION },
	{ "keps/sig-x/0123-y/kep.yaml", PATH_DECISION },
	{ "keps/sig-x/0123-y/README.md", PATH_DECISION },
	{ "rfd/0012/README.adoc", PATH_DECISION },
	{ "text/0123-x.md", PATH_DECISION },
	{ "text/0000-x.md", PATH_DOC },
	{ "peps/pep-0008.rst", PATH_DECISION },
	{ "pep-0008.txt", PATH_DECISION },
	{ "specs/2026.1/approved/x.rst", PATH_DECISION },
	{ "docs/adr/README.md", PATH_DOC },
	{ "docs/adr/index.md", PATH_DOC },
	{ "docs/adr/0000-template.md", PATH_DOC },
	{ "docs/adr/tool.sh", PATH_DOC },
	{ "adr/tool.sh", PATH_CODE },
	/* standards */
	{ "CONTRIBUTING.md", PATH_STANDARD },
	{ "docs/contributing.rst", PATH_STANDARD },
	{ ".github/CODEOWNERS", PATH_STANDARD },
	{ "pkg/OWNERS", PATH_STANDARD },
	{ ".clang-format", PATH_STANDARD },
	{ ".golangci.yaml", PATH_STANDARD },
	{ "Documentation/CodingGuidelines", PATH_STANDARD },
	{ ".github/ISSUE_TEMPLATE/bug.md", PATH_STANDARD },
	{ "docs/style.md", PATH_STANDARD },
	{ ".eslintrc.json", PATH_STANDARD },
	/* operations */
	{ ".github/workflows/ci.yml", PATH_OPERATION },
	{ ".gitlab-ci.yml", PATH_OPERATION },
	{ "Makefile", PATH_OPERATION },
	{ "ci/run.sh", PATH_OPERATION },
	{ "debian/rules", PATH_OPERATION },
	{ "docs/runbooks/disk-full.md", PATH_OPERATION },
	{ "images/app/Dockerfile", PATH_OPERATION },
	{ "infra/main.tf", PATH_OPERATION },
	{ "CMakeLists.txt", PATH_OPERATION },
	{ "src/CMakeLists.txt", PATH_CODE },
	{ "Cargo.toml", PATH_OPERATION },
	{ "crates/x/Cargo.toml", PATH_CODE },
	/* tests */
	{ "tests/a.c", PATH_TEST },
	{ "t/t0001-init.sh", PATH_TEST },
	{ "src/t/x.c", PATH_CODE },
	{ "pkg/x_test.go", PATH_TEST },
	{ "src/app.spec.ts", PATH_TEST },
	{ "tests/data/input.txt", PATH_TEST },
	{ "tests/cluster/kubernetes.tf", PATH_TEST },
	{ "tests/Makefile", PATH_TEST },
	{ "src/FooTest.java", PATH_TEST },
	{ "test_foo.py", PATH_TEST },
	/* not ours, not written, not counted */
	{ "vendor/x/README.md", PATH_VENDORED },
	{ "web/node_modules/x/index.js", PATH_VENDORED },
	{ "deps/lua/src/lua.c", PATH_VENDORED },
	{ "src/deps/x.c", PATH_CODE },
	{ "Godeps/_workspace/src/x.go", PATH_VENDORED },
	{ "web/jquery.min.js", PATH_VENDORED },
	{ "Cargo.lock", PATH_GENERATED },
	{ "api/v1/x.pb.go", PATH_GENERATED },
	{ "api/zz_generated.deepcopy.go", PATH_GENERATED },
	{ "CHANGES", PATH_CHORE },
	{ "CHANGELOG.md", PATH_CHORE },
	{ "NEWS.rst", PATH_CHORE },
	{ "docs/news.md", PATH_DOC },
	{ "LICENSE", PATH_CHORE },
	{ "LICENSE-MIT", PATH_CODE },
	{ "COPYING.LESSER", PATH_CODE },
	{ "Documentation/RelNotes/2.51.0.adoc", PATH_CHORE },
	{ "releasenotes/notes/fix-0123.yaml", PATH_CHORE },
	{ "docs/releases/1.30-NOTES.md", PATH_CHORE },
	{ "debian/changelog", PATH_CHORE },
};

START_TEST(each_path_is_of_one_class)
{
	struct path_classes *classes = path_classes_new(TEXT(""), NULL);
	enum path_class got = path_class_of(classes, text_of(paths[_i].path));

	ck_assert_msg(got == paths[_i].class, "%s: wanted %s, got %s", paths[_i].path,
	              path_class_names[paths[_i].class], path_class_names[got]);
	path_classes_free(classes);
}
END_TEST

static const char attributes[] = "# comment\n"
				 "*.gen.c linguist-generated\r\n"
				 "/api/*.json linguist-generated=true\n"
				 "lib/** linguist-vendored\n"
				 "lib/ours/** -linguist-vendored\n"
				 "vendor/ours/* linguist-vendored=false\n"
				 "guide/** text linguist-documentation\n"
				 "docs/*.c -linguist-documentation\n"
				 "\"with space/*\" linguist-generated\n"
				 "docs/ linguist-generated\n"
				 "[attr]x linguist-generated\n"
				 "Cargo.lock linguist-generated=false\n"
				 "undone.c linguist-generated\n"
				 "undone.c !linguist-generated\n"
				 "*.sh linguist-language=Shell eol=lf\n";

static const struct {
	const char *path;
	enum path_class class;
} attributed[] = {
	{ "a/b.gen.c", PATH_GENERATED }, { "api/x.json", PATH_GENERATED }, { "sub/api/x.json", PATH_CODE },
	{ "api/v1/x.json", PATH_CODE },  { "lib/x.c", PATH_VENDORED },     { "lib/a/b/c.c", PATH_VENDORED },
	{ "lib/ours/x.c", PATH_CODE },   { "vendor/ours/x.c", PATH_CODE }, { "vendor/ours/README.md", PATH_DOC },
	{ "vendor/x.c", PATH_VENDORED }, { "guide/x.tsx", PATH_DOC },      { "guide/CHANGELOG.md", PATH_CHORE },
	{ "docs/x.c", PATH_CODE },       { "docs/x.md", PATH_DOC },        { "with space/x.c", PATH_GENERATED },
	{ "Cargo.lock", PATH_CODE },     { "undone.c", PATH_CODE },        { "x.sh", PATH_CODE },
};

START_TEST(attributes_overrule_the_tables)
{
	struct path_classes *classes = path_classes_new(text_of(attributes), NULL);
	enum path_class got = path_class_of(classes, text_of(attributed[_i].path));

	ck_assert_msg(got == attributed[_i].class, "%s: wanted %s, got %s", attributed[_i].path,
	              path_class_names[attributed[_i].class], path_class_names[got]);
	path_classes_free(classes);
}
END_TEST

START_TEST(the_projects_own_patterns_come_first)
{
	struct config *config = config_new();
	struct path_classes *classes;

	ck_assert_int_eq(config_add(config, "adr.path", "notes/decided", CONFIG_PROJECT), 0);
	ck_assert_int_eq(config_add(config, "docs.path", "/notes", CONFIG_PROJECT), 0);
	ck_assert_int_eq(config_add(config, "docs.path", "*.tmpl", CONFIG_PROJECT), 0);
	classes = path_classes_new(TEXT("*.tmpl linguist-generated\n"), config);
	config_free(config);

	ck_assert_int_eq(path_class_of(classes, TEXT("notes/decided/x.md")), PATH_DECISION);
	ck_assert_int_eq(path_class_of(classes, TEXT("notes/x.c")), PATH_DOC);
	ck_assert_int_eq(path_class_of(classes, TEXT("src/notes/x.c")), PATH_CODE);
	ck_assert_int_eq(path_class_of(classes, TEXT("src/x.tmpl")), PATH_DOC);
	path_classes_free(classes);
}
END_TEST

static const struct {
	const char *pattern, *text;
	bool matches;
} globs[] = {
	{ "foo", "foo", true },
	{ "foo", "bar", false },
	{ "", "", true },
	{ "???", "foo", true },
	{ "??", "foo", false },
	{ "*", "foo", true },
	{ "f*", "foo", true },
	{ "*f", "foo", false },
	{ "*ob*a*r*", "foobar", true },
	{ "*ab", "aaaaaaabababab", true },
	{ "foo\\*", "foo*", true },
	{ "foo\\*bar", "foobar", false },
	{ "f\\\\oo", "f\\oo", true },
	{ "*[al]?", "ball", true },
	{ "[ten]", "ten", false },
	{ "t[a-g]n", "ten", true },
	{ "t[!a-g]n", "ten", false },
	{ "t[!a-g]n", "ton", true },
	{ "t[^a-g]n", "ton", true },
	{ "a[]]b", "a]b", true },
	{ "a[]-]b", "a-b", true },
	{ "a[]a-]b", "aab", true },
	{ "[a-", "a", false },
	{ "[[:alpha:]][[:digit:]]", "a1", true },
	{ "[[:upper:]]", "a", false },
	{ "[[:nothing:]]", "a", false },
	{ "[\\]]", "]", true },
	{ "foo*bar", "foo/baz/bar", false },
	{ "foo**bar", "foo/baz/bar", false },
	{ "foo**bar", "foobazbar", true },
	{ "foo/**/bar", "foo/baz/bar", true },
	{ "foo/**/bar", "foo/b/a/z/bar", true },
	{ "foo/**/bar", "foo/bar", true },
	{ "foo/**/**/bar", "foo/bar", true },
	{ "**/foo", "foo", true },
	{ "**/foo", "xyz/foo", true },
	{ "**/foo", "bar/baz/foo", true },
	{ "*/foo", "bar/baz/foo", false },
	{ "**/bar*", "foo/bar/baz", false },
	{ "**/bar/*", "deep/foo/bar/baz", true },
	{ "**/bar/*", "deep/foo/bar/baz/", false },
	{ "**/bar/**", "deep/foo/bar/baz/", true },
	{ "**/bar/*/*", "deep/foo/bar/baz/x", true },
	{ "foo/**", "foo", false },
	{ "foo/**", "foo/a/b", true },
	{ "foo?bar", "foo/bar", false },
	{ "foo[/]bar", "foo/bar", false },
	{ "**/t[o]", "foo/bar/baz/to", true },
	{ "a/*/b/**/c", "a/x/b/y/z/c", true },
	{ "**/*a*b", "x/y/aab", true },
};

START_TEST(patterns_match_as_gits_do)
{
	ck_assert_msg(wildmatch(text_of(globs[_i].pattern), text_of(globs[_i].text)) == globs[_i].matches,
	              "'%s' on '%s'", globs[_i].pattern, globs[_i].text);
}
END_TEST

START_TEST(a_path_pattern_takes_what_lies_below)
{
	ck_assert(path_matches(TEXT("docs"), TEXT("docs/a/b.md")));
	ck_assert(path_matches(TEXT("docs/"), TEXT("docs/b.md")));
	ck_assert(path_matches(TEXT("docs/adr"), TEXT("docs/adr/x.md")));
	ck_assert(path_matches(TEXT("*.c"), TEXT("src/x.c")));
	ck_assert(path_matches(TEXT("src/**"), TEXT("src/a/x.c")));
	ck_assert(!path_matches(TEXT("/docs"), TEXT("x/docs/b.md")));
	ck_assert(!path_matches(TEXT("docs/adr"), TEXT("x/docs/adr/b.md")));
	ck_assert(!path_matches(TEXT("src/*.c"), TEXT("src/a/x.c")));
	ck_assert(!path_matches(TEXT("doc"), TEXT("docs/x")));
	ck_assert(!path_matches(TEXT("/"), TEXT("docs/x")));
	ck_assert(!path_matches(TEXT(""), TEXT("")));
}
END_TEST

START_TEST(a_hostile_pattern_takes_no_more_than_the_product_of_sizes)
{
	struct buf pattern = { 0 }, text = { 0 };

	for (int i = 0; i < 500; i++) {
		buf_add_str(&pattern, i % 5 ? "a*" : "**/");
		buf_add_str(&text, i % 7 ? "aaaaaaaaaaaaaaaaaaaaaaaaa" : "/");
	}
	buf_add_char(&pattern, 'b');

	ck_assert(!wildmatch(buf_text(&pattern), buf_text(&text)));
	buf_release(&pattern);
	buf_release(&text);
}
END_TEST

static void check_table(const struct path_rule *rules)
{
	for (size_t i = 0; rules[i].word; i++) {
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(rules[i].word, rules[k].word);
	}
}

START_TEST(a_word_stands_once_in_its_table)
{
	check_table(path_directory_rules);
	check_table(path_name_rules);
	check_table(path_stem_rules);
	check_table(path_extension_rules);
	check_table(path_ending_rules);
	check_table(path_beginning_rules);
	check_table(path_part_rules);
}
END_TEST

START_TEST(each_class_has_a_name)
{
	for (int i = 0; i < PATH_CLASS_COUNT; i++)
		ck_assert(path_class_names[i] && *path_class_names[i]);
}
END_TEST

Suite *suite_pathclass(void)
{
	Suite *suite = suite_create("pathclass");
	TCase *tables = tcase_create("tables"), *patterns = tcase_create("patterns");

	tcase_add_loop_test(tables, each_path_is_of_one_class, 0, sizeof(paths) / sizeof(paths[0]));
	tcase_add_loop_test(tables, attributes_overrule_the_tables, 0, sizeof(attributed) / sizeof(attributed[0]));
	tcase_add_test(tables, the_projects_own_patterns_come_first);
	tcase_add_test(tables, a_word_stands_once_in_its_table);
	tcase_add_test(tables, each_class_has_a_name);
	suite_add_tcase(suite, tables);
	tcase_add_loop_test(patterns, patterns_match_as_gits_do, 0, sizeof(globs) / sizeof(globs[0]));
	tcase_add_test(patterns, a_path_pattern_takes_what_lies_below);
	tcase_add_test(patterns, a_hostile_pattern_takes_no_more_than_the_product_of_sizes);
	suite_add_tcase(suite, patterns);
	return suite;
}
