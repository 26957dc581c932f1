/* The one table of rules: of changes, of the team, of persons. */
#include "check.h"

static const struct check_rule_entry *const entries[] = {
	&rule_second_person,       &rule_review_evidence,
	&rule_self_integrated,     &rule_size,
	&rule_decision_record,     &rule_documents,
	&rule_newcomer_review,     &rule_coverage,
	&rule_second_person_share, &rule_self_integrated_share,
	&rule_large_changes,       &rule_newcomer_gap,
};
#define ENTRY_COUNT (sizeof(entries) / sizeof(entries[0]))

const struct check_rule_entry *check_entry_at(size_t position)
{
	if (position < ENTRY_COUNT)
		return entries[position];
	position -= ENTRY_COUNT;
	if (position < CHECK_TEAM_PATTERNS)
		return &rules_of_team_patterns[position];
	position -= CHECK_TEAM_PATTERNS;
	return position < CHECK_PERSON_PATTERNS ? &rules_of_person_patterns[position] : NULL;
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
