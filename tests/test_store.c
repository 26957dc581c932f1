/*
 * Opening, closing, transactions, and what happens when the disk or another process gets in the way.
 */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../analyzers/store/database.h"
#include "lead/alloc.h"
#include "support/fault_vfs.h"
#include "support/store_kit.h"

Suite *suite_store(void);

static struct kit kit;

static void start(void)
{
	kit_start(&kit);
}

static void stop(void)
{
	kit_stop(&kit);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
}

/* Integrity, foreign keys, and no commit without its files and events. */
static void check_sound(struct store *store)
{
	ck_assert_int_eq(kit_int(store, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	ck_assert_int_eq(kit_int(store, "SELECT 2 * count(*) FROM commits"),
	                 kit_int(store, "SELECT count(*) FROM file_change"));
	ck_assert_int_eq(kit_int(store, "SELECT 2 * count(*) FROM commits"),
	                 kit_int(store, "SELECT count(*) FROM event"));
}

/* ---- opening ---- */

START_TEST(a_writer_makes_the_file)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert(store_is_writable(kit.store));
	ck_assert_int_eq(kit_int(kit.store, "PRAGMA application_id"), 0x6c656164);
	ck_assert_int_eq(kit_int(kit.store, "PRAGMA user_version"), schema_version(store_migrations));
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM temp.subject"), 0);
}
END_TEST

START_TEST(a_reader_needs_a_file)
{
	struct store *store = NULL;

	ck_assert_int_eq(store_open(&store, kit.path, STORE_READ), ERR_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(error_message(), "git lead scan"));
	ck_assert_int_eq(store_open(&store, kit.path, STORE_MEMORY_COPY), ERR_NOTFOUND);
	ck_assert_int_ne(access(kit.path, F_OK), 0);
	ck_assert_int_eq(store_open(&store, "", STORE_WRITE), ERR_INVALID);
	ck_assert_ptr_null(store);
}
END_TEST

START_TEST(a_reader_cannot_write)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 3), 0);
	kit_open(&kit, STORE_READ);
	ck_assert(!store_is_writable(kit.store));
	ck_assert_int_eq(kit_write(kit.store, 3, 4), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "read-only"));
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 3);
}
END_TEST

START_TEST(a_copy_in_memory_leaves_the_file_alone)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 3), 0);
	kit_open(&kit, STORE_MEMORY_COPY);
	ck_assert(store_is_writable(kit.store));
	ck_assert_int_eq(kit_write(kit.store, 3, 5), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 5);
	kit_open(&kit, STORE_READ);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 3);
}
END_TEST

START_TEST(a_name_that_looks_like_an_address_is_a_name)
{
	char *path = xstrfmt("%s/x?mode=memory", kit.directory);
	struct store *store = NULL;

	ck_assert_int_eq(store_open(&store, path, STORE_WRITE), 0);
	store_close(store);
	ck_assert_int_eq(unlink(path), 0);
	free(path);
}
END_TEST

START_TEST(closing_nothing_is_allowed)
{
	store_close(NULL);
}
END_TEST

START_TEST(what_cannot_be_made_is_one_line)
{
	struct store *store = NULL;

	ck_assert_int_eq(store_open(&store, "/proc/lead.db", STORE_WRITE), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "/proc/lead.db"));
	ck_assert_int_eq(store_open(&store, kit.directory, STORE_WRITE), ERR_FAILED);
	ck_assert_int_lt(store_open(&store, kit.directory, STORE_READ), 0);
	ck_assert_ptr_null(store);
}
END_TEST

START_TEST(a_file_that_is_read_only_is_not_opened_for_writing)
{
	struct store *store = NULL;

	if (geteuid() == 0)
		return; /* nothing is read-only for root */
	kit_open(&kit, STORE_WRITE);
	store_close(kit.store);
	kit.store = NULL;
	ck_assert_int_eq(chmod(kit.path, 0444), 0);
	ck_assert_int_eq(store_open(&store, kit.path, STORE_WRITE), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "read-only"));
	kit_open(&kit, STORE_READ);
}
END_TEST

/* ---- transactions ---- */

START_TEST(only_the_outermost_commit_writes)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(store_begin(kit.store), 0);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 2);
	store_rollback(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 0);
	ck_assert_int_eq(store_begin(kit.store), 0);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	ck_assert_int_eq(store_commit(kit.store), 0);
	kit_open(&kit, STORE_READ);
	check_sound(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 2);
}
END_TEST

START_TEST(an_inner_rollback_drops_everything)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(store_begin(kit.store), 0);
	ck_assert_int_eq(store_stamp_put(kit.store, "a", TEXT("1")), 0);
	ck_assert_int_eq(store_begin(kit.store), 0);
	store_rollback(kit.store);
	store_rollback(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM stamp"), 0);
}
END_TEST

START_TEST(ids_of_rows_that_were_rolled_back_are_forgotten)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(store_begin(kit.store), 0);
	ck_assert_int_eq(kit_write(kit.store, 0, 3), 0);
	store_rollback(kit.store);
	ck_assert_int_eq(kit_write(kit.store, 0, 3), 0);
	check_sound(kit.store);
}
END_TEST

static void close_inside(struct store *store)
{
	if (store_begin(store) == 0)
		store_close(store);
}

static void commit_outside(struct store *store)
{
	if (store_commit(store) == 0)
		store_close(store);
}

static const struct {
	void (*run)(struct store *store);
	const char *said;
} bug_rows[] = {
	{ close_inside, "tests/test_store.c" },
	{ commit_outside, "commit without begin" },
};

START_TEST(a_broken_pair_of_begin_and_commit_aborts_and_says_where)
{
	struct buf said = { 0 };
	char piece[256];
	int ends[2];
	int status = 0;
	ssize_t size;
	pid_t child;

	ck_assert_int_eq(pipe(ends), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct store *store = NULL;

		(void)dup2(ends[1], STDERR_FILENO);
		if (store_open(&store, ":memory:", STORE_WRITE) == 0)
			bug_rows[_i].run(store);
		_exit(0);
	}
	close(ends[1]);
	while ((size = read(ends[0], piece, sizeof(piece))) > 0)
		buf_add(&said, piece, (size_t)size);
	close(ends[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	ck_assert_msg(strstr(buf_str(&said), bug_rows[_i].said) != NULL, "%s", buf_str(&said));
	buf_release(&said);
}
END_TEST

START_TEST(the_second_writer_is_told_of_the_first)
{
	struct store *second = NULL;

	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(store_open(&second, kit.path, STORE_WRITE), 0);
	sqlite3_busy_timeout(second->db, 20);
	ck_assert_int_eq(store_begin(kit.store), 0);
	ck_assert_int_eq(kit_write(second, 0, 1), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "another git lead"));
	ck_assert_int_eq(store_commit(kit.store), 0);
	ck_assert_int_eq(kit_write(second, 0, 1), 0);
	store_close(second);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 1);
}
END_TEST

START_TEST(two_writers_in_turn_both_get_through)
{
	pid_t child;
	int status = 0;

	kit_open(&kit, STORE_WRITE);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct store *store = NULL;
		int ret = store_open(&store, kit.path, STORE_WRITE);

		for (unsigned i = 0; ret == 0 && i < 20; i++)
			ret = kit_write(store, 0, i);
		_exit(ret == 0 ? 0 : 1);
	}
	for (unsigned i = 0; i < 20; i++)
		ck_assert_msg(kit_write(kit.store, 10, 10 + i) == 0, "%s", error_message());
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	check_sound(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 29);
}
END_TEST

/* ---- a disk that fails ---- */

START_TEST(a_full_file_ends_in_one_line_and_undoes_the_batch)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	(void)kit_int(kit.store, "PRAGMA max_page_count = 80");
	ck_assert_int_eq(kit_write(kit.store, 2, 5000), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "no space left"));
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 2);
	(void)kit_int(kit.store, "PRAGMA max_page_count = 100000");
	ck_assert_int_eq(kit_write(kit.store, 2, 500), 0);
	check_sound(kit.store);
}
END_TEST

START_TEST(a_transaction_that_the_disk_ended_cannot_be_committed)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(store_begin(kit.store), 0);
	ck_assert_int_eq(store_exec(kit.store, "ROLLBACK"), 0);
	ck_assert_int_eq(store_commit(kit.store), ERR_FAILED);
	ck_assert_int_eq(kit_write(kit.store, 0, 1), 0);
}
END_TEST

static int interrupt_always(void *payload)
{
	(void)payload;
	return 1;
}

START_TEST(an_interrupted_write_can_be_done_again)
{
	kit_open(&kit, STORE_WRITE);
	sqlite3_progress_handler(kit.store->db, 1, interrupt_always, NULL);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), ERR_CANCELLED);
	sqlite3_progress_handler(kit.store->db, 0, NULL, NULL);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 0);
	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	check_sound(kit.store);
}
END_TEST

START_TEST(a_read_only_directory_is_named)
{
	fault_vfs_install();
	kit_open(&kit, STORE_WRITE);
	fault_vfs_arm(FAULT_DIRECTORY, 0);
	ck_assert_int_eq(kit_write(kit.store, 0, 1), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "directory is read-only"));
	kit_open(&kit, STORE_READ);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 0);
	fault_vfs_arm(FAULT_NONE, 0);
}
END_TEST

/* Makes the file with 30 commits, then adds 30 in a way that spills pages before the commit. */
static void prepare_thirty(void)
{
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 30), 0);
	ck_assert_int_eq(store_exec(kit.store, "PRAGMA cache_size = 4"), 0);
}

/* How many writes the second thirty take; measured once a test. */
static long count_writes(void)
{
	long count;

	fault_vfs_arm(FAULT_NONE, 0);
	ck_assert_int_eq(kit_write(kit.store, 30, 60), 0);
	count = fault_vfs_count();
	store_close(kit.store);
	kit.store = NULL;
	ck_assert_int_eq(unlink(kit.path), 0);
	return count;
}

/* Every tenth of the writes and the last ones: bounded, whatever the count is. */
static long fault_point(long count, int row)
{
	return row < 10 ? count * row / 10 : count - (row - 9);
}

START_TEST(a_failing_write_undoes_the_batch_and_nothing_else)
{
	enum fault_kind kind = _i % 2 == 0 ? FAULT_FULL : FAULT_BROKEN;
	long count;
	int ret;

	fault_vfs_install();
	prepare_thirty();
	count = count_writes();
	ck_assert_int_gt(count, 20);
	prepare_thirty();
	fault_vfs_arm(kind, fault_point(count, _i / 2));
	ret = kit_write(kit.store, 30, 60);
	fault_vfs_arm(FAULT_NONE, 0);
	ck_assert_msg(ret == ERR_FAILED, "write %ld of %ld: %d", fault_point(count, _i / 2), count, ret);
	kit_open(&kit, STORE_WRITE);
	check_sound(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 30);
	ck_assert_int_eq(kit_write(kit.store, 30, 60), 0);
	check_sound(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 60);
}
END_TEST

START_TEST(a_killed_writer_leaves_a_whole_database)
{
	enum store_mode mode = _i % 2 == 0 ? STORE_READ : STORE_WRITE;
	long count;
	int status = 0;
	pid_t child;

	fault_vfs_install();
	prepare_thirty();
	count = count_writes();
	prepare_thirty();
	store_close(kit.store);
	kit.store = NULL;
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		kit_open(&kit, STORE_WRITE);
		ck_assert_int_eq(store_exec(kit.store, "PRAGMA cache_size = 4"), 0);
		fault_vfs_arm(FAULT_KILL, fault_point(count, _i / 2));
		_exit(kit_write(kit.store, 30, 60) == 0 ? 0 : 1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	kit_open(&kit, mode);
	check_sound(kit.store);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 30);
}
END_TEST

START_TEST(a_damaged_file_is_said_to_be_damaged)
{
	static char noise[4096];
	FILE *file;
	long first;
	int ret;

	kit_open(&kit, STORE_WRITE);
	/* Behind the schema, so that it opens. */
	first = (long)kit_int(kit.store, "PRAGMA page_count");
	ck_assert_int_eq(kit_write(kit.store, 0, 200), 0);
	store_close(kit.store);
	kit.store = NULL;
	memset(noise, 0x5a, sizeof(noise));
	file = fopen(kit.path, "r+b");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
	for (long size = ftell(file), at = first * 4096L; at + 4096 <= size; at += 4096) {
		ck_assert_int_eq(fseek(file, at, SEEK_SET), 0);
		ck_assert_uint_eq(fwrite(noise, 1, sizeof(noise), file), sizeof(noise));
	}
	ck_assert_int_eq(fclose(file), 0);
	kit_open(&kit, STORE_WRITE);
	ret = kit_write(kit.store, 100, 400);
	ck_assert_int_eq(ret, ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "damaged"));
}
END_TEST

START_TEST(noise_is_not_a_database)
{
	static const char noise[] = "SQLite format 3\0 and then nothing that makes sense, long enough to be looked at";
	struct store *store = NULL;

	write_file(kit.path, noise, sizeof(noise));
	ck_assert_int_lt(store_open(&store, kit.path, STORE_WRITE), 0);
	ck_assert_int_lt(store_open(&store, kit.path, STORE_READ), 0);
	ck_assert_ptr_null(store);
}
END_TEST

Suite *suite_store(void)
{
	Suite *suite = suite_create("store");
	TCase *opening = tcase_create("open");
	TCase *transactions = tcase_create("transactions");
	TCase *faults = tcase_create("faults");

	tcase_add_checked_fixture(opening, start, stop);
	tcase_add_test(opening, a_writer_makes_the_file);
	tcase_add_test(opening, a_reader_needs_a_file);
	tcase_add_test(opening, a_reader_cannot_write);
	tcase_add_test(opening, a_copy_in_memory_leaves_the_file_alone);
	tcase_add_test(opening, a_name_that_looks_like_an_address_is_a_name);
	tcase_add_test(opening, closing_nothing_is_allowed);
	tcase_add_test(opening, what_cannot_be_made_is_one_line);
	tcase_add_test(opening, a_file_that_is_read_only_is_not_opened_for_writing);
	tcase_add_test(opening, noise_is_not_a_database);
	suite_add_tcase(suite, opening);

	tcase_add_checked_fixture(transactions, start, stop);
	tcase_add_test(transactions, only_the_outermost_commit_writes);
	tcase_add_test(transactions, an_inner_rollback_drops_everything);
	tcase_add_test(transactions, ids_of_rows_that_were_rolled_back_are_forgotten);
	tcase_add_loop_test(transactions, a_broken_pair_of_begin_and_commit_aborts_and_says_where, 0,
	                    (int)(sizeof(bug_rows) / sizeof(bug_rows[0])));
	tcase_add_test(transactions, the_second_writer_is_told_of_the_first);
	tcase_add_test(transactions, two_writers_in_turn_both_get_through);
	suite_add_tcase(suite, transactions);

	tcase_add_checked_fixture(faults, start, stop);
	tcase_set_timeout(faults, 30);
	tcase_add_test(faults, a_full_file_ends_in_one_line_and_undoes_the_batch);
	tcase_add_test(faults, a_transaction_that_the_disk_ended_cannot_be_committed);
	tcase_add_test(faults, an_interrupted_write_can_be_done_again);
	tcase_add_test(faults, a_read_only_directory_is_named);
	tcase_add_loop_test(faults, a_failing_write_undoes_the_batch_and_nothing_else, 0, 26);
	tcase_add_loop_test(faults, a_killed_writer_leaves_a_whole_database, 0, 26);
	tcase_add_test(faults, a_damaged_file_is_said_to_be_damaged);
	suite_add_tcase(suite, faults);
	return suite;
}
