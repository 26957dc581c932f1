/*
 * What ties a forge's squash commit to the commits it hides, where they share neither address nor name. Every tie must be
 * the only one that fits.
 */
#include "roster.h"

#include <stdlib.h>
#include "lead/facts.h"

#define HEAD_CHANGES_MIN 2 /* squashed changes that must agree before two identities are tied */

enum { SELECT_SQUASHES, SELECT_SQUASH_PAIRS, SELECT_COMMITTED_FOR, STATEMENT_COUNT };
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
