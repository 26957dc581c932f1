/* Exports as a whole: shapes of pages, hostile items, what is missing, and what is told of it. */
#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "lead/alloc.h"
#include "lead/import.h"

Suite *suite_import(void);

static void log_request(void *payload, const struct request_fact *request)
{
	buf_add_fmt(payload, "request " TEXT_FMT " " TEXT_FMT "\n", TEXT_ARG(request->change),
	            TEXT_ARG(request->author));
}

static void log_act(void *payload, const struct request_act_fact *act)
{
	buf_add_fmt(payload, "act " TEXT_FMT " " TEXT_FMT " " TEXT_FMT "\n", TEXT_ARG(act->change),
	            TEXT_ARG(act->source), TEXT_ARG(act->who.name));
}

static void log_account(void *payload, const struct account_fact *account)
{
	buf_add_fmt(payload, "account " TEXT_FMT "\n", TEXT_ARG(account->login));
}

static void log_trouble(void *payload, const struct import_trouble *trouble)
{
	buf_add_fmt(payload, "! %" PRIu64 " %" PRIu64 " %s: " TEXT_FMT "\n", trouble->item, trouble->offset,
	            trouble->is_lost ? "lost" : "kept", TEXT_ARG(trouble->words));
}

static void log_summary(struct buf *log, const struct import_summary *summary)
{
	buf_add_fmt(log, "read %" PRIu64 " lost %" PRIu64, summary->item_count, summary->lost_count);
	if (summary->missing_count)
		buf_add_fmt(log, " missing %" PRIu64, summary->missing_count);
	if (summary->ghost_count)
		buf_add_fmt(log, " ghosts %" PRIu64, summary->ghost_count);
	if (summary->issue_count)
		buf_add_fmt(log, " issues %" PRIu64, summary->issue_count);
	buf_add_str(log, summary->is_cut ? " cut\n" : "\n");
}

static struct import *begin(struct buf *log)
{
	return import_new(&(struct request_sink){ log, log_request, log_act, log_account, log_trouble });
}

/* Fed in pieces: up to first, then of the given size each. */
static char *import_log(struct text input, size_t first, size_t piece)
{
	struct buf log = { 0 };
	struct import *import = begin(&log);
	struct import_summary summary;
	size_t at = 0;

	while (at < input.size) {
		size_t want = at ? piece : first;

		if (want > input.size - at)
			want = input.size - at;
		import_feed(import, input.at + at, want);
		at += want;
	}
	import_finish(import, &summary);
	import_free(import);
	ck_assert_uint_eq(summary.byte_count, input.size);
	log_summary(&log, &summary);
	return buf_detach(&log);
}

static void expect(struct text input, const char *expected)
{
	char *log = import_log(input, input.size, input.size);

	ck_assert_msg(strcmp(log, expected) == 0, "%.300s\ngives:\n%sinstead of:\n%s", input.at, log, expected);
	free(log);
}

#define PR(number, more)                                                                                   \
	"{\"number\":" number ",\"author\":{\"login\":\"bsample\"},\"mergedAt\":\"2026-01-02T03:04:05Z\"," \
	"\"isDraft\":false,\"state\":\"MERGED\"" more "}"
#define NODES(total, next, nodes)                                                                      \
	"{\"data\":{\"repository\":{\"pullRequests\":{\"totalCount\":" total ",\"nodes\":[" nodes "]," \
	"\"pageInfo\":{\"hasNextPage\":" next "}}}}}"
#define ONE PR("1", "")
#define TWO PR("2", "")

/* ---- shapes ---- */

static const char *const shapes[] = {
	"[" ONE "," TWO "]",
	"[" ONE "][" TWO "]",
	"[" ONE "]\n[" TWO "]\n",
	"[[" ONE "],[" TWO "]]",
	ONE "\n" TWO "\n",
	ONE TWO,
	"\xEF\xBB\xBF[" ONE "," TWO "]",
	")]}'\n[" ONE "," TWO "]",
	"[\n  " ONE ",\n  " TWO "\n]\n",
	"{\"answer\":[" ONE "," TWO "]}",
};

START_TEST(each_shape_gives_the_same_wherever_it_is_cut)
{
	struct text input = text_of(shapes[_i]);
	char *expected = import_log(text_of(shapes[0]), strlen(shapes[0]), 1);

	ck_assert_ptr_nonnull(strstr(expected, "request pr:1 bsample\n"));
	ck_assert_ptr_nonnull(strstr(expected, "request pr:2 bsample\n"));
	ck_assert_ptr_nonnull(strstr(expected, "read 2 lost 0\n"));
	for (size_t first = 1; first <= input.size; first++) {
		char *two = import_log(input, first, input.size);
		char *bytes = import_log(input, first, 1);

		ck_assert_str_eq(two, expected);
		ck_assert_str_eq(bytes, expected);
		free(two);
		free(bytes);
	}
	free(expected);
}
END_TEST

/* ---- rows ---- */

#define REQUEST_1 "request pr:1 bsample\n"
#define REQUEST_2 "request pr:2 bsample\n"

static const struct {
	const char *input, *expected;
} rows[] = {
	{ "", "read 0 lost 0\n" },
	{ " \n\n", "read 0 lost 0\n" },
	{ "[]", "read 0 lost 0\n" },
	{ "[[]]", "read 0 lost 0\n" },
	{ "{}", "! 1 0 lost: an object with nothing in it\nread 0 lost 1\n" },
	{ "null", "! 0 0 kept: no JSON: passed over\nread 0 lost 0\n" },
	{ "7", "! 0 0 kept: no JSON: passed over\nread 0 lost 0\n" },
	{ "[7]", "! 1 1 lost: no object\nread 0 lost 1\n" },
	{ "\xFF\xFE[", "! 1 0 lost: no UTF-8 but UTF-16 or something compressed: to be converted first\n"
	               "read 0 lost 1\n" },
	{ "[{\"b\":1,\"\\u0007\xFF\":2},{\"k1\":1,\"k2\":1,\"k3\":1,\"k4\":1,\"k5\":1,\"k6\":1,\"k7\":1}]",
	  "! 1 1 kept: not UTF-8: repaired\n! 1 1 lost: of no known kind: has b,  \xEF\xBF\xBD\n"
	  "! 2 21 lost: of no known kind: has k1, k2, k3, k4, k5, k6, ...\nread 0 lost 2\n" },
	/* What is repaired, and what is none to repair. */
	{ "[" PR("1", ",\"body\":\"a\\u0000b\"") "]", REQUEST_1 "read 1 lost 0\n" },
	{ "[" PR("1", ",\"body\":\"\\ud83d\\ude00\"") "]", REQUEST_1 "read 1 lost 0\n" },
	{ "[" PR("1", ",\"body\":\"a\\ud83d\"") "]",
	  "! 1 1 kept: half a surrogate pair: repaired\n" REQUEST_1 "read 1 lost 0\n" },
	{ PR("1", ",\"body\":\"\\ud83d\\ud83d\\ude00 \\ude00\\\\ud83d\""),
	  "! 1 0 kept: half a surrogate pair: repaired\n" REQUEST_1 "read 1 lost 0\n" },
	{ PR("1", ",\"body\":\"\xC3\""), "! 1 0 kept: not UTF-8: repaired\n" REQUEST_1 "read 1 lost 0\n" },
	{ PR("1", ",\"id\":1180591620717411303424"),
	  "! 1 0 kept: a number beyond 64 bit: repaired\n" REQUEST_1 "read 1 lost 0\n" },
	{ PR("1", ",\"id\":-9223372036854775808,\"x\":9223372036854775808,\"y\":1e999"),
	  "! 1 0 kept: a number beyond 64 bit: repaired\n" REQUEST_1 "read 1 lost 0\n" },
	{ PR("1", ",\"body\":\"a\tb\001\""),
	  "! 1 0 kept: control bytes in a string: repaired\n" REQUEST_1 "read 1 lost 0\n" },
	{ PR("1", ",\"a\\u0000\":\"\\u0000\tx\xFF\\udead\""),
	  "! 1 0 kept: half a surrogate pair, not UTF-8, control bytes in a string, a null character in a name of it: "
	  "repaired\n" REQUEST_1 "read 1 lost 0\n" },
	/* One bad item, and what became of its neighbours. */
	{ "[" ONE ",{\"number\":2,},7," TWO "]", REQUEST_1
	  "! 2 110 lost: not read: string or '}' expected\n! 3 124 lost: no object\n" REQUEST_2 "read 2 lost 2\n" },
	{ "{\"number\":\n" ONE "\n{\"number\":3\n" TWO,
	  "! 1 0 lost: its line ends in the middle\n" REQUEST_1 "! 3 120 lost: its line ends in the middle\n" REQUEST_2
	  "read 2 lost 2\n" },
	{ "[" ONE ",{\"number\":2", REQUEST_1 "! 2 110 lost: cut off in the middle\nread 1 lost 1 cut\n" },
	{ "[" ONE ",", REQUEST_1 "! 0 110 kept: cut off between items\nread 1 lost 0 cut\n" },
	/* Deleted users. */
	{ "[{\"number\":1,\"author\":{\"is_bot\":true,\"login\":\"app/\"},\"state\":\"OPEN\",\"mergedAt\":null}]",
	  "request pr:1 \nread 1 lost 0\n" },
	/* What a forge says. */
	{ "{\"message\":\"API rate limit\\u001b[0m exceeded\",\"documentation_url\":\"https://docs.example.org\"}",
	  "! 1 0 lost: the forge answered: API rate limit [0m exceeded\nread 0 lost 1\n" },
	{ "{\"message\":\"401 Unauthorized\"}", "! 1 0 lost: the forge answered: 401 Unauthorized\nread 0 lost 1\n" },
	{ "{\"message\":{\"base\":[\"no\"]}}", "! 1 0 lost: the forge answered: {\"base\":[\"no\"]}\nread 0 lost 1\n" },
	{ "{\"error\":\"invalid_token\",\"error_description\":\"revoked\"}",
	  "! 1 0 lost: the forge answered: invalid_token: revoked\nread 0 lost 1\n" },
	{ "{\"data\":null,\"errors\":[{\"message\":\"a\"},{\"message\":\"b\"}]}",
	  "! 1 0 lost: the forge answered: a; b\nread 0 lost 1\n" },
	{ "{\"errors\":[{\"message\":\"a\"},\"b\"],\"data\":{},\"x\":[]}",
	  "! 0 10 kept: the forge answered: a\n! 0 10 kept: the forge answered: b\nread 0 lost 0\n" },
	{ "{\"data\":{},\"errors\":[{\"message\":\"a\"}]}", "! 0 21 kept: the forge answered: a\nread 0 lost 0\n" },
	{ "{\"message\":\"m\",\"sha\":\"0123\"}", "! 1 0 lost: of no known kind: has message, sha\nread 0 lost 1\n" },
	/* What the export says to be missing. */
	{ NODES("2", "true", ""), "! 0 0 kept: the export says that more follows: 0 of 2 are here\n"
	                          "read 0 lost 0 missing 2 cut\n" },
	{ NODES("2", "true", "null") NODES("2", "false", "null"),
	  "! 1 63 lost: no object\n! 2 167 lost: no object\nread 0 lost 2\n" },
	{ NODES("5", "true", "null") NODES("5", "false", "null"),
	  "! 1 63 lost: no object\n! 2 167 lost: no object\n"
	  "! 0 104 kept: the export counts more than it holds: 2 of 5 are here\nread 0 lost 2 missing 3\n" },
	{ "{\"data\":{\"a\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":true}}}}",
	  "! 0 0 kept: the export says that more follows: 0 are here\nread 0 lost 0 cut\n" },
	{ "{\"data\":{\"a\":{\"totalCount\":3,\"nodes\":[{",
	  "! 1 38 lost: cut off in the middle\n"
	  "! 0 0 kept: the export says that more follows: 1 of 3 are here\nread 0 lost 1 missing 2 cut\n" },
	{ "{\"repo\":\"o/r\",\"issues\":[{\"title\":\"t\"}],\"pulls\":[]}", "read 0 lost 0 issues 1\n" },
	{ "{\"data\":{\"repository\":{\"issues\":{\"nodes\":[{\"title\":\"t\"}]}}}}", "read 0 lost 0 issues 1\n" },
};

START_TEST(each_input_gives_exactly_this)
{
	expect(text_of(rows[_i].input), rows[_i].expected);
}
END_TEST

START_TEST(rows_do_not_depend_on_pieces)
{
	struct text input = text_of(rows[_i].input);

	for (size_t first = 1; first < input.size; first++) {
		char *two = import_log(input, first, input.size);
		char *bytes = import_log(input, first, 1);

		ck_assert_str_eq(two, rows[_i].expected);
		ck_assert_str_eq(bytes, rows[_i].expected);
		free(two);
		free(bytes);
	}
}
END_TEST

/* ---- made ones ---- */

static void nest(struct buf *out, size_t depth)
{
	buf_add_str(out,
	            "[{\"number\":1,\"author\":{\"login\":\"bsample\"},\"mergedAt\":\"2026-01-02T03:04:05Z\",\"x\":");
	for (size_t i = 0; i < depth; i++)
		buf_add_char(out, '[');
	for (size_t i = 0; i < depth; i++)
		buf_add_char(out, ']');
	buf_add_str(out, "}," TWO "]");
}

START_TEST(nesting_is_read_as_deep_as_jansson_goes)
{
	struct buf input = { 0 };

	nest(&input, 200);
	expect(buf_text(&input), REQUEST_1 REQUEST_2 "read 2 lost 0\n");
	buf_clear(&input);
	nest(&input, 100000);
	expect(buf_text(&input), "! 1 1 lost: not read: maximum parsing depth reached\n" REQUEST_2 "read 1 lost 1\n");
	buf_release(&input);
}
END_TEST

START_TEST(the_same_words_are_told_twenty_times)
{
	struct buf input = { 0 };
	char *log;
	size_t count = 0;

	for (size_t i = 0; i < 25; i++)
		buf_add_str(&input, "{\"a\":1}\n");
	log = import_log(buf_text(&input), input.size, input.size);
	for (const char *at = log; (at = strstr(at, "has a\n")) != NULL; at++)
		count++;
	ck_assert_uint_eq(count, 21);
	ck_assert_ptr_nonnull(strstr(log, "! 20 152 lost: of no known kind: has a\n"
	                                  "! 0 0 lost: 5 more: of no known kind: has a\nread 0 lost 25\n"));
	free(log);
	buf_release(&input);
}
END_TEST

START_TEST(ever_new_words_come_to_an_end)
{
	struct buf input = { 0 };
	char *log;

	for (size_t i = 0; i < 1000; i++)
		buf_add_fmt(&input, "{\"a%zu\":1}", i);
	log = import_log(buf_text(&input), input.size, input.size);
	ck_assert_ptr_nonnull(strstr(log, "! 0 0 lost: 780 more: of other kinds\nread 0 lost 1000\n"));
	free(log);
	buf_release(&input);
}
END_TEST

START_TEST(an_item_of_80_mib_is_passed_over)
{
	static char piece[64 * 1024];
	struct buf log = { 0 };
	struct import *import = begin(&log);
	struct import_summary summary;
	struct rusage usage;

	memset(piece, 'x', sizeof(piece));
	import_feed(import, "[" ONE ",{\"body\":\"", 1 + strlen(ONE) + 10);
	for (size_t i = 0; i < 80 * 16; i++)
		import_feed(import, piece, sizeof(piece));
	import_feed(import, "\"}," TWO "]", 3 + strlen(TWO) + 1);
	import_finish(import, &summary);
	import_free(import);
	log_summary(&log, &summary);
	ck_assert_str_eq(buf_str(&log),
	                 REQUEST_1 "! 2 110 lost: larger than 64 MiB or a million values: passed over\n" REQUEST_2
	                           "read 2 lost 1\n");
	buf_release(&log);
	/* The item as far as it was kept, while it was moved to larger room. */
	ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
	ck_assert_int_lt(usage.ru_maxrss, 320 * 1024);
}
END_TEST

START_TEST(every_kind_has_a_name_and_a_place_to_be_counted)
{
	struct import_summary summary;
	struct buf log = { 0 };
	struct import *import = begin(&log);
	uint64_t count = 0;
	size_t kinds = 0;

	import_feed(import, ONE "{\"message\":\"no\"}", strlen(ONE) + 16);
	import_finish(import, &summary);
	import_free(import);
	buf_release(&log);
	while (import_format_at(kinds).name) {
		ck_assert_ptr_nonnull(import_format_at(kinds).summary);
		ck_assert_uint_lt(kinds, sizeof(summary.kind_counts) / sizeof(summary.kind_counts[0]));
		count += summary.kind_counts[kinds++];
	}
	ck_assert_uint_eq(count, 2);
}
END_TEST

Suite *suite_import(void)
{
	Suite *suite = suite_create("import");
	TCase *rows_case = tcase_create("rows");
	TCase *made = tcase_create("made");

	tcase_add_loop_test(rows_case, each_shape_gives_the_same_wherever_it_is_cut, 0,
	                    sizeof(shapes) / sizeof(shapes[0]));
	tcase_add_loop_test(rows_case, each_input_gives_exactly_this, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(rows_case, rows_do_not_depend_on_pieces, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	tcase_add_test(made, nesting_is_read_as_deep_as_jansson_goes);
	tcase_add_test(made, the_same_words_are_told_twenty_times);
	tcase_add_test(made, ever_new_words_come_to_an_end);
	tcase_add_test(made, an_item_of_80_mib_is_passed_over);
	tcase_add_test(made, every_kind_has_a_name_and_a_place_to_be_counted);
	suite_add_tcase(suite, made);
	return suite;
}
