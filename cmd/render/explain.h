/* What `git lead explain` shows: definitions, one subject's figures, and the lines behind them. Computes nothing. */
#ifndef RENDER_EXPLAIN_H
#define RENDER_EXPLAIN_H

#include "lead/report.h"
#include "pen.h"

void explain_coverage(struct pen *pen);
void explain_metric(struct pen *pen, const struct metric_info *metric);
void explain_pattern(struct pen *pen, const struct pattern_info *pattern);
/* Whose figures follow, and over what period. */
void explain_subject(struct pen *pen, const char *who, struct period period, int fiscal_month);
void explain_value(struct pen *pen, const struct metric_info *metric, const struct metric_value *value);
/* In place of figures, where one person is asked for. */
void explain_team_only(struct pen *pen, const struct metric_info *metric);
void explain_evidence(struct pen *pen, const struct evidence_row *row);
void explain_finding(struct pen *pen, const struct finding *finding);

#endif
