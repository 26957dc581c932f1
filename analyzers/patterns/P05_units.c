/* What P05 looks at, read from the tables that metrics gather, each in one go for all areas: a history may have hundreds. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/people.h"
#include "P05.h"

static const char select_areas[] =
	"WITH active AS (\n"
	"  SELECT DISTINCT c.repository_id + 0 AS repository_id, x.area, a.person_id\n"
	"  FROM change c\n"
	"  CROSS JOIN act a\n"
	"  CROSS JOIN scope_present p\n"
	"  CROSS JOIN change_area x\n"
	"  WHERE c.landed_time >= :until - 15552000 AND c.landed_time < :until\n"
	"    AND (:repository IS NULL OR c.repository_id + 0 = :repository)\n"
	"    AND a.change_id = c.id AND a.counted = 1 AND a.kind NOT IN ('req', 'info')\n"
	"    AND p.person_id = a.person_id AND x.change_id = c.id\n"
	"), crowd AS (\n"
	"  SELECT repository_id, area, count(*) AS people FROM active GROUP BY repository_id, area\n"
	"), known AS (\n"
	"  SELECT repository_id, area, count(*) AS files, count(CASE WHEN knowers = 1 THEN 1 END) AS single,\n"
	"         count(CASE WHEN reviewed = 1 THEN 1 END) AS reviewed\n"
	"  FROM scope_file\n"
	"  GROUP BY repository_id, area\n"
	"  HAVING count(*) >= :files\n"
	")\n"
	"SELECT k.repository_id, k.area,\n"
	"       CASE WHEN (SELECT count(*) FROM repository) > 1 THEN r.name || ': ' ELSE '' END || k.area AS label,\n"
	"       k.files, k.single, k.reviewed\n"
	"FROM known k\n"
	"JOIN crowd a ON a.repository_id = k.repository_id AND a.area = k.area\n"
	"JOIN repository r ON r.id = k.repository_id\n"
	"WHERE a.people >= :people\n"
	"ORDER BY k.files DESC, label, r.key";

static bool is_configured(const struct config *config, const char *area)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (entry->value && entry->subsection && strcmp(entry->section, "area") == 0 &&
		    strcmp(entry->key, "path") == 0 && strcmp(entry->subsection, area) == 0)
			return true;
	return false;
}

int p05_read_areas(struct sight *sight, const struct pattern_input *input)
{
	struct people_settings *settings = NULL;
	struct statement *row;
	int ret = people_settings_load(&settings, input->store, input->config);

	if (ret)
		return ret;
	ret = store_statement(&row, input->store, select_areas);
	if (ret) {
		people_settings_free(settings);
		return ret;
	}
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
		unit->is_judged = is_configured(people_settings_of(settings, unit->repository), unit->area);
	}
	people_settings_free(settings);
	return ret < 0 ? ret : 0;
}

static void release_rows(struct unit *unit)
{
	VEC_RELEASE(&unit->knowers);
	VEC_RELEASE(&unit->reviewers);
}

void p05_release(struct sight *sight)
{
	release_rows(&sight->whole);
	for (size_t i = 0; i < sight->areas.count; i++) {
		release_rows(&sight->areas.at[i]);
		free(sight->areas.at[i].area);
		free(sight->areas.at[i].label);
	}
	VEC_RELEASE(&sight->areas);
}

/* ---- areas by name ---- */

static struct text key_of(struct buf *buf, int64_t repository, struct text area)
{
	buf_clear(buf);
	buf_add_fmt(buf, "%lld ", (long long)repository);
	buf_add_text(buf, area);
	return buf_text(buf);
}

/* Positions in sight->areas of those for which is_wanted holds. */
static struct map *index_areas(const struct sight *sight, bool (*is_wanted)(const struct sight *, const struct unit *))
{
	struct map *map = map_new();
	struct buf key = { 0 };

	for (size_t i = 0; i < sight->areas.count; i++) {
		const struct unit *unit = &sight->areas.at[i];

		if (is_wanted(sight, unit))
			map_put(map, key_of(&key, unit->repository, text_of(unit->area)), (uint32_t)i);
	}
	buf_release(&key);
	return map;
}

static struct unit *find_area(struct sight *sight, const struct map *map, struct buf *key, const struct statement *row)
{
	uint32_t place = map_get(map, key_of(key, statement_int(row, 0), statement_text(row, 1)));

	return place == UINT32_MAX ? NULL : &sight->areas.at[place];
}

/* ---- who knows which file ---- */

static bool may_be_found(const struct sight *sight, const struct unit *unit)
{
	return p05_is_mostly(unit->single, unit, sight->share);
}

/* A file without a knower has a row of its own; one known by reviewing alone has none in the first variant. */
static void add_row(struct unit *unit, const struct statement *row)
{
	struct file_knower knower = { statement_int(row, 2), statement_int(row, 3), 1 };

	if (unit == NULL)
		return;
	*VEC_PUSH(&unit->reviewers) = knower;
	if (statement_int(row, 4) == 1)
		knower.person = 0;
	*VEC_PUSH(&unit->knowers) = knower;
}

int p05_read_knowers(struct sight *sight, const struct pattern_input *input)
{
	struct map *map = index_areas(sight, may_be_found);
	bool is_whole = may_be_found(sight, &sight->whole);
	struct buf key = { 0 };
	struct statement *row;
	int ret = 0;

	if (is_whole || map_count(map) > 0) {
		ret = store_statement(&row, input->store,
		                      "SELECT f.repository_id, f.area, f.id, coalesce(k.place, 0),\n"
		                      "       coalesce(k.is_review, 0)\n"
		                      "FROM scope_file f\n"
		                      "LEFT JOIN scope_knower k ON k.file_id = f.id\n"
		                      "ORDER BY f.id, k.person_id");
		while (!ret && !(ret = statement_step(row))) {
			add_row(find_area(sight, map, &key, row), row);
			add_row(is_whole ? &sight->whole : NULL, row);
		}
	}
	buf_release(&key);
	map_free(map);
	return ret < 0 ? ret : 0;
}

/* ---- the one who knows most of a unit ---- */

static bool has_spoken(const struct sight *sight, const struct unit *unit)
{
	(void)sight;
	return p05_speaks(unit);
}

/* Whose last act is long ago, with the days since then. Whoever is about has one within 180 days. */
static const char select_away[] =
	"SELECT p.place, (:until - max(c.landed_time)) / 86400\n"
	"FROM change c\n"
	"CROSS JOIN act a\n"
	"CROSS JOIN scope_present p\n"
	"WHERE c.landed_time >= :until - 15552000 AND c.landed_time < :until\n"
	"  AND (:repository IS NULL OR c.repository_id + 0 = :repository)\n"
	"  AND a.change_id = c.id AND a.counted = 1 AND a.kind NOT IN ('req', 'info') AND p.person_id = a.person_id\n"
	"GROUP BY p.place\n"
	"HAVING max(c.landed_time) <= :until - :away\n"
	"ORDER BY p.place";

static int read_away(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store, select_away);

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	statement_bind_int(row, ":away", P05_AWAY_DAYS * INT64_C(86400));
	while ((ret = statement_step(row)) == 0) {
		if (p05_speaks(&sight->whole) && sight->whole.holder_place == statement_int(row, 0))
			sight->whole.away_days = statement_int(row, 1);
		for (size_t i = 0; i < sight->areas.count; i++)
			if (p05_speaks(&sight->areas.at[i]) && sight->areas.at[i].holder_place == statement_int(row, 0))
				sight->areas.at[i].away_days = statement_int(row, 1);
	}
	return ret < 0 ? ret : 0;
}

static void count_rows(struct unit *unit, int which, const struct statement *row)
{
	if (unit == NULL)
		return;
	unit->changes[which] += statement_int(row, 3);
	if (statement_int(row, 2) == unit->holder_place)
		unit->own[which] += statement_int(row, 3);
}

/*
 * Changes of the team (metric_change) by primary author: of each area, and with area NULL of all. The joins are in the one
 * order that begins at the period: "+ 0" keeps the planner from another.
 */
static const char select_changes[] =
	"WITH written AS (\n"
	"  SELECT c.id, c.repository_id, k.author_id\n"
	"  FROM change c\n"
	"  CROSS JOIN change_credit k\n"
	"  CROSS JOIN member m\n"
	"  WHERE c.landed_time >= :first AND c.landed_time < :last\n"
	"    AND (:repository IS NULL OR c.repository_id + 0 = :repository)\n"
	"    AND k.change_id = c.id AND k.excluded IS NULL\n"
	"    AND m.team = :team AND m.person_id = k.author_id\n"
	"    AND m.from_time <= c.landed_time AND m.until_time > c.landed_time\n"
	"    AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (\n"
	"      SELECT 1 FROM team_change t WHERE t.team = m.team AND t.change_id = c.id))\n"
	")\n"
	"SELECT w.repository_id + 0, x.area, coalesce(p.place, 0), count(*)\n"
	"FROM written w\n"
	"CROSS JOIN change_area x\n"
	"LEFT JOIN scope_present p ON p.person_id = w.author_id\n"
	"WHERE x.change_id = w.id\n"
	"GROUP BY w.repository_id + 0, x.area, p.place\n"
	"UNION ALL\n"
	"SELECT 0, NULL, coalesce(p.place, 0), count(*)\n"
	"FROM written w\n"
	"LEFT JOIN scope_present p ON p.person_id = w.author_id\n"
	"GROUP BY p.place\n"
	"ORDER BY 1, 2, 3";

static int read_changes(struct sight *sight, int which, struct period period, const struct pattern_input *input)
{
	struct map *map = index_areas(sight, has_spoken);
	struct buf key = { 0 };
	struct statement *row;
	int ret = store_statement(&row, input->store, select_changes);

	if (!ret) {
		scope_bind(row, input->scope);
		statement_bind_int(row, ":first", period.since_time);
		statement_bind_int(row, ":last", period.until_time);
	}
	while (!ret && !(ret = statement_step(row)))
		if (statement_is_null(row, 1))
			count_rows(&sight->whole, which, row);
		else
			count_rows(find_area(sight, map, &key, row), which, row);
	buf_release(&key);
	map_free(map);
	return ret < 0 ? ret : 0;
}

static const char select_alone[] = "SELECT f.repository_id, f.area, k.place, count(*)\n"
				   "FROM scope_file f\n"
				   "JOIN scope_knower k ON k.file_id = f.id AND k.is_review = 0\n"
				   "WHERE f.knowers = 1\n"
				   "GROUP BY f.repository_id, f.area, k.place\n"
				   "ORDER BY f.repository_id, f.area, k.place";

static void add_alone(struct unit *unit, const struct statement *row)
{
	if (unit != NULL && p05_speaks(unit) && statement_int(row, 2) == unit->holder_place)
		unit->alone += statement_int(row, 3);
}

static int read_alone(struct sight *sight, const struct pattern_input *input)
{
	struct map *map = index_areas(sight, has_spoken);
	struct buf key = { 0 };
	struct statement *row;
	int ret = store_statement(&row, input->store, select_alone);

	while (!ret && !(ret = statement_step(row))) {
		add_alone(find_area(sight, map, &key, row), row);
		add_alone(&sight->whole, row);
	}
	buf_release(&key);
	map_free(map);
	return ret < 0 ? ret : 0;
}

int p05_read_holders(struct sight *sight, const struct pattern_input *input)
{
	int ret = read_away(sight, input);

	if (!ret)
		ret = read_alone(sight, input);
	if (!ret)
		ret = read_changes(sight, 0, input->scope->period, input);
	return ret ? ret : read_changes(sight, 1, period_before(input->scope->period), input);
}
