/*
 * Mails: bytes in, facts out. Pure functions of their input, as the commit readers are: nothing is opened, printed or kept, hostile
 * bytes give few facts or none, and memory is bounded by the largest mail.
 */
#ifndef LEAD_MAIL_H
#define LEAD_MAIL_H

#include "lead/import.h"
#include "lead/sha1.h"

enum mail_kind {
	MAIL_OTHER,
	MAIL_PATCH,   /* "[PATCH 2/7] …" with a diff in it */
	MAIL_COVER,   /* "[PATCH 0/7] …" */
	MAIL_REPLY,   /* answers something, and is neither of these */
	MAIL_DELETED, /* an archive took it back: nothing but its id is known */
	MAIL_KIND_COUNT
};
extern const char *const mail_kind_names[MAIL_KIND_COUNT]; /* "other", "patch", … */

/* What the writer of a mail does in it to what it answers. */
struct mail_act {
	enum event_kind kind;
	const char *source; /* "mail:trailer", "mail:review", "mail:reply", "mail:applied" */
	enum act_state state;
	int64_t word_count; /* -1: not told */
	struct text parts;  /* of the series: "2-4 6", "all"; empty: what the mail answers */
	struct text raw;    /* the line that shows it; empty for comments */
};

/*
 * Texts are UTF-8 and borrowed for the call. Mails have a message id and an address to be told at all; what a list sends in its own
 * name ("Ada Example via list") has the writer's name, and no address unless another field gives the writer's.
 */
struct mail_fact {
	struct text message_id;    /* without <> */
	struct text aliases;       /* further ids that it bears, separated by a space */
	struct text parents;       /* ids that it answers, the nearest first, separated by a space */
	struct identity_fact from; /* of a patch the author that its text begins with, if it does */
	int64_t time;              /* seconds UTC; 0: not told */
	enum mail_kind kind;
	struct text
		subject; /* without Re: and brackets in front of it; of a patch the one its text begins with, if it does */
	uint32_t version; /* of a patch or cover letter, from 1; else 0 */
	uint32_t part, part_count;
	bool has_patch_id;
	unsigned char patch_id[SHA1_SIZE];
	bool is_html_only; /* its words are not read */
	const struct mail_act *acts;
	size_t act_count;
};

struct mail_sink {
	void *payload;
	void (*mail)(void *payload, const struct mail_fact *mail);
	void (*trouble)(void *payload, const struct import_trouble *trouble); /* may be NULL */
};

#define MAIL_MAX_SIZE ((size_t)64 * 1024 * 1024)

/*
 * One message, with LF or CR LF at its line ends. received_time: when an archive got it, which a later or absurd Date gives way to;
 * 0: not known. False, and nothing told: it has no message id, or nobody wrote it.
 */
bool mail_read(struct text message, int64_t received_time, const struct mail_sink *sink);
/* Appends a message's first id; nothing if it has none. */
void mail_read_id(struct buf *out, struct text message);

/* Who a trailer's line ("Reviewed-by: Ada Example <ada@example.org>") names, as it is written; false if it has no address. Borrowed. */
bool mail_trailer_person(struct identity_fact *out, struct text line);
/* A subject without what mails put in front of it: replies' prefixes, brackets. Borrowed. */
struct text mail_subject_rest(struct text subject);

/* ---- mbox files: mbox and mboxrd ---- */
struct mail_box; /* opaque */
struct mail_box_summary {
	uint64_t byte_count, mail_count;
	uint64_t lost_count; /* no mail, or one larger than MAIL_MAX_SIZE */
};
/* Whether a file that begins with these bytes is a mailbox ("From "), or a single mail (header fields). */
bool mail_is_box(struct text head);
bool mail_is_message(struct text head);

struct mail_box *mail_box_new(const struct mail_sink *sink); /* sink is copied */
/* The next bytes, cut anywhere. */
void mail_box_feed(struct mail_box *box, struct text bytes);
/* No more bytes. Then only mail_box_free. */
void mail_box_finish(struct mail_box *box, struct mail_box_summary *summary);
void mail_box_free(struct mail_box *box); /* accepts NULL */

#endif
