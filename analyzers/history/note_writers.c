/*
 * Who wrote which line of a note: goes back through the history of a notes ref, in which every line belongs to the commit
 * that has it and whose parents do not. So a merge of two people's notes, and a line that somebody appends to another's note,
 * leave each line with its writer. Knows no line's meaning and writes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "lead/map.h"
#include "notes.h"
#include "raw_commit.h"
#include "tree_diff.h"

#define HEX_SIZE ((size_t)2 * OID_SIZE)
/* Commits looked at: a history beyond that is nobody's, and the lines that are left have no writer. */
#define COMMIT_MAX_COUNT ((size_t)1 << 17)

struct note_line {
	struct oid annotated;
	struct text bytes;
	uint32_t number;
	uint32_t writer; /* index + 1 into writers; 0: not known */
};

struct writer {
	struct identity_fact who; /* in the arena */
	bool is_signed;
};

typedef VEC(uint32_t) line_numbers; /* indices into lines, ascending: so those of a note follow one another */

/* A commit that has these lines, of which nobody asked yet who brought them. */
struct front {
	struct oid commit;
	int64_t time;
	line_numbers lines;
};

/* A commit's notes that differ from those of one parent, by annotated id. */
struct differing {
	struct oid annotated;
	struct oid old_blob; /* the parent's; zero: it has none at this place */
	bool has_old;
};

struct search {
	struct repository *repository;
	struct object_reader reader;
	struct recoder recoder;
	struct tree_walk walk;
	struct arena arena;
	VEC(struct note_line) lines;
	VEC(struct writer) writers;
	VEC(struct front) fronts;
	VEC(struct differing) differing; /* scratch of one comparison */
	size_t max_size;
};

/* ---- the lines of a note ---- */

static void add_lines(struct search *search, const struct oid *annotated, struct text bytes)
{
	struct text rest, line;
	uint32_t number = 0, count = 0;

	if (bytes.size == 0 || memchr(bytes.at, '\0', bytes.size))
		return;
	rest = (struct text){ arena_copy(&search->arena, bytes.at, bytes.size), bytes.size };
	while (count < NOTE_LINE_MAX_COUNT && text_next_line(&rest, &line)) {
		number++;
		line = text_trim(line);
		if (!line.size)
			continue;
		count++;
		*VEC_PUSH(&search->lines) =
			(struct note_line){ .annotated = *annotated, .bytes = line, .number = number };
	}
}

struct gathering {
	struct search *search;
	const struct note_line_visit *visit;
};

static bool wants_note(void *payload, const struct oid *annotated)
{
	const struct gathering *gathering = payload;

	return !gathering->visit->wants || gathering->visit->wants(gathering->visit->payload, annotated);
}

static int take_note(void *payload, const struct note_fact *note)
{
	const struct gathering *gathering = payload;

	add_lines(gathering->search, &note->annotated, note->bytes);
	return 0;
}

/* ---- commits ---- */

struct notes_commit {
	git_odb_object *object;
	struct raw_commit raw;
	bool is_signed;
};

/* False if it is not here or has no tree. Released by git_odb_object_free. */
static bool read_commit(struct notes_commit *out, struct search *search, const struct oid *oid)
{
	struct text text;

	*out = (struct notes_commit){ .object = object_read(&search->reader, oid, GIT_OBJECT_COMMIT) };
	if (!out->object)
		return false;
	text = object_text(out->object);
	raw_commit_parse(&out->raw, text);
	text = text_slice(text, 0, text.size - out->raw.message.size);
	out->is_signed = text_find(text, TEXT("\ngpgsig"), 0) >= 0;
	if (out->raw.has_tree)
		return true;
	git_odb_object_free(out->object);
	return false;
}

static struct text keep_text(struct search *search, struct text text)
{
	return (struct text){ arena_copy(&search->arena, text.at ? text.at : "", text.size), text.size };
}

static void credit(struct search *search, const line_numbers *lines, struct notes_commit *commit)
{
	struct writer *writer;

	if (lines->count == 0)
		return;
	raw_commit_recode(&search->recoder, &commit->raw, &search->arena);
	writer = VEC_PUSH(&search->writers);
	writer->who.name = keep_text(search, commit->raw.author.who.name);
	writer->who.email = keep_text(search, commit->raw.author.who.email);
	writer->is_signed = commit->is_signed;
	for (size_t i = 0; i < lines->count; i++)
		search->lines.at[lines->at[i]].writer = (uint32_t)search->writers.count;
}

/* ---- the front: where lines stand that are asked after ---- */

static struct front *front_at(struct search *search, const struct oid *commit, int64_t time)
{
	struct front *front;

	for (size_t i = 0; i < search->fronts.count; i++)
		if (oid_equal(&search->fronts.at[i].commit, commit))
			return &search->fronts.at[i];
	front = VEC_PUSH(&search->fronts);
	front->commit = *commit;
	front->time = time;
	return front;
}

/* Two ascending lists made one. */
static void join_lines(line_numbers *into, const line_numbers *lines)
{
	line_numbers out = { 0 };
	size_t a = 0, b = 0;

	while (a < into->count || b < lines->count)
		if (b == lines->count || (a < into->count && into->at[a] < lines->at[b]))
			*VEC_PUSH(&out) = into->at[a++];
		else
			*VEC_PUSH(&out) = lines->at[b++];
	VEC_RELEASE(into);
	into->at = out.at;
	into->count = out.count;
	into->capacity = out.capacity;
}

/* The newest, so that lines that went two ways meet again; its lines are the caller's. */
static struct front take_newest(struct search *search)
{
	size_t newest = 0;
	struct front front;

	for (size_t i = 1; i < search->fronts.count; i++)
		if (search->fronts.at[i].time > search->fronts.at[newest].time)
			newest = i;
	front = search->fronts.at[newest];
	search->fronts.at[newest] = search->fronts.at[--search->fronts.count];
	return front;
}

/* ---- what a parent has of them ---- */

/* The annotated id of a path of any fan-out; false for what is no note. */
static bool annotated_of(struct oid *out, struct text path)
{
	char hex[HEX_SIZE];
	size_t size = 0;

	for (size_t i = 0; i < path.size; i++) {
		if (path.at[i] == '/')
			continue;
		if (size == HEX_SIZE)
			return false;
		hex[size++] = path.at[i];
	}
	return oid_from_hex(out, (struct text){ hex, size });
}

static void take_change(void *payload, const struct tree_change *change)
{
	struct search *search = payload;
	struct differing *differing;
	struct oid annotated;

	if (!annotated_of(&annotated, change->path))
		return;
	differing = VEC_PUSH(&search->differing);
	differing->annotated = annotated;
	differing->has_old = change->status != 'A';
	if (differing->has_old)
		differing->old_blob = change->old_oid;
}

static int compare_differing(const void *left, const void *right)
{
	const struct differing *a = left, *b = right;
	int order = memcmp(a->annotated.bytes, b->annotated.bytes, OID_SIZE);

	return order ? order : memcmp(a->old_blob.bytes, b->old_blob.bytes, OID_SIZE);
}

static int find_differing(struct search *search, const struct oid *parent_tree, const struct oid *tree)
{
	VEC_CLEAR(&search->differing);
	if (tree_diff(&search->walk, parent_tree, tree))
		return ERR_MISSING;
	if (search->differing.count)
		qsort(search->differing.at, search->differing.count, sizeof(*search->differing.at), compare_differing);
	return 0;
}

/* The first difference of a note, or the count. */
static size_t first_differing(const struct search *search, const struct oid *annotated)
{
	size_t low = 0, high = search->differing.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(search->differing.at[middle].annotated.bytes, annotated->bytes, OID_SIZE) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < search->differing.count && oid_equal(&search->differing.at[low].annotated, annotated))
		return low;
	return search->differing.count;
}

/* How often each line stands in what the parent has of a note; false if some of it cannot be read. */
static bool count_old_lines(struct map *counts, struct search *search, size_t from)
{
	struct oid annotated = search->differing.at[from].annotated;
	bool is_whole = true;

	for (size_t i = from; i < search->differing.count && oid_equal(&search->differing.at[i].annotated, &annotated);
	     i++) {
		struct buf text = { 0 };
		struct text rest, line;

		if (!search->differing.at[i].has_old)
			continue;
		is_whole = note_blob_add(&text, &search->reader, &search->differing.at[i].old_blob, search->max_size) &&
		           is_whole;
		rest = buf_text(&text);
		while (text_next_line(&rest, &line)) {
			uint32_t count = map_get(counts, line = text_trim(line));

			map_put(counts, line, count == UINT32_MAX ? 1 : count + 1);
		}
		buf_release(&text);
	}
	return is_whole;
}

/* Takes off a count; false if there was none. */
static bool take_one(struct map *counts, struct text line)
{
	uint32_t count = map_get(counts, line);

	if (count == UINT32_MAX || count == 0)
		return false;
	map_put(counts, line, count - 1);
	return true;
}

/*
 * Moves the lines that the parent has from left to *had. Of a note that the parent has and that cannot be read nobody knows
 * who wrote what: its lines are taken off and stay without a writer.
 */
static void split_lines(line_numbers *left, line_numbers *had, struct search *search)
{
	size_t kept = 0;

	for (size_t i = 0, next; i < left->count; i = next) {
		const struct oid *annotated = &search->lines.at[left->at[i]].annotated;
		size_t differing = first_differing(search, annotated);
		bool is_same = differing == search->differing.count, is_whole = true;
		struct map *counts = NULL;

		for (next = i; next < left->count && oid_equal(&search->lines.at[left->at[next]].annotated, annotated);)
			next++;
		if (!is_same) {
			counts = map_new();
			is_whole = count_old_lines(counts, search, differing);
		}
		for (size_t k = i; k < next && is_whole; k++) {
			if (is_same || take_one(counts, search->lines.at[left->at[k]].bytes))
				*VEC_PUSH(had) = left->at[k];
			else
				left->at[kept++] = left->at[k];
		}
		map_free(counts);
	}
	left->count = kept;
}

/* Hands lines on to one parent. What is behind a parent that is not here stays without a writer. */
static void ask_parent(struct search *search, line_numbers *left, const struct notes_commit *commit,
                       const struct oid *oid)
{
	struct notes_commit parent;
	line_numbers had = { 0 };
	struct front *front;

	if (!read_commit(&parent, search, oid)) {
		VEC_CLEAR(left);
		return;
	}
	if (find_differing(search, &parent.raw.tree, &commit->raw.tree))
		VEC_CLEAR(left);
	else
		split_lines(left, &had, search);
	if (had.count) {
		front = front_at(search, oid, parent.raw.committer.time);
		join_lines(&front->lines, &had);
	}
	VEC_RELEASE(&had);
	git_odb_object_free(parent.object);
}

/* Of a commit whose parents were cut off nobody knows what it brought. */
static void ask_commit(struct search *search, struct front *front)
{
	struct notes_commit commit;

	if (!read_commit(&commit, search, &front->commit))
		return;
	if (oid_set_find(&search->repository->shallow, &front->commit) != OID_SET_NONE)
		VEC_CLEAR(&front->lines);
	for (size_t i = 0; i < commit.raw.parent_count && front->lines.count; i++) {
		struct oid parent;

		raw_commit_parent(&parent, &commit.raw, i);
		ask_parent(search, &front->lines, &commit, &parent);
	}
	credit(search, &front->lines, &commit);
	git_odb_object_free(commit.object);
}

/* ---- all ---- */

static void find_writers(struct search *search, const struct oid *notes_commit)
{
	struct front *front;

	if (search->lines.count == 0)
		return;
	front = front_at(search, notes_commit, 0);
	for (size_t i = 0; i < search->lines.count; i++)
		*VEC_PUSH(&front->lines) = (uint32_t)i;
	for (size_t i = 0; i < COMMIT_MAX_COUNT && search->fronts.count; i++) {
		struct front newest = take_newest(search);

		ask_commit(search, &newest);
		VEC_RELEASE(&newest.lines);
	}
}

static int hand_on(const struct search *search, const struct note_line_visit *visit)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < search->lines.count; i++) {
		const struct note_line *line = &search->lines.at[i];
		struct note_line_fact fact = { line->annotated, line->bytes, line->number, { { 0 }, { 0 } }, false };

		if (!line->writer)
			continue;
		fact.author = search->writers.at[line->writer - 1].who;
		fact.is_signed = search->writers.at[line->writer - 1].is_signed;
		ret = visit->each(visit->payload, &fact);
	}
	return ret;
}

static void search_release(struct search *search)
{
	for (size_t i = 0; i < search->fronts.count; i++)
		VEC_RELEASE(&search->fronts.at[i].lines);
	VEC_RELEASE(&search->fronts);
	VEC_RELEASE(&search->lines);
	VEC_RELEASE(&search->writers);
	VEC_RELEASE(&search->differing);
	tree_walk_release(&search->walk);
	recoder_release(&search->recoder);
	arena_release(&search->arena);
}

int repository_each_note_line(struct repository *repository, const struct oid *notes_commit, size_t max_size,
                              const struct note_line_visit *visit)
{
	struct search search = { .repository = repository, .reader = { .odb = repository->odb }, .max_size = max_size };
	struct gathering gathering = { &search, visit };
	const struct note_visit notes = { &gathering, wants_note, take_note, false };
	int ret = repository_each_note(repository, notes_commit, max_size, &notes);

	search.walk.reader = &search.reader;
	search.walk.each = take_change;
	search.walk.payload = &search;
	if (ret == 0) {
		find_writers(&search, notes_commit);
		ret = hand_on(&search, visit);
	}
	search_release(&search);
	return ret;
}
