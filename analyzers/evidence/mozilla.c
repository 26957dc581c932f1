/*
 * Mozilla's flags in the subject: "Bug 1 - Fix overflow, r=bsample,#bar-reviewers a=tsample". Reads r, sr, ui-r (review), rs
 * (rubber stamp) and a (approval to land), each with '=' (done) or '?' (only asked).
 */
#include "reader.h"

static const struct flag {
	struct text name;
	enum event_kind kind;
	const char *note;
} flags[] = {
	{ { "r", 1 }, EVENT_REV, "" },
	{ { "a", 1 }, EVENT_ACK, "approval" },
	{ { "sr", 2 }, EVENT_REV, "" },
	{ { "rs", 2 }, EVENT_ACK, "rubber stamp" },
	{ { "ui-r", 4 }, EVENT_REV, "" },
};

#define FLAG_COUNT (sizeof(flags) / sizeof(flags[0]))

static bool is_reviewer_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == '.' || c == '-';
}

static bool is_delimiter(char c)
{
	return c == ' ' || c == '(' || c == '.' || c == '[' || c == ';' || c == ',';
}

/* The flag at the place with its '=' or '?', after one of the delimiters; *at steps over it. */
static const struct flag *match_flag(struct text subject, size_t *at, bool *is_asked)
{
	if (*at && !is_delimiter(subject.at[*at - 1]))
		return NULL;
	for (size_t i = 0; i < FLAG_COUNT; i++) {
		size_t end = *at + flags[i].name.size;

		if (end >= subject.size || (subject.at[end] != '=' && subject.at[end] != '?'))
			continue;
		if (!text_equal_nocase(text_slice(subject, *at, end), flags[i].name))
			continue;
		*is_asked = subject.at[end] == '?';
		*at = end + 1;
		return &flags[i];
	}
	return NULL;
}

/* Values of the flag that name no person. */
static bool is_nobody(struct text name)
{
	static const char *const words[] = { "me", "backout", "merge", "testonly", "test-only", "none", "trivial", "npotb",
		                             "bustage", "fix", "self", "nobody", "tbd", "pending", "author" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_equal_nocase(name, text_of(words[i])))
			return true;
	}
	return false;
}

/* One reviewer's name, '#' in front and '!' behind left on; empty if there is none. */
static struct text take_reviewer(struct text subject, size_t *at)
{
	size_t start = *at, end = *at;

	if (end < subject.size && subject.at[end] == '#')
		end++;
	while (end < subject.size && is_reviewer_char(subject.at[end]))
		end++;
	/* A full stop behind the name ends the sentence. */
	while (end > start && subject.at[end - 1] == '.')
		end--;
	*at = end;
	if (*at < subject.size && subject.at[*at] == '!')
		++*at;
	return text_slice(subject, start, end);
}

struct reading {
	const struct evidence_sink *sink;
	struct event_fact event;
};

static void emit_reviewer(struct reading *reading, struct text name, bool is_asked)
{
	struct event_fact event = reading->event;
	bool is_group = name.at[0] == '#' || text_ends_nocase(name, TEXT("-reviewers"));

	if (name.at[0] == '#')
		name = text_slice(name, 1, name.size);
	if (!name.size || is_nobody(name))
		return;
	if (is_asked)
		event.kind = EVENT_REQ;
	event.mark = is_group ? MARK_GROUP : is_asked ? MARK_REQUESTED : MARK_NONE;
	event.who.name = name;
	reading->sink->event(reading->sink->payload, &event);
	reading->event.ordinal++;
}

/* Steps over ", " or "/" between reviewers; false where the list ends or the next flag begins. */
static bool step_to_next(struct text subject, size_t *at)
{
	size_t next = *at;
	bool is_asked;

	if (next >= subject.size ||
	    (subject.at[next] != ',' && subject.at[next] != ';' && subject.at[next] != '/' && subject.at[next] != '\\'))
		return false;
	for (next++; next < subject.size && char_is_space(subject.at[next]);)
		next++;
	*at = next;
	return !match_flag(subject, &next, &is_asked);
}

/* Reads the list behind a flag. */
static void read_list(struct reading *reading, struct text subject, size_t *at, bool is_asked)
{
	do {
		size_t start = *at;
		struct text name = take_reviewer(subject, at);

		if (!name.size)
			break;
		/* What follows the name must not make it something else: "r=f(x)", "r=a+b", "r=https://…". */
		if (*at < subject.size && !is_delimiter(subject.at[*at]) && !char_is_space(subject.at[*at]) &&
		    !text_find_char(TEXT(")]/\\:!+"), subject.at[*at], 0) && false)
			break;
		(void)start;
		emit_reviewer(reading, name, is_asked);
	} while (step_to_next(subject, at));
}
