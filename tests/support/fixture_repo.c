/* Makes repositories through libgit2, and malformed objects by hand. Reads nothing that a test did not write. */
#include <check.h>
#include <ftw.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "support/fixture_repo.h"

#ifdef __SANITIZE_ADDRESS__
/* libgit2 1.5 leaks what its regular expressions match with, a few bytes for each extension of a repository. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2\n";
}
#endif

#define FIRST_TIME INT64_C(1700000000)
#define TIME_STEP 60

struct fixture_repo {
	git_repository *git;
	git_odb *odb;
	char *path;
	int64_t next_time;
};

#define MUST(call) ck_assert_msg((call) >= 0, "%s: %s", #call, git_error_last() ? git_error_last()->message : "?")

static struct oid from_git(const git_oid *oid)
{
	struct oid out;

	memcpy(out.bytes, oid->id, OID_SIZE);
	return out;
}

static git_oid to_git(const struct oid *oid)
{
	git_oid out;

	memcpy(out.id, oid->bytes, OID_SIZE);
	return out;
}

void fixture_hex(char out[41], const struct oid *oid)
{
	git_oid id = to_git(oid);

	git_oid_tostr(out, 41, &id);
}

void fixture_environment(void)
{
	static const char *const names[] = { "GIT_DIR",
		                             "GIT_WORK_TREE",
		                             "GIT_COMMON_DIR",
		                             "GIT_CONFIG_COUNT",
		                             "GIT_CONFIG_PARAMETERS",
		                             "GIT_OBJECT_DIRECTORY",
		                             "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		                             "XDG_CONFIG_HOME",
		                             "GIT_CEILING_DIRECTORIES" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
}

struct fixture_repo *fixture_repo_new(enum fixture_kind kind)
{
	struct fixture_repo *repo = xcalloc(1, sizeof(*repo));
	const char *folder = getenv("TMPDIR");

	git_libgit2_init();
	repo->path = xstrfmt("%s/git-lead-test-XXXXXX", folder && *folder ? folder : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(repo->path));
	MUST(git_repository_init(&repo->git, repo->path, kind == FIXTURE_BARE));
	MUST(git_repository_odb(&repo->odb, repo->git));
	MUST(git_repository_set_head(repo->git, "refs/heads/main"));
	repo->next_time = FIRST_TIME;
	return repo;
}

static int remove_entry(const char *path, const struct stat *status, int flag, struct FTW *place)
{
	(void)status, (void)flag, (void)place;
	return remove(path);
}

void fixture_repo_free(struct fixture_repo *repo)
{
	if (!repo)
		return;
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	ck_assert_int_eq(nftw(repo->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS), 0);
	free(repo->path);
	free(repo);
	git_libgit2_shutdown();
}

const char *fixture_repo_path(const struct fixture_repo *repo)
{
	return repo->path;
}

const char *fixture_repo_git_dir(const struct fixture_repo *repo)
{
	return git_repository_path(repo->git);
}

struct oid fixture_object(struct fixture_repo *repo, enum fixture_type type, const void *bytes, size_t size)
{
	git_oid id;

	MUST(git_odb_write(&id, repo->odb, bytes, size, (git_object_t)type));
	return from_git(&id);
}

void fixture_tree_entry(struct buf *tree, const char *mode, const char *name, const struct oid *oid)
{
	buf_add_fmt(tree, "%s %s", mode, name);
	buf_add(tree, "", 1);
	buf_add(tree, (const char *)oid->bytes, OID_SIZE);
}

struct oid fixture_tree_of(struct fixture_repo *repo, const struct oid *commit)
{
	git_oid id = to_git(commit), tree;
	git_odb_object *object = NULL;

	MUST(git_odb_read(&object, repo->odb, &id));
	MUST(git_oid_fromstr(&tree, (const char *)git_odb_object_data(object) + strlen("tree ")));
	git_odb_object_free(object);
	return from_git(&tree);
}

static void apply_file(struct fixture_repo *repo, git_index *index, const struct fixture_file *file)
{
	git_index_entry entry = { .mode = file->mode ? file->mode : GIT_FILEMODE_BLOB, .path = file->path };
	size_t size;

	if (!file->content) {
		MUST(git_index_remove(index, file->path, 0));
		return;
	}
	size = file->size ? file->size : strlen(file->content);
	if (entry.mode == GIT_FILEMODE_COMMIT)
		MUST(git_oid_fromstr(&entry.id, file->content));
	else
		MUST(git_odb_write(&entry.id, repo->odb, file->content, size, GIT_OBJECT_BLOB));
	MUST(git_index_add(index, &entry));
}

static git_oid make_tree(struct fixture_repo *repo, const struct oid *parent, const struct fixture_commit *commit)
{
	git_index *index = NULL;
	git_tree *tree = NULL;
	git_oid id;

	MUST(git_index_new(&index));
	if (parent) {
		struct oid parent_tree = fixture_tree_of(repo, parent);

		id = to_git(&parent_tree);
		MUST(git_tree_lookup(&tree, repo->git, &id));
		MUST(git_index_read_tree(index, tree));
		git_tree_free(tree);
	}
	for (size_t i = 0; i < commit->file_count; i++)
		apply_file(repo, index, &commit->files[i]);
	MUST(git_index_write_tree_to(&id, index, repo->git));
	git_index_free(index);
	return id;
}

static void add_who(struct buf *buf, const char *key, const struct fixture_who *who, int64_t time)
{
	int zone = who->zone < 0 ? -who->zone : who->zone;

	buf_add_fmt(buf, "%s %s <%s> %lld %c%02d%02d\n", key, who->name ? who->name : "A U Thor",
	            who->email ? who->email : "author@example.org", (long long)(who->time ? who->time : time),
	            who->zone < 0 ? '-' : '+', zone / 60, zone % 60);
}

void fixture_ref(struct fixture_repo *repo, const char *name, const struct oid *target)
{
	git_reference *ref = NULL;
	git_oid id = to_git(target);

	MUST(git_reference_create(&ref, repo->git, name, &id, 1, NULL));
	git_reference_free(ref);
}

struct oid fixture_commit(struct fixture_repo *repo, const struct fixture_commit *commit)
{
	const char *ref = commit->ref ? commit->ref : "refs/heads/main";
	const struct oid *parents = commit->parents;
	size_t parent_count = commit->parent_count;
	struct buf bytes = { 0 };
	char hex[GIT_OID_HEXSZ + 1];
	struct oid tip, made;
	git_oid id;

	if (!parents && git_reference_name_to_id(&id, repo->git, ref) == 0) {
		tip = from_git(&id);
		parents = &tip;
		parent_count = 1;
	}
	id = make_tree(repo, parent_count ? parents : NULL, commit);
	buf_add_fmt(&bytes, "tree %s\n", git_oid_tostr(hex, sizeof(hex), &id));
	for (size_t i = 0; i < parent_count; i++) {
		fixture_hex(hex, &parents[i]);
		buf_add_fmt(&bytes, "parent %s\n", hex);
	}
	add_who(&bytes, "author", &commit->author, repo->next_time);
	add_who(&bytes, "committer",
	        commit->committer.name || commit->committer.time ? &commit->committer : &commit->author,
	        repo->next_time);
	repo->next_time += TIME_STEP;
	if (commit->encoding)
		buf_add_fmt(&bytes, "encoding %s\n", commit->encoding);
	buf_add_fmt(&bytes, "\n%s", commit->message ? commit->message : "");
	made = fixture_object(repo, FIXTURE_COMMIT, bytes.at, bytes.size);
	buf_release(&bytes);
	fixture_ref(repo, ref, &made);
	return made;
}

struct oid fixture_tag(struct fixture_repo *repo, const char *name, const struct oid *target,
                       const struct fixture_who *tagger, const char *message)
{
	struct buf bytes = { 0 };
	char hex[GIT_OID_HEXSZ + 1], *ref = xstrfmt("refs/tags/%s", name);
	struct oid made;

	fixture_hex(hex, target);
	buf_add_fmt(&bytes, "object %s\ntype commit\ntag %s\n", hex, name);
	if (tagger)
		add_who(&bytes, "tagger", tagger, repo->next_time);
	buf_add_fmt(&bytes, "\n%s", message);
	made = fixture_object(repo, FIXTURE_TAG, bytes.at, bytes.size);
	fixture_ref(repo, ref, &made);
	buf_release(&bytes);
	free(ref);
	return made;
}

void fixture_write(struct fixture_repo *repo, bool in_work_tree, const char *path, const char *content)
{
	char *full = in_work_tree ? xstrfmt("%s/%s", repo->path, path)
	                          : xstrfmt("%s%s", git_repository_path(repo->git), path);
	FILE *file;

	for (char *slash = strchr(full + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(full, 0777); /* most are there already */
		*slash = '/';
	}
	file = fopen(full, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(content, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	free(full);
}

static char *object_path(const struct fixture_repo *repo, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	return xstrfmt("%sobjects/%.2s/%s", git_repository_path(repo->git), hex, hex + 2);
}

void fixture_lose_object(struct fixture_repo *repo, const struct oid *oid)
{
	git_oid id = to_git(oid);
	char *path = object_path(repo, &id);

	ck_assert_int_eq(remove(path), 0);
	free(path);
}

static int remove_loose(const git_oid *id, void *payload)
{
	char *path = object_path(payload, id);

	(void)remove(path); /* those in the pack have no file */
	free(path);
	return 0;
}

void fixture_pack(struct fixture_repo *repo, const char *ref)
{
	git_packbuilder *builder = NULL;
	git_revwalk *walk = NULL;

	MUST(git_packbuilder_new(&builder, repo->git));
	git_packbuilder_set_threads(builder, 1);
	MUST(git_revwalk_new(&walk, repo->git));
	MUST(git_revwalk_push_ref(walk, ref));
	MUST(git_packbuilder_insert_walk(builder, walk));
	MUST(git_packbuilder_write(builder, NULL, 0, NULL, NULL));
	git_revwalk_free(walk);
	git_packbuilder_free(builder);
	MUST(git_odb_foreach(repo->odb, remove_loose, repo));
	MUST(git_odb_refresh(repo->odb));
}
