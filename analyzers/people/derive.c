/*
 * Runs the steps of deriving people in order, in one transaction, and only if something they rest on has changed: facts,
 * tips, mailmaps, the word lists, or the settings that bear on people and paths.
 */
#include "credit.h"

#include "kinds.h"

/* Changes when a rule of this room answers differently. */
#define PEOPLE_VERSION "1"

enum { SELECT_FACTS, SELECT_TEXTS, SELECT_STAMPS, STATEMENT_COUNT };
const char *const derive_statements[STATEMENT_COUNT + 1] = {
	[SELECT_FACTS] = "SELECT key || ' ' || coalesce(hex(tip), '-')"
			 " FROM repository"
			 " UNION ALL"
			 " SELECT 'commits ' || coalesce(max(id), 0) FROM commits"
			 " UNION ALL"
			 " SELECT 'events ' || coalesce(max(id), 0) FROM event"
			 " UNION ALL"
			 " SELECT 'identities ' || coalesce(max(id), 0) FROM identity"
			 " UNION ALL"
			 " SELECT 'changes ' || coalesce(max(id), 0) FROM change"
			 " UNION ALL"
			 " SELECT 'decisions ' || coalesce(max(id), 0) FROM decision"
			 " UNION ALL"
			 " SELECT 'scans ' || coalesce(max(id), 0) FROM scan"
			 " UNION ALL"
			 " SELECT 'tags ' || count(*) FROM tag"
			 " UNION ALL"
			 " SELECT 'heads ' || count(*) FROM request_head"
			 " ORDER BY 1",
	[SELECT_TEXTS] = "SELECT r.key || ' ' || t.kind || ' ' || t.text"
			 " FROM repository_text t"
			 " JOIN repository r ON r.id = t.repository_id"
			 " WHERE t.kind IN ('mailmap', 'gitattributes', 'ignore-revs')"
			 " ORDER BY r.key, t.kind",
	[SELECT_STAMPS] = "SELECT name || ' ' || value"
			  " FROM stamp"
			  " WHERE name = 'landed' OR name LIKE 'landed %' OR name LIKE 'scan %'"
			  " ORDER BY name",
};

static const char *const clear_script = "DELETE FROM act;\n"
					"DELETE FROM change_credit;\n"
					"DELETE FROM change_area;\n"
					"DELETE FROM path_class;\n"
					"DELETE FROM member;\n"
					"DELETE FROM tenure;\n"
					"DELETE FROM identity_person;\n"
					"DELETE FROM person;\n";

static int hash_rows(uint64_t *hash, struct store *store, const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	while (!ret && !(ret = statement_step(statement)))
		*hash = text_hash(text_hash(*hash, statement_text(statement, 0)), TEXT("\n"));
	return ret < 0 ? ret : 0;
}

/* The settings that bear on people and paths; of section "lead" only those that do. */
static uint64_t hash_config(uint64_t hash, const struct config *config)
{
	static const char *const sections[] = { "identity", "team", "area", "adr", "docs", NULL };
	static const char *const keys[] = { "identity", "lead", "who" };
	uint64_t own = config_hash(config, sections);
	const struct config_entry *entry;

	hash = text_hash(hash, (struct text){ (const char *)&own, sizeof(own) });
	for (size_t i = 0; (entry = config_entry_at(config, i)); i++) {
		if (!text_equal(text_of(entry->section), TEXT("lead")) || entry->subsection || !entry->value)
			continue;
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
			if (text_equal(text_of(entry->key), text_of(keys[k])))
				hash = text_hash(text_hash(text_hash(hash, text_of(entry->key)), TEXT("=")),
				                 text_of(entry->value));
	}
	return hash;
}

static int make_stamp(struct buf *out, struct store *store, const struct config *config)
{
	uint64_t hash = text_hash(TEXT_HASH_SEED, TEXT(PEOPLE_VERSION " " KINDS_VERSION));
	int ret = 0;

	for (int i = 0; !ret && i < STATEMENT_COUNT; i++)
		ret = hash_rows(&hash, store, derive_statements[i]);
	if (!ret)
		buf_add_fmt(out, "%016llx", (unsigned long long)hash_config(hash, config));
	return ret;
}

int people_is_stale(bool *out, struct store *store, const struct config *config)
{
	struct buf now = { 0 }, then = { 0 };
	int ret = make_stamp(&now, store, config);

	if (!ret)
		ret = store_stamp_get(&then, store, "people");
	if (!ret)
		*out = !text_equal(buf_text(&now), buf_text(&then));
	else if (ret == ERR_NOTFOUND)
		*out = true;
	buf_release(&now);
	buf_release(&then);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/* lead.identity: "all" rules, or only the "mailmap". */
static int read_identity_mode(bool *mailmap_only, const struct config *config)
{
	const char *mode = config_get(config, "lead.identity");

	*mailmap_only = mode && text_equal_nocase(text_of(mode), TEXT("mailmap"));
	if (!mode || *mailmap_only || text_equal_nocase(text_of(mode), TEXT("all")))
		return 0;
	return error_set(ERR_INVALID, "lead.identity is 'all' or 'mailmap', not '%s'", mode);
}

static int derive_persons(struct roster *roster, struct store *store, const struct config *config)
{
	bool mailmap_only;
	int ret = read_identity_mode(&mailmap_only, config);

	if (!ret)
		ret = roster_load(roster, store, config, mailmap_only);
	if (!ret)
		ret = roster_resolve(roster, store, mailmap_only);
	return ret ? ret : roster_write(roster, store);
}

static int derive_steps(struct store *store, const struct config *config)
{
	struct roster roster = { 0 };
	struct buf stamp = { 0 };
	int ret = store_script(store, clear_script);

	if (!ret)
		ret = derive_persons(&roster, store, config);
	if (!ret)
		ret = derive_tables_reset(store);
	if (!ret)
		ret = classes_derive(store, config);
	if (!ret)
		ret = copies_derive(store);
	if (!ret)
		ret = authors_derive(store, &roster);
	if (!ret)
		ret = acts_derive(store, &roster);
	if (!ret)
		ret = credit_derive(store);
	if (!ret)
		ret = teams_derive(store, config);
	if (!ret)
		ret = derive_tables_clear(store);
	if (!ret)
		ret = make_stamp(&stamp, store, config);
	if (!ret)
		ret = store_stamp_put(store, "people", buf_text(&stamp));
	buf_release(&stamp);
	roster_release(&roster);
	return ret;
}

int people_derive(struct store *store, const struct config *config)
{
	bool is_stale;
	int ret = people_is_stale(&is_stale, store, config);

	if (ret || !is_stale)
		return ret;
	ret = store_begin(store);
	if (ret)
		return ret;
	ret = derive_steps(store, config);
	if (!ret)
		return store_commit(store);
	store_rollback(store);
	return ret;
}
