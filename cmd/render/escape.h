/*
 * One escape for each language that data flows into: a terminal, a shell, CSV, JSON, Markdown, HTML, links, paths as URIs, logs and
 * commands of CI systems. Everything that is not our own constant text goes through here on its way out, and nowhere else.
 */
#ifndef RENDER_ESCAPE_H
#define RENDER_ESCAPE_H

#include <stdbool.h>
#include "lead/text.h"

/* Of marks that combine with a letter so many in a row are kept; more would cover the lines around. No writing needs them. */
#define ESCAPE_MARKS_MOST 8

/*
 * One line for a terminal: line breaks and tabs become spaces, other control characters, bidirectional overrides and
 * malformed bytes become U+FFFD, invisible direction marks are dropped.
 */
void escape_terminal(struct buf *out, struct text text);

enum csv_flags {
	CSV_EXACT = 0,
	CSV_GUARD = 1,    /* for spreadsheets: a leading = + - @, tab or line break gets an apostrophe before it */
	CSV_TERMINAL = 2, /* the bytes go to a terminal: as escape_terminal, line breaks kept */
	CSV_LINE = 4,     /* as escape_terminal: a record stays one line */
};
/* One field, quoted only where RFC 4180 needs it. */
void escape_csv(struct buf *out, struct text text, unsigned flags);

/* One word of a shell command that a reader may copy: "Ada", 'x"y'. Control characters as for a terminal. */
void escape_shell(struct buf *out, struct text text);

/*
 * Text for the log of a CI system, which looks for commands in what a program prints: a space without width parts "::" but
 * within a word, as a line may come to begin there, and "##[" and "##vso[" anywhere. Otherwise as it is: what prints it escapes too.
 */
void escape_log(struct buf *out, struct text text);
/*
 * A value of a workflow command of GitHub: percent signs and line breaks percent-encoded, in a property colons and commas too. What
 * else controls a terminal or reorders text as for a terminal; nothing of it starts a command of another kind.
 */
void escape_workflow(struct buf *out, struct text text, bool is_property);
/* A path of the repository as a relative URI reference: all but letters, digits, "-._~" and "/" percent-encoded, byte by byte. */
void escape_path(struct buf *out, struct text path);

/*
 * A JSON document already made: control and direction characters left in its strings become \uXXXX, as does what would make a command
 * of a log; same meaning.
 */
void escape_json(struct buf *out, struct text document);

/*
 * One line of text within Markdown of GitHub or GitLab: nothing of it is markup, HTML, a link, a mention, a reference, an emoji,
 * a cell's end, a list or a command, wherever it stands. As for a terminal; runs of spaces become one. Where a backslash does
 * not help a space without width breaks what the forge would look for.
 */
void escape_markdown(struct buf *out, struct text text);
/* A code span, its fence included; "" for empty text. is_in_cell: it stands in a table. */
void escape_markdown_code(struct buf *out, struct text text, bool is_in_cell);
/* An address of the web for a link's target, what else might end it percent-encoded; false, nothing added, if it is none. */
bool escape_url(struct buf *out, struct text url);

/*
 * Text of an HTML element or of an attribute between double quotes. Line breaks and tabs become spaces, other control characters
 * their pictures; malformed bytes, characters that are none, and bidirectional overrides become U+FFFD; invisible direction marks
 * are dropped, and so is what combines beyond eight marks in a row.
 */
void escape_html(struct buf *out, struct text text);

#endif
