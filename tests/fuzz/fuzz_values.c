/* Any bytes as the value of a trailer, and as a key. */
#include "../../analyzers/evidence/reader.h"
#include "fuzz.h"

static bool is_inside(struct text part, struct text whole)
{
	return !part.size || (part.at >= whole.at && part.at + part.size <= whole.at + whole.size);
}

static void take_event(void *payload, const struct event_fact *event)
{
	unsigned *count = payload;

	FUZZ_CHECK(event->who.name.size || event->who.email.size);
	FUZZ_CHECK(event->ordinal == *count);
	++*count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text value = { (const char *)data, size };
	struct value_persons persons;
	const struct key_meaning *meaning = dictionary_find(value);
	unsigned count = 0;
	struct evidence_sink sink = { .payload = &count, .event = take_event };

	FUZZ_CHECK(!meaning || meaning->kind_count <= 2);
	value_parse(&persons, value);
	FUZZ_CHECK(persons.count <= sizeof(persons.at) / sizeof(persons.at[0]));
	FUZZ_CHECK(is_inside(persons.note, value));
	for (unsigned i = 0; i < persons.count; i++) {
		FUZZ_CHECK(is_inside(persons.at[i].who.name, value));
		FUZZ_CHECK(is_inside(persons.at[i].who.email, value));
		FUZZ_CHECK(is_inside(persons.at[i].note, value));
	}
	value_emit(&persons, (struct event_fact){ .kind = EVENT_REV }, &sink);
	FUZZ_CHECK(count <= persons.count);
	return 0;
}
