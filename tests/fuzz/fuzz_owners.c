/* Any bytes as an ownership file: the first byte picks the kind of file, the rest is its content and a path to ask for. */
#include "fuzz.h"
#include "lead/alloc.h"
#include "lead/owners.h"

static const char *const files[] = { "CODEOWNERS",     ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "a/OWNERS",
	                             "OWNERS_ALIASES", "a/X_OWNERS",         "MAINTAINERS",        "a/MAINTAINERS.md" };

struct state {
	struct text file;
	struct text path;
	size_t asked_count;
};

static void ask(void *payload, const struct owner_fact *fact)
{
	struct state *state = payload;
	struct owner_entry entry = {
		fact->grammar, fact->role, state->file, fact->section, fact->pattern, false, false
	};
	struct owner_entry *entries[] = { &entry };

	FUZZ_CHECK(fact->position == state->asked_count);
	if (state->asked_count++ > 200)
		return; /* time goes into reading; matching has seen enough */
	entry.fits = owner_fits(&entry, state->path);
	owner_decide(entries, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct state state = { .path = text_slice(bytes, size > 40 ? size - 40 : 0, size) };
	struct owner_sink sink = { &state, ask };

	if (!size)
		return 0;
	state.file = text_of(files[data[0] % (sizeof(files) / sizeof(files[0]))]);
	owner_read(state.file, text_slice(bytes, 1, size), &sink);
	return 0;
}
