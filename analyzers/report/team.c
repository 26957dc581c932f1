/* The team's part of the report: how many were active, its figures. */
#include "model.h"

static const char sql_active[] = "SELECT count(DISTINCT person_id)\n"
				 "FROM scope_part\n"
				 "WHERE is_member = 1 AND landed_time >= :since";

static int count_active(int64_t *out, struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_active);

	return ret ? ret : statement_take_int(out, statement);
}

int model_fill_team(struct building *building)
{
	struct report *report = building->report;
	struct report_team *team = model_array(building, 1, sizeof(*team));
	int ret;

	report->teams = team;
	report->team_count = 1;
	team->name = model_text(building, text_of(building->scope.team));
	team->figures = figures_of(building, &team->figure_count, PART_PERIOD, 0);
	ret = count_active(&team->member_count, building);
	return ret ? ret : metric_count_opted_out(&team->opted_out_count, building->store, &building->scope);
}
