/*
 * "Key: value" lines that name persons: git's trailers, the same lines outside git's own block, and the keys with
 * spaces of other houses. Decides which lines are trailers; what a key means stands in dictionary.c.
 */
#include "line.h"

#define CONTINUATION_LIMIT 3
#define GLUED_LIMIT 16

struct scan {
	const struct message *message;
	const struct trailer_taker *taker;
	bool only_block;      /* a merge: its body is about other commits */
	bool is_pasted;       /* by a bot that pastes foreign changelogs: only the end of the body is its own */
	bool in_quotation;    /* the lines above begin a quoted commit or patch that has no indent to tell it by */
	bool in_diff;         /* the lines above are a diff */
	int is_phabricator;   /* -1 = not looked yet */
	int has_postgres_key; /* likewise */
};

/* Whether the last paragraph has keys that show PostgreSQL's way of writing, in which "Author:" is one. */
static bool has_postgres_key(const struct message *message)
{
	static const char *const keys[] = { "Discussion", "Backpatch-through", "Reviewed-by", NULL };

	for (uint32_t i = message->line_count; i-- > 0;) {
		const struct message_line *line = &message->lines[i];
		struct text key, value;

		if (line->paragraphs_from_end)
			break;
		if (line_split(line->text, &key, &value) && word_is_one_of(key, keys))
			return true;
	}
	return false;
}

/* Whether the line's paragraph is the head of a quoted mail, where "Cc:" says to whom it went and nothing else. */
static bool is_mail_head(const struct message *message, uint32_t at)
{
	static const char *const keys[] = { "Subject", "Date", "From", "To", "Message-ID", "Sent", NULL };
	uint32_t paragraph = message->lines[at].paragraphs_from_end, first = at, looked = 0;
	struct text key, value;

	while (first > 0 && message->lines[first - 1].paragraphs_from_end == paragraph && looked++ < 32)
		first--;
	for (uint32_t i = first; i < message->line_count && i < first + 64; i++) {
		if (message->lines[i].paragraphs_from_end != paragraph)
			break;
		if (line_split(message->lines[i].text, &key, &value) && word_is_one_of(key, keys))
			return true;
	}
	return false;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_list_item(struct text line)
{
	return line.size > 1 && (line.at[0] == '-' || line.at[0] == '*') && line.at[1] == ' ';
}

/*
 * An indented line is a quotation of another commit or an example, but at the very end and in the items of a squash's
 * list it is the message's own.
 */
static bool is_own_indent(const struct message *message, uint32_t at)
{
	const uint32_t reach = 64;

	if (!message->lines[at].paragraphs_from_end)
		return true;
	for (uint32_t i = at, looked = 0; i-- > 0 && looked < reach; looked++) {
		struct text line = message->lines[i].text;

		if (line.size && line.at[0] != ' ' && line.at[0] != '\t')
			return is_list_item(line);
	}
	return false;
}

/* An example: "Such a line looks like this:", a paragraph of nothing but such lines, and below it the text goes on. */
static bool is_example(const struct message *message, uint32_t at)
{
	const uint32_t reach = 32;
	uint32_t paragraph = message->lines[at].paragraphs_from_end, first = at, after = at;
	struct text above;

	if (!paragraph)
		return false;
	while (first > 0 && message->lines[first - 1].paragraphs_from_end == paragraph && at - first < reach) {
		if (!line_has_key(message->lines[--first].text))
			return false;
	}
	while (first > 0 && !text_trim(message->lines[first - 1].text).size)
		first--;
	if (first <= message->body_line)
		return false;
	above = text_trim(message->lines[first - 1].text);
	if (above.at[above.size - 1] != ':')
		return false;
	while (message->lines[after].paragraphs_from_end == paragraph && after - at < reach)
		after++;
	return message->lines[after].paragraphs_from_end != paragraph && !line_has_key(message->lines[after].text);
}

/* A sentence that runs on below shows that the line is prose. */
static bool runs_on(const struct message *message, uint32_t line)
{
	struct text below, key, value;

	if (line + 1 >= message->line_count)
		return false;
	below = message->lines[line + 1].text;
	return below.size && below.at[0] >= 'a' && below.at[0] <= 'z' && !line_split(below, &key, &value);
}

static bool has_address(const struct value_persons *persons)
{
	for (unsigned i = 0; i < persons->count; i++) {
		if (text_find_char(persons->at[i].who.email, '@', 0) > 0)
			return true;
	}
	return false;
}

/*
 * Whether a line outside git's block is a trailer: with an address surely, with names only if nothing speaks against
 * it.
 */
static bool is_trailer_outside(const struct scan *scan, const struct trailer *trailer)
{
	const struct message *message = scan->message;
	/* "Cc", "Trust", "Author" begin too many other lines. */
	bool is_bare_word = text_find_char(trailer->key, '-', 0) < 0 && text_find_char(trailer->key, ' ', 0) < 0;

	if (message->lines[trailer->line].text.at[0] == ' ' && !is_own_indent(message, trailer->line))
		return false;
	if (is_example(message, trailer->line))
		return false;
	if (has_address(&trailer->persons))
		return !text_equal_nocase(trailer->key, TEXT("Cc")) || !is_mail_head(message, trailer->line);
	if (trailer->line < message->body_line || !is_upper(trailer->key.at[0]) || is_bare_word)
		return false;
	return persons_look_like_names(&trailer->persons) && !runs_on(message, trailer->line);
}

static bool is_trailer(struct scan *scan, const struct trailer *trailer)
{
	const struct message *message = scan->message;
	bool in_block = message->lines[trailer->line].marks & LINE_IN_BLOCK;

	if (!trailer->persons.count)
		return false;
	if (text_equal(trailer->key, TEXT("Reviewed By"))) {
		if (scan->is_phabricator < 0)
			scan->is_phabricator = phabricator_wrote(message);
		if (scan->is_phabricator)
			return false;
	}
	if (trailer->meaning->kinds[0] == EVENT_AUTH && text_equal_nocase(trailer->key, TEXT("Author"))) {
		if (scan->has_postgres_key < 0)
			scan->has_postgres_key = has_postgres_key(message);
		if (!scan->has_postgres_key || message->lines[trailer->line].paragraphs_from_end)
			return false;
	}
	return in_block ? !persons_read_like_prose(&trailer->persons) : is_trailer_outside(scan, trailer);
}

/*
 * Finds a second "Key: value" glued behind the first on one line: cuts it off the value and gives its key and value.
 * Only keys with a hyphen, so that no word of a note is taken for one.
 */
static const struct key_meaning *cut_glued(struct text *value, struct text *key, struct text *more)
{
	ptrdiff_t colon = -1;

	while ((colon = text_find_char(*value, ':', (size_t)(colon + 1))) >= 0) {
		size_t start = (size_t)colon;
		const struct key_meaning *meaning;

		while (start > 0 && (char_is_alpha(value->at[start - 1]) || value->at[start - 1] == '-'))
			start--;
		*key = text_slice(*value, start, (size_t)colon);
		if (!start || text_find_char(*key, '-', 0) < 0)
			continue;
		meaning = dictionary_find(*key);
		if (!meaning || !meaning->kind_count)
			continue;
		*more = text_trim(text_slice(*value, (size_t)colon + 1, value->size));
		*value = text_trim(text_slice(*value, 0, start));
		return meaning;
	}
	return NULL;
}

static void take_values(struct scan *scan, struct trailer *trailer, struct text value)
{
	for (unsigned i = 0; trailer->meaning && i < GLUED_LIMIT; i++) {
		struct text key = { NULL, 0 }, more = { NULL, 0 };
		const struct key_meaning *next = cut_glued(&value, &key, &more);

		value_parse(&trailer->persons, value);
		if (trailer->meaning->kind_count && is_trailer(scan, trailer))
			scan->taker->trailer(scan->taker->payload, trailer);
		trailer->meaning = next;
		trailer->key = key;
		value = more;
	}
}

static bool is_unknown_person_key(struct text key, struct text value)
{
	return value.size && text_ends_nocase(key, TEXT("-by")) && text_find_char(key, ' ', 0) < 0;
}

/* Reads the line; returns the one to go on with. */
static uint32_t read_line(struct scan *scan, uint32_t at)
{
	const struct message *message = scan->message;
	const struct message_line *line = &message->lines[at];
	bool in_block = line->marks & LINE_IN_BLOCK;
	struct trailer trailer = { .line = at };
	struct text value;
	uint32_t next = at + 1;

	if (!in_block && line->paragraphs_from_end > 1 && (scan->is_pasted || scan->in_quotation))
		return next;
	if (!in_block && (scan->only_block || !line_is_plain(line) || (scan->in_diff && line->text.at[0] == ' ')))
		return next;
	if (!line_split(line->text, &trailer.key, &value))
		return next;
	trailer.meaning = dictionary_find(trailer.key);
	if (!trailer.meaning) {
		if (scan->taker->unknown_key && is_unknown_person_key(trailer.key, value))
			scan->taker->unknown_key(scan->taker->payload, trailer.key);
		return next;
	}
	trailer.raw = text_trim(line->text);
	value = line_unfold(message, at, in_block ? message->line_count : CONTINUATION_LIMIT, value, &next);
	take_values(scan, &trailer, value);
	return next;
}

/* A diff starts with its own head or a hunk and goes on while lines look like its body. */
static bool is_diff_line(struct text line, bool in_diff)
{
	if (text_starts(line, TEXT("diff --git ")) || text_starts(line, TEXT("@@ -")) ||
	    text_starts(line, TEXT("--- a/")))
		return true;
	if (!in_diff)
		return false;
	return !line.size || line.at[0] == ' ' || line.at[0] == '+' || line.at[0] == '-' || line.at[0] == '\\' ||
	       text_starts(line, TEXT("index ")) || text_starts(line, TEXT("new file")) ||
	       text_starts(line, TEXT("deleted file"));
}

static bool has_hex(struct text line, size_t from, size_t size)
{
	if (line.size < from + size)
		return false;
	return text_is_hex(text_slice(line, from, from + size));
}

/* The head of a commit as `git log` shows it, or of a mail as `git format-patch` writes it. */
static bool is_quotation_head(const struct message *message, uint32_t at)
{
	struct text line = message->lines[at].text, below = { NULL, 0 };

	if (at + 1 < message->line_count)
		below = message->lines[at + 1].text;
	if (text_starts(line, TEXT("From ")) && has_hex(line, 5, 40))
		return true;
	return text_starts(line, TEXT("commit ")) && has_hex(line, 7, 7) &&
	       (text_starts(below, TEXT("Author: ")) || text_starts(below, TEXT("Merge: ")));
}

static bool is_pasting_bot(struct identity_fact author)
{
	return text_ends_nocase(author.name, TEXT("[bot]")) || text_starts_nocase(author.name, TEXT("dependabot"));
}

void trailers_each(const struct message *message, const struct trailer_taker *taker)
{
	struct scan scan = { .message = message, .taker = taker, .is_phabricator = -1, .has_postgres_key = -1 };

	scan.only_block = message->is_merge;
	scan.is_pasted = is_pasting_bot(message->fact->author);
	for (uint32_t at = 1; at < message->line_count;) {
		scan.in_quotation = scan.in_quotation || is_quotation_head(message, at);
		scan.in_diff = is_diff_line(message->lines[at].text, scan.in_diff);
		at = read_line(&scan, at);
	}
}

/* ---- the reader ---- */

struct emission {
	const struct message *message;
	struct suggestion_cursor suggestions;
	struct trailer_emission events;
};

static uint32_t count_named(const struct value_persons *persons)
{
	uint32_t count = 0;

	for (unsigned i = 0; i < persons->count; i++)
		count += !persons->at[i].is_ignored;
	return count;
}

void trailer_emit(struct trailer_emission *emission, const struct trailer *trailer, const struct value_persons *persons,
                  struct event_fact event)
{
	if (emission->line != trailer->line) {
		emission->line = trailer->line;
		emission->event_count = 0;
	}
	event.ordinal = emission->event_count;
	value_emit(persons, event, emission->sink);
	emission->event_count += count_named(persons);
}

static void emit_trailer(void *payload, const struct trailer *trailer)
{
	struct emission *emission = payload;
	const struct key_meaning *meaning = trailer->meaning;
	struct value_persons persons = trailer->persons, reviewers = { .count = 0 };
	struct event_fact event = { .raw = trailer->raw, .line = trailer->line + 1 };

	if (meaning->kinds[0] == EVENT_PAIR &&
	    suggestion_holds(&emission->suggestions, emission->message, trailer->line))
		suggestion_split(emission->message, &trailer->persons, &reviewers, &persons);
	event.source = message_source(emission->message, "trailer:", trailer->key);
	for (unsigned i = 0; i < meaning->kind_count; i++) {
		event.kind = meaning->kinds[i];
		event.mark = meaning->mark;
		trailer_emit(&emission->events, trailer, &persons, event);
		/* The line is kept as it reads, but what counts of it is the review that suggestion.c finds. */
		event.mark = MARK_EXCLUDED;
		trailer_emit(&emission->events, trailer, &reviewers, event);
	}
}

static void emit_unknown(void *payload, struct text key)
{
	const struct emission *emission = payload;

	emission->events.sink->unknown_key(emission->events.sink->payload, key);
}

static void read_trailers(const struct message *message, const struct evidence_sink *sink)
{
	struct emission emission = { .message = message, .events = { .sink = sink } };
	struct trailer_taker taker = { &emission, emit_trailer, emit_unknown };

	trailers_each(message, &taker);
}

const struct commit_reader reader_trailers = {
	.name = "trailers",
	.summary = "\"Key: value\" lines that name persons, in git's style and with spaces in the key",
	.read = read_trailers,
};
