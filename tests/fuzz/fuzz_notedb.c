/*
 * Any bytes as a change of Gerrit's: lines of a single % part its commits, newest first, each "name <address>" on its first line; what
 * stands behind the first NUL is a file of comments.
 */
#include "fuzz.h"
#include "lead/notedb.h"

#define COMMIT_MAX_COUNT 64

static void take_request(void *payload, const struct request_fact *request)
{
	unsigned *count = payload;

	FUZZ_CHECK(request->change.size && request->state < REQUEST_STATE_COUNT && ++*count == 1);
	for (size_t i = 0; i < request->pointer_count; i++)
		FUZZ_CHECK(request->pointers[i].kind < POINTER_KIND_COUNT && request->pointers[i].push_time > 0);
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	(void)payload;
	FUZZ_CHECK(act->who.name.size || act->who.email.size);
	FUZZ_CHECK((act->kind == EVENT_CMT) == (act->state == ACT_STATE_COMMENTED) && act->act_time >= 0);
	FUZZ_CHECK(act->head.size <= 2 * OID_SIZE && text_is_hex(act->head));
}

static size_t read_commits(struct commit_fact *commits, struct text bytes)
{
	size_t count = 0;

	while (bytes.size && count < COMMIT_MAX_COUNT) {
		ptrdiff_t end = text_find(bytes, TEXT("\n%\n"), 0);
		struct text one = text_slice(bytes, 0, end < 0 ? bytes.size : (size_t)end), line = { 0 };
		struct commit_fact *commit = &commits[count];
		ptrdiff_t open;

		bytes = text_slice(bytes, one.size + 3, bytes.size);
		*commit = (struct commit_fact){ .commit_time = (int64_t)(COMMIT_MAX_COUNT - count) };
		(void)text_next_line(&one, &line);
		open = text_find_char(line, '<', 0);
		commit->author.name = text_trim(text_slice(line, 0, open < 0 ? line.size : (size_t)open));
		commit->author.email =
			text_slice(line, open < 0 ? line.size : (size_t)open + 1, line.size - (line.size > 0));
		commit->committer = (struct identity_fact){ TEXT("Example Review"), TEXT("review@example.org") };
		commit->message = one;
		count++;
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	ptrdiff_t nul = text_find_char(bytes, '\0', 0);
	struct text comments = text_slice(bytes, nul < 0 ? size : (size_t)nul + 1, size);
	struct commit_fact commits[COMMIT_MAX_COUNT];
	struct notedb_change change = { .key = TEXT("gerrit:7"), .commits = commits };
	struct oid patch_set = { { 1 } };
	struct notedb_summary summary;
	struct notedb_reading *reading;
	unsigned request_count = 0;
	const struct request_sink sink = { .payload = &request_count, .request = take_request, .act = take_act };
	struct notedb_labels *labels;
	bool is_malformed;

	labels = notedb_labels_new(comments, &is_malformed);
	change.labels = labels;
	change.is_cut = size % 2;
	change.commit_count = read_commits(commits, text_slice(bytes, 0, nul < 0 ? size : (size_t)nul));
	reading = notedb_begin(&change, &sink);
	notedb_read_comments(reading, &patch_set, comments);
	notedb_finish(reading, &summary);
	FUZZ_CHECK(summary.malformed_count <= change.commit_count && summary.serverless_count <= change.commit_count);
	FUZZ_CHECK(request_count == (change.commit_count > 0));
	notedb_labels_free(labels);
	return 0;
}
