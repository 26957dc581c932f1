/* Decision records at the tip, in their own words: path, title, status, deciders. Who wrote them is known from commits. */
#include "lead/alloc.h"
#include "lead/evidence.h"
#include "lead/pathclass.h"
#include "lead/store_derive.h"
#include "scan_steps.h"

#define RECORD_MAX_SIZE (1024 * 1024) /* bytes; a larger file is no decision record that somebody reads */

typedef VEC(struct text) path_vec;

struct collector {
	const struct path_classes *classes;
	struct arena arena;
	path_vec paths;
};

/* Pictures and data beside the records are no records. */
static bool is_prose(struct text path)
{
	static const char *const endings[] = { ".md", ".markdown", ".rst", ".adoc", ".asciidoc", ".txt", ".org" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (text_ends_nocase(path, text_of(endings[i])))
			return true;
	return false;
}

static void collect(void *payload, struct text path)
{
	struct collector *collector = payload;

	if (path_class_of(collector->classes, path) == PATH_DECISION && is_prose(path))
		*VEC_PUSH(&collector->paths) =
			(struct text){ arena_copy(&collector->arena, path.at, path.size), path.size };
}

static int put_record(struct store *store, int64_t repository_id, struct text path, struct text bytes)
{
	struct arena arena = { 0 };
	struct decision_fact fact = { 0 };
	struct decision_row row;
	int64_t id;
	int ret;

	decision_read(&fact, &arena, bytes);
	row = (struct decision_row){
		.repository = repository_id,
		.path = path,
		.title = fact.title,
		.status = fact.status,
		.deciders = fact.deciders,
		.decider_count = fact.decider_count,
	};
	ret = store_put_decision(&id, store, &row);
	arena_release(&arena);
	return ret;
}

static int put_records(struct store *store, int64_t repository_id, struct repository *repository, const struct oid *tip,
                       const path_vec *paths)
{
	struct buf bytes = { 0 };
	int ret = store_clear_decisions(store, repository_id);

	for (size_t i = 0; ret == 0 && i < paths->count; i++) {
		char *path = xstrndup(paths->at[i].at, paths->at[i].size);

		buf_clear(&bytes);
		ret = repository_read_file_at(&bytes, repository, tip, path, RECORD_MAX_SIZE);
		free(path);
		if (ret == 0)
			ret = put_record(store, repository_id, paths->at[i], buf_text(&bytes));
		else if (ret == ERR_NOTFOUND || ret == ERR_INVALID || ret == ERR_MISSING)
			ret = 0; /* a link, a submodule, too large, or not in this clone */
	}
	buf_release(&bytes);
	return ret;
}

int scan_read_decisions(struct store *store, int64_t repository_id, struct repository *repository,
                        const struct config *config, const struct oid *tip)
{
	struct collector collector = { 0 };
	struct buf attributes = { 0 };
	struct path_classes *classes;
	int ret;

	ret = repository_read_file_at(&attributes, repository, tip, ".gitattributes", CONFIG_TEXT_MAX_SIZE);
	if (ret)
		buf_clear(&attributes);
	classes = path_classes_new(buf_text(&attributes), config);
	collector.classes = classes;
	ret = repository_each_path(repository, tip, collect, &collector);
	if (ret == ERR_MISSING)
		ret = 0; /* a partial clone: what is here was collected */
	if (ret == 0)
		ret = store_begin(store);
	if (ret == 0)
		ret = store_end(store, put_records(store, repository_id, repository, tip, &collector.paths));
	path_classes_free(classes);
	VEC_RELEASE(&collector.paths);
	arena_release(&collector.arena);
	buf_release(&attributes);
	return ret;
}
