/*
 * The store for scan and grouping: the commit graph out of the file, derived rows and the remaining facts into it.
 * Every put is idempotent and writes nothing where nothing changed; ids stay the same when a row is put again.
 */
#ifndef LEAD_STORE_DERIVE_H
#define LEAD_STORE_DERIVE_H

#include "lead/store.h"

/* ---- the commit graph ---- */
#define GRAPH_NONE UINT32_MAX

struct graph_commit {
	int64_t id; /* commits.id */
	struct oid oid;
	uint32_t first_parent; /* index of its parents' part in store_graph.parents */
	uint32_t parent_count;
	uint32_t author, committer; /* identity.id */
	int64_t author_time, commit_time;
	enum files_state files_state;
};

/* Every commit the file knows, of all repositories, by commits.id: an order that means nothing outside this file. */
struct store_graph {
	struct graph_commit *commits;
	uint32_t count;
	uint32_t *parents; /* indices into commits; GRAPH_NONE for one that is not here */
	uint32_t parent_count;
	uint32_t tip;    /* the repository's tip; GRAPH_NONE if it has none or it is not here */
	uint32_t *slots; /* private: hash table of indices */
	uint32_t slot_count;
};

/* Linear in commits and parents. Released by store_graph_release. */
int store_load_graph(struct store_graph *out, struct store *store, int64_t repository) MUST_CHECK;
/* Index of the commit or GRAPH_NONE. */
uint32_t store_graph_find(const struct store_graph *graph, const struct oid *oid);
/* The same by commits.id. */
uint32_t store_graph_find_id(const struct store_graph *graph, int64_t id);
void store_graph_release(struct store_graph *graph); /* accepts NULL */

/* ---- derived rows of a repository's history ---- */
struct change_row {
	int64_t repository;
	struct text key;  /* "pr:5", "commit:<oid>" */
	const char *rule; /* grouping_rule_names */
	int64_t landed_time;
	int64_t newest;       /* commits.id */
	int64_t merge;        /* commits.id; 0 = none */
	int64_t commit_count; /* non-merge members */
	bool is_import;
};
int store_put_change(int64_t *id, struct store *store, const struct change_row *row) MUST_CHECK;

struct landed_row {
	int64_t repository;
	int64_t commit;
	int64_t change; /* change.id; 0 = none */
	int64_t via;    /* commits.id of the mainline merge; 0 = none */
	int64_t landed_time;
	bool is_mainline;
};
int store_put_landed(struct store *store, const struct landed_row *row) MUST_CHECK;

/* Forgets landed, change and change_area of the repository: for a history that did not simply grow. */
int store_clear_landed(struct store *store, int64_t repository) MUST_CHECK;

/* The repository last put with this path label, the newest row if there are several. ERR_NOTFOUND if there is none. */
int store_find_repository(int64_t *id, struct store *store, struct text path) MUST_CHECK;
/* The commit that reports speak of; NULL: none. */
int store_set_tip(struct store *store, int64_t repository, const struct oid *tip) MUST_CHECK;
/* ERR_NOTFOUND while there is none. */
int store_get_tip(struct oid *out, struct store *store, int64_t repository) MUST_CHECK;

/* ---- facts beside commits ---- */
struct scan_row {
	int64_t repository;
	struct oid tip;
	struct text options;
	struct text tool_version, rules_version;
	bool is_shallow, is_partial;
};
int store_put_scan(struct store *store, const struct scan_row *row) MUST_CHECK;
/* Forgets the missing objects of a repository, before a scan that looks for all of them again. */
int store_clear_missing(struct store *store, int64_t repository) MUST_CHECK;

/*
 * The head of a request. is_moved (may be NULL): it is new or points elsewhere than before; then its head commits are
 * forgotten and must be put again.
 */
int store_put_request_head(bool *is_moved, struct store *store, int64_t repository, struct text change,
                           const struct oid *tip) MUST_CHECK;
int store_put_head_commit(struct store *store, int64_t repository, struct text change, int64_t commit) MUST_CHECK;

struct tag_row {
	int64_t repository;
	struct text name;
	struct oid target;
	struct identity_fact tagger;
	int64_t tag_time;
};
int store_put_tag(struct store *store, const struct tag_row *row) MUST_CHECK;
int store_clear_tags(struct store *store, int64_t repository) MUST_CHECK;

struct decision_person_row {
	const char *role;
	struct identity_fact who;
};
struct decision_link_row {
	const char *kind;
	struct text target;
};
struct decision_status_row {
	struct text status;
	const char *state;
	int64_t commit; /* commits.id */
};
struct decision_row {
	int64_t repository;
	struct text path, number, title, status;
	const char *format, *state;
	int64_t created_time; /* 0 = it names no day */
	bool has_context;
	const struct decision_person_row *persons; /* in the record's order */
	size_t person_count;
	const struct decision_link_row *links;
	size_t link_count;
	const struct decision_status_row *history; /* oldest first */
	size_t history_count;
};
/* The record with all that belongs to it: what is given stands, what an earlier put left and is not given goes. */
int store_put_decision(int64_t *id, struct store *store, const struct decision_row *row) MUST_CHECK;
int store_clear_decisions(struct store *store, int64_t repository) MUST_CHECK;

/* ---- metrics and findings, by their natural key ---- */
/* What a stored figure is about. */
struct subject_key {
	struct text repos;  /* repository keys, sorted, separated by a space */
	struct text team;   /* "" = everybody */
	struct text person; /* person.key; "" = the team's own */
	int64_t since_time, until_time;
	bool is_sealed; /* a sealed row is written once and never changed */
};

struct metric_row {
	struct subject_key key;
	struct text metric;
	double value, low, high; /* NAN = NULL */
	int64_t n;               /* -1 = NULL */
	struct text state, rules, tip;
};
int store_put_metric(struct store *store, const struct metric_row *row) MUST_CHECK;

struct finding_row {
	struct subject_key key;
	struct text pattern;
	struct text outcome, visible, reason, rules;
};
int store_put_finding(struct store *store, const struct finding_row *row) MUST_CHECK;

#endif
