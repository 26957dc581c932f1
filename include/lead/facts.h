/*
 * What history, evidence and store tell one another through scan.c: plain facts, no verdicts, no persons.
 * Texts are borrowed from whoever hands the fact over, until that call returns or the batch is freed.
 */
#ifndef LEAD_FACTS_H
#define LEAD_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lead/text.h"

#define OID_SIZE 20

/* Changes whenever a reader, metric or pattern changes its meaning: facts read under another version are read again. */
#define RULES_VERSION "4"

struct oid {
	unsigned char bytes[OID_SIZE];
};
/* Exactly 40 digits, either case; else false and out is as it was. */
bool oid_from_hex(struct oid *out, struct text hex);
void oid_add_hex(struct buf *buf, const struct oid *oid); /* lower case */

/* A name and an address as recorded; either may be empty. For a login alone: name = login, email empty. */
struct identity_fact {
	struct text name, email;
};

/* The forge itself ("GitHub <noreply@github.com>", Gerrit Code Review): commits for anybody, is nobody. */
bool identity_is_forge(struct identity_fact identity);

enum commit_damage {
	DAMAGE_IDENTITY = 1, /* a malformed author or committer line */
	DAMAGE_TIME = 2,     /* a malformed or absent time */
	DAMAGE_ENCODING = 4, /* bytes that are not the declared or UTF-8 encoding */
	DAMAGE_HEADER = 8,   /* tree or parent lines out of order or absent */
};

/* How much is known of what a commit changed. */
enum files_state {
	FILES_COMPLETE = 0,
	FILES_NO_LINES = 1, /* paths known, at least one blob missing or lines not asked for */
	FILES_UNKNOWN = 2,  /* a tree is missing, or the commit is at a shallow border */
	FILES_NOT_READ = 3, /* a merge, or a commit of a pull-request head: nobody asks for its files */
};

struct file_change {
	struct text path;
	char status;        /* git's: A M D T */
	int32_t insertions; /* lines; -1 = not known or binary */
	int32_t deletions;
};

struct commit_fact {
	struct oid oid;
	const struct oid *parents;
	size_t parent_count;
	struct identity_fact author, committer; /* re-encoded to UTF-8 where the commit names an encoding */
	int64_t author_time, commit_time;       /* seconds, UTC */
	int author_zone, commit_zone;           /* minutes east of UTC */
	struct text message;                    /* re-encoded likewise; CR not yet removed */
	unsigned damage;                        /* enum commit_damage */
	enum files_state files_state;
	bool is_mass_change;             /* over 200 files and at most one distinct edit in ten (metrics 4.1) */
	const struct file_change *files; /* sorted by path bytes */
	size_t file_count;
};

/* The acts that evidence can show (metrics 4.2). The names are those of v_event.kind. */
enum event_kind {
	EVENT_AUTH,
	EVENT_REV,
	EVENT_ACK,
	EVENT_INT,
	EVENT_HELP,
	EVENT_PAIR,
	EVENT_QA,
	EVENT_CMT,
	EVENT_REQ,
	EVENT_DEC,
	EVENT_TAG,
	EVENT_SELF,
	EVENT_INFO,
	EVENT_KIND_COUNT
};
extern const char *const event_kind_names[EVENT_KIND_COUNT]; /* "auth", "rev", … ; in base/names.c */

/* Why the reader itself knows that an act must not count. The names are those of v_event.why. */
enum event_mark {
	MARK_NONE,
	MARK_REQUESTED, /* asked, not done: r?, R=, Reviewers: */
	MARK_GROUP,     /* a group, not a person */
	MARK_SELF,      /* the evidence itself says that it is the author (bors: head owner = reviewer) */
	MARK_EXCLUDED,  /* (implicit), (blanket), try builds and the like */
	MARK_COUNT
};
extern const char *const event_mark_names[MARK_COUNT]; /* NULL, "requested", "group", "self", "excluded" */

struct event_fact {
	enum event_kind kind;
	struct identity_fact who;
	struct text source; /* "trailer:Reviewed-by", "subject:bors", …: gitlead-schema(5) lists them */
	struct text raw;    /* the proving line; the store caps it at 1 KiB */
	struct text note;   /* what follows the person: "mentor", "docs only"; may be empty */
	/*
	 * Which change of those a merge brings the act is about ("pr:9"); empty: the commit's own change, or for a merge
	 * commit all that it brings.
	 */
	struct text change;
	uint32_t line;    /* 1-based line of the message */
	uint32_t ordinal; /* 0-based, among the events of that line and source */
	enum event_mark mark;
};

/* What else a message points at. */
enum reference_kind {
	REFERENCE_PR,        /* value = number; grouping key pr:<n> */
	REFERENCE_MR,        /* value = number (iid); grouping key mr:<n> */
	REFERENCE_GERRIT,    /* value = change number from Reviewed-on */
	REFERENCE_CHANGE_ID, /* value = I<40 hex> */
	REFERENCE_CLOSES,    /* value = number: an issue or a pull request, cannot be told from the text alone */
	REFERENCE_REVERTS,   /* value = hex id */
	REFERENCE_PICKED,    /* value = hex id: (cherry picked from commit …) */
	REFERENCE_FIXES,     /* value = hex prefix */
	REFERENCE_REVIEW,    /* value = a review elsewhere: Phabricator D123, Rietveld, mail Link, Message-Id */
	REFERENCE_IMPORT,    /* subtree or vendor import; value = directory or empty */
	REFERENCE_TREE_PULL, /* a merge of another tree: Merge tag 'x' of URL, Merge branch 'x' of URL */
	REFERENCE_BACKMERGE, /* a merge of the base into a feature: Merge branch 'main' into x; value = x */
	REFERENCE_KIND_COUNT
};
extern const char *const reference_kind_names[REFERENCE_KIND_COUNT]; /* "pr", "mr", "gerrit", "change-id", … */

struct reference_fact {
	enum reference_kind kind;
	struct text value;
	struct text login;  /* head owner's login where the grammar has one; else empty */
	struct text source; /* "subject:github-merge", "subject:squash", "trailer:Change-Id", … */
};

/* ---- what a forge tells of a request, through an export or through a note (metrics 4.2, channel "host") ---- */

enum request_state { REQUEST_STATE_UNKNOWN, REQUEST_OPEN, REQUEST_MERGED, REQUEST_CLOSED, REQUEST_STATE_COUNT };
extern const char *const request_state_names[REQUEST_STATE_COUNT]; /* "", "open", "merged", "closed" */

/* What could not be read of the evidence about a request. */
enum trouble {
	TROUBLE_MALFORMED,  /* commits that are none of such a record, or bear more parents than one */
	TROUBLE_MISSING,    /* objects that the clone lacks */
	TROUBLE_TOO_LARGE,  /* files of comments */
	TROUBLE_UNREADABLE, /* comments, or files of them, that are none */
	TROUBLE_SERVERLESS, /* commits of accounts without the id of a server */
	TROUBLE_CUT,        /* 1: the record is longer than any that is read whole */
	TROUBLE_PASSED,     /* lines of notes that are none of theirs */
	TROUBLE_UNDATED,    /* comments that were read, whose time names no zone: UTC was taken */
	TROUBLE_COUNT
};
extern const char *const trouble_names[TROUBLE_COUNT];

/* Whether it is a draft; the greater stands of two tellings as new: drafts become ready more often than the other way. */
enum request_draft { DRAFT_NOT_TOLD, DRAFT_YES, DRAFT_NO, REQUEST_DRAFT_COUNT };
extern const char *const request_draft_names[REQUEST_DRAFT_COUNT]; /* "", "yes", "no" */

/* Why an object id belongs to a request; the surest first. */
enum pointer_kind {
	POINTER_NOTE,   /* the commit that a note of git lead's own stands on: what landed */
	POINTER_MERGE,  /* the merge commit, or what a squash or rebase left */
	POINTER_SQUASH, /* the squash commit, where the forge tells both (GitLab) */
	POINTER_HEAD,   /* the head when it was read */
	POINTER_COMMIT, /* one of the request's own commits */
	POINTER_BASE,   /* the commit that its own ones begin behind (GitLab) */
	POINTER_KIND_COUNT
};
extern const char *const pointer_kind_names[POINTER_KIND_COUNT]; /* "note", "merge", …, "base" */

struct request_pointer {
	enum pointer_kind kind;
	struct oid oid;
	int64_t push_time; /* when it was pushed; seconds UTC, 0: not told */
};

/*
 * What is reviewed and integrated as one: a pull or merge request, a Gerrit change, a review of git-appraise, a patch by mail.
 * Times are seconds UTC; 0 = not told. What one export does not tell another may.
 */
struct request_fact {
	/*
	 * "pr:12", "mr:12", "gerrit:12": commits are grouped by these. "commit:<first revision>" of git-appraise and "mail:<message
	 * id>" only point at commits (request_is_grouping).
	 */
	struct text change;
	struct text forge;   /* "github", "gitlab", "gerrit", "bitbucket", "gitea", "azure", "appraise", "mail" */
	struct text project; /* "owner/name" as the export's addresses have it; may be empty */
	enum request_state state;
	enum request_draft draft; /* when it was seen; of one that was merged it says nothing */
	int64_t created_time;
	int64_t ready_time; /* left draft for the last time; 0 where unknown */
	int64_t closed_time, merged_time;
	int64_t seen_time;    /* when the forge last changed it: of two tellings the newer one stands */
	int64_t reviews_time; /* until when every review and comment on it is told, none included; 0: some may not be */
	struct text
		author; /* login, bots as "name[bot]", or a name where there are no logins; empty for a deleted user */
	struct text author_email; /* where the source gives one with it; else empty */
	struct text alias;        /* what commits may name it by: "<Change-Id>~<branch>" of Gerrit; else empty */
	int64_t line_count;       /* insertions and deletions; -1 = not told */
	bool is_unlanded;         /* of a note alone: the annotated commit is not what landed of it */
	const struct request_pointer *pointers;
	size_t pointer_count;
};

/*
 * All that several tellings of one request say, and how new the telling is that each field is from; 0: not told, or by one
 * that does not say. The other fields only grow. fact.seen_time: of the newest telling.
 */
struct request_telling {
	struct request_fact fact;
	int64_t project_seen, state_seen, draft_seen, author_seen, line_seen;
	int64_t closed_seen; /* with closed_time 0: it was open then */
};
/*
 * Of one telling; texts and pointers are borrowed from it. Negative times become 0; whether a merged one is a draft is not
 * told.
 */
struct request_telling request_telling_of(const struct request_fact *fact);
/*
 * Joins, in whatever order and grouping: of state, draft, closed_time, project, author and line_count the newest telling
 * stands, of two as new the greater (closed before open), and what it does not tell stays; merged stays merged and is no
 * draft; of the other times and forge the greater; is_unlanded if both are. change and pointers stay. Texts are borrowed from either.
 */
void request_telling_join(struct request_telling *into, const struct request_telling *other);
/* Whether both say the same, whenever it was seen; pointers are not looked at. */
bool request_fact_equal(const struct request_fact *a, const struct request_fact *b);
/* Whether commits that point at or are pointed at by requests with such keys are one change by that (metrics 4.1). */
bool request_is_grouping(struct text change);

/* What a forge says of a review. The names are those of request_act.state. */
enum act_state {
	ACT_STATE_NONE,
	ACT_STATE_COMMENTED,
	ACT_STATE_APPROVED,
	ACT_STATE_CHANGES, /* changes requested */
	ACT_STATE_DISMISSED,
	ACT_STATE_COUNT
};
extern const char *const act_state_names[ACT_STATE_COUNT]; /* "", "commented", "approved", "changes-requested", … */

/*
 * One act on a request: a submitted review, a vote, a comment, a trailer given by mail, the merge, a review asked for. Natural key:
 * change, source, kind, who, time, raw, so that every form of export of the same forge gives the same row.
 */
struct request_act_fact {
	struct text change;
	enum event_kind
		kind; /* EVENT_REV, EVENT_CMT, EVENT_INT, EVENT_REQ; where a source says so ACK, QA, HELP, INFO */
	struct identity_fact who; /* login in name, address empty unless the forge gives one; never empty */
	struct text
		source; /* "github:review", "github:comment", "github:review-comment", "github:merge", "github:request",
	                     * "gitlab:approval", "gitlab:note", "gitlab:review-comment", "gitlab:merge", "gitlab:request",
	                     * "gerrit:vote", "bitbucket:approval", …: gitlead-schema(5) has them all */
	int64_t act_time; /* seconds UTC; 0 = not told */
	enum act_state state;
	int64_t word_count; /* of what was written, quotes and code blocks left out; -1 = not told */
	struct text head;   /* hex id, maybe shortened, of the commit looked at; may be empty */
	enum event_mark mark;
	/*
	 * The proving line where the source has one that exports in all forms tell alike ("Code-Review+2", a trailer), or what tells
	 * acts of one moment apart ("src/x.c:12"); else empty. The store caps it at 1 KiB.
	 */
	struct text raw;
};

/* A name or address that a forge ties to a login. */
struct account_fact {
	struct text login;
	struct identity_fact who; /* either part may be empty, not both */
};

#endif
