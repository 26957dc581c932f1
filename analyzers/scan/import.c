/*
 * An export on its way into the database: read, written in batches, and at the end joined to the history. Killed in
 * between, what is in stays, and the same export again completes it.
 */
#include <stdlib.h>

#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/store_mail.h"
#include "lead/store_request.h"
#include "scan_steps.h"

/* Fed less than this at once, the rest may be long in coming: the database is not kept from others meanwhile. */
#define FULL_FEED_SIZE ((size_t)64 * 1024)

struct scan_import {
	struct request_writer writer;
	struct import *import;
};

/* Of an archive that holds several projects the remote's own is read. */
static int tell_remote(struct import *import, struct store *store, int64_t repository_id)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "SELECT remote FROM repository WHERE id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	ret = statement_step(statement);
	if (ret == 0)
		import_set_remote(import, statement_text(statement, 0));
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

int scan_import_new(struct scan_import **out, struct store *store, int64_t repository_id,
                    void (*trouble)(void *payload, const struct import_trouble *trouble), void *payload)
{
	struct scan_import *import;
	struct request_sink sink;

	if (!store_is_writable(store))
		return error_set(ERR_FAILED, "the database is read-only: nothing can be imported");
	import = xcalloc(1, sizeof(*import));
	import->writer = (struct request_writer){
		.store = store,
		.repository_id = repository_id,
		.origin = TEXT(ORIGIN_EXPORT),
		.trouble = trouble,
		.trouble_payload = payload,
	};
	sink = request_writer_sink(&import->writer);
	import->import = import_new(&sink);
	*out = import;
	return tell_remote(import->import, store, repository_id);
}

void scan_import_begin(struct scan_import *import, struct text name)
{
	import_begin(import->import, name);
}

int scan_import_feed(struct scan_import *import, const char *bytes, size_t size)
{
	import_feed(import->import, bytes, size);
	return size < FULL_FEED_SIZE ? request_writer_flush(&import->writer) : import->writer.status;
}

int scan_import_feed_at_hand(struct scan_import *import, struct text bytes)
{
	import_feed(import->import, bytes.at, bytes.size);
	return import->writer.status;
}

int scan_import_finish(struct scan_import *import, struct scan_import_result *out)
{
	struct request_writer *writer = &import->writer;
	int ret;

	*out = (struct scan_import_result){ 0 };
	import_finish(import->import, &out->summary);
	ret = request_writer_flush(writer);
	if (ret == 0)
		ret = scan_land_requests(writer->store, writer->repository_id);
	out->new_count = writer->new_count;
	out->act_count = writer->act_count;
	out->bot_act_count = writer->bot_act_count;
	out->request_count = writer->told ? map_count(writer->told) : 0;
	return ret ? ret : request_writer_count_joined(&out->joined_count, writer);
}

void scan_import_free(struct scan_import *import)
{
	if (!import)
		return;
	import_free(import->import);
	request_writer_release(&import->writer);
	free(import);
}

static int forget_mails(struct store *store, int64_t repository_id)
{
	struct statement *statement;
	int ret = store_clear_mails(store, repository_id);

	if (ret == 0)
		ret = store_statement(&statement, store,
		                      "DELETE FROM read_ref WHERE repository_id = :repository AND name LIKE 'mail %'");
	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	return statement_run(statement);
}

int scan_import_forget(struct store *store, int64_t repository_id)
{
	struct scan_mail_join join;
	int ret = store_begin(store);

	if (ret)
		return ret;
	ret = store_clear_origin(store, repository_id, TEXT(ORIGIN_EXPORT));
	if (ret == 0)
		ret = forget_mails(store, repository_id);
	ret = store_end(store, ret);
	/* Without mails their requests go. */
	if (ret == 0)
		ret = scan_join_mails(&join, store, repository_id, NULL, false);
	return ret ? ret : scan_land_requests(store, repository_id);
}
