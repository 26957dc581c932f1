/* Parses raw commits and tags as leniently as git does. Converts no encoding and reads no object. */
#include <limits.h>
#include <string.h>
#include "raw_commit.h"
#include "room.h"

#define PARENT_LINE_SIZE (sizeof("parent ") - 1 + 2 * OID_SIZE + 1)

/* Leading decimal digits as a number, saturated; *size is how many bytes they take. */
static uint64_t leading_number(struct text text, size_t *size)
{
	uint64_t value = 0;
	size_t at = 0;

	for (; at < text.size && char_is_digit(text.at[at]); at++)
		value = value > (UINT64_MAX - 9) / 10 ? UINT64_MAX : value * 10 + (uint64_t)(text.at[at] - '0');
	*size = at;
	return value;
}

static struct text skip_space(struct text text)
{
	size_t at = 0;

	while (at < text.size && char_is_space(text.at[at]))
		at++;
	return text_slice(text, at, text.size);
}

/* "<seconds> <zone>"; without a zone git drops the time too. */
static unsigned parse_time(struct raw_identity *out, struct text text)
{
	uint64_t value, zone;
	size_t size;
	char sign;

	text = skip_space(text);
	value = leading_number(text, &size);
	if (!size)
		return DAMAGE_TIME;
	text = skip_space(text_slice(text, size, text.size));
	if (!text.size || (text.at[0] != '+' && text.at[0] != '-'))
		return DAMAGE_TIME;
	sign = text.at[0];
	zone = leading_number(text_slice(text, 1, text.size), &size);
	if (!size)
		return DAMAGE_TIME;
	if (value > INT64_MAX)
		return DAMAGE_TIME;
	out->time = (int64_t)value;
	/* No zone is a day or more away; git counts such a one, and shows nonsense. */
	if (zone / 100 >= 24 || zone % 100 >= 60) {
		if (zone >= INT_MAX)
			return DAMAGE_TIME;
		out->zone = (int)(zone / 100 * 60 + zone % 100);
		out->zone = sign == '-' ? -out->zone : out->zone;
		return DAMAGE_TIME;
	}
	out->zone = (int)(zone / 100 * 60 + zone % 100);
	if (sign == '-')
		out->zone = -out->zone;
	return 0;
}

unsigned raw_identity_parse(struct raw_identity *out, struct text line)
{
	ptrdiff_t open = text_find_char(line, '<', 0), close, last;
	size_t name_size;

	*out = (struct raw_identity){ 0 };
	if (open < 0)
		return DAMAGE_IDENTITY | DAMAGE_TIME;
	/* Only the end of a name is trimmed: git shows a leading space. */
	for (name_size = (size_t)open; name_size && char_is_space(line.at[name_size - 1]); name_size--)
		;
	close = text_find_char(line, '>', (size_t)open);
	if (close < 0)
		return DAMAGE_IDENTITY | DAMAGE_TIME;
	out->who.name = text_slice(line, 0, name_size);
	out->who.email = text_slice(line, (size_t)open + 1, (size_t)close);
	/* "Name <a> <b> 1 +0": the time stands behind the last one. */
	for (last = (ptrdiff_t)line.size - 1; line.at[last] != '>'; last--)
		;
	return parse_time(out, text_slice(line, (size_t)last + 1, line.size));
}

/* The line without its prefix, if it has it. */
static bool take_prefix(struct text line, const char *prefix, struct text *rest)
{
	struct text wanted = text_of(prefix);

	if (!text_starts(line, wanted))
		return false;
	*rest = text_slice(line, wanted.size, line.size);
	return true;
}

/* "tree" and the "parent" lines right behind it; what comes later is no parent to git either. */
static struct text parse_links(struct raw_commit *out, struct text bytes)
{
	struct text rest = bytes, line, value;
	struct oid oid;

	if (!text_next_line(&rest, &line) || !take_prefix(line, "tree ", &value) || !oid_from_hex(&out->tree, value)) {
		out->damage |= DAMAGE_HEADER;
		return bytes;
	}
	out->has_tree = true;
	out->parent_lines = (struct text){ rest.at, 0 };
	while (rest.size >= PARENT_LINE_SIZE && rest.at[PARENT_LINE_SIZE - 1] == '\n' &&
	       take_prefix(text_slice(rest, 0, PARENT_LINE_SIZE - 1), "parent ", &value) && oid_from_hex(&oid, value)) {
		out->parent_lines.size += PARENT_LINE_SIZE;
		out->parent_count++;
		rest = text_slice(rest, PARENT_LINE_SIZE, rest.size);
	}
	return rest;
}

void raw_commit_parse(struct raw_commit *out, struct text bytes)
{
	bool has_author = false, has_committer = false;
	const char *nul = bytes.size ? memchr(bytes.at, '\0', bytes.size) : NULL;
	struct text rest, line, value;

	*out = (struct raw_commit){ 0 };
	/* git reads commits as C strings. */
	if (nul)
		bytes.size = (size_t)(nul - bytes.at);
	rest = parse_links(out, bytes);
	while (text_next_line(&rest, &line) && line.size) {
		/* Lines of a signature or a merged tag start with a space and match nothing here. */
		if (take_prefix(line, "author ", &value)) {
			out->damage |= raw_identity_parse(&out->author, value);
			out->damage |= has_author ? DAMAGE_HEADER : 0;
			has_author = true;
		} else if (take_prefix(line, "committer ", &value)) {
			out->damage |= raw_identity_parse(&out->committer, value);
			out->damage |= has_committer ? DAMAGE_HEADER : 0;
			has_committer = true;
		} else if (take_prefix(line, "encoding ", &value)) {
			out->encoding = value;
		} else if (take_prefix(line, "tree ", &value) || take_prefix(line, "parent ", &value)) {
			out->damage |= DAMAGE_HEADER;
		}
	}
	out->message = rest;
	if (!has_author || !has_committer)
		out->damage |= DAMAGE_IDENTITY | DAMAGE_TIME;
}

void raw_commit_parent(struct oid *out, const struct raw_commit *commit, size_t position)
{
	size_t end = (position + 1) * PARENT_LINE_SIZE - 1;

	if (!oid_from_hex(out, text_slice(commit->parent_lines, end - 2 * OID_SIZE, end)))
		BUG("a parent line that was checked before");
}

bool raw_tag_target(struct text bytes, struct oid *target)
{
	struct text line, value;

	return text_next_line(&bytes, &line) && take_prefix(line, "object ", &value) && oid_from_hex(target, value);
}

bool raw_tag_tagger(struct text bytes, struct raw_identity *tagger)
{
	struct text line, value;

	while (text_next_line(&bytes, &line) && line.size) {
		if (take_prefix(line, "tagger ", &value)) {
			(void)raw_identity_parse(tagger, value); /* a tag carries no damage to report */
			return true;
		}
	}
	return false;
}
