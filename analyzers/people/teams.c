/*
 * Who belongs to which team and who leads, as declared: [team "core"] member, lead, from, until; lead.lead for everybody. A team
 * that names no members but paths or repositories is whoever authored a change there. Nobody is guessed to be a lead.
 */
#include "credit.h"

#include <stdlib.h>
#include <string.h>
#include "lead/pathclass.h"
#include "dates.h"
#include "find.h"

enum {
	DELETE_MEMBERS,
	INSERT_EVERYBODY,
	MARK_LEAD,
	MARK_OWNERS,
	INSERT_MEMBER,
	SELECT_AUTHORS_OF_PATHS,
	SELECT_AUTHORS,
	STATEMENT_COUNT
};
const char *const teams_statements[STATEMENT_COUNT + 1] = {
	[DELETE_MEMBERS] = "DELETE FROM member",
	[INSERT_EVERYBODY] = "INSERT INTO member (team, person_id, is_lead, from_time, until_time)"
			     " SELECT '', id, 0, :from, :until"
			     " FROM person"
			     " WHERE kind = 'human'",
	[MARK_LEAD] = "UPDATE member"
		      " SET is_lead = 1"
		      " WHERE team = '' AND person_id = :person",
	[MARK_OWNERS] =
		"UPDATE member"
		" SET is_lead = 1"
		" WHERE team = '' AND person_id IN ("
		"   SELECT p.id"
		"   FROM v_owner o"
		"   JOIN person p ON p.key = o.person"
		"   WHERE o.until IS NULL AND o.is_group = 0 AND o.role IN ('owner', 'approver', 'maintainer'))",
	[INSERT_MEMBER] = "INSERT INTO member (team, person_id, is_lead, from_time, until_time)"
			  " VALUES (:team, :person, :is_lead, :from, :until)"
			  " ON CONFLICT (team, person_id, from_time)"
			  " DO UPDATE SET is_lead = max(is_lead, excluded.is_lead), until_time = max(until_time, "
			  "excluded.until_time)",
	[SELECT_AUTHORS_OF_PATHS] =
		"SELECT DISTINCT r.key, r.name, p.name, a.person_id"
		" FROM path p"
		" JOIN file_change f ON f.path_id = p.id"
		" JOIN landed l ON l.commit_id = f.commit_id AND l.repository_id IN (SELECT id FROM repository)"
		" JOIN repository r ON r.id = l.repository_id"
		" JOIN derive_author a ON a.change_id = l.change_id AND a.is_human = 1"
		" ORDER BY 1, 3, 4",
	[SELECT_AUTHORS] = "SELECT DISTINCT r.key, r.name, '', a.person_id"
			   " FROM derive_author a"
			   " JOIN change ch ON ch.id = a.change_id"
			   " JOIN repository r ON r.id = ch.repository_id"
			   " WHERE a.is_human = 1"
			   " ORDER BY 1, 4",
};

struct team {
	const char *name;
	int64_t from_time, until_time;
	bool has_members, has_paths, has_repositories;
};
struct team_list {
	struct team *at;
	size_t count, capacity;
};

static struct team *find_team(struct team_list *teams, const char *name)
{
	for (size_t i = 0; i < teams->count; i++)
		if (!strcmp(teams->at[i].name, name))
			return &teams->at[i];
	*VEC_PUSH(teams) = (struct team){ .name = name, .from_time = INT64_MIN, .until_time = INT64_MAX };
	return &teams->at[teams->count - 1];
}

static bool is_key(const struct config_entry *entry, const char *key)
{
	return !strcmp(entry->key, key);
}

static bool is_team_entry(const struct config_entry *entry)
{
	return entry->subsection && entry->value && *entry->subsection && !strcmp(entry->section, "team");
}

/* ---- declared members ---- */

struct membership {
	struct text team;
	int64_t person, from_time, until_time;
	bool is_lead;
};

static int insert_member(struct store *store, const struct membership *membership)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, teams_statements[INSERT_MEMBER]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":team", membership->team);
	statement_bind_int(statement, ":person", membership->person);
	statement_bind_int(statement, ":is_lead", membership->is_lead);
	statement_bind_int(statement, ":from", membership->from_time);
	statement_bind_int(statement, ":until", membership->until_time);
	return statement_run(statement);
}

/* Somebody declared who is not in the history (yet) is no error. */
static int insert_declared(struct store *store, const struct finder *finder, const struct team *team,
                           const struct config_entry *entry)
{
	struct membership membership = {
		.team = text_of(team->name),
		.from_time = team->from_time,
		.until_time = team->until_time,
		.is_lead = is_key(entry, "lead"),
	};
	struct text who = text_trim(text_of(entry->value));
	int ret = date_take(&who, TEXT("until"), &membership.until_time);

	if (!ret)
		ret = date_take(&who, TEXT("from"), &membership.from_time);
	if (!ret)
		ret = finder_find(&membership.person, finder, store, who);
	if (!ret)
		return insert_member(store, &membership);
	return ret == ERR_NOTFOUND ? 0 : error_context(ret, "team '%s'", team->name);
}

/* ---- members by what they work on ---- */

static bool fits_team(const struct config *config, const struct team *team, struct text key, struct text name,
                      struct text path)
{
	const struct config_entry *entry;
	bool fits_path = !team->has_paths;
	bool fits_repository = !team->has_repositories;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++) {
		if (!is_team_entry(entry) || strcmp(entry->subsection, team->name))
			continue;
		if (is_key(entry, "path"))
			fits_path = fits_path || path_matches(text_of(entry->value), path);
		else if (is_key(entry, "repository"))
			fits_repository = fits_repository || text_equal(text_of(entry->value), key) ||
			                  text_equal(text_of(entry->value), name);
	}
	return fits_path && fits_repository;
}

static int insert_workers(struct store *store, const struct config *config, const struct team *team)
{
	struct statement *row;
	int ret = store_statement(&row, store,
	                          teams_statements[team->has_paths ? SELECT_AUTHORS_OF_PATHS : SELECT_AUTHORS]);

	while (!ret && !(ret = statement_step(row))) {
		struct membership membership = { text_of(team->name), statement_int(row, 3), team->from_time,
			                         team->until_time, false };

		if (fits_team(config, team, statement_text(row, 0), statement_text(row, 1), statement_text(row, 2)))
			ret = insert_member(store, &membership);
		if (ret)
			statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

/* ---- all ---- */

static int read_teams(struct team_list *teams, const struct config *config)
{
	const struct config_entry *entry;
	int ret = 0;

	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)); i++) {
		struct team *team;

		if (!is_team_entry(entry))
			continue;
		team = find_team(teams, entry->subsection);
		if (is_key(entry, "member"))
			team->has_members = true;
		else if (is_key(entry, "path"))
			team->has_paths = true;
		else if (is_key(entry, "repository"))
			team->has_repositories = true;
		else if (is_key(entry, "from"))
			ret = date_read(&team->from_time, text_trim(text_of(entry->value)));
		else if (is_key(entry, "until"))
			ret = date_read(&team->until_time, text_trim(text_of(entry->value)));
		if (ret)
			ret = error_context(ret, "team '%s'", team->name);
	}
	return ret;
}

bool teams_need_authors(const struct config *config)
{
	const struct config_entry *entry;
	bool is_needed = false;

	for (size_t i = 0; !is_needed && (entry = config_entry_at(config, i)); i++)
		is_needed = is_team_entry(entry) && (is_key(entry, "path") || is_key(entry, "repository"));
	return is_needed;
}

static int insert_teams(struct store *store, const struct finder *finder, const struct config *config,
                        struct team_list *teams)
{
	const struct config_entry *entry;
	int ret = 0;

	for (size_t i = 0; !ret && i < teams->count; i++)
		if (!teams->at[i].has_members && (teams->at[i].has_paths || teams->at[i].has_repositories))
			ret = insert_workers(store, config, &teams->at[i]);
	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)); i++)
		if (is_team_entry(entry) && (is_key(entry, "member") || is_key(entry, "lead")))
			ret = insert_declared(store, finder, find_team(teams, entry->subsection), entry);
	return ret;
}

static int mark_leads(struct store *store, const struct finder *finder, const struct config *config)
{
	const struct config_entry *entry;
	int ret = 0;

	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)); i++) {
		struct statement *statement;
		int64_t person;

		if (strcmp(entry->section, "lead") || entry->subsection || !entry->value ||
		    (!is_key(entry, "lead") && !is_key(entry, "who")))
			continue;
		ret = finder_find(&person, finder, store, text_trim(text_of(entry->value)));
		if (ret == ERR_NOTFOUND) {
			ret = 0;
			continue;
		}
		if (!ret)
			ret = store_statement(&statement, store, teams_statements[MARK_LEAD]);
		if (ret)
			return error_context(ret, "lead.%s", entry->key);
		statement_bind_int(statement, ":person", person);
		ret = statement_run(statement);
	}
	return ret;
}

/* lead.owners: whoever ownership files list now, reviewers left out. */
static int mark_owners(struct store *store, const struct config *config)
{
	struct statement *statement;
	bool is_wanted = false;
	int ret = config_get_bool(&is_wanted, config, "lead.owners", false);

	if (ret || !is_wanted)
		return ret;
	ret = store_statement(&statement, store, teams_statements[MARK_OWNERS]);
	return ret ? ret : statement_run(statement);
}

static int insert_everybody(struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, teams_statements[DELETE_MEMBERS]);

	if (!ret)
		ret = statement_run(statement);
	if (!ret)
		ret = store_statement(&statement, store, teams_statements[INSERT_EVERYBODY]);
	if (ret)
		return ret;
	statement_bind_int(statement, ":from", INT64_MIN);
	statement_bind_int(statement, ":until", INT64_MAX);
	return statement_run(statement);
}

int teams_derive(struct store *store, const struct config *config)
{
	struct team_list teams = { 0 };
	struct finder finder = { 0 };
	int ret = insert_everybody(store);

	if (!ret)
		ret = read_teams(&teams, config);
	if (!ret)
		ret = finder_load(&finder, store);
	if (!ret)
		ret = insert_teams(store, &finder, config, &teams);
	if (!ret)
		ret = mark_leads(store, &finder, config);
	if (!ret)
		ret = mark_owners(store, config);
	VEC_RELEASE(&teams);
	finder_release(&finder);
	return ret;
}
