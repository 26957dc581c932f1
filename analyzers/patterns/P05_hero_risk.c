/*
 * P05 hero-risk: does what the team knows of its code hang on one person? Of the whole and of each configured area. Areas that
 * are only the first parts of paths are told of and make no finding: among many small ones some always hang on one person. It
 * names areas and files; who the one person is stays with the team.
 */
#include "P05.h"

#include <stdlib.h>
#include <string.h>
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

bool p05_speaks(const struct unit *unit)
{
	return unit->is_judged && unit->is_found;
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

		struct area_count *count = unit->is_judged ? &sight->configured : &sight->others;

		judge(unit, sight);
		count->judged++;
		count->found += unit->is_found;
		count->reviewed += unit->is_known_by_review;
	}
	return sight->whole.is_found || sight->configured.found > 0 ? p05_read_holders(sight, input) : 0;
}

static void look(struct sight *sight, const struct pattern_input *input, double share)
{
	*sight = (struct sight){ .share = share,
		                 .whole = { .is_judged = true,
		                            .files = input_count(input, "M25.files", 0),
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

	if (whole->is_found || sight->configured.found > 0)
		return OUTCOME_NOTE;
	return whole->is_known_by_review || sight->configured.reviewed > 0 ? OUTCOME_SILENCED : OUTCOME_CLEAR;
}

static bool is_grave(const struct unit *unit)
{
	return p05_speaks(unit) && (p05_is_away(unit) || p05_is_carried(unit));
}

static const struct unit *find_same(const struct sight *sight, const struct unit *unit)
{
	for (size_t i = 0; i < sight->areas.count; i++)
		if (sight->areas.at[i].repository == unit->repository &&
		    strcmp(sight->areas.at[i].area, unit->area) == 0)
			return &sight->areas.at[i];
	return NULL;
}

/* Whether what is grave at the end of one period spoke at the end of the other: the whole, or one and the same area. */
static bool is_repeated(const struct sight *sight, const struct sight *before)
{
	if (is_grave(&sight->whole) && p05_speaks(&before->whole))
		return true;
	for (size_t i = 0; i < sight->areas.count; i++) {
		const struct unit *same = find_same(before, &sight->areas.at[i]);

		if (is_grave(&sight->areas.at[i]) && same != NULL && p05_speaks(same))
			return true;
	}
	return false;
}

/* OUTCOME_CLEAR: nothing keeps the rule from being applied. Else reason says what does. */
static enum outcome gate_of(struct buf *reason, const struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *factor = input_figure(input, "M25", 0);

	if (factor != NULL && factor->state == STATE_UNKNOWN) {
		buf_add_str(reason, "the record does not tell who wrote what");
		return OUTCOME_UNKNOWN;
	}
	if (sight->whole.files < P05_FILES) {
		say_count(reason, sight->whole.files, "file of code", "files of code");
		buf_add_fmt(reason, " where %d are needed", P05_FILES);
		return OUTCOME_THIN;
	}
	if (sight->whole.people < P05_PEOPLE) {
		say_count(reason, sight->whole.people, "person is about", "people are about");
		buf_add_fmt(reason, "; among fewer than %d there is nobody to share with", P05_PEOPLE);
		return OUTCOME_NA;
	}
	return OUTCOME_CLEAR;
}

/* The period before is looked at only where this one is grave. */
static int find_repeated(bool *out, const struct sight *sight, const struct pattern_input *input)
{
	struct scope scope;
	struct pattern_input input_then = input_before(input, &scope);
	struct buf reason = { 0 };
	struct sight before;
	bool is_needed = is_grave(&sight->whole);
	int ret;

	*out = false;
	for (size_t i = 0; i < sight->areas.count; i++)
		is_needed = is_needed || is_grave(&sight->areas.at[i]);
	if (!is_needed || input->previous_values == NULL)
		return 0;
	look(&before, &input_then, sight->share);
	if (gate_of(&reason, &before, &input_then) != OUTCOME_CLEAR) {
		buf_release(&reason);
		return 0;
	}
	ret = judge_all(&before, &input_then);
	*out = ret == 0 && is_repeated(sight, &before);
	p05_release(&before);
	return ret;
}

/* Whether somebody else knows these files by reviewing them cannot be told where reviews are hardly recorded. */
static bool is_open(const struct sight *sight, const struct pattern_input *input)
{
	return outcome_of(sight) == OUTCOME_NOTE && input->coverage == COVERAGE_UNKNOWN;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct sight sight = { 0 };
	struct buf reason = { 0 };
	enum outcome outcome;
	bool is_twice = false;
	double share;
	int ret = input_threshold(&share, input, "pattern.P05.share", SHARE_DEFAULT);

	finding_start(out, pattern_p05.id, 0);
	if (ret)
		return ret;
	look(&sight, input, share);
	outcome = gate_of(&reason, &sight, input);
	if (outcome != OUTCOME_CLEAR) {
		p05_end_short(out, outcome, &sight, &reason);
		p05_add_numbers(out, &sight);
		return 0;
	}
	ret = judge_all(&sight, input);
	if (!ret && is_open(&sight, input)) {
		buf_add_str(&reason, "by own changes one person alone knows most files; ");
		ret = say_hardly_recorded(&reason, input);
		buf_add_str(&reason, ", so who knows them by reviewing cannot be told");
		p05_end_short(out, OUTCOME_UNKNOWN, &sight, &reason);
		p05_add_numbers(out, &sight);
		p05_release(&sight);
		return ret;
	}
	if (!ret)
		ret = find_repeated(&is_twice, &sight, input);
	if (!ret) {
		outcome = outcome_of(&sight);
		p05_add_numbers(out, &sight);
		/* Where some reviews are not recorded, not everybody who knows a file by reviewing is seen. */
		out->is_capped = input->coverage != COVERAGE_USABLE;
		p05_end(out, outcome == OUTCOME_NOTE && is_twice ? OUTCOME_WARN : outcome, &sight, input);
	}
	p05_release(&sight);
	return ret;
}

/* ---- proof ---- */

static int prove_unit(const struct unit *unit, const struct pattern_input *input,
                      int (*each)(void *payload, const struct evidence_row *row), void *payload)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT p.name, f.reviewed, f.area\n"
	                          "FROM scope_file f\n"
	                          "JOIN path p ON p.id = f.path_id\n"
	                          "JOIN repository r ON r.id = f.repository_id\n"
	                          "WHERE f.knowers = 1\n"
	                          "  AND (:area IS NULL OR (f.area = :area AND f.repository_id = :place))\n"
	                          "ORDER BY p.name, r.key");

	if (ret)
		return ret;
	if (unit->area != NULL)
		statement_bind_text(row, ":area", text_of(unit->area));
	statement_bind_int(row, ":place", unit->repository);
	while ((ret = statement_step(row)) == 0) {
		bool is_single = statement_int(row, 1) == 1;
		struct evidence_row file = { .change =
			                             unit->area != NULL ? text_of(unit->label) : statement_text(row, 2),
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
	/* All files are those of every area. */
	if (!ret && (sight.whole.is_found || sight.whole.is_known_by_review))
		ret = prove_unit(&sight.whole, input, each, payload);
	else
		for (size_t i = 0; !ret && i < sight.areas.count; i++)
			if (sight.areas.at[i].is_found || sight.areas.at[i].is_known_by_review)
				ret = prove_unit(&sight.areas.at[i], input, each, payload);
	p05_release(&sight);
	return ret;
}

const struct pattern_info pattern_p05 = {
	.id = "P05",
	.name = "hero-risk",
	.question = "Does what the team knows of its code hang on one person?",
	.rule = "Of the whole, or of a configured area with 20 files of code and 3 people at work in it within 180 "
		"days: the "
		"truck factor is 1 and more than 50 % of the files (pattern.P05.share) have exactly one knower who is "
		"about, both by own changes and with reviews counted, where reviews are recorded for half of the "
		"changes. 3 people who are about are needed. Areas that "
		"nobody configured, the first parts of paths, are told of and make no finding.",
	.silencers = "a second person who knows these files by reviewing",
	.base_rate = "a truck factor of 1 is common, in some 46 % of popular projects of a published study: no alarm "
		     "by itself. Of the whole the rule held in 24 of 100 quarters, 2021 to 2026, of five public "
		     "projects (none of 20 in U-Boot, 11 of 20 in golang/tools); of areas that nobody configured it "
		     "holds in nearly half, which is why these make no finding",
	.source = "a handbook's chapters on creating opportunities for others and on shared ownership; Avelino and "
		  "others 2016",
	.subjects = PATTERN_TEAM,
	.warning = WARN_CONDITION,
	.condition = "whoever knows most of it shows no act for long or wrote most changes in both periods",
	.silencing = "",
	.evidence = "M25",
	.evaluate = evaluate,
	.prove = prove,
};
