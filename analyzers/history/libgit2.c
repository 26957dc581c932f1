/* The functions behind libgit2.h: one meaning for all versions. Opens repositories, but knows nothing of them. */
#include "libgit2.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lead/alloc.h"
#include "room.h"

bool libgit2_has_object(git_odb *odb, const git_oid *id)
{
#if LIBGIT2_HAS_EXISTS_EXT
	return git_odb_exists_ext(odb, id, GIT_ODB_LOOKUP_NO_REFRESH);
#else
	return git_odb_exists(odb, id);
#endif
}

int libgit2_allow_extensions(void)
{
#if LIBGIT2_HAS_EXTENSIONS
	static const char *const extensions[] = {
		"worktreeconfig",
		"partialclone",
		"preciousobjects",
		/* Allowed here, because repository_open looks at their values and refuses by name. */
		"objectformat",
		"refstorage",
	};

	return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, (const char **)extensions,
	                        sizeof(extensions) / sizeof(extensions[0]));
#else
	return 0;
#endif
}

#if !LIBGIT2_HAS_OWNER_CHECK
/* Ours, or under sudo of the one who called it, as git has it. */
static bool is_ours(const char *path)
{
	const char *caller = getenv("SUDO_UID");
	struct stat info;
	uint64_t uid;

	if (!path)
		return true;
	if (stat(path, &info))
		return false;
	if (info.st_uid == geteuid())
		return true;
	return geteuid() == 0 && caller && text_to_uint(text_of(caller), &uid) && uid == info.st_uid;
}

/* safe.directory names the work tree, or the git directory of a bare repository, without the slash at its end. */
static bool is_called_safe(git_repository *git)
{
	const char *path = git_repository_workdir(git) ? git_repository_workdir(git) : git_repository_path(git);
	struct text name = text_of(path);
	bool is_safe;
	char *plain;

	while (name.size > 1 && name.at[name.size - 1] == '/')
		name.size--;
	plain = xstrndup(name.at, name.size);
	is_safe = global_config_has_value("safe.directory", plain);
	free(plain);
	return is_safe;
}

static int check_owner(git_repository **git)
{
	if ((is_ours(git_repository_path(*git)) && is_ours(git_repository_workdir(*git))) || is_called_safe(*git))
		return 0;
	git_repository_free(*git);
	*git = NULL;
	return GIT_EOWNER;
}
#endif

int libgit2_open(git_repository **out, const char *path, unsigned flags, const char *ceiling, bool is_owner_checked)
{
	int code;

#if LIBGIT2_HAS_OWNER_CHECK
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, (int)is_owner_checked);
	code = git_repository_open_ext(out, path, flags, ceiling);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
#else
	code = git_repository_open_ext(out, path, flags, ceiling);
	if (code == 0 && is_owner_checked)
		code = check_owner(out);
#endif
	return code;
}

bool libgit2_refused_sha256(void)
{
	const git_error *error = git_error_last();

	return error && error->message && strstr(error->message, "object format 'sha256'") != NULL;
}

char *libgit2_common_dir(git_repository *git)
{
	const char *path = git_repository_commondir(git);
	char *real = strstr(path, "/../") ? realpath(path, NULL) : NULL;
	char *out = path_join(real ? real : path, "");

	free(real);
	return out;
}
