/* The same pull requests in every kind of export, and in each form in which people save pages, give the same facts. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/github_exports.h"
#include "support/request_log.h"

Suite *suite_import_github_forms(void);

static const char canonical[] =
	"account aexample Ada Example <>\n"
	"account bsample Bo Sample <>\n"
	"account bsample Bo Sample <bo@example.org>\n"
	"account csample Cleo Sample <cleo@example.org>\n"
	"act pr:12 cmt aexample github:review-comment 1767430800 words=4\n"
	"act pr:12 cmt aexample github:review-comment 1767434400 words=0\n"
	"act pr:12 cmt bsample github:review-comment 1767448800 words=4\n"
	"act pr:12 cmt csample github:comment 1767438000 words=3\n"
	"act pr:12 cmt csample github:review-comment 1767441600 words=2\n"
	"act pr:12 cmt helper[bot] github:comment 1767423600 words=2\n"
	"act pr:12 int aexample github:merge 1767574800\n"
	"act pr:12 req docs github:request 0 group\n"
	"act pr:12 req fsample github:request 0 requested\n"
	"act pr:12 rev aexample github:review 1767430800 changes-requested words=3 head=c"
	"ccccccccccccccccccccccccccccccccccccccc\n"
	"act pr:12 rev aexample github:review 1767517200 approved words=0 head=bbbbbbbbbb"
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	"act pr:12 rev bsample github:review 1767448800 commented words=0 head=cccccccccc"
	"cccccccccccccccccccccccccccccc\n"
	"act pr:12 rev csample github:review 1767441600 commented words=0 head=cccccccccc"
	"cccccccccccccccccccccccccccccc\n"
	"act pr:12 rev dsample github:review 1767445200 dismissed words=1 head=cccccccccc"
	"cccccccccccccccccccccccccccccc\n"
	"act pr:12 rev helper[bot] github:review 1767427200 commented words=3 head=cccccc"
	"cccccccccccccccccccccccccccccccccc\n"
	"act pr:14 cmt aexample github:comment 1767837600 words=3\n"
	"pointer pr:12 commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	"pointer pr:12 commit cccccccccccccccccccccccccccccccccccccccc\n"
	"pointer pr:12 head bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	"pointer pr:12 merge aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	"pointer pr:13 head cccccccccccccccccccccccccccccccccccccccc\n"
	"pointer pr:14 head bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	"request pr:12 github o/r merged draft=no created=1767322800 ready=1767416400 closed=17675"
	"74800 merged=1767574800 seen=1767661200 author=bsample lines=7\n"
	"request pr:13 github o/r open draft=yes created=1767747600 ready=0 closed=0 merged=0 seen="
	"1767751200 reviews=1767751200 author=csample lines=1\n"
	"request pr:14 github o/r closed draft=no created=1767834000 ready=0 closed=1767837600 mer"
	"ged=0 seen=1767841200 reviews=1767841200 author= lines=6\n";

/* One page that holds the one item. */
static void add_page(struct buf *out, const char *path, const char *item)
{
	const char *last = strrchr(path, '.');

	if (!*path)
		buf_add_str(out, item);
	else if (last)
		buf_add_fmt(out, "{'data':{'repository':{'pullRequests':{'%s':[%s]}}}}", last + 1, item);
	else
		buf_add_fmt(out, "{'magic':'x','repo':'o/r','labels':[{'name':'x'}],'%s':[%s]}", path, item);
}

static const struct page_form {
	const char *begin, *between, *end;
} page_forms[] = {
	{ "[", ",", "]" },
	{ "[", "][", "]" },
	{ "[[", "],[", "]]" },
	{ "", "\n", "\n" },
	{ "\xef\xbb\xbf[\n", " ,\r\n", "]\n" },
};

/* With " for ' as a forge writes it. */
static void add_document(struct buf *out, const struct github_export *export, const struct page_form *form)
{
	buf_add_str(out, form->begin);
	for (size_t i = 0; export->items[i].json; i++) {
		buf_add_str(out, i ? form->between : "");
		add_page(out, export->items[i].path, export->items[i].json);
	}
	buf_add_str(out, form->end);
	for (size_t i = 0; i < out->size; i++) {
		if (out->at[i] == '\'')
			out->at[i] = '"';
	}
}

/* The log's text, owned by caller. */
static char *import_text(const struct github_export *export, const struct page_form *form, unsigned mask,
                         struct import_summary *summary)
{
	struct buf document = { 0 };
	struct request_log log;
	struct import *import;
	char *text;

	request_log_init(&log, mask);
	add_document(&document, export, form);
	import = import_new(&log.sink);
	import_feed(import, document.at, document.size);
	import_finish(import, summary);
	import_free(import);
	text = request_log_text(&log);
	buf_release(&document);
	request_log_release(&log);
	return text;
}

START_TEST(graphql_gives_everything)
{
	struct import_summary summary;
	char *got = import_text(&github_exports[0], &page_forms[0], 0, &summary);

	ck_assert_msg(strcmp(got, canonical) == 0, "%s", got);
	ck_assert_uint_eq(summary.item_count, 3);
	ck_assert_uint_eq(summary.missing_count, 0);
	free(got);
}
END_TEST

START_TEST(every_export_in_every_form_gives_the_same_facts)
{
	const struct github_export *export = &github_exports[_i];

	for (size_t i = 0; i < sizeof(page_forms) / sizeof(page_forms[0]); i++) {
		struct import_summary summary, full;
		char *got = import_text(export, &page_forms[i], export->mask, &summary);
		char *expected = import_text(&github_exports[0], &page_forms[0], export->mask, &full);

		ck_assert_msg(strcmp(got, expected) == 0, "%s, form %zu\n%s", export->name, i, got);
		ck_assert_uint_eq(summary.ghost_count, 2);
		ck_assert_uint_eq(summary.lost_count, 0);
		ck_assert_uint_eq(summary.issue_count, export->issue_count);
		ck_assert_str_eq(summary.project, "o/r");
		free(got);
		free(expected);
	}
}
END_TEST

Suite *suite_import_github_forms(void)
{
	Suite *suite = suite_create("import_github_forms");
	TCase *forms = tcase_create("forms");

	tcase_add_test(forms, graphql_gives_everything);
	tcase_add_loop_test(forms, every_export_in_every_form_gives_the_same_facts, 0, 5);
	suite_add_tcase(suite, forms);
	return suite;
}
