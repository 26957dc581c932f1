/*
 * Gitea and Forgejo: the merge subject, the Reviewed-on address of merges and squashes, and reviewers of a merge that
 * git's own trailer block does not hold.
 */
#include "scan.h"

/* "Merge pull request 'title' (#5) from owner/repository:branch into base"; the title may hold anything. */
static bool read_subject(struct text line, struct text *number, struct text *login)
{
	static const struct text from = { ") from ", 7 };
	struct text head;
	ptrdiff_t end = -1, slash;
	size_t at = 0, start;

	if (!scan_literal(line, &at, "Merge pull request '"))
		return false;
	for (ptrdiff_t next = text_find(line, from, at); next >= 0; next = text_find(line, from, (size_t)next + 1))
		end = next;
	if (end < 0)
		return false;
	for (start = (size_t)end; start > at && char_is_digit(line.at[start - 1]);)
		start--;
	if (!text_ends(text_slice(line, at, start), TEXT("' (#")) &&
	    !text_ends(text_slice(line, at, start), TEXT("' (!")))
		return false;
	if (!scan_number(line, &start, number))
		return false;
	at = (size_t)end + from.size;
	if (!scan_word(line, &at, &head) || !scan_literal(line, &at, " into "))
		return false;
	slash = text_find_char(head, '/', 0);
	/* A branch of the same repository has no owner in front; its slash is part of its name. */
	*login = slash > 0 && text_find_char(head, ':', (size_t)slash) > 0 ? text_slice(head, 0, (size_t)slash)
	                                                                   : (struct text){ NULL, 0 };
	return true;
}

/* The last "Reviewed-on: https://host/owner/repository/pulls/5" */
static bool read_reviewed_on(const struct message *message, struct text *number)
{
	struct text key, value;

	for (uint32_t i = message->line_count; i > message->body_line; i--) {
		const struct message_line *line = &message->lines[i - 1];

		if (line_is_plain(line) && line_split(line->text, &key, &value) && key_is(key, "reviewed-on") &&
		    scan_number_behind(value, "/pulls/", number))
			return true;
	}
	return false;
}

static void read_gitea(const struct message *message, const struct evidence_sink *sink)
{
	struct text number, login, on;
	bool has_subject = message->is_merge && read_subject(message->first_line, &number, &login);

	if (has_subject)
		reference_emit(sink, REFERENCE_PR, number, login, "subject:gitea");
	if (read_reviewed_on(message, &on) && !(has_subject && text_equal(on, number)))
		reference_emit(sink, REFERENCE_PR, on, (struct text){ NULL, 0 }, "trailer:Reviewed-on");
	/* Elsewhere than in merges trailers.c reads every line. */
	if (has_subject)
		merge_names_emit(message, "reviewed-by", EVENT_REV, sink);
}

const struct commit_reader reader_gitea = {
	.name = "gitea",
	.summary = "pull requests and reviewers in Gitea's and Forgejo's messages",
	.read = read_gitea,
};
