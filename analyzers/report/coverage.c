/*
 * The coverage section: how much of the work the record shows at all, said before any figure. It reads what the
 * metrics gathered for the period; which channel was how busy is its own question.
 */
#include <math.h>
#include <string.h>
#include "lead/percent.h"
#include "lead/vec.h"
#include "model.h"

#define LIVE_CHANGES 10
#define LIVE_PERCENT 5

/*
 * Sources that tell of others' part in a change; the trailing year is in scope_change as well. CROSS JOIN: from the few changes
 * to their acts, and names only of what is left.
 */
static const char sql_channels[] =
	"SELECT s.name, t.n, t.in_year, (SELECT count(*) FROM scope_change)\n"
	"FROM (\n"
	"  SELECT source_id, count(CASE WHEN landed_time >= :since THEN 1 END) AS n, count(*) AS in_year\n"
	"  FROM (\n"
	"    SELECT DISTINCT a.source_id, c.id, c.landed_time\n"
	"    FROM scope_change c\n"
	"    CROSS JOIN act a\n"
	"    WHERE a.change_id = c.id AND a.kind NOT IN ('auth', 'req', 'tag', 'self', 'info')\n"
	"      AND a.counted = 1) told\n"
	"  GROUP BY source_id) t\n"
	"JOIN source s ON s.id = t.source_id\n"
	"WHERE t.n > 0\n"
	"ORDER BY t.n DESC, s.name";

static int64_t count_of(const struct building *building, const char *id)
{
	const struct metric_value *value = metric_values_find(&building->values[PART_PERIOD], id, 0);

	return value ? value->k : 0;
}

/* Sources by the names that people give them. */
static const struct {
	const char *source, *name;
} channel_names[] = {
	{ "committer", "committer of another's change" },
	{ "merge", "merge by another" },
	{ "pr-head", "pull-request heads" },
	{ "notedb", "Gerrit NoteDb" },
	{ "reviewnotes", "Gerrit review notes" },
	{ "appraise", "git-appraise" },
	{ "mail:trailer", "trailers given by mail" },
	{ "mail:review", "reviews by mail" },
	{ "mail:reply", "answers by mail" },
	{ "mail:applied", "said by mail to be applied" },
	{ "gerrit:vote", "Gerrit votes" },
	{ "gerrit:message", "Gerrit messages" },
	{ "gerrit:comment", "Gerrit comments" },
	{ "gerrit:submit", "submitted in Gerrit by another" },
	{ "github:review", "GitHub reviews" },
	{ "github:comment", "GitHub comments" },
	{ "github:review-comment", "GitHub review comments" },
	{ "github:merge", "merge on GitHub by another" },
	{ "gitlab:approval", "GitLab approvals" },
	{ "gitlab:note", "GitLab comments" },
	{ "gitlab:review-comment", "GitLab review comments" },
	{ "gitlab:merge", "merge on GitLab by another" },
	{ "bitbucket:approval", "Bitbucket approvals" },
	{ "bitbucket:changes", "changes asked for on Bitbucket" },
	{ "bitbucket:comment", "Bitbucket comments" },
	{ "bitbucket:merge", "merge on Bitbucket by another" },
	{ "gitea:review", "Gitea reviews" },
	{ "gitea:comment", "Gitea comments" },
	{ "gitea:merge", "merge on Gitea by another" },
	{ "azure:vote", "Azure DevOps votes" },
	{ "azure:comment", "Azure DevOps comments" },
	{ "azure:merge", "merge on Azure DevOps by another" },
	{ "subject:bors", "bors merges" },
	{ "subject:bors-ng", "bors-ng merges" },
	{ "subject:mozilla", "reviewers in the subject" },
	{ "message:acks", "acks in the merge message" },
};

/*
 * "trailer:reviewed-by" is called "Reviewed-by", however the commits capitalise it; other sources say what they are.
 */
static const char *channel_name(struct building *building, struct text source)
{
	struct buf name = { 0 };

	for (size_t i = 0; i < sizeof(channel_names) / sizeof(channel_names[0]); i++) {
		if (text_equal(source, text_of(channel_names[i].source)))
			return channel_names[i].name;
	}
	if (!text_starts(source, TEXT("trailer:")))
		return model_text(building, source);
	source = text_slice(source, sizeof("trailer:") - 1, source.size);
	buf_add_text(&name, source);
	if (name.size && name.at[0] >= 'a' && name.at[0] <= 'z')
		name.at[0] = (char)(name.at[0] - 'a' + 'A');
	return model_buf(building, &name);
}

static int fill_channels(struct building *building)
{
	struct report_coverage *coverage = &building->team->coverage;
	VEC(struct report_channel) channels = { 0 };
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_channels);

	if (ret)
		return ret;
	while ((ret = statement_step(statement)) == 0) {
		struct report_channel *channel = VEC_PUSH(&channels);
		int64_t in_year = statement_int(statement, 2);

		channel->name = channel_name(building, statement_text(statement, 0));
		channel->change_count = statement_int(statement, 1);
		channel->is_live =
			in_year >= LIVE_CHANGES && 100 * in_year >= LIVE_PERCENT * statement_int(statement, 3);
	}
	coverage->channels = model_keep(building, channels.at, channels.count, sizeof(*channels.at));
	coverage->channel_count = channels.count;
	VEC_RELEASE(&channels);
	return ret < 0 ? ret : 0;
}

static void add_share(struct buf *out, int64_t k, int64_t n)
{
	struct interval reach = wilson(k, n);

	percent_add(out, (double)k / (double)n);
	buf_add_fmt(out, " (%.0f-%.0f)", percent_of(reach.low), percent_of(reach.high));
}

/* What stands where reviews are not recorded: a merge by somebody else is a fact all the same (metrics M29). */
static void add_second_person(struct buf *out, const struct building *building)
{
	const struct metric_value *second = metric_values_find(&building->values[PART_PERIOD], "M29", 0);

	if (!second || isnan(second->value) || second->k == 0)
		return;
	buf_add_str(out, "; at least ");
	add_share(out, second->k, second->n);
	buf_add_str(out, " involved a second person");
}

static void add_review_words(struct buf *out, const struct building *building)
{
	const struct report_coverage *coverage = &building->team->coverage;

	if (coverage->review_count == 0) {
		buf_add_str(out, "who reviewed is not recorded in these commits");
		add_second_person(out, building);
		return;
	}
	add_share(out, coverage->review_count, coverage->change_count);
	buf_add_str(out, " carry review evidence");
	if (coverage->state == COVERAGE_PARTIAL)
		buf_add_str(out, ", so an absence tells little");
	/* With half of them reviewed nothing but a declaration makes coverage unknown: it has the last word. */
	if (coverage->state == COVERAGE_UNKNOWN && coverage->review_count * 2 >= coverage->change_count)
		buf_add_str(out, ", but it is declared that reviews of this time are not recorded");
	if (coverage->state == COVERAGE_UNKNOWN) {
		buf_add_str(out, ", so not being named as a reviewer means nothing");
		add_second_person(out, building);
	}
}

static void add_clone_words(struct buf *out, const struct building *building)
{
	const struct report *report = building->report;
	int64_t missing = 0;
	int64_t damaged = 0;
	int64_t unread = 0;
	bool is_shallow = false;
	bool is_partial = false;

	for (size_t i = 0; i < report->repository_count; i++) {
		missing += report->repositories[i].missing_count;
		damaged += report->repositories[i].damaged_count;
		unread += report->repositories[i].unread_count;
		is_shallow |= report->repositories[i].is_shallow;
		is_partial |= report->repositories[i].is_partial;
	}
	if (is_shallow && building->cut_time >= building->scope.period.since_time)
		buf_add_str(
			out,
			" This clone is shallow and its history is cut inside the period, so shares are unknown and "
			"counts are lower bounds: git fetch --unshallow.");
	else if (is_shallow)
		buf_add_str(out, " This clone is shallow; the cut lies before the period.");
	if (missing)
		buf_add_fmt(out, " %lld object%s missing%s.", (long long)missing, missing == 1 ? " is" : "s are",
		            is_partial ? " (partial clone)" : "");
	if (damaged)
		buf_add_fmt(out, " %lld commit%s malformed headers.", (long long)damaged,
		            damaged == 1 ? " has" : "s have");
	if (unread)
		buf_add_fmt(out, " Of %lld request%s not all that is here could be read (git lead sources).",
		            (long long)unread, unread == 1 ? "" : "s");
}

static const char *coverage_line(struct building *building)
{
	const struct report_coverage *coverage = &building->team->coverage;
	struct buf text = { 0 };

	if (coverage->change_count == 0 && coverage->excluded_count > 0) {
		buf_add_fmt(&text,
		            "None of the %lld change%s of this period counts: bots, imports, copies, names that are no "
		            "person's.",
		            (long long)coverage->excluded_count, coverage->excluded_count == 1 ? "" : "s");
	} else if (coverage->change_count == 0) {
		buf_add_str(&text, "No changes landed in this period.");
	} else {
		buf_add_fmt(&text, "%lld change%s, %lld %s named: ", (long long)coverage->change_count,
		            coverage->change_count == 1 ? "" : "s", (long long)coverage->person_count,
		            coverage->person_count == 1 ? "person" : "people");
		add_review_words(&text, building);
		buf_add_char(&text, '.');
	}
	if (coverage->bot_change_count)
		buf_add_fmt(&text, " %lld by bots left out.", (long long)coverage->bot_change_count);
	add_clone_words(&text, building);
	return model_buf(building, &text);
}

int model_fill_coverage(struct building *building)
{
	struct report_coverage *coverage = &building->team->coverage;
	int ret;

	coverage->change_count = count_of(building, "M00");
	coverage->excluded_count = count_of(building, "M00.excluded");
	coverage->review_count = count_of(building, "M07");
	coverage->review_share = wilson(coverage->review_count, coverage->change_count);
	coverage->state = building->coverage[PART_PERIOD];
	coverage->person_count = count_of(building, "M00.people");
	coverage->model_credit_count = count_of(building, "M00.models");
	coverage->unresolved_count = count_of(building, "M00.unresolved");
	coverage->bot_change_count = count_of(building, "M00.bot") + count_of(building, "M00.model");
	ret = fill_channels(building);
	if (ret)
		return ret;
	coverage->line = coverage_line(building);
	coverage->not_visible = "Not visible: talk, meetings, unrecorded pairing (git lead explain coverage).";
	return 0;
}

void coverage_withhold(struct building *building, struct report_coverage *coverage)
{
	struct buf line = { 0 };

	if (coverage->change_count > 0) {
		buf_add_fmt(&line, "%lld change%s; how many carry review evidence is withheld.",
		            (long long)coverage->change_count, coverage->change_count == 1 ? "" : "s");
		coverage->line = model_buf(building, &line);
	}
	coverage->review_count = -1;
	coverage->review_share = (struct interval){ NAN, NAN };
	coverage->channel_count = 0;
}
