/*
 * Any JSON through the readers of GitHub's exports and through the looks into forge objects. The first byte picks the
 * path that the item is said to stand at.
 */
#include "../../analyzers/evidence/import_reader.h"
#include "fuzz.h"
#include "lead/alloc.h"

static const char *const paths[] = { "", "pulls", "issues", "data.repository.pullRequests.nodes", "x.issues.edges" };

static void touch(uint64_t *sum, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		*sum += (unsigned char)text.at[i];
}

static void take_request(void *payload, const struct request_fact *request)
{
	FUZZ_CHECK(request->change.size && request->state < REQUEST_STATE_COUNT &&
	           request->draft < REQUEST_DRAFT_COUNT && request->line_count >= -1);
	FUZZ_CHECK(request->created_time >= 0 && request->ready_time >= 0 && request->merged_time >= 0);
	for (size_t i = 0; i < request->pointer_count; i++)
		FUZZ_CHECK(request->pointers[i].kind < POINTER_KIND_COUNT);
	touch(payload, request->change);
	touch(payload, request->project);
	touch(payload, request->author);
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	FUZZ_CHECK(act->change.size && act->who.name.size && act->source.size);
	FUZZ_CHECK(act->kind < EVENT_KIND_COUNT && act->state < ACT_STATE_COUNT && act->mark < MARK_COUNT);
	FUZZ_CHECK(act->act_time >= 0 && act->word_count >= -1);
	touch(payload, act->who.name);
	touch(payload, act->head);
}

static void take_account(void *payload, const struct account_fact *account)
{
	FUZZ_CHECK(account->login.size && (account->who.name.size || account->who.email.size));
	touch(payload, account->login);
	touch(payload, account->who.name);
	touch(payload, account->who.email);
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	touch(payload, trouble->words);
}

/* Text that is no JSON is still a body and an address. */
static void look(uint64_t *sum, struct text text)
{
	struct text project = forge_url_project(text), number = forge_url_number(text);
	struct oid oid;

	FUZZ_CHECK(forge_word_count(text) >= 0 && (size_t)forge_word_count(text) <= text.size);
	FUZZ_CHECK(project.size <= text.size && number.size <= text.size);
	*sum += oid_from_hex(&oid, text);
	touch(sum, project);
	touch(sum, number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct import_reader *const readers[] = {
		&import_gh_pull,      &import_graphql_pull,       &import_rest_pull,    &import_rest_review,
		&import_rest_comment, &import_rest_issue_comment, &import_archive_pull,
	};
	uint64_t sum = 0;
	struct request_sink sink = { &sum, take_request, take_act, take_account, take_trouble };
	struct import_summary summary = { 0 };
	struct import_out out = { .sink = &sink, .summary = &summary, .item = 1 };
	struct import_context context = { .project = TEXT("o/r") };
	unsigned taken = 0;
	json_t *json;

	if (!size)
		return 0;
	context.path = text_of(paths[data[0] % (sizeof(paths) / sizeof(paths[0]))]);
	look(&sum, (struct text){ (const char *)data + 1, size - 1 });
	json = json_loadb((const char *)data + 1, size - 1, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
	for (size_t i = 0; json && i < sizeof(readers) / sizeof(readers[0]); i++) {
		taken += readers[i]->matches(json, &context);
		readers[i]->read(json, &context, &out);
	}
	FUZZ_CHECK(taken <= 1);
	json_decref(json);
	return sum == UINT64_MAX;
}
