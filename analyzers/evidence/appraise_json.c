/* The JSON of git-appraise, in and out. It is written in Go, whose decoder takes keys in either case: so must who reads it. */
#include "appraise_json.h"

#include "import_repair.h"

#define TIME_MAX INT64_C(253402300799) /* the end of the year 9999 */

/* ---- looks into an object ---- */

/* As Go takes it: of several keys that differ in case the last one, and null is as if it were not there. */
static json_t *find(json_t *object, const char *name)
{
	json_t *found = NULL;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		if (!json_is_null(value) && text_equal_nocase(text_of(key), text_of(name)))
			found = value;
	}
	return found;
}

static bool take_text(struct text *out, json_t *object, const char *name)
{
	const json_t *value = find(object, name);

	*out = (struct text){ NULL, 0 };
	if (!value)
		return true;
	if (!json_is_string(value))
		return false;
	*out = (struct text){ json_string_value(value), json_string_length(value) };
	return true;
}

static bool take_count(uint32_t *out, json_t *object, const char *name)
{
	const json_t *value = find(object, name);

	*out = 0;
	if (!value)
		return true;
	if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > UINT32_MAX)
		return false;
	*out = (uint32_t)json_integer_value(value);
	return true;
}

static bool take_resolved(enum appraise_resolved *out, json_t *object)
{
	const json_t *value = find(object, "resolved");

	*out = !value ? RESOLVED_UNTOLD : json_is_true(value) ? RESOLVED_YES : RESOLVED_NO;
	return !value || json_is_boolean(value);
}

/* What is no object where one should be. */
static bool take_object(json_t **out, json_t *object, const char *name)
{
	*out = find(object, name);
	return !*out || json_is_object(*out);
}

json_t *appraise_line(struct text line)
{
	struct buf repaired = { 0 };
	const json_t *version;
	json_t *object;

	line = text_trim(line);
	if (line.size < 2 || line.size > APPRAISE_LINE_MAX_SIZE || line.at[0] != '{')
		return NULL;
	object = json_loadb(line.at, line.size, JSON_ALLOW_NUL, NULL);
	/* Go reads bytes that are no UTF-8, and halves of pairs of escapes. */
	if (!object && import_repair(&repaired, line, false))
		object = json_loadb(repaired.at, repaired.size, JSON_ALLOW_NUL, NULL);
	buf_release(&repaired);
	version = object ? find(object, "v") : NULL;
	if (!version || (json_is_integer(version) && json_integer_value(version) == 0))
		return object;
	json_decref(object);
	return NULL;
}

int64_t appraise_time(struct text timestamp)
{
	uint64_t time;

	return text_to_uint(timestamp, &time) && time <= (uint64_t)TIME_MAX ? (int64_t)time : 0;
}

/* ---- comments ---- */

static bool take_range(struct appraise_comment_line *out, json_t *range)
{
	return take_count(&out->start_line, range, "startLine") &&
	       take_count(&out->start_column, range, "startColumn") && take_count(&out->end_line, range, "endLine") &&
	       take_count(&out->end_column, range, "endColumn");
}

static bool take_location(struct appraise_comment_line *out, json_t *location)
{
	json_t *range;

	if (!take_text(&out->commit, location, "commit") || !take_text(&out->path, location, "path") ||
	    !take_object(&range, location, "range"))
		return false;
	out->has_range = range;
	return !range || take_range(out, range);
}

bool appraise_comment_decode(struct appraise_comment_line *out, json_t *object)
{
	struct {
		const char *name;
		struct text *text;
	} texts[] = {
		{ "timestamp", &out->timestamp },     { "author", &out->author },
		{ "original", &out->original },       { "parent", &out->parent },
		{ "description", &out->description }, { "signature", &out->signature },
	};
	json_t *location;

	*out = (struct appraise_comment_line){ .has_location = false };
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!take_text(texts[i].text, object, texts[i].name))
			return false;
	if (!take_resolved(&out->resolved, object) || !take_object(&location, object, "location"))
		return false;
	out->has_location = location;
	return !location || take_location(out, location);
}

/* ---- comments as git-appraise writes them ---- */

/* What Go escapes beyond quotes, backslashes and control bytes: what HTML or JavaScript would take for its own. */
static size_t write_special(struct buf *out, struct text text, size_t at)
{
	struct text rest = text_slice(text, at, text.size);

	if (text_starts(rest, TEXT("\xe2\x80\xa8")) || text_starts(rest, TEXT("\xe2\x80\xa9"))) {
		buf_add_str(out, rest.at[2] == '\xa8' ? "\\u2028" : "\\u2029");
		return 3;
	}
	buf_add_char(out, text.at[at]);
	return 1;
}

static void write_string(struct buf *out, struct text text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.size;) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == 0xe2) {
			i += write_special(out, text, i);
			continue;
		}
		if (c == '"' || c == '\\')
			buf_add_fmt(out, "\\%c", c);
		else if (c == '\n' || c == '\r' || c == '\t')
			buf_add_str(out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
		else if (c < ' ' || c == '<' || c == '>' || c == '&')
			buf_add_fmt(out, "\\u%04x", c);
		else
			buf_add_char(out, (char)c);
		i++;
	}
	buf_add_char(out, '"');
}

static void write_key(struct buf *out, const char *key)
{
	if (buf_text(out).size && !text_ends(buf_text(out), TEXT("{")))
		buf_add_char(out, ',');
	buf_add_fmt(out, "\"%s\":", key);
}

static void write_text(struct buf *out, const char *key, struct text value)
{
	if (!value.size)
		return;
	write_key(out, key);
	write_string(out, value);
}

static void write_count(struct buf *out, const char *key, uint32_t value)
{
	if (!value)
		return;
	write_key(out, key);
	buf_add_fmt(out, "%u", value);
}

static void write_location(struct buf *out, const struct appraise_comment_line *comment)
{
	write_key(out, "location");
	buf_add_char(out, '{');
	write_text(out, "commit", comment->commit);
	write_text(out, "path", comment->path);
	if (comment->has_range) {
		write_key(out, "range");
		/* The one count that stands there even if it is 0. */
		buf_add_fmt(out, "{\"startLine\":%u", comment->start_line);
		write_count(out, "startColumn", comment->start_column);
		write_count(out, "endLine", comment->end_line);
		write_count(out, "endColumn", comment->end_column);
		buf_add_char(out, '}');
	}
	buf_add_char(out, '}');
}

void appraise_comment_write(struct buf *out, const struct appraise_comment_line *comment)
{
	buf_add_char(out, '{');
	write_text(out, "timestamp", comment->timestamp);
	write_text(out, "author", comment->author);
	write_text(out, "original", comment->original);
	write_text(out, "parent", comment->parent);
	if (comment->has_location)
		write_location(out, comment);
	write_text(out, "description", comment->description);
	if (comment->resolved != RESOLVED_UNTOLD) {
		write_key(out, "resolved");
		buf_add_str(out, comment->resolved == RESOLVED_YES ? "true" : "false");
	}
	write_text(out, "signature", comment->signature);
	buf_add_char(out, '}');
}

/* ---- requests ---- */

bool appraise_request_decode(struct appraise_request_line *out, json_t *object)
{
	*out = (struct appraise_request_line){ .reviewers = find(object, "reviewers") };
	return (!out->reviewers || json_is_array(out->reviewers)) && take_text(&out->timestamp, object, "timestamp") &&
	       take_text(&out->review_ref, object, "reviewRef") && take_text(&out->target_ref, object, "targetRef") &&
	       take_text(&out->requester, object, "requester") && take_text(&out->alias, object, "alias");
}
