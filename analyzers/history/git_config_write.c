/* Writing this clone's own configuration: single values, each only if it is not there yet. Knows no key. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "room.h"

/* The file that `git config` writes; its lines and comments stay as they are. */
static int open_local(git_config **out, const struct repository *repository)
{
	char *path = path_join(repository->common_dir, "config");
	int code = git_config_open_ondisk(out, path);
	int ret = code < 0 ? git_failed(ERR_FAILED, "cannot open '%s'", path) : 0;

	free(path);
	return ret;
}

struct search {
	const char *value;
	bool is_found;
};

static int compare(const git_config_entry *entry, void *payload)
{
	struct search *search = payload;

	search->is_found = search->is_found || (entry->value && !strcmp(entry->value, search->value));
	return 0;
}

int repository_add_config(bool *is_changed, struct repository *repository, const char *key, const char *value)
{
	struct search search = { value, false };
	git_config *config = NULL;
	int ret = open_local(&config, repository);

	*is_changed = false;
	if (ret)
		return ret;
	/* An absent key has no values. */
	(void)git_config_get_multivar_foreach(config, key, NULL, compare, &search);
	/* A pattern that matches nothing makes the value one more. */
	if (!search.is_found && git_config_set_multivar(config, key, "^$unmatched", value) < 0)
		ret = git_failed(ERR_FAILED, "cannot set '%s'", key);
	*is_changed = ret == 0 && !search.is_found;
	git_config_free(config);
	return ret;
}

int repository_set_config(bool *is_changed, struct repository *repository, const char *key, const char *value)
{
	git_config_entry *entry = NULL;
	git_config *config = NULL;
	int ret = open_local(&config, repository);

	*is_changed = false;
	if (ret)
		return ret;
	if (git_config_get_entry(&entry, config, key) < 0 || !entry->value || strcmp(entry->value, value) != 0) {
		if (git_config_set_string(config, key, value) < 0)
			ret = git_failed(ERR_FAILED, "cannot set '%s'", key);
		*is_changed = ret == 0;
	}
	git_config_entry_free(entry);
	git_config_free(config);
	return ret;
}

/* ---- remotes ---- */

static int list_remotes(git_strarray *out, struct repository *repository)
{
	*out = (git_strarray){ 0 };
	return git_remote_list(out, repository->git);
}

bool repository_has_remote(struct repository *repository, const char *name)
{
	git_strarray names;
	bool is_there = false;

	if (list_remotes(&names, repository) < 0)
		return false;
	for (size_t i = 0; i < names.count; i++)
		is_there = is_there || !strcmp(names.strings[i], name);
	git_strarray_dispose(&names);
	return is_there;
}

char *repository_default_remote(struct repository *repository)
{
	git_strarray names;
	char *name = NULL;

	if (repository_has_remote(repository, "origin"))
		return xstrdup("origin");
	if (list_remotes(&names, repository) < 0)
		return NULL;
	if (names.count == 1)
		name = xstrdup(names.strings[0]);
	git_strarray_dispose(&names);
	return name;
}
