/* See namesakes.h. */
#include "namesakes.h"

#include <stdlib.h>

static int compare_namesakes(const void *a, const void *b)
{
	const struct namesake *left = a;
	const struct namesake *right = b;

	if (left->person != right->person)
		return left->person < right->person ? -1 : 1;
	if (left->group != right->group)
		return left->group < right->group ? -1 : 1;
	return left->is_declared - right->is_declared;
}

/* Sorted; of several rows of a person in a group one that is not declared stays. */
static void sort_rows(struct roster *roster)
{
	size_t kept = 0;

	if (roster->namesakes.count > 0)
		qsort(roster->namesakes.at, roster->namesakes.count, sizeof(roster->namesakes.at[0]),
		      compare_namesakes);
	for (size_t i = 0; i < roster->namesakes.count; i++) {
		const struct namesake *row = &roster->namesakes.at[i];

		if (kept == 0 || roster->namesakes.at[kept - 1].person != row->person ||
		    roster->namesakes.at[kept - 1].group != row->group)
			roster->namesakes.at[kept++] = *row;
	}
	roster->namesakes.count = kept;
}

static void add_group(struct roster *roster, const struct node_list *nodes, uint32_t group)
{
	bool are_several = false;

	for (size_t i = 1; i < nodes->count; i++)
		are_several |= roster->nodes.at[nodes->at[i]].person != roster->nodes.at[nodes->at[0]].person;
	for (size_t i = 0; are_several && i < nodes->count; i++)
		*VEC_PUSH(&roster->namesakes) = (struct namesake){
			.person = roster->nodes.at[nodes->at[i]].person,
			.group = group,
			.is_declared = roster->nodes.at[roster_root(roster, nodes->at[i])].declared.count > 0,
		};
}

void roster_find_namesakes(struct roster *roster)
{
	struct buckets buckets;
	struct node_list nodes = { 0 };
	struct buf key = { 0 };

	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->kind != PERSON_HUMAN || !node->has_full_name || node->is_lifted)
			continue;
		buf_clear(&key);
		buf_add_fmt(&key, "%u ", node->repository);
		buf_add_text(&key, node->name);
		buckets_add(&buckets, buf_text(&key), (uint32_t)i);
	}
	for (size_t i = 0; i < buckets_count(&buckets); i++) {
		buckets_get(&nodes, &buckets, i);
		add_group(roster, &nodes, (uint32_t)i);
	}
	sort_rows(roster);
	VEC_RELEASE(&nodes);
	buckets_release(&buckets);
	buf_release(&key);
}

struct namesake_span namesakes_of(const struct roster *roster, int64_t person)
{
	size_t low = 0, high = roster->namesakes.count;
	struct namesake_span span = { 0 };

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (roster->namesakes.at[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + span.count < roster->namesakes.count && roster->namesakes.at[low + span.count].person == person)
		span.count++;
	if (span.count > 0)
		span.at = &roster->namesakes.at[low];
	return span;
}

bool are_namesakes(const struct roster *roster, int64_t person, int64_t other)
{
	struct namesake_span own = namesakes_of(roster, person);
	struct namesake_span others = namesakes_of(roster, other);

	for (size_t i = 0, k = 0; i < own.count && k < others.count;) {
		if (own.at[i].group == others.at[k].group && !(own.at[i].is_declared && others.at[k].is_declared))
			return true;
		if (own.at[i].group <= others.at[k].group)
			i++;
		else
			k++;
	}
	return false;
}
