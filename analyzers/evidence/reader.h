/*
 * What a commit reader is. To add a format:
 *   1. write analyzers/evidence/<format>.c with one `const struct commit_reader reader_<format>`;
 *   2. name it here and in the table of registry.c;
 *   3. add its rows to tests/test_<format>.c (the registry test complains about a reader without a suite);
 *   4. add its sources to man/gitlead-schema.5 (the documents lint complains).
 */
#ifndef LEAD_EVIDENCE_READER_H
#define LEAD_EVIDENCE_READER_H

#include "lead/evidence.h"
#include "message.h"

struct commit_reader {
	const char *name;    /* "trailers", "bors" */
	const char *summary; /* one clause for `git lead sources` and the manual */
	void (*read)(const struct message *message, const struct evidence_sink *sink);
};

/* Message lines. */
extern const struct commit_reader
	reader_trailers; /* trailers.c: "Key: value" lines of the dictionary, git style and with spaces */
extern const struct commit_reader reader_mozilla; /* mozilla.c: r=, a=, sr= in the subject */
extern const struct commit_reader
	reader_phabricator;                        /* phabricator.c: Reviewers:, Reviewed By:, Differential Revision: */
extern const struct commit_reader reader_rietveld; /* rietveld.c: R=, LGTM=, TBR= */
extern const struct commit_reader reader_webkit;   /* webkit.c: Reviewed by A and B. */
extern const struct commit_reader reader_bitcoin;  /* bitcoin.c: ACKs for top commit */
extern const struct commit_reader reader_suggestion; /* suggestion.c: Apply suggestions from code review */
extern const struct commit_reader reader_origin;     /* origin.c: reverts, cherry-picks, imports, Fixes, Closes */
/* Subjects of merges and squashes. */
extern const struct commit_reader reader_github;    /* github.c: merge, squash, merge queue, PR-URL, Pull Request */
extern const struct commit_reader reader_bors;      /* bors.c: Auto merge of, Rollup merge of */
extern const struct commit_reader reader_bors_ng;   /* bors_ng.c: Merge #7 #9 */
extern const struct commit_reader reader_gitlab;    /* gitlab.c: See merge request, Part-of */
extern const struct commit_reader reader_bitbucket; /* bitbucket.c: Merged in, Pull request #5 */
extern const struct commit_reader reader_azure;     /* azure.c: Merged PR 5 */
extern const struct commit_reader reader_gitea;     /* gitea.c: Merge pull request 'T' (#5) */
extern const struct commit_reader reader_gerrit;    /* gerrit.c: Change-Id, Reviewed-on */
extern const struct commit_reader reader_merge;     /* merge.c: tree pulls and merges of the base */

/* ---- values.c: persons in a value (shared by every reader that names people) ---- */
struct value_person {
	struct identity_fact who; /* as recorded; a login alone stands in name, with its leading '@' if there is one */
	struct text note;         /* in brackets right behind this person: "mentor", "blanket"; may be empty */
	bool is_login;
	bool is_ignored; /* none, n/a, tbd, nobody … */
};
struct value_persons {
	struct value_person at[32]; /* more than 32 in one value: the rest is ignored */
	unsigned count;
	struct text note; /* what follows, without brackets or '#'; may be empty */
};
/* Texts borrowed from value. */
void value_parse(struct value_persons *out, struct text value);
/*
 * The event with persons' identity, note and ordinal (counted on from event.ordinal) filled in, once for each person that
 * is not ignored. A note that says nobody looked (implicit, blanket, maintainer timeout) marks it excluded.
 */
void value_emit(const struct value_persons *persons, struct event_fact event, const struct evidence_sink *sink);

/* ---- dictionary.c: what a key means ---- */
struct key_meaning {
	const char *key; /* canonical: lower case, '-' for space */
	enum event_kind kinds[2];
	unsigned kind_count;  /* 0 = a pointer or nothing: no person key */
	enum event_mark mark; /* MARK_REQUESTED for keys that only ask */
};
/* Case-insensitive, '-' and ' ' and '_' equal; "X-and-Y-by" splits into two meanings. NULL if unknown. */
const struct key_meaning *dictionary_find(struct text key);

/* ---- scanning helpers used by several readers ---- */
/* "trailer:" and the key as written, in the message's arena. */
struct text message_source(const struct message *message, const char *prefix, struct text key);
/* Emits a reference of the given kind. */
void reference_emit(const struct evidence_sink *sink, enum reference_kind kind, struct text value, struct text login,
                    const char *source);
/* The decimal number at text[*at], stepping over it; false if there is none or it has more than 18 digits. */
bool scan_number(struct text text, size_t *at, struct text *number);

#endif
