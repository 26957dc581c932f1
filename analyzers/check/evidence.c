/*
 * What it means that the record does not name somebody. It was not there if an export or a note tells the reviews of that very
 * change whole, or if seven in ten changes of the period name a reviewer. Elsewhere it means nothing, and is unknown.
 */
#include "check.h"

#include "lead/people.h"

/* ---- what would bring evidence ---- */

static void add_source(struct buf *text, const struct missing_source *missing)
{
	buf_add_fmt(text, "%s'%s' %s %s: %s.", text->size ? " " : "", missing->command,
	            missing->is_uncertain ? "may bring" : "brings", missing->what, missing->why);
}

/* What is sure to bring something; else what may; else why nothing does. */
static void word_sources(struct buf *text, const struct sources *sources)
{
	const struct missing_source *next = sources_next(sources);

	for (size_t i = 0; i < sources->missing_count; i++) {
		const struct missing_source *missing = &sources->missing[i];

		if (!missing->is_uncertain && !missing->is_for_others && missing->command[0])
			add_source(text, missing);
	}
	if (text->size == 0 && next)
		add_source(text, next);
	for (size_t i = 0; text->size == 0 && i < sources->missing_count; i++)
		if (!sources->missing[i].command[0])
			buf_add_fmt(text, "No command brings %s today: %s.", sources->missing[i].what,
			            sources->missing[i].why);
	if (text->size == 0)
		buf_add_str(text, "'git lead sources' tells what evidence there is.");
}

int checking_find_evidence(const char **out, struct checking *checking)
{
	struct sources sources = { 0 };
	struct buf text = { 0 };
	int ret = 0;

	if (!checking->evidence_advice) {
		ret = sources_build_missing(&sources, checking->store, checking->request->repository);
		if (ret)
			return ret;
		word_sources(&text, &sources);
		checking->evidence_advice = checking_text(checking, "%s", buf_str(&text));
		sources_release(&sources);
		buf_release(&text);
	}
	*out = checking->evidence_advice;
	return 0;
}

/* ---- of the team ---- */

bool checking_counts_absences(const struct checking *checking)
{
	return !checking->is_unrecorded && (checking->out->coverage == COVERAGE_USABLE || checking->is_told);
}

/* "310 of 400 changes (78 %) of the 26 weeks before" */
static const char *reviewed_part(struct checking *checking)
{
	const struct metric_value *coverage = metric_values_find(&checking->values, "M07", 0);
	const char *part =
		checking_part(checking, coverage ? coverage->k : 0, coverage ? coverage->n : 0, "change", "changes");

	return checking_text(checking, "%s of the 26 weeks before", part);
}

static const char *unrecorded_words(struct checking *checking)
{
	if (checking->is_unrecorded)
		return "[policy] unrecorded says that reviews are not recorded here, so what the record does not name "
		       "means nothing.";
	if (checking->is_withheld)
		return "Reviews are not recorded on seven in ten changes here, so what the record does not name means "
		       "nothing.";
	return checking_text(checking,
	                     "The record names a reviewer on %s, where 70 %% are needed for what it does not name to "
	                     "mean something.",
	                     reviewed_part(checking));
}

int checking_end_unrecorded(struct check_result *result, struct checking *checking)
{
	const char *advice = NULL;
	int ret = checking->is_unrecorded ? 0 : checking_find_evidence(&advice, checking);

	if (ret == 0)
		checking_end(result, CHECK_UNKNOWN, unrecorded_words(checking), advice);
	return ret;
}

/* ---- of one change ---- */

static const char *ground_words(struct checking *checking, const struct check_change *change)
{
	if (change->is_told)
		return "and its request is told with all its reviews";
	if (checking->is_withheld)
		return "where reviews are recorded";
	return checking_text(checking, "where %s name a reviewer", reviewed_part(checking));
}

static int end_early(struct check_result *result, struct checking *checking)
{
	checking_end(result, CHECK_NA,
	             checking->out->is_request
	                     ? "The change has not landed yet: reviews and integration are still to come."
	                     : "[policy] review says that reviews come after the merge.",
	             NULL);
	return 0;
}

/* Coverage is known of the period alone. */
static int end_before(struct check_result *result, struct checking *checking)
{
	const char *advice;
	int ret = checking_find_evidence(&advice, checking);

	if (ret == 0)
		checking_end(result, CHECK_UNKNOWN,
		             "The change landed before the 26 weeks of which is known how well reviews are recorded.",
		             advice);
	return ret;
}

int checking_end_lacking(struct check_result *result, struct checking *checking, const struct check_change *change,
                         const char *lacking)
{
	if (checking->out->is_request || checking->is_reviewed_later)
		return end_early(result, checking);
	if (checking->is_unrecorded)
		return checking_end_unrecorded(result, checking);
	if (!change->is_told && change->landed_time < checking->out->period.since_time)
		return end_before(result, checking);
	if (!change->is_told && checking->out->coverage != COVERAGE_USABLE)
		return checking_end_unrecorded(result, checking);
	checking_end(
		result, CHECK_FIRES, checking_text(checking, "%s, %s.", lacking, ground_words(checking, change)),
		checking_text(checking,
	                      "If somebody did look, a line 'Reviewed-by:' with that name and address in a note says "
	                      "so, once it is pushed: git notes --ref=lead-reviews append %s",
	                      change->oid));
	return 0;
}
