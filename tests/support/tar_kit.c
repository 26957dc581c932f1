#include "tar_kit.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#define BLOCK_SIZE 512

void tar_kit_header(struct buf *out, const char *name, char type, unsigned long long size)
{
	char block[BLOCK_SIZE] = { 0 };
	unsigned sum = 0;

	snprintf(block, 100, "%s", name);
	memcpy(block + 100, "0000644", 8);
	snprintf(block + 124, 12, "%011llo", size);
	memcpy(block + 136, "00000000000", 12);
	block[156] = type;
	memcpy(block + 257, "ustar\00000", 8);
	memset(block + 148, ' ', 8);
	for (size_t i = 0; i < BLOCK_SIZE; i++)
		sum += (unsigned char)block[i];
	snprintf(block + 148, 8, "%06o", sum);
	buf_add(out, block, BLOCK_SIZE);
}

static void add_padded(struct buf *out, struct text bytes)
{
	buf_add_text(out, bytes);
	while (out->size % BLOCK_SIZE)
		buf_add_char(out, '\0');
}

void tar_kit_file(struct buf *out, const char *name, struct text bytes)
{
	tar_kit_header(out, name, '0', bytes.size);
	add_padded(out, bytes);
}

void tar_kit_extra(struct buf *out, char type, struct text bytes)
{
	tar_kit_header(out, "extra", type, bytes.size);
	add_padded(out, bytes);
}

void tar_kit_end(struct buf *out)
{
	for (size_t i = 0; i < 2 * BLOCK_SIZE; i++)
		buf_add_char(out, '\0');
}

void tar_kit_gzip(struct buf *out, struct text bytes)
{
	z_stream stream = { .next_in = (z_const Bytef *)bytes.at, .avail_in = (uInt)bytes.size };
	Bytef piece[4096];
	int ret;

	ck_assert_int_eq(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	do {
		stream.next_out = piece;
		stream.avail_out = sizeof(piece);
		ret = deflate(&stream, Z_FINISH);
		ck_assert_int_ne(ret, Z_STREAM_ERROR);
		buf_add(out, (const char *)piece, sizeof(piece) - stream.avail_out);
	} while (ret != Z_STREAM_END);
	deflateEnd(&stream);
}
