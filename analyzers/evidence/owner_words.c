/* Words that all ownership grammars share: file names, handles, names with addresses. */
#include "owner_reader.h"

struct text owner_base_name(struct text path)
{
	size_t from = path.size;

	while (from > 0 && path.at[from - 1] != '/')
		from--;
	return text_slice(path, from, path.size);
}

bool owner_is_codeowners(struct text path)
{
	static const char *const places[] = { "CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS",
		                              ".gitlab/CODEOWNERS" };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (text_equal(path, text_of(places[i])))
			return true;
	return false;
}

bool owner_next_word(struct text line, size_t *at, struct text *word)
{
	size_t from = *at;

	while (from < line.size && char_is_space(line.at[from]))
		from++;
	*at = from;
	while (*at < line.size && !char_is_space(line.at[*at]))
		*at += line.at[*at] == '\\' && *at + 1 < line.size ? 2 : 1;
	*word = text_slice(line, from, *at);
	return word->size > 0;
}

static bool is_handle_char(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
}

static bool is_handle(struct text word)
{
	for (size_t i = 0; i < word.size; i++)
		if (!is_handle_char(word.at[i]))
			return false;
	return word.size > 0 && word.at[0] != '/' && word.at[0] != '-';
}

static bool is_address(struct text word)
{
	ptrdiff_t at = text_find_char(word, '@', 0);

	if (at <= 0 || (size_t)at + 1 == word.size || text_find_char(word, '@', (size_t)at + 1) >= 0)
		return false;
	for (size_t i = 0; i < word.size; i++)
		if (char_is_space(word.at[i]) || word.at[i] == '<' || word.at[i] == '>' || word.at[i] == ',')
			return false;
	return true;
}

bool owner_read_handle(struct owner_fact *fact, struct text word, bool needs_mark)
{
	struct text name = word;

	fact->who = (struct identity_fact){ 0 };
	fact->is_group = false;
	if (word.size && word.at[0] == '@') {
		bool is_role = word.size > 1 && word.at[1] == '@';

		name = text_slice(word, is_role ? 2 : 1, word.size);
		fact->is_group = is_role || text_find_char(name, '/', 0) >= 0;
		fact->who.name = fact->is_group ? word : name;
		return is_handle(name);
	}
	if (is_address(word)) {
		fact->who.email = word;
		return true;
	}
	fact->is_group = text_find_char(name, '/', 0) >= 0;
	fact->who.name = name;
	return !needs_mark && is_handle(name);
}

static struct text unquoted(struct text name)
{
	name = text_trim(name);
	if (name.size >= 2 && name.at[0] == '"' && name.at[name.size - 1] == '"')
		name = text_trim(text_slice(name, 1, name.size - 1));
	return name;
}

bool owner_read_person(struct identity_fact *who, struct text value)
{
	ptrdiff_t left, right, bracket;

	value = text_trim(value);
	*who = (struct identity_fact){ 0 };
	left = text_find_char(value, '<', 0);
	right = left < 0 ? -1 : text_find_char(value, '>', (size_t)left);
	if (left >= 0) {
		who->name = unquoted(text_slice(value, 0, (size_t)left));
		who->email = text_trim(text_slice(value, (size_t)left + 1, right < 0 ? value.size : (size_t)right));
		return who->name.size || who->email.size;
	}
	bracket = text_find_char(value, '(', 0);
	if (bracket > 0)
		value = text_trim(text_slice(value, 0, (size_t)bracket));
	if (is_address(value))
		who->email = value;
	else
		who->name = unquoted(value);
	return who->name.size || who->email.size;
}
