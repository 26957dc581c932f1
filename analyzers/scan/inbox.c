/*
 * Reads an archive of public-inbox: a repository whose commits each bring one mail or take it back. v1 keeps mails in files named by
 * the hash of their ids, v2 the one that a commit brought as "m", or one that was taken back as "d".
 */
#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"
#include "lead/vec.h"
#include "mail_import.h"

/* Commits whose files are compared at once. */
#define CHUNK_COUNT 1024

/* What one commit did to one mail. */
struct inbox_file {
	char path[44];
	struct oid commit;
	int64_t time;
	bool is_deleted;
};

struct inbox {
	struct scan_mails *mails;
	struct repository *repository;
	const struct scan_watch *watch;
	VEC(struct inbox_file) files;
	uint64_t done_count, total_count;
};

/* "01/23456789…": v1's place of a mail. */
static bool is_hash_path(struct text path)
{
	return path.size == 41 && path.at[2] == '/' && text_is_hex(text_slice(path, 0, 2)) &&
	       text_is_hex(text_slice(path, 3, path.size));
}

static void add_file(struct inbox *inbox, const struct commit_fact *fact, const struct file_change *change)
{
	bool is_v1 = is_hash_path(change->path), is_gone = change->status == 'D';
	bool is_mail = text_equal(change->path, TEXT("m")), is_taken_back = text_equal(change->path, TEXT("d"));
	struct inbox_file *file;

	/* v2's tree holds what its commit is about: what goes from it was told by an earlier one. */
	if (!is_v1 && ((!is_mail && !is_taken_back) || is_gone))
		return;
	if (is_gone && !fact->parent_count)
		return;
	file = VEC_PUSH(&inbox->files);
	memcpy(file->path, change->path.at, change->path.size);
	file->commit = is_gone ? fact->parents[0] : fact->oid;
	file->time = fact->commit_time;
	file->is_deleted = is_gone || is_taken_back;
}

static int take_commit(void *payload, const struct commit_fact *fact)
{
	struct inbox *inbox = payload;

	for (size_t i = 0; i < fact->file_count; i++)
		add_file(inbox, fact, &fact->files[i]);
	return 0;
}

static void take_missing(void *payload, const struct history_missing *missing)
{
	struct inbox *inbox = payload;

	(void)missing;
	scan_mails_lose(inbox->mails, 0, "an object of the archive is not here: its clone is not whole");
}

static int read_file(struct inbox *inbox, const struct inbox_file *file)
{
	struct mail_sink sink = scan_mails_sink(inbox->mails);
	struct buf message = { 0 };
	struct oid blob;
	int ret = repository_find_file_at(&blob, inbox->repository, &file->commit, file->path);

	if (ret == 0)
		ret = repository_read_blob(&message, inbox->repository, &blob, MAIL_MAX_SIZE);
	if (ret == ERR_INVALID)
		scan_mails_lose(inbox->mails, 0, "a mail larger than 64 MiB: passed over");
	else if (ret)
		scan_mails_lose(inbox->mails, 0, "an object of the archive is not here: its clone is not whole");
	else if (file->is_deleted)
		scan_mails_forget_one(inbox->mails, buf_text(&message));
	else if (!mail_read(buf_text(&message), file->time, &sink))
		scan_mails_lose(inbox->mails, 0, "no mail: it has no Message-ID, or nobody wrote it");
	buf_release(&message);
	return inbox->mails->status;
}

static int read_chunk(struct inbox *inbox, const struct oid *oids, size_t count)
{
	const struct history_options options = { .want_files = true };
	const struct history_sink sink = { inbox, take_commit, take_missing };
	int ret;

	VEC_CLEAR(&inbox->files);
	ret = history_read(inbox->repository, oids, count, &options, &sink);
	for (size_t i = 0; ret == 0 && i < inbox->files.count; i++)
		ret = read_file(inbox, &inbox->files.at[i]);
	inbox->done_count += count;
	if (inbox->watch && inbox->watch->progress)
		inbox->watch->progress(inbox->watch->payload, "reading mails", inbox->done_count, inbox->total_count);
	if (ret == 0 && inbox->watch && inbox->watch->is_cancelled && inbox->watch->is_cancelled(inbox->watch->payload))
		ret = error_set(ERR_CANCELLED, "interrupted; what was read stays, and the same import completes it");
	return ret;
}

static int read_commits(struct inbox *inbox, struct oid_list *list)
{
	int ret = 0;

	/* As they came: what was taken back was there before. */
	oid_list_reverse(list);
	inbox->total_count = list->count;
	for (size_t at = 0; ret == 0 && at < list->count; at += CHUNK_COUNT) {
		size_t count = list->count - at < CHUNK_COUNT ? list->count - at : CHUNK_COUNT;

		ret = read_chunk(inbox, list->at + at, count);
	}
	return ret;
}

/* ---- how far it was read before ---- */

/* Archives are told apart by how they begin. 1: not read before. */
static int find_mark(struct oid *out, const struct scan_mails *mails, struct text name)
{
	struct statement *row;
	int ret = store_statement(&row, mails->store,
	                          "SELECT tip FROM read_ref WHERE repository_id = :repository AND name = :name");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", mails->repository_id);
	statement_bind_text(row, ":name", name);
	ret = statement_step(row);
	if (ret == 0)
		memcpy(out->bytes, statement_text(row, 0).at, OID_SIZE);
	statement_reset(row);
	return ret;
}

static int put_mark(const struct scan_mails *mails, struct text name, const struct oid *tip)
{
	struct statement *row;
	int ret = store_statement(&row, mails->store,
	                          "INSERT INTO read_ref (repository_id, name, tip) VALUES (:repository, :name, :tip)\n"
	                          "ON CONFLICT (repository_id, name) DO UPDATE SET tip = excluded.tip");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", mails->repository_id);
	statement_bind_text(row, ":name", name);
	statement_bind_blob(row, ":tip", tip->bytes, OID_SIZE);
	return statement_run(row);
}

static int list_commits(struct oid_list *out, struct inbox *inbox, struct text name, const struct oid *tip)
{
	struct oid before;
	int ret = find_mark(&before, inbox->mails, name);

	if (ret < 0)
		return ret;
	if (ret == 0) {
		ret = history_list_between(out, inbox->repository, tip, &before);
		if (ret != ERR_MISSING)
			return ret;
		/* Purges write an archive anew: then all of it is read again. */
		out->count = 0;
	}
	return history_list_between(out, inbox->repository, tip, NULL);
}

int scan_mails_read_inbox(struct scan_mails *mails, struct repository *inbox_repository, const struct scan_watch *watch)
{
	struct inbox inbox = { .mails = mails, .repository = inbox_repository, .watch = watch };
	struct oid_list list = { 0 };
	struct buf name = { 0 };
	struct oid tip, root;
	int ret = repository_resolve(&tip, inbox_repository, "HEAD");

	/* An epoch that was only just begun. */
	if (ret == ERR_NOTFOUND)
		return 0;
	if (ret == 0)
		ret = repository_first_root(&root, inbox_repository, &tip);
	if (ret)
		return ret;
	buf_add_str(&name, "mail ");
	buf_add_hex(&name, (struct text){ (const char *)root.bytes, OID_SIZE });
	mails->is_brought_back = true;
	ret = list_commits(&list, &inbox, buf_text(&name), &tip);
	if (ret == 0)
		ret = read_commits(&inbox, &list);
	mails->is_brought_back = false;
	if (ret == 0)
		ret = scan_mails_flush(mails);
	if (ret == 0)
		ret = put_mark(mails, buf_text(&name), &tip);
	oid_list_release(&list);
	VEC_RELEASE(&inbox.files);
	buf_release(&name);
	return ret;
}

static void count_path(void *payload, struct text path)
{
	bool *has_mail = payload;

	*has_mail = *has_mail || is_hash_path(path) || text_equal(path, TEXT("m")) || text_equal(path, TEXT("d"));
}

bool scan_is_inbox(struct repository *repository)
{
	bool has_mail = false;
	struct oid tip;

	if (repository_resolve(&tip, repository, "HEAD") != 0)
		return false;
	return repository_each_path(repository, &tip, count_path, &has_mail) == 0 && has_mail;
}
