#include "pages.h"

int model_fill_records(struct building *building, struct report_team *team)
{
	(void)building;
	(void)team;
	return 0;
}
