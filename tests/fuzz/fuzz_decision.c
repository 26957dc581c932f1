/*
 * Any bytes as a decision record: the first line is the path, so that every format is reached. Also as settings of a tool and as
 * the second file of a record.
 */
#include "fuzz.h"
#include "lead/alloc.h"
#include "lead/evidence.h"

static void note_folder(void *payload, struct text path, enum decision_folder kind)
{
	(void)payload;
	FUZZ_CHECK(path.size > 0 && kind != FOLDER_ANY);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct decision_fact fact;
	struct decision_file file = { .bytes = { (const char *)data, size } };
	uint64_t hash;

	(void)text_next_line(&file.bytes, &file.path);
	file.folder = size % 3 == 0 ? FOLDER_ANY : size % 3 == 1 ? FOLDER_ADR_TOOLS : FOLDER_LOG4BRAINS;
	decision_read(&fact, &arena, &file);
	(void)decision_read_settings(&file, NULL, note_folder);
	decision_read_more(&fact, &arena, &file);
	hash = text_hash(text_hash(text_hash(TEXT_HASH_SEED, fact.title), fact.status), fact.date);
	for (size_t i = 0; i < fact.person_count; i++)
		hash = text_hash(text_hash(hash, fact.persons[i].who.name), fact.persons[i].who.email);
	for (size_t i = 0; i < fact.link_count; i++)
		hash = text_hash(hash, fact.links[i].target);
	arena_release(&arena);
	return hash == 0;
}
