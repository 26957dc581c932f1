#include "pages.h"

int model_fill_team_facts(struct building *building, struct report_team *team)
{
	(void)building;
	(void)team;
	return 0;
}

int model_fill_person_facts(struct building *building, struct report_person *person, int64_t id)
{
	(void)building;
	(void)person;
	(void)id;
	return 0;
}
