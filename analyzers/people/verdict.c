/*
 * Which acts count (metrics 4.2, 4.3). Everything needed is in memory; nothing is read or written here.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>
#include "namesakes.h"

#define LANDING_SLACK_SECS INT64_C(86400)         /* clocks, queues */
#define MENTOR_TENURE_SECS (180 * INT64_C(86400)) /* longer in the repository than the one helped */

const char *const act_why_names[ACT_WHY_COUNT] = { NULL,     "self",      "bot",   "model",      "duplicate",
	                                           "copied", "requested", "group", "superseded", "excluded" };

/* ---- numbers under numbers ---- */

void number_map_init(struct number_map *map)
{
	*map = (struct number_map){ .keys = map_new() };
}

void number_map_release(struct number_map *map)
{
	map_free(map->keys);
	VEC_RELEASE(&map->values);
}

static struct text triple(int64_t key[3], int64_t a, int64_t b, int64_t c)
{
	key[0] = a;
	key[1] = b;
	key[2] = c;
	return (struct text){ (const char *)key, 3 * sizeof(key[0]) };
}

bool number_map_add(struct number_map *map, int64_t a, int64_t b, int64_t c, int64_t value)
{
	int64_t key[3];
	bool is_new = false;

	(void)map_intern(map->keys, triple(key, a, b, c), (uint32_t)map->values.count, &is_new);
	if (is_new)
		*VEC_PUSH(&map->values) = value;
	return is_new;
}

bool number_map_get(int64_t *value, const struct number_map *map, int64_t a, int64_t b, int64_t c)
{
	int64_t key[3];
	uint32_t index = map_get(map->keys, triple(key, a, b, c));

	if (index == UINT32_MAX)
		return false;
	*value = map->values.at[index];
	return true;
}

static bool has_numbers(const struct number_map *map, int64_t a, int64_t b)
{
	int64_t value;

	return number_map_get(&value, map, a, b, 0);
}

/* ---- order ---- */

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Of equal acts the first counts, so nothing here may hang on the order of scanning. */
static int compare_rows(const void *a, const void *b)
{
	const struct act_row *left = a;
	const struct act_row *right = b;
	int order = compare_numbers(left->change, right->change);

	if (!order)
		order = compare_numbers(left->act_time, right->act_time);
	if (!order)
		order = memcmp(left->oid.bytes, right->oid.bytes, OID_SIZE);
	if (!order)
		order = compare_numbers(left->origin, right->origin);
	if (!order)
		order = compare_numbers(left->place, right->place);
	return order ? order : compare_numbers(left->event, right->event);
}

static int compare_changes(const void *key, const void *element)
{
	return compare_numbers(*(const int64_t *)key, ((const struct act_change *)element)->change);
}

const struct act_change *acts_find_change(const struct act_list *acts, int64_t change)
{
	if (change == 0 || acts->changes.count == 0)
		return NULL;
	return bsearch(&change, acts->changes.at, acts->changes.count, sizeof(acts->changes.at[0]), compare_changes);
}

/* ---- rules ---- */

/* Kinds that one does for another's change. */
static bool is_for_another(enum event_kind kind)
{
	switch (kind) {
	case EVENT_REV:
	case EVENT_ACK:
	case EVENT_INT:
	case EVENT_HELP:
	case EVENT_QA:
	case EVENT_CMT:
	case EVENT_REQ:
	case EVENT_INFO:
		return true;
	default:
		return false;
	}
}

static size_t first_copy(const struct act_list *acts, int64_t change)
{
	size_t low = 0;
	size_t high = acts->copies.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (acts->copies.at[middle].change < change)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * A copy inherits what the original had; only a reviewer whom the original does not name looked anew. What people say of
 * themselves they say of either.
 */
static bool is_inherited(const struct act_list *acts, const struct act_row *row, const struct act_change *change)
{
	if (!change || !change->is_copied || row->kind == EVENT_SELF)
		return false;
	if (row->kind != EVENT_REV && row->kind != EVENT_ACK && row->kind != EVENT_CMT)
		return true;
	for (size_t i = first_copy(acts, row->change);
	     i < acts->copies.count && acts->copies.at[i].change == row->change; i++)
		if (has_numbers(&acts->named, acts->copies.at[i].original, row->person))
			return true;
	return false;
}

/* Whether an author bears the name of whoever acted, and nobody says that the two are not one. */
static bool is_namesakes_own(const struct act_list *acts, const struct act_row *row)
{
	struct namesake_span span = namesakes_of(acts->roster, row->person);
	int64_t value;

	for (size_t i = 0; i < span.count; i++)
		if (number_map_get(&value, &acts->names, row->change, span.at[i].group, span.at[i].is_declared))
			return true;
	return false;
}

static bool is_self(const struct act_list *acts, const struct act_row *row, const struct act_change *change)
{
	if (row->kind == EVENT_PAIR)
		return row->is_own || (change && (change->author == row->person ||
		                                  are_namesakes(acts->roster, change->author, row->person)));
	if (!is_for_another(row->kind) || !change)
		return is_for_another(row->kind) && row->is_own;
	return has_numbers(&acts->authors, row->change, row->person) || is_namesakes_own(acts, row);
}

/* The forge says who pressed the button: for a squash nothing else does. */
static bool is_told_merge(const struct act_row *row)
{
	return row->origin == ACT_BY_REQUEST && row->kind == EVENT_INT;
}

static enum act_why judge(struct act_list *acts, const struct act_row *row, const struct act_change *change)
{
	int64_t unit = row->change ? row->change : -row->commit;

	if (row->why != ACT_COUNTS)
		return row->why;
	if (row->person_kind == PERSON_BOT)
		return ACT_BOT;
	if (row->person_kind == PERSON_MODEL)
		return ACT_MODEL;
	if (row->person_kind == PERSON_PLACEHOLDER)
		return ACT_EXCLUDED;
	if (is_inherited(acts, row, change))
		return ACT_COPIED;
	if (is_self(acts, row, change))
		return ACT_SELF;
	if (row->origin == ACT_BY_REQUEST && !row->change)
		return ACT_EXCLUDED;
	/* The merge commit shows whose merge it was; the forge's login for the same act may be tied to nobody. */
	if (is_told_merge(row) && has_numbers(&acts->merged, row->change, 0))
		return ACT_DUPLICATE;
	/*
	 * Tags are no acts on a change; of records, of which one change may hold several, each act is told once; and each
	 * line that somebody says of their own work is one of its own.
	 */
	if (row->origin != ACT_BY_TAG && row->kind != EVENT_DEC && row->kind != EVENT_SELF &&
	    !number_map_add(&acts->seen, unit, row->kind, row->person, 0))
		return ACT_DUPLICATE;
	return ACT_COUNTS;
}

static bool can_mentor(enum event_kind kind)
{
	return kind == EVENT_REV || kind == EVENT_HELP || kind == EVENT_PAIR || kind == EVENT_CMT;
}

static void judge_mentoring(const struct act_list *acts, struct act_row *row, const struct act_change *change)
{
	int64_t came_time;

	if (row->why != ACT_COUNTS || !change || !can_mentor(row->kind) || row->person == change->author)
		return;
	row->is_newcomer = change->is_newcomer;
	row->is_mentoring =
		change->is_newcomer || (number_map_get(&came_time, &acts->tenures, row->repository, row->person, 0) &&
	                                came_time + MENTOR_TENURE_SECS <= change->author_time);
}

/* Changes that a merge commit of somebody brought. */
static void note_merged(struct act_list *acts)
{
	for (size_t i = 0; i < acts->rows.count; i++) {
		const struct act_row *row = &acts->rows.at[i];

		if (row->origin == ACT_BY_MERGE && row->why == ACT_COUNTS && row->person_kind == PERSON_HUMAN)
			(void)number_map_add(&acts->merged, row->change, 0, 0, 0);
	}
}

/* Whom the texts of copied changes name, by the change. */
static void note_named(struct act_list *acts)
{
	struct number_map originals;

	number_map_init(&originals);
	for (size_t i = 0; i < acts->copies.count; i++)
		(void)number_map_add(&originals, acts->copies.at[i].original, 0, 0, 0);
	for (size_t i = 0; acts->copies.count > 0 && i < acts->rows.count; i++) {
		const struct act_row *row = &acts->rows.at[i];

		if (row->origin == ACT_BY_EVENT && row->kind != EVENT_SELF && has_numbers(&originals, row->change, 0))
			(void)number_map_add(&acts->named, row->change, row->person, 0, 0);
	}
	number_map_release(&originals);
}

void acts_judge(struct act_list *acts)
{
	if (acts->rows.count == 0)
		return;
	qsort(acts->rows.at, acts->rows.count, sizeof(acts->rows.at[0]), compare_rows);
	note_named(acts);
	note_merged(acts);
	for (size_t i = 0; i < acts->rows.count; i++) {
		struct act_row *row = &acts->rows.at[i];
		const struct act_change *change = acts_find_change(acts, row->change);

		row->why = judge(acts, row, change);
		judge_mentoring(acts, row, change);
	}
}

/* ---- what acts say of a change ---- */

static bool is_second_kind(enum event_kind kind)
{
	return can_mentor(kind) || kind == EVENT_ACK || kind == EVENT_INT;
}

/* A review that the forge dates well after the landing is one, but the change landed without it. */
static bool is_afterthought(const struct act_row *row, const struct act_change *change)
{
	return row->origin == ACT_BY_REQUEST && row->act_time > change->landed_time + LANDING_SLACK_SECS;
}

void act_tally_add(struct act_tally *tally, const struct act_row *row, const struct act_change *change)
{
	bool counts = row->why == ACT_COUNTS;

	if (counts && (row->kind == EVENT_REV || row->kind == EVENT_ACK) && !is_afterthought(row, change))
		tally->has_review = true;
	if (counts && is_second_kind(row->kind) && row->person != change->author)
		tally->has_second = true;
	if (row->origin != ACT_BY_MERGE && row->origin != ACT_BY_COMMITTER && !is_told_merge(row))
		return;
	if (counts || row->why == ACT_DUPLICATE || row->why == ACT_COPIED)
		tally->has_other = true;
	else if (row->why == ACT_SELF && row->origin != ACT_BY_COMMITTER)
		tally->has_own_merge = true;
	else if (row->why == ACT_BOT || row->why == ACT_MODEL)
		tally->has_bot = true;
	else if (row->why == ACT_EXCLUDED)
		tally->has_nobody = true;
}
