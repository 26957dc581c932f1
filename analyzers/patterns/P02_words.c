/* The words of P02: shares, what was looked for, and where a second reviewer would help most. Names nobody. */
#include "P02.h"

const char *p02_who(const struct finding *out)
{
	return out->person ? "this person" : "one person";
}

/* Begins with a space. */
static void say_silent(struct buf *text, const struct p02_sight *sight)
{
	if (sight->silent)
		buf_add_fmt(text, " Of %lld active members %lld %s named on no change of others as reviewer.",
		            (long long)sight->silent->n, (long long)sight->silent->k,
		            sight->silent->k == 1 ? "is" : "are");
}

void p02_say_figures(struct buf *text, const struct finding *out, const struct p02_sight *sight,
                     const struct pattern_input *input)
{
	bool is_self = out->person != 0 && out->person == sight->top_person;

	buf_add_str(text, "In ");
	say_period(text, input->scope->period);
	buf_add_fmt(text, " %s gave ", is_self ? "this person" : "one person");
	say_share(text, sight->tally.top, sight->tally.reviews);
	buf_add_str(text, " of the team's reviews");
	if (!isnan(sight->tally.effective))
		buf_add_fmt(text, ", which is as concentrated as %.1f equally busy reviewers would be",
		            sight->tally.effective);
	buf_add_char(text, '.');
	say_silent(text, sight);
}

void p02_say_spread(struct buf *text, const struct p02_sight *sight, const struct pattern_input *input)
{
	if (!isnan(sight->tally.effective)) {
		buf_add_str(text, "In ");
		say_period(text, input->scope->period);
		buf_add_fmt(text, " the reviews are as concentrated as %.1f equally busy reviewers would be.",
		            sight->tally.effective);
	}
	say_silent(text, sight);
}

static void say_searched(struct finding *out, const struct p02_sight *sight)
{
	struct buf text = { 0 };

	buf_add_fmt(&text,
	            "Others who review and joined within 90 days (%lld of %lld), declared absent (%lld), "
	            "reviews in declared areas that one reviewer is meant to look at (%lld of %lld)",
	            (long long)sight->joined, (long long)sight->others, (long long)sight->absent,
	            (long long)(sight->tally.reviews - sight->open.reviews), (long long)sight->tally.reviews);
	buf_add_fmt(&text, ", reviews a week by that person (%.1f; more than %d count)", sight->weekly,
	            P02_WEEKLY_REVIEWS);
	if (!isnan(sight->wait_p75))
		buf_add_fmt(&text,
		            ", %lld requests that asked that person (three in four had an answer within %.1f business "
		            "days; more than %d count)",
		            (long long)sight->waits, sight->wait_p75 / (double)DAY_SECS, P02_WAIT_DAYS);
	else
		buf_add_fmt(&text, ", requests that asked that person (%lld: no time can be told)",
		            (long long)sight->waits);
	buf_add_str(&text, ". Reviews in talk or by mail that nobody wrote down are not visible here.");
	out->looked_for = buf_detach(&text);
}

/* Where one person alone looked most often, and is not meant to be the only one. */
static int say_area(struct buf *text, const struct p02_sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(
		&row, input->store,
		"SELECT CASE WHEN (SELECT count(*) FROM repository) > 1 THEN r.name || ': ' ELSE '' END\n"
		"         || a.area AS label, count(*) AS n\n"
		"FROM scope_part p\n"
		"JOIN repository r ON r.id = p.repository_id\n"
		"JOIN change_area a ON a.change_id = p.change_id\n"
		"WHERE p.person_id = :person AND p.landed_time >= :since\n"
		"  AND (p.is_rev = 1 OR p.is_ack = 1)\n"
		"  AND NOT EXISTS (\n"
		"    SELECT 1 FROM scope_part o\n"
		"    WHERE o.change_id = p.change_id AND o.person_id <> p.person_id\n"
		"      AND (o.is_rev = 1 OR o.is_ack = 1))\n"
		"  AND NOT EXISTS (\n"
		"    SELECT 1 FROM declared d\n"
		"    WHERE d.kind = 'owneronly' AND d.person_id = 0\n"
		"      AND d.from_time <= p.landed_time AND d.until_time > p.landed_time\n"
		"      AND (d.value = a.area\n"
		"        OR substr(a.area, 1, length(d.value) + 1) = d.value || '/'))\n"
		"GROUP BY r.id, r.key, r.name, a.area\n"
		"ORDER BY n DESC, r.key, a.area\n"
		"LIMIT 1");

	if (ret)
		return ret;
	statement_bind_int(row, ":person", sight->top_person);
	statement_bind_int(row, ":since", input->scope->period.since_time);
	ret = statement_step(row);
	if (ret == 0) {
		buf_add_str(text, "A second reviewer in ");
		utf8_add_clean(text, statement_text(row, 0));
		buf_add_str(text, ", where ");
		say_count(text, statement_int(row, 1), "change was", "changes were");
		buf_add_str(text, " looked at by that one person alone, would change most. ");
		statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

static int say_would_change(struct finding *out, const struct p02_sight *sight, const struct pattern_input *input)
{
	struct buf text = { 0 };
	int64_t most = sight->tally.top;
	int ret = say_area(&text, sight, input);

	while (most > 0 && wilson(most, sight->tally.reviews).low > sight->limit)
		most--;
	if (most < sight->tally.top)
		buf_add_fmt(&text,
		            "Of %lld reviews up to %lld by one person would leave the rule on shares silent "
		            "(pattern.P02.share = %.2f). ",
		            (long long)sight->tally.reviews, (long long)most, sight->limit);
	buf_add_fmt(
		&text,
		"So would any of these: %s. To declare areas that one reviewer is meant to look at: [policy] owneronly "
		"= <area>.",
		pattern_p02.silencers);
	out->would_change = buf_detach(&text);
	return ret;
}

int p02_explain(struct buf *text, struct finding *out, const struct p02_sight *sight, const struct pattern_input *input)
{
	p02_say_figures(text, out, sight, input);
	buf_add_fmt(text, " That is %.1f reviews a week.", sight->weekly);
	if (!isnan(sight->wait_p75))
		buf_add_fmt(text,
		            " Three in four of %lld requests that asked for this review had an answer within %.1f "
		            "business days.",
		            (long long)sight->waits, sight->wait_p75 / (double)DAY_SECS);
	buf_add_fmt(
		text,
		" The rule: the lower end of the share's 95 %% interval lies over %.0f %%, or the reviews are as "
		"concentrated as fewer than two reviewers would be. Review work is concentrated nearly everywhere; "
		"spreading it leaves fewer files that one person alone knows (28 %% fewer in one study). Base rate: "
		"%s.",
		100 * sight->limit, pattern_p02.base_rate);
	say_searched(out, sight);
	return say_would_change(out, sight, input);
}
