/*
 * Loads who is recorded where: identities of landed commits, of the commits that squashes hide, of events, tags and decision
 * records, each with what the repository's mailmap and the configuration make of it.
 */
#include "roster.h"

#include <stdlib.h>
#include <string.h>
#include "gerrit.h"
#include "kinds.h"
#include "name_key.h"

const char *const union_rule_names[UNION_RULE_COUNT] = { "self",    "mailmap", "email", "name",
	                                                 "noreply", "login",   "head",  "config" };

enum {
	SELECT_REPOSITORIES,
	SELECT_MAILMAPS_OF_ALL,
	SELECT_LANDED,
	SELECT_HEADS,
	SELECT_EVENTS,
	SELECT_HEAD_EVENTS,
	SELECT_TAGGERS,
	SELECT_DECIDERS,
	SELECT_OWNERS,
	SELECT_REQUEST_ACTS,
	SELECT_REQUEST_AUTHORS,
	SELECT_IDENTITY,
	STATEMENT_COUNT
};
const char *const roster_statements[STATEMENT_COUNT + 1] = {
	[SELECT_REPOSITORIES] = "SELECT r.id, r.key, t.text"
				" FROM repository r"
				" LEFT JOIN repository_text t ON t.repository_id = r.id AND t.kind = 'mailmap'"
				" ORDER BY r.key",
	[SELECT_MAILMAPS_OF_ALL] = "SELECT t.text"
				   " FROM repository_text t"
				   " JOIN repository r ON r.id = t.repository_id"
				   " WHERE t.kind = 'mailmap-all' AND t.text <> ''"
				   " GROUP BY t.text"
				   " ORDER BY min(r.key)",
	[SELECT_LANDED] = "SELECT l.repository_id, c.author_id, c.committer_id, length(c.parents)"
			  " FROM landed l"
			  " JOIN commits c ON c.id = l.commit_id",
	[SELECT_HEADS] = "SELECT h.repository_id, c.author_id, c.committer_id"
			 " FROM head_commit h"
			 " JOIN commits c ON c.id = h.commit_id",
	[SELECT_EVENTS] = "SELECT l.repository_id, e.identity_id"
			  " FROM landed l"
			  " JOIN event e ON e.commit_id = l.commit_id",
	[SELECT_HEAD_EVENTS] = "SELECT h.repository_id, e.identity_id"
			       " FROM head_commit h"
			       " JOIN event e ON e.commit_id = h.commit_id",
	[SELECT_TAGGERS] = "SELECT repository_id, identity_id"
			   " FROM tag",
	[SELECT_DECIDERS] = "SELECT d.repository_id, p.identity_id"
			    " FROM decision d"
			    " JOIN decision_person p ON p.decision_id = d.id",
	/* Teams and other groups are no persons, nor is an alias. */
	[SELECT_OWNERS] = "SELECT o.repository_id, o.identity_id"
			  " FROM owner_entry o"
			  " JOIN identity i ON i.id = o.identity_id AND (i.name <> '' OR i.email <> '')"
			  " WHERE o.is_group = 0 AND (o.grammar <> 'owners-kubernetes' OR NOT EXISTS ("
			  "   SELECT 1 FROM owner_entry a"
			  "   WHERE a.repository_id = o.repository_id AND a.file = 'OWNERS_ALIASES'"
			  "     AND a.section = lower(i.name)))"
			  " GROUP BY 1, 2",
	[SELECT_REQUEST_ACTS] = "SELECT DISTINCT repository_id, identity_id"
				" FROM request_act"
				" WHERE mark IS NOT 'group'",
	[SELECT_REQUEST_AUTHORS] = "SELECT DISTINCT repository_id, author_id"
				   " FROM request"
				   " WHERE author_id IS NOT NULL",
	[SELECT_IDENTITY] = "SELECT name, email"
			    " FROM identity"
			    " WHERE id = :identity",
};

static struct text index_key(int64_t pair[2], int64_t repository, int64_t identity)
{
	pair[0] = repository;
	pair[1] = identity;
	return (struct text){ (const char *)pair, 2 * sizeof(pair[0]) };
}

uint32_t roster_find(const struct roster *roster, int64_t repository, int64_t identity)
{
	int64_t pair[2];

	return map_get(roster->index, index_key(pair, repository, identity));
}

static uint32_t find_repository(const struct roster *roster, int64_t id)
{
	for (size_t i = 0; i < roster->repositories.count; i++)
		if (roster->repositories.at[i].id == id)
			return (uint32_t)i;
	return ROSTER_NONE;
}

/* While loading, nodes stand in order of appearance. NULL for a repository that the file lacks. */
static struct roster_node *note(struct roster *roster, int64_t repository, int64_t identity)
{
	int64_t pair[2];
	struct text key = index_key(pair, repository, identity);
	uint32_t index = map_get(roster->index, key);
	struct roster_node *node;

	if (index != UINT32_MAX)
		return &roster->nodes.at[index];
	index = find_repository(roster, repository);
	if (index == ROSTER_NONE)
		return NULL;
	map_put(roster->index, key, (uint32_t)roster->nodes.count);
	node = VEC_PUSH(&roster->nodes);
	node->identity = identity;
	node->repository = index;
	return node;
}

static void note_commit(struct roster *roster, int64_t repository, int64_t identity, bool is_authored)
{
	struct roster_node *node = note(roster, repository, identity);

	if (!node)
		return;
	node->is_commit = true;
	node->authored_count += is_authored;
}

/* ---- rows ---- */

/* Each repository keeps the text of its last scan; one that several keep is read once. */
static int load_mailmap_of_all(struct mailmaps *mailmaps, struct store *store)
{
	struct statement *statement;
	struct buf text = { 0 };
	int ret = store_statement(&statement, store, roster_statements[SELECT_MAILMAPS_OF_ALL]);

	while (!ret && !(ret = statement_step(statement))) {
		buf_add_text(&text, statement_text(statement, 0));
		buf_add_char(&text, '\n');
	}
	mailmaps->of_all = mailmap_parse(buf_text(&text));
	buf_release(&text);
	return ret < 0 ? ret : 0;
}

int mailmaps_load(struct mailmaps *out, struct store *store)
{
	struct statement *statement;
	VEC(struct mailmap *) list = { 0 };
	int ret = store_statement(&statement, store, roster_statements[SELECT_REPOSITORIES]);

	while (!ret && !(ret = statement_step(statement)))
		*VEC_PUSH(&list) = mailmap_parse(statement_text(statement, 2));
	*VEC_PUSH(&list) = NULL;
	out->own = list.at;
	return ret < 0 ? ret : load_mailmap_of_all(out, store);
}

void mailmaps_release(struct mailmaps *mailmaps)
{
	for (size_t i = 0; mailmaps->own && mailmaps->own[i]; i++)
		mailmap_free(mailmaps->own[i]);
	free(mailmaps->own);
	mailmap_free(mailmaps->of_all);
	*mailmaps = (struct mailmaps){ 0 };
}

static int load_repositories(struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, roster_statements[SELECT_REPOSITORIES]);

	while (!ret && !(ret = statement_step(statement))) {
		struct text key = statement_text(statement, 1);

		*VEC_PUSH(&roster->repositories) =
			(struct roster_repository){ statement_int(statement, 0),
			                            { arena_copy(&roster->arena, key.at, key.size), key.size } };
	}
	return ret < 0 ? ret : 0;
}

static int load_landed(struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, roster_statements[SELECT_LANDED]);

	while (!ret && !(ret = statement_step(statement))) {
		int64_t repository = statement_int(statement, 0);

		note_commit(roster, repository, statement_int(statement, 1), statement_int(statement, 3) <= OID_SIZE);
		note_commit(roster, repository, statement_int(statement, 2), false);
	}
	return ret < 0 ? ret : 0;
}

static int load_others(struct roster *roster, struct store *store, int which)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, roster_statements[which]);

	while (!ret && !(ret = statement_step(statement))) {
		int64_t repository = statement_int(statement, 0);

		if (which != SELECT_HEADS) {
			struct roster_node *node = note(roster, repository, statement_int(statement, 1));

			if (node && (which == SELECT_REQUEST_ACTS || which == SELECT_REQUEST_AUTHORS))
				node->is_account = true;
			if (node && which == SELECT_REQUEST_AUTHORS)
				node->is_owner = true;
			continue;
		}
		note_commit(roster, repository, statement_int(statement, 1), false);
		note_commit(roster, repository, statement_int(statement, 2), false);
	}
	return ret < 0 ? ret : 0;
}

struct text roster_copy(struct roster *roster, struct text text)
{
	return (struct text){ arena_copy(&roster->arena, text.at, text.size), text.size };
}

static int load_texts(struct roster *roster, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, roster_statements[SELECT_IDENTITY]);

	for (size_t i = 0; !ret && i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];

		statement_bind_int(statement, ":identity", node->identity);
		ret = statement_step(statement);
		if (ret == 0) {
			node->recorded.name = roster_copy(roster, statement_text(statement, 0));
			node->recorded.email = roster_copy(roster, statement_text(statement, 1));
		}
		statement_reset(statement);
		ret = ret < 0 ? ret : 0;
	}
	return ret;
}

/*
 * Some exports name an app without the "[bot]" that others and its own address carry. A login that stands as a bot
 * elsewhere in the record is that bot.
 */
static void find_bots(struct roster *roster)
{
	struct map *bots = map_new();

	for (size_t i = 0; i < roster->nodes.count; i++) {
		struct text name = roster->nodes.at[i].recorded.name;

		if (text_ends_nocase(name, TEXT("[bot]")))
			map_put(bots, text_slice(name, 0, name.size - strlen("[bot]")), 1);
	}
	for (size_t i = 0; i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];

		if (node->is_account && node->is_login && node->kind == PERSON_HUMAN && !node->is_declared &&
		    map_get(bots, node->recorded.name) != UINT32_MAX)
			node->kind = PERSON_BOT;
	}
	map_free(bots);
}

/* ---- what an identity means ---- */

static bool is_identity_entry(const struct config_entry *entry, const void *payload)
{
	(void)payload;
	return text_equal(text_of(entry->section), TEXT("identity")) && entry->value;
}

/* Of each repository only the entries that speak of identities: all of them would be asked for every identity. */
static struct config **pick_identity_entries(const struct roster *roster, const struct people_settings *settings)
{
	struct config **picked = xcalloc(roster->repositories.count + 1, sizeof(*picked));

	for (size_t i = 0; i < roster->repositories.count; i++) {
		picked[i] = config_new();
		config_copy(picked[i], people_settings_of(settings, roster->repositories.at[i].id), is_identity_entry,
		            NULL);
	}
	return picked;
}

static void free_picked(struct config **picked)
{
	for (size_t i = 0; picked[i]; i++)
		config_free(picked[i]);
	free(picked);
}

/* "Name <mail>", a mail or a name laid over an identity; what it does not say stays. */
static void lay_over(struct roster *roster, struct identity_fact *identity, struct text value)
{
	ptrdiff_t left = text_find_char(value, '<', 0);
	ptrdiff_t right = left < 0 ? -1 : text_find_char(value, '>', (size_t)left);
	struct text name = text_trim(right < 0 ? value : text_slice(value, 0, (size_t)left));
	struct text email = { NULL, 0 };

	if (right >= 0) {
		email = text_trim(text_slice(value, (size_t)left + 1, (size_t)right));
	} else if (text_find_char(name, '@', 0) > 0) {
		email = name;
		name = (struct text){ NULL, 0 };
	}
	if (name.size > 0)
		identity->name = roster_copy(roster, name);
	if (email.size > 0)
		identity->email = roster_copy(roster, email);
}

/* [identity "bsample"] person = Bo Sample <bo@example.org> */
static void apply_config(struct roster *roster, struct roster_node *node, const struct config *config)
{
	const struct config_entry *best = NULL;
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (entry->subsection && text_equal(text_of(entry->key), TEXT("person")) &&
		    (!best || best->origin >= entry->origin) &&
		    identity_fits(text_of(entry->subsection), node->recorded))
			best = entry;
	if (!best)
		return;
	lay_over(roster, &node->proper, text_of(best->value));
	node->is_declared = node->is_configured = true;
}

static struct text folded_email(struct roster *roster, struct buf *buf, struct text email)
{
	buf_clear(buf);
	address_fold(buf, email);
	return roster_copy(roster, buf_text(buf));
}

static struct text folded_name(struct roster *roster, struct buf *buf, struct text name, bool *is_full)
{
	buf_clear(buf);
	*is_full = name_key(buf, name);
	return roster_copy(roster, buf_text(buf));
}

void roster_interpret(struct roster *roster, struct roster_node *node, const struct config *config)
{
	struct buf buf = { 0 };

	node->email = folded_email(roster, &buf, node->proper.email);
	node->raw_email = folded_email(roster, &buf, node->recorded.email);
	node->name = folded_name(roster, &buf, node->proper.name, &node->has_full_name);
	node->raw_name = folded_name(roster, &buf, node->recorded.name, &node->has_full_raw_name);
	node->use = address_use_of(node->email);
	if (!address_forge_login(&node->forge, node->email))
		node->forge = (struct forge_login){ 0 };
	node->is_login = node->email.size == 0 && node->name.size > 0 && text_find_char(node->name, ' ', 0) < 0;
	if (node->is_login && node->name.at[0] == '@')
		node->name = text_slice(node->name, 1, node->name.size);
	node->is_kind_told = person_kind_configured(&node->kind, config, node->recorded);
	if (!node->is_kind_told)
		node->kind = person_kind_of(node->proper, config);
	/* A forge has one account of each name: "other" and "root" are somebody there. */
	if (node->is_account && node->is_login && node->kind == PERSON_PLACEHOLDER)
		node->kind = PERSON_HUMAN;
	gerrit_interpret(roster, node);
	buf_release(&buf);
}

static void declare(struct roster *roster, struct roster_node *node)
{
	struct buf key = { 0 };
	uint32_t proper;
	bool is_new = false;

	if (!node->is_declared)
		return;
	buf_add_text(&key, node->name);
	buf_add_char(&key, '\0');
	buf_add_text(&key, node->email);
	proper = map_intern(roster->propers, buf_text(&key), map_count(roster->propers), &is_new);
	if (is_new)
		*VEC_PUSH(&roster->is_moved) = false;
	if (node->is_configured || !text_equal(node->email, node->raw_email))
		roster->is_moved.at[proper] = true;
	*VEC_PUSH(&node->declared) = (struct declared){ node->repository, proper };
	buf_release(&key);
}

static int compare_nodes(const void *a, const void *b)
{
	const struct roster_node *left = a;
	const struct roster_node *right = b;
	int order;

	if (left->repository != right->repository)
		return left->repository < right->repository ? -1 : 1;
	order = text_compare(left->recorded.name, right->recorded.name);
	return order ? order : text_compare(left->recorded.email, right->recorded.email);
}

bool mailmaps_resolve(struct identity_fact *out, bool *is_for_all, const struct mailmaps *mailmaps, uint32_t repository,
                      struct identity_fact recorded)
{
	bool is_mapped;

	*is_for_all = mailmap_resolve(out, mailmaps->of_all, recorded);
	if (*is_for_all)
		return true;
	is_mapped = mailmap_resolve(out, mailmaps->own[repository], recorded);
	if (is_mapped)
		*is_for_all = mailmap_resolve(out, mailmaps->of_all, *out);
	return is_mapped;
}

static void interpret_all(struct roster *roster, const struct people_settings *settings, bool mailmap_only,
                          const struct mailmaps *mailmaps)
{
	struct config **picked = pick_identity_entries(roster, settings);
	int64_t pair[2];

	if (roster->nodes.count > 0)
		qsort(roster->nodes.at, roster->nodes.count, sizeof(roster->nodes.at[0]), compare_nodes);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];
		int64_t repository = roster->repositories.at[node->repository].id;

		map_put(roster->index, index_key(pair, repository, node->identity), (uint32_t)i);
		node->parent = (uint32_t)i;
		node->is_declared = mailmaps_resolve(&node->proper, &node->is_mapped_for_all, mailmaps,
		                                     node->repository, node->recorded);
		node->proper.name = roster_copy(roster, node->proper.name);
		node->proper.email = roster_copy(roster, node->proper.email);
		if (!mailmap_only)
			apply_config(roster, node, picked[node->repository]);
		roster_interpret(roster, node, picked[node->repository]);
		declare(roster, node);
	}
	free_picked(picked);
}

int roster_load(struct roster *roster, struct store *store, const struct people_settings *settings, bool mailmap_only)
{
	struct mailmaps mailmaps = { 0 };
	int ret;

	*roster = (struct roster){ .index = map_new(), .propers = map_new() };
	ret = load_repositories(roster, store);
	if (!ret)
		ret = mailmaps_load(&mailmaps, store);
	if (!ret)
		ret = load_landed(roster, store);
	for (int which = SELECT_HEADS; !ret && which <= SELECT_REQUEST_AUTHORS; which++)
		ret = load_others(roster, store, which);
	if (!ret)
		ret = load_texts(roster, store);
	if (!ret) {
		interpret_all(roster, settings, mailmap_only, &mailmaps);
		find_bots(roster);
		roster->repository_proper = xcalloc(roster->repositories.count, sizeof(uint32_t));
		memset(roster->repository_proper, 0xff, roster->repositories.count * sizeof(uint32_t));
	}
	mailmaps_release(&mailmaps);
	return ret;
}

void roster_release(struct roster *roster)
{
	for (size_t i = 0; i < roster->nodes.count; i++)
		VEC_RELEASE(&roster->nodes.at[i].declared);
	VEC_RELEASE(&roster->nodes);
	VEC_RELEASE(&roster->repositories);
	VEC_RELEASE(&roster->edges);
	VEC_RELEASE(&roster->namesakes);
	VEC_RELEASE(&roster->is_moved);
	map_free(roster->index);
	map_free(roster->propers);
	free(roster->repository_proper);
	arena_release(&roster->arena);
}
