/* One mail: what it is, whose, when, what it answers and what it says. */
#include "lead/mail.h"
#include "mail_message.h"

/* 1990: mails of before are of clocks that were never set. */
#define TIME_MIN INT64_C(631152000)

const char *const mail_kind_names[MAIL_KIND_COUNT] = { "other", "patch", "cover", "reply", "deleted" };

static struct text join_ids(struct arena *arena, const struct text *ids, size_t count)
{
	struct buf out = { 0 };
	struct text joined;

	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_add_char(&out, ' ');
		buf_add_text(&out, ids[i]);
	}
	joined = (struct text){ arena_copy(arena, buf_str(&out), out.size), out.size };
	buf_release(&out);
	return joined;
}

static int64_t told_time(const struct mail_message *message, int64_t received_time)
{
	int64_t time = message->time >= TIME_MIN ? message->time : 0;

	if (received_time < TIME_MIN)
		received_time = message->received_time >= TIME_MIN ? message->received_time : 0;
	if (received_time && (!time || time > received_time))
		return received_time;
	return time;
}

static void read_kind(struct mail_fact *fact, struct arena *arena, const struct mail_message *message)
{
	struct mail_subject subject;
	bool has_diff = false;

	mail_subject_parse(&subject, message->subject);
	fact->subject = subject.rest;
	if (subject.is_patch && !subject.is_reply)
		has_diff = mail_patch_find(fact, message->body);
	if (subject.is_patch && !subject.is_reply && subject.has_part && subject.part == 0)
		fact->kind = MAIL_COVER;
	else if (has_diff)
		fact->kind = MAIL_PATCH;
	else if (message->parent_count && !subject.is_stable)
		fact->kind = MAIL_REPLY;
	if (fact->kind == MAIL_PATCH || fact->kind == MAIL_COVER) {
		fact->version = subject.version;
		fact->part = subject.part;
		fact->part_count = subject.part_count;
	}
	if (fact->kind == MAIL_PATCH)
		mail_patch_own_header(fact, arena, message->text);
	else
		fact->has_patch_id = false;
	if (fact->kind == MAIL_REPLY)
		mail_review(fact, arena, message->text);
}

bool mail_read(struct text bytes, int64_t received_time, const struct mail_sink *sink)
{
	struct mail_message message;
	struct mail_fact fact = { 0 };
	struct arena arena = { 0 };
	bool is_told;

	mail_message_parse(&message, &arena, bytes);
	is_told = message.id_count > 0 && (text_find_char(message.from.email, '@', 0) > 0 || message.is_via);
	if (is_told) {
		fact.message_id = message.ids[0];
		fact.aliases = join_ids(&arena, message.ids + 1, message.id_count - 1);
		fact.parents = join_ids(&arena, message.parents, message.parent_count);
		fact.from = message.from;
		fact.is_html_only = message.is_html_only;
		fact.time = told_time(&message, received_time);
		read_kind(&fact, &arena, &message);
		sink->mail(sink->payload, &fact);
	}
	arena_release(&arena);
	return is_told;
}

void mail_read_id(struct buf *out, struct text bytes)
{
	struct mail_message message;
	struct arena arena = { 0 };

	mail_message_parse(&message, &arena, bytes);
	if (message.id_count)
		buf_add_text(out, message.ids[0]);
	arena_release(&arena);
}
