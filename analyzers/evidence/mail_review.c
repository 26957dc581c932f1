/*
 * What a reply does: trailers that its writer gives, comments on lines of a patch, other words, word that a patch was taken. Blocks
 * of what the writer says stand between quotes; each is judged when it ends, for only a quote behind it tells which of its last
 * lines are an attribution.
 */
#include <string.h>
#include "import_reader.h"
#include "lead/vec.h"
#include "line.h"
#include "mail_message.h"

#define ACTS_MAX 64
/* Lines above a trailer that may say for which patches it is. */
#define PARTS_MAX_LINES 3

struct reading {
	struct mail_fact *fact;
	struct arena *arena;
	VEC(struct text) block;
	struct buf said; /* words of all blocks */
	struct mail_act *acts;
	size_t act_count;
	bool in_diff;      /* a diff was quoted */
	bool is_diff_last; /* the last quoted line is one of a diff */
	bool has_inline;   /* something was said right behind one */
	bool has_applied;
	bool is_over; /* a mail that is quoted whole has begun */
};

static void add_act(struct reading *reading, struct mail_act act)
{
	if (reading->act_count < ACTS_MAX)
		reading->acts[reading->act_count++] = act;
}

/* ---- trailers ---- */

static struct text find_parts(struct reading *reading, size_t at, struct text tail)
{
	struct text parts = { 0 };
	struct buf found = { 0 };
	size_t seen = 0;

	if (!mail_line_parts(&found, tail)) {
		while (at > 0 && seen < PARTS_MAX_LINES) {
			struct text line = text_trim(reading->block.at[--at]);

			seen += line.size > 0;
			if (mail_line_parts(&found, line))
				break;
		}
	}
	if (found.size)
		parts = (struct text){ arena_copy(reading->arena, found.at, found.size), found.size };
	buf_release(&found);
	return parts;
}

bool mail_is_full_name(struct text left, struct text right)
{
	struct buf one = { 0 }, other = { 0 };
	bool is_same;

	utf8_fold(&one, left);
	utf8_fold(&other, right);
	is_same = text_find_char(buf_text(&one), ' ', 0) > 0 && text_equal(buf_text(&one), buf_text(&other));
	buf_release(&one);
	buf_release(&other);
	return is_same;
}

/* "Name <address>", and what stands behind it. */
static bool split_person(struct identity_fact *out, struct text *tail, struct text value)
{
	ptrdiff_t open = text_find_char(value, '<', 0),
		  close = open < 0 ? -1 : text_find_char(value, '>', (size_t)open);

	if (close < 0)
		return false;
	out->name = text_trim(text_slice(value, 0, (size_t)open));
	out->email = text_trim(text_slice(value, (size_t)open + 1, (size_t)close));
	*tail = text_slice(value, (size_t)close + 1, value.size);
	return text_find_char(out->email, '@', 0) > 0;
}

bool mail_trailer_person(struct identity_fact *out, struct text line)
{
	struct text key, value, tail;

	return line_split(line, &key, &value) && split_person(out, &tail, value);
}

/* The address of the mail, or the full name with another one: people review from several. */
static bool is_own(const struct reading *reading, struct text value, struct text *tail)
{
	const struct identity_fact *from = &reading->fact->from;
	struct identity_fact who;

	return split_person(&who, tail, value) &&
	       (text_equal_nocase(who.email, from->email) || mail_is_full_name(who.name, from->name));
}

static enum act_state state_of(enum event_kind kind, struct text key)
{
	if (kind != EVENT_REV)
		return ACT_STATE_NONE;
	return text_starts_nocase(key, TEXT("nack")) ? ACT_STATE_CHANGES : ACT_STATE_APPROVED;
}

/* Whether the line is a trailer, the writer's own or another's; only the own one is an act. */
static bool take_trailer(struct reading *reading, size_t at)
{
	struct text line = reading->block.at[at], key, value, tail = { 0 };
	const struct key_meaning *meaning;

	/* An indented one is an example. */
	if (line.size && char_is_space(line.at[0]))
		return false;
	line = text_trim(line);
	if (!line_split(line, &key, &value))
		return false;
	meaning = dictionary_find(key);
	if (!meaning || text_find_char(value, '@', 0) < 0)
		return false;
	if (!is_own(reading, value, &tail))
		return true;
	for (unsigned i = 0; i < meaning->kind_count; i++) {
		enum event_kind kind = meaning->kinds[i];

		if (kind != EVENT_REV && kind != EVENT_ACK && kind != EVENT_QA && kind != EVENT_HELP)
			continue;
		add_act(reading, (struct mail_act){ .kind = kind,
		                                    .source = "mail:trailer",
		                                    .state = state_of(kind, key),
		                                    .word_count = -1,
		                                    .parts = find_parts(reading, at, tail),
		                                    .raw = line });
	}
	return true;
}

/* ---- blocks ---- */

/* "For the series:", "Patches 1-3," say what a trailer is about, and no more. */
static bool is_scope(struct text line)
{
	struct buf parts = { 0 };
	bool is_found;

	line = text_trim(line);
	is_found =
		(text_ends(line, TEXT(":")) || text_ends(line, TEXT(",")) || text_starts_nocase(line, TEXT("for "))) &&
		line.size < 60 && mail_line_parts(&parts, line);
	buf_release(&parts);
	return is_found;
}

/* Told once, however often it is said; again it is a word like others. */
static bool take_applied(struct reading *reading, size_t count, size_t at)
{
	struct text scope, parts = { 0 };
	struct buf found = { 0 };

	if (reading->has_applied || !mail_line_is_applied(&scope, reading->block.at, count, at))
		return false;
	if (mail_line_parts(&found, scope))
		parts = (struct text){ arena_copy(reading->arena, found.at, found.size), found.size };
	buf_release(&found);
	add_act(reading, (struct mail_act){ .kind = EVENT_INT,
	                                    .source = "mail:applied",
	                                    .word_count = -1,
	                                    .parts = parts,
	                                    .raw = text_trim(reading->block.at[at]) });
	reading->has_applied = true;
	return true;
}

static void end_block(struct reading *reading, bool is_before_quote)
{
	struct text *lines = reading->block.at;
	size_t count = reading->block.count, said_before = reading->said.size;

	if (is_before_quote)
		count -= mail_line_attribution(lines, count);
	reading->is_over = mail_line_quoted_mail(lines, count) < count;
	count = mail_line_quoted_mail(lines, count);
	for (size_t i = 0; i < count; i++) {
		if (take_trailer(reading, i) || take_applied(reading, count, i) || mail_line_is_courtesy(lines[i]) ||
		    is_scope(lines[i]))
			continue;
		buf_add_text(&reading->said, lines[i]);
		buf_add_char(&reading->said, '\n');
	}
	if (reading->is_diff_last && !reading->has_inline &&
	    forge_word_count(text_slice(buf_text(&reading->said), said_before, reading->said.size)) > 0)
		reading->has_inline = true;
	VEC_CLEAR(&reading->block);
}

/* ---- quotes ---- */

static void read_quote(struct reading *reading, struct text line)
{
	struct text content = mail_line_unquoted(line);

	if (!content.size)
		return;
	if (text_starts(content, TEXT("diff --git ")) || text_starts(content, TEXT("@@ ")) ||
	    text_starts(content, TEXT("--- a/")))
		reading->in_diff = true;
	if (text_equal(text_trim(content), TEXT("--")))
		reading->in_diff = false;
	reading->is_diff_last =
		reading->in_diff && (strchr("+-@ \\\t", content.at[0]) || text_starts(content, TEXT("diff --git ")) ||
	                             text_starts(content, TEXT("index ")));
}

void mail_review(struct mail_fact *fact, struct arena *arena, struct text text)
{
	struct reading reading = { .fact = fact, .arena = arena };
	struct text line;
	int64_t word_count;

	reading.acts = arena_alloc(arena, ACTS_MAX * sizeof(*reading.acts));
	while (text_next_line(&text, &line)) {
		enum mail_line kind = mail_line_kind(line);

		if (kind == LINE_END)
			break;
		if (kind == LINE_QUOTE) {
			if (reading.block.count)
				end_block(&reading, true);
			if (reading.is_over)
				break;
			read_quote(&reading, line);
		} else {
			*VEC_PUSH(&reading.block) = line;
		}
	}
	end_block(&reading, false);
	word_count = forge_word_count(buf_text(&reading.said));
	if (word_count > 0)
		add_act(&reading, (struct mail_act){ .kind = EVENT_CMT,
		                                     .source = reading.has_inline ? "mail:review" : "mail:reply",
		                                     .state = ACT_STATE_COMMENTED,
		                                     .word_count = word_count });
	fact->acts = reading.acts;
	fact->act_count = reading.act_count;
	VEC_RELEASE(&reading.block);
	buf_release(&reading.said);
}
