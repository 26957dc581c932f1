/*
 * Runs strengths and patterns over what was computed. They decide; this file only hands them what they may look at, keeps
 * what they answer, and limits how many notes one report puts before a person.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/vec.h"
#include "model.h"

#define MOST_NOTES 3 /* of a person and report: of more, one would be a false alarm too often (metrics 7) */

typedef VEC(struct finding) finding_vec;
typedef VEC(struct strength) strength_vec;

struct pattern_input findings_input(struct building *building, int64_t person)
{
	const struct missing_source *next = sources_next(&building->sources);
	bool has_previous = building->values[PART_PREVIOUS].count > 0;
	struct pattern_input input = { .store = building->store,
		                       .config = building->config,
		                       .scope = &building->scope,
		                       .values = &building->values[PART_PERIOD],
		                       .previous_values = has_previous ? &building->values[PART_PREVIOUS] : NULL,
		                       .year_values = &building->values[PART_YEAR],
		                       .coverage = building->coverage[PART_PERIOD],
		                       .previous_coverage = building->coverage[PART_PREVIOUS],
		                       .person = person,
		                       .is_subject = person != 0,
		                       .is_viewer = person != 0 && person == building->request->viewer };

	if (next)
		input.evidence_command = next->command;
	return input;
}

static int hand_proofs(const struct building *building, const struct pattern_info *pattern,
                       const struct pattern_input *input)
{
	const struct report_proof *proof = building->request->proof;

	if (proof == NULL || proof->pattern != pattern || pattern->prove == NULL)
		return 0;
	return pattern->prove(input, proof->each, proof->payload);
}

static int run_patterns(struct building *building, struct finding **out, size_t *count, int64_t person)
{
	struct pattern_input input = findings_input(building, person);
	const struct pattern_info *pattern;
	unsigned wanted = person == 0 ? PATTERN_TEAM : PATTERN_PERSON;
	finding_vec found = { 0 };
	int ret = 0;

	if (input.is_viewer)
		wanted |= PATTERN_SELF;
	for (size_t i = 0; (pattern = pattern_at(i)) && ret == 0; i++) {
		struct finding *finding;

		if (!(pattern->subjects & wanted))
			continue;
		finding = VEC_PUSH(&found);
		ret = pattern_evaluate(finding, pattern, &input);
		if (ret == 0)
			ret = hand_proofs(building, pattern, &input);
		if (ret)
			error_context(ret, "pattern %s", pattern->id);
		finding->pattern = pattern->id;
		finding->person = person;
	}
	*out = model_keep(building, found.at, found.count, sizeof(**out));
	*count = found.count;
	VEC_RELEASE(&found);
	return ret;
}

/* Of a period or a team without the person nothing can be found: every pattern about persons says so, and none is evaluated. */
static void exclude_findings(struct building *building, struct report_person *person, int64_t id)
{
	const struct pattern_info *pattern;
	finding_vec found = { 0 };

	for (size_t i = 0; (pattern = pattern_at(i)); i++) {
		if (pattern->subjects & (PATTERN_PERSON | (person->is_viewer ? PATTERN_SELF : 0)))
			*VEC_PUSH(&found) =
				(struct finding){ .pattern = pattern->id,
				                  .person = id,
				                  .outcome = OUTCOME_NA,
				                  .reason = xstrdup(person->is_outside
				                                            ? "no member of the team in this period"
				                                            : "period excluded"),
				                  .weight = NAN };
	}
	person->findings = model_keep(building, found.at, found.count, sizeof(*person->findings));
	person->finding_count = found.count;
	VEC_RELEASE(&found);
}

/* ---- strengths ---- */

static int run_strengths(struct building *building, struct report_person *person, int64_t id)
{
	struct pattern_input input = findings_input(building, id);
	const struct strength_info *info;
	strength_vec shown = { 0 };
	int ret = 0;

	for (size_t i = 0; (info = strength_at(i)) && ret == 0; i++) {
		struct strength strength = { .id = info->id };

		ret = info->evaluate(&strength, &input);
		if (ret == 0 && strength.is_shown)
			*VEC_PUSH(&shown) = strength;
		else
			strength_release(&strength);
		if (ret)
			error_context(ret, "strength %s", info->id);
	}
	person->strengths = model_keep(building, shown.at, shown.count, sizeof(*person->strengths));
	person->strength_count = shown.count;
	VEC_RELEASE(&shown);
	return ret;
}

int model_fill_strengths(struct building *building)
{
	struct report *report = building->report;
	int ret = 0;

	for (size_t i = 0; i < report->person_count && ret == 0; i++)
		if (!report->people[i].is_excluded && !report->people[i].is_outside)
			ret = run_strengths(building, &report->people[i], building->person_ids[i]);
	return ret;
}

int model_fill_findings(struct building *building)
{
	struct report *report = building->report;
	int ret = run_patterns(building, &building->team->findings, &building->team->finding_count, 0);

	for (size_t i = 0; model_is_first_team(building) && i < report->person_count && ret == 0; i++) {
		struct report_person *person = &report->people[i];

		if (person->is_excluded || person->is_outside)
			exclude_findings(building, person, building->person_ids[i]);
		else
			ret = run_patterns(building, &person->findings, &person->finding_count,
			                   building->person_ids[i]);
	}
	return ret;
}

/* ---- the limit ---- */

static int compare_weights(const void *a, const void *b)
{
	const struct finding *x = *(struct finding *const *)a, *y = *(struct finding *const *)b;

	if (isnan(x->weight) != isnan(y->weight))
		return isnan(x->weight) ? 1 : -1;
	if (x->weight < y->weight || x->weight > y->weight)
		return x->weight < y->weight ? 1 : -1;
	return strcmp(x->pattern, y->pattern);
}

static void silence_beyond_limit(struct finding *finding)
{
	struct buf reason = { 0 };

	buf_add_fmt(&reason, "three notes say more; 'git lead explain %s' shows this one", finding->pattern);
	free(finding->reason);
	finding->reason = buf_detach(&reason);
	finding->outcome = OUTCOME_SILENCED;
}

static void limit_notes_of(struct building *building, struct report_person *person)
{
	struct finding **notes = model_array(building, person->finding_count + 1, sizeof(struct finding *));
	size_t count = 0;

	for (size_t i = 0; i < person->finding_count; i++) {
		enum outcome outcome = person->findings[i].outcome;

		if (outcome == OUTCOME_NOTE || outcome == OUTCOME_WARN)
			notes[count++] = &person->findings[i];
	}
	qsort(notes, count, sizeof(*notes), compare_weights);
	for (size_t i = MOST_NOTES; i < count; i++)
		silence_beyond_limit(notes[i]);
}

void model_limit_notes(struct building *building)
{
	struct report *report = building->report;

	for (size_t i = 0; !building->request->has_all_notes && i < report->person_count; i++)
		limit_notes_of(building, &report->people[i]);
}
