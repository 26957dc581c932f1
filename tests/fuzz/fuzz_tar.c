/* Any bytes as an archive, at once and in pieces that the input chooses: all that is told is the same, and within bounds. */
#include "fuzz.h"
#include "lead/archive.h"

struct told {
	uint64_t hash;
	uint64_t size; /* of bytes of wanted files */
};

static bool take_file(void *payload, struct text path)
{
	struct told *told = payload;

	FUZZ_CHECK(!text_starts(path, TEXT("/")) && !text_starts(path, TEXT("../")) && !text_ends(path, TEXT("/..")) &&
	           text_find(path, TEXT("/../"), 0) < 0);
	told->hash = text_hash(text_hash(told->hash, TEXT("file ")), path);
	return told->hash % 4 != 0;
}

static void take_bytes(void *payload, struct text bytes)
{
	struct told *told = payload;

	told->hash = text_hash(told->hash, bytes);
	told->size += bytes.size;
}

static void take_trouble(void *payload, struct text path, struct text words)
{
	struct told *told = payload;

	FUZZ_CHECK(words.size && utf8_valid(words));
	told->hash = text_hash(text_hash(told->hash, path), words);
}

static struct told run(struct text input, struct text pieces)
{
	struct told told = { TEXT_HASH_SEED, 0 };
	const struct archive_sink sink = { &told, take_file, take_bytes, take_trouble };
	struct archive *archive = archive_new(&sink);

	for (size_t i = 0, at = 0; at < input.size; i++) {
		size_t size = pieces.size ? (unsigned char)pieces.at[i % pieces.size] : 0;

		if (size == 0 || size > input.size - at)
			size = input.size - at;
		archive_feed(archive, text_slice(input, at, at + size));
		at += size;
	}
	archive_finish(archive);
	archive_free(archive);
	return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text input = { (const char *)data, size };
	struct told whole = run(input, (struct text){ 0 });
	struct text pieces[] = { TEXT("\1"), text_slice(input, 0, 16) };

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct told cut = run(input, pieces[i]);

		FUZZ_CHECK(cut.hash == whole.hash && cut.size == whole.size);
	}
	/* gzip makes no more than a thousand bytes of one. */
	FUZZ_CHECK(whole.size <= 1100 * (uint64_t)size + 65536);
	return 0;
}
