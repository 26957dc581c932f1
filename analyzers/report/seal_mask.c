/*
 * Who opted out after a report was sealed is taken out of it. Every text is looked at, since a visitor of the codec comes to
 * each; what is about that person alone goes as a whole: lines of proof, a place in a list, a row of the matrix.
 */
#include <stdlib.h>
#include <string.h>
#include "seal.h"

#define OTHERS_OF_TEAM "others in the team"

/* ---- who is who now ---- */

static const char sql_person[] =
	"SELECT x.id, EXISTS (SELECT 1 FROM declared d WHERE d.kind = 'optout' AND d.person_id = x.id)\n"
	"FROM (\n"
	"  SELECT 0 AS step, p.id FROM person p WHERE p.key = :key\n"
	"  UNION ALL\n"
	"  SELECT 1, ip.person_id\n"
	"  FROM identity i\n"
	"  JOIN identity_person ip ON ip.identity_id = i.id\n"
	"  WHERE i.name = :name AND i.email = :email\n"
	"  UNION ALL\n"
	"  SELECT 2, ip.person_id\n"
	"  FROM stamp s\n"
	"  JOIN identity i ON s.name = " STAMP_OF(":key", "i") "\n"
							       "  JOIN identity_person ip ON ip.identity_id = i.id\n"
							       "  WHERE s.name LIKE 'person %' AND s.value = :key) x\n"
							       "ORDER BY x.step, 2 DESC, x.id\n"
							       "LIMIT 1";

int seal_find_person(int64_t *id, bool *is_opted_out, struct store *store, struct text key)
{
	struct text name = key, email = { NULL, 0 };
	struct statement *statement;
	int ret = store_statement(&statement, store, sql_person);

	*id = 0;
	*is_opted_out = false;
	if (ret)
		return ret;
	(void)key_split(&name, &email, key);
	statement_bind_text(statement, ":key", key);
	statement_bind_text(statement, ":name", name);
	statement_bind_text(statement, ":email", email);
	ret = statement_step(statement);
	if (ret == 0) {
		*id = statement_int(statement, 0);
		*is_opted_out = statement_int(statement, 1) != 0;
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

static void count_opted_out(struct report *report, const struct seal_context *context, size_t person)
{
	for (size_t i = 0; i < context->sighting_count; i++) {
		const struct seal_sighting *sighting = &context->sightings[i];

		if ((size_t)sighting->person == person && sighting->slot == SLOT_PERIOD)
			report->teams[sighting->team].opted_out_count++;
	}
}

int seal_resolve(struct report *report, struct seal_context *context, struct store *store)
{
	int ret = 0;

	for (size_t i = 0; i < context->person_count && ret == 0; i++) {
		struct seal_person *person = &context->people[i];
		bool is_opted_out;

		if (!*person->key)
			continue;
		ret = seal_find_person(&person->id, &is_opted_out, store, text_of(person->key));
		if (ret || !is_opted_out)
			continue;
		if (!person->is_opted_out)
			count_opted_out(report, context, i);
		person->is_opted_out = true;
		person->key = "";
	}
	return ret;
}

/* ---- texts ---- */

struct masking {
	const struct report_mask *mask;
};

static void mask_text(void *payload, char **text)
{
	const struct masking *masking = payload;

	report_mask_hide(masking->mask, text, OPTED_OUT_WORDS);
}

static bool is_masked(const struct report_mask *mask, const char *text)
{
	return text && report_mask_names(mask, text_of(text));
}

static void drop_lines(struct report_proofs *proofs, size_t count, const struct report_mask *mask)
{
	for (size_t i = 0; proofs && i < count; i++) {
		size_t kept = 0;

		for (size_t j = 0; j < proofs[i].line_count; j++)
			if (!is_masked(mask, proofs[i].lines[j].raw))
				proofs[i].lines[kept++] = proofs[i].lines[j];
		proofs[i].total_count -= (int64_t)(proofs[i].line_count - kept);
		proofs[i].line_count = kept;
	}
}

void seal_mask_person(struct report_person *person, const struct report_mask *mask, struct arena *arena)
{
	struct masking masking = { mask };
	struct codec visitor = codec_visitor(mask_text, &masking, arena);

	drop_lines(person->proofs, person->finding_count, mask);
	drop_lines(person->strength_proofs, person->strength_count, mask);
	codec_person(&visitor, person);
}

static void drop_leads(struct report_team *team, const struct report_mask *mask)
{
	size_t kept = 0;

	for (size_t i = 0; i < team->lead_count; i++)
		if (!is_masked(mask, team->leads[i].name) && !is_masked(mask, team->leads[i].key))
			team->leads[kept++] = team->leads[i];
	team->lead_count = kept;
}

/* What was not asked (-1) adds nothing. */
static int64_t sum_of(int64_t one, int64_t other)
{
	return one < 0 ? other : other < 0 ? one : one + other;
}

/* Takes a row and its column out, after adding them to those of another where there is one (count: there is none). */
static void drop_group(struct report_matrix *matrix, size_t group, size_t into)
{
	size_t count = matrix->count, kept = 0;

	for (size_t i = 0; i < count && into < count; i++)
		matrix->cells[i * count + into] =
			sum_of(matrix->cells[i * count + into], matrix->cells[i * count + group]);
	for (size_t i = 0; i < count && into < count; i++)
		matrix->cells[into * count + i] =
			sum_of(matrix->cells[into * count + i], matrix->cells[group * count + i]);
	for (size_t i = 0; i < count * count; i++)
		if (i / count != group && i % count != group)
			matrix->cells[kept++] = matrix->cells[i];
	memmove(&matrix->groups[group], &matrix->groups[group + 1], (count - group - 1) * sizeof(*matrix->groups));
	matrix->count--;
}

static size_t find_others(const struct report_matrix *matrix)
{
	size_t i = 0;

	while (i < matrix->count && !text_starts(text_of(matrix->groups[i]), TEXT(OTHERS_OF_TEAM)))
		i++;
	return i;
}

/* Alone a row would say by its absence what it said: without others to go to nothing of the matrix stays. */
static void move_to_others(struct report_matrix *matrix, size_t group, const char *note)
{
	size_t others = find_others(matrix);

	if (others == matrix->count) {
		matrix->count = 0;
		matrix->note = note;
		return;
	}
	matrix->groups[others] = OTHERS_OF_TEAM;
	drop_group(matrix, group, others);
}

static void mask_matrix(struct report_matrix *matrix, const struct report_mask *mask)
{
	for (size_t i = matrix->count; i > 0 && matrix->count; i--)
		if (is_masked(mask, matrix->groups[i - 1]))
			move_to_others(matrix, i - 1, "withheld: it would tell of somebody who opted out");
}

void seal_unname(struct report *report, const char *name)
{
	for (size_t i = 0; i < report->team_count; i++) {
		struct report_matrix *matrix = &report->teams[i].matrix;

		for (size_t j = matrix->count; j > 0 && matrix->count; j--)
			if (!strcmp(matrix->groups[j - 1], name))
				move_to_others(matrix, j - 1,
				               "withheld: it would tell of somebody who has no page here");
	}
}

void seal_mask_report(struct report *report, const struct report_mask *mask, struct arena *arena)
{
	struct masking masking = { mask };
	struct codec visitor = codec_visitor(mask_text, &masking, arena);

	for (size_t i = 0; i < report->team_count; i++) {
		drop_leads(&report->teams[i], mask);
		mask_matrix(&report->teams[i].matrix, mask);
	}
	codec_report(&visitor, report);
}
