/* The changes of a range: those that a commit of it belongs to, with what derivation decided of each. */
#include <string.h>

#include "check.h"
#include "lead/facts.h"

static int keep_commits(struct checking *checking)
{
	const struct check_request *request = checking->request;
	struct statement *insert;
	int ret = store_script(
		checking->store,
		"CREATE TEMPORARY TABLE IF NOT EXISTS checked_commit (oid BLOB PRIMARY KEY) WITHOUT ROWID;\n"
		"DELETE FROM checked_commit;\n"
		"CREATE TEMPORARY TABLE IF NOT EXISTS checked_change (id INTEGER PRIMARY KEY, key TEXT);\n"
		"DELETE FROM checked_change;\n");

	if (ret == 0)
		ret = store_statement(&insert, checking->store,
		                      "INSERT INTO checked_commit (oid) VALUES (:oid) ON CONFLICT (oid) DO NOTHING");
	for (size_t i = 0; ret == 0 && i < request->commit_count; i++) {
		statement_bind_blob(insert, ":oid", request->commits[i].bytes, OID_SIZE);
		ret = statement_run(insert);
	}
	return ret;
}

/* Rules ask for them too. */
static int keep_changes(struct checking *checking)
{
	struct statement *insert;
	int ret = store_statement(&insert, checking->store,
	                          "INSERT OR IGNORE INTO checked_change (id, key)\n"
	                          "SELECT c.id, c.key\n"
	                          "FROM checked_commit x\n"
	                          "CROSS JOIN commits i ON i.oid = x.oid\n"
	                          "CROSS JOIN landed l ON l.commit_id = i.id AND l.repository_id = :repository\n"
	                          "CROSS JOIN change c ON c.id = l.change_id");

	if (ret)
		return ret;
	statement_bind_int(insert, ":repository", checking->request->repository);
	return statement_run(insert);
}

/* clang-format off */
static const char sql_changes[] =
	"SELECT c.key, lower(hex(k.oid)), k.subject, c.landed_time, c.commit_count, cc.lines, cc.files,\n"
	"       CASE WHEN cc.excluded IS NOT NULL THEN cc.excluded\n"
	"            WHEN NOT EXISTS (SELECT 1 FROM metric_change m WHERE m.team = :team AND m.id = c.id) THEN 'outside' END,\n"
	"       cc.has_review, cc.has_second, cc.is_newcomer, cc.has_decision, cc.has_doc, cc.has_code, cc.integrator,\n"
	"       " CHECK_IS_TOLD ",\n"
	"       (SELECT p.name\n"
	"        FROM landed l\n"
	"        JOIN file_change f ON f.commit_id = l.commit_id\n"
	"        JOIN path p ON p.id = f.path_id\n"
	"        WHERE l.change_id = c.id AND f.status <> 'D'\n"
	"        GROUP BY p.name\n"
	"        ORDER BY sum(coalesce(f.insertions, 0) + coalesce(f.deletions, 0)) DESC, p.name\n"
	"        LIMIT 1)\n"
	"FROM checked_change w\n"
	"CROSS JOIN change c ON c.id = w.id\n"
	"CROSS JOIN change_credit cc ON cc.change_id = c.id\n"
	"CROSS JOIN commits k ON k.id = c.newest_id\n"
	"ORDER BY c.landed_time, c.key";
/* clang-format on */

static int64_t int_or_unknown(const struct statement *row, int column)
{
	return statement_is_null(row, column) ? -1 : statement_int(row, column);
}

static const char *text_or_null(struct checking *checking, const struct statement *row, int column)
{
	return statement_is_null(row, column)
	               ? NULL
	               : checking_text(checking, TEXT_FMT, TEXT_ARG(statement_text(row, column)));
}

static void read_change(struct check_change *out, struct checking *checking, const struct statement *row)
{
	*out = (struct check_change){
		.key = text_or_null(checking, row, 0),
		.oid = text_or_null(checking, row, 1),
		.subject = text_or_null(checking, row, 2),
		.landed_time = statement_int(row, 3),
		.commit_count = statement_int(row, 4),
		.lines = int_or_unknown(row, 5),
		.files = int_or_unknown(row, 6),
		.excluded = text_or_null(checking, row, 7),
		.has_review = statement_int(row, 8) != 0,
		.has_second = statement_int(row, 9) != 0,
		.is_newcomer = statement_int(row, 10) != 0,
		.has_decision = statement_int(row, 11) != 0,
		.has_doc = statement_int(row, 12) != 0,
		.has_code = statement_int(row, 13) != 0,
		.integrator = checking->out->is_request ? NULL : text_or_null(checking, row, 14),
		.is_told = statement_int(row, 15) != 0,
		.path = text_or_null(checking, row, 16),
	};
}

int checking_load_changes(struct checking *checking)
{
	VEC(struct check_change) changes = { 0 };
	struct statement *row;
	int ret = keep_commits(checking);

	if (ret == 0)
		ret = keep_changes(checking);
	if (ret == 0)
		ret = store_statement(&row, checking->store, sql_changes);
	if (ret)
		return ret;
	statement_bind_text(row, ":team", text_of(checking->request->team));
	while ((ret = statement_step(row)) == 0)
		read_change(VEC_PUSH(&changes), checking, row);
	if (ret > 0 && changes.count) {
		checking->out->changes = (struct check_change *)arena_copy(
			&checking->out->arena, (const char *)changes.at, changes.count * sizeof(*changes.at));
		checking->out->change_count = changes.count;
	}
	VEC_RELEASE(&changes);
	return ret < 0 ? ret : 0;
}
