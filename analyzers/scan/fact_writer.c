/*
 * Carries commits from history into the store, with the evidence in their messages, in transactions of a bounded size. Knows
 * neither which commits are wanted nor what follows.
 */
#include "lead/evidence.h"
#include "scan_steps.h"

#define BATCH_COMMITS 8192 /* commits a transaction: what a killed scan loses at most */

/* ---- one commit's evidence into the store ---- */

static void sink_event(void *payload, const struct event_fact *event)
{
	struct fact_writer *writer = payload;

	if (writer->status == 0)
		writer->status = store_put_event(writer->store, writer->commit_id, event);
}

static void sink_reference(void *payload, const struct reference_fact *reference)
{
	struct fact_writer *writer = payload;

	if (writer->status == 0)
		writer->status = store_put_reference(writer->store, writer->commit_id, reference);
}

static void sink_unknown_key(void *payload, struct text key)
{
	struct fact_writer *writer = payload;

	if (writer->status == 0)
		writer->status = store_put_unknown_key(writer->store, writer->commit_id, key);
}

static int end_batch(struct fact_writer *writer)
{
	int ret = store_commit(writer->store);

	writer->batch_count = 0;
	return ret ? ret : store_begin(writer->store);
}

/* Read again means read anew: what an older reader saw and today's does not must not stay, nor an older line count. */
static int forget_commit(struct store *store, const struct oid *oid)
{
	static const char *const forget[] = {
		"DELETE FROM event\n"
		"WHERE commit_id = (SELECT id FROM commits WHERE oid = :oid)",
		"DELETE FROM reference\n"
		"WHERE commit_id = (SELECT id FROM commits WHERE oid = :oid)",
		"DELETE FROM unknown_key\n"
		"WHERE commit_id = (SELECT id FROM commits WHERE oid = :oid)",
		"UPDATE commits\n"
		"SET files_state = :unknown\n"
		"WHERE oid = :oid AND files_state <> :not_read",
	};
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < sizeof(forget) / sizeof(forget[0]); i++) {
		struct statement *statement;

		ret = store_statement(&statement, store, forget[i]);
		if (ret)
			break;
		statement_bind_blob(statement, ":oid", oid->bytes, OID_SIZE);
		statement_bind_int(statement, ":unknown", FILES_UNKNOWN);
		statement_bind_int(statement, ":not_read", FILES_NOT_READ);
		ret = statement_run(statement);
	}
	return ret;
}

static int write_commit(void *payload, const struct commit_fact *fact)
{
	struct fact_writer *writer = payload;
	const struct evidence_sink sink = { writer, sink_event, sink_reference, sink_unknown_key };
	bool is_new;
	int ret;

	if (writer->watch && writer->watch->is_cancelled && writer->watch->is_cancelled(writer->watch->payload))
		return error_set(ERR_CANCELLED, "interrupted; the next scan goes on from here");
	ret = writer->reads_again ? forget_commit(writer->store, &fact->oid) : 0;
	if (ret)
		return ret;
	ret = store_put_commit(&writer->commit_id, &is_new, writer->store, fact);
	if (ret)
		return ret;
	writer->status = 0;
	if (is_new || writer->reads_again)
		evidence_read_commit(fact, &sink);
	if (writer->status)
		return writer->status;
	writer->commit_count++;
	if (writer->watch && writer->watch->progress && (writer->commit_count & 63) == 0)
		writer->watch->progress(writer->watch->payload, writer->what, writer->commit_count,
		                        writer->total_count);
	return ++writer->batch_count >= BATCH_COMMITS ? end_batch(writer) : 0;
}

void fact_writer_missing(void *payload, const struct history_missing *missing)
{
	struct fact_writer *writer = payload;

	*VEC_PUSH(&writer->missing) = *missing;
}

int fact_writer_read(struct fact_writer *writer, struct repository *repository, const struct oid_list *list,
                     const struct history_options *options)
{
	const struct history_sink sink = { writer, write_commit, fact_writer_missing };
	int ret, end;

	writer->commit_count = 0;
	writer->total_count = list->count;
	ret = store_begin(writer->store);
	if (ret)
		return ret;
	ret = history_read(repository, list->at, list->count, options, &sink);
	/* What was read before an interruption is true and stays. */
	if (ret == 0 || ret == ERR_CANCELLED) {
		end = store_commit(writer->store);
		return ret ? ret : end;
	}
	store_rollback(writer->store);
	return ret;
}

void oid_list_reverse(struct oid_list *list)
{
	for (size_t i = 0; i < list->count / 2; i++) {
		struct oid other = list->at[i];

		list->at[i] = list->at[list->count - 1 - i];
		list->at[list->count - 1 - i] = other;
	}
}
