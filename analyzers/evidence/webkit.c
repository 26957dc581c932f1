/*
 * WebKit's sentence on a line of its own: "Reviewed by Ada Example and Bo Sample.", "Rubber-stamped by …". Reads no
 * other prose and takes "Unreviewed" for what it says: nothing.
 */
#include "line.h"

/* What stands before the names: "Reviewed by ", "Reviewed and rubber-stamped by ". */
static bool match_opening(struct text line, enum event_kind *kind, struct text *rest)
{
	static const struct {
		struct text words;
		enum event_kind kind;
	} openings[] = {
		{ { "Reviewed by ", 12 }, EVENT_REV },
		{ { "Reviewed and rubber-stamped by ", 31 }, EVENT_REV },
		{ { "Rubber-stamped by ", 18 }, EVENT_ACK },
		{ { "Rubber stamped by ", 18 }, EVENT_ACK },
		{ { "rs by ", 6 }, EVENT_ACK },
		{ { "rs=by ", 6 }, EVENT_ACK },
	};

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		if (!text_starts(line, openings[i].words))
			continue;
		*kind = openings[i].kind;
		*rest = text_slice(line, openings[i].words.size, line.size);
		return true;
	}
	return false;
}

static bool is_blank_at(const struct message *message, uint32_t line)
{
	return line >= message->line_count || !text_trim(message->lines[line].text).size;
}

/* Deep indents are ChangeLog entries in old commits: there the sentence is a paragraph of its own. */
static bool may_hold_sentence(const struct message *message, uint32_t at)
{
	unsigned marks = message->lines[at].marks;

	if (marks & (LINE_FENCED | LINE_QUOTED))
		return false;
	return !(marks & LINE_INDENTED) || (is_blank_at(message, at - 1) && is_blank_at(message, at + 1));
}

static void read_webkit(const struct message *message, const struct evidence_sink *sink)
{
	if (message->is_merge)
		return;
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		struct text line = text_trim(message->lines[i].text), names;
		struct event_fact event = { .source = TEXT("message:webkit"), .raw = line, .line = i + 1 };
		struct value_persons persons;

		if (!match_opening(line, &event.kind, &names) || !may_hold_sentence(message, i))
			continue;
		if (names.size < 2 || names.at[names.size - 1] != '.')
			continue;
		value_parse(&persons, text_slice(names, 0, names.size - 1));
		if (!persons_look_like_names(&persons))
			continue;
		value_emit(&persons, event, sink);
	}
}

const struct commit_reader reader_webkit = {
	.name = "webkit",
	.summary = "\"Reviewed by A and B.\" on a line of its own",
	.read = read_webkit,
};
