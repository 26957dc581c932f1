/*
 * Runs the patterns over what was computed. A pattern decides; this file only hands it what it may look at and keeps
 * what it answers.
 */
#include <string.h>
#include "lead/vec.h"
#include "model.h"

typedef VEC(struct finding) finding_vec;

static struct pattern_input input_of(struct building *building, int64_t person)
{
	const struct missing_source *next = sources_next(&building->sources);
	bool has_previous = building->values[PART_PREVIOUS].count > 0;
	struct pattern_input input = { .store = building->store,
		                       .config = building->config,
		                       .scope = &building->scope,
		                       .values = &building->values[PART_PERIOD],
		                       .previous_values = has_previous ? &building->values[PART_PREVIOUS] : NULL,
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
	struct pattern_input input = input_of(building, person);
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
	*out = model_array(building, found.count + 1, sizeof(**out));
	if (found.count)
		memcpy(*out, found.at, found.count * sizeof(*found.at));
	*count = found.count;
	VEC_RELEASE(&found);
	return ret;
}

int model_fill_findings(struct building *building)
{
	struct report *report = building->report;
	int ret = 0;

	for (size_t i = 0; i < report->team_count && ret == 0; i++)
		ret = run_patterns(building, &report->teams[i].findings, &report->teams[i].finding_count, 0);
	for (size_t i = 0; i < report->person_count && ret == 0; i++)
		ret = run_patterns(building, &report->people[i].findings, &report->people[i].finding_count,
		                   building->person_ids[i]);
	return ret;
}
