/* What Gerrit's REST interface and `gerrit query` tell alike. See import_gerrit.h. */
#include "import_gerrit.h"

#include <inttypes.h>
#include <stdio.h>

#include "gerrit_labels.h"

/* A number behind a word; the number alone is what an account of Gerrit's logs in as (docs/adr/0028). */
static struct text numbered(struct forge_item *item, const char *word, int64_t number)
{
	char made[48];
	int size = snprintf(made, sizeof(made), "%s%" PRId64, word, number);

	return (struct text){ arena_copy(&item->arena, made, (size_t)size), (size_t)size };
}

static bool is_service(const json_t *account)
{
	const json_t *tags = forge_array(account, "tags");

	for (size_t i = 0; i < json_array_size(tags); i++) {
		const char *tag = json_string_value(json_array_get(tags, i));

		if (tag && text_equal(text_of(tag), TEXT("SERVICE_USER")))
			return true;
	}
	return false;
}

struct identity_fact gerrit_who(struct forge_item *item, const json_t *account)
{
	static const char *const names[] = { "name", "display_name", "username", NULL };
	struct identity_fact who = { forge_first_text(account, names), text_trim(forge_text(account, "email")) };
	int64_t number = forge_int(account, "_account_id", 0);

	if (!who.name.size && !who.email.size) {
		if (number > 0)
			who.name = numbered(item, "Gerrit account ", number);
		return who;
	}
	if (is_service(account))
		who.name = forge_item_bot(item, who.name);
	if (text_ends(who.name, TEXT("[bot]")))
		return who;
	forge_item_account(item, text_trim(forge_text(account, "username")), who);
	if (number > 0)
		forge_item_account(item, numbered(item, "", number), who);
	return who;
}

struct text gerrit_alias(struct forge_item *item, struct text change_id, struct text branch)
{
	if (text_starts(branch, TEXT("refs/heads/")))
		branch = text_slice(branch, TEXT("refs/heads/").size, branch.size);
	if (!change_id.size || !branch.size)
		return (struct text){ 0 };
	return forge_item_join(item, forge_item_join(item, change_id, TEXT("~")), branch);
}

enum request_state gerrit_state(struct text status)
{
	static const struct forge_state states[] = {
		{ "NEW", REQUEST_OPEN },         { "DRAFT", REQUEST_OPEN },       { "SUBMITTED", REQUEST_OPEN },
		{ "MERGED", REQUEST_MERGED },    { "ABANDONED", REQUEST_CLOSED }, { "DEFERRED", REQUEST_CLOSED },
		{ NULL, REQUEST_STATE_UNKNOWN },
	};

	return (enum request_state)forge_state_of(states, status, REQUEST_STATE_UNKNOWN);
}

/* ---- acts ---- */

/* How the first servers called them. */
static struct text label_of(struct text label)
{
	if (text_equal(label, TEXT("CRVW")))
		return TEXT("Code-Review");
	return text_equal(label, TEXT("VRIF")) ? TEXT("Verified") : label;
}

void gerrit_vote(struct forge_item *item, struct identity_fact who, struct text label, int64_t value, int64_t time,
                 struct text head)
{
	struct request_act_fact act = {
		.who = who, .source = TEXT("gerrit:vote"), .act_time = time, .word_count = -1, .head = head
	};
	char digits[32];
	int size = snprintf(digits, sizeof(digits), "%+" PRId64, value);

	label = label_of(text_trim(label));
	if (!gerrit_label_kind(&act.kind, label)) {
		if (value > 0)
			gerrit_submit(item, who, time);
		return;
	}
	if (value == 0 || !label.size)
		return;
	if (act.kind == EVENT_REV)
		act.state = value > 0 ? ACT_STATE_APPROVED : ACT_STATE_CHANGES;
	act.raw = forge_item_join(item, label, (struct text){ digits, (size_t)size });
	forge_item_act(item, act);
}

void gerrit_submit(struct forge_item *item, struct identity_fact who, int64_t time)
{
	forge_item_act(item, (struct request_act_fact){ .kind = EVENT_INT,
	                                                .who = who,
	                                                .source = TEXT("gerrit:submit"),
	                                                .act_time = time,
	                                                .word_count = -1 });
}

void gerrit_asked(struct forge_item *item, struct identity_fact who)
{
	forge_item_act(item, (struct request_act_fact){ .kind = EVENT_REQ,
	                                                .who = who,
	                                                .source = TEXT("gerrit:request"),
	                                                .word_count = -1,
	                                                .mark = MARK_REQUESTED });
}

/* ---- messages ---- */

/* Behind "Patch Set 3:"; *number its number. */
static bool take_header(struct text *rest, int64_t *number)
{
	static const struct text words = { "Patch Set ", 10 };
	size_t at = words.size;
	uint64_t value;

	if (!text_starts(*rest, words))
		return false;
	while (at < rest->size && char_is_digit(rest->at[at]))
		at++;
	if (at >= rest->size || rest->at[at] != ':' || !text_to_uint(text_slice(*rest, words.size, at), &value))
		return false;
	*number = (int64_t)value;
	*rest = text_slice(*rest, at + 1, rest->size);
	return true;
}

int64_t gerrit_message_patch_set(struct text bytes)
{
	int64_t number = 0;

	return take_header(&bytes, &number) ? number : 0;
}

bool gerrit_message_is_submit(struct text bytes)
{
	return text_starts(bytes, TEXT("Change has been successfully "));
}

/* "Code-Review+2": letters, digits and hyphens, a sign, digits. */
static bool split_vote(struct text word, struct text *label, int64_t *value)
{
	size_t sign = word.size;
	uint64_t digits;

	while (sign && char_is_digit(word.at[sign - 1]))
		sign--;
	if (sign < 2 || (word.at[sign - 1] != '+' && word.at[sign - 1] != '-') ||
	    !text_to_uint(text_slice(word, sign, word.size), &digits) || digits > 100)
		return false;
	*label = text_slice(word, 0, sign - 1);
	*value = word.at[sign - 1] == '-' ? -(int64_t)digits : (int64_t)digits;
	for (size_t i = 0; i < label->size; i++) {
		if (!char_is_alnum(label->at[i]) && label->at[i] != '-')
			return false;
	}
	return char_is_alpha(label->at[0]);
}

/* "-Code-Review" takes a vote back. */
static bool is_withdrawal(struct text word)
{
	return word.size > 2 && word.at[0] == '-' && char_is_alpha(word.at[1]);
}

/* Only where the line is nothing but votes: else it is a sentence. */
static void read_votes(struct forge_item *item, const struct gerrit_message *message, struct text line)
{
	struct text rest = line, word, label;
	int64_t value;

	while (text_next_word(&rest, &word)) {
		if (!split_vote(word, &label, &value) && !is_withdrawal(word))
			return;
	}
	for (rest = line; text_next_word(&rest, &word);) {
		if (split_vote(word, &label, &value))
			gerrit_vote(item, message->who, label, value, message->time, message->head);
	}
}

/* "(2 comments)", which stand on files and come by themselves. */
static bool is_comment_count(struct text line)
{
	line = text_trim(line);
	return text_starts(line, TEXT("(")) &&
	       (text_ends(line, TEXT(" comment)")) || text_ends(line, TEXT(" comments)"))) && line.size > 1 &&
	       char_is_digit(line.at[1]);
}

void gerrit_message(struct forge_item *item, const struct gerrit_message *message)
{
	struct text rest = message->bytes, line = { 0 };
	struct buf body = { 0 };
	int64_t number, word_count;

	/* What people write stands behind such a line; all else is Gerrit's own. */
	if (!take_header(&rest, &number) || !text_next_line(&rest, &line))
		return;
	read_votes(item, message, line);
	if (message->is_automatic)
		return;
	while (text_next_line(&rest, &line)) {
		if (is_comment_count(line))
			continue;
		buf_add_text(&body, line);
		buf_add_char(&body, '\n');
	}
	word_count = forge_word_count(buf_text(&body));
	if (word_count > 0)
		forge_item_act(item, (struct request_act_fact){ .kind = EVENT_CMT,
		                                                .who = message->who,
		                                                .source = TEXT("gerrit:message"),
		                                                .act_time = message->time,
		                                                .state = ACT_STATE_COMMENTED,
		                                                .word_count = word_count,
		                                                .head = message->head });
	buf_release(&body);
}

void gerrit_comment(struct forge_item *item, struct identity_fact who, struct text path, int64_t line, struct text id,
                    int64_t time, struct text bytes, struct text head)
{
	struct buf raw = { 0 };

	buf_add_text(&raw, path);
	if (line > 0)
		buf_add_fmt(&raw, ":%" PRId64, line);
	if (id.size) {
		buf_add_char(&raw, ' ');
		buf_add_text(&raw, id);
	}
	forge_item_act(item, (struct request_act_fact){ .kind = EVENT_CMT,
	                                                .who = who,
	                                                .source = TEXT("gerrit:comment"),
	                                                .act_time = time,
	                                                .state = ACT_STATE_COMMENTED,
	                                                .word_count = forge_word_count(bytes),
	                                                .head = head,
	                                                .raw = buf_text(&raw) });
	buf_release(&raw);
}
