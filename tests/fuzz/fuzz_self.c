/*
 * Any bytes as lines of a self-declared note, by any name: at most one event a line, of its writer and of nobody else, and
 * none that would move a cursor when it is printed.
 */
#include "lead/import.h"
#include "fuzz.h"

struct taken {
	const struct self_line *line;
	unsigned count;
};

static void take_event(void *payload, const struct event_fact *event)
{
	struct taken *taken = payload;

	taken->count++;
	FUZZ_CHECK(event->kind == EVENT_SELF && event->mark == MARK_NONE && event->line == taken->line->number);
	FUZZ_CHECK(text_equal(event->who.name, taken->line->author.name));
	FUZZ_CHECK(text_equal(event->who.email, taken->line->author.email));
	FUZZ_CHECK(event->raw.size > 0 && event->raw.size <= taken->line->bytes.size && event->change.size == 0);
	for (size_t i = 0; i < event->raw.size; i++)
		FUZZ_CHECK((unsigned char)event->raw.at[i] >= ' ' || event->raw.at[i] == '\t');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text rest = { (const char *)data, size }, bytes, name = { 0 };
	struct self_line line = { 0 };
	struct taken taken = { &line, 0 };
	const struct evidence_sink sink = { .payload = &taken, .event = take_event };

	if (text_next_line(&rest, &name))
		line.author.name = name;
	while (text_next_line(&rest, &bytes)) {
		line.bytes = bytes;
		line.number++;
		line.is_signed = line.number % 2;
		taken.count = 0;
		note_read_self(&line, TEXT("refs/notes/lead-self"), &sink);
		FUZZ_CHECK(taken.count <= 1);
	}
	return 0;
}
