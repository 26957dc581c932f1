/*
 * Who belongs to which team and who leads, as declared: [team "core"] member, lead, from, until; lead.lead for everybody. Of a team
 * that names repositories or paths only the changes there count, and if it names no members, it is whoever authored one of them.
 * Nobody is guessed to be a lead.
 */
#include "credit.h"

#include <stdlib.h>
#include <string.h>
#include "lead/pathclass.h"
#include "dates.h"
#include "find.h"

enum {
	DELETE_MEMBERS,
	DELETE_CHANGES,
	DELETE_FILES,
	DELETE_LIMITS,
	INSERT_LIMIT,
	INSERT_EVERYBODY,
	ADD_EVERYBODY,
	MARK_LEAD,
	MARK_OWNERS,
	INSERT_MEMBER,
	SELECT_PERSON,
	SELECT_PATHS,
	SELECT_REPOSITORIES,
	INSERT_FILE,
	INSERT_CHANGES_OF_FILES,
	INSERT_CHANGES_OF_REPOSITORY,
	SELECT_WORKERS,
	STATEMENT_COUNT
};
const char *const teams_statements[STATEMENT_COUNT + 1] = {
	[DELETE_MEMBERS] = "DELETE FROM member",
	[DELETE_CHANGES] = "DELETE FROM team_change",
	[DELETE_FILES] = "DELETE FROM team_file",
	[DELETE_LIMITS] = "DELETE FROM team_limit",
	[INSERT_LIMIT] = "INSERT INTO team_limit (team)"
			 " VALUES (:team)",
	[INSERT_EVERYBODY] = "INSERT INTO member (team, person_id, is_lead, from_time, until_time)"
			     " SELECT '', id, 0, :from, :until"
			     " FROM person"
			     " WHERE kind = 'human'",
	[ADD_EVERYBODY] = "INSERT OR IGNORE INTO member (team, person_id, is_lead, from_time, until_time)"
			  " SELECT '', p.id, 0, :from, :until"
			  " FROM derive_identity i"
			  " CROSS JOIN identity_person ip"
			  "   ON ip.repository_id = i.repository_id AND ip.identity_id = i.identity_id"
			  " CROSS JOIN person p ON p.id = ip.person_id AND p.kind = 'human'"
			  " WHERE i.is_new = 1",
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
			  " VALUES (:team, :person, :is_lead, :from, :until)",
	[SELECT_PERSON] = "SELECT key"
			  " FROM person"
			  " WHERE id = :person",
	[SELECT_PATHS] = "SELECT c.repository_id, c.path_id, r.key, r.name, p.name"
			 " FROM path_class c"
			 " JOIN repository r ON r.id = c.repository_id"
			 " JOIN path p ON p.id = c.path_id"
			 " ORDER BY 1, 2",
	[SELECT_REPOSITORIES] = "SELECT id, key, name"
				" FROM repository"
				" ORDER BY id",
	[INSERT_FILE] = "INSERT INTO team_file (team, repository_id, path_id)"
			" VALUES (:team, :repository, :path)",
	/* CROSS JOIN: file by file from what landed; there is no index that leads from a path to its commits. */
	[INSERT_CHANGES_OF_FILES] =
		"INSERT OR IGNORE INTO team_change (team, change_id)"
		" SELECT t.team, l.change_id"
		" FROM landed l"
		" CROSS JOIN file_change f"
		" CROSS JOIN team_file t"
		" WHERE l.change_id IS NOT NULL AND f.commit_id = l.commit_id"
		"   AND t.team = :team AND t.repository_id = l.repository_id AND t.path_id = f.path_id",
	[INSERT_CHANGES_OF_REPOSITORY] = "INSERT OR IGNORE INTO team_change (team, change_id)"
					 " SELECT :team, id"
					 " FROM change"
					 " WHERE repository_id = :repository",
	[SELECT_WORKERS] = "SELECT DISTINCT a.person_id"
			   " FROM derive_author a"
			   " JOIN team_change t ON t.team = :team AND t.change_id = a.change_id"
			   " WHERE a.is_human = 1"
			   " ORDER BY 1",
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
	const char *team;
	int64_t person, from_time, until_time;
	bool is_lead;
};
struct membership_list {
	struct membership *at;
	size_t count, capacity;
};

/* Somebody declared who is not in the history (yet) is no error. */
static int add_declared(struct membership_list *list, struct store *store, const struct finder *finder,
                        const struct team *team, const struct config_entry *entry)
{
	struct membership membership = {
		.team = team->name,
		.from_time = team->from_time,
		.until_time = team->until_time,
		.is_lead = is_key(entry, "lead"),
	};
	struct text who = text_trim(text_of(entry->value));
	int ret = date_take(&who, TEXT("until"), &membership.until_time);

	if (!ret)
		ret = date_take(&who, TEXT("from"), &membership.from_time);
	if (!ret && membership.from_time >= membership.until_time)
		ret = error_set(ERR_INVALID, "%s '%s' ends before it begins", entry->key, entry->value);
	if (!ret)
		ret = finder_find(&membership.person, finder, store, who);
	if (!ret)
		*VEC_PUSH(list) = membership;
	return ret && ret != ERR_NOTFOUND ? error_context(ret, "team '%s'", team->name) : 0;
}

/* ---- periods ---- */

/* Rows of one person in one team stand together, those as member first. */
static int compare_memberships(const void *a, const void *b)
{
	const struct membership *left = a, *right = b;
	int order = strcmp(left->team, right->team);

	if (order)
		return order;
	if (left->person != right->person)
		return left->person < right->person ? -1 : 1;
	if (left->is_lead != right->is_lead)
		return left->is_lead ? 1 : -1;
	if (left->from_time != right->from_time)
		return left->from_time < right->from_time ? -1 : 1;
	return (left->until_time > right->until_time) - (left->until_time < right->until_time);
}

static int refuse_overlap(struct store *store, const struct membership *membership)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, teams_statements[SELECT_PERSON]);

	if (ret)
		return ret;
	statement_bind_int(statement, ":person", membership->person);
	ret = statement_step(statement);
	if (ret < 0)
		return ret;
	error_set(ERR_INVALID, "team '%s': two periods of '" TEXT_FMT "' as %s overlap", membership->team,
	          TEXT_ARG(ret == 0 ? statement_text(statement, 0) : TEXT("")),
	          membership->is_lead ? "lead" : "member");
	statement_reset(statement);
	return ERR_INVALID;
}

/* What was declared twice in the same words is one; other periods that overlap are a slip, and which is meant is not guessed. */
static int check_overlaps(struct store *store, struct membership_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct membership *now = &list->at[i];
		const struct membership *before = kept > 0 ? &list->at[kept - 1] : NULL;
		bool is_like = before && !strcmp(before->team, now->team) && before->person == now->person &&
		               before->is_lead == now->is_lead;

		if (is_like && before->from_time == now->from_time && before->until_time == now->until_time)
			continue;
		if (is_like && before->until_time > now->from_time)
			return refuse_overlap(store, now);
		list->at[kept++] = *now;
	}
	list->count = kept;
	return 0;
}

static int insert_member(struct store *store, const struct membership *membership)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, teams_statements[INSERT_MEMBER]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":team", text_of(membership->team));
	statement_bind_int(statement, ":person", membership->person);
	statement_bind_int(statement, ":is_lead", membership->is_lead);
	statement_bind_int(statement, ":from", membership->from_time);
	statement_bind_int(statement, ":until", membership->until_time);
	return statement_run(statement);
}

/* The part that begins at *from: how far it reaches, and whether as a lead. False if nothing covers it. */
static bool find_part(struct membership *part, const struct membership *rows, size_t count)
{
	bool is_covered = false;

	part->is_lead = false;
	part->until_time = INT64_MAX;
	for (size_t i = 0; i < count; i++) {
		int64_t from = rows[i].from_time, until = rows[i].until_time;

		if (from > part->from_time) {
			part->until_time = from < part->until_time ? from : part->until_time;
		} else if (until > part->from_time) {
			part->until_time = until < part->until_time ? until : part->until_time;
			part->is_lead = part->is_lead || rows[i].is_lead;
			is_covered = true;
		}
	}
	return is_covered;
}

/* A member who leads from some day on: the periods of one person, cut so that none overlaps another. */
static int insert_parts(struct store *store, const struct membership *rows, size_t count)
{
	struct membership part = rows[0];
	int ret = 0;

	for (size_t i = 0; i < count; i++)
		if (rows[i].from_time < part.from_time)
			part.from_time = rows[i].from_time;
	for (;;) {
		if (find_part(&part, rows, count))
			ret = insert_member(store, &part);
		if (ret || part.until_time == INT64_MAX)
			return ret;
		part.from_time = part.until_time;
	}
}

static int insert_all(struct store *store, struct membership_list *list)
{
	int ret;

	if (list->count)
		qsort(list->at, list->count, sizeof(list->at[0]), compare_memberships);
	ret = check_overlaps(store, list);
	for (size_t from = 0, to; !ret && from < list->count; from = to) {
		for (to = from + 1; to < list->count && !strcmp(list->at[to].team, list->at[from].team) &&
		                    list->at[to].person == list->at[from].person;)
			to++;
		ret = insert_parts(store, &list->at[from], to - from);
	}
	return ret;
}

/* ---- what a team works on ---- */

/* "core.git" is what a bare repository lies in. */
static bool is_repository(const char *wanted, struct text key, struct text name)
{
	struct text value = text_of(wanted);

	return text_equal(value, key) || text_equal(value, name) ||
	       (text_ends(name, TEXT(".git")) && text_equal(value, text_slice(name, 0, name.size - 4)));
}

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
			fits_repository = fits_repository || is_repository(entry->value, key, name);
	}
	return fits_path && fits_repository;
}

static int run_for_team(struct store *store, int which, const struct team *team, int64_t repository, int64_t path)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, teams_statements[which]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":team", text_of(team->name));
	statement_bind_int(statement, ":repository", repository);
	statement_bind_int(statement, ":path", path);
	return statement_run(statement);
}

/* A change without any file, as a merge that only lands another's, is of a team that names no paths. */
static int limit_team(struct store *store, const struct config *config, const struct team *team)
{
	struct statement *row;
	int ret = run_for_team(store, INSERT_LIMIT, team, 0, 0);

	if (!ret)
		ret = store_statement(&row, store, teams_statements[SELECT_PATHS]);
	while (!ret && !(ret = statement_step(row))) {
		if (fits_team(config, team, statement_text(row, 2), statement_text(row, 3), statement_text(row, 4)))
			ret = run_for_team(store, INSERT_FILE, team, statement_int(row, 0), statement_int(row, 1));
		if (ret)
			statement_reset(row);
	}
	ret = ret < 0 ? ret : run_for_team(store, INSERT_CHANGES_OF_FILES, team, 0, 0);
	if (ret || team->has_paths)
		return ret;
	ret = store_statement(&row, store, teams_statements[SELECT_REPOSITORIES]);
	while (!ret && !(ret = statement_step(row))) {
		if (fits_team(config, team, statement_text(row, 1), statement_text(row, 2), TEXT("")))
			ret = run_for_team(store, INSERT_CHANGES_OF_REPOSITORY, team, statement_int(row, 0), 0);
		if (ret)
			statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

/* A team that names no members is whoever authored one of its changes. */
static int add_workers(struct membership_list *list, struct store *store, const struct team *team)
{
	struct statement *row;
	int ret = store_statement(&row, store, teams_statements[SELECT_WORKERS]);

	if (ret)
		return ret;
	statement_bind_text(row, ":team", text_of(team->name));
	while (!(ret = statement_step(row)))
		*VEC_PUSH(list) = (struct membership){ .team = team->name,
			                               .person = statement_int(row, 0),
			                               .from_time = team->from_time,
			                               .until_time = team->until_time };
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
	struct membership_list list = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < teams->count; i++) {
		const struct team *team = &teams->at[i];

		if (!team->has_paths && !team->has_repositories)
			continue;
		ret = limit_team(store, config, team);
		if (!ret && !team->has_members)
			ret = add_workers(&list, store, team);
	}
	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)); i++)
		if (is_team_entry(entry) && (is_key(entry, "member") || is_key(entry, "lead")))
			ret = add_declared(&list, store, finder, find_team(teams, entry->subsection), entry);
	if (!ret)
		ret = insert_all(store, &list);
	VEC_RELEASE(&list);
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

static int run_everybody(struct store *store, int which)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, teams_statements[which]);

	if (ret)
		return ret;
	statement_bind_int(statement, ":from", INT64_MIN);
	statement_bind_int(statement, ":until", INT64_MAX);
	return statement_run(statement);
}

int teams_add_everybody(struct store *store)
{
	return run_everybody(store, ADD_EVERYBODY);
}

bool teams_are_told(const struct config *config)
{
	static const char *const sections[] = { "team", "absence", "optout", "policy" };
	static const char *const keys[] = { "lead", "who", "owners" };
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++) {
		for (size_t k = 0; k < sizeof(sections) / sizeof(sections[0]); k++)
			if (!strcmp(entry->section, sections[k]))
				return true;
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
			if (!strcmp(entry->section, "lead") && !entry->subsection && is_key(entry, keys[k]))
				return true;
	}
	return false;
}

static int insert_everybody(struct store *store)
{
	struct statement *statement;
	int ret = 0;

	for (int which = DELETE_MEMBERS; !ret && which <= DELETE_LIMITS; which++) {
		ret = store_statement(&statement, store, teams_statements[which]);
		if (!ret)
			ret = statement_run(statement);
	}
	return ret ? ret : run_everybody(store, INSERT_EVERYBODY);
}

static int has_repository(bool *out, struct store *store, const char *wanted)
{
	struct statement *row;
	int ret = store_statement(&row, store, teams_statements[SELECT_REPOSITORIES]);

	*out = false;
	while (!ret && !(ret = statement_step(row)))
		*out = *out || is_repository(wanted, statement_text(row, 1), statement_text(row, 2));
	return ret < 0 ? ret : 0;
}

int people_each_unknown_repository(struct store *store, const struct config *config, people_unknown_fn *each,
                                   void *payload)
{
	const struct config_entry *entry;
	int ret = 0;

	for (size_t i = 0; !ret && (entry = config_entry_at(config, i)); i++) {
		bool is_there = true;

		if (is_team_entry(entry) && is_key(entry, "repository"))
			ret = has_repository(&is_there, store, entry->value);
		if (!ret && !is_there)
			each(payload, entry->subsection, text_of(entry->value));
	}
	return ret;
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
