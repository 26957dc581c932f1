/* What a commit changed, as one value that a mailed patch has too: the diff that git would send, fed to lead/patch_id.h. */
#include "lead/patch_id.h"
#include "room.h"

/* Larger files, and more of them, nobody sends by mail. */
#define FILE_MAX_SIZE (16 * 1024 * 1024)
#define FILES_MAX 4096

static int take_part(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *payload)
{
	struct text rest = { line->content, line->content_len }, one;
	char origin = line->origin;
	struct buf marked = { 0 };

	(void)delta;
	(void)hunk;
	if (origin == GIT_DIFF_LINE_CONTEXT || origin == GIT_DIFF_LINE_ADDITION || origin == GIT_DIFF_LINE_DELETION) {
		buf_add_char(&marked, origin);
		buf_add_text(&marked, rest);
		(void)patch_id_add(payload, buf_text(&marked));
		buf_release(&marked);
		return 0;
	}
	/* Headers of files are several lines; notes of a missing line end begin with one. */
	while (text_next_line(&rest, &one)) {
		if (one.size)
			(void)patch_id_add(payload, one);
	}
	return 0;
}

static int open_trees(git_tree **before, git_tree **after, struct repository *repository, const struct oid *commit)
{
	git_commit *found = NULL, *parent = NULL;
	git_oid id;
	int code;

	oid_to_git(&id, commit);
	code = git_commit_lookup(&found, repository->git, &id);
	if (!code)
		code = git_commit_tree(after, found);
	if (!code && git_commit_parentcount(found)) {
		code = git_commit_parent(&parent, found, 0);
		if (!code)
			code = git_commit_tree(before, parent);
	}
	git_commit_free(parent);
	git_commit_free(found);
	return code;
}

static int make_diff(git_diff **out, struct repository *repository, git_tree *before, git_tree *after)
{
	git_diff_options options;
	git_diff_find_options renames;
	int code = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);

	if (!code)
		code = git_diff_find_options_init(&renames, GIT_DIFF_FIND_OPTIONS_VERSION);
	if (code)
		return code;
	/* git's own defaults; the ids in the header are not looked at. */
	options.flags = GIT_DIFF_INDENT_HEURISTIC;
	options.old_prefix = "a";
	options.new_prefix = "b";
	options.max_size = FILE_MAX_SIZE;
	renames.flags = GIT_DIFF_FIND_RENAMES;
	code = git_diff_tree_to_tree(out, repository->git, before, after, &options);
	if (!code && git_diff_num_deltas(*out) <= FILES_MAX)
		code = git_diff_find_similar(*out, &renames);
	return code;
}

int repository_patch_id(bool *is_found, unsigned char out[OID_SIZE], struct repository *repository,
                        const struct oid *commit)
{
	git_tree *before = NULL, *after = NULL;
	git_diff *diff = NULL;
	struct patch_id id;
	int code = open_trees(&before, &after, repository, commit);

	*is_found = false;
	patch_id_init(&id);
	if (!code)
		code = make_diff(&diff, repository, before, after);
	if (!code && git_diff_num_deltas(diff) <= FILES_MAX)
		code = git_diff_print(diff, GIT_DIFF_FORMAT_PATCH, take_part, &id);
	if (!code)
		*is_found = patch_id_end(&id, out);
	git_diff_free(diff);
	git_tree_free(after);
	git_tree_free(before);
	if (code == GIT_ENOTFOUND)
		return error_set(ERR_MISSING, "what a commit changed is not in this clone");
	return code ? git_failed(ERR_FAILED, "cannot compare a commit with its parent") : 0;
}
