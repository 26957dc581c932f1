/*
 * What the pages of a long report show beside the figures of the period: eight periods, who reviews whom, records, knowledge,
 * areas, proofs. Part of the one model of lead/report.h; texts and arrays belong to its arena.
 */
#ifndef LEAD_REPORT_PAGES_H
#define LEAD_REPORT_PAGES_H

#include "lead/metric.h"
#include "lead/statistics.h"

/* A figure with everything a reader needs to trust it. */
struct figure {
	const char *id;          /* metric id or a stable word */
	const char *label;       /* "reviews given" */
	const char *unit;        /* "changes", "share", "ratio", "people" */
	double value, low, high; /* NAN = none */
	int64_t k, n;
	enum metric_state state;
	const char *note; /* "not recorded here"; NULL if none */
	enum trend trend; /* against the period before */
	double before;    /* the value of the period before; NAN = none that can be compared */
	double year;      /* the value of the 365 days before the period: the own baseline; NAN = none */
};

/* Short words for a metric id or a part of it. Static storage, but for an id that nobody knows: that one. */
const char *figure_label(const char *id);
/* The one of that id, or NULL. Borrowed. figures may be NULL where count is 0. */
const struct figure *figure_find(const struct figure *figures, size_t count, const char *id);

/* ---- eight periods: that of the report and the seven of the same kind before it ---- */
#define SERIES_PERIODS 8

struct report_period {
	struct period period;
	const char *name;  /* "2026-Q3" */
	const char *rules; /* by which rules its figures were made: those of today, or of the day they were sealed */
	bool is_sealed;
	bool is_known; /* false: it begins before the history or behind its cut; then it has no points */
};

/* One metric over them, oldest first; what is not known there has state unknown and no value. */
struct report_series {
	const char *id, *label, *unit;
	struct figure points[SERIES_PERIODS];
};

/*
 * ---- who reviews whom: between groups, and by name only for whoever has a page in the report (docs/adr/0016) ----
 * On everybody's page of an organisation the groups are its teams.
 */
struct report_matrix {
	const char *
		*groups; /* "Ada Example", "newcomers (6 people)", "others in the team (9)", "outside the team (12)" */
	size_t count;    /* 0: note says why */
	int64_t *
		cells; /* count * count: reviews that the row's people gave on changes of the column's; -1: not asked */
	const char *note; /* why there is none, or who is left out; NULL if nothing */
};

/* ---- records and documents ---- */
struct report_decision {
	const char *repository, *path, *number, *title; /* repository: the label */
	const char *event;  /* "new", "accepted", "rejected", "superseded", "withdrawn", ... */
	const char *status; /* as the record has it then; may be empty */
	int64_t time;       /* landed; seconds UTC */
	int period;         /* position among the eight periods */
	const char *oid;    /* 40 hex: the commit that wrote it */
	const char *url;    /* of that commit; NULL if none is known */
};

/* ---- the knowledge map: who knows the code of an area (M25), without names ---- */
struct report_knowledge {
	const char *repository, *area;
	int64_t file_count;
	int64_t single_count; /* files that exactly one present person knows */
	int64_t nobody_count; /* files that nobody present knows */
	int64_t knower_count; /* present people who know one at least; withheld (-1) below the least group */
};

/* ---- a person's areas ---- */
struct report_area {
	const char *repository, *area;
	int64_t own_count,
		other_count; /* changes of the period: own; of others, worked on (reviewed, acked, helped, merged) */
	bool is_home;        /* among the smallest set that holds 80 % of what the person touched in the year */
};

/* Of a person: a team; of a team: one of its declared leads. */
struct report_membership {
	const char *name;  /* of the team; or of the person */
	const char *key;   /* of the person; NULL for a team */
	const char *words; /* "until 2026-08-01": within the report's period; empty: throughout */
	bool is_lead;
};

/* A repository whose reviews are not recorded well enough to tell of absences (metrics 4.5). */
struct report_excluded {
	const char *repository;
	int64_t own_count; /* of the person's own changes */
	double share;      /* of all of these */
};

/* ---- proofs of one finding, figure or strength: the first few ---- */
#define PROOFS_SHOWN 8
struct report_proof_line {
	const char *change; /* "pr:5", "commit:<oid>" */
	const char *oid;    /* 40 hex */
	const char *kind;   /* "rev" */
	const char *raw;    /* the proving line */
	const char *url;    /* of the commit; NULL if none is known */
};
struct report_proofs {
	struct report_proof_line *lines; /* newest first, at most PROOFS_SHOWN */
	size_t line_count;
	int64_t total_count; /* all there are, without those that name somebody who opted out */
	const char *command; /* that lists all of them; NULL under pseudonyms */
};

/* ---- the first page: one cell a team and question ---- */
struct report_headline {
	const char *id;               /* "coverage", "second-person", "spread", "newcomers", "documents", "findings" */
	const char *title;            /* column: "Changes reviewed by somebody else" */
	const char *question;         /* what it tells, for whoever does not know the metric */
	const struct figure *figures; /* those that answer it, the first one leading; of the team, or of the arena */
	size_t figure_count;
	const char *sentence; /* the answer in words, with its movement and its doubt; no full stop is missing */
	/* The same for beside the leading figure, its interval and its movement: these are not told again. NULL: there is none. */
	const char *brief;
};

#endif
