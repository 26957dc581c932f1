/*
 * The repositories of a report: what was scanned of them, and how their commits were grouped into changes. Names are
 * labels; where a clone lies on a disk never shows.
 */
#include <string.h>
#include "lead/link.h"
#include "lead/vec.h"
#include "model.h"

struct rule_count {
	const char *rule;
	int64_t count;
};

static const char sql_repositories[] =
	"SELECT r.id, r.key, r.remote, coalesce(lower(hex(r.tip)), ''),\n"
	"       coalesce((SELECT min(s.is_shallow) FROM scan s WHERE s.repository_id = r.id AND s.tip = r.tip), 0),\n"
	"       coalesce((SELECT min(s.is_partial) FROM scan s WHERE s.repository_id = r.id AND s.tip = r.tip), 0),\n"
	"       coalesce((SELECT max(s.options <> 'names') FROM scan s WHERE s.repository_id = r.id), 0),\n"
	"       (SELECT count(*) FROM landed l WHERE l.repository_id = r.id),\n"
	"       (SELECT count(*) FROM missing_object m WHERE m.repository_id = r.id), r.name,\n"
	"       (SELECT count(*) FROM (\n"
	"          SELECT DISTINCT t.origin, t.name\n"
	"          FROM trouble t\n"
	"          WHERE t.repository_id = r.id AND t.what <> 'undated'))\n"
	"FROM repository r\n"
	"WHERE :repository IS NULL OR r.id = :repository\n"
	"ORDER BY r.key";

/* "+ 0" keeps the planner on the index over time: a period is a small part of a repository. */
static const char sql_rules[] = "SELECT rule, count(*) AS n\n"
				"FROM change\n"
				"WHERE repository_id + 0 = :id AND landed_time >= :since AND landed_time < :until\n"
				"GROUP BY rule\n"
				"ORDER BY n DESC, rule";

static const char sql_damaged[] =
	"SELECT count(*)\n"
	"FROM change c\n"
	"JOIN landed l ON l.change_id = c.id\n"
	"JOIN commits k ON k.id = l.commit_id\n"
	"WHERE c.repository_id + 0 = :id AND c.landed_time >= :since AND c.landed_time < :until AND k.damage <> 0";

static int fill_rule(struct building *building, struct report_repository *repository, int64_t id, int64_t *squash_count,
                     int64_t *change_count)
{
	VEC(struct rule_count) rules = { 0 };
	struct statement *statement;
	struct buf text = { 0 };
	int64_t total = 0;
	int ret = model_statement(&statement, building, sql_rules);

	if (ret)
		return ret;
	statement_bind_int(statement, ":id", id);
	while ((ret = statement_step(statement)) == 0) {
		struct rule_count *row = VEC_PUSH(&rules);

		row->rule = model_text(building, statement_text(statement, 0));
		row->count = statement_int(statement, 1);
		total += row->count;
	}
	for (size_t i = 0; i < rules.count; i++) {
		buf_add_fmt(&text, "%s%s %.0f %%", i ? ", " : "", rules.at[i].rule,
		            100.0 * (double)rules.at[i].count / (double)total);
		if (!strcmp(rules.at[i].rule, "squash"))
			*squash_count += rules.at[i].count;
	}
	*change_count += total;
	repository->rule = model_buf(building, &text);
	VEC_RELEASE(&rules);
	return ret < 0 ? ret : 0;
}

static int fill_damaged(struct building *building, struct report_repository *repository, int64_t id)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_damaged);

	if (ret)
		return ret;
	statement_bind_int(statement, ":id", id);
	return statement_take_int(&repository->damaged_count, statement);
}

typedef VEC(int64_t) id_vec;
typedef VEC(struct report_repository) repository_vec;

static int read_rows(struct building *building, repository_vec *rows, id_vec *ids)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_repositories);

	if (ret)
		return ret;
	while ((ret = statement_step(statement)) == 0) {
		struct report_repository *row = VEC_PUSH(rows);

		*VEC_PUSH(ids) = statement_int(statement, 0);
		row->key = model_text(building, statement_text(statement, 1));
		row->name =
			model_text(building, link_label(building->config, statement_text(statement, 1),
		                                        statement_text(statement, 9), statement_text(statement, 2)));
		row->tip = model_text(building, statement_text(statement, 3));
		row->is_shallow = statement_int(statement, 4) != 0;
		row->is_partial = statement_int(statement, 5) != 0;
		row->has_lines = statement_int(statement, 6) != 0;
		row->commit_count = statement_int(statement, 7);
		row->missing_count = statement_int(statement, 8);
		row->unread_count = statement_int(statement, 10);
		buf_add_fmt(&building->repos, "%s%s", building->repos.size ? " " : "", row->key);
		buf_add_fmt(&building->tips, "%s%s", building->tips.size ? " " : "", row->tip);
	}
	return ret < 0 ? ret : 0;
}

int model_fill_repositories(struct building *building)
{
	struct report *report = building->report;
	repository_vec rows = { 0 };
	id_vec ids = { 0 };
	int64_t squash_count = 0;
	int64_t change_count = 0;
	struct horizon horizon = { INT64_MAX, INT64_MIN };
	int ret = read_rows(building, &rows, &ids);

	for (size_t i = 0; ret == 0 && i < rows.count; i++) {
		ret = fill_rule(building, &rows.at[i], ids.at[i], &squash_count, &change_count);
		if (ret == 0)
			ret = fill_damaged(building, &rows.at[i], ids.at[i]);
	}
	if (ret == 0)
		ret = metric_horizon(&horizon, building->store, building->scope.repository);
	building->cut_time = horizon.cut_time;
	building->is_squashed = 2 * squash_count > change_count;
	if (ret == 0 && rows.count) {
		report->repositories = model_keep(building, rows.at, rows.count, sizeof(*rows.at));
		report->repository_count = rows.count;
	}
	VEC_RELEASE(&rows);
	VEC_RELEASE(&ids);
	return ret;
}

static int take_counts(void *payload, const struct metric_repository *from)
{
	struct report *report = payload;

	for (size_t i = 0; i < report->repository_count; i++) {
		struct report_repository *repository = &report->repositories[i];

		if (!text_equal(text_of(repository->key), from->key))
			continue;
		repository->change_count = from->changes;
		repository->review_count = from->reviewed;
		repository->coverage = from->coverage;
	}
	return 0;
}

int model_fill_repository_counts(struct building *building)
{
	return metric_each_repository(building->store, &building->scope, take_counts, building->report);
}
