/* People as decision records name them: names, addresses, logins, links and lists of all of these in one line. */
#include <string.h>
#include "decision.h"
#include "lead/alloc.h"
#include "line.h"

#define PERSONS_MAX 256
#define NAME_WORDS_MAX 5

/* "[Ada](https://…)" becomes "Ada"; brackets of a list, quotes around names and marks of emphasis go. */
static struct text plain_names(struct arena *arena, struct text value)
{
	char *copy = arena_alloc(arena, value.size + 1);
	size_t size = 0;

	for (size_t i = 0; i < value.size; i++) {
		char c = value.at[i], before = i ? value.at[i - 1] : ' ',
		     after = i + 1 < value.size ? value.at[i + 1] : ' ';
		ptrdiff_t close = c == ']' && after == '(' ? text_find_char(value, ')', i) : -1;

		if (close >= 0)
			i = (size_t)close;
		else if (c == '\'' && char_is_alnum(before) && char_is_alnum(after))
			copy[size++] = c;
		else if (!c || !strchr("[]\"'`*", c))
			copy[size++] = c;
	}
	return text_trim((struct text){ copy, size });
}

/* "Family, Given <mail>", and nothing else: a comma inside a name. */
static bool is_one_person(struct text value)
{
	ptrdiff_t comma = text_find_char(value, ',', 0), mail = text_find_char(value, '<', 0);

	return comma > 0 && mail > comma && text_find_char(value, ',', (size_t)comma + 1) < 0 && value.at[0] != '@' &&
	       text_find_char(text_slice(value, 0, (size_t)comma), ' ', 0) < 0;
}

/* "ada at example.org" in place of an address. */
static struct text with_at(struct arena *arena, struct text email)
{
	ptrdiff_t at = text_find(email, TEXT(" at "), 0);
	char *copy;

	if (at <= 0 || text_find_char(email, '@', 0) >= 0)
		return email;
	copy = arena_copy(arena, email.at, email.size);
	copy[at] = '@';
	memmove(copy + at + 1, copy + at + 4, email.size - (size_t)at - 4);
	return (struct text){ copy, email.size - 3 };
}

/* Nobody, a team ("@org/team"), or words about somebody ("for networking aspects"). */
static bool is_no_person(const struct value_person *person)
{
	static const char *const words[] = { "unassigned", "jr",      "tba",    "todo", "to be determined",
		                             "unknown",    "various", "anyone", "all",  "everyone",
		                             NULL };
	struct text name = person->who.name;
	unsigned blanks = 0;

	if (person->is_ignored || (!name.size && !person->who.email.size))
		return true;
	for (size_t i = 0; i < name.size; i++)
		blanks += name.at[i] == ' ';
	return word_is_one_of(decision_strip(name, "@<>{}().?"), words) || decision_is_placeholder(name) ||
	       (name.size && name.at[0] == '@' && text_find_char(name, '/', 0) >= 0) ||
	       (!person->who.email.size &&
	        (blanks >= NAME_WORDS_MAX || text_starts(name, TEXT("for ")) || text_starts(name, TEXT("and "))));
}

static void add_person(struct decision_reader *reader, enum decision_role role, struct identity_fact who)
{
	for (size_t i = 0; i < reader->persons.count; i++) {
		const struct decision_person *there = &reader->persons.at[i];

		if (there->role == role && text_equal(there->who.name, who.name) &&
		    text_equal(there->who.email, who.email))
			return;
	}
	if (reader->persons.count < PERSONS_MAX)
		*VEC_PUSH(&reader->persons) = (struct decision_person){ role, who };
}

/* "with help from @ax", "@ax - for the API": the login alone. A team's slash stays, to be known by. */
static struct text login_in(struct text value)
{
	size_t start = 0, end;

	if (text_find_char(value, '<', 0) >= 0)
		return value;
	while (start < value.size && !(value.at[start] == '@' && (!start || char_is_space(value.at[start - 1]))))
		start++;
	if (start + 1 >= value.size || !char_is_alnum(value.at[start + 1]))
		return value;
	for (end = start; end < value.size && !char_is_space(value.at[end]);)
		end++;
	return decision_strip(text_slice(value, start, end), ".:");
}

static void add_persons(struct decision_reader *reader, enum decision_role role, struct text value, bool is_field)
{
	struct value_persons persons;

	value_parse(&persons, login_in(value));
	/* A field holds names; a line below a heading may be prose. */
	if (!is_field && !persons_look_like_names(&persons))
		return;
	for (unsigned i = 0; i < persons.count; i++) {
		struct identity_fact who = persons.at[i].who;

		if (is_no_person(&persons.at[i]))
			continue;
		who.email = with_at(reader->arena, who.email);
		add_person(reader, role, who);
	}
}

/* Lists mix names, addresses and logins freely, so each item is read alone. */
void decision_take_persons(struct decision_reader *reader, enum decision_role role, struct text value, bool is_field)
{
	struct text item;
	size_t from = 0;

	if (decision_is_placeholder(value))
		return;
	value = plain_names(reader->arena, value);
	if (is_one_person(value)) {
		add_persons(reader, role, value, is_field);
		return;
	}
	for (size_t at = 0; at <= value.size; at++) {
		if (at < value.size && value.at[at] != ',' && value.at[at] != ';')
			continue;
		/* "Ada Example, Jr." is one person. */
		if (text_starts(text_trim(text_slice(value, at + 1, value.size)), TEXT("Jr.")))
			continue;
		/* "@ax, to review the API": what comes behind a login and is none is about it. */
		item = text_trim(text_slice(value, from, at));
		if (!from || value.at[0] != '@' || text_find_char(item, '@', 0) >= 0 ||
		    text_find_char(item, ' ', 0) < 0)
			add_persons(reader, role, item, is_field);
		from = at + 1;
	}
}
