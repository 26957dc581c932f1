/* OpenJDK's notes: "Review: https://host/project/pull/1753" beside the commit's own address and its issues. */
#include "note_reader.h"
#include "scan.h"

static void read_openjdk(const struct note *note, const struct evidence_sink *sink)
{
	for (uint32_t i = note->first; i < note->message.line_count; i++) {
		struct text key, value, number;

		if (line_split(note->message.lines[i].text, &key, &value) && text_equal(key, TEXT("Review")) &&
		    text_starts(value, TEXT("https://")) && scan_number_behind(value, "/pull/", &number))
			reference_emit(sink, REFERENCE_PR, number, (struct text){ NULL, 0 }, note->source);
	}
}

const struct note_reader note_openjdk = { .name = "openjdk", .read = read_openjdk };
