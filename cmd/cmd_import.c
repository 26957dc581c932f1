/*
 * `git lead import`: what a forge exported goes into the database. Input comes in pieces, so that its size does not matter; what
 * was read before a failure stays.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "import_input.h"
#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/scan.h"
#include "render/escape.h"

struct values {
	struct common_values common;
	const char *repository;
	bool forget;
};

static const struct option options[] = {
	{ "forget", 0, OPTION_FLAG, NULL, "first take back all that was imported before",
	  offsetof(struct values, forget) },
	{ "repository", 0, OPTION_TEXT, "<name>", "which one of several in the database: label, key or path",
	  offsetof(struct values, repository) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* ---- inputs ---- */

static int import_input(struct buf *out, struct session *session, const char *name)
{
	struct input input = { .session = session, .name = name };
	const struct input_kind *kind;
	int ret = input_open(&input);

	if (ret == 0)
		ret = input_kind_find(&kind, &input);
	if (ret == 0)
		ret = kind->import(out, &input);
	input_close(&input);
	return ret;
}

/* ---- which repository ---- */

static int count_repositories(unsigned *count, struct session *session, const char *name)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT id\n"
	                          "FROM repository\n"
	                          "WHERE tip IS NOT NULL AND (:name IS NULL OR :name IN (name, key, path))\n"
	                          "ORDER BY id");

	*count = 0;
	if (ret)
		return ret;
	if (name)
		statement_bind_text(statement, ":name", text_of(name));
	while ((ret = statement_step(statement)) == 0) {
		session->repository_id = statement_int(statement, 0);
		++*count;
	}
	return ret < 0 ? ret : 0;
}

/* With --db: the only one, or the one named by its label, key, or any path inside. */
static int choose_repository(struct session *session, const char *name)
{
	struct repository *repository = NULL;
	unsigned count;
	int ret = count_repositories(&count, session, name);

	if (ret == 0 && count == 0 && name && repository_open(&repository, name) == 0) {
		ret = count_repositories(&count, session, repository_common_dir(repository));
		repository_close(repository);
	}
	if (ret)
		return ret;
	if (count == 0 && name)
		return error_set(ERR_NOTFOUND, "'%s' holds no repository '%s'", session->db_path, name);
	if (count != 1)
		return error_set(ERR_USAGE,
		                 name ? "'%s' holds several repositories of that name; give a key"
		                      : "'%s' holds several repositories; name one with --repository",
		                 session->db_path);
	return 0;
}

static int prepare(struct session *session, const struct values *values)
{
	int ret = session->db_path ? 0 : repository_open(&session->repository, NULL);

	if (ret == 0)
		ret = session->db_path ? session_prepare(session) : error_set(ERR_FAILED, "not in a git repository");
	if (ret == 0 && session->is_empty)
		ret = error_set(ERR_FAILED, "this repository has no commits yet: there is nothing to import to");
	if (ret == 0 && (values->repository || session->repository_id == 0))
		ret = choose_repository(session, values->repository);
	if (ret == 0)
		interrupt_watch();
	return ret;
}

/* For an export of another project, or one whose numbers mean other requests. */
static int forget(struct buf *out, struct session *session)
{
	int ret = scan_import_forget(session->store, session->repository_id);

	if (ret == 0)
		buf_add_str(out, "Forgot what was imported before; what notes tell stays.\n");
	return ret;
}

/* What cannot be read keeps nothing from the inputs behind it. *failure: what the last such one failed of; owned. */
static int import_inputs(char **failure, struct buf *out, struct session *session, int count, char **names)
{
	struct buf line = { 0 };
	int ret = 0;

	for (int i = 0; ret == 0 && i < count; i++) {
		ret = import_input(out, session, names[i]);
		if (ret == 0 || ret == ERR_CANCELLED)
			continue;
		if (*failure) {
			buf_clear(&line);
			escape_terminal(&line, text_of(*failure));
			fprintf(stderr, "git-lead: %s\n", buf_str(&line));
		}
		free(*failure);
		*failure = xstrdup(error_message());
		ret = 0;
	}
	buf_release(&line);
	return ret;
}

/* Reviews or comments alone may be their own requests' authors': said, because nothing else would show it. */
static int tell_strangers(struct session *session)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, session->store,
		"SELECT count(*)\n"
		"FROM act a\n"
		"JOIN request_act q ON q.id = a.request_act_id AND q.mark IS NULL\n"
		"WHERE a.why = 'excluded' AND a.change_id IS NOT NULL AND a.repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", session->repository_id);
	ret = statement_step(statement);
	if (ret == 0 && statement_int(statement, 0) > 0)
		fprintf(stderr,
		        "%lld %s for nothing: no commit explains the login, and who made the request is not told; "
		        "import "
		        "the requests too\n",
		        (long long)statement_int(statement, 0),
		        statement_int(statement, 0) == 1 ? "act counts" : "acts count");
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	struct buf out = { 0 };
	char *failure = NULL;
	int ret, written;

	if (argc == 0 && !mine->forget)
		return error_set(ERR_USAGE, "import needs a file, <revision>:<path>, or - for standard input");
	ret = prepare(session, values);
	if (ret == 0 && mine->forget)
		ret = forget(&out, session);
	if (ret == 0)
		ret = import_inputs(&failure, &out, session, argc, argv);
	/* What was read before a failure is in the database, and is told. */
	written = out.size ? output_write(session, &out, false) : 0;
	if (ret == 0)
		ret = written ? written : people_derive(session->store, session->config);
	if (ret == 0)
		ret = tell_strangers(session);
	if (ret == 0 && failure)
		ret = error_set(ERR_FAILED, "%s", failure);
	free(failure);
	buf_release(&out);
	return ret;
}

const struct command command_import = {
	.name = "import",
	.summary = "read what a forge exported or a list was sent: reviews, comments, merges",
	.usage = "import [<options>] [--repository=<name>] [--forget] [--] [<file>...]",
	.options = tables,
	.values_size = sizeof(struct values),
	.works_anywhere = true, /* to tell of its usage; prepare wants a repository or --db */
	.run = run,
};
