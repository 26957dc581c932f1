/*
 * What evidence there is, and what git could still fetch. Counts facts and decides no verdict. A command is named only
 * if it runs today and this program reads what it brings.
 */
#include <string.h>
#include "lead/alloc.h"
#include "lead/evidence.h"
#include "lead/period.h"
#include "lead/report.h"
#include "lead/vec.h"

#define LIVE_CHANGES 10
#define LIVE_SHARE 20 /* one in so many of the trailing year's changes: 5 % */

/* ---- rows ---- */

typedef VEC(struct source_row) source_rows;

/* What an act or a pointer of this kind tells; kinds not named here are no channel of their own. */
static const struct {
	const char *kind, *what;
} meanings[] = {
	{ "rev", "names reviewers" },
	{ "ack", "names approvers" },
	{ "help", "thanks helpers" },
	{ "pair", "names co-authors" },
	{ "int", "names who integrated" },
	{ "qa", "names testers and reporters" },
	{ "cmt", "holds comments" },
	{ "req", "names who was asked; counts for nothing" },
	{ "info", "names who was informed; counts for nothing" },
	{ "auth", "names authors" },
	{ "dec", "names deciders" },
	{ "self", "holds what people say of themselves" },
	{ "heads", "brings the commits behind a squash" },
	{ "pr", "ties commits to pull requests" },
	{ "mr", "ties commits to merge requests" },
	{ "gerrit", "ties commits to Gerrit changes" },
	{ "change-id", "ties commits to Gerrit changes" },
	{ "closes", "points at issues or pull requests" },
	{ "reverts", "points at what it takes back" },
	{ "picked", "points at what it repeats" },
	{ "fixes", "points at what it repairs" },
	{ "review", "points at a review elsewhere" },
};

static const char *meaning_of(struct text kind)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (text_equal(kind, text_of(meanings[i].kind)))
			return meanings[i].what;
	return NULL;
}

/*
 * Every statement starts at landed or change, so that what is not reachable from the tip stays out; each tip has its
 * own trailing year. Columns: name, kind, changes of all time, changes of the year, time of the newest.
 */
/* clang-format off */
static const char *const row_statements[] = {
	"SELECT s.name, e.kind, count(DISTINCT l.change_id),\n"
	"       count(DISTINCT CASE WHEN l.landed_time > t.commit_time - 31536000 THEN l.change_id END),\n"
	"       max(l.landed_time)\n"
	"FROM repository r\n"
	"JOIN commits t ON t.oid = r.tip\n"
	"CROSS JOIN landed l\n"
	"CROSS JOIN event e\n"
	"JOIN source s ON s.id = e.source_id\n"
	"WHERE l.repository_id = r.id AND e.commit_id = l.commit_id AND e.mark IS NULL AND l.change_id IS NOT NULL\n"
	"  AND (:repository IS NULL OR r.id = :repository)\n"
	"GROUP BY s.name, e.kind\n"
	"ORDER BY s.name, e.kind",

	"SELECT s.name, f.kind, count(DISTINCT l.change_id),\n"
	"       count(DISTINCT CASE WHEN l.landed_time > t.commit_time - 31536000 THEN l.change_id END),\n"
	"       max(l.landed_time)\n"
	"FROM repository r\n"
	"JOIN commits t ON t.oid = r.tip\n"
	"CROSS JOIN landed l\n"
	"CROSS JOIN reference f\n"
	"JOIN source s ON s.id = f.source_id\n"
	"WHERE l.repository_id = r.id AND f.commit_id = l.commit_id AND l.change_id IS NOT NULL\n"
	"  AND (:repository IS NULL OR r.id = :repository)\n"
	"GROUP BY s.name, f.kind\n"
	"ORDER BY s.name, f.kind",

	"SELECT s.name, a.kind, count(DISTINCT a.change_id),\n"
	"       count(DISTINCT CASE WHEN c.landed_time > t.commit_time - 31536000 THEN a.change_id END),\n"
	"       max(c.landed_time)\n"
	"FROM repository r\n"
	"JOIN commits t ON t.oid = r.tip\n"
	"CROSS JOIN change c\n"
	"CROSS JOIN act a\n"
	"JOIN source s ON s.id = a.source_id\n"
	"WHERE c.repository_id = r.id AND a.change_id = c.id AND a.kind = 'int' AND a.event_id IS NULL\n"
	"  AND a.counted = 1\n"
	"  AND (:repository IS NULL OR r.id = :repository)\n"
	"GROUP BY s.name, a.kind\n"
	"ORDER BY s.name, a.kind",

	"SELECT CASE WHEN h.change < 'pr:' THEN 'merge-request heads' ELSE 'pull-request heads' END, 'heads',\n"
	"       count(c.id), count(CASE WHEN c.landed_time > t.commit_time - 31536000 THEN 1 END), max(c.landed_time)\n"
	"FROM repository r\n"
	"JOIN commits t ON t.oid = r.tip\n"
	"JOIN request_head h ON h.repository_id = r.id\n"
	"JOIN change c ON c.repository_id = r.id AND c.key = h.change\n"
	"WHERE :repository IS NULL OR r.id = :repository\n"
	"GROUP BY CASE WHEN h.change < 'pr:' THEN 'merge-request heads' ELSE 'pull-request heads' END\n"
	"ORDER BY 1",
};
/* clang-format on */

static void bind_repository(struct statement *statement, int64_t repository)
{
	if (repository)
		statement_bind_int(statement, ":repository", repository);
	else
		statement_bind_null(statement, ":repository");
}

static int add_rows(source_rows *rows, struct arena *arena, struct store *store, int64_t repository, const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	if (ret)
		return ret;
	bind_repository(statement, repository);
	while ((ret = statement_step(statement)) == 0) {
		struct text name = statement_text(statement, 0);
		const char *what = meaning_of(statement_text(statement, 1));

		if (what != NULL)
			*VEC_PUSH(rows) = (struct source_row){
				.name = arena_copy(arena, name.at, name.size),
				.what = what,
				.change_count = statement_int(statement, 2),
				.year_count = statement_int(statement, 3),
				.last_time = statement_int(statement, 4),
			};
	}
	return ret < 0 ? ret : 0;
}

/* Most carried first; ties by name, then by meaning. */
static int compare_rows(const void *a, const void *b)
{
	const struct source_row *left = a, *right = b;
	int order;

	if (left->change_count != right->change_count)
		return left->change_count > right->change_count ? -1 : 1;
	order = strcmp(left->name, right->name);
	return order ? order : strcmp(left->what, right->what);
}

/* ---- what is missing ---- */

/* The few facts that tell what could still be fetched. Counts are of the trailing year of each tip. */
struct situation {
	int64_t changes, reviewed;        /* reviewed: with counted review evidence */
	int64_t squashed_pr, headless_pr; /* squashed pull requests, those without their head */
	int64_t squashed_mr, headless_mr;
	int64_t gerrit;  /* changes known by their Change-Id or Gerrit number */
	int64_t closing; /* commits of no known request that close a number */
	int64_t heads;   /* heads of any request, of all time */
	bool is_shallow;
	bool is_github, has_remote, has_request_refs;
};

/* clang-format off */
static const char count_changes[] =
	"SELECT count(*), coalesce(sum(cc.has_review), 0),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'pr:%' THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'pr:%' AND h.change IS NULL THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'mr:%' THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'mr:%' AND h.change IS NULL THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'gerrit' THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'commit' AND EXISTS (\n"
	"         SELECT 1 FROM reference f WHERE f.commit_id = c.newest_id AND f.kind = 'closes') THEN 1 END)\n"
	"FROM repository r\n"
	"JOIN commits t ON t.oid = r.tip\n"
	"JOIN change c ON c.repository_id = r.id AND c.landed_time > t.commit_time - 31536000\n"
	"LEFT JOIN change_credit cc ON cc.change_id = c.id\n"
	"LEFT JOIN request_head h ON h.repository_id = c.repository_id AND h.change = c.key\n"
	"WHERE :repository IS NULL OR r.id = :repository";

static const char look_at_clone[] =
	"SELECT coalesce(max(CASE WHEN r.remote LIKE '%github%' THEN 1 ELSE 0 END), 0),\n"
	"       coalesce(max(CASE WHEN r.remote <> '' THEN 1 ELSE 0 END), 0),\n"
	"       coalesce(max(CASE WHEN r.remote LIKE '%bitbucket.org%' OR r.remote LIKE '%dev.azure.com%'\n"
	"         OR r.remote LIKE '%visualstudio.com%' THEN 0 ELSE 1 END), 0),\n"
	"       coalesce(max((SELECT min(s.is_shallow) FROM scan s\n"
	"         WHERE s.repository_id = r.id AND s.tip = r.tip)), 0),\n"
	"       (SELECT count(*) FROM request_head h WHERE :repository IS NULL OR h.repository_id = :repository)\n"
	"FROM repository r\n"
	"WHERE :repository IS NULL OR r.id = :repository";
/* clang-format on */

static int look(struct situation *out, struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, count_changes);

	*out = (struct situation){ 0 };
	if (ret)
		return ret;
	bind_repository(statement, repository);
	ret = statement_step(statement);
	if (ret)
		return ret < 0 ? ret : 0;
	out->changes = statement_int(statement, 0);
	out->reviewed = statement_int(statement, 1);
	out->squashed_pr = statement_int(statement, 2);
	out->headless_pr = statement_int(statement, 3);
	out->squashed_mr = statement_int(statement, 4);
	out->headless_mr = statement_int(statement, 5);
	out->gerrit = statement_int(statement, 6);
	out->closing = statement_int(statement, 7);
	statement_reset(statement);

	ret = store_statement(&statement, store, look_at_clone);
	if (ret)
		return ret;
	bind_repository(statement, repository);
	ret = statement_step(statement);
	if (ret)
		return ret < 0 ? ret : 0;
	out->is_github = statement_int(statement, 0) != 0;
	out->has_remote = statement_int(statement, 1) != 0;
	out->has_request_refs = statement_int(statement, 2) != 0;
	out->is_shallow = statement_int(statement, 3) != 0;
	out->heads = statement_int(statement, 4);
	statement_reset(statement);
	return 0;
}

/* Whether this program reads what a fetch would bring. */
static bool has_format(const char *name)
{
	struct evidence_format format;

	for (size_t i = 0; (format = evidence_format_at(i)).name != NULL; i++)
		if (strcmp(format.name, name) == 0)
			return true;
	return false;
}

/*
 * Requests of the last weeks may have landed since the last fetch; more than one in ten without a head is too many. A
 * few squashes among merges are not worth a fetch of every head there ever was.
 */
static bool is_stale(int64_t without, int64_t squashed, const struct situation *at)
{
	return squashed >= LIVE_CHANGES && squashed * LIVE_SHARE >= at->changes && without * 10 > squashed;
}

static bool wants_pull_heads(const struct situation *at)
{
	if (!at->has_request_refs)
		return false;
	if (is_stale(at->headless_pr, at->squashed_pr, at))
		return true;
	return at->is_github && at->heads == 0 && at->closing >= LIVE_CHANGES;
}

static bool wants_notes(const struct situation *at)
{
	return at->reviewed * 2 < at->changes &&
	       (has_format("reviewnotes") || has_format("appraise") || has_format("notes"));
}

static bool lacks_reviewers(const struct situation *at)
{
	return at->reviewed * 2 < at->changes;
}

/* Why nothing that can be fetched would name the reviewers, in the words that fit how changes land here. */
static const char *reason_for_silence(const struct situation *at)
{
	if (at->gerrit * 2 >= at->changes && !has_format("notedb"))
		return "Gerrit keeps the votes in refs/changes/*/meta, which this version does not read; a server that "
		       "adds Reviewed-by lines on submit records them in the commits";
	if ((at->squashed_pr + at->squashed_mr) * 2 >= at->changes)
		return "the forge keeps them, and no fetch brings them; Reviewed-by lines in the squash message would "
		       "record them from now on";
	return "no fetch brings them; Reviewed-by lines in the messages would record them from now on";
}

typedef VEC(struct missing_source) missing_sources;

static void add_missing(missing_sources *missing, const struct situation *at)
{
	if (at->has_remote && wants_pull_heads(at))
		*VEC_PUSH(missing) =
			(struct missing_source){ "pull-request heads",
			                         "second authors and taken suggestions of squashed changes",
			                         "git fetch origin '+refs/pull/*/head:refs/pull/*/head'" };
	if (at->has_remote && is_stale(at->headless_mr, at->squashed_mr, at))
		*VEC_PUSH(missing) = (struct missing_source){
			"merge-request heads", "second authors and taken suggestions of squashed changes",
			"git fetch origin '+refs/merge-requests/*/head:refs/merge-requests/*/head'"
		};
	if (at->has_remote && wants_notes(at))
		*VEC_PUSH(missing) = (struct missing_source){ "notes", "reviews that are kept beside the commits",
			                                      "git fetch origin 'refs/notes/*:refs/notes/*'" };
	if (at->has_remote && at->gerrit > 0 && lacks_reviewers(at) && has_format("notedb"))
		*VEC_PUSH(missing) =
			(struct missing_source){ "Gerrit's records", "votes and comments on every change",
			                         "git fetch origin '+refs/changes/*/meta:refs/changes/*/meta'" };
	if (at->has_remote && at->is_shallow)
		*VEC_PUSH(missing) =
			(struct missing_source){ "older history", "this clone is shallow", "git fetch --unshallow" };
	if (at->changes > 0 && lacks_reviewers(at))
		*VEC_PUSH(missing) = (struct missing_source){ "reviewers' names", reason_for_silence(at), "" };
}

int sources_build_missing(struct sources *out, struct store *store, int64_t repository)
{
	missing_sources missing = { 0 };
	struct sources built = { 0 };
	struct situation at;
	int ret = look(&at, store, repository);

	if (ret)
		return error_context(ret, "cannot look for missing sources");
	add_missing(&missing, &at);
	built.missing_count = missing.count;
	if (missing.count > 0) {
		size_t size = missing.count * sizeof(missing.at[0]);

		built.missing = memcpy(arena_alloc(&built.arena, size), missing.at, size);
	}
	VEC_RELEASE(&missing);
	*out = built;
	return 0;
}

/* Changes of the trailing year: what a channel's share is taken of. */
static int count_year(int64_t *out, struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret =
		store_statement(&statement, store,
	                        "SELECT count(*)\n"
	                        "FROM repository r\n"
	                        "JOIN commits t ON t.oid = r.tip\n"
	                        "JOIN change c ON c.repository_id = r.id AND c.landed_time > t.commit_time - 31536000\n"
	                        "WHERE :repository IS NULL OR r.id = :repository");

	if (ret)
		return ret;
	bind_repository(statement, repository);
	ret = statement_step(statement);
	if (ret == 0) {
		*out = statement_int(statement, 0);
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

int sources_build(struct sources *out, struct store *store, int64_t repository)
{
	source_rows rows = { 0 };
	struct sources built = { 0 };
	int64_t year_count = 0;
	int ret = sources_build_missing(&built, store, repository);

	if (!ret)
		ret = count_year(&year_count, store, repository);
	for (size_t i = 0; !ret && i < sizeof(row_statements) / sizeof(row_statements[0]); i++)
		ret = add_rows(&rows, &built.arena, store, repository, row_statements[i]);
	if (ret) {
		ret = error_context(ret, "cannot list sources");
		goto done;
	}
	for (size_t i = 0; i < rows.count; i++)
		rows.at[i].is_live =
			rows.at[i].year_count >= LIVE_CHANGES && rows.at[i].year_count * LIVE_SHARE >= year_count;
	if (rows.count > 0) {
		size_t size = rows.count * sizeof(rows.at[0]);

		qsort(rows.at, rows.count, sizeof(rows.at[0]), compare_rows);
		built.rows = memcpy(arena_alloc(&built.arena, size), rows.at, size);
		built.row_count = rows.count;
	}
	*out = built;
	built = (struct sources){ 0 };
done:
	VEC_RELEASE(&rows);
	sources_release(&built);
	return ret;
}

void sources_release(struct sources *sources)
{
	arena_release(&sources->arena);
	*sources = (struct sources){ 0 };
}
