/* Mails in the database: one a message id, whatever came first. */
#include <check.h>
#include "lead/store_mail.h"
#include "support/store_kit.h"

Suite *suite_store_mail(void);

static struct kit kit;
static int64_t repository;
static struct mail_act_row acts[2];

static void start(void)
{
	kit_start(&kit);
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(
		store_put_repository(&repository, kit.store, TEXT("key"), TEXT("label"), TEXT("/x/.git/"), TEXT("")),
		0);
	acts[0] = (struct mail_act_row){
		.source = TEXT("mail:trailer"),
		.kind = TEXT("rev"),
		.state = TEXT("approved"),
		.word_count = -1,
		.parts = TEXT("all"),
		.raw = TEXT("Reviewed-by: Bo <bo@example.org>"),
	};
	acts[1] = (struct mail_act_row){
		.source = TEXT("mail:reply"),
		.kind = TEXT("cmt"),
		.state = TEXT("commented"),
		.word_count = 3,
	};
}

static void stop(void)
{
	kit_stop(&kit);
}

static struct mail_row made(int64_t time, struct text subject)
{
	return (struct mail_row){
		.message_id = TEXT("a@x"),
		.parents = TEXT("p@x"),
		.from = { TEXT("Bo"), TEXT("bo@example.org") },
		.time = time,
		.kind = TEXT("reply"),
		.subject = subject,
		.acts = acts,
		.act_count = 2,
	};
}

static bool is_collision;

static bool put(struct mail_row mail, bool is_brought_back)
{
	bool is_changed;

	ck_assert_int_eq(store_put_mail(&is_changed, &is_collision, kit.store, repository, &mail, is_brought_back), 0);
	return is_changed;
}

START_TEST(the_same_again_changes_nothing)
{
	ck_assert(put(made(5, TEXT("one")), false));
	ck_assert(!is_collision);
	ck_assert(!put(made(5, TEXT("one")), false));
	ck_assert(!is_collision);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM mail"), 1);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM mail_act"), 2);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM mail_act WHERE word_count IS NULL"), 1);
}
END_TEST

START_TEST(which_stands_does_not_hang_on_the_order)
{
	struct mail_row late = made(9, TEXT("late")), early = made(5, TEXT("early")), never = made(0, TEXT("never")),
			twin = made(5, TEXT("twin"));
	int64_t first;

	early.act_count = 1;
	(void)put(late, false);
	ck_assert(!is_collision);
	(void)put(never, false);
	ck_assert(is_collision);
	ck_assert_int_eq(kit_int(kit.store, "SELECT subject = 'late' FROM mail"), 1);
	(void)put(early, false);
	(void)put(late, false);
	ck_assert_int_eq(kit_int(kit.store, "SELECT subject = 'early' FROM mail"), 1);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM mail_act"), 1);
	(void)put(twin, false);
	first = kit_int(kit.store, "SELECT subject = 'early' FROM mail");
	ck_assert_int_eq(store_clear_mails(kit.store, repository), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM mail_act"), 0);
	(void)put(twin, false);
	(void)put(early, false);
	ck_assert_int_eq(kit_int(kit.store, "SELECT subject = 'early' FROM mail"), first);
}
END_TEST

START_TEST(what_was_taken_back)
{
	struct mail_row deleted = { .message_id = TEXT("a@x"), .kind = TEXT(MAIL_KIND_DELETED) };

	(void)put(made(5, TEXT("one")), false);
	ck_assert(put(deleted, true));
	ck_assert(!put(deleted, true));
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM mail_act"), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT kind = 'deleted' AND subject = '' FROM mail"), 1);
	/* Another archive's copy does not bring it back, its own does. */
	ck_assert(!put(made(5, TEXT("one")), false));
	ck_assert(put(made(5, TEXT("one")), true));
	ck_assert_int_eq(kit_int(kit.store, "SELECT kind = 'reply' FROM mail"), 1);
}
END_TEST

START_TEST(ids_of_commits)
{
	unsigned char id[20] = { 1 };

	ck_assert_int_eq(kit_write(kit.store, 0, 2), 0);
	ck_assert_int_eq(store_put_commit_patch(kit.store, 1, NULL), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT patch_id IS NULL FROM commit_patch"), 1);
	ck_assert_int_eq(store_put_commit_patch(kit.store, 1, id), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT hex(patch_id) LIKE '0100%' FROM commit_patch"), 1);
}
END_TEST

Suite *suite_store_mail(void)
{
	Suite *suite = suite_create("store_mail");
	TCase *tcase = tcase_create("store_mail");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_add_test(tcase, the_same_again_changes_nothing);
	tcase_add_test(tcase, which_stands_does_not_hang_on_the_order);
	tcase_add_test(tcase, what_was_taken_back);
	tcase_add_test(tcase, ids_of_commits);
	suite_add_tcase(suite, tcase);
	return suite;
}
