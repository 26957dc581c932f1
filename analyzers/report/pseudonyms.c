/*
 * Pseudonyms in place of names, at the very end: what is stored keeps the true keys. Texts of patterns hold no name by their
 * own rules; that of a person shown is looked for in them all the same.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/pseudonym.h"
#include "model.h"

#define GROUP_DIGITS 4

/* What of a person must not be read any more. */
struct hidden {
	const char *key, *name, *pseudonym;
	struct text email; /* of the key */
};

static struct text email_of(const char *key)
{
	struct text text = text_of(key);
	ptrdiff_t left = text_find_char(text, '<', 0);

	if (left < 0 || !text_ends(text, TEXT(">")))
		return (struct text){ NULL, 0 };
	return text_slice(text, (size_t)left + 1, text.size - 1);
}

static const char *name_of(struct building *building, const char *key, int digits)
{
	struct buf name = { 0 };

	pseudonym_add(&name, text_of(building->request->pseudonym), text_of(key), digits);
	return model_buf(building, &name);
}

static bool is_taken(const struct hidden *people, size_t count, size_t own)
{
	for (size_t i = 0; i < count; i++)
		if (i != own && !strcmp(people[i].pseudonym, people[own].pseudonym))
			return true;
	return false;
}

/* Where two agree both get more digits. Keys differ, so that this ends. */
static void name_people(struct building *building, struct hidden *people, size_t count)
{
	bool *is_double = model_array(building, count + 1, sizeof(*is_double));

	for (size_t i = 0; i < count; i++)
		people[i].pseudonym = name_of(building, people[i].key, PSEUDONYM_DIGITS);
	for (int digits = PSEUDONYM_DIGITS + GROUP_DIGITS; digits <= PSEUDONYM_MAX_DIGITS; digits += GROUP_DIGITS) {
		for (size_t i = 0; i < count; i++)
			is_double[i] = is_taken(people, count, i);
		for (size_t i = 0; i < count; i++)
			if (is_double[i])
				people[i].pseudonym = name_of(building, people[i].key, digits);
	}
}

static void hide(char **text, const struct hidden *people, size_t count)
{
	for (size_t i = 0; i < count && *text; i++) {
		mask_words(text, text_of(people[i].key), people[i].pseudonym);
		mask_words(text, text_of(people[i].name), people[i].pseudonym);
		mask_words(text, people[i].email, people[i].pseudonym);
	}
}

static void hide_in_findings(struct finding *findings, size_t finding_count, const struct hidden *people, size_t count)
{
	for (size_t i = 0; i < finding_count; i++) {
		struct finding *finding = &findings[i];

		hide(&finding->reason, people, count);
		hide(&finding->explanation, people, count);
		hide(&finding->looked_for, people, count);
		hide(&finding->would_change, people, count);
		hide(&finding->next_command, people, count);
	}
}

static const char *pseudonym_of(const char *name, const struct hidden *people, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(people[i].name, name) || !strcmp(people[i].key, name))
			return people[i].pseudonym;
	return NULL;
}

/* Leads without a page have no pseudonym here and are left out. */
static void hide_in_team(struct report_team *team, const struct hidden *people, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < team->matrix.count; i++) {
		const char *pseudonym = pseudonym_of(team->matrix.groups[i], people, count);

		if (pseudonym)
			team->matrix.groups[i] = pseudonym;
	}
	for (size_t i = 0; i < team->lead_count; i++) {
		const char *pseudonym = pseudonym_of(team->leads[i].key, people, count);

		if (!pseudonym)
			continue;
		team->leads[kept] = team->leads[i];
		team->leads[kept].name = team->leads[kept].key = pseudonym;
		kept++;
	}
	team->lead_count = kept;
}

/* Lines of the record hold names, and a command for one person names that person. */
static void hide_in_proofs(struct report_proofs *proofs, size_t proof_count)
{
	for (size_t i = 0; proofs && i < proof_count; i++) {
		for (size_t j = 0; j < proofs[i].line_count; j++)
			proofs[i].lines[j].raw = "";
		proofs[i].command = NULL;
	}
}

static int compare_people(const void *a, const void *b)
{
	return strcmp(((const struct report_person *)a)->name, ((const struct report_person *)b)->name);
}

void model_hide_names(struct building *building)
{
	struct report *report = building->report;
	size_t count = report->person_count;
	struct hidden *people;

	if (!building->request->pseudonym)
		return;
	people = model_array(building, count + 1, sizeof(*people));
	for (size_t i = 0; i < count; i++)
		people[i] = (struct hidden){ .key = report->people[i].key,
			                     .name = report->people[i].name,
			                     .email = email_of(report->people[i].key) };
	name_people(building, people, count);
	for (size_t i = 0; i < report->team_count; i++) {
		hide_in_findings(report->teams[i].findings, report->teams[i].finding_count, people, count);
		hide_in_team(&report->teams[i], people, count);
	}
	for (size_t i = 0; i < count; i++) {
		struct report_person *person = &report->people[i];

		hide_in_findings(person->findings, person->finding_count, people, count);
		for (size_t j = 0; j < person->strength_count; j++)
			hide(&person->strengths[j].reason, people, count);
		hide_in_proofs(person->proofs, person->finding_count);
		hide_in_proofs(person->strength_proofs, person->strength_count);
		person->key = person->name = people[i].pseudonym;
	}
	if (count)
		qsort(report->people, count, sizeof(*report->people), compare_people);
	report->is_pseudonymous = true;
	model_add_note(building, "Pseudonymous: whoever has the history can tell who is meant.");
}
