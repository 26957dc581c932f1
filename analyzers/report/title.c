/* What the report is called, and by which rules its figures were made. */
#include "lead/facts.h"
#include "model.h"

static const char *made_title(struct building *building)
{
	const struct report *report = building->report;
	struct buf title = { 0 };

	buf_add_str(&title, "Team health of ");
	if (report->repository_count == 1)
		buf_add_str(&title, report->repositories[0].name);
	else
		buf_add_fmt(&title, "%zu repositories", report->repository_count);
	buf_add_fmt(&title, ", %s", report->period_name);
	return model_buf(building, &title);
}

void model_fill_title(struct building *building)
{
	struct report *report = building->report;
	const char *configured = building->config ? config_get(building->config, "lead.title") : NULL;

	report->title = configured && *configured ? model_text(building, text_of(configured)) : made_title(building);
	report->rules = building->request->is_long ? report->periods[SERIES_PERIODS - 1].rules : RULES_VERSION;
}
