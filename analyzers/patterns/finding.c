/* What patterns share. Knows no rule. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/people.h"
#include "finding.h"

const char *const outcome_names[OUTCOME_COUNT] = { "unknown", "n/a", "thin", "silenced", "clear", "note", "warn" };
const char *const visible_names[VISIBLE_COUNT] = { "", "own-only", "mixed", "others" };

const struct metric_value *input_figure(const struct pattern_input *input, const char *id, int64_t person)
{
	return metric_values_find(input->values, id, person);
}

int64_t input_count(const struct pattern_input *input, const char *id, int64_t person)
{
	const struct metric_value *figure = input_figure(input, id, person);

	return figure ? figure->k : 0;
}

struct pattern_input input_before(const struct pattern_input *input, struct scope *previous)
{
	struct pattern_input before = *input;

	*previous = *input->scope;
	previous->period = period_before(input->scope->period);
	before.scope = previous;
	before.values = input->previous_values;
	before.coverage = input->previous_coverage;
	before.previous_values = NULL;
	before.previous_coverage = COVERAGE_UNKNOWN;
	/* That year holds the very period that is looked at now. */
	before.year_values = NULL;
	return before;
}

int input_number(double *out, const struct pattern_input *input, const char *name, double fallback)
{
	*out = fallback;
	return input->config ? config_get_number(out, input->config, name, fallback) : 0;
}

int input_threshold(double *out, const struct pattern_input *input, const char *name, double fallback)
{
	double value;
	int ret = input_number(&value, input, name, fallback);

	if (ret)
		return ret;
	if (!(value > 0 && value < 1))
		return error_set(ERR_INVALID, "'%s' must lie between 0 and 1", name);
	*out = value;
	return 0;
}

int input_limit(double *out, const struct pattern_input *input, const char *name, double fallback, double low,
                double high)
{
	double value;
	int ret = input_number(&value, input, name, fallback);

	if (ret)
		return ret;
	if (!(value >= low && value <= high))
		return error_set(ERR_INVALID, "'%s' must lie between %g and %g", name, low, high);
	*out = value;
	return 0;
}

int input_self_notes(int64_t *out, const struct pattern_input *input)
{
	struct statement *statement;
	/* A merge may land no single change. */
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(*)\n"
	                          "FROM act a\n"
	                          "LEFT JOIN change c ON c.id = a.change_id\n"
	                          "LEFT JOIN landed l\n"
	                          "  ON l.repository_id = a.repository_id AND l.commit_id = a.commit_id\n"
	                          "WHERE a.person_id = :person AND a.kind = 'self' AND a.counted = 1\n"
	                          "  AND coalesce(c.landed_time, l.landed_time) >= :since\n"
	                          "  AND coalesce(c.landed_time, l.landed_time) < :until\n"
	                          "  AND (:repository IS NULL OR a.repository_id = :repository)");

	*out = 0;
	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	statement_bind_int(statement, ":person", input->person);
	return statement_take_int(out, statement);
}

void finding_release(struct finding *finding)
{
	free(finding->reason);
	free(finding->explanation);
	free(finding->looked_for);
	free(finding->would_change);
	free(finding->next_command);
	memset(finding, 0, sizeof(*finding));
}

void finding_start(struct finding *out, const char *pattern, int64_t person)
{
	memset(out, 0, sizeof(*out));
	out->pattern = pattern;
	out->person = person;
	out->weight = NAN;
}

static void add_number(struct finding *finding, const char *name, double value, struct interval interval,
                       enum number_unit unit)
{
	size_t limit = sizeof(finding->numbers) / sizeof(finding->numbers[0]);

	if (finding->number_count == limit)
		BUG("%s gives more than %zu numbers", finding->pattern, limit);
	finding->numbers[finding->number_count++] =
		(struct pattern_number){ name, value, interval.low, interval.high, unit };
}

void finding_add(struct finding *finding, const char *name, double value, struct interval interval)
{
	add_number(finding, name, value, interval, NUMBER_SHARE);
}

void finding_add_difference(struct finding *finding, const char *name, double value, struct interval interval)
{
	add_number(finding, name, value, interval, NUMBER_DIFFERENCE);
}

void finding_add_measure(struct finding *finding, const char *name, double value, struct interval interval)
{
	add_number(finding, name, value, interval, NUMBER_MEASURE);
}

void finding_add_estimate(struct finding *finding, const char *name, double value, struct interval interval)
{
	add_number(finding, name, value, interval, NUMBER_COUNT);
}

void finding_add_count(struct finding *finding, const char *name, int64_t value)
{
	add_number(finding, name, (double)value, NO_INTERVAL, NUMBER_COUNT);
}

void finding_end(struct finding *finding, enum outcome outcome, struct buf *reason, struct buf *explanation)
{
	finding->outcome = outcome;
	finding->reason = buf_detach(reason);
	finding->explanation = buf_detach(explanation);
}

/* ---- wording ---- */

int say_declared_unrecorded(struct buf *reason, const struct pattern_input *input)
{
	double share;
	int ret = input_declared_share(&share, input, "unrecorded", 0);

	if (ret == 0 && share > DECLARED_SHARE)
		buf_add_str(reason, "declared: reviews of this time are not recorded");
	return ret;
}

int say_hardly_recorded(struct buf *reason, const struct pattern_input *input)
{
	size_t start = reason->size;
	int ret = say_declared_unrecorded(reason, input);

	if (ret == 0 && reason->size == start)
		buf_add_str(reason, "reviews are hardly recorded here");
	return ret;
}

int say_uncovered(struct buf *reason, const struct pattern_input *input, const char *needed)
{
	int64_t changes = input_count(input, "M00", 0);
	size_t start = reason->size;
	int ret = say_declared_unrecorded(reason, input);

	if (ret || reason->size > start)
		return ret;
	say_percent(reason, changes > 0 ? (double)input_count(input, "M07", 0) / (double)changes : 0);
	buf_add_fmt(reason, " of %lld changes name a reviewer; %s", (long long)changes, needed);
	return 0;
}

bool say_no_changes(struct buf *reason, const struct pattern_input *input)
{
	bool is_empty = input_count(input, "M00", 0) == 0;

	if (is_empty)
		buf_add_str(reason, "no changes of the team landed in this period");
	return is_empty;
}

static long whole_percent(double share)
{
	return lround(100 * share);
}

void say_percent(struct buf *buf, double share)
{
	if (share > 0 && whole_percent(share) == 0)
		buf_add_str(buf, "under 1 %");
	else
		buf_add_fmt(buf, "%ld %%", whole_percent(share));
}

void say_share(struct buf *buf, int64_t k, int64_t n)
{
	struct interval interval = wilson(k, n);

	buf_add_fmt(buf, "%lld of %lld", (long long)k, (long long)n);
	if (n <= 0)
		return;
	buf_add_str(buf, " (");
	say_percent(buf, (double)k / (double)n);
	buf_add_fmt(buf, ", %ld to %ld)", whole_percent(interval.low), whole_percent(interval.high));
}

void say_sentence(struct buf *buf, const char *clause)
{
	size_t start = buf->size;

	buf_add_fmt(buf, "%s. ", clause);
	if (buf->at[start] >= 'a' && buf->at[start] <= 'z')
		buf->at[start] = (char)(buf->at[start] - 'a' + 'A');
}

void say_period(struct buf *buf, struct period period)
{
	period_format(buf, period, 1);
}

void say_count(struct buf *buf, int64_t count, const char *one, const char *many)
{
	buf_add_fmt(buf, "%lld %s", (long long)count, count == 1 ? one : many);
}

void say_key(struct buf *buf, struct text key)
{
	if (text_starts(key, TEXT("commit:")))
		key = text_slice(key, sizeof("commit:") - 1, sizeof("commit:") - 1 + 12);
	utf8_add_clean(buf, key);
}

int say_changes(struct buf *buf, struct statement *rows, const char *introduction)
{
	bool has_lines = statement_column_count(rows) > 1, is_first = true;
	int ret;

	while ((ret = statement_step(rows)) == 0) {
		buf_add_str(buf, is_first ? introduction : ", ");
		say_key(buf, statement_text(rows, 0));
		if (has_lines && !statement_is_null(rows, 1))
			buf_add_fmt(buf, " (%lld lines)", (long long)statement_int(rows, 1));
		is_first = false;
	}
	if (!is_first)
		buf_add_str(buf, ". ");
	return ret < 0 ? ret : 0;
}

void say_command(struct finding *finding, struct buf *buf, const struct pattern_input *input)
{
	const char *command = input->evidence_command;

	if (command == NULL || *command == '\0')
		return;
	buf_add_fmt(buf, " To learn more: %s", command);
	free(finding->next_command);
	finding->next_command = xstrdup(command);
}
