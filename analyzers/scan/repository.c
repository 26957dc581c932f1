/* The repository's own row and its annotated tags. */
#include <stdlib.h>
#include <string.h>

#include "lead/store_derive.h"
#include "scan_steps.h"

/*
 * The root of the first-parent line. In a shallow clone the line ends at a parent that is not here: that border commit's
 * id would change with the depth, so a configured name is the only stable key there.
 */
static int first_parent_root(struct buf *key, struct store *store, const struct oid *tip)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, store,
		"WITH RECURSIVE line (id, oid, parents) AS (\n"
		"  SELECT id, oid, parents FROM commits WHERE oid = :tip\n"
		"  UNION ALL\n"
		"  SELECT c.id, c.oid, c.parents\n"
		"  FROM line\n"
		"  JOIN commits c ON length(line.parents) > 0 AND c.oid = substr(line.parents, 1, 20))\n"
		"SELECT oid\n"
		"FROM line\n"
		"WHERE length(parents) = 0\n"
		"  OR NOT EXISTS (SELECT 1 FROM commits p WHERE p.oid = substr(line.parents, 1, 20))");

	if (ret)
		return ret;
	statement_bind_blob(statement, ":tip", tip->bytes, OID_SIZE);
	ret = statement_step(statement);
	if (ret == 0)
		buf_add_hex(key, statement_text(statement, 0));
	statement_reset(statement);
	return ret == 1 ? error_set(ERR_MISSING, "the tip of the history is not in this clone") : ret;
}

/* A row found by its old tip saves the walk to the root: nothing on the first-parent line of a known tip can move. */
static int known_key(struct buf *key, struct store *store, const struct oid *tip)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT r.key\n"
	                          "FROM repository r\n"
	                          "JOIN commits c ON c.oid = :tip\n"
	                          "WHERE r.tip = c.oid OR r.tip = substr(c.parents, 1, 20)\n"
	                          "ORDER BY r.id\n"
	                          "LIMIT 1");

	if (ret)
		return ret;
	statement_bind_blob(statement, ":tip", tip->bytes, OID_SIZE);
	ret = statement_step(statement);
	if (ret == 0)
		buf_add_text(key, statement_text(statement, 0));
	statement_reset(statement);
	return ret;
}

int scan_put_repository(int64_t *id, struct store *store, struct repository *repository, const struct config *config,
                        const struct oid *tip)
{
	const char *configured = config_get(config, "lead.repository");
	struct buf key = { 0 };
	int ret = 1;

	if (configured && *configured) {
		buf_add_str(&key, configured);
		ret = 0;
	} else {
		ret = known_key(&key, store, tip);
	}
	if (ret == 1)
		ret = first_parent_root(&key, store, tip);
	if (ret == 0)
		ret = store_put_repository(id, store, buf_text(&key), text_of(repository_label(repository)),
		                           text_of(repository_common_dir(repository)),
		                           text_of(repository_remote(repository)));
	buf_release(&key);
	return ret;
}

struct tag_writer {
	struct store *store;
	int64_t repository_id;
	int status;
};

static void put_tag(void *payload, const struct ref_fact *ref)
{
	struct tag_writer *writer = payload;
	struct tag_row row = {
		.repository = writer->repository_id,
		.name = text_slice(ref->name, strlen("refs/tags/"), ref->name.size),
		.target = ref->target,
		.tagger = ref->tagger,
		.tag_time = ref->tag_time,
	};

	if (ref->is_annotated && writer->status == 0)
		writer->status = store_put_tag(writer->store, &row);
}

int scan_read_tags(struct store *store, int64_t repository_id, struct repository *repository)
{
	struct tag_writer writer = { store, repository_id, 0 };
	int ret = store_begin(store);

	if (ret)
		return ret;
	ret = store_clear_tags(store, repository_id);
	if (ret == 0)
		ret = repository_each_ref(repository, "refs/tags/", put_tag, &writer);
	if (ret == 0)
		ret = writer.status;
	return store_end(store, ret);
}
