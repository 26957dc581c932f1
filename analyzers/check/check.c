/* Builds the model of a check: changes of the range, team facts of the trailing period, then every rule that is not off. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "lead/facts.h"
#include "lead/link.h"
#include "lead/pseudonym.h"

#define SCHEMA "1"
#define TRAILING_WEEKS 26

const char *const check_level_names[CHECK_LEVEL_COUNT] = { "off", "notice", "warn", "fail" };
const char *const check_outcome_names[CHECK_OUTCOME_COUNT] = { "holds", "fires", "unknown", "n/a" };

const char *checking_text(struct checking *checking, const char *format, ...)
{
	va_list args;
	char *text;
	int size;

	va_start(args, format);
	size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (size < 0)
		BUG("a text cannot be made from '%s'", format);
	text = arena_alloc(&checking->out->arena, (size_t)size + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)size + 1, format, args);
	va_end(args);
	return text;
}

/* ---- configuration ---- */

int checking_level(enum check_level *out, const struct config *config, const struct check_rule *rule)
{
	char *name = xstrfmt("check.%s", rule->id);
	const char *value = config_get(config, name);
	int level = value ? text_find_name(check_level_names, CHECK_LEVEL_COUNT, text_of(value), -1) : (int)rule->level;
	int ret = 0;

	if (level < 0)
		ret = error_set(ERR_INVALID, "%s is off, notice, warn or fail, not '%s'", name, value);
	else if (level > (int)rule->most)
		ret = error_set(ERR_INVALID, "%s can be %s at most: it speaks of a person", name,
		                check_level_names[rule->most]);
	else
		*out = (enum check_level)level;
	free(name);
	return ret;
}

int checking_check_keys(const struct config *config)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (strcmp(entry->section, "check") == 0 && !entry->subsection && !check_rule_find(text_of(entry->key)))
			return error_set(ERR_INVALID, "[check] knows no rule '%s'", entry->key);
	return 0;
}

/* ---- results ---- */

static const char *fingerprint_of(struct checking *checking, const struct check_result *result)
{
	uint8_t digest[BLAKE2S_SIZE];
	struct buf subject = { 0 }, hex = { 0 };
	const char *copy;

	buf_add_fmt(&subject, "%s\n%s\n%s\n%s\n%s", checking->out->repository_key, checking->out->team,
	            result->rule->id, result->change ? result->change->key : "", result->person ? result->person : "");
	blake2s(digest, TEXT("git-lead check"), buf_text(&subject));
	for (size_t i = 0; i < 16; i++)
		buf_add_fmt(&hex, "%02x", digest[i]);
	copy = arena_copy(&checking->out->arena, buf_str(&hex), hex.size);
	buf_release(&subject);
	buf_release(&hex);
	return copy;
}

/* Where the rule's level is written, or a project's file of that name all the same. */
static unsigned line_of_rule(const struct config *config, const char *id)
{
	const struct config_entry *entry;
	unsigned line = 1;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (strcmp(entry->section, "check") == 0 && entry->origin == CONFIG_PROJECT && entry->line &&
		    text_equal_nocase(text_of(entry->subsection ? entry->subsection : entry->key), text_of(id)))
			line = entry->line;
	return line;
}

struct check_result *checking_add(struct checking *checking, const struct check_rule *rule, enum check_level level)
{
	struct check_result *result = VEC_PUSH(&checking->results);

	*result = (struct check_result){ .rule = rule,
		                         .level = level,
		                         .outcome = CHECK_NA,
		                         .path = ".gitlead",
		                         .line = line_of_rule(checking->config, rule->id),
		                         .is_new = true };
	return result;
}

static int judge_changes(struct checking *checking, const struct check_rule_entry *entry, enum check_level level)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < checking->out->change_count; i++) {
		const struct check_change *change = &checking->out->changes[i];
		struct check_result *result;

		if (change->excluded)
			continue;
		result = checking_add(checking, &entry->rule, level);
		result->change = change;
		if (change->path) {
			result->path = change->path;
			result->line = 1;
		}
		ret = entry->judge(result, checking, change);
	}
	return ret;
}

static int run_rules(struct checking *checking)
{
	const struct check_rule_entry *entry;
	int ret = checking_check_keys(checking->config);

	for (size_t i = 0; ret == 0 && (entry = check_entry_at(i)); i++) {
		enum check_level level;

		ret = checking_level(&level, checking->config, &entry->rule);
		if (ret || level == CHECK_OFF)
			continue;
		ret = entry->judge ? judge_changes(checking, entry, level) : entry->find(checking, entry, level);
	}
	return ret;
}

static void finish_results(struct checking *checking)
{
	struct check *out = checking->out;
	bool has_failed = false, has_unjudged = false;

	for (size_t i = 0; i < checking->results.count; i++) {
		struct check_result *result = &checking->results.at[i];

		if (result->outcome == CHECK_FIRES)
			result->shown = result->level;
		else if (result->outcome == CHECK_UNKNOWN)
			result->shown = result->level == CHECK_FAIL ? CHECK_FAIL : CHECK_NOTICE;
		has_failed |= result->outcome == CHECK_FIRES && result->level == CHECK_FAIL;
		has_unjudged |= result->outcome == CHECK_UNKNOWN && result->level == CHECK_FAIL;
		result->fingerprint = fingerprint_of(checking, result);
		out->counts[result->shown]++;
	}
	if (checking->results.count)
		out->results = (struct check_result *)arena_copy(&out->arena, (const char *)checking->results.at,
		                                                 checking->results.count * sizeof(*out->results));
	out->result_count = checking->results.count;
	out->status = has_failed ? 1 : has_unjudged ? 3 : 0;
}

/* ---- gaps: what is unknown for one reason is said once ---- */

static struct check_gap *find_gap(struct check *check, const struct check_result *result)
{
	for (size_t i = 0; i < check->gap_count; i++)
		if (strcmp(check->gaps[i].message, result->message) == 0 &&
		    (check->gaps[i].change_count > 0) == (result->change != NULL))
			return &check->gaps[i];
	return NULL;
}

static bool names_rule(const char *rules, const char *id)
{
	return text_find(text_of(rules), text_of(id), 0) >= 0;
}

static void collect_gaps(struct checking *checking)
{
	struct check *out = checking->out;

	out->gaps = (struct check_gap *)arena_alloc(&out->arena, (out->result_count + 1) * sizeof(*out->gaps));
	for (size_t i = 0; i < out->result_count; i++) {
		const struct check_result *result = &out->results[i];
		struct check_gap *gap;

		if (result->outcome != CHECK_UNKNOWN)
			continue;
		gap = find_gap(out, result);
		if (!gap) {
			gap = &out->gaps[out->gap_count++];
			*gap = (struct check_gap){ .message = result->message, .rules = result->rule->id };
		} else if (!names_rule(gap->rules, result->rule->id)) {
			gap->rules = checking_text(checking, "%s, %s", gap->rules, result->rule->id);
		}
		if (!gap->advice)
			gap->advice = result->advice;
		if (result->shown > gap->shown)
			gap->shown = result->shown;
		gap->is_new |= result->is_new;
		/* Of several rules the one that concerns most changes tells how many. */
		if (result->change && strcmp(gap->rules, result->rule->id) == 0)
			gap->change_count++;
	}
}

/* ---- the team over the trailing period ---- */

static const char *const fact_ids[] = { "M07", "M29", "M08", "M24.large", "M24.many", "M12.new", "M12.gap", NULL };

static int tip_time(int64_t *out, const struct checking *checking)
{
	struct statement *statement;
	int ret = store_statement(&statement, checking->store, "SELECT commit_time FROM commits WHERE oid = :oid");

	if (ret)
		return ret;
	statement_bind_blob(statement, ":oid", checking->request->tip.bytes, OID_SIZE);
	return statement_take_int(out, statement);
}

static void add_fact(struct check *out, const struct metric_value *value)
{
	const struct metric_info *info = metric_find(text_of(value->id));
	const struct metric_part *part = metric_part_find(info, text_of(value->id));
	struct figure *fact = &out->facts[out->fact_count++];

	*fact = (struct figure){ .id = arena_copy(&out->arena, value->id, strlen(value->id)),
		                 .label = figure_label(value->id),
		                 .unit = part ? part->unit : info->unit,
		                 .value = value->value,
		                 .low = value->low,
		                 .high = value->high,
		                 .k = value->k,
		                 .n = value->n,
		                 .state = value->state,
		                 .before = NAN,
		                 .year = NAN };
}

static int fill_facts(struct checking *checking, struct metric_values *values)
{
	struct check *out = checking->out;
	struct scope scope = { checking->request->team, checking->request->repository, { 0 } };
	const struct metric_value *value;
	int64_t end_time;
	int ret = tip_time(&end_time, checking);

	if (ret)
		return ret;
	out->period = (struct period){ end_time + 1 - TRAILING_WEEKS * WEEK_SECS, end_time + 1 };
	scope.period = out->period;
	ret = metric_compute_some(values, &out->coverage, checking->store, &scope, fact_ids);
	if (ret)
		return ret;
	out->facts =
		(struct figure *)arena_alloc(&out->arena, sizeof(fact_ids) / sizeof(fact_ids[0]) * sizeof(*out->facts));
	for (size_t i = 0; fact_ids[i]; i++)
		if ((value = metric_values_find(values, fact_ids[i], 0)))
			add_fact(out, value);
	checking->values = values;
	return 0;
}

static void add_coverage_line(struct checking *checking)
{
	static const char *const words[] = { "what is missing means nothing", "what is missing tells little",
		                             "what is missing may be told" };
	const struct figure *coverage = figure_find(checking->out->facts, checking->out->fact_count, "M07");

	checking->out->coverage_line =
		checking_text(checking, "%lld of %lld changes of the 26 weeks before name a reviewer: %s.",
	                      coverage ? (long long)coverage->k : 0, coverage ? (long long)coverage->n : 0,
	                      words[checking->out->coverage]);
}

static const char *hex_of(struct checking *checking, const struct oid *oid)
{
	struct buf hex = { 0 };
	const char *copy;

	oid_add_hex(&hex, oid);
	copy = arena_copy(&checking->out->arena, buf_str(&hex), hex.size);
	buf_release(&hex);
	return copy;
}

static int fill_head(struct checking *checking)
{
	const struct check_request *request = checking->request;
	struct check *out = checking->out;
	struct statement *statement;
	int ret = store_statement(&statement, checking->store,
	                          "SELECT name, key, remote FROM repository WHERE id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", request->repository);
	ret = statement_step(statement);
	if (ret == 0) {
		struct text label = link_label(checking->config, statement_text(statement, 1),
		                               statement_text(statement, 0), statement_text(statement, 2));

		out->repository = checking_text(checking, TEXT_FMT, TEXT_ARG(label));
		out->repository_key = checking_text(checking, TEXT_FMT, TEXT_ARG(statement_text(statement, 1)));
		statement_reset(statement);
	}
	out->schema = SCHEMA;
	out->team = checking_text(checking, "%s", request->team);
	out->base = request->has_base ? hex_of(checking, &request->base) : "";
	out->tip = hex_of(checking, &request->tip);
	out->range = checking_text(checking, "%s", request->range);
	out->is_request = request->is_request;
	out->is_news_only = request->is_news_only;
	out->commit_count = (int64_t)request->commit_count;
	return ret < 0 ? ret : 0;
}

int check_build(struct check *out, struct store *store, const struct config *config,
                const struct check_request *request)
{
	struct checking checking = { .out = out, .store = store, .config = config, .request = request };
	struct metric_values values = { 0 };
	int ret;

	*out = (struct check){ 0 };
	ret = fill_head(&checking);
	if (ret == 0)
		ret = fill_facts(&checking, &values);
	if (ret == 0) {
		add_coverage_line(&checking);
		ret = checking_load_changes(&checking);
	}
	if (ret == 0)
		ret = run_rules(&checking);
	if (ret == 0) {
		finish_results(&checking);
		collect_gaps(&checking);
	}
	metric_values_release(&values);
	VEC_RELEASE(&checking.results);
	return ret;
}

void check_release(struct check *check)
{
	arena_release(&check->arena);
	*check = (struct check){ 0 };
}
