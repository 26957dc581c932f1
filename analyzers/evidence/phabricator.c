/*
 * Phabricator's fields: "Reviewed By: a, b" (accepted), "Reviewers: a, #group" (only asked), "Differential Revision: <url>".
 * Takes "Reviewed By" from trailers.c only where another field shows that Phabricator wrote the message.
 */
#include "line.h"

static bool is_marker(struct text key)
{
	return text_equal(key, TEXT("Differential Revision")) || text_equal(key, TEXT("Reviewers")) ||
	       text_equal(key, TEXT("Test Plan")) || text_equal(key, TEXT("Subscribers"));
}

bool phabricator_wrote(const struct message *message)
{
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		struct text key, value;

		if (line_split(message->lines[i].text, &key, &value) && is_marker(key))
			return true;
	}
	return false;
}

static bool is_login(struct text name)
{
	for (size_t i = 0; i < name.size; i++) {
		if (!char_is_alnum(name.at[i]) && name.at[i] != '.' && name.at[i] != '_' && name.at[i] != '-')
			return false;
	}
	return name.size > 0;
}

/* "a, b, #group", separated by commas or blanks. */
static void read_logins(struct text value, struct event_fact event, const struct evidence_sink *sink)
{
	size_t start = 0;
	enum event_mark mark = event.mark;

	for (size_t at = 0; at <= value.size; at++) {
		struct text name;
		bool is_group;

		if (at < value.size && value.at[at] != ',' && !char_is_space(value.at[at]))
			continue;
		name = text_slice(value, start, at);
		start = at + 1;
		is_group = name.size && name.at[0] == '#';
		if (is_group)
			name = text_slice(name, 1, name.size);
		if (!is_login(name))
			continue;
		event.who.name = name;
		event.mark = is_group ? MARK_GROUP : mark;
		sink->event(sink->payload, &event);
		event.ordinal++;
	}
}

/* "D" and digits at the end of the address: the revision; empty if there is none. */
static struct text revision_of(struct text value)
{
	size_t digits;

	while (value.size && (value.at[value.size - 1] == '/' || value.at[value.size - 1] == '.'))
		value.size--;
	for (digits = value.size; digits > 0 && char_is_digit(value.at[digits - 1]);)
		digits--;
	if (!digits || digits == value.size || value.at[digits - 1] != 'D')
		return (struct text){ NULL, 0 };
	if (digits > 1 && value.at[digits - 2] != '/')
		return (struct text){ NULL, 0 };
	return text_slice(value, digits - 1, value.size);
}

static void read_field(const struct message *message, uint32_t at, bool *is_ours, const struct evidence_sink *sink)
{
	struct event_fact event = { .raw = text_trim(message->lines[at].text), .line = at + 1 };
	struct text key, value, revision;
	uint32_t next;

	if (!line_is_plain(&message->lines[at]) || !line_split(message->lines[at].text, &key, &value))
		return;
	if (text_equal_nocase(key, TEXT("Differential Revision"))) {
		revision = revision_of(value);
		if (revision.size)
			reference_emit(sink, REFERENCE_REVIEW, revision, (struct text){ NULL, 0 }, "phabricator:Differential Revision");
	} else if (text_equal(key, TEXT("Reviewed By"))) {
		*is_ours = *is_ours || phabricator_wrote(message);
		if (!*is_ours)
			return;
		event.kind = EVENT_REV;
		event.source = TEXT("phabricator:Reviewed By");
		read_logins(line_unfold(message, at, 3, value, &next), event, sink);
	} else if (text_equal(key, TEXT("Reviewers"))) {
		event.kind = EVENT_REQ;
		event.mark = MARK_REQUESTED;
		event.source = TEXT("phabricator:Reviewers");
		read_logins(line_unfold(message, at, 3, value, &next), event, sink);
	}
}

static void read_phabricator(const struct message *message, const struct evidence_sink *sink)
{
	bool is_ours = false;

	if (message->is_merge)
		return;
	for (uint32_t i = message->body_line; i < message->line_count; i++)
		read_field(message, i, &is_ours, sink);
}

const struct commit_reader reader_phabricator = {
	.name = "phabricator",
	.summary = "Reviewed By, Reviewers and Differential Revision fields",
	.read = read_phabricator,
};
