/* What a command stands on: repository, configuration in its order of trust, and the database brought up to date. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/scan.h"
#include "lead/store_derive.h"

#define MAILMAP_MAX_SIZE (16 * 1024 * 1024)

/* Appends; at most max_size bytes and some. */
static int read_file(struct buf *out, const char *path, size_t max_size)
{
	FILE *file = fopen(path, "rbe");
	char block[8192];
	size_t got;
	int ret = 0;

	if (!file)
		return error_set(ERR_INVALID, "cannot open '%s': %s", path, strerror(errno));
	while ((got = fread(block, 1, sizeof(block), file)) > 0 && out->size <= max_size)
		buf_add(out, block, got);
	if (ferror(file))
		ret = error_set(ERR_INVALID, "cannot read '%s': %s", path, strerror(errno));
	fclose(file);
	return ret;
}

static int read_config_file(struct config *config, const char *path)
{
	struct buf bytes = { 0 };
	int ret = read_file(&bytes, path, CONFIG_TEXT_MAX_SIZE);

	if (ret == 0)
		ret = config_parse(config, buf_text(&bytes), CONFIG_FILE, path);
	buf_release(&bytes);
	return ret;
}

/* A project names no file and no other repository. */
static bool is_for_project(const struct config_entry *entry, const void *payload)
{
	(void)payload;
	return strcmp(entry->section, "repository") != 0 &&
	       !(strcmp(entry->section, "lead") == 0 &&
	         (strcmp(entry->key, "mailmap") == 0 || strcmp(entry->key, "database") == 0));
}

static int add_project_text(struct config *config, struct text text)
{
	struct config *project = config_new();
	int ret = config_parse(project, text, CONFIG_PROJECT, ".gitlead");

	if (ret == 0)
		config_copy(config, project, is_for_project, NULL);
	config_free(project);
	return ret;
}

/* The project's own file is untrusted, but one that cannot be read must not change numbers silently: it is an error. */
static int read_project_config(struct config *config, struct repository *repository, const struct oid *settings)
{
	struct buf bytes = { 0 };
	int ret = settings ? repository_read_file_at(&bytes, repository, settings, ".gitlead", CONFIG_TEXT_MAX_SIZE)
	                   : repository_read_file(&bytes, repository, ".gitlead", CONFIG_TEXT_MAX_SIZE);

	if (ret == 0)
		ret = add_project_text(config, buf_text(&bytes));
	else if (ret == ERR_NOTFOUND)
		ret = 0;
	else if (ret == ERR_MISSING)
		ret = error_set(ERR_DISHONEST,
		                "whether there is a .gitlead is not known: this clone lacks the tree or the "
		                "file; 'git cat-file -e HEAD:.gitlead' fetches it");
	buf_release(&bytes);
	return ret;
}

static bool is_given_by_hand(const struct config_entry *entry, const void *payload)
{
	(void)payload;
	return entry->origin == CONFIG_COMMAND_LINE || entry->origin == CONFIG_FILE;
}

int session_config_of(struct config **out, const struct session *session, struct repository *repository)
{
	struct config *config = config_new();
	int ret;

	config_copy(config, session->config, is_given_by_hand, NULL);
	ret = repository_read_config(repository, config);
	if (ret == 0)
		ret = read_project_config(config, repository, session->settings);
	if (ret == 0)
		ret = people_refuse_personal(config);
	if (ret)
		config_free(config);
	else
		*out = config;
	return ret;
}

int session_read_settings(struct session *session)
{
	struct config *config;
	int ret = session_config_of(&config, session, session->repository);

	if (ret)
		return ret;
	config_free(session->config);
	session->config = config;
	return 0;
}

/* --mailmap, else lead.mailmap of a trusted place. What was asked for and cannot be read must not change numbers silently. */
static int read_mailmap(struct session *session)
{
	const struct config_entry *entry, *named = NULL;
	char *path = NULL;
	int ret;

	for (size_t i = 0; (entry = config_entry_at(session->config, i)); i++)
		if (strcmp(entry->section, "lead") == 0 && !entry->subsection && strcmp(entry->key, "mailmap") == 0 &&
		    (!named || named->origin >= entry->origin))
			named = entry;
	if (session->values->mailmap)
		path = xstrdup(session->values->mailmap);
	else if (named && named->value && *named->value)
		path = organisation_path(session, named->value, named->origin);
	session->has_mailmap = path || named;
	if (!path)
		return 0;
	ret = read_file(&session->mailmap, path, MAILMAP_MAX_SIZE);
	if (ret == 0 && session->mailmap.size > MAILMAP_MAX_SIZE)
		ret = error_set(ERR_INVALID, "the mailmap '%s' is larger than %d MiB", path, MAILMAP_MAX_SIZE >> 20);
	free(path);
	return ret ? error_context(ret, "the mailmap for all repositories") : 0;
}

static int read_configs(struct session *session)
{
	int ret = repository_read_config(session->repository, session->config);

	if (ret == 0 && session->repository)
		ret = read_project_config(session->config, session->repository, NULL);
	if (ret == 0)
		ret = people_refuse_personal(session->config);
	if (ret == 0)
		ret = read_mailmap(session);
	return ret == 0 && session->is_organisation ? organisation_read(session) : ret;
}

/* What stands before git's configuration, and may say that no repository is stood in. */
static int read_given_configs(struct session *session)
{
	const struct common_values *values = session->values;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < values->leads.count; i++)
		ret = config_add(session->config, "lead.lead", values->leads.at[i], CONFIG_COMMAND_LINE);
	if (ret == 0 && values->config_file)
		ret = read_config_file(session->config, values->config_file);
	session->is_organisation = ret == 0 && organisation_is_named(session);
	return ret;
}

/* What would bear on more than the project it comes with. */
static bool is_shared_entry(const struct config_entry *entry, const void *payload)
{
	static const char *const sections[] = { "team", "lead", "policy", "pattern", "check" };

	(void)payload;
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (strcmp(entry->section, sections[i]) == 0)
			return true;
	return false;
}

static int has_shared_settings(bool *out, struct text text)
{
	struct config *project = config_new(), *shared = config_new();
	int ret = config_parse(project, text, CONFIG_PROJECT, ".gitlead");

	if (ret == 0)
		ret = people_refuse_personal(project);
	if (ret == 0)
		config_copy(shared, project, is_shared_entry, NULL);
	*out = config_entry_at(shared, 0) != NULL;
	config_free(shared);
	config_free(project);
	return ret;
}

struct stored_projects {
	size_t count, shared_count;
	struct buf only; /* text of the last one */
};

static int read_stored_projects(struct stored_projects *out, struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT coalesce(t.text, '')\n"
	                          "FROM repository r\n"
	                          "LEFT JOIN repository_text t ON t.repository_id = r.id AND t.kind = 'gitlead'\n"
	                          "ORDER BY r.key");

	for (; ret == 0 && (ret = statement_step(statement)) == 0; out->count++) {
		bool has_shared;

		buf_clear(&out->only);
		buf_add_text(&out->only, statement_text(statement, 0));
		ret = has_shared_settings(&has_shared, buf_text(&out->only));
		out->shared_count += has_shared;
		if (ret)
			statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

/*
 * With a database in place of a repository the project's file is the one that was last seen by a scan. Of several projects none
 * may speak for the others, and an organisation's own file has the say (docs/adr/0015): what bears on one repository alone is
 * read where people are derived, and the rest is left out.
 */
static int read_stored_configs(struct session *session)
{
	struct stored_projects projects = { 0 };
	int ret;

	if (session->has_stored_configs)
		return 0;
	session->has_stored_configs = true;
	ret = read_stored_projects(&projects, session);
	if (ret == 0 && !session->is_organisation && projects.count == 1)
		ret = add_project_text(session->config, buf_text(&projects.only));
	else if (ret == 0 && !session->is_organisation && projects.shared_count && !session->values->quiet)
		fprintf(stderr,
		        "git-lead: of several repositories no .gitlead speaks for the others: teams, leads, policies "
		        "and patterns are read from --config alone\n");
	buf_release(&projects.only);
	return ret;
}

/* Where the database lies; opens the repository unless the run is about what a file holds. */
static int find_database(struct session *session, const struct command *command)
{
	const struct common_values *values = session->values;
	int ret;

	session->is_db_given = (values->db && !command->needs_repository) || session->is_organisation;
	if (session->is_organisation && command->needs_repository)
		return error_set(ERR_USAGE, "%s is about the repository stood in; '%s' names others", command->name,
		                 values->config_file);
	if (!session->is_db_given) {
		ret = repository_open(&session->repository, NULL);
		if (ret && !(ret == ERR_NOTFOUND && command->works_anywhere))
			return ret;
	}
	if (values->db)
		session->db_path = xstrdup(values->db);
	else if (session->is_organisation)
		session->db_path = organisation_database(session);
	else if (session->repository)
		session->db_path = xstrfmt("%slead.db", repository_common_dir(session->repository));
	return 0;
}

int session_open(struct session *session, const struct common_values *values, const struct command *command)
{
	int ret;

	session->values = values;
	session->now_time = clock_now();
	session->config = config_new();
	ret = read_given_configs(session);
	if (ret == 0)
		ret = find_database(session, command);
	return ret ? ret : read_configs(session);
}

static void show_progress(void *payload, const char *what, uint64_t done_count, uint64_t total_count)
{
	const char *who = payload;
	struct buf line = { 0 };

	if (who)
		buf_add_fmt(&line, "%s: ", who);
	buf_add_str(&line, what);
	progress_update(buf_str(&line), done_count, total_count);
	buf_release(&line);
}

static bool is_cancelled(void *payload)
{
	(void)payload;
	return interrupt_was_seen();
}

static void warn_unknown(void *payload, const char *name, struct text who)
{
	(void)payload;
	fprintf(stderr, "git-lead: %s '" TEXT_FMT "': nobody of that name or address in this history\n", name,
	        TEXT_ARG(who));
}

static void warn_unknown_repository(void *payload, const char *section, struct text which)
{
	(void)payload;
	fprintf(stderr, "git-lead: team '%s': no repository '" TEXT_FMT "' in this database\n", section,
	        TEXT_ARG(which));
}

int session_warn_unknown(struct session *session)
{
	int ret = session->is_empty ? 0 : people_each_unknown(session->store, session->config, warn_unknown, NULL);

	if (ret || session->is_empty)
		return ret;
	return people_each_unknown_repository(session->store, session->config, warn_unknown_repository, NULL);
}

int session_scan_facts(struct session *session, struct repository *repository, const struct scan_options *options,
                       const char *who)
{
	struct scan_watch watch = { (void *)who, session->values->quiet ? NULL : show_progress, is_cancelled };
	struct scan_options with_mailmap = *options;
	struct scan_result result = { 0 };
	struct config *config;
	int ret = session_config_of(&config, session, repository);

	if (ret)
		return ret;
	with_mailmap.mailmap = buf_text(&session->mailmap);
	with_mailmap.settings = session->settings;
	interrupt_watch();
	ret = scan_repository(&result, session->store, repository, config, &with_mailmap, &watch);
	if (ret == 0) {
		session->is_empty = result.is_empty;
		session->repository_id = result.repository_id;
	}
	progress_finish();
	config_free(config);
	return ret;
}

/* Into a database that holds it already: under the key and the label that it has there. */
static int scan_known(struct session *session, struct repository *repository, const struct scan_options *options)
{
	struct buf key = { 0 }, label = { 0 };
	struct scan_options named = *options;
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT key, name FROM repository WHERE path = :path ORDER BY id DESC LIMIT 1");

	if (ret)
		return ret;
	statement_bind_text(statement, ":path", text_of(repository_common_dir(repository)));
	ret = statement_step(statement);
	if (ret == 0) {
		buf_add_text(&key, statement_text(statement, 0));
		buf_add_text(&label, statement_text(statement, 1));
		named.key = buf_str(&key);
		named.label = buf_str(&label);
		statement_reset(statement);
	}
	if (ret >= 0)
		ret = session_scan_facts(session, repository, &named, NULL);
	buf_release(&key);
	buf_release(&label);
	return ret || session->is_empty ? ret : session_derive(session);
}

int session_scan(struct session *session, struct repository *repository, const struct scan_options *options)
{
	struct config *config;
	int ret;

	if (session->is_db_given)
		return scan_known(session, repository, options);
	ret = session_scan_facts(session, repository, options, NULL);
	if (ret || session->is_empty)
		return ret;
	ret = session_config_of(&config, session, repository);
	if (ret == 0) {
		ret = people_derive(session->store, config);
		config_free(config);
	}
	return ret;
}

/* A database without a finished scan knows nothing that could be told: half of a history is worse than none. */
static int check_finished(struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store, "SELECT 1 FROM repository WHERE tip IS NOT NULL LIMIT 1");

	if (ret)
		return ret;
	ret = statement_step(statement);
	statement_reset(statement);
	if (ret == 1)
		return error_set(ERR_NOTFOUND,
		                 "no scan has ended in '%s' yet; 'git lead scan' begins one or goes on with it",
		                 session->db_path);
	return ret;
}

/* Whether some repository keeps another text than the mailmap that was given now. */
static int is_mailmap_new(bool *out, const struct session *session)
{
	struct statement *statement;
	int ret;

	*out = false;
	if (!session->has_mailmap)
		return 0;
	ret = store_statement(&statement, session->store,
	                      "SELECT 1\n"
	                      "FROM repository r\n"
	                      "LEFT JOIN repository_text t ON t.repository_id = r.id AND t.kind = 'mailmap-all'\n"
	                      "WHERE coalesce(t.text, '') <> :text\n"
	                      "LIMIT 1");
	if (ret)
		return ret;
	statement_bind_text(statement, ":text", buf_text(&session->mailmap));
	ret = statement_step(statement);
	*out = ret == 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static int keep_mailmap(struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "INSERT INTO repository_text (repository_id, kind, text)\n"
	                          "SELECT id, 'mailmap-all', :text\n"
	                          "FROM repository\n"
	                          "WHERE true\n"
	                          "ON CONFLICT (repository_id, kind) DO UPDATE SET text = excluded.text");

	if (ret)
		return ret;
	statement_bind_text(statement, ":text", buf_text(&session->mailmap));
	return statement_run(statement);
}

/* Persons as the configuration has them now; those of a file that cannot be written are resolved in memory. */
static int derive(struct session *session)
{
	bool is_stale = false, is_new = false, lacks_knowledge = false;
	int ret = check_finished(session);

	if (ret == 0)
		ret = is_mailmap_new(&is_new, session);
	if (ret == 0 && !store_is_writable(session->store))
		ret = people_is_stale(&is_stale, session->store, session->config);
	if (ret == 0 && !store_is_writable(session->store))
		ret = people_lacks_knowledge(&lacks_knowledge, session->store);
	if (ret == 0 && !store_is_writable(session->store) && (is_stale || is_new || lacks_knowledge)) {
		store_close(session->store);
		session->store = NULL;
		ret = store_open(&session->store, session->db_path, STORE_MEMORY_COPY);
	}
	if (ret == 0 && is_new)
		ret = keep_mailmap(session);
	return ret ? ret : people_derive(session->store, session->config);
}

int session_derive(struct session *session)
{
	int ret = read_stored_configs(session);

	return ret ? ret : derive(session);
}

static int refuse_absent(const struct session *session)
{
	if (session->is_organisation && !session->values->db)
		return error_set(ERR_NOTFOUND, "no database '%s'; 'git lead --config=%s scan' makes one",
		                 session->db_path, session->values->config_file);
	return error_set(ERR_NOTFOUND, "no database '%s'; 'git lead scan --db=%s' makes one", session->db_path,
	                 session->db_path);
}

static int prepare_given(struct session *session)
{
	int ret;

	if (access(session->db_path, F_OK) != 0)
		return refuse_absent(session);
	ret = session_open_for_report(session);
	return ret ? ret : session_derive(session);
}

static int prepare(struct session *session)
{
	struct scan_options options = { .revision = session->revision };
	int ret;

	if (session->is_db_given)
		return prepare_given(session);
	ret = session_open_for_report(session);
	if (ret)
		return ret;
	if (!session->values->no_scan && store_is_writable(session->store)) {
		ret = session_scan(session, session->repository, &options);
		session->is_up_to_date = ret == 0;
		return ret;
	}
	if (!session->values->no_scan && !session->values->quiet)
		fprintf(stderr, "git-lead: '%s' cannot be written: the answer speaks of the last scan\n",
		        session->db_path);
	ret = store_find_repository(&session->repository_id, session->store,
	                            text_of(repository_common_dir(session->repository)));
	return ret && ret != ERR_NOTFOUND ? ret : derive(session);
}

int session_prepare(struct session *session)
{
	int ret = prepare(session);

	if (ret == 0)
		ret = session_warn_unknown(session);
	if (!session->keeps_lock)
		session_unlock(session);
	return ret;
}

void session_close(struct session *session)
{
	store_close(session->store);
	store_lock_release(session->lock);
	repository_close(session->repository);
	organisation_release(session);
	config_free(session->config);
	buf_release(&session->mailmap);
	free(session->db_path);
	*session = (struct session){ 0 };
}
