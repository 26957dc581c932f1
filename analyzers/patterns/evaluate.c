/*
 * What every pattern's answer goes through after its own evaluation: declarations that silence a note, and the period before,
 * without which nothing is a warning. Knows no pattern's rule.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/people.h"
#include "finding.h"

static bool has_fired(const struct finding *finding)
{
	return finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN;
}

/* ---- declarations ---- */

int input_declared_share(double *out, const struct pattern_input *input, const char *kind, int64_t person)
{
	return people_declared_share(out, input->store, kind, person, input->scope->period);
}

static int is_silencing(bool *out, const struct pattern_input *input, const char *kind)
{
	double team = 0, own = 0;
	int64_t notes = 0;
	int ret;

	if (strcmp(kind, "self") == 0) {
		ret = input_self_notes(&notes, input);
		*out = notes > 0;
		return ret;
	}
	ret = input_declared_share(&team, input, kind, 0);
	if (ret == 0 && input->person != 0)
		ret = input_declared_share(&own, input, kind, input->person);
	*out = team > DECLARED_SHARE || own > DECLARED_SHARE;
	return ret;
}

static void silence(struct finding *finding, const char *kind)
{
	struct buf reason = { 0 };

	if (strcmp(kind, "self") == 0)
		buf_add_str(&reason, "a self-declared note tells of work that leaves no trace");
	else
		buf_add_fmt(&reason, "declared: %s", kind);
	free(finding->reason);
	finding->reason = buf_detach(&reason);
	finding->outcome = OUTCOME_SILENCED;
}

static int apply_declarations(struct finding *finding, const struct pattern_info *pattern,
                              const struct pattern_input *input)
{
	struct text rest = text_of(pattern->silencing), word;
	int ret = 0;

	while (ret == 0 && has_fired(finding) && text_next_word(&rest, &word)) {
		char *kind = xstrndup(word.at, word.size);
		bool is_silent = false;

		ret = is_silencing(&is_silent, input, kind);
		if (ret == 0 && is_silent)
			silence(finding, kind);
		free(kind);
	}
	return ret;
}

/* ---- the period before ---- */

static int spoke_before(bool *out, const struct pattern_info *pattern, const struct pattern_input *input)
{
	struct scope scope;
	struct pattern_input before = input_before(input, &scope);
	struct finding finding = { 0 };
	int ret;

	*out = false;
	if (input->previous_values == NULL)
		return 0;
	ret = pattern->evaluate(&finding, &before);
	if (ret == 0)
		ret = apply_declarations(&finding, pattern, &before);
	*out = ret == 0 && has_fired(&finding);
	finding_release(&finding);
	return ret;
}

/* What made it more than a note, as far as the reason does not say it. */
static void add_to_reason(struct finding *finding, const struct pattern_info *pattern)
{
	struct buf reason = { 0 };

	if (pattern->warning == WARN_CONDITION)
		buf_add_fmt(&reason, "%s; %s, and the rule spoke in the period before too", finding->reason,
		            pattern->condition);
	else
		buf_add_fmt(&reason, "%s, as in the period before", finding->reason);
	free(finding->reason);
	finding->reason = buf_detach(&reason);
}

static int set_severity(struct finding *finding, const struct pattern_info *pattern, const struct pattern_input *input)
{
	bool may_warn = pattern->warning == WARN_REPEATED ||
	                (pattern->warning == WARN_CONDITION && finding->outcome == OUTCOME_WARN);
	bool is_repeated = false;
	int ret = 0;

	if (pattern->warning == WARN_AT_ONCE && !finding->is_capped)
		return 0;
	finding->outcome = OUTCOME_NOTE;
	if (may_warn && !finding->is_capped)
		ret = spoke_before(&is_repeated, pattern, input);
	if (ret == 0 && is_repeated) {
		finding->outcome = OUTCOME_WARN;
		add_to_reason(finding, pattern);
	}
	return ret;
}

int pattern_evaluate(struct finding *out, const struct pattern_info *pattern, const struct pattern_input *input)
{
	int ret;

	*out = (struct finding){ 0 };
	ret = pattern->evaluate(out, input);
	if (ret == 0 && has_fired(out))
		ret = apply_declarations(out, pattern, input);
	if (ret == 0 && has_fired(out))
		ret = set_severity(out, pattern, input);
	return ret;
}
