/*
 * One writer at a time over several transactions: an advisory lock on a file beside the database. The database's own file is left
 * alone, since closing it anywhere in a process drops the locks that SQLite holds on it. The kernel lets go of what a killed
 * process held. Knows nothing of SQL.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "lead/store.h"

#define POLL_MSECS 10
#define PATIENCE_MSECS 1000

struct store_lock {
	char *path;
	int fd;
};

/* The same file by whatever name; one that is not there yet by the name given. */
static char *lock_path(const char *path)
{
	char *real = realpath(path, NULL);
	char *out = xstrfmt("%s-lock", real ? real : path);

	free(real);
	return out;
}

/* The holder removes the file before it lets go: what is locked may be no longer what the name means. */
static bool is_current(const struct store_lock *lock)
{
	struct stat named, held;

	return stat(lock->path, &named) == 0 && fstat(lock->fd, &held) == 0 && named.st_dev == held.st_dev &&
	       named.st_ino == held.st_ino;
}

enum attempt { TAKEN, HELD_ELSEWHERE, IMPOSSIBLE };

static enum attempt attempt(struct store_lock *lock)
{
	lock->fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	/* Of somebody else's, who shares the database: to read it is enough for a lock. */
	if (lock->fd < 0 && errno == EACCES)
		lock->fd = open(lock->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (lock->fd < 0)
		return IMPOSSIBLE;
	if (flock(lock->fd, LOCK_EX | LOCK_NB) == 0) {
		if (is_current(lock))
			return TAKEN;
		errno = EWOULDBLOCK;
	}
	if (errno == EWOULDBLOCK || errno == EINTR) {
		close(lock->fd);
		return HELD_ELSEWHERE;
	}
	/* A file system without locks: the file would only lie about. */
	unlink(lock->path);
	close(lock->fd);
	return IMPOSSIBLE;
}

static int wait_for(struct store_lock *lock, const struct store_wait *wait, enum attempt *last)
{
	const struct timespec pause = { 0, POLL_MSECS * 1000000L };
	int64_t waited_msecs = 0;

	while ((*last = attempt(lock)) == HELD_ELSEWHERE) {
		if (wait && wait->is_cancelled && wait->is_cancelled(wait->payload))
			return error_set(ERR_CANCELLED, "interrupted while another git lead was at work on '%s'",
			                 lock->path);
		nanosleep(&pause, NULL);
		if (waited_msecs < PATIENCE_MSECS && (waited_msecs += POLL_MSECS) >= PATIENCE_MSECS && wait &&
		    wait->waiting)
			wait->waiting(wait->payload);
	}
	return 0;
}

int store_lock_take(struct store_lock **out, const char *path, const struct store_wait *wait)
{
	struct store_lock *lock = xcalloc(1, sizeof(*lock));
	enum attempt last;
	int ret;

	*out = NULL;
	lock->path = lock_path(path);
	ret = wait_for(lock, wait, &last);
	if (ret == 0 && last == TAKEN) {
		*out = lock;
		return 0;
	}
	free(lock->path);
	free(lock);
	return ret;
}

void store_lock_release(struct store_lock *lock)
{
	if (!lock)
		return;
	unlink(lock->path);
	close(lock->fd);
	free(lock->path);
	free(lock);
}
