/*
 * What a reader of one ownership grammar is. To add one:
 *   1. write analyzers/evidence/owners_<grammar>.c with one `const struct owner_reader owners_<grammar>`;
 *   2. name it here and in the table of owner_registry.c, before a reader that would take its files too;
 *   3. add its rows to tests/test_owners.c, and its grammar to include/lead/owners.h and owner_match.c.
 */
#ifndef LEAD_EVIDENCE_OWNER_READER_H
#define LEAD_EVIDENCE_OWNER_READER_H

#include "lead/alloc.h"
#include "lead/owners.h"

/* A file on its way to entries. */
struct owner_file {
	struct text path, bytes; /* bytes: without a byte order mark */
	struct arena *arena;     /* for texts that are not in the bytes */
	const bool *is_full;     /* no entry is taken any more: where lines multiply, stop */
	void *payload;
	void (*entry)(void *payload, const struct owner_fact *fact); /* takes care of position and of doubles */
};

struct owner_reader {
	bool (*is_path)(struct text path);
	bool (*is_content)(struct text path, struct text bytes); /* NULL: every content of such a path */
	void (*read)(const struct owner_file *file);
	bool last_decides; /* of lines with the same section and pattern only the last one counts */
};

extern const struct owner_reader owners_gitlab;     /* owners_gitlab.c: CODEOWNERS with sections */
extern const struct owner_reader owners_github;     /* owners_github.c: CODEOWNERS */
extern const struct owner_reader owners_aliases;    /* owners_kubernetes.c: OWNERS_ALIASES */
extern const struct owner_reader owners_kubernetes; /* owners_kubernetes.c: OWNERS in YAML */
extern const struct owner_reader owners_chromium;   /* owners_chromium.c: OWNERS in lines */
extern const struct owner_reader owners_kernel;     /* owners_kernel.c: MAINTAINERS with "M:" and "F:" */
extern const struct owner_reader owners_list;       /* owners_list.c: MAINTAINERS.md and the like */

/* ---- shared by the readers (owner_words.c) ---- */
struct text owner_base_name(struct text path);
bool owner_is_codeowners(struct text path); /* at one of the places where a forge looks for it */
/* The next word of the line: up to white space that no backslash stands before. False at the end. */
bool owner_next_word(struct text line, size_t *at, struct text *word);
/*
 * "@login", "@org/team", "@@role", "login" or "ada@example.org". False if the word is none of them. needs_mark: a word
 * without '@' is none.
 */
bool owner_read_handle(struct owner_fact *fact, struct text word, bool needs_mark);
/* "Ada Example <ada@example.org> (what for)", an address alone or a name alone. False if nothing is left. */
bool owner_read_person(struct identity_fact *who, struct text value);

#endif
