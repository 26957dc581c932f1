/*
 * Review coverage quarter by quarter, so that a channel which began or ended is seen for what it is: a change of the record, not of
 * the work (metrics 4.4).
 */
#include <string.h>
#include "lead/period.h"
#include "sources.h"

#define SWITCH_SHARE 0.5      /* of a quarter's changes, from one quarter to the next */
#define SWITCH_CHANGES_MIN 10 /* changes in either quarter */

static const char newest_tip[] = "SELECT max(t.commit_time)\n"
				 "FROM repository r\n"
				 "JOIN commits t ON t.oid = r.tip\n"
				 "WHERE :repository IS NULL OR r.id = :repository";

static const char count_reviewed[] = "SELECT count(*), coalesce(sum(cc.has_review), 0)\n"
				     "FROM change c\n"
				     "JOIN change_credit cc ON cc.change_id = c.id AND cc.excluded IS NULL\n"
				     "WHERE c.landed_time >= :since AND c.landed_time < :until\n"
				     "  AND (:repository IS NULL OR c.repository_id = :repository)";

static struct period quarter_of(int64_t time)
{
	struct civil date = civil_from_time(time);
	struct period quarter;

	date.day = 1;
	date.month -= (date.month - 1) % 3;
	quarter.since_time = civil_to_time(date);
	date.month += 3;
	if (date.month > 12) {
		date.month -= 12;
		date.year++;
	}
	quarter.until_time = civil_to_time(date);
	return quarter;
}

static int find_newest(int64_t *time, struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, newest_tip);

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	ret = statement_step(statement);
	if (ret == 0 && statement_is_null(statement, 0))
		ret = 1;
	if (ret == 0)
		*time = statement_int(statement, 0);
	statement_reset(statement);
	return ret;
}

static int count_quarter(struct source_quarter *quarter, struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, count_reviewed);

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	statement_bind_int(statement, ":since", quarter->period.since_time);
	statement_bind_int(statement, ":until", quarter->period.until_time);
	ret = statement_step(statement);
	if (ret == 0) {
		quarter->change_count = statement_int(statement, 0);
		quarter->review_count = statement_int(statement, 1);
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static enum coverage_state state_of(const struct source_quarter *quarter)
{
	if (quarter->review_count * 2 < quarter->change_count || quarter->change_count == 0)
		return COVERAGE_UNKNOWN;
	return quarter->review_count * 10 < quarter->change_count * 7 ? COVERAGE_PARTIAL : COVERAGE_USABLE;
}

static bool is_switch(const struct source_quarter *before, const struct source_quarter *after)
{
	double from, to;

	if (before->change_count < SWITCH_CHANGES_MIN || after->change_count < SWITCH_CHANGES_MIN)
		return false;
	from = (double)before->review_count / (double)before->change_count;
	to = (double)after->review_count / (double)after->change_count;
	return from - to > SWITCH_SHARE || to - from > SWITCH_SHARE;
}

int sources_build_quarters(struct sources *out, struct store *store, int64_t repository)
{
	struct source_quarter *quarters = out->quarters;
	int64_t time = 0;
	int ret = find_newest(&time, store, repository);

	if (ret)
		return ret < 0 ? ret : 0;
	out->quarter_count = SOURCE_QUARTERS;
	for (size_t i = SOURCE_QUARTERS; i-- > 0; time = quarters[i].period.since_time - 1)
		quarters[i].period = quarter_of(time);
	for (size_t i = 0; ret == 0 && i < SOURCE_QUARTERS; i++) {
		ret = count_quarter(&quarters[i], store, repository);
		quarters[i].state = state_of(&quarters[i]);
		quarters[i].is_switch = i > 0 && is_switch(&quarters[i - 1], &quarters[i]);
	}
	return ret;
}
