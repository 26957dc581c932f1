/*
 * Opens repositories: finds them, refuses by name what this program cannot read, and knows where their parts lie. Reads
 * no history.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <git2/sys/repository.h>
#include "lead/alloc.h"
#include "room.h"
#include "shallow.h"

static bool is_env_true(const char *name)
{
	const char *value = getenv(name);
	int is_true = 0;

	return value && git_config_parse_bool(&is_true, value) == 0 && is_true;
}

/* "a/b/" -> "b"; owned by caller. */
static char *last_component(const char *path)
{
	size_t end = strlen(path), from;

	while (end > 1 && path[end - 1] == '/')
		end--;
	for (from = end; from && path[from - 1] != '/'; from--)
		;
	return xstrndup(path + from, end - from);
}

/* Names the extensions whose value decides whether we can read the repository. */
static int refuse_format(git_config *config, const char *path)
{
	static const struct {
		const char *key, *accepted;
	} rows[] = { { "extensions.objectformat", "sha1" }, { "extensions.refstorage", "files" } };
	git_buf value = { 0 };
	int ret = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !ret; i++) {
		if (git_config_get_string_buf(&value, config, rows[i].key) == 0 &&
		    !text_equal_nocase(text_of(value.ptr), text_of(rows[i].accepted)))
			ret = error_set(ERR_INVALID, "'%s' is a %s repository, which is not supported", path,
			                text_equal_nocase(text_of(value.ptr), TEXT("sha256")) ? "SHA-256" : value.ptr);
		git_buf_dispose(&value);
	}
	return ret;
}

/* libgit2 1.5 says "not found" of a repository of somebody else's when no safe.directory is set at all. */
static bool is_foreign(int code)
{
	const git_error *error = git_error_last();

	return code == GIT_EOWNER || (code == GIT_ENOTFOUND && error && error->klass == GIT_ERROR_CONFIG);
}

static int refuse_foreign(const char *path)
{
	char *real = realpath(path, NULL); /* git takes no relative path there */
	int ret = error_set(
		ERR_FAILED,
		"'%s' is not owned by the current user; to trust it: git config --global --add safe.directory '%s'",
		path, real ? real : path);

	free(real);
	return ret;
}

static int open_with(git_repository **out, const char *path, unsigned flags)
{
	const char *ceiling = getenv("GIT_CEILING_DIRECTORIES");
	int code;

	if (is_env_true("GIT_DISCOVERY_ACROSS_FILESYSTEM"))
		flags |= GIT_REPOSITORY_OPEN_CROSS_FS;
	code = libgit2_open(out, path, flags, ceiling, true);
	/*
	 * Ownership is checked although nothing is written: the repository's configuration names programs (core.pager).
	 * libgit2 does not know the "*" that build machines put into safe.directory, so that is looked up here.
	 */
	if (is_foreign(code) && global_config_has_value("safe.directory", "*"))
		code = libgit2_open(out, path, flags, ceiling, false);
	if (!code)
		return 0;
	if (is_foreign(code))
		return refuse_foreign(path);
	if (code == GIT_ENOTFOUND)
		return error_set(ERR_NOTFOUND, "not a git repository: '%s'", path);
	if (libgit2_refused_sha256())
		return error_set(ERR_INVALID, "'%s' is a SHA-256 repository, which is not supported", path);
	return git_failed(ERR_INVALID, "cannot open repository '%s'", path);
}

static bool config_has(git_config *config, const char *key)
{
	git_config_entry *entry = NULL;
	bool is_set = git_config_get_entry(&entry, config, key) == 0;

	git_config_entry_free(entry);
	return is_set;
}

/* git takes a directory without core.bare for bare unless it is called .git; libgit2 takes it for a git directory. */
static bool is_bare(git_repository *git, git_config *config)
{
	const char *dir = git_repository_path(git);
	int value;

	if (git_repository_is_bare(git))
		return true;
	if (git_repository_is_worktree(git) || git_config_get_bool(&value, config, "core.bare") == 0)
		return false;
	return !text_ends(text_of(dir), TEXT("/.git/")) && !config_has(config, "core.worktree");
}

/* A real path that ends in '/', or NULL. */
static char *real_directory(const char *path)
{
	char *real = realpath(path, NULL), *out;

	if (!real)
		return NULL;
	out = path_join(real, "");
	free(real);
	return out;
}

static void find_work_dir(struct repository *repository, git_config *config, bool use_environment)
{
	const char *from_environment = use_environment ? getenv("GIT_WORK_TREE") : NULL;
	const char *found = git_repository_workdir(repository->git);

	if (from_environment && *from_environment)
		repository->work_dir = real_directory(from_environment);
	else if (found && !is_bare(repository->git, config))
		repository->work_dir = xstrdup(found);
}

/* Users and passwords in "scheme://user:password@host/" are nobody's business; "git@host:path" holds none. */
static char *without_credentials(const char *url)
{
	const char *host = strstr(url, "://"), *at = NULL;
	size_t end;

	if (!host)
		return xstrdup(url);
	host += 3;
	end = strcspn(host, "/");
	for (size_t i = 0; i < end; i++)
		at = host[i] == '@' ? host + i : at;
	return at ? xstrfmt("%.*s%s", (int)(host - url), url, at + 1) : xstrdup(url);
}

struct remotes {
	char *origin, *only;
	size_t url_count;
	bool has_promisor;
};

static int note_remote(const git_config_entry *entry, void *payload)
{
	struct remotes *remotes = payload;
	struct text name = text_of(entry->name);
	int is_true = 0;

	if (!text_starts(name, TEXT("remote.")))
		return 0;
	if (text_ends(name, TEXT(".promisor")) &&
	    git_config_parse_bool(&is_true, entry->value ? entry->value : "true") == 0)
		remotes->has_promisor = remotes->has_promisor || is_true;
	if (text_ends(name, TEXT(".partialclonefilter")))
		remotes->has_promisor = true;
	if (!text_ends(name, TEXT(".url")) || !entry->value)
		return 0;
	remotes->url_count++;
	if (!remotes->only)
		remotes->only = xstrdup(entry->value);
	if (text_equal(name, TEXT("remote.origin.url")) && !remotes->origin)
		remotes->origin = xstrdup(entry->value);
	return 0;
}

static void find_remote(struct repository *repository, git_config *config)
{
	struct remotes remotes = { 0 };
	const char *url = "";

	/* A value that cannot be read is as good as none: the remote is only a label. */
	(void)git_config_foreach(config, note_remote, &remotes);
	if (remotes.origin)
		url = remotes.origin;
	else if (remotes.url_count == 1)
		url = remotes.only;
	repository->remote = without_credentials(url);
	repository->is_partial = remotes.has_promisor || config_has(config, "extensions.partialclone");
	free(remotes.origin);
	free(remotes.only);
}

static int fill(struct repository *repository, bool use_environment)
{
	const char *objects = use_environment ? getenv("GIT_OBJECT_DIRECTORY") : NULL;
	const char *alternates = use_environment ? getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES") : NULL;
	git_config *config = NULL;
	int is_sparse = 0, ret;

	repository->git_dir = path_join(git_repository_path(repository->git), "");
	repository->common_dir = libgit2_common_dir(repository->git);
	repository->objects_dir = objects && *objects ? xstrdup(objects) : path_join(repository->common_dir, "objects");
	repository->alternates = alternates && *alternates ? xstrdup(alternates) : NULL;
	ret = repository_load_config(&config, repository);
	if (ret)
		return ret;
	ret = refuse_format(config, repository->git_dir);
	if (ret)
		goto done;
	find_work_dir(repository, config, use_environment);
	find_remote(repository, config);
	repository->is_sparse = git_config_get_bool(&is_sparse, config, "core.sparsecheckout") == 0 && is_sparse;
	if (text_ends(text_of(repository->git_dir), TEXT("/.git/")) && !repository->work_dir) {
		char *parent = xstrndup(repository->git_dir, strlen(repository->git_dir) - strlen("/.git/"));

		repository->label = last_component(parent);
		free(parent);
	} else {
		repository->label = last_component(repository->work_dir ? repository->work_dir : repository->git_dir);
	}
	ret = shallow_read(&repository->shallow, repository->common_dir);
	if (ret)
		goto done;
	repository->is_shallow = repository->shallow.count > 0;
	ret = repository_new_odb(&repository->odb, repository);
	if (!ret)
		git_repository_set_odb(repository->git, repository->odb);
done:
	git_config_free(config);
	return ret;
}

int repository_open(struct repository **out, const char *path)
{
	struct repository *repository = NULL;
	const char *git_dir = path ? NULL : getenv("GIT_DIR");
	git_repository *git = NULL;
	int ret;

	if (!path && getenv("GIT_COMMON_DIR"))
		return error_set(ERR_INVALID, "GIT_COMMON_DIR is not supported");
	if (git_dir && *git_dir)
		ret = open_with(&git, git_dir, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT);
	else
		ret = open_with(&git, path ? path : ".", 0);
	if (ret)
		return ret;
	repository = xcalloc(1, sizeof(*repository));
	repository->git = git;
	ret = fill(repository, !path);
	if (ret) {
		repository_close(repository);
		return ret;
	}
	*out = repository;
	return 0;
}

void repository_close(struct repository *repository)
{
	if (!repository)
		return;
	git_odb_free(repository->odb);
	git_repository_free(repository->git);
	oid_set_release(&repository->shallow);
	free(repository->git_dir);
	free(repository->common_dir);
	free(repository->objects_dir);
	free(repository->alternates);
	free(repository->work_dir);
	free(repository->label);
	free(repository->remote);
	free(repository);
}

int repository_new_odb(git_odb **out, const struct repository *repository)
{
	struct text rest = text_of(repository->alternates);
	git_odb *odb = NULL;
	int code = git_odb_open(&odb, repository->objects_dir);

	while (!code && rest.size) {
		ptrdiff_t colon = text_find_char(rest, ':', 0);
		size_t end = colon < 0 ? rest.size : (size_t)colon;
		char *directory = xstrndup(rest.at, end);

		if (*directory)
			code = git_odb_add_disk_alternate(odb, directory);
		free(directory);
		rest = text_slice(rest, end + 1, rest.size);
	}
	if (code) {
		git_odb_free(odb);
		return git_failed(ERR_FAILED, "cannot open the objects in '%s'", repository->objects_dir);
	}
	*out = odb;
	return 0;
}

const char *repository_common_dir(const struct repository *repository)
{
	return repository->common_dir;
}

const char *repository_label(const struct repository *repository)
{
	return repository->label;
}

bool repository_is_shallow(const struct repository *repository)
{
	return repository->is_shallow;
}

bool repository_is_partial(const struct repository *repository)
{
	return repository->is_partial;
}

const char *repository_remote(const struct repository *repository)
{
	return repository->remote;
}
