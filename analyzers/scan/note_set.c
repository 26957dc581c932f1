/* Lists notes refs and unites notes line by line. Knows no line's meaning and writes nothing. */
#include "note_set.h"

#include <stdlib.h>
#include <string.h>

#include "lead/map.h"
#include "scan_steps.h"

#define REMOTE_COPY_PREFIX TEXT("refs/notes/remotes/")

/* ---- refs ---- */

#define NOTES_PREFIX TEXT("refs/notes/")

struct listing {
	struct notes_ref_list *list;
	struct repository *repository;
};

/* refs/notes/x, refs/notes/x-<remote>, refs/notes/remotes/<remote>/x */
static bool is_of_family(struct text name, const char *ref)
{
	struct text last = text_slice(text_of(ref), NOTES_PREFIX.size - 1, strlen(ref));

	if (text_starts(name, text_of(ref)))
		return name.size == strlen(ref) || name.at[strlen(ref)] == '-';
	return text_starts(name, REMOTE_COPY_PREFIX) && text_ends(name, last);
}

/* People name refs as they like: refs/notes/review-x is a copy only of where such a remote is. */
static bool is_review_copy(const struct listing *listing, const char *name)
{
	const struct text prefix = TEXT(REVIEW_NOTES_REF "-");

	return is_of_family(text_of(name), REVIEW_NOTES_REF) &&
	       (!text_starts(text_of(name), prefix) || repository_has_remote(listing->repository, name + prefix.size));
}

/* refs/notes/devtools/x of git-appraise, refs/notes/remotes/<remote>/devtools/x: appraise.c reads them. */
static bool is_appraise(struct text name)
{
	ptrdiff_t at = text_find(name, TEXT("/devtools/"), 0);

	return text_starts(name, TEXT("refs/notes/devtools/")) ||
	       (text_starts(name, REMOTE_COPY_PREFIX) && at >= (ptrdiff_t)REMOTE_COPY_PREFIX.size);
}

static void take_ref(void *payload, struct text name, const struct oid *commit)
{
	const struct listing *listing = payload;
	struct notes_ref_list *list = listing->list;
	struct notes_ref *ref;

	if (is_appraise(name))
		return;
	ref = VEC_PUSH(&list->refs);
	ref->name = arena_copy(&list->arena, name.at, name.size);
	ref->target = *commit;
	ref->is_own = text_equal(name, TEXT(LEAD_NOTES_REF));
	ref->is_lead = is_of_family(name, LEAD_NOTES_REF);
	ref->is_self = is_of_family(name, SELF_NOTES_REF);
	ref->group = ref->is_lead                         ? LEAD_NOTES_REF
	             : ref->is_self                       ? SELF_NOTES_REF
	             : is_review_copy(listing, ref->name) ? REVIEW_NOTES_REF
	                                                  : ref->name;
	ref->is_copy = strcmp(ref->group, ref->name) != 0;
}

int notes_ref_list_read(struct notes_ref_list *out, struct repository *repository)
{
	struct listing listing = { out, repository };

	*out = (struct notes_ref_list){ 0 };
	return repository_each_notes_ref(repository, take_ref, &listing);
}

void notes_ref_list_release(struct notes_ref_list *list)
{
	VEC_RELEASE(&list->refs);
	arena_release(&list->arena);
}

/* ---- notes ---- */

void note_set_add(struct note_set *set, const struct oid *annotated, struct text bytes)
{
	struct note_text *note = VEC_PUSH(&set->notes);

	note->annotated = *annotated;
	note->bytes = (struct text){ arena_copy(&set->arena, bytes.at ? bytes.at : "", bytes.size), bytes.size };
	note->position = set->notes.count;
}

static int take_note(void *payload, const struct note_fact *note)
{
	note_set_add(payload, &note->annotated, note->bytes);
	return 0;
}

int note_set_add_ref(struct note_set *set, struct repository *repository, const struct notes_ref *ref, bool is_strict)
{
	const struct note_visit visit = { .payload = set, .each = take_note, .is_strict = is_strict };
	size_t from = set->notes.count;
	int ret = repository_each_note(repository, &ref->target, ref->is_lead ? LEAD_NOTE_MAX_SIZE : NOTE_MAX_SIZE,
	                               &visit);

	for (size_t i = from; i < set->notes.count; i++) {
		set->notes.at[i].is_own = ref->is_own;
		set->notes.at[i].is_copy = !ref->is_own;
	}
	if (is_strict)
		return ret ? error_context(ret, "cannot read '%s'", ref->name) : 0;
	return ret == ERR_INVALID ? 0 : ret;
}

static int compare_notes(const void *left, const void *right)
{
	const struct note_text *a = left, *b = right;
	int order = memcmp(a->annotated.bytes, b->annotated.bytes, OID_SIZE);

	return order ? order : (a->position > b->position) - (a->position < b->position);
}

void note_set_sort(struct note_set *set)
{
	if (set->notes.count)
		qsort(set->notes.at, set->notes.count, sizeof(*set->notes.at), compare_notes);
}

size_t note_set_run(const struct note_set *set, size_t from)
{
	size_t end = from;

	while (end < set->notes.count &&
	       !memcmp(set->notes.at[end].annotated.bytes, set->notes.at[from].annotated.bytes, OID_SIZE))
		end++;
	return end - from;
}

void note_set_release(struct note_set *set)
{
	VEC_RELEASE(&set->notes);
	arena_release(&set->arena);
}

/* ---- lines ---- */

static int compare_lines(const void *left, const void *right)
{
	return text_compare(*(const struct text *)left, *(const struct text *)right);
}

void note_lines_unite(struct buf *out, const struct note_text *notes, size_t count)
{
	VEC(struct text) lines = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct text rest = notes[i].bytes, line;

		while (text_next_line(&rest, &line)) {
			if (line.size)
				*VEC_PUSH(&lines) = line;
		}
	}
	if (lines.count)
		qsort(lines.at, lines.count, sizeof(*lines.at), compare_lines);
	for (size_t i = 0; i < lines.count; i++) {
		if (i > 0 && text_equal(lines.at[i], lines.at[i - 1]))
			continue;
		buf_add_text(out, lines.at[i]);
		buf_add_char(out, '\n');
	}
	VEC_RELEASE(&lines);
}

void note_lines_append(struct buf *out, const struct note_text *notes, size_t count)
{
	struct map *seen = map_new();

	for (size_t i = 0; i < count; i++) {
		struct text rest = notes[i].bytes, line;

		while (text_next_line(&rest, &line)) {
			bool is_new = false;

			(void)map_intern(seen, line, 0, &is_new);
			if (i > 0 && !is_new)
				continue;
			buf_add_text(out, line);
			buf_add_char(out, '\n');
		}
	}
	map_free(seen);
}
