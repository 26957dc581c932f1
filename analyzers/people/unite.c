/*
 * Union-find over identities, with a veto: what a mailmap tells apart is never joined. Knows nothing of why something is
 * joined.
 */
#include "roster.h"

#include <stdlib.h>
#include "name_key.h"

uint32_t roster_root(struct roster *roster, uint32_t node)
{
	struct roster_node *nodes = roster->nodes.at;

	while (nodes[node].parent != node) {
		nodes[node].parent = nodes[nodes[node].parent].parent;
		node = nodes[node].parent;
	}
	return node;
}

static void add_declared(struct roster_node *root, struct declared declared)
{
	for (size_t i = 0; i < root->declared.count; i++)
		if (root->declared.at[i].repository == declared.repository)
			return;
	*VEC_PUSH(&root->declared) = declared;
}

static void join_roots(struct roster *roster, uint32_t a, uint32_t b)
{
	struct roster_node *keep = &roster->nodes.at[a < b ? a : b];
	struct roster_node *drop = &roster->nodes.at[a < b ? b : a];

	drop->parent = a < b ? a : b;
	for (size_t i = 0; i < drop->declared.count; i++)
		add_declared(keep, drop->declared.at[i]);
	VEC_RELEASE(&drop->declared);
}

/*
 * Two declared identities may still be one: the same address under two spellings of a name, or the same full name where
 * the lines only say how the name is spelled.
 */
static bool are_different(const struct roster *roster, uint32_t a, uint32_t b)
{
	struct text left = map_key(roster->propers, a);
	struct text right = map_key(roster->propers, b);
	ptrdiff_t left_end = text_find_char(left, '\0', 0);
	ptrdiff_t right_end = text_find_char(right, '\0', 0);

	if (a == b)
		return false;
	if (!roster->is_moved.at[a] && !roster->is_moved.at[b] &&
	    text_equal(text_slice(left, 0, (size_t)left_end), text_slice(right, 0, (size_t)right_end)))
		return false;
	return !text_equal(text_slice(left, (size_t)left_end, left.size),
	                   text_slice(right, (size_t)right_end, right.size)) ||
	       !names_share_token(text_slice(left, 0, (size_t)left_end), text_slice(right, 0, (size_t)right_end));
}

/* Whether the mailmap of some repository declares two of these classes to be different persons. */
static bool are_told_apart(struct roster *roster, const uint32_t *nodes, size_t count)
{
	bool is_conflict = false;

	for (size_t i = 0; i < count; i++) {
		const struct roster_node *root = &roster->nodes.at[roster_root(roster, nodes[i])];

		for (size_t k = 0; k < root->declared.count; k++) {
			uint32_t *seen = &roster->repository_proper[root->declared.at[k].repository];

			if (*seen != ROSTER_NONE && are_different(roster, *seen, root->declared.at[k].proper))
				is_conflict = true;
			*seen = root->declared.at[k].proper;
		}
	}
	for (size_t i = 0; i < count; i++) {
		const struct roster_node *root = &roster->nodes.at[roster_root(roster, nodes[i])];

		for (size_t k = 0; k < root->declared.count; k++)
			roster->repository_proper[root->declared.at[k].repository] = ROSTER_NONE;
	}
	return is_conflict;
}

static bool unite_kind(struct roster *roster, const uint32_t *nodes, size_t count, enum union_rule rule)
{
	if (are_told_apart(roster, nodes, count)) {
		for (size_t i = 0; i < count; i++)
			if (roster->nodes.at[roster_root(roster, nodes[i])].declared.count == 0)
				roster->nodes.at[nodes[i]].is_ambiguous = true;
		return false;
	}
	for (size_t i = 1; i < count; i++) {
		uint32_t a = roster_root(roster, nodes[0]);
		uint32_t b = roster_root(roster, nodes[i]);

		if (a == b)
			continue;
		join_roots(roster, a, b);
		*VEC_PUSH(&roster->edges) = (struct roster_edge){ nodes[0], nodes[i], rule };
	}
	return true;
}

bool roster_unite_all(struct roster *roster, const uint32_t *nodes, size_t count, enum union_rule rule)
{
	struct node_list same = { 0 };
	bool is_one = true;

	for (int kind = PERSON_HUMAN; kind <= PERSON_PLACEHOLDER; kind++) {
		VEC_CLEAR(&same);
		for (size_t i = 0; i < count; i++)
			if (roster->nodes.at[nodes[i]].kind == (enum person_kind)kind)
				*VEC_PUSH(&same) = nodes[i];
		is_one = is_one && (same.count == 0 || same.count == count);
		if (same.count > 1 && !unite_kind(roster, same.at, same.count, rule))
			is_one = false;
	}
	VEC_RELEASE(&same);
	return is_one;
}

bool roster_unite(struct roster *roster, uint32_t a, uint32_t b, enum union_rule rule)
{
	uint32_t pair[2] = { a, b };

	return roster_unite_all(roster, pair, 2, rule);
}

/* ---- buckets ---- */

void buckets_init(struct buckets *buckets)
{
	*buckets = (struct buckets){ .keys = map_new() };
}

void buckets_release(struct buckets *buckets)
{
	map_free(buckets->keys);
	VEC_RELEASE(&buckets->first);
	VEC_RELEASE(&buckets->last);
	VEC_RELEASE(&buckets->links);
}

void buckets_add(struct buckets *buckets, struct text key, uint32_t node)
{
	uint32_t link = (uint32_t)buckets->links.count;
	bool is_new = false;
	uint32_t position = map_intern(buckets->keys, key, (uint32_t)buckets->first.count, &is_new);

	*VEC_PUSH(&buckets->links) = (struct bucket_link){ node, ROSTER_NONE };
	if (is_new) {
		*VEC_PUSH(&buckets->first) = link;
		*VEC_PUSH(&buckets->last) = link;
		return;
	}
	buckets->links.at[buckets->last.at[position]].next = link;
	buckets->last.at[position] = link;
}

size_t buckets_count(const struct buckets *buckets)
{
	return buckets->first.count;
}

void buckets_get(struct node_list *out, const struct buckets *buckets, size_t position)
{
	VEC_CLEAR(out);
	for (uint32_t link = buckets->first.at[position]; link != ROSTER_NONE; link = buckets->links.at[link].next)
		*VEC_PUSH(out) = buckets->links.at[link].node;
}

uint32_t buckets_find_class(const struct buckets *buckets, struct roster *roster, struct text key, bool *is_ambiguous)
{
	uint32_t position = map_get(buckets->keys, key);
	uint32_t found = ROSTER_NONE;

	*is_ambiguous = false;
	if (position == UINT32_MAX)
		return ROSTER_NONE;
	for (uint32_t link = buckets->first.at[position]; link != ROSTER_NONE; link = buckets->links.at[link].next) {
		uint32_t root = roster_root(roster, buckets->links.at[link].node);

		if (found != ROSTER_NONE && found != root) {
			*is_ambiguous = true;
			return ROSTER_NONE;
		}
		found = root;
	}
	return found;
}
