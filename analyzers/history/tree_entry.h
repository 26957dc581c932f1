/* One entry of a raw tree object. Modes are reduced to what git tells apart. */
#ifndef HISTORY_TREE_ENTRY_H
#define HISTORY_TREE_ENTRY_H

#include "lead/facts.h"

enum entry_kind {
	ENTRY_FILE,
	ENTRY_PROGRAM, /* a file with the executable bit */
	ENTRY_LINK,
	ENTRY_GITLINK,
	ENTRY_TREE,
};

struct tree_entry {
	struct text name; /* borrowed from the tree */
	enum entry_kind kind;
	struct oid oid;
};

enum tree_entry_status {
	TREE_ENTRY_FOUND,
	TREE_ENTRY_END,
	TREE_ENTRY_MALFORMED,
};

/* Takes the next entry off *rest. */
enum tree_entry_status tree_entry_next(struct text *rest, struct tree_entry *entry);
/* git's order of entries: bytes of the name, a tree's name as if it ended in '/'. */
int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b);

#endif
