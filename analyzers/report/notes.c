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

static const struct finding *flagship_of(const struct report *report)
{
	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		for (size_t j = 0; j < person->finding_count && person->is_viewer; j++) {
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

void model_fill_next(struct building *building)
{
	struct report *report = building->report;
	const struct finding *flagship = flagship_of(report);
	const char *command = flagship ? flagship->next_command : NULL;

	for (size_t i = 0; i < building->sources.missing_count && !command; i++) {
		if (report->coverage.state != COVERAGE_USABLE && building->sources.missing[i].command[0])
			command = building->sources.missing[i].command;
	}
	if (command) {
		report->next_step = model_text(building, text_of(command));
		report->next_reason = reason_of(building, command);
		return;
	}
	report->next_step = flagship ? "git lead explain P01" : "git lead sources";
	report->next_reason = flagship ? "shows the rule and every change behind these figures"
	                               : "shows which evidence this repository holds, and what would add to it";
}
