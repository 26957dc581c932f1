/*
 * What kinds of files and which areas a change touches: path_class, change_area, document_change, for credit.c
 * derive_files. One pass over the changed paths in order of changes; each path is classified once a repository.
 */
#include "credit.h"

#include <stdlib.h>
#include "lead/pathclass.h"
#include "mapped.h"

_Static_assert(PATH_CODE == 0 && PATH_TEST == 1 && PATH_DOC == 2 && PATH_DECISION == 3 && PATH_STANDARD == 4 &&
                       PATH_OPERATION == 5 && PATH_VENDORED == 6 && PATH_GENERATED == 7 && PATH_CHORE == 8,
               "credit.c knows these as bits");

enum {
	SELECT_REPOSITORIES,
	SELECT_FILES,
	SELECT_NEW_FILES,
	SELECT_PATH,
	INSERT_CLASS,
	INSERT_AREA,
	INSERT_FILES,
	INSERT_DOCUMENT,
	STATEMENT_COUNT
};
/* Of everything, or of what came since (authors.c). */
#define FILES(landed)                                                                                        \
	"SELECT l.change_id, l.repository_id, f.path_id, f.insertions, f.deletions, c.files_state, f.status" \
	" FROM " landed " JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"                  \
	" LEFT JOIN file_change f ON f.commit_id = l.commit_id"                                              \
	" WHERE l.change_id IS NOT NULL"                                                                     \
	" ORDER BY l.change_id, c.commit_time, c.oid"

const char *const classes_statements[STATEMENT_COUNT + 1] = {
	[SELECT_REPOSITORIES] = "SELECT r.id, t.text"
				" FROM repository r"
				" LEFT JOIN repository_text t ON t.repository_id = r.id AND t.kind = 'gitattributes'",
	[SELECT_FILES] = FILES("landed l"),
	[SELECT_NEW_FILES] = FILES("derive_landed l CROSS"),
	[SELECT_PATH] = "SELECT name"
			" FROM path"
			" WHERE id = :path",
	[INSERT_CLASS] = "INSERT OR IGNORE INTO path_class (repository_id, path_id, class, area)"
			 " VALUES (:repository, :path, :class, :area)",
	[INSERT_AREA] = "INSERT INTO change_area (change_id, area)"
			" VALUES (:change, :area)",
	[INSERT_FILES] = "INSERT INTO derive_files (change_id, classes, lines, files)"
			 " VALUES (:change, :classes, :lines, :files)",
	/* Of several commits of a change one that leaves the path is enough. */
	[INSERT_DOCUMENT] =
		"INSERT INTO document_change (change_id, repository_id, area, document, path_id, is_configured,"
		"   is_removed)"
		" VALUES (:change, :repository, :area, :document, :path, :configured, :removed)"
		" ON CONFLICT (change_id, area, document, path_id) DO UPDATE"
		" SET is_configured = max(is_configured, excluded.is_configured),"
		"     is_removed = min(is_removed, excluded.is_removed)",
};

struct repository_rules {
	int64_t id;
	struct path_classes *classes;
	const struct config *config; /* of this repository */
};
struct known_path {
	enum path_class class;
	uint32_t area;
	size_t first_document, document_count; /* in classifier.documents */
	int64_t change;                        /* the last one that touched it */
};
/* A document that a path belongs to, by numbers of names. */
struct known_document {
	uint32_t area, document;
	bool is_configured;
};
typedef VEC(int64_t) line_counts;

/* One change while its files pass by. */
struct tally {
	int64_t change; /* 0: none yet */
	unsigned classes;
	int64_t lines, files;
	bool has_lines, has_files;
	line_counts removed, added; /* of files that were taken away, and of new ones */
	VEC(uint32_t) areas;
};

struct classifier {
	struct store *store;
	VEC(struct repository_rules) repositories;
	struct map *paths; /* repository id, path id: index into known */
	VEC(struct known_path) known;
	VEC(struct known_document) documents;
	struct map *names;         /* of areas and documents as document_change has them */
	struct map *areas;         /* name: number */
	VEC(int64_t) area_changes; /* by area: the last change that touched it */
	struct tally tally;
	struct statement *select_path, *insert_class, *insert_area, *insert_files, *insert_document;
};

/* ---- paths ---- */

static const struct repository_rules *find_rules(const struct classifier *classifier, int64_t repository)
{
	for (size_t i = 0; i < classifier->repositories.count; i++)
		if (classifier->repositories.at[i].id == repository)
			return &classifier->repositories.at[i];
	return NULL;
}

static uint32_t intern(struct map *map, struct text name)
{
	bool is_new = false;

	return map_intern(map, name, map_count(map), &is_new);
}

static void find_documents(struct classifier *classifier, const struct config *config, struct known_path *known,
                           struct text name)
{
	struct mapped_list list = { 0 };

	mapped_add(&list, config, name, known->class == PATH_DOC);
	known->first_document = classifier->documents.count;
	known->document_count = list.rows.count;
	for (size_t i = 0; i < list.rows.count; i++)
		*VEC_PUSH(&classifier->documents) =
			(struct known_document){ intern(classifier->names, list.rows.at[i].area),
			                         intern(classifier->names, list.rows.at[i].document),
			                         list.rows.at[i].is_configured };
	VEC_RELEASE(&list.rows);
}

static int classify(struct classifier *classifier, int64_t repository, int64_t path)
{
	const struct repository_rules *rules = find_rules(classifier, repository);
	struct known_path *known = VEC_PUSH(&classifier->known);
	struct text name, area;
	bool is_new = false;
	int ret;

	statement_bind_int(classifier->select_path, ":path", path);
	ret = rules ? statement_step(classifier->select_path) : 1;
	if (ret)
		return ret < 0 ? ret
		               : error_set(ERR_FAILED, "the database lacks a path or repository that a commit names");
	name = statement_text(classifier->select_path, 0);
	known->class = path_class_of(rules->classes, name);
	area = path_area(rules->config, name);
	find_documents(classifier, rules->config, known, name);
	known->area = map_intern(classifier->areas, area, map_count(classifier->areas), &is_new);
	if (is_new)
		(void)VEC_PUSH(&classifier->area_changes);
	statement_bind_int(classifier->insert_class, ":repository", repository);
	statement_bind_int(classifier->insert_class, ":path", path);
	statement_bind_text(classifier->insert_class, ":class", text_of(path_class_names[known->class]));
	statement_bind_text(classifier->insert_class, ":area", area);
	ret = statement_run(classifier->insert_class);
	statement_reset(classifier->select_path);
	return ret;
}

static int find_path(struct known_path **out, struct classifier *classifier, int64_t repository, int64_t path)
{
	int64_t pair[2] = { repository, path };
	bool is_new = false;
	uint32_t index = map_intern(classifier->paths, (struct text){ (const char *)pair, sizeof(pair) },
	                            (uint32_t)classifier->known.count, &is_new);
	int ret = is_new ? classify(classifier, repository, path) : 0;

	*out = &classifier->known.at[index];
	return ret;
}

/* ---- changes ---- */

static int compare_counts(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/*
 * Lines that did but move: a file that is new with exactly as many lines as one that was taken away in the same change. Nobody
 * recorded which file became which, and to the number of lines it makes no difference.
 */
static int64_t moved_lines(line_counts *removed, line_counts *added)
{
	int64_t moved = 0;

	if (removed->count == 0 || added->count == 0)
		return 0;
	qsort(removed->at, removed->count, sizeof(removed->at[0]), compare_counts);
	qsort(added->at, added->count, sizeof(added->at[0]), compare_counts);
	for (size_t i = 0, j = 0; i < removed->count && j < added->count;) {
		int order = compare_counts(&removed->at[i], &added->at[j]);

		if (order == 0)
			moved += 2 * removed->at[i];
		i += order <= 0;
		j += order >= 0;
	}
	return moved;
}

static void bind_known(struct statement *statement, const char *name, int64_t value, bool is_known)
{
	if (is_known)
		statement_bind_int(statement, name, value);
	else
		statement_bind_null(statement, name);
}

static int finish_change(struct classifier *classifier)
{
	struct tally *tally = &classifier->tally;
	int ret = 0;

	if (tally->change == 0)
		return 0;
	for (size_t i = 0; !ret && i < tally->areas.count; i++) {
		statement_bind_int(classifier->insert_area, ":change", tally->change);
		statement_bind_text(classifier->insert_area, ":area", map_key(classifier->areas, tally->areas.at[i]));
		ret = statement_run(classifier->insert_area);
	}
	if (ret)
		return ret;
	statement_bind_int(classifier->insert_files, ":change", tally->change);
	statement_bind_int(classifier->insert_files, ":classes", tally->classes);
	bind_known(classifier->insert_files, ":lines", tally->lines - moved_lines(&tally->removed, &tally->added),
	           tally->has_lines);
	bind_known(classifier->insert_files, ":files", tally->files, tally->has_files);
	return statement_run(classifier->insert_files);
}

static void begin_change(struct tally *tally, int64_t change)
{
	tally->change = change;
	tally->classes = 0;
	tally->lines = tally->files = 0;
	tally->has_lines = tally->has_files = true;
	VEC_CLEAR(&tally->removed);
	VEC_CLEAR(&tally->added);
	VEC_CLEAR(&tally->areas);
}

static int add_documents(struct classifier *classifier, const struct statement *row, const struct known_path *known)
{
	struct statement *insert = classifier->insert_document;
	int ret = 0;

	for (size_t i = 0; !ret && i < known->document_count; i++) {
		const struct known_document *document = &classifier->documents.at[known->first_document + i];

		statement_bind_int(insert, ":change", classifier->tally.change);
		statement_bind_int(insert, ":repository", statement_int(row, 1));
		statement_bind_text(insert, ":area", map_key(classifier->names, document->area));
		statement_bind_text(insert, ":document", map_key(classifier->names, document->document));
		statement_bind_int(insert, ":path", statement_int(row, 2));
		statement_bind_int(insert, ":configured", document->is_configured);
		statement_bind_int(insert, ":removed", text_equal(statement_text(row, 6), TEXT("D")));
		ret = statement_run(insert);
	}
	return ret;
}

static void add_lines(struct tally *tally, const struct statement *row)
{
	struct text status = statement_text(row, 6);
	int64_t insertions = statement_is_null(row, 3) ? 0 : statement_int(row, 3);
	int64_t deletions = statement_is_null(row, 4) ? 0 : statement_int(row, 4);

	tally->lines += insertions + deletions;
	if (text_equal(status, TEXT("D")))
		*VEC_PUSH(&tally->removed) = deletions;
	else if (text_equal(status, TEXT("A")))
		*VEC_PUSH(&tally->added) = insertions;
}

/* In a commit read whole, a file without line counts is binary: no lines. */
static int add_file(struct classifier *classifier, const struct statement *row)
{
	struct tally *tally = &classifier->tally;
	struct known_path *known;
	int64_t state = statement_int(row, 5);
	int ret;

	if (state != FILES_COMPLETE)
		tally->has_lines = false;
	if (state != FILES_COMPLETE && state != FILES_NO_LINES)
		tally->has_files = false;
	if (statement_is_null(row, 2))
		return 0;
	ret = find_path(&known, classifier, statement_int(row, 1), statement_int(row, 2));
	if (ret)
		return ret;
	ret = add_documents(classifier, row, known);
	if (ret)
		return ret;
	tally->classes |= 1u << known->class;
	if (known->class == PATH_VENDORED || known->class == PATH_GENERATED)
		return 0;
	tally->files += known->change != tally->change;
	known->change = tally->change;
	add_lines(tally, row);
	if (classifier->area_changes.at[known->area] != tally->change) {
		classifier->area_changes.at[known->area] = tally->change;
		*VEC_PUSH(&tally->areas) = known->area;
	}
	return 0;
}

static int read_files(struct classifier *classifier, int which)
{
	struct statement *row;
	int ret = store_statement(&row, classifier->store, classes_statements[which]);

	while (!ret && !(ret = statement_step(row))) {
		if (statement_int(row, 0) != classifier->tally.change) {
			ret = finish_change(classifier);
			begin_change(&classifier->tally, statement_int(row, 0));
		}
		if (!ret)
			ret = add_file(classifier, row);
		if (ret)
			statement_reset(row);
	}
	return ret < 0 ? ret : finish_change(classifier);
}

static int load_rules(struct classifier *classifier, const struct people_settings *settings)
{
	struct statement *row;
	int ret = store_statement(&row, classifier->store, classes_statements[SELECT_REPOSITORIES]);

	while (!ret && !(ret = statement_step(row))) {
		const struct config *config = people_settings_of(settings, statement_int(row, 0));

		*VEC_PUSH(&classifier->repositories) =
			(struct repository_rules){ statement_int(row, 0),
			                           path_classes_new(statement_text(row, 1), config), config };
	}
	return ret < 0 ? ret : 0;
}

static int prepare(struct classifier *classifier)
{
	struct statement **const handles[] = { &classifier->select_path, &classifier->insert_class,
		                               &classifier->insert_area, &classifier->insert_files,
		                               &classifier->insert_document };
	int ret = 0;

	for (int i = 0; !ret && i < 5; i++)
		ret = store_statement(handles[i], classifier->store, classes_statements[SELECT_PATH + i]);
	return ret;
}

static int derive(struct store *store, const struct people_settings *settings, int which)
{
	struct classifier classifier = { .store = store, .paths = map_new(), .names = map_new(), .areas = map_new() };
	int ret = prepare(&classifier);

	if (!ret)
		ret = load_rules(&classifier, settings);
	if (!ret)
		ret = read_files(&classifier, which);
	for (size_t i = 0; i < classifier.repositories.count; i++)
		path_classes_free(classifier.repositories.at[i].classes);
	VEC_RELEASE(&classifier.repositories);
	map_free(classifier.paths);
	VEC_RELEASE(&classifier.known);
	VEC_RELEASE(&classifier.documents);
	map_free(classifier.names);
	map_free(classifier.areas);
	VEC_RELEASE(&classifier.area_changes);
	VEC_RELEASE(&classifier.tally.removed);
	VEC_RELEASE(&classifier.tally.added);
	VEC_RELEASE(&classifier.tally.areas);
	return ret;
}

int classes_derive(struct store *store, const struct people_settings *settings)
{
	return derive(store, settings, SELECT_FILES);
}

int classes_derive_new(struct store *store, const struct people_settings *settings)
{
	return derive(store, settings, SELECT_NEW_FILES);
}
