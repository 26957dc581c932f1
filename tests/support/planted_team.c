/* Planted databases. Writes rows; knows no metric. */
#include "planted_team.h"

#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"

void planted_sql(struct planted *planted, const char *sql)
{
	int ret = store_script(planted->store, sql);

	ck_assert_msg(ret == 0, "%s", error_message());
}

void planted_start(struct planted *planted)
{
	int ret;

	*planted = (struct planted){ 0 };
	ck_assert_int_eq(store_init(), 0);
	ret = store_open(&planted->store, ":memory:", STORE_WRITE);
	ck_assert_msg(ret == 0, "%s", error_message());
	planted_sql(planted,
	            "INSERT INTO repository VALUES (1, 'k', 'planted', '', '', NULL);"
	            "INSERT INTO source VALUES (1, 'author'), (2, 'trailer:Reviewed-by'), (3, 'trailer:Acked-by'),"
	            "  (4, 'committer'), (5, 'trailer:Helped-by'), (6, 'trailer:Co-authored-by');");
}

void planted_stop(struct planted *planted)
{
	store_close(planted->store);
	planted->store = NULL;
}

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

void planted_people(struct planted *planted, int64_t count)
{
	static const char *const sql[] = {
		"INSERT INTO identity VALUES (:id, 'Person ' || :id, 'p' || :id || '@example.org')",
		"INSERT INTO person VALUES (:id, 'Person ' || :id || ' <p' || :id || '@example.org>', 'Person ' || "
		":id, "
		"'p' || :id || '@example.org', 'human', 1)",
		"INSERT INTO identity_person VALUES (1, :id, :id, 'self', 0)",
		"INSERT INTO member VALUES ('', :id, 0, -4000000000000000000, 4000000000000000000)",
	};

	for (int64_t id = 1; id <= count; id++)
		for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
			struct statement *statement = prepare(planted, sql[i]);

			statement_bind_int(statement, ":id", id);
			run(statement);
		}
}

void planted_repository(struct planted *planted, int64_t id)
{
	struct statement *statement =
		prepare(planted, "INSERT INTO repository VALUES (:id, 'repo' || :id, 'planted' || :id, '', '', NULL)");

	statement_bind_int(statement, ":id", id);
	run(statement);
}

void planted_subject(struct planted *planted, int64_t person)
{
	struct statement *statement = prepare(planted, "INSERT INTO subject VALUES (:person)");

	statement_bind_int(statement, ":person", person);
	run(statement);
}

static void add_act(struct planted *planted, int64_t change, const char *kind, int64_t person, int64_t source,
                    const struct planted_change *what)
{
	struct statement *statement;
	bool is_towards = kind[0] == 'h' || kind[0] == 'p' || kind[0] == 'r';

	if (person == 0)
		return;
	statement = prepare(
		planted,
		"INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, "
		"identity_id, source_id, act_time, counted, why, is_mentoring, is_newcomer) "
		"VALUES (:repository, :change, :change, NULL, :kind, :person, :person, :source, :time, 1, NULL, "
		":mentoring, :newcomer)");
	statement_bind_int(statement, ":repository", what->repository);
	statement_bind_int(statement, ":change", change);
	statement_bind_text(statement, ":kind", text_of(kind));
	statement_bind_int(statement, ":person", person);
	statement_bind_int(statement, ":source", source);
	statement_bind_int(statement, ":time", what->time);
	statement_bind_int(statement, ":mentoring", is_towards && what->is_mentoring);
	statement_bind_int(statement, ":newcomer", is_towards && what->is_newcomer);
	run(statement);
}

static void add_commit(struct planted *planted, int64_t id, const struct planted_change *what)
{
	struct statement *statement = prepare(
		planted, "INSERT INTO commits VALUES (:id, CAST(printf('%020d', :id) AS BLOB), x'', :author, :author, "
			 ":time, 0, :time, 0, 'subject ' || :id, 1, 1, 1, 0, 0, 0)");

	statement_bind_int(statement, ":id", id);
	statement_bind_int(statement, ":author", what->author);
	statement_bind_int(statement, ":time", what->time);
	run(statement);
	statement = prepare(planted, "INSERT INTO landed VALUES (:repository, :id, :id, 1, NULL, :time)");
	statement_bind_int(statement, ":repository", what->repository);
	statement_bind_int(statement, ":id", id);
	statement_bind_int(statement, ":time", what->time);
	run(statement);
}

static void add_change(struct planted *planted, int64_t id, const struct planted_change *what)
{
	struct statement *statement = prepare(
		planted, "INSERT INTO change VALUES (:id, :repository, :key, 'commit', :time, :id, NULL, 1, 0)");
	char *key = what->key ? xstrfmt("%s%lld", what->key, (long long)id) : xstrfmt("commit:%040lld", (long long)id);

	statement_bind_int(statement, ":repository", what->repository);
	statement_bind_int(statement, ":id", id);
	statement_bind_text(statement, ":key", text_of(key));
	statement_bind_int(statement, ":time", what->time);
	run(statement);
	free(key);
	statement = prepare(planted, "INSERT INTO change_area VALUES (:id, :area)");
	statement_bind_int(statement, ":id", id);
	statement_bind_text(statement, ":area", text_of(what->area ? what->area : "src"));
	run(statement);
}

static const char *integrator_of(const struct planted_change *what)
{
	if (what->is_forge)
		return "forge";
	return what->integrator != 0 && what->integrator != what->author ? "other" : "author";
}

static void add_credit(struct planted *planted, int64_t id, const struct planted_change *what)
{
	struct statement *statement = prepare(
		planted,
		"INSERT INTO change_credit VALUES (:id, :author, :authors, :excluded, :review, :second, :integrator, "
		":code, :test, :doc, :decision, :standard, :operation, :doc_only, :fix, :newcomer, :lines, :files)");
	bool has_review = what->reviewer != 0 || what->acker != 0;
	bool is_other = what->integrator != 0 && what->integrator != what->author;

	statement_bind_int(statement, ":id", id);
	statement_bind_int(statement, ":author", what->author);
	statement_bind_int(statement, ":authors", what->pair != 0 ? 2 : 1);
	if (what->excluded)
		statement_bind_text(statement, ":excluded", text_of(what->excluded));
	else
		statement_bind_null(statement, ":excluded");
	statement_bind_int(statement, ":review", has_review);
	statement_bind_int(statement, ":second",
	                   has_review || is_other || what->pair != 0 || what->helper != 0 || what->commenter != 0);
	statement_bind_text(statement, ":integrator", text_of(integrator_of(what)));
	statement_bind_int(statement, ":code", !what->is_doc_only);
	statement_bind_int(statement, ":test", what->has_test);
	statement_bind_int(statement, ":doc", what->has_doc || what->is_doc_only || what->has_decision);
	statement_bind_int(statement, ":decision", what->has_decision);
	statement_bind_int(statement, ":standard", what->has_standard);
	statement_bind_int(statement, ":operation", what->has_operation);
	statement_bind_int(statement, ":doc_only", what->is_doc_only);
	statement_bind_int(statement, ":fix", what->is_fix);
	statement_bind_int(statement, ":newcomer", what->is_newcomer);
	if (what->has_no_lines)
		statement_bind_null(statement, ":lines");
	else
		statement_bind_int(statement, ":lines", what->lines);
	statement_bind_int(statement, ":files", what->files ? what->files : 1);
	run(statement);
}

int64_t planted_add(struct planted *planted, int64_t count, struct planted_change change)
{
	if (change.time == 0)
		change.time = PLANTED_SINCE;
	if (change.repository == 0)
		change.repository = 1;
	for (int64_t i = 0; i < count; i++) {
		int64_t id = ++planted->change_count;

		add_commit(planted, id, &change);
		add_change(planted, id, &change);
		add_credit(planted, id, &change);
		add_act(planted, id, "auth", change.author, 1, &change);
		add_act(planted, id, "rev", change.reviewer, 2, &change);
		add_act(planted, id, "ack", change.acker, 3, &change);
		if (change.integrator != change.author)
			add_act(planted, id, "int", change.integrator, 4, &change);
		add_act(planted, id, "help", change.helper, 5, &change);
		add_act(planted, id, "cmt", change.commenter, 5, &change);
		add_act(planted, id, "pair", change.pair, 6, &change);
	}
	return planted->change_count;
}
