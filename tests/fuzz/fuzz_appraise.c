/*
 * Any bytes as git-appraise's notes: what stands before the first NUL as the requests note, the rest as the comments. Lines in
 * another order give the same requests where no two are of one time, and always the same acts.
 */
#include <string.h>

#include "../../analyzers/evidence/appraise_json.h"
#include "fuzz.h"

struct taken {
	uint64_t sum, count;
	bool has_request;
};

static uint64_t hash_of(struct text text)
{
	return text_hash(TEXT_HASH_SEED, text);
}

static void take_request(void *payload, const struct request_fact *request)
{
	struct taken *taken = payload;

	FUZZ_CHECK(!taken->has_request && request->change.size && request->state < REQUEST_STATE_COUNT);
	FUZZ_CHECK(request->created_time >= 0 && request->closed_time >= 0 &&
	           request->seen_time >= request->created_time);
	FUZZ_CHECK(request->pointer_count >= 2 && request->pointer_count <= 3 && request->line_count == -1);
	for (size_t i = 0; i < request->pointer_count; i++)
		FUZZ_CHECK(request->pointers[i].kind < POINTER_KIND_COUNT && request->pointers[i].push_time >= 0);
	(void)hash_of(request->author);
	(void)hash_of(request->author_email);
	taken->has_request = true;
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	struct taken *taken = payload;

	FUZZ_CHECK(act->change.size && (act->who.name.size || act->who.email.size) && act->act_time >= 0);
	FUZZ_CHECK(act->kind == EVENT_REQ || act->raw.size);
	FUZZ_CHECK((act->kind == EVENT_REV) == (act->state == ACT_STATE_APPROVED || act->state == ACT_STATE_CHANGES));
	FUZZ_CHECK(act->head.size <= 2 * OID_SIZE && text_is_hex(act->head));
	taken->sum += hash_of(act->raw) ^ hash_of(act->who.name) ^ hash_of(act->who.email) ^ (uint64_t)act->act_time ^
	              (uint64_t)act->kind ^ (uint64_t)act->word_count;
	taken->count++;
}

/* The lines from the last to the first. */
static void turn(struct buf *out, struct text note)
{
	while (note.size) {
		size_t end = note.size - (note.at[note.size - 1] == '\n'), from = end;

		while (from > 0 && note.at[from - 1] != '\n')
			from--;
		buf_add_text(out, text_slice(note, from, end));
		buf_add_char(out, '\n');
		note.size = from;
	}
}

static struct appraise_summary read(struct taken *taken, struct text requests, struct text discuss)
{
	const struct request_sink sink = { taken, take_request, take_act, NULL, NULL };
	struct appraise_review review = { .requests = requests, .discuss = discuss, .is_submitted = requests.size % 2 };
	struct appraise_summary summary = { 0 };

	*taken = (struct taken){ .sum = 0 };
	appraise_read(&review, &sink, &summary);
	FUZZ_CHECK(summary.stray_count <= summary.comment_count && summary.comment_count <= APPRAISE_COMMENT_MAX_COUNT);
	return summary;
}

/* What is written is read as the same comment again, and written the same way. */
static void check_writing(struct text line)
{
	json_t *object = appraise_line(line), *again;
	struct appraise_comment_line comment, second;
	struct buf first = { 0 }, then = { 0 };

	if (object && appraise_comment_decode(&comment, object)) {
		appraise_comment_write(&first, &comment);
		again = appraise_line(buf_text(&first));
		FUZZ_CHECK(again && appraise_comment_decode(&second, again));
		appraise_comment_write(&then, &second);
		FUZZ_CHECK(text_equal(buf_text(&first), buf_text(&then)));
		json_decref(again);
	}
	json_decref(object);
	buf_release(&first);
	buf_release(&then);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size }, rest, line;
	ptrdiff_t nul = text_find_char(bytes, '\0', 0);
	struct text requests = text_slice(bytes, 0, nul < 0 ? 0 : (size_t)nul);
	struct text discuss = text_slice(bytes, nul < 0 ? 0 : (size_t)nul + 1, size);
	struct appraise_summary summary, summary_turned;
	struct taken taken, turned;
	struct buf other = { 0 };

	summary = read(&taken, requests, discuss);
	turn(&other, discuss);
	summary_turned = read(&turned, requests, buf_text(&other));
	FUZZ_CHECK(taken.sum == turned.sum && taken.count == turned.count);
	FUZZ_CHECK(!memcmp(&summary, &summary_turned, sizeof(summary)));
	for (rest = discuss; text_next_line(&rest, &line);)
		check_writing(line);
	buf_release(&other);
	return 0;
}
