/* `git lead import` of what a forge exported: fed to the readers of items, and what they told is summed up. */
#include <stddef.h>

#include "command.h"
#include "import_input.h"
#include "lead/link.h"
#include "lead/scan.h"
#include "render/escape.h"

static void add_held(struct buf *out, const struct import_summary *summary)
{
	const char *between = "";

	buf_add_str(out, "  held      ");
	for (size_t i = 0; import_format_at(i).name; i++) {
		if (!summary->kind_counts[i])
			continue;
		buf_add_fmt(out, "%s%llu x %s", between, (unsigned long long)summary->kind_counts[i],
		            import_format_at(i).name);
		between = ", ";
	}
	buf_add_str(out, *between ? "\n" : "nothing\n");
}

static void add_missing(struct buf *out, const struct import_summary *summary)
{
	const char *between = "";

	if (!summary->lost_count && !summary->missing_count && !summary->is_cut)
		return;
	buf_add_str(out, "  missing   ");
	if (summary->missing_count) {
		input_add_count(out, summary->missing_count, "item that the export counts and does not hold",
		                "items that the export counts and does not hold");
		between = "; ";
	}
	if (summary->lost_count) {
		buf_add_str(out, between);
		input_add_count(out, summary->lost_count, "item not read", "items not read");
		between = "; ";
	}
	if (summary->is_cut)
		buf_add_fmt(out, "%smore follows than this input holds", between);
	buf_add_char(out, '\n');
}

static void add_others(struct buf *out, const struct scan_import_result *result)
{
	struct {
		uint64_t count;
		const char *one, *many;
	} parts[] = {
		{ result->bot_act_count, "act of a bot", "acts of bots" },
		{ result->summary.ghost_count, "act of a deleted user", "acts of deleted users" },
		{ result->summary.issue_count, "item about an issue, passed over", "items about issues, passed over" },
	};
	const char *lead = "  besides   ";

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].count)
			continue;
		buf_add_str(out, lead);
		input_add_count(out, parts[i].count, parts[i].one, parts[i].many);
		lead = ", ";
	}
	if (*lead == ',')
		buf_add_char(out, '\n');
}

/* Forks are normal: only said. */
static int add_project(struct buf *out, const struct session *session, const char *project)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store, "SELECT remote FROM repository WHERE id = :repository");

	if (ret || !*project)
		return ret;
	statement_bind_int(statement, ":repository", session->repository_id);
	ret = statement_step(statement);
	if (ret == 0) {
		struct text remote = statement_text(statement, 0), own = link_project(remote);

		if (own.size && !link_is_of_project(remote, text_of(project))) {
			buf_add_str(out, "  project   the export is of ");
			escape_terminal(out, text_of(project));
			buf_add_str(out, ", this repository's remote is ");
			escape_terminal(out, own);
			buf_add_char(out, '\n');
		}
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static int add_block(struct buf *out, const struct input *input, const struct scan_import_result *result)
{
	int ret;

	input_add_name(out, input);
	add_held(out, &result->summary);
	ret = add_project(out, input->session, result->summary.project);
	buf_add_str(out, "  told      ");
	input_add_count(out, result->act_count, "act on ", "acts on ");
	input_add_count(out, result->request_count, "request, ", "requests, ");
	buf_add_fmt(out, "%llu of %s in the history\n", (unsigned long long)result->joined_count,
	            result->request_count == 1 ? "it" : "them");
	add_others(out, result);
	add_missing(out, &result->summary);
	buf_add_str(out, "  new       ");
	if (result->new_count)
		input_add_count(out, result->new_count, "fact\n", "facts\n");
	else
		buf_add_str(out, "nothing new\n");
	return ret;
}

/* An empty list is an answer; bytes of which nothing is of a known kind are none. */
static int check_known(const struct input *input, const struct import_summary *summary)
{
	if (!input->has_text)
		return error_set(ERR_FAILED, "'%s' holds nothing", input->name);
	if (summary->item_count || summary->issue_count ||
	    (!input->trouble_count && !summary->lost_count && !summary->is_cut))
		return 0;
	return error_set(ERR_FAILED, "nothing in '%s' is of a known kind; git-lead-import(1) lists them", input->name);
}

int import_export_end(struct buf *out, struct input *input, struct scan_import *import)
{
	struct scan_import_result result;
	int ret = scan_import_finish(import, &result);

	input_show_trouble_rest(input);
	if (ret == 0)
		ret = check_known(input, &result.summary);
	return ret ? ret : add_block(out, input, &result);
}

int input_check_export(const struct input *input)
{
	struct text head = input->head;

	if (text_starts(head, TEXT("PK\3\4")))
		return error_set(ERR_FAILED, "'%s' is a zip archive: unpack it first", input->name);
	if (text_starts(head, TEXT("\xEF\xBB\xBF")))
		head = text_slice(head, 3, head.size);
	if (text_starts(text_trim(head), TEXT("<")))
		return error_set(ERR_FAILED, "'%s' holds no JSON but a web page: perhaps a login or an error",
		                 input->name);
	return 0;
}

int import_export(struct buf *out, struct input *input)
{
	struct session *session = input->session;
	struct scan_import *import = NULL;
	struct text piece = { 0 };
	int ret = input_check_export(input);

	if (ret == 0)
		ret = scan_import_new(&import, session->store, session->repository_id, input_show_trouble, input);
	if (ret == 0)
		scan_import_begin(import, text_of(input->name));
	while (ret == 0 && (ret = input_next(&piece, input)) == 0 && piece.size)
		ret = scan_import_feed(import, piece.at, piece.size);
	if (ret == 0)
		ret = import_export_end(out, input, import);
	else
		input_show_trouble_rest(input);
	scan_import_free(import);
	return ret;
}
