/* Who is who in an export that names people by number, and which request an answer is about that does not tell it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "import_reader.h"
#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/vec.h"
#include "lead/wildmatch.h"

/* A member takes some hundred bytes; no project has more. */
#define PEOPLE_MAX_COUNT 1000000

struct import_people {
	struct map *places; /* number to place in logins */
	VEC(char *) logins;
};

struct import_people *import_people_new(void)
{
	struct import_people *people = xcalloc(1, sizeof(*people));

	people->places = map_new();
	return people;
}

void import_people_free(struct import_people *people)
{
	if (!people)
		return;
	for (size_t i = 0; i < people->logins.count; i++)
		free(people->logins.at[i]);
	VEC_RELEASE(&people->logins);
	map_free(people->places);
	free(people);
}

static struct text key_of(char *digits, size_t size, int64_t number)
{
	return (struct text){ digits, (size_t)snprintf(digits, size, "%" PRId64, number) };
}

void import_people_put(struct import_people *people, int64_t number, struct text login)
{
	char digits[32];
	bool is_new = false;

	if (!people || !login.size || people->logins.count >= PEOPLE_MAX_COUNT)
		return;
	map_intern(people->places, key_of(digits, sizeof(digits), number), (uint32_t)people->logins.count, &is_new);
	if (is_new)
		*VEC_PUSH(&people->logins) = xstrndup(login.at, login.size);
}

struct text import_people_find(const struct import_people *people, int64_t number)
{
	char digits[32];
	uint32_t place = people ? map_get(people->places, key_of(digits, sizeof(digits), number)) : UINT32_MAX;

	return text_of(place == UINT32_MAX ? NULL : people->logins.at[place]);
}

/* ---- names of files ---- */

/* What stands before a request's number in names that people give: "pr-12-activities.json". */
static const char *const number_words[] = { "pull-request", "pull_request", "pullrequest", "pull", "pr",
	                                    "change",       "cl",           "mr",          "" };

static size_t digits_at(struct text text, size_t at)
{
	size_t end = at;

	while (end < text.size && char_is_digit(text.at[end]))
		end++;
	return end;
}

/* "12", "12-comments.json", "pr_12.json", "project~12"; 0 if the number is not the name's own. */
static int64_t number_of_part(struct text part)
{
	ptrdiff_t tilde = -1;
	uint64_t number;

	while (text_find_char(part, '~', (size_t)(tilde + 1)) >= 0)
		tilde = text_find_char(part, '~', (size_t)(tilde + 1));
	part = text_slice(part, (size_t)(tilde + 1), part.size);
	for (size_t i = 0; i < sizeof(number_words) / sizeof(number_words[0]); i++) {
		struct text word = text_of(number_words[i]);
		size_t from = word.size, to;

		if (!text_starts_nocase(part, word))
			continue;
		if (word.size && from < part.size && (part.at[from] == '-' || part.at[from] == '_'))
			from++;
		to = digits_at(part, from);
		if (to < part.size && text_find_char(TEXT("-_."), part.at[to], 0) < 0)
			continue;
		if (to > from && text_to_uint(text_slice(part, from, to), &number) && number <= INT64_MAX)
			return (int64_t)number;
	}
	return 0;
}

/* Folders and files that answers of REST interfaces are kept in. */
static const char *const collections[] = { "changes",        "comments", "pull-requests", "pullrequests", "pulls",
	                                   "merge_requests", "reviews",  "activities",    "activity",     "threads" };
#define COLLECTION_COUNT (sizeof(collections) / sizeof(collections[0]))

/* The last part; *rest becomes what stands before it, without the slash. */
static struct text take_last_part(struct text *rest)
{
	struct text whole = *rest;
	size_t from = whole.size;

	while (from && whole.at[from - 1] != '/')
		from--;
	*rest = text_slice(whole, 0, from ? from - 1 : 0);
	return text_slice(whole, from, whole.size);
}

static bool is_collection(struct text part)
{
	size_t i = 0;

	while (i < COLLECTION_COUNT && !text_equal_nocase(part, text_of(collections[i])))
		i++;
	return i < COLLECTION_COUNT;
}

/* Of the file itself, else of the folder that it lies in: one of digits alone only where it lies among such folders. */
static int64_t number_of_name(struct text name)
{
	int64_t number = number_of_part(take_last_part(&name));
	struct text folder = take_last_part(&name);

	if (number)
		return number;
	return digits_at(folder, 0) < folder.size || is_collection(take_last_part(&name)) ? number_of_part(folder) : 0;
}

int64_t import_context_number(const struct import_context *context)
{
	uint64_t number;

	if (text_to_uint(context->request_iid, &number) && number > 0 && number <= INT64_MAX)
		return (int64_t)number;
	return number_of_name(context->input);
}

static const struct {
	const char *pattern;
	enum import_turn turn;
} turns[] = {
	/* {}: any of the collections. */
	{ "**/repositories/**", IMPORT_NEVER },
	/* GitLab's project export. */
	{ "**/tree/project/project_members.ndjson", IMPORT_FIRST },
	{ "**/tree/project/merge_requests.ndjson", IMPORT_SECOND },
	/* GitHub's migration archive. */
	{ "**/repositories_[0-9]*.json", IMPORT_FIRST },
	{ "**/users_[0-9]*.json", IMPORT_SECOND },
	{ "**/pull_requests_[0-9]*.json", IMPORT_SECOND },
	{ "**/pull_request_reviews_[0-9]*.json", IMPORT_SECOND },
	{ "**/pull_request_review_comments_[0-9]*.json", IMPORT_SECOND },
	{ "**/issue_comments_[0-9]*.json", IMPORT_SECOND },
	{ "**/issue_events_[0-9]*.json", IMPORT_SECOND },
	/* Answers of REST interfaces, kept as their addresses are. */
	{ "**/{}.json", IMPORT_SECOND },
	{ "**/{}/*.json", IMPORT_SECOND },
	{ "**/{}/*/*.json", IMPORT_SECOND },
	{ "**/[0-9]*-{}.json", IMPORT_SECOND },
};

static bool fits(const char *pattern, struct text path)
{
	struct text text = text_of(pattern);
	ptrdiff_t place = text_find(text, TEXT("{}"), 0);
	bool is_fit = place < 0 && wildmatch(text, path);

	for (size_t i = 0; place >= 0 && !is_fit && i < COLLECTION_COUNT; i++) {
		struct buf filled = { 0 };

		buf_add_text(&filled, text_slice(text, 0, (size_t)place));
		buf_add_str(&filled, collections[i]);
		buf_add_text(&filled, text_slice(text, (size_t)place + 2, text.size));
		is_fit = wildmatch(buf_text(&filled), path);
		buf_release(&filled);
	}
	return is_fit;
}

enum import_turn import_turn_of(struct text path)
{
	while (text_starts(path, TEXT("./")))
		path = text_slice(path, 2, path.size);
	for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
		if (fits(turns[i].pattern, path))
			return turns[i].turn;
	}
	return IMPORT_NEVER;
}
