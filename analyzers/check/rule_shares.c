/*
 * Shares of the team over the trailing period, held against a limit. A share fires with its whole 95 % interval beyond the limit,
 * so that chance alone does not, and never where what is missing in it means nothing.
 */
#include <math.h>
#include <string.h>

#include "check.h"

struct share {
	const struct check_rule_entry *entry;
	const char *metric, *other;      /* other: judged where the first is unknown; NULL */
	const char *key;                 /* the limit: "least" or "most" */
	const char *words, *other_words; /* after "3 of 80 changes (4 %, 1 to 10)" */
	const char *policy;              /* a declaration under which it is not asked; NULL */
	const char *policy_words;
	bool rests_on_reviews; /* what is missing in it means nothing where reviews are hardly recorded */
	const char *advice;
};

/* ---- outcomes that are no judgement ---- */

static int64_t least_of(const char *id)
{
	const struct metric_info *info = metric_find(text_of(id));
	const struct metric_part *part = metric_part_find(info, text_of(id));

	return part ? part->minimum : info->minimum;
}

static void end_thin(struct check_result *result, struct checking *checking, const struct metric_value *value)
{
	bool is_gap = strcmp(value->id, "M12.gap") == 0;
	const char *seen = is_gap ? checking_count(checking, value->n, "change by newcomers", "changes by newcomers")
	                          : checking_count(checking, value->n, "change", "changes");

	checking_end(result, CHECK_UNKNOWN,
	             checking_text(checking, "The 26 weeks before hold %s, where %lld are needed.", seen,
	                           (long long)least_of(value->id)),
	             NULL);
}

/* True if it ended the result. */
static int end_unasked(bool *out, struct check_result *result, struct checking *checking, const struct share *share)
{
	bool is_declared = false;
	int ret = share->policy ? checking_is_declared(&is_declared, checking, share->policy) : 0;

	*out = true;
	if (ret)
		return ret;
	if (checking->is_withheld)
		checking_end(result, CHECK_NA, "Withheld: it would tell of one person.", NULL);
	else if (is_declared)
		checking_end(result, CHECK_NA, share->policy_words, NULL);
	else if (checking->are_newcomers_few && strncmp(share->metric, "M12.", 4) == 0)
		checking_end(result, CHECK_NA, "Withheld: it would tell of one or two newcomers.", NULL);
	else
		*out = false;
	return 0;
}

static int end_nameless(struct check_result *result, struct checking *checking)
{
	const char *advice;
	int ret = checking_find_evidence(&advice, checking);

	if (ret == 0)
		checking_end(result, CHECK_UNKNOWN,
		             "On most changes of the 26 weeks before the record does not say who integrated them.",
		             advice);
	return ret;
}

/* ---- the judgement ---- */

static bool is_beyond(const struct share *share, const struct metric_value *value, double limit)
{
	if (strcmp(value->id, "M12.gap") == 0)
		return value->high < -limit;
	return strcmp(share->key, "least") == 0 ? value->high < limit : value->low > limit;
}

static const char *limit_words(struct checking *checking, const struct share *share, double limit)
{
	return checking_text(checking, "[check \"%s\"] %s is %s", share->entry->rule.id, share->key,
	                     checking_percent(checking, limit));
}

static const char *share_words(struct checking *checking, const struct share *share, const struct metric_value *value,
                               double limit)
{
	bool is_other = share->other && strcmp(value->id, share->other) == 0;

	return checking_text(checking, "Of the 26 weeks before, %s %s; %s.",
	                     checking_share(checking, value->k, value->n, "change", "changes"),
	                     is_other ? share->other_words : share->words, limit_words(checking, share, limit));
}

/* The difference is of whole points as it is of shares: what was rounded is not subtracted. */
static const char *gap_words(struct checking *checking, const struct share *share, const struct metric_value *value,
                             double limit)
{
	const struct metric_value *new = metric_values_find(&checking->values, "M12.new", 0);
	const struct metric_value *rest = metric_values_find(&checking->values, "M12.rest", 0);

	if (!new || !rest)
		return "Nothing is known of newcomers.";
	return checking_text(checking,
	                     "Of the 26 weeks before, %s by newcomers and %s by everybody else name a reviewer: the "
	                     "difference is %.0f points (%.0f to %.0f); %s.",
	                     checking_part(checking, new->k, new->n, "change", "changes"),
	                     checking_part(checking, rest->k, rest->n, "change", "changes"), round(100 * value->value),
	                     round(100 * value->low), round(100 * value->high), limit_words(checking, share, limit));
}

static int judge_value(struct check_result *result, struct checking *checking, const struct share *share,
                       const struct metric_value *value)
{
	bool is_gap = strcmp(value->id, "M12.gap") == 0, has_fired;
	const struct metric_value *known = metric_values_find(&checking->values, "M29.known", 0);
	double limit;
	int ret = checking_threshold(&limit, checking, share->entry, share->key);

	if (ret)
		return ret;
	has_fired = is_beyond(share, value, limit);
	/* Coverage that is partial says enough of itself, and what is shown is there whatever else is not recorded. */
	if (has_fired && share->rests_on_reviews && strcmp(value->id, "M07") != 0 &&
	    !checking_counts_absences(checking))
		return checking_end_unrecorded(result, checking);
	if (!has_fired && strcmp(value->id, "M08") == 0 && known && known->k * 2 < known->n)
		return end_nameless(result, checking);
	checking_end(result, has_fired ? CHECK_FIRES : CHECK_HOLDS,
	             is_gap ? gap_words(checking, share, value, limit) : share_words(checking, share, value, limit),
	             has_fired ? share->advice : NULL);
	return 0;
}

static int judge(struct check_result *result, struct checking *checking, const struct share *share)
{
	const struct metric_value *value = metric_values_find(&checking->values, share->metric, 0);
	bool has_ended;
	int ret = end_unasked(&has_ended, result, checking, share);

	if (ret || has_ended)
		return ret;
	if (value && value->state == STATE_UNKNOWN && share->other)
		value = metric_values_find(&checking->values, share->other, 0);
	if (!value || value->state == STATE_NA || value->n == 0) {
		checking_end(result, CHECK_NA, "The 26 weeks before hold nothing that it could be asked of.", NULL);
		return 0;
	}
	if (value->state == STATE_UNKNOWN && !(share->rests_on_reviews && checking_counts_absences(checking)))
		return checking_end_unrecorded(result, checking);
	if (value->state == STATE_THIN || value->n < least_of(value->id)) {
		end_thin(result, checking, value);
		return 0;
	}
	return judge_value(result, checking, share, value);
}

/* ---- the rules ---- */

static const struct share shares[] = {
	{
		.entry = &rule_coverage,
		.metric = "M07",
		.key = "least",
		.words = "name a reviewer",
		.rests_on_reviews = true,
		.advice = "'git lead report' shows where the others lie; 'git lead sources' what evidence is missing.",
	},
	{
		.entry = &rule_second_person_share,
		.metric = "M29",
		.key = "least",
		.words = "involved a second person",
		.rests_on_reviews = true,
		.advice = "'git lead explain M29' lists the changes behind it.",
	},
	{
		.entry = &rule_self_integrated_share,
		.metric = "M08",
		.key = "most",
		.words = "were integrated by one of their authors without a named reviewer",
		.policy = "review",
		.policy_words = "[policy] review says that reviews come after the merge.",
		.rests_on_reviews = true,
		.advice = "'git lead explain M08' lists the changes behind it.",
	},
	{
		.entry = &rule_large_changes,
		.metric = "M24.large",
		.other = "M24.many",
		.key = "most",
		.words = "are over 400 lines",
		.other_words = "are over 30 files, where lines are not known",
		.policy = "migration",
		.policy_words = "A migration is declared ([policy] migration).",
		.advice = "'git lead explain M24' lists the changes behind it.",
	},
	{
		.entry = &rule_newcomer_gap,
		.metric = "M12.gap",
		.key = "most",
		.rests_on_reviews = true,
		.advice = "'git lead explain P10' looks at the same, and at how long newcomers wait.",
	},
};

static int find(struct checking *checking, const struct check_rule_entry *entry, enum check_level level)
{
	struct check_result *result = checking_add(checking, &entry->rule, level);

	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		if (shares[i].entry == entry)
			return judge(result, checking, &shares[i]);
	BUG("no share of rule %s", entry->rule.id);
}

static const struct check_threshold coverage_limit[] = { { "least", 0.70, 0, 1, false }, { NULL, 0, 0, 0, false } };
static const struct check_threshold second_limit[] = { { "least", 0.50, 0, 1, false }, { NULL, 0, 0, 0, false } };
static const struct check_threshold self_limit[] = { { "most", 0.10, 0, 1, false }, { NULL, 0, 0, 0, false } };
/* Of five public projects at most 22 % of a quarter's reviewed changes were over 400 lines, mostly 1 to 12 % (P17). */
static const struct check_threshold large_limit[] = { { "most", 0.20, 0, 1, false }, { NULL, 0, 0, 0, false } };
static const struct check_threshold gap_limit[] = { { "most", 0.10, 0, 1, false }, { NULL, 0, 0, 0, false } };

/* clang-format off */
#define SHARE_RULE(variable, id_, name_, source_, limits, help_)                                         \
	const struct check_rule_entry variable = {                                                       \
		.rule = { .id = id_, .name = name_, .help = help_, .source = source_,                    \
		          .subject = CHECK_OF_TEAM, .level = CHECK_NOTICE, .most = CHECK_FAIL },         \
		.thresholds = limits, .find = find                                                       \
	}
/* clang-format on */

SHARE_RULE(rule_coverage, "coverage", "Review coverage", "M07", coverage_limit,
           "Fires where the share of changes that name a reviewer lies, with its whole interval, under [check "
           "\"coverage\"] "
           "least, 0.70 unless set. Unknown below one half, unless exports or notes tell the reviews of nine changes "
           "in ten.");
SHARE_RULE(rule_second_person_share, "second-person-share", "Changes that involved a second person", "M29",
           second_limit,
           "Fires where the share of changes on which somebody other than the author is named lies, with its whole "
           "interval, under [check \"second-person-share\"] least, 0.50 unless set. Unknown where reviews are hardly "
           "recorded.");
SHARE_RULE(
	rule_self_integrated_share, "self-integrated-share", "Changes integrated by an author without review", "M08",
	self_limit,
	"Fires where the share of changes that an author integrated and nobody else is named on lies, with its whole "
	"interval, over [check \"self-integrated-share\"] most, 0.10 unless set. Unknown where reviews are hardly "
	"recorded.");
SHARE_RULE(
	rule_large_changes, "large-changes", "Large changes", "M24", large_limit,
	"Fires where the share of changes over 400 lines lies, with its whole interval, over [check \"large-changes\"] "
	"most, 0.20 unless set. Where lines are not known, changes over 30 files stand in for them.");
SHARE_RULE(
	rule_newcomer_gap, "newcomer-gap", "Newcomers' changes are looked at as others' are", "M12", gap_limit,
	"Fires where newcomers' share of changes that name a reviewer lies, with the whole interval of the difference, "
	"more than [check \"newcomer-gap\"] most under everybody else's, 0.10 unless set. Unknown where reviews are "
	"hardly "
	"recorded; n/a below three newcomers.");
