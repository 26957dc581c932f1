/*
 * What ties identities that share neither address nor name: a forge's squash commit and the commits it hides, and the logins
 * that merge subjects, forge addresses and local parts of addresses tell. Every tie must be the only one that fits.
 */
#include "roster.h"

#include <stdlib.h>
#include "lead/facts.h"

#define HEAD_CHANGES_MIN 2 /* squashed changes that must agree before two identities are tied */
#define LOCAL_PART_MIN_SIZE 3
#define LOGIN_VOTES_MIN 5    /* changes from which a login's few strays are overlooked */
#define LOGIN_STRAY_SHARE 10 /* at most one stray in so many */

enum {
	SELECT_SQUASHES,
	SELECT_SQUASH_PAIRS,
	SELECT_COMMITTED_FOR,
	SELECT_LOGIN_AUTHORS,
	SELECT_LOGIN_SOURCES,
	STATEMENT_COUNT
};
const char *const tie_statements[STATEMENT_COUNT + 1] = {
	/* A row for each hidden commit of a change that landed as one commit. */
	[SELECT_SQUASHES] = "SELECT ch.id, ch.repository_id, c.author_id, c.committer_id, hc.author_id"
			    " FROM change ch"
			    " JOIN head_commit h ON h.repository_id = ch.repository_id AND h.change = ch.key"
			    " JOIN commits hc ON hc.id = h.commit_id AND length(hc.parents) <= 20"
			    " JOIN commits c ON c.id = ch.newest_id AND length(c.parents) <= 20"
			    " WHERE ch.commit_count = 1"
			    " ORDER BY ch.repository_id, ch.key, hc.oid",
	[SELECT_SQUASH_PAIRS] = "SELECT e.identity_id"
				" FROM change ch"
				" JOIN event e ON e.commit_id = ch.newest_id AND e.kind = 'pair'"
				" WHERE ch.id = :change",
	[SELECT_COMMITTED_FOR] = "SELECT DISTINCT l.repository_id, c.author_id, c.committer_id"
				 " FROM landed l"
				 " JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"
				 " WHERE c.author_id <> c.committer_id",
	/* Authors of what a merge subject says came from a login's repository. */
	[SELECT_LOGIN_AUTHORS] =
		"WITH tied AS ("
		"  SELECT DISTINCT l.repository_id, lower(r.login) AS login, ch.id AS change_id, ch.key"
		"  FROM reference r"
		"  JOIN landed l ON l.commit_id = r.commit_id"
		"  JOIN change ch ON ch.repository_id = l.repository_id AND ch.key = r.kind || ':' || r.value"
		"  WHERE r.login <> '' AND r.kind IN ('pr', 'mr'))"
		" SELECT t.repository_id, t.login, t.key, c.author_id"
		" FROM tied t"
		" JOIN landed m ON m.change_id = t.change_id"
		" JOIN commits c ON c.id = m.commit_id AND length(c.parents) <= 20"
		" UNION"
		" SELECT t.repository_id, t.login, t.key, c.author_id"
		" FROM tied t"
		" JOIN head_commit h ON h.repository_id = t.repository_id AND h.change = t.key"
		" JOIN commits c ON c.id = h.commit_id AND length(c.parents) <= 20"
		" ORDER BY 1, 2, 3, 4",
	/* Who is named by what mostly names single words without an address. */
	[SELECT_LOGIN_SOURCES] = "WITH named AS ("
				 "  SELECT l.repository_id, e.source_id, e.identity_id,"
				 "         i.email = '' AND instr(i.name, ' ') = 0 AS is_login, count(*) AS event_count"
				 "  FROM landed l"
				 "  JOIN event e ON e.commit_id = l.commit_id"
				 "  JOIN identity i ON i.id = e.identity_id"
				 "  GROUP BY 1, 2, 3),"
				 " written AS ("
				 "  SELECT repository_id, source_id"
				 "  FROM named"
				 "  GROUP BY 1, 2"
				 "  HAVING 2 * sum(is_login * event_count) > sum(event_count))"
				 " SELECT DISTINCT n.repository_id, n.identity_id"
				 " FROM written w"
				 " JOIN named n ON n.repository_id = w.repository_id AND n.source_id = w.source_id"
				 " WHERE n.is_login",
};

/* ---- squashes ---- */

/* A change that landed as one commit of the forge. */
struct squash {
	int64_t change, repository;
	uint32_t author;                 /* node of the squash commit's author */
	uint32_t head_first, head_count; /* slice of heads: authors of the hidden commits */
};
struct squash_list {
	VEC(struct squash) at;
	VEC(uint32_t) heads;
};

static int load_squashes(struct squash_list *list, const struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, tie_statements[SELECT_SQUASHES]);

	while (!ret && !(ret = statement_step(statement))) {
		int64_t change = statement_int(statement, 0);
		int64_t repository = statement_int(statement, 1);
		uint32_t author = roster_find(roster, repository, statement_int(statement, 2));
		uint32_t committer = roster_find(roster, repository, statement_int(statement, 3));
		uint32_t head = roster_find(roster, repository, statement_int(statement, 4));

		if (author == ROSTER_NONE || committer == ROSTER_NONE || head == ROSTER_NONE ||
		    !identity_is_forge(roster->nodes.at[committer].recorded))
			continue;
		if (list->at.count == 0 || list->at.at[list->at.count - 1].change != change)
			*VEC_PUSH(&list->at) =
				(struct squash){ change, repository, author, (uint32_t)list->heads.count, 0 };
		*VEC_PUSH(&list->heads) = head;
		list->at.at[list->at.count - 1].head_count++;
	}
	return ret < 0 ? ret : 0;
}

/* The one class of all hidden commits, or ROSTER_NONE. */
static uint32_t head_class(struct roster *roster, const struct squash_list *list, const struct squash *squash)
{
	uint32_t found = roster_root(roster, list->heads.at[squash->head_first]);

	for (uint32_t i = 1; i < squash->head_count; i++)
		if (roster_root(roster, list->heads.at[squash->head_first + i]) != found)
			return ROSTER_NONE;
	return found;
}

/* The forge names somebody as co-author of the squash: then it knows this is not the author. */
static int is_named_apart(bool *out, struct roster *roster, struct store *store, const struct squash *squash,
                          uint32_t class)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, tie_statements[SELECT_SQUASH_PAIRS]);

	*out = false;
	if (ret)
		return ret;
	statement_bind_int(statement, ":change", squash->change);
	while (!(ret = statement_step(statement))) {
		uint32_t node = roster_find(roster, squash->repository, statement_int(statement, 0));

		*out = *out || (node != ROSTER_NONE && roster_root(roster, node) == class);
	}
	return ret < 0 ? ret : 0;
}

/* What the squashes of one author say. */
struct squash_verdict {
	uint32_t author, head; /* classes; head ROSTER_NONE: nothing to tie */
	uint32_t count;        /* changes that agree */
	bool is_contradicted;
};

static int judge_squash(struct squash_verdict *verdict, struct roster *roster, struct store *store,
                        const struct squash_list *list, const struct squash *squash)
{
	uint32_t head = head_class(roster, list, squash);
	bool is_apart;
	int ret;

	if (verdict->head == ROSTER_NONE)
		verdict->head = head;
	if (head == ROSTER_NONE || head != verdict->head || head == verdict->author) {
		verdict->is_contradicted = true;
		return 0;
	}
	verdict->count++;
	ret = is_named_apart(&is_apart, roster, store, squash, head);
	verdict->is_contradicted = verdict->is_contradicted || is_apart;
	return ret;
}

static int judge_squashes(struct node_list *ties, struct roster *roster, struct store *store,
                          const struct squash_list *list)
{
	VEC(struct squash_verdict) verdicts = { 0 };
	struct map *by_author = map_new();
	struct map *authors_by_head = map_new();
	int ret = 0;

	for (size_t i = 0; !ret && i < list->at.count; i++) {
		uint32_t author = roster_root(roster, list->at.at[i].author);
		struct text key = { (const char *)&author, sizeof(author) };
		bool is_new = false;
		uint32_t at = map_intern(by_author, key, (uint32_t)verdicts.count, &is_new);

		if (is_new)
			*VEC_PUSH(&verdicts) = (struct squash_verdict){ .author = author, .head = ROSTER_NONE };
		ret = judge_squash(&verdicts.at[at], roster, store, list, &list->at.at[i]);
	}
	for (size_t i = 0; i < verdicts.count; i++) {
		struct text key = { (const char *)&verdicts.at[i].head, sizeof(uint32_t) };
		uint32_t before = map_get(authors_by_head, key);

		map_put(authors_by_head, key, before == UINT32_MAX ? 1 : before + 1);
	}
	for (size_t i = 0; !ret && i < verdicts.count; i++) {
		const struct squash_verdict *verdict = &verdicts.at[i];
		struct text key = { (const char *)&verdict->head, sizeof(verdict->head) };

		if (verdict->is_contradicted || verdict->count < HEAD_CHANGES_MIN || map_get(authors_by_head, key) != 1)
			continue;
		*VEC_PUSH(ties) = verdict->author;
		*VEC_PUSH(ties) = verdict->head;
	}
	map_free(by_author);
	map_free(authors_by_head);
	VEC_RELEASE(&verdicts);
	return ret;
}

/* Classes that the forge knows as accounts of their own: authors of commits that the forge made. */
static int find_accounts(bool *has_account, struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, tie_statements[SELECT_COMMITTED_FOR]);

	while (!ret && !(ret = statement_step(statement))) {
		uint32_t author = roster_find(roster, statement_int(statement, 0), statement_int(statement, 1));
		uint32_t committer = roster_find(roster, statement_int(statement, 0), statement_int(statement, 2));

		if (author != ROSTER_NONE && committer != ROSTER_NONE &&
		    identity_is_forge(roster->nodes.at[committer].recorded))
			has_account[roster_root(roster, author)] = true;
	}
	return ret < 0 ? ret : 0;
}

int roster_tie_heads(struct roster *roster, struct store *store)
{
	struct squash_list list = { 0 };
	struct node_list ties = { 0 };
	bool *has_account = xcalloc(roster->nodes.count, sizeof(*has_account));
	int ret = load_squashes(&list, roster, store);

	if (!ret)
		ret = judge_squashes(&ties, roster, store, &list);
	if (!ret && ties.count > 0)
		ret = find_accounts(has_account, roster, store);
	for (size_t i = 0; !ret && i < ties.count; i += 2)
		if (!has_account[ties.at[i + 1]])
			(void)roster_unite(roster, ties.at[i], ties.at[i + 1], UNION_HEAD);
	free(has_account);
	VEC_RELEASE(&list.at);
	VEC_RELEASE(&list.heads);
	VEC_RELEASE(&ties);
	return ret;
}

/* ---- logins ---- */

static void login_key(struct buf *buf, uint32_t repository, struct text login)
{
	buf_clear(buf);
	buf_add_fmt(buf, "%u ", repository);
	for (size_t i = 0; i < login.size; i++)
		buf_add_char(buf, char_lower(login.at[i]));
}

/* Logins that addresses of a forge tell, and local parts of other addresses. */
static void collect_address_logins(struct buckets *forge, struct buckets *local, struct roster *roster)
{
	struct buf key = { 0 };

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];
		const struct text emails[2] = { node->email, node->raw_email };

		for (int k = 0; node->kind == PERSON_HUMAN && k < 2; k++) {
			struct forge_login login;
			struct text part = address_local(emails[k]);

			if (address_forge_login(&login, emails[k])) {
				login_key(&key, node->repository, login.login);
				buckets_add(forge, buf_text(&key), (uint32_t)i);
			} else if (node->is_commit && part.size < emails[k].size && part.size >= LOCAL_PART_MIN_SIZE &&
			           !local_part_is_common(part)) {
				login_key(&key, node->repository, part);
				buckets_add(local, buf_text(&key), (uint32_t)i);
			}
		}
	}
	buf_release(&key);
}

/* Changes in favour of one class for one login. */
struct vote {
	uint32_t class, count;
};
struct ballot {
	VEC(struct vote) votes;
	uint32_t total;
};
struct ballots {
	struct map *keys;
	VEC(struct ballot) at;
};

static void cast_vote(struct ballots *ballots, struct text key, uint32_t class)
{
	bool is_new = false;
	uint32_t at = map_intern(ballots->keys, key, (uint32_t)ballots->at.count, &is_new);
	struct ballot *ballot;

	if (is_new)
		(void)VEC_PUSH(&ballots->at);
	ballot = &ballots->at.at[at];
	ballot->total++;
	for (size_t i = 0; i < ballot->votes.count; i++) {
		if (ballot->votes.at[i].class == class) {
			ballot->votes.at[i].count++;
			return;
		}
	}
	*VEC_PUSH(&ballot->votes) = (struct vote){ class, 1 };
}

/* The class that all changes name; where there are many changes, strays are overlooked. */
static uint32_t elected(const struct ballots *ballots, struct text key, bool *is_ambiguous)
{
	uint32_t at = map_get(ballots->keys, key);
	const struct vote *best = NULL;

	*is_ambiguous = false;
	if (at == UINT32_MAX)
		return ROSTER_NONE;
	for (size_t i = 0; i < ballots->at.at[at].votes.count; i++)
		if (!best || ballots->at.at[at].votes.at[i].count > best->count)
			best = &ballots->at.at[at].votes.at[i];
	if (best->count == ballots->at.at[at].total ||
	    (ballots->at.at[at].total >= LOGIN_VOTES_MIN &&
	     (ballots->at.at[at].total - best->count) * LOGIN_STRAY_SHARE <= ballots->at.at[at].total))
		return best->class;
	*is_ambiguous = true;
	return ROSTER_NONE;
}

/* One vote a change, if all its human authors are one person. */
static int collect_votes(struct ballots *ballots, struct roster *roster, struct store *store)
{
	struct statement *statement;
	struct buf change = { 0 }, before = { 0 }, key = { 0 };
	uint32_t class = ROSTER_NONE;
	bool is_unanimous = false;
	int ret = store_statement(&statement, store, tie_statements[SELECT_LOGIN_AUTHORS]);

	while (!ret && !(ret = statement_step(statement))) {
		uint32_t node = roster_find(roster, statement_int(statement, 0), statement_int(statement, 3));

		if (node == ROSTER_NONE || roster->nodes.at[node].kind != PERSON_HUMAN)
			continue;
		login_key(&key, roster->nodes.at[node].repository, statement_text(statement, 1));
		buf_clear(&change);
		buf_add_text(&change, buf_text(&key));
		buf_add_char(&change, '\0');
		buf_add_text(&change, statement_text(statement, 2));
		if (text_equal(buf_text(&change), buf_text(&before))) {
			is_unanimous = is_unanimous && roster_root(roster, node) == class;
			continue;
		}
		if (is_unanimous)
			cast_vote(ballots,
			          text_slice(buf_text(&before), 0, (size_t)text_find_char(buf_text(&before), '\0', 0)),
			          class);
		class = roster_root(roster, node);
		is_unanimous = true;
		buf_clear(&before);
		buf_add_text(&before, buf_text(&change));
	}
	if (ret == 1 && is_unanimous)
		cast_vote(ballots, text_slice(buf_text(&before), 0, (size_t)text_find_char(buf_text(&before), '\0', 0)),
		          class);
	buf_release(&change);
	buf_release(&before);
	buf_release(&key);
	return ret < 0 ? ret : 0;
}

/* "Peter", "Jean-Luc": more likely a first name than a login. */
static bool is_first_name_shape(struct text word)
{
	size_t part_size = 0;

	for (size_t i = 0; i < word.size; i++) {
		char c = word.at[i];
		bool is_other = ((unsigned char)c & 0x80) != 0;

		if (c == '-') {
			if (part_size < 2)
				return false;
			part_size = 0;
			continue;
		}
		if (part_size == 0 ? !is_other && !(char_is_alpha(c) && char_lower(c) != c)
		                   : !is_other && !(char_is_alpha(c) && char_lower(c) == c))
			return false;
		part_size++;
	}
	return part_size > 1;
}

/* What a single word may be looked up in. */
struct login_trust {
	bool is_login; /* it is a login, not a first name */
	bool is_local; /* and its source writes logins: even a local part of an address may tell whose */
};

static struct login_trust trust_of(const struct roster_node *node, bool is_from_logins)
{
	bool is_name = is_first_name_shape(text_trim(node->recorded.name));

	return (struct login_trust){ !is_name || is_from_logins, !is_name && is_from_logins };
}

/* Nodes that sources name which write logins. */
static int find_login_sources(bool *is_from_logins, const struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, tie_statements[SELECT_LOGIN_SOURCES]);

	while (!ret && !(ret = statement_step(statement))) {
		uint32_t node = roster_find(roster, statement_int(statement, 0), statement_int(statement, 1));

		if (node != ROSTER_NONE)
			is_from_logins[node] = true;
	}
	return ret < 0 ? ret : 0;
}

/* The surest kind of evidence that says anything decides; if that fits several persons, the login stays alone. */
static uint32_t find_bearer(struct roster *roster, const struct buckets *forge, const struct ballots *ballots,
                            const struct buckets *local, struct text key, bool *is_ambiguous)
{
	uint32_t found = buckets_find_class(forge, roster, key, is_ambiguous);

	if (found == ROSTER_NONE && !*is_ambiguous)
		found = elected(ballots, key, is_ambiguous);
	if (found == ROSTER_NONE && !*is_ambiguous && local)
		found = buckets_find_class(local, roster, key, is_ambiguous);
	return found;
}

int roster_tie_logins(struct roster *roster, struct store *store)
{
	struct buckets forge, local;
	struct ballots ballots = { .keys = map_new() };
	bool *is_from_logins = xcalloc(roster->nodes.count, sizeof(*is_from_logins));
	struct buf key = { 0 };
	int ret;

	buckets_init(&forge);
	buckets_init(&local);
	collect_address_logins(&forge, &local, roster);
	ret = collect_votes(&ballots, roster, store);
	if (!ret)
		ret = find_login_sources(is_from_logins, roster, store);
	for (size_t i = 0; !ret && i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];
		struct login_trust trust = trust_of(node, is_from_logins[i]);
		bool is_ambiguous;
		uint32_t found;

		if (!node->is_login || !trust.is_login || node->kind != PERSON_HUMAN || node->is_declared)
			continue;
		login_key(&key, node->repository, node->name);
		found = find_bearer(roster, &forge, &ballots, trust.is_local ? &local : NULL, buf_text(&key),
		                    &is_ambiguous);
		node->is_ambiguous = is_ambiguous;
		if (found != ROSTER_NONE)
			(void)roster_unite(roster, roster_root(roster, found), (uint32_t)i, UNION_LOGIN);
	}
	for (size_t i = 0; i < ballots.at.count; i++)
		VEC_RELEASE(&ballots.at.at[i].votes);
	VEC_RELEASE(&ballots.at);
	map_free(ballots.keys);
	free(is_from_logins);
	buckets_release(&forge);
	buckets_release(&local);
	buf_release(&key);
	return ret;
}
