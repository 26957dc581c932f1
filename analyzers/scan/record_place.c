/* Chooses the commit that a request stands on which no commit of the history is. */
#include "record.h"

#include <string.h>

/* Commits that share the requests opened at one time, and all that were opened before the first commit. */
#define RECENT_MAX_COUNT 64
#define FIRST_MAX_COUNT 1024

int record_places_read(struct record_places *out, struct store *store, int64_t repository_id)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT c.commit_time, c.oid\n"
	                          "FROM landed l\n"
	                          "JOIN commits c ON c.id = l.commit_id\n"
	                          "WHERE l.repository_id = :repository AND l.is_mainline = 1\n"
	                          "ORDER BY c.commit_time, c.oid");

	*out = (struct record_places){ 0 };
	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	while ((ret = statement_step(statement)) == 0) {
		struct text oid = statement_text(statement, 1);

		if (oid.size == OID_SIZE) {
			struct record_mainline *commit = VEC_PUSH(&out->commits);

			commit->commit_time = statement_int(statement, 0);
			memcpy(commit->oid.bytes, oid.at, OID_SIZE);
		}
	}
	return ret == 1 ? 0 : ret;
}

/*
 * One of the commits that were newest when it was opened, which never change; among them by the key, so that years without
 * commits do not make one note of all that was asked in them. Of those from before the first commit a power of two share
 * them, so that few move to another note while a young history grows.
 */
bool record_place(struct oid *out, const struct record_places *places, struct text change, int64_t created_time)
{
	uint64_t hash = text_hash(TEXT_HASH_SEED, change);
	size_t count = places->commits.count, low = 0, high = count, shared = 1;

	if (!count)
		return false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (places->commits.at[middle].commit_time <= created_time)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0) {
		shared = low < RECENT_MAX_COUNT ? low : RECENT_MAX_COUNT;
		*out = places->commits.at[low - 1 - hash % shared].oid;
		return true;
	}
	while (shared < FIRST_MAX_COUNT && shared * 2 <= count)
		shared *= 2;
	*out = places->commits.at[hash % shared].oid;
	return true;
}

void record_places_release(struct record_places *places)
{
	VEC_RELEASE(&places->commits);
}
