/*
 * CODEOWNERS as GitHub reads it: "pattern owner…", comments also behind owners, a pattern without owners unsets. A line
 * with a pattern that GitHub refuses ('!', ranges) or with no understandable owner among its words is passed over, as there.
 */
#include "owner_reader.h"

/* What a '#' behind white space begins is a comment. */
static struct text without_comment(struct text line)
{
	for (size_t i = 0; i < line.size; i++)
		if (line.at[i] == '#' && (i == 0 || char_is_space(line.at[i - 1])))
			return text_slice(line, 0, i);
	return line;
}

static void read_line(const struct owner_file *file, struct text line, uint32_t number)
{
	struct owner_fact fact = { .grammar = OWNER_GITHUB, .role = OWNER_OWNER, .position = number };
	struct text word;
	size_t at = 0, from;
	bool has_words = false, has_owners = false;

	if (!owner_next_word(line, &at, &fact.pattern) || fact.pattern.at[0] == '!' ||
	    text_find_char(fact.pattern, '[', 0) >= 0)
		return;
	for (from = at; owner_next_word(line, &at, &word); has_words = true)
		has_owners |= owner_read_handle(&fact, word, true);
	if (!has_words) {
		fact.role = OWNER_NOBODY;
		file->entry(file->payload, &fact);
	}
	for (at = from; has_owners && owner_next_word(line, &at, &word);)
		if (owner_read_handle(&fact, word, true))
			file->entry(file->payload, &fact);
}

static void read_all(const struct owner_file *file)
{
	struct text rest = file->bytes, line;

	for (uint32_t number = 0; text_next_line(&rest, &line); number++)
		read_line(file, without_comment(line), number);
}

const struct owner_reader owners_github = { owner_is_codeowners, NULL, read_all, true };
