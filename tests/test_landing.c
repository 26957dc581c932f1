/*
 * Histories drawn as text and what a forge tells of requests, and the change that each commit then belongs to.
 *   commits, oldest first:  <letter> <parents, "-" for none> <day> [pr:5, mr:5, closes:5, gerrit:5, change-id:I5: in the message] [by:bo: another committer]
 *   requests, one a line:   <key> <state> <day of its end> [<pointer kind>=<letters>]… [alias=<Change-Id>~<branch>]
 * Wanted: letter, key and rule of each commit of the history of the last one; "commit:<letter>" for its hex.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/scan/scan_steps.h"
#include "lead/alloc.h"
#include "lead/store_derive.h"
#include "lead/store_request.h"

Suite *suite_landing(void);

#define DAY_SECS INT64_C(86400)
#define FIRST_DAY INT64_C(20000)

static struct store *store;
static int64_t repository;

static void start(void)
{
	store = NULL;
	ck_assert_int_eq(store_init(), 0);
	ck_assert_int_eq(store_open(&store, ":memory:", STORE_WRITE), 0);
	ck_assert_int_eq(store_put_repository(&repository, store, TEXT("k"), TEXT("n"), TEXT("p"), TEXT("")), 0);
}

static void stop(void)
{
	store_close(store);
}

static void must(int status)
{
	ck_assert_msg(status == 0, "%s", error_message());
}

static bool next_word(struct text *rest, struct text *word)
{
	size_t end = 0;

	*rest = text_trim(*rest);
	while (end < rest->size && rest->at[end] != ' ')
		end++;
	*word = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end, rest->size);
	return end > 0;
}

static struct oid oid_of(char letter)
{
	struct oid oid;

	memset(oid.bytes, letter, OID_SIZE);
	return oid;
}

/* Days into seconds; 0 stays "not told". */
static int64_t read_day(struct text word)
{
	uint64_t day = 0;

	ck_assert(text_to_uint(word, &day));
	return day ? (FIRST_DAY + (int64_t)day) * DAY_SECS : 0;
}

static void put_number(int64_t commit, struct text word)
{
	static const enum reference_kind kinds[] = { REFERENCE_PR, REFERENCE_MR, REFERENCE_CLOSES, REFERENCE_GERRIT,
		                                     REFERENCE_CHANGE_ID };
	ptrdiff_t colon = text_find_char(word, ':', 0);
	struct reference_fact fact = { .value = text_slice(word, (size_t)colon + 1, word.size),
		                       .source = TEXT("subject:squash") };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_equal(text_slice(word, 0, (size_t)colon), text_of(reference_kind_names[kinds[i]])))
			fact.kind = kinds[i];
	must(store_put_reference(store, commit, &fact));
}

static void put_commit(struct text line, struct oid *tip)
{
	struct text letter, parents, day, word;
	struct oid list[8];
	struct commit_fact fact = { .author = { TEXT("Ada Example"), TEXT("ada@example.org") }, .parents = list };
	bool is_new;
	int64_t id;

	ck_assert(next_word(&line, &letter) && next_word(&line, &parents) && next_word(&line, &day));
	for (size_t i = 0; i < parents.size && parents.at[0] != '-'; i++)
		list[fact.parent_count++] = oid_of(parents.at[i]);
	*tip = fact.oid = oid_of(letter.at[0]);
	fact.committer = fact.author;
	fact.author_time = fact.commit_time = read_day(day);
	if (text_ends(line, TEXT(" by:bo"))) {
		fact.committer = (struct identity_fact){ TEXT("Bo Sample"), TEXT("bo@example.org") };
		line = text_slice(line, 0, line.size - 6);
	}
	must(store_put_commit(&id, &is_new, store, &fact));
	while (next_word(&line, &word))
		put_number(id, word);
}

static void put_request(struct text line)
{
	struct text key, state, day, word;
	struct request_pointer pointers[16];
	struct request_fact fact = { .line_count = -1, .pointers = pointers };

	ck_assert(next_word(&line, &key) && next_word(&line, &state) && next_word(&line, &day));
	fact.change = key;
	for (int i = 0; i < REQUEST_STATE_COUNT; i++)
		if (text_equal(state, text_of(request_state_names[i])))
			fact.state = (enum request_state)i;
	fact.closed_time = read_day(day);
	fact.merged_time = fact.state == REQUEST_MERGED ? fact.closed_time : 0;
	while (next_word(&line, &word)) {
		size_t equals = (size_t)text_find_char(word, '=', 0);

		if (text_starts(word, TEXT("alias="))) {
			fact.alias = text_slice(word, equals + 1, word.size);
			continue;
		}
		for (size_t i = equals + 1; i < word.size; i++)
			for (int kind = 0; kind < POINTER_KIND_COUNT; kind++)
				if (text_equal(text_slice(word, 0, equals), text_of(pointer_kind_names[kind])))
					pointers[fact.pointer_count++] =
						(struct request_pointer){ (enum pointer_kind)kind, oid_of(word.at[i]),
						                          0 };
	}
	must(store_put_request(NULL, store, repository, TEXT(ORIGIN_EXPORT), &fact));
}

static char *describe(void)
{
	struct buf out = { 0 };
	struct statement *statement;

	must(store_statement(&statement, store,
	                     "SELECT c.oid, coalesce(ch.key, '-'), coalesce(ch.rule, '-'), n.oid"
	                     " FROM landed l JOIN commits c ON c.id = l.commit_id"
	                     " LEFT JOIN change ch ON ch.id = l.change_id LEFT JOIN commits n ON n.id = ch.newest_id"
	                     " ORDER BY c.oid"));
	while (statement_step(statement) == 0) {
		struct text key = statement_text(statement, 1);

		buf_add_char(&out, statement_text(statement, 0).at[0]);
		buf_add_char(&out, ' ');
		if (text_starts(key, TEXT("commit:")))
			buf_add_fmt(&out, "commit:%c", statement_text(statement, 3).at[0]);
		else
			buf_add_text(&out, key);
		buf_add_char(&out, ' ');
		buf_add_text(&out, statement_text(statement, 2));
		buf_add_char(&out, '\n');
	}
	return buf_detach(&out);
}

struct row {
	const char *about, *commits, *requests, *wanted;
};

static const struct row rows[] = {
	{ "without requests numbers of messages are all there is", "A - 1\nB A 2 pr:5\n", "",
	  "A commit:A commit\nB pr:5 squash\n" },
	{ "a squash without a number in the subject", "A - 1\nB A 2\nC B 3\n",
	  "pr:5 merged 2 merge=B head=x commit=xy\n", "A commit:A commit\nB pr:5 squash\nC commit:C commit\n" },
	{ "the commit is the request's whatever its message says", "A - 1\nB A 2 pr:5\n", "pr:9 merged 2 merge=B\n",
	  "A commit:A commit\nB pr:9 squash\n" },
	{ "a backport that names the original, merged in its own request", "A - 1\nB A 2 pr:5\nC B 4 pr:5\n",
	  "pr:5 merged 2 merge=B\npr:9 merged 4 merge=C\n", "A commit:A commit\nB pr:5 squash\nC pr:9 squash\n" },
	{ "a rebase merge whose commits are named", "A - 1\nB A 2\nC B 2\nD C 2\n",
	  "pr:5 merged 2 merge=D commit=BCD\n", "A commit:A commit\nB pr:5 squash\nC pr:5 squash\nD pr:5 squash\n" },
	{ "a rebase merge whose commits were made anew, as many as there were", "A - 1\nB A 2\nC B 2\nD C 2\n",
	  "pr:5 merged 2 merge=D commit=xyz head=z\n",
	  "A commit:A commit\nB pr:5 squash\nC pr:5 squash\nD pr:5 squash\n" },
	{ "and no more than there were", "A - 1\nB A 2\nC B 2\nD C 2\n", "pr:5 merged 2 merge=D commit=xy head=y\n",
	  "A commit:A commit\nB commit:B commit\nC pr:5 squash\nD pr:5 squash\n" },
	{ "a squash of several: what was committed the day before is not its own", "A - 1\nB A 2\nC B 3\n",
	  "pr:5 merged 3 merge=C commit=xyz head=z\n", "A commit:A commit\nB commit:B commit\nC pr:5 squash\n" },
	{ "another committer did not rebase it", "A - 1\nB A 2 by:bo\nC B 2\nD C 2\n",
	  "pr:5 merged 2 merge=D commit=xyz head=z\n",
	  "A commit:A commit\nB commit:B commit\nC pr:5 squash\nD pr:5 squash\n" },
	{ "a rebase ends at the request before it, and at a merge", "A - 2\nB A 2\nC B 2 pr:4\nD C 2\nE D 2\n",
	  "pr:5 merged 2 merge=E commit=vwxyz head=z\n",
	  "A commit:A commit\nB commit:B commit\nC pr:4 squash\nD pr:5 squash\nE pr:5 squash\n" },
	{ "where its commits are here as they were, they alone are its own", "A - 2\nB A 2\nC B 2\nD C 2\n",
	  "pr:5 merged 2 merge=D commit=Cyz head=z\n",
	  "A commit:A commit\nB commit:B commit\nC pr:5 squash\nD pr:5 squash\n" },
	{ "two requests rebased at once", "A - 1\nB A 2\nC B 2\nD C 2\nE D 2\n",
	  "pr:5 merged 2 merge=C commit=wx head=x\npr:6 merged 2 merge=E commit=tuvyz head=z\n",
	  "A commit:A commit\nB pr:5 squash\nC pr:5 squash\nD pr:6 squash\nE pr:6 squash\n" },
	{ "a true merge without a number keys what it brings", "A - 1\nB A 2\nC B 2\nD A 2\nE DC 3\n",
	  "pr:5 merged 3 merge=E head=C commit=BC\n",
	  "A commit:A commit\nB pr:5 host\nC pr:5 host\nD commit:D commit\nE pr:5 host\n" },
	{ "a fast-forward: the head is what landed", "A - 1\nB A 2\nC B 3\n", "mr:5 merged 3 head=C\n",
	  "A commit:A commit\nB commit:B commit\nC mr:5 squash\n" },
	{ "a fast-forward with its commits", "A - 1\nB A 2\nC B 3\n", "mr:5 merged 3 head=C commit=BC\n",
	  "A commit:A commit\nB mr:5 squash\nC mr:5 squash\n" },
	{ "a fast-forward with its base", "A - 1\nB A 2\nC B 2\nD C 3\n", "mr:5 merged 3 head=D base=A\n",
	  "A commit:A commit\nB mr:5 squash\nC mr:5 squash\nD mr:5 squash\n" },
	{ "other requests between base and head stay their own", "A - 1\nB A 2\nC B 2 mr:4\nD C 3\nE D 3\n",
	  "mr:5 merged 3 head=E base=A\nmr:6 merged 2 head=B\n",
	  "A commit:A commit\nB mr:6 squash\nC mr:4 squash\nD mr:5 squash\nE mr:5 squash\n" },
	{ "a base that the line does not lead to, or that is not here", "A - 1\nB A 2\nC A 2\nD BC 2\nE D 3\n",
	  "mr:5 merged 3 head=E base=C\nmr:6 merged 3 head=B base=x\n",
	  "A commit:A commit\nB mr:6 squash\nC commit:C topology\nD commit:C topology\nE mr:5 squash\n" },
	{ "a squash has no line", "A - 1\nB A 2\nC B 2\nD C 3\n", "mr:5 merged 3 squash=D head=C base=A\n",
	  "A commit:A commit\nB commit:B commit\nC mr:5 squash\nD mr:5 squash\n" },
	{ "a squash that a merge carries on: both are named", "A - 1\nB A 2\nC A 2\nD CB 2\n",
	  "mr:5 merged 2 merge=D squash=B\n", "A commit:A commit\nB mr:5 squash\nC commit:C commit\nD mr:5 squash\n" },
	{ "a squash stays itself in the release that carries it", "A - 1\nB A 2\nC B 3\nD AC 5\n",
	  "pr:5 merged 2 merge=B\npr:6 merged 3 merge=C\npr:7 merged 5 merge=D commit=BC head=C\n",
	  "A commit:A commit\nB pr:5 squash\nC pr:6 squash\nD - -\n" },
	{ "a fork's old numbers are not the export's requests", "A - 1 pr:1\nB A 2 pr:2\nC B 300\nD C 301 pr:2\n",
	  "pr:1 merged 300 merge=C\npr:2 merged 301 merge=D\n",
	  "A commit:A commit\nB commit:B commit\nC pr:1 squash\nD pr:2 squash\n" },
	{ "a number of a request that was closed long before", "A - 1\nB A 100 pr:5\nC B 101 pr:6\n",
	  "pr:5 closed 2\npr:6 closed 99\n", "A commit:A commit\nB commit:B commit\nC pr:6 squash\n" },
	{ "what the forge names joins at any distance", "A - 1\nB A 300\n", "pr:5 merged 2 merge=B\n",
	  "A commit:A commit\nB pr:5 squash\n" },
	{ "a head far away does not", "A - 1\nB A 300\n", "mr:5 merged 2 head=B\n",
	  "A commit:A commit\nB commit:B commit\n" },
	{ "heads of open and closed requests say nothing", "A - 1\nB A 2\nC B 3\n",
	  "pr:5 open 0 head=B\npr:6 closed 3 head=C\n", "A commit:A commit\nB commit:B commit\nC commit:C commit\n" },
	{ "commits of a request that landed on another branch say nothing", "A - 1\nB A 2\n",
	  "pr:5 merged 2 merge=x commit=AB head=B\n", "A commit:A commit\nB commit:B commit\n" },
	{ "a message's number stands before a head", "A - 1\nB A 2 mr:4\n", "mr:5 merged 2 head=B\n",
	  "A commit:A commit\nB mr:4 squash\n" },
	{ "a note stands before the forge's word", "A - 1\nB A 2\n", "pr:5 merged 2 note=B\npr:6 merged 2 merge=B\n",
	  "A commit:A commit\nB pr:5 squash\n" },
	{ "a merge that two requests name: the message decides", "A - 1\nB A 2\nC A 2\nD CB 3 pr:6\n",
	  "pr:5 merged 3 merge=D\npr:6 merged 3 merge=D\n",
	  "A commit:A commit\nB pr:6 host\nC commit:C commit\nD pr:6 host\n" },
	{ "and without one nobody's", "A - 1\nB A 2\nC A 2\nD CB 3\n", "pr:5 merged 3 merge=D\npr:6 merged 3 merge=D\n",
	  "A commit:A commit\nB commit:B topology\nC commit:C commit\nD commit:B topology\n" },
	{ "of two requests with one commit the one merged first brought it", "A - 1\nB A 2\n",
	  "mr:5 merged 4 commit=B\nmr:6 merged 2 commit=B\n", "A commit:A commit\nB mr:6 squash\n" },
	{ "an export tells that a closed number is a request", "A - 1\nB A 2 closes:5\nC B 3 closes:6\n",
	  "pr:5 closed 2\n", "A commit:A commit\nB pr:5 squash\nC commit:C commit\n" },
	{ "a patch set is the merged change's, however far away; of one that was not merged it says nothing",
	  "A - 1\nB A 300 change-id:I5\nC B 301\nD C 302\n",
	  "gerrit:5 merged 2 merge=B commit=xB alias=I5~main\ngerrit:6 open 0 head=C commit=C alias=I6~main\n"
	  "gerrit:7 closed 302 head=x commit=Dx alias=I7~main\n",
	  "A commit:A commit\nB gerrit:5 gerrit\nC commit:C commit\nD commit:D commit\n" },
	{ "a number of another server", "A - 1\nB A 2 gerrit:5 change-id:I9\nC B 3\nD C 4 gerrit:6\n",
	  "gerrit:5 merged 3 merge=C alias=I5~main\ngerrit:6 merged 4 merge=x alias=I6~old\n",
	  "A commit:A commit\nB gerrit:I9~ gerrit\nC gerrit:5 gerrit\nD commit:D commit\n" },
	{ "a number whose Change-Id agrees", "A - 1\nB A 2 gerrit:5 change-id:I5\n",
	  "gerrit:5 merged 3 merge=x alias=I5~main\n", "A commit:A commit\nB gerrit:5 gerrit\n" },
	{ "the branch that was scanned is that of most patch sets in it",
	  "A - 1\nB A 2 change-id:I5\nC B 3 change-id:I6\nD C 4\n",
	  "gerrit:4 merged 4 merge=D alias=I4~main\ngerrit:5 merged 2 merge=x alias=I5~main\n"
	  "gerrit:6 merged 3 merge=y alias=I6~old\ngerrit:7 merged 2 merge=z alias=I5~old\n",
	  "A commit:A commit\nB gerrit:5 gerrit\nC gerrit:I6~ gerrit\nD gerrit:4 gerrit\n" },
	{ "an older patch set that landed", "A - 1\nB A 2\n", "gerrit:5 merged 9 merge=x commit=Bx alias=I5~main\n",
	  "A commit:A commit\nB gerrit:5 gerrit\n" },
	{ "one commit in changes of two branches: which is not known", "A - 1\nB A 2 change-id:I5\n",
	  "gerrit:5 merged 2 merge=B alias=I5~main\ngerrit:6 merged 2 merge=B alias=I5~old\n",
	  "A commit:A commit\nB gerrit:I5~ gerrit\n" },
	{ "a commit that no patch set is joins by Change-Id, if one change of that id was merged then",
	  "A - 1\nB A 2 change-id:I5\nC B 90 change-id:I6\nD C 91 change-id:I7\n",
	  "gerrit:5 merged 3 merge=x alias=I5~main\ngerrit:6 merged 3 merge=x alias=I6~main\n"
	  "gerrit:7 merged 91 merge=x alias=I7~main\ngerrit:8 merged 92 merge=y alias=I7~old\n",
	  "A commit:A commit\nB gerrit:5 gerrit\nC gerrit:I6~ gerrit\nD gerrit:I7~ gerrit\n" },
	{ "of two changes of one id the one that a commit is already fits no other",
	  "A - 1\nB A 2 change-id:I5\nC B 3 change-id:I5\n",
	  "gerrit:5 merged 2 merge=B alias=I5~main\ngerrit:6 merged 3 merge=x alias=I5~main\n",
	  "A commit:A commit\nB gerrit:5 gerrit\nC gerrit:6 gerrit\n" },
	{ "two commits that claim one change have neither", "A - 1\nB A 2 change-id:I5\nC B 3 change-id:I5\n",
	  "gerrit:5 merged 2 merge=x alias=I5~main\n",
	  "A commit:A commit\nB gerrit:I5~ gerrit\nC gerrit:I5~ gerrit\n" },
	{ "reviews that are no requests by number group nothing", "A - 1\nB A 2\n",
	  "mail:1@example.org merged 2 merge=B\n", "A commit:A commit\nB commit:B commit\n" },
};

START_TEST(commits_belong_to_the_requests_that_point_at_them)
{
	const struct row *row = &rows[_i];
	struct text rest = text_of(row->commits), line;
	struct oid tip = { { 0 } };
	char *got;

	while (text_next_line(&rest, &line))
		put_commit(line, &tip);
	rest = text_of(row->requests);
	while (text_next_line(&rest, &line))
		put_request(line);
	must(scan_land(store, repository, &tip));
	got = describe();
	ck_assert_msg(strcmp(got, row->wanted) == 0, "%s:\n%swanted:\n%s", row->about, got, row->wanted);
	free(got);
}
END_TEST

Suite *suite_landing(void)
{
	Suite *suite = suite_create("landing");
	TCase *pointers = tcase_create("pointers");

	tcase_add_checked_fixture(pointers, start, stop);
	tcase_add_loop_test(pointers, commits_belong_to_the_requests_that_point_at_them, 0,
	                    (int)(sizeof(rows) / sizeof(rows[0])));
	suite_add_tcase(suite, pointers);
	return suite;
}
