/* The lock over a whole run: one holder, orphans, and waiting that can be told and broken off. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "lead/store.h"

Suite *suite_lock(void);

static char *folder, *path, *lock_file;

static void start(void)
{
	const char *where = getenv("TMPDIR");

	folder = xstrfmt("%s/git-lead-lock-XXXXXX", where && *where ? where : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	path = xstrfmt("%s/lead.db", folder);
	lock_file = xstrfmt("%s-lock", path);
}

static void stop(void)
{
	unlink(lock_file);
	unlink(path);
	rmdir(folder);
	free(lock_file);
	free(path);
	free(folder);
}

static bool is_there(void)
{
	return access(lock_file, F_OK) == 0;
}

START_TEST(it_is_there_while_it_is_held)
{
	struct store_lock *lock;

	ck_assert_int_eq(store_lock_take(&lock, path, NULL), 0);
	ck_assert_ptr_nonnull(lock);
	ck_assert(is_there());
	store_lock_release(lock);
	ck_assert(!is_there());
	store_lock_release(NULL);
}
END_TEST

START_TEST(what_a_killed_one_left_holds_nobody_up)
{
	struct store_lock *lock;

	close(open(lock_file, O_CREAT | O_RDWR, 0600));
	ck_assert_int_eq(store_lock_take(&lock, path, NULL), 0);
	ck_assert_ptr_nonnull(lock);
	store_lock_release(lock);
	ck_assert(!is_there());
}
END_TEST

START_TEST(a_folder_that_is_not_there_has_no_lock)
{
	char *nowhere = xstrfmt("%s/no/lead.db", folder);
	struct store_lock *lock;

	ck_assert_int_eq(store_lock_take(&lock, nowhere, NULL), 0);
	ck_assert_ptr_null(lock);
	free(nowhere);
}
END_TEST

START_TEST(a_link_in_its_place_is_not_followed)
{
	struct store_lock *lock;

	ck_assert_int_eq(symlink(path, lock_file), 0);
	ck_assert_int_eq(store_lock_take(&lock, path, NULL), 0);
	ck_assert_ptr_null(lock);
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

static void count_call(void *payload)
{
	++*(int *)payload;
}

static bool was_told(void *payload)
{
	return *(const int *)payload > 0;
}

START_TEST(who_waits_is_told_once_and_may_give_up)
{
	int told_count = 0;
	const struct store_wait wait = { &told_count, count_call, was_told };
	struct store_lock *mine, *other;

	/* A second open of the file in one process is another holder. */
	ck_assert_int_eq(store_lock_take(&mine, path, NULL), 0);
	ck_assert_int_eq(store_lock_take(&other, path, &wait), ERR_CANCELLED);
	ck_assert_ptr_null(other);
	ck_assert_int_eq(told_count, 1);
	store_lock_release(mine);
}
END_TEST

/* Each adds one to a number in a file, in two steps between which others could. */
START_TEST(many_at_once_come_one_after_the_other)
{
	FILE *file = fopen(path, "w");
	int number = 0, status;

	fputs("0\n", file);
	fclose(file);
	for (int i = 0; i < 12; i++) {
		if (fork() != 0)
			continue;
		for (int k = 0; k < 20; k++) {
			struct store_lock *lock;

			if (store_lock_take(&lock, path, NULL) || !lock)
				_exit(1);
			file = fopen(path, "r+");
			if (!file || fscanf(file, "%d", &number) != 1)
				_exit(2);
			rewind(file);
			fprintf(file, "%d\n", number + 1);
			fclose(file);
			store_lock_release(lock);
		}
		_exit(0);
	}
	while (wait(&status) > 0)
		ck_assert_int_eq(status, 0);
	file = fopen(path, "r");
	ck_assert_int_eq(fscanf(file, "%d", &number), 1);
	fclose(file);
	ck_assert_int_eq(number, 12 * 20);
	ck_assert(!is_there());
}
END_TEST

Suite *suite_lock(void)
{
	Suite *suite = suite_create("lock");
	TCase *all = tcase_create("lock");

	tcase_add_checked_fixture(all, start, stop);
	tcase_set_timeout(all, 60);
	tcase_add_test(all, it_is_there_while_it_is_held);
	tcase_add_test(all, what_a_killed_one_left_holds_nobody_up);
	tcase_add_test(all, a_folder_that_is_not_there_has_no_lock);
	tcase_add_test(all, a_link_in_its_place_is_not_followed);
	tcase_add_test(all, who_waits_is_told_once_and_may_give_up);
	tcase_add_test(all, many_at_once_come_one_after_the_other);
	suite_add_tcase(suite, all);
	return suite;
}
