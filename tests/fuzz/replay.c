/*
 * Runs a fuzz target over known inputs where there is no fuzzer: replay <file or folder>… Besides each input it tries its
 * beginnings, and each of its bytes changed in turn, so that a small corpus reaches far.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "fuzz.h"
#include "lead/alloc.h"
#include "lead/text.h"

/* Variants of one input, spread evenly over a longer one. */
#define VARIANTS_MAX 256

/* In memory of exactly its size, so that a sanitizer sees a read beyond it. */
static void run_target(struct text input)
{
	uint8_t *copy = xmalloc(input.size);

	if (input.size)
		memcpy(copy, input.at, input.size);
	LLVMFuzzerTestOneInput(copy, input.size);
	free(copy);
}

static void run_variants(struct buf *input)
{
	static const unsigned char flips[] = { 0x01, 0x20, 0x80, 0xff };
	size_t step = input->size / VARIANTS_MAX + 1;

	run_target(buf_text(input));
	for (size_t at = 0; at < input->size; at += step) {
		char kept = input->at[at];

		run_target(text_slice(buf_text(input), 0, at));
		input->at[at] = (char)(kept ^ flips[at / step % sizeof(flips)]);
		run_target(buf_text(input));
		input->at[at] = kept;
	}
}

static int fail(const char *path)
{
	fprintf(stderr, "replay: cannot read '%s': %s\n", path, strerror(errno));
	return -1;
}

static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf input = { 0 };
	int c;

	if (!file)
		return fail(path);
	while ((c = getc(file)) != EOF)
		buf_add_char(&input, (char)c);
	fclose(file);
	run_variants(&input);
	buf_release(&input);
	return 0;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* In order of names, so that a failure comes at the same place every time. */
static int replay_folder(const char *path, int *count)
{
	struct dirent **entries;
	int entry_count = scandir(path, &entries, is_visible, alphasort), ret = 0;

	if (entry_count < 0)
		return fail(path);
	for (int i = 0; i < entry_count; i++) {
		char *name = xstrfmt("%s/%s", path, entries[i]->d_name);

		if (ret == 0)
			ret = replay_file(name);
		free(name);
		free(entries[i]);
	}
	free(entries);
	*count += entry_count;
	return ret;
}

int main(int argc, char **argv)
{
	int count = 0;

	for (int i = 1; i < argc; i++) {
		struct stat info;

		if (stat(argv[i], &info) != 0) {
			fail(argv[i]);
			return EXIT_FAILURE;
		}
		if (S_ISDIR(info.st_mode)) {
			if (replay_folder(argv[i], &count))
				return EXIT_FAILURE;
		} else {
			count++;
			if (replay_file(argv[i]))
				return EXIT_FAILURE;
		}
	}
	if (count == 0) {
		fputs("replay: no inputs\n", stderr);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
