/* The one table of rules: of changes, of the team, of persons. */
#include "check.h"

static const struct check_rule_entry *const entries[] = {
	&rule_second_person,
};

const struct check_rule_entry *check_entry_at(size_t position)
{
	return position < sizeof(entries) / sizeof(entries[0]) ? entries[position] : NULL;
}

const struct check_rule *check_rule_at(size_t position)
{
	const struct check_rule_entry *entry = check_entry_at(position);

	return entry ? &entry->rule : NULL;
}

const struct check_rule *check_rule_find(struct text id)
{
	const struct check_rule *rule;

	for (size_t i = 0; (rule = check_rule_at(i)); i++)
		if (text_equal_nocase(text_of(rule->id), id))
			return rule;
	return NULL;
}
