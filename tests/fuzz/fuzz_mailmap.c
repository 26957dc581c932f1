/* Any bytes as a mailmap; an identity made of its own last bytes is resolved by it. */
#include "fuzz.h"
#include "lead/people.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct mailmap *mailmap = mailmap_parse(bytes);
	struct identity_fact who = { text_slice(bytes, size / 2, size), text_slice(bytes, size / 4, size / 2) };
	struct identity_fact proper;

	if (!mailmap_resolve(&proper, mailmap, who)) {
		FUZZ_CHECK(text_equal(proper.name, who.name));
		FUZZ_CHECK(text_equal(proper.email, who.email));
	}
	mailmap_free(mailmap);
	return 0;
}
