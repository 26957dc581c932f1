/*
 * Lists inside an item: plain arrays, or GraphQL's connections, whose "nodes" or "edges" may be a first page only. A list
 * that is not whole is complained of, and what is known to be missing is counted.
 */
#include "import_github.h"

#include <string.h>

/* `gh pr list` asks for no more than this of each nested list, and says nothing where there is more. */
#define GH_LIST_MAX 100

/* What of a connection is there; null stands for what an error took away. */
static size_t held_count(const struct github_list *list)
{
	size_t count = 0;

	for (size_t i = 0; i < github_list_size(list); i++)
		count += json_is_object(github_list_at(list, i));
	return count;
}

/* How many the connection says that it does not hold, at least; 0: it holds all. */
static uint64_t missing_count(const json_t *connection, const struct github_list *list, const char *key)
{
	const json_t *page = forge_object(connection, "pageInfo");
	/* Of a timeline the last is wanted; its totalCount counts items of every kind, asked for or not. */
	bool is_tail = strcmp(key, "timelineItems") == 0;
	int64_t total = is_tail ? 0 : forge_int(connection, "totalCount", 0);
	int64_t held = (int64_t)held_count(list);
	bool has_more = json_is_true(json_object_get(page, "hasNextPage")) ||
	                (!is_tail && json_is_true(json_object_get(page, "hasPreviousPage")));

	return total > held ? (uint64_t)(total - held) : has_more;
}

static bool is_full(const struct github_item *item, const json_t *array)
{
	return item->kind == GITHUB_GH && json_array_size(array) == GH_LIST_MAX;
}

/* The array, and for a connection how it is held. */
static struct github_list list_of(const json_t *holder, const char *key)
{
	struct github_list list = { .array = forge_array(holder, key) };
	const json_t *connection = forge_object(holder, key);

	if (!connection)
		return list;
	list.array = forge_array(connection, "nodes");
	if (!list.array) {
		list.array = forge_array(connection, "edges");
		list.is_edges = true;
	}
	return list;
}

struct github_list github_list(struct github_item *item, const json_t *holder, const char *key)
{
	struct github_list list = list_of(holder, key);
	const json_t *connection = forge_object(holder, key);
	uint64_t missing = connection ? missing_count(connection, &list, key) : 0;

	if (!connection && is_full(item, list.array))
		import_complain(item->out, "%s: exactly %d, and gh lists no more of them: there may be others", key,
		                GH_LIST_MAX);
	/* The words carry no number, so that the driver can fold them. */
	if (missing)
		import_complain(item->out, "%s: the export has only a part of them", key);
	item->out->summary->missing_count += missing;
	return list;
}

/* A deleted user's review is one, though nobody can be named for it. */
static bool is_by_somebody(struct github_item *item, const json_t *element)
{
	return text_equal_nocase(forge_text(element, "state"), TEXT("PENDING")) ||
	       forge_github_login(&item->arena, json_object_get(element, "author")).size > 0;
}

bool github_list_is_whole(struct github_item *item, const json_t *holder, const char *key)
{
	struct github_list list = list_of(holder, key);
	const json_t *connection = forge_object(holder, key);

	if (!list.array || is_full(item, list.array) || (connection && missing_count(connection, &list, key)))
		return false;
	for (size_t i = 0; i < github_list_size(&list); i++)
		if (!is_by_somebody(item, github_list_at(&list, i)))
			return false;
	return true;
}

size_t github_list_size(const struct github_list *list)
{
	return json_array_size(list->array);
}

const json_t *github_list_at(const struct github_list *list, size_t position)
{
	const json_t *element = json_array_get(list->array, position);

	return list->is_edges ? json_object_get(element, "node") : element;
}
