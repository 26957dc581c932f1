/* `git lead explain`: what a metric or pattern means; with a subject also the numbers and every line behind them. */
#include <stddef.h>
#include <stdlib.h>

#include "command.h"
#include "lead/people.h"
#include "lead/report.h"
#include "render/escape.h"
#include "render/number.h"

struct values {
	struct common_values common;
};

struct subject {
	int64_t person; /* 0 = the team */
	const char *label;
};

static void add_field(struct buf *out, const char *label, const char *text)
{
	if (text && *text)
		buf_add_fmt(out, "  %-12s %s\n", label, text);
}

static void define_metric(struct buf *out, const struct metric_info *metric)
{
	buf_add_fmt(out, "%s  %s\n\n", metric->id, metric->name);
	add_field(out, "definition", metric->definition);
	add_field(out, "unit", metric->unit);
	add_field(out, "interval", metric->interval);
	if (metric->minimum > 0)
		buf_add_fmt(out, "  %-12s %lld\n", "minimum n", (long long)metric->minimum);
	add_field(out, "needs", metric->needs);
	add_field(out, "missing", metric->missing);
	add_field(out, "bias", metric->bias);
	add_field(out, "source", metric->source);
}

static void define_pattern(struct buf *out, const struct pattern_info *pattern)
{
	buf_add_fmt(out, "%s  %s\n\n", pattern->id, pattern->name);
	add_field(out, "question", pattern->question);
	add_field(out, "rule", pattern->rule);
	add_field(out, "silenced by", pattern->silencers);
	add_field(out, "base rate", pattern->base_rate);
	add_field(out, "source", pattern->source);
}

static int add_evidence_row(void *payload, const struct evidence_row *row)
{
	struct buf *out = payload;

	buf_add_fmt(out, "  " TEXT_FMT "  %-5.*s ", TEXT_ARG(text_slice(row->oid, 0, 12)), TEXT_ARG(row->kind));
	escape_terminal(out, row->change);
	buf_add_str(out, "  ");
	if (!row->counted) {
		buf_add_str(out, "[not counted: ");
		escape_terminal(out, row->why);
		buf_add_str(out, "] ");
	}
	escape_terminal(out, row->raw);
	buf_add_char(out, '\n');
	return 0;
}

/* What is read, what is not, and what coverage decides: the page behind the second line of every answer. */
static void define_coverage(struct buf *out)
{
	buf_add_str(
		out,
		"coverage  how much of the work the record can show\n"
		"\n"
		"  Read here: commits and what they change, trailers and other lines of messages that name\n"
		"  reviewers, co-authors and helpers, merges and who made them, request heads this clone holds,\n"
		"  tags, documents and decision records.\n"
		"\n"
		"  Not visible here: conversations, meetings, pairing and help that nobody wrote down, and\n"
		"  reviews on a forge that left nothing in git. Their absence in a figure says nothing.\n"
		"\n"
		"  Review coverage is the share of a team's changes that carry a review or approval by\n"
		"  somebody who is no author (M07). From 70 % on, patterns speak; from 50 to 70 % they say\n"
		"  note at most; below 50 % whatever rests on missing reviews is unknown, and a number beside\n"
		"  it is a lower bound. What the record does show counts at any coverage.\n"
		"\n"
		"  git lead sources lists what evidence this repository holds and the commands that get more.\n"
		"\n"
		"For a lead's own reflection and a team's retrospective; not for compensation, termination, hiring\n"
		"or comparing people with one another.\n");
}

static void add_value(struct buf *out, const struct metric_value *value, const struct metric_info *metric)
{
	struct figure figure = {
		.id = value->id,
		.label = metric->name,
		.unit = metric->unit,
		.value = value->value,
		.low = value->low,
		.high = value->high,
		.k = value->k,
		.n = value->n,
		.state = value->state,
	};

	buf_add_fmt(out, "  %-14s ", value->id);
	if (figure_has_number(&figure))
		figure_add_long(out, &figure);
	else
		buf_add_char(out, '-');
	buf_add_fmt(out, "  %s\n", metric_state_names[value->state]);
}

static int explain_numbers(struct buf *out, struct session *session, const struct metric_info *metric,
                           const struct scope *scope, const struct subject *subject)
{
	struct metric_values values = { 0 };
	enum coverage_state coverage;
	struct text id = text_of(metric->id);
	int ret = metric_compute(&values, &coverage, session->store, scope);

	if (ret == 0) {
		buf_add_fmt(out, "\n%s, ", subject->label);
		period_format(out, scope->period, 1);
		buf_add_str(out, " (UTC)\n");
	}
	for (size_t i = 0; ret == 0 && i < values.count; i++)
		if (values.at[i].person == subject->person && text_starts(text_of(values.at[i].id), id))
			add_value(out, &values.at[i], metric);
	if (ret == 0) {
		buf_add_str(out, "\nbehind these figures\n");
		ret = metric_evidence(session->store, metric, scope, subject->person, add_evidence_row, out);
	}
	metric_values_release(&values);
	return ret;
}

static int explain_finding(struct buf *out, struct session *session, const struct pattern_info *pattern,
                           const struct report_request *request, const struct subject *subject)
{
	struct report report = { 0 };
	int ret = report_build(&report, session->store, session->config, request);

	for (size_t p = 0; ret == 0 && p < (subject->person ? report.person_count : report.team_count); p++) {
		const struct finding *findings = subject->person ? report.people[p].findings : report.teams[p].findings;
		size_t count = subject->person ? report.people[p].finding_count : report.teams[p].finding_count;

		for (size_t i = 0; i < count; i++) {
			if (!text_equal(text_of(findings[i].pattern), text_of(pattern->id)) ||
			    findings[i].person != subject->person)
				continue;
			buf_add_fmt(out, "\n%s: %s\n  ", subject->label, outcome_names[findings[i].outcome]);
			escape_terminal(out, text_of(findings[i].explanation));
			buf_add_char(out, '\n');
			for (size_t n = 0; n < findings[i].number_count; n++)
				buf_add_fmt(out, "  %-24s %g\n", findings[i].numbers[n].name,
				            findings[i].numbers[n].value);
		}
	}
	report_release(&report);
	return ret;
}

/* Puts the one person into subject(person_id), which metric statements join. */
static int select_subject(struct store *store, int64_t person)
{
	struct statement *statement;
	int ret = store_script(store, "DELETE FROM subject;");

	if (ret == 0 && person) {
		ret = store_statement(&statement, store, "INSERT INTO subject (person_id) VALUES (:person)");
		if (ret == 0) {
			statement_bind_int(statement, ":person", person);
			ret = statement_run(statement);
		}
	}
	return ret;
}

static int explain_subject(struct buf *out, struct session *session, const struct metric_info *metric,
                           const struct pattern_info *pattern, const char *who)
{
	struct report_request request = { .team = session->values->team };
	struct subject subject = { 0, who ? who : *session->values->team ? session->values->team : "everybody" };
	int ret = session_prepare(session);

	if (ret == 0 && session->is_empty)
		return error_set(ERR_NOTFOUND, "this repository has no commits yet");
	request.repository = session->repository_id;
	if (ret == 0)
		ret = choose_period(&request, session);
	if (ret == 0)
		ret = choose_viewer(&request.viewer, session);
	if (ret == 0 && who)
		ret = people_find(&subject.person, session->store, text_of(who));
	if (ret == 0)
		ret = select_subject(session->store, subject.person);
	if (ret)
		return ret;
	if (metric) {
		struct scope scope = { request.team, request.repository, request.period };

		return explain_numbers(out, session, metric, &scope, &subject);
	}
	request.subjects = &subject.person;
	request.subject_count = subject.person ? 1 : 0;
	return explain_finding(out, session, pattern, &request, &subject);
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct metric_info *metric;
	const struct pattern_info *pattern;
	struct buf out = { 0 };
	int ret = 0;

	(void)values;
	if (argc < 1 || argc > 2)
		return error_set(ERR_USAGE, "explain takes a metric or pattern, and at most one person");
	if (argc == 1 && text_equal_nocase(text_of(argv[0]), TEXT("coverage"))) {
		define_coverage(&out);
		ret = output_write(session, &out, true);
		buf_release(&out);
		return ret;
	}
	metric = metric_find(text_of(argv[0]));
	pattern = pattern_find(text_of(argv[0]));
	if (!metric && !pattern)
		return error_set(ERR_USAGE, "there is no metric or pattern '%s'; gitlead-metrics(7) lists them",
		                 argv[0]);
	if (metric)
		define_metric(&out, metric);
	else
		define_pattern(&out, pattern);
	if (argc == 2 || *session->values->team)
		ret = explain_subject(&out, session, metric, pattern, argc == 2 ? argv[1] : NULL);
	if (ret == 0)
		ret = output_write(session, &out, true);
	buf_release(&out);
	return ret;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "what a metric or pattern means, and every line behind a figure",
	.usage = "explain [<options>] [--team=<name>] [--] <metric> [<person>]\n"
		 "explain [<options>] [--team=<name>] [--] <pattern> [<person>]\n"
		 "explain coverage",
	.options = NULL,
	.values_size = sizeof(struct values),
	.run = run,
};
