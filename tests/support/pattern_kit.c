/* The pattern tests' kit. */
#include "pattern_kit.h"

#include <check.h>
#include <math.h>
#include <string.h>

void pattern_kit_start(struct pattern_kit *kit)
{
	*kit = (struct pattern_kit){ .is_subject = true };
	planted_start(&kit->planted);
	planted_people(&kit->planted, 12);
	planted_subject(&kit->planted, LEAD);
	kit->config = config_new();
}

void pattern_kit_stop(struct pattern_kit *kit)
{
	finding_release(&kit->finding);
	config_free(kit->config);
	planted_stop(&kit->planted);
}

/* A number whose name says share or coverage is one, and what is told as a share or a difference of two can be one. */
static void check_unit(const struct pattern_number *number)
{
	struct text name = text_of(number->name);
	double least = number->unit == NUMBER_DIFFERENCE ? -1 : 0;

	if (text_ends(name, TEXT("_share")) || text_ends(name, TEXT("_coverage")))
		ck_assert_msg(number->unit == NUMBER_SHARE, "%s is no share", number->name);
	if (number->unit == NUMBER_COUNT || number->unit == NUMBER_MEASURE || isnan(number->value))
		return;
	ck_assert_msg(number->value >= least && number->value <= 1, "%s is told as a share", number->name);
	ck_assert_msg(isnan(number->low) || (number->low >= least - 1e-9 && number->high <= 1 + 1e-9),
	              "%s has an interval that no share has", number->name);
}

int pattern_kit_evaluate(struct pattern_kit *kit, const char *id)
{
	const struct scope quarter = { "", kit->repository, { PLANTED_SINCE, PLANTED_UNTIL } };
	const struct scope before = { "", kit->repository, period_before(quarter.period) };
	struct metric_values values = { 0 }, previous = { 0 }, year = { 0 };
	enum coverage_state year_coverage;
	struct pattern_input input = { .store = kit->planted.store,
		                       .config = kit->config,
		                       .scope = &quarter,
		                       .values = &values,
		                       .previous_values = &previous,
		                       .year_values = kit->has_year ? &year : NULL,
		                       .person = LEAD,
		                       .is_subject = kit->is_subject,
		                       .is_viewer = kit->is_viewer,
		                       .evidence_command = FETCH };
	const struct pattern_info *pattern = pattern_find(text_of(id));
	int ret;

	ck_assert_ptr_nonnull(pattern);
	if (!(pattern->subjects & (PATTERN_PERSON | PATTERN_SELF)) ||
	    ((pattern->subjects & PATTERN_TEAM) && !(pattern->subjects & PATTERN_PERSON) && !kit->is_viewer))
		input.person = 0;
	ck_assert_int_eq(metric_compute(&previous, &input.previous_coverage, kit->planted.store, &before), 0);
	ck_assert_int_eq(metric_compute_year(&year, &year_coverage, kit->planted.store, &before), 0);
	ck_assert_int_eq(metric_compute(&values, &input.coverage, kit->planted.store, &quarter), 0);
	metric_withhold_groups(&previous, kit->least_group);
	metric_withhold_groups(&values, kit->least_group);
	finding_release(&kit->finding);
	ret = pattern_evaluate(&kit->finding, pattern, &input);
	metric_values_release(&values);
	metric_values_release(&previous);
	metric_values_release(&year);
	for (size_t i = 0; i < kit->finding.number_count; i++)
		check_unit(&kit->finding.numbers[i]);
	return ret;
}

const char *pattern_kit_outcome(struct pattern_kit *kit, const char *id)
{
	int ret = pattern_kit_evaluate(kit, id);

	ck_assert_msg(ret == 0, "%s", error_message());
	ck_assert(kit->finding.reason[0] != '\0');
	ck_assert(kit->finding.explanation[0] != '\0');
	return outcome_names[kit->finding.outcome];
}

void pattern_kit_declare(struct pattern_kit *kit, const char *kind, int64_t person, const char *value)
{
	struct statement *statement;
	int ret = store_statement(&statement, kit->planted.store,
	                          "INSERT INTO declared VALUES (:kind, :person, :value, :since, :until)");

	ck_assert_msg(ret == 0, "%s", error_message());
	statement_bind_text(statement, ":kind", text_of(kind));
	statement_bind_int(statement, ":person", person);
	statement_bind_text(statement, ":value", text_of(value));
	statement_bind_int(statement, ":since", PLANTED_SINCE);
	statement_bind_int(statement, ":until", PLANTED_UNTIL);
	ck_assert_int_eq(statement_run(statement), 0);
}

bool pattern_kit_has_number(const struct pattern_kit *kit, const char *name)
{
	for (size_t i = 0; i < kit->finding.number_count; i++)
		if (strcmp(kit->finding.numbers[i].name, name) == 0)
			return true;
	return false;
}

double pattern_kit_number(const struct pattern_kit *kit, const char *name)
{
	for (size_t i = 0; i < kit->finding.number_count; i++)
		if (strcmp(kit->finding.numbers[i].name, name) == 0)
			return kit->finding.numbers[i].value;
	ck_abort_msg("no number %s", name);
	return NAN;
}

void plant_reviewing_team(struct pattern_kit *kit, int64_t time)
{
	for (int64_t author = 2; author <= 7; author++)
		PLANT(&kit->planted, 10, .author = author, .reviewer = author == 7 ? 2 : author + 1, .time = time);
}

void plant_lead(struct pattern_kit *kit, int64_t own, int64_t reviews, int64_t time)
{
	PLANT(&kit->planted, own, .author = LEAD, .reviewer = 3, .time = time);
	PLANT(&kit->planted, reviews, .author = 2, .reviewer = LEAD, .time = time);
}
