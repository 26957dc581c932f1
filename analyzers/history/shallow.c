/* Reads the list of commits at which a shallow clone was cut. Walks nothing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "room.h"
#include "shallow.h"

int shallow_read(struct oid_set *out, const char *common_dir)
{
	char *path = path_join(common_dir, "shallow"), *line = NULL;
	size_t capacity = 0;
	FILE *file = fopen(path, "re");
	int ret = 0;

	if (!file && errno != ENOENT)
		ret = error_set(ERR_FAILED, "cannot open '%s': %s", path, strerror(errno));
	while (file && !ret && getline(&line, &capacity, file) >= 0) {
		struct oid oid;
		bool is_new;

		if (!oid_from_hex(&oid, text_trim(text_of(line))))
			ret = error_set(ERR_INVALID, "malformed line in '%s'", path);
		else
			oid_set_add(out, &oid, &is_new);
	}
	if (file)
		fclose(file);
	free(line);
	free(path);
	return ret;
}
