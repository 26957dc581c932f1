/*
 * The texts of the store's own statements, and the one way to run them. A put that would change nothing writes nothing,
 * so that a scan without news leaves the file untouched.
 */
#include "database.h"

/* clang-format off */
const char *const sql_texts[SQL_COUNT] = {
	[SQL_REPOSITORY_PUT] =
		"INSERT INTO repository (key, name, path, remote) VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT (key) DO UPDATE SET name = excluded.name, path = excluded.path, remote = excluded.remote"
		" WHERE name <> excluded.name OR path <> excluded.path OR remote <> excluded.remote",
	[SQL_REPOSITORY_FIND] = "SELECT id FROM repository WHERE key = ?1",
	[SQL_REPOSITORY_TIP] = "SELECT tip FROM repository WHERE id = ?1",
	[SQL_REPOSITORY_SET_TIP] = "UPDATE repository SET tip = ?2 WHERE id = ?1 AND tip IS NOT ?2",
	[SQL_REPOSITORY_TEXT_PUT] =
		"INSERT INTO repository_text (repository_id, kind, text) VALUES (?1, ?2, ?3)"
		" ON CONFLICT (repository_id, kind) DO UPDATE SET text = excluded.text WHERE text <> excluded.text",
	[SQL_IDENTITY_FIND] = "SELECT id FROM identity WHERE name = ?1 AND email = ?2",
	[SQL_IDENTITY_PUT] = "INSERT INTO identity (name, email) VALUES (?1, ?2)",
	[SQL_SOURCE_FIND] = "SELECT id FROM source WHERE name = ?1",
	[SQL_SOURCE_PUT] = "INSERT INTO source (name) VALUES (?1)",
	[SQL_PATH_FIND] = "SELECT id FROM path WHERE name = ?1",
	[SQL_PATH_PUT] = "INSERT INTO path (name) VALUES (?1)",
	[SQL_COMMIT_HAS] = "SELECT 1 FROM commits WHERE oid = ?1",
	[SQL_COMMIT_FIND] = "SELECT id, files_state FROM commits WHERE oid = ?1",
	[SQL_COMMIT_PUT] =
		"INSERT INTO commits (oid, parents, author_id, committer_id, author_time, author_zone, commit_time,"
		" commit_zone, subject, file_count, insertions, deletions, files_state, is_mass, damage)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
		" ON CONFLICT (oid) DO NOTHING",
	[SQL_COMMIT_IMPROVE] =
		"UPDATE commits SET file_count = ?2, insertions = ?3, deletions = ?4, files_state = ?5, is_mass = ?6"
		" WHERE id = ?1",
	[SQL_FILE_PUT] =
		"INSERT INTO file_change (commit_id, path_id, status, insertions, deletions) VALUES (?1, ?2, ?3, ?4,"
		" ?5)"
		" ON CONFLICT (commit_id, path_id) DO UPDATE SET status = excluded.status,"
		" insertions = excluded.insertions, deletions = excluded.deletions",
	[SQL_EVENT_PUT] =
		"INSERT INTO event (commit_id, source_id, line, ordinal, kind, identity_id, raw, note, change, mark)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
		" ON CONFLICT (commit_id, source_id, line, ordinal) DO NOTHING",
	[SQL_REFERENCE_PUT] =
		"INSERT INTO reference (commit_id, kind, value, login, source_id) VALUES (?1, ?2, ?3, ?4, ?5)"
		" ON CONFLICT (commit_id, kind, value) DO NOTHING",
	[SQL_UNKNOWN_KEY_PUT] =
		"INSERT INTO unknown_key (commit_id, key) VALUES (?1, ?2) ON CONFLICT (commit_id, key) DO NOTHING",
	[SQL_MISSING_PUT] =
		"INSERT INTO missing_object (repository_id, oid, what) VALUES (?1, ?2, ?3)"
		" ON CONFLICT (repository_id, oid) DO NOTHING",
	[SQL_MISSING_CLEAR] = "DELETE FROM missing_object WHERE repository_id = ?1",
	[SQL_SCAN_DROP_EARLIER] =
		"DELETE FROM scan WHERE repository_id = ?1 AND tip = ?2 AND options = ?3 AND tool_version = ?4"
		" AND rules_version = ?5 AND is_shallow = ?6 AND is_partial = ?7"
		" AND id < (SELECT max(id) FROM scan WHERE repository_id = ?1)",
	[SQL_SCAN_PUT] =
		"INSERT INTO scan (repository_id, tip, options, tool_version, rules_version, is_shallow, is_partial)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
		" ON CONFLICT (repository_id, tip, options, tool_version, rules_version, is_shallow, is_partial) DO"
		" NOTHING",
	[SQL_HEAD_PUT] =
		"INSERT INTO request_head (repository_id, change, tip) VALUES (?1, ?2, ?3)"
		" ON CONFLICT (repository_id, change) DO UPDATE SET tip = excluded.tip WHERE tip <> excluded.tip",
	[SQL_HEAD_COMMITS_CLEAR] = "DELETE FROM head_commit WHERE repository_id = ?1 AND change = ?2",
	[SQL_HEAD_COMMIT_PUT] =
		"INSERT INTO head_commit (repository_id, change, commit_id) VALUES (?1, ?2, ?3)"
		" ON CONFLICT (repository_id, change, commit_id) DO NOTHING",
	[SQL_TAG_PUT] =
		"INSERT INTO tag (repository_id, name, target, identity_id, tag_time) VALUES (?1, ?2, ?3, ?4, ?5)"
		" ON CONFLICT (repository_id, name) DO UPDATE SET target = excluded.target,"
		" identity_id = excluded.identity_id, tag_time = excluded.tag_time"
		" WHERE target <> excluded.target OR identity_id <> excluded.identity_id OR tag_time <>"
		" excluded.tag_time",
	[SQL_TAGS_CLEAR] = "DELETE FROM tag WHERE repository_id = ?1",
	[SQL_DECISION_PUT] =
		"INSERT INTO decision (repository_id, path, format, number, title, status, state, created_time,"
		" has_context)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
		" ON CONFLICT (repository_id, path) DO UPDATE SET format = excluded.format, number = excluded.number,"
		" title = excluded.title, status = excluded.status, state = excluded.state,"
		" created_time = excluded.created_time, has_context = excluded.has_context",
	[SQL_DECISION_FIND] = "SELECT id FROM decision WHERE repository_id = ?1 AND path = ?2",
	[SQL_DECISION_PERSONS_CLEAR] = "DELETE FROM decision_person WHERE decision_id = ?1",
	[SQL_DECISION_PERSON_PUT] =
		"INSERT INTO decision_person (decision_id, position, role, identity_id) VALUES (?1, ?2, ?3, ?4)",
	[SQL_DECISION_LINKS_CLEAR] = "DELETE FROM decision_link WHERE decision_id = ?1",
	[SQL_DECISION_LINK_PUT] = "INSERT INTO decision_link (decision_id, kind, target) VALUES (?1, ?2, ?3)"
				  " ON CONFLICT (decision_id, kind, target) DO NOTHING",
	[SQL_DECISION_HISTORY_CLEAR] = "DELETE FROM decision_status WHERE decision_id = ?1",
	[SQL_DECISION_HISTORY_PUT] =
		"INSERT INTO decision_status (decision_id, position, status, state, commit_id)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
	[SQL_DECISIONS_CLEAR] = "DELETE FROM decision WHERE repository_id = ?1",
	[SQL_REQUEST_FIND] =
		"SELECT q.id, q.forge, q.project, q.state, q.created_time, q.ready_time, q.closed_time, q.merged_time,"
		" q.seen_time, i.name, q.line_count, q.project_seen, q.state_seen, q.author_seen, q.line_seen,"
		" q.closed_seen, q.draft, q.draft_seen, q.reviews_seen, i.email, q.alias"
		" FROM request q LEFT JOIN identity i ON i.id = q.author_id"
		" WHERE q.repository_id = ?1 AND q.change = ?2 AND q.origin = ?3",
	[SQL_REQUEST_PUT] =
		"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, ready_time,"
		" closed_time, merged_time, seen_time, author_id, line_count, project_seen, state_seen, author_seen,"
		" line_seen, closed_seen, draft, draft_seen, reviews_seen, alias)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
	[SQL_REQUEST_UPDATE] =
		"UPDATE request SET forge = ?4, project = ?5, state = ?6, created_time = ?7, ready_time = ?8,"
		" closed_time = ?9, merged_time = ?10, seen_time = ?11, author_id = ?12, line_count = ?13,"
		" project_seen = ?14, state_seen = ?15, author_seen = ?16, line_seen = ?17,"
		" closed_seen = ?18, draft = ?19, draft_seen = ?20, reviews_seen = ?21, alias = ?22"
		" WHERE repository_id = ?1 AND change = ?2 AND origin = ?3",
	[SQL_REQUEST_POINTER_PUT] =
		"INSERT INTO request_pointer (repository_id, oid, change, kind, origin, push_time)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		" ON CONFLICT (repository_id, oid, change, kind, origin) DO UPDATE SET push_time = excluded.push_time"
		" WHERE excluded.push_time > push_time",
	[SQL_REQUEST_ACT_PUT] =
		"INSERT INTO request_act (repository_id, change, origin, source_id, kind, identity_id, act_time,"
		" raw, state, word_count, head, mark)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
		" ON CONFLICT (repository_id, change, origin, source_id, kind, identity_id, act_time, raw) DO NOTHING",
	[SQL_REQUEST_ACT_FIND] =
		"SELECT id, state, coalesce(word_count, -1), head, coalesce(mark, '') FROM request_act"
		" WHERE repository_id = ?1 AND change = ?2 AND origin = ?3 AND source_id = ?4 AND kind = ?5"
		" AND identity_id = ?6 AND act_time = ?7 AND raw = ?8",
	[SQL_REQUEST_ACT_UPDATE] =
		"UPDATE request_act SET state = ?2, word_count = ?3, head = ?4, mark = ?5 WHERE id = ?1",
	[SQL_ACCOUNT_PUT] =
		"INSERT INTO account (repository_id, login, identity_id, origin) VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT (repository_id, login, identity_id, origin) DO NOTHING",
	[SQL_REQUESTS_CLEAR] = "DELETE FROM request WHERE repository_id = ?1 AND origin = ?2",
	[SQL_REQUEST_POINTERS_CLEAR] = "DELETE FROM request_pointer WHERE repository_id = ?1 AND origin = ?2",
	[SQL_REQUEST_ACTS_CLEAR] = "DELETE FROM request_act WHERE repository_id = ?1 AND origin = ?2",
	[SQL_ACCOUNTS_CLEAR] = "DELETE FROM account WHERE repository_id = ?1 AND origin = ?2",
	[SQL_TROUBLE_PUT] =
		"INSERT INTO trouble (repository_id, origin, name, what, count) VALUES (?1, ?2, ?3, ?4, ?5)"
		" ON CONFLICT (repository_id, origin, name, what) DO UPDATE SET count = excluded.count",
	[SQL_TROUBLES_CLEAR] = "DELETE FROM trouble WHERE repository_id = ?1 AND origin = ?2",
	[SQL_MAIL_FIND] = "SELECT id, mail_time, kind, fingerprint FROM mail WHERE repository_id = ?1 AND message_id = ?2",
	[SQL_MAIL_PUT] =
		"INSERT INTO mail (repository_id, message_id, aliases, parents, identity_id, mail_time, kind, subject,"
		" version, part, part_count, patch_id, fingerprint)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
	[SQL_MAIL_UPDATE] =
		"UPDATE mail SET aliases = ?3, parents = ?4, identity_id = ?5, mail_time = ?6, kind = ?7, subject = ?8,"
		" version = ?9, part = ?10, part_count = ?11, patch_id = ?12, fingerprint = ?13"
		" WHERE repository_id = ?1 AND message_id = ?2",
	[SQL_MAIL_ACTS_CLEAR] = "DELETE FROM mail_act WHERE mail_id = ?1",
	[SQL_MAIL_ACT_PUT] =
		"INSERT INTO mail_act (mail_id, position, source_id, kind, state, word_count, parts, raw)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[SQL_SOURCE_EVENTS_CLEAR] =
		"DELETE FROM event WHERE source_id = ?1"
		" AND (commit_id IN (SELECT l.commit_id FROM landed l WHERE l.repository_id = ?2)"
		" OR commit_id IN (SELECT h.commit_id FROM head_commit h WHERE h.repository_id = ?2)"
		" OR (commit_id NOT IN (SELECT l.commit_id FROM landed l)"
		" AND commit_id NOT IN (SELECT h.commit_id FROM head_commit h)))",
	[SQL_SOURCE_REFERENCES_CLEAR] =
		"DELETE FROM reference WHERE source_id = ?1"
		" AND (commit_id IN (SELECT l.commit_id FROM landed l WHERE l.repository_id = ?2)"
		" OR commit_id IN (SELECT h.commit_id FROM head_commit h WHERE h.repository_id = ?2)"
		" OR (commit_id NOT IN (SELECT l.commit_id FROM landed l)"
		" AND commit_id NOT IN (SELECT h.commit_id FROM head_commit h)))",
	[SQL_CHANGE_PUT] =
		"INSERT INTO change (repository_id, key, rule, landed_time, newest_id, merge_id, commit_count,"
		" is_import)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
		" ON CONFLICT (repository_id, key) DO UPDATE SET rule = excluded.rule, landed_time ="
		" excluded.landed_time,"
		" newest_id = excluded.newest_id, merge_id = excluded.merge_id, commit_count = excluded.commit_count,"
		" is_import = excluded.is_import"
		" WHERE rule <> excluded.rule OR landed_time <> excluded.landed_time OR newest_id <> excluded.newest_id"
		" OR merge_id IS NOT excluded.merge_id OR commit_count <> excluded.commit_count"
		" OR is_import <> excluded.is_import",
	[SQL_CHANGE_FIND] = "SELECT id FROM change WHERE repository_id = ?1 AND key = ?2",
	[SQL_LANDED_PUT] =
		"INSERT INTO landed (repository_id, commit_id, change_id, is_mainline, via_id, landed_time)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		" ON CONFLICT (repository_id, commit_id) DO UPDATE SET change_id = excluded.change_id,"
		" is_mainline = excluded.is_mainline, via_id = excluded.via_id, landed_time = excluded.landed_time"
		" WHERE change_id IS NOT excluded.change_id OR is_mainline <> excluded.is_mainline"
		" OR via_id IS NOT excluded.via_id OR landed_time <> excluded.landed_time",
	[SQL_CHANGE_AREAS_CLEAR] =
		"DELETE FROM change_area WHERE change_id IN (SELECT id FROM change WHERE repository_id = ?1)",
	[SQL_CHANGES_CLEAR] = "DELETE FROM change WHERE repository_id = ?1",
	[SQL_LANDED_CLEAR] = "DELETE FROM landed WHERE repository_id = ?1",
	[SQL_GRAPH] =
		"SELECT id, oid, parents, author_id, committer_id, author_time, commit_time, files_state"
		" FROM commits ORDER BY id",
	[SQL_STAMP_GET] = "SELECT value FROM stamp WHERE name = ?1",
	[SQL_STAMP_PUT] =
		"INSERT INTO stamp (name, value) VALUES (?1, ?2)"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
	[SQL_METRIC_PUT] =
		"INSERT INTO metric_value (repos, team, person, since, until, metric, sealed, value, n, low, high,"
		" state,"
		" rules, tip) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
		" ON CONFLICT (repos, team, person, since, until, metric, sealed) DO UPDATE SET value = excluded.value,"
		" n = excluded.n, low = excluded.low, high = excluded.high, state = excluded.state,"
		" rules = excluded.rules, tip = excluded.tip"
		" WHERE sealed = 0 AND (value IS NOT excluded.value OR n IS NOT excluded.n OR low IS NOT excluded.low"
		" OR high IS NOT excluded.high OR state <> excluded.state OR rules <> excluded.rules"
		" OR tip <> excluded.tip)",
	[SQL_FINDING_PUT] =
		"INSERT INTO finding (repos, team, person, since, until, pattern, sealed, outcome, visible, reason,"
		" rules)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
		" ON CONFLICT (repos, team, person, since, until, pattern, sealed) DO UPDATE SET outcome ="
		" excluded.outcome,"
		" visible = excluded.visible, reason = excluded.reason, rules = excluded.rules"
		" WHERE sealed = 0 AND (outcome <> excluded.outcome OR visible <> excluded.visible"
		" OR reason <> excluded.reason OR rules <> excluded.rules)",
};
/* clang-format on */

struct call call_begin(struct store *store, enum sql which)
{
	struct call call = { .store = store, .handle = store->fixed[which], .code = SQLITE_OK };

	if (call.handle == NULL) {
		call.code = sqlite3_prepare_v3(store->db, sql_texts[which], -1, SQLITE_PREPARE_PERSISTENT, &call.handle,
		                               NULL);
		store->fixed[which] = call.handle;
	}
	return call;
}

static void keep_code(struct call *call, int code)
{
	if (call->code == SQLITE_OK)
		call->code = code;
}

void call_int(struct call *call, int position, int64_t value)
{
	keep_code(call, sqlite3_bind_int64(call->handle, position, value));
}

void call_int_or_null(struct call *call, int position, int64_t value, bool is_null)
{
	keep_code(call, is_null ? sqlite3_bind_null(call->handle, position)
	                        : sqlite3_bind_int64(call->handle, position, value));
}

void call_real(struct call *call, int position, double value)
{
	keep_code(call, sqlite3_bind_double(call->handle, position, value));
}

void call_text(struct call *call, int position, struct text value)
{
	/* A NULL pointer would bind NULL; the empty text is not NULL. */
	keep_code(call, sqlite3_bind_text64(call->handle, position, value.at != NULL ? value.at : "", value.size,
	                                    SQLITE_STATIC, SQLITE_UTF8));
}

void call_blob(struct call *call, int position, const void *bytes, size_t size)
{
	keep_code(call, sqlite3_bind_blob64(call->handle, position, bytes != NULL ? bytes : "", size, SQLITE_STATIC));
}

void call_oid(struct call *call, int position, const struct oid *oid)
{
	call_blob(call, position, oid->bytes, sizeof(oid->bytes));
}

int call_step(struct call *call)
{
	int code = call->code;

	if (code == SQLITE_OK)
		code = sqlite3_step(call->handle);
	if (code == SQLITE_ROW)
		return 0;
	if (code == SQLITE_DONE)
		return 1;
	return store_fail(call->store, code, sqlite3_stmt_readonly(call->handle) ? "cannot read" : "cannot write");
}

int64_t call_column(const struct call *call, int column)
{
	return sqlite3_column_int64(call->handle, column);
}

bool call_column_is_null(const struct call *call, int column)
{
	return sqlite3_column_type(call->handle, column) == SQLITE_NULL;
}

struct text call_column_text(const struct call *call, int column)
{
	struct text text = { sqlite3_column_blob(call->handle, column), 0 };

	text.size = (size_t)sqlite3_column_bytes(call->handle, column);
	return text;
}

void call_end(struct call *call)
{
	if (call->handle == NULL)
		return;
	/* Its code repeats the failure that the last step told. */
	(void)sqlite3_reset(call->handle);
	(void)sqlite3_clear_bindings(call->handle);
}

int call_run(struct call *call)
{
	int ret = call_step(call);

	call_end(call);
	return ret < 0 ? ret : 0;
}

int call_run_int(struct call *call, int64_t *out)
{
	int ret = call_step(call);

	if (ret == 0)
		*out = call_column(call, 0);
	call_end(call);
	return ret;
}
