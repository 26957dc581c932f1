/* Where the answer goes: -o, a pager, or stdout. Also what the terminal can show. */
#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lead/text.h"
#include "output.h"
#include "render/render.h"

/* --width, COLUMNS, the terminal. git sets COLUMNS for what it gives a pager. */
static int terminal_columns(const struct session *session)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t number;

	if (session->values->width)
		return (int)session->values->width;
	if (columns && text_to_uint(text_of(columns), &number) && number > 0 && number < 10000)
		return (int)number;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

/* Somebody looks at what goes to stdout, maybe through a pager. */
static bool is_terminal(const struct session *session)
{
	return is_written_to_stdout(session) && (isatty(STDOUT_FILENO) || pager_is_in_use());
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
	return is_terminal(session) && terminal && strcmp(terminal, "dumb") != 0;
}

struct render_options output_options(const struct session *session)
{
	struct render_options options = {
		.columns = terminal_columns(session),
		.use_color = want_color(session),
		.use_unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.is_terminal = is_terminal(session),
	};

	/* output_check has looked at the setting. */
	if (session->values->plain || config_get_bool(&options.is_plain, session->config, "lead.plain", false))
		options.is_plain = true;
	if (options.is_plain)
		options.use_color = options.use_unicode = false;
	return options;
}

static bool is_same_file(const char *path, const char *other)
{
	struct stat a, b;

	return other && stat(path, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* The answer would take the place of what it is made from, and a database is the only home of what was sealed. */
static int refuse_own_files(const struct session *session)
{
	const char *path = session->values->output;
	const char *const own[] = { session->db_path, session->values->config_file, session->values->mailmap };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (is_same_file(path, own[i]))
			return error_set(ERR_USAGE, "-o '%s' would replace a file that this run reads", path);
	return 0;
}

int output_check(const struct session *session)
{
	bool is_plain;
	int ret = config_get_bool(&is_plain, session->config, "lead.plain", false);

	if (ret == 0 && !is_written_to_stdout(session))
		ret = refuse_own_files(session);
	return ret || is_written_to_stdout(session) ? ret : output_file_check(session->values->output);
}

int output_bytes(int fd, struct text bytes, const char *name)
{
	while (bytes.size > 0) {
		ssize_t written = write(fd, bytes.at, bytes.size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0 && errno == EPIPE)
			return 0;
		if (written < 0)
			return error_set(ERR_FAILED, "cannot write %s: %s", name, strerror(errno));
		bytes = text_slice(bytes, (size_t)written, bytes.size);
	}
	return 0;
}

int output_part(const struct session *session, const struct buf *text, bool may_page)
{
	const char *pager = NULL;

	/* A reader that closes the pipe early is no error: write() answers EPIPE instead of a signal. */
	signal(SIGPIPE, SIG_IGN);
	if (may_page && !session->values->no_pager && isatty(STDOUT_FILENO))
		pager = pager_command(session->config);
	if (pager)
		return pager_write(pager, buf_text(text));
	return output_bytes(STDOUT_FILENO, buf_text(text), "standard output");
}

int output_write(const struct session *session, const struct buf *text, bool may_page)
{
	int ret, end;

	progress_finish();
	if (!is_written_to_stdout(session))
		return output_file_write(session->values->output, buf_text(text), session->is_private);
	ret = output_part(session, text, may_page);
	end = pager_finish();
	return ret ? ret : end;
}

bool is_written_to_stdout(const struct session *session)
{
	const char *output = session->values->output;

	return !output || text_equal(text_of(output), TEXT("-"));
}
