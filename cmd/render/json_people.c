/* Draws the list of persons as one JSON object; computes nothing. */
#include "json_people.h"

#include "json.h"

static json_t *person_object(const struct people_person *person)
{
	json_t *object = json_object();

	json_object_set_new(object, "person", json_clean(person->key));
	json_object_set_new(object, "kind", json_clean_str(person_kind_names[person->kind]));
	json_object_set_new(object, "resolved", json_boolean(person->is_resolved));
	json_object_set_new(object, "identities", json_integer(person->identity_count));
	/* What a known person did is told to who asks for that person, by the report. */
	if (!person->is_resolved)
		json_object_set_new(object, "acts", json_integer(person->event_count));
	return object;
}

static json_t *union_object(const struct people_union *joined)
{
	json_t *object = json_object();

	json_object_set_new(object, "person", json_clean(joined->person));
	json_object_set_new(object, "repository", json_clean(joined->repository));
	json_object_set_new(object, "name", json_clean(joined->name));
	json_object_set_new(object, "email", json_clean(joined->email));
	json_object_set_new(object, "rule", json_clean(joined->rule));
	json_object_set_new(object, "ambiguous", json_boolean(joined->is_ambiguous));
	return object;
}

static json_t *suspect_object(const struct people_suspect *suspect)
{
	json_t *object = json_object();

	json_object_set_new(object, "person", json_clean(suspect->person));
	json_object_set_new(object, "other", json_clean(suspect->other));
	json_object_set_new(object, "reason", json_clean(suspect->reason));
	json_object_set_new(object, "mailmap", json_clean(suspect->line));
	return object;
}

int json_people(struct buf *out, const struct people_list *list)
{
	json_t *root = json_object(), *persons = json_array(), *unions = json_array(), *suspects = json_array();

	for (size_t i = 0; i < list->person_count; i++)
		json_array_append_new(persons, person_object(&list->persons[i]));
	for (size_t i = 0; i < list->union_count; i++)
		json_array_append_new(unions, union_object(&list->unions[i]));
	for (size_t i = 0; i < list->suspect_count; i++)
		json_array_append_new(suspects, suspect_object(&list->suspects[i]));
	json_object_set_new(root, "persons", persons);
	json_object_set_new(root, "unions", unions);
	json_object_set_new(root, "suspects", suspects);
	return json_add_take(out, root);
}
