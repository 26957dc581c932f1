/*
 * Any bytes as a commit message through the readers of subjects, references and merges. The first byte says how many
 * parents the commit has.
 */
#include "../../analyzers/evidence/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Touches every byte handed over, so that a slice beyond the message is seen. */
static void touch(uint64_t *sum, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		*sum += (unsigned char)text.at[i];
}

static void take_event(void *payload, const struct event_fact *event)
{
	touch(payload, event->who.name);
	touch(payload, event->who.email);
	touch(payload, event->source);
	touch(payload, event->raw);
	touch(payload, event->note);
	touch(payload, event->change);
}

static void take_reference(void *payload, const struct reference_fact *reference)
{
	touch(payload, reference->value);
	touch(payload, reference->login);
	touch(payload, reference->source);
}

static void take_key(void *payload, struct text key)
{
	touch(payload, key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct commit_reader *const readers[] = {
		&reader_origin,    &reader_github, &reader_bors,  &reader_bors_ng, &reader_gitlab,
		&reader_bitbucket, &reader_azure,  &reader_gitea, &reader_gerrit,  &reader_merge,
	};
	static const struct oid parents[4];
	uint64_t sum = 0;
	struct evidence_sink sink = { &sum, take_event, take_reference, take_key };
	struct commit_fact fact = { .parents = parents };
	struct message message;

	if (!size)
		return 0;
	fact.parent_count = data[0] % 4;
	fact.message = (struct text){ (const char *)data + 1, size - 1 };
	message_parse(&message, &fact);
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		readers[i]->read(&message, &sink);
	message_release(&message);
	return sum == UINT64_MAX;
}
