/*
 * Runs one commit reader over a message and writes down what it hands over, a line each, so that a table row can
 * state it:
 *   pr 5 login=bs subject:bors
 *   rev bs subject:bors line=1 self
 */
#ifndef LEAD_TESTS_READER_LOG_H
#define LEAD_TESTS_READER_LOG_H

#include "../../analyzers/evidence/reader.h"

struct reader_row {
	unsigned parents;
	const char *message;
	const char *expected; /* the lines above, each ended by LF */
};

/* Owned by caller. */
char *reader_log(const struct commit_reader *reader, unsigned parent_count, struct text message);
/* Fails the running test, naming the row's message, if the log is another. */
void reader_check(const struct commit_reader *reader, const struct reader_row *row);

#endif
