/* Any bytes as a decision record. */
#include "lead/alloc.h"
#include "lead/evidence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	uint64_t hash;

	decision_read(&fact, &arena, (struct text){ (const char *)data, size });
	hash = text_hash(text_hash(text_hash(TEXT_HASH_SEED, fact.title), fact.status), fact.date);
	for (size_t i = 0; i < fact.decider_count; i++)
		hash = text_hash(text_hash(hash, fact.deciders[i].name), fact.deciders[i].email);
	arena_release(&arena);
	return hash == 0;
}
