/* The reports of sample_report.h, as tables. */
#include <math.h>
#include <string.h>
#include "sample_report.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define COUNT(id, label, number, state, note)                                                                          \
	{                                                                                                              \
		id, label, "changes", number, NAN, NAN, (int64_t)(number), (int64_t)(number), state, note, TREND_NONE, \
			NAN, NAN                                                                                       \
	}
#define NOTHING(id, label, state, note)                                                      \
	{                                                                                    \
		id, label, "changes", NAN, NAN, NAN, 0, 0, state, note, TREND_NONE, NAN, NAN \
	}
#define SHARE(id, label, k, n, low, high, state, note)                                                    \
	{                                                                                                 \
		id, label, "share", (double)(k) / (n), low, high, k, n, state, note, TREND_NONE, NAN, NAN \
	}

/* One that moved since the period before, with the year before where it is at hand. */
#define MOVED(id, label, number, trend, before, year)                                                                \
	{                                                                                                            \
		id, label, "changes", number, NAN, NAN, (int64_t)(number), (int64_t)(number), STATE_OK, NULL, trend, \
			before, year                                                                                 \
	}
#define MOVED_SHARE(id, label, k, n, low, high, trend, before, year)                                        \
	{                                                                                                   \
		id, label, "share", (double)(k) / (n), low, high, k, n, STATE_OK, NULL, trend, before, year \
	}

/* Findings own their words, so these are not constant. */
static char clear_reason[] = "shown by 41 changes merged for others";
static char clear_words[] = "Of 69 traces 12 are reviews of other people's changes: 17 % (10-28). "
			    "41 changes of others were merged, 3 carry a co-author line.";
static char p04_reason[] = "2 of 1842 changes";
static char p02_words[] = "One person gave 800 of 1200 (67 %, 64 to 69) reviews; 3 of 9 members gave none.";
static char p02_reason[] = "one person gave 800 of 1200 reviews, as in the period before";
static char p02_looked[] = "No declared owner of the areas, no absence of others was found.";
static char p02_change[] = "It would be silent below a half (pattern.P02.top).";
static char multiplier_words[] =
	"others wrote, and this person reviewed or integrated, 41 of 100 (41 %, 32 to 51) changes "
	"in the home areas; 5 others wrote three or more there";
static char newcomer_words[] = "reviewed, helped with or co-wrote 4 changes of 2 newcomers";
static char unknown_reason[] = "2 % of 519 changes carry review evidence";
static char unknown_words[] =
	"Visible: 107 own changes; on others' changes co-author of 2, merged 0 (squash hides it), "
	"documents 9. In what git shows, mostly own code; reviews are not recorded here, so this is not "
	"confirmed.";
static char unknown_next[] = "git fetch origin 'refs/pull/*/head:refs/remotes/origin/pr/*'";
static char p03_reason[] = "needs the forge's own data";
static char p06_reason[] = "not declared as a lead";

/* ---- a repository that names its reviewers ---- */

static struct figure trailers_own[] = {
	COUNT("M01", "changes authored", 57, STATE_OK, NULL),
	COUNT("M01.test", "- tests", 12, STATE_OK, NULL),
	MOVED("M03", "reviews given", 12, TREND_UP, 4, 21),
	MOVED_SHARE("M04", "review share of own", 12, 69, 0.1024, 0.2795, TREND_UP, 0.0421, 0.0712),
	{ "M05", "reviews per own change", "ratio", 12.0 / 57, 0.1141, 0.3879, 12, 57, STATE_OK, NULL, TREND_NONE, NAN,
	  NAN },
	NOTHING("M12", "support for newcomers", STATE_NA, NULL),
	COUNT("M13", "work on others' changes", 3, STATE_OK, NULL),
	COUNT("M13.mentoring", "- mentoring", 0, STATE_OK, "no trace"),
	COUNT("M10.balance", "- given less received", 7, STATE_OK, NULL),
	MOVED_SHARE("M16", "share with documents", 9, 57, 0.0855, 0.2741, TREND_DOWN, 0.4, NAN),
	COUNT("M16.count", "changes with documents", 9, STATE_OK, NULL),
	COUNT("M29.int", "merged for others", 41, STATE_OK, NULL),
	COUNT("M16+M17", "documents and decisions", 9, STATE_OK, NULL),
};
static struct figure trailers_rest[] = {
	COUNT("M01", "changes authored", 1785, STATE_OK, NULL),
	COUNT("M03", "reviews given", 2203, STATE_OK, NULL),
	COUNT("M13", "work on others' changes", 118, STATE_OK, NULL),
	COUNT("M29.int", "merged for others", 310, STATE_OK, NULL),
	COUNT("M16+M17", "documents and decisions", 210, STATE_OK, NULL),
};
static struct figure trailers_first[] = {
	COUNT("M01", "changes authored", 20, STATE_OK, NULL),
	COUNT("M03", "reviews given", 3, STATE_OK, NULL),
	COUNT("M13", "work on others' changes", 1, STATE_OK, NULL),
	COUNT("M29.int", "merged for others", 22, STATE_OK, NULL),
	COUNT("M16+M17", "documents and decisions", 4, STATE_OK, NULL),
};
static struct figure trailers_second[] = {
	COUNT("M01", "changes authored", 37, STATE_OK, NULL),
	COUNT("M03", "reviews given", 9, STATE_OK, NULL),
	COUNT("M13", "work on others' changes", 2, STATE_OK, NULL),
	COUNT("M29.int", "merged for others", 19, STATE_OK, NULL),
	COUNT("M16+M17", "documents and decisions", 5, STATE_OK, NULL),
};
static struct figure trailers_team[] = {
	COUNT("M01", "changes authored", 1842, STATE_OK, NULL),
	COUNT("M03", "reviews given", 2215, STATE_OK, NULL),
	MOVED_SHARE("M07", "review coverage", 1621, 1842, 0.8643, 0.8940, TREND_NONE, 0.86, 0.8512),
	COUNT("M10.team.q1", "- first quarter", 2, STATE_OK, NULL),
	COUNT("M10.team.q3", "- third quarter", 9, STATE_OK, NULL),
	SHARE("M15", "two or more authors", 74, 1842, 0.0321, 0.0502, STATE_OK, NULL),
	NOTHING("M17.count", "decision records", STATE_NA, NULL),
	SHARE("M29", "had a second person", 1830, 1842, 0.9887, 0.9963, STATE_OK, NULL),
};
static struct report_channel trailers_channels[] = {
	{ "Reviewed-by", 1411, true },
	{ "committer of another's change", 351, true },
	{ "Helped-by", 17, false },
};
static struct finding trailers_findings[] = {
	{ .pattern = "P01",
	  .person = 1,
	  .outcome = OUTCOME_CLEAR,
	  .visible = VISIBLE_MIXED,
	  .reason = clear_reason,
	  .explanation = clear_words,
	  .n = 69,
	  .numbers = { { "reviews", 12, NAN, NAN, NUMBER_COUNT },
	               { "review_share", 12.0 / 69, 0.1024, 0.2795, NUMBER_SHARE } },
	  .number_count = 2 },
};
static struct strength trailers_strengths[] = {
	{ .id = "multiplier",
	  .is_shown = true,
	  .reason = multiplier_words,
	  .numbers = { { "supported", 0.41, 0.32, 0.51, NUMBER_SHARE }, { "others", 5, NAN, NAN, NUMBER_COUNT } },
	  .number_count = 2 },
	{ .id = "newcomer-friend",
	  .is_shown = true,
	  .reason = newcomer_words,
	  .numbers = { { "newcomers", 2, NAN, NAN, NUMBER_COUNT } },
	  .number_count = 1 },
};
static struct finding trailers_team_findings[] = {
	{ .pattern = "P02",
	  .outcome = OUTCOME_WARN,
	  .reason = p02_reason,
	  .explanation = p02_words,
	  .looked_for = p02_looked,
	  .would_change = p02_change,
	  .n = 1200,
	  .weight = 3.4,
	  .numbers = { { "top_share", 0.67, 0.64, 0.69, NUMBER_SHARE } },
	  .number_count = 1 },
	{ .pattern = "P04", .outcome = OUTCOME_CLEAR, .reason = p04_reason, .n = 1842 },
};

/* ---- a forge that squashes ---- */

static struct figure squash_own[] = {
	COUNT("M01", "changes authored", 107, STATE_OK, NULL),
	NOTHING("M03", "reviews given", STATE_UNKNOWN, "not recorded here"),
	{ "M04", "review share of own", "share", NAN, NAN, NAN, 0, 107, STATE_UNKNOWN, "not recorded here", TREND_NONE,
	  NAN, NAN },
	COUNT("M13", "work on others' changes", 2, STATE_OK, NULL),
	COUNT("M16.count", "changes with documents", 9, STATE_OK, NULL),
	NOTHING("M29.int", "merged for others", STATE_UNKNOWN, "hidden by squash"),
	COUNT("M16+M17", "documents and decisions", 9, STATE_OK, NULL),
};
static struct figure squash_rest[] = {
	COUNT("M01", "changes authored", 412, STATE_OK, NULL),
	COUNT("M03", "reviews given", 12, STATE_UNKNOWN, NULL),
	COUNT("M13", "work on others' changes", 31, STATE_OK, NULL),
	COUNT("M16+M17", "documents and decisions", 66, STATE_OK, NULL),
};
static struct figure squash_team[] = {
	COUNT("M01", "changes authored", 519, STATE_OK, NULL),
	COUNT("M03", "reviews given", 12, STATE_UNKNOWN, NULL),
	SHARE("M07", "review coverage", 11, 519, 0.0119, 0.0376, STATE_UNKNOWN, "at least"),
	COUNT("M13", "work on others' changes", 33, STATE_OK, NULL),
	SHARE("M15", "two or more authors", 33, 519, 0.0457, 0.0879, STATE_OK, NULL),
	SHARE("M16", "share with documents", 75, 519, 0.1169, 0.1774, STATE_OK, NULL),
	SHARE("M29", "had a second person", 49, 519, 0.0721, 0.1227, STATE_OK, NULL),
	NOTHING("M29.int", "merged for others", STATE_UNKNOWN, "hidden by squash"),
	COUNT("M16+M17", "documents and decisions", 75, STATE_OK, NULL),
};
static struct finding squash_findings[] = {
	{ .pattern = "P01",
	  .person = 1,
	  .outcome = OUTCOME_UNKNOWN,
	  .visible = VISIBLE_OWN_ONLY,
	  .reason = unknown_reason,
	  .explanation = unknown_words,
	  .next_command = unknown_next,
	  .n = 107,
	  .numbers = { { "own_changes", 107, NAN, NAN, NUMBER_COUNT } },
	  .number_count = 1 },
	{ .pattern = "P95", .person = 1, .outcome = OUTCOME_CLEAR, .reason = p04_reason },
	{ .pattern = "P96", .person = 1, .outcome = OUTCOME_THIN, .reason = p06_reason },
	{ .pattern = "P97", .person = 1, .outcome = OUTCOME_SILENCED },
	{ .pattern = "P98", .person = 1, .outcome = OUTCOME_UNKNOWN, .reason = p03_reason },
	{ .pattern = "P04", .person = 1, .outcome = OUTCOME_UNKNOWN, .reason = unknown_reason },
	{ .pattern = "P94", .person = 1, .outcome = OUTCOME_UNKNOWN, .reason = p03_reason },
	{ .pattern = "P99", .person = 1, .outcome = OUTCOME_NA, .reason = p06_reason },
};

/* ---- names that want to be something else ---- */

static struct figure hostile_own[] = {
	COUNT("M01", "changes authored", 5, STATE_THIN, NULL),
};

static struct report_person people[SAMPLE_COUNT][6] = {
	[SAMPLE_TRAILERS] = { { .key = "Ada Lovelace <ada@example.org>",
	                        .name = "Ada Lovelace",
	                        .is_lead = true,
	                        .is_viewer = true,
	                        .figures = trailers_own,
	                        .figure_count = COUNT_OF(trailers_own),
	                        .rest = trailers_rest,
	                        .rest_count = COUNT_OF(trailers_rest),
	                        .halves = { trailers_first, trailers_second },
	                        .half_count = COUNT_OF(trailers_first),
	                        .strengths = trailers_strengths,
	                        .strength_count = COUNT_OF(trailers_strengths),
	                        .absent_days = 12,
	                        .findings = trailers_findings,
	                        .finding_count = COUNT_OF(trailers_findings) } },
	[SAMPLE_SQUASH] = { { .key = "Bo <bo@example.org>",
	                      .name = "Bo Karlsson",
	                      .is_viewer = true,
	                      .figures = squash_own,
	                      .figure_count = COUNT_OF(squash_own),
	                      .rest = squash_rest,
	                      .rest_count = COUNT_OF(squash_rest),
	                      .findings = squash_findings,
	                      .finding_count = COUNT_OF(squash_findings) } },
	[SAMPLE_HOSTILE] = { { .name = "=cmd|' /C calc'!A0" },
	                     { .name = "\033[31mRed\033[0m \302\233" },
	                     { .name = "e\314\201a\314\210 \xff\xfe \342\200\256evil" },
	                     { .name = "\331\205\330\255\331\205\330\257 \330\271\331\204\331\212" },
	                     { .name = "\347\216\213\345\260\217\346\230\216 \360\237\230\200" },
	                     { .name = "A name that is much too long to stand in one cell of any table at eighty "
	                               "columns" } },
};

static struct report_team teams[SAMPLE_COUNT] = {
	[SAMPLE_TRAILERS] = { .name = "",
	                      .member_count = 143,
	                      .figures = trailers_team,
	                      .figure_count = COUNT_OF(trailers_team),
	                      .findings = trailers_team_findings,
	                      .finding_count = COUNT_OF(trailers_team_findings) },
	[SAMPLE_SQUASH] = { .name = "",
	                    .member_count = 31,
	                    .figures = squash_team,
	                    .figure_count = COUNT_OF(squash_team) },
	[SAMPLE_GUEST] = { .name = "",
	                   .member_count = 31,
	                   .figures = squash_team,
	                   .figure_count = COUNT_OF(squash_team) },
	[SAMPLE_HOSTILE] = { .name = "]0;ownedcore", .member_count = 3 },
};

static struct report_repository trailers_repository = {
	.key = "e83c5163316f89bfbde7d9ab23ca2e25604af290",
	.name = "engine",
	.tip = "0123456789abcdef0123456789abcdef01234567",
	.has_lines = true,
	.commit_count = 60000,
	.damaged_count = 2,
	.unread_count = 3,
	.change_count = 1842,
	.review_count = 1621,
	.coverage = COVERAGE_USABLE,
	.rule = "commit 93 %, topology 7 %",
};
static struct report_repository squash_repository = {
	.key = "1111111111111111111111111111111111111111",
	.name = "web",
	.tip = "89abcdef0123456789abcdef0123456789abcdef",
	.is_partial = true,
	.commit_count = 5190,
	.missing_count = 3,
	.change_count = 519,
	.review_count = 11,
	.rule = "squash 98 %, commit 2 %",
};

static const char *squash_notes[] = { "Not looked for yet: P02 review bottleneck, P05 hero risk." };

static void fill_squash(struct report *out)
{
	out->repositories = &squash_repository;
	out->coverage.line =
		"519 changes by 31 people: 2 % (1-4) carry review evidence, so not being named as a reviewer means "
		"nothing; at least 9 % (7-12) involved a second person. 112 by bots left out.";
	out->coverage.change_count = 519;
	out->coverage.review_count = 11;
	out->coverage.review_share = (struct interval){ 0.0119, 0.0376 };
	out->coverage.person_count = 31;
	out->coverage.bot_change_count = 112;
	out->coverage.state = COVERAGE_UNKNOWN;
	out->notes = squash_notes;
	out->note_count = COUNT_OF(squash_notes);
	out->next_step = "git fetch origin 'refs/pull/*/head:refs/remotes/origin/pr/*'";
	out->next_reason = "brings pull-request heads: second authors and taken suggestions of squashed changes";
}

static void fill_trailers(struct report *out)
{
	out->repositories = &trailers_repository;
	out->coverage.line = "1842 changes by 143 people: 88 % (86-89) carry review evidence.";
	out->coverage.change_count = 1842;
	out->coverage.excluded_count = 21;
	out->coverage.review_count = 1621;
	out->coverage.review_share = (struct interval){ 0.8643, 0.8940 };
	out->coverage.person_count = 143;
	out->coverage.state = COVERAGE_USABLE;
	out->coverage.channels = trailers_channels;
	out->coverage.channel_count = COUNT_OF(trailers_channels);
	out->is_default_period = true;
	out->next_step = "git lead explain P01";
	out->next_reason = "shows the rule and every change behind these figures";
}

void sample_report(struct report *out, enum sample sample)
{
	*out = (struct report){ .schema = "1",
		                .period = { 1767225600, 1782950400 },
		                .period_name = "2026-01-01 to 2026-07-01",
		                .title = "Team health, 2026-01-01 to 2026-07-01",
		                .rules = "3",
		                .repository_count = 1,
		                .teams = &teams[sample],
		                .team_count = 1,
		                .people = people[sample],
		                .viewer_known = sample == SAMPLE_TRAILERS || sample == SAMPLE_SQUASH };
	out->coverage.not_visible = "Not visible: talk, meetings, unrecorded pairing (git lead explain coverage).";
	while (out->person_count < COUNT_OF(people[sample]) && people[sample][out->person_count].name)
		out->person_count++;
	if (sample == SAMPLE_TRAILERS)
		fill_trailers(out);
	else
		fill_squash(out);
	if (sample == SAMPLE_HOSTILE) {
		for (size_t i = 0; i < out->person_count; i++) {
			out->people[i].key = out->people[i].name;
			out->people[i].figures = hostile_own;
			out->people[i].figure_count = COUNT_OF(hostile_own);
		}
	}
}

const char *sample_name(enum sample sample)
{
	static const char *const names[] = { "trailers", "squash", "guest", "hostile" };

	return names[sample];
}
