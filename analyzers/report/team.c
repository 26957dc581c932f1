/* The teams of the report: which there are, how many were active in the one at work, its figures. */
#include <string.h>
#include "lead/vec.h"
#include "model.h"

static const char sql_teams[] = "SELECT DISTINCT team\n"
				"FROM member\n"
				"WHERE team <> '' AND from_time < :until AND until_time > :since\n"
				"ORDER BY team";

typedef VEC(const char *) name_vec;

static bool has_name(const name_vec *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->at[i], name))
			return true;
	return false;
}

/* Their order is that of the configuration. */
static void note_memberless(struct building *building, const name_vec *known)
{
	const struct config_entry *entry;
	struct buf text = { 0 };
	name_vec told = { 0 };

	for (size_t i = 0; building->config && (entry = config_entry_at(building->config, i)); i++) {
		if (strcmp(entry->section, "team") != 0 || !entry->subsection || !*entry->subsection ||
		    has_name(known, entry->subsection) || has_name(&told, entry->subsection))
			continue;
		buf_add_fmt(&text, "%s%s",
		            text.size ? ", "
		                      : "Declared teams without a member known to this history in the period, so not "
		                        "shown: ",
		            entry->subsection);
		*VEC_PUSH(&told) = entry->subsection;
	}
	if (text.size) {
		buf_add_char(&text, '.');
		building->memberless = model_buf(building, &text);
	}
	VEC_RELEASE(&told);
}

static int read_names(struct building *building, name_vec *names)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_teams);

	while (ret == 0 && (ret = statement_step(statement)) == 0)
		*VEC_PUSH(names) = model_text(building, statement_text(statement, 0));
	return ret < 0 ? ret : 0;
}

int model_list_teams(struct building *building)
{
	struct report *report = building->report;
	name_vec names = { 0 };
	int ret = 0;

	if (building->request->has_teams && !*building->scope.team) {
		ret = read_names(building, &names);
		if (ret == 0)
			note_memberless(building, &names);
	}
	report->team_count = names.count + 1;
	report->teams = model_array(building, report->team_count, sizeof(*report->teams));
	building->passes = model_array(building, report->team_count, sizeof(*building->passes));
	report->teams[0].name = model_text(building, text_of(building->scope.team));
	for (size_t i = 0; i < names.count; i++)
		report->teams[i + 1].name = names.at[i];
	VEC_RELEASE(&names);
	return ret;
}

bool model_is_first_team(const struct building *building)
{
	return building->team == building->report->teams;
}

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
	struct report_team *team = building->team;
	int ret;

	team->figures = figures_of(building, &team->figure_count, PART_PERIOD, 0);
	ret = count_active(&team->member_count, building);
	return ret ? ret : metric_count_opted_out(&team->opted_out_count, building->store, &building->scope);
}
