/*
 * Runs the steps of deriving people in order, in one transaction, and only if something they rest on has changed: facts,
 * tips, mailmaps, the word lists, or the settings that bear on people and paths. Teams and declarations alone if only they have
 * changed.
 */
#include "credit.h"

#include "declared.h"
#include "grow.h"
#include "kinds.h"
#include "machines.h"
#include "namesakes.h"
#include "settings.h"

/* Changes when a rule of this room answers differently. */
#define PEOPLE_VERSION "13"

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
					"DELETE FROM person;\n"
					"DELETE FROM identity_key;\n"
					/* How often. */
					"INSERT INTO stamp (name, value) VALUES ('people whole', '1')"
					" ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1;\n";

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

/* What people and teams rest on in the configuration: two hashes. */
struct settings_hashes {
	uint64_t people, teams;
};

static int hash_settings(struct settings_hashes *out, struct store *store, const struct config *config)
{
	static const char *const people_keys[] = { "identity", NULL };
	static const char *const team_sections[] = { "team", "absence", "optout", "policy", NULL };
	static const char *const team_keys[] = { "lead", "who", "owners", NULL };
	struct people_settings *settings = NULL;
	uint64_t own = config_hash(config, team_sections);
	int ret = people_settings_load(&settings, store, config);

	out->people = text_hash(TEXT_HASH_SEED, TEXT(PEOPLE_VERSION " " KINDS_VERSION));
	if (!ret)
		out->people = settings_hash(settings, out->people);
	out->people = hash_keys(out->people, config, people_keys);
	out->teams = hash_keys(text_hash(TEXT_HASH_SEED, (struct text){ (const char *)&own, sizeof(own) }), config,
	                       team_keys);
	people_settings_free(settings);
	return ret;
}

static uint64_t hash_number(uint64_t hash, uint64_t number)
{
	return text_hash(hash, (struct text){ (const char *)&number, sizeof(number) });
}

static int make_stamps(struct stamps *out, struct store *store, const struct settings_hashes *settings)
{
	uint64_t hash = hash_number(TEXT_HASH_SEED, settings->people);
	int ret = 0;

	for (int i = 0; !ret && i < STATEMENT_COUNT; i++)
		ret = hash_rows(&hash, store, derive_statements[i]);
	if (ret)
		return ret;
	buf_add_fmt(&out->people, "%016llx", (unsigned long long)hash);
	buf_add_fmt(&out->teams, "%016llx", (unsigned long long)hash_number(hash, settings->teams));
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

static int find_staleness(struct staleness *out, struct store *store, const struct settings_hashes *settings)
{
	struct stamps now = { 0 };
	int ret = make_stamps(&now, store, settings);

	if (!ret)
		ret = compare_stamp(&out->people, store, "people", &now.people);
	if (!ret)
		ret = compare_stamp(&out->teams, store, "teams", &now.teams);
	stamps_release(&now);
	return ret;
}

int people_is_stale(bool *out, struct store *store, const struct config *config)
{
	struct settings_hashes settings;
	struct staleness is_stale = { 0 };
	int ret = hash_settings(&settings, store, config);

	if (!ret)
		ret = find_staleness(&is_stale, store, &settings);
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
		ret = roster_find_machines(roster, store);
	if (!ret)
		ret = roster_resolve(roster, store, mailmap_only);
	if (!ret)
		ret = roster_write(roster, store);
	/* Where nothing but mailmaps is to be followed a name means nothing. */
	if (!ret && !mailmap_only)
		roster_find_namesakes(roster);
	return ret;
}

static int derive_all(struct store *store, const struct config *config, const struct people_settings *settings,
                      struct grow_base *now)
{
	struct roster roster = { 0 };
	int ret = store_script(store, clear_script);

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
	if (!ret)
		ret = grow_base_list(now, store, &roster);
	if (!ret && now->is_growable)
		ret = grow_put_keys(store, &roster);
	roster_release(&roster);
	return ret;
}

/* What goes on from base keeps its lists: nobody is somebody else now. */
static int go_on(struct grow_base *now, struct grow_base *base, struct store *store)
{
	int64_t last_time;
	int ret = grow_last_time(&last_time, store);

	now->last_time = last_time > base->last_time ? last_time : base->last_time;
	now->weighed = base->weighed;
	now->sources = base->sources;
	now->logins = base->logins;
	now->namesakes = base->namesakes;
	base->weighed = base->sources = base->logins = base->namesakes = (struct buf){ 0 };
	return ret;
}

struct outcome {
	bool is_whole; /* everything was derived, and stands in the temporary tables */
	bool are_same; /* everybody is who they were, under the same settings: teams and declarations stand */
};

static int derive_people(struct outcome *out, struct store *store, const struct config *config,
                         const struct settings_hashes *hashes)
{
	struct grow_base base = { 0 }, now = { 0 };
	struct people_settings *settings = NULL;
	bool is_grown = false, has_new = false;
	int ret = grow_base_load(&base, store);

	if (!ret)
		ret = grow_base_read(&now, store, hashes->people, hashes->teams);
	if (!ret)
		ret = people_settings_load(&settings, store, config);
	if (!ret)
		ret = grow_people(&is_grown, &has_new, store, settings, &base, &now);
	*out = (struct outcome){ !is_grown,
		                 is_grown && base.teams == now.teams && !(has_new && teams_are_told(config)) };
	if (!ret && out->are_same && has_new)
		ret = teams_add_everybody(store);
	if (!ret && is_grown)
		ret = go_on(&now, &base, store);
	else if (!ret && !(ret = derive_tables_clear(store)))
		ret = derive_all(store, config, settings, &now);
	if (!ret)
		ret = grow_base_put(&now, store);
	people_settings_free(settings);
	grow_base_release(&base);
	grow_base_release(&now);
	return ret;
}

static int put_stamps(struct store *store, const struct settings_hashes *settings)
{
	struct stamps now = { 0 };
	int ret = make_stamps(&now, store, settings);

	if (!ret)
		ret = store_stamp_put(store, "people", buf_text(&now.people));
	if (!ret)
		ret = store_stamp_put(store, "teams", buf_text(&now.teams));
	stamps_release(&now);
	return ret;
}

/* Of teams that name paths or repositories what is new counts too; then the authors of everything are listed. */
static int derive_teams(struct store *store, const struct config *config, bool is_listed)
{
	int ret = 0;

	if (!is_listed && teams_need_authors(config)) {
		ret = derive_tables_clear(store);
		if (!ret)
			ret = authors_list(store);
	}
	if (!ret)
		ret = teams_derive(store, config);
	return ret ? ret : declared_derive(store, config);
}

/* They alone were made anew: what grows later compares with the settings they now rest on. */
static int note_teams(struct store *store, const struct settings_hashes *settings)
{
	struct grow_base base = { 0 };
	int ret = grow_base_load(&base, store);

	base.teams = settings->teams;
	if (!ret)
		ret = grow_base_put(&base, store);
	grow_base_release(&base);
	return ret;
}

static int derive_steps(struct store *store, const struct config *config, const struct settings_hashes *settings,
                        struct staleness is_stale)
{
	struct outcome outcome = { 0 };
	int ret = derive_tables_reset(store);

	if (!ret && is_stale.people)
		ret = derive_people(&outcome, store, config, settings);
	if (!ret && (!outcome.are_same || teams_need_authors(config)))
		ret = derive_teams(store, config, outcome.is_whole);
	if (!ret && !is_stale.people)
		ret = note_teams(store, settings);
	if (!ret)
		ret = derive_tables_clear(store);
	return ret ? ret : put_stamps(store, settings);
}

int people_derive(struct store *store, const struct config *config)
{
	struct settings_hashes settings;
	struct staleness is_stale = { 0 };
	int ret = hash_settings(&settings, store, config);

	if (!ret)
		ret = find_staleness(&is_stale, store, &settings);
	if (ret || (!is_stale.people && !is_stale.teams))
		return ret;
	ret = store_begin(store);
	if (ret)
		return ret;
	return store_end(store, derive_steps(store, config, &settings, is_stale));
}
