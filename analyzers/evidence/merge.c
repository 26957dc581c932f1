/*
 * What a merge's subject says it joins, where no request is named: another tree or a long-lived branch, whose commits
 * were reviewed one by one, or the base merged into a feature, which brings nothing new. All else is a topic and says
 * nothing.
 */
#include "scan.h"

static const struct text no_text = { NULL, 0 };

enum merge_form { FORM_BRANCH, FORM_REMOTE, FORM_TAG, FORM_COMMIT };

struct merge_title {
	enum merge_form form;
	struct text from; /* the first branch, tag or address */
	struct text of;   /* the other tree; empty if none is named */
	struct text into; /* empty: git leaves out the default branch */
	bool is_address;  /* "Merge git://…": from is the tree */
	bool is_sync;     /* "Sync with maint" */
};

static bool is_one_of(struct text name, const char *const *names)
{
	for (; *names; names++) {
		if (text_equal_nocase(name, text_of(*names)))
			return true;
	}
	return false;
}

/* "owner:main", as a fork's update button writes it. */
static struct text without_owner(struct text name)
{
	ptrdiff_t colon = text_find_char(name, ':', 0);

	return colon < 0 ? name : text_slice(name, (size_t)colon + 1, name.size);
}

static bool is_trunk(struct text name)
{
	static const char *const names[] = { "main", "master", "trunk", NULL };

	return is_one_of(without_owner(name), names);
}

/* A branch that features start from. */
static bool is_base(struct text name)
{
	static const char *const names[] = { "develop", "development", "upstream", "unstable", NULL };

	return is_trunk(name) || is_one_of(without_owner(name), names);
}

/* A branch that gathers other people's merged work. */
static bool is_long_lived(struct text name)
{
	static const char *const names[] = { "maint", "next", "stable", "staging", "release", NULL };
	static const char *const prefixes[] = { "maint-", "stable-", "stable/", "release/", "release-" };

	if (is_base(name) || is_one_of(name, names))
		return true;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (text_starts_nocase(name, text_of(prefixes[i])))
			return true;
	}
	return false;
}

static bool is_address(struct text word)
{
	return text_find(word, TEXT("://"), 0) > 0 || text_find(word, TEXT(":/"), 0) > 0 ||
	       text_starts(word, TEXT("git@"));
}

/* A name in quotes or a bare word. */
static bool scan_name(struct text line, size_t *at, struct text *name)
{
	return scan_quoted(line, at, name) || scan_word(line, at, name);
}

static bool scan_form(struct text line, size_t *at, enum merge_form *form)
{
	static const struct {
		const char *words;
		enum merge_form form;
	} forms[] = {
		{ "remote-tracking branches ", FORM_REMOTE },
		{ "remote-tracking branch ", FORM_REMOTE },
		{ "remote branch ", FORM_REMOTE },
		{ "branches ", FORM_BRANCH },
		{ "branch ", FORM_BRANCH },
		{ "tags ", FORM_TAG },
		{ "tag ", FORM_TAG },
		{ "commit ", FORM_COMMIT },
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (scan_literal_nocase(line, at, forms[i].words)) {
			*form = forms[i].form;
			return true;
		}
	}
	return false;
}

/* Behind the first name: further names, "of <tree>", "into <branch>". */
static void scan_tail(struct text line, size_t at, struct merge_title *title)
{
	struct text word;

	for (;;) {
		scan_spaces(line, &at);
		if (scan_literal(line, &at, "of ")) {
			if (!scan_word(line, &at, &title->of))
				return;
		} else if (scan_literal(line, &at, "into ")) {
			if (!scan_name(line, &at, &title->into))
				title->into = no_text;
			return;
		} else if (!scan_quoted(line, &at, &word) && !scan_word(line, &at, &word)) {
			return;
		}
	}
}

static bool parse_title(struct text line, struct merge_title *title)
{
	size_t at = 0;

	*title = (struct merge_title){ .form = FORM_BRANCH };
	if (scan_literal(line, &at, "Sync with ") || scan_literal(line, &at, "Synced with ")) {
		title->is_sync = true;
		title->from = text_trim(text_slice(line, at, line.size));
		return title->from.size > 0;
	}
	if (!scan_literal_nocase(line, &at, "Merge ") && !scan_literal_nocase(line, &at, "Merged "))
		return false;
	if (scan_form(line, &at, &title->form)) {
		if (!scan_name(line, &at, &title->from))
			return false;
		scan_tail(line, at, title);
		return true;
	}
	scan_literal_nocase(line, &at, "with ");
	if (!scan_word(line, &at, &title->from) || !is_address(title->from))
		return false;
	title->is_address = true;
	scan_tail(line, at, title);
	return true;
}

static void emit(const struct evidence_sink *sink, enum reference_kind kind, struct text value)
{
	reference_emit(sink, kind, value, no_text, "subject:merge");
}

/* Whether the target is a feature as seen from what is merged: to the trunk every other branch is one. */
static bool is_feature(struct text into, struct text from)
{
	return into.size && (is_trunk(from) ? !is_trunk(into) : !is_long_lived(into));
}

/* "origin/main": the repository's own base as last fetched, while another remote's is another tree. */
static void read_remote(const struct merge_title *title, const struct evidence_sink *sink)
{
	ptrdiff_t slash = text_find_char(title->from, '/', 0);
	struct text remote = text_slice(title->from, 0, slash < 0 ? 0 : (size_t)slash);
	struct text branch = text_slice(title->from, slash < 0 ? 0 : (size_t)slash + 1, title->from.size);

	if (is_base(branch) && (is_feature(title->into, branch) || text_equal(remote, TEXT("origin"))))
		emit(sink, REFERENCE_BACKMERGE, title->into);
	else if (is_long_lived(branch))
		emit(sink, REFERENCE_TREE_PULL, title->from);
}

static void read_branch(const struct merge_title *title, const struct evidence_sink *sink)
{
	/* Left out, the target is the default branch: "master" joined with itself is a pull of the base. */
	bool is_itself =
		text_equal(title->from, title->into) || (!title->into.size && text_equal(title->from, TEXT("master")));

	if (is_base(title->from) && (is_itself || is_feature(title->into, title->from)))
		emit(sink, REFERENCE_BACKMERGE, title->into);
	else if (is_long_lived(title->from))
		emit(sink, REFERENCE_TREE_PULL, title->from);
}

/* "branch 'x' of <tree>": the base of the tree one works on, or somebody's tree. */
static void read_tree(const struct merge_title *title, const struct evidence_sink *sink)
{
	bool is_own_base = text_equal(title->from, title->into) || (title->into.size && !is_long_lived(title->into));

	if (is_base(title->from) && is_own_base)
		emit(sink, REFERENCE_BACKMERGE, title->into);
	else
		emit(sink, REFERENCE_TREE_PULL, title->of);
}

static void read_tag(const struct merge_title *title, const struct evidence_sink *sink)
{
	if (title->into.size && !is_long_lived(title->into))
		emit(sink, REFERENCE_BACKMERGE, title->into);
	else
		emit(sink, REFERENCE_TREE_PULL, title->from);
}

static void read_merge(const struct message *message, const struct evidence_sink *sink)
{
	struct merge_title title;

	if (!message->is_merge || !parse_title(text_trim(message->first_line), &title))
		return;
	if (title.is_address || title.is_sync)
		emit(sink, REFERENCE_TREE_PULL, title.from);
	else if (title.of.size && !text_equal(title.of, TEXT(".")))
		read_tree(&title, sink);
	else if (title.form == FORM_TAG)
		read_tag(&title, sink);
	else if (title.form == FORM_REMOTE)
		read_remote(&title, sink);
	else if (title.form == FORM_BRANCH)
		read_branch(&title, sink);
}

const struct commit_reader reader_merge = {
	.name = "merge",
	.summary = "merges of other trees and of the base into a feature",
	.read = read_merge,
};
