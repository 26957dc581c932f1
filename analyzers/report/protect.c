/*
 * Whom a report must not give away: who opted out, and groups so small that a sum or a spread would speak of one person
 * (metrics 8, docs/adr/0013). Renderers need know nothing of it: what is withheld has no value in the model.
 */
#include <math.h>
#include <string.h>
#include "lead/people.h"
#include "seal.h"

#define REST_MIN_PEOPLE 2 /* at one's own terminal */

int report_is_opted_out(bool *out, struct store *store, int64_t person)
{
	struct statement *statement;
	int64_t is_out;
	int ret =
		store_statement(&statement, store,
	                        "SELECT EXISTS (SELECT 1 FROM declared WHERE kind = 'optout' AND person_id = :person)");

	*out = false;
	if (ret)
		return ret;
	statement_bind_int(statement, ":person", person);
	ret = statement_take_int(&is_out, statement);
	*out = is_out != 0;
	return ret;
}

int protect_request(struct report_request *request, struct building *building)
{
	int64_t *subjects = model_array(building, request->subject_count + 1, sizeof(*subjects));
	size_t count = 0;
	int ret = 0;

	if (request->least_group == 0)
		request->least_group = METRIC_GROUP_DEFAULT;
	if (request->least_rest == 0)
		request->least_rest = REST_MIN_PEOPLE;
	for (size_t i = 0; i < request->subject_count && ret == 0; i++) {
		int64_t person = request->subjects[i];
		bool is_out;

		ret = report_is_opted_out(&is_out, building->store, person);
		if (!is_out || (request->shows_viewer && person == request->viewer))
			subjects[count++] = person;
	}
	request->subjects = subjects;
	request->subject_count = count;
	return ret;
}

/* Under any name the person ever had: rows bear the key of their day. */
#define OPTED_OUT_KEYS                                                                                 \
	"  SELECT i.name || ' <' || i.email || '>'\n"                                                  \
	"  FROM declared d\n"                                                                          \
	"  JOIN identity_person p ON p.person_id = d.person_id\n"                                      \
	"  JOIN identity i ON i.id = p.identity_id\n"                                                  \
	"  WHERE d.kind = 'optout'\n"                                                                  \
	"  UNION\n"                                                                                    \
	"  SELECT p.key FROM declared d JOIN person p ON p.id = d.person_id WHERE d.kind = 'optout'\n" \
	"  UNION\n"                                                                                    \
	"  SELECT s.value\n"                                                                           \
	"  FROM declared d\n"                                                                          \
	"  JOIN identity_person p ON p.person_id = d.person_id\n"                                      \
	"  JOIN identity i ON i.id = p.identity_id\n"                                                  \
	"  JOIN stamp s ON s.name LIKE 'person %' AND s.name = " STAMP_OF("s.value", "i") "\n"         \
											  "  WHERE d.kind = 'optout'"

/*
 * A key that a mailmap gave is in nobody's record: with another mailmap nothing would tell whose rows bear it. So it is written
 * down beside the identities it stood for.
 */
static const char sql_keys[] =
	"INSERT OR IGNORE INTO stamp (name, value)\n"
	"SELECT " STAMP_OF("p.key", "i") ", p.key\n"
					 "FROM person p\n"
					 "JOIN identity_person ip ON ip.person_id = p.id\n"
					 "JOIN identity i ON i.id = ip.identity_id\n"
					 "WHERE p.key NOT IN (SELECT o.name || ' <' || o.email || '>'\n"
					 "  FROM identity_person op\n"
					 "  JOIN identity o ON o.id = op.identity_id\n"
					 "  WHERE op.person_id = p.id)";

int protect_remember_keys(struct building *building)
{
	struct statement *statement;
	int ret = store_statement(&statement, building->store, sql_keys);

	return ret ? ret : statement_run(statement);
}

static const char *const erase_scripts[] = {
	"DELETE FROM metric_value\n"
	"WHERE person IN (\n" OPTED_OUT_KEYS ")",
	"DELETE FROM finding\n"
	"WHERE person IN (\n" OPTED_OUT_KEYS ")",
	"DELETE FROM sealed_report\n"
	"WHERE person IN (\n" OPTED_OUT_KEYS ")",
};

int protect_erase(struct building *building)
{
	int ret = 0;

	for (size_t i = 0; i < sizeof(erase_scripts) / sizeof(erase_scripts[0]) && ret == 0; i++) {
		struct statement *statement;

		ret = store_statement(&statement, building->store, erase_scripts[i]);
		if (ret == 0)
			ret = statement_run(statement);
	}
	return ret ? ret : seal_erase(building->store);
}

/* ---- the complement ---- */

/* "M24" of "M24.large.rev" */
static struct text metric_of(struct text id)
{
	ptrdiff_t point = text_find_char(id, '.', 0);

	return point < 0 ? id : text_slice(id, 0, (size_t)point);
}

/* How reviews spread is told over all of the team's reviews: their number is the sum of another metric. */
static struct text sum_of(struct text metric)
{
	return text_equal(metric, TEXT("M09")) ? TEXT("M03") : metric;
}

/* By the metric, not by its parts: one part can be the other for all that was done. */
static bool is_shown_of_a_person(const struct report *report, struct text id)
{
	struct text metric = sum_of(metric_of(id));

	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		for (size_t j = 0; j < person->figure_count && !person->is_excluded && !person->is_outside; j++)
			if (text_equal(metric_of(text_of(person->figures[j].id)), metric))
				return true;
	}
	return false;
}

bool protect_is_told(const struct report *report, const char *id)
{
	return is_shown_of_a_person(report, text_of(id));
}

/* The pattern stands on a person's page, or rests on a metric that does. */
#define OF_ONE_OTHER "the numbers are withheld: they would tell of one other person"

static bool tells_of_a_person(const struct report *report, const char *pattern)
{
	const struct pattern_info *info = pattern_find(text_of(pattern));
	struct text rest = info ? text_of(info->evidence) : TEXT(""), metric;

	for (size_t i = 0; i < report->person_count; i++)
		for (size_t j = 0; j < report->people[i].finding_count; j++)
			if (!strcmp(report->people[i].findings[j].pattern, pattern))
				return true;
	while (text_next_word(&rest, &metric))
		if (is_shown_of_a_person(report, metric))
			return true;
	return false;
}

void protect_finding(struct finding *finding, const char *reason)
{
	const char *pattern = finding->pattern;
	enum outcome outcome = finding->outcome;

	finding_release(finding);
	finding->pattern = pattern;
	finding->outcome = outcome;
	finding->reason = xstrdup(reason);
	finding->weight = NAN;
}

/*
 * Of a year the tables hold everybody's changes, but the acts of the subjects alone; nor do the team's figures of a year say
 * more. Authors are therefore asked for apart.
 */
static const char sql_active[] =
	"SELECT a.person_id, EXISTS (SELECT 1 FROM subject s WHERE s.person_id = a.person_id),\n"
	"       EXISTS (SELECT 1 FROM declared d WHERE d.kind = 'optout' AND d.person_id = a.person_id)\n"
	"FROM (\n"
	"  SELECT person_id FROM scope_part\n"
	"  WHERE is_member = 1 AND landed_time >= :since AND landed_time < :until\n"
	"  UNION\n"
	"  SELECT c.author_id FROM scope_change c\n"
	"  WHERE c.landed_time >= :since AND c.landed_time < :until AND (:team = '' OR EXISTS (\n"
	"    SELECT 1 FROM member m WHERE m.team = :team AND m.person_id = c.author_id\n"
	"      AND m.from_time <= c.landed_time AND m.until_time > c.landed_time))) a\n"
	"WHERE a.person_id IS NOT NULL\n"
	"ORDER BY a.person_id";

/* Who is away for more than a third, now or then, has no figures of the time before; of all of a period, none of that. */
static int is_slot_shown(bool *out, struct building *building, int64_t person, enum slot slot, struct period period)
{
	double now, then = 0;
	int64_t days;
	int ret = person_absence(&now, &days, building, person, building->scope.period);

	if (ret == 0)
		ret = person_absence(&then, &days, building, person, period);
	if (slot == SLOT_BEFORE || slot == SLOT_YEAR)
		*out = ret == 0 && now <= DECLARED_SHARE && then <= DECLARED_SHARE;
	else
		*out = ret == 0 && then < 1;
	return ret;
}

int protect_see(struct building *building, enum slot slot, struct period period)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_active);

	if (ret)
		return ret;
	statement_bind_int(statement, ":since", period.since_time);
	statement_bind_int(statement, ":until", period.until_time);
	if (model_is_first_team(building))
		building->first_sightings[slot] = building->sightings.count;
	while ((ret = statement_step(statement)) == 0) {
		struct sighting sighting = { .person = statement_int(statement, 0),
			                     .team = (size_t)(building->team - building->report->teams),
			                     .slot = slot,
			                     .is_shown = statement_int(statement, 1) != 0,
			                     .is_opted_out = statement_int(statement, 2) != 0 };

		if (sighting.is_shown)
			ret = is_slot_shown(&sighting.is_shown, building, sighting.person, slot, period);
		if (ret)
			break;
		building->pass->active_counts[slot]++;
		building->pass->unshown_counts[slot] += !sighting.is_shown;
		*VEC_PUSH(&building->sightings) = sighting;
	}
	statement_reset(statement);
	if (ret < 0 || building->report->team_count == 1 || !model_is_first_team(building))
		return ret < 0 ? ret : 0;
	return protect_see_segments(building, slot, period);
}

/* The same of the figures of the time before, which stand beside those of the period. */
static void withhold_past(const struct pass *pass, struct figure *figure)
{
	if (pass->unshown_counts[SLOT_BEFORE] == 1) {
		figure->before = NAN;
		figure->trend = TREND_NONE;
	}
	if (pass->unshown_counts[SLOT_YEAR] == 1)
		figure->year = NAN;
}

bool protect_is_rest_opted_out(const struct building *building, size_t team, enum slot slot)
{
	if (building->passes[team].unshown_counts[slot] != 1)
		return false;
	for (size_t i = 0; i < building->sightings.count; i++) {
		const struct sighting *sighting = &building->sightings.at[i];

		if (sighting->team == team && sighting->slot == slot && !sighting->is_shown)
			return sighting->is_opted_out;
	}
	return false;
}

/* Of a team of one everything is about that one. */
static void withhold_team(struct building *building, struct report_team *team)
{
	figures_withhold(team->figures, team->figure_count);
	for (size_t i = 0; i < team->finding_count; i++)
		protect_finding(&team->findings[i], OF_ONE_OTHER);
	coverage_withhold(building, &team->coverage);
	team->matrix = (struct report_matrix){ .note = "Withheld: it would tell of one person." };
	team->knowledge_count = team->decision_count = 0;
	team->knowledge_left_count = 0;
	team->is_withheld = true;
}

/* False if no figure had to be withheld. */
static bool withhold_complement(struct building *building, struct report_team *team, const struct pass *pass)
{
	const struct report *report = building->report;
	bool is_one = pass->unshown_counts[SLOT_PERIOD] == 1;
	bool is_any = false;

	for (size_t i = 0; i < team->figure_count; i++) {
		if (!is_shown_of_a_person(report, text_of(team->figures[i].id)))
			continue;
		withhold_past(pass, &team->figures[i]);
		if (is_one)
			figures_withhold(&team->figures[i], 1);
		is_any |= is_one;
	}
	for (size_t i = 0; is_one && i < team->finding_count; i++)
		if (tells_of_a_person(report, team->findings[i].pattern))
			protect_finding(&team->findings[i], OF_ONE_OTHER);
	return is_any;
}

void protect_add_team(struct buf *out, const struct report_team *team)
{
	buf_add_fmt(out, "%s%s", out->size ? ", " : "", *team->name ? team->name : "everybody");
}

void protect_note_teams(struct building *building, struct buf *teams, const char *sentence)
{
	struct buf note = { 0 };

	buf_add_str(&note, sentence);
	if (building->report->team_count > 1)
		buf_add_fmt(&note, " (%s)", buf_str(teams));
	buf_add_char(&note, '.');
	if (teams->size)
		model_add_note(building, model_buf(building, &note));
	buf_release(&note);
	buf_release(teams);
}

void protect_complement(struct building *building)
{
	struct report *report = building->report;
	struct buf out = { 0 }, alone = { 0 }, one = { 0 };

	for (size_t i = 0; i < report->team_count; i++) {
		struct report_team *team = &report->teams[i];
		const struct pass *pass = &building->passes[i];
		bool is_opted_out = protect_is_rest_opted_out(building, i, SLOT_PERIOD);
		bool is_alone = team->member_count == 1 && pass->unshown_counts[SLOT_PERIOD] == 1;

		if (!building->request->is_for_others && !is_opted_out)
			continue;
		if (is_alone && is_opted_out)
			protect_add_team(&out, team);
		else if (is_alone && *team->name)
			protect_add_team(&alone, team);
		if (is_alone && (is_opted_out || *team->name))
			withhold_team(building, team);
		else if (withhold_complement(building, team, pass))
			protect_add_team(&one, team);
	}
	protect_note_teams(building, &out, "The one person active in this team opted out: nothing is told of it");
	protect_note_teams(building, &alone,
	                   "One person was active in this team, who is not shown: nothing is told of it");
	protect_note_teams(building, &one,
	                   "Beside the people shown one other was active: figures of the team that would "
	                   "tell of that one person are withheld");
}

/* ---- the one person who gave most reviews ---- */

#define TOP_METRIC "M09"
#define TOP_PATTERN "P02"

static const char sql_top[] =
	"WITH reviewer AS (\n"
	"  SELECT person_id, count(*) AS reviews\n"
	"  FROM scope_part\n"
	"  WHERE is_member = 1 AND landed_time >= :since AND (is_rev = 1 OR is_ack = 1)\n"
	"  GROUP BY person_id)\n"
	"SELECT r.person_id, EXISTS (SELECT 1 FROM declared d WHERE d.person_id = r.person_id AND d.kind = 'optout')\n"
	"FROM reviewer r\n"
	"WHERE r.reviews = (SELECT max(reviews) FROM reviewer)\n"
	"ORDER BY r.person_id";

static const char sql_any[] = "SELECT EXISTS (SELECT 1 FROM declared WHERE kind = 'optout')";

int protect_find_opted_out(struct building *building)
{
	struct statement *statement;
	int ret = store_statement(&statement, building->store, sql_any);

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0)
		building->is_anybody_opted_out = statement_int(statement, 0) != 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

int protect_find_top(struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_top);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		size_t team = (size_t)(building->team - building->report->teams);

		*VEC_PUSH(&building->tops) = (struct top){ statement_int(statement, 0), team };
		building->pass->is_top_opted_out |= statement_int(statement, 1) != 0;
	}
	return ret < 0 ? ret : protect_find_opted_out(building);
}

bool protect_is_of_top(const char *id)
{
	return text_equal(metric_of(text_of(id)), TEXT(TOP_METRIC)) && strcmp(id, "M09.none") != 0 &&
	       strcmp(id, "M09.active") != 0;
}

static void withhold_top_finding(struct finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(findings[i].pattern, TOP_PATTERN))
			protect_finding(&findings[i], OF_ONE_OTHER);
}

static void withhold_top(struct report_team *team, bool is_top)
{
	for (size_t i = 0; i < team->figure_count; i++) {
		if (!protect_is_of_top(team->figures[i].id))
			continue;
		team->figures[i].before = team->figures[i].year = NAN;
		team->figures[i].trend = TREND_NONE;
		if (is_top)
			figures_withhold(&team->figures[i], 1);
	}
	if (is_top)
		withhold_top_finding(team->findings, team->finding_count);
}

/* In the time before another may have given most; nobody is asked who, if anybody opted out. */
void protect_top(struct building *building)
{
	struct report *report = building->report;

	for (size_t i = 0; building->is_anybody_opted_out && i < report->team_count; i++)
		withhold_top(&report->teams[i], building->passes[i].is_top_opted_out);
	for (size_t i = 0; building->passes[0].is_top_opted_out && i < report->person_count; i++)
		withhold_top_finding(report->people[i].findings, report->people[i].finding_count);
}

/* ---- the viewer ---- */

static bool is_of_viewer_alone(const struct finding *finding)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));

	return info && info->subjects & PATTERN_SELF && !(info->subjects & PATTERN_PERSON);
}

void protect_own_findings(struct report_person *person)
{
	size_t kept = 0;

	for (size_t i = 0; i < person->finding_count; i++) {
		if (is_of_viewer_alone(&person->findings[i])) {
			finding_release(&person->findings[i]);
			continue;
		}
		if (person->proofs)
			person->proofs[kept] = person->proofs[i];
		person->findings[kept++] = person->findings[i];
	}
	person->finding_count = kept;
}

/*
 * "Of one person this is told to that person alone": a file is read by others, whoever wrote it. What goes to a program on
 * stdout is the viewer's own, unless it would tell of the one other person.
 */
void protect_viewer(struct building *building)
{
	const struct report_request *request = building->request;
	struct report *report = building->report;
	bool is_own =
		request->is_on_stdout && !request->pseudonym && building->passes[0].unshown_counts[SLOT_PERIOD] != 1;

	for (size_t i = 0; request->is_for_others && i < report->person_count; i++) {
		struct report_person *person = &report->people[i];

		if (!is_own)
			protect_own_findings(person);
		/* A pseudonym with the sender's mark would be a name. */
		person->is_viewer &= !request->pseudonym;
	}
}
