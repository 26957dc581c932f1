/* The values of seal_codec.h. */
#include "seal_codec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FACTOR 256 /* the widest struct a byte of its encoding can stand for */
#define ROOM_BASE 65536
#define VARINT_MAX 10 /* bytes of 64 bits */

struct codec codec_writer(struct buf *out)
{
	return (struct codec){ .mode = CODEC_WRITE, .out = out };
}

struct codec codec_reader(struct text in, struct arena *arena)
{
	return (struct codec){
		.mode = CODEC_READ, .in = in, .arena = arena, .room = ROOM_BASE + ROOM_FACTOR * in.size
	};
}

struct codec codec_visitor(void (*visit)(void *payload, char **text), void *payload, struct arena *arena)
{
	return (struct codec){ .mode = CODEC_VISIT, .visit = visit, .payload = payload, .arena = arena };
}

bool codec_is_done(const struct codec *codec)
{
	return !codec->is_bad && codec->at == codec->in.size;
}

/* ---- bytes ---- */

static void write_number(struct codec *codec, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		buf_add_char(codec->out, (char)(number | 0x80));
	buf_add_char(codec->out, (char)number);
}

/* One way to write each number: a longer one than needed is wrong. */
static uint64_t read_number(struct codec *codec)
{
	uint64_t number = 0;

	for (int i = 0; i < VARINT_MAX && codec->at < codec->in.size && !codec->is_bad; i++) {
		uint64_t byte = (unsigned char)codec->in.at[codec->at++];

		if ((i == VARINT_MAX - 1 && byte > 1) || (i > 0 && byte == 0))
			break;
		number |= (byte & 0x7f) << (7 * i);
		if (byte < 0x80)
			return number;
	}
	codec->is_bad = true;
	return 0;
}

/* The next bytes, borrowed; NULL where there are not so many. */
static const char *take(struct codec *codec, uint64_t size)
{
	const char *bytes = codec->in.at + codec->at;

	if (codec->is_bad || size > codec->in.size - codec->at) {
		codec->is_bad = true;
		return NULL;
	}
	codec->at += (size_t)size;
	return bytes;
}

/* ---- values ---- */

void codec_int(struct codec *codec, int64_t *value)
{
	uint64_t bits;

	if (codec->mode == CODEC_VISIT)
		return;
	if (codec->mode == CODEC_WRITE) {
		write_number(codec, ((uint64_t)*value << 1) ^ (*value < 0 ? UINT64_MAX : 0));
		return;
	}
	bits = read_number(codec);
	*value = (int64_t)((bits >> 1) ^ (bits & 1 ? UINT64_MAX : 0));
}

int codec_choice(struct codec *codec, int value, int count)
{
	int64_t number = value;

	codec_int(codec, &number);
	if (codec->mode != CODEC_READ)
		return value;
	if (number < 0 || number >= count) {
		codec->is_bad = true;
		return 0;
	}
	return (int)number;
}

void codec_bool(struct codec *codec, bool *value)
{
	*value = codec_choice(codec, *value, 2) != 0;
}

void codec_real(struct codec *codec, double *value)
{
	double number = isnan(*value) ? (double)NAN : *value;
	const char *bytes;
	uint64_t bits;

	if (codec->mode == CODEC_VISIT)
		return;
	if (codec->mode == CODEC_WRITE) {
		memcpy(&bits, &number, sizeof(bits));
		for (int i = 0; i < 8; i++)
			buf_add_char(codec->out, (char)(bits >> (8 * i)));
		return;
	}
	*value = NAN;
	bytes = take(codec, 8);
	if (!bytes)
		return;
	bits = 0;
	for (int i = 0; i < 8; i++)
		bits |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
	memcpy(&number, &bits, sizeof(number));
	*value = isnan(number) ? (double)NAN : number;
}

static void write_text(struct codec *codec, const char *text)
{
	struct text slice = text_of(text);

	write_number(codec, text ? (uint64_t)slice.size + 1 : 0);
	buf_add_text(codec->out, slice);
}

/* False for NULL. A text of ours holds no NUL. */
static bool read_text(struct codec *codec, struct text *text)
{
	uint64_t size = read_number(codec);
	const char *bytes = size ? take(codec, size - 1) : NULL;

	if (!bytes)
		return false;
	*text = (struct text){ bytes, (size_t)(size - 1) };
	if (text_find_char(*text, '\0', 0) >= 0)
		codec->is_bad = true;
	return !codec->is_bad;
}

static void visit_text(struct codec *codec, const char **text)
{
	char *copy = *text ? xstrdup(*text) : NULL;

	if (!copy)
		return;
	codec->visit(codec->payload, &copy);
	if (strcmp(copy, *text) != 0)
		*text = arena_copy(codec->arena, copy, strlen(copy));
	free(copy);
}

void codec_text(struct codec *codec, const char **text)
{
	struct text slice;

	if (codec->mode == CODEC_VISIT)
		visit_text(codec, text);
	else if (codec->mode == CODEC_WRITE)
		write_text(codec, *text);
	else
		*text = read_text(codec, &slice) ? arena_copy(codec->arena, slice.at, slice.size) : NULL;
}

void codec_word(struct codec *codec, const char **text)
{
	codec_text(codec, text);
	if (!*text) {
		if (codec->mode != CODEC_READ)
			BUG("a word of a report is missing");
		codec->is_bad = true;
		*text = "";
	}
}

void codec_term(struct codec *codec, const char **text)
{
	if (codec->mode != CODEC_VISIT)
		codec_word(codec, text);
}

void codec_owned(struct codec *codec, char **text)
{
	struct text slice;

	if (codec->mode == CODEC_VISIT && *text)
		codec->visit(codec->payload, text);
	else if (codec->mode == CODEC_WRITE)
		write_text(codec, *text);
	else if (codec->mode == CODEC_READ)
		*text = read_text(codec, &slice) ? xstrndup(slice.at, slice.size) : NULL;
}

void codec_each_word(struct codec *codec, void *text)
{
	codec_word(codec, text);
}

void codec_each_int(struct codec *codec, void *value)
{
	codec_int(codec, value);
}

/* ---- arrays ---- */

static void *make_array(struct codec *codec, uint64_t count, size_t size)
{
	void *array;

	if (codec->is_bad || count > codec->room / size) {
		codec->is_bad = true;
		return NULL;
	}
	codec->room -= (size_t)count * size;
	array = arena_alloc(codec->arena, (size_t)count * size);
	memset(array, 0, (size_t)count * size);
	return array;
}

/* Zeroed to its end whatever happens, so that a model that was read halfway can be released. */
void *codec_array(struct codec *codec, void *array, size_t *count, size_t size,
                  void (*each)(struct codec *codec, void *element))
{
	uint64_t number;

	if (codec->mode == CODEC_WRITE) {
		write_number(codec, *count);
	} else if (codec->mode == CODEC_READ) {
		number = read_number(codec);
		array = number ? make_array(codec, number, size) : NULL;
		*count = array ? (size_t)number : 0;
	}
	for (size_t i = 0; i < *count && !codec->is_bad; i++)
		each(codec, (char *)array + i * size);
	return array;
}
