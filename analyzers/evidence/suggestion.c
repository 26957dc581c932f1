/*
 * Commits that apply a reviewer's suggestion on the forge: the co-author named there reviewed the change. Takes those
 * co-authors from trailers.c, also where such a commit stands in the list of a squash.
 */
#include "line.h"

/* "Apply suggestions from code review", "Apply 1 suggestion(s) to 1 file(s)", "Apply suggestion from @login". */
static bool is_suggestion_subject(struct text subject)
{
	size_t at = 6;

	if (!text_starts_nocase(subject, TEXT("Apply ")))
		return false;
	while (at < subject.size && char_is_digit(subject.at[at]))
		at++;
	if (at > 6 && at < subject.size && subject.at[at] == ' ')
		at++;
	subject = text_slice(subject, at, subject.size);
	return text_starts_nocase(subject, TEXT("suggestions from ")) ||
	       text_starts_nocase(subject, TEXT("suggestion from ")) ||
	       text_starts_nocase(subject, TEXT("suggestion(s) to ")) ||
	       text_starts_nocase(subject, TEXT("suggestions to ")) ||
	       text_starts_nocase(subject, TEXT("suggestion to ")) || text_equal_nocase(subject, TEXT("suggestions")) ||
	       text_starts_nocase(subject, TEXT("code review suggestion"));
}

bool suggestion_holds(struct suggestion_cursor *cursor, const struct message *message, uint32_t line)
{
	if (message->is_merge)
		return false;
	if (!cursor->line) {
		cursor->is_whole = is_suggestion_subject(message->subject);
		cursor->line = 1;
	}
	for (; cursor->line <= line && cursor->line < message->line_count; cursor->line++) {
		struct text at = message->lines[cursor->line].text;

		if (text_starts(at, TEXT("* ")) || text_starts(at, TEXT("- ")))
			cursor->is_section = is_suggestion_subject(text_trim(text_slice(at, 2, at.size)));
		else if (text_starts(at, TEXT("---------")))
			cursor->is_section = false;
	}
	return cursor->is_whole || cursor->is_section;
}

static bool is_author(const struct message *message, const struct identity_fact *who)
{
	const struct identity_fact *author = &message->fact->author;

	if (who->email.size && author->email.size)
		return text_equal_nocase(who->email, author->email);
	return who->name.size && text_equal_nocase(who->name, author->name);
}

void suggestion_split(const struct message *message, const struct value_persons *from, struct value_persons *reviewers,
                      struct value_persons *others)
{
	reviewers->note = others->note = from->note;
	reviewers->count = others->count = 0;
	for (unsigned i = 0; i < from->count; i++) {
		struct value_persons *into = is_author(message, &from->at[i].who) ? others : reviewers;

		into->at[into->count++] = from->at[i];
	}
}

struct reading {
	const struct message *message;
	const struct evidence_sink *sink;
	struct suggestion_cursor cursor;
	uint32_t reviewer_count;
};

static void take_trailer(void *payload, const struct trailer *trailer)
{
	struct reading *reading = payload;
	struct event_fact event = {
		.kind = EVENT_REV, .source = TEXT("suggestion"), .raw = trailer->raw, .line = trailer->line + 1
	};
	struct value_persons reviewers, others;

	if (trailer->meaning->kinds[0] != EVENT_PAIR ||
	    !suggestion_holds(&reading->cursor, reading->message, trailer->line))
		return;
	suggestion_split(reading->message, &trailer->persons, &reviewers, &others);
	reading->reviewer_count += reviewers.count;
	value_emit(&reviewers, event, reading->sink);
}

/* "Apply suggestion from @login" without a co-author names the reviewer in the subject alone. */
static void read_subject_login(const struct message *message, const struct evidence_sink *sink)
{
	struct event_fact event = {
		.kind = EVENT_REV, .source = TEXT("suggestion"), .raw = message->subject, .line = 1
	};
	ptrdiff_t start = text_find(message->subject, TEXT(" from @"), 0);
	size_t end;

	if (start < 0)
		return;
	start += 6;
	for (end = (size_t)start + 1; end < message->subject.size; end++) {
		char c = message->subject.at[end];

		if (!char_is_alnum(c) && c != '-' && c != '_')
			break;
	}
	event.who.name = text_slice(message->subject, (size_t)start, end);
	if (event.who.name.size > 1)
		sink->event(sink->payload, &event);
}

static bool has_suggestions(const struct message *message)
{
	struct suggestion_cursor cursor = { 0 };

	for (uint32_t i = 0; i < message->line_count; i++) {
		if (suggestion_holds(&cursor, message, i))
			return true;
	}
	return false;
}

static void read_suggestion(const struct message *message, const struct evidence_sink *sink)
{
	struct reading reading = { .message = message, .sink = sink };
	struct trailer_taker taker = { &reading, take_trailer, NULL };

	if (!has_suggestions(message))
		return;
	trailers_each(message, &taker);
	if (!reading.reviewer_count && is_suggestion_subject(message->subject))
		read_subject_login(message, sink);
}

const struct commit_reader reader_suggestion = {
	.name = "suggestion",
	.summary = "commits that apply suggestions from code review: the co-author is the reviewer",
	.read = read_suggestion,
};
