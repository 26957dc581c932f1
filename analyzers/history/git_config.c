/*
 * git's configuration in git's order: system, user, repository, work tree, then what the environment hands on. Knows no
 * key but where the files lie.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "environment_config.h"
#include "lead/alloc.h"
#include "room.h"

/* Absent files are skipped; so are unreadable ones of the system and the user, as git does. */
static int add_file(git_config *config, const char *path, git_config_level_t level, git_repository *git)
{
	int code;

	if (!path || access(path, R_OK))
		return 0;
	code = git_config_add_file_ondisk(config, path, level, git, 0);
	if (code < 0 && code != GIT_ENOTFOUND)
		return git_failed(ERR_INVALID, "cannot read configuration '%s'", path);
	return 0;
}

static int add_system(git_config *config, git_repository *git)
{
	const char *named = getenv("GIT_CONFIG_SYSTEM"), *none = getenv("GIT_CONFIG_NOSYSTEM");
	git_buf found = { 0 };
	int is_none = 0, ret = 0;

	if (none && (git_config_parse_bool(&is_none, none) < 0 || is_none))
		return 0;
	if (named)
		ret = add_file(config, named, GIT_CONFIG_LEVEL_SYSTEM, git);
	else if (git_config_find_system(&found) == 0)
		ret = add_file(config, found.ptr, GIT_CONFIG_LEVEL_SYSTEM, git);
	git_buf_dispose(&found);
	return ret;
}

static int add_user(git_config *config, git_repository *git)
{
	const char *named = getenv("GIT_CONFIG_GLOBAL"), *home = getenv("HOME"), *xdg = getenv("XDG_CONFIG_HOME");
	char *user = NULL, *other = NULL;
	int ret;

	if (named)
		return add_file(config, named, GIT_CONFIG_LEVEL_GLOBAL, git);
	if (xdg && *xdg)
		other = path_join(xdg, "git/config");
	else if (home)
		other = path_join(home, ".config/git/config");
	user = home ? path_join(home, ".gitconfig") : NULL;
	ret = add_file(config, other, GIT_CONFIG_LEVEL_XDG, git);
	if (!ret)
		ret = add_file(config, user, GIT_CONFIG_LEVEL_GLOBAL, git);
	free(user);
	free(other);
	return ret;
}

/* libgit2 1.5 does not read config.worktree. */
static int add_local(git_config *config, const struct repository *repository)
{
	char *local = path_join(repository->common_dir, "config");
	char *work_tree = path_join(repository->git_dir, "config.worktree");
	int is_split = 0;
	int ret = add_file(config, local, GIT_CONFIG_LEVEL_LOCAL, repository->git);

	if (!ret && git_config_get_bool(&is_split, config, "extensions.worktreeconfig") == 0 && is_split)
		ret = add_file(config, work_tree, GIT_CONFIG_LEVEL_APP, repository->git);
	free(local);
	free(work_tree);
	return ret;
}

static int load(git_config **out, const struct repository *repository)
{
	git_repository *git = repository ? repository->git : NULL;
	git_config *config = NULL;
	int ret = 0;

	if (git_config_new(&config) < 0)
		return git_failed(ERR_FAILED, "cannot read git's configuration");
	ret = add_system(config, git);
	if (!ret)
		ret = add_user(config, git);
	if (!ret && repository)
		ret = add_local(config, repository);
	if (ret)
		git_config_free(config);
	else
		*out = config;
	return ret;
}

int repository_load_config(git_config **out, const struct repository *repository)
{
	return load(out, repository);
}

static int add_entry(const git_config_entry *entry, void *payload)
{
	return config_add(payload, entry->name, entry->value, CONFIG_GIT);
}

int repository_read_config(struct repository *repository, struct config *config)
{
	git_config *git = NULL;
	int ret = load(&git, repository);

	if (!ret && git_config_foreach(git, add_entry, config) < 0)
		ret = git_failed(ERR_INVALID, "cannot read git's configuration");
	git_config_free(git);
	return ret ? ret : environment_read_config(config);
}

struct wanted_value {
	const char *key, *value;
	bool is_found;
};

/* As git reads safe.directory: an empty value forgets those before. */
static int compare_value(const git_config_entry *entry, void *payload)
{
	struct wanted_value *wanted = payload;

	if (strcmp(entry->name, wanted->key) || !entry->value)
		return 0;
	if (!*entry->value)
		wanted->is_found = false;
	else if (!strcmp(entry->value, wanted->value))
		wanted->is_found = true;
	return 0;
}

bool global_config_has_value(const char *key, const char *value)
{
	struct wanted_value wanted = { key, value, false };
	struct config *environment = config_new();
	git_config *git = NULL;

	if (load(&git, NULL) == 0 && git_config_foreach(git, compare_value, &wanted) < 0)
		wanted.is_found = false;
	git_config_free(git);
	if (environment_read_config(environment) == 0) {
		const char *set = config_get(environment, key);

		wanted.is_found = set ? !strcmp(set, value) : wanted.is_found;
	}
	config_free(environment);
	return wanted.is_found;
}
