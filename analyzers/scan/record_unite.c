/* Makes one note of several on one object: lines are united, and of one request only what stands is kept. */
#include "record.h"

#include "lead/map.h"

/* One request: what notes say of it, and what exports told now. Texts live in the arena. */
struct united {
	struct request_telling noted, told;
	bool is_noted, is_told;
	struct text line;     /* of the first note that tells of it */
	bool has_other_lines; /* another line does too */
};

struct unite {
	VEC(struct united) requests;
	struct map *by_change; /* index in requests */
	struct arena arena;
	struct buf others; /* lines that tell of no request */
	struct text line;  /* being read */
	bool is_note;      /* it stands in a note */
	bool is_request;
};

static struct text keep(struct arena *arena, struct text text)
{
	return (struct text){ arena_copy(arena, text.at ? text.at : "", text.size), text.size };
}

static void add_telling(struct request_telling *into, bool *is_there, const struct request_telling *telling)
{
	if (*is_there)
		request_telling_join(into, telling);
	else
		*into = *telling;
	*is_there = true;
}

static void take_request(void *payload, const struct request_fact *request)
{
	struct unite *unite = payload;
	struct request_telling telling = request_telling_of(request);
	struct text *texts[] = { &telling.fact.change, &telling.fact.forge, &telling.fact.project,
		                 &telling.fact.author };
	struct united *united;
	bool is_new = false;
	uint32_t at = map_intern(unite->by_change, request->change, (uint32_t)unite->requests.count, &is_new);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = keep(&unite->arena, *texts[i]);
	united = is_new ? VEC_PUSH(&unite->requests) : &unite->requests.at[at];
	unite->is_request = true;
	if (!unite->is_note) {
		add_telling(&united->told, &united->is_told, &telling);
		return;
	}
	if (!united->is_noted)
		united->line = unite->line;
	united->has_other_lines |= !text_equal(united->line, unite->line);
	add_telling(&united->noted, &united->is_noted, &telling);
}

static void ignore_act(void *payload, const struct request_act_fact *act)
{
	(void)payload, (void)act;
}

static void ignore_account(void *payload, const struct account_fact *account)
{
	(void)payload, (void)account;
}

static void add_text(struct unite *unite, struct text text)
{
	const struct request_sink requests = { unite, take_request, ignore_act, ignore_account, NULL };

	while (text_next_line(&text, &unite->line)) {
		unite->is_request = false;
		if (text_starts_nocase(text_trim(unite->line), TEXT("Request")))
			note_read(unite->line, TEXT(LEAD_NOTES_REF), true, &requests, NULL);
		if (!unite->is_request) {
			buf_add_text(&unite->others, unite->line);
			buf_add_char(&unite->others, '\n');
		}
	}
}

/* A comment more makes a request newer and says nothing else of it: that alone is no reason for another line. */
static void write_request(struct buf *out, const struct united *united)
{
	struct request_telling all = united->is_noted ? united->noted : united->told;

	if (united->is_noted && united->is_told) {
		request_telling_join(&all, &united->told);
		if (request_fact_equal(&all.fact, &united->noted.fact))
			all = united->noted;
	}
	if (united->is_noted && !united->has_other_lines && request_fact_equal(&all.fact, &united->noted.fact)) {
		buf_add_text(out, united->line);
		buf_add_char(out, '\n');
	} else {
		note_add_telling(out, &all);
	}
}

void record_unite(struct buf *out, const struct note_text *notes, size_t count)
{
	struct unite unite = { .by_change = map_new() };
	struct note_text whole = { 0 };

	for (size_t i = 0; i < count; i++) {
		unite.is_note = notes[i].is_own || notes[i].is_copy;
		add_text(&unite, notes[i].bytes);
	}
	for (size_t i = 0; i < unite.requests.count; i++)
		write_request(&unite.others, &unite.requests.at[i]);
	whole.bytes = buf_text(&unite.others);
	note_lines_unite(out, &whole, 1);
	VEC_RELEASE(&unite.requests);
	map_free(unite.by_change);
	buf_release(&unite.others);
	arena_release(&unite.arena);
}
