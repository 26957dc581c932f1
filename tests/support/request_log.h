/*
 * Runs readers of export items and writes down what they hand over, a line each, sorted and without repetitions, since
 * neither order nor repetition of acts means anything:
 *   request pr:12 o/r merged draft=no created=.. ready=.. closed=.. merged=.. seen=.. author=bsample lines=7
 *   pointer pr:12 merge 0123...
 *   act pr:12 rev aexample github:review 1767323045 approved words=3 head=0123456
 *   account bsample Bo Sample <bo@example.org>
 *   trouble reviews: the export has only a part of them
 */
#ifndef LEAD_TESTS_REQUEST_LOG_H
#define LEAD_TESTS_REQUEST_LOG_H

#include "../../analyzers/evidence/import_reader.h"

/* What a kind of export cannot tell and a log leaves out, so that logs of two kinds can be compared. */
enum request_log_mask {
	WITHOUT_INLINE = 1 << 0,   /* comments in the diff */
	WITHOUT_HEADS = 1 << 1,    /* the commit that a review was of */
	WITHOUT_READY = 1 << 2,    /* when a draft was made ready */
	WITHOUT_COMMITS = 1 << 3,  /* the request's own commits */
	WITHOUT_ACCOUNTS = 1 << 4, /* names and addresses of logins */
	WITHOUT_LINES = 1 << 5,    /* how much is changed */
	WITHOUT_BOTS = 1 << 6,     /* that a login is a bot's: "[bot]" is left off the names of acts */
	WITHOUT_ASKED = 1 << 7,    /* reviews asked for */
	WITHOUT_DRAFT = 1 << 8,    /* whether it is a draft */
	WITHOUT_REVIEWS = 1 << 9,  /* until when all reviews and comments are told */
};

struct request_log {
	unsigned mask;
	struct request_sink sink;
	struct import_summary summary;
	struct import_out out;
	char **lines;
	size_t line_count, line_capacity;
};
void request_log_init(struct request_log *log, unsigned mask);
void request_log_release(struct request_log *log);
/* Sorts; one text, each line ended by LF. Owned by caller. */
char *request_log_text(struct request_log *log);

/* JSON with ' in place of ", for strings of C. Fails the running test if it is none. Given back with json_decref. */
json_t *json_of(const char *quoted);

#endif
