/*
 * One input of `git lead import`: opened, looked at, read in pieces. What is done with it is its kind's matter: a row in the table
 * of import_kinds.c, found by the first bytes or by what lies in the directory.
 */
#ifndef CMD_IMPORT_INPUT_H
#define CMD_IMPORT_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "lead/import.h"
#include "lead/text.h"

struct session;

struct input {
	struct session *session;
	const char *name; /* as given */
	const char *part; /* what inside of it is being read: a file of an archive or directory; NULL: all of it */
	bool is_directory;
	struct text head;       /* its first bytes, at least 512 unless it is shorter; empty for a directory */
	uint64_t trouble_count; /* told */
	bool has_text;          /* something but blanks was read */
	int file;               /* private: -1: none is open */
	struct buf bytes;       /* private: a file inside a ref, whole */
	size_t bytes_at;        /* private: how much of them was given */
	char *piece;            /* private */
	size_t piece_size;      /* private: read and not given yet */
	uint64_t total_size;    /* private; 0: not known */
	uint64_t done_size;     /* private */
};

/*
 * A file, a directory, "-" or "<revision>:<path>", with its head read. session and name must be set, all else be zero. Always
 * followed by input_close.
 */
int input_open(struct input *input) MUST_CHECK;
/*
 * The next bytes, from the first on: as many as fit, or as come without waiting long. Empty at the end. Borrowed until the next call.
 * Shows how far it is. ERR_CANCELLED after SIGINT.
 */
int input_next(struct text *piece, struct input *input) MUST_CHECK;
/* What input_next answers after SIGINT, for kinds that read otherwise. */
int input_refuse_interrupted(void) MUST_CHECK;
void input_close(struct input *input);

/* Says on stderr what could not be read, the first twenty; payload is the input. */
void input_show_trouble(void *payload, const struct import_trouble *trouble);
/* How many there were besides. */
void input_show_trouble_rest(const struct input *input);

/* "1 item" or "2 items". */
void input_add_count(struct buf *out, uint64_t count, const char *one, const char *many);
/* The line that a kind's answer begins with: what the input is called. */
void input_add_name(struct buf *out, const struct input *input);

/* ---- import_kinds.c ---- */
struct input_kind {
	/* Whether the input is of the kind, by its head, or for a directory by what lies in it. */
	bool (*matches)(const struct input *input);
	/* Reads all of it into the database and appends what to tell of it. */
	int (*import)(struct buf *out, struct input *input);
};
/* The first kind that matches; ERR_FAILED for a directory of no known kind. */
int input_kind_find(const struct input_kind **out, const struct input *input) MUST_CHECK;

/* ---- import_mail.c: mailboxes, single mails, archives of public-inbox ---- */
bool input_is_mail(const struct input *input);
int import_mail(struct buf *out, struct input *input) MUST_CHECK;
bool input_is_inbox(const struct input *input);
/* Whether the directory holds the epochs of an archive: the one above is the archive. */
bool input_is_inside_inbox(const struct input *input);
int import_inbox(struct buf *out, struct input *input) MUST_CHECK;

/* ---- import_export.c: JSON of a forge, and every file that is nothing else ---- */
int import_export(struct buf *out, struct input *input) MUST_CHECK;
/* ERR_FAILED with what helps for a file that is handed over often and is no export: a zip archive, a web page. */
int input_check_export(const struct input *input) MUST_CHECK;
struct scan_import;
/* All was fed: ends it and appends the answer. ERR_FAILED where nothing of it is of a known kind. */
int import_export_end(struct buf *out, struct input *input, struct scan_import *import) MUST_CHECK;

/* ---- import_archive.c: many files of a forge, packed or in a directory ---- */
bool import_is_archive(const struct input *input);
int import_archive(struct buf *out, struct input *input) MUST_CHECK;

/* ---- import_directory.c ---- */
bool import_is_directory(const struct input *input);
int import_directory(struct buf *out, struct input *input) MUST_CHECK;

#endif
