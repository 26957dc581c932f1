/* Any bytes as a commit object and as a tag object, re-encoded as the commit declares. */
#include "../../analyzers/history/raw_commit.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct recoder recoder = { 0 };
	struct arena arena = { 0 };
	struct raw_identity tagger;
	struct raw_commit commit;
	struct oid oid;

	raw_commit_parse(&commit, bytes);
	for (size_t i = 0; i < commit.parent_count; i++)
		raw_commit_parent(&oid, &commit, i);
	raw_commit_recode(&recoder, &commit, &arena);
	FUZZ_CHECK(commit.message.size == 0 || commit.message.at != NULL);
	if (raw_tag_target(bytes, &oid))
		FUZZ_CHECK(size > OID_SIZE);
	(void)raw_tag_tagger(bytes, &tagger);
	recoder_release(&recoder);
	arena_release(&arena);
	return 0;
}
