/* The pager, as git chooses and starts it. One a process, as there is one stdout. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "output.h"

#define NOT_STARTED 127 /* what sh answers where there is no such command */

static struct {
	pid_t pid; /* 0: none runs */
	int fd;
	struct buf first; /* what was written so far, until it is sure that somebody reads it */
	struct sigaction interrupt;
} pager;

/* git's configuration alone, the last one winning: a .gitlead comes with the clone and cannot name a command. */
static const char *configured(const struct config *config, const char *section, const char *key)
{
	const struct config_entry *entry;
	const char *value = NULL;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		if (entry->origin == CONFIG_GIT && strcmp(entry->section, section) == 0 && !entry->subsection &&
		    strcmp(entry->key, key) == 0)
			value = entry->value ? entry->value : "true";
	return value;
}

static bool is_one_of(const char *value, const char *const *words)
{
	for (; value && *words; words++)
		if (text_equal_nocase(text_of(value), text_of(*words)))
			return true;
	return false;
}

const char *pager_command(const struct config *config)
{
	static const char *const noes[] = { "false", "no", "off", "0", "", NULL };
	static const char *const yeses[] = { "true", "yes", "on", "1", NULL };
	const char *own = configured(config, "pager", "lead");
	const char *command = getenv("GIT_PAGER");

	if (is_one_of(own, noes))
		return NULL;
	if (!command && own && !is_one_of(own, yeses))
		command = own;
	if (!command)
		command = configured(config, "core", "pager");
	if (!command)
		command = getenv("PAGER");
	if (!command)
		command = "less";
	return *command && strcmp(command, "cat") != 0 ? command : NULL;
}

bool pager_is_in_use(void)
{
	static const char *const yeses[] = { "true", "yes", "on", "1", NULL };

	return is_one_of(getenv("GIT_PAGER_IN_USE"), yeses);
}

/* Signals are its own again: an ignored one would stay ignored in it. */
static _Noreturn void become_pager(const char *command, int input)
{
	dup2(input, STDIN_FILENO);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	setenv("LESS", "FRX", 0);
	setenv("LV", "-c", 0);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(NOT_STARTED);
}

static int start(const char *command)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return error_set(ERR_FAILED, "cannot make a pipe: %s", strerror(errno));
	pager.pid = fork();
	if (pager.pid < 0) {
		pager.pid = 0;
		close(ends[0]);
		close(ends[1]);
		return error_set(ERR_FAILED, "cannot start the pager: %s", strerror(errno));
	}
	if (pager.pid == 0)
		become_pager(command, ends[0]);
	close(ends[0]);
	pager.fd = ends[1];
	/* Its reader interrupts a search within it, not this program. */
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGINT, &ignore, &pager.interrupt);
	return 0;
}

int pager_write(const char *command, struct text bytes)
{
	int ret = pager.pid ? 0 : start(command);

	if (ret)
		return ret;
	buf_add_text(&pager.first, bytes);
	return output_bytes(pager.fd, bytes, "to the pager");
}

int pager_finish(void)
{
	int status = 0, ret = 0;

	if (!pager.pid)
		return 0;
	close(pager.fd);
	while (waitpid(pager.pid, &status, 0) < 0 && errno == EINTR)
		;
	pager.pid = 0;
	sigaction(SIGINT, &pager.interrupt, NULL);
	/* A pager that is not installed must not swallow the answer. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_STARTED)
		ret = output_bytes(STDOUT_FILENO, buf_text(&pager.first), "standard output");
	buf_release(&pager.first);
	return ret;
}
