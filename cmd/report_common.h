/* What the first screen and `git lead report` share: choosing, building, drawing, writing. */
#ifndef CMD_REPORT_COMMON_H
#define CMD_REPORT_COMMON_H

#include "command.h"

struct answer_options {
	const char *format;
	bool is_screen, is_long, freeze;
	bool is_own_page; /* `report me` */
};
/* Returns an exit code, or a negative status with the message set. named: persons given as arguments. */
int report_answer(struct session *session, int named_count, char **named, const struct answer_options *options);

#endif
