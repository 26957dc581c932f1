/* Opening repositories, resolving revisions, files and refs. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "../analyzers/history/libgit2.h"
#include "lead/alloc.h"
#include "lead/history.h"
#include "support/fixture_repo.h"

Suite *suite_history(void);

static struct fixture_repo *fixture;
static struct repository *repository;
static struct buf out;

static void setup_bare(void)
{
	fixture_environment();
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
}

static void setup_work_tree(void)
{
	fixture_environment();
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_WORK_TREE);
}

static void teardown(void)
{
	buf_release(&out);
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

static void assert_resolves(const char *revision, const struct oid *want)
{
	struct oid oid;

	ck_assert_msg(repository_resolve(&oid, repository, revision) == 0, "%s: %s", revision, error_message());
	ck_assert_msg(!memcmp(oid.bytes, want->bytes, OID_SIZE), "%s is another commit", revision);
}

/* ---- open ---- */

START_TEST(a_folder_that_is_no_repository_is_not_found)
{
	char *ceiling = xstrfmt("%s/none", fixture_repo_path(fixture)), *folder = xstrfmt("%s/deep", ceiling);

	fixture_write(fixture, true, "none/deep/file", "x");
	setenv("GIT_CEILING_DIRECTORIES", ceiling, 1);
	ck_assert_int_eq(repository_open(&repository, folder), ERR_NOTFOUND);
	free(folder);
	free(ceiling);
}
END_TEST

static const struct {
	const char *config, *words;
} refused[] = {
	{ "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n",
	  LIBGIT2_HAS_EXTENSIONS ? "SHA-256" : "objectformat" },
	{ "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n",
	  LIBGIT2_HAS_EXTENSIONS ? "reftable" : "refstorage" },
	{ "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnovelty = true\n", "novelty" },
	{ "[core]\n\trepositoryformatversion = 2\n", "version" },
	{ "[core\n", "config" },
};

START_TEST(what_cannot_be_read_is_refused_by_name)
{
	append_config(refused[_i].config);
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), ERR_INVALID);
	ck_assert_msg(strstr(error_message(), refused[_i].words) != NULL, "%s", error_message());
}
END_TEST

START_TEST(harmless_extensions_are_accepted)
{
	append_config("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n"
	              "\tpreciousObjects = true\n\tpartialClone = origin\n\tobjectFormat = sha1\n");
	open_fixture();
	ck_assert(repository_is_partial(repository));
}
END_TEST

START_TEST(a_directory_without_configuration_opens_as_bare)
{
	struct oid tip = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT(".mailmap", "A <a@b>\n")) });
	char *config = xstrfmt("%sconfig", fixture_repo_git_dir(fixture));

	ck_assert_int_eq(remove(config), 0);
	free(config);
	open_fixture();
	assert_resolves("HEAD", &tip);
	ck_assert_int_eq(repository_read_file(&out, repository, ".mailmap", 100), 0);
	ck_assert_str_eq(buf_str(&out), "A <a@b>\n");
}
END_TEST

START_TEST(the_environment_chooses_the_repository_only_without_a_path)
{
	struct oid tip = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct fixture_repo *other = fixture_repo_new(FIXTURE_BARE);

	setenv("GIT_DIR", fixture_repo_git_dir(fixture), 1);
	ck_assert_int_eq(repository_open(&repository, NULL), 0);
	assert_resolves("HEAD", &tip);
	repository_close(repository);
	ck_assert_int_eq(repository_open(&repository, fixture_repo_path(other)), 0);
	ck_assert_int_eq(repository_resolve(&(struct oid){ { 0 } }, repository, "HEAD"), ERR_NOTFOUND);
	fixture_repo_free(other);
}
END_TEST

START_TEST(a_subfolder_of_the_work_tree_opens_the_repository)
{
	char *sub;

	fixture_write(fixture, true, "a/b/file", "x");
	sub = xstrfmt("%s/a/b", fixture_repo_path(fixture));
	ck_assert_int_eq(repository_open(&repository, sub), 0);
	ck_assert_str_eq(repository_common_dir(repository), fixture_repo_git_dir(fixture));
	ck_assert_str_eq(repository_label(repository), strrchr(fixture_repo_path(fixture), '/') + 1);
	free(sub);
}
END_TEST

/* What `git worktree add` writes. */
START_TEST(a_linked_work_tree_shares_the_common_directory)
{
	struct oid tip = fixture_commit(fixture, &(struct fixture_commit){ .message = "a", .ref = "refs/heads/side" });
	char *linked = xstrfmt("%s/linked", fixture_repo_path(fixture));
	char *pointer = xstrfmt("gitdir: %sworktrees/linked\n", fixture_repo_git_dir(fixture));
	char *back = xstrfmt("%s/.git\n", linked);

	fixture_write(fixture, false, "worktrees/linked/HEAD", "ref: refs/heads/side\n");
	fixture_write(fixture, false, "worktrees/linked/commondir", "../..\n");
	fixture_write(fixture, false, "worktrees/linked/gitdir", back);
	fixture_write(fixture, true, "linked/.git", pointer);
	fixture_write(fixture, true, "linked/.mailmap", "here\n");
	ck_assert_int_eq(repository_open(&repository, linked), 0);
	ck_assert_str_eq(repository_common_dir(repository), fixture_repo_git_dir(fixture));
	ck_assert_str_eq(repository_label(repository), "linked");
	assert_resolves("HEAD", &tip);
	ck_assert_int_eq(repository_read_file(&out, repository, ".mailmap", 100), 0);
	ck_assert_str_eq(buf_str(&out), "here\n");
	free(linked);
	free(pointer);
	free(back);
}
END_TEST

START_TEST(objects_of_an_alternate_are_found)
{
	struct fixture_repo *lender = fixture_repo_new(FIXTURE_BARE);
	struct oid tip = fixture_commit(lender, &(struct fixture_commit){ .message = "lent" });
	char *line = xstrfmt("%sobjects\n", fixture_repo_git_dir(lender));
	char hex[41];

	fixture_hex(hex, &tip);
	fixture_write(fixture, false, "objects/info/alternates", line);
	open_fixture();
	assert_resolves(hex, &tip);
	fixture_repo_free(lender);
	free(line);
}
END_TEST

static const struct {
	const char *config, *remote;
} remote_rows[] = {
	{ "", "" },
	{ "[remote \"origin\"]\n\turl = https://host/x.git\n", "https://host/x.git" },
	{ "[remote \"origin\"]\n\turl = https://me:secret@host/x.git\n", "https://host/x.git" },
	{ "[remote \"origin\"]\n\turl = https://me:p@ss@host/a@b\n", "https://host/a@b" },
	{ "[remote \"origin\"]\n\turl = git@host:x.git\n", "git@host:x.git" },
	{ "[remote \"up\"]\n\turl = https://host/up\n", "https://host/up" },
	{ "[remote \"up\"]\n\turl = https://h/u\n[remote \"b\"]\n\turl = https://h/b\n", "" },
	{ "[remote \"up\"]\n\turl = https://h/u\n[remote \"origin\"]\n\turl = https://h/o\n", "https://h/o" },
};

START_TEST(the_remote_is_named_without_credentials)
{
	append_config(remote_rows[_i].config);
	open_fixture();
	ck_assert_str_eq(repository_remote(repository), remote_rows[_i].remote);
	ck_assert(!repository_is_partial(repository));
}
END_TEST

START_TEST(a_promisor_remote_makes_a_partial_clone)
{
	append_config("[remote \"origin\"]\n\turl = x\n\tpromisor = true\n");
	open_fixture();
	ck_assert(repository_is_partial(repository));
	ck_assert(!repository_is_shallow(repository));
}
END_TEST

/* ---- resolve ---- */

START_TEST(revisions_lead_to_commits)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	struct oid c = fixture_commit(fixture,
	                              &(struct fixture_commit){ .message = "c", .ref = "refs/heads/side", PARENTS(a) });
	struct oid m = fixture_commit(fixture, &(struct fixture_commit){ .message = "m", PARENTS(b, c) });
	struct fixture_who tagger = { .name = "T", .email = "t@b" };
	struct oid tag = fixture_tag(fixture, "v1", &b, &tagger, "words\n");
	char hex[41], shorter[41];

	fixture_tag(fixture, "v1-again", &tag, &tagger, "words\n");
	fixture_hex(hex, &m);
	snprintf(shorter, sizeof(shorter), "%.12s", hex);
	open_fixture();
	assert_resolves("HEAD", &m);
	assert_resolves("@", &m);
	assert_resolves("main", &m);
	assert_resolves("refs/heads/side", &c);
	assert_resolves(hex, &m);
	assert_resolves(shorter, &m);
	assert_resolves("v1", &b);
	assert_resolves("v1-again", &b);
	assert_resolves("v1^{commit}", &b);
	assert_resolves("v1^0", &b);
	assert_resolves("HEAD^", &b);
	assert_resolves("HEAD^2", &c);
	assert_resolves("HEAD~2", &a);
	assert_resolves("HEAD^2~1", &a);
	assert_resolves("HEAD~0", &m);
}
END_TEST

static const char *const unresolvable[] = { "",
	                                    "nothing",
	                                    "HEAD~9",
	                                    "HEAD^3",
	                                    "HEAD^x",
	                                    "HEAD~99999999999999999999",
	                                    "HEAD^{tree}",
	                                    "^HEAD",
	                                    "0000000000000000000000000000000000000000" };

START_TEST(what_is_no_commit_is_not_found)
{
	struct oid oid;

	fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("f", "1")) });
	open_fixture();
	ck_assert_int_eq(repository_resolve(&oid, repository, unresolvable[_i]), ERR_NOTFOUND);
}
END_TEST

START_TEST(the_head_of_an_empty_repository_is_not_found)
{
	struct oid oid;

	open_fixture();
	ck_assert_int_eq(repository_resolve(&oid, repository, "HEAD"), ERR_NOTFOUND);
}
END_TEST

START_TEST(a_malformed_commit_resolves)
{
	static const char bytes[] = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor nobody\n\nbad\n";
	struct oid bad = fixture_object(fixture, FIXTURE_COMMIT, bytes, sizeof(bytes) - 1);

	fixture_ref(fixture, "refs/heads/main", &bad);
	open_fixture();
	assert_resolves("HEAD", &bad);
}
END_TEST

/* ---- files ---- */

static struct config *read_config(void)
{
	struct config *config = config_new();

	ck_assert_msg(repository_read_config(repository, config) == 0, "%s", error_message());
	return config;
}

START_TEST(files_come_from_the_work_tree_if_there_is_one)
{
	fixture_commit(fixture, &(struct fixture_commit){ .message = "a",
	                                                  FILES(FILE_TEXT("f", "head\n"), FILE_TEXT("g", "g\n")) });
	fixture_write(fixture, true, "f", "work\n");
	fixture_write(fixture, true, "d/e/h", "deep\n");
	open_fixture();
	ck_assert_int_eq(repository_read_file(&out, repository, "f", 5), 0);
	ck_assert_int_eq(repository_read_file(&out, repository, "d/e/h", 5), 0);
	ck_assert_str_eq(buf_str(&out), "work\ndeep\n");
	ck_assert_int_eq(repository_read_file(&out, repository, "f", 4), ERR_INVALID);
	ck_assert_int_eq(repository_read_file(&out, repository, "g", 5), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file(&out, repository, "d", 5), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file(&out, repository, "f/x", 5), ERR_NOTFOUND);
	ck_assert_str_eq(buf_str(&out), "work\ndeep\n");
}
END_TEST

START_TEST(a_sparse_work_tree_falls_back_to_the_commit)
{
	fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT("d/g", "head\n")) });
	append_config("[core]\n\tsparseCheckout = true\n");
	open_fixture();
	ck_assert_int_eq(repository_read_file(&out, repository, "d/g", 5), 0);
	ck_assert_str_eq(buf_str(&out), "head\n");
}
END_TEST

START_TEST(symbolic_links_and_pipes_in_the_work_tree_are_ignored)
{
	char *link_path = xstrfmt("%s/link", fixture_repo_path(fixture));
	char *dir_path = xstrfmt("%s/dir", fixture_repo_path(fixture));
	char *pipe_path = xstrfmt("%s/pipe", fixture_repo_path(fixture));

	fixture_write(fixture, true, "real/file", "x");
	ck_assert_int_eq(symlink("real/file", link_path), 0);
	ck_assert_int_eq(symlink("real", dir_path), 0);
	ck_assert_int_eq(mkfifo(pipe_path, 0600), 0);
	open_fixture();
	ck_assert_int_eq(repository_read_file(&out, repository, "link", 100), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file(&out, repository, "dir/file", 100), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file(&out, repository, "pipe", 100), ERR_NOTFOUND);
	free(link_path);
	free(dir_path);
	free(pipe_path);
}
END_TEST

START_TEST(files_of_a_commit_are_read_by_path)
{
	struct oid tip = fixture_commit(
		fixture, &(struct fixture_commit){ .message = "a",
	                                           FILES(FILE_TEXT("d/f", "deep\n"), FILE_MODE("link", 0120000, "d/f"),
	                                                 FILE_TEXT("top", "top\n")) });
	struct oid lost = fixture_object(fixture, FIXTURE_BLOB, "top\n", 4);

	fixture_lose_object(fixture, &lost);
	open_fixture();
	ck_assert_int_eq(repository_read_file(&out, repository, "d/f", 5), 0);
	ck_assert_str_eq(buf_str(&out), "deep\n");
	ck_assert_int_eq(repository_read_file_at(&out, repository, &tip, "d/f", 4), ERR_INVALID);
	ck_assert_int_eq(repository_read_file_at(&out, repository, &tip, "d", 5), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file_at(&out, repository, &tip, "link", 5), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file_at(&out, repository, &tip, "no/f", 5), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file_at(&out, repository, &tip, "d/f/x", 5), ERR_NOTFOUND);
	ck_assert_int_eq(repository_read_file_at(&out, repository, &tip, "top", 5), ERR_MISSING);
	ck_assert_int_eq(repository_read_file_at(&out, repository, &lost, "top", 5), ERR_MISSING);
}
END_TEST

static void log_path(void *payload, struct text path)
{
	buf_add_text(payload, path);
	buf_add_char(payload, '\n');
}

START_TEST(each_path_comes_once_in_order)
{
	struct oid tip = fixture_commit(
		fixture, &(struct fixture_commit){
				 .message = "a",
				 FILES(FILE_TEXT("b.c", "1"), FILE_TEXT("b/x", "2"), FILE_TEXT("a", "3"),
	                               FILE_MODE("sub", 0160000, "1111111111111111111111111111111111111111")) });

	open_fixture();
	ck_assert_int_eq(repository_each_path(repository, &tip, log_path, &out), 0);
	ck_assert_str_eq(buf_str(&out), "a\nb.c\nb/x\n");
}
END_TEST

START_TEST(mailmaps_come_in_gits_order)
{
	struct config *config;
	char *file = xstrfmt("%s/other", fixture_repo_path(fixture)), *key;

	fixture_commit(fixture,
	               &(struct fixture_commit){ .message = "a",
	                                         FILES(FILE_TEXT(".mailmap", "head\n"), FILE_TEXT("mm", "blob")) });
	fixture_write(fixture, true, ".mailmap", "work");
	fixture_write(fixture, true, "other", "file\n");
	key = xstrfmt("[mailmap]\n\tblob = HEAD:mm\n\tfile = %s\n", file);
	append_config(key);
	open_fixture();
	config = read_config();
	ck_assert_int_eq(repository_read_mailmap(&out, repository, config), 0);
	ck_assert_str_eq(buf_str(&out), "work\nblob\nfile\n");
	config_free(config);
	free(file);
	free(key);
}
END_TEST

START_TEST(a_bare_repository_has_its_mailmap_at_head)
{
	struct config *config = config_new();

	fixture_commit(fixture, &(struct fixture_commit){ .message = "a", FILES(FILE_TEXT(".mailmap", "head\n")) });
	open_fixture();
	ck_assert_int_eq(repository_read_mailmap(&out, repository, config), 0);
	ck_assert_str_eq(buf_str(&out), "head\n");
	config_free(config);
}
END_TEST

START_TEST(a_projects_own_file_chooses_no_mailmap)
{
	struct config *config = config_new();

	fixture_write(fixture, true, "secret", "secret\n");
	ck_assert_int_eq(chdir(fixture_repo_path(fixture)), 0);
	ck_assert_int_eq(config_parse(config, TEXT("[mailmap]\n\tfile = secret\n"), CONFIG_PROJECT, ".gitlead"), 0);
	open_fixture();
	ck_assert_int_eq(repository_read_mailmap(&out, repository, config), 0);
	ck_assert_str_eq(buf_str(&out), "");
	config_free(config);
}
END_TEST

/* ---- refs ---- */

static void log_ref(void *payload, const struct ref_fact *ref)
{
	char hex[41];

	fixture_hex(hex, &ref->target);
	buf_add_fmt(payload, TEXT_FMT " %.6s", TEXT_ARG(ref->name), hex);
	if (ref->is_annotated)
		buf_add_fmt(payload, " by " TEXT_FMT " <" TEXT_FMT "> %lld", TEXT_ARG(ref->tagger.name),
		            TEXT_ARG(ref->tagger.email), (long long)ref->tag_time);
	buf_add_char(payload, '\n');
}

START_TEST(refs_are_sorted_and_peeled)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid blob = fixture_object(fixture, FIXTURE_BLOB, "x", 1), tag;
	struct fixture_who tagger = { .name = "T", .email = "t@b", .time = 77 };
	char hex[41], *want;

	tag = fixture_tag(fixture, "v2", &a, &tagger, "m\n");
	fixture_tag(fixture, "v10", &tag, &(struct fixture_who){ .name = "U", .email = "u@b", .time = 78 }, "m\n");
	fixture_tag(fixture, "old", &a, NULL, "no tagger\n");
	fixture_ref(fixture, "refs/tags/light", &a);
	fixture_ref(fixture, "refs/tags/blob", &blob);
	fixture_hex(hex, &a);
	want = xstrfmt("refs/tags/light %.6s\nrefs/tags/old %.6s by  <> 0\nrefs/tags/v10 %.6s by U <u@b> 78\n"
	               "refs/tags/v2 %.6s by T <t@b> 77\n",
	               hex, hex, hex, hex);
	open_fixture();
	ck_assert_int_eq(repository_each_ref(repository, "refs/tags/", log_ref, &out), 0);
	ck_assert_str_eq(buf_str(&out), want);
	free(want);
}
END_TEST

START_TEST(packed_refs_are_found_and_loose_ones_win)
{
	struct oid a = fixture_commit(fixture, &(struct fixture_commit){ .message = "a" });
	struct oid b = fixture_commit(fixture, &(struct fixture_commit){ .message = "b" });
	char hex_a[41], hex_b[41], *packed, *want;

	fixture_hex(hex_a, &a);
	fixture_hex(hex_b, &b);
	packed = xstrfmt("# pack-refs with: peeled fully-peeled sorted\n%s refs/pull/1/head\n%s refs/pull/10/head\n"
	                 "%s refs/pull/2/head\n1111111111111111111111111111111111111111 refs/pull/3/head\n",
	                 hex_a, hex_a, hex_a);
	fixture_write(fixture, false, "packed-refs", packed);
	fixture_write(fixture, false, "refs/pull/2/head", hex_b);
	want = xstrfmt("refs/pull/1/head %.6s\nrefs/pull/10/head %.6s\nrefs/pull/2/head %.6s\n", hex_a, hex_a, hex_b);
	open_fixture();
	ck_assert_int_eq(repository_each_ref(repository, "refs/pull/", log_ref, &out), 0);
	ck_assert_str_eq(buf_str(&out), want);
	free(packed);
	free(want);
}
END_TEST

#define ADD_LOOP(tc, test, rows) tcase_add_loop_test(tc, test, 0, sizeof(rows) / sizeof((rows)[0]))

static void add_open_tests(Suite *suite)
{
	TCase *tc = tcase_create("open");

	tcase_add_checked_fixture(tc, setup_bare, teardown);
	tcase_add_test(tc, a_folder_that_is_no_repository_is_not_found);
	ADD_LOOP(tc, what_cannot_be_read_is_refused_by_name, refused);
	if (LIBGIT2_HAS_EXTENSIONS)
		tcase_add_test(tc, harmless_extensions_are_accepted);
	tcase_add_test(tc, a_directory_without_configuration_opens_as_bare);
	tcase_add_test(tc, the_environment_chooses_the_repository_only_without_a_path);
	tcase_add_test(tc, objects_of_an_alternate_are_found);
	ADD_LOOP(tc, the_remote_is_named_without_credentials, remote_rows);
	tcase_add_test(tc, a_promisor_remote_makes_a_partial_clone);
	suite_add_tcase(suite, tc);
	tc = tcase_create("work tree");
	tcase_add_checked_fixture(tc, setup_work_tree, teardown);
	tcase_add_test(tc, a_subfolder_of_the_work_tree_opens_the_repository);
	tcase_add_test(tc, a_linked_work_tree_shares_the_common_directory);
	suite_add_tcase(suite, tc);
	tc = tcase_create("resolve");
	tcase_add_checked_fixture(tc, setup_bare, teardown);
	tcase_add_test(tc, revisions_lead_to_commits);
	ADD_LOOP(tc, what_is_no_commit_is_not_found, unresolvable);
	tcase_add_test(tc, the_head_of_an_empty_repository_is_not_found);
	tcase_add_test(tc, a_malformed_commit_resolves);
	suite_add_tcase(suite, tc);
}

Suite *suite_history(void)
{
	Suite *suite = suite_create("history");
	TCase *tc = tcase_create("work tree files");

	add_open_tests(suite);
	tcase_add_checked_fixture(tc, setup_work_tree, teardown);
	tcase_add_test(tc, files_come_from_the_work_tree_if_there_is_one);
	tcase_add_test(tc, a_sparse_work_tree_falls_back_to_the_commit);
	tcase_add_test(tc, symbolic_links_and_pipes_in_the_work_tree_are_ignored);
	tcase_add_test(tc, mailmaps_come_in_gits_order);
	tcase_add_test(tc, a_projects_own_file_chooses_no_mailmap);
	suite_add_tcase(suite, tc);
	tc = tcase_create("committed files");
	tcase_add_checked_fixture(tc, setup_bare, teardown);
	tcase_add_test(tc, files_of_a_commit_are_read_by_path);
	tcase_add_test(tc, each_path_comes_once_in_order);
	tcase_add_test(tc, a_bare_repository_has_its_mailmap_at_head);
	suite_add_tcase(suite, tc);
	tc = tcase_create("refs");
	tcase_add_checked_fixture(tc, setup_bare, teardown);
	tcase_add_test(tc, refs_are_sorted_and_peeled);
	tcase_add_test(tc, packed_refs_are_found_and_loose_ones_win);
	suite_add_tcase(suite, tc);
	return suite;
}
