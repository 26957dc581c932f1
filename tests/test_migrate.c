/*
 * Fresh files, older files, newer files, and files of somebody else. A migrated file must have the same shape as a
 * fresh one: compared by what SQLite knows of tables, columns, indexes and keys, because ALTER TABLE rewrites the text
 * of a table.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../analyzers/store/database.h"
#include "lead/alloc.h"
#include "support/store_kit.h"

Suite *suite_migrate(void);

static struct kit kit;

static void start(void)
{
	kit_start(&kit);
}

static void stop(void)
{
	kit_stop(&kit);
}

/* A store over an empty database in memory: no schema yet. */
static struct store *open_bare(void)
{
	struct store *store = xcalloc(1, sizeof(*store));

	store->path = xstrdup(":memory:");
	store->mode = STORE_WRITE;
	store->statement_index = map_new();
	ck_assert_int_eq(sqlite3_open(":memory:", &store->db), SQLITE_OK);
	return store;
}

/* clang-format off */
static const char shape_sql[] =
	"WITH o AS (SELECT name, type, strict, wr FROM pragma_table_list"
	"           WHERE schema = 'main' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'),"
	" i AS (SELECT o.name AS owner, il.name AS name, il.\"unique\" AS u, il.origin AS origin, il.partial AS partial"
	"       FROM o, pragma_index_list(o.name) il)"
	" SELECT line FROM ("
	"  SELECT 'table ' || name || ' ' || type || ' ' || strict || ' ' || wr AS line FROM o"
	"  UNION ALL SELECT 'column ' || o.name || ' ' || x.cid || ' ' || x.name || ' ' || x.type || ' ' ||"
	" x.\"notnull\""
	"    || ' ' || quote(x.dflt_value) || ' ' || x.pk || ' ' || x.hidden FROM o, pragma_table_xinfo(o.name) x"
	"  UNION ALL SELECT 'key ' || o.name || ' ' || f.seq || ' ' || f.\"table\" || ' ' || f.\"from\" || ' ' ||"
	"    coalesce(f.\"to\", '') || ' ' || f.on_delete FROM o, pragma_foreign_key_list(o.name) f"
	"  UNION ALL SELECT 'index ' || owner || ' ' || name || ' ' || u || ' ' || origin || ' ' || partial FROM i"
	"  UNION ALL SELECT 'part ' || i.name || ' ' || x.seqno || ' ' || coalesce(x.name, '') || ' ' || x.\"desc\""
	"    || ' ' || x.key FROM i, pragma_index_xinfo(i.name) x"
	"  UNION ALL SELECT 'view ' || name || ' ' || sql FROM sqlite_schema WHERE type = 'view')"
	" ORDER BY line";
/* clang-format on */

/* Appends the shape of the schema, one thing a line. */
static void describe(struct buf *out, struct store *store)
{
	sqlite3_stmt *handle = NULL;

	ck_assert_msg(sqlite3_prepare_v2(store->db, shape_sql, -1, &handle, NULL) == SQLITE_OK, "%s",
	              sqlite3_errmsg(store->db));
	while (sqlite3_step(handle) == SQLITE_ROW) {
		buf_add_str(out, (const char *)sqlite3_column_text(handle, 0));
		buf_add_char(out, '\n');
	}
	ck_assert_int_eq(sqlite3_finalize(handle), SQLITE_OK);
}

/* The first line that differs, or NULL. Owned by caller. */
static char *first_difference(struct store *a, struct store *b)
{
	struct buf shapes[2] = { { 0 } };
	struct text rest[2], line[2];
	char *found = NULL;
	bool more[2];

	describe(&shapes[0], a);
	describe(&shapes[1], b);
	for (int i = 0; i < 2; i++)
		rest[i] = buf_text(&shapes[i]);
	do {
		for (int i = 0; i < 2; i++) {
			line[i] = (struct text){ 0 };
			more[i] = text_next_line(&rest[i], &line[i]);
		}
		if (!text_equal(line[0], line[1]))
			found = xstrfmt("'" TEXT_FMT "' against '" TEXT_FMT "'", TEXT_ARG(line[0]), TEXT_ARG(line[1]));
	} while (found == NULL && more[0] && more[1]);
	buf_release(&shapes[0]);
	buf_release(&shapes[1]);
	return found;
}

START_TEST(a_migrated_file_has_the_shape_of_a_fresh_one)
{
	struct store *migrated = open_bare();
	char *difference;

	kit_open(&kit, STORE_WRITE);
	if (store_migrations[0].version == 0) {
		/* Nothing to migrate yet: the first version is all there is. */
		ck_assert_int_eq(schema_version(store_migrations), 1);
		store_close(migrated);
		return;
	}
	ck_assert_int_eq(store_migrations[0].version, 1);
	ck_assert_msg(schema_migrate(migrated, store_migrations) == 0, "%s", error_message());
	difference = first_difference(migrated, kit.store);
	ck_assert_msg(difference == NULL, "%s", difference);
	store_close(migrated);
}
END_TEST

START_TEST(records_and_deciders_survive)
{
	static const char first_facts[] =
		"INSERT INTO repository VALUES (1, 'k', 'n', 'p', '', NULL);"
		"INSERT INTO identity VALUES (1, 'Ada Example', 'ada@example.org');"
		"INSERT INTO commits VALUES (1, zeroblob(20), x'', 1, 1, 5, 0, 5, 0, 's', 1, 1, 0, 0, 0, 0);"
		"INSERT INTO path VALUES (1, 'docs/adr/0001-x.md');"
		"INSERT INTO file_change VALUES (1, 1, 'A', 1, 0);"
		"INSERT INTO landed VALUES (1, 1, NULL, 1, NULL, 5);"
		"INSERT INTO decision VALUES (7, 1, 'docs/adr/0001-x.md', 'X', 'accepted');"
		"INSERT INTO decision_person VALUES (7, 0, 1);";
	struct store *store = open_bare();

	ck_assert_int_eq(store_exec(store, store_migrations[0].sql), 0);
	ck_assert_int_eq(store_exec(store, "PRAGMA user_version = 1"), 0);
	ck_assert_msg(store_exec(store, first_facts) == 0, "%s", error_message());
	ck_assert_msg(schema_migrate(store, store_migrations) == 0, "%s", error_message());
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM decision WHERE id = 7 AND status = 'accepted'"), 1);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM decision_person WHERE role = 'decider'"), 1);
	ck_assert_int_eq(kit_int(store, "SELECT commit_id FROM decision_status WHERE decision_id = 7"), 1);
	store_close(store);
}
END_TEST

START_TEST(requests_survive_without_saying_whether_they_are_drafts)
{
	static const char requests[] =
		"INSERT INTO repository VALUES (1, 'k', 'n', 'p', '', NULL);"
		"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, ready_time,"
		" closed_time, merged_time, seen_time, line_count) VALUES (1, 'pr:5', 'export', 'github', 'o/r', "
		"'open', 3,"
		" 0, 0, 0, 9, 4);";
	struct store *store = open_bare();

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(store_exec(store, store_migrations[i].sql), 0);
	ck_assert_int_eq(store_exec(store, "PRAGMA user_version = 2"), 0);
	ck_assert_msg(store_exec(store, requests) == 0, "%s", error_message());
	ck_assert_msg(schema_migrate(store, store_migrations) == 0, "%s", error_message());
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM request WHERE change = 'pr:5' AND seen_time = 9"
	                                " AND line_count = 4 AND draft = '' AND draft_seen = 0"),
	                 1);
	store_close(store);
}
END_TEST

START_TEST(versions_follow_one_another)
{
	for (int i = 0; store_migrations[i].version != 0; i++)
		ck_assert_int_eq(store_migrations[i].version, i + 1);
}
END_TEST

/* ---- the mechanism, with steps made up ---- */

#define FIRST_SQL                                                                       \
	"CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;" \
	"CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"

static const struct migration steps[] = {
	{ 1, FIRST_SQL },
	{ 2, "ALTER TABLE thing ADD COLUMN size INTEGER;" },
	{ 3, "CREATE INDEX thing_size ON thing (size); CREATE VIEW v_thing AS SELECT name FROM thing;" },
	{ 0, NULL },
};

/* clang-format off */
static const struct {
	const char *sql;
	bool is_same;
} fresh_rows[] = {
	{ "CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
	  "CREATE TABLE thing (\n id INTEGER PRIMARY KEY, -- id\n name TEXT NOT NULL UNIQUE,\n size INTEGER) STRICT;"
	  "CREATE INDEX thing_size ON thing (size); CREATE VIEW v_thing AS SELECT name FROM thing;", true },
	{ FIRST_SQL "CREATE INDEX thing_size ON thing (name); CREATE VIEW v_thing AS SELECT name FROM thing;", false },
	{ "CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
	  "CREATE TABLE thing (id INTEGER PRIMARY KEY, size INTEGER, name TEXT NOT NULL UNIQUE) STRICT;"
	  "CREATE INDEX thing_size ON thing (size); CREATE VIEW v_thing AS SELECT name FROM thing;", false },
	{ "CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
	  "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER);"
	  "CREATE INDEX thing_size ON thing (size); CREATE VIEW v_thing AS SELECT name FROM thing;", false },
	{ "CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
	  "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER REFERENCES thing"
	  " (id)) STRICT;"
	  "CREATE INDEX thing_size ON thing (size); CREATE VIEW v_thing AS SELECT name FROM thing;", false },
	{ "CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
	  "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER) STRICT;"
	  "CREATE INDEX thing_size ON thing (size); CREATE VIEW v_thing AS SELECT id FROM thing;", false },
};
/* clang-format on */

START_TEST(the_comparison_sees_what_differs)
{
	struct store *migrated = open_bare();
	struct store *fresh = open_bare();
	char *difference;

	ck_assert_msg(schema_migrate(migrated, steps) == 0, "%s", error_message());
	ck_assert_int_eq(store_exec(fresh, fresh_rows[_i].sql), 0);
	difference = first_difference(migrated, fresh);
	ck_assert_msg((difference == NULL) == fresh_rows[_i].is_same, "%s",
	              difference != NULL ? difference : "no difference");
	free(difference);
	store_close(migrated);
	store_close(fresh);
}
END_TEST

START_TEST(steps_run_once_and_in_order)
{
	struct store *store = open_bare();

	ck_assert_int_eq(schema_version(steps), 3);
	ck_assert_int_eq(schema_migrate(store, steps), 0);
	ck_assert_int_eq(kit_int(store, "PRAGMA user_version"), 3);
	ck_assert_int_eq(store_exec(store, "INSERT INTO stamp VALUES ('people', 'x')"), 0);
	ck_assert_int_eq(schema_migrate(store, steps), 0);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM stamp"), 1);
	store_close(store);
}
END_TEST

START_TEST(a_step_forgets_what_was_derived)
{
	static const struct migration next[] = { { 1, FIRST_SQL }, { 2, "CREATE TABLE more (x TEXT)" }, { 0, NULL } };
	static const struct migration first[] = { { 1, FIRST_SQL }, { 0, NULL } };
	struct store *store = open_bare();

	ck_assert_int_eq(schema_migrate(store, first), 0);
	ck_assert_int_eq(store_exec(store, "INSERT INTO stamp VALUES ('people', 'x')"), 0);
	ck_assert_int_eq(schema_migrate(store, next), 0);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM stamp"), 0);
	store_close(store);
}
END_TEST

START_TEST(a_failing_step_leaves_the_version_before_it)
{
	static const struct migration broken[] = {
		{ 1, FIRST_SQL },
		{ 2, "CREATE TABLE half (x TEXT); CREATE TABLE thing (y TEXT);" },
		{ 0, NULL },
	};
	struct store *store = open_bare();

	ck_assert_int_eq(schema_migrate(store, broken), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "version 2"));
	ck_assert_int_eq(kit_int(store, "PRAGMA user_version"), 1);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
	store_close(store);
}
END_TEST

/* ---- files ---- */

/* Gives the file of the kit another version. */
static void set_mark(const char *pragma)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	ck_assert_int_eq(store_exec(kit.store, pragma), 0);
	store_close(kit.store);
	kit.store = NULL;
}

static struct migration next_version[16];

/* A file as this program writes it, and the steps of a program that is one version ahead of it. */
static int make_older_file(void)
{
	int version = schema_version(store_migrations);

	ck_assert_int_lt(version + 2, (int)(sizeof(next_version) / sizeof(next_version[0])));
	for (int i = 0; i < version; i++)
		next_version[i] = (struct migration){ i + 1, "" };
	next_version[version] = (struct migration){ version + 1, "ALTER TABLE commits ADD COLUMN extra TEXT;" };
	next_version[version + 1] = (struct migration){ 0, NULL };
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	store_close(kit.store);
	kit.store = NULL;
	return version;
}

START_TEST(a_reader_says_who_upgrades_an_older_file)
{
	int version = make_older_file();

	kit_open(&kit, STORE_READ);
	ck_assert_int_eq(schema_prepare(kit.store, next_version), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "git lead scan"));
	ck_assert_int_eq(kit_int(kit.store, "PRAGMA user_version"), version);
}
END_TEST

START_TEST(a_writer_upgrades_an_older_file_and_keeps_its_facts)
{
	int version = make_older_file();

	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(schema_prepare(kit.store, next_version), 0);
	ck_assert_int_eq(kit_int(kit.store, "PRAGMA user_version"), version + 1);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits WHERE extra IS NULL"), 2);
}
END_TEST

START_TEST(a_copy_in_memory_of_an_older_file_is_upgraded)
{
	int version = make_older_file();

	kit_open(&kit, STORE_MEMORY_COPY);
	ck_assert_int_eq(schema_prepare(kit.store, next_version), 0);
	kit_open(&kit, STORE_READ);
	ck_assert_int_eq(kit_int(kit.store, "PRAGMA user_version"), version);
}
END_TEST

static const struct {
	const char *pragma;
	int status;
} mark_rows[] = {
	{ "PRAGMA user_version = 99", ERR_NEWER },
	{ "PRAGMA user_version = 0", ERR_INVALID },
	{ "PRAGMA user_version = -1", ERR_INVALID },
	{ "PRAGMA application_id = 0", ERR_INVALID },
	{ "PRAGMA application_id = 252006673", ERR_INVALID },
};

START_TEST(a_file_of_another_program_or_a_newer_one_is_refused)
{
	static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_MEMORY_COPY };
	struct store *store = NULL;

	set_mark(mark_rows[_i].pragma);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		ck_assert_int_eq(store_open(&store, kit.path, modes[i]), mark_rows[_i].status);
		ck_assert_ptr_nonnull(strstr(error_message(), kit.path));
		ck_assert_ptr_null(store);
	}
}
END_TEST

START_TEST(somebody_elses_database_is_left_alone)
{
	sqlite3 *db = NULL;
	struct store *store = NULL;

	ck_assert_int_eq(sqlite3_open(kit.path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "CREATE TABLE theirs (x)", NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(store_open(&store, kit.path, STORE_WRITE), ERR_INVALID);
	ck_assert_int_eq(sqlite3_exec(db, "INSERT INTO theirs VALUES (1)", NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}
END_TEST

START_TEST(an_empty_file_is_taken_by_a_writer_only)
{
	FILE *file = fopen(kit.path, "wb");
	struct store *store = NULL;

	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(store_open(&store, kit.path, STORE_READ), ERR_INVALID);
	ck_assert_int_eq(store_open(&store, kit.path, STORE_MEMORY_COPY), ERR_INVALID);
	kit_open(&kit, STORE_WRITE);
}
END_TEST

START_TEST(a_text_file_is_no_database)
{
	FILE *file = fopen(kit.path, "wb");
	struct store *store = NULL;

	ck_assert_ptr_nonnull(file);
	for (int i = 0; i < 200; i++)
		ck_assert_int_ge(fputs("this is a page of text and not a database\n", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(store_open(&store, kit.path, STORE_WRITE), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "not a database of git lead"));
	ck_assert_int_eq(store_open(&store, kit.path, STORE_READ), ERR_INVALID);
}
END_TEST

Suite *suite_migrate(void)
{
	Suite *suite = suite_create("migrate");
	TCase *steps_case = tcase_create("steps");
	TCase *files = tcase_create("files");

	tcase_add_checked_fixture(steps_case, start, stop);
	tcase_add_test(steps_case, a_migrated_file_has_the_shape_of_a_fresh_one);
	tcase_add_test(steps_case, versions_follow_one_another);
	tcase_add_test(steps_case, records_and_deciders_survive);
	tcase_add_test(steps_case, requests_survive_without_saying_whether_they_are_drafts);
	tcase_add_loop_test(steps_case, the_comparison_sees_what_differs, 0,
	                    (int)(sizeof(fresh_rows) / sizeof(fresh_rows[0])));
	tcase_add_test(steps_case, steps_run_once_and_in_order);
	tcase_add_test(steps_case, a_step_forgets_what_was_derived);
	tcase_add_test(steps_case, a_failing_step_leaves_the_version_before_it);
	suite_add_tcase(suite, steps_case);

	tcase_add_checked_fixture(files, start, stop);
	tcase_add_test(files, a_reader_says_who_upgrades_an_older_file);
	tcase_add_test(files, a_writer_upgrades_an_older_file_and_keeps_its_facts);
	tcase_add_test(files, a_copy_in_memory_of_an_older_file_is_upgraded);
	tcase_add_loop_test(files, a_file_of_another_program_or_a_newer_one_is_refused, 0,
	                    (int)(sizeof(mark_rows) / sizeof(mark_rows[0])));
	tcase_add_test(files, somebody_elses_database_is_left_alone);
	tcase_add_test(files, an_empty_file_is_taken_by_a_writer_only);
	tcase_add_test(files, a_text_file_is_no_database);
	suite_add_tcase(suite, files);
	return suite;
}
