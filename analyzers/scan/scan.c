/*
 * One scan from end to end: which commits are new, their facts, and what follows. Knows no persons and computes no figure. The
 * steps (fact writer, landing, request heads, decision records) live beside this file.
 */
#include "lead/scan.h"

#include <stdlib.h>
#include <string.h>

#include "lead/store_derive.h"
#include "scan_steps.h"

/* Commits: more are read in transactions of their own, so that an interrupted scan goes on from there. */
#define ONE_TRANSACTION_MAX 2048

/* ---- which commits are new ---- */

/*
 * A commit is known when its files were read, or when it landed before. One that was only seen on a request's head is
 * not: when it lands its files are wanted. Facts go in oldest first, so whatever is known has known ancestors.
 */
static bool is_known(void *payload, const struct oid *oid)
{
	struct fact_writer *writer = payload;
	struct statement *statement;
	bool is_read;

	if (writer->reads_again || writer->status)
		return false;
	writer->status =
		store_statement(&statement, writer->store,
	                        "SELECT 1\n"
	                        "FROM commits c\n"
	                        "WHERE c.oid = :oid\n"
	                        "  AND (c.files_state <> :not_read\n"
	                        "    OR EXISTS (\n"
	                        "      SELECT 1 FROM repository r\n"
	                        "      CROSS JOIN landed l ON l.repository_id = r.id AND l.commit_id = c.id))");
	if (writer->status)
		return false;
	statement_bind_blob(statement, ":oid", oid->bytes, OID_SIZE);
	statement_bind_int(statement, ":not_read", FILES_NOT_READ);
	writer->status = statement_step(statement);
	is_read = writer->status == 0;
	if (writer->status > 0)
		writer->status = 0;
	statement_reset(statement);
	return is_read;
}

/*
 * After a scan that did not end: parents that the stored commits name and the store lacks. Commits go in oldest first by
 * their recorded times, and where a clock was wrong a child can stand in the store without its parent; nothing else would
 * lead to that parent again. One that is not in this clone is another history's.
 */
static int add_loose_ends(struct oid_list *tips, struct store *store, struct repository *repository)
{
	struct statement *statement;
	struct buf parents = { 0 };
	int ret = store_statement(&statement, store, "SELECT parents FROM commits ORDER BY id");

	while (ret == 0 && (ret = statement_step(statement)) == 0)
		buf_add_text(&parents, statement_text(statement, 0));
	for (size_t at = 0; ret == 1 && at + OID_SIZE <= parents.size; at += OID_SIZE) {
		struct oid oid;

		memcpy(oid.bytes, parents.at + at, OID_SIZE);
		if (!store_has_commit(store, &oid) && repository_has_commit(repository, &oid))
			*VEC_PUSH(tips) = oid;
	}
	buf_release(&parents);
	return ret == 1 ? 0 : ret;
}

/*
 * A few commits and all that follows from them go in at once: either everything is there or nothing, and the disk is waited for
 * once. What was read before an interruption is true and stays.
 */
static int end_transaction(struct fact_writer *writer, int status)
{
	int ret;

	if (!writer->is_one)
		return status;
	writer->is_one = false;
	if (status != 0 && status != ERR_CANCELLED) {
		store_rollback(writer->store);
		return status;
	}
	ret = store_commit(writer->store);
	return status ? status : ret;
}

static int read_history(struct fact_writer *writer, struct repository *repository, const struct oid *tip,
                        const struct scan_options *options)
{
	struct history_options read = {
		.thread_count = options->thread_count,
		.want_files = true,
		.want_lines = !options->no_lines,
		.exact_lines = options->exact_lines,
	};
	struct oid_list list = { 0 }, tips = { 0 };
	int ret = 0;

	*VEC_PUSH(&tips) = *tip;
	if (writer->is_resumed)
		ret = add_loose_ends(&tips, writer->store, repository);
	if (ret == 0)
		ret = history_list_new(&list, repository, tips.at, tips.count, is_known, fact_writer_missing, writer);
	oid_list_release(&tips);
	if (ret == 0)
		ret = writer->status;
	oid_list_reverse(&list);
	writer->what = "reading commits";
	if (ret == 0 && list.count > ONE_TRANSACTION_MAX)
		ret = end_transaction(writer, 0);
	if (ret == 0 && list.count)
		ret = fact_writer_read(writer, repository, &list, &read);
	writer->new_count = list.count;
	oid_list_release(&list);
	return ret;
}

/* ---- texts of the project, kept so that a report from the database alone resolves the same way ---- */

static int put_text(struct store *store, int64_t id, const char *kind, int ret, struct buf *text)
{
	if (ret == ERR_NOTFOUND || ret == ERR_MISSING || ret == ERR_INVALID) {
		buf_clear(text);
		ret = 0;
	}
	if (ret == 0)
		ret = store_put_repository_text(store, id, kind, buf_text(text));
	buf_release(text);
	return ret;
}

static int put_texts(struct store *store, int64_t id, struct repository *repository, const struct config *config,
                     const struct scan_options *options, const struct oid *tip)
{
	static const struct {
		const char *kind, *path;
		bool from_tip; /* facts of the scanned history, not of the work tree */
	} files[] = {
		{ "gitlead", ".gitlead", false },
		{ "gitattributes", ".gitattributes", true },
		{ "ignore-revs", ".git-blame-ignore-revs", true },
	};
	struct buf text = { 0 };
	const struct oid *settings = options->settings;
	int got = settings ? repository_read_mailmap_at(&text, repository, config, settings)
	                   : repository_read_mailmap(&text, repository, config);
	int ret = put_text(store, id, "mailmap", got, &text);

	if (ret == 0)
		ret = store_put_repository_text(store, id, "mailmap-all", options->mailmap);
	for (size_t i = 0; ret == 0 && i < sizeof(files) / sizeof(files[0]); i++) {
		const struct oid *at = settings ? settings : files[i].from_tip ? tip : NULL;

		got = at ? repository_read_file_at(&text, repository, at, files[i].path, CONFIG_TEXT_MAX_SIZE)
		         : repository_read_file(&text, repository, files[i].path, CONFIG_TEXT_MAX_SIZE);
		ret = put_text(store, id, files[i].kind, got, &text);
	}
	return ret;
}

static int put_missing(struct fact_writer *writer, int64_t repository_id)
{
	int ret = 0;

	if (writer->reads_again)
		ret = store_clear_missing(writer->store, repository_id);
	for (size_t i = 0; ret == 0 && i < writer->missing.count; i++)
		ret = store_put_missing(writer->store, repository_id, &writer->missing.at[i].oid,
		                        writer->missing.at[i].what);
	return ret;
}

/* ---- landing ---- */

/* What other things than commits told of the history when the scan began, and whether they tell something else now. */
struct news {
	struct buf notes;   /* where notes refs stand, as their stamps have it */
	struct buf commits; /* ids of what landed, where the history has only grown; else empty */
	bool are_heads_moved;
};

static int list_notes(struct buf *out, struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store,
	                          "SELECT name || ' ' || substr(value, 1, 16)\n"
	                          "FROM stamp\n"
	                          "WHERE (name >= 'notes ' AND name < 'notes!')\n"
	                          "  OR (name >= 'appraise ' AND name < 'appraise!')\n"
	                          "ORDER BY name");

	buf_clear(out);
	while (ret == 0 && (ret = statement_step(row)) == 0)
		buf_add_text(out, statement_text(row, 0));
	return ret < 0 ? ret : 0;
}

static int are_notes_moved(bool *out, struct store *store, const struct buf *before)
{
	struct buf now = { 0 };
	int ret = list_notes(&now, store);

	*out = !text_equal(buf_text(before), buf_text(&now));
	buf_release(&now);
	return ret;
}

/* Whether commits may have been found since that were missing before: a clone was or is cut, or damaged. */
static int is_cut(bool *out, struct store *store, int64_t repository_id, const struct repository *repository)
{
	struct statement *row;
	int64_t count = 0;
	int ret;

	*out = repository_is_shallow(repository);
	if (*out)
		return 0;
	ret = store_statement(&row, store,
	                      "SELECT EXISTS (SELECT 1 FROM missing_object\n"
	                      "               WHERE repository_id = :repository AND what = 'commit')\n"
	                      "  + coalesce((SELECT is_shallow FROM scan\n"
	                      "              WHERE repository_id = :repository ORDER BY id DESC LIMIT 1), 1)");
	if (ret == 0) {
		statement_bind_int(row, ":repository", repository_id);
		ret = statement_take_int(&count, row);
	}
	*out = count > 0;
	return ret;
}

static int land(struct fact_writer *writer, int64_t repository_id, const struct repository *repository,
                struct news *news, const struct oid *tip)
{
	bool is_moved = news->are_heads_moved || writer->reads_again || writer->is_resumed, is_done = false;
	int ret = 0;

	if (!is_moved)
		ret = are_notes_moved(&is_moved, writer->store, &news->notes);
	if (ret == 0 && !is_moved)
		ret = scan_requests_are_news(&is_moved, writer->store, repository_id);
	if (ret == 0 && !is_moved)
		ret = is_cut(&is_moved, writer->store, repository_id, repository);
	if (ret == 0 && !is_moved)
		ret = scan_land_more(&is_done, &news->commits, writer->store, repository_id, tip);
	if (ret || is_done)
		return ret;
	ret = scan_land(writer->store, repository_id, tip);
	return ret ? ret : scan_stamp_requests(writer->store, repository_id);
}

/* Mails are told by the commits that they landed as. */
static int join_mails(struct store *store, int64_t repository_id, struct repository *repository)
{
	struct scan_mail_join join;
	int ret = scan_join_mails(&join, store, repository_id, repository, false);

	return ret || !join.is_changed ? ret : scan_land_requests(store, repository_id);
}

/* ---- tags and heads ---- */

/* A history that was written anew may have come with tags of another file (merge.c): then they are read once more. */
static int refs_stamp(struct buf *name, struct buf *value, const struct fact_writer *writer, int64_t repository_id)
{
	int ret;

	buf_add_fmt(name, "refs %lld", (long long)repository_id);
	buf_add_fmt(value, "%016llx %016llx %s ", (unsigned long long)writer->refs.tags,
	            (unsigned long long)writer->refs.heads, LEAD_VERSION);
	ret = store_stamp_get(value, writer->store, "landing");
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/* Read only if some moved since they were. */
static int read_refs(struct news *news, struct fact_writer *writer, int64_t repository_id,
                     struct repository *repository)
{
	struct buf name = { 0 }, value = { 0 }, before = { 0 };
	int ret = refs_stamp(&name, &value, writer, repository_id);

	if (ret == 0)
		ret = store_stamp_get(&before, writer->store, buf_str(&name));
	if (ret == ERR_NOTFOUND ||
	    (ret == 0 && (writer->reads_again || !text_equal(buf_text(&before), buf_text(&value))))) {
		ret = scan_read_tags(writer->store, repository_id, repository);
		if (ret == 0)
			ret = scan_list_heads(&news->are_heads_moved, writer->store, repository_id, repository);
	}
	buf_release(&name);
	buf_release(&value);
	buf_release(&before);
	return ret;
}

static int stamp_refs(struct fact_writer *writer, int64_t repository_id)
{
	struct buf name = { 0 }, value = { 0 };
	int ret = refs_stamp(&name, &value, writer, repository_id);

	if (ret == 0)
		ret = store_stamp_put(writer->store, buf_str(&name), buf_text(&value));
	buf_release(&name);
	buf_release(&value);
	return ret;
}

static int read_records(struct fact_writer *writer, int64_t repository_id, struct repository *repository,
                        const struct config *config, const struct oid *tip, const struct news *news)
{
	bool are_touched = true, are_anywhere = false;
	int ret = scan_records_are_touched(&are_touched, writer->store, repository_id, repository, config, tip,
	                                   &news->commits);

	if (ret == 0 && are_touched)
		ret = scan_read_decisions(&are_anywhere, writer->store, repository_id, repository, config, tip);
	if (ret == 0 && are_touched)
		ret = scan_read_owners(writer->store, repository_id, repository, config, tip);
	if (ret)
		return ret;
	return scan_stamp_records(writer->store, repository_id, repository, config, tip, are_anywhere);
}

/* Everything that follows the commits. Killed in between, the next scan does it again. */
static int finish(struct scan_result *out, struct fact_writer *writer, struct repository *repository,
                  const struct config *config, const struct scan_options *options, const struct oid *tip)
{
	struct scan_row scan = {
		.tip = *tip,
		.options = text_of(scan_options_text(options)),
		.tool_version = TEXT(LEAD_VERSION),
		.rules_version = TEXT(RULES_VERSION),
		.is_shallow = repository_is_shallow(repository),
		.is_partial = repository_is_partial(repository),
	};
	struct news news = { 0 };
	int ret = scan_put_repository(&out->repository_id, writer->store, repository, config, options, tip);

	scan.repository = out->repository_id;
	if (ret == 0)
		ret = list_notes(&news.notes, writer->store);
	if (ret == 0)
		ret = put_texts(writer->store, out->repository_id, repository, config, options, tip);
	if (ret == 0)
		ret = put_missing(writer, out->repository_id);
	if (ret == 0)
		ret = read_refs(&news, writer, out->repository_id, repository);
	if (ret == 0)
		ret = scan_read_notes(writer->store, out->repository_id, repository, writer->reads_again);
	if (ret == 0)
		ret = scan_read_appraise(writer->store, out->repository_id, repository, tip, writer->reads_again);
	if (ret == 0)
		ret = scan_read_notedb(writer->store, out->repository_id, repository, writer->reads_again);
	if (ret == 0)
		ret = land(writer, out->repository_id, repository, &news, tip);
	if (ret == 0)
		ret = join_mails(writer->store, out->repository_id, repository);
	if (ret == 0)
		ret = stamp_refs(writer, out->repository_id);
	if (ret == 0)
		ret = scan_read_heads(writer, out->repository_id, repository);
	/* Notes stand on the commits of heads too. */
	if (ret == 0 && writer->new_head_count)
		ret = scan_read_notes(writer->store, out->repository_id, repository, false);
	if (ret == 0)
		ret = read_records(writer, out->repository_id, repository, config, tip, &news);
	if (ret == 0)
		ret = store_put_scan(writer->store, &scan);
	buf_release(&news.notes);
	buf_release(&news.commits);
	return ret;
}

/* ---- all of it ---- */

static int scan_changed(struct scan_result *out, struct fact_writer *writer, struct repository *repository,
                        const struct config *config, const struct scan_options *options, const struct oid *tip,
                        struct text wanted)
{
	int ret = scan_must_read_again(&writer->reads_again, writer->store, repository, options);

	if (ret == 0)
		ret = store_begin(writer->store);
	writer->is_one = ret == 0;
	if (ret == 0)
		ret = scan_find_broken_off(&writer->is_resumed, writer->store);
	/* Until this scan ends, the last one's word that nothing changed is not to be believed. */
	if (ret == 0)
		ret = scan_put_fingerprint(writer->store, repository, TEXT(""));
	if (ret == 0)
		ret = read_history(writer, repository, tip, options);
	out->new_commit_count = writer->new_count;
	if (ret == 0)
		ret = finish(out, writer, repository, config, options, tip);
	if (ret == 0)
		ret = scan_put_fingerprint(writer->store, repository, wanted);
	ret = end_transaction(writer, ret);
	out->new_head_commit_count = writer->new_head_count;
	VEC_RELEASE(&writer->missing);
	return ret;
}

/*
 * What may change without a commit: the mailmap and the project's settings are read from the work tree, and an import that
 * was stopped left facts that the history has not landed with.
 */
static int bring_other_news(struct store *store, int64_t repository_id, struct repository *repository,
                            const struct config *config, const struct scan_options *options, const struct oid *tip)
{
	int ret = put_texts(store, repository_id, repository, config, options, tip);

	/* An import where no repository was at hand could not compare patches. */
	if (ret == 0)
		ret = join_mails(store, repository_id, repository);
	return ret ? ret : scan_land_requests(store, repository_id);
}

int scan_repository(struct scan_result *out, struct store *store, struct repository *repository,
                    const struct config *config, const struct scan_options *options, const struct scan_watch *watch)
{
	struct fact_writer writer = { .store = store, .watch = watch };
	struct buf wanted = { 0 };
	struct oid tip;
	int ret = repository_resolve(&tip, repository, options->revision ? options->revision : "HEAD");

	*out = (struct scan_result){ 0 };
	if (ret == ERR_NOTFOUND && !options->revision) {
		out->is_empty = true;
		return 0;
	}
	if (ret == 0)
		ret = scan_hash_refs(&writer.refs, repository);
	if (ret == 0)
		scan_fingerprint(&wanted, repository, config, options, &tip, &writer.refs);
	if (ret == 0 && !options->rescan)
		ret = scan_find_unchanged(&out->repository_id, store, repository, config, options, &tip,
		                          buf_text(&wanted));
	if (ret == 0 && out->repository_id)
		ret = bring_other_news(store, out->repository_id, repository, config, options, &tip);
	else if (ret == 0)
		ret = scan_changed(out, &writer, repository, config, options, &tip, buf_text(&wanted));
	buf_release(&wanted);
	return ret;
}
