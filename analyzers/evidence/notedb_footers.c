/* Messages of Gerrit's meta commits: their three parts, the lines of the last one, votes and idents in them. */
#include <string.h>
#include "notedb_parts.h"

/* ---- parts ---- */

static struct text without_breaks(struct text text)
{
	while (text.size && text.at[text.size - 1] == '\n')
		text.size--;
	return text;
}

/* Where the last "\n\n" begins, or -1. */
static ptrdiff_t last_gap(struct text text)
{
	for (size_t at = text.size; at > 1; at--) {
		if (text.at[at - 1] == '\n' && text.at[at - 2] == '\n')
			return (ptrdiff_t)at - 2;
	}
	return -1;
}

void notedb_split(struct notedb_message *out, struct text message)
{
	ptrdiff_t first, last;

	message = without_breaks(message);
	first = text_find(message, TEXT("\n\n"), 0);
	*out = (struct notedb_message){ .subject = message };
	if (first < 0)
		return;
	last = last_gap(message);
	out->subject = text_slice(message, 0, (size_t)first);
	out->footers = text_slice(message, (size_t)last + 2, message.size);
	if (last > first)
		out->body = text_trim(text_slice(message, (size_t)first + 2, (size_t)last));
}

/* ---- footers ---- */

static const struct {
	struct text name;
	enum notedb_key key;
} keys[] = {
	{ { "Patch-set", 9 }, NOTEDB_PATCH_SET },
	{ { "Label", 5 }, NOTEDB_LABEL },
	{ { "Reviewer", 8 }, NOTEDB_REVIEWER },
	{ { "Commit", 6 }, NOTEDB_COMMIT },
	{ { "Tag", 3 }, NOTEDB_TAG },
	{ { "Status", 6 }, NOTEDB_STATUS },
	{ { "Branch", 6 }, NOTEDB_BRANCH },
	{ { "Change-id", 9 }, NOTEDB_CHANGE_ID },
	{ { "Work-in-progress", 16 }, NOTEDB_WORK_IN_PROGRESS },
	{ { "Private", 7 }, NOTEDB_PRIVATE },
	{ { "CC", 2 }, NOTEDB_CC },
	{ { "Removed", 7 }, NOTEDB_REMOVED },
	{ { "Current", 7 }, NOTEDB_CURRENT },
	{ { "Real-user", 9 }, NOTEDB_REAL_USER },
	{ { "Reviewer-email", 14 }, NOTEDB_REVIEWER_EMAIL },
	{ { "Attention", 9 }, NOTEDB_ATTENTION },
	{ { "Copied-Label", 12 }, NOTEDB_COPIED_LABEL },
};

bool notedb_next_footer(struct text *rest, struct notedb_footer *out)
{
	struct text line;

	while (text_next_line(rest, &line)) {
		ptrdiff_t colon = text_find_char(line, ':', 0);
		struct text key = text_slice(line, 0, colon < 0 ? 0 : (size_t)colon);

		for (size_t i = 0; key.size && i < sizeof(keys) / sizeof(keys[0]); i++) {
			if (keys[i].name.size != key.size || memcmp(keys[i].name.at, key.at, key.size) != 0)
				continue;
			out->key = keys[i].key;
			out->value = text_trim(text_slice(line, key.size + 1, line.size));
			return true;
		}
	}
	return false;
}

bool notedb_parse_ident(struct identity_fact *out, struct text ident)
{
	size_t open;

	ident = text_trim(ident);
	if (!ident.size || ident.at[ident.size - 1] != '>')
		return false;
	for (open = ident.size - 1; open && ident.at[open] != '<'; open--)
		;
	if (ident.at[open] != '<')
		return false;
	out->name = text_trim(text_slice(ident, 0, open));
	out->email = text_trim(text_slice(ident, open + 1, ident.size - 1));
	return out->email.size > 0;
}

bool notedb_parse_patch_set(uint32_t *number, enum patch_set_state *state, struct text value)
{
	static const struct {
		const char *word;
		enum patch_set_state state;
	} states[] = { { "(draft)", PATCH_SET_DRAFT },
		       { "(published)", PATCH_SET_PUBLISHED },
		       { "(deleted)", PATCH_SET_DELETED } };
	ptrdiff_t space = text_find_char(value, ' ', 0);
	struct text digits = text_slice(value, 0, space < 0 ? value.size : (size_t)space);
	struct text word = text_trim(text_slice(value, digits.size, value.size));
	uint64_t found;

	*state = PATCH_SET_PLAIN;
	if (!text_to_uint(digits, &found) || !found || found > INT32_MAX)
		return false;
	*number = (uint32_t)found;
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (text_equal_nocase(word, text_of(states[i].word)))
			*state = states[i].state;
	return true;
}

/* ---- votes ---- */

/* "+2", "-1", "0"; out of what a label can have: false. */
static bool parse_value(int *out, struct text text)
{
	bool is_negative = text_starts(text, TEXT("-"));
	uint64_t value;

	if (is_negative || text_starts(text, TEXT("+")))
		text = text_slice(text, 1, text.size);
	if (!text_to_uint(text, &value) || value > INT16_MAX)
		return false;
	*out = is_negative ? -(int)value : (int)value;
	return true;
}

/* "<Label>=<value>" */
static bool parse_label(struct notedb_vote *out, struct text text)
{
	size_t equals = text.size;

	while (equals && text.at[equals - 1] != '=')
		equals--;
	if (equals < 2)
		return false;
	out->label = text_slice(text, 0, equals - 1);
	return parse_value(&out->value, text_slice(text, equals, text.size));
}

/* Up to a comma or space. A comma says that the id of the vote follows. */
static struct text take_head(struct text *rest, bool *has_uuid)
{
	size_t end = 0;
	struct text head;

	while (end < rest->size && rest->at[end] != ',' && rest->at[end] != ' ')
		end++;
	head = text_slice(*rest, 0, end);
	*has_uuid = end < rest->size && rest->at[end] == ',';
	*rest = text_trim(text_slice(*rest, end + *has_uuid, rest->size));
	return head;
}

static struct text take_word(struct text *rest)
{
	ptrdiff_t space = text_find_char(*rest, ' ', 0);
	struct text word = text_slice(*rest, 0, space < 0 ? rest->size : (size_t)space);

	*rest = text_trim(text_slice(*rest, word.size, rest->size));
	return word;
}

/* What both forms begin with; *rest is what comes behind. */
static bool take_vote(struct notedb_vote *out, struct text *rest)
{
	bool has_uuid;

	*out = (struct notedb_vote){ 0 };
	if (text_starts(*rest, TEXT("-"))) {
		*rest = text_slice(*rest, 1, rest->size);
		out->is_removed = true;
		out->label = take_head(rest, &has_uuid);
		/* Written by servers that give the removed vote its value. */
		if (text_find_char(out->label, '=', 0) > 0)
			out->label = text_slice(out->label, 0, (size_t)text_find_char(out->label, '=', 0));
	} else if (!parse_label(out, take_head(rest, &has_uuid))) {
		return false;
	}
	if (has_uuid)
		out->uuid = take_word(rest);
	return out->label.size > 0;
}

bool notedb_parse_vote(struct notedb_vote *out, struct text value)
{
	if (!take_vote(out, &value))
		return false;
	return !value.size || notedb_parse_ident(&out->voter, value);
}

bool notedb_parse_copied_vote(struct notedb_vote *out, struct text value)
{
	ptrdiff_t tag, comma;

	if (!take_vote(out, &value))
		return false;
	tag = text_find(value, TEXT("> :\""), 0);
	if (tag >= 0 && text_ends(value, TEXT("\""))) {
		out->tag = text_slice(value, (size_t)tag + 4, value.size - 1);
		value = text_slice(value, 0, (size_t)tag + 1);
	}
	/* Names may hold commas; one that parts two idents stands behind an address. */
	comma = text_find(value, TEXT(">,"), 0);
	if (comma >= 0 && !notedb_parse_ident(&out->real, text_slice(value, (size_t)comma + 2, value.size)))
		return false;
	return notedb_parse_ident(&out->voter, text_slice(value, 0, comma >= 0 ? (size_t)comma + 1 : value.size));
}
