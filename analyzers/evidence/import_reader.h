/*
 * What a reader of one kind of export item is. To add a kind:
 *   1. write analyzers/evidence/import_<kind>.c with one `const struct import_reader import_<kind>`;
 *   2. name it here and in the table of import_registry.c, the surest marks first: the first match reads;
 *   3. add tests/test_import_<kind>.c and its sources to man/gitlead-schema.5.
 */
#ifndef LEAD_EVIDENCE_IMPORT_READER_H
#define LEAD_EVIDENCE_IMPORT_READER_H

#include <jansson.h>
#include "lead/import.h"

/* What stands around an item. Texts live until the next item. */
struct import_context {
	/* Keys from the top of the document to the array that holds the item, with dots; "" at top level:
	 * "data.repository.pullRequests.nodes", "pulls". */
	struct text path;
	struct text project; /* "owner/name" that the envelope tells (archive.json: repo); else empty */
	/* "merge_request_iid" of the envelope that git-lead-glab writes, "pull_request_number" or "change_number"; else empty */
	struct text request_iid;
	struct text input; /* what the file is called: "changes/12/comments.json"; may be empty */
};
/* Of an answer that does not tell it itself: from the envelope, else from the name of the file; 0 if neither does. */
int64_t import_context_number(const struct import_context *context);

/*
 * Who is who in an export that names people by number and tells the names in another file. Lives as long as the import.
 * NULL is nobody, in which nothing is kept.
 */
struct import_people;
struct import_people *import_people_new(void);
void import_people_free(struct import_people *people); /* accepts NULL */
void import_people_put(struct import_people *people, int64_t number, struct text login);
/* Empty where no such number was told; borrowed until the next put. */
struct text import_people_find(const struct import_people *people, int64_t number);

/* Which projects an archive holds; for archives of one alone nothing hangs on it. */
struct import_projects {
	struct text remote; /* the repository's own; may be empty */
	char first[256];    /* the one that was told of first */
	bool are_several, was_told;
};

/* Where a reader puts what it finds; driver and tests make one. */
struct import_out {
	const struct request_sink *sink;
	struct import_summary
		*summary;      /* a reader adds to missing_count, ghost_count, issue_count, and may set is_cut */
	uint64_t item, offset; /* of the item being read, for import_complain */
	struct import_people *people;
	struct import_projects projects;
};
/* Tells the sink of something in the item that could not be read; the item itself counts as read. */
void import_complain(struct import_out *out, const char *fmt, ...) PRINTF_LIKE(2, 3);

struct import_reader {
	const char *name;    /* "GitHub pull request (gh --json)" */
	const char *summary; /* one clause for the manual */
	/* Whether this object is of the kind, by its keys alone (evidence-formats 6.9). */
	bool (*matches)(const json_t *object, const struct import_context *context);
	/* Never fails: what is of another type than expected is passed over. */
	void (*read)(const json_t *object, const struct import_context *context, struct import_out *out);
};

extern const struct import_reader import_gh_pull;            /* import_gh.c: gh pr list/view --json */
extern const struct import_reader import_graphql_pull;       /* import_graphql.c: GraphQL PullRequest */
extern const struct import_reader import_rest_pull;          /* import_rest.c: pulls, pulls/N */
extern const struct import_reader import_rest_review;        /* pulls/N/reviews */
extern const struct import_reader import_rest_comment;       /* pulls/comments */
extern const struct import_reader import_rest_issue_comment; /* issues/comments */
extern const struct import_reader import_archive_pull;       /* import_archive.c: archive.json of IETF repositories */
extern const struct import_reader import_gitlab_request;     /* import_gitlab.c: merge_requests */
extern const struct import_reader import_gitlab_approvals;   /* merge_requests/:iid/approvals */
extern const struct import_reader import_gitlab_note;        /* notes */
extern const struct import_reader import_gitlab_discussion;  /* discussions */
extern const struct import_reader import_gitlab_export;      /* import_gitlab_export.c: merge_requests.ndjson */
extern const struct import_reader import_gitlab_member;      /* project_members.ndjson */
extern const struct import_reader import_migration_pull;     /* import_migration.c: GitHub's migration archives */
extern const struct import_reader import_migration_review;
extern const struct import_reader import_migration_comment;
extern const struct import_reader import_migration_user;
extern const struct import_reader import_migration_repository;
extern const struct import_reader import_migration_other;
extern const struct import_reader import_gerrit_change;    /* import_gerrit_rest.c: changes/ */
extern const struct import_reader import_gerrit_comments;  /* changes/N/comments */
extern const struct import_reader import_gerrit_query;     /* import_gerrit_ssh.c: gerrit query */
extern const struct import_reader import_gerrit_stats;     /* its last line */
extern const struct import_reader import_bitbucket_pull;   /* import_bitbucket.c: pullrequests of Cloud */
extern const struct import_reader import_bitbucket_action; /* activity, comments */
extern const struct import_reader
	import_bitbucket_server_pull; /* import_bitbucket_server.c: pull-requests of Data Center */
extern const struct import_reader import_bitbucket_server_action; /* activities */
extern const struct import_reader import_gitea_pull;              /* import_gitea.c: pulls */
extern const struct import_reader import_gitea_review;            /* pulls/N/reviews */
extern const struct import_reader import_gitea_comment;           /* issues/comments, reviews/N/comments */
extern const struct import_reader import_azure_pull;              /* import_azure.c: pullrequests */
extern const struct import_reader import_azure_thread;            /* threads */
extern const struct import_reader import_forge_message; /* import_message.c: {"message": …} in place of an answer */

/* The one that reads the object, or NULL. In import_registry.c. */
const struct import_reader *import_reader_for(const json_t *object, const struct import_context *context);
/* "issues" of archive.json, and of GraphQL: what lists no requests. */
bool import_is_issue_path(struct text path);

/* ---- forge_json.c: lenient looks into objects; NULL objects are allowed everywhere ---- */
/* The string under the key, borrowed; empty if absent or no string. */
struct text forge_text(const json_t *object, const char *key);
/* The integer under the key (a string of digits too), or fallback. */
int64_t forge_int(const json_t *object, const char *key, int64_t fallback);
/* Not told unless the value is true or false. */
enum request_draft forge_draft(const json_t *object, const char *key);
/* RFC 3339 ("2026-01-02T03:04:05Z", with fraction or offset) as seconds UTC; 0 if absent or malformed. */
int64_t forge_time(const json_t *object, const char *key);
int64_t forge_time_of(struct text text);
/* The same, UTC where no zone is told: "2026-01-02 03:04:05.000000000" of Gerrit. */
int64_t forge_time_utc(const json_t *object, const char *key);
/* Units (1: seconds, 1000: milliseconds) since 1970 as seconds; 0 if absent or beyond the year 9999. */
int64_t forge_epoch(const json_t *object, const char *key, int64_t units);
/* The array or object under the key, or NULL. */
const json_t *forge_array(const json_t *object, const char *key);
const json_t *forge_object(const json_t *object, const char *key);
/* The number behind the last '/' of an address: ".../pulls/12" gives "12"; empty if there is none. */
struct text forge_url_number(struct text url);
/* "owner/name" of a forge address of a request, whatever the host: web or API; empty if it is none. */
struct text forge_url_project(struct text url);
/*
 * Words that a person wrote: runs of letters and digits, without quoted lines ("> "), fenced code, HTML comments and
 * addresses (http…). A taken-over suggestion block counts as no words. In forge_words.c, which has the fine points.
 */
int64_t forge_word_count(struct text body);
/*
 * GitHub's login of a user object or plain string, in one form whatever the export: "app/x", {"type":"Bot"} and
 * __typename "Bot" give "x[bot]". Empty for null, "", "app/" and ghost: a deleted user. Appended to the arena.
 */
struct arena;
struct text forge_github_login(struct arena *arena, const json_t *user);

#endif
