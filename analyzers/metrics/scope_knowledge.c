/*
 * Who knows which file at the end of the period, gathered once for M25 and the pattern that reads it. When anybody knew what
 * is settled at the first question after people were derived (analyzers/people/knowledge.c); here is only which of these spans
 * hold the end.
 */
#include "lead/people.h"
#include "scope.h"

/*
 * scope_present people who are about at the end: a counted act within the 180 days before it; of a team, its members then
 *   place        order of their keys, from 1
 * scope_file    files of code that are there at the end; of a team, those that somebody knows who belongs or belonged to it
 *   knowers      people who are about and know it by their own changes
 *   reviewed     the same, and those who reviewed three changes to it within 360 days
 * scope_knower  these people, by file
 *   is_review    1: by reviewing alone
 */
/* clang-format off */
static const char tables[] =
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_present (\n"
	"  person_id INTEGER PRIMARY KEY, place BIGINT);\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_file (\n"
	"  id INTEGER PRIMARY KEY, repository_id BIGINT, path_id BIGINT, area TEXT, knowers BIGINT, reviewed BIGINT);\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_knower (\n"
	"  file_id BIGINT, person_id BIGINT, is_review BIGINT, place BIGINT,\n"
	"  PRIMARY KEY (file_id, person_id));\n"
	"DELETE FROM scope_present;\n"
	"DELETE FROM scope_file;\n"
	"DELETE FROM scope_knower;\n";

static const char fill_present[] =
	"INSERT INTO scope_present\n"
	"SELECT p.id, row_number() OVER (ORDER BY p.key)\n"
	"FROM person p\n"
	"WHERE p.kind = 'human' AND p.id IN (\n"
	"    SELECT person_id\n"
	"    FROM presence\n"
	"    WHERE from_time < :until AND until_time >= :until\n"
	"      AND (:repository IS NULL OR repository_id = :repository))\n"
	"  AND (:team = '' OR EXISTS (\n"
	"    SELECT 1 FROM member m\n"
	"    WHERE m.team = :team AND m.person_id = p.id AND m.from_time < :until AND m.until_time >= :until))";

/* A file's number is that of its path within its repository. */
static const char fill_knowers[] =
	"INSERT INTO scope_knower\n"
	"SELECT k.repository_id * 4294967296 + k.path_id, k.person_id, min(k.is_review), min(p.place)\n"
	"FROM code_knower k\n"
	"JOIN scope_present p ON p.person_id = k.person_id\n"
	"WHERE k.from_time < :until AND (k.until_time IS NULL OR k.until_time >= :until)\n"
	"  AND (:repository IS NULL OR k.repository_id = :repository)\n"
	"GROUP BY k.repository_id, k.path_id, k.person_id";

/* Spans of one path do not overlap. Knowers come after: few files have any. */
static const char fill_files[] =
	"INSERT INTO scope_file\n"
	"SELECT l.repository_id * 4294967296 + l.path_id, l.repository_id, l.path_id, c.area, 0, 0\n"
	"FROM code_life l\n"
	"JOIN path_class c ON c.repository_id = l.repository_id AND c.path_id = l.path_id\n"
	"WHERE l.from_time < :until AND (l.until_time IS NULL OR l.until_time >= :until)\n"
	"  AND (:repository IS NULL OR l.repository_id = :repository)\n"
	"  AND (:team = '' OR EXISTS (\n"
	"    SELECT 1\n"
	"    FROM code_knower w\n"
	"    JOIN member m ON m.team = :team AND m.person_id = w.person_id AND m.from_time < :until\n"
	"    WHERE w.repository_id = l.repository_id AND w.path_id = l.path_id AND w.is_review = 0\n"
	"      AND w.from_time < :until AND (w.until_time IS NULL OR w.until_time >= :until)\n"
	"      AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (\n"
	"        SELECT 1 FROM team_file t\n"
	"        WHERE t.team = m.team AND t.repository_id = l.repository_id AND t.path_id = l.path_id))))\n"
	"ON CONFLICT (id) DO NOTHING";

/* Reviews stay with a path whose file is gone, and with files of others. */
static const char drop_knowers[] =
	"DELETE FROM scope_knower WHERE NOT EXISTS (SELECT 1 FROM scope_file f WHERE f.id = scope_knower.file_id)";

static const char count_knowers[] =
	"UPDATE scope_file\n"
	"SET (knowers, reviewed) = (\n"
	"  SELECT count(CASE WHEN k.is_review = 0 THEN 1 END), count(*)\n"
	"  FROM scope_knower k\n"
	"  WHERE k.file_id = scope_file.id)\n"
	"WHERE id IN (SELECT file_id FROM scope_knower)";
/* clang-format on */

int scope_fill_knowledge(struct store *store, const struct scope *scope)
{
	static const char *const steps[] = { fill_present, fill_knowers, fill_files, drop_knowers, count_knowers };
	int ret = people_derive_knowledge(store);

	if (!ret)
		ret = store_script(store, tables);
	for (size_t i = 0; !ret && i < sizeof(steps) / sizeof(steps[0]); i++)
		ret = scope_run_step(store, steps[i], scope);
	return ret;
}
