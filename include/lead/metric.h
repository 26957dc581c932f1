/*
 * Metrics: one SQL file each (analyzers/metrics/<family>/Mnn_<name>.sql), embedded at build. C adds intervals and
 * states. A file has a header of "-- key: value" lines, the statement, and after a line "-- evidence" the statement that lists
 * the changes behind a figure. How to add one stands in analyzers/metrics/metric.c.
 *
 * Header keys: id, name, definition, unit (changes, share, ratio, difference, people, areas, acts, documents, rounds,
 * lines, files, days, hours), interval (wilson; garwood; ratio: k against n, from the interval of k of k + n; none; others below),
 * minimum (least n for state ok; of k + n for a ratio), needs, scope (person, team, both), source, missing (what missing
 * data mean), bias. A line "--   more" continues the value before it.
 * A part has a line of its own: "-- part: <name>, <unit>, <interval>, <minimum>, <needs>, <what it is>"; a second
 * condition for state ok is "-- also: <id of a team figure> <least value>".
 * needs: commits; author (unknown where the author field names whoever committed); review (unknown where the team's review
 * coverage is below 0.50); usable (below 0.70); integrator (unknown where most changes do not say who integrated them);
 * lines (unknown while the lines of less than nine in ten changes are known);
 * host (unknown while an export or note tells the requests of less than half of the changes); answer (as host, and unknown
 * while no review or comment by another human is told on any of these requests, with its time).
 *
 * Intervals that are made of many rows of one figure, which follow one another; a row with a NULL k begins a figure that
 * may have none:
 *   survival   a row a request: k seconds, n 1 if that was the end, 0 if it was still open then. The figure is the median
 *              in hours by Kaplan and Meier; k ends seen, n requests. Part p75: the 75th percentile, of the same rows.
 *   median     a row a thing: k its value. The figure is the median; n things. Part p90: the 90th percentile.
 *   spread     a row a person: k the person's value. As median, with parts q1 and q3 and without an interval,
 *              whose ends would be two persons' values; who opted out has no row. Withheld below three people, and below
 *              the configured number of them by metric_withhold_groups.
 *   rarefied   a row a kind: k how many of it. The figure is how many kinds as many of them as minimum show; k kinds,
 *              n all of them.
 *   truck      a row a file and one who knows it: k the file, n the person's place in the order of keys, 0 for nobody,
 *              value how many files that row stands for (NULL: one). The figure is the truck factor; n files.
 * And of one row: group, a count k of people among n who did not opt out, withheld as a spread is; difference, k of
 * n against k2 of n2 in columns 6 and 7; the figure is the difference of the shares.
 *
 * Parameters of both statements: :team, :repository (NULL = all), :since, :until; the person statement joins the temporary
 * table subject(person_id); evidence also has :person (NULL = team). Both read the temporary tables that metric_prepare
 * fills (analyzers/metrics/scope.c says what is in them); rows of these before :since are there for the trailing year.
 * Columns of the statement: metric (id or id.part), person_id (NULL = team), k (numerator or count), n (denominator;
 * for counts the same as k; NULL: the practice is not in use, n/a), value (NULL: k/n for wilson and ratio, else k).
 * Columns of evidence: change, oid (hex), kind, source, raw, counted, why.
 */
#ifndef LEAD_METRIC_H
#define LEAD_METRIC_H

#include <stdbool.h>
#include <stdint.h>
#include "lead/interval.h"
#include "lead/period.h"
#include "lead/store.h"

struct metric_part {
	const char *name; /* "code" of M01.code */
	const char *unit, *interval, *needs, *meaning;
	int64_t minimum;
};
struct metric_info {
	const char *id, *name, *definition, *unit, *interval, *needs, *scope, *source, *missing, *bias;
	int64_t minimum;
	const char *sql, *evidence_sql;
	const struct metric_part *parts;
	size_t part_count;
};
/* Registered metrics in order of id; position from 0; NULL at the end. Static storage. */
const struct metric_info *metric_at(size_t position);
/* By id, part ignored ("M13.a" finds M13), case-insensitive. NULL if there is none. */
const struct metric_info *metric_find(struct text id);

/* The part that "M13.a" names, or NULL if the id has none or the metric does not know it. */
const struct metric_part *metric_part_find(const struct metric_info *metric, struct text id);

enum metric_state { STATE_OK, STATE_THIN, STATE_UNKNOWN, STATE_NA, STATE_WITHHELD, METRIC_STATE_COUNT };
extern const char *const metric_state_names[METRIC_STATE_COUNT];

/* What is measured: a team (name '' = everybody) in one repository or all, over a period. */
struct scope {
	const char *team;
	int64_t repository; /* repository.id, 0 = all in the database */
	struct period period;
};

/* Binds :team, :repository, :since and :until of the scope; for a metric's statement or a pattern's own. */
void scope_bind(struct statement *statement, const struct scope *scope);

/* Where a history begins, whatever the period; in seconds since 1970. */
struct horizon {
	int64_t first_time; /* of the earliest change; INT64_MAX: there is none */
	int64_t cut_time;   /* before it a shallow clone may lack something; INT64_MIN: none is */
};
/* Of the repository; 0: of all, the first change of any and the latest cut. */
int metric_horizon(struct horizon *out, struct store *store, int64_t repository) MUST_CHECK;

struct metric_value {
	char id[24];    /* "M04", "M13.a" */
	int64_t person; /* person.id, 0 = the team */
	double value;   /* share 0..1, count, ratio; NAN if nothing was seen */
	int64_t k, n;
	double low, high; /* 95 %; NAN if none */
	enum metric_state state;
};
struct metric_values {
	struct metric_value *at; /* by id, then person */
	size_t count, capacity;
};
void metric_values_release(struct metric_values *values);
/* The value under id and person, or NULL. Borrowed. */
const struct metric_value *metric_values_find(const struct metric_values *values, const char *id, int64_t person);

/* Review coverage (M07) decides what absences may mean (metrics 4.4). */
enum coverage_state { COVERAGE_UNKNOWN, COVERAGE_PARTIAL, COVERAGE_USABLE }; /* < 0.50, 0.50-0.70, >= 0.70 */

/*
 * A team's coverage is taken over all its repositories. A person's is the best that repositories with at least half of the
 * person's own changes reach (of who has none: of the reviews): usable if half lie in usable ones, partial if half lie in usable
 * and partial ones, else unknown. Where it is not unknown, repositories of lower coverage are left out of what is asked of that
 * person's reviews (M04, M05, M06, M10, M27): what is missing there means nothing. Presence (M03, M11, M12, M13) counts
 * everywhere. With one repository, or all alike, nothing is left out and a person's coverage is the team's.
 */
struct metric_base {
	enum coverage_state coverage; /* of the person */
	enum coverage_state recorded; /* the same, whatever [policy] unrecorded says */
	int64_t changes, reviewed;    /* of the scope, in the repositories that are not left out */
};
/* Fills the tables by metric_prepare. Without acts of the person, or with person 0, it is the team's. */
int metric_person_base(struct metric_base *out, struct store *store, const struct scope *scope,
                       int64_t person) MUST_CHECK;

/*
 * Hands over, by key, the repositories that are left out of the person's review share, with the person's own changes there and
 * their share of all own changes (0..1); those alone in which the person wrote or reviewed. Where less than half lies in
 * repositories of some coverage, so that the person's is unknown: those without coverage. Nothing where all are alike. Fills the
 * tables by metric_prepare; ends early with what each answers, unless that is 0. The key is borrowed for the call.
 */
int metric_each_excluded(struct store *store, const struct scope *scope, int64_t person,
                         int (*each)(void *payload, struct text repository_key, int64_t own_changes, double share),
                         void *payload) MUST_CHECK;

struct metric_repository {
	struct text key;           /* borrowed for the call */
	int64_t changes, reviewed; /* of the scope in its period; those that name a reviewer */
	enum coverage_state coverage;
};
/* The same of each repository with a change of the scope in its period, by key. */
int metric_each_repository(struct store *store, const struct scope *scope,
                           int (*each)(void *payload, const struct metric_repository *repository),
                           void *payload) MUST_CHECK;

/*
 * Fills the temporary tables for one scope and the persons in subject(person_id); metric_compute and metric_evidence do
 * so themselves. For patterns that look at details with a statement of their own. Nothing happens while the tables hold
 * just that; a new derivation of people or teams, another list of subjects or another scope fills them anew, and
 * metric_compute always does.
 */
int metric_prepare(struct store *store, const struct scope *scope) MUST_CHECK;

/*
 * Computes every metric for the team and for the persons in subject(person_id). States are set here: thin below
 * minimum, unknown where needs=review and coverage is below 0.50 (the value stays: a lower bound), or where [policy] unrecorded
 * = review covers more than a third of the period, which makes coverage unknown whatever the record holds.
 */
int metric_compute(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                   const struct scope *scope) MUST_CHECK;

/*
 * Only the team's figures of these ids, which end with NULL; subject is not asked. As metric_compute would answer them, for the
 * price of what they need.
 */
int metric_compute_some(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                        const struct scope *scope, const char *const *ids) MUST_CHECK;

/*
 * The 365 days before the end of scope, as a baseline (period_year), of a few metrics: authorship, reviews, coverage,
 * documents, decisions. Reads the tables that metric_compute of the same scope filled, so it comes right after that one.
 */
int metric_compute_year(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                        const struct scope *scope) MUST_CHECK;

#define METRIC_GROUP_LEAST 3   /* people: the smallest group that can be configured */
#define METRIC_GROUP_DEFAULT 5 /* people: the group below which nothing is told of how something spreads over them */

/* Withholds what tells how something spreads over people (spread, group) where it would speak of fewer than least of them. */
void metric_withhold_groups(struct metric_values *values, int64_t least);
/* Active members of the scope who opted out. Directly after metric_compute over it: reads the tables that filled. */
int metric_count_opted_out(int64_t *count, struct store *store, const struct scope *scope) MUST_CHECK;

/* One line of proof behind a figure; texts borrowed for the call. */
struct evidence_row {
	struct text change, oid, kind, source, raw, why;
	bool counted;
};
/*
 * Hands on the rows of a statement, bound before, that answers the columns of evidence. Ends at the first status that is
 * not 0 and answers it.
 */
int evidence_each(struct statement *statement, int (*each)(void *payload, const struct evidence_row *row),
                  void *payload) MUST_CHECK;
/* The rows behind a metric's figures of a person, 0 for the team's; ends as evidence_each does. */
int metric_evidence(struct store *store, const struct metric_info *metric, const struct scope *scope, int64_t person,
                    int (*each)(void *payload, const struct evidence_row *row), void *payload) MUST_CHECK;

#endif
