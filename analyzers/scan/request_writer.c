/* Carries what readers of exports and notes tell of requests into the store, in transactions of a bounded size. */
#include "lead/map.h"
#include "lead/store_request.h"
#include "scan_steps.h"

/* Facts a transaction: few enough that a killed import loses little, enough that the disk is not waited for. */
#define BATCH_MAX_COUNT 2000

static bool begin(struct request_writer *writer)
{
	if (writer->status == 0 && !writer->is_open) {
		writer->status = store_begin(writer->store);
		writer->is_open = writer->status == 0;
	}
	return writer->status == 0;
}

static void commit(struct request_writer *writer)
{
	writer->batch_count = 0;
	if (!writer->is_open)
		return;
	writer->is_open = false;
	writer->status = store_commit(writer->store);
}

static void end(struct request_writer *writer, int status, bool is_changed)
{
	if (status < 0) {
		writer->status = status;
		store_rollback(writer->store);
		writer->is_open = false;
		return;
	}
	writer->new_count += is_changed;
	if (++writer->batch_count >= BATCH_MAX_COUNT)
		commit(writer);
}

static void tell(struct request_writer *writer, struct text change)
{
	if (!writer->told)
		writer->told = map_new();
	map_put(writer->told, change, 1);
}

/* ---- one project ---- */

static const char find_project[] = "SELECT lower(coalesce((SELECT q.project FROM request q\n"
				   "    WHERE q.repository_id = r.id AND q.origin = :origin AND q.project <> ''\n"
				   "    ORDER BY q.id LIMIT 1), '')), lower(r.remote)\n"
				   "FROM repository r\n"
				   "WHERE r.id = :repository";

static void lower(struct buf *out, struct text text)
{
	buf_clear(out);
	for (size_t i = 0; i < text.size; i++)
		buf_add_char(out, char_lower(text.at[i]));
}

/* A clone has one project on its forge: numbers of another one mean other requests. The clone's own is always taken. */
static bool is_of_another_project(struct request_writer *writer, struct text project)
{
	struct statement *statement;
	struct buf name = { 0 };
	bool is_own = true;

	if (!project.size || writer->status)
		return false;
	lower(&name, project);
	if (writer->knows_project && text_equal(buf_text(&name), buf_text(&writer->project))) {
		buf_release(&name);
		return false;
	}
	writer->status = store_statement(&statement, writer->store, find_project);
	if (writer->status == 0) {
		statement_bind_int(statement, ":repository", writer->repository_id);
		statement_bind_text(statement, ":origin", writer->origin);
		writer->status = statement_step(statement);
		if (writer->status == 0) {
			struct text told = statement_text(statement, 0);

			is_own = !told.size || text_equal(told, buf_text(&name)) ||
			         text_find(statement_text(statement, 1), buf_text(&name), 0) >= 0;
		}
		writer->status = writer->status > 0 ? 0 : writer->status;
		statement_reset(statement);
	}
	if (is_own) {
		lower(&writer->project, project);
		writer->knows_project = true;
	}
	buf_release(&name);
	return !is_own;
}

static void refuse(struct request_writer *writer, const struct request_fact *request)
{
	struct buf words = { 0 };
	struct import_trouble trouble = { .is_lost = true };

	buf_clear(&writer->refused);
	buf_add_text(&writer->refused, request->change);
	if (writer->has_complained || !writer->trouble)
		return;
	writer->has_complained = true;
	buf_add_fmt(&words,
	            "requests of " TEXT_FMT " are passed over: those of another project were imported before, and "
	            "numbers would mix; --forget takes back what was",
	            TEXT_ARG(request->project));
	trouble.words = buf_text(&words);
	writer->trouble(writer->trouble_payload, &trouble);
	buf_release(&words);
}

/* ---- what is told ---- */

static void take_request(void *payload, const struct request_fact *request)
{
	struct request_writer *writer = payload;
	bool is_changed = false;

	if (is_of_another_project(writer, request->project)) {
		refuse(writer, request);
		return;
	}
	buf_clear(&writer->refused);
	tell(writer, request->change);
	if (begin(writer)) {
		int ret = store_put_request(&is_changed, writer->store, writer->repository_id, writer->origin, request);

		end(writer, ret, is_changed);
	}
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	struct request_writer *writer = payload;
	bool is_changed = false;

	if (writer->refused.size && text_equal(act->change, buf_text(&writer->refused)))
		return;
	tell(writer, act->change);
	writer->act_count++;
	writer->bot_act_count += text_ends(act->who.name, TEXT("[bot]"));
	if (begin(writer)) {
		int ret = store_put_request_act(&is_changed, writer->store, writer->repository_id, writer->origin, act);

		end(writer, ret, is_changed);
	}
}

static void take_account(void *payload, const struct account_fact *account)
{
	struct request_writer *writer = payload;
	bool is_changed = false;

	if (begin(writer)) {
		int ret = store_put_account(&is_changed, writer->store, writer->repository_id, writer->origin, account);

		end(writer, ret, is_changed);
	}
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	const struct request_writer *writer = payload;

	if (writer->trouble)
		writer->trouble(writer->trouble_payload, trouble);
}

struct request_sink request_writer_sink(struct request_writer *writer)
{
	return (struct request_sink){
		.payload = writer,
		.request = take_request,
		.act = take_act,
		.account = take_account,
		.trouble = take_trouble,
	};
}

int request_writer_flush(struct request_writer *writer)
{
	commit(writer);
	return writer->status;
}

int request_writer_count_joined(uint64_t *out, struct request_writer *writer)
{
	struct statement *statement;
	int ret = store_statement(&statement, writer->store,
	                          "SELECT 1\n"
	                          "FROM change\n"
	                          "WHERE repository_id = :repository AND key = :change\n"
	                          "ORDER BY id");

	*out = 0;
	for (uint32_t i = 0; ret == 0 && writer->told && i < map_count(writer->told); i++) {
		statement_bind_int(statement, ":repository", writer->repository_id);
		statement_bind_text(statement, ":change", map_key(writer->told, i));
		ret = statement_step(statement);
		*out += ret == 0;
		statement_reset(statement);
		ret = ret < 0 ? ret : 0;
	}
	return ret;
}

void request_writer_release(struct request_writer *writer)
{
	/* What is in stays; what a failure here leaves out the next import writes. */
	commit(writer);
	buf_release(&writer->project);
	buf_release(&writer->refused);
	map_free(writer->told);
	writer->told = NULL;
}
