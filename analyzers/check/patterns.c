/*
 * Patterns as rules: of the team, and of declared leads where the team switched them on. One report is made for all of them, as
 * it is made for others: what it withholds is withheld here.
 */
#include <string.h>

#include "check.h"

/* ---- the report ---- */

static bool is_any_on(const struct checking *checking, const struct check_rule_entry *entries, size_t count)
{
	enum check_level level = CHECK_OFF;

	for (size_t i = 0; i < count; i++)
		if (checking_level(&level, checking->config, &entries[i].rule) == 0 && level != CHECK_OFF)
			return true;
	return false;
}

typedef VEC(int64_t) id_vec;

/* Declared leads of the team; who opted out is left out once more where the report is made. */
static int list_leads(id_vec *out, const struct checking *checking)
{
	struct statement *row;
	int ret = store_statement(&row, checking->store,
	                          "SELECT DISTINCT m.person_id\n"
	                          "FROM member m\n"
	                          "WHERE m.is_lead = 1 AND (:team = '' OR m.team = :team)\n"
	                          "  AND m.person_id NOT IN (SELECT person_id FROM declared WHERE kind = 'optout')\n"
	                          "ORDER BY m.person_id");

	if (ret)
		return ret;
	statement_bind_text(row, ":team", text_of(checking->request->team));
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(out) = statement_int(row, 0);
	return ret < 0 ? ret : 0;
}

static int choose_group(int64_t *out, const struct config *config)
{
	double least;
	int ret = config_get_number(&least, config, "lead.minimumgroup", METRIC_GROUP_DEFAULT);

	if (ret == 0 && !(least >= METRIC_GROUP_LEAST && least <= 1e6))
		ret = error_set(ERR_INVALID, "lead.minimumGroup wants a whole number of people, at least %d",
		                METRIC_GROUP_LEAST);
	*out = ret ? 0 : (int64_t)least;
	return ret;
}

int checking_load_report(struct checking *checking)
{
	struct report_request request = { .period = checking->out->period,
		                          .team = checking->request->team,
		                          .repository = checking->request->repository,
		                          .is_for_others = true,
		                          .keeps_nothing = true };
	id_vec leads = { 0 };
	int ret = 0;

	if (checking->has_report)
		return 0;
	if (is_any_on(checking, rules_of_person_patterns, CHECK_PERSON_PATTERNS))
		ret = list_leads(&leads, checking);
	if (ret == 0)
		ret = choose_group(&request.least_group, checking->config);
	request.least_rest = request.least_group;
	request.subjects = leads.at;
	request.subject_count = leads.count;
	if (ret == 0)
		ret = report_build(&checking->report, checking->store, checking->config, &request);
	checking->has_report = ret == 0;
	VEC_RELEASE(&leads);
	return ret;
}

/* ---- from a finding to a result ---- */

static enum check_outcome outcome_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_NOTE:
	case OUTCOME_WARN:
		return CHECK_FIRES;
	case OUTCOME_CLEAR:
	case OUTCOME_SILENCED:
		return CHECK_HOLDS;
	case OUTCOME_NA:
		return CHECK_NA;
	case OUTCOME_UNKNOWN:
	case OUTCOME_THIN:
	case OUTCOME_COUNT:
		break;
	}
	return CHECK_UNKNOWN;
}

void checking_end_finding(struct check_result *result, struct checking *checking, const struct finding *finding)
{
	const char *advice;

	if (!finding) {
		checking_end(result, CHECK_NA, "It could not be asked here.", NULL);
		return;
	}
	advice = finding->next_command ? checking_text(checking, "'%s' would tell more.", finding->next_command)
	                               : checking_text(checking, "'git lead explain %s' shows what stands behind it.",
	                                               finding->pattern);
	checking_end(
		result, outcome_of(finding->outcome),
		checking_text(checking, "%s: %s.", result->rule->name, finding->reason ? finding->reason : "withheld"),
		advice);
}

static const struct finding *finding_of(const struct finding *findings, size_t count, const char *pattern)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(findings[i].pattern, pattern) == 0)
			return &findings[i];
	return NULL;
}

static int find_of_team(struct checking *checking, const struct check_rule_entry *entry, enum check_level level)
{
	int ret = checking_load_report(checking);

	if (ret == 0) {
		const struct report_team *team = &checking->report.teams[0];

		checking_end_finding(checking_add(checking, &entry->rule, level), checking,
		                     finding_of(team->findings, team->finding_count, entry->rule.id));
	}
	return ret;
}

static int find_of_persons(struct checking *checking, const struct check_rule_entry *entry, enum check_level level)
{
	int ret = checking_load_report(checking);

	for (size_t i = 0; ret == 0 && i < checking->report.person_count; i++) {
		const struct report_person *person = &checking->report.people[i];
		struct check_result *result;

		if (!person->is_lead || person->is_opted_out)
			continue;
		result = checking_add(checking, &entry->rule, level);
		result->person = checking_clean(checking, text_of(person->name));
		checking_end_finding(result, checking,
		                     finding_of(person->findings, person->finding_count, entry->rule.id));
	}
	return ret;
}

/* ---- the rules ---- */

/* clang-format off */
#define PATTERN_RULE(id_, name_, subject_, most_, find_, help_)                                               \
	{ .rule = { .id = id_, .name = name_, .help = help_, .source = id_, .subject = subject_,              \
	            .level = CHECK_OFF, .most = most_ }, .find = find_ }
#define OF_TEAM(id, name, help) PATTERN_RULE(id, name, CHECK_OF_TEAM, CHECK_FAIL, find_of_team, help)
#define OF_PERSON(id, name, help) PATTERN_RULE(id, name, CHECK_OF_PERSON, CHECK_NOTICE, find_of_persons, help)
/* clang-format on */

const struct check_rule_entry rules_of_team_patterns[CHECK_TEAM_PATTERNS] = {
	OF_TEAM("P02", "Review bottleneck", "Fires where the pattern P02 speaks: most reviews come from one person."),
	OF_TEAM("P03", "Rubber stamping",
	        "Fires where the pattern P03 speaks: approvals come silent and faster than reading."),
	OF_TEAM("P04", "Self-merge, unreviewed",
	        "Fires where the pattern P04 speaks: changes land on their author's word alone."),
	OF_TEAM("P05", "Hero risk",
	        "Fires where the pattern P05 speaks: one present person alone knows much of the code."),
	OF_TEAM("P08", "Slow first review", "Fires where the pattern P08 speaks: a first answer takes long."),
	OF_TEAM("P09", "Documentation gap",
	        "Fires where the pattern P09 speaks: documents and decision records fall behind the code."),
	OF_TEAM("P10", "Newcomers waiting",
	        "Fires where the pattern P10 speaks: newcomers' changes are looked at less, or later."),
	OF_TEAM("P17", "Oversized changes",
	        "Fires where the pattern P17 speaks: much of what gets reviewed is over 400 lines."),
};

const struct check_rule_entry rules_of_person_patterns[CHECK_PERSON_PATTERNS] = {
	OF_PERSON("P01", "Own code only",
	          "A notice where the pattern P01 speaks of a declared lead: the record shows own code and hardly any "
	          "review of others' changes. Nobody who opted out is looked at."),
	OF_PERSON("P06", "Lost touch with code",
	          "A notice where the pattern P06 speaks of a declared lead: no own code any more beside reviews and "
	          "merges."),
	OF_PERSON("P07", "No mentoring trace",
	          "A notice where the pattern P07 speaks of a declared lead: no trace of mentoring where some would be "
	          "expected."),
	OF_PERSON("P14", "Delivery only",
	          "A notice where the pattern P14 speaks of a declared lead: many own changes, little beside them."),
};
