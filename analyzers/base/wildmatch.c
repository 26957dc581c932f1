/* See wildmatch.h. No recursion: the last star of either kind is all that must be remembered. */
#include "lead/wildmatch.h"

/* ---- brackets ---- */

static bool in_posix_class(struct text name, char c)
{
	unsigned char u = (unsigned char)c;
	bool is_upper = c >= 'A' && c <= 'Z', is_lower = c >= 'a' && c <= 'z', is_graph = u > ' ' && u < 127;
	const struct {
		const char *name;
		bool is_in;
	} classes[] = {
		{ "alnum", char_is_alnum(c) },
		{ "alpha", char_is_alpha(c) },
		{ "blank", c == ' ' || c == '\t' },
		{ "cntrl", u < ' ' || u == 127 },
		{ "digit", char_is_digit(c) },
		{ "graph", is_graph },
		{ "lower", is_lower },
		{ "print", is_graph || c == ' ' },
		{ "punct", is_graph && !char_is_alnum(c) },
		{ "space", char_is_space(c) },
		{ "upper", is_upper },
		{ "xdigit", char_is_digit(c) || (char_lower(c) >= 'a' && char_lower(c) <= 'f') },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		if (text_equal(name, text_of(classes[i].name)))
			return classes[i].is_in;
	}
	return false;
}

/* "[:alpha:]" at *at; steps over it. */
static bool scan_posix(struct text pattern, size_t *at, char c, bool *is_in)
{
	ptrdiff_t end;

	if (!text_starts(text_slice(pattern, *at, pattern.size), TEXT("[:")))
		return false;
	end = text_find(pattern, TEXT(":]"), *at + 2);
	if (end < 0)
		return false;
	*is_in |= in_posix_class(text_slice(pattern, *at + 2, (size_t)end), c);
	*at = (size_t)end + 2;
	return true;
}

/* One member, an escape resolved; false at the end of the pattern. */
static bool scan_member(struct text pattern, size_t *at, unsigned char *member)
{
	if (*at < pattern.size && pattern.at[*at] == '\\')
		(*at)++;
	if (*at >= pattern.size)
		return false;
	*member = (unsigned char)pattern.at[(*at)++];
	return true;
}

/* A bracket at *at against c; false too if it is never closed, as for git. */
static bool match_bracket(struct text pattern, size_t *at, char c)
{
	bool is_in = false, is_negated, is_first = true;
	unsigned char low, high;

	(*at)++;
	is_negated = *at < pattern.size && (pattern.at[*at] == '!' || pattern.at[*at] == '^');
	*at += is_negated;
	for (;; is_first = false) {
		if (*at >= pattern.size)
			return false;
		if (pattern.at[*at] == ']' && !is_first)
			break;
		if (scan_posix(pattern, at, c, &is_in))
			continue;
		if (!scan_member(pattern, at, &low))
			return false;
		high = low;
		if (*at + 1 < pattern.size && pattern.at[*at] == '-' && pattern.at[*at + 1] != ']') {
			(*at)++;
			if (!scan_member(pattern, at, &high))
				return false;
		}
		is_in |= (unsigned char)c >= low && (unsigned char)c <= high;
	}
	(*at)++;
	return is_in != is_negated && c != '/';
}

/* ---- the rest ---- */

/* One character of the text against what stands at *at in the pattern; steps over it if it fits. */
static bool match_one(struct text pattern, size_t *at, char c)
{
	size_t next = *at;

	switch (pattern.at[next]) {
	case '?':
		next++;
		if (c == '/')
			return false;
		break;
	case '[':
		if (!match_bracket(pattern, &next, c))
			return false;
		break;
	case '\\':
		if (next + 1 < pattern.size)
			next++;
		/* fall through */
	default:
		if (pattern.at[next++] != c)
			return false;
	}
	*at = next;
	return true;
}

/*
 * How many bytes a star at *at has: 1 for '*', more for a run. A run that stands between slashes, or at an end and a
 * slash, spans directories; together with the slash behind it, it may also stand for nothing.
 */
static bool scan_star(struct text pattern, size_t *at, bool *is_deep, bool *takes_slash)
{
	size_t start = *at, end = *at;

	while (end < pattern.size && pattern.at[end] == '*')
		end++;
	if (end == start)
		return false;
	*is_deep = end - start >= 2 && (start == 0 || pattern.at[start - 1] == '/') &&
	           (end == pattern.size || pattern.at[end] == '/');
	*takes_slash = *is_deep && end < pattern.size;
	*at = end + *takes_slash;
	return true;
}

struct star {
	bool is_set;
	size_t pattern, text; /* where to go on behind the star, and the text it has not yet swallowed */
};

bool wildmatch(struct text pattern, struct text text)
{
	struct star shallow = { .is_set = false }, deep = { .is_set = false };
	bool deep_by_directory = false;
	size_t p = 0, t = 0;

	for (;;) {
		bool is_deep, takes_slash;

		if (p < pattern.size && pattern.at[p] == '*' && scan_star(pattern, &p, &is_deep, &takes_slash)) {
			shallow.is_set = false;
			if (is_deep) {
				deep = (struct star){ true, p, t };
				deep_by_directory = takes_slash;
			} else {
				shallow = (struct star){ true, p, t };
			}
			continue;
		}
		if (t == text.size && p == pattern.size)
			return true;
		if (t < text.size && p < pattern.size && match_one(pattern, &p, text.at[t])) {
			t++;
			continue;
		}
		if (shallow.is_set && shallow.text < text.size && text.at[shallow.text] != '/') {
			t = ++shallow.text;
			p = shallow.pattern;
			continue;
		}
		shallow.is_set = false;
		if (!deep.is_set || deep.text >= text.size)
			return false;
		/* "**" followed by a slash swallows whole directories, at the end of the pattern anything. */
		while (deep_by_directory && deep.text < text.size && text.at[deep.text] != '/')
			deep.text++;
		if (deep.text >= text.size)
			return false;
		t = ++deep.text;
		p = deep.pattern;
	}
}
