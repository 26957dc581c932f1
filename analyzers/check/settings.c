/* [check] and [check "<rule>"]: levels and thresholds. What is written of no rule is an error: it would be a gate that nobody keeps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static const struct check_rule_entry *entry_find(struct text id)
{
	const struct check_rule_entry *entry;

	for (size_t i = 0; (entry = check_entry_at(i)); i++)
		if (text_equal_nocase(text_of(entry->rule.id), id))
			return entry;
	return NULL;
}

static const struct check_threshold *threshold_find(const struct check_rule_entry *entry, const char *key)
{
	const struct check_threshold *threshold = entry->thresholds;

	for (; threshold && threshold->key; threshold++)
		if (strcmp(threshold->key, key) == 0)
			return threshold;
	return NULL;
}

/* ---- levels ---- */

static int parse_level(enum check_level *out, const struct check_rule *rule, const char *value)
{
	int level = text_find_name(check_level_names, CHECK_LEVEL_COUNT, text_of(value), -1);

	if (level < 0)
		return error_set(ERR_INVALID, "check.%s is off, notice, warn or fail, not '%s'", rule->id,
		                 value ? value : "");
	if (level > (int)rule->most)
		return error_set(ERR_INVALID, "check.%s can be %s at most: it speaks of a person", rule->id,
		                 check_level_names[rule->most]);
	*out = (enum check_level)level;
	return 0;
}

int checking_level(enum check_level *out, const struct config *config, const struct check_rule *rule)
{
	char *name = xstrfmt("check.%s", rule->id);
	const char *value = config_get(config, name);

	free(name);
	*out = rule->level;
	return value ? parse_level(out, rule, value) : 0;
}

int check_has_gate(bool *out, const struct config *config)
{
	const struct check_rule *rule;
	int ret = 0;

	*out = false;
	for (size_t i = 0; ret == 0 && (rule = check_rule_at(i)); i++) {
		enum check_level level = CHECK_OFF;

		ret = checking_level(&level, config, rule);
		*out |= level == CHECK_FAIL;
	}
	return ret;
}

/* ---- thresholds ---- */

static int check_range(double value, const char *name, const struct check_threshold *threshold)
{
	bool is_whole = isfinite(value) && floor(value) == value;

	if (value >= threshold->low && value <= threshold->high && (is_whole || !threshold->is_whole))
		return 0;
	if (threshold->is_whole)
		return error_set(ERR_INVALID, "%s is a whole number from %.0f to %.0f", name, threshold->low,
		                 threshold->high);
	return error_set(ERR_INVALID, "%s is a number from %g to %g", name, threshold->low, threshold->high);
}

static int read_threshold(double *out, const struct config *config, const struct check_rule *rule,
                          const struct check_threshold *threshold)
{
	char *name = xstrfmt("check.%s.%s", rule->id, threshold->key);
	int ret = config_get_number(out, config, name, threshold->fallback);

	if (ret == 0)
		ret = check_range(*out, name, threshold);
	free(name);
	return ret;
}

int checking_threshold(double *out, const struct checking *checking, const struct check_rule_entry *entry,
                       const char *key)
{
	const struct check_threshold *threshold = threshold_find(entry, key);

	if (threshold)
		return read_threshold(out, checking->config, &entry->rule, threshold);
	BUG("rule %s has no threshold '%s'", entry->rule.id, key);
}

/* ---- what is written ---- */

static int refuse_threshold(const struct check_rule_entry *entry, const char *key)
{
	struct buf known = { 0 };
	int ret;

	for (const struct check_threshold *one = entry->thresholds; one && one->key; one++)
		buf_add_fmt(&known, "%s'%s'", known.size ? ", " : "; it knows ", one->key);
	ret = error_set(ERR_INVALID, "[check \"%s\"] knows no '%s'%s", entry->rule.id, key,
	                known.size ? buf_str(&known) : ": that rule has no numbers");
	buf_release(&known);
	return ret;
}

static int check_subsection(const struct config *config, const struct config_entry *written)
{
	const struct check_rule_entry *entry = entry_find(text_of(written->subsection));
	const struct check_threshold *threshold;
	double value;

	if (!entry)
		return error_set(ERR_INVALID, "[check \"%s\"] names no rule; gitlead-config(5) lists them",
		                 written->subsection);
	/* git's subsections mind the case of letters. */
	if (strcmp(entry->rule.id, written->subsection) != 0)
		return error_set(ERR_INVALID, "[check \"%s\"] is written [check \"%s\"]", written->subsection,
		                 entry->rule.id);
	threshold = threshold_find(entry, written->key);
	return threshold ? read_threshold(&value, config, &entry->rule, threshold)
	                 : refuse_threshold(entry, written->key);
}

static int check_entry(const struct config *config, const struct config_entry *written)
{
	const struct check_rule_entry *entry;
	enum check_level level;

	if (written->subsection)
		return check_subsection(config, written);
	entry = entry_find(text_of(written->key));
	if (!entry)
		return error_set(ERR_INVALID, "[check] knows no rule '%s'; gitlead-config(5) lists them", written->key);
	return parse_level(&level, &entry->rule, written->value);
}

int checking_check_keys(const struct config *config)
{
	const struct config_entry *written;
	int ret = 0;

	for (size_t i = 0; ret == 0 && (written = config_entry_at(config, i)); i++) {
		if (strcmp(written->section, "check") != 0)
			continue;
		ret = check_entry(config, written);
		if (ret && written->origin == CONFIG_PROJECT && written->line)
			ret = error_context(ret, ".gitlead line %u", written->line);
	}
	return ret;
}

unsigned checking_line(const struct config *config, const char *id)
{
	const struct config_entry *entry;
	unsigned line = 1;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (strcmp(entry->section, "check") == 0 && entry->origin == CONFIG_PROJECT && entry->line &&
		    text_equal_nocase(text_of(entry->subsection ? entry->subsection : entry->key), text_of(id)))
			line = entry->line;
	return line;
}
