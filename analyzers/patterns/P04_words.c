/* The words of P04: who merged, what was looked for, which changes are the largest. Decides nothing. */
#include "P04.h"

/* Who merged is told wherever it is known, whatever follows. */
void p04_say_merges(struct buf *text, const struct p04_sight *sight)
{
	int64_t silent = sight->changes - sight->by_other - sight->by_author;

	buf_add_fmt(text, "%lld of ", (long long)sight->by_other);
	say_count(text, sight->changes, "change was", "changes were");
	buf_add_fmt(text, " merged by somebody other than an author, %lld by an author", (long long)sight->by_author);
	if (silent > 0)
		buf_add_fmt(text, "; for %lld the record does not say who merged", (long long)silent);
}

void p04_say_searched(struct finding *out, const struct p04_tally *tally)
{
	struct buf text = { 0 };

	if (tally->alone == 0)
		return;
	buf_add_fmt(
		&text,
		"Among these %lld changes: documentation alone (%lld), written by two people (%lld), tagged "
		"releases (%lld), landed while nobody else was active within %d days (%lld), a declared custodian's "
		"own (%lld). ",
		(long long)tally->alone, (long long)tally->documents, (long long)tally->joint,
		(long long)tally->release, P04_COMPANY_DAYS, (long long)tally->lonely, (long long)tally->custodian);
	buf_add_str(&text, "Formatting, emergencies, and reviews in talk or by mail leave no trace here.");
	out->looked_for = buf_detach(&text);
}

/* The most of n whose interval still begins at or under the limit. */
static int64_t most_allowed(int64_t k, int64_t n, double limit)
{
	while (k > 0 && wilson(k, n).low > limit)
		k--;
	return k;
}

void p04_say_would_change(struct finding *out, const struct p04_sight *sight)
{
	int64_t left = p04_unexplained(&sight->tally), judged = p04_judged(&sight->tally);
	struct buf text = { 0 };

	if (out->person == 0)
		buf_add_fmt(&text,
		            "Of %lld changes up to %lld such would leave the rule silent (pattern.P04.lower = %.2f). ",
		            (long long)judged, (long long)most_allowed(left, judged, sight->lower), sight->lower);
	else
		buf_add_fmt(&text, "Of %lld own changes up to %lld such would leave the rule silent. ",
		            (long long)judged, (long long)most_allowed(left, judged, 2 * sight->team_share.high));
	buf_add_fmt(&text, "So would any of these: %s. ", pattern_p04.silencers);
	buf_add_str(&text, "To declare them: [policy] review = after-merge, [policy] custodian = <who>.");
	out->would_change = buf_detach(&text);
}

static int say_largest(struct buf *text, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT key, lines\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)\n"
	                          "  AND (:person IS NULL OR author_id = :person)\n"
	                          "  AND integrator = 'author' AND has_review = 0\n"
	                          "  AND repository_id NOT IN (\n"
	                          "    SELECT x.repository_id FROM scope_left_out x\n"
	                          "    WHERE x.since_time = :since AND x.person_id = coalesce(:person, 0))\n"
	                          "ORDER BY coalesce(lines, -1) DESC, landed_time DESC, key\n"
	                          "LIMIT 3");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	if (input->person)
		statement_bind_int(statement, ":person", input->person);
	else
		statement_bind_null(statement, ":person");
	return say_changes(text, statement, "The largest: ");
}

static void say_team(struct buf *text, const struct p04_sight *sight)
{
	say_share(text, sight->alone, sight->looked);
	buf_add_str(text,
	            " of the team's changes were integrated by one of their authors and name no reviewer, while ");
	say_percent(text, (double)sight->covered / (double)sight->changes);
	buf_add_str(text, " of all changes name one. ");
	if (sight->looked < sight->changes)
		buf_add_fmt(text,
		            "%lld changes lie in repositories in which less than half name one, and are not among "
		            "these. ",
		            (long long)(sight->changes - sight->looked));
}

int p04_explain(struct buf *text, const struct p04_sight *sight, const struct pattern_input *input)
{
	int ret;

	buf_add_str(text, "In ");
	say_period(text, input->scope->period);
	buf_add_str(text, " ");
	if (input->person) {
		say_share(text, sight->tally.alone, sight->tally.changes);
		buf_add_str(text, " of this person's changes were integrated by an author and name no reviewer; of the "
		                  "whole team's it is ");
		say_share(text, sight->alone, sight->looked);
		buf_add_str(text, ". ");
		say_left_out(text, &sight->left_out, sight->base.coverage);
	} else {
		say_team(text, sight);
	}
	ret = say_largest(text, input);
	if (ret)
		return ret;
	p04_say_merges(text, sight);
	buf_add_str(text, ". ");
	if (input->person)
		buf_add_str(text,
		            "The rule: the lower end of the own 95 % interval lies over twice the upper end of the "
		            "team's. ");
	else
		buf_add_fmt(text, "The rule: the lower end of the 95 %% interval lies over %.0f %%. ",
		            100 * sight->lower);
	buf_add_fmt(text, "Base rate: %s.", pattern_p04.base_rate);
	return 0;
}
