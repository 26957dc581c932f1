/*
 * Where a SQLite result code becomes one line for the user. Nothing of SQLite's numbers leaves this room.
 */
#include <string.h>
#include "lead/alloc.h"
#include "database.h"

static int fail_io(struct store *store, const char *what)
{
	int number = store->db != NULL ? sqlite3_system_errno(store->db) : 0;

	return error_set(ERR_FAILED, "%s '%s': %s", what, store->path,
	                 number != 0 ? strerror(number) : sqlite3_errmsg(store->db));
}

static int fail_read_only(struct store *store, int code, const char *what)
{
	if (code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_ROLLBACK)
		return error_set(ERR_FAILED,
		                 "%s '%s': a writer was interrupted and the file cannot be repaired where it"
		                 " is read-only; run `git lead scan` where it can be written",
		                 what, store->path);
	if (code == SQLITE_READONLY_DIRECTORY)
		return error_set(ERR_FAILED, "%s '%s': its directory is read-only", what, store->path);
	if (code == SQLITE_READONLY_DBMOVED)
		return error_set(ERR_FAILED, "%s '%s': it was moved or removed meanwhile", what, store->path);
	return error_set(ERR_FAILED, "%s '%s': it is read-only", what, store->path);
}

int store_fail(struct store *store, int code, const char *what)
{
	int extended = store->db != NULL ? sqlite3_extended_errcode(store->db) : code;

	/* The connection may have forgotten a code that a binding gave. */
	if ((extended & 0xff) != (code & 0xff))
		extended = code;
	switch (code & 0xff) {
	case SQLITE_NOMEM:
		alloc_fail(0);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(ERR_FAILED, "%s '%s': another git lead is at work on it; try again when it is done",
		                 what, store->path);
	case SQLITE_FULL:
		return error_set(ERR_FAILED, "%s '%s': no space left", what, store->path);
	case SQLITE_READONLY:
		return fail_read_only(store, extended, what);
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
	case SQLITE_PERM:
		return fail_io(store, what);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return error_set(ERR_FAILED, "%s '%s': the file is damaged (%s); move it away and run `git lead scan`",
		                 what, store->path, sqlite3_errmsg(store->db));
	case SQLITE_INTERRUPT:
		return error_set(ERR_CANCELLED, "%s '%s': interrupted", what, store->path);
	default:
		return error_set(ERR_FAILED, "%s '%s': %s", what, store->path,
		                 store->db != NULL ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
	}
}
