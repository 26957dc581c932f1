/*
 * Line counts: rows with known answers, and random contents held against the library's own diff of the whole.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/history/line_count.h"
#include "lead/alloc.h"
#include "lead/history.h"

Suite *suite_line_count(void);

static void start(void)
{
	ck_assert_int_eq(history_init(), 0);
}

static const struct {
	const char *old_content, *new_content;
	int insertions, deletions;
} rows[] = {
	{ "", "", 0, 0 },
	{ "", "a\n", 1, 0 },
	{ "", "a", 1, 0 },
	{ "a\nb\n", "", 0, 2 },
	{ "a\nb", "", 0, 2 },
	{ "a\n", "a", 1, 1 },
	{ "a", "a\nb\n", 2, 1 },
	{ "a\n", "a\nb\n", 1, 0 },
	{ "a\nb\nc\n", "a\nc\n", 0, 1 },
	{ "x\n", "foo x\n", 1, 1 },
	{ "foo x\n", "x\n", 1, 1 },
	{ "a\nb\nc\n", "c\nb\na\n", 2, 2 },
	{ "\n\n\n", "\n\n", 0, 1 },
	{ "a\r\nb\n", "a\nb\n", 1, 1 },
	{ "1\n2\n3\n4\n5\n6\n", "1\nx\n3\n4\ny\n6\n", 2, 2 },
	{ "{\n}\n{\n}\n", "{\n}\n{\n}\n{\n}\n", 2, 0 },
	{ "a\nb\na", "a\nc\na", 1, 1 },
	{ "b\na", "c\na\n", 2, 2 },
};

START_TEST(known_contents_give_known_counts)
{
	struct text old_content = text_of(rows[_i].old_content), new_content = text_of(rows[_i].new_content);
	struct line_counter counter = { 0 };

	for (int is_exact = 0; is_exact < 2; is_exact++) {
		struct line_counts counts = line_count(&counter, old_content, new_content, is_exact, NULL);

		ck_assert_msg(counts.insertions == rows[_i].insertions && counts.deletions == rows[_i].deletions,
		              "row %d, exact %d: +%d -%d", _i, is_exact, counts.insertions, counts.deletions);
	}
	line_counter_release(&counter);
}
END_TEST

START_TEST(a_nul_among_the_first_8000_bytes_is_binary)
{
	struct line_counter counter = { 0 };
	char *content = xmalloc(8001);
	struct line_counts counts;

	memset(content, '\n', 8001);
	content[8000] = '\0';
	counts = line_count(&counter, (struct text){ 0 }, (struct text){ content, 8001 }, false, NULL);
	ck_assert_int_eq(counts.insertions, 8001);
	content[7999] = '\0';
	counts = line_count(&counter, (struct text){ 0 }, (struct text){ content, 8001 }, false, NULL);
	ck_assert_int_eq(counts.insertions, -1);
	ck_assert_int_eq(counts.deletions, -1);
	free(content);
	line_counter_release(&counter);
}
END_TEST

/* A small generator with a seed: the same contents on every machine. */
static unsigned next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(*state >> 33);
}

/* Lines of source code repeat: few words, of which the first are the most frequent. */
static void add_random_line(struct buf *buf, uint64_t *state, unsigned word_count)
{
	unsigned word = next_random(state) % word_count;

	if (next_random(state) % 3)
		word %= 1 + word_count / 16;
	buf_add_fmt(buf, "%*s%u\n", (int)(word % 7), "", word);
}

static void make_random_pair(struct buf *old_content, struct buf *new_content, uint64_t seed)
{
	uint64_t state = seed * 7919 + 1;
	unsigned line_count = next_random(&state) % (seed % 10 ? 120 : 3000),
		 word_count = 1 + next_random(&state) % 200;
	unsigned keep = 2 + next_random(&state) % 30;
	unsigned quiet = line_count ? next_random(&state) % line_count : 0;

	for (unsigned i = 0; i < line_count; i++) {
		size_t start = old_content->size;

		add_random_line(old_content, &state, word_count);
		/* Edits come in clusters: the first part of the file stays. */
		if (i < quiet || next_random(&state) % keep)
			buf_add(new_content, old_content->at + start, old_content->size - start);
		while (i >= quiet && next_random(&state) % keep == 0)
			add_random_line(new_content, &state, word_count);
	}
	if (seed % 5 == 0 && new_content->size)
		new_content->size--;
}

START_TEST(trimmed_counts_are_those_of_the_whole)
{
	struct line_counter counter = { 0 };

	for (uint64_t seed = (uint64_t)_i * 250; seed < (uint64_t)(_i + 1) * 250; seed++) {
		struct buf old_content = { 0 }, new_content = { 0 };
		struct line_counts fast, whole;

		make_random_pair(&old_content, &new_content, seed);
		fast = line_count(&counter, buf_text(&old_content), buf_text(&new_content), false, NULL);
		whole = line_count(&counter, buf_text(&old_content), buf_text(&new_content), true, NULL);
		ck_assert_msg(fast.insertions == whole.insertions && fast.deletions == whole.deletions,
		              "seed %d: +%d -%d instead of +%d -%d", (int)seed, fast.insertions, fast.deletions,
		              whole.insertions, whole.deletions);
		buf_release(&old_content);
		buf_release(&new_content);
	}
	line_counter_release(&counter);
}
END_TEST

static void log_hunk(void *payload, struct text removed, struct text added)
{
	buf_add_fmt(payload, "-[" TEXT_FMT "]+[" TEXT_FMT "]", TEXT_ARG(removed), TEXT_ARG(added));
}

static const struct {
	const char *old_content, *new_content, *hunks;
} hunk_rows[] = {
	{ "a\nb\nc\n", "a\nx\nc\n", "-[b\n]+[x\n]" },
	{ "", "a\nb\n", "-[]+[a\nb\n]" },
	{ "1\n2\n3\n4\n5\n6\n", "1\nx\n3\n4\ny\nz\n6\n", "-[2\n]+[x\n]-[5\n]+[y\nz\n]" },
	{ "0\n1\n2\n3\n", "1\n2\nx\n3\n4\n", "-[0\n]+[]-[]+[x\n]-[]+[4\n]" },
	{ "a\n", "a\n", "" },
};

START_TEST(hunks_are_handed_over_with_their_lines)
{
	struct line_counter counter = { 0 };
	struct buf log = { 0 };
	struct line_hunks hunks = { log_hunk, &log };

	for (int is_exact = 0; is_exact < 2; is_exact++) {
		buf_clear(&log);
		(void)line_count(&counter, text_of(hunk_rows[_i].old_content), text_of(hunk_rows[_i].new_content),
		                 is_exact, &hunks);
		ck_assert_str_eq(buf_str(&log), hunk_rows[_i].hunks);
	}
	buf_release(&log);
	line_counter_release(&counter);
}
END_TEST

static void add_blocks(struct buf *content, char word)
{
	for (int i = 0; i < 50; i++)
		buf_add_fmt(content, "%s%c%d\n", i && i % 5 == 0 ? "}\n" : "", word, i);
}

/* Nine braces are many in a file of 59 lines, and few in one of 359: the algorithm then matches them. */
START_TEST(the_length_of_the_file_decides_which_lines_are_frequent)
{
	struct line_counter counter = { 0 };
	struct buf old_content = { 0 }, new_content = { 0 };

	for (int is_long = 0; is_long < 2; is_long++) {
		struct line_counts fast, whole;

		buf_clear(&old_content);
		for (int i = 0; is_long && i < 300; i++)
			buf_add_fmt(&old_content, "line %d\n", i);
		buf_clear(&new_content);
		buf_add_text(&new_content, buf_text(&old_content));
		add_blocks(&old_content, 'a');
		add_blocks(&new_content, 'b');
		fast = line_count(&counter, buf_text(&old_content), buf_text(&new_content), false, NULL);
		whole = line_count(&counter, buf_text(&old_content), buf_text(&new_content), true, NULL);
		ck_assert_int_eq(whole.insertions, is_long ? 50 : 59);
		ck_assert_int_eq(fast.insertions, whole.insertions);
		ck_assert_int_eq(fast.deletions, whole.deletions);
	}
	buf_release(&old_content);
	buf_release(&new_content);
	line_counter_release(&counter);
}
END_TEST

START_TEST(many_distinct_lines_get_distinct_tokens)
{
	struct line_counter counter = { 0 };
	struct buf old_content = { 0 }, new_content = { 0 };
	struct line_counts counts;

	for (int i = 0; i < 40000; i++) {
		buf_add_fmt(&old_content, "%d\n", i);
		if (i % 2)
			buf_add_fmt(&new_content, "%d\n", i);
	}
	counts = line_count(&counter, buf_text(&old_content), buf_text(&new_content), false, NULL);
	ck_assert_int_eq(counts.deletions, 20000);
	ck_assert_int_eq(counts.insertions, 0);
	buf_release(&old_content);
	buf_release(&new_content);
	line_counter_release(&counter);
}
END_TEST

Suite *suite_line_count(void)
{
	Suite *suite = suite_create("line_count");
	TCase *tc = tcase_create("counts");

	tcase_add_unchecked_fixture(tc, start, history_shutdown);
	tcase_add_loop_test(tc, known_contents_give_known_counts, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tc, a_nul_among_the_first_8000_bytes_is_binary);
	tcase_add_loop_test(tc, hunks_are_handed_over_with_their_lines, 0, sizeof(hunk_rows) / sizeof(hunk_rows[0]));
	tcase_add_test(tc, the_length_of_the_file_decides_which_lines_are_frequent);
	tcase_add_test(tc, many_distinct_lines_get_distinct_tokens);
	suite_add_tcase(suite, tc);
	tc = tcase_create("random");
	tcase_add_unchecked_fixture(tc, start, history_shutdown);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, trimmed_counts_are_those_of_the_whole, 0, 8);
	suite_add_tcase(suite, tc);
	return suite;
}
