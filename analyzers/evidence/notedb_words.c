/* What of a change message a person wrote: Gerrit writes one for whatever is done, and puts words of its own above a person's. */
#include "import_reader.h"
#include "notedb_parts.h"

/* A first line that Gerrit wrote begins so; what stands below it may be a person's. */
static const char *const openings[] = {
	"Uploaded patch set ",
	"Published edit on patch set ",
	"Commit message was updated",
	"Change has been successfully ",
	"Created a revert of this change as ",
	"Cherry Picked from ",
	"Change destination moved from ",
	"Removed reviewer ",
	"Removed cc ",
	"Topic set to ",
	"Topic changed from ",
	"Hashtag added: ",
	"Hashtags added: ",
	"Hashtag removed: ",
	"Hashtags removed: ",
	"Description set to ",
	"Description changed to ",
	"Description removed",
	"Description \"",
	"Assignee added: ",
	"Assignee changed from ",
	"Assignee deleted: ",
	"Merged as ",
	"Attention set ",
};

/* A first line that is this and no more. */
static const char *const lines[] = {
	"Abandoned",
	"Restored",
	"Set Ready For Review",
	"Set Work In Progress",
	"Set private",
	"Unset private",
	"Reverted",
	"Merged",
	"Submitted",
};

/* With such a first line all is Gerrit's. */
static const char *const reports[] = {
	"Change could not be merged",
	"Change cannot be merged",
	"Your change could not be merged",
	"Removed the following votes:",
	"Your change requires a recursive merge",
};

static bool starts_with_one(struct text line, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_starts_nocase(line, text_of(list[i])))
			return true;
	return false;
}
#define STARTS_WITH_ONE(line, list) starts_with_one((line), (list), sizeof(list) / sizeof(*(list)))

static size_t digits_at(struct text text, size_t at)
{
	size_t end = at;

	while (end < text.size && char_is_digit(text.at[end]))
		end++;
	return end - at;
}

/* "Patch Set 3:", in front of what was done on it: votes in their labels or in words, another patch set rebased. */
static bool is_patch_set_line(struct text line)
{
	size_t digits;

	if (!text_starts_nocase(line, TEXT("Patch set ")))
		return false;
	digits = digits_at(line, 10);
	return digits && 10 + digits < line.size && line.at[10 + digits] == ':';
}

/* "Change 12 has been successfully …", "Topic x removed", "Removed Code-Review+1 by …" */
static bool is_sentence(struct text line)
{
	if (text_starts_nocase(line, TEXT("Change ")))
		return digits_at(line, 7) && text_find(line, TEXT(" has been "), 7) > 0;
	if (text_starts_nocase(line, TEXT("Topic ")))
		return text_ends_nocase(line, TEXT(" removed"));
	return text_starts_nocase(line, TEXT("Removed ")) && text_find(line, TEXT(" by "), 8) > 0;
}

static bool is_own_first_line(struct text line)
{
	if (is_patch_set_line(line) || STARTS_WITH_ONE(line, openings) || is_sentence(line))
		return true;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (text_equal_nocase(line, text_of(lines[i])))
			return true;
	return false;
}

/* "(4 comments)", "(1 inline comment)" */
static bool is_count_line(struct text line)
{
	size_t digits;

	if (line.size < 3 || line.at[0] != '(' || line.at[line.size - 1] != ')')
		return false;
	digits = digits_at(line, 1);
	line = text_slice(line, 1 + digits, line.size - 1);
	return digits && (text_equal(line, TEXT(" comment")) || text_equal(line, TEXT(" comments")) ||
	                  text_equal(line, TEXT(" inline comment")) || text_equal(line, TEXT(" inline comments")));
}

/* Below a first line of Gerrit's: "* Code-Review+1 by …", and what a revert says of itself. */
static bool is_own_line_below(struct text line)
{
	if (text_starts(line, TEXT("* ")))
		return text_find(line, TEXT(" by "), 2) > 0;
	return text_starts_nocase(line, TEXT("This patchset was reverted in change: "));
}

int64_t notedb_word_count(struct text body)
{
	struct text rest = body, line;
	struct buf words = { 0 };
	bool is_first = true, is_own = false;
	int64_t count;

	while (text_next_line(&rest, &line)) {
		struct text bare = text_trim(line);

		if (is_first && STARTS_WITH_ONE(bare, reports))
			break;
		if (is_first)
			is_own = is_own_first_line(bare);
		if (!(is_first && is_own) && !is_count_line(bare) && !(is_own && is_own_line_below(bare))) {
			buf_add_text(&words, line);
			buf_add_char(&words, '\n');
		}
		is_first = false;
	}
	count = words.size ? forge_word_count(buf_text(&words)) : 0;
	buf_release(&words);
	return count;
}

struct text notedb_merger(struct text body)
{
	static const char marker[] = " merged by ";
	struct text line = { 0 };
	ptrdiff_t at;

	if (!text_next_line(&body, &line) || !text_starts_nocase(line, TEXT("Change ")))
		return (struct text){ 0 };
	at = text_find(line, text_of(marker), 0);
	if (at < 0)
		return (struct text){ 0 };
	line = text_trim(text_slice(line, (size_t)at + sizeof(marker) - 1, line.size));
	return text_ends(line, TEXT(".")) ? text_slice(line, 0, line.size - 1) : line;
}
