/* What earlier checks of a line of work told, and what this one tells: for --since-last. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "lead/facts.h"

/* What is told at all; a rule that holds again may be told anew when it fires the next time. */
static bool is_tellable(const struct check_result *result)
{
	return result->outcome == CHECK_FIRES || result->outcome == CHECK_UNKNOWN;
}

static void bind_result(struct statement *statement, const struct check_request *request,
                        const struct check_result *result)
{
	statement_bind_int(statement, ":repository", request->repository);
	statement_bind_text(statement, ":branch", text_of(request->branch));
	statement_bind_text(statement, ":fingerprint", text_of(result->fingerprint));
	statement_bind_text(statement, ":outcome", text_of(check_outcome_names[result->outcome]));
	statement_bind_text(statement, ":shown", text_of(check_level_names[result->shown]));
}

int checking_mark_new(struct checking *checking)
{
	struct check *out = checking->out;
	struct statement *statement;
	int ret = store_statement(
		&statement, checking->store,
		"SELECT 1\n"
		"FROM check_told\n"
		"WHERE repository_id = :repository AND branch = :branch AND fingerprint = :fingerprint\n"
		"  AND outcome = :outcome AND shown = :shown");

	for (size_t i = 0; ret == 0 && i < out->result_count; i++) {
		bind_result(statement, checking->request, &out->results[i]);
		ret = statement_step(statement);
		out->results[i].is_new = ret == 1 && is_tellable(&out->results[i]);
		if (ret == 0)
			statement_reset(statement);
		ret = ret < 0 ? ret : 0;
	}
	return ret;
}

static int keep_results(const struct check *check, struct store *store, const struct check_request *request)
{
	struct statement *put, *drop;
	int ret = store_statement(&put, store,
	                          "INSERT INTO check_told (repository_id, branch, fingerprint, outcome, shown)\n"
	                          "VALUES (:repository, :branch, :fingerprint, :outcome, :shown)\n"
	                          "ON CONFLICT (repository_id, branch, fingerprint) DO UPDATE\n"
	                          "SET outcome = excluded.outcome, shown = excluded.shown\n"
	                          "WHERE outcome <> excluded.outcome OR shown <> excluded.shown");

	if (ret == 0)
		ret = store_statement(
			&drop, store,
			"DELETE FROM check_told\n"
			"WHERE repository_id = :repository AND branch = :branch AND fingerprint = :fingerprint");
	for (size_t i = 0; ret == 0 && i < check->result_count; i++) {
		struct statement *statement = is_tellable(&check->results[i]) ? put : drop;

		bind_result(statement, request, &check->results[i]);
		ret = statement_run(statement);
	}
	return ret;
}

/*
 * Each team goes on from its own place: what one has looked at the other has not. No name of a branch holds a space, so what
 * stands before the first one is the branch.
 */
static void bind_line(struct statement *statement, const struct check_request *request)
{
	char *line = xstrfmt("%s%s%s", request->branch, *request->team ? " team " : "", request->team);

	statement_bind_int(statement, ":repository", request->repository);
	statement_bind_text(statement, ":branch", text_of(line));
	free(line);
}

static int keep_place(struct store *store, const struct check_request *request)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "INSERT INTO checked (repository_id, branch, base, tip)\n"
	                          "VALUES (:repository, :branch, :base, :tip)\n"
	                          "ON CONFLICT (repository_id, branch) DO UPDATE\n"
	                          "SET base = excluded.base, tip = excluded.tip\n"
	                          "WHERE base IS NOT excluded.base OR tip <> excluded.tip");

	if (ret)
		return ret;
	bind_line(statement, request);
	if (request->has_base)
		statement_bind_blob(statement, ":base", request->base.bytes, OID_SIZE);
	else
		statement_bind_null(statement, ":base");
	statement_bind_blob(statement, ":tip", request->tip.bytes, OID_SIZE);
	return statement_run(statement);
}

int check_keep_told(const struct check *check, struct store *store, const struct check_request *request)
{
	int ret;

	if (!store_is_writable(store))
		return 0;
	ret = store_begin(store);
	if (ret)
		return ret;
	ret = keep_results(check, store, request);
	if (ret == 0 && !request->is_placeless)
		ret = keep_place(store, request);
	return store_end(store, ret);
}

int check_last(struct check_place *out, struct store *store, const struct check_request *request)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT tip, base\n"
	                          "FROM checked\n"
	                          "WHERE repository_id = :repository AND branch = :branch AND length(tip) = 20\n"
	                          "  AND (base IS NULL OR length(base) = 20)");

	if (ret)
		return ret;
	*out = (struct check_place){ 0 };
	bind_line(statement, request);
	ret = statement_step(statement);
	if (ret)
		return ret < 0 ? ret : error_set(ERR_NOTFOUND, "nothing of '%s' was checked yet", request->branch);
	memcpy(out->tip.bytes, statement_text(statement, 0).at, OID_SIZE);
	out->has_base = !statement_is_null(statement, 1);
	if (out->has_base)
		memcpy(out->base.bytes, statement_text(statement, 1).at, OID_SIZE);
	statement_reset(statement);
	return 0;
}
