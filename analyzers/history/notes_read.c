/* Reading notes: lists the refs, walks a notes tree whatever its fan-out, hands out the texts. Writes nothing. */
#include "notes.h"

#include <string.h>

#include "raw_commit.h"
#include "tree_entry.h"

#define HEX_SIZE ((size_t)2 * OID_SIZE)
/* A tree of few objects can stand for any number of entries, each subtree being named again and again. */
#define TREE_MAX_COUNT ((size_t)1 << 18)
#define TREE_MAX_BYTES ((size_t)256 << 20)

struct ref_visit {
	void (*each)(void *payload, struct text ref, const struct oid *commit);
	void *payload;
};

static void hand_on_ref(void *payload, const struct ref_fact *ref)
{
	const struct ref_visit *visit = payload;

	visit->each(visit->payload, ref->name, &ref->target);
}

int repository_each_notes_ref(struct repository *repository,
                              void (*each)(void *payload, struct text ref, const struct oid *commit), void *payload)
{
	struct ref_visit visit = { each, payload };

	return repository_each_ref(repository, "refs/notes/", hand_on_ref, &visit);
}

/* ---- the tree ---- */

struct walk {
	struct note_list *out;
	struct object_reader *reader;
	bool is_strict;
	bool is_broken; /* a tree is not here or malformed */
	size_t tree_count, byte_count;
	char hex[HEX_SIZE]; /* digits of the folders on the way */
	size_t hex_size;
	struct buf path; /* of the folder, ending in '/' unless empty */
};

static const char *mode_of(enum entry_kind kind)
{
	static const char *const modes[] = {
		[ENTRY_FILE] = "100644",    [ENTRY_PROGRAM] = "100755", [ENTRY_LINK] = "120000",
		[ENTRY_GITLINK] = "160000", [ENTRY_TREE] = "40000",
	};

	return modes[kind];
}

static void add_note(struct walk *walk, const struct tree_entry *entry)
{
	struct note_entry *note = VEC_PUSH(&walk->out->notes);

	memcpy(walk->hex + walk->hex_size, entry->name.at, entry->name.size);
	(void)oid_from_hex(&note->annotated, (struct text){ walk->hex, HEX_SIZE });
	note->blob = entry->oid;
	note->position = walk->out->notes.count;
}

static void add_other(struct walk *walk, const struct tree_entry *entry)
{
	struct note_other *other = VEC_PUSH(&walk->out->others);
	size_t size = walk->path.size;

	buf_add_text(&walk->path, entry->name);
	other->path = arena_copy(&walk->out->arena, buf_str(&walk->path), walk->path.size);
	other->mode = mode_of(entry->kind);
	other->oid = entry->oid;
	walk->path.size = size;
}

static int walk_tree(struct walk *walk, const struct oid *oid) MUST_CHECK;

static int descend(struct walk *walk, const struct tree_entry *entry)
{
	size_t path_size = walk->path.size;
	int ret;

	memcpy(walk->hex + walk->hex_size, entry->name.at, entry->name.size);
	walk->hex_size += entry->name.size;
	buf_add_text(&walk->path, entry->name);
	buf_add_char(&walk->path, '/');
	ret = walk_tree(walk, &entry->oid);
	walk->hex_size -= entry->name.size;
	walk->path.size = path_size;
	return ret;
}

/* As git tells notes from other entries: by the length of the name and what it is made of. Depth is bounded by the id. */
static int take_entry(struct walk *walk, const struct tree_entry *entry)
{
	size_t left = HEX_SIZE - walk->hex_size;
	bool is_file = entry->kind == ENTRY_FILE || entry->kind == ENTRY_PROGRAM;

	if (is_file && entry->name.size == left && text_is_hex(entry->name))
		add_note(walk, entry);
	else if (entry->kind == ENTRY_TREE && entry->name.size == 2 && left > 2 && text_is_hex(entry->name))
		return descend(walk, entry);
	else
		add_other(walk, entry);
	return 0;
}

static int walk_tree(struct walk *walk, const struct oid *oid)
{
	git_odb_object *tree = object_read(walk->reader, oid, GIT_OBJECT_TREE);
	enum tree_entry_status status;
	struct tree_entry entry;
	struct text rest;
	int ret = 0;

	if (!tree) {
		walk->is_broken = true;
		return walk->is_strict ? error_set(ERR_MISSING, "a tree of the notes is not in this clone") : 0;
	}
	rest = object_text(tree);
	walk->byte_count += rest.size;
	if (++walk->tree_count > TREE_MAX_COUNT || walk->byte_count > TREE_MAX_BYTES)
		ret = error_set(ERR_INVALID, "the tree of the notes is too large");
	while (ret == 0 && (status = tree_entry_next(&rest, &entry)) != TREE_ENTRY_END) {
		if (status == TREE_ENTRY_FOUND)
			ret = take_entry(walk, &entry);
		else if (walk->is_strict)
			ret = error_set(ERR_INVALID, "a tree of the notes is malformed");
		else
			walk->is_broken = true;
		if (status != TREE_ENTRY_FOUND)
			break;
	}
	git_odb_object_free(tree);
	return ret;
}

static int compare_entries(const void *left, const void *right)
{
	const struct note_entry *a = left, *b = right;
	int order = memcmp(a->annotated.bytes, b->annotated.bytes, OID_SIZE);

	return order ? order : (a->position > b->position) - (a->position < b->position);
}

static void end_walk(struct walk *walk)
{
	buf_release(&walk->path);
	if (walk->out->notes.count)
		qsort(walk->out->notes.at, walk->out->notes.count, sizeof(*walk->out->notes.at), compare_entries);
}

int note_list_load(struct note_list *out, struct object_reader *reader, const struct oid *commit, bool is_strict)
{
	struct walk walk = { .out = out, .reader = reader, .is_strict = is_strict };
	git_odb_object *object = object_read(reader, commit, GIT_OBJECT_COMMIT);
	struct raw_commit raw = { 0 };
	int ret = 0;

	*out = (struct note_list){ 0 };
	if (object) {
		raw_commit_parse(&raw, object_text(object));
		git_odb_object_free(object);
	}
	if (raw.has_tree)
		ret = walk_tree(&walk, &raw.tree);
	else if (is_strict)
		ret = error_set(ERR_MISSING, "the commit of the notes is not in this clone or has no tree");
	end_walk(&walk);
	return ret;
}

int note_list_load_tree(struct note_list *out, bool *is_whole, struct object_reader *reader, const struct oid *tree)
{
	struct walk walk = { .out = out, .reader = reader };
	int ret;

	*out = (struct note_list){ 0 };
	ret = walk_tree(&walk, tree);
	*is_whole = ret == 0 && !walk.is_broken;
	end_walk(&walk);
	return ret;
}

void note_list_release(struct note_list *list)
{
	VEC_RELEASE(&list->notes);
	VEC_RELEASE(&list->others);
	arena_release(&list->arena);
}

/* ---- texts ---- */

bool note_blob_add(struct buf *out, struct object_reader *reader, const struct oid *blob, size_t max_size)
{
	git_odb_object *object;
	git_object_t type;
	size_t size;
	git_oid id;

	/* The header first: a note may be a blob of any size. */
	oid_to_git(&id, blob);
	if ((reader->has_missed && !libgit2_has_object(reader->odb, &id)) ||
	    git_odb_read_header(&size, &type, reader->odb, &id) < 0) {
		reader->has_missed = true;
		return false;
	}
	if (type != GIT_OBJECT_BLOB || size > max_size)
		return false;
	object = object_read(reader, blob, GIT_OBJECT_BLOB);
	if (!object)
		return false;
	buf_add_text(out, object_text(object));
	git_odb_object_free(object);
	return true;
}

/* Why note_blob_add failed. */
static int unread_note(struct object_reader *reader, const struct note_entry *note, size_t max_size)
{
	struct buf annotated = { 0 }, blob = { 0 };
	git_object_t type;
	size_t size;
	git_oid id;
	int ret;

	oid_add_hex(&annotated, &note->annotated);
	oid_add_hex(&blob, &note->blob);
	oid_to_git(&id, &note->blob);
	if (git_odb_read_header(&size, &type, reader->odb, &id) < 0)
		ret = error_set(ERR_MISSING, "the note %s on %s is not in this clone", buf_str(&blob),
		                buf_str(&annotated));
	else
		ret = error_set(ERR_INVALID, "the note %s on %s is no text of at most %zu bytes", buf_str(&blob),
		                buf_str(&annotated), max_size);
	buf_release(&annotated);
	buf_release(&blob);
	return ret;
}

/* Notes of one object at two places are one note, with an empty line between them as git joins them. */
static int read_note(struct buf *text, bool *is_read, struct object_reader *reader, const struct note_entry *notes,
                     size_t count, size_t max_size, bool is_strict)
{
	*is_read = false;
	buf_clear(text);
	for (size_t i = 0; i < count; i++) {
		size_t size = text->size;
		bool has_room = size < max_size;

		if (*is_read && has_room)
			buf_add_char(text, '\n');
		if (has_room && note_blob_add(text, reader, &notes[i].blob, max_size - text->size))
			*is_read = true;
		else if (is_strict)
			return unread_note(reader, &notes[i], max_size);
		else
			text->size = size;
	}
	return 0;
}

int repository_each_note(struct repository *repository, const struct oid *notes_commit, size_t max_size,
                         const struct note_visit *visit)
{
	struct object_reader reader = { .odb = repository->odb };
	struct note_list list;
	struct buf text = { 0 };
	int ret = note_list_load(&list, &reader, notes_commit, visit->is_strict);

	for (size_t i = 0, next; ret == 0 && i < list.notes.count; i = next) {
		struct note_fact fact = { .annotated = list.notes.at[i].annotated };
		bool is_read = false;

		for (next = i + 1;
		     next < list.notes.count && oid_equal(&list.notes.at[next].annotated, &fact.annotated);)
			next++;
		if (visit->wants && !visit->wants(visit->payload, &fact.annotated))
			continue;
		ret = read_note(&text, &is_read, &reader, &list.notes.at[i], next - i, max_size, visit->is_strict);
		fact.bytes = buf_text(&text);
		if (ret == 0 && is_read)
			ret = visit->each(visit->payload, &fact);
	}
	buf_release(&text);
	note_list_release(&list);
	return ret;
}
