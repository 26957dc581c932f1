/*
 * Writing notes: one commit for any number of them, its tree determined by what it holds. Reads as little as it can and
 * knows nothing of what notes say.
 */
#include <git2/sys/commit.h>
#include <stdlib.h>
#include <string.h>
#include "notes.h"

#define HEX_SIZE ((size_t)2 * OID_SIZE)
/* Notes up to which the tree has no folders, and one level of them. */
#define FLAT_MAX_COUNT 256
#define FOLDER_MAX_COUNT 65536

/* ---- trees ---- */

struct path_entry {
	const char *path;
	const char *mode;
	struct oid oid;
};

struct path_list {
	VEC(struct path_entry) entries;
	struct arena arena;
};

static int compare_paths(const void *left, const void *right)
{
	const struct path_entry *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static const char *note_path(struct arena *arena, const struct oid *annotated, unsigned folder_count)
{
	static const char digits[] = "0123456789abcdef";
	char path[HEX_SIZE + 8];
	size_t size = 0;

	for (size_t i = 0; i < OID_SIZE; i++) {
		path[size++] = digits[annotated->bytes[i] >> 4];
		path[size++] = digits[annotated->bytes[i] & 15];
		if (i < folder_count)
			path[size++] = '/';
	}
	return arena_copy(arena, path, size);
}

static void list_paths(struct path_list *out, const struct note_list *list)
{
	size_t count = list->notes.count;
	unsigned folder_count = (count > FLAT_MAX_COUNT) + (count > FOLDER_MAX_COUNT);

	for (size_t i = 0; i < count; i++) {
		struct path_entry *entry = VEC_PUSH(&out->entries);

		entry->path = note_path(&out->arena, &list->notes.at[i].annotated, folder_count);
		entry->mode = "100644";
		entry->oid = list->notes.at[i].blob;
	}
	for (size_t i = 0; i < list->others.count; i++)
		*VEC_PUSH(&out->entries) =
			(struct path_entry){ list->others.at[i].path, list->others.at[i].mode, list->others.at[i].oid };
	/* The order of whole paths is git's order inside each tree. */
	if (out->entries.count)
		qsort(out->entries.at, out->entries.count, sizeof(*out->entries.at), compare_paths);
}

static int write_object(struct oid *out, struct repository *repository, git_object_t type, struct text bytes)
{
	git_oid id;

	if (git_odb_write(&id, repository->odb, bytes.at ? bytes.at : "", bytes.size, type) < 0)
		return git_failed(ERR_FAILED, "cannot write notes");
	oid_from_git(out, &id);
	return 0;
}

static void add_tree_entry(struct buf *tree, const char *mode, struct text name, const struct oid *oid)
{
	buf_add_str(tree, mode);
	buf_add_char(tree, ' ');
	buf_add_text(tree, name);
	buf_add_char(tree, '\0');
	buf_add(tree, (const char *)oid->bytes, OID_SIZE);
}

/* What is no note and lies where a note or its folder must go. Entries that share a name's beginning stand together. */
static bool is_in_the_way(const struct path_entry *entries, size_t from, size_t at, size_t depth, struct text name)
{
	for (size_t i = at; i-- > from;) {
		struct text other = text_of(entries[i].path + depth);

		if (!text_starts(other, name))
			return false;
		if (other.size == name.size)
			return true;
	}
	return false;
}

/* The tree of entries[from, to), which share the first depth bytes of their paths. */
static int write_tree(struct oid *out, struct repository *repository, const struct path_entry *entries, size_t from,
                      size_t to, size_t depth)
{
	struct buf tree = { 0 };
	int ret = 0;

	for (size_t i = from, next; ret == 0 && i < to; i = next) {
		struct text rest = text_of(entries[i].path + depth), name;
		ptrdiff_t slash = text_find_char(rest, '/', 0);
		struct oid folder;

		next = i + 1;
		name = text_slice(rest, 0, slash < 0 ? rest.size : (size_t)slash);
		if (is_in_the_way(entries, from, i, depth, name)) {
			ret = error_set(ERR_INVALID, "'%s' in the tree of the notes is where a note belongs",
			                entries[i].path);
			break;
		}
		if (slash < 0) {
			add_tree_entry(&tree, entries[i].mode, name, &entries[i].oid);
			continue;
		}
		while (next < to &&
		       text_starts(text_of(entries[next].path + depth), text_slice(rest, 0, (size_t)slash + 1)))
			next++;
		ret = write_tree(&folder, repository, entries, i, next, depth + (size_t)slash + 1);
		if (ret == 0)
			add_tree_entry(&tree, "40000", name, &folder);
	}
	if (ret == 0)
		ret = write_object(out, repository, GIT_OBJECT_TREE, buf_text(&tree));
	buf_release(&tree);
	return ret;
}

static int write_notes_tree(struct oid *out, struct repository *repository, const struct note_list *list)
{
	struct path_list paths = { 0 };
	int ret;

	list_paths(&paths, list);
	ret = write_tree(out, repository, paths.entries.at, 0, paths.entries.count, 0);
	VEC_RELEASE(&paths.entries);
	arena_release(&paths.arena);
	return ret;
}

/* ---- what the notes will be ---- */

/* Notes of one object at two places become one, as git would read them. */
static int unite_doubles(struct note_list *list, struct repository *repository, struct object_reader *reader)
{
	size_t kept = 0;
	int ret = 0;

	for (size_t i = 0, next; ret == 0 && i < list->notes.count; i = next) {
		struct note_entry note = list->notes.at[i];
		struct buf text = { 0 };

		for (next = i + 1;
		     next < list->notes.count && oid_equal(&list->notes.at[next].annotated, &note.annotated);)
			next++;
		for (size_t k = i; ret == 0 && next - i > 1 && k < next; k++) {
			if (k > i)
				buf_add_char(&text, '\n');
			if (!note_blob_add(&text, reader, &list->notes.at[k].blob, SIZE_MAX))
				ret = error_set(ERR_MISSING, "a note is not in this clone");
		}
		if (ret == 0 && next - i > 1)
			ret = write_object(&note.blob, repository, GIT_OBJECT_BLOB, buf_text(&text));
		buf_release(&text);
		list->notes.at[kept++] = note;
	}
	list->notes.count = kept;
	return ret;
}

static int compare_writes(const void *left, const void *right)
{
	const struct note_write *const *a = left, *const *b = right;

	return memcmp((*a)->annotated.bytes, (*b)->annotated.bytes, OID_SIZE);
}

/* Takes one note up if it is not empty; *is_changed: it is another than before, old being NULL where there was none. */
static int take_write(struct note_list *out, bool *is_changed, struct repository *repository,
                      const struct note_write *write, const struct note_entry *old)
{
	struct note_entry *entry;
	struct oid blob;
	git_oid id;
	int ret = 0;

	if (!write->bytes.size) {
		*is_changed |= old != NULL;
		return 0;
	}
	if (git_odb_hash(&id, write->bytes.at, write->bytes.size, GIT_OBJECT_BLOB) < 0)
		return git_failed(ERR_FAILED, "cannot write notes");
	oid_from_git(&blob, &id);
	if (!old || !oid_equal(&old->blob, &blob)) {
		*is_changed = true;
		ret = write_object(&blob, repository, GIT_OBJECT_BLOB, write->bytes);
	}
	entry = VEC_PUSH(&out->notes);
	*entry = (struct note_entry){ .annotated = write->annotated, .blob = blob };
	return ret;
}

/* Puts the writes, sorted, over the notes of the list, sorted too. */
static int apply_writes(struct note_list *list, bool *is_changed, struct repository *repository,
                        const struct note_write *const *writes, size_t count)
{
	struct note_list out = { 0 };
	size_t old = 0;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < count; i++) {
		const struct note_entry *same = NULL;
		int order = -1;

		while (old < list->notes.count &&
		       (order = memcmp(list->notes.at[old].annotated.bytes, writes[i]->annotated.bytes, OID_SIZE)) < 0)
			*VEC_PUSH(&out.notes) = list->notes.at[old++];
		if (old < list->notes.count && order == 0)
			same = &list->notes.at[old++];
		ret = take_write(&out, is_changed, repository, writes[i], same);
	}
	while (old < list->notes.count)
		*VEC_PUSH(&out.notes) = list->notes.at[old++];
	VEC_RELEASE(&list->notes);
	list->notes.at = out.notes.at;
	list->notes.count = out.notes.count;
	list->notes.capacity = out.notes.capacity;
	return ret;
}

static int apply(struct note_list *list, bool *is_changed, struct repository *repository,
                 const struct note_write *notes, size_t count)
{
	const struct note_write **sorted = xcalloc(count ? count : 1, sizeof(const struct note_write *));
	int ret;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &notes[i];
	qsort(sorted, count, sizeof(const struct note_write *), compare_writes);
	ret = apply_writes(list, is_changed, repository, sorted, count);
	free(sorted);
	return ret;
}

static bool same_notes(const struct note_list *a, const struct note_list *b)
{
	if (a->notes.count != b->notes.count || a->others.count != b->others.count)
		return false;
	for (size_t i = 0; i < a->notes.count; i++) {
		if (!oid_equal(&a->notes.at[i].annotated, &b->notes.at[i].annotated) ||
		    !oid_equal(&a->notes.at[i].blob, &b->notes.at[i].blob))
			return false;
	}
	for (size_t i = 0; i < a->others.count; i++) {
		if (strcmp(a->others.at[i].path, b->others.at[i].path) != 0 ||
		    !oid_equal(&a->others.at[i].oid, &b->others.at[i].oid))
			return false;
	}
	return true;
}

/* ---- parents ---- */

bool repository_reaches(struct repository *repository, const struct oid *descendant, const struct oid *ancestor)
{
	git_oid from, to;

	if (oid_equal(descendant, ancestor))
		return true;
	oid_to_git(&from, descendant);
	oid_to_git(&to, ancestor);
	return git_graph_descendant_of(repository->git, &from, &to) == 1;
}

/* The ref's own commit first, without those that another one reaches. Of equal ones the first stays. */
static void choose_parents(struct oid_list *out, struct repository *repository, const struct oid *own,
                           const struct oid *others, size_t count)
{
	struct oid_list all = { 0 };

	if (own)
		*VEC_PUSH(&all) = *own;
	for (size_t i = 0; i < count; i++)
		*VEC_PUSH(&all) = others[i];
	for (size_t i = 0; i < all.count; i++) {
		bool is_reached = false;

		for (size_t k = 0; k < all.count && !is_reached; k++) {
			if (k == i || (k > i && oid_equal(&all.at[k], &all.at[i])))
				continue;
			is_reached = repository_reaches(repository, &all.at[k], &all.at[i]);
		}
		if (!is_reached)
			*VEC_PUSH(out) = all.at[i];
	}
	oid_list_release(&all);
}

/* ---- the ref ---- */

static int read_own(struct oid *own, bool *is_there, struct repository *repository, const char *ref)
{
	git_reference *reference = NULL;
	int code = git_reference_lookup(&reference, repository->git, ref), ret = 0;

	*is_there = code == 0;
	if (code == GIT_ENOTFOUND)
		return 0;
	if (code < 0)
		return git_failed(ERR_FAILED, "cannot read '%s'", ref);
	if (git_reference_target(reference))
		oid_from_git(own, git_reference_target(reference));
	else
		ret = error_set(ERR_INVALID, "'%s' is a symbolic ref", ref);
	git_reference_free(reference);
	return ret;
}

static int moved_meanwhile(const char *ref)
{
	return error_set(ERR_FAILED, "somebody else moved '%s' meanwhile; nothing was written, try again", ref);
}

/* Only if it still is where it was read. */
static int move_ref(struct repository *repository, const char *ref, const struct oid *own, const struct oid *target,
                    const char *message)
{
	git_reference *reference = NULL;
	git_oid from, to;
	int code;

	oid_to_git(&to, target);
	if (own) {
		oid_to_git(&from, own);
		code = git_reference_create_matching(&reference, repository->git, ref, &to, 1, &from, message);
	} else {
		code = git_reference_create(&reference, repository->git, ref, &to, 0, message);
	}
	git_reference_free(reference);
	if (code == GIT_EMODIFIED || code == GIT_EEXISTS || code == GIT_ENOTFOUND)
		return moved_meanwhile(ref);
	return code < 0 ? git_failed(ERR_FAILED, "cannot move '%s'", ref) : 0;
}

static int write_commit(struct oid *out, struct repository *repository, const struct note_list *list,
                        const struct oid_list *parents, const char *message, int64_t now_time)
{
	git_signature *author = NULL, *committer = NULL;
	git_oid tree_id, commit_id, *ids = xcalloc(parents->count + 1, sizeof(*ids));
	const git_oid **pointers = xcalloc(parents->count + 1, sizeof(const git_oid *));
	struct oid tree;
	int ret = notes_author(&author, repository, now_time);

	if (ret == 0)
		ret = notes_committer(&committer, repository, now_time);
	if (ret == 0)
		ret = write_notes_tree(&tree, repository, list);
	for (size_t i = 0; i < parents->count; i++) {
		oid_to_git(&ids[i], &parents->at[i]);
		pointers[i] = &ids[i];
	}
	if (ret == 0) {
		oid_to_git(&tree_id, &tree);
		/* The log of the ref names who moved it. */
		(void)git_repository_set_ident(repository->git, committer->name, committer->email);
		if (git_commit_create_from_ids(&commit_id, repository->git, NULL, author, committer, NULL, message,
		                               &tree_id, parents->count, pointers) < 0)
			ret = git_failed(ERR_FAILED, "cannot write notes");
		else
			oid_from_git(out, &commit_id);
	}
	git_signature_free(author);
	git_signature_free(committer);
	free(pointers);
	free(ids);
	return ret;
}

/* Whether the one parent already is what would be written. */
static int is_parent_enough(bool *out, struct repository *repository, struct object_reader *reader,
                            const struct note_list *list, const struct oid *parent)
{
	struct note_list theirs;
	int ret = note_list_load(&theirs, reader, parent, true);

	if (ret == 0)
		ret = unite_doubles(&theirs, repository, reader);
	*out = ret == 0 && same_notes(list, &theirs);
	note_list_release(&theirs);
	return ret;
}

int repository_write_notes(bool *is_changed, struct repository *repository, const char *ref, const struct oid *seen,
                           const struct note_write *notes, size_t count, const struct oid *merged_parents,
                           size_t parent_count, const char *message, int64_t now_time)
{
	struct object_reader reader = { .odb = repository->odb };
	struct note_list list = { 0 };
	struct oid_list parents = { 0 };
	struct oid own, target;
	bool has_own, is_other = false, is_enough = false;
	int ret = read_own(&own, &has_own, repository, ref);

	*is_changed = false;
	if (ret == 0 && has_own)
		ret = note_list_load(&list, &reader, &own, true);
	/* Texts made from what the ref held before must not go over what somebody has put there since. */
	if (ret == 0 && (has_own != (seen != NULL) || (has_own && !oid_equal(&own, seen))))
		ret = moved_meanwhile(ref);
	if (ret == 0)
		ret = unite_doubles(&list, repository, &reader);
	if (ret == 0)
		ret = apply(&list, &is_other, repository, notes, count);
	if (ret == 0)
		choose_parents(&parents, repository, has_own ? &own : NULL, merged_parents, parent_count);
	if (ret || (!parents.count && !list.notes.count) ||
	    (!is_other && parents.count == 1 && has_own && oid_equal(&parents.at[0], &own)))
		goto done;
	if (parents.count == 1)
		ret = is_parent_enough(&is_enough, repository, &reader, &list, &parents.at[0]);
	if (ret == 0 && is_enough)
		target = parents.at[0];
	else if (ret == 0)
		ret = write_commit(&target, repository, &list, &parents, message, now_time);
	if (ret == 0)
		ret = move_ref(repository, ref, has_own ? &own : NULL, &target, message);
	*is_changed = ret == 0;
done:
	oid_list_release(&parents);
	note_list_release(&list);
	return ret;
}
