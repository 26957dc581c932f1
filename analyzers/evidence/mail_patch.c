/* What a mail's subject says of a patch, and the patch in it. */
#include "lead/patch_id.h"
#include "mail_message.h"

/* Lines at the top of a patch that may name its author. */
#define OWN_HEADER_MAX_LINES 8

static const char *const reply_prefixes[] = { "re", "aw", "sv", "antw", "fwd", "fw", "wg",
	                                      "tr", "rv", "vs", "res",  "ynt", NULL };

/* "Re:", "AW[2]:" that the text begins with: its size, or 0. */
static size_t reply_prefix(struct text text)
{
	size_t at = 0;
	bool is_known = false;

	while (at < text.size && char_is_alpha(text.at[at]))
		at++;
	for (size_t i = 0; reply_prefixes[i]; i++)
		is_known = is_known || text_equal_nocase(text_slice(text, 0, at), text_of(reply_prefixes[i]));
	if (!is_known)
		return 0;
	if (at < text.size && (text.at[at] == '[' || text.at[at] == '(' || text.at[at] == '^')) {
		at++;
		while (at < text.size && char_is_digit(text.at[at]))
			at++;
		if (at < text.size && (text.at[at] == ']' || text.at[at] == ')'))
			at++;
	}
	return at < text.size && text.at[at] == ':' ? at + 1 : 0;
}

/* "v3" or "V3". */
static bool take_version(struct mail_subject *out, struct text word)
{
	uint64_t value;

	if (word.size < 2 || char_lower(word.at[0]) != 'v' || !text_to_uint(text_slice(word, 1, word.size), &value) ||
	    value < 1 || value > 999)
		return false;
	out->version = (uint32_t)value;
	return true;
}

/* "2/7". */
static bool take_part(struct mail_subject *out, struct text word)
{
	ptrdiff_t slash = text_find_char(word, '/', 0);
	uint64_t part, count;

	if (slash < 0 || !text_to_uint(text_slice(word, 0, (size_t)slash), &part) ||
	    !text_to_uint(text_slice(word, (size_t)slash + 1, word.size), &count) || count < 1 || count > 99999 ||
	    part > count)
		return false;
	out->part = (uint32_t)part;
	out->part_count = (uint32_t)count;
	out->has_part = true;
	return true;
}

/* "PATCH", also where it is grown together with its version ("PATCHv2", "PATCH-v2"). */
static bool take_patch(struct mail_subject *out, struct text word)
{
	struct text rest;

	if (!text_starts_nocase(word, TEXT("patch")))
		return false;
	rest = text_slice(word, 5, word.size);
	if (rest.size && (rest.at[0] == '-' || rest.at[0] == '.'))
		rest = text_slice(rest, 1, rest.size);
	if (rest.size && !take_version(out, rest))
		return false;
	out->is_patch = true;
	return true;
}

static void read_bracket(struct mail_subject *out, struct text inside)
{
	struct mail_subject found = { .version = 0 };
	size_t at = 0;

	while (at < inside.size) {
		size_t from = at;

		while (at < inside.size && !char_is_space(inside.at[at]) && inside.at[at] != ',')
			at++;
		if (at > from) {
			struct text word = text_slice(inside, from, at);

			if (!take_patch(&found, word) && !take_part(&found, word))
				(void)take_version(&found, word);
		}
		at++;
	}
	if (!found.is_patch)
		return;
	found.rest = out->rest;
	found.is_reply = out->is_reply;
	*out = found;
}

/* "Patch "x" has been added to the 6.6-stable tree": somebody takes a copy along. */
static bool is_stable_notice(struct text subject)
{
	return text_starts(subject, TEXT("Patch \"")) && text_find(subject, TEXT("\" has been added to the "), 0) > 0;
}

void mail_subject_parse(struct mail_subject *out, struct text subject)
{
	*out = (struct mail_subject){ .version = 0 };
	for (;;) {
		size_t size;

		subject = text_trim(subject);
		size = reply_prefix(subject);
		if (size) {
			out->is_reply = true;
		} else if (text_starts(subject, TEXT("["))) {
			ptrdiff_t end = text_find_char(subject, ']', 0);

			/* What is nothing but brackets is the subject itself. */
			if (end < 0 || text_trim(text_slice(subject, (size_t)end + 1, subject.size)).size == 0)
				break;
			read_bracket(out, text_slice(subject, 1, (size_t)end));
			size = (size_t)end + 1;
		} else {
			break;
		}
		subject = text_slice(subject, size, subject.size);
	}
	out->rest = subject;
	out->is_stable = is_stable_notice(subject);
	if (out->is_patch && !out->version)
		out->version = 1;
}

struct text mail_subject_rest(struct text subject)
{
	struct mail_subject parsed;

	mail_subject_parse(&parsed, subject);
	return parsed.rest;
}

bool mail_patch_find(struct mail_fact *fact, struct text body)
{
	struct text rest = body, line, before = { 0 };
	struct patch_id id;
	bool has_diff = false, is_in = true, has_head = false;

	patch_id_init(&id);
	while (is_in && text_next_line(&rest, &line)) {
		has_head = has_head || text_starts(line, TEXT("diff --git "));
		has_diff =
			has_diff || has_head || (text_starts(line, TEXT("+++ ")) && text_starts(before, TEXT("--- ")));
		if (has_head)
			is_in = patch_id_add(&id, line);
		before = line;
	}
	fact->has_patch_id = patch_id_end(&id, fact->patch_id);
	return has_diff;
}

static bool take_own(struct text *value, struct text line, struct text name)
{
	if (!text_starts_nocase(line, name))
		return false;
	*value = text_trim(text_slice(line, name.size, line.size));
	return value->size > 0;
}

void mail_patch_own_header(struct mail_fact *fact, struct arena *arena, struct text text)
{
	struct text line, value;
	struct mail_subject subject;

	for (int i = 0; i < OWN_HEADER_MAX_LINES && text_next_line(&text, &line); i++) {
		line = text_trim(line);
		if (!line.size && i == 0)
			continue;
		if (take_own(&value, line, TEXT("From:"))) {
			struct identity_fact who = mail_header_person(arena, value);

			if (text_find_char(who.email, '@', 0) > 0)
				fact->from = who;
		} else if (take_own(&value, line, TEXT("Subject:"))) {
			mail_subject_parse(&subject, mail_header_text(arena, value));
			if (subject.rest.size)
				fact->subject = subject.rest;
		} else if (!take_own(&value, line, TEXT("Date:"))) {
			return;
		}
	}
}
