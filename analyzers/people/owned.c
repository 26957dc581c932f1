/*
 * See lead/owned.h. Which patterns fit is the same at any time; which entry decides is not. So the fitting entries are asked
 * at each moment of the period at which one of them came or went.
 */
#include "lead/owned.h"

#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"

struct entry {
	struct owner_entry of;
	struct owned_row row;
	bool was_applied;
};
struct owned {
	struct arena arena;
	struct period period;
	VEC(struct entry) entries;
};

static const char *const select_entries =
	"SELECT r.key, o.file, o.grammar, o.section, o.pattern, o.role, o.is_group, i.name, i.email, p.key,\n"
	"  o.since_time, o.until_time\n"
	"FROM owner_entry o\n"
	"JOIN repository r ON r.id = o.repository_id\n"
	"JOIN identity i ON i.id = o.identity_id\n"
	"LEFT JOIN identity_person ip ON ip.repository_id = o.repository_id AND ip.identity_id = o.identity_id\n"
	"  AND o.is_group = 0\n"
	"LEFT JOIN person p ON p.id = ip.person_id\n"
	"WHERE (:repository = 0 OR o.repository_id = :repository)\n"
	"  AND o.since_time < :until AND (o.until_time IS NULL OR o.until_time > :since)\n"
	"ORDER BY r.key, o.file, o.position";

const char *const owned_statements[] = { select_entries, NULL };

static struct text keep(struct owned *owned, struct text text)
{
	return (struct text){ arena_copy(&owned->arena, text.at, text.size), text.size };
}

static void add_entry(struct owned *owned, const struct statement *row)
{
	int grammar = text_find_name(owner_grammar_names, OWNER_GRAMMAR_COUNT, statement_text(row, 2), -1);
	int role = text_find_name(owner_role_names, OWNER_ROLE_COUNT, statement_text(row, 5), -1);
	struct entry *entry;

	if (grammar < 0 || role < 0)
		return; /* a newer program's */
	entry = VEC_PUSH(&owned->entries);
	entry->row = (struct owned_row){
		.repository = keep(owned, statement_text(row, 0)),
		.file = keep(owned, statement_text(row, 1)),
		.section = keep(owned, statement_text(row, 3)),
		.pattern = keep(owned, statement_text(row, 4)),
		.role = (enum owner_role)role,
		.is_group = statement_int(row, 6) != 0,
		.who = { keep(owned, statement_text(row, 7)), keep(owned, statement_text(row, 8)) },
		.person = keep(owned, statement_text(row, 9)),
		.since_time = statement_int(row, 10),
		.until_time = statement_is_null(row, 11) ? INT64_MAX : statement_int(row, 11),
	};
	entry->of = (struct owner_entry){
		.grammar = (enum owner_grammar)grammar,
		.role = entry->row.role,
		.file = entry->row.file,
		.section = entry->row.section,
		.pattern = entry->row.pattern,
	};
}

int owned_load(struct owned **out, struct store *store, int64_t repository_id, struct period period)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, select_entries);

	if (ret)
		return ret;
	*out = xcalloc(1, sizeof(**out));
	(*out)->period = period;
	statement_bind_int(statement, ":repository", repository_id);
	statement_bind_int(statement, ":since", period.since_time);
	statement_bind_int(statement, ":until", period.until_time);
	while ((ret = statement_step(statement)) == 0)
		add_entry(*out, statement);
	return ret == 1 ? 0 : ret;
}

void owned_free(struct owned *owned)
{
	if (!owned)
		return;
	VEC_RELEASE(&owned->entries);
	arena_release(&owned->arena);
	free(owned);
}

/* ---- which entries decide ---- */

typedef VEC(struct entry *) entry_vec;

static bool stood_at(const struct entry *entry, int64_t time)
{
	return entry->row.since_time <= time && entry->row.until_time > time;
}

static void decide_at(const entry_vec *candidates, int64_t time)
{
	VEC(struct owner_entry *) standing = { 0 };
	VEC(struct entry *) owners = { 0 };

	for (size_t i = 0; i < candidates->count; i++) {
		if (!stood_at(candidates->at[i], time))
			continue;
		*VEC_PUSH(&standing) = &candidates->at[i]->of;
		*VEC_PUSH(&owners) = candidates->at[i];
	}
	if (standing.count)
		owner_decide(standing.at, standing.count);
	for (size_t i = 0; i < owners.count; i++)
		owners.at[i]->was_applied |= owners.at[i]->of.applies;
	VEC_RELEASE(&standing);
	VEC_RELEASE(&owners);
}

static int compare_times(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* At the start of the period and whenever a candidate came or went within it. */
static void decide(const struct owned *owned, const entry_vec *candidates)
{
	VEC(int64_t) times = { 0 };

	*VEC_PUSH(&times) = owned->period.since_time;
	for (size_t i = 0; i < candidates->count; i++) {
		const int64_t own[] = { candidates->at[i]->row.since_time, candidates->at[i]->row.until_time };

		candidates->at[i]->was_applied = false;
		for (size_t j = 0; j < 2; j++)
			if (own[j] > owned->period.since_time && own[j] < owned->period.until_time)
				*VEC_PUSH(&times) = own[j];
	}
	qsort(times.at, times.count, sizeof(*times.at), compare_times);
	for (size_t i = 0; i < times.count; i++)
		if (i == 0 || times.at[i] != times.at[i - 1])
			decide_at(candidates, times.at[i]);
	VEC_RELEASE(&times);
}

/* ---- rows ---- */

typedef VEC(struct owned_row) row_vec;

/* The members of the alias for the time that both stood. False if there is no such alias. */
static bool add_members(row_vec *rows, const struct owned *owned, const struct owned_row *row)
{
	bool is_alias = false;

	for (size_t i = 0; i < owned->entries.count; i++) {
		const struct owned_row *member = &owned->entries.at[i].row;
		struct owned_row both = *row;

		if (owned->entries.at[i].of.grammar != OWNER_ALIASES ||
		    !text_equal(member->repository, row->repository) ||
		    !text_equal(member->file, TEXT("OWNERS_ALIASES")) ||
		    !text_equal_nocase(member->section, row->who.name))
			continue;
		is_alias = true;
		both.alias = member->section;
		both.person = member->person;
		both.who = member->who;
		both.since_time = member->since_time > row->since_time ? member->since_time : row->since_time;
		both.until_time = member->until_time < row->until_time ? member->until_time : row->until_time;
		if (both.since_time < both.until_time && both.since_time < owned->period.until_time &&
		    both.until_time > owned->period.since_time)
			*VEC_PUSH(rows) = both;
	}
	return is_alias;
}

static void add_rows(row_vec *rows, const struct owned *owned, const entry_vec *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		const struct entry *entry = candidates->at[i];

		if (!entry->was_applied)
			continue;
		if (entry->of.grammar == OWNER_KUBERNETES && entry->row.who.name.size &&
		    add_members(rows, owned, &entry->row))
			continue;
		*VEC_PUSH(rows) = entry->row;
	}
}

static bool is_codeowners(const struct entry *entry)
{
	return entry->of.grammar == OWNER_GITHUB || entry->of.grammar == OWNER_GITLAB;
}

struct owned_row *owned_of_path(size_t *count, struct owned *owned, struct text path)
{
	entry_vec candidates = { 0 };
	row_vec rows = { 0 };
	size_t next = 0;

	while (next < owned->entries.count) {
		struct text repository = owned->entries.at[next].row.repository;

		VEC_CLEAR(&candidates);
		for (; next < owned->entries.count && text_equal(owned->entries.at[next].row.repository, repository);
		     next++) {
			struct entry *entry = &owned->entries.at[next];

			entry->of.fits = owner_fits(&entry->of, path);
			if (entry->of.fits || is_codeowners(entry))
				*VEC_PUSH(&candidates) = entry;
		}
		decide(owned, &candidates);
		add_rows(&rows, owned, &candidates);
	}
	VEC_RELEASE(&candidates);
	*count = rows.count;
	return rows.at;
}
