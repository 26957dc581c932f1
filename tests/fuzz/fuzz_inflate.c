/* Any bytes as gzip: the same in pieces of any size, no more than gzip can hold, and nothing once no more is wanted. */
#include "../../analyzers/evidence/inflate.h"
#include "fuzz.h"

struct told {
	uint64_t hash, size, wanted_size;
	unsigned trouble_count;
	bool is_done;
};

static bool take_bytes(void *payload, struct text bytes)
{
	struct told *told = payload;

	FUZZ_CHECK(!told->is_done && bytes.size);
	told->hash = text_hash(told->hash, bytes);
	told->size += bytes.size;
	told->is_done = told->size >= told->wanted_size;
	return !told->is_done;
}

static void take_trouble(void *payload, enum inflate_trouble trouble)
{
	struct told *told = payload;

	FUZZ_CHECK(trouble == INFLATE_DAMAGED || trouble == INFLATE_CUT);
	told->trouble_count++;
}

static struct told run(struct text input, size_t piece, uint64_t wanted_size)
{
	struct told told = { .hash = TEXT_HASH_SEED, .wanted_size = wanted_size };
	const struct inflate_sink sink = { &told, take_bytes, take_trouble };
	struct inflate *gzip = inflate_new(&sink);

	for (size_t at = 0; at < input.size; at += piece)
		inflate_feed(gzip, text_slice(input, at, at + piece));
	inflate_finish(gzip);
	inflate_free(gzip);
	FUZZ_CHECK(told.trouble_count <= 1);
	return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text input = { (const char *)data, size };
	struct told whole = run(input, size + 1, UINT64_MAX), cut = run(input, 1, UINT64_MAX);

	FUZZ_CHECK(whole.hash == cut.hash && whole.size == cut.size && whole.trouble_count == cut.trouble_count);
	FUZZ_CHECK(whole.size <= 1100 * (uint64_t)size + 65536);
	(void)run(input, 3, 1);
	return 0;
}
