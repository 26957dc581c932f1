/* The one table of formats of decision records, in the order they are tried. Adding a format: see decision.h. */
#include "decision.h"

#include <string.h>
#include "lead/alloc.h"

#define RECORD_MAX_SIZE ((size_t)1024 * 1024)

/* The last one fits everything. */
static const struct decision_format *const formats[] = {
	&decision_kep,         &decision_pep,        &decision_openstack, &decision_ember_rfc, &decision_rust_rfc,
	&decision_enhancement, &decision_log4brains, &decision_madr,      &decision_adr,       &decision_plain,
};

/* Persons by role, each role in the order of the record. */
static void put_persons(struct decision_reader *reader)
{
	size_t count = 0;
	struct decision_person *persons;

	if (reader->persons.count == 0)
		return;
	persons = arena_alloc(reader->arena, reader->persons.count * sizeof(*persons));
	for (int role = 0; role < DECISION_ROLE_COUNT; role++)
		for (size_t i = 0; i < reader->persons.count; i++)
			if (reader->persons.at[i].role == (enum decision_role)role)
				persons[count++] = reader->persons.at[i];
	reader->out->persons = persons;
	reader->out->person_count = count;
}

static void put_links(struct decision_reader *reader)
{
	struct decision_link *links;

	if (reader->links.count == 0)
		return;
	links = arena_alloc(reader->arena, reader->links.count * sizeof(*links));
	memcpy(links, reader->links.at, reader->links.count * sizeof(*links));
	reader->out->links = links;
	reader->out->link_count = reader->links.count;
}

static void finish(struct decision_reader *reader)
{
	put_persons(reader);
	put_links(reader);
	VEC_RELEASE(&reader->persons);
	VEC_RELEASE(&reader->links);
}

void decision_read(struct decision_fact *out, struct arena *arena, const struct decision_file *file)
{
	struct decision_file cut = *file;
	struct decision_reader reader = { .out = out, .arena = arena };
	size_t which = 0;

	*out = (struct decision_fact){ .format = NULL };
	cut.bytes = text_slice(file->bytes, 0, RECORD_MAX_SIZE);
	while (!formats[which]->fits(&cut))
		which++;
	out->format = formats[which]->name;
	formats[which]->read(&reader, &cut);
	if (!out->number.size) {
		struct text number = decision_path_number(cut.path);

		out->number = (struct text){ arena_copy(arena, number.at ? number.at : "", number.size), number.size };
	}
	if (out->state == DECISION_UNKNOWN)
		out->state = decision_state_of(out->status);
	finish(&reader);
}

bool decision_is_written(const struct decision_fact *fact, struct text bytes)
{
	if (text_find_char(bytes, '\0', 0) >= 0)
		return false;
	return fact->title.size > 0 || (fact->status.size > 0 && !fact->is_path_status);
}

void decision_read_more(struct decision_fact *fact, struct arena *arena, const struct decision_file *file)
{
	struct decision_reader reader = { .out = fact, .arena = arena };
	struct text number;

	for (size_t i = 0; i < fact->person_count; i++)
		*VEC_PUSH(&reader.persons) = fact->persons[i];
	for (size_t i = 0; i < fact->link_count; i++)
		*VEC_PUSH(&reader.links) = fact->links[i];
	if (decision_tells_more(file->path, &number))
		decision_read_prr(&reader, file->bytes);
	else
		decision_read_prose(&reader, text_slice(file->bytes, 0, RECORD_MAX_SIZE), false);
	finish(&reader);
}
