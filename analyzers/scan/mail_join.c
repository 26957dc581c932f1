/*
 * Joins the mails of a repository to its history, and writes what comes out as requests of origin "mail". Made anew whenever mails
 * or the history changed, and written only if it is not what is there: rows that stay keep their ids.
 */
#include "mail_join.h"
#include "lead/store_mail.h"
#include "lead/store_request.h"

#define ORIGIN_MAIL "mail"

static void release(struct mail_join *join)
{
	map_free(join->ids);
	map_free(join->authors);
	map_free(join->keys);
	map_free(join->writers);
	VEC_RELEASE(&join->writer_rows);
	VEC_RELEASE(&join->mails);
	VEC_RELEASE(&join->commits);
	VEC_RELEASE(&join->lineages);
	VEC_RELEASE(&join->claims);
	VEC_RELEASE(&join->parts);
	arena_release(&join->arena);
}

/* ---- what it would tell, as one value ---- */

static void hash_number(uint64_t *hash, int64_t number)
{
	struct buf digits = { 0 };

	buf_add_fmt(&digits, "%lld ", (long long)number);
	*hash = text_hash(*hash, buf_text(&digits));
	buf_release(&digits);
}

static void hash_text(uint64_t *hash, struct text text)
{
	*hash = text_hash(*hash, text);
	hash_number(hash, (int64_t)text.size);
}

static void hash_request(void *payload, const struct request_fact *request)
{
	uint64_t *hash = payload;

	hash_text(hash, request->change);
	hash_text(hash, request->author);
	hash_text(hash, request->author_email);
	hash_number(hash, request->state);
	hash_number(hash, request->created_time);
	hash_number(hash, request->seen_time);
	for (size_t i = 0; i < request->pointer_count; i++)
		hash_text(hash, (struct text){ (const char *)request->pointers[i].oid.bytes, OID_SIZE });
}

static void hash_act(void *payload, const struct request_act_fact *act)
{
	uint64_t *hash = payload;

	hash_text(hash, act->change);
	hash_text(hash, act->source);
	hash_text(hash, act->who.name);
	hash_text(hash, act->who.email);
	hash_text(hash, act->raw);
	hash_number(hash, act->kind);
	hash_number(hash, act->state);
	hash_number(hash, act->act_time);
	hash_number(hash, act->word_count);
}

/* ---- stamps ---- */

static int stamp_name(struct buf *out, const struct mail_join *join, const char *what)
{
	struct statement *row;
	int ret = store_statement(&row, join->store, "SELECT key FROM repository WHERE id = :repository");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	ret = statement_step(row);
	if (ret == 0)
		buf_add_fmt(out, "%s " TEXT_FMT, what, TEXT_ARG(statement_text(row, 0)));
	statement_reset(row);
	return ret == 1 ? error_set(ERR_NOTFOUND, "the repository is not in the database") : ret;
}

static int stamp_is(bool *out, const struct mail_join *join, const char *what, const struct buf *value)
{
	struct buf name = { 0 }, before = { 0 };
	int ret = stamp_name(&name, join, what);

	if (ret == 0)
		ret = store_stamp_get(&before, join->store, buf_str(&name));
	*out = ret == 0 && text_equal(buf_text(&before), buf_text(value));
	buf_release(&name);
	buf_release(&before);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int stamp_put(const struct mail_join *join, const char *what, const struct buf *value)
{
	struct buf name = { 0 };
	int ret = stamp_name(&name, join, what);

	if (ret == 0)
		ret = store_stamp_put(join->store, buf_str(&name), buf_text(value));
	buf_release(&name);
	return ret;
}

/* All that a join depends on: the mails, the landed history and what its messages and notes name. */
static int describe_inputs(struct buf *out, const struct mail_join *join)
{
	struct statement *row;
	int ret = store_statement(
		&row, join->store,
		"SELECT count(*) || ' ' || coalesce(sum(fingerprint & 4294967295), 0) || ' ' || "
		"coalesce(sum(fingerprint >> 32), 0) || ' ' || (\n"
		"    SELECT coalesce(hex(tip), '') FROM repository WHERE id = :repository) || ' ' || (\n"
		"    SELECT count(*) FROM landed WHERE repository_id = :repository) || ' ' || (\n"
		"    SELECT count(*) || '.' || coalesce(sum(length(r.value)), 0) FROM landed l\n"
		"    CROSS JOIN reference r ON r.commit_id = l.commit_id AND r.kind = 'review'\n"
		"    WHERE l.repository_id = :repository)\n"
		"FROM mail\n"
		"WHERE repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	ret = statement_step(row);
	if (ret == 0)
		buf_add_fmt(out, TEXT_FMT " %s %d", TEXT_ARG(statement_text(row, 0)), LEAD_VERSION RULES_VERSION,
		            join->repository != NULL);
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

/* ---- writing ---- */

static int write_requests(struct mail_join *join)
{
	struct request_writer writer = {
		.store = join->store,
		.repository_id = join->repository_id,
		.origin = TEXT(ORIGIN_MAIL),
	};
	struct request_sink sink = request_writer_sink(&writer);
	int ret = store_clear_origin(join->store, join->repository_id, TEXT(ORIGIN_MAIL)), flushed;

	if (ret == 0)
		ret = join_tell(join, &sink);
	flushed = request_writer_flush(&writer);
	request_writer_release(&writer);
	return ret ? ret : flushed;
}

static int write_if_new(bool *is_changed, struct mail_join *join)
{
	uint64_t hash = TEXT_HASH_SEED;
	struct request_sink sink = { .payload = &hash, .request = hash_request, .act = hash_act };
	struct buf value = { 0 };
	bool is_same = false;
	int ret = join_tell(join, &sink);

	buf_add_fmt(&value, "%016llx", (unsigned long long)hash);
	if (ret == 0)
		ret = stamp_is(&is_same, join, "mail requests", &value);
	if (ret == 0 && !is_same) {
		ret = write_requests(join);
		if (ret == 0)
			ret = stamp_put(join, "mail requests", &value);
		*is_changed = ret == 0;
	}
	buf_release(&value);
	return ret;
}

static int join_all(struct scan_mail_join *out, struct mail_join *join)
{
	int ret = join_read_threads(join);

	if (ret == 0)
		ret = join_find_lineages(join);
	if (ret == 0)
		ret = join_by_patch_id(join);
	if (ret == 0)
		ret = write_if_new(&out->is_changed, join);
	out->by_id_count = join->by_id_count;
	out->by_subject_count = join->by_subject_count;
	out->by_patch_count = join->by_patch_count;
	out->request_count = join->lineages.count;
	out->cut_count = join->cut_count;
	for (size_t i = 0; i < join->lineages.count; i++)
		out->joined_count += join->lineages.at[i].is_joined;
	return ret;
}

static int has_mails(bool *out, const struct mail_join *join)
{
	struct statement *row;
	int64_t has = 0;
	int ret = store_statement(
		&row, join->store,
		"SELECT EXISTS (SELECT 1 FROM mail WHERE repository_id = :repository)\n"
		"  OR EXISTS (SELECT 1 FROM request WHERE repository_id = :repository AND origin = 'mail')");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	ret = statement_take_int(&has, row);
	*out = has != 0;
	return ret;
}

int scan_join_mails(struct scan_mail_join *out, struct store *store, int64_t repository_id,
                    struct repository *repository, bool is_asked)
{
	struct mail_join join = { .store = store, .repository_id = repository_id, .repository = repository };
	struct buf inputs = { 0 };
	bool has = false, is_same = false;
	int ret = has_mails(&has, &join);

	*out = (struct scan_mail_join){ 0 };
	if (ret || !has)
		return ret;
	ret = describe_inputs(&inputs, &join);
	if (ret == 0)
		ret = stamp_is(&is_same, &join, "mails", &inputs);
	if (ret == 0 && (!is_same || is_asked)) {
		/* All or nothing: between, no request would be what it was or will be. */
		ret = store_begin(store);
		if (ret == 0)
			ret = store_end(store, join_all(out, &join));
		if (ret == 0)
			ret = stamp_put(&join, "mails", &inputs);
	}
	release(&join);
	buf_release(&inputs);
	return ret;
}
