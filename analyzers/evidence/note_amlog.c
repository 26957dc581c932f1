/* git.git's refs/notes/amlog: "Message-Id: <id>" of the mail that became the commit. Stray ids in other forms are not read. */
#include "note_reader.h"

static void read_amlog(const struct note *note, const struct evidence_sink *sink)
{
	for (uint32_t i = note->first; i < note->message.line_count; i++) {
		struct text key, value;

		if (line_split(note->message.lines[i].text, &key, &value) &&
		    text_equal_nocase(key, TEXT("Message-Id")) && text_starts(value, TEXT("<")))
			mail_emit(value, note->source, sink);
	}
}

const struct note_reader note_amlog = { .name = "amlog", .read = read_amlog };
