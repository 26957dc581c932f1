/* An archive, packed or not: what gzip gives goes to the reader of tar. */
#include "lead/archive.h"

#include <stdlib.h>

#include "inflate.h"
#include "lead/alloc.h"
#include "tar.h"

/* Which of both it is stands in so many bytes. */
#define HEAD_SIZE 3
/* Behind its end a tar has padding, and then gzip says whether all was right. More is nobody's. */
#define REST_MAX ((size_t)1 << 20)

struct archive {
	struct archive_sink sink;
	struct tar *tar;
	struct inflate *inflate; /* NULL: it is not packed, or not known yet */
	struct buf head;         /* until it is known */
	bool is_known;
	size_t rest_size; /* unpacked behind the end of the archive */
};

bool archive_matches(struct text head)
{
	return inflate_matches(head) || tar_matches(head);
}

static bool take_unpacked(void *payload, struct text bytes)
{
	struct archive *archive = payload;

	if (tar_feed(archive->tar, bytes))
		return true;
	archive->rest_size += bytes.size;
	return archive->rest_size < REST_MAX;
}

static void take_trouble(void *payload, enum inflate_trouble trouble)
{
	struct archive *archive = payload;

	archive->sink.trouble(archive->sink.payload, (struct text){ 0 },
	                      trouble == INFLATE_CUT ? TEXT("gzip: cut off in the middle")
	                                             : TEXT("gzip: damaged, nothing behind it can be read"));
}

struct archive *archive_new(const struct archive_sink *sink)
{
	struct archive *archive = xcalloc(1, sizeof(*archive));

	archive->sink = *sink;
	archive->tar = tar_new(sink);
	return archive;
}

static void feed_known(struct archive *archive, struct text bytes)
{
	if (archive->inflate)
		inflate_feed(archive->inflate, bytes);
	else
		(void)tar_feed(archive->tar, bytes);
}

static void know(struct archive *archive)
{
	const struct inflate_sink sink = { archive, take_unpacked, take_trouble };

	archive->is_known = true;
	if (inflate_matches(buf_text(&archive->head)))
		archive->inflate = inflate_new(&sink);
	feed_known(archive, buf_text(&archive->head));
}

void archive_feed(struct archive *archive, struct text bytes)
{
	if (!archive->is_known) {
		struct text first = text_slice(bytes, 0, HEAD_SIZE - archive->head.size);

		buf_add_text(&archive->head, first);
		bytes = text_slice(bytes, first.size, bytes.size);
		if (archive->head.size < HEAD_SIZE)
			return;
		know(archive);
	}
	feed_known(archive, bytes);
}

void archive_finish(struct archive *archive)
{
	if (!archive->is_known)
		know(archive);
	if (archive->inflate)
		inflate_finish(archive->inflate);
	tar_finish(archive->tar);
}

void archive_free(struct archive *archive)
{
	if (!archive)
		return;
	inflate_free(archive->inflate);
	tar_free(archive->tar);
	buf_release(&archive->head);
	free(archive);
}
