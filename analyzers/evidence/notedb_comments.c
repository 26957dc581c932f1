/*
 * A file of comments as JSON. Comments are cut out of it one by one, so that one that is broken takes no other along, and memory is
 * bounded by the largest of them.
 */
#include <stdlib.h>
#include <string.h>
#include "import_reader.h"
#include "import_words.h"
#include "notedb_parts.h"

/* Values of one comment; a parsed one takes up to 300 bytes however small it is written. */
#define SIGN_MAX 100000

/* ---- finding them ---- */

static void skip_white(struct text text, size_t *at)
{
	while (*at < text.size && char_is_space(text.at[*at]))
		++*at;
}

/* From an opening quote to behind the closing one. */
static bool skip_string(struct text text, size_t *at)
{
	for (size_t i = *at + 1; i < text.size; i++) {
		if (text.at[i] == '\\') {
			i++;
		} else if (text.at[i] == '"') {
			*at = i + 1;
			return true;
		}
	}
	return false;
}

/* Over one value of any kind. signs: how many commas and brackets are in it. */
static bool skip_value(struct text text, size_t *at, size_t *signs)
{
	size_t depth = 0;

	*signs = 0;
	while (*at < text.size) {
		char c = text.at[*at];

		if (c == '"') {
			if (!skip_string(text, at))
				return false;
			if (!depth)
				return true;
			continue;
		}
		if ((c == ',' || c == '}' || c == ']') && !depth)
			return true;
		*signs += c == ',' || c == '{' || c == '[';
		depth += c == '{' || c == '[';
		++*at;
		if ((c == '}' || c == ']') && --depth == 0)
			return true;
	}
	return false;
}

enum list { LIST_FOUND, LIST_NONE, LIST_BROKEN };

/* To behind the '[' of the list of comments, a key of the outermost object. */
static enum list find_list(struct text text, size_t *at)
{
	size_t signs;

	for (++*at;; ++*at) {
		size_t from;
		bool is_list;

		skip_white(text, at);
		from = *at;
		/* A push certificate alone makes a file without comments. */
		if (from < text.size && text.at[from] == '}')
			return LIST_NONE;
		if (from >= text.size || text.at[from] != '"' || !skip_string(text, at))
			return LIST_BROKEN;
		is_list = text_equal(text_slice(text, from, *at), TEXT("\"comments\""));
		skip_white(text, at);
		if (*at >= text.size || text.at[(*at)++] != ':')
			return LIST_BROKEN;
		skip_white(text, at);
		if (is_list && *at < text.size && text.at[*at] == '[') {
			++*at;
			return LIST_FOUND;
		}
		if (!skip_value(text, at, &signs))
			return LIST_BROKEN;
		skip_white(text, at);
		if (*at < text.size && text.at[*at] == '}')
			return LIST_NONE;
		if (*at >= text.size || text.at[*at] != ',')
			return LIST_BROKEN;
	}
}

/* ---- reading one ---- */

static int64_t account_of(const json_t *comment, const char *key)
{
	return forge_int(forge_object(comment, key), "id", -1);
}

static void read_time(struct notedb_comment *comment)
{
	comment->time = forge_time_of(comment->written);
	comment->is_undated = comment->time == 0;
	if (comment->is_undated && !notedb_parse_local_date(&comment->time, comment->written))
		comment->time = 0;
}

static bool read_comment(struct notedb_comment *out, const json_t *object)
{
	const json_t *key = forge_object(object, "key");

	*out = (struct notedb_comment){
		.file = forge_text(key, "filename"),
		.uuid = forge_text(key, "uuid"),
		.message = forge_text(object, "message"),
		.revision = forge_text(object, "revId"),
		.server = forge_text(object, "serverId"),
		.tag = forge_text(object, "tag"),
		.written = forge_text(object, "writtenOn"),
		.line = forge_int(object, "lineNbr", 0),
		.author = account_of(object, "author"),
		.real_author = account_of(object, "realAuthor"),
		.is_robot = json_object_get(object, "robotId") != NULL,
	};
	return key && out->author >= 0;
}

/* NULL if it is no object, or too large. */
static json_t *load(struct text text, size_t sign_count)
{
	json_t *object;

	if (sign_count > SIGN_MAX)
		return NULL;
	object = json_loadb(text.at, text.size, JSON_ALLOW_NUL, NULL);
	if (!object && !utf8_valid(text)) {
		struct buf clean = { 0 };

		utf8_add_clean(&clean, text);
		object = json_loadb(clean.at, clean.size, JSON_ALLOW_NUL, NULL);
		buf_release(&clean);
	}
	return object;
}

/* What the comments of a file are handed to. */
struct handing {
	void (*each)(void *payload, const struct notedb_comment *comment);
	void *payload;
	char *room; /* as large as the file */
};

static bool hand_over(const struct handing *handing, struct text text, size_t sign_count)
{
	struct notedb_comment comment;
	json_t *object = NULL;
	bool is_one =
		notedb_read_plain_comment(&comment, handing->room, text) && comment.uuid.at && comment.author >= 0;

	if (!is_one) {
		object = load(text, sign_count);
		is_one = object && read_comment(&comment, object);
	}
	if (is_one) {
		read_time(&comment);
		handing->each(handing->payload, &comment);
	}
	json_decref(object);
	return is_one;
}

/* From behind the '[' of the list. Returns how many were none. */
static uint64_t hand_over_all(const struct handing *handing, struct text bytes, size_t at)
{
	uint64_t lost_count = 0;
	size_t signs;

	for (;;) {
		size_t from;

		skip_white(bytes, &at);
		from = at;
		if (at < bytes.size && bytes.at[at] == ']')
			return lost_count;
		if (!skip_value(bytes, &at, &signs) || at == from)
			return lost_count + 1;
		lost_count += !hand_over(handing, text_slice(bytes, from, at), signs);
		skip_white(bytes, &at);
		if (at < bytes.size && bytes.at[at] == ',')
			at++;
	}
}

uint64_t notedb_each_comment(struct text bytes, void (*each)(void *payload, const struct notedb_comment *comment),
                             void *payload)
{
	struct handing handing = { .each = each, .payload = payload };
	uint64_t lost_count;
	enum list list;
	size_t at = 0;

	skip_white(bytes, &at);
	if (at == bytes.size)
		return 0;
	if (bytes.at[at] != '{')
		return notedb_each_text_comment(text_slice(bytes, at, bytes.size), each, payload);
	list = find_list(bytes, &at);
	if (list != LIST_FOUND)
		return list == LIST_BROKEN;
	handing.room = xmalloc(bytes.size);
	lost_count = hand_over_all(&handing, bytes, at);
	free(handing.room);
	return lost_count;
}
