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

/*
 * A row found by its old tip saves the walk to the root: nothing on the first-parent line of a known tip can move. Only where
 * its key is a root, and was this place's: of two forks each has a key of its own.
 */
static int known_key(struct buf *key, struct store *store, const struct repository *repository, const struct oid *tip)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, store,
		"WITH RECURSIVE known (id, key, tip) AS (\n"
		"  SELECT id, key, tip\n"
		"  FROM repository\n"
		"  WHERE path = :path AND length(key) = 40 AND key NOT GLOB '*[^0-9a-f]*'),\n"
		"line (depth, oid, parents) AS (\n"
		"  SELECT 0, oid, parents FROM commits WHERE oid = :tip\n"
		"  UNION ALL\n"
		"  SELECT line.depth + 1, c.oid, c.parents\n"
		"  FROM line\n"
		"  JOIN commits c ON c.oid = substr(line.parents, 1, 20)\n"
		"  WHERE line.depth < 1024 AND line.oid NOT IN (SELECT tip FROM known WHERE tip IS NOT NULL))\n"
		"SELECT k.key\n"
		"FROM known k\n"
		"WHERE k.tip IN (SELECT oid FROM line)\n"
		"ORDER BY k.id\n"
		"LIMIT 1");

	if (ret)
		return ret;
	statement_bind_blob(statement, ":tip", tip->bytes, OID_SIZE);
	statement_bind_text(statement, ":path", text_of(repository_common_dir(repository)));
	ret = statement_step(statement);
	if (ret == 0)
		buf_add_text(key, statement_text(statement, 0));
	statement_reset(statement);
	return ret;
}

int scan_natural_key(struct buf *out, struct repository *repository, const struct config *config)
{
	const char *configured = config_get(config, "lead.repository");
	struct oid tip, root;
	int ret = repository_resolve(&tip, repository, "HEAD");

	if (ret == 0 && configured && *configured) {
		buf_add_str(out, configured);
		return 0;
	}
	if (ret == 0)
		ret = repository_first_root(&root, repository, &tip);
	if (ret == 0)
		oid_add_hex(out, &root);
	return ret;
}

int scan_rename_repository(struct store *store, struct repository *repository, struct text key)
{
	struct statement *statement;
	struct buf root = { 0 };
	struct oid tip, first;
	int ret = repository_resolve(&tip, repository, "HEAD");

	if (ret == 0)
		ret = repository_first_root(&first, repository, &tip);
	if (ret)
		return ret;
	oid_add_hex(&root, &first);
	ret = store_statement(&statement, store,
	                      "UPDATE repository\n"
	                      "SET key = :key\n"
	                      "WHERE path = :path AND key <> :key\n"
	                      "  AND (key = :root OR length(key) <> 40 OR key GLOB '*[^0-9a-f]*')\n"
	                      "  AND NOT EXISTS (SELECT 1 FROM repository r WHERE r.key = :key)\n"
	                      "  AND 1 = (SELECT count(*) FROM repository r WHERE r.path = :path)");
	if (ret == 0) {
		statement_bind_text(statement, ":key", key);
		statement_bind_text(statement, ":root", buf_text(&root));
		statement_bind_text(statement, ":path", text_of(repository_common_dir(repository)));
		ret = statement_run(statement);
	}
	buf_release(&root);
	return ret;
}

int scan_put_repository(int64_t *id, struct store *store, struct repository *repository, const struct config *config,
                        const struct scan_options *options, const struct oid *tip)
{
	const char *configured = options->key ? options->key : config_get(config, "lead.repository");
	const char *label = options->label ? options->label : repository_label(repository);
	struct buf key = { 0 };
	int ret = 1;

	if (configured && *configured) {
		buf_add_str(&key, configured);
		ret = 0;
	} else {
		ret = known_key(&key, store, repository, tip);
	}
	if (ret == 1)
		ret = first_parent_root(&key, store, tip);
	if (ret == 0)
		ret = store_put_repository(id, store, buf_text(&key), text_of(label),
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
