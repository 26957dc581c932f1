/* Trailers in notes: the same lines as in messages, told apart from prose in the same way. */
#include "note_reader.h"

struct emission {
	const struct note *note;
	struct trailer_emission events;
};

static void emit(void *payload, const struct trailer *trailer)
{
	struct emission *emission = payload;
	const struct note *note = emission->note;
	struct event_fact event = {
		.source = text_of(note->source),
		.raw = trailer->raw,
		.line = note->numbers[trailer->line - note->first],
	};

	for (unsigned i = 0; i < trailer->meaning->kind_count; i++) {
		event.kind = trailer->meaning->kinds[i];
		event.mark = trailer->meaning->mark;
		/* Who wrote a commit stands in the commit. Gerrit's notes say Submitted-by of who pressed the button. */
		if (event.kind != EVENT_AUTH)
			trailer_emit(&emission->events, trailer, &trailer->persons, event);
	}
}

static void read_trailers(const struct note *note, const struct evidence_sink *sink)
{
	struct emission emission = { .note = note, .events = { .sink = sink } };
	struct trailer_taker taker = { &emission, emit, NULL };

	trailers_each(&note->message, &taker);
}

const struct note_reader note_trailers = { .name = "trailers", .read = read_trailers };
