/*
 * The bytes of sealed reports: what was written is read again and written to the same bytes, over every report made by hand; what
 * is cut or changed is refused; and who opted out is in no text of it.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/report/seal.h"
#include "lead/alloc.h"
#include "support/sample_pages.h"
#include "support/sample_report.h"

Suite *suite_seal(void);

#define PAGES SAMPLE_COUNT /* and one more: the hostile ones */

static void take_sample(struct report *out, int sample)
{
	if (sample < SAMPLE_COUNT)
		sample_report(out, (enum sample)sample);
	else
		sample_pages(out, sample > PAGES);
}

/* Findings of a sample are not on the heap, so that only what was read is released. */
static void release_read(struct report *report, struct report_person *people, size_t count)
{
	report->people = people;
	report->person_count = count;
	report_release(report);
}

START_TEST(what_is_read_is_written_to_the_same_bytes)
{
	struct seal_context context = { .next_what = "heads", .next_why = "authors", .next_command = "git fetch" },
			    other;
	struct buf first = { 0 }, second = { 0 };
	struct report report, read = { 0 };

	memset(&other, 0, sizeof(other));
	take_sample(&report, _i);
	seal_write_report(&first, &report, &context);
	ck_assert_int_eq(seal_read_report(&read, &other, buf_text(&first), &read.arena), 0);
	seal_write_report(&second, &read, &other);
	ck_assert(text_equal(buf_text(&first), buf_text(&second)));
	ck_assert_str_eq(other.next_command, "git fetch");
	ck_assert_uint_eq(read.team_count, report.team_count);
	release_read(&read, NULL, 0);
	buf_release(&first);
	buf_release(&second);
}
END_TEST

/* Eight bytes of a sum end a row. */
START_TEST(a_report_sealed_before_unread_requests_were_told_is_read)
{
	struct seal_context context = { 0 };
	struct report report, read = { 0 };
	struct buf body = { 0 };
	uint64_t sum;

	take_sample(&report, 0);
	ck_assert_uint_eq(report.repository_count, 1);
	ck_assert_int_eq(report.repositories[0].unread_count, 3);
	seal_write_report(&body, &report, &context);
	body.size -= 8 + 1;
	sum = text_hash(TEXT_HASH_SEED, buf_text(&body));
	for (int i = 0; i < 8; i++)
		buf_add_char(&body, (char)(sum >> (8 * i)));
	ck_assert_int_eq(seal_read_report(&read, &context, buf_text(&body), &read.arena), 0);
	ck_assert_int_eq(read.repositories[0].damaged_count, 2);
	ck_assert_int_eq(read.repositories[0].unread_count, 0);
	release_read(&read, NULL, 0);
	buf_release(&body);
}
END_TEST

START_TEST(so_are_people)
{
	struct report report;

	take_sample(&report, _i);
	for (size_t i = 0; i < report.person_count; i++) {
		struct buf first = { 0 }, second = { 0 };
		struct report_person person = { 0 };
		struct report read = { 0 };

		seal_write_person(&first, &report.people[i]);
		ck_assert_int_eq(seal_read_person(&person, buf_text(&first), &read.arena), 0);
		seal_write_person(&second, &person);
		ck_assert(text_equal(buf_text(&first), buf_text(&second)));
		ck_assert_uint_eq(person.finding_count, report.people[i].finding_count);
		release_read(&read, &person, 1);
		buf_release(&first);
		buf_release(&second);
	}
}
END_TEST

START_TEST(what_is_cut_or_changed_is_refused)
{
	struct seal_context context = { 0 };
	struct buf body = { 0 };
	struct report report;

	take_sample(&report, _i);
	seal_write_report(&body, &report, &context);
	for (size_t size = 0; size < body.size; size += 1 + size / 7) {
		struct report read = { 0 };

		ck_assert_int_eq(seal_read_report(&read, &context, text_slice(buf_text(&body), 0, size), &read.arena),
		                 ERR_INVALID);
		release_read(&read, NULL, 0);
	}
	for (size_t at = 0; at < body.size; at += 1 + at / 7) {
		struct report read = { 0 };

		body.at[at] ^= 0x10;
		ck_assert_int_eq(seal_read_report(&read, &context, buf_text(&body), &read.arena), ERR_INVALID);
		body.at[at] ^= 0x10;
		release_read(&read, NULL, 0);
	}
	buf_release(&body);
}
END_TEST

/* Without the sum that tells of most damage: nothing that can be read this way makes a model too large or a crash. */
START_TEST(no_bytes_are_believed)
{
	struct buf body = { 0 };
	struct report report;
	struct seal_context context = { 0 };

	take_sample(&report, _i);
	seal_write_report(&body, &report, &context);
	for (size_t at = 0; at < body.size; at += 1 + at / 50)
		for (int bit = 0; bit < 8; bit++) {
			struct report read = { 0 };
			struct codec codec;

			body.at[at] ^= (char)(1 << bit);
			codec = codec_reader(text_slice(buf_text(&body), 0, body.size - 8), &read.arena);
			codec_report(&codec, &read);
			codec_context(&codec, &context, read.team_count);
			body.at[at] ^= (char)(1 << bit);
			release_read(&read, NULL, 0);
		}
	buf_release(&body);
}
END_TEST

Suite *suite_seal(void)
{
	Suite *suite = suite_create("seal");
	TCase *codec = tcase_create("codec");

	tcase_set_timeout(codec, 60);
	tcase_add_loop_test(codec, what_is_read_is_written_to_the_same_bytes, 0, PAGES + 2);
	tcase_add_loop_test(codec, so_are_people, 0, PAGES + 2);
	tcase_add_test(codec, a_report_sealed_before_unread_requests_were_told_is_read);
	tcase_add_loop_test(codec, what_is_cut_or_changed_is_refused, 0, PAGES + 2);
	tcase_add_loop_test(codec, no_bytes_are_believed, 0, PAGES + 2);
	suite_add_tcase(suite, codec);
	return suite;
}
