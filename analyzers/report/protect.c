/*
 * Whom a report must not give away: who opted out, and groups so small that a sum or a spread would speak of one person
 * (metrics 8, docs/adr/0013). Renderers need know nothing of it: what is withheld has no value in the model.
 */
#include <string.h>
#include "model.h"

#define REST_MIN_PEOPLE 2 /* at one's own terminal */

int report_is_opted_out(bool *out, struct store *store, int64_t person)
{
	struct statement *statement;
	int ret =
		store_statement(&statement, store,
	                        "SELECT EXISTS (SELECT 1 FROM declared WHERE kind = 'optout' AND person_id = :person)");

	*out = false;
	if (ret)
		return ret;
	statement_bind_int(statement, ":person", person);
	ret = statement_step(statement);
	if (ret == 0)
		*out = statement_int(statement, 0) != 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

int protect_request(struct report_request *request, struct building *building)
{
	int64_t *subjects = model_array(building, request->subject_count + 1, sizeof(*subjects));
	size_t count = 0;
	int ret = 0;

	if (request->least_group == 0)
		request->least_group = METRIC_GROUP_DEFAULT;
	if (request->least_rest == 0)
		request->least_rest = REST_MIN_PEOPLE;
	for (size_t i = 0; i < request->subject_count && ret == 0; i++) {
		int64_t person = request->subjects[i];
		bool is_out;

		ret = report_is_opted_out(&is_out, building->store, person);
		if (!is_out || (request->shows_viewer && person == request->viewer))
			subjects[count++] = person;
	}
	request->subjects = subjects;
	request->subject_count = count;
	return ret;
}

/* Under any name the person ever had: rows bear the key of their day. */
static const char *const erase_scripts[] = {
	"DELETE FROM metric_value\n"
	"WHERE person IN (\n"
	"  SELECT i.name || ' <' || i.email || '>'\n"
	"  FROM declared d\n"
	"  JOIN identity_person p ON p.person_id = d.person_id\n"
	"  JOIN identity i ON i.id = p.identity_id\n"
	"  WHERE d.kind = 'optout'\n"
	"  UNION\n"
	"  SELECT p.key FROM declared d JOIN person p ON p.id = d.person_id WHERE d.kind = 'optout')",
	"DELETE FROM finding\n"
	"WHERE person IN (\n"
	"  SELECT i.name || ' <' || i.email || '>'\n"
	"  FROM declared d\n"
	"  JOIN identity_person p ON p.person_id = d.person_id\n"
	"  JOIN identity i ON i.id = p.identity_id\n"
	"  WHERE d.kind = 'optout'\n"
	"  UNION\n"
	"  SELECT p.key FROM declared d JOIN person p ON p.id = d.person_id WHERE d.kind = 'optout')",
};

int protect_erase(struct building *building)
{
	int ret = 0;

	for (size_t i = 0; i < sizeof(erase_scripts) / sizeof(erase_scripts[0]) && ret == 0; i++) {
		struct statement *statement;

		ret = store_statement(&statement, building->store, erase_scripts[i]);
		if (ret == 0)
			ret = statement_run(statement);
	}
	return ret;
}

/* ---- the complement ---- */

static bool is_shown_of_a_person(const struct report *report, const char *id)
{
	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		for (size_t j = 0; j < person->figure_count && !person->is_excluded; j++)
			if (!strcmp(person->figures[j].id, id))
				return true;
	}
	return false;
}

static bool is_found_of_a_person(const struct report *report, const char *pattern)
{
	for (size_t i = 0; i < report->person_count; i++)
		for (size_t j = 0; j < report->people[i].finding_count; j++)
			if (!strcmp(report->people[i].findings[j].pattern, pattern))
				return true;
	return false;
}

/* The outcome stays, what could be subtracted goes. */
static void withhold_finding(struct finding *finding)
{
	const char *pattern = finding->pattern;
	enum outcome outcome = finding->outcome;

	finding_release(finding);
	finding->pattern = pattern;
	finding->outcome = outcome;
	finding->reason = xstrdup("the numbers are withheld: they would tell of one other person");
}

void protect_complement(struct building *building)
{
	struct report *report = building->report;
	bool is_any = false;

	if (!building->request->is_for_others || building->unshown_count != 1)
		return;
	for (size_t i = 0; i < report->team_count; i++) {
		struct report_team *team = &report->teams[i];

		for (size_t j = 0; j < team->figure_count; j++) {
			if (!is_shown_of_a_person(report, team->figures[j].id))
				continue;
			figures_withhold(&team->figures[j], 1);
			is_any = true;
		}
		for (size_t j = 0; j < team->finding_count; j++)
			if (is_found_of_a_person(report, team->findings[j].pattern))
				withhold_finding(&team->findings[j]);
	}
	if (is_any)
		model_add_note(building, "Beside the people shown one other was active: figures of the team that would "
		                         "tell of that one person are withheld.");
}
