/* Which entries of ownership files speak of a path: each grammar's patterns, and what several entries together mean. */
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include "lead/wildmatch.h"
#include "owner_reader.h"

#define PATTERN_MAX_SIZE 1024 /* bytes; a longer pattern fits nothing */
#define REGEX_MAX_SIZE 256
#define GROUP_MAX_COUNT 32 /* of one expression */

/* ---- patterns ---- */

/* Directory of a file with its '/' at the end; empty for the top. */
static struct text directory_of(struct text path)
{
	return text_slice(path, 0, path.size - owner_base_name(path).size);
}

/* Whether the pattern fits a directory above the path. */
static bool fits_above(struct text pattern, struct text path)
{
	for (size_t i = 0; i < path.size; i++)
		if (path.at[i] == '/' && wildmatch(pattern, text_slice(path, 0, i)))
			return true;
	return false;
}

/* Directories end in '/'; "*" alone behind a '/' takes files and does not descend. */
static bool fits_github(struct text pattern, struct text path)
{
	struct buf glob = { 0 };
	bool is_directory = pattern.size && pattern.at[pattern.size - 1] == '/';
	bool is_flat, fits;

	if (is_directory)
		pattern.size--;
	if (text_find_char(pattern, '/', 0) < 0)
		buf_add_str(&glob, "**/");
	else if (pattern.at[0] == '/')
		pattern = text_slice(pattern, 1, pattern.size);
	is_flat = text_ends(pattern, TEXT("/*"));
	buf_add_text(&glob, pattern);
	fits = (!is_directory && wildmatch(buf_text(&glob), path)) ||
	       ((is_directory || !is_flat) && fits_above(buf_text(&glob), path));
	buf_release(&glob);
	return fits;
}

/* Whole paths; only a '/' at the end takes what lies below. Without one in front a pattern fits at any depth. */
static bool fits_gitlab(struct text pattern, struct text path)
{
	struct buf glob = { 0 };
	bool is_directory = pattern.size && pattern.at[pattern.size - 1] == '/', fits;

	if (is_directory)
		pattern.size--;
	if (pattern.size && pattern.at[0] == '/')
		pattern = text_slice(pattern, 1, pattern.size);
	else
		buf_add_str(&glob, "**/");
	buf_add_text(&glob, pattern);
	if (is_directory)
		fits = pattern.size ? fits_above(buf_text(&glob), path) : true;
	else
		fits = wildmatch(buf_text(&glob), path);
	buf_release(&glob);
	return fits;
}

/* A directory is meant with and without the '/' at its end. */
static bool fits_kernel(struct text pattern, struct text path)
{
	while (text_starts(pattern, TEXT("./")))
		pattern = text_slice(pattern, 2, pattern.size);
	while (pattern.size && pattern.at[0] == '/')
		pattern = text_slice(pattern, 1, pattern.size);
	if (!pattern.size)
		return false;
	if (pattern.at[pattern.size - 1] == '/') {
		pattern.size--;
		return fits_above(pattern, path);
	}
	if (wildmatch(pattern, path))
		return true;
	return text_find_char(pattern, '*', 0) < 0 && text_starts(path, pattern) && path.size > pattern.size &&
	       path.at[pattern.size] == '/';
}

/*
 * The words of other dialects that POSIX has no name for. Repeat counts and back references are what makes matching slow:
 * a pattern with them fits nothing.
 */
static bool translate(struct buf *out, struct text pattern, int *flags)
{
	if (text_starts(pattern, TEXT("(?i)"))) {
		*flags |= REG_ICASE;
		pattern = text_slice(pattern, 4, pattern.size);
	}
	for (size_t i = 0; i < pattern.size; i++) {
		char next = i + 1 < pattern.size ? pattern.at[i + 1] : '\0';

		if (pattern.at[i] == '{' || (pattern.at[i] == '\\' && char_is_digit(next)))
			return false;
		if (pattern.at[i] == '\\' && next == 'd') {
			buf_add_str(out, "[0-9]");
			i++;
		} else if (pattern.at[i] == '\\') {
			buf_add(out, pattern.at + i, next ? 2 : 1);
			i++;
		} else if (text_starts(text_slice(pattern, i, pattern.size), TEXT("(?:"))) {
			buf_add_char(out, '(');
			i += 2;
		} else {
			buf_add_char(out, pattern.at[i]);
		}
	}
	return true;
}

/* The place behind a bracket expression that begins at a place; the size of the words if it does not end. */
static size_t skip_brackets(struct text words, size_t at)
{
	at += at + 1 < words.size && words.at[at + 1] == '^' ? 2 : 1;
	/* A ']' at the start means itself, and "[:alpha:]" ends with its own two. */
	for (size_t first = at; at < words.size && (words.at[at] != ']' || at == first); at++) {
		char next = at + 1 < words.size ? words.at[at + 1] : '\0';
		const char end[] = { next, ']' };
		ptrdiff_t stop;

		if (words.at[at] != '[' || (next != ':' && next != '.' && next != '='))
			continue;
		stop = text_find(words, (struct text){ end, sizeof(end) }, at + 2);
		if (stop < 0)
			return words.size;
		at = (size_t)stop + 1;
	}
	return at < words.size ? at + 1 : at;
}

/*
 * Whether the expression is cheap to compile. '+' is compiled as the thing once, then any number of times: each '+' around
 * others doubles them. So '+' and '*' may not stand behind what holds such a sign itself; '?' copies nothing.
 */
static bool is_cheap(struct text words)
{
	bool holds_sign[GROUP_MAX_COUNT + 1] = { false };
	size_t depth = 0, group_count = 0;
	bool last_holds = false; /* what a sign here would apply to */

	for (size_t at = 0; at < words.size;) {
		char c = words.at[at];

		if (c == '[') {
			at = skip_brackets(words, at);
			last_holds = false;
			continue;
		}
		at += c == '\\' ? 2 : 1;
		if (c == '(') {
			if (group_count++ == GROUP_MAX_COUNT)
				return false;
			holds_sign[++depth] = false;
		} else if (c == ')') {
			if (!depth)
				return false;
			last_holds = holds_sign[depth--];
			holds_sign[depth] |= last_holds;
			continue;
		} else if (c == '*' || c == '+' || c == '?') {
			if (last_holds && c != '?')
				return false;
			last_holds = holds_sign[depth] = true;
			continue;
		}
		last_holds = false;
	}
	return true;
}

static bool fits_regex(struct text pattern, struct text path)
{
	struct buf words = { 0 };
	int flags = REG_EXTENDED | REG_NOSUB;
	bool fits = false;
	regex_t regex;

	if (pattern.size <= REGEX_MAX_SIZE && translate(&words, pattern, &flags) && is_cheap(buf_text(&words)) &&
	    regcomp(&regex, buf_str(&words), flags) == 0) {
		char *whole = xstrndup(path.at, path.size);

		fits = regexec(&regex, whole, 0, NULL, 0) == 0;
		free(whole);
		regfree(&regex);
	}
	buf_release(&words);
	return fits;
}

/* Names in the directory; one with a '/' is a path from there. */
static bool fits_chromium(struct text pattern, struct text below)
{
	if (text_find_char(pattern, '/', 0) < 0)
		return wildmatch(pattern, owner_base_name(below));
	return wildmatch(pattern, below);
}

/* Lists in these folders speak of the whole project. */
static struct text list_directory(struct text file)
{
	struct text directory = directory_of(file);

	if (text_equal(directory, TEXT("docs/")) || text_equal(directory, TEXT(".github/")) ||
	    text_equal(directory, TEXT("doc/")) || text_equal(directory, TEXT(".gitlab/")))
		directory.size = 0;
	return directory;
}

bool owner_fits(const struct owner_entry *entry, struct text path)
{
	struct text directory = entry->grammar == OWNER_LIST ? list_directory(entry->file) : directory_of(entry->file);
	struct text below = text_slice(path, directory.size, path.size);
	bool is_below = text_starts(path, directory);

	if (entry->pattern.size > PATTERN_MAX_SIZE)
		return false;
	switch (entry->grammar) {
	case OWNER_GITHUB:
		return fits_github(entry->pattern, path);
	case OWNER_GITLAB:
		return fits_gitlab(entry->pattern, path);
	case OWNER_KERNEL:
		return fits_kernel(entry->pattern, path);
	case OWNER_KERNEL_REGEX:
		return fits_regex(entry->pattern, path);
	case OWNER_KUBERNETES:
		return is_below && (!entry->pattern.size || fits_regex(entry->pattern, below));
	case OWNER_CHROMIUM:
		/* A list with another name counts only where one that counts takes it in. */
		return is_below && text_equal(owner_base_name(entry->file), TEXT("OWNERS")) &&
		       (!entry->pattern.size || fits_chromium(entry->pattern, below));
	case OWNER_LIST:
		return is_below && (!entry->pattern.size || fits_gitlab(entry->pattern, below) ||
		                    fits_kernel(entry->pattern, below));
	case OWNER_ALIASES:
	case OWNER_GRAMMAR_NONE:
	case OWNER_GRAMMAR_COUNT:
		break;
	}
	return false;
}

/* ---- several entries together ---- */

static bool is_codeowners(const struct owner_entry *entry)
{
	return entry->grammar == OWNER_GITHUB || entry->grammar == OWNER_GITLAB;
}

/* Of the places where the forge looks, the first that has a file. */
static bool is_first_found(struct owner_entry *const *entries, size_t count, const struct owner_entry *entry)
{
	static const char *const orders[2][3] = {
		{ ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS" },
		{ "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS" },
	};
	const char *const *order = orders[entry->grammar == OWNER_GITLAB];

	for (size_t i = 0; i < 3; i++) {
		if (text_equal(entry->file, text_of(order[i])))
			return true;
		for (size_t j = 0; j < count; j++)
			if (is_codeowners(entries[j]) && text_equal(entries[j]->file, text_of(order[i])))
				return false;
	}
	return false;
}

static bool same_section(const struct owner_entry *a, const struct owner_entry *b)
{
	return text_equal(a->file, b->file) && text_equal_nocase(a->section, b->section);
}

/* Of one section: the last pattern that fits, unless the section leaves the path out. */
static void decide_codeowners(struct owner_entry *const *entries, size_t count, const struct owner_entry *first)
{
	const struct owner_entry *last = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!entries[i]->fits || !same_section(entries[i], first))
			continue;
		if (entries[i]->role == OWNER_EXCLUDED)
			return;
		last = entries[i];
	}
	for (size_t i = 0; i < count && last; i++)
		entries[i]->applies |= entries[i]->fits && same_section(entries[i], first) &&
		                       text_equal(entries[i]->pattern, last->pattern);
}

static bool is_left_out(struct owner_entry *const *entries, size_t count, const struct owner_entry *entry)
{
	for (size_t i = 0; i < count; i++)
		if (entries[i]->fits && entries[i]->role == OWNER_EXCLUDED && same_section(entries[i], entry))
			return true;
	return false;
}

/*
 * The deepest directory whose list says that those above do not apply; 0 if none does. For a single file (Chromium's
 * per-file) the list of its own directory does not apply either.
 */
static size_t border_of(struct owner_entry *const *entries, size_t count, bool *is_per_file)
{
	size_t border = 0;

	*is_per_file = false;
	for (size_t i = 0; i < count; i++) {
		size_t size = directory_of(entries[i]->file).size;

		if (!entries[i]->fits || entries[i]->role != OWNER_NOPARENT || size < border)
			continue;
		*is_per_file = entries[i]->pattern.size || (*is_per_file && size == border);
		border = size;
	}
	return border;
}

static void decide_directory(struct owner_entry *entry, size_t border, bool is_per_file)
{
	size_t size = directory_of(entry->file).size;

	entry->applies = entry->role != OWNER_NOPARENT &&
	                 (size > border || (size == border && (!is_per_file || entry->pattern.size)));
}

void owner_decide(struct owner_entry *const *entries, size_t count)
{
	bool is_per_file;
	size_t border = border_of(entries, count, &is_per_file);

	for (size_t i = 0; i < count; i++)
		entries[i]->applies = false;
	for (size_t i = 0; i < count; i++) {
		struct owner_entry *entry = entries[i];

		if (!entry->fits || entry->applies)
			continue;
		if (is_codeowners(entry) && is_first_found(entries, count, entry))
			decide_codeowners(entries, count, entry);
		else if (entry->grammar == OWNER_KUBERNETES || entry->grammar == OWNER_CHROMIUM)
			decide_directory(entry, border, is_per_file);
		else if (entry->grammar == OWNER_KERNEL || entry->grammar == OWNER_KERNEL_REGEX)
			entry->applies = entry->role != OWNER_EXCLUDED && !is_left_out(entries, count, entry);
		else if (entry->grammar == OWNER_LIST)
			entry->applies = true;
	}
}
