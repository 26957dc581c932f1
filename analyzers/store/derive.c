/*
 * Writes what is derived from the history of a tip (landed, change), what was scanned, and the facts that are no
 * commits: request heads, tags, decision records.
 */
#include <string.h>
#include "lead/store_derive.h"
#include "database.h"
#include "cut.h"

/* Runs a statement whose only parameter is the repository. */
static int run_for(struct store *store, enum sql which, int64_t repository)
{
	struct call call = call_begin(store, which);

	call_int(&call, 1, repository);
	return call_run(&call);
}

int store_put_change(int64_t *id, struct store *store, const struct change_row *row)
{
	struct text key = cut_text(row->key, LINE_MAX_SIZE);
	struct call call = call_begin(store, SQL_CHANGE_PUT);
	int ret;

	call_int(&call, 1, row->repository);
	call_text(&call, 2, key);
	call_text(&call, 3, text_of(row->rule));
	call_int(&call, 4, row->landed_time);
	call_int(&call, 5, row->newest);
	call_int_or_null(&call, 6, row->merge, row->merge == 0);
	call_int(&call, 7, row->commit_count);
	call_int(&call, 8, row->is_import);
	ret = call_run(&call);
	if (ret != 0)
		return ret;
	/* last_insert_rowid speaks of an insert only, and the put may have been an update or nothing. */
	call = call_begin(store, SQL_CHANGE_FIND);
	call_int(&call, 1, row->repository);
	call_text(&call, 2, key);
	return call_run_int(&call, id);
}

int store_put_landed(struct store *store, const struct landed_row *row)
{
	struct call call = call_begin(store, SQL_LANDED_PUT);

	call_int(&call, 1, row->repository);
	call_int(&call, 2, row->commit);
	call_int_or_null(&call, 3, row->change, row->change == 0);
	call_int(&call, 4, row->is_mainline);
	call_int_or_null(&call, 5, row->via, row->via == 0);
	call_int(&call, 6, row->landed_time);
	return call_run(&call);
}

int store_clear_landed(struct store *store, int64_t repository)
{
	int ret = run_for(store, SQL_CHANGE_AREAS_CLEAR, repository);

	if (ret == 0)
		ret = run_for(store, SQL_LANDED_CLEAR, repository);
	return ret == 0 ? run_for(store, SQL_CHANGES_CLEAR, repository) : ret;
}

int store_find_repository(int64_t *id, struct store *store, struct text path)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "SELECT id FROM repository WHERE path = :path ORDER BY id DESC");

	if (ret)
		return ret;
	statement_bind_text(statement, ":path", path);
	ret = statement_step(statement);
	if (ret == 0)
		*id = statement_int(statement, 0);
	statement_reset(statement);
	return ret == 1 ? ERR_NOTFOUND : ret;
}

int store_set_tip(struct store *store, int64_t repository, const struct oid *tip)
{
	struct call call = call_begin(store, SQL_REPOSITORY_SET_TIP);

	call_int(&call, 1, repository);
	if (tip != NULL)
		call_oid(&call, 2, tip);
	return call_run(&call);
}

int store_get_tip(struct oid *out, struct store *store, int64_t repository)
{
	struct call call = call_begin(store, SQL_REPOSITORY_TIP);
	struct text bytes = { 0 };
	int ret;

	call_int(&call, 1, repository);
	ret = call_step(&call);
	if (ret == 0)
		bytes = call_column_text(&call, 0);
	if (bytes.size == OID_SIZE)
		memcpy(out->bytes, bytes.at, OID_SIZE);
	else if (ret >= 0)
		ret = error_set(ERR_NOTFOUND, "the repository was never scanned to its end");
	call_end(&call);
	return ret;
}

/* ---- facts beside commits ---- */

/* The rows tell by their order which scan was the last: one that is made again comes to the end, unless it is there. */
static struct call scan_call(struct store *store, enum sql sql, const struct scan_row *row)
{
	struct call call = call_begin(store, sql);

	call_int(&call, 1, row->repository);
	call_oid(&call, 2, &row->tip);
	call_text(&call, 3, row->options);
	call_text(&call, 4, row->tool_version);
	call_text(&call, 5, row->rules_version);
	call_int(&call, 6, row->is_shallow);
	call_int(&call, 7, row->is_partial);
	return call;
}

int store_put_scan(struct store *store, const struct scan_row *row)
{
	struct call call = scan_call(store, SQL_SCAN_DROP_EARLIER, row);
	int ret = call_run(&call);

	if (ret)
		return ret;
	call = scan_call(store, SQL_SCAN_PUT, row);
	return call_run(&call);
}

int store_clear_missing(struct store *store, int64_t repository)
{
	return run_for(store, SQL_MISSING_CLEAR, repository);
}

int store_put_request_head(bool *is_moved, struct store *store, int64_t repository, struct text change,
                           const struct oid *tip)
{
	struct call call = call_begin(store, SQL_HEAD_PUT);
	bool moved;
	int ret;

	call_int(&call, 1, repository);
	call_text(&call, 2, change);
	call_oid(&call, 3, tip);
	ret = call_run(&call);
	if (ret != 0)
		return ret;
	moved = store_changes(store) > 0;
	if (is_moved != NULL)
		*is_moved = moved;
	if (!moved)
		return 0;
	call = call_begin(store, SQL_HEAD_COMMITS_CLEAR);
	call_int(&call, 1, repository);
	call_text(&call, 2, change);
	return call_run(&call);
}

int store_put_head_commit(struct store *store, int64_t repository, struct text change, int64_t commit)
{
	struct call call = call_begin(store, SQL_HEAD_COMMIT_PUT);

	call_int(&call, 1, repository);
	call_text(&call, 2, change);
	call_int(&call, 3, commit);
	return call_run(&call);
}

int store_put_tag(struct store *store, const struct tag_row *row)
{
	struct call call;
	int64_t tagger;
	int ret = store_put_identity(&tagger, store, row->tagger);

	if (ret != 0)
		return ret;
	call = call_begin(store, SQL_TAG_PUT);
	call_int(&call, 1, row->repository);
	call_text(&call, 2, cut_text(row->name, NAME_MAX_SIZE));
	call_oid(&call, 3, &row->target);
	call_int(&call, 4, tagger);
	call_int(&call, 5, row->tag_time);
	return call_run(&call);
}

int store_clear_tags(struct store *store, int64_t repository)
{
	return run_for(store, SQL_TAGS_CLEAR, repository);
}

static int put_decision_persons(struct store *store, int64_t decision, const struct decision_row *row)
{
	int ret = run_for(store, SQL_DECISION_PERSONS_CLEAR, decision);

	for (size_t i = 0; ret == 0 && i < row->person_count; i++) {
		struct call call;
		int64_t identity;

		ret = store_put_identity(&identity, store, row->persons[i].who);
		if (ret != 0)
			break;
		call = call_begin(store, SQL_DECISION_PERSON_PUT);
		call_int(&call, 1, decision);
		call_int(&call, 2, (int64_t)i);
		call_text(&call, 3, text_of(row->persons[i].role));
		call_int(&call, 4, identity);
		ret = call_run(&call);
	}
	return ret;
}

static int put_decision_links(struct store *store, int64_t decision, const struct decision_row *row)
{
	int ret = run_for(store, SQL_DECISION_LINKS_CLEAR, decision);

	for (size_t i = 0; ret == 0 && i < row->link_count; i++) {
		struct call call = call_begin(store, SQL_DECISION_LINK_PUT);

		call_int(&call, 1, decision);
		call_text(&call, 2, text_of(row->links[i].kind));
		call_text(&call, 3, cut_text(row->links[i].target, NAME_MAX_SIZE));
		ret = call_run(&call);
	}
	return ret;
}

static int put_decision_history(struct store *store, int64_t decision, const struct decision_row *row)
{
	int ret = run_for(store, SQL_DECISION_HISTORY_CLEAR, decision);

	for (size_t i = 0; ret == 0 && i < row->history_count; i++) {
		struct call call = call_begin(store, SQL_DECISION_HISTORY_PUT);

		call_int(&call, 1, decision);
		call_int(&call, 2, (int64_t)i);
		call_text(&call, 3, cut_text(row->history[i].status, LINE_MAX_SIZE));
		call_text(&call, 4, text_of(row->history[i].state));
		call_int(&call, 5, row->history[i].commit);
		ret = call_run(&call);
	}
	return ret;
}

int store_put_decision(int64_t *id, struct store *store, const struct decision_row *row)
{
	struct text path = cut_text(row->path, NAME_MAX_SIZE);
	struct call call = call_begin(store, SQL_DECISION_PUT);
	int ret;

	call_int(&call, 1, row->repository);
	call_text(&call, 2, path);
	call_text(&call, 3, text_of(row->format));
	call_text(&call, 4, cut_text(row->number, NAME_MAX_SIZE));
	call_text(&call, 5, cut_text(row->title, LINE_MAX_SIZE));
	call_text(&call, 6, cut_text(row->status, LINE_MAX_SIZE));
	call_text(&call, 7, text_of(row->state));
	call_int_or_null(&call, 8, row->created_time, row->created_time == 0);
	call_int(&call, 9, row->has_context);
	ret = call_run(&call);
	if (ret != 0)
		return ret;
	call = call_begin(store, SQL_DECISION_FIND);
	call_int(&call, 1, row->repository);
	call_text(&call, 2, path);
	ret = call_run_int(&call, id);
	if (ret == 0)
		ret = put_decision_persons(store, *id, row);
	if (ret == 0)
		ret = put_decision_links(store, *id, row);
	return ret == 0 ? put_decision_history(store, *id, row) : ret;
}

int store_clear_decisions(struct store *store, int64_t repository)
{
	return run_for(store, SQL_DECISIONS_CLEAR, repository);
}
