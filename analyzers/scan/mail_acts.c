/* Tells a join as requests, one for each patch through its versions, and as acts of those who answered. */
#include <string.h>
#include "mail_join.h"

/* Patches of one series that are gone through for answers about all of it, in sum; what comes behind is about the first at most. */
#define SPREAD_MAX 10000

static struct text request_key(struct buf *out, const char *message_id)
{
	buf_clear(out);
	buf_add_str(out, "mail:");
	buf_add_str(out, message_id);
	return buf_text(out);
}

/* ---- requests ---- */

static int compare_claims(const void *a, const void *b)
{
	const struct join_claim *left = a, *right = b;

	if (left->lineage != right->lineage)
		return left->lineage < right->lineage ? -1 : 1;
	return left->commit < right->commit ? -1 : left->commit > right->commit;
}

/* The commits of a lineage; *at is where its claims begin, and is moved behind them. */
static void list_pointers(struct request_pointer **out, size_t *count, const struct mail_join *join, uint32_t lineage,
                          size_t *at)
{
	size_t from = *at, to = from;

	while (to < join->claims.count && join->claims.at[to].lineage == lineage)
		to++;
	*out = xcalloc(to - from + 1, sizeof(**out));
	*count = 0;
	for (size_t i = from; i < to; i++) {
		if (i > from && join->claims.at[i].commit == join->claims.at[i - 1].commit)
			continue;
		(*out)[(*count)++] = (struct request_pointer){
			.kind = POINTER_MERGE,
			.oid = join->commits.at[join->claims.at[i].commit].oid,
		};
	}
	*at = to;
}

/* One row of a lineage's first mail: its author. */
static int tell_request(struct mail_join *join, const struct request_sink *sink, struct statement *row, uint32_t place,
                        size_t *at)
{
	const struct join_lineage *lineage = &join->lineages.at[place];
	struct request_pointer *pointers;
	struct request_fact fact = { .forge = TEXT("mail"), .line_count = -1 };
	struct buf key = { 0 };
	int ret;

	list_pointers(&pointers, &fact.pointer_count, join, place, at);
	fact.pointers = pointers;
	fact.change = request_key(&key, lineage->message_id);
	fact.state = lineage->is_joined ? REQUEST_MERGED : REQUEST_OPEN;
	fact.created_time = lineage->first_time;
	fact.seen_time = lineage->newest_time;
	statement_bind_int(row, ":repository", join->repository_id);
	statement_bind_text(row, ":id", text_of(lineage->message_id));
	ret = statement_step(row);
	if (ret == 0) {
		fact.author = statement_text(row, 0);
		fact.author_email = statement_text(row, 1);
		/* A request's author has a name. */
		if (!fact.author.size)
			fact.author = fact.author_email;
		sink->request(sink->payload, &fact);
	}
	statement_reset(row);
	free(pointers);
	buf_release(&key);
	return ret < 0 ? ret : 0;
}

static int tell_requests(struct mail_join *join, const struct request_sink *sink)
{
	struct statement *row;
	size_t at = 0;
	int ret = store_statement(&row, join->store,
	                          "SELECT i.name, i.email\n"
	                          "FROM mail m\n"
	                          "JOIN identity i ON i.id = m.identity_id\n"
	                          "WHERE m.repository_id = :repository AND m.message_id = :id");

	for (uint32_t i = 0; ret == 0 && i < join->lineages.count; i++)
		ret = tell_request(join, sink, row, i, &at);
	return ret;
}

/* Names of requests are ids of mails, of which only these are kept. */
static int read_ids(struct mail_join *join)
{
	struct statement *row;
	uint32_t mail = 0;
	int ret = store_statement(&row, join->store,
	                          "SELECT message_id FROM mail\n"
	                          "WHERE repository_id = :repository AND kind <> 'deleted'\n"
	                          "ORDER BY message_id");

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", join->repository_id);
	while (mail < join->mail_count && (ret = statement_step(row)) == 0) {
		uint32_t lineage = join->mails.at[mail].lineage;
		struct text id = statement_text(row, 0);

		if (lineage != JOIN_NONE && join->lineages.at[lineage].first == mail)
			join->lineages.at[lineage].message_id = arena_copy(&join->arena, id.at, id.size);
		mail++;
	}
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

/* ---- acts ---- */

/* Whether "2-4 6" holds the part; "all" holds every one. */
static bool is_in_parts(struct text parts, uint32_t part)
{
	struct text word;

	if (text_equal(parts, TEXT("all")))
		return true;
	while (text_next_word(&parts, &word)) {
		ptrdiff_t dash = text_find_char(word, '-', 0);
		uint64_t from, to;

		if (!text_to_uint(text_slice(word, 0, dash < 0 ? word.size : (size_t)dash), &from))
			continue;
		to = from;
		if (dash >= 0 && !text_to_uint(text_slice(word, (size_t)dash + 1, word.size), &to))
			continue;
		if (part >= from && part <= to)
			return true;
	}
	return false;
}

static void tell_act(struct mail_join *join, const struct request_sink *sink, struct request_act_fact *act,
                     uint32_t patch)
{
	struct buf key = { 0 };
	uint32_t lineage = join->mails.at[patch].lineage;

	if (lineage != JOIN_NONE) {
		act->change = request_key(&key, join->lineages.at[lineage].message_id);
		sink->act(sink->payload, act);
	}
	buf_release(&key);
}

/* Where to stop, so that patches times answers stay within bounds. */
static size_t bound_spread(struct mail_join *join, uint32_t root, size_t from, size_t to)
{
	uint32_t *spread = &join->mails.at[root].spread_count;

	if (to - from > 1 && *spread + (to - from) > SPREAD_MAX) {
		join->cut_count++;
		return from + 1;
	}
	*spread += (uint32_t)(to - from);
	return to;
}

/*
 * What answers a patch is about that patch, and what answers a cover letter about the first of its series; a trailer and word that a
 * series was applied are about all of it. Where the writer says which patches are meant, about those.
 */
static void spread_act(struct mail_join *join, const struct request_sink *sink, struct request_act_fact *act,
                       uint32_t target, struct text parts)
{
	const struct join_mail *mail = &join->mails.at[target];
	bool is_patch = mail->kind == MAIL_PATCH, is_for_all = act->kind != EVENT_CMT;
	size_t from, to;

	if (is_patch && (!parts.size || !mail->part_count || !is_for_all)) {
		tell_act(join, sink, act, target);
		return;
	}
	join_series(join, mail->root, &from, &to);
	if (is_for_all)
		to = bound_spread(join, mail->root, from, to);
	for (size_t i = from; i < to; i++) {
		uint32_t patch = join->parts.at[i];

		if (is_for_all && parts.size && !is_in_parts(parts, join->mails.at[patch].part))
			continue;
		tell_act(join, sink, act, patch);
		if (!is_for_all)
			return;
	}
}

static void take_act(struct mail_join *join, const struct request_sink *sink, const struct statement *row)
{
	static const char *const *const kinds = event_kind_names;
	struct request_act_fact act = {
		.kind = (enum event_kind)text_find_name(kinds, EVENT_KIND_COUNT, statement_text(row, 5), EVENT_CMT),
		.who = { statement_text(row, 2), statement_text(row, 3) },
		.source = statement_text(row, 4),
		.act_time = statement_int(row, 1),
		.state = (enum act_state)text_find_name(act_state_names, ACT_STATE_COUNT, statement_text(row, 6), 0),
		.word_count = statement_is_null(row, 7) ? -1 : statement_int(row, 7),
		.raw = statement_text(row, 9),
	};
	struct identity_fact trailer;
	struct join_key key;
	uint32_t mail = map_get(join->ids, join_key(&key, statement_text(row, 0)));

	if (mail >= join->mail_count || join->mails.at[mail].target == JOIN_NONE)
		return;
	/* A trailer of the writer's own may bear another address than the mail. */
	if (text_equal(act.source, TEXT("mail:trailer")) && mail_trailer_person(&trailer, act.raw) &&
	    !text_equal_nocase(trailer.email, act.who.email))
		act.who = trailer;
	/* Comments have no line that shows them: the mail itself does. */
	if (!act.raw.size)
		act.raw = statement_text(row, 0);
	spread_act(join, sink, &act, join->mails.at[mail].target, statement_text(row, 8));
}

static int tell_acts(struct mail_join *join, const struct request_sink *sink)
{
	struct statement *row;
	int ret = store_statement(
		&row, join->store,
		"SELECT m.message_id, m.mail_time, i.name, i.email, s.name, a.kind, a.state, a.word_count,\n"
		"  a.parts, a.raw\n"
		"FROM mail m\n"
		"CROSS JOIN mail_act a ON a.mail_id = m.id\n"
		"CROSS JOIN identity i ON i.id = m.identity_id\n"
		"CROSS JOIN source s ON s.id = a.source_id\n"
		"WHERE m.repository_id = :repository\n"
		"ORDER BY m.message_id, a.position");

	if (ret)
		return ret;
	/* Each telling is the same as the one before. */
	join->cut_count = 0;
	for (size_t i = 0; i < join->mails.count; i++)
		join->mails.at[i].spread_count = 0;
	statement_bind_int(row, ":repository", join->repository_id);
	while ((ret = statement_step(row)) == 0)
		take_act(join, sink, row);
	return ret < 0 ? ret : 0;
}

int join_tell(struct mail_join *join, const struct request_sink *sink)
{
	int ret = 0;

	if (join->lineages.count && !join->lineages.at[0].message_id) {
		if (join->claims.count)
			qsort(join->claims.at, join->claims.count, sizeof(join->claims.at[0]), compare_claims);
		ret = read_ids(join);
	}
	if (ret == 0)
		ret = tell_requests(join, sink);
	return ret ? ret : tell_acts(join, sink);
}
