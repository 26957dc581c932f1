/*
 * The store tests' kit. Nothing here knows SQLite.
 */
#include "store_kit.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lead/alloc.h"

void kit_start(struct kit *kit)
{
	const char *parent = getenv("TMPDIR");

	*kit = (struct kit){ 0 };
	ck_assert_int_eq(store_init(), 0);
	kit->directory = xstrfmt("%s/lead-store-XXXXXX", parent != NULL ? parent : P_tmpdir);
	ck_assert_ptr_nonnull(mkdtemp(kit->directory));
	kit->path = xstrfmt("%s/lead.db", kit->directory);
}

void kit_open(struct kit *kit, enum store_mode mode)
{
	int ret;

	store_close(kit->store);
	kit->store = NULL;
	ret = store_open(&kit->store, kit->path, mode);
	ck_assert_msg(ret == 0, "%s", error_message());
}

void kit_stop(struct kit *kit)
{
	char *journal = xstrfmt("%s-journal", kit->path);

	store_close(kit->store);
	(void)unlink(journal);
	(void)unlink(kit->path);
	ck_assert_int_eq(rmdir(kit->directory), 0);
	free(journal);
	free(kit->path);
	free(kit->directory);
}

int64_t kit_int(struct store *store, const char *sql)
{
	struct statement *statement;
	int64_t value;

	ck_assert_msg(store_statement(&statement, store, sql) == 0, "%s", error_message());
	ck_assert_msg(statement_step(statement) == 0, "%s", error_message());
	value = statement_int(statement, 0);
	statement_reset(statement);
	return value;
}

struct oid kit_oid(unsigned number)
{
	struct oid oid = { { 0 } };

	memcpy(oid.bytes, &number, sizeof(number));
	oid.bytes[OID_SIZE - 1] = 1;
	return oid;
}

struct commit_fact kit_commit(unsigned number)
{
	static const struct file_change files[] = {
		{ { "Makefile", 8 }, 'M', 3, 1 },
		{ { "logo.png", 8 }, 'A', -1, -1 },
	};

	return (struct commit_fact){
		.oid = kit_oid(number),
		.author = { TEXT("A U Thor"), TEXT("author@example.org") },
		.committer = { TEXT("C O Mitter"), TEXT("committer@example.org") },
		.author_time = 1700000000 + number,
		.commit_time = 1700000100 + number,
		.author_zone = 120,
		.commit_zone = -480,
		.message = TEXT("one line\n\nmore\n"),
		.files = files,
		.file_count = 2,
	};
}

static int write_commit(struct store *store, unsigned number)
{
	struct commit_fact fact = kit_commit(number);
	struct oid parent = kit_oid(number - 1);
	struct event_fact event = {
		.kind = EVENT_REV,
		.who = { TEXT("R E Viewer"), TEXT("viewer@example.org") },
		.source = TEXT("trailer:Reviewed-by"),
		.raw = TEXT("Reviewed-by: R E Viewer <viewer@example.org>"),
		.line = 3,
	};
	struct reference_fact reference = { .kind = REFERENCE_PR,
		                            .value = TEXT("7"),
		                            .source = TEXT("subject:squash") };
	int64_t id;
	bool is_new;
	int ret;

	if (number > 0) {
		fact.parents = &parent;
		fact.parent_count = 1;
	}
	ret = store_put_commit(&id, &is_new, store, &fact);
	for (event.ordinal = 0; ret == 0 && event.ordinal < 2; event.ordinal++)
		ret = store_put_event(store, id, &event);
	return ret == 0 ? store_put_reference(store, id, &reference) : ret;
}

int kit_write(struct store *store, unsigned from, unsigned to)
{
	int64_t repository;
	int ret = store_begin(store);

	if (ret != 0)
		return ret;
	ret = store_put_repository(&repository, store, TEXT("key"), TEXT("name"), TEXT("path"), TEXT(""));
	for (unsigned i = from; ret == 0 && i < to; i++)
		ret = write_commit(store, i);
	if (ret == 0)
		return store_commit(store);
	store_rollback(store);
	return ret;
}
