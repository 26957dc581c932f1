/* Python enhancement proposals: "pep-<number>.rst" or ".txt" with a head like that of a mail, folded lines and all. */
#include "decision.h"

static bool is_pep(const struct decision_file *file)
{
	return text_starts(decision_base_name(file->path), TEXT("pep-")) &&
	       (text_starts(file->bytes, TEXT("PEP:")) ||
	        text_find(text_slice(file->bytes, 0, 1024), TEXT("\nPEP:"), 0) >= 0);
}

static void take_header(struct decision_reader *reader, struct text key, struct text value)
{
	struct decision_meaning meaning = decision_meaning_of(key);

	decision_take(reader, meaning, value, true);
	/* "April Fool!" */
	if (meaning.field == FIELD_STATUS)
		decision_take_status_word(reader, value);
}

static void read_pep(struct decision_reader *reader, const struct decision_file *file)
{
	struct text rest = file->bytes, line, key = { NULL, 0 };
	struct buf value = { 0 };
	bool has_begun = false;

	while (text_next_line(&rest, &line)) {
		ptrdiff_t colon = text_find_char(line, ':', 0);

		if (!text_trim(line).size) {
			if (has_begun)
				break;
			continue;
		}
		if (char_is_space(line.at[0])) {
			buf_add_char(&value, ' ');
			buf_add_text(&value, text_trim(line));
			continue;
		}
		if (colon < 0)
			continue;
		take_header(reader, key, buf_text(&value));
		buf_clear(&value);
		has_begun = true;
		key = text_slice(line, 0, (size_t)colon);
		buf_add_text(&value, text_trim(text_slice(line, (size_t)colon + 1, line.size)));
	}
	take_header(reader, key, buf_text(&value));
	buf_release(&value);
	/* Elsewhere it is said of what waits for a decision; here of what was accepted on trial. */
	if (text_equal(reader->out->status, TEXT("provisional")))
		reader->out->state = DECISION_ACCEPTED;
	if (!file->is_status_only)
		decision_read_prose(reader, rest, false);
}

const struct decision_format decision_pep = { "pep", is_pep, read_pep };
