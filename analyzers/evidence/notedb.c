/*
 * One change of Gerrit's: its commits, newest first, give the final votes, the state, who was asked and who submitted; then its
 * files of comments. Of each (patch set, account, label) the newest vote stands.
 */
#include <stdlib.h>
#include <string.h>
#include "import_reader.h"
#include "lead/map.h"
#include "lead/vec.h"
#include "notedb_parts.h"

#define SOURCE TEXT("notedb")
#define NOT_TOLD (-1)

struct patch_set {
	struct oid oid;
	int64_t push_time;
	bool has_oid, is_draft, is_deleted, is_state_known;
	uint32_t number;
};

struct vote {
	struct text label;
	struct identity_fact who;
	int64_t time;
	uint32_t patch_set;
	int value;
	bool is_excluded; /* of a reviewer who was removed later */
};

/* What was written or done at a point in time. */
struct message {
	struct identity_fact who;
	int64_t time, word_count;
	uint32_t patch_set;
};

struct ask {
	struct identity_fact who;
	int64_t time; /* the first by somebody else; 0: none */
};

/* What a commit says of whether the change is a draft; NOT_TOLD: nothing. */
struct readiness {
	int64_t time;
	int is_in_progress, is_private, is_draft;
};

/* One commit while it is read. */
struct operation {
	const struct commit_fact *commit;
	struct notedb_message message;
	struct identity_fact account; /* the one that the commit is of; email empty: the server itself */
	struct identity_fact actor;   /* who did it: the account, or who acted on its behalf */
	struct text status, tag, current;
	struct oid oid;
	bool has_oid;
	uint32_t patch_set; /* 0: not told */
	enum patch_set_state patch_set_state;
	int is_in_progress, is_private;
};

struct notedb_reading {
	struct notedb_change change;
	struct request_sink sink;
	struct notedb_summary summary;
	struct arena arena;
	struct buf key;    /* scratch */
	struct map *index; /* votes, asked and removed accounts, patch sets: key_of */
	struct map *names; /* addresses and names seen in this change; NULL until somebody asks */
	VEC(struct identity_fact) idents;
	VEC(struct vote) votes;
	VEC(struct message) messages;
	VEC(struct ask) asks;
	VEC(struct patch_set) patch_sets;
	VEC(struct readiness) readinesses; /* newest first */
	struct text status, branch, change_id;
	int64_t status_time, begin_time, end_time;
	struct identity_fact owner;
	struct identity_fact submitter; /* of the newest legacy marker */
	struct identity_fact merger;    /* of the newest commit that says "merged" */
	struct text merge_words;
	uint32_t current; /* patch set; 0: not yet known */
};

/* ---- small helpers ---- */

static bool is_somebody(struct identity_fact who)
{
	return who.email.size > 0;
}

static bool is_same(struct identity_fact a, struct identity_fact b)
{
	return text_equal(a.email, b.email);
}

/* An account that is named nowhere has the name that newer servers give all accounts. */
static struct identity_fact with_name(struct notedb_reading *reading, struct identity_fact who)
{
	ptrdiff_t at;
	char *name;

	if (who.name.size)
		return who;
	at = text_find_char(who.email, '@', 0);
	name = xstrfmt("Gerrit User " TEXT_FMT,
	               TEXT_ARG(text_slice(who.email, 0, at < 0 ? who.email.size : (size_t)at)));
	who.name = text_of(arena_copy(&reading->arena, name, strlen(name)));
	free(name);
	return who;
}

/* Parts of a key as one; borrowed until the next. */
static struct text key_of(struct notedb_reading *reading, char what, uint32_t number, struct text a, struct text b)
{
	buf_clear(&reading->key);
	buf_add_char(&reading->key, what);
	buf_add(&reading->key, (const char *)&number, sizeof(number));
	buf_add_text(&reading->key, a);
	buf_add_char(&reading->key, '\0');
	buf_add_text(&reading->key, b);
	return buf_text(&reading->key);
}

#define NO_TEXT ((struct text){ NULL, 0 })

static struct patch_set *patch_set_of(struct notedb_reading *reading, uint32_t number)
{
	bool is_new = false;
	uint32_t at = map_intern(reading->index, key_of(reading, 'p', number, NO_TEXT, NO_TEXT),
	                         (uint32_t)reading->patch_sets.count, &is_new);
	struct patch_set *patch_set = is_new ? VEC_PUSH(&reading->patch_sets) : &reading->patch_sets.at[at];

	patch_set->number = number;
	return patch_set;
}

static bool is_true(struct text value)
{
	return text_equal_nocase(value, TEXT("true"));
}

/* ---- one commit ---- */

/* What stands once in a commit. */
static void read_single(struct notedb_reading *reading, struct operation *operation)
{
	struct text rest = operation->message.footers;
	struct notedb_footer footer;

	while (notedb_next_footer(&rest, &footer)) {
		switch (footer.key) {
		case NOTEDB_PATCH_SET:
			if (!notedb_parse_patch_set(&operation->patch_set, &operation->patch_set_state, footer.value))
				operation->patch_set = 0;
			break;
		case NOTEDB_COMMIT:
			operation->has_oid = oid_from_hex(&operation->oid, footer.value);
			break;
		case NOTEDB_CURRENT:
			operation->current = footer.value;
			break;
		case NOTEDB_STATUS:
			operation->status = footer.value;
			break;
		case NOTEDB_TAG:
			operation->tag = footer.value;
			break;
		case NOTEDB_REAL_USER:
			if (!notedb_parse_ident(&operation->actor, footer.value))
				operation->actor = operation->account;
			break;
		case NOTEDB_BRANCH:
			if (!reading->branch.size)
				reading->branch = footer.value;
			break;
		case NOTEDB_CHANGE_ID:
			if (!reading->change_id.size)
				reading->change_id = footer.value;
			break;
		case NOTEDB_WORK_IN_PROGRESS:
			operation->is_in_progress = is_true(footer.value);
			break;
		case NOTEDB_PRIVATE:
			operation->is_private = is_true(footer.value);
			break;
		default:
			break;
		}
	}
}

static void add_vote(struct notedb_reading *reading, const struct operation *operation, const struct notedb_vote *vote)
{
	struct identity_fact account = is_somebody(vote->voter) ? vote->voter : operation->account;
	struct identity_fact who =
		is_somebody(vote->voter) || !is_somebody(operation->actor) ? account : operation->actor;
	bool is_new = false;

	if (!is_somebody(account))
		return;
	if (text_equal(vote->label, TEXT("SUBM"))) {
		if (vote->value > 0 && !is_somebody(reading->submitter))
			reading->submitter = who;
		return;
	}
	(void)map_intern(reading->index, key_of(reading, 'v', operation->patch_set, account.email, vote->label), 1,
	                 &is_new);
	if (!is_new || !vote->value)
		return;
	*VEC_PUSH(&reading->votes) = (struct vote){
		.label = vote->label,
		.who = who,
		.time = operation->commit->commit_time,
		.patch_set = operation->patch_set,
		.value = vote->value,
		.is_excluded = map_get(reading->index, key_of(reading, 'r', 0, account.email, NO_TEXT)) != UINT32_MAX,
	};
}

static void add_ask(struct notedb_reading *reading, const struct operation *operation, struct identity_fact who)
{
	bool is_new = false;
	uint32_t at = map_intern(reading->index, key_of(reading, 'a', 0, who.email, NO_TEXT),
	                         (uint32_t)reading->asks.count, &is_new);
	struct ask *ask = is_new ? VEC_PUSH(&reading->asks) : &reading->asks.at[at];

	if (is_new)
		ask->who = who;
	/* Whoever votes or comments becomes a reviewer by it: nobody asked. */
	if (!is_same(operation->account, who) && !is_same(operation->actor, who))
		ask->time = operation->commit->commit_time;
}

/* What may stand several times in a commit, once its patch set is known. */
static void read_several(struct notedb_reading *reading, const struct operation *operation)
{
	struct text rest = operation->message.footers;
	struct notedb_footer footer;
	struct identity_fact who;
	struct notedb_vote vote;

	while (notedb_next_footer(&rest, &footer)) {
		switch (footer.key) {
		case NOTEDB_LABEL:
			if (notedb_parse_vote(&vote, footer.value))
				add_vote(reading, operation, &vote);
			break;
		case NOTEDB_REVIEWER:
			if (notedb_parse_ident(&who, footer.value))
				add_ask(reading, operation, who);
			break;
		case NOTEDB_REVIEWER_EMAIL:
			if (!notedb_parse_ident(&who, footer.value))
				who = (struct identity_fact){ NO_TEXT, footer.value };
			if (who.email.size)
				add_ask(reading, operation, who);
			break;
		case NOTEDB_REMOVED:
			if (notedb_parse_ident(&who, footer.value))
				map_put(reading->index, key_of(reading, 'r', 0, who.email, NO_TEXT), 1);
			break;
		default:
			/* A vote that was copied is no new one; of CC and attention nobody is asked to review. */
			break;
		}
	}
}

static void take_patch_set(struct notedb_reading *reading, const struct operation *operation)
{
	struct patch_set *patch_set = patch_set_of(reading, operation->patch_set);
	int64_t time = operation->commit->commit_time;

	if (operation->has_oid && !patch_set->has_oid) {
		patch_set->oid = operation->oid;
		patch_set->has_oid = true;
		patch_set->push_time = time;
	} else if (operation->has_oid && !memcmp(&patch_set->oid, &operation->oid, sizeof(operation->oid))) {
		patch_set->push_time = time;
	}
	if (operation->patch_set_state != PATCH_SET_PLAIN && !patch_set->is_state_known) {
		patch_set->is_state_known = true;
		patch_set->is_draft = operation->patch_set_state == PATCH_SET_DRAFT;
		patch_set->is_deleted = operation->patch_set_state == PATCH_SET_DELETED;
	}
	if (!reading->current && !patch_set->is_deleted && (operation->has_oid || is_true(operation->current)))
		reading->current = operation->patch_set;
}

static void take_readiness(struct notedb_reading *reading, const struct operation *operation)
{
	struct readiness readiness = { operation->commit->commit_time, operation->is_in_progress, operation->is_private,
		                       NOT_TOLD };

	if (operation->patch_set_state == PATCH_SET_DRAFT || text_equal_nocase(operation->status, TEXT("draft")))
		readiness.is_draft = true;
	else if (operation->patch_set_state == PATCH_SET_PUBLISHED || operation->status.size)
		readiness.is_draft = false;
	if (readiness.is_draft != NOT_TOLD || readiness.is_in_progress != NOT_TOLD || readiness.is_private != NOT_TOLD)
		*VEC_PUSH(&reading->readinesses) = readiness;
}

static void take_status(struct notedb_reading *reading, const struct operation *operation)
{
	if (!operation->status.size || reading->status.size)
		return;
	reading->status = operation->status;
	reading->status_time = operation->commit->commit_time;
	reading->merger = operation->actor;
	reading->merge_words = operation->message.body;
}

static void take_message(struct notedb_reading *reading, const struct operation *operation)
{
	int64_t word_count;

	if (!operation->message.body.size || !is_somebody(operation->actor) ||
	    text_starts(operation->tag, TEXT("autogenerated:")))
		return;
	word_count = notedb_word_count(operation->message.body);
	if (word_count)
		*VEC_PUSH(&reading->messages) = (struct message){ operation->actor, operation->commit->commit_time,
			                                          word_count, operation->patch_set };
}

static void begin_operation(struct operation *out, struct notedb_reading *reading, const struct commit_fact *commit)
{
	bool is_server = text_equal(commit->author.email, commit->committer.email) &&
	                 text_equal(commit->author.name, commit->committer.name);
	ptrdiff_t at = text_find_char(commit->author.email, '@', 0);

	*out = (struct operation){ .commit = commit, .is_in_progress = NOT_TOLD, .is_private = NOT_TOLD };
	notedb_split(&out->message, commit->message);
	if (!is_server) {
		out->account = commit->author;
		reading->summary.serverless_count += at < 0 || (size_t)at + 1 == commit->author.email.size;
	}
	out->actor = out->account;
	read_single(reading, out);
	reading->summary.malformed_count += !out->patch_set || (commit->damage & ~(unsigned)DAMAGE_ENCODING);
}

static void read_commit(struct notedb_reading *reading, const struct commit_fact *commit)
{
	struct operation operation;

	begin_operation(&operation, reading, commit);
	read_several(reading, &operation);
	if (operation.patch_set)
		take_patch_set(reading, &operation);
	take_readiness(reading, &operation);
	take_status(reading, &operation);
	take_message(reading, &operation);
	reading->begin_time = commit->commit_time;
	/* The oldest of all stands. */
	reading->owner = operation.account;
}

/* ---- telling ---- */

static struct text head_of(struct notedb_reading *reading, uint32_t number)
{
	uint32_t at = map_get(reading->index, key_of(reading, 'p', number, NO_TEXT, NO_TEXT));
	struct buf hex = { 0 };
	struct text head = { 0 };

	if (at != UINT32_MAX && reading->patch_sets.at[at].has_oid) {
		oid_add_hex(&hex, &reading->patch_sets.at[at].oid);
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
	(void)map_intern(reading->index, key_of(reading, 's', 0, vote->who.email, buf_text(&second)), 1, &is_new);
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

		if (ask->time && !is_same(ask->who, reading->owner))
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
	for (size_t i = 0; i < reading->change.commit_count; i++) {
		const struct commit_fact *commit = &reading->change.commits[i];
		struct notedb_message message;
		struct notedb_footer footer;
		struct identity_fact who;

		see_ident(reading, commit->author);
		notedb_split(&message, commit->message);
		while (notedb_next_footer(&message.footers, &footer))
			if ((footer.key == NOTEDB_REVIEWER || footer.key == NOTEDB_CC ||
			     footer.key == NOTEDB_REMOVED) &&
			    notedb_parse_ident(&who, footer.value))
				see_ident(reading, who);
	}
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
		if (is_somebody(found))
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
	if (!is_somebody(who))
		who = reading->merger;
	if (!is_somebody(who))
		who = find_by_name(reading, notedb_merger(reading->merge_words));
	if (is_somebody(who))
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
	if (is_somebody(owner)) {
		owner = with_name(reading, owner);
		request.author = owner.name;
		request.author_email = owner.email;
	}
	request.pointers = pointers.at;
	request.pointer_count = pointers.count;
	reading->sink.request(reading->sink.payload, &request);
	VEC_RELEASE(&pointers);
}

struct notedb_reading *notedb_begin(const struct notedb_change *change, const struct request_sink *sink)
{
	struct notedb_reading *reading = xcalloc(1, sizeof(*reading));

	reading->change = *change;
	reading->sink = *sink;
	reading->index = map_new();
	reading->end_time = change->commit_count ? change->commits[0].commit_time : 0;
	for (size_t i = 0; i < change->commit_count; i++)
		read_commit(reading, &change->commits[i]);
	/* Who wrote the oldest commit that is here need not own the change. */
	if (change->is_cut)
		reading->owner = (struct identity_fact){ 0 };
	if (change->commit_count) {
		tell_request(reading);
		tell_votes(reading);
		tell_messages(reading);
		tell_asks(reading);
		tell_merge(reading);
	}
	return reading;
}

void notedb_finish(struct notedb_reading *reading, struct notedb_summary *summary)
{
	*summary = reading->summary;
	map_free(reading->index);
	map_free(reading->names);
	buf_release(&reading->key);
	arena_release(&reading->arena);
	VEC_RELEASE(&reading->idents);
	VEC_RELEASE(&reading->votes);
	VEC_RELEASE(&reading->messages);
	VEC_RELEASE(&reading->asks);
	VEC_RELEASE(&reading->patch_sets);
	VEC_RELEASE(&reading->readinesses);
	free(reading);
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
	if (is_somebody(comment->real_ident))
		return comment->real_ident;
	if (is_somebody(comment->author_ident))
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
