/*
 * What tests of the store share: a file in a folder of its own, and made-up commits told apart by a number.
 */
#ifndef TESTS_STORE_KIT_H
#define TESTS_STORE_KIT_H

#include "lead/store_derive.h"

struct kit {
	char *directory;
	char *path; /* of the database; it is made by kit_open */
	struct store *store;
};

/* Makes the folder and starts the store room. */
void kit_start(struct kit *kit);
/* (Re)opens the database and fails the test if that fails. */
void kit_open(struct kit *kit, enum store_mode mode);
/* Closes and removes everything. */
void kit_stop(struct kit *kit);

/* First column of the first row; fails the test if there is none. */
int64_t kit_int(struct store *store, const char *sql);
struct oid kit_oid(unsigned number);
/* A commit with this number, its parent the one before (none for 0), two files and no message. Static texts. */
struct commit_fact kit_commit(unsigned number);
/* One transaction: a repository, the commits [from, to), two events and a reference for each. */
int kit_write(struct store *store, unsigned from, unsigned to) MUST_CHECK;

#endif
