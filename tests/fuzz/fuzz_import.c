/*
 * Any bytes as an export: at once, byte by byte, and in pieces that the input itself chooses. All that is told must be the
 * same. Also holds what every fact promises.
 */
#include <string.h>
#include "fuzz.h"
#include "lead/import.h"

/* What was told, so far as it can be compared. */
struct told {
	uint64_t hash;
	size_t count;
	uint64_t item, lost_count;
};

static void add(struct told *told, struct text text)
{
	told->hash = text_hash(told->hash, text);
	told->hash = text_hash(told->hash, TEXT("|"));
}

static void add_number(struct told *told, int64_t number)
{
	told->hash = text_hash(told->hash, (struct text){ (const char *)&number, sizeof(number) });
}

static void take_request(void *payload, const struct request_fact *request)
{
	struct told *told = payload;

	FUZZ_CHECK(request->change.size > 3 && request->forge.size && request->state < REQUEST_STATE_COUNT &&
	           request->draft < REQUEST_DRAFT_COUNT);
	add(told, request->change);
	add(told, request->project);
	add(told, request->author);
	add_number(told, request->created_time);
	add_number(told, request->merged_time);
	add_number(told, request->line_count);
	for (size_t i = 0; i < request->pointer_count; i++) {
		FUZZ_CHECK(request->pointers[i].kind < POINTER_KIND_COUNT);
		add(told, (struct text){ (const char *)request->pointers[i].oid.bytes, OID_SIZE });
	}
	told->count++;
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	struct told *told = payload;

	FUZZ_CHECK(act->kind < EVENT_KIND_COUNT && act->state < ACT_STATE_COUNT && act->mark < MARK_COUNT);
	FUZZ_CHECK(act->change.size > 3 && act->source.size && (act->who.name.size || act->who.email.size));
	add(told, act->change);
	add(told, act->source);
	add(told, act->who.name);
	add(told, act->head);
	add_number(told, act->act_time);
	add_number(told, act->word_count);
	told->count++;
}

static void take_account(void *payload, const struct account_fact *account)
{
	struct told *told = payload;

	FUZZ_CHECK(account->login.size && (account->who.name.size || account->who.email.size));
	add(told, account->login);
	add(told, account->who.name);
	add(told, account->who.email);
	told->count++;
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	struct told *told = payload;

	FUZZ_CHECK(trouble->words.size && utf8_valid(trouble->words) && text_find_char(trouble->words, '\n', 0) < 0);
	FUZZ_CHECK(!trouble->item || trouble->item >= told->item);
	told->item = trouble->item ? trouble->item : told->item;
	add(told, trouble->words);
	add_number(told, (int64_t)trouble->offset);
	told->count++;
}

/* pieces: sizes of the pieces, used again and again; a size of 0 stands for all the rest. */
static void run(struct told *told, struct import_summary *summary, struct text input, struct text pieces)
{
	struct request_sink sink = { told, take_request, take_act, take_account, take_trouble };
	struct import *import = import_new(&sink);

	*told = (struct told){ .hash = TEXT_HASH_SEED };
	for (size_t i = 0, at = 0; at < input.size; i++) {
		size_t size = (unsigned char)pieces.at[i % pieces.size];

		if (size == 0 || size > input.size - at)
			size = input.size - at;
		import_feed(import, input.at + at, size);
		at += size;
	}
	import_finish(import, summary);
	import_free(import);
	FUZZ_CHECK(summary->byte_count == input.size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text input = { (const char *)data, size };
	struct text pieces[] = { TEXT("\1"), text_slice(input, 0, 16) };
	struct told whole, cut;
	struct import_summary whole_summary, cut_summary;

	if (!size)
		return 0;
	run(&whole, &whole_summary, input, TEXT("\0"));
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		run(&cut, &cut_summary, input, pieces[i]);
		FUZZ_CHECK(cut.count == whole.count && cut.hash == whole.hash);
		FUZZ_CHECK(memcmp(&cut_summary, &whole_summary, sizeof(cut_summary)) == 0);
	}
	return 0;
}
