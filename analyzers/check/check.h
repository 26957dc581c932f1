/*
 * Private to the room. How to add a rule: write rule_<name>.c with one `const struct check_rule_entry`, declare it below, add its
 * address in registry.c and its line in gitlead-config(5), and a case that fires, one that is silent and one that is unknown in
 * tests/test_check_rules.c or test_check_team.c and in tests/cli/t_check_rules.sh.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "lead/check.h"
#include "lead/metric.h"
#include "lead/report.h"
#include "lead/vec.h"

struct checking {
	struct check *out; /* the model so far: changes, facts, coverage and period stand before a rule is asked */
	struct store *store;
	const struct config *config;
	const struct check_request *request;
	struct metric_values values; /* of the team over out->period */
	VEC(struct check_result) results;
	/* What team.c found of the period. */
	bool is_told;       /* exports or notes tell the reviews of nine in ten changes: then absences count as well */
	bool is_unrecorded; /* [policy] unrecorded */
	bool is_reviewed_later; /* [policy] review = after-merge */
	bool is_withheld;       /* the team's figures would be one person's */
	bool are_newcomers_few; /* newcomers' figures would be those of one or two */
	/* Made when a rule asks for them first. */
	const char *evidence_advice;
	struct report report; /* the patterns, of the team and of declared leads */
	bool has_report;
};

/* A number in [check "<rule>"]. */
struct check_threshold {
	const char *key; /* lower case */
	double fallback, low, high;
	bool is_whole;
};

struct check_rule_entry {
	struct check_rule rule;
	const struct check_threshold *thresholds; /* key NULL ends them; NULL: none */
	/* Comes before the first change is judged. NULL: there is nothing to look up. */
	int (*prepare)(struct checking *checking);
	/*
	 * Exactly one of the two. judge: of one change that is judged at all; sets outcome, message, advice, and path and line where
	 * the change's own path is not what a reader wants to see. find: adds results of the team or of persons by checking_add.
	 * Texts are of the arena or static.
	 */
	int (*judge)(struct check_result *result, struct checking *checking, const struct check_change *change);
	int (*find)(struct checking *checking, const struct check_rule_entry *entry, enum check_level level);
};
const struct check_rule_entry *check_entry_at(size_t position);

/* A new result of the rule with defaults in place; the pointer holds until the next one. */
struct check_result *checking_add(struct checking *checking, const struct check_rule *rule, enum check_level level);
/* Sets outcome, message and advice, which may be NULL. */
void checking_end(struct check_result *result, enum check_outcome outcome, const char *message, const char *advice);

/* ---- settings.c ---- */
/* Of [check]: the level in force. ERR_INVALID for no level, and one above what the rule allows. */
int checking_level(enum check_level *out, const struct config *config, const struct check_rule *rule) MUST_CHECK;
/* ERR_INVALID by name for what [check] and [check "<rule>"] say of no rule or threshold, and for values out of range. */
int checking_check_keys(const struct config *config) MUST_CHECK;
/* A threshold of the rule that is being judged; a key that it has not is a BUG. */
int checking_threshold(double *out, const struct checking *checking, const struct check_rule_entry *entry,
                       const char *key) MUST_CHECK;
/* Where the rule's level is written in .gitlead, else 1. */
unsigned checking_line(const struct config *config, const char *id);

/* ---- words.c: texts of the model ---- */
const char *checking_text(struct checking *checking, const char *format, ...) PRINTF_LIKE(2, 3);
/* "1 change", "2 changes" */
const char *checking_count(struct checking *checking, int64_t count, const char *one, const char *many);
/* "3 of 80 changes (4 %)" */
const char *checking_part(struct checking *checking, int64_t k, int64_t n, const char *one, const char *many);
/* "3 of 80 changes (4 %, 1 to 10)" with the 95 % interval */
const char *checking_share(struct checking *checking, int64_t k, int64_t n, const char *one, const char *many);
/* "70 %" */
const char *checking_percent(struct checking *checking, double share);
/* Text in one clean line, of data. */
const char *checking_clean(struct checking *checking, struct text text);

/* ---- team.c ---- */
/* The period, the team's facts and coverage, what they may tell, and the first line. */
int checking_fill_team(struct checking *checking) MUST_CHECK;
/* Writes the facts where the store can be written and does not hold them yet. */
int checking_keep_facts(struct checking *checking) MUST_CHECK;
/* A declaration of that kind by the team covers more than a third of the period. */
int checking_is_declared(bool *out, const struct checking *checking, const char *kind) MUST_CHECK;

/* ---- evidence.c: what it means that the record does not name somebody ---- */
/*
 * Ends the result of a change on which the record lacks something that reviews would bring: lacking is a clause without full
 * stop. Fires where absences count, is unknown where they do not, n/a where reviews come later.
 */
int checking_end_lacking(struct check_result *result, struct checking *checking, const struct check_change *change,
                         const char *lacking) MUST_CHECK;
/* Whether what is not recorded of the team's changes was not there. */
bool checking_counts_absences(const struct checking *checking);
/* Ends the result as unknown because reviews are hardly recorded, with the command that would bring them. */
int checking_end_unrecorded(struct check_result *result, struct checking *checking) MUST_CHECK;
/* What would bring review evidence; whole sentences. */
int checking_find_evidence(const char **out, struct checking *checking) MUST_CHECK;

/* ---- gaps.c ---- */
/* What is unknown for one reason is said once. Comes after the results are finished. */
void checking_collect_gaps(struct checking *checking);

/* ---- changes.c ---- */
/* SQL: whether an export or a note tells the whole of the reviews of the change c, up to its merge. */
#define CHECK_IS_TOLD                                                                                          \
	"EXISTS (SELECT 1 FROM change_request h"                                                               \
	" JOIN request q ON q.repository_id = c.repository_id AND q.change = h.request AND q.reviews_seen > 0" \
	" WHERE h.change_id = c.id AND q.reviews_seen >= ("                                                    \
	"SELECT coalesce(nullif(max(o.merged_time), 0), c.landed_time) FROM request o"                         \
	" WHERE o.repository_id = c.repository_id AND o.change = h.request))"
/* Fills out->changes from the commits of the request, and the temporary table checked_change(id, key). */
int checking_load_changes(struct checking *checking) MUST_CHECK;

/* ---- told.c ---- */
/* Sets is_new of the results, whose outcomes, levels and fingerprints stand. */
int checking_mark_new(struct checking *checking) MUST_CHECK;

/* ---- patterns.c ---- */
/* The outcome of patterns over the period; made once. */
int checking_load_report(struct checking *checking) MUST_CHECK;
/* Ends a result by what a pattern found; NULL: it was not asked. */
void checking_end_finding(struct check_result *result, struct checking *checking, const struct finding *finding);

extern const struct check_rule_entry rule_second_person, rule_review_evidence, rule_self_integrated, rule_size,
	rule_decision_record, rule_documents, rule_newcomer_review;
extern const struct check_rule_entry rule_coverage, rule_second_person_share, rule_self_integrated_share,
	rule_large_changes, rule_newcomer_gap;
#define CHECK_TEAM_PATTERNS 8
#define CHECK_PERSON_PATTERNS 4
extern const struct check_rule_entry rules_of_team_patterns[CHECK_TEAM_PATTERNS];
extern const struct check_rule_entry rules_of_person_patterns[CHECK_PERSON_PATTERNS];

#endif
