/* A check as Markdown: the summary of a job, or a note on a merge request. What is told stands first: a long one is cut at its end. */
#include "check_render.h"
#include "check_words.h"
#include "markdown.h"
#include "number.h"
#include "words.h"

/* GitHub takes a summary of 1 MiB for all of a step, GitLab a note of a million characters. */
#define BYTES_MOST 1000000
#define CUT_ROOM 400

static void add_change(struct buf *out, const struct check_change *change)
{
	struct buf key = { 0 };

	check_words_add_key(&key, change);
	md_add_code(out, buf_str(&key));
	if (change->subject && change->subject[0]) {
		buf_add_char(out, ' ');
		md_add_text(out, change->subject);
	}
	buf_add_str(out, ": ");
	buf_release(&key);
}

static void draw_result(struct buf *out, const struct check_result *result)
{
	struct buf item = { 0 }, words = { 0 };

	buf_add_fmt(&item, "**%s** ", result->rule->id);
	if (result->change)
		add_change(&item, result->change);
	check_words_add_result(&words, result);
	md_add_text(&item, buf_str(&words));
	md_item_of(out, &item);
	buf_release(&words);
	buf_release(&item);
}

static void draw_level(struct buf *out, const struct check *check, enum check_level level)
{
	if (!check_count_told(check, level))
		return;
	md_heading(out, 3, check_words_of_levels(level));
	for (size_t i = 0; i < check->result_count; i++)
		if (check->results[i].shown == level && check_is_told(check, &check->results[i]))
			draw_result(out, &check->results[i]);
	md_end_list(out);
}

static void draw_gaps(struct buf *out, const struct check *check)
{
	if (!check_count_gaps(check))
		return;
	md_heading(out, 3, CHECK_WORDS_GAPS);
	for (size_t i = 0; i < check->gap_count; i++) {
		const struct check_gap *gap = &check->gaps[i];
		struct buf item = { 0 }, words = { 0 };

		if (!check_is_gap_told(check, gap))
			continue;
		buf_add_fmt(&item, "**%s** (", gap->rules);
		check_words_add_reach(&item, gap);
		buf_add_str(&item, "): ");
		check_words_add_gap(&words, gap);
		md_add_text(&item, buf_str(&words));
		md_item_of(out, &item);
		buf_release(&words);
		buf_release(&item);
	}
	md_end_list(out);
}

static void draw_facts(struct buf *out, const struct check *check)
{
	struct md_table table = { .columns = "lll" };
	struct buf title = { 0 };

	if (!check->fact_count)
		return;
	check_words_add_team(&title, check);
	md_heading(out, 3, buf_str(&title));
	md_cell(&table, "Figure");
	md_cell(&table, "Value (95 %)");
	md_cell(&table, "Id");
	for (size_t i = 0; i < check->fact_count; i++) {
		struct buf value = { 0 };

		figure_add_row(&value, &check->facts[i]);
		md_cell(&table, words_of_label(&check->facts[i]));
		md_cell(&table, buf_str(&value));
		md_cell(&table, check->facts[i].id);
		buf_release(&value);
	}
	md_table_end(out, &table);
	buf_release(&title);
}

static void add_number(struct md_table *table, int64_t number)
{
	struct buf text = { 0 };

	if (number < 0)
		buf_add_str(&text, "?");
	else
		number_add_count(&text, (double)number);
	md_cell_of(table, &text);
	buf_release(&text);
}

static void draw_changes(struct buf *out, const struct check *check)
{
	static const char *const heads[] = { "Change",        "Subject", "Lines",     "Files",
		                             "Second person", "Review",  "Merged by", "Notes" };
	struct md_table table = { .columns = "llrrllll" };
	struct check_walk walk = check_walk_begin(check);

	if (!check->change_count)
		return;
	md_heading(out, 3, CHECK_WORDS_CHANGES);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		md_cell(&table, heads[i]);
	for (size_t i = 0; i < check->change_count; i++) {
		const struct check_change *change = &check->changes[i];
		struct check_answers answers = check_walk_next(&walk, change);
		struct buf text = { 0 };

		check_words_add_key(&text, change);
		md_cell(&table, buf_str(&text));
		md_cell(&table, change->subject);
		add_number(&table, change->lines);
		add_number(&table, change->files);
		md_cell(&table, answers.second);
		md_cell(&table, answers.review);
		md_cell(&table, check_words_integrator(change));
		buf_clear(&text);
		check_words_add_marks(&text, change);
		md_cell(&table, buf_str(&text));
		buf_release(&text);
	}
	md_table_end(out, &table);
}

/* At the end of a line, and it says so. */
static void cut(struct buf *out, size_t from)
{
	size_t whole = out->size - from, end = from + BYTES_MOST - CUT_ROOM;

	if (whole <= BYTES_MOST)
		return;
	while (end > from && out->at[end - 1] != '\n')
		end--;
	out->size = end;
	out->at[end] = '\0';
	buf_add_fmt(
		out,
		"\nCut here: the first %zu of %zu bytes are shown, as no more would be taken. All of it is in the form "
		"of --format=json.\n",
		end - from, whole);
}

int check_markdown_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	struct buf line = { 0 };
	size_t from = out->size;

	(void)options;
	md_paragraph(out, check->coverage_line);
	check_words_add_range(&line, check);
	md_heading(out, 2, CHECK_WORDS_TITLE);
	md_paragraph(out, buf_str(&line));
	buf_clear(&line);
	check_words_add_verdict(&line, check);
	buf_add_str(out, "**");
	md_add_text(out, buf_str(&line));
	buf_add_str(out, "**\n\n");
	for (int level = CHECK_FAIL; level > CHECK_OFF; level--)
		draw_level(out, check, (enum check_level)level);
	draw_gaps(out, check);
	draw_facts(out, check);
	draw_changes(out, check);
	md_paragraph(out, WORDS_PURPOSE);
	while (out->size > from + 1 && out->at[out->size - 1] == '\n' && out->at[out->size - 2] == '\n')
		out->at[--out->size] = '\0';
	cut(out, from);
	buf_release(&line);
	return 0;
}
