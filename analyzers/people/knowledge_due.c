/*
 * When who knew which file is derived: not with people, for it takes the whole history and few figures ask for it, but when one
 * of these is asked. Also gathers what changes did to files of code.
 */
#include "credit.h"

enum { SELECT_TOUCHES, DELETE_LIFE, DELETE_KNOWERS, DELETE_PRESENCE, STATEMENT_COUNT };
const char *const knowledge_due_statements[STATEMENT_COUNT + 1] = {
	/* CROSS JOIN: from commits to their files; every path of a class first would meet each file of history once a path. */
	[SELECT_TOUCHES] = "SELECT l.repository_id, f.path_id, l.change_id, f.status"
			   " FROM landed l"
			   " CROSS JOIN commits c"
			   " CROSS JOIN file_change f"
			   " CROSS JOIN path_class p"
			   " WHERE l.change_id IS NOT NULL AND c.id = l.commit_id AND length(c.parents) <= 20"
			   "   AND f.commit_id = l.commit_id AND p.repository_id = l.repository_id"
			   "   AND p.path_id = f.path_id AND p.class = 'code'"
			   " ORDER BY l.change_id, c.commit_time, c.oid, f.path_id",
	[DELETE_LIFE] = "DELETE FROM code_life",
	[DELETE_KNOWERS] = "DELETE FROM code_knower",
	[DELETE_PRESENCE] = "DELETE FROM presence",
};

static int load_touches(struct code_touches *touches, struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store, knowledge_due_statements[SELECT_TOUCHES]);

	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(touches) = (struct code_touch){
			.repository = statement_int(row, 0),
			.path = statement_int(row, 1),
			.change = statement_int(row, 2),
			.order = (uint32_t)touches->count,
			.is_added = text_equal(statement_text(row, 3), TEXT("A")),
			.is_removed = text_equal(statement_text(row, 3), TEXT("D")),
		};
	return ret < 0 ? ret : 0;
}

/* The people that it would rest on; empty: nobody was derived yet. */
static int read_stamps(struct buf *people, struct buf *known, struct store *store)
{
	int ret = store_stamp_get(people, store, "people");

	if (!ret)
		ret = store_stamp_get(known, store, "knowledge");
	return ret == ERR_NOTFOUND ? 0 : ret;
}

int people_lacks_knowledge(bool *out, struct store *store)
{
	struct buf people = { 0 }, known = { 0 };
	int ret = read_stamps(&people, &known, store);

	*out = people.size > 0 && !text_equal(buf_text(&people), buf_text(&known));
	buf_release(&people);
	buf_release(&known);
	return ret;
}

static int derive_anew(struct store *store, struct text stamp)
{
	struct code_touches touches = { 0 };
	struct statement *statement;
	int ret = 0;

	for (int which = DELETE_LIFE; !ret && which <= DELETE_PRESENCE; which++) {
		ret = store_statement(&statement, store, knowledge_due_statements[which]);
		if (!ret)
			ret = statement_run(statement);
	}
	if (!ret)
		ret = load_touches(&touches, store);
	if (!ret)
		ret = knowledge_derive(store, &touches);
	VEC_RELEASE(&touches);
	return ret ? ret : store_stamp_put(store, "knowledge", stamp);
}

int people_derive_knowledge(struct store *store)
{
	struct buf people = { 0 };
	bool lacks = false;
	int ret = people_lacks_knowledge(&lacks, store);

	if (ret || !lacks)
		return ret;
	ret = store_begin(store);
	if (ret)
		return ret;
	/* Somebody else may have done it while we waited. */
	ret = people_lacks_knowledge(&lacks, store);
	if (!ret && lacks)
		ret = store_stamp_get(&people, store, "people");
	if (!ret && lacks)
		ret = derive_anew(store, buf_text(&people));
	buf_release(&people);
	return store_end(store, ret);
}
