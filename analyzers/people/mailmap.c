/*
 * Mailmaps with git's own matching: addresses and names without regard to ASCII case, the last line for a key wins, an
 * entry with a recorded name stands before the simple entry of the same address. Reads bytes, opens nothing.
 */
#include "lead/people.h"

#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/vec.h"

/* What one key is replaced by; a text without bytes (at == NULL) keeps what was recorded. */
struct replacement {
	struct text name, email;
};

struct mailmap {
	struct arena arena;
	struct map *by_email; /* lower-case address: index into simple */
	struct map *by_name;  /* lower-case address, NUL, lower-case name: index into named */
	VEC(struct replacement) simple;
	VEC(struct replacement) named;
};

/* git's isspace: narrower than C's. */
static bool is_git_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct text copy_text(struct mailmap *mailmap, struct text text)
{
	return (struct text){ arena_copy(&mailmap->arena, text.at, text.size), text.size };
}

static void add_lower(struct buf *buf, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		buf_add_char(buf, char_lower(text.at[i]));
}

static void add_named_key(struct buf *buf, struct text email, struct text name)
{
	add_lower(buf, email);
	buf_add_char(buf, '\0');
	add_lower(buf, name);
}

/*
 * Takes "Name <mail>" off *rest. False if there is none. name.at is NULL if there is no name. As in git, what stands before
 * the bracket is the name whatever it is, and an empty address is allowed only where the caller says so.
 */
static bool take_identity(struct text *rest, struct text *name, struct text *email, bool allows_empty)
{
	ptrdiff_t left = text_find_char(*rest, '<', 0);
	ptrdiff_t right = left < 0 ? -1 : text_find_char(*rest, '>', (size_t)left + 1);
	size_t from = 0;
	size_t to;

	if (right < 0 || (!allows_empty && right == left + 1))
		return false;
	to = (size_t)left;
	while (from < to && is_git_space(rest->at[from]))
		from++;
	while (to > from && is_git_space(rest->at[to - 1]))
		to--;
	*name = from < to ? text_slice(*rest, from, to) : (struct text){ NULL, 0 };
	*email = text_slice(*rest, (size_t)left + 1, (size_t)right);
	*rest = text_slice(*rest, (size_t)right + 1, rest->size);
	return true;
}

/* A simple entry is filled piece by piece: a later line without a name keeps the name of an earlier one. */
static void add_simple(struct mailmap *mailmap, struct text email, struct text new_name, struct text new_email)
{
	struct buf key = { 0 };
	uint32_t index;
	bool is_new = false;

	add_lower(&key, email);
	index = map_intern(mailmap->by_email, buf_text(&key), (uint32_t)mailmap->simple.count, &is_new);
	if (is_new)
		(void)VEC_PUSH(&mailmap->simple);
	if (new_name.at)
		mailmap->simple.at[index].name = copy_text(mailmap, new_name);
	if (new_email.at)
		mailmap->simple.at[index].email = copy_text(mailmap, new_email);
	buf_release(&key);
}

static void add_named(struct mailmap *mailmap, struct text email, struct text name, struct replacement replacement)
{
	struct buf key = { 0 };

	add_named_key(&key, email, name);
	map_put(mailmap->by_name, buf_text(&key), (uint32_t)mailmap->named.count);
	*VEC_PUSH(&mailmap->named) = replacement;
	buf_release(&key);
}

static void add_line(struct mailmap *mailmap, struct text line)
{
	struct text name = { 0 }, email = { 0 }, old_name = { 0 }, old_email = { 0 };
	ptrdiff_t end = text_find_char(line, '\0', 0);

	if (end >= 0)
		line.size = (size_t)end;
	if (line.size == 0 || line.at[0] == '#' || !take_identity(&line, &name, &email, false))
		return;
	if (!take_identity(&line, &old_name, &old_email, true)) {
		add_simple(mailmap, email, name, (struct text){ NULL, 0 });
		return;
	}
	if (!old_name.at) {
		add_simple(mailmap, old_email, name, email);
		return;
	}
	add_named(mailmap, old_email, old_name,
	          (struct replacement){ name.at ? copy_text(mailmap, name) : name, copy_text(mailmap, email) });
}

struct mailmap *mailmap_parse(struct text bytes)
{
	struct mailmap *mailmap = xcalloc(1, sizeof(*mailmap));
	struct text line;

	mailmap->by_email = map_new();
	mailmap->by_name = map_new();
	while (text_next_line(&bytes, &line))
		add_line(mailmap, line);
	return mailmap;
}

void mailmap_free(struct mailmap *mailmap)
{
	if (!mailmap)
		return;
	map_free(mailmap->by_email);
	map_free(mailmap->by_name);
	VEC_RELEASE(&mailmap->simple);
	VEC_RELEASE(&mailmap->named);
	arena_release(&mailmap->arena);
	free(mailmap);
}

bool mailmap_resolve(struct identity_fact *out, const struct mailmap *mailmap, struct identity_fact recorded)
{
	const struct replacement *found = NULL;
	struct buf key = { 0 };
	uint32_t index;

	*out = recorded;
	add_named_key(&key, recorded.email, recorded.name);
	index = map_get(mailmap->by_name, buf_text(&key));
	if (index != UINT32_MAX) {
		found = &mailmap->named.at[index];
	} else {
		index = map_get(mailmap->by_email, text_slice(buf_text(&key), 0, recorded.email.size));
		if (index != UINT32_MAX)
			found = &mailmap->simple.at[index];
	}
	buf_release(&key);
	if (!found)
		return false;
	if (found->name.at)
		out->name = found->name;
	if (found->email.at)
		out->email = found->email;
	return true;
}
