/*
 * Exports in and what was told out, as tests of the readers of one forge list them. Each row is read as a whole, byte by byte, and
 * with each of its values replaced by one of another type, so that nothing hangs on how a forge writes or errs.
 */
#ifndef LEAD_TESTS_IMPORT_ROWS_H
#define LEAD_TESTS_IMPORT_ROWS_H

#include <stddef.h>

struct import_row {
	const char *input; /* what the file is called; NULL: none */
	const char *json;  /* ' stands for " */
	const char *
		expected; /* as request_log tells it, but for pieces of a line that are alike in all; then "cut", "lost 1" and so on */
};
/* Fails the running test where one differs. */
void import_rows_check(const struct import_row *rows, size_t count);

/* Several files of one import, in order. NULL ends them. The text is owned by the caller. */
char *import_files_text(const struct import_row *files, size_t count);

#endif
