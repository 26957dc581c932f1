/* `git lead explain`: what a metric or pattern means; with a subject also the numbers and every line behind them. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lead/people.h"
#include "lead/report.h"
#include "lead/vec.h"
#include "render/explain.h"

struct values {
	struct common_values common;
	bool pseudonyms;
};

static const struct option options_table[] = {
	{ "pseudonyms", 0, OPTION_FLAG, NULL, "refused: the lines that prove a figure hold names",
	  offsetof(struct values, pseudonyms) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options_table, NULL };

/* Whom the figures are about, and everything that has to be known to make them. */
struct subject {
	int64_t person; /* 0 = the team */
	const char *label;
	struct report_request request;
};

/* Puts the one person into subject(person_id), which metric statements join. */
static int select_subject(struct store *store, int64_t person)
{
	struct statement *statement;
	int ret = store_script(store, "DELETE FROM subject;");

	if (ret || !person)
		return ret;
	ret = store_statement(&statement, store, "INSERT INTO subject (person_id) VALUES (:person)");
	if (ret)
		return ret;
	statement_bind_int(statement, ":person", person);
	return statement_run(statement);
}

static int draw_row(void *payload, const struct evidence_row *row)
{
	explain_evidence(payload, row);
	return 0;
}

static struct scope scope_of(const struct subject *subject)
{
	return (struct scope){ subject->request.team, subject->request.repository, subject->request.period };
}

static void draw_heading(struct pen *pen, const char *words)
{
	pen_end_line(pen);
	pen_put_str(pen, PAINT_HEADING, words);
	pen_end_line(pen);
}

static int draw_metric(struct pen *pen, struct session *session, const struct metric_info *metric,
                       const struct subject *subject)
{
	struct scope scope = scope_of(subject);
	struct metric_values values = { 0 };
	enum coverage_state coverage;
	struct text id = text_of(metric->id);
	int ret = metric_compute(&values, &coverage, session->store, &scope);

	if (ret == 0)
		ret = metric_withhold_groups(&values, session->store, &scope, subject->request.least_group);

	for (size_t i = 0; ret == 0 && i < values.count; i++)
		if (values.at[i].person == subject->person && text_starts(text_of(values.at[i].id), id))
			explain_value(pen, metric, &values.at[i]);
	if (ret == 0) {
		draw_heading(pen, "Behind these figures");
		ret = metric_evidence(session->store, metric, &scope, subject->person, draw_row, pen);
	}
	metric_values_release(&values);
	return ret;
}

static void draw_findings(struct pen *pen, const struct finding *findings, size_t count,
                          const struct pattern_info *pattern, int64_t person)
{
	for (size_t i = 0; i < count; i++)
		if (findings[i].person == person && text_equal(text_of(findings[i].pattern), text_of(pattern->id)))
			explain_finding(pen, &findings[i]);
}

/* The acts that a pattern about a person looks for: every line that shows work on other people's changes. */
static int draw_acts(struct pen *pen, struct session *session, const struct subject *subject)
{
	static const char *const metrics[] = { "M03", "M13", "M29", "M16" };
	struct scope scope = scope_of(subject);
	int ret = select_subject(session->store, subject->person);

	for (size_t i = 0; ret == 0 && i < sizeof(metrics) / sizeof(metrics[0]); i++) {
		const struct metric_info *metric = metric_find(text_of(metrics[i]));

		draw_heading(pen, metric->name);
		ret = metric_evidence(session->store, metric, &scope, subject->person, draw_row, pen);
	}
	return ret;
}

static int draw_pattern(struct pen *pen, struct session *session, const struct pattern_info *pattern,
                        struct subject *subject)
{
	struct report report = { 0 };
	int ret;

	subject->request.subjects = &subject->person;
	subject->request.subject_count = subject->person ? 1 : 0;
	ret = report_build(&report, session->store, session->config, &subject->request);
	for (size_t i = 0; ret == 0 && subject->person && i < report.person_count; i++)
		draw_findings(pen, report.people[i].findings, report.people[i].finding_count, pattern, subject->person);
	for (size_t i = 0; ret == 0 && !subject->person && i < report.team_count; i++)
		draw_findings(pen, report.teams[i].findings, report.teams[i].finding_count, pattern, 0);
	report_release(&report);
	if (ret == 0 && subject->person)
		ret = draw_acts(pen, session, subject);
	return ret;
}

/* No page, and no lines behind one. */
static int refuse_opted_out(struct session *session, int64_t person)
{
	bool is_opted_out;
	int ret = report_is_opted_out(&is_opted_out, session->store, person);

	if (ret == 0 && is_opted_out)
		ret = error_set(ERR_NOTFOUND, "who was asked for has opted out: there are figures of the team alone");
	return ret;
}

static int choose_subject(struct subject *subject, struct session *session, const char *who)
{
	const char *team = session->values->team;
	int ret;

	subject->request.team = team;
	subject->request.repository = session->repository_id;
	subject->label = who ? who : *team ? team : "everybody";
	ret = protect_options(&subject->request, session, false);
	if (ret == 0)
		ret = choose_team(session);
	if (ret == 0)
		ret = choose_period(&subject->request, session);
	if (ret == 0)
		ret = choose_viewer(&subject->request.viewer, session);
	if (ret == 0 && who)
		ret = people_find(&subject->person, session->store, text_of(who));
	if (ret == 0 && who)
		ret = refuse_opted_out(session, subject->person);
	if (ret == 0)
		ret = select_subject(session->store, subject->person);
	return ret;
}

/* What a word of the command line names: one of both. */
struct topic {
	const struct metric_info *metric;
	const struct pattern_info *pattern;
};
typedef VEC(struct topic) topic_vec;

static int draw_topic(struct pen *pen, struct session *session, const struct topic *topic, struct subject *subject)
{
	if (!topic->metric)
		return draw_pattern(pen, session, topic->pattern, subject);
	if (subject->person && strcmp(topic->metric->scope, "team") == 0) {
		explain_team_only(pen, topic->metric);
		return 0;
	}
	return draw_metric(pen, session, topic->metric, subject);
}

static int draw_subject(struct pen *pen, struct session *session, const topic_vec *topics, const char *who)
{
	struct subject subject = { 0 };
	int ret = session_prepare(session);

	if (ret == 0 && session->is_empty) {
		pen_end_line(pen);
		pen_put_str(pen, PAINT_PLAIN, "This repository has no commits yet.");
		pen_end_line(pen);
		return 0;
	}
	if (ret == 0)
		ret = choose_subject(&subject, session, who);
	for (size_t i = 0; ret == 0 && i < topics->count; i++) {
		explain_subject(pen, subject.label, subject.request.period, subject.request.fiscal_month);
		ret = draw_topic(pen, session, &topics->at[i], &subject);
	}
	return ret;
}

static int find_topic(struct topic *out, struct text id)
{
	out->metric = metric_find(id);
	out->pattern = pattern_find(id);
	if (out->metric && text_find_char(id, '.', 0) >= 0 && !metric_part_find(out->metric, id))
		out->metric = NULL;
	return out->metric || out->pattern ? 0 : ERR_NOTFOUND;
}

/* Figures that stand for several metrics bear all their ids: "M16+M17". */
static int find_topics(topic_vec *topics, struct text ids)
{
	ptrdiff_t plus;

	do {
		plus = text_find_char(ids, '+', 0);
		if (find_topic(VEC_PUSH(topics), plus < 0 ? ids : text_slice(ids, 0, (size_t)plus)))
			return ERR_NOTFOUND;
		ids = text_slice(ids, (size_t)plus + 1, ids.size);
	} while (plus >= 0);
	return 0;
}

/* What is about a team needs no subject to have figures; what is about a person does. */
static bool is_of_team(const topic_vec *topics)
{
	for (size_t i = 0; i < topics->count; i++) {
		const struct topic *topic = &topics->at[i];

		if (topic->metric ? strcmp(topic->metric->scope, "team") != 0
		                  : !(topic->pattern->subjects & PATTERN_TEAM))
			return false;
	}
	return true;
}

static int draw_topics(struct pen *pen, struct session *session, const topic_vec *topics, const char *who)
{
	for (size_t i = 0; i < topics->count; i++) {
		if (i > 0)
			pen_end_line(pen);
		if (topics->at[i].metric)
			explain_metric(pen, topics->at[i].metric);
		else
			explain_pattern(pen, topics->at[i].pattern);
	}
	if (!who && !*session->values->team && !is_of_team(topics))
		return 0;
	if (!session->repository && !session->is_db_given)
		return !who ? 0 : error_set(ERR_NOTFOUND, "not a git repository: figures need one, or --db");
	return draw_subject(pen, session, topics, who);
}

static int draw(struct pen *pen, struct session *session, int argc, char **argv)
{
	topic_vec topics = { 0 };
	int ret;

	if (argc == 1 && text_equal_nocase(text_of(argv[0]), TEXT("coverage"))) {
		explain_coverage(pen);
		return 0;
	}
	if (find_topics(&topics, text_of(argv[0])))
		ret = error_set(ERR_USAGE, "there is no metric or pattern '%s'; gitlead-metrics(7) lists them",
		                argv[0]);
	else
		ret = draw_topics(pen, session, &topics, argc == 2 ? argv[1] : NULL);
	VEC_RELEASE(&topics);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	struct render_options options = output_options(session);
	struct buf out = { 0 };
	struct pen pen = pen_on(&out, &options);
	int ret;

	if (((const struct values *)values)->pseudonyms)
		return error_set(ERR_USAGE, "explain knows no --pseudonyms: the lines that prove a figure hold names; "
		                            "'git lead report --pseudonyms' shows figures without them");
	if (argc < 1 || argc > 2)
		return error_set(ERR_USAGE, "explain takes a metric or pattern, and at most one person");
	ret = draw(&pen, session, argc, argv);
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
	.options = tables,
	.works_anywhere = true,
	.values_size = sizeof(struct values),
	.run = run,
};
