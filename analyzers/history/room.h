/*
 * What the files of this room share: the opened repository, objects read without libgit2's parsers, and the border at
 * which libgit2's errors become ours.
 */
#ifndef HISTORY_ROOM_H
#define HISTORY_ROOM_H

#include "lead/history.h"
#include "libgit2.h"
#include "oid_set.h"

struct repository {
	git_repository *git;
	git_odb *odb;     /* of the calling thread */
	char *git_dir;    /* ends in '/' */
	char *common_dir; /* ends in '/' */
	char *objects_dir;
	char *alternates; /* GIT_ALTERNATE_OBJECT_DIRECTORIES, or NULL */
	char *work_dir;   /* ends in '/'; NULL: bare */
	char *label;
	char *remote;
	struct oid_set shallow; /* commits whose parents were cut off */
	bool is_shallow, is_partial, is_sparse;
};

/* Turns libgit2's last error into ours, "<words>: <libgit2's words>", and returns the code. */
int git_failed(enum status code, const char *fmt, ...) PRINTF_LIKE(2, 3);

void oid_from_git(struct oid *out, const git_oid *oid);
void oid_to_git(git_oid *out, const struct oid *oid);
bool oid_equal(const struct oid *a, const struct oid *b);

/* The path in a directory that may or may not end in '/'. Owned by caller. */
char *path_join(const char *directory, const char *name);

/*
 * A database handle of its own for each thread: libgit2 1.5 holds a handle's lock while it inflates, so a shared one
 * would let only one thread read at a time.
 */
int repository_new_odb(git_odb **out, const struct repository *repository) MUST_CHECK;

/* Reads git's own settings of this repository (all files, no environment). Freed by git_config_free. */
int repository_load_config(git_config **out, const struct repository *repository) MUST_CHECK;

/* Whether environment variable and files give this value for a key; for safe.directory, which no repository may set. */
bool global_config_has_value(const char *key, const char *value);

/* ---- objects ---- */
struct object_reader {
	git_odb *odb;
	/*
	 * A miss makes libgit2 look at the pack folder again. Once one was seen, objects are asked for first, so that a
	 * clone without blobs does not pay that for each of them.
	 */
	bool has_missed;
};
/* The object, to be freed by git_odb_object_free; NULL if it is not here, damaged, or of another type
 * (GIT_OBJECT_ANY: any). */
git_odb_object *object_read(struct object_reader *reader, const struct oid *oid, git_object_t type);
struct text object_text(git_odb_object *object);
/* Follows annotated tags to a commit; false if there is none. tag gets the first tag, or NULL; freed by caller. */
bool object_peel(struct object_reader *reader, struct oid *oid, git_odb_object **tag);
/* The id of the blob at a path of a commit's tree; errors as below, and the blob itself is not looked for. */
int object_find_entry(struct oid *out, struct object_reader *reader, const struct oid *commit,
                      const char *path) MUST_CHECK;
/* The blob at a path of a commit's tree. ERR_NOTFOUND, or ERR_MISSING if an object on the way is not here. */
int object_find_path(git_odb_object **out, struct object_reader *reader, const struct oid *commit,
                     const char *path) MUST_CHECK;

#endif
