/* A sealed report: a person, and all that is of no person. A field that has no line here or in seal_parts.c fails to build (seal_shapes.h). */
#include <string.h>
#include "model.h"
#include "seal_codec.h"
#include "seal_shapes.h"

void codec_person(struct codec *codec, struct report_person *person)
{
	codec_word(codec, &person->key);
	codec_word(codec, &person->name);
	codec_bool(codec, &person->is_lead);
	CODEC_ARRAY(codec, person->figures, person->figure_count, codec_figure);
	CODEC_ARRAY(codec, person->rest, person->rest_count, codec_figure);
	for (int half = 0; half < 2; half++) {
		size_t count = person->halves[half] ? person->half_count : 0;

		CODEC_ARRAY(codec, person->halves[half], count, codec_figure);
		if (codec->mode == CODEC_READ)
			person->half_count = half && count > person->half_count ? person->half_count : count;
	}
	CODEC_ARRAY(codec, person->strengths, person->strength_count, codec_strength);
	CODEC_ARRAY(codec, person->findings, person->finding_count, codec_finding);
	codec_proof_lists(codec, &person->proofs, person->finding_count);
	codec_proof_lists(codec, &person->strength_proofs, person->strength_count);
	CODEC_ARRAY(codec, person->series, person->series_count, codec_series);
	CODEC_ARRAY(codec, person->areas, person->area_count, codec_area);
	CODEC_ARRAY(codec, person->decisions, person->decision_count, codec_decision);
	CODEC_ARRAY(codec, person->memberships, person->membership_count, codec_membership);
	CODEC_ARRAY(codec, person->excluded, person->excluded_count, codec_excluded);
	CODEC_ARRAY(codec, person->suggestions, person->suggestion_count, codec_each_word);
	codec_int(codec, &person->absent_days);
	codec_bool(codec, &person->is_excluded);
	codec_bool(codec, &person->is_outside);
}

static void codec_team(struct codec *codec, void *element)
{
	struct report_team *team = element;

	codec_word(codec, &team->name);
	codec_int(codec, &team->member_count);
	codec_coverage(codec, &team->coverage);
	CODEC_ARRAY(codec, team->figures, team->figure_count, codec_figure);
	CODEC_ARRAY(codec, team->findings, team->finding_count, codec_finding);
	codec_int(codec, &team->opted_out_count);
	codec_bool(codec, &team->is_withheld);
	CODEC_ARRAY(codec, team->headlines, team->headline_count, codec_headline);
	CODEC_ARRAY(codec, team->series, team->series_count, codec_series);
	for (int i = 0; i < SERIES_PERIODS; i++)
		CODEC_CHOICE(codec, team->coverages[i], COVERAGE_USABLE + 1);
	codec_matrix(codec, &team->matrix);
	CODEC_ARRAY(codec, team->decisions, team->decision_count, codec_decision);
	CODEC_ARRAY(codec, team->knowledge, team->knowledge_count, codec_knowledge);
	codec_int(codec, &team->knowledge_left_count);
	CODEC_ARRAY(codec, team->repositories, team->repository_count, codec_each_word);
	CODEC_ARRAY(codec, team->leads, team->lead_count, codec_membership);
}

static void codec_report_period(struct codec *codec, struct report_period *period)
{
	codec_period(codec, &period->period);
	codec_text(codec, &period->name);
	codec_text(codec, &period->rules);
	codec_bool(codec, &period->is_sealed);
	codec_bool(codec, &period->is_known);
}

void codec_report(struct codec *codec, struct report *report)
{
	codec_term(codec, &report->schema);
	codec_period(codec, &report->period);
	codec_term(codec, &report->period_name);
	codec_bool(codec, &report->period_was_moved);
	codec_bool(codec, &report->is_default_period);
	codec_text(codec, &report->title);
	codec_text(codec, &report->rules);
	codec_bool(codec, &report->is_long);
	codec_coverage(codec, &report->coverage);
	CODEC_ARRAY(codec, report->repositories, report->repository_count, codec_repository);
	for (int i = 0; i < SERIES_PERIODS; i++)
		codec_report_period(codec, &report->periods[i]);
	CODEC_ARRAY(codec, report->teams, report->team_count, codec_team);
	CODEC_ARRAY(codec, report->notes, report->note_count, codec_each_word);
}

/* ---- beside the model ---- */

static void codec_seal_person(struct codec *codec, void *element)
{
	struct seal_person *person = element;

	codec_word(codec, &person->key);
	codec_bool(codec, &person->is_opted_out);
}

static void codec_sighting(struct codec *codec, void *element)
{
	struct seal_sighting *sighting = element;

	codec_int(codec, &sighting->person);
	codec_int(codec, &sighting->team);
	codec_int(codec, &sighting->slot);
	codec_bool(codec, &sighting->is_shown);
}

static void codec_top(struct codec *codec, void *element)
{
	struct seal_top *top = element;

	codec_int(codec, &top->person);
	codec_int(codec, &top->team);
}

static void codec_segment(struct codec *codec, void *element)
{
	struct seal_segment *segment = element;

	codec_int(codec, &segment->person);
	codec_int(codec, &segment->slot);
	codec_word(codec, &segment->teams);
}

static bool is_within(int64_t position, size_t count)
{
	return position >= 0 && (uint64_t)position < count;
}

void codec_context(struct codec *codec, struct seal_context *context, size_t team_count)
{
	codec_int(codec, &context->least_group);
	CODEC_ARRAY(codec, context->people, context->person_count, codec_seal_person);
	CODEC_ARRAY(codec, context->sightings, context->sighting_count, codec_sighting);
	CODEC_ARRAY(codec, context->segments, context->segment_count, codec_segment);
	CODEC_ARRAY(codec, context->tops, context->top_count, codec_top);
	codec_text(codec, &context->next_what);
	codec_text(codec, &context->next_why);
	codec_text(codec, &context->next_command);
	for (size_t i = 0; i < context->sighting_count && !codec->is_bad; i++) {
		const struct seal_sighting *sighting = &context->sightings[i];

		codec->is_bad = !is_within(sighting->person, context->person_count) ||
		                !is_within(sighting->team, team_count) || !is_within(sighting->slot, SLOT_COUNT);
	}
	for (size_t i = 0; i < context->segment_count && !codec->is_bad; i++) {
		const struct seal_segment *segment = &context->segments[i];

		codec->is_bad = !is_within(segment->person, context->person_count) ||
		                !is_within(segment->slot, SLOT_COUNT) || strlen(segment->teams) != team_count;
	}
	for (size_t i = 0; i < context->top_count && !codec->is_bad; i++)
		codec->is_bad = !is_within(context->tops[i].person, context->person_count) ||
		                !is_within(context->tops[i].team, team_count);
	if (context->next_command && (!context->next_what || !context->next_why))
		codec->is_bad = true;
}
