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

/*
 * A decision record's own words (adr-tools, MADR 2-4, plain headings). Fields are copied into the arena;
 * absent ones are empty. status is the first word, lower case ("accepted", "superseded").
 */
struct decision_fact {
	struct text title, status, date;
	const struct identity_fact *deciders;
	size_t decider_count;
};
struct arena;
void decision_read(struct decision_fact *out, struct arena *arena, struct text bytes);

#endif
