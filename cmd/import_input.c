/* Opens and reads what `git lead import` is given. Input comes in pieces, so that its size does not matter. */
#include "import_input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"
#include "render/escape.h"

#define PIECE_SIZE ((size_t)256 * 1024)
/* Enough to tell a tar archive. */
#define HEAD_SIZE ((size_t)512)
/* A pipe that gives nothing for so long is slow: what it gave is handed on. */
#define PATIENCE_MSECS 100
#define TROUBLE_MAX_COUNT 20
/* A file inside a ref is read at once. */
#define REF_FILE_MAX_SIZE ((size_t)1024 * 1024 * 1024)

/* ---- what is told ---- */

void input_add_count(struct buf *out, uint64_t count, const char *one, const char *many)
{
	buf_add_fmt(out, "%llu %s", (unsigned long long)count, count == 1 ? one : many);
}

void input_add_name(struct buf *out, const struct input *input)
{
	escape_terminal(out, text_of(strcmp(input->name, "-") == 0 ? "standard input" : input->name));
	buf_add_char(out, '\n');
}

void input_show_trouble(void *payload, const struct import_trouble *trouble)
{
	struct input *input = payload;
	struct buf line = { 0 };

	if (++input->trouble_count > TROUBLE_MAX_COUNT)
		return;
	escape_terminal(&line, text_of(input->name));
	if (input->part) {
		buf_add_str(&line, ": ");
		escape_terminal(&line, text_of(input->part));
	}
	if (trouble->item)
		buf_add_fmt(&line, ": item %llu at byte %llu", (unsigned long long)trouble->item,
		            (unsigned long long)trouble->offset);
	buf_add_str(&line, ": ");
	escape_terminal(&line, trouble->words);
	progress_finish();
	fprintf(stderr, "%s\n", buf_str(&line));
	buf_release(&line);
}

void input_show_trouble_rest(const struct input *input)
{
	progress_finish();
	if (input->trouble_count > TROUBLE_MAX_COUNT)
		fprintf(stderr, "and %llu more\n", (unsigned long long)(input->trouble_count - TROUBLE_MAX_COUNT));
}

int input_refuse_interrupted(void)
{
	return error_set(ERR_CANCELLED, "interrupted; what was read stays, and the same import completes it");
}

static void show_progress(const struct input *input)
{
	char what[64];

	if (input->session->values->quiet)
		return;
	if (input->total_size)
		snprintf(what, sizeof(what), "importing");
	else
		snprintf(what, sizeof(what), "importing: %llu MiB", (unsigned long long)(input->done_size >> 20));
	progress_update(what, input->done_size, input->total_size);
}

/* ---- reading ---- */

static bool is_slow(int file)
{
	struct pollfd poller = { .fd = file, .events = POLLIN };

	return poll(&poller, 1, PATIENCE_MSECS) == 0;
}

/* Until the piece holds so much, the end, or with is_hasty until something came and more is long in coming. */
static int fill_piece(struct input *input, size_t wanted_size, bool is_hasty)
{
	while (input->file >= 0 && input->piece_size < wanted_size) {
		ssize_t got;

		if (is_hasty && input->piece_size && is_slow(input->file))
			return 0;
		if (interrupt_was_seen())
			return input_refuse_interrupted();
		got = read(input->file, input->piece + input->piece_size, wanted_size - input->piece_size);
		if (got == 0)
			return 0;
		if (got > 0)
			input->piece_size += (size_t)got;
		else if (errno != EINTR)
			return error_set(ERR_FAILED, "cannot read '%s': %s", input->name, strerror(errno));
	}
	return 0;
}

static int next_bytes(struct text *piece, struct input *input)
{
	if (interrupt_was_seen())
		return input_refuse_interrupted();
	*piece = text_slice(buf_text(&input->bytes), input->bytes_at, input->bytes_at + PIECE_SIZE);
	input->bytes_at += piece->size;
	return 0;
}

int input_next(struct text *piece, struct input *input)
{
	int ret;

	*piece = (struct text){ 0 };
	if (input->file < 0) {
		ret = next_bytes(piece, input);
	} else {
		ret = fill_piece(input, PIECE_SIZE, true);
		if (ret == 0)
			*piece = (struct text){ input->piece, input->piece_size };
		input->piece_size = 0;
	}
	if (ret)
		return ret;
	input->has_text = input->has_text || text_trim(*piece).size;
	input->done_size += piece->size;
	show_progress(input);
	return 0;
}

/* ---- opening ---- */

/* "<rev>:<path>" where no file is called so. */
static int read_from_ref(struct buf *out, struct session *session, const char *name)
{
	const char *colon = strchr(name, ':');
	struct oid commit;
	char *revision;
	int ret;

	if (!colon || !session->repository)
		return error_set(ERR_NOTFOUND, "cannot open '%s': %s", name, strerror(ENOENT));
	revision = xstrndup(name, (size_t)(colon - name));
	ret = repository_resolve(&commit, session->repository, *revision ? revision : "HEAD");
	free(revision);
	if (ret == 0)
		ret = repository_read_file_at(out, session->repository, &commit, colon + 1, REF_FILE_MAX_SIZE);
	if (ret == ERR_NOTFOUND)
		return error_set(ret, "there is neither a file '%s' nor such a revision and path", name);
	return ret ? error_context(ret, "%s", name) : 0;
}

static int open_file(struct input *input)
{
	struct stat stat;

	if (strcmp(input->name, "-") == 0) {
		input->file = STDIN_FILENO;
		return 0;
	}
	input->file = open(input->name, O_RDONLY | O_CLOEXEC);
	if (input->file < 0)
		return error_set(ERR_FAILED, "cannot open '%s': %s", input->name, strerror(errno));
	if (fstat(input->file, &stat) != 0)
		return 0;
	if (S_ISREG(stat.st_mode))
		input->total_size = (uint64_t)stat.st_size;
	if (S_ISDIR(stat.st_mode)) {
		close(input->file);
		input->file = -1;
		input->is_directory = true;
	}
	return 0;
}

int input_open(struct input *input)
{
	int ret;

	input->file = -1;
	if (strcmp(input->name, "-") != 0 && access(input->name, F_OK) != 0 && errno == ENOENT) {
		ret = read_from_ref(&input->bytes, input->session, input->name);
		input->head = text_slice(buf_text(&input->bytes), 0, HEAD_SIZE);
		return ret;
	}
	ret = open_file(input);
	if (ret || input->is_directory)
		return ret;
	input->piece = xmalloc(PIECE_SIZE);
	ret = fill_piece(input, HEAD_SIZE, false);
	input->head = (struct text){ input->piece, input->piece_size };
	return ret;
}

void input_close(struct input *input)
{
	if (input->file >= 0 && input->file != STDIN_FILENO)
		close(input->file);
	input->file = -1;
	free(input->piece);
	buf_release(&input->bytes);
}
