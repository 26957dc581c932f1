/* Decision records in the shapes of their tools and in those people write by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/evidence.h"

Suite *suite_decision_record(void);

static const struct {
	const char *text;
	const char *expected; /* title|status|date|persons, "role name <mail>" each ended by ';' */
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
	  "New thing|accepted|2026-01-02|decider Ada Example;" },
	/* MADR 2 */
	{ "# Use X\n\n* Status: accepted\n* Deciders: Ada Example, Bo Sample <bo@example.org>, @cm\n* Date: "
	  "2026-01-02\n\n## Context\n",
	  "Use X|accepted|2026-01-02|decider Ada Example;decider Bo Sample <bo@example.org>;decider @cm;" },
	{ "# Use X\n\n* Status: accepted\n* Deciders: Ada Example, Bo Sample\n",
	  "Use X|accepted||decider Ada Example;decider Bo Sample;" },
	{ "# Use X\n\n* Deciders: Example, Ada <ada@example.org>\n",
	  "Use X|||decider Example, Ada <ada@example.org>;" },
	{ "# Use X\n\n- **Status**: accepted\n- **Deciders:** @ax, @bs\n", "Use X|accepted||decider @ax;decider @bs;" },
	{ "# Use X\n\n* Status: {proposed | rejected | accepted}\n* Deciders: {list everyone involved}\n* Date: "
	  "{YYYY-MM-DD}\n",
	  "Use X|||" },
	{ "# Use X\n\n* Status: [proposed | rejected] <!-- optional -->\n* Deciders: [list | everyone]\n", "Use X|||" },
	/* MADR 3 and 4 */
	{ "---\nstatus: accepted\ndate: 2026-01-02\ndeciders: Ada Example, Bo Sample\nconsulted: Cy Else\n---\n# Use "
	  "X\n",
	  "Use X|accepted|2026-01-02|decider Ada Example;decider Bo Sample;consulted Cy Else;" },
	{ "---\nstatus: \"superseded by [ADR-0005](0005-example.md)\"\ndecision-makers:\n  - Ada Example\n  - "
	  "\"@bs\"\ninformed:\n  - Cy\n---\n\n# Use X\n",
	  "Use X|superseded||decider Ada Example;decider @bs;informed Cy;" },
	{ "---\ntitle: 'Use X'\nstatus: accepted # for now\ndecision-makers: [\"Ada Example\", '@bs', Pat "
	  "O'Example]\n...\n\n# Other\n",
	  "Use X|accepted||decider Ada Example;decider @bs;decider Pat O'Example;" },
	{ "---\r\nstatus: accepted\r\ndecision-makers:\r\n- Ada Example\r\n---\r\n# Use X\r\n",
	  "Use X|accepted||decider Ada Example;" },
	{ "---\n# a comment\nstatus: proposed\nnested:\n  status: rejected\n---\n# Use X\n\n* Deciders: Ada Example\n",
	  "Use X|proposed||decider Ada Example;" },
	{ "\xef\xbb\xbf---\nstatus: accepted\n---\n# Use X\n", "Use X|accepted||" },
	{ "---\nstatus: accepted\n", "|accepted||" },
	/* by hand */
	{ "Use X\n=====\n\nStatus\n------\n\n**Accepted** on 2026-01-02\n\nContext\n-------\n", "Use X|accepted||" },
	{ "=====\nUse X\n=====\n\n:Status: accepted\n:Date: 2026-01-02\n", "Use X|accepted|2026-01-02|" },
	{ "# ADR-7: Use X\n\n| Status | Accepted |\n|---|---|\n| Date | 2026-01-02 |\n| Deciders | Ada Example |\n",
	  "ADR-7: Use X|accepted|2026-01-02|decider Ada Example;" },
	{ "# Use X\n\n## Status: Accepted\n\n## Deciders\n\n- [Ada Example](https://h/ax)\n- @bs\n\nThey met "
	  "once.\n\n## Context\n\n- Cy\n",
	  "Use X|accepted||decider Ada Example;decider @bs;" },
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

static void read_as(struct decision_fact *fact, struct arena *arena, const char *path, struct text bytes)
{
	struct decision_file file = { .path = text_of(path), .bytes = bytes };

	decision_read(fact, arena, &file);
}

static char *describe(const struct decision_fact *fact)
{
	struct buf out = { 0 };

	buf_add_fmt(&out, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|", TEXT_ARG(fact->title), TEXT_ARG(fact->status),
	            TEXT_ARG(fact->date));
	for (size_t i = 0; i < fact->person_count; i++) {
		const struct decision_person *person = &fact->persons[i];

		buf_add_fmt(&out, "%s " TEXT_FMT, decision_role_names[person->role], TEXT_ARG(person->who.name));
		if (person->who.email.size)
			buf_add_fmt(&out, " <" TEXT_FMT ">", TEXT_ARG(person->who.email));
		buf_add_char(&out, ';');
	}
	return buf_detach(&out);
}

START_TEST(a_record_is_read_in_its_own_words)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	char *got;

	read_as(&fact, &arena, "doc/adr/0009-new-thing.md", text_of(rows[_i].text));
	got = describe(&fact);

	ck_assert_msg(strcmp(got, rows[_i].expected) == 0, "record:\n%s\nwanted: %s\ngot:    %s", rows[_i].text,
	              rows[_i].expected, got);
	free(got);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *path, *text;
	const char *expected; /* format|number|state|has_context|title|status|date|persons|links, each "kind target" */
} formats[] = {
	{ "text/0012-use-x.md",
	  "- Feature Name: `use_x`\n- Start Date: 2026-01-02\n- RFC PR: [o/r#1](https://h/o/r/pull/1)\n\n# "
	  "Summary\n\nText.\n# Motivation\n[motivation]: #motivation\n\nWe need it.\n",
	  "rust-rfc|0012|accepted|1|use_x|accepted|2026-01-02||" },
	{ "text/0012-use-x.md", "- Start Date: (fill me in)\n- RFC PR #: \n\n# Summary\n\nText.\n",
	  "rust-rfc|0012|accepted|0|use-x|accepted|||" },
	{ "text/0012-use-x.md",
	  "---\nstage: ready-for-release\nstart-date: 2026-01-02T00:00:00.000Z\nprs:\n  accepted: "
	  "https://h/pull/1\n---\n# Summary\n\n"
	  "X\n",
	  "ember-rfc|0012|accepted|0|use-x|ready-for-release|2026-01-02||" },
	{ "keps/sig-x/12-use-x/kep.yaml",
	  "title: Use X\nkep-number: 12\nauthors:\n  - \"@ax\"\n  - '@cm'\n  - dd\nreviewers:\n  - \"@zz\"\n  - TBD\n  "
	  "- \"@org/team\"\n  - \"with help from @yy - for the API\"\n"
	  "stage: beta\napprovers:\n  - \"@bs\"\n  - TBD\neditor: Ada Example\nstatus: imlpemented\ncreation-date: "
	  "2026-01-02\nreplaces:\n  - "
	  "\"keps/sig-x/3-old\"\nsuperseded-by: n/a\nsee-also:\n  - /keps/sig-x/4-y\n",
	  "kep|12|accepted|0|Use X|imlpemented|2026-01-02|author @ax;author @cm;author dd;approver @bs;reviewer "
	  "@zz;reviewer @yy;editor Ada "
	  "Example;|supersedes keps/sig-x/3-old;" },
	{ "keps/sig-x/0012-use-x.md",
	  "---\ntitle: Use X\nauthors:\n- @ax\nowning-sig: sig-x\nstatus: provisional\n---\n\n# Use X\n\n## "
	  "Motivation\n\nBecause.\n",
	  "kep|0012|pending|1|Use X|provisional||author @ax;|" },
	{ "peps/pep-0012.rst",
	  "PEP: 12\nTitle: Use X\nAuthor: Ada Example <ada@example.org>,\n        Bo Sample <bo at example.org>,\n     "
	  "   Cy Else, "
	  "Jr.\nSponsor: Dee Else <dee@example.org>\nPEP-Delegate: Eve Else\nStatus: Final\nCreated: "
	  "5-Jun-2022\nSuperseded-By: 484\nReplaces: 3, 4\n\nAbstract\n========\n\nStatus: "
	  "Draft\n\nRationale\n=========\n\nSo.\n",
	  "pep|12|accepted|1|Use X|final|2022-06-05|author Ada Example <ada@example.org>;author Bo Sample "
	  "<bo@example.org>;author Cy "
	  "Else;delegate Eve Else;sponsor Dee Else <dee@example.org>;|superseded-by 484;supersedes 3;supersedes "
	  "4;" },
	{ "text/0013-use-y.md", "- Feature Name: `a` and `b`\n", "rust-rfc|0013|accepted|0|`a` and `b`|accepted|||" },
	{ "text/0014-use-z.md", "- Feature Name: N/A\n", "rust-rfc|0014|accepted|0|use-z|accepted|||" },
	{ "pep-0014.txt", "PEP: 14\nTitle: Use Z\nStatus: Provisional\n\n", "pep|14|accepted|0|Use Z|provisional|||" },
	{ "pep-0013.txt", "PEP: 13\nTitle: Use Y\nStatus: April Fool!\n\n", "pep|13||0|Use Y|april|||" },
	{ "specs/zed/approved/use-x.rst",
	  "..\n This work is licensed\n\n=====\nUse X\n=====\n\nProblem description\n===================\n\nSlow.\n\n"
	  "Assignee(s)\n-----------\n\nPrimary assignee:\n  asample\n\nOther contributors:\n  None\n\nFeature "
	  "Liaison\n",
	  "openstack||accepted|1|Use X|approved||author asample;|" },
	{ "specs/zed/implemented/use-x.rst", "=====\nUse X\n=====\n", "openstack||accepted|0|Use X|implemented|||" },
	{ "enhancements/a/use-x.md",
	  "---\ntitle: use-x\nauthors:\n  - @ax\nreviewers:\n  - \"@bs, to review networking\"\napprovers:\n  - "
	  "@cm\napi-approvers: # "
	  "none\n  - None\ncreation-date: 2026-01-02\nstatus: implementable\n---\n# Use X\n",
	  "enhancement||accepted|0|use-x|implementable|2026-01-02|author @ax;approver @cm;reviewer @bs;|" },
	{ "docs/decisions/0003-use-x.md",
	  "---\nstatus: superseded by [ADR-0005](0005-example.md)\ncontributors: Ada Example\ndriver: Bo "
	  "Sample\napprovers: @cm\n---\n# Use X\n\n"
	  "## Considered Options\n\n* {title of option 1}\n* {title of option 2}\n\n## Decision Outcome\n\nChosen.\n",
	  "madr|0003|replaced|0|Use X|superseded||decider Bo Sample;approver @cm;contributor Ada "
	  "Example;|superseded-by "
	  "0005-example.md;" },
	{ "doc/adr/0009-new-thing.md",
	  "# 9. New thing\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\nSupercedes [5. Old](0005-old.md)\n\nAmends "
	  "[6. "
	  "X](0006-x.md)\nAmended by [7. Y](0007-y.md)\n\n## Context\n\nIt was slow.\n",
	  "adr|0009|accepted|1|New thing|accepted|2026-01-02||supersedes 0005-old.md;amends 0006-x.md;amended-by "
	  "0007-y.md;" },
	{ "docs/adr/20260102-use-x.md", "# Use X\n\n- Status: draft\n- Deciders: Ada Example\n",
	  "log4brains|20260102|pending|0|Use X|draft||decider Ada Example;|" },
	{ "docs/design/x.md", "# Use X\n\nProse.\n", "plain|||0|Use X||||" },
	{ "rfd/0007/README.adoc", "= Use X\n:state: published\n:authors: Ada Example <ada@example.org>\n",
	  "plain|0007|accepted|0|Use X|published||author Ada Example <ada@example.org>;|" },
};

START_TEST(a_format_is_told_from_path_and_text)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	struct buf got = { 0 };
	char *persons;

	read_as(&fact, &arena, formats[_i].path, text_of(formats[_i].text));
	persons = describe(&fact);
	buf_add_fmt(&got, "%s|" TEXT_FMT "|%s|%d|%s|", fact.format, TEXT_ARG(fact.number),
	            decision_state_names[fact.state], fact.has_context, persons);
	for (size_t i = 0; i < fact.link_count; i++)
		buf_add_fmt(&got, "%s " TEXT_FMT ";", decision_link_names[fact.links[i].kind],
		            TEXT_ARG(fact.links[i].target));

	ck_assert_msg(strcmp(buf_str(&got), formats[_i].expected) == 0, "record:\n%s\nwanted: %s\ngot:    %s",
	              formats[_i].text, formats[_i].expected, buf_str(&got));
	free(persons);
	buf_release(&got);
	arena_release(&arena);
}
END_TEST

START_TEST(a_second_file_adds_to_a_record)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	struct decision_file ready = {
		.path = TEXT("keps/prod-readiness/sig-x/12.yaml"),
		.bytes = TEXT("kep-number: 12\nalpha:\n  approver: \"@dd\"\nbeta:\n  approver: @dd\n")
	};
	struct decision_file prose = {
		.path = TEXT("keps/sig-x/12-y/README.md"),
		.bytes = TEXT("# Y\n\nStatus: rejected\n\n## Motivation\n\n<!-- why -->\nBecause.\n")
	};
	struct text number = { NULL, 0 };
	char *got;

	read_as(&fact, &arena, "keps/sig-x/12-y/kep.yaml", TEXT("title: Y\nauthors: [\"@ax\"]\nstatus: provisional\n"));
	ck_assert(decision_tells_more(ready.path, &number) && text_equal(number, TEXT("12")));
	ck_assert(!decision_tells_more(prose.path, &number));
	decision_read_more(&fact, &arena, &ready);
	ck_assert(!fact.has_context);
	decision_read_more(&fact, &arena, &prose);
	got = describe(&fact);

	ck_assert_str_eq(got, "Y|provisional||author @ax;approver @dd;");
	ck_assert(fact.has_context);
	free(got);
	arena_release(&arena);
}
END_TEST

static void note_folder(void *payload, struct text path, enum decision_folder kind)
{
	buf_add_fmt(payload, "%d " TEXT_FMT ";", (int)kind, TEXT_ARG(path));
}

START_TEST(settings_name_folders)
{
	static const struct {
		const char *path, *text, *expected;
	} files[] = {
		{ ".adr-dir", "architecture/log\n", "1 architecture/log;" },
		{ "sub/.adr-dir", "./log/", "1 sub/log;" },
		{ ".adr-dir", "../elsewhere\n", "" },
		{ ".adr-dir", "/etc\n", "" },
		{ ".adr-dir", "", "" },
		{ ".log4brains.yml",
		  "project:\n  adrFolder: ./docs/log\n  packages:\n    - name: core\n      adrFolder: ./core/log\n",
		  "2 docs/log;2 core/log;" },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct decision_file file = { .path = text_of(files[i].path), .bytes = text_of(files[i].text) };
		struct buf got = { 0 };

		ck_assert(decision_read_settings(&file, &got, note_folder));
		ck_assert_str_eq(buf_str(&got), files[i].expected);
		buf_release(&got);
	}
}
END_TEST

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct {
	const char *path;
	const char *bytes;
	size_t size;
	bool is_written;
} written[] = {
	{ "doc/adr/0009-x.md", BYTES("# Use X\n"), true },
	{ "doc/adr/0009-x.md", BYTES("---\nstatus: accepted\n---\nBecause.\n"), true },
	{ "doc/adr/0009-x.md", BYTES(""), false },
	{ "doc/adr/0009-x.md", BYTES("\n\n"), false },
	{ "doc/adr/0009-x.md", BYTES("# Use X\n\0"), false },
	{ "doc/adr/0009-x.md",
	  BYTES("---\nstatus: \"{proposed | rejected}\"\ndeciders: {list everyone}\n---\n# {short title}\n"), false },
};

START_TEST(a_record_is_what_somebody_wrote)
{
	struct arena arena = { 0 };
	struct text bytes = { written[_i].bytes, written[_i].size };
	struct decision_fact fact;

	read_as(&fact, &arena, written[_i].path, bytes);
	ck_assert_int_eq(decision_is_written(&fact, bytes), written[_i].is_written);
	arena_release(&arena);
}
END_TEST

START_TEST(what_is_read_outlives_the_bytes)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	char *bytes = xstrdup("# Use X\n\n* Status: accepted\n* Deciders: Ada Example\n* Date: 2026-01-02\n");
	char *got;

	read_as(&fact, &arena, "doc/adr/0009-x.md", text_of(bytes));
	memset(bytes, '!', strlen(bytes));
	free(bytes);
	got = describe(&fact);

	ck_assert_str_eq(got, "Use X|accepted|2026-01-02|decider Ada Example;");
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
	read_as(&fact, &arena, "doc/adr/0009-x.md", buf_text(&bytes));

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
	tcase_add_loop_test(records, a_format_is_told_from_path_and_text, 0, sizeof(formats) / sizeof(formats[0]));
	tcase_add_loop_test(records, a_record_is_what_somebody_wrote, 0, sizeof(written) / sizeof(written[0]));
	tcase_add_test(records, a_second_file_adds_to_a_record);
	tcase_add_test(records, settings_name_folders);
	tcase_add_test(records, what_is_read_outlives_the_bytes);
	tcase_add_test(records, any_bytes_are_survived);
	suite_add_tcase(suite, records);
	return suite;
}
