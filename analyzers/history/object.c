/* Objects as bytes: reading, telling missing from present, following tags and paths. Parses no commit. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "raw_commit.h"
#include "room.h"
#include "tree_entry.h"

int git_failed(enum status code, const char *fmt, ...)
{
	const git_error *error = git_error_last();
	struct buf words = { 0 };
	char *head = NULL;
	va_list arguments;

	va_start(arguments, fmt);
	if (vasprintf(&head, fmt, arguments) < 0)
		alloc_fail(strlen(fmt));
	va_end(arguments);
	buf_add_str(&words, head);
	free(head);
	if (error && error->message)
		buf_add_fmt(&words, ": %s", error->message);
	error_set(code, "%s", buf_str(&words));
	buf_release(&words);
	return code;
}

void oid_from_git(struct oid *out, const git_oid *oid)
{
	memcpy(out->bytes, oid->id, OID_SIZE);
}

void oid_to_git(git_oid *out, const struct oid *oid)
{
	memcpy(out->id, oid->bytes, OID_SIZE);
}

bool oid_equal(const struct oid *a, const struct oid *b)
{
	return !memcmp(a->bytes, b->bytes, OID_SIZE);
}

char *path_join(const char *directory, const char *name)
{
	size_t size = strlen(directory);

	return xstrfmt("%s%s%s", directory, size && directory[size - 1] == '/' ? "" : "/", name);
}

git_odb_object *object_read(struct object_reader *reader, const struct oid *oid, git_object_t type)
{
	git_odb_object *object = NULL;
	git_oid id;

	oid_to_git(&id, oid);
	if (reader->has_missed && !libgit2_has_object(reader->odb, &id))
		return NULL;
	if (git_odb_read(&object, reader->odb, &id) < 0) {
		reader->has_missed = true;
		return NULL;
	}
	if (type != GIT_OBJECT_ANY && git_odb_object_type(object) != type) {
		git_odb_object_free(object);
		return NULL;
	}
	return object;
}

struct text object_text(git_odb_object *object)
{
	return (struct text){ git_odb_object_data(object), git_odb_object_size(object) };
}

bool object_peel(struct object_reader *reader, struct oid *oid, git_odb_object **tag)
{
	git_odb_object *object = NULL;
	bool is_commit = false;
	git_object_t type;
	git_oid id;
	size_t size;

	*tag = NULL;
	for (;;) {
		oid_to_git(&id, oid);
		/* The header tells the type at a fraction of the price: repositories have refs by the ten thousand. */
		if ((reader->has_missed && !libgit2_has_object(reader->odb, &id)) ||
		    git_odb_read_header(&size, &type, reader->odb, &id) < 0) {
			reader->has_missed = true;
			break;
		}
		is_commit = type == GIT_OBJECT_COMMIT;
		if (type != GIT_OBJECT_TAG)
			break;
		object = object_read(reader, oid, GIT_OBJECT_TAG);
		/* A tag cannot hold its own hash, so this ends. */
		if (!object || !raw_tag_target(object_text(object), oid))
			break;
		if (!*tag)
			*tag = object;
		else
			git_odb_object_free(object);
		object = NULL;
	}
	git_odb_object_free(object);
	if (!is_commit) {
		git_odb_object_free(*tag);
		*tag = NULL;
	}
	return is_commit;
}

/* The entry of that name; false if there is none or the tree is malformed before it. */
static bool find_entry(git_odb_object *tree, struct text name, struct tree_entry *entry)
{
	struct text rest = object_text(tree);

	while (tree_entry_next(&rest, entry) == TREE_ENTRY_FOUND) {
		if (text_equal(entry->name, name))
			return true;
	}
	return false;
}

int object_find_entry(struct oid *out, struct object_reader *reader, const struct oid *commit, const char *path)
{
	git_odb_object *object = object_read(reader, commit, GIT_OBJECT_COMMIT);
	struct text rest = text_of(path);
	struct raw_commit raw;
	struct tree_entry entry;
	bool is_file = false;

	if (!object)
		return error_set(ERR_MISSING, "the commit that should hold '%s' is not in this clone", path);
	raw_commit_parse(&raw, object_text(object));
	git_odb_object_free(object);
	object = raw.has_tree ? object_read(reader, &raw.tree, GIT_OBJECT_TREE) : NULL;
	while (object && !is_file) {
		ptrdiff_t slash = text_find_char(rest, '/', 0);
		struct text name = text_slice(rest, 0, slash < 0 ? rest.size : (size_t)slash);
		bool is_found = find_entry(object, name, &entry);

		git_odb_object_free(object);
		if (!is_found || (slash < 0) == (entry.kind == ENTRY_TREE) || entry.kind == ENTRY_GITLINK ||
		    entry.kind == ENTRY_LINK)
			return error_set(ERR_NOTFOUND, "no file '%s' in that commit", path);
		is_file = slash < 0;
		object = is_file ? NULL : object_read(reader, &entry.oid, GIT_OBJECT_TREE);
		rest = text_slice(rest, (size_t)slash + 1, rest.size);
	}
	if (!is_file)
		return error_set(ERR_MISSING, "'%s' is not in this clone", path);
	*out = entry.oid;
	return 0;
}

int object_find_path(git_odb_object **out, struct object_reader *reader, const struct oid *commit, const char *path)
{
	struct oid blob;
	int ret = object_find_entry(&blob, reader, commit, path);

	if (ret)
		return ret;
	*out = object_read(reader, &blob, GIT_OBJECT_BLOB);
	return *out ? 0 : error_set(ERR_MISSING, "'%s' is not in this clone", path);
}
