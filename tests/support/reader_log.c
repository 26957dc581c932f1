/* See reader_log.h. Knows the facts' fields, not what they should be. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "reader_log.h"

static void add_field(struct buf *log, const char *name, struct text value)
{
	if (value.size)
		buf_add_fmt(log, " %s" TEXT_FMT, name, TEXT_ARG(value));
}

static void log_event(void *payload, const struct event_fact *event)
{
	struct buf *log = payload;

	buf_add_fmt(log, "%s " TEXT_FMT, event_kind_names[event->kind], TEXT_ARG(event->who.name));
	if (event->who.email.size)
		buf_add_fmt(log, " <" TEXT_FMT ">", TEXT_ARG(event->who.email));
	buf_add_fmt(log, " " TEXT_FMT " line=%u", TEXT_ARG(event->source), (unsigned)event->line);
	if (event->ordinal)
		buf_add_fmt(log, " #%u", (unsigned)event->ordinal);
	add_field(log, "in=", event->change);
	add_field(log, "note=", event->note);
	if (event->mark)
		buf_add_fmt(log, " %s", event_mark_names[event->mark]);
	buf_add_char(log, '\n');
}

static void log_reference(void *payload, const struct reference_fact *reference)
{
	struct buf *log = payload;

	buf_add_str(log, reference_kind_names[reference->kind]);
	add_field(log, "", reference->value);
	add_field(log, "login=", reference->login);
	add_field(log, "", reference->source);
	buf_add_char(log, '\n');
}

static void log_unknown_key(void *payload, struct text key)
{
	buf_add_fmt(payload, "unknown " TEXT_FMT "\n", TEXT_ARG(key));
}

char *reader_log(const struct commit_reader *reader, unsigned parent_count, struct text message)
{
	struct oid parents[8] = { { { 0 } } };
	struct commit_fact fact = { .parents = parents, .parent_count = parent_count, .message = message };
	struct buf log = { 0 };
	struct evidence_sink sink = { &log, log_event, log_reference, log_unknown_key };
	struct message parsed;

	message_parse(&parsed, &fact);
	reader->read(&parsed, &sink);
	message_release(&parsed);
	return buf_detach(&log);
}

void reader_check(const struct commit_reader *reader, const struct reader_row *row)
{
	char *log = reader_log(reader, row->parents, text_of(row->message));

	ck_assert_msg(strcmp(log, row->expected) == 0, "message:\n%s\nwanted:\n%sgot:\n%s", row->message, row->expected,
	              log);
	free(log);
}
