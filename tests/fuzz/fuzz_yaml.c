/* Any bytes as YAML: what is handed over stays within bounds. */
#include "../../analyzers/evidence/yaml.h"
#include "fuzz.h"

static void sum(void *payload, const struct yaml_scalar *scalar)
{
	uint64_t *hash = payload;

	FUZZ_CHECK(scalar->path.size <= 512);
	*hash = text_hash(text_hash(*hash, scalar->path), scalar->value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct text rest = { (const char *)data, size }, head = { NULL, 0 };
	uint64_t hash = TEXT_HASH_SEED;

	yaml_each(rest, &arena, &hash, sum);
	if (yaml_take_head(&head, &rest))
		FUZZ_CHECK(head.size + rest.size <= size);
	arena_release(&arena);
	return hash == 0;
}
