/* Golden files. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include "golden.h"

static void read_file(struct buf *out, const char *path)
{
	char chunk[4096];
	size_t size;
	FILE *file = fopen(path, "rb");

	ck_assert_msg(file != NULL, "cannot open '%s'", path);
	while ((size = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(out, chunk, size);
	fclose(file);
}

static void write_file(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "wb");

	ck_assert_msg(file != NULL, "cannot write '%s'", path);
	ck_assert_uint_eq(fwrite(buf_str(text), 1, text->size, file), text->size);
	ck_assert_int_eq(fclose(file), 0);
}

/* The first line that differs, so that a failure is short. */
static void check_same(const char *file, const struct buf *drawn, const struct buf *golden)
{
	struct text got_rest = buf_text(drawn);
	struct text want_rest = buf_text(golden);
	struct text got = { 0 };
	struct text want = { 0 };
	int number = 0;

	for (;;) {
		bool has_got = text_next_line(&got_rest, &got);
		bool has_want = text_next_line(&want_rest, &want);

		number++;
		ck_assert_msg(has_got == has_want, "%s:%d: one text is longer", file, number);
		if (!has_got)
			return;
		ck_assert_msg(text_equal(got, want), "%s:%d: got '" TEXT_FMT "', want '" TEXT_FMT "'", file, number,
		              TEXT_ARG(got), TEXT_ARG(want));
	}
}

void golden_check(const char *file, const struct buf *drawn)
{
	struct buf golden = { 0 };
	struct buf path = { 0 };

	buf_add_fmt(&path, "tests/golden/%s", file);
	if (getenv("GIT_LEAD_WRITE_GOLDEN"))
		write_file(buf_str(&path), drawn);
	read_file(&golden, buf_str(&path));
	check_same(file, drawn, &golden);
	buf_release(&golden);
	buf_release(&path);
}
