/*
 * How functions fail: a negative code travels up, the words wait here, one message a thread.
 * Only cmd/main.c prints the message. This file knows nothing of git, SQL or terminals.
 */
#ifndef LEAD_ERROR_H
#define LEAD_ERROR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt_index, first_argument) __attribute__((format(printf, fmt_index, first_argument)))

/* Codes a caller may want to branch on; everything else is ERR_FAILED. Success is 0. */
enum status {
	ERR_FAILED = -1,
	ERR_NOTFOUND = -2,
	ERR_EXISTS = -3,
	ERR_INVALID = -4,   /* malformed input: configuration, option, query */
	ERR_NEWER = -5,     /* the database was written by a newer program */
	ERR_CANCELLED = -6, /* the user interrupted */
	ERR_MISSING = -7,   /* an object is not in this clone (partial or damaged) */
	ERR_DISHONEST = -8, /* the question cannot be answered honestly here: exit 3 */
	ERR_USAGE = -9,     /* called wrongly: exit 129 */
};

/* Sets this thread's message and returns the code, so that a failing branch is one line. */
int error_set(enum status code, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Puts "<words>: " before this thread's message and returns the code given. */
int error_context(int code, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* This thread's message, never NULL; borrowed until the next error_set in this thread. */
const char *error_message(void);

/* A broken invariant of ours: prints file and line, aborts. Never for input or I/O. */
#define BUG(...) error_bug(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void error_bug(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
