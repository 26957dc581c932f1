/*
 * Cuts a commit graph into changes. One walk from the tip along first parents, sides of merges after their merge's
 * own line below it, visits each commit once and notes which merge carried it; three passes over that order then name
 * the changes. Knows no git, no message and no person.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/grouping.h"
#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/vec.h"

#define OID_HEX_SIZE ((size_t)OID_SIZE * 2)

const char *const grouping_rule_names[GROUP_RULE_COUNT] = {
	[GROUP_HOST] = "host",         [GROUP_GERRIT] = "gerrit", [GROUP_SQUASH] = "squash",
	[GROUP_TOPOLOGY] = "topology", [GROUP_COMMIT] = "commit",
};

/* Distinct authors of what a merge brings, counted no further than the limit asks. */
struct author_set {
	uint32_t at[TOPOLOGY_MAX_AUTHORS + 1];
	uint32_t count;
};

struct node {
	uint32_t carrier; /* the merge whose side this commit lies on; GROUPING_NONE on the mainline */
	uint32_t side;    /* which parent of the carrier leads here, from 1 */
	uint32_t host;    /* the innermost carrying merge that has a request; GROUPING_NONE if there is none */
	uint32_t host_side;
	uint32_t topic;  /* the outermost carrying merge that groups by topology, for a merge itself included */
	uint32_t rank;   /* how many mainline commits landed before */
	uint32_t landed; /* merges: the only change below it, or NO_CHANGE or MANY_CHANGES */
	uint32_t change; /* merges that group by topology: the change they make */
	struct author_set *authors; /* merges only */
	bool is_seen;
	bool is_foreign; /* all of its ancestry came with the side it is on: an unrelated history */
	bool is_fork;    /* merges: the number is that of a request in a fork */
	bool is_import;
};

#define NO_CHANGE GROUPING_NONE
#define MANY_CHANGES (GROUPING_NONE - 1)

/* A commit on the stack, and which of its parents comes next; 1 before it was visited. */
struct step {
	uint32_t commit, parent;
};

struct walk {
	const struct grouping_commit *commits;
	uint32_t count;
	struct node *nodes;
	uint32_t *order; /* visited commits: a carrier before what it carries, older mainline commits first */
	uint32_t order_count;
	VEC(struct step) stack;
	struct author_set *author_sets;
	struct map *keys;   /* change key to index */
	struct map *reused; /* change key to the index of an older request of the same number */
	VEC(struct grouping_change) changes;
	VEC(uint32_t) import_counts; /* by change: members that are imports */
	struct grouping *out;
	uint32_t mainline, rank; /* the mainline commit being walked, and its place */
};

static bool is_merge(const struct grouping_commit *commit)
{
	return commit->parent_count >= 2;
}

/* The numbers in an unrelated history, and some within a request, are those of another repository. */
static bool has_request(const struct walk *walk, uint32_t commit)
{
	const struct node *node = &walk->nodes[commit];

	return walk->commits[commit].request && !node->is_foreign && !node->is_fork;
}

static uint32_t parent_of(const struct walk *walk, uint32_t commit, uint32_t parent)
{
	uint32_t index;

	if (parent >= walk->commits[commit].parent_count)
		return GROUPING_NONE;
	index = walk->commits[commit].parents[parent];
	return index < walk->count ? index : GROUPING_NONE;
}

/* ---- the walk ---- */

/* Puts the unseen part of a first-parent line on the stack, so that its oldest commit comes off first. */
static void push_line(struct walk *walk, uint32_t from, uint32_t carrier, uint32_t side)
{
	for (uint32_t i = from; i != GROUPING_NONE && !walk->nodes[i].is_seen; i = parent_of(walk, i, 0)) {
		struct step *step = VEC_PUSH(&walk->stack);

		*step = (struct step){ .commit = i, .parent = 1 };
		walk->nodes[i].is_seen = true;
		walk->nodes[i].carrier = carrier;
		walk->nodes[i].side = side;
	}
}

static void visit(struct walk *walk, uint32_t commit)
{
	struct node *node = &walk->nodes[commit];

	walk->order[walk->order_count++] = commit;
	if (node->carrier == GROUPING_NONE) {
		walk->mainline = commit;
		walk->rank++;
		walk->out->is_mainline[commit] = true;
	} else {
		walk->out->via[commit] = walk->mainline;
	}
	node->rank = walk->rank;
}

/*
 * Everything below the commit has been visited. Foreign is what descends only from roots that came with the same
 * mainline commit; a parent that is not here might be anything and makes it related.
 */
static void leave(struct walk *walk, uint32_t commit)
{
	struct node *node = &walk->nodes[commit];

	if (node->carrier == GROUPING_NONE)
		return;
	node->is_foreign = true;
	for (uint32_t i = 0; node->is_foreign && i < walk->commits[commit].parent_count; i++) {
		uint32_t parent = parent_of(walk, commit, i);

		node->is_foreign = parent != GROUPING_NONE && walk->nodes[parent].is_foreign &&
		                   walk->out->via[parent] == walk->out->via[commit];
	}
}

static void walk_graph(struct walk *walk, uint32_t tip)
{
	push_line(walk, tip, GROUPING_NONE, 0);
	while (walk->stack.count) {
		struct step *step = &walk->stack.at[walk->stack.count - 1];
		uint32_t commit = step->commit, parent = step->parent++;

		if (parent == 1)
			visit(walk, commit);
		if (parent < walk->commits[commit].parent_count) {
			push_line(walk, parent_of(walk, commit, parent), commit, parent);
		} else {
			walk->stack.count--;
			leave(walk, commit);
		}
	}
}

/* ---- requests ---- */

static uint32_t count_keys(struct text request)
{
	uint32_t count = request.size > 0;

	for (size_t i = 0; i < request.size; i++)
		count += request.at[i] == ' ';
	return count;
}

/* The request that a side of a merge belongs to: of several, the one at the side's place. */
static struct text request_of_side(const struct grouping_commit *merge, uint32_t side)
{
	struct text request = text_of(merge->request);
	uint32_t count = count_keys(request), place = count == merge->parent_count - 1 ? side - 1 : 0;
	size_t from = 0, to;

	for (; place; place--)
		from = (size_t)text_find_char(request, ' ', from) + 1;
	for (to = from; to < request.size && request.at[to] != ' ';)
		to++;
	return text_slice(request, from, to);
}

static struct text first_request(const struct grouping_commit *commit)
{
	struct text request = text_of(commit->request);
	ptrdiff_t end = text_find_char(request, ' ', 0);

	return end < 0 ? request : text_slice(request, 0, (size_t)end);
}

/* From the mainline down: who hosts each commit, and whether it came with an import. */
static void find_hosts(struct walk *walk)
{
	for (uint32_t i = 0; i < walk->order_count; i++) {
		struct node *node = &walk->nodes[walk->order[i]];
		const struct grouping_commit *commit = &walk->commits[walk->order[i]];

		node->host = GROUPING_NONE;
		node->is_import = commit->is_import || node->is_foreign;
		if (node->carrier == GROUPING_NONE)
			continue;
		/* Whatever an import carries is part of it. */
		node->is_import |= walk->nodes[node->carrier].is_import;
		if (has_request(walk, node->carrier)) {
			node->host = node->carrier;
			node->host_side = node->side;
		} else if (!walk->commits[node->carrier].is_backmerge || node->is_foreign) {
			/* An unrelated history cannot be the base, whatever the merge is called. */
			node->host = walk->nodes[node->carrier].host;
			node->host_side = walk->nodes[node->carrier].host_side;
		}
	}
}

/* When the commit landed: what decides whether two of one number can be one request. */
static int64_t landing_time_of(const struct walk *walk, uint32_t commit)
{
	uint32_t via = walk->out->via[commit];

	return walk->commits[via == GROUPING_NONE ? commit : via].commit_time;
}

/* The first and the last landing of a number. */
struct request_span {
	int64_t first_time, last_time;
};
struct request_spans {
	struct map *keys;
	VEC(struct request_span) at;
};

static void note_request(struct request_spans *spans, const struct walk *walk, uint32_t commit)
{
	int64_t time = landing_time_of(walk, commit);
	bool is_new = false;
	uint32_t at =
		map_intern(spans->keys, first_request(&walk->commits[commit]), (uint32_t)spans->at.count, &is_new);
	struct request_span *span;

	if (is_new)
		*VEC_PUSH(&spans->at) = (struct request_span){ time, time };
	span = &spans->at.at[at];
	span->first_time = time < span->first_time ? time : span->first_time;
	span->last_time = time > span->last_time ? time : span->last_time;
}

/*
 * A merge within a request whose number landed at quite another time too: a fork's own request, whose number says nothing
 * here. What it brings is the outer request's.
 */
static bool find_forks(struct walk *walk)
{
	struct request_spans spans = { .keys = map_new() };
	bool has_found = false;

	for (uint32_t i = 0; i < walk->order_count; i++)
		if (has_request(walk, walk->order[i]))
			note_request(&spans, walk, walk->order[i]);
	for (uint32_t i = 0; i < walk->order_count; i++) {
		uint32_t commit = walk->order[i];
		const struct request_span *span;
		int64_t time;

		if (walk->nodes[commit].host == GROUPING_NONE || !is_merge(&walk->commits[commit]) ||
		    !has_request(walk, commit))
			continue;
		span = &spans.at.at[map_get(spans.keys, first_request(&walk->commits[commit]))];
		time = landing_time_of(walk, commit);
		if (span->last_time - time > REQUEST_SPAN_SECS || time - span->first_time > REQUEST_SPAN_SECS)
			has_found = walk->nodes[commit].is_fork = true;
	}
	map_free(spans.keys);
	VEC_RELEASE(&spans.at);
	return has_found;
}

/* ---- topology ---- */

static void add_author(struct author_set *set, uint32_t author)
{
	for (uint32_t i = 0; i < set->count; i++) {
		if (set->at[i] == author)
			return;
	}
	if (set->count <= TOPOLOGY_MAX_AUTHORS)
		set->at[set->count++] = author;
}

static bool is_left_to_topology(const struct walk *walk, uint32_t commit)
{
	return walk->nodes[commit].host == GROUPING_NONE && !walk->commits[commit].gerrit && !has_request(walk, commit);
}

/* From the oldest leaf up: the authors below each merge of what no other rule takes. */
static void count_authors(struct walk *walk)
{
	for (uint32_t i = walk->order_count; i-- > 0;) {
		uint32_t commit = walk->order[i];
		const struct node *node = &walk->nodes[commit];
		struct author_set *above;

		if (node->carrier == GROUPING_NONE)
			continue;
		above = walk->nodes[node->carrier].authors;
		if (!is_merge(&walk->commits[commit])) {
			if (is_left_to_topology(walk, commit))
				add_author(above, walk->commits[commit].author);
			continue;
		}
		/* What a merge of the base brings into a feature is not the feature's. */
		for (uint32_t k = 0; !walk->commits[commit].is_backmerge && k < node->authors->count; k++)
			add_author(above, node->authors->at[k]);
	}
}

static bool groups_by_topology(const struct walk *walk, uint32_t merge)
{
	const struct grouping_commit *commit = &walk->commits[merge];

	return !has_request(walk, merge) && !commit->is_tree_pull && !commit->is_backmerge &&
	       walk->nodes[merge].authors->count <= TOPOLOGY_MAX_AUTHORS;
}

/* From the mainline down: the outermost merge that groups, past those that only carry. */
static void find_topics(struct walk *walk)
{
	for (uint32_t i = 0; i < walk->order_count; i++) {
		uint32_t commit = walk->order[i];
		struct node *node = &walk->nodes[commit];
		bool is_barrier = is_merge(&walk->commits[commit]) && walk->commits[commit].is_backmerge;

		node->topic = GROUPING_NONE;
		if (node->carrier != GROUPING_NONE && !is_barrier)
			node->topic = walk->nodes[node->carrier].topic;
		if (node->topic == GROUPING_NONE && is_merge(&walk->commits[commit]) &&
		    groups_by_topology(walk, commit))
			node->topic = commit;
	}
}

/* ---- changes ---- */

static bool landed_later(const struct walk *walk, uint32_t a, uint32_t b)
{
	const struct grouping_commit *ca = &walk->commits[a], *cb = &walk->commits[b];

	if (walk->nodes[a].rank != walk->nodes[b].rank)
		return walk->nodes[a].rank > walk->nodes[b].rank;
	if (ca->commit_time != cb->commit_time)
		return ca->commit_time > cb->commit_time;
	return text_compare((struct text){ (const char *)ca->oid.bytes, OID_SIZE },
	                    (struct text){ (const char *)cb->oid.bytes, OID_SIZE }) > 0;
}

static uint32_t new_change(struct walk *walk, enum grouping_rule rule)
{
	struct grouping_change *change = VEC_PUSH(&walk->changes);

	*VEC_PUSH(&walk->import_counts) = 0;
	*change = (struct grouping_change){ .rule = rule, .newest = GROUPING_NONE, .merge = GROUPING_NONE };
	return (uint32_t)walk->changes.count - 1;
}

static bool is_same_request(const struct walk *walk, uint32_t change, uint32_t commit)
{
	int64_t a = landing_time_of(walk, commit), b = landing_time_of(walk, walk->changes.at[change].newest);

	return (a > b ? a - b : b - a) <= REQUEST_SPAN_SECS;
}

/*
 * The change with this key, however often and by whichever rule it is reached; the strongest rule names it. A number
 * met again long after is another request: a fork counts anew from 1. The one that landed last keeps the number.
 */
static uint32_t change_of_key(struct walk *walk, struct text key, enum grouping_rule rule, uint32_t commit)
{
	uint32_t index = map_get(walk->keys, key), older = map_get(walk->reused, key);

	if (index != UINT32_MAX && !is_same_request(walk, index, commit)) {
		if (older != UINT32_MAX && is_same_request(walk, older, commit))
			return older;
		if (landing_time_of(walk, commit) < landing_time_of(walk, walk->changes.at[index].newest)) {
			older = new_change(walk, rule);
			map_put(walk->reused, key, older);
			return older;
		}
		free(walk->changes.at[index].key);
		walk->changes.at[index].key = NULL;
		map_put(walk->reused, key, index);
		index = UINT32_MAX;
	}
	if (index == UINT32_MAX) {
		index = new_change(walk, rule);
		walk->changes.at[index].key = xstrndup(key.at, key.size);
		map_put(walk->keys, key, index);
	} else if (rule < walk->changes.at[index].rule) {
		walk->changes.at[index].rule = rule;
	}
	return index;
}

static char *key_of_commit(const struct grouping_commit *commit)
{
	static const char prefix[] = "commit:", digits[] = "0123456789abcdef";
	char *key = xmalloc(sizeof(prefix) + OID_HEX_SIZE), *put = key + sizeof(prefix) - 1;

	memcpy(key, prefix, sizeof(prefix) - 1);
	for (size_t i = 0; i < OID_SIZE; i++) {
		*put++ = digits[commit->oid.bytes[i] >> 4];
		*put++ = digits[commit->oid.bytes[i] & 15];
	}
	*put = '\0';
	return key;
}

/*
 * The change of a commit that is no merge, and the merge that its rule names; else the mainline merge that brought
 * it.
 */
static uint32_t find_change(struct walk *walk, uint32_t index, uint32_t *merge)
{
	const struct grouping_commit *commit = &walk->commits[index];
	struct node *node = &walk->nodes[index], *topic;

	*merge = walk->out->via[index];
	if (commit->is_forge_commit && has_request(walk, index))
		return change_of_key(walk, first_request(commit), GROUP_SQUASH, index);
	if (node->host != GROUPING_NONE) {
		*merge = node->host;
		return change_of_key(walk, request_of_side(&walk->commits[node->host], node->host_side), GROUP_HOST,
		                     index);
	}
	if (commit->gerrit)
		return change_of_key(walk, text_of(commit->gerrit), GROUP_GERRIT, index);
	if (has_request(walk, index))
		return change_of_key(walk, first_request(commit), GROUP_SQUASH, index);
	if (node->topic == GROUPING_NONE)
		return new_change(walk, GROUP_COMMIT);
	*merge = node->topic;
	topic = &walk->nodes[node->topic];
	if (topic->change == NO_CHANGE)
		topic->change = new_change(walk, GROUP_TOPOLOGY);
	return topic->change;
}

static void add_member(struct walk *walk, uint32_t index, uint32_t commit, uint32_t merge)
{
	struct grouping_change *change = &walk->changes.at[index];

	walk->out->change_of[commit] = index;
	walk->import_counts.at[index] += walk->nodes[commit].is_import;
	change->commit_count++;
	if (merge != GROUPING_NONE && merge != change->merge &&
	    (change->merge == GROUPING_NONE || landed_later(walk, merge, change->merge)))
		change->merge = merge;
	if (change->newest == GROUPING_NONE || landed_later(walk, commit, change->newest))
		change->newest = commit;
}

static void make_changes(struct walk *walk)
{
	for (uint32_t i = 0; i < walk->order_count; i++) {
		uint32_t commit = walk->order[i], merge, change;

		if (is_merge(&walk->commits[commit]))
			continue;
		change = find_change(walk, commit, &merge);
		add_member(walk, change, commit, merge);
	}
}

/* What only the whole change tells: its landing, whether it is an import, the key where no text names it. */
static void finish_changes(struct walk *walk)
{
	for (size_t i = 0; i < walk->changes.count; i++) {
		struct grouping_change *change = &walk->changes.at[i];
		uint32_t via = walk->out->via[change->newest];

		change->landed_time = walk->commits[via == GROUPING_NONE ? change->newest : via].commit_time;
		change->is_import = (uint64_t)walk->import_counts.at[i] * 2 > change->commit_count;
		if (!change->key)
			change->key = key_of_commit(&walk->commits[change->newest]);
	}
}

static void add_landed(uint32_t *landed, uint32_t change)
{
	if (*landed == NO_CHANGE)
		*landed = change;
	else if (change != NO_CHANGE && *landed != change)
		*landed = MANY_CHANGES;
}

/* From the oldest leaf up: the one change that a merge lands: its own request's, else the only one it brings. */
static void name_merges(struct walk *walk)
{
	for (uint32_t i = walk->order_count; i-- > 0;) {
		uint32_t commit = walk->order[i];
		struct node *node = &walk->nodes[commit];
		const struct grouping_commit *c = &walk->commits[commit];

		if (is_merge(c)) {
			uint32_t own = NO_CHANGE;

			if (has_request(walk, commit) && count_keys(text_of(c->request)) == 1)
				own = map_get(walk->keys, text_of(c->request));
			if (own != NO_CHANGE && is_same_request(walk, own, commit))
				walk->out->change_of[commit] = own;
			else if (node->landed != MANY_CHANGES)
				walk->out->change_of[commit] = node->landed;
		}
		if (node->carrier == GROUPING_NONE)
			continue;
		add_landed(&walk->nodes[node->carrier].landed,
		           is_merge(c) ? node->landed : walk->out->change_of[commit]);
	}
}

/* ---- making and releasing ---- */

static void walk_init(struct walk *walk, struct grouping *grouping, const struct grouping_commit *commits,
                      uint32_t count)
{
	uint32_t merge_count = 0;

	*walk = (struct walk){ .commits = commits, .count = count, .out = grouping, .mainline = GROUPING_NONE };
	walk->nodes = xcalloc(count, sizeof(*walk->nodes));
	walk->order = xcalloc(count, sizeof(*walk->order));
	walk->keys = map_new();
	walk->reused = map_new();
	for (uint32_t i = 0; i < count; i++)
		merge_count += is_merge(&commits[i]);
	walk->author_sets = xcalloc(merge_count, sizeof(*walk->author_sets));
	merge_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		walk->nodes[i].landed = walk->nodes[i].change = NO_CHANGE;
		if (is_merge(&commits[i]))
			walk->nodes[i].authors = &walk->author_sets[merge_count++];
		grouping->change_of[i] = grouping->via[i] = GROUPING_NONE;
	}
}

static void walk_release(struct walk *walk)
{
	VEC_RELEASE(&walk->import_counts);
	VEC_RELEASE(&walk->stack);
	free(walk->author_sets);
	map_free(walk->keys);
	map_free(walk->reused);
	free(walk->order);
	free(walk->nodes);
}

int grouping_build(struct grouping *out, const struct grouping_commit *commits, uint32_t count, uint32_t tip)
{
	struct grouping grouping = { .commit_count = count };
	struct walk walk;

	if (count && tip >= count)
		return error_set(ERR_INVALID, "the tip is not among the %u commits to group", (unsigned)count);
	grouping.change_of = xcalloc(count, sizeof(*grouping.change_of));
	grouping.via = xcalloc(count, sizeof(*grouping.via));
	grouping.is_mainline = xcalloc(count, sizeof(*grouping.is_mainline));
	walk_init(&walk, &grouping, commits, count);
	if (count)
		walk_graph(&walk, tip);
	find_hosts(&walk);
	if (find_forks(&walk))
		find_hosts(&walk);
	count_authors(&walk);
	find_topics(&walk);
	make_changes(&walk);
	finish_changes(&walk);
	name_merges(&walk);
	grouping.changes = walk.changes.at;
	grouping.change_count = (uint32_t)walk.changes.count;
	walk_release(&walk);
	*out = grouping;
	return 0;
}

void grouping_release(struct grouping *grouping)
{
	if (!grouping)
		return;
	for (uint32_t i = 0; i < grouping->change_count; i++)
		free(grouping->changes[i].key);
	free(grouping->changes);
	free(grouping->is_mainline);
	free(grouping->via);
	free(grouping->change_of);
	*grouping = (struct grouping){ 0 };
}
