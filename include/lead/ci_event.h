/* What the event tells that a run of GitHub, Forgejo or Gitea Actions was started by: the file GITHUB_EVENT_PATH names. */
#ifndef LEAD_CI_EVENT_H
#define LEAD_CI_EVENT_H

#include <stdbool.h>
#include "lead/text.h"

#define CI_EVENT_MAX_SIZE (32u << 20) /* bytes of a file worth reading: forges send at most 25 MiB */
#define CI_ID_SIZE 41
#define CI_NAME_SIZE 256

/* What is absent, of another type, or no object id or name of a ref, is empty. */
struct ci_event {
	char before[CI_ID_SIZE], after[CI_ID_SIZE]; /* of a push; before is all zeros for a new ref */
	char base[CI_ID_SIZE], head[CI_ID_SIZE];    /* of a pull request or a merge group */
	char merged[CI_ID_SIZE];                    /* what landed of a pull request that was merged */
	char target[CI_NAME_SIZE]; /* the branch a pull request or a merge group is for, without refs/heads/ */
	char default_branch[CI_NAME_SIZE];
};

/* Never fails: bytes that are no such document leave everything empty. */
void ci_event_read(struct ci_event *out, struct text bytes);

#endif
