#include "pages.h"

int model_fill_links(struct building *building)
{
	(void)building;
	return 0;
}
