/*
 * The parts of the Markdown form, apart only because a file should be short. Every text of the model passes through md_add_text,
 * md_add_code or md_add_link; what is appended otherwise is our own.
 */
#ifndef RENDER_MARKDOWN_H
#define RENDER_MARKDOWN_H

#include "lead/report.h"
#include "lead/text.h"
#include "lead/vec.h"

/* ---- markdown_write.c: pieces ---- */
void md_add_text(struct buf *out, const char *text);
/* Within a line, not in a table. */
void md_add_code(struct buf *out, const char *code);
/* [text](url); the text alone where url is NULL or none of the web. */
void md_add_link(struct buf *out, const char *text, const char *url);
/* A line of its own, with an empty line behind; level 1 to 6. markup: already Markdown. */
void md_heading(struct buf *out, int level, const char *text);
void md_paragraph(struct buf *out, const char *text);
void md_paragraph_of(struct buf *out, const struct buf *markup);
/* "- **title** text"; either may be NULL. Ends the line alone: an empty line ends the list. */
void md_item(struct buf *out, const char *title, const char *text);
void md_item_of(struct buf *out, const struct buf *markup);
void md_end_list(struct buf *out);

/* ---- tables: cells from left to right, the first row is the heading ---- */
struct md_table {
	VEC(char *) cells;   /* owned; Markdown */
	const char *columns; /* a letter a column: l or r, where its text stands */
};
void md_cell(struct md_table *table, const char *text);
/* Takes what is in the buffer and clears it. */
void md_cell_of(struct md_table *table, struct buf *markup);
/* Aligned also where it is read as plain text; releases the cells. Nothing where there is no row but the heading. */
void md_table_end(struct buf *out, struct md_table *table);

/* ---- markdown_figures.c: what teams and people share ---- */
/* person NULL: of a team. */
void md_figures(struct buf *out, const struct figure *figures, size_t count, const struct report_person *person);
/* coverages NULL: of a person. */
void md_series(struct buf *out, const struct report *report, const struct report_series *series, size_t count,
               const enum coverage_state *coverages);
void md_decisions(struct buf *out, const struct report_decision *decisions, size_t count);
/* In full, with proofs (NULL: none are at hand) and the command behind. */
void md_findings(struct buf *out, const struct report *report, const struct finding *findings, size_t count,
                 const struct report_proofs *proofs, const struct report_person *person);
/* A line each: what a comment has room for. */
void md_findings_short(struct buf *out, const struct finding *findings, size_t count);
void md_strengths(struct buf *out, const struct strength *strengths, size_t count, const struct report_proofs *proofs);

/* ---- pages ---- */
void md_draw_short(struct buf *out, const struct report *report); /* markdown_short.c */
void md_first_page(struct buf *out, const struct report *report); /* markdown_page.c */
void md_team(struct buf *out, const struct report *report, const struct report_team *team);
void md_person(struct buf *out, const struct report *report, const struct report_person *person);
void md_coverage(struct buf *out, const struct report *report); /* markdown_end.c */
void md_glossary(struct buf *out, const struct report *report);
void md_computed(struct buf *out, const struct report *report);
/* What it is called, over which days, whether it is sealed. level of the heading. */
void md_title(struct buf *out, const struct report *report, int level); /* markdown.c */
/* How much carries review evidence, and what nobody can see. */
void md_coverage_line(struct buf *out, const struct report_coverage *coverage);

#endif
