/*
 * Values of decision records: what a key means, and status words, dates, names and links as people write them. Lenient: what is
 * no status, date or name is left out.
 */
#include <string.h>
#include "decision.h"
#include "lead/alloc.h"
#include "lead/period.h"

#define LINKS_MAX 256
#define TARGET_MAX_SIZE 200
#define TYPO_MIN_SIZE 6 /* in a shorter word one letter makes another word */

const char *const decision_state_names[DECISION_STATE_COUNT] = { "", "pending", "accepted", "rejected", "replaced" };
const char *const decision_role_names[DECISION_ROLE_COUNT] = { "author",  "decider",    "approver",  "delegate",
	                                                       "sponsor", "reviewer",   "consulted", "informed",
	                                                       "editor",  "contributor" };
const char *const decision_link_names[DECISION_LINK_COUNT] = { "supersedes", "superseded-by", "amends", "amended-by" };

/* ---- words ---- */

static bool key_equal(struct text key, const char *name)
{
	size_t at = 0;

	while (at < key.size && name[at] &&
	       (char_lower(key.at[at]) == name[at] || (name[at] == ' ' && (key.at[at] == '-' || key.at[at] == '_'))))
		at++;
	return at == key.size && !name[at];
}

#define PERSON(name, of)                                    \
	{                                                   \
		name,                                       \
		{                                           \
			.field = FIELD_PERSON, .role = (of) \
		}                                           \
	}
#define LINK(name, of)                                    \
	{                                                 \
		name,                                     \
		{                                         \
			.field = FIELD_LINK, .link = (of) \
		}                                         \
	}
#define PLAIN(name, of)               \
	{                             \
		name,                 \
		{                     \
			.field = (of) \
		}                     \
	}

struct decision_meaning decision_meaning_of(struct text key)
{
	static const struct {
		const char *name;
		struct decision_meaning meaning;
	} keys[] = {
		PLAIN("title", FIELD_TITLE),
		PLAIN("feature name", FIELD_TITLE),
		PLAIN("pep", FIELD_NUMBER),
		PLAIN("kep number", FIELD_NUMBER),
		PLAIN("status", FIELD_STATUS),
		PLAIN("state", FIELD_STATUS),
		PLAIN("date", FIELD_DATE),
		PLAIN("created", FIELD_DATE),
		PLAIN("creation date", FIELD_DATE),
		PLAIN("start date", FIELD_DATE),
		PLAIN("decision date", FIELD_DATE),
		PERSON("author", ROLE_AUTHOR),
		PERSON("authors", ROLE_AUTHOR),
		PERSON("proposed by", ROLE_AUTHOR),
		PERSON("deciders", ROLE_DECIDER),
		PERSON("decider", ROLE_DECIDER),
		PERSON("decision makers", ROLE_DECIDER),
		PERSON("decision maker", ROLE_DECIDER),
		PERSON("decided by", ROLE_DECIDER),
		PERSON("driver", ROLE_DECIDER),
		PERSON("drivers", ROLE_DECIDER),
		PERSON("approvers", ROLE_APPROVER),
		PERSON("approver", ROLE_APPROVER),
		PERSON("approved by", ROLE_APPROVER),
		PERSON("api approvers", ROLE_APPROVER),
		PERSON("prr approvers", ROLE_APPROVER),
		PERSON("pep delegate", ROLE_DELEGATE),
		PERSON("bdfl delegate", ROLE_DELEGATE),
		PERSON("delegate", ROLE_DELEGATE),
		PERSON("sponsor", ROLE_SPONSOR),
		PERSON("sponsors", ROLE_SPONSOR),
		PERSON("reviewers", ROLE_REVIEWER),
		PERSON("reviewer", ROLE_REVIEWER),
		PERSON("consulted", ROLE_CONSULTED),
		PERSON("informed", ROLE_INFORMED),
		PERSON("editor", ROLE_EDITOR),
		PERSON("editors", ROLE_EDITOR),
		PERSON("contributors", ROLE_CONTRIBUTOR),
		PERSON("contributor", ROLE_CONTRIBUTOR),
		LINK("supersedes", DECISION_SUPERSEDES),
		LINK("supercedes", DECISION_SUPERSEDES),
		LINK("replaces", DECISION_SUPERSEDES),
		LINK("superseded by", DECISION_SUPERSEDED_BY),
		LINK("superceded by", DECISION_SUPERSEDED_BY),
		LINK("replaced by", DECISION_SUPERSEDED_BY),
		LINK("amends", DECISION_AMENDS),
		LINK("amended by", DECISION_AMENDED_BY),
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (key_equal(key, keys[i].name))
			return keys[i].meaning;
	return (struct decision_meaning){ .field = FIELD_NONE };
}

struct status_word {
	const char *word;
	enum decision_state state;
};
static const struct status_word status_words[] = {
	{ "draft", DECISION_PENDING },         { "proposed", DECISION_PENDING },
	{ "provisional", DECISION_PENDING },   { "pending", DECISION_PENDING },
	{ "open", DECISION_PENDING },          { "deferred", DECISION_PENDING },
	{ "proposal", DECISION_PENDING },      { "exploring", DECISION_PENDING },
	{ "accepted", DECISION_ACCEPTED },     { "approved", DECISION_ACCEPTED },
	{ "implemented", DECISION_ACCEPTED },  { "implementable", DECISION_ACCEPTED },
	{ "active", DECISION_ACCEPTED },       { "final", DECISION_ACCEPTED },
	{ "amended", DECISION_ACCEPTED },      { "done", DECISION_ACCEPTED },
	{ "adopted", DECISION_ACCEPTED },      { "decided", DECISION_ACCEPTED },
	{ "committed", DECISION_ACCEPTED },    { "published", DECISION_ACCEPTED },
	{ "recommended", DECISION_ACCEPTED },  { "released", DECISION_ACCEPTED },
	{ "completed", DECISION_ACCEPTED },    { "ready-for-release", DECISION_ACCEPTED },
	{ "rejected", DECISION_REJECTED },     { "declined", DECISION_REJECTED },
	{ "withdrawn", DECISION_REJECTED },    { "abandoned", DECISION_REJECTED },
	{ "closed", DECISION_REJECTED },       { "cancelled", DECISION_REJECTED },
	{ "superseded", DECISION_REPLACED },   { "superceded", DECISION_REPLACED },
	{ "replaced", DECISION_REPLACED },     { "deprecated", DECISION_REPLACED },
	{ "obsolete", DECISION_REPLACED },     { "retired", DECISION_REPLACED },
	{ "discontinued", DECISION_REPLACED },
};
#define STATUS_WORD_COUNT (sizeof(status_words) / sizeof(status_words[0]))

/* One letter more, less or other, or two that changed places. */
static bool is_slip(struct text a, struct text b)
{
	size_t same = 0, end = 0;

	if (a.size > b.size) {
		struct text longer = a;

		a = b;
		b = longer;
	}
	if (b.size - a.size > 1)
		return false;
	while (same < a.size && a.at[same] == b.at[same])
		same++;
	while (end < a.size - same && a.at[a.size - 1 - end] == b.at[b.size - 1 - end])
		end++;
	if (same + end + 1 >= b.size)
		return true;
	return a.size == b.size && same + end + 2 == a.size && a.at[same] == b.at[same + 1] &&
	       a.at[same + 1] == b.at[same];
}

enum decision_state decision_state_of(struct text status)
{
	for (size_t i = 0; i < STATUS_WORD_COUNT; i++)
		if (text_equal(status, text_of(status_words[i].word)))
			return status_words[i].state;
	for (size_t i = 0; status.size >= TYPO_MIN_SIZE && i < STATUS_WORD_COUNT; i++)
		if (is_slip(status, text_of(status_words[i].word)))
			return status_words[i].state;
	return DECISION_UNKNOWN;
}

static bool is_status_word(struct text word)
{
	for (size_t i = 0; i < STATUS_WORD_COUNT; i++)
		if (text_equal_nocase(word, text_of(status_words[i].word)))
			return true;
	return false;
}

bool decision_is_context(struct text heading)
{
	static const char *const starts[] = { "context",   "problem",    "motivation",       "background",
		                              "rationale", "considered", "options",          "alternatives",
		                              "drivers",   "goals",      "decision drivers", "rejected ideas",
		                              "issue",     "why" };

	heading = decision_without_number(decision_strip(heading, "*_:"));
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (text_starts_nocase(heading, text_of(starts[i])))
			return true;
	return false;
}

/* ---- text ---- */

struct text decision_strip(struct text text, const char *set)
{
	while (text.size && (char_is_space(text.at[0]) || (text.at[0] && strchr(set, text.at[0]))))
		text = text_slice(text, 1, text.size);
	while (text.size && (char_is_space(text.at[text.size - 1]) ||
	                     (text.at[text.size - 1] && strchr(set, text.at[text.size - 1]))))
		text.size--;
	return text;
}

bool decision_is_placeholder(struct text value)
{
	value = decision_strip(value, "\"'");
	return !value.size || value.at[0] == '{' || (value.at[0] == '<' && text_find_char(value, '@', 0) < 0) ||
	       (value.at[0] == '[' && text_find_char(value, '|', 0) > 0) || text_find(value, TEXT("YYYY"), 0) >= 0;
}

struct text decision_without_number(struct text title)
{
	size_t end = 0;

	while (end < title.size && char_is_digit(title.at[end]))
		end++;
	if (end && end + 1 < title.size && title.at[end] == '.' && title.at[end + 1] == ' ')
		return text_trim(text_slice(title, end + 1, title.size));
	return title;
}

static struct text keep(struct decision_reader *reader, struct text text)
{
	return (struct text){ arena_copy(reader->arena, text.at ? text.at : "", text.size), text.size };
}

struct text decision_base_name(struct text path)
{
	for (size_t at = path.size; at > 0; at--)
		if (path.at[at - 1] == '/')
			return text_slice(path, at, path.size);
	return path;
}

static struct text leading_digits(struct text name)
{
	size_t end = 0;

	while (end < name.size && char_is_digit(name.at[end]))
		end++;
	return text_slice(name, 0, end);
}

struct text decision_path_number(struct text path)
{
	struct text name = decision_base_name(path), number = leading_digits(name);

	if (number.size || name.size + 1 >= path.size)
		return number;
	return leading_digits(decision_base_name(text_slice(path, 0, path.size - name.size - 1)));
}

/* ---- status ---- */

static void set_status(struct decision_reader *reader, struct text word)
{
	char *copy = arena_copy(reader->arena, word.at, word.size);

	for (size_t i = 0; i < word.size; i++)
		copy[i] = char_lower(copy[i]);
	if (text_equal_nocase(word, TEXT("superceded")))
		copy[5] = 's';
	reader->out->status = (struct text){ copy, word.size };
}

void decision_set_path_status(struct decision_reader *reader, struct text word)
{
	set_status(reader, word);
	reader->out->is_path_status = true;
}

/* The first word behind marks, emoji and struck-out text. */
static struct text first_word(struct text value)
{
	size_t start = 0, end;

	while (start < value.size && !char_is_alpha(value.at[start])) {
		ptrdiff_t close = -1;

		if (text_starts(text_slice(value, start, value.size), TEXT("~~")))
			close = text_find(value, TEXT("~~"), start + 2);
		start = close < 0 ? start + 1 : (size_t)close + 2;
	}
	for (end = start; end < value.size && (char_is_alpha(value.at[end]) || value.at[end] == '-');)
		end++;
	return text_slice(value, start, end);
}

void decision_take_status_word(struct decision_reader *reader, struct text value)
{
	struct text word = first_word(value);

	if (!reader->out->status.size && word.size)
		set_status(reader, word);
}

/* "[9. New thing](0009-new-thing.md)" gives the path; else the words. Several links give several. */
static void take_link(struct decision_reader *reader, enum decision_link_kind kind, struct text value)
{
	ptrdiff_t open = text_find(value, TEXT("]("), 0);
	bool is_path = open >= 0;

	if (is_path)
		value = text_slice(value, (size_t)open + 2, value.size);
	while (reader->links.count < LINKS_MAX) {
		ptrdiff_t close = text_find_char(value, is_path ? ')' : ',', 0);
		struct text target = text_slice(value, 0, close < 0 ? value.size : (size_t)close);

		target = text_slice(decision_strip(target, "\"'`*_.:<>"), 0, TARGET_MAX_SIZE);
		/* A path may begin with its dots. */
		if (is_path)
			target = text_slice(text_trim(text_slice(value, 0, close < 0 ? value.size : (size_t)close)), 0,
			                    TARGET_MAX_SIZE);
		if (target.size && !decision_is_placeholder(target) && !text_equal_nocase(target, TEXT("none")) &&
		    !text_equal_nocase(target, TEXT("n/a")))
			*VEC_PUSH(&reader->links) = (struct decision_link){ kind, keep(reader, target) };
		if (close < 0)
			return;
		value = text_slice(value, (size_t)close + 1, value.size);
		if (is_path) {
			open = text_find(value, TEXT("]("), 0);
			if (open < 0)
				return;
			value = text_slice(value, (size_t)open + 2, value.size);
		}
	}
}

/* "Superceded by [9. New thing](0009-new-thing.md)", "Amends …": what a status says of other records. */
static void take_status_link(struct decision_reader *reader, struct text value)
{
	struct text rest = decision_strip(value, "*_-~");
	size_t end = 0, word = 0;

	while (end < rest.size && (char_is_alpha(rest.at[end]) || rest.at[end] == ' ') && word < 2) {
		word += rest.at[end] == ' ';
		end++;
	}
	for (int words = 2; words >= 1; words--) {
		size_t cut = end;
		struct decision_meaning meaning;

		if (words == 1) {
			ptrdiff_t blank = text_find_char(rest, ' ', 0);

			cut = blank < 0 ? rest.size : (size_t)blank;
		}
		meaning = decision_meaning_of(text_trim(text_slice(rest, 0, cut)));
		if (meaning.field != FIELD_LINK)
			continue;
		take_link(reader, meaning.link, text_slice(rest, cut, rest.size));
		return;
	}
}

/* A field may hold a word that is in no list, if it is the only one; prose under a heading may not. */
static void take_status(struct decision_reader *reader, struct text value, bool is_field)
{
	struct text word = first_word(value), alone = decision_strip(value, "\"'`*_.");
	bool is_end = text_starts_nocase(word, TEXT("superseded")) || text_starts_nocase(word, TEXT("superceded"));

	if (!word.size || decision_is_placeholder(value))
		return;
	take_status_link(reader, value);
	if (!is_status_word(word) &&
	    !(is_field && text_equal(word, alone) && decision_meaning_of(word).field == FIELD_NONE))
		return;
	if (!reader->out->status.size || is_end)
		set_status(reader, word);
}

/* ---- dates ---- */

static int number_at(struct text text, size_t from, size_t size)
{
	int number = 0;

	for (size_t i = from; i < from + size; i++) {
		if (i >= text.size || !char_is_digit(text.at[i]))
			return -1;
		number = number * 10 + text.at[i] - '0';
	}
	return number;
}

static bool keep_date(struct decision_reader *reader, int year, int month, int day)
{
	struct civil date = { year, month, day };
	struct buf text = { 0 };

	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	civil_format(&text, civil_to_time(date));
	reader->out->date = keep(reader, buf_text(&text));
	buf_release(&text);
	return true;
}

/* "15-Jun-2022" and "5 June 2022": how PEPs are dated. */
static bool take_named_month(struct decision_reader *reader, struct text value)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	size_t day_size = value.size > 1 && char_is_digit(value.at[1]) ? 2 : 1, at = day_size + 1;
	int day = number_at(value, 0, day_size);

	if (day < 0 || value.size < at + 8 || !(value.at[day_size] == '-' || value.at[day_size] == ' '))
		return false;
	for (int month = 0; month < 12; month++) {
		size_t end = at + 3;

		if (!text_equal_nocase(text_slice(value, at, end), (struct text){ months + (ptrdiff_t)month * 3, 3 }))
			continue;
		while (end < value.size && char_is_alpha(value.at[end]))
			end++;
		return keep_date(reader, number_at(value, end + 1, 4), month + 1, day);
	}
	return false;
}

static void take_date(struct decision_reader *reader, struct text value)
{
	value = decision_strip(value, "\"'");
	if (reader->out->date.size || take_named_month(reader, value))
		return;
	for (size_t from = 0; from + 10 <= value.size; from++) {
		char divider = value.at[from + 4];

		if ((divider == '-' || divider == '/') && value.at[from + 7] == divider &&
		    keep_date(reader, number_at(value, from, 4), number_at(value, from + 5, 2),
		              number_at(value, from + 8, 2)))
			return;
	}
}

/* ---- fields ---- */

void decision_take_title(struct decision_reader *reader, struct text title)
{
	title = decision_without_number(decision_strip(title, "\"'"));
	if (!reader->out->title.size && title.size && !decision_is_placeholder(title))
		reader->out->title = keep(reader, title);
}

void decision_take(struct decision_reader *reader, struct decision_meaning meaning, struct text value, bool is_field)
{
	value = text_trim(value);
	switch (meaning.field) {
	case FIELD_TITLE:
		decision_take_title(reader, value);
		break;
	case FIELD_NUMBER:
		if (!reader->out->number.size)
			reader->out->number = keep(reader, leading_digits(decision_strip(value, "\"'")));
		break;
	case FIELD_STATUS:
		take_status(reader, value, is_field);
		break;
	case FIELD_DATE:
		take_date(reader, value);
		break;
	case FIELD_PERSON:
		decision_take_persons(reader, meaning.role, value, is_field);
		break;
	case FIELD_LINK:
		if (is_field || text_find(value, TEXT("]("), 0) >= 0)
			take_link(reader, meaning.link, value);
		break;
	case FIELD_NONE:
		break;
	}
}
