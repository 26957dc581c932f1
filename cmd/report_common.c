/* From a session to an answer: period, persons, model, renderer, output. */
#include "report_common.h"

#include <stdio.h>
#include <stdlib.h>

#include "lead/people.h"
#include "lead/report.h"
#include "render/render.h"

/* An empty repository is an answer, not an error: in words here, in the other forms as a report with nothing in it. */
static int answer_empty(const struct session *session)
{
	struct buf text = { 0 };
	int ret;

	buf_add_str(&text, "This repository has no commits yet; there is nothing to report.\n");
	ret = output_write(session, &text, false);
	buf_release(&text);
	return ret;
}

static int draw(struct session *session, const struct report *report, const struct renderer *renderer, bool is_screen)
{
	struct render_options options = output_options(session);
	struct buf text = { 0 };
	int ret;

	options.is_screen = is_screen;
	ret = renderer->draw(&text, report, &options);
	if (ret == 0)
		ret = output_write(session, &text, !is_screen && text_equal(text_of(renderer->name), TEXT("text")));
	buf_release(&text);
	return ret;
}

/* An opt-out is no error where others are shown; a page that was asked for and is not there must not look empty. */
static int tell_withheld(const struct subjects *subjects, const struct report *report)
{
	if (!subjects->withheld_count)
		return 0;
	if (!report->person_count)
		return error_set(ERR_NOTFOUND,
		                 "who was asked for has opted out and has no page; 'git lead report' without "
		                 "a name is about the team");
	fprintf(stderr, "git-lead: %zu of those asked for opted out and %s no page\n", subjects->withheld_count,
	        subjects->withheld_count == 1 ? "has" : "have");
	return 0;
}

static int build_and_draw(struct session *session, int named_count, char **named, const struct renderer *renderer,
                          const struct answer_options *options)
{
	struct report_request request = { .team = session->values->team, .repository = session->repository_id };
	struct subjects subjects = { 0 };
	struct report report = { 0 };
	int ret;

	request.freeze = options->freeze;
	request.is_long = options->is_long;
	request.has_teams = !options->is_screen;
	request.is_for_others = !is_written_to_stdout(session) || !text_equal(text_of(renderer->name), TEXT("text"));
	request.is_on_stdout = is_written_to_stdout(session);
	request.shows_viewer = options->is_screen && !request.is_for_others;
	/* The screen shows one pattern: none stands behind another there. */
	request.has_all_notes = options->is_screen;
	ret = protect_options(&request, session);
	if (ret == 0)
		ret = choose_team(session);
	if (ret == 0)
		ret = choose_period(&request, session);
	if (ret == 0)
		ret = choose_viewer(&request.viewer, session);
	if (ret == 0)
		ret = choose_subjects(&subjects, session, named_count, named,
		                      options->is_screen || !named_count ? request.viewer : 0);
	if (ret == 0 && options->freeze && request.period.until_time > session->now_time)
		ret = error_set(ERR_USAGE, "--freeze seals closed periods only; this one has not ended yet");
	request.subjects = subjects.at;
	request.subject_count = subjects.count;
	if (ret == 0)
		ret = report_build(&report, session->store, session->config, &request);
	if (ret == 0)
		ret = tell_withheld(&subjects, &report);
	if (ret == 0)
		ret = draw(session, &report, renderer, options->is_screen);
	/* The first screen shows the viewer alone. */
	if (ret == 0 && !options->is_screen)
		ret = protect_remind(session, &report);
	report_release(&report);
	free(subjects.at);
	return ret;
}

int report_answer(struct session *session, int named_count, char **named, const struct answer_options *options)
{
	const struct renderer *renderer = renderer_find(options->format);
	int ret;

	if (!renderer)
		return error_set(ERR_USAGE, "unknown format '%s'", options->format);
	ret = session_prepare(session);
	if (ret)
		return ret;
	if (session->is_empty && text_equal(text_of(options->format), TEXT("text")))
		return answer_empty(session);
	return build_and_draw(session, named_count, named, renderer, options);
}
