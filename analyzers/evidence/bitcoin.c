/*
 * Bitcoin Core's merge messages: under "ACKs for top commit:" each reviewer's login and, deeper, the line in which the
 * review was given. "Concept ACK" and "Approach ACK" say nothing of the code, so they are acks and not reviews.
 */
#include "line.h"

/* Longer than each word of the family, so that a run of letters is not walked again and again. */
#define WORD_MAX_SIZE 10

enum stance { STANCE_NONE, STANCE_IDEA, STANCE_CODE };

static size_t indent_of(struct text line)
{
	size_t blanks = 0;

	while (blanks < line.size && line.at[blanks] == ' ')
		blanks++;
	return blanks;
}

/* Whether the word at the place ends in "ack" and belongs to the family: ACK, utACK, re-ACK, NACK. */
static bool is_ack_word(struct text line, size_t ack)
{
	static const char *const words[] = { "ack",    "nack",     "utack",   "tack",   "reack",    "crack",
		                             "re-ack", "re-utack", "re-tack", "cr-ack", "cr-utack", "cr-tack" };
	size_t start = ack;

	if (ack + 3 < line.size && char_is_alnum(line.at[ack + 3]))
		return false;
	while (start > 0 && ack - start < WORD_MAX_SIZE &&
	       (char_is_alpha(line.at[start - 1]) || line.at[start - 1] == '-'))
		start--;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_equal_nocase(text_slice(line, start, ack + 3), text_of(words[i])))
			return true;
	}
	return false;
}

/* What the first ack of the line is about. */
static enum stance read_stance(struct text line)
{
	for (ptrdiff_t at = text_find_nocase(line, TEXT("ack"), 0); at >= 0;
	     at = text_find_nocase(line, TEXT("ack"), (size_t)at + 1)) {
		struct text before;
		size_t start = (size_t)at;

		if (!is_ack_word(line, start))
			continue;
		while (start > 0 && !char_is_space(line.at[start - 1]))
			start--;
		before = text_trim(text_slice(line, 0, start));
		if (text_ends_nocase(before, TEXT("concept")) || text_ends_nocase(before, TEXT("approach")))
			return STANCE_IDEA;
		return STANCE_CODE;
	}
	return STANCE_NONE;
}

/* "  login:" */
static bool is_login_line(struct text line, struct text *login)
{
	size_t indent = indent_of(line);

	line = text_trim(line);
	if (!indent || line.size < 2 || line.at[line.size - 1] != ':')
		return false;
	line.size--;
	for (size_t i = 0; i < line.size; i++) {
		if (!char_is_alnum(line.at[i]) && line.at[i] != '-' && line.at[i] != '_')
			return false;
	}
	*login = line;
	return true;
}

static void emit_best(const struct event_fact *event, enum stance stance, const struct evidence_sink *sink)
{
	struct event_fact best = *event;

	best.kind = stance == STANCE_CODE ? EVENT_REV : EVENT_ACK;
	if (stance != STANCE_NONE)
		sink->event(sink->payload, &best);
}

/* Reads the list below the heading: one event a login, from the line that says most. */
static void read_list(const struct message *message, uint32_t at, const struct evidence_sink *sink)
{
	struct event_fact event = { .source = TEXT("message:acks") };
	enum stance best = STANCE_NONE;
	size_t login_indent = 0;

	for (; at < message->line_count; at++) {
		struct text line = message->lines[at].text, login;
		enum stance stance;

		if (!text_trim(line).size || !indent_of(line))
			break;
		if ((!login_indent || indent_of(line) <= login_indent) && is_login_line(line, &login)) {
			emit_best(&event, best, sink);
			event.who.name = login;
			best = STANCE_NONE;
			login_indent = indent_of(line);
			continue;
		}
		if (!login_indent)
			break;
		stance = read_stance(text_trim(line));
		if (stance > best) {
			best = stance;
			event.raw = text_trim(line);
			event.line = at + 1;
		}
	}
	emit_best(&event, best, sink);
}

static void read_bitcoin(const struct message *message, const struct evidence_sink *sink)
{
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		struct text line = text_trim(message->lines[i].text);

		if (indent_of(message->lines[i].text) || !text_starts(line, TEXT("ACKs for ")) ||
		    !text_ends(line, TEXT(":")))
			continue;
		read_list(message, i + 1, sink);
		return;
	}
}

const struct commit_reader reader_bitcoin = {
	.name = "bitcoin",
	.summary = "the list under \"ACKs for top commit:\" in merges",
	.read = read_bitcoin,
};
