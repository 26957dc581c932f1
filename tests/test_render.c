/*
 * Renderers on reports built by hand: golden texts, JSON against its schema, escapes, alignment, words that may not
 * be said.
 */
#include <check.h>
#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>
#include <jansson.h>
#include "../cmd/render/escape.h"
#include "../cmd/render/number.h"
#include "../cmd/render/render.h"
#include "support/golden.h"
#include "support/json_schema.h"
#include "support/sample_report.h"

Suite *suite_render(void);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void draw(struct buf *out, const char *renderer, enum sample sample, struct render_options options)
{
	struct report report;

	sample_report(&report, sample);
	ck_assert_int_eq(renderer_find(renderer)->draw(out, &report, &options), 0);
}

/* ---- golden ---- */

static const struct {
	const char *file, *renderer;
	enum sample sample;
	struct render_options options;
} goldens[] = {
	{ "screen_trailers_80.txt", "text", SAMPLE_TRAILERS, { 80, false, true, true, false, false } },
	{ "screen_trailers_200.txt", "text", SAMPLE_TRAILERS, { 200, false, true, true, false, false } },
	{ "screen_trailers_color.txt", "text", SAMPLE_TRAILERS, { 80, true, true, true, false, false } },
	{ "screen_squash_80.txt", "text", SAMPLE_SQUASH, { 80, false, true, true, false, false } },
	{ "screen_squash_76_ascii.txt", "text", SAMPLE_SQUASH, { 76, false, false, true, false, false } },
	{ "screen_guest_80.txt", "text", SAMPLE_GUEST, { 80, false, true, true, false, false } },
	{ "report_trailers_80.txt", "text", SAMPLE_TRAILERS, { 80, false, true, false, false, false } },
	{ "report_trailers_200.txt", "text", SAMPLE_TRAILERS, { 200, false, true, false, false, false } },
	{ "report_trailers_76_ascii.txt", "text", SAMPLE_TRAILERS, { 76, false, false, false, false, false } },
	{ "report_squash_200.txt", "text", SAMPLE_SQUASH, { 200, false, true, false, false, false } },
	{ "report_hostile_80.txt", "text", SAMPLE_HOSTILE, { 80, false, true, false, false, false } },
	{ "screen_squash_plain.txt", "text", SAMPLE_SQUASH, { 80, false, false, true, false, true } },
	{ "report_trailers_plain.txt", "text", SAMPLE_TRAILERS, { 80, false, false, false, false, true } },
	{ "report_trailers.json", "json", SAMPLE_TRAILERS, { 0, false, false, false, false, false } },
	{ "report_hostile.csv", "csv", SAMPLE_HOSTILE, { 0, false, false, false, false, false } },
};

START_TEST(the_drawing_is_the_golden_one)
{
	struct buf drawn = { 0 };
	struct buf file = { 0 };

	buf_add_fmt(&file, "render_%s", goldens[_i].file);
	draw(&drawn, goldens[_i].renderer, goldens[_i].sample, goldens[_i].options);
	golden_check(buf_str(&file), &drawn);
	buf_release(&drawn);
	buf_release(&file);
}
END_TEST

/* ---- every text ---- */

static const int widths[] = { 76, 79, 80, 81, 100, 120, 132, 200 };

START_TEST(no_line_is_wider_than_the_terminal)
{
	for (size_t i = 0; i < 4 * COUNT_OF(widths); i++) {
		struct render_options options = { widths[i / 4], false, i % 2 == 0, i % 4 < 2, false, false };
		struct buf drawn = { 0 };
		struct text rest;
		struct text line;

		draw(&drawn, "text", (enum sample)_i, options);
		rest = buf_text(&drawn);
		while (text_next_line(&rest, &line)) {
			bool is_command = text_starts(text_trim(line), TEXT("git "));

			ck_assert_msg(is_command || (int)utf8_columns(line) <= options.columns,
			              "%d columns: '" TEXT_FMT "'", options.columns, TEXT_ARG(line));
			ck_assert_msg(!text_ends(line, TEXT(" ")), "space at the end of '" TEXT_FMT "'",
			              TEXT_ARG(line));
		}
		buf_release(&drawn);
	}
}
END_TEST

START_TEST(the_first_screen_has_at_most_40_lines)
{
	for (size_t i = 0; i < COUNT_OF(widths); i++) {
		struct render_options options = { widths[i], false, true, true, false, false };
		struct buf drawn = { 0 };
		int lines = 0;

		draw(&drawn, "text", (enum sample)_i, options);
		for (size_t at = 0; at < drawn.size; at++)
			lines += drawn.at[at] == '\n';
		ck_assert_int_le(lines, 40);
		ck_assert_int_ge(lines, 8);
		buf_release(&drawn);
	}
}
END_TEST

START_TEST(even_endless_texts_leave_the_first_screen_at_40_lines)
{
	struct render_options options = { 60, false, true, true, false, false };
	struct finding finding = { .pattern = "P01", .outcome = OUTCOME_NOTE };
	struct report report;
	struct buf drawn = { 0 };
	struct buf words = { 0 };
	int lines = 0;

	for (int i = 0; i < 500; i++)
		buf_add_str(&words, "word ");
	sample_report(&report, SAMPLE_TRAILERS);
	finding.reason = words.at;
	finding.explanation = words.at;
	report.people[0].findings = &finding;
	report.coverage.line = words.at;
	report.coverage.not_visible = words.at;
	report.next_reason = words.at;
	report.period_was_moved = true;
	ck_assert_int_eq(renderer_find("text")->draw(&drawn, &report, &options), 0);
	for (size_t at = 0; at < drawn.size; at++)
		lines += drawn.at[at] == '\n';
	ck_assert_int_le(lines, 40);
	buf_release(&drawn);
	buf_release(&words);
}
END_TEST

START_TEST(a_squash_clone_gives_figures_and_reasons)
{
	struct render_options options = { 80, false, true, true, false, false };
	struct buf drawn = { 0 };

	draw(&drawn, "text", SAMPLE_SQUASH, options);
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "107"));
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "not recorded here"));
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "hidden by squash"));
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "visible: mostly own code"));
	ck_assert_ptr_null(strstr(buf_str(&drawn), "unknown\n"));
	buf_release(&drawn);
}
END_TEST

static const char *const forbidden[] = {
	"fails to", "failed to", "lazy",          "poor",         "poorly",      "underperformer", "underperforming",
	"inactive", "slacker",   "low performer", "unproductive", "incompetent", "guilty",         "neglects",
};

/* The word as a word: "poor" is not in "spoor". */
static bool says(const char *text, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at++) {
		if ((at == text || !char_is_alpha(at[-1])) && !char_is_alpha(at[size]))
			return true;
	}
	return false;
}

static void check_words(const char *where, const char *text)
{
	struct buf lower = { 0 };

	for (const char *at = text; at && *at; at++)
		buf_add_char(&lower, char_lower(*at));
	for (size_t i = 0; i < COUNT_OF(forbidden); i++)
		ck_assert_msg(!says(buf_str(&lower), forbidden[i]), "%s says '%s'", where, forbidden[i]);
	buf_release(&lower);
}

START_TEST(no_drawing_says_a_judging_word)
{
	for (int i = 0; i < 2; i++) {
		struct render_options options = { 100, false, true, i == 0, false, false };
		struct buf drawn = { 0 };

		draw(&drawn, "text", (enum sample)_i, options);
		check_words(sample_name((enum sample)_i), buf_str(&drawn));
		buf_release(&drawn);
	}
}
END_TEST

START_TEST(no_metric_and_no_pattern_says_a_judging_word)
{
	const struct metric_info *metric;
	const struct pattern_info *pattern;

	for (size_t i = 0; (metric = metric_at(i)); i++) {
		check_words(metric->id, metric->name);
		check_words(metric->id, metric->definition);
		check_words(metric->id, metric->missing);
		check_words(metric->id, metric->bias);
	}
	for (size_t i = 0; (pattern = pattern_at(i)); i++) {
		check_words(pattern->id, pattern->name);
		check_words(pattern->id, pattern->question);
		check_words(pattern->id, pattern->rule);
		check_words(pattern->id, pattern->silencers);
		check_words(pattern->id, pattern->base_rate);
	}
}
END_TEST

START_TEST(without_color_no_escape_leaves_the_renderer)
{
	static const char *const names[] = { "text", "json", "csv", "md" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct render_options options = { 80, false, true, false, false, false };
		struct buf drawn = { 0 };

		draw(&drawn, names[i], SAMPLE_HOSTILE, options);
		ck_assert_ptr_null(strchr(buf_str(&drawn), '\033'));
		ck_assert_ptr_null(strchr(buf_str(&drawn), '\007'));
		ck_assert_ptr_null(strstr(buf_str(&drawn), "\302\233"));
		ck_assert_ptr_null(strstr(buf_str(&drawn), "\342\200\256"));
		ck_assert(utf8_valid(buf_text(&drawn)));
		buf_release(&drawn);
	}
}
END_TEST

/* ---- JSON ---- */

/* The check of forms knows no propertyNames. */
START_TEST(the_schema_knows_the_id_of_every_metric)
{
	json_error_t error;
	json_t *schema = json_load_file("cmd/render/report.schema.json", 0, &error);
	const char *pattern = NULL;
	const struct metric_info *metric;
	regex_t regex;

	ck_assert_msg(schema != NULL, "%s", error.text);
	ck_assert_int_eq(
		json_unpack(schema, "{s:{s:{s:{s:s}}}}", "$defs", "metrics", "propertyNames", "pattern", &pattern), 0);
	ck_assert_int_eq(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
	for (size_t i = 0; (metric = metric_at(i)); i++)
		for (size_t j = 0; j < metric->part_count; j++) {
			char id[64];

			snprintf(id, sizeof(id), "%s.%s", metric->id, metric->parts[j].name);
			ck_assert_msg(regexec(&regex, id, 0, NULL, 0) == 0, "%s", id);
		}
	regfree(&regex);
	json_decref(schema);
}
END_TEST

START_TEST(json_is_as_its_schema_says)
{
	struct render_options options = { 0 };
	struct buf drawn = { 0 };
	struct buf wrong = { 0 };
	json_error_t error;
	json_t *schema = json_load_file("cmd/render/report.schema.json", 0, &error);
	json_t *value;

	ck_assert_msg(schema != NULL, "%s", error.text);
	draw(&drawn, "json", (enum sample)_i, options);
	value = json_loadb(drawn.at, drawn.size, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(value != NULL, "%s", error.text);
	json_schema_check(&wrong, schema, value);
	ck_assert_str_eq(buf_str(&wrong), "");

	json_object_del(value, "coverage");
	json_object_set_new(value, "path", json_string("/home"));
	json_schema_check(&wrong, schema, value);
	ck_assert_str_eq(buf_str(&wrong), "coverage: is missing\n/path: is not in the schema\n");
	json_decref(value);
	json_decref(schema);
	buf_release(&drawn);
	buf_release(&wrong);
}
END_TEST

START_TEST(json_keeps_unknown_apart_from_zero)
{
	struct render_options options = { 0 };
	struct buf drawn = { 0 };
	json_t *value;
	json_t *metrics;
	json_t *metric;

	draw(&drawn, "json", SAMPLE_SQUASH, options);
	value = json_loadb(drawn.at, drawn.size, 0, NULL);
	metrics = json_object_get(json_array_get(json_object_get(value, "people"), 0), "metrics");
	metric = json_object_get(metrics, "M03");
	ck_assert(json_is_null(json_object_get(metric, "value")));
	ck_assert_str_eq(json_string_value(json_object_get(metric, "state")), "unknown");
	ck_assert_ptr_null(json_object_get(metrics, "M16+M17"));
	json_decref(value);
	buf_release(&drawn);
}
END_TEST

/* ---- escapes ---- */

static const struct {
	const char *in, *terminal, *csv, *csv_guarded, *shell;
} escapes[] = {
	{ "Ada", "Ada", "Ada", "Ada", "\"Ada\"" },
	{ "", "", "", "", "\"\"" },
	{ "a,b", "a,b", "\"a,b\"", "\"a,b\"", "\"a,b\"" },
	{ "say \"hi\"", "say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\"", "'say \"hi\"'" },
	{ "a\nb", "a b", "\"a\nb\"", "\"a\nb\"", "\"a b\"" },
	{ "=1+1", "=1+1", "=1+1", "'=1+1", "\"=1+1\"" },
	{ "+1", "+1", "+1", "'+1", "\"+1\"" },
	{ "-1", "-1", "-1", "'-1", "\"-1\"" },
	{ "@SUM(A1)", "@SUM(A1)", "@SUM(A1)", "'@SUM(A1)", "\"@SUM(A1)\"" },
	{ "\033[2J", "\357\277\275[2J", "\033[2J", "\033[2J", "\"\357\277\275[2J\"" },
	{ "\302\2331m", "\357\277\2751m", "\302\2331m", "\302\2331m", "\"\357\277\2751m\"" },
	{ "\342\200\256x", "\357\277\275x", "\342\200\256x", "\342\200\256x", "\"\357\277\275x\"" },
	{ "\342\200\217x", "x", "\342\200\217x", "\342\200\217x", "\"x\"" },
	{ "\xff", "\357\277\275", "\xff", "\xff", "\"\357\277\275\"" },
	{ "$(rm -r .)", "$(rm -r .)", "$(rm -r .)", "$(rm -r .)", "'$(rm -r .)'" },
	{ "`id`'", "`id`'", "`id`'", "`id`'", "'`id`'\\'''" },
};

START_TEST(each_language_has_its_escape)
{
	struct text in = text_of(escapes[_i].in);
	struct buf out = { 0 };

	escape_terminal(&out, in);
	ck_assert_str_eq(buf_str(&out), escapes[_i].terminal);
	buf_clear(&out);
	escape_csv(&out, in, CSV_EXACT);
	ck_assert_str_eq(buf_str(&out), escapes[_i].csv);
	buf_clear(&out);
	escape_csv(&out, in, CSV_GUARD);
	ck_assert_str_eq(buf_str(&out), escapes[_i].csv_guarded);
	buf_clear(&out);
	escape_shell(&out, in);
	ck_assert_str_eq(buf_str(&out), escapes[_i].shell);
	buf_release(&out);
}
END_TEST

START_TEST(a_nul_byte_cannot_end_a_text_early)
{
	struct buf out = { 0 };

	escape_terminal(&out, TEXT("a\0b"));
	ck_assert_str_eq(buf_str(&out), "a\357\277\275b");
	buf_clear(&out);
	escape_csv(&out, TEXT("a\0\033b"), CSV_TERMINAL);
	ck_assert_str_eq(buf_str(&out), "a\357\277\275\357\277\275b");
	buf_release(&out);
}
END_TEST

/* ---- numbers ---- */

START_TEST(numbers_read_the_same_everywhere)
{
	struct buf out = { 0 };

	number_add_percent(&out, 0.001);
	buf_add_char(&out, ' ');
	number_add_percent(&out, 0.999);
	buf_add_char(&out, ' ');
	number_add_percent(&out, 0);
	buf_add_char(&out, ' ');
	number_add_percent(&out, 1);
	buf_add_char(&out, ' ');
	number_add_percent(&out, 12.0 / 57);
	number_add_interval(&out, 0.1338, 0.3278, true);
	number_add_percent(&out, NAN);
	ck_assert_str_eq(buf_str(&out), "<1 % >99 % 0 % 100 % 21 %(13-33)");
	buf_clear(&out);
	number_add_real(&out, 0.1);
	buf_add_char(&out, ' ');
	number_add_real(&out, 1.0 / 3);
	buf_add_char(&out, ' ');
	number_add_real(&out, 2);
	buf_add_char(&out, ' ');
	number_add_real(&out, 1e300);
	ck_assert_str_eq(buf_str(&out), "0.1 0.3333333333333333 2.0 1e+300");
	ck_assert_double_eq(number_rounded(0.21052631), 0.210526);
	ck_assert_int_eq(signbit(number_rounded(-0.0000001)) != 0, 0);
	buf_release(&out);
}
END_TEST

START_TEST(times_and_differences_say_their_unit)
{
	static const struct {
		const char *unit;
		double value, low, high;
		const char *words;
	} rows[] = {
		{ "hours", 10, 2, HUGE_VAL, "10.0 h (2.0 or more)" },
		{ "hours", 0.04, 0, 1234.56, "0.0 h (0.0-1234.6)" },
		{ "hours", 3.25, NAN, NAN, "3.3 h" },
		{ "days", 500, NAN, NAN, "500 d" },
		{ "rounds", 1.5, 0, 2, "1.50" },
		{ "difference", -0.6, -0.774, 0.004, "-60 points (-77 to 0)" },
		{ "difference", 0.123, 0.05, 0.2, "+12 points (+5 to +20)" },
		{ "changes", -3, NAN, NAN, "-3" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct figure figure = { .id = "M20",
			                 .unit = rows[i].unit,
			                 .value = rows[i].value,
			                 .low = rows[i].low,
			                 .high = rows[i].high };
		struct buf out = { 0 };

		figure_add_long(&out, &figure);
		ck_assert_str_eq(buf_str(&out), rows[i].words);
		buf_release(&out);
	}
}
END_TEST

START_TEST(an_earlier_figure_says_its_unit)
{
	const struct figure hours = { .id = "M20", .unit = "hours", .value = 3, .low = NAN, .high = NAN };
	const struct figure share = { .id = "M07", .unit = "share", .value = 0.5, .low = NAN, .high = NAN };
	struct buf out = { 0 };

	figure_add_past(&out, &hours, 119.98);
	buf_add_char(&out, ' ');
	figure_add_past(&out, &share, 0.21);
	figure_add_past(&out, &share, NAN);
	ck_assert_str_eq(buf_str(&out), "120.0 h 21 %");
	buf_release(&out);
}
END_TEST

START_TEST(a_figure_says_its_numbers_or_its_reason)
{
	static const struct {
		struct figure figure;
		const char *words;
	} rows[] = {
		{ { "M04", "", "share", 12.0 / 57, 0.1240, 0.3338, 12, 57, STATE_OK, NULL, TREND_NONE, NAN, NAN },
		  "12 of 57  21 % (12-33)" },
		{ { "M05", "", "ratio", 0.27, 0.15, 0.51, 12, 45, STATE_OK, NULL, TREND_NONE, NAN, NAN },
		  "0.27 (0.15-0.51)" },
		{ { "M01", "", "changes", 57, NAN, NAN, 57, 57, STATE_OK, NULL, TREND_NONE, NAN, NAN }, "57" },
		{ { "M03", "", "changes", 12, NAN, NAN, 12, 12, STATE_UNKNOWN, NULL, TREND_NONE, NAN, NAN },
		  "at least 12" },
		{ { "M03", "", "changes", NAN, NAN, NAN, 0, 0, STATE_UNKNOWN, NULL, TREND_NONE, NAN, NAN },
		  "not recorded here" },
		{ { "M03", "", "changes", 0, NAN, NAN, 0, 0, STATE_UNKNOWN, NULL, TREND_NONE, NAN, NAN },
		  "not recorded here" },
		{ { "M13", "", "changes", 0, 0, 3, 0, 0, STATE_OK, "no trace", TREND_NONE, NAN, NAN }, "no trace" },
		{ { "M17", "", "changes", NAN, NAN, NAN, 0, 0, STATE_NA, NULL, TREND_NONE, NAN, NAN },
		  "not applicable" },
		{ { "M01", "", "changes", 5, NAN, NAN, 5, 5, STATE_WITHHELD, NULL, TREND_NONE, NAN, NAN }, "withheld" },
		{ { "M04", "", "share", 0.1, 0, 1, 1, 10, STATE_UNKNOWN, NULL, TREND_NONE, NAN, NAN },
		  "not recorded here" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf out = { 0 };

		figure_add_long(&out, &rows[i].figure);
		ck_assert_str_eq(buf_str(&out), rows[i].words);
		buf_release(&out);
	}
}
END_TEST

Suite *suite_render(void)
{
	Suite *suite = suite_create("render");
	TCase *text = tcase_create("text");
	TCase *escape = tcase_create("escape");

	tcase_add_loop_test(text, the_drawing_is_the_golden_one, 0, COUNT_OF(goldens));
	tcase_add_loop_test(text, no_line_is_wider_than_the_terminal, 0, SAMPLE_COUNT);
	tcase_add_loop_test(text, the_first_screen_has_at_most_40_lines, 0, SAMPLE_COUNT);
	tcase_add_test(text, even_endless_texts_leave_the_first_screen_at_40_lines);
	tcase_add_test(text, a_squash_clone_gives_figures_and_reasons);
	tcase_add_loop_test(text, no_drawing_says_a_judging_word, 0, SAMPLE_COUNT);
	tcase_add_test(text, no_metric_and_no_pattern_says_a_judging_word);
	tcase_add_test(text, without_color_no_escape_leaves_the_renderer);
	tcase_add_test(text, the_schema_knows_the_id_of_every_metric);
	tcase_add_loop_test(text, json_is_as_its_schema_says, 0, SAMPLE_COUNT);
	tcase_add_test(text, json_keeps_unknown_apart_from_zero);
	tcase_add_loop_test(escape, each_language_has_its_escape, 0, COUNT_OF(escapes));
	tcase_add_test(escape, a_nul_byte_cannot_end_a_text_early);
	tcase_add_test(escape, numbers_read_the_same_everywhere);
	tcase_add_test(escape, times_and_differences_say_their_unit);
	tcase_add_test(escape, an_earlier_figure_says_its_unit);
	tcase_add_test(escape, a_figure_says_its_numbers_or_its_reason);
	suite_add_tcase(suite, text);
	suite_add_tcase(suite, escape);
	return suite;
}
