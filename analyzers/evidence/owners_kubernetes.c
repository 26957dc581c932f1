/*
 * OWNERS and OWNERS_ALIASES of Kubernetes: lists of logins under known keys. What lies under other keys is passed over; nothing
 * here is an error.
 */
#include <string.h>
#include "owner_reader.h"
#include "yaml.h"

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

struct reading {
	const struct owner_file *file;
	uint32_t position;
};

static void take_person(struct reading *reading, struct owner_fact *fact, struct text value)
{
	fact->position = reading->position++;
	if (owner_read_handle(fact, value, false))
		reading->file->entry(reading->file->payload, fact);
}

/* A key keeps the escapes that it is quoted with; no filter means a doubled backslash. */
static struct text unescaped(const struct reading *reading, struct text key)
{
	char *at = arena_copy(reading->file->arena, key.at, key.size);
	size_t size = 0;

	for (size_t i = 0; i < key.size; i++) {
		if (at[i] == '\\' && i + 1 < key.size && at[i + 1] == '\\')
			i++;
		at[size++] = at[i];
	}
	return (struct text){ at, size };
}

/* "filters.<expression>.<role>", where the expression may hold dots. */
static bool read_filter(struct owner_fact *fact, const struct reading *reading, struct text path)
{
	size_t end = path.size;

	if (!text_starts(path, TEXT("filters.")))
		return false;
	while (end > 0 && path.at[end - 1] != '.')
		end--;
	if (end <= strlen("filters.") + 1 || !role_of(&fact->role, text_slice(path, end, path.size)))
		return false;
	fact->pattern = unescaped(reading, text_slice(path, strlen("filters."), end - 1));
	return true;
}

static void take_owner(void *payload, const struct yaml_scalar *scalar)
{
	struct reading *reading = payload;
	struct owner_fact fact = { .grammar = OWNER_KUBERNETES, .position = reading->position };

	if (text_equal(scalar->path, TEXT("options.no_parent_owners"))) {
		fact.role = OWNER_NOPARENT;
		if (text_equal_nocase(scalar->value, TEXT("true")))
			reading->file->entry(reading->file->payload, &fact);
	} else if (role_of(&fact.role, scalar->path) || read_filter(&fact, reading, scalar->path)) {
		take_person(reading, &fact, scalar->value);
	}
}

static struct text lower(const struct reading *reading, struct text name)
{
	char *at = arena_copy(reading->file->arena, name.at, name.size);

	for (size_t i = 0; i < name.size; i++)
		at[i] = char_lower(at[i]);
	return (struct text){ at, name.size };
}

static void take_member(void *payload, const struct yaml_scalar *scalar)
{
	struct reading *reading = payload;
	struct owner_fact fact = { .grammar = OWNER_ALIASES, .role = OWNER_MEMBER };

	if (!text_starts(scalar->path, TEXT("aliases.")) || !scalar->value.size)
		return;
	/* Logins and aliases have no case. */
	fact.section = lower(reading, text_slice(scalar->path, strlen("aliases."), scalar->path.size));
	take_person(reading, &fact, scalar->value);
}

static void read_owners(const struct owner_file *file)
{
	struct reading reading = { .file = file };

	yaml_each(file->bytes, file->arena, &reading, take_owner);
}

static void read_aliases(const struct owner_file *file)
{
	struct reading reading = { .file = file };

	yaml_each(file->bytes, file->arena, &reading, take_member);
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
