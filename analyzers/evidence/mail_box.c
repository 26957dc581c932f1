/*
 * Cuts a mailbox into its mails: one begins behind a "From " line that stands at the top or below an empty line. Escaped lines
 * (">From ") lose one mark, as mboxrd has it and does no harm to mbox. Bytes come in pieces cut anywhere.
 */
#include <inttypes.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/mail.h"

/* A longer line is none that begins a mail. */
#define FROM_LINE_MAX_SIZE 512

struct mail_box {
	struct mail_sink sink;
	struct mail_box_summary summary;
	struct buf mail;
	struct buf line;      /* begun, its end is still to come */
	uint64_t mail_offset; /* of the mail's first byte */
	uint64_t line_offset;
	bool is_in_mail;
	bool is_too_large; /* the mail is passed over */
	bool is_in_line;   /* in a long line that is handed on in pieces */
	bool was_empty;    /* the line before was; also at the top */
};

/* "From ada@example.org Thu Jan  1 00:00:00 1970": a clock and a year, or the form of archives. */
static bool is_from_line(struct text line)
{
	struct text rest, word, last = { 0 };
	bool has_clock = false;

	if (!text_starts(line, TEXT("From ")) || line.size > FROM_LINE_MAX_SIZE)
		return false;
	rest = text_trim(text_slice(line, 5, line.size));
	while (text_next_word(&rest, &word)) {
		ptrdiff_t colon = text_find_char(word, ':', 0);

		has_clock = has_clock || (colon > 0 && (size_t)colon + 1 < word.size &&
		                          char_is_digit(word.at[colon - 1]) && char_is_digit(word.at[colon + 1]));
		last = word;
	}
	return has_clock && last.size > 0;
}

bool mail_is_box(struct text head)
{
	ptrdiff_t end = text_find_char(head, '\n', 0);

	return text_starts(head, TEXT("From ")) &&
	       is_from_line(text_trim(text_slice(head, 0, end < 0 ? head.size : (size_t)end)));
}

bool mail_is_message(struct text head)
{
	struct text line;
	size_t count = 0;

	while (text_next_line(&head, &line)) {
		size_t at = 0;

		line = text_ends(line, TEXT("\r")) ? text_slice(line, 0, line.size - 1) : line;
		if (!line.size || (count && (line.at[0] == ' ' || line.at[0] == '\t')))
			break;
		while (at < line.size && (char_is_alnum(line.at[at]) || line.at[at] == '-'))
			at++;
		/* The last line of what was looked at may be cut. */
		if (!at || at >= line.size || line.at[at] != ':')
			return count > 0 && !head.size;
		count++;
	}
	return count > 0;
}

static void lose(struct mail_box *box, const char *words)
{
	box->summary.lost_count++;
	if (box->sink.trouble)
		box->sink.trouble(box->sink.payload,
		                  &(struct import_trouble){ box->summary.mail_count + box->summary.lost_count,
		                                            box->mail_offset, true, text_of(words) });
}

static void end_mail(struct mail_box *box)
{
	struct text mail = buf_text(&box->mail);

	if (!box->is_in_mail)
		return;
	if (box->is_too_large)
		lose(box, "a mail larger than 64 MiB: passed over");
	else if (mail_read(mail, 0, &box->sink))
		box->summary.mail_count++;
	else if (text_trim(mail).size)
		lose(box, "no mail: it has no Message-ID, or nobody wrote it");
	buf_clear(&box->mail);
	box->is_in_mail = box->is_too_large = false;
	/* What one large mail took is given back. */
	if (box->mail.capacity > MAIL_MAX_SIZE / 64)
		buf_release(&box->mail);
}

static void add_bytes(struct mail_box *box, struct text bytes)
{
	if (!box->is_in_mail || box->is_too_large)
		return;
	if (box->mail.size + bytes.size > MAIL_MAX_SIZE) {
		box->is_too_large = true;
		buf_release(&box->mail);
		return;
	}
	buf_add_text(&box->mail, bytes);
}

/* How many marks stand before an escaped "From "; 0: it is none. */
static size_t mark_count(struct text line)
{
	size_t at = 0;

	while (at < line.size && line.at[at] == '>')
		at++;
	return at && text_starts(text_slice(line, at, line.size), TEXT("From ")) ? at : 0;
}

/* A line with its end, or the first piece of one that is very long. */
static void take_line(struct mail_box *box, struct text line)
{
	struct text bare = text_trim(line);

	if ((box->was_empty || !box->is_in_mail) && is_from_line(bare)) {
		end_mail(box);
		box->is_in_mail = true;
		box->mail_offset = box->line_offset;
	} else {
		if (!box->is_in_mail && bare.size) {
			box->is_in_mail = true;
			box->mail_offset = box->line_offset;
		}
		add_bytes(box, mark_count(line) ? text_slice(line, 1, line.size) : line);
	}
	box->was_empty = bare.size == 0;
}

static void end_line(struct mail_box *box)
{
	if (!box->line.size)
		return;
	take_line(box, buf_text(&box->line));
	buf_clear(&box->line);
}

/* Lines are held until their end is there, so far as they may begin a mail; the rest of a long one goes straight through. */
void mail_box_feed(struct mail_box *box, struct text bytes)
{
	while (bytes.size) {
		ptrdiff_t end = text_find_char(bytes, '\n', 0);
		size_t size = end < 0 ? bytes.size : (size_t)end + 1;
		struct text piece = text_slice(bytes, 0, size);

		if (box->is_in_line) {
			add_bytes(box, piece);
		} else {
			if (!box->line.size)
				box->line_offset = box->summary.byte_count;
			buf_add_text(&box->line, piece);
			if (end < 0 && box->line.size > FROM_LINE_MAX_SIZE) {
				end_line(box);
				box->is_in_line = true;
			}
		}
		box->summary.byte_count += size;
		if (end >= 0) {
			end_line(box);
			box->is_in_line = false;
		}
		bytes = text_slice(bytes, size, bytes.size);
	}
}

struct mail_box *mail_box_new(const struct mail_sink *sink)
{
	struct mail_box *box = xcalloc(1, sizeof(*box));

	box->sink = *sink;
	box->was_empty = true;
	return box;
}

void mail_box_finish(struct mail_box *box, struct mail_box_summary *summary)
{
	end_line(box);
	end_mail(box);
	*summary = box->summary;
}

void mail_box_free(struct mail_box *box)
{
	if (!box)
		return;
	buf_release(&box->mail);
	buf_release(&box->line);
	free(box);
}
