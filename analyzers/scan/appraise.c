/*
 * Reviews of git-appraise: reads both of its notes on a commit together, out of its refs and of fetched copies, and says which
 * reviews landed. All is told anew when one of these refs, a branch or the tip has moved, which is cheap beside knowing what
 * else a review rests on.
 */
#include "lead/appraise.h"

#include <inttypes.h>
#include <string.h>

#include "lead/map.h"
#include "lead/store_derive.h"
#include "lead/store_request.h"
#include "note_set.h"
#include "scan_steps.h"

/* Of each ref, in one go: what more there is waits for the next one. */
#define PASS_MAX_SIZE ((size_t)16 * 1024 * 1024)
/* Branches that reviews go into; of one beyond them the tip alone is asked. */
#define TARGET_MAX_COUNT 64

enum part { PART_REQUESTS, PART_DISCUSS, PART_COUNT };
static const char *const part_refs[PART_COUNT] = { "refs/notes/devtools/reviews", "refs/notes/devtools/discuss" };

struct appraise_ref {
	struct oid target;
	enum part part;
};

/* What a branch reaches. */
struct target {
	bool *is_reached;     /* by commit of the graph; NULL: its tip is not in there */
	struct oid_list list; /* then its whole history, by id */
};

struct appraise {
	struct store *store;
	struct repository *repository;
	int64_t repository_id;
	const struct oid *tip;
	VEC(struct appraise_ref) refs;
	uint64_t hash; /* of all that the reviews rest on */
	struct store_graph graph;
	VEC(struct target) targets;
	struct map *target_index; /* commit id, to its place in targets */
	struct map *target_names; /* ref, likewise */
	struct buf head_branch;   /* full name of the branch that HEAD is; empty: none */
	int status;               /* the first failure inside a sink */
};

/* ---- which refs ---- */

/* refs/notes/devtools/x, refs/notes/remotes/<remote>/devtools/x */
static bool is_part(struct text name, enum part part)
{
	const struct text ref = text_of(part_refs[part]);
	const struct text last = text_slice(ref, sizeof("refs/notes") - 1, ref.size);

	return text_equal(name, ref) || (text_starts(name, TEXT("refs/notes/remotes/")) && text_ends(name, last));
}

static void add_hash(struct appraise *appraise, struct text name, const struct oid *oid)
{
	appraise->hash = text_hash(appraise->hash, name);
	appraise->hash = text_hash(appraise->hash, (struct text){ (const char *)oid->bytes, OID_SIZE });
}

static void take_ref(void *payload, struct text name, const struct oid *commit)
{
	struct appraise *appraise = payload;

	for (int part = 0; part < PART_COUNT; part++) {
		if (!is_part(name, (enum part)part))
			continue;
		*VEC_PUSH(&appraise->refs) = (struct appraise_ref){ *commit, (enum part)part };
		add_hash(appraise, name, commit);
	}
}

static void take_branch(void *payload, struct text name, const struct oid *held)
{
	add_hash(payload, name, held);
}

static int list_refs(struct appraise *appraise)
{
	static const char *const branches[] = { "refs/heads/", NULL };
	int ret = repository_each_notes_ref(appraise->repository, take_ref, appraise);

	if (ret || !appraise->refs.count)
		return ret;
	add_hash(appraise, TEXT(RULES_VERSION), appraise->tip);
	return repository_each_held_ref(appraise->repository, branches, take_branch, appraise);
}

/* ---- what landed ---- */

static int compare_oids(const void *left, const void *right)
{
	return memcmp(left, right, OID_SIZE);
}

/* What the commit reaches, over the commits that are known with all their ancestors. */
static bool *reach(const struct store_graph *graph, uint32_t from)
{
	bool *is_reached = xcalloc((size_t)graph->count + 1, sizeof(*is_reached));
	VEC(uint32_t) stack = { 0 };

	is_reached[from] = true;
	*VEC_PUSH(&stack) = from;
	while (stack.count) {
		const struct graph_commit *commit = &graph->commits[stack.at[--stack.count]];

		for (uint32_t i = 0; i < commit->parent_count; i++) {
			uint32_t parent = graph->parents[commit->first_parent + i];

			if (parent == GRAPH_NONE || is_reached[parent])
				continue;
			is_reached[parent] = true;
			*VEC_PUSH(&stack) = parent;
		}
	}
	VEC_RELEASE(&stack);
	return is_reached;
}

/* The target's place; a new one is read the first time it is asked for. */
static void find_target(uint32_t *at, struct appraise *appraise, const struct oid *oid)
{
	struct target *target;
	uint32_t index;
	bool is_new = false;

	*at = map_intern(appraise->target_index, (struct text){ (const char *)oid->bytes, OID_SIZE },
	                 (uint32_t)appraise->targets.count, &is_new);
	if (!is_new)
		return;
	target = VEC_PUSH(&appraise->targets);
	index = store_graph_find(&appraise->graph, oid);
	if (index != GRAPH_NONE) {
		target->is_reached = reach(&appraise->graph, index);
		return;
	}
	/* A cut history reaches what of it is here. */
	if (history_list_between(&target->list, appraise->repository, oid, NULL) != 0)
		oid_list_release(&target->list);
	if (target->list.count)
		qsort(target->list.at, target->list.count, sizeof(*target->list.at), compare_oids);
}

/* Where the branch stands, each looked up once; the tip where it is no branch that is here. */
static int resolve_target(uint32_t *at, struct appraise *appraise, struct text name)
{
	struct oid oid = *appraise->tip;
	struct buf branch = { 0 };
	int ret = 0;

	*at = map_get(appraise->target_names, name);
	if (*at != UINT32_MAX)
		return 0;
	buf_add_text(&branch, name);
	/* A name with a NUL in it is no ref's; what git takes for more than a name neither. */
	if (text_starts(name, TEXT("refs/heads/")) && strlen(buf_str(&branch)) == branch.size &&
	    !strpbrk(buf_str(&branch), "^~: ") && map_count(appraise->target_names) < TARGET_MAX_COUNT)
		ret = repository_resolve(&oid, appraise->repository, buf_str(&branch));
	buf_release(&branch);
	if (ret && ret != ERR_NOTFOUND && ret != ERR_MISSING && ret != ERR_INVALID)
		return ret;
	find_target(at, appraise, &oid);
	if (map_count(appraise->target_names) < TARGET_MAX_COUNT)
		map_put(appraise->target_names, name, *at);
	return 0;
}

static bool target_reaches(const struct appraise *appraise, uint32_t at, const struct oid *oid)
{
	const struct target *target = &appraise->targets.at[at];
	uint32_t index;

	if (!target->is_reached)
		return target->list.count &&
		       bsearch(oid, target->list.at, target->list.count, sizeof(*target->list.at), compare_oids);
	index = store_graph_find(&appraise->graph, oid);
	return index != GRAPH_NONE && target->is_reached[index];
}

/* Whether the branch that it was to go into has it, or the tip where that is the branch, or where the branch is not here. */
static int is_submitted(bool *out, struct appraise *appraise, const struct appraise_request *request,
                        const struct oid *annotated)
{
	const struct oid *head = request->has_alias ? &request->alias : annotated;
	uint32_t at;
	int ret;

	*out = false;
	if (!request->target_ref.size)
		return 0;
	ret = resolve_target(&at, appraise, request->target_ref);
	if (ret)
		return ret;
	*out = target_reaches(appraise, at, head);
	if (!*out && text_equal(buf_text(&appraise->head_branch), request->target_ref)) {
		find_target(&at, appraise, appraise->tip);
		*out = target_reaches(appraise, at, head);
	}
	return 0;
}

/* ---- sinks ---- */

static void put_request(void *payload, const struct request_fact *request)
{
	struct appraise *appraise = payload;

	if (appraise->status == 0)
		appraise->status = store_put_request(NULL, appraise->store, appraise->repository_id,
		                                     TEXT(APPRAISE_ORIGIN), request);
}

static void put_act(void *payload, const struct request_act_fact *act)
{
	struct appraise *appraise = payload;

	if (appraise->status == 0)
		appraise->status = store_put_request_act(NULL, appraise->store, appraise->repository_id,
		                                         TEXT(APPRAISE_ORIGIN), act);
}

/* ---- notes ---- */

/* Notes from one commit id on, up to the first that some ref had no room left for. */
struct pass {
	struct note_set sets[PART_COUNT];
	enum part part;   /* of the ref being read */
	size_t size;      /* of what was taken of it */
	bool has_any;     /* something was */
	struct oid from;  /* the first one wanted */
	struct oid until; /* the first one not wanted */
	bool has_until;
};

static bool wants_note(void *payload, const struct oid *annotated)
{
	const struct pass *pass = payload;

	return compare_oids(annotated, &pass->from) >= 0 &&
	       (!pass->has_until || compare_oids(annotated, &pass->until) < 0);
}

static int take_note(void *payload, const struct note_fact *note)
{
	struct pass *pass = payload;

	/* Also while it was read a note before it may have been the last. */
	if (!wants_note(pass, &note->annotated))
		return 0;
	if (pass->has_any && pass->size + note->bytes.size > PASS_MAX_SIZE) {
		pass->until = note->annotated;
		pass->has_until = true;
		return 0;
	}
	pass->has_any = true;
	pass->size += note->bytes.size;
	note_set_add(&pass->sets[pass->part], &note->annotated, note->bytes);
	return 0;
}

static int read_refs(struct pass *pass, const struct appraise *appraise)
{
	const struct note_visit visit = { .payload = pass, .wants = wants_note, .each = take_note };
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < appraise->refs.count; i++) {
		const struct appraise_ref *ref = &appraise->refs.at[i];

		pass->part = ref->part;
		pass->size = 0;
		pass->has_any = false;
		ret = repository_each_note(appraise->repository, &ref->target, APPRAISE_NOTE_MAX_SIZE, &visit);
		/* A tree larger than any that git writes says nothing. */
		ret = ret == ERR_INVALID ? 0 : ret;
	}
	return ret;
}

/* The lines of all copies of the note on the commit, from set->notes.at[*at] on; *at goes past them. */
static struct text unite(struct buf *out, const struct note_set *set, size_t *at, const struct oid *annotated)
{
	const struct note_text *notes = set->notes.at + *at;
	size_t count;

	if (*at == set->notes.count || compare_oids(&notes->annotated, annotated) != 0)
		return TEXT("");
	count = note_set_run(set, *at);
	*at += count;
	if (count == 1)
		return notes->bytes;
	note_lines_unite(out, notes, count);
	return buf_text(out);
}

static int read_review(struct appraise *appraise, struct appraise_review *review)
{
	const struct request_sink sink = { appraise, put_request, put_act, NULL, NULL };
	struct appraise_summary summary = { 0 };
	struct appraise_request request;
	struct arena arena = { 0 };
	struct buf name = { 0 };

	if (appraise_read_request(&request, &arena, review->requests))
		appraise->status = is_submitted(&review->is_submitted, appraise, &request, &review->annotated);
	if (appraise->status == 0)
		appraise_read(review, &sink, &summary);
	buf_add_str(&name, "commit:");
	oid_add_hex(&name, &review->annotated);
	if (appraise->status == 0)
		appraise->status = store_put_trouble(appraise->store, appraise->repository_id, TEXT(APPRAISE_ORIGIN),
		                                     buf_text(&name), TROUBLE_PASSED, summary.lost_count);
	buf_release(&name);
	arena_release(&arena);
	return appraise->status;
}

static int read_pass(struct appraise *appraise, struct pass *pass)
{
	const struct note_set *sets = pass->sets;
	size_t at[PART_COUNT] = { 0 };
	int ret = 0;

	note_set_sort(&pass->sets[PART_REQUESTS]);
	note_set_sort(&pass->sets[PART_DISCUSS]);
	while (ret == 0) {
		const struct oid *first = NULL;
		struct buf united[PART_COUNT] = { 0 };
		struct appraise_review review = { .is_submitted = false };

		for (int i = 0; i < PART_COUNT; i++) {
			const struct oid *next =
				at[i] < sets[i].notes.count ? &sets[i].notes.at[at[i]].annotated : NULL;

			if (next && (!first || compare_oids(next, first) < 0))
				first = next;
		}
		if (!first || (pass->has_until && compare_oids(first, &pass->until) >= 0))
			break;
		review.annotated = *first;
		review.requests = unite(&united[PART_REQUESTS], &sets[PART_REQUESTS], &at[PART_REQUESTS], first);
		review.discuss =
			unite(&united[PART_DISCUSS], &sets[PART_DISCUSS], &at[PART_DISCUSS], &review.annotated);
		ret = read_review(appraise, &review);
		buf_release(&united[PART_REQUESTS]);
		buf_release(&united[PART_DISCUSS]);
	}
	return ret;
}

static int read_notes(struct appraise *appraise)
{
	struct oid from = { { 0 } };
	bool is_more = true;
	int ret = 0;

	while (ret == 0 && is_more) {
		struct pass pass = { .from = from };

		ret = read_refs(&pass, appraise);
		if (ret == 0)
			ret = read_pass(appraise, &pass);
		is_more = pass.has_until;
		from = pass.until;
		note_set_release(&pass.sets[PART_REQUESTS]);
		note_set_release(&pass.sets[PART_DISCUSS]);
	}
	return ret;
}

/* ---- all of it ---- */

static int tell_anew(struct appraise *appraise)
{
	int ret = store_clear_origin(appraise->store, appraise->repository_id, TEXT(APPRAISE_ORIGIN));

	if (ret || !appraise->refs.count)
		return ret;
	appraise->target_index = map_new();
	appraise->target_names = map_new();
	buf_add_str(&appraise->head_branch, "refs/heads/");
	if (repository_head_branch(&appraise->head_branch, appraise->repository) != 0)
		buf_clear(&appraise->head_branch);
	ret = store_load_graph(&appraise->graph, appraise->store, appraise->repository_id);
	if (ret == 0)
		ret = read_notes(appraise);
	for (size_t i = 0; i < appraise->targets.count; i++) {
		free(appraise->targets.at[i].is_reached);
		oid_list_release(&appraise->targets.at[i].list);
	}
	VEC_RELEASE(&appraise->targets);
	map_free(appraise->target_index);
	map_free(appraise->target_names);
	buf_release(&appraise->head_branch);
	store_graph_release(&appraise->graph);
	return ret;
}

int scan_read_appraise(struct store *store, int64_t repository_id, struct repository *repository, const struct oid *tip,
                       bool reads_again)
{
	struct appraise appraise = { .store = store,
		                     .repository = repository,
		                     .repository_id = repository_id,
		                     .tip = tip,
		                     .hash = TEXT_HASH_SEED };
	char *name = xstrfmt("appraise %" PRId64, repository_id);
	struct buf before = { 0 }, now = { 0 };
	int ret = list_refs(&appraise), got = ERR_NOTFOUND;

	if (appraise.refs.count)
		buf_add_fmt(&now, "%016" PRIx64, appraise.hash);
	if (ret == 0)
		got = store_stamp_get(&before, store, name);
	if (ret == 0 && got != ERR_NOTFOUND)
		ret = got;
	/* Where nothing ever was there is no stamp either. */
	if (ret == 0 && (reads_again || !text_equal(buf_text(&before), buf_text(&now)))) {
		ret = store_begin(store);
		if (ret == 0) {
			ret = tell_anew(&appraise);
			if (ret == 0)
				ret = store_stamp_put(store, name, buf_text(&now));
			ret = store_end(store, ret);
		}
	}
	VEC_RELEASE(&appraise.refs);
	buf_release(&before);
	buf_release(&now);
	free(name);
	return ret;
}
