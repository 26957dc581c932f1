/* Planted requests. Writes rows; knows no metric. */
#include "planted_request.h"

#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"

static struct statement *prepare(struct planted *planted, const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, planted->store, sql);

	ck_assert_msg(ret == 0, "%s", error_message());
	return statement;
}

static void run(struct statement *statement)
{
	int ret = statement_run(statement);

	ck_assert_msg(ret == 0, "%s", error_message());
}

static void bind_key(struct statement *statement, const char *before, int64_t number, const char *origin)
{
	char *key = xstrfmt("%s%lld", before ? before : "pr:", (long long)number);

	statement_bind_text(statement, ":change", text_of(key));
	statement_bind_text(statement, ":origin", text_of(origin ? origin : "export"));
	free(key);
}

static void bind_told(struct statement *statement, const char *name, int64_t value, bool is_told)
{
	if (is_told)
		statement_bind_int(statement, name, value);
	else
		statement_bind_null(statement, name);
}

static const char *state_of(const struct planted_request *request)
{
	if (request->state)
		return request->state;
	return request->merged_time ? "merged" : request->closed_time ? "closed" : "open";
}

void planted_request(struct planted *planted, struct planted_request request)
{
	struct statement *statement =
		prepare(planted,
	                "INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, "
	                "ready_time, closed_time, merged_time, seen_time, author_id, line_count, draft, draft_seen) "
	                "VALUES (1, :change, :origin, 'github', '', :state, :created, :ready, :closed, :merged, :seen, "
	                ":opener, :lines, :draft, :draft_seen)");

	bind_key(statement, request.key, request.number, request.origin);
	statement_bind_text(statement, ":state", text_of(state_of(&request)));
	statement_bind_int(statement, ":created", request.created_time);
	statement_bind_int(statement, ":ready", request.ready_time);
	statement_bind_int(statement, ":closed", request.closed_time);
	statement_bind_int(statement, ":merged", request.merged_time);
	statement_bind_int(statement, ":seen", request.seen_time);
	statement_bind_text(statement, ":draft", text_of(request.draft ? request.draft : ""));
	statement_bind_int(statement, ":draft_seen", request.draft ? request.seen_time : 0);
	bind_told(statement, ":opener", request.opener, request.opener != 0);
	bind_told(statement, ":lines", request.line_count, request.line_count != 0);
	run(statement);
	if (request.is_foreign)
		return;
	statement = prepare(planted, "INSERT OR IGNORE INTO change_request SELECT id, :change FROM change"
	                             " WHERE CASE WHEN :joins = 0 THEN key = :change ELSE id = :joins END");
	statement_bind_int(statement, ":joins", request.joins);
	bind_key(statement, request.key, request.number, request.origin);
	run(statement);
}

void planted_push(struct planted *planted, const char *key, int64_t number, int64_t time)
{
	struct statement *statement =
		prepare(planted, "INSERT INTO request_pointer (repository_id, oid, change, kind, origin, push_time)"
	                         " SELECT 1, CAST(substr(printf('%020d', count(*)), 1, 20) AS BLOB), :change, 'commit',"
	                         "        :origin, :time FROM request_pointer");

	bind_key(statement, key, number, NULL);
	statement_bind_int(statement, ":time", time);
	run(statement);
}

static void add_act(struct planted *planted, const struct planted_request_act *act)
{
	struct statement *statement =
		prepare(planted,
	                "INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, identity_id, "
	                "source_id, act_time, counted, why, is_mentoring, is_newcomer, request_act_id) "
	                "SELECT 1, :change, NULL, NULL, kind, identity_id, identity_id, source_id, act_time, :counted, "
	                ":why, :mentoring, 0, id FROM request_act ORDER BY id DESC LIMIT 1");

	statement_bind_int(statement, ":change", act->change);
	statement_bind_int(statement, ":counted", act->why == NULL);
	if (act->why)
		statement_bind_text(statement, ":why", text_of(act->why));
	else
		statement_bind_null(statement, ":why");
	statement_bind_int(statement, ":mentoring", act->is_mentoring);
	run(statement);
}

void planted_request_act(struct planted *planted, struct planted_request_act act)
{
	struct statement *statement = prepare(
		planted,
		"INSERT INTO request_act (repository_id, change, origin, source_id, kind, identity_id, act_time, "
		"state, word_count, head, mark) VALUES (1, :change, :origin, 1, :kind, :person, :time, :state, "
		":words, :head, NULL)");

	bind_key(statement, act.key, act.number, act.origin);
	statement_bind_text(statement, ":kind", text_of(act.kind ? act.kind : "rev"));
	statement_bind_int(statement, ":person", act.person);
	statement_bind_int(statement, ":time", act.time);
	statement_bind_text(statement, ":state", text_of(act.state ? act.state : ""));
	statement_bind_text(statement, ":head", text_of(act.head ? act.head : ""));
	bind_told(statement, ":words", act.word_count, act.word_count >= 0);
	run(statement);
	if (act.change)
		add_act(planted, &act);
}
