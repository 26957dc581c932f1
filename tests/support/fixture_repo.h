/*
 * Repositories made for a test, commit by commit, in a temporary folder that goes when the fixture is freed.
 * Identities and times are always given; nothing of the developer's configuration is read. What cannot be made fails the test at once.
 *
 *	struct fixture_repo *repo = fixture_repo_new(FIXTURE_BARE);
 *	struct oid first = fixture_commit(repo, &(struct fixture_commit){
 *		.message = "one", FILES(FILE_TEXT("a", "1\n")) });
 */
#ifndef SUPPORT_FIXTURE_REPO_H
#define SUPPORT_FIXTURE_REPO_H

#include "lead/facts.h"

enum fixture_kind {
	FIXTURE_BARE,
	FIXTURE_WORK_TREE, /* the folder itself is the work tree; files of commits are not written into it */
};

enum fixture_type { FIXTURE_COMMIT = 1, FIXTURE_TREE = 2, FIXTURE_BLOB = 3, FIXTURE_TAG = 4 }; /* git's numbers */

struct fixture_repo; /* opaque */

struct fixture_file {
	const char *path;
	const char *content; /* NULL: the path is removed. Of a submodule: 40 hex digits. */
	unsigned mode;       /* 0: 0100644 */
	size_t size;         /* 0: up to the NUL */
};

/* Who and when; what is NULL or 0 gets "A U Thor <author@example.org>", and times that grow with each commit. */
struct fixture_who {
	const char *name, *email;
	int64_t time;
	int zone; /* minutes east of UTC */
};

struct fixture_commit {
	const char *message;
	const char *ref;                      /* moved to the new commit; NULL: refs/heads/main */
	struct fixture_who author, committer; /* committer.name NULL: the author */
	const struct oid *parents;            /* NULL: what the ref points at, if it exists */
	size_t parent_count;
	const struct fixture_file *files; /* changes against the first parent */
	size_t file_count;
	const char *encoding; /* header line, or NULL; the texts are written as they are */
};

#define FILE_TEXT(p, c)                     \
	{                                   \
		.path = (p), .content = (c) \
	}
#define FILE_MODE(p, m, c)                               \
	{                                                \
		.path = (p), .content = (c), .mode = (m) \
	}
#define FILE_BYTES(p, c, s)                              \
	{                                                \
		.path = (p), .content = (c), .size = (s) \
	}
#define FILE_GONE(p)        \
	{                   \
		.path = (p) \
	}
#define FILES(...)                                             \
	.files = (const struct fixture_file[]){ __VA_ARGS__ }, \
	.file_count = sizeof((const struct fixture_file[]){ __VA_ARGS__ }) / sizeof(struct fixture_file)
#define PARENTS(...)                                    \
	.parents = (const struct oid[]){ __VA_ARGS__ }, \
	.parent_count = sizeof((const struct oid[]){ __VA_ARGS__ }) / sizeof(struct oid)

/* Nothing of the developer's configuration or repository reaches the test. */
void fixture_environment(void);
struct fixture_repo *fixture_repo_new(enum fixture_kind kind);
void fixture_repo_free(struct fixture_repo *repo);                 /* accepts NULL; removes the folder */
const char *fixture_repo_path(const struct fixture_repo *repo);    /* work tree, or the bare repository */
const char *fixture_repo_git_dir(const struct fixture_repo *repo); /* ends in '/' */

struct oid fixture_commit(struct fixture_repo *repo, const struct fixture_commit *commit);
/* The tree of a commit. */
struct oid fixture_tree_of(struct fixture_repo *repo, const struct oid *commit);
/* Any bytes as an object, malformed ones too. */
struct oid fixture_object(struct fixture_repo *repo, enum fixture_type type, const void *bytes, size_t size);
/* Appends one raw tree entry to a buffer. */
void fixture_tree_entry(struct buf *tree, const char *mode, const char *name, const struct oid *oid);
struct oid fixture_tag(struct fixture_repo *repo, const char *name, const struct oid *target,
                       const struct fixture_who *tagger, const char *message);
void fixture_ref(struct fixture_repo *repo, const char *name, const struct oid *target);
/* A text file below the git directory ("shallow", "config", "packed-refs") or, in_work_tree, below the work tree. */
void fixture_write(struct fixture_repo *repo, bool in_work_tree, const char *path, const char *content);
/* Takes a loose object away. */
void fixture_lose_object(struct fixture_repo *repo, const struct oid *oid);
/* Packs everything the ref reaches and removes the loose objects. */
void fixture_pack(struct fixture_repo *repo, const char *ref);
void fixture_hex(char out[41], const struct oid *oid);

#endif
