/*
 * Writes what readers found in messages, what a clone lacks, and the stamps of derived tables.
 */
#include "database.h"
#include "cut.h"

int store_put_event(struct store *store, int64_t commit, const struct event_fact *event)
{
	const char *mark = event_mark_names[event->mark];
	int64_t source, identity;
	struct call call;
	int ret = store_put_source(&source, store, event->source);

	if (ret == 0)
		ret = store_put_identity(&identity, store, event->who);
	if (ret != 0)
		return ret;
	call = call_begin(store, SQL_EVENT_PUT);
	call_int(&call, 1, commit);
	call_int(&call, 2, source);
	call_int(&call, 3, event->line);
	call_int(&call, 4, event->ordinal);
	call_text(&call, 5, text_of(event_kind_names[event->kind]));
	call_int(&call, 6, identity);
	call_text(&call, 7, cut_text(event->raw, LINE_MAX_SIZE));
	call_text(&call, 8, cut_text(event->note, LINE_MAX_SIZE));
	call_text(&call, 9, cut_text(event->change, LINE_MAX_SIZE));
	/* Left unbound it is NULL: nothing speaks against the act. */
	if (mark != NULL)
		call_text(&call, 10, text_of(mark));
	return call_run(&call);
}

int store_put_reference(struct store *store, int64_t commit, const struct reference_fact *reference)
{
	struct call call;
	int64_t source;
	int ret = store_put_source(&source, store, reference->source);

	if (ret != 0)
		return ret;
	call = call_begin(store, SQL_REFERENCE_PUT);
	call_int(&call, 1, commit);
	call_text(&call, 2, text_of(reference_kind_names[reference->kind]));
	call_text(&call, 3, cut_text(reference->value, LINE_MAX_SIZE));
	call_text(&call, 4, cut_text(reference->login, LINE_MAX_SIZE));
	call_int(&call, 5, source);
	return call_run(&call);
}

int store_put_unknown_key(struct store *store, int64_t commit, struct text key)
{
	struct call call = call_begin(store, SQL_UNKNOWN_KEY_PUT);

	call_int(&call, 1, commit);
	call_text(&call, 2, cut_text(key, LINE_MAX_SIZE));
	return call_run(&call);
}

int store_put_missing(struct store *store, int64_t repository, const struct oid *oid, const char *what)
{
	struct call call = call_begin(store, SQL_MISSING_PUT);

	call_int(&call, 1, repository);
	call_oid(&call, 2, oid);
	call_text(&call, 3, text_of(what));
	return call_run(&call);
}

int store_stamp_get(struct buf *out, struct store *store, const char *name)
{
	struct call call = call_begin(store, SQL_STAMP_GET);
	int ret;

	call_text(&call, 1, text_of(name));
	ret = call_step(&call);
	if (ret == 0)
		buf_add_text(out, call_column_text(&call, 0));
	call_end(&call);
	return ret == 1 ? error_set(ERR_NOTFOUND, "there is no stamp '%s'", name) : ret;
}

int store_stamp_put(struct store *store, const char *name, struct text value)
{
	struct call call = call_begin(store, SQL_STAMP_PUT);

	call_text(&call, 1, text_of(name));
	call_text(&call, 2, value);
	return call_run(&call);
}
