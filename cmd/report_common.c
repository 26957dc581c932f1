/* From a session to an answer: period, persons, model, renderer, output. */
#include "report_common.h"

#include <stdio.h>
#include <stdlib.h>

#include "lead/facts.h"
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

/* Once a seal is made nothing changes it; that the rules did is said each time. */
static void tell_seal(const struct session *session, const struct report *report, bool freeze)
{
	if (session->values->quiet || !report->is_sealed)
		return;
	if (freeze)
		fprintf(stderr,
		        report->is_new_seal ? "git-lead: %s is sealed: later reports of it stay as this one\n"
		                            : "git-lead: %s is sealed already; nothing was changed\n",
		        report->period_name);
	if (!text_equal(text_of(report->rules), TEXT(RULES_VERSION)))
		fprintf(stderr,
		        "git-lead: %s was sealed under rules %s; those in force are %s, and figures of other periods "
		        "follow these\n",
		        report->period_name, report->rules, RULES_VERSION);
}

/* For whoever looks, at the own terminal or elsewhere: a page of one's own is not withheld from oneself. */
static struct report_request request_of(const struct session *session, const struct renderer *renderer,
                                        const struct answer_options *options)
{
	bool is_on_stdout = is_written_to_stdout(session);
	bool is_text = text_equal(text_of(renderer->name), TEXT("text"));
	bool is_own = options->is_own_page;
	bool is_for_others = !is_own && (!is_on_stdout || !is_text);

	return (struct report_request){ .team = session->values->team,
		                        .repository = session->repository_id,
		                        .freeze = options->freeze,
		                        .is_up_to_date = session->is_up_to_date,
		                        .is_long = options->is_long,
		                        .has_teams = !options->is_screen && !is_own,
		                        .is_for_others = is_for_others,
		                        .is_on_stdout = is_on_stdout || is_own,
		                        .shows_viewer = is_own || (options->is_screen && !is_for_others),
		                        .is_own_page = is_own,
		                        .is_of_seal = !options->is_screen,
		                        /* The screen shows one pattern: none stands behind another there. */
		                        .has_all_notes = options->is_screen || is_own };
}

static void show_progress(void *payload, const char *what, uint64_t done_count, uint64_t total_count)
{
	(void)payload;
	progress_update(what, done_count, total_count);
}

static void watch_progress(struct report_request *request, const struct session *session)
{
	if (!session->values->quiet)
		request->progress = show_progress;
}

static int choose_persons(struct report_request *request, struct subjects *subjects, const struct session *session,
                          int named_count, char **named, const struct answer_options *options)
{
	int ret;

	if (options->is_own_page)
		return choose_own_page(request, session);
	ret = choose_viewer(&request->viewer, session);
	if (ret == 0)
		ret = choose_subjects(subjects, session, named_count, named,
		                      options->is_screen || !named_count ? request->viewer : 0);
	request->subjects = subjects->at;
	request->subject_count = subjects->count;
	request->named = subjects->named;
	request->named_count = subjects->named_count;
	return ret;
}

static int build_and_draw(struct session *session, int named_count, char **named, const struct renderer *renderer,
                          const struct answer_options *options)
{
	struct report_request request = request_of(session, renderer, options);
	struct subjects subjects = { 0 };
	struct report report = { 0 };
	int ret = protect_options(&request, session);

	if (ret == 0)
		ret = choose_team(session);
	if (ret == 0)
		ret = choose_period(&request, session);
	if (ret == 0)
		ret = choose_persons(&request, &subjects, session, named_count, named, options);
	if (ret == 0 && options->freeze && request.period.until_time > session->now_time)
		ret = error_set(ERR_USAGE, "--freeze seals closed periods only; this one has not ended yet");
	watch_progress(&request, session);
	if (ret == 0)
		ret = report_build(&report, session->store, session->config, &request);
	progress_finish();
	if (ret == 0)
		ret = tell_withheld(&subjects, &report);
	if (ret == 0)
		ret = draw(session, &report, renderer, options->is_screen);
	if (ret == 0)
		tell_seal(session, &report, options->freeze);
	/* The first screen shows the viewer alone. */
	if (ret == 0 && !options->is_screen)
		ret = protect_remind(session, &report);
	report_release(&report);
	subjects_release(&subjects);
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
