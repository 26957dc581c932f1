/* One subject's figures, findings and proofs. The report is built once; nothing is computed here. */
#include "explain_subject.h"

#include <stdlib.h>
#include <string.h>

#include "lead/people.h"
#include "render/explain.h"

/* Whom the figures are about, and everything that has to be known to make them. */
struct subject {
	int64_t person; /* 0 = the team */
	const char *label;
	struct report_request request;
	struct report_proof proof;
	struct buf proofs; /* drawn while the report is built */
	struct pen proof_pen;
	struct report_mask *mask; /* who opted out */
	bool is_any_left_out;     /* a line that names one of them */
};

/* Where lines of proof go. */
struct row_pen {
	struct pen *pen;
	const struct report_mask *mask;
	bool *is_any_left_out;
};

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

static int draw_row(void *payload, const struct evidence_row *row)
{
	const struct row_pen *to = payload;

	/* With the name taken out they would still be that person's lines, ready to be counted. */
	if (report_mask_names(to->mask, row->raw))
		*to->is_any_left_out = true;
	else
		explain_evidence(to->pen, row);
	return 0;
}

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

static int draw_evidence(struct pen *pen, struct session *session, const struct metric_info *metric,
                         struct subject *subject)
{
	struct scope scope = scope_of(subject);
	struct row_pen to = { pen, subject->mask, &subject->is_any_left_out };
	int ret = select_subject(session->store, subject->person);

	return ret ? ret : metric_evidence(session->store, metric, &scope, subject->person, draw_row, &to);
}

/* ---- figures ---- */

static bool is_of_metric(const char *id, const struct metric_info *metric)
{
	size_t size = strlen(metric->id);

	return strncmp(id, metric->id, size) == 0 && (id[size] == '\0' || id[size] == '.');
}

static void draw_figures(struct pen *pen, const struct report *report, const struct metric_info *metric,
                         const struct subject *subject)
{
	const struct figure *figures = NULL;
	size_t count = 0;

	if (subject->person && report->person_count) {
		figures = report->people[0].figures;
		count = report->people[0].figure_count;
	} else if (!subject->person && report->team_count) {
		figures = report->teams[0].figures;
		count = report->teams[0].figure_count;
	}
	for (size_t i = 0; i < count; i++)
		if (is_of_metric(figures[i].id, metric))
			explain_figure(pen, &figures[i]);
}

static int draw_metric(struct pen *pen, struct session *session, const struct report *report,
                       const struct metric_info *metric, struct subject *subject)
{
	if (subject->person && strcmp(metric->scope, "team") == 0) {
		explain_team_only(pen, metric);
		return 0;
	}
	draw_figures(pen, report, metric, subject);
	draw_heading(pen, "Behind these figures");
	return draw_evidence(pen, session, metric, subject);
}

/* ---- patterns ---- */

static const struct finding *find_finding(const struct report *report, const struct pattern_info *pattern,
                                          const struct subject *subject)
{
	const struct finding *findings = NULL;
	size_t count = 0;

	if (subject->person && report->person_count) {
		findings = report->people[0].findings;
		count = report->people[0].finding_count;
	} else if (!subject->person && report->team_count) {
		findings = report->teams[0].findings;
		count = report->teams[0].finding_count;
	}
	for (size_t i = 0; i < count; i++)
		if (strcmp(findings[i].pattern, pattern->id) == 0)
			return &findings[i];
	return NULL;
}

/* For each metric the pattern rests on: its figures, then the lines behind them. */
static int draw_grounds(struct pen *pen, struct session *session, const struct report *report,
                        const struct pattern_info *pattern, struct subject *subject)
{
	struct text rest = text_of(pattern->evidence), id;
	int ret = 0;

	while (ret == 0 && text_next_word(&rest, &id)) {
		const struct metric_info *metric = metric_find(id);

		if (metric == NULL || (subject->person && strcmp(metric->scope, "team") == 0) ||
		    (!subject->person && strcmp(metric->scope, "person") == 0))
			continue;
		explain_ground(pen, metric);
		draw_figures(pen, report, metric, subject);
		ret = draw_evidence(pen, session, metric, subject);
	}
	return ret;
}

static int draw_pattern(struct pen *pen, struct session *session, const struct report *report,
                        const struct pattern_info *pattern, struct subject *subject)
{
	const struct finding *finding = find_finding(report, pattern, subject);
	int ret;

	if (finding == NULL) {
		explain_not_of(pen, pattern, subject->person != 0);
		return 0;
	}
	explain_finding(pen, finding);
	ret = draw_grounds(pen, session, report, pattern, subject);
	if (ret == 0 && subject->proofs.size > 0) {
		draw_heading(pen, "Also looked at");
		buf_add(pen->out, subject->proofs.at, subject->proofs.size);
	}
	return ret;
}

static void draw_strength(struct pen *pen, const struct report *report, const struct strength_info *info)
{
	const struct strength *shown = NULL;

	for (size_t i = 0; report->person_count && i < report->people[0].strength_count; i++)
		if (strcmp(report->people[0].strengths[i].id, info->id) == 0)
			shown = &report->people[0].strengths[i];
	explain_strength_shown(pen, shown);
}

/* ---- one subject, one topic ---- */

static int draw_topic(struct pen *pen, struct session *session, const struct report *report, const struct topic *topic,
                      struct subject *subject)
{
	if (subject->person && report->person_count && report->people[0].is_outside) {
		draw_heading(pen, "No member of this team in the period");
		return 0;
	}
	if (subject->person && report->person_count && report->people[0].is_excluded) {
		draw_heading(pen, "Period excluded");
		return 0;
	}
	if (!subject->person && report->team_count && report->teams[0].is_withheld) {
		draw_heading(pen, "Withheld: the one person active in this team opted out");
		return 0;
	}
	if (topic->metric)
		return draw_metric(pen, session, report, topic->metric, subject);
	if (topic->pattern)
		return draw_pattern(pen, session, report, topic->pattern, subject);
	draw_strength(pen, report, topic->strength);
	return 0;
}

static int build_and_draw(struct pen *pen, struct session *session, const struct topic *topic, struct subject *subject)
{
	struct row_pen to = { &subject->proof_pen, subject->mask, &subject->is_any_left_out };
	struct report report = { 0 };
	int ret;

	subject->request.subjects = &subject->person;
	subject->request.subject_count = subject->person ? 1 : 0;
	subject->request.has_all_notes = true;
	if (topic->pattern) {
		subject->proof_pen = *pen;
		subject->proof_pen.out = &subject->proofs;
		subject->proof = (struct report_proof){ topic->pattern, draw_row, &to };
		subject->request.proof = &subject->proof;
	}
	ret = report_build(&report, session->store, session->config, &subject->request);
	if (ret == 0) {
		const char *label = subject->person && report.person_count ? report.people[0].name : subject->label;

		explain_subject(pen, label, &report);
		ret = draw_topic(pen, session, &report, topic, subject);
		if (ret == 0 && subject->is_any_left_out)
			draw_heading(pen, "Lines that name somebody who opted out are left out");
	}
	subject->is_any_left_out = false;
	report_release(&report);
	buf_release(&subject->proofs);
	subject->request.proof = NULL;
	return ret;
}

/* A question about persons, asked of a team: the declared leads answer it, nobody else. */
static int draw_leads(struct pen *pen, struct session *session, const struct topic *topic, struct subject *subject)
{
	struct subjects leads = { 0 };
	int ret = choose_subjects(&leads, session, 0, NULL, 0);

	if (ret == 0 && leads.count == 0) {
		pen_end_line(pen);
		explain_no_leads(pen);
	}
	for (size_t i = 0; ret == 0 && i < leads.count; i++) {
		subject->person = leads.at[i];
		ret = build_and_draw(pen, session, topic, subject);
	}
	subject->person = 0;
	subjects_release(&leads);
	return ret;
}

static bool is_of_persons_alone(const struct topic *topic)
{
	if (topic->metric)
		return strcmp(topic->metric->scope, "person") == 0;
	return topic->strength || !(topic->pattern->subjects & PATTERN_TEAM);
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
	subject->request.is_for_others = !is_written_to_stdout(session);
	ret = protect_options(&subject->request, session);
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
	return ret;
}

int explain_topics_of(struct pen *pen, struct session *session, const topic_vec *topics, const char *who)
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
	if (ret == 0)
		ret = report_mask_load(&subject.mask, session->store);
	for (size_t i = 0; ret == 0 && i < topics->count; i++) {
		const struct topic *topic = &topics->at[i];

		if (!subject.person && is_of_persons_alone(topic))
			ret = draw_leads(pen, session, topic, &subject);
		else
			ret = build_and_draw(pen, session, topic, &subject);
	}
	report_mask_free(subject.mask);
	return ret;
}
