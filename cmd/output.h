/* Ways out of the program that output.c chooses among. Private to cmd/. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include <stdbool.h>

#include "command.h"
#include "lead/text.h"

/* All of the bytes, over interrupted and short writes. A reader that went away is no error. name: for the message. */
int output_bytes(int fd, struct text bytes, const char *name) MUST_CHECK;

/* ---- output_file.c ---- */
/* ERR_USAGE where path cannot be a file to write: a directory, or in one that does not exist. */
int output_file_check(const char *path) MUST_CHECK;
/* Whole or not at all. is_private: nobody but the owner may read it. */
int output_file_write(const char *path, struct text bytes, bool is_private) MUST_CHECK;

/* ---- pager.c ---- */
/* The command of git's own order of settings; NULL where none is wanted. */
const char *pager_command(const struct config *config);
/* git runs the pager already: what goes to stdout reaches a terminal. */
bool pager_is_in_use(void);
/* Starts it once; what follows goes through it until pager_finish. */
int pager_write(const char *command, struct text bytes) MUST_CHECK;
/* Waits until the reader has closed it; nothing happens where none was started. */
int pager_finish(void) MUST_CHECK;

#endif
