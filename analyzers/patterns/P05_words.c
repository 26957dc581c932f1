/* The words and numbers of P05. Areas are named, people are not. */
#include <string.h>
#include "lead/alloc.h"
#include "P05.h"

#define AREAS_NAMED 5

enum which_areas { AREAS_SPEAKING, AREAS_REVIEWED, AREAS_TOLD };

static void add_share(struct finding *out, const char *name, int64_t k, int64_t n)
{
	if (n > 0)
		finding_add(out, name, (double)k / (double)n, wilson(k, n));
}

static void drop_last_space(struct buf *text)
{
	if (text->size > 0 && text->at[text->size - 1] == ' ')
		text->at[--text->size] = '\0';
}

static const struct unit *first_found(const struct sight *sight)
{
	if (sight->whole.is_found)
		return &sight->whole;
	for (size_t i = 0; i < sight->areas.count; i++)
		if (p05_speaks(&sight->areas.at[i]))
			return &sight->areas.at[i];
	return NULL;
}

void p05_add_numbers(struct finding *out, const struct sight *sight)
{
	const struct unit *whole = &sight->whole, *found = first_found(sight);

	finding_add_count(out, "files", whole->files);
	finding_add_count(out, "people_present", whole->people);
	finding_add_count(out, "truck_factor", whole->factor);
	finding_add_count(out, "truck_factor_reviewed", whole->factor_reviewed);
	add_share(out, "single_knower", whole->single, whole->files);
	add_share(out, "single_knower_reviewed", whole->reviewed, whole->files);
	add_share(out, "no_knower", whole->none, whole->files);
	finding_add_count(out, "areas_judged", sight->configured.judged);
	finding_add_count(out, "areas_found", sight->configured.found);
	finding_add_count(out, "areas_known_by_review", sight->configured.reviewed);
	finding_add_count(out, "other_areas", sight->others.judged);
	finding_add_count(out, "other_areas_alike", sight->others.found);
	out->n = whole->files;
	if (found != NULL) {
		struct interval interval = wilson(found->single, found->files);

		out->weight =
			((double)found->single / (double)found->files - sight->share) / (interval.high - interval.low);
	}
}

static bool is_one_of(const struct unit *unit, enum which_areas which)
{
	if (which == AREAS_SPEAKING)
		return p05_speaks(unit);
	return which == AREAS_REVIEWED ? unit->is_judged && unit->is_known_by_review
	                               : !unit->is_judged && unit->is_found;
}

/* The largest first: "drivers/net (40 of 50 files), lib/eal (…) and 2 more" */
static void say_areas(struct buf *text, const struct sight *sight, enum which_areas which)
{
	int64_t named = 0, more = 0;

	for (size_t i = 0; i < sight->areas.count; i++) {
		const struct unit *unit = &sight->areas.at[i];

		if (!is_one_of(unit, which))
			continue;
		if (named == AREAS_NAMED) {
			more++;
			continue;
		}
		if (named++ > 0)
			buf_add_str(text, ", ");
		utf8_add_clean(text, text_of(unit->label));
		buf_add_fmt(text, " (%lld of %lld files)", (long long)unit->single, (long long)unit->files);
	}
	if (more > 0)
		buf_add_fmt(text, " and %lld more", (long long)more);
}

static void say_state(struct buf *text, const struct sight *sight)
{
	const struct unit *whole = &sight->whole;

	say_share(text, whole->single, whole->files);
	buf_add_str(text, " files of code have exactly one knower among the ");
	say_count(text, whole->people, "person who is about", "people who are about");
	buf_add_str(text, "; with reviews counted, ");
	say_share(text, whole->reviewed, whole->files);
	buf_add_fmt(text, "; nobody who is about knows %lld", (long long)whole->none);
	buf_add_fmt(text, ". The truck factor is %lld, with reviews counted %lld. ", (long long)whole->factor,
	            (long long)whole->factor_reviewed);
}

void p05_end_short(struct finding *out, enum outcome outcome, const struct sight *sight, struct buf *reason)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	say_state(&text, sight);
	drop_last_space(&text);
	finding_end(out, outcome, reason, &text);
}

/* What makes it more than a note, of the whole and of each area; nobody is named. */
static void say_gravity(struct buf *text, const struct unit *unit)
{
	if (!p05_speaks(unit) || (!p05_is_away(unit) && !p05_is_carried(unit)))
		return;
	buf_add_str(text, "Of whoever knows most of ");
	if (unit->area != NULL)
		utf8_add_clean(text, text_of(unit->label));
	else
		buf_add_str(text, "all files");
	if (p05_is_away(unit)) {
		buf_add_fmt(text, " the record shows no act in the last %lld days of the period. ",
		            (long long)unit->away_days);
		return;
	}
	buf_add_str(text, " are ");
	say_share(text, unit->own[0], unit->changes[0]);
	buf_add_str(text, " changes there in the period, and ");
	say_share(text, unit->own[1], unit->changes[1]);
	buf_add_str(text, " in the one before. ");
}

/* What makes no finding: that some of many small areas hang on one person is no news. */
static void say_others(struct buf *text, const struct sight *sight)
{
	buf_add_str(text, "Of ");
	say_count(text, sight->others.judged, "area", "areas");
	buf_add_fmt(text, " that no configuration names, with files and people enough, %lld %s",
	            (long long)sight->others.found,
	            sight->others.found == 1 ? "hangs on one person" : "hang on one person each");
	if (sight->others.found > 0) {
		buf_add_str(text, ": ");
		say_areas(text, sight, AREAS_TOLD);
	}
	buf_add_str(text, "; by themselves they make no finding. ");
}

static void say_found(struct buf *text, const struct sight *sight)
{
	const struct unit *whole = &sight->whole;

	if (whole->is_found)
		buf_add_fmt(text,
		            "Without the one person who knows most, more than half of all %lld files would have no "
		            "knower who is about: that person alone knows %lld, and %lld have none as it is. ",
		            (long long)whole->files, (long long)whole->alone, (long long)whole->none);
	if (sight->configured.found > 0) {
		buf_add_str(text, "Areas where one knower is all there is for most files, and more than half would be "
		                  "without one if one person were away: ");
		say_areas(text, sight, AREAS_SPEAKING);
		buf_add_str(text, ". ");
	}
	say_gravity(text, whole);
	for (size_t i = 0; i < sight->areas.count; i++)
		say_gravity(text, &sight->areas.at[i]);
	if (sight->others.judged > 0)
		say_others(text, sight);
}

static void say_reason(struct buf *reason, enum outcome outcome, const struct sight *sight)
{
	const struct unit *whole = &sight->whole;

	if (outcome == OUTCOME_SILENCED) {
		buf_add_str(reason, "another person knows by reviewing: ");
		if (whole->is_known_by_review)
			buf_add_fmt(reason, "of all files %lld have one knower, and %lld with reviews counted",
			            (long long)whole->single, (long long)whole->reviewed);
		else
			say_areas(reason, sight, AREAS_REVIEWED);
	} else if (whole->is_found) {
		say_share(reason, whole->single, whole->files);
		buf_add_str(reason, " files have exactly one knower who is about; truck factor 1");
	} else if (sight->configured.found > 0) {
		buf_add_str(reason, "one knower for most files of ");
		say_areas(reason, sight, AREAS_SPEAKING);
	} else {
		buf_add_fmt(reason, "truck factor %lld, ", (long long)whole->factor);
		say_share(reason, whole->single, whole->files);
		buf_add_str(reason, " files with exactly one knower");
	}
}

static void say_looked_for(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf text = { 0 };

	buf_add_str(&text, "Knowing by reviewing, three changes to a file within 360 days, was looked for: it leaves ");
	say_share(&text, sight->whole.reviewed, sight->whole.files);
	buf_add_str(&text, " files with one knower");
	if (sight->configured.reviewed > 0) {
		buf_add_str(&text, ", and brings a second knower to ");
		say_areas(&text, sight, AREAS_REVIEWED);
	}
	buf_add_str(&text, ". ");
	if (input->coverage != COVERAGE_USABLE)
		buf_add_str(&text, "Reviews are recorded here only in part or not at all, so others may know these "
		                   "files that way; it stays a note at most. ");
	say_count(&text, sight->configured.judged, "configured area", "configured areas");
	buf_add_str(&text, " had files and people enough to be judged.");
	out->looked_for = buf_detach(&text);
}

static void say_would_change(struct finding *out, enum outcome outcome, const struct sight *sight)
{
	struct buf text = { 0 };
	const struct unit *found = first_found(sight);

	if (found != NULL) {
		int64_t over = found->single - (int64_t)(sight->share * (double)found->files);

		buf_add_str(&text, "A second person who wrote in, or reviewed three changes to, ");
		say_count(&text, over, "more file", "more files");
		if (found->area != NULL) {
			buf_add_str(&text, " of ");
			utf8_add_clean(&text, text_of(found->label));
		}
		buf_add_fmt(&text, " would bring its share to %.0f %% (pattern.P05.share). ", 100 * sight->share);
	} else {
		buf_add_fmt(&text,
		            "A truck factor of 1 with more than %.0f %% of the files known by one person alone "
		            "(pattern.P05.share) would make it a note. ",
		            100 * sight->share);
	}
	if (outcome == OUTCOME_NOTE)
		buf_add_fmt(&text,
		            "It is a warning where the same held of it in the period before, once whoever knows most "
		            "shows no act "
		            "for %d days or wrote most changes in both periods.",
		            P05_AWAY_DAYS);
	drop_last_space(&text);
	out->would_change = buf_detach(&text);
}

void p05_end(struct finding *out, enum outcome outcome, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };

	buf_add_str(&text, "At the end of ");
	say_period(&text, input->scope->period);
	buf_add_char(&text, ' ');
	say_state(&text, sight);
	say_found(&text, sight);
	if (outcome == OUTCOME_NOTE || outcome == OUTCOME_WARN)
		buf_add_fmt(&text, "It would be silent with: %s. Base rate: %s.", pattern_p05.silencers,
		            pattern_p05.base_rate);
	drop_last_space(&text);
	say_reason(&reason, outcome, sight);
	say_looked_for(out, sight, input);
	say_would_change(out, outcome, sight);
	finding_end(out, outcome, &reason, &text);
}
