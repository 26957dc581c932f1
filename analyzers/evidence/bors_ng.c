/*
 * bors-ng's merges: "Merge #7 #9" and, in the body, one line a pull request with its reviewers and its author. An act
 * is said to be about its own pull request, because one merge brings several.
 */
#include "bors.h"

#define MERGE_MAX_REQUESTS 256

/* The subject's numbers; false if anything else stands there. */
static bool subject_numbers(struct text line, struct text *numbers, uint32_t *count)
{
	size_t at = 0;

	*count = 0;
	if (!scan_literal(line, &at, "Merge"))
		return false;
	while (scan_spaces(line, &at) && at < line.size) {
		if (*count == MERGE_MAX_REQUESTS || !scan_literal(line, &at, "#") ||
		    !scan_number(line, &at, &numbers[*count]))
			return false;
		(*count)++;
	}
	return *count > 0 && at >= line.size;
}

static ptrdiff_t find_last(struct text text, struct text needle)
{
	ptrdiff_t found = -1;

	for (ptrdiff_t next = text_find(text, needle, 0); next >= 0; next = text_find(text, needle, (size_t)next + 1))
		found = next;
	return found;
}

/* "7: title r=ax,cm a=bs" */
static bool parse_line(struct text line, struct text *number, struct text *list, struct text *author)
{
	ptrdiff_t r, a;
	size_t at = 0;

	if (!scan_number(line, &at, number) || !scan_literal(line, &at, ": "))
		return false;
	a = find_last(line, TEXT(" a="));
	*author = a < 0 ? (struct text){ NULL, 0 } : text_trim(text_slice(line, (size_t)a + 3, line.size));
	r = find_last(text_slice(line, 0, a < 0 ? line.size : (size_t)a), TEXT(" r="));
	if (r < 0)
		return false;
	*list = text_trim(text_slice(line, (size_t)r + 3, a < 0 ? line.size : (size_t)a));
	return true;
}

static void emit_line(const struct message *message, uint32_t index, struct text number, struct text list,
                      struct text author, const struct evidence_sink *sink)
{
	struct event_fact event = {
		.kind = EVENT_REV,
		.source = TEXT("subject:bors-ng"),
		.raw = message->lines[index].text,
		.line = index + 1,
	};
	struct buf change = { 0 };

	buf_add_str(&change, "pr:");
	buf_add_text(&change, number);
	event.change = buf_text(&change);
	bors_reviewers_emit(list, author, event, sink);
	buf_release(&change);
}

static void read_bors_ng(const struct message *message, const struct evidence_sink *sink)
{
	struct text numbers[MERGE_MAX_REQUESTS], authors[MERGE_MAX_REQUESTS] = { { NULL, 0 } };
	bool is_read[MERGE_MAX_REQUESTS] = { false };
	struct text number, list, author;
	uint32_t count;

	if (!message->is_merge || !subject_numbers(text_trim(message->first_line), numbers, &count))
		return;
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		if (!parse_line(message->lines[i].text, &number, &list, &author))
			continue;
		for (uint32_t k = 0; k < count; k++) {
			/* The first such line is the program's, later ones may be part of a quoted description. */
			if (is_read[k] || !text_equal(numbers[k], number))
				continue;
			is_read[k] = true;
			authors[k] = author;
			emit_line(message, i, number, list, author, sink);
			break;
		}
	}
	for (uint32_t k = 0; k < count; k++)
		reference_emit(sink, REFERENCE_PR, numbers[k], authors[k], "subject:bors-ng");
}

const struct commit_reader reader_bors_ng = {
	.name = "bors-ng",
	.summary = "reviewers and pull requests in merges made by bors-ng",
	.read = read_bors_ng,
};
