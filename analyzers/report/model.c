/* Small helpers of the files that fill the model. */
#include <string.h>
#include "model.h"

const char *model_text(struct building *building, struct text text)
{
	return arena_copy(&building->report->arena, text.at ? text.at : "", text.size);
}

const char *model_buf(struct building *building, struct buf *buf)
{
	const char *copy = model_text(building, buf_text(buf));

	buf_release(buf);
	return copy;
}

void *model_array(struct building *building, size_t count, size_t size)
{
	void *array;

	if (size && count > SIZE_MAX / size)
		BUG("a report of %zu pieces", count);
	array = arena_alloc(&building->report->arena, count * size);
	memset(array, 0, count * size);
	return array;
}

void *model_keep(struct building *building, const void *at, size_t count, size_t size)
{
	void *array = model_array(building, count + 1, size);

	if (count)
		memcpy(array, at, count * size);
	return array;
}

int model_statement(struct statement **out, struct building *building, const char *sql)
{
	int ret = store_statement(out, building->store, sql);

	if (ret)
		return ret;
	statement_bind_text(*out, ":team", text_of(building->scope.team));
	if (building->scope.repository)
		statement_bind_int(*out, ":repository", building->scope.repository);
	else
		statement_bind_null(*out, ":repository");
	statement_bind_int(*out, ":since", building->scope.period.since_time);
	statement_bind_int(*out, ":until", building->scope.period.until_time);
	return 0;
}
