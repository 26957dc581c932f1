/* Rows of sealed reports: looked for, written once, and rid of those who opted out. */
#include "seal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/facts.h"

#define LEAST_REST 2 /* the rest of the team is kept for the most trusted reader; each other sees less of it */

static int seal_statement(struct statement **out, struct building *building, const char *sql)
{
	int ret = model_statement(out, building, sql);

	if (ret == 0)
		statement_bind_text(*out, ":repos", buf_text(&building->repos));
	return ret;
}

int seal_find(bool *is_sealed, struct building *building)
{
	struct statement *statement;
	int ret = seal_statement(&statement, building,
	                         "SELECT 1 FROM sealed_report\n"
	                         "WHERE repos = :repos AND team = :team AND person = '' AND since = :since\n"
	                         "  AND until = :until");

	*is_sealed = false;
	if (ret)
		return ret;
	ret = statement_step(statement);
	*is_sealed = ret == 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* ---- what cannot be sealed ---- */

static int find_newest_tip(int64_t *time, struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building,
	                          "SELECT max(c.commit_time)\n"
	                          "FROM repository r\n"
	                          "JOIN commits c ON c.oid = r.tip\n"
	                          "WHERE :repository IS NULL OR r.id = :repository");

	*time = INT64_MIN;
	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0 && !statement_is_null(statement, 0))
		*time = statement_int(statement, 0);
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* Of an idle repository the tip is older than the period's end and yet all there is; only a scan just now knows that. */
static int refuse(struct building *building)
{
	const struct report_request *request = building->request;
	int64_t newest = INT64_MAX;
	int ret = 0;

	if (!store_is_writable(building->store))
		return error_set(ERR_FAILED, "the database cannot be written, so nothing can be sealed in it");
	if (building->cut_time >= request->period.since_time)
		return error_set(ERR_USAGE,
		                 "--freeze seals whole periods only; the history of this shallow clone is "
		                 "cut inside %s: git fetch --unshallow",
		                 building->report->period_name);
	if (!request->is_up_to_date)
		ret = find_newest_tip(&newest, building);
	if (ret == 0 && newest < request->period.until_time)
		ret = error_set(ERR_USAGE,
		                "--freeze seals what is complete; no commit scanned here is as new as the end of %s, "
		                "and only a scan can tell that there is none: leave out --no-scan, or scan first",
		                building->report->period_name);
	return ret;
}

/* ---- writing ---- */

static int put(struct building *building, const char *person, const struct buf *body)
{
	struct statement *statement;
	int ret = seal_statement(
		&statement, building,
		"INSERT INTO sealed_report (repos, team, person, since, until, rules, tool, format, body)\n"
		"VALUES (:repos, :team, :person, :since, :until, :rules, :tool, :format, :body)\n"
		"ON CONFLICT (repos, team, person, since, until) DO NOTHING");

	if (ret)
		return ret;
	statement_bind_text(statement, ":person", text_of(person));
	statement_bind_text(statement, ":rules", TEXT(RULES_VERSION));
	statement_bind_text(statement, ":tool", TEXT(LEAD_VERSION));
	statement_bind_int(statement, ":format", SEAL_FORMAT);
	statement_bind_blob(statement, ":body", body->at, body->size);
	return statement_run(statement);
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Everybody seen, once each, ascending; in the arena. */
static int64_t *list_people(size_t *count, struct building *building)
{
	size_t all = 0, kept = 0;
	int64_t *ids =
		model_array(building, building->sightings.count + building->segments.count + building->tops.count + 1,
	                    sizeof(*ids));

	for (size_t i = 0; i < building->sightings.count; i++)
		ids[all++] = building->sightings.at[i].person;
	for (size_t i = 0; i < building->segments.count; i++)
		ids[all++] = building->segments.at[i].person;
	for (size_t i = 0; i < building->tops.count; i++)
		ids[all++] = building->tops.at[i].person;
	qsort(ids, all, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < all; i++)
		if (i == 0 || ids[i] != ids[kept - 1])
			ids[kept++] = ids[i];
	*count = kept;
	return ids;
}

static int read_key(struct building *building, struct seal_person *person)
{
	struct statement *statement;
	int ret = store_statement(&statement, building->store, "SELECT key FROM person WHERE id = :person");

	person->key = "";
	if (ret)
		return ret;
	statement_bind_int(statement, ":person", person->id);
	ret = statement_step(statement);
	if (ret == 0)
		person->key = model_text(building, statement_text(statement, 0));
	statement_reset(statement);
	return ret < 0 ? ret : report_is_opted_out(&person->is_opted_out, building->store, person->id);
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(((const struct seal_person *)a)->key, ((const struct seal_person *)b)->key);
}

static int64_t position_of(const struct seal_context *context, int64_t id)
{
	size_t i = 0;

	while (i + 1 < context->person_count && context->people[i].id != id)
		i++;
	return (int64_t)i;
}

/* Ids mean nothing on another day: people stand in order of their keys, so that the same facts give the same bytes. */
static int fill_people(struct seal_context *context, struct building *building)
{
	const int64_t *ids = list_people(&context->person_count, building);
	int ret = 0;

	context->people = model_array(building, context->person_count + 1, sizeof(*context->people));
	for (size_t i = 0; i < context->person_count && ret == 0; i++) {
		context->people[i].id = ids[i];
		ret = read_key(building, &context->people[i]);
	}
	qsort(context->people, context->person_count, sizeof(*context->people), compare_keys);
	return ret;
}

static int compare_sightings(const void *a, const void *b)
{
	const struct seal_sighting *x = a, *y = b;

	if (x->team != y->team)
		return x->team < y->team ? -1 : 1;
	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static int compare_tops(const void *a, const void *b)
{
	const struct seal_top *x = a, *y = b;

	if (x->team != y->team)
		return x->team < y->team ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static int compare_segments(const void *a, const void *b)
{
	const struct seal_segment *x = a, *y = b;

	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return strcmp(x->teams, y->teams);
}

static void fill_segments(struct seal_context *context, struct building *building)
{
	size_t team_count = building->report->team_count;

	context->segment_count = building->segments.count;
	context->segments = model_array(building, context->segment_count + 1, sizeof(*context->segments));
	for (size_t i = 0; i < context->segment_count; i++) {
		const struct segment *segment = &building->segments.at[i];
		char *teams = model_array(building, team_count + 1, 1);

		for (size_t j = 0; j < team_count; j++)
			teams[j] = segment->teams[j] ? '1' : '0';
		context->segments[i] =
			(struct seal_segment){ position_of(context, segment->person), (int64_t)segment->slot, teams };
	}
	qsort(context->segments, context->segment_count, sizeof(*context->segments), compare_segments);
}

static int fill_context(struct seal_context *context, struct building *building)
{
	const struct missing_source *next = sources_next(&building->sources);
	int ret = fill_people(context, building);

	context->least_group = building->request->least_group;
	context->sighting_count = building->sightings.count;
	context->sightings = model_array(building, context->sighting_count + 1, sizeof(*context->sightings));
	for (size_t i = 0; i < context->sighting_count; i++) {
		const struct sighting *sighting = &building->sightings.at[i];

		context->sightings[i] =
			(struct seal_sighting){ position_of(context, sighting->person), (int64_t)sighting->team,
			                        (int64_t)sighting->slot, sighting->is_shown };
	}
	qsort(context->sightings, context->sighting_count, sizeof(*context->sightings), compare_sightings);
	fill_segments(context, building);
	context->top_count = building->tops.count;
	context->tops = model_array(building, context->top_count + 1, sizeof(*context->tops));
	for (size_t i = 0; i < context->top_count; i++)
		context->tops[i] = (struct seal_top){ position_of(context, building->tops.at[i].person),
			                              (int64_t)building->tops.at[i].team };
	qsort(context->tops, context->top_count, sizeof(*context->tops), compare_tops);
	if (next) {
		context->next_what = next->what;
		context->next_why = next->why;
		context->next_command = next->command;
	}
	return ret;
}

static int write_rows(struct building *building)
{
	struct report *report = building->report;
	struct seal_context context = { 0 };
	struct buf body = { 0 };
	int ret = fill_context(&context, building);

	if (ret == 0) {
		seal_write_report(&body, report, &context);
		ret = put(building, "", &body);
	}
	for (size_t i = 0; i < report->person_count && ret == 0; i++) {
		buf_clear(&body);
		seal_write_person(&body, &report->people[i]);
		ret = put(building, report->people[i].key, &body);
	}
	buf_release(&body);
	return ret;
}

/* Figures and report in one transaction: both or neither. */
static int seal(struct building *building)
{
	int ret = store_begin(building->store);

	if (ret)
		return ret;
	building->report->is_sealed = true;
	ret = model_compute(building);
	if (ret == 0) {
		struct report_period *own = &building->report->periods[SERIES_PERIODS - 1];

		own->is_sealed = true;
		own->rules = RULES_VERSION;
		building->report->rules = RULES_VERSION;
		ret = write_rows(building);
	}
	if (ret) {
		store_rollback(building->store);
		return error_context(ret, "cannot seal %s", building->report->period_name);
	}
	return store_commit(building->store);
}

int seal_make(struct building *asked)
{
	struct report_request own = *asked->request;
	struct building building;
	struct report report;
	int ret = refuse(asked);

	if (ret)
		return ret;
	own.is_long = own.has_teams = own.has_all_notes = own.is_for_others = true;
	own.shows_viewer = false;
	own.least_rest = LEAST_REST;
	own.pseudonym = NULL;
	own.proof = NULL;
	ret = model_begin(&building, &report, asked->store, asked->config, &own);
	if (ret == 0)
		ret = seal(&building);
	model_end(&building);
	report_release(&report);
	return ret;
}

/* ---- opt-outs ---- */

struct row {
	int64_t id;
	bool is_person;
	struct buf body;
};

static int rewrite(struct buf *out, const struct row *row, struct store *store, const struct report_mask *mask)
{
	struct seal_context context = { 0 };
	struct report report = { 0 };
	struct report_person person = { 0 };
	int ret;

	if (row->is_person) {
		report.people = &person;
		report.person_count = 1;
		ret = seal_read_person(&person, buf_text(&row->body), &report.arena);
		if (ret == 0) {
			seal_mask_person(&person, mask, &report.arena);
			seal_write_person(out, &person);
		}
	} else {
		ret = seal_read_report(&report, &context, buf_text(&row->body), &report.arena);
		if (ret == 0)
			ret = seal_resolve(&report, &context, store);
		if (ret == 0) {
			seal_mask_report(&report, mask, &report.arena);
			seal_write_report(out, &report, &context);
		}
	}
	report_release(&report);
	return ret;
}

static int rewrite_row(const struct row *row, struct store *store, const struct report_mask *mask)
{
	struct statement *statement;
	struct buf body = { 0 };
	int ret = rewrite(&body, row, store, mask);

	/* A damaged one is told of when it is asked for; what cannot be read names nobody to a reader. */
	if (ret == ERR_INVALID || (ret == 0 && text_equal(buf_text(&body), buf_text(&row->body)))) {
		buf_release(&body);
		return 0;
	}
	if (ret == 0)
		ret = store_statement(&statement, store, "UPDATE sealed_report SET body = :body WHERE rowid = :id");
	if (ret == 0) {
		statement_bind_int(statement, ":id", row->id);
		statement_bind_blob(statement, ":body", body.at, body.size);
		ret = statement_run(statement);
	}
	buf_release(&body);
	return ret;
}

typedef VEC(struct row) row_vec;

/* Those of this format in which a word of the mask stands somewhere. */
static int list_rows(row_vec *rows, struct store *store, const struct report_mask *mask)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT rowid, person <> '', body FROM sealed_report\n"
	                          "WHERE format = :format ORDER BY rowid");

	if (ret == 0)
		statement_bind_int(statement, ":format", SEAL_FORMAT);
	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct row *row;

		if (!report_mask_is_within(mask, statement_text(statement, 2)))
			continue;
		row = VEC_PUSH(rows);
		*row = (struct row){ statement_int(statement, 0), statement_int(statement, 1) != 0, { 0 } };
		buf_add_text(&row->body, statement_text(statement, 2));
	}
	return ret < 0 ? ret : 0;
}

int seal_erase(struct store *store)
{
	struct report_mask *mask = NULL;
	row_vec rows = { 0 };
	int ret = report_mask_load(&mask, store);

	if (ret == 0 && !report_mask_is_empty(mask))
		ret = list_rows(&rows, store, mask);
	for (size_t i = 0; i < rows.count; i++) {
		if (ret == 0)
			ret = rewrite_row(&rows.at[i], store, mask);
		buf_release(&rows.at[i].body);
	}
	VEC_RELEASE(&rows);
	report_mask_free(mask);
	return ret;
}
