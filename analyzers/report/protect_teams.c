/*
 * Several teams at once (docs/adr/0016): whoever reads the sums of everybody and of each team can add and subtract them. People who
 * are not shown fall into classes by the teams they were active in; a sum or difference of what is shown that comes down to a few
 * of these people must not be possible. Teams are rows of ones and zeros over the classes; what can be made of them is their span.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "model.h"

#define PRIME INT64_C(2147483647) /* ranks are taken modulo this: entries are 0 and 1, and rows few */
#define TRIES_MAX 2000 /* sets of classes looked at; where there are more, the largest sums are taken for telling */

/* People who did something that counts in the same teams; whoever moved is in several classes. */
struct class
{
	unsigned char *is_in; /* by team */
	int64_t people;
	bool is_opted_out; /* somebody of them */
};

struct sums {
	const struct building *building;
	VEC(struct class) classes;
	size_t team_count;
	bool *is_row;    /* by team: shown, and of more than one who is not */
	int64_t most;    /* people; a difference of no more of them tells too much */
	bool is_outs;    /* only of one who opted out */
	bool *is_picked; /* by class */
	int64_t *matrix; /* room for ranks */
	int tries;
};

/* ---- classes ---- */

/* In which teams a change counts for whoever had a part in it, by the membership of the moment. */
static const char sql_segments[] =
	"SELECT a.person_id, a.change_id, m.team\n"
	"FROM (\n"
	"  SELECT person_id, change_id, landed_time FROM scope_part\n"
	"  WHERE landed_time >= :since AND landed_time < :until\n"
	"  UNION\n"
	"  SELECT author_id, id, landed_time FROM scope_change\n"
	"  WHERE landed_time >= :since AND landed_time < :until AND author_id IS NOT NULL) a\n"
	"LEFT JOIN member m ON m.person_id = a.person_id AND m.team <> '' AND m.from_time <= a.landed_time\n"
	"  AND m.until_time > a.landed_time\n"
	"  AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (\n"
	"    SELECT 1 FROM team_change t WHERE t.team = m.team AND t.change_id = a.change_id))\n"
	"ORDER BY a.person_id, a.change_id, m.team";

static void mark_team(const struct report *report, unsigned char *teams, struct text name)
{
	for (size_t i = 1; i < report->team_count; i++)
		if (text_equal(text_of(report->teams[i].name), name))
			teams[i] = 1;
}

static bool has_segment(const struct building *building, const struct segment *segment)
{
	for (size_t i = building->segments.count; i > 0; i--) {
		const struct segment *other = &building->segments.at[i - 1];

		if (other->person != segment->person || other->slot != segment->slot)
			return false;
		if (!memcmp(other->teams, segment->teams, building->report->team_count))
			return true;
	}
	return false;
}

/* One row of the teams of a change each; a person's segments follow one another. */
static void end_change(struct building *building, struct segment *segment)
{
	size_t count = building->report->team_count;

	if (segment->person && !has_segment(building, segment)) {
		unsigned char *teams = model_array(building, count, 1);

		memcpy(teams, segment->teams, count);
		*VEC_PUSH(&building->segments) = (struct segment){ segment->person, segment->slot, teams };
	}
	memset(segment->teams, 0, count);
	segment->teams[0] = 1;
}

int protect_see_segments(struct building *building, enum slot slot, struct period period)
{
	struct segment segment = { .slot = slot, .teams = model_array(building, building->report->team_count, 1) };
	struct statement *statement;
	int64_t change = 0;
	int ret = model_statement(&statement, building, sql_segments);

	if (ret)
		return ret;
	statement_bind_int(statement, ":since", period.since_time);
	statement_bind_int(statement, ":until", period.until_time);
	end_change(building, &segment);
	while ((ret = statement_step(statement)) == 0) {
		if (statement_int(statement, 0) != segment.person || statement_int(statement, 1) != change)
			end_change(building, &segment);
		segment.person = statement_int(statement, 0);
		change = statement_int(statement, 1);
		mark_team(building->report, segment.teams, statement_text(statement, 2));
	}
	end_change(building, &segment);
	return ret < 0 ? ret : 0;
}

static struct class *class_of(struct sums *sums, const unsigned char *is_in)
{
	struct class *class;

	for (size_t i = 0; i < sums->classes.count; i++)
		if (!memcmp(sums->classes.at[i].is_in, is_in, sums->team_count))
			return &sums->classes.at[i];
	class = VEC_PUSH(&sums->classes);
	class->is_in = xcalloc(sums->team_count, 1);
	memcpy(class->is_in, is_in, sums->team_count);
	return class;
}

static void add_person(struct sums *sums, const unsigned char *is_in, bool is_opted_out)
{
	struct class *class = class_of(sums, is_in);

	class->people++;
	class->is_opted_out |= is_opted_out;
}

static int compare_person(const void *key, const void *at)
{
	int64_t person = *(const int64_t *)key, other = ((const struct sighting *)at)->person;

	return (person > other) - (person < other);
}

/* Everybody's sightings of a slot stand together, by person. */
static const struct sighting *find_unshown(const struct building *building, enum slot slot, int64_t person)
{
	size_t count = (size_t)building->passes[0].active_counts[slot];
	const struct sighting *found = NULL;

	if (count)
		found = bsearch(&person, &building->sightings.at[building->first_sightings[slot]], count,
		                sizeof(*building->sightings.at), compare_person);
	return found && !found->is_shown ? found : NULL;
}

static void fill_classes(struct sums *sums, enum slot slot)
{
	const struct building *building = sums->building;
	const struct sighting *who = NULL;
	int64_t person = 0;

	for (size_t i = 0; i < building->segments.count; i++) {
		const struct segment *segment = &building->segments.at[i];

		if (segment->slot != slot)
			continue;
		if (segment->person != person)
			who = find_unshown(building, slot, segment->person);
		person = segment->person;
		if (who)
			add_person(sums, segment->teams, who->is_opted_out);
	}
}

/* ---- ranks ---- */

static int64_t inverse(int64_t value)
{
	int64_t result = 1;

	for (int64_t power = PRIME - 2; power > 0; power /= 2) {
		if (power % 2)
			result = result * value % PRIME;
		value = value * value % PRIME;
	}
	return result;
}

/* Takes row from the rows below so that nothing of the column is left in them. */
static void reduce(int64_t *rows, size_t row_count, size_t columns, size_t row, size_t column)
{
	int64_t scale = inverse(rows[row * columns + column]);

	for (size_t i = row + 1; i < row_count; i++) {
		int64_t times = rows[i * columns + column] * scale % PRIME;

		for (size_t j = column; times && j < columns; j++) {
			int64_t *at = &rows[i * columns + j];

			*at = (*at + (PRIME - times) * rows[row * columns + j]) % PRIME;
		}
	}
}

static size_t rank_of(int64_t *rows, size_t row_count, size_t columns)
{
	size_t rank = 0;

	for (size_t column = 0; column < columns && rank < row_count; column++) {
		size_t pivot = rank;

		while (pivot < row_count && !rows[pivot * columns + column])
			pivot++;
		if (pivot == row_count)
			continue;
		for (size_t j = 0; j < columns; j++) {
			int64_t kept = rows[rank * columns + j];

			rows[rank * columns + j] = rows[pivot * columns + j];
			rows[pivot * columns + j] = kept;
		}
		reduce(rows, row_count, columns, rank, column);
		rank++;
	}
	return rank;
}

static bool is_inside(const struct sums *sums, size_t team)
{
	for (size_t i = 0; i < sums->classes.count; i++)
		if (sums->classes.at[i].is_in[team] && !sums->is_picked[i])
			return false;
	return true;
}

/* Of the rows over all classes; over those that are not picked; of the rows that lie in the picked ones. */
enum view { VIEW_ALL, VIEW_OUTSIDE, VIEW_INSIDE };

static size_t rank_in(struct sums *sums, enum view view)
{
	size_t row_count = 0, columns = sums->classes.count;

	for (size_t i = 0; i < sums->team_count; i++) {
		int64_t *row = &sums->matrix[row_count * columns];

		if (!sums->is_row[i] || (view == VIEW_INSIDE && !is_inside(sums, i)))
			continue;
		for (size_t j = 0; j < columns; j++)
			row[j] = sums->classes.at[j].is_in[i] && (view != VIEW_OUTSIDE || !sums->is_picked[j]);
		row_count++;
	}
	return rank_of(sums->matrix, row_count, columns);
}

/* ---- what can be told apart ---- */

/* Some combination of rows speaks of the picked classes alone, and is not made of teams that lie in them as shown. */
static bool is_told(struct sums *sums)
{
	sums->tries++;
	return rank_in(sums, VIEW_ALL) - rank_in(sums, VIEW_OUTSIDE) > rank_in(sums, VIEW_INSIDE);
}

static bool is_told_with(struct sums *sums, size_t from, int64_t people)
{
	for (size_t i = from; i < sums->classes.count; i++) {
		const struct class *class = &sums->classes.at[i];
		bool is_found;

		if (people + class->people > sums->most || (sums->is_outs && !class->is_opted_out))
			continue;
		if (sums->tries > TRIES_MAX)
			return true;
		sums->is_picked[i] = true;
		is_found = is_told(sums) || is_told_with(sums, i + 1, people + class->people);
		sums->is_picked[i] = false;
		if (is_found)
			return true;
	}
	return false;
}

static bool is_any_told(struct sums *sums)
{
	sums->tries = 0;
	return is_told_with(sums, 0, 0);
}

/* The rows in order of how many people they speak of: everybody, then the outer team before one inside it. */
static size_t largest_row(const struct sums *sums, enum slot slot, const bool *is_tried)
{
	size_t best = sums->team_count;

	for (size_t i = 0; i < sums->team_count; i++)
		if (sums->is_row[i] && !is_tried[i] &&
		    (best == sums->team_count || sums->building->passes[i].unshown_counts[slot] >
		                                         sums->building->passes[best].unshown_counts[slot]))
			best = i;
	return best;
}

/* The largest row without which nothing is told; if there is none, the largest. */
static size_t row_to_leave(struct sums *sums, enum slot slot)
{
	bool *is_tried = xcalloc(sums->team_count, sizeof(*is_tried));
	size_t first = largest_row(sums, slot, is_tried), found = first;

	for (size_t row = first; row < sums->team_count; row = largest_row(sums, slot, is_tried)) {
		bool is_enough;

		sums->is_row[row] = false;
		is_enough = !is_any_told(sums);
		sums->is_row[row] = true;
		is_tried[row] = true;
		if (is_enough) {
			found = row;
			break;
		}
	}
	free(is_tried);
	return found;
}

static void find_in_slot(struct building *building, enum slot slot)
{
	const struct report_request *request = building->request;
	struct sums sums = { .building = building,
		             .team_count = building->report->team_count,
		             .most = request->is_for_others ? request->least_rest - 1 : 1,
		             .is_outs = !request->is_for_others };

	fill_classes(&sums, slot);
	sums.is_row = xcalloc(sums.team_count, sizeof(*sums.is_row));
	sums.is_picked = xcalloc(sums.classes.count + 1, sizeof(*sums.is_picked));
	sums.matrix = xcalloc(sums.team_count * (sums.classes.count + 1), sizeof(*sums.matrix));
	/* What is withheld of one alone already is no row. */
	for (size_t i = 0; i < sums.team_count; i++)
		sums.is_row[i] = building->passes[i].unshown_counts[slot] > 1 ||
		                 (building->passes[i].unshown_counts[slot] == 1 && !request->is_for_others &&
		                  !protect_is_rest_opted_out(building, i, slot));
	while (is_any_told(&sums)) {
		size_t row = row_to_leave(&sums, slot);

		if (row == sums.team_count)
			break;
		sums.is_row[row] = false;
		building->passes[row].is_difference[slot] = true;
	}
	for (size_t i = 0; i < sums.classes.count; i++)
		free(sums.classes.at[i].is_in);
	VEC_RELEASE(&sums.classes);
	free(sums.is_row);
	free(sums.is_picked);
	free(sums.matrix);
}

void protect_find_differences(struct building *building)
{
	for (int slot = 0; building->report->team_count > 1 && slot < SLOT_COUNT; slot++)
		find_in_slot(building, (enum slot)slot);
}

/* ---- withholding ---- */

bool protect_is_sum(const char *id)
{
	static const char *const others[] = { "survival", "median", "spread", "truck", "rarefied" };
	static const char *const measures[] = { "hours", "lines", "files", "days", "rounds" };
	const struct metric_info *info = metric_find(text_of(id));
	const struct metric_part *part = info ? metric_part_find(info, text_of(id)) : NULL;
	const char *interval = part ? part->interval : info ? info->interval : "";
	const char *unit = part ? part->unit : info ? info->unit : "";

	/* Who knows a file is no sum over people, in any part. */
	if (info && !strcmp(info->interval, "truck"))
		return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (!strcmp(interval, others[i]) || !strcmp(unit, measures[i]))
			return false;
	return true;
}

static void withhold_figures(const struct pass *pass, struct report_team *team)
{
	for (size_t i = 0; i < team->figure_count; i++) {
		struct figure *figure = &team->figures[i];

		if (!protect_is_sum(figure->id))
			continue;
		if (pass->is_difference[SLOT_BEFORE]) {
			figure->before = NAN;
			figure->trend = TREND_NONE;
		}
		if (pass->is_difference[SLOT_YEAR])
			figure->year = NAN;
		if (pass->is_difference[SLOT_PERIOD])
			figures_withhold(figure, 1);
	}
	for (size_t i = 0; i < team->series_count; i++)
		for (int slot = 0; slot < SERIES_PERIODS && protect_is_sum(team->series[i].id); slot++)
			if (pass->is_difference[slot])
				figures_withhold(&team->series[i].points[slot], 1);
}

static void withhold_rest(struct building *building, struct report_team *team)
{
	struct report *report = building->report;

	for (size_t i = 0; i < team->finding_count; i++)
		protect_finding(&team->findings[i],
		                "the numbers are withheld: less those of teams they would tell of too few people");
	coverage_withhold(building, &team->coverage);
	team->matrix = (struct report_matrix){ .note = "Withheld, as the sums are." };
	/* A person and the rest make the sum again. */
	for (size_t i = 0; team == report->teams && i < report->person_count; i++)
		report->people[i].rest_count = 0;
	for (size_t i = 0; team == report->teams && i < report->repository_count; i++)
		report->repositories[i].review_count = -1;
}

void protect_differences(struct building *building)
{
	struct report *report = building->report;
	struct buf now = { 0 }, before = { 0 };

	for (size_t i = 0; i < report->team_count; i++) {
		struct report_team *team = &report->teams[i];
		const struct pass *pass = &building->passes[i];
		bool is_past = pass->is_difference[SLOT_BEFORE] || pass->is_difference[SLOT_YEAR];

		for (int slot = 0; slot < SLOT_PERIOD && building->request->is_long; slot++)
			is_past |= pass->is_difference[slot];
		withhold_figures(pass, team);
		if (pass->is_difference[SLOT_PERIOD]) {
			withhold_rest(building, team);
			protect_add_team(&now, team);
		} else if (is_past) {
			protect_add_team(&before, team);
		}
	}
	protect_note_teams(building, &now,
	                   "Less the sums of other teams these would tell of too few people who are not "
	                   "shown, so they are withheld");
	protect_note_teams(building, &before,
	                   "Of times before, sums are withheld that would tell of too few people who are not shown");
}
