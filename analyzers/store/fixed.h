/*
 * The store's own hot statements, each compiled once and bound by position. Only what writes facts and derived rows;
 * other rooms use struct statement.
 */
#ifndef STORE_FIXED_H
#define STORE_FIXED_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include "lead/facts.h"

struct store;

enum sql {
	SQL_REPOSITORY_PUT,
	SQL_REPOSITORY_FIND,
	SQL_REPOSITORY_TIP,
	SQL_REPOSITORY_SET_TIP,
	SQL_REPOSITORY_TEXT_PUT,
	SQL_IDENTITY_FIND,
	SQL_IDENTITY_PUT,
	SQL_SOURCE_FIND,
	SQL_SOURCE_PUT,
	SQL_PATH_FIND,
	SQL_PATH_PUT,
	SQL_COMMIT_HAS,
	SQL_COMMIT_FIND,
	SQL_COMMIT_PUT,
	SQL_COMMIT_IMPROVE,
	SQL_FILE_PUT,
	SQL_EVENT_PUT,
	SQL_REFERENCE_PUT,
	SQL_UNKNOWN_KEY_PUT,
	SQL_MISSING_PUT,
	SQL_MISSING_CLEAR,
	SQL_SCAN_DROP_EARLIER,
	SQL_SCAN_PUT,
	SQL_HEAD_PUT,
	SQL_HEAD_COMMITS_CLEAR,
	SQL_HEAD_COMMIT_PUT,
	SQL_TAG_PUT,
	SQL_TAGS_CLEAR,
	SQL_DECISION_PUT,
	SQL_DECISION_FIND,
	SQL_DECISION_PERSONS_CLEAR,
	SQL_DECISION_PERSON_PUT,
	SQL_DECISION_LINKS_CLEAR,
	SQL_DECISION_LINK_PUT,
	SQL_DECISION_HISTORY_CLEAR,
	SQL_DECISION_HISTORY_PUT,
	SQL_DECISIONS_CLEAR,
	SQL_REQUEST_FIND,
	SQL_REQUEST_PUT,
	SQL_REQUEST_UPDATE,
	SQL_REQUEST_POINTER_PUT,
	SQL_REQUEST_ACT_PUT,
	SQL_REQUEST_ACT_FIND,
	SQL_REQUEST_ACT_UPDATE,
	SQL_ACCOUNT_PUT,
	SQL_REQUESTS_CLEAR,
	SQL_REQUEST_POINTERS_CLEAR,
	SQL_REQUEST_ACTS_CLEAR,
	SQL_ACCOUNTS_CLEAR,
	SQL_TROUBLE_PUT,
	SQL_TROUBLES_CLEAR,
	SQL_MAIL_FIND,
	SQL_MAIL_PUT,
	SQL_MAIL_UPDATE,
	SQL_MAIL_ACTS_CLEAR,
	SQL_MAIL_ACT_PUT,
	SQL_SOURCE_EVENTS_CLEAR,
	SQL_SOURCE_REFERENCES_CLEAR,
	SQL_CHANGE_PUT,
	SQL_CHANGE_FIND,
	SQL_LANDED_PUT,
	SQL_CHANGE_AREAS_CLEAR,
	SQL_CHANGES_CLEAR,
	SQL_LANDED_CLEAR,
	SQL_GRAPH,
	SQL_STAMP_GET,
	SQL_STAMP_PUT,
	SQL_METRIC_PUT,
	SQL_FINDING_PUT,
	SQL_COUNT
};

extern const char *const sql_texts[SQL_COUNT];

/* One use of a fixed statement. Texts and blobs are borrowed until call_end or call_run. */
struct call {
	struct store *store;
	sqlite3_stmt *handle;
	int code; /* first SQLite failure of preparing or binding; told by call_step */
};

struct call call_begin(struct store *store, enum sql which);
void call_int(struct call *call, int position, int64_t value);
void call_int_or_null(struct call *call, int position, int64_t value, bool is_null);
/* NaN becomes NULL. */
void call_real(struct call *call, int position, double value);
void call_text(struct call *call, int position, struct text value);
void call_blob(struct call *call, int position, const void *bytes, size_t size);
void call_oid(struct call *call, int position, const struct oid *oid);
/* 0: a row; 1: no more; negative: an error. */
int call_step(struct call *call) MUST_CHECK;
int64_t call_column(const struct call *call, int column);
bool call_column_is_null(const struct call *call, int column);
/* Borrowed until call_end; blobs as their bytes. */
struct text call_column_text(const struct call *call, int column);
/* Resets; must follow call_step. */
void call_end(struct call *call);
/* Steps once and ends: for statements without rows. */
int call_run(struct call *call) MUST_CHECK;
/* Steps once, takes the first column and ends. 1 if there was no row. */
int call_run_int(struct call *call, int64_t *out) MUST_CHECK;

#endif
