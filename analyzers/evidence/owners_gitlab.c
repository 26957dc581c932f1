/*
 * CODEOWNERS as GitLab reads it: sections "[Name]", "^[Optional]", "[Name][2] @default", where a line without owners takes
 * the section's and "!pattern" leaves paths out. No comments behind owners: a handle behind '#' counts there too.
 */
#include "lead/vec.h"
#include "owner_reader.h"

/* "[Name]", "^[Name]", "[Name][2]", and in *rest what follows: the section's own owners. */
static bool read_header(struct text line, struct text *name, struct text *rest)
{
	size_t from = line.size && line.at[0] == '^';
	ptrdiff_t end, next;
	uint64_t number;

	if (from >= line.size || line.at[from] != '[')
		return false;
	end = text_find_char(line, ']', from);
	if (end < 0 || (size_t)end == from + 1)
		return false;
	*name = text_trim(text_slice(line, from + 1, (size_t)end));
	*rest = text_slice(line, (size_t)end + 1, line.size);
	if (rest->size && rest->at[0] == '[') {
		next = text_find_char(*rest, ']', 0);
		if (next < 0 || !text_to_uint(text_slice(*rest, 1, (size_t)next), &number))
			return false;
		*rest = text_slice(*rest, (size_t)next + 1, rest->size);
	}
	return name->size && (!rest->size || char_is_space(rest->at[0]));
}

/* The folder of the forge decides; elsewhere the content does: GitHub's files hold neither sections nor exclusions. */
static bool is_content(struct text path, struct text bytes)
{
	struct text line, name, rest;

	if (text_starts(path, TEXT(".git")))
		return text_starts(path, TEXT(".gitlab/"));
	while (text_next_line(&bytes, &line)) {
		line = text_trim(line);
		if (read_header(line, &name, &rest) || (line.size > 1 && line.at[0] == '!'))
			return true;
	}
	return false;
}

struct state {
	struct text section;
	VEC(struct text) section_names; /* as first written: names differing in case are one section */
	struct text owners;             /* the section's own, as written */
};

/* The name as the file wrote it first. */
static struct text section_of(struct state *state, struct text name)
{
	for (size_t i = 0; i < state->section_names.count; i++)
		if (text_equal_nocase(state->section_names.at[i], name))
			return state->section_names.at[i];
	if (state->section_names.count < 1000)
		*VEC_PUSH(&state->section_names) = name;
	return name;
}

static bool emit_owners(const struct owner_file *file, struct owner_fact *fact, struct text words)
{
	struct text word;
	size_t at = 0;
	bool has_owners = false;

	while (!*file->is_full && owner_next_word(words, &at, &word)) {
		if (!owner_read_handle(fact, word, true))
			continue;
		has_owners = true;
		file->entry(file->payload, fact);
	}
	return has_owners;
}

static void read_line(const struct owner_file *file, struct state *state, struct text line, uint32_t number)
{
	struct owner_fact fact = {
		.grammar = OWNER_GITLAB, .role = OWNER_OWNER, .section = state->section, .position = number
	};
	size_t at = 0;

	if (!line.size || line.at[0] == '#' || !owner_next_word(line, &at, &fact.pattern))
		return;
	if (fact.pattern.at[0] == '!') {
		fact.pattern = text_slice(fact.pattern, 1, fact.pattern.size);
		fact.role = OWNER_EXCLUDED;
		file->entry(file->payload, &fact);
		return;
	}
	if (emit_owners(file, &fact, text_slice(line, at, line.size)) || emit_owners(file, &fact, state->owners))
		return;
	fact.who = (struct identity_fact){ 0 };
	fact.is_group = false;
	fact.role = OWNER_NOBODY;
	file->entry(file->payload, &fact);
}

static void read_all(const struct owner_file *file)
{
	struct state state = { 0 };
	struct text rest = file->bytes, line, name, owners;

	for (uint32_t number = 0; text_next_line(&rest, &line); number++) {
		line = text_trim(line);
		if (read_header(line, &name, &owners)) {
			state.section = section_of(&state, name);
			state.owners = owners;
		} else {
			read_line(file, &state, line, number);
		}
	}
	VEC_RELEASE(&state.section_names);
}

const struct owner_reader owners_gitlab = { owner_is_codeowners, is_content, read_all, true };
