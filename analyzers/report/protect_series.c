/* What protects the figures of the period protects each point of a series, by who was active and shown in that one. */
#include <math.h>
#include "model.h"

static void withhold_points(const struct report *report, struct report_team *team, int position, bool is_everything)
{
	for (size_t i = 0; i < team->series_count; i++)
		if (is_everything || protect_is_told(report, team->series[i].id))
			figures_withhold(&team->series[i].points[position], 1);
}

/* A team of one who is not shown is that one, but for everybody: that is the whole history. */
static void protect_position(struct building *building, size_t at, int position)
{
	struct report_team *team = &building->report->teams[at];
	const struct pass *pass = &building->passes[at];
	bool is_opted_out = protect_is_rest_opted_out(building, at, (enum slot)position);

	if (pass->unshown_counts[position] != 1 || (!building->request->is_for_others && !is_opted_out))
		return;
	withhold_points(building->report, team, position,
	                pass->active_counts[position] == 1 && (is_opted_out || *team->name));
}

/* In the time before another may have given most; nobody is asked who, if anybody opted out. */
static void protect_top_series(const struct building *building, struct report_team *team, const struct pass *pass)
{
	for (size_t i = 0; building->is_anybody_opted_out && i < team->series_count; i++) {
		if (!protect_is_of_top(team->series[i].id))
			continue;
		figures_withhold(team->series[i].points, SERIES_PERIODS - 1);
		if (pass->is_top_opted_out)
			figures_withhold(&team->series[i].points[SERIES_PERIODS - 1], 1);
	}
}

void protect_series(struct building *building)
{
	struct report *report = building->report;

	for (size_t i = 0; i < report->team_count; i++) {
		for (int j = 0; j < SERIES_PERIODS; j++)
			protect_position(building, i, j);
		protect_top_series(building, &report->teams[i], &building->passes[i]);
	}
}
