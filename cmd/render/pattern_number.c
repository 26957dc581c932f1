/* Numbers of patterns as text: their unit decides how they look, a table what they are called. */
#include "pattern_number.h"

#include <math.h>
#include <string.h>

#include "number.h"

static void add_difference(struct buf *out, const struct pattern_number *number)
{
	number_add_points(out, number->value);
	buf_add_str(out, " points");
	if (isnan(number->low) || isnan(number->high))
		return;
	buf_add_str(out, " (");
	number_add_points(out, number->low);
	buf_add_str(out, " to ");
	number_add_points(out, number->high);
	buf_add_char(out, ')');
}

static void add_interval(struct buf *out, const struct pattern_number *number)
{
	bool is_count = number->unit == NUMBER_COUNT;

	if (isnan(number->low) || isnan(number->high))
		return;
	buf_add_char(out, ' ');
	/* Things that are counted come whole. */
	number_add_interval(out, is_count ? round(number->low) : number->low,
	                    is_count ? round(number->high) : number->high, number->unit == NUMBER_SHARE);
}

void pattern_number_add(struct buf *out, const struct pattern_number *number)
{
	if (isnan(number->value)) {
		buf_add_char(out, '-');
		return;
	}
	if (number->unit == NUMBER_DIFFERENCE) {
		add_difference(out, number);
		return;
	}
	if (number->unit == NUMBER_SHARE)
		number_add_percent(out, number->value);
	else
		number_add_count(out, number->value);
	add_interval(out, number);
}

/* ---- names ---- */

/* Where the key alone, with spaces, would not say it. */
static const struct {
	const char *key, *words;
} names[] = {
	{ "active", "active people" },
	{ "asked", "requests that asked somebody" },
	{ "coauthored", "co-authored for others" },
	{ "code", "own code" },
	{ "code_median", "own code, median before" },
	{ "delegation", "supported in home areas" },
	{ "doc_only", "documentation alone" },
	{ "doc_share", "with documentation" },
	{ "doc_share_year_before", "the same, year before" },
	{ "documents", "with documentation" },
	{ "done_a_week", "requests finished a week" },
	{ "expected", "traces expected" },
	{ "gap", "newcomers less the others" },
	{ "helped", "thanked for help" },
	{ "home_changes", "others' changes in home areas" },
	{ "integrated", "merged for others" },
	{ "involvement", "reviewed of others' changes" },
	{ "joint", "written with others" },
	{ "large", "over 400 lines" },
	{ "less_tenured", "people with less tenure" },
	{ "machine_first", "first answered by a machine" },
	{ "many", "over 30 files" },
	{ "median_days", "half answered, days" },
	{ "newcomer_changes_supported", "newcomers' changes supported" },
	{ "newcomers_changes", "newcomers' changes" },
	{ "newcomers_coverage", "newcomers' coverage" },
	{ "newcomers_documents", "of these documentation alone" },
	{ "newcomers_hours", "newcomers' wait, hours" },
	{ "newcomers_requests", "newcomers' requests" },
	{ "no_knower", "files without a knower" },
	{ "open", "open requests" },
	{ "others_changes", "changes by others" },
	{ "others_worked_on", "others' changes worked on" },
	{ "p75_days", "three in four answered, days" },
	{ "p90_lines", "nine in ten, lines" },
	{ "parity", "reviews against the team's" },
	{ "peers_without", "peers without a trace" },
	{ "rest_coverage", "others' coverage" },
	{ "rest_hours", "others' wait, hours" },
	{ "reviewed_large", "reviewed, over 400 lines" },
	{ "reviewed_many", "reviewed, over 30 files" },
	{ "single_knower", "files with one knower" },
	{ "single_knower_reviewed", "the same, with reviews" },
	{ "standards", "changes to standards" },
	{ "team_documents", "team, with documentation" },
	{ "team_median", "team's review share, median" },
	{ "team_own_median", "team's own changes, median" },
	{ "team_own_q1", "team's own changes, quartile" },
	{ "team_own_upper", "team's own changes, many" },
	{ "team_q1", "team, lower quartile" },
	{ "team_q3", "team, upper quartile" },
	{ "top_reviews_a_week", "largest reviewer's, a week" },
	{ "top_share", "largest reviewer's share" },
	{ "traces", "traces of mentoring" },
	{ "truck_factor_reviewed", "truck factor, with reviews" },
	{ "wait_p75_days", "three in four waits, days" },
	{ "without_reviews", "people without a review" },
	{ "words_large", "with words, large" },
	{ "words_medium", "with words, medium" },
	{ "words_small", "with words, small" },
};

/* "own_changes" reads "own changes". */
static void add_spaced(struct buf *out, struct text key)
{
	for (size_t i = 0; i < key.size; i++)
		buf_add_char(out, key.at[i] == '_' ? ' ' : key.at[i]);
}

static void add_words(struct buf *out, struct text key)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!text_equal(key, text_of(names[i].key)))
			continue;
		buf_add_str(out, names[i].words);
		return;
	}
	add_spaced(out, key);
}

void pattern_number_add_name(struct buf *out, const char *name)
{
	struct text key = text_of(name);
	char last = key.size > 2 && key.at[key.size - 2] == '_' ? key.at[key.size - 1] : '\0';

	if (last < '1' || last > '9') {
		add_words(out, key);
		return;
	}
	/* One of several quarters, the newest first. */
	add_words(out, text_slice(key, 0, key.size - 2));
	if (last == '1')
		buf_add_str(out, ", newest quarter");
	else
		buf_add_fmt(out, ", %d quarter%s earlier", last - '1', last == '2' ? "" : "s");
}
