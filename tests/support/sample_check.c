/* The checks of sample_check.h, as tables. Counts, what is shown and the exit code follow from the results as in a real one. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "lead/error.h"
#include "sample_check.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define CHANGES_MOST 64
#define RESULTS_MOST 512
#define GAPS_MOST 8
#define HOUR 3600
#define LANDED 1782864000 /* 2026-07-01 */

static const char *const names[SAMPLE_CHECK_COUNT] = {
	"mixed", "news", "request", "quiet", "empty", "many", "hostile"
};

static const struct check_rule second = {
	.id = "second-person",
	.name = "An independent second person",
	.help = "Somebody other than the author reviewed, integrated, helped or wrote along. Unknown where nobody did "
		"and "
		"reviews are not recorded.",
	.source = "M29",
	.subject = CHECK_OF_CHANGE,
	.level = CHECK_WARN,
	.most = CHECK_FAIL,
};
static const struct check_rule review = {
	.id = "review-evidence",
	.name = "Review evidence",
	.help = "The record holds a review by somebody else.",
	.source = "M07",
	.subject = CHECK_OF_CHANGE,
	.level = CHECK_NOTICE,
	.most = CHECK_FAIL,
};
static const struct check_rule size = {
	.id = "size",
	.name = "Size",
	.help = "More lines or files than are reviewed well in one sitting.",
	.source = "M24",
	.subject = CHECK_OF_CHANGE,
	.level = CHECK_NOTICE,
	.most = CHECK_FAIL,
};
static const struct check_rule decision = {
	.id = "decision-record",
	.name = "A decision record",
	.help = "A change that is significant for the architecture lands with a record, or near one.",
	.source = "P09",
	.subject = CHECK_OF_CHANGE,
	.level = CHECK_NOTICE,
	.most = CHECK_FAIL,
};
static const struct check_rule coverage = {
	.id = "coverage",
	.name = "Review coverage of the team",
	.help = "The share of changes that name a reviewer.",
	.source = "M07",
	.subject = CHECK_OF_TEAM,
	.level = CHECK_NOTICE,
	.most = CHECK_FAIL,
};
static const struct check_rule bottleneck = {
	.id = "P02",
	.name = "review-bottleneck",
	.help = "One person gives more than half of the team's reviews.",
	.source = "P02",
	.subject = CHECK_OF_TEAM,
	.level = CHECK_OFF,
	.most = CHECK_FAIL,
};
static const struct check_rule own_code = {
	.id = "P01",
	.name = "own-code-only",
	.help = "What the record shows of a declared lead is own code alone.",
	.source = "P01",
	.subject = CHECK_OF_PERSON,
	.level = CHECK_OFF,
	.most = CHECK_NOTICE,
};

static const char *const hostile[] = {
	"::error file=x::made by a subject",
	" \t::add-mask::***",
	"\302\240::stop-commands::token",
	"##[stop-commands]token",
	"x ##[error]in the midst, ##vso[task.setvariable]",
	"100%25 of 50% %0A%0D::warning::y",
	"two\r\nlines\n::notice::of it",
	"| a | b | `c` ```d``` |",
	"<script>window.__ran=1</script>",
	"\"><img src=x onerror=window.__ran=1>",
	"[x](javascript:window.__ran=1) ![y](https://evil.example.org/z.png) {0} {12}",
	"=cmd|'/c calc'!A1",
	"$(rm -r .) `id` ; && \\",
	"\033[2J\033]0;owned\007 \302\23331m",
	"\342\200\256gnp.exe \342\201\247isolated \342\200\217mark",
	"broken \377\376\300\257 bytes",
	"@aexample #12 !3 GH-4 /close :smile: www.example.org",
	"a,b;c:d=e\"f'g",
	"# heading ## *stars* __lines__ ~~gone~~",
	"",
	"\346\274\242\345\255\227 \331\205\330\261\330\255\330\250\330\247",
	("loooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo"
	 "o"
	 "oooooooong"),
};

static struct check_change changes[CHANGES_MOST];
static struct check_result results[RESULTS_MOST];
static struct check_gap gaps[GAPS_MOST];
static char keys[CHANGES_MOST][64], oids[CHANGES_MOST][41], fingerprints[RESULTS_MOST][33];

#define SHARE(id, label, k, n, low, high, state, note)                                                    \
	{                                                                                                 \
		id, label, "share", (double)(k) / (n), low, high, k, n, state, note, TREND_NONE, NAN, NAN \
	}
static struct figure facts[] = {
	SHARE("M07", "review coverage", 31, 52, 0.4610, 0.7190, STATE_OK, NULL),
	SHARE("M29", "had a second person", 40, 52, 0.6391, 0.8628, STATE_OK, NULL),
	SHARE("M24.large", "over 400 lines", 2, 52, 0.0106, 0.1297, STATE_OK, NULL),
	SHARE("M12.new", "of newcomers reviewed", 3, 4, 0.3006, 0.9544, STATE_THIN, NULL),
	{ "M12.gap", "newcomers' gap", "difference", -0.12, -0.31, 0.07, 3, 4, STATE_OK, NULL, TREND_NONE, NAN, NAN },
	{ "M08", "self-integrated", "share", NAN, NAN, NAN, 0, 0, STATE_UNKNOWN, "hidden by squash", TREND_NONE, NAN,
	  NAN },
};

/* ---- building ---- */

static struct check_change *add_change(struct check *check, const char *key, const char *subject, const char *path,
                                       int64_t lines, int64_t files)
{
	size_t at = check->change_count++;

	if (at >= CHANGES_MOST)
		BUG("too many changes");
	for (size_t i = 0; i < 40; i++)
		oids[at][i] = "0123456789abcdef"[(i * 7 + at * 3 + i % 3 * (at / 16)) % 16];
	if (key)
		snprintf(keys[at], sizeof(keys[at]), "%s", key);
	else
		snprintf(keys[at], sizeof(keys[at]), "commit:%s", oids[at]);
	changes[at] = (struct check_change){ .key = keys[at],
		                             .oid = oids[at],
		                             .subject = subject,
		                             .path = path,
		                             .landed_time = LANDED + (int64_t)at * HOUR,
		                             .commit_count = 1 + (int64_t)at % 3,
		                             .lines = lines,
		                             .files = files,
		                             .has_code = true,
		                             .integrator = at % 2 ? "author" : "other" };
	return &changes[at];
}

static struct check_result *add_result(struct check *check, const struct check_rule *rule, enum check_level level,
                                       enum check_outcome outcome, const struct check_change *change,
                                       const char *message)
{
	size_t at = check->result_count++;
	struct check_result *result;

	if (at >= RESULTS_MOST)
		BUG("too many results");
	result = &results[at];
	snprintf(fingerprints[at], sizeof(fingerprints[at]), "%032zx", at * 2654435761u + 1);
	*result = (struct check_result){ .rule = rule,
		                         .level = level,
		                         .outcome = outcome,
		                         .change = change,
		                         .path = change && change->path ? change->path : ".gitlead",
		                         .line = change && change->path ? 1 : 7,
		                         .message = message,
		                         .fingerprint = fingerprints[at],
		                         .is_new = true };
	if (outcome == CHECK_FIRES)
		result->shown = level;
	else if (outcome == CHECK_UNKNOWN)
		result->shown = level == CHECK_FAIL ? CHECK_FAIL : CHECK_NOTICE;
	return result;
}

static void add_gap(struct check *check, const char *rules, int64_t change_count, enum check_level shown,
                    const char *message, const char *advice)
{
	gaps[check->gap_count++] = (struct check_gap){ message, advice, rules, change_count, shown, true };
}

static void finish(struct check *check)
{
	for (size_t i = 0; i < check->result_count; i++) {
		const struct check_result *result = &results[i];

		check->counts[result->shown]++;
		if (result->shown == CHECK_FAIL && check->status != 1)
			check->status = result->outcome == CHECK_FIRES ? 1 : 3;
	}
}

/* ---- the samples ---- */

static void build_mixed(struct check *check)
{
	struct check_change *reviewed = add_change(check, "pr:118", "Split the parser", "src/parse.c", 84, 3);
	struct check_change *alone = add_change(check, "pr:121", "A queue for the mailer", "src/mail/queue.c", 612, 9);
	struct check_change *bot = add_change(check, "pr:122", "Bump the linter", "package.json", 2, 1);
	struct check_change *direct = add_change(check, NULL, "Fix a typo in the handbook", "docs/handbook.md", 1, 1);
	struct check_change *blind = add_change(check, "pr:125", "Cache what was asked before", NULL, -1, -1);
	static const char nobody[] = "The record names nobody but the author.";
	static const char would[] = "A review, an approval or a trailer that names a second person would settle it.";
	static const char unknown[] = "Reviews are not recorded here, so that nobody is named means nothing.";
	static const char bring[] = "'git lead sources' names the command that brings review evidence.";

	reviewed->has_second = reviewed->has_review = reviewed->is_told = reviewed->has_doc = true;
	alone->is_told = alone->has_decision = true;
	alone->is_newcomer = true;
	bot->excluded = "bot";
	add_result(check, &second, CHECK_FAIL, CHECK_HOLDS, reviewed, "A reviewer is named.");
	add_result(check, &second, CHECK_FAIL, CHECK_FIRES, alone, nobody)->advice = would;
	add_result(check, &second, CHECK_FAIL, CHECK_FIRES, direct, nobody)->advice = would;
	add_result(check, &second, CHECK_FAIL, CHECK_UNKNOWN, blind, unknown)->advice = bring;
	add_result(check, &review, CHECK_WARN, CHECK_HOLDS, reviewed, "One review by somebody else.");
	add_result(check, &review, CHECK_WARN, CHECK_FIRES, alone, "The forge tells no review of it.");
	add_result(check, &review, CHECK_WARN, CHECK_UNKNOWN, direct, unknown)->advice = bring;
	add_result(check, &review, CHECK_WARN, CHECK_UNKNOWN, blind, unknown)->advice = bring;
	add_result(check, &size, CHECK_NOTICE, CHECK_HOLDS, reviewed, "84 lines in 3 files.");
	add_result(check, &size, CHECK_NOTICE, CHECK_FIRES, alone, "612 lines in 9 files; 400 lines are the bound.");
	add_result(check, &size, CHECK_NOTICE, CHECK_HOLDS, direct, "1 line in 1 file.");
	add_result(check, &size, CHECK_NOTICE, CHECK_UNKNOWN, blind,
	           "Lines are not available in a clone without files.")
		->advice = "'git fetch --refetch' brings them.";
	add_result(check, &decision, CHECK_NOTICE, CHECK_NA, reviewed, NULL);
	add_result(check, &coverage, CHECK_WARN, CHECK_FIRES, NULL,
	           "31 of 52 changes name a reviewer: 60 % (46-72), below 70 %.");
	add_result(check, &bottleneck, CHECK_NOTICE, CHECK_UNKNOWN, NULL, "Reviews of 9 of 52 changes alone are told.");
	add_result(check, &own_code, CHECK_NOTICE, CHECK_FIRES, NULL,
	           "Ada Example: 14 own changes, no trace of work on others'.")
		->person = "Ada Example";
	add_gap(check, "second-person, review-evidence", 2, CHECK_FAIL, unknown, bring);
	add_gap(check, "size", 1, CHECK_NOTICE, "Lines are not available in a clone without files.",
	        "'git fetch --refetch' brings them.");
	add_gap(check, "P02", 0, CHECK_NOTICE, "Reviews of 9 of 52 changes alone are told.", NULL);
}

static void build_news(struct check *check)
{
	build_mixed(check);
	check->is_news_only = true;
	for (size_t i = 0; i < check->result_count; i++)
		results[i].is_new = i % 2 == 0;
	gaps[0].is_new = false;
}

static void build_request(struct check *check)
{
	struct check_change *change = add_change(check, NULL, "Read the settings once", "src/settings.c", 501, 4);

	check->is_request = true;
	check->range = "request told by GitHub Actions";
	add_result(check, &second, CHECK_WARN, CHECK_NA, change, "It has not landed.");
	add_result(check, &review, CHECK_NOTICE, CHECK_NA, change, "It has not landed.");
	add_result(check, &size, CHECK_NOTICE, CHECK_FIRES, change, "501 lines in 4 files; 400 lines are the bound.")
		->advice = "Parts of it can land apart.";
}

static void build_quiet(struct check *check)
{
	struct check_change *change = add_change(check, "pr:7", "Say what is meant", "README.md", 12, 1);

	change->has_second = change->has_review = change->is_told = true;
	add_result(check, &second, CHECK_WARN, CHECK_HOLDS, change, "A reviewer is named.");
	add_result(check, &size, CHECK_NOTICE, CHECK_HOLDS, change, "12 lines in 1 file.");
}

static void build_empty(struct check *check)
{
	check->base = "";
	check->commit_count = 0;
	check->fact_count = 0;
	check->range = "HEAD..HEAD";
	check->coverage_line = "No change in the 26 weeks before: what is missing means nothing.";
}

static void build_many(struct check *check)
{
	static char subjects[CHANGES_MOST][40];
	static const struct check_rule *const rules[] = { &second, &review, &size };
	static const enum check_level levels[] = { CHECK_FAIL, CHECK_WARN, CHECK_NOTICE };

	for (size_t i = 0; i < CHANGES_MOST; i++) {
		snprintf(subjects[i], sizeof(subjects[i]), "Step %zu of many", i + 1);
		add_change(check, NULL, subjects[i], "src/step.c", (int64_t)i * 11, (int64_t)i % 7)->is_told = true;
	}
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		for (size_t j = 0; j < CHANGES_MOST; j++)
			add_result(check, rules[i], levels[i], CHECK_FIRES, &changes[j], "It is one of many.")->advice =
				"Fewer would do.";
}

static void build_hostile(struct check *check)
{
	check->range = hostile[0];
	check->repository = hostile[8];
	check->team = hostile[2];
	for (size_t i = 0; i < COUNT_OF(hostile); i++)
		add_change(check, NULL, hostile[i], hostile[i][0] ? hostile[i] : NULL, (int64_t)i, 1);
	snprintf(keys[3], sizeof(keys[3]), "pr:1::error::%%0A|<b>");
	for (size_t i = 0; i < COUNT_OF(hostile); i++)
		add_result(check, &second, CHECK_WARN, CHECK_FIRES, &changes[i], hostile[i])->advice =
			hostile[COUNT_OF(hostile) - 1 - i];
	add_result(check, &own_code, CHECK_NOTICE, CHECK_FIRES, NULL, "::error::a name stands here.")->person =
		"::error::name <x@example.org>";
	add_result(check, &bottleneck, CHECK_NOTICE, CHECK_UNKNOWN, NULL, hostile[3]);
	for (size_t i = 0; i < 4; i++)
		add_gap(check, i % 2 ? "P02" : "second-person", i % 2 ? 0 : 3, CHECK_NOTICE, hostile[i * 5],
		        hostile[i]);
	for (size_t i = 0; i < COUNT_OF(hostile); i++)
		if (!hostile[i][0])
			results[i].message = "Its subject is empty.";
}

void sample_check(struct check *out, enum sample_check sample)
{
	static void (*const build[SAMPLE_CHECK_COUNT])(struct check *) = { build_mixed,  build_news,  build_request,
		                                                           build_quiet,  build_empty, build_many,
		                                                           build_hostile };

	*out = (struct check){ .schema = "1",
		               .repository = "mailer",
		               .repository_key = "00112233445566778899aabbccddeeff00112233",
		               .team = "",
		               .base = "89abcdef0123456789abcdef0123456789abcdef",
		               .tip = "fedcba9876543210fedcba9876543210fedcba98",
		               .range = "main..HEAD",
		               .period = { LANDED - 26 * 7 * 24 * HOUR, LANDED },
		               .coverage = COVERAGE_PARTIAL,
		               .coverage_line =
		                       "31 of 52 changes of the 26 weeks before name a reviewer: what is missing "
		                       "tells little.",
		               .commit_count = 14,
		               .changes = changes,
		               .results = results,
		               .gaps = gaps,
		               .facts = facts,
		               .fact_count = COUNT_OF(facts) };
	build[sample](out);
	finish(out);
}

const char *sample_check_name(enum sample_check sample)
{
	return names[sample];
}

const char *sample_check_text(size_t position)
{
	return position < COUNT_OF(hostile) ? hostile[position] : NULL;
}
