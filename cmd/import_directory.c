/*
 * `git lead import` of a directory: the files in it that are of a known kind, in the order of their names, so that the same directory
 * is always read alike. Links are not followed.
 */
#include "import_input.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/scan.h"
#include "lead/vec.h"

/* What forges export is four deep. */
#define DEPTH_MAX 8
#define FILES_MAX_COUNT ((size_t)1000000)

struct found_file {
	char *path; /* below the directory */
	enum import_turn turn;
};
struct found_files {
	VEC(struct found_file) list;
	bool is_one_enough;
};

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void add_file(struct found_files *out, struct text path)
{
	enum import_turn turn = import_turn_of(path);

	if (turn != IMPORT_NEVER && out->list.count < FILES_MAX_COUNT)
		*VEC_PUSH(&out->list) = (struct found_file){ xstrndup(path.at, path.size), turn };
}

static void walk(struct found_files *out, const char *root, const char *below, int depth);

static void take_entry(struct found_files *out, const char *root, const char *below, const char *name, int depth)
{
	char *path = *below ? xstrfmt("%s/%s", below, name) : xstrdup(name);
	char *whole = xstrfmt("%s/%s", root, path);
	struct stat stat;

	if (lstat(whole, &stat) == 0) {
		if (S_ISREG(stat.st_mode))
			add_file(out, text_of(path));
		else if (S_ISDIR(stat.st_mode) && depth < DEPTH_MAX && !text_ends(text_of(name), TEXT(".git")))
			walk(out, root, path, depth + 1);
	}
	free(whole);
	free(path);
}

/* What cannot be looked into holds nothing that could be read. */
static void walk(struct found_files *out, const char *root, const char *below, int depth)
{
	char *whole = *below ? xstrfmt("%s/%s", root, below) : xstrdup(root);
	struct dirent **entries = NULL;
	int count = scandir(whole, &entries, is_visible, NULL);

	for (int i = 0; i < count; i++) {
		if (!out->is_one_enough || !out->list.count)
			take_entry(out, root, below, entries[i]->d_name, depth);
		free(entries[i]);
	}
	free(entries);
	free(whole);
}

static int compare_files(const void *a, const void *b)
{
	const struct found_file *left = a, *right = b;

	return left->turn != right->turn ? (left->turn > right->turn) - (left->turn < right->turn)
	                                 : strcmp(left->path, right->path);
}

static void release(struct found_files *files)
{
	for (size_t i = 0; i < files->list.count; i++)
		free(files->list.at[i].path);
	VEC_RELEASE(&files->list);
}

bool import_is_directory(const struct input *input)
{
	struct found_files files = { .is_one_enough = true };
	bool is_one;

	if (!input->is_directory)
		return false;
	walk(&files, input->name, "", 0);
	is_one = files.list.count > 0;
	release(&files);
	return is_one;
}

static int read_file(struct input *input, struct scan_import *import, const char *path)
{
	char *whole = xstrfmt("%s/%s", input->name, path);
	struct input file = { .session = input->session, .name = whole };
	struct text piece = { 0 };
	int ret;

	scan_import_begin(import, text_of(path));
	input->part = path;
	ret = input_open(&file);
	if (ret == 0)
		ret = input_check_export(&file);
	while (ret == 0 && (ret = input_next(&piece, &file)) == 0 && piece.size)
		ret = scan_import_feed_at_hand(import, piece);
	input->has_text = input->has_text || file.has_text;
	input_close(&file);
	free(whole);
	/* A file that cannot be read keeps nothing from its neighbours. */
	if (ret == ERR_FAILED) {
		input_show_trouble(input,
		                   &(struct import_trouble){ .is_lost = true, .words = text_of(error_message()) });
		ret = 0;
	}
	return ret;
}

int import_directory(struct buf *out, struct input *input)
{
	struct session *session = input->session;
	struct found_files files = { 0 };
	struct scan_import *import = NULL;
	int ret = scan_import_new(&import, session->store, session->repository_id, input_show_trouble, input);

	walk(&files, input->name, "", 0);
	if (files.list.count)
		qsort(files.list.at, files.list.count, sizeof(files.list.at[0]), compare_files);
	for (size_t i = 0; ret == 0 && i < files.list.count; i++)
		ret = read_file(input, import, files.list.at[i].path);
	/* What the last file ends in the middle of is told under its own name. */
	if (ret == 0)
		scan_import_begin(import, (struct text){ 0 });
	input->part = NULL;
	if (ret == 0)
		ret = import_export_end(out, input, import);
	else
		input_show_trouble_rest(input);
	scan_import_free(import);
	release(&files);
	return ret;
}
