/* Reads the event of a run of Actions. Knows no environment and no repository. */
#include "lead/ci_event.h"

#include <jansson.h>
#include <string.h>

#define HEADS "refs/heads/"

static const json_t *part(const json_t *object, const char *first, const char *second)
{
	const json_t *value = json_object_get(object, first);

	return second ? json_object_get(value, second) : value;
}

static struct text text_of_json(const json_t *value)
{
	return json_is_string(value) ? (struct text){ json_string_value(value), json_string_length(value) }
	                             : (struct text){ NULL, 0 };
}

static void take_id(char out[CI_ID_SIZE], const json_t *value)
{
	struct text id = text_of_json(value);

	if (id.size == CI_ID_SIZE - 1 && text_is_hex(id))
		memcpy(out, id.at, CI_ID_SIZE - 1);
}

/* A name that git takes for a branch's: no control bytes, none of those that mean something in a revision. */
static bool is_branch_name(struct text name)
{
	if (!name.size || name.size >= CI_NAME_SIZE || name.at[0] == '-')
		return false;
	for (size_t i = 0; i < name.size; i++)
		if ((unsigned char)name.at[i] <= ' ' || name.at[i] == '\x7f' || strchr("~^:?*[\\", name.at[i]))
			return false;
	return text_find(name, TEXT(".."), 0) < 0 && text_find(name, TEXT("@{"), 0) < 0;
}

static void take_branch(char out[CI_NAME_SIZE], const json_t *value)
{
	struct text name = text_of_json(value);

	if (text_starts(name, TEXT(HEADS)))
		name = text_slice(name, sizeof(HEADS) - 1, name.size);
	if (is_branch_name(name))
		memcpy(out, name.at, name.size);
}

static void read_object(struct ci_event *out, const json_t *root)
{
	const json_t *request = json_object_get(root, "pull_request"), *group = json_object_get(root, "merge_group");

	take_id(out->before, json_object_get(root, "before"));
	take_id(out->after, json_object_get(root, "after"));
	take_branch(out->default_branch, part(root, "repository", "default_branch"));
	take_id(out->base, group ? part(group, "base_sha", NULL) : part(request, "base", "sha"));
	take_id(out->head, group ? part(group, "head_sha", NULL) : part(request, "head", "sha"));
	if (json_is_true(json_object_get(request, "merged")))
		take_id(out->merged, json_object_get(request, "merge_commit_sha"));
	take_branch(out->target, group ? part(group, "base_ref", NULL) : part(request, "base", "ref"));
}

void ci_event_read(struct ci_event *out, struct text bytes)
{
	json_t *root;

	*out = (struct ci_event){ 0 };
	if (!bytes.size || bytes.size > CI_EVENT_MAX_SIZE)
		return;
	root = json_loadb(bytes.at, bytes.size, JSON_ALLOW_NUL, NULL);
	read_object(out, root);
	json_decref(root);
}
