/* Builds the model of a check: changes of the range, team facts of the trailing period, then every rule that is not off. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "lead/facts.h"
#include "lead/link.h"
#include "lead/pseudonym.h"

const char *const check_level_names[CHECK_LEVEL_COUNT] = { "off", "notice", "warn", "fail" };
const char *const check_outcome_names[CHECK_OUTCOME_COUNT] = { "holds", "fires", "unknown", "n/a" };

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

struct check_result *checking_add(struct checking *checking, const struct check_rule *rule, enum check_level level)
{
	struct check_result *result = VEC_PUSH(&checking->results);

	*result = (struct check_result){ .rule = rule,
		                         .level = level,
		                         .outcome = CHECK_NA,
		                         .path = ".gitlead",
		                         .line = checking_line(checking->config, rule->id),
		                         .is_new = true };
	return result;
}

void checking_end(struct check_result *result, enum check_outcome outcome, const char *message, const char *advice)
{
	result->outcome = outcome;
	result->message = message;
	result->advice = advice;
}

static int judge_changes(struct checking *checking, const struct check_rule_entry *entry, enum check_level level)
{
	int ret = entry->prepare ? entry->prepare(checking) : 0;

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
	int ret = 0;

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

/* ---- the whole ---- */

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
	out->schema = CHECK_SCHEMA;
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
	int ret;

	*out = (struct check){ 0 };
	ret = checking_check_keys(config);
	if (ret == 0)
		ret = fill_head(&checking);
	if (ret == 0)
		ret = checking_fill_team(&checking);
	if (ret == 0)
		ret = checking_load_changes(&checking);
	if (ret == 0)
		ret = run_rules(&checking);
	if (ret == 0)
		ret = checking_keep_facts(&checking);
	if (ret == 0) {
		finish_results(&checking);
		ret = checking_mark_new(&checking);
	}
	if (ret == 0) {
		checking_collect_gaps(&checking);
		ret = checking_keep_told(&checking);
	}
	if (checking.has_report)
		report_release(&checking.report);
	metric_values_release(&checking.values);
	VEC_RELEASE(&checking.results);
	return ret;
}

void check_release(struct check *check)
{
	arena_release(&check->arena);
	*check = (struct check){ 0 };
}
