/*
 * The HTML form: its escapes, that its elements close, that nothing in it runs or is loaded, that its figures say which they are.
 * The golden text holds the pages of a small report, without the head, the glossary and the drawings' style.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../cmd/render/escape.h"
#include "../cmd/render/number.h"
#include "../cmd/render/render.h"
#include "support/sample_pages.h"
#include "support/sample_report.h"
#include "support/sample_sparse.h"

Suite *suite_html(void);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define GOLDEN "tests/golden/render_sparse.html"

/* ---- what is drawn ---- */

enum drawn { DRAWN_PAGES, DRAWN_HOSTILE, DRAWN_SPARSE, DRAWN_SHORT, DRAWN_SHORT_HOSTILE, DRAWN_EMPTY, DRAWN_COUNT };

static void draw(struct buf *out, enum drawn which)
{
	struct render_options options = { 0 };
	struct report report = { .period_name = "2026-Q3" };

	if (which == DRAWN_SPARSE)
		sample_sparse(&report);
	else if (which == DRAWN_SHORT || which == DRAWN_SHORT_HOSTILE)
		sample_report(&report, which == DRAWN_SHORT ? SAMPLE_TRAILERS : SAMPLE_HOSTILE);
	else if (which != DRAWN_EMPTY)
		sample_pages(&report, which == DRAWN_HOSTILE);
	ck_assert_int_eq(renderer_find("html")->draw(out, &report, &options), 0);
}

/* ---- escapes ---- */

static const struct {
	const char *in, *out;
} escapes[] = {
	{ "Ada", "Ada" },
	{ "", "" },
	{ "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ "a&b\"c'd", "a&amp;b&quot;c&#39;d" },
	{ "&lt;", "&amp;lt;" },
	{ "\" onload=\"x", "&quot; onload=&quot;x" },
	{ "\033[2J", "\342\220\233[2J" },
	{ "a\tb\nc\rd", "a b c d" },
	{ "\177", "\342\220\241" },
	{ "\302\2331m", "\357\277\2751m" },
	{ "\342\200\256x", "\357\277\275x" },
	{ "\342\201\246x", "\357\277\275x" },
	{ "\342\200\217x\330\234y\342\200\216", "xy" },
	{ "\xff\xfe", "\357\277\275\357\277\275" },
	{ "\300\274script>", "\357\277\275\357\277\275script&gt;" },
	{ "\357\277\277", "\357\277\275" },
	{ "\331\205\330\255", "\331\205\330\255" },
};

START_TEST(data_are_no_markup)
{
	struct buf out = { 0 };

	escape_html(&out, text_of(escapes[_i].in));
	ck_assert_str_eq(buf_str(&out), escapes[_i].out);
	buf_release(&out);
}
END_TEST

START_TEST(a_nul_byte_has_its_picture)
{
	struct buf out = { 0 };

	escape_html(&out, (struct text){ "a\0b", 3 });
	ck_assert_str_eq(buf_str(&out), "a\342\220\200b");
	buf_release(&out);
}
END_TEST

START_TEST(marks_do_not_pile_up)
{
	struct buf in = { 0 }, out = { 0 }, want = { 0 };

	for (int i = 0; i < 2; i++) {
		buf_add_char(&in, 'a');
		buf_add_char(&want, 'a');
		for (int k = 0; k < 300; k++) {
			buf_add_str(&in, "\314\201");
			if (k < 8)
				buf_add_str(&want, "\314\201");
		}
	}
	escape_html(&out, buf_text(&in));
	ck_assert_str_eq(buf_str(&out), buf_str(&want));
	buf_release(&in);
	buf_release(&out);
	buf_release(&want);
}
END_TEST

/* ---- structure ---- */

static bool is_void(struct text name)
{
	return text_equal(name, TEXT("meta")) || text_equal(name, TEXT("br")) || text_equal(name, TEXT("!DOCTYPE"));
}

static struct text name_of(struct text tag)
{
	size_t end = 0;

	while (end < tag.size && tag.at[end] != ' ' && tag.at[end] != '/')
		end++;
	return text_slice(tag, 0, end);
}

/* Walks the tags: '<' and '>' stand nowhere else, since data are escaped and the style has no child selector. */
START_TEST(every_element_is_closed_where_it_was_opened)
{
	struct text open[64], document;
	struct buf drawn = { 0 };
	size_t depth = 0, at = 0;

	draw(&drawn, (enum drawn)_i);
	document = buf_text(&drawn);
	for (ptrdiff_t from; (from = text_find_char(document, '<', at)) >= 0;) {
		ptrdiff_t to = text_find_char(document, '>', (size_t)from);
		struct text tag;

		ck_assert_int_gt(to, from);
		tag = text_slice(document, (size_t)from + 1, (size_t)to);
		at = (size_t)to + 1;
		ck_assert_msg(text_find_char(tag, '<', 0) < 0, "a tag in a tag: '" TEXT_FMT "'", TEXT_ARG(tag));
		if (tag.at[0] == '/') {
			tag = text_slice(tag, 1, tag.size);
			ck_assert_msg(depth > 0 && text_equal(open[depth - 1], tag),
			              "'" TEXT_FMT "' closes '" TEXT_FMT "'", TEXT_ARG(tag),
			              TEXT_ARG(depth ? open[depth - 1] : TEXT("nothing")));
			depth--;
		} else if (!text_ends(tag, TEXT("/")) && !is_void(name_of(tag))) {
			ck_assert_uint_lt(depth, COUNT_OF(open));
			open[depth++] = name_of(tag);
		}
	}
	ck_assert_uint_eq(depth, 0);
	buf_release(&drawn);
}
END_TEST

static size_t count_of(const char *text, const char *words)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, words)); at += strlen(words))
		count++;
	return count;
}

/* Links and their text alone may name an address; a name of space or scheme that loads anything is not there at all. */
START_TEST(nothing_runs_and_nothing_is_loaded)
{
	static const char *const banned[] = { "<script", "<link",    "<img",          "<iframe", "<object", "<embed",
		                              "<base",   "<form",    "javascript:\"", " src=",   "@import", "url(",
		                              " onload", " onclick", "<use",          "style=" };
	struct buf drawn = { 0 };
	const char *text;

	draw(&drawn, (enum drawn)_i);
	text = buf_str(&drawn);
	for (size_t i = 0; i < COUNT_OF(banned); i++)
		ck_assert_msg(!strstr(text, banned[i]), "there is '%s'", banned[i]);
	for (const char *at = text; (at = strstr(at, "href=\"")); at += 6)
		ck_assert_msg(at[6] == '#' || !strncmp(at + 6, "https://", 8), "%.60s", at);
	ck_assert_uint_eq(count_of(text, "href=\"http"), count_of(text, "rel=\"noreferrer\" href=\"http"));
	ck_assert_ptr_nonnull(strstr(text, "default-src 'none'"));
	ck_assert(utf8_valid(buf_text(&drawn)));
	ck_assert_ptr_null(strchr(text, '\033'));
	ck_assert_ptr_null(strstr(text, "\342\200\256"));
	buf_release(&drawn);
}
END_TEST

START_TEST(landmarks_and_headings_are_in_order)
{
	static const char *const once[] = { "<h1>",
		                            "<main id=\"content\">",
		                            "<header>",
		                            "<nav ",
		                            "<footer>",
		                            "<html lang=\"en\">",
		                            "<meta charset=\"utf-8\">",
		                            "name=\"viewport\"",
		                            "name=\"color-scheme\"",
		                            "<title>" };
	struct buf drawn = { 0 };
	char before = '0';

	draw(&drawn, (enum drawn)_i);
	for (size_t i = 0; i < COUNT_OF(once); i++) {
		/* A drawing may have titles of its own. */
		bool may_repeat = !strcmp(once[i], "<title>");

		ck_assert_msg(count_of(buf_str(&drawn), once[i]) >= 1, "no %s", once[i]);
		ck_assert_msg(may_repeat || count_of(buf_str(&drawn), once[i]) == 1, "%s twice", once[i]);
	}
	for (const char *at = buf_str(&drawn); (at = strstr(at, "<h")); at += 2) {
		if (at[2] < '1' || at[2] > '6' || (at[3] != '>' && at[3] != ' '))
			continue;
		ck_assert_msg(at[2] <= before + 1, "a level is left out before %.40s", at);
		before = at[2];
	}
	buf_release(&drawn);
}
END_TEST

/* ---- figures ---- */

START_TEST(figures_say_which_they_are)
{
	struct buf drawn = { 0 };
	const char *text;

	draw(&drawn, DRAWN_PAGES);
	text = buf_str(&drawn);
	ck_assert_ptr_nonnull(strstr(text, "<section id=\"team-1\" class=\"page\" data-subject=\"core\">"));
	ck_assert_ptr_nonnull(strstr(text, "<section id=\"person-0\" class=\"page\" "
	                                   "data-subject=\"Ada Example &lt;ada@example.org&gt;\">"));
	ck_assert_ptr_nonnull(strstr(text, "<tr role=\"row\" data-subject=\"\">"));
	ck_assert_ptr_nonnull(strstr(text, "<span data-id=\"M07\" data-part=\"value\">84 %</span>"));
	ck_assert_ptr_nonnull(strstr(text, "<tr role=\"row\" data-id=\"M07\">"));
	ck_assert_ptr_nonnull(
		strstr(text, "<span data-part=\"low\">78</span> to <span data-part=\"high\">88 %</span>"));
	ck_assert_ptr_nonnull(strstr(text, "<span data-id=\"M07\" data-part=\"before\">71 %</span>"));
	ck_assert_ptr_nonnull(strstr(text, "<table class=\"points\" data-id=\"M01\">"));
	ck_assert_ptr_nonnull(strstr(text, "<tr data-period=\"2026-Q3\"><th scope=\"row\">2026-Q3</th>"
	                                   "<td><span data-part=\"value\">41</span>"));
	/* Before the history nothing is zero. */
	ck_assert_ptr_nonnull(strstr(text, "<tr data-period=\"2024-Q4\"><th scope=\"row\">2024-Q4</th>"
	                                   "<td><span data-part=\"value\">not recorded here</span>"));
	buf_release(&drawn);
}
END_TEST

START_TEST(every_drawing_stands_beside_a_table)
{
	struct buf drawn = { 0 };
	const char *text;

	draw(&drawn, DRAWN_PAGES);
	text = buf_str(&drawn);
	ck_assert_uint_eq(count_of(text, "<svg class=\"series"), count_of(text, "<table class=\"points\""));
	ck_assert_uint_gt(count_of(text, "<svg class=\"timeline\""), 0);
	ck_assert_uint_le(count_of(text, "<svg class=\"timeline\""), count_of(text, "<table class=\"records stack\""));
	buf_release(&drawn);
}
END_TEST

/* The table says "no trace"; a drawing that said "n/a" would contradict it. */
START_TEST(no_trace_is_a_mark_at_zero)
{
	struct figure none = { .id = "M13",
		               .label = "- work",
		               .unit = "changes",
		               .low = NAN,
		               .high = NAN,
		               .before = NAN,
		               .year = NAN,
		               .note = "no trace" };
	struct figure unknown = { .id = "M20",
		                  .label = "wait",
		                  .unit = "hours",
		                  .value = NAN,
		                  .low = NAN,
		                  .high = NAN,
		                  .before = NAN,
		                  .year = NAN,
		                  .state = STATE_UNKNOWN };
	struct report_series series[2] = { { .id = "M13", .label = "- work", .unit = "changes" },
		                           { .id = "M20", .label = "wait", .unit = "hours" } };
	struct report_team team = { .name = "", .series = series, .series_count = 2 };
	struct report report = { .period_name = "2026-Q3", .teams = &team, .team_count = 1 };
	struct render_options options = { 0 };
	struct buf drawn = { 0 };

	for (int i = 0; i < SERIES_PERIODS; i++) {
		series[0].points[i] = none;
		series[1].points[i] = unknown;
		report.periods[i] = (struct report_period){ .name = "2026-Q3", .is_known = true };
	}
	ck_assert_int_eq(renderer_find("html")->draw(&drawn, &report, &options), 0);
	ck_assert_uint_eq(count_of(buf_str(&drawn), "<circle"), SERIES_PERIODS);
	ck_assert_uint_eq(count_of(buf_str(&drawn), "<svg class=\"series"), 1);
	ck_assert_ptr_null(strstr(buf_str(&drawn), "n/a"));
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "aria-label=\"work\""));
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "No number in any of the eight periods, which is not zero: "));
	buf_release(&drawn);
}
END_TEST

START_TEST(what_is_withheld_or_away_is_said)
{
	struct buf drawn = { 0 };
	const char *text;

	draw(&drawn, DRAWN_SPARSE);
	text = buf_str(&drawn);
	ck_assert_ptr_nonnull(strstr(text, "period partly excluded: 10 days declared"));
	ck_assert_ptr_nonnull(strstr(text, "period excluded"));
	ck_assert_ptr_nonnull(strstr(text, "no member of this team in the period: no figures"));
	ck_assert_ptr_nonnull(strstr(text, "not among what was sealed"));
	ck_assert_ptr_nonnull(strstr(text, "Fewer than five people review here."));
	ck_assert_ptr_nonnull(strstr(text, "withheld: 1 person"));
	ck_assert_ptr_nonnull(strstr(text, "No decision record in the eight periods."));
	ck_assert_ptr_nonnull(strstr(text, "at least 3"));
	/* Who bears a pseudonym stands in no command. */
	ck_assert_ptr_null(strstr(text, "explain --quarter=2026-Q3 P01"));
	buf_release(&drawn);
}
END_TEST

START_TEST(ends_of_intervals_have_one_unit)
{
	static const struct {
		const char *unit;
		double low, high;
		const char *low_words, *high_words;
	} cases[] = {
		{ "share", 0.783, 0.884, "78", "88 %" }, { "share", 0.002, 0.123, "<1", "12 %" },
		{ "changes", 0.6, 8.8, "0.6", "8.8" },   { "changes", 29.4, 55.6, "29", "56" },
		{ "hours", 3.52, 12, "3.5", "12.0 h" },  { "hours", 3.5, HUGE_VAL, "3.5", "or more" },
		{ "ratio", 0.15, 0.51, "0.15", "0.51" }, { "difference", -0.12, 0.03, "-12", "+3 points" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct figure figure = { .unit = cases[i].unit, .low = cases[i].low, .high = cases[i].high };
		struct buf low = { 0 }, high = { 0 };

		figure_add_low(&low, &figure);
		figure_add_high(&high, &figure);
		ck_assert_str_eq(buf_str(&low), cases[i].low_words);
		ck_assert_str_eq(buf_str(&high), cases[i].high_words);
		buf_release(&low);
		buf_release(&high);
	}
}
END_TEST

/* ---- golden ---- */

static void read_golden(struct buf *out)
{
	char chunk[4096];
	size_t size;
	FILE *file = fopen(GOLDEN, "rb");

	ck_assert_msg(file != NULL, "cannot open " GOLDEN);
	while ((size = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(out, chunk, size);
	fclose(file);
}

START_TEST(the_pages_of_a_small_report_are_the_golden_ones)
{
	struct buf drawn = { 0 }, golden = { 0 };
	struct text pages;
	ptrdiff_t from, to;

	draw(&drawn, DRAWN_SPARSE);
	from = text_find(buf_text(&drawn), TEXT("<section id=\"summary\">"), 0);
	to = text_find(buf_text(&drawn), TEXT("<section id=\"limits\""), 0);
	ck_assert(from >= 0 && to > from);
	pages = text_slice(buf_text(&drawn), (size_t)from, (size_t)to);
	if (getenv("GIT_LEAD_WRITE_GOLDEN")) {
		FILE *file = fopen(GOLDEN, "wb");

		ck_assert_ptr_nonnull(file);
		ck_assert_uint_eq(fwrite(pages.at, 1, pages.size, file), pages.size);
		ck_assert_int_eq(fclose(file), 0);
	}
	read_golden(&golden);
	ck_assert_msg(text_equal(pages, buf_text(&golden)), "the pages differ from " GOLDEN);
	buf_release(&drawn);
	buf_release(&golden);
}
END_TEST

Suite *suite_html(void)
{
	Suite *suite = suite_create("html");
	TCase *tests = tcase_create("html");

	tcase_add_loop_test(tests, data_are_no_markup, 0, COUNT_OF(escapes));
	tcase_add_test(tests, a_nul_byte_has_its_picture);
	tcase_add_test(tests, marks_do_not_pile_up);
	tcase_add_loop_test(tests, every_element_is_closed_where_it_was_opened, 0, DRAWN_COUNT);
	tcase_add_loop_test(tests, nothing_runs_and_nothing_is_loaded, 0, DRAWN_COUNT);
	tcase_add_loop_test(tests, landmarks_and_headings_are_in_order, 0, DRAWN_COUNT);
	tcase_add_test(tests, figures_say_which_they_are);
	tcase_add_test(tests, every_drawing_stands_beside_a_table);
	tcase_add_test(tests, no_trace_is_a_mark_at_zero);
	tcase_add_test(tests, what_is_withheld_or_away_is_said);
	tcase_add_test(tests, ends_of_intervals_have_one_unit);
	tcase_add_test(tests, the_pages_of_a_small_report_are_the_golden_ones);
	suite_add_tcase(suite, tests);
	return suite;
}
