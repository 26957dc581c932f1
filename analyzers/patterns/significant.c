/* Reads the files of a period's changes once; a directory that looks new is then looked up in the whole history. */
#include <stdlib.h>
#include <string.h>
#include "lead/vec.h"
#include "lead/significant.h"

/* ---- by name ---- */

static bool ends_with_any(struct text path, const char *const *endings)
{
	for (; *endings; endings++)
		if (text_ends_nocase(path, text_of(*endings)))
			return true;
	return false;
}

static struct text base_of(struct text path)
{
	size_t from = path.size;

	while (from > 0 && path.at[from - 1] != '/')
		from--;
	return text_slice(path, from, path.size);
}

bool significant_is_interface(struct text path)
{
	static const char *const languages[] = { ".proto", ".thrift",   ".avsc",    ".avdl",   ".idl",
		                                 ".wsdl",  ".graphqls", ".graphql", ".smithy", NULL };
	static const char *const headers[] = { ".h", ".hh", ".hpp", ".hxx", NULL };
	static const char *const documents[] = { ".yaml", ".yml", ".json", NULL };
	struct text base = base_of(path);

	if (ends_with_any(path, languages))
		return true;
	if (text_starts_nocase(base, TEXT("openapi")) || text_starts_nocase(base, TEXT("swagger")))
		return ends_with_any(base, documents);
	return text_starts(path, TEXT("include/")) && ends_with_any(base, headers);
}

struct text significant_module_of(struct text path)
{
	static const char *const holders[] = { "src",  "lib", "libs",     "packages", "modules", "crates",
		                               "apps", "pkg", "services", "internal", "cmd",     "plugins" };
	ptrdiff_t slash = text_find_char(path, '/', 0);
	ptrdiff_t next;
	struct text first;

	if (slash <= 0)
		return (struct text){ path.at, 0 };
	first = text_slice(path, 0, (size_t)slash);
	next = text_find_char(path, '/', (size_t)slash + 1);
	if (text_find_name(holders, (int)(sizeof(holders) / sizeof(holders[0])), first, -1) < 0)
		return first;
	return next < 0 ? (struct text){ path.at, 0 } : text_slice(path, 0, (size_t)next);
}

/* ---- one change at a time ---- */

struct module {
	struct text name;
	int64_t added;
};
struct module_list {
	struct module *at;
	size_t count, capacity;
};

struct finder {
	struct significant_list *out;
	struct store *store;
	struct arena arena;
	struct module_list modules; /* of the change being read: those that got code files */
	struct text key, oid, interface;
	int64_t change_id, repository_id, landed_time, areas, lines;
	bool has_change;
};

static struct text keep(struct arena *arena, struct text text)
{
	return (struct text){ arena_copy(arena, text.at, text.size), text.size };
}

static void add(struct finder *finder, struct buf *why)
{
	struct arena *arena = &finder->out->arena;

	*VEC_PUSH(finder->out) = (struct significant_change){ keep(arena, finder->key), keep(arena, finder->oid),
		                                              keep(arena, buf_text(why)) };
	buf_release(why);
}

static void count_module(struct finder *finder, struct text name)
{
	for (size_t i = 0; i < finder->modules.count; i++) {
		if (text_equal(finder->modules.at[i].name, name)) {
			finder->modules.at[i].added++;
			return;
		}
	}
	*VEC_PUSH(&finder->modules) = (struct module){ keep(&finder->arena, name), 1 };
}

/* Whether anything of another change landed below the directory before this one: '0' follows '/' in ASCII. A cut history may lack it. */
static int is_older(bool *out, const struct finder *finder, struct text module)
{
	struct statement *statement;
	struct buf from = { 0 }, until = { 0 };
	int ret = store_statement(&statement, finder->store,
	                          "SELECT EXISTS (\n"
	                          "  SELECT 1\n"
	                          "  FROM landed l\n"
	                          "  JOIN file_change f ON f.commit_id = l.commit_id\n"
	                          "  WHERE l.repository_id = :repository AND l.landed_time < :time\n"
	                          "    AND (l.change_id IS NULL OR l.change_id <> :change)\n"
	                          "    AND f.path_id IN (SELECT id FROM path WHERE name >= :from AND name < :to))\n"
	                          "  OR EXISTS (\n"
	                          "    SELECT 1 FROM repository r\n"
	                          "    WHERE r.id = :repository AND (\n"
	                          "      SELECT min(s.is_shallow) FROM scan s\n"
	                          "      WHERE s.repository_id = r.id AND s.tip = r.tip) = 1)");

	if (ret)
		return ret;
	buf_add_fmt(&from, TEXT_FMT "/", TEXT_ARG(module));
	buf_add_fmt(&until, TEXT_FMT "0", TEXT_ARG(module));
	statement_bind_int(statement, ":repository", finder->repository_id);
	statement_bind_int(statement, ":time", finder->landed_time);
	statement_bind_int(statement, ":change", finder->change_id);
	statement_bind_text(statement, ":from", buf_text(&from));
	statement_bind_text(statement, ":to", buf_text(&until));
	ret = statement_step(statement);
	*out = ret == 0 && statement_int(statement, 0) != 0;
	statement_reset(statement);
	buf_release(&from);
	buf_release(&until);
	return ret < 0 ? ret : 0;
}

/* One reason is enough: the strongest first. */
static int finish_change(struct finder *finder)
{
	struct buf why = { 0 };
	int ret = 0;

	for (size_t i = 0; ret == 0 && why.size == 0 && i < finder->modules.count; i++) {
		bool is_known = true;

		if (finder->modules.at[i].added >= SIGNIFICANT_FILES)
			ret = is_older(&is_known, finder, finder->modules.at[i].name);
		if (ret == 0 && !is_known)
			buf_add_fmt(&why, "new module '" TEXT_FMT "'", TEXT_ARG(finder->modules.at[i].name));
	}
	if (ret == 0 && why.size == 0 && finder->areas >= SIGNIFICANT_AREAS && finder->lines >= SIGNIFICANT_LINES)
		buf_add_fmt(&why, "%lld areas, %lld lines", (long long)finder->areas, (long long)finder->lines);
	if (ret == 0 && why.size == 0 && finder->interface.size > 0)
		buf_add_fmt(&why, "interface '" TEXT_FMT "'", TEXT_ARG(finder->interface));
	if (why.size > 0)
		add(finder, &why);
	buf_release(&why);
	return ret;
}

static int start_change(struct finder *finder, const struct statement *row)
{
	int ret = finder->has_change ? finish_change(finder) : 0;

	arena_clear(&finder->arena);
	VEC_CLEAR(&finder->modules);
	finder->interface = (struct text){ NULL, 0 };
	finder->key = keep(&finder->arena, statement_text(row, 0));
	finder->oid = keep(&finder->arena, statement_text(row, 1));
	finder->repository_id = statement_int(row, 2);
	finder->landed_time = statement_int(row, 3);
	finder->lines = statement_is_null(row, 4) ? 0 : statement_int(row, 4);
	finder->areas = statement_int(row, 5);
	finder->change_id = statement_int(row, 9);
	finder->has_change = true;
	return ret;
}

static void read_file(struct finder *finder, const struct statement *row)
{
	struct text path = statement_text(row, 6), module = significant_module_of(path);
	bool is_code = text_equal(statement_text(row, 8), TEXT("code"));

	if (module.size > 0 && is_code && text_equal(statement_text(row, 7), TEXT("A")))
		count_module(finder, module);
	if (finder->interface.size == 0 && significant_is_interface(path) &&
	    !text_equal(statement_text(row, 8), TEXT("vendored")) &&
	    !text_equal(statement_text(row, 8), TEXT("generated")))
		finder->interface = keep(&finder->arena, path);
}

/* ---- which changes ---- */

static const char choice_table[] =
	"CREATE TEMPORARY TABLE IF NOT EXISTS significant_choice (change_id INTEGER PRIMARY KEY);\n"
	"DELETE FROM significant_choice;\n";

static int choose_of_scope(struct store *store, const struct scope *scope)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "INSERT OR IGNORE INTO significant_choice (change_id)\n"
	                          "SELECT id\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)");

	if (ret)
		return ret;
	scope_bind(statement, scope);
	return statement_run(statement);
}

static int choose_by_keys(struct store *store, int64_t repository, const char *const *keys, size_t key_count)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "INSERT OR IGNORE INTO significant_choice (change_id)\n"
	                          "SELECT id FROM change WHERE repository_id = :repository AND key = :key");

	for (size_t i = 0; !ret && i < key_count; i++) {
		statement_bind_int(statement, ":repository", repository);
		statement_bind_text(statement, ":key", text_of(keys[i]));
		ret = statement_run(statement);
	}
	return ret;
}

/* ---- their files ---- */

static const char sql_files[] = "SELECT c.key, lower(hex(k.oid)), c.repository_id, c.landed_time, cc.lines,\n"
				"       (SELECT count(*) FROM change_area a WHERE a.change_id = c.id),\n"
				"       p.name, f.status, q.class, c.id\n"
				"FROM significant_choice s\n"
				"JOIN change c ON c.id = s.change_id\n"
				"JOIN change_credit cc ON cc.change_id = c.id\n"
				"JOIN repository r ON r.id = c.repository_id\n"
				"JOIN commits k ON k.id = c.newest_id\n"
				"CROSS JOIN landed l\n"
				"CROSS JOIN file_change f\n"
				"CROSS JOIN path p\n"
				"CROSS JOIN path_class q\n"
				"WHERE l.change_id = c.id AND f.commit_id = l.commit_id AND p.id = f.path_id\n"
				"  AND q.repository_id = c.repository_id AND q.path_id = f.path_id\n"
				"ORDER BY c.landed_time, r.key, c.key, p.name, f.status";

static int read_chosen(struct significant_list *out, struct store *store)
{
	struct finder finder = { .out = out, .store = store };
	struct statement *row;
	int64_t last_repository = 0;
	int ret = store_statement(&row, store, sql_files);

	while (ret == 0 && (ret = statement_step(row)) == 0) {
		if (!finder.has_change || last_repository != statement_int(row, 2) ||
		    !text_equal(finder.key, statement_text(row, 0)))
			ret = start_change(&finder, row);
		last_repository = statement_int(row, 2);
		if (ret == 0)
			read_file(&finder, row);
		else
			statement_reset(row);
	}
	if (ret > 0)
		ret = finder.has_change ? finish_change(&finder) : 0;
	VEC_RELEASE(&finder.modules);
	arena_release(&finder.arena);
	return ret;
}

int significant_find(struct significant_list *out, struct store *store, const struct scope *scope)
{
	int ret = store_script(store, choice_table);

	if (!ret)
		ret = choose_of_scope(store, scope);
	return ret ? ret : read_chosen(out, store);
}

int significant_find_among(struct significant_list *out, struct store *store, int64_t repository,
                           const char *const *keys, size_t key_count)
{
	int ret = store_script(store, choice_table);

	if (!ret)
		ret = choose_by_keys(store, repository, keys, key_count);
	return ret ? ret : read_chosen(out, store);
}

void significant_release(struct significant_list *list)
{
	VEC_RELEASE(list);
	arena_release(&list->arena);
	*list = (struct significant_list){ 0 };
}
