/* Where the answer goes: -o, a pager, or stdout. Also what the terminal can show. */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "lead/text.h"
#include "render/render.h"

static int terminal_columns(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t number;

	if (columns && text_to_uint(text_of(columns), &number) && number > 0 && number < 10000)
		return (int)number;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

/* git's order: --color, then NO_COLOR, then color.lead, then color.ui; "auto" asks the terminal. */
static bool want_color(const struct session *session)
{
	const char *when = session->values->color;
	const char *no_color = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (!when && no_color && *no_color)
		return false;
	if (!when)
		when = config_get(session->config, "color.lead");
	if (!when)
		when = config_get(session->config, "color.ui");
	if (when && (strcmp(when, "always") == 0))
		return true;
	if (when && (strcmp(when, "never") == 0 || strcmp(when, "false") == 0 || strcmp(when, "no") == 0 ||
	             strcmp(when, "off") == 0 || strcmp(when, "0") == 0))
		return false;
	return !session->values->output && isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

struct render_options output_options(const struct session *session)
{
	return (struct render_options){
		.columns = terminal_columns(),
		.use_color = want_color(session),
		.use_unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.is_terminal = !session->values->output && isatty(STDOUT_FILENO),
	};
}

static int write_all(int fd, const struct buf *text, const char *name)
{
	const char *at = buf_str(text);
	size_t left = text->size;

	while (left > 0) {
		ssize_t written = write(fd, at, left);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0 && errno == EPIPE)
			return 0;
		if (written < 0)
			return error_set(ERR_FAILED, "cannot write %s: %s", name, strerror(errno));
		at += written;
		left -= (size_t)written;
	}
	return 0;
}

static int write_file(const char *path, const struct buf *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	int ret;

	if (fd < 0)
		return error_set(ERR_FAILED, "cannot open '%s': %s", path, strerror(errno));
	ret = write_all(fd, text, path);
	if (close(fd) && ret == 0)
		ret = error_set(ERR_FAILED, "cannot write '%s': %s", path, strerror(errno));
	return ret;
}

/* core.pager as git's configuration has it, the last one winning. A .gitlead comes with the clone and cannot name one. */
static const char *configured_pager(const struct config *config)
{
	const struct config_entry *entry;
	const char *command = NULL;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		if (entry->origin == CONFIG_GIT && strcmp(entry->section, "core") == 0 && !entry->subsection &&
		    strcmp(entry->key, "pager") == 0)
			command = entry->value;
	return command;
}

/* git's order; NULL where none is wanted. */
static const char *pager_command(const struct session *session)
{
	const char *command = getenv("GIT_PAGER");

	if (!command)
		command = configured_pager(session->config);
	if (!command)
		command = getenv("PAGER");
	if (!command)
		command = "less";
	return *command && strcmp(command, "cat") != 0 ? command : NULL;
}

static int write_pager(const char *command, const struct buf *text)
{
	int ends[2], status, ret;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		return error_set(ERR_FAILED, "cannot make a pipe: %s", strerror(errno));
	pid = fork();
	if (pid < 0) {
		close(ends[0]);
		close(ends[1]);
		return error_set(ERR_FAILED, "cannot start the pager: %s", strerror(errno));
	}
	if (pid == 0) {
		dup2(ends[0], STDIN_FILENO);
		setenv("LESS", "FRX", 0);
		setenv("LV", "-c", 0);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	ret = write_all(ends[1], text, "to the pager");
	close(ends[1]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return ret;
}

int output_write(const struct session *session, const struct buf *text, bool may_page)
{
	const char *pager;

	/* A reader that closes the pipe early is no error: write() answers EPIPE instead of a signal. */
	signal(SIGPIPE, SIG_IGN);
	if (session->values->output && strcmp(session->values->output, "-") != 0)
		return write_file(session->values->output, text);
	if (may_page && !session->values->no_pager && isatty(STDOUT_FILENO)) {
		pager = pager_command(session);
		if (pager)
			return write_pager(pager, text);
	}
	return write_all(STDOUT_FILENO, text, "standard output");
}

bool is_written_to_stdout(const struct session *session)
{
	const char *output = session->values->output;

	return !output || text_equal(text_of(output), TEXT("-"));
}
