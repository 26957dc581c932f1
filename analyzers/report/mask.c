/*
 * Names kept out of texts: those of people shown under a pseudonym; and which lines of proof name people who opted out, under
 * any name or address they had.
 */
#include <stdlib.h>
#include "lead/vec.h"
#include "model.h"

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

struct report_mask {
	struct arena arena;
	VEC(struct text) words;
};

static const char sql_opted_out[] = "WITH whose AS (\n"
				    "  SELECT i.name, i.email\n"
				    "  FROM declared d\n"
				    "  JOIN identity_person p ON p.person_id = d.person_id\n"
				    "  JOIN identity i ON i.id = p.identity_id\n"
				    "  WHERE d.kind = 'optout')\n"
				    "SELECT words\n"
				    "FROM (SELECT name AS words FROM whose UNION SELECT email FROM whose) w\n"
				    "WHERE words <> ''\n"
				    "ORDER BY words";

int report_mask_load(struct report_mask **out, struct store *store)
{
	struct report_mask *mask = xcalloc(1, sizeof(*mask));
	struct statement *statement;
	int ret = store_statement(&statement, store, sql_opted_out);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct text words = statement_text(statement, 0);

		*VEC_PUSH(&mask->words) = (struct text){ arena_copy(&mask->arena, words.at, words.size), words.size };
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

void report_mask_free(struct report_mask *mask)
{
	if (!mask)
		return;
	VEC_RELEASE(&mask->words);
	arena_release(&mask->arena);
	free(mask);
}
