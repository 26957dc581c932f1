/* `git lead query`: read-only SQL over the documented views. */
#include <stddef.h>

#include "command.h"
#include "render/render.h"

struct values {
	struct common_values common;
	const char *format;
};

static const struct option options[] = {
	{ "format", 0, OPTION_TEXT, "<form>", "table, csv or json", offsetof(struct values, format) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

#define FLUSH_SIZE (1024 * 1024)

struct answer {
	const struct session *session;
	const struct table_renderer *renderer;
	struct table table;
	bool may_page;
	bool may_stream; /* to stdout as it comes: memory stays bounded */
};

static int on_columns(void *payload, const char *const *names, int count)
{
	struct answer *answer = payload;

	return answer->renderer->begin(&answer->table, names, count);
}

static int on_row(void *payload, const struct cell *cells, int count)
{
	struct answer *answer = payload;
	int ret = answer->renderer->row(&answer->table, cells, count);

	if (ret == 0 && answer->may_stream && answer->table.out->size > FLUSH_SIZE) {
		ret = output_part(answer->session, answer->table.out, answer->may_page);
		buf_clear(answer->table.out);
	}
	return ret;
}

static int answer_query(struct session *session, const struct table_renderer *renderer, const char *sql)
{
	struct buf text = { 0 };
	struct answer answer = {
		.session = session,
		.renderer = renderer,
		.table = { .out = &text, .options = output_options(session) },
		.may_page = text_equal(text_of(renderer->name), TEXT("table")),
		.may_stream = is_written_to_stdout(session),
	};
	struct query_sink sink = { &answer, on_columns, on_row };
	int ret = store_query(session->store, sql, &sink);
	int end = renderer->end(&answer.table);

	if (ret == 0)
		ret = end;
	if (ret == 0)
		ret = output_write(session, &text, answer.may_page);
	buf_release(&text);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	const char *format = mine->format ? mine->format : "table";
	const struct table_renderer *renderer = table_renderer_find(format);
	int ret;

	if (argc != 1)
		return error_set(ERR_USAGE, "query takes one SQL statement");
	if (!renderer)
		return error_set(ERR_USAGE, "unknown format '%s'", format);
	ret = session_prepare(session);
	return ret ? ret : answer_query(session, renderer, argv[0]);
}

const struct command command_query = {
	.name = "query",
	.summary = "read-only SQL over the documented views",
	.usage = "query [<options>] [--format=<form>] [--] <sql>",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
