/* What a report is about: which period and which persons. The tool does not guess who is a lead. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lead/people.h"
#include "lead/report.h"
#include "lead/vec.h"

#define DEFAULT_WEEKS 26
#define ENOUGH_CHANGES 20

static int fiscal_month(int *out, const struct config *config)
{
	double month;
	int ret = config_get_number(&month, config, "lead.fiscalyearstart", 1);

	if (ret)
		return ret;
	if (month < 1 || month > 12 || month != (int)month)
		return error_set(ERR_INVALID, "lead.fiscalYearStart wants a month, 1 to 12");
	*out = (int)month;
	return 0;
}

/* The changes that landed in the period, and when the last one of all did. */
static int count_changes(int64_t *count, int64_t *last_time, const struct session *session, struct period period)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT count(CASE WHEN landed_time >= :since AND landed_time < :until THEN 1 END),\n"
	                          "  max(landed_time)\n"
	                          "FROM change\n"
	                          "WHERE :repository = 0 OR repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":since", period.since_time);
	statement_bind_int(statement, ":until", period.until_time);
	statement_bind_int(statement, ":repository", session->repository_id);
	ret = statement_step(statement);
	if (ret == 0) {
		*count = statement_int(statement, 0);
		*last_time = statement_is_null(statement, 1) ? session->now_time : statement_int(statement, 1);
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* Whole days: the period ends with the day that holds time. */
static struct period weeks_up_to(int64_t time)
{
	struct civil day = civil_from_time(time);
	int64_t until = civil_to_time(day) + DAY_SECS;

	return (struct period){ until - DEFAULT_WEEKS * WEEK_SECS, until };
}

static int choose_default(struct report_request *request, const struct session *session)
{
	struct period period = weeks_up_to(session->now_time);
	int64_t count = 0, last_time = session->now_time;
	int ret = count_changes(&count, &last_time, session, period);

	if (ret)
		return ret;
	request->is_default_period = true;
	if (count < ENOUGH_CHANGES && last_time < period.until_time - DAY_SECS) {
		period = weeks_up_to(last_time);
		request->period_was_moved = true;
	}
	request->period = period;
	return 0;
}

/* --since and --until, each with its default. */
static int parse_points(struct period *period, const struct common_values *values, int64_t now, int month)
{
	int ret = 0;

	period->until_time = civil_to_time(civil_from_time(now)) + DAY_SECS;
	if (values->until)
		ret = period_parse_point(&period->until_time, text_of(values->until), now, month);
	period->since_time = period->until_time - DEFAULT_WEEKS * WEEK_SECS;
	if (ret == 0 && values->since)
		ret = period_parse_point(&period->since_time, text_of(values->since), now, month);
	if (ret == 0 && period->since_time >= period->until_time)
		ret = error_set(ERR_USAGE, "the period is empty: --since is not before --until");
	return ret;
}

int choose_period(struct report_request *request, const struct session *session)
{
	const struct common_values *values = session->values;
	const char *named = values->quarter ? values->quarter : values->period;
	int ret = fiscal_month(&request->fiscal_month, session->config);

	if (ret)
		return ret;
	if (values->quarter && values->period)
		return error_set(ERR_USAGE, "--quarter and --period say the same thing twice: give one");
	if (named && (values->since || values->until))
		return error_set(ERR_USAGE, "give a named period or --since and --until, not both");
	if (!named && !values->since && !values->until)
		return choose_default(request, session);
	if (named)
		ret = period_parse(&request->period, text_of(named), session->now_time, request->fiscal_month);
	else
		ret = parse_points(&request->period, values, session->now_time, request->fiscal_month);
	/* The words came from the command line: a period that cannot be read is a wrong call. */
	return ret == ERR_INVALID ? ERR_USAGE : ret;
}

/* The names of the teams there are: a mistyped one is seen beside them. */
static int add_teams(struct buf *out, const struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT DISTINCT team FROM member WHERE team <> '' ORDER BY team");

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		buf_add_str(out, out->size ? ", '" : "; there are '");
		buf_add_text(out, statement_text(statement, 0));
		buf_add_char(out, '\'');
	}
	return ret < 0 ? ret : 0;
}

static int refuse_team(const struct session *session)
{
	struct buf teams = { 0 };
	int ret = add_teams(&teams, session);

	if (ret == 0)
		ret = error_set(
			ERR_NOTFOUND,
			"no team '%s' with members known to this history%s; gitlead-config(5) tells how to declare one",
			session->values->team, buf_str(&teams));
	buf_release(&teams);
	return ret;
}

int choose_team(const struct session *session)
{
	struct statement *statement;
	int ret;

	if (!*session->values->team)
		return 0;
	ret = store_statement(&statement, session->store, "SELECT 1 FROM member WHERE team = :team LIMIT 1");
	if (ret)
		return ret;
	statement_bind_text(statement, ":team", text_of(session->values->team));
	ret = statement_step(statement);
	statement_reset(statement);
	return ret == 1 ? refuse_team(session) : ret;
}

int choose_viewer(int64_t *viewer, const struct session *session)
{
	const char *email = config_get(session->config, "user.email");
	const char *environment = getenv("GIT_AUTHOR_EMAIL");
	int ret;

	*viewer = 0;
	if (!email)
		email = environment;
	if (!email || !*email)
		return 0;
	ret = people_find(viewer, session->store, text_of(email));
	return ret == ERR_NOTFOUND || ret == ERR_INVALID ? 0 : ret;
}

typedef VEC(int64_t) id_vec;

static int add_declared(id_vec *ids, const struct session *session)
{
	struct statement *statement;
	int ret =
		store_statement(&statement, session->store,
	                        "SELECT DISTINCT person_id\n"
	                        "FROM member\n"
	                        "WHERE is_lead = 1 AND (:team = '' OR team = :team)\n"
	                        "  AND person_id NOT IN (SELECT d.person_id FROM declared d WHERE d.kind = 'optout')\n"
	                        "ORDER BY person_id");

	if (ret)
		return ret;
	statement_bind_text(statement, ":team", text_of(session->values->team));
	while ((ret = statement_step(statement)) == 0)
		*VEC_PUSH(ids) = statement_int(statement, 0);
	return ret == 1 ? 0 : ret;
}

static int add_person(id_vec *ids, size_t *withheld_count, const struct session *session, int64_t person)
{
	bool is_opted_out = false;
	int ret = report_is_opted_out(&is_opted_out, session->store, person);

	if (ret)
		return ret;
	if (is_opted_out)
		++*withheld_count;
	else
		*VEC_PUSH(ids) = person;
	return 0;
}

static int add_named(id_vec *ids, size_t *withheld_count, const struct session *session, const char *const *whos,
                     size_t count)
{
	int64_t *persons;
	int ret;

	if (!count)
		return 0;
	persons = xcalloc(count, sizeof(*persons));
	ret = people_find_all(persons, session->store, whos, count);
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = add_person(ids, withheld_count, session, persons[i]);
	free(persons);
	return ret;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int choose_subjects(struct subjects *out, const struct session *session, int named_count, char **named, int64_t viewer)
{
	VEC(const char *) whos = { 0 };
	id_vec ids = { 0 }, named_ids = { 0 };
	size_t kept = 0;
	int ret = add_declared(&ids, session);

	for (size_t i = 0; i < session->values->leads.count; i++)
		*VEC_PUSH(&whos) = session->values->leads.at[i];
	for (int i = 0; i < named_count; i++)
		*VEC_PUSH(&whos) = named[i];
	if (ret == 0)
		ret = add_named(&named_ids, &out->withheld_count, session, whos.at, whos.count);
	VEC_RELEASE(&whos);
	out->named = named_ids.at;
	out->named_count = named_ids.count;
	if (ret) {
		VEC_RELEASE(&ids);
		return ret;
	}
	for (size_t i = 0; i < named_ids.count; i++)
		*VEC_PUSH(&ids) = named_ids.at[i];
	if (viewer)
		*VEC_PUSH(&ids) = viewer;
	if (ids.count)
		qsort(ids.at, ids.count, sizeof(*ids.at), compare_ids);
	for (size_t i = 0; i < ids.count; i++)
		if (i == 0 || ids.at[i] != ids.at[kept - 1])
			ids.at[kept++] = ids.at[i];
	out->at = ids.at;
	out->count = kept;
	return 0;
}

void subjects_release(struct subjects *subjects)
{
	free(subjects->at);
	free(subjects->named);
	*subjects = (struct subjects){ 0 };
}

static int check_own_team(const struct session *session, int64_t viewer)
{
	struct statement *statement;
	int ret;

	if (!*session->values->team)
		return 0;
	ret = store_statement(&statement, session->store,
	                      "SELECT 1 FROM member WHERE team = :team AND person_id = :person LIMIT 1");
	if (ret)
		return ret;
	statement_bind_text(statement, ":team", text_of(session->values->team));
	statement_bind_int(statement, ":person", viewer);
	ret = statement_step(statement);
	statement_reset(statement);
	return ret == 1 ? error_set(ERR_USAGE, "'report me' takes a team of one's own; you are no member of '%s'",
	                            session->values->team)
	                : ret;
}

int choose_own_page(struct report_request *request, const struct session *session)
{
	const char *email = config_get(session->config, "user.email");
	int ret = choose_viewer(&request->viewer, session);

	if (ret)
		return ret;
	if (!request->viewer && email)
		return error_set(ERR_NOTFOUND,
		                 "nobody in this history has the address '%s' of user.email; set user.email to one you "
		                 "committed with, or unite both in the mailmap",
		                 email);
	if (!request->viewer)
		return error_set(ERR_NOTFOUND, "user.email is not set, so nobody can tell who you are; 'git config "
		                               "user.email <address>' says it, the mailmap unites several");
	request->subjects = &request->viewer;
	request->subject_count = 1;
	return check_own_team(session, request->viewer);
}
