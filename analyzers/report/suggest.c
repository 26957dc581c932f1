/*
 * Suggestions on one's own page: possibilities, never targets, and none without the number it rests on. One function an occasion,
 * in the order of the table; whatever comes after the fifth is left out. To add one: a function and a line.
 */
#include <string.h>
#include "model.h"

#define MOST_SUGGESTIONS 5
#define AREAS_NAMED 3

struct advice {
	struct building *building;
	const struct report_person *person;
	const struct report_team *team;
};

static void add(struct advice *advice, struct buf *text)
{
	struct report_person *person = (struct report_person *)advice->person;

	if (text->size && person->suggestion_count < MOST_SUGGESTIONS)
		person->suggestions[person->suggestion_count++] = model_buf(advice->building, text);
	buf_release(text);
}

static bool is_counted(const struct figure *figure)
{
	return figure && figure->state == STATE_OK && figure->k > 0;
}

/* "a, b and c" */
static void add_list(struct buf *out, const char *word, size_t position, size_t count)
{
	buf_add_fmt(out, "%s%s", position == 0 ? "" : position + 1 == count ? " and " : ", ", word);
}

static bool has_number(const struct finding *finding)
{
	for (const char *at = finding->reason; at && *at; at++)
		if (char_is_digit(*at))
			return true;
	return false;
}

/* A pattern that speaks, with what would make it silent. */
static void advise_findings(struct advice *advice)
{
	for (size_t i = 0; i < advice->person->finding_count; i++) {
		const struct finding *finding = &advice->person->findings[i];
		const struct pattern_info *info = pattern_find(text_of(finding->pattern));
		struct buf text = { 0 };

		if (!info || (finding->outcome != OUTCOME_NOTE && finding->outcome != OUTCOME_WARN) ||
		    !finding->would_change || !has_number(finding))
			continue;
		buf_add_fmt(&text,
		            "%s (%s) speaks here: %s. If that is not how you see the period, this is what the rule "
		            "looks at: %s",
		            info->name, info->id, finding->reason, finding->would_change);
		add(advice, &text);
	}
}

/* Areas that are the person's by the year, as the record calls them. */
static void add_home(struct buf *out, const struct report_person *person)
{
	size_t count = 0, position = 0;

	for (size_t i = 0; i < person->area_count && count < AREAS_NAMED; i++)
		count += person->areas[i].is_home;
	for (size_t i = 0; i < person->area_count && position < count; i++)
		if (person->areas[i].is_home)
			add_list(out, *person->areas[i].area ? person->areas[i].area : "the top", position++, count);
}

static void advise_knowledge(struct advice *advice)
{
	const struct figure *single = figure_find(advice->person->figures, advice->person->figure_count, "M25.home");
	struct buf text = { 0 }, areas = { 0 };

	if (!is_counted(single))
		return;
	add_home(&areas, advice->person);
	buf_add_fmt(
		&text,
		"%lld of %lld files of your home areas%s%s are known to one person alone; pairing on the next change "
		"there, or asking somebody new to it for the review, would let a second one in.",
		(long long)single->k, (long long)single->n, areas.size ? ", such as " : "", buf_str(&areas));
	buf_release(&areas);
	add(advice, &text);
}

static const char sql_newcomers[] =
	"SELECT count(*), count(CASE WHEN c.has_review = 0 THEN 1 END)\n"
	"FROM metric_change c\n"
	"WHERE c.team = :team AND (:repository IS NULL OR c.repository_id = :repository)\n"
	"  AND c.landed_time >= :since AND c.landed_time < :until AND c.is_newcomer = 1 AND c.author_id <> :person\n"
	"  AND EXISTS (\n"
	"    SELECT 1 FROM change_area a\n"
	"    JOIN scope_home h ON h.repository_id = c.repository_id AND h.area = a.area AND h.person_id = :person\n"
	"    WHERE a.change_id = c.id)";

/* Only where reviews are recorded: else nothing says that there was none. */
static void advise_newcomers(struct advice *advice)
{
	struct statement *statement;
	struct buf text = { 0 };

	/* Series left the tables of another period. */
	if (advice->team->coverage.state == COVERAGE_UNKNOWN ||
	    metric_prepare(advice->building->store, &advice->building->scope) ||
	    model_statement(&statement, advice->building, sql_newcomers))
		return;
	statement_bind_int(statement, ":person", advice->building->request->viewer);
	if (statement_step(statement) == 0 && statement_int(statement, 1) > 0)
		buf_add_fmt(
			&text,
			"%lld of %lld changes by newcomers in your home areas landed with no trace of a review; a word "
			"on the next one may be welcome.",
			(long long)statement_int(statement, 1), (long long)statement_int(statement, 0));
	statement_reset(statement);
	add(advice, &text);
}

static void advise_decisions(struct advice *advice)
{
	const struct figure *acts = figure_find(advice->person->figures, advice->person->figure_count, "M17.acts");
	const struct figure *records = figure_find(advice->team->figures, advice->team->figure_count, "M17.count");
	const struct figure *own = figure_find(advice->person->figures, advice->person->figure_count, "M01.code");
	struct buf text = { 0 };

	if (!acts || acts->state != STATE_OK || acts->k > 0 || !is_counted(records) || !is_counted(own))
		return;
	buf_add_fmt(
		&text,
		"The team wrote or moved %lld decision record%s, none of them with your name, beside %lld changes of "
		"your own to code; if one of these settled something others will ask about, a short record would "
		"keep the reason.",
		(long long)records->k, records->k == 1 ? "" : "s", (long long)own->k);
	add(advice, &text);
}

/* Only with a command that would tell more. */
static void advise_evidence(struct advice *advice)
{
	const struct missing_source *next = sources_next(&advice->building->sources);
	int64_t unknown = 0, thin = 0;
	struct buf text = { 0 };

	for (size_t i = 0; i < advice->person->figure_count; i++) {
		unknown += advice->person->figures[i].state == STATE_UNKNOWN;
		thin += advice->person->figures[i].state == STATE_THIN;
	}
	if (!next || !*next->command || unknown + thin == 0)
		return;
	buf_add_fmt(&text,
	            "%lld figures of this page are unknown and %lld rest on too little to say much; '%s' may bring %s.",
	            (long long)unknown, (long long)thin, next->command, next->what);
	add(advice, &text);
}

static void (*const occasions[])(struct advice *advice) = {
	advise_findings, advise_knowledge, advise_newcomers, advise_decisions, advise_evidence,
};

void suggestions_fill(struct building *building)
{
	struct report *report = building->report;
	struct report_person *person = report->person_count ? &report->people[0] : NULL;
	struct advice advice = { building, person, report->teams };

	if (!building->request->is_own_page || !person || person->is_excluded || person->is_outside)
		return;
	person->suggestions = model_array(building, MOST_SUGGESTIONS, sizeof(*person->suggestions));
	for (size_t i = 0; i < sizeof(occasions) / sizeof(occasions[0]); i++)
		occasions[i](&advice);
}
