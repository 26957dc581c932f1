/*
 * One change of Gerrit's: what its commits say, newest first. Of each (patch set, account, label) the newest vote stands, of status,
 * branch and the like the newest word.
 */
#include <stdlib.h>
#include <string.h>
#include "notedb_reading.h"

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

struct text notedb_key_of(struct notedb_reading *reading, char what, uint32_t number, struct text a, struct text b)
{
	buf_clear(&reading->key);
	buf_add_char(&reading->key, what);
	buf_add(&reading->key, (const char *)&number, sizeof(number));
	buf_add_text(&reading->key, a);
	buf_add_char(&reading->key, '\0');
	buf_add_text(&reading->key, b);
	return buf_text(&reading->key);
}

static struct patch_set *patch_set_of(struct notedb_reading *reading, uint32_t number)
{
	bool is_new = false;
	uint32_t at = map_intern(reading->index, notedb_key_of(reading, 'p', number, NO_TEXT, NO_TEXT),
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
	for (size_t i = 0; i < reading->footers.count; i++) {
		struct notedb_footer footer = reading->footers.at[i];

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
	struct identity_fact account = notedb_is_somebody(vote->voter) ? vote->voter : operation->account;
	struct identity_fact who =
		notedb_is_somebody(vote->voter) || !notedb_is_somebody(operation->actor) ? account : operation->actor;
	bool is_new = false;

	if (!notedb_is_somebody(account))
		return;
	if (text_equal(vote->label, TEXT("SUBM"))) {
		if (vote->value > 0 && !notedb_is_somebody(reading->submitter))
			reading->submitter = who;
		return;
	}
	(void)map_intern(reading->index, notedb_key_of(reading, 'v', operation->patch_set, account.email, vote->label),
	                 1, &is_new);
	if (!is_new || !vote->value)
		return;
	*VEC_PUSH(&reading->votes) = (struct vote){
		.label = vote->label,
		.who = who,
		.time = operation->commit->commit_time,
		.patch_set = operation->patch_set,
		.value = vote->value,
		.is_excluded =
			map_get(reading->index, notedb_key_of(reading, 'r', 0, account.email, NO_TEXT)) != UINT32_MAX,
	};
}

static void add_ask(struct notedb_reading *reading, const struct operation *operation, struct identity_fact who)
{
	bool is_new = false;
	uint32_t at = map_intern(reading->index, notedb_key_of(reading, 'a', 0, who.email, NO_TEXT),
	                         (uint32_t)reading->asks.count, &is_new);
	struct ask *ask = is_new ? VEC_PUSH(&reading->asks) : &reading->asks.at[at];

	if (is_new)
		ask->who = who;
	/* Whoever votes or comments becomes a reviewer by it: nobody asked. */
	if (!notedb_is_same(operation->account, who) && !notedb_is_same(operation->actor, who))
		ask->time = operation->commit->commit_time;
}

/* What may stand several times in a commit, once its patch set is known. */
static void read_several(struct notedb_reading *reading, const struct operation *operation)
{
	struct identity_fact who;
	struct notedb_vote vote;

	for (size_t i = 0; i < reading->footers.count; i++) {
		struct notedb_footer footer = reading->footers.at[i];

		switch (footer.key) {
		case NOTEDB_LABEL:
			if (notedb_parse_vote(&vote, footer.value))
				add_vote(reading, operation, &vote);
			break;
		case NOTEDB_REVIEWER:
			if (notedb_parse_ident(&who, footer.value)) {
				*VEC_PUSH(&reading->seen) = who;
				add_ask(reading, operation, who);
			}
			break;
		case NOTEDB_REVIEWER_EMAIL:
			if (!notedb_parse_ident(&who, footer.value))
				who = (struct identity_fact){ NO_TEXT, footer.value };
			if (who.email.size)
				add_ask(reading, operation, who);
			break;
		case NOTEDB_REMOVED:
			if (notedb_parse_ident(&who, footer.value)) {
				*VEC_PUSH(&reading->seen) = who;
				map_put(reading->index, notedb_key_of(reading, 'r', 0, who.email, NO_TEXT), 1);
			}
			break;
		case NOTEDB_CC:
			/* Nobody is asked to review by it. */
			if (notedb_parse_ident(&who, footer.value))
				*VEC_PUSH(&reading->seen) = who;
			break;
		default:
			/* A vote that was copied is no new one; of attention nobody is asked to review. */
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

	if (!operation->message.body.size || !notedb_is_somebody(operation->actor) ||
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
	struct notedb_footer footer;
	struct text rest;

	*out = (struct operation){ .commit = commit, .is_in_progress = NOT_TOLD, .is_private = NOT_TOLD };
	notedb_split(&out->message, commit->message);
	rest = out->message.footers;
	VEC_CLEAR(&reading->footers);
	while (notedb_next_footer(&rest, &footer))
		*VEC_PUSH(&reading->footers) = footer;
	*VEC_PUSH(&reading->seen) = commit->author;
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

/* ---- all of them ---- */

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
	if (change->commit_count)
		notedb_tell(reading);
	return reading;
}

void notedb_finish(struct notedb_reading *reading, struct notedb_summary *summary)
{
	*summary = reading->summary;
	map_free(reading->index);
	map_free(reading->names);
	buf_release(&reading->key);
	arena_release(&reading->arena);
	VEC_RELEASE(&reading->footers);
	VEC_RELEASE(&reading->seen);
	VEC_RELEASE(&reading->idents);
	VEC_RELEASE(&reading->votes);
	VEC_RELEASE(&reading->messages);
	VEC_RELEASE(&reading->asks);
	VEC_RELEASE(&reading->patch_sets);
	VEC_RELEASE(&reading->readinesses);
	free(reading);
}
