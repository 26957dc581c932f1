/* Who an ownership file listed from when until when, from its versions. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/scan/timeline.h"

Suite *suite_timeline(void);

/* A version is a word: each letter is a pattern with one owner. */
static void add_version(struct timeline *timeline, enum owner_grammar grammar, const char *version, int64_t time)
{
	struct owner_fact facts[16] = { 0 };
	size_t count = strlen(version);

	for (size_t i = 0; i < count; i++)
		facts[i] = (struct owner_fact){ .grammar = grammar, .pattern = { version + i, 1 } };
	timeline_add(timeline, facts, count, time);
}

static const struct {
	enum owner_grammar grammar;
	const char *versions[6]; /* at the times 1, 2, … */
	const char *expected;    /* in order: letter, since-until */
} rows[] = {
	{ OWNER_GITHUB, { "abc" }, "a1- b1- c1- " },
	{ OWNER_GITHUB, { "abc", "axbc", "axc", "" }, "a1-4 x2-4 b1-3 c1-4 " },
	{ OWNER_GITHUB, { "ab", "", "ab" }, "a3- b3- a1-2 b1-2 " },
	{ OWNER_GITHUB, { "abc", "bca" }, "a1-2 b1- c1- a2- " },
	{ OWNER_KUBERNETES, { "abc", "bca", "bcad" }, "a1- b1- c1- d3- " },
	{ OWNER_KUBERNETES, { "", "ab", "ab", "b" }, "a2-4 b2- " },
};

START_TEST(entries_go_on_while_they_stand)
{
	struct timeline timeline = { 0 };
	struct buf got = { 0 };

	for (int i = 0; i < 6 && rows[_i].versions[i]; i++)
		add_version(&timeline, rows[_i].grammar, rows[_i].versions[i], i + 1);
	for (uint32_t i = timeline_first(&timeline); i != TIMELINE_END; i = timeline.entries.at[i].next) {
		const struct timeline_entry *entry = &timeline.entries.at[i];

		buf_add_fmt(&got, TEXT_FMT "%d-", TEXT_ARG(entry->fact.pattern), (int)entry->since_time);
		if (entry->until_time != TIMELINE_OPEN)
			buf_add_fmt(&got, "%d", (int)entry->until_time);
		buf_add_char(&got, ' ');
	}
	ck_assert_str_eq(buf_str(&got), rows[_i].expected);
	buf_release(&got);
	timeline_release(&timeline);
}
END_TEST

/* Whatever changes, the entries of each version stand in its order. */
START_TEST(the_order_holds_at_any_time)
{
	static const char *const words[] = { "abcdef", "fbcxa", "xyz", "zyxabc", "cbazyx", "abcdef", "axbyczd", "d" };
	struct timeline timeline = { 0 };
	int count = (int)(sizeof(words) / sizeof(words[0]));

	for (int i = 0; i < count; i++)
		add_version(&timeline, OWNER_GITLAB, words[i], i);
	for (int time = 0; time < count; time++) {
		char got[16] = "";
		size_t size = 0;

		for (uint32_t i = timeline_first(&timeline); i != TIMELINE_END; i = timeline.entries.at[i].next) {
			const struct timeline_entry *entry = &timeline.entries.at[i];

			if (entry->since_time <= time && entry->until_time > time && size < sizeof(got) - 1)
				got[size++] = entry->fact.pattern.at[0];
		}
		got[size] = '\0';
		ck_assert_str_eq(got, words[time]);
	}
	timeline_release(&timeline);
}
END_TEST

/* A step costs what stands, not what ever stood. */
START_TEST(what_ended_costs_nothing_and_ends_the_history_at_last)
{
	struct timeline timeline = { 0 };
	int count = 0;

	ck_assert_uint_eq(timeline_first(&timeline), TIMELINE_END);
	while (!timeline_is_full(&timeline) && count < 1000000) {
		char name[16];
		struct owner_fact fact = { .grammar = OWNER_KERNEL };

		fact.pattern = (struct text){ name, (size_t)snprintf(name, sizeof(name), "%d", count) };
		timeline_add(&timeline, &fact, 1, count++);
		ck_assert_uint_eq(timeline.open.count, 1);
	}
	ck_assert_int_eq(count, TIMELINE_ENTRY_MAX_COUNT + 1);
	timeline_release(&timeline);
}
END_TEST

Suite *suite_timeline(void)
{
	Suite *suite = suite_create("timeline");
	TCase *versions = tcase_create("versions");

	tcase_add_loop_test(versions, entries_go_on_while_they_stand, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(versions, the_order_holds_at_any_time);
	tcase_add_test(versions, what_ended_costs_nothing_and_ends_the_history_at_last);
	suite_add_tcase(suite, versions);
	return suite;
}
