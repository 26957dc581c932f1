/* Mails of archives, told apart by their message ids, and the ids of patches that commits are. */
#ifndef LEAD_STORE_MAIL_H
#define LEAD_STORE_MAIL_H

#include "lead/store.h"

/* Kind of a mail that an archive took back. */
#define MAIL_KIND_DELETED "deleted"

struct mail_act_row {
	struct text source;
	struct text kind;   /* event_kind_names */
	struct text state;  /* act_state_names */
	int64_t word_count; /* -1: not told */
	struct text parts, raw;
};

/* A row of the table mail, as schema.sql has its columns. */
struct mail_row {
	struct text message_id, aliases, parents;
	struct identity_fact from;
	int64_t time;
	struct text kind, subject;
	int64_t version, part, part_count;
	const unsigned char *patch_id; /* 20 bytes; NULL: none */
	const struct mail_act_row *acts;
	size_t act_count;
};

/*
 * By message id. Of two mails with one id the one with the earlier time stands (0 is the latest), of two as early the one whose
 * content hashes smaller: not which came first. One that was taken back stays so, unless is_brought_back: the archive that took
 * it back holds it again. is_changed (may be NULL): whether anything was written. is_collision (may be
 * NULL): whether another mail with that id was there.
 */
int store_put_mail(bool *is_changed, bool *is_collision, struct store *store, int64_t repository,
                   const struct mail_row *mail, bool is_brought_back) MUST_CHECK;
/* patch_id NULL: the commit has none, or its objects are not here. */
int store_put_commit_patch(struct store *store, int64_t commit, const unsigned char *patch_id) MUST_CHECK;
/* Forgets every mail of the repository. */
int store_clear_mails(struct store *store, int64_t repository) MUST_CHECK;

#endif
