/*
 * The failing disk. Only what changes files can fail; reading always works.
 */
#include "fault_vfs.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sqlite3.h>

struct fault_file {
	sqlite3_file base;
	sqlite3_file *real; /* lies behind this struct */
};

static struct {
	sqlite3_vfs vfs, *real;
	sqlite3_io_methods methods;
	enum fault_kind kind;
	long at, count;
} fault;

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct fault_file *)file)->real;
}

/* SQLITE_OK, or how this write fails. */
static int strike(int broken_code)
{
	bool is_due = fault.count++ >= fault.at;

	if (!is_due)
		return SQLITE_OK;
	switch (fault.kind) {
	case FAULT_FULL:
		return SQLITE_FULL;
	case FAULT_BROKEN:
		return broken_code;
	case FAULT_KILL:
		return raise(SIGKILL);
	default:
		return SQLITE_OK;
	}
}

static int fault_close(sqlite3_file *file)
{
	return real_of(file)->pMethods != NULL ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
}

static int fault_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
	return real_of(file)->pMethods->xRead(real_of(file), bytes, size, at);
}

static int fault_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
	int code = strike(SQLITE_IOERR_WRITE);

	return code != SQLITE_OK ? code : real_of(file)->pMethods->xWrite(real_of(file), bytes, size, at);
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int code = strike(SQLITE_IOERR_TRUNCATE);

	return code != SQLITE_OK ? code : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int fault_sync(sqlite3_file *file, int flags)
{
	int code = strike(SQLITE_IOERR_FSYNC);

	return code != SQLITE_OK ? code : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int fault_lock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int fault_unlock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int fault_check_lock(sqlite3_file *file, int *is_locked)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), is_locked);
}

static int fault_control(sqlite3_file *file, int operation, void *argument)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int fault_sector_size(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

/* Nothing is promised: every journal page is written and synced, and each of it can fail. */
static int fault_characteristics(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	struct fault_file *self = (struct fault_file *)file;
	int code;

	(void)vfs;
	self->base.pMethods = NULL;
	if (fault.kind == FAULT_DIRECTORY && (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0)
		return SQLITE_READONLY_DIRECTORY;
	self->real = (sqlite3_file *)(self + 1);
	code = fault.real->xOpen(fault.real, name, self->real, flags, out_flags);
	if (self->real->pMethods != NULL)
		self->base.pMethods = &fault.methods;
	return code;
}

void fault_vfs_install(void)
{
	if (fault.real != NULL)
		return;
	fault.real = sqlite3_vfs_find(NULL);
	fault.vfs = *fault.real;
	fault.vfs.zName = "fault";
	fault.vfs.szOsFile = (int)sizeof(struct fault_file) + fault.real->szOsFile;
	fault.vfs.xOpen = fault_open;
	fault.methods = (sqlite3_io_methods){
		.iVersion = 1,
		.xClose = fault_close,
		.xRead = fault_read,
		.xWrite = fault_write,
		.xTruncate = fault_truncate,
		.xSync = fault_sync,
		.xFileSize = fault_size,
		.xLock = fault_lock,
		.xUnlock = fault_unlock,
		.xCheckReservedLock = fault_check_lock,
		.xFileControl = fault_control,
		.xSectorSize = fault_sector_size,
		.xDeviceCharacteristics = fault_characteristics,
	};
	sqlite3_vfs_register(&fault.vfs, 1);
}

void fault_vfs_arm(enum fault_kind kind, long at)
{
	fault.kind = kind;
	fault.at = at;
	fault.count = 0;
}

long fault_vfs_count(void)
{
	return fault.count;
}
