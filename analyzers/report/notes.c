/* What stands at the end of a report: remarks, and the one step that would tell more. */
#include <string.h>
#include "model.h"

#define NOTE_MAX 16

/* Of a scope: identities that a mailmap unites, declarations that hold in the period. */
static const char sql_corrections[] =
	"SELECT (SELECT count(*) FROM identity_person i\n"
	"        WHERE i.rule = 'mailmap' AND (:repository IS NULL OR i.repository_id = :repository)),\n"
	"       count(CASE WHEN d.kind NOT IN ('absence', 'optout', 'unrecorded') THEN 1 END),\n"
	"       count(CASE WHEN d.kind = 'unrecorded' THEN 1 END), count(CASE WHEN d.kind = 'absence' THEN 1 END),\n"
	"       count(CASE WHEN d.kind = 'optout' THEN 1 END)\n"
	"FROM declared d\n"
	"WHERE d.from_time < :until AND d.until_time > :since";

/* Whom ownership files list while nobody is declared a lead: only a hint, the program does not guess. */
static int add_candidates(struct building *building)
{
	struct report *report = building->report;
	struct statement *statement;
	struct buf text = { 0 };
	int ret =
		model_statement(&statement, building,
	                        "SELECT count(DISTINCT o.person)\n"
	                        "FROM v_owner o\n"
	                        "JOIN repository r ON r.key = o.repo AND (:repository IS NULL OR r.id = :repository)\n"
	                        "JOIN person p ON p.key = o.person AND p.kind = 'human'\n"
	                        "WHERE o.until IS NULL AND o.is_group = 0\n"
	                        "  AND o.role IN ('owner', 'approver', 'maintainer')\n"
	                        "  AND NOT EXISTS (SELECT 1 FROM member m WHERE m.is_lead = 1)");
	int64_t count = 0;

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0)
		count = statement_int(statement, 0);
	statement_reset(statement);
	if (ret || !count)
		return ret;
	buf_add_fmt(&text,
	            "No lead is declared. Ownership files list %lld %s: 'git lead owners' shows them, lead.owners=true "
	            "takes them as leads.",
	            (long long)count, count == 1 ? "person" : "people");
	report->notes[report->note_count++] = model_buf(building, &text);
	return 0;
}

bool model_take_notes(struct building *building, const char *const *notes, size_t count)
{
	struct report *report = building->report;

	report->notes = model_array(building, NOTE_MAX, sizeof(*report->notes));
	report->note_count = 0;
	for (size_t i = 0; i < count && count < NOTE_MAX; i++)
		report->notes[report->note_count++] = notes[i];
	return count < NOTE_MAX;
}

void model_add_note(struct building *building, const char *note)
{
	struct report *report = building->report;

	if (report->note_count == NOTE_MAX)
		BUG("more than %d notes", NOTE_MAX);
	report->notes[report->note_count++] = note;
}

static void add_correction(struct buf *out, int64_t count, const char *one, const char *many)
{
	if (count)
		buf_add_fmt(out, "%s%lld %s", out->size ? ", " : "In force: ", (long long)count,
		            count == 1 ? one : many);
}

/* What people corrected changes figures, so it is said; how many, never who and why. */
static int add_corrections(struct building *building)
{
	const struct config_entry *entry;
	struct statement *statement;
	struct buf text = { 0 };
	int64_t settings = 0;
	int ret = model_statement(&statement, building, sql_corrections);

	if (ret)
		return ret;
	for (size_t i = 0; building->config && (entry = config_entry_at(building->config, i)); i++)
		settings += entry->value && !strcmp(entry->section, "identity");
	ret = statement_step(statement);
	if (ret == 0) {
		int64_t channels = statement_int(statement, 2);

		add_correction(&text, settings + statement_int(statement, 0), "identity correction",
		               "identity corrections");
		add_correction(&text, statement_int(statement, 1), "role or agreement declared",
		               "roles or agreements declared");
		add_correction(&text, channels, "channel declared as not recorded",
		               "channels declared as not recorded");
		add_correction(&text, statement_int(statement, 3), "absence", "absences");
		add_correction(&text, statement_int(statement, 4), "opt-out", "opt-outs");
		if (text.size) {
			buf_add_char(&text, '.');
			model_add_note(building, model_buf(building, &text));
		}
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* Of several repositories: where little of the review is recorded nothing that is missing means anything. */
static void add_unusable(struct building *building)
{
	const struct report *report = building->report;
	struct buf text = { 0 };

	for (size_t i = 0; report->is_long && report->repository_count > 1 && i < report->repository_count; i++)
		if (report->repositories[i].change_count > 0 && report->repositories[i].coverage != COVERAGE_USABLE)
			buf_add_fmt(&text, "%s%s",
			            text.size ? ", " : "Reviews are not recorded well enough to tell of absences in: ",
			            report->repositories[i].name);
	if (text.size) {
		buf_add_char(&text, '.');
		model_add_note(building, model_buf(building, &text));
	}
	buf_release(&text);
}

int model_fill_notes(struct building *building)
{
	static const char *const sealed[] = {
		"This period was sealed by --freeze; the figures are those of that day."
	};
	struct report *report = building->report;
	struct buf text = { 0 };
	int ret;

	if (!model_take_notes(building, sealed, report->is_sealed))
		BUG("no room for a note");
	for (size_t i = 0; patterns_not_built[i]; i++)
		buf_add_fmt(&text, "%s%s", text.size ? ", " : "Not looked for yet: ", patterns_not_built[i]);
	if (text.size) {
		buf_add_char(&text, '.');
		report->notes[report->note_count++] = model_buf(building, &text);
	}
	buf_release(&text);
	add_unusable(building);
	if (building->memberless)
		model_add_note(building, building->memberless);
	ret = add_corrections(building);
	return ret ? ret : add_candidates(building);
}

void model_note_unsealed(struct building *building)
{
	const struct report *report = building->report;
	struct buf text = { 0 };

	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];

		if (person->is_unsealed && !person->is_excluded && !person->is_outside)
			buf_add_fmt(&text, "%s%s",
			            text.size ? ", "
			                      : "Not in the seal, so with the figures of today and no rest beside: ",
			            person->name);
	}
	if (!text.size)
		return;
	buf_add_char(&text, '.');
	model_add_note(building, model_buf(building, &text));
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
	/* Nothing is explained of who opted out. */
	if (flagship && flagship->outcome != OUTCOME_UNKNOWN && !viewer->is_opted_out) {
		report->next_step = explain_command(building, viewer);
		report->next_reason = "shows the rule and the numbers it looked at";
		return;
	}
	report->next_step = "git lead sources";
	report->next_reason = "shows which evidence this repository holds, and what would add to it";
}
