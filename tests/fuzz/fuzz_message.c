/*
 * Any bytes as a commit message through the readers of message lines. The first byte says how many parents the commit
 * has and who wrote it. Also holds what a parsed message promises.
 */
#include "../../analyzers/evidence/reader.h"
#include "fuzz.h"

/* Touches every byte handed over, so that a slice beyond the message is seen. */
static void touch(uint64_t *sum, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		*sum += (unsigned char)text.at[i];
}

static void take_event(void *payload, const struct event_fact *event)
{
	FUZZ_CHECK(event->kind < EVENT_KIND_COUNT && event->mark < MARK_COUNT);
	FUZZ_CHECK(event->who.name.size || event->who.email.size);
	FUZZ_CHECK(event->line > 0 && event->source.size);
	/* The sum of a long raw line for each of its persons would be all that is measured. */
	touch(payload, text_slice(event->raw, 0, 64));
	touch(payload, event->who.name);
	touch(payload, event->who.email);
	touch(payload, event->source);
	touch(payload, event->note);
}

static void take_reference(void *payload, const struct reference_fact *reference)
{
	FUZZ_CHECK(reference->kind < REFERENCE_KIND_COUNT && reference->value.size);
	touch(payload, reference->value);
	touch(payload, reference->source);
}

static void take_key(void *payload, struct text key)
{
	touch(payload, key);
}

static void check_message(const struct message *message)
{
	FUZZ_CHECK(message->body_line <= message->line_count);
	for (uint32_t i = 0; i < message->line_count; i++) {
		const struct message_line *line = &message->lines[i];

		FUZZ_CHECK(text_find_char(line->text, '\n', 0) < 0 && text_find_char(line->text, '\0', 0) < 0);
		FUZZ_CHECK(!(line->marks & LINE_IN_BLOCK) || i >= message->body_line);
		FUZZ_CHECK(i + 1 < message->line_count ? line->paragraphs_from_end >= line[1].paragraphs_from_end
		                                       : line->paragraphs_from_end == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct commit_reader *const readers[] = {
		&reader_trailers, &reader_mozilla, &reader_phabricator, &reader_rietveld,
		&reader_webkit,   &reader_bitcoin, &reader_suggestion,
	};
	static const struct oid parents[4];
	uint64_t sum = 0;
	struct evidence_sink sink = { &sum, take_event, take_reference, take_key };
	struct commit_fact fact = { .parents = parents, .author = { TEXT("Ada"), TEXT("a@example.org") } };
	struct message message;

	if (!size)
		return 0;
	fact.parent_count = data[0] % 4;
	if (data[0] & 0x80)
		fact.author.name = TEXT("dependabot[bot]");
	fact.message = (struct text){ (const char *)data + 1, size - 1 };
	message_parse(&message, &fact);
	check_message(&message);
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		readers[i]->read(&message, &sink);
	message_release(&message);
	return sum == UINT64_MAX;
}
