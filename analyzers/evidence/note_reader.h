/*
 * What a reader of notes is. To add a format:
 *   1. write analyzers/evidence/note_<format>.c with one `const struct note_reader note_<format>`;
 *   2. name it here and in the table of note.c;
 *   3. add its rows to tests/test_note_readers.c, and what it reads to gitlead-notes(5).
 */
#ifndef LEAD_EVIDENCE_NOTE_READER_H
#define LEAD_EVIDENCE_NOTE_READER_H

#include "lead/import.h"
#include "line.h"

/* The lines of a note as the body of a message whose title is ours. */
struct note {
	struct message message;
	uint32_t first;          /* index of the note's first line in message.lines */
	const uint32_t *numbers; /* 1-based line in the note, by index behind first */
	const char *source;      /* "note:" and the full name of the ref */
};

struct note_reader {
	const char *name;
	void (*read)(const struct note *note, const struct evidence_sink *sink);
};

extern const struct note_reader note_trailers; /* note_trailers.c: lines that name persons, as in messages */
extern const struct note_reader note_openjdk;  /* note_openjdk.c: Review: and the address of a pull request */
extern const struct note_reader note_amlog;    /* note_amlog.c: Message-Id: of the mail that was applied */

/* Position from 0; NULL at the end. */
const struct note_reader *note_reader_at(size_t position);

/* ---- note_reviewnotes.c: what Gerrit's plugin of that name writes ---- */
/* Whether it wrote the note: by a vote or the change's address, and one more of its lines. */
bool note_is_reviewnotes(struct text bytes);
/*
 * Reads one of its lines, number being the line's place in the note from 1; false if it is none, as where somebody added
 * lines by hand. Votes of 0 and what names nobody are taken and give nothing.
 */
bool note_reviewnotes_line(struct text line, uint32_t number, const struct evidence_sink *sink);

/* ---- note_lines.c ---- */
/*
 * Reads one line of git lead's own form; false if it is of another. Lines of our form with unknown keys are taken and give
 * nothing. Texts handed over are borrowed from line and arena.
 */
bool note_line_read(struct text line, struct arena *arena, const struct request_sink *sink);

#endif
