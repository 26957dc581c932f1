/*
 * OWNERS and OWNERS_ALIASES of Kubernetes: the small part of YAML that they are written in, maps and lists (block and flow)
 * of scalars under known keys. What lies under other keys is passed over; nothing here is an error.
 */
#include "owner_reader.h"

#define DEPTH_MAX 4

struct level {
	size_t indent;
	struct text key;
};

struct reading {
	const struct owner_file *file;
	void (*scalar)(struct reading *reading, struct text value); /* a value under the keys of levels */
	struct level levels[DEPTH_MAX];
	unsigned depth;
	bool in_flow; /* inside "[…" that did not end on its line */
	uint32_t position;
};

/* ---- scalars ---- */

static struct text unescape(const struct reading *reading, struct text inside)
{
	char *at = arena_copy(reading->file->arena, inside.at, inside.size);
	size_t size = 0;

	for (size_t i = 0; i < inside.size; i++) {
		if (at[i] == '\\' && i + 1 < inside.size)
			i++;
		at[size++] = at[i];
	}
	return (struct text){ at, size };
}

static struct text scalar_of(const struct reading *reading, struct text value)
{
	char quote;

	value = text_trim(value);
	quote = value.size ? value.at[0] : '\0';
	if (value.size < 2 || (quote != '"' && quote != '\'') || value.at[value.size - 1] != quote)
		return value;
	value = text_slice(value, 1, value.size - 1);
	return quote == '"' && text_find_char(value, '\\', 0) >= 0 ? unescape(reading, value) : value;
}

/* Where the byte stands outside quotes, or -1. A '#' must follow white space, a ':' must have some behind it. */
static ptrdiff_t find_bare(struct text line, char wanted)
{
	char quote = '\0';

	for (size_t i = 0; i < line.size; i++) {
		char c = line.at[i];
		bool begins = i == 0 || char_is_space(line.at[i - 1]) || line.at[i - 1] == ',' || line.at[i - 1] == '[';

		if (quote) {
			if (c == '\\' && quote == '"')
				i++;
			else if (c == quote)
				quote = '\0';
		} else if ((c == '"' || c == '\'') && begins) {
			quote = c;
		} else if (c == wanted && (c != '#' || i == 0 || char_is_space(line.at[i - 1])) &&
		           (c != ':' || i + 1 == line.size || char_is_space(line.at[i + 1]))) {
			return (ptrdiff_t)i;
		}
	}
	return -1;
}

static void read_flow(struct reading *reading, struct text items)
{
	ptrdiff_t end = find_bare(items, ']');

	reading->in_flow = end < 0;
	if (end >= 0)
		items = text_slice(items, 0, (size_t)end);
	while (items.size) {
		ptrdiff_t comma = find_bare(items, ',');
		size_t to = comma < 0 ? items.size : (size_t)comma;
		struct text item = scalar_of(reading, text_slice(items, 0, to));

		if (item.size)
			reading->scalar(reading, item);
		items = text_slice(items, to + 1, items.size);
	}
}

static void read_value(struct reading *reading, struct text value)
{
	value = text_trim(value);
	if (value.size && value.at[0] == '[') {
		read_flow(reading, text_slice(value, 1, value.size));
		return;
	}
	value = scalar_of(reading, value);
	if (value.size)
		reading->scalar(reading, value);
}

/* ---- lines ---- */

/* Keys that stand as deep or deeper end here; items of a list may stand as deep as their key. */
static void leave(struct reading *reading, size_t indent, bool is_item)
{
	while (reading->depth && (reading->levels[reading->depth - 1].indent > indent ||
	                          (!is_item && reading->levels[reading->depth - 1].indent == indent)))
		reading->depth--;
}

static void read_line(struct reading *reading, struct text line)
{
	ptrdiff_t comment = find_bare(line, '#'), colon;
	size_t indent = 0;
	bool is_item;

	if (comment >= 0)
		line = text_slice(line, 0, (size_t)comment);
	while (indent < line.size && char_is_space(line.at[indent]))
		indent++;
	line = text_trim(line);
	if (!line.size || text_equal(line, TEXT("---")))
		return;
	if (reading->in_flow) {
		read_flow(reading, line);
		return;
	}
	is_item = line.at[0] == '-' && (line.size == 1 || char_is_space(line.at[1]));
	leave(reading, indent, is_item);
	if (is_item) {
		read_value(reading, text_slice(line, 1, line.size));
		return;
	}
	colon = find_bare(line, ':');
	if (colon < 0 || reading->depth == DEPTH_MAX)
		return;
	reading->levels[reading->depth++] =
		(struct level){ indent, scalar_of(reading, text_slice(line, 0, (size_t)colon)) };
	read_value(reading, text_slice(line, (size_t)colon + 1, line.size));
}

static void read_lines(const struct owner_file *file, void (*scalar)(struct reading *, struct text))
{
	struct reading reading = { .file = file, .scalar = scalar };
	struct text rest = file->bytes, line;

	while (text_next_line(&rest, &line))
		read_line(&reading, line);
}

/* ---- meaning ---- */

static const struct {
	const char *key;
	enum owner_role role;
} roles[] = {
	{ "approvers", OWNER_APPROVER },          { "reviewers", OWNER_REVIEWER },
	{ "required_reviewers", OWNER_REVIEWER }, { "emeritus_approvers", OWNER_EMERITUS },
	{ "emeritus_reviewers", OWNER_EMERITUS },
};

static bool role_of(enum owner_role *role, struct text key)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (!text_equal(key, text_of(roles[i].key)))
			continue;
		*role = roles[i].role;
		return true;
	}
	return false;
}

static bool key_is_at(const struct reading *reading, unsigned depth, const char *key)
{
	return text_equal(reading->levels[depth].key, text_of(key));
}

static void take_person(struct reading *reading, struct owner_fact *fact, struct text value)
{
	fact->position = reading->position++;
	if (owner_read_handle(fact, value, false))
		reading->file->entry(reading->file->payload, fact);
}

static void take_owner(struct reading *reading, struct text value)
{
	struct owner_fact fact = { .grammar = OWNER_KUBERNETES };

	if (reading->depth == 1 && role_of(&fact.role, reading->levels[0].key)) {
		take_person(reading, &fact, value);
	} else if (reading->depth == 3 && key_is_at(reading, 0, "filters") &&
	           role_of(&fact.role, reading->levels[2].key)) {
		fact.pattern = reading->levels[1].key;
		take_person(reading, &fact, value);
	} else if (reading->depth == 2 && key_is_at(reading, 0, "options") &&
	           key_is_at(reading, 1, "no_parent_owners") && text_equal_nocase(value, TEXT("true"))) {
		fact.role = OWNER_NOPARENT;
		reading->file->entry(reading->file->payload, &fact);
	}
}

static struct text lower(const struct reading *reading, struct text name)
{
	char *at = arena_copy(reading->file->arena, name.at, name.size);

	for (size_t i = 0; i < name.size; i++)
		at[i] = char_lower(at[i]);
	return (struct text){ at, name.size };
}

static void take_member(struct reading *reading, struct text value)
{
	struct owner_fact fact = { .grammar = OWNER_ALIASES, .role = OWNER_MEMBER };

	if (reading->depth != 2 || !key_is_at(reading, 0, "aliases"))
		return;
	fact.section = lower(reading, reading->levels[1].key); /* logins and aliases have no case */
	take_person(reading, &fact, value);
}

static void read_owners(const struct owner_file *file)
{
	read_lines(file, take_owner);
}

static void read_aliases(const struct owner_file *file)
{
	read_lines(file, take_member);
}

static bool is_owners(struct text path)
{
	return text_equal(owner_base_name(path), TEXT("OWNERS"));
}

static bool is_aliases(struct text path)
{
	return text_equal(owner_base_name(path), TEXT("OWNERS_ALIASES"));
}

/* A key of YAML at the start of a line; Chromium's lines have none. */
static bool is_content(struct text path, struct text bytes)
{
	static const char *const others[] = { "filters", "options", "labels", "component", "files" };
	struct text line;
	enum owner_role role;

	(void)path;
	while (text_next_line(&bytes, &line)) {
		ptrdiff_t colon = text_find_char(line, ':', 0);
		struct text key = text_trim(text_slice(line, 0, colon < 0 ? 0 : (size_t)colon));

		if (colon <= 0 || char_is_space(line.at[0]))
			continue;
		if (role_of(&role, key))
			return true;
		for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
			if (text_equal(key, text_of(others[i])))
				return true;
	}
	return false;
}

const struct owner_reader owners_kubernetes = { is_owners, is_content, read_owners, false };
const struct owner_reader owners_aliases = { is_aliases, NULL, read_aliases, false };
