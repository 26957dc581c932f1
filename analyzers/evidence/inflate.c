/* gzip by zlib, a piece at a time. See inflate.h. */
#include "inflate.h"

#include <stdlib.h>
#include <zlib.h>

#include "lead/alloc.h"

#define OUT_SIZE ((size_t)64 * 1024)
/* The largest window there is, and a gzip header around it. */
#define WINDOW_BITS (15 + 16)
/* zlib counts in unsigned. */
#define IN_MAX ((size_t)1 << 30)

enum state { BETWEEN, INSIDE, DONE };

struct inflate {
	struct inflate_sink sink;
	z_stream stream;
	enum state state;
	bool has_member; /* one was read to its end */
	Bytef out[OUT_SIZE];
};

static voidpf take_memory(voidpf payload, uInt count, uInt size)
{
	(void)payload;
	return xcalloc(count, size);
}

static void give_memory(voidpf payload, voidpf memory)
{
	(void)payload;
	free(memory);
}

bool inflate_matches(struct text head)
{
	return text_starts(head, TEXT("\x1f\x8b\x08"));
}

struct inflate *inflate_new(const struct inflate_sink *sink)
{
	struct inflate *gzip = xcalloc(1, sizeof(*gzip));

	gzip->sink = *sink;
	gzip->stream.zalloc = take_memory;
	gzip->stream.zfree = give_memory;
	/* Memory never fails here: it stops the program. What is left is a zlib of another version than its header. */
	if (inflateInit2(&gzip->stream, WINDOW_BITS) != Z_OK) {
		sink->trouble(sink->payload, INFLATE_DAMAGED);
		gzip->state = DONE;
	}
	return gzip;
}

/* What one call makes; false if there is nothing more to do with the input. */
static bool step(struct inflate *gzip)
{
	z_stream *stream = &gzip->stream;
	size_t size;
	int ret;

	stream->next_out = gzip->out;
	stream->avail_out = OUT_SIZE;
	ret = inflate(stream, Z_NO_FLUSH);
	size = OUT_SIZE - stream->avail_out;
	if (size && !gzip->sink.bytes(gzip->sink.payload, (struct text){ (const char *)gzip->out, size })) {
		gzip->state = DONE;
		return false;
	}
	if (ret == Z_STREAM_END) {
		gzip->state = BETWEEN;
		gzip->has_member = true;
		return true;
	}
	if (ret != Z_OK && ret != Z_BUF_ERROR) {
		gzip->state = DONE;
		gzip->sink.trouble(gzip->sink.payload, INFLATE_DAMAGED);
		return false;
	}
	/* With room left in the output all input is used up. */
	return stream->avail_out == 0 || stream->avail_in > 0;
}

/* Behind a member another begins, or there is padding that nobody asks for. */
static void begin_member(struct inflate *gzip)
{
	if (gzip->has_member && gzip->stream.next_in[0] != 0x1f) {
		gzip->state = DONE;
		return;
	}
	inflateReset(&gzip->stream);
	gzip->state = INSIDE;
}

void inflate_feed(struct inflate *gzip, struct text bytes)
{
	while (bytes.size && gzip->state != DONE) {
		size_t size = bytes.size < IN_MAX ? bytes.size : IN_MAX;

		gzip->stream.next_in = (z_const Bytef *)bytes.at;
		gzip->stream.avail_in = (uInt)size;
		while (gzip->state != DONE && gzip->stream.avail_in) {
			if (gzip->state == BETWEEN)
				begin_member(gzip);
			while (gzip->state == INSIDE && step(gzip))
				continue;
		}
		bytes = text_slice(bytes, size, bytes.size);
	}
}

void inflate_finish(struct inflate *gzip)
{
	if (gzip->state == INSIDE)
		gzip->sink.trouble(gzip->sink.payload, INFLATE_CUT);
	gzip->state = DONE;
}

void inflate_free(struct inflate *gzip)
{
	if (!gzip)
		return;
	inflateEnd(&gzip->stream);
	free(gzip);
}
