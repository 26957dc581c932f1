/*
 * libgit2 1.1 to 1.9 behind one face: what came, went or changed between them is decided here and in libgit2.c alone.
 * Backported releases of Linux distributions count by their version number.
 */
#ifndef HISTORY_LIBGIT2_H
#define HISTORY_LIBGIT2_H

#include <git2.h>
#include <stdbool.h>
#include "lead/error.h"

/* Renamed in 1.9; the old names are there as long as deprecated ones are. */
#ifdef LIBGIT2_VERSION_MAJOR
#define LIBGIT2_AS_NUMBER (LIBGIT2_VERSION_MAJOR * 10000 + LIBGIT2_VERSION_MINOR * 100 + LIBGIT2_VERSION_REVISION)
#else
#define LIBGIT2_AS_NUMBER (LIBGIT2_VER_MAJOR * 10000 + LIBGIT2_VER_MINOR * 100 + LIBGIT2_VER_REVISION)
#endif

#if LIBGIT2_AS_NUMBER < 10100
#error "libgit2 is too old: git-lead needs 1.1 or later"
#elif LIBGIT2_AS_NUMBER >= 11000
#pragma message("libgit2 is newer than 1.9, with which git-lead was not tested; run 'make check'")
#endif

/* The allocator lost its functions for strings and arrays in 1.7. */
#define LIBGIT2_HAS_LONG_ALLOCATOR (LIBGIT2_AS_NUMBER < 10700)
/* Before 1.3 no extension of a repository's format can be declared as known: such repositories are refused by name. */
#define LIBGIT2_HAS_EXTENSIONS (LIBGIT2_AS_NUMBER >= 10300)
/* Before 1.4 each miss looks at the folder of packs again. */
#define LIBGIT2_HAS_EXISTS_EXT (LIBGIT2_AS_NUMBER >= 10400)
/* Since 1.3.1 and 1.4.3 a repository of somebody else's is refused; for older ones libgit2.c does it. */
#define LIBGIT2_HAS_OWNER_CHECK \
	(LIBGIT2_AS_NUMBER >= 10403 || (LIBGIT2_AS_NUMBER >= 10301 && LIBGIT2_AS_NUMBER < 10400))

#if !LIBGIT2_HAS_OWNER_CHECK
#define GIT_EOWNER (-36)
#endif

/* Whether the object is here, as far as was seen of the folder of packs when it was last read. */
bool libgit2_has_object(git_odb *odb, const git_oid *id);
/* Lets repositories with extensions be opened, those whose values are looked at afterwards. A libgit2 code. */
int libgit2_allow_extensions(void);
/* git_repository_open_ext, with a check of ownership if owned; GIT_EOWNER if it fails. */
int libgit2_open(git_repository **out, const char *path, unsigned flags, const char *ceiling, bool is_owner_checked);
/* Whether the last error is that of a version which knows SHA-256 repositories and does not read them. */
bool libgit2_refused_sha256(void);
/* The common directory without "..", of which 1.1 leaves some in it. Ends in '/'; owned by caller. */
char *libgit2_common_dir(git_repository *git);

#endif
