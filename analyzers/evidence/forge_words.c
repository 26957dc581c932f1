/*
 * Counts the words that a person wrote in a comment, over Markdown as forges take it. What counts:
 *   - a run of letters and digits, with apostrophes and underscores inside it: "don't", "foo_bar", "3rd" are one each;
 *   - an ideograph by itself, for such text has no spaces; a run of kana or of hangul is a run of letters;
 *   - a mention, with the hyphens and the slash in it: "@a-sample", "@org/docs" are one each.
 * What does not: lines quoted by '>', code (fenced, indented, or between backticks on one line), taken-over suggestions, HTML
 * comments, addresses (http…), emoji and their ":short_names:".
 */
#include <string.h>
#include "import_reader.h"

enum letter { LETTER, IDEOGRAPH, JOINER, KEYCAP, OTHER };

/* By first code point; what stands in no row is a letter. */
static const struct {
	uint32_t first, last;
	enum letter letter;
} classes[] = {
	{ 0x0080, 0x00a9, OTHER },       /* controls, signs */
	{ 0x00ab, 0x00b4, OTHER },       /* signs */
	{ 0x00b6, 0x00b9, OTHER },       /* signs */
	{ 0x00bb, 0x00bf, OTHER },       /* signs */
	{ 0x00d7, 0x00d7, OTHER },       /* times */
	{ 0x00f7, 0x00f7, OTHER },       /* divided by */
	{ 0x0300, 0x036f, JOINER },      /* combining marks */
	{ 0x2000, 0x200b, OTHER },       /* spaces */
	{ 0x200c, 0x200d, JOINER },      /* zero width joiners */
	{ 0x200e, 0x20cf, OTHER },       /* punctuation, currencies */
	{ 0x20d0, 0x20e2, JOINER },      /* marks for symbols */
	{ 0x20e3, 0x20e3, KEYCAP },      /* the key around a digit */
	{ 0x20e4, 0x20ff, JOINER },      /* marks for symbols */
	{ 0x2100, 0x214f, OTHER },       /* letterlike signs */
	{ 0x2190, 0x2bff, OTHER },       /* arrows, mathematics, dingbats, old emoji */
	{ 0x2e00, 0x2e7f, OTHER },       /* punctuation */
	{ 0x2e80, 0x2fdf, IDEOGRAPH },   /* radicals */
	{ 0x2fe0, 0x3004, OTHER },       /* punctuation */
	{ 0x3005, 0x3007, IDEOGRAPH },   /* marks that stand for one */
	{ 0x3008, 0x3020, OTHER },       /* punctuation */
	{ 0x3021, 0x3029, IDEOGRAPH },   /* numerals */
	{ 0x302a, 0x303f, OTHER },       /* punctuation */
	{ 0x3099, 0x309a, JOINER },      /* marks of kana */
	{ 0x30fb, 0x30fb, OTHER },       /* middle dot */
	{ 0x3200, 0x33ff, OTHER },       /* enclosed signs */
	{ 0x3400, 0x4dbf, IDEOGRAPH },   /* extension A */
	{ 0x4dc0, 0x4dff, OTHER },       /* hexagrams */
	{ 0x4e00, 0x9fff, IDEOGRAPH },   /* the common ones */
	{ 0xd800, 0xf8ff, OTHER },       /* surrogates, private use */
	{ 0xf900, 0xfaff, IDEOGRAPH },   /* compatibility */
	{ 0xfe00, 0xfe0f, JOINER },      /* variation selectors */
	{ 0xfe10, 0xfe6f, OTHER },       /* forms of punctuation */
	{ 0xfeff, 0xfeff, JOINER },      /* byte order mark */
	{ 0xff00, 0xff0f, OTHER },       /* full width punctuation */
	{ 0xff1a, 0xff20, OTHER },       /* full width punctuation */
	{ 0xff3b, 0xff40, OTHER },       /* full width punctuation */
	{ 0xff5b, 0xff65, OTHER },       /* full and half width punctuation */
	{ 0xffe0, 0xffff, OTHER },       /* signs; U+FFFD stands for malformed bytes */
	{ 0x1d000, 0x1d3ff, OTHER },     /* music, counting rods */
	{ 0x1f000, 0x1ffff, OTHER },     /* emoji */
	{ 0x20000, 0x3ffff, IDEOGRAPH }, /* rare ones */
	{ 0xe0000, 0x10ffff, OTHER },    /* tags, private use */
};

static enum letter letter_of(uint32_t code_point)
{
	size_t low = 0, high = sizeof(classes) / sizeof(classes[0]);

	if (code_point < 0x80)
		return char_is_alnum((char)code_point) ? LETTER : OTHER;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code_point < classes[middle].first)
			high = middle;
		else if (code_point > classes[middle].last)
			low = middle + 1;
		else
			return classes[middle].letter;
	}
	return LETTER;
}

static bool is_letter_at(struct text text, size_t at)
{
	return at < text.size && letter_of(utf8_next(text, &at)) == LETTER;
}

/* Behind an address that begins at `at`: white space, <>"`, East Asian text, or a bracket that it did not open. */
static size_t address_end(struct text text, size_t at)
{
	size_t depth = 0;

	while (at < text.size) {
		size_t next = at;
		uint32_t c = utf8_next(text, &next);

		if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == ']' || c >= 0x2e80)
			break;
		if (c == ')' && depth-- == 0)
			break;
		depth += c == '(';
		at = next;
	}
	return at;
}

static bool is_address(struct text text, size_t at)
{
	struct text rest = text_slice(text, at, text.size);

	return text_starts_nocase(rest, TEXT("http://")) || text_starts_nocase(rest, TEXT("https://"));
}

/* Behind the ":short_name:" that begins at `at`, or `at`. */
static size_t short_name_end(struct text text, size_t at)
{
	size_t end = at + 1;

	while (end < text.size && (char_is_digit(text.at[end]) || (text.at[end] >= 'a' && text.at[end] <= 'z') ||
	                           text.at[end] == '_' || text.at[end] == '+' || text.at[end] == '-'))
		end++;
	if (end == at + 1 || end >= text.size || text.at[end] != ':')
		return at;
	end++;
	return end < text.size && char_is_alnum(text.at[end]) ? at : end;
}

/* Whether the sign between two letters does not part them. */
static bool is_inside_word(uint32_t c, bool is_mention)
{
	return c == '\'' || c == '_' || c == 0x2019 || (is_mention && (c == '-' || c == '/'));
}

/* Where a text of one line is: in a word of so many letters, or between words. */
struct cursor {
	size_t letters;
	bool is_mention;     /* the word, or the one that may begin now, stands behind '@' */
	bool is_short_place; /* a ":short_name:" may begin here */
};

static int64_t take_letter(struct cursor *cursor, struct text text, size_t *at)
{
	uint32_t c = utf8_next(text, at);
	enum letter letter = letter_of(c);
	size_t letters = cursor->letters;

	cursor->is_short_place = c == ' ' || c == '\t' || c == '(';
	switch (letter) {
	case LETTER:
		return cursor->letters++ == 0;
	case JOINER:
		return 0;
	case KEYCAP:
		/* A digit on a key is a picture. */
		cursor->letters = 0;
		return letters == 1 ? -1 : 0;
	case IDEOGRAPH:
		cursor->letters = 0;
		cursor->is_mention = false;
		return 1;
	default:
		if (letters && is_inside_word(c, cursor->is_mention) && is_letter_at(text, *at))
			return 0;
		cursor->letters = 0;
		cursor->is_mention = c == '@';
		return 0;
	}
}

#define TICKS_MAX 32 /* a longer run of backticks opens nothing */

static size_t run_size(struct text text, size_t at)
{
	size_t end = at;

	while (end < text.size && text.at[end] == text.at[at])
		end++;
	return end - at;
}

/*
 * Behind the code that the backticks at `at` open, or behind them if as many never follow. unclosed: bits of the lengths of
 * which none follow, so that a line is searched once for each.
 */
static size_t code_end(struct text text, size_t at, uint32_t *unclosed)
{
	size_t length = run_size(text, at), from = at + length;
	ptrdiff_t next;

	if (length >= TICKS_MAX || (*unclosed >> length & 1))
		return from;
	for (size_t end = from; (next = text_find_char(text, '`', end)) >= 0;
	     end = (size_t)next + run_size(text, (size_t)next))
		if (run_size(text, (size_t)next) == length)
			return (size_t)next + length;
	*unclosed |= UINT32_C(1) << length;
	return from;
}

/* Words of a piece of one line. */
static int64_t count_piece(struct text text)
{
	struct cursor cursor = { .is_short_place = true };
	uint32_t unclosed = 0;
	int64_t count = 0;
	size_t at = 0;

	while (at < text.size) {
		if (text.at[at] == '`') {
			at = code_end(text, at, &unclosed);
			cursor = (struct cursor){ 0 };
			continue;
		}
		if (!cursor.letters && is_address(text, at)) {
			at = address_end(text, at);
			continue;
		}
		if (cursor.is_short_place && text.at[at] == ':') {
			size_t end = short_name_end(text, at);

			if (end > at) {
				at = end;
				continue;
			}
		}
		count += take_letter(&cursor, text, &at);
	}
	return count;
}

struct fence {
	char mark; /* '`' or '~'; 0 outside */
	size_t length;
};

/* Steps over a fence's opening or closing line. Any indent will do: fences stand in lists. */
static bool fence_take(struct fence *fence, struct text line)
{
	struct text bare = text_trim(line);
	char mark = bare.size ? bare.at[0] : 0;
	size_t length = 0;

	if (mark != '`' && mark != '~')
		return false;
	while (length < bare.size && bare.at[length] == mark)
		length++;
	if (length < 3)
		return false;
	if (fence->mark) {
		if (mark == fence->mark && length >= fence->length && length == bare.size)
			fence->mark = 0;
		return true;
	}
	/* "```code```" on one line is no fence. */
	if (mark == '`' && text_find_char(bare, '`', length) >= 0)
		return false;
	*fence = (struct fence){ mark, length };
	return true;
}

struct body {
	struct text rest; /* behind the line being read */
	bool has_close;   /* "-->" stands somewhere in rest, as far as known */
	bool is_comment;  /* the next line begins inside an HTML comment */
	struct fence fence;
	size_t list_indent; /* where the text of the list's last item stands; 0 outside lists */
	bool is_after_text; /* the line before was not blank */
	bool is_code;       /* the lines before were indented code */
};

#define CODE_INDENT 4
#define TAB_COLUMNS 4

static size_t indent_of(struct text line)
{
	size_t columns = 0;

	for (size_t at = 0; at < line.size && (line.at[at] == ' ' || line.at[at] == '\t'); at++)
		columns += line.at[at] == ' ' ? 1 : TAB_COLUMNS - columns % TAB_COLUMNS;
	return columns;
}

/* Columns of "- ", "12. " and the like, or 0. */
static size_t marker_size(struct text bare)
{
	size_t at = 0;

	while (at < bare.size && char_is_digit(bare.at[at]))
		at++;
	if (at < bare.size && bare.at[at] && strchr(at ? ".)" : "-*+", bare.at[at]) && at + 1 < bare.size &&
	    bare.at[at + 1] == ' ')
		return at + 2;
	return 0;
}

/* Steps over a line of indented code. It follows a blank line, and stands deeper where a list goes on. */
static bool code_take(struct body *body, struct text line)
{
	struct text bare = text_trim(line);
	size_t indent = indent_of(line), marker = marker_size(bare);
	bool may_begin = !body->is_after_text;

	body->is_after_text = bare.size > 0;
	if (!bare.size)
		return false;
	if (indent >= body->list_indent + CODE_INDENT && (may_begin || body->is_code)) {
		body->is_code = true;
		return true;
	}
	body->is_code = false;
	if (marker)
		body->list_indent = indent + marker;
	else if (may_begin && indent < body->list_indent)
		body->list_indent = 0;
	return false;
}

/* Whether an HTML comment that a line leaves open is closed further down. Looks through the rest at most once in vain. */
static bool comment_closes(struct body *body)
{
	if (body->has_close)
		body->has_close = text_find(body->rest, TEXT("-->"), 0) >= 0;
	return body->has_close;
}

/* Words of a line with its HTML comments left out. */
static int64_t count_line(struct body *body, struct text line)
{
	int64_t count = 0;

	while (line.size) {
		ptrdiff_t open = body->is_comment ? 0 : text_find(line, TEXT("<!--"), 0), close;
		bool is_first = false;

		if (open < 0)
			return count + count_piece(line);
		if (!body->is_comment) {
			struct text before = text_slice(line, 0, (size_t)open);

			count += count_piece(before);
			is_first = text_trim(before).size == 0;
			line = text_slice(line, (size_t)open + 4, line.size);
		}
		close = text_find(line, TEXT("-->"), 0);
		if (close < 0) {
			/* One that is never closed hides the rest only where it begins a line. */
			body->is_comment = body->is_comment || is_first || comment_closes(body);
			return body->is_comment ? count : count + count_piece(line);
		}
		body->is_comment = false;
		line = text_slice(line, (size_t)close + 3, line.size);
	}
	return count;
}

int64_t forge_word_count(struct text text)
{
	struct body body = { .rest = text, .has_close = true };
	struct text line;
	int64_t count = 0;

	while (text_next_line(&body.rest, &line)) {
		if (!body.is_comment) {
			if (fence_take(&body.fence, line) || body.fence.mark)
				continue;
			if (code_take(&body, line))
				continue;
			if (text_starts(text_trim(line), TEXT(">")))
				continue;
		}
		count += count_line(&body, line);
	}
	return count;
}
