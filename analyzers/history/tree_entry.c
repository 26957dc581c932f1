/* Parses entries of raw tree objects as git does, and orders them. Reads no object. */
#include <string.h>
#include "tree_entry.h"

static enum entry_kind kind_of(unsigned mode)
{
	switch (mode & 0170000) {
	case 0100000:
		return mode & 0100 ? ENTRY_PROGRAM : ENTRY_FILE;
	case 0120000:
		return ENTRY_LINK;
	case 0040000:
		return ENTRY_TREE;
	default:
		return ENTRY_GITLINK; /* git takes every other mode for one */
	}
}

enum tree_entry_status tree_entry_next(struct text *rest, struct tree_entry *entry)
{
	const char *at = rest->at, *end = rest->at + rest->size, *nul;
	unsigned mode = 0;

	if (!rest->size)
		return TREE_ENTRY_END;
	for (; at < end && *at != ' '; at++) {
		if (*at < '0' || *at > '7')
			return TREE_ENTRY_MALFORMED;
		mode = (mode << 3) + (unsigned)(*at - '0');
	}
	if (at == rest->at || at == end)
		return TREE_ENTRY_MALFORMED;
	at++;
	nul = memchr(at, '\0', (size_t)(end - at));
	if (!nul || nul == at || end - nul <= OID_SIZE)
		return TREE_ENTRY_MALFORMED;
	entry->name = (struct text){ at, (size_t)(nul - at) };
	entry->kind = kind_of(mode);
	memcpy(entry->oid.bytes, nul + 1, OID_SIZE);
	nul += 1 + OID_SIZE;
	*rest = (struct text){ nul, (size_t)(end - nul) };
	return TREE_ENTRY_FOUND;
}

int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t size = a->name.size < b->name.size ? a->name.size : b->name.size;
	int order = memcmp(a->name.at, b->name.at, size);
	unsigned char next_a, next_b;

	if (order)
		return order;
	next_a = a->name.size > size ? (unsigned char)a->name.at[size] : a->kind == ENTRY_TREE ? '/' : 0;
	next_b = b->name.size > size ? (unsigned char)b->name.at[size] : b->kind == ENTRY_TREE ? '/' : 0;
	if (next_a != next_b)
		return next_a - next_b;
	/* Only a malformed tree has "a/" beside the tree "a". */
	return (a->kind == ENTRY_TREE) - (b->kind == ENTRY_TREE);
}
