/*
 * The first page: what a manager asks of a team, each answered in one sentence with its interval, its movement and its doubt.
 * A sentence tells what the record shows and never what to think of it.
 */
#include <math.h>
#include <string.h>
#include "lead/percent.h"
#include "model.h"

#define FIGURES_MAX 3

struct speech {
	const struct report *report;
	const struct report_team *team;
	const struct figure *figures[FIGURES_MAX]; /* NULL: there is none of that id */
	const char *span;                          /* "quarter" */
	bool is_brief;                             /* for beside the leading figure, which is not told again */
	struct buf text;
};

static const struct figure *find(const struct report_team *team, const char *id)
{
	return id ? figure_find(team->figures, team->figure_count, id) : NULL;
}

/* A share that coverage does not carry is no number, unless it is called a bound: as every form shows it. */
static bool has_number(const struct figure *figure)
{
	if (!figure || isnan(figure->value) || figure->state == STATE_NA || figure->state == STATE_WITHHELD)
		return false;
	if (figure->state != STATE_UNKNOWN)
		return true;
	return figure->value > 0 && (figure->note || !figure->unit || strcmp(figure->unit, "share") != 0);
}

/* "quarter" of "2026-Q3": how one speaks of the time before. */
static const char *span_of(const char *period_name)
{
	size_t size = strlen(period_name);

	if (size == 7 && strstr(period_name, "-Q"))
		return "quarter";
	return size == 7 ? "month" : size == 4 ? "year" : "period";
}

/* ---- doubt ---- */

/* What stands in place of a number; true if nothing else is to be said. */
static bool add_absence(struct speech *speech, const struct figure *figure)
{
	struct buf *text = &speech->text;

	if (has_number(figure) && (figure->n > 0 || figure->k > 0))
		return false;
	if (figure && figure->state == STATE_UNKNOWN)
		buf_add_str(text,
		            speech->is_brief ? "Nothing can be told." : "Not recorded here, so nothing can be told.");
	else if (figure && figure->state == STATE_WITHHELD)
		buf_add_str(text, speech->is_brief ? "It would tell of too few people."
		                                   : "Withheld: it would tell of too few people.");
	else if (figure && figure->state == STATE_NA)
		buf_add_str(text, "Not in use here.");
	else
		buf_add_fmt(text, "Nothing of the kind landed in this %s.", speech->span);
	return true;
}

/* ---- movement ---- */

static const char *why_not_compared(const struct speech *speech, const struct figure *figure)
{
	const struct report_period *before = &speech->report->periods[SERIES_PERIODS - 2];
	enum coverage_state then = speech->team->coverages[SERIES_PERIODS - 2];
	enum coverage_state now = speech->team->coverages[SERIES_PERIODS - 1];

	if (!before->is_known)
		return "nothing to compare with: the history does not hold all of the time before";
	if (figure->state == STATE_THIN)
		return "too few to say whether it moved";
	if (figure->note && !strcmp(figure->note, "at least"))
		return speech->is_brief ? "a lower bound, so not compared"
		                        : "not comparable: a lower bound, more may have gone unrecorded";
	if (model_rests_on_reviews(figure->id) && then == COVERAGE_UNKNOWN)
		return "not comparable: reviews were not recorded then";
	if (model_rests_on_reviews(figure->id) && (then == COVERAGE_PARTIAL || now == COVERAGE_PARTIAL))
		return "not comparable: reviews are recorded in part alone";
	return "not comparable with the time before";
}

static void add_movement(struct speech *speech, const struct figure *figure)
{
	static const char *const moved[TREND_COUNT] = { [TREND_UP] = "up from ", [TREND_DOWN] = "down from " };
	struct buf *text = &speech->text;

	if (isnan(figure->before)) {
		buf_add_fmt(text, "; %s.", why_not_compared(speech, figure));
		return;
	}
	if (figure->trend != TREND_NONE && speech->is_brief) {
		buf_add_char(text, '.');
		return;
	}
	if (figure->trend != TREND_NONE) {
		buf_add_fmt(text, ", %s", moved[figure->trend]);
		percent_add(text, figure->before);
		buf_add_fmt(text, " the %s before.", speech->span);
		return;
	}
	if (speech->is_brief)
		buf_add_str(text, "; no clear movement (before: ");
	else
		buf_add_fmt(text, "; no clear movement since the %s before (", speech->span);
	percent_add(text, figure->before);
	buf_add_str(text, ").");
}

/* Beside "31 %", or beside "3 of 7" where that is too few. What it is a share of, the title of the column tells. */
static void add_whole(struct speech *speech, const struct figure *figure, const char *things)
{
	if (figure->state == STATE_THIN)
		buf_add_fmt(&speech->text, "%s, too few for a share", things);
	else
		buf_add_fmt(&speech->text, "of %lld %s", (long long)figure->n, things);
}

/* "At least 31 % of 412 changes", then the words, then the interval where there is one. */
static void add_share(struct speech *speech, const struct figure *figure, const char *things, const char *words)
{
	bool is_bound = figure->state == STATE_UNKNOWN || (figure->note && !strcmp(figure->note, "at least"));
	struct buf *text = &speech->text;

	if (speech->is_brief) {
		add_whole(speech, figure, things);
		return;
	}
	if (figure->state == STATE_THIN)
		buf_add_fmt(text, "%lld of %lld %s %s, too few for a share", (long long)figure->k, (long long)figure->n,
		            things, words);
	if (figure->state == STATE_THIN)
		return;
	buf_add_str(text, is_bound ? "At least " : "");
	percent_add(text, figure->value);
	buf_add_fmt(text, " of %lld %s %s", (long long)figure->n, things, words);
	if (is_bound || isnan(figure->low) || isnan(figure->high))
		return;
	buf_add_str(text, " (");
	percent_add_interval(text, figure->low, figure->high);
	buf_add_char(text, ')');
}

/* ---- one a question ---- */

/*
 * Coverage is that of all changes; newcomers are looked at only where reviews are recorded (M12). How many changes lie elsewhere
 * has to be said, or a whole would seem to lie below both its parts.
 */
static int64_t count_elsewhere(const struct speech *speech)
{
	const struct figure *all = find(speech->team, "M07");
	const struct figure *new = find(speech->team, "M12.new"), *rest = find(speech->team, "M12.rest");

	if (!has_number(all) || !has_number(new) || !has_number(rest) || new->n + rest->n <= 0)
		return 0;
	return all->n - new->n - rest->n;
}

static void say_coverage(struct speech *speech)
{
	const struct figure *figure = speech->figures[0];
	int64_t elsewhere = count_elsewhere(speech);

	if (add_absence(speech, figure))
		return;
	add_share(speech, figure, "changes", "carry review evidence");
	add_movement(speech, figure);
	if (elsewhere > 0)
		buf_add_fmt(&speech->text, " %lld of them landed where reviews are not recorded and count as without.",
		            (long long)elsewhere);
}

static void say_second_person(struct speech *speech)
{
	const struct figure *figure = speech->figures[0];

	if (add_absence(speech, figure))
		return;
	add_share(speech, figure, "changes", "involved a second person");
	add_movement(speech, figure);
}

static void say_spread(struct speech *speech)
{
	const struct figure *figure = speech->figures[0], *active = speech->figures[1], *none = speech->figures[2];

	if (add_absence(speech, figure))
		return;
	add_share(speech, figure, speech->is_brief ? "reviews by the one person who gave most" : "reviews",
	          "were given by the one person who gave most");
	if (has_number(active)) {
		buf_add_fmt(&speech->text, ", of %lld active %s", (long long)active->k,
		            active->k == 1 ? "person" : "people");
		if (has_number(none) && none->k > 0)
			buf_add_fmt(&speech->text, ", %lld of them named on none", (long long)none->k);
	}
	add_movement(speech, figure);
}

static void say_newcomers(struct speech *speech)
{
	const struct figure *figure = speech->figures[0], *rest = speech->figures[1];

	if (add_absence(speech, figure))
		return;
	add_share(speech, figure, speech->is_brief ? "changes by newcomers reviewed" : "changes by newcomers",
	          "carry review evidence");
	if (count_elsewhere(speech) > 0)
		buf_add_str(&speech->text, ", where reviews are recorded");
	if (has_number(rest) && rest->state == STATE_OK) {
		buf_add_str(&speech->text, ", against ");
		percent_add(&speech->text, rest->value);
		buf_add_str(&speech->text, " of everybody else's");
	}
	add_movement(speech, figure);
}

static void add_records(struct speech *speech)
{
	const struct figure *new = speech->figures[1], *accepted = speech->figures[2];
	const struct figure *replaced = find(speech->team, "M17.replaced");

	if (!new || new->state == STATE_WITHHELD || (new->state != STATE_NA &&isnan(new->value)))
		return;
	if (new->state == STATE_NA || (new->value <= 0 && !has_number(accepted))) {
		buf_add_str(&speech->text, " No trace of a decision record.");
		return;
	}
	buf_add_fmt(&speech->text, " Decision records: %.0f new", new->value);
	if (has_number(accepted))
		buf_add_fmt(&speech->text, ", %.0f accepted", accepted->value);
	if (has_number(replaced) && replaced->value > 0)
		buf_add_fmt(&speech->text, ", %.0f replaced", replaced->value);
	buf_add_char(&speech->text, '.');
}

static void say_documents(struct speech *speech)
{
	const struct figure *figure = speech->figures[0];

	if (!add_absence(speech, figure)) {
		add_share(speech, figure, speech->is_brief ? "changes touch documents" : "changes", "touch documents");
		add_movement(speech, figure);
	}
	add_records(speech);
}

/* "review bottleneck" of "review-bottleneck" */
static void add_pattern(struct buf *out, const struct finding *finding, const char *before)
{
	const struct pattern_info *info = pattern_find(text_of(finding->pattern));

	buf_add_str(out, out->size ? ", " : before);
	for (const char *name = info ? info->name : finding->pattern; *name; name++)
		buf_add_char(out, *name == '-' ? ' ' : *name);
	if (finding->outcome == OUTCOME_WARN)
		buf_add_str(out, " (warning)");
}

static void say_findings(struct speech *speech)
{
	const struct report_team *team = speech->team;
	struct buf speaking = { 0 }, unjudged = { 0 };

	for (size_t i = 0; i < team->finding_count; i++) {
		enum outcome outcome = team->findings[i].outcome;

		if (outcome == OUTCOME_NOTE || outcome == OUTCOME_WARN)
			add_pattern(&speaking, &team->findings[i], "To look at: ");
		else if (outcome == OUTCOME_UNKNOWN || outcome == OUTCOME_THIN)
			add_pattern(&unjudged, &team->findings[i], " Could not be judged: ");
	}
	if (team->is_withheld)
		buf_add_str(&speech->text, "Withheld: it would tell of too few people");
	else
		buf_add_str(&speech->text, speaking.size ? buf_str(&speaking) : "Nothing to note");
	buf_add_char(&speech->text, '.');
	if (unjudged.size && !team->is_withheld)
		buf_add_fmt(&speech->text, "%s.", buf_str(&unjudged));
	buf_release(&speaking);
	buf_release(&unjudged);
}

/* ---- the page ---- */

static const struct {
	const char *id, *title, *question;
	const char *figures[FIGURES_MAX];
	void (*say)(struct speech *speech);
} questions[] = {
	{ "coverage",
	  "Changes reviewed by somebody else",
	  "How many changes carry evidence that somebody other than their author reviewed them?",
	  { "M07" },
	  say_coverage },
	{ "second-person",
	  "Changes with a second person",
	  "How many changes did a second person review, merge, help with or write?",
	  { "M29" },
	  say_second_person },
	{ "spread",
	  "Spread of reviews",
	  "Do reviews rest on one person or on many?",
	  { "M09", "M09.active", "M09.none" },
	  say_spread },
	{ "newcomers",
	  "Newcomers",
	  "Are the changes of people who are new here reviewed as those of everybody else?",
	  { "M12.new", "M12.rest" },
	  say_newcomers },
	{ "documents",
	  "Documents and decisions",
	  "Is what was done and decided written down?",
	  { "M16", "M17.new", "M17.accepted" },
	  say_documents },
	{ "findings", "Findings", "Which patterns are worth a conversation?", { NULL }, say_findings },
};
#define QUESTION_COUNT (sizeof(questions) / sizeof(questions[0]))

static void fill_headline(struct building *building, struct report_headline *headline, const struct report_team *team,
                          size_t position)
{
	struct figure *figures = model_array(building, FIGURES_MAX, sizeof(*figures));
	struct speech speech = { .report = building->report,
		                 .team = team,
		                 .span = span_of(building->report->period_name) };

	headline->id = questions[position].id;
	headline->title = questions[position].title;
	headline->question = questions[position].question;
	headline->figures = figures;
	for (size_t i = 0; i < FIGURES_MAX; i++) {
		speech.figures[i] = find(team, questions[position].figures[i]);
		if (speech.figures[i])
			figures[headline->figure_count++] = *speech.figures[i];
	}
	questions[position].say(&speech);
	headline->sentence = model_buf(building, &speech.text);
	speech.is_brief = true;
	questions[position].say(&speech);
	headline->brief = model_buf(building, &speech.text);
}

void headlines_fill(struct building *building)
{
	struct report *report = building->report;

	for (size_t i = 0; building->request->is_long && i < report->team_count; i++) {
		struct report_team *team = &report->teams[i];

		team->headlines = model_array(building, QUESTION_COUNT, sizeof(*team->headlines));
		team->headline_count = QUESTION_COUNT;
		for (size_t j = 0; j < QUESTION_COUNT; j++)
			fill_headline(building, &team->headlines[j], team, j);
	}
}
