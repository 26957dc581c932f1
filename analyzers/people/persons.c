/*
 * Writes what resolve.c found: a row for each person, keyed by the name and address that person goes by, and for each
 * recorded identity whose it is and by which rule.
 */
#include "roster.h"

#include <stdlib.h>

enum { INSERT_PERSON, INSERT_IDENTITY, STATEMENT_COUNT };
const char *const person_statements[STATEMENT_COUNT + 1] = {
	[INSERT_PERSON] = "INSERT INTO person (id, key, name, email, kind, is_resolved)"
			  " VALUES (:person, :key, :name, :email, :kind, :is_resolved)",
	[INSERT_IDENTITY] = "INSERT INTO identity_person (repository_id, identity_id, person_id, rule, is_ambiguous)"
			    " VALUES (:repository, :identity, :person, :rule, :is_ambiguous)",
};

/* A name and address that a class goes by somewhere. */
struct face {
	uint32_t class, node; /* node: one that bears it */
	struct identity_fact who;
	uint64_t authored_count;
	bool is_declared, is_usable, is_lifted;
};

struct person {
	char *key;
	uint32_t class, node; /* node: the primary face */
	bool is_resolved;
	int64_t id;
};

/* ---- the face that becomes the key ---- */

static int compare_faces(const void *a, const void *b)
{
	const struct face *left = a;
	const struct face *right = b;
	int order;

	if (left->class != right->class)
		return left->class < right->class ? -1 : 1;
	order = text_compare(left->who.name, right->who.name);
	return order ? order : text_compare(left->who.email, right->who.email);
}

/* A placeholder's name last, declared first, then with an address that means somebody, then most commits; in a tie the lesser bytes come first. */
static bool is_better(const struct face *face, const struct face *best)
{
	if (face->is_lifted != best->is_lifted)
		return best->is_lifted;
	if (face->is_declared != best->is_declared)
		return face->is_declared;
	if (face->is_usable != best->is_usable)
		return face->is_usable;
	return face->authored_count > best->authored_count;
}

/* Sorts the faces and melts equal ones of a class into one. Returns how many are left. */
static size_t melt_faces(struct face *faces, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(faces, count, sizeof(*faces), compare_faces);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && compare_faces(&faces[kept - 1], &faces[i]) == 0) {
			faces[kept - 1].authored_count += faces[i].authored_count;
			faces[kept - 1].is_declared = faces[kept - 1].is_declared || faces[i].is_declared;
			continue;
		}
		faces[kept++] = faces[i];
	}
	return kept;
}

static char *person_key(const struct roster_node *node)
{
	struct buf key = { 0 };

	buf_add_text(&key, node->proper.name);
	buf_add_str(&key, " <");
	buf_add_text(&key, node->proper.email);
	buf_add_char(&key, '>');
	return buf_detach(&key);
}

static int compare_persons(const void *a, const void *b)
{
	const struct person *left = a;
	const struct person *right = b;
	int order = text_compare(text_of(left->key), text_of(right->key));

	return order ? order : (left->class > right->class) - (left->class < right->class);
}

struct person_list {
	struct person *at;
	size_t count, capacity;
};

static void choose_faces(struct person_list *persons, struct roster *roster)
{
	VEC(struct face) faces = { 0 };

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		*VEC_PUSH(&faces) = (struct face){
			.class = roster_root(roster, (uint32_t)i),
			.node = (uint32_t)i,
			.who = node->proper,
			.authored_count = node->authored_count,
			.is_declared = node->is_declared,
			.is_lifted = node->is_lifted,
			.is_usable = node->use != ADDRESS_LOCAL && node->use != ADDRESS_NOBODY &&
			             node->use != ADDRESS_ACCOUNT,
		};
	}
	faces.count = melt_faces(faces.at, faces.count);
	for (size_t i = 0, end; i < faces.count; i = end) {
		size_t best = i;

		for (end = i + 1; end < faces.count && faces.at[end].class == faces.at[i].class; end++)
			if (is_better(&faces.at[end], &faces.at[best]))
				best = end;
		*VEC_PUSH(persons) = (struct person){
			.key = person_key(&roster->nodes.at[faces.at[best].node]),
			.class = faces.at[i].class,
			.node = faces.at[best].node,
		};
	}
	VEC_RELEASE(&faces);
}

/* ---- rules ---- */

/* Walks the edges of each class from its primary face; what an edge leads to was joined by that edge's rule. */
static void spread_rules(struct roster *roster, const struct person_list *persons)
{
	size_t node_count = roster->nodes.count;
	uint32_t *first = xmalloc(node_count * sizeof(*first));
	uint32_t *next = xmalloc(2 * roster->edges.count * sizeof(*next));
	bool *is_seen = xcalloc(node_count, sizeof(*is_seen));
	struct node_list queue = { 0 };

	for (size_t i = 0; i < node_count; i++)
		first[i] = ROSTER_NONE;
	/* Link 2e leads from edge e's a to its b, link 2e + 1 back. */
	for (size_t e = 0; e < roster->edges.count; e++) {
		next[2 * e] = first[roster->edges.at[e].a];
		first[roster->edges.at[e].a] = (uint32_t)(2 * e);
		next[2 * e + 1] = first[roster->edges.at[e].b];
		first[roster->edges.at[e].b] = (uint32_t)(2 * e + 1);
	}
	for (size_t i = 0; i < persons->count; i++) {
		is_seen[persons->at[i].node] = true;
		*VEC_PUSH(&queue) = persons->at[i].node;
	}
	for (size_t i = 0; i < queue.count; i++) {
		for (uint32_t link = first[queue.at[i]]; link != ROSTER_NONE; link = next[link]) {
			const struct roster_edge *edge = &roster->edges.at[link / 2];
			uint32_t to = link % 2 ? edge->a : edge->b;

			if (is_seen[to])
				continue;
			is_seen[to] = true;
			roster->nodes.at[to].rule = edge->rule;
			*VEC_PUSH(&queue) = to;
		}
	}
	free(first);
	free(next);
	free(is_seen);
	VEC_RELEASE(&queue);
}

static bool is_changed(const struct roster_node *node)
{
	return !text_equal(node->recorded.name, node->proper.name) ||
	       !text_equal(node->recorded.email, node->proper.email);
}

static const char *rule_name(const struct roster_node *node)
{
	if (node->is_configured)
		return union_rule_names[UNION_CONFIG];
	if (node->is_declared && is_changed(node))
		return union_rule_names[UNION_MAILMAP];
	return union_rule_names[node->rule];
}

/* ---- rows ---- */

/* Persons without an address in two repositories may share a key: there is nothing that tells such names apart. */
static int write_persons(const struct person_list *persons, const struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, person_statements[INSERT_PERSON]);

	for (size_t i = 0; !ret && i < persons->count; i++) {
		const struct roster_node *node = &roster->nodes.at[persons->at[i].node];

		if (i > 0 && persons->at[i - 1].id == persons->at[i].id)
			continue;
		statement_bind_int(statement, ":person", persons->at[i].id);
		statement_bind_text(statement, ":key", text_of(persons->at[i].key));
		statement_bind_text(statement, ":name", node->proper.name);
		statement_bind_text(statement, ":email", node->proper.email);
		statement_bind_text(statement, ":kind", text_of(person_kind_names[node->kind]));
		statement_bind_int(statement, ":is_resolved", persons->at[i].is_resolved);
		ret = statement_run(statement);
	}
	return ret;
}

static int write_identities(struct roster *roster, struct store *store, const int64_t *person_of_class)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, person_statements[INSERT_IDENTITY]);

	for (size_t i = 0; !ret && i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];

		node->person = person_of_class[roster_root(roster, (uint32_t)i)];
		statement_bind_int(statement, ":repository", roster->repositories.at[node->repository].id);
		statement_bind_int(statement, ":identity", node->identity);
		statement_bind_int(statement, ":person", node->person);
		statement_bind_text(statement, ":rule", text_of(rule_name(node)));
		statement_bind_int(statement, ":is_ambiguous", node->is_ambiguous);
		ret = statement_run(statement);
	}
	return ret;
}

/*
 * Whom one project's file calls a bot is a person in another: the two are not one, and only one of them is called by the bare
 * name and address.
 */
static void tell_kinds_apart(struct person_list *persons, const struct roster *roster)
{
	struct map *humans = map_new();

	for (size_t i = 0; i < persons->count; i++)
		if (roster->nodes.at[persons->at[i].node].kind == PERSON_HUMAN)
			map_put(humans, text_of(persons->at[i].key), 1);
	for (size_t i = 0; i < persons->count; i++) {
		struct person *person = &persons->at[i];
		enum person_kind kind = roster->nodes.at[person->node].kind;
		char *key;

		if (kind == PERSON_HUMAN || map_get(humans, text_of(person->key)) == UINT32_MAX)
			continue;
		key = xstrfmt("%s (%s)", person->key, person_kind_names[kind]);
		free(person->key);
		person->key = key;
	}
	map_free(humans);
}

/* A class is somebody if a commit or a mail address says so. */
static void number_persons(struct person_list *persons, struct roster *roster, int64_t *person_of_class,
                           bool *is_resolved)
{
	int64_t id = 0;

	for (size_t i = 0; i < roster->nodes.count; i++)
		if (roster->nodes.at[i].is_commit ||
		    (roster->nodes.at[i].email.size > 0 && roster->nodes.at[i].use != ADDRESS_ACCOUNT))
			is_resolved[roster_root(roster, (uint32_t)i)] = true;
	if (persons->count > 0)
		qsort(persons->at, persons->count, sizeof(persons->at[0]), compare_persons);
	for (size_t i = 0; i < persons->count; i++) {
		struct person *person = &persons->at[i];

		if (i == 0 || !text_equal(text_of(person->key), text_of(persons->at[i - 1].key)))
			id += PERSON_STRIDE;
		person->id = id;
		person->is_resolved = is_resolved[person->class];
		person_of_class[person->class] = id;
	}
}

int roster_write(struct roster *roster, struct store *store)
{
	struct person_list persons = { 0 };
	int64_t *person_of_class = xcalloc(roster->nodes.count, sizeof(*person_of_class));
	bool *is_resolved = xcalloc(roster->nodes.count, sizeof(*is_resolved));
	int ret;

	choose_faces(&persons, roster);
	tell_kinds_apart(&persons, roster);
	spread_rules(roster, &persons);
	number_persons(&persons, roster, person_of_class, is_resolved);
	ret = write_persons(&persons, roster, store);
	if (!ret)
		ret = write_identities(roster, store, person_of_class);
	for (size_t i = 0; i < persons.count; i++)
		free(persons.at[i].key);
	VEC_RELEASE(&persons);
	free(person_of_class);
	free(is_resolved);
	return ret;
}
