/*
 * The one model of an answer. report_build fills it from the store; renderers only draw it: no renderer computes, no metric
 * formats. Every text in the model is plain UTF-8 from us or from data: renderers escape at their own one place.
 */
#ifndef LEAD_REPORT_H
#define LEAD_REPORT_H

#include "lead/alloc.h"
#include "lead/metric.h"
#include "lead/pattern.h"
#include "lead/report_pages.h"
#include "lead/statistics.h"

/* Where to hand the further proofs of one pattern (pattern_info.prove) of each subject it speaks of. */
struct report_proof {
	const struct pattern_info *pattern;
	int (*each)(void *payload, const struct evidence_row *row);
	void *payload;
};

struct report_request {
	struct period period;
	int fiscal_month;
	bool is_default_period;  /* trailing 26 weeks: halves are shown apart */
	bool period_was_moved;   /* the default period ended at the last commit, not today */
	const char *team;        /* "" = everybody */
	int64_t repository;      /* 0 = all in the database */
	const int64_t *subjects; /* person ids: leads, named, viewer */
	size_t subject_count;
	int64_t viewer;     /* person id, 0 = not in the history */
	bool is_for_others; /* goes to a file or a program: more is withheld (docs/adr/0013) */
	bool is_on_stdout;  /* whoever runs the program takes it up: what is told to them alone may stand */
	bool shows_viewer;  /* the viewer at the own terminal: figures of theirs even after an opt-out */
	/*
	 * Fewest people beside the subjects whose sum may stand beside a person: 2 in one's own terminal, lead.minimumGroup
	 * (5, at least 3) in what is written for others.
	 */
	int64_t least_rest;
	int64_t least_group;              /* fewest people of a distribution; 0: 5, and 2 for least_rest */
	const char *pseudonym;            /* key of the pseudonyms; NULL: names as they are */
	bool has_all_notes;               /* explain: no limit of notes a person */
	const struct report_proof *proof; /* NULL: none is asked for */
	bool is_long;                     /* with everything of lead/report_pages.h; else these parts are empty */
	bool has_teams;                   /* where team is "": each declared team beside everybody */
	bool is_own_page;   /* `report me`: one subject, the viewer, with suggestions; nothing of it is kept */
	bool keeps_nothing; /* writes no row, in a store that could be written */
	/*
	 * Seals the period, unless it is sealed already. ERR_USAGE where it cannot be told for good: the history is cut inside it, or
	 * is_up_to_date is not set and no tip is as new as its end.
	 */
	bool freeze;
	bool is_up_to_date; /* everything there is was scanned just now */
	/* What is being computed; may be NULL. */
	void (*progress)(void *payload, const char *what, uint64_t done_count, uint64_t total_count);
	void *progress_payload;
	/*
	 * A sealed period is about whoever was sealed, not about the subjects: all of them if nobody is named, else the leads of that
	 * day and those named, of whom those not sealed come with the figures of today.
	 */
	bool is_of_seal;
	const int64_t *named;
	size_t named_count;
};

struct report_person {
	const char *key, *name;
	bool is_lead, is_viewer;
	struct figure *figures;
	size_t figure_count;
	struct figure *rest; /* the same ids over the rest of the team as one sum; count 0 if suppressed */
	size_t rest_count;
	struct figure *halves[2]; /* first and last 13 weeks; NULL unless is_default_period */
	size_t half_count;
	struct strength *strengths; /* those shown */
	size_t strength_count;
	struct finding *findings; /* patterns that speak of this person, in order of the registry */
	size_t finding_count;
	struct report_proofs *proofs;          /* one a finding, in their order; NULL unless long */
	struct report_proofs *strength_proofs; /* one a strength; NULL unless long */
	struct report_series *series; /* of a long report: own code, work for others, reviews, mentoring, records */
	size_t series_count;
	struct report_area *areas; /* by repository and area */
	size_t area_count;
	struct report_decision *decisions; /* of the period: records the person wrote or decided, by time */
	size_t decision_count;
	struct report_membership *memberships; /* within the period, by team */
	size_t membership_count;
	struct report_excluded *excluded; /* left out of the review share, most own changes first */
	size_t excluded_count;
	const char **suggestions; /* of one's own page: what one could look at or do next; never a target */
	size_t suggestion_count;
	int64_t absent_days; /* declared absence within the period */
	bool is_excluded;    /* the whole period is declared absence: figures are withheld, no pattern speaks */
	bool is_outside;     /* no member of the team at any time of the period: figures are n/a, no pattern speaks */
	bool is_unsealed;    /* of a sealed period, but nothing of this person was sealed: figures of today, no rest */
	bool is_opted_out;   /* shown to the viewer alone; nothing of it is kept */
};

struct report_channel {
	const char *name; /* "Reviewed-by", "pull-request heads" */
	int64_t change_count;
	bool is_live; /* at least 10 changes and 5 % of the trailing year */
};

struct report_repository {
	const char *key, *name, *tip; /* tip: 40 hex */
	bool is_shallow, is_partial, has_lines;
	int64_t commit_count, missing_count, damaged_count;
	int64_t change_count;
	int64_t review_count;         /* in the period: changes that count; those with review evidence, -1: withheld */
	enum coverage_state coverage; /* of reviews */
	const char *url;              /* template of links to commits, with "{commit}"; NULL if none is known */
	const char *rule;             /* the grouping rules in force, most frequent first: "host 93 %, commit 7 %" */
	int64_t unread_count;         /* requests whose own record in git was not read whole */
};

struct report_coverage {
	int64_t change_count, excluded_count, review_count; /* in the period; review_count -1: withheld */
	struct interval review_share;                       /* NAN: withheld */
	enum coverage_state state;
	int64_t person_count, bot_change_count, model_credit_count, unresolved_count;
	struct report_channel *channels;
	size_t channel_count;
	const char *line;        /* the coverage line itself, one sentence */
	const char *not_visible; /* the second line */
};

struct report_team {
	const char *name; /* "" = everybody */
	int64_t member_count;
	struct report_coverage coverage; /* of the team's own changes, over all repositories */
	struct figure *figures;
	size_t figure_count;
	struct finding *findings;
	size_t finding_count;
	int64_t opted_out_count; /* of these members: no page of their own */
	bool is_withheld;        /* the only active member opted out: no figures, no numbers of patterns */
	/* The rest is of a long report. */
	struct report_headline *headlines; /* the same ids in the same order for every team */
	size_t headline_count;
	struct report_series *series;
	size_t series_count;
	enum coverage_state coverages[SERIES_PERIODS]; /* of reviews, in each of the eight periods */
	struct report_matrix matrix;
	struct report_decision *decisions; /* of the eight periods, by time */
	size_t decision_count;
	struct report_knowledge *knowledge; /* most files first, then by name; at most 20 */
	size_t knowledge_count;
	int64_t knowledge_left_count; /* areas left out of it */
	const char **repositories;    /* labels, where the team has changes of the period */
	size_t repository_count;
	struct report_membership *leads; /* declared for this team, in the period, not opted out; by name */
	size_t lead_count;
};

struct report {
	struct arena arena; /* owns every text and array below but findings' own texts */
	const char *schema; /* version of the JSON form */
	struct period period;
	const char *period_name;
	bool period_was_moved, is_default_period;
	bool is_sealed;   /* all but who is_unsealed is as it was on the day of --freeze */
	bool is_new_seal; /* that is today: this very call sealed it */
	const char *
		title; /* "Team health of Example, 2026-Q3": lead.title, else the one repository or the number of them */
	const char *rules; /* version of the rules in force, or of the day it was sealed */
	bool is_long;
	struct report_coverage coverage; /* that of teams[0] */
	struct report_repository *repositories;
	size_t repository_count;
	struct report_period
		periods[SERIES_PERIODS]; /* of a long report, oldest first; the last one is that of the report */
	struct report_team *
		teams; /* everybody or that of the request, then, if it asks for everybody, each declared team by name */
	size_t team_count;
	struct report_person *people; /* by name */
	size_t person_count;
	const char **notes; /* "date of the mailmap", candidates for leads, what is not looked for yet */
	size_t note_count;
	const char *next_step; /* the one command that would tell more */
	const char *next_reason;
	bool viewer_known;
	bool is_pseudonymous; /* people bear the names of lead/pseudonym.h and stand in order of these */
};

/* Whether the person opted out: no page, no stored figure. */
int report_is_opted_out(bool *out, struct store *store, int64_t person) MUST_CHECK;

/* Tells lines of proof that name somebody who opted out, by any name or address. */
struct report_mask;
int report_mask_load(struct report_mask **out, struct store *store) MUST_CHECK;
bool report_mask_names(const struct report_mask *mask, struct text line);
void report_mask_free(struct report_mask *mask); /* NULL is fine */

/* Computes, stores metrics and findings when the store is writable, and fills the model. Released by report_release. */
int report_build(struct report *out, struct store *store, const struct config *config,
                 const struct report_request *request) MUST_CHECK;
void report_release(struct report *report);

/* ---- sources: what evidence there is (also used by P01's next command) ---- */
#define SOURCE_QUARTERS 8     /* calendar quarters, the last one that of the newest tip */
#define SOURCE_ROW_QUARTERS 4 /* of them, the last ones, with a count for each source */

enum source_family { SOURCE_REVIEWS, SOURCE_WORK, SOURCE_POINTERS, SOURCE_FAMILY_COUNT };

struct source_row {
	const char *name; /* "trailer:Reviewed-by" */
	const char *what; /* "reviewers, approvers" */
	enum source_family family;
	int64_t change_count, year_count; /* all time; trailing year before the tip's last commit */
	int64_t quarter_counts[SOURCE_ROW_QUARTERS];
	bool is_live;
	int64_t last_time; /* newest change carrying it; seconds UTC */
};
struct source_quarter {
	struct period period;
	int64_t change_count, review_count; /* changes that count; those with review evidence */
	enum coverage_state state;
	bool is_switch; /* coverage differs by more than half of all changes from the quarter before */
};
/* What is told of requests in one way, of all time. */
struct source_requests {
	const char *name; /* "notedb", "mail", "export of github", "note:refs/notes/lead-reviews" */
	int64_t request_count;
	int64_t joined_count; /* changes that landed and are one of these requests */
	int64_t review_count, comment_count;
	int64_t person_count; /* humans who reviewed or commented, themselves on their own included */
};
/* What could not be read of the records of requests that stand in git, by kind. */
struct source_trouble {
	const char *origin; /* "notedb" */
	const char *what;   /* "malformed commits", in the number of count */
	int64_t count, request_count;
	const char *names; /* of the first three requests, separated by ", " */
};
struct missing_source {
	const char *what;    /* "pull-request heads" */
	const char *why;     /* "second authors and taken suggestions of squashed changes" */
	const char *command; /* exact command; "" where nothing can be run today and why says what helps instead */
	bool is_uncertain;   /* nobody can tell from here whether the other side has it */
	bool is_for_others;  /* keeps for other clones what this one has: brings nothing here */
	bool is_besides;     /* reviewers are named without it: among what is missing, never as the next step */
	bool has_blank; /* something in <> is to be filled in: named among what is missing, never as the next step */
};
struct sources {
	struct arena arena;
	struct source_row *rows; /* by family, then most carried first */
	size_t row_count;
	struct source_requests *requests; /* most requests first */
	size_t requests_count;
	struct source_trouble *troubles; /* by origin, then kind */
	size_t trouble_count;
	struct source_quarter quarters[SOURCE_QUARTERS];
	size_t quarter_count;           /* 0: no history */
	struct missing_source *missing; /* cheapest first */
	size_t missing_count;
};
int sources_build(struct sources *out, struct store *store, int64_t repository) MUST_CHECK;
/* Fills missing alone: a few index look-ups, for reports. */
int sources_build_missing(struct sources *out, struct store *store, int64_t repository) MUST_CHECK;
/* The command to name first: what is sure to bring something stands before what may not. NULL if there is none. */
const struct missing_source *sources_next(const struct sources *sources);
void sources_release(struct sources *sources);

#endif
