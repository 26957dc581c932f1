/*
 * What evidence could still be had, and the one command that gets it. A command is named only if it runs today and this
 * program reads what it brings.
 */
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "sources.h"

/* The few facts that tell what could still be fetched. Counts are of the trailing year of each tip. */
struct situation {
	int64_t changes, reviewed;        /* reviewed: with counted review evidence */
	int64_t squashed_pr, headless_pr; /* squashed pull requests, those without their head */
	int64_t squashed_mr, headless_mr;
	int64_t gerrit, untold_gerrit;      /* changes known by their Change-Id or Gerrit number; told by no request */
	int64_t mailed, untold_mail;        /* changes that name a mail; those of which no mail is told */
	int64_t closing;                    /* commits of no known request that close a number */
	int64_t heads;                      /* heads of any request, of all time */
	int64_t pull_requests, untold_pull; /* changes that are pull requests; those of which no export or note tells */
	int64_t merge_requests, untold_merge;
	int64_t unrecorded;         /* requests that an export tells of and no note keeps, of all time */
	bool is_shallow, has_told;  /* has_told: some note or export was read */
	bool has_notes, has_notedb; /* what notes tell, what Gerrit's records tell is here */
	bool is_github, is_gitlab, has_remote, has_request_refs;
};

/* CROSS JOIN and "+ 0" keep the planner on the index over time: the trailing year is a small part of a repository. */
/* clang-format off */
#define NAMES_MAIL \
	"EXISTS (SELECT 1 FROM reference f WHERE f.commit_id = c.newest_id AND f.kind = 'review' AND f.value LIKE '%@%')"

static const char count_changes[] =
	"SELECT count(*), coalesce(sum(cc.has_review), 0),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'pr:%' THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'pr:%' AND h.change IS NULL THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'mr:%' THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'squash' AND c.key LIKE 'mr:%' AND h.change IS NULL THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'gerrit' THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'commit' AND EXISTS (\n"
	"         SELECT 1 FROM reference f WHERE f.commit_id = c.newest_id AND f.kind = 'closes') THEN 1 END),\n"
	"       count(CASE WHEN c.key LIKE 'pr:%' THEN 1 END),\n"
	"       count(CASE WHEN c.key LIKE 'pr:%' AND NOT EXISTS (\n"
	"         SELECT 1 FROM request q WHERE q.repository_id = c.repository_id AND q.change = c.key) THEN 1 END),\n"
	"       count(CASE WHEN c.key LIKE 'mr:%' THEN 1 END),\n"
	"       count(CASE WHEN c.key LIKE 'mr:%' AND NOT EXISTS (\n"
	"         SELECT 1 FROM request q WHERE q.repository_id = c.repository_id AND q.change = c.key) THEN 1 END),\n"
	"       count(CASE WHEN c.rule = 'gerrit' AND NOT EXISTS (\n"
	"         SELECT 1 FROM change_request d WHERE d.change_id = c.id) THEN 1 END),\n"
	"       count(CASE WHEN " NAMES_MAIL " THEN 1 END),\n"
	"       count(CASE WHEN " NAMES_MAIL " AND NOT EXISTS (\n"
	"         SELECT 1 FROM change_request d WHERE d.change_id = c.id AND d.request LIKE 'mail:%') THEN 1 END)\n"
	"FROM repository r\n"
	"JOIN commits t ON t.oid = r.tip\n"
	"CROSS JOIN change c\n"
	"LEFT JOIN change_credit cc ON cc.change_id = c.id\n"
	"LEFT JOIN request_head h ON h.repository_id = c.repository_id AND h.change = c.key\n"
	"WHERE c.repository_id + 0 = r.id AND c.landed_time > t.commit_time - 31536000\n"
	"  AND (:repository IS NULL OR r.id = :repository)";

static const char look_at_clone[] =
	"SELECT coalesce(max(CASE WHEN r.remote LIKE '%github%' THEN 1 ELSE 0 END), 0),\n"
	"       coalesce(max(CASE WHEN r.remote <> '' THEN 1 ELSE 0 END), 0),\n"
	"       coalesce(max(CASE WHEN r.remote LIKE '%bitbucket.org%' OR r.remote LIKE '%dev.azure.com%'\n"
	"         OR r.remote LIKE '%visualstudio.com%' THEN 0 ELSE 1 END), 0),\n"
	"       coalesce(max((SELECT min(s.is_shallow) FROM scan s\n"
	"         WHERE s.repository_id = r.id AND s.tip = r.tip)), 0),\n"
	"       (SELECT count(*) FROM request_head h WHERE :repository IS NULL OR h.repository_id = :repository),\n"
	"       coalesce(max(CASE WHEN r.remote LIKE '%gitlab%' THEN 1 ELSE 0 END), 0),\n"
	"       EXISTS (SELECT 1 FROM source s WHERE s.name LIKE 'note:%' OR s.name = 'reviewnotes') OR EXISTS (\n"
	"         SELECT 1 FROM request q WHERE (:repository IS NULL OR q.repository_id = :repository)),\n"
	"       (SELECT count(*) FROM request q\n"
	"        JOIN change c ON c.repository_id = q.repository_id AND c.key = q.change\n"
	"        WHERE q.origin = 'export' AND (:repository IS NULL OR q.repository_id = :repository)\n"
	"          AND NOT EXISTS (\n"
	"            SELECT 1 FROM request n\n"
	"            WHERE n.repository_id = q.repository_id AND n.change = q.change AND n.origin <> 'export')),\n"
	"       EXISTS (SELECT 1 FROM source s WHERE s.name LIKE 'note:%' OR s.name = 'reviewnotes') OR EXISTS (\n"
	"         SELECT 1 FROM request q\n"
	"         WHERE (:repository IS NULL OR q.repository_id = :repository)\n"
	"           AND (q.origin LIKE 'refs/notes/%' OR q.origin = 'appraise')),\n"
	"       EXISTS (SELECT 1 FROM request q\n"
	"               WHERE (:repository IS NULL OR q.repository_id = :repository) AND q.origin = 'notedb')\n"
	"FROM repository r\n"
	"WHERE :repository IS NULL OR r.id = :repository";
/* clang-format on */

static int look_at_changes(struct situation *out, struct store *store, int64_t repository)
{
	int64_t *const counts[] = { &out->changes,       &out->reviewed,    &out->squashed_pr,    &out->headless_pr,
		                    &out->squashed_mr,   &out->headless_mr, &out->gerrit,         &out->closing,
		                    &out->pull_requests, &out->untold_pull, &out->merge_requests, &out->untold_merge,
		                    &out->untold_gerrit, &out->mailed,      &out->untold_mail };
	struct statement *statement;
	int ret = store_statement(&statement, store, count_changes);

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	ret = statement_step(statement);
	for (int i = 0; ret == 0 && i < (int)(sizeof(counts) / sizeof(counts[0])); i++)
		*counts[i] = statement_int(statement, i);
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static int look(struct situation *out, struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret;

	*out = (struct situation){ 0 };
	ret = look_at_changes(out, store, repository);
	if (ret)
		return ret;
	ret = store_statement(&statement, store, look_at_clone);
	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	ret = statement_step(statement);
	if (ret == 0) {
		out->is_github = statement_int(statement, 0) != 0;
		out->has_remote = statement_int(statement, 1) != 0;
		out->has_request_refs = statement_int(statement, 2) != 0;
		out->is_shallow = statement_int(statement, 3) != 0;
		out->heads = statement_int(statement, 4);
		out->is_gitlab = statement_int(statement, 5) != 0;
		out->has_told = statement_int(statement, 6) != 0;
		out->unrecorded = statement_int(statement, 7);
		out->has_notes = statement_int(statement, 8) != 0;
		out->has_notedb = statement_int(statement, 9) != 0;
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/*
 * Requests of the last weeks may have landed since the last fetch; more than one in ten without a head is too many. A
 * few squashes among merges are not worth a fetch of every head there ever was.
 */
static bool is_stale(int64_t without, int64_t squashed, const struct situation *at)
{
	return squashed >= LIVE_CHANGES && squashed * LIVE_SHARE >= at->changes && without * 10 > squashed;
}

static bool wants_pull_heads(const struct situation *at)
{
	if (!at->has_request_refs)
		return false;
	if (is_stale(at->headless_pr, at->squashed_pr, at))
		return true;
	return at->is_github && at->heads == 0 && at->closing >= LIVE_CHANGES;
}

static bool lacks_reviewers(const struct situation *at)
{
	return at->reviewed * 2 < at->changes;
}

/* Whether an export would tell of more than a few changes that nothing tells of yet. */
static bool wants_export(int64_t untold, int64_t requests, const struct situation *at)
{
	return requests >= LIVE_CHANGES && requests * LIVE_SHARE >= at->changes && untold * 10 > requests;
}

/* Why nothing that can be fetched would name the reviewers, in the words that fit how changes land here. */
static const char *reason_for_silence(const struct situation *at)
{
	if (at->gerrit * 2 >= at->changes)
		return "Gerrit keeps the votes in refs/changes/*/meta of its own repository; a fetch from there brings "
		       "them, or git lead import an export of its changes";
	if (at->mailed * 2 >= at->changes)
		return "they stand in the mails; git lead import reads an archive of the list";
	if ((at->pull_requests + at->merge_requests) * 2 >= at->changes)
		return "the forge keeps them, and no fetch brings them; git lead import reads an export of its "
		       "requests";
	return "no fetch brings them; Reviewed-by lines in the messages would record them from now on";
}

typedef VEC(struct missing_source) missing_sources;

/* Whether changes land here from a Gerrit: it tells of itself, or enough of them name it. */
static bool is_of_gerrit(const struct situation *at)
{
	return at->has_notedb || (at->gerrit >= LIVE_CHANGES && at->gerrit * LIVE_SHARE >= at->changes);
}

/* What git itself can fetch. */
static void add_fetches(missing_sources *missing, const struct situation *at)
{
	if (wants_pull_heads(at))
		*VEC_PUSH(missing) =
			(struct missing_source){ .what = "pull-request heads",
			                         .why = "second authors and taken suggestions of squashed changes",
			                         .command = "git fetch origin '+refs/pull/*/head:refs/pull/*/head'" };
	if (is_stale(at->headless_mr, at->squashed_mr, at))
		*VEC_PUSH(missing) = (struct missing_source){
			.what = "merge-request heads",
			.why = "second authors and taken suggestions of squashed changes",
			.command = "git fetch origin '+refs/merge-requests/*/head:refs/merge-requests/*/head'"
		};
	if (lacks_reviewers(at) && !at->has_told)
		*VEC_PUSH(missing) = (struct missing_source){
			.what = "notes",
			.why = "reviews kept beside the commits, if somebody recorded them: by git lead, by Gerrit's "
			       "reviewnotes or git-appraise, or the mail of each commit (amlog)",
			.command = "git fetch origin 'refs/notes/*:refs/notes/*'",
			.is_uncertain = true,
		};
	else if (!at->has_notes && is_of_gerrit(at))
		*VEC_PUSH(missing) = (struct missing_source){
			.what = "notes",
			.why = "who voted on each commit that landed, if the server has Gerrit's reviewnotes plugin "
			       "(refs/notes/review)",
			.command = "git fetch origin 'refs/notes/*:refs/notes/*'",
			.is_uncertain = true,
			.is_besides = !lacks_reviewers(at),
		};
	if (at->is_shallow)
		*VEC_PUSH(missing) = (struct missing_source){ .what = "older history",
			                                      .why = "this clone is shallow",
			                                      .command = "git fetch --unshallow" };
}

/* Gerrit's own records can be fetched like any ref; a mirror elsewhere may lack them. True if that would name the reviewers. */
static bool add_gerrit(missing_sources *missing, const struct situation *at)
{
	if (!wants_export(at->untold_gerrit, at->gerrit, at))
		return false;
	*VEC_PUSH(missing) = (struct missing_source){
		.what = "Gerrit's records",
		.why = "who voted and commented on each change, and when",
		.command = "git fetch origin '+refs/changes/*/meta:refs/changes/*/meta' "
			   "'+refs/meta/config:refs/meta/config'",
		.is_uncertain = at->is_github || at->is_gitlab,
	};
	return true;
}

/* Where an archive lies stands in no commit. */
static bool add_mails(missing_sources *missing, const struct situation *at)
{
	if (!wants_export(at->untold_mail, at->mailed, at))
		return false;
	*VEC_PUSH(missing) = (struct missing_source){
		.what = "mails",
		.why = "who answered each patch, out of the list's archive: a public-inbox repository or an mbox file",
		.command = "git clone --mirror <address of the archive> mails.git && git lead import mails.git",
		.has_blank = true,
	};
	return true;
}

/* What a forge's own command line tool can ask for. True if that would name the reviewers. */
static bool add_exports(missing_sources *missing, const struct situation *at)
{
	if (at->is_github && wants_export(at->untold_pull, at->pull_requests, at)) {
		*VEC_PUSH(missing) = (struct missing_source){
			.what = "pull requests",
			.why = "who reviewed, commented on and merged each of them, from GitHub",
			.command = "git-lead-gh"
		};
		return true;
	}
	if ((at->is_gitlab || at->merge_requests > 0) && wants_export(at->untold_merge, at->merge_requests, at)) {
		*VEC_PUSH(missing) = (struct missing_source){
			.what = "merge requests",
			.why = "who approved, commented on and merged each of them, from GitLab",
			.command = "git-lead-glab"
		};
		return true;
	}
	return false;
}

static void add_missing(missing_sources *missing, const struct situation *at)
{
	bool names_reviewers = false;

	if (at->has_remote) {
		names_reviewers = add_gerrit(missing, at);
		add_fetches(missing, at);
		names_reviewers |= add_exports(missing, at);
	}
	names_reviewers |= add_mails(missing, at);
	if (at->unrecorded > 0)
		*VEC_PUSH(missing) = (struct missing_source){
			.what = "reviews kept in git",
			.why = "imported reviews are in this database alone; as notes every clone can have them",
			.command = "git lead record",
			.is_for_others = true,
		};
	if (at->changes > 0 && lacks_reviewers(at) && !names_reviewers)
		*VEC_PUSH(missing) = (struct missing_source){ .what = "reviewers' names",
			                                      .why = reason_for_silence(at),
			                                      .command = "" };
}

const struct missing_source *sources_next(const struct sources *sources)
{
	const struct missing_source *uncertain = NULL;

	for (size_t i = 0; i < sources->missing_count; i++) {
		const struct missing_source *missing = &sources->missing[i];

		if (missing->is_for_others || missing->is_besides || missing->has_blank || !missing->command[0])
			continue;
		if (!missing->is_uncertain)
			return missing;
		if (!uncertain)
			uncertain = missing;
	}
	return uncertain;
}

int sources_build_missing(struct sources *out, struct store *store, int64_t repository)
{
	missing_sources missing = { 0 };
	struct sources built = { 0 };
	struct situation at;
	int ret = look(&at, store, repository);

	if (ret)
		return error_context(ret, "cannot look for missing sources");
	add_missing(&missing, &at);
	built.missing_count = missing.count;
	if (missing.count > 0) {
		size_t size = missing.count * sizeof(missing.at[0]);

		built.missing = memcpy(arena_alloc(&built.arena, size), missing.at, size);
	}
	VEC_RELEASE(&missing);
	*out = built;
	return 0;
}
