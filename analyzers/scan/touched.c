/*
 * Whether what landed since the last scan bears on decision records or ownership files: both are read from trees along the whole
 * first-parent line, and most merges change neither. Stamp "records <id>": the tip up to which both were read, and under what.
 */
#include <string.h>

#include "decisions.h"
#include "lead/owners.h"
#include "lead/pathclass.h"
#include "scan_steps.h"

#define LINE_MAX_COUNT 1024

struct touched {
	struct store *store;
	struct repository *repository;
	const struct path_classes *classes;
	bool is_of_record; /* some path is one of either kind */
};

/* What the steps read, or what decides which paths they do. Where a tool's settings name folders, prose
 * in them is too: then there is no stamp. */
static void look_at(void *payload, struct text path)
{
	struct touched *touched = payload;
	struct text number;

	touched->is_of_record |= owner_is_file(path) || decision_is_settings(path) || decision_is_folder(path) ||
	                         decision_tells_more(path, &number) ||
	                         path_class_of(touched->classes, path) == PATH_DECISION;
}

static int look_at_commits(struct touched *touched, const struct buf *commits)
{
	struct statement *row;
	int ret = store_statement(&row, touched->store,
	                          "SELECT DISTINCT p.name\n"
	                          "FROM json_each(:commits) n\n"
	                          "CROSS JOIN file_change f ON f.commit_id = n.value\n"
	                          "CROSS JOIN path p ON p.id = f.path_id\n"
	                          "ORDER BY 1");

	if (ret)
		return ret;
	statement_bind_text(row, ":commits", buf_text(commits));
	while ((ret = statement_step(row)) == 0)
		look_at(touched, statement_text(row, 0));
	return ret < 0 ? ret : 0;
}

/*
 * What the main line held after each of its new commits. An ownership entry stands from the earliest time of its commit and those
 * after it: a new commit with an older time would change it.
 */
static int look_at_line(struct touched *touched, const struct oid *tip, const struct oid *old_tip)
{
	struct oid at = *tip, parent = *tip;
	int64_t oldest_time = INT64_MAX;
	struct statement *row;
	bool is_found = false;
	int ret = store_statement(&row, touched->store, "SELECT parents, commit_time FROM commits WHERE oid = :oid");

	for (int i = 0; ret == 0 && !is_found && !touched->is_of_record && i < LINE_MAX_COUNT; i++, at = parent) {
		bool is_merge, is_root;

		statement_bind_blob(row, ":oid", at.bytes, OID_SIZE);
		ret = statement_step(row);
		if (ret)
			break;
		is_found = memcmp(at.bytes, old_tip->bytes, OID_SIZE) == 0;
		touched->is_of_record |= is_found && oldest_time < statement_int(row, 1);
		if (statement_int(row, 1) < oldest_time)
			oldest_time = statement_int(row, 1);
		is_root = statement_text(row, 0).size < OID_SIZE;
		is_merge = statement_text(row, 0).size > OID_SIZE;
		if (!is_root)
			memcpy(parent.bytes, statement_text(row, 0).at, OID_SIZE);
		statement_reset(row);
		touched->is_of_record |= is_root;
		if (!is_found && !is_root && is_merge)
			ret = repository_each_changed_path(touched->repository, &parent, &at, look_at, touched);
		if (ret == ERR_MISSING || ret == ERR_INVALID) {
			touched->is_of_record = true;
			ret = 0;
		}
	}
	touched->is_of_record |= !is_found;
	return ret < 0 ? ret : 0;
}

/* ---- the stamp ---- */

/* With the number of whole landings, before which records of another file may have come (merge.c). */
static int make_stamp(struct buf *out, struct store *store, struct repository *repository, const struct config *config,
                      const struct oid *tip, struct path_classes **classes)
{
	static const char *const sections[] = { "adr", "docs", "area", NULL };
	struct buf attributes = { 0 };
	int ret = repository_read_file_at(&attributes, repository, tip, ".gitattributes", CONFIG_TEXT_MAX_SIZE);

	if (ret)
		buf_clear(&attributes);
	oid_add_hex(out, tip);
	buf_add_fmt(out, " %016llx %s %s",
	            (unsigned long long)text_hash(config_hash(config, sections), buf_text(&attributes)), RULES_VERSION,
	            LEAD_VERSION);
	buf_add_char(out, ' ');
	*classes = path_classes_new(buf_text(&attributes), config);
	buf_release(&attributes);
	ret = store_stamp_get(out, store, "landing");
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static char *stamp_name(int64_t repository_id)
{
	return xstrfmt("records %lld", (long long)repository_id);
}

/* The old tip, if both steps were done there under the same settings. */
static int find_old_tip(bool *is_same, struct oid *old_tip, struct store *store, int64_t repository_id,
                        const struct buf *now)
{
	struct buf before = { 0 };
	char *name = stamp_name(repository_id);
	int ret = store_stamp_get(&before, store, name);

	*is_same = ret == 0 && before.size == now->size && before.size > 2 * OID_SIZE &&
	           oid_from_hex(old_tip, text_slice(buf_text(&before), 0, (size_t)2 * OID_SIZE)) &&
	           text_equal(text_slice(buf_text(&before), (size_t)2 * OID_SIZE, before.size),
	                      text_slice(buf_text(now), (size_t)2 * OID_SIZE, now->size));
	free(name);
	buf_release(&before);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/* Histories of records, and files that could not be read whole, are looked at each time. */
static int has_unsteady(bool *out, struct store *store, int64_t repository_id)
{
	struct statement *row;
	int64_t count = 0;
	int ret = store_statement(&row, store,
	                          "SELECT EXISTS (SELECT 1 FROM owner_file\n"
	                          "               WHERE repository_id = :repository AND versions = '')\n"
	                          "  + EXISTS (SELECT 1 FROM decision WHERE repository_id = :repository)");

	if (ret == 0) {
		statement_bind_int(row, ":repository", repository_id);
		ret = statement_take_int(&count, row);
	}
	*out = count > 0;
	return ret;
}

int scan_records_are_touched(bool *out, struct store *store, int64_t repository_id, struct repository *repository,
                             const struct config *config, const struct oid *tip, const struct buf *commits)
{
	struct touched touched = { .store = store, .repository = repository };
	struct path_classes *classes = NULL;
	struct buf now = { 0 };
	struct oid old_tip;
	bool is_same = false, is_unsteady = true;
	int ret;

	*out = true;
	if (!commits->size || repository_is_shallow(repository))
		return 0;
	ret = make_stamp(&now, store, repository, config, tip, &classes);
	touched.classes = classes;
	if (ret == 0)
		ret = find_old_tip(&is_same, &old_tip, store, repository_id, &now);
	if (ret == 0)
		ret = has_unsteady(&is_unsteady, store, repository_id);
	if (ret == 0 && is_same && !is_unsteady)
		ret = look_at_commits(&touched, commits);
	if (ret == 0 && is_same && !is_unsteady && !touched.is_of_record)
		ret = look_at_line(&touched, tip, &old_tip);
	*out = !is_same || is_unsteady || touched.is_of_record;
	path_classes_free(classes);
	buf_release(&now);
	return ret;
}

int scan_stamp_records(struct store *store, int64_t repository_id, struct repository *repository,
                       const struct config *config, const struct oid *tip, bool are_anywhere)
{
	struct path_classes *classes = NULL;
	struct buf now = { 0 };
	char *name = stamp_name(repository_id);
	int ret = make_stamp(&now, store, repository, config, tip, &classes);

	if (are_anywhere)
		buf_clear(&now);
	if (ret == 0)
		ret = store_stamp_put(store, name, buf_text(&now));
	path_classes_free(classes);
	buf_release(&now);
	free(name);
	return ret;
}
