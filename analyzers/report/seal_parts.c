/* What persons and teams of a sealed report are made of: one function a struct, in the order of its declaration. */
#include "seal_codec.h"

#define COVERAGE_COUNT (COVERAGE_USABLE + 1)

void codec_period(struct codec *codec, struct period *period)
{
	codec_int(codec, &period->since_time);
	codec_int(codec, &period->until_time);
}

void codec_figure(struct codec *codec, void *element)
{
	struct figure *figure = element;

	codec_term(codec, &figure->id);
	codec_term(codec, &figure->label);
	codec_term(codec, &figure->unit);
	codec_real(codec, &figure->value);
	codec_real(codec, &figure->low);
	codec_real(codec, &figure->high);
	codec_int(codec, &figure->k);
	codec_int(codec, &figure->n);
	CODEC_CHOICE(codec, figure->state, METRIC_STATE_COUNT);
	codec_text(codec, &figure->note);
	CODEC_CHOICE(codec, figure->trend, TREND_COUNT);
	codec_real(codec, &figure->before);
	codec_real(codec, &figure->year);
}

static void codec_number(struct codec *codec, struct pattern_number *number)
{
	codec_term(codec, &number->name);
	codec_real(codec, &number->value);
	codec_real(codec, &number->low);
	codec_real(codec, &number->high);
	CODEC_CHOICE(codec, number->unit, NUMBER_MEASURE + 1);
}

static void codec_numbers(struct codec *codec, struct pattern_number *numbers, size_t *count, size_t most)
{
	*count = (size_t)codec_choice(codec, (int)*count, (int)most + 1);
	for (size_t i = 0; i < *count && !codec->is_bad; i++)
		codec_number(codec, &numbers[i]);
}

/* Person ids are of one database and one derivation: only whether it speaks of a person is kept. */
void codec_finding(struct codec *codec, void *element)
{
	struct finding *finding = element;

	codec_term(codec, &finding->pattern);
	CODEC_CHOICE(codec, finding->outcome, OUTCOME_COUNT);
	CODEC_CHOICE(codec, finding->visible, VISIBLE_COUNT);
	codec_owned(codec, &finding->reason);
	codec_owned(codec, &finding->explanation);
	codec_owned(codec, &finding->looked_for);
	codec_owned(codec, &finding->would_change);
	codec_owned(codec, &finding->next_command);
	codec_int(codec, &finding->n);
	codec_real(codec, &finding->weight);
	codec_bool(codec, &finding->is_capped);
	codec_numbers(codec, finding->numbers, &finding->number_count,
	              sizeof(finding->numbers) / sizeof(finding->numbers[0]));
}

void codec_strength(struct codec *codec, void *element)
{
	struct strength *strength = element;

	codec_term(codec, &strength->id);
	codec_bool(codec, &strength->is_shown);
	codec_owned(codec, &strength->reason);
	codec_numbers(codec, strength->numbers, &strength->number_count,
	              sizeof(strength->numbers) / sizeof(strength->numbers[0]));
}

void codec_series(struct codec *codec, void *element)
{
	struct report_series *series = element;

	codec_term(codec, &series->id);
	codec_term(codec, &series->label);
	codec_term(codec, &series->unit);
	for (int i = 0; i < SERIES_PERIODS; i++)
		codec_figure(codec, &series->points[i]);
}

void codec_decision(struct codec *codec, void *element)
{
	struct report_decision *decision = element;

	codec_word(codec, &decision->repository);
	codec_word(codec, &decision->path);
	codec_word(codec, &decision->number);
	codec_word(codec, &decision->title);
	codec_term(codec, &decision->event);
	codec_word(codec, &decision->status);
	codec_int(codec, &decision->time);
	CODEC_CHOICE(codec, decision->period, SERIES_PERIODS);
	codec_term(codec, &decision->oid);
	codec_text(codec, &decision->url);
}

void codec_area(struct codec *codec, void *element)
{
	struct report_area *area = element;

	codec_word(codec, &area->repository);
	codec_word(codec, &area->area);
	codec_int(codec, &area->own_count);
	codec_int(codec, &area->other_count);
	codec_bool(codec, &area->is_home);
}

void codec_membership(struct codec *codec, void *element)
{
	struct report_membership *membership = element;

	codec_word(codec, &membership->name);
	codec_text(codec, &membership->key);
	codec_word(codec, &membership->words);
	codec_bool(codec, &membership->is_lead);
}

void codec_excluded(struct codec *codec, void *element)
{
	struct report_excluded *excluded = element;

	codec_word(codec, &excluded->repository);
	codec_int(codec, &excluded->own_count);
	codec_real(codec, &excluded->share);
}

static void codec_proof_line(struct codec *codec, void *element)
{
	struct report_proof_line *line = element;

	codec_word(codec, &line->change);
	codec_term(codec, &line->oid);
	codec_term(codec, &line->kind);
	codec_word(codec, &line->raw);
	codec_text(codec, &line->url);
}

void codec_proofs(struct codec *codec, void *element)
{
	struct report_proofs *proofs = element;

	CODEC_ARRAY(codec, proofs->lines, proofs->line_count, codec_proof_line);
	codec_int(codec, &proofs->total_count);
	codec_text(codec, &proofs->command);
}

void codec_proof_lists(struct codec *codec, struct report_proofs **proofs, size_t count)
{
	size_t list_count = *proofs ? count : 0;

	CODEC_ARRAY(codec, *proofs, list_count, codec_proofs);
	if (list_count && list_count != count)
		codec->is_bad = true;
	if (codec->is_bad)
		*proofs = NULL;
}

/* Its figures may be those of the team: they are kept once more. */
void codec_headline(struct codec *codec, void *element)
{
	struct report_headline *headline = element;
	struct figure *figures = (struct figure *)headline->figures;

	codec_term(codec, &headline->id);
	codec_term(codec, &headline->title);
	codec_term(codec, &headline->question);
	/* A visitor has seen those of the team already; what the headline shows of them holds no text of data. */
	if (codec->mode != CODEC_VISIT)
		CODEC_ARRAY(codec, figures, headline->figure_count, codec_figure);
	headline->figures = figures;
	codec_word(codec, &headline->sentence);
	codec_text(codec, &headline->brief);
}

/* count groups, count * count cells */
void codec_matrix(struct codec *codec, struct report_matrix *matrix)
{
	size_t cell_count = matrix->cells ? matrix->count * matrix->count : 0;

	CODEC_ARRAY(codec, matrix->groups, matrix->count, codec_each_word);
	CODEC_ARRAY(codec, matrix->cells, cell_count, codec_each_int);
	codec_text(codec, &matrix->note);
	if (codec->mode == CODEC_READ && cell_count != matrix->count * matrix->count)
		codec->is_bad = true;
	if (codec->is_bad)
		matrix->count = 0;
}

void codec_knowledge(struct codec *codec, void *element)
{
	struct report_knowledge *knowledge = element;

	codec_word(codec, &knowledge->repository);
	codec_word(codec, &knowledge->area);
	codec_int(codec, &knowledge->file_count);
	codec_int(codec, &knowledge->single_count);
	codec_int(codec, &knowledge->nobody_count);
	codec_int(codec, &knowledge->knower_count);
}

static void codec_channel(struct codec *codec, void *element)
{
	struct report_channel *channel = element;

	codec_word(codec, &channel->name);
	codec_int(codec, &channel->change_count);
	codec_bool(codec, &channel->is_live);
}

void codec_coverage(struct codec *codec, struct report_coverage *coverage)
{
	codec_int(codec, &coverage->change_count);
	codec_int(codec, &coverage->excluded_count);
	codec_int(codec, &coverage->review_count);
	codec_real(codec, &coverage->review_share.low);
	codec_real(codec, &coverage->review_share.high);
	CODEC_CHOICE(codec, coverage->state, COVERAGE_COUNT);
	codec_int(codec, &coverage->person_count);
	codec_int(codec, &coverage->bot_change_count);
	codec_int(codec, &coverage->model_credit_count);
	codec_int(codec, &coverage->unresolved_count);
	CODEC_ARRAY(codec, coverage->channels, coverage->channel_count, codec_channel);
	codec_text(codec, &coverage->line);
	codec_text(codec, &coverage->not_visible);
}

void codec_repository(struct codec *codec, void *element)
{
	struct report_repository *repository = element;

	codec_term(codec, &repository->key);
	codec_word(codec, &repository->name);
	codec_term(codec, &repository->tip);
	codec_bool(codec, &repository->is_shallow);
	codec_bool(codec, &repository->is_partial);
	codec_bool(codec, &repository->has_lines);
	codec_int(codec, &repository->commit_count);
	codec_int(codec, &repository->missing_count);
	codec_int(codec, &repository->damaged_count);
	codec_int(codec, &repository->change_count);
	codec_int(codec, &repository->review_count);
	CODEC_CHOICE(codec, repository->coverage, COVERAGE_COUNT);
	codec_text(codec, &repository->url);
	codec_text(codec, &repository->rule);
}

void codec_unread(struct codec *codec, struct report *report)
{
	if (codec->mode == CODEC_READ && codec->at == codec->in.size)
		return;
	for (size_t i = 0; i < report->repository_count; i++)
		codec_int(codec, &report->repositories[i].unread_count);
}
