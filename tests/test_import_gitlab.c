/* GitLab's answers: merge requests, approvals, notes, discussions; and what is not of the types it should be. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/evidence/import_reader.h"
#include "lead/alloc.h"

Suite *suite_import_gitlab(void);

static void add_field(struct buf *log, const char *name, struct text value)
{
	if (value.size)
		buf_add_fmt(log, " %s=" TEXT_FMT, name, TEXT_ARG(value));
}

static void add_time(struct buf *log, const char *name, int64_t value)
{
	if (value)
		buf_add_fmt(log, " %s=%lld", name, (long long)value);
}

static void take_request(void *payload, const struct request_fact *request)
{
	struct buf *log = payload;

	buf_add_fmt(log, "request " TEXT_FMT " " TEXT_FMT, TEXT_ARG(request->change), TEXT_ARG(request->forge));
	add_field(log, "project", request->project);
	add_field(log, "state", text_of(request_state_names[request->state]));
	add_field(log, "draft", text_of(request_draft_names[request->draft]));
	add_field(log, "author", request->author);
	add_time(log, "created", request->created_time);
	add_time(log, "merged", request->merged_time);
	add_time(log, "closed", request->closed_time);
	add_time(log, "seen", request->seen_time);
	add_time(log, "reviews", request->reviews_time);
	ck_assert_int_eq(request->line_count, -1);
	for (size_t i = 0; i < request->pointer_count; i++)
		buf_add_fmt(log, " %s=%02x", pointer_kind_names[request->pointers[i].kind],
		            request->pointers[i].oid.bytes[0]);
	buf_add_char(log, '\n');
}

static void take_act(void *payload, const struct request_act_fact *act)
{
	struct buf *log = payload;

	ck_assert(act->who.name.size && !act->who.email.size);
	buf_add_fmt(log, TEXT_FMT " %s " TEXT_FMT " " TEXT_FMT, TEXT_ARG(act->change), event_kind_names[act->kind],
	            TEXT_ARG(act->who.name), TEXT_ARG(act->source));
	add_time(log, "at", act->act_time);
	add_field(log, "state", text_of(act_state_names[act->state]));
	if (act->word_count >= 0)
		buf_add_fmt(log, " words=%lld", (long long)act->word_count);
	add_field(log, "head", text_slice(act->head, 0, 4));
	ck_assert(act->mark == (act->kind == EVENT_REQ              ? MARK_REQUESTED
	                        : act->state == ACT_STATE_DISMISSED ? MARK_EXCLUDED
	                                                            : MARK_NONE));
	buf_add_char(log, '\n');
}

static void take_account(void *payload, const struct account_fact *account)
{
	struct buf *log = payload;

	buf_add_fmt(log, "account " TEXT_FMT, TEXT_ARG(account->login));
	add_field(log, "name", account->who.name);
	add_field(log, "email", account->who.email);
	buf_add_char(log, '\n');
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	struct buf *log = payload;

	ck_assert(!trouble->is_lost);
	buf_add_fmt(log, "trouble " TEXT_FMT "\n", TEXT_ARG(trouble->words));
}

struct row {
	const struct import_reader *reader;
	const char *json, *envelope; /* NULL or the number that the envelope tells */
	const char *expected;        /* a line a fact; then "ghosts N" and "issues N" where not 0 */
};

#define AT "2026-01-02T03:04:05.678Z"
#define OID_A "\"aa23456789012345678901234567890123456789\""
#define OID_B "\"bb23456789012345678901234567890123456789\""
#define OID_C "\"cc23456789012345678901234567890123456789\""
#define ADA "{\"id\":1,\"username\":\"aexample\",\"name\":\"Ada Example\"}"
#define BO "{\"id\":2,\"username\":\"bsample\",\"name\":\"Bo Sample\"}"
#define NOTE(rest) \
	"{\"id\":7,\"created_at\":\"" AT "\",\"noteable_type\":\"MergeRequest\",\"noteable_iid\":12," rest "}"
#define ADA_ACCOUNT "account aexample name=Ada Example\n"
#define BO_ACCOUNT "account bsample name=Bo Sample\n"

static const struct row request_rows[] = {
	{ &import_gitlab_request,
	  "{\"iid\":12,\"state\":\"merged\",\"created_at\":\"" AT "\",\"updated_at\":\"2026-01-02T04:04:05+01:00\","
	  "\"merged_at\":\"" AT "\",\"author\":" ADA ",\"merge_user\":" BO ",\"merged_by\":" ADA ",\"reviewers\":[" BO
	  "],\"sha\":" OID_C ",\"merge_commit_sha\":" OID_A ",\"squash_commit_sha\":" OID_B
	  ",\"web_url\":\"https://gitlab.example.org/group/sub/name/-/merge_requests/12\",\"source_branch\":\"x\"}",
	  NULL,
	  ADA_ACCOUNT "request mr:12 gitlab project=group/sub/name state=merged author=aexample created=1767323045 "
	              "merged=1767323045 seen=1767323045 merge=aa squash=bb head=cc\n" BO_ACCOUNT
	              "mr:12 int bsample gitlab:merge at=1767323045\n" BO_ACCOUNT
	              "mr:12 req bsample gitlab:request\n" },
	/* Only what landed is pointed at; a server in a folder is told apart by the reference. */
	{ &import_gitlab_request,
	  "{\"iid\":3,\"state\":\"opened\",\"sha\":" OID_C ",\"merge_commit_sha\":null,\"merged_by\":" BO
	  ",\"references\":{\"full\":\"g/p!3\"},\"web_url\":\"https://example.org/gitlab/g/p/-/merge_requests/3\"}",
	  NULL, "request mr:3 gitlab project=g/p state=open\n" },
	{ &import_gitlab_request,
	  "{\"iid\":4,\"state\":\"closed\",\"closed_at\":\"" AT "\",\"source_branch\":\"x\","
	  "\"web_url\":\"https://example.org/g/p/merge_requests/4\"}",
	  NULL, "request mr:4 gitlab project=g/p state=closed closed=1767323045\n" },
	/* merged_by of older servers; a fast-forward leaves the head alone. */
	{ &import_gitlab_request,
	  "{\"iid\":\"5\",\"merged_at\":\"" AT "\",\"merge_user\":null,\"merged_by\":" BO ",\"sha\":" OID_C
	  ",\"merge_commit_sha\":null,\"squash_commit_sha\":null}",
	  NULL,
	  "request mr:5 gitlab state=merged merged=1767323045 head=cc\n" BO_ACCOUNT
	  "mr:5 int bsample gitlab:merge at=1767323045\n" },
	/* The base, where it was told with this head. */
	{ &import_gitlab_request,
	  "{\"iid\":6,\"state\":\"merged\",\"sha\":" OID_C
	  ",\"merge_commit_sha\":null,\"diff_refs\":{\"base_sha\":" OID_B ",\"head_sha\":" OID_C "}}",
	  NULL, "request mr:6 gitlab state=merged head=cc base=bb\n" },
	{ &import_gitlab_request,
	  "{\"iid\":7,\"state\":\"merged\",\"sha\":" OID_C
	  ",\"merge_commit_sha\":null,\"diff_refs\":{\"base_sha\":" OID_B ",\"head_sha\":" OID_A "}}",
	  NULL, "request mr:7 gitlab state=merged head=cc\n" },
	{ &import_gitlab_request,
	  "{\"iid\":9,\"state\":\"merged\",\"sha\":null,\"merge_commit_sha\":null,\"diff_refs\":[]}", NULL,
	  "request mr:9 gitlab state=merged\n" },
	/* The number stands in the address alone. */
	{ &import_gitlab_request, "{\"iid\":null,\"web_url\":\"https://example.org/g/p/-/merge_requests/0016#note_1\"}",
	  NULL, "request mr:16 gitlab project=g/p\n" },
	{ &import_gitlab_request, "{\"iid\":null,\"source_branch\":\"x\"}", "17", "request mr:17 gitlab\n" },
	{ &import_gitlab_request, "{\"iid\":-1,\"source_branch\":\"x\"}", "17x",
	  "trouble a merge request without the number of its merge request: passed over\n" },
	{ &import_gitlab_request, "{\"iid\":9,\"web_url\":\"https://example.org/g/p/-/issues/9\"}", NULL,
	  "issues 1\n" },
	/* Deleted users and tokens. */
	{ &import_gitlab_request,
	  "{\"iid\":6,\"state\":\"merged\",\"author\":{\"username\":\"ghost\",\"name\":\"Ghost User\"},"
	  "\"merge_user\":{\"username\":\"ghost\"},\"reviewers\":[null,{\"username\":\"Ghost\"}],\"sha\":\"short\","
	  "\"source_branch\":\"x\"}",
	  NULL, "request mr:6 gitlab state=merged\nghosts 1\n" },
	{ &import_gitlab_request,
	  "{\"iid\":7,\"source_branch\":\"x\",\"author\":{\"username\":\"project_12_bot_0a1b\",\"name\":\"token\"},"
	  "\"reviewers\":[{\"username\":\"group_3_bot\"},{\"username\":\"project_x_bot\"},{\"username\":\"marge\","
	  "\"bot\":true},"
	  "{\"username\":\"cy\",\"name\":\"Cy Test\",\"public_email\":\"cy@example.org\"}]}",
	  NULL,
	  "account project_12_bot_0a1b[bot] name=token\nrequest mr:7 gitlab author=project_12_bot_0a1b[bot]\n"
	  "mr:7 req group_3_bot[bot] gitlab:request\nmr:7 req project_x_bot gitlab:request\n"
	  "mr:7 req marge[bot] gitlab:request\naccount cy name=Cy Test email=cy@example.org\n"
	  "mr:7 req cy gitlab:request\n" },
	/* A draft by its newer name, else by its older; not by what the title says. */
	{ &import_gitlab_request, "{\"iid\":8,\"source_branch\":\"x\",\"draft\":true,\"work_in_progress\":false}", NULL,
	  "request mr:8 gitlab draft=yes\n" },
	{ &import_gitlab_request, "{\"iid\":8,\"source_branch\":\"x\",\"work_in_progress\":true,\"draft\":null}", NULL,
	  "request mr:8 gitlab draft=yes\n" },
	{ &import_gitlab_request, "{\"iid\":8,\"source_branch\":\"x\",\"work_in_progress\":false,\"title\":\"WIP: x\"}",
	  NULL, "request mr:8 gitlab draft=no\n" },
	{ &import_gitlab_request, "{\"iid\":8,\"source_branch\":\"x\",\"draft\":\"true\",\"title\":\"Draft: x\"}", NULL,
	  "request mr:8 gitlab\n" },
	/* Nothing is of its type. */
	{ &import_gitlab_request,
	  "{\"iid\":8,\"state\":7,\"author\":\"aexample\",\"merge_user\":[],\"reviewers\":{\"a\":1},\"sha\":{},"
	  "\"merge_commit_sha\":true,\"references\":\"g/p!8\",\"web_url\":[],\"merged_at\":{},\"created_at\":12}",
	  NULL, "request mr:8 gitlab\n" },
};

static const struct row approval_rows[] = {
	{ &import_gitlab_approvals, "{\"approvals_required\":1,\"approved_by\":[{\"user\":" ADA "},{\"user\":" BO "}]}",
	  "12",
	  ADA_ACCOUNT "mr:12 rev aexample gitlab:approval state=approved\n" BO_ACCOUNT
	              "mr:12 rev bsample gitlab:approval state=approved\n" },
	{ &import_gitlab_approvals,
	  "{\"iid\":4,\"merge_status\":\"x\",\"approved_by\":[{\"user\":" ADA ",\"approved_at\":\"" AT "\"}]}", "12",
	  ADA_ACCOUNT "mr:4 rev aexample gitlab:approval at=1767323045 state=approved\n" },
	{ &import_gitlab_approvals,
	  "{\"approval_rules_overwritten\":false,\"rules\":[{\"approved_by\":[" ADA "]},{\"approved_by\":null},7]}",
	  "12", ADA_ACCOUNT "mr:12 rev aexample gitlab:approval state=approved\n" },
	{ &import_gitlab_approvals, "{\"approved_by\":[]}", "12", "" },
	{ &import_gitlab_approvals, "{\"updated_at\":\"" AT "\",\"approved_by\":[]}", "12",
	  "request mr:12 gitlab reviews=1767323045\n" },
	{ &import_gitlab_approvals, "{\"updated_at\":\"" AT "\",\"rules\":[],\"approval_rules_overwritten\":false}",
	  "12", "" },
	{ &import_gitlab_approvals, "{\"approved_by\":[{\"user\":null},null,7,{\"user\":{\"username\":\"\"}}]}", "12",
	  "ghosts 4\n" },
	{ &import_gitlab_approvals, "{\"approved_by\":[{\"user\":" ADA "}]}", NULL,
	  "trouble approvals without the number of its merge request: passed over\n" },
};

static const struct row note_rows[] = {
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"a b c\",\"system\":false,\"type\":null"), NULL,
	  ADA_ACCOUNT "mr:12 cmt aexample gitlab:note at=1767323045 words=3\n" },
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"a\",\"type\":\"DiscussionNote\",\"internal\":true"),
	  NULL, ADA_ACCOUNT "mr:12 cmt aexample gitlab:note at=1767323045 words=1\n" },
	{ &import_gitlab_note,
	  NOTE("\"author\":" ADA ",\"body\":\"a b\",\"type\":\"DiffNote\",\"position\":{\"head_sha\":" OID_A "}"), NULL,
	  ADA_ACCOUNT "mr:12 cmt aexample gitlab:review-comment at=1767323045 words=2 head=aa23\n" },
	{ &import_gitlab_note,
	  NOTE("\"author\":" ADA ",\"body\":\"a b\",\"type\":\"DiffNote\",\"position\":{\"head_sha\":\"--all\"}"), NULL,
	  ADA_ACCOUNT "mr:12 cmt aexample gitlab:review-comment at=1767323045 words=2\n" },
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"approved this merge request\",\"system\":true"),
	  NULL, ADA_ACCOUNT "mr:12 rev aexample gitlab:approval at=1767323045 state=approved\n" },
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"unapproved this merge request\",\"system\":true"),
	  NULL, ADA_ACCOUNT "mr:12 rev aexample gitlab:approval at=1767323045 state=dismissed\n" },
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"requested changes\",\"system\":true"), NULL,
	  ADA_ACCOUNT "mr:12 rev aexample gitlab:approval at=1767323045 state=changes-requested\n" },
	{ &import_gitlab_note,
	  NOTE("\"author\":" ADA ",\"body\":\"left review comments without approving\",\"system\":true"), NULL,
	  ADA_ACCOUNT "mr:12 rev aexample gitlab:approval at=1767323045 state=commented\n" },
	/* The asker is not who was asked. */
	{ &import_gitlab_note,
	  NOTE("\"author\":" ADA
	       ",\"body\":\"requested review from @bsample, @c.test and @group_3_bot, and removed review "
	       "request for @dee\",\"system\":true"),
	  NULL,
	  "mr:12 req bsample gitlab:request at=1767323045\nmr:12 req c.test gitlab:request at=1767323045\n"
	  "mr:12 req group_3_bot[bot] gitlab:request at=1767323045\n" },
	{ &import_gitlab_note,
	  NOTE("\"author\":" ADA ",\"body\":\"requested review from @, @ghost, @\",\"system\":true"), NULL, "" },
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"resolved all threads\",\"system\":true"), NULL, "" },
	/* A person who writes what GitLab writes has approved nothing. */
	{ &import_gitlab_note, NOTE("\"author\":" ADA ",\"body\":\"approved this merge request\",\"system\":\"true\""),
	  NULL, ADA_ACCOUNT "mr:12 cmt aexample gitlab:note at=1767323045 words=4\n" },
	{ &import_gitlab_note, NOTE("\"author\":null,\"body\":\"a\""), NULL, "ghosts 1\n" },
	{ &import_gitlab_note, "{\"noteable_type\":\"Issue\",\"noteable_iid\":12,\"body\":\"a\",\"author\":" ADA "}",
	  "12", "issues 1\n" },
	{ &import_gitlab_note,
	  "{\"noteable_type\":\"MergeRequest\",\"noteable_iid\":null,\"body\":\"a\",\"author\":" ADA "}", "12",
	  ADA_ACCOUNT "mr:12 cmt aexample gitlab:note words=1\n" },
	{ &import_gitlab_note,
	  "{\"noteable_type\":\"MergeRequest\",\"noteable_iid\":null,\"body\":\"a\",\"author\":" ADA "}", NULL,
	  "trouble a note without the number of its merge request: passed over\n" },
	{ &import_gitlab_note,
	  NOTE("\"author\":[" ADA "],\"body\":{\"a\":1},\"type\":7,\"system\":null,\"position\":[]"), NULL,
	  "ghosts 1\n" },
	{ &import_gitlab_discussion,
	  "{\"id\":\"x\",\"individual_note\":false,\"notes\":[{\"noteable_type\":\"MergeRequest\",\"noteable_iid\":"
	  "null,"
	  "\"body\":\"a\",\"author\":" ADA "},7," NOTE("\"author\":" BO ",\"body\":\"a b\"") "]}",
	  NULL,
	  ADA_ACCOUNT "mr:12 cmt aexample gitlab:note words=1\n" BO_ACCOUNT
	              "mr:12 cmt bsample gitlab:note at=1767323045 words=2\n" },
	{ &import_gitlab_discussion,
	  "{\"individual_note\":true,\"notes\":[{\"noteable_type\":\"Commit\",\"body\":\"a\",\"author\":" ADA "}]}",
	  "12", "issues 1\n" },
	{ &import_gitlab_discussion, "{\"individual_note\":true,\"notes\":[]}", NULL, "" },
	{ &import_gitlab_discussion, "{\"individual_note\":true,\"notes\":[{\"body\":\"a\",\"author\":" ADA "}]}", NULL,
	  "trouble a discussion without the number of its merge request: passed over\n" },
};

static const struct import_reader *const readers[] = { &import_gitlab_request, &import_gitlab_approvals,
	                                               &import_gitlab_note, &import_gitlab_discussion };

static void check_row(const struct row *row)
{
	struct buf log = { 0 };
	struct request_sink sink = { &log, take_request, take_act, take_account, take_trouble };
	struct import_summary summary = { 0 };
	struct import_out out = { .sink = &sink, .summary = &summary, .item = 1 };
	struct import_context context = { .request_iid = text_of(row->envelope) };
	json_t *object = json_loads(row->json, 0, NULL);

	ck_assert_msg(object != NULL, "the row is no JSON: %s", row->json);
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		ck_assert_msg(readers[i]->matches(object, &context) == (readers[i] == row->reader), "%s: %s",
		              readers[i]->name, row->json);
	row->reader->read(object, &context, &out);
	if (summary.ghost_count)
		buf_add_fmt(&log, "ghosts %llu\n", (unsigned long long)summary.ghost_count);
	if (summary.issue_count)
		buf_add_fmt(&log, "issues %llu\n", (unsigned long long)summary.issue_count);
	ck_assert_msg(!strcmp(buf_str(&log), row->expected), "%s\ngives:\n%s\nwanted:\n%s", row->json, buf_str(&log),
	              row->expected);
	json_decref(object);
	buf_release(&log);
}

START_TEST(merge_requests)
{
	check_row(&request_rows[_i]);
}
END_TEST

START_TEST(approvals)
{
	check_row(&approval_rows[_i]);
}
END_TEST

START_TEST(notes_and_discussions)
{
	check_row(&note_rows[_i]);
}
END_TEST

START_TEST(what_is_none_of_them_is_left_alone)
{
	static const char *const rows[] = {
		"{}",
		"[]",
		"7",
		"null",
		"{\"iid\":1}",
		"{\"approved_by\":7}",
		"{\"rules\":[]}",
		"{\"notes\":[]}",
		"{\"noteable_type\":7,\"body\":\"\"}",
		"{\"number\":1,\"user\":{\"login\":\"aexample\"}}",
		"{\"individual_note\":true,\"notes\":{}}",
	};
	struct import_context context = { 0 };
	json_t *object = json_loads(rows[_i], JSON_DECODE_ANY, NULL);

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		ck_assert_msg(!readers[i]->matches(object, &context), "%s: %s", readers[i]->name, rows[_i]);
	json_decref(object);
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof((rows)[0]))

Suite *suite_import_gitlab(void)
{
	Suite *suite = suite_create("import_gitlab");
	TCase *rows = tcase_create("rows");

	tcase_add_loop_test(rows, merge_requests, 0, COUNT(request_rows));
	tcase_add_loop_test(rows, approvals, 0, COUNT(approval_rows));
	tcase_add_loop_test(rows, notes_and_discussions, 0, COUNT(note_rows));
	tcase_add_loop_test(rows, what_is_none_of_them_is_left_alone, 0, 11);
	suite_add_tcase(suite, rows);
	return suite;
}
