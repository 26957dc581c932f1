/* The wrappers around lists of items: which keys make an object a wrapper, and what of it is told along with the items. */
#include <stdlib.h>
#include <string.h>
#include "json_scan.h"

enum role { ROLE_SKIP, ROLE_FRAME, ROLE_ITEM };

struct role_row {
	const char *key; /* NULL: any */
	char opener;
	enum role role;
};

/* Keys of the outermost object. All but "errors" make it a wrapper: error objects of REST have that one too. */
static const struct role_row outermost[] = {
	{ "data", '{', ROLE_FRAME },   { "pulls", '[', ROLE_FRAME }, { "issues", '[', ROLE_FRAME },
	{ "answer", '[', ROLE_FRAME }, { "answer", '{', ROLE_ITEM }, { "errors", '[', ROLE_FRAME },
	{ "values", '[', ROLE_FRAME }, { "value", '[', ROLE_FRAME }, { NULL, 0, ROLE_SKIP },
};

/* Keys of everything within GraphQL's data. */
static const struct role_row inner[] = {
	{ "nodes", '[', ROLE_FRAME },
	{ "edges", '[', ROLE_FRAME },
	{ "pullRequest", '{', ROLE_ITEM },
	{ "mergeRequest", '{', ROLE_ITEM },
	{ "node", '{', ROLE_ITEM },
	{ NULL, '{', ROLE_FRAME },
	{ NULL, 0, ROLE_SKIP },
};

/* Pages of Bitbucket and Azure DevOps: what stands beside such a list tells whether more follows. */
static const char *const page_keys[] = { "values", "value" };

/* Numbers of requests that stand around an answer, because the answer does not tell them. */
static const char *const number_keys[] = { "merge_request_iid", "pull_request_number", "change_number" };

static bool token_is(const struct json_token *token, const char *word)
{
	return text_equal((struct text){ token->at, token->size }, text_of(word));
}

static bool token_is_any(const struct json_token *token, const char *const *words, size_t count)
{
	size_t i = 0;

	while (i < count && !token_is(token, words[i]))
		i++;
	return i < count;
}

static enum role role_of(const struct role_row *rows, const struct json_token *key, char opener)
{
	while (rows->opener && (rows->opener != opener || (rows->key && !token_is(key, rows->key))))
		rows++;
	return rows->role;
}

const struct json_frame *json_frame_top(const struct json_items *items)
{
	return items->frame_count ? &items->frames[items->frame_count - 1] : NULL;
}

static void path_add_key(struct json_items *items)
{
	size_t size = items->key.size < JSON_KEY_MAX ? items->key.size : JSON_KEY_MAX;

	if (items->path_size)
		items->path[items->path_size++] = '.';
	memcpy(items->path + items->path_size, items->key.at, size);
	items->path_size += size;
}

static void frame_push(struct json_items *items, bool is_array, size_t outer_path_size)
{
	items->frames[items->frame_count++] = (struct json_frame){
		.is_array = is_array, .has_next = -1, .total_count = -1, .outer_path_size = outer_path_size
	};
	items->wrapper_count += !is_array;
	items->last = LAST_OPEN;
}

/* Bitbucket Cloud's pages tell of the next one, and of all of them how many there are; others tell which is the last. */
static int page_has_next(const struct json_items *items)
{
	return items->page_next >= 0 ? items->page_next : items->has_page_length ? 0 : -1;
}

static int64_t page_total(const struct json_items *items)
{
	return items->has_page_length ? items->page_size : -1;
}

void json_frame_forget_outermost(struct json_items *items)
{
	items->project_size = items->request_iid_size = 0;
	items->page_next = -1;
	items->page_size = -1;
	items->has_page_length = false;
}

static void frame_pop(struct json_items *items)
{
	const struct json_frame *frame = &items->frames[--items->frame_count];
	struct json_frame *outer = items->frame_count ? &items->frames[items->frame_count - 1] : NULL;

	if (!frame->is_array) {
		items->wrapper_count--;
		if (frame->has_nodes)
			items->sink.page(
				items->sink.payload,
				&(struct json_page){ { items->path, items->path_size },
			                             items->wrapper_count ? frame->total_count : page_total(items),
			                             items->wrapper_count ? frame->has_next : page_has_next(items),
			                             frame->node_count,
			                             items->wrapper_offset });
		else if (frame->has_next >= 0 && outer && !outer->is_array &&
		         text_ends((struct text){ items->path, items->path_size }, TEXT("pageInfo")))
			outer->has_next = frame->has_next; /* it stands beside nodes */
	}
	if (!items->wrapper_count)
		json_frame_forget_outermost(items);
	items->path_size = frame->outer_path_size;
}

/* A bracket behind a key of a wrapper. */
static void open_in_wrapper(struct json_items *items, char c, size_t at)
{
	struct json_frame *frame = &items->frames[items->frame_count - 1];
	size_t path_size = items->path_size;
	enum role role = ROLE_SKIP;

	if (items->last == LAST_COLON)
		role = role_of(path_size ? inner : outermost, &items->key, c);
	if (role == ROLE_SKIP || items->frame_count == JSON_FRAME_MAX) {
		json_value_begin(items, VALUE_SKIPPED, c, at);
	} else if (role == ROLE_ITEM) {
		json_value_begin(items, VALUE_ITEM, c, at);
		path_add_key(items);
	} else {
		frame->has_nodes = frame->has_nodes || (path_size && c == '[') ||
		                   token_is_any(&items->key, page_keys, sizeof(page_keys) / sizeof(page_keys[0]));
		path_add_key(items);
		frame_push(items, c == '[', path_size);
	}
}

/* Wrappers stand in no wrapper; but one that was all on one line may have been left unfinished in its list. */
static bool may_be_wrapper(const struct json_items *items, size_t at)
{
	return !items->wrapper_count ||
	       (items->is_document_at_line_start && items->newline_count == items->document_newlines + 1 &&
	        items->chunk_offset + at == items->line_start);
}

void json_frame_open(struct json_items *items, char c, size_t at)
{
	const struct json_frame *frame = json_frame_top(items);

	if (!frame) {
		items->is_document_at_line_start = items->chunk_offset + at == items->line_start;
		items->document_newlines = items->newline_count;
		items->is_stray = false;
	}
	if (frame && !frame->is_array) {
		open_in_wrapper(items, c, at);
	} else if (c == '{') {
		json_frame_count_node(items);
		json_value_begin(items, may_be_wrapper(items, at) ? VALUE_CANDIDATE : VALUE_ITEM, c, at);
	} else if (items->frame_count < JSON_FRAME_MAX) {
		frame_push(items, true, items->path_size);
	} else {
		items->extra_arrays++;
		items->last = LAST_OPEN;
	}
}

bool json_frame_close(struct json_items *items, char c)
{
	const struct json_frame *frame = json_frame_top(items);

	items->last = LAST_VALUE;
	if (!frame || frame->is_array != (c == ']'))
		return false;
	items->is_stray = false;
	if (items->extra_arrays)
		items->extra_arrays--;
	else
		frame_pop(items);
	return true;
}

void json_frame_close_all(struct json_items *items)
{
	items->extra_arrays = 0;
	while (items->frame_count)
		frame_pop(items);
}

/* Errors that came before the data: still in the bytes kept of the candidate. */
static void tell_early_errors(struct json_items *items, size_t at)
{
	struct json_item item = { .path = TEXT("errors"), .offset = items->errors_from };

	json_value_keep(items, at);
	if (!items->errors_to || items->is_too_large)
		return;
	item.bytes = text_slice(buf_text(&items->kept), items->errors_from - items->value_offset,
	                        items->errors_to - items->value_offset);
	items->sink.item(items->sink.payload, &item);
}

bool json_candidate_is_wrapper(const struct json_items *items, char c)
{
	return role_of(outermost, &items->key, c) != ROLE_SKIP && !token_is(&items->key, "errors") &&
	       items->frame_count + 2 <= JSON_FRAME_MAX;
}

void json_candidate_turn(struct json_items *items, char c, size_t at)
{
	tell_early_errors(items, at);
	items->wrapper_offset = items->value_offset;
	json_value_drop(items);
	frame_push(items, false, items->path_size);
	items->last = LAST_COLON;
	open_in_wrapper(items, c, at);
}

/* Backslashes are left out: in such names they stand before slashes only. */
static size_t copy_plain(char *out, size_t capacity, const struct json_token *token)
{
	size_t size = 0;

	for (size_t i = 0; i < token->size && size < capacity; i++) {
		if ((unsigned char)token->at[i] <= ' ')
			return 0;
		if (token->at[i] != '\\')
			out[size++] = token->at[i];
	}
	return utf8_valid((struct text){ out, size }) ? size : 0;
}

/* Beside the lists of the outermost wrapper; of a candidate it is not known yet whether it is one. */
static void take_outermost(struct json_items *items, bool is_string, bool is_number, int64_t number)
{
	const struct json_token *key = &items->key, *token = &items->token;

	if (is_string && token_is(key, "repo"))
		items->project_size = copy_plain(items->project, sizeof(items->project), token);
	else if (is_number && token_is_any(key, number_keys, sizeof(number_keys) / sizeof(number_keys[0])))
		items->request_iid_size = copy_plain(items->request_iid, sizeof(items->request_iid), token);
	else if (!is_string && token_is(key, "isLastPage"))
		items->page_next = token_is(token, "false");
	else if (is_string && token_is(key, "next"))
		items->page_next = token->size > 0;
	else if (is_number && token_is(key, "pagelen"))
		items->has_page_length = true;
	else if (is_number && token_is(key, "size"))
		items->page_size = number;
}

void json_scalar_take(struct json_items *items, bool is_string)
{
	const struct json_token *key = &items->key, *token = &items->token;
	struct json_frame *frame = items->value || !items->frame_count ? NULL : &items->frames[items->frame_count - 1];
	uint64_t number = 0;
	bool is_number = text_to_uint((struct text){ token->at, token->size }, &number);

	if (!items->path_size)
		take_outermost(items, is_string, is_number, (int64_t)number);
	else if (frame && is_number && (token_is(key, "totalCount") || token_is(key, "issueCount")))
		frame->total_count = (int64_t)number;
	else if (frame && !is_string && token_is(key, "hasNextPage"))
		frame->has_next = token_is(token, "true");
}

void json_frame_count_node(struct json_items *items)
{
	if (items->frame_count >= 2 && items->frames[items->frame_count - 2].has_nodes)
		items->frames[items->frame_count - 2].node_count++;
}
