/*
 * Pseudonyms in place of names, at the very end: what is stored keeps the true keys. Titles of records, paths and areas are data and
 * may hold a name: every text of the model is looked at for the names and addresses of the people shown, since a visitor of the
 * codec comes to each.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/pseudonym.h"
#include "model.h"
#include "seal_codec.h"

#define GROUP_DIGITS 4
#define WORD_MIN 3 /* bytes of a further name or login: a shorter one is a word of many texts */

/* What of a person must not be read any more. */
struct hidden {
	const char *key, *name, *pseudonym;
	VEC(struct text) words; /* names and addresses, longest first */
};
struct hiding {
	struct hidden *people;
	size_t count;
};

/* ---- words ---- */

static void add_word(struct hidden *person, struct text word)
{
	for (size_t i = 0; i < person->words.count; i++)
		if (text_equal(person->words.at[i], word))
			return;
	if (word.size)
		*VEC_PUSH(&person->words) = word;
}

static int compare_words(const void *a, const void *b)
{
	const struct text *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return memcmp(x->at, y->at, x->size);
}

static const char sql_words[] =
	"SELECT word\n"
	"FROM (\n"
	"  SELECT i.name AS word FROM identity_person p JOIN identity i ON i.id = p.identity_id WHERE p.person_id = "
	":person\n"
	"  UNION\n"
	"  SELECT i.email FROM identity_person p JOIN identity i ON i.id = p.identity_id WHERE p.person_id = :person)\n"
	"ORDER BY word";

/* Under every name and address the record has; id 0: nobody of the database of today. */
static int list_words(struct building *building, struct hidden *person, int64_t id)
{
	struct text name, email;
	struct statement *statement;
	int ret = store_statement(&statement, building->store, sql_words);

	if (ret)
		return ret;
	add_word(person, text_of(person->key));
	add_word(person, text_of(person->name));
	if (key_split(&name, &email, text_of(person->key)))
		add_word(person, email);
	statement_bind_int(statement, ":person", id);
	while ((ret = statement_step(statement)) == 0) {
		struct text word = statement_text(statement, 0);

		if (word.size >= WORD_MIN)
			add_word(person, text_of(model_text(building, word)));
	}
	/* A key has a name and an address in it. */
	qsort(person->words.at, person->words.count, sizeof(*person->words.at), compare_words);
	return ret < 0 ? ret : 0;
}

/* ---- pseudonyms ---- */

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

/* ---- in place of names ---- */

static void hide(void *payload, char **text)
{
	const struct hiding *hiding = payload;

	for (size_t i = 0; i < hiding->count; i++)
		for (size_t j = 0; j < hiding->people[i].words.count; j++)
			mask_words(text, hiding->people[i].words.at[j], hiding->people[i].pseudonym);
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

static void hide_names(struct building *building, struct hiding *hiding)
{
	struct report *report = building->report;
	struct codec visitor = codec_visitor(hide, hiding, &report->arena);

	for (size_t i = 0; i < report->team_count; i++)
		hide_in_team(&report->teams[i], hiding->people, hiding->count);
	codec_report(&visitor, report);
	for (size_t i = 0; i < hiding->count; i++) {
		struct report_person *person = &report->people[i];

		hide_in_proofs(person->proofs, person->finding_count);
		hide_in_proofs(person->strength_proofs, person->strength_count);
		codec_person(&visitor, person);
		person->key = person->name = hiding->people[i].pseudonym;
	}
	if (hiding->count)
		qsort(report->people, hiding->count, sizeof(*report->people), compare_people);
	report->is_pseudonymous = true;
	model_add_note(building, "Pseudonymous: whoever has the history can tell who is meant.");
}

int model_hide_names(struct building *building)
{
	const struct report *report = building->report;
	struct hiding hiding = { .count = report->person_count };
	int ret = 0;

	if (!building->request->pseudonym)
		return 0;
	hiding.people = model_array(building, hiding.count + 1, sizeof(*hiding.people));
	for (size_t i = 0; i < hiding.count; i++) {
		hiding.people[i].key = report->people[i].key;
		hiding.people[i].name = report->people[i].name;
		if (ret == 0)
			ret = list_words(building, &hiding.people[i], building->person_ids[i]);
	}
	name_people(building, hiding.people, hiding.count);
	if (ret == 0)
		hide_names(building, &hiding);
	for (size_t i = 0; i < hiding.count; i++)
		VEC_RELEASE(&hiding.people[i].words);
	return ret;
}
