/* What a reply does: trailers of its writer's own, comments on quoted lines, other words, word that a patch was taken. */
#include <check.h>
#include <string.h>
#include "lead/mail.h"

Suite *suite_mail_review(void);

static void list_acts(void *payload, const struct mail_fact *mail)
{
	struct buf *out = payload;

	buf_add_str(out, mail_kind_names[mail->kind]);
	for (size_t i = 0; i < mail->act_count; i++) {
		const struct mail_act *act = &mail->acts[i];

		buf_add_fmt(out, "; %s %s", event_kind_names[act->kind], act->source + 5);
		if (act->state != ACT_STATE_NONE)
			buf_add_fmt(out, " %s", act_state_names[act->state]);
		if (act->word_count >= 0)
			buf_add_fmt(out, " %d", (int)act->word_count);
		if (act->parts.size)
			buf_add_fmt(out, " [" TEXT_FMT "]", TEXT_ARG(act->parts));
	}
}

/* A reply by Bo Sample with that text. */
static void expect(const char *text, const char *want, int line)
{
	struct buf mail = { 0 }, got = { 0 };
	const struct mail_sink sink = { &got, list_acts, NULL };

	buf_add_str(&mail, "From: Bo Sample <bo@example.org>\nMessage-ID: <r@x>\nIn-Reply-To: <p@x>\n"
	                   "Subject: Re: [PATCH] x\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\n");
	buf_add_str(&mail, text);
	ck_assert(mail_read(buf_text(&mail), 0, &sink));
	ck_assert_msg(text_equal(buf_text(&got), text_of(want)), "line %d: '%s', wanted '%s'", line, buf_str(&got),
	              want);
	buf_release(&mail);
	buf_release(&got);
}
#define ACTS(text, want) expect(text, want, __LINE__)

#define OWN "Reviewed-by: Bo Sample <bo@example.org>\n"
#define QUOTED_DIFF "> diff --git a/x b/x\n> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n> -a\n> +b\n"

START_TEST(trailers_of_its_own)
{
	ACTS(OWN, "reply; rev trailer approved");
	ACTS("reviewed-by: Bo S. <BO@example.org>\n", "reply; rev trailer approved");
	ACTS("On Thu, Ada wrote:\n> text\n\n" OWN, "reply; rev trailer approved");
	ACTS("Acked-by: Bo Sample <bo@example.org>\nTested-by: Bo Sample <bo@example.org>\n",
	     "reply; ack trailer; qa trailer");
	ACTS("Reviewed-and-tested-by: Bo Sample <bo@example.org>\n", "reply; rev trailer approved; qa trailer");
	ACTS("Nacked-by: Bo Sample <bo@example.org>\n", "reply; rev trailer changes-requested");
	ACTS("Suggested-by: Bo Sample <bo@example.org>\n", "reply; help trailer");
	/* Others' and integrators' lines are no review of the writer's. */
	ACTS("Reviewed-by: Cy Test <cy@example.org>\n", "reply");
	ACTS("Signed-off-by: Bo Sample <bo@example.org>\n", "reply");
	ACTS("> " OWN, "reply");
	ACTS("text\n-- \n" OWN, "reply; cmt reply commented 1");
}
END_TEST

START_TEST(which_patches_are_meant)
{
	ACTS("For the series:\n\n" OWN, "reply; rev trailer approved [all]");
	ACTS("For the whole series,\n" OWN, "reply; rev trailer approved [all]");
	ACTS("Reviewed-by: Bo Sample <bo@example.org> # for the series\n", "reply; rev trailer approved [all]");
	ACTS("For patches 2-4 and 6:\n" OWN, "reply; rev trailer approved [2-4 6]");
	ACTS("Patches 1, 3 & 5:\n" OWN, "reply; rev trailer approved [1 3 5]");
	ACTS("For patch 2/7:\n" OWN, "reply; rev trailer approved [2]");
	ACTS("Reviewed-by: Bo Sample <bo@example.org> (patches 1-2)\n", "reply; rev trailer approved [1-2]");
	ACTS("The patch looks good.\n" OWN, "reply; rev trailer approved; cmt reply commented 4");
}
END_TEST

START_TEST(comments_on_lines)
{
	ACTS("On Thu, Ada wrote:\n" QUOTED_DIFF "\nWhy is this b?\n\n> +c\n", "reply; cmt review commented 4");
	ACTS("Ada wrote:\n> @@ -1 +1 @@\n>  context\n> \nNo.\n", "reply; cmt review commented 1");
	/* What was said before the diff is about the whole. */
	ACTS("Looks good to me.\n\nOn Thu, Ada wrote:\n" QUOTED_DIFF, "reply; cmt reply commented 4");
	ACTS("> a message\n\nWhat does it mean?\n" QUOTED_DIFF, "reply; cmt reply commented 4");
	/* The end of a quoted patch is no line of it. */
	ACTS(QUOTED_DIFF "> -- \n> 2.39\n\nFine.\n", "reply; cmt reply commented 1");
	ACTS("> > " QUOTED_DIFF "> > +b\n> An answer of hers.\n\nI agree.\n", "reply; cmt reply commented 2");
}
END_TEST

START_TEST(what_nobody_said)
{
	static const char *const attributions[] = {
		"On Thu, Jan 1, 2026 at 3:04 PM Ada Example <ada@example.org> wrote:\n",
		"On Thursday, January 1, Ada Example with a long name\n<ada@example.org> wrote:\n",
		"Il 02/01/26 10:11, Ada Example ha scritto:\n",
		"Am 01.01.26 um 10:11 schrieb Ada Example:\n",
		("Le 01/01/2026 \xc3\xa0 10:11, Ada Example a \xc3\xa9"
		 "crit :\n"),
		"El jue, 1 ene 2026, Ada Example escribi\xc3\xb3:\n",
		"Ada Example <ada@example.org> writes:\n",
		"From: Ada Example\nSent: Thursday\nTo: Bo Sample\nSubject: x\n\n",
	};
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof(attributions) / sizeof(attributions[0]); i++) {
		buf_clear(&text);
		buf_add_fmt(&text, "%s> a\n> b\n\n" OWN, attributions[i]);
		ACTS(buf_str(&text), "reply; rev trailer approved");
	}
	buf_release(&text);
	ACTS("Hi Ada,\n\nThanks\nBo\n", "reply; cmt reply commented 1");
	ACTS("Hello Ada,\n\nGentle ping?\n\nBest regards,\n", "reply");
	ACTS("-----Original Message-----\nFrom: Ada\nall of it\n", "reply");
	ACTS("Good.\n_______________________________________________\nlist mailing list\n",
	     "reply; cmt reply commented 1");
	ACTS("Like so:\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n", "reply; cmt reply commented 2");
	/* What ends in a colon and names no writer is said. */
	ACTS("Better call it this:\n> b\n", "reply; cmt reply commented 4");
}
END_TEST

START_TEST(taken)
{
	/* What is said, and of which patches. */
	static const char *const lines[] = {
		"Applied, thanks.|",
		"Queued for 6.7|",
		"Thanks, applied to next.|",
		"Thank you, applied.|",
		"Merged this series into main|all",
		"Applied the whole series, thanks a lot.|all",
		"Series applied|all",
		"Patches 1-3 applied|1-3",
		"Patches 1-2 applied, thanks.|1-2",
		"Patches 1, 3 & 5 queued for v6.8-rc1.|1 3 5",
		"Applied patch 2 to net-next.|2",
		"Both applied, thank you|",
		"Applied|",
		"Applied to series-next, thanks!|",
		"Queued up, thanks.|",
		"Pushed it.|",
		"Applied to for-next.|",
		"Applied to https://git.example.org/a/b.git, thanks!|",
		"Applied to my tree.|",
		"Applied to branch fixes for 6.7. Thanks!|",
		"Hi Ada,\n\napplied, thanks.\n\nBest regards,\n|",
		"Now pushed to master.|",
	};
	static const char *const others[] = {
		"Applied this and it broke.",
		"Applied?",
		"Applying fails here.",
		"Queueing theory matters.",
		"I will not apply this.",
		"I applied the patch on v6.1 and it oopses.",
		"I have applied the patch on top of v6.1.",
		"Applied on top of v6.1.",
		"Queued for reading.",
		"Queued for review next week.",
		"Merged: no, the tests fail.",
		"Merged: no",
		"Not applied, sorry.",
		"Pushed back on this already.",
		"Will queue. Thanks.",
		"Applied, thanks. But it oopses.",
		"Applied to v6.1 and it oopses.",
		"Applied to v6.1\nand it oopses.",
		"What broke when it was\nmerged in next, thanks.",
		"Applied, but dropped again.",
		"Patch applied cleanly here.",
	};
	struct buf want = { 0 };
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct text part = text_of(strchr(lines[i], '|') + 1);

		buf_clear(&text);
		buf_add_fmt(&text, "%.*s\n", (int)(part.at - lines[i] - 1), lines[i]);
		buf_add_fmt(&want, "reply; int applied%s" TEXT_FMT "%s", part.size ? " [" : "", TEXT_ARG(part),
		            part.size ? "]" : "");
		ACTS(buf_str(&text), buf_str(&want));
		buf_clear(&want);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct buf mail = { 0 }, got = { 0 };
		const struct mail_sink sink = { &got, list_acts, NULL };

		buf_add_fmt(&mail, "From: b@x.org\nMessage-ID: <r@x>\nIn-Reply-To: <p@x>\n\n%s\n", others[i]);
		ck_assert(mail_read(buf_text(&mail), 0, &sink));
		ck_assert_msg(text_find(buf_text(&got), TEXT("int"), 0) < 0 &&
		                      text_find(buf_text(&got), TEXT("cmt reply"), 0) > 0,
		              "'%s': '%s'", others[i], buf_str(&got));
		buf_release(&mail);
		buf_release(&got);
	}
	buf_release(&text);
	buf_release(&want);
	/* Said again it is a word like others. */
	ACTS("Applied, thanks.\n\nApplied to next.\n", "reply; int applied; cmt reply commented 3");
}
END_TEST

START_TEST(the_own_trailer_from_another_address)
{
	ACTS("Reviewed-by: Bo  SAMPLE <bo@corp.example>\n", "reply; rev trailer approved");
	ACTS("Reviewed-by: Bo <bo@corp.example>\n", "reply");
	ACTS("Fine.\n\nReviewed-by: Cy Test <cy@example.org>\n", "reply; cmt reply commented 1");
	ACTS("Write it so:\n\n  " OWN, "reply; cmt reply commented 10");
	ACTS("Write it so:\n\n\t" OWN, "reply; cmt reply commented 3");
}
END_TEST

START_TEST(a_mail_quoted_without_marks)
{
	ACTS("No.\n\nFrom: Ada\nSent: Monday\nTo: Bo\nSubject: x\n\nAll that Ada said.\n" OWN,
	     "reply; cmt reply commented 1");
	ACTS("No.\n\n*From:* Ada\n*Date:* Monday\n*To:* Bo\n\nAda wrote.\n> more\n\nAll of it.\n" OWN,
	     "reply; cmt reply commented 1");
	ACTS("From: here\nTo: there\n" OWN, "reply; rev trailer approved; cmt reply commented 4");
}
END_TEST

static void take_person(void *payload, const struct mail_fact *mail)
{
	buf_add_fmt(payload, TEXT_FMT "|" TEXT_FMT "|%d", TEXT_ARG(mail->from.name), TEXT_ARG(mail->from.email),
	            (int)mail->act_count);
}

static void person_is(const char *header, const char *text, const char *want, int line)
{
	struct buf mail = { 0 }, got = { 0 };
	const struct mail_sink sink = { &got, take_person, NULL };

	buf_add_fmt(&mail, "%s\nMessage-ID: <m@x>\nIn-Reply-To: <p@x>\n\n%s", header, text);
	(void)mail_read(buf_text(&mail), 0, &sink);
	ck_assert_msg(text_equal(buf_text(&got), text_of(want)), "line %d: '%s', wanted '%s'", line, buf_str(&got),
	              want);
	buf_release(&mail);
	buf_release(&got);
}
#define PERSON(header, text, want) person_is(header, text, want, __LINE__)

START_TEST(lists_that_send_in_their_own_name)
{
#define LIST "<net@lists.example.org>"
	PERSON("From: Fay Test via net " LIST, "", "Fay Test||0");
	PERSON("From: \"'Fay Test' via net\" " LIST, "", "Fay Test||0");
	PERSON("From: Fay Test (via lists) " LIST, "", "Fay Test||0");
	PERSON("From: Fay Test via net " LIST "\nReply-To: Fay Test <fay@example.org>", "",
	       "Fay Test|fay@example.org|0");
	PERSON("From: Fay Test via net " LIST "\nX-Original-From: Fay Test <fay@example.org>", "",
	       "Fay Test|fay@example.org|0");
	PERSON("From: Fay Test via net " LIST "\nReply-To: Fay Test " LIST, "", "Fay Test||0");
	PERSON("From: Fay Test via net " LIST "\nReply-To: Gus Test <gus@example.org>", "", "Fay Test||0");
	PERSON("From: Fay Test via net " LIST, "Reviewed-by: Fay Test <fay@example.org>\n", "Fay Test||1");
	PERSON("From: Fay Test via net " LIST, "Reviewed-by: Gus Test <gus@example.org>\n", "Fay Test||0");
	PERSON("From: Fay Test via net " LIST, "Reviewed-by: Gus Test <> (gus@example.org)\n", "Fay Test||0");
	PERSON("From: Fay Via Test <fay@example.org>", "", "Fay Via Test|fay@example.org|0");
	PERSON("From: Fay Test <>", "", "");
#undef LIST
}
END_TEST

static void take_fact(void *payload, const struct mail_fact *mail)
{
	struct buf *out = payload;

	buf_add_fmt(out, "%s v%u %u/%u %lld " TEXT_FMT, mail_kind_names[mail->kind], mail->version, mail->part,
	            mail->part_count, (long long)mail->time, TEXT_ARG(mail->subject));
}

static void mail_is(const char *header, const char *text, long long received, const char *want, int line)
{
	struct buf mail = { 0 }, got = { 0 };
	const struct mail_sink sink = { &got, take_fact, NULL };

	buf_add_fmt(&mail, "From: Ada Example <ada@example.org>\nMessage-ID: <m@x>\n%s\n%s", header, text);
	ck_assert(mail_read(buf_text(&mail), received, &sink));
	ck_assert_msg(text_equal(buf_text(&got), text_of(want)), "line %d: '%s', wanted '%s'", line, buf_str(&got),
	              want);
	buf_release(&mail);
	buf_release(&got);
}
#define MAIL(header, text, received, want) mail_is(header, text, received, want, __LINE__)

#define DATE "Date: Thu, 1 Jan 2026 00:00:00 +0000\n"
#define DIFF "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"

START_TEST(what_a_mail_is)
{
	MAIL("Subject: [PATCH v2 1/3] x: y\n" DATE, DIFF, 0, "patch v2 1/3 1767225600 x: y");
	MAIL("Subject: [PATCH] x\n" DATE, "--- a/x\n+++ b/x\n", 0, "patch v1 0/0 1767225600 x");
	MAIL("Subject: [PATCH 0/3] x\n" DATE, "words\n", 0, "cover v1 0/3 1767225600 x");
	MAIL("Subject: [PATCH] x\n" DATE, "no diff\n", 0, "other v0 0/0 1767225600 x");
	/* Versions are sent as replies to those before them; who answers with a diff sends no version. */
	MAIL("Subject: [PATCH v2] x\nIn-Reply-To: <a@x>\n" DATE, DIFF, 0, "patch v2 0/0 1767225600 x");
	MAIL("Subject: Re: [PATCH v2] x\nIn-Reply-To: <a@x>\n" DATE, DIFF, 0, "reply v0 0/0 1767225600 x");
	MAIL("Subject: Patch \"x\" has been added to the 6.6-stable tree\nIn-Reply-To: <a@x>\n" DATE, "Applied\n", 0,
	     "other v0 0/0 1767225600 Patch \"x\" has been added to the 6.6-stable tree");
	MAIL("Subject: hi\n" DATE, "", 0, "other v0 0/0 1767225600 hi");
}
END_TEST

START_TEST(clocks_that_are_wrong)
{
	MAIL("Subject: x\n" DATE, "", 1767225500, "other v0 0/0 1767225500 x");
	MAIL("Subject: x\n" DATE, "", 1767225700, "other v0 0/0 1767225600 x");
	MAIL("Subject: x\nDate: 1 Jan 1970 00:00:01 +0000\n", "", 1767225700, "other v0 0/0 1767225700 x");
	MAIL("Subject: x\nDate: nonsense\n", "", 0, "other v0 0/0 0 x");
	MAIL("Subject: x\nReceived: from a by b; Thu, 1 Jan 2026 00:00:00 +0000\nDate: 1 Jan 2099 00:00:00 +0000\n", "",
	     0, "other v0 0/0 1767225600 x");
}
END_TEST

START_TEST(what_is_no_mail)
{
	struct buf got = { 0 };
	const struct mail_sink sink = { &got, take_fact, NULL };

	ck_assert(!mail_read(TEXT(""), 0, &sink));
	ck_assert(!mail_read(TEXT("From: a@x.org\n\nno id\n"), 0, &sink));
	ck_assert(!mail_read(TEXT("Message-ID: <a@x>\nFrom: nobody\n\n"), 0, &sink));
	ck_assert_uint_eq(got.size, 0);
	mail_read_id(&got, TEXT("Message-ID: <a@x>\n\n"));
	ck_assert_str_eq(buf_str(&got), "a@x");
	buf_release(&got);
}
END_TEST

Suite *suite_mail_review(void)
{
	Suite *suite = suite_create("mail_review");
	TCase *tcase = tcase_create("mail_review");

	tcase_add_test(tcase, trailers_of_its_own);
	tcase_add_test(tcase, which_patches_are_meant);
	tcase_add_test(tcase, comments_on_lines);
	tcase_add_test(tcase, what_nobody_said);
	tcase_add_test(tcase, taken);
	tcase_add_test(tcase, the_own_trailer_from_another_address);
	tcase_add_test(tcase, a_mail_quoted_without_marks);
	tcase_add_test(tcase, lists_that_send_in_their_own_name);
	tcase_add_test(tcase, what_a_mail_is);
	tcase_add_test(tcase, clocks_that_are_wrong);
	tcase_add_test(tcase, what_is_no_mail);
	suite_add_tcase(suite, tcase);
	return suite;
}
