/*
 * Writes computed metrics and findings. What was sealed is never touched again; a recomputed row stands beside it, and
 * the views prefer the sealed one.
 */
#include "lead/store_derive.h"
#include "database.h"

/* Positions 1 to 7 of both statements. */
static void bind_key(struct call *call, const struct subject_key *key, struct text id)
{
	call_text(call, 1, key->repos);
	call_text(call, 2, key->team);
	call_text(call, 3, key->person);
	call_int(call, 4, key->since_time);
	call_int(call, 5, key->until_time);
	call_text(call, 6, id);
	call_int(call, 7, key->is_sealed);
}

int store_put_metric(struct store *store, const struct metric_row *row)
{
	struct call call = call_begin(store, SQL_METRIC_PUT);

	bind_key(&call, &row->key, row->metric);
	call_real(&call, 8, row->value);
	call_int_or_null(&call, 9, row->n, row->n < 0);
	call_real(&call, 10, row->low);
	call_real(&call, 11, row->high);
	call_text(&call, 12, row->state);
	call_text(&call, 13, row->rules);
	call_text(&call, 14, row->tip);
	return call_run(&call);
}

int store_put_finding(struct store *store, const struct finding_row *row)
{
	struct call call = call_begin(store, SQL_FINDING_PUT);

	bind_key(&call, &row->key, row->pattern);
	call_text(&call, 8, row->outcome);
	call_text(&call, 9, row->visible);
	call_text(&call, 10, row->reason);
	call_text(&call, 11, row->rules);
	return call_run(&call);
}
