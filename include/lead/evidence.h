/*
 * Evidence readers: bytes of a message in, events and references out. Readers are pure functions; they open nothing, print
 * nothing and know neither persons nor SQL. A new format is a new file in analyzers/evidence and a line in registry.c.
 */
#ifndef LEAD_EVIDENCE_H
#define LEAD_EVIDENCE_H

#include "lead/facts.h"

/* Where readers put what they find. Texts handed over are borrowed for the length of the call. */
struct evidence_sink {
	void *payload;
	void (*event)(void *payload, const struct event_fact *event);
	void (*reference)(void *payload, const struct reference_fact *reference);
	/* A line-anchored "<Word>-by: value" whose key is in no dictionary: counted and listed, never guessed. */
	void (*unknown_key)(void *payload, struct text key);
};

/*
 * Runs every registered commit reader over the commit's message. Uses fact->message, parent_count, author, committer.
 * Order of what is handed over: by reader in registry order, then by line. Never fails: hostile bytes give no events.
 */
void evidence_read_commit(const struct commit_fact *fact, const struct evidence_sink *sink);

/* One row per reader, for `sources` and the manual: name, what it reads. Position from 0; NULL name at the end. */
struct evidence_format {
	const char *name;
	const char *summary;
};
struct evidence_format evidence_format_at(size_t position);

/* ---- decision records ---- */

/* What a status means for the decision; the word itself stays as written. The names are those of decision.state. */
enum decision_state {
	DECISION_UNKNOWN,  /* no status, or a word of which nobody knows what it means */
	DECISION_PENDING,  /* draft, proposed, provisional, deferred … */
	DECISION_ACCEPTED, /* accepted, approved, implementable, implemented, final … */
	DECISION_REJECTED, /* rejected, declined, withdrawn … */
	DECISION_REPLACED, /* superseded, deprecated, replaced … */
	DECISION_STATE_COUNT
};
extern const char *const decision_state_names[DECISION_STATE_COUNT]; /* "", "pending", "accepted", … */

enum decision_role {
	ROLE_AUTHOR,
	ROLE_DECIDER, /* deciders, decision makers, the driver */
	ROLE_APPROVER,
	ROLE_DELEGATE, /* decides in the name of others */
	ROLE_SPONSOR,  /* backs the author */
	ROLE_REVIEWER, /* asked to review; whether they did is not said */
	ROLE_CONSULTED,
	ROLE_INFORMED,
	ROLE_EDITOR,
	ROLE_CONTRIBUTOR,
	DECISION_ROLE_COUNT
};
extern const char *const decision_role_names[DECISION_ROLE_COUNT]; /* "author", "decider", … */

enum decision_link_kind {
	DECISION_SUPERSEDES,
	DECISION_SUPERSEDED_BY,
	DECISION_AMENDS,
	DECISION_AMENDED_BY,
	DECISION_LINK_COUNT
};
extern const char *const decision_link_names[DECISION_LINK_COUNT]; /* "supersedes", "superseded-by", … */

struct decision_person {
	enum decision_role role;
	struct identity_fact who;
};
struct decision_link {
	enum decision_link_kind kind;
	struct text target; /* as written: a path, a number, a title */
};

/* What a tool's own settings say of the folder that a file lies in. */
enum decision_folder { FOLDER_ANY, FOLDER_ADR_TOOLS, FOLDER_LOG4BRAINS };

struct decision_file {
	struct text path, bytes;
	enum decision_folder folder;
	bool is_status_only; /* nothing but the status is asked for: what costs time beside it is left out */
};

/* A record's own words. Texts live in the arena; absent ones are empty. */
struct decision_fact {
	const char *format; /* "madr"; decision.c has the list */
	struct text number, title;
	struct text status; /* the first word, lower case ("accepted", "superseded"), misspelt as it is */
	enum decision_state state;
	struct text date;                      /* "2026-01-02": the day it names as its beginning, or its only one */
	bool has_context;                      /* context, problem, motivation or options say something */
	bool is_path_status;                   /* the status is that of the path, whatever the bytes */
	const struct decision_person *persons; /* by role, then in order of the record, each once a role */
	size_t person_count;
	const struct decision_link *links;
	size_t link_count;
};

struct arena;
/* Reads one record in the format that its path and its bytes show. Never fails. */
void decision_read(struct decision_fact *out, struct arena *arena, const struct decision_file *file);
/*
 * Whether somebody wrote a record there: it has a title or a status of its own, which no template filled in by nobody, no empty
 * file and nothing with a NUL byte in it (a picture, an archive) has.
 */
bool decision_is_written(const struct decision_fact *fact, struct text bytes);
/* Adds to the fact what a second file of the same record says: persons, and whether there is context. */
void decision_read_more(struct decision_fact *fact, struct arena *arena, const struct decision_file *file);

/* Whether the record is its whole folder ("keps/sig-x/12-y/kep.yaml"): other prose in there is no record of its own. */
bool decision_is_folder(struct text path);
/*
 * Whether the file tells more of a record of another folder, by its number ("keps/prod-readiness/sig-x/12.yaml"). number is
 * borrowed from the path.
 */
bool decision_tells_more(struct text path, struct text *number);

/*
 * Folders of decision records that the settings file of a tool names: ".adr-dir" or ".log4brains.yml", told from the base name of
 * path. Each is handed over as a path from the top, without a slash at the end. False if the path is no such file.
 */
bool decision_read_settings(const struct decision_file *file, void *payload,
                            void (*folder)(void *payload, struct text path, enum decision_folder kind));
bool decision_is_settings(struct text path);

#endif
