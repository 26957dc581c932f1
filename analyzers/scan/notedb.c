/*
 * Gerrit's records of changes (refs/changes/<nn>/<number>/meta) as requests under the origin "notedb". A change is read when its
 * ref moved: what was told of it goes, what it tells now comes, and table read_ref says how far, all in one transaction with
 * others. Threads read and parse; this one writes.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/notedb.h"
#include "lead/store_derive.h"
#include "lead/store_request.h"
#include "scan_steps.h"

#define ORIGIN TEXT("notedb")
#define CHANGES_PREFIX "refs/changes/"
#define CONFIG_REF "refs/meta/config"
#define CONFIG_MAX_SIZE ((size_t)1 << 20)
/* Acts a transaction: few enough that a killed scan loses little, enough that the disk is not waited for. */
#define BATCH_MAX_COUNT 50000

/* A change to be read, or to be forgotten. */
struct change_ref {
	uint64_t number;
	struct oid tip;
};

struct notedb {
	struct store *store;
	struct repository *repository;
	int64_t repository_id;
	struct notedb_labels *labels;
	VEC(struct change_ref) refs;  /* as they are, by name */
	VEC(struct change_ref) moved; /* to be read, by number */
	VEC(struct oid) tips;         /* theirs */
	VEC(uint64_t) gone;
	struct oid config; /* where the project's configuration stands */
	bool has_config;
	bool has_rows; /* something was told of changes before */
	size_t batch_count;
	bool is_open;
};

/* ---- refs ---- */

/* The number in "refs/changes/<nn>/<number>/meta", <nn> being its last two digits; false for other names. */
static bool parse_ref(uint64_t *number, struct text name)
{
	struct text digits, folder;
	char wanted[3];

	if (!text_starts(name, TEXT(CHANGES_PREFIX)) || !text_ends(name, TEXT("/meta")))
		return false;
	name = text_slice(name, strlen(CHANGES_PREFIX), name.size - strlen("/meta"));
	folder = text_slice(name, 0, 2);
	digits = text_slice(name, 3, name.size);
	if (name.size < 4 || name.at[2] != '/' || digits.at[0] == '0' || !text_to_uint(digits, number))
		return false;
	wanted[0] = (char)('0' + *number / 10 % 10);
	wanted[1] = (char)('0' + *number % 10);
	return folder.at[0] == wanted[0] && folder.at[1] == wanted[1];
}

static void add_ref_name(struct buf *out, uint64_t number)
{
	buf_add_fmt(out, CHANGES_PREFIX "%02" PRIu64 "/%" PRIu64 "/meta", number % 100, number);
}

bool scan_is_notedb_ref(struct text name)
{
	uint64_t number;

	return text_equal(name, TEXT(CONFIG_REF)) || parse_ref(&number, name);
}

static void take_ref(void *payload, struct text name, const struct oid *held)
{
	struct notedb *notedb = payload;
	uint64_t number;

	if (text_equal(name, TEXT(CONFIG_REF))) {
		notedb->config = *held;
		notedb->has_config = true;
	} else if (parse_ref(&number, name)) {
		*VEC_PUSH(&notedb->refs) = (struct change_ref){ number, *held };
	}
}

static int compare_numbers(const void *left, const void *right)
{
	const struct change_ref *a = left, *b = right;

	return (a->number > b->number) - (a->number < b->number);
}

/* ---- what moved ---- */

static int run(struct notedb *notedb, const char *sql, struct text name)
{
	struct statement *statement;
	int ret = store_statement(&statement, notedb->store, sql);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", notedb->repository_id);
	statement_bind_text(statement, ":name", name);
	return statement_run(statement);
}

static void compare_ref(struct notedb *notedb, size_t *next, struct text name, struct text tip, bool reads_again)
{
	struct buf here = { 0 };
	uint64_t number;
	int order = 1;

	/* Both are by name. */
	for (; *next < notedb->refs.count && order > 0; ++*next) {
		const struct change_ref *ref = &notedb->refs.at[*next];

		buf_clear(&here);
		add_ref_name(&here, ref->number);
		order = text_compare(name, buf_text(&here));
		if (order < 0)
			break;
		if (order > 0 || reads_again || tip.size != OID_SIZE || memcmp(tip.at, ref->tip.bytes, OID_SIZE) != 0)
			*VEC_PUSH(&notedb->moved) = *ref;
	}
	if (order != 0 && parse_ref(&number, name))
		*VEC_PUSH(&notedb->gone) = number;
	buf_release(&here);
}

/* Refs that are news, and those that are no more. */
static int find_moved(struct notedb *notedb, bool reads_again)
{
	struct statement *row;
	size_t next = 0;
	int ret = store_statement(
		&row, notedb->store,
		"SELECT name, tip\n"
		"FROM read_ref\n"
		"WHERE repository_id = :repository AND name >= 'refs/changes/' AND name < 'refs/changes0'\n"
		"ORDER BY name");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", notedb->repository_id);
	while ((ret = statement_step(row)) == 0)
		compare_ref(notedb, &next, statement_text(row, 0), statement_text(row, 1), reads_again);
	while (next < notedb->refs.count)
		*VEC_PUSH(&notedb->moved) = notedb->refs.at[next++];
	/* Changes of near numbers lie near one another in a pack. */
	if (notedb->moved.count)
		qsort(notedb->moved.at, notedb->moved.count, sizeof(*notedb->moved.at), compare_numbers);
	for (size_t i = 0; i < notedb->moved.count; i++)
		*VEC_PUSH(&notedb->tips) = notedb->moved.at[i].tip;
	return ret == 1 ? 0 : ret;
}

/* ---- labels ---- */

static char *labels_stamp_name(const struct notedb *notedb)
{
	return xstrfmt("notedb labels %" PRId64, notedb->repository_id);
}

/* Which labels are reviews. are_moved: they are others than when the changes were read. */
static int read_labels(bool *are_moved, struct notedb *notedb)
{
	struct buf text = { 0 }, before = { 0 }, now = { 0 };
	char *name = labels_stamp_name(notedb);
	bool is_malformed;
	int ret;

	/* Whatever cannot be read is as good as absent: the labels that every server has are known. */
	if (!notedb->has_config ||
	    repository_read_file_at(&text, notedb->repository, &notedb->config, "project.config", CONFIG_MAX_SIZE) != 0)
		buf_clear(&text);
	notedb->labels = notedb_labels_new(buf_text(&text), &is_malformed);
	notedb_labels_add(&now, notedb->labels);
	ret = store_stamp_get(&before, notedb->store, name);
	*are_moved = ret == 0 && !text_equal(buf_text(&before), buf_text(&now));
	if (ret == 0 || ret == ERR_NOTFOUND)
		ret = 0;
	buf_release(&text);
	buf_release(&before);
	buf_release(&now);
	free(name);
	return ret;
}

/* Once all changes are told with them. */
static int put_labels(struct notedb *notedb)
{
	struct buf now = { 0 };
	char *name = labels_stamp_name(notedb);
	int ret;

	notedb_labels_add(&now, notedb->labels);
	ret = store_stamp_put(notedb->store, name, buf_text(&now));
	buf_release(&now);
	free(name);
	return ret;
}

/* ---- digests: what a change tells, made in a thread and written here ---- */

struct digest {
	struct arena arena;
	struct change_ref ref;
	struct text key;
	struct request_fact request;
	VEC(struct request_act_fact) acts;
	VEC(struct history_missing) missing;
	struct notedb_summary summary;
	uint64_t large_count; /* files of comments passed over */
	bool has_request, is_branched, is_cut;
};

static struct text keep(struct digest *digest, struct text text)
{
	return (struct text){ arena_copy(&digest->arena, text.at ? text.at : "", text.size), text.size };
}

static struct identity_fact keep_identity(struct digest *digest, struct identity_fact who)
{
	return (struct identity_fact){ keep(digest, who.name), keep(digest, who.email) };
}

static void digest_request(void *payload, const struct request_fact *request)
{
	struct digest *digest = payload;
	size_t size = request->pointer_count * sizeof(*request->pointers);
	struct request_pointer *pointers = arena_alloc(&digest->arena, size);

	if (size)
		memcpy(pointers, request->pointers, size);
	digest->has_request = true;
	digest->request = *request;
	digest->request.change = digest->key;
	digest->request.pointers = pointers;
	digest->request.author = keep(digest, request->author);
	digest->request.author_email = keep(digest, request->author_email);
	digest->request.alias = keep(digest, request->alias);
}

/* Sources and forges are literals. */
static void digest_act(void *payload, const struct request_act_fact *act)
{
	struct digest *digest = payload;
	struct request_act_fact *kept = VEC_PUSH(&digest->acts);

	*kept = *act;
	kept->change = digest->key;
	kept->who = keep_identity(digest, act->who);
	kept->head = keep(digest, act->head);
	kept->raw = keep(digest, act->raw);
}

struct note_target {
	struct digest *digest;
	struct notedb_reading *reading;
};

static void digest_note(void *payload, const struct chain_note *note)
{
	struct note_target *target = payload;

	switch (note->state) {
	case CHAIN_NOTE_READ:
		notedb_read_comments(target->reading, &note->annotated, note->bytes);
		break;
	case CHAIN_NOTE_MISSING:
		*VEC_PUSH(&target->digest->missing) = (struct history_missing){ note->blob, "blob" };
		break;
	case CHAIN_NOTE_TOO_LARGE:
		target->digest->large_count++;
		break;
	}
}

static void *make_digest(void *payload, const struct chain_fact *chain)
{
	const struct notedb *notedb = payload;
	struct digest *digest = xcalloc(1, sizeof(*digest));
	const struct request_sink sink = { .payload = digest, .request = digest_request, .act = digest_act };
	struct notedb_change change = { .commits = chain->commits,
		                        .commit_count = chain->commit_count,
		                        .is_cut = chain->is_cut,
		                        .labels = notedb->labels };
	struct note_target target = { .digest = digest };
	char key[32];

	digest->ref = notedb->moved.at[chain->position];
	snprintf(key, sizeof(key), "gerrit:%" PRIu64, digest->ref.number);
	digest->key = change.key = keep(digest, text_of(key));
	digest->is_branched = chain->is_branched;
	digest->is_cut = chain->is_cut;
	if (chain->is_missing)
		*VEC_PUSH(&digest->missing) = (struct history_missing){ chain->missing, "commit" };
	target.reading = notedb_begin(&change, &sink);
	if (!chain_each_note(chain, NOTEDB_NOTE_MAX_SIZE, digest_note, &target))
		*VEC_PUSH(&digest->missing) = (struct history_missing){ digest->ref.tip, "tree" };
	notedb_finish(target.reading, &digest->summary);
	return digest;
}

static void free_digest(void *payload)
{
	struct digest *digest = payload;

	arena_release(&digest->arena);
	VEC_RELEASE(&digest->acts);
	VEC_RELEASE(&digest->missing);
	free(digest);
}

/* ---- writing ---- */

static int end_batch(struct notedb *notedb)
{
	notedb->batch_count = 0;
	if (!notedb->is_open)
		return 0;
	notedb->is_open = false;
	return store_commit(notedb->store);
}

static int begin_batch(struct notedb *notedb)
{
	int ret;

	if (notedb->batch_count > BATCH_MAX_COUNT && (ret = end_batch(notedb)) != 0)
		return ret;
	if (notedb->is_open)
		return 0;
	ret = store_begin(notedb->store);
	notedb->is_open = ret == 0;
	return ret;
}

/* All that was told of a change, and how far it was read. */
static int forget(struct notedb *notedb, uint64_t number)
{
	static const char *const statements[] = {
		"DELETE FROM request WHERE repository_id = :repository AND change = :name AND origin = 'notedb'",
		("DELETE FROM request_pointer\n"
		 "WHERE repository_id = :repository AND change = :name AND origin = 'notedb'"),
		"DELETE FROM request_act WHERE repository_id = :repository AND change = :name AND origin = 'notedb'",
		"DELETE FROM trouble WHERE repository_id = :repository AND name = :name AND origin = 'notedb'",
	};
	struct buf name = { 0 };
	int ret = 0;

	buf_add_fmt(&name, "gerrit:%" PRIu64, number);
	for (size_t i = 0; ret == 0 && i < sizeof(statements) / sizeof(statements[0]); i++)
		ret = run(notedb, statements[i], buf_text(&name));
	buf_clear(&name);
	add_ref_name(&name, number);
	if (ret == 0)
		ret = run(notedb, "DELETE FROM read_ref WHERE repository_id = :repository AND name = :name",
		          buf_text(&name));
	buf_release(&name);
	return ret;
}

/* A record that is not whole stands with no tip that a ref could have: it is read again, and known when it is gone. */
static int put_read_ref(struct notedb *notedb, const struct change_ref *ref, bool is_whole)
{
	static const struct oid none;
	struct statement *statement;
	struct buf name = { 0 };
	int ret = store_statement(&statement, notedb->store,
	                          "INSERT OR REPLACE INTO read_ref (repository_id, name, tip)\n"
	                          "VALUES (:repository, :name, :tip)");

	if (ret)
		return ret;
	add_ref_name(&name, ref->number);
	statement_bind_int(statement, ":repository", notedb->repository_id);
	statement_bind_text(statement, ":name", buf_text(&name));
	statement_bind_blob(statement, ":tip", is_whole ? ref->tip.bytes : none.bytes, OID_SIZE);
	buf_release(&name);
	return statement_run(statement);
}

/* What of the change was not read. */
static int put_trouble(struct notedb *notedb, const struct digest *digest, bool is_shallow)
{
	const struct notedb_summary *summary = &digest->summary;
	const uint64_t counts[TROUBLE_COUNT] = {
		[TROUBLE_MALFORMED] = summary->malformed_count + digest->is_branched,
		[TROUBLE_MISSING] = digest->missing.count,
		[TROUBLE_TOO_LARGE] = digest->large_count,
		[TROUBLE_UNREADABLE] = summary->unread_count,
		[TROUBLE_SERVERLESS] = summary->serverless_count,
		[TROUBLE_CUT] = digest->is_cut && !digest->missing.count && !is_shallow,
		[TROUBLE_UNDATED] = summary->undated_count,
	};
	int ret = 0;

	for (int what = 0; ret == 0 && what < TROUBLE_COUNT; what++)
		ret = store_put_trouble(notedb->store, notedb->repository_id, ORIGIN, digest->key, (enum trouble)what,
		                        counts[what]);
	return ret;
}

static int write_digest(struct notedb *notedb, const struct digest *digest)
{
	int ret = notedb->has_rows ? forget(notedb, digest->ref.number) : 0;
	bool is_shallow = repository_is_shallow(notedb->repository), is_whole;

	if (ret == 0 && digest->has_request)
		ret = store_put_request(NULL, notedb->store, notedb->repository_id, ORIGIN, &digest->request);
	for (size_t i = 0; ret == 0 && i < digest->acts.count; i++)
		ret = store_put_request_act(NULL, notedb->store, notedb->repository_id, ORIGIN, &digest->acts.at[i]);
	if (ret == 0)
		ret = put_trouble(notedb, digest, is_shallow);
	/* What is not here may come: such a change is read again, unless the clone lacks objects by design. */
	is_whole = !digest->missing.count && !(digest->is_cut && is_shallow);
	if (ret == 0)
		ret = put_read_ref(notedb, &digest->ref, is_whole || repository_is_partial(notedb->repository));
	notedb->batch_count += digest->acts.count + digest->request.pointer_count + 1;
	return ret;
}

static int take_digest(void *payload, void *made)
{
	struct notedb *notedb = payload;
	int ret = begin_batch(notedb);

	if (ret == 0)
		ret = write_digest(notedb, made);
	free_digest(made);
	return ret;
}

static int forget_gone(struct notedb *notedb)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < notedb->gone.count; i++) {
		ret = begin_batch(notedb);
		if (ret == 0)
			ret = forget(notedb, notedb->gone.at[i]);
		notedb->batch_count++;
	}
	return ret;
}

static int bring_up_to_date(struct notedb *notedb)
{
	const struct chain_sink sink = {
		.payload = notedb, .digest = make_digest, .take = take_digest, .drop = free_digest
	};
	int ret = forget_gone(notedb);

	if (ret == 0)
		ret = history_read_chains(notedb->repository, notedb->tips.at, notedb->tips.count, 0, &sink);
	if (ret == 0)
		ret = begin_batch(notedb);
	if (ret == 0)
		ret = put_labels(notedb);
	if (ret == 0)
		return end_batch(notedb);
	if (notedb->is_open)
		store_rollback(notedb->store);
	return ret;
}

/* Whether anything was told of changes, be it by a database that was merged in and has no word of how far it was read. */
static int find_rows(bool *out, struct store *store, int64_t repository_id)
{
	struct statement *row;
	int64_t count = 0;
	int ret = store_statement(&row, store,
	                          "SELECT EXISTS (\n"
	                          "  SELECT 1 FROM request WHERE repository_id = :repository AND origin = 'notedb'\n"
	                          "  UNION ALL\n"
	                          "  SELECT 1 FROM trouble WHERE repository_id = :repository AND origin = 'notedb'\n"
	                          "  UNION ALL\n"
	                          "  SELECT 1 FROM read_ref WHERE repository_id = :repository)");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", repository_id);
	ret = statement_take_int(&count, row);
	*out = count > 0;
	return ret;
}

int scan_read_notedb(struct store *store, int64_t repository_id, struct repository *repository, bool reads_again)
{
	static const char *const prefixes[] = { CHANGES_PREFIX, CONFIG_REF, NULL };
	struct notedb notedb = { .store = store, .repository = repository, .repository_id = repository_id };
	bool are_moved = false;
	int ret = repository_each_held_ref(repository, prefixes, take_ref, &notedb);

	if (ret == 0)
		ret = find_rows(&notedb.has_rows, store, repository_id);
	if (ret == 0 && (notedb.refs.count || notedb.has_rows)) {
		ret = read_labels(&are_moved, &notedb);
		if (ret == 0)
			ret = find_moved(&notedb, reads_again || are_moved);
		if (ret == 0 && (notedb.moved.count || notedb.gone.count))
			ret = bring_up_to_date(&notedb);
	}
	notedb_labels_free(notedb.labels);
	VEC_RELEASE(&notedb.refs);
	VEC_RELEASE(&notedb.moved);
	VEC_RELEASE(&notedb.tips);
	VEC_RELEASE(&notedb.gone);
	return ret;
}
