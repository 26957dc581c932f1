/* A check on a terminal or in a log: coverage, the range, its changes, the team's facts, what is told, what is not known, the verdict. */
#include <string.h>
#include "check_render.h"
#include "check_words.h"
#include "escape.h"
#include "number.h"
#include "text.h"

#define INDENT 2
#define ITEM_INDENT 4
#define MORE_INDENT 6
#define ROWS_MOST 40
#define WIDE_COLUMNS 120
#define KEY_COLUMNS 15
#define LINES_COLUMNS 7
#define FILES_COLUMNS 6
#define ANSWER_COLUMNS 9
#define INTEGRATOR_COLUMNS 10
#define SUBJECT_MOST 72
#define DATE_COLUMNS 12
#define MARKS_COLUMNS 34

/* ---- text that may stand in the log of a CI system ---- */

static void put(struct pen *pen, enum paint paint, const char *words, int most)
{
	struct buf text = { 0 };

	escape_log(&text, text_of(words));
	pen_put(pen, paint, buf_text(&text), most);
	buf_release(&text);
}

static void wrap(struct pen *pen, enum paint paint, const char *words, int indent)
{
	struct buf text = { 0 };

	escape_log(&text, text_of(words));
	pen_to(pen, indent);
	pen_wrap(pen, paint, buf_text(&text), indent, 0);
	buf_release(&text);
}

static void wrap_taken(struct pen *pen, enum paint paint, struct buf *words, int indent)
{
	wrap(pen, paint, buf_str(words), indent);
	buf_release(words);
}

static void draw_heading(struct pen *pen, const char *title)
{
	pen_end_line(pen);
	put(pen, PAINT_BOLD, title, pen->columns - INDENT);
	pen_end_line(pen);
}

/* ---- the changes ---- */

struct columns {
	int subject, lines, files, second, review,
		integrator; /* where the subject begins; where the others end or begin */
	int date, marks;    /* 0: there is no room */
};

static struct columns columns_of(const struct pen *pen)
{
	int rest = LINES_COLUMNS + FILES_COLUMNS + 2 * ANSWER_COLUMNS + INTEGRATOR_COLUMNS + 1;
	bool is_wide = pen->columns >= WIDE_COLUMNS;
	int room = pen->columns - INDENT - KEY_COLUMNS - rest - (is_wide ? DATE_COLUMNS + MARKS_COLUMNS : 0);
	struct columns columns = { .subject = INDENT + KEY_COLUMNS };

	columns.lines = columns.subject + (room < SUBJECT_MOST ? room : SUBJECT_MOST) + LINES_COLUMNS;
	columns.files = columns.lines + FILES_COLUMNS;
	columns.second = columns.files + 2;
	columns.review = columns.second + ANSWER_COLUMNS;
	columns.integrator = columns.review + ANSWER_COLUMNS;
	columns.date = is_wide ? columns.integrator + INTEGRATOR_COLUMNS : 0;
	columns.marks = is_wide ? columns.date + DATE_COLUMNS : 0;
	return columns;
}

static void draw_head(struct pen *pen, const struct columns *columns)
{
	pen_to(pen, columns->subject);
	pen_put_str(pen, PAINT_DIM, "subject");
	pen_put_right(pen, PAINT_DIM, TEXT("lines"), columns->lines);
	pen_put_right(pen, PAINT_DIM, TEXT("files"), columns->files);
	pen_to(pen, columns->second);
	pen_put_str(pen, PAINT_DIM, "second");
	pen_to(pen, columns->review);
	pen_put_str(pen, PAINT_DIM, "review");
	pen_to(pen, columns->integrator);
	pen_put_str(pen, PAINT_DIM, "merged by");
	if (columns->date) {
		pen_to(pen, columns->date);
		pen_put_str(pen, PAINT_DIM, "landed");
	}
	pen_end_line(pen);
}

static void put_number(struct pen *pen, int64_t number, int right)
{
	struct buf text = { 0 };

	if (number < 0)
		buf_add_str(&text, "?");
	else
		number_add_count(&text, (double)number);
	pen_put_right(pen, PAINT_PLAIN, buf_text(&text), right);
	buf_release(&text);
}

/* Of what is not judged the reason stands in their place. */
static void put_answers(struct pen *pen, const struct columns *columns, const struct check_change *change,
                        struct check_answers answers)
{
	struct buf text = { 0 };

	pen_to(pen, columns->second);
	if (change->excluded) {
		check_words_add_marks(&text, change);
		put(pen, PAINT_DIM, buf_str(&text), columns->integrator + INTEGRATOR_COLUMNS - 1 - columns->second);
		buf_release(&text);
		return;
	}
	pen_put_str(pen, PAINT_PLAIN, answers.second);
	pen_to(pen, columns->review);
	pen_put_str(pen, PAINT_PLAIN, answers.review);
	pen_to(pen, columns->integrator);
	put(pen, PAINT_PLAIN, check_words_integrator(change), INTEGRATOR_COLUMNS - 1);
}

static void draw_change(struct pen *pen, const struct columns *columns, const struct check_change *change,
                        struct check_answers answers)
{
	struct buf text = { 0 };

	check_words_add_key(&text, change);
	pen_to(pen, INDENT);
	put(pen, PAINT_BOLD, buf_str(&text), KEY_COLUMNS - 1);
	pen_to(pen, columns->subject);
	put(pen, PAINT_PLAIN, change->subject, columns->lines - LINES_COLUMNS - columns->subject);
	put_number(pen, change->lines, columns->lines);
	put_number(pen, change->files, columns->files);
	put_answers(pen, columns, change, answers);
	if (columns->date) {
		buf_clear(&text);
		civil_format(&text, change->landed_time);
		pen_to(pen, columns->date);
		put(pen, PAINT_DIM, buf_str(&text), DATE_COLUMNS - 1);
	}
	if (columns->date && !change->excluded) {
		buf_clear(&text);
		check_words_add_marks(&text, change);
		pen_to(pen, columns->marks);
		put(pen, PAINT_DIM, buf_str(&text), pen->columns - columns->marks);
	}
	pen_end_line(pen);
	buf_release(&text);
}

static void add_plain_number(struct buf *out, int64_t number, const char *what)
{
	if (number < 0)
		buf_add_fmt(out, "%ss not known, ", what);
	else
		buf_add_fmt(out, "%lld %s%s, ", (long long)number, what, number == 1 ? "" : "s");
}

/* The same as a statement. */
static void draw_plain_change(struct pen *pen, const struct check_change *change, struct check_answers answers)
{
	struct buf text = { 0 }, marks = { 0 };

	check_words_add_key(&text, change);
	buf_add_fmt(&text, ": %s: ", change->subject ? change->subject : "");
	add_plain_number(&text, change->lines, "line");
	add_plain_number(&text, change->files, "file");
	buf_add_fmt(&text, "second person %s, review %s", answers.second, answers.review);
	if (change->integrator)
		buf_add_fmt(&text, ", merged by %s", change->integrator);
	check_words_add_marks(&marks, change);
	if (marks.size)
		buf_add_fmt(&text, ", %s", buf_str(&marks));
	wrap_taken(pen, PAINT_PLAIN, &text, INDENT);
	buf_release(&marks);
}

static void draw_changes(struct pen *pen, const struct check *check)
{
	struct columns columns = columns_of(pen);
	struct check_walk walk = check_walk_begin(check);
	size_t skipped = check->change_count > ROWS_MOST ? check->change_count - ROWS_MOST : 0;

	if (!check->change_count)
		return;
	draw_heading(pen, CHECK_WORDS_CHANGES);
	if (!pen->is_plain)
		draw_head(pen, &columns);
	for (size_t i = 0; i < check->change_count; i++) {
		struct check_answers answers = check_walk_next(&walk, &check->changes[i]);

		if (i < skipped)
			continue;
		if (pen->is_plain)
			draw_plain_change(pen, &check->changes[i], answers);
		else
			draw_change(pen, &columns, &check->changes[i], answers);
	}
	if (skipped) {
		struct buf text = { 0 };

		buf_add_fmt(&text, "%zu of %zu: " CHECK_WORDS_NEWEST, (size_t)ROWS_MOST, check->change_count);
		wrap_taken(pen, PAINT_DIM, &text, INDENT);
	}
}

/* ---- the team ---- */

static void draw_facts(struct pen *pen, const struct check *check)
{
	struct buf title = { 0 };

	if (!check->fact_count)
		return;
	check_words_add_team(&title, check);
	draw_heading(pen, buf_str(&title));
	for (size_t i = 0; i < check->fact_count; i++) {
		const struct figure *fact = &check->facts[i];

		if (figure_is_share(fact))
			table_draw_share(pen, fact);
		else
			table_draw_count(pen, fact, (struct figure_columns){ 0 });
	}
	buf_release(&title);
}

/* ---- what is told ---- */

static const struct check_result *next_told(const struct check *check, enum check_level level, size_t *at)
{
	for (; *at < check->result_count; ++*at) {
		const struct check_result *result = &check->results[*at];

		if (result->shown == level && check_is_told(check, result))
			return &check->results[(*at)++];
	}
	return NULL;
}

static void draw_rule(struct pen *pen, const struct check_rule *rule)
{
	pen_to(pen, INDENT);
	pen_put_str(pen, PAINT_BOLD, rule->id);
	pen_put_str(pen, PAINT_PLAIN, ": ");
	pen_put_str(pen, PAINT_PLAIN, rule->name);
	pen_end_line(pen);
}

static void draw_result(struct pen *pen, const struct check_result *result)
{
	struct buf text = { 0 };

	check_words_add_change(&text, result->change);
	buf_add_str(&text, result->message ? result->message : "");
	wrap_taken(pen, PAINT_PLAIN, &text, ITEM_INDENT);
}

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* What would settle several results of a rule alike stands once, below them. */
static void draw_level(struct pen *pen, const struct check *check, enum check_level level)
{
	size_t at = 0;
	const struct check_result *result = next_told(check, level, &at);
	const struct check_rule *rule = NULL;

	if (result)
		draw_heading(pen, check_words_of_levels(level));
	while (result) {
		const struct check_result *next = next_told(check, level, &at);

		if (result->rule != rule)
			draw_rule(pen, result->rule);
		rule = result->rule;
		draw_result(pen, result);
		if (result->advice && result->advice[0] &&
		    (!next || next->rule != rule || !is_same(next->advice, result->advice)))
			wrap(pen, PAINT_DIM, result->advice, MORE_INDENT);
		result = next;
	}
}

static void draw_gaps(struct pen *pen, const struct check *check)
{
	if (!check_count_gaps(check))
		return;
	draw_heading(pen, CHECK_WORDS_GAPS);
	for (size_t i = 0; i < check->gap_count; i++) {
		const struct check_gap *gap = &check->gaps[i];
		struct buf text = { 0 };

		if (!check_is_gap_told(check, gap))
			continue;
		buf_add_fmt(&text, "%s (", gap->rules);
		check_words_add_reach(&text, gap);
		buf_add_fmt(&text, "): %s", gap->message);
		wrap_taken(pen, PAINT_PLAIN, &text, INDENT);
		if (gap->advice && gap->advice[0])
			wrap(pen, PAINT_DIM, gap->advice, ITEM_INDENT);
	}
}

int check_text_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	struct pen pen = pen_on(out, options);
	struct buf range = { 0 }, verdict = { 0 };

	wrap(&pen, PAINT_PLAIN, check->coverage_line, 0);
	check_words_add_range(&range, check);
	wrap_taken(&pen, PAINT_PLAIN, &range, 0);
	if (!check_is_quiet(check)) {
		draw_changes(&pen, check);
		draw_facts(&pen, check);
		for (int level = CHECK_FAIL; level > CHECK_OFF; level--)
			draw_level(&pen, check, (enum check_level)level);
		draw_gaps(&pen, check);
		pen_end_line(&pen);
	}
	check_words_add_verdict(&verdict, check);
	wrap_taken(&pen, PAINT_BOLD, &verdict, 0);
	return 0;
}
