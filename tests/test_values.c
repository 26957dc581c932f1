/* Persons in a value, and the keys' meanings. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/reader_log.h"

Suite *suite_values(void);

/* "name <mail> @ (note) !" each person, '@' a login, '!' ignored; then " | note" of the value. */
static char *describe(struct text value)
{
	struct value_persons persons;
	struct buf out = { 0 };

	value_parse(&persons, value);
	for (unsigned i = 0; i < persons.count; i++) {
		const struct value_person *person = &persons.at[i];

		buf_add_fmt(&out, "%s" TEXT_FMT, i ? " + " : "", TEXT_ARG(person->who.name));
		if (person->who.email.size)
			buf_add_fmt(&out, "<" TEXT_FMT ">", TEXT_ARG(person->who.email));
		buf_add_str(&out, person->is_login ? "@" : "");
		buf_add_str(&out, person->is_ignored ? "!" : "");
		if (person->note.size)
			buf_add_fmt(&out, "(" TEXT_FMT ")", TEXT_ARG(person->note));
	}
	if (persons.note.size)
		buf_add_fmt(&out, " | " TEXT_FMT, TEXT_ARG(persons.note));
	return buf_detach(&out);
}

static const struct {
	const char *value, *persons;
} rows[] = {
	/* With an address. */
	{ "Ada Example <ada@example.org>", "Ada Example<ada@example.org>" },
	{ "  Ada Example   <ada@example.org>  ", "Ada Example<ada@example.org>" },
	{ "Ada Example<ada@example.org>", "Ada Example<ada@example.org>" },
	{ "Ex, A <a@example.org>", "Ex, A<a@example.org>" },
	{ "\"Ada Example\" <ada@example.org>", "Ada Example<ada@example.org>" },
	{ "\"Example, Ada\" <ada@example.org>", "Example, Ada<ada@example.org>" },
	{ "Ada \"Al\" Example <ada@example.org>", "Ada \"Al\" Example<ada@example.org>" },
	{ "<ada@example.org>", "<ada@example.org>" },
	{ "- Ada Example <ada@example.org>", "Ada Example<ada@example.org>" },
	{ "Signed-off-by: Ada Example <ada@example.org>", "Ada Example<ada@example.org>" },
	{ "Dr: Ada Example <ada@example.org>", "Dr: Ada Example<ada@example.org>" },
	{ "A <a@example.org>, B <b@example.org>", "A<a@example.org> + B<b@example.org>" },
	{ "A <a@example.org>, and B <b@example.org>", "A<a@example.org> + B<b@example.org>" },
	{ "A <a@example.org> and B <b@example.org>", "A<a@example.org> + B<b@example.org>" },
	{ "A <a@example.org> & B <b@example.org>", "A<a@example.org> + B<b@example.org>" },
	{ "A <a@example.org>, B <b@example.org> # docs only",
	  "A<a@example.org> + B<b@example.org>(docs only) | docs only" },
	{ "A <a@example.org> (mentor), B <b@example.org>", "A<a@example.org>(mentor) + B<b@example.org>" },
	{ "A <a@example.org> [on FreeBSD 8]", "A<a@example.org>(on FreeBSD 8) | on FreeBSD 8" },
	{ "A <a@example.org> (driver part)", "A<a@example.org>(driver part) | driver part" },
	{ "A <a@example.org> # arm64", "A<a@example.org>(arm64) | arm64" },
	{ "A <a@example.org> (one) and (two)", "A<a@example.org>((one) and (two)) | (one) and (two)" },
	{ "A <a@example.org>.", "A<a@example.org>" },
	{ "A <a@example.org>,", "A<a@example.org>" },
	{ "A <<a@example.org>>", "A<a@example.org>" },
	{ "A <a@example.org", "A<a@example.org>" },
	{ "A <a@example.org)", "A<a@example.org>" },
	{ "A <bo at example.org>", "A<bo at example.org>" },
	{ "A <bo (at) example (dot) org>", "A<bo (at) example (dot) org>" },
	{ "A <bo <at> example.org>", "A<bo <at> example.org>" },
	{ "A <bo <at> example <dot> org>", "A<bo <at> example <dot> org>" },
	{ "Bj<C3><B6>rn <b@example.org>", "Bj<C3><B6>rn<b@example.org>" },
	{ "A <https://example.org/a>", "A<https://example.org/a>" },
	/* Without one. */
	{ "Bo Sample", "Bo Sample" },
	{ "bsample", "bsample@" },
	{ "@bsample", "@bsample@" },
	{ "bsample, aexample", "bsample@ + aexample@" },
	{ "bsample; aexample and cm & dd", "bsample@ + aexample@ + cm@ + dd@" },
	{ "Ada Example, Bo Sample", "Ada Example + Bo Sample" },
	{ "Ada Example, Bo Sample and Cy Third.", "Ada Example + Bo Sample + Cy Third" },
	{ "ax, bs (previous version)", "ax@ + bs@(previous version) | previous version" },
	{ "bsample (mentor), portmgr (blanket)", "bsample@(mentor) + portmgr@(blanket) | blanket" },
	{ "Bo Sample (Example Labs)", "Bo Sample(Example Labs) | Example Labs" },
	{ "Bo Sample (Example, and Labs)", "Bo Sample(Example, and Labs) | Example, and Labs" },
	{ "Coverity (CID 1234)", "Coverity@(CID 1234) | CID 1234" },
	{ "Bo Sample (bo@example.org)", "Bo Sample<bo@example.org>" },
	{ "ada@example.org", "<ada@example.org>" },
	{ "ada@example.org, bo@example.org", "<ada@example.org> + <bo@example.org>" },
	{ "Bo Sample bo@example.org", "Bo Sample<bo@example.org>" },
	{ "Bo Sample, bo@example.org", "Bo Sample<bo@example.org>" },
	{ "bo@example.org>", "<bo@example.org>" },
	{ "Bo Sample # arm64", "Bo Sample | arm64" },
	{ "bsample on #channel", "bsample@ | channel" },
	{ "bsample on GitHub", "bsample@(on GitHub) | on GitHub" },
	{ "Bo Sample via Coverity", "Bo Sample(via Coverity) | via Coverity" },
	{ "Bo Sample from Example Labs", "Bo Sample(from Example Labs) | from Example Labs" },
	{ "Bo S.", "Bo S." },
	{ "Bo Sample Jr.", "Bo Sample Jr." },
	{ "Bo Sample.", "Bo Sample" },
	{ "Example, Inc.", "Example, Inc" },
	/* Nobody. */
	{ "", "" },
	{ "none", "" },
	{ "N/A", "" },
	{ "TBD", "" },
	{ "NOBODY (OOPS!)", "" },
	{ "???", "" },
	{ "<delete if not using a buddy>", "<delete if not using a buddy>!" },
	{ "ax, implicit", "ax@ + implicit@!" },
	{ ", ,", "" },
	{ "<", "" },
	{ "<>", "" },
};

START_TEST(each_value_gives_its_persons)
{
	char *got = describe(text_of(rows[_i].value));

	ck_assert_msg(strcmp(got, rows[_i].persons) == 0, "'%s' wanted '%s' got '%s'", rows[_i].value, rows[_i].persons,
	              got);
	free(got);
}
END_TEST

START_TEST(no_more_than_32_persons_are_read)
{
	struct buf value = { 0 };
	struct value_persons persons;

	for (int i = 0; i < 50; i++)
		buf_add_fmt(&value, "A%d <a%d@example.org>, ", i, i);
	value_parse(&persons, buf_text(&value));
	ck_assert_uint_eq(persons.count, 32);

	buf_clear(&value);
	for (int i = 0; i < 50; i++)
		buf_add_fmt(&value, "a%d, ", i);
	value_parse(&persons, buf_text(&value));
	ck_assert_uint_eq(persons.count, 32);
	buf_release(&value);
}
END_TEST

static void log_event(void *payload, const struct event_fact *event)
{
	buf_add_fmt(payload, TEXT_FMT " note=" TEXT_FMT " #%u %s\n", TEXT_ARG(event->who.name), TEXT_ARG(event->note),
	            (unsigned)event->ordinal, event->mark ? event_mark_names[event->mark] : "-");
}

static const struct {
	const char *value, *events;
} emissions[] = {
	{ "ax, bs (previous version)", "ax note=previous version #2 -\nbs note=previous version #3 -\n" },
	{ "ax, bs (mentor)", "ax note= #2 -\nbs note=mentor #3 -\n" },
	{ "bs (mentor), portmgr (blanket)", "bs note=mentor #2 -\nportmgr note=blanket #3 excluded\n" },
	{ "ax (implicit)", "ax note=implicit #2 excluded\n" },
	{ "ax (maintainer timeout)", "ax note=maintainer timeout #2 excluded\n" },
	{ "ax (implicit mentor)", "ax note=implicit mentor #2 -\n" },
	{ "none, ax", "ax note= #2 -\n" },
	{ "Example, Inc.", "Example, Inc note= #2 group\n" },
};

START_TEST(each_person_that_is_not_ignored_is_emitted_once)
{
	struct buf log = { 0 };
	struct evidence_sink sink = { .payload = &log, .event = log_event };
	struct value_persons persons;

	value_parse(&persons, text_of(emissions[_i].value));
	value_emit(&persons, (struct event_fact){ .ordinal = 2 }, &sink);

	ck_assert_str_eq(buf_str(&log), emissions[_i].events);
	buf_release(&log);
}
END_TEST

static const struct {
	const char *key, *kinds; /* NULL: unknown */
} keys[] = {
	{ "Reviewed-by", "rev" },
	{ "REVIEWED_BY", "rev" },
	{ "Reviewed by", "rev" },
	{ "Nacked-by", "rev" },
	{ "Acked-by", "ack" },
	{ "ACKed-by", "ack" },
	{ "Approved-by", "ack" },
	{ "Trust", "ack" },
	{ "Release-acked-by", "info" },
	{ "Cc", "info" },
	{ "Requested-by", "info" },
	{ "Thanks-to", "info" },
	{ "Inspired-by", "info" },
	{ "Discussed with", "info" },
	{ "Tested-by", "qa" },
	{ "Reported-by", "qa" },
	{ "Noticed-by", "qa" },
	{ "Found-by", "qa" },
	{ "Helped-by", "help" },
	{ "Mentored-by", "help" },
	{ "Co-Mentored-by", "help" },
	{ "Suggested-by", "help" },
	{ "Improved-by", "help" },
	{ "Explained-by", "help" },
	{ "Based-on-by", "help" },
	{ "Based-on-patch-by", "help" },
	{ "Based-on-a-patch-by", "help" },
	{ "Original-patch-by", "help" },
	{ "Initial-patch-by", "help" },
	{ "Idea-by", "help" },
	{ "Assisted-by", "help" },
	{ "Generated-by", "help" },
	{ "Co-authored-by", "pair" },
	{ "Co-developed-by", "pair" },
	{ "Signed-off-by", "int" },
	{ "Signed off by", "int" },
	{ "Committed-by", "int" },
	{ "Author", "auth" },
	{ "Authored by", "auth" },
	{ "Submitted by", "auth" },
	{ "Reviewed-and-tested-by", "rev qa" },
	{ "Reviewed and tested by", "rev qa" },
	{ "Acked-and-tested-by", "ack qa" },
	{ "Reported-and-tested-by", "qa" },
	{ "Obtained from", "" },
	{ "Sponsored by", "" },
	/* Slips of the fingers. */
	{ "Signed-of-by", "int" },
	{ "Sign-off-by", "int" },
	{ "Singed-off-by", "int" },
	{ "Sigend-off-by", "int" },
	{ "Helpd-by", "help" },
	{ "Help-by", "help" },
	{ "Review-by", "rev" },
	{ "Reviewd-by", "rev" },
	{ "Reviwed-by", "rev" },
	{ "Reivewed-by", "rev" },
	{ "Ack-by", "ack" },
	{ "Released-acked-by", "info" },
	/* Never guessed. */
	{ "Relase-Acked-by", NULL },
	{ "Tentatively-Acked-by", NULL },
	{ "Reviewed-off-by", NULL },
	{ "Sponsored-and-tested-by", NULL },
	{ "Reviewed-and-by", NULL },
	{ "-and-", NULL },
	{ "https", NULL },
	{ "Fixes", NULL },
	{ "Note", NULL },
	{ "Change-Id", NULL },
	{ "Commit-Queue", NULL },
	{ "Run-TryBot", NULL },
	{ "Reviewed", NULL },
	{ "Reviewed-byx", NULL },
	{ "", NULL },
};

START_TEST(each_key_means_what_the_dictionary_says)
{
	const struct key_meaning *meaning = dictionary_find(text_of(keys[_i].key));
	struct buf kinds = { 0 };

	for (unsigned i = 0; meaning && i < meaning->kind_count; i++)
		buf_add_fmt(&kinds, "%s%s", i ? " " : "", event_kind_names[meaning->kinds[i]]);

	ck_assert_msg(!meaning == !keys[_i].kinds, "'%s'", keys[_i].key);
	if (meaning)
		ck_assert_msg(strcmp(buf_str(&kinds), keys[_i].kinds) == 0, "'%s' gave '%s'", keys[_i].key,
		              buf_str(&kinds));
	buf_release(&kinds);
}
END_TEST

Suite *suite_values(void)
{
	Suite *suite = suite_create("values");
	TCase *parse = tcase_create("parse"), *emit = tcase_create("emit"), *dictionary = tcase_create("dictionary");

	tcase_add_loop_test(parse, each_value_gives_its_persons, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(parse, no_more_than_32_persons_are_read);
	tcase_add_loop_test(emit, each_person_that_is_not_ignored_is_emitted_once, 0,
	                    sizeof(emissions) / sizeof(emissions[0]));
	tcase_add_loop_test(dictionary, each_key_means_what_the_dictionary_says, 0, sizeof(keys) / sizeof(keys[0]));
	suite_add_tcase(suite, parse);
	suite_add_tcase(suite, emit);
	suite_add_tcase(suite, dictionary);
	return suite;
}
