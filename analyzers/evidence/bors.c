/*
 * Homu's merges ("bors" of rust-lang): the pull request, the owner of its head and the logins behind r=. A try build
 * proves nothing and is passed over.
 */
#include <string.h>
#include "bors.h"

#define LIST_MAX_LOGINS 32

static bool is_login_char(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/* Words that stand where a login should and are nobody. */
static bool is_nobody(struct text login)
{
	static const char *const words[] = { "me", "none", "nobody", "try", "auto" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_equal_nocase(login, text_of(words[i])))
			return true;
	}
	return false;
}

static bool next_login(struct text list, size_t *at, struct text *login)
{
	size_t from;

	while (*at < list.size && strchr("@`'\"(* \t", list.at[*at]) && list.at[*at] != '\0')
		(*at)++;
	from = *at;
	while (*at < list.size && is_login_char(list.at[*at]))
		(*at)++;
	*login = text_slice(list, from, *at);
	while (login->size && login->at[login->size - 1] == '.')
		login->size--;
	/* "[bot]" is part of a forge's login. */
	if (login->size && scan_literal_nocase(list, at, "[bot]"))
		login->size += 5;
	return login->size > 0;
}

/* Steps over "`, " or "+" to the next login; false where the list ends. */
static bool next_in_list(struct text list, size_t *at)
{
	size_t from;

	while (*at < list.size && strchr("`'\") \t", list.at[*at]) && list.at[*at] != '\0')
		(*at)++;
	from = *at;
	while (*at < list.size && strchr(",+;&/", list.at[*at]) && list.at[*at] != '\0')
		(*at)++;
	return *at > from;
}

void bors_reviewers_emit(struct text list, struct text owner, struct event_fact event, const struct evidence_sink *sink)
{
	struct text login;
	size_t at = 0;

	for (uint32_t i = 0; i < LIST_MAX_LOGINS; i++) {
		if (next_login(list, &at, &login) && !is_nobody(login)) {
			event.who = (struct identity_fact){ .name = login };
			event.mark = text_equal_nocase(login, owner) ? MARK_SELF : MARK_NONE;
			sink->event(sink->payload, &event);
			event.ordinal++;
		}
		if (!next_in_list(list, &at))
			return;
	}
}

/* The last ", r=" divides the head from the list: a branch name may hold nearly anything. */
static bool split_list(struct text rest, struct text *head, struct text *list)
{
	ptrdiff_t found = -1;

	for (ptrdiff_t next = text_find(rest, TEXT(", r="), 0); next >= 0;
	     next = text_find(rest, TEXT(", r="), (size_t)next + 1))
		found = next;
	if (found < 0)
		return false;
	*head = text_slice(rest, 0, (size_t)found);
	*list = text_trim(text_slice(rest, (size_t)found + 4, rest.size));
	return true;
}

/* "owner:branch", and "owner/repository/branch" of the oldest merges. */
static struct text owner_of(struct text head)
{
	ptrdiff_t end = text_find_char(head, ':', 0);

	if (end < 0)
		end = text_find_char(head, '/', 0);
	return end > 0 ? text_trim(text_slice(head, 0, (size_t)end)) : (struct text){ NULL, 0 };
}

static void read_bors(const struct message *message, const struct evidence_sink *sink)
{
	struct text line = message->first_line, number, rest, head, list = { NULL, 0 };
	struct event_fact event = { .kind = EVENT_REV, .source = TEXT("subject:bors"), .raw = line, .line = 1 };
	size_t at = 0;

	if (!message->is_merge)
		return;
	if (!scan_literal_nocase(line, &at, "Auto merge of #") && !scan_literal_nocase(line, &at, "Rollup merge of #"))
		return;
	if (!scan_number(line, &at, &number) || !scan_spaces(line, &at))
		return;
	if (!scan_literal(line, &at, "-") && !scan_literal(line, &at, ":"))
		return;
	rest = text_trim(text_slice(line, at, line.size));
	if (!split_list(rest, &head, &list))
		head = rest;
	if (text_starts_nocase(list, TEXT("<try>")))
		return;
	reference_emit(sink, REFERENCE_PR, number, owner_of(head), "subject:bors");
	bors_reviewers_emit(list, owner_of(head), event, sink);
}

const struct commit_reader reader_bors = {
	.name = "bors",
	.summary = "reviewers and pull requests in merges made by homu",
	.read = read_bors,
};
