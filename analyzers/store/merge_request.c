/* Requests and acts of another database, joined by the rules that join several tellings of one (request.c). */
#include "lead/store_merge.h"

#include "database.h"
#include "lead/store_request.h"
#include "merge.h"

static struct request_telling telling_of(const struct statement *row)
{
	return (struct request_telling){
		.fact = {
			.forge = statement_text(row, 3),
			.project = statement_text(row, 4),
			.state = (enum request_state)text_find_name(request_state_names, REQUEST_STATE_COUNT,
			                                            statement_text(row, 5), 0),
			.created_time = statement_int(row, 6),
			.ready_time = statement_int(row, 7),
			.closed_time = statement_int(row, 8),
			.merged_time = statement_int(row, 9),
			.seen_time = statement_int(row, 10),
			.reviews_time = statement_int(row, 20),
			.author = statement_text(row, 11),
			.author_email = statement_text(row, 21),
			.alias = statement_text(row, 22),
			.line_count = statement_is_null(row, 12) ? -1 : statement_int(row, 12),
			.draft = (enum request_draft)text_find_name(request_draft_names, REQUEST_DRAFT_COUNT,
			                                            statement_text(row, 18), 0),
		},
		.project_seen = statement_int(row, 13),
		.state_seen = statement_int(row, 14),
		.author_seen = statement_int(row, 15),
		.line_seen = statement_int(row, 16),
		.closed_seen = statement_int(row, 17),
		.draft_seen = statement_int(row, 19),
	};
}

static int merge_tellings(size_t *new_count, struct store *store)
{
	struct statement *row;
	int ret = store_statement(
		&row, store,
		"SELECT m.new, o.change, o.origin, o.forge, o.project, o.state, o.created_time,\n"
		"  o.ready_time, o.closed_time, o.merged_time, o.seen_time, coalesce(i.name, ''),\n"
		"  o.line_count, o.project_seen, o.state_seen, o.author_seen, o.line_seen,\n"
		"  o.closed_seen, o.draft, o.draft_seen, o.reviews_seen, coalesce(i.email, ''), o.alias\n"
		"FROM o_request o\n"
		"JOIN m_repository m ON m.old = o.repository_id\n"
		"LEFT JOIN o_identity i ON i.id = o.author_id\n"
		"ORDER BY o.id");

	while (ret == 0 && (ret = statement_step(row)) == 0) {
		struct request_telling told = telling_of(row);
		bool is_changed = false;

		ret = request_put_telling(&is_changed, store, statement_int(row, 0), statement_text(row, 2),
		                          statement_text(row, 1), &told);
		*new_count += is_changed;
		if (ret)
			statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

static int merge_acts(struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store,
	                          "SELECT m.new, o.change, o.origin, s.name, o.kind, i.name, i.email, o.act_time,\n"
	                          "  o.state, o.word_count, o.head, coalesce(o.mark, ''), o.raw\n"
	                          "FROM o_request_act o\n"
	                          "JOIN m_repository m ON m.old = o.repository_id\n"
	                          "JOIN o_source s ON s.id = o.source_id\n"
	                          "JOIN o_identity i ON i.id = o.identity_id\n"
	                          "ORDER BY o.id");

	while (ret == 0 && (ret = statement_step(row)) == 0) {
		struct request_act_fact act = {
			.change = statement_text(row, 1),
			.kind = (enum event_kind)text_find_name(event_kind_names, EVENT_KIND_COUNT,
			                                        statement_text(row, 4), EVENT_INFO),
			.who = { statement_text(row, 5), statement_text(row, 6) },
			.source = statement_text(row, 3),
			.act_time = statement_int(row, 7),
			.state = (enum act_state)text_find_name(act_state_names, ACT_STATE_COUNT,
			                                        statement_text(row, 8), 0),
			.word_count = statement_is_null(row, 9) ? -1 : statement_int(row, 9),
			.head = statement_text(row, 10),
			.mark = (enum event_mark)text_find_name(event_mark_names, MARK_COUNT, statement_text(row, 11),
			                                        0),
			.raw = statement_text(row, 12),
		};

		ret = store_put_request_act(NULL, store, statement_int(row, 0), statement_text(row, 2), &act);
		if (ret)
			statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

int store_merge_requests(size_t *new_count, struct store *store)
{
	int ret = merge_tellings(new_count, store);

	return ret ? ret : merge_acts(store);
}
