/* What `gerrit query --format=JSON --all-approvals --comments` prints over ssh: a change a line, and last how many. */
#include "import_gerrit.h"

static bool query_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "number") && !json_object_get(object, "_number") &&
	       (json_object_get(object, "patchSets") || json_object_get(object, "currentPatchSet") ||
	        (forge_object(object, "owner") && json_object_get(object, "lastUpdated")) ||
	        (forge_object(object, "owner") && json_object_get(object, "createdOn")));
}

/* ---- the change ---- */

/* The one told as current, else that of the greatest number. */
static const json_t *current_patch_set(const json_t *object)
{
	const json_t *sets = forge_array(object, "patchSets"), *current = forge_object(object, "currentPatchSet");
	int64_t last = 0;

	for (size_t i = 0; !forge_object(object, "currentPatchSet") && i < json_array_size(sets); i++) {
		int64_t number = forge_int(json_array_get(sets, i), "number", 0);

		if (number > last) {
			last = number;
			current = json_array_get(sets, i);
		}
	}
	return current;
}

/* Deletions are told as a number below 0. */
static int64_t line_count(const json_t *set)
{
	const json_t *added = json_object_get(set, "sizeInsertions"), *removed = json_object_get(set, "sizeDeletions");
	int64_t in = json_integer_value(added), out = json_integer_value(removed);

	if (!json_is_integer(added) || !json_is_integer(removed) || in < 0 || in > INT32_MAX || out < -INT32_MAX ||
	    out > INT32_MAX)
		return -1;
	return in + (out < 0 ? -out : out);
}

/* When it was merged: the query tells of the message alone. */
static int64_t merge_time(const json_t *object)
{
	const json_t *messages = forge_array(object, "comments");
	int64_t time = 0;

	for (size_t i = 0; i < json_array_size(messages); i++) {
		const json_t *message = json_array_get(messages, i);

		if (gerrit_message_is_submit(forge_text(message, "message")))
			time = forge_epoch(message, "timestamp", 1);
	}
	return time;
}

static void read_request(struct forge_item *item, const json_t *object, struct identity_fact owner)
{
	const json_t *sets = forge_array(object, "patchSets"), *current = current_patch_set(object);
	struct request_fact request = {
		.project = forge_text(object, "project"),
		.state = gerrit_state(forge_text(object, "status")),
		.draft = forge_draft(object, "wip"),
		.created_time = forge_epoch(object, "createdOn", 1),
		.seen_time = forge_epoch(object, "lastUpdated", 1),
		.author = owner.name,
		.author_email = owner.email,
		.alias = gerrit_alias(item, forge_text(object, "id"), forge_text(object, "branch")),
		.line_count = line_count(current),
	};

	if (request.state == REQUEST_MERGED)
		request.merged_time = request.closed_time = merge_time(object);
	/* Asked for with --comments and --all-approvals, all is there. */
	if (forge_array(object, "comments") && sets)
		request.reviews_time = request.seen_time;
	forge_item_point(item, request.state == REQUEST_MERGED ? POINTER_MERGE : POINTER_HEAD,
	                 forge_text(current, "revision"), 0);
	for (size_t i = 0; i < json_array_size(sets); i++)
		forge_item_point(item, POINTER_COMMIT, forge_text(json_array_get(sets, i), "revision"),
		                 forge_epoch(json_array_get(sets, i), "createdOn", 1));
	if (!sets)
		forge_item_point(item, POINTER_COMMIT, forge_text(current, "revision"),
		                 forge_epoch(current, "createdOn", 1));
	forge_item_request(item, request);
}

/* ---- acts ---- */

static void read_approvals(struct forge_item *item, const json_t *set)
{
	const json_t *approvals = forge_array(set, "approvals");

	for (size_t i = 0; i < json_array_size(approvals); i++) {
		const json_t *approval = json_array_get(approvals, i);
		struct text value = forge_text(approval, "value");
		bool is_minus = text_starts(value, TEXT("-"));
		uint64_t digits = 0;
		int64_t number = forge_int(approval, "value", 0);

		/* "2", "-1", or a number. */
		if (value.size &&
		    text_to_uint(text_slice(value, is_minus || text_starts(value, TEXT("+")), value.size), &digits) &&
		    digits <= INT32_MAX)
			number = is_minus ? -(int64_t)digits : (int64_t)digits;
		if (number != 0 && number >= -INT32_MAX && number <= INT32_MAX)
			gerrit_vote(item, &(struct gerrit_vote){ .who = gerrit_who(item, forge_object(approval, "by")),
			                                         .label = forge_text(approval, "type"),
			                                         .value = number,
			                                         .time = forge_epoch(approval, "grantedOn", 1),
			                                         .head = forge_text(set, "revision") });
	}
}

/* When comments on files were handed in: they tell no time themselves, but come with a message. By patch set and person. */
struct handed_in {
	int64_t patch_set, time;
	struct identity_fact who;
};
struct hand_ins {
	VEC(struct handed_in) list;
};
/* Messages that are looked through; no change that anybody reads has more. */
#define HAND_INS_MAX 500

static int64_t time_of(const struct hand_ins *hand_ins, int64_t patch_set, struct identity_fact who)
{
	for (size_t i = 0; i < hand_ins->list.count; i++) {
		const struct handed_in *one = &hand_ins->list.at[i];

		if (one->patch_set == patch_set && text_equal(one->who.name, who.name) &&
		    text_equal(one->who.email, who.email))
			return one->time;
	}
	return 0;
}

static void read_file_comments(struct forge_item *item, const json_t *set, const struct hand_ins *hand_ins)
{
	const json_t *comments = forge_array(set, "comments");
	int64_t number = forge_int(set, "number", 0);

	for (size_t i = 0; i < json_array_size(comments); i++) {
		const json_t *comment = json_array_get(comments, i);
		struct identity_fact who = gerrit_who(item, forge_object(comment, "reviewer"));

		if (json_is_object(comment))
			gerrit_comment(item, who, forge_text(comment, "file"), forge_int(comment, "line", 0),
			               (struct text){ 0 }, time_of(hand_ins, number, who),
			               forge_text(comment, "message"), forge_text(set, "revision"));
	}
}

/* NULL: none of that number. */
static const json_t *patch_set_of(const json_t *sets, int64_t number)
{
	/* Patch sets stand in order, and few were deleted. */
	for (int64_t at = number - 1; at >= 0 && at >= number - 3; at--) {
		const json_t *set = json_array_get(sets, (size_t)at);

		if (forge_int(set, "number", 0) == number)
			return set;
	}
	return NULL;
}

static void read_messages(struct forge_item *item, struct hand_ins *hand_ins, const json_t *object)
{
	const json_t *messages = forge_array(object, "comments");

	for (size_t i = 0; i < json_array_size(messages); i++) {
		const json_t *message = json_array_get(messages, i);
		struct gerrit_message told = {
			.bytes = forge_text(message, "message"),
			.time = forge_epoch(message, "timestamp", 1),
		};
		int64_t number = gerrit_message_patch_set(told.bytes);
		const json_t *set = patch_set_of(forge_array(object, "patchSets"), number);

		if (!forge_object(message, "reviewer"))
			continue;
		told.who = gerrit_who(item, forge_object(message, "reviewer"));
		told.head = forge_text(set, "revision");
		if (number && text_find(told.bytes, TEXT(" comment"), 0) > 0 && hand_ins->list.count < HAND_INS_MAX)
			*VEC_PUSH(&hand_ins->list) = (struct handed_in){ number, told.time, told.who };
		if (gerrit_message_is_submit(told.bytes))
			gerrit_submit(item, told.who, told.time);
		gerrit_message(item, &told);
	}
}

static void read_acts(struct forge_item *item, const json_t *object, struct identity_fact owner)
{
	const json_t *sets = forge_array(object, "patchSets"), *asked = forge_array(object, "allReviewers");
	struct hand_ins hand_ins = { 0 };

	read_messages(item, &hand_ins, object);
	for (size_t i = 0; i < json_array_size(sets); i++) {
		read_approvals(item, json_array_get(sets, i));
		read_file_comments(item, json_array_get(sets, i), &hand_ins);
	}
	if (!sets)
		read_approvals(item, forge_object(object, "currentPatchSet"));
	for (size_t i = 0; i < json_array_size(asked); i++) {
		struct identity_fact who = gerrit_who(item, json_array_get(asked, i));

		if (!text_equal(who.name, owner.name) || !text_equal(who.email, owner.email))
			gerrit_asked(item, who);
	}
	VEC_RELEASE(&hand_ins.list);
}

static void query_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct forge_item item;
	struct identity_fact owner;

	(void)context;
	if (forge_item_begin(&item, out, "gerrit", "gerrit", forge_int(object, "number", 0), "a change")) {
		owner = gerrit_who(&item, forge_object(object, "owner"));
		read_request(&item, object, owner);
		read_acts(&item, object, owner);
	}
	forge_item_end(&item);
}

const struct import_reader import_gerrit_query = {
	.name = "Gerrit change (ssh)",
	.summary = "gerrit query --format=JSON with --all-approvals and --comments; comments on files have the time of "
		   "the message "
		   "that came with them",
	.matches = query_matches,
	.read = query_read,
};

/* ---- the last line ---- */

static bool stats_match(const json_t *object, const struct import_context *context)
{
	(void)context;
	return text_equal(forge_text(object, "type"), TEXT("stats"));
}

static void stats_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	(void)context;
	if (json_is_true(json_object_get(object, "moreChanges"))) {
		import_complain(out, "the forge says that more changes follow");
		out->summary->is_cut = true;
	}
}

const struct import_reader import_gerrit_stats = {
	.name = "end of a Gerrit query",
	.summary = "the last line of gerrit query: whether there are more changes",
	.matches = stats_match,
	.read = stats_read,
};
