/*
 * The parts of the HTML renderer, apart only because a file should be short. One document of no script, no reference to anything
 * outside but links to commits, style and drawings within. Whatever comes from data passes html_text or html_attribute.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "lead/report.h"
#include "lead/text.h"

#define HTML_METRICS_MAX 128
#define HTML_PATTERNS_MAX 64
#define HTML_STRENGTHS_MAX 32

/* A document being drawn. What was shown is remembered for the glossary; positions are those of the registries. */
struct page {
	struct buf *out;
	const struct report *report;
	bool has_metric[HTML_METRICS_MAX], has_pattern[HTML_PATTERNS_MAX], has_strength[HTML_STRENGTHS_MAX];
};

/* ---- html_pen.c: elements ---- */
void html_raw(struct page *page, const char *markup); /* our own constant markup, as it is */
void html_fmt(struct page *page, const char *fmt, ...)
	PRINTF_LIKE(2, 3);                           /* the same with numbers and constants in it */
void html_text(struct page *page, struct text text); /* escaped */
void html_attribute(struct page *page, const char *name, const char *value); /* ' name="value"' */
void html_data(struct page *page,
               const char *text); /* <bdi>: a name or line from data, in the direction of its letters */
void html_words(struct page *page, const char *text); /* <bdi dir=ltr>: a sentence of ours that may hold names */
/* <p class>: nothing if there are no words. name may be NULL. */
void html_paragraph(struct page *page, const char *name, const char *words);
void html_code(struct page *page, const char *command); /* <code>, a command to copy */
/* The text as a link to a commit, or plain where there is no address or none that a link may have. */
void html_link(struct page *page, const char *url, const char *text);
void html_date(struct page *page, int64_t time);    /* <time> */
void html_number(struct page *page, double number); /* as number_add_count has it */

/* ---- html_figure.c ---- */
/*
 * A figure and whether it stands in an element that names it already. Every number of a figure stands in <span data-part>; the
 * nearest of that span and what is around it with data-id says of which figure, with data-subject of whom (a team's name, "" for
 * everybody, or a person's key), and in the table of a series with data-period of when.
 */
struct html_figure {
	const struct figure *figure;
	bool is_within;
};
void html_figure_value(struct page *page, struct html_figure which);
/* "<low> to <high>"; nothing where there is none. */
bool html_has_interval(const struct figure *figure);
void html_figure_interval(struct page *page, struct html_figure which);
/* "up from 71 %", with an arrow; nothing where nothing can be compared. */
bool html_has_movement(const struct figure *figure);
void html_figure_movement(struct page *page, struct html_figure which);
const char *html_state_words(const struct figure *figure);
/* All figures of a subject, under a heading: value, interval, number of things, before, state; person NULL for a team. */
void html_figures(struct page *page, const struct figure *figures, size_t count, const struct report_person *person);

/* ---- html_series.c ---- */
/* A figure element for each series: drawing, caption, table. is_person: series of one unit share one scale. */
void html_series(struct page *page, const struct report_series *series, size_t count, bool is_person);

/* ---- html_finding.c ---- */
/* Notes in full, the rest by outcome, a line each that opens. person NULL: of a team. proofs: one a finding, or NULL. */
void html_findings(struct page *page, const struct finding *findings, size_t count, const struct report_proofs *proofs,
                   const struct report_person *person);
void html_strengths(struct page *page, const struct report_person *person);

/* ---- html_records.c ---- */
void html_decisions(struct page *page, const struct report_decision *decisions, size_t count, bool has_timeline);
void html_matrix(struct page *page, const struct report_matrix *matrix);
void html_knowledge(struct page *page, const struct report_team *team);
void html_areas(struct page *page, const struct report_person *person);

/* ---- one a page ---- */
void html_summary(struct page *page);
void html_team(struct page *page, size_t position);
void html_person(struct page *page, size_t position);
void html_limits(struct page *page);
void html_glossary(struct page *page);
void html_origin(struct page *page);

/* ---- svg_*.c: drawings; every number in them stands in a table beside them ---- */
/* Eight points over the periods of the report; top: the upper end of the scale. is_second: in the second hue. */
void svg_series(struct page *page, const struct report_series *series, double top, bool is_second);
/* No point of it has a number: nothing to draw. */
bool svg_series_is_empty(const struct report_series *series);
/* The upper end of a scale that holds all points of the series. */
double svg_series_top(const struct report_series *series);
/* A bar of parts out of a whole: filled, pale, hollow. */
void svg_bar(struct page *page, double filled, double pale, double hollow, double whole);
/* A square of a key, in the fill that a part of a bar has: "filled", "pale", "hollow". */
void svg_swatch(struct page *page, const char *name);
void svg_timeline(struct page *page, const struct report_decision *decisions, size_t count);
/* "Q3" above "2026", or the month and year a longer name begins with; y is the upper line. */
void svg_period_labels(struct page *page, double left, double step, double y);

#endif
