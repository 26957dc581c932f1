/*
 * Self-declared notes: the lines of refs/notes/lead-self and its fetched copies, each said by who wrote it. Writes nothing.
 */
#include "note_set.h"

#include "lead/map.h"
#include "lead/scan.h"

struct reading {
	const struct self_notes_visit *visit;
	struct oid annotated; /* of the line at hand */
	struct map *said;     /* commit, writer and line: what copies say again is said once */
	struct buf key;
};

static bool wants_note(void *payload, const struct oid *annotated)
{
	const struct reading *reading = payload;

	return reading->visit->wants(reading->visit->payload, annotated);
}

static void add_part(struct buf *key, struct text part)
{
	buf_add_fmt(key, "%zu ", part.size);
	buf_add_text(key, part);
}

static bool is_new(struct reading *reading, const struct event_fact *event)
{
	bool is_first = false;

	buf_clear(&reading->key);
	buf_add(&reading->key, (const char *)reading->annotated.bytes, OID_SIZE);
	add_part(&reading->key, event->who.name);
	add_part(&reading->key, event->who.email);
	add_part(&reading->key, event->raw);
	(void)map_intern(reading->said, buf_text(&reading->key), 0, &is_first);
	return is_first;
}

static void take_event(void *payload, const struct event_fact *event)
{
	struct reading *reading = payload;

	if (is_new(reading, event))
		reading->visit->event(reading->visit->payload, &reading->annotated, event);
}

static int take_line(void *payload, const struct note_line_fact *fact)
{
	struct reading *reading = payload;
	const struct self_line line = { fact->bytes, fact->number, fact->author, fact->is_signed };
	const struct evidence_sink sink = { .payload = reading, .event = take_event };

	reading->annotated = fact->annotated;
	note_read_self(&line, TEXT(SELF_NOTES_REF), &sink);
	return 0;
}

int self_notes_read(struct repository *repository, const struct notes_ref_list *list,
                    const struct self_notes_visit *visit)
{
	struct reading reading = { .visit = visit, .said = map_new() };
	const struct note_line_visit lines = { &reading, wants_note, take_line };
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < list->refs.count; i++) {
		if (!list->refs.at[i].is_self)
			continue;
		ret = repository_each_note_line(repository, &list->refs.at[i].target, NOTE_MAX_SIZE, &lines);
		/* A tree larger than any that git writes says nothing. */
		ret = ret == ERR_INVALID ? 0 : ret;
	}
	map_free(reading.said);
	buf_release(&reading.key);
	return ret;
}
