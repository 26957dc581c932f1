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

static int read_config_file(struct config *config, const char *path)
{
	struct buf bytes = { 0 };
	char block[8192];
	FILE *file = fopen(path, "rbe");
	size_t got;
	int ret;

	if (!file)
		return error_set(ERR_INVALID, "cannot open '%s': %s", path, strerror(errno));
	while ((got = fread(block, 1, sizeof(block), file)) > 0 && bytes.size <= CONFIG_TEXT_MAX_SIZE)
		buf_add(&bytes, block, got);
	if (ferror(file))
		ret = error_set(ERR_INVALID, "cannot read '%s': %s", path, strerror(errno));
	else
		ret = config_parse(config, buf_text(&bytes), CONFIG_FILE, path);
	fclose(file);
	buf_release(&bytes);
	return ret;
}

/* The project's own file is untrusted, but one that cannot be read must not change numbers silently: it is an error. */
static int read_project_config(struct session *session)
{
	struct buf bytes = { 0 };
	int ret = repository_read_file(&bytes, session->repository, ".gitlead", CONFIG_TEXT_MAX_SIZE);

	if (ret == 0)
		ret = config_parse(session->config, buf_text(&bytes), CONFIG_PROJECT, ".gitlead");
	else if (ret == ERR_NOTFOUND)
		ret = 0;
	buf_release(&bytes);
	return ret;
}

static int read_configs(struct session *session)
{
	const struct common_values *values = session->values;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < values->leads.count; i++)
		ret = config_add(session->config, "lead.lead", values->leads.at[i], CONFIG_COMMAND_LINE);
	if (ret == 0 && values->config_file)
		ret = read_config_file(session->config, values->config_file);
	if (ret == 0)
		ret = repository_read_config(session->repository, session->config);
	if (ret == 0 && session->repository)
		ret = read_project_config(session);
	if (ret == 0)
		ret = people_refuse_personal(session->config);
	return ret;
}

/* With --db the project's file is the one that was last seen by a scan. */
static int read_stored_configs(struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT text\n"
	                          "FROM repository_text\n"
	                          "WHERE kind = 'gitlead'\n"
	                          "ORDER BY repository_id");

	while (ret == 0 && (ret = statement_step(statement)) == 0)
		ret = config_parse(session->config, statement_text(statement, 0), CONFIG_PROJECT, ".gitlead");
	return ret == 1 ? 0 : ret;
}

int session_open(struct session *session, const struct common_values *values, bool works_anywhere)
{
	int ret;

	session->values = values;
	session->now_time = clock_now();
	session->config = config_new();
	session->is_db_given = values->db != NULL;
	if (!values->db) {
		ret = repository_open(&session->repository, NULL);
		if (ret && !(ret == ERR_NOTFOUND && works_anywhere))
			return ret;
		if (session->repository)
			session->db_path = xstrfmt("%slead.db", repository_common_dir(session->repository));
	} else {
		session->db_path = xstrdup(values->db);
	}
	return read_configs(session);
}

int session_open_store(struct session *session)
{
	return store_open(&session->store, session->db_path, STORE_WRITE);
}

static void show_progress(void *payload, const char *what, uint64_t done_count, uint64_t total_count)
{
	(void)payload;
	progress_update(what, done_count, total_count);
}

static bool is_cancelled(void *payload)
{
	(void)payload;
	return interrupt_was_seen();
}

static void warn_unknown(void *payload, const char *section, struct text who)
{
	(void)payload;
	fprintf(stderr, "git-lead: %s.person '" TEXT_FMT "': nobody of that name or address in this history\n", section,
	        TEXT_ARG(who));
}

int session_warn_unknown(struct session *session)
{
	return session->is_empty ? 0 : people_each_unknown(session->store, session->config, warn_unknown, NULL);
}

int session_scan(struct session *session, struct repository *repository, const struct scan_options *options)
{
	struct scan_watch watch = { NULL, show_progress, is_cancelled };
	struct scan_result result = { 0 };
	int ret;

	interrupt_watch();
	ret = scan_repository(&result, session->store, repository, session->config, options,
	                      session->values->quiet ? &(struct scan_watch){ NULL, NULL, is_cancelled } : &watch);
	if (ret == 0) {
		session->is_empty = result.is_empty;
		session->repository_id = result.repository_id;
	}
	if (ret == 0 && !result.is_empty)
		ret = people_derive(session->store, session->config);
	progress_finish();
	return ret;
}

/* A file that cannot be written can still be read. */
static int open_for_report(struct session *session)
{
	bool is_there = access(session->db_path, F_OK) == 0;
	int ret = ERR_FAILED;

	if (!is_there || access(session->db_path, W_OK) == 0)
		ret = store_open(&session->store, session->db_path, STORE_WRITE);
	if (!is_there && ret == ERR_FAILED)
		return error_context(ret,
		                     "no database can be made here; 'git lead scan --db=<file>' puts it elsewhere");
	if (ret == ERR_NEWER || ret == 0)
		return ret;
	return store_open(&session->store, session->db_path, STORE_READ);
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

/* Persons as the configuration has them now; those of a file that cannot be written are resolved in memory. */
static int derive(struct session *session)
{
	bool is_stale = false;
	int ret = check_finished(session);

	if (ret == 0 && !store_is_writable(session->store))
		ret = people_is_stale(&is_stale, session->store, session->config);
	if (ret == 0 && is_stale) {
		store_close(session->store);
		session->store = NULL;
		ret = store_open(&session->store, session->db_path, STORE_MEMORY_COPY);
	}
	return ret ? ret : people_derive(session->store, session->config);
}

static int prepare_given(struct session *session)
{
	int ret;

	if (access(session->db_path, F_OK) != 0)
		return error_set(ERR_NOTFOUND, "no database '%s'; 'git lead scan --db=%s' makes one", session->db_path,
		                 session->db_path);
	ret = open_for_report(session);
	if (ret == 0)
		ret = read_stored_configs(session);
	return ret ? ret : derive(session);
}

static int prepare(struct session *session)
{
	struct scan_options options = { 0 };
	int ret;

	if (session->is_db_given)
		return prepare_given(session);
	ret = open_for_report(session);
	if (ret)
		return ret;
	if (!session->values->no_scan && store_is_writable(session->store))
		return session_scan(session, session->repository, &options);
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

	return ret ? ret : session_warn_unknown(session);
}

void session_close(struct session *session)
{
	store_close(session->store);
	repository_close(session->repository);
	config_free(session->config);
	free(session->db_path);
	*session = (struct session){ 0 };
}
