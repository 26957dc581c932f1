/* From a range in words to its commits. */
#include "range.h"

#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"

static bool is_of_base(void *payload, const struct oid *oid)
{
	const struct range *range = ((void **)payload)[0];
	struct repository *repository = ((void **)payload)[1];

	return repository_reaches(repository, &range->base, oid);
}

static void ignore_missing(void *payload, const struct history_missing *missing)
{
	(void)payload;
	(void)missing;
}

int range_choose(struct range *out, struct repository *repository, const char *named, const char *base)
{
	const char *dots = named ? strstr(named, "..") : NULL;
	char *from = dots ? xstrndup(named, (size_t)(dots - named)) : xstrdup(base ? base : named ? named : "HEAD^1");
	const char *to = dots && dots[2] ? dots + 2 : named && !dots ? named : "HEAD";
	void *payload[2] = { out, repository };
	int ret = repository_resolve(&out->tip, repository, to);

	if (ret == 0 && named && !dots) {
		free(from);
		from = xstrfmt("%s^1", named);
	}
	if (ret == 0) {
		ret = repository_resolve(&out->base, repository, *from ? from : "HEAD");
		out->has_base = ret == 0;
		ret = ret == ERR_NOTFOUND && !dots ? 0 : ret;
	}
	if (ret == 0) {
		out->words = xstrfmt("%s..%s", from, to);
		ret = history_list_new(&out->commits, repository, &out->tip, 1, out->has_base ? is_of_base : NULL,
		                       ignore_missing, payload);
	}
	free(from);
	return ret;
}

void range_release(struct range *range)
{
	oid_list_release(&range->commits);
	free(range->words);
	*range = (struct range){ 0 };
}
