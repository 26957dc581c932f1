/*
 * Decision records at the tip: which files are records, what they say, and what they said after each commit that landed. Who wrote
 * them is known from commits.
 */
#include "decisions.h"

#include <string.h>
#include "lead/pathclass.h"
#include "lead/period.h"
#include "scan_steps.h"

/* Paths of the tip that matter, each once; all borrowed from the list's arena. */
struct collector {
	const struct path_classes *classes;
	struct decision_list *list;
	VEC(const char *) settings;
	struct map *more; /* number: index into more_paths */
	VEC(const char *) more_paths;
	struct map *records; /* folders that are one record */
	struct map *folders; /* folders that a tool's settings name: enum decision_folder */
};

static const char *keep(struct collector *collector, struct text path)
{
	return arena_copy(&collector->list->arena, path.at, path.size);
}

bool decision_is_prose(struct text path)
{
	static const char *const endings[] = { ".md", ".markdown", ".rst", ".adoc", ".asciidoc", ".txt", ".org" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (text_ends_nocase(path, text_of(endings[i])))
			return true;
	return false;
}

struct text decision_folder_of(struct text path)
{
	size_t end = path.size;

	while (end > 0 && path.at[end - 1] != '/')
		end--;
	return text_slice(path, 0, end ? end - 1 : 0);
}

static void add_record(struct collector *collector, struct text path, enum decision_folder folder)
{
	struct decision_list *list = collector->list;
	bool is_new = false;
	uint32_t index = map_intern(list->paths, path, (uint32_t)list->records.count, &is_new);

	if (is_new)
		*VEC_PUSH(&list->records) = (struct decision_record){ .path = keep(collector, path) };
	list->records.at[index].folder = folder;
}

/* "keps/NNNN-kep-template", "pep-NNNN.rst", but neither "keps/sig-x/12-claim-template" nor "keps/sig-x/0000-y". */
static bool is_template(struct text path)
{
	struct text folder = decision_folder_of(path),
		    name = text_slice(folder, decision_folder_of(folder).size, folder.size);

	return text_find(path, TEXT("NNNN"), 0) >= 0 ||
	       (text_starts(name, TEXT("/0000")) && text_find_nocase(name, TEXT("template"), 0) >= 0);
}

static void collect(void *payload, struct text path)
{
	struct collector *collector = payload;
	struct text number;

	if (decision_is_settings(path)) {
		*VEC_PUSH(&collector->settings) = keep(collector, path);
	} else if (decision_tells_more(path, &number)) {
		map_put(collector->more, number, (uint32_t)collector->more_paths.count);
		*VEC_PUSH(&collector->more_paths) = keep(collector, path);
	} else if (decision_is_folder(path) || decision_is_prose(path)) {
		if (decision_is_folder(path))
			map_put(collector->records, decision_folder_of(path), 1);
		if (!is_template(path) && path_class_of(collector->classes, path) == PATH_DECISION)
			add_record(collector, path, FOLDER_ANY);
	}
}

/* ---- folders that tools' settings name ---- */

static void note_folder(void *payload, struct text path, enum decision_folder kind)
{
	struct collector *collector = payload;

	map_put(collector->folders, path, (uint32_t)kind);
}

/* Tools ignore these, wherever they lie. */
static bool is_no_record(struct text path)
{
	struct text name = text_slice(path, decision_folder_of(path).size, path.size);

	if (name.size && name.at[0] == '/')
		name = text_slice(name, 1, name.size);
	return text_starts_nocase(name, TEXT("index.")) || text_starts_nocase(name, TEXT("readme.")) ||
	       text_find_nocase(name, TEXT("template"), 0) >= 0;
}

static void collect_from_folder(void *payload, struct text path)
{
	struct collector *collector = payload;
	uint32_t kind = map_get(collector->folders, decision_folder_of(path));

	if (kind != UINT32_MAX && decision_is_prose(path) && !is_no_record(path))
		add_record(collector, path, (enum decision_folder)kind);
}

static int read_settings(struct collector *collector, struct repository *repository, const struct oid *tip)
{
	struct buf bytes = { 0 };
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < collector->settings.count; i++) {
		struct decision_file file = { .path = text_of(collector->settings.at[i]) };

		buf_clear(&bytes);
		ret = repository_read_file_at(&bytes, repository, tip, collector->settings.at[i], CONFIG_TEXT_MAX_SIZE);
		file.bytes = buf_text(&bytes);
		if (ret == 0)
			(void)decision_read_settings(&file, collector, note_folder);
		else if (ret == ERR_NOTFOUND || ret == ERR_INVALID || ret == ERR_MISSING)
			ret = 0;
	}
	buf_release(&bytes);
	if (ret == 0 && map_count(collector->folders))
		ret = repository_each_path(repository, tip, collect_from_folder, collector);
	return ret;
}

/* ---- what they say ---- */

/* Prose inside a folder that is one record is no record of its own. */
static bool is_inside(const struct collector *collector, struct text path)
{
	if (decision_is_folder(path))
		return false;
	while ((path = decision_folder_of(path)).size)
		if (map_get(collector->records, path) != UINT32_MAX)
			return true;
	return false;
}

static int read_file(struct buf *bytes, struct repository *repository, const struct oid *tip, const char *path)
{
	int ret;

	buf_clear(bytes);
	ret = repository_read_file_at(bytes, repository, tip, path, DECISION_MAX_SIZE);
	/* A link, a submodule, too large, or not in this clone. */
	return ret == ERR_INVALID || ret == ERR_MISSING ? ERR_NOTFOUND : ret;
}

static int read_more(const struct collector *collector, struct repository *repository, const struct oid *tip,
                     struct decision_record *record)
{
	struct decision_list *list = collector->list;
	struct text folder = decision_folder_of(text_of(record->path));
	uint32_t more = map_get(collector->more, record->fact.number);
	const char *paths[] = { NULL, more == UINT32_MAX ? NULL : collector->more_paths.at[more] };
	char *readme = xstrfmt(TEXT_FMT "/README.md", TEXT_ARG(folder));
	struct buf bytes = { 0 };
	int ret = 0;

	paths[0] = readme;
	for (size_t i = 0; ret == 0 && i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct decision_file file = { .path = text_of(paths[i]) };

		if (!paths[i])
			continue;
		ret = read_file(&bytes, repository, tip, paths[i]);
		file.bytes = buf_text(&bytes);
		if (ret == 0)
			decision_read_more(&record->fact, &list->arena, &file);
		else if (ret == ERR_NOTFOUND)
			ret = 0;
	}
	buf_release(&bytes);
	free(readme);
	return ret;
}

static int read_records(const struct collector *collector, struct repository *repository, const struct oid *tip)
{
	struct decision_list *list = collector->list;
	struct buf bytes = { 0 };
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < list->records.count; i++) {
		struct decision_record *record = &list->records.at[i];
		struct decision_file file = { .path = text_of(record->path), .folder = record->folder };

		if (is_inside(collector, file.path))
			continue;
		ret = read_file(&bytes, repository, tip, record->path);
		file.bytes = buf_text(&bytes);
		if (ret == 0) {
			decision_read(&record->fact, &list->arena, &file);
			record->is_read = decision_is_written(&record->fact, file.bytes);
			if (record->is_read && decision_is_folder(file.path))
				ret = read_more(collector, repository, tip, record);
		} else if (ret == ERR_NOTFOUND) {
			ret = 0;
		}
	}
	buf_release(&bytes);
	return ret;
}

/* ---- writing ---- */

static int64_t day_of(struct text date)
{
	uint64_t year, month, day;

	if (!text_to_uint(text_slice(date, 0, 4), &year) || !text_to_uint(text_slice(date, 5, 7), &month) ||
	    !text_to_uint(text_slice(date, 8, 10), &day))
		return 0;
	return civil_to_time((struct civil){ (int64_t)year, (int)month, (int)day });
}

static int put_record(struct store *store, int64_t repository_id, const struct decision_record *record)
{
	const struct decision_fact *fact = &record->fact;
	struct decision_person_row *persons = xcalloc(fact->person_count + 1, sizeof(*persons));
	struct decision_link_row *links = xcalloc(fact->link_count + 1, sizeof(*links));
	struct decision_row row = {
		.repository = repository_id,
		.path = text_of(record->path),
		.number = fact->number,
		.title = fact->title,
		.status = fact->status,
		.format = fact->format,
		.state = decision_state_names[fact->state],
		.created_time = day_of(fact->date),
		.has_context = fact->has_context,
		.persons = persons,
		.person_count = fact->person_count,
		.links = links,
		.link_count = fact->link_count,
		.history = record->history.at,
		.history_count = record->history.count,
	};
	int64_t id;
	int ret;

	for (size_t i = 0; i < fact->person_count; i++)
		persons[i] = (struct decision_person_row){ decision_role_names[fact->persons[i].role],
			                                   fact->persons[i].who };
	for (size_t i = 0; i < fact->link_count; i++)
		links[i] =
			(struct decision_link_row){ decision_link_names[fact->links[i].kind], fact->links[i].target };
	ret = store_put_decision(&id, store, &row);
	free(persons);
	free(links);
	return ret;
}

static int put_records(struct store *store, int64_t repository_id, const struct decision_list *list)
{
	int ret = store_clear_decisions(store, repository_id);

	for (size_t i = 0; ret == 0 && i < list->records.count; i++)
		if (list->records.at[i].is_read)
			ret = put_record(store, repository_id, &list->records.at[i]);
	return ret;
}

static void release(struct collector *collector)
{
	struct decision_list *list = collector->list;

	for (size_t i = 0; i < list->records.count; i++)
		VEC_RELEASE(&list->records.at[i].history);
	VEC_RELEASE(&list->records);
	map_free(list->paths);
	arena_release(&list->arena);
	VEC_RELEASE(&collector->settings);
	VEC_RELEASE(&collector->more_paths);
	map_free(collector->more);
	map_free(collector->records);
	map_free(collector->folders);
}

static int read_all(struct collector *collector, struct store *store, int64_t repository_id,
                    struct repository *repository, const struct oid *tip)
{
	int ret = repository_each_path(repository, tip, collect, collector);

	if (ret == ERR_MISSING)
		ret = 0; /* a partial clone: what is here was collected */
	if (ret == 0)
		ret = read_settings(collector, repository, tip);
	if (ret == 0)
		ret = read_records(collector, repository, tip);
	if (ret)
		return ret;
	decision_resolve_links(collector->list);
	return decision_read_histories(collector->list, store, repository_id, repository);
}

int scan_read_decisions(bool *are_anywhere, struct store *store, int64_t repository_id, struct repository *repository,
                        const struct config *config, const struct oid *tip)
{
	struct decision_list list = { .paths = map_new() };
	struct collector collector = { .list = &list, .more = map_new(), .records = map_new(), .folders = map_new() };
	struct buf attributes = { 0 };
	struct path_classes *classes;
	int ret;

	ret = repository_read_file_at(&attributes, repository, tip, ".gitattributes", CONFIG_TEXT_MAX_SIZE);
	if (ret)
		buf_clear(&attributes);
	classes = path_classes_new(buf_text(&attributes), config);
	collector.classes = classes;
	ret = read_all(&collector, store, repository_id, repository, tip);
	if (ret == 0)
		ret = store_begin(store);
	if (ret == 0)
		ret = store_end(store, put_records(store, repository_id, &list));
	*are_anywhere = map_count(collector.folders) > 0;
	path_classes_free(classes);
	release(&collector);
	buf_release(&attributes);
	return ret;
}
