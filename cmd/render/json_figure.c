/* Figures, their eight periods and coverage as JSON. */
#include <string.h>
#include "json.h"
#include "json_part.h"
#include "number.h"
#include "words.h"

/* Stable words and sums of several metrics are for reading; a metric's own id starts with M and digits. */
static bool is_metric_id(const char *id)
{
	return id[0] == 'M' && char_is_digit(id[1]) && !strchr(id, '+');
}

static void set_value(json_t *object, const struct figure *figure)
{
	json_set(object, "value", json_number(figure->value));
	json_set(object, "k", json_integer(figure->k));
	json_set(object, "n", json_integer(figure->n));
	json_set(object, "low", json_number(figure->low));
	json_set(object, "high", json_number(figure->high));
	json_set(object, "state", json_string(metric_state_names[figure->state]));
	json_set(object, "note", json_clean_str(figure->note));
}

static void set_figure(json_t *object, const struct figure *figure)
{
	json_set(object, "label", json_clean_str(words_of_label(figure)));
	json_set(object, "unit", json_clean_str(figure->unit));
	set_value(object, figure);
	json_set(object, "trend", json_string(trend_names[figure->trend]));
	json_set(object, "before", json_number(figure->before));
	json_set(object, "year", json_number(figure->year));
}

json_t *json_metrics(const struct figure *figures, size_t count, bool is_of_metrics)
{
	json_t *metrics = json_object();

	for (size_t i = 0; figures && i < count; i++) {
		json_t *metric;

		if (is_metric_id(figures[i].id) != is_of_metrics)
			continue;
		metric = json_object();
		set_figure(metric, &figures[i]);
		json_set(metrics, figures[i].id, metric);
	}
	return metrics;
}

json_t *json_figures(const struct figure *figures, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; figures && i < count; i++) {
		json_t *figure = json_object();

		json_set(figure, "id", json_clean_str(figures[i].id));
		set_figure(figure, &figures[i]);
		json_array_append_new(list, figure);
	}
	return list;
}

json_t *json_series(const struct report_series *series, size_t count)
{
	json_t *all = json_object();

	for (size_t i = 0; i < count; i++) {
		json_t *one = json_object(), *points = json_array();

		for (int j = 0; j < SERIES_PERIODS; j++) {
			json_t *point = json_object();

			set_value(point, &series[i].points[j]);
			json_array_append_new(points, point);
		}
		json_set(one, "label", json_clean_str(series[i].label));
		json_set(one, "unit", json_clean_str(series[i].unit));
		json_set(one, "points", points);
		json_set(all, series[i].id, one);
	}
	return all;
}

static json_t *channels_of(const struct report_coverage *coverage)
{
	json_t *channels = json_array();

	for (size_t i = 0; i < coverage->channel_count; i++) {
		const struct report_channel *from = &coverage->channels[i];
		json_t *channel = json_object();

		json_set(channel, "name", json_clean_str(from->name));
		json_set(channel, "changes", json_integer(from->change_count));
		json_set(channel, "is_live", json_boolean(from->is_live));
		json_array_append_new(channels, channel);
	}
	return channels;
}

json_t *json_coverage(const struct report_coverage *from)
{
	json_t *coverage = json_object();
	json_t *share = json_object();
	bool is_empty = from->change_count == 0;

	json_set(coverage, "line", json_clean_str(from->line));
	json_set(coverage, "not_visible", json_clean_str(from->not_visible));
	json_set(coverage, "state", json_string(words_of_coverage(from->state)));
	json_set(coverage, "changes", json_integer(from->change_count));
	json_set(coverage, "excluded", json_integer(from->excluded_count));
	json_set(coverage, "reviewed", from->review_count < 0 ? json_null() : json_integer(from->review_count));
	json_set(share, "low", is_empty ? json_null() : json_number(from->review_share.low));
	json_set(share, "high", is_empty ? json_null() : json_number(from->review_share.high));
	json_set(coverage, "review_share", share);
	json_set(coverage, "people", json_integer(from->person_count));
	json_set(coverage, "bot_changes", json_integer(from->bot_change_count));
	json_set(coverage, "model_credits", json_integer(from->model_credit_count));
	json_set(coverage, "unresolved", json_integer(from->unresolved_count));
	json_set(coverage, "channels", channels_of(from));
	return coverage;
}
