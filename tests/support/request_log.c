#include "request_log.h"

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"

static void add_line(struct request_log *log, struct buf *line)
{
	if (log->line_count == log->line_capacity) {
		log->line_capacity = 2 * log->line_capacity + 16;
		log->lines = xrealloc_array(log->lines, log->line_capacity, sizeof(*log->lines));
	}
	log->lines[log->line_count++] = buf_detach(line);
}

static void add_pointer(struct request_log *log, struct text change, const struct request_pointer *pointer)
{
	struct buf line = { 0 };

	buf_add_fmt(&line, "pointer " TEXT_FMT " %s ", TEXT_ARG(change), pointer_kind_names[pointer->kind]);
	for (size_t i = 0; i < OID_SIZE; i++)
		buf_add_fmt(&line, "%02x", pointer->oid.bytes[i]);
	if (pointer->push_time)
		buf_add_fmt(&line, " pushed=%" PRId64, pointer->push_time);
	add_line(log, &line);
}

static void take_request(void *payload, const struct request_fact *request)
{
	struct request_log *log = payload;
	struct buf line = { 0 };

	buf_add_fmt(&line, "request " TEXT_FMT " " TEXT_FMT " " TEXT_FMT " %s", TEXT_ARG(request->change),
	            TEXT_ARG(request->forge), TEXT_ARG(request->project), request_state_names[request->state]);
	if (request->draft != DRAFT_NOT_TOLD && !(log->mask & WITHOUT_DRAFT))
		buf_add_fmt(&line, " draft=%s", request_draft_names[request->draft]);
	buf_add_fmt(&line, " created=%" PRId64, request->created_time);
	if (!(log->mask & WITHOUT_READY))
		buf_add_fmt(&line, " ready=%" PRId64, request->ready_time);
	buf_add_fmt(&line, " closed=%" PRId64 " merged=%" PRId64 " seen=%" PRId64, request->closed_time,
	            request->merged_time, request->seen_time);
	if (request->reviews_time && !(log->mask & WITHOUT_REVIEWS))
		buf_add_fmt(&line, " reviews=%" PRId64, request->reviews_time);
	buf_add_fmt(&line, " author=" TEXT_FMT, TEXT_ARG(request->author));
	if (request->author_email.size)
		buf_add_fmt(&line, " <" TEXT_FMT ">", TEXT_ARG(request->author_email));
	if (request->alias.size)
		buf_add_fmt(&line, " alias=" TEXT_FMT, TEXT_ARG(request->alias));
	if (!(log->mask & WITHOUT_LINES))
		buf_add_fmt(&line, " lines=%" PRId64, request->line_count);
	add_line(log, &line);
	for (size_t i = 0; i < request->pointer_count; i++) {
		if (!(log->mask & WITHOUT_COMMITS) || request->pointers[i].kind != POINTER_COMMIT)
			add_pointer(log, request->change, &request->pointers[i]);
	}
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	struct request_log *log = payload;
	struct text who = act->who.name;
	struct buf line = { 0 };

	ck_assert(act->change.size && (act->who.name.size || act->who.email.size) && act->source.size);
	ck_assert(act->kind < EVENT_KIND_COUNT && act->state < ACT_STATE_COUNT && act->mark < MARK_COUNT);
	if (((log->mask & WITHOUT_INLINE) && text_ends(act->source, TEXT(":review-comment"))) ||
	    ((log->mask & WITHOUT_ASKED) && act->kind == EVENT_REQ))
		return;
	if ((log->mask & WITHOUT_BOTS) && text_ends(who, TEXT("[bot]")))
		who.size -= TEXT("[bot]").size;
	buf_add_fmt(&line, "act " TEXT_FMT " %s " TEXT_FMT, TEXT_ARG(act->change), event_kind_names[act->kind],
	            TEXT_ARG(who));
	if (act->who.email.size)
		buf_add_fmt(&line, " <" TEXT_FMT ">", TEXT_ARG(act->who.email));
	buf_add_fmt(&line, " " TEXT_FMT " %" PRId64, TEXT_ARG(act->source), act->act_time);
	if (act->state)
		buf_add_fmt(&line, " %s", act_state_names[act->state]);
	if (act->word_count >= 0)
		buf_add_fmt(&line, " words=%" PRId64, act->word_count);
	if (act->head.size && !(log->mask & WITHOUT_HEADS))
		buf_add_fmt(&line, " head=" TEXT_FMT, TEXT_ARG(act->head));
	if (act->mark)
		buf_add_fmt(&line, " %s", event_mark_names[act->mark]);
	if (act->raw.size)
		buf_add_fmt(&line, " \"" TEXT_FMT "\"", TEXT_ARG(act->raw));
	add_line(log, &line);
}

static void take_account(void *payload, const struct account_fact *account)
{
	struct request_log *log = payload;
	struct buf line = { 0 };

	ck_assert(account->login.size && (account->who.name.size || account->who.email.size));
	if (log->mask & WITHOUT_ACCOUNTS)
		return;
	buf_add_fmt(&line, "account " TEXT_FMT " " TEXT_FMT " <" TEXT_FMT ">", TEXT_ARG(account->login),
	            TEXT_ARG(account->who.name), TEXT_ARG(account->who.email));
	add_line(log, &line);
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	struct request_log *log = payload;
	struct buf line = { 0 };

	buf_add_fmt(&line, "trouble " TEXT_FMT, TEXT_ARG(trouble->words));
	add_line(log, &line);
}

void request_log_init(struct request_log *log, unsigned mask)
{
	*log = (struct request_log){ .mask = mask };
	log->sink = (struct request_sink){ log, take_request, take_act, take_account, take_trouble };
	log->out = (struct import_out){ .sink = &log->sink, .summary = &log->summary, .item = 1 };
}

void request_log_release(struct request_log *log)
{
	for (size_t i = 0; i < log->line_count; i++)
		free(log->lines[i]);
	free(log->lines);
	log->lines = NULL;
	log->line_count = log->line_capacity = 0;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *request_log_text(struct request_log *log)
{
	struct buf text = { 0 };

	if (log->line_count)
		qsort(log->lines, log->line_count, sizeof(*log->lines), compare_lines);
	for (size_t i = 0; i < log->line_count; i++) {
		if (i == 0 || strcmp(log->lines[i], log->lines[i - 1]) != 0)
			buf_add_fmt(&text, "%s\n", log->lines[i]);
	}
	return buf_detach(&text);
}

json_t *json_of(const char *quoted)
{
	char *text = xstrdup(quoted);
	json_error_t error;
	json_t *json;

	for (char *at = text; *at; at++) {
		if (*at == '\'')
			*at = '"';
	}
	json = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	ck_assert_msg(json != NULL, "%s in %s", error.text, text);
	free(text);
	return json;
}
