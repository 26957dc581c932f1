/* What a forge says in place of an answer: {"message": …}, {"error": …}, {"errors": […]}. */
#include <stdlib.h>
#include "import_reader.h"
#include "import_words.h"

#define MESSAGE_MAX 300
#define ERRORS_MAX 3

void import_words_add(struct buf *out, struct text text, size_t max)
{
	size_t end = out->size + max;

	for (size_t at = 0; at < text.size;) {
		uint32_t code_point = utf8_next(text, &at);
		size_t size = out->size;

		/* C0 and C1 controls, and what turns the direction of writing. */
		if (code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0) ||
		    (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069))
			code_point = ' ';
		utf8_add(out, code_point);
		if (out->size > end) {
			out->size = size;
			buf_add_str(out, "...");
			return;
		}
	}
}

static void add_value(struct buf *out, const json_t *value)
{
	char *dump;

	if (json_is_string(value)) {
		import_words_add(out, (struct text){ json_string_value(value), json_string_length(value) },
		                 MESSAGE_MAX);
		return;
	}
	dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	import_words_add(out, text_of(dump), MESSAGE_MAX);
	free(dump);
}

void import_words_add_message(struct buf *out, const json_t *object)
{
	static const char *const keys[] = { "message", "error", "error_description" };
	const json_t *errors = json_object_get(object, "errors");
	const char *between = "";

	if (!json_is_object(object)) {
		add_value(out, object);
		return;
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const json_t *value = json_object_get(object, keys[i]);

		if (!value)
			continue;
		buf_add_str(out, between);
		add_value(out, value);
		between = ": ";
	}
	for (size_t i = 0; i < json_array_size(errors) && i < ERRORS_MAX; i++) {
		const json_t *error = json_array_get(errors, i);
		const json_t *message = json_object_get(error, "message");

		buf_add_str(out, between);
		add_value(out, message ? message : error);
		between = "; ";
	}
}

/* Nothing but what forges put into such an answer: a commit or a comment may have a "message" as well. */
static bool message_matches(const json_t *object, const struct import_context *context)
{
	static const char *const keys[] = { "message",    "error",  "errors",    "error_description",
		                            "error_uri",  "data",   "type",      "documentation_url",
		                            "status",     "scope",  "path",      "locations",
		                            "extensions", "block",  "exception", "url",
		                            "code",       "request" };
	const char *key;
	json_t *value;

	(void)context;
	if (!json_object_get(object, "message") && !json_object_get(object, "error") &&
	    !json_is_array(json_object_get(object, "errors")))
		return false;
	json_object_foreach((json_t *)object, key, value)
	{
		size_t i = 0;

		while (i < sizeof(keys) / sizeof(keys[0]) && !text_equal(text_of(key), text_of(keys[i])))
			i++;
		if (i == sizeof(keys) / sizeof(keys[0]))
			return false;
	}
	return true;
}

static void message_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct buf words = { 0 };

	(void)context;
	import_words_add_message(&words, object);
	import_complain(out, "the forge answered: %s", buf_str(&words));
	buf_release(&words);
}

const struct import_reader import_forge_message = {
	.name = "error message of a forge",
	.summary = "what GitHub or GitLab says in place of an answer",
	.matches = message_matches,
	.read = message_read,
};
