/*
 * Makes a commit message ready for the readers: cuts it into lines, joins the title, finds git's own trailer block and
 * the fences. Knows no key and no person.
 */
#include "message.h"

#include <string.h>
#include "reader.h"

#define CODE_INDENT 4
#define COMMENT_CHAR '#'
#define SCISSORS "# ------------------------ >8 ------------------------"

/* git's own class: VT and FF are no white space to it, so text_trim would see blank lines where git sees none. */
static bool is_git_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_blank(struct text line)
{
	for (size_t i = 0; i < line.size; i++) {
		if (!is_git_space(line.at[i]))
			return false;
	}
	return true;
}

static struct text trim_end(struct text line)
{
	while (line.size && is_git_space(line.at[line.size - 1]))
		line.size--;
	return line;
}

/* The message as git takes it: up to the first NUL, from the first line that is not blank. */
static struct text readable_part(struct text bytes)
{
	size_t start = 0;
	const char *nul;

	if (bytes.size > MESSAGE_MAX_SIZE)
		bytes.size = MESSAGE_MAX_SIZE;
	nul = bytes.size ? memchr(bytes.at, '\0', bytes.size) : NULL;
	if (nul)
		bytes.size = (size_t)(nul - bytes.at);
	for (size_t i = 0; i < bytes.size && is_git_space(bytes.at[i]); i++) {
		if (bytes.at[i] == '\n')
			start = i + 1;
	}
	return text_slice(bytes, start, bytes.size);
}

/* One CR before each LF, and one at the very end, goes. Copies only where there is one. */
static struct text drop_returns(struct arena *arena, struct text bytes)
{
	char *copy;
	size_t size = 0;

	if (!bytes.size || !memchr(bytes.at, '\r', bytes.size))
		return bytes;
	copy = arena_alloc(arena, bytes.size);
	for (size_t i = 0; i < bytes.size; i++) {
		if (bytes.at[i] == '\r' && (i + 1 == bytes.size || bytes.at[i + 1] == '\n'))
			continue;
		copy[size++] = bytes.at[i];
	}
	return (struct text){ copy, size };
}

static void cut_lines(struct message *message, struct text bytes)
{
	struct text rest = bytes, line;
	uint32_t count = 0;

	for (size_t i = 0; i < bytes.size; i++)
		count += bytes.at[i] == '\n';
	if (bytes.size && bytes.at[bytes.size - 1] != '\n')
		count++;
	if (!count)
		return;
	message->lines = arena_alloc(&message->arena, count * sizeof(*message->lines));
	while (message->line_count < count && text_next_line(&rest, &line))
		message->lines[message->line_count++] = (struct message_line){ .text = line };
}

static struct text join_title(struct message *message, uint32_t title_count)
{
	size_t size = 0;
	char *joined, *end;

	if (!title_count)
		return (struct text){ NULL, 0 };
	if (title_count == 1)
		return trim_end(message->lines[0].text);
	for (uint32_t i = 0; i < title_count; i++)
		size += message->lines[i].text.size + 1;
	end = joined = arena_alloc(&message->arena, size);
	for (uint32_t i = 0; i < title_count; i++) {
		struct text line = trim_end(message->lines[i].text);

		if (i)
			*end++ = ' ';
		memcpy(end, line.at, line.size);
		end += line.size;
	}
	return (struct text){ joined, (size_t)(end - joined) };
}

/* Returns how many lines the title has. */
static uint32_t read_title(struct message *message)
{
	uint32_t count = 0;

	while (count < message->line_count && !is_blank(message->lines[count].text))
		count++;
	message->subject = join_title(message, count);
	if (count)
		message->first_line = trim_end(message->lines[0].text);
	message->body_line = count;
	while (message->body_line < message->line_count && is_blank(message->lines[message->body_line].text))
		message->body_line++;
	return count;
}

static unsigned indent_marks(struct text line)
{
	size_t blanks = 0;
	unsigned marks = 0;

	while (blanks < line.size && blanks < CODE_INDENT && line.at[blanks] == ' ')
		blanks++;
	if (blanks == CODE_INDENT || (blanks < line.size && line.at[blanks] == '\t'))
		marks |= LINE_INDENTED;
	else if (blanks < line.size && line.at[blanks] == '>')
		marks |= LINE_QUOTED;
	return marks;
}

static void mark_lines(struct message *message)
{
	bool was_blank = true, has_text = false;
	uint32_t paragraph = 0;

	for (uint32_t i = 0; i < message->line_count; i++) {
		struct message_line *line = &message->lines[i];
		bool blank = is_blank(line->text);

		line->marks = blank ? 0 : indent_marks(line->text);
		if (!blank && !was_blank && (line->text.at[0] == ' ' || line->text.at[0] == '\t'))
			line->marks |= LINE_CONTINUATION;
		was_blank = blank;
	}
	for (uint32_t i = message->line_count; i-- > 0;) {
		bool blank = is_blank(message->lines[i].text);

		if (blank && has_text) {
			paragraph++;
			has_text = false;
		}
		has_text = has_text || !blank;
		message->lines[i].paragraphs_from_end = paragraph;
	}
}

/* A line of three or more backticks; an opening one may go on with a word, a closing one may not. */
static bool is_fence(struct text line, bool is_opening)
{
	size_t ticks = 0;

	line = text_trim(line);
	while (ticks < line.size && line.at[ticks] == '`')
		ticks++;
	if (ticks < 3)
		return false;
	return is_opening ? text_find_char(line, '`', ticks) < 0 : ticks == line.size;
}

static void mark_fences(struct message *message)
{
	uint32_t open = 0;
	bool is_open = false;

	for (uint32_t i = 0; i < message->line_count; i++) {
		struct text line = message->lines[i].text;

		if (!is_open && is_fence(line, true)) {
			is_open = true;
			open = i;
		} else if (is_open && is_fence(line, false)) {
			for (uint32_t k = open; k <= i; k++)
				message->lines[k].marks |= LINE_FENCED;
			is_open = false;
		}
	}
}

/* ---- git's trailer block ---- */

/* Index of the scissors line, below which git reads nothing, or the line count. */
static uint32_t scissors_line(const struct message *message, bool has_last_lf)
{
	for (uint32_t i = 0; i < message->line_count; i++) {
		bool has_lf = has_last_lf || i + 1 < message->line_count;

		if (has_lf && text_equal(message->lines[i].text, TEXT(SCISSORS)))
			return i;
	}
	return message->line_count;
}

/*
 * Where trailers may end: above comments, blank lines and an old "Conflicts:" block at the very end. Zero as "no run
 * yet" is git's own way and matters: a message that begins with a comment has no such run.
 */
static uint32_t trailer_end(const struct message *message, bool has_last_lf)
{
	uint32_t cutoff = scissors_line(message, has_last_lf), run = 0;
	bool in_conflicts = false;

	for (uint32_t i = 0; i < cutoff; i++) {
		struct text line = message->lines[i].text;
		bool has_lf = has_last_lf || i + 1 < message->line_count;

		if ((!line.size && has_lf) || (line.size && line.at[0] == COMMENT_CHAR)) {
			run = run ? run : i;
		} else if (has_lf && text_equal(line, TEXT("Conflicts:"))) {
			in_conflicts = true;
			run = run ? run : i;
		} else if (in_conflicts && line.size && line.at[0] == '\t') {
			continue;
		} else if (run) {
			run = 0;
			in_conflicts = false;
		}
	}
	return run ? run : cutoff;
}

static bool has_separator(struct text line)
{
	bool has_blank = false;

	for (size_t i = 0; i < line.size; i++) {
		char c = line.at[i];

		if (c == ':')
			return i > 0;
		if (!has_blank && (char_is_alnum(c) || c == '-'))
			continue;
		if (!i || (c != ' ' && c != '\t'))
			return false;
		has_blank = true;
	}
	return false;
}

struct block_tally {
	uint32_t trailers, others, pending; /* pending: lines that may continue a trailer above them */
	bool is_recognized;
};

static void tally_line(struct block_tally *tally, struct text line)
{
	if (text_starts(line, TEXT("Signed-off-by: ")) || text_starts(line, TEXT("(cherry picked from commit "))) {
		tally->is_recognized = true;
		tally->trailers++;
		tally->pending = 0;
	} else if (has_separator(line)) {
		tally->trailers++;
		tally->pending = 0;
	} else if (is_git_space(line.at[0])) {
		tally->pending++;
	} else {
		tally->others += 1 + tally->pending;
		tally->pending = 0;
	}
}

static bool tally_is_block(const struct block_tally *tally)
{
	uint64_t others = (uint64_t)tally->others + tally->pending;

	if (tally->is_recognized && (uint64_t)tally->trailers * 3 >= others)
		return true;
	return tally->trailers && !others;
}

static void mark_block(struct message *message, uint32_t title_count, bool has_last_lf)
{
	struct block_tally tally = { 0 };
	uint32_t end = trailer_end(message, has_last_lf), i = end;
	bool has_text = false;

	while (i > title_count) {
		struct text line = message->lines[--i].text;

		if (line.size && line.at[0] == COMMENT_CHAR) {
			tally.others += tally.pending;
			tally.pending = 0;
		} else if (!is_blank(line)) {
			has_text = true;
			tally_line(&tally, line);
		} else if (has_text) {
			break;
		}
	}
	if (!has_text || !is_blank(message->lines[i].text) || !tally_is_block(&tally))
		return;
	for (uint32_t k = i + 1; k < end; k++) {
		if (!is_blank(message->lines[k].text))
			message->lines[k].marks |= LINE_IN_BLOCK;
	}
}

void message_parse(struct message *out, const struct commit_fact *fact)
{
	struct text bytes = readable_part(fact->message);
	bool has_last_lf = bytes.size && bytes.at[bytes.size - 1] == '\n';
	uint32_t title_count;

	*out = (struct message){ .fact = fact, .is_merge = fact->parent_count >= 2 };
	cut_lines(out, drop_returns(&out->arena, bytes));
	title_count = read_title(out);
	mark_lines(out);
	mark_fences(out);
	mark_block(out, title_count, has_last_lf);
}

void message_release(struct message *message)
{
	arena_release(&message->arena);
	*message = (struct message){ 0 };
}

struct text message_source(const struct message *message, const char *prefix, struct text key)
{
	/* The arena is scratch space that belongs to the message, not part of what it says. */
	struct arena *arena = (struct arena *)&message->arena;
	size_t prefix_size = strlen(prefix);
	char *joined = arena_alloc(arena, prefix_size + key.size);

	memcpy(joined, prefix, prefix_size);
	if (key.size)
		memcpy(joined + prefix_size, key.at, key.size);
	return (struct text){ joined, prefix_size + key.size };
}
