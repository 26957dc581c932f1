/*
 * Azure DevOps' pull requests and threads. A vote stands in the list of reviewers without its time; the thread that the forge itself
 * opens for a vote has it. What else the forge writes into threads is nobody's act.
 */
#include "import_forge.h"

#define VOTE_WITHOUT 0

/* Name and address; an account name that is no address stands for the person, and the name behind it is told of. */
static struct identity_fact person(struct forge_item *item, const json_t *identity)
{
	struct text login = text_trim(forge_text(identity, "uniqueName"));
	struct identity_fact who = { .name = text_trim(forge_text(identity, "displayName")) };

	if (text_find_char(login, '@', 0) > 0) {
		who.email = login;
		forge_item_account(item, login, who);
		return who;
	}
	forge_item_account(item, login, who);
	if (login.size)
		who.name = login;
	return who;
}

static bool is_group(const json_t *identity)
{
	return json_is_true(json_object_get(identity, "isContainer")) ||
	       text_starts(forge_text(identity, "uniqueName"), TEXT("vstfs:///"));
}

/* 10 approved, 5 with suggestions, -5 waits for the author, -10 rejected. */
static void tell_vote(struct forge_item *item, struct identity_fact who, int64_t vote, int64_t time,
                      enum event_mark mark)
{
	bool is_taken_back = vote == VOTE_WITHOUT;

	forge_item_act(item, (struct request_act_fact){ .kind = EVENT_REV,
	                                                .who = who,
	                                                .source = TEXT("azure:vote"),
	                                                .act_time = time,
	                                                .state = vote > 0        ? ACT_STATE_APPROVED
	                                                         : is_taken_back ? ACT_STATE_DISMISSED
	                                                                         : ACT_STATE_CHANGES,
	                                                .word_count = -1,
	                                                .mark = is_taken_back ? MARK_EXCLUDED : mark });
}

/* ---- pull requests ---- */

static bool pull_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "pullRequestId") &&
	       (json_object_get(object, "createdBy") || json_object_get(object, "sourceRefName") ||
	        json_object_get(object, "repository") || json_object_get(object, "reviewers"));
}

/* As addresses have it: "project/_git/repository". */
static struct text project_of(struct forge_item *item, const json_t *object)
{
	const json_t *repository = forge_object(object, "repository");
	struct text project = forge_text(forge_object(repository, "project"), "name"),
		    name = forge_text(repository, "name");

	if (!project.size || !name.size)
		return (struct text){ 0 };
	return forge_item_join(item, forge_item_join(item, project, TEXT("/_git/")), name);
}

static void read_reviewers(struct forge_item *item, const json_t *reviewers)
{
	for (size_t i = 0; i < json_array_size(reviewers); i++) {
		const json_t *reviewer = json_array_get(reviewers, i);
		int64_t vote = forge_int(reviewer, "vote", VOTE_WITHOUT);
		struct request_act_fact asked = {
			.kind = EVENT_REQ,
			.source = TEXT("azure:request"),
			.word_count = -1,
			.mark = is_group(reviewer) ? MARK_GROUP : MARK_REQUESTED,
		};

		if (is_group(reviewer))
			asked.who.name = text_trim(forge_text(reviewer, "displayName"));
		else
			asked.who = person(item, reviewer);
		forge_item_act(item, asked);
		/* A group votes as its members do, who stand in the list themselves. */
		if (vote != VOTE_WITHOUT)
			tell_vote(item, asked.who, vote, 0, is_group(reviewer) ? MARK_GROUP : MARK_NONE);
	}
}

static void read_request(struct forge_item *item, const json_t *object)
{
	static const struct forge_state states[] = {
		{ "active", REQUEST_OPEN },
		{ "completed", REQUEST_MERGED },
		{ "abandoned", REQUEST_CLOSED },
		{ NULL, 0 },
	};
	const json_t *commits = forge_array(object, "commits");
	struct identity_fact author = person(item, forge_object(object, "createdBy"));
	struct request_fact request = {
		.project = project_of(item, object),
		.state =
			(enum request_state)forge_state_of(states, forge_text(object, "status"), REQUEST_STATE_UNKNOWN),
		.draft = forge_draft(object, "isDraft"),
		.created_time = forge_time_utc(object, "creationDate"),
		.closed_time = forge_time_utc(object, "closedDate"),
		.author = author.name,
		.author_email = author.email,
		.line_count = -1,
	};

	request.seen_time = request.closed_time ? request.closed_time : request.created_time;
	if (request.state == REQUEST_MERGED) {
		request.merged_time = request.closed_time;
		/* Before the merge it is a trial. */
		forge_item_point(item, POINTER_MERGE, forge_text(forge_object(object, "lastMergeCommit"), "commitId"),
		                 0);
	}
	forge_item_point(item, POINTER_HEAD, forge_text(forge_object(object, "lastMergeSourceCommit"), "commitId"), 0);
	for (size_t i = 0; i < json_array_size(commits); i++)
		forge_item_point(item, POINTER_COMMIT, forge_text(json_array_get(commits, i), "commitId"), 0);
	forge_item_request(item, request);
	if (request.state == REQUEST_MERGED && forge_object(object, "closedBy"))
		forge_item_act(item, (struct request_act_fact){ .kind = EVENT_INT,
		                                                .who = person(item, forge_object(object, "closedBy")),
		                                                .source = TEXT("azure:merge"),
		                                                .act_time = request.merged_time,
		                                                .word_count = -1 });
}

/* ---- threads ---- */

/* "12" of {"$type": "System.String", "$value": "12"}, or of the string itself. */
static struct text property(const json_t *thread, const char *key)
{
	const json_t *properties = forge_object(thread, "properties");
	const json_t *holder = forge_object(properties, key);

	return holder ? forge_text(holder, "$value") : forge_text(properties, key);
}

static void read_vote(struct forge_item *item, const json_t *thread)
{
	struct text result = property(thread, "CodeReviewVoteResult"),
		    key = property(thread, "CodeReviewVotedByIdentity");
	const json_t *identities = forge_object(thread, "identities");
	const char *name;
	json_t *identity;
	uint64_t digits;
	bool is_minus = text_starts(result, TEXT("-"));

	if (!text_to_uint(text_slice(result, is_minus, result.size), &digits) || digits > 10)
		return;
	json_object_foreach((json_t *)identities, name, identity)
	{
		if (text_equal(text_of(name), key) && !is_group(identity))
			tell_vote(item, person(item, identity), is_minus ? -(int64_t)digits : (int64_t)digits,
			          forge_time_utc(thread, "publishedDate"), MARK_NONE);
	}
}

static void read_comment(struct forge_item *item, const json_t *thread, const json_t *comment)
{
	struct text thread_id = forge_item_id(item, thread, "id"), id = forge_item_id(item, comment, "id");

	if (!json_is_object(comment) || json_is_true(json_object_get(comment, "isDeleted")) ||
	    text_equal_nocase(forge_text(comment, "commentType"), TEXT("system")) ||
	    !forge_text(comment, "content").size)
		return;
	forge_item_act(item, (struct request_act_fact){
				     .kind = EVENT_CMT,
				     .who = person(item, forge_object(comment, "author")),
				     .source = TEXT("azure:comment"),
				     .act_time = forge_time_utc(comment, "publishedDate"),
				     .state = ACT_STATE_COMMENTED,
				     .word_count = forge_word_count(forge_text(comment, "content")),
				     .raw = forge_item_join(item, forge_item_join(item, thread_id, TEXT(".")), id) });
}

static void read_thread(struct forge_item *item, const json_t *thread)
{
	const json_t *comments = forge_array(thread, "comments");

	if (json_is_true(json_object_get(thread, "isDeleted")))
		return;
	if (text_equal(property(thread, "CodeReviewThreadType"), TEXT("VoteUpdate")))
		read_vote(item, thread);
	for (size_t i = 0; i < json_array_size(comments); i++)
		read_comment(item, thread, json_array_get(comments, i));
}

static void pull_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	const json_t *threads = forge_array(object, "threads");
	struct forge_item item;

	(void)context;
	if (forge_item_begin(&item, out, "azure", "pr", forge_int(object, "pullRequestId", 0), "a pull request")) {
		read_request(&item, object);
		read_reviewers(&item, forge_array(object, "reviewers"));
		/* Some programs put them there. */
		for (size_t i = 0; i < json_array_size(threads); i++)
			read_thread(&item, json_array_get(threads, i));
	}
	forge_item_end(&item);
}

const struct import_reader import_azure_pull = {
	.name = "Azure DevOps pull request",
	.summary = "pullrequests and pullrequests/N of Azure DevOps, with the votes of reviewers",
	.matches = pull_matches,
	.read = pull_read,
};

static bool thread_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return forge_array(object, "comments") && json_object_get(object, "publishedDate") &&
	       !json_object_get(object, "number");
}

static int64_t number_of(const json_t *thread, const struct import_context *context)
{
	const json_t *comments = forge_array(thread, "comments");
	const json_t *self = forge_object(forge_object(thread, "_links"), "self");
	int64_t number = forge_url_number_behind(forge_text(self, "href"), "/pullrequests/");

	for (size_t i = 0; number <= 0 && i < json_array_size(comments); i++) {
		self = forge_object(forge_object(json_array_get(comments, i), "_links"), "self");
		number = forge_url_number_behind(forge_text(self, "href"), "/pullrequests/");
	}
	return number > 0 ? number : import_context_number(context);
}

static void thread_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct forge_item item;

	if (forge_item_begin_named(&item, out, "azure", "pr", number_of(object, context), "a thread",
	                           "pullRequests/12/threads.json"))
		read_thread(&item, object);
	forge_item_end(&item);
}

const struct import_reader import_azure_thread = {
	.name = "Azure DevOps thread",
	.summary = "pullRequests/N/threads of Azure DevOps: comments, and when votes were given",
	.matches = thread_matches,
	.read = thread_read,
};
