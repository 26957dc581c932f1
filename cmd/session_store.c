/* The database as a session opens it: its lock, for writing, for reading, or a copy in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"

static void tell_waiting(void *payload)
{
	const struct session *session = payload;

	if (!session->values->quiet)
		fprintf(stderr, "git-lead: another git lead is at work on '%s'; waiting for it\n", session->db_path);
}

static bool is_cancelled(void *payload)
{
	(void)payload;
	return interrupt_was_seen();
}

int session_lock(struct session *session)
{
	const struct store_wait wait = { session, tell_waiting, is_cancelled };

	return store_lock_take(&session->lock, session->db_path, &wait);
}

void session_unlock(struct session *session)
{
	store_lock_release(session->lock);
	session->lock = NULL;
}

int session_open_store(struct session *session)
{
	int ret = session_lock(session);

	return ret ? ret : store_open(&session->store, session->db_path, STORE_WRITE);
}

/* What cannot be written is brought up to date in memory, and nothing of it is kept. */
static int open_copy(struct session *session, bool is_there)
{
	int ret = is_there ? store_open(&session->store, session->db_path, STORE_MEMORY_COPY)
	                   : store_open(&session->store, ":memory:", STORE_WRITE);

	if (ret == 0 && !session->values->quiet)
		fprintf(stderr, "git-lead: '%s' cannot be written: nothing of this run is kept\n", session->db_path);
	return ret;
}

/* The file, and its folder, where SQLite puts its journal. */
static bool is_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
	bool is = access(folder, W_OK) == 0 && (access(path, F_OK) != 0 || access(path, W_OK) == 0);

	free(folder);
	return is;
}

/* A file that cannot be written can still be read. */
int session_open_for_report(struct session *session)
{
	bool is_there = access(session->db_path, F_OK) == 0;
	int ret = ERR_FAILED;

	if (session->copies && !is_writable(session->db_path))
		return open_copy(session, is_there);
	if (!is_there || access(session->db_path, W_OK) == 0) {
		ret = session_lock(session);
		if (ret == ERR_CANCELLED)
			return ret;
		ret = store_open(&session->store, session->db_path, STORE_WRITE);
	}
	if (!is_there && ret == ERR_FAILED)
		return error_context(ret,
		                     "no database can be made here; 'git lead scan --db=<file>' puts it elsewhere");
	if (ret == ERR_NEWER || ret == 0)
		return ret;
	return store_open(&session->store, session->db_path, STORE_READ);
}
