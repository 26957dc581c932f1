/* Cutting and joining of message lines, and telling names from prose. Emits nothing. */
#include "line.h"

#include <string.h>

#define KEY_MAX_SIZE 64
#define INDENT_MAX 3
#define NAME_MAX_SIZE 80
#define NAME_MAX_WORDS 6
#define JOINED_MAX_SIZE ((size_t)64 * 1024)

static bool is_key_char(char c)
{
	return char_is_alpha(c) || c == '-' || c == '_';
}

bool line_split(struct text line, struct text *key, struct text *value)
{
	size_t start = 0, at, end;

	while (start < line.size && start <= INDENT_MAX && line.at[start] == ' ')
		start++;
	if (start > INDENT_MAX || start >= line.size || !char_is_alpha(line.at[start]))
		return false;
	for (at = end = start; at < line.size && line.at[at] != ':'; at++) {
		char c = line.at[at];

		if (is_key_char(c)) {
			/* Two blanks inside a key are a table, not a key. */
			if (at > end + 1)
				return false;
			end = at + 1;
		} else if (c != ' ' && c != '\t') {
			return false;
		}
		if (at - start >= KEY_MAX_SIZE)
			return false;
	}
	if (at == line.size)
		return false;
	*key = text_slice(line, start, end);
	*value = text_trim(text_slice(line, at + 1, line.size));
	return true;
}

bool line_is_plain(const struct message_line *line)
{
	return !(line->marks & (LINE_FENCED | LINE_QUOTED | LINE_INDENTED));
}

bool line_has_key(struct text line)
{
	struct text key, value;

	return line_split(line, &key, &value) && dictionary_find(key);
}

static size_t indent_of(struct text line)
{
	size_t blanks = 0;

	while (blanks < line.size && (line.at[blanks] == ' ' || line.at[blanks] == '\t'))
		blanks++;
	return blanks;
}

/* Whether the line goes on with the trailer at `at`: deeper than that one, and in git's block if that one is. */
static bool continues(const struct message *message, uint32_t at, uint32_t line)
{
	const struct message_line *trailer = &message->lines[at], *below;

	if (line >= message->line_count)
		return false;
	below = &message->lines[line];
	if (!(below->marks & LINE_CONTINUATION) ||
	    ((trailer->marks & LINE_IN_BLOCK) && !(below->marks & LINE_IN_BLOCK)))
		return false;
	return indent_of(below->text) > indent_of(trailer->text) && !line_has_key(below->text);
}

struct text line_unfold(const struct message *message, uint32_t at, uint32_t limit, struct text value, uint32_t *next)
{
	/* Scratch space that belongs to the message, not part of what it says. */
	struct arena *arena = (struct arena *)&message->arena;
	size_t size = value.size;
	uint32_t end = at + 1;
	char *joined, *put;

	for (; end - at <= limit && continues(message, at, end); end++) {
		size += 1 + text_trim(message->lines[end].text).size;
		if (size > JOINED_MAX_SIZE)
			break;
	}
	*next = end;
	if (end == at + 1)
		return value;
	put = joined = arena_alloc(arena, size);
	if (value.size)
		memcpy(put, value.at, value.size);
	put += value.size;
	for (uint32_t i = at + 1; i < end; i++) {
		struct text more = text_trim(message->lines[i].text);

		*put++ = ' ';
		memcpy(put, more.at, more.size);
		put += more.size;
	}
	return text_trim((struct text){ joined, (size_t)(put - joined) });
}

/* ---- names or prose ---- */

bool word_is_one_of(struct text word, const char *const *words)
{
	for (; *words; words++) {
		if (text_equal_nocase(word, text_of(*words)))
			return true;
	}
	return false;
}

/* Small words that stand inside names. */
static bool is_particle(struct text word)
{
	static const char *const particles[] = { "a",   "af",  "al",   "ap",    "av",  "bin", "da",  "dal", "das",
		                                 "de",  "del", "dela", "della", "den", "der", "des", "di",  "do",
		                                 "dos", "du",  "e",    "el",    "het", "i",   "ibn", "la",  "las",
		                                 "le",  "los", "of",   "op",    "san", "st",  "te",  "ten", "ter",
		                                 "tot", "van", "vel",  "von",   "y",   "zu",  "zum", "zur", NULL };

	return word_is_one_of(word, particles);
}

/* Words that stand alone where a login could, and are none. */
static bool is_prose_word(struct text word)
{
	static const char *const words[] = {
		"a",     "all",  "also",    "an",      "and",      "anyone",   "are",   "as",     "at",      "be",
		"but",   "by",   "can",     "commit",  "everyone", "false",    "field", "fields", "for",     "from",
		"has",   "have", "header",  "headers", "if",       "in",       "is",    "it",     "line",    "lines",
		"many",  "me",   "missing", "more",    "no",       "not",      "of",    "on",     "or",      "our",
		"patch", "see",  "several", "should",  "some",     "someone",  "tag",   "tags",   "that",    "the",
		"their", "them", "this",    "to",      "trailer",  "trailers", "true",  "us",     "various", "was",
		"we",    "were", "when",    "which",   "with",     "yes",      "you",   "your",   NULL
	};

	return word_is_one_of(word, words);
}

static bool is_name_word(struct text word, bool is_first)
{
	unsigned char first;

	while (word.size && (word.at[0] == '"' || word.at[0] == '(' || word.at[0] == '\''))
		word = text_slice(word, 1, word.size);
	for (size_t i = 0; i < word.size; i++) {
		if (memchr(":={}<>|\\$%^*?!;`", word.at[i], 16))
			return false;
	}
	if (!word.size)
		return false;
	first = (unsigned char)word.at[0];
	return first >= 0x80 || (first >= 'A' && first <= 'Z') || is_particle(word) ||
	       (!is_first && char_is_digit(word.at[0]));
}

static bool next_word(struct text *rest, struct text *word)
{
	size_t end = 0;

	*rest = text_trim(*rest);
	while (end < rest->size && !char_is_space(rest->at[end]))
		end++;
	*word = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end, rest->size);
	return end > 0;
}

static bool looks_like_name(struct text name)
{
	struct text word;
	unsigned words = 0;

	if (!name.size || name.size > NAME_MAX_SIZE || is_particle(name))
		return false;
	while (next_word(&name, &word)) {
		if (++words > NAME_MAX_WORDS || !is_name_word(word, words == 1))
			return false;
		/* A letter is an initial. */
		if (words == 1 && word.size > 1 && is_prose_word(word))
			return false;
	}
	return true;
}

bool persons_read_like_prose(const struct value_persons *persons)
{
	static const char *const verbs[] = { "is",   "was",     "are",  "were",  "has",  "have",    "had", "should",
		                             "must", "missing", "that", "which", "when", "because", NULL };

	for (unsigned i = 0; i < persons->count; i++) {
		struct text rest = persons->at[i].who.name, word;
		unsigned words = 0;
		bool has_verb = false;

		while (!persons->at[i].who.email.size && next_word(&rest, &word)) {
			words++;
			has_verb = has_verb ||
			           (words > 1 && char_lower(word.at[0]) == word.at[0] && word_is_one_of(word, verbs));
		}
		if (words > 2 && has_verb)
			return true;
	}
	return false;
}

bool persons_look_like_names(const struct value_persons *persons)
{
	for (unsigned i = 0; i < persons->count; i++) {
		const struct value_person *person = &persons->at[i];

		if (person->is_ignored || text_find_char(person->who.email, '@', 0) >= 0)
			continue;
		if (person->is_login ? is_prose_word(person->who.name) : !looks_like_name(person->who.name))
			return false;
	}
	return persons->count > 0;
}
