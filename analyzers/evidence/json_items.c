/* Follows bytes through strings, scalars and brackets, and cuts out values. See json_scan.h for who does what. */
#include "json_items.h"
#include <stdlib.h>
#include <string.h>
#include "json_scan.h"
#include "lead/alloc.h"

/* Room kept for the next object; more is given back, so that one large object is not paid for until the end. */
#define KEPT_MAX ((size_t)1 << 20)
/* Broken lines within lines that are read again. */
#define REREAD_DEPTH_MAX 8
#define REREAD_FREE_SIZE ((uint64_t)1 << 20)

enum char_class { OTHER, SPACE, NEWLINE, COMMA, COLON, QUOTE, OPEN, CLOSE };

static const unsigned char class_of[256] = {
	[' '] = SPACE, ['\t'] = SPACE, ['\r'] = SPACE, ['\n'] = NEWLINE, [','] = COMMA, [':'] = COLON,
	['"'] = QUOTE, ['{'] = OPEN,   ['['] = OPEN,   ['}'] = CLOSE,    [']'] = CLOSE,
};

/* What may stand before a document: a byte order mark, and what Gerrit and others put there against scripts. */
static const char *const prefixes[] = { "\xEF\xBB\xBF", ")]}'" };

static void complain(struct json_items *items, enum json_trouble trouble, uint64_t offset)
{
	items->sink.trouble(items->sink.payload, trouble, offset);
}

static void take_stray(struct json_items *items, uint64_t offset)
{
	if (!items->is_stray)
		complain(items, JSON_STRAY, offset);
	items->is_stray = true;
}

/* ---- the value being cut out ---- */

static bool is_list(const struct json_items *items, uint64_t level)
{
	return items->levels[level / 64] >> level % 64 & 1;
}

static void level_push(struct json_items *items, bool is_array)
{
	uint64_t bit = UINT64_C(1) << items->depth % 64;

	if (items->depth < JSON_LEVEL_MAX) {
		items->levels[items->depth / 64] &= ~bit;
		items->levels[items->depth / 64] |= is_array ? bit : 0;
		items->open_objects += !is_array;
	}
	items->depth++;
}

/* A '}' also closes the lists that were left open in its object; a ']' without a list closes nothing. */
static void level_pop(struct json_items *items, char c)
{
	if (items->depth > JSON_LEVEL_MAX) {
		items->depth--;
	} else if (c == ']') {
		items->depth -= is_list(items, items->depth - 1);
	} else if (items->open_objects) {
		while (is_list(items, items->depth - 1))
			items->depth--;
		items->depth--;
		items->open_objects--;
	}
}

void json_value_begin(struct json_items *items, enum json_value kind, char c, size_t at)
{
	if (!items->wrapper_count)
		json_frame_forget_outermost(items);
	items->value = kind;
	items->value_offset = items->chunk_offset + at;
	items->value_newlines = items->newline_count;
	items->is_value_at_line_start = items->value_offset == items->line_start;
	items->value_from = at;
	items->is_too_large = false;
	items->errors_from = items->errors_to = items->restart_offset = 0;
	items->outer_path_size = items->path_size;
	items->depth = items->open_objects = items->sign_count = 0;
	items->last = LAST_OPEN;
	level_push(items, c == '[');
}

/* Values that are skipped are only followed. */
static bool is_kept(const struct json_items *items)
{
	return items->value == VALUE_ITEM || items->value == VALUE_CANDIDATE;
}

void json_value_keep(struct json_items *items, size_t to)
{
	if (!is_kept(items))
		return;
	if (items->chunk_offset + to - items->value_offset > items->item_max || items->sign_count > JSON_SIGN_MAX) {
		items->is_too_large = true;
		buf_release(&items->kept);
	}
	if (!items->is_too_large)
		buf_add(&items->kept, items->chunk + items->value_from, to - items->value_from);
	items->value_from = to;
}

void json_value_drop(struct json_items *items)
{
	items->value = VALUE_NONE;
	items->path_size = items->outer_path_size;
	if (items->kept.capacity > KEPT_MAX)
		buf_release(&items->kept);
	else
		buf_clear(&items->kept);
}

/* to: behind the last byte of the value. */
static void value_end(struct json_items *items, size_t to)
{
	struct json_item item = { .path = { items->path, items->path_size }, .offset = items->value_offset };

	if (items->value != VALUE_SKIPPED) {
		if (items->kept.size || items->is_too_large || items->sign_count > JSON_SIGN_MAX ||
		    items->chunk_offset + to - items->value_offset > items->item_max)
			json_value_keep(items, to);
		item.bytes = items->kept.size
		                     ? buf_text(&items->kept)
		                     : (struct text){ items->chunk + items->value_from, to - items->value_from };
		if (items->wrapper_count) {
			item.project = (struct text){ items->project, items->project_size };
			item.request_iid = (struct text){ items->request_iid, items->request_iid_size };
		}
		if (items->is_too_large)
			complain(items, JSON_TOO_LARGE, items->value_offset);
		else
			items->sink.item(items->sink.payload, &item);
	}
	json_value_drop(items);
	items->last = LAST_VALUE;
}

/* ---- lines that end too early ---- */

static void note_newline(struct json_items *items, uint64_t offset)
{
	items->newline_count++;
	items->line_start = offset + 1;
}

static bool is_in_list(const struct json_items *items)
{
	if (items->value)
		return items->depth > JSON_LEVEL_MAX || is_list(items, items->depth - 1);
	return json_frame_top(items) && json_frame_top(items)->is_array;
}

static bool may_value_stand(const struct json_items *items)
{
	return items->last == LAST_COLON ||
	       ((items->last == LAST_OPEN || items->last == LAST_COMMA) && is_in_list(items));
}

static void scan(struct json_items *items);

/* Goes once more through what was taken for a part of the value, up to at in the chunk. */
static void reread(struct json_items *items, struct text bytes, size_t at)
{
	const char *chunk = items->chunk;
	size_t chunk_size = items->chunk_size;
	uint64_t offset = items->chunk_offset;

	items->reread_depth++;
	items->reread_size += bytes.size;
	items->chunk = bytes.at;
	items->chunk_size = bytes.size;
	items->chunk_offset = items->line_start = offset + at - bytes.size;
	scan(items);
	items->chunk = chunk;
	items->chunk_size = chunk_size;
	items->chunk_offset = offset;
	items->value_from = at;
	items->reread_depth--;
}

/* Gives the value up. If another one may have begun inside of it, reading goes on from there. */
static void value_give_up(struct json_items *items, bool is_whole_document, size_t at)
{
	uint64_t offset = items->chunk_offset + at;
	uint64_t size = items->value && items->restart_offset ? offset - items->restart_offset : 0;
	struct buf again = { 0 };

	json_value_keep(items, at);
	/* All of it together stays below twice the input, but for what is too little to matter. */
	if (size && !items->is_too_large && items->reread_depth < REREAD_DEPTH_MAX &&
	    items->reread_size + size <= offset + REREAD_FREE_SIZE)
		buf_add_text(&again,
		             text_slice(buf_text(&items->kept), items->restart_offset - items->value_offset, SIZE_MAX));
	if (items->value)
		json_value_drop(items);
	items->in_string = items->is_escaped = items->in_scalar = false;
	items->last = LAST_COMMA;
	if (is_whole_document)
		json_frame_close_all(items);
	if (again.size)
		reread(items, buf_text(&again), at);
	buf_release(&again);
}

/*
 * A line begins with a bracket, at chunk[at], while something is unfinished. If no value may stand here, or a string is
 * open in what was one line until now, then a writer was stopped and another one began: what is unfinished is given up.
 * Where a value may stand, the place is remembered until it is known better.
 */
static bool give_up_broken_line(struct json_items *items, size_t at)
{
	uint64_t offset = items->chunk_offset + at;
	bool is_document = items->is_document_at_line_start && items->newline_count == items->document_newlines + 1;
	bool is_item = is_kept(items) && items->is_value_at_line_start && items->chunk[at] == '{';
	bool is_one_line_item = is_item && items->newline_count == items->value_newlines + 1;
	bool is_restartable = is_kept(items) && items->restart_offset;

	/* Lists in lists are read anyhow. */
	if (!items->value && !items->in_string && !items->wrapper_count)
		return false;
	/* Wrappers are written by programs: on one line, or indented. */
	if (!items->in_string && may_value_stand(items) &&
	    (items->value || !is_document || items->last != LAST_COLON)) {
		if (is_kept(items) && !items->restart_offset && (is_document || is_one_line_item)) {
			items->restart_offset = offset;
			items->is_restart_of_document = is_document;
		}
		return false;
	}
	if (!is_document && !is_restartable && !(items->in_string ? is_one_line_item : is_item))
		return false;
	if (is_kept(items))
		complain(items, JSON_BROKEN_LINE, items->value_offset);
	else
		complain(items, JSON_CUT_LIST, offset);
	value_give_up(items, is_restartable ? items->is_restart_of_document : is_document, at);
	return true;
}

/* ---- strings ---- */

/* The next quote, backslash or newline, or size. */
static size_t find_special(const char *bytes, size_t at, size_t size)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word, quote, backslash, newline;

	for (; size - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, bytes + at, sizeof(word));
		quote = word ^ ones * '"';
		backslash = word ^ ones * '\\';
		newline = word ^ ones * '\n';
		/* The highest bit of a byte becomes set where the byte was zero (and maybe above such a one). */
		if ((((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((newline - ones) & ~newline)) &
		    ones << 7)
			break;
	}
	while (at < size && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] != '\n')
		at++;
	return at;
}

static void token_add(struct json_items *items, const char *bytes, size_t size)
{
	struct json_token *token = &items->token;

	if (size > sizeof(token->at) - token->size)
		size = sizeof(token->at) - token->size;
	memcpy(token->at + token->size, bytes, size);
	token->size += size;
}

static void string_end(struct json_items *items)
{
	items->in_string = false;
	items->last = LAST_VALUE;
	if (!items->is_captured)
		return;
	if (items->is_key)
		items->key = items->token;
	else
		json_scalar_take(items, true);
}

/* Goes on behind at, to the end of the string or chunk. */
static size_t scan_string(struct json_items *items, size_t at)
{
	const char *bytes = items->chunk;

	while (at < items->chunk_size && items->in_string) {
		size_t stop = at;

		if (items->chunk_offset + at == items->line_start && class_of[(unsigned char)bytes[at]] == OPEN) {
			if (give_up_broken_line(items, at))
				return at;
		}
		if (items->is_escaped) {
			items->is_escaped = false;
			stop = at + 1;
			if (bytes[at] == '\n')
				note_newline(items, items->chunk_offset + at);
		} else {
			stop = find_special(bytes, at, items->chunk_size);
			if (stop < items->chunk_size && bytes[stop] == '"') {
				if (items->is_captured)
					token_add(items, bytes + at, stop - at);
				string_end(items);
				return stop + 1;
			}
			if (stop < items->chunk_size) {
				items->is_escaped = bytes[stop] == '\\';
				if (bytes[stop] == '\n')
					note_newline(items, items->chunk_offset + stop);
				stop++;
			}
		}
		if (items->is_captured)
			token_add(items, bytes + at, stop - at);
		at = stop;
	}
	return at;
}

/* ---- everything else ---- */

/* Keys and scalars are looked at right inside of wrappers, and of objects that may turn out to be one. */
static bool is_looked_at(const struct json_items *items)
{
	if (items->value)
		return items->value == VALUE_CANDIDATE && items->depth == 1;
	return json_frame_top(items) && !json_frame_top(items)->is_array;
}

static void take_element(struct json_items *items, uint64_t offset)
{
	json_frame_count_node(items);
	complain(items, JSON_NO_OBJECT, offset);
}

static void take_quote(struct json_items *items, uint64_t offset)
{
	if (!items->value && json_frame_top(items)->is_array)
		take_element(items, offset);
	items->is_captured = is_looked_at(items);
	items->is_key = items->last == LAST_OPEN || items->last == LAST_COMMA;
	items->token.size = 0;
	items->in_string = true;
}

static void take_scalar_byte(struct json_items *items, char c, uint64_t offset)
{
	bool is_scalar_looked_at = is_looked_at(items);

	items->last = LAST_VALUE;
	if (!is_scalar_looked_at && items->value)
		return;
	if (!items->in_scalar) {
		items->token.size = 0;
		if (!is_scalar_looked_at)
			take_element(items, offset);
	}
	items->in_scalar = true;
	token_add(items, &c, 1);
}

static void scalar_end(struct json_items *items)
{
	items->in_scalar = false;
	if (is_looked_at(items))
		json_scalar_take(items, false);
}

/* The candidate is a wrapper. Either it is a plain one, or something before it was left unfinished. */
static void candidate_turn(struct json_items *items, char c, size_t at)
{
	if (items->wrapper_count) {
		complain(items, JSON_CUT_LIST, items->value_offset);
		items->restart_offset = items->value_offset;
		value_give_up(items, true, at);
	} else if (items->restart_offset && items->restart_offset == items->chunk_offset + at) {
		complain(items, JSON_BROKEN_LINE, items->value_offset);
		value_give_up(items, items->is_restart_of_document, at);
	}
	if (items->value == VALUE_CANDIDATE && !items->wrapper_count) {
		json_candidate_turn(items, c, at);
		return;
	}
	/* It could not be read again, or was another thing without its neighbours. */
	if (items->value)
		json_value_drop(items);
	items->in_string = false;
	json_frame_open(items, c, at);
}

static void take_open(struct json_items *items, char c, size_t at)
{
	if (!items->value) {
		json_frame_open(items, c, at);
		return;
	}
	if (items->value == VALUE_CANDIDATE && items->depth == 1 && items->last == LAST_COLON) {
		if (json_candidate_is_wrapper(items, c)) {
			candidate_turn(items, c, at);
			return;
		}
		if (c == '[' && text_equal((struct text){ items->key.at, items->key.size }, TEXT("errors"))) {
			items->errors_from = items->chunk_offset + at;
			items->errors_to = 0;
		}
	}
	items->sign_count++;
	level_push(items, c == '[');
	items->last = LAST_OPEN;
}

static void take_close(struct json_items *items, char c, size_t at)
{
	if (!items->value) {
		if (!json_frame_close(items, c))
			take_stray(items, items->chunk_offset + at);
		return;
	}
	level_pop(items, c);
	items->last = LAST_VALUE;
	if (!items->depth)
		value_end(items, at + 1);
	else if (items->depth == 1 && items->errors_from && !items->errors_to)
		items->errors_to = items->chunk_offset + at + 1;
}

/* The prefix that was compared goes on otherwise. */
static void prefix_give_up(struct json_items *items, uint64_t offset)
{
	if (items->prefix)
		take_stray(items, offset - items->prefix_size);
	items->prefix = NULL;
}

/* A byte outside of every document; false if it may begin one or is none that anybody wonders about. */
static bool take_outside(struct json_items *items, char c, uint64_t offset)
{
	enum char_class class = class_of[(unsigned char)c];

	if (items->prefix && items->prefix[items->prefix_size] != c)
		prefix_give_up(items, offset);
	if (class == SPACE || class == NEWLINE || class == COMMA || class == OPEN)
		return false;
	for (size_t i = 0; !items->prefix && !items->is_stray && i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (prefixes[i][0] == c) {
			items->prefix = prefixes[i];
			items->prefix_size = 0;
		}
	}
	if (!items->prefix) {
		items->is_no_text = offset == 0 && (c == '\xFF' || c == '\xFE' || c == '\x1F');
		if (items->is_no_text)
			complain(items, JSON_NO_TEXT, 0);
		else
			take_stray(items, offset);
	} else if (!items->prefix[++items->prefix_size]) {
		if (offset + 1 - items->prefix_size == items->line_start)
			items->line_start = offset + 1;
		items->prefix = NULL;
	}
	return true;
}

static void take_plain(struct json_items *items, char c, size_t at)
{
	uint64_t offset = items->chunk_offset + at;
	enum char_class class = class_of[(unsigned char)c];

	if (items->in_scalar && class != OTHER)
		scalar_end(items);
	if (!items->value && !items->frame_count && take_outside(items, c, offset))
		return;
	switch (class) {
	case SPACE:
		break;
	case NEWLINE:
		note_newline(items, offset);
		break;
	case COMMA:
		items->sign_count++;
		items->last = LAST_COMMA;
		break;
	case COLON:
		items->last = LAST_COLON;
		break;
	case QUOTE:
		take_quote(items, offset);
		break;
	case OPEN:
		take_open(items, c, at);
		break;
	case CLOSE:
		take_close(items, c, at);
		break;
	case OTHER:
		take_scalar_byte(items, c, offset);
		break;
	}
}

struct json_items *json_items_new(const struct json_items_sink *sink, size_t item_max)
{
	struct json_items *items = xcalloc(1, sizeof(*items));

	items->sink = *sink;
	items->chunk = "";
	items->item_max = item_max;
	return items;
}

/* Goes through the chunk. */
static void scan(struct json_items *items)
{
	size_t at = 0;

	items->value_from = 0;
	while (at < items->chunk_size && !items->is_no_text) {
		char c = items->chunk[at];

		if (items->in_string) {
			at = scan_string(items, at);
		} else if (items->chunk_offset + at != items->line_start || class_of[(unsigned char)c] != OPEN ||
		           !give_up_broken_line(items, at)) {
			take_plain(items, c, at);
			at++;
		}
	}
	json_value_keep(items, items->chunk_size);
}

void json_items_feed(struct json_items *items, const char *bytes, size_t size)
{
	items->chunk = bytes;
	items->chunk_size = size;
	scan(items);
	items->chunk_offset += size;
	items->chunk = "";
	items->chunk_size = items->value_from = 0;
}

void json_items_finish(struct json_items *items)
{
	prefix_give_up(items, items->chunk_offset);
	if (items->in_scalar)
		scalar_end(items);
	while (is_kept(items) && items->restart_offset) {
		complain(items, JSON_BROKEN_LINE, items->value_offset);
		value_give_up(items, items->is_restart_of_document, 0);
	}
	if (is_kept(items))
		complain(items, JSON_CUT_ITEM, items->value_offset);
	else if (items->frame_count)
		complain(items, JSON_CUT_LIST, items->chunk_offset);
	if (items->value)
		json_value_drop(items);
	json_frame_close_all(items);
}

void json_items_free(struct json_items *items)
{
	if (!items)
		return;
	buf_release(&items->kept);
	free(items);
}
