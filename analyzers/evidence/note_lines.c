/*
 * The lines of refs/notes/lead-reviews, both ways: facts of requests to lines and lines to the same facts. Every line
 * stands alone, so that sorting lines and dropping doubles, which is how git merges such notes, loses nothing.
 */
#include "note_reader.h"

#include <inttypes.h>
#include <string.h>

#include "lead/period.h"

#define FIELD_MAX_COUNT 32
#define TIME_MAX INT64_C(253402300799)        /* the end of the year 9999 */
#define COUNT_MAX INT64_C(999999999999999999) /* what text_to_uint reads */

/* How an act's kind is written. */
static const struct {
	enum event_kind kind;
	const char *key;
	const char *source; /* for a line that names none: somebody else's program wrote it */
} acts[] = {
	{ EVENT_REV, "Reviewed-by", "note:review" }, { EVENT_CMT, "Commented-by", "note:comment" },
	{ EVENT_INT, "Merged-by", "note:merge" },    { EVENT_REQ, "Review-requested", "note:request" },
	{ EVENT_ACK, "Acked-by", "note:ack" },       { EVENT_QA, "Tested-by", "note:test" },
	{ EVENT_HELP, "Helped-by", "note:help" },    { EVENT_INFO, "Informed", "note:info" },
};
#define ACT_COUNT (sizeof(acts) / sizeof(acts[0]))

/* ---- writing ---- */

static bool must_encode(char c)
{
	return (unsigned char)c < 32 || memchr(";%<>\x7f", c, 5);
}

/* What would end a value or a line is written %XX, and so are spaces at the ends, which reading drops. */
static void add_encoded(struct buf *out, struct text value)
{
	for (size_t i = 0; i < value.size; i++) {
		bool is_end = i == 0 || i + 1 == value.size;

		if (must_encode(value.at[i]) || (is_end && value.at[i] == ' '))
			buf_add_fmt(out, "%%%02X", (unsigned char)value.at[i]);
		else
			buf_add_char(out, value.at[i]);
	}
}

static void add_field(struct buf *out, const char *name, struct text value)
{
	if (!value.size)
		return;
	buf_add_fmt(out, "; %s=", name);
	add_encoded(out, value);
}

static void add_time(struct buf *out, const char *name, int64_t time)
{
	if (time <= 0 || time > TIME_MAX)
		return;
	buf_add_fmt(out, "; %s=", name);
	civil_format_iso(out, time);
}

static void add_count(struct buf *out, const char *name, int64_t count)
{
	if (count >= 0 && count <= COUNT_MAX)
		buf_add_fmt(out, "; %s=%" PRId64, name, count);
}

void note_add_request(struct buf *out, const struct request_fact *request)
{
	buf_add_str(out, "Request: ");
	add_encoded(out, request->change);
	add_field(out, "forge", request->forge);
	add_field(out, "state", text_of(request_state_names[request->state]));
	/* Nothing merged is a draft. */
	if (request->state != REQUEST_MERGED)
		add_field(out, "draft", text_of(request_draft_names[request->draft]));
	add_time(out, "created", request->created_time);
	add_time(out, "ready", request->ready_time);
	add_time(out, "closed", request->closed_time);
	add_time(out, "merged", request->merged_time);
	add_time(out, "seen", request->seen_time);
	add_time(out, "reviews", request->reviews_time);
	add_count(out, "lines", request->line_count);
	add_field(out, "author", request->author);
	add_field(out, "email", request->author_email);
	add_field(out, "alias", request->alias);
	add_field(out, "project", request->project);
	if (request->is_unlanded)
		add_field(out, "landed", TEXT("no"));
	buf_add_char(out, '\n');
}

/* What the telling seen then says; false if that is nothing. */
static bool told_at(struct request_fact *out, const struct request_telling *telling, int64_t seen)
{
	const struct request_fact *fact = &telling->fact;
	bool is_merged = fact->state == REQUEST_MERGED;

	*out = (struct request_fact){
		.change = fact->change, .seen_time = seen, .line_count = -1, .is_unlanded = fact->is_unlanded
	};
	/* No telling undoes a merge: it may as well be the newest that says so. */
	if (seen == (is_merged ? fact->seen_time : telling->state_seen))
		out->state = fact->state;
	if (seen == telling->draft_seen)
		out->draft = fact->draft;
	if (seen == telling->closed_seen)
		out->closed_time = fact->closed_time;
	if (seen == telling->project_seen)
		out->project = fact->project;
	if (seen == telling->author_seen) {
		out->author = fact->author;
		out->author_email = fact->author_email;
	}
	if (seen == telling->line_seen)
		out->line_count = fact->line_count;
	return out->state != REQUEST_STATE_UNKNOWN || out->draft != DRAFT_NOT_TOLD || out->closed_time ||
	       out->project.size || out->author.size || out->line_count >= 0;
}

/* The greatest of the ages of what is told that is below seen; -1: there is none. */
static int64_t next_seen(const struct request_telling *telling, int64_t seen)
{
	const int64_t all[] = { telling->state_seen,   telling->draft_seen,  telling->closed_seen,
		                telling->project_seen, telling->author_seen, telling->line_seen };
	int64_t next = -1;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i] < seen && all[i] > next)
			next = all[i];
	}
	return next;
}

void note_add_telling(struct buf *out, const struct request_telling *telling)
{
	const struct request_fact *whole = &telling->fact;
	struct request_fact fact;

	(void)told_at(&fact, telling, whole->seen_time);
	fact.forge = whole->forge;
	fact.created_time = whole->created_time;
	fact.ready_time = whole->ready_time;
	fact.merged_time = whole->merged_time;
	fact.reviews_time = whole->reviews_time;
	fact.alias = whole->alias;
	note_add_request(out, &fact);
	for (int64_t seen = whole->seen_time; (seen = next_seen(telling, seen)) >= 0;) {
		if (told_at(&fact, telling, seen))
			note_add_request(out, &fact);
	}
}

/* A name that reads like an address: with a bare '@' it would be taken for one. */
static void add_name_alone(struct buf *out, struct text name)
{
	struct buf encoded = { 0 };

	add_encoded(&encoded, name);
	for (size_t i = 0; i < encoded.size; i++) {
		if (encoded.at[i] == '@')
			buf_add_str(out, "%40");
		else
			buf_add_char(out, encoded.at[i]);
	}
	buf_release(&encoded);
}

static void add_identity(struct buf *out, struct identity_fact who)
{
	if (!who.email.size) {
		add_name_alone(out, who.name);
		return;
	}
	add_encoded(out, who.name);
	buf_add_str(out, who.name.size ? " <" : "<");
	add_encoded(out, who.email);
	buf_add_char(out, '>');
}

void note_add_act(struct buf *out, const struct request_act_fact *act)
{
	size_t i = 0;

	while (i < ACT_COUNT && acts[i].kind != act->kind)
		i++;
	if (i == ACT_COUNT || (!act->who.name.size && !act->who.email.size))
		return;
	buf_add_fmt(out, "%s: ", acts[i].key);
	add_identity(out, act->who);
	add_field(out, "request", act->change);
	add_field(out, "source", act->source);
	add_field(out, "state", text_of(act_state_names[act->state]));
	add_time(out, "time", act->act_time);
	add_count(out, "words", act->word_count);
	add_field(out, "head", act->head);
	add_field(out, "mark", text_of(event_mark_names[act->mark]));
	add_field(out, "line", act->raw);
	buf_add_char(out, '\n');
}

void note_add_account(struct buf *out, const struct account_fact *account)
{
	if (!account->who.name.size && !account->who.email.size)
		return;
	buf_add_str(out, "Account: ");
	add_encoded(out, account->login);
	add_field(out, "name", account->who.name);
	add_field(out, "email", account->who.email);
	buf_add_char(out, '\n');
}

/* ---- reading ---- */

/* A '%' without two digits behind it stands for itself. */
static struct text decode(struct arena *arena, struct text value)
{
	size_t size = 0;
	char *out;

	if (text_find_char(value, '%', 0) < 0)
		return value;
	out = arena_alloc(arena, value.size);
	for (size_t i = 0; i < value.size; i++) {
		int high = value.at[i] == '%' && i + 2 < value.size ? char_hex_value(value.at[i + 1]) : -1;
		int low = high >= 0 ? char_hex_value(value.at[i + 2]) : -1;

		out[size++] = low >= 0 ? (char)(high << 4 | low) : value.at[i];
		i += low >= 0 ? 2 : 0;
	}
	return (struct text){ out, size };
}

/* A line cut at its semicolons. Texts are borrowed from it. */
struct fields {
	struct text key, head;
	struct {
		struct text name, value; /* the value is not decoded */
	} at[FIELD_MAX_COUNT];
	size_t count;
};

static bool cut_fields(struct fields *out, struct text line)
{
	struct text rest;
	ptrdiff_t end;

	out->count = 0;
	if (!line_split(line, &out->key, &rest))
		return false;
	end = text_find_char(rest, ';', 0);
	out->head = text_trim(text_slice(rest, 0, end < 0 ? rest.size : (size_t)end));
	while (end >= 0 && out->count < FIELD_MAX_COUNT) {
		struct text field;
		ptrdiff_t equals;

		rest = text_slice(rest, (size_t)end + 1, rest.size);
		end = text_find_char(rest, ';', 0);
		field = text_trim(text_slice(rest, 0, end < 0 ? rest.size : (size_t)end));
		equals = text_find_char(field, '=', 0);
		if (equals <= 0)
			continue;
		out->at[out->count].name = text_slice(field, 0, (size_t)equals);
		out->at[out->count++].value = text_slice(field, (size_t)equals + 1, field.size);
	}
	return out->head.size > 0;
}

/* The first one of that name; empty if there is none. */
static struct text field_raw(const struct fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->count; i++) {
		if (text_equal(fields->at[i].name, text_of(name)))
			return fields->at[i].value;
	}
	return (struct text){ NULL, 0 };
}

static struct text field_text(const struct fields *fields, const char *name, struct arena *arena)
{
	return decode(arena, field_raw(fields, name));
}

static int64_t field_count(const struct fields *fields, const char *name)
{
	uint64_t value;

	return text_to_uint(field_raw(fields, name), &value) ? (int64_t)value : -1;
}

static bool read_part(struct text text, size_t from, size_t to, int max, int *value)
{
	uint64_t number;

	if (!text_to_uint(text_slice(text, from, to), &number) || number > (uint64_t)max)
		return false;
	*value = (int)number;
	return true;
}

/* "2026-01-02T03:04:05Z" and nothing else; 0 if it is another form. */
static int64_t field_time(const struct fields *fields, const char *name)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	struct text text = field_raw(fields, name);
	int year, month, day, hour, minute, second;
	int64_t time;

	if (text.size != sizeof(form) - 1)
		return 0;
	for (size_t i = 0; i < text.size; i++) {
		if (form[i] != '0' && form[i] != text.at[i])
			return 0;
	}
	if (!read_part(text, 0, 4, 9999, &year) || !read_part(text, 5, 7, 12, &month) ||
	    !read_part(text, 8, 10, 31, &day) || !read_part(text, 11, 13, 23, &hour) ||
	    !read_part(text, 14, 16, 59, &minute) || !read_part(text, 17, 19, 59, &second) || !month || !day)
		return 0;
	time = civil_to_time((struct civil){ year, month, day }) + hour * 3600 + minute * 60 + second;
	return time > 0 ? time : 0;
}

static struct identity_fact read_identity(struct text head, struct arena *arena)
{
	struct identity_fact who = { { NULL, 0 }, { NULL, 0 } };
	ptrdiff_t open = text_find_char(head, '<', 0);

	if (open >= 0 && head.at[head.size - 1] == '>') {
		who.email = decode(arena, text_slice(head, (size_t)open + 1, head.size - 1));
		head = text_trim(text_slice(head, 0, (size_t)open));
	}
	/* An address alone, as people write it by hand. */
	if (!who.email.size && text_find_char(head, '@', 0) > 0 && text_find_char(head, ' ', 0) < 0)
		who.email = decode(arena, head);
	else
		who.name = decode(arena, head);
	return who;
}

/* "pr:12": letters, a colon, and something behind it. "Request: please have a look" is somebody's own line. */
static bool is_change_key(struct text key)
{
	size_t at = 0;

	while (at < key.size && char_is_alpha(key.at[at]))
		at++;
	if (!at || at + 1 >= key.size || key.at[at] != ':')
		return false;
	for (size_t i = 0; i < key.size; i++) {
		if (char_is_space(key.at[i]))
			return false;
	}
	return true;
}

static void read_request(const struct fields *fields, struct text change, struct arena *arena,
                         const struct request_sink *sink)
{
	struct request_fact request = {
		.change = change,
		.forge = field_text(fields, "forge", arena),
		.project = field_text(fields, "project", arena),
		.state = (enum request_state)text_find_name(request_state_names, REQUEST_STATE_COUNT,
		                                            field_raw(fields, "state"), 0),
		.draft = (enum request_draft)text_find_name(request_draft_names, REQUEST_DRAFT_COUNT,
		                                            field_raw(fields, "draft"), 0),
		.created_time = field_time(fields, "created"),
		.ready_time = field_time(fields, "ready"),
		.closed_time = field_time(fields, "closed"),
		.merged_time = field_time(fields, "merged"),
		.seen_time = field_time(fields, "seen"),
		.reviews_time = field_time(fields, "reviews"),
		.author = field_text(fields, "author", arena),
		.author_email = field_text(fields, "email", arena),
		.alias = field_text(fields, "alias", arena),
		.line_count = field_count(fields, "lines"),
		.is_unlanded = text_equal_nocase(field_raw(fields, "landed"), TEXT("no")),
	};

	sink->request(sink->payload, &request);
}

static void read_act(const struct fields *fields, size_t form, struct arena *arena, const struct request_sink *sink)
{
	struct request_act_fact act = {
		.change = field_text(fields, "request", arena),
		.kind = acts[form].kind,
		.who = read_identity(fields->head, arena),
		.source = field_text(fields, "source", arena),
		.act_time = field_time(fields, "time"),
		.state =
			(enum act_state)text_find_name(act_state_names, ACT_STATE_COUNT, field_raw(fields, "state"), 0),
		.word_count = field_count(fields, "words"),
		.head = field_text(fields, "head", arena),
		.mark = (enum event_mark)text_find_name(event_mark_names, MARK_COUNT, field_raw(fields, "mark"), 0),
		.raw = field_text(fields, "line", arena),
	};

	if (!act.source.size)
		act.source = text_of(acts[form].source);
	if (act.who.name.size || act.who.email.size)
		sink->act(sink->payload, &act);
}

bool note_line_read(struct text line, struct arena *arena, const struct request_sink *sink)
{
	struct fields fields;

	if (!cut_fields(&fields, line))
		return false;
	if (text_equal_nocase(fields.key, TEXT("Request"))) {
		struct text change = decode(arena, fields.head);

		if (is_change_key(change)) {
			read_request(&fields, change, arena, sink);
			return true;
		}
	}
	if (text_equal_nocase(fields.key, TEXT("Account"))) {
		struct account_fact account = {
			.login = decode(arena, fields.head),
			.who = { field_text(&fields, "name", arena), field_text(&fields, "email", arena) },
		};

		if (account.who.name.size || account.who.email.size)
			sink->account(sink->payload, &account);
		return true;
	}
	if (!field_raw(&fields, "request").size)
		return false;
	for (size_t i = 0; i < ACT_COUNT; i++) {
		if (text_equal_nocase(fields.key, text_of(acts[i].key)))
			read_act(&fields, i, arena, sink);
	}
	return true;
}
