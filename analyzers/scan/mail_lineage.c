/*
 * Versions of one patch, and which commits they landed as. Patches of one author with one subject are versions of one another, up to
 * the commit that has both; what comes after it is another patch, as "Update the translation" is each time.
 */
#include <string.h>
#include "mail_join.h"

#define DAY INT64_C(86400)
/* A patch lands within a year of its newest version; clocks differ by a day. */
#define LANDING_MAX_SECS (365 * DAY)
#define CLOCK_SLACK_SECS DAY

/* ---- commits ---- */

static int read_commits(struct mail_join *join)
{
	struct buf scratch = { 0 };
	struct statement *row;
	int ret = store_statement(&row, join->store,
	                          "SELECT c.id, c.oid, c.author_time, c.commit_time, i.email, c.subject\n"
	                          "FROM landed l\n"
	                          "CROSS JOIN commits c ON c.id = l.commit_id\n"
	                          "CROSS JOIN identity i ON i.id = c.author_id\n"
	                          "WHERE l.repository_id = :repository AND length(c.parents) <= 20\n"
	                          "ORDER BY c.oid");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while ((ret = statement_step(row)) == 0) {
		struct join_commit *commit = VEC_PUSH(&join->commits);
		struct join_key key;

		commit->id = statement_int(row, 0);
		memcpy(commit->oid.bytes, statement_text(row, 1).at, OID_SIZE);
		commit->author_time = statement_int(row, 2);
		commit->commit_time = statement_int(row, 3);
		buf_clear(&scratch);
		join_add_author(&scratch, statement_text(row, 4));
		commit->author = map_get(join->authors, join_key(&key, buf_text(&scratch)));
		commit->key = JOIN_NONE;
		if (commit->author == UINT32_MAX)
			continue;
		buf_clear(&scratch);
		join_add_subject(&scratch, statement_text(row, 4), statement_text(row, 5));
		commit->key = map_get(join->keys, join_key(&key, buf_text(&scratch)));
	}
	buf_release(&scratch);
	return ret < 0 ? ret : 0;
}

static uint32_t find_commit(const struct mail_join *join, struct text oid)
{
	size_t low = 0, high = join->commits.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(join->commits.at[middle].oid.bytes, oid.at, OID_SIZE);

		if (!order)
			return (uint32_t)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return JOIN_NONE;
}

/* ---- lineages ---- */

/* A patch or a commit, in the order of their keys and times. */
struct dated {
	int64_t time;
	uint32_t key, place;
	bool is_commit;
};

static int compare_dated(const void *a, const void *b)
{
	const struct dated *left = a, *right = b;

	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	if (left->is_commit != right->is_commit)
		return left->is_commit ? 1 : -1;
	return left->place < right->place ? -1 : left->place > right->place;
}

static void add_to_lineage(struct mail_join *join, uint32_t lineage, uint32_t mail)
{
	struct join_mail *patch = &join->mails.at[mail];
	struct join_lineage *own = &join->lineages.at[lineage];

	patch->lineage = lineage;
	own->newest = mail;
	own->newest_time = patch->time;
	if (!own->first_time)
		own->first_time = patch->time;
}

static uint32_t new_lineage(struct mail_join *join, uint32_t mail)
{
	struct join_lineage *own = VEC_PUSH(&join->lineages);

	own->first = mail;
	own->author = join->mails.at[mail].author;
	return (uint32_t)(join->lineages.count - 1);
}

/* A commit by subject is remembered until those by message id are known. */
struct candidates {
	struct join_claim *at;
	size_t count, capacity;
};

/*
 * Walks one key's patches and commits by time. A commit ends the lineage before it; one with the author's time of the commit before is
 * a copy of it on another branch, and lands the same.
 */
static void walk_key(struct mail_join *join, struct candidates *candidates, const struct dated *rows, size_t count)
{
	uint32_t lineage = JOIN_NONE;
	bool is_landed = false;
	int64_t landed_author_time = 0;

	for (size_t i = 0; i < count; i++) {
		if (!rows[i].is_commit) {
			const struct join_lineage *own = lineage == JOIN_NONE ? NULL : &join->lineages.at[lineage];

			if (!own || is_landed || rows[i].time - own->newest_time > LANDING_MAX_SECS) {
				lineage = new_lineage(join, rows[i].place);
				is_landed = false;
			}
			add_to_lineage(join, lineage, rows[i].place);
			continue;
		}
		if (lineage == JOIN_NONE ||
		    rows[i].time - join->lineages.at[lineage].newest_time > LANDING_MAX_SECS + CLOCK_SLACK_SECS)
			continue;
		if (is_landed && join->commits.at[rows[i].place].author_time != landed_author_time)
			continue;
		is_landed = true;
		landed_author_time = join->commits.at[rows[i].place].author_time;
		*VEC_PUSH(candidates) = (struct join_claim){ lineage, rows[i].place };
	}
}

static void find_lineages(struct mail_join *join, struct candidates *candidates)
{
	VEC(struct dated) rows = { 0 };

	for (uint32_t i = 0; i < join->mail_count; i++) {
		const struct join_mail *mail = &join->mails.at[i];

		if (mail->key != JOIN_NONE)
			*VEC_PUSH(&rows) = (struct dated){ mail->time, mail->key, i, false };
	}
	for (uint32_t i = 0; i < join->commits.count; i++) {
		const struct join_commit *commit = &join->commits.at[i];

		/* A commit's clock may be before the mail's by the slack. */
		if (commit->key != JOIN_NONE)
			*VEC_PUSH(&rows) =
				(struct dated){ commit->commit_time + CLOCK_SLACK_SECS, commit->key, i, true };
	}
	if (rows.count)
		qsort(rows.at, rows.count, sizeof(rows.at[0]), compare_dated);
	for (size_t from = 0, to; from < rows.count; from = to) {
		for (to = from; to < rows.count && rows.at[to].key == rows.at[from].key;)
			to++;
		walk_key(join, candidates, rows.at + from, to - from);
	}
	VEC_RELEASE(&rows);
}

/* ---- claims ---- */

void join_claim(struct mail_join *join, uint32_t lineage, uint32_t commit)
{
	join->lineages.at[lineage].is_joined = true;
	join->commits.at[commit].is_joined = true;
	*VEC_PUSH(&join->claims) = (struct join_claim){ lineage, commit };
}

/* Patches that one commit's message or note names by their ids. */
struct named {
	uint32_t mails[16];
	size_t count;
};

/* Of several those with its author and subject, else those of its author; one alone is believed whatever it is called. */
static void claim_named(struct mail_join *join, uint32_t place, const struct named *named)
{
	struct join_commit *commit = &join->commits.at[place];
	int best = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < named->count; i++) {
			const struct join_mail *mail = &join->mails.at[named->mails[i]];
			int worth = mail->key == commit->key && mail->key != JOIN_NONE ? 3
			            : mail->author == commit->author                   ? 2
			            : named->count == 1                                ? 1
			                                                               : 0;

			if (pass == 0) {
				best = worth > best ? worth : best;
			} else if (worth && worth == best) {
				join_claim(join, mail->lineage, place);
				commit->is_named = true;
			}
		}
	}
	join->by_id_count += commit->is_named;
}

static int join_by_id(struct mail_join *join)
{
	struct named named = { .count = 0 };
	struct statement *row;
	uint32_t place = JOIN_NONE;
	int ret = store_statement(&row, join->store,
	                          "SELECT c.oid, r.value\n"
	                          "FROM landed l\n"
	                          "CROSS JOIN reference r ON r.commit_id = l.commit_id AND r.kind = 'review'\n"
	                          "CROSS JOIN commits c ON c.id = l.commit_id\n"
	                          "WHERE l.repository_id = :repository AND length(c.parents) <= 20\n"
	                          "ORDER BY l.commit_id, r.value");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while ((ret = statement_step(row)) == 0) {
		uint32_t commit = find_commit(join, statement_text(row, 0)), mail;
		struct join_key key;

		if (commit != place && named.count)
			claim_named(join, place, &named);
		named.count = commit == place ? named.count : 0;
		place = commit;
		mail = map_get(join->ids, join_key(&key, statement_text(row, 1)));
		if (place != JOIN_NONE && mail < join->mail_count && join->mails.at[mail].kind == MAIL_PATCH &&
		    named.count < sizeof(named.mails) / sizeof(named.mails[0]))
			named.mails[named.count++] = mail;
	}
	if (named.count)
		claim_named(join, place, &named);
	return ret < 0 ? ret : 0;
}

int join_find_lineages(struct mail_join *join)
{
	struct candidates candidates = { 0 };
	int ret = read_commits(join);

	if (ret == 0) {
		find_lineages(join, &candidates);
		ret = join_by_id(join);
	}
	for (size_t i = 0; ret == 0 && i < candidates.count; i++) {
		/* Whose message names a patch has said what it is. */
		if (join->commits.at[candidates.at[i].commit].is_named)
			continue;
		join_claim(join, candidates.at[i].lineage, candidates.at[i].commit);
		join->by_subject_count++;
	}
	VEC_RELEASE(&candidates);
	return ret;
}
