/* Where a history begins, before anything of it is read. */
#include "raw_commit.h"
#include "room.h"

int repository_first_root(struct oid *out, struct repository *repository, const struct oid *tip)
{
	struct object_reader reader = { .odb = repository->odb };
	struct oid at = *tip;
	bool is_any = false;

	for (;;) {
		git_odb_object *object = object_read(&reader, &at, GIT_OBJECT_COMMIT);
		struct raw_commit raw;
		bool is_end;

		if (!object)
			break;
		*out = at;
		is_any = true;
		raw_commit_parse(&raw, object_text(object));
		is_end = raw.parent_count == 0 || oid_set_find(&repository->shallow, &at) != OID_SET_NONE;
		if (!is_end)
			raw_commit_parent(&at, &raw, 0);
		git_odb_object_free(object);
		if (is_end)
			break;
	}
	return is_any ? 0 : error_set(ERR_MISSING, "the tip of the history is not in this clone");
}
