/*
 * Writes what exports and notes tell of requests. One request is told of many times, by exports of different forms and
 * ages, in any order: rows are joined by rules that do not know what was imported first (lead/facts.h), so that the same
 * files give the same rows.
 */
#include "lead/store_request.h"
#include "lead/alloc.h"
#include "database.h"
#include "merge.h"
#include "cut.h"

static int64_t max_int(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static struct text max_text(struct text a, struct text b)
{
	return text_compare(a, b) < 0 ? b : a;
}

/* ---- requests ---- */

static struct request_telling row_of_fact(const struct request_fact *fact)
{
	struct request_fact cut = *fact;

	cut.forge = cut_text(fact->forge, LINE_MAX_SIZE);
	cut.project = cut_text(fact->project, LINE_MAX_SIZE);
	cut.author = cut_text(fact->author, NAME_MAX_SIZE);
	cut.author_email = cut_text(fact->author_email, NAME_MAX_SIZE);
	cut.alias = cut_text(fact->alias, LINE_MAX_SIZE);
	/* Not in a row: where a request landed its pointers say. */
	cut.change = (struct text){ NULL, 0 };
	cut.is_unlanded = false;
	return request_telling_of(&cut);
}

/* The row's texts live in the arena. 1: there is none. */
static int find_row(struct request_telling *row, struct arena *arena, struct store *store, int64_t repository,
                    struct text origin, struct text change)
{
	struct call call = call_begin(store, SQL_REQUEST_FIND);
	int ret;

	call_int(&call, 1, repository);
	call_text(&call, 2, change);
	call_text(&call, 3, origin);
	ret = call_step(&call);
	if (ret == 0) {
		struct request_fact *fact = &row->fact;
		struct text *texts[] = { &fact->forge, &fact->project, &fact->author, &fact->author_email,
			                 &fact->alias };
		static const int columns[] = { 1, 2, 9, 19, 20 };

		for (int i = 0; i < 5; i++) {
			struct text text = call_column_text(&call, columns[i]);

			*texts[i] = (struct text){ arena_copy(arena, text.at, text.size), text.size };
		}
		fact->state = (enum request_state)text_find_name(request_state_names, REQUEST_STATE_COUNT,
		                                                 call_column_text(&call, 3), 0);
		fact->draft = (enum request_draft)text_find_name(request_draft_names, REQUEST_DRAFT_COUNT,
		                                                 call_column_text(&call, 16), 0);
		fact->created_time = call_column(&call, 4);
		fact->ready_time = call_column(&call, 5);
		fact->closed_time = call_column(&call, 6);
		fact->merged_time = call_column(&call, 7);
		fact->seen_time = call_column(&call, 8);
		fact->line_count = call_column_is_null(&call, 10) ? -1 : call_column(&call, 10);
		row->project_seen = call_column(&call, 11);
		row->state_seen = call_column(&call, 12);
		row->author_seen = call_column(&call, 13);
		row->line_seen = call_column(&call, 14);
		row->closed_seen = call_column(&call, 15);
		row->draft_seen = call_column(&call, 17);
		fact->reviews_time = call_column(&call, 18);
	}
	call_end(&call);
	return ret;
}

static bool is_same_row(const struct request_telling *a, const struct request_telling *b)
{
	return request_fact_equal(&a->fact, &b->fact) && a->fact.seen_time == b->fact.seen_time &&
	       a->fact.reviews_time == b->fact.reviews_time && a->project_seen == b->project_seen &&
	       a->state_seen == b->state_seen && a->draft_seen == b->draft_seen && a->author_seen == b->author_seen &&
	       a->line_seen == b->line_seen && a->closed_seen == b->closed_seen;
}

static int write_row(struct store *store, enum sql which, int64_t repository, struct text origin, struct text change,
                     const struct request_telling *row)
{
	const struct request_fact *fact = &row->fact;
	struct identity_fact author = { fact->author, fact->author_email };
	int64_t author_id = 0;
	struct call call;
	int ret = author.name.size > 0 ? store_put_identity(&author_id, store, author) : 0;

	if (ret != 0)
		return ret;
	call = call_begin(store, which);
	call_int(&call, 1, repository);
	call_text(&call, 2, change);
	call_text(&call, 3, origin);
	call_text(&call, 4, fact->forge);
	call_text(&call, 5, fact->project);
	call_text(&call, 6, text_of(request_state_names[fact->state]));
	call_int(&call, 7, fact->created_time);
	call_int(&call, 8, fact->ready_time);
	call_int(&call, 9, fact->closed_time);
	call_int(&call, 10, fact->merged_time);
	call_int(&call, 11, fact->seen_time);
	call_int_or_null(&call, 12, author_id, author_id == 0);
	call_int_or_null(&call, 13, fact->line_count, fact->line_count < 0);
	call_int(&call, 14, row->project_seen);
	call_int(&call, 15, row->state_seen);
	call_int(&call, 16, row->author_seen);
	call_int(&call, 17, row->line_seen);
	call_int(&call, 18, row->closed_seen);
	call_text(&call, 19, text_of(request_draft_names[fact->draft]));
	call_int(&call, 20, row->draft_seen);
	call_int(&call, 21, fact->reviews_time);
	call_text(&call, 22, fact->alias);
	return call_run(&call);
}

int request_put_telling(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                        struct text change, const struct request_telling *told)
{
	struct request_telling before = { 0 }, after;
	struct arena arena = { 0 };
	int ret = find_row(&before, &arena, store, repository, origin, change);

	if (ret == 1) {
		*is_changed = true;
		ret = write_row(store, SQL_REQUEST_PUT, repository, origin, change, told);
	} else if (ret == 0) {
		after = before;
		request_telling_join(&after, told);
		*is_changed = !is_same_row(&before, &after);
		if (*is_changed)
			ret = write_row(store, SQL_REQUEST_UPDATE, repository, origin, change, &after);
	}
	arena_release(&arena);
	return ret;
}

static int put_row(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                   const struct request_fact *request)
{
	struct request_telling told = row_of_fact(request);

	return request_put_telling(is_changed, store, repository, origin, cut_text(request->change, LINE_MAX_SIZE),
	                           &told);
}

static int put_pointers(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                        const struct request_fact *request)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < request->pointer_count; i++) {
		struct call call = call_begin(store, SQL_REQUEST_POINTER_PUT);

		call_int(&call, 1, repository);
		call_oid(&call, 2, &request->pointers[i].oid);
		call_text(&call, 3, cut_text(request->change, LINE_MAX_SIZE));
		call_text(&call, 4, text_of(pointer_kind_names[request->pointers[i].kind]));
		call_text(&call, 5, origin);
		call_int(&call, 6, max_int(request->pointers[i].push_time, 0));
		ret = call_run(&call);
		*is_changed |= ret == 0 && store_changes(store) > 0;
	}
	return ret;
}

int store_put_request(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                      const struct request_fact *request)
{
	bool has_changed = false;
	int ret = put_row(&has_changed, store, repository, origin, request);

	if (ret == 0)
		ret = put_pointers(&has_changed, store, repository, origin, request);
	if (is_changed != NULL)
		*is_changed = has_changed;
	return ret;
}

/* ---- acts ---- */

static struct text mark_of(const struct request_act_fact *act)
{
	return text_of(event_mark_names[act->mark]);
}

static void bind_told(struct call *call, int position, enum act_state state, int64_t word_count, struct text head,
                      struct text mark)
{
	call_text(call, position, text_of(act_state_names[state]));
	call_int_or_null(call, position + 1, word_count, word_count < 0);
	call_text(call, position + 2, head);
	/* Left unbound it is NULL: nothing speaks against the act. */
	if (mark.size > 0)
		call_text(call, position + 3, mark);
}

/* The columns of the natural key. */
struct act_key {
	int64_t repository, source, identity, time;
	struct text change, origin, kind, raw;
};

static struct call begin_act(struct store *store, enum sql which, const struct act_key *key)
{
	struct call call = call_begin(store, which);

	call_int(&call, 1, key->repository);
	call_text(&call, 2, key->change);
	call_text(&call, 3, key->origin);
	call_int(&call, 4, key->source);
	call_text(&call, 5, key->kind);
	call_int(&call, 6, key->identity);
	call_int(&call, 7, key->time);
	call_text(&call, 8, key->raw);
	return call;
}

/* The act is there: what is told now and was not, or is greater, goes into it. States are in the order of their weight. */
static int improve_act(bool *is_changed, struct store *store, const struct act_key *key,
                       const struct request_act_fact *act)
{
	struct call call = begin_act(store, SQL_REQUEST_ACT_FIND, key), update;
	struct text head = cut_text(act->head, LINE_MAX_SIZE), mark = mark_of(act);
	enum act_state state, state_before;
	int64_t word_count, word_count_before;
	int ret = call_step(&call);

	if (ret != 0) {
		call_end(&call);
		return ret < 0 ? ret
		               : error_set(ERR_FAILED, "cannot write '%s': an act is in its index and not in its table",
		                           store->path);
	}
	state_before = (enum act_state)text_find_name(act_state_names, ACT_STATE_COUNT, call_column_text(&call, 1), 0);
	state = act->state > state_before ? act->state : state_before;
	word_count_before = call_column(&call, 2);
	word_count = max_int(act->word_count, word_count_before);
	head = max_text(call_column_text(&call, 3), head);
	mark = max_text(call_column_text(&call, 4), mark);
	*is_changed = state != state_before || word_count != word_count_before ||
	              !text_equal(head, call_column_text(&call, 3)) || !text_equal(mark, call_column_text(&call, 4));
	if (*is_changed) {
		update = call_begin(store, SQL_REQUEST_ACT_UPDATE);
		call_int(&update, 1, call_column(&call, 0));
		bind_told(&update, 2, state, word_count, head, mark);
		ret = call_run(&update);
	}
	call_end(&call);
	return ret;
}

int store_put_request_act(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                          const struct request_act_fact *act)
{
	struct act_key key = {
		.repository = repository,
		.time = max_int(act->act_time, 0),
		.change = cut_text(act->change, LINE_MAX_SIZE),
		.origin = origin,
		.kind = text_of(event_kind_names[act->kind]),
		.raw = cut_text(act->raw, LINE_MAX_SIZE),
	};
	bool has_changed = false;
	struct call call;
	int ret = store_put_source(&key.source, store, act->source);

	if (ret == 0)
		ret = store_put_identity(&key.identity, store, act->who);
	if (ret != 0)
		return ret;
	call = begin_act(store, SQL_REQUEST_ACT_PUT, &key);
	bind_told(&call, 9, act->state, act->word_count, cut_text(act->head, LINE_MAX_SIZE), mark_of(act));
	ret = call_run(&call);
	has_changed = ret == 0 && store_changes(store) > 0;
	if (ret == 0 && !has_changed)
		ret = improve_act(&has_changed, store, &key, act);
	if (is_changed != NULL)
		*is_changed = has_changed;
	return ret;
}

/* ---- accounts ---- */

int store_put_account(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                      const struct account_fact *account)
{
	struct text login = cut_text(account->login, LINE_MAX_SIZE);
	struct buf lower = { 0 };
	struct call call;
	int64_t identity;
	bool has_changed;
	int ret = store_put_identity(&identity, store, account->who);

	if (ret != 0)
		return ret;
	for (size_t i = 0; i < login.size; i++)
		buf_add_char(&lower, char_lower(login.at[i]));
	call = call_begin(store, SQL_ACCOUNT_PUT);
	call_int(&call, 1, repository);
	call_text(&call, 2, buf_text(&lower));
	call_int(&call, 3, identity);
	call_text(&call, 4, origin);
	ret = call_run(&call);
	has_changed = ret == 0 && store_changes(store) > 0;
	if (is_changed != NULL)
		*is_changed = has_changed;
	buf_release(&lower);
	return ret;
}

/* ---- forgetting ---- */

int store_put_trouble(struct store *store, int64_t repository, struct text origin, struct text name, enum trouble what,
                      uint64_t count)
{
	struct call call;

	if (!count)
		return 0;
	call = call_begin(store, SQL_TROUBLE_PUT);
	call_int(&call, 1, repository);
	call_text(&call, 2, origin);
	call_text(&call, 3, name);
	call_text(&call, 4, text_of(trouble_names[what]));
	call_int(&call, 5, count > INT64_MAX ? INT64_MAX : (int64_t)count);
	return call_run(&call);
}

int store_clear_origin(struct store *store, int64_t repository, struct text origin)
{
	static const enum sql statements[] = { SQL_REQUESTS_CLEAR, SQL_REQUEST_POINTERS_CLEAR, SQL_REQUEST_ACTS_CLEAR,
		                               SQL_ACCOUNTS_CLEAR, SQL_TROUBLES_CLEAR };
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < sizeof(statements) / sizeof(statements[0]); i++) {
		struct call call = call_begin(store, statements[i]);

		call_int(&call, 1, repository);
		call_text(&call, 2, origin);
		ret = call_run(&call);
	}
	return ret;
}

int store_clear_source(struct store *store, int64_t repository, struct text source)
{
	static const enum sql statements[] = { SQL_SOURCE_EVENTS_CLEAR, SQL_SOURCE_REFERENCES_CLEAR };
	struct call call = call_begin(store, SQL_SOURCE_FIND);
	int64_t id;
	int ret;

	call_text(&call, 1, cut_text(source, LINE_MAX_SIZE));
	ret = call_run_int(&call, &id);
	for (size_t i = 0; ret == 0 && i < sizeof(statements) / sizeof(statements[0]); i++) {
		call = call_begin(store, statements[i]);
		call_int(&call, 1, id);
		call_int(&call, 2, repository);
		ret = call_run(&call);
	}
	return ret < 0 ? ret : 0;
}
