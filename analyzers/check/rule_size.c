/* Whether a change is larger than a review can hold. Where lines are not known, as in a clone without blobs, many files tell. */
#include "check.h"

static int is_migrating(bool *out, const struct checking *checking)
{
	return checking_is_declared(out, checking, "migration");
}

static const char *size_words(struct checking *checking, const struct check_change *change)
{
	const char *files = change->files < 0 ? NULL : checking_count(checking, change->files, "file", "files");

	if (change->lines < 0)
		return checking_text(checking, "%s; its lines are not known here", files);
	if (!files)
		return checking_count(checking, change->lines, "line", "lines");
	return checking_text(checking, "%s in %s", checking_count(checking, change->lines, "line", "lines"), files);
}

/* Files that several commits change are one each. */
static int count_files(int64_t *out, const struct checking *checking)
{
	struct statement *statement;
	int ret = store_statement(&statement, checking->store,
	                          "SELECT count(DISTINCT f.path_id)\n"
	                          "FROM checked_change x\n"
	                          "JOIN change_credit cc ON cc.change_id = x.id AND cc.excluded IS NULL\n"
	                          "JOIN landed l ON l.change_id = x.id\n"
	                          "JOIN file_change f ON f.commit_id = l.commit_id\n"
	                          "JOIN path_class p ON p.repository_id = l.repository_id AND p.path_id = f.path_id\n"
	                          "WHERE p.class NOT IN ('generated', 'vendored')");

	return ret ? ret : statement_take_int(out, statement);
}

/* A request is reviewed as one, however many commits it has: all of it is judged, at its first judged change, which stays. */
static int sum_request(struct check_change *sum, const struct checking *checking)
{
	const struct check *check = checking->out;

	sum->lines = 0;
	for (size_t i = 0; i < check->change_count && sum->lines >= 0; i++)
		if (!check->changes[i].excluded)
			sum->lines = check->changes[i].lines < 0 ? -1 : sum->lines + check->changes[i].lines;
	return sum->files < 0 ? 0 : count_files(&sum->files, checking);
}

static bool is_first(const struct check *check, const struct check_change *change)
{
	const struct check_change *first = check->changes;

	while (first->excluded)
		first++;
	return first == change;
}

static int judge_size(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	double most_lines, most_files;
	const char *words;
	bool is_moving = false;
	int ret = checking_threshold(&most_lines, checking, &rule_size, "lines");

	if (ret == 0)
		ret = checking_threshold(&most_files, checking, &rule_size, "files");
	if (ret)
		return ret;
	if (change->lines < 0 && change->files < 0) {
		checking_end(result, CHECK_UNKNOWN, "Neither lines nor files of the change are known here.",
		             "A clone with its trees ('git fetch --refetch --filter=blob:none') tells its files.");
		return 0;
	}
	words = size_words(checking, change);
	/* Many files are enough to tell; few of them may be as large as any. */
	if (change->lines < 0 && (double)change->files <= most_files) {
		checking_end(result, CHECK_UNKNOWN, "Its lines are not known here: the clone lacks blobs of it.",
		             "'git log --numstat' over the range fetches what is missing, and 'git lead scan --rescan' "
		             "counts it.");
		return 0;
	}
	if ((double)change->lines <= most_lines && (double)change->files <= most_files) {
		checking_end(result, CHECK_HOLDS, checking_text(checking, "It changes %s.", words), NULL);
		return 0;
	}
	ret = is_migrating(&is_moving, checking);
	if (ret)
		return ret;
	if (is_moving)
		checking_end(result, CHECK_NA, "A migration is declared ([policy] migration).", NULL);
	else
		checking_end(
			result, CHECK_FIRES,
			checking_text(
				checking,
				"It changes %s; [check \"size\"] asks for at most %s and %s outside generated and "
				"vendored ones.",
				words, checking_count(checking, (int64_t)most_lines, "line", "lines"),
				checking_count(checking, (int64_t)most_files, "file", "files")),
			"Parts that stand alone are easier to review; .gitattributes can mark files as generated or "
			"vendored.");
	return 0;
}

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	struct check_change whole = *change;
	int ret;

	if (!checking->out->is_request || checking->out->change_count < 2)
		return judge_size(result, checking, change);
	if (!is_first(checking->out, change)) {
		checking_end(result, CHECK_NA, "What has not landed is judged as a whole, with its first change.",
		             NULL);
		return 0;
	}
	ret = sum_request(&whole, checking);
	return ret ? ret : judge_size(result, checking, &whole);
}

static const struct check_threshold thresholds[] = {
	{ "lines", 400, 1, 1e9, true },
	{ "files", 30, 1, 1e9, true },
	{ NULL, 0, 0, 0, false },
};

const struct check_rule_entry rule_size = {
	.rule = {
		.id = "size",
		.name = "A size that can be reviewed",
		.help = "Fires where a change has more lines or files than [check \"size\"] lines and files allow, 400 and 30 unless set, "
			"outside generated and vendored paths. Where lines are not known more files tell, and fewer leave it unknown.",
		.source = "M24",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_NOTICE,
		.most = CHECK_FAIL,
	},
	.thresholds = thresholds,
	.judge = judge,
};
