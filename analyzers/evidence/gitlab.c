/*
 * GitLab's merge requests: the default and the common custom merge messages, the Part-of trailer of merge bots, and
 * the bare address of a merge request at the end of a message. Approvers' lines are read by trailers.c.
 */
#include "scan.h"

static const struct text no_text = { NULL, 0 };

/* "group/project!5", "!5" or an address that ends in merge_requests/5. */
static bool request_number(struct text value, struct text *number)
{
	struct text word;

	if (!scan_first_word(value, &word))
		return false;
	return scan_number_behind(word, "/merge_requests/", number) || scan_number_behind(word, "!", number);
}

static bool is_request_address(struct text line)
{
	line = text_trim(line);
	return (text_starts(line, TEXT("https://")) || text_starts(line, TEXT("http://"))) &&
	       text_find(line, TEXT("/merge_requests/"), 0) >= 0 && text_find_char(line, ' ', 0) < 0;
}

/* Title of a merge or squash made by a template with %{local_reference}: "… (!5)", and "… !5" for merges. */
static bool read_title(const struct message *message, struct text *number)
{
	struct text title = text_trim(message->first_line), word = title;

	if (scan_number_at_end(title, "(!", number))
		return true;
	if (!message->is_merge || !text_starts(title, TEXT("Merge branch ")))
		return false;
	for (size_t i = title.size; i > 0 && !char_is_space(title.at[i - 1]); i--)
		word = text_slice(title, i - 1, title.size);
	return word.size > 1 && word.at[0] == '!' && request_number(word, number);
}

static const char *read_line(const struct message *message, const struct message_line *line, struct text *number)
{
	struct text key, value, text = text_trim(line->text);
	size_t at = 0;

	if (!line_is_plain(line))
		return NULL;
	if (scan_literal(text, &at, "See merge request "))
		return request_number(text_slice(text, at, text.size), number) ? "message:gitlab" : NULL;
	if (is_request_address(text))
		return line->paragraphs_from_end <= 1 && request_number(text, number) ? "message:gitlab" : NULL;
	if (message->is_merge && text.size > 1 && text.at[0] == '!' && text_find_char(text, ' ', 0) < 0)
		return request_number(text, number) ? "message:gitlab" : NULL;
	if (line_split(text, &key, &value) && (key_is(key, "part-of") || key_is(key, "merge-request")))
		return request_number(value, number)
		               ? (key_is(key, "part-of") ? "trailer:Part-of" : "trailer:Merge-Request")
		               : NULL;
	return NULL;
}

/* One request a commit: the last one named is the one that brought it, those above were carried along. */
static void read_gitlab(const struct message *message, const struct evidence_sink *sink)
{
	const char *source = NULL, *found;
	struct text number = no_text;

	if (read_title(message, &number))
		source = "subject:gitlab";
	for (uint32_t i = message->line_count; !source && i > message->body_line; i--) {
		found = read_line(message, &message->lines[i - 1], &number);
		source = found;
	}
	if (source)
		reference_emit(sink, REFERENCE_MR, number, no_text, source);
}

const struct commit_reader reader_gitlab = {
	.name = "gitlab",
	.summary = "merge requests named by GitLab's merge messages and by Part-of lines",
	.read = read_gitlab,
};
