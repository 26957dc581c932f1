/*
 * A commit message made ready for readers: CR removed, cut into lines, each line knowing where it stands. Made once a commit
 * and shared by all readers. Bytes stay bytes; nothing is decoded here.
 */
#ifndef LEAD_EVIDENCE_MESSAGE_H
#define LEAD_EVIDENCE_MESSAGE_H

#include <stdbool.h>
#include "lead/alloc.h"
#include "lead/facts.h"

enum line_mark {
	LINE_IN_BLOCK = 1,     /* inside git's own trailer block (its rule, exactly, without configuration) */
	LINE_FENCED = 2,       /* inside a closed ``` fence */
	LINE_QUOTED = 4,       /* starts with '>' */
	LINE_INDENTED = 8,     /* four or more spaces or a TAB in front: code or a continuation */
	LINE_CONTINUATION = 16 /* SPACE or TAB in front, right below a non-blank line */
};

struct message_line {
	struct text text;             /* without CR and LF, not trimmed; borrowed from the message */
	unsigned marks;               /* enum line_mark */
	uint32_t paragraphs_from_end; /* 0 = the last paragraph */
};

struct message {
	struct arena arena;
	const struct commit_fact *fact;
	struct text subject; /* git's subject: the lines of the first paragraph joined by one space */
	struct text first_line;
	struct message_line *lines; /* lines[0] is the first line of the title; index + 1 is event_fact.line */
	uint32_t line_count;
	uint32_t body_line; /* index of the first line after the title paragraph */
	bool is_merge;      /* two or more parents */
};

/* The fact is borrowed until message_release. Longest message read: MESSAGE_MAX_SIZE bytes, the rest is ignored. */
#define MESSAGE_MAX_SIZE (4 * 1024 * 1024)
void message_parse(struct message *out, const struct commit_fact *fact);
void message_release(struct message *message);

#endif
