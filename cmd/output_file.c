/*
 * -o: the answer is written beside the file and takes its place when it is whole, so that a run that ends early leaves what was
 * there. What is no plain file (a device, a pipe) is written as it is.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lead/alloc.h"
#include "output.h"

#define PRIVATE_MODE 0600
#define PUBLIC_MODE 0666

static char *parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

int output_file_check(const char *path)
{
	struct stat about;
	char *parent;
	int ret = 0;

	if (!*path)
		return error_set(ERR_USAGE, "-o wants the name of a file");
	if (stat(path, &about) == 0)
		return S_ISDIR(about.st_mode) ? error_set(ERR_USAGE, "-o wants a file; '%s' is a directory", path) : 0;
	parent = parent_of(path);
	if (path[strlen(path) - 1] == '/')
		ret = error_set(ERR_USAGE, "-o wants a file; '%s' names a directory", path);
	else if (stat(parent, &about) || !S_ISDIR(about.st_mode))
		ret = error_set(ERR_USAGE, "cannot write '%s': there is no directory '%s'", path, parent);
	free(parent);
	return ret;
}

static int write_directly(const char *path, struct text bytes)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return error_set(ERR_FAILED, "cannot open '%s': %s", path, strerror(errno));
	ret = output_bytes(fd, bytes, path);
	if (close(fd) && ret == 0)
		ret = error_set(ERR_FAILED, "cannot write '%s': %s", path, strerror(errno));
	return ret;
}

/* That of the file before, else what the umask leaves. */
static mode_t mode_for(const struct stat *before, bool is_private)
{
	mode_t mask;

	if (is_private)
		return PRIVATE_MODE;
	if (before)
		return before->st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return PUBLIC_MODE & ~mask;
}

static int write_beside(const char *path, struct text bytes, mode_t mode)
{
	char *beside = xstrfmt("%s.XXXXXX", path);
	int fd = mkostemp(beside, O_CLOEXEC);
	int ret;

	if (fd < 0) {
		ret = error_set(ERR_FAILED, "cannot write beside '%s': %s", path, strerror(errno));
		free(beside);
		return ret;
	}
	ret = output_bytes(fd, bytes, path);
	if (ret == 0 && fchmod(fd, mode))
		ret = error_set(ERR_FAILED, "cannot set the mode of '%s': %s", path, strerror(errno));
	if (close(fd) && ret == 0)
		ret = error_set(ERR_FAILED, "cannot write '%s': %s", path, strerror(errno));
	if (ret == 0 && rename(beside, path))
		ret = error_set(ERR_FAILED, "cannot write '%s': %s", path, strerror(errno));
	if (ret)
		unlink(beside);
	free(beside);
	return ret;
}

int output_file_write(const char *path, struct text bytes, bool is_private)
{
	struct stat about;
	bool is_there = stat(path, &about) == 0;
	/* A link keeps pointing at its file, which is the one that is replaced. */
	char *whole = is_there ? realpath(path, NULL) : NULL;
	int ret;

	if (is_there && !S_ISREG(about.st_mode))
		ret = write_directly(path, bytes);
	else
		ret = write_beside(whole ? whole : path, bytes, mode_for(is_there ? &about : NULL, is_private));
	free(whole);
	return ret;
}
