/*
 * Patches that landed under another subject: told by what they change. Only commits of people whose patches are left over are compared,
 * within a year of the patch, and what a comparison gave is kept.
 */
#include <string.h>
#include "lead/store_mail.h"
#include "mail_join.h"

#define DAY INT64_C(86400)
#define LANDING_MAX_SECS (365 * DAY)
/* Commits that are compared at most, the newest first: a million mails must not cost hours. */
#define COMMITS_MAX 50000

/* When the first and the last patch of an author was sent that landed nowhere yet. */
struct span {
	int64_t first, last;
	bool is_any;
};

static struct span *find_spans(const struct mail_join *join)
{
	struct span *spans = xcalloc(map_count(join->authors) + 1, sizeof(*spans));

	for (size_t i = 0; i < join->lineages.count; i++) {
		const struct join_lineage *lineage = &join->lineages.at[i];
		struct span *span = &spans[lineage->author];

		if (lineage->is_joined)
			continue;
		if (!span->is_any || lineage->first_time < span->first)
			span->first = lineage->first_time;
		if (!span->is_any || lineage->newest_time > span->last)
			span->last = lineage->newest_time;
		span->is_any = true;
	}
	return spans;
}

/* ---- patches left over ---- */

struct patch_row {
	unsigned char id[SHA1_SIZE];
	int64_t time;
	uint32_t mail;
};

static int compare_patches(const void *a, const void *b)
{
	const struct patch_row *left = a, *right = b;
	int order = memcmp(left->id, right->id, SHA1_SIZE);

	if (order)
		return order;
	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return left->mail < right->mail ? -1 : left->mail > right->mail;
}

struct patches {
	struct patch_row *at;
	size_t count, capacity;
};

static int read_patches(struct patches *out, struct mail_join *join)
{
	struct statement *row;
	int ret = store_statement(&row, join->store,
	                          "SELECT message_id, patch_id FROM mail\n"
	                          "WHERE repository_id = :repository AND patch_id IS NOT NULL\n"
	                          "ORDER BY message_id");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while ((ret = statement_step(row)) == 0) {
		struct text patch_id = statement_text(row, 1);
		struct join_key key;
		uint32_t mail = map_get(join->ids, join_key(&key, statement_text(row, 0)));

		if (mail < join->mail_count && patch_id.size == SHA1_SIZE &&
		    join->mails.at[mail].lineage != JOIN_NONE &&
		    !join->lineages.at[join->mails.at[mail].lineage].is_joined) {
			struct patch_row *patch = VEC_PUSH(out);

			memcpy(patch->id, patch_id.at, SHA1_SIZE);
			patch->time = join->mails.at[mail].time;
			patch->mail = mail;
		}
	}
	if (out->count)
		qsort(out->at, out->count, sizeof(out->at[0]), compare_patches);
	return ret < 0 ? ret : 0;
}

/* The newest patch of that id from before the commit; JOIN_NONE: there is none within a year. */
static uint32_t find_patch(const struct patches *patches, const unsigned char *id, int64_t time)
{
	struct patch_row wanted = { .time = time + DAY, .mail = JOIN_NONE };
	size_t low = 0, high = patches->count;
	const struct patch_row *found;

	memcpy(wanted.id, id, SHA1_SIZE);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_patches(&patches->at[middle], &wanted) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return JOIN_NONE;
	found = &patches->at[low - 1];
	return memcmp(found->id, id, SHA1_SIZE) == 0 && time - found->time <= LANDING_MAX_SECS ? found->mail
	                                                                                       : JOIN_NONE;
}

/* ---- commits left over ---- */

struct commit_row {
	int64_t time;
	uint32_t commit;
};

static int compare_commits(const void *a, const void *b)
{
	const struct commit_row *left = a, *right = b;

	if (left->time != right->time)
		return left->time > right->time ? -1 : 1;
	return left->commit < right->commit ? -1 : left->commit > right->commit;
}

struct leftover {
	struct commit_row *at;
	size_t count, capacity;
};

static void list_commits(struct leftover *out, const struct mail_join *join)
{
	struct span *spans = find_spans(join);

	for (uint32_t i = 0; i < join->commits.count; i++) {
		const struct join_commit *commit = &join->commits.at[i];
		const struct span *span = commit->author == JOIN_NONE ? NULL : &spans[commit->author];

		if (!span || !span->is_any || commit->is_joined || commit->commit_time < span->first - DAY ||
		    commit->commit_time > span->last + LANDING_MAX_SECS)
			continue;
		*VEC_PUSH(out) = (struct commit_row){ commit->commit_time, i };
	}
	if (out->count)
		qsort(out->at, out->count, sizeof(out->at[0]), compare_commits);
	if (out->count > COMMITS_MAX)
		out->count = COMMITS_MAX;
	free(spans);
}

/* 0: it has one; 1: it has none, or nobody can tell now. */
static int patch_id_of(unsigned char out[SHA1_SIZE], struct mail_join *join, const struct join_commit *commit)
{
	struct statement *row;
	bool is_found = false;
	int ret = store_statement(&row, join->store, "SELECT patch_id FROM commit_patch WHERE commit_id = :commit");

	if (ret)
		return ret;
	statement_bind_int(row, ":commit", commit->id);
	ret = statement_step(row);
	if (ret == 0) {
		is_found = statement_text(row, 0).size == SHA1_SIZE;
		if (is_found)
			memcpy(out, statement_text(row, 0).at, SHA1_SIZE);
		statement_reset(row);
		return !is_found;
	}
	statement_reset(row);
	if (ret < 0 || !join->repository)
		return ret;
	ret = repository_patch_id(&is_found, out, join->repository, &commit->oid);
	/* What is not here may come. */
	if (ret)
		return 1;
	ret = store_put_commit_patch(join->store, commit->id, is_found ? out : NULL);
	return ret ? ret : !is_found;
}

static int compare_all(struct mail_join *join, const struct patches *patches, const struct leftover *commits)
{
	int ret = 0;

	for (size_t i = 0; ret >= 0 && i < commits->count; i++) {
		unsigned char id[SHA1_SIZE];
		uint32_t mail;

		ret = patch_id_of(id, join, &join->commits.at[commits->at[i].commit]);
		if (ret)
			continue;
		mail = find_patch(patches, id, commits->at[i].time);
		if (mail == JOIN_NONE)
			continue;
		join_claim(join, join->mails.at[mail].lineage, commits->at[i].commit);
		join->by_patch_count++;
	}
	return ret < 0 ? ret : 0;
}

int join_by_patch_id(struct mail_join *join)
{
	struct patches patches = { 0 };
	struct leftover commits = { 0 };
	int ret = read_patches(&patches, join);

	if (ret == 0 && patches.count)
		list_commits(&commits, join);
	if (ret == 0)
		ret = compare_all(join, &patches, &commits);
	VEC_RELEASE(&patches);
	VEC_RELEASE(&commits);
	return ret;
}
