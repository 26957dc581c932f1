/*
 * P05 hero-risk: does what the team knows of its code hang on one person? Of the whole and of each area. It names areas and
 * files; who the one person is stays with the team.
 */
#include "P05.h"

#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/statistics.h"

#define SHARE_DEFAULT 0.50

/* ---- areas ---- */

/* "+ 0": from the changes of the time to their acts, not through every act of a person. */
static const char select_areas[] =
	"WITH active AS (\n"
	"  SELECT c.repository_id, x.area, count(DISTINCT a.person_id) AS people\n"
	"  FROM change c\n"
	"  CROSS JOIN act a\n"
	"  CROSS JOIN change_area x\n"
	"  WHERE c.landed_time >= :until - 15552000 AND c.landed_time < :until\n"
	"    AND (:repository IS NULL OR c.repository_id = :repository)\n"
	"    AND a.change_id = c.id AND a.counted = 1 AND a.kind NOT IN ('req', 'info')\n"
	"    AND a.person_id + 0 IN (SELECT person_id FROM scope_present) AND x.change_id = c.id\n"
	"  GROUP BY c.repository_id, x.area\n"
	"), known AS (\n"
	"  SELECT repository_id, area, count(*) AS files, count(CASE WHEN knowers = 1 THEN 1 END) AS single,\n"
	"         count(CASE WHEN reviewed = 1 THEN 1 END) AS reviewed, count(CASE WHEN knowers = 0 THEN 1 END) AS "
        "none\n"
	"  FROM scope_file\n"
	"  GROUP BY repository_id, area\n"
	")\n"
	"SELECT k.repository_id, k.area,\n"
	"       CASE WHEN (SELECT count(*) FROM repository) > 1 THEN r.name || ': ' ELSE '' END || k.area AS label,\n"
	"       k.files, k.single, k.reviewed, k.none, a.people\n"
	"FROM known k\n"
	"JOIN active a ON a.repository_id = k.repository_id AND a.area = k.area\n"
	"JOIN repository r ON r.id = k.repository_id\n"
	"WHERE k.files >= :files AND a.people >= :people\n"
	"ORDER BY label, r.key";

static int read_areas(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store, select_areas);

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	statement_bind_int(row, ":files", P05_FILES);
	statement_bind_int(row, ":people", P05_PEOPLE);
	while ((ret = statement_step(row)) == 0) {
		struct unit *unit = VEC_PUSH(&sight->areas);
		struct text area = statement_text(row, 1), label = statement_text(row, 2);

		unit->repository = statement_int(row, 0);
		unit->area = xstrndup(area.at, area.size);
		unit->label = xstrndup(label.at, label.size);
		unit->files = statement_int(row, 3);
		unit->single = statement_int(row, 4);
		unit->reviewed = statement_int(row, 5);
		unit->none = statement_int(row, 6);
		unit->people = statement_int(row, 7);
	}
	return ret < 0 ? ret : 0;
}

static void release_sight(struct sight *sight)
{
	for (size_t i = 0; i < sight->areas.count; i++) {
		free(sight->areas.at[i].area);
		free(sight->areas.at[i].label);
	}
	VEC_RELEASE(&sight->areas);
}

static void bind_unit(struct statement *statement, const struct unit *unit, const struct pattern_input *input)
{
	scope_bind(statement, input->scope);
	if (unit->area != NULL)
		statement_bind_text(statement, ":area", text_of(unit->area));
	else
		statement_bind_null(statement, ":area");
	statement_bind_int(statement, ":place", unit->repository);
}

/* ---- truck factor of a unit ---- */

/* Persons in the order of their keys; 0: nobody. */
static const char select_knowers[] = "SELECT f.id, coalesce(k.place, 0)\n"
				     "FROM scope_file f\n"
				     "LEFT JOIN scope_knower k ON k.file_id = f.id AND k.is_review <= :review\n"
				     "WHERE :area IS NULL OR (f.area = :area AND f.repository_id = :place)\n"
				     "ORDER BY f.id, k.place";

/* first: place of the one who goes first; 0: nobody has to. */
static int find_factor(int64_t *factor, int64_t *first, const struct unit *unit, bool with_reviews,
                       const struct pattern_input *input)
{
	VEC(struct file_knower) rows = { 0 };
	struct statement *row;
	int64_t files, *removed;
	int ret = store_statement(&row, input->store, select_knowers);

	if (ret)
		return ret;
	bind_unit(row, unit, input);
	statement_bind_int(row, ":review", with_reviews);
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(&rows) = (struct file_knower){ statement_int(row, 0), statement_int(row, 1), 1 };
	removed = xcalloc(rows.count + 1, sizeof(*removed));
	*factor = truck_factor(&files, removed, rows.at, rows.count);
	*first = removed[0];
	free(removed);
	VEC_RELEASE(&rows);
	return ret < 0 ? ret : 0;
}

/* ---- the one who knows most ---- */

static int find_holder(struct unit *unit, int64_t place, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT p.person_id, (:until - max(c.landed_time)) / 86400\n"
	                          "FROM scope_present p\n"
	                          "JOIN act a ON a.person_id = p.person_id AND a.counted = 1\n"
	                          "  AND a.kind NOT IN ('req', 'info')\n"
	                          "JOIN change c ON c.id = a.change_id AND c.landed_time < :until\n"
	                          "  AND (:repository IS NULL OR c.repository_id = :repository)\n"
	                          "WHERE p.place = :holder\n"
	                          "GROUP BY p.person_id");

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	statement_bind_int(row, ":holder", place);
	ret = statement_step(row);
	if (ret == 0) {
		unit->holder = statement_int(row, 0);
		unit->away_days = statement_int(row, 1);
	}
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

static int count_changes(struct unit *unit, int which, struct period period, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT count(*), count(CASE WHEN EXISTS (\n"
	                          "    SELECT 1 FROM act a\n"
	                          "    WHERE a.change_id = c.id AND a.person_id + 0 = :holder\n"
	                          "      AND a.kind IN ('auth', 'pair') AND a.counted = 1) THEN 1 END)\n"
	                          "FROM metric_change c\n"
	                          "WHERE c.team = :team AND c.landed_time >= :first AND c.landed_time < :last\n"
	                          "  AND (:repository IS NULL OR c.repository_id = :repository)\n"
	                          "  AND (:area IS NULL OR (c.repository_id = :place AND EXISTS (\n"
	                          "    SELECT 1 FROM change_area x WHERE x.change_id = c.id AND x.area = :area)))");

	if (ret)
		return ret;
	bind_unit(row, unit, input);
	statement_bind_int(row, ":holder", unit->holder);
	statement_bind_int(row, ":first", period.since_time);
	statement_bind_int(row, ":last", period.until_time);
	ret = statement_step(row);
	if (ret == 0) {
		unit->changes[which] = statement_int(row, 0);
		unit->own[which] = statement_int(row, 1);
	}
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

bool p05_is_away(const struct unit *unit)
{
	return unit->holder != 0 && unit->away_days >= P05_AWAY_DAYS;
}

bool p05_is_carried(const struct unit *unit)
{
	return wilson(unit->own[0], unit->changes[0]).low > 0.5 && wilson(unit->own[1], unit->changes[1]).low > 0.5;
}

/* ---- the rule ---- */

static bool is_mostly(int64_t files, const struct unit *unit, double share)
{
	return (double)files > share * (double)unit->files;
}

/* Both variants have to speak; where only the one without reviews does, somebody else knows these files by reviewing. */
static int judge(struct unit *unit, struct sight *sight, const struct pattern_input *input)
{
	int64_t place, ignored;
	int ret;

	if (!is_mostly(unit->single, unit, sight->share))
		return 0;
	ret = find_factor(&unit->factor, &place, unit, false, input);
	if (ret || unit->factor != 1)
		return ret;
	ret = find_factor(&unit->factor_reviewed, &ignored, unit, true, input);
	if (ret)
		return ret;
	unit->is_found = unit->factor_reviewed == 1 && is_mostly(unit->reviewed, unit, sight->share);
	unit->is_known_by_review = !unit->is_found;
	if (!unit->is_found)
		return 0;
	ret = find_holder(unit, place, input);
	if (!ret)
		ret = count_changes(unit, 0, input->scope->period, input);
	return ret ? ret : count_changes(unit, 1, period_before(input->scope->period), input);
}

static int judge_areas(struct sight *sight, const struct pattern_input *input)
{
	int ret = read_areas(sight, input);

	for (size_t i = 0; !ret && i < sight->areas.count; i++) {
		struct unit *unit = &sight->areas.at[i];

		ret = judge(unit, sight, input);
		sight->areas_found += unit->is_found;
		sight->areas_reviewed += unit->is_known_by_review;
	}
	return ret;
}

static void look(struct sight *sight, const struct pattern_input *input, double share)
{
	*sight = (struct sight){ .share = share,
		                 .whole = { .files = input_count(input, "M25.files", 0),
		                            .people = input_count(input, "M25.present", 0),
		                            .single = input_count(input, "M25.single", 0),
		                            .reviewed = input_count(input, "M25.single_reviewed", 0),
		                            .none = input_count(input, "M25.none", 0),
		                            .factor = input_count(input, "M25", 0),
		                            .factor_reviewed = input_count(input, "M25.reviewed", 0) } };
}

static enum outcome outcome_of(const struct sight *sight)
{
	const struct unit *whole = &sight->whole;
	bool is_grave = whole->is_found && (p05_is_away(whole) || p05_is_carried(whole));

	for (size_t i = 0; i < sight->areas.count; i++) {
		const struct unit *unit = &sight->areas.at[i];

		is_grave = is_grave || (unit->is_found && (p05_is_away(unit) || p05_is_carried(unit)));
	}
	if (whole->is_found || sight->areas_found > 0)
		return is_grave ? OUTCOME_WARN : OUTCOME_NOTE;
	return whole->is_known_by_review || sight->areas_reviewed > 0 ? OUTCOME_SILENCED : OUTCOME_CLEAR;
}

/* The gates. True: the finding has ended. */
static bool is_gated(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *factor = input_figure(input, "M25", 0);
	struct buf reason = { 0 };

	if (factor != NULL && factor->state == STATE_UNKNOWN) {
		buf_add_str(&reason, "the record does not tell who wrote what");
		p05_end_short(out, OUTCOME_UNKNOWN, sight, &reason);
		return true;
	}
	if (sight->whole.files < P05_FILES) {
		say_count(&reason, sight->whole.files, "file of code", "files of code");
		buf_add_fmt(&reason, " where %d are needed", P05_FILES);
		p05_end_short(out, OUTCOME_THIN, sight, &reason);
		return true;
	}
	if (sight->whole.people < P05_PEOPLE) {
		say_count(&reason, sight->whole.people, "person is about", "people are about");
		buf_add_fmt(&reason, "; among fewer than %d there is nobody to share with", P05_PEOPLE);
		p05_end_short(out, OUTCOME_NA, sight, &reason);
		return true;
	}
	return false;
}

static int look_closely(struct sight *sight, const struct pattern_input *input)
{
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = judge(&sight->whole, sight, input);
	return ret ? ret : judge_areas(sight, input);
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct sight sight = { 0 };
	double share;
	int ret = input_threshold(&share, input, "pattern.P05.share", SHARE_DEFAULT);

	finding_start(out, pattern_p05.id, 0);
	if (ret)
		return ret;
	look(&sight, input, share);
	if (is_gated(out, &sight, input)) {
		p05_add_numbers(out, &sight);
		return 0;
	}
	ret = look_closely(&sight, input);
	if (!ret) {
		p05_add_numbers(out, &sight);
		/* Where few reviews are recorded, whoever knows a file by reviewing is not seen. */
		out->is_capped = input->coverage != COVERAGE_USABLE;
		p05_end(out, outcome_of(&sight), &sight, input);
	}
	release_sight(&sight);
	return ret;
}

/* ---- proof ---- */

static int prove_area(const struct unit *unit, const struct pattern_input *input,
                      int (*each)(void *payload, const struct evidence_row *row), void *payload)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT p.name, f.reviewed\n"
	                          "FROM scope_file f\n"
	                          "JOIN path p ON p.id = f.path_id\n"
	                          "WHERE f.area = :area AND f.repository_id = :place AND f.knowers = 1\n"
	                          "ORDER BY p.name");

	if (ret)
		return ret;
	bind_unit(row, unit, input);
	while ((ret = statement_step(row)) == 0) {
		bool is_single = statement_int(row, 1) == 1;
		struct evidence_row file = { .change = text_of(unit->label),
			                     .kind = TEXT("file"),
			                     .source = TEXT("path"),
			                     .raw = statement_text(row, 0),
			                     .counted = is_single,
			                     .why = is_single ? TEXT("") : TEXT("reviewed by another") };

		ret = each(payload, &file);
		if (ret) {
			statement_reset(row);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

static int prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
                 void *payload)
{
	struct sight sight;
	double share;
	int ret = input_threshold(&share, input, "pattern.P05.share", SHARE_DEFAULT);

	if (ret)
		return ret;
	look(&sight, input, share);
	ret = look_closely(&sight, input);
	for (size_t i = 0; !ret && i < sight.areas.count; i++)
		if (sight.areas.at[i].is_found || sight.areas.at[i].is_known_by_review)
			ret = prove_area(&sight.areas.at[i], input, each, payload);
	release_sight(&sight);
	return ret;
}

const struct pattern_info pattern_p05 = {
	.id = "P05",
	.name = "hero-risk",
	.question = "Does what the team knows of its code hang on one person?",
	.rule = "Of the whole, or of an area with 20 files of code and 3 people at work in it within 180 days: the "
	        "truck "
		"factor is 1 and more than 50 % of the files (pattern.P05.share) have exactly one knower who is about, "
		"both by own changes and with reviews counted. 3 people who are about are needed.",
	.silencers = "a second person who knows these files by reviewing",
	.base_rate =
		"a truck factor of 1 is common: some 46 % of popular projects had one in a published study, so it is "
		"no alarm by itself; not yet measured with this program",
	.source = "a handbook's chapters on creating opportunities for others and on shared ownership; Avelino and "
		  "others 2016",
	.subjects = PATTERN_TEAM,
	.warning = WARN_CONDITION,
	.silencing = "",
	.evidence = "M25",
	.evaluate = evaluate,
	.prove = prove,
};
