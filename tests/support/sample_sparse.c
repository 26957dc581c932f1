#include "sample_sparse.h"

#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define QUARTER INT64_C(7884000)
#define START INT64_C(1727740800) /* 2024-10-01 */

static const char *const names[SERIES_PERIODS] = {
	"2024-10-01 to 2024-12-31", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"
};

#define FIGURE(ID, LABEL, UNIT, VALUE, STATE)                                                                    \
	{                                                                                                        \
		.id = (ID), .label = (LABEL), .unit = (UNIT), .value = (VALUE), .low = NAN, .high = NAN, .k = 3, \
		.n = 7, .state = (STATE), .before = NAN, .year = NAN                                             \
	}

static struct figure team_figures[] = {
	FIGURE("M01", "changes authored", "changes", 7, STATE_OK),
	FIGURE("M01.test", "- tests", "changes", 3, STATE_OK),
	FIGURE("M07", "changes with review evidence", "share", 3.0 / 7, STATE_THIN),
	FIGURE("M03", "reviews given", "changes", 3, STATE_UNKNOWN),
	FIGURE("M09", "largest share of the reviews", "share", NAN, STATE_WITHHELD),
	FIGURE("M17", "decision records", "documents", NAN, STATE_NA),
	FIGURE("M20", "time to first review", "hours", 3.5, STATE_OK),
	FIGURE("M20.p75", "- 75 of 100", "hours", NAN, STATE_UNKNOWN),
};
static struct figure person_figures[] = {
	FIGURE("M01", "changes authored", "changes", 4, STATE_OK),
	FIGURE("M03", "reviews given", "changes", NAN, STATE_UNKNOWN),
	FIGURE("M12", "support for newcomers", "changes", 0, STATE_OK),
	FIGURE("M05", "reviews per own change", "ratio", 0.25, STATE_OK),
};
static struct figure rest[] = {
	FIGURE("M01", "changes authored", "changes", 3, STATE_OK),
	FIGURE("M05", "reviews per own change", "ratio", NAN, STATE_WITHHELD),
};
static struct figure halves[2][1] = { { FIGURE("M01", "changes authored", "changes", 1, STATE_OK) },
	                              { FIGURE("M01", "changes authored", "changes", 3, STATE_OK) } };

static struct report_headline headlines[] = {
	{ "coverage", "Changes reviewed", "Of how many changes somebody else is named as a reviewer.", &team_figures[2],
	  1, "3 of 7: too few to tell.", "changes, too few for a share." },
	{ "spread", "Reviewer spread", "On how many people reviewing rests.", &team_figures[4], 1,
	  "Withheld: few people.", NULL },
	{ "documents", "Decisions", "How many decisions were written down.", &team_figures[5], 2,
	  "No records are kept here.", NULL },
	{ "findings", "Findings", "What the rules noted.", NULL, 0, "Nothing to note.", NULL },
};

static struct finding findings[] = {
	{ .pattern = "P01",
	  .outcome = OUTCOME_UNKNOWN,
	  .visible = VISIBLE_OWN_ONLY,
	  .reason = (char *)"reviews are not recorded",
	  .explanation = (char *)"Visible: 4 own changes.",
	  .next_command = (char *)"git lead import",
	  .n = 4,
	  .weight = NAN },
	{ .pattern = "P06", .outcome = OUTCOME_NA, .reason = (char *)"no declared lead", .weight = NAN },
	{ .pattern = "P07", .outcome = OUTCOME_THIN, .reason = (char *)"4 of 16 changes", .weight = NAN },
	{ .pattern = "P09", .outcome = OUTCOME_SILENCED, .reason = (char *)"declared", .weight = NAN },
	{ .pattern = "P14",
	  .outcome = OUTCOME_CLEAR,
	  .reason = (char *)"2 documents",
	  .weight = NAN,
	  .would_change = (char *)"It would speak without them." },
	{ .pattern = "P17", .outcome = OUTCOME_NOTE, .reason = (char *)"3 changes of over 1000 lines", .weight = 1 },
	{ .pattern = "P05", .outcome = OUTCOME_WARN, .reason = (char *)"known to one", .weight = 1 },
};

static struct report_series series;
static struct report_repository repository = { .key = "k",
	                                       .name = "engine",
	                                       .tip = "0123456789abcdef0123456789abcdef01234567",
	                                       .is_shallow = true,
	                                       .commit_count = 12,
	                                       .missing_count = 3,
	                                       .change_count = 7,
	                                       .review_count = 3,
	                                       .coverage = COVERAGE_UNKNOWN,
	                                       .rule = "commit 100 %" };
static struct report_team team;
static struct report_person people[4];
static const char *suggestions[] = { "Which of these changes would have gained from a second reader?" };

static void fill_people(void)
{
	static const char *const keys[] = { "person 2A2A-2A2A", "person 3B3B-3B3B", "person 4C4C-4C4C",
		                            "person 5D5D-5D5D" };

	for (size_t i = 0; i < COUNT_OF(people); i++)
		people[i] = (struct report_person){ .key = keys[i],
			                            .name = keys[i],
			                            .figures = person_figures,
			                            .figure_count = COUNT_OF(person_figures),
			                            .rest = rest,
			                            .rest_count = COUNT_OF(rest),
			                            .halves = { halves[0], halves[1] },
			                            .half_count = 1 };
	people[0].findings = findings;
	people[0].finding_count = COUNT_OF(findings);
	people[0].suggestions = suggestions;
	people[0].suggestion_count = COUNT_OF(suggestions);
	people[0].absent_days = 10;
	people[1].absent_days = 92;
	people[1].is_excluded = true;
	people[2].is_outside = true;
	people[3].is_unsealed = true;
	people[3].rest_count = people[3].half_count = 0;
}

void sample_sparse(struct report *out)
{
	series = (struct report_series){ .id = "M01", .label = "changes authored", .unit = "changes" };
	for (int i = 0; i < SERIES_PERIODS; i++) {
		series.points[i] = team_figures[0];
		series.points[i].value = i < 6 ? NAN : 3;
		series.points[i].state = i < 3    ? STATE_UNKNOWN
		                         : i < 5  ? STATE_NA
		                         : i == 5 ? STATE_WITHHELD
		                                  : STATE_THIN;
	}
	fill_people();
	team = (struct report_team){ .name = "",
		                     .member_count = 3,
		                     .opted_out_count = 1,
		                     .figures = team_figures,
		                     .figure_count = COUNT_OF(team_figures),
		                     .headlines = headlines,
		                     .headline_count = COUNT_OF(headlines),
		                     .series = &series,
		                     .series_count = 1,
		                     .matrix = { .note = "Fewer than five people review here." } };
	team.coverage =
		(struct report_coverage){ .change_count = 7,
		                          .review_count = 3,
		                          .person_count = 3,
		                          .line = "7 changes by 3 people: too few for a share with review evidence.",
		                          .not_visible = "Not visible: talk, meetings." };
	*out = (struct report){ .schema = "1",
		                .period = { START + 7 * QUARTER, START + 8 * QUARTER },
		                .period_name = "2026-Q3",
		                .title = "Team health of engine, 2026-Q3",
		                .rules = "3",
		                .is_sealed = true,
		                .is_pseudonymous = true,
		                .is_long = true,
		                .coverage = team.coverage,
		                .repositories = &repository,
		                .repository_count = 1,
		                .teams = &team,
		                .team_count = 1,
		                .people = people,
		                .person_count = COUNT_OF(people) };
	for (int i = 0; i < SERIES_PERIODS; i++)
		out->periods[i] = (struct report_period){
			{ START + i * QUARTER, START + (i + 1) * QUARTER }, names[i], "3", false, i > 2
		};
}
