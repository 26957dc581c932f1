/*
 * Links to commits: from remotes of known forges, and which templates are taken.
 */
#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/link.h"

Suite *suite_link(void);

static const struct {
	const char *remote, *want; /* NULL: no pages are known */
} remotes[] = {
	{ "https://github.com/example/engine.git", "https://github.com/example/engine/commit/{commit}" },
	{ "git@github.com:example/engine.git", "https://github.com/example/engine/commit/{commit}" },
	{ "ssh://git@github.example.org:2222/example/engine/",
	  "https://github.example.org/example/engine/commit/{commit}" },
	{ "https://gitlab.example.org/a/b/c.git", "https://gitlab.example.org/a/b/c/-/commit/{commit}" },
	{ "https://salsa.debian.org/a/b", "https://salsa.debian.org/a/b/-/commit/{commit}" },
	{ "git@bitbucket.org:a/b", "https://bitbucket.org/a/b/commits/{commit}" },
	{ "https://git.sr.ht/~ada/engine", "https://git.sr.ht/~ada/engine/commit/{commit}" },
	{ "https://chromium.googlesource.com/a/b", "https://chromium.googlesource.com/a/b/+/{commit}" },
	{ "git://git.kernel.org/pub/scm/a.git", "https://git.kernel.org/pub/scm/a/commit/?id={commit}" },
	{ "https://forgejo.example.org/a/b", "https://forgejo.example.org/a/b/commit/{commit}" },
	{ "https://ada@dev.azure.com/org/team/_git/tool", "https://dev.azure.com/org/team/_git/tool/commit/{commit}" },
	/* These hosts speak ssh alone. */
	{ "git@ssh.dev.azure.com:v3/org/team/tool", NULL },
	{ "ssh://git@altssh.bitbucket.org:443/a/b.git", NULL },
	{ "ssh://git@altssh.gitlab.com:443/a/b.git", NULL },
	{ "ssh://git@ssh.github.com:443/a/b.git", NULL },
	{ "https://bitbucket.example.org/scm/org/tool.git", NULL },
	{ "https://notgithub.com/a/b", NULL },
	{ "https://example.org/github/b", NULL },
	{ "/srv/git/github.com/b.git", NULL },
	{ "../github.com:x/b", NULL },
	{ "C:/github.com/b", NULL },
	{ "https://github.com/", NULL },
	{ "https://github.com/a/b c", NULL },
	{ "https://github.com/a/\"><script>", NULL },
	{ "javascript://github.com/a", "https://github.com/a/commit/{commit}" },
	{ "", NULL },
	{ ":", NULL },
	{ "@github.com:a/b", "https://github.com/a/b/commit/{commit}" },
};

START_TEST(remote_names_its_pages)
{
	struct buf out = { 0 };
	bool is_known;

	buf_add_str(&out, "x");
	is_known = link_template_of(&out, text_of(remotes[_i].remote));
	ck_assert_msg(is_known == (remotes[_i].want != NULL), "%s", remotes[_i].remote);
	ck_assert_str_eq(buf_str(&out) + 1, is_known ? remotes[_i].want : "");
	buf_release(&out);
}
END_TEST

static const struct {
	const char *template;
	bool want;
} templates[] = {
	{ "https://forge.example/x/commit/{commit}", true },
	{ "http://forge.example:8080/x?id={commit}&a=b#top", true },
	{ "https://forge.example/x", false },
	{ "https://forge.example/{commit}/{commit}", false },
	{ "https://{commit}.example/x", false },
	{ "https://user:word@forge.example/{commit}", false },
	{ "https:///{commit}", false },
	{ "javascript:alert(1)//{commit}", false },
	{ "ftp://forge.example/{commit}", false },
	{ "https://forge.example/a b/{commit}", false },
	{ "https://forge.example/a\"b/{commit}", false },
	{ "https://forge.example/a'b/{commit}", false },
	{ "https://forge.example/(x)/{commit}", false },
	{ "https://forge.example/{other}/{commit}", false },
	{ "https://forge.example/\xc3\xa9/{commit}", false },
	{ "", false },
};

START_TEST(template_is_taken_or_not)
{
	ck_assert_msg(link_is_template(text_of(templates[_i].template)) == templates[_i].want, "%s",
	              templates[_i].template);
}
END_TEST

START_TEST(commit_takes_its_place)
{
	struct buf out = { 0 };

	link_add(&out, TEXT("https://forge.example/x?id={commit}&a=b"), TEXT("0123"));
	ck_assert_str_eq(buf_str(&out), "https://forge.example/x?id=0123&a=b");
	buf_release(&out);
}
END_TEST

static const struct {
	const char *label, *remote, *in_file, *want;
} labels[] = {
	{ "core", "git@forge.example:group/name.git", NULL, "name" },
	{ "core", "https://forge.example/name.git/", NULL, "name" },
	{ "core", "https://forge.example/name/", NULL, "name" },
	{ "core", "../name", NULL, "name" },
	{ "core", "", NULL, "0123456789ab" },
	{ "core", ".", NULL, "0123456789ab" },
	{ "core", "..", NULL, "0123456789ab" },
	{ "core", "https://forge.example/name", "core", "core" },
	{ "core", "https://forge.example/name", "web", "name" },
	{ "core", "", "web", "core" },
};

START_TEST(a_repository_is_called)
{
	struct text key = TEXT("0123456789abcdef0123456789abcdef01234567"), got;
	struct config *config = config_new();
	char *entry = xstrfmt("repository.%s.path", labels[_i].in_file ? labels[_i].in_file : "");

	if (labels[_i].in_file)
		ck_assert_int_eq(config_add(config, entry, "/x", CONFIG_FILE), 0);
	else
		ck_assert_int_eq(config_add(config, "repository.core.path", "/x", CONFIG_PROJECT), 0);
	got = link_label(config, key, text_of(labels[_i].label), text_of(labels[_i].remote));
	ck_assert_msg(text_equal(got, text_of(labels[_i].want)), TEXT_FMT, TEXT_ARG(got));
	got = link_label(config, TEXT("chosen"), TEXT(""), TEXT(""));
	ck_assert_msg(text_equal(got, TEXT("chosen")), TEXT_FMT, TEXT_ARG(got));
	free(entry);
	config_free(config);
}
END_TEST

static const struct {
	const char *remote, *want;
} projects[] = {
	{ "https://forge.example/group/name.git/", "group/name" },
	{ "git@forge.example:group/name.git", "group/name" },
	{ "ssh://git@bitbucket.example:7999/core/tool.git", "core/tool" },
	{ "https://bitbucket.example/scm/core/tool.git", "core/tool" },
	{ "https://user@review.example/a/core/tool", "core/tool" },
	{ "https://gerrit.googlesource.com/a/tool", "tool" },
	{ "https://github.com/a/tool.git", "a/tool" },
	{ "ssh://review.example:29418/a/tool", "a/tool" },
	{ "https://review.example/abc/tool", "abc/tool" },
	{ "/srv/group/name", "" },
	{ "file:///srv/group/name", "" },
	{ "", "" },
};

START_TEST(a_remote_names_its_project)
{
	struct text got = link_project(text_of(projects[_i].remote));

	ck_assert_msg(text_equal(got, text_of(projects[_i].want)), TEXT_FMT, TEXT_ARG(got));
	if (got.size)
		ck_assert(link_is_of_project(text_of(projects[_i].remote), got));
	ck_assert(!link_is_of_project(text_of(projects[_i].remote), TEXT("tools/other")));
}
END_TEST

START_TEST(a_project_is_compared_with_and_without_what_stands_before_it)
{
	const struct text remote = TEXT("https://bitbucket.example/scm/core/tool.git");

	ck_assert(link_is_of_project(remote, TEXT("CORE/tool")));
	ck_assert(link_is_of_project(remote, TEXT("scm/core/tool")));
	ck_assert(!link_is_of_project(remote, TEXT("tool")));
}
END_TEST

Suite *suite_link(void)
{
	Suite *suite = suite_create("link");
	TCase *tc = tcase_create("link");

	tcase_add_loop_test(tc, remote_names_its_pages, 0, sizeof(remotes) / sizeof(remotes[0]));
	tcase_add_loop_test(tc, template_is_taken_or_not, 0, sizeof(templates) / sizeof(templates[0]));
	tcase_add_test(tc, commit_takes_its_place);
	tcase_add_loop_test(tc, a_repository_is_called, 0, sizeof(labels) / sizeof(labels[0]));
	tcase_add_loop_test(tc, a_remote_names_its_project, 0, sizeof(projects) / sizeof(projects[0]));
	tcase_add_test(tc, a_project_is_compared_with_and_without_what_stands_before_it);
	suite_add_tcase(suite, tc);
	return suite;
}
