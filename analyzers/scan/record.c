/*
 * Keeps what exports told of landed changes as notes of the repository: builds the lines, unites them with what own notes and
 * fetched copies hold, and writes what is new. Takes nothing out of a note but a telling that a fuller one replaces.
 */
#include <stdlib.h>
#include <string.h>

#include "lead/map.h"
#include "lead/store_request.h"
#include "record.h"
#include "scan_steps.h"

#define MESSAGE "Notes added by 'git lead record'\n"

struct record {
	struct store *store;
	int64_t repository_id;
	struct note_set set;
	struct record_places places;
	struct buf line;
	struct oid first_place; /* of the changes with something to record, by bytes of the id */
	bool has_place;
	struct map *known; /* account lines that stand in a note */
	struct oid seen;   /* where the own ref stood when its notes were read */
	bool has_seen;
};

/* ---- lines of what exports told ---- */

static void add_line(struct record *record, const struct oid *place)
{
	if (record->line.size)
		note_set_add(&record->set, place, buf_text(&record->line));
	buf_clear(&record->line);
}

static bool column_oid(struct oid *out, const struct statement *statement, int column)
{
	struct text bytes = statement_text(statement, column);

	if (bytes.size != OID_SIZE)
		return false;
	memcpy(out->bytes, bytes.at, OID_SIZE);
	return true;
}

static int begin(struct statement **out, struct record *record, const char *sql)
{
	int ret = store_statement(out, record->store, sql);

	if (ret)
		return ret;
	statement_bind_int(*out, ":repository", record->repository_id);
	statement_bind_text(*out, ":origin", TEXT(ORIGIN_EXPORT));
	return 0;
}

/* The change of a request, if it landed and is the one the forge means. */
#define JOIN_LANDED                                                                               \
	"LEFT JOIN (SELECT c.id, c.repository_id, c.key, c.merge_id, c.newest_id FROM change c\n" \
	"    JOIN change_request r ON r.change_id = c.id AND r.request = c.key) c\n"              \
	"  ON c.repository_id = q.repository_id AND c.key = q.change\n"                           \
	"LEFT JOIN commits m ON m.id = c.merge_id\n"

static struct request_telling read_telling(const struct statement *statement, int column)
{
	struct request_telling telling = {
		.fact = {
			.change = statement_text(statement, column),
			.forge = statement_text(statement, column + 1),
			.project = statement_text(statement, column + 2),
			.state = (enum request_state)text_find_name(request_state_names, REQUEST_STATE_COUNT, statement_text(statement, column + 3), 0),
			.draft = (enum request_draft)text_find_name(request_draft_names, REQUEST_DRAFT_COUNT, statement_text(statement, column + 17), 0),
			.created_time = statement_int(statement, column + 4),
			.ready_time = statement_int(statement, column + 5),
			.closed_time = statement_int(statement, column + 6),
			.merged_time = statement_int(statement, column + 7),
			.author = statement_text(statement, column + 8),
			.line_count = statement_is_null(statement, column + 9)
			                      ? -1
			                      : statement_int(statement, column + 9),
			.is_unlanded = statement_int(statement, column + 10) != 0,
			.seen_time = statement_int(statement, column + 11),
			.reviews_time = statement_int(statement, column + 19),
			.author_email = statement_text(statement, column + 20),
			.alias = statement_text(statement, column + 21),
		},
		.project_seen = statement_int(statement, column + 12),
		.state_seen = statement_int(statement, column + 13),
		.author_seen = statement_int(statement, column + 14),
		.line_seen = statement_int(statement, column + 15),
		.closed_seen = statement_int(statement, column + 16),
		.draft_seen = statement_int(statement, column + 18),
	};

	return telling;
}

/* What holds for addresses of other people: only those that the history shows anyway go into notes. */
#define KNOWN_ADDRESS          \
	"CASE WHEN EXISTS (\n" \
	"    SELECT 1 FROM record_address a WHERE a.email = lower(i.email)) THEN i.email ELSE '' END"

/* A change that landed without a merge commit has its request on each of its commits, so that they stay one change. */
static int add_requests(struct record *record)
{
	struct statement *statement;
	int ret = begin(
		&statement, record,
		"SELECT coalesce(m.oid, k.oid), q.change, q.forge, q.project, q.state,\n"
		"  q.created_time, q.ready_time, q.closed_time, q.merged_time, i.name, q.line_count, c.id IS NULL,\n"
		"  q.seen_time, q.project_seen, q.state_seen, q.author_seen, q.line_seen, q.closed_seen,\n"
		"  q.draft, q.draft_seen, q.reviews_seen, " KNOWN_ADDRESS ", q.alias\n"
		"FROM request q\n" JOIN_LANDED "LEFT JOIN landed l ON c.merge_id IS NULL AND l.change_id = c.id\n"
		"  AND l.repository_id = q.repository_id\n"
		"LEFT JOIN commits k ON k.id = l.commit_id\n"
		"LEFT JOIN identity i ON i.id = q.author_id\n"
		"WHERE q.repository_id = :repository AND q.origin = :origin\n"
		"ORDER BY q.change, 1");

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct request_telling telling = read_telling(statement, 1);
		struct oid place;

		if (!column_oid(&place, statement, 0) &&
		    !record_place(&place, &record->places, telling.fact.change, telling.fact.created_time))
			continue;
		note_add_telling(&record->line, &telling);
		add_line(record, &place);
	}
	return ret == 1 ? 0 : ret;
}

static int add_acts(struct record *record)
{
	struct statement *statement;
	int ret = begin(&statement, record,
	                "SELECT coalesce(m.oid, n.oid), q.change, q.kind, i.name,\n"
	                "  " KNOWN_ADDRESS ",\n"
	                "  s.name, q.act_time, q.state, q.word_count, q.head, q.mark, q.created_time, q.raw\n"
	                "FROM (SELECT a.*, coalesce(r.created_time, 0) AS created_time FROM request_act a\n"
	                "      LEFT JOIN request r ON r.repository_id = a.repository_id AND r.change = a.change\n"
	                "        AND r.origin = a.origin) q\n" JOIN_LANDED "LEFT JOIN commits n ON n.id = c.newest_id\n"
	                "JOIN identity i ON i.id = q.identity_id\n"
	                "JOIN source s ON s.id = q.source_id\n"
	                "WHERE q.repository_id = :repository AND q.origin = :origin\n"
	                "ORDER BY q.change, q.act_time, s.name, q.kind, i.name, i.email, q.raw");

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct request_act_fact fact = {
			.change = statement_text(statement, 1),
			.kind = (enum event_kind)text_find_name(event_kind_names, EVENT_KIND_COUNT,
			                                        statement_text(statement, 2), 0),
			.who = { statement_text(statement, 3), statement_text(statement, 4) },
			.source = statement_text(statement, 5),
			.act_time = statement_int(statement, 6),
			.state = (enum act_state)text_find_name(act_state_names, ACT_STATE_COUNT,
			                                        statement_text(statement, 7), 0),
			.word_count = statement_is_null(statement, 8) ? -1 : statement_int(statement, 8),
			.head = statement_text(statement, 9),
			.mark = statement_is_null(statement, 10)
			                ? MARK_NONE
			                : (enum event_mark)text_find_name(event_mark_names, MARK_COUNT,
			                                                  statement_text(statement, 10), 0),
			.raw = statement_text(statement, 12),
		};
		struct oid place;

		if (!column_oid(&place, statement, 0) &&
		    !record_place(&place, &record->places, fact.change, statement_int(statement, 11)))
			continue;
		note_add_act(&record->line, &fact);
		add_line(record, &place);
	}
	return ret == 1 ? 0 : ret;
}

/*
 * An account goes where its login did something first. One that did nothing on a recorded change still ties a name to a
 * login: it goes to the first change, unless a note says it already.
 */
static int add_accounts(struct record *record)
{
	struct statement *statement;
	int ret = begin(&statement, record,
	                "SELECT a.login, i.name, " KNOWN_ADDRESS ", p.oid\n"
	                "FROM account a\n"
	                "JOIN identity i ON i.id = a.identity_id\n"
	                "LEFT JOIN record_place p ON p.login = a.login\n"
	                "WHERE a.repository_id = :repository AND a.origin = :origin\n"
	                "ORDER BY a.login, i.name, i.email");

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct account_fact account = {
			.login = statement_text(statement, 0),
			.who = { statement_text(statement, 1), statement_text(statement, 2) },
		};
		struct oid place = record->first_place;
		struct text line;

		(void)column_oid(&place, statement, 3);
		note_add_account(&record->line, &account);
		line = text_trim(buf_text(&record->line));
		if (line.size && map_get(record->known, line) == UINT32_MAX)
			add_line(record, &place);
		buf_clear(&record->line);
	}
	return ret == 1 ? 0 : ret;
}

static int add_mailmap_line(struct statement *statement, struct text line)
{
	ptrdiff_t from, to = -1;
	int ret = 0;

	line = text_slice(line, 0, text_find_char(line, '#', 0) < 0 ? line.size : (size_t)text_find_char(line, '#', 0));
	while (ret == 0 && (from = text_find_char(line, '<', (size_t)(to + 1))) >= 0 &&
	       (to = text_find_char(line, '>', (size_t)from)) >= 0) {
		struct buf email = { 0 };

		for (size_t i = (size_t)from + 1; i < (size_t)to; i++)
			buf_add_char(&email, char_lower(line.at[i]));
		statement_bind_text(statement, ":email", text_trim(buf_text(&email)));
		ret = statement_run(statement);
		buf_release(&email);
	}
	return ret;
}

/* What the mailmap names is as public as what commits hold, and a login may be known by just that address. */
static int add_mailmap(struct record *record)
{
	struct statement *statement;
	struct buf mailmap = { 0 };
	struct text rest, line;
	int ret = begin(&statement, record,
	                "SELECT text FROM repository_text WHERE repository_id = :repository AND kind = 'mailmap'");

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0)
		buf_add_text(&mailmap, statement_text(statement, 0));
	statement_reset(statement);
	rest = buf_text(&mailmap);
	ret = ret < 0 ? ret
	              : store_statement(&statement, record->store,
	                                "INSERT OR IGNORE INTO record_address (email) VALUES (:email)");
	while (ret == 0 && text_next_line(&rest, &line))
		ret = add_mailmap_line(statement, line);
	buf_release(&mailmap);
	return ret;
}

/* The addresses that the repository holds, and where each login acted first. */
static int make_tables(struct record *record)
{
	static const char *const statements[] = {
		"CREATE TEMP TABLE IF NOT EXISTS record_address (email TEXT PRIMARY KEY) WITHOUT ROWID",
		"CREATE TEMP TABLE IF NOT EXISTS record_place (login TEXT PRIMARY KEY, oid BLOB NOT NULL) WITHOUT "
		"ROWID",
		"DELETE FROM record_address",
		"DELETE FROM record_place",
		"INSERT OR IGNORE INTO record_address (email)\n"
		"SELECT lower(i.email)\n"
		"FROM landed l\n"
		"JOIN commits c ON c.id = l.commit_id\n"
		"JOIN identity i ON i.id IN (c.author_id, c.committer_id)\n"
		"WHERE l.repository_id = :repository AND i.email <> ''",
		"INSERT OR IGNORE INTO record_address (email)\n"
		"SELECT lower(i.email)\n"
		"FROM landed l\n"
		"JOIN event e ON e.commit_id = l.commit_id\n"
		"JOIN identity i ON i.id = e.identity_id\n"
		"WHERE l.repository_id = :repository AND i.email <> ''",
		"INSERT OR IGNORE INTO record_place (login, oid)\n"
		"SELECT lower(i.name), coalesce(m.oid, n.oid)\n"
		"FROM (SELECT repository_id, change, identity_id FROM request_act\n"
		"      WHERE repository_id = :repository AND origin = :origin\n"
		"      UNION\n"
		"      SELECT repository_id, change, author_id FROM request\n"
		"      WHERE repository_id = :repository AND origin = :origin) q\n"
		"JOIN change c ON c.repository_id = q.repository_id AND c.key = q.change\n"
		"JOIN identity i ON i.id = q.identity_id\n"
		"LEFT JOIN commits m ON m.id = c.merge_id\n"
		"LEFT JOIN commits n ON n.id = c.newest_id\n"
		"WHERE coalesce(m.oid, n.oid) IS NOT NULL\n"
		"ORDER BY 1, c.landed_time, 2",
	};
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < sizeof(statements) / sizeof(statements[0]); i++) {
		struct statement *statement;

		ret = begin(&statement, record, statements[i]);
		if (ret == 0)
			ret = statement_run(statement);
	}
	return ret ? ret : add_mailmap(record);
}

static void find_first_place(struct record *record)
{
	for (size_t i = 0; i < record->set.notes.count; i++) {
		const struct note_text *note = &record->set.notes.at[i];

		if (note->is_own || note->is_copy)
			continue;
		if (!record->has_place || memcmp(note->annotated.bytes, record->first_place.bytes, OID_SIZE) < 0)
			record->first_place = note->annotated;
		record->has_place = true;
	}
}

static void find_known_accounts(struct record *record)
{
	record->known = map_new();
	for (size_t i = 0; i < record->set.notes.count; i++) {
		struct text rest = record->set.notes.at[i].bytes, line;

		while (text_next_line(&rest, &line)) {
			if (text_starts(line, TEXT("Account: ")))
				map_put(record->known, line, 1);
		}
	}
}

static int add_told(struct record *record)
{
	int ret = make_tables(record);

	if (ret == 0)
		ret = record_places_read(&record->places, record->store, record->repository_id);
	if (ret == 0)
		ret = add_requests(record);
	if (ret == 0)
		ret = add_acts(record);
	if (ret)
		return ret;
	find_first_place(record);
	find_known_accounts(record);
	return record->has_place ? add_accounts(record) : 0;
}

/* ---- one note ---- */

/* The new text of a note; false if the own one holds all of it already. */
static bool make_note(struct buf *out, const struct note_text *notes, size_t count)
{
	struct buf own = { 0 };
	bool is_news;

	buf_clear(out);
	record_unite(out, notes, count);
	if (notes[0].is_own)
		note_lines_unite(&own, notes, 1);
	is_news = !text_equal(buf_text(&own), buf_text(out));
	buf_release(&own);
	return is_news;
}

/* ---- all notes ---- */

struct writes {
	VEC(struct note_write) notes;
	struct arena arena;
};

static struct text keep(struct arena *arena, struct text text)
{
	return (struct text){ arena_copy(arena, text.at ? text.at : "", text.size), text.size };
}

static int too_large(const struct oid *annotated, size_t size)
{
	struct buf hex = { 0 };
	int ret;

	oid_add_hex(&hex, annotated);
	ret = error_set(
		ERR_FAILED,
		"the note on %s would have %zu bytes, more than the %zu that are read again; nothing was written",
		buf_str(&hex), size, LEAD_NOTE_MAX_SIZE);
	buf_release(&hex);
	return ret;
}

static int make_writes(struct writes *out, struct scan_record_result *result, struct note_set *set)
{
	struct buf text = { 0 };
	int ret = 0;

	note_set_sort(set);
	for (size_t i = 0, count; ret == 0 && i < set->notes.count; i += count) {
		bool is_told = false;

		count = note_set_run(set, i);
		for (size_t k = i; k < i + count; k++)
			is_told = is_told || (!set->notes.at[k].is_own && !set->notes.at[k].is_copy);
		result->change_count += is_told;
		if (!make_note(&text, &set->notes.at[i], count))
			continue;
		if (text.size > LEAD_NOTE_MAX_SIZE)
			ret = too_large(&set->notes.at[i].annotated, text.size);
		else
			*VEC_PUSH(&out->notes) =
				(struct note_write){ set->notes.at[i].annotated, keep(&out->arena, buf_text(&text)) };
	}
	result->note_count = out->notes.count;
	buf_release(&text);
	return ret;
}

/* Own notes first, then those of copies that the own ref does not have in its history yet. */
static int add_notes(struct record *record, struct oid_list *parents, struct repository *repository)
{
	const struct notes_ref *own = NULL;
	struct notes_ref_list list;
	int ret = notes_ref_list_read(&list, repository);

	for (size_t i = 0; i < list.refs.count; i++)
		own = list.refs.at[i].is_own ? &list.refs.at[i] : own;
	if (ret == 0 && own) {
		record->has_seen = true;
		record->seen = own->target;
		ret = note_set_add_ref(&record->set, repository, own, true);
	}
	for (size_t i = 0; ret == 0 && i < list.refs.count; i++) {
		const struct notes_ref *ref = &list.refs.at[i];

		if (!ref->is_lead || ref->is_own || (own && repository_reaches(repository, &own->target, &ref->target)))
			continue;
		ret = note_set_add_ref(&record->set, repository, ref, true);
		*VEC_PUSH(parents) = ref->target;
	}
	notes_ref_list_release(&list);
	return ret;
}

static int count_waiting(uint64_t *count, struct record *record)
{
	struct statement *statement;
	int ret = begin(&statement, record,
	                "SELECT count(*)\n"
	                "FROM request q\n"
	                "WHERE q.repository_id = :repository AND q.origin = :origin AND q.state = 'merged'\n"
	                "  AND NOT EXISTS (\n"
	                "    SELECT 1 FROM change c WHERE c.repository_id = q.repository_id AND c.key = q.change)");

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0)
		*count = (uint64_t)statement_int(statement, 0);
	statement_reset(statement);
	return ret;
}

int scan_record(struct scan_record_result *out, struct store *store, int64_t repository_id,
                struct repository *repository, int64_t now_time, bool is_dry_run)
{
	struct record record = { .store = store, .repository_id = repository_id };
	struct oid_list parents = { 0 };
	struct writes writes = { 0 };
	int ret = add_notes(&record, &parents, repository);

	*out = (struct scan_record_result){ 0 };
	if (ret == 0)
		ret = add_told(&record);
	if (ret == 0)
		ret = count_waiting(&out->waiting_count, &record);
	if (ret == 0)
		ret = make_writes(&writes, out, &record.set);
	if (ret == 0 && !is_dry_run)
		ret = repository_write_notes(&out->is_changed, repository, LEAD_NOTES_REF,
		                             record.has_seen ? &record.seen : NULL, writes.notes.at, writes.notes.count,
		                             parents.at, parents.count, MESSAGE, now_time);
	VEC_RELEASE(&writes.notes);
	arena_release(&writes.arena);
	oid_list_release(&parents);
	note_set_release(&record.set);
	record_places_release(&record.places);
	map_free(record.known);
	buf_release(&record.line);
	return ret;
}
