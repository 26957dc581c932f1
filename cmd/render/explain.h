/* What `git lead explain` shows: definitions, one subject's figures, and the lines behind them. Computes nothing. */
#ifndef RENDER_EXPLAIN_H
#define RENDER_EXPLAIN_H

#include "lead/report.h"
#include "pen.h"

void explain_coverage(struct pen *pen);
void explain_metric(struct pen *pen, const struct metric_info *metric);
/* Its rule names the defaults; what config (may be NULL) sets in their place stands below it. */
void explain_pattern(struct pen *pen, const struct pattern_info *pattern, const struct config *config);
void explain_strength(struct pen *pen, const struct strength_info *strength);
/* Whose figures follow, over what period, and how much of the work the record shows. */
void explain_subject(struct pen *pen, const char *who, const struct report *report);
/* A figure, and where they are known what it was before. */
void explain_figure(struct pen *pen, const struct figure *figure);
/* The heading of a metric that a pattern rests on. */
void explain_ground(struct pen *pen, const struct metric_info *metric);
/* In place of figures, where one person is asked for. */
void explain_team_only(struct pen *pen, const struct metric_info *metric);
void explain_evidence(struct pen *pen, const struct evidence_row *row);
void explain_finding(struct pen *pen, const struct finding *finding);
/* In place of a finding: the pattern does not speak of a team, or of this person to this viewer. */
void explain_not_of(struct pen *pen, const struct pattern_info *pattern, bool is_person);
void explain_no_leads(struct pen *pen);
/* The strength as it stands in the report; NULL: the record does not show it, which says nothing. */
void explain_strength_shown(struct pen *pen, const struct strength *strength);

#endif
