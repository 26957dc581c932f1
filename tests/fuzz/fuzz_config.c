/*
 * Any bytes as a .gitlead: every entry is looked up again, and a refused text leaves nothing.
 */
#include "fuzz.h"
#include "lead/config.h"

static void check_entry(const struct config *config, const struct config_entry *entry)
{
	struct buf name = { 0 };
	double number;
	bool flag;

	buf_add_fmt(&name, "%s.", entry->section);
	if (entry->subsection)
		buf_add_fmt(&name, "%s.", entry->subsection);
	buf_add_str(&name, entry->key);
	/* Another value of the same name may be in force, but never none. */
	if (entry->value && !config_get(config, buf_str(&name)))
		FUZZ_CHECK(config_get_bool(&flag, config, buf_str(&name), false) == 0 && flag);
	if (config_get_number(&number, config, buf_str(&name), 0) == 0)
		FUZZ_CHECK(number - number == 0);
	FUZZ_CHECK(entry->line > 0);
	buf_release(&name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const sections[] = { "team", "identity", NULL };
	struct text bytes = { (const char *)data, size };
	struct config *config = config_new();
	const struct config_entry *entry;

	if (config_parse(config, bytes, CONFIG_PROJECT, ".gitlead"))
		FUZZ_CHECK(!config_entry_at(config, 0));
	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		check_entry(config, entry);
	config_hash(config, sections);
	config_free(config);
	return 0;
}
