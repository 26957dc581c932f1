/* What tests of the check share: a planted team, a range of its last changes, and the model built over it. */
#ifndef TESTS_CHECK_KIT_H
#define TESTS_CHECK_KIT_H

#include "lead/check.h"
#include "planted_team.h"

struct check_kit {
	struct planted planted;
	struct config *config;
	struct check check; /* of the last build */
	struct check_request request;
	struct oid commits[64];
};

/* Twelve people and an empty history. */
void check_kit_start(struct check_kit *kit);
void check_kit_stop(struct check_kit *kit);
/* [check] and other settings: "check.size.lines", "1". */
void check_kit_set(struct check_kit *kit, const char *name, const char *value);
/* Of the commit of a change. */
struct oid check_kit_oid(int64_t change);
/* Over the changes from first to the last one planted, by their ids; the tip is the last. Answers the status. */
int check_kit_build(struct check_kit *kit, int64_t first);
/* The same; the test fails with the message if it fails. */
void check_kit_judge(struct check_kit *kit, int64_t first);
/* The result of the rule about the change of that id, or of the team (0); NULL if there is none. */
const struct check_result *check_kit_result(const struct check_kit *kit, const char *rule, int64_t change);
/* Its outcome's name; "none" if there is no such result. */
const char *check_kit_outcome(const struct check_kit *kit, const char *rule, int64_t change);
/* Declared for all time; person 0: by the team. */
void check_kit_declare(struct check_kit *kit, const char *kind, int64_t person, const char *value);
/* An export tells the requests of these changes whole. */
void check_kit_tell(struct check_kit *kit, int64_t first, int64_t last);

#endif
