/*
 * What one commit reaches and another does not, and where two part: walks over raw commits by commit time, each commit painted
 * with whose history it is of. Where clocks were wrong a parent is met before its child: paint that comes late is carried on,
 * and the walk goes on for a while after it seems to be done. Reads no trees.
 */
#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "queue.h"
#include "raw_commit.h"
#include "room.h"

/*
 * So many commits older than all that is listed are looked at after nothing in the queue could be listed. They cost about a
 * millisecond; git allows for five.
 */
#define SLOP_COUNT 128

enum paint {
	OF_TIP = 1,
	OF_BASE = 2,
	IS_COMMON = 4, /* reached by a commit that both reach */
};

struct node {
	int64_t commit_time;
	unsigned paint;
	bool is_queued, is_missing;
	uint32_t first_parent, parent_count; /* part of painting.parents */
};

struct painting {
	struct repository *repository;
	struct object_reader reader;
	struct oid_set seen;
	VEC(struct node) nodes; /* by index of the ids seen */
	struct oid_list parents;
	struct commit_queue queue;
	unsigned closing;    /* paint by which a commit leads to nothing that is asked for */
	size_t open_count;   /* in the queue, and without that paint */
	size_t wanted_count; /* looked at, and without it */
	int64_t oldest_time; /* of those that ever were wanted */
};

static void read_node(struct painting *painting, struct node *node, const struct oid *oid)
{
	git_odb_object *object = object_read(&painting->reader, oid, GIT_OBJECT_COMMIT);
	struct raw_commit commit;

	node->is_missing = !object;
	node->first_parent = (uint32_t)painting->parents.count;
	if (!object)
		return;
	raw_commit_parse(&commit, object_text(object));
	node->commit_time = commit.committer.time;
	if (oid_set_find(&painting->repository->shallow, oid) == OID_SET_NONE)
		node->parent_count = (uint32_t)commit.parent_count;
	for (uint32_t i = 0; i < node->parent_count; i++)
		raw_commit_parent(VEC_PUSH(&painting->parents), &commit, i);
	git_odb_object_free(object);
}

/* Paint that is new to a commit brings it into the queue, also when it was there before: its parents must have it too. */
static void add_paint(struct painting *painting, const struct oid *oid, unsigned paint)
{
	bool is_new, was_open, was_wanted;
	uint32_t index = oid_set_add(&painting->seen, oid, &is_new);
	struct node *node;

	if (is_new)
		read_node(painting, VEC_PUSH(&painting->nodes), oid);
	node = &painting->nodes.at[index];
	if ((node->paint & paint) == paint)
		return;
	was_open = node->is_queued && !(node->paint & painting->closing);
	was_wanted = !is_new && !node->is_queued && !(node->paint & painting->closing);
	node->paint |= paint;
	painting->open_count += (size_t) !(node->paint & painting->closing) - was_open;
	painting->wanted_count -= was_wanted;
	if (!node->is_queued)
		commit_queue_push(&painting->queue, (struct queued_commit){ node->commit_time, index, 0, NULL });
	node->is_queued = true;
}

static bool is_done(const struct painting *painting, size_t *slop)
{
	if (!painting->queue.count)
		return true;
	if (painting->open_count ||
	    (painting->wanted_count && painting->queue.at[0].commit_time >= painting->oldest_time))
		*slop = SLOP_COUNT;
	else if (!painting->wanted_count || !--*slop)
		return true;
	return false;
}

static void paint_down(struct painting *painting)
{
	size_t slop = SLOP_COUNT;

	while (!is_done(painting, &slop)) {
		uint32_t index = commit_queue_pop(&painting->queue).index;
		struct node *node = &painting->nodes.at[index];
		uint32_t first = node->first_parent, count = node->parent_count;
		unsigned paint = node->paint;

		node->is_queued = false;
		if (!(paint & painting->closing)) {
			painting->open_count--;
			painting->wanted_count++;
			if (node->commit_time < painting->oldest_time)
				painting->oldest_time = node->commit_time;
		}
		if ((paint & (OF_TIP | OF_BASE)) == (OF_TIP | OF_BASE))
			paint |= IS_COMMON;
		for (uint32_t i = 0; i < count; i++) {
			struct oid parent = painting->parents.at[first + i];

			add_paint(painting, &parent, paint);
		}
	}
}

static void begin(struct painting *painting, struct repository *repository, unsigned closing)
{
	*painting = (struct painting){
		.repository = repository,
		.reader = { .odb = repository->odb },
		.closing = closing,
		.oldest_time = INT64_MAX,
	};
}

static void release(struct painting *painting)
{
	oid_set_release(&painting->seen);
	VEC_RELEASE(&painting->nodes);
	oid_list_release(&painting->parents);
	commit_queue_release(&painting->queue);
}

static int refuse_missing(const struct oid *oid)
{
	struct buf hex = { 0 };
	int ret;

	oid_add_hex(&hex, oid);
	ret = error_set(ERR_MISSING, "the commit %s is not in this clone", buf_str(&hex));
	buf_release(&hex);
	return ret;
}

/* The ends themselves must be here. */
static int check_ends(const struct painting *painting)
{
	for (uint32_t i = 0; i < painting->nodes.count && i < 2; i++)
		if (painting->nodes.at[i].is_missing)
			return refuse_missing(&painting->seen.at[i]);
	return 0;
}

/* Newest first, of equal times the one seen first. */
static int take_wanted(struct oid_list *out, const struct painting *painting)
{
	struct commit_queue order = { 0 };
	int ret = 0;

	for (uint32_t i = 0; ret == 0 && i < painting->nodes.count; i++) {
		const struct node *node = &painting->nodes.at[i];

		if (node->paint & painting->closing)
			continue;
		if (node->is_missing)
			ret = refuse_missing(&painting->seen.at[i]);
		commit_queue_push(&order, (struct queued_commit){ node->commit_time, i, 0, NULL });
	}
	while (ret == 0 && order.count)
		*VEC_PUSH(out) = painting->seen.at[commit_queue_pop(&order).index];
	commit_queue_release(&order);
	return ret;
}

int history_list_between(struct oid_list *out, struct repository *repository, const struct oid *tip,
                         const struct oid *base)
{
	struct painting painting;
	int ret;

	begin(&painting, repository, OF_BASE);
	if (base)
		add_paint(&painting, base, OF_BASE);
	add_paint(&painting, tip, OF_TIP);
	ret = check_ends(&painting);
	if (ret == 0) {
		paint_down(&painting);
		ret = take_wanted(out, &painting);
	}
	release(&painting);
	return ret;
}

int history_reaches(bool *out, struct repository *repository, const struct oid *tip, const struct oid *commit)
{
	struct painting painting;
	int ret;

	begin(&painting, repository, OF_BASE);
	add_paint(&painting, commit, OF_TIP);
	add_paint(&painting, tip, OF_BASE);
	ret = check_ends(&painting);
	if (ret == 0)
		paint_down(&painting);
	*out = painting.nodes.at[0].paint & OF_BASE;
	release(&painting);
	return ret;
}

int history_merge_base(struct oid *out, struct repository *repository, const struct oid *a, const struct oid *b)
{
	const struct node *best = NULL;
	struct painting painting;
	int ret;

	begin(&painting, repository, IS_COMMON);
	add_paint(&painting, a, OF_TIP);
	add_paint(&painting, b, OF_BASE);
	ret = check_ends(&painting);
	if (ret == 0)
		paint_down(&painting);
	for (uint32_t i = 0; ret == 0 && i < painting.nodes.count; i++) {
		const struct node *node = &painting.nodes.at[i];

		if (node->paint != (OF_TIP | OF_BASE) || node->is_missing ||
		    (best && best->commit_time >= node->commit_time))
			continue;
		best = node;
		*out = painting.seen.at[i];
	}
	release(&painting);
	if (ret == 0 && !best)
		ret = error_set(ERR_NOTFOUND, "the two histories have no commit in common");
	return ret;
}
