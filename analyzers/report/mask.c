/*
 * Names kept out of texts: those of people shown under a pseudonym; and which lines of proof name people who opted out, under
 * any name or address they had.
 */
#include <stdlib.h>
#include "lead/vec.h"
#include "model.h"
#include "seal_codec.h"

static bool is_word_at(struct text text, size_t from, size_t to)
{
	return (from == 0 || !char_is_alnum(text.at[from - 1])) && (to == text.size || !char_is_alnum(text.at[to]));
}

/* Where the words stand next as whole words, at or behind from; the text's size if nowhere. */
static size_t find_words(struct text text, struct text words, size_t from)
{
	ptrdiff_t found;

	while (words.size && (found = text_find_nocase(text, words, from)) >= 0) {
		if (is_word_at(text, (size_t)found, (size_t)found + words.size))
			return (size_t)found;
		from = (size_t)found + 1;
	}
	return text.size;
}

void mask_words(char **text, struct text words, const char *by)
{
	struct text rest = text_of(*text);
	struct buf out = { 0 };
	size_t done = 0;

	for (size_t at; (at = find_words(rest, words, done)) < rest.size; done = at + words.size) {
		buf_add_text(&out, text_slice(rest, done, at));
		buf_add_str(&out, by);
	}
	if (done) {
		buf_add_text(&out, text_slice(rest, done, rest.size));
		free(*text);
		*text = buf_detach(&out);
	}
	buf_release(&out);
}

bool key_split(struct text *name, struct text *email, struct text key)
{
	size_t left = key.size;

	while (left > 0 && key.at[left - 1] != '<')
		left--;
	if (left < 2 || !text_ends(key, TEXT(">")))
		return false;
	*name = text_slice(key, 0, left - 2);
	*email = text_slice(key, left, key.size - 1);
	return true;
}

struct report_mask {
	struct arena arena;
	VEC(struct text) words;
};

static const char sql_opted_out[] =
	"WITH whose AS (\n"
	"  SELECT i.name, i.email\n"
	"  FROM declared d\n"
	"  JOIN identity_person p ON p.person_id = d.person_id\n"
	"  JOIN identity i ON i.id = p.identity_id\n"
	"  WHERE d.kind = 'optout'),\n"
	"keys AS (\n"
	"  SELECT p.key FROM declared d JOIN person p ON p.id = d.person_id WHERE d.kind = 'optout'\n"
	"  UNION\n"
	"  SELECT s.value\n"
	"  FROM whose w\n"
	"  JOIN stamp s ON s.name LIKE 'person %' AND s.name = " STAMP_OF(
		"s.value", "w") ")\n"
				"SELECT words, is_key\n"
				"FROM (SELECT name AS words, 0 AS is_key FROM whose\n"
				"      UNION SELECT email, 0 FROM whose UNION SELECT key, 1 FROM keys) w\n"
				"WHERE words <> ''\n"
				"ORDER BY is_key DESC, words";

static void add_word(struct report_mask *mask, struct text word)
{
	if (word.size)
		*VEC_PUSH(&mask->words) = (struct text){ arena_copy(&mask->arena, word.at, word.size), word.size };
}

/* Whole, and the name and the address of which it is made. */
static void add_key(struct report_mask *mask, struct text key)
{
	struct text name, email;

	add_word(mask, key);
	if (key_split(&name, &email, key)) {
		add_word(mask, name);
		add_word(mask, email);
	}
}

int report_mask_load(struct report_mask **out, struct store *store)
{
	struct report_mask *mask = xcalloc(1, sizeof(*mask));
	struct statement *statement;
	int ret = store_statement(&statement, store, sql_opted_out);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct text words = statement_text(statement, 0);

		if (statement_int(statement, 1) != 0)
			add_key(mask, words);
		else
			add_word(mask, words);
	}
	if (ret < 0)
		report_mask_free(mask);
	else
		*out = mask;
	return ret < 0 ? ret : 0;
}

bool report_mask_names(const struct report_mask *mask, struct text line)
{
	for (size_t i = 0; i < mask->words.count; i++)
		if (find_words(line, mask->words.at[i], 0) < line.size)
			return true;
	return false;
}

bool report_mask_is_empty(const struct report_mask *mask)
{
	return mask->words.count == 0;
}

bool report_mask_is_within(const struct report_mask *mask, struct text bytes)
{
	for (size_t i = 0; i < mask->words.count; i++)
		if (text_find_nocase(bytes, mask->words.at[i], 0) >= 0)
			return true;
	return false;
}

void report_mask_hide(const struct report_mask *mask, char **text, const char *by)
{
	for (size_t i = 0; i < mask->words.count; i++)
		mask_words(text, mask->words.at[i], by);
}

static void mask_text(void *payload, char **text)
{
	const struct report_mask *mask = payload;

	report_mask_hide(mask, text, OPTED_OUT_WORDS);
}

static void mask_decisions(struct codec *visitor, struct report_decision *decisions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		codec_decision(visitor, &decisions[i]);
}

/* Our own sentences name nobody, and somebody's name may be a word of them. */
static void mask_report(struct codec *visitor, struct report *report)
{
	codec_text(visitor, &report->title);
	for (size_t i = 0; i < report->team_count; i++) {
		struct report_team *team = &report->teams[i];

		mask_decisions(visitor, team->decisions, team->decision_count);
		for (size_t j = 0; j < team->knowledge_count; j++)
			codec_knowledge(visitor, &team->knowledge[j]);
	}
	for (size_t i = 0; i < report->person_count; i++) {
		struct report_person *person = &report->people[i];

		mask_decisions(visitor, person->decisions, person->decision_count);
		for (size_t j = 0; j < person->area_count; j++)
			codec_area(visitor, &person->areas[j]);
	}
}

int report_mask_data(struct building *building)
{
	struct report_mask *mask;
	struct codec visitor;
	int ret;

	/* Who opted out and looks at the own figures may read the own name. */
	for (size_t i = 0; i < building->report->person_count; i++)
		if (building->report->people[i].is_opted_out)
			return 0;
	if (!building->is_anybody_opted_out)
		return 0;
	ret = report_mask_load(&mask, building->store);
	if (ret)
		return ret;
	visitor = codec_visitor(mask_text, mask, &building->report->arena);
	mask_report(&visitor, building->report);
	report_mask_free(mask);
	return 0;
}

void report_mask_free(struct report_mask *mask)
{
	if (!mask)
		return;
	VEC_RELEASE(&mask->words);
	arena_release(&mask->arena);
	free(mask);
}
