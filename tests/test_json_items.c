/* Where a stream of JSON is cut into items, however the stream itself is cut. */
#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "../analyzers/evidence/json_items.h"
#include "lead/alloc.h"

Suite *suite_json_items(void);

#define ITEM_MAX 40

/* The text that is being cut, so that offsets can be held to it; NULL where it is made piece by piece. */
static const char *whole;

static void log_item(void *payload, const struct json_item *item)
{
	struct buf *log = payload;

	if (whole)
		ck_assert_int_eq(memcmp(whole + item->offset, item->bytes.at, item->bytes.size), 0);
	buf_add_fmt(log, "%" PRIu64 " ", item->offset);
	buf_add_text(log, item->path);
	if (item->project.size)
		buf_add_fmt(log, " repo=" TEXT_FMT, TEXT_ARG(item->project));
	if (item->request_iid.size)
		buf_add_fmt(log, " iid=" TEXT_FMT, TEXT_ARG(item->request_iid));
	buf_add_str(log, " ");
	buf_add_text(log, item->bytes);
	buf_add_char(log, '\n');
}

static void log_page(void *payload, const struct json_page *page)
{
	buf_add_fmt(payload, "page " TEXT_FMT " %" PRIu64 "/%" PRId64 " next=%d\n", TEXT_ARG(page->path),
	            page->node_count, page->total_count, page->has_next);
}

static void log_trouble(void *payload, enum json_trouble trouble, uint64_t offset)
{
	static const char *const names[] = { "large", "element", "line", "cut", "cut-list", "stray", "no-text" };

	buf_add_fmt(payload, "! %s %" PRIu64 "\n", names[trouble], offset);
}

static const struct {
	const char *input, *expected;
} rows[] = {
	/* Nothing. */
	{ "", "" },
	{ " \n\t\r\n", "" },
	{ "[]", "" },
	{ "[[]]", "" },
	{ "[[],[ ]]\n[]", "" },
	{ "{}", "0  {}\n" },
	{ "null", "! stray 0\n" },
	{ "42\n43", "! stray 0\n" },
	{ "\"{\"", "! stray 0\n! cut 1\n" },
	/* The shapes in which pages are saved. */
	{ "[{\"a\":1},{\"b\":[{\"c\":2}]}]", "1  {\"a\":1}\n9  {\"b\":[{\"c\":2}]}\n" },
	{ "[{\"a\":1}][{\"b\":2}]", "1  {\"a\":1}\n10  {\"b\":2}\n" },
	{ "[{\"a\":1}]\n[{\"b\":2}]\n", "1  {\"a\":1}\n11  {\"b\":2}\n" },
	{ "[[{\"a\":1}],[{\"b\":2}]]", "2  {\"a\":1}\n12  {\"b\":2}\n" },
	{ "[[[[{\"a\":1}]]],{\"b\":2}]", "4  {\"a\":1}\n15  {\"b\":2}\n" },
	{ "{\"a\":1}\n{\"b\":2}\n", "0  {\"a\":1}\n8  {\"b\":2}\n" },
	{ "{\"a\":1}\r\n{\"b\":2}\r\n", "0  {\"a\":1}\n9  {\"b\":2}\n" },
	{ "{\"a\":1}{\"b\":2}", "0  {\"a\":1}\n7  {\"b\":2}\n" },
	{ "{\n\"a\": 1\n}\n{\n\"b\":\n{}\n}\n", "0  {\n\"a\": 1\n}\n11  {\n\"b\":\n{}\n}\n" },
	/* Pages of Bitbucket and of Azure DevOps. */
	{ "{\"isLastPage\":true,\"values\":[{\"a\":1},{}]}", "29 values {\"a\":1}\n37 values {}\npage  2/-1 next=0\n" },
	{ "{\"values\":[],\"isLastPage\":false}{\"values\":[]}", "page  0/-1 next=1\npage  0/-1 next=-1\n" },
	{ "{\"pagelen\":1,\"size\":3,\"values\":[{}],\"next\":\"x\"}", "32 values {}\npage  1/3 next=1\n" },
	{ "{\"values\":[{\"next\":\"x\"}],\"pagelen\":1}", "11 values {\"next\":\"x\"}\npage  1/-1 next=0\n" },
	{ "{\"value\":[{}],\"count\":1}", "10 value {}\npage  1/-1 next=-1\n" },
	{ "{\"values\":{\"0\":\"none\"}}", "0  {\"values\":{\"0\":\"none\"}}\n" },
	{ "{\"pull_request_number\":7,\"answer\":[{}]}", "35 answer iid=7 {}\n" },
	{ "{\"change_number\":7,\"answer\":{\"a\":[]}}", "28 answer iid=7 {\"a\":[]}\n" },
	{ "\xEF\xBB\xBF{\"a\":1}", "3  {\"a\":1}\n" },
	{ "\xEF\xBB\xBF[]\xEF\xBB\xBF[{}]", "9  {}\n" },
	{ ")]}'\n[{\"a\":1}]\n)]}'\n[{\"b\":2}]", "6  {\"a\":1}\n21  {\"b\":2}\n" },
	{ "\xEF\xBB\xBF)]}'{\"a\":1}", "7  {\"a\":1}\n" },
	{ ")]{\"a\":1}", "! stray 0\n2  {\"a\":1}\n" },
	{ ")]}", "! stray 0\n" },
	{ "\xEF\xBB{}", "! stray 0\n2  {}\n" },
	{ "\xFF\xFE{\0}", "! no-text 0\n" },
	/* Strings and escapes. */
	{ "[{\"a\":\"}]{[\"},{\"b\":\"\\\"}\"}]", "1  {\"a\":\"}]{[\"}\n14  {\"b\":\"\\\"}\"}\n" },
	{ "[{\"a\":\"\\\\\"},{\"b\":\"\\\\\\\"}\"}]", "1  {\"a\":\"\\\\\"}\n12  {\"b\":\"\\\\\\\"}\"}\n" },
	{ "{\"data\\\"\":{\"nodes\":[{}]}}", "0  {\"data\\\"\":{\"nodes\":[{}]}}\n" },
	/* Elements that are no objects. */
	{ "[1,{\"a\":1},\"b{\",null , true]", "! element 1\n3  {\"a\":1}\n! element 11\n! element 16\n! element 23\n" },
	/* A bad item alone. */
	{ "[{\"a\":},{\"b\":2}]", "1  {\"a\":}\n8  {\"b\":2}\n" },
	{ "[{\"a\":[1},{\"b\":2}]", "1  {\"a\":[1}\n10  {\"b\":2}\n" },
	{ "[{\"a\":1]},{\"b\":2}]", "1  {\"a\":1]}\n10  {\"b\":2}\n" },
	{ "[{\"a\":1}},{\"b\":2}]", "1  {\"a\":1}\n! stray 8\n10  {\"b\":2}\n" },
	{ "{\"a\":1}}]]{\"b\":2}]", "0  {\"a\":1}\n! stray 7\n10  {\"b\":2}\n! stray 17\n" },
	{ "[{\"a\":1}{\"b\":2}]", "1  {\"a\":1}\n8  {\"b\":2}\n" },
	{ "HTTP/2 200 OK\nx: y\n\n{\"a\":1}\nbye\n", "! stray 0\n20  {\"a\":1}\n! stray 28\n" },
	/* Items of exactly the most, and one more. */
	{ "[{\"a\":\"23456789012345678901234567890123\"},{}]",
	  "1  {\"a\":\"23456789012345678901234567890123\"}\n42  {}\n" },
	{ "[{\"a\":\"234567890123456789012345678901234\"},{}]", "! large 1\n43  {}\n" },
	{ "[{\"a\":\"234567890123456789012345678901234", "! cut 1\n" },
	/* Cut off. */
	{ "[{\"a\":1},", "1  {\"a\":1}\n! cut-list 9\n" },
	{ "[{\"a\":1},{\"b", "1  {\"a\":1}\n! cut 9\n" },
	{ "{\"a\":\"x\\", "! cut 0\n" },
	{ "[[{\"a\":1}]", "2  {\"a\":1}\n! cut-list 10\n" },
	/* One object a line, and a line that ends too early. */
	{ "{\"a\":1,\"b\n{\"c\":2}\n", "! line 0\n10  {\"c\":2}\n" },
	{ "{\"a\":1,\n{\"c\":2}\n{\"d\":3}\n", "! line 0\n8  {\"c\":2}\n16  {\"d\":3}\n" },
	{ "{\"a\":1\n{\"c\":2}\n", "! line 0\n7  {\"c\":2}\n" },
	{ "{\"a\"\r\n{\"c\":2}\n", "! line 0\n6  {\"c\":2}\n" },
	{ "{\n{\"c\":2}\n", "! line 0\n2  {\"c\":2}\n" },
	{ "{}\n{\"a\":\"\\\n{\"c\":2}\n", "0  {}\n! line 3\n11  {\"c\":2}\n" },
	{ "[{\"a\":1},{\"b\":\"x\n[{\"c\":2}]\n", "1  {\"a\":1}\n! line 9\n18  {\"c\":2}\n" },
	{ "[\n{\"a\":\"x\n{\"c\":2}\n]\n{}", "! line 2\n10  {\"c\":2}\n20  {}\n" },
	/* ... at a place where what follows could be a part of it. */
	{ "{\"a\":\n{\"c\":2}\n{\"d\":3}\n", "! line 0\n6  {\"c\":2}\n14  {\"d\":3}\n" },
	{ "{\"a\":\n{\"c\":2}\n", "! line 0\n6  {\"c\":2}\n" },
	{ "{\"a\":[\n{\"c\":[\n{\"d\":\"3\n{}", "! line 0\n! line 7\n! line 14\n22  {}\n" },
	{ "[{\"a\":\n[{\"c\":2}]\n[{}]", "! line 1\n8  {\"c\":2}\n18  {}\n" },
	{ "[\n{\"a\":\n{\"b\":2}\n]\n", "! line 2\n8  {\"b\":2}\n" },
	{ "{\"pulls\":[{\"a\":\n{\"pulls\":[{}]}\n{}", "! line 10\n26 pulls {}\n31  {}\n" },
	/* ... but not where all is well. */
	{ "{\"a\":[\n{\"b\":2},\n{\"c\":3}]}", "0  {\"a\":[\n{\"b\":2},\n{\"c\":3}]}\n" },
	{ "{\"a\":\n{\"b\":2}}", "0  {\"a\":\n{\"b\":2}}\n" },
	{ "{\n\"a\":\"x\n{\"}{}", "0  {\n\"a\":\"x\n{\"}\n12  {}\n" },
	{ "[\n{\"b\":2},\n{\"c\":3}\n{}]", "2  {\"b\":2}\n11  {\"c\":3}\n19  {}\n" },
	/* GraphQL. */
	{ "{\"data\":{\"repository\":{\"pullRequests\":{\"totalCount\":3,\"pageInfo\":{\"hasNextPage\":true,"
	  "\"endCursor\":\"x\"},\"nodes\":[{\"a\":{\"nodes\":[{}]}},null]}}}}",
	  "111 data.repository.pullRequests.nodes {\"a\":{\"nodes\":[{}]}}\n! element 132\n"
	  "page data.repository.pullRequests 2/3 next=1\n" },
	{ "[{\"data\":{\"search\":{\"edges\":[{\"node\":{}}],\"pageInfo\":{\"hasNextPage\":false},"
	  "\"issueCount\":1}}},{\"data\":{\"search\":{\"nodes\":[]}}}]",
	  "29 data.search.edges {\"node\":{}}\npage data.search 1/1 next=0\npage data.search 0/-1 next=-1\n" },
	/* Under another name whoever asked keeps the place: git-lead-gh ends where its period does. */
	{ "{\"data\":{\"a\":{\"page\":{\"hasNextPage\":true},\"nodes\":[{}]}}}",
	  "51 data.a.nodes {}\npage data.a 1/-1 next=-1\n" },
	{ "{\"errors\":[{\"message\":\"m]\"}],\"data\":{\"repository\":{\"pullRequest\":{\"a\":1},"
	  "\"labels\":[{\"x\":1}]}}}",
	  "10 errors [{\"message\":\"m]\"}]\n65 data.repository.pullRequest {\"a\":1}\n" },
	{ "{\"data\":{\"node\":{\"a\":1}},\"errors\":[{\"message\":\"m\"}]}",
	  "16 data.node {\"a\":1}\n35 errors {\"message\":\"m\"}\n" },
	{ "{\"data\":null,\"errors\":[{}]}", "0  {\"data\":null,\"errors\":[{}]}\n" },
	{ "{\"message\":\"m\",\"errors\":[{}]}", "0  {\"message\":\"m\",\"errors\":[{}]}\n" },
	{ "{\"data\":{\"a\":{\"totalCount\":9,\"nodes\":[{\"b\":1},{\"c\":",
	  "38 data.a.nodes {\"b\":1}\n! cut 46\npage data.a 2/9 next=-1\n" },
	/* One answer a line, the first one broken. */
	{ "{\"data\":{\"a\":{\"totalCount\":9,\"nodes\":[{\"b\":\"1\n{\"data\":{\"a\":{\"nodes\":[{}]}}}",
	  "! line 38\npage data.a 1/9 next=-1\n69 data.a.nodes {}\npage data.a 1/-1 next=-1\n" },
	{ "{\"data\":{\"a\":{\"pageInfo\":{\"endCursor\":\"1\n{\"data\":{\"a\":{\"nodes\":[{}]}}}",
	  "! cut-list 41\n64 data.a.nodes {}\npage data.a 1/-1 next=-1\n" },
	{ "{\"data\":{\"a\":\n{\"data\":{\"a\":{\"nodes\":[{}]}}}",
	  "! cut-list 14\n37 data.a.nodes {}\npage data.a 1/-1 next=-1\n" },
	{ "{\"data\":{\"a\":{\"nodes\":[{}]}\n{\"data\":{\"a\":{\"nodes\":[{}]}}}",
	  "23 data.a.nodes {}\npage data.a 1/-1 next=-1\n! cut-list 28\n51 data.a.nodes {}\npage data.a 1/-1 "
	  "next=-1\n" },
	{ "{\"data\":{\"a\":{\"nodes\":[\n{\"x\":\n{}},\n{\"y\":[\n{}]}]}}}",
	  "24 data.a.nodes {\"x\":\n{}}\n35 data.a.nodes {\"y\":[\n{}]}\npage data.a 2/-1 next=-1\n" },
	{ "{\"data\":\n{\"data\":{\"a\":{\"nodes\":[{}]}}}",
	  "! line 0\n32 data.a.nodes {}\npage data.a 1/-1 next=-1\n" },
	{ "{\"repo\":\"o/r\",\"pulls\":[{},\n{\"repo\":\"o/s\",\"pulls\":[{}]}",
	  "23 pulls repo=o/r {}\n! cut-list 27\n50 pulls repo=o/s {}\n" },
	{ "{\"repo\":\"o/r\",\"pulls\":[\n{\"a\":1},\n{\"data\":{}}]}",
	  "24 pulls repo=o/r {\"a\":1}\n33 pulls repo=o/r {\"data\":{}}\n" },
	/* archive.json, and what wraps the answers of GitLab. */
	{ "{\"magic\":\"x\",\"labels\":[{\"repo\":\"n/n\"}],\"repo\":\"o\\/r\",\"issues\":[{\"a\":1}],\"x\":[[}]],"
	  "\"pulls\":[{\"b\":2}]}{\"c\":3}",
	  "63 issues repo=o/r {\"a\":1}\n91 pulls repo=o/r {\"b\":2}\n100  {\"c\":3}\n" },
	{ "{\"pulls\":[{}],\"repo\":\"o/r\",\"issues\":[{}]}", "10 pulls {}\n37 issues repo=o/r {}\n" },
	{ "{\"merge_request_iid\":12,\"answer\":[{\"a\":1},[{\"b\":2}]]}",
	  "34 answer iid=12 {\"a\":1}\n43 answer iid=12 {\"b\":2}\n" },
	{ "{\"merge_request_iid\":\"12\",\"answer\":{\"a\":1}}\n{\"a\":{\"iid\":1,\"answer\":[]}}",
	  "35 answer iid=12 {\"a\":1}\n44  {\"a\":{\"iid\":1,\"answer\":[]}}\n" },
	{ "{\"repo\":\"a b\",\"pulls\":[{}]}", "23 pulls {}\n" },
	/* A key that no list is under is not a wrapper's. */
	{ "{\"data\":[{}],\"pulls\":1,\"answer\":2}", "0  {\"data\":[{}],\"pulls\":1,\"answer\":2}\n" },
	/* A wrapper whose beginning is larger than an item may be. */
	{ "{\"x\":\"0123456789012345678901234567890123456789\",\"repo\":\"o/r\",\"pulls\":[{}]}",
	  "70 pulls repo=o/r {}\n" },
};

static size_t row_size(int row)
{
	return rows[row].input[0] == '\xFF' ? 5 : strlen(rows[row].input);
}

/* Fed in pieces: up to first, then of the given size each. */
static char *cut_into(size_t item_max, const char *input, size_t size, size_t first, size_t piece)
{
	struct buf log = { 0 };
	struct json_items_sink sink = { &log, log_item, log_page, log_trouble };
	struct json_items *items = json_items_new(&sink, item_max);
	size_t at = 0;

	whole = input;
	while (at < size) {
		size_t want = at ? piece : first;
		char *copy;

		if (want > size - at)
			want = size - at;
		/* Of exactly its size, so that a sanitizer sees a read beyond it, or after the call. */
		copy = xmalloc(want);
		memcpy(copy, input + at, want);
		json_items_feed(items, copy, want);
		free(copy);
		at += want;
	}
	json_items_finish(items);
	json_items_free(items);
	return buf_detach(&log);
}

static char *cut(const char *input, size_t size, size_t first, size_t piece)
{
	return cut_into(ITEM_MAX, input, size, first, piece);
}

START_TEST(each_shape_gives_its_items)
{
	char *log = cut(rows[_i].input, row_size(_i), SIZE_MAX, 1);

	ck_assert_msg(strcmp(log, rows[_i].expected) == 0, "%s\ngives:\n%sinstead of:\n%s", rows[_i].input, log,
	              rows[_i].expected);
	free(log);
}
END_TEST

START_TEST(it_does_not_matter_where_the_stream_is_cut)
{
	size_t size = row_size(_i);

	for (size_t first = 1; first < size; first++) {
		char *two = cut(rows[_i].input, size, first, size);
		char *bytes = cut(rows[_i].input, size, first, 1);

		ck_assert_msg(strcmp(two, rows[_i].expected) == 0, "%s\ncut at %zu gives:\n%s", rows[_i].input, first,
		              two);
		ck_assert_msg(strcmp(bytes, rows[_i].expected) == 0, "%s\nbyte by byte gives:\n%s", rows[_i].input,
		              bytes);
		free(two);
		free(bytes);
	}
}
END_TEST

static void feed_many(struct json_items *items, const char *piece, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_items_feed(items, piece, strlen(piece));
}

static size_t count_of(const char *log, const char *words)
{
	size_t count = 0;

	for (const char *at = log; (at = strstr(at, words)) != NULL; at++)
		count++;
	return count;
}

/* A writer that was stopped after any byte of its line, before others wrote theirs. */
START_TEST(a_line_stopped_anywhere_takes_no_other_with_it)
{
	static const char broken[] = "{\"n\":1,\"a\":[{\"b\":\"c \\\" d\",\"e\":[1,[],{}]}],\"f\":{\"g\":null}}";
	static const char *const befores[] = { "", "{\"n\":9}\n" };

	for (size_t size = 1; size < sizeof(broken) - 1; size++) {
		for (size_t i = 0; i < sizeof(befores) / sizeof(befores[0]); i++) {
			struct buf input = { 0 };
			char *whole_log, *log;

			buf_add_str(&input, befores[i]);
			buf_add(&input, broken, size);
			buf_add_str(&input, "\n{\"n\":2}\n{\"n\":3,\"x\":[{}]}\n");
			whole_log = cut_into(1000, input.at, input.size, SIZE_MAX, 1);
			log = cut_into(1000, input.at, input.size, 1, 1);
			ck_assert_str_eq(log, whole_log);
			ck_assert_msg(count_of(log, "! line") == 1 && count_of(log, "{\"n\":2}\n") == 1 &&
			                      count_of(log, "{\"n\":3,\"x\":[{}]}\n") == 1 &&
			                      count_of(log, "\n") == 3 + i,
			              "%s\ngives\n%s", input.at, log);
			free(whole_log);
			free(log);
			buf_release(&input);
		}
	}
}
END_TEST

/* The same with a page a line. */
START_TEST(a_page_stopped_anywhere_takes_no_other_with_it)
{
	static const char broken[] = "[{\"n\":1,\"a\":[{\"b\":\"c\"}]},{\"n\":4,\"f\":{\"g\":null}}]";

	for (size_t size = 1; size < sizeof(broken) - 1; size++) {
		struct buf input = { 0 };
		char *log;

		buf_add(&input, broken, size);
		buf_add_str(&input, "\n[{\"n\":2}]\n[{\"n\":3}]\n");
		log = cut_into(1000, input.at, input.size, 1, 1);
		ck_assert_msg(count_of(log, " {\"n\":2}\n") == 1 && count_of(log, " {\"n\":3}\n") == 1 &&
		                      count_of(log, "! ") == 1,
		              "%s\ngives\n%s", input.at, log);
		free(log);
		buf_release(&input);
	}
}
END_TEST

/* And with a wrapper a line. */
START_TEST(a_wrapper_stopped_anywhere_takes_no_other_with_it)
{
	static const char broken[] =
		"{\"data\":{\"a\":{\"totalCount\":3,\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"x\"},\"nodes\":"
		"[{\"n\":1,\"a\":{\"nodes\":[{},{}]}},{\"n\":4}]}},\"errors\":[{\"message\":\"x\"}]}";

	for (size_t size = 1; size < sizeof(broken) - 1; size++) {
		struct buf input = { 0 };
		char *whole_log, *log;

		buf_add(&input, broken, size);
		buf_add_str(&input, "\n{\"data\":{\"a\":{\"nodes\":[{\"n\":2}]}}}\n"
		                    "{\"data\":{\"a\":{\"nodes\":[{\"n\":3}]}}}\n");
		whole_log = cut_into(1000, input.at, input.size, SIZE_MAX, 1);
		log = cut_into(1000, input.at, input.size, 1, 1);
		ck_assert_str_eq(log, whole_log);
		ck_assert_msg(count_of(log, " data.a.nodes {\"n\":2}\n") == 1 &&
		                      count_of(log, " data.a.nodes {\"n\":3}\n") == 1 && count_of(log, "! ") == 1,
		              "%s\ngives\n%s", input.at, log);
		free(whole_log);
		free(log);
		buf_release(&input);
	}
}
END_TEST

/* Each line could be a part of the one before. */
START_TEST(reading_again_comes_to_an_end)
{
	struct buf log = { 0 };
	struct json_items_sink sink = { &log, log_item, log_page, log_trouble };
	struct json_items *items = json_items_new(&sink, (size_t)1 << 30);

	whole = NULL;
	feed_many(items, "{\"a\":[\n", 1000000);
	json_items_finish(items);
	ck_assert_uint_gt(count_of(buf_str(&log), "! line"), 0);
	json_items_free(items);
	buf_release(&log);
}
END_TEST

START_TEST(depth_costs_nothing)
{
	static const char *const openers[] = { "[", "{\"a\":", "[{\"a\":", "{\"a\":[[" };
	static const char *const closers[] = { "]", "}", "}]", "]]}" };

	for (size_t i = 0; i < sizeof(openers) / sizeof(openers[0]); i++) {
		struct buf log = { 0 };
		struct json_items_sink sink = { &log, log_item, log_page, log_trouble };
		struct json_items *items = json_items_new(&sink, ITEM_MAX);

		json_items_feed(items, "[", 1);
		feed_many(items, openers[i], 100000);
		json_items_feed(items, "{}", 2);
		feed_many(items, closers[i], 100000);
		json_items_feed(items, ",{}]{}", 6);
		json_items_finish(items);
		ck_assert_msg(strstr(buf_str(&log), "! ") == NULL || strncmp(buf_str(&log), "! large", 7) == 0, "%s",
		              buf_str(&log));
		ck_assert_msg(text_ends(buf_text(&log), TEXT(" {}\n")) && !strstr(buf_str(&log), "cut"), "%s",
		              buf_str(&log));
		json_items_free(items);
		buf_release(&log);
	}
}
END_TEST

/* In KiB; it never falls. */
static long peak_memory(void)
{
	struct rusage usage;

	ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
	return usage.ru_maxrss;
}

/* A string of 80 MiB in an item, in a wrapper before and behind its list, and as an element. */
START_TEST(endless_strings_take_no_memory)
{
	static const char *const heads[] = { "[{\"a\":\"", "{\"repo\":\"", "{\"pulls\":[{}],\"repo\":\"", "[\"" };
	static const char *const tails[] = { "\"},{\"b\":2}]", "\",\"pulls\":[{\"b\":2}]}",
		                             "\",\"issues\":[{\"b\":2}]}", "\",{\"b\":2}]" };
	static char piece[64 * 1024 + 1];
	struct buf log = { 0 };
	struct json_items_sink sink = { &log, log_item, log_page, log_trouble };
	struct json_items *items = json_items_new(&sink, (size_t)1 << 20);
	long before;

	memset(piece, 'x', sizeof(piece) - 1);
	before = peak_memory();
	json_items_feed(items, heads[_i], strlen(heads[_i]));
	feed_many(items, piece, 80 * 16);
	json_items_feed(items, tails[_i], strlen(tails[_i]));
	json_items_finish(items);
	ck_assert_int_lt(peak_memory() - before, 16 * 1024);
	ck_assert_msg(strstr(buf_str(&log), "{\"b\":2}\n") != NULL, "%s", buf_str(&log));
	json_items_free(items);
	buf_release(&log);
}
END_TEST

/* A value may be written in two bytes and take a hundred times as much once it is parsed. */
START_TEST(an_item_of_very_many_values_is_passed_over)
{
	static const size_t counts[] = { 400000, 600000 };
	struct buf input = { 0 };

	for (size_t i = 0; i < 2; i++) {
		buf_clear(&input);
		buf_add_str(&input, "[{\"a\":[{}");
		for (size_t j = 1; j < counts[i]; j++)
			buf_add_str(&input, ",{}");
		buf_add_str(&input, "]},{\"b\":2}]");
		for (size_t piece = 4096; piece <= input.size * 2; piece *= 1024) {
			char *got = cut_into(SIZE_MAX, input.at, input.size, 1, piece);

			if (counts[i] > 500000)
				ck_assert_msg(text_starts(text_of(got), TEXT("! large 1\n")), "%.40s", got);
			else
				ck_assert_msg(text_starts(text_of(got), TEXT("1  {\"a\":[{},")), "%.40s", got);
			ck_assert(text_ends(text_of(got), TEXT("  {\"b\":2}\n")));
			free(got);
		}
	}
	buf_release(&input);
}
END_TEST

Suite *suite_json_items(void)
{
	Suite *suite = suite_create("json_items");
	TCase *rows_case = tcase_create("rows");
	TCase *hostile = tcase_create("hostile");

	tcase_add_loop_test(rows_case, each_shape_gives_its_items, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(rows_case, it_does_not_matter_where_the_stream_is_cut, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	tcase_add_test(hostile, a_line_stopped_anywhere_takes_no_other_with_it);
	tcase_add_test(hostile, a_page_stopped_anywhere_takes_no_other_with_it);
	tcase_add_test(hostile, a_wrapper_stopped_anywhere_takes_no_other_with_it);
	tcase_add_test(hostile, reading_again_comes_to_an_end);
	tcase_add_test(hostile, an_item_of_very_many_values_is_passed_over);
	tcase_add_test(hostile, depth_costs_nothing);
	tcase_add_loop_test(hostile, endless_strings_take_no_memory, 0, 4);
	suite_add_tcase(suite, hostile);
	return suite;
}
