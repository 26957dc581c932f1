/*
 * P09 docs-gap: do documents and decision records keep pace with the code? Three questions, each asked only where the team
 * has the practice: documents that are mapped to an area, the share of changes with documentation against the team's own
 * past year, and decision records where changes would call for one. There is no absolute measure: projects differ tenfold.
 */
#include <math.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/people.h"
#include "finding.h"
#include "lead/significant.h"

#define GAP_DEFAULT 0.05                           /* of the share of changes with documentation */
#define CHANGES_DEFAULT 20                         /* with code in the area of a document that did not change */
#define PEOPLE_MINIMUM 2                           /* who wrote them */
#define SHARE_MINIMUM 20                           /* changes in the period, and in the year before */
#define WINDOW_WEEKS 26                            /* two quarters, up to the end of the period */
#define RECORD_SECS (4 * WINDOW_WEEKS * WEEK_SECS) /* two years, from which the rate of decision records is taken */
#define RECORDS_EXPECTED 3                         /* in a window at that rate, for none to be unusual */
#define SHOWN 3                                    /* documents or changes named */

/* What one of the three questions came to. */
enum leg { LEG_ABSENT, LEG_THIN, LEG_QUIET, LEG_DECLARED, LEG_FIRED };

struct sight {
	enum leg documents, share, decisions;
	int64_t mapped, behind;                       /* documents */
	int64_t doc, changes, year_doc, year_changes; /* of the period; of the 365 days before it */
	int64_t records, significant;                 /* of the window */
	int64_t records_before;                       /* changes to records in the two years before it */
	struct interval difference;
	double gap;
	int64_t least_changes;
	struct buf behind_words, significant_words;
};

static struct scope window_of(const struct pattern_input *input)
{
	struct scope scope = *input->scope;

	scope.period.since_time = scope.period.until_time - WINDOW_WEEKS * WEEK_SECS;
	return scope;
}

/* A leg that fired although it was declared to lie elsewhere is no finding. */
static int settle(enum leg *leg, const struct pattern_input *input, bool has_fired, const char *kind)
{
	double elsewhere = 0;
	int ret = 0;

	if (has_fired)
		ret = input_declared_share(&elsewhere, input, kind, 0);
	*leg = !has_fired ? LEG_QUIET : elsewhere > DECLARED_SHARE ? LEG_DECLARED : LEG_FIRED;
	return ret;
}

/* ---- a: documents that stood still while their area moved ---- */

static const char sql_documents[] =
	"WITH mapped AS (\n"
	"  SELECT s.repository_id, s.area, s.document, s.changed_time\n"
	"  FROM scope_document s\n"
	"  WHERE EXISTS (\n"
	"    SELECT 1 FROM document_change d\n"
	"    WHERE d.repository_id = s.repository_id AND d.area = s.area AND d.document = s.document\n"
	"      AND d.is_configured = 1)\n"
	"), moved AS (\n"
	"  SELECT m.repository_id, m.area, m.document, m.changed_time,\n"
	"         count(c.id) AS changes, count(DISTINCT c.author_id) AS people\n"
	"  FROM mapped m\n"
	"  LEFT JOIN change_area a ON a.area = m.area\n"
	"  LEFT JOIN scope_change c ON c.id = a.change_id AND c.repository_id = m.repository_id AND c.has_code = 1\n"
	"    AND c.landed_time >= :until - 15724800\n"
	"  GROUP BY m.repository_id, m.area, m.document, m.changed_time\n"
	")\n"
	"SELECT m.area, m.document, (:until - m.changed_time) / 86400, m.changes, m.people,\n"
	"       CASE WHEN m.changed_time < :until - 15724800 THEN 1 ELSE 0 END, r.name\n"
	"FROM moved m\n"
	"JOIN repository r ON r.id = m.repository_id\n"
	"ORDER BY m.changes DESC, m.changed_time, r.key, m.area, m.document";

/* Calls each for every document that is behind; counts all that are mapped. */
static int look_at_documents(struct sight *sight, const struct pattern_input *input,
                             int (*each)(void *payload, const struct statement *row), void *payload)
{
	struct statement *row;
	int ret = metric_prepare(input->store, input->scope);

	sight->mapped = sight->behind = 0;
	if (!ret)
		ret = store_statement(&row, input->store, sql_documents);
	if (ret)
		return ret;
	statement_bind_int(row, ":until", input->scope->period.until_time);
	while ((ret = statement_step(row)) == 0) {
		sight->mapped++;
		if (statement_int(row, 5) == 0 || statement_int(row, 3) < sight->least_changes ||
		    statement_int(row, 4) < PEOPLE_MINIMUM)
			continue;
		sight->behind++;
		ret = each(payload, row);
		if (ret) {
			statement_reset(row);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

static int name_document(void *payload, const struct statement *row)
{
	struct sight *sight = payload;
	struct buf *words = &sight->behind_words;

	if (sight->behind > SHOWN)
		return 0;
	if (words->size > 0)
		buf_add_str(words, "; ");
	utf8_add_clean(words, statement_text(row, 1));
	buf_add_fmt(words, ", last changed %lld days before the end, with ", (long long)statement_int(row, 2));
	say_count(words, statement_int(row, 3), "change", "changes");
	buf_add_fmt(words, " to code by %lld people in ", (long long)statement_int(row, 4));
	utf8_add_clean(words, statement_text(row, 0));
	return 0;
}

static int judge_documents(struct sight *sight, const struct pattern_input *input)
{
	int ret = look_at_documents(sight, input, name_document, sight);

	if (ret || sight->mapped == 0) {
		sight->documents = LEG_ABSENT;
		return ret;
	}
	return settle(&sight->documents, input, sight->behind > 0, "docs");
}

/* ---- b: the share of changes with documentation, against the team's own year before ---- */

static int judge_share(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT coalesce(sum(CASE WHEN landed_time >= :since THEN has_doc END), 0),\n"
	                          "       count(CASE WHEN landed_time >= :since THEN 1 END),\n"
	                          "       coalesce(sum(CASE WHEN landed_time < :since THEN has_doc END), 0),\n"
	                          "       count(CASE WHEN landed_time < :since THEN 1 END)\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since - 31536000 AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)");

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	ret = statement_step(row);
	if (ret == 0) {
		sight->doc = statement_int(row, 0);
		sight->changes = statement_int(row, 1);
		sight->year_doc = statement_int(row, 2);
		sight->year_changes = statement_int(row, 3);
	}
	statement_reset(row);
	if (ret < 0)
		return ret;
	sight->difference = newcombe(sight->doc, sight->changes, sight->year_doc, sight->year_changes);
	if (sight->year_doc == 0 || sight->year_changes < SHARE_MINIMUM || sight->changes < SHARE_MINIMUM) {
		sight->share = sight->year_changes >= SHARE_MINIMUM && sight->year_doc == 0 ? LEG_ABSENT : LEG_THIN;
		return 0;
	}
	return settle(&sight->share, input, sight->difference.high < -sight->gap, "docs");
}

/* ---- c: no decision record while a change would call for one ---- */

static int count_records(int64_t *out, const struct pattern_input *input, struct period period)
{
	struct scope scope = *input->scope;
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT count(*)\n"
	                          "FROM change c\n"
	                          "JOIN change_credit k ON k.change_id = c.id\n"
	                          "WHERE k.has_decision = 1 AND c.landed_time >= :since AND c.landed_time < :until\n"
	                          "  AND coalesce(k.excluded, '') <> 'copied'\n"
	                          "  AND (:repository IS NULL OR c.repository_id = :repository)");

	if (ret)
		return ret;
	scope.period = period;
	scope_bind(row, &scope);
	return statement_take_int(out, row);
}

/* Where few are written, two quarters without one come by chance: three have to be expected, as exp(-3) is under 5 %. */
static bool are_records_rare(const struct sight *sight)
{
	return sight->records_before * WINDOW_WEEKS * WEEK_SECS < RECORDS_EXPECTED * RECORD_SECS;
}

static void name_significant(struct sight *sight, const struct significant_list *list)
{
	for (size_t i = 0; i < list->count && i < SHOWN; i++) {
		if (sight->significant_words.size > 0)
			buf_add_str(&sight->significant_words, "; ");
		say_key(&sight->significant_words, list->at[i].key);
		buf_add_str(&sight->significant_words, ": ");
		utf8_add_clean(&sight->significant_words, list->at[i].why);
	}
}

static int judge_decisions(struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *practice = input_figure(input, "M17.new", 0);
	struct significant_list list = { 0 };
	struct scope window = window_of(input);
	int ret;

	sight->decisions = LEG_ABSENT;
	if (!practice || practice->state == STATE_NA)
		return 0;
	sight->decisions = LEG_QUIET;
	ret = count_records(&sight->records, input, window.period);
	if (!ret)
		ret = count_records(
			&sight->records_before, input,
			(struct period){ window.period.since_time - RECORD_SECS, window.period.since_time });
	if (ret || sight->records > 0)
		return ret;
	ret = significant_find(&list, input->store, &window);
	if (!ret) {
		sight->significant = (int64_t)list.count;
		name_significant(sight, &list);
		ret = settle(&sight->decisions, input, list.count > 0 && !are_records_rare(sight), "decisions");
	}
	significant_release(&list);
	return ret;
}

/* ---- words ---- */

static void add_numbers(struct finding *out, const struct sight *sight)
{
	if (sight->documents != LEG_ABSENT) {
		finding_add_count(out, "documents_mapped", sight->mapped);
		finding_add_count(out, "documents_behind", sight->behind);
	}
	if (sight->changes > 0)
		finding_add(out, "doc_share", (double)sight->doc / (double)sight->changes,
		            wilson(sight->doc, sight->changes));
	if (sight->year_changes > 0)
		finding_add(out, "doc_share_year_before", (double)sight->year_doc / (double)sight->year_changes,
		            wilson(sight->year_doc, sight->year_changes));
	if (sight->decisions != LEG_ABSENT) {
		finding_add_count(out, "changes_to_records", sight->records);
		finding_add_count(out, "changes_to_records_before", sight->records_before);
		if (sight->records == 0)
			finding_add_count(out, "significant_changes", sight->significant);
	}
	out->n = sight->changes;
}

static void say_documents(struct buf *text, struct sight *sight)
{
	if (sight->documents == LEG_ABSENT)
		return;
	buf_add_str(text, "Of ");
	say_count(text, sight->mapped, "mapped document", "mapped documents");
	buf_add_fmt(text, " %lld did not change for two quarters while %lld or more changes to code landed in the area",
	            (long long)sight->behind, (long long)sight->least_changes);
	if (sight->behind_words.size > 0)
		buf_add_fmt(text, ": %s", buf_str(&sight->behind_words));
	buf_add_str(text, ". ");
}

static void say_shares(struct buf *text, const struct sight *sight)
{
	if (sight->share == LEG_ABSENT || sight->changes == 0)
		return;
	buf_add_str(text, "Documentation is touched in ");
	say_share(text, sight->doc, sight->changes);
	buf_add_str(text, " changes; in the 365 days before it was ");
	say_share(text, sight->year_doc, sight->year_changes);
	buf_add_str(text, ". ");
}

static void say_decisions(struct buf *text, struct sight *sight)
{
	if (sight->decisions == LEG_ABSENT)
		return;
	/* The practice is the repository's, whoever is on the team; M17 tells of the team's part in a period. */
	buf_add_str(text, "Decision records in the repository were changed by ");
	say_count(text, sight->records, "change", "changes");
	buf_add_str(text, " in two quarters, whoever wrote them");
	if (sight->records == 0) {
		buf_add_str(text, "; changes that might call for one: ");
		buf_add_fmt(text, "%lld", (long long)sight->significant);
		if (sight->significant_words.size > 0)
			buf_add_fmt(text, " (%s)", buf_str(&sight->significant_words));
		buf_add_fmt(text, "; in the two years before there were %lld changes to records",
		            (long long)sight->records_before);
		if (are_records_rare(sight))
			buf_add_fmt(text, ", so few that two quarters without one say nothing (%d would be needed)",
			            RECORDS_EXPECTED * 4);
	}
	buf_add_str(text, ". ");
}

static void add_clause(struct buf *reason, bool is_said, const char *clause)
{
	if (is_said)
		buf_add_fmt(reason, "%s%s", reason->size ? "; " : "", clause);
}

static void say_reason(struct buf *reason, const struct sight *sight, enum leg leg)
{
	add_clause(reason, sight->documents == leg, "mapped documents stood still while their code moved on");
	add_clause(reason, sight->share == leg, "fewer changes touch documentation than in the year before");
	add_clause(reason, sight->decisions == leg,
	           "no decision record in two quarters, with changes that might call for one");
}

/* What was asked and found quiet, or could not be asked. */
static char *looked_for_words(const struct sight *sight)
{
	struct buf text = { 0 };

	if (sight->documents == LEG_ABSENT)
		buf_add_str(&text, "No document is mapped to an area by [docs] map in .gitlead; READMEs beside the "
		                   "code are told by M18 "
		                   "and judged by nobody. ");
	if (sight->share == LEG_ABSENT)
		buf_add_str(&text, "No change of the year before touched documentation. ");
	if (sight->share == LEG_THIN)
		buf_add_fmt(&text,
		            "Too few changes to compare shares: %lld now, %lld in the year before; %d are needed. ",
		            (long long)sight->changes, (long long)sight->year_changes, SHARE_MINIMUM);
	if (sight->decisions == LEG_ABSENT)
		buf_add_str(&text, "Decision records are not in use here: that would take three records, one of them "
		                   "touched in two "
		                   "years ([adr] path names their directory). ");
	buf_add_str(&text,
	            "Documentation in a wiki or another repository is not visible; generated files count nowhere.");
	return buf_detach(&text);
}

static char *would_change_words(const struct sight *sight)
{
	return xstrfmt(
		"It would be silent with a change to each document named, with a share of documentation within "
		"%.0f points of the year before (pattern.P09.gap), with a decision record in two quarters, or with "
		"policy.docs or policy.decisions set to elsewhere. A document counts as behind from %lld changes to "
		"code on (pattern.P09.changes).",
		100 * sight->gap, (long long)sight->least_changes);
}

/* ---- the rule ---- */

static bool any_is(const struct sight *sight, enum leg leg)
{
	return sight->documents == leg || sight->share == leg || sight->decisions == leg;
}

static enum outcome outcome_of(const struct sight *sight, struct buf *reason)
{
	if (any_is(sight, LEG_FIRED)) {
		say_reason(reason, sight, LEG_FIRED);
		return sight->documents == LEG_FIRED && sight->decisions == LEG_FIRED ? OUTCOME_WARN : OUTCOME_NOTE;
	}
	if (any_is(sight, LEG_DECLARED)) {
		say_reason(reason, sight, LEG_DECLARED);
		buf_add_str(reason, ": declared to be kept elsewhere");
		return OUTCOME_SILENCED;
	}
	if (any_is(sight, LEG_QUIET)) {
		buf_add_str(reason, "documents and decision records keep pace, as far as the team has them");
		return OUTCOME_CLEAR;
	}
	if (any_is(sight, LEG_THIN)) {
		buf_add_fmt(reason, "%lld changes now and %lld in the year before, where %d are needed",
		            (long long)sight->changes, (long long)sight->year_changes, SHARE_MINIMUM);
		return OUTCOME_THIN;
	}
	buf_add_str(reason,
	            "no document is mapped, no documentation changed in a year and no decision records are in use");
	return OUTCOME_NA;
}

static int read_thresholds(struct sight *sight, const struct pattern_input *input)
{
	double least = CHANGES_DEFAULT;
	int ret = input_threshold(&sight->gap, input, "pattern.P09.gap", GAP_DEFAULT);

	if (!ret)
		ret = input_limit(&least, input, "pattern.P09.changes", CHANGES_DEFAULT, 1, 1e6);
	sight->least_changes = (int64_t)ceil(least);
	return ret;
}

static int look(struct sight *sight, const struct pattern_input *input)
{
	int ret = read_thresholds(sight, input);

	if (!ret)
		ret = judge_documents(sight, input);
	if (!ret)
		ret = judge_share(sight, input);
	return ret ? ret : judge_decisions(sight, input);
}

/* All three questions look back behind the period: to a year before it at most. */
static int is_cut(bool *out, const struct pattern_input *input)
{
	const struct metric_value *documents = input_figure(input, "M16", 0);
	struct horizon horizon;
	int ret = metric_horizon(&horizon, input->store, input->scope->repository);

	*out = ret == 0 && ((documents && documents->state == STATE_UNKNOWN) ||
	                    horizon.cut_time >= input->scope->period.since_time - 365 * DAY_SECS);
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	struct sight sight = { 0 };
	bool is_unseen = false;
	int ret = is_cut(&is_unseen, input);

	finding_start(out, pattern_p09.id, 0);
	if (is_unseen) {
		buf_add_str(&reason, "history is cut: what changed before cannot be seen");
		say_sentence(&text, buf_str(&reason));
		finding_end(out, OUTCOME_UNKNOWN, &reason, &text);
		return 0;
	}
	if (!ret)
		ret = look(&sight, input);
	if (!ret) {
		enum outcome outcome = outcome_of(&sight, &reason);

		add_numbers(out, &sight);
		say_sentence(&text, buf_str(&reason));
		say_documents(&text, &sight);
		say_shares(&text, &sight);
		say_decisions(&text, &sight);
		out->looked_for = looked_for_words(&sight);
		out->would_change = would_change_words(&sight);
		finding_end(out, outcome, &reason, &text);
	}
	buf_release(&sight.behind_words);
	buf_release(&sight.significant_words);
	return ret;
}

/* ---- proofs ---- */

struct proof {
	int (*each)(void *payload, const struct evidence_row *row);
	void *payload;
};

static int prove_document(void *payload, const struct statement *row)
{
	const struct proof *proof = payload;
	struct buf raw = { 0 };
	struct evidence_row line = {
		.change = statement_text(row, 0), .kind = TEXT("doc"), .source = TEXT("path"), .counted = true
	};
	int ret;

	buf_add_text(&raw, statement_text(row, 1));
	buf_add_fmt(&raw, ", %lld changes to code by %lld people, %lld days old", (long long)statement_int(row, 3),
	            (long long)statement_int(row, 4), (long long)statement_int(row, 2));
	line.raw = buf_text(&raw);
	ret = proof->each(proof->payload, &line);
	buf_release(&raw);
	return ret;
}

static int prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
                 void *payload)
{
	struct proof proof = { each, payload };
	struct significant_list list = { 0 };
	struct scope window = window_of(input);
	struct sight sight = { 0 };
	int ret = read_thresholds(&sight, input);

	if (!ret)
		ret = look_at_documents(&sight, input, prove_document, &proof);
	if (!ret)
		ret = significant_find(&list, input->store, &window);
	for (size_t i = 0; !ret && i < list.count; i++) {
		struct evidence_row row = { .change = list.at[i].key,
			                    .oid = list.at[i].oid,
			                    .kind = TEXT("big"),
			                    .source = TEXT("path"),
			                    .raw = list.at[i].why,
			                    .counted = true };

		ret = each(payload, &row);
	}
	significant_release(&list);
	return ret;
}

const struct pattern_info pattern_p09 = {
	.id = "P09",
	.name = "docs-gap",
	.question = "Do documents and decision records keep pace with the code?",
	.rule = "Any of three. (a) A document that [docs] map ties to an area did not change in two quarters while 20 "
		"changes to code (pattern.P09.changes) by two people landed there. (b) The share of changes with "
		"documentation lies, with its whole interval, more than 5 points (pattern.P09.gap) under that of the "
		"365 days before the period. (c) Decision records are in use, with 12 changes to them in the two years "
		"before so "
		"that three would be expected, none was touched in two quarters, and a change brought a new module, "
		"three areas with 300 lines, or another interface. Both (a) and (c), in "
		"this period and the one before, warn.",
	.silencers = "policy.docs or policy.decisions set to elsewhere; generated documents count nowhere",
	.base_rate = "in a pilot on public projects 1 to 23 % of a quarter's changes touched documentation, so only a "
		     "team's own past is a measure; in 100 quarters, 2021 to 2026, of five public projects without a "
		     "map of documents the rule spoke in one",
	.source = "a handbook's duty to keep documentation and standards up to date; rules of this program",
	.subjects = PATTERN_TEAM,
	.warning = WARN_CONDITION,
	.condition = "both at once",
	.silencing = "",
	.evidence = "M17 M18",
	.evaluate = evaluate,
	.prove = prove,
};
