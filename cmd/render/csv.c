/*
 * CSV of a report, tidy: one observation a row, the short form and the long one alike. One header line, LF line ends, numbers
 * with a point and without thousands, empty where there is none. Columns are added at the end; none changes its meaning.
 */
#include <math.h>
#include <string.h>
#include "escape.h"
#include "number.h"
#include "render_table.h"
#include "words.h"

#define NO_COUNT INT64_MIN

/* One observation. Text that is NULL and numbers that are NAN are empty. */
struct row {
	const char *subject, *name, *part, *id, *label, *unit;
	double value, low, high, before, year;
	const char *state, *trend, *team, *person;
	const char *period;
	int64_t since, until; /* seconds UTC; 0 = none */
	const char *group, *of, *note;
	int64_t k, n; /* NO_COUNT = none; a balance is below zero */
};

/* What the rows of one subject have in common. */
struct sheet {
	struct buf *out;
	const struct report *report;
	struct row common;
};

static void add_text(struct buf *out, const char *text)
{
	if (out->size && out->at[out->size - 1] != '\n')
		buf_add_char(out, ',');
	escape_csv(out, text_of(text), CSV_GUARD | CSV_TERMINAL | CSV_LINE);
}

static void add_number(struct buf *out, double value)
{
	buf_add_char(out, ',');
	if (!isfinite(value))
		return;
	value = number_rounded(value);
	if (floor(value) == value && fabs(value) < 1e15)
		number_add_count(out, value);
	else
		number_add_real(out, value);
}

static void add_integer(struct buf *out, int64_t value)
{
	add_number(out, value == NO_COUNT ? NAN : (double)value);
}

static void add_time(struct buf *out, int64_t time)
{
	buf_add_char(out, ',');
	if (time)
		civil_format_iso(out, time);
}

static void add_row(struct buf *out, const struct row *row)
{
	add_text(out, row->subject);
	add_text(out, row->name);
	add_text(out, row->part);
	add_text(out, row->id);
	add_text(out, row->label);
	add_text(out, row->unit);
	add_number(out, row->value);
	add_integer(out, row->n);
	add_number(out, row->low);
	add_number(out, row->high);
	add_text(out, row->state);
	add_text(out, row->trend);
	add_number(out, row->before);
	add_number(out, row->year);
	add_text(out, row->team);
	add_text(out, row->person);
	add_text(out, row->period);
	add_time(out, row->since);
	add_time(out, row->until);
	add_integer(out, row->k);
	add_text(out, row->group);
	add_text(out, row->of);
	add_text(out, row->note);
	buf_add_char(out, '\n');
}

static struct sheet sheet_of(struct buf *out, const struct report *report, const char *subject, const char *name)
{
	struct sheet sheet = { out, report, { .subject = subject, .name = name } };
	struct row *row = &sheet.common;

	row->value = row->low = row->high = row->before = row->year = NAN;
	row->k = row->n = NO_COUNT;
	row->part = "period";
	row->period = report->period_name;
	row->since = report->period.since_time;
	row->until = report->period.until_time;
	return sheet;
}

/* ---- figures ---- */

static void set_figure(struct row *row, const struct figure *figure)
{
	row->id = figure->id;
	row->label = words_of_label(figure);
	row->unit = figure->unit;
	row->value = figure->value;
	row->low = figure->low;
	row->high = figure->high;
	row->before = figure->before;
	row->year = figure->year;
	row->state = metric_state_names[figure->state];
	row->trend = trend_names[figure->trend];
	row->k = figure->k;
	row->n = figure->n;
	row->note = figure->note;
}

static void add_figures(const struct sheet *sheet, const struct figure *figures, size_t count)
{
	for (size_t i = 0; figures && i < count; i++) {
		struct row row = sheet->common;

		set_figure(&row, &figures[i]);
		add_row(sheet->out, &row);
	}
}

/* A half has no name: its days are those of the model. */
static void add_halves(const struct sheet *sheet, const struct report_person *person)
{
	static const char *const parts[] = { "first half", "second half" };
	struct sheet half = *sheet;

	half.common.period = NULL;
	half.common.since = half.common.until = 0;
	for (int i = 0; i < 2; i++) {
		half.common.part = parts[i];
		add_figures(&half, person->halves[i], person->half_count);
	}
}

static void set_period(struct row *row, const struct report_period *period)
{
	row->period = period->name;
	row->since = period->period.since_time;
	row->until = period->period.until_time;
}

/* Where nothing is known a row still says so. Points are compared with nothing. */
static void add_series(const struct sheet *sheet, const struct report_series *series, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int j = 0; j < SERIES_PERIODS; j++) {
			struct row row = sheet->common;

			set_figure(&row, &series[i].points[j]);
			row.part = "series";
			row.trend = NULL;
			row.before = row.year = NAN;
			set_period(&row, &sheet->report->periods[j]);
			add_row(sheet->out, &row);
		}
}

/* One number of a thing that is no figure of a metric. */
static void add_count(const struct sheet *sheet, const char *id, const char *label, const char *unit, double value)
{
	struct row row = sheet->common;

	row.id = id;
	row.label = label;
	row.unit = unit;
	row.value = value;
	add_row(sheet->out, &row);
}

/* ---- findings ---- */

static void add_pattern_numbers(const struct sheet *sheet, const char *id, const struct pattern_number *numbers,
                                size_t count)
{
	static const char *const units[] = { [NUMBER_COUNT] = "count",
		                             [NUMBER_SHARE] = "share",
		                             [NUMBER_DIFFERENCE] = "difference",
		                             [NUMBER_MEASURE] = "" };

	for (size_t i = 0; i < count; i++) {
		struct row row = sheet->common;
		struct buf name = { 0 };

		buf_add_fmt(&name, "%s.%s", id, numbers[i].name);
		row.id = buf_str(&name);
		row.label = numbers[i].name;
		row.unit = units[numbers[i].unit];
		row.value = numbers[i].value;
		row.low = numbers[i].low;
		row.high = numbers[i].high;
		add_row(sheet->out, &row);
		buf_release(&name);
	}
}

/* The outcome stands in the note. */
static void add_findings(struct sheet sheet, const struct finding *findings, size_t count)
{
	sheet.common.part = "pattern";
	for (size_t i = 0; i < count; i++) {
		const struct pattern_info *info = pattern_find(text_of(findings[i].pattern));
		struct row row = sheet.common;

		row.id = findings[i].pattern;
		row.label = info ? info->name : findings[i].pattern;
		row.n = findings[i].n;
		row.note = outcome_names[findings[i].outcome];
		add_row(sheet.out, &row);
		add_pattern_numbers(&sheet, findings[i].pattern, findings[i].numbers, findings[i].number_count);
	}
}

static void add_strengths(struct sheet sheet, const struct strength *strengths, size_t count)
{
	sheet.common.part = "strength";
	for (size_t i = 0; i < count; i++) {
		struct row row = sheet.common;

		row.id = strengths[i].id;
		row.label = words_of_strength(&strengths[i]);
		row.note = strengths[i].reason;
		add_row(sheet.out, &row);
		add_pattern_numbers(&sheet, strengths[i].id, strengths[i].numbers, strengths[i].number_count);
	}
}

/* ---- pages ---- */

/* A record a row: it landed at since, what became of it stands in the note. */
static void add_decisions(const struct sheet *sheet, const struct report_decision *decisions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct report_decision *decision = &decisions[i];
		struct row row = sheet->common;

		row.part = "decision";
		row.id = "decision";
		row.label = decision->title;
		row.unit = "records";
		row.value = 1;
		set_period(&row, &sheet->report->periods[decision->period]);
		row.since = decision->time;
		row.until = 0;
		row.group = decision->repository;
		row.of = decision->path;
		row.note = decision->event;
		add_row(sheet->out, &row);
	}
}

/* group gave the reviews on changes of the other. */
static void add_matrix(struct sheet sheet, const struct report_matrix *matrix)
{
	sheet.common.part = "matrix";
	for (size_t i = 0; i < matrix->count; i++)
		for (size_t j = 0; j < matrix->count; j++) {
			sheet.common.group = matrix->groups[i];
			sheet.common.of = matrix->groups[j];
			if (matrix->cells[i * matrix->count + j] >= 0)
				add_count(&sheet, "reviews", "reviews given on changes of", "changes",
				          (double)matrix->cells[i * matrix->count + j]);
		}
}

static void add_knowledge(struct sheet sheet, const struct report_team *team)
{
	sheet.common.part = "knowledge";
	for (size_t i = 0; i < team->knowledge_count; i++) {
		const struct report_knowledge *area = &team->knowledge[i];
		bool is_withheld = area->knower_count < 0;

		sheet.common.group = area->repository;
		sheet.common.of = area->area;
		add_count(&sheet, "knowledge.files", "files", "files", (double)area->file_count);
		add_count(&sheet, "knowledge.single", "files that one person knows", "files",
		          (double)area->single_count);
		add_count(&sheet, "knowledge.nobody", "files that nobody present knows", "files",
		          (double)area->nobody_count);
		sheet.common.state = is_withheld ? metric_state_names[STATE_WITHHELD] : NULL;
		add_count(&sheet, "knowledge.knowers", "people who know a file", "people",
		          is_withheld ? NAN : (double)area->knower_count);
		sheet.common.state = NULL;
	}
	sheet.common.group = sheet.common.of = NULL;
	if (team->knowledge_left_count)
		add_count(&sheet, "knowledge.left", "areas left out", "areas", (double)team->knowledge_left_count);
}

static void add_coverage(struct sheet sheet, const struct report_coverage *coverage)
{
	sheet.common.part = "coverage";
	sheet.common.note = words_of_coverage(coverage->state);
	add_count(&sheet, "coverage.changes", "changes counted", "changes", (double)coverage->change_count);
	add_count(&sheet, "coverage.reviewed", "changes with review evidence", "changes",
	          coverage->review_count < 0 ? NAN : (double)coverage->review_count);
	sheet.common.note = NULL;
	add_count(&sheet, "coverage.excluded", "changes left out", "changes", (double)coverage->excluded_count);
	add_count(&sheet, "coverage.people", "people", "people", (double)coverage->person_count);
}

/* How reviews were covered in each period: a word in the note, no number. */
static void add_coverages(struct sheet sheet, const struct report_team *team)
{
	sheet.common.part = "coverage";
	for (int i = 0; i < SERIES_PERIODS; i++) {
		sheet.common.note = words_of_coverage(team->coverages[i]);
		set_period(&sheet.common, &sheet.report->periods[i]);
		add_count(&sheet, "coverage", "coverage of reviews", NULL, NAN);
	}
}

static void add_areas(struct sheet sheet, const struct report_person *person)
{
	for (size_t i = 0; i < person->area_count; i++) {
		sheet.common.part = "area";
		sheet.common.group = person->areas[i].repository;
		sheet.common.of = person->areas[i].area;
		sheet.common.note = person->areas[i].is_home ? "home area" : NULL;
		add_count(&sheet, "area.own", "own changes", "changes", (double)person->areas[i].own_count);
		add_count(&sheet, "area.others", "others' changes worked on", "changes",
		          (double)person->areas[i].other_count);
	}
	sheet.common.of = sheet.common.note = NULL;
	for (size_t i = 0; i < person->excluded_count; i++) {
		sheet.common.part = "left out of the review share";
		sheet.common.group = person->excluded[i].repository;
		add_count(&sheet, "excluded.own", "own changes", "changes", (double)person->excluded[i].own_count);
		add_count(&sheet, "excluded.share", "share of own changes", "share", person->excluded[i].share);
	}
}

static void add_team(struct buf *out, const struct report *report, const struct report_team *team)
{
	struct sheet sheet = sheet_of(out, report, "team", team->name);

	sheet.common.team = team->name;
	add_figures(&sheet, team->figures, team->figure_count);
	add_coverage(sheet, &team->coverage);
	add_findings(sheet, team->findings, team->finding_count);
	if (!report->is_long)
		return;
	add_series(&sheet, team->series, team->series_count);
	add_coverages(sheet, team);
	add_matrix(sheet, &team->matrix);
	add_decisions(&sheet, team->decisions, team->decision_count);
	add_knowledge(sheet, team);
}

static void add_person(struct buf *out, const struct report *report, const struct report_person *person)
{
	struct sheet sheet = sheet_of(out, report, "person", person->name), rest;

	sheet.common.team = report->team_count ? report->teams[0].name : NULL;
	sheet.common.person = person->key;
	add_figures(&sheet, person->figures, person->figure_count);
	add_halves(&sheet, person);
	rest = sheet;
	rest.common.part = "rest of team";
	add_figures(&rest, person->rest, person->rest_count);
	if (person->absent_days)
		add_count(&sheet, "absent_days", "declared absence", "days", (double)person->absent_days);
	add_strengths(sheet, person->strengths, person->strength_count);
	add_findings(sheet, person->findings, person->finding_count);
	if (!report->is_long)
		return;
	add_series(&sheet, person->series, person->series_count);
	add_areas(sheet, person);
	add_decisions(&sheet, person->decisions, person->decision_count);
}

static void add_repository(struct buf *out, const struct report *report, const struct report_repository *repository)
{
	struct sheet sheet = sheet_of(out, report, "repository", repository->name);

	sheet.common.part = "coverage";
	sheet.common.group = repository->name;
	sheet.common.note = words_of_coverage(repository->coverage);
	add_count(&sheet, "coverage.changes", "changes counted", "changes", (double)repository->change_count);
	add_count(&sheet, "coverage.reviewed", "changes with review evidence", "changes",
	          repository->review_count < 0 ? NAN : (double)repository->review_count);
}

int csv_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	(void)options;
	buf_add_str(out, "subject,name,part,id,label,unit,value,n,low,high,state,trend,before,year,"
	                 "team,person,period,since,until,k,group,of,note\n");
	for (size_t i = 0; i < report->team_count; i++)
		add_team(out, report, &report->teams[i]);
	for (size_t i = 0; i < report->person_count; i++)
		add_person(out, report, &report->people[i]);
	for (size_t i = 0; i < report->repository_count; i++)
		add_repository(out, report, &report->repositories[i]);
	return 0;
}
