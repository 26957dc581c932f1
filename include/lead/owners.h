/*
 * Ownership files: who is listed for which paths. Who should review, never who did. Readers are pure: bytes and a path
 * in, entries out. A new grammar is a file in analyzers/evidence and a row in owner_registry.c.
 */
#ifndef LEAD_OWNERS_H
#define LEAD_OWNERS_H

#include "lead/facts.h"

#define OWNER_FILE_MAX_SIZE (3 * 1024 * 1024) /* bytes; forges read no longer ones either */

#define OWNER_ENTRY_MAX_COUNT 50000 /* of one version of a file */

/* How an entry's pattern is read. The names are those of v_owner.grammar. */
enum owner_grammar {
	OWNER_GRAMMAR_NONE,
	OWNER_GITHUB,       /* CODEOWNERS: like .gitignore, the last match decides */
	OWNER_GITLAB,       /* CODEOWNERS with sections, each of which decides for itself */
	OWNER_KUBERNETES,   /* OWNERS in YAML; a pattern is a regular expression below the directory */
	OWNER_ALIASES,      /* OWNERS_ALIASES: the section is the alias, no paths */
	OWNER_CHROMIUM,     /* OWNERS in lines; a pattern is a glob of names in the directory */
	OWNER_KERNEL,       /* MAINTAINERS, F: and X: */
	OWNER_KERNEL_REGEX, /* MAINTAINERS, N: */
	OWNER_LIST,         /* names in lists and tables; a pattern is a path or glob below the file's directory */
	OWNER_GRAMMAR_COUNT
};
extern const char *const owner_grammar_names[OWNER_GRAMMAR_COUNT];

/* The names are those of v_owner.role. */
enum owner_role {
	OWNER_OWNER,
	OWNER_APPROVER,
	OWNER_REVIEWER,
	OWNER_MAINTAINER,
	OWNER_EMERITUS, /* was one once, says the file */
	OWNER_MEMBER,   /* of an alias */
	OWNER_INCLUDE,  /* whom another file lists; its path stands in who.name */
	OWNER_NOPARENT, /* lists of the directories above do not apply */
	OWNER_EXCLUDED, /* paths that the section leaves out */
	OWNER_NOBODY,   /* paths that are listed with no owner */
	OWNER_ROLE_COUNT
};
extern const char *const owner_role_names[OWNER_ROLE_COUNT];

/* One person, or one rule, for one pattern. */
struct owner_fact {
	enum owner_grammar grammar;
	struct text section; /* subsystem, section or alias; may be empty */
	struct text pattern; /* in the grammar's own words; empty: the directory of the file, in MAINTAINERS no path */
	enum owner_role role;
	struct identity_fact
		who;   /* a login without its '@' or a group's name stands in name; empty where the role names nobody */
	bool is_group; /* a team, a role of the forge, everybody, another file: no person */
	uint32_t position; /* 0-based order in the file */
};
struct owner_sink {
	void *payload;
	void (*entry)(void *payload, const struct owner_fact *fact); /* texts borrowed for the call */
};

/* Whether a path is that of an ownership file. */
bool owner_is_file(struct text path);
/*
 * Hands over what the file lists, in its order, no entry twice; at most OWNER_ENTRY_MAX_COUNT entries, and of a short file
 * fewer. Never fails: hostile bytes give no entries. path: of the file in its repository; with the content it decides the
 * grammar.
 */
void owner_read(struct text path, struct text bytes, const struct owner_sink *sink);

/* ---- which entries speak of a path ---- */
/* An entry in force, as a database gives it back. */
struct owner_entry {
	enum owner_grammar grammar;
	enum owner_role role;
	struct text file, section, pattern;
	bool fits;    /* filled by owner_fits */
	bool applies; /* filled by owner_decide */
};
/* Whether the pattern alone speaks of the path, whatever other entries say. Time is bounded for any pattern. */
bool owner_fits(const struct owner_entry *entry, struct text path);
/*
 * Marks the entries that apply to the path, of all that were in force at one moment in one repository, in order of file
 * and position. Entries that do not fit may be left out, but for those of CODEOWNERS: which of several counts shows in them.
 */
void owner_decide(struct owner_entry *const *entries, size_t count);

#endif
