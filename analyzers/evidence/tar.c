/*
 * tar: blocks of 512 bytes, a header and as many as its file fills, then the next. Long names stand in entries of their own before
 * the one that they are of: pax's records ("30 path=...") or GNU's.
 */
#include "tar.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"

/* Names of entries, and pax's records, beyond this are passed over. */
#define EXTRA_MAX ((uint64_t)1 << 20)
/* No file of an archive that anybody has is larger: such a header is damaged. */
#define SIZE_LIMIT ((uint64_t)1 << 42)

/* Where the fields of a header are. */
#define NAME_SIZE 100
#define SIZE_AT 124
#define SIZE_SIZE 12
#define SUM_AT 148
#define SUM_SIZE 8
#define TYPE_AT 156
#define MAGIC_AT 257
#define PREFIX_AT 345
#define PREFIX_SIZE 155

enum body { BODY_NONE, BODY_FILE, BODY_SKIPPED, BODY_NAME, BODY_RECORDS };

struct tar {
	struct archive_sink sink;
	char block[TAR_BLOCK_SIZE];
	size_t block_size;                /* of the header that is being gathered */
	uint64_t body_size, padding_size; /* still to come */
	enum body body;
	struct buf extra; /* what is gathered of a name or of records */
	/* Told before the entry that they are of. */
	struct buf path;
	bool has_path, has_size, is_sparse;
	uint64_t size;
	unsigned zero_count; /* blocks of zeros behind one another: two end the archive */
	bool is_lost;        /* the last block was no header */
	bool is_ended, has_entry;
	struct buf name; /* of the file whose bytes come */
};

static void complain(struct tar *tar, struct text path, const char *words)
{
	tar->sink.trouble(tar->sink.payload, path, text_of(words));
}

/* ---- headers ---- */

/* Octal digits between blanks, or with the first bit set a binary number, as GNU writes large ones. */
static bool read_number(uint64_t *out, const char *field, size_t size)
{
	size_t at = 0;

	*out = 0;
	if ((unsigned char)field[0] & 0x80) {
		*out = (unsigned char)field[0] & 0x7f;
		for (at = 1; at < size; at++) {
			if (*out >> 55)
				return false;
			*out = *out << 8 | (unsigned char)field[at];
		}
		return true;
	}
	while (at < size && field[at] == ' ')
		at++;
	for (; at < size && field[at] >= '0' && field[at] <= '7'; at++)
		*out = *out << 3 | (uint64_t)(field[at] - '0');
	return at == size || field[at] == ' ' || field[at] == '\0';
}

bool tar_matches(struct text block)
{
	uint64_t told, sum = 0;
	int64_t signed_sum = 0;

	if (block.size < TAR_BLOCK_SIZE || !block.at[0] || !read_number(&told, block.at + SUM_AT, SUM_SIZE))
		return false;
	/* The sum's own place counts as blanks. Some programs added bytes up as signed ones. */
	for (size_t i = 0; i < TAR_BLOCK_SIZE; i++) {
		char c = i >= SUM_AT && i < SUM_AT + SUM_SIZE ? ' ' : block.at[i];

		sum += (unsigned char)c;
		signed_sum += (signed char)c;
	}
	return told == sum || (int64_t)told == signed_sum;
}

static bool is_zero(const char *block)
{
	return block[0] == '\0' && memcmp(block, block + 1, TAR_BLOCK_SIZE - 1) == 0;
}

static struct text field_text(const char *field, size_t size)
{
	const char *end = memchr(field, '\0', size);

	return (struct text){ field, end ? (size_t)(end - field) : size };
}

/* The name told before, else that of the header itself. */
static void collect_name(struct tar *tar)
{
	struct text prefix = field_text(tar->block + PREFIX_AT, PREFIX_SIZE);

	buf_clear(&tar->name);
	if (tar->has_path) {
		buf_add_text(&tar->name, buf_text(&tar->path));
		return;
	}
	/* GNU's own form has other things in the place of the prefix, and a blank behind the magic. */
	if (memcmp(tar->block + MAGIC_AT, "ustar\0", 6) == 0 && prefix.size) {
		buf_add_text(&tar->name, prefix);
		buf_add_char(&tar->name, '/');
	}
	buf_add_text(&tar->name, field_text(tar->block, NAME_SIZE));
}

/* Nothing is ever written under it; but a name that leads out was made by nobody who exports. */
static bool is_upward(struct text path)
{
	bool is_found = text_starts(path, TEXT("/"));

	for (size_t from = 0; !is_found && from <= path.size;) {
		ptrdiff_t slash = text_find_char(path, '/', from);
		size_t to = slash < 0 ? path.size : (size_t)slash;

		is_found = text_equal(text_slice(path, from, to), TEXT(".."));
		from = to + 1;
	}
	return is_found;
}

static void forget_told(struct tar *tar)
{
	tar->has_path = tar->has_size = tar->is_sparse = false;
}

static enum body begin_file(struct tar *tar)
{
	struct text path = buf_text(&tar->name);

	if (is_upward(path)) {
		complain(tar, path, "its name leads out of the archive: passed over");
		return BODY_SKIPPED;
	}
	if (tar->is_sparse) {
		complain(tar, path, "stored with holes: passed over");
		return BODY_SKIPPED;
	}
	return tar->sink.file(tar->sink.payload, path) ? BODY_FILE : BODY_SKIPPED;
}

/* Links, folders and devices have no bytes that matter. */
static enum body begin_entry(struct tar *tar, char type)
{
	enum body body = BODY_SKIPPED;

	switch (type) {
	case 'L':
		return BODY_NAME;
	case 'x':
		return BODY_RECORDS;
	case 'g':
	case 'K':
		return BODY_SKIPPED;
	case 'S':
		tar->is_sparse = true;
		break;
	default:
		break;
	}
	collect_name(tar);
	/* A name that ends so is a folder in archives older than the type. */
	if ((type == '0' || type == '\0' || type == '7' || type == 'S') && !text_ends(buf_text(&tar->name), TEXT("/")))
		body = begin_file(tar);
	if (tar->has_size && type != '1' && type != '2' && type != '5')
		tar->body_size = tar->size;
	forget_told(tar);
	return body;
}

static void take_damaged(struct tar *tar, const char *words)
{
	if (!tar->is_lost)
		complain(tar, (struct text){ 0 }, words);
	tar->is_lost = true;
	forget_told(tar);
}

static void take_header(struct tar *tar)
{
	char type = tar->block[TYPE_AT];
	uint64_t size;

	if (is_zero(tar->block)) {
		tar->is_ended = ++tar->zero_count == 2;
		return;
	}
	tar->zero_count = 0;
	if (!tar_matches((struct text){ tar->block, TAR_BLOCK_SIZE })) {
		take_damaged(tar, "a block that is no header: what belongs to it is passed over");
		return;
	}
	if (!read_number(&size, tar->block + SIZE_AT, SIZE_SIZE) || size >= SIZE_LIMIT ||
	    (tar->has_size && tar->size >= SIZE_LIMIT)) {
		take_damaged(tar, "a header with an impossible size: passed over");
		return;
	}
	tar->is_lost = false;
	tar->has_entry = true;
	tar->body_size = type == '1' || type == '2' || type == '5' ? 0 : size;
	tar->body = begin_entry(tar, type);
	tar->padding_size = (TAR_BLOCK_SIZE - tar->body_size % TAR_BLOCK_SIZE) % TAR_BLOCK_SIZE;
	if ((tar->body == BODY_NAME || tar->body == BODY_RECORDS) && tar->body_size > EXTRA_MAX) {
		complain(tar, (struct text){ 0 }, "a name of more than 1 MiB: passed over");
		tar->body = BODY_SKIPPED;
	}
	buf_clear(&tar->extra);
}

/* ---- what is told of the next entry ---- */

static void take_record(struct tar *tar, struct text key, struct text value)
{
	uint64_t size;

	if (text_equal(key, TEXT("path"))) {
		buf_clear(&tar->path);
		buf_add_text(&tar->path, value);
		tar->has_path = true;
	} else if (text_equal(key, TEXT("size")) && text_to_uint(value, &size)) {
		tar->size = size;
		tar->has_size = true;
	} else if (text_starts(key, TEXT("GNU.sparse."))) {
		tar->is_sparse = true;
	}
}

/* "30 path=name\n": how long it is with all, a blank, key and value. */
static void take_records(struct tar *tar)
{
	struct text rest = buf_text(&tar->extra);

	while (rest.size) {
		ptrdiff_t blank = text_find_char(rest, ' ', 0), equals;
		struct text record;
		uint64_t size;

		if (blank <= 0 || !text_to_uint(text_slice(rest, 0, (size_t)blank), &size) || size > rest.size ||
		    size < (uint64_t)blank + 2) {
			complain(tar, (struct text){ 0 }, "what is told of an entry is damaged: passed over");
			return;
		}
		record = text_slice(rest, (size_t)blank + 1, (size_t)size - 1);
		equals = text_find_char(record, '=', 0);
		if (equals > 0)
			take_record(tar, text_slice(record, 0, (size_t)equals),
			            text_slice(record, (size_t)equals + 1, record.size));
		rest = text_slice(rest, (size_t)size, rest.size);
	}
}

static void take_name(struct tar *tar)
{
	struct text name = field_text(tar->extra.at ? tar->extra.at : "", tar->extra.size);

	buf_clear(&tar->path);
	buf_add_text(&tar->path, name);
	tar->has_path = true;
}

/* ---- bodies ---- */

static void end_body(struct tar *tar)
{
	enum body body = tar->body;

	tar->body = BODY_NONE;
	if (body == BODY_RECORDS)
		take_records(tar);
	else if (body == BODY_NAME)
		take_name(tar);
}

static void take_body(struct tar *tar, struct text bytes)
{
	if (tar->body == BODY_FILE)
		tar->sink.bytes(tar->sink.payload, bytes);
	else if (tar->body == BODY_NAME || tar->body == BODY_RECORDS)
		buf_add_text(&tar->extra, bytes);
}

static size_t least(uint64_t a, size_t b)
{
	return a < b ? (size_t)a : b;
}

/* Takes what it can use of the bytes and says how much that was. */
static size_t take(struct tar *tar, struct text bytes)
{
	size_t size;

	if (tar->body != BODY_NONE && tar->body_size) {
		size = least(tar->body_size, bytes.size);
		take_body(tar, text_slice(bytes, 0, size));
		tar->body_size -= size;
	} else if (tar->padding_size) {
		size = least(tar->padding_size, bytes.size);
		tar->padding_size -= size;
	} else {
		size = least(TAR_BLOCK_SIZE - tar->block_size, bytes.size);
		memcpy(tar->block + tar->block_size, bytes.at, size);
		tar->block_size += size;
		if (tar->block_size == TAR_BLOCK_SIZE) {
			tar->block_size = 0;
			take_header(tar);
		}
	}
	if (tar->body != BODY_NONE && !tar->body_size)
		end_body(tar);
	return size;
}

struct tar *tar_new(const struct archive_sink *sink)
{
	struct tar *tar = xcalloc(1, sizeof(*tar));

	tar->sink = *sink;
	return tar;
}

bool tar_feed(struct tar *tar, struct text bytes)
{
	while (bytes.size && !tar->is_ended)
		bytes = text_slice(bytes, take(tar, bytes), bytes.size);
	return !tar->is_ended;
}

void tar_finish(struct tar *tar)
{
	bool is_in_file = tar->body == BODY_FILE;

	if (tar->body != BODY_NONE || tar->block_size || (tar->padding_size && !tar->is_ended))
		complain(tar, is_in_file ? buf_text(&tar->name) : (struct text){ 0 },
		         is_in_file ? "the archive ends inside of it" : "the archive ends in the middle");
	else if (!tar->has_entry)
		complain(tar, (struct text){ 0 }, "no tar archive");
}

void tar_free(struct tar *tar)
{
	if (!tar)
		return;
	buf_release(&tar->extra);
	buf_release(&tar->path);
	buf_release(&tar->name);
	free(tar);
}
