/*
 * What the files that fill the model share: one report being built. Private to this room; sources.c stands apart.
 */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include "lead/report.h"

/* PART_YEAR: the 365 days before the period, of a few metrics (metric_compute_year) */
enum part { PART_PERIOD, PART_FIRST_HALF, PART_SECOND_HALF, PART_PREVIOUS, PART_YEAR, PART_COUNT };

struct building {
	struct report *report;
	struct store *store;
	const struct config *config;
	const struct report_request *request;
	struct scope scope;                      /* of the period */
	struct metric_values values[PART_COUNT]; /* empty where the part was not asked for */
	enum coverage_state coverage[PART_COUNT];
	/* Among those who gave most reviews somebody opted out: how much most is, is that person's figure. */
	bool is_top_opted_out, is_anybody_opted_out;
	bool *is_subject_sealed; /* in the order of the request's subjects */
	bool is_squashed;        /* most changes of the period are squashed ones */
	int64_t cut_time;        /* history before this is cut off (shallow); INT64_MIN = it is not */
	struct period history;   /* from the first change to the last: what counts can be counted over */
	struct sources sources;  /* what is missing */
	int64_t *person_ids;     /* of report->people, in that order; in the arena */
	/* Active members without figures of their own in this report; of the halves not counted. */
	int64_t unshown_counts[PART_COUNT];
	struct buf repos, tips; /* keys sorted, tips in the same order, separated by spaces */
};

/* ---- model.c ---- */
const char *model_text(struct building *building, struct text text);     /* copied into the model's arena */
const char *model_buf(struct building *building, struct buf *buf);       /* the same, and releases buf */
void *model_array(struct building *building, size_t count, size_t size); /* zeroed, in the arena */
/* A statement with :team, :repository (NULL = all), :since and :until bound. */
int model_statement(struct statement **out, struct building *building, const char *sql) MUST_CHECK;

/* ---- one a section ---- */
int model_fill_repositories(struct building *building) MUST_CHECK; /* also repos, tips, is_squashed, cut_time */
int model_fill_coverage(struct building *building) MUST_CHECK;
int model_fill_team(struct building *building) MUST_CHECK;
int model_fill_people(struct building *building) MUST_CHECK;
int model_fill_notes(struct building *building, bool is_sealed) MUST_CHECK;
void model_add_note(struct building *building, const char *note); /* of the arena, or static */
/* Says whose figures are of today though the period is sealed. Comes after names were hidden. */
void model_note_unsealed(struct building *building);
void model_fill_next(struct building *building);

/* The period of a part. */
struct period model_period(const struct report_request *request, enum part part);

/* ---- protect.c: whom a report must not give away (docs/adr/0013) ---- */
/* Fills in what the request leaves open and takes out who opted out; subjects are then in the arena. */
int protect_request(struct report_request *request, struct building *building) MUST_CHECK;
/* Removes what earlier reports kept of those who opted out, sealed or not. */
int protect_erase(struct building *building) MUST_CHECK;
/* Counts who was active in a past part beside those shown of it. Comes while the tables of the metrics hold that part. */
int protect_count_unshown(struct building *building, enum part part) MUST_CHECK;
/* What remains of the team beside the people shown may be one person: then it is withheld from others. */
void protect_complement(struct building *building);
/* Whether who gave most reviews opted out. Comes while the tables of the metrics hold the period. */
int protect_find_top(struct building *building) MUST_CHECK;
/* Withholds how much the one person gave who gave most reviews, from every reader and from what is kept, if so. */
void protect_top(struct building *building);
/* Takes out what is told to the viewer alone, and under pseudonyms who that is, of what is written for others. */
void protect_viewer(struct building *building);

/* ---- mask.c ---- */
/* Puts by in place of the words wherever they stand as whole words, in any case of letters; *text is made anew if so. */
void mask_words(char **text, struct text words, const char *by);

/* ---- absence.c ---- */
/* How much of a part's period the person is declared absent, 0..1, and in whole days; absences may overlap. */
int person_absence(double *share, int64_t *days, struct building *building, int64_t person, enum part part) MUST_CHECK;
/* The figures without their values. */
void figures_withhold(struct figure *figures, size_t count);

/* ---- pseudonyms.c ---- */
/* Puts pseudonyms in place of names, if the request has a key; people then stand in order of these. */
void model_hide_names(struct building *building);

/* ---- figures.c ---- */
/* The figures of one person (0 = the team) of one part; fewer than the metrics where one does not speak of persons. */
struct figure *figures_of(struct building *building, size_t *count, enum part part, int64_t person);
/* The same ids over the team without the person, where that is a plain difference. */
struct figure *figures_rest(struct building *building, size_t *count, int64_t person);
/* One figure as it stands in the part, with its words; false if that part has none of this id. */
bool figure_of(struct figure *out, const struct building *building, enum part part, const char *id, int64_t person);

/* ---- findings.c ---- */
/*
 * Runs the patterns, of the team and of each person. Comes after every section that reads the tables of the metrics:
 * patterns fill these again for periods of their own.
 */
int model_fill_findings(struct building *building) MUST_CHECK;
/* What a pattern or a strength may look at, of the person (0: the team). */
struct pattern_input findings_input(struct building *building, int64_t person);
/*
 * Strengths, of each person. Comes before the patterns: strengths read the tables as the period left them.
 */
int model_fill_strengths(struct building *building) MUST_CHECK;
/* The notes of a person beyond three become silent ones. Comes after what is kept: a limit of one report, no fact. */
void model_limit_notes(struct building *building);

/* ---- trends.c ---- */
/* Reads what the database covers in time. */
int model_read_history(struct building *building) MUST_CHECK;
/* Puts the period before and the year beside the figures of the team and of each person. */
int model_fill_trends(struct building *building) MUST_CHECK;

/* ---- keep.c ---- */
/* Puts what an earlier --freeze sealed in place of what was just computed. is_sealed: there was something. */
int keep_read_sealed(bool *is_sealed, struct building *building) MUST_CHECK;
/* Whether an earlier --freeze sealed figures of this subject. */
bool keep_is_sealed(const struct building *building, int64_t person);
int keep_restore_findings(struct building *building) MUST_CHECK;
int keep_write(struct building *building) MUST_CHECK;

#endif
