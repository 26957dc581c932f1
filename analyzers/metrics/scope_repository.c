/*
 * Which repositories a person's review share rests on (metrics 4.5). A team's coverage is taken over all its repositories; of one
 * person the share uses those where reviews are recorded well enough, as long as they hold half of the own changes.
 */
#include "scope.h"

#include "lead/people.h"

/*
 * Each for the period and, from another first second on, for the year before its end: since_time tells them apart, and a
 * metric's :since is one of the two.
 *
 * scope_repository  the repositories with changes of the scope in that time
 *   changes, reviewed  of the scope; those that name a reviewer
 *   coverage         2 usable, 1 partial, 0 unknown, by these two
 *   has_integrators  half of the changes say who integrated them
 *   has_authors      the author field tells who wrote, not who committed (metrics M01)
 * scope_person      who wrote or reviewed a change of the scope in that time (in the year: the subjects alone)
 *   own, reviews     changes
 *   coverage         the best that repositories with half of the own changes reach; of whoever has none, of the reviews
 *   has_integrators, has_authors  of repositories with half of the same
 * scope_left_out    repositories whose coverage is below the person's: nothing that is missing there counts. Also those
 *   in which the person has no part. person 0: below half, where the team's own coverage is not: parts of a team are not
 *   compared over them
 */
/* clang-format off */
static const char tables[] =
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_repository (\n"
	"  since_time BIGINT, repository_id BIGINT, changes BIGINT, reviewed BIGINT, coverage BIGINT,\n"
	"  has_integrators BIGINT, has_authors BIGINT,\n"
	"  PRIMARY KEY (since_time, repository_id));\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_person (\n"
	"  since_time BIGINT, person_id BIGINT, own BIGINT, reviews BIGINT, coverage BIGINT, has_integrators BIGINT,\n"
	"  has_authors BIGINT,\n"
	"  PRIMARY KEY (since_time, person_id));\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_left_out (\n"
	"  since_time BIGINT, person_id BIGINT, repository_id BIGINT,\n"
	"  PRIMARY KEY (since_time, person_id, repository_id));\n"
	"DELETE FROM scope_repository;\n"
	"DELETE FROM scope_person;\n"
	"DELETE FROM scope_left_out;\n";

/*
 * PostgreSQL's way: whoever commits stands in the author field, and the authors are named in the message. Then nothing
 * that rests on the author field is true of anybody.
 */
static const char fill_repositories[] =
	"INSERT INTO scope_repository\n"
	"SELECT :from, w.repository_id, w.n, w.reviewed,\n"
	"       CASE WHEN w.reviewed * 2 < w.n THEN 0 WHEN w.reviewed * 10 < w.n * 7 THEN 1 ELSE 2 END,\n"
	"       CASE WHEN w.known * 2 >= w.n THEN 1 ELSE 0 END,\n"
	"       CASE WHEN w.self * 100 > w.n * 95 THEN\n"
	"         CASE WHEN (\n"
	"           SELECT count(DISTINCT a.person_id)\n"
	"           FROM scope_change s\n"
	"           CROSS JOIN act a\n"
	"           WHERE s.repository_id = w.repository_id AND s.landed_time >= :from AND a.change_id = s.id\n"
	"             AND a.kind = 'auth' AND a.event_id IS NOT NULL) > 20 THEN 0 ELSE 1 END\n"
	"       ELSE 1 END\n"
	"FROM (\n"
	"  SELECT repository_id, count(*) AS n, coalesce(sum(has_review), 0) AS reviewed,\n"
	"         count(CASE WHEN integrator IN ('author', 'other') THEN 1 END) AS known,\n"
	"         count(CASE WHEN integrator = 'author' THEN 1 END) AS self\n"
	"  FROM scope_change\n"
	"  WHERE landed_time >= :from\n"
	"  GROUP BY repository_id\n"
	") w";

static const char fill_persons[] =
	"INSERT INTO scope_person\n"
	"WITH there AS (\n"
	"  SELECT person_id, repository_id, sum(is_own) AS own,\n"
	"         count(CASE WHEN is_rev = 1 OR is_ack = 1 THEN 1 END) AS reviews\n"
	"  FROM scope_part\n"
	"  WHERE landed_time >= :from AND (:from >= :since OR person_id IN (SELECT person_id FROM subject))\n"
	"  GROUP BY person_id, repository_id\n"
	"), whole AS (\n"
	"  SELECT person_id, sum(own) AS own, sum(reviews) AS reviews\n"
	"  FROM there\n"
	"  GROUP BY person_id\n"
	"), placed AS (\n"
	"  SELECT t.person_id, w.own, w.reviews, CASE WHEN w.own > 0 THEN t.own ELSE t.reviews END AS weight,\n"
	"         r.coverage, r.has_integrators, r.has_authors\n"
	"  FROM there t\n"
	"  JOIN whole w ON w.person_id = t.person_id\n"
	"  JOIN scope_repository r ON r.since_time = :from AND r.repository_id = t.repository_id\n"
	"  WHERE w.own + w.reviews > 0\n"
	")\n"
	"SELECT :from, person_id, own, reviews,\n"
	"       CASE WHEN 2 * sum(CASE WHEN coverage = 2 THEN weight ELSE 0 END) >= sum(weight) THEN 2\n"
	"         WHEN 2 * sum(CASE WHEN coverage >= 1 THEN weight ELSE 0 END) >= sum(weight) THEN 1 ELSE 0 END,\n"
	"       CASE WHEN 2 * sum(has_integrators * weight) >= sum(weight) THEN 1 ELSE 0 END,\n"
	"       CASE WHEN 2 * sum(has_authors * weight) >= sum(weight) THEN 1 ELSE 0 END\n"
	"FROM placed\n"
	"GROUP BY person_id, own, reviews";

static const char fill_left_out[] =
	"INSERT INTO scope_left_out\n"
	"SELECT :from, p.person_id, r.repository_id\n"
	"FROM scope_person p\n"
	"JOIN scope_repository r ON r.since_time = p.since_time AND r.coverage < p.coverage\n"
	"WHERE p.since_time = :from\n"
	"UNION ALL\n"
	"SELECT :from, 0, r.repository_id\n"
	"FROM scope_repository r\n"
	"WHERE r.since_time = :from AND r.coverage = 0 AND (\n"
	"  SELECT 2 * sum(w.reviewed) >= sum(w.changes) FROM scope_repository w WHERE w.since_time = :from)";
/* clang-format on */

static int fill_from(struct store *store, const struct scope *scope, int64_t from)
{
	static const char *const steps[] = { fill_repositories, fill_persons, fill_left_out };
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct statement *statement;

		ret = store_statement(&statement, store, steps[i]);
		if (ret)
			break;
		scope_bind(statement, scope);
		statement_bind_int(statement, ":from", from);
		ret = statement_run(statement);
	}
	return ret;
}

int scope_fill_repositories(struct store *store, const struct scope *scope)
{
	int64_t year = period_year(scope->period).since_time;
	int ret = store_script(store, tables);

	if (!ret)
		ret = fill_from(store, scope, scope->period.since_time);
	if (!ret && year != scope->period.since_time)
		ret = fill_from(store, scope, year);
	return ret;
}

/* ---- what others are told ---- */

/* What people say of the record stands above what the record says of itself (the right of reply, metrics 8). */
int scope_is_unrecorded(bool *out, struct store *store, const struct scope *scope)
{
	double share;
	int ret = people_declared_share(&share, store, "unrecorded", 0, scope->period);

	if (ret == 0)
		*out = share > DECLARED_SHARE;
	return ret;
}

int metric_each_repository(struct store *store, const struct scope *scope,
                           int (*each)(void *payload, const struct metric_repository *repository), void *payload)
{
	bool is_unrecorded = false;
	struct statement *row;
	int ret = metric_prepare(store, scope);

	if (!ret)
		ret = scope_is_unrecorded(&is_unrecorded, store, scope);
	if (!ret)
		ret = store_statement(&row, store,
		                      "SELECT r.key, s.changes, s.reviewed, s.coverage\n"
		                      "FROM scope_repository s\n"
		                      "JOIN repository r ON r.id = s.repository_id\n"
		                      "WHERE s.since_time = :since\n"
		                      "ORDER BY r.key");
	if (ret)
		return ret;
	scope_bind(row, scope);
	while ((ret = statement_step(row)) == 0) {
		const struct metric_repository repository = {
			.key = statement_text(row, 0),
			.changes = statement_int(row, 1),
			.reviewed = statement_int(row, 2),
			.coverage = is_unrecorded ? COVERAGE_UNKNOWN : (enum coverage_state)statement_int(row, 3),
		};

		ret = each(payload, &repository);
		if (ret) {
			statement_reset(row);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

/*
 * Where the person's own coverage is unknown nothing is left out, and what makes it unknown are the repositories without
 * coverage, unless there are no others.
 */
static const char select_excluded[] =
	"SELECT r.key, coalesce(sum(t.is_own), 0) AS own, p.own\n"
	"FROM scope_person p\n"
	"JOIN scope_repository s ON s.since_time = p.since_time\n"
	"JOIN repository r ON r.id = s.repository_id\n"
	"JOIN scope_part t ON t.person_id = p.person_id AND t.repository_id = s.repository_id\n"
	"  AND t.landed_time >= :since AND (t.is_own = 1 OR t.is_rev = 1 OR t.is_ack = 1)\n"
	"WHERE p.since_time = :since AND p.person_id = :person\n"
	"  AND (s.coverage < p.coverage OR (s.coverage = 0 AND p.coverage = 0 AND EXISTS (\n"
	"    SELECT 1 FROM scope_repository o WHERE o.since_time = :since AND o.coverage > 0)))\n"
	"GROUP BY s.repository_id, r.key, p.own\n"
	"ORDER BY r.key";

int metric_each_excluded(struct store *store, const struct scope *scope, int64_t person,
                         int (*each)(void *payload, struct text repository_key, int64_t own_changes, double share),
                         void *payload)
{
	bool is_unrecorded = false;
	struct statement *row;
	int ret = metric_prepare(store, scope);

	if (!ret)
		ret = scope_is_unrecorded(&is_unrecorded, store, scope);
	if (!ret && !is_unrecorded)
		ret = store_statement(&row, store, select_excluded);
	if (ret || is_unrecorded)
		return ret;
	scope_bind(row, scope);
	statement_bind_int(row, ":person", person);
	while ((ret = statement_step(row)) == 0) {
		int64_t own = statement_int(row, 1), all = statement_int(row, 2);

		ret = each(payload, statement_text(row, 0), own, all > 0 ? (double)own / (double)all : 0);
		if (ret) {
			statement_reset(row);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

/* The sums of what is not left out; without an act of the person, of everything, as the team has it. */
static const char select_base[] =
	"SELECT coalesce((SELECT p.coverage FROM scope_person p WHERE p.since_time = :since AND p.person_id = "
	":person),\n"
	"         CASE WHEN 2 * sum(s.reviewed) < sum(s.changes) THEN 0\n"
	"           WHEN 10 * sum(s.reviewed) < 7 * sum(s.changes) THEN 1 ELSE 2 END),\n"
	"       coalesce(sum(CASE WHEN x.person_id IS NULL THEN s.changes END), 0),\n"
	"       coalesce(sum(CASE WHEN x.person_id IS NULL THEN s.reviewed END), 0),\n"
	"       count(*)\n"
	"FROM scope_repository s\n"
	"LEFT JOIN scope_left_out x ON x.since_time = s.since_time AND x.person_id = :person\n"
	"  AND x.repository_id = s.repository_id\n"
	"WHERE s.since_time = :since";

int metric_person_base(struct metric_base *out, struct store *store, const struct scope *scope, int64_t person)
{
	bool is_unrecorded = false;
	struct statement *row;
	int ret = metric_prepare(store, scope);

	*out = (struct metric_base){ .coverage = COVERAGE_UNKNOWN };
	if (!ret)
		ret = scope_is_unrecorded(&is_unrecorded, store, scope);
	if (!ret)
		ret = store_statement(&row, store, select_base);
	if (ret)
		return ret;
	scope_bind(row, scope);
	statement_bind_int(row, ":person", person);
	ret = statement_step(row);
	if (ret == 0 && statement_int(row, 3) > 0) {
		out->recorded = (enum coverage_state)statement_int(row, 0);
		out->changes = statement_int(row, 1);
		out->reviewed = statement_int(row, 2);
	}
	if (!is_unrecorded)
		out->coverage = out->recorded;
	statement_reset(row);
	return ret < 0 ? ret : 0;
}
