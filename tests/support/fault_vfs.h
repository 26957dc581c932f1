/*
 * A disk that fails on demand: a layer over SQLite's file system that lets the n-th write and all that follow fail, or
 * kills the process in front of it.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

enum fault_kind {
	FAULT_NONE,
	FAULT_FULL,     /* no space left */
	FAULT_BROKEN,   /* an I/O error */
	FAULT_KILL,     /* the process dies before the write */
	FAULT_DIRECTORY /* no journal can be made: the directory is read-only */
};

/* Puts the layer under every database opened afterwards. Once a process. */
void fault_vfs_install(void);
/* The write with this number, counted from 0 now, and all later ones fail. FAULT_NONE heals. */
void fault_vfs_arm(enum fault_kind kind, long at);
/* Writes, truncations and syncs since the last arm. */
long fault_vfs_count(void);

#endif
