/* Reads an export: items are cut out, parsed one by one, and given to the reader of their kind. */
#include "lead/import.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "import_reader.h"
#include "import_repair.h"
#include "import_words.h"
#include "json_items.h"
#include "lead/alloc.h"
#include "lead/map.h"

/* The same words are told this often, then counted; so are words beyond the number that is told apart. */
#define SAME_WORDS_MAX 20
#define WORDS_MAX 200
#define CONNECTIONS_MAX 16
#define KEYS_SHOWN 6
#define KEY_SHOWN_MAX 40

struct word_count {
	uint64_t count;
	bool is_lost;
};

/* One list that an export spreads over pages. */
struct connection {
	char path[128];
	uint64_t node_count, offset;
	int64_t total_count;
	int has_next;
};

struct import {
	struct json_items *items;
	struct request_sink sink;    /* the caller's */
	struct request_sink watched; /* what readers get: passes on to sink what it looks at */
	struct import_out out;
	struct import_summary summary;
	char *remote;  /* what out.projects.remote borrows, or NULL */
	char *input;   /* what the file is called that is being read, or NULL */
	uint64_t item; /* number of the last one in that file, read or lost */
	bool is_answer_missing;
	bool is_repeated; /* the item tells of a request that one of its kind told of before: a page asked for again */
	struct map *requests; /* told so far: name of the reader, blank, change */
	const char *reader_name;
	struct map *words;
	struct word_count word_counts[WORDS_MAX + 1];
	struct connection connections[CONNECTIONS_MAX];
	size_t connection_count;
};

/* ---- what readers hand over passes by here ---- */

static void tell(struct import *import, const struct import_trouble *trouble)
{
	uint32_t count = map_count(import->words), at = map_get(import->words, trouble->words);

	if (at == UINT32_MAX)
		at = count < WORDS_MAX ? map_intern(import->words, trouble->words, count, NULL) : WORDS_MAX;
	import->word_counts[at].is_lost = trouble->is_lost;
	if (++import->word_counts[at].count <= SAME_WORDS_MAX)
		import->sink.trouble(import->sink.payload, trouble);
}

static void watch_request(void *payload, const struct request_fact *request)
{
	struct import *import = payload;
	struct buf key = { 0 };
	bool is_new = false;

	if (!import->summary.project[0] && request->project.size < sizeof(import->summary.project))
		memcpy(import->summary.project, request->project.at ? request->project.at : "", request->project.size);
	buf_add_fmt(&key, "%s " TEXT_FMT, import->reader_name, TEXT_ARG(request->change));
	map_intern(import->requests, buf_text(&key), 1, &is_new);
	import->is_repeated = !is_new;
	buf_release(&key);
	import->sink.request(import->sink.payload, request);
}

static void watch_act(void *payload, const struct request_act_fact *act)
{
	struct import *import = payload;

	import->sink.act(import->sink.payload, act);
}

static void watch_account(void *payload, const struct account_fact *account)
{
	struct import *import = payload;

	import->sink.account(import->sink.payload, account);
}

static void watch_trouble(void *payload, const struct import_trouble *trouble)
{
	struct import *import = payload;
	struct import_trouble told = *trouble;

	told.is_lost = told.is_lost || import->is_answer_missing;
	tell(import, &told);
}

void import_complain(struct import_out *out, const char *fmt, ...)
{
	char *words = NULL;
	va_list args;
	int size;

	va_start(args, fmt);
	size = vasprintf(&words, fmt, args);
	va_end(args);
	if (size < 0)
		alloc_fail(strlen(fmt));
	out->sink->trouble(out->sink->payload,
	                   &(struct import_trouble){ out->item, out->offset, false, { words, (size_t)size } });
	free(words);
}

/* ---- items ---- */

/* jansson's words without the place, which is one in the item alone. */
static struct text short_words(const json_error_t *error)
{
	struct text words = text_of(error->text);
	ptrdiff_t near = text_find(words, TEXT(" near "), 0);

	return near > 0 ? text_slice(words, 0, (size_t)near) : words;
}

/* NULL after telling why; the caller gives it back. */
static json_t *parse_item(struct import *import, const struct json_item *item)
{
	struct buf copy = { 0 }, words = { 0 };
	unsigned repairs;
	json_error_t error;
	json_t *root = json_loadb(item->bytes.at, item->bytes.size, JSON_ALLOW_NUL, &error);

	if (root)
		return root;
	repairs = import_repair(&copy, item->bytes, json_error_code(&error) == json_error_null_byte_in_key);
	if (repairs) {
		root = json_loadb(copy.at, copy.size, JSON_ALLOW_NUL, &error);
		import_repair_words(&words, repairs);
	}
	if (!root) {
		buf_clear(&words);
		buf_add_str(&words, "not read: ");
		import_words_add(&words, short_words(&error), JSON_ERROR_TEXT_LENGTH);
		import->summary.lost_count++;
	}
	tell(import, &(struct import_trouble){ import->item, item->offset, !root, buf_text(&words) });
	buf_release(&copy);
	buf_release(&words);
	return root;
}

static void lose_unknown(struct import *import, json_t *object)
{
	struct buf words = { 0 };
	size_t shown = 0;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		buf_add_str(&words, shown ? ", " : "of no known kind: has ");
		if (shown++ == KEYS_SHOWN) {
			buf_add_str(&words, "...");
			break;
		}
		import_words_add(&words, text_of(key), KEY_SHOWN_MAX);
	}
	if (!shown)
		buf_add_str(&words, "an object with nothing in it");
	import->summary.lost_count++;
	tell(import, &(struct import_trouble){ import->item, import->out.offset, true, buf_text(&words) });
	buf_release(&words);
}

static void count_kind(struct import *import, const struct import_reader *reader)
{
	size_t count = sizeof(import->summary.kind_counts) / sizeof(import->summary.kind_counts[0]);

	for (size_t i = 0; i < count && import_format_at(i).name; i++) {
		if (import_format_at(i).name == reader->name)
			import->summary.kind_counts[i]++;
	}
}

static void read_item(struct import *import, json_t *object, const struct import_context *context)
{
	const struct import_reader *reader = import_reader_for(object, context);

	if (!reader && import_is_issue_path(context->path)) {
		import->summary.issue_count++;
	} else if (!reader) {
		lose_unknown(import, object);
	} else {
		uint64_t issue_count = import->summary.issue_count;

		/* An answer is missing where the forge explains itself. */
		import->is_answer_missing = reader == &import_forge_message;
		import->is_repeated = false;
		import->reader_name = reader->name;
		reader->read(object, context, &import->out);
		/* What proved to be about an issue is none of the kind. */
		if (import->summary.issue_count == issue_count && !import->is_repeated)
			count_kind(import, reader);
		if (import->is_answer_missing)
			import->summary.lost_count++;
		else
			import->summary.item_count++;
		import->is_answer_missing = false;
	}
}

/* Errors that come with an answer: what else came is read all the same. */
static void take_errors(struct import *import, const struct json_item *item)
{
	json_t *root = json_loadb(item->bytes.at, item->bytes.size, JSON_ALLOW_NUL, NULL);
	struct buf words = { 0 };

	for (size_t i = 0; i < (json_is_array(root) ? json_array_size(root) : 1); i++) {
		buf_clear(&words);
		buf_add_str(&words, "the forge answered: ");
		import_words_add_message(&words, json_is_array(root) ? json_array_get(root, i) : root);
		tell(import, &(struct import_trouble){ 0, item->offset, false, buf_text(&words) });
	}
	json_decref(root);
	buf_release(&words);
}

static void take_item(void *payload, const struct json_item *item)
{
	struct import *import = payload;
	struct import_context context = { item->path, item->project, item->request_iid, text_of(import->input) };
	json_t *root, *node;

	if (text_equal(item->path, TEXT("errors"))) {
		take_errors(import, item);
		return;
	}
	import->out.item = ++import->item;
	import->out.offset = item->offset;
	root = parse_item(import, item);
	if (!root)
		return;
	node = json_object_get(root, "node");
	read_item(import, json_is_object(node) && text_ends(item->path, TEXT(".edges")) ? node : root, &context);
	json_decref(root);
}

static void take_trouble(void *payload, enum json_trouble trouble, uint64_t offset)
{
	static const struct {
		const char *words;
		bool is_item, is_cut;
	} rows[] = {
		[JSON_TOO_LARGE] = { "larger than 64 MiB or a million values: passed over", true, false },
		[JSON_NO_OBJECT] = { "no object", true, false },
		[JSON_BROKEN_LINE] = { "its line ends in the middle", true, false },
		[JSON_CUT_ITEM] = { "cut off in the middle", true, true },
		[JSON_CUT_LIST] = { "cut off between items", false, true },
		[JSON_STRAY] = { "no JSON: passed over", false, false },
		[JSON_NO_TEXT] = { "no UTF-8 but UTF-16 or something compressed: to be converted first", true, false },
	};
	struct import *import = payload;
	bool is_item = rows[trouble].is_item;

	import->item += is_item;
	import->summary.lost_count += is_item;
	import->summary.is_cut = import->summary.is_cut || rows[trouble].is_cut;
	tell(import,
	     &(struct import_trouble){ is_item ? import->item : 0, offset, is_item, text_of(rows[trouble].words) });
}

/* ---- lists that the export says to be longer ---- */

static void connection_settle(struct import *import, struct connection *connection)
{
	uint64_t total = connection->total_count > 0 ? (uint64_t)connection->total_count : 0;
	uint64_t missing = total > connection->node_count ? total - connection->node_count : 0;
	struct buf words = { 0 };

	if (missing || connection->has_next == 1) {
		buf_add_str(&words, connection->has_next ? "the export says that more follows: "
		                                         : "the export counts more than it holds: ");
		if (missing)
			buf_add_fmt(&words, "%" PRIu64 " of %" PRIu64 " are here", connection->node_count, total);
		else
			buf_add_fmt(&words, "%" PRIu64 " are here", connection->node_count);
		import->summary.missing_count += missing;
		import->summary.is_cut = import->summary.is_cut || connection->has_next != 0;
		tell(import, &(struct import_trouble){ 0, connection->offset, false, buf_text(&words) });
	}
	buf_release(&words);
	connection->node_count = 0;
	connection->total_count = -1;
	connection->has_next = 0;
}

static struct connection *connection_of(struct import *import, struct text path)
{
	struct connection *connection;

	path = text_slice(path, 0, sizeof(connection->path) - 1);
	for (size_t i = 0; i < import->connection_count; i++) {
		if (text_equal(text_of(import->connections[i].path), path))
			return &import->connections[i];
	}
	if (import->connection_count < CONNECTIONS_MAX) {
		connection = &import->connections[import->connection_count++];
	} else {
		connection = &import->connections[CONNECTIONS_MAX - 1];
		connection_settle(import, connection);
	}
	*connection = (struct connection){ .total_count = -1 };
	memcpy(connection->path, path.at, path.size);
	return connection;
}

static void take_page(void *payload, const struct json_page *page)
{
	struct import *import = payload;
	struct connection *connection = connection_of(import, page->path);

	connection->node_count += page->node_count;
	connection->offset = page->offset;
	connection->has_next = page->has_next;
	if (page->total_count >= 0)
		connection->total_count = page->total_count;
	if (page->has_next == 0)
		connection_settle(import, connection);
}

/* ---- life ---- */

static struct json_items *items_new(struct import *import)
{
	return json_items_new(&(struct json_items_sink){ import, take_item, take_page, take_trouble },
	                      IMPORT_ITEM_MAX_SIZE);
}

struct import *import_new(const struct request_sink *sink)
{
	struct import *import = xcalloc(1, sizeof(*import));

	import->sink = *sink;
	import->watched = (struct request_sink){ import, watch_request, watch_act, watch_account, watch_trouble };
	import->out.sink = &import->watched;
	import->out.summary = &import->summary;
	import->words = map_new();
	import->requests = map_new();
	import->out.people = import_people_new();
	import->items = items_new(import);
	return import;
}

/* What the input ends in the middle of. */
static void end_input(struct import *import)
{
	json_items_finish(import->items);
	for (size_t i = 0; i < import->connection_count; i++)
		connection_settle(import, &import->connections[i]);
	import->connection_count = 0;
}

void import_set_remote(struct import *import, struct text remote)
{
	free(import->remote);
	import->remote = xstrndup(remote.at, remote.size);
	import->out.projects.remote = text_of(import->remote);
}

void import_begin(struct import *import, struct text name)
{
	end_input(import);
	json_items_free(import->items);
	import->items = items_new(import);
	import->item = 0;
	free(import->input);
	import->input = xstrndup(name.at, name.size);
}

void import_feed(struct import *import, const char *bytes, size_t size)
{
	import->summary.byte_count += size;
	json_items_feed(import->items, bytes, size);
}

static void tell_more(struct import *import, const struct word_count *word, struct text words)
{
	struct buf more = { 0 };

	if (word->count <= SAME_WORDS_MAX)
		return;
	buf_add_fmt(&more, "%" PRIu64 " more: ", word->count - SAME_WORDS_MAX);
	buf_add_text(&more, words);
	import->sink.trouble(import->sink.payload, &(struct import_trouble){ 0, 0, word->is_lost, buf_text(&more) });
	buf_release(&more);
}

void import_finish(struct import *import, struct import_summary *summary)
{
	end_input(import);
	for (uint32_t i = 0; i < map_count(import->words); i++)
		tell_more(import, &import->word_counts[i], map_key(import->words, i));
	tell_more(import, &import->word_counts[WORDS_MAX], TEXT("of other kinds"));
	*summary = import->summary;
}

void import_free(struct import *import)
{
	if (!import)
		return;
	json_items_free(import->items);
	map_free(import->words);
	map_free(import->requests);
	import_people_free(import->out.people);
	free(import->input);
	free(import->remote);
	free(import);
}
