/*
 * Mozilla's flags in the subject: "Bug 1 - Fix overflow, r=bsample,#bar-reviewers a=tsample". Reads r, sr, ui-r
 * (review), rs (rubber stamp) and a (approval to land), each with '=' (done) or '?' (only asked).
 */
#include "line.h"

static const struct flag {
	struct text name;
	enum event_kind kind;
	const char *note;
} flags[] = {
	{ { "r", 1 }, EVENT_REV, "" },    { { "a", 1 }, EVENT_ACK, "approval" },
	{ { "sr", 2 }, EVENT_REV, "" },   { { "rs", 2 }, EVENT_ACK, "rubber stamp" },
	{ { "ui-r", 4 }, EVENT_REV, "" },
};

#define FLAG_COUNT (sizeof(flags) / sizeof(flags[0]))

static bool is_reviewer_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == '.' || c == '-';
}

static bool is_delimiter(char c)
{
	return c == ' ' || c == '(' || c == '.' || c == '[' || c == ';' || c == ',' || c == '/';
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
	static const char *const words[] = {
		"me",      "self",  "author",  "nobody",   "none",         "tbd",        "pending",
		"backout", "merge", "bustage", "fix",      "test",         "testonly",   "test-only",
		"trivial", "npotb", "comment", "comments", "comment-only", "build-only", "prevent-bustage",
		"final",   "etc",   "a",       NULL
	};

	return word_is_one_of(name, words);
}

/* One reviewer's name, '#' in front and '!' behind left on; empty if there is none. */
static struct text take_reviewer(struct text subject, size_t *at)
{
	size_t start = *at, end = *at;

	/* "r=:bsample" is a nickname as the bug tracker shows it. */
	if (end + 1 < subject.size && subject.at[end] == ':' && is_reviewer_char(subject.at[end + 1]))
		start = ++end;
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

/* Words for the build machines that stand behind the flags. */
static bool is_landing_word(struct text rest)
{
	return text_starts(rest, TEXT("DONTBUILD")) || text_starts(rest, TEXT("CLOSED TREE")) ||
	       text_starts(rest, TEXT("NPOTB"));
}

/* Whether the text stops at the place or goes on as a list, a bracket or another flag, not as a sentence. */
static bool is_list_end(struct text subject, size_t at)
{
	bool is_asked;

	if (at < subject.size && (subject.at[at] == '.' || subject.at[at] == ')' || subject.at[at] == ']'))
		return true;
	while (at < subject.size && char_is_space(subject.at[at]))
		at++;
	if (at >= subject.size)
		return true;
	if (subject.at[at] == ',' || subject.at[at] == ';' || subject.at[at] == '/' || subject.at[at] == '(')
		return true;
	return match_flag(subject, &at, &is_asked) || is_landing_word(text_slice(subject, at, subject.size));
}

/* Steps over ", " or "/" between reviewers; false where the list ends, the next flag begins or a sentence goes on. */
static bool step_to_next(struct text subject, size_t *at)
{
	size_t next = *at, end;
	bool is_asked;

	if (next >= subject.size || text_find_char(TEXT(",;/\\"), subject.at[next], 0) < 0)
		return false;
	for (next++; next < subject.size && char_is_space(subject.at[next]);)
		next++;
	end = next;
	if (match_flag(subject, &end, &is_asked))
		return false;
	if (!take_reviewer(subject, &end).size || (next > *at + 1 && !is_list_end(subject, end)))
		return false;
	*at = next;
	return true;
}

/* Reads the list behind a flag; *at steps over it. */
static void read_list(struct reading *reading, struct text subject, size_t *at, bool is_asked)
{
	do {
		struct text name = take_reviewer(subject, at);

		if (!name.size || !(char_is_alnum(name.at[0]) || name.at[0] == '#'))
			return;
		emit_reviewer(reading, name, is_asked);
	} while (step_to_next(subject, at));
}

/* Whether the subject is about a numbered bug: there flags may stand anywhere. */
static bool names_bug(struct text subject)
{
	ptrdiff_t fix = text_find_nocase(subject, TEXT("fix for "), 0);
	size_t number = fix < 0 ? subject.size : (size_t)fix + 8;

	if (number < subject.size && char_is_digit(subject.at[number]))
		return true;
	number = subject.size && subject.at[0] == '#';
	return text_find_nocase(subject, TEXT("bug"), 0) >= 0 ||
	       (number < subject.size && char_is_digit(subject.at[number])) ||
	       text_starts_nocase(subject, TEXT("backed out"));
}

/* Where the list that begins here ends. */
static size_t list_end(struct text subject, size_t at)
{
	while (take_reviewer(subject, &at).size && step_to_next(subject, &at))
		;
	return at;
}

static void read_flags(struct reading *reading, struct text subject)
{
	bool is_sure = names_bug(subject);

	for (size_t at = 0; at < subject.size;) {
		size_t start = at;
		bool is_asked = false;
		const struct flag *flag = match_flag(subject, &at, &is_asked);

		if (!flag) {
			at++;
			continue;
		}
		/* Elsewhere "a=b" is code, and "r=x" only a flag if nothing but flags follows. */
		if (!is_sure && (flag->name.size == 1 && char_lower(subject.at[start]) == 'a'
		                         ? !reading->event.ordinal
		                         : !is_list_end(subject, list_end(subject, at))))
			continue;
		reading->event.kind = flag->kind;
		reading->event.note = text_of(flag->note);
		read_list(reading, subject, &at, is_asked);
	}
}

/* A body line of nothing but flags: "r=wtc", "r=rrelyea, wtc". */
static bool is_flag_line(struct text line)
{
	size_t at = 0;
	bool is_asked;

	/* A capital "R=" is Rietveld's. */
	if (!line.size || line.at[0] == 'R' || !match_flag(line, &at, &is_asked))
		return false;
	at = list_end(line, at);
	while (at < line.size && (line.at[at] == '.' || char_is_space(line.at[at])))
		at++;
	return at == line.size;
}

static void read_mozilla(const struct message *message, const struct evidence_sink *sink)
{
	struct reading reading = { .sink = sink, .event = { .source = TEXT("subject:mozilla"), .line = 1 } };

	if (message->is_merge)
		return;
	reading.event.raw = message->subject;
	read_flags(&reading, message->subject);
	if (!names_bug(message->subject))
		return;
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		struct text line = text_trim(message->lines[i].text);

		if (!line_is_plain(&message->lines[i]) || !is_flag_line(line))
			continue;
		reading.event = (struct event_fact){ .source = TEXT("message:mozilla"), .raw = line, .line = i + 1 };
		read_flags(&reading, line);
	}
}

const struct commit_reader reader_mozilla = {
	.name = "mozilla",
	.summary = "r=, sr=, rs=, a= and r? in the subject",
	.read = read_mozilla,
};
