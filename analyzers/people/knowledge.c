/*
 * Who knew which file of code, and when: code_life, code_knower, presence (metrics M25). The whole history is walked once and
 * kept as spans of time, so that a report over any period reads who knew a file at its end and counts nothing again.
 *
 * Degree of authorship by Avelino, Passos, Hora and Valente 2016, over the changes that count: of a file and a person,
 * 3.293 + 1.098 if the first version is the person's + 0.164 for each own change - 0.321 ln(1 + changes by others).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/vec.h"
#include "credit.h"

#define DOA_BASE 3.293
#define DOA_FIRST 1.098
#define DOA_OWN 0.164
#define DOA_OTHERS 0.321
#define DOA_SHARE 0.75 /* of the largest of the file, above which its authors lie; and no less than DOA_BASE */

#define DAY_SECS INT64_C(86400)
#define REVIEW_SECS (360 * DAY_SECS)
#define PRESENT_SECS (180 * DAY_SECS)
#define REVIEWS 3 /* of a file, within REVIEW_SECS */

#define NEVER INT64_MIN

enum { SELECT_CHANGES, SELECT_ACTS, INSERT_LIFE, INSERT_KNOWER, INSERT_PRESENCE, STATEMENT_COUNT };
const char *const knowledge_statements[STATEMENT_COUNT + 1] = {
	[SELECT_CHANGES] = "SELECT ch.id, ch.repository_id, ch.landed_time, cc.author_id, cc.excluded IS NULL,"
			   " coalesce(cc.excluded IN ('bot', 'model'), 0)"
			   " FROM change ch"
			   " JOIN change_credit cc ON cc.change_id = ch.id"
			   " JOIN commits n ON n.id = ch.newest_id"
			   " ORDER BY ch.landed_time, n.commit_time, ch.key, ch.repository_id",
	/* To be asked for a review is no act of one's own. */
	[SELECT_ACTS] = "SELECT change_id, person_id, kind"
			" FROM act"
			" WHERE counted = 1 AND change_id IS NOT NULL AND kind NOT IN ('req', 'info', 'self')",
	[INSERT_LIFE] = "INSERT INTO code_life (repository_id, path_id, from_time, until_time)"
			" VALUES (:repository, :path, :from, :until)",
	[INSERT_KNOWER] =
		"INSERT INTO code_knower (repository_id, path_id, person_id, is_review, from_time, until_time)"
		" VALUES (:repository, :path, :person, :review, :from, :until)",
	[INSERT_PRESENCE] = "INSERT INTO presence (repository_id, person_id, from_time, until_time)"
			    " VALUES (:repository, :person, :from, :until)",
};

/* ---- what is walked ---- */

enum role { ROLE_OTHER, ROLE_REVIEW, ROLE_AUTHOR };

struct part {
	int64_t person;
	enum role role;
};
struct change {
	int64_t id, repository, time, author;
	size_t first_part, part_count;
	bool is_counted;
	bool is_by_machine; /* a bot's or a model's alone */
};
struct part_row {
	int64_t change;
	struct part part;
};
/* Changes by the order of landing, and that order by their ids. */
struct place {
	int64_t id;
	size_t rank;
};
struct history {
	struct store *store;
	VEC(struct change) changes;
	VEC(struct place) places;
	VEC(struct part_row) parts; /* by change, person, role */
};

static int compare_numbers(int64_t left, int64_t right)
{
	return (left > right) - (left < right);
}

static int compare_places(const void *a, const void *b)
{
	return compare_numbers(((const struct place *)a)->id, ((const struct place *)b)->id);
}

static struct change *find_change(struct history *history, int64_t id, size_t *rank)
{
	const struct place key = { id, 0 };
	const struct place *found = NULL;

	if (history->places.count > 0)
		found = bsearch(&key, history->places.at, history->places.count, sizeof(key), compare_places);
	if (found == NULL)
		return NULL;
	*rank = found->rank;
	return &history->changes.at[found->rank];
}

static int load_changes(struct history *history)
{
	struct statement *row;
	int ret = store_statement(&row, history->store, knowledge_statements[SELECT_CHANGES]);

	while (!ret && !(ret = statement_step(row))) {
		struct change *change = VEC_PUSH(&history->changes);

		change->id = statement_int(row, 0);
		change->repository = statement_int(row, 1);
		change->time = statement_int(row, 2);
		change->author = statement_int(row, 3);
		change->is_counted = statement_int(row, 4) != 0;
		change->is_by_machine = statement_int(row, 5) != 0;
		*VEC_PUSH(&history->places) = (struct place){ change->id, history->changes.count - 1 };
	}
	if (ret < 0)
		return ret;
	if (history->places.count > 0)
		qsort(history->places.at, history->places.count, sizeof(history->places.at[0]), compare_places);
	return 0;
}

static int compare_parts(const void *a, const void *b)
{
	const struct part_row *left = a, *right = b;
	int order = compare_numbers(left->change, right->change);

	if (!order)
		order = compare_numbers(left->part.person, right->part.person);
	return order ? order : compare_numbers(left->part.role, right->part.role);
}

static enum role role_of(struct text kind)
{
	if (text_equal(kind, TEXT("auth")) || text_equal(kind, TEXT("pair")))
		return ROLE_AUTHOR;
	return text_equal(kind, TEXT("rev")) ? ROLE_REVIEW : ROLE_OTHER;
}

/* Each person stands once with a change: as its author, else as who reviewed it, else as somebody who was about. */
static void unite_parts(struct history *history)
{
	size_t kept = 0;

	for (size_t i = 0; i < history->parts.count; i++) {
		const struct part_row *row = &history->parts.at[i];
		struct part_row *last = kept > 0 ? &history->parts.at[kept - 1] : NULL;

		if (last && last->change == row->change && last->part.person == row->part.person)
			last->part.role = row->part.role;
		else
			history->parts.at[kept++] = *row;
	}
	history->parts.count = kept;
}

static int load_parts(struct history *history)
{
	struct statement *row;
	int ret = store_statement(&row, history->store, knowledge_statements[SELECT_ACTS]);

	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(&history->parts) =
			(struct part_row){ statement_int(row, 0),
			                   { statement_int(row, 1), role_of(statement_text(row, 2)) } };
	if (ret < 0)
		return ret;
	if (history->parts.count > 0)
		qsort(history->parts.at, history->parts.count, sizeof(history->parts.at[0]), compare_parts);
	unite_parts(history);
	for (size_t i = 0; i < history->parts.count; i++) {
		size_t rank;
		struct change *change = find_change(history, history->parts.at[i].change, &rank);

		if (change && change->part_count++ == 0)
			change->first_part = i;
	}
	return 0;
}

/* ---- writing ---- */

/* NEVER as the end: it has not ended. */
static int write_span(struct statement *insert, int64_t repository, int64_t from, int64_t until)
{
	statement_bind_int(insert, ":repository", repository);
	statement_bind_int(insert, ":from", from);
	if (until != NEVER)
		statement_bind_int(insert, ":until", until);
	return statement_run(insert);
}

/* ---- one file ---- */

struct author {
	int64_t person, own;
	int64_t from; /* NEVER: does not know it now */
	bool is_first;
};
struct reviewer {
	int64_t person;
	int64_t times[REVIEWS - 1]; /* of the last reviews, newest first; NEVER: none yet */
	int64_t from, until;        /* the span that is not written yet; from NEVER: none */
};
struct file {
	int64_t repository, path;
	int64_t from; /* NEVER: not there now */
	int64_t total;
	bool is_begun; /* who wrote its first version is settled */
	VEC(struct author) authors;
	VEC(struct reviewer) reviewers;
	struct statement *insert_life, *insert_knower;
};

static int write_knower(const struct file *file, int64_t person, bool is_review, int64_t from, int64_t until)
{
	/* What began and ended at one moment was never there at the end of any period. */
	if (until != NEVER && until <= from)
		return 0;
	statement_bind_int(file->insert_knower, ":path", file->path);
	statement_bind_int(file->insert_knower, ":person", person);
	statement_bind_int(file->insert_knower, ":review", is_review);
	return write_span(file->insert_knower, file->repository, from, until);
}

static double doa(const struct file *file, const struct author *author)
{
	return DOA_BASE + (author->is_first ? DOA_FIRST : 0) + DOA_OWN * (double)author->own -
	       DOA_OTHERS * log1p((double)(file->total - author->own));
}

/* Who knows the file from this moment on, and who no longer does. */
static int judge_authors(struct file *file, int64_t time)
{
	double largest = 0;
	int ret = 0;

	for (size_t i = 0; i < file->authors.count; i++)
		largest = fmax(largest, doa(file, &file->authors.at[i]));
	for (size_t i = 0; !ret && i < file->authors.count; i++) {
		struct author *author = &file->authors.at[i];
		double own = doa(file, author);
		bool knows = file->from != NEVER && own >= DOA_BASE && own > DOA_SHARE * largest;

		if (knows && author->from == NEVER) {
			author->from = time;
		} else if (!knows && author->from != NEVER) {
			ret = write_knower(file, author->person, false, author->from, time);
			author->from = NEVER;
		}
	}
	return ret;
}

static struct author *find_author(struct file *file, int64_t person)
{
	struct author *added;

	for (size_t i = 0; i < file->authors.count; i++)
		if (file->authors.at[i].person == person)
			return &file->authors.at[i];
	added = VEC_PUSH(&file->authors);
	added->person = person;
	added->from = NEVER;
	return added;
}

static struct reviewer *find_reviewer(struct file *file, int64_t person)
{
	struct reviewer *added;

	for (size_t i = 0; i < file->reviewers.count; i++)
		if (file->reviewers.at[i].person == person)
			return &file->reviewers.at[i];
	added = VEC_PUSH(&file->reviewers);
	*added = (struct reviewer){ .person = person, .from = NEVER };
	for (int i = 0; i < REVIEWS - 1; i++)
		added->times[i] = NEVER;
	return added;
}

/* The third review within the time begins a span, which lasts until the first of the three is too old. */
static int add_review(struct file *file, int64_t person, int64_t time)
{
	struct reviewer *reviewer = find_reviewer(file, person);
	int64_t oldest = reviewer->times[REVIEWS - 2];
	int ret = 0;

	if (oldest != NEVER && oldest + REVIEW_SECS > time) {
		if (reviewer->from != NEVER && reviewer->until < time) {
			ret = write_knower(file, person, true, reviewer->from, reviewer->until);
			reviewer->from = NEVER;
		}
		if (reviewer->from == NEVER)
			reviewer->from = time;
		reviewer->until = oldest + REVIEW_SECS;
	}
	for (int i = REVIEWS - 2; i > 0; i--)
		reviewer->times[i] = reviewer->times[i - 1];
	reviewer->times[0] = time;
	return ret;
}

static int count_change(struct file *file, const struct history *history, const struct change *change, bool is_added)
{
	int ret = 0;

	if (is_added && !file->is_begun && change->is_counted)
		find_author(file, change->author)->is_first = true;
	file->is_begun = file->is_begun || is_added;
	if (!change->is_counted)
		return 0;
	file->total++;
	for (size_t i = 0; !ret && i < change->part_count; i++) {
		const struct part *part = &history->parts.at[change->first_part + i].part;

		if (part->role == ROLE_AUTHOR)
			find_author(file, part->person)->own++;
		else if (part->role == ROLE_REVIEW)
			ret = add_review(file, part->person, change->time);
	}
	return ret;
}

static int set_life(struct file *file, bool is_there, int64_t time)
{
	int64_t from = file->from;

	if (is_there == (from != NEVER))
		return 0;
	file->from = is_there ? time : NEVER;
	if (is_there || from == time)
		return 0;
	statement_bind_int(file->insert_life, ":path", file->path);
	return write_span(file->insert_life, file->repository, from, time);
}

static int finish_file(struct file *file)
{
	int ret = 0;

	if (file->from != NEVER) {
		statement_bind_int(file->insert_life, ":path", file->path);
		ret = write_span(file->insert_life, file->repository, file->from, NEVER);
	}
	for (size_t i = 0; !ret && i < file->authors.count; i++)
		if (file->authors.at[i].from != NEVER)
			ret = write_knower(file, file->authors.at[i].person, false, file->authors.at[i].from, NEVER);
	for (size_t i = 0; !ret && i < file->reviewers.count; i++) {
		const struct reviewer *reviewer = &file->reviewers.at[i];

		if (reviewer->from != NEVER)
			ret = write_knower(file, reviewer->person, true, reviewer->from, reviewer->until);
	}
	return ret;
}

/* ---- all files ---- */

/* From here on .change is the order of landing. */
static int compare_touches(const void *a, const void *b)
{
	const struct code_touch *left = a, *right = b;
	int order = compare_numbers(left->repository, right->repository);

	if (!order)
		order = compare_numbers(left->path, right->path);
	if (!order)
		order = compare_numbers(left->change, right->change);
	return order ? order : compare_numbers(left->order, right->order);
}

static void order_touches(struct history *history, struct code_touches *touches)
{
	size_t kept = 0;

	for (size_t i = 0; i < touches->count; i++) {
		size_t rank;

		if (find_change(history, touches->at[i].change, &rank) == NULL)
			continue;
		touches->at[kept] = touches->at[i];
		touches->at[kept++].change = (int64_t)rank;
	}
	touches->count = kept;
	if (kept > 0)
		qsort(touches->at, kept, sizeof(touches->at[0]), compare_touches);
}

static bool is_same_file(const struct code_touch *left, const struct code_touch *right)
{
	return left->repository == right->repository && left->path == right->path;
}

/*
 * The commits of one change are one: it added the file if one of them did, and the last says whether it is there. What only
 * changed a file that was gone by then was made on a branch where it still was, and does not bring it back.
 */
static int walk_file(struct file *file, const struct history *history, const struct code_touch *touches, size_t count)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < count;) {
		const struct change *change = &history->changes.at[touches[i].change];
		size_t first = i;
		bool is_added = false;

		for (; i < count && touches[i].change == touches[first].change; i++)
			is_added = is_added || touches[i].is_added;
		ret = count_change(file, history, change, is_added);
		if (!ret && (is_added || touches[i - 1].is_removed || first == 0))
			ret = set_life(file, !touches[i - 1].is_removed, change->time);
		/* What landed at the same moment is judged together. */
		if (!ret && (i == count || history->changes.at[touches[i].change].time != change->time))
			ret = judge_authors(file, change->time);
	}
	return ret ? ret : finish_file(file);
}

/* What machines alone wrote is nobody's to know: it makes no file that nobody knows. */
static bool is_by_people(const struct history *history, const struct code_touch *touches, size_t count)
{
	bool is_touched = false;

	for (size_t i = 0; i < count && !is_touched; i++)
		is_touched = !history->changes.at[touches[i].change].is_by_machine;
	return is_touched;
}

static int walk_files(struct history *history, const struct code_touches *touches)
{
	struct file file = { 0 };
	int ret = store_statement(&file.insert_life, history->store, knowledge_statements[INSERT_LIFE]);

	if (!ret)
		ret = store_statement(&file.insert_knower, history->store, knowledge_statements[INSERT_KNOWER]);
	for (size_t i = 0; !ret && i < touches->count;) {
		const struct code_touch *first = &touches->at[i];
		size_t count = 1;

		while (i + count < touches->count && is_same_file(first, &touches->at[i + count]))
			count++;
		file.repository = first->repository;
		file.path = first->path;
		file.from = NEVER;
		file.total = 0;
		file.is_begun = false;
		VEC_CLEAR(&file.authors);
		VEC_CLEAR(&file.reviewers);
		if (is_by_people(history, first, count))
			ret = walk_file(&file, history, first, count);
		i += count;
	}
	VEC_RELEASE(&file.authors);
	VEC_RELEASE(&file.reviewers);
	return ret;
}

/* ---- presence ---- */

struct stay {
	int64_t repository, person, time;
};

static int compare_stays(const void *a, const void *b)
{
	const struct stay *left = a, *right = b;
	int order = compare_numbers(left->repository, right->repository);

	if (!order)
		order = compare_numbers(left->person, right->person);
	return order ? order : compare_numbers(left->time, right->time);
}

static int write_stays(struct store *store, const struct stay *stays, size_t count)
{
	struct statement *insert;
	int ret = store_statement(&insert, store, knowledge_statements[INSERT_PRESENCE]);

	for (size_t i = 0; !ret && i < count;) {
		size_t first = i++;

		while (i < count && stays[i].repository == stays[first].repository &&
		       stays[i].person == stays[first].person && stays[i].time <= stays[i - 1].time + PRESENT_SECS)
			i++;
		statement_bind_int(insert, ":person", stays[first].person);
		ret = write_span(insert, stays[first].repository, stays[first].time, stays[i - 1].time + PRESENT_SECS);
	}
	return ret;
}

static int derive_presence(struct history *history)
{
	VEC(struct stay) stays = { 0 };
	int ret;

	for (size_t i = 0; i < history->changes.count; i++) {
		const struct change *change = &history->changes.at[i];

		for (size_t k = 0; k < change->part_count; k++)
			*VEC_PUSH(&stays) =
				(struct stay){ change->repository,
				               history->parts.at[change->first_part + k].part.person, change->time };
	}
	if (stays.count > 0)
		qsort(stays.at, stays.count, sizeof(stays.at[0]), compare_stays);
	ret = write_stays(history->store, stays.at, stays.count);
	VEC_RELEASE(&stays);
	return ret;
}

int knowledge_derive(struct store *store, struct code_touches *touches)
{
	struct history history = { .store = store };
	int ret = load_changes(&history);

	if (!ret)
		ret = load_parts(&history);
	if (!ret) {
		order_touches(&history, touches);
		ret = walk_files(&history, touches);
	}
	if (!ret)
		ret = derive_presence(&history);
	VEC_RELEASE(&history.changes);
	VEC_RELEASE(&history.places);
	VEC_RELEASE(&history.parts);
	return ret;
}
