/*
 * Three made pull requests, in each form that GitHub exports: 12 merged after reviews of every state, by people, a bot
 * and a deleted user; 13 an open draft; 14 closed, by a deleted user. Beside them comments on an issue.
 */
#ifndef LEAD_TESTS_GITHUB_EXPORTS_H
#define LEAD_TESTS_GITHUB_EXPORTS_H

struct github_export {
	const char *name;
	unsigned issue_count;
	unsigned mask; /* enum request_log_mask: what this form cannot tell */
	const struct {
		const char *path, *json; /* of one item, with ' in place of " */
	} items[24];
};
/* The fullest first. The one without a name ends the list. */
extern const struct github_export github_exports[];

#endif
