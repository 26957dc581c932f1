/* OWNERS of Chromium and Gerrit's code-owners: a line an address, '*', "set noparent", "file://…", "include …", "per-file …=…". */
#include "owner_reader.h"

static bool is_path(struct text path)
{
	struct text name = owner_base_name(path);

	return text_equal(name, TEXT("OWNERS")) || text_ends(name, TEXT("_OWNERS"));
}

/* "set noparent" with any white space between. */
static bool is_noparent(struct text words)
{
	size_t at = 0;
	struct text word;

	return owner_next_word(words, &at, &word) && text_equal(word, TEXT("set")) &&
	       owner_next_word(words, &at, &word) && text_equal(word, TEXT("noparent"));
}

/* The path of another file: from the top without slashes in front, "project:" left out. */
static bool read_include(struct text *path, struct text words)
{
	size_t at = 0;
	ptrdiff_t colon;

	if (text_starts(words, TEXT("file:"))) {
		words = text_slice(words, 5, words.size);
	} else {
		if (!owner_next_word(words, &at, path) || !text_equal(*path, TEXT("include")))
			return false;
		words = text_slice(words, at, words.size);
	}
	words = text_trim(words);
	colon = text_find_char(words, ':', 0);
	if (colon >= 0)
		words = text_trim(text_slice(words, (size_t)colon + 1, words.size));
	while (words.size && words.at[0] == '/')
		words = text_slice(words, 1, words.size);
	*path = words;
	return words.size > 0;
}

static void emit(const struct owner_file *file, struct owner_fact *fact, enum owner_role role)
{
	fact->role = role;
	file->entry(file->payload, fact);
}

static void read_directive(const struct owner_file *file, struct owner_fact fact, struct text words)
{
	words = text_trim(words);
	if (is_noparent(words)) {
		emit(file, &fact, OWNER_NOPARENT);
	} else if (read_include(&fact.who.name, words)) {
		fact.is_group = true;
		emit(file, &fact, OWNER_INCLUDE);
	} else if (text_equal(words, TEXT("*"))) {
		fact.who.name = words;
		fact.is_group = true;
		emit(file, &fact, OWNER_OWNER);
	} else if (owner_read_handle(&fact, words, true)) {
		emit(file, &fact, OWNER_OWNER);
	}
}

/* Everything but "include" and paths may be a list with commas. */
static void read_directives(const struct owner_file *file, const struct owner_fact *fact, struct text words)
{
	while (words.size && !*file->is_full) {
		ptrdiff_t comma = text_find_char(words, ',', 0);
		size_t to = comma < 0 ? words.size : (size_t)comma;

		read_directive(file, *fact, text_slice(words, 0, to));
		words = text_slice(words, to + 1, words.size);
	}
}

static void read_per_file(const struct owner_file *file, struct owner_fact fact, struct text rest)
{
	ptrdiff_t equals = text_find_char(rest, '=', 0);
	struct text globs = text_slice(rest, 0, equals < 0 ? 0 : (size_t)equals);

	while (globs.size && !*file->is_full) {
		ptrdiff_t comma = text_find_char(globs, ',', 0);
		size_t to = comma < 0 ? globs.size : (size_t)comma;

		fact.pattern = text_trim(text_slice(globs, 0, to));
		if (fact.pattern.size)
			read_directives(file, &fact, text_slice(rest, (size_t)equals + 1, rest.size));
		globs = text_slice(globs, to + 1, globs.size);
	}
}

static void read_all(const struct owner_file *file)
{
	struct text rest = file->bytes, line, word;

	for (uint32_t number = 0; text_next_line(&rest, &line); number++) {
		struct owner_fact fact = { .grammar = OWNER_CHROMIUM, .position = number };
		ptrdiff_t comment = text_find_char(line, '#', 0);
		size_t at = 0;

		line = text_trim(comment < 0 ? line : text_slice(line, 0, (size_t)comment));
		if (!owner_next_word(line, &at, &word))
			continue;
		if (text_equal(word, TEXT("per-file")))
			read_per_file(file, fact, text_slice(line, at, line.size));
		else
			read_directives(file, &fact, line);
	}
}

const struct owner_reader owners_chromium = { is_path, NULL, read_all, false };
