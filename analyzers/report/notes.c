/* What stands at the end of a report: remarks, and the one step that would tell more. */
#include <string.h>
#include "model.h"

void model_fill_notes(struct building *building, bool is_sealed)
{
	struct report *report = building->report;
	struct buf text = { 0 };

	report->notes = model_array(building, 2, sizeof(*report->notes));
	if (is_sealed)
		report->notes[report->note_count++] =
			"This period was sealed by --freeze; the figures are those of that day.";
	for (size_t i = 0; patterns_not_built[i]; i++)
		buf_add_fmt(&text, "%s%s", text.size ? ", " : "Not looked for yet: ", patterns_not_built[i]);
	if (text.size) {
		buf_add_char(&text, '.');
		report->notes[report->note_count++] = model_buf(building, &text);
	}
	buf_release(&text);
}

static const struct finding *flagship_of(const struct report *report, const struct report_person **viewer)
{
	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		for (size_t j = 0; j < person->finding_count && person->is_viewer; j++) {
			*viewer = person;
			if (!strcmp(person->findings[j].pattern, "P01"))
				return &person->findings[j];
		}
	}
	return NULL;
}

/* What the command would bring, if it is one of those that bring evidence. */
static const char *reason_of(struct building *building, const char *command)
{
	const struct sources *sources = &building->sources;
	struct buf text = { 0 };

	for (size_t i = 0; i < sources->missing_count; i++) {
		if (strcmp(sources->missing[i].command, command))
			continue;
		buf_add_fmt(&text, "brings %s: %s", sources->missing[i].what, sources->missing[i].why);
		return model_buf(building, &text);
	}
	return NULL;
}

/* " name@host" out of "Name <name@host>", if a shell takes it as it stands. */
static void add_address(struct buf *out, struct text key)
{
	size_t from = key.size;

	if (!text_ends(key, TEXT(">")))
		return;
	while (from > 0 && key.at[from - 1] != '<')
		from--;
	key = text_slice(key, from, key.size - 1);
	for (size_t i = 0; i < key.size; i++) {
		if (!char_is_alnum(key.at[i]) && !strchr("@._+-", key.at[i]))
			return;
	}
	if (from > 0 && key.size && key.at[0] != '-')
		buf_add_fmt(out, " " TEXT_FMT, TEXT_ARG(key));
}

/* Typed as it stands the command speaks of the same person and period. */
static const char *explain_command(struct building *building, const struct report_person *viewer)
{
	const struct report *report = building->report;
	struct buf command = { 0 };

	buf_add_str(&command, "git lead explain");
	if (!report->is_default_period) {
		buf_add_str(&command, " --since=");
		civil_format(&command, report->period.since_time);
		buf_add_str(&command, " --until=");
		civil_format(&command, report->period.until_time);
	}
	buf_add_str(&command, " P01");
	add_address(&command, text_of(viewer->key));
	return model_buf(building, &command);
}

void model_fill_next(struct building *building)
{
	const struct report_person *viewer = NULL;
	struct report *report = building->report;
	const struct finding *flagship = flagship_of(report, &viewer);
	const struct missing_source *next = sources_next(&building->sources);
	const char *command = flagship ? flagship->next_command : NULL;

	if (!command && report->coverage.state != COVERAGE_USABLE && next)
		command = next->command;
	if (command) {
		report->next_step = model_text(building, text_of(command));
		report->next_reason = reason_of(building, command);
		return;
	}
	if (flagship && flagship->outcome != OUTCOME_UNKNOWN) {
		report->next_step = explain_command(building, viewer);
		report->next_reason = "shows the rule and the numbers it looked at";
		return;
	}
	report->next_step = "git lead sources";
	report->next_reason = "shows which evidence this repository holds, and what would add to it";
}
