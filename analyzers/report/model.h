/*
 * What the files that fill the model share: one report being built. Private to this room; sources.c stands apart.
 */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include "lead/report.h"
#include "lead/vec.h"

/* PART_YEAR: the 365 days before the period, of a few metrics (metric_compute_year) */
/* PART_PAST: one of the eight periods of a series after the other (past_load) */
enum part { PART_PERIOD, PART_FIRST_HALF, PART_SECOND_HALF, PART_PREVIOUS, PART_YEAR, PART_PAST, PART_COUNT };

/*
 * Times of which a report tells sums: the eight periods by their position, the last one that of the report; the period before and
 * the year as they stand beside a figure, for which fewer people are shown than in a series.
 */
enum slot { SLOT_PREVIOUS = SERIES_PERIODS - 2, SLOT_PERIOD, SLOT_BEFORE, SLOT_YEAR, SLOT_COUNT };

/* Somebody was active in a team in a slot. */
struct sighting {
	int64_t person;
	size_t team; /* position in report->teams */
	enum slot slot;
	bool is_shown, is_opted_out; /* is_shown: the report tells this person's own figures of the slot */
};

/* Among those who gave most reviews in a team. */
struct top {
	int64_t person;
	size_t team;
};

/* Somebody did something then that counts in all of these teams at once. */
struct segment {
	int64_t person;
	enum slot slot;
	unsigned char *teams; /* by position in report->teams; 0 or 1 */
};

/* What is known of a team beside its part of the model; in the order of report->teams. */
struct pass {
	/* Among those who gave most reviews somebody opted out: how much most is, is that person's figure. */
	bool is_top_opted_out;
	int64_t active_counts[SLOT_COUNT];
	int64_t unshown_counts[SLOT_COUNT]; /* active members without figures of their own in this report */
	/* Less other teams' sums, this team's would tell of too few people. */
	bool is_difference[SLOT_COUNT];
};

struct building {
	struct report *report;
	struct store *store;
	const struct config *config;
	const struct report_request *request;
	/* Of the team at work, until the next one begins. */
	struct report_team *team;
	struct pass *pass;
	struct scope scope;                      /* of the period */
	struct metric_values values[PART_COUNT]; /* empty where the part was not asked for */
	enum coverage_state coverage[PART_COUNT];
	/* Of the whole report. */
	struct pass *passes;
	VEC(struct sighting) sightings;
	VEC(struct top) tops;
	size_t first_sightings[SLOT_COUNT]; /* of the first team */
	VEC(struct segment) segments;       /* in order of slots, then persons */
	const char *memberless;             /* declared teams without a known member in the period, or NULL */
	bool is_anybody_opted_out;
	bool is_squashed;       /* most changes of the period are squashed ones */
	int64_t cut_time;       /* history before this is cut off (shallow); INT64_MIN = it is not */
	struct period history;  /* from the first change to the last: what counts can be counted over */
	struct sources sources; /* what is missing */
	int64_t *person_ids;    /* of report->people, in that order; in the arena */
	struct buf repos, tips; /* keys sorted, tips in the same order, separated by spaces */
};

/* ---- report.c ---- */
/* One building a report. Its repositories are read: what is sealed is known by them. */
int model_begin(struct building *building, struct report *report, struct store *store, const struct config *config,
                struct report_request *request) MUST_CHECK;
/* Everything that does not depend on who reads, and keeps it in a store that can be written. */
int model_compute(struct building *building) MUST_CHECK;
void model_end(struct building *building); /* leaves the report */

/* ---- model.c ---- */
const char *model_text(struct building *building, struct text text);     /* copied into the model's arena */
const char *model_buf(struct building *building, struct buf *buf);       /* the same, and releases buf */
void *model_array(struct building *building, size_t count, size_t size); /* zeroed, in the arena */
/* A copy in the arena, never NULL; at may be NULL where count is 0. */
void *model_keep(struct building *building, const void *at, size_t count, size_t size);
/* A statement with :team, :repository (NULL = all), :since and :until bound. */
int model_statement(struct statement **out, struct building *building, const char *sql) MUST_CHECK;

/* What a team or a person holds outside of the arena; report_release does so with those of a report. */
void model_release_team(struct report_team *team);
void model_release_person(struct report_person *person);

/* ---- one a section ---- */
int model_fill_repositories(struct building *building) MUST_CHECK; /* also repos, tips, is_squashed, cut_time */
/* Changes and reviews of each repository in the period. Comes while the tables of the metrics hold it. */
int model_fill_repository_counts(struct building *building) MUST_CHECK;
/* The teams of the report, with nothing in them but their names. */
int model_list_teams(struct building *building) MUST_CHECK;
bool model_is_first_team(const struct building *building); /* the one in whose scope persons are */
int model_fill_coverage(struct building *building) MUST_CHECK;
int model_fill_team(struct building *building) MUST_CHECK;
int model_fill_people(struct building *building) MUST_CHECK;
int model_fill_notes(struct building *building) MUST_CHECK;
/* Room for the notes of a report, with these in it; false if they are too many. */
bool model_take_notes(struct building *building, const char *const *notes, size_t count) MUST_CHECK;
void model_add_note(struct building *building, const char *note); /* of the arena, or static */
/* Says whose figures are of today though the period is sealed. Comes after names were hidden. */
void model_note_unsealed(struct building *building);
void model_fill_next(struct building *building);

/* What was not seen and cannot be known has no value, not the value zero. */
void values_blank_unseen(struct metric_values *values);
/* The period of a part; not of PART_PAST. */
struct period model_period(const struct report_request *request, enum part part);

/* ---- protect.c: whom a report must not give away (docs/adr/0013) ---- */
/* Fills in what the request leaves open and takes out who opted out; subjects are then in the arena. */
int protect_request(struct report_request *request, struct building *building) MUST_CHECK;
/* Stamps tell which identities a key once stood for: SQL of the name of one. */
#define STAMP_OF(key, identity) \
	"'person ' || " key " || char(10) || " identity ".name || ' <' || " identity ".email || '>'"
/* Writes them for the keys of today. In a transaction. */
int protect_remember_keys(struct building *building) MUST_CHECK;
/* Removes what earlier reports kept of those who opted out, sealed or not. */
int protect_erase(struct building *building) MUST_CHECK;
/* Takes down who was active in the team then, and counts those not shown. Comes while the tables of the metrics hold that time. */
int protect_see(struct building *building, enum slot slot, struct period period) MUST_CHECK;
/* What remains of a team beside the people shown may be one person: then it is withheld from others. */
void protect_complement(struct building *building);
/* The one active member who is not shown then opted out: no reader is told what only this one did. */
bool protect_is_rest_opted_out(const struct building *building, size_t team, enum slot slot);
/* Whether a person's page tells of the metric of this id, or of what it is the sum of. */
bool protect_is_told(const struct report *report, const char *id);
/* All parts of M09 but those that count people. */
bool protect_is_of_top(const char *id);
/* The same for each point of the series. */
void protect_series(struct building *building);
/* Whether all that is told of the figure's metric adds up over people, so that sums of it can be subtracted. */
bool protect_is_sum(const char *id);
/* What could be subtracted goes from the finding, the outcome stays. */
void protect_finding(struct finding *finding, const char *reason);
/* A note about some of the teams, named in it if the report has several; none without a name. Releases teams. */
void protect_add_team(struct buf *teams, const struct report_team *team);
void protect_note_teams(struct building *building, struct buf *teams, const char *sentence);

/* ---- protect_teams.c: several teams at once (docs/adr/0016) ---- */
/* Takes down in which teams at once each person did something then. Comes with protect_see of everybody. */
int protect_see_segments(struct building *building, enum slot slot, struct period period) MUST_CHECK;
/* Finds which sums, less others, would tell of too few people, once everybody was seen. */
void protect_find_differences(struct building *building);
/* Withholds them. */
void protect_differences(struct building *building);

/* ---- still protect.c ---- */
/* Whether who gave most reviews opted out. Comes while the tables of the metrics hold the period. */
int protect_find_top(struct building *building) MUST_CHECK;
/* Whether anybody opted out at all. */
int protect_find_opted_out(struct building *building) MUST_CHECK;
/* Withholds how much the one person gave who gave most reviews, from every reader and from what is kept, if so. */
void protect_top(struct building *building);
/* Takes out of a person's page what is told to that person alone. */
void protect_own_findings(struct report_person *person);
/* Takes out what is told to the viewer alone, and under pseudonyms who that is, of what is written for others. */
void protect_viewer(struct building *building);

/* ---- mask.c ---- */
/* Puts by in place of the words wherever they stand as whole words, in any case of letters; *text is made anew if so. */
void mask_words(char **text, struct text words, const char *by);
/* "Ada Example <ada@example.org>" into its two parts; false if it has not that form. */
bool key_split(struct text *name, struct text *email, struct text key);
/* The same with all words of the mask. */
void report_mask_hide(const struct report_mask *mask, char **text, const char *by);
/* Titles of records, paths and areas may name who opted out: of a report that was not sealed, which is masked as a whole. */
int report_mask_data(struct building *building) MUST_CHECK;
#define OPTED_OUT_WORDS "somebody who opted out"
/* A word of the mask stands somewhere in the bytes, whatever stands around it. */
bool report_mask_is_within(const struct report_mask *mask, struct text bytes);
/* Nobody opted out. */
bool report_mask_is_empty(const struct report_mask *mask);

/* ---- absence.c ---- */
/* How much of the period the person is declared absent, 0..1, and in whole days; absences may overlap. */
int person_absence(double *share, int64_t *days, struct building *building, int64_t person,
                   struct period period) MUST_CHECK;
/* The figures without their values. */
void figures_withhold(struct figure *figures, size_t count);

/* Leaves the number of changes and the words that need no other. */
void coverage_withhold(struct building *building, struct report_coverage *coverage);

/* ---- pseudonyms.c ---- */
/* Puts pseudonyms in place of names, if the request has a key; people then stand in order of these. */
int model_hide_names(struct building *building) MUST_CHECK;

/* ---- figures.c ---- */
/* The figures of one person (0 = the team) of one part; fewer than the metrics where one does not speak of persons. */
struct figure *figures_of(struct building *building, size_t *count, enum part part, int64_t person);
/* The same ids over the team without the person, where that is a plain difference. */
struct figure *figures_rest(struct building *building, size_t *count, int64_t person);
/* One figure as it stands in the part, with its words; false if that part has none of this id. */
bool figure_of(struct figure *out, const struct building *building, enum part part, const char *id, int64_t person);

/* Label and unit of the figure's id. */
void figure_describe(struct figure *figure);

/* ---- past.c ---- */
/* The eight periods, in the scope of the first team. */
int past_fill_periods(struct building *building) MUST_CHECK;
/* The values of one of them, sealed or computed, become those of PART_PAST. Fills the tables of the metrics. */
int past_load(struct building *building, int position) MUST_CHECK;

/* ---- series.c ---- */
/* Of the team at work and, with the first one, of each person. Comes after all that reads the tables of the period. */
int series_fill(struct building *building) MUST_CHECK;

/* ---- headlines.c ---- */
/* The first page. Comes after everything was withheld that is. */
void headlines_fill(struct building *building);

/* ---- suggest.c ---- */
/* What one could look at next, on one's own page alone. Comes last. */
void suggestions_fill(struct building *building);

/* ---- title.c ---- */
void model_fill_title(struct building *building);

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

/* Whether figures of this id mean nothing where reviews are not recorded. */
bool model_rests_on_reviews(const char *id);

/* ---- keep.c ---- */
/* From the columns value, n, low, high, state, of which value is the third. */
void keep_restore_value(struct metric_value *value, const struct statement *statement);
int keep_write(struct building *building) MUST_CHECK;

#endif
