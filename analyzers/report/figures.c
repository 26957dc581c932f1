/*
 * Metric values as figures: the words beside them, and what the rest of the team adds up to. No text is laid out
 * here.
 */
#include <math.h>
#include <string.h>
#include "labels.h"
#include "model.h"

#define DOCUMENTS_ID "M16+M17"

static const struct metric_info *info_of(const char *id)
{
	return metric_find(text_of(id));
}

static const char *unit_of(const char *id)
{
	const struct metric_info *info = info_of(id);
	const struct metric_part *part = info ? metric_part_find(info, text_of(id)) : NULL;

	return part ? part->unit : info ? info->unit : "changes";
}

const char *figure_label(const char *id)
{
	const char *label = label_find(id);
	const struct metric_info *info = info_of(id);
	const struct metric_part *part = info ? metric_part_find(info, text_of(id)) : NULL;

	return label ? label : part ? part->meaning : info ? info->name : id;
}

/* Zero means "no trace" where most of what it counts leaves none (metrics M12, M13, M15). */
static bool leaves_few_traces(const char *id)
{
	static const char *const ids[] = { "M12", "M13", "M15", "M16", "M17" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		if (!strncmp(id, ids[i], strlen(ids[i])))
			return true;
	}
	return false;
}

/* A share that grows with what is not recorded is a lower bound, and as such worth showing. */
static bool is_lower_bound(const char *id)
{
	return !strcmp(id, "M04") || !strcmp(id, "M06") || !strcmp(id, "M07") || !strcmp(id, "M27");
}

/* Shares of what left a trace: more may have happened, whatever the coverage of reviews. */
static bool is_always_lower_bound(const char *id)
{
	return !strcmp(id, "M29") || !strcmp(id, "M30");
}

/* Who merged is a lower bound as soon as one change does not say it. */
static bool is_merge_bound(const struct building *building, enum part part, const char *id)
{
	const struct metric_value *known = metric_values_find(&building->values[part], "M29.known", 0);

	return (!strcmp(id, "M29.int") || !strcmp(id, "M29.other") || !strcmp(id, "M29.author")) && known &&
	       !isnan(known->value) && known->value < 1;
}

/* Of a cut history a count is a lower bound; what is divided or measured is nothing. */
static bool is_count(const struct figure *figure)
{
	static const char *const units[] = {
		"share", "ratio", "difference", "hours", "days", "rounds", "lines", "files"
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (!strcmp(figure->unit, units[i]))
			return false;
	return true;
}

/* Of what a forge tells (M20 to M23) there may be nothing of the kind that is measured. */
static bool is_without_case(const struct figure *figure)
{
	static const char *const ids[] = { "M20", "M21", "M22", "M23" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (!strncmp(figure->id, ids[i], strlen(ids[i])))
			return figure->n == 0;
	return false;
}

static bool is_part_cut(const struct building *building, enum part part)
{
	struct period period = building->scope.period;
	int64_t middle = period.since_time + (period.until_time - period.since_time) / 2;

	if (part == PART_PAST)
		return false;
	if (part == PART_PREVIOUS)
		return building->cut_time >= period_before(period).since_time;
	if (part == PART_YEAR)
		return building->cut_time >= period_year(period_before(period)).since_time;
	if (part == PART_SECOND_HALF)
		return building->cut_time >= middle;
	return building->cut_time >= period.since_time;
}

static const char *note_of(const struct building *building, enum part part, const struct figure *figure)
{
	bool is_seen = !isnan(figure->value) && figure->value != 0;

	if (figure->state == STATE_NA || figure->state == STATE_WITHHELD)
		return NULL;
	if (figure->state == STATE_UNKNOWN && is_part_cut(building, part))
		return "history is cut";
	if (figure->state == STATE_UNKNOWN && is_seen)
		return is_lower_bound(figure->id) ? "at least" : NULL;
	if (figure->state == STATE_UNKNOWN && !strcmp(figure->id, "M29.int") && building->is_squashed)
		return "hidden by squash";
	if (figure->state == STATE_UNKNOWN)
		return "not recorded here";
	if (is_always_lower_bound(figure->id) || is_merge_bound(building, part, figure->id))
		return is_seen ? "at least" : "no trace";
	if (is_without_case(figure))
		return "none to measure";
	return !is_seen && leaves_few_traces(figure->id) && is_count(figure) ? "no trace" : NULL;
}

/* Whether what is not recorded may move the figure either way. */
static bool is_two_sided(const struct figure *figure)
{
	if (!strcmp(figure->unit, "share") || !strcmp(figure->unit, "ratio"))
		return false;
	return !is_count(figure) || !strncmp(figure->id, "M10.", 4) || !strncmp(figure->id, "M11", 3);
}

void figure_describe(struct figure *figure)
{
	figure->label = figure_label(figure->id);
	figure->unit = unit_of(figure->id);
}

static struct figure figure_from(const struct building *building, enum part part, const struct metric_value *value)
{
	struct figure figure = { .id = value->id,
		                 .label = figure_label(value->id),
		                 .unit = unit_of(value->id),
		                 .value = value->value,
		                 .low = value->low,
		                 .high = value->high,
		                 .k = value->k,
		                 .n = value->n,
		                 .state = value->state,
		                 .before = NAN,
		                 .year = NAN };

	figure.note = note_of(building, part, &figure);
	/* Of a cut history the parts of a share are both incomplete; a count at least is a lower bound. */
	if (is_part_cut(building, part) && figure.state == STATE_UNKNOWN && !is_count(&figure))
		figure.value = NAN;
	/* How reviews spread is bounded by nothing while they are not recorded: members named on none only grow fewer. */
	if (figure.state == STATE_UNKNOWN && text_starts(text_of(value->id), TEXT("M09")))
		figure.value = NAN;
	/* Nor what is measured or divided: reviews that are not recorded may lie on either side. */
	if (figure.state == STATE_UNKNOWN && is_two_sided(&figure))
		figure.value = figure.low = figure.high = NAN;
	return figure;
}

/* Documents and decisions as one figure. M16 counts decision records among documents: each change stands here once. */
static bool add_documents(struct figure *out, const struct metric_values *values, int64_t person)
{
	const struct metric_value *documents = metric_values_find(values, "M16.count", person);

	if (!documents)
		return false;
	*out = (struct figure){ .id = DOCUMENTS_ID,
		                .unit = "changes",
		                .low = NAN,
		                .high = NAN,
		                .state = documents->state,
		                .before = NAN,
		                .year = NAN };
	out->label = figure_label(DOCUMENTS_ID);
	out->k = documents->k;
	out->n = out->k;
	out->value = isnan(documents->value) ? NAN : (double)out->k;
	return true;
}

struct figure *figures_of(struct building *building, size_t *count, enum part part, int64_t person)
{
	const struct metric_values *values = &building->values[part];
	struct figure *figures = model_array(building, values->count + 1, sizeof(*figures));
	size_t filled = 0;

	for (size_t i = 0; i < values->count; i++) {
		if (values->at[i].person != person)
			continue;
		figures[filled] = figure_from(building, part, &values->at[i]);
		figures[filled].id = model_text(building, text_of(values->at[i].id));
		filled++;
	}
	if (add_documents(&figures[filled], values, person)) {
		figures[filled].note = note_of(building, part, &figures[filled]);
		filled++;
	}
	*count = filled;
	return figures;
}

bool figure_of(struct figure *out, const struct building *building, enum part part, const char *id, int64_t person)
{
	const struct metric_value *value = metric_values_find(&building->values[part], id, person);

	if (value)
		*out = figure_from(building, part, value);
	return value != NULL;
}

const struct figure *figure_find(const struct figure *figures, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(figures[i].id, id))
			return &figures[i];
	}
	return NULL;
}

/* Only counts of changes add up over people; shares, ratios and people counted once do not. */
static bool is_additive(const struct figure *figure)
{
	return !strcmp(figure->unit, "changes") && figure->state != STATE_NA && !isnan(figure->value);
}

struct figure *figures_rest(struct building *building, size_t *count, int64_t person)
{
	size_t team_count;
	size_t own_count;
	const struct figure *team = figures_of(building, &team_count, PART_PERIOD, 0);
	struct figure *own = figures_of(building, &own_count, PART_PERIOD, person);
	size_t filled = 0;

	for (size_t i = 0; i < own_count; i++) {
		const struct figure *whole = figure_find(team, team_count, own[i].id);
		struct figure rest = own[i];

		if (!whole || !is_additive(whole) || !is_additive(&rest) || whole->k < rest.k)
			continue;
		rest.k = whole->k - rest.k;
		rest.n = rest.k;
		rest.value = (double)rest.k;
		rest.low = rest.high = NAN;
		rest.state = whole->state == STATE_UNKNOWN ? STATE_UNKNOWN : rest.state;
		rest.note = note_of(building, PART_PERIOD, &rest);
		own[filled++] = rest;
	}
	*count = filled;
	return own;
}
