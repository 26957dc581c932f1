/* What closes the long Markdown form: coverage and limits, the glossary, how all was computed. */
#include <string.h>
#include "markdown.h"
#include "number.h"
#include "words.h"

static void draw_repositories(struct buf *out, const struct report *report)
{
	static const char *const heads[] = { "Repository", "Changes", "With review evidence", "Reviews", "State" };
	struct md_table table = { .columns = "lrrll" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		md_cell(&table, heads[i]);
	for (size_t i = 0; i < report->repository_count; i++) {
		const struct report_repository *repository = &report->repositories[i];
		struct buf cell = { 0 };

		md_cell(&table, repository->name);
		number_add_count(&cell, (double)repository->change_count);
		md_cell_of(&table, &cell);
		if (repository->review_count < 0)
			buf_add_str(&cell, words_of_state(STATE_WITHHELD));
		else
			number_add_count(&cell, (double)repository->review_count);
		md_cell_of(&table, &cell);
		md_cell(&table, words_of_coverage(repository->coverage));
		words_add_repository(&cell, repository);
		md_cell(&table, buf_str(&cell));
		buf_release(&cell);
	}
	md_table_end(out, &table);
}

static void draw_counts(struct buf *out, const struct report_coverage *coverage)
{
	struct md_table table = { .columns = "lr" };
	const char *label;
	int64_t count;

	md_cell(&table, "Counted");
	md_cell(&table, "Number");
	for (size_t i = 0; (label = words_of_coverage_count(i, coverage, &count)); i++) {
		struct buf cell = { 0 };

		if (!count)
			continue;
		md_cell(&table, label);
		number_add_count(&cell, (double)count);
		md_cell_of(&table, &cell);
	}
	md_table_end(out, &table);
}

static void draw_channels(struct buf *out, const struct report_coverage *coverage)
{
	struct md_table table = { .columns = "lrl" };

	md_cell(&table, "Where evidence was read");
	md_cell(&table, "Changes");
	md_cell(&table, "");
	for (size_t i = 0; i < coverage->channel_count; i++) {
		struct buf cell = { 0 };

		md_cell(&table, coverage->channels[i].name);
		number_add_count(&cell, (double)coverage->channels[i].change_count);
		md_cell_of(&table, &cell);
		md_cell(&table, coverage->channels[i].is_live ? "" : WORDS_NOT_LIVE);
	}
	md_table_end(out, &table);
}

void md_coverage(struct buf *out, const struct report *report)
{
	struct buf text = { 0 };

	md_heading(out, 2, WORDS_COVERAGE);
	buf_add_fmt(&text, "Coverage of reviews is %s: %s.", words_of_coverage(report->coverage.state),
	            words_of_coverage_meaning(report->coverage.state));
	md_paragraph(out, buf_str(&text));
	draw_counts(out, &report->coverage);
	draw_channels(out, &report->coverage);
	draw_repositories(out, report);
	for (size_t i = 0; i < report->note_count; i++)
		md_item(out, NULL, report->notes[i]);
	if (report->note_count)
		md_end_list(out);
	buf_release(&text);
}

/* ---- glossary ---- */

static bool is_of(const struct figure *figure, const struct metric_info *metric)
{
	const struct metric_info *found = metric_find(text_of(figure->id));

	return found == metric;
}

/* Whether a figure of it stands anywhere in the report. */
static bool is_shown(const struct report *report, const struct metric_info *metric)
{
	for (size_t i = 0; i < report->team_count; i++)
		for (size_t j = 0; j < report->teams[i].figure_count; j++)
			if (is_of(&report->teams[i].figures[j], metric))
				return true;
	for (size_t i = 0; i < report->person_count; i++)
		for (size_t j = 0; j < report->people[i].figure_count; j++)
			if (is_of(&report->people[i].figures[j], metric))
				return true;
	return false;
}

static void add_part(struct buf *out, const char *title, const char *text)
{
	if (text && text[0])
		buf_add_fmt(out, " %s%s.", title, text);
}

void md_glossary(struct buf *out, const struct report *report)
{
	const struct metric_info *metric;

	md_heading(out, 2, WORDS_GLOSSARY);
	for (size_t i = 0; (metric = metric_at(i)); i++) {
		struct buf title = { 0 }, text = { 0 };

		if (!is_shown(report, metric))
			continue;
		buf_add_fmt(&title, "%s %s.", metric->id, metric->name);
		add_part(&text, "", metric->definition);
		add_part(&text, "Missing data: ", metric->missing);
		add_part(&text, "Bias: ", metric->bias);
		md_item(out, buf_str(&title), buf_str(&text));
		buf_release(&title);
		buf_release(&text);
	}
	md_end_list(out);
}

void md_computed(struct buf *out, const struct report *report)
{
	md_heading(out, 2, WORDS_COMPUTED);
	for (size_t i = 0;; i++) {
		struct buf sentence = { 0 };
		bool is_there = words_add_computed(&sentence, i, report);

		if (is_there && sentence.size)
			md_item(out, NULL, buf_str(&sentence));
		buf_release(&sentence);
		if (!is_there)
			break;
	}
	md_end_list(out);
	md_paragraph(out, WORDS_PURPOSE);
}
