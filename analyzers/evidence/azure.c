/* Azure DevOps: "Merged PR 5: title", as a merge or as a squash, and with the mark of a mirroring tool in front. */
#include "scan.h"

static void read_azure(const struct message *message, const struct evidence_sink *sink)
{
	struct text line = message->first_line, number;
	ptrdiff_t close;
	size_t at = 0;

	if (scan_literal(line, &at, "[")) {
		close = text_find_char(line, ']', at);
		if (close < 0)
			return;
		at = (size_t)close + 1;
		scan_spaces(line, &at);
	}
	if (!scan_literal(line, &at, "Merged PR ") || !scan_number(line, &at, &number) || !scan_literal(line, &at, ":"))
		return;
	reference_emit(sink, REFERENCE_PR, number, (struct text){ NULL, 0 }, "subject:azure");
}

const struct commit_reader reader_azure = {
	.name = "azure",
	.summary = "pull requests in Azure DevOps' merge messages",
	.read = read_azure,
};
