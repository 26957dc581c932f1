/*
 * The parts of the text renderer, apart only because a file should be short.
 */
#ifndef RENDER_TEXT_H
#define RENDER_TEXT_H

#include "pen.h"

/* At most SCREEN_MAX_LINES lines, whatever the model holds. */
#define SCREEN_MAX_LINES 40
void text_draw_screen(struct pen *pen, const struct report *report);
void text_draw_report(struct pen *pen, const struct report *report);

/* ---- tables of figures ---- */
struct figure_columns {
	const struct report_person *person; /* halves and rest come from here; NULL for a team */
	const struct report_team *team;     /* of which the person is; NULL for a team itself */
	bool has_halves, has_rest;
};
/* What there is room for. */
struct figure_columns table_columns(const struct pen *pen, const struct report *report,
                                    const struct report_person *person);
/* Line of headings above counts: title, then what each column is. */
void table_draw_head(struct pen *pen, const char *title, const struct report *report, struct figure_columns columns);
/* Label, id, number, halves, rest of the team. */
void table_draw_count(struct pen *pen, const struct figure *figure, struct figure_columns columns);
/* Label, id, "12 of 57", "21 % (13-33)", bar. */
void table_draw_share(struct pen *pen, const struct figure *figure);
/* The middle half of the team beside the one figure that it is known of; false where it is not, as below five people. */
bool figure_middle(const struct figure **low, const struct figure **high, const struct figure *figure,
                   const struct report_team *team);

/* ---- findings ---- */
/* The pattern's question, its answer, and at most max_lines of explanation: three lines more at most. */
void text_draw_answer(struct pen *pen, const struct finding *finding, int max_lines);
/*
 * proofs: one a finding or strength, NULL where none are at hand.
 *
 * All findings of a person (NULL: of a team): notes in full, the flagship also where it is unknown, then a line or two for
 * each other outcome, so that many patterns stay readable.
 */
void text_draw_findings(struct pen *pen, const struct report *report, const struct finding *findings, size_t count,
                        const struct report_proofs *proofs, const struct report_person *person);

/* What was declared absence of the period, if any: one line. */
void text_draw_absence(struct pen *pen, const struct report_person *person);
/* What the record shows in favour of a person; stands before any finding. Nothing where there is none. */
void text_draw_strengths(struct pen *pen, const struct strength *strengths, size_t count,
                         const struct report_proofs *proofs);
/* Their names alone. */
void text_draw_strength_names(struct pen *pen, const struct strength *strengths, size_t count, int max_lines);

/* ---- a line above a section; more: dim behind it, or NULL ---- */
void text_draw_heading(struct pen *pen, const char *title, const char *more);

/* ---- text_pages.c: parts of a long report; each draws nothing where the model has nothing ---- */
void text_draw_part(struct pen *pen, const char *title);
void text_draw_headlines(struct pen *pen, const struct report *report);
/* coverages NULL: of a person. */
void text_draw_series(struct pen *pen, const struct report *report, const struct report_series *series, size_t count,
                      const enum coverage_state *coverages);
void text_draw_matrix(struct pen *pen, const struct report_matrix *matrix);
void text_draw_decisions(struct pen *pen, const struct report_decision *decisions, size_t count);
void text_draw_knowledge(struct pen *pen, const struct report_team *team);
void text_draw_areas(struct pen *pen, const struct report_person *person);
void text_draw_proofs(struct pen *pen, const struct report_proofs *proofs, int indent);

#endif
