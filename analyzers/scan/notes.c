/*
 * What notes say: requests out of git lead's own ref and its fetched copies, events and references out of all others. Each ref
 * is read when it moved, and for commits that are new; a note that is gone takes with it what it said.
 */
#include "lead/map.h"
#include "lead/store_request.h"
#include "note_set.h"
#include "scan_steps.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ORDINAL_STEP 4096 /* a line has fewer events */

struct notes {
	struct store *store;
	struct repository *repository;
	int64_t repository_id;
	bool reads_again;
	int64_t newest_id; /* the greatest commits.id */
	int64_t since_id;  /* only notes on commits above it are asked for; 0: all */
	bool is_due; /* another repository's scan forgot what the ref says: all is told again, nothing forgotten */
	bool is_lead;
	struct text source_ref;
	struct oid annotated; /* of the note being read */
	int64_t commit_id;    /* of the commit it stands on; 0: not here */
	struct map *acted; /* requests that acts of the note name, to 1, or 0 where it says that they did not land so */
	int status;        /* the first failure inside a sink */
};

/* ---- sinks ---- */

/* Whether another event stands at its place; 1 if this one does. */
static int find_event(bool *is_other, struct notes *notes, const struct event_fact *event)
{
	struct statement *statement;
	int ret = store_statement(&statement, notes->store,
	                          "SELECT e.kind, i.name, i.email, e.raw\n"
	                          "FROM event e\n"
	                          "JOIN source s ON s.id = e.source_id\n"
	                          "JOIN identity i ON i.id = e.identity_id\n"
	                          "WHERE e.commit_id = :commit AND s.name = :source AND e.line = :line\n"
	                          "  AND e.ordinal = :ordinal");

	*is_other = false;
	if (ret)
		return ret;
	statement_bind_int(statement, ":commit", notes->commit_id);
	statement_bind_text(statement, ":source", event->source);
	statement_bind_int(statement, ":line", event->line);
	statement_bind_int(statement, ":ordinal", event->ordinal);
	ret = statement_step(statement);
	if (ret == 0) {
		/* The store keeps the beginning of long texts. */
		*is_other = !text_equal(statement_text(statement, 0), text_of(event_kind_names[event->kind])) ||
		            !text_starts(event->who.name, statement_text(statement, 1)) ||
		            !text_starts(event->who.email, statement_text(statement, 2)) ||
		            !text_starts(event->raw, statement_text(statement, 3));
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/*
 * Two repositories may have the commit in common and not the note: what each says is told, whichever is read first. Lines
 * of the one that comes second move aside.
 */
static void put_event(void *payload, const struct event_fact *event)
{
	struct notes *notes = payload;
	struct event_fact fact = *event;
	bool is_other = true;

	if (notes->status || !notes->commit_id)
		return;
	while (notes->status == 0 && is_other) {
		notes->status = find_event(&is_other, notes, &fact);
		fact.ordinal += is_other ? ORDINAL_STEP : 0;
	}
	if (notes->status == 0)
		notes->status = store_put_event(notes->store, notes->commit_id, &fact);
}

static void put_reference(void *payload, const struct reference_fact *reference)
{
	struct notes *notes = payload;

	if (notes->status == 0 && notes->commit_id)
		notes->status = store_put_reference(notes->store, notes->commit_id, reference);
}

static void put_request(void *payload, const struct request_fact *request)
{
	struct notes *notes = payload;
	struct request_pointer pointer = { POINTER_NOTE, notes->annotated, 0 };
	struct request_fact fact = *request;

	if (!fact.is_unlanded) {
		fact.pointers = &pointer;
		fact.pointer_count = 1;
	} else {
		map_put(notes->acted, fact.change, 0);
	}
	if (notes->status == 0)
		notes->status =
			store_put_request(NULL, notes->store, notes->repository_id, TEXT(LEAD_NOTES_REF), &fact);
}

static void put_act(void *payload, const struct request_act_fact *act)
{
	struct notes *notes = payload;

	/* What was recorded from exports names its source, and stands elsewhere too where its request did not land. */
	if (text_starts(act->source, TEXT("note:")) && map_get(notes->acted, act->change) == UINT32_MAX)
		map_put(notes->acted, act->change, 1);
	if (notes->status == 0)
		notes->status =
			store_put_request_act(NULL, notes->store, notes->repository_id, TEXT(LEAD_NOTES_REF), act);
}

static void put_account(void *payload, const struct account_fact *account)
{
	struct notes *notes = payload;

	if (notes->status == 0)
		notes->status =
			store_put_account(NULL, notes->store, notes->repository_id, TEXT(LEAD_NOTES_REF), account);
}

/* An act alone, written by hand: its request landed as the commit that the note stands on. */
static int put_pointer(struct notes *notes, struct text change)
{
	struct statement *statement;
	int ret = store_statement(&statement, notes->store,
	                          "INSERT OR IGNORE INTO request_pointer (repository_id, oid, change, kind, origin)\n"
	                          "VALUES (:repository, :oid, :change, :kind, :origin)");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", notes->repository_id);
	statement_bind_blob(statement, ":oid", notes->annotated.bytes, OID_SIZE);
	statement_bind_text(statement, ":change", change);
	statement_bind_text(statement, ":kind", text_of(pointer_kind_names[POINTER_NOTE]));
	statement_bind_text(statement, ":origin", TEXT(LEAD_NOTES_REF));
	return statement_run(statement);
}

static int read_note(struct notes *notes, struct text bytes)
{
	const struct request_sink requests = { notes, put_request, put_act, put_account, NULL };
	const struct evidence_sink events = { notes, put_event, put_reference, NULL };

	notes->acted = map_new();
	note_read(bytes, notes->source_ref, notes->is_lead, &requests, &events);
	for (uint32_t i = 0; notes->status == 0 && i < map_count(notes->acted); i++) {
		struct text change = map_key(notes->acted, i);

		if (map_get(notes->acted, change) == 1)
			notes->status = put_pointer(notes, change);
	}
	map_free(notes->acted);
	return notes->status;
}

/* ---- which notes ---- */

static int64_t find_commit(struct notes *notes, const struct oid *oid)
{
	struct statement *statement;
	int64_t id = 0;

	if (notes->status == 0)
		notes->status = store_statement(&statement, notes->store, "SELECT id FROM commits WHERE oid = :oid");
	if (notes->status)
		return 0;
	statement_bind_blob(statement, ":oid", oid->bytes, OID_SIZE);
	notes->status = statement_step(statement);
	if (notes->status == 0)
		id = statement_int(statement, 0);
	else if (notes->status > 0)
		notes->status = 0;
	statement_reset(statement);
	return id;
}

/* A note on what is not here says nothing of this history. */
static bool wants_note(void *payload, const struct oid *annotated)
{
	struct notes *notes = payload;

	notes->commit_id = find_commit(notes, annotated);
	return notes->commit_id > notes->since_id;
}

static int take_note(void *payload, const struct note_fact *note)
{
	return read_note(payload, note->bytes);
}

static int read_ref(struct notes *notes, const struct notes_ref *ref)
{
	const struct note_visit visit = { .payload = notes, .wants = wants_note, .each = take_note };
	int ret = repository_each_note(notes->repository, &ref->target, NOTE_MAX_SIZE, &visit);

	return ret == ERR_INVALID ? notes->status : ret;
}

/* Adds the notes of a group's own ref, or those of its copies. */
static int add_group(struct note_set *set, const struct notes *notes, const struct notes_ref_list *list, bool is_copy)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < list->refs.count; i++) {
		const struct notes_ref *ref = &list->refs.at[i];

		if (ref->is_copy == is_copy && text_equal(text_of(ref->group), notes->source_ref))
			ret = note_set_add_ref(set, notes->repository, ref, false);
	}
	return ret;
}

/* Own notes and copies as one, so that what they say together does not depend on which ref said it. */
static int read_united(struct notes *notes, const struct notes_ref_list *list)
{
	struct note_set set = { 0 };
	struct buf united = { 0 };
	int ret = add_group(&set, notes, list, false);

	if (ret == 0)
		ret = add_group(&set, notes, list, true);
	note_set_sort(&set);
	for (size_t i = 0, count; ret == 0 && i < set.notes.count; i += count) {
		struct text bytes = set.notes.at[i].bytes;

		count = note_set_run(&set, i);
		notes->annotated = set.notes.at[i].annotated;
		notes->commit_id = find_commit(notes, &notes->annotated);
		/* What is no news was read when the refs came to be as they are. */
		if (notes->since_id && notes->commit_id <= notes->since_id)
			continue;
		if (count > 1) {
			buf_clear(&united);
			(notes->is_lead ? note_lines_unite : note_lines_append)(&united, &set.notes.at[i], count);
			bytes = buf_text(&united);
		}
		ret = notes->status ? notes->status : read_note(notes, bytes);
	}
	buf_release(&united);
	note_set_release(&set);
	return ret;
}

static void put_self_event(void *payload, const struct oid *annotated, const struct event_fact *event)
{
	struct notes *notes = payload;

	notes->commit_id = find_commit(notes, annotated);
	put_event(notes, event);
}

static int read_self_refs(struct notes *notes, const struct notes_ref_list *list)
{
	const struct self_notes_visit visit = { notes, wants_note, put_self_event };
	int ret = self_notes_read(notes->repository, list, &visit);

	return ret ? ret : notes->status;
}

/* ---- stamps: what was read, and for which commits ---- */

static char *stamp_name(const struct notes *notes, const char *ref)
{
	return xstrfmt("notes %" PRId64 " %s", notes->repository_id, ref);
}

/* The state of a ref, or of one with all its copies, as a number. */
static uint64_t ref_hash(const struct notes *notes, const struct notes_ref_list *list, const struct notes_ref *ref)
{
	uint64_t hash = text_hash(TEXT_HASH_SEED, TEXT(RULES_VERSION));

	for (size_t i = 0; i < list->refs.count; i++) {
		const struct notes_ref *other = &list->refs.at[i];

		if (strcmp(other->group, ref->group) != 0)
			continue;
		hash = text_hash(hash, text_of(other->name));
		hash = text_hash(hash, (struct text){ (const char *)other->target.bytes, OID_SIZE });
	}
	/* Who wrote a line is in the history of the ref, of which a clone that is cut has a part. */
	if (ref->is_self)
		hash = text_hash(hash, repository_is_shallow(notes->repository) ? TEXT("cut") : TEXT("whole"));
	return hash;
}

/* since_id becomes the commit up to which the ref in this state was read; 0: it was not, or is_due. */
static int find_stamp(struct notes *notes, const char *name, uint64_t hash)
{
	struct buf stamp = { 0 };
	uint64_t since = 0;
	char wanted[24];
	int ret = store_stamp_get(&stamp, notes->store, name);

	notes->since_id = 0;
	notes->is_due = false;
	snprintf(wanted, sizeof(wanted), "%016" PRIx64 " ", hash);
	if (ret == 0 && !notes->reads_again && text_starts(buf_text(&stamp), text_of(wanted)) &&
	    text_to_uint(text_slice(buf_text(&stamp), strlen(wanted), stamp.size), &since)) {
		notes->since_id = (int64_t)since;
		notes->is_due = since == 0;
	}
	buf_release(&stamp);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int put_stamp(struct notes *notes, const char *name, uint64_t hash)
{
	struct buf value = { 0 };
	int ret;

	buf_add_fmt(&value, "%016" PRIx64 " %" PRId64, hash, notes->newest_id);
	ret = store_stamp_put(notes->store, name, buf_text(&value));
	buf_release(&value);
	return ret;
}

static int run_for(struct notes *notes, const char *sql, struct text ref, struct text source)
{
	struct statement *statement;
	int ret = store_statement(&statement, notes->store, sql);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", notes->repository_id);
	statement_bind_text(statement, ":ref", ref);
	statement_bind_text(statement, ":source", source);
	return statement_run(statement);
}

/*
 * What notes say stands on commits, and other repositories may have some of these and notes of their own on them. What is
 * forgotten of those they tell again at their next scan, for which something then is news.
 */
static int make_others_due(struct notes *notes, struct text ref, struct text source)
{
	int ret = run_for(notes,
	                  "WITH member (repository_id, commit_id) AS (\n"
	                  "  SELECT repository_id, commit_id FROM landed\n"
	                  "  UNION ALL\n"
	                  "  SELECT repository_id, commit_id FROM head_commit),\n"
	                  "told (commit_id) AS (\n"
	                  "  SELECT e.commit_id FROM event e JOIN source s ON s.id = e.source_id\n"
	                  "  WHERE s.name = :source\n"
	                  "  UNION ALL\n"
	                  "  SELECT f.commit_id FROM reference f JOIN source s ON s.id = f.source_id\n"
	                  "  WHERE s.name = :source)\n"
	                  "UPDATE stamp SET value = substr(value, 1, 17) || '0'\n"
	                  "WHERE name IN (\n"
	                  "  SELECT 'notes ' || other.repository_id || ' ' || :ref\n"
	                  "  FROM member other\n"
	                  "  WHERE other.repository_id <> :repository\n"
	                  "    AND other.commit_id IN (SELECT commit_id FROM told)\n"
	                  "    AND other.commit_id IN (\n"
	                  "      SELECT commit_id FROM member WHERE repository_id = :repository))",
	                  ref, source);

	if (ret)
		return ret;
	return run_for(notes,
	               "DELETE FROM stamp\n"
	               "WHERE name IN (\n"
	               "  SELECT 'scan ' || r.path\n"
	               "  FROM repository r\n"
	               "  JOIN stamp s ON s.name = 'notes ' || r.id || ' ' || :ref\n"
	               "  WHERE r.id <> :repository AND substr(s.value, 17) = ' 0')",
	               ref, source);
}

static int forget_source(struct notes *notes, struct text ref, struct text source)
{
	int ret = make_others_due(notes, ref, source);

	return ret ? ret : store_clear_source(notes->store, notes->repository_id, source);
}

static int forget(struct notes *notes, struct text ref, bool is_lead)
{
	struct buf source = { 0 };
	int ret;

	buf_add_str(&source, "note:");
	buf_add_text(&source, ref);
	ret = forget_source(notes, ref, buf_text(&source));
	if (ret == 0 && text_equal(ref, TEXT(REVIEW_NOTES_REF)))
		ret = forget_source(notes, ref, TEXT(REVIEWNOTES_SOURCE));
	if (ret == 0 && is_lead)
		ret = store_clear_origin(notes->store, notes->repository_id, ref);
	buf_release(&source);
	return ret;
}

static bool has_copies(const struct notes_ref_list *list, const char *group)
{
	for (size_t i = 0; i < list->refs.count; i++)
		if (list->refs.at[i].is_copy && strcmp(list->refs.at[i].group, group) == 0)
			return true;
	return false;
}

/* One ref, or one and all its copies as one under its name. */
static int bring_up_to_date(struct notes *notes, const struct notes_ref_list *list, const struct notes_ref *ref)
{
	uint64_t hash = ref_hash(notes, list, ref);
	char *name;
	int ret;

	notes->is_lead = ref->is_lead;
	notes->source_ref = text_of(ref->group);
	name = stamp_name(notes, notes->source_ref.at);
	ret = find_stamp(notes, name, hash);
	if (ret == 0 && notes->since_id == 0 && !notes->is_due)
		ret = forget(notes, notes->source_ref, ref->is_lead);
	if (ret == 0 && (notes->since_id == 0 || notes->since_id < notes->newest_id))
		ret = ref->is_self                                   ? read_self_refs(notes, list)
		      : ref->is_lead || has_copies(list, ref->group) ? read_united(notes, list)
		                                                     : read_ref(notes, ref);
	if (ret == 0)
		ret = put_stamp(notes, name, hash);
	free(name);
	return ret;
}

static bool is_first_of_group(const struct notes_ref_list *list, const struct notes_ref *ref)
{
	const struct notes_ref *first = list->refs.at;

	while (strcmp(first->group, ref->group) != 0)
		first++;
	return first == ref;
}

static int bring_all(struct notes *notes, const struct notes_ref_list *list)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < list->refs.count; i++) {
		const struct notes_ref *ref = &list->refs.at[i];

		if (is_first_of_group(list, ref))
			ret = bring_up_to_date(notes, list, ref);
	}
	return ret;
}

/* ---- refs that are gone ---- */

static bool is_listed(const struct notes_ref_list *list, struct text ref)
{
	for (size_t i = 0; i < list->refs.count; i++)
		if (text_equal(ref, text_of(list->refs.at[i].group)))
			return true;
	return false;
}

static int drop_stamp(struct store *store, struct text name)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "DELETE FROM stamp WHERE name = :name");

	if (ret)
		return ret;
	statement_bind_text(statement, ":name", name);
	return statement_run(statement);
}

static int forget_gone(struct notes *notes, const struct notes_ref_list *list)
{
	VEC(struct text) gone = { 0 };
	struct statement *statement;
	struct arena arena = { 0 };
	char *prefix = stamp_name(notes, "");
	size_t size = strlen(prefix);
	int ret = store_statement(&statement, notes->store,
	                          "SELECT name FROM stamp\n"
	                          "WHERE substr(name, 1, length(:prefix)) = :prefix\n"
	                          "ORDER BY name");

	if (ret == 0)
		statement_bind_text(statement, ":prefix", text_of(prefix));
	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct text name = statement_text(statement, 0);

		if (!is_listed(list, text_slice(name, size, name.size)))
			*VEC_PUSH(&gone) = (struct text){ arena_copy(&arena, name.at, name.size), name.size };
	}
	ret = ret == 1 ? 0 : ret;
	for (size_t i = 0; ret == 0 && i < gone.count; i++) {
		struct text ref = text_slice(gone.at[i], size, gone.at[i].size);

		ret = forget(notes, ref, text_equal(ref, TEXT(LEAD_NOTES_REF)));
		if (ret == 0)
			ret = drop_stamp(notes->store, gone.at[i]);
	}
	VEC_RELEASE(&gone);
	arena_release(&arena);
	free(prefix);
	return ret;
}

static int find_newest(int64_t *id, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "SELECT coalesce(max(id), 0) FROM commits");

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0)
		*id = statement_int(statement, 0);
	statement_reset(statement);
	return ret;
}

int scan_read_notes(struct store *store, int64_t repository_id, struct repository *repository, bool reads_again)
{
	struct notes notes = {
		.store = store, .repository = repository, .repository_id = repository_id, .reads_again = reads_again
	};
	struct notes_ref_list list;
	int ret = notes_ref_list_read(&list, repository);

	if (ret == 0)
		ret = find_newest(&notes.newest_id, store);
	if (ret == 0)
		ret = store_begin(store);
	if (ret == 0)
		ret = store_end(store, (ret = forget_gone(&notes, &list)) ? ret : bring_all(&notes, &list));
	notes_ref_list_release(&list);
	return ret;
}
