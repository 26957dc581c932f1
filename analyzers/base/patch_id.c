/*
 * A patch's id: the sum of one hash a file, each over the file's header and lines without white space. What git leaves out is left
 * out here: ids of blobs, hunk headers, notes that a file ends without a line end. Where it ends a diff, this ends.
 */
#include "lead/patch_id.h"
#include <string.h>

enum { PLACE_BEFORE, PLACE_HEADER, PLACE_HUNKS, PLACE_BEHIND };

void patch_id_init(struct patch_id *id)
{
	memset(id, 0, sizeof(*id));
	sha1_init(&id->sha1);
}

/* Sums are numbers of 160 bits, the first byte the least. */
static void add_file(struct patch_id *id)
{
	unsigned char hash[SHA1_SIZE];
	unsigned carry = 0;

	sha1_end(&id->sha1, hash);
	sha1_init(&id->sha1);
	for (int i = 0; i < SHA1_SIZE; i++) {
		carry += (unsigned)id->sum[i] + hash[i];
		id->sum[i] = (unsigned char)carry;
		carry >>= 8;
	}
}

/* In runs between white space: most lines are few of them. */
static void add_line(struct patch_id *id, struct text line)
{
	size_t from = 0;

	for (size_t i = 0; i <= line.size; i++) {
		if (i < line.size && !char_is_space(line.at[i]))
			continue;
		if (i > from) {
			sha1_add(&id->sha1, text_slice(line, from, i));
			id->has_lines = true;
		}
		from = i + 1;
	}
}

static struct text take_digits(struct text line, size_t *at)
{
	size_t from = *at;

	while (*at < line.size && char_is_digit(line.at[*at]))
		++*at;
	return text_slice(line, from, *at);
}

/* "12,3" or "12" at *at: how many lines, one where it is not said. */
static bool take_range(int64_t *count, struct text line, size_t *at)
{
	struct text first = take_digits(line, at);
	uint64_t value = 1;

	if (!first.size)
		return false;
	if (*at < line.size && line.at[*at] == ',') {
		++*at;
		if (!text_to_uint(take_digits(line, at), &value))
			return false;
	}
	*count = (int64_t)value;
	return true;
}

/* "@@ -1,2 +3,4 @@". A header that is none leaves the counts as they are. */
static void take_hunk(struct patch_id *id, struct text line)
{
	int64_t before, after;
	size_t at = strlen("@@ -");

	if (!take_range(&before, line, &at))
		return;
	id->before_count = before;
	if (!text_starts(text_slice(line, at, line.size), TEXT(" +")))
		return;
	at += 2;
	if (take_range(&after, line, &at))
		id->after_count = after;
}

/* Whether the line belongs to what stands before a file's hunks; it is taken then. */
static bool take_header(struct patch_id *id, struct text line)
{
	if (text_starts(line, TEXT("GIT binary patch")) || text_starts(line, TEXT("Binary files"))) {
		id->is_binary = true;
		return true;
	}
	if (text_starts(line, TEXT("index ")))
		return true;
	if (text_starts(line, TEXT("--- "))) {
		id->place = PLACE_HUNKS;
		/* It and the line with +++ are lines of the first hunk. */
		id->before_count = 0;
		id->after_count = 1;
		add_line(id, line);
		return true;
	}
	if (!line.size || !char_is_alpha(line.at[0]))
		return id->is_binary;
	add_line(id, line);
	return true;
}

static bool take_line(struct patch_id *id, struct text line)
{
	char kind;

	if (id->before_count == 0 && id->after_count == 0) {
		if (text_starts(line, TEXT("@@ -"))) {
			take_hunk(id, line);
			return true;
		}
		if (!text_starts(line, TEXT("diff ")))
			return false;
		add_file(id);
		id->place = PLACE_HEADER;
		add_line(id, line);
		return true;
	}
	/* On the way a mail may have lost the blank of an empty line. */
	kind = line.size && line.at[0] != '\n' && line.at[0] != '\r' ? line.at[0] : ' ';
	id->before_count -= kind == '-' || kind == ' ';
	id->after_count -= kind == '+' || kind == ' ';
	add_line(id, line);
	return true;
}

bool patch_id_add(struct patch_id *id, struct text line)
{
	bool is_taken = true;

	if (id->place == PLACE_BEHIND)
		return false;
	/* "\ No newline at end of file", in whatever language: shorter ones are lines. */
	if (id->place == PLACE_HUNKS && text_starts(line, TEXT("\\ ")) && line.size >= 12)
		return true;
	if (id->place == PLACE_BEFORE) {
		if (!text_starts(line, TEXT("diff ")))
			return true;
		id->place = PLACE_HEADER;
		add_line(id, line);
	} else if (id->place == PLACE_HEADER) {
		is_taken = take_header(id, line);
	} else {
		is_taken = take_line(id, line);
	}
	if (!is_taken)
		id->place = PLACE_BEHIND;
	return is_taken;
}

bool patch_id_end(struct patch_id *id, unsigned char out[SHA1_SIZE])
{
	if (!id->has_lines || id->is_binary)
		return false;
	add_file(id);
	memcpy(out, id->sum, SHA1_SIZE);
	return true;
}
