/*
 * What the files of this room share: the inside of a store, the path of a SQLite failure to a message, and the upgrade
 * of older files. Nobody outside the room (and its tests) includes it.
 */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <sqlite3.h>
#include "lead/map.h"
#include "lead/store.h"
#include "lead/vec.h"
#include "fixed.h"

#if SQLITE_VERSION_NUMBER < 3037000
#error "SQLite is too old: git-lead needs 3.37 or later, for STRICT tables"
#endif

#define BUSY_TIMEOUT_MSECS 10000

/* Ids of rows by their natural key. Bounded: a full cache forgets everything and fills again. */
struct id_cache {
	struct map *map;  /* NULL while empty */
	size_t used_size; /* bytes of memory, about */
};

struct statement {
	struct store *store;
	sqlite3_stmt *handle;
	int bind_code; /* first failure of a binding, told by the next step */
};

struct store {
	sqlite3 *db;
	char *path;
	enum store_mode mode;
	int depth;              /* of nested transactions */
	const char *begin_file; /* where the outermost was begun; static text */
	int begin_line;
	struct map *statement_index; /* SQL text -> index into statements */
	VEC(struct statement *) statements;
	sqlite3_stmt *fixed[SQL_COUNT]; /* compiled at first use */
	struct id_cache identities, paths, sources;
	struct buf key; /* scratch for keys of caches */
};

/* Translates a SQLite result code and the connection's message; "what" says what was tried: "cannot write". */
int store_fail(struct store *store, int code, const char *what);
/* Runs a script of this room, or one given to store_script. */
int store_exec(struct store *store, const char *sql) MUST_CHECK;
/* First column of the first row of a statement without parameters. */
int store_exec_int(int64_t *out, struct store *store, const char *sql) MUST_CHECK;
/* Finalizes what store_statement made. */
void store_drop_statements(struct store *store);

/* ---- caches ---- */
/* 0: not cached. Ids start at 1. */
int64_t id_cache_get(const struct id_cache *cache, struct text key);
void id_cache_put(struct id_cache *cache, struct text key, int64_t id);
void id_cache_clear(struct id_cache *cache);

/* ---- schema ---- */
struct migration {
	int version; /* the step leads to it; 0 ends a list */
	const char *sql;
};
extern const struct migration store_migrations[];
/* The version of schema.sql: that of the last migration, else 1. */
int schema_version(const struct migration *migrations);
/* Refuses what is not ours; an empty file is nobody's, and a writer may take it. */
int schema_recognize(struct store *store) MUST_CHECK;
/*
 * After schema_recognize: makes the schema in an empty file, refuses a newer one, takes an older one up step by step;
 * every step and its version are one transaction.
 */
int schema_prepare(struct store *store, const struct migration *migrations) MUST_CHECK;
/* Runs the steps above the version the file has, whatever it holds. */
int schema_migrate(struct store *store, const struct migration *migrations) MUST_CHECK;

#endif
