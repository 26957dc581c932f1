/* An import of mails on its way: what mailboxes and archives hand over goes through one writer. Private to this room. */
#ifndef SCAN_MAIL_IMPORT_H
#define SCAN_MAIL_IMPORT_H

#include "lead/mail.h"
#include "scan_steps.h"

struct scan_mails {
	struct store *store;
	int64_t repository_id;
	void (*trouble)(void *payload, const struct import_trouble *trouble); /* may be NULL */
	void *trouble_payload;
	struct mail_box *box; /* NULL until bytes are fed */
	struct scan_mail_result result;
	bool is_brought_back; /* the mails being read stand in an archive that may have taken them back before */
	int status;           /* the first failure inside a sink that cannot return one */
	size_t batch_count;
	bool is_open; /* a transaction */
};

struct mail_sink scan_mails_sink(struct scan_mails *mails);
/* A mail that an archive took back. */
void scan_mails_forget_one(struct scan_mails *mails, struct text message);
void scan_mails_lose(struct scan_mails *mails, uint64_t item, const char *words);
int scan_mails_flush(struct scan_mails *mails) MUST_CHECK;

#endif
