/* `git lead scan`: bring the database up to date with one or more repositories. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/scan.h"

struct values {
	struct common_values common;
	unsigned job_count;
	bool no_lines, exact_lines, rescan;
};

static const struct option options[] = {
	{ "jobs", 'j', OPTION_NUMBER, "<n>", "threads (default: as many as processors)",
	  offsetof(struct values, job_count) },
	{ "no-lines", 0, OPTION_FLAG, NULL, "changed paths only, no line counts", offsetof(struct values, no_lines) },
	{ "exact-lines", 0, OPTION_FLAG, NULL, "git's own line counts, at their price",
	  offsetof(struct values, exact_lines) },
	{ "rescan", 0, OPTION_FLAG, NULL, "read everything again", offsetof(struct values, rescan) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* ---- one repository, into its own database ---- */

static int scan_into_own(struct session *session, struct repository *repository, const struct scan_options *scan)
{
	int ret;

	free(session->db_path);
	session->db_path = xstrfmt("%slead.db", repository_common_dir(repository));
	ret = session_open_store(session);
	if (ret == 0)
		ret = session_scan(session, repository, scan);
	if (ret == 0)
		ret = session_warn_unknown(session);
	store_close(session->store);
	session->store = NULL;
	return ret;
}

static int scan_here(struct session *session, const char *path, const struct scan_options *scan)
{
	struct repository *repository = NULL;
	int ret;

	if (!path && session->repository)
		return scan_into_own(session, session->repository, scan);
	ret = repository_open(&repository, path);
	if (ret)
		return ret;
	ret = scan_into_own(session, repository, scan);
	repository_close(repository);
	return ret ? error_context(ret, "%s", path ? path : ".") : 0;
}

/* ---- several, into one database ---- */

/* One of those to scan, in order. */
struct task {
	const char *path, *label;
	char *key;   /* in the database; NULL: it could not be opened, or has no commit. Owned */
	char *place; /* its common git directory, or NULL; owned */
	bool is_wanted;
};
struct tasks {
	struct task *at;
	size_t count, wanted_count, failed_count;
};

static const char *name_of(const struct task *task)
{
	return task->label ? task->label : task->path;
}

/* What went wrong with one does not keep the others from being scanned. */
static void tell_failure(struct tasks *tasks, const struct task *task)
{
	progress_finish();
	fprintf(stderr, "git-lead: %s: %s\n", name_of(task), error_message());
	tasks->failed_count++;
}

static const struct task *find_key(const struct tasks *tasks, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (tasks->at[i].key && strcmp(tasks->at[i].key, key) == 0)
			return &tasks->at[i];
	return NULL;
}

/* Keys stand in lists with a space between them. */
static int check_key(const char *key)
{
	for (const char *c = key; *c; c++)
		if (char_is_space(*c) || (unsigned char)*c < ' ')
			return error_set(ERR_INVALID, "'%s' cannot be the key of a repository: it holds a space", key);
	return 0;
}

/*
 * The key that keeps a repository apart from those before it: the one given, else its own, else, where that is taken since both
 * histories begin alike, its label.
 */
static int choose_key(struct tasks *tasks, struct task *task, struct text natural, const char *given)
{
	size_t before = (size_t)(task - tasks->at);
	char *key = given ? xstrdup(given) : xstrndup(natural.at, natural.size);
	const struct task *other = find_key(tasks, before, key);

	if (other && other->place && strcmp(other->place, task->place) == 0) {
		task->is_wanted = false;
	} else if (other && !given && task->label && !find_key(tasks, before, task->label)) {
		free(key);
		key = xstrdup(task->label);
	} else if (other) {
		int ret = error_set(ERR_INVALID,
		                    "it is the same history as '%s' in one database; [repository \"<name>\"] in a "
		                    "file of --config tells them apart",
		                    name_of(other));

		free(key);
		return ret;
	}
	task->key = key;
	return check_key(key);
}

/* Opens, and finds the key. An empty repository has none and is told when its turn comes. */
static int prepare_task(struct session *session, struct tasks *tasks, struct task *task, const char *given)
{
	struct repository *repository = NULL;
	struct config *config = NULL;
	struct buf natural = { 0 };
	int ret = repository_open(&repository, task->path);

	if (ret == 0)
		ret = session_config_of(&config, session, repository);
	if (ret == 0) {
		task->place = xstrdup(repository_common_dir(repository));
		ret = scan_natural_key(&natural, repository, config);
		if (ret == 0)
			ret = choose_key(tasks, task, buf_text(&natural), given);
		else if (ret == ERR_NOTFOUND)
			ret = 0;
	}
	if (ret == 0 && task->key)
		ret = scan_rename_repository(session->store, repository, text_of(task->key));
	buf_release(&natural);
	config_free(config);
	repository_close(repository);
	return ret;
}

static int scan_task(struct session *session, const struct task *task, const char *who,
                     const struct scan_options *shared)
{
	struct scan_options scan = *shared;
	struct repository *repository;
	int ret = repository_open(&repository, task->path);

	if (ret)
		return ret;
	scan.key = task->key;
	scan.label = task->label;
	ret = session_scan_facts(session, repository, &scan, who);
	if (ret == 0 && session->is_empty && !session->values->quiet)
		printf("%s has no commits yet; nothing was scanned.\n", name_of(task));
	repository_close(repository);
	return ret;
}

/* What no other repository would be spared. */
static bool is_fatal(int ret)
{
	return ret == ERR_CANCELLED || ret == ERR_NEWER;
}

static int scan_tasks(struct session *session, struct tasks *tasks, const struct scan_options *scan)
{
	size_t number = 0;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < tasks->count; i++) {
		struct task *task = &tasks->at[i];
		char *who;

		if (!task->is_wanted)
			continue;
		who = xstrfmt("%s (%zu of %zu)", name_of(task), ++number, tasks->wanted_count);
		ret = scan_task(session, task, tasks->wanted_count > 1 ? who : NULL, scan);
		free(who);
		if (ret && is_fatal(ret))
			return error_context(ret, "%s", name_of(task));
		if (ret)
			tell_failure(tasks, task);
		ret = 0;
	}
	return ret;
}

/* Keys of all come first: whichever are scanned, each has the same. */
static int prepare_tasks(struct session *session, struct tasks *tasks)
{
	for (size_t i = 0; i < tasks->count; i++) {
		struct task *task = &tasks->at[i];
		const char *given = session->is_organisation ? session->repositories.at[i].key : NULL;
		int ret = prepare_task(session, tasks, task, given);

		if (ret && is_fatal(ret))
			return error_context(ret, "%s", name_of(task));
		if (ret && task->is_wanted)
			tell_failure(tasks, task);
		task->is_wanted = task->is_wanted && ret == 0;
		tasks->wanted_count += task->is_wanted;
	}
	return 0;
}

static bool has_any(struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store, "SELECT 1 FROM repository WHERE tip IS NOT NULL LIMIT 1");

	if (ret == 0)
		ret = statement_step(statement);
	if (ret == 0)
		statement_reset(statement);
	return ret == 0;
}

static int scan_all(struct session *session, struct tasks *tasks, const struct scan_options *scan)
{
	size_t wanted_count = 0;
	int ret = session_open_store(session);

	for (size_t i = 0; i < tasks->count; i++)
		wanted_count += tasks->at[i].is_wanted;
	if (ret == 0)
		ret = prepare_tasks(session, tasks);
	if (ret == 0)
		ret = scan_tasks(session, tasks, scan);
	session->is_empty = false;
	if (ret == 0 && has_any(session)) {
		ret = session_derive(session);
		if (ret == 0)
			ret = session_warn_unknown(session);
	}
	if (ret == 0 && tasks->failed_count)
		ret = error_set(ERR_INVALID, "%zu of %zu repositories could not be scanned", tasks->failed_count,
		                wanted_count);
	return ret;
}

/* ---- which ---- */

static int list_organisation(struct tasks *tasks, const struct session *session, int count, char **names)
{
	int ret = 0;

	tasks->count = session->repositories.count;
	tasks->at = xcalloc(tasks->count, sizeof(*tasks->at));
	for (size_t i = 0; i < tasks->count; i++) {
		tasks->at[i].path = session->repositories.at[i].path;
		tasks->at[i].label = session->repositories.at[i].label;
		tasks->at[i].is_wanted = count == 0;
	}
	for (int i = 0; ret == 0 && i < count; i++) {
		const struct named_repository *named;

		ret = organisation_find(&named, session, names[i]);
		if (ret == 0)
			tasks->at[named - session->repositories.at].is_wanted = true;
	}
	return ret;
}

static void list_named(struct tasks *tasks, int count, char **names)
{
	tasks->count = count ? (size_t)count : 1;
	tasks->at = xcalloc(tasks->count, sizeof(*tasks->at));
	for (size_t i = 0; i < tasks->count; i++)
		tasks->at[i] = (struct task){ .path = count ? names[i] : ".", .is_wanted = true };
}

static void tasks_release(struct tasks *tasks)
{
	for (size_t i = 0; i < tasks->count; i++) {
		free(tasks->at[i].key);
		free(tasks->at[i].place);
	}
	free(tasks->at);
}

static int scan_several(struct session *session, const struct scan_options *scan, int count, char **names)
{
	struct tasks tasks = { 0 };
	int ret = 0;

	if (session->is_organisation)
		ret = list_organisation(&tasks, session, count, names);
	else
		list_named(&tasks, count, names);
	if (ret == 0)
		ret = scan_all(session, &tasks, scan);
	tasks_release(&tasks);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	struct scan_options scan = {
		.no_lines = mine->no_lines,
		.exact_lines = mine->exact_lines,
		.rescan = mine->rescan,
		.thread_count = mine->job_count,
	};
	int ret = 0;

	if (scan.no_lines && scan.exact_lines)
		return error_set(ERR_USAGE, "--no-lines and --exact-lines exclude each other");
	if (session->is_db_given)
		return scan_several(session, &scan, argc, argv);
	if (argc == 0)
		ret = scan_here(session, NULL, &scan);
	for (int i = 0; ret == 0 && i < argc; i++)
		ret = scan_here(session, argv[i], &scan);
	if (ret == 0 && session->is_empty && !mine->common.quiet)
		fputs("This repository has no commits yet; nothing was scanned.\n", stdout);
	return ret;
}

const struct command command_scan = {
	.name = "scan",
	.summary = "bring the database up to date",
	.usage = "scan [<options>] [-j <n>] [--no-lines | --exact-lines] [--rescan] [--] [<repository>...]",
	.options = tables,
	.works_anywhere = true,
	.values_size = sizeof(struct values),
	.run = run,
};
