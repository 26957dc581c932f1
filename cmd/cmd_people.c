/* `git lead people`: who was taken for whom and by which rule, what was kept apart, bots, models, unresolved names. */
#include <stddef.h>
#include <string.h>

#include "command.h"
#include "lead/people.h"
#include "render/escape.h"
#include "render/json_people.h"

struct values {
	struct common_values common;
	const char *format;
};

static const struct option options[] = {
	{ "format", 0, OPTION_TEXT, "<form>", "text or json", offsetof(struct values, format) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* Joined by more than the mailmap, the same bytes, or being kept apart. */
static bool is_union(const struct people_union *joined)
{
	return !joined->is_ambiguous && !text_equal(joined->rule, TEXT("self")) &&
	       !text_equal(joined->rule, TEXT("mailmap"));
}

static void add_line(struct buf *out, const char *indent, struct text text)
{
	buf_add_str(out, indent);
	escape_terminal(out, text);
}

static void add_unions(struct buf *out, const struct people_list *list)
{
	struct text person = { 0 };

	buf_add_str(out, "\nUnited beyond the mailmap\n");
	for (size_t i = 0; i < list->union_count; i++) {
		const struct people_union *joined = &list->unions[i];

		if (!is_union(joined))
			continue;
		if (!text_equal(person, joined->person)) {
			person = joined->person;
			add_line(out, "  ", person);
			buf_add_char(out, '\n');
		}
		add_line(out, "      ", joined->name);
		add_line(out, " <", joined->email);
		buf_add_fmt(out, ">  by " TEXT_FMT "\n", TEXT_ARG(joined->rule));
	}
	if (person.size == 0)
		buf_add_str(out, "  nobody\n");
}

static void add_suspects(struct buf *out, const struct people_list *list)
{
	buf_add_str(out, "\nPerhaps one person, kept apart; a line for .mailmap unites them\n");
	for (size_t i = 0; i < list->suspect_count; i++) {
		const struct people_suspect *suspect = &list->suspects[i];

		if (suspect->line.size) {
			add_line(out, "  ", suspect->line);
		} else {
			add_line(out, "  ", suspect->person);
			add_line(out, " and ", suspect->other);
		}
		add_line(out, "    # ", suspect->reason);
		buf_add_char(out, '\n');
	}
	if (list->suspect_count == 0)
		buf_add_str(out, "  nobody\n");
}

static void add_kind(struct buf *out, const struct people_list *list, const char *title, enum person_kind kind)
{
	size_t count = 0;

	buf_add_fmt(out, "\n%s\n", title);
	for (size_t i = 0; i < list->person_count; i++) {
		if (list->persons[i].kind != kind)
			continue;
		count++;
		add_line(out, "  ", list->persons[i].key);
		buf_add_char(out, '\n');
	}
	if (count == 0)
		buf_add_str(out, "  none\n");
}

static bool is_unresolved(const struct people_person *person)
{
	return person->kind == PERSON_HUMAN && !person->is_resolved;
}

static void add_unresolved(struct buf *out, const struct people_list *list)
{
	size_t count = 0;

	buf_add_str(out, "\nNamed, but explained by no commit (with the number of acts)\n");
	for (size_t i = 0; i < list->person_count; i++) {
		if (!is_unresolved(&list->persons[i]))
			continue;
		count++;
		add_line(out, "  ", list->persons[i].key);
		buf_add_fmt(out, "  %lld\n", (long long)list->persons[i].event_count);
	}
	if (count == 0)
		buf_add_str(out, "  none\n");
}

static void draw_text(struct buf *out, const struct people_list *list)
{
	size_t human_count = 0, unresolved_count = 0;

	for (size_t i = 0; i < list->person_count; i++) {
		human_count += list->persons[i].kind == PERSON_HUMAN && list->persons[i].is_resolved;
		unresolved_count += is_unresolved(&list->persons[i]);
	}
	buf_add_fmt(out, "%zu persons; %zu more are only named\n", human_count, unresolved_count);
	add_unions(out, list);
	add_suspects(out, list);
	add_kind(out, list, "Bots", PERSON_BOT);
	add_kind(out, list, "Language models", PERSON_MODEL);
	add_kind(out, list, "Placeholders", PERSON_PLACEHOLDER);
	add_unresolved(out, list);
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	const char *format = mine->format ? mine->format : "text";
	bool is_json = strcmp(format, "json") == 0;
	struct people_list list = { 0 };
	struct buf out = { 0 };
	int ret;

	(void)argv;
	if (argc > 0)
		return error_set(ERR_USAGE, "people takes no arguments");
	if (!is_json && strcmp(format, "text") != 0)
		return error_set(ERR_USAGE, "unknown format '%s'", format);
	ret = session_prepare(session);
	if (ret == 0)
		ret = people_list_load(&list, session->store);
	if (ret == 0 && is_json)
		ret = json_people(&out, &list);
	else if (ret == 0)
		draw_text(&out, &list);
	if (ret == 0)
		ret = output_write(session, &out, !is_json);
	buf_release(&out);
	people_list_release(&list);
	return ret;
}

const struct command command_people = {
	.name = "people",
	.summary = "persons, suspected duplicates, bots, models, unresolved names",
	.usage = "people [<options>] [--format=<form>]",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
