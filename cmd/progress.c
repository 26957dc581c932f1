/* Progress on stderr and the watch for SIGINT. Nothing here reaches stdout. */
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "command.h"

static volatile sig_atomic_t interrupted;
static struct {
	struct timespec start, last;
	bool is_started, is_shown;
} progress;

static double secs_between(const struct timespec *from, const struct timespec *to)
{
	return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

void progress_update(const char *what, uint64_t done_count, uint64_t total_count)
{
	struct timespec now;

	if (!isatty(STDERR_FILENO))
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!progress.is_started) {
		progress.start = progress.last = now;
		progress.is_started = true;
	}
	if (secs_between(&progress.start, &now) < 1.0 || secs_between(&progress.last, &now) < 0.1)
		return;
	progress.last = now;
	progress.is_shown = true;
	if (total_count)
		fprintf(stderr, "\r%s: %3u%% (%llu/%llu)\033[K", what, (unsigned)(done_count * 100 / total_count),
		        (unsigned long long)done_count, (unsigned long long)total_count);
	else
		fprintf(stderr, "\r%s\033[K", what);
}

void progress_finish(void)
{
	if (progress.is_shown)
		fprintf(stderr, "\r\033[K");
	progress.is_shown = progress.is_started = false;
}

static void on_interrupt(int number)
{
	(void)number;
	/* A second SIGINT ends the process at once: SQLite's journal makes that safe. */
	if (interrupted)
		_exit(130);
	interrupted = 1;
}

void interrupt_watch(void)
{
	struct sigaction action = { .sa_handler = on_interrupt };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
}

bool interrupt_was_seen(void)
{
	return interrupted != 0;
}
