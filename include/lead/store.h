/*
 * The database. The only room that knows SQLite. Facts go in idempotently by natural keys; whoever needs rows asks with
 * a fixed statement through struct statement. SQL text is never built by formatting.
 */
#ifndef LEAD_STORE_H
#define LEAD_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include "lead/facts.h"

struct store;     /* opaque */
struct statement; /* opaque */

enum store_mode {
	STORE_READ,  /* must exist; nothing can be written */
	STORE_WRITE, /* made if absent, migrated if older */
	STORE_MEMORY_COPY, /* must exist; works on a private copy in memory: for read-only files whose derived tables are stale */
};

/* Once a process, before any store: allocator hooks. */
int store_init(void) MUST_CHECK;

/*
 * Opens path (":memory:" for tests). ERR_NOTFOUND: no such file in a mode that needs one. ERR_NEWER: written by a newer
 * program. ERR_INVALID: not a database of ours, or an older one that cannot be migrated in this mode. Waits up to 10 s for
 * another writer. Also makes the temporary table subject(person_id) for metrics.
 */
int store_open(struct store **out, const char *path, enum store_mode mode) MUST_CHECK;
/* NULL is allowed. An open transaction is a BUG that names who began it. */
void store_close(struct store *store);
bool store_is_writable(const struct store *store);

/*
 * Who is about to write through more than one transaction takes the file's lock first, so that no other run sees or changes what
 * lies between. Held by the process: whoever is killed holds nothing. Beside the file as "<path>-lock" while it is held or waited
 * for. Where no such file can be made there is no lock and *out is NULL: then nothing can be written either.
 */
struct store_lock; /* opaque */
struct store_wait {
	void *payload;
	void (*waiting)(void *payload); /* once, after a second of waiting; may be NULL */
	bool (*is_cancelled)(void *payload);
};
/* Waits as long as it takes. ERR_CANCELLED. wait may be NULL. */
int store_lock_take(struct store_lock **out, const char *path, const struct store_wait *wait) MUST_CHECK;
void store_lock_release(struct store_lock *lock); /* accepts NULL */

/* Nesting; only the outermost pair writes. rollback drops everything back to the outermost begin. */
#define store_begin(store) store_begin_at((store), __FILE__, __LINE__)
int store_begin_at(struct store *store, const char *file, int line) MUST_CHECK;
int store_commit(struct store *store) MUST_CHECK;
void store_rollback(struct store *store);
/* Ends what store_begin began: commits if status is 0, else drops it. Returns status, else what the commit returned. */
int store_end(struct store *store, int status) MUST_CHECK;

/* ---- statements ---- */
/* Compiles one fixed statement and keeps it for reuse until the store closes; the same text gives the same handle. */
int store_statement(struct statement **out, struct store *store, const char *sql) MUST_CHECK;
/* Binding by parameter name (":since") ; a name the statement does not have is ignored. Texts are copied. */
void statement_bind_int(struct statement *statement, const char *name, int64_t value);
void statement_bind_real(struct statement *statement, const char *name, double value);
void statement_bind_text(struct statement *statement, const char *name, struct text value);
void statement_bind_blob(struct statement *statement, const char *name, const void *bytes, size_t size);
void statement_bind_null(struct statement *statement, const char *name);
/* 0: a row is there; 1: no more rows (the statement is reset and its bindings cleared); negative: an error (reset too). */
int statement_step(struct statement *statement) MUST_CHECK;
/* Ends early: resets and clears bindings. */
void statement_reset(struct statement *statement);
/* Steps to the end, for statements that answer no rows. */
int statement_run(struct statement *statement) MUST_CHECK;
/* For statements that answer one whole number: the first column of the first row, 0 if there is no row or it is NULL. */
int statement_take_int(int64_t *out, struct statement *statement) MUST_CHECK;
int statement_column_count(const struct statement *statement);
const char *statement_column_name(const struct statement *statement, int column);
bool statement_is_null(const struct statement *statement, int column);
int64_t statement_int(const struct statement *statement, int column);
double statement_real(const struct statement *statement, int column);
/* Borrowed until the next step or reset; blobs as their bytes. */
struct text statement_text(const struct statement *statement, int column);
/* Runs a fixed script of several statements without parameters (derived-table rebuilds). */
int store_script(struct store *store, const char *sql) MUST_CHECK;
/* Rows changed by the last finished statement. */
int64_t store_changes(const struct store *store);
int64_t store_last_id(const struct store *store);

/* ---- the user's own query ---- */
enum cell_kind { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT, CELL_BLOB };
struct cell {
	enum cell_kind kind;
	int64_t integer;
	double real;
	struct text text; /* CELL_TEXT, CELL_BLOB; borrowed for the call */
};
struct query_sink {
	void *payload;
	int (*columns)(void *payload, const char *const *names, int count);
	int (*row)(void *payload, const struct cell *cells, int count);
};
/*
 * Runs one statement given by the user, read-only by an authorizer (no writes, no ATTACH, no PRAGMA, no extension
 * loading, no reading of tables that are not facts, derived tables or views of ours). ERR_INVALID on a syntax error or a
 * refused act, or more than one statement. The sink's non-zero answer stops and is returned.
 */
int store_query(struct store *store, const char *sql, const struct query_sink *sink) MUST_CHECK;

/* ---- writing facts (scan) ---- all idempotent */
int store_put_repository(int64_t *id, struct store *store, struct text key, struct text name, struct text path,
                         struct text remote) MUST_CHECK;
int store_put_repository_text(struct store *store, int64_t repository, const char *kind, struct text text) MUST_CHECK;
bool store_has_commit(struct store *store, const struct oid *oid);
int store_put_identity(int64_t *id, struct store *store, struct identity_fact identity) MUST_CHECK;
int store_put_source(int64_t *id, struct store *store, struct text name) MUST_CHECK;
/* The commit with its files; events, references and keys of it follow with the id given. is_new: 0 if it was there. */
int store_put_commit(int64_t *id, bool *is_new, struct store *store, const struct commit_fact *fact) MUST_CHECK;
int store_put_event(struct store *store, int64_t commit, const struct event_fact *event) MUST_CHECK;
int store_put_reference(struct store *store, int64_t commit, const struct reference_fact *reference) MUST_CHECK;
int store_put_unknown_key(struct store *store, int64_t commit, struct text key) MUST_CHECK;
int store_put_missing(struct store *store, int64_t repository, const struct oid *oid, const char *what) MUST_CHECK;

/* Stamps of derived tables. get appends to out; ERR_NOTFOUND if there is none. */
int store_stamp_get(struct buf *out, struct store *store, const char *name) MUST_CHECK;
int store_stamp_put(struct store *store, const char *name, struct text value) MUST_CHECK;

#endif
