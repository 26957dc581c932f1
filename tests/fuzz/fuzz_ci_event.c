/* Any bytes as the event of a run of Actions. Holds that only ids and names of branches come out. */
#include <string.h>

#include "fuzz.h"
#include "lead/ci_event.h"

static void check_id(const char id[CI_ID_SIZE])
{
	FUZZ_CHECK(!*id || (strlen(id) == CI_ID_SIZE - 1 && text_is_hex(text_of(id))));
}

static void check_name(const char name[CI_NAME_SIZE])
{
	FUZZ_CHECK(memchr(name, '\0', CI_NAME_SIZE) && *name != '-' && !strpbrk(name, " ~^:?*[\\\n\x7f") &&
	           !strstr(name, ".."));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ci_event event;

	ci_event_read(&event, (struct text){ (const char *)data, size });
	check_id(event.before);
	check_id(event.after);
	check_id(event.base);
	check_id(event.head);
	check_id(event.merged);
	check_name(event.target);
	check_name(event.default_branch);
	return 0;
}
