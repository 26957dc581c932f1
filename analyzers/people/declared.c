/*
 * Reads [absence], [optout] and [policy] into the table declared. What a kind silences is its pattern's business. To add a
 * kind: a row in kinds, a line in declared.h and in gitlead-config(5).
 */
#include "declared.h"

#include <string.h>
#include "dates.h"
#include "find.h"
#include "lead/period.h"

enum { DELETE_DECLARED, INSERT_DECLARED, SELECT_PERIODS, STATEMENT_COUNT };
const char *const declared_statements[STATEMENT_COUNT + 1] = {
	[DELETE_DECLARED] = "DELETE FROM declared",
	[INSERT_DECLARED] = "INSERT INTO declared (kind, person_id, value, from_time, until_time)"
			    " VALUES (:kind, :person, :value, :from, :until)"
			    " ON CONFLICT (kind, person_id, value, from_time)"
			    " DO UPDATE SET until_time = max(until_time, excluded.until_time)",
	[SELECT_PERIODS] = "SELECT from_time, until_time"
			   " FROM declared"
			   " WHERE kind = :kind AND person_id = :person"
			   " ORDER BY from_time, until_time, value",
};

enum declared_value {
	VALUE_PERSON, /* somebody of the history */
	VALUE_NONE,   /* nothing, or "true" as git writes it */
	VALUE_WORD,   /* the one word that is understood */
	VALUE_TEXT,   /* any; must not be empty */
};

static const struct declared_kind {
	const char *section, *key, *kind;
	enum declared_value value;
	const char *word; /* of VALUE_WORD; of VALUE_TEXT what it is */
	bool is_timeless; /* dates would be part of the value, so they are refused */
} kinds[] = {
	{ "absence", "person", "absence", VALUE_PERSON, NULL, false },
	{ "optout", "person", "optout", VALUE_PERSON, NULL, true },
	{ "policy", "solo", "solo", VALUE_PERSON, NULL, false },
	{ "policy", "architect", "architect", VALUE_PERSON, NULL, false },
	{ "policy", "manager", "manager", VALUE_PERSON, NULL, false },
	{ "policy", "mentor", "mentor", VALUE_PERSON, NULL, false },
	{ "policy", "custodian", "custodian", VALUE_PERSON, NULL, false },
	{ "policy", "launch", "launch", VALUE_NONE, NULL, false },
	{ "policy", "migration", "migration", VALUE_NONE, NULL, false },
	{ "policy", "review", "review", VALUE_WORD, "after-merge", false },
	{ "policy", "owneronly", "owneronly", VALUE_TEXT, "an area", false },
	{ "policy", "timezones", "timezones", VALUE_WORD, "spread", false },
	{ "policy", "docs", "docs", VALUE_WORD, "elsewhere", false },
	{ "policy", "decisions", "decisions", VALUE_WORD, "elsewhere", false },
	{ "policy", "unrecorded", "unrecorded", VALUE_WORD, "review", false },
};
#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

static const char *const sections[] = { "absence", "optout", "policy" };

struct declaration {
	const struct declared_kind *kind;
	struct text value; /* behind it the dates are taken off */
	int64_t from_time, until_time;
};

/* ---- what is written ---- */

static bool is_section(const char *name)
{
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (!strcmp(sections[i], name))
			return true;
	return false;
}

static int find_kind(const struct declared_kind **out, const struct config_entry *entry)
{
	for (size_t i = 0; i < KIND_COUNT && !entry->subsection; i++) {
		*out = &kinds[i];
		if (!strcmp(kinds[i].section, entry->section) && !strcmp(kinds[i].key, entry->key))
			return 0;
	}
	return error_set(ERR_INVALID, "'%s%s%s.%s' declares nothing; gitlead-config(5) lists what can be declared",
	                 entry->section, entry->subsection ? "." : "", entry->subsection ? entry->subsection : "",
	                 entry->key);
}

static struct text last_word(struct text text)
{
	size_t from = text.size;

	while (from > 0 && !char_is_space(text.at[from - 1]))
		from--;
	return text_slice(text, from, text.size);
}

static bool is_date_word(struct text word)
{
	return text_equal_nocase(word, TEXT("from")) || text_equal_nocase(word, TEXT("until"));
}

/* A date that was not understood must not become part of a name, which then nobody would find. */
static int refuse_stray_dates(struct text value)
{
	struct text last = last_word(value);
	struct text before = text_trim(text_slice(value, 0, value.size - last.size));

	if (is_date_word(last))
		return error_set(ERR_INVALID, "no date behind '" TEXT_FMT "'", TEXT_ARG(last));
	if (is_date_word(last_word(before)))
		return error_set(ERR_INVALID, "'" TEXT_FMT "' is no date; write 2026-01-31", TEXT_ARG(last));
	return 0;
}

/* So must a word that only looks like one of ours, or a reason: nobody would be found, and nothing be honoured. */
static int refuse_stray_words(struct text value)
{
	static const char *const likenesses[] = { "since", "till", "til", "before", "after" };
	bool is_address_over = false;

	for (size_t from = 0, to; from < value.size; from = to) {
		struct text word;
		int64_t time;
		bool is_stray = is_address_over;

		while (from < value.size && char_is_space(value.at[from]))
			from++;
		for (to = from; to < value.size && !char_is_space(value.at[to]);)
			to++;
		word = text_slice(value, from, to);
		if (!word.size)
			break;
		for (size_t i = 0; from > 0 && i < sizeof(likenesses) / sizeof(likenesses[0]); i++)
			is_stray |= text_equal_nocase(word, text_of(likenesses[i]));
		is_stray |= from > 0 && char_is_digit(word.at[0]) && date_read(&time, word) == 0;
		if (is_stray)
			return error_set(ERR_INVALID,
			                 "'" TEXT_FMT "' is not understood behind a person; dates are written 'from "
			                 "2026-01-31 until 2026-02-28'",
			                 TEXT_ARG(word));
		is_address_over = text_find_char(word, '@', 0) >= 0 || text_ends(word, TEXT(">"));
	}
	return 0;
}

static int take_dates(struct declaration *out)
{
	int ret = date_take(&out->value, TEXT("until"), &out->until_time);

	if (!ret)
		ret = date_take(&out->value, TEXT("from"), &out->from_time);
	if (!ret)
		ret = refuse_stray_dates(out->value);
	if (!ret && out->kind->is_timeless && (out->from_time != INT64_MIN || out->until_time != INT64_MAX))
		ret = error_set(ERR_INVALID, "holds for all time and takes no dates");
	if (!ret && out->from_time >= out->until_time)
		ret = error_set(ERR_INVALID, "ends before it begins");
	return ret;
}

static int check_value(struct declaration *declaration)
{
	const struct declared_kind *kind = declaration->kind;
	struct text value = declaration->value;

	switch (kind->value) {
	case VALUE_PERSON:
		return value.size ? refuse_stray_words(value) : error_set(ERR_INVALID, "wants a person");
	case VALUE_TEXT:
		return value.size ? 0 : error_set(ERR_INVALID, "wants %s", kind->word);
	case VALUE_WORD:
		if (!text_equal_nocase(value, text_of(kind->word)))
			return error_set(ERR_INVALID, "is '%s', not '" TEXT_FMT "'", kind->word, TEXT_ARG(value));
		declaration->value = text_of(kind->word);
		return 0;
	case VALUE_NONE:
		if (value.size && !text_equal_nocase(value, TEXT("true")))
			return error_set(ERR_INVALID, "has no value but dates, not '" TEXT_FMT "'", TEXT_ARG(value));
		declaration->value = TEXT("");
		return 0;
	}
	BUG("a kind of value that is not there");
}

static int read_declaration(struct declaration *out, const struct config_entry *entry)
{
	int ret;

	*out = (struct declaration){ .from_time = INT64_MIN, .until_time = INT64_MAX };
	ret = find_kind(&out->kind, entry);
	if (ret)
		return ret;
	out->value = text_trim(text_of(entry->value ? entry->value : ""));
	ret = take_dates(out);
	if (!ret)
		ret = check_value(out);
	return ret ? error_context(ret, "%s.%s", entry->section, entry->key) : 0;
}

/* ---- what is kept ---- */

static int insert(struct store *store, const struct declaration *declaration, int64_t person)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, declared_statements[INSERT_DECLARED]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":kind", text_of(declaration->kind->kind));
	statement_bind_int(statement, ":person", person);
	statement_bind_text(statement, ":value", person ? TEXT("") : declaration->value);
	statement_bind_int(statement, ":from", declaration->from_time);
	statement_bind_int(statement, ":until", declaration->until_time);
	return statement_run(statement);
}

static int take_entry(struct store *store, const struct finder *finder, const struct config_entry *entry)
{
	struct declaration declaration;
	int64_t person = 0;
	int ret = read_declaration(&declaration, entry);

	if (ret)
		return ret;
	if (declaration.kind->value == VALUE_PERSON)
		ret = finder_find(&person, finder, store, declaration.value);
	if (ret == ERR_NOTFOUND)
		return 0;
	return ret ? error_context(ret, "%s.%s", entry->section, entry->key) : insert(store, &declaration, person);
}

static bool is_personal(const char *section)
{
	return !strcmp(section, "absence") || !strcmp(section, "optout");
}

int people_refuse_personal(const struct config *config)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		if (entry->origin == CONFIG_PROJECT && is_personal(entry->section))
			return error_set(
				ERR_INVALID,
				".gitlead line %u: [%s] is personal and is read only from git's configuration or "
				"--config, never from a committed file",
				entry->line, entry->section);
	return 0;
}

int declared_derive(struct store *store, const struct config *config)
{
	const struct config_entry *entry;
	struct statement *statement;
	struct finder finder = { 0 };
	int ret = people_refuse_personal(config);

	if (!ret)
		ret = store_statement(&statement, store, declared_statements[DELETE_DECLARED]);
	if (!ret)
		ret = statement_run(statement);
	if (!ret)
		ret = finder_load(&finder, store);
	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)) != NULL; i++)
		if (is_section(entry->section))
			ret = take_entry(store, &finder, entry);
	finder_release(&finder);
	return ret;
}

/* Of the organisation's own file, which is about the histories at hand; a project's may name people of other clones. */
static bool is_member_of_file(const struct config_entry *entry)
{
	return entry->origin == CONFIG_FILE && entry->value && entry->subsection && !strcmp(entry->section, "team") &&
	       (!strcmp(entry->key, "member") || !strcmp(entry->key, "lead"));
}

static int read_who(struct text *out, const struct config_entry *entry)
{
	struct declaration declaration = { 0 };
	int64_t time;
	int ret;

	if (is_personal(entry->section)) {
		ret = read_declaration(&declaration, entry);
		*out = declaration.value;
		return ret;
	}
	*out = text_trim(text_of(entry->value));
	ret = date_take(out, TEXT("until"), &time);
	if (!ret)
		ret = date_take(out, TEXT("from"), &time);
	return ret ? ret : refuse_stray_dates(*out);
}

static void tell(people_unknown_fn *each, void *payload, const struct config_entry *entry, struct text who)
{
	struct buf name = { 0 };

	buf_add_fmt(&name, "%s.%s%s%s", entry->section, entry->subsection ? entry->subsection : "",
	            entry->subsection ? "." : "", entry->key);
	each(payload, buf_str(&name), who);
	buf_release(&name);
}

int people_each_unknown(struct store *store, const struct config *config, people_unknown_fn *each, void *payload)
{
	const struct config_entry *entry;
	struct finder finder = { 0 };
	bool is_loaded = false;
	int ret = 0;

	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)) != NULL; i++) {
		struct text who = { 0 };
		int64_t person;

		if (!is_personal(entry->section) && !is_member_of_file(entry))
			continue;
		if (!is_loaded)
			ret = finder_load(&finder, store);
		is_loaded = true;
		if (!ret)
			ret = read_who(&who, entry);
		if (!ret)
			ret = finder_find(&person, &finder, store, who);
		if (ret != ERR_NOTFOUND)
			continue;
		tell(each, payload, entry, who);
		ret = 0;
	}
	finder_release(&finder);
	return ret;
}

/* ---- what it covers ---- */

int people_declared_share(double *out, struct store *store, const char *kind, int64_t person, struct period period)
{
	double length = (double)period.until_time - (double)period.since_time, covered = 0;
	int64_t reached = period.since_time;
	struct statement *row;
	int ret = store_statement(&row, store, declared_statements[SELECT_PERIODS]);

	*out = 0;
	if (ret)
		return ret;
	statement_bind_text(row, ":kind", text_of(kind));
	statement_bind_int(row, ":person", person);
	while ((ret = statement_step(row)) == 0) {
		int64_t from = statement_int(row, 0), until = statement_int(row, 1);

		/* By their beginning, and they may overlap. */
		if (from < reached)
			from = reached;
		if (until > period.until_time)
			until = period.until_time;
		if (until <= from)
			continue;
		covered += (double)until - (double)from;
		reached = until;
	}
	if (length > 0)
		*out = covered / length;
	return ret < 0 ? ret : 0;
}
