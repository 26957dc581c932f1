/*
 * The last error message of each thread. Messages are made safe to print on a terminal here, because their words often come
 * from a repository; who prints them, and when, is not decided here.
 */
#include "lead/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A message is one line for a person. A longer one is cut, so that setting an error never allocates: it must work when
 * memory is short and leave nothing behind when a thread ends.
 */
#define MESSAGE_MAX_SIZE 4096

static _Thread_local char message[MESSAGE_MAX_SIZE];

/* Control bytes and the C1 controls of UTF-8 could drive a terminal, bidirectional overrides and isolates turn what it shows. */
static void make_printable(char *text)
{
	for (unsigned char *at = (unsigned char *)text; *at; at++) {
		if (*at == '\n' || *at == '\r' || *at == '\t')
			*at = ' ';
		else if (*at < 0x20 || *at == 0x7f)
			*at = '?';
		else if (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
			at[0] = at[1] = '?';
		else if (*at == 0xe2 && ((at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) ||
		                         (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9)))
			at[0] = at[1] = at[2] = '?';
	}
}

/* A cut in the middle of a character would leave half of it. */
static void drop_cut_character(char *text, size_t size)
{
	size_t start = size;

	while (start > 0 && size - start < 4 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && (unsigned char)text[start - 1] >= 0xc0)
		text[start - 1] = '\0';
}

/* Through a second buffer: the arguments may point into the message itself. */
PRINTF_LIKE(1, 0) static void set_message(const char *fmt, va_list args, const char *old)
{
	char fresh[MESSAGE_MAX_SIZE];
	int size = vsnprintf(fresh, sizeof(fresh), fmt, args);
	size_t used;

	if (size < 0)
		fresh[0] = '\0';
	used = strlen(fresh);
	if (old && used + 2 < sizeof(fresh))
		size = snprintf(fresh + used, sizeof(fresh) - used, ": %s", old) + (int)used;
	if (size >= (int)sizeof(fresh))
		drop_cut_character(fresh, sizeof(fresh) - 1);
	make_printable(fresh);
	memcpy(message, fresh, strlen(fresh) + 1);
}

int error_set(enum status code, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_message(fmt, args, NULL);
	va_end(args);
	return code;
}

int error_context(int code, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_message(fmt, args, message);
	va_end(args);
	return code;
}

const char *error_message(void)
{
	return message[0] ? message : "unknown error";
}

void error_bug(const char *file, int line, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "git-lead: bug in %s:%d: ", file, line);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}
