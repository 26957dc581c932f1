/*
 * GitHub's migration archives: each file an array of objects that say themselves what they are, and name people and
 * requests by the addresses of their pages. They come in any order; nothing here needs another item.
 */
#include "import_github.h"

#include <string.h>

static bool is_type(const json_t *object, const char *type)
{
	return text_equal(forge_text(object, "type"), text_of(type));
}

/* GitHub's REST has objects of a "type" as well, but people are objects in them. */
static bool names_by_address(const json_t *object)
{
	const json_t *user = json_object_get(object, "user");

	return !json_is_object(user) && !json_object_get(object, "number") && !json_object_get(object, "node_id");
}

/* The last part of the address of a person's page, an app's with "apps/" before it; null where there is none. Owned by caller. */
static json_t *user_of(const json_t *object, const char *key)
{
	struct text url = text_trim(forge_text(object, key));
	size_t from;

	while (text_ends(url, TEXT("/")))
		url.size--;
	for (from = url.size; from && url.at[from - 1] != '/';)
		from--;
	if (text_ends(text_slice(url, 0, from), TEXT("/apps/")))
		from -= TEXT("apps/").size;
	return from < url.size ? json_stringn(url.at + from, url.size - from) : json_null();
}

static int64_t number_of(struct text url)
{
	uint64_t number;

	return text_to_uint(forge_url_number(url), &number) && number <= INT64_MAX ? (int64_t)number : 0;
}

/* ---- which project ---- */

/* "owner/name" at the end of the remote's address, and nothing longer. */
static bool is_remote(struct text remote, struct text project)
{
	while (text_ends(remote, TEXT("/")))
		remote.size--;
	if (text_ends(remote, TEXT(".git")))
		remote.size -= 4;
	return text_ends_nocase(remote, project) &&
	       (remote.size == project.size || remote.at[remote.size - project.size - 1] == '/' ||
	        remote.at[remote.size - project.size - 1] == ':');
}

/* Numbers of one project mean other requests in the next: of several the repository's own is read. */
static bool is_foreign(struct import_out *out, struct text request_url)
{
	struct import_projects *projects = &out->projects;
	struct text project = forge_url_project(request_url);

	if (!projects->are_several || !project.size || is_remote(projects->remote, project))
		return false;
	if (!projects->was_told)
		import_complain(
			out,
			"the archive holds several projects: what is not of the repository's remote is passed over");
	projects->was_told = true;
	return true;
}

static bool matches_repository(const json_t *object, const struct import_context *context)
{
	(void)context;
	return is_type(object, "repository") && forge_text(object, "url").size;
}

static void read_repository(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct import_projects *projects = &out->projects;
	struct text url = forge_text(object, "url");

	(void)context;
	if (!projects->first[0] && url.size < sizeof(projects->first))
		memcpy(projects->first, url.at, url.size);
	else if (!text_equal(text_of(projects->first), url))
		projects->are_several = true;
}

const struct import_reader import_migration_repository = {
	.name = "GitHub repository (migration)",
	.summary = "repositories_*.json of a migration archive: which projects it holds",
	.matches = matches_repository,
	.read = read_repository,
};

/* ---- pull requests ---- */

static bool matches_pull(const json_t *object, const struct import_context *context)
{
	(void)context;
	return is_type(object, "pull_request") && names_by_address(object);
}

/* Who was asked stands there as an address, or as an object that holds one. */
static void read_asked(struct github_item *item, const json_t *pull)
{
	static const char *const keys[] = { "reviewer", "requested_reviewer", "user", "url" };
	const json_t *list = forge_array(pull, "review_requests");

	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *holder = json_is_object(json_array_get(list, i))
		                         ? json_incref(json_array_get(list, i))
		                         : json_pack("{sO}", "url", json_array_get(list, i));

		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			struct text url = forge_text(holder, keys[k]);
			json_t *user;

			if (!url.size)
				continue;
			user = text_find(url, TEXT("/teams/"), 0) >= 0 ? json_pack("{ss%}", "slug", url.at, url.size)
			                                               : user_of(holder, keys[k]);
			github_asked(item, user);
			json_decref(user);
			break;
		}
		json_decref(holder);
	}
}

static enum request_state state_of(const struct request_fact *request)
{
	return request->merged_time ? REQUEST_MERGED : request->closed_time ? REQUEST_CLOSED : REQUEST_OPEN;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void read_pull(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct text url = forge_text(object, "url");
	struct request_fact request = {
		.project = forge_url_project(url),
		.draft = forge_draft(object, json_object_get(object, "draft") ? "draft" : "work_in_progress"),
		.created_time = forge_time(object, "created_at"),
		.closed_time = forge_time(object, "closed_at"),
		.merged_time = forge_time(object, "merged_at"),
		.seen_time = forge_time(object, "updated_at"),
		.line_count = -1,
	};
	struct github_item item;
	json_t *user;

	(void)context;
	if (is_foreign(out, url))
		return;
	if (github_begin(&item, out, GITHUB_REST_PULL, number_of(url))) {
		user = user_of(object, "user");
		item.author = github_user(&item, user);
		json_decref(user);
		request.state = state_of(&request);
		if (!request.seen_time)
			request.seen_time =
				later(later(request.created_time, request.closed_time), request.merged_time);
		if (request.state == REQUEST_MERGED)
			github_point(&item, POINTER_MERGE, forge_text(object, "merge_commit_sha"));
		github_point(&item, POINTER_HEAD, forge_text(forge_object(object, "head"), "sha"));
		github_request(&item, &request);
		read_asked(&item, object);
	}
	github_end(&item);
}

const struct import_reader import_migration_pull = {
	.name = "GitHub pull request (migration)",
	.summary = "pull_requests_*.json of a migration archive",
	.matches = matches_pull,
	.read = read_pull,
};

/* ---- reviews and comments ---- */

static void read_act(const json_t *object, struct import_out *out, struct text request_url, struct github_act *act,
                     const char *user_key)
{
	struct github_item item;
	json_t *user;

	if (is_foreign(out, request_url))
		return;
	user = user_of(object, user_key);
	act->user = user;
	if (github_begin(&item, out, GITHUB_REST_REVIEW, number_of(request_url)))
		github_act(&item, act);
	github_end(&item);
	json_decref(user);
}

static bool matches_review(const json_t *object, const struct import_context *context)
{
	(void)context;
	return is_type(object, "pull_request_review") && names_by_address(object);
}

static void read_review(const json_t *object, const struct import_context *context, struct import_out *out)
{
	static const struct {
		int64_t number;
		enum act_state state;
	} states[] = {
		{ 1, ACT_STATE_COMMENTED },
		{ 30, ACT_STATE_CHANGES },
		{ 40, ACT_STATE_APPROVED },
		{ 50, ACT_STATE_DISMISSED },
	};
	int64_t number = forge_int(object, "state", 0);
	struct github_act act = {
		.source = "github:review",
		.kind = EVENT_REV,
		.written = object,
		.act_time = forge_time(object, "submitted_at"),
		.head = forge_text(object, "head_sha"),
	};

	(void)context;
	if (!act.act_time)
		act.act_time = forge_time(object, "created_at");
	/* Others were begun and not handed in. */
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (states[i].number == number) {
			act.state = states[i].state;
			read_act(object, out, forge_text(object, "pull_request"), &act, "user");
		}
	}
}

const struct import_reader import_migration_review = {
	.name = "GitHub review (migration)",
	.summary = "pull_request_reviews_*.json of a migration archive",
	.matches = matches_review,
	.read = read_review,
};

static bool matches_comment(const json_t *object, const struct import_context *context)
{
	(void)context;
	return (is_type(object, "pull_request_review_comment") || is_type(object, "issue_comment")) &&
	       names_by_address(object);
}

static void read_comment(const json_t *object, const struct import_context *context, struct import_out *out)
{
	bool is_inline = is_type(object, "pull_request_review_comment");
	struct text url = forge_text(object, "pull_request");
	struct github_act act = {
		.source = is_inline ? "github:review-comment" : "github:comment",
		.kind = EVENT_CMT,
		.written = object,
		.act_time = forge_time(object, "created_at"),
	};

	(void)context;
	if (!url.size)
		url = forge_text(object, "issue");
	if (github_url_is(url, "issues"))
		out->summary->issue_count++;
	else if (!is_inline || forge_int(object, "state", 1) != 0)
		read_act(object, out, url, &act, "user");
}

const struct import_reader import_migration_comment = {
	.name = "GitHub comment (migration)",
	.summary = "pull_request_review_comments_*.json and issue_comments_*.json of a migration archive; those on "
		   "issues are "
		   "passed over",
	.matches = matches_comment,
	.read = read_comment,
};

/* ---- people ---- */

static bool matches_user(const json_t *object, const struct import_context *context)
{
	(void)context;
	/* REST tells a number of each; some archives leave out addresses. */
	return (is_type(object, "user") || is_type(object, "bot")) && forge_text(object, "login").size &&
	       (json_object_get(object, "emails") ||
	        (forge_text(object, "url").size && !json_object_get(object, "id")));
}

static void read_user(const json_t *object, const struct import_context *context, struct import_out *out)
{
	const json_t *emails = forge_array(object, "emails");
	struct github_item item = { .out = out, .kind = GITHUB_REST_PULL };
	json_t *copy =
		json_pack("{sOsO?}", "login", json_object_get(object, "login"), "name",
	                  json_is_string(json_object_get(object, "name")) ? json_object_get(object, "name") : NULL);

	(void)context;
	if (copy && is_type(object, "user")) {
		(void)github_user(&item, copy);
		for (size_t i = 0; i < json_array_size(emails); i++) {
			const json_t *entry = json_array_get(emails, i);
			json_t *address = json_is_object(entry) ? json_object_get(entry, "address") : (json_t *)entry;

			if (json_is_string(address)) {
				json_object_set(copy, "email", address);
				(void)github_user(&item, copy);
			}
		}
	}
	json_decref(copy);
	github_end(&item);
}

const struct import_reader import_migration_user = {
	.name = "GitHub user (migration)",
	.summary = "users_*.json of a migration archive: names and addresses of logins",
	.matches = matches_user,
	.read = read_user,
};

/* ---- what happened besides ---- */

static bool matches_other(const json_t *object, const struct import_context *context)
{
	static const char *const types[] = { "issue", "issue_event", "pull_request_review_thread", "commit_comment" };

	(void)context;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (is_type(object, types[i]) && names_by_address(object))
			return true;
	}
	return false;
}

/* Of all events the merge alone tells what no other file does: who pressed the button. */
static void read_other(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct text url = forge_text(object, "pull_request");
	struct github_act act = {
		.source = "github:merge",
		.kind = EVENT_INT,
		.act_time = forge_time(object, "created_at"),
	};

	(void)context;
	if (!url.size)
		url = forge_text(object, "issue");
	if (is_type(object, "issue") || github_url_is(url, "issues"))
		out->summary->issue_count++;
	else if (is_type(object, "issue_event") && text_equal(forge_text(object, "event"), TEXT("merged")))
		read_act(object, out, url, &act, "actor");
}

const struct import_reader import_migration_other = {
	.name = "GitHub event (migration)",
	.summary = "issue_events_*.json of a migration archive: who merged; everything else in it is passed over",
	.matches = matches_other,
	.read = read_other,
};
