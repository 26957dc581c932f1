/* Which identities are a forge itself and nobody. */
#include <check.h>
#include "lead/facts.h"

Suite *suite_forge(void);

static const struct {
	const char *name, *email;
	bool is_forge;
} rows[] = {
	{ "GitHub", "noreply@github.com", true },
	{ "GitHub Enterprise", "noreply@git.example.org", true },
	{ "Ada Example", "noreply@github.com", true }, /* the address says it, whatever the name */
	{ "Gerrit Code Review", "gerrit@review.example.org", true },
	{ "GitLab", "gitlab@git.example.org", true },
	{ "gitea", "", true },
	{ "GitHub", "ada@example.org", false }, /* a person's joke */
	{ "Bo GitHub", "bo@example.org", false },
	{ "Ada Example", "1+ada@users.noreply.github.com", false },
	{ "", "", false },
};

START_TEST(a_forge_is_told_by_name_and_address)
{
	struct identity_fact who = { text_of(rows[_i].name), text_of(rows[_i].email) };

	ck_assert_msg(identity_is_forge(who) == rows[_i].is_forge, "%s <%s>", rows[_i].name, rows[_i].email);
}
END_TEST

Suite *suite_forge(void)
{
	Suite *suite = suite_create("forge");
	TCase *tc = tcase_create("identity");

	tcase_add_loop_test(tc, a_forge_is_told_by_name_and_address, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tc);
	return suite;
}
