/*
 * How much of a text of unknown origin is kept. Sizes in bytes; a cut never splits a UTF-8 character.
 */
#ifndef STORE_CUT_H
#define STORE_CUT_H

#include "lead/text.h"

#define LINE_MAX_SIZE 1024 /* subjects, proving lines and what stands in them */
#define NAME_MAX_SIZE 4096 /* names, addresses and paths: longer paths cannot be checked out on Linux */

struct text cut_text(struct text text, size_t max_size);
/* First line of the first paragraph, without white space around it, at most LINE_MAX_SIZE. */
struct text subject_of(struct text message);

#endif
