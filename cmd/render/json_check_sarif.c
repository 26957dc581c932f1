/*
 * A check as SARIF 2.1.0: one run, the rules that were on, a result for each that fires, one of kind "open" for each reason why
 * something cannot be judged. What holds or does not apply is left out, and no address is written, as one may hold a secret.
 */
#include <string.h>
#include "check_render.h"
#include "check_words.h"
#include "escape.h"
#include "json.h"
#include "json_part.h"
#include "lead/alloc.h"
#include "lead/vec.h"

#define RESULTS_MOST 25000 /* a run with more is refused by GitHub, which shows 5,000 of them */
#define BASE "%SRCROOT%"
#define RUN_TITLE "git-lead/check"

static const char *const levels[CHECK_LEVEL_COUNT] = {
	[CHECK_OFF] = "none",
	[CHECK_NOTICE] = "note",
	[CHECK_WARN] = "warning",
	[CHECK_FAIL] = "error",
};

struct sarif {
	const struct check *check;
	VEC(const struct check_result *) rules; /* the first result of each rule, in their order */
	json_t *results;
	size_t left_count;
};

/* In a message brackets before parentheses are a link and braces around digits a place for an argument: both are parted. */
static json_t *message_of(struct text words)
{
	json_t *message = json_object();
	struct buf text = { 0 };

	for (size_t i = 0; i < words.size; i++) {
		bool is_link = i > 0 && words.at[i - 1] == ']' && words.at[i] == '(';
		bool is_place = i > 0 && words.at[i - 1] == '{' && char_is_digit(words.at[i]);

		if (is_link || is_place)
			utf8_add(&text, 0x200b);
		buf_add_char(&text, words.at[i]);
	}
	json_set(message, "text", json_clean(buf_text(&text)));
	buf_release(&text);
	return message;
}

static json_t *message_of_str(const char *words)
{
	return message_of(text_of(words));
}

/* ---- rules ---- */

static void collect_rules(struct sarif *sarif)
{
	const struct check *check = sarif->check;

	for (size_t i = 0; i < check->result_count; i++)
		if (!sarif->rules.count || sarif->rules.at[sarif->rules.count - 1]->rule != check->results[i].rule)
			*VEC_PUSH(&sarif->rules) = &check->results[i];
}

static size_t index_of(const struct sarif *sarif, struct text id)
{
	for (size_t i = 0; i < sarif->rules.count; i++)
		if (text_equal(text_of(sarif->rules.at[i]->rule->id), id))
			return i;
	BUG("no result is of rule '" TEXT_FMT "'", TEXT_ARG(id));
}

static json_t *configuration_of(enum check_level level)
{
	json_t *configuration = json_object();

	json_set(configuration, "enabled", json_boolean(level != CHECK_OFF));
	json_set(configuration, "level", json_string(levels[level == CHECK_OFF ? CHECK_NOTICE : level]));
	return configuration;
}

static json_t *rule_of(const struct check_rule *from)
{
	json_t *rule = json_object();

	json_set(rule, "id", json_clean_str(from->id));
	json_set(rule, "name", json_clean_str(from->name));
	json_set(rule, "shortDescription", message_of_str(from->name));
	json_set(rule, "fullDescription", message_of_str(from->help));
	json_set(rule, "help", message_of_str(from->help));
	json_set(rule, "defaultConfiguration", configuration_of(from->level));
	return rule;
}

static json_t *tool_of(const struct sarif *sarif)
{
	json_t *tool = json_object(), *driver = json_object(), *rules = json_array();

	for (size_t i = 0; i < sarif->rules.count; i++)
		json_array_append_new(rules, rule_of(sarif->rules.at[i]->rule));
	json_set(driver, "name", json_string("git-lead"));
	json_set(driver, "version", json_string(LEAD_VERSION));
	json_set(driver, "semanticVersion", json_string(LEAD_VERSION));
	json_set(driver, "rules", rules);
	json_set(tool, "driver", driver);
	return tool;
}

/* ---- results ---- */

static json_t *location_of(const char *path, unsigned line, const char *name, const char *kind)
{
	json_t *location = json_object(), *physical = json_object(), *artifact = json_object(), *region = json_object();
	json_t *logical = json_object(), *logicals = json_array();
	struct buf uri = { 0 };

	escape_path(&uri, text_of(path));
	json_set(artifact, "uri", json_clean(buf_text(&uri)));
	json_set(artifact, "uriBaseId", json_string(BASE));
	/* The beginning of the line: what the line holds is not known here. */
	json_set(region, "startLine", json_integer(line));
	json_set(region, "startColumn", json_integer(1));
	json_set(region, "endLine", json_integer(line));
	json_set(region, "endColumn", json_integer(1));
	json_set(physical, "artifactLocation", artifact);
	json_set(physical, "region", region);
	json_set(location, "physicalLocation", physical);
	if (name) {
		json_set(logical, "name", json_clean_str(name));
		json_set(logical, "kind", json_string(kind));
		json_array_append_new(logicals, logical);
		json_set(location, "logicalLocations", logicals);
	} else {
		json_decref(logical);
		json_decref(logicals);
	}
	buf_release(&uri);
	return location;
}

static json_t *fingerprints_of(const char *fingerprint)
{
	json_t *fingerprints = json_object();
	struct buf line = { 0 };

	json_set(fingerprints, "gitLead/v1", json_clean_str(fingerprint));
	/* The one that GitHub looks at. */
	buf_add_fmt(&line, "%s:1", fingerprint);
	json_set(fingerprints, "primaryLocationLineHash", json_clean(buf_text(&line)));
	buf_release(&line);
	return fingerprints;
}

/* Takes words and location. */
static void add(struct sarif *sarif, struct text rule, const char *kind, enum check_level level, struct buf *words,
                json_t *location, const char *fingerprint)
{
	json_t *result = json_object(), *locations = json_array();

	json_array_append_new(locations, location);
	json_set(result, "ruleId", json_clean(rule));
	json_set(result, "ruleIndex", json_integer((json_int_t)index_of(sarif, rule)));
	json_set(result, "kind", json_string(kind));
	json_set(result, "level", json_string(levels[level]));
	json_set(result, "message", message_of(buf_text(words)));
	json_set(result, "locations", locations);
	json_set(result, "partialFingerprints", fingerprints_of(fingerprint));
	if (sarif->check->is_news_only)
		json_set(result, "baselineState", json_string("new"));
	json_array_append_new(sarif->results, result);
	buf_release(words);
}

static bool is_full(struct sarif *sarif)
{
	if (json_array_size(sarif->results) < RESULTS_MOST)
		return false;
	sarif->left_count++;
	return true;
}

static const char *team_of(const struct check *check)
{
	return check->team[0] ? check->team : "everybody";
}

static void add_result(struct sarif *sarif, const struct check_result *result)
{
	struct buf words = { 0 };
	const char *name = result->change ? result->change->key : result->person ? NULL : team_of(sarif->check);

	check_words_add_change(&words, result->change);
	check_words_add_result(&words, result);
	add(sarif, text_of(result->rule->id), "fail", result->shown, &words,
	    location_of(result->path, result->line, name, check_words_of_subject(result->rule->subject)),
	    result->fingerprint);
}

/* Under the first of its rules; the standard asks for no level where something is open. */
static void add_gap(struct sarif *sarif, const struct check_gap *gap)
{
	struct buf words = { 0 }, fingerprint = { 0 };
	ptrdiff_t comma = text_find_char(text_of(gap->rules), ',', 0);
	struct text rule = comma < 0 ? text_of(gap->rules) : text_slice(text_of(gap->rules), 0, (size_t)comma);

	buf_add_fmt(&words, CHECK_WORDS_GAPS " (%s, ", gap->rules);
	check_words_add_reach(&words, gap);
	buf_add_str(&words, "): ");
	check_words_add_gap(&words, gap);
	check_words_add_gap_fingerprint(&fingerprint, sarif->check, gap);
	add(sarif, rule, "open", CHECK_OFF, &words, location_of(".gitlead", 1, team_of(sarif->check), "team"),
	    buf_str(&fingerprint));
	buf_release(&fingerprint);
}

/* The worst first, gaps before notices, so that what has no room is what matters least. */
static void add_results(struct sarif *sarif)
{
	const struct check *check = sarif->check;

	for (size_t i = 0; i < check->gap_count; i++)
		if (check_is_gap_told(check, &check->gaps[i]) && !is_full(sarif))
			add_gap(sarif, &check->gaps[i]);
	for (int level = CHECK_FAIL; level > CHECK_OFF; level--)
		for (size_t i = 0; i < check->result_count; i++)
			if ((int)check->results[i].shown == level && check_is_told(check, &check->results[i]) &&
			    !is_full(sarif))
				add_result(sarif, &check->results[i]);
}

/* ---- the run ---- */

/* Levels that [check] sets otherwise than they are. */
static json_t *overrides_of(const struct sarif *sarif)
{
	json_t *overrides = json_array();

	for (size_t i = 0; i < sarif->rules.count; i++) {
		const struct check_result *first = sarif->rules.at[i];
		json_t *override, *descriptor;

		if (first->level == first->rule->level)
			continue;
		override = json_object();
		descriptor = json_object();
		json_set(descriptor, "id", json_clean_str(first->rule->id));
		json_set(descriptor, "index", json_integer((json_int_t)i));
		json_set(override, "descriptor", descriptor);
		json_set(override, "configuration", configuration_of(first->level));
		json_array_append_new(overrides, override);
	}
	return overrides;
}

static json_t *notifications_of(const struct sarif *sarif)
{
	json_t *notifications = json_array(), *notification;
	struct buf words = { 0 };

	if (sarif->left_count) {
		notification = json_object();
		buf_add_fmt(&words, "%zu more results have no room here: --format=json has all.", sarif->left_count);
		json_set(notification, "level", json_string("warning"));
		json_set(notification, "message", message_of(buf_text(&words)));
		json_array_append_new(notifications, notification);
	}
	buf_release(&words);
	return notifications;
}

static json_t *invocation_of(const struct sarif *sarif)
{
	json_t *invocation = json_object();
	struct buf words = { 0 };

	check_words_add_exit(&words, sarif->check);
	json_set(invocation, "exitCode", json_integer(sarif->check->status));
	json_set(invocation, "exitCodeDescription", json_clean(buf_text(&words)));
	/* A rule that fires is an answer; one that cannot be judged is none. */
	json_set(invocation, "executionSuccessful", json_boolean(sarif->check->status < 2));
	json_set(invocation, "ruleConfigurationOverrides", overrides_of(sarif));
	json_set(invocation, "toolExecutionNotifications", notifications_of(sarif));
	buf_release(&words);
	return invocation;
}

/* What stands before the last slash parts this run from those of other teams of the same commit. */
static json_t *automation_of(const struct check *check)
{
	json_t *automation = json_object();
	struct buf id = { 0 };

	buf_add_str(&id, RUN_TITLE "/");
	if (check->team[0])
		buf_add_fmt(&id, "%s/", check->team);
	json_set(automation, "id", json_clean(buf_text(&id)));
	json_set(automation, "description", message_of_str(check->coverage_line));
	buf_release(&id);
	return automation;
}

static json_t *bases(void)
{
	json_t *all = json_object(), *base = json_object();

	json_set(base, "description", message_of_str("The root of the repository's files."));
	json_set(all, BASE, base);
	return all;
}

static json_t *properties_of(const struct check *check)
{
	json_t *properties = json_object();

	json_set(properties, "repository", json_clean_str(check->repository));
	json_set(properties, "range", json_clean_str(check->range));
	json_set(properties, "base", json_clean_str(check->base));
	json_set(properties, "tip", json_clean_str(check->tip));
	return properties;
}

int check_sarif_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	struct sarif sarif = { .check = check, .results = json_array() };
	json_t *document = json_object(), *runs = json_array(), *run = json_object(), *invocations = json_array();

	(void)options;
	collect_rules(&sarif);
	add_results(&sarif);
	json_array_append_new(invocations, invocation_of(&sarif));
	json_set(run, "tool", tool_of(&sarif));
	json_set(run, "automationDetails", automation_of(check));
	json_set(run, "invocations", invocations);
	json_set(run, "originalUriBaseIds", bases());
	json_set(run, "columnKind", json_string("unicodeCodePoints"));
	json_set(run, "results", sarif.results);
	json_set(run, "properties", properties_of(check));
	json_array_append_new(runs, run);
	json_set(document, "$schema", json_string("https://json.schemastore.org/sarif-2.1.0.json"));
	json_set(document, "version", json_string("2.1.0"));
	json_set(document, "runs", runs);
	VEC_RELEASE(&sarif.rules);
	return json_add_take(out, document);
}
