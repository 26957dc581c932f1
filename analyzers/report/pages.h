/*
 * The parts of a long report beside figures, one file each. Every function reads the tables of the metrics, which hold the
 * period of building->scope, and fills one team's or person's part; each is called for a long report alone. Private to this room.
 */
#ifndef REPORT_PAGES_H
#define REPORT_PAGES_H

#include "model.h"

/* ---- links.c ---- */
/* Templates of links to commits, of each repository of the report: what is configured, else from the remote of a known forge. */
int model_fill_links(struct building *building) MUST_CHECK;
/* The link to a commit of the repository with that key; NULL if none is known. */
const char *link_of(struct building *building, struct text repository_key, const char *oid);
/* The label under which the report shows the repository. */
const char *shown_label(const struct building *building, struct text repository_key);

/* ---- one a part ---- */
int model_fill_matrix(struct building *building, struct report_team *team) MUST_CHECK;
/* Needs report->periods. */
int model_fill_records(struct building *building, struct report_team *team) MUST_CHECK;
int model_fill_knowledge(struct building *building, struct report_team *team) MUST_CHECK;
/* The repositories of the team and its declared leads. */
int model_fill_team_facts(struct building *building, struct report_team *team) MUST_CHECK;
int model_fill_person_records(struct building *building, struct report_person *person, int64_t id) MUST_CHECK;
/* Areas, records, memberships, repositories left out of the review share. */
int model_fill_person_facts(struct building *building, struct report_person *person, int64_t id) MUST_CHECK;
/* Of findings and strengths, after these; opted-out people's lines are left out. Comes last: it may fill the tables anew. */
int model_fill_proofs(struct building *building, struct report_person *person, int64_t id) MUST_CHECK;

#endif
