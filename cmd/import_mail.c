/* `git lead import` of mails: mailboxes, single mails, and archives of public-inbox. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "import_input.h"
#include "lead/alloc.h"
#include "lead/mail.h"
#include "lead/scan.h"

/* ---- the answer ---- */

static void add_joined(struct buf *out, const struct scan_mail_result *result)
{
	struct {
		uint64_t count;
		const char *how;
	} ways[] = {
		{ result->by_id_count, "by message id" },
		{ result->by_subject_count, "by author and subject" },
		{ result->by_patch_count, "by what they change" },
	};
	const char *lead = "  joined    ";

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (!ways[i].count)
			continue;
		buf_add_str(out, lead);
		input_add_count(out, ways[i].count, "commit ", "commits ");
		buf_add_str(out, ways[i].how);
		lead = ", ";
	}
	if (*lead == ',')
		buf_add_char(out, '\n');
}

static void add_block(struct buf *out, const struct input *input, const struct scan_mail_result *result)
{
	input_add_name(out, input);
	buf_add_str(out, "  held      ");
	if (result->mail_count) {
		input_add_count(out, result->mail_count, "mail, ", "mails, ");
		input_add_count(out, result->patch_count, "of them a patch\n", "of them patches\n");
	} else {
		buf_add_str(out, "0 new mails\n");
	}
	buf_add_str(out, "  told      ");
	input_add_count(out, result->request_count, "patch in all its versions, ", "patches in all their versions, ");
	buf_add_fmt(out, "%llu of %s in the history\n", (unsigned long long)result->joined_count,
	            result->request_count == 1 ? "it" : "them");
	add_joined(out, result);
	if (result->deleted_count) {
		buf_add_str(out, "  besides   ");
		input_add_count(out, result->deleted_count, "mail that the archive took back\n",
		                "mails that the archive took back\n");
	}
	if (result->collision_count) {
		buf_add_str(out, "  besides   ");
		input_add_count(out, result->collision_count, "mail that bears the id of another: one of them stands\n",
		                "mails that bear the id of another: one of each stands\n");
	}
	if (result->html_count) {
		buf_add_str(out, "  missing   ");
		input_add_count(out, result->html_count, "mail holds only HTML: its words are not read\n",
		                "mails hold only HTML: their words are not read\n");
	}
	if (result->cut_count) {
		buf_add_str(out, "  missing   ");
		input_add_count(out, result->cut_count, "answer to a large series is not told of all its patches\n",
		                "answers to large series are not told of all their patches\n");
	}
	if (result->lost_count) {
		buf_add_str(out, "  missing   ");
		input_add_count(out, result->lost_count, "mail not read\n", "mails not read\n");
	}
	buf_add_str(out, "  new       ");
	if (result->new_count)
		input_add_count(out, result->new_count, "mail\n", "mails\n");
	else
		buf_add_str(out, "nothing new\n");
}

/* With --db no repository is stood in: the one that was scanned, if it is where it was. Its objects are told by their ids. */
static struct repository *open_scanned(struct session *session)
{
	struct repository *repository = NULL;
	struct statement *row;
	char *path = NULL;

	if (store_statement(&row, session->store, "SELECT path FROM repository WHERE id = :repository") != 0)
		return NULL;
	statement_bind_int(row, ":repository", session->repository_id);
	if (statement_step(row) == 0)
		path = xstrndup(statement_text(row, 0).at, statement_text(row, 0).size);
	statement_reset(row);
	if (path && repository_open(&repository, path) != 0)
		repository = NULL;
	free(path);
	return repository;
}

static int finish(struct buf *out, struct input *input, struct scan_mails *mails)
{
	struct session *session = input->session;
	struct repository *scanned = session->repository ? NULL : open_scanned(session);
	struct scan_mail_result result;
	int ret = scan_mails_finish(mails, scanned ? scanned : session->repository, &result);

	repository_close(scanned);
	input_show_trouble_rest(input);
	if (ret)
		return ret;
	if (!result.mail_count && !result.deleted_count && result.lost_count)
		return error_set(ERR_FAILED, "nothing in '%s' could be read as a mail", input->name);
	add_block(out, input, &result);
	return 0;
}

/* ---- mailboxes and single mails ---- */

bool input_is_mail(const struct input *input)
{
	return !input->is_directory && (mail_is_box(input->head) || mail_is_message(input->head));
}

int import_mail(struct buf *out, struct input *input)
{
	struct session *session = input->session;
	struct scan_mails *mails = NULL;
	struct text piece = { 0 };
	int ret = scan_mails_new(&mails, session->store, session->repository_id, input_show_trouble, input);

	while (ret == 0 && (ret = input_next(&piece, input)) == 0 && piece.size)
		ret = scan_mails_feed(mails, piece);
	if (ret == 0)
		ret = finish(out, input, mails);
	scan_mails_free(mails);
	return ret;
}

/* ---- archives ---- */

/* "<directory>/git/<number>.git" is there. */
static char *epoch_path(const char *directory, unsigned number)
{
	char *path = xstrfmt("%s/git/%u.git", directory, number);
	struct stat stat_of;

	if (stat(path, &stat_of) == 0 && S_ISDIR(stat_of.st_mode))
		return path;
	free(path);
	return NULL;
}

/* Old epochs may be left out of a copy: the numbers of the folders "<number>.git" that are in path, ascending. */
static size_t list_numbered(unsigned **out, const char *path)
{
	DIR *folder = opendir(path);
	unsigned *numbers = NULL;
	size_t count = 0;
	const struct dirent *entry;

	while (folder && (entry = readdir(folder)) != NULL) {
		struct text name = text_of(entry->d_name);
		uint64_t number;
		size_t at = count;

		if (!text_ends(name, TEXT(".git")) || !text_to_uint(text_slice(name, 0, name.size - 4), &number) ||
		    number > 1000000)
			continue;
		numbers = xrealloc_array(numbers, count + 1, sizeof(*numbers));
		while (at > 0 && numbers[at - 1] > number) {
			numbers[at] = numbers[at - 1];
			at--;
		}
		numbers[at] = (unsigned)number;
		count++;
	}
	if (folder)
		closedir(folder);
	*out = numbers;
	return count;
}

static size_t list_epochs(unsigned **out, const char *directory)
{
	char *path = xstrfmt("%s/git", directory);
	size_t count = list_numbered(out, path);

	free(path);
	return count;
}

bool input_is_inside_inbox(const struct input *input)
{
	unsigned *epochs = NULL;
	bool has_epochs = input->is_directory && list_numbered(&epochs, input->name) > 0;

	free(epochs);
	return has_epochs;
}

/* A folder that is itself a repository, not one that lies in one. */
static bool is_repository(const char *directory)
{
	static const char *const places[] = { "HEAD", ".git" };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct stat stat_of;
		char *path = xstrfmt("%s/%s", directory, places[i]);
		bool is_there = stat(path, &stat_of) == 0;

		free(path);
		if (is_there)
			return true;
	}
	return false;
}

/* Exports may lie in a repository too. One that cannot be opened says why when it is read. */
static bool is_archive(const char *directory)
{
	struct repository *repository = NULL;
	bool is_inbox = true;

	if (!is_repository(directory))
		return false;
	if (repository_open(&repository, directory) == 0)
		is_inbox = scan_is_inbox(repository);
	repository_close(repository);
	return is_inbox;
}

bool input_is_inbox(const struct input *input)
{
	unsigned *epochs = NULL;
	bool has_epochs = input->is_directory && list_epochs(&epochs, input->name) > 0;

	free(epochs);
	return has_epochs || (input->is_directory && is_archive(input->name));
}

static void show_progress(void *payload, const char *what, uint64_t done_count, uint64_t total_count)
{
	const struct input *input = payload;

	if (!input->session->values->quiet)
		progress_update(what, done_count, total_count);
}

static bool is_cancelled(void *payload)
{
	(void)payload;
	return interrupt_was_seen();
}

static int read_repository(struct scan_mails *mails, struct input *input, const char *path)
{
	const struct scan_watch watch = { input, show_progress, is_cancelled };
	struct repository *inbox = NULL;
	int ret = repository_open(&inbox, path);

	if (ret == 0)
		ret = scan_mails_read_inbox(mails, inbox, &watch);
	repository_close(inbox);
	return ret;
}

int import_inbox(struct buf *out, struct input *input)
{
	struct session *session = input->session;
	struct scan_mails *mails = NULL;
	unsigned *epochs = NULL;
	size_t count = list_epochs(&epochs, input->name);
	int ret = scan_mails_new(&mails, session->store, session->repository_id, input_show_trouble, input);

	for (size_t i = 0; ret == 0 && i < count; i++) {
		char *path = epoch_path(input->name, epochs[i]);

		if (path)
			ret = read_repository(mails, input, path);
		free(path);
	}
	if (ret == 0 && !count)
		ret = read_repository(mails, input, input->name);
	progress_finish();
	if (ret == 0)
		ret = finish(out, input, mails);
	scan_mails_free(mails);
	free(epochs);
	return ret;
}
