/*
 * `git lead check`: what the record shows of the changes of one range, and of the team over the 26 weeks before its end. Rules
 * judge changes and team facts, never people: a rule about a person is off unless switched on, a notice at most, and cannot fail.
 * What the record cannot show is unknown, which is no breach. The model is built here and drawn by cmd/render/check_*.c.
 */
#ifndef LEAD_CHECK_H
#define LEAD_CHECK_H

#include "lead/alloc.h"
#include "lead/config.h"
#include "lead/metric.h"
#include "lead/report_pages.h"

#define CHECK_SCHEMA "1" /* version of the JSON form */

/* What [check] says of a rule. */
enum check_level { CHECK_OFF, CHECK_NOTICE, CHECK_WARN, CHECK_FAIL, CHECK_LEVEL_COUNT };
extern const char *const check_level_names[CHECK_LEVEL_COUNT]; /* off notice warn fail */

enum check_outcome { CHECK_HOLDS, CHECK_FIRES, CHECK_UNKNOWN, CHECK_NA, CHECK_OUTCOME_COUNT };
extern const char *const check_outcome_names[CHECK_OUTCOME_COUNT]; /* holds fires unknown n/a */

enum check_subject { CHECK_OF_CHANGE, CHECK_OF_TEAM, CHECK_OF_PERSON };

struct check_rule {
	const char *id;     /* key in [check]: "second-person", "P04" */
	const char *name;   /* "An independent second person": short, no full stop */
	const char *help;   /* what makes it fire, and what it needs; whole sentences */
	const char *source; /* metric or pattern whose definition it follows: "M29"; "" for none */
	enum check_subject subject;
	enum check_level level; /* unless configured */
	enum check_level most;  /* CHECK_NOTICE for persons, else CHECK_FAIL */
};
/* Registry order: changes, team, persons; NULL at the end. Static storage. */
const struct check_rule *check_rule_at(size_t position);
/* By id, letter case ignored; NULL if there is none. */
const struct check_rule *check_rule_find(struct text id);

/* A change of the range. */
struct check_change {
	const char *key;     /* "pr:12", "commit:<40 hex>" */
	const char *oid;     /* 40 hex, its newest commit */
	const char *subject; /* first line of that commit */
	const char *path;    /* of its files the one with most changed lines, then the first; NULL: none is known */
	int64_t landed_time, commit_count;
	int64_t lines, files; /* outside generated and vendored paths; -1: not known */
	const char *
		excluded; /* NULL: judged; else why not: bot model placeholder import mass copied reverted vendored outside */
	bool has_review, has_second, is_newcomer, has_decision, has_doc, has_code;
	const char *integrator; /* author, other, forge, bot; NULL: it has not landed */
	bool is_told; /* an export or a note tells the whole of its reviews: what is not there was not done on the forge */
};

struct check_result {
	const struct check_rule *rule;
	enum check_level level; /* as configured, never CHECK_OFF */
	enum check_outcome outcome;
	enum check_level shown; /* CHECK_OFF: holds or n/a; of what is unknown a notice, under fail a failure */
	const struct check_change *change; /* NULL: of the team or of a person */
	const char *person;                /* name of a declared lead; NULL but for rules about persons */
	const char *path;        /* where a reader is led: a file at the tip's tree, or ".gitlead"; never NULL */
	unsigned line;           /* 1-based */
	const char *message;     /* what the record shows, with its numbers: a whole sentence */
	const char *advice;      /* what would settle or mend it: a whole sentence; NULL */
	const char *fingerprint; /* 32 hex: of repository, rule and subject; the same in every run */
	bool is_new;             /* no earlier check told the same of it */
};

/* Results that are unknown for one reason, so that it need not be said of each change. */
struct check_gap {
	const char *message, *advice; /* advice: may be NULL */
	const char *rules;            /* "second-person, review-evidence" */
	int64_t change_count;         /* 0: of the team */
	enum check_level shown;       /* notice; fail where one of the rules is set to fail */
	bool is_new;
};

struct check {
	struct arena arena;                /* owns every text and array below */
	const char *schema;                /* version of the JSON form */
	const char *repository;            /* label */
	const char *repository_key, *team; /* "" = everybody */
	const char *base, *tip;            /* 40 hex; base "": the range begins with the history */
	const char *range;                 /* how it was chosen: "main..HEAD", "push told by GitHub Actions" */
	bool is_request; /* not landed: a request, or what the remote's default branch lacks; reviews and integration come later */
	bool is_news_only;    /* --since-last */
	struct period period; /* the trailing 26 weeks, ending with the tip's commit, of a request with its base's */
	enum coverage_state coverage; /* of reviews in that period: what absences mean */
	const char *coverage_line;    /* one sentence: the first line of every form */
	int64_t commit_count;         /* of the range */
	struct check_change *changes; /* by landed time, then key */
	size_t change_count;
	struct figure *facts; /* of the team over the period */
	size_t fact_count;
	struct check_result *results; /* by rule, then as changes stand, then by person */
	size_t result_count;
	struct check_gap *gaps;
	size_t gap_count;
	int64_t counts[CHECK_LEVEL_COUNT]; /* of results by shown; of gaps none */
	int status;                        /* exit code: 0; 1 a rule set to fail fired; 3 one could not be judged */
};

struct check_request {
	int64_t repository;
	const char *team;          /* "" = everybody */
	const struct oid *commits; /* of the range, any order */
	size_t commit_count;
	struct oid tip, base;
	bool has_base;
	const char *range;
	const char
		*branch; /* for what an earlier check told; "" = none; of a request its own line, "<branch> request" */
	bool is_request, is_news_only;
	bool is_placeless; /* of a request, or a range that somebody named: the next --since-last does not go on from its end */
};

/*
 * ERR_INVALID for a level or a number in [check] that is none, a rule that does not exist, and a level above what the rule
 * allows. The store holds the range's commits, and people are derived. Stores team facts where the store is writable. Released by
 * check_release, also after an error.
 */
int check_build(struct check *out, struct store *store, const struct config *config,
                const struct check_request *request) MUST_CHECK;
/*
 * For the next --since-last: what this check told, and where it ended. Called after the answer was written, so that what nobody
 * could read is told again. Does nothing where the store cannot be written.
 */
int check_keep_told(const struct check *check, struct store *store, const struct check_request *request) MUST_CHECK;
void check_release(struct check *check);
/* Whether some rule is set to fail. ERR_INVALID as check_build. */
int check_has_gate(bool *out, const struct config *config) MUST_CHECK;

/* Where the last check of a line of work by one team ended. */
struct check_place {
	struct oid tip, base;
	bool has_base;
};
/* ERR_NOTFOUND: there was none in this file. */
int check_last(struct check_place *out, struct store *store, const struct check_request *request) MUST_CHECK;

#endif
