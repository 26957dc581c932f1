/* From a range in words, or from what a CI system tells of its run, to commits. */
#include "range.h"

#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"

#define SHORT_ID_SIZE 12

struct choosing {
	struct range *out;
	struct repository *repository;
	const struct range_request *request;
	struct ci_run run;
	bool is_tried; /* the clone stands on the forge's own merge of a request */
};

/* ---- revisions ---- */

static int resolve_parent(struct oid *out, struct repository *repository, const struct oid *oid, int position)
{
	struct buf revision = { 0 };
	int ret;

	oid_add_hex(&revision, oid);
	buf_add_fmt(&revision, "^%d", position);
	ret = repository_resolve(out, repository, buf_str(&revision));
	buf_release(&revision);
	return ret;
}

/* Ids come from a file beside the clone: those that are not here are no error of who called. */
static bool find_told(struct oid *out, struct repository *repository, const char *id)
{
	return *id && repository_resolve(out, repository, id) == 0;
}

/* A branch as the clone of a CI system has it. */
static bool find_branch(struct oid *out, struct repository *repository, const char *name)
{
	static const char *const places[] = { "refs/remotes/origin/", "refs/heads/" };
	bool is_found = false;

	for (size_t i = 0; *name && !is_found && i < sizeof(places) / sizeof(places[0]); i++) {
		char *ref = xstrfmt("%s%s", places[i], name);

		is_found = repository_resolve(out, repository, ref) == 0;
		free(ref);
	}
	return is_found;
}

static bool is_same(const struct oid *a, const struct oid *b)
{
	return memcmp(a->bytes, b->bytes, OID_SIZE) == 0;
}

/* The last change of the tip: all that came with it over its first parent. */
static void take_last(struct range *out, struct repository *repository)
{
	out->has_base = resolve_parent(&out->base, repository, &out->tip, 1) == 0;
}

/* From where the other one and the tip parted; of a history of its own, all of it. */
static int take_parting(struct range *out, struct repository *repository, const struct oid *other)
{
	int ret = history_merge_base(&out->base, repository, other, &out->tip);

	out->has_base = ret == 0;
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/* ---- what was asked for ---- */

static int choose_dotted(struct range *out, struct repository *repository, const char *named, const char *dots)
{
	bool is_symmetric = dots[2] == '.';
	char *from = dots == named ? xstrdup("HEAD") : xstrndup(named, (size_t)(dots - named));
	const char *to = dots + (is_symmetric ? 3 : 2);
	struct oid base;
	int ret = repository_resolve(&out->tip, repository, *to ? to : "HEAD");

	if (ret == 0)
		ret = repository_resolve(&base, repository, from);
	free(from);
	if (ret)
		return ret;
	out->words = xstrdup(named);
	if (is_symmetric)
		return take_parting(out, repository, &base);
	out->base = base;
	out->has_base = true;
	return 0;
}

static int choose_named(struct range *out, struct repository *repository, const char *named)
{
	const char *dots = strstr(named, "..");
	int ret;

	if (dots)
		return choose_dotted(out, repository, named, dots);
	ret = repository_resolve(&out->tip, repository, named);
	if (ret)
		return ret;
	take_last(out, repository);
	out->words = xstrfmt("%s, and what came with it", named);
	return 0;
}

static int choose_base(struct range *out, struct repository *repository, const char *base)
{
	struct oid other;
	int ret = repository_resolve(&out->tip, repository, "HEAD");

	if (ret == 0)
		ret = repository_resolve(&other, repository, base);
	if (ret)
		return ret;
	out->words = xstrfmt("%s...HEAD", base);
	return take_parting(out, repository, &other);
}

/* ---- what a CI system tells ---- */

static char *told_words(const struct ci_run *run, const char *what)
{
	return xstrfmt("%s, told by %s%s%s", what, run->system->name, *run->event ? " for " : "", run->event);
}

static int refuse_told(const struct ci_run *run, const char *id, const char *what, const char *advice)
{
	return error_set(ERR_DISHONEST, "%s tells of %s %.*s, which is not in this clone; %s", run->system->name, what,
	                 SHORT_ID_SIZE, id, advice);
}

/* A merge commit that was made to try the request is what the clone stands on; it brings the request as it would land. */
static bool is_trial(struct choosing *choosing, const struct oid *head)
{
	struct oid second;

	return find_told(&choosing->out->tip, choosing->repository, "HEAD") &&
	       resolve_parent(&second, choosing->repository, &choosing->out->tip, 2) == 0 && is_same(&second, head);
}

static int choose_request(struct choosing *choosing)
{
	const struct ci_run *run = &choosing->run;
	struct range *out = choosing->out;
	struct oid head, base;

	if (!find_told(&head, choosing->repository, *run->tip ? run->tip : "HEAD"))
		return refuse_told(run, run->tip, "the request's head",
		                   "check out the request's head or its trial merge");
	if (is_trial(choosing, &head)) {
		take_last(out, choosing->repository);
		choosing->is_tried = true;
		out->words = told_words(run, "the trial merge of a request");
		return 0;
	}
	out->tip = head;
	if (!find_told(&base, choosing->repository, run->base) &&
	    !find_branch(&base, choosing->repository, run->target))
		return refuse_told(run, *run->base ? run->base : run->target, "the request's base",
		                   "fetch the branch it is for, or name it with --base");
	out->words = told_words(run, "a request");
	return take_parting(out, choosing->repository, &base);
}

static int choose_new(struct choosing *choosing, const char *what)
{
	const struct ci_run *run = &choosing->run;
	struct oid other;

	if (!find_branch(&other, choosing->repository, run->default_branch))
		return refuse_told(run, *run->default_branch ? run->default_branch : "whose name it does not say",
		                   "the default branch", "fetch it, or name a base with --base");
	choosing->out->words = told_words(run, what);
	return take_parting(choosing->out, choosing->repository, &other);
}

static int choose_push(struct choosing *choosing)
{
	const struct ci_run *run = &choosing->run;
	struct range *out = choosing->out;

	out->has_base = find_told(&out->base, choosing->repository, run->base);
	if (out->has_base) {
		char *what =
			xstrfmt("%.*s..%.*s", SHORT_ID_SIZE, run->base, SHORT_ID_SIZE, *run->tip ? run->tip : "HEAD");

		out->words = told_words(run, what);
		free(what);
		return 0;
	}
	/* What a forced push took away cannot be looked at. Of a branch all that it has beyond the default branch can. */
	if (*run->branch && *run->default_branch && strcmp(run->branch, run->default_branch) != 0)
		return choose_new(choosing,
		                  "a branch that was pushed by force, from where it parts from the default branch");
	return refuse_told(run, run->base, "the commit before the push",
	                   "it was pushed away by force: name a base with --base");
}

/* The last change would be less than was pushed, and a gate that is open by accident. */
static int refuse_lost(const struct ci_run *run)
{
	return error_set(ERR_DISHONEST, "%s does not tell where the range of this %s begins; name a base with --base",
	                 run->system->name, *run->event ? run->event : "event");
}

static int choose_told(struct choosing *choosing)
{
	const struct ci_run *run = &choosing->run;
	struct range *out = choosing->out;

	if (run->range == CI_LOST)
		return refuse_lost(run);
	if (run->range == CI_REQUEST)
		return choose_request(choosing);
	if (!find_told(&out->tip, choosing->repository, *run->tip ? run->tip : "HEAD"))
		return refuse_told(run, run->tip, "the commit", "check it out");
	switch (run->range) {
	case CI_PUSH:
		return choose_push(choosing);
	case CI_NEW:
		return choose_new(choosing, "a new branch, from where it parts from the default branch");
	case CI_MERGED:
		out->words =
			told_words(run, out->is_request ? "a request as it would land" : "a change that was merged");
		break;
	default:
		out->words = xstrfmt("the last change, since %s tells no range%s%s", run->system->name,
		                     *run->event ? " for " : "", run->event);
	}
	take_last(out, choosing->repository);
	return 0;
}

/* ---- without any word ---- */

static int choose_default(struct range *out, struct repository *repository)
{
	struct oid upstream;
	int ret = repository_resolve(&out->tip, repository, "HEAD");

	if (ret == 0 && repository_upstream(&upstream, repository) == 0) {
		ret = take_parting(out, repository, &upstream);
		if (ret == 0 && out->has_base && !is_same(&out->base, &out->tip)) {
			out->words = xstrdup("@{upstream}...HEAD, what the upstream lacks");
			return 0;
		}
	}
	if (ret)
		return ret;
	take_last(out, repository);
	out->words = xstrdup("HEAD, the last change");
	return 0;
}

/* ---- all of it ---- */

static int choose(struct choosing *choosing)
{
	const struct range_request *request = choosing->request;
	struct oid head;

	if (request->named)
		return choose_named(choosing->out, choosing->repository, request->named);
	if (repository_resolve(&head, choosing->repository, "HEAD") == ERR_NOTFOUND) {
		choosing->out->is_empty = true;
		choosing->out->words = xstrdup("HEAD, which has no commit yet");
		return 0;
	}
	if (request->base)
		return choose_base(choosing->out, choosing->repository, request->base);
	if (choosing->run.system)
		return choose_told(choosing);
	return choose_default(choosing->out, choosing->repository);
}

/*
 * A request must not be judged by settings that it brings. Where its head was checked out the clone may be of a fork, whose
 * branches are its author's: then what the forge tells of the target's branch stands before them.
 */
static void find_settings(struct choosing *choosing)
{
	struct range *out = choosing->out;

	if (!out->is_request || out->is_empty)
		return;
	if (choosing->run.is_base_of_target && !choosing->is_tried)
		out->has_settings = find_told(&out->settings, choosing->repository, choosing->run.base);
	if (!out->has_settings)
		out->has_settings = find_branch(&out->settings, choosing->repository, choosing->run.target);
	if (!out->has_settings && out->has_base) {
		out->settings = out->base;
		out->has_settings = true;
	}
}

/* Of what the remote's default branch lacks, reviews and integration are still to come. Without such a branch all has landed. */
static int find_landing(struct choosing *choosing)
{
	const char *name = choosing->run.system ? choosing->run.default_branch : "HEAD";
	char *ref = xstrfmt("refs/remotes/origin/%s", name);
	struct oid trunk;
	bool is_held = true;
	int ret = 0;

	if (!choosing->out->is_request && *name && repository_resolve(&trunk, choosing->repository, ref) == 0)
		ret = history_reaches(&is_held, choosing->repository, &trunk, &choosing->out->tip);
	choosing->out->is_unlanded = choosing->out->is_request || !is_held;
	free(ref);
	return ret;
}

static void find_line(struct choosing *choosing)
{
	struct buf name = { 0 };

	if (choosing->run.system)
		buf_add_str(&name, choosing->run.branch);
	else if (repository_head_branch(&name, choosing->repository))
		buf_clear(&name);
	/* In a fork the branch of a request is called what its author likes, "main" for example. */
	if (choosing->out->is_request)
		buf_add_str(&name, " request");
	choosing->out->branch = buf_detach(&name);
}

static int find_commits(struct choosing *choosing)
{
	struct range *out = choosing->out;
	struct oid head;
	bool is_reached = false;
	int ret =
		history_list_between(&out->commits, choosing->repository, &out->tip, out->has_base ? &out->base : NULL);

	if (ret == 0 && repository_resolve(&head, choosing->repository, "HEAD") == 0)
		ret = history_reaches(&is_reached, choosing->repository, &head, &out->tip);
	out->is_off_head = !is_reached;
	if (ret == 0 && out->commits.count == 0) {
		char *words = out->words;

		out->words = xstrfmt("%s: no commits", words);
		free(words);
	}
	return ret;
}

int range_choose(struct range *out, struct repository *repository, const struct range_request *request)
{
	struct choosing choosing = { .out = out, .repository = repository, .request = request };
	int ret;

	*out = (struct range){ 0 };
	ci_read(&choosing.run, request->environment);
	out->is_request = choosing.run.is_request;
	out->is_named = request->named || request->base;
	find_line(&choosing);
	ret = choose(&choosing);
	if (ret || out->is_empty)
		return ret;
	find_settings(&choosing);
	ret = find_landing(&choosing);
	return ret ? ret : find_commits(&choosing);
}

int range_go_on(struct range *range, struct repository *repository, const struct oid *last, const struct oid *base)
{
	struct oid_list commits = { 0 };
	bool is_same_tip = is_same(&range->tip, last), is_reached = false;
	int ret = 0;

	if (!repository_has_commit(repository, last) ||
	    (is_same_tip && base && !repository_has_commit(repository, base)))
		return 0;
	if (!is_same_tip)
		ret = history_reaches(&is_reached, repository, &range->tip, last);
	if (ret || !(is_same_tip || is_reached))
		return ret;
	range->has_base = !is_same_tip || base;
	if (range->has_base)
		range->base = is_same_tip ? *base : *last;
	ret = history_list_between(&commits, repository, &range->tip, range->has_base ? &range->base : NULL);
	oid_list_release(&range->commits);
	range->commits = commits;
	free(range->words);
	range->words = xstrdup(is_same_tip ? "what the last check looked at" : "since the last check");
	return ret;
}

int range_find_gap(struct range *range, struct repository *repository, const struct oid *last)
{
	if (!range->has_base || is_same(&range->base, last) || !repository_has_commit(repository, last))
		return 0;
	return history_reaches(&range->leaves_gap, repository, &range->base, last);
}

void range_release(struct range *range)
{
	oid_list_release(&range->commits);
	free(range->words);
	free(range->branch);
	*range = (struct range){ 0 };
}
