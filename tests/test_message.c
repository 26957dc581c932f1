/* Lines, title, fences and git's own trailer block. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/evidence/message.h"
#include "../analyzers/evidence/reader.h"

Suite *suite_message(void);

/* One letter a line: B in git's block, f fenced, q quoted, i indented, c continuation, '.' none of them. */
static char *marks_of(struct text bytes, unsigned parent_count)
{
	struct commit_fact fact = { .message = bytes, .parent_count = parent_count };
	struct message message;
	struct buf marks = { 0 };

	message_parse(&message, &fact);
	for (uint32_t i = 0; i < message.line_count; i++) {
		unsigned got = message.lines[i].marks;
		char letter = '.';

		if (got & LINE_IN_BLOCK)
			letter = 'B';
		else if (got & LINE_FENCED)
			letter = 'f';
		else if (got & LINE_QUOTED)
			letter = 'q';
		else if (got & LINE_INDENTED)
			letter = 'i';
		else if (got & LINE_CONTINUATION)
			letter = 'c';
		buf_add_char(&marks, letter);
	}
	message_release(&message);
	return buf_detach(&marks);
}

#define SOB "Signed-off-by: A <a@example.org>\n"
#define RB "Reviewed-by: A <a@example.org>\n"
#define SCISSORS "# ------------------------ >8 ------------------------\n"

static const struct {
	const char *message, *marks;
} rows[] = {
	/* What git takes for its block. */
	{ "s\n\n" RB, "..B" },
	{ "s\n\nReviewed-by:\n" SOB, "..BB" },
	{ "s\n\nReviewed-by: A\n <a@example.org>\n", "..BB" },
	{ "s\n\nReviewed-by: A\n\t<a@example.org>\n", "..BB" },
	{ "s\n\ntext\n---\nmore\n\n" RB, "......B" },
	{ "s\n\ntext\n---------\n\n" RB, ".....B" },
	{ "s\n\n--- a/x\n\n" RB, "....B" },
	{ "s\r\n\r\nReviewed-by: A <a@example.org>\r\n", "..B" },
	{ "s\n\nReviewed by: A\n", "..." },
	{ "s\n\nReviewed_by: A\n", "..." },
	{ "s\n\nReviewed-by : A\n", "..B" },
	{ "s\n\nReviewed-by \t: A\n", "..B" },
	{ "s\n\n: A\n", "..." },
	{ "s\n\nhttps://example.com/x\n" RB, "..BB" },
	{ "s\n\none\ntwo\nthree\n" SOB, "..BBBB" },
	{ "s\n\none\ntwo\nthree\nfour\n" SOB, "......." },
	{ "s\n\none\n" RB, "...." },
	{ "s\n\none\nSigned-off-by:A\n", "...." },
	{ "s\n\n" RB "\nChange-Id: I0\n", "....B" },
	{ "s\n\n" RB "-- \n", "...." },
	{ "s\n\n" SOB "-- \nname\n", "..BBB" },
	{ "s\n\nReviewed-by:\n", "..B" },
	{ "s\n\none\n(cherry picked from commit 1234)\n", "..BB" },
	{ "s\n\nfour\nlines\nof\nprose\n(cherry picked from commit 1234)\n", "......." },
	/* The title never holds trailers. */
	{ "Reviewed-by: A <a@example.org>\n", "." },
	{ "s\n" SOB, ".." },
	{ "\n\n  \ns\n\n" SOB, "..B" },
	{ "# s\n\n" SOB, "..B" },
	/* Continuations belong to the trailer above them, else they are prose. */
	{ "s\n\n lead\n" SOB, "..BB" },
	{ "s\n\n lead\n" RB, "...." },
	{ "s\n\nprose\n lead\n lead\n lead\n" SOB, "...ccc." },
	{ "s\n\n" RB "# comment\n more\n", "....c" },
	{ "s\n\n" SOB "# comment\n more\n", "..BBB" },
	{ "s\n\nReviewed-by: A\n# comment\n more\nprose\n", "....c." },
	/* Comments, blank lines, an old list of conflicts and what is below the scissors stand behind the block. */
	{ "s\n\n" RB "\n\n \n", "..B..." },
	{ "s\n\n" RB "# a comment\n", "..B." },
	{ "s\n\n" RB "\nConflicts:\n\ta.c\n\tb.c\n", "..B..ii" },
	{ "s\n\n" RB "\nConflicts:\n\ta.c\n\n# more\n", "..B..i.." },
	{ "s\n\n" RB "\nConflicts:\n\ta.c\nprose\n", ".....i." },
	{ "s\n\n" RB SCISSORS "diff\n", "..B.." },
	{ "s\n\n" RB "# ------------------------ >8 ------------------------", "..B." },
	{ SCISSORS "s\n\n" RB, "...." },
	/* White space is what git calls so: a line of VT is no blank line. */
	{ "s\n\ntext\n\v\n" RB, "....." },
	{ "s\n\ntext\n \t\n" RB, "....B" },
	/* Fences, quotes, indents. */
	{ "s\n\n```\n" RB "```\n\ntext\n", "..fff.." },
	{ "s\n\n```c\n" RB "\n```\ntext\n", "..ffff." },
	{ "s\n\n```\n" RB "\ntext\n", "......" },
	{ "s\n\n```x```\n" RB "```\ntext\n", "......" },
	{ "s\n\n> " RB "text\n", "..q." },
	{ "s\n\n   > q\ntext\n", "..q." },
	{ "s\n\n    code\n\n   text\n\tcode\n", "..i..i" },
	{ "", "" },
	{ "\n\n", "" },
	{ "s", "." },
};

START_TEST(each_line_knows_where_it_stands)
{
	char *got = marks_of(text_of(rows[_i].message), 1);

	ck_assert_msg(strcmp(got, rows[_i].marks) == 0, "message:\n%s\nwanted %s got %s", rows[_i].message,
	              rows[_i].marks, got);
	free(got);
}
END_TEST

static const struct {
	const char *message, *subject, *first_line;
	uint32_t body_line;
} titles[] = {
	{ "one\n", "one", "one", 1 },
	{ "one", "one", "one", 1 },
	{ "one \r\ntwo\t\r\n\r\nbody\r\n", "one two", "one", 3 },
	{ "\n \t\none\n two\n\n\n\nbody\n", "one  two", "one", 5 },
	{ "one\n\n\n", "one", "one", 3 },
	{ "", "", "", 0 },
	{ "\r\n", "", "", 0 },
	{ "one\r", "one", "one", 1 },
};

START_TEST(the_title_is_joined_as_git_joins_it)
{
	struct commit_fact fact = { .message = text_of(titles[_i].message) };
	struct message message;

	message_parse(&message, &fact);

	ck_assert(text_equal(message.subject, text_of(titles[_i].subject)));
	ck_assert(text_equal(message.first_line, text_of(titles[_i].first_line)));
	ck_assert_uint_eq(message.body_line, titles[_i].body_line);
	message_release(&message);
}
END_TEST

START_TEST(lines_have_no_carriage_return_but_keep_inner_ones)
{
	struct commit_fact fact = { .message = TEXT("s\r\n\r\na\rb\r\nlast\r") };
	struct message message;

	message_parse(&message, &fact);

	ck_assert_uint_eq(message.line_count, 4);
	ck_assert(text_equal(message.lines[0].text, TEXT("s")));
	ck_assert(text_equal(message.lines[1].text, TEXT("")));
	ck_assert(text_equal(message.lines[2].text, TEXT("a\rb")));
	ck_assert(text_equal(message.lines[3].text, TEXT("last")));
	message_release(&message);
}
END_TEST

START_TEST(a_message_ends_at_its_first_nul)
{
	struct commit_fact fact = { .message = TEXT("s\n\nbody\0Reviewed-by: A <a@example.org>\n") };
	struct message message;

	message_parse(&message, &fact);

	ck_assert_uint_eq(message.line_count, 3);
	ck_assert(text_equal(message.lines[2].text, TEXT("body")));
	message_release(&message);
}
END_TEST

START_TEST(paragraphs_are_counted_from_the_end)
{
	static const uint32_t wanted[] = { 2, 2, 1, 1, 1, 1, 0, 0, 0 };
	struct commit_fact fact = { .message = TEXT("s\n\na\nb\n\n\nc\n\n \n") };
	struct message message;

	message_parse(&message, &fact);

	ck_assert_uint_eq(message.line_count, sizeof(wanted) / sizeof(wanted[0]));
	for (uint32_t i = 0; i < message.line_count; i++)
		ck_assert_msg(message.lines[i].paragraphs_from_end == wanted[i], "line %u", (unsigned)i);
	message_release(&message);
}
END_TEST

START_TEST(two_parents_make_a_merge)
{
	struct commit_fact fact = { .message = TEXT("s"), .parent_count = 2 };
	struct message message;

	message_parse(&message, &fact);

	ck_assert(message.is_merge);
	message_release(&message);
}
END_TEST

START_TEST(only_the_first_bytes_of_a_giant_message_are_read)
{
	size_t size = (size_t)MESSAGE_MAX_SIZE + 1000;
	char *bytes = malloc(size);
	struct commit_fact fact = { .message = { bytes, size } };
	struct message message;

	ck_assert_ptr_nonnull(bytes);
	memset(bytes, 'x', size);
	message_parse(&message, &fact);

	ck_assert_uint_eq(message.line_count, 1);
	ck_assert_uint_eq(message.subject.size, MESSAGE_MAX_SIZE);
	message_release(&message);
	free(bytes);
}
END_TEST

START_TEST(a_source_is_its_prefix_and_the_key_as_written)
{
	struct commit_fact fact = { .message = TEXT("s") };
	struct message message;

	message_parse(&message, &fact);

	ck_assert(text_equal(message_source(&message, "trailer:", TEXT("Reviewed-By")), TEXT("trailer:Reviewed-By")));
	ck_assert(text_equal(message_source(&message, "x", (struct text){ NULL, 0 }), TEXT("x")));
	message_release(&message);
}
END_TEST

Suite *suite_message(void)
{
	Suite *suite = suite_create("message");
	TCase *marks = tcase_create("marks"), *parts = tcase_create("parts");

	tcase_add_loop_test(marks, each_line_knows_where_it_stands, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(parts, the_title_is_joined_as_git_joins_it, 0, sizeof(titles) / sizeof(titles[0]));
	tcase_add_test(parts, lines_have_no_carriage_return_but_keep_inner_ones);
	tcase_add_test(parts, a_message_ends_at_its_first_nul);
	tcase_add_test(parts, paragraphs_are_counted_from_the_end);
	tcase_add_test(parts, two_parents_make_a_merge);
	tcase_add_test(parts, only_the_first_bytes_of_a_giant_message_are_read);
	tcase_add_test(parts, a_source_is_its_prefix_and_the_key_as_written);
	suite_add_tcase(suite, marks);
	suite_add_tcase(suite, parts);
	return suite;
}
