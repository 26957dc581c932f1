/*
 * Gerrit's plugin reviewnotes: one note a submitted commit, with the votes on it, who submitted it and where it was
 * reviewed. Label names may hold '-': the last sign before the colon belongs to the value.
 */
#include "note_reader.h"

#include "gerrit.h"
#include "gerrit_labels.h"

/* Key, sign and digits of "Code-Review+2: Ada Example <ada@example.org>"; of other lines sign is 0. */
struct review_line {
	struct text key;
	char sign;
	bool is_zero;
	struct text value;
};

static bool is_key(struct text key)
{
	for (size_t i = 0; i < key.size; i++)
		if (!char_is_alnum(key.at[i]) && key.at[i] != '-' && key.at[i] != '_')
			return false;
	return key.size > 0;
}

static void cut_vote(struct review_line *out)
{
	size_t digits = out->key.size;

	while (digits > 0 && char_is_digit(out->key.at[digits - 1])) {
		out->is_zero = out->is_zero && out->key.at[digits - 1] == '0';
		digits--;
	}
	if (digits < 2 || digits == out->key.size || (out->key.at[digits - 1] != '+' && out->key.at[digits - 1] != '-'))
		return;
	out->sign = out->key.at[digits - 1];
	out->key = text_slice(out->key, 0, digits - 1);
}

static bool cut_line(struct review_line *out, struct text line)
{
	ptrdiff_t colon = text_find(line, TEXT(": "), 0);

	*out = (struct review_line){ .is_zero = true };
	if (colon <= 0)
		return false;
	out->key = text_slice(line, 0, (size_t)colon);
	out->value = text_trim(text_slice(line, (size_t)colon + 2, line.size));
	cut_vote(out);
	return is_key(out->key);
}

/* "Name <mail>", a name alone, "<mail>". A name may hold what it likes. */
static struct identity_fact read_person(struct text value)
{
	struct identity_fact who = { value, { NULL, 0 } };

	if (!value.size || value.at[value.size - 1] != '>')
		return who;
	for (size_t i = value.size - 1; i-- > 0;) {
		if (value.at[i] != '<')
			continue;
		who.name = text_trim(text_slice(value, 0, i));
		who.email = text_trim(text_slice(value, i + 1, value.size - 1));
		break;
	}
	return who;
}

static void emit(enum event_kind kind, struct text value, struct text line, uint32_t number,
                 const struct evidence_sink *sink)
{
	struct event_fact event = {
		.kind = kind,
		.who = read_person(value),
		.source = TEXT(REVIEWNOTES_SOURCE),
		.raw = text_trim(line),
		.line = number,
	};

	if ((event.who.name.size || event.who.email.size) && !identity_is_forge(event.who))
		sink->event(sink->payload, &event);
}

static void refer(enum reference_kind kind, struct text value, const struct evidence_sink *sink)
{
	const struct reference_fact reference = { .kind = kind, .value = value, .source = TEXT(REVIEWNOTES_SOURCE) };

	sink->reference(sink->payload, &reference);
}

/* ---- the lines ---- */

enum review_key {
	KEY_SUBMITTED_BY,
	KEY_SUBMITTED_AT,
	KEY_REVIEWED_ON,
	KEY_CHANGE_ID,
	KEY_PROJECT,
	KEY_BRANCH,
	KEY_COUNT
};

static const char *const keys[KEY_COUNT] = { "Submitted-by", "Submitted-at", "Reviewed-on",
	                                     "Change-Id",    "Project",      "Branch" };

static int find_key(const struct review_line *line)
{
	return line->sign ? KEY_COUNT : text_find_name(keys, KEY_COUNT, line->key, KEY_COUNT);
}

/* Whether the line is one of the plugin's; *is_mark: of those that hardly anybody else would write. */
static bool is_own(bool *is_mark, const struct review_line *line)
{
	struct text number;
	int key = find_key(line);

	*is_mark = line->sign || (key == KEY_REVIEWED_ON && gerrit_change_number(line->value, &number));
	return *is_mark || (key != KEY_COUNT && key != KEY_REVIEWED_ON);
}

bool note_is_reviewnotes(struct text bytes)
{
	struct review_line cut;
	size_t count = 0, mark_count = 0;
	struct text line;

	while (text_next_line(&bytes, &line)) {
		bool is_mark;

		if (!cut_line(&cut, line) || !is_own(&is_mark, &cut))
			continue;
		count++;
		mark_count += is_mark;
		if (count > 1 && mark_count)
			return true;
	}
	return false;
}

bool note_reviewnotes_line(struct text line, uint32_t number, const struct evidence_sink *sink)
{
	struct review_line cut;
	enum event_kind kind;
	struct text digits;

	if (!cut_line(&cut, line))
		return false;
	if (cut.sign) {
		if (!cut.is_zero && gerrit_label_kind(&kind, cut.key))
			emit(kind, cut.value, line, number, sink);
		return true;
	}
	switch (find_key(&cut)) {
	case KEY_SUBMITTED_BY:
		emit(EVENT_INT, cut.value, line, number, sink);
		return true;
	case KEY_REVIEWED_ON:
		if (!gerrit_change_number(cut.value, &digits))
			return false;
		refer(REFERENCE_GERRIT, digits, sink);
		return true;
	case KEY_CHANGE_ID:
		if (gerrit_is_change_id(cut.value))
			refer(REFERENCE_CHANGE_ID, cut.value, sink);
		return true;
	case KEY_COUNT:
		return false;
	default:
		return true;
	}
}
