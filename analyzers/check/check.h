/*
 * Private to the room. How to add a rule: write rule_<name>.c with one `const struct check_rule_entry`, declare it below, add its
 * address in registry.c. tests/test_check.c holds every rule to one case that fires and one that stays silent.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "lead/check.h"
#include "lead/metric.h"
#include "lead/vec.h"

struct checking {
	struct check *out; /* the model so far: changes, facts, coverage and period stand before a rule is asked */
	struct store *store;
	const struct config *config;
	const struct check_request *request;
	const struct metric_values *values; /* of the team over out->period */
	VEC(struct check_result) results;
};

struct check_rule_entry {
	struct check_rule rule;
	/*
	 * Exactly one of the two. judge: of one change that is judged at all; sets outcome, message, advice, and path and line where
	 * the change's own path is not what a reader wants to see. find: adds results of the team or of persons by checking_add.
	 * Texts are of the arena or static.
	 */
	int (*judge)(struct check_result *result, struct checking *checking, const struct check_change *change);
	int (*find)(struct checking *checking, const struct check_rule_entry *entry, enum check_level level);
};
const struct check_rule_entry *check_entry_at(size_t position);

/* A text of the model. */
const char *checking_text(struct checking *checking, const char *format, ...) PRINTF_LIKE(2, 3);
/* A new result of the rule with defaults in place; the pointer holds until the next one. */
struct check_result *checking_add(struct checking *checking, const struct check_rule *rule, enum check_level level);
/* Of [check]: the level in force. ERR_INVALID for no level, and one above what the rule allows. */
int checking_level(enum check_level *out, const struct config *config, const struct check_rule *rule) MUST_CHECK;
/* ERR_INVALID for a key of [check] that is no rule and no setting. */
int checking_check_keys(const struct config *config) MUST_CHECK;

/* ---- changes.c ---- */
/* Fills out->changes from the commits of the request. */
int checking_load_changes(struct checking *checking) MUST_CHECK;

/* ---- told.c ---- */
/* Sets is_new of the results, whose outcomes, levels and fingerprints stand. */
int checking_mark_new(struct checking *checking) MUST_CHECK;
/* Keeps what the results tell, and where the range ended, if the store is writable. */
int checking_keep_told(struct checking *checking) MUST_CHECK;

extern const struct check_rule_entry rule_second_person;

#endif
