/*
 * Decision records over the eight periods: what landed new, and what was decided for the first time. It lists what M17 counts, by
 * the same steps.
 */
#include "pages.h"
#include "lead/vec.h"

/* The steps of M17, here over all the changes of the team; those of a person are the ones with an act of that person's own. */
#define STEPS                                                                                                        \
	"SELECT r.key, d.path, d.number, d.title, t.position, t.status, t.state, c.landed_time, lower(hex(k.oid))\n" \
	"FROM decision_status t\n"                                                                                   \
	"JOIN decision d ON d.id = t.decision_id\n"                                                                  \
	"JOIN repository r ON r.id = d.repository_id\n"                                                              \
	"JOIN commits k ON k.id = t.commit_id\n"                                                                     \
	"JOIN landed l ON l.repository_id = d.repository_id AND l.commit_id = t.commit_id\n"                         \
	"JOIN metric_change c ON c.id = l.change_id AND c.team = :team\n"                                            \
	"WHERE (:repository IS NULL OR d.repository_id = :repository)\n"                                             \
	"  AND c.landed_time >= :first AND c.landed_time < :until\n"                                                 \
	"  AND (t.position = 0 OR (t.state <> '' AND NOT EXISTS (\n"                                                 \
	"    SELECT 1 FROM decision_status e\n"                                                                      \
	"    WHERE e.decision_id = t.decision_id AND e.position < t.position AND e.state = t.state)))\n"
#define IN_TIME "ORDER BY c.landed_time, r.key, d.path, t.position"

static const char sql_team[] = STEPS IN_TIME;
static const char sql_person[] =
	STEPS "  AND EXISTS (\n"
	      "    SELECT 1 FROM act a\n"
	      "    WHERE a.change_id = c.id AND a.kind = 'dec' AND a.counted = 1 AND a.person_id = :person\n"
	      "      AND (a.commit_id IS NULL OR a.commit_id = t.commit_id))\n" IN_TIME;

static const char *event_of(bool is_new, struct text state)
{
	static const struct {
		const char *state, *later, *at_once;
	} events[] = {
		{ "pending", "proposed", "new" },
		{ "accepted", "accepted", "new, accepted" },
		{ "rejected", "rejected", "new, rejected" },
		{ "replaced", "replaced", "new, replaced" },
	};

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (text_equal(state, text_of(events[i].state)))
			return is_new ? events[i].at_once : events[i].later;
	return "new";
}

static int period_at(const struct report *report, int64_t time)
{
	int at = SERIES_PERIODS - 1;

	while (at > 0 && time < report->periods[at].period.since_time)
		at--;
	return at;
}

typedef VEC(struct report_decision) decision_vec;

static void add_row(decision_vec *rows, struct building *building, const struct statement *statement)
{
	struct report_decision *row = VEC_PUSH(rows);

	row->repository = shown_label(building, statement_text(statement, 0));
	row->path = model_text(building, statement_text(statement, 1));
	row->number = model_text(building, statement_text(statement, 2));
	row->title = model_text(building, statement_text(statement, 3));
	row->status = model_text(building, statement_text(statement, 5));
	row->event = event_of(statement_int(statement, 4) == 0, statement_text(statement, 6));
	row->time = statement_int(statement, 7);
	row->oid = model_text(building, statement_text(statement, 8));
	row->period = period_at(building->report, row->time);
	row->url = link_of(building, statement_text(statement, 0), row->oid);
}

/* person 0: the team's, of all periods; else the person's, of the last one. */
static int read_rows(struct report_decision **out, size_t *count, struct building *building, int64_t person)
{
	const struct report_period *first = &building->report->periods[person ? SERIES_PERIODS - 1 : 0];
	decision_vec rows = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, person ? sql_person : sql_team);

	if (ret)
		return ret;
	statement_bind_int(statement, ":first", first->period.since_time);
	if (person)
		statement_bind_int(statement, ":person", person);
	while ((ret = statement_step(statement)) == 0)
		add_row(&rows, building, statement);
	*out = model_keep(building, rows.at, rows.count, sizeof(**out));
	*count = rows.count;
	VEC_RELEASE(&rows);
	return ret < 0 ? ret : 0;
}

int model_fill_records(struct building *building, struct report_team *team)
{
	return read_rows(&team->decisions, &team->decision_count, building, 0);
}

int model_fill_person_records(struct building *building, struct report_person *person, int64_t id)
{
	return read_rows(&person->decisions, &person->decision_count, building, id);
}
