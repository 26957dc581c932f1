/*
 * P05 hero-risk: does what the team knows of its code hang on one person? Of the whole and of each area. It names areas and
 * files; who the one person is stays with the team.
 */
#include "P05.h"

#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/statistics.h"

#define SHARE_DEFAULT 0.50

bool p05_is_mostly(int64_t files, const struct unit *unit, double share)
{
	return (double)files > share * (double)unit->files;
}

bool p05_is_away(const struct unit *unit)
{
	return unit->away_days >= P05_AWAY_DAYS;
}

bool p05_is_carried(const struct unit *unit)
{
	return wilson(unit->own[0], unit->changes[0]).low > 0.5 && wilson(unit->own[1], unit->changes[1]).low > 0.5;
}

/* ---- the rule ---- */

/* Both variants have to speak; where only the one without reviews does, somebody else knows these files by reviewing. */
static void judge(struct unit *unit, struct sight *sight)
{
	int64_t files, *removed;

	if (!p05_is_mostly(unit->single, unit, sight->share))
		return;
	removed = xcalloc(unit->knowers.count + unit->reviewers.count + 1, sizeof(*removed));
	unit->factor = truck_factor(&files, removed, unit->knowers.at, unit->knowers.count);
	unit->holder_place = removed[0];
	unit->factor_reviewed = truck_factor(&files, NULL, unit->reviewers.at, unit->reviewers.count);
	free(removed);
	if (unit->factor != 1)
		return;
	unit->is_found = unit->factor_reviewed == 1 && p05_is_mostly(unit->reviewed, unit, sight->share);
	unit->is_known_by_review = !unit->is_found;
}

static int judge_all(struct sight *sight, const struct pattern_input *input)
{
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = p05_read_areas(sight, input);
	if (!ret)
		ret = p05_read_knowers(sight, input);
	if (ret)
		return ret;
	judge(&sight->whole, sight);
	for (size_t i = 0; i < sight->areas.count; i++) {
		struct unit *unit = &sight->areas.at[i];

		judge(unit, sight);
		sight->areas_found += unit->is_found;
		sight->areas_reviewed += unit->is_known_by_review;
	}
	return sight->whole.is_found || sight->areas_found > 0 ? p05_read_holders(sight, input) : 0;
}

static void look(struct sight *sight, const struct pattern_input *input, double share)
{
	*sight = (struct sight){ .share = share,
		                 .whole = { .files = input_count(input, "M25.files", 0),
		                            .people = input_count(input, "M25.present", 0),
		                            .single = input_count(input, "M25.single", 0),
		                            .reviewed = input_count(input, "M25.single_reviewed", 0),
		                            .none = input_count(input, "M25.none", 0),
		                            .factor = input_count(input, "M25", 0),
		                            .factor_reviewed = input_count(input, "M25.reviewed", 0) } };
}

static enum outcome outcome_of(const struct sight *sight)
{
	const struct unit *whole = &sight->whole;
	bool is_grave = whole->is_found && (p05_is_away(whole) || p05_is_carried(whole));

	for (size_t i = 0; i < sight->areas.count; i++) {
		const struct unit *unit = &sight->areas.at[i];

		is_grave = is_grave || (unit->is_found && (p05_is_away(unit) || p05_is_carried(unit)));
	}
	if (whole->is_found || sight->areas_found > 0)
		return is_grave ? OUTCOME_WARN : OUTCOME_NOTE;
	return whole->is_known_by_review || sight->areas_reviewed > 0 ? OUTCOME_SILENCED : OUTCOME_CLEAR;
}

/* The gates. True: the finding has ended. */
static bool is_gated(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *factor = input_figure(input, "M25", 0);
	struct buf reason = { 0 };

	if (factor != NULL && factor->state == STATE_UNKNOWN) {
		buf_add_str(&reason, "the record does not tell who wrote what");
		p05_end_short(out, OUTCOME_UNKNOWN, sight, &reason);
		return true;
	}
	if (sight->whole.files < P05_FILES) {
		say_count(&reason, sight->whole.files, "file of code", "files of code");
		buf_add_fmt(&reason, " where %d are needed", P05_FILES);
		p05_end_short(out, OUTCOME_THIN, sight, &reason);
		return true;
	}
	if (sight->whole.people < P05_PEOPLE) {
		say_count(&reason, sight->whole.people, "person is about", "people are about");
		buf_add_fmt(&reason, "; among fewer than %d there is nobody to share with", P05_PEOPLE);
		p05_end_short(out, OUTCOME_NA, sight, &reason);
		return true;
	}
	return false;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct sight sight = { 0 };
	double share;
	int ret = input_threshold(&share, input, "pattern.P05.share", SHARE_DEFAULT);

	finding_start(out, pattern_p05.id, 0);
	if (ret)
		return ret;
	look(&sight, input, share);
	if (is_gated(out, &sight, input)) {
		p05_add_numbers(out, &sight);
		return 0;
	}
	ret = judge_all(&sight, input);
	if (!ret) {
		p05_add_numbers(out, &sight);
		/* Where few reviews are recorded, whoever knows a file by reviewing is not seen. */
		out->is_capped = input->coverage != COVERAGE_USABLE;
		p05_end(out, outcome_of(&sight), &sight, input);
	}
	p05_release(&sight);
	return ret;
}

/* ---- proof ---- */

static int prove_area(const struct unit *unit, const struct pattern_input *input,
                      int (*each)(void *payload, const struct evidence_row *row), void *payload)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT p.name, f.reviewed\n"
	                          "FROM scope_file f\n"
	                          "JOIN path p ON p.id = f.path_id\n"
	                          "WHERE f.area = :area AND f.repository_id = :place AND f.knowers = 1\n"
	                          "ORDER BY p.name");

	if (ret)
		return ret;
	statement_bind_text(row, ":area", text_of(unit->area));
	statement_bind_int(row, ":place", unit->repository);
	while ((ret = statement_step(row)) == 0) {
		bool is_single = statement_int(row, 1) == 1;
		struct evidence_row file = { .change = text_of(unit->label),
			                     .kind = TEXT("file"),
			                     .source = TEXT("path"),
			                     .raw = statement_text(row, 0),
			                     .counted = is_single,
			                     .why = is_single ? TEXT("") : TEXT("reviewed by another") };

		ret = each(payload, &file);
		if (ret) {
			statement_reset(row);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

static int prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
                 void *payload)
{
	struct sight sight;
	double share;
	int ret = input_threshold(&share, input, "pattern.P05.share", SHARE_DEFAULT);

	if (ret)
		return ret;
	look(&sight, input, share);
	ret = judge_all(&sight, input);
	for (size_t i = 0; !ret && i < sight.areas.count; i++)
		if (sight.areas.at[i].is_found || sight.areas.at[i].is_known_by_review)
			ret = prove_area(&sight.areas.at[i], input, each, payload);
	p05_release(&sight);
	return ret;
}

const struct pattern_info pattern_p05 = {
	.id = "P05",
	.name = "hero-risk",
	.question = "Does what the team knows of its code hang on one person?",
	.rule = "Of the whole, or of an area with 20 files of code and 3 people at work in it within 180 days: the "
		"truck "
		"factor is 1 and more than 50 % of the files (pattern.P05.share) have exactly one knower who is about, "
		"both by own changes and with reviews counted. 3 people who are about are needed.",
	.silencers = "a second person who knows these files by reviewing",
	.base_rate =
		"a truck factor of 1 is common, in some 46 % of popular projects of a published study: no alarm by "
		"itself. In six public projects the rule held of 86 of 190 areas with files and people enough (45 %) "
		"in one quarter, of at least one in each",
	.source = "a handbook's chapters on creating opportunities for others and on shared ownership; Avelino and "
		  "others 2016",
	.subjects = PATTERN_TEAM,
	.warning = WARN_CONDITION,
	.silencing = "",
	.evidence = "M25",
	.evaluate = evaluate,
	.prove = prove,
};
