/*
 * The knowledge map: which areas rest on one person, without saying on whom. It reads what M25 gathered for the end of the period.
 */
#include "pages.h"
#include "lead/vec.h"

#define AREAS_SHOWN 20

/* Knowing is M25's: by own changes. knowers counts people over the files of the area, so it comes from the files' own rows. */
static const char sql_areas[] =
	"SELECT r.key, f.area, count(*), count(CASE WHEN f.knowers = 1 THEN 1 END),\n"
	"       count(CASE WHEN f.knowers = 0 THEN 1 END),\n"
	"       (SELECT count(DISTINCT k.person_id)\n"
	"        FROM scope_file g\n"
	"        JOIN scope_knower k ON k.file_id = g.id AND k.is_review = 0\n"
	"        WHERE g.repository_id = f.repository_id AND g.area = f.area\n"
	"          AND k.person_id NOT IN (SELECT d.person_id FROM declared d WHERE d.kind = 'optout'))\n"
	"FROM scope_file f\n"
	"JOIN repository r ON r.id = f.repository_id\n"
	"GROUP BY r.key, f.repository_id, f.area\n"
	"ORDER BY count(*) DESC, r.key, f.area";

int model_fill_knowledge(struct building *building, struct report_team *team)
{
	VEC(struct report_knowledge) rows = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_areas);

	if (ret)
		return ret;
	while ((ret = statement_step(statement)) == 0) {
		struct report_knowledge *row;

		if (rows.count == AREAS_SHOWN) {
			team->knowledge_left_count++;
			continue;
		}
		row = VEC_PUSH(&rows);
		row->repository = shown_label(building, statement_text(statement, 0));
		row->area = model_text(building, statement_text(statement, 1));
		row->file_count = statement_int(statement, 2);
		row->single_count = statement_int(statement, 3);
		row->nobody_count = statement_int(statement, 4);
		row->knower_count = statement_int(statement, 5);
		/* Of few people their number is nearly who they are. */
		if (row->knower_count && row->knower_count < building->request->least_group)
			row->knower_count = -1;
	}
	team->knowledge = model_keep(building, rows.at, rows.count, sizeof(*team->knowledge));
	team->knowledge_count = rows.count;
	VEC_RELEASE(&rows);
	return ret < 0 ? ret : 0;
}
