/*
 * Any bytes as a file of Gerrit's comments, in either form: what is handed over lies within bounds, and twice read is the same.
 * What of them is read without the parser, the parser reads alike.
 */
#include <stdlib.h>
#include "../../analyzers/evidence/import_reader.h"
#include "../../analyzers/evidence/notedb_parts.h"
#include "fuzz.h"

static void take_comment(void *payload, const struct notedb_comment *comment)
{
	uint64_t *sum = payload;

	FUZZ_CHECK(comment->author >= 0 || comment->author_ident.email.size);
	FUZZ_CHECK(comment->time >= 0 || !comment->is_undated);
	*sum = text_hash(text_hash(text_hash(*sum, comment->file), comment->uuid), comment->message);
}

static void check_plain(struct text bytes)
{
	char *room = xmalloc(bytes.size);
	struct notedb_comment comment;

	if (notedb_read_plain_comment(&comment, room, bytes)) {
		json_t *object = json_loadb(bytes.at, bytes.size, JSON_ALLOW_NUL, NULL);
		const json_t *key = forge_object(object, "key");

		FUZZ_CHECK(object && text_equal(comment.message, forge_text(object, "message")));
		FUZZ_CHECK(text_equal(comment.written, forge_text(object, "writtenOn")));
		FUZZ_CHECK(text_equal(comment.uuid, forge_text(key, "uuid")));
		FUZZ_CHECK(comment.author == forge_int(forge_object(object, "author"), "id", -1));
		FUZZ_CHECK(comment.line == forge_int(object, "lineNbr", 0));
		json_decref(object);
	}
	free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	uint64_t first = TEXT_HASH_SEED, second = TEXT_HASH_SEED,
		 lost = notedb_each_comment(bytes, take_comment, &first);
	int64_t time;

	FUZZ_CHECK(lost == notedb_each_comment(bytes, take_comment, &second) && first == second);
	FUZZ_CHECK(lost <= size);
	check_plain(bytes);
	if (notedb_parse_local_date(&time, bytes) || notedb_parse_git_date(&time, bytes))
		FUZZ_CHECK(time > -86400 && time < INT64_C(253402387200));
	FUZZ_CHECK(notedb_word_count(bytes) <= (int64_t)size);
	return 0;
}
