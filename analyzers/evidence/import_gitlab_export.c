/*
 * GitLab's project export: one merge request a line, with all that hangs on it. People are numbers there; the names stand in
 * project_members.ndjson, which is read first. Who is no member any more is told by the name alone, or not at all.
 */
#include "import_gitlab.h"

#include <inttypes.h>

/* ---- people ---- */

static bool member_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "access_level") && json_object_get(object, "user_id") &&
	       (json_object_get(object, "user") || json_object_get(object, "invite_email"));
}

static void member_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct gitlab_item item = { .out = out };
	const json_t *user = forge_object(object, "user");
	struct text login = gitlab_user(&item, user);
	int64_t number = forge_int(object, "user_id", 0);

	(void)context;
	if (number <= 0)
		number = forge_int(user, "id", 0);
	if (number > 0)
		import_people_put(out->people, number, login);
	gitlab_item_release(&item);
}

const struct import_reader import_gitlab_member = {
	.name = "GitLab member (export)",
	.summary = "project_members.ndjson of a project export: who the numbers are",
	.matches = member_matches,
	.read = member_read,
};

/* name: what stands beside the number, an author's name; may be empty. Empty for number 0: a deleted user. */
static struct text person(struct gitlab_item *item, int64_t number, struct text name)
{
	struct text login = import_people_find(item->out->people, number);
	struct buf made = { 0 };

	name = text_trim(name);
	if (login.size || number <= 0)
		return login;
	if (text_equal_nocase(name, TEXT("Ghost User")))
		return (struct text){ 0 };
	if (name.size)
		return name;
	buf_add_fmt(&made, "GitLab user %" PRId64, number);
	login = (struct text){ arena_copy(&item->arena, buf_str(&made), made.size), made.size };
	buf_release(&made);
	return login;
}

/* ---- merge requests ---- */

static bool request_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "iid") && json_object_get(object, "author_id") &&
	       !json_object_get(object, "author") &&
	       (json_object_get(object, "source_branch") || json_object_get(object, "merge_request_diff"));
}

/* Of what landed, as the readers of the REST interface do. */
static struct request_pointer *add_pointer(struct request_pointer *at, enum pointer_kind kind, struct text hex)
{
	at->kind = kind;
	at->push_time = 0;
	return at + oid_from_hex(&at->oid, hex);
}

static void read_pointers(struct gitlab_item *item, struct request_fact *request, const json_t *object)
{
	const json_t *diff = forge_object(object, "merge_request_diff");
	const json_t *commits = forge_array(diff, "merge_request_diff_commits");
	struct text head = forge_text(diff, "head_commit_sha");
	struct request_pointer *pointers =
		arena_alloc(&item->arena, (json_array_size(commits) + 4) * sizeof(*pointers));
	struct request_pointer *end = pointers;
	const struct request_pointer *before;
	size_t i;
	json_t *commit;

	if (!head.size)
		head = forge_text(object, "diff_head_sha");
	end = add_pointer(end, POINTER_MERGE, forge_text(object, "merge_commit_sha"));
	end = add_pointer(end, POINTER_SQUASH, forge_text(object, "squash_commit_sha"));
	before = end;
	end = add_pointer(end, POINTER_HEAD, head);
	/* A base alone bounds nothing. */
	if (end > before)
		end = add_pointer(end, POINTER_BASE, forge_text(diff, "base_commit_sha"));
	json_array_foreach(commits, i, commit) end = add_pointer(end, POINTER_COMMIT, forge_text(commit, "sha"));
	request->pointers = pointers;
	request->pointer_count = (size_t)(end - pointers);
}

static void read_request(struct gitlab_item *item, struct request_fact *request, const json_t *object)
{
	const json_t *metrics = forge_object(object, "metrics");

	request->change = item->change;
	request->state = gitlab_state(forge_text(object, "state"));
	request->draft = forge_draft(object, "draft");
	request->created_time = forge_time(object, "created_at");
	request->closed_time = forge_time(metrics, "latest_closed_at");
	request->merged_time = forge_time(metrics, "merged_at");
	request->seen_time = forge_time(object, "updated_at");
	/* All notes are there, those among them that tell of approvals. */
	request->reviews_time = forge_array(object, "notes") ? request->seen_time : 0;
	request->author = person(item, forge_int(object, "author_id", 0), (struct text){ 0 });
	if (request->state == REQUEST_MERGED)
		read_pointers(item, request, object);
	item->out->sink->request(item->out->sink->payload, request);
}

/* ---- acts ---- */

static void read_merge(struct gitlab_item *item, const json_t *object, int64_t merged_time)
{
	int64_t number = forge_int(forge_object(object, "metrics"), "merged_by_id", 0);

	if (number <= 0)
		number = forge_int(object, "merge_user_id", 0);
	if (number > 0)
		gitlab_act(item,
		           (struct request_act_fact){ .kind = EVENT_INT,
		                                      .source = TEXT("gitlab:merge"),
		                                      .act_time = merged_time,
		                                      .word_count = -1 },
		           person(item, number, (struct text){ 0 }));
}

static void read_notes(struct gitlab_item *item, const json_t *notes)
{
	size_t i;
	json_t *note;

	json_array_foreach(notes, i, note)
	{
		if (!json_is_object(note))
			continue;
		gitlab_read_note(item, &(struct gitlab_note){
					       .body = forge_text(note, "note"),
					       .is_system = json_is_true(json_object_get(note, "system")),
					       .is_diff = text_equal(forge_text(note, "type"), TEXT("DiffNote")),
					       .time = forge_time(note, "created_at"),
					       .head = forge_text(forge_object(note, "position"), "head_sha"),
					       .login = person(item, forge_int(note, "author_id", 0),
		                                               forge_text(forge_object(note, "author"), "name")),
				       });
	}
}

static void read_approvals(struct gitlab_item *item, const json_t *approvals)
{
	size_t i;
	json_t *approval;

	json_array_foreach(approvals, i, approval)
	{
		gitlab_act(item,
		           (struct request_act_fact){ .kind = EVENT_REV,
		                                      .source = TEXT("gitlab:approval"),
		                                      .act_time = forge_time(approval, "created_at"),
		                                      .state = ACT_STATE_APPROVED,
		                                      .word_count = -1 },
		           person(item, forge_int(approval, "user_id", 0), (struct text){ 0 }));
	}
}

static void read_reviewers(struct gitlab_item *item, const json_t *reviewers)
{
	size_t i;
	json_t *reviewer;

	json_array_foreach(reviewers, i, reviewer)
	{
		struct text login = person(item, forge_int(reviewer, "user_id", 0), (struct text){ 0 });

		if (login.size)
			gitlab_asked(item, login, 0);
	}
}

static void request_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct gitlab_item item;
	struct request_fact request = { .forge = TEXT("gitlab"), .line_count = -1 };

	if (gitlab_item_init(&item, object, context, out, "a merge request")) {
		read_request(&item, &request, object);
		if (request.state == REQUEST_MERGED)
			read_merge(&item, object, request.merged_time);
		read_notes(&item, forge_array(object, "notes"));
		read_approvals(&item, forge_array(object, "approvals"));
		read_reviewers(&item, forge_array(object, "merge_request_reviewers"));
		read_reviewers(&item, forge_array(object, "reviewers"));
	}
	gitlab_item_release(&item);
}

const struct import_reader import_gitlab_export = {
	.name = "GitLab merge request (export)",
	.summary = "merge_requests.ndjson of a project export, with notes, approvals and reviewers",
	.matches = request_matches,
	.read = request_read,
};
