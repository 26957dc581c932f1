/*
 * Whose an account of Gerrit is that is nothing but an account, by what is told of it and by what it did (docs/adr/0028). Wherever
 * two persons fit it stays by itself.
 */
#include "gerrit.h"

#include <stdlib.h>
#include "logins.h"
#include "name_key.h"

#define VOTES_MIN 3        /* changes that must agree before an account is tied to a person */
#define EQUAL_VOTES_MIN 2  /* the same where they bear one full name */
#define TOUCH_VOTES_MIN 10 /* the same where the names have no more than one word in common */
#define BLIND_VOTES_MIN 10 /* changes of an account without a name, by one author and committed by nobody else */
#define DOMINANT_TIMES 10  /* changes for each of another account that fits, from which the person is the first one's */

enum { SELECT_TOLD, SELECT_OWNED, SELECT_NAMED, STATEMENT_COUNT };
/* clang-format off */
const char *const gerrit_statements[STATEMENT_COUNT + 1] = {
	/* What an export says of accounts by their numbers. */
	[SELECT_TOLD] =
		"SELECT DISTINCT a.repository_id, a.login, i.email, i.id"
		" FROM account a"
		" JOIN identity i ON i.id = a.identity_id"
		" WHERE a.login >= '0' AND a.login < ':'"
		" ORDER BY a.repository_id, a.login, i.email, i.id",
	/* Authors of what landed of the changes that an account owns; rows of one change stand together. */
	[SELECT_OWNED] =
		"SELECT DISTINCT q.repository_id, q.author_id, d.change_id, c.author_id, c.committer_id"
		" FROM change_request d"
		" CROSS JOIN change ch"
		" CROSS JOIN request q"
		" CROSS JOIN identity i"
		" CROSS JOIN landed l"
		" CROSS JOIN commits c"
		" WHERE ch.id = d.change_id AND q.repository_id = ch.repository_id AND q.change = d.request"
		"   AND i.id = q.author_id AND i.email LIKE '%@%' AND i.email NOT LIKE '%@%.%'"
		"   AND l.change_id = d.change_id AND c.id = l.commit_id AND length(c.parents) <= 20"
		" ORDER BY 1, 3, 2, 4, 5",
	/* Who voted for a change, and whom its commits name as reviewers. */
	[SELECT_NAMED] =
		"WITH voted AS ("
		"  SELECT DISTINCT q.repository_id, d.change_id, q.identity_id"
		"  FROM change_request d"
		"  CROSS JOIN change ch"
		"  CROSS JOIN request_act q"
		"  CROSS JOIN identity i"
		"  WHERE ch.id = d.change_id AND q.repository_id = ch.repository_id AND q.change = d.request"
		"    AND q.kind = 'rev' AND q.state = 'approved' AND q.mark IS NULL"
		"    AND i.id = q.identity_id AND i.email LIKE '%@%' AND i.email NOT LIKE '%@%.%')"
		" SELECT repository_id, identity_id, change_id, 0"
		" FROM voted"
		" UNION"
		" SELECT v.repository_id, e.identity_id, v.change_id, 1"
		" FROM (SELECT DISTINCT repository_id, change_id FROM voted) v"
		" CROSS JOIN landed l"
		" CROSS JOIN event e"
		" CROSS JOIN source s"
		" WHERE l.change_id = v.change_id AND e.commit_id = l.commit_id AND e.kind = 'rev' AND e.mark IS NULL"
		"   AND s.id = e.source_id AND s.name LIKE 'trailer:%'"
		" ORDER BY 1, 3, 4, 2",
};
/* clang-format on */

/* What an account is tied to, if nothing speaks against it. */
struct tie {
	uint32_t account, bearer; /* classes */
	uint32_t count;           /* changes that say so; UINT32_MAX: it is told */
	bool is_akin;             /* full names of both speak for it too */
};

struct ties {
	struct roster *roster;
	bool *is_alone;       /* by class: an account and nothing else */
	bool *is_courier;     /* by class of an account: a change of its was committed by another than its author */
	struct buckets names; /* by class: nodes that bear a full name */
	struct buckets told;  /* by class of an account: nodes of those that it is told to be */
	struct ballots owned; /* the same: authors of its changes */
	struct ballots named; /* the same: who is named as the reviewer that it was */
	struct tie *at;
	size_t count, capacity;
};

static struct text class_key(const uint32_t *class)
{
	return (struct text){ (const char *)class, sizeof(*class) };
}

/* ---- which are accounts alone ---- */

static bool find_alone(struct ties *ties)
{
	struct roster *roster = ties->roster;
	bool is_any = false;

	for (size_t i = 0; i < roster->nodes.count; i++)
		if (roster->nodes.at[i].account.number.size > 0 && roster->nodes.at[i].kind == PERSON_HUMAN)
			ties->is_alone[roster_root(roster, (uint32_t)i)] = true;
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];
		uint32_t root = roster_root(roster, (uint32_t)i);

		if (node->is_commit || node->is_declared || (node->email.size > 0 && node->use != ADDRESS_ACCOUNT))
			ties->is_alone[root] = false;
		if (node->has_full_name && node->kind == PERSON_HUMAN)
			buckets_add(&ties->names, class_key(&root), (uint32_t)i);
	}
	for (size_t i = 0; i < roster->nodes.count; i++)
		is_any = is_any || ties->is_alone[i];
	return is_any;
}

/* ---- what is told of accounts ---- */

static void mark_key(struct buf *buf, uint32_t repository, struct text mark)
{
	buf_clear(buf);
	buf_add_fmt(buf, "%u ", repository);
	buf_add_text(buf, mark);
}

/* Who bears a full name that stands without an address, as notes tell it that keep addresses to themselves. */
static uint32_t find_named(struct ties *ties, const struct statement *row)
{
	uint32_t node = roster_find(ties->roster, statement_int(row, 0), statement_int(row, 3));

	if (node == ROSTER_NONE || !ties->roster->nodes.at[node].has_full_name ||
	    ties->roster->nodes.at[node].is_ambiguous || ties->roster->nodes.at[node].kind != PERSON_HUMAN ||
	    ties->is_alone[roster_root(ties->roster, node)])
		return ROSTER_NONE;
	return roster_root(ties->roster, node);
}

static void add_told(struct ties *ties, const struct buckets *accounts, const struct buckets *emails,
                     const struct statement *row)
{
	struct roster *roster = ties->roster;
	struct buf key = { 0 }, email = { 0 };
	uint32_t repository, account, bearer;
	bool is_ambiguous;

	for (repository = 0; repository < roster->repositories.count; repository++)
		if (roster->repositories.at[repository].id == statement_int(row, 0))
			break;
	mark_key(&key, repository, statement_text(row, 1));
	account = buckets_find_class(accounts, roster, buf_text(&key), &is_ambiguous);
	address_fold(&email, statement_text(row, 2));
	mark_key(&key, repository, buf_text(&email));
	bearer = buf_text(&email).size > 0 ? buckets_find_class(emails, roster, buf_text(&key), &is_ambiguous)
	                                   : find_named(ties, row);
	if (account != ROSTER_NONE && bearer != ROSTER_NONE)
		buckets_add(&ties->told, class_key(&account), bearer);
	buf_release(&key);
	buf_release(&email);
}

static int collect_told(struct ties *ties, struct store *store)
{
	struct roster *roster = ties->roster;
	struct buckets accounts, emails;
	struct buf key = { 0 };
	struct statement *row;
	int ret = store_statement(&row, store, gerrit_statements[SELECT_TOLD]);

	buckets_init(&accounts);
	buckets_init(&emails);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];
		bool is_alone = ties->is_alone[roster_root(roster, (uint32_t)i)];

		if (is_alone && node->account.number.size > 0) {
			mark_key(&key, node->repository, node->account.number);
			buckets_add(&accounts, buf_text(&key), (uint32_t)i);
		} else if (!is_alone && node->kind == PERSON_HUMAN && node->use <= ADDRESS_ROLE) {
			mark_key(&key, node->repository, node->email);
			buckets_add(&emails, buf_text(&key), (uint32_t)i);
			mark_key(&key, node->repository, node->raw_email);
			buckets_add(&emails, buf_text(&key), (uint32_t)i);
		}
	}
	while (!ret && !(ret = statement_step(row)))
		add_told(ties, &accounts, &emails, row);
	buckets_release(&accounts);
	buckets_release(&emails);
	buf_release(&key);
	return ret < 0 ? ret : 0;
}

/* ---- votes ---- */

/* What the rows of one change say so far: the only one of each kind, or that there are several. */
struct seen {
	int64_t repository, change;
	uint32_t account, bearer;
	bool has_many;
};

static void take_one(uint32_t *one, uint32_t class, bool *has_many)
{
	if (*one == ROSTER_NONE)
		*one = class;
	else if (*one != class)
		*has_many = true;
}

static void cast(struct ballots *ballots, const struct seen *seen)
{
	if (!seen->has_many && seen->account != ROSTER_NONE && seen->bearer != ROSTER_NONE)
		ballots_cast(ballots, class_key(&seen->account), seen->bearer);
}

/* The forge itself commits for anybody. */
static bool is_another(struct roster *roster, uint32_t author, uint32_t committer)
{
	return committer != ROSTER_NONE && roster->nodes.at[committer].kind == PERSON_HUMAN &&
	       roster_root(roster, committer) != roster_root(roster, author);
}

/* One vote a change: of its one owner for its one author. */
static int collect_owned(struct ties *ties, struct store *store)
{
	struct seen seen = { .account = ROSTER_NONE, .bearer = ROSTER_NONE };
	struct statement *row;
	int ret = store_statement(&row, store, gerrit_statements[SELECT_OWNED]);

	while (!ret && !(ret = statement_step(row))) {
		int64_t repository = statement_int(row, 0);
		uint32_t owner = roster_find(ties->roster, repository, statement_int(row, 1));
		uint32_t author = roster_find(ties->roster, repository, statement_int(row, 3)), committer;

		if (repository != seen.repository || statement_int(row, 2) != seen.change) {
			cast(&ties->owned, &seen);
			seen = (struct seen){ repository, statement_int(row, 2), ROSTER_NONE, ROSTER_NONE, false };
		}
		if (owner == ROSTER_NONE || author == ROSTER_NONE)
			continue;
		owner = roster_root(ties->roster, owner);
		if (!ties->is_alone[owner] || ties->roster->nodes.at[author].kind != PERSON_HUMAN)
			continue;
		committer = roster_find(ties->roster, repository, statement_int(row, 4));
		ties->is_courier[owner] |= is_another(ties->roster, author, committer);
		take_one(&seen.account, owner, &seen.has_many);
		take_one(&seen.bearer, roster_root(ties->roster, author), &seen.has_many);
	}
	cast(&ties->owned, &seen);
	return ret < 0 ? ret : 0;
}

static bool holds(const struct node_list *list, uint32_t class)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i] == class)
			return true;
	return false;
}

/*
 * One vote a change: of the one account that is left over of those who approved, for the one person that is left over of those
 * whom its commits name.
 */
static int collect_named(struct ties *ties, struct store *store)
{
	struct seen seen = { .account = ROSTER_NONE, .bearer = ROSTER_NONE };
	struct node_list known = { 0 }; /* accounts of the change that are somebody */
	struct statement *row;
	int ret = store_statement(&row, store, gerrit_statements[SELECT_NAMED]);

	while (!ret && !(ret = statement_step(row))) {
		int64_t repository = statement_int(row, 0);
		uint32_t node = roster_find(ties->roster, repository, statement_int(row, 1));
		uint32_t class;

		if (repository != seen.repository || statement_int(row, 2) != seen.change) {
			cast(&ties->named, &seen);
			seen = (struct seen){ repository, statement_int(row, 2), ROSTER_NONE, ROSTER_NONE, false };
			VEC_CLEAR(&known);
		}
		if (node == ROSTER_NONE || ties->roster->nodes.at[node].kind != PERSON_HUMAN)
			continue;
		class = roster_root(ties->roster, node);
		if (ties->is_alone[class])
			take_one(&seen.account, class, &seen.has_many);
		else if (statement_int(row, 3) == 0)
			*VEC_PUSH(&known) = class;
		else if (!holds(&known, class))
			take_one(&seen.bearer, class, &seen.has_many);
	}
	cast(&ties->named, &seen);
	VEC_RELEASE(&known);
	return ret < 0 ? ret : 0;
}

/* ---- names ---- */

/* What full names say of their bearers' being one; the greater the likelier. */
enum likeness {
	NAMES_DIFFER,  /* nothing in common */
	NAMES_TOUCH,   /* one word in common: "David" */
	NAMES_UNKNOWN, /* one of the two has no full name */
	NAMES_ALIKE,   /* two words */
	NAMES_EQUAL,   /* but for order and marks */
};

static enum likeness compare_two(struct text a, struct text b)
{
	struct buf left = { 0 }, right = { 0 };
	enum likeness likeness = NAMES_DIFFER;
	struct text rest;

	name_loose(&left, a);
	name_loose(&right, b);
	rest = buf_text(&left);
	while (rest.size > 0 && likeness < NAMES_ALIKE) {
		ptrdiff_t space = text_find_char(rest, ' ', 0);
		struct text word = text_slice(rest, 0, space < 0 ? rest.size : (size_t)space);

		if (word.size > 1 && name_has_token(buf_text(&right), word))
			likeness = likeness == NAMES_DIFFER ? NAMES_TOUCH : NAMES_ALIKE;
		rest = text_slice(rest, space < 0 ? rest.size : (size_t)space + 1, rest.size);
	}
	if (text_equal(buf_text(&left), buf_text(&right)))
		likeness = NAMES_EQUAL;
	buf_release(&left);
	buf_release(&right);
	return likeness;
}

static enum likeness compare_names(const struct ties *ties, uint32_t account, uint32_t bearer)
{
	uint32_t at = map_get(ties->names.keys, class_key(&account));
	uint32_t other = map_get(ties->names.keys, class_key(&bearer));
	struct node_list own = { 0 }, theirs = { 0 };
	enum likeness best = NAMES_DIFFER;

	if (at == UINT32_MAX || other == UINT32_MAX)
		return NAMES_UNKNOWN;
	buckets_get(&own, &ties->names, at);
	buckets_get(&theirs, &ties->names, other);
	for (size_t i = 0; i < own.count; i++) {
		for (size_t k = 0; k < theirs.count; k++) {
			enum likeness likeness = compare_two(ties->roster->nodes.at[own.at[i]].name,
			                                     ties->roster->nodes.at[theirs.at[k]].name);

			best = likeness > best ? likeness : best;
		}
	}
	VEC_RELEASE(&own);
	VEC_RELEASE(&theirs);
	return best;
}

/* ---- whose it is ---- */

/* The one class of the same full name that enough changes speak for, whatever others say: who merges pushes others' work too. */
static void find_namesake(struct tie *tie, const struct ties *ties, const struct ballots *ballots)
{
	uint32_t at = map_get(ballots->keys, class_key(&tie->account));
	uint32_t found = ROSTER_NONE, count = 0;

	for (size_t i = 0; at != UINT32_MAX && i < ballots->at.at[at].votes.count; i++) {
		const struct vote *vote = &ballots->at.at[at].votes.at[i];

		if (compare_names(ties, tie->account, vote->class) != NAMES_EQUAL)
			continue;
		if (found != ROSTER_NONE)
			return;
		found = vote->class;
		count = vote->count;
	}
	if (found == ROSTER_NONE || count < EQUAL_VOTES_MIN)
		return;
	tie->bearer = found;
	tie->count = count;
	tie->is_akin = true;
}

/* Who carries the work of one other person to the server looks the same, until there is much of it: then it is less likely. */
static bool is_enough(const struct ties *ties, const struct ballots *ballots, uint32_t account, enum likeness likeness)
{
	const struct ballot *ballot = &ballots->at.at[map_get(ballots->keys, class_key(&account))];

	if (likeness == NAMES_UNKNOWN && ballots == &ties->owned)
		return ballot->total >= BLIND_VOTES_MIN && ballot->votes.count == 1 && !ties->is_courier[account];
	return ballot->total >= (likeness == NAMES_TOUCH ? TOUCH_VOTES_MIN : VOTES_MIN);
}

/* The one class that all or nearly all changes speak for, unless the names say otherwise. */
static void find_elected(struct tie *tie, const struct ties *ties, const struct ballots *ballots, bool *is_ambiguous)
{
	uint32_t at = map_get(ballots->keys, class_key(&tie->account));
	uint32_t found = ballots_elect(ballots, class_key(&tie->account), is_ambiguous);
	enum likeness likeness;

	if (found == ROSTER_NONE)
		return;
	likeness = compare_names(ties, tie->account, found);
	*is_ambiguous = likeness == NAMES_DIFFER;
	if (*is_ambiguous || !is_enough(ties, ballots, tie->account, likeness))
		return;
	tie->bearer = found;
	tie->count = ballots->at.at[at].total;
	tie->is_akin = likeness != NAMES_UNKNOWN;
}

/* The surest kind of evidence that says anything decides. */
static void find_tie(struct ties *ties, uint32_t account)
{
	struct tie tie = { .account = account, .count = UINT32_MAX };
	const struct ballots *const kinds[] = { &ties->owned, &ties->named };
	bool is_ambiguous;

	tie.bearer = buckets_find_class(&ties->told, ties->roster, class_key(&account), &is_ambiguous);
	for (size_t i = 0; i < 2 && tie.bearer == ROSTER_NONE && !is_ambiguous; i++) {
		find_namesake(&tie, ties, kinds[i]);
		if (tie.bearer == ROSTER_NONE)
			find_elected(&tie, ties, kinds[i], &is_ambiguous);
	}
	ties->roster->nodes.at[account].is_ambiguous |= is_ambiguous;
	if (tie.bearer != ROSTER_NONE)
		*VEC_PUSH(ties) = tie;
}

/* By the person, then most changes first. */
static int compare_ties(const void *a, const void *b)
{
	const struct tie *left = a;
	const struct tie *right = b;

	if (left->bearer != right->bearer)
		return left->bearer < right->bearer ? -1 : 1;
	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return left->account < right->account ? -1 : left->account > right->account;
}

/* Whether the person has an account already, of whatever server. */
static void find_holders(const struct ties *ties, bool *has_account)
{
	struct roster *roster = ties->roster;

	for (size_t i = 0; i < roster->nodes.count; i++)
		if (roster->nodes.at[i].account.server.size > 0)
			has_account[roster_root(roster, (uint32_t)i)] = true;
}

/* What the name alone left open is settled. */
static void unite(struct ties *ties, const bool *is_tied)
{
	struct roster *roster = ties->roster;

	for (size_t i = 0; i < roster->nodes.count; i++)
		if (roster->nodes.at[i].account.server.size > 0 && is_tied[roster_root(roster, (uint32_t)i)])
			roster->nodes.at[i].is_ambiguous = false;
	for (size_t i = 0; i < ties->count; i++)
		if (is_tied[ties->at[i].account])
			(void)roster_unite(roster, ties->at[i].bearer, ties->at[i].account, UNION_LOGIN);
}

/* A person mostly has one account: what bears no name of theirs must be the only one that fits, or by far the first. */
static void use_ties(struct ties *ties)
{
	bool *has_account = xcalloc(ties->roster->nodes.count, sizeof(*has_account));
	bool *is_tied = xcalloc(ties->roster->nodes.count, sizeof(*is_tied));

	find_holders(ties, has_account);
	if (ties->count > 0)
		qsort(ties->at, ties->count, sizeof(ties->at[0]), compare_ties);
	for (size_t i = 0, end; i < ties->count; i = end) {
		uint32_t bearer = ties->at[i].bearer;

		for (end = i + 1; end < ties->count && ties->at[end].bearer == bearer; end++)
			continue;
		for (size_t k = i; k < end; k++) {
			const struct tie *tie = &ties->at[k];
			bool is_first = k == i && !has_account[bearer] &&
			                (end == i + 1 || tie->count / DOMINANT_TIMES >= ties->at[i + 1].count);

			if (tie->is_akin || tie->count == UINT32_MAX || is_first)
				is_tied[tie->account] = true;
			else
				ties->roster->nodes.at[tie->account].is_ambiguous = true;
		}
	}
	unite(ties, is_tied);
	free(has_account);
	free(is_tied);
}

int gerrit_tie_accounts(struct roster *roster, struct store *store)
{
	struct ties ties = { .roster = roster, .owned.keys = map_new(), .named.keys = map_new() };
	int ret = 0;

	ties.is_alone = xcalloc(roster->nodes.count, sizeof(*ties.is_alone));
	ties.is_courier = xcalloc(roster->nodes.count, sizeof(*ties.is_courier));
	buckets_init(&ties.names);
	buckets_init(&ties.told);
	if (find_alone(&ties)) {
		ret = collect_told(&ties, store);
		if (!ret)
			ret = collect_owned(&ties, store);
		if (!ret)
			ret = collect_named(&ties, store);
		for (size_t i = 0; !ret && i < roster->nodes.count; i++)
			if (ties.is_alone[i])
				find_tie(&ties, (uint32_t)i);
		if (!ret)
			use_ties(&ties);
	}
	free(ties.is_alone);
	free(ties.is_courier);
	free(ties.at);
	buckets_release(&ties.names);
	buckets_release(&ties.told);
	ballots_release(&ties.owned);
	ballots_release(&ties.named);
	return ret;
}
