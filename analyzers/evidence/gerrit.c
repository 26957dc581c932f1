/*
 * Gerrit's footers: Change-Id and Reviewed-on. Its merges ("Merge "title"", "Merge changes …") name no change that
 * their second parent does not name itself, so only their own footers are read.
 */
#include "gerrit.h"

#include "scan.h"

#define CHANGE_ID_SIZE 41

static const struct text no_text = { NULL, 0 };

bool gerrit_is_change_id(struct text value)
{
	struct text hex;
	size_t at = 1;

	return value.size == CHANGE_ID_SIZE && value.at[0] == 'I' && scan_hex(value, &at, CHANGE_ID_SIZE - 1, &hex);
}

bool gerrit_change_number(struct text value, struct text *number)
{
	static const char *const others[] = { "/pulls/", "/pull/", "/merge_requests/" };
	ptrdiff_t plain;

	if (!text_starts(value, TEXT("https://")) && !text_starts(value, TEXT("http://")))
		return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (text_find(value, text_of(others[i]), 0) >= 0)
			return false;
	}
	if (scan_number_behind(value, "/+/", number) || scan_number_behind(value, "/c/", number))
		return true;
	while (value.size && value.at[value.size - 1] == '/')
		value.size--;
	plain = text_find(value, TEXT("://"), 0);
	return text_find_char(value, '/', (size_t)plain + 3) > 0 && scan_number_behind(value, "/", number);
}

/* A picked or quoted message holds older footers above its own: the last of each kind is the commit's. */
static void read_gerrit(const struct message *message, const struct evidence_sink *sink)
{
	bool has_id = false, has_number = false;
	struct text key, value, number;

	for (uint32_t i = message->line_count; i > message->body_line && !(has_id && has_number); i--) {
		const struct message_line *line = &message->lines[i - 1];

		if (message->is_merge ? !(line->marks & LINE_IN_BLOCK) : !line_is_plain(line))
			continue;
		if (!line_split(line->text, &key, &value))
			continue;
		if (!has_id && key_is(key, "change-id") && gerrit_is_change_id(value)) {
			reference_emit(sink, REFERENCE_CHANGE_ID, value, no_text, "trailer:Change-Id");
			has_id = true;
		} else if (!has_number && key_is(key, "reviewed-on") && gerrit_change_number(value, &number)) {
			reference_emit(sink, REFERENCE_GERRIT, number, no_text, "trailer:Reviewed-on");
			has_number = true;
		}
	}
}

const struct commit_reader reader_gerrit = {
	.name = "gerrit",
	.summary = "changes named by Gerrit's Change-Id and Reviewed-on footers",
	.read = read_gerrit,
};
