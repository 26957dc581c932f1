/*
 * Notes in which people say of themselves what leaves no trace: an hour of mentoring, a meeting on a design. Plain text; no
 * date, no hours and no name is read out of it.
 */
#include "lead/import.h"

static bool is_said(struct text line)
{
	bool has_sign = false;

	for (size_t i = 0; i < line.size; i++) {
		unsigned char c = (unsigned char)line.at[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
		/* Letters of other scripts have bytes above those of ASCII. */
		has_sign = has_sign || c >= 0x80 || char_is_alnum(line.at[i]);
	}
	return has_sign;
}

void note_read_self(const struct self_line *line, struct text ref, const struct evidence_sink *events)
{
	struct buf source = { 0 };
	struct event_fact event = {
		.kind = EVENT_SELF,
		.who = line->author,
		.raw = text_trim(line->bytes),
		.note = line->is_signed ? TEXT("signed") : TEXT(""),
		.line = line->number,
	};

	if ((!line->author.name.size && !line->author.email.size) || identity_is_forge(line->author) ||
	    !is_said(event.raw))
		return;
	buf_add_str(&source, "note:");
	buf_add_text(&source, ref);
	event.source = buf_text(&source);
	events->event(events->payload, &event);
	buf_release(&source);
}
