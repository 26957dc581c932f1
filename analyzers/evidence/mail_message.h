/* One message taken apart: what the files of mails share. Private to this room. */
#ifndef LEAD_EVIDENCE_MAIL_MESSAGE_H
#define LEAD_EVIDENCE_MAIL_MESSAGE_H

#include "lead/alloc.h"
#include "lead/mail.h"

#define MAIL_IDS_MAX 64 /* parents of a mail that are kept, and ids that it bears */

struct mail_message {
	struct arena *arena;
	struct text ids[MAIL_IDS_MAX];     /* it bears, the first one first */
	struct text parents[MAIL_IDS_MAX]; /* it answers, the nearest first */
	size_t id_count, parent_count;
	struct identity_fact
		from; /* of a list that sends in its own name: the writer's name, and no address of the list's */
	bool is_via;  /* it is such a list's */
	int64_t time; /* 0: no Date that can be read */
	int64_t received_time; /* of the last server, as it says itself; 0: it does not */
	struct text subject;   /* decoded, in one line */
	struct text body;      /* the first text/plain part: bytes as they were sent, format=flowed lines joined */
	struct text text;      /* the beginning of the same in UTF-8 */
	bool is_html_only;     /* there is no text/plain part, and one of text/html */
};

/* Texts live in the arena or are borrowed from the message. Always succeeds; what is not there stays empty. */
void mail_message_parse(struct mail_message *out, struct arena *arena, struct text message);

/* ---- mail_header.c ---- */
/* Joins folded lines, decodes encoded words, makes runs of white space one space; in UTF-8, in the arena. */
struct text mail_header_text(struct arena *arena, struct text value);
/* The first person of a From: field, its name decoded. */
struct identity_fact mail_header_person(struct arena *arena, struct text value);
/* Whose name a list puts in front of its own: "Ada Example via list", "Ada Example (via list)"; empty: it does not. */
struct text mail_header_via(struct text name);
/* Seconds UTC; 0 if it is no date. */
int64_t mail_header_time(struct text value);
/* The value of a parameter ("charset", "boundary") of a Content-Type; empty if there is none. */
struct text mail_header_parameter(struct arena *arena, struct text value, const char *name);
/* The header's fields, one by one, with folded lines. False at its end, with *rest behind the empty line. */
bool mail_header_next(struct text *rest, struct text *name, struct text *value);

/* ---- mail_charset.c ---- */
/* Appends bytes of the named charset as UTF-8; of one that is not known what is not UTF-8 becomes U+FFFD. */
void mail_charset_add(struct buf *out, struct text bytes, struct text charset);
void mail_base64_add(struct buf *out, struct text bytes);
/* in_header: '_' is a space. */
void mail_quoted_printable_add(struct buf *out, struct text bytes, bool in_header);

/* ---- mail_patch.c ---- */
struct mail_subject {
	struct text rest; /* without prefixes and brackets */
	bool is_reply;    /* "Re:" in any language */
	bool is_patch;    /* a bracket with PATCH in it */
	bool is_stable;   /* tells that a patch was taken into a stable tree */
	uint32_t version, part, part_count;
	bool has_part;
};
void mail_subject_parse(struct mail_subject *out, struct text subject);
/* Whether the lines hold a diff, and its patch id. */
bool mail_patch_find(struct mail_fact *fact, struct text body);
/* "From:" and "Subject:" that a patch's text begins with. */
void mail_patch_own_header(struct mail_fact *fact, struct arena *arena, struct text text);

/* ---- mail_review.c ---- */
/* Whether both are one full name, of two words at least. */
bool mail_is_full_name(struct text left, struct text right);
/* Acts of a reply, in the arena. */
void mail_review(struct mail_fact *fact, struct arena *arena, struct text text);
/* ---- mail_line.c ---- */
enum mail_line { LINE_EMPTY, LINE_QUOTE, LINE_TEXT, LINE_END };
/* What a line of a reply is; LINE_END: nothing that its writer says comes any more. */
enum mail_line mail_line_kind(struct text line);
/* Content of a quoted line without its marks. */
struct text mail_line_unquoted(struct text line);
/* How many lines at the end of what stands before a quote say whose it is. */
size_t mail_line_attribution(const struct text *lines, size_t count);
/* Courtesies, pings: nothing that is said of the patch. */
bool mail_line_is_courtesy(struct text line);
/* A line among others that says that a patch was taken: nothing else, and surely. *scope is where it may say which patches. */
bool mail_line_is_applied(struct text *scope, const struct text *lines, size_t count, size_t at);
/* Where the header of a mail begins that is quoted whole and unmarked; count: nowhere. */
size_t mail_line_quoted_mail(const struct text *lines, size_t count);
/* Which patches of a series a line speaks of: "all", "2-4 6"; false if it does not say. Appended. */
bool mail_line_parts(struct buf *out, struct text line);

#endif
