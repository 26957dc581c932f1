/*
 * What came since the last derivation, derived by itself: the same steps over the new commits and their changes. Nothing older may
 * be touched by it, and whatever might be sends the case back to the derivation of everything; each of these questions has its
 * reason beside it (docs/adr/0019).
 */
#include "grow.h"

#include <stdlib.h>
#include <string.h>
#include "credit.h"
#include "lead/facts.h"

/* From here on all is no dearer. */
#define NEW_COMMITS_MAX 4096
#define HEX_MIN_SIZE 7

enum {
	SELECT_COMMIT,
	INSERT_LANDED,
	INSERT_CHANGES,
	SELECT_IDENTITIES,
	FIRST_QUESTION,
	FIND_EARLIER = FIRST_QUESTION,
	FIND_ELSEWHERE,
	FIND_FORESEEN,
	FIND_TWIN,
	LAST_QUESTION = FIND_TWIN,
	SELECT_OIDS,
	FIND_POINTED,
	FIND_TENURE,
	FIND_TIED,
	SELECT_NODES,
	SELECT_LAST,
	STATEMENT_COUNT
};
const char *const grow_statements[STATEMENT_COUNT + 1] = {
	[SELECT_COMMIT] = "SELECT c.id, c.parents, l.is_mainline, coalesce(l.via_id, 0), l.repository_id"
			  " FROM commits c"
			  " JOIN landed l ON l.repository_id = (SELECT id FROM repository) AND l.commit_id = c.id"
			  " WHERE c.oid = :oid",
	[INSERT_LANDED] = "INSERT OR IGNORE INTO derive_landed (repository_id, commit_id, change_id, is_mainline, "
			  "via_id, landed_time)"
			  " SELECT repository_id, commit_id, change_id, is_mainline, via_id, landed_time"
			  " FROM landed"
			  " WHERE repository_id = :repository AND commit_id = :commit",
	[INSERT_CHANGES] = "INSERT INTO derive_new (change_id)"
			   " SELECT id FROM change WHERE id > :change",
	[SELECT_IDENTITIES] = "INSERT OR IGNORE INTO derive_identity (repository_id, identity_id)"
			      " SELECT l.repository_id, c.author_id"
			      " FROM derive_landed l"
			      " CROSS JOIN commits c ON c.id = l.commit_id"
			      " UNION"
			      " SELECT l.repository_id, c.committer_id"
			      " FROM derive_landed l"
			      " CROSS JOIN commits c ON c.id = l.commit_id"
			      " UNION"
			      " SELECT l.repository_id, e.identity_id"
			      " FROM derive_landed l"
			      " CROSS JOIN event e ON e.commit_id = l.commit_id",
	/* Who was new when, and what is a copy of what, goes by the time of landing. */
	[FIND_EARLIER] = "SELECT 1"
			 " FROM derive_landed l"
			 " LEFT JOIN change ch ON ch.id = l.change_id"
			 " WHERE l.landed_time < :last OR ch.landed_time < :last OR ch.id NOT IN (SELECT change_id "
			 "FROM derive_new)"
			 " LIMIT 1",
	/* An act told of a change that is older. */
	[FIND_ELSEWHERE] = "SELECT 1"
			   " FROM derive_landed l"
			   " CROSS JOIN event e ON e.commit_id = l.commit_id"
			   " CROSS JOIN change ch ON ch.repository_id = l.repository_id AND ch.key = e.change"
			   " WHERE e.change <> '' AND ch.id NOT IN (SELECT change_id FROM derive_new)"
			   " LIMIT 1",
	/* Acts told of a change before it landed. */
	[FIND_FORESEEN] = "SELECT 1"
			  " FROM derive_new w"
			  " CROSS JOIN change ch ON ch.id = w.change_id"
			  " CROSS JOIN event e ON e.change = ch.key"
			  " WHERE e.change <> '' AND e.commit_id NOT IN (SELECT commit_id FROM derive_landed)"
			  " LIMIT 1",
	/* The same work, landed no sooner: the order of copies.c might put what is new before it. */
	[FIND_TWIN] = "SELECT 1"
		      " FROM derive_landed l"
		      " CROSS JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"
		      " CROSS JOIN commits oc ON oc.author_id = c.author_id AND oc.author_time = c.author_time"
		      " CROSS JOIN landed o ON o.repository_id = l.repository_id AND o.commit_id = oc.id"
		      " WHERE oc.subject = c.subject AND length(oc.parents) <= 20 AND o.landed_time >= l.landed_time"
		      "   AND o.commit_id NOT IN (SELECT commit_id FROM derive_landed)"
		      " LIMIT 1",
	[SELECT_OIDS] = "SELECT c.oid"
			" FROM derive_landed l"
			" CROSS JOIN commits c ON c.id = l.commit_id",
	/*
	 * Something older says that it reverts or was picked from this, or its shortened id named one commit and now fits another
	 * too. The first term is that of the index.
	 */
	[FIND_POINTED] =
		"SELECT 1"
		" FROM reference r"
		" WHERE r.kind IN ('pr', 'mr', 'closes', 'picked', 'reverts') AND r.kind IN ('picked', 'reverts')"
		"   AND r.value >= :low AND r.value <= :high"
		"   AND substr(:high, 1, length(r.value)) = r.value"
		"   AND r.commit_id NOT IN (SELECT commit_id FROM derive_landed)"
		" LIMIT 1",
	/*
	 * Somebody came earlier than was known, or is no longer somebody who never landed anything: then others are newcomers
	 * than were, and others helped who was there for less long. 15552000: 180 days, as verdict.c has it.
	 */
	[FIND_TENURE] = "SELECT 1"
			" FROM derive_tenure d"
			" LEFT JOIN tenure o ON o.repository_id = d.repository_id AND o.person_id = d.person_id"
			" WHERE o.first_time > d.first_time"
			"   OR (o.person_id IS NULL AND EXISTS (SELECT 1 FROM act a WHERE a.person_id = d.person_id)"
			"     AND (d.first_time + 15552000 <= :last"
			"       OR EXISTS (SELECT 1 FROM tenure x WHERE x.first_time >= d.first_time + 15552000)))"
			" LIMIT 1",
	/* Of what landed in the same second nothing is earlier: where that could make a tenth change of a ninth. */
	[FIND_TIED] = "SELECT 1"
		      " FROM (SELECT count(*) AS n FROM change"
		      "       WHERE landed_time = :last AND id NOT IN (SELECT change_id FROM derive_new)) t"
		      " JOIN derive_tenure d ON d.change_count > 0"
		      " JOIN tenure o ON o.repository_id = d.repository_id AND o.person_id = d.person_id"
		      " WHERE o.change_count >= " NEWCOMER_CHANGES " AND o.change_count - t.n < " NEWCOMER_CHANGES
		      "   AND EXISTS (SELECT 1 FROM derive_landed WHERE landed_time = :last)"
		      " LIMIT 1",
	[SELECT_NODES] = "SELECT i.repository_id, i.identity_id, ip.person_id, p.kind, n.name, n.email"
			 " FROM derive_identity i"
			 " CROSS JOIN identity_person ip ON ip.repository_id = i.repository_id AND ip.identity_id = "
			 "i.identity_id"
			 " CROSS JOIN person p ON p.id = ip.person_id"
			 " CROSS JOIN identity n ON n.id = i.identity_id",
	[SELECT_LAST] = "SELECT coalesce(max(landed_time), 0) FROM derive_landed",
};

struct growth {
	struct store *store;
	const struct grow_base *base, *now;
	VEC(struct oid) stack;
	const struct people_settings *settings;
	int64_t count;
	size_t new_persons;
	bool is_whole; /* everything has to be derived */
};

/* ---- what came ---- */

static int insert_landed(struct growth *growth, int64_t repository, int64_t commit, bool *is_new)
{
	struct statement *insert;
	int ret = store_statement(&insert, growth->store, grow_statements[INSERT_LANDED]);

	if (ret)
		return ret;
	statement_bind_int(insert, ":repository", repository);
	statement_bind_int(insert, ":commit", commit);
	ret = statement_run(insert);
	*is_new = !ret && store_changes(growth->store) > 0;
	growth->is_whole |= ++growth->count > NEW_COMMITS_MAX;
	return ret;
}

/* The commit, if it is of the main line or was brought by that merge; its parents but for the first `skipped` come onto the stack. */
static int take_commit(struct growth *growth, const struct oid *oid, int64_t *via, struct oid *first_parent,
                       size_t skipped)
{
	struct statement *row;
	struct text parents;
	int64_t id, repository;
	bool is_new = false;
	int ret = store_statement(&row, growth->store, grow_statements[SELECT_COMMIT]);

	if (ret)
		return ret;
	statement_bind_blob(row, ":oid", oid->bytes, OID_SIZE);
	ret = statement_step(row);
	if (ret) {
		growth->is_whole |= ret == 1;
		return ret < 0 ? ret : 0;
	}
	id = statement_int(row, 0);
	parents = statement_text(row, 1);
	repository = statement_int(row, 4);
	if (*via ? statement_int(row, 3) != *via : !statement_int(row, 2)) {
		statement_reset(row);
		return 0;
	}
	if (!*via)
		*via = id;
	for (size_t i = skipped; i < parents.size / OID_SIZE; i++)
		memcpy(VEC_PUSH(&growth->stack)->bytes, parents.at + i * OID_SIZE, OID_SIZE);
	if (first_parent && parents.size >= OID_SIZE)
		memcpy(first_parent->bytes, parents.at, OID_SIZE);
	else if (first_parent)
		growth->is_whole = true; /* the root, and no base on the way */
	statement_reset(row);
	ret = insert_landed(growth, repository, id, &is_new);
	/* What was taken already has its parents on the stack or behind it. */
	if (!is_new)
		growth->stack.count -= parents.size / OID_SIZE > skipped ? parents.size / OID_SIZE - skipped : 0;
	return ret;
}

/* Down the main line to the base, and at each merge through what it brought. */
static int find_landed(struct growth *growth)
{
	struct oid at = growth->now->tip;
	int ret = 0;

	while (!ret && !growth->is_whole && memcmp(at.bytes, growth->base->tip.bytes, OID_SIZE) != 0) {
		struct oid parent = at;
		int64_t via = 0;

		ret = take_commit(growth, &at, &via, &parent, 1);
		while (!ret && !growth->is_whole && growth->stack.count) {
			struct oid oid = growth->stack.at[--growth->stack.count];

			ret = take_commit(growth, &oid, &via, NULL, 0);
		}
		growth->is_whole |= memcmp(parent.bytes, at.bytes, OID_SIZE) == 0; /* not on the main line */
		at = parent;
	}
	return ret;
}

static int run(struct growth *growth, int which)
{
	struct statement *statement;
	int ret = store_statement(&statement, growth->store, grow_statements[which]);

	if (ret)
		return ret;
	statement_bind_int(statement, ":change", growth->base->change);
	return statement_run(statement);
}

/* ---- whether it touches anything older ---- */

/* Whether there is a row; oid: its hex digits bound the values looked at. */
static int ask(struct growth *growth, int which, const char *hex)
{
	struct statement *statement;
	int ret = growth->is_whole ? 1 : store_statement(&statement, growth->store, grow_statements[which]);

	if (ret)
		return ret < 0 ? ret : 0;
	statement_bind_int(statement, ":last", growth->base->last_time);
	if (hex) {
		statement_bind_text(statement, ":low", text_slice(text_of(hex), 0, HEX_MIN_SIZE));
		statement_bind_text(statement, ":high", text_of(hex));
	}
	ret = statement_step(statement);
	growth->is_whole |= ret == 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* Messages write ids in either case. */
static int ask_pointed(struct growth *growth)
{
	struct statement *row;
	int ret = store_statement(&row, growth->store, grow_statements[SELECT_OIDS]);

	while (!ret && !(ret = statement_step(row))) {
		struct buf hex = { 0 };
		struct oid oid;

		memcpy(oid.bytes, statement_text(row, 0).at, OID_SIZE);
		oid_add_hex(&hex, &oid);
		ret = ask(growth, FIND_POINTED, buf_str(&hex));
		for (size_t i = 0; i < hex.size; i++)
			if (hex.at[i] >= 'a' && hex.at[i] <= 'f')
				hex.at[i] = (char)(hex.at[i] - 'a' + 'A');
		if (!ret)
			ret = ask(growth, FIND_POINTED, buf_str(&hex));
		buf_release(&hex);
		if (ret)
			statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

static int ask_all(struct growth *growth)
{
	bool keeps_persons = false, are_known = false;
	int ret = 0;

	for (int which = FIRST_QUESTION; !ret && which <= LAST_QUESTION; which++)
		ret = ask(growth, which, NULL);
	if (!ret && !growth->is_whole)
		ret = ask_pointed(growth);
	if (!ret && !growth->is_whole)
		ret = grow_meet_strangers(&are_known, &growth->new_persons, growth->store, growth->settings,
		                          growth->base);
	growth->is_whole |= are_known;
	if (!ret && !growth->is_whole)
		ret = grow_keeps_persons(&keeps_persons, growth->store, growth->base);
	growth->is_whole |= !keeps_persons;
	return ret;
}

/* ---- the steps ---- */

/* Of two persons whose names others bear the one may be the other: that takes everybody's names. */
static void meet_namesake(struct growth *growth, int64_t *namesake, int64_t person)
{
	struct buf id = { 0 };

	if (growth->base->namesakes.size <= 1 || person == *namesake)
		return;
	buf_add_fmt(&id, "%lld", (long long)person);
	if (grow_base_has(&growth->base->namesakes, buf_text(&id))) {
		growth->is_whole |= *namesake != 0;
		*namesake = person;
	}
	buf_release(&id);
}

/* A roster of those alone who stand in what is new, as they are. */
static int load_roster(struct roster *roster, struct growth *growth)
{
	struct statement *row;
	int64_t namesake = 0;
	int ret = store_statement(&row, growth->store, grow_statements[SELECT_NODES]);

	*roster = (struct roster){ .index = map_new() };
	while (!ret && !(ret = statement_step(row))) {
		int64_t pair[2] = { statement_int(row, 0), statement_int(row, 1) };
		struct roster_node *node;

		map_put(roster->index, (struct text){ (const char *)pair, sizeof(pair) },
		        (uint32_t)roster->nodes.count);
		node = VEC_PUSH(&roster->nodes);
		node->identity = pair[1];
		node->person = statement_int(row, 2);
		meet_namesake(growth, &namesake, node->person);
		for (int kind = PERSON_HUMAN; kind <= PERSON_PLACEHOLDER; kind++)
			if (text_equal(statement_text(row, 3), text_of(person_kind_names[kind])))
				node->kind = (enum person_kind)kind;
		node->recorded.name = roster_copy(roster, statement_text(row, 4));
		node->recorded.email = roster_copy(roster, statement_text(row, 5));
	}
	return ret < 0 ? ret : 0;
}

static int derive(struct growth *growth, const struct roster *roster)
{
	struct store *store = growth->store;
	int ret = classes_derive_new(store, growth->settings);

	if (!ret)
		ret = copies_derive_new(store);
	if (!ret)
		ret = authors_add_new(store);
	if (!ret)
		ret = acts_derive_new(store, roster);
	return ret ? ret : credit_derive_new(store);
}

static int gather(struct growth *growth)
{
	int ret = find_landed(growth);

	if (!ret && !growth->is_whole)
		ret = run(growth, INSERT_CHANGES);
	if (!ret && !growth->is_whole)
		ret = run(growth, SELECT_IDENTITIES);
	return ret || growth->is_whole ? ret : ask_all(growth);
}

static int grow(struct growth *growth)
{
	struct roster roster = { 0 };
	int ret = gather(growth);

	if (ret || growth->is_whole)
		return ret;
	ret = load_roster(&roster, growth);
	if (!ret)
		ret = authors_insert_forges(growth->store, &roster);
	if (!ret)
		ret = authors_list_new(growth->store);
	if (!ret)
		ret = ask(growth, FIND_TENURE, NULL);
	if (!ret)
		ret = ask(growth, FIND_TIED, NULL);
	if (!ret && !growth->is_whole)
		ret = derive(growth, &roster);
	roster_release(&roster);
	return ret;
}

int grow_people(bool *is_done, bool *has_new_persons, struct store *store, const struct people_settings *settings,
                const struct grow_base *base, const struct grow_base *now)
{
	struct growth growth = { .store = store, .base = base, .now = now, .settings = settings };
	int ret;

	*is_done = *has_new_persons = false;
	if (!base->is_growable || !now->is_growable || base->digest != now->digest || base->landing != now->landing)
		return 0;
	ret = grow(&growth);
	VEC_RELEASE(&growth.stack);
	*is_done = !ret && !growth.is_whole;
	*has_new_persons = growth.new_persons > 0;
	return ret;
}

int grow_last_time(int64_t *out, struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store, grow_statements[SELECT_LAST]);

	return ret ? ret : statement_take_int(out, row);
}
