#include "import_rows.h"

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "request_log.h"

static void feed(struct import *import, const char *json, size_t piece)
{
	size_t size = strlen(json);

	for (size_t at = 0; at < size; at += piece)
		import_feed(import, json + at, size - at < piece ? size - at : piece);
}

static void add_counts(struct buf *out, const struct import_summary *summary)
{
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {
		{ "lost", summary->lost_count },
		{ "missing", summary->missing_count },
		{ "ghosts", summary->ghost_count },
		{ "issues", summary->issue_count },
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		if (counts[i].count)
			buf_add_fmt(out, "%s %" PRIu64 "\n", counts[i].name, counts[i].count);
	}
	if (summary->is_cut)
		buf_add_str(out, "cut\n");
}

static char *quoted(const char *json)
{
	char *text = xstrdup(json);

	/* What Gerrit puts before its answers stays. */
	for (char *at = text + (strncmp(text, ")]}'", 4) == 0 ? 4 : 0); *at; at++) {
		if (*at == '\'')
			*at = '"';
	}
	return text;
}

static char *run(const struct import_row *files, size_t count, size_t piece)
{
	struct import_summary summary;
	struct request_log log;
	struct buf out = { 0 };
	struct import *import;
	char *text;

	request_log_init(&log, 0);
	import = import_new(&log.sink);
	for (size_t i = 0; i < count; i++) {
		char *json = quoted(files[i].json);

		if (files[i].input)
			import_begin(import, text_of(files[i].input));
		feed(import, json, piece);
		free(json);
	}
	import_finish(import, &summary);
	import_free(import);
	text = request_log_text(&log);
	buf_add_str(&out, text);
	add_counts(&out, &summary);
	free(text);
	request_log_release(&log);
	return buf_detach(&out);
}

char *import_files_text(const struct import_row *files, size_t count)
{
	return run(files, count, SIZE_MAX / 2);
}

/* ---- other types ---- */

static void read_mistyped(const char *input, const json_t *root)
{
	char *json = json_dumps(root, JSON_COMPACT);

	free(run(&(struct import_row){ input, json, NULL }, 1, SIZE_MAX / 2));
	free(json);
}

/* Puts each value in the place that holds it in turn, reads, and puts back what was there. */
static void mistype(const char *input, json_t *root, json_t *holder)
{
	static const char *const values[] = {
		"null", "-1", "99999999999", "\"x\"", "[]", "{}", "[null]", "{\"id\":1}"
	};
	size_t count = json_is_array(holder) ? json_array_size(holder) : json_object_size(holder);

	for (size_t i = 0; i < count; i++) {
		void *iterator = json_is_object(holder) ? json_object_iter(holder) : NULL;
		const char *key;
		json_t *child;

		for (size_t k = 0; iterator && k < i; k++)
			iterator = json_object_iter_next(holder, iterator);
		key = json_object_iter_key(iterator);
		child = json_incref(key ? json_object_get(holder, key) : json_array_get(holder, i));
		for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
			json_t *value = json_loads(values[v], JSON_DECODE_ANY, NULL);

			if (key)
				json_object_set_new(holder, key, value);
			else
				json_array_set_new(holder, i, value);
			read_mistyped(input, root);
		}
		if (key)
			json_object_set(holder, key, child);
		else
			json_array_set(holder, i, child);
		if (json_is_array(child) || json_is_object(child))
			mistype(input, root, child);
		json_decref(child);
	}
}

void import_rows_check(const struct import_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *whole = import_files_text(&rows[i], 1), *cut = run(&rows[i], 1, 1), *json = quoted(rows[i].json);
		json_t *root = json_loads(json, 0, NULL);

		ck_assert_msg(strcmp(whole, rows[i].expected) == 0, "row %zu: got\n%s", i, whole);
		ck_assert_str_eq(cut, whole);
		if (root)
			mistype(rows[i].input, root, root);
		json_decref(root);
		free(json);
		free(whole);
		free(cut);
	}
}
