/* The little validator of json_schema.h. */
#include <regex.h>
#include <stdbool.h>
#include <string.h>
#include "json_schema.h"

struct check {
	struct buf *out;
	json_t *root;
};

static void check_value(struct check *check, json_t *schema, json_t *value, const char *where);

static void complain(struct check *check, const char *where, const char *what)
{
	buf_add_fmt(check->out, "%s: %s\n", where, what);
}

static bool has_type(json_t *value, const char *type)
{
	if (!strcmp(type, "integer"))
		return json_is_integer(value);
	if (!strcmp(type, "number"))
		return json_is_number(value);
	if (!strcmp(type, "string"))
		return json_is_string(value);
	if (!strcmp(type, "boolean"))
		return json_is_boolean(value);
	if (!strcmp(type, "null"))
		return json_is_null(value);
	if (!strcmp(type, "array"))
		return json_is_array(value);
	return !strcmp(type, "object") && json_is_object(value);
}

static void check_type(struct check *check, json_t *type, json_t *value, const char *where)
{
	bool is_right = json_is_string(type) && has_type(value, json_string_value(type));
	size_t i;
	json_t *one;

	json_array_foreach(type, i, one) is_right |= has_type(value, json_string_value(one));
	if (!is_right)
		complain(check, where, "has the wrong type");
}

static void check_name(struct check *check, json_t *schema, const char *name, const char *where)
{
	const char *pattern = json_string_value(json_object_get(json_object_get(schema, "propertyNames"), "pattern"));
	regex_t regex;

	if (!pattern)
		return;
	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB)) {
		complain(check, where, "the schema's pattern is broken");
		return;
	}
	if (regexec(&regex, name, 0, NULL, 0))
		complain(check, where, "is not an allowed name");
	regfree(&regex);
}

static void check_object(struct check *check, json_t *schema, json_t *value, const char *where)
{
	json_t *properties = json_object_get(schema, "properties");
	json_t *others = json_object_get(schema, "additionalProperties");
	const char *key;
	json_t *member;
	json_t *name;
	size_t i;

	json_array_foreach(json_object_get(schema, "required"), i, name)
	{
		if (!json_object_get(value, json_string_value(name)))
			complain(check, json_string_value(name), "is missing");
	}
	json_object_foreach(value, key, member)
	{
		json_t *known = json_object_get(properties, key);
		struct buf path = { 0 };

		buf_add_fmt(&path, "%s/%s", where, key);
		check_name(check, schema, key, buf_str(&path));
		if (known)
			check_value(check, known, member, buf_str(&path));
		else if (json_is_object(others))
			check_value(check, others, member, buf_str(&path));
		else if (json_is_false(others))
			complain(check, buf_str(&path), "is not in the schema");
		buf_release(&path);
	}
}

static void check_array(struct check *check, json_t *schema, json_t *value, const char *where)
{
	json_t *items = json_object_get(schema, "items");
	json_t *most = json_object_get(schema, "maxItems");
	json_t *item;
	size_t i;

	if (most && json_array_size(value) > (size_t)json_integer_value(most))
		complain(check, where, "has too many items");
	json_array_foreach(value, i, item)
	{
		struct buf path = { 0 };

		buf_add_fmt(&path, "%s/%zu", where, i);
		if (items)
			check_value(check, items, item, buf_str(&path));
		buf_release(&path);
	}
}

static void check_choice(struct check *check, json_t *schema, json_t *value, const char *where)
{
	json_t *choices = json_object_get(schema, "enum");
	json_t *fixed = json_object_get(schema, "const");
	json_t *least = json_object_get(schema, "minimum");
	bool is_there = !choices;
	json_t *choice;
	size_t i;

	json_array_foreach(choices, i, choice) is_there |= json_equal(choice, value);
	if (!is_there || (fixed && !json_equal(fixed, value)))
		complain(check, where, "is none of the allowed values");
	if (least && json_is_number(value) && json_number_value(value) < json_number_value(least))
		complain(check, where, "is too small");
}

static json_t *resolve(struct check *check, json_t *schema)
{
	const char *reference = json_string_value(json_object_get(schema, "$ref"));

	if (!reference || strncmp(reference, "#/$defs/", 8))
		return NULL;
	return json_object_get(json_object_get(check->root, "$defs"), reference + 8);
}

static void check_value(struct check *check, json_t *schema, json_t *value, const char *where)
{
	json_t *type = json_object_get(schema, "type");
	json_t *target = resolve(check, schema);

	if (json_object_get(schema, "$ref") && !target)
		complain(check, where, "the schema refers to nothing");
	if (target)
		check_value(check, target, value, where);
	if (type)
		check_type(check, type, value, where);
	check_choice(check, schema, value, where);
	if (json_is_object(value))
		check_object(check, schema, value, where);
	if (json_is_array(value))
		check_array(check, schema, value, where);
}

void json_schema_check(struct buf *out, json_t *schema, json_t *value)
{
	struct check check = { out, schema };

	check_value(&check, schema, value, "");
}
