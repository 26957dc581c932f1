/*
 * What the keys of trailer lines mean. A key that is not here is reported as unknown by the reader and never guessed,
 * so only spellings that leave no doubt stand here, the common slips of the fingers among them.
 */
#include "reader.h"

#define KEY_MAX_SIZE 64

#define ONE(name, kind)                            \
	{                                          \
		name, { kind, kind }, 1, MARK_NONE \
	}
#define NO_PERSON(name)                                        \
	{                                                      \
		name, { EVENT_INFO, EVENT_INFO }, 0, MARK_NONE \
	}

/* Sorted by bytes: the search halves it, and a test holds the order. */
static const struct key_meaning meanings[] = {
	ONE("ack-by", EVENT_ACK),
	ONE("acked-by", EVENT_ACK),
	ONE("approved-by", EVENT_ACK),
	ONE("assisted-by", EVENT_HELP),
	ONE("author", EVENT_AUTH), /* only beside PostgreSQL's other keys: trailers.c sees to it */
	ONE("authored-by", EVENT_AUTH),
	ONE("based-on-a-patch-by", EVENT_HELP),
	ONE("based-on-by", EVENT_HELP),
	ONE("based-on-patch-by", EVENT_HELP),
	ONE("cc", EVENT_INFO),
	ONE("co-authored-by", EVENT_PAIR),
	ONE("co-developed-by", EVENT_PAIR),
	ONE("co-mentored-by", EVENT_HELP),
	ONE("committed-by", EVENT_INT),
	ONE("discussed-with", EVENT_INFO),
	ONE("explained-by", EVENT_HELP),
	ONE("found-by", EVENT_QA),
	ONE("generated-by", EVENT_HELP), /* people or a model: known by the person later */
	ONE("help-by", EVENT_HELP),
	ONE("helpd-by", EVENT_HELP),
	ONE("helped-by", EVENT_HELP),
	ONE("idea-by", EVENT_HELP),
	ONE("improved-by", EVENT_HELP),
	ONE("initial-patch-by", EVENT_HELP),
	ONE("inspired-by", EVENT_INFO),
	ONE("mentored-by", EVENT_HELP),
	ONE("nacked-by", EVENT_REV),
	ONE("noticed-by", EVENT_QA),
	NO_PERSON("obtained-from"),
	ONE("original-patch-by", EVENT_HELP),
	ONE("reivewed-by", EVENT_REV),
	ONE("release-acked-by", EVENT_INFO),
	ONE("released-acked-by", EVENT_INFO),
	ONE("reported-by", EVENT_QA),
	ONE("requested-by", EVENT_INFO),
	ONE("review-by", EVENT_REV),
	ONE("reviewd-by", EVENT_REV),
	ONE("reviewed-by", EVENT_REV),
	ONE("reviwed-by", EVENT_REV),
	ONE("sigend-off-by", EVENT_INT),
	ONE("sign-off-by", EVENT_INT),
	ONE("signed-of-by", EVENT_INT),
	ONE("signed-off-by", EVENT_INT),
	ONE("singed-off-by", EVENT_INT),
	NO_PERSON("sponsored-by"),       /* who paid */
	ONE("submitted-by", EVENT_AUTH), /* FreeBSD: who wrote what another commits */
	ONE("suggested-by", EVENT_HELP),
	ONE("tested-by", EVENT_QA),
	ONE("thanks-to", EVENT_INFO),
	ONE("trust", EVENT_ACK),
};

#define MEANING_COUNT (sizeof(meanings) / sizeof(meanings[0]))

/* What "X-and-Y-by" means, by the kinds of "X-by" and "Y-by". */
#define TWO(first, second) [second] = { "-and-", { first, second }, first == second ? 1 : 2, MARK_NONE }
#define TWO_ROW(first)                                                                                         \
	[first] = {                                                                                            \
		TWO(first, EVENT_AUTH), TWO(first, EVENT_REV),  TWO(first, EVENT_ACK), TWO(first, EVENT_INT),  \
		TWO(first, EVENT_HELP), TWO(first, EVENT_PAIR), TWO(first, EVENT_QA),  TWO(first, EVENT_INFO), \
	}

static const struct key_meaning joint_meanings[EVENT_KIND_COUNT][EVENT_KIND_COUNT] = {
	TWO_ROW(EVENT_AUTH), TWO_ROW(EVENT_REV),  TWO_ROW(EVENT_ACK), TWO_ROW(EVENT_INT),
	TWO_ROW(EVENT_HELP), TWO_ROW(EVENT_PAIR), TWO_ROW(EVENT_QA),  TWO_ROW(EVENT_INFO),
};

static char canonical(char c)
{
	return c == ' ' || c == '_' ? '-' : char_lower(c);
}

/* Orders a key as written, with the suffix behind it, against a canonical one. */
static int compare_key(struct text key, const char *suffix, const char *wanted)
{
	for (size_t i = 0; i < key.size; i++, wanted++) {
		unsigned char mine = (unsigned char)canonical(key.at[i]), other = (unsigned char)*wanted;

		if (mine != other || !other)
			return mine < other ? -1 : 1;
	}
	for (; *suffix; suffix++, wanted++) {
		if (*suffix != *wanted)
			return (unsigned char)*suffix < (unsigned char)*wanted ? -1 : 1;
	}
	return *wanted ? -1 : 0;
}

static const struct key_meaning *find_single(struct text key, const char *suffix)
{
	size_t low = 0, high = MEANING_COUNT;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_key(key, suffix, meanings[middle].key);

		if (!order)
			return &meanings[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Index of "-and-" in any of its spellings, or -1. */
static ptrdiff_t find_and(struct text key)
{
	static const char word[] = "-and-";
	const size_t size = sizeof(word) - 1;

	for (size_t i = 1; i + size < key.size; i++) {
		size_t k = 0;

		while (k < size && canonical(key.at[i + k]) == word[k])
			k++;
		if (k == size)
			return (ptrdiff_t)i;
	}
	return -1;
}

const struct key_meaning *dictionary_find(struct text key)
{
	const struct key_meaning *first, *second;
	ptrdiff_t middle;

	key = text_trim(key);
	if (!key.size || key.size > KEY_MAX_SIZE)
		return NULL;
	first = find_single(key, "");
	if (first)
		return first;
	middle = find_and(key);
	if (middle < 0)
		return NULL;
	first = find_single(text_slice(key, 0, (size_t)middle), "-by");
	second = find_single(text_slice(key, (size_t)middle + 5, key.size), "");
	if (!first || !second || !first->kind_count || !second->kind_count)
		return NULL;
	return &joint_meanings[first->kinds[0]][second->kinds[0]];
}
