/*
 * GitLab's notes, alone and in discussions. What people write is a comment; what GitLab itself writes in their name
 * ("approved this merge request") is the only place where an approval has a time and a withdrawn one is seen.
 */
#include "import_gitlab.h"

struct phrase {
	const char *start;
	enum act_state state;
};

/* Bodies of system notes that tell of a review, by their first words. */
static const struct phrase phrases[] = {
	{ "approved this merge request", ACT_STATE_APPROVED },
	{ "unapproved this merge request", ACT_STATE_DISMISSED },
	{ "requested changes", ACT_STATE_CHANGES },
	{ "left review comments without approving", ACT_STATE_COMMENTED },
};

static bool is_name_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-' || c == '.';
}

/* "requested review from @a, @b and @c": also where the same note takes somebody off again. */
static void read_asked(struct gitlab_item *item, struct text body, int64_t time)
{
	ptrdiff_t end = text_find(body, TEXT("removed review request"), 0);
	ptrdiff_t at = -1;

	if (end >= 0)
		body = text_slice(body, 0, (size_t)end);
	while ((at = text_find_char(body, '@', (size_t)(at + 1))) >= 0) {
		size_t to = (size_t)at + 1;
		struct text name;

		while (to < body.size && is_name_char(body.at[to]))
			to++;
		name = text_slice(body, (size_t)at + 1, to);
		/* Names never end in a full stop: that one ends the sentence. */
		while (text_ends(name, TEXT(".")))
			name = text_slice(name, 0, name.size - 1);
		name = gitlab_login(item, name);
		if (name.size)
			gitlab_asked(item, name, time);
	}
}

static struct text login_of(struct gitlab_item *item, const struct gitlab_note *note)
{
	return note->user ? gitlab_user(item, note->user) : gitlab_login(item, note->login);
}

static void read_system_note(struct gitlab_item *item, const struct gitlab_note *note)
{
	struct text body = text_trim(note->body);

	if (text_starts_nocase(body, TEXT("requested review from"))) {
		read_asked(item, body, note->time);
		return;
	}
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (!text_starts_nocase(body, text_of(phrases[i].start)))
			continue;
		gitlab_act(item,
		           (struct request_act_fact){ .kind = EVENT_REV,
		                                      .source = TEXT("gitlab:approval"),
		                                      .act_time = note->time,
		                                      .state = phrases[i].state,
		                                      .word_count = -1,
		                                      /* Taking an approval back is none. */
		                                      .mark = phrases[i].state == ACT_STATE_DISMISSED ? MARK_EXCLUDED
		                                                                                      : MARK_NONE },
		           login_of(item, note));
		return;
	}
}

static void read_comment(struct gitlab_item *item, const struct gitlab_note *note)
{
	struct oid oid;
	struct request_act_fact act = {
		.kind = EVENT_CMT,
		.source = note->is_diff ? TEXT("gitlab:review-comment") : TEXT("gitlab:note"),
		.act_time = note->time,
		.word_count = forge_word_count(note->body),
	};

	if (note->is_diff && oid_from_hex(&oid, note->head))
		act.head = note->head;
	gitlab_act(item, act, login_of(item, note));
}

void gitlab_read_note(struct gitlab_item *item, const struct gitlab_note *note)
{
	if (note->is_system)
		read_system_note(item, note);
	else
		read_comment(item, note);
}

static void read_note(struct gitlab_item *item, const json_t *note)
{
	gitlab_read_note(item, &(struct gitlab_note){
				       .body = forge_text(note, "body"),
				       .is_system = json_is_true(json_object_get(note, "system")),
				       .is_diff = text_equal(forge_text(note, "type"), TEXT("DiffNote")),
				       .time = forge_time(note, "created_at"),
				       .head = forge_text(forge_object(note, "position"), "head_sha"),
				       .user = forge_object(note, "author"),
			       });
}

/* Notes on issues, commits and snippets come in the same files. */
static bool is_elsewhere(const json_t *note)
{
	struct text type = forge_text(note, "noteable_type");

	return type.size && !text_equal(type, TEXT("MergeRequest"));
}

static bool note_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return forge_text(object, "noteable_type").size && json_object_get(object, "body");
}

static void note_read_one(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct gitlab_item item;

	if (is_elsewhere(object)) {
		out->summary->issue_count++;
		return;
	}
	if (gitlab_item_init(&item, object, context, out, "a note"))
		read_note(&item, object);
	gitlab_item_release(&item);
}

const struct import_reader import_gitlab_note = {
	.name = "GitLab note",
	.summary = "merge_requests/:iid/notes: comments, and what GitLab notes of approvals",
	.matches = note_matches,
	.read = note_read_one,
};

static bool discussion_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "individual_note") && forge_array(object, "notes");
}

static void discussion_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	const json_t *notes = forge_array(object, "notes");
	const json_t *numbered = NULL;
	struct gitlab_item item;
	size_t i;
	json_t *note;

	if (!json_array_size(notes))
		return;
	if (is_elsewhere(json_array_get(notes, 0))) {
		out->summary->issue_count++;
		return;
	}
	/* A discussion stands on one request, and noteable_iid may be null: one note that tells it speaks for all. */
	json_array_foreach(notes, i, note) if (!numbered && forge_int(note, "noteable_iid", 0) > 0) numbered = note;
	if (gitlab_item_init(&item, numbered ? numbered : object, context, out, "a discussion"))
		json_array_foreach(notes, i, note) if (json_is_object(note)) read_note(&item, note);
	gitlab_item_release(&item);
}

const struct import_reader import_gitlab_discussion = {
	.name = "GitLab discussion",
	.summary = "merge_requests/:iid/discussions: the same notes in threads",
	.matches = discussion_matches,
	.read = discussion_read,
};
