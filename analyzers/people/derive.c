/*
 * Runs the steps of deriving people in order, in one transaction, and only if something they rest on has changed: facts,
 * tips, mailmaps, the word lists, or the settings that bear on people and paths. Teams and declarations alone if only they have
 * changed.
 */
#include "credit.h"

#include "declared.h"
#include "kinds.h"
#include "settings.h"

/* Changes when a rule of this room answers differently. */
#define PEOPLE_VERSION "11"

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
			 " WHERE t.kind IN ('mailmap', 'mailmap-all', 'gitattributes', 'ignore-revs')"
			 " ORDER BY r.key, t.kind",
	[SELECT_STAMPS] = "SELECT name || ' ' || value"
			  " FROM stamp"
			  " WHERE name = 'landed' OR name LIKE 'landed %' OR name LIKE 'scan %'"
			  " ORDER BY name",
};

static const char *const clear_script = "DELETE FROM act;\n"
					"DELETE FROM change_credit;\n"
					"DELETE FROM change_request;\n"
					"DELETE FROM change_area;\n"
					"DELETE FROM document_change;\n"
					"DELETE FROM path_class;\n"
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

/* Of section "lead" the keys given; the list ends with NULL. */
static uint64_t hash_keys(uint64_t hash, const struct config *config, const char *const *keys)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++) {
		if (!text_equal(text_of(entry->section), TEXT("lead")) || entry->subsection || !entry->value)
			continue;
		for (const char *const *key = keys; *key; key++)
			if (text_equal(text_of(entry->key), text_of(*key)))
				hash = text_hash(text_hash(text_hash(text_hash(hash, text_of(entry->key)), TEXT("=")),
				                           text_of(entry->value)),
				                 TEXT("\n"));
	}
	return hash;
}

/* What the derived tables rest on; teams rest on people too, so that a new stamp of people makes both stale. */
struct stamps {
	struct buf people, teams;
};
struct staleness {
	bool people, teams;
};

static void stamps_release(struct stamps *stamps)
{
	buf_release(&stamps->people);
	buf_release(&stamps->teams);
}

static int hash_settings(uint64_t *hash, struct store *store, const struct config *config)
{
	struct people_settings *settings = NULL;
	int ret = people_settings_load(&settings, store, config);

	if (!ret)
		*hash = settings_hash(settings, *hash);
	people_settings_free(settings);
	return ret;
}

static int make_stamps(struct stamps *out, struct store *store, const struct config *config)
{
	static const char *const people_keys[] = { "identity", NULL };
	static const char *const team_sections[] = { "team", "absence", "optout", "policy", NULL };
	static const char *const team_keys[] = { "lead", "who", "owners", NULL };
	uint64_t hash = text_hash(TEXT_HASH_SEED, TEXT(PEOPLE_VERSION " " KINDS_VERSION)), own;
	int ret = 0;

	for (int i = 0; !ret && i < STATEMENT_COUNT; i++)
		ret = hash_rows(&hash, store, derive_statements[i]);
	if (!ret)
		ret = hash_settings(&hash, store, config);
	if (ret)
		return ret;
	hash = hash_keys(hash, config, people_keys);
	buf_add_fmt(&out->people, "%016llx", (unsigned long long)hash);
	own = config_hash(config, team_sections);
	hash = hash_keys(text_hash(hash, (struct text){ (const char *)&own, sizeof(own) }), config, team_keys);
	buf_add_fmt(&out->teams, "%016llx", (unsigned long long)hash);
	return 0;
}

static int compare_stamp(bool *is_stale, struct store *store, const char *name, const struct buf *now)
{
	struct buf then = { 0 };
	int ret = store_stamp_get(&then, store, name);

	*is_stale = ret || !text_equal(buf_text(now), buf_text(&then));
	buf_release(&then);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int find_staleness(struct staleness *out, struct store *store, const struct config *config)
{
	struct stamps now = { 0 };
	int ret = make_stamps(&now, store, config);

	if (!ret)
		ret = compare_stamp(&out->people, store, "people", &now.people);
	if (!ret)
		ret = compare_stamp(&out->teams, store, "teams", &now.teams);
	stamps_release(&now);
	return ret;
}

int people_is_stale(bool *out, struct store *store, const struct config *config)
{
	struct staleness is_stale;
	int ret = find_staleness(&is_stale, store, config);

	if (!ret)
		*out = is_stale.people || is_stale.teams;
	return ret;
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

static int derive_persons(struct roster *roster, struct store *store, const struct config *config,
                          const struct people_settings *settings)
{
	bool mailmap_only;
	int ret = read_identity_mode(&mailmap_only, config);

	if (!ret)
		ret = roster_load(roster, store, settings, mailmap_only);
	if (!ret)
		ret = roster_resolve(roster, store, mailmap_only);
	return ret ? ret : roster_write(roster, store);
}

static int derive_people(struct store *store, const struct config *config)
{
	struct roster roster = { 0 };
	struct people_settings *settings = NULL;
	int ret = store_script(store, clear_script);

	if (!ret)
		ret = people_settings_load(&settings, store, config);
	if (!ret)
		ret = requests_derive(store);
	if (!ret)
		ret = derive_persons(&roster, store, config, settings);
	if (!ret)
		ret = classes_derive(store, settings);
	if (!ret)
		ret = copies_derive(store);
	if (!ret)
		ret = authors_derive(store, &roster);
	if (!ret)
		ret = decisions_derive(store);
	if (!ret)
		ret = acts_derive(store, &roster);
	if (!ret)
		ret = credit_derive(store);
	roster_release(&roster);
	people_settings_free(settings);
	return ret;
}

static int put_stamps(struct store *store, const struct config *config)
{
	struct stamps now = { 0 };
	int ret = make_stamps(&now, store, config);

	if (!ret)
		ret = store_stamp_put(store, "people", buf_text(&now.people));
	if (!ret)
		ret = store_stamp_put(store, "teams", buf_text(&now.teams));
	stamps_release(&now);
	return ret;
}

static int derive_steps(struct store *store, const struct config *config, struct staleness is_stale)
{
	int ret = derive_tables_reset(store);

	if (!ret && is_stale.people)
		ret = derive_people(store, config);
	else if (!ret && teams_need_authors(config))
		ret = authors_list(store);
	if (!ret)
		ret = teams_derive(store, config);
	if (!ret)
		ret = declared_derive(store, config);
	if (!ret)
		ret = derive_tables_clear(store);
	return ret ? ret : put_stamps(store, config);
}

int people_derive(struct store *store, const struct config *config)
{
	struct staleness is_stale;
	int ret = find_staleness(&is_stale, store, config);

	if (ret || (!is_stale.people && !is_stale.teams))
		return ret;
	ret = store_begin(store);
	if (ret)
		return ret;
	return store_end(store, derive_steps(store, config, is_stale));
}
