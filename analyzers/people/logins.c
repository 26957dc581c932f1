/*
 * Whose login it is. Sources, the surest first: addresses that a forge gives, the authors of the requests that a login
 * made, addresses that a forge says an account has, merges it made, a forge's full name, and local parts of addresses for
 * sources that write logins. Every tie must be the only one that fits.
 */
#include "logins.h"

#include <stdlib.h>
#include "lead/facts.h"

#define LOCAL_PART_MIN_SIZE 3
#define LOGIN_VOTES_MIN 5    /* changes from which a login's few strays are overlooked */
#define LOGIN_STRAY_SHARE 10 /* at most one stray in so many */

enum {
	SELECT_SUBJECT_AUTHORS,
	SELECT_REQUEST_AUTHORS,
	SELECT_MERGERS,
	SELECT_LOGIN_SOURCES,
	SELECT_LOGIN_WRITERS,
	STATEMENT_COUNT
};
/*
 * Rows of one change stand together. CROSS JOIN: from the few changes to what is told of them, never from all acts of a person.
 */
#define AUTHORS_OF_TIED                                                                 \
	" SELECT t.repository_id, t.login, t.key, c.author_id"                          \
	" FROM tied t"                                                                  \
	" JOIN landed m ON m.change_id = t.change_id"                                   \
	" JOIN commits c ON c.id = m.commit_id AND length(c.parents) <= 20"             \
	" UNION"                                                                        \
	" SELECT t.repository_id, t.login, t.key, c.author_id"                          \
	" FROM tied t"                                                                  \
	" JOIN head_commit h ON h.repository_id = t.repository_id AND h.change = t.key" \
	" JOIN commits c ON c.id = h.commit_id AND length(c.parents) <= 20"             \
	" ORDER BY 1, 2, 3, 4"

#define WRITTEN                                                                                 \
	"WITH named AS ("                                                                       \
	"  SELECT l.repository_id, e.source_id, e.identity_id,"                                 \
	"         i.email = '' AND instr(i.name, ' ') = 0 AS is_login, count(*) AS event_count" \
	"  FROM landed l"                                                                       \
	"  JOIN event e ON e.commit_id = l.commit_id"                                           \
	"  JOIN identity i ON i.id = e.identity_id"                                             \
	"  GROUP BY 1, 2, 3),"                                                                  \
	" written AS ("                                                                         \
	"  SELECT repository_id, source_id"                                                     \
	"  FROM named"                                                                          \
	"  GROUP BY 1, 2"                                                                       \
	"  HAVING 2 * sum(is_login * event_count) > sum(event_count))"

const char *const login_statements[STATEMENT_COUNT + 1] = {
	/* Authors of what a merge subject says came from a login's repository. */
	[SELECT_SUBJECT_AUTHORS] =
		"WITH tied AS ("
		"  SELECT DISTINCT l.repository_id, lower(r.login) AS login, ch.id AS change_id, ch.key"
		"  FROM reference r"
		"  JOIN landed l ON l.commit_id = r.commit_id"
		"  JOIN change ch ON ch.repository_id = l.repository_id AND ch.key = r.kind || ':' || r.value"
		"  WHERE r.login <> '' AND r.kind IN ('pr', 'mr'))" AUTHORS_OF_TIED,
	/* Authors of what a forge says a login asked for: of a branch in the common repository a subject names the owner. */
	[SELECT_REQUEST_AUTHORS] =
		"WITH tied AS ("
		"  SELECT DISTINCT q.repository_id, lower(i.name) AS login, ch.id AS change_id, ch.key"
		"  FROM change_request d"
		"  CROSS JOIN change ch"
		"  CROSS JOIN request q"
		"  CROSS JOIN identity i"
		"  WHERE ch.id = d.change_id AND q.repository_id = ch.repository_id AND q.change = d.request"
		"    AND i.id = q.author_id AND i.email = '')" AUTHORS_OF_TIED,
	/* Authors of the merges that a forge says a login made. */
	[SELECT_MERGERS] = "SELECT DISTINCT q.repository_id, lower(i.name), ch.key, c.author_id"
			   " FROM change_request d"
			   " CROSS JOIN change ch"
			   " CROSS JOIN commits c"
			   " CROSS JOIN request_act q"
			   " CROSS JOIN identity i"
			   " WHERE ch.id = d.change_id AND c.id = ch.merge_id AND length(c.parents) > 20"
			   "   AND q.repository_id = ch.repository_id AND q.change = d.request AND q.kind = 'int'"
			   "   AND i.id = q.identity_id AND i.email = ''"
			   " ORDER BY 1, 2, 3, 4",
	/* Who is named by what mostly names single words without an address. */
	[SELECT_LOGIN_SOURCES] =
		WRITTEN " SELECT DISTINCT n.repository_id, n.identity_id"
			" FROM written w"
			" JOIN named n ON n.repository_id = w.repository_id AND n.source_id = w.source_id"
			" WHERE n.is_login",
	[SELECT_LOGIN_WRITERS] = WRITTEN " SELECT DISTINCT source_id"
					 " FROM written"
					 " ORDER BY 1",
};

void login_key(struct buf *buf, uint32_t repository, struct text login)
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

void ballots_cast(struct ballots *ballots, struct text key, uint32_t class)
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
uint32_t ballots_elect(const struct ballots *ballots, struct text key, bool *is_ambiguous)
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
static int collect_votes(struct ballots *ballots, struct roster *roster, struct store *store, int which)
{
	struct statement *statement;
	struct buf change = { 0 }, before = { 0 }, key = { 0 };
	uint32_t class = ROSTER_NONE;
	bool is_unanimous = false;
	int ret = store_statement(&statement, store, login_statements[which]);

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
			ballots_cast(
				ballots,
				text_slice(buf_text(&before), 0, (size_t)text_find_char(buf_text(&before), '\0', 0)),
				class);
		class = roster_root(roster, node);
		is_unanimous = true;
		buf_clear(&before);
		buf_add_text(&before, buf_text(&change));
	}
	if (ret == 1 && is_unanimous)
		ballots_cast(ballots,
		             text_slice(buf_text(&before), 0, (size_t)text_find_char(buf_text(&before), '\0', 0)),
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

	return (struct login_trust){ node->is_account || !is_name || is_from_logins, !is_name && is_from_logins };
}

/* Nodes that sources name which write logins. */
static int find_login_sources(bool *is_from_logins, const struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, login_statements[SELECT_LOGIN_SOURCES]);

	while (!ret && !(ret = statement_step(statement))) {
		uint32_t node = roster_find(roster, statement_int(statement, 0), statement_int(statement, 1));

		if (node != ROSTER_NONE)
			is_from_logins[node] = true;
	}
	return ret < 0 ? ret : 0;
}

/* ---- whose it is ---- */

/* The surest kind of evidence that says anything decides; if that fits several persons, the login stays alone. */
static uint32_t find_bearer(struct roster *roster, const struct login_evidence *evidence, bool use_local,
                            struct text key, bool *is_ambiguous)
{
	uint32_t found = buckets_find_class(&evidence->forge, roster, key, is_ambiguous);

	if (found == ROSTER_NONE && !*is_ambiguous) {
		bool is_split;

		found = ballots_elect(&evidence->requests, key, &is_split);
		if (found == ROSTER_NONE)
			found = buckets_find_class(&evidence->accounts, roster, key, is_ambiguous);
		*is_ambiguous = found == ROSTER_NONE && (*is_ambiguous || is_split);
	}
	if (found == ROSTER_NONE && !*is_ambiguous)
		found = ballots_elect(&evidence->mergers, key, is_ambiguous);
	if (found == ROSTER_NONE && !*is_ambiguous)
		found = ballots_elect(&evidence->subjects, key, is_ambiguous);
	if (found == ROSTER_NONE && !*is_ambiguous)
		found = buckets_find_class(&evidence->names, roster, key, is_ambiguous);
	if (found == ROSTER_NONE && !*is_ambiguous && use_local)
		found = buckets_find_class(&evidence->local, roster, key, is_ambiguous);
	return found;
}

static void evidence_init(struct login_evidence *evidence)
{
	*evidence = (struct login_evidence){
		.owners = map_new(), .requests.keys = map_new(), .mergers.keys = map_new(), .subjects.keys = map_new()
	};
	buckets_init(&evidence->forge);
	buckets_init(&evidence->accounts);
	buckets_init(&evidence->names);
	buckets_init(&evidence->local);
}

void ballots_release(struct ballots *ballots)
{
	for (size_t i = 0; i < ballots->at.count; i++)
		VEC_RELEASE(&ballots->at.at[i].votes);
	VEC_RELEASE(&ballots->at);
	map_free(ballots->keys);
}

static void evidence_release(struct login_evidence *evidence)
{
	map_free(evidence->owners);
	ballots_release(&evidence->requests);
	ballots_release(&evidence->mergers);
	ballots_release(&evidence->subjects);
	buckets_release(&evidence->forge);
	buckets_release(&evidence->accounts);
	buckets_release(&evidence->names);
	buckets_release(&evidence->local);
}

int logins_list_sources(struct buf *out, struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store, login_statements[SELECT_LOGIN_WRITERS]);

	while (!ret && !(ret = statement_step(row)))
		buf_add_fmt(out, " %lld", (long long)statement_int(row, 0));
	return ret < 0 ? ret : 0;
}

bool roster_asks_login(const struct roster_node *node)
{
	return node->is_login && node->kind == PERSON_HUMAN && !node->is_declared;
}

/* Without anybody to look up there is no need to know who writes logins. */
static bool has_logins(const struct roster *roster)
{
	for (size_t i = 0; i < roster->nodes.count; i++)
		if (roster_asks_login(&roster->nodes.at[i]))
			return true;
	return false;
}

int roster_tie_logins(struct roster *roster, struct store *store)
{
	struct login_evidence evidence;
	bool *is_from_logins = xcalloc(roster->nodes.count, sizeof(*is_from_logins));
	struct buf key = { 0 };
	int ret;

	if (!has_logins(roster)) {
		free(is_from_logins);
		return 0;
	}
	evidence_init(&evidence);
	collect_address_logins(&evidence.forge, &evidence.local, roster);
	ret = collect_votes(&evidence.requests, roster, store, SELECT_REQUEST_AUTHORS);
	if (!ret)
		ret = accounts_collect(&evidence, roster, store);
	if (!ret)
		ret = collect_votes(&evidence.mergers, roster, store, SELECT_MERGERS);
	if (!ret)
		ret = collect_votes(&evidence.subjects, roster, store, SELECT_SUBJECT_AUTHORS);
	if (!ret)
		ret = find_login_sources(is_from_logins, roster, store);
	for (size_t i = 0; !ret && i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];
		struct login_trust trust = trust_of(node, is_from_logins[i]);
		bool is_ambiguous;
		uint32_t found;

		if (!roster_asks_login(node) || !trust.is_login)
			continue;
		login_key(&key, node->repository, node->name);
		found = find_bearer(roster, &evidence, trust.is_local, buf_text(&key), &is_ambiguous);
		node->is_ambiguous = is_ambiguous;
		if (found != ROSTER_NONE)
			(void)roster_unite(roster, roster_root(roster, found), (uint32_t)i, UNION_LOGIN);
	}
	free(is_from_logins);
	evidence_release(&evidence);
	buf_release(&key);
	return ret;
}
