/* The words of P01: what is visible, what shows work for others, why a note was written. Decides nothing. */
#include <math.h>
#include <stddef.h>
#include "P01.h"

enum visible p01_visible(const struct p01_sight *sight)
{
	struct interval share = wilson(sight->touched_others, sight->touched);

	if (sight->touched == 0)
		return VISIBLE_NONE;
	if (sight->touched_others == 0 || share.high < sight->upper)
		return VISIBLE_OWN_ONLY;
	if (sight->all_own == 0 || share.low > 0.5)
		return VISIBLE_OTHERS;
	return VISIBLE_MIXED;
}

static void list_item(struct buf *list, const char *words, int64_t count)
{
	if (list->size > 0)
		buf_add_str(list, ", ");
	buf_add_fmt(list, "%lld %s", (long long)count, words);
}

/*
 * Work for others that speaks for itself, each alone, from its least count on. What shows it may be counted in two ways, of
 * which either is enough: thanks on three changes, or from two people.
 */
static const struct {
	size_t count; /* offsets in struct p01_sight */
	double least;
	size_t other_count;
	double other_least;
	const char *one, *many;
} presence[] = {
#define IN_SIGHT(field) offsetof(struct p01_sight, field)
#define ALONE 0, HUGE_VAL
	{ IN_SIGHT(integrated), 3, ALONE, "change of others integrated", "changes of others integrated" },
	{ IN_SIGHT(commented), 10, ALONE, "change of others commented on", "changes of others commented on" },
	{ IN_SIGHT(helped), 3, IN_SIGHT(helped_people), 2, "change that gives thanks for help",
	  "changes that give thanks for help" },
	{ IN_SIGHT(joint), 3, ALONE, "change written together with others", "changes written together with others" },
	{ IN_SIGHT(newcomer_changes), 2, ALONE, "change of newcomers supported", "changes of newcomers supported" },
	{ IN_SIGHT(decisions), 1, ALONE, "change to decision records", "changes to decision records" },
	{ IN_SIGHT(decided), 1, ALONE, "part in a decision record", "parts in decision records" },
	{ IN_SIGHT(doc_only), 3, ALONE, "change to documentation alone", "changes to documentation alone" },
	{ IN_SIGHT(standards), 2, ALONE, "change to shared standards", "changes to shared standards" },
#undef IN_SIGHT
#undef ALONE
};

#define DELEGATION_LEAST 0.2

static int64_t count_at(const struct p01_sight *sight, size_t offset)
{
	return *(const int64_t *)((const char *)sight + offset);
}

void p01_say_work(struct buf *list, const struct p01_sight *sight, double part)
{
	for (size_t i = 0; i < sizeof(presence) / sizeof(presence[0]); i++) {
		int64_t count = count_at(sight, presence[i].count), other = count_at(sight, presence[i].other_count);

		/* Who changes a record is mostly named in it as well: that is said once. */
		if (presence[i].count == offsetof(struct p01_sight, decided) && sight->decisions > 0)
			continue;
		if (count > 0 &&
		    ((double)count >= part * presence[i].least || (double)other >= part * presence[i].other_least))
			list_item(list, count == 1 ? presence[i].one : presence[i].many, count);
	}
	if (sight->delegation && sight->delegation->n > 0 && sight->delegation->low > part * DELEGATION_LEAST)
		list_item(list, "changes by others supported in home areas", sight->delegation->k);
}

/* Only a forge or a note tells of comments; merges and reviews are not recorded everywhere. Elsewhere none seen is no number. */
static bool is_recorded(const struct p01_sight *sight, size_t offset)
{
	if (offset == offsetof(struct p01_sight, commented))
		return false;
	if (offset == offsetof(struct p01_sight, integrated))
		return sight->has_integrators;
	return offset != offsetof(struct p01_sight, newcomer_changes) || sight->has_reviews;
}

void p01_say_counts(struct buf *list, const struct p01_sight *sight)
{
	const char *separator = "";

	for (size_t i = 0; i < sizeof(presence) / sizeof(presence[0]); i++) {
		int64_t count = count_at(sight, presence[i].count);

		if (count == 0 && !is_recorded(sight, presence[i].count))
			continue;
		buf_add_fmt(list, "%s%s (%lld)", separator, presence[i].many, (long long)count);
		separator = ", ";
	}
}

void p01_say_presence(struct buf *list, const struct p01_sight *sight)
{
	if (sight->all_reviews > 0 && (sight->share.low >= sight->upper || sight->whole_share.low >= sight->upper))
		list_item(list, "changes of others reviewed", sight->all_reviews);
	p01_say_work(list, sight, 1);
}

void p01_say_visible(struct buf *text, const struct p01_sight *sight, const struct pattern_input *input)
{
	const struct metric_value *known = input_figure(input, "M29.known", 0);

	buf_add_str(text, "Visible: ");
	say_count(text, sight->all_own, "own change", "own changes");
	buf_add_str(text, "; on changes of others: ");
	/* Where reviews are not recorded, none seen is no number. */
	if (sight->all_reviews > 0 || sight->has_reviews)
		buf_add_fmt(text, "reviewer of %lld, ", (long long)sight->all_reviews);
	/* Only a forge or a note tells of comments. */
	if (sight->commented > 0)
		buf_add_fmt(text, "comments on %lld, ", (long long)sight->commented);
	buf_add_fmt(text, "co-author of %lld, thanked for help on %lld, merged or applied %lld",
	            (long long)sight->coauthored, (long long)sight->helped, (long long)sight->integrated);
	if (known && known->k * 2 < known->n)
		buf_add_fmt(text, " (for %lld of %lld changes the record does not say who merged)",
		            (long long)(known->n - known->k), (long long)known->n);
	buf_add_fmt(text, "; documentation touched in %lld, decision records in %lld. ", (long long)sight->documents,
	            (long long)sight->decisions);
	say_left_out(text, &sight->left_out, sight->base.coverage);
	switch (p01_visible(sight)) {
	case VISIBLE_OWN_ONLY:
		buf_add_str(text, "What is visible is mostly own code. ");
		break;
	case VISIBLE_OTHERS:
		buf_add_str(text, "What is visible is mostly work on changes of others. ");
		break;
	case VISIBLE_MIXED:
		buf_add_str(text, "What is visible is own code and work on changes of others. ");
		break;
	default:
		buf_add_str(text, "Nothing of this person is visible in this period. ");
	}
}

/* ---- the words of a note ---- */

static void say_baseline(struct buf *text, const struct p01_baseline *baseline)
{
	if (baseline->member_count >= P01_MEDIAN_MEMBERS) {
		buf_add_str(text, "half of the team's members with ten or more such acts lie above ");
		say_percent(text, baseline->median);
		buf_add_str(text, ", the middle half between ");
		say_percent(text, baseline->lower_quartile);
		buf_add_str(text, " and ");
		say_percent(text, baseline->upper_quartile);
		buf_add_str(text, ". ");
	} else {
		/* A sum over one person is that person's figure. */
		if (baseline->other_count > 1) {
			buf_add_str(text, "for the others together it is ");
			say_share(text, baseline->other_reviews, baseline->other_reviews + baseline->other_own);
		} else {
			buf_add_str(text, "there is one other, whose figure is not told");
		}
		if (baseline->year_reviews + baseline->year_own > 0) {
			buf_add_str(text, ", and in the year before it was ");
			say_share(text, baseline->year_reviews, baseline->year_reviews + baseline->year_own);
		}
		buf_add_str(text, ". ");
	}
}

static void say_expected(struct buf *text, struct finding *out, const struct p01_sight *sight,
                         const struct p01_baseline *baseline, const struct pattern_input *input)
{
	const struct metric_value *parity = input_figure(input, "M05.parity", input->person);
	double expected;

	if (baseline->team_own == 0)
		return;
	expected = (double)sight->own * (double)baseline->team_reviews / (double)baseline->team_own;
	finding_add_measure(out, "expected_reviews", expected, NO_INTERVAL);
	buf_add_fmt(text, "At the team's rate of reviews for each own change one would expect about %.0f", expected);
	if (parity && !isnan(parity->value)) {
		finding_add(out, "parity", parity->value, NO_INTERVAL);
		buf_add_str(text, ", of which the record shows ");
		say_percent(text, parity->value);
	}
	buf_add_str(text, ". ");
}

/* Changes by others in the same areas: numbers to look at, no names. */
static int say_recent(struct buf *text, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT c.key\n"
	                          "FROM scope_change c\n"
	                          "WHERE c.landed_time >= :since\n"
	                          "  AND EXISTS (\n"
	                          "    SELECT 1\n"
	                          "    FROM change_area a\n"
	                          "    JOIN scope_home h ON h.area = a.area AND h.repository_id = c.repository_id\n"
	                          "    WHERE a.change_id = c.id AND h.person_id = :person)\n"
	                          "  AND NOT EXISTS (\n"
	                          "    SELECT 1 FROM scope_part p WHERE p.change_id = c.id AND p.person_id = :person)\n"
	                          "ORDER BY c.landed_time DESC, c.key\n"
	                          "LIMIT 5");

	if (ret)
		return ret;
	statement_bind_int(statement, ":since", input->scope->period.since_time);
	statement_bind_int(statement, ":person", input->person);
	return say_changes(text, statement, "Recent changes by others in the same areas without this person: ");
}

static void say_figures(struct buf *text, const struct p01_sight *sight, const struct pattern_input *input)
{
	buf_add_str(text, "In ");
	say_period(text, input->scope->period);
	if (sight->is_half_year)
		buf_add_str(text, " (half a year, because the period alone holds too few own changes)");
	if (sight->left_out.list)
		buf_add_str(text, ", where reviews are recorded,");
	buf_add_str(text, " this person is an author of ");
	say_share(text, sight->own, sight->changes);
	buf_add_str(text, " of the team's changes. Of all of them ");
	say_percent(text, (double)sight->covered / (double)sight->changes);
	buf_add_str(text, " name a reviewer; of those by others this person is named on ");
	say_share(text, sight->reviews, sight->others_changes);
	if (sight->home_changes > 0)
		buf_add_fmt(text, "; %lld of those touched this person's home areas", (long long)sight->home_changes);
	buf_add_str(text, ". Reviews are ");
	say_share(text, sight->reviews, sight->reviews + sight->own);
	buf_add_str(text, " of this person's reviews and own changes taken together; ");
}

void p01_say_searched(struct finding *out, const struct p01_sight *sight)
{
	struct buf text = { 0 };

	say_left_out(&text, &sight->left_out, sight->base.coverage);
	buf_add_str(&text, "Beside reviews: ");
	if (sight->integrated > 0 || is_recorded(sight, offsetof(struct p01_sight, integrated)))
		buf_add_fmt(&text, "changes of others integrated (%lld), ", (long long)sight->integrated);
	if (sight->newcomer_changes > 0 || is_recorded(sight, offsetof(struct p01_sight, newcomer_changes)))
		buf_add_fmt(&text, "newcomers' changes supported (%lld), ", (long long)sight->newcomer_changes);
	buf_add_fmt(&text,
	            "thanks for help (%lld, of %lld people), changes written together (%lld), decision records (%lld), "
	            "documentation alone (%lld), shared standards (%lld), self-declared notes (%lld), absence or work "
	            "alone that was declared (",
	            (long long)sight->helped, (long long)sight->helped_people, (long long)sight->joint,
	            (long long)(sight->decisions > sight->decided ? sight->decisions : sight->decided),
	            (long long)sight->doc_only, (long long)sight->standards, (long long)sight->self_notes);
	say_percent(&text, sight->declared);
	buf_add_str(&text, " of the period)");
	if (sight->delegation && sight->delegation->n > 0 && (sight->delegation->k > 0 || sight->has_reviews))
		buf_add_fmt(&text, ", changes in home areas reviewed or integrated (%lld of %lld)",
		            (long long)sight->delegation->k, (long long)sight->delegation->n);
	if (sight->commented > 0)
		buf_add_fmt(&text, ", comments on changes of others (%lld)", (long long)sight->commented);
	buf_add_str(&text, ".");
	out->looked_for = buf_detach(&text);
}

static void say_would_change(struct finding *out, const struct p01_sight *sight)
{
	struct buf text = { 0 };
	int64_t reviews = sight->reviews;

	while (wilson(reviews, reviews + sight->own).high < sight->upper)
		reviews++;
	buf_add_fmt(&text, "With %lld own changes, %lld ", (long long)sight->own, (long long)reviews);
	buf_add_str(&text, reviews == 1 ? "review" : "reviews");
	buf_add_fmt(&text, " would leave the rule silent (pattern.P01.upper = %.2f). So would any of these: %s.",
	            sight->upper, pattern_p01.silencers);
	out->would_change = buf_detach(&text);
}

int p01_explain(struct buf *text, struct finding *out, const struct p01_sight *sight,
                const struct p01_baseline *baseline, const struct pattern_input *input)
{
	int ret;

	say_figures(text, sight, input);
	say_baseline(text, baseline);
	say_left_out(text, &sight->left_out, sight->base.coverage);
	say_expected(text, out, sight, baseline, input);
	say_would_change(out, sight);
	ret = say_recent(text, input);
	if (ret)
		return ret;
	buf_add_fmt(text, "The rule: the upper end of the 95 %% interval of the review share lies under %.0f %%. ",
	            100 * sight->upper);
	buf_add_fmt(text, "Base rate: %s. ", pattern_p01.base_rate);
	buf_add_str(text,
	            "Conversations, meetings, design work and pairing without a co-author line leave nothing in a "
	            "repository. This is a question, not an answer: what did the time look like?");
	return 0;
}
