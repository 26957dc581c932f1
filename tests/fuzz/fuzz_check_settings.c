/*
 * Any bytes as a .gitlead with [check]: what is accepted gives every rule a level that it may have, and every number in its range.
 */
#include "../../analyzers/check/check.h"
#include "fuzz.h"

static void check_thresholds(const struct checking *checking, const struct check_rule_entry *entry)
{
	const struct check_threshold *threshold = entry->thresholds;
	double value;

	for (; threshold && threshold->key; threshold++) {
		FUZZ_CHECK(checking_threshold(&value, checking, entry, threshold->key) == 0);
		FUZZ_CHECK(value >= threshold->low && value <= threshold->high);
		FUZZ_CHECK(!threshold->is_whole || value == (double)(int64_t)value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config *config = config_new();
	struct checking checking = { .config = config };
	const struct check_rule_entry *entry;
	enum check_level level;
	bool is_fine =
		config_parse(config, (struct text){ (const char *)data, size }, CONFIG_PROJECT, ".gitlead") == 0 &&
		checking_check_keys(config) == 0;

	for (size_t i = 0; is_fine && (entry = check_entry_at(i)); i++) {
		FUZZ_CHECK(checking_level(&level, config, &entry->rule) == 0);
		FUZZ_CHECK(level <= entry->rule.most);
		FUZZ_CHECK(checking_line(config, entry->rule.id) > 0);
		check_thresholds(&checking, entry);
	}
	config_free(config);
	return 0;
}
