/* Changes as Gerrit's REST interface answers, and the comments on the files of one change, whose number the answer lacks. */
#include "import_gerrit.h"

static bool change_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "_number") &&
	       (json_object_get(object, "change_id") || json_object_get(object, "owner") ||
	        json_object_get(object, "revisions"));
}

/* ---- the change ---- */

/* Which commit each patch set is, by number. */
struct revision {
	int64_t number, time;
	struct text id;
};
struct revisions {
	VEC(struct revision) list;
};

static int compare_revisions(const void *a, const void *b)
{
	const struct revision *left = a, *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

static void collect_revisions(struct forge_item *item, struct revisions *out, const json_t *object)
{
	const char *id;
	json_t *revision;

	json_object_foreach((json_t *)forge_object(object, "revisions"), id, revision)
	{
		int64_t number = forge_int(revision, "_number", 0);
		int64_t time = forge_time_utc(revision, "created");

		forge_item_point(item, POINTER_COMMIT, text_of(id), time);
		*VEC_PUSH(&out->list) = (struct revision){ .number = number, .time = time, .id = text_of(id) };
	}
	if (out->list.count)
		qsort(out->list.at, out->list.count, sizeof(out->list.at[0]), compare_revisions);
}

/* One of which nothing is told where there is none of that number. */
static struct revision revision_of(const struct revisions *revisions, int64_t number)
{
	const struct revision wanted = { .number = number }, *found = NULL;

	if (revisions->list.count)
		found = bsearch(&wanted, revisions->list.at, revisions->list.count, sizeof(wanted), compare_revisions);
	return found ? *found : (struct revision){ 0 };
}

static int64_t line_count(const json_t *object)
{
	int64_t added = forge_int(object, "insertions", -1), removed = forge_int(object, "deletions", -1);

	return added < 0 || removed < 0 || added > INT32_MAX || removed > INT32_MAX ? -1 : added + removed;
}

/* When it was given up for the last time. */
static int64_t abandon_time(const json_t *messages)
{
	int64_t last = 0;

	for (size_t i = 0; i < json_array_size(messages); i++) {
		const json_t *message = json_array_get(messages, i);
		int64_t time = forge_time_utc(message, "date");

		if (text_ends(forge_text(message, "tag"), TEXT(":gerrit:abandon")) && time > last)
			last = time;
	}
	return last;
}

static enum request_draft draft_of(const json_t *object)
{
	/* What is false is left out. */
	if (json_is_true(json_object_get(object, "work_in_progress")) ||
	    text_equal_nocase(forge_text(object, "status"), TEXT("DRAFT")))
		return DRAFT_YES;
	return json_object_get(object, "status") ? DRAFT_NO : DRAFT_NOT_TOLD;
}

static void read_request(struct forge_item *item, const json_t *object, struct identity_fact owner)
{
	const json_t *messages = forge_array(object, "messages");
	struct request_fact request = {
		.project = forge_text(object, "project"),
		.state = gerrit_state(forge_text(object, "status")),
		.draft = draft_of(object),
		.created_time = forge_time_utc(object, "created"),
		.merged_time = forge_time_utc(object, "submitted"),
		.seen_time = forge_time_utc(object, "updated"),
		.author = owner.name,
		.author_email = owner.email,
		.alias = gerrit_alias(item, forge_text(object, "change_id"), forge_text(object, "branch")),
		.line_count = line_count(object),
	};

	request.closed_time = request.state == REQUEST_CLOSED ? abandon_time(messages) : request.merged_time;
	/* Comments on files are handed in with a message. */
	if (messages && forge_object(object, "labels"))
		request.reviews_time = request.seen_time;
	if (request.state == REQUEST_MERGED)
		forge_item_point(item, POINTER_MERGE, forge_text(object, "current_revision"), 0);
	else
		forge_item_point(item, POINTER_HEAD, forge_text(object, "current_revision"), 0);
	forge_item_request(item, request);
}

/* ---- acts ---- */

/* Messages that somebody wrote in another's place, by which votes are known that stand under the other's account. */
struct stand_in {
	const json_t *author, *real_author;
	int64_t time;
};
struct stand_ins {
	VEC(struct stand_in) list;
};
/* Such messages that are looked through; no change has more. */
#define STAND_INS_MAX 100

static void collect_stand_ins(struct stand_ins *out, const json_t *messages)
{
	for (size_t i = 0; i < json_array_size(messages) && out->list.count < STAND_INS_MAX; i++) {
		const json_t *message = json_array_get(messages, i);
		const json_t *author = forge_object(message, "author"), *real = forge_object(message, "real_author");

		if (author && real && !gerrit_is_same(author, real))
			*VEC_PUSH(&out->list) = (struct stand_in){ author, real, forge_time_utc(message, "date") };
	}
}

/* Who gave a vote: the account it stands under, or who acted in its place. */
static const json_t *voter_of(const struct stand_ins *stand_ins, const json_t *vote)
{
	int64_t time = forge_time_utc(vote, "date");

	for (size_t i = 0; i < stand_ins->list.count; i++) {
		const struct stand_in *one = &stand_ins->list.at[i];

		if (one->time == time && gerrit_is_same(one->author, vote))
			return one->real_author;
	}
	return vote;
}

/* The votes that stand now; those that later patch sets took away are told by messages alone. */
static void read_labels(struct forge_item *item, const json_t *labels, const struct stand_ins *stand_ins)
{
	const char *label;
	json_t *info;

	json_object_foreach((json_t *)labels, label, info)
	{
		const json_t *all = forge_array(info, "all");

		for (size_t i = 0; i < json_array_size(all); i++) {
			const json_t *vote = json_array_get(all, i), *voter;
			int64_t value = forge_int(vote, "value", 0), time = forge_time_utc(vote, "date");

			if (value == 0)
				continue;
			voter = voter_of(stand_ins, vote);
			gerrit_vote(item, &(struct gerrit_vote){ .who = gerrit_who(item, voter),
			                                         .label = text_of(label),
			                                         .value = value,
			                                         .time = time,
			                                         .mark = gerrit_vote_mark(forge_text(vote, "tag")) });
		}
	}
}

static void read_messages(struct forge_item *item, const json_t *object, const struct revisions *revisions)
{
	const json_t *messages = forge_array(object, "messages");
	bool is_submit_told = forge_object(object, "submitter") != NULL;

	if (is_submit_told)
		gerrit_submit(item, gerrit_who(item, forge_object(object, "submitter")),
		              forge_time_utc(object, "submitted"));
	for (size_t i = 0; i < json_array_size(messages); i++) {
		const json_t *message = json_array_get(messages, i);
		const json_t *author = forge_object(message, "real_author");
		struct revision revision = revision_of(revisions, forge_int(message, "_revision_number", 0));
		struct text tag = forge_text(message, "tag");
		struct gerrit_message told = {
			.bytes = forge_text(message, "message"),
			.time = forge_time_utc(message, "date"),
			.head = revision.id,
			.is_automatic = text_starts(tag, TEXT("autogenerated:")),
		};

		/* Some are Gerrit's own and by nobody. */
		if (!author)
			author = forge_object(message, "author");
		if (!author)
			continue;
		told.who = gerrit_who(item, author);
		told.mark = gerrit_vote_mark(tag);
		if (!is_submit_told && (gerrit_message_is_submit(told.bytes) || text_ends(tag, TEXT(":gerrit:merged"))))
			gerrit_submit(item, told.who, told.time);
		gerrit_message(item, &told);
	}
}

static void read_asked(struct forge_item *item, const json_t *reviewers, struct identity_fact owner)
{
	for (size_t i = 0; i < json_array_size(reviewers); i++) {
		struct identity_fact who = gerrit_who(item, json_array_get(reviewers, i));

		/* Everybody who voted is among them, the owner too. */
		if (!text_equal(who.name, owner.name) || !text_equal(who.email, owner.email))
			gerrit_asked(item, who);
	}
}

static void change_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct forge_item item;
	struct revisions revisions = { 0 };
	struct stand_ins stand_ins = { 0 };
	struct identity_fact owner;

	(void)context;
	if (json_is_true(json_object_get(object, "_more_changes"))) {
		import_complain(out, "the forge says that more changes follow");
		out->summary->is_cut = true;
	}
	if (forge_item_begin(&item, out, "gerrit", "gerrit", forge_int(object, "_number", 0), "a change")) {
		owner = gerrit_who(&item, forge_object(object, "owner"));
		collect_revisions(&item, &revisions, object);
		read_request(&item, object, owner);
		read_messages(&item, object, &revisions);
		collect_stand_ins(&stand_ins, forge_array(object, "messages"));
		read_labels(&item, forge_object(object, "labels"), &stand_ins);
		read_asked(&item, forge_array(forge_object(object, "reviewers"), "REVIEWER"), owner);
	}
	VEC_RELEASE(&revisions.list);
	VEC_RELEASE(&stand_ins.list);
	forge_item_end(&item);
}

const struct import_reader import_gerrit_change = {
	.name = "Gerrit change (REST)",
	.summary = "changes/ with DETAILED_LABELS, DETAILED_ACCOUNTS, MESSAGES and ALL_REVISIONS",
	.matches = change_matches,
	.read = change_read,
};

/* ---- comments on files ---- */

static bool is_comment_list(const json_t *list)
{
	const json_t *first = json_array_get(list, 0);

	return json_is_array(list) &&
	       (!first || (forge_text(first, "updated").size &&
	                   (json_object_get(first, "patch_set") || json_object_get(first, "commit_id") ||
	                    json_object_get(first, "author"))));
}

/* An object of nothing but such lists; an empty one where the file's name says what it is about. */
static bool comments_match(const json_t *object, const struct import_context *context)
{
	const char *path;
	json_t *list;

	json_object_foreach((json_t *)object, path, list)
	{
		if (!is_comment_list(list))
			return false;
	}
	return json_object_size(object) || import_context_number(context) > 0;
}

static void comments_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct forge_item item;
	const char *path;
	json_t *list;

	if (forge_item_begin_named(&item, out, "gerrit", "gerrit", import_context_number(context),
	                           "comments of a change", "12-comments.json")) {
		json_object_foreach((json_t *)object, path, list)
		{
			for (size_t i = 0; i < json_array_size(list); i++) {
				const json_t *comment = json_array_get(list, i);

				if (json_is_object(comment))
					gerrit_comment(&item, gerrit_who(&item, forge_object(comment, "author")),
					               text_of(path), forge_int(comment, "line", 0),
					               forge_text(comment, "id"), forge_time_utc(comment, "updated"),
					               forge_text(comment, "message"),
					               forge_text(comment, "commit_id"));
			}
		}
	}
	forge_item_end(&item);
}

const struct import_reader import_gerrit_comments = {
	.name = "Gerrit comments (REST)",
	.summary = "changes/N/comments; the name of the file, or change_number around it, tells N",
	.matches = comments_match,
	.read = comments_read,
};
