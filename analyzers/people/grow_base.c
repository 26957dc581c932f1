/* What a derivation leaves for the next one to go on from, as one stamp of text. */
#include "grow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/facts.h"

#define STAMP "people base"

/*
 * Of all that is hashed, each row is one text. Tips, changes and events are not among it: what landed since is looked at by
 * itself, and the rest of what is told goes with a stamp.
 */
enum {
	FIRST_DIGEST,
	SELECT_COUNTS = FIRST_DIGEST,
	SELECT_TEXTS,
	SELECT_STAMPS,
	SELECT_TAGS,
	SELECT_DECISIONS,
	SELECT_OWNERS,
	SELECT_SCAN,
	LAST_DIGEST = SELECT_SCAN,
	SELECT_STATE,
	SELECT_GROWABLE,
	STATEMENT_COUNT
};
const char *const grow_base_statements[STATEMENT_COUNT + 1] = {
	[SELECT_COUNTS] = "SELECT r.key || ' ' || r.name"
			  " FROM repository r"
			  " ORDER BY r.id",
	[SELECT_TEXTS] = "SELECT repository_id || ' ' || kind || ' ' || text"
			 " FROM repository_text"
			 " WHERE kind IN ('mailmap', 'mailmap-all', 'gitattributes', 'ignore-revs')"
			 " ORDER BY repository_id, kind",
	[SELECT_STAMPS] = "SELECT name || ' ' || CASE WHEN name LIKE 'notes %' THEN substr(value, 1, 16) ELSE value END"
			  " FROM stamp"
			  " WHERE name LIKE 'landed %' OR name LIKE 'notes %'"
			  " ORDER BY name",
	[SELECT_TAGS] = "SELECT hex(target) || ' ' || identity_id || ' ' || tag_time || ' ' || name"
			" FROM tag"
			" ORDER BY repository_id, name",
	[SELECT_DECISIONS] =
		"SELECT d.path || ' ' || coalesce((SELECT group_concat(s.position || ' ' || s.status || ' ' || s.state"
		"         || ' ' || s.commit_id) FROM decision_status s WHERE s.decision_id = d.id), '')"
		"       || ' ' || coalesce((SELECT group_concat(p.position || ' ' || p.role || ' ' || p.identity_id)"
		"         FROM decision_person p WHERE p.decision_id = d.id), '')"
		" FROM decision d"
		" ORDER BY d.repository_id, d.path",
	[SELECT_OWNERS] = "SELECT file || ' ' || versions"
			  " FROM owner_file"
			  " ORDER BY repository_id, file",
	[SELECT_SCAN] = "SELECT s.is_shallow || ''"
			" FROM scan s"
			" ORDER BY s.id DESC"
			" LIMIT 1",
	[SELECT_STATE] = "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM stamp WHERE name = 'landing'), 0), tip,"
			 "       coalesce((SELECT max(id) FROM change), 0)"
			 " FROM repository"
			 " ORDER BY id"
			 " LIMIT 1",
	/* One repository; no commits that squashes hid, no ownership file that was not read whole. */
	[SELECT_GROWABLE] = "SELECT (SELECT count(*) FROM repository) = 1"
			    "   AND NOT EXISTS (SELECT 1 FROM head_commit)"
			    "   AND NOT EXISTS (SELECT 1 FROM owner_file WHERE versions = '')",
};

void grow_base_release(struct grow_base *base)
{
	buf_release(&base->weighed);
	buf_release(&base->sources);
	buf_release(&base->logins);
	buf_release(&base->namesakes);
}

bool grow_base_has(const struct buf *list, struct text word)
{
	struct buf key = { 0 };
	bool has;

	buf_add_char(&key, ' ');
	buf_add_text(&key, word);
	buf_add_char(&key, ' ');
	has = text_find(buf_text(list), buf_text(&key), 0) >= 0;
	buf_release(&key);
	return has;
}

/* ---- the stamp ---- */

static bool read_numbers(struct grow_base *out, struct text line)
{
	char *copy = xstrndup(line.at, line.size);
	bool is_read = sscanf(copy, "%" SCNx64 " %" SCNx64 " %" SCNd64 " %" SCNd64 " %" SCNd64, &out->digest,
	                      &out->teams, &out->landing, &out->change, &out->last_time) == 5;

	free(copy);
	return is_read;
}

int grow_base_load(struct grow_base *out, struct store *store)
{
	struct buf stamp = { 0 };
	struct text rest, line;
	struct buf *const lists[] = { &out->weighed, &out->sources, &out->logins, &out->namesakes };
	int ret = store_stamp_get(&stamp, store, STAMP);

	*out = (struct grow_base){ 0 };
	rest = buf_text(&stamp);
	out->is_growable = ret == 0 && text_next_line(&rest, &line) && read_numbers(out, line) &&
	                   text_next_line(&rest, &line) && oid_from_hex(&out->tip, line);
	for (size_t i = 0; out->is_growable && i < sizeof(lists) / sizeof(lists[0]); i++) {
		out->is_growable = text_next_line(&rest, &line);
		if (out->is_growable)
			buf_add_text(lists[i], line);
	}
	buf_release(&stamp);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int drop(struct store *store)
{
	return store_script(store, "DELETE FROM stamp WHERE name = '" STAMP "'");
}

int grow_base_put(const struct grow_base *base, struct store *store)
{
	struct buf stamp = { 0 };
	int ret;

	if (!base->is_growable)
		return drop(store);
	buf_add_fmt(&stamp, "%016" PRIx64 " %016" PRIx64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", base->digest,
	            base->teams, base->landing, base->change, base->last_time);
	oid_add_hex(&stamp, &base->tip);
	buf_add_fmt(&stamp, "\n" TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT "\n",
	            TEXT_ARG(buf_text(&base->weighed)), TEXT_ARG(buf_text(&base->sources)),
	            TEXT_ARG(buf_text(&base->logins)), TEXT_ARG(buf_text(&base->namesakes)));
	ret = store_stamp_put(store, STAMP, buf_text(&stamp));
	buf_release(&stamp);
	return ret;
}

/* ---- as it is now ---- */

static int hash_rows(uint64_t *hash, struct store *store, int which)
{
	struct statement *row;
	int ret = store_statement(&row, store, grow_base_statements[which]);

	*hash = text_hash(*hash, TEXT("\n"));
	while (!ret && !(ret = statement_step(row)))
		*hash = text_hash(text_hash(*hash, statement_text(row, 0)), TEXT("\n"));
	return ret < 0 ? ret : 0;
}

static int read_state(struct grow_base *out, struct store *store)
{
	struct statement *row;
	int64_t is_growable = 0;
	int ret = store_statement(&row, store, grow_base_statements[SELECT_GROWABLE]);

	if (!ret)
		ret = statement_take_int(&is_growable, row);
	if (!ret)
		ret = store_statement(&row, store, grow_base_statements[SELECT_STATE]);
	if (ret)
		return ret;
	ret = statement_step(row);
	if (ret == 0) {
		struct text tip = statement_text(row, 1);

		out->is_growable = is_growable && tip.size == OID_SIZE;
		out->landing = statement_int(row, 0);
		out->change = statement_int(row, 2);
		if (out->is_growable)
			memcpy(out->tip.bytes, tip.at, OID_SIZE);
		statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

int grow_base_read(struct grow_base *out, struct store *store, uint64_t people, uint64_t teams)
{
	int ret = 0;

	*out = (struct grow_base){ .digest = people, .teams = teams };
	for (int which = FIRST_DIGEST; !ret && which <= LAST_DIGEST; which++)
		ret = hash_rows(&out->digest, store, which);
	return ret ? ret : read_state(out, store);
}

/* ---- lists ---- */

static void add_login(struct buf *out, struct text name)
{
	buf_add_char(out, ' ');
	for (size_t i = 0; i < name.size; i++)
		buf_add_char(out, char_is_space(name.at[i]) ? '_' : char_lower(name.at[i]));
}

int grow_base_list(struct grow_base *base, struct store *store, const struct roster *roster)
{
	struct statement *row;
	int ret = 0;

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->is_weighed)
			buf_add_fmt(&base->weighed, " %" PRId64, node->identity);
		if (roster_asks_login(node))
			add_login(&base->logins, node->name);
	}
	if (base->logins.size > 0)
		ret = logins_list_sources(&base->sources, store);
	for (size_t i = 0; i < roster->namesakes.count; i++)
		if (i == 0 || roster->namesakes.at[i - 1].person != roster->namesakes.at[i].person)
			buf_add_fmt(&base->namesakes, " %" PRId64, roster->namesakes.at[i].person);
	/* A space behind the last one too, so that each stands between two. */
	buf_add_char(&base->weighed, ' ');
	buf_add_char(&base->sources, ' ');
	buf_add_char(&base->logins, ' ');
	buf_add_char(&base->namesakes, ' ');
	if (!ret)
		ret = store_statement(&row, store, "SELECT coalesce(max(landed_time), 0) FROM landed");
	return ret ? ret : statement_take_int(&base->last_time, row);
}
