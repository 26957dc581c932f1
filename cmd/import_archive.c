/*
 * `git lead import` of an archive: the files in it that are of a known kind go to the readers of items. A project export of GitLab's
 * tells who is who behind what needs it, so an archive is gone through twice; what comes through a pipe can be only once.
 */
#include "import_input.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/archive.h"
#include "lead/scan.h"

/* One way through. */
struct passage {
	struct input *input; /* told of */
	struct scan_import *import;
	enum import_turn turn; /* whose files are read; IMPORT_NEVER: all at once */
	bool is_first;         /* of two: what cannot be read is told the second time */
	bool has_second, is_late;
	int status;
	char *part;
};

bool import_is_archive(const struct input *input)
{
	return !input->is_directory && archive_matches(input->head);
}

static void tell(struct passage *passage, struct text path, struct text words)
{
	struct import_trouble trouble = { .is_lost = true, .words = words };
	char *part = xstrndup(path.at, path.size);

	passage->input->part = path.size ? part : NULL;
	input_show_trouble(passage->input, &trouble);
	passage->input->part = NULL;
	free(part);
}

static void take_trouble(void *payload, struct text path, struct text words)
{
	struct passage *passage = payload;

	if (!passage->is_first)
		tell(passage, path, words);
}

static bool take_file(void *payload, struct text path)
{
	struct passage *passage = payload;
	enum import_turn turn = import_turn_of(path);

	if (turn == IMPORT_NEVER || (passage->turn != IMPORT_NEVER && turn != passage->turn) || passage->status)
		return false;
	passage->has_second = passage->has_second || turn == IMPORT_SECOND;
	if (passage->turn == IMPORT_NEVER && turn == IMPORT_FIRST && passage->has_second && !passage->is_late) {
		passage->is_late = true;
		tell(passage, path, TEXT("who is who stands behind what needs it: give the archive as a file"));
	}
	/* What the file before ends in the middle of is told under its name. */
	scan_import_begin(passage->import, path);
	free(passage->part);
	passage->part = xstrndup(path.at, path.size);
	passage->input->part = passage->part;
	return true;
}

static void take_bytes(void *payload, struct text bytes)
{
	struct passage *passage = payload;

	if (passage->status == 0)
		passage->status = scan_import_feed_at_hand(passage->import, bytes);
}

static int go_through(struct passage *passage, struct input *from)
{
	const struct archive_sink sink = { passage, take_file, take_bytes, take_trouble };
	struct archive *archive = archive_new(&sink);
	struct text piece = { 0 };
	int ret = 0;

	while (ret == 0 && passage->status == 0 && (ret = input_next(&piece, from)) == 0 && piece.size)
		archive_feed(archive, piece);
	if (ret == 0 && passage->status == 0)
		archive_finish(archive);
	archive_free(archive);
	/* What the last file ends in the middle of is told under its own name. */
	scan_import_begin(passage->import, (struct text){ 0 });
	passage->input->part = NULL;
	free(passage->part);
	passage->part = NULL;
	return ret ? ret : passage->status;
}

/* A second look at the same bytes, where they can be had again. */
static int go_through_first(struct input *input, struct scan_import *import)
{
	struct input again = { .session = input->session, .name = input->name };
	struct passage passage = { .input = input, .import = import, .turn = IMPORT_FIRST, .is_first = true };
	int ret = input_open(&again);

	if (ret == 0)
		ret = go_through(&passage, &again);
	input_close(&again);
	return ret;
}

int import_archive(struct buf *out, struct input *input)
{
	struct session *session = input->session;
	struct passage passage = { .input = input, .turn = IMPORT_SECOND };
	bool is_pipe = strcmp(input->name, "-") == 0;
	int ret = scan_import_new(&passage.import, session->store, session->repository_id, input_show_trouble, input);

	if (is_pipe)
		passage.turn = IMPORT_NEVER;
	else if (ret == 0)
		ret = go_through_first(input, passage.import);
	if (ret == 0)
		ret = go_through(&passage, input);
	if (ret == 0)
		ret = import_export_end(out, input, passage.import);
	else
		input_show_trouble_rest(input);
	scan_import_free(passage.import);
	return ret;
}
