/*
 * Rietveld's lines: "LGTM=login" (approved), "R=login, login" and "TBR=login" (only asked), "Review URL: <url>". A
 * line "R=x" alone could be code, so a login without an address needs a second line in the message that shows where it
 * comes from.
 */
#include "line.h"

static const struct field {
	const char *name;
	enum event_kind kind;
	enum event_mark mark;
	const char *source;
} fields[] = {
	{ "R=", EVENT_REQ, MARK_REQUESTED, "rietveld:R" },
	{ "LGTM=", EVENT_REV, MARK_NONE, "rietveld:LGTM" },
	{ "TBR=", EVENT_REQ, MARK_REQUESTED, "rietveld:TBR" },
};

#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

static const struct field *find_field(struct text line)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (text_starts(line, text_of(fields[i].name)))
			return &fields[i];
	}
	return NULL;
}

static bool is_marker(struct text line)
{
	static const char *const markers[] = { "CC=",
		                               "BUG=",
		                               "TEST=",
		                               "LGTM=",
		                               "R=",
		                               "TBR=",
		                               "Review URL: http",
		                               "Review-Url: http",
		                               "https://codereview.",
		                               "http://codereview.",
		                               "https://golang.org/cl/",
		                               "Change-Id: I" };

	for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++) {
		if (text_starts(line, text_of(markers[i])))
			return true;
	}
	return false;
}

/* Whether the message has two lines of Rietveld's. */
static bool rietveld_wrote(const struct message *message)
{
	unsigned found = 0;

	for (uint32_t i = message->body_line; i < message->line_count && found < 2; i++)
		found += is_marker(message->lines[i].text);
	return found == 2;
}

static bool is_login(struct text name)
{
	bool has_letter = false;

	for (size_t i = 0; i < name.size; i++) {
		has_letter = has_letter || char_is_alpha(name.at[i]);
		if (!char_is_alnum(name.at[i]) && text_find_char(TEXT("._-+@"), name.at[i], 0) < 0)
			return false;
	}
	return has_letter && char_is_alnum(name.at[0]);
}

/* Mailing lists that were asked along with persons. */
static bool is_group(struct text name)
{
	static const char *const tails[] = { "-dev", "-reviews", "-reviewers", "-codereviews", "-team" };
	ptrdiff_t at = text_find_char(name, '@', 0);

	if (at >= 0)
		name = text_slice(name, 0, (size_t)at);
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		if (text_ends(name, text_of(tails[i])))
			return true;
	}
	return false;
}

/* The next item of a comma list, trimmed; *start begins at 0. False behind the last one. */
static bool next_item(struct text value, size_t *start, struct text *item)
{
	ptrdiff_t comma;
	size_t end;

	if (*start > value.size)
		return false;
	comma = text_find_char(value, ',', *start);
	end = comma < 0 ? value.size : (size_t)comma;
	*item = text_trim(text_slice(value, *start, end));
	*start = end + 1;
	return true;
}

/* Whether all of the value is a list of logins and addresses. */
static bool is_list(struct text value, bool need_address)
{
	bool has_address = false;
	struct text name;

	for (size_t start = 0; next_item(value, &start, &name);) {
		/* A comma at the end is common. */
		if (!name.size && start > value.size)
			continue;
		if (!is_login(name))
			return false;
		has_address = has_address || text_find_char(name, '@', 0) > 0;
	}
	return value.size && (has_address || !need_address);
}

static void emit_list(struct text value, const struct field *field, struct event_fact event,
                      const struct evidence_sink *sink)
{
	struct text name;

	for (size_t start = 0; next_item(value, &start, &name);) {
		if (!name.size)
			continue;
		event.who = (struct identity_fact){ .name = name };
		if (text_find_char(name, '@', 0) > 0)
			event.who = (struct identity_fact){ .email = name };
		event.mark = is_group(name) ? MARK_GROUP : field->mark;
		sink->event(sink->payload, &event);
		event.ordinal++;
	}
}

static void read_line(const struct message *message, uint32_t at, bool is_ours, const struct evidence_sink *sink)
{
	struct text line = text_trim(message->lines[at].text), key, value;
	struct event_fact event = { .raw = line, .line = at + 1 };
	const struct field *field = find_field(message->lines[at].text);

	if (field) {
		value = text_trim(text_slice(line, text_of(field->name).size, line.size));
		event.kind = field->kind;
		event.source = text_of(field->source);
		/* "TBR=" is like nothing else. */
		if (is_list(value, !is_ours && text_of(field->name).size < 4))
			emit_list(value, field, event, sink);
	} else if (line_split(line, &key, &value) && line_is_plain(&message->lines[at]) &&
	           text_starts(value, TEXT("http")) &&
	           (text_equal_nocase(key, TEXT("Review URL")) || text_equal_nocase(key, TEXT("Review-Url")))) {
		while (text_find_char(TEXT("./ "), value.at[value.size - 1], 0) >= 0)
			value.size--;
		reference_emit(sink, REFERENCE_REVIEW, value, (struct text){ NULL, 0 }, "rietveld:Review URL");
	}
}

static void read_rietveld(const struct message *message, const struct evidence_sink *sink)
{
	bool is_ours;

	if (message->is_merge)
		return;
	is_ours = rietveld_wrote(message);
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		if (!(message->lines[i].marks & LINE_FENCED))
			read_line(message, i, is_ours, sink);
	}
}

const struct commit_reader reader_rietveld = {
	.name = "rietveld",
	.summary = "LGTM=, R=, TBR= and Review URL lines",
	.read = read_rietveld,
};
