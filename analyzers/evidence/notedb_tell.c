/* What the commits and the comments of a change of Gerrit's come to: the request and the acts on it. */
#include <stdlib.h>
#include <string.h>
#include "import_reader.h"
#include "notedb_reading.h"

#define SOURCE TEXT("notedb")

/* An account that is named nowhere has the name that newer servers give all accounts. */
static struct identity_fact with_name(struct notedb_reading *reading, struct identity_fact who)
{
	ptrdiff_t at = text_find_char(who.email, '@', 0);
	struct text number = text_slice(who.email, 0, at < 0 ? who.email.size : (size_t)at);
	uint64_t value;
	char *name;

	if (who.name.size || !text_to_uint(number, &value))
		return who;
	name = xstrfmt("Gerrit User " TEXT_FMT, TEXT_ARG(number));
	who.name = text_of(arena_copy(&reading->arena, name, strlen(name)));
	free(name);
	return who;
}

/* ---- telling ---- */

/* NULL where it is not known which commit it is. */
static const struct patch_set *find_patch_set(struct notedb_reading *reading, uint32_t number)
{
	uint32_t at = map_get(reading->index, notedb_key_of(reading, 'p', number, NO_TEXT, NO_TEXT));

	return at != UINT32_MAX && reading->patch_sets.at[at].has_oid ? &reading->patch_sets.at[at] : NULL;
}

static struct text head_of(struct notedb_reading *reading, uint32_t number)
{
	const struct patch_set *patch_set = find_patch_set(reading, number);
	struct buf hex = { 0 };
	struct text head = { 0 };

	if (patch_set) {
		oid_add_hex(&hex, &patch_set->oid);
		head = (struct text){ arena_copy(&reading->arena, hex.at, hex.size), hex.size };
	}
	buf_release(&hex);
	return head;
}

static void tell_act(struct notedb_reading *reading, struct request_act_fact act)
{
	act.change = reading->change.key;
	act.source = SOURCE;
	act.who = with_name(reading, act.who);
	reading->sink.act(reading->sink.payload, &act);
}

/* "Code-Review+2"; one of several alike of the same second, on different patch sets, names its own. */
static void add_raw(struct buf *out, struct notedb_reading *reading, const struct vote *vote)
{
	struct buf second = { 0 };
	bool is_new = false;

	buf_add_fmt(out, TEXT_FMT "%+d", TEXT_ARG(vote->label), vote->value);
	buf_add_fmt(&second, "%lld %s", (long long)vote->time, buf_str(out));
	(void)map_intern(reading->index, notedb_key_of(reading, 's', 0, vote->who.email, buf_text(&second)), 1,
	                 &is_new);
	if (!is_new)
		buf_add_fmt(out, " on patch set %u", vote->patch_set);
	buf_release(&second);
}

static void tell_votes(struct notedb_reading *reading)
{
	for (size_t i = 0; i < reading->votes.count; i++) {
		const struct vote *vote = &reading->votes.at[i];
		struct buf raw = { 0 };

		add_raw(&raw, reading, vote);
		tell_act(reading,
		         (struct request_act_fact){ .kind = notedb_label_kind(reading->change.labels, vote->label),
		                                    .who = vote->who,
		                                    .act_time = vote->time,
		                                    .state = vote->value > 0 ? ACT_STATE_APPROVED : ACT_STATE_CHANGES,
		                                    .word_count = -1,
		                                    .head = head_of(reading, vote->patch_set),
		                                    .mark = vote->is_excluded ? MARK_EXCLUDED : MARK_NONE,
		                                    .raw = buf_text(&raw) });
		buf_release(&raw);
	}
}

static void tell_messages(struct notedb_reading *reading)
{
	for (size_t i = 0; i < reading->messages.count; i++) {
		const struct message *message = &reading->messages.at[i];

		tell_act(reading, (struct request_act_fact){ .kind = EVENT_CMT,
		                                             .who = message->who,
		                                             .act_time = message->time,
		                                             .state = ACT_STATE_COMMENTED,
		                                             .word_count = message->word_count,
		                                             .head = head_of(reading, message->patch_set) });
	}
}

static void tell_asks(struct notedb_reading *reading)
{
	for (size_t i = 0; i < reading->asks.count; i++) {
		const struct ask *ask = &reading->asks.at[i];

		if (ask->time && !notedb_is_same(ask->who, reading->owner))
			tell_act(reading, (struct request_act_fact){ .kind = EVENT_REQ,
			                                             .who = ask->who,
			                                             .act_time = ask->time,
			                                             .word_count = -1,
			                                             .mark = MARK_REQUESTED });
	}
}

/* ---- who is who in this change ---- */

static void see_ident(struct notedb_reading *reading, struct identity_fact who)
{
	bool is_new = false;

	if (!who.email.size || !who.name.size)
		return;
	(void)map_intern(reading->names, who.email, (uint32_t)reading->idents.count, &is_new);
	if (is_new)
		*VEC_PUSH(&reading->idents) = who;
}

/* The newest name of each account. */
static void find_names(struct notedb_reading *reading)
{
	if (reading->names)
		return;
	reading->names = map_new();
	for (size_t i = 0; i < reading->seen.count; i++)
		see_ident(reading, reading->seen.at[i]);
}

/* The one account of that name; nobody if there are several. */
static struct identity_fact find_by_name(struct notedb_reading *reading, struct text name)
{
	struct identity_fact found = { 0 };

	if (!name.size)
		return found;
	find_names(reading);
	for (size_t i = 0; i < reading->idents.count; i++) {
		if (!text_equal(reading->idents.at[i].name, name))
			continue;
		if (notedb_is_somebody(found))
			return (struct identity_fact){ 0 };
		found = reading->idents.at[i];
	}
	return found;
}

/* ---- the request ---- */

static bool is_merged(const struct notedb_reading *reading)
{
	return text_equal_nocase(reading->status, TEXT("merged"));
}

static void tell_merge(struct notedb_reading *reading)
{
	struct identity_fact who = reading->submitter;

	if (!is_merged(reading))
		return;
	if (!notedb_is_somebody(who))
		who = reading->merger;
	if (!notedb_is_somebody(who))
		who = find_by_name(reading, notedb_merger(reading->merge_words));
	if (notedb_is_somebody(who))
		tell_act(reading, (struct request_act_fact){ .kind = EVENT_INT,
		                                             .who = who,
		                                             .act_time = reading->status_time,
		                                             .word_count = -1,
		                                             .head = head_of(reading, reading->current) });
}

/* Follows it from the oldest on: the last time that it ceased to be a draft, and whether it is one now. */
static void fill_draft(struct request_fact *request, const struct notedb_reading *reading)
{
	bool is_in_progress = false, is_private = false, is_draft = false, is_ready = true;

	for (size_t i = reading->readinesses.count; i-- > 0;) {
		const struct readiness *readiness = &reading->readinesses.at[i];
		bool was_ready = is_ready;

		if (readiness->is_in_progress != NOT_TOLD)
			is_in_progress = readiness->is_in_progress;
		if (readiness->is_private != NOT_TOLD)
			is_private = readiness->is_private;
		if (readiness->is_draft != NOT_TOLD)
			is_draft = readiness->is_draft;
		is_ready = !is_in_progress && !is_private && !is_draft;
		if (is_ready && !was_ready)
			request->ready_time = readiness->time;
	}
	request->draft = is_ready ? DRAFT_NO : DRAFT_YES;
}

static void fill_state(struct request_fact *request, const struct notedb_reading *reading)
{
	if (is_merged(reading)) {
		request->state = REQUEST_MERGED;
		request->merged_time = reading->status_time;
		request->closed_time = reading->status_time;
	} else if (text_equal_nocase(reading->status, TEXT("abandoned"))) {
		request->state = REQUEST_CLOSED;
		request->closed_time = reading->status_time;
	} else {
		request->state = reading->status.size || !reading->change.is_cut ? REQUEST_OPEN : REQUEST_STATE_UNKNOWN;
	}
}

static void fill_alias(struct request_fact *request, struct notedb_reading *reading)
{
	static const char heads[] = "refs/heads/";
	struct text branch = reading->branch;
	char *alias;

	if (!reading->change_id.size || !branch.size)
		return;
	if (text_starts(branch, text_of(heads)))
		branch = text_slice(branch, sizeof(heads) - 1, branch.size);
	alias = xstrfmt(TEXT_FMT "~" TEXT_FMT, TEXT_ARG(reading->change_id), TEXT_ARG(branch));
	request->alias = text_of(arena_copy(&reading->arena, alias, strlen(alias)));
	free(alias);
}

static void tell_request(struct notedb_reading *reading)
{
	VEC(struct request_pointer) pointers = { 0 };
	struct request_fact request = { .change = reading->change.key, .forge = TEXT("gerrit"), .line_count = -1 };
	struct identity_fact owner = reading->owner;

	for (size_t i = 0; i < reading->patch_sets.count; i++) {
		const struct patch_set *patch_set = &reading->patch_sets.at[i];

		if (!patch_set->has_oid || patch_set->is_deleted)
			continue;
		*VEC_PUSH(&pointers) = (struct request_pointer){ POINTER_COMMIT, patch_set->oid, patch_set->push_time };
		if (patch_set->number == reading->current)
			*VEC_PUSH(&pointers) =
				(struct request_pointer){ is_merged(reading) ? POINTER_MERGE : POINTER_HEAD,
				                          patch_set->oid, patch_set->push_time };
	}
	fill_state(&request, reading);
	fill_draft(&request, reading);
	fill_alias(&request, reading);
	request.seen_time = reading->end_time;
	if (!reading->change.is_cut) {
		request.created_time = reading->begin_time;
		request.reviews_time = reading->end_time;
	}
	if (notedb_is_somebody(owner)) {
		owner = with_name(reading, owner);
		request.author = owner.name;
		request.author_email = owner.email;
	}
	request.pointers = pointers.at;
	request.pointer_count = pointers.count;
	reading->sink.request(reading->sink.payload, &request);
	VEC_RELEASE(&pointers);
}

void notedb_tell(struct notedb_reading *reading)
{
	tell_request(reading);
	tell_votes(reading);
	tell_messages(reading);
	tell_asks(reading);
	tell_merge(reading);
}

/* ---- comments ---- */

struct comment_visit {
	struct notedb_reading *reading;
	const struct oid *patch_set;
};

/* The part behind '@' of whoever wrote the newest commit that an account wrote: comments name accounts by number alone. */
static struct text usual_server(const struct notedb_reading *reading)
{
	for (size_t i = 0; i < reading->change.commit_count; i++) {
		const struct commit_fact *commit = &reading->change.commits[i];
		ptrdiff_t at = text_find_char(commit->author.email, '@', 0);

		if (at >= 0 && !text_equal(commit->author.email, commit->committer.email))
			return text_slice(commit->author.email, (size_t)at + 1, commit->author.email.size);
	}
	return NO_TEXT;
}

static struct identity_fact find_account(struct notedb_reading *reading, int64_t number, struct text server)
{
	struct identity_fact who = { 0 };
	char *email;
	uint32_t at;

	if (!server.size)
		server = usual_server(reading);
	email = xstrfmt("%lld@" TEXT_FMT, (long long)number, TEXT_ARG(server));
	who.email = text_of(arena_copy(&reading->arena, email, strlen(email)));
	free(email);
	at = map_get(reading->names, who.email);
	return at == UINT32_MAX ? who : reading->idents.at[at];
}

static struct identity_fact writer_of(struct notedb_reading *reading, const struct notedb_comment *comment)
{
	if (notedb_is_somebody(comment->real_ident))
		return comment->real_ident;
	if (notedb_is_somebody(comment->author_ident))
		return comment->author_ident;
	return find_account(reading, comment->real_author >= 0 ? comment->real_author : comment->author,
	                    comment->server);
}

/* A time without a zone may be hours off: not outside of the life of the change. */
static int64_t time_of(struct notedb_reading *reading, const struct notedb_comment *comment)
{
	if (!comment->is_undated)
		return comment->time;
	reading->summary.undated_count++;
	if (comment->time && comment->time < reading->begin_time)
		return reading->begin_time;
	return comment->time > reading->end_time ? reading->end_time : comment->time;
}

static void tell_comment(void *payload, const struct notedb_comment *comment)
{
	struct comment_visit *visit = payload;
	struct notedb_reading *reading = visit->reading;
	struct buf raw = { 0 }, head = { 0 };
	struct oid revision;

	if (comment->is_robot || text_starts(comment->tag, TEXT("autogenerated:")))
		return;
	buf_add_fmt(&raw, TEXT_FMT ":%lld " TEXT_FMT, TEXT_ARG(comment->file), (long long)comment->line,
	            TEXT_ARG(comment->uuid));
	oid_add_hex(&head, oid_from_hex(&revision, comment->revision) ? &revision : visit->patch_set);
	tell_act(reading, (struct request_act_fact){ .kind = EVENT_CMT,
	                                             .who = writer_of(reading, comment),
	                                             .act_time = time_of(reading, comment),
	                                             .state = ACT_STATE_COMMENTED,
	                                             .word_count = forge_word_count(comment->message),
	                                             .head = buf_text(&head),
	                                             .raw = buf_text(&raw) });
	buf_release(&raw);
	buf_release(&head);
}

void notedb_read_comments(struct notedb_reading *reading, const struct oid *patch_set, struct text bytes)
{
	struct comment_visit visit = { reading, patch_set };

	find_names(reading);
	reading->summary.unread_count += notedb_each_comment(bytes, tell_comment, &visit);
}
