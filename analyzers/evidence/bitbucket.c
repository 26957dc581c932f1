/*
 * Bitbucket's merge and squash messages: the pull request, and approvers below the title that git's own trailer block
 * does not hold.
 */
#include "scan.h"

/* "Merged in branch (pull request #5)" */
static bool read_cloud(struct text line, struct text *number)
{
	struct text branch;
	size_t at = 0;

	return scan_literal(line, &at, "Merged in ") && scan_word(line, &at, &branch) &&
	       scan_literal(line, &at, " (pull request #") && scan_number(line, &at, number) &&
	       scan_literal(line, &at, ")") && scan_ended(line, at);
}

/* "Pull request #5: title", "Merge pull request #5 in PROJECT/repository from branch to base" */
static bool read_data_center(struct text line, bool is_merge, struct text *number)
{
	struct text word;
	size_t at = 0;

	if (scan_literal(line, &at, "Pull request #"))
		return scan_number(line, &at, number) && scan_literal(line, &at, ": ");
	return is_merge && scan_literal(line, &at, "Merge pull request #") && scan_number(line, &at, number) &&
	       scan_literal(line, &at, " in ") && scan_word(line, &at, &word) && scan_literal(line, &at, " from ") &&
	       scan_word(line, &at, &word) && scan_literal(line, &at, " to ") && scan_word(line, &at, &word) &&
	       scan_ended(line, at);
}

static void read_bitbucket(const struct message *message, const struct evidence_sink *sink)
{
	struct text number;

	if (!read_cloud(message->first_line, &number) &&
	    !read_data_center(message->first_line, message->is_merge, &number))
		return;
	reference_emit(sink, REFERENCE_PR, number, (struct text){ NULL, 0 }, "subject:bitbucket");
	/* Elsewhere than in merges trailers.c reads every line. */
	if (message->is_merge)
		merge_names_emit(message, "approved-by", EVENT_ACK, sink);
}

const struct commit_reader reader_bitbucket = {
	.name = "bitbucket",
	.summary = "pull requests and approvers in Bitbucket's merge messages",
	.read = read_bitbucket,
};
