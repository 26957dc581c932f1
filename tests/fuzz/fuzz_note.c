/*
 * Any bytes as a note, of git lead's own ref, of Gerrit's and of another. What own lines gave is written again and read again: the
 * second writing must be the first, byte for byte, or facts would change on their way from clone to clone.
 */
#include "lead/alloc.h"
#include "lead/import.h"
#include "fuzz.h"

struct taken {
	struct buf lines;
	uint64_t sum;
};

static void touch(uint64_t *sum, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		*sum += (unsigned char)text.at[i];
}

static void take_request(void *payload, const struct request_fact *request)
{
	struct taken *taken = payload;
	struct request_telling telling = request_telling_of(request);
	struct buf line = { 0 };
	size_t size = taken->lines.size;

	FUZZ_CHECK(request->change.size && request->state < REQUEST_STATE_COUNT &&
	           request->draft < REQUEST_DRAFT_COUNT);
	FUZZ_CHECK(!request->pointer_count && request->created_time >= 0 && request->line_count >= -1);
	note_add_request(&taken->lines, request);
	/* One telling is one line. */
	note_add_telling(&line, &telling);
	FUZZ_CHECK(text_equal(buf_text(&line), text_slice(buf_text(&taken->lines), size, taken->lines.size)));
	buf_release(&line);
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	struct taken *taken = payload;

	FUZZ_CHECK(act->change.size && act->source.size && (act->who.name.size || act->who.email.size));
	FUZZ_CHECK(act->state < ACT_STATE_COUNT && act->mark < MARK_COUNT && act->word_count >= -1);
	note_add_act(&taken->lines, act);
}

static void take_account(void *payload, const struct account_fact *account)
{
	struct taken *taken = payload;

	FUZZ_CHECK(account->who.name.size || account->who.email.size);
	note_add_account(&taken->lines, account);
}

static void take_event(void *payload, const struct event_fact *event)
{
	struct taken *taken = payload;

	FUZZ_CHECK(event->kind < EVENT_KIND_COUNT && event->kind != EVENT_AUTH && event->mark < MARK_COUNT);
	FUZZ_CHECK((event->who.name.size || event->who.email.size) && event->line > 0);
	touch(&taken->sum, text_slice(event->raw, 0, 64));
	touch(&taken->sum, event->who.name);
	touch(&taken->sum, event->who.email);
	touch(&taken->sum, event->source);
	touch(&taken->sum, event->note);
}

static void take_reference(void *payload, const struct reference_fact *reference)
{
	struct taken *taken = payload;

	FUZZ_CHECK(reference->kind < REFERENCE_KIND_COUNT && reference->value.size);
	touch(&taken->sum, reference->value);
	touch(&taken->sum, reference->source);
}

static void read_lead(struct taken *taken, struct text note)
{
	const struct request_sink requests = { taken, take_request, take_act, take_account, NULL };
	const struct evidence_sink events = { taken, take_event, take_reference, NULL };

	note_read(note, TEXT("refs/notes/lead-reviews"), true, &requests, &events);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text note = { (const char *)data, size };
	struct taken first = { 0 }, second = { 0 }, other = { 0 };
	const struct evidence_sink events = { &other, take_event, take_reference, NULL };
	uint64_t sum;

	read_lead(&first, note);
	read_lead(&second, buf_text(&first.lines));
	FUZZ_CHECK(text_equal(buf_text(&first.lines), buf_text(&second.lines)));
	note_read(note, TEXT("refs/notes/x"), false, NULL, &events);
	note_read(note, TEXT(REVIEW_NOTES_REF), false, NULL, &events);
	sum = first.sum + second.sum + other.sum;
	buf_release(&first.lines);
	buf_release(&second.lines);
	return sum == UINT64_MAX;
}
