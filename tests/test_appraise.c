/* git-appraise's notes: which request stands, which comments are acceptances, what edits and replies do. */
#include <check.h>
#include <string.h>

#include "../analyzers/evidence/appraise_json.h"

Suite *suite_appraise(void);

#define FIRST "0123456789abcdef0123456789abcdef01234567"
/* SHA-1 of the first line of the format's vector, as it stands */
#define RAW_ONE "17b9d22e4164c0a56f8618a6321009aafbb2fc8e"
#define ALIAS "89abcdef0123456789abcdef0123456789abcdef"

static struct buf said;
static struct appraise_summary summary;

static void log_request(void *payload, const struct request_fact *request)
{
	(void)payload;
	buf_add_fmt(&said,
	            "request " TEXT_FMT " " TEXT_FMT " %s by " TEXT_FMT "|" TEXT_FMT
	            " %lld-%lld seen %lld reviews %lld",
	            TEXT_ARG(request->change), TEXT_ARG(request->forge), request_state_names[request->state],
	            TEXT_ARG(request->author), TEXT_ARG(request->author_email), (long long)request->created_time,
	            (long long)request->closed_time, (long long)request->seen_time, (long long)request->reviews_time);
	for (size_t i = 0; i < request->pointer_count; i++)
		buf_add_fmt(&said, " %s:%02x@%lld", pointer_kind_names[request->pointers[i].kind],
		            request->pointers[i].oid.bytes[0], (long long)request->pointers[i].push_time);
	buf_add_char(&said, '\n');
}

/* Without the comment's own name, which the hashes' test looks at. */
static void log_act(void *payload, const struct request_act_fact *act)
{
	struct text raw = act->raw;
	ptrdiff_t at = text_find_char(raw, ' ', 0);

	(void)payload;
	ck_assert(text_equal(act->source, TEXT("appraise")));
	buf_add_fmt(&said, "%s " TEXT_FMT "|" TEXT_FMT " %lld", event_kind_names[act->kind], TEXT_ARG(act->who.name),
	            TEXT_ARG(act->who.email), (long long)act->act_time);
	if (act->state)
		buf_add_fmt(&said, " %s", act_state_names[act->state]);
	if (act->word_count >= 0)
		buf_add_fmt(&said, " words=%lld", (long long)act->word_count);
	if (at > 12 || (at > 0 && text_find_char(raw, ':', 0) > 0))
		buf_add_fmt(&said, " " TEXT_FMT, (int)at, raw.at);
	if (act->head.size)
		buf_add_fmt(&said, " at " TEXT_FMT, TEXT_ARG(act->head));
	if (act->mark)
		buf_add_fmt(&said, " %s", event_mark_names[act->mark]);
	buf_add_char(&said, '\n');
}

static void read(const char *requests, const char *discuss, bool is_submitted)
{
	const struct request_sink sink = { NULL, log_request, log_act, NULL, NULL };
	struct appraise_review review = { .requests = text_of(requests),
		                          .discuss = text_of(discuss),
		                          .is_submitted = is_submitted };

	ck_assert(oid_from_hex(&review.annotated, TEXT(FIRST)));
	buf_clear(&said);
	summary = (struct appraise_summary){ 0 };
	appraise_read(&review, &sink, &summary);
}

static void start(void)
{
	said = (struct buf){ 0 };
}

static void stop(void)
{
	buf_release(&said);
}

/* ---- requests ---- */

#define REQUEST(time, more) "{\"timestamp\":\"" time "\",\"requester\":\"ada@example.org\"," more "}\n"
#define TO_MAIN "\"targetRef\":\"refs/heads/main\""
#define SAID(rest) "request commit:" FIRST " appraise " rest

static const struct {
	const char *note;
	bool is_submitted;
	const char *expected;
} requests[] = {
	{ REQUEST("100", TO_MAIN), false,
	  SAID("open by ada@example.org|ada@example.org 100-0 seen 100 reviews 100 commit:01@100 head:01@100\n") },
	{ REQUEST("100", TO_MAIN ",\"alias\":\"" ALIAS "\""), true,
	  SAID("merged by ada@example.org|ada@example.org 100-0 seen 100 reviews 100 commit:01@100 head:89@100 "
	       "merge:89@100\n") },
	/* the newest stands wherever it is, of equals the last; no target: abandoned */
	{ REQUEST("300", "\"targetRef\":\"\"") "\n" REQUEST("100", TO_MAIN) REQUEST("200", TO_MAIN), false,
	  SAID("closed by ada@example.org|ada@example.org 100-300 seen 300 reviews 300 commit:01@100 head:01@100\n") },
	{ REQUEST("100", TO_MAIN) REQUEST("100", "\"reviewRef\":\"refs/heads/x\""), false,
	  SAID("closed by ada@example.org|ada@example.org 100-100 seen 100 reviews 100 commit:01@100 head:01@100\n") },
	{ REQUEST("100", TO_MAIN) REQUEST("200", TO_MAIN ",\"Alias\":\"" ALIAS "\"")
	          REQUEST("300", TO_MAIN ",\"alias\":\"" ALIAS "\""),
	  false,
	  SAID("open by ada@example.org|ada@example.org 100-0 seen 300 reviews 300 commit:01@100 head:89@200\n") },
	/* of a pull request */
	{ REQUEST("100", TO_MAIN ",\"reviewRef\":\"refs/pull/12/head\""), false,
	  "request pr:12 appraise open by ada@example.org|ada@example.org 100-0 seen 100 reviews 0 commit:01@100 "
	  "head:01@100\n" },
	{ REQUEST("100", TO_MAIN ",\"reviewRef\":\"refs/pull/0/head\""), false,
	  SAID("open by ada@example.org|ada@example.org 100-0 seen 100 reviews 100 commit:01@100 head:01@100\n") },
	{ REQUEST("100", TO_MAIN ",\"reviewRef\":\"refs/pull/12\""), false,
	  SAID("open by ada@example.org|ada@example.org 100-0 seen 100 reviews 100 commit:01@100 head:01@100\n") },
	/* who asked, and who was asked */
	{ "{\"timestamp\":\"100\",\"Requester\":\"aexample\",\"targetRef\":\"refs/heads/main\","
	  "\"reviewers\":[\"bsample\",\"\",7,\"Cay Sample <cay@example.org>\"]}\n"
	  "{\"timestamp\":\"50\",\"targetRef\":\"refs/heads/main\",\"reviewers\":[\"bsample\"]}\n",
	  false,
	  "req bsample| 50 requested\nreq Cay Sample|cay@example.org 100 requested\n" SAID(
		  "open by aexample| 50-0 seen 100 reviews 100 commit:01@50 head:01@50\n") },
	/* no request */
	{ "{\"timestamp\":\"100\",\"v\":1}\n[]\nx\n{\n{\"timestamp\":100}\n{\"reviewers\":\"bsample\"}\n{} {}\n", false,
	  "" },
	{ "{}\n", false, SAID("closed by | 0-0 seen 0 reviews 0 commit:01@0 head:01@0\n") },
	{ "{\"v\":0,\"timestamp\":\"99999999999999\",\"targetRef\":\"x\"}\n", false,
	  SAID("open by | 0-0 seen 0 reviews 0 commit:01@0 head:01@0\n") },
	{ "", false, "" },
};

START_TEST(a_request_is_what_its_newest_line_says)
{
	read(requests[_i].note, "", requests[_i].is_submitted);
	ck_assert_str_eq(buf_str(&said), requests[_i].expected);
}
END_TEST

START_TEST(lines_that_are_no_request_are_counted)
{
	read("{\"v\":1}\n\n[]\n \nx\n{}\n", "", false);
	ck_assert_uint_eq(summary.lost_count, 3);
}
END_TEST

/* ---- comments ---- */

static const struct {
	const char *note, *expected;
} comments[] = {
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\",\"description\":\"This can overflow\"}\n",
	  "cmt bsample| 100 words=3\n" },
	{ "{\"timestamp\":\"100\",\"author\":\"bo@example.org\",\"resolved\":true}\n",
	  "rev |bo@example.org 100 approved words=0\n" },
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\",\"resolved\":false,\"description\":\"No: it leaks\"}\n",
	  "rev bsample| 100 changes-requested words=3\n" },
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\",\"location\":{\"commit\":\"" FIRST
	  "\",\"path\":\"src/x.c\",\"range\":{\"startLine\":12}}}\n",
	  "cmt bsample| 100 words=0 src/x.c:12 at " FIRST "\n" },
	/* the vector of the format: a root with an empty Parent, and a reply by the hash of the raw line */
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\",\"Parent\":\"\",\"resolved\":true}\n"
	  "{\"timestamp\":\"200\",\"author\":\"csample\",\"parent\":\"" RAW_ONE "\",\"resolved\":true}\n",
	  "rev bsample| 100 approved words=0\ncmt csample| 200 words=0\n" },
	/* a reply accepts nothing, be its parent here or not, be it a hash or not */
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\",\"PARENT\":\"" FIRST "\",\"resolved\":true}\n"
	  "{\"timestamp\":\"100\",\"author\":\"csample\",\"parent\":\"x\",\"resolved\":true}\n",
	  "cmt bsample| 100 words=0\ncmt csample| 100 words=0\n" },
	/* of two keys that differ in case the last one stands, and null is nothing */
	{ "{\"author\":\"dsample\",\"Author\":\"bsample\",\"AUTHOR\":null,\"timestamp\":\"100\"}\n",
	  "cmt bsample| 100 words=0\n" },
	/* twice the same is once, in whatever order its keys stand */
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\"}\n{\"author\":\"bsample\",\"timestamp\":\"100\",\"x\":1}\n",
	  "cmt bsample| 100 words=0\n" },
	/* two at one moment are two */
	{ "{\"timestamp\":\"100\",\"author\":\"bsample\",\"description\":\"a\"}\n"
	  "{\"timestamp\":\"100\",\"author\":\"bsample\",\"description\":\"b\"}\n",
	  "cmt bsample| 100 words=1\ncmt bsample| 100 words=1\n" },
	/* nobody, and no time */
	{ "{\"timestamp\":\"100\",\"description\":\"a\"}\n{\"author\":\"  \"}\n", "" },
	{ "{\"timestamp\":\"soon\",\"author\":\"bsample\"}\n", "cmt bsample| 0 words=0\n" },
	/* half a pair of escapes, bytes that are no text */
	{ "{\"author\":\"bsample\",\"description\":\"a \\ud83d "
	  "b\"}\n{\"author\":\"csample\",\"description\":\"\xff\"}\n",
	  "cmt bsample| 0 words=2\ncmt csample| 0 words=0\n" },
};

START_TEST(each_comment_is_one_act)
{
	read("", comments[_i].note, false);
	ck_assert_str_eq(buf_str(&said), comments[_i].expected);
}
END_TEST

START_TEST(lines_that_are_no_comment_are_counted)
{
	read("",
	     "\n{\"v\":2}\n{\"author\":7}\n{\"resolved\":\"yes\"}\n{\"location\":[]}\n{\"location\":{\"range\":{"
	     "\"startLine\":-1}}}\n",
	     false);
	ck_assert_str_eq(buf_str(&said), "");
	ck_assert_uint_eq(summary.lost_count, 5);
	ck_assert_uint_eq(summary.comment_count, 0);
}
END_TEST

/* ---- names of comments ---- */

static const struct {
	const char *line, *canonical;
} written[] = {
	{ "{}", "{}" },
	{ "{ \"description\" : \"a\", \"timestamp\" : \"1\", \"author\":\"x\", \"v\":0, \"other\":[1] }",
	  "{\"timestamp\":\"1\",\"author\":\"x\",\"description\":\"a\"}" },
	{ "{\"signature\":\"s\",\"resolved\":false,\"Location\":{\"range\":{\"endLine\":3,\"startLine\":0},\"path\":"
	  "\"p\"},"
	  "\"Parent\":\"\",\"original\":\"o\"}",
	  "{\"original\":\"o\",\"location\":{\"path\":\"p\",\"range\":{\"startLine\":0,\"endLine\":3}},\"resolved\":"
	  "false,"
	  "\"signature\":\"s\"}" },
	{ "{\"location\":{}}", "{\"location\":{}}" },
	{ "{\"location\":{\"commit\":\"c\",\"range\":{\"startLine\":1,\"startColumn\":2,\"endLine\":3,\"endColumn\":4}}"
	  "}",
	  "{\"location\":{\"commit\":\"c\",\"range\":{\"startLine\":1,\"startColumn\":2,\"endLine\":3,\"endColumn\":4}}"
	  "}" },
	{ "{\"description\":\"<a> & \\\"b\\\" \\\\ \\/ \\n\\r\\t \\u0001 \xe2\x80\xa8\xe2\x80\xa9\xe2\x82\xac \\u00e9 "
	  "\x7f\"}",
	  "{\"description\":\"\\u003ca\\u003e \\u0026 \\\"b\\\" \\\\ / \\n\\r\\t \\u0001 \\u2028\\u2029\xe2\x82\xac "
	  "\xc3\xa9 \x7f\"}" },
};

START_TEST(a_comment_is_written_as_git_appraise_does)
{
	struct appraise_comment_line comment;
	json_t *object = appraise_line(text_of(written[_i].line));
	struct buf out = { 0 };

	ck_assert_ptr_nonnull(object);
	ck_assert(appraise_comment_decode(&comment, object));
	appraise_comment_write(&out, &comment);
	ck_assert_str_eq(buf_str(&out), written[_i].canonical);
	buf_release(&out);
	json_decref(object);
}
END_TEST

static void hex_of(struct buf *out, const char *bytes)
{
	unsigned char hash[SHA1_SIZE];

	sha1_of(hash, text_of(bytes));
	buf_clear(out);
	buf_add_hex(out, (struct text){ (const char *)hash, SHA1_SIZE });
}

/* A link by either hash of {"author":…} in an order that git-appraise does not write. */
START_TEST(links_go_by_either_name)
{
	static const char first[] = "{\"author\":\"bsample\",\"timestamp\":\"100\",\"description\":\"one\"}";
	static const char canonical[] = "{\"timestamp\":\"100\",\"author\":\"bsample\",\"description\":\"one\"}";
	const char *const names[] = { first, canonical };

	for (size_t i = 0; i < 2; i++) {
		struct buf hash = { 0 }, note = { 0 };

		hex_of(&hash, names[i]);
		buf_add_fmt(&note, "%s\n{\"timestamp\":\"200\",\"author\":\"csample\",\"parent\":\"%s\"}\n", first,
		            buf_str(&hash));
		buf_add_fmt(&note,
		            "{\"timestamp\":\"300\",\"author\":\"bsample\",\"original\":\"%s\",\"description\":\"one "
		            "two\"}\n",
		            buf_str(&hash));
		read("", buf_str(&note), false);
		ck_assert_str_eq(buf_str(&said), "cmt bsample| 100 words=2\ncmt csample| 200 words=0\n");
		ck_assert_uint_eq(summary.comment_count, 3);
		ck_assert_uint_eq(summary.reply_count, 1);
		ck_assert_uint_eq(summary.edit_count, 1);
		ck_assert_uint_eq(summary.stray_count, 0);
		buf_release(&hash);
		buf_release(&note);
	}
}
END_TEST

#define ROOT "{\"timestamp\":\"100\",\"author\":\"bsample\"}"

/* The root, then lines in which %s is its name. */
static void read_edits(const char *lines)
{
	struct buf hash = { 0 }, note = { 0 };
	struct text rest = text_of(lines), line;

	hex_of(&hash, ROOT);
	buf_add_str(&note, ROOT "\n");
	while (text_next_line(&rest, &line)) {
		ptrdiff_t at = text_find(line, TEXT("%s"), 0);

		buf_add_text(&note, text_slice(line, 0, (size_t)at));
		buf_add_text(&note, buf_text(&hash));
		buf_add_text(&note, text_slice(line, (size_t)at + 2, line.size));
		buf_add_char(&note, '\n');
	}
	read("", buf_str(&note), false);
	buf_release(&hash);
	buf_release(&note);
}

static const struct {
	const char *lines, *expected;
} edits[] = {
	/* the newest words at the first time, wherever they stand */
	{ "{\"timestamp\":\"300\",\"author\":\"bsample\",\"original\":\"%s\",\"description\":\"a b c\"}\n"
	  "{\"timestamp\":\"200\",\"author\":\"bsample\",\"original\":\"%s\",\"description\":\"a\"}",
	  "cmt bsample| 100 words=3\n" },
	{ "{\"timestamp\":\"200\",\"author\":\"bsample\",\"original\":\"%s\",\"resolved\":true}",
	  "rev bsample| 100 approved words=0\n" },
	/* of a reply it is one */
	{ "{\"timestamp\":\"200\",\"author\":\"bsample\",\"original\":\"%s\",\"parent\":\"x\",\"resolved\":true}",
	  "cmt bsample| 100 words=0\n" },
	/* another's wording is another's comment, and accepts nothing */
	{ "{\"timestamp\":\"200\",\"author\":\"csample\",\"original\":\"%s\",\"resolved\":true}",
	  "cmt bsample| 100 words=0\ncmt csample| 200 words=0\n" },
	/* of what is not here */
	{ "{\"timestamp\":\"200\",\"author\":\"bsample\",\"original\":\"00%s\",\"resolved\":true}",
	  "cmt bsample| 100 words=0\ncmt bsample| 200 words=0\n" },
};

START_TEST(an_edit_is_no_second_comment)
{
	read_edits(edits[_i].lines);
	ck_assert_str_eq(buf_str(&said), edits[_i].expected);
}
END_TEST

START_TEST(of_a_chain_of_edits_the_first_time_and_the_last_words_stay)
{
	struct buf note = { 0 }, line = { 0 }, hash = { 0 };

	buf_add_str(&line, ROOT);
	for (int i = 1; i <= 3000; i++) {
		hex_of(&hash, buf_str(&line));
		buf_add_text(&note, buf_text(&line));
		buf_add_char(&note, '\n');
		buf_clear(&line);
		buf_add_fmt(&line, "{\"timestamp\":\"%d\",\"author\":\"bsample\",\"original\":\"%s\"%s}", 100 + i,
		            buf_str(&hash), i == 3000 ? ",\"description\":\"a b\"" : "");
	}
	buf_add_text(&note, buf_text(&line));
	read("", buf_str(&note), false);
	ck_assert_str_eq(buf_str(&said), "cmt bsample| 100 words=2\n");
	buf_release(&note);
	buf_release(&line);
	buf_release(&hash);
}
END_TEST

/* ---- bounds ---- */

START_TEST(lines_and_comments_have_bounds)
{
	struct buf note = { 0 };
	size_t line_count = 0;
	struct text rest, line;

	buf_add_str(&note, "{\"author\":\"bsample\",\"description\":\"");
	while (note.size < APPRAISE_LINE_MAX_SIZE)
		buf_add_str(&note, "a long word ");
	buf_add_str(&note, "\"}\n");
	for (int i = 0; i < APPRAISE_COMMENT_MAX_COUNT + 5; i++)
		buf_add_fmt(&note, "{\"author\":\"b%d\"}\n", i);
	read("", buf_str(&note), false);
	ck_assert_uint_eq(summary.lost_count, 6);
	ck_assert_uint_eq(summary.comment_count, APPRAISE_COMMENT_MAX_COUNT);
	for (rest = buf_text(&said); text_next_line(&rest, &line);)
		line_count++;
	ck_assert_uint_eq(line_count, APPRAISE_COMMENT_MAX_COUNT);
	buf_release(&note);
}
END_TEST

Suite *suite_appraise(void)
{
	Suite *suite = suite_create("appraise");
	TCase *tc = tcase_create("appraise");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, a_request_is_what_its_newest_line_says, 0, sizeof(requests) / sizeof(requests[0]));
	tcase_add_test(tc, lines_that_are_no_request_are_counted);
	tcase_add_loop_test(tc, each_comment_is_one_act, 0, sizeof(comments) / sizeof(comments[0]));
	tcase_add_test(tc, lines_that_are_no_comment_are_counted);
	tcase_add_loop_test(tc, a_comment_is_written_as_git_appraise_does, 0, sizeof(written) / sizeof(written[0]));
	tcase_add_test(tc, links_go_by_either_name);
	tcase_add_loop_test(tc, an_edit_is_no_second_comment, 0, sizeof(edits) / sizeof(edits[0]));
	tcase_add_test(tc, of_a_chain_of_edits_the_first_time_and_the_last_words_stay);
	tcase_add_test(tc, lines_and_comments_have_bounds);
	suite_add_tcase(suite, tc);
	return suite;
}
