/*
 * git-appraise: which request stands, and what its comments are acts of. A comment links to another by a hash of it, of the
 * line as it stands in the note or as git-appraise would write it again; old notes do one or the other.
 */
#include "lead/appraise.h"

#include <stdlib.h>
#include <string.h>

#include "appraise_json.h"
#include "import_reader.h"
#include "lead/map.h"
#include "lead/vec.h"

#define NO_COMMENT UINT32_MAX
#define SHOWN_SIZE 6 /* bytes of an id that are shown */

/* ---- requests ---- */

static struct text keep(struct arena *arena, struct text text)
{
	return (struct text){ arena_copy(arena, text.size ? text.at : "", text.size), text.size };
}

static int64_t earlier(int64_t a, int64_t b)
{
	return !a || (b && b < a) ? b : a;
}

static void take_request(struct appraise_request *out, struct arena *arena, const struct appraise_request_line *line,
                         bool is_first)
{
	int64_t time = appraise_time(line->timestamp);
	struct oid alias;

	out->created_time = earlier(out->created_time, time);
	if (!is_first && time < out->seen_time) {
		if (!out->requester.size)
			out->requester = keep(arena, line->requester);
		return;
	}
	out->seen_time = time;
	if (line->requester.size)
		out->requester = keep(arena, line->requester);
	out->review_ref = keep(arena, line->review_ref);
	out->target_ref = keep(arena, line->target_ref);
	if (!oid_from_hex(&alias, line->alias)) {
		out->has_alias = false;
		return;
	}
	if (!out->has_alias || memcmp(alias.bytes, out->alias.bytes, OID_SIZE) != 0)
		out->alias_time = time;
	out->has_alias = true;
	out->alias = alias;
}

bool appraise_read_request(struct appraise_request *out, struct arena *arena, struct text note)
{
	struct text line;
	bool is_first = true;

	*out = (struct appraise_request){ .has_alias = false };
	while (text_next_line(&note, &line)) {
		json_t *object = appraise_line(line);
		struct appraise_request_line request;

		if (object && appraise_request_decode(&request, object)) {
			take_request(out, arena, &request, is_first);
			is_first = false;
		}
		json_decref(object);
	}
	return !is_first;
}

/* ---- a review being read ---- */

struct comment {
	unsigned char hash[SHA1_SIZE]; /* of what git-appraise would write */
	struct oid parent, original;   /* what it answers, what it is a new wording of */
	bool has_parent, has_original; /* it says so, be it of something that is no hash */
	bool is_stray;                 /* it is a new wording of nobody knows what */
	struct text author, path, commit;
	uint32_t start_line;
	enum appraise_resolved resolved;
	int64_t time, word_count;
	uint32_t base;   /* index of the first wording, perhaps its own */
	uint32_t newest; /* of a first wording: index of the last */
};

struct reading {
	const struct request_sink *sink;
	struct appraise_summary *summary;
	struct arena arena;
	struct text change;
	const struct oid *annotated;
	VEC(struct comment) comments;
	struct map *by_hash; /* either hash of a comment, to its index */
	int64_t last_time;   /* the newest time of all lines */
};

/* "Ada <ada@example.org>", "ada@example.org", "aexample". */
static struct identity_fact read_who(struct text value)
{
	ptrdiff_t open = text_find_char(value, '<', 0);
	struct identity_fact who = { text_trim(value), { NULL, 0 } };

	value = who.name;
	if (open >= 0 && text_ends(value, TEXT(">"))) {
		open = text_find_char(value, '<', 0);
		who.email = text_trim(text_slice(value, (size_t)open + 1, value.size - 1));
		who.name = text_trim(text_slice(value, 0, (size_t)open));
	} else if (text_find_char(value, '@', 0) > 0 && text_find_char(value, ' ', 0) < 0) {
		who = (struct identity_fact){ .email = value };
	}
	return who;
}

static bool is_pull(struct text change)
{
	return text_starts(change, TEXT("pr:"));
}

static bool is_nobody(struct identity_fact who)
{
	return !who.name.size && !who.email.size;
}

/* ---- comments: loading ---- */

static struct text hash_text(const unsigned char *hash)
{
	return (struct text){ (const char *)hash, SHA1_SIZE };
}

static void load_comment(struct reading *reading, struct text line, const struct appraise_comment_line *read)
{
	unsigned char raw[SHA1_SIZE], written[SHA1_SIZE];
	uint32_t index = (uint32_t)reading->comments.count, at;
	struct buf canonical = { 0 };
	struct comment *comment;
	bool is_new = false;

	appraise_comment_write(&canonical, read);
	sha1_of(written, buf_text(&canonical));
	sha1_of(raw, line);
	buf_release(&canonical);
	at = map_intern(reading->by_hash, hash_text(written), index, &is_new);
	(void)map_intern(reading->by_hash, hash_text(raw), at, NULL);
	if (!is_new)
		return;
	comment = VEC_PUSH(&reading->comments);
	memcpy(comment->hash, written, SHA1_SIZE);
	comment->has_parent = read->parent.size;
	comment->has_original = read->original.size;
	(void)oid_from_hex(&comment->parent, read->parent);
	(void)oid_from_hex(&comment->original, read->original);
	comment->author = keep(&reading->arena, text_trim(read->author));
	comment->path = keep(&reading->arena, read->path);
	comment->commit = keep(&reading->arena, read->commit);
	comment->start_line = read->start_line;
	comment->resolved = read->resolved;
	comment->time = appraise_time(read->timestamp);
	comment->word_count = forge_word_count(read->description);
	comment->base = NO_COMMENT;
	if (comment->time > reading->last_time)
		reading->last_time = comment->time;
}

static void load_comments(struct reading *reading, struct text note)
{
	struct text line;

	while (text_next_line(&note, &line)) {
		struct appraise_comment_line read;
		json_t *object;

		if (!text_trim(line).size)
			continue;
		object = reading->comments.count < APPRAISE_COMMENT_MAX_COUNT ? appraise_line(line) : NULL;
		if (object && appraise_comment_decode(&read, object))
			load_comment(reading, line, &read);
		else
			reading->summary->lost_count++;
		json_decref(object);
	}
}

/* ---- comments: what belongs together ---- */

static uint32_t find(const struct reading *reading, bool has_link, const struct oid *link)
{
	return has_link ? map_get(reading->by_hash, hash_text(link->bytes)) : NO_COMMENT;
}

static uint32_t find_original(const struct reading *reading, uint32_t index)
{
	const struct comment *comment = &reading->comments.at[index];
	uint32_t original = find(reading, comment->has_original, &comment->original);

	/* Nobody puts words into another's mouth. */
	if (original == NO_COMMENT || original == index ||
	    !text_equal(reading->comments.at[original].author, comment->author))
		return NO_COMMENT;
	return original;
}

/*
 * Goes back to the first wording. Hashes make no loops, but this does not hang on it: as many steps as there are comments
 * lead to the first of all that were passed, and whatever has a base ends the way.
 */
static void find_base(struct reading *reading, uint32_t index)
{
	struct comment *comments = reading->comments.at;
	uint32_t at = index, base, next;

	for (size_t steps = 0; comments[at].base == NO_COMMENT && steps < reading->comments.count; steps++) {
		next = find_original(reading, at);
		if (next == NO_COMMENT)
			break;
		at = next;
	}
	base = comments[at].base == NO_COMMENT ? at : comments[at].base;
	comments[base].base = base;
	for (at = index; comments[at].base == NO_COMMENT; at = next) {
		next = find_original(reading, at);
		comments[at].base = base;
	}
	comments[base].is_stray = comments[base].has_original;
}

static bool is_newer(const struct comment *a, const struct comment *b)
{
	if (a->time != b->time)
		return a->time > b->time;
	return memcmp(a->hash, b->hash, SHA1_SIZE) > 0;
}

static void link_comments(struct reading *reading)
{
	struct comment *comments = reading->comments.at;
	struct appraise_summary *summary = reading->summary;

	for (uint32_t i = 0; i < reading->comments.count; i++) {
		find_base(reading, i);
		comments[i].newest = i;
		summary->comment_count++;
		summary->reply_count += comments[i].has_parent;
		summary->edit_count += comments[i].has_original;
		summary->stray_count +=
			(comments[i].has_parent && find(reading, true, &comments[i].parent) == NO_COMMENT) ||
			(comments[i].has_original && find(reading, true, &comments[i].original) == NO_COMMENT);
	}
	for (uint32_t i = 0; i < reading->comments.count; i++) {
		struct comment *base = &comments[comments[i].base];

		/* The first wording gives way to any later one, whatever its clock said. */
		if (comments[i].base != i &&
		    (base->newest == comments[i].base || is_newer(&comments[i], &comments[base->newest])))
			base->newest = i;
		base->has_parent |= comments[i].has_parent;
	}
}

/* ---- comments: acts ---- */

static struct request_act_fact act_of(const struct reading *reading, const struct comment *base)
{
	const struct comment *newest = &reading->comments.at[base->newest];
	struct request_act_fact act = {
		.change = reading->change,
		.kind = EVENT_CMT,
		.who = read_who(base->author),
		.source = TEXT(APPRAISE_ORIGIN),
		.act_time = base->time,
		.word_count = newest->word_count,
		.head = text_is_hex(base->commit) && base->commit.size <= 2 * OID_SIZE ? base->commit : TEXT(""),
	};

	/* On a reply it says of the thread alone that it is settled. */
	if (newest->resolved != RESOLVED_UNTOLD && !base->has_parent && !base->is_stray) {
		act.kind = EVENT_REV;
		act.state = newest->resolved == RESOLVED_YES ? ACT_STATE_APPROVED : ACT_STATE_CHANGES;
	}
	return act;
}

/*
 * "path:line" if it has a place, and the beginning of the name that git-appraise shows it by, with the review's own where
 * several may be of one pull request: the same words on both stand in two notes, and are told by each.
 */
static void write_raw(struct buf *out, const struct reading *reading, const struct comment *comment)
{
	buf_clear(out);
	buf_add_text(out, comment->path);
	if (comment->path.size && comment->start_line)
		buf_add_fmt(out, ":%u", comment->start_line);
	if (out->size)
		buf_add_char(out, ' ');
	buf_add_hex(out, (struct text){ (const char *)comment->hash, SHOWN_SIZE });
	if (!is_pull(reading->change))
		return;
	buf_add_str(out, " on ");
	buf_add_hex(out, (struct text){ (const char *)reading->annotated->bytes, SHOWN_SIZE });
}

static void tell_comments(struct reading *reading)
{
	struct buf raw = { 0 };

	for (uint32_t i = 0; i < reading->comments.count; i++) {
		const struct comment *comment = &reading->comments.at[i];
		struct request_act_fact act;

		if (comment->base != i)
			continue;
		act = act_of(reading, comment);
		write_raw(&raw, reading, comment);
		act.raw = buf_text(&raw);
		if (!is_nobody(act.who))
			reading->sink->act(reading->sink->payload, &act);
	}
	buf_release(&raw);
}

/* ---- the request ---- */

/* A review of a pull request bears its number; any other is told by its first revision. */
static void write_change(struct buf *out, const struct appraise_request *request, const struct oid *annotated)
{
	struct text rest = text_slice(request->review_ref, sizeof("refs/pull/") - 1, request->review_ref.size);
	struct text number = text_slice(rest, 0, rest.size - (rest.size < 5 ? rest.size : 5));
	uint64_t value;

	if (text_starts(request->review_ref, TEXT("refs/pull/")) && text_ends(rest, TEXT("/head")) &&
	    text_to_uint(number, &value) && value) {
		buf_add_fmt(out, "pr:%llu", (unsigned long long)value);
		return;
	}
	buf_add_str(out, "commit:");
	oid_add_hex(out, annotated);
}

static size_t list_pointers(struct request_pointer out[3], const struct appraise_review *review,
                            const struct appraise_request *request)
{
	const struct oid *head = request->has_alias ? &request->alias : &review->annotated;
	int64_t head_time = request->has_alias ? request->alias_time : request->created_time;

	out[0] = (struct request_pointer){ POINTER_COMMIT, review->annotated, request->created_time };
	out[1] = (struct request_pointer){ POINTER_HEAD, *head, head_time };
	out[2] = (struct request_pointer){ POINTER_MERGE, *head, head_time };
	return review->is_submitted ? 3 : 2;
}

static void tell_request(struct reading *reading, const struct appraise_review *review,
                         const struct appraise_request *request)
{
	struct identity_fact author = read_who(request->requester);
	struct request_pointer pointers[3];
	struct request_fact fact = {
		.change = reading->change,
		.forge = TEXT(APPRAISE_ORIGIN),
		.state = review->is_submitted        ? REQUEST_MERGED
		         : !request->target_ref.size ? REQUEST_CLOSED
		                                     : REQUEST_OPEN,
		.created_time = request->created_time,
		.seen_time = request->seen_time,
		/* A pull request's reviews were given elsewhere, and nobody says that all were brought here. */
		.reviews_time = is_pull(reading->change) ? 0 : reading->last_time,
		.author = author.name.size ? author.name : author.email,
		.author_email = author.email,
		.line_count = -1,
		.pointers = pointers,
		.pointer_count = list_pointers(pointers, review, request),
	};

	if (fact.state == REQUEST_CLOSED)
		fact.closed_time = request->seen_time;
	reading->sink->request(reading->sink->payload, &fact);
}

/* ---- who was asked ---- */

struct asked {
	struct text name;
	int64_t time;
};

struct asking {
	struct map *index; /* name, to its place in all */
	VEC(struct asked) all;
};

static void take_reviewers(struct asking *asking, struct reading *reading, const struct appraise_request_line *line)
{
	int64_t time = appraise_time(line->timestamp);

	for (size_t i = 0; i < json_array_size(line->reviewers); i++) {
		const json_t *value = json_array_get(line->reviewers, i);
		struct text name = text_trim((struct text){ json_string_value(value), json_string_length(value) });
		struct asked *asked;
		bool is_new = false;
		uint32_t at;

		if (!name.size || asking->all.count >= APPRAISE_REVIEWER_MAX_COUNT)
			continue;
		at = map_intern(asking->index, name, (uint32_t)asking->all.count, &is_new);
		asked = is_new ? VEC_PUSH(&asking->all) : &asking->all.at[at];
		if (is_new)
			*asked = (struct asked){ keep(&reading->arena, name), time };
		asked->time = earlier(asked->time, time);
	}
}

static void tell_asked(struct reading *reading, const struct asked *asked)
{
	const struct request_act_fact act = {
		.change = reading->change,
		.kind = EVENT_REQ,
		.who = read_who(asked->name),
		.source = TEXT(APPRAISE_ORIGIN),
		.act_time = asked->time,
		.word_count = -1,
		.mark = MARK_REQUESTED,
	};

	if (!is_nobody(act.who))
		reading->sink->act(reading->sink->payload, &act);
}

static void read_reviewers(struct reading *reading, struct text note)
{
	struct asking asking = { .index = map_new() };
	struct text line;

	while (text_next_line(&note, &line)) {
		struct appraise_request_line read;
		json_t *object;

		if (!text_trim(line).size)
			continue;
		object = appraise_line(line);
		if (object && appraise_request_decode(&read, object)) {
			take_reviewers(&asking, reading, &read);
			if (appraise_time(read.timestamp) > reading->last_time)
				reading->last_time = appraise_time(read.timestamp);
		} else {
			reading->summary->lost_count++;
		}
		json_decref(object);
	}
	for (size_t i = 0; i < asking.all.count; i++)
		tell_asked(reading, &asking.all.at[i]);
	VEC_RELEASE(&asking.all);
	map_free(asking.index);
}

/* ---- all of it ---- */

void appraise_read(const struct appraise_review *review, const struct request_sink *sink,
                   struct appraise_summary *summary)
{
	struct reading reading = {
		.sink = sink, .summary = summary, .annotated = &review->annotated, .by_hash = map_new()
	};
	struct appraise_request request;
	bool is_request = appraise_read_request(&request, &reading.arena, review->requests);
	struct buf change = { 0 };

	write_change(&change, &request, &review->annotated);
	reading.change = buf_text(&change);
	read_reviewers(&reading, review->requests);
	load_comments(&reading, review->discuss);
	link_comments(&reading);
	if (is_request)
		tell_request(&reading, review, &request);
	tell_comments(&reading);
	VEC_RELEASE(&reading.comments);
	map_free(reading.by_hash);
	arena_release(&reading.arena);
	buf_release(&change);
}
