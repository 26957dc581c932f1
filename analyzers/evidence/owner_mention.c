/* See owner_mention.h. One pass over the part, cutting links and brackets; nothing is copied. */
#include "owner_mention.h"

#include <string.h>
#include "owner_reader.h"

#define NAME_MAX_WORDS 5

static bool is_mark(char c)
{
	return strchr("*_`~", c) != NULL || char_is_space(c);
}

static struct text without_marks(struct text text)
{
	while (text.size && is_mark(text.at[0]))
		text = text_slice(text, 1, text.size);
	while (text.size && is_mark(text.at[text.size - 1]))
		text.size--;
	return text;
}

struct text mention_plain(struct text text)
{
	ptrdiff_t end;

	text = without_marks(text);
	if (!text.size || text.at[0] != '[')
		return text;
	end = text_find_char(text, ']', 0);
	return end < 0 ? text : without_marks(text_slice(text, 1, (size_t)end));
}

bool mention_next_part(struct text *rest, struct text *part)
{
	int depth = 0;
	size_t i;

	if (!rest->size)
		return false;
	for (i = 0; i < rest->size; i++) {
		char c = rest->at[i];

		if (c == '<' && text_starts_nocase(text_slice(*rest, i, rest->size), TEXT("<br")))
			break;
		if (strchr("[(<", c))
			depth++;
		else if (strchr("])>", c) && depth > 0)
			depth--;
		else if (c == ',' && depth == 0)
			break;
	}
	*part = text_trim(text_slice(*rest, 0, i));
	if (i < rest->size && rest->at[i] == '<') {
		ptrdiff_t end = text_find_char(*rest, '>', i);

		i = end < 0 ? rest->size : (size_t)end;
	}
	*rest = text_slice(*rest, i + 1, rest->size);
	return true;
}

/* "@login" or "login"; a team of an organisation keeps its '@'. */
static void take_handle(struct mention *mention, struct text word)
{
	struct owner_fact fact;

	while (word.size && strchr(".,:;)", word.at[word.size - 1]))
		word.size--;
	if (mention->login.size || !owner_read_handle(&fact, word, false))
		return;
	if (fact.who.email.size)
		mention->email = mention->email.size ? mention->email : fact.who.email;
	else
		mention->login = fact.who.name;
}

/* An address, "mailto:address", or a person's page on a forge. */
static void take_target(struct mention *mention, struct text target)
{
	static const char *const forges[] = { "https://github.com/", "http://github.com/", "https://gitlab.com/",
		                              "https://www.github.com/" };

	target = without_marks(target);
	if (text_starts_nocase(target, TEXT("mailto:")))
		target = text_slice(target, 7, target.size);
	for (size_t i = 0; i < sizeof(forges) / sizeof(forges[0]); i++) {
		struct text login = text_slice(target, strlen(forges[i]), target.size);

		if (!text_starts_nocase(target, text_of(forges[i])))
			continue;
		while (login.size && login.at[login.size - 1] == '/')
			login.size--;
		if (text_find_char(login, '/', 0) < 0)
			take_handle(mention, login);
		return;
	}
	if (text_find_char(target, '@', 0) > 0)
		take_handle(mention, target);
}

static void take_label(struct mention *mention, struct text label)
{
	label = without_marks(label);
	if (text_find_char(label, '@', 0) >= 0)
		take_handle(mention, label);
	else if (!mention->name.size)
		mention->name = label;
}

/* "[label](target)", "[label]" or "<target>" at *at; steps over it. */
static bool take_bracket(struct mention *mention, struct text part, size_t *at)
{
	ptrdiff_t end = text_find_char(part, part.at[*at] == '[' ? ']' : '>', *at);

	if (end < 0)
		return false;
	if (part.at[*at] == '<') {
		take_target(mention, mention_plain(text_slice(part, *at + 1, (size_t)end)));
		*at = (size_t)end + 1;
		return true;
	}
	take_label(mention, text_slice(part, *at + 1, (size_t)end));
	*at = (size_t)end + 1;
	if (*at >= part.size || part.at[*at] != '(')
		return true;
	end = text_find_char(part, ')', *at);
	if (end < 0)
		return true;
	take_target(mention, text_slice(part, *at + 1, (size_t)end));
	*at = (size_t)end + 1;
	return true;
}

static unsigned count_words(struct text text)
{
	unsigned count = 0;

	for (size_t i = 0; i < text.size; i++)
		count += !char_is_space(text.at[i]) && (i == 0 || char_is_space(text.at[i - 1]));
	return count;
}

/* What stands before the first login, address or description, as far as it is a name. */
static void take_name(struct mention *mention, struct text name)
{
	name = without_marks(name);
	while (name.size && strchr("(:,-", name.at[name.size - 1]))
		name = without_marks(text_slice(name, 0, name.size - 1));
	if (!mention->name.size)
		mention->name = name;
}

bool mention_read(struct mention *mention, struct text part)
{
	size_t at = 0, name_end = SIZE_MAX;
	struct text word;

	*mention = (struct mention){ 0 };
	while (at < part.size && !(mention->login.size && mention->email.size)) {
		size_t from;

		while (at < part.size && (is_mark(part.at[at]) || part.at[at] == '('))
			at++;
		from = at;
		if (at >= part.size)
			break;
		if (part.at[at] == '[' || part.at[at] == '<') {
			name_end = name_end == SIZE_MAX ? from : name_end;
			if (!take_bracket(mention, part, &at))
				break;
			continue;
		}
		while (at < part.size && !char_is_space(part.at[at]) && !strchr("[<(", part.at[at]))
			at++;
		at += at == from;
		word = without_marks(text_slice(part, from, at));
		if (text_find_char(word, '@', 0) < 0)
			continue;
		name_end = name_end == SIZE_MAX ? from : name_end;
		take_handle(mention, word);
	}
	take_name(mention, text_slice(part, 0, name_end == SIZE_MAX ? 0 : name_end));
	if (count_words(mention->name) > NAME_MAX_WORDS)
		return false;
	return mention->login.size || mention->email.size;
}

void mention_add_login(struct mention *mention, struct text cell)
{
	struct mention found;

	if (mention->login.size)
		return;
	if (mention_read(&found, cell))
		mention->login = found.login;
	else
		take_handle(mention, mention_plain(cell));
}

void mention_add_email(struct mention *mention, struct text cell)
{
	struct mention found;

	if (!mention->email.size && mention_read(&found, cell))
		mention->email = found.email;
}

bool mention_fills(struct text line)
{
	struct mention mention;
	ptrdiff_t open = text_find_char(line, '<', 0);

	if (!line.size || (line.at[line.size - 1] != '>' && line.at[line.size - 1] != ')'))
		return false;
	if (open < 0)
		open = text_find(line, TEXT("(@"), 0);
	return open >= 0 && mention_read(&mention, line) && count_words(text_slice(line, 0, (size_t)open)) <= 4;
}

struct identity_fact mention_identity(const struct mention *mention)
{
	if (mention->email.size)
		return (struct identity_fact){ mention->name, mention->email };
	if (count_words(mention->name) > 1 || !mention->login.size)
		return (struct identity_fact){ mention->name, { NULL, 0 } };
	return (struct identity_fact){ mention->login, { NULL, 0 } };
}
