/*
 * Persons in the value of a line: "Name <mail>" once or often, or names and logins in a list, and the note behind
 * them. What is found is kept as recorded; who it is stays open.
 */
#include <string.h>
#include "line.h"

#define PERSONS_MAX 32
/* Longer values are no lists of persons, and searching them for brackets would take long. */
#define VALUE_MAX_SIZE 8192

static bool is_ignored_word(struct text item)
{
	static const char *const words[] = { "none",    "n/a",      "tbd",     "nobody",  "nobody (oops!)",
		                             "pending", "implicit", "blanket", "trivial", "delete if not using a buddy",
		                             NULL };

	return word_is_one_of(item, words);
}

/* Without a letter or digit nobody is named: "-", "???". */
static bool names_nobody(struct text item)
{
	for (size_t i = 0; i < item.size; i++) {
		if (char_is_alnum(item.at[i]) || (unsigned char)item.at[i] >= 0x80)
			return is_ignored_word(item);
	}
	return true;
}

static bool is_among(char c, const char *set)
{
	return c && strchr(set, c);
}

static struct text strip_set(struct text text, const char *head, const char *tail)
{
	while (text.size && (char_is_space(text.at[0]) || is_among(text.at[0], head)))
		text = text_slice(text, 1, text.size);
	while (text.size && (char_is_space(text.at[text.size - 1]) || is_among(text.at[text.size - 1], tail)))
		text.size--;
	return text;
}

static bool is_login_char(char c)
{
	return char_is_alnum(c) || c == '.' || c == '_' || c == '-';
}

static bool is_login(struct text item)
{
	if (item.size && item.at[0] == '@')
		item = text_slice(item, 1, item.size);
	for (size_t i = 0; i < item.size; i++) {
		if (!is_login_char(item.at[i]))
			return false;
	}
	return item.size > 0;
}

/* local@host.tld without brackets around it. */
static bool is_bare_mail(struct text word)
{
	ptrdiff_t at = text_find_char(word, '@', 0);

	if (at < 1 || text_find_char(word, '.', (size_t)at + 2) < 0 || word.at[word.size - 1] == '.')
		return false;
	for (size_t i = 0; i < word.size; i++) {
		if (char_is_space(word.at[i]) || is_among(word.at[i], "<>()[],;\"/"))
			return false;
	}
	return true;
}

static struct text clean_note(struct text note)
{
	char close;

	note = strip_set(note, "#,;.:>-", ",;.");
	if (!note.size || !is_among(note.at[0], "(["))
		return note;
	close = note.at[0] == '(' ? ')' : ']';
	/* Only if the bracket that opens the note also closes it. */
	if (text_find_char(note, close, 0) + 1 == (ptrdiff_t)note.size)
		note = text_trim(text_slice(note, 1, note.size - 1));
	return note;
}

static void add_person(struct value_persons *out, struct text name, struct text email, struct text note)
{
	struct value_person *person;

	if (out->count == PERSONS_MAX)
		return;
	person = &out->at[out->count++];
	*person = (struct value_person){ .who = { name, email }, .note = note };
	if (email.size) {
		person->is_ignored = !name.size && names_nobody(email);
	} else {
		person->is_ignored = names_nobody(name);
		person->is_login = is_login(name);
	}
}

/* ---- values with an address in angle brackets ---- */

/* "<at>" and "<dot>" inside "<bo <at> example <dot> org>". */
static bool is_spelled_sign(struct text inner)
{
	inner = text_trim(inner);
	return text_equal_nocase(inner, TEXT("at")) || text_equal_nocase(inner, TEXT("dot"));
}

/* "<C3>": a byte of a name that some tool wrote out. */
static bool is_written_byte(struct text inner)
{
	static const char digits[] = "0123456789ABCDEF";

	return inner.size == 2 && is_among(inner.at[0], "89ABCDEF") && is_among(inner.at[1], digits);
}

/* Where the bracket that opens at start closes; -1 if another opens before, which *inner then is, or none closes. */
static ptrdiff_t find_close(struct text value, size_t start, ptrdiff_t *inner)
{
	ptrdiff_t end = text_find_char(value, '>', start + 1);

	*inner = text_find_char(value, '<', start + 1);
	while (end >= 0 && *inner >= 0 && *inner < end) {
		ptrdiff_t next = text_find_char(value, '>', (size_t)end + 1);

		if (next < 0 || !is_spelled_sign(text_slice(value, (size_t)*inner + 1, (size_t)end)))
			return -1;
		*inner = text_find_char(value, '<', (size_t)end + 1);
		end = next;
	}
	return end;
}

/* "Bo Sample <bo@example.org", never closed: the address goes to the next blank. */
static bool take_open_address(struct text value, size_t start, size_t *close, struct text *address)
{
	size_t end = start + 1;

	while (end < value.size && !char_is_space(value.at[end]))
		end++;
	*address = strip_set(text_slice(value, start + 1, end), "", ".,;)");
	*close = end;
	return is_bare_mail(*address);
}

/* The next <address> from `at` on: its place, with the brackets, and itself. */
static bool next_address(struct text value, size_t at, size_t *open, size_t *close, struct text *address)
{
	ptrdiff_t start = text_find_char(value, '<', at), inner = -1;

	for (; start >= 0; start = inner) {
		ptrdiff_t end = find_close(value, (size_t)start, &inner);

		*open = (size_t)start;
		if (end < 0 && inner < 0)
			return take_open_address(value, *open, close, address);
		if (end < 0)
			continue;
		*address = text_trim(text_slice(value, (size_t)start + 1, (size_t)end));
		*close = (size_t)end + 1;
		if (!is_written_byte(*address))
			return true;
	}
	return false;
}

/* Takes "(note)" or "[note]" off the front. */
static struct text take_bracket(struct text *rest)
{
	struct text note = { NULL, 0 };
	ptrdiff_t end;

	*rest = text_trim(*rest);
	if (!rest->size || !is_among(rest->at[0], "(["))
		return note;
	end = text_find_char(*rest, rest->at[0] == '(' ? ')' : ']', 1);
	if (end < 0)
		return note;
	note = text_trim(text_slice(*rest, 1, (size_t)end));
	*rest = text_trim(text_slice(*rest, (size_t)end + 1, rest->size));
	return note;
}

/* "Signed-off-by: Ada Example" as a name: the key was written twice. */
static struct text drop_key(struct text name)
{
	ptrdiff_t colon = text_find_char(name, ':', 0);
	const struct key_meaning *meaning = colon < 0 ? NULL : dictionary_find(text_slice(name, 0, (size_t)colon));

	if (!meaning || !meaning->kind_count)
		return name;
	return text_trim(text_slice(name, (size_t)colon + 1, name.size));
}

static struct text clean_name(struct text name)
{
	name = drop_key(strip_set(name, ",;/&<", ",;<"));
	if (text_starts(name, TEXT("- ")) || text_starts(name, TEXT("* ")))
		name = text_trim(text_slice(name, 2, name.size));
	if (text_starts_nocase(name, TEXT("and ")))
		name = text_trim(text_slice(name, 4, name.size));
	if (name.size >= 2 && name.at[0] == '"' && name.at[name.size - 1] == '"')
		name = text_trim(text_slice(name, 1, name.size - 1));
	else
		name = strip_set(name, "\"", "\"");
	return name;
}

/* False if the value holds no address in brackets. */
static bool parse_addresses(struct value_persons *out, struct text value)
{
	size_t from = 0, open, close;
	struct text address;

	while (next_address(value, from, &open, &close, &address)) {
		struct text before = text_slice(value, from, open);

		if (out->count)
			out->at[out->count - 1].note = take_bracket(&before);
		add_person(out, clean_name(before), address, (struct text){ NULL, 0 });
		from = close;
	}
	if (!out->count)
		return false;
	out->note = clean_note(text_slice(value, from, value.size));
	out->at[out->count - 1].note = out->note;
	return true;
}

/* ---- lists of names and logins ---- */

/* Takes what stands behind a name off it: "(…)", "[…]" at the end. */
static struct text take_tail_bracket(struct text *item)
{
	struct text note = { NULL, 0 };
	size_t start;
	char open;

	*item = text_trim(*item);
	if (!item->size || !is_among(item->at[item->size - 1], ")]"))
		return note;
	open = item->at[item->size - 1] == ')' ? '(' : '[';
	for (start = item->size - 1; start > 0 && item->at[start] != open;)
		start--;
	if (item->at[start] != open)
		return note;
	note = text_trim(text_slice(*item, start + 1, item->size - 1));
	*item = text_trim(text_slice(*item, 0, start));
	return note;
}

/* Takes " on GitHub", " via Coverity", " from Example Labs" off a name: where a person is met, not who. */
static struct text take_place(struct text *item)
{
	static const struct {
		const char *words;
		bool is_last; /* nothing may follow */
	} places[] = { { " via ", false },     { " from ", false },        { " on github", true },
		       { " at github", true }, { " on hackerone", false }, { " at hackerone", true },
		       { " on irc", true },    { " on mastodon", true } };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct text words = text_of(places[i].words), note;
		ptrdiff_t at = text_find_nocase(*item, words, 1);

		if (at < 0 || (places[i].is_last && (size_t)at + words.size != item->size))
			continue;
		note = text_trim(text_slice(*item, (size_t)at, item->size));
		*item = text_trim(text_slice(*item, 0, (size_t)at));
		return note;
	}
	return (struct text){ NULL, 0 };
}

/* A full stop ends the line, not the name, unless the last word is an initial or "Jr.". */
static struct text drop_full_stop(struct text item)
{
	size_t word;

	if (!item.size || item.at[item.size - 1] != '.')
		return item;
	for (word = item.size - 1; word > 0 && !char_is_space(item.at[word - 1]);)
		word--;
	return item.size - 1 - word > 2 ? text_slice(item, 0, item.size - 1) : item;
}

static void add_item(struct value_persons *out, struct text item)
{
	struct text note, name;
	size_t word;

	item = strip_set(item, "\"", "\">");
	if (!item.size)
		return;
	if (is_ignored_word(item)) {
		add_person(out, item, (struct text){ NULL, 0 }, (struct text){ NULL, 0 });
		return;
	}
	note = take_tail_bracket(&item);
	if (is_bare_mail(note)) {
		add_person(out, clean_name(item), note, (struct text){ NULL, 0 });
		return;
	}
	if (!note.size)
		note = take_place(&item);
	item = drop_full_stop(item);
	for (word = item.size; word > 0 && !char_is_space(item.at[word - 1]);)
		word--;
	name = text_slice(item, word, item.size);
	if (is_bare_mail(name) && !word && out->count && !out->at[out->count - 1].who.email.size &&
	    !out->at[out->count - 1].is_login && !out->at[out->count - 1].is_ignored)
		out->at[out->count - 1].who.email = name; /* "Bo Sample, bo@example.org" */
	else if (is_bare_mail(name))
		add_person(out, clean_name(text_slice(item, 0, word)), name, note);
	else if (item.size)
		add_person(out, clean_name(item), (struct text){ NULL, 0 }, note);
}

/* Whether ", Inc." and the like begin at the place: they end a company's name. */
static bool is_company_tail(struct text rest)
{
	static const char *const tails[] = { ", Inc", ", LLC", ", Ltd", ", GmbH" };

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		struct text tail = text_of(tails[i]);

		if (text_starts(rest, tail) && (rest.size == tail.size || !char_is_alnum(rest.at[tail.size])))
			return true;
	}
	return false;
}

/* Size of the separator at the place: ',', ';', " and ", " & "; 0 if there is none. */
static size_t separator_size(struct text value, size_t at)
{
	struct text rest = text_slice(value, at, value.size);

	if (is_among(rest.at[0], ",;"))
		return is_company_tail(rest) ? 0 : 1;
	if (text_starts(rest, TEXT(" & ")))
		return 3;
	return text_starts_nocase(rest, TEXT(" and ")) ? 5 : 0;
}

/* Takes " # docs only", " on #channel" off the end. */
static struct text take_hash_note(struct text *value)
{
	ptrdiff_t hash = text_find(*value, TEXT(" #"), 1);
	struct text note;

	if (hash < 0)
		return (struct text){ NULL, 0 };
	note = clean_note(text_slice(*value, (size_t)hash, value->size));
	*value = text_trim(text_slice(*value, 0, (size_t)hash));
	if (text_ends(*value, TEXT(" on")))
		*value = text_trim(text_slice(*value, 0, value->size - 3));
	return note;
}

static void parse_list(struct value_persons *out, struct text value)
{
	size_t from = 0;
	unsigned depth = 0;

	out->note = take_hash_note(&value);
	for (size_t at = 0; at < value.size && out->count < PERSONS_MAX; at++) {
		size_t size = depth ? 0 : separator_size(value, at);

		if (is_among(value.at[at], "(["))
			depth++;
		else if (depth && is_among(value.at[at], ")]"))
			depth--;
		if (!size)
			continue;
		add_item(out, text_slice(value, from, at));
		from = at + size;
		at = from - 1;
	}
	add_item(out, text_slice(value, from, value.size));
	if (out->count && !out->note.size)
		out->note = out->at[out->count - 1].note;
}

void value_parse(struct value_persons *out, struct text value)
{
	*out = (struct value_persons){ .count = 0 };
	value = text_trim(text_slice(value, 0, VALUE_MAX_SIZE));
	if (!value.size || names_nobody(value))
		return;
	if (!parse_addresses(out, value))
		parse_list(out, value);
}

/* ---- events ---- */

/* Notes about one person's part; all others speak of the whole list. */
static bool is_personal_note(struct text note)
{
	static const char *const words[] = { "mentor", "implicit", "blanket", "timeout" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_find_nocase(note, text_of(words[i]), 0) >= 0)
			return true;
	}
	return false;
}

static enum event_mark mark_of(const struct value_person *person, struct text note)
{
	ptrdiff_t comma = text_find_char(person->who.name, ',', 0);

	if (comma > 0 && is_company_tail(text_slice(person->who.name, (size_t)comma, person->who.name.size)))
		return MARK_GROUP;
	/* All personal notes but "mentor" say that nobody looked. */
	return is_personal_note(note) && text_find_nocase(note, TEXT("mentor"), 0) < 0 ? MARK_EXCLUDED : MARK_NONE;
}

void value_emit(const struct value_persons *persons, struct event_fact event, const struct evidence_sink *sink)
{
	enum event_mark mark = event.mark;

	for (unsigned i = 0; i < persons->count; i++) {
		const struct value_person *person = &persons->at[i];

		if (person->is_ignored)
			continue;
		event.who = person->who;
		event.note = person->note.size || is_personal_note(persons->note) ? person->note : persons->note;
		event.mark = mark == MARK_NONE ? mark_of(person, event.note) : mark;
		sink->event(sink->payload, &event);
		event.ordinal++;
	}
}
