/*
 * Kubernetes enhancement proposals: "keps/<sig>/<number>-<slug>/kep.yaml" with the prose beside it, the approvers of production
 * readiness in "keps/prod-readiness/<sig>/<number>.yaml", and the older form, one Markdown file with the same keys in front.
 */
#include "decision.h"
#include "yaml.h"

bool decision_is_folder(struct text path)
{
	return text_equal(decision_base_name(path), TEXT("kep.yaml"));
}

bool decision_tells_more(struct text path, struct text *number)
{
	struct text name = decision_base_name(path);
	size_t end = 0;

	if (!text_starts(path, TEXT("keps/prod-readiness/")) || !text_ends(name, TEXT(".yaml")))
		return false;
	while (end < name.size && char_is_digit(name.at[end]))
		end++;
	*number = text_slice(name, 0, end);
	return end > 0 && end + 5 == name.size;
}

static bool is_kep(const struct decision_file *file)
{
	struct text head, rest = file->bytes;

	if (decision_is_folder(file->path))
		return true;
	return text_starts(file->path, TEXT("keps/")) && yaml_take_head(&head, &rest) &&
	       text_find(head, TEXT("owning-sig:"), 0) >= 0;
}

static void read_kep(struct decision_reader *reader, const struct decision_file *file)
{
	if (decision_is_folder(file->path))
		decision_read_yaml(reader, file->bytes);
	else
		decision_read_document(reader, file);
	/* The folder bears the number where the file says 0000 or nothing. */
	if (text_equal(reader->out->number, TEXT("0000")))
		reader->out->number = (struct text){ NULL, 0 };
}

/* "alpha: approver: x", "beta: approver: x": one for each stage. */
static void take_approver(void *payload, const struct yaml_scalar *scalar)
{
	if (text_ends(scalar->path, TEXT(".approver")) && scalar->value.size)
		decision_take_persons(payload, ROLE_APPROVER, scalar->value, true);
}

void decision_read_prr(struct decision_reader *reader, struct text bytes)
{
	yaml_each(bytes, reader->arena, reader, take_approver);
}

const struct decision_format decision_kep = { "kep", is_kep, read_kep };
