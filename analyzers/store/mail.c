/* Writes mails: one row a message id, whatever archive it came from and in whatever order they were read. */
#include "lead/store_mail.h"
#include "cut.h"
#include "database.h"

#define OID_BYTES 20
/* Ids of a long thread; the nearest stand first. */
#define IDS_MAX_SIZE ((size_t)16 * 1024)

static uint64_t hash_number(uint64_t hash, int64_t number)
{
	char bytes[sizeof(number)];

	/* The same on every machine. */
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(unsigned char)((uint64_t)number >> 8 * i);
	return text_hash(hash, (struct text){ bytes, sizeof(bytes) });
}

static uint64_t hash_texts(uint64_t hash, const struct text *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hash = hash_number(text_hash(hash, texts[i]), (int64_t)texts[i].size);
	return hash;
}

static int64_t fingerprint_of(const struct mail_row *mail)
{
	const struct text texts[] = { mail->aliases,    mail->parents, mail->from.name,
		                      mail->from.email, mail->kind,    mail->subject };
	const int64_t numbers[] = { mail->time, mail->version, mail->part, mail->part_count, mail->patch_id != NULL };
	uint64_t hash = hash_texts(TEXT_HASH_SEED, texts, sizeof(texts) / sizeof(texts[0]));

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		hash = hash_number(hash, numbers[i]);
	if (mail->patch_id != NULL)
		hash = text_hash(hash, (struct text){ (const char *)mail->patch_id, OID_BYTES });
	for (size_t i = 0; i < mail->act_count; i++) {
		const struct mail_act_row *act = &mail->acts[i];
		const struct text words[] = { act->source, act->kind, act->state, act->parts, act->raw };

		hash = hash_number(hash_texts(hash, words, sizeof(words) / sizeof(words[0])), act->word_count);
	}
	return (int64_t)hash;
}

/* What is there of a mail. */
struct standing {
	int64_t id, time, fingerprint;
	bool is_deleted;
};

/* 1: nothing. */
static int find(struct standing *out, struct store *store, int64_t repository, struct text message_id)
{
	struct call call = call_begin(store, SQL_MAIL_FIND);
	int ret;

	call_int(&call, 1, repository);
	call_text(&call, 2, message_id);
	ret = call_step(&call);
	if (ret == 0) {
		out->id = call_column(&call, 0);
		out->time = call_column(&call, 1);
		out->is_deleted = text_equal(call_column_text(&call, 2), TEXT(MAIL_KIND_DELETED));
		out->fingerprint = call_column(&call, 3);
	}
	call_end(&call);
	return ret;
}

static bool stands(const struct standing *before, const struct mail_row *mail, int64_t fingerprint,
                   bool is_brought_back)
{
	if (before->fingerprint == fingerprint)
		return true;
	if (before->is_deleted)
		return !is_brought_back;
	if (text_equal(mail->kind, TEXT(MAIL_KIND_DELETED)))
		return false;
	if ((before->time == 0) != (mail->time == 0))
		return before->time != 0;
	if (before->time != mail->time)
		return before->time < mail->time;
	return before->fingerprint < fingerprint;
}

static int write_row(struct store *store, enum sql which, int64_t repository, const struct mail_row *mail,
                     int64_t fingerprint)
{
	struct call call;
	int64_t identity;
	int ret = store_put_identity(&identity, store, mail->from);

	if (ret != 0)
		return ret;
	call = call_begin(store, which);
	call_int(&call, 1, repository);
	call_text(&call, 2, mail->message_id);
	call_text(&call, 3, cut_text(mail->aliases, IDS_MAX_SIZE));
	call_text(&call, 4, cut_text(mail->parents, IDS_MAX_SIZE));
	call_int(&call, 5, identity);
	call_int(&call, 6, mail->time);
	call_text(&call, 7, mail->kind);
	call_text(&call, 8, cut_text(mail->subject, LINE_MAX_SIZE));
	call_int(&call, 9, mail->version);
	call_int(&call, 10, mail->part);
	call_int(&call, 11, mail->part_count);
	/* Left unbound it is NULL. */
	if (mail->patch_id != NULL)
		call_blob(&call, 12, mail->patch_id, OID_BYTES);
	call_int(&call, 13, fingerprint);
	return call_run(&call);
}

static int write_acts(struct store *store, int64_t mail_id, const struct mail_row *mail)
{
	struct call call = call_begin(store, SQL_MAIL_ACTS_CLEAR);
	int ret;

	call_int(&call, 1, mail_id);
	ret = call_run(&call);
	for (size_t i = 0; ret == 0 && i < mail->act_count; i++) {
		const struct mail_act_row *act = &mail->acts[i];
		int64_t source;

		ret = store_put_source(&source, store, act->source);
		if (ret != 0)
			return ret;
		call = call_begin(store, SQL_MAIL_ACT_PUT);
		call_int(&call, 1, mail_id);
		call_int(&call, 2, (int64_t)i);
		call_int(&call, 3, source);
		call_text(&call, 4, act->kind);
		call_text(&call, 5, act->state);
		call_int_or_null(&call, 6, act->word_count, act->word_count < 0);
		call_text(&call, 7, cut_text(act->parts, LINE_MAX_SIZE));
		call_text(&call, 8, cut_text(act->raw, LINE_MAX_SIZE));
		ret = call_run(&call);
	}
	return ret;
}

int store_put_mail(bool *is_changed, bool *is_collision, struct store *store, int64_t repository,
                   const struct mail_row *mail, bool is_brought_back)
{
	int64_t fingerprint = fingerprint_of(mail);
	struct standing before = { 0 };
	int ret = find(&before, store, repository, mail->message_id);
	bool is_new = ret == 1, is_kept = ret == 0 && stands(&before, mail, fingerprint, is_brought_back);

	if (is_collision != NULL)
		*is_collision = ret == 0 && !before.is_deleted && before.fingerprint != fingerprint &&
		                !text_equal(mail->kind, TEXT(MAIL_KIND_DELETED));
	if (is_changed != NULL)
		*is_changed = ret >= 0 && !is_kept;
	if (ret < 0 || is_kept)
		return ret;
	ret = write_row(store, is_new ? SQL_MAIL_PUT : SQL_MAIL_UPDATE, repository, mail, fingerprint);
	if (ret == 0 && is_new)
		before.id = store_last_id(store);
	return ret ? ret : write_acts(store, before.id, mail);
}

int store_put_commit_patch(struct store *store, int64_t commit, const unsigned char *patch_id)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "INSERT INTO commit_patch (commit_id, patch_id) VALUES (:commit, :patch)\n"
	                          "ON CONFLICT (commit_id) DO UPDATE SET patch_id = excluded.patch_id");

	if (ret != 0)
		return ret;
	statement_bind_int(statement, ":commit", commit);
	if (patch_id != NULL)
		statement_bind_blob(statement, ":patch", patch_id, OID_BYTES);
	return statement_run(statement);
}

int store_clear_mails(struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "DELETE FROM mail WHERE repository_id = :repository");

	if (ret != 0)
		return ret;
	statement_bind_int(statement, ":repository", repository);
	return statement_run(statement);
}
