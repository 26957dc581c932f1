/* The long report by hand. Numbers are made up and agree with one another where a reader would compare them. */
#include "sample_pages.h"

#include <math.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define NASTY "<script>window.__ran=1</script>=cmd|'/c calc'!A1\033[2J\xe2\x80\xae|`x`](javascript:1)"

static const char *const quarter_names[SERIES_PERIODS] = { "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3",
	                                                   "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3" };
/* 2024-10-01 and the first days of the quarters after it, UTC */
static const int64_t quarter_starts[SERIES_PERIODS + 1] = { 1727740800, 1735689600, 1743465600, 1751328000, 1759276800,
	                                                    1767225600, 1775001600, 1782864000, 1790812800 };

static struct figure share(const char *id, const char *label, int64_t k, int64_t n, double low, double high)
{
	return (struct figure){ .id = id,
		                .label = label,
		                .unit = "share",
		                .value = (double)k / (double)n,
		                .low = low,
		                .high = high,
		                .k = k,
		                .n = n,
		                .state = STATE_OK,
		                .before = NAN,
		                .year = NAN };
}

static struct figure count(const char *id, const char *label, int64_t k, double low, double high)
{
	return (struct figure){ .id = id,
		                .label = label,
		                .unit = "changes",
		                .value = (double)k,
		                .low = low,
		                .high = high,
		                .k = k,
		                .n = k,
		                .state = STATE_OK,
		                .before = NAN,
		                .year = NAN };
}

static struct figure absent(const char *id, const char *label, const char *unit, enum metric_state state)
{
	return (struct figure){ .id = id,
		                .label = label,
		                .unit = unit,
		                .value = NAN,
		                .low = NAN,
		                .high = NAN,
		                .state = state,
		                .note = state == STATE_UNKNOWN ? "not recorded here" : NULL,
		                .before = NAN,
		                .year = NAN };
}

/* Two quarters before the history, then rising; one of them thin. */
static struct report_series series_of(struct figure last)
{
	struct report_series series = { last.id, last.label, last.unit, { last } };

	for (int i = 0; i < SERIES_PERIODS; i++) {
		struct figure *point = &series.points[i];
		double part = (double)(i + 2) / (SERIES_PERIODS + 1);

		*point = last;
		if (i < 2) {
			*point = absent(last.id, last.label, last.unit, STATE_UNKNOWN);
			continue;
		}
		point->value *= part;
		point->low *= part;
		point->high = point->high * part < 1 || point->high > 1 ? point->high * part : 1;
		point->k = (int64_t)((double)last.k * part);
		point->state = i == 3 ? STATE_THIN : last.state;
	}
	return series;
}

static const char *text_or(bool is_hostile, const char *text)
{
	return is_hostile ? NASTY : text;
}

static struct report_repository repositories[3];
static struct report_team teams[3];
static struct report_person people[2];
static struct figure team_figures[3][7];
static struct report_headline headlines[3][6];
static struct report_series team_series[3][4];
static struct report_decision decisions[3];
static struct report_knowledge knowledge[2];
static const char *groups[3];
static int64_t cells[9] = { 0, 14, -1, 22, 41, -1, 1, 6, -1 };
static struct report_membership leads[2], memberships[2][2];
static struct figure person_figures[2][4];
static struct report_series person_series[2][3];
static struct report_area areas[2];
static struct report_excluded excluded[1];
static struct finding findings[2];
static struct finding team_findings[1];
static struct strength strengths[1];
static struct report_proof_line lines[2];
static struct report_proofs proofs[1], strength_proofs[1];
static const char *labels[3];
static const char *notes[1];
static struct report_channel channels[2];

static void fill_repositories(bool is_hostile)
{
	static const char *const names[] = { "billing", "engine", "web" };
	static const char *const tips[] = { "0123456789abcdef0123456789abcdef01234567",
		                            "123456789abcdef0123456789abcdef012345678",
		                            "23456789abcdef0123456789abcdef0123456789" };

	for (size_t i = 0; i < COUNT_OF(repositories); i++) {
		labels[i] = text_or(is_hostile, names[i]);
		repositories[i] = (struct report_repository){ .key = tips[i],
			                                      .name = labels[i],
			                                      .tip = tips[i],
			                                      .has_lines = true,
			                                      .commit_count = 900,
			                                      .change_count = 100,
			                                      .review_count = i == 2 ? 4 : 84,
			                                      .coverage = i == 2 ? COVERAGE_UNKNOWN : COVERAGE_USABLE,
			                                      .url = "https://forge.example/x/commit/{commit}",
			                                      .rule = "commit 93 %, topology 7 %" };
	}
}

static void fill_decisions(bool is_hostile)
{
	static const char *const titles[] = { "Keep money in whole cents", "One queue for all mails",
		                              "SQLite as the store" };
	static const char *const events[] = { "new", "superseded", "accepted" };

	for (size_t i = 0; i < COUNT_OF(decisions); i++)
		decisions[i] = (struct report_decision){ .repository = labels[i],
			                                 .path = text_or(is_hostile, "docs/adr/0007-record.md"),
			                                 .number = "7",
			                                 .title = text_or(is_hostile, titles[i]),
			                                 .event = events[i],
			                                 .status = text_or(is_hostile, events[i]),
			                                 .time = quarter_starts[4 + i] + 86400 * 20,
			                                 .period = (int)(4 + i),
			                                 .oid = "0123456789abcdef0123456789abcdef01234567",
			                                 .url = "https://forge.example/x/commit/0123456789abcdef" };
	decisions[2].period = SERIES_PERIODS - 1;
	decisions[2].time = quarter_starts[SERIES_PERIODS - 1] + 86400;
}

static void fill_headlines(size_t at)
{
	static const char *const ids[] = {
		"coverage", "second-person", "spread", "newcomers", "documents", "findings"
	};
	static const char *const titles[] = { "Reviewed by somebody else", "Two people or more",
		                              "Spread of reviewing",       "Newcomers reviewed",
		                              "Documents, decisions",      "Findings" };

	for (size_t i = 0; i < COUNT_OF(ids); i++)
		headlines[at][i] = (struct report_headline){ .id = ids[i],
			                                     .title = titles[i],
			                                     .question = "What this column tells, in one sentence.",
			                                     .figures = i < 5 ? &team_figures[at][i] : NULL,
			                                     .figure_count = i < 5 ? 1 : 0,
			                                     .sentence = i == 5 ? "Nothing to note."
			                                                        : "84 % (79 to 88), up from 71 %." };
}

static void fill_team(size_t at, const char *name, bool is_hostile)
{
	struct report_team *team = &teams[at];
	struct figure *figures = team_figures[at];

	figures[0] = share("M07", "changes with review evidence", 168, 200, 0.783, 0.884);
	figures[0].before = 0.71;
	figures[0].trend = TREND_UP;
	figures[1] = share("M27", "changes with a second person", 180, 200, 0.851, 0.934);
	figures[2] = share("M09", "largest share of the reviews", 63, 168, 0.305, 0.450);
	figures[3] = share("M13", "newcomers' changes reviewed", 21, 25, 0.653, 0.936);
	figures[4] = count("M17", "decision records", 3, 0.6, 8.8);
	figures[5] = absent("M20", "time to first review", "hours", STATE_UNKNOWN);
	figures[6] = absent("M09.q3", "reviews, upper quartile", "changes", STATE_WITHHELD);
	fill_headlines(at);
	for (size_t i = 0; i < COUNT_OF(team_series[at]); i++)
		team_series[at][i] = series_of(figures[i == 3 ? 4 : i]);
	*team = (struct report_team){ .name = text_or(is_hostile && *name, name),
		                      .member_count = 14,
		                      .figures = figures,
		                      .figure_count = COUNT_OF(team_figures[at]),
		                      .findings = at ? NULL : team_findings,
		                      .finding_count = at ? 0 : COUNT_OF(team_findings),
		                      .headlines = headlines[at],
		                      .headline_count = COUNT_OF(headlines[at]),
		                      .series = team_series[at],
		                      .series_count = COUNT_OF(team_series[at]),
		                      .matrix = { groups, COUNT_OF(groups), cells, NULL },
		                      .decisions = decisions,
		                      .decision_count = COUNT_OF(decisions),
		                      .knowledge = knowledge,
		                      .knowledge_count = COUNT_OF(knowledge),
		                      .knowledge_left_count = 4,
		                      .repositories = labels,
		                      .repository_count = at ? 2 : 3,
		                      .leads = at ? &leads[at - 1] : leads,
		                      .lead_count = at ? 1 : 2 };
	team->coverage = (struct report_coverage){ .change_count = 200,
		                                   .review_count = 168,
		                                   .review_share = { 0.783, 0.884 },
		                                   .state = COVERAGE_USABLE,
		                                   .person_count = 14,
		                                   .channels = channels,
		                                   .channel_count = COUNT_OF(channels),
		                                   .line = "200 changes, 14 people named: 84 % (78-88) carry review "
		                                           "evidence.",
		                                   .not_visible = "Not visible: talk, meetings." };
	for (int i = 0; i < SERIES_PERIODS; i++)
		team->coverages[i] = i < 2 ? COVERAGE_UNKNOWN : i == 3 ? COVERAGE_PARTIAL : COVERAGE_USABLE;
}

static void fill_findings(bool is_hostile)
{
	findings[0] =
		(struct finding){ .pattern = "P01",
		                  .person = 1,
		                  .outcome = OUTCOME_WARN,
		                  .visible = VISIBLE_OWN_ONLY,
		                  .reason = (char *)"41 own changes and 1 review, this quarter and the last",
		                  .explanation = (char *)"Of 42 changes 41 are own ones. The interval lies below "
		                                         "0.20 with its whole length.",
		                  .looked_for = (char *)"Co-authored changes, help, merges: none is in the record.",
		                  .would_change = (char *)"Ten reviews of others' changes would.",
		                  .next_command = (char *)"git lead explain P01",
		                  .n = 42,
		                  .weight = 2 };
	findings[0].numbers[0] = (struct pattern_number){ "share", 1.0 / 42, 0.004, 0.123, NUMBER_SHARE };
	findings[0].number_count = 1;
	findings[1] = (struct finding){ .pattern = "P01",
		                        .person = 2,
		                        .outcome = OUTCOME_CLEAR,
		                        .visible = VISIBLE_MIXED,
		                        .reason = (char *)"reviews are 61 % of own changes and reviews",
		                        .n = 88,
		                        .weight = NAN };
	team_findings[0] = (struct finding){ .pattern = "P05",
		                             .outcome = OUTCOME_NOTE,
		                             .reason = (char *)"62 % of the files of billing are known to one person",
		                             .n = 120,
		                             .weight = NAN };
	lines[0] = (struct report_proof_line){ "commit:0123456789abcdef0123456789abcdef01234567",
		                               "0123456789abcdef0123456789abcdef01234567", "auth",
		                               text_or(is_hostile, "Round at the end only"),
		                               "https://forge.example/x/commit/0123456789abcdef" };
	lines[1] = (struct report_proof_line){ "pr:5", "123456789abcdef0123456789abcdef012345678", "rev",
		                               text_or(is_hostile, "Reviewed-by: Bo Beispiel <bo@example.org>"), NULL };
	proofs[0] = (struct report_proofs){ lines, 2, 42, "git lead explain P01 ada@example.org" };
	strength_proofs[0] = proofs[0];
	strengths[0] = (struct strength){ .id = "multiplier",
		                          .is_shown = true,
		                          .reason = (char *)"named on 54 changes of 9 people" };
}

static void fill_person(size_t at, const char *name, const char *key, bool is_hostile)
{
	struct figure *figures = person_figures[at];

	figures[0] = count("M01", "changes authored", at ? 34 : 41, 29, 55);
	figures[1] = count("M02", "reviews given", at ? 54 : 1, at ? 40 : 0.1, at ? 70 : 5.6);
	figures[2] = share("M03", "review share", at ? 54 : 1, at ? 88 : 42, at ? 0.51 : 0.004, at ? 0.71 : 0.123);
	figures[3] = count("M12", "work with newcomers", at ? 8 : 0, at ? 3.5 : 0, at ? 15.8 : 3.7);
	if (!at)
		figures[3].note = "no trace";
	for (size_t i = 0; i < COUNT_OF(person_series[at]); i++)
		person_series[at][i] = series_of(figures[i]);
	memberships[at][0] = (struct report_membership){ text_or(is_hostile, "core"), NULL, "until 2026-08-01", true };
	memberships[at][1] = (struct report_membership){ text_or(is_hostile, "web"), NULL, "from 2026-08-01", false };
	leads[at] = (struct report_membership){ name, key, "", true };
	people[at] = (struct report_person){ .key = key,
		                             .name = name,
		                             .is_lead = true,
		                             .figures = figures,
		                             .figure_count = COUNT_OF(person_figures[at]),
		                             .findings = &findings[at],
		                             .finding_count = 1,
		                             .proofs = proofs,
		                             .series = person_series[at],
		                             .series_count = COUNT_OF(person_series[at]),
		                             .areas = areas,
		                             .area_count = COUNT_OF(areas),
		                             .decisions = &decisions[2],
		                             .decision_count = 1,
		                             .memberships = memberships[at],
		                             .membership_count = at ? 1 : 2 };
	if (at) {
		people[at].strengths = strengths;
		people[at].strength_count = 1;
		people[at].strength_proofs = strength_proofs;
	} else {
		people[at].excluded = excluded;
		people[at].excluded_count = 1;
	}
}

static void fill_rest(bool is_hostile)
{
	groups[0] = text_or(is_hostile, "Ada Example");
	groups[1] = "others in the team (11 people)";
	groups[2] = "outside the team (9 people)";
	knowledge[0] = (struct report_knowledge){ labels[0], text_or(is_hostile, "src/ledger"), 120, 74, 6, 9 };
	knowledge[1] = (struct report_knowledge){ labels[1], "src/queue", 44, 5, 0, -1 };
	areas[0] = (struct report_area){ labels[0], text_or(is_hostile, "src/ledger"), 30, 4, true };
	areas[1] = (struct report_area){ labels[1], "src/queue", 2, 11, false };
	excluded[0] = (struct report_excluded){ labels[2], 9, 9.0 / 41 };
	channels[0] = (struct report_channel){ "Reviewed-by", 140, true };
	channels[1] = (struct report_channel){ text_or(is_hostile, "pull-request heads"), 4, false };
	notes[0] = text_or(is_hostile, "Not looked for yet: P11 review buddies.");
}

void sample_pages(struct report *out, bool is_hostile)
{
	fill_repositories(is_hostile);
	fill_decisions(is_hostile);
	fill_findings(is_hostile);
	fill_rest(is_hostile);
	fill_person(0, text_or(is_hostile, "Ada Example"), text_or(is_hostile, "Ada Example <ada@example.org>"),
	            is_hostile);
	fill_person(1, "\331\205\330\255\331\205\330\257 \331\205\330\253\330\247\331\204",
	            "\331\205\330\255\331\205\330\257 \331\205\330\253\330\247\331\204 <mo@example.org>", is_hostile);
	fill_team(0, "", is_hostile);
	fill_team(1, "core", is_hostile);
	fill_team(2, "web", is_hostile);
	*out = (struct report){ .schema = "1",
		                .period = { quarter_starts[SERIES_PERIODS - 1], quarter_starts[SERIES_PERIODS] },
		                .period_name = "2026-Q3",
		                .title = is_hostile ? NASTY : "Team health of Example, 2026-Q3",
		                .rules = "3",
		                .is_long = true,
		                .coverage = teams[0].coverage,
		                .repositories = repositories,
		                .repository_count = COUNT_OF(repositories),
		                .teams = teams,
		                .team_count = COUNT_OF(teams),
		                .people = people,
		                .person_count = COUNT_OF(people),
		                .notes = notes,
		                .note_count = COUNT_OF(notes),
		                .next_step = "git lead sources",
		                .next_reason = "tells which evidence is missing" };
	for (int i = 0; i < SERIES_PERIODS; i++)
		out->periods[i] = (struct report_period){ { quarter_starts[i], quarter_starts[i + 1] },
			                                  quarter_names[i],
			                                  i == 4 ? "2" : "3",
			                                  i == 4,
			                                  i >= 2 };
}
