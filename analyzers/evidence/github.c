/*
 * GitHub's subjects: merges of pull requests, squashes, the merge queue; and fields that name a pull request by its
 * address. The person who merged is the merge commit's author and is not this reader's matter.
 */
#include "scan.h"

/* "Merge pull request #5 from owner/branch" */
static bool read_merge(const struct message *message, const struct evidence_sink *sink)
{
	struct text line = message->first_line, number, head, login = { NULL, 0 };
	ptrdiff_t slash;
	size_t at = 0;

	if (!scan_literal_nocase(line, &at, "Merge pull request #")) {
		at = 0;
		if (!scan_literal_nocase(line, &at, "Merged pull request #"))
			return false;
	}
	if (!scan_number(line, &at, &number) || !scan_literal(line, &at, " from ") || !scan_word(line, &at, &head))
		return false;
	slash = text_find_char(head, '/', 0);
	if (slash > 0)
		login = text_slice(head, 0, (size_t)slash);
	reference_emit(sink, REFERENCE_PR, number, login, "subject:github-merge");
	return true;
}

static void read_squash(const struct message *message, const struct evidence_sink *sink)
{
	const char *source = message->is_merge ? "subject:merge-queue" : "subject:squash";
	const struct text titles[] = { message->first_line, message->subject };
	struct text number;

	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		if (scan_number_at_end(titles[i], "(#", &number) || scan_number_at_end(titles[i], "(GH-", &number)) {
			reference_emit(sink, REFERENCE_PR, number, (struct text){ NULL, 0 }, source);
			return;
		}
	}
}

/* An address ".../pull/5", "owner/repository#5" or "#5". */
static bool request_number(struct text value, struct text *number)
{
	struct text word;

	if (!scan_first_word(value, &word))
		return false;
	if (scan_number_behind(word, "/pull/", number) || scan_number_behind(word, "/pulls/", number))
		return true;
	return text_find_char(word, ':', 0) < 0 && scan_number_behind(word, "#", number);
}

static void read_field(const struct message_line *line, const struct evidence_sink *sink)
{
	static const struct {
		const char *key, *source;
	} fields[] = {
		{ "pr-url", "trailer:PR-URL" },
		{ "pull-request", "trailer:Pull-Request" },
		{ "pull-request-url", "trailer:Pull-Request-URL" },
	};
	struct text key, value, number;

	if (!line_split(line->text, &key, &value))
		return;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (key_is(key, fields[i].key) && request_number(value, &number))
			reference_emit(sink, REFERENCE_PR, number, (struct text){ NULL, 0 }, fields[i].source);
	}
}

static void read_github(const struct message *message, const struct evidence_sink *sink)
{
	if (!message->is_merge || !read_merge(message, sink))
		read_squash(message, sink);
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		const struct message_line *line = &message->lines[i];

		if (message->is_merge ? (line->marks & LINE_IN_BLOCK) != 0 : line_is_plain(line))
			read_field(line, sink);
	}
}

const struct commit_reader reader_github = {
	.name = "github",
	.summary = "pull requests named by merges, squashes and the merge queue of GitHub",
	.read = read_github,
};
