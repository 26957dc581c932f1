/*
 * Drops from the database what no answer needs: facts of commits that nothing leads to, names and paths that are then unused,
 * figures that nobody sealed, and what checks told of lines of work that are gone. Reads no repository.
 */
#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"
#include "lead/store_derive.h"
#include "scan_steps.h"

struct pruning {
	struct store *store;
	const struct scan_prune_options *options;
	struct scan_prune_result *out;
	int64_t repository_id; /* 0: none goes */
};

/* A statement, and the count that the rows it takes away add to. */
struct prune_step {
	size_t count_at; /* in struct scan_prune_result */
	const char *sql;
};

#define NO_COUNT SIZE_MAX
#define COUNT(member) offsetof(struct scan_prune_result, member)

static int run_steps(struct pruning *pruning, const struct prune_step *steps, size_t count)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < count; i++) {
		struct statement *statement;

		ret = store_statement(&statement, pruning->store, steps[i].sql);
		if (ret)
			break;
		statement_bind_int(statement, ":repository", pruning->repository_id);
		statement_bind_int(statement, ":before", pruning->options->before_time);
		ret = statement_run(statement);
		if (ret == 0 && steps[i].count_at != NO_COUNT)
			*(int64_t *)((char *)pruning->out + steps[i].count_at) += store_changes(pruning->store);
	}
	return ret;
}
#define RUN(pruning, steps) run_steps((pruning), (steps), sizeof(steps) / sizeof((steps)[0]))

/* ---- a repository, by name ---- */

#define OF_REPOSITORY(table)                                                        \
	{                                                                           \
		NO_COUNT, "DELETE FROM " table " WHERE repository_id = :repository" \
	}
#define OF_CHANGE(table)                                                                                           \
	{                                                                                                          \
		NO_COUNT, "DELETE FROM " table " WHERE change_id IN (SELECT id FROM change WHERE repository_id = " \
			  ":repository)"                                                                           \
	}
#define OF_DECISION(table)                                                                                             \
	{                                                                                                              \
		NO_COUNT, "DELETE FROM " table " WHERE decision_id IN (SELECT id FROM decision WHERE repository_id = " \
			  ":repository)"                                                                               \
	}
#define OF_FIGURES(table)                                                                             \
	{                                                                                             \
		COUNT(figure_count), "DELETE FROM " table "\n"                                        \
				     "WHERE sealed = 0 AND instr(' ' || repos || ' ', ' ' || ("       \
				     "SELECT key FROM repository WHERE id = :repository) || ' ') > 0" \
	}

static const struct prune_step repository_steps[] = {
	OF_FIGURES("metric_value"),
	OF_FIGURES("finding"),
	OF_CHANGE("change_area"),
	OF_CHANGE("document_change"),
	OF_CHANGE("change_request"),
	OF_CHANGE("change_credit"),
	OF_CHANGE("team_change"),
	OF_DECISION("decision_person"),
	OF_DECISION("decision_status"),
	OF_DECISION("decision_link"),
	OF_REPOSITORY("landed"),
	OF_REPOSITORY("change"),
	OF_REPOSITORY("path_class"),
	OF_REPOSITORY("identity_person"),
	OF_REPOSITORY("tenure"),
	OF_REPOSITORY("team_file"),
	OF_REPOSITORY("code_life"),
	OF_REPOSITORY("code_knower"),
	OF_REPOSITORY("presence"),
	OF_REPOSITORY("act"),
	OF_REPOSITORY("decision"),
	OF_REPOSITORY("owner_entry"),
	OF_REPOSITORY("owner_file"),
	OF_REPOSITORY("owner_merge"),
	OF_REPOSITORY("head_commit"),
	OF_REPOSITORY("request_head"),
	OF_REPOSITORY("tag"),
	OF_REPOSITORY("request"),
	OF_REPOSITORY("request_pointer"),
	OF_REPOSITORY("request_act"),
	OF_REPOSITORY("account"),
	OF_REPOSITORY("read_ref"),
	OF_REPOSITORY("trouble"),
	{ NO_COUNT, "DELETE FROM mail_act WHERE mail_id IN (SELECT id FROM mail WHERE repository_id = :repository)" },
	OF_REPOSITORY("mail"),
	OF_REPOSITORY("missing_object"),
	OF_REPOSITORY("repository_text"),
	OF_REPOSITORY("scan"),
	OF_REPOSITORY("checked"),
	OF_REPOSITORY("check_told"),
	{ NO_COUNT, "DELETE FROM stamp\n"
	            "WHERE name = 'owners ' || :repository OR name = 'appraise ' || :repository OR name LIKE 'notes ' "
	            "|| :repository || ' %' OR name = 'notedb labels ' || :repository OR name IN (\n"
	            "  SELECT 'landed requests ' || key FROM repository WHERE id = :repository\n"
	            "  UNION SELECT 'mails ' || key FROM repository WHERE id = :repository\n"
	            "  UNION SELECT 'mail requests ' || key FROM repository WHERE id = :repository\n"
	            "  UNION SELECT 'scan ' || path FROM repository WHERE id = :repository)" },
	{ COUNT(repository_count), "DELETE FROM repository WHERE id = :repository" },
};

static int find_repository(struct pruning *pruning)
{
	struct statement *statement;
	int ret;

	if (!pruning->options->repository)
		return 0;
	ret = store_statement(&statement, pruning->store, "SELECT id FROM repository WHERE key = :key");
	if (ret == 0) {
		statement_bind_text(statement, ":key", text_of(pruning->options->repository));
		ret = statement_take_int(&pruning->repository_id, statement);
	}
	if (ret == 0 && !pruning->repository_id)
		ret = error_set(ERR_NOTFOUND, "no repository has the key '%s'", pruning->options->repository);
	return ret;
}

/* ---- commits ---- */

/* What leads to commits. An export may come to be about one that lands later, so what it points at stays. */
static const char sql_roots[] = "SELECT commit_id FROM landed\n"
				"UNION SELECT commit_id FROM head_commit\n"
				"UNION SELECT commit_id FROM decision_status\n"
				"UNION SELECT commit_id FROM owner_merge\n"
				"UNION SELECT c.id FROM repository r JOIN commits c ON c.oid = r.tip\n"
				"UNION SELECT c.id FROM request_head h JOIN commits c ON c.oid = h.tip\n"
				"UNION SELECT c.id FROM request_pointer p JOIN commits c ON c.oid = p.oid\n"
				"UNION SELECT c.id FROM tag t JOIN commits c ON c.oid = t.target\n"
				"ORDER BY 1";

struct reaching {
	struct store_graph graph;
	bool *is_kept;
	uint32_t *stack;
	uint32_t stack_count;
	bool has_gap; /* something that is kept has a parent that is not here */
};

static void keep(struct reaching *reaching, uint32_t index)
{
	if (reaching->is_kept[index])
		return;
	reaching->is_kept[index] = true;
	reaching->stack[reaching->stack_count++] = index;
}

/* A scan takes it that what the store has it has with all its ancestors: they stay with whatever stays. */
static int reach(struct reaching *reaching, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql_roots);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		uint32_t index = store_graph_find_id(&reaching->graph, statement_int(statement, 0));

		if (index != GRAPH_NONE)
			keep(reaching, index);
	}
	while (ret > 0 && reaching->stack_count) {
		const struct graph_commit *commit = &reaching->graph.commits[reaching->stack[--reaching->stack_count]];

		for (uint32_t i = 0; i < commit->parent_count; i++) {
			uint32_t parent = reaching->graph.parents[commit->first_parent + i];

			if (parent != GRAPH_NONE)
				keep(reaching, parent);
			else
				reaching->has_gap = true;
		}
	}
	return ret < 0 ? ret : 0;
}

static int mark_doomed(struct reaching *reaching, struct store *store)
{
	struct statement *insert;
	int ret = store_script(store, "CREATE TEMPORARY TABLE IF NOT EXISTS doomed (id INTEGER PRIMARY KEY);\n"
	                              "DELETE FROM doomed;\n");

	if (ret == 0)
		ret = store_statement(&insert, store, "INSERT INTO doomed (id) VALUES (:id)");
	for (uint32_t i = 0; ret == 0 && i < reaching->graph.count; i++) {
		if (reaching->is_kept[i])
			continue;
		statement_bind_int(insert, ":id", reaching->graph.commits[i].id);
		ret = statement_run(insert);
	}
	return ret;
}

static const struct prune_step commit_steps[] = {
	{ COUNT(file_count), "DELETE FROM file_change WHERE commit_id IN (SELECT id FROM doomed)" },
	{ COUNT(event_count), "DELETE FROM event WHERE commit_id IN (SELECT id FROM doomed)" },
	{ NO_COUNT, "DELETE FROM reference WHERE commit_id IN (SELECT id FROM doomed)" },
	{ NO_COUNT, "DELETE FROM unknown_key WHERE commit_id IN (SELECT id FROM doomed)" },
	{ NO_COUNT, "DELETE FROM commit_patch WHERE commit_id IN (SELECT id FROM doomed)" },
	{ COUNT(commit_count), "DELETE FROM commits WHERE id IN (SELECT id FROM doomed)" },
};

/* What a scan that did not end left is gone with the rest, unless something that stays has a gap. */
static const struct prune_step resume_steps[] = {
	{ COUNT(scan_count), "DELETE FROM stamp WHERE name LIKE 'scan %' AND value = ''" },
};

static int prune_commits(struct pruning *pruning)
{
	struct reaching reaching = { 0 };
	int ret = store_load_graph(&reaching.graph, pruning->store, 0);

	reaching.is_kept = xcalloc(reaching.graph.count + 1, sizeof(*reaching.is_kept));
	reaching.stack = xcalloc(reaching.graph.count + 1, sizeof(*reaching.stack));
	if (ret == 0)
		ret = reach(&reaching, pruning->store);
	if (ret == 0)
		ret = mark_doomed(&reaching, pruning->store);
	if (ret == 0)
		ret = RUN(pruning, commit_steps);
	if (ret == 0 && !reaching.has_gap)
		ret = RUN(pruning, resume_steps);
	free(reaching.is_kept);
	free(reaching.stack);
	store_graph_release(&reaching.graph);
	return ret;
}

/* ---- the rest ---- */

static const struct prune_step rest_steps[] = {
	{ COUNT(identity_count), "DELETE FROM identity\n"
	                         "WHERE id NOT IN (\n"
	                         "  SELECT author_id FROM commits\n"
	                         "  UNION SELECT committer_id FROM commits\n"
	                         "  UNION SELECT identity_id FROM event\n"
	                         "  UNION SELECT identity_id FROM tag\n"
	                         "  UNION SELECT author_id FROM request WHERE author_id IS NOT NULL\n"
	                         "  UNION SELECT identity_id FROM request_act\n"
	                         "  UNION SELECT identity_id FROM account\n"
	                         "  UNION SELECT identity_id FROM mail\n"
	                         "  UNION SELECT identity_id FROM decision_person\n"
	                         "  UNION SELECT identity_id FROM owner_entry)" },
	{ COUNT(path_count), "DELETE FROM path WHERE id NOT IN (SELECT path_id FROM file_change)" },
	{ NO_COUNT, "DELETE FROM path_class WHERE path_id NOT IN (SELECT id FROM path)" },
	{ COUNT(figure_count), "DELETE FROM metric_value WHERE sealed = 0 AND until < :before" },
	{ COUNT(figure_count), "DELETE FROM finding WHERE sealed = 0 AND until < :before" },
	/* Reports ask for scans at the tip, for the last one, and whether any counted lines. */
	{ COUNT(scan_count),
	  "DELETE FROM scan\n"
	  "WHERE id < (SELECT max(l.id) FROM scan l WHERE l.repository_id = scan.repository_id)\n"
	  "  AND tip IS NOT (SELECT r.tip FROM repository r WHERE r.id = scan.repository_id)\n"
	  "  AND (options = 'names' OR EXISTS (\n"
	  "    SELECT 1 FROM scan o\n"
	  "    WHERE o.repository_id = scan.repository_id AND o.options <> 'names'\n"
	  "      AND o.id = (SELECT max(l.id) FROM scan l WHERE l.repository_id = scan.repository_id)))" },
	{ COUNT(scan_count),
	  "DELETE FROM stamp\n"
	  "WHERE name LIKE 'scan %' AND value <> '' AND substr(name, 6) NOT IN (SELECT path FROM repository)" },
	/* What a check keeps of a branch begins with its name; a space and what it is for may follow. */
	{ COUNT(told_count),
	  "DELETE FROM checked\n"
	  "WHERE substr(branch, 1, instr(branch || ' ', ' ') - 1) NOT IN (SELECT name FROM kept_branch)\n"
	  "  AND tip IS NOT (SELECT r.tip FROM repository r WHERE r.id = checked.repository_id)" },
	{ COUNT(told_count),
	  "DELETE FROM check_told\n"
	  "WHERE substr(branch, 1, instr(branch || ' ', ' ') - 1) NOT IN (SELECT name FROM kept_branch)\n"
	  "  AND NOT EXISTS (\n"
	  "    SELECT 1 FROM checked c\n"
	  "    WHERE c.repository_id = check_told.repository_id\n"
	  "      AND substr(c.branch, 1, instr(c.branch || ' ', ' ') - 1) = check_told.branch)" },
	/* These say up to which commit notes were read; ids above the last one that stays are given again. */
	{ NO_COUNT, "UPDATE stamp\n"
	            "SET value = substr(value, 1, 17) || (SELECT coalesce(max(id), 0) FROM commits)\n"
	            "WHERE name LIKE 'notes %'\n"
	            "  AND CAST(substr(value, 18) AS INTEGER) > (SELECT coalesce(max(id), 0) FROM commits)" },
	/* Persons are derived anew: of names that are gone none is left. */
	{ NO_COUNT, "DELETE FROM stamp WHERE name IN ('people', 'people base', 'teams')" },
};

static int mark_branches(struct pruning *pruning)
{
	const struct scan_prune_options *options = pruning->options;
	struct statement *insert;
	int ret =
		store_script(pruning->store,
	                     "CREATE TEMPORARY TABLE IF NOT EXISTS kept_branch (name TEXT PRIMARY KEY) WITHOUT ROWID;\n"
	                     "DELETE FROM kept_branch;\n");

	if (ret == 0)
		ret = store_statement(&insert, pruning->store,
		                      "INSERT INTO kept_branch (name) VALUES (:name) ON CONFLICT (name) DO NOTHING");
	for (size_t i = 0; ret == 0 && i < options->branch_count; i++) {
		statement_bind_text(insert, ":name", text_of(options->branches[i]));
		ret = statement_run(insert);
	}
	return ret;
}

static int prune_all(struct pruning *pruning)
{
	int ret = find_repository(pruning);

	if (ret == 0 && pruning->repository_id)
		ret = RUN(pruning, repository_steps);
	if (ret == 0)
		ret = prune_commits(pruning);
	if (ret == 0)
		ret = mark_branches(pruning);
	return ret ? ret : RUN(pruning, rest_steps);
}

int scan_prune(struct scan_prune_result *out, struct store *store, const struct scan_prune_options *options)
{
	struct pruning pruning = { .store = store, .options = options, .out = out };
	int ret, end;

	*out = (struct scan_prune_result){ 0 };
	/* Every reference to what goes is looked for here; SQLite would look through whole tables for each row. */
	ret = store_script(store, "PRAGMA foreign_keys = OFF");
	if (ret == 0)
		ret = store_begin(store);
	if (ret)
		return ret;
	ret = prune_all(&pruning);
	if (ret == 0 && options->is_dry_run)
		store_rollback(store);
	else
		ret = store_end(store, ret);
	end = store_script(store, "PRAGMA foreign_keys = ON");
	return ret ? ret : end;
}

int scan_give_back(struct store *store)
{
	return store_script(store, "VACUUM");
}
