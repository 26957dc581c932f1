/* The few things that json_report.c and json_query.c both need of jansson. */
#include <math.h>
#include "escape.h"
#include "json.h"
#include "number.h"

json_t *json_clean(struct text text)
{
	struct buf clean = { 0 };
	json_t *value;

	utf8_add_clean(&clean, text);
	value = json_stringn_nocheck(buf_str(&clean), clean.size);
	buf_release(&clean);
	return value;
}

json_t *json_clean_str(const char *text)
{
	return text ? json_clean(text_of(text)) : json_null();
}

json_t *json_number(double value)
{
	if (!isfinite(value))
		return json_null();
	value = number_rounded(value);
	if (floor(value) == value && fabs(value) < 1e15)
		return json_integer((json_int_t)value);
	return json_real(value);
}

static int add_bytes(const char *bytes, size_t size, void *payload)
{
	buf_add(payload, bytes, size);
	return 0;
}

int json_add_take(struct buf *out, json_t *document)
{
	struct buf plain = { 0 };
	int ret = json_dump_callback(document, add_bytes, &plain, JSON_INDENT(2) | JSON_REAL_PRECISION(15));

	json_decref(document);
	if (ret == 0) {
		escape_json(out, buf_text(&plain));
		buf_add_char(out, '\n');
	}
	buf_release(&plain);
	return ret ? error_set(ERR_FAILED, "cannot write JSON") : 0;
}
