/*
 * The long report in every form: golden texts, JSON against its schema, CSV as a table, hostile texts that must do no harm.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <jansson.h>
#include "../cmd/render/escape.h"
#include "../cmd/render/render.h"
#include "support/golden.h"
#include "support/json_schema.h"
#include "support/sample_pages.h"

Suite *suite_forms(void);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct wanted {
	const char *renderer;
	bool is_long, is_hostile;
	size_t team_count; /* 0: all of the sample */
	struct render_options options;
};

static void draw(struct buf *out, const struct wanted *wanted)
{
	struct report report;

	sample_pages(&report, wanted->is_hostile);
	report.is_long = wanted->is_long;
	if (wanted->team_count)
		report.team_count = wanted->team_count;
	ck_assert_int_eq(renderer_find(wanted->renderer)->draw(out, &report, &wanted->options), 0);
}

/* ---- golden ---- */

static const struct {
	const char *file;
	struct wanted wanted;
} goldens[] = {
	{ "forms_short_teams.md", { "md", false, false, 0, { 0 } } },
	{ "forms_short_one.md", { "md", false, false, 1, { 0 } } },
	{ "forms_long.md", { "md", true, false, 2, { 0 } } },
	{ "forms_short_hostile.md", { "md", false, true, 2, { 0 } } },
	{ "forms_long.csv", { "csv", true, false, 1, { 0 } } },
	{ "forms_long_80.txt", { "text", true, false, 2, { .columns = 80, .use_unicode = true } } },
	{ "forms_long_200.txt", { "text", true, false, 1, { .columns = 200, .use_unicode = true } } },
	{ "forms_long_80_ascii.txt", { "text", true, false, 1, { .columns = 80 } } },
};

/* Definitions of metrics change without a renderer. */
static void cut_glossary(struct buf *drawn)
{
	ptrdiff_t from = text_find(buf_text(drawn), TEXT("\n## Glossary\n"), 0);
	ptrdiff_t to = text_find(buf_text(drawn), TEXT("\n## How it was computed\n"), 0);
	struct buf rest = { 0 };

	if (from < 0)
		return;
	ck_assert_int_gt(to, from);
	buf_add_text(&rest, text_slice(buf_text(drawn), (size_t)to, drawn->size));
	drawn->size = (size_t)from;
	buf_add_text(drawn, buf_text(&rest));
	buf_release(&rest);
}

START_TEST(the_drawing_is_the_golden_one)
{
	struct buf drawn = { 0 };

	draw(&drawn, &goldens[_i].wanted);
	cut_glossary(&drawn);
	golden_check(goldens[_i].file, &drawn);
	buf_release(&drawn);
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_is_as_its_schema_says)
{
	struct wanted wanted = { "json", _i % 2 == 0, _i >= 2, 0, { 0 } };
	struct buf drawn = { 0 }, wrong = { 0 };
	json_error_t error;
	json_t *schema = json_load_file("cmd/render/report.schema.json", 0, &error);
	json_t *value, *team;

	ck_assert_msg(schema != NULL, "%s", error.text);
	draw(&drawn, &wanted);
	value = json_loadb(drawn.at, drawn.size, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(value != NULL, "%s", error.text);
	json_schema_check(&wrong, schema, value);
	ck_assert_str_eq(buf_str(&wrong), "");
	team = json_array_get(json_object_get(value, "teams"), 0);
	ck_assert_int_eq(json_object_get(team, "series") != NULL, wanted.is_long);
	ck_assert_int_eq(json_array_size(json_object_get(value, "periods")), wanted.is_long ? SERIES_PERIODS : 0);
	json_decref(value);
	json_decref(schema);
	buf_release(&drawn);
	buf_release(&wrong);
}
END_TEST

START_TEST(json_holds_every_part_of_a_long_report)
{
	struct wanted wanted = { "json", true, false, 0, { 0 } };
	struct buf drawn = { 0 };
	json_t *value, *nobody = NULL, *known = NULL;
	const char *coverage, *home_area, *raw, *event, *url;
	int reviews, knowers, total;

	draw(&drawn, &wanted);
	value = json_loadb(drawn.at, drawn.size, 0, NULL);
	ck_assert_int_eq(json_unpack(value, "{s:[{s:{s:{s:[o!]}}}]}", "teams", "series", "M07", "points", &nobody), -1);
	nobody = json_object_get(json_array_get(json_object_get(value, "teams"), 0), "series");
	nobody = json_object_get(json_object_get(nobody, "M07"), "points");
	known = json_array_get(nobody, 7);
	ck_assert(json_is_null(json_object_get(json_array_get(nobody, 0), "value")));
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(nobody, 0), "state")), "unknown");
	ck_assert_double_eq(json_number_value(json_object_get(known, "value")), 0.84);
	ck_assert_int_eq(json_unpack(value, "{s:[{s:[s], s:{s:[[i,i]]}, s:[{s:s}], s:[{s:i}]}]}", "teams", "coverages",
	                             &coverage, "matrix", "reviews", &reviews, &reviews, "decisions", "event", &event,
	                             "knowledge", "knowers", &knowers),
	                 0);
	ck_assert_str_eq(coverage, "unknown");
	ck_assert_int_eq(reviews, 14);
	ck_assert_str_eq(event, "new");
	ck_assert_int_eq(knowers, 9);
	ck_assert_int_eq(json_unpack(value, "{s:[{s:[{s:{s:i, s:[{s:s}]}}], s:[{s:s}]}], s:[{s:s}]}", "people",
	                             "patterns", "proofs", "total", &total, "lines", "raw", &raw, "areas", "area",
	                             &home_area, "repositories", "url", &url),
	                 0);
	ck_assert_int_eq(total, 42);
	ck_assert_str_eq(raw, "Round at the end only");
	ck_assert_str_eq(home_area, "src/ledger");
	ck_assert_str_eq(url, "https://forge.example/x/commit/{commit}");
	json_decref(value);
	buf_release(&drawn);
}
END_TEST

/* ---- CSV ---- */

/* Takes one record; the number of its fields. Quotes are those of RFC 4180. */
static int fields_of(struct text *rest, bool *is_formula)
{
	int count = 1;
	bool is_quoted = false, is_start = true;
	size_t at = 0;

	for (; at < rest->size && (is_quoted || rest->at[at] != '\n'); at++) {
		char c = rest->at[at];

		if (is_start && c == '"' && !is_quoted) {
			is_quoted = true;
			continue;
		}
		if (is_start && strchr("=@\t\r", c))
			*is_formula = true;
		is_start = false;
		if (c == '"')
			is_quoted = !is_quoted;
		else if (c == ',' && !is_quoted) {
			count++;
			is_start = true;
		}
	}
	*rest = text_slice(*rest, at + 1, rest->size);
	return count;
}

START_TEST(csv_is_one_table)
{
	struct wanted wanted = { "csv", _i % 2 == 0, _i >= 2, 0, { 0 } };
	struct buf drawn = { 0 };
	struct text rest;
	bool is_formula = false;
	int columns, rows = 0, lines = 0;

	draw(&drawn, &wanted);
	rest = buf_text(&drawn);
	columns = fields_of(&rest, &is_formula);
	ck_assert_int_eq(columns, 23);
	for (; rest.size; rows++)
		ck_assert_int_eq(fields_of(&rest, &is_formula), columns);
	ck_assert(!is_formula);
	/* A record is a line. */
	for (size_t i = 0; i < drawn.size; i++)
		lines += drawn.at[i] == '\n';
	ck_assert_int_eq(lines, rows + 1);
	ck_assert_int_gt(rows, wanted.is_long ? 150 : 30);
	buf_release(&drawn);
}
END_TEST

/* ---- hostile texts ---- */

/* Without code spans: nothing in them is read. */
static void cut_code(struct buf *out, struct text text)
{
	for (size_t at = 0; at < text.size;) {
		size_t fence = 0, end = at;

		while (at + fence < text.size && text.at[at + fence] == '`')
			fence++;
		if (!fence || (at && text.at[at - 1] == '\\')) {
			buf_add_char(out, text.at[at++]);
			continue;
		}
		for (end = at + fence; end < text.size; end++) {
			size_t run = 0;

			while (end + run < text.size && text.at[end + run] == '`')
				run++;
			if (run == fence)
				break;
			end += run ? run - 1 : 0;
		}
		ck_assert_uint_lt(end, text.size);
		at = end + fence;
	}
}

START_TEST(no_form_lets_a_hostile_text_through)
{
	static const char *const names[] = { "text", "json", "csv", "md" };
	struct wanted wanted = {
		names[_i / 2], _i % 2 == 0, true, 0, { .columns = 100, .use_unicode = true, .is_terminal = true }
	};
	struct buf drawn = { 0 };

	draw(&drawn, &wanted);
	ck_assert_ptr_null(strchr(buf_str(&drawn), '\033'));
	ck_assert_ptr_null(strstr(buf_str(&drawn), "\342\200\256"));
	ck_assert(utf8_valid(buf_text(&drawn)));
	if (!strcmp(wanted.renderer, "md")) {
		struct buf read = { 0 };

		cut_code(&read, buf_text(&drawn));
		ck_assert_ptr_nonnull(strstr(buf_str(&read), "\\<script\\>"));
		ck_assert_ptr_null(strstr(buf_str(&read), " <script"));
		ck_assert_ptr_null(strstr(buf_str(&read), "|`"));
		ck_assert_ptr_null(strstr(buf_str(&read), "`](javascript"));
		buf_release(&read);
	}
	buf_release(&drawn);
}
END_TEST

static const struct {
	const char *in, *out;
} markdown[] = {
	{ "Ada Example", "Ada Example" },
	{ "", "" },
	{ "a_b own_changes _x_", "a_b own_changes \\_x\\_" },
	{ "*a* `b` [c](d) <b>", "\\*a\\* \\`b\\` \\[c\\](d) \\<b\\>" },
	{ "a|b", "a\\|b" },
	{ "a\nb\r\n\tc   d ", "a b c d" },
	{ "back\\slash\\", "back\\\\slash\\\\" },
	{ "@aexample ada@example.org 3 @ 4", "@\342\200\213aexample ada@\342\200\213example.org 3 @ 4" },
	{ "see #12, !3, GH-4, gh-5, org/x#6",
	  "see #\342\200\21312, !\342\200\2133, GH-\342\200\2134, gh-\342\200\2135, org/x#\342\200\2136" },
	{ "www.example.org WWW.x", "www\342\200\213.example.org WWW\342\200\213.x" },
	{ "https://x.example :smile: Tested-by: Bo",
	  "https:\342\200\213//x.example :\342\200\213smile: Tested-by: Bo" },
	{ "# head", "\\# head" },
	{ "- item", "\\- item" },
	{ "+ item", "\\+ item" },
	{ "1. item", "1\\. item" },
	{ "12) item", "12\\) item" },
	{ "1.5 %", "1.5 %" },
	{ "---", "\\---" },
	{ "===", "\\===" },
	{ "> quote", "\\> quote" },
	{ "/close", "\\/close" },
	{ "&amp; $x$ ~~s~~ x^2", "\\&\342\200\213amp; \\$\342\200\213x\\$ \\~\\~\342\200\213s\\~\\~ x\\^2" },
	{ "\033[2J\342\200\256x", "\357\277\275\\[2J\357\277\275x" },
	{ "\331\205\330\255\331\205\330\257", "\331\205\330\255\331\205\330\257" },
};

START_TEST(markdown_reads_nothing_in_a_text)
{
	struct buf out = { 0 };

	escape_markdown(&out, text_of(markdown[_i].in));
	ck_assert_str_eq(buf_str(&out), markdown[_i].out);
	buf_release(&out);
}
END_TEST

static const struct {
	const char *in;
	bool is_in_cell;
	const char *out;
} codes[] = {
	{ "git lead explain P01 \"ada@example.org\"", false, "`git lead explain P01 \"ada@example.org\"`" },
	{ "a`b", false, "``a`b``" },
	{ "`a``", false, "``` `a`` ```" },
	{ "a|b\nc", true, "`a\\|b c`" },
	{ "", false, "" },
};

START_TEST(a_code_span_ends_where_it_should)
{
	struct buf out = { 0 };

	escape_markdown_code(&out, text_of(codes[_i].in), codes[_i].is_in_cell);
	ck_assert_str_eq(buf_str(&out), codes[_i].out);
	buf_release(&out);
}
END_TEST

START_TEST(only_addresses_of_the_web_become_links)
{
	struct buf out = { 0 };

	ck_assert(escape_url(&out, TEXT("https://forge.example/x/commit/01?a=b&c#d")));
	ck_assert_str_eq(buf_str(&out), "https://forge.example/x/commit/01?a=b&c#d");
	buf_clear(&out);
	ck_assert(escape_url(&out, TEXT("HTTP://x/a b)\"<>`|\\\n\303\244")));
	ck_assert_str_eq(buf_str(&out), "HTTP://x/a%20b%29%22%3C%3E%60%7C%5C%0A%C3%A4");
	buf_clear(&out);
	ck_assert(!escape_url(&out, TEXT("javascript:alert(1)")));
	ck_assert(!escape_url(&out, TEXT(" https://x")));
	ck_assert(!escape_url(&out, TEXT("data:text/html,x")));
	ck_assert(!escape_url(&out, TEXT("//x")));
	ck_assert_uint_eq(out.size, 0);
	buf_release(&out);
}
END_TEST

/* ---- marks ---- */

static int count_marks(const struct buf *text)
{
	int count = 0;

	for (size_t i = 0; i + 1 < text->size; i++)
		count += text->at[i] == '\314' && text->at[i + 1] == '\201';
	return count;
}

START_TEST(a_pile_of_marks_is_cut)
{
	struct buf in = { 0 }, out = { 0 };

	buf_add_char(&in, 'e');
	for (int i = 0; i < 300; i++)
		buf_add_str(&in, "\314\201");
	buf_add_str(&in, "e\314\201");
	escape_terminal(&out, buf_text(&in));
	ck_assert_int_eq(count_marks(&out), ESCAPE_MARKS_MOST + 1);
	buf_clear(&out);
	escape_csv(&out, buf_text(&in), CSV_LINE);
	ck_assert_int_eq(count_marks(&out), ESCAPE_MARKS_MOST + 1);
	buf_clear(&out);
	escape_json(&out, buf_text(&in));
	ck_assert_int_eq(count_marks(&out), ESCAPE_MARKS_MOST + 1);
	buf_clear(&out);
	escape_markdown(&out, buf_text(&in));
	ck_assert_int_eq(count_marks(&out), ESCAPE_MARKS_MOST + 1);
	buf_clear(&out);
	escape_markdown_code(&out, buf_text(&in), false);
	ck_assert_int_eq(count_marks(&out), ESCAPE_MARKS_MOST + 1);
	buf_release(&in);
	buf_release(&out);
}
END_TEST

START_TEST(no_invisible_sign_hides_a_formula)
{
	static const char *const texts[] = { "\342\200\216=1", "\n=1",
		                             ("\357\274\235"
		                              "1"),
		                             "\342\200\217\330\234@x" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct buf out = { 0 };

		escape_csv(&out, text_of(texts[i]), CSV_GUARD | CSV_TERMINAL | CSV_LINE);
		ck_assert_int_eq(buf_str(&out)[0], '\'');
		buf_release(&out);
	}
}
END_TEST

/* ---- every width ---- */

START_TEST(no_line_of_a_long_text_is_wider_than_the_terminal)
{
	static const int widths[] = { 76, 80, 81, 100, 120, 160, 200 };

	for (size_t i = 0; i < 2 * COUNT_OF(widths); i++) {
		struct wanted wanted = { "text",
			                 true,
			                 _i == 1,
			                 0,
			                 { .columns = widths[i / 2], .use_unicode = i % 2 == 0, .is_terminal = true } };
		struct buf drawn = { 0 };
		struct text rest, line;

		draw(&drawn, &wanted);
		rest = buf_text(&drawn);
		while (text_next_line(&rest, &line)) {
			/* A command stands whole, so that it can be copied. */
			bool is_command = text_starts(text_trim(line), TEXT("git ")) ||
			                  text_starts(text_trim(line), TEXT("P01 '"));

			ck_assert_msg(is_command || (int)utf8_columns(line) <= widths[i / 2],
			              "%d columns: '" TEXT_FMT "'", widths[i / 2], TEXT_ARG(line));
			ck_assert_msg(!text_ends(line, TEXT(" ")), "space at the end of '" TEXT_FMT "'",
			              TEXT_ARG(line));
		}
		buf_release(&drawn);
	}
}
END_TEST

START_TEST(a_short_comment_is_short)
{
	struct wanted wanted = { "md", false, false, 1, { 0 } };
	struct buf drawn = { 0 };
	int lines = 0;

	draw(&drawn, &wanted);
	for (size_t i = 0; i < drawn.size; i++)
		lines += drawn.at[i] == '\n';
	ck_assert_int_lt(lines, 60);
	buf_release(&drawn);
}
END_TEST

Suite *suite_forms(void)
{
	Suite *suite = suite_create("forms");
	TCase *forms = tcase_create("forms");
	TCase *escape = tcase_create("escape");

	tcase_add_loop_test(forms, the_drawing_is_the_golden_one, 0, COUNT_OF(goldens));
	tcase_add_loop_test(forms, json_is_as_its_schema_says, 0, 4);
	tcase_add_test(forms, json_holds_every_part_of_a_long_report);
	tcase_add_loop_test(forms, csv_is_one_table, 0, 4);
	tcase_add_loop_test(forms, no_form_lets_a_hostile_text_through, 0, 8);
	tcase_add_loop_test(forms, no_line_of_a_long_text_is_wider_than_the_terminal, 0, 2);
	tcase_add_test(forms, a_short_comment_is_short);
	tcase_add_loop_test(escape, markdown_reads_nothing_in_a_text, 0, COUNT_OF(markdown));
	tcase_add_loop_test(escape, a_code_span_ends_where_it_should, 0, COUNT_OF(codes));
	tcase_add_test(escape, only_addresses_of_the_web_become_links);
	tcase_add_test(escape, a_pile_of_marks_is_cut);
	tcase_add_test(escape, no_invisible_sign_hides_a_formula);
	suite_add_tcase(suite, forms);
	suite_add_tcase(suite, escape);
	return suite;
}
