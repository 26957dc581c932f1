/*
 * `git lead import`: what a forge exported goes into the database. Input comes in pieces, so that its size does not matter; what
 * was read before a failure stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/scan.h"
#include "render/escape.h"

#define PIECE_SIZE ((size_t)256 * 1024)
/* A pipe that gives nothing for so long is slow: what it gave is handed on. */
#define PATIENCE_MSECS 100
#define TROUBLE_MAX_COUNT 20
/* A file inside a ref is read at once. */
#define REF_FILE_MAX_SIZE ((size_t)1024 * 1024 * 1024)

struct values {
	struct common_values common;
	const char *repository;
	bool forget;
};

static const struct option options[] = {
	{ "forget", 0, OPTION_FLAG, NULL, "first take back all that was imported before",
	  offsetof(struct values, forget) },
	{ "repository", 0, OPTION_TEXT, "<name>", "which one of several in the database: label, key or path",
	  offsetof(struct values, repository) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

/* One input on its way. */
struct input {
	struct session *session;
	const char *name;    /* as given */
	int file;            /* -1: a file inside a ref */
	uint64_t total_size; /* 0: not known */
	bool has_text;       /* something but blanks came */
	uint64_t trouble_count;
	struct scan_import *import;
};

static void add_count(struct buf *out, uint64_t count, const char *one, const char *many)
{
	buf_add_fmt(out, "%llu %s", (unsigned long long)count, count == 1 ? one : many);
}

/* ---- troubles ---- */

static void show_trouble(void *payload, const struct import_trouble *trouble)
{
	struct input *input = payload;
	struct buf line = { 0 };

	if (++input->trouble_count > TROUBLE_MAX_COUNT)
		return;
	escape_terminal(&line, text_of(input->name));
	if (trouble->item)
		buf_add_fmt(&line, ": item %llu at byte %llu", (unsigned long long)trouble->item,
		            (unsigned long long)trouble->offset);
	buf_add_str(&line, ": ");
	escape_terminal(&line, trouble->words);
	progress_finish();
	fprintf(stderr, "%s\n", buf_str(&line));
	buf_release(&line);
}

static void show_trouble_rest(const struct input *input)
{
	progress_finish();
	if (input->trouble_count > TROUBLE_MAX_COUNT)
		fprintf(stderr, "and %llu more\n", (unsigned long long)(input->trouble_count - TROUBLE_MAX_COUNT));
}

/* ---- reading ---- */

static int refuse_interrupted(void)
{
	return error_set(ERR_CANCELLED, "interrupted; what was read stays, and the same import completes it");
}

static bool is_slow(int file)
{
	struct pollfd poller = { .fd = file, .events = POLLIN };

	return poll(&poller, 1, PATIENCE_MSECS) == 0;
}

/* As much as fits, or as comes without waiting long. *size 0: the end. */
static int read_piece(size_t *size, const struct input *input, char *piece)
{
	*size = 0;
	while (*size < PIECE_SIZE) {
		ssize_t got;

		if (*size && is_slow(input->file))
			return 0;
		if (interrupt_was_seen())
			return refuse_interrupted();
		got = read(input->file, piece + *size, PIECE_SIZE - *size);
		if (got == 0)
			return 0;
		if (got > 0)
			*size += (size_t)got;
		else if (errno != EINTR)
			return error_set(ERR_FAILED, "cannot read '%s': %s", input->name, strerror(errno));
	}
	return 0;
}

static void show_progress(const struct input *input, uint64_t done_size)
{
	char what[64];

	if (input->session->values->quiet)
		return;
	if (input->total_size)
		snprintf(what, sizeof(what), "importing");
	else
		snprintf(what, sizeof(what), "importing: %llu MiB", (unsigned long long)(done_size >> 20));
	progress_update(what, done_size, input->total_size);
}

static int feed_piece(struct input *input, struct text piece)
{
	input->has_text = input->has_text || text_trim(piece).size;
	return scan_import_feed(input->import, piece.at, piece.size);
}

static int feed_file(struct input *input)
{
	char *piece = xmalloc(PIECE_SIZE);
	uint64_t done_size = 0;
	size_t size = 1;
	int ret = 0;

	while (ret == 0 && size) {
		ret = read_piece(&size, input, piece);
		if (ret == 0 && size)
			ret = feed_piece(input, (struct text){ piece, size });
		done_size += size;
		show_progress(input, done_size);
	}
	free(piece);
	return ret;
}

static int feed_bytes(struct input *input, struct text bytes)
{
	int ret = 0;

	for (size_t at = 0; ret == 0 && at < bytes.size; at += PIECE_SIZE) {
		struct text piece = text_slice(bytes, at, at + PIECE_SIZE);

		ret = interrupt_was_seen() ? refuse_interrupted() : feed_piece(input, piece);
	}
	return ret;
}

/* "<rev>:<path>" where no file is called so. */
static int read_from_ref(struct buf *out, struct session *session, const char *name)
{
	const char *colon = strchr(name, ':');
	struct oid commit;
	char *revision;
	int ret;

	if (!colon || !session->repository)
		return error_set(ERR_NOTFOUND, "cannot open '%s': %s", name, strerror(ENOENT));
	revision = xstrndup(name, (size_t)(colon - name));
	ret = repository_resolve(&commit, session->repository, *revision ? revision : "HEAD");
	free(revision);
	if (ret == 0)
		ret = repository_read_file_at(out, session->repository, &commit, colon + 1, REF_FILE_MAX_SIZE);
	if (ret == ERR_NOTFOUND)
		return error_set(ret, "there is neither a file '%s' nor such a revision and path", name);
	return ret ? error_context(ret, "%s", name) : 0;
}

static int open_input(struct input *input)
{
	struct stat stat;

	if (strcmp(input->name, "-") == 0) {
		input->file = STDIN_FILENO;
		return 0;
	}
	input->file = open(input->name, O_RDONLY | O_CLOEXEC);
	if (input->file < 0)
		return error_set(ERR_FAILED, "cannot open '%s': %s", input->name, strerror(errno));
	if (fstat(input->file, &stat) == 0 && S_ISREG(stat.st_mode))
		input->total_size = (uint64_t)stat.st_size;
	return 0;
}

static int feed(struct input *input)
{
	struct buf bytes = { 0 };
	int ret;

	if (strcmp(input->name, "-") != 0 && access(input->name, F_OK) != 0 && errno == ENOENT) {
		ret = read_from_ref(&bytes, input->session, input->name);
		if (ret == 0)
			ret = feed_bytes(input, buf_text(&bytes));
		buf_release(&bytes);
		return ret;
	}
	ret = open_input(input);
	if (ret)
		return ret;
	ret = feed_file(input);
	if (input->file != STDIN_FILENO)
		close(input->file);
	return ret;
}

/* ---- the answer ---- */

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
		add_count(out, summary->missing_count, "item that the export counts and does not hold",
		          "items that the export counts and does not hold");
		between = "; ";
	}
	if (summary->lost_count) {
		buf_add_str(out, between);
		add_count(out, summary->lost_count, "item not read", "items not read");
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
		add_count(out, parts[i].count, parts[i].one, parts[i].many);
		lead = ", ";
	}
	if (*lead == ',')
		buf_add_char(out, '\n');
}

/* The path of a remote's URL without the host: "owner/name"; empty for a local one. */
static struct text remote_project(struct text remote)
{
	ptrdiff_t scheme = text_find(remote, TEXT("://"), 0), from;

	if (scheme >= 0 && !text_starts(remote, TEXT("file:")))
		from = text_find_char(remote, '/', (size_t)scheme + 3);
	else
		from = scheme < 0 ? text_find_char(remote, ':', 0) : -1;
	if (from < 0)
		return (struct text){ 0 };
	remote = text_slice(remote, (size_t)from + 1, remote.size);
	while (text_starts(remote, TEXT("/")))
		remote = text_slice(remote, 1, remote.size);
	while (text_ends(remote, TEXT("/")))
		remote = text_slice(remote, 0, remote.size - 1);
	return text_ends(remote, TEXT(".git")) ? text_slice(remote, 0, remote.size - 4) : remote;
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
		struct text own = remote_project(statement_text(statement, 0));

		if (own.size && !text_equal_nocase(own, text_of(project))) {
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

	escape_terminal(out, text_of(strcmp(input->name, "-") == 0 ? "standard input" : input->name));
	buf_add_char(out, '\n');
	add_held(out, &result->summary);
	ret = add_project(out, input->session, result->summary.project);
	buf_add_str(out, "  told      ");
	add_count(out, result->act_count, "act on ", "acts on ");
	add_count(out, result->request_count, "request, ", "requests, ");
	buf_add_fmt(out, "%llu of %s in the history\n", (unsigned long long)result->joined_count,
	            result->request_count == 1 ? "it" : "them");
	add_others(out, result);
	add_missing(out, &result->summary);
	buf_add_str(out, "  new       ");
	if (result->new_count)
		add_count(out, result->new_count, "fact\n", "facts\n");
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

static int import_input(struct buf *out, struct session *session, const char *name)
{
	struct input input = { .session = session, .name = name, .file = -1 };
	struct scan_import_result result;
	int ret = scan_import_new(&input.import, session->store, session->repository_id, show_trouble, &input);

	if (ret == 0)
		ret = feed(&input);
	if (ret == 0)
		ret = scan_import_finish(input.import, &result);
	show_trouble_rest(&input);
	if (ret == 0)
		ret = check_known(&input, &result.summary);
	if (ret == 0)
		ret = add_block(out, &input, &result);
	scan_import_free(input.import);
	return ret;
}

/* ---- which repository ---- */

static int count_repositories(unsigned *count, struct session *session, const char *name)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT id\n"
	                          "FROM repository\n"
	                          "WHERE tip IS NOT NULL AND (:name IS NULL OR :name IN (name, key, path))\n"
	                          "ORDER BY id");

	*count = 0;
	if (ret)
		return ret;
	if (name)
		statement_bind_text(statement, ":name", text_of(name));
	while ((ret = statement_step(statement)) == 0) {
		session->repository_id = statement_int(statement, 0);
		++*count;
	}
	return ret < 0 ? ret : 0;
}

/* With --db: the only one, or the one named by its label, key, or any path inside. */
static int choose_repository(struct session *session, const char *name)
{
	struct repository *repository = NULL;
	unsigned count;
	int ret = count_repositories(&count, session, name);

	if (ret == 0 && count == 0 && name && repository_open(&repository, name) == 0) {
		ret = count_repositories(&count, session, repository_common_dir(repository));
		repository_close(repository);
	}
	if (ret)
		return ret;
	if (count == 0 && name)
		return error_set(ERR_NOTFOUND, "'%s' holds no repository '%s'", session->db_path, name);
	if (count != 1)
		return error_set(ERR_USAGE,
		                 name ? "'%s' holds several repositories of that name; give a key"
		                      : "'%s' holds several repositories; name one with --repository",
		                 session->db_path);
	return 0;
}

static int prepare(struct session *session, const struct values *values)
{
	int ret = session->db_path ? 0 : repository_open(&session->repository, NULL);

	if (ret == 0)
		ret = session->db_path ? session_prepare(session) : error_set(ERR_FAILED, "not in a git repository");
	if (ret == 0 && session->is_empty)
		ret = error_set(ERR_FAILED, "this repository has no commits yet: there is nothing to import to");
	if (ret == 0 && (values->repository || session->repository_id == 0))
		ret = choose_repository(session, values->repository);
	if (ret == 0)
		interrupt_watch();
	return ret;
}

/* For an export of another project, or one whose numbers mean other requests. */
static int forget(struct buf *out, struct session *session)
{
	int ret = scan_import_forget(session->store, session->repository_id);

	if (ret == 0)
		buf_add_str(out, "Forgot what was imported before; what notes tell stays.\n");
	return ret;
}

/* What cannot be read keeps nothing from the inputs behind it. *failure: what the last such one failed of; owned. */
static int import_inputs(char **failure, struct buf *out, struct session *session, int count, char **names)
{
	struct buf line = { 0 };
	int ret = 0;

	for (int i = 0; ret == 0 && i < count; i++) {
		ret = import_input(out, session, names[i]);
		if (ret == 0 || ret == ERR_CANCELLED)
			continue;
		if (*failure) {
			buf_clear(&line);
			escape_terminal(&line, text_of(*failure));
			fprintf(stderr, "git-lead: %s\n", buf_str(&line));
		}
		free(*failure);
		*failure = xstrdup(error_message());
		ret = 0;
	}
	buf_release(&line);
	return ret;
}

/* Reviews or comments alone may be their own requests' authors': said, because nothing else would show it. */
static int tell_strangers(struct session *session)
{
	struct statement *statement;
	int ret = store_statement(&statement, session->store,
	                          "SELECT count(*)\n"
	                          "FROM act a\n"
	                          "JOIN request_act q ON q.id = a.request_act_id AND q.mark IS NULL\n"
	                          "WHERE a.why = 'excluded' AND a.change_id IS NOT NULL AND a.repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", session->repository_id);
	ret = statement_step(statement);
	if (ret == 0 && statement_int(statement, 0) > 0)
		fprintf(stderr,
		        "%lld %s for nothing: no commit explains the login, and who made the request is not told; "
		        "import "
		        "the requests too\n",
		        (long long)statement_int(statement, 0),
		        statement_int(statement, 0) == 1 ? "act counts" : "acts count");
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	struct buf out = { 0 };
	char *failure = NULL;
	int ret, written;

	if (argc == 0 && !mine->forget)
		return error_set(ERR_USAGE, "import needs a file, <revision>:<path>, or - for standard input");
	ret = prepare(session, values);
	if (ret == 0 && mine->forget)
		ret = forget(&out, session);
	if (ret == 0)
		ret = import_inputs(&failure, &out, session, argc, argv);
	/* What was read before a failure is in the database, and is told. */
	written = out.size ? output_write(session, &out, false) : 0;
	if (ret == 0)
		ret = written ? written : people_derive(session->store, session->config);
	if (ret == 0)
		ret = tell_strangers(session);
	if (ret == 0 && failure)
		ret = error_set(ERR_FAILED, "%s", failure);
	free(failure);
	buf_release(&out);
	return ret;
}

const struct command command_import = {
	.name = "import",
	.summary = "read what a forge exported: reviews, comments, merges",
	.usage = "import [<options>] [--repository=<name>] [--forget] [--] [<file>...]",
	.options = tables,
	.values_size = sizeof(struct values),
	.works_anywhere = true, /* to tell of its usage; prepare wants a repository or --db */
	.run = run,
};
