/*
 * Patches that a list sent in its own name: only their writers' names are known. What landed, or was sent at another time, by one of
 * that name and with that subject tells the address, where no two of them do.
 */
#include <string.h>
#include "mail_join.h"

static struct text writer_key(struct join_key *out, struct buf *scratch, struct text name, struct text subject)
{
	struct text word;

	buf_clear(scratch);
	utf8_fold(scratch, name);
	subject = mail_subject_rest(subject);
	while (text_next_word(&subject, &word)) {
		buf_add_char(scratch, '\n');
		buf_add_text(scratch, word);
	}
	return join_key(out, buf_text(scratch));
}

/* Rows of name, address and subject. */
static int read_rows(struct mail_join *join, const char *sql,
                     void (*take)(struct mail_join *join, struct text key, struct text address))
{
	struct buf scratch = { 0 };
	struct statement *row;
	int ret = store_statement(&row, join->store, sql);

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while ((ret = statement_step(row)) == 0) {
		struct join_key key;

		take(join, writer_key(&key, &scratch, statement_text(row, 0), statement_text(row, 2)),
		     statement_text(row, 1));
	}
	buf_release(&scratch);
	return ret < 0 ? ret : 0;
}

static void ask(struct mail_join *join, struct text key, struct text address)
{
	(void)address;
	if (map_intern(join->writers, key, (uint32_t)join->writer_rows.count, NULL) == join->writer_rows.count)
		*VEC_PUSH(&join->writer_rows) = (struct join_writer){ 0 };
}

static void answer(struct mail_join *join, struct text key, struct text address)
{
	uint32_t place = map_get(join->writers, key);
	struct join_writer *writer;

	if (place >= join->writer_rows.count)
		return;
	writer = &join->writer_rows.at[place];
	if (!writer->address.size)
		writer->address = (struct text){ arena_copy(&join->arena, address.at, address.size), address.size };
	else if (!text_equal_nocase(writer->address, address))
		writer->are_several = true;
}

int join_read_writers(struct mail_join *join)
{
	int ret;

	join->writers = map_new();
	ret = read_rows(join,
	                "SELECT i.name, i.email, m.subject FROM mail m CROSS JOIN identity i ON i.id = m.identity_id\n"
	                "WHERE m.repository_id = :repository AND m.kind = 'patch' AND i.email = ''\n"
	                "ORDER BY m.message_id",
	                ask);
	if (ret || !join->writer_rows.count)
		return ret;
	ret = read_rows(join,
	                "SELECT i.name, i.email, m.subject FROM mail m CROSS JOIN identity i ON i.id = m.identity_id\n"
	                "WHERE m.repository_id = :repository AND m.kind = 'patch' AND i.email <> ''\n"
	                "ORDER BY m.message_id",
	                answer);
	if (ret)
		return ret;
	return read_rows(join,
	                 "SELECT i.name, i.email, c.subject FROM landed l\n"
	                 "CROSS JOIN commits c ON c.id = l.commit_id\n"
	                 "CROSS JOIN identity i ON i.id = c.author_id\n"
	                 "WHERE l.repository_id = :repository AND length(c.parents) <= 20 AND i.email <> ''\n"
	                 "ORDER BY c.oid",
	                 answer);
}

void join_add_writer(struct buf *out, const struct mail_join *join, struct text name, struct text subject)
{
	struct buf scratch = { 0 };
	struct join_key key;
	uint32_t place = map_get(join->writers, writer_key(&key, &scratch, name, subject));

	if (place < join->writer_rows.count && join->writer_rows.at[place].address.size &&
	    !join->writer_rows.at[place].are_several) {
		buf_add_text(out, join->writer_rows.at[place].address);
	} else {
		/* No address: that of nobody who has one. */
		buf_add_char(out, '<');
		utf8_fold(out, name);
	}
	buf_release(&scratch);
}
