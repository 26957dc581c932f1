/* Decision records in the shapes of their tools and in those people write by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/evidence.h"

Suite *suite_decision_record(void);

static const struct {
	const char *text;
	const char *expected; /* title|status|date|deciders, "name <mail>" each ended by ';' */
} rows[] = {
	{ "# 9. New thing\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nStatus: rejected\n",
	  "New thing|accepted|2026-01-02|" },
	{ "# 5. Old thing\n\nDate: 2025-01-02\n\n## Status\n\nSuperceded by [9. New thing](0009-new-thing.md)\n",
	  "Old thing|superseded|2025-01-02|" },
	{ "# 9. New thing\n\n## Status\n\nAccepted\n\nSupercedes [5. Old thing](0005-old-thing.md)\n",
	  "New thing|accepted||" },
	{ "# 9. New thing\n\n## Status\n\nAccepted\n\nSuperseded by [10. Newer](0010-newer.md)\n",
	  "New thing|superseded||" },
	{ "= 9. New thing\n\nDate: 2026-01-02\n\n== Status\n\nProposed\n", "New thing|proposed|2026-01-02|" },
	{ "= New thing\n:status: accepted\n:date: 2026-01-02\n:deciders: Ada Example\n",
	  "New thing|accepted|2026-01-02|Ada Example;" },
	/* MADR 2 */
	{ "# Use X\n\n* Status: accepted\n* Deciders: Ada Example, Bo Sample <bo@example.org>, @cm\n* Date: "
	  "2026-01-02\n\n## Context\n",
	  "Use X|accepted|2026-01-02|Ada Example;Bo Sample <bo@example.org>;@cm;" },
	{ "# Use X\n\n* Status: accepted\n* Deciders: Ada Example, Bo Sample\n",
	  "Use X|accepted||Ada Example;Bo Sample;" },
	{ "# Use X\n\n* Deciders: Example, Ada <ada@example.org>\n", "Use X|||Example, Ada <ada@example.org>;" },
	{ "# Use X\n\n- **Status**: accepted\n- **Deciders:** @ax, @bs\n", "Use X|accepted||@ax;@bs;" },
	{ "# Use X\n\n* Status: {proposed | rejected | accepted}\n* Deciders: {list everyone involved}\n* Date: "
	  "{YYYY-MM-DD}\n",
	  "Use X|||" },
	{ "# Use X\n\n* Status: [proposed | rejected] <!-- optional -->\n* Deciders: [list | everyone]\n", "Use X|||" },
	/* MADR 3 and 4 */
	{ "---\nstatus: accepted\ndate: 2026-01-02\ndeciders: Ada Example, Bo Sample\nconsulted: Cy Else\n---\n# Use "
	  "X\n",
	  "Use X|accepted|2026-01-02|Ada Example;Bo Sample;" },
	{ "---\nstatus: \"superseded by [ADR-0005](0005-example.md)\"\ndecision-makers:\n  - Ada Example\n  - "
	  "\"@bs\"\ninformed:\n  - Cy\n---\n\n# Use X\n",
	  "Use X|superseded||Ada Example;@bs;" },
	{ "---\ntitle: 'Use X'\nstatus: accepted # for now\ndecision-makers: [\"Ada Example\", '@bs', Pat "
	  "O'Example]\n...\n\n# Other\n",
	  "Use X|accepted||Ada Example;@bs;Pat O'Example;" },
	{ "---\r\nstatus: accepted\r\ndecision-makers:\r\n- Ada Example\r\n---\r\n# Use X\r\n",
	  "Use X|accepted||Ada Example;" },
	{ "---\n# a comment\nstatus: proposed\nnested:\n  status: rejected\n---\n# Use X\n\n* Deciders: Ada Example\n",
	  "Use X|proposed||Ada Example;" },
	{ "\xef\xbb\xbf---\nstatus: accepted\n---\n# Use X\n", "Use X|accepted||" },
	{ "---\nstatus: accepted\n", "|accepted||" },
	/* RFC-like */
	{ "- Feature Name: use_x\n- Start Date: 2026-01-02\n- RFC PR: [o/r#1](https://h/o/r/pull/1)\n\n# "
	  "Summary\n\nText.\n",
	  "use_x||2026-01-02|" },
	{ "---\nstage: accepted\nstart-date: 2026-01-02T00:00:00.000Z\nprs:\n  accepted: https://h/pull/1\n---\n# Use "
	  "X\n",
	  "Use X|accepted|2026-01-02|" },
	{ "title: Use X\nkep-number: 12\nauthors:\n  - \"@ax\"\nreviewers:\n  - \"@zz\"\napprovers:\n  - \"@bs\"\n  - "
	  "TBD\nstatus: imlpemented\ncreation-date: 2026-01-02\n",
	  "Use X|imlpemented|2026-01-02|@bs;" },
	{ "PEP: 12\nTitle: Use X\nAuthor: Ada Example <ada@example.org>\nPEP-Delegate: Bo Sample "
	  "<bo@example.org>\nStatus: Final\n\nAbstract\n========\n\nStatus: Draft\n",
	  "Use X|final||Bo Sample <bo@example.org>;" },
	/* by hand */
	{ "Use X\n=====\n\nStatus\n------\n\n**Accepted** on 2026-01-02\n\nContext\n-------\n", "Use X|accepted||" },
	{ "=====\nUse X\n=====\n\n:Status: accepted\n:Date: 2026-01-02\n", "Use X|accepted|2026-01-02|" },
	{ "# ADR-7: Use X\n\n| Status | Accepted |\n|---|---|\n| Date | 2026-01-02 |\n| Deciders | Ada Example |\n",
	  "ADR-7: Use X|accepted|2026-01-02|Ada Example;" },
	{ "# Use X\n\n## Status: Accepted\n\n## Deciders\n\n- [Ada Example](https://h/ax)\n- @bs\n\nThey met "
	  "once.\n\n## Context\n\n- Cy\n",
	  "Use X|accepted||Ada Example;@bs;" },
	{ "# Use X\n\n## 1. Status\n\n~~Proposed~~ Accepted\n", "Use X|accepted||" },
	{ "# Use X\n\nStatus: \xe2\x9c\x85 Accepted\n", "Use X|accepted||" },
	{ "# Use X\n\n## Status\n\nWhat is the status, such as proposed?\n\n## Date\n\n2026-01-02\n",
	  "Use X||2026-01-02|" },
	{ "# Use X\n\n<!--\nStatus: rejected\n-->\n```\nStatus: rejected\n```\nStatus: accepted\n",
	  "Use X|accepted||" },
	{ "# Use X\n\n## Context\n\nStatus: rejected\n\n## Status\n\nDraft\n", "Use X|draft||" },
	{ "# Use X\n\n| Status | Date |\n|---|---|\n", "Use X|||" },
	{ "Only prose.\n", "|||" },
	{ "", "|||" },
};

static char *describe(const struct decision_fact *fact)
{
	struct buf out = { 0 };

	buf_add_fmt(&out, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|", TEXT_ARG(fact->title), TEXT_ARG(fact->status),
	            TEXT_ARG(fact->date));
	for (size_t i = 0; i < fact->decider_count; i++) {
		buf_add_text(&out, fact->deciders[i].name);
		if (fact->deciders[i].email.size)
			buf_add_fmt(&out, " <" TEXT_FMT ">", TEXT_ARG(fact->deciders[i].email));
		buf_add_char(&out, ';');
	}
	return buf_detach(&out);
}

START_TEST(a_record_is_read_in_its_own_words)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	char *got;

	decision_read(&fact, &arena, text_of(rows[_i].text));
	got = describe(&fact);

	ck_assert_msg(strcmp(got, rows[_i].expected) == 0, "record:\n%s\nwanted: %s\ngot:    %s", rows[_i].text,
	              rows[_i].expected, got);
	free(got);
	arena_release(&arena);
}
END_TEST

START_TEST(what_is_read_outlives_the_bytes)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	char *bytes = xstrdup("# Use X\n\n* Status: accepted\n* Deciders: Ada Example\n* Date: 2026-01-02\n");
	char *got;

	decision_read(&fact, &arena, text_of(bytes));
	memset(bytes, '!', strlen(bytes));
	free(bytes);
	got = describe(&fact);

	ck_assert_str_eq(got, "Use X|accepted|2026-01-02|Ada Example;");
	free(got);
	arena_release(&arena);
}
END_TEST

START_TEST(any_bytes_are_survived)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	struct buf bytes = { 0 };

	buf_add_str(&bytes, "---\n");
	for (int i = 0; i < 20000; i++)
		buf_add(&bytes, "- \0:[\xff](\n:|*#\r", 15);
	decision_read(&fact, &arena, buf_text(&bytes));

	ck_assert_int_eq(fact.status.size, 0);
	buf_release(&bytes);
	arena_release(&arena);
}
END_TEST

Suite *suite_decision_record(void)
{
	Suite *suite = suite_create("decision_record");
	TCase *records = tcase_create("records");

	tcase_add_loop_test(records, a_record_is_read_in_its_own_words, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(records, what_is_read_outlives_the_bytes);
	tcase_add_test(records, any_bytes_are_survived);
	suite_add_tcase(suite, records);
	return suite;
}
