/* The table of note readers, and cutting a note into lines for them. Decides which ref gives what. */
#include "note_reader.h"

#include "lead/vec.h"

/* Stands where a message has its title, which holds no trailers. */
#define TITLE TEXT("note\n\n")
#define TITLE_LINE_COUNT 2

static const struct note_reader *const readers[] = { &note_trailers, &note_openjdk, &note_amlog };

#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

const struct note_reader *note_reader_at(size_t position)
{
	return position < READER_COUNT ? readers[position] : NULL;
}

static void read_lines(struct text lines, const uint32_t *numbers, struct text ref, const struct evidence_sink *sink)
{
	struct buf text = { 0 }, source = { 0 };
	struct commit_fact fact = { 0 };
	struct note note = { .first = TITLE_LINE_COUNT, .numbers = numbers };

	buf_add_text(&text, TITLE);
	buf_add_text(&text, lines);
	buf_add_str(&source, "note:");
	buf_add_text(&source, ref);
	fact.message = buf_text(&text);
	note.source = buf_str(&source);
	message_parse(&note.message, &fact);
	for (size_t i = 0; i < READER_COUNT; i++)
		readers[i]->read(&note, sink);
	message_release(&note.message);
	buf_release(&text);
	buf_release(&source);
}

void note_read(struct text bytes, struct text ref, bool is_lead_ref, const struct request_sink *requests,
               const struct evidence_sink *events)
{
	VEC(uint32_t) numbers = { 0 };
	struct arena arena = { 0 };
	struct buf others = { 0 };
	struct text line;
	bool has_text = false, is_reviewnotes;

	/* Lines of our own are read however many there are; the others are a message, which has a bound. */
	if (!is_lead_ref)
		bytes = text_slice(bytes, 0, MESSAGE_MAX_SIZE);
	is_reviewnotes = events && text_equal(ref, TEXT(REVIEW_NOTES_REF)) && note_is_reviewnotes(bytes);
	for (uint32_t number = 1; text_next_line(&bytes, &line); number++) {
		if (is_lead_ref && note_line_read(line, &arena, requests)) {
			arena_clear(&arena);
			continue;
		}
		if (is_reviewnotes && note_reviewnotes_line(line, number, events))
			continue;
		if (!events || others.size + line.size >= MESSAGE_MAX_SIZE)
			continue;
		*VEC_PUSH(&numbers) = number;
		buf_add_text(&others, line);
		buf_add_char(&others, '\n');
		has_text = has_text || text_find_char(line, ':', 0) > 0;
	}
	if (has_text)
		read_lines(buf_text(&others), numbers.at, ref, events);
	VEC_RELEASE(&numbers);
	arena_release(&arena);
	buf_release(&others);
}
