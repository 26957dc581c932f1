/*
 * Phabricator's fields: "Reviewed By: a, b" (accepted), "Reviewers: a, #group" (only asked), "Differential Revision:
 * <url>". Takes "Reviewed By" from trailers.c only where another field shows that Phabricator wrote the message.
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

/* Takes the next item of "a, b, #group" off the list. */
static struct text next_item(struct text *list)
{
	ptrdiff_t comma = text_find_char(*list, ',', 0);
	size_t end = comma < 0 ? list->size : (size_t)comma;
	struct text item = text_trim(text_slice(*list, 0, end));

	*list = text_slice(*list, comma < 0 ? end : end + 1, list->size);
	return item;
}

static bool is_group(struct text item)
{
	return item.size > 1 && item.at[0] == '#';
}

static bool is_list(struct text list)
{
	while (list.size) {
		struct text item = next_item(&list);

		if (item.size && !is_login(is_group(item) ? text_slice(item, 1, item.size) : item))
			return false;
	}
	return true;
}

/* Nothing, if one item is no login: then the line is a sentence. */
static void read_logins(struct text list, struct event_fact event, const struct evidence_sink *sink)
{
	enum event_mark mark = event.mark;

	if (!is_list(list))
		return;
	while (list.size) {
		struct text item = next_item(&list);

		if (!item.size)
			continue;
		event.who.name = is_group(item) ? text_slice(item, 1, item.size) : item;
		event.mark = is_group(item) ? MARK_GROUP : mark;
		sink->event(sink->payload, &event);
		event.ordinal++;
	}
}

/* "D" and digits at the end of the address: the revision; empty if there is none. */
static struct text revision_of(struct text value)
{
	ptrdiff_t anchor = text_find_char(value, '#', 0);
	size_t digits;

	if (anchor >= 0)
		value = text_slice(value, 0, (size_t)anchor);
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

static void read_field(const struct message *message, uint32_t at, int *is_ours, const struct evidence_sink *sink)
{
	struct event_fact event = { .raw = text_trim(message->lines[at].text), .line = at + 1 };
	struct text key, value, revision;
	uint32_t next;

	if (!line_is_plain(&message->lines[at]) || !line_split(message->lines[at].text, &key, &value))
		return;
	if (text_equal_nocase(key, TEXT("Differential Revision"))) {
		revision = revision_of(value);
		if (revision.size)
			reference_emit(sink, REFERENCE_REVIEW, revision, (struct text){ NULL, 0 },
			               "phabricator:Differential Revision");
	} else if (text_equal(key, TEXT("Reviewed By"))) {
		if (*is_ours < 0)
			*is_ours = phabricator_wrote(message);
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
	int is_ours = -1; /* not looked yet */

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
