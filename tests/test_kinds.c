/* Who is a person and who a bot, a model or a placeholder, by name and address alone; addresses and names as keys. */
#include <check.h>
#include <stdlib.h>
#include "../analyzers/people/address.h"
#include "../analyzers/people/kinds.h"
#include "../analyzers/people/name_key.h"
#include "support/people_kit.h"

Suite *suite_kinds(void);

static const struct {
	const char *who;
	enum person_kind want;
} rows[] = {
	{ "Ada Example <ada@example.org>", PERSON_HUMAN },
	{ "Tom Abotas <tom@example.org>", PERSON_HUMAN },
	{ "Abotas <abotas@example.org>", PERSON_HUMAN },
	{ "Robota <r@example.org>", PERSON_HUMAN },
	{ "Botond Sample <b@example.org>", PERSON_HUMAN },
	{ "Jean-Bot Sample <j@example.org>", PERSON_HUMAN },
	{ "Marie Jean-Bot <j@example.org>", PERSON_HUMAN },
	{ "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>", PERSON_BOT },
	{ "Dependabot <bo@example.org>", PERSON_BOT },
	{ "anything <12+thing[bot]@users.noreply.github.com>", PERSON_BOT },
	{ "Console Service Bot <console@example.org>", PERSON_BOT },
	{ "Node.js GitHub Bot <node@example.org>", PERSON_BOT },
	{ "Kubernetes Prow Robot <prow@example.org>", PERSON_BOT },
	{ "k8s-ci-robot", PERSON_BOT },
	{ "ci (bot) <x@example.org>", PERSON_BOT },
	{ "my_bot <x@example.org>", PERSON_BOT },
	{ "bors <bors@example.org>", PERSON_BOT },
	{ "Zuul <zuul@example.org>", PERSON_BOT },
	{ "Diffy Cuckoo <1022687@11111111-2222-3333-4444-555555555555>", PERSON_BOT },
	{ "Sample Wren (Automated Verifier) <7@11111111-2222-3333-4444-555555555555>", PERSON_BOT },
	{ "Ada Example (Automated Testing) Sample <ada@example.org>", PERSON_HUMAN },
	{ "Ada Example (Automation) <ada@example.org>", PERSON_HUMAN },
	{ "Automated Example <ada@example.org>", PERSON_HUMAN },
	{ "app/dependabot", PERSON_BOT },
	{ "x <project_12_bot_0a1b@noreply.gitlab.example.org>", PERSON_BOT },
	{ "skia-autoroll <skia@example.org>", PERSON_BOT },
	{ "GitHub <noreply@github.com>", PERSON_BOT },
	{ "Claude <noreply@anthropic.com>", PERSON_MODEL },
	{ "Ada Example <noreply@anthropic.com>", PERSON_MODEL },
	{ "Claude", PERSON_MODEL },
	{ "Claude Opus 4.6", PERSON_MODEL },
	{ "Claude Opus 4.6 <claude@example.org>", PERSON_MODEL },
	{ "Claude:claude-3-opus", PERSON_MODEL },
	{ "claude-sonnet-4-5", PERSON_MODEL },
	{ "Claude Dupont <claude.dupont@example.org>", PERSON_HUMAN },
	{ "Claude Dupont", PERSON_HUMAN },
	{ "Jean Claude", PERSON_HUMAN },
	{ "Claude <claude@example.org>", PERSON_HUMAN },
	{ "Claude Max <max@example.org>", PERSON_HUMAN },
	{ "Copilot <198982749+Copilot@users.noreply.github.com>", PERSON_MODEL },
	{ "GitHub Copilot", PERSON_MODEL },
	{ "GPT-4o", PERSON_MODEL },
	{ "ChatGPT <chatgpt@example.org>", PERSON_MODEL },
	{ "OpenAI Codex", PERSON_MODEL },
	{ "Gemini 2.5 Pro", PERSON_MODEL },
	{ "Gemini Sample <g@example.org>", PERSON_HUMAN },
	{ "Cursor <cursoragent@cursor.com>", PERSON_MODEL },
	{ "Cursor Agent", PERSON_MODEL },
	{ "Devin Sample <d@example.org>", PERSON_HUMAN },
	{ "devin", PERSON_HUMAN },
	{ "Devin AI", PERSON_MODEL },
	{ "Jules", PERSON_HUMAN },
	{ "Codexander Sample <c@example.org>", PERSON_HUMAN },
	{ "Intel <dev@intel.com>", PERSON_PLACEHOLDER },
	{ "root <root@host.example.org>", PERSON_PLACEHOLDER },
	{ "Root Sample <root@host.example.org>", PERSON_HUMAN },
	{ "user", PERSON_PLACEHOLDER },
	{ "unknown <unknown@example.org>", PERSON_PLACEHOLDER },
	{ "nobody", PERSON_PLACEHOLDER },
	{ "localhost", PERSON_PLACEHOLDER },
	{ "Your Name <you@example.com>", PERSON_PLACEHOLDER },
	{ "Example Widgets GmbH <info@example.org>", PERSON_PLACEHOLDER },
	{ "Ada Anna Example Ltd <ada@example.org>", PERSON_HUMAN },
	{ "The Example Authors <x@example.org>", PERSON_PLACEHOLDER },
	{ "Team <x@example.org>", PERSON_HUMAN },
	{ " <root@localhost>", PERSON_PLACEHOLDER },
	{ " <ada@example.org>", PERSON_HUMAN },
	{ "", PERSON_PLACEHOLDER },
	{ " <engineering@x.org>", PERSON_PLACEHOLDER },
	{ "Author Name <ada@x.org>", PERSON_PLACEHOLDER },
	{ "Charlie Root <root@x.org>", PERSON_PLACEHOLDER },
	{ "cvs2hg", PERSON_PLACEHOLDER },
	{ "Opus 4.7", PERSON_MODEL },
	{ "Opus 4.7 <ada@x.org>", PERSON_MODEL },
	{ "Claude Fable 5", PERSON_MODEL },
	{ "Claude Fable 5 <ada@x.org>", PERSON_MODEL },
	{ "Sonnet 4", PERSON_MODEL },
	{ "GPT-5", PERSON_MODEL },
	{ "Gemini 2.5 Pro <ada@x.org>", PERSON_MODEL },
	{ "claude-dupont-3", PERSON_HUMAN },
	{ "Opus Sample <opus@x.org>", PERSON_HUMAN },
	{ "Go LUCI <x@x.org>", PERSON_BOT },
	{ "Widget Platform CI <wpbuild@x.org>", PERSON_BOT },
	{ "Widget CI <widget-ci@x.org>", PERSON_BOT },
	{ "Wei CI <wei.ci@x.org>", PERSON_HUMAN },
	{ "Wei Ci <w@x.org>", PERSON_HUMAN },
	{ "GitHub dependabot", PERSON_BOT },
	{ "Coverity CID 273159", PERSON_BOT },
	{ "Coverity 10045172", PERSON_BOT },
	{ "Coverity Sample <c@x.org>", PERSON_HUMAN },
	{ "sa_widget-jenkins", PERSON_BOT },
	{ "Bo Jenkins <bo@x.org>", PERSON_HUMAN },
	{ "build <x@widget.iam.gserviceaccount.com>", PERSON_BOT },
	{ "Intella Sample <i@example.org>", PERSON_HUMAN },
	{ "Arm Sample <a@example.org>", PERSON_HUMAN },
};

START_TEST(an_identity_is_of_its_kind)
{
	enum person_kind got = person_kind_of(people_kit_who(rows[_i].who), NULL);

	ck_assert_msg(got == rows[_i].want, "'%s' is taken for a %s", rows[_i].who, person_kind_names[got]);
}
END_TEST

START_TEST(configuration_overrules_the_lists)
{
	struct config *config = config_new();

	ck_assert_int_eq(config_parse(config,
	                              TEXT("[identity]\n"
	                                   "\thuman = Jan Bot\n"
	                                   "\tbot = Build Box <box@example.org>\n"
	                                   "\tmodel = <m@example.org>\n"
	                                   "\tplaceholder = Lab\n"),
	                              CONFIG_PROJECT, "x"),
	                 0);
	ck_assert_int_eq(person_kind_of(people_kit_who("jan bot <jan@example.org>"), config), PERSON_HUMAN);
	ck_assert_int_eq(person_kind_of(people_kit_who("Build Box <BOX@example.org>"), config), PERSON_BOT);
	ck_assert_int_eq(person_kind_of(people_kit_who("Build Box <ada@example.org>"), config), PERSON_HUMAN);
	ck_assert_int_eq(person_kind_of(people_kit_who("Whoever <m@example.org>"), config), PERSON_MODEL);
	ck_assert_int_eq(person_kind_of(people_kit_who("lab <x@example.org>"), config), PERSON_PLACEHOLDER);
	ck_assert_int_eq(person_kind_of(people_kit_who("Lab Sample <x@example.org>"), config), PERSON_HUMAN);
	config_free(config);
}
END_TEST

START_TEST(the_more_trusted_setting_wins)
{
	struct config *config = config_new();

	ck_assert_int_eq(config_add(config, "identity.human", "Jan Bot", CONFIG_GIT), 0);
	ck_assert_int_eq(config_add(config, "identity.bot", "Jan Bot", CONFIG_PROJECT), 0);
	ck_assert_int_eq(person_kind_of(people_kit_who("Jan Bot <jan@example.org>"), config), PERSON_HUMAN);
	config_free(config);
}
END_TEST

START_TEST(a_forge_is_nobody)
{
	ck_assert(identity_is_forge(people_kit_who("GitHub <noreply@github.com>")));
	ck_assert(identity_is_forge(people_kit_who("Gerrit Code Review <gerrit@review.example.org>")));
	ck_assert(identity_is_forge(people_kit_who("GitLab <noreply@gitlab.example.org>")));
	ck_assert(!identity_is_forge(people_kit_who("GitHub <ada@example.org>")));
	ck_assert(!identity_is_forge(people_kit_who("Gitea Sample <noreply@example.org>")));
	ck_assert(!identity_is_forge(people_kit_who("Ada Example <1+ada@users.noreply.github.com>")));
}
END_TEST

/* ---- addresses ---- */

static const struct {
	const char *in, *folded;
	enum address_use use;
} addresses[] = {
	{ "Ada@Example.ORG", "ada@example.org", ADDRESS_PERSONAL },
	{ "ada at example.org", "ada@example.org", ADDRESS_PERSONAL },
	{ "ada (at) example (dot) org", "ada@example.org", ADDRESS_PERSONAL },
	{ "ada [at] example [dot] org", "ada@example.org", ADDRESS_PERSONAL },
	{ "ada AT example DOT org", "ada@example.org", ADDRESS_PERSONAL },
	{ "somebody at the office", "somebody at the office", ADDRESS_LOCAL },
	{ "katrin@atdot.org", "katrin@atdot.org", ADDRESS_PERSONAL },
	{ "ada@laptop", "ada@laptop", ADDRESS_LOCAL },
	{ "ada@laptop.(none)", "ada@laptop.(none)", ADDRESS_LOCAL },
	{ "ada", "ada", ADDRESS_LOCAL },
	{ "root@example.org", "root@example.org", ADDRESS_NOBODY },
	{ "you@example.com", "you@example.com", ADDRESS_NOBODY },
	{ "noreply@example.org", "noreply@example.org", ADDRESS_NOBODY },
	{ "", "", ADDRESS_NOBODY },
	{ "me@x.org", "me@x.org", ADDRESS_ROLE },
	{ "info@x.org", "info@x.org", ADDRESS_GROUP },
	{ "engineering@x.org", "engineering@x.org", ADDRESS_GROUP },
	{ "release-team@x.org", "release-team@x.org", ADDRESS_GROUP },
	{ "steamer@x.org", "steamer@x.org", ADDRESS_PERSONAL },
	{ "author@x.org", "author@x.org", ADDRESS_PERSONAL },
	{ "author@example.com", "author@example.com", ADDRESS_NOBODY },
	{ "me@example.com", "me@example.com", ADDRESS_NOBODY },
	{ "pi@raspberrypi", "pi@raspberrypi", ADDRESS_NOBODY },
	{ "12+Ada@users.noreply.github.com", "12+ada@users.noreply.github.com", ADDRESS_PERSONAL },
};

START_TEST(an_address_folds_and_has_its_use)
{
	struct buf buf = { 0 };

	address_fold(&buf, text_of(addresses[_i].in));
	ck_assert_str_eq(buf_str(&buf), addresses[_i].folded);
	ck_assert_msg(address_use_of(buf_text(&buf)) == addresses[_i].use, "%s", addresses[_i].in);
	buf_release(&buf);
}
END_TEST

static const struct {
	const char *email, *login, *id; /* login NULL: no forge's */
} forge_rows[] = {
	{ "12+ada@users.noreply.github.com", "ada", "12" },
	{ "ada@users.noreply.github.com", "ada", "" },
	{ "12-ada@users.noreply.github.com", "12-ada", "" },
	{ "12-ada@users.noreply.gitlab.com", "ada", "12" },
	{ "12+ada@users.noreply.ghe.example.org", "ada", "12" },
	{ "ada@noreply.codeberg.org", "ada", "" },
	{ "12+ada@noreply.codeberg.org", "ada", "12" },
	{ "12+@users.noreply.github.com", "12+", "" },
	{ "noreply@github.com", NULL, NULL },
	{ "ada@example.org", NULL, NULL },
	{ "@users.noreply.github.com", NULL, NULL },
};

START_TEST(a_forge_address_tells_its_login)
{
	struct forge_login login;
	bool is_forge = address_forge_login(&login, text_of(forge_rows[_i].email));

	ck_assert_int_eq(is_forge, forge_rows[_i].login != NULL);
	if (!is_forge)
		return;
	ck_assert(text_equal(login.login, text_of(forge_rows[_i].login)));
	ck_assert(text_equal(login.id, text_of(forge_rows[_i].id)));
}
END_TEST

/* ---- names ---- */

static const struct {
	const char *name, *key, *loose;
	bool is_full;
} names[] = {
	{ "Ada Example", "ada example", "ada example", true },
	{ "  Ada   EXAMPLE ", "ada example", "ada example", true },
	{ "\"Ada Example\"", "ada example", "ada example", true },
	{ "Example, Ada", "ada example", "ada example", true },
	{ "Ada Example, Jr.", "ada example, jr.", "ada example jr", true },
	{ "A. Example", "a. example", "a example", false },
	{ "Ada E", "ada e", "ada e", false },
	{ "Ada E. Example", "ada e. example", "ada e example", true },
	{ "ada", "ada", "ada", false },
	{ "Ada Example + Bo Sample", "ada example + bo sample", "ada bo example sample", false },
	{ "Ada Example and Bo Sample", "ada example and bo sample", "ada and bo example sample", false },
	{ "Andy Example", "andy example", "andy example", true },
	{ "Óscar Ibáñez", "óscar ibáñez", "ibanez oscar", true },
	{ "Ibanez Oscar", "ibanez oscar", "ibanez oscar", true },
	{ "王 伟", "王 伟", "伟 王", true },
	{ "", "", "", false },
};

START_TEST(a_name_has_its_keys)
{
	struct buf key = { 0 }, loose = { 0 };

	ck_assert_int_eq(name_key(&key, text_of(names[_i].name)), names[_i].is_full);
	ck_assert_str_eq(buf_str(&key), names[_i].key);
	name_loose(&loose, text_of(names[_i].name));
	ck_assert_str_eq(buf_str(&loose), names[_i].loose);
	buf_release(&key);
	buf_release(&loose);
}
END_TEST

START_TEST(names_share_whole_tokens_only)
{
	ck_assert(names_share_token(TEXT("ada example"), TEXT("bo example")));
	ck_assert(!names_share_token(TEXT("ada example"), TEXT("bo examples")));
	ck_assert(!names_share_token(TEXT("a. example"), TEXT("a. sample")));
	ck_assert(!names_share_token(TEXT(""), TEXT("")));
}
END_TEST

#define ADD_ROWS(tc, test, list) tcase_add_loop_test(tc, test, 0, (int)(sizeof(list) / sizeof((list)[0])))

Suite *suite_kinds(void)
{
	Suite *suite = suite_create("kinds");
	TCase *kinds = tcase_create("kinds");
	TCase *keys = tcase_create("keys");

	ADD_ROWS(kinds, an_identity_is_of_its_kind, rows);
	tcase_add_test(kinds, configuration_overrules_the_lists);
	tcase_add_test(kinds, the_more_trusted_setting_wins);
	tcase_add_test(kinds, a_forge_is_nobody);
	suite_add_tcase(suite, kinds);
	ADD_ROWS(keys, an_address_folds_and_has_its_use, addresses);
	ADD_ROWS(keys, a_forge_address_tells_its_login, forge_rows);
	ADD_ROWS(keys, a_name_has_its_keys, names);
	tcase_add_test(keys, names_share_whole_tokens_only);
	suite_add_tcase(suite, keys);
	return suite;
}
