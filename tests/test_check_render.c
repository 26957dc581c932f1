/*
 * Renderers of a check on models built by hand: golden texts, JSON against its schema, limits of the forges, what a hostile text
 * can do in each of them.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <jansson.h>
#include "../cmd/render/check_render.h"
#include "../cmd/render/check_words.h"
#include "support/golden.h"
#include "support/json_schema.h"
#include "support/sample_check.h"

Suite *suite_check_render(void);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void draw_with(struct buf *out, const char *form, enum sample_check sample, struct render_options options)
{
	struct check check;

	sample_check(&check, sample);
	ck_assert_int_eq(check_renderer_find(form)->draw(out, &check, &options), 0);
}

static void draw(struct buf *out, const char *form, enum sample_check sample)
{
	draw_with(out, form, sample, (struct render_options){ 0 });
}

static json_t *drawn_json(const char *form, enum sample_check sample)
{
	struct buf drawn = { 0 };
	json_error_t error;
	json_t *value;

	draw(&drawn, form, sample);
	value = json_loadb(drawn.at, drawn.size, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(value != NULL, "%s", error.text);
	buf_release(&drawn);
	return value;
}

/* ---- golden ---- */

static const struct {
	const char *file, *form;
	enum sample_check sample;
	struct render_options options;
} goldens[] = {
	{ "mixed_80.txt", "text", SAMPLE_CHECK_MIXED, { .columns = 80, .use_unicode = true } },
	{ "mixed_200.txt", "text", SAMPLE_CHECK_MIXED, { .columns = 200, .use_unicode = true } },
	{ "mixed_76_ascii.txt", "text", SAMPLE_CHECK_MIXED, { .columns = 76 } },
	{ "mixed_color.txt", "text", SAMPLE_CHECK_MIXED, { .columns = 80, .use_unicode = true, .use_color = true } },
	{ "news_80.txt", "text", SAMPLE_CHECK_NEWS, { .columns = 80, .use_unicode = true } },
	{ "request_80.txt", "text", SAMPLE_CHECK_REQUEST, { .columns = 80, .use_unicode = true } },
	{ "quiet_80.txt", "text", SAMPLE_CHECK_QUIET, { .columns = 80, .use_unicode = true } },
	{ "empty_80.txt", "text", SAMPLE_CHECK_EMPTY, { .columns = 80, .use_unicode = true } },
	{ "hostile_80.txt", "text", SAMPLE_CHECK_HOSTILE, { .columns = 80, .use_unicode = true } },
	{ "many.github", "github", SAMPLE_CHECK_MANY, { 0 } },
};

START_TEST(the_drawing_is_the_golden_one)
{
	struct buf drawn = { 0 }, file = { 0 };

	buf_add_fmt(&file, "check_%s", goldens[_i].file);
	draw_with(&drawn, goldens[_i].form, goldens[_i].sample, goldens[_i].options);
	golden_check(buf_str(&file), &drawn);
	buf_release(&drawn);
	buf_release(&file);
}
END_TEST

/* Of each sample but the long one each form: tests/support/same_check.pl compares them, and make check-web asks the schemas. */
static const struct {
	const char *form, *end;
} forms[] = {
	{ "text", "txt" },           { "json", "json" },   { "github", "github" },
	{ "gitlab", "gitlab.json" }, { "sarif", "sarif" }, { "md", "md" },
};

START_TEST(each_form_is_the_golden_one)
{
	enum sample_check sample = (enum sample_check)_i;

	for (size_t i = 0; i < COUNT_OF(forms) && sample != SAMPLE_CHECK_MANY; i++) {
		struct buf drawn = { 0 }, file = { 0 };

		buf_add_fmt(&file, "check_%s.%s", sample_check_name(sample), forms[i].end);
		draw_with(&drawn, forms[i].form, sample, (struct render_options){ .is_plain = true });
		golden_check(buf_str(&file), &drawn);
		buf_release(&drawn);
		buf_release(&file);
	}
}
END_TEST

/* ---- every form ---- */

START_TEST(each_form_is_utf8_and_the_same_again)
{
	const struct check_renderer *renderer;

	for (size_t i = 0; (renderer = check_renderer_at(i)); i++) {
		struct buf drawn = { 0 }, again = { 0 };

		draw(&drawn, renderer->name, (enum sample_check)_i);
		draw(&again, renderer->name, (enum sample_check)_i);
		ck_assert_str_eq(buf_str(&drawn), buf_str(&again));
		ck_assert(utf8_valid(buf_text(&drawn)));
		ck_assert_ptr_null(strchr(buf_str(&drawn), '\033'));
		ck_assert_ptr_null(strchr(buf_str(&drawn), '\t'));
		ck_assert_ptr_null(strchr(buf_str(&drawn), '\r'));
		ck_assert_ptr_null(strstr(buf_str(&drawn), "\342\200\256"));
		ck_assert_int_eq(drawn.at[drawn.size - 1], '\n');
		buf_release(&drawn);
		buf_release(&again);
	}
}
END_TEST

START_TEST(coverage_stands_first)
{
	static const struct {
		const char *form, *start;
	} rows[] = {
		{ "text", "31 of 52 changes" },
		{ "md", "31 of 52 changes" },
		{ "github", "git lead check: 31 of 52 changes" },
		{ "json", "{\n  \"schema\": \"1\",\n  \"coverage\": {\n    \"line\": \"31 of 52 changes" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf drawn = { 0 };

		draw(&drawn, rows[i].form, SAMPLE_CHECK_MIXED);
		ck_assert_msg(text_starts(buf_text(&drawn), text_of(rows[i].start)), "%s", rows[i].form);
		buf_release(&drawn);
	}
}
END_TEST

/* ---- text ---- */

static const int widths[] = { 76, 79, 80, 81, 100, 119, 120, 160, 200 };

START_TEST(no_line_is_wider_than_the_terminal)
{
	for (size_t i = 0; i < 2 * COUNT_OF(widths); i++) {
		struct render_options options = { .columns = widths[i / 2], .use_unicode = i % 2 == 0 };
		struct buf drawn = { 0 };
		struct text rest, line;

		draw_with(&drawn, "text", (enum sample_check)_i, options);
		rest = buf_text(&drawn);
		while (text_next_line(&rest, &line)) {
			ck_assert_msg((int)utf8_columns(line) <= options.columns, "%d columns: '" TEXT_FMT "'",
			              options.columns, TEXT_ARG(line));
			ck_assert_msg(!text_ends(line, TEXT(" ")), "space at the end of '" TEXT_FMT "'",
			              TEXT_ARG(line));
		}
		buf_release(&drawn);
	}
}
END_TEST

static size_t lines_of(const struct buf *drawn)
{
	size_t lines = 0;

	for (size_t i = 0; i < drawn->size; i++)
		lines += drawn->at[i] == '\n';
	return lines;
}

START_TEST(where_nothing_is_told_a_few_lines_do)
{
	static const enum sample_check quiet[] = { SAMPLE_CHECK_QUIET, SAMPLE_CHECK_EMPTY };

	for (size_t i = 0; i < COUNT_OF(quiet); i++) {
		struct buf drawn = { 0 };

		draw_with(&drawn, "text", quiet[i], (struct render_options){ .columns = 80 });
		ck_assert_uint_le(lines_of(&drawn), 5);
		ck_assert_ptr_nonnull(strstr(buf_str(&drawn), "Nothing to tell."));
		buf_release(&drawn);
	}
}
END_TEST

START_TEST(the_exit_code_is_said_in_words)
{
	static const char *const words[] = { [0] = "Exit code 0: no rule that is set to fail fired.",
		                             [1] = "Exit code 1: a rule that is set to fail fired.",
		                             [3] = "Exit code 3: a rule that is set to fail cannot be judged." };
	static const int codes[] = { 0, 1, 3 };

	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		struct buf said = { 0 };
		struct check check;

		sample_check(&check, SAMPLE_CHECK_MIXED);
		check.status = codes[i];
		check_words_add_verdict(&said, &check);
		ck_assert(text_starts(
			buf_text(&said),
			TEXT("2 failures, 2 warnings, 2 notices; 3 reasons why something cannot be judged. ")));
		ck_assert(text_ends(buf_text(&said), text_of(words[codes[i]])));
		buf_release(&said);
	}
}
END_TEST

START_TEST(plain_text_says_no_column)
{
	struct buf drawn = { 0 };

	draw_with(&drawn, "text", SAMPLE_CHECK_MIXED, (struct render_options){ .is_plain = true, .columns = 80 });
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn),
	                             "pr:121: A queue for the mailer: 612 lines, 9 files, second person no, "
	                             "review no, merged by author"));
	ck_assert_ptr_null(strstr(buf_str(&drawn), "   "));
	buf_release(&drawn);
}
END_TEST

START_TEST(answers_tell_unknown_from_no)
{
	static const char *const wanted[] = { "yes yes", "no no", "- -", "no unknown", "unknown unknown" };
	struct check check;
	struct check_walk walk;

	sample_check(&check, SAMPLE_CHECK_MIXED);
	walk = check_walk_begin(&check);
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		struct check_answers answers = check_walk_next(&walk, &check.changes[i]);
		struct buf said = { 0 };

		buf_add_fmt(&said, "%s %s", answers.second, answers.review);
		ck_assert_str_eq(buf_str(&said), wanted[i]);
		buf_release(&said);
	}
	/* A rule that is off has no result: what no forge tells is unknown. */
	check.result_count = 0;
	walk = check_walk_begin(&check);
	ck_assert_str_eq(check_walk_next(&walk, &check.changes[0]).second, "yes");
	ck_assert_str_eq(check_walk_next(&walk, &check.changes[1]).second, "no");
	ck_assert_str_eq(check_walk_next(&walk, &check.changes[2]).second, "-");
	ck_assert_str_eq(check_walk_next(&walk, &check.changes[3]).second, "unknown");
}
END_TEST

/* ---- only news ---- */

START_TEST(what_was_told_before_is_told_by_json_alone)
{
	static const char *const told[] = { "text", "md", "github", "gitlab", "sarif" };
	static const char before[] = "612 lines in 9 files";
	struct buf drawn = { 0 };

	for (size_t i = 0; i < COUNT_OF(told); i++) {
		draw(&drawn, told[i], SAMPLE_CHECK_MIXED);
		ck_assert_ptr_nonnull(strstr(buf_str(&drawn), before));
		buf_clear(&drawn);
		draw(&drawn, told[i], SAMPLE_CHECK_NEWS);
		ck_assert_msg(!strstr(buf_str(&drawn), before), "%s", told[i]);
		buf_clear(&drawn);
	}
	draw(&drawn, "json", SAMPLE_CHECK_NEWS);
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn), before));
	buf_release(&drawn);
}
END_TEST

/* ---- JSON ---- */

static void check_schema(const char *path, json_t *value, const char *wanted)
{
	struct buf wrong = { 0 };
	json_error_t error;
	json_t *schema = json_load_file(path, 0, &error);

	ck_assert_msg(schema != NULL, "%s", error.text);
	json_schema_check(&wrong, schema, value);
	ck_assert_str_eq(buf_str(&wrong), wanted);
	json_decref(schema);
	buf_release(&wrong);
}

START_TEST(json_is_as_its_schema_says)
{
	json_t *value = drawn_json("json", (enum sample_check)_i);

	check_schema("cmd/render/check.schema.json", value, "");
	json_object_del(value, "gaps");
	json_object_set_new(value, "status", json_integer(2));
	json_object_set_new(value, "path", json_string("/home"));
	check_schema("cmd/render/check.schema.json", value,
	             "gaps: is missing\n/status: is none of the allowed values\n/path: is not in the schema\n");
	json_decref(value);
}
END_TEST

/* ---- GitLab ---- */

START_TEST(gitlab_has_a_place_and_a_fingerprint_of_its_own_for_each)
{
	json_t *report = drawn_json("gitlab", (enum sample_check)_i), *seen = json_object(), *entry;
	struct check check;
	size_t i, told = 0;

	sample_check(&check, (enum sample_check)_i);
	for (i = 0; i < check.result_count; i++)
		told += check_is_told(&check, &check.results[i]);
	ck_assert(json_is_array(report));
	ck_assert_uint_eq(json_array_size(report), told + check_count_gaps(&check));
	json_array_foreach(report, i, entry)
	{
		const char *fingerprint = json_string_value(json_object_get(entry, "fingerprint"));
		json_t *location = json_object_get(entry, "location");

		ck_assert_uint_eq(strlen(fingerprint), 32);
		ck_assert_ptr_null(json_object_get(seen, fingerprint));
		json_object_set_new(seen, fingerprint, json_true());
		ck_assert_int_ge(json_integer_value(json_object_get(json_object_get(location, "lines"), "begin")), 1);
		ck_assert(json_string_length(json_object_get(location, "path")) > 0);
	}
	json_decref(seen);
	json_decref(report);
}
END_TEST

START_TEST(a_gap_keeps_its_fingerprint_while_its_numbers_change)
{
	struct buf before = { 0 }, after = { 0 }, other = { 0 };
	struct check check;

	sample_check(&check, SAMPLE_CHECK_MIXED);
	check_words_add_gap_fingerprint(&before, &check, &check.gaps[2]);
	check.gaps[2].message = "Reviews of 10 of 60 changes alone are told.";
	check.gaps[0].change_count = 9;
	check_words_add_gap_fingerprint(&after, &check, &check.gaps[2]);
	ck_assert_str_eq(buf_str(&before), buf_str(&after));
	check.team = "core";
	check_words_add_gap_fingerprint(&other, &check, &check.gaps[2]);
	ck_assert_str_ne(buf_str(&before), buf_str(&other));
	buf_release(&before);
	buf_release(&after);
	buf_release(&other);
}
END_TEST

/* ---- SARIF ---- */

static json_t *run_of(json_t *sarif)
{
	return json_array_get(json_object_get(sarif, "runs"), 0);
}

START_TEST(sarif_points_at_rules_and_places_that_are)
{
	json_t *sarif = drawn_json("sarif", (enum sample_check)_i), *run = run_of(sarif), *result;
	json_t *rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules");
	size_t i;

	json_array_foreach(json_object_get(run, "results"), i, result)
	{
		json_t *rule = json_array_get(rules, (size_t)json_integer_value(json_object_get(result, "ruleIndex")));
		bool is_open = !strcmp(json_string_value(json_object_get(result, "kind")), "open");
		const char *level = json_string_value(json_object_get(result, "level")), *uri, *line;

		ck_assert(json_equal(json_object_get(rule, "id"), json_object_get(result, "ruleId")));
		ck_assert_int_eq(is_open, !strcmp(level, "none"));
		ck_assert_int_eq(json_unpack(result, "{s:[{s:{s:{s:s}}}], s:{s:s}}", "locations", "physicalLocation",
		                             "artifactLocation", "uri", &uri, "partialFingerprints",
		                             "primaryLocationLineHash", &line),
		                 0);
		ck_assert_uint_gt(strlen(uri), 0);
		for (const char *at = uri; *at; at++)
			ck_assert_msg(char_is_alnum(*at) || strchr("-._~/%", *at), "%s", uri);
	}
	json_decref(sarif);
}
END_TEST

START_TEST(sarif_says_what_configuration_changed)
{
	json_t *sarif = drawn_json("sarif", SAMPLE_CHECK_MIXED), *overrides;
	const char *id, *level;
	int code, is_good;

	ck_assert_int_eq(json_unpack(json_array_get(json_object_get(run_of(sarif), "invocations"), 0),
	                             "{s:i, s:b, s:o}", "exitCode", &code, "executionSuccessful", &is_good,
	                             "ruleConfigurationOverrides", &overrides),
	                 0);
	ck_assert_int_eq(code, 1);
	ck_assert(is_good);
	ck_assert_int_eq(json_unpack(json_array_get(overrides, 0), "{s:{s:s}, s:{s:s}}", "descriptor", "id", &id,
	                             "configuration", "level", &level),
	                 0);
	ck_assert_str_eq(id, "second-person");
	ck_assert_str_eq(level, "error");
	json_decref(sarif);
}
END_TEST

START_TEST(sarif_has_room_for_25000_results_and_says_what_has_none)
{
	static struct check_result results[26000];
	struct buf drawn = { 0 };
	struct check check;
	json_t *sarif, *list, *first;
	const char *left;

	sample_check(&check, SAMPLE_CHECK_MANY);
	for (size_t i = 0; i < COUNT_OF(results); i++) {
		results[i] = check.results[check.result_count - 1];
		results[i].change = NULL;
	}
	results[COUNT_OF(results) - 1].shown = CHECK_FAIL;
	check.results = results;
	check.result_count = COUNT_OF(results);
	ck_assert_int_eq(check_sarif_draw(&drawn, &check, &(struct render_options){ 0 }), 0);
	sarif = json_loadb(drawn.at, drawn.size, 0, NULL);
	list = json_object_get(run_of(sarif), "results");
	ck_assert_uint_eq(json_array_size(list), 25000);
	first = json_array_get(list, 0);
	ck_assert_str_eq(json_string_value(json_object_get(first, "level")), "error");
	ck_assert_int_eq(json_unpack(run_of(sarif), "{s:[{s:[{s:{s:s}}]}]}", "invocations",
	                             "toolExecutionNotifications", "message", "text", &left),
	                 0);
	ck_assert(text_starts(text_of(left), TEXT("1000 more results")));
	json_decref(sarif);
	buf_release(&drawn);
}
END_TEST

/* ---- GitHub ---- */

/* As the runner of GitHub reads: "::" first but for white space, else "##[" anywhere. */
static bool is_command(struct text line)
{
	size_t at = 0, next = 0;

	while (at < line.size) {
		uint32_t c = utf8_next(line, &next);

		if (c != ' ' && c != 0xa0 && c != 0x3000)
			break;
		at = next;
	}
	return text_starts(text_slice(line, at, line.size), TEXT("::")) || text_find(line, TEXT("##["), 0) >= 0 ||
	       text_find(line, TEXT("##vso["), 0) >= 0;
}

START_TEST(only_our_own_commands_stand_in_a_log)
{
	static const char *const printed[] = { "text", "md", "json", "gitlab", "sarif" };
	static const char *const own[] = { "::error file=", "::warning file=", "::notice file=",
		                           "::notice title=Cannot", "::error title=Cannot" };
	struct buf drawn = { 0 };
	struct text rest, line;

	for (size_t i = 0; i < COUNT_OF(printed) * COUNT_OF(widths); i++) {
		struct render_options options = { .columns = widths[i / COUNT_OF(printed)] };

		draw_with(&drawn, printed[i % COUNT_OF(printed)], (enum sample_check)_i, options);
		for (rest = buf_text(&drawn); text_next_line(&rest, &line);)
			ck_assert_msg(!is_command(line), "'" TEXT_FMT "'", TEXT_ARG(line));
		buf_clear(&drawn);
	}
	draw(&drawn, "github", (enum sample_check)_i);
	for (rest = buf_text(&drawn); text_next_line(&rest, &line);) {
		bool is_own = false;

		for (size_t i = 0; i < COUNT_OF(own); i++)
			is_own |= text_starts(line, text_of(own[i]));
		ck_assert_msg(is_own || text_starts(line, TEXT("git lead check: ")), "'" TEXT_FMT "'", TEXT_ARG(line));
		ck_assert_int_lt(text_find(line, TEXT("##["), 0), 0);
	}
	buf_release(&drawn);
}
END_TEST

START_TEST(github_gets_no_more_than_it_shows)
{
	static const char *const kinds[] = { "::error ", "::warning ", "::notice " };
	struct buf drawn = { 0 };
	struct text rest, line;
	int counts[3] = { 0 }, more = 0;

	draw(&drawn, "github", SAMPLE_CHECK_MANY);
	for (rest = buf_text(&drawn); text_next_line(&rest, &line);) {
		for (size_t i = 0; i < COUNT_OF(kinds); i++)
			counts[i] += text_starts(line, text_of(kinds[i]));
		more += text_starts(line, TEXT("git lead check: 54 more of kind "));
	}
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		ck_assert_int_eq(counts[i], 10);
	ck_assert_int_eq(more, 3);
	buf_release(&drawn);
}
END_TEST

/* ---- Markdown ---- */

START_TEST(a_summary_has_at_most_a_million_bytes_and_says_so)
{
	static struct check_result results[12000];
	struct buf drawn = { 0 };
	struct check check;

	sample_check(&check, SAMPLE_CHECK_HOSTILE);
	for (size_t i = 0; i < COUNT_OF(results); i++)
		results[i] = check.results[i % check.change_count];
	check.results = results;
	check.result_count = COUNT_OF(results);
	buf_add_str(&drawn, "before\n");
	ck_assert_int_eq(check_markdown_draw(&drawn, &check, &(struct render_options){ 0 }), 0);
	ck_assert_uint_le(drawn.size, 1000000 + 7);
	ck_assert_uint_gt(drawn.size, 990000);
	ck_assert_ptr_nonnull(strstr(buf_str(&drawn) + drawn.size - 200, "\n\nCut here: the first "));
	ck_assert(utf8_valid(buf_text(&drawn)));
	buf_release(&drawn);
}
END_TEST

START_TEST(markdown_keeps_its_tables_and_says_no_html)
{
	struct buf drawn = { 0 };
	struct text rest, line;
	int columns = 0;

	draw(&drawn, "md", SAMPLE_CHECK_HOSTILE);
	for (rest = buf_text(&drawn); text_next_line(&rest, &line);) {
		int bars = 0;

		for (size_t i = 0; i < line.size; i++)
			bars += line.at[i] == '|' && (i == 0 || line.at[i - 1] != '\\');
		if (!text_starts(line, TEXT("| "))) {
			columns = 0;
			continue;
		}
		ck_assert_msg(!columns || bars == columns, "'" TEXT_FMT "'", TEXT_ARG(line));
		columns = bars;
	}
	ck_assert_ptr_null(strstr(buf_str(&drawn), " <script"));
	ck_assert_ptr_null(strstr(buf_str(&drawn), "@aexample"));
	buf_release(&drawn);
}
END_TEST

Suite *suite_check_render(void)
{
	Suite *suite = suite_create("check_render");
	TCase *tests = tcase_create("core");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, the_drawing_is_the_golden_one, 0, COUNT_OF(goldens));
	tcase_add_loop_test(tests, each_form_is_the_golden_one, 0, SAMPLE_CHECK_COUNT);
	tcase_add_loop_test(tests, each_form_is_utf8_and_the_same_again, 0, SAMPLE_CHECK_COUNT);
	tcase_add_test(tests, coverage_stands_first);
	tcase_add_loop_test(tests, no_line_is_wider_than_the_terminal, 0, SAMPLE_CHECK_COUNT);
	tcase_add_test(tests, where_nothing_is_told_a_few_lines_do);
	tcase_add_test(tests, the_exit_code_is_said_in_words);
	tcase_add_test(tests, plain_text_says_no_column);
	tcase_add_test(tests, answers_tell_unknown_from_no);
	tcase_add_test(tests, what_was_told_before_is_told_by_json_alone);
	tcase_add_loop_test(tests, json_is_as_its_schema_says, 0, SAMPLE_CHECK_COUNT);
	tcase_add_loop_test(tests, gitlab_has_a_place_and_a_fingerprint_of_its_own_for_each, 0, SAMPLE_CHECK_COUNT);
	tcase_add_test(tests, a_gap_keeps_its_fingerprint_while_its_numbers_change);
	tcase_add_loop_test(tests, sarif_points_at_rules_and_places_that_are, 0, SAMPLE_CHECK_COUNT);
	tcase_add_test(tests, sarif_says_what_configuration_changed);
	tcase_add_test(tests, sarif_has_room_for_25000_results_and_says_what_has_none);
	tcase_add_loop_test(tests, only_our_own_commands_stand_in_a_log, 0, SAMPLE_CHECK_COUNT);
	tcase_add_test(tests, github_gets_no_more_than_it_shows);
	tcase_add_test(tests, a_summary_has_at_most_a_million_bytes_and_says_so);
	tcase_add_test(tests, markdown_keeps_its_tables_and_says_no_html);
	suite_add_tcase(suite, tests);
	return suite;
}
