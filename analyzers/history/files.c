/* Files of the project: from the work tree or a commit, mailmaps in git's order, all paths of a commit. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "raw_commit.h"
#include "room.h"
#include "tree_diff.h"

#define MAILMAP_MAX_SIZE ((size_t)16 << 20)

static int too_large(const char *path, size_t max_size)
{
	return error_set(ERR_INVALID, "'%s' is larger than %zu bytes", path, max_size);
}

/* Reads what is left of an open regular file; closes it. */
static int read_descriptor(struct buf *out, int descriptor, const char *path, size_t max_size)
{
	size_t start = out->size;
	char *block = NULL;
	struct stat status;
	ssize_t size = 0;
	int ret = 0;

	if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) {
		close(descriptor);
		return error_set(ERR_NOTFOUND, "'%s' is no file", path);
	}
	block = xmalloc(1 << 16);
	while (!ret && (size = read(descriptor, block, 1 << 16)) > 0) {
		if (out->size - start + (size_t)size > max_size)
			ret = too_large(path, max_size);
		else
			buf_add(out, block, (size_t)size);
	}
	if (!ret && size < 0)
		ret = error_set(ERR_FAILED, "cannot read '%s': %s", path, strerror(errno));
	if (ret && out->at) {
		out->size = start;
		out->at[start] = '\0';
	}
	free(block);
	close(descriptor);
	return ret;
}

/*
 * Component by component, so that no symbolic link on the way leads out of the work tree. Returns a descriptor, or -1
 * with errno.
 */
static int open_below(const char *directory, struct text path)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK; /* a pipe must not make us wait */
	int at = open(directory, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

	while (at >= 0) {
		ptrdiff_t slash = text_find_char(path, '/', 0);
		struct text part = text_slice(path, 0, slash < 0 ? path.size : (size_t)slash);
		char *name = xstrndup(part.at, part.size);
		int next = openat(at, name, flags | (slash < 0 ? 0 : O_DIRECTORY)), saved = errno;

		free(name);
		close(at);
		errno = saved;
		if (slash < 0)
			return next;
		at = next;
		path = text_slice(path, (size_t)slash + 1, path.size);
	}
	return -1;
}

static int read_work_file(struct buf *out, const struct repository *repository, const char *path, size_t max_size)
{
	int descriptor = open_below(repository->work_dir, text_of(path));

	if (descriptor >= 0)
		return read_descriptor(out, descriptor, path, max_size);
	if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
		return error_set(ERR_NOTFOUND, "no file '%s' in the work tree", path);
	return error_set(ERR_FAILED, "cannot open '%s%s': %s", repository->work_dir, path, strerror(errno));
}

static int add_object(struct buf *out, git_odb_object *object, const char *path, size_t max_size)
{
	struct text content = object_text(object);

	if (content.size > max_size)
		return too_large(path, max_size);
	buf_add_text(out, content);
	return 0;
}

int repository_read_file_at(struct buf *out, struct repository *repository, const struct oid *commit, const char *path,
                            size_t max_size)
{
	struct object_reader reader = { .odb = repository->odb };
	git_odb_object *object = NULL;
	int ret = object_find_path(&object, &reader, commit, path);

	if (!ret)
		ret = add_object(out, object, path, max_size);
	git_odb_object_free(object);
	return ret;
}

int repository_find_file_at(struct oid *blob, struct repository *repository, const struct oid *commit, const char *path)
{
	struct object_reader reader = { .odb = repository->odb };

	return object_find_entry(blob, &reader, commit, path);
}

int repository_read_blob(struct buf *out, struct repository *repository, const struct oid *blob, size_t max_size)
{
	struct object_reader reader = { .odb = repository->odb };
	git_odb_object *object = object_read(&reader, blob, GIT_OBJECT_BLOB);
	int ret = object ? add_object(out, object, "blob", max_size)
	                 : error_set(ERR_MISSING, "a blob is not in this clone");

	git_odb_object_free(object);
	return ret;
}

static int read_head_file(struct buf *out, struct repository *repository, const char *path, size_t max_size)
{
	struct oid head;
	int ret = repository_resolve(&head, repository, "HEAD");

	return ret ? ret : repository_read_file_at(out, repository, &head, path, max_size);
}

int repository_read_file(struct buf *out, struct repository *repository, const char *path, size_t max_size)
{
	int ret;

	if (!repository->work_dir)
		return read_head_file(out, repository, path, max_size);
	ret = read_work_file(out, repository, path, max_size);
	/* A sparse work tree leaves files out that the project has. */
	if (ret == ERR_NOTFOUND && repository->is_sparse)
		ret = read_head_file(out, repository, path, max_size);
	return ret;
}

/* The last value that git itself gives: a project's own file must not choose what is read from the disk. */
static const char *git_value(const struct config *config, const char *key)
{
	const struct config_entry *entry;
	const char *value = NULL;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++) {
		if (entry->origin == CONFIG_GIT && !strcmp(entry->section, "mailmap") && !entry->subsection &&
		    !strcmp(entry->key, key))
			value = entry->value;
	}
	return value;
}

static int read_mailmap_blob(struct buf *out, struct repository *repository, const char *name)
{
	struct object_reader reader = { .odb = repository->odb };
	git_odb_object *blob = NULL;
	git_object *object = NULL;
	struct oid oid;
	int ret = 0;

	if (git_revparse_single(&object, repository->git, name) < 0)
		return 0;
	oid_from_git(&oid, git_object_id(object));
	git_object_free(object);
	blob = object_read(&reader, &oid, GIT_OBJECT_BLOB);
	if (blob)
		ret = add_object(out, blob, name, MAILMAP_MAX_SIZE);
	git_odb_object_free(blob);
	return ret;
}

static int read_mailmap_file(struct buf *out, const char *name)
{
	const char *home = getenv("HOME");
	char *path = name[0] == '~' && name[1] == '/' && home ? path_join(home, name + 2) : xstrdup(name);
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), ret = 0;

	if (descriptor >= 0)
		ret = read_descriptor(out, descriptor, path, MAILMAP_MAX_SIZE);
	free(path);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/* A text without a last line feed must not swallow the first line of the next. */
static void end_line(struct buf *out)
{
	if (out->size && out->at[out->size - 1] != '\n')
		buf_add_char(out, '\n');
}

/* commit: NULL for what git itself would take. */
static int read_mailmaps(struct buf *out, struct repository *repository, const struct config *config,
                         const struct oid *commit)
{
	const char *blob = git_value(config, "blob"), *file = git_value(config, "file");
	int ret = 0;

	if (commit)
		ret = repository_read_file_at(out, repository, commit, ".mailmap", MAILMAP_MAX_SIZE);
	else if (repository->work_dir)
		ret = read_work_file(out, repository, ".mailmap", MAILMAP_MAX_SIZE);
	else if (!blob)
		ret = read_head_file(out, repository, ".mailmap", MAILMAP_MAX_SIZE);
	if (ret == ERR_NOTFOUND || ret == ERR_MISSING)
		ret = 0;
	end_line(out);
	if (!ret && blob)
		ret = read_mailmap_blob(out, repository, blob);
	end_line(out);
	if (!ret && file)
		ret = read_mailmap_file(out, file);
	end_line(out);
	return ret;
}

int repository_read_mailmap(struct buf *out, struct repository *repository, const struct config *config)
{
	return read_mailmaps(out, repository, config, NULL);
}

int repository_read_mailmap_at(struct buf *out, struct repository *repository, const struct config *config,
                               const struct oid *commit)
{
	return read_mailmaps(out, repository, config, commit);
}

struct path_sink {
	void (*each)(void *payload, struct text path);
	void *payload;
};

static void hand_on_path(void *payload, const struct tree_change *change)
{
	struct path_sink *sink = payload;

	if (change->new_kind != ENTRY_GITLINK)
		sink->each(sink->payload, change->path);
}

/* The tree of a commit. */
static int read_tree_id(struct oid *out, struct object_reader *reader, const struct oid *commit)
{
	git_odb_object *object = object_read(reader, commit, GIT_OBJECT_COMMIT);
	struct raw_commit raw;

	if (!object)
		return error_set(ERR_MISSING, "a commit is not in this clone");
	raw_commit_parse(&raw, object_text(object));
	*out = raw.tree;
	git_odb_object_free(object);
	return raw.has_tree ? 0 : error_set(ERR_MISSING, "a commit has no tree");
}

static int each_difference(struct repository *repository, const struct oid *before, const struct oid *after,
                           struct path_sink *sink)
{
	struct object_reader reader = { .odb = repository->odb };
	struct tree_walk *walk = NULL;
	struct oid old_tree, new_tree;
	int ret = read_tree_id(&new_tree, &reader, after);

	if (!ret && before)
		ret = read_tree_id(&old_tree, &reader, before);
	if (ret)
		return ret;
	walk = xcalloc(1, sizeof(*walk));
	walk->reader = &reader;
	walk->each = hand_on_path;
	walk->payload = sink;
	ret = tree_diff(walk, before ? &old_tree : NULL, &new_tree);
	tree_walk_release(walk);
	free(walk);
	return ret;
}

int repository_each_path(struct repository *repository, const struct oid *commit,
                         void (*each)(void *payload, struct text path), void *payload)
{
	struct path_sink sink = { each, payload };

	return each_difference(repository, NULL, commit, &sink);
}

int repository_each_changed_path(struct repository *repository, const struct oid *before, const struct oid *after,
                                 void (*each)(void *payload, struct text path), void *payload)
{
	struct path_sink sink = { each, payload };

	return each_difference(repository, before, after, &sink);
}
