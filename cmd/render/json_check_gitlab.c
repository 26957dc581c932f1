/* A check as a Code Quality report of GitLab: what is told and what cannot be judged, each with its place and a fingerprint of its own. */
#include "check_render.h"
#include "check_words.h"
#include "json.h"
#include "json_part.h"

static const char *const severities[CHECK_LEVEL_COUNT] = {
	[CHECK_NOTICE] = "info",
	[CHECK_WARN] = "minor",
	[CHECK_FAIL] = "major",
};

static json_t *entry_of(const char *name, enum check_level shown, struct buf *words, const char *path, unsigned line)
{
	json_t *entry = json_object(), *location = json_object(), *lines = json_object();

	json_set(entry, "description", json_clean(buf_text(words)));
	json_set(entry, "check_name", json_clean_str(name));
	json_set(entry, "severity", json_string(severities[shown]));
	json_set(lines, "begin", json_integer(line));
	json_set(location, "path", json_clean_str(path));
	json_set(location, "lines", lines);
	json_set(entry, "location", location);
	buf_release(words);
	return entry;
}

static void add_result(json_t *report, const struct check_result *result)
{
	struct buf words = { 0 };
	json_t *entry;

	check_words_add_change(&words, result->change);
	check_words_add_result(&words, result);
	entry = entry_of(result->rule->id, result->shown, &words, result->path, result->line);
	json_set(entry, "fingerprint", json_clean_str(result->fingerprint));
	json_array_append_new(report, entry);
}

static void add_gap(json_t *report, const struct check *check, const struct check_gap *gap)
{
	struct buf words = { 0 }, fingerprint = { 0 };
	json_t *entry;

	buf_add_fmt(&words, CHECK_WORDS_GAPS " (");
	check_words_add_reach(&words, gap);
	buf_add_str(&words, "): ");
	check_words_add_gap(&words, gap);
	entry = entry_of(gap->rules, gap->shown, &words, ".gitlead", 1);
	check_words_add_gap_fingerprint(&fingerprint, check, gap);
	json_set(entry, "fingerprint", json_clean(buf_text(&fingerprint)));
	json_array_append_new(report, entry);
	buf_release(&fingerprint);
}

int check_gitlab_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	json_t *report = json_array();

	(void)options;
	for (int level = CHECK_FAIL; level > CHECK_OFF; level--) {
		for (size_t i = 0; i < check->result_count; i++)
			if ((int)check->results[i].shown == level && check_is_told(check, &check->results[i]))
				add_result(report, &check->results[i]);
		for (size_t i = 0; i < check->gap_count; i++)
			if ((int)check->gaps[i].shown == level && check_is_gap_told(check, &check->gaps[i]))
				add_gap(report, check, &check->gaps[i]);
	}
	return json_add_take(out, report);
}
