/*
 * One value for all that is known of a repository's requests, from their content alone: neither the order of imports nor
 * ids matter. Whatever rests on requests compares it.
 */
#include "lead/store_derive.h"
#include "scan_steps.h"

/* A + keeps SQLite from an index that it would have to sort by; CROSS JOIN keeps the order of tables. */
enum { HASH_REQUESTS, HASH_POINTERS, HASH_ACTS, HASH_ACCOUNTS, STATEMENT_COUNT };

static const char *const statements[STATEMENT_COUNT] = {
	[HASH_REQUESTS] =
		"SELECT q.change, q.origin, q.forge, q.project, q.state, q.created_time, q.ready_time,\n"
		"  q.closed_time, q.merged_time, q.seen_time, i.name, i.email, q.line_count, q.draft, q.alias,\n"
		"  q.reviews_seen\n"
		"FROM request q\n"
		"LEFT JOIN identity i ON i.id = q.author_id\n"
		"WHERE +q.repository_id = :repository\n"
		"ORDER BY q.id",
	[HASH_POINTERS] = "SELECT change, origin, kind, oid, push_time\n"
			  "FROM request_pointer\n"
			  "WHERE repository_id = :repository\n"
			  "ORDER BY oid, change, kind, origin",
	[HASH_ACTS] = "SELECT a.change, a.origin, s.name, a.kind, i.name, i.email, a.act_time, a.state, a.word_count,\n"
		      "  a.head, a.mark, a.raw\n"
		      "FROM request_act a\n"
		      "CROSS JOIN source s ON s.id = a.source_id\n"
		      "CROSS JOIN identity i ON i.id = a.identity_id\n"
		      "WHERE +a.repository_id = :repository\n"
		      "ORDER BY a.id",
	[HASH_ACCOUNTS] = "SELECT a.login, a.origin, i.name, i.email\n"
			  "FROM account a\n"
			  "CROSS JOIN identity i ON i.id = a.identity_id\n"
			  "WHERE a.repository_id = :repository\n"
			  "ORDER BY a.login, a.identity_id, a.origin",
};

/* Hashes of rows are summed: ids order the rows, and ids are no content. */
static int hash_rows(uint64_t *sum, struct store *store, int64_t repository_id, int which)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, statements[which]);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	while ((ret = statement_step(statement)) == 0) {
		uint64_t hash = text_hash(TEXT_HASH_SEED, (struct text){ &"rpac"[which], 1 });

		for (int i = 0; i < statement_column_count(statement); i++)
			hash = text_hash(text_hash(hash, statement_text(statement, i)),
			                 statement_is_null(statement, i) ? TEXT("\1") : (struct text){ "", 1 });
		*sum += hash;
	}
	return ret == 1 ? 0 : ret;
}

static int stamp_name(struct buf *out, struct store *store, int64_t repository_id)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "SELECT key FROM repository WHERE id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	ret = statement_step(statement);
	if (ret == 0)
		buf_add_fmt(out, "landed requests " TEXT_FMT, TEXT_ARG(statement_text(statement, 0)));
	statement_reset(statement);
	return ret == 1 ? error_set(ERR_NOTFOUND, "the repository is not in the database") : ret;
}

/* The value as it should be; empty where nothing is known of any request. */
static int stamp_value(struct buf *out, struct store *store, int64_t repository_id)
{
	uint64_t sum = 0;
	int ret = 0;

	for (int i = 0; ret == 0 && i < STATEMENT_COUNT; i++)
		ret = hash_rows(&sum, store, repository_id, i);
	if (sum)
		buf_add_fmt(out, "%016llx", (unsigned long long)sum);
	return ret;
}

int scan_requests_are_news(bool *out, struct store *store, int64_t repository_id)
{
	struct buf name = { 0 }, before = { 0 }, now = { 0 };
	int ret = stamp_name(&name, store, repository_id);

	if (ret == 0)
		ret = store_stamp_get(&before, store, buf_str(&name));
	if (ret == 0 || ret == ERR_NOTFOUND)
		ret = stamp_value(&now, store, repository_id);
	*out = !text_equal(buf_text(&before), buf_text(&now));
	buf_release(&name);
	buf_release(&before);
	buf_release(&now);
	return ret;
}

int scan_stamp_requests(struct store *store, int64_t repository_id)
{
	struct buf name = { 0 }, now = { 0 };
	int ret = stamp_name(&name, store, repository_id);

	if (ret == 0)
		ret = stamp_value(&now, store, repository_id);
	if (ret == 0)
		ret = store_stamp_put(store, buf_str(&name), buf_text(&now));
	buf_release(&name);
	buf_release(&now);
	return ret;
}
