/* Archives: good ones as tar programs write them, and broken ones, of which nothing else is lost. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/archive.h"
#include "support/tar_kit.h"

Suite *suite_archive(void);

/* "a.json:bytes|" and "!path: words|". */
static bool take_file(void *payload, struct text path)
{
	struct buf *log = payload;

	if (text_ends(path, TEXT(".no")))
		return false;
	buf_add_char(log, '|');
	buf_add_text(log, path);
	buf_add_char(log, ':');
	return true;
}

static void take_bytes(void *payload, struct text bytes)
{
	buf_add_text(payload, bytes);
}

static void take_trouble(void *payload, struct text path, struct text words)
{
	struct buf *log = payload;

	buf_add_str(log, "|!");
	buf_add_text(log, path);
	buf_add_str(log, ": ");
	buf_add_text(log, words);
}

static void run(struct buf *log, struct text bytes, size_t piece)
{
	const struct archive_sink sink = { log, take_file, take_bytes, take_trouble };
	struct archive *archive = archive_new(&sink);

	buf_clear(log);
	for (size_t at = 0; at < bytes.size; at += piece)
		archive_feed(archive, text_slice(bytes, at, at + piece));
	archive_finish(archive);
	archive_free(archive);
}

/* Plain, packed, whole, and byte by byte. */
static void expect_all(struct text bytes, const char *expected)
{
	struct buf log = { 0 }, packed = { 0 };

	tar_kit_gzip(&packed, bytes);
	run(&log, bytes, SIZE_MAX / 2);
	ck_assert_str_eq(buf_str(&log), expected);
	run(&log, bytes, 1);
	ck_assert_str_eq(buf_str(&log), expected);
	run(&log, buf_text(&packed), SIZE_MAX / 2);
	ck_assert_str_eq(buf_str(&log), expected);
	run(&log, buf_text(&packed), 1);
	ck_assert_str_eq(buf_str(&log), expected);
	ck_assert(archive_matches(text_slice(buf_text(&packed), 0, 512)));
	buf_release(&log);
	buf_release(&packed);
}

static void expect(struct text bytes, const char *expected)
{
	struct buf log = { 0 };

	run(&log, bytes, SIZE_MAX / 2);
	ck_assert_str_eq(buf_str(&log), expected);
	run(&log, bytes, 7);
	ck_assert_str_eq(buf_str(&log), expected);
	buf_release(&log);
}

START_TEST(plain_and_packed)
{
	struct buf tar = { 0 };

	tar_kit_header(&tar, "folder/", '5', 0);
	tar_kit_file(&tar, "folder/a.json", TEXT("[1,2]"));
	tar_kit_file(&tar, "b.no", TEXT("passed over"));
	tar_kit_file(&tar, "empty.json", TEXT(""));
	tar_kit_header(&tar, "link", '2', 0);
	tar_kit_file(&tar, "c.json", TEXT("x"));
	tar_kit_end(&tar);
	ck_assert(archive_matches(buf_text(&tar)));
	expect_all(buf_text(&tar), "|folder/a.json:[1,2]|empty.json:|c.json:x");
	/* Behind the end nothing is looked at. */
	buf_add_str(&tar, "garbage");
	expect_all(buf_text(&tar), "|folder/a.json:[1,2]|empty.json:|c.json:x");
	buf_release(&tar);
}
END_TEST

START_TEST(long_names)
{
	struct buf tar = { 0 };

	tar_kit_extra(&tar, 'g', TEXT("19 comment=ignored\n"));
	tar_kit_extra(&tar, 'x', TEXT("21 path=long/é.json\n13 mtime=1.5\n"));
	tar_kit_file(&tar, "short", TEXT("pax"));
	tar_kit_extra(&tar, 'L', (struct text){ "gnu/long.json\0", 14 });
	tar_kit_file(&tar, "short", TEXT("gnu"));
	tar_kit_file(&tar, "own.json", TEXT("own"));
	tar_kit_end(&tar);
	expect_all(buf_text(&tar), "|long/\xc3\xa9.json:pax|gnu/long.json:gnu|own.json:own");
	buf_release(&tar);
}
END_TEST

START_TEST(a_size_told_by_pax)
{
	struct buf tar = { 0 };

	tar_kit_extra(&tar, 'x', TEXT("9 size=5\n"));
	tar_kit_header(&tar, "a.json", '0', 0);
	buf_add_str(&tar, "12345");
	while (tar.size % 512)
		buf_add_char(&tar, '\0');
	tar_kit_file(&tar, "b.json", TEXT("b"));
	tar_kit_end(&tar);
	expect_all(buf_text(&tar), "|a.json:12345|b.json:b");
	buf_release(&tar);
}
END_TEST

START_TEST(names_that_lead_out)
{
	struct buf tar = { 0 };

	tar_kit_file(&tar, "../a.json", TEXT("a"));
	tar_kit_file(&tar, "/b.json", TEXT("b"));
	tar_kit_file(&tar, "x/../c.json", TEXT("c"));
	tar_kit_file(&tar, "x/..d.json", TEXT("d"));
	tar_kit_end(&tar);
	expect_all(buf_text(&tar), "|!../a.json: its name leads out of the archive: passed over"
	                           "|!/b.json: its name leads out of the archive: passed over"
	                           "|!x/../c.json: its name leads out of the archive: passed over|x/..d.json:d");
	buf_release(&tar);
}
END_TEST

START_TEST(a_damaged_header)
{
	struct buf tar = { 0 };

	tar_kit_file(&tar, "a.json", TEXT("a"));
	tar_kit_file(&tar, "b.json", TEXT("b"));
	tar_kit_file(&tar, "c.json", TEXT("c"));
	tar_kit_end(&tar);
	tar.at[1024] = 'X'; /* the sum of b's header is wrong now */
	expect_all(buf_text(&tar),
	           "|a.json:a|!: a block that is no header: what belongs to it is passed over|c.json:c");
	buf_release(&tar);
}
END_TEST

START_TEST(impossible_sizes)
{
	struct buf tar = { 0 };

	tar_kit_header(&tar, "huge.json", '0', 077777777777ULL);
	tar.at[124] = (char)0x80; /* a binary number, and a huge one */
	memset(tar.at + 125, 0x7f, 11);
	{
		unsigned sum = 0;

		memset(tar.at + 148, ' ', 8);
		for (size_t i = 0; i < 512; i++)
			sum += (unsigned char)tar.at[i];
		snprintf(tar.at + 148, 8, "%06o", sum);
	}
	tar_kit_file(&tar, "b.json", TEXT("b"));
	tar_kit_extra(&tar, 'x', TEXT("28 size=9999999999999999999\n"));
	tar_kit_file(&tar, "c.json", TEXT("c"));
	tar_kit_file(&tar, "d.json", TEXT("d"));
	tar_kit_end(&tar);
	expect_all(buf_text(&tar), "|!: a header with an impossible size: passed over|b.json:b|c.json:c|d.json:d");
	buf_release(&tar);
}
END_TEST

START_TEST(holes_and_bad_records)
{
	struct buf tar = { 0 };

	tar_kit_header(&tar, "old.json", 'S', 0);
	tar_kit_extra(&tar, 'x', TEXT("22 GNU.sparse.major=1\n"));
	tar_kit_file(&tar, "new.json", TEXT("n"));
	tar_kit_extra(&tar, 'x', TEXT("99 path=x\n"));
	tar_kit_file(&tar, "a.json", TEXT("a"));
	tar_kit_extra(&tar, 'x', TEXT("path"));
	tar_kit_file(&tar, "b.json", TEXT("b"));
	tar_kit_end(&tar);
	expect_all(buf_text(&tar),
	           "|!old.json: stored with holes: passed over|!new.json: stored with holes: passed over"
	           "|!: what is told of an entry is damaged: passed over|a.json:a"
	           "|!: what is told of an entry is damaged: passed over|b.json:b");
	buf_release(&tar);
}
END_TEST

START_TEST(cut_off)
{
	struct buf tar = { 0 }, packed = { 0 };

	tar_kit_file(&tar, "a.json", TEXT("a"));
	tar_kit_file(&tar, "b.json", TEXT("bytes"));
	tar_kit_end(&tar);
	expect(text_slice(buf_text(&tar), 0, 512 * 3 + 2),
	       "|a.json:a|b.json:by|!b.json: the archive ends inside of it");
	expect(text_slice(buf_text(&tar), 0, 512 * 2 + 9), "|a.json:a|!: the archive ends in the middle");
	/* Without the blocks that end it, it is whole all the same. */
	expect(text_slice(buf_text(&tar), 0, 512 * 4), "|a.json:a|b.json:bytes");
	tar_kit_gzip(&packed, buf_text(&tar));
	expect(text_slice(buf_text(&packed), 0, packed.size - 4),
	       "|a.json:a|b.json:bytes|!: gzip: cut off in the middle");
	expect(TEXT("\x1f\x8b\x08"), "|!: gzip: cut off in the middle|!: no tar archive");
	expect(TEXT("{}"), "|!: the archive ends in the middle");
	expect(TEXT(""), "|!: no tar archive");
	buf_release(&tar);
	buf_release(&packed);
}
END_TEST

START_TEST(damaged_gzip)
{
	struct buf tar = { 0 }, packed = { 0 }, log = { 0 };

	tar_kit_file(&tar, "a.json", TEXT("a"));
	tar_kit_end(&tar);
	tar_kit_gzip(&packed, buf_text(&tar));
	packed.at[packed.size - 6] ^= 1; /* the sum of all */
	expect(buf_text(&packed), "|a.json:a|!: gzip: damaged, nothing behind it can be read");
	packed.at[10] = (char)0xff; /* what packs the first block */
	run(&log, buf_text(&packed), 3);
	ck_assert_ptr_nonnull(strstr(buf_str(&log), "gzip: damaged"));
	buf_release(&tar);
	buf_release(&packed);
	buf_release(&log);
}
END_TEST

START_TEST(several_members)
{
	struct buf tar = { 0 }, packed = { 0 };

	tar_kit_file(&tar, "a.json", TEXT("a"));
	tar_kit_file(&tar, "b.json", TEXT("b"));
	tar_kit_gzip(&packed, text_slice(buf_text(&tar), 0, 700));
	tar_kit_gzip(&packed, text_slice(buf_text(&tar), 700, tar.size));
	expect(buf_text(&packed), "|a.json:a|b.json:b");
	/* Padding behind it, as tapes had. */
	buf_add(&packed, "\0\0\0\0", 4);
	expect(buf_text(&packed), "|a.json:a|b.json:b");
	buf_release(&tar);
	buf_release(&packed);
}
END_TEST

/* A thousandfold: 64 MiB of zeros, of which nobody wants anything. */
START_TEST(a_bomb)
{
	struct buf tar = { 0 }, packed = { 0 }, log = { 0 };
	size_t size = (size_t)64 << 20;
	char *zeros = calloc(1, size);

	tar_kit_file(&tar, "bomb.no", (struct text){ zeros, size });
	tar_kit_file(&tar, "a.json", TEXT("a"));
	tar_kit_end(&tar);
	tar_kit_gzip(&packed, buf_text(&tar));
	ck_assert_uint_lt(packed.size, 200000);
	run(&log, buf_text(&packed), 4096);
	ck_assert_str_eq(buf_str(&log), "|a.json:a");
	/* Zeros alone end at once. */
	buf_clear(&packed);
	tar_kit_gzip(&packed, (struct text){ zeros, size });
	run(&log, buf_text(&packed), 4096);
	ck_assert_str_eq(buf_str(&log), "|!: no tar archive");
	free(zeros);
	buf_release(&tar);
	buf_release(&packed);
	buf_release(&log);
}
END_TEST

Suite *suite_archive(void)
{
	Suite *suite = suite_create("archive");
	TCase *tcase = tcase_create("all");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, plain_and_packed);
	tcase_add_test(tcase, long_names);
	tcase_add_test(tcase, a_size_told_by_pax);
	tcase_add_test(tcase, names_that_lead_out);
	tcase_add_test(tcase, a_damaged_header);
	tcase_add_test(tcase, impossible_sizes);
	tcase_add_test(tcase, holes_and_bad_records);
	tcase_add_test(tcase, cut_off);
	tcase_add_test(tcase, damaged_gzip);
	tcase_add_test(tcase, several_members);
	tcase_add_test(tcase, a_bomb);
	suite_add_tcase(suite, tcase);
	return suite;
}
