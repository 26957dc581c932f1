/*
 * The pen of pen.h. Escapes for the terminal happen in one place: clean(), through which all text passes.
 */
#include <string.h>
#include "bars.h"
#include "escape.h"
#include "pen.h"

static const char *const paint_starts[] = { "", "\033[1m", "\033[2m", "\033[1;36m" };
#define PAINT_END "\033[m"

struct pen pen_on(struct buf *out, const struct render_options *options)
{
	int columns = options->columns ? options->columns : 80;

	if (columns < PEN_MIN_COLUMNS)
		columns = PEN_MIN_COLUMNS;
	if (columns > PEN_MAX_COLUMNS)
		columns = PEN_MAX_COLUMNS;
	if (options->is_plain)
		return (struct pen){ .out = out, .columns = PEN_MAX_COLUMNS, .is_plain = true };
	return (struct pen){
		.out = out, .columns = columns, .use_color = options->use_color, .use_unicode = options->use_unicode
	};
}

/* ---- of a plain pen ---- */

static void trim_line(struct pen *pen)
{
	while (pen->out->size && pen->out->at[pen->out->size - 1] == ' ')
		pen->out->at[--pen->out->size] = '\0';
}

/* What the words before already end with says enough. */
static void add_gap(struct pen *pen)
{
	char last;

	pen->has_gap = false;
	trim_line(pen);
	last = pen->out->size ? pen->out->at[pen->out->size - 1] : ' ';
	if (!memchr(":,;.?", last, 5))
		buf_add_char(pen->out, pen->gap_count++ ? ',' : ':');
	buf_add_char(pen->out, ' ');
}

/* Appends text that is already clean, painted. */
static void paint_add(struct pen *pen, enum paint paint, struct text text)
{
	bool is_painted = pen->use_color && paint != PAINT_PLAIN && text.size > 0;

	if (pen->has_gap && text_trim(text).size)
		add_gap(pen);
	if (is_painted)
		buf_add_str(pen->out, paint_starts[paint]);
	buf_add_text(pen->out, text);
	if (is_painted)
		buf_add_str(pen->out, PAINT_END);
	pen->at += (int)utf8_columns(text);
}

/* How many bytes of the text fit into so many columns; marks that combine stay with their letter. */
static size_t fitting_size(struct text text, int columns)
{
	size_t at = 0;
	size_t fits = 0;
	int used = 0;

	while (at < text.size) {
		used += utf8_width(utf8_next(text, &at));
		if (used > columns)
			break;
		fits = at;
	}
	return fits;
}

static void add_cut(const struct pen *pen, struct buf *clean, int max)
{
	const char *ellipsis = pen->use_unicode ? "\u2026" : "..";
	int room = max - (pen->use_unicode ? 1 : 2);
	struct text whole = buf_text(clean);

	if (max <= 0 || (int)utf8_columns(whole) <= max)
		return;
	clean->size = fitting_size(whole, room > 0 ? room : 0);
	clean->at[clean->size] = '\0';
	buf_add_str(clean, ellipsis);
}

int pen_put(struct pen *pen, enum paint paint, struct text text, int max)
{
	struct buf clean = { 0 };
	int before = pen->at;

	/* Two spaces are a small column. */
	if (pen->is_plain && text_starts(text, TEXT("  "))) {
		pen_to(pen, 0);
		text = text_trim(text);
	}
	escape_terminal(&clean, text);
	if (!pen->is_plain)
		add_cut(pen, &clean, max);
	paint_add(pen, paint, buf_text(&clean));
	buf_release(&clean);
	return pen->at - before;
}

int pen_put_str(struct pen *pen, enum paint paint, const char *text)
{
	return pen_put(pen, paint, text_of(text), 0);
}

void pen_to(struct pen *pen, int column)
{
	if (pen->is_plain) {
		pen->has_gap = pen->at > 0;
		return;
	}
	if (pen->at > 0 && pen->at >= column)
		column = pen->at + 1;
	for (; pen->at < column; pen->at++)
		buf_add_char(pen->out, ' ');
}

void pen_put_right(struct pen *pen, enum paint paint, struct text text, int right)
{
	struct buf clean = { 0 };

	escape_terminal(&clean, text);
	pen_to(pen, right - (int)utf8_columns(buf_text(&clean)));
	paint_add(pen, paint, buf_text(&clean));
	buf_release(&clean);
}

void pen_end_line(struct pen *pen)
{
	trim_line(pen);
	buf_add_char(pen->out, '\n');
	pen->at = 0;
	pen->has_gap = false;
	pen->gap_count = 0;
}

void pen_put_bar(struct pen *pen, double share, double low, double high, int width)
{
	if (pen->is_plain)
		return;
	bar_add(pen->out, share, low, high, width, pen->use_unicode);
	pen->at += width;
}

/* A percent sign stays with its number. */
static bool is_break(struct text text, size_t at)
{
	return text.at[at] == ' ' && !(at + 1 < text.size && text.at[at + 1] == '%');
}

static bool next_word(struct text *rest, struct text *word)
{
	size_t from = 0;
	size_t to;

	while (from < rest->size && rest->at[from] == ' ')
		from++;
	to = from;
	while (to < rest->size && !is_break(*rest, to))
		to++;
	*word = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->size);
	return word->size > 0;
}

/* A word that alone is wider than the line is cut. */
static void add_word(const struct pen *pen, struct buf *line, struct text word, int room)
{
	struct buf cut = { 0 };

	buf_add_text(&cut, word);
	if (!line->size)
		add_cut(pen, &cut, room > 4 ? room : 4);
	buf_add_text(line, buf_text(&cut));
	buf_release(&cut);
}

/* Ends a line of prose. */
static void flush_line(struct pen *pen, enum paint paint, struct buf *line, int indent)
{
	if (!pen->at)
		pen_to(pen, indent);
	paint_add(pen, paint, buf_text(line));
	pen_end_line(pen);
	buf_clear(line);
}

int pen_wrap(struct pen *pen, enum paint paint, struct text text, int indent, int max_lines)
{
	struct buf clean = { 0 };
	struct buf line = { 0 };
	struct text rest;
	struct text word;
	int limit = pen->columns < PEN_PROSE_COLUMNS ? pen->columns : PEN_PROSE_COLUMNS;
	int lines = 1;

	if (pen->is_plain) {
		pen_put(pen, PAINT_PLAIN, text, 0);
		pen_end_line(pen);
		return lines;
	}
	escape_terminal(&clean, text);
	rest = buf_text(&clean);
	while (next_word(&rest, &word)) {
		bool is_last = max_lines > 0 && lines == max_lines;
		int reserve = is_last && text_trim(rest).size > 0 ? 4 : 0;
		int room = limit - (pen->at ? pen->at : indent) - reserve;

		if (line.size && (int)(utf8_columns(buf_text(&line)) + 1 + utf8_columns(word)) > room) {
			if (is_last) {
				buf_add_str(&line, pen->use_unicode ? " \u2026" : " ...");
				break;
			}
			flush_line(pen, paint, &line, indent);
			lines++;
			room = limit - indent;
		}
		if (line.size)
			buf_add_char(&line, ' ');
		add_word(pen, &line, word, room);
	}
	flush_line(pen, paint, &line, indent);
	buf_release(&line);
	buf_release(&clean);
	return lines;
}

int pen_wrap_str(struct pen *pen, enum paint paint, const char *text, int indent, int max_lines)
{
	return pen_wrap(pen, paint, text_of(text), indent, max_lines);
}
