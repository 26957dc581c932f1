/* Facts beside figures: a team's repositories and leads; a person's areas, teams, and repositories left out. */
#include "lead/period.h"
#include "lead/vec.h"
#include "pages.h"

static const char sql_repositories[] = "SELECT DISTINCT r.key\n"
				       "FROM scope_change c\n"
				       "JOIN repository r ON r.id = c.repository_id\n"
				       "WHERE c.landed_time >= :since\n"
				       "ORDER BY r.key";

/* Of everybody whoever leads anywhere. A lead of two periods in one team has one row, from the first to the last. */
static const char sql_leads[] =
	"SELECT p.name, p.key, min(m.from_time), max(m.until_time)\n"
	"FROM member m\n"
	"JOIN person p ON p.id = m.person_id\n"
	"WHERE m.is_lead = 1 AND (:team = '' OR m.team = :team) AND m.from_time < :until AND m.until_time > :since\n"
	"  AND m.person_id NOT IN (SELECT d.person_id FROM declared d WHERE d.kind = 'optout')\n"
	"GROUP BY p.id, p.name, p.key\n"
	"ORDER BY p.name, p.key";

static const char sql_memberships[] =
	"SELECT team, is_lead, from_time, until_time\n"
	"FROM member\n"
	"WHERE person_id = :person AND team <> '' AND from_time < :until AND until_time > :since\n"
	"ORDER BY team, from_time";

static const char sql_areas[] =
	"SELECT r.key, a.area, sum(p.is_own), sum(1 - p.is_own),\n"
	"       CASE WHEN EXISTS (SELECT 1 FROM scope_home h WHERE h.person_id = :person\n"
	"         AND h.repository_id = c.repository_id AND h.area = a.area) THEN 1 ELSE 0 END\n"
	"FROM scope_part p\n"
	"JOIN scope_change c ON c.id = p.change_id\n"
	"JOIN change_area a ON a.change_id = c.id\n"
	"JOIN repository r ON r.id = c.repository_id\n"
	"WHERE p.person_id = :person AND p.landed_time >= :since\n"
	"GROUP BY r.key, c.repository_id, a.area\n"
	"ORDER BY r.key, a.area";

/* What of a membership lies within the period: nothing where it covers all of it. */
static const char *span_of(struct building *building, int64_t from, int64_t until)
{
	struct period period = building->scope.period;
	struct buf words = { 0 };

	if (from > period.since_time) {
		buf_add_str(&words, "from ");
		civil_format(&words, from);
	}
	if (until < period.until_time) {
		buf_add_str(&words, words.size ? " until " : "until ");
		civil_format(&words, until);
	}
	return model_buf(building, &words);
}

typedef VEC(struct report_membership) membership_vec;

static struct report_membership *take_memberships(struct building *building, membership_vec *rows, size_t *count)
{
	struct report_membership *array = model_keep(building, rows->at, rows->count, sizeof(*array));

	*count = rows->count;
	VEC_RELEASE(rows);
	return array;
}

static int fill_leads(struct building *building, struct report_team *team)
{
	membership_vec rows = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_leads);

	while (ret == 0 && (ret = statement_step(statement)) == 0)
		*VEC_PUSH(&rows) =
			(struct report_membership){ .name = model_text(building, statement_text(statement, 0)),
			                            .key = model_text(building, statement_text(statement, 1)),
			                            .words = span_of(building, statement_int(statement, 2),
			                                             statement_int(statement, 3)),
			                            .is_lead = true };
	team->leads = take_memberships(building, &rows, &team->lead_count);
	return ret < 0 ? ret : 0;
}

int model_fill_team_facts(struct building *building, struct report_team *team)
{
	VEC(const char *) labels = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_repositories);

	while (ret == 0 && (ret = statement_step(statement)) == 0)
		*VEC_PUSH(&labels) = shown_label(building, statement_text(statement, 0));
	team->repositories = model_keep(building, labels.at, labels.count, sizeof(*team->repositories));
	team->repository_count = labels.count;
	VEC_RELEASE(&labels);
	return ret < 0 ? ret : fill_leads(building, team);
}

static int fill_memberships(struct building *building, struct report_person *person, int64_t id)
{
	membership_vec rows = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_memberships);

	if (ret)
		return ret;
	statement_bind_int(statement, ":person", id);
	while ((ret = statement_step(statement)) == 0)
		*VEC_PUSH(&rows) =
			(struct report_membership){ .name = model_text(building, statement_text(statement, 0)),
			                            .words = span_of(building, statement_int(statement, 2),
			                                             statement_int(statement, 3)),
			                            .is_lead = statement_int(statement, 1) != 0 };
	person->memberships = take_memberships(building, &rows, &person->membership_count);
	return ret < 0 ? ret : 0;
}

static int fill_areas(struct building *building, struct report_person *person, int64_t id)
{
	VEC(struct report_area) rows = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_areas);

	if (ret)
		return ret;
	statement_bind_int(statement, ":person", id);
	while ((ret = statement_step(statement)) == 0)
		*VEC_PUSH(&rows) =
			(struct report_area){ .repository = shown_label(building, statement_text(statement, 0)),
			                      .area = model_text(building, statement_text(statement, 1)),
			                      .own_count = statement_int(statement, 2),
			                      .other_count = statement_int(statement, 3),
			                      .is_home = statement_int(statement, 4) != 0 };
	person->areas = model_keep(building, rows.at, rows.count, sizeof(*person->areas));
	person->area_count = rows.count;
	VEC_RELEASE(&rows);
	return ret < 0 ? ret : 0;
}

int model_fill_person_facts(struct building *building, struct report_person *person, int64_t id)
{
	int ret = fill_memberships(building, person, id);

	if (ret == 0 && !person->is_excluded && !person->is_outside)
		ret = fill_areas(building, person, id);
	if (ret == 0 && !person->is_excluded && !person->is_outside)
		ret = model_fill_person_records(building, person, id);
	return ret;
}
