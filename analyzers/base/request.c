/*
 * How several tellings of one request become one, for whoever keeps them: the database and notes. Every field is the
 * greatest of what was told under an order that does not know which was read first, so that the same tellings give the
 * same request in any order and any grouping.
 */
#include "lead/facts.h"

static int64_t max_int(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Nothing merged is a draft, and most forms of export leave that out: it is not told of it, by whichever. */
static void forget_draft(struct request_telling *telling)
{
	if (telling->fact.state != REQUEST_MERGED && telling->fact.draft != DRAFT_NOT_TOLD)
		return;
	telling->fact.draft = DRAFT_NOT_TOLD;
	telling->draft_seen = 0;
}

struct request_telling request_telling_of(const struct request_fact *fact)
{
	struct request_telling out = { .fact = *fact };
	struct request_fact *own = &out.fact;

	own->created_time = max_int(own->created_time, 0);
	own->ready_time = max_int(own->ready_time, 0);
	own->closed_time = max_int(own->closed_time, 0);
	own->merged_time = max_int(own->merged_time, 0);
	own->seen_time = max_int(own->seen_time, 0);
	own->reviews_time = max_int(own->reviews_time, 0);
	own->line_count = max_int(own->line_count, -1);
	out.project_seen = own->project.size > 0 ? own->seen_time : 0;
	out.author_seen = own->author.size > 0 ? own->seen_time : 0;
	out.line_seen = own->line_count >= 0 ? own->seen_time : 0;
	out.state_seen = own->state != REQUEST_STATE_UNKNOWN ? own->seen_time : 0;
	out.draft_seen = own->seen_time;
	forget_draft(&out);
	/* Of an open one no time tells that it is not closed, any more. */
	out.closed_seen = own->closed_time > 0 || own->state == REQUEST_OPEN ? own->seen_time : 0;
	return out;
}

/* The later telling stands; of two as late the greater. What is not told is less than all that is. */
static void join_text(struct text *text, int64_t *seen, struct text other, int64_t other_seen)
{
	if (other.size > 0 &&
	    (!text->size || other_seen > *seen || (other_seen == *seen && text_compare(other, *text) > 0))) {
		*text = other;
		*seen = other_seen;
	}
}

static void join_count(int64_t *count, int64_t *seen, int64_t other, int64_t other_seen)
{
	if (other >= 0 && (*count < 0 || other_seen > *seen || (other_seen == *seen && other > *count))) {
		*count = other;
		*seen = other_seen;
	}
}

/*
 * Nothing undoes a merge, and forms of export that do not know of it say "closed", however new they are: merged stands.
 */
static int state_rank(enum request_state state, int64_t seen, int64_t other_seen)
{
	if (state == REQUEST_MERGED || state == REQUEST_STATE_UNKNOWN)
		return state == REQUEST_MERGED ? 4 : 0;
	return 1 + (seen > other_seen ? 2 : 0) + (seen == other_seen && state == REQUEST_CLOSED);
}

static void join_state(struct request_telling *into, const struct request_telling *other)
{
	int rank = state_rank(into->fact.state, into->state_seen, other->state_seen);
	int other_rank = state_rank(other->fact.state, other->state_seen, into->state_seen);

	if (other_rank > rank || (into->fact.state == other->fact.state && other->state_seen > into->state_seen)) {
		into->fact.state = other->fact.state;
		into->state_seen = other->state_seen;
	}
}

static void join_draft(struct request_telling *into, const struct request_telling *other)
{
	enum request_draft told = other->fact.draft, *own = &into->fact.draft;

	if (told != DRAFT_NOT_TOLD && (*own == DRAFT_NOT_TOLD || other->draft_seen > into->draft_seen ||
	                               (other->draft_seen == into->draft_seen && told > *own))) {
		*own = told;
		into->draft_seen = other->draft_seen;
	}
	forget_draft(into);
}

/* An address belongs to the name that it was told with. */
static void join_author(struct request_telling *into, const struct request_telling *other)
{
	struct text before = into->fact.author;

	join_text(&into->fact.author, &into->author_seen, other->fact.author, other->author_seen);
	if (!text_equal(before, other->fact.author) && text_equal(into->fact.author, other->fact.author))
		into->fact.author_email = other->fact.author_email;
	else if (text_equal(before, other->fact.author) &&
	         text_compare(into->fact.author_email, other->fact.author_email) < 0)
		into->fact.author_email = other->fact.author_email;
}

void request_telling_join(struct request_telling *into, const struct request_telling *other)
{
	struct request_fact *own = &into->fact;
	const struct request_fact *told = &other->fact;

	if (text_compare(own->forge, told->forge) < 0)
		own->forge = told->forge;
	if (text_compare(own->alias, told->alias) < 0)
		own->alias = told->alias;
	join_text(&own->project, &into->project_seen, told->project, other->project_seen);
	join_author(into, other);
	join_count(&own->line_count, &into->line_seen, told->line_count, other->line_seen);
	join_count(&own->closed_time, &into->closed_seen, told->closed_time, other->closed_seen);
	join_state(into, other);
	join_draft(into, other);
	own->created_time = max_int(own->created_time, told->created_time);
	own->ready_time = max_int(own->ready_time, told->ready_time);
	own->merged_time = max_int(own->merged_time, told->merged_time);
	own->seen_time = max_int(own->seen_time, told->seen_time);
	own->reviews_time = max_int(own->reviews_time, told->reviews_time);
	own->is_unlanded = own->is_unlanded && told->is_unlanded;
}

bool request_fact_equal(const struct request_fact *a, const struct request_fact *b)
{
	return text_equal(a->change, b->change) && text_equal(a->forge, b->forge) &&
	       text_equal(a->project, b->project) && text_equal(a->author, b->author) &&
	       text_equal(a->author_email, b->author_email) && text_equal(a->alias, b->alias) && a->state == b->state &&
	       a->draft == b->draft && a->created_time == b->created_time && a->ready_time == b->ready_time &&
	       a->closed_time == b->closed_time && a->merged_time == b->merged_time && a->line_count == b->line_count &&
	       a->is_unlanded == b->is_unlanded;
}

bool request_is_grouping(struct text change)
{
	return text_starts(change, TEXT("pr:")) || text_starts(change, TEXT("mr:")) ||
	       text_starts(change, TEXT("gerrit:"));
}
