/* Reads the mails of a repository and finds what each answers. */
#include <string.h>
#include "mail_join.h"

/* Patches of one series that an answer to its cover letter is about. */
#define SERIES_MAX 1000

/* ---- keys ---- */

struct text join_key(struct join_key *out, struct text text)
{
	/* Two hashes of one text, so that nobody's mail is taken for another's. */
	uint64_t first = text_hash(TEXT_HASH_SEED, text), second = text_hash(text_hash(first, TEXT("\n")), text);

	memcpy(out->bytes, &first, sizeof(first));
	memcpy(out->bytes + sizeof(first), &second, sizeof(second));
	return (struct text){ out->bytes, sizeof(out->bytes) };
}

void join_add_author(struct buf *out, struct text address)
{
	for (size_t i = 0; i < address.size; i++)
		buf_add_char(out, char_lower(address.at[i]));
}

void join_add_subject(struct buf *out, struct text address, struct text subject)
{
	struct text word;

	join_add_author(out, address);
	subject = mail_subject_rest(subject);
	while (text_next_word(&subject, &word)) {
		buf_add_char(out, '\n');
		buf_add_text(out, word);
	}
}

/* ---- reading ---- */

static uint32_t intern(struct map *map, struct text text)
{
	struct join_key key;

	return map_intern(map, join_key(&key, text), map_count(map), NULL);
}

static void add_mail(struct mail_join *join, const struct statement *row, struct buf *scratch)
{
	uint32_t place = (uint32_t)join->mails.count;
	struct join_mail *mail = VEC_PUSH(&join->mails);
	struct text aliases = statement_text(row, 1), alias, address = statement_text(row, 8);
	struct buf writer = { 0 };
	struct join_key key;

	*mail = (struct join_mail){
		.time = statement_int(row, 2),
		.parent = JOIN_NONE,
		.root = JOIN_NONE,
		.target = JOIN_NONE,
		.key = JOIN_NONE,
		.lineage = JOIN_NONE,
		.version = (uint32_t)statement_int(row, 5),
		.part = (uint32_t)statement_int(row, 6),
		.part_count = (uint32_t)statement_int(row, 7),
		.has_patch_id = statement_int(row, 9) != 0,
	};
	mail->kind =
		(unsigned char)text_find_name(mail_kind_names, MAIL_KIND_COUNT, statement_text(row, 3), MAIL_OTHER);
	map_put(join->ids, join_key(&key, statement_text(row, 0)), place);
	while (text_next_word(&aliases, &alias))
		(void)map_intern(join->ids, join_key(&key, alias), place, NULL);
	if (!address.size) {
		join_add_writer(&writer, join, statement_text(row, 10), statement_text(row, 4));
		address = buf_text(&writer);
	}
	buf_clear(scratch);
	join_add_author(scratch, address);
	mail->author = intern(join->authors, buf_text(scratch));
	if (mail->kind == MAIL_PATCH) {
		buf_clear(scratch);
		join_add_subject(scratch, address, statement_text(row, 4));
		mail->key = intern(join->keys, buf_text(scratch));
	}
	buf_release(&writer);
}

static int read_mails(struct mail_join *join)
{
	struct buf scratch = { 0 };
	struct statement *row;
	int ret = store_statement(&row, join->store,
	                          "SELECT m.message_id, m.aliases, m.mail_time, m.kind, m.subject, m.version, m.part,\n"
	                          "  m.part_count, i.email, m.patch_id IS NOT NULL, i.name\n"
	                          "FROM mail m\n"
	                          "CROSS JOIN identity i ON i.id = m.identity_id\n"
	                          "WHERE m.repository_id = :repository AND m.kind <> 'deleted'\n"
	                          "ORDER BY m.message_id");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while ((ret = statement_step(row)) == 0)
		add_mail(join, row, &scratch);
	join->mail_count = (uint32_t)join->mails.count;
	buf_release(&scratch);
	return ret < 0 ? ret : 0;
}

/* Of what it answers the nearest that is here; else the nearest, which other mails may answer too. */
static uint32_t find_parent(struct mail_join *join, uint32_t mail, struct text parents)
{
	struct text rest = parents, id;
	struct join_key key;
	uint32_t found;

	while (text_next_word(&rest, &id)) {
		found = map_get(join->ids, join_key(&key, id));
		if (found < join->mail_count && found != mail)
			return found;
	}
	if (!text_next_word(&parents, &id))
		return JOIN_NONE;
	found = map_intern(join->ids, join_key(&key, id), (uint32_t)join->mails.count, NULL);
	if (found == join->mails.count) {
		struct join_mail *ghost = VEC_PUSH(&join->mails);

		*ghost = (struct join_mail){ .parent = JOIN_NONE,
			                     .root = found,
			                     .target = JOIN_NONE,
			                     .key = JOIN_NONE,
			                     .lineage = JOIN_NONE,
			                     .kind = JOIN_GHOST };
	}
	return found == mail ? JOIN_NONE : found;
}

static int read_parents(struct mail_join *join)
{
	struct statement *row;
	uint32_t mail = 0;
	int ret = store_statement(&row, join->store,
	                          "SELECT parents FROM mail\n"
	                          "WHERE repository_id = :repository AND kind <> 'deleted'\n"
	                          "ORDER BY message_id");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while (mail < join->mail_count && (ret = statement_step(row)) == 0) {
		uint32_t parent = find_parent(join, mail, statement_text(row, 0));

		join->mails.at[mail++].parent = parent;
	}
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

/* ---- loops ---- */

/* The earliest of a loop answers nothing. */
static void cut_loop(struct mail_join *join, uint32_t start)
{
	struct join_mail *mails = join->mails.at;
	uint32_t first = start;

	for (uint32_t at = mails[start].parent; at != start; at = mails[at].parent) {
		if (mails[at].time < mails[first].time || (at < first && mails[at].time == mails[first].time))
			first = at;
	}
	mails[first].parent = JOIN_NONE;
}

static void cut_loops(struct mail_join *join)
{
	uint32_t *walks = xcalloc(join->mails.count + 1, sizeof(*walks));

	for (uint32_t i = 0; i < join->mails.count; i++) {
		uint32_t at = i;

		while (at != JOIN_NONE && !walks[at]) {
			walks[at] = i + 1;
			at = join->mails.at[at].parent;
		}
		if (at != JOIN_NONE && walks[at] == i + 1)
			cut_loop(join, at);
	}
	free(walks);
}

/* ---- series ---- */

/* Whether a patch answers another mail of its own series. */
static bool is_of_parent(const struct mail_join *join, const struct join_mail *mail)
{
	const struct join_mail *parent;

	if (mail->kind != MAIL_PATCH || !mail->part_count || mail->parent == JOIN_NONE)
		return false;
	parent = &join->mails.at[mail->parent];
	if (parent->kind == JOIN_GHOST)
		return true;
	return (parent->kind == MAIL_PATCH || parent->kind == MAIL_COVER) && parent->version == mail->version &&
	       parent->part_count == mail->part_count;
}

static void find_roots(struct mail_join *join)
{
	struct join_mail *mails = join->mails.at;

	for (uint32_t i = 0; i < join->mail_count; i++) {
		uint32_t root = i, at = i;

		while (mails[root].root == JOIN_NONE && is_of_parent(join, &mails[root]))
			root = mails[root].parent;
		if (mails[root].root != JOIN_NONE)
			root = mails[root].root;
		while (mails[at].root == JOIN_NONE) {
			uint32_t next = mails[at].parent;

			mails[at].root = root;
			if (at == root)
				break;
			at = next;
		}
	}
}

/* qsort has no payload; one walk of a join sorts at a time, on the values themselves. */
struct part_row {
	uint32_t root, part, mail;
};

static int compare_parts(const void *a, const void *b)
{
	const struct part_row *left = a, *right = b;

	if (left->root != right->root)
		return left->root < right->root ? -1 : 1;
	if (left->part != right->part)
		return left->part < right->part ? -1 : 1;
	return left->mail < right->mail ? -1 : left->mail > right->mail;
}

static void list_parts(struct mail_join *join)
{
	VEC(struct part_row) rows = { 0 };

	for (uint32_t i = 0; i < join->mail_count; i++) {
		const struct join_mail *mail = &join->mails.at[i];

		if (mail->kind == MAIL_PATCH && mail->part_count)
			*VEC_PUSH(&rows) = (struct part_row){ mail->root, mail->part, i };
	}
	if (rows.count)
		qsort(rows.at, rows.count, sizeof(rows.at[0]), compare_parts);
	for (size_t i = 0; i < rows.count; i++)
		*VEC_PUSH(&join->parts) = rows.at[i].mail;
	VEC_RELEASE(&rows);
}

void join_series(const struct mail_join *join, uint32_t root, size_t *from, size_t *to)
{
	size_t low = 0, high = join->parts.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (join->mails.at[join->parts.at[middle]].root < root)
			low = middle + 1;
		else
			high = middle;
	}
	*from = low;
	while (low < join->parts.count && low - *from < SERIES_MAX && join->mails.at[join->parts.at[low]].root == root)
		low++;
	*to = low;
}

/* ---- targets ---- */

static bool is_target(const struct join_mail *mail)
{
	return mail->kind == MAIL_PATCH || mail->kind == MAIL_COVER || mail->kind == JOIN_GHOST;
}

/* Two walks up for each mail, and none where one has been: long threads are no longer than they are. */
static void find_targets(struct mail_join *join)
{
	struct join_mail *mails = join->mails.at;

	for (uint32_t i = 0; i < join->mails.count; i++) {
		uint32_t at = i, target;

		while (at != JOIN_NONE && mails[at].target == JOIN_NONE && !is_target(&mails[at]))
			at = mails[at].parent;
		if (at == JOIN_NONE)
			continue;
		target = is_target(&mails[at]) ? at : mails[at].target;
		for (at = i; at != JOIN_NONE && mails[at].target == JOIN_NONE; at = mails[at].parent) {
			mails[at].target = target;
			if (at == target)
				break;
		}
	}
}

int join_read_threads(struct mail_join *join)
{
	int ret;

	join->ids = map_new();
	join->authors = map_new();
	join->keys = map_new();
	ret = join_read_writers(join);
	if (ret == 0)
		ret = read_mails(join);
	if (ret == 0)
		ret = read_parents(join);
	if (ret)
		return ret;
	cut_loops(join);
	find_roots(join);
	find_targets(join);
	list_parts(join);
	return 0;
}
