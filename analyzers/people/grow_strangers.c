/*
 * New people: identities that nothing joins to anybody known. By the rules of docs/adr/0006 that is so if neither a mailmap nor the
 * configuration speaks of them and no address, full name or forge's login is that of another identity. Then each is a person,
 * put among the others by key; in doubt everybody is resolved again.
 */
#include "grow.h"

#include <stdlib.h>
#include <string.h>
#include "credit.h"
#include "logins.h"

enum {
	SELECT_STRANGERS,
	FIND_ACCOUNT,
	FIND_KEY,
	INSERT_KEY,
	SELECT_BEFORE,
	SELECT_BEHIND,
	INSERT_PERSON,
	INSERT_IDENTITY,
	MARK_NEW,
	STATEMENT_COUNT
};
const char *const grow_strangers_statements[STATEMENT_COUNT + 1] = {
	[SELECT_STRANGERS] = "SELECT i.repository_id, i.identity_id, n.name, n.email,"
			     "       EXISTS (SELECT 1 FROM derive_landed l CROSS JOIN commits c ON c.id = l.commit_id"
			     "               WHERE i.identity_id IN (c.author_id, c.committer_id))"
			     " FROM derive_identity i"
			     " CROSS JOIN identity n ON n.id = i.identity_id"
			     " WHERE NOT EXISTS ("
			     "   SELECT 1 FROM identity_person ip"
			     "   WHERE ip.repository_id = i.repository_id AND ip.identity_id = i.identity_id)"
			     " ORDER BY n.name, n.email",
	[FIND_ACCOUNT] = "SELECT 1"
			 " FROM account"
			 " LIMIT 1",
	[FIND_KEY] = "SELECT 1"
		     " FROM identity_key"
		     " WHERE key = :key",
	[INSERT_KEY] = "INSERT OR IGNORE INTO identity_key (key)"
		       " VALUES (:key)",
	/* With the key itself: a person may bear it without any identity that does. */
	[SELECT_BEFORE] = "SELECT id, key = :key"
			  " FROM person"
			  " WHERE key <= :key"
			  " ORDER BY key DESC"
			  " LIMIT 1",
	[SELECT_BEHIND] = "SELECT id"
			  " FROM person"
			  " WHERE key > :key"
			  " ORDER BY key"
			  " LIMIT 1",
	[INSERT_PERSON] = "INSERT INTO person (id, key, name, email, kind, is_resolved)"
			  " VALUES (:person, :key, :name, :email, :kind, :is_resolved)",
	[INSERT_IDENTITY] = "INSERT INTO identity_person (repository_id, identity_id, person_id, rule, is_ambiguous)"
			    " VALUES (:repository, :identity, :person, 'self', 0)",
	[MARK_NEW] = "UPDATE derive_identity"
		     " SET is_new = 1"
		     " WHERE identity_id = :identity",
};

struct strangers {
	struct store *store;
	const struct grow_base *base;
	const struct people_settings *settings;
	struct mailmaps mailmaps;
	struct roster roster; /* of them alone */
	bool are_known;       /* somebody may be somebody known */
};

/* ---- what an identity is looked up by ---- */

static void make_key(struct buf *out, const char *what, struct text first, struct text second)
{
	buf_clear(out);
	buf_add_str(out, what);
	buf_add_text(out, first);
	buf_add_char(out, ' ');
	for (size_t i = 0; i < second.size; i++)
		buf_add_char(out, char_lower(second.at[i]));
}

typedef int key_fn(void *payload, struct text key);

/* Addresses and full names after the mailmaps and as recorded, and what a forge's address tells of either. */
static int each_key(const struct roster_node *node, key_fn *each, void *payload)
{
	const struct text emails[2] = { node->email, node->raw_email }, names[2] = { node->name, node->raw_name };
	const bool are_full[2] = { node->has_full_name, node->has_full_raw_name };
	struct buf key = { 0 };
	int ret = 0;

	for (int i = 0; ret == 0 && i < 2; i++) {
		struct forge_login forge;

		if (emails[i].size > 0) {
			make_key(&key, "email ", emails[i], TEXT(""));
			ret = each(payload, buf_text(&key));
		}
		if (ret == 0 && are_full[i]) {
			make_key(&key, "name ", names[i], TEXT(""));
			ret = each(payload, buf_text(&key));
		}
		if (ret || !address_forge_login(&forge, emails[i]))
			continue;
		make_key(&key, "login ", forge.host, forge.login);
		ret = each(payload, buf_text(&key));
		if (ret == 0 && forge.id.size > 0) {
			make_key(&key, "number ", forge.host, forge.id);
			ret = each(payload, buf_text(&key));
		}
	}
	buf_release(&key);
	return ret;
}

static int insert_key(void *payload, struct text key)
{
	struct statement *statement;
	int ret = store_statement(&statement, payload, grow_strangers_statements[INSERT_KEY]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":key", key);
	return statement_run(statement);
}

int grow_put_keys(struct store *store, const struct roster *roster)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < roster->nodes.count; i++)
		ret = each_key(&roster->nodes.at[i], insert_key, store);
	return ret;
}

/* ---- whether it is somebody known ---- */

static int meet_key(void *payload, struct text key)
{
	struct strangers *strangers = payload;
	struct statement *statement;
	int ret = store_statement(&statement, strangers->store, grow_strangers_statements[FIND_KEY]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":key", key);
	ret = statement_step(statement);
	strangers->are_known |= ret == 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static bool is_asked(const struct strangers *strangers, struct text login)
{
	struct buf lower = { 0 };
	bool is_there;

	for (size_t i = 0; i < login.size; i++)
		buf_add_char(&lower, char_lower(login.at[i]));
	is_there = grow_base_has(&strangers->base->logins, buf_text(&lower));
	buf_release(&lower);
	return is_there;
}

/* A word that waits for somebody to bear it, as a forge's login or before the '@'. */
static bool bears_login(const struct strangers *strangers, const struct roster_node *node)
{
	return (node->forge.login.size > 0 && is_asked(strangers, node->forge.login)) ||
	       is_asked(strangers, address_local(node->email)) ||
	       (text_ends_nocase(node->recorded.name, TEXT("[bot]")) && strangers->base->logins.size > 1);
}

/* What is no full name and has no address, and Gerrit's accounts, are looked up in more ways than one. */
static bool is_plain(const struct roster_node *node)
{
	return node->account.number.size == 0 && (node->email.size > 0 || (node->has_full_name && !node->is_login));
}

static bool is_spoken_of(const struct strangers *strangers, int64_t repository, const struct roster_node *node)
{
	const struct config *config = people_settings_of(strangers->settings, repository);
	const struct config_entry *entry;
	struct identity_fact proper;
	bool is_for_all;

	for (size_t i = 0; config && (entry = config_entry_at(config, i)); i++)
		if (strcmp(entry->section, "identity") == 0)
			return true;
	return mailmaps_resolve(&proper, &is_for_all, &strangers->mailmaps, 0, node->recorded);
}

/* ---- who it is ---- */

/* Between the persons before and behind it, as all are numbered by their keys. 0: there is no room. */
static int number_of(int64_t *id, struct strangers *strangers, struct text key)
{
	struct statement *statement;
	int64_t before = 0, behind = 0;
	int ret = store_statement(&statement, strangers->store, grow_strangers_statements[SELECT_BEFORE]);

	if (ret)
		return ret;
	statement_bind_text(statement, ":key", key);
	ret = statement_step(statement);
	if (ret == 0) {
		before = statement_int(statement, 0);
		strangers->are_known |= statement_int(statement, 1) != 0;
	}
	statement_reset(statement);
	if (ret >= 0)
		ret = store_statement(&statement, strangers->store, grow_strangers_statements[SELECT_BEHIND]);
	if (ret < 0)
		return ret;
	statement_bind_text(statement, ":key", key);
	ret = statement_take_int(&behind, statement);
	if (behind == 0)
		behind = before + 2 * PERSON_STRIDE;
	*id = before + (behind - before) / 2;
	strangers->are_known |= *id == before;
	return ret;
}

static int insert(struct strangers *strangers, int64_t repository, const struct roster_node *node)
{
	struct statement *statement;
	struct buf key = { 0 };
	int64_t id = 0;
	int ret;

	buf_add_fmt(&key, TEXT_FMT " <" TEXT_FMT ">", TEXT_ARG(node->recorded.name), TEXT_ARG(node->recorded.email));
	ret = number_of(&id, strangers, buf_text(&key));
	if (ret == 0 && !strangers->are_known)
		ret = store_statement(&statement, strangers->store, grow_strangers_statements[INSERT_PERSON]);
	if (ret == 0 && !strangers->are_known) {
		statement_bind_int(statement, ":person", id);
		statement_bind_text(statement, ":key", buf_text(&key));
		statement_bind_text(statement, ":name", node->recorded.name);
		statement_bind_text(statement, ":email", node->recorded.email);
		statement_bind_text(statement, ":kind", text_of(person_kind_names[node->kind]));
		statement_bind_int(statement, ":is_resolved", node->is_commit || node->email.size > 0);
		ret = statement_run(statement);
	}
	buf_release(&key);
	if (ret || strangers->are_known)
		return ret;
	for (int which = INSERT_IDENTITY; !ret && which <= MARK_NEW; which++) {
		ret = store_statement(&statement, strangers->store, grow_strangers_statements[which]);
		if (ret)
			break;
		statement_bind_int(statement, ":repository", repository);
		statement_bind_int(statement, ":identity", node->identity);
		statement_bind_int(statement, ":person", id);
		ret = statement_run(statement);
	}
	return ret ? ret : each_key(node, insert_key, strangers->store);
}

static int meet(struct strangers *strangers, int64_t repository, const struct roster_node *node)
{
	int ret = 0;

	strangers->are_known |=
		!is_plain(node) || bears_login(strangers, node) || is_spoken_of(strangers, repository, node);
	if (!strangers->are_known)
		ret = each_key(node, meet_key, strangers);
	return ret || strangers->are_known ? ret : insert(strangers, repository, node);
}

/* ---- all of them ---- */

static int load(struct strangers *strangers, int64_t *repository)
{
	struct statement *row;
	int ret = store_statement(&row, strangers->store, grow_strangers_statements[SELECT_STRANGERS]);

	while (!ret && !(ret = statement_step(row))) {
		struct roster_node *node = VEC_PUSH(&strangers->roster.nodes);

		*repository = statement_int(row, 0);
		node->identity = statement_int(row, 1);
		node->recorded.name = roster_copy(&strangers->roster, statement_text(row, 2));
		node->recorded.email = roster_copy(&strangers->roster, statement_text(row, 3));
		node->proper = node->recorded;
		node->is_commit = statement_int(row, 4) != 0;
		roster_interpret(&strangers->roster, node, NULL);
	}
	return ret < 0 ? ret : 0;
}

static int check_accounts(struct strangers *strangers)
{
	struct statement *row;
	int ret = store_statement(&row, strangers->store, grow_strangers_statements[FIND_ACCOUNT]);

	if (ret)
		return ret;
	ret = statement_step(row);
	strangers->are_known = ret == 0;
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

int grow_meet_strangers(bool *are_known, size_t *count, struct store *store, const struct people_settings *settings,
                        const struct grow_base *base)
{
	struct strangers strangers = { .store = store, .settings = settings, .base = base };
	int64_t repository = 0;
	int ret = load(&strangers, &repository);

	*count = strangers.roster.nodes.count;
	if (!ret && *count > 0)
		ret = check_accounts(&strangers);
	if (!ret && *count > 0)
		ret = mailmaps_load(&strangers.mailmaps, store);
	for (size_t i = 0; !ret && !strangers.are_known && i < *count; i++)
		ret = meet(&strangers, repository, &strangers.roster.nodes.at[i]);
	*are_known = strangers.are_known;
	mailmaps_release(&strangers.mailmaps);
	roster_release(&strangers.roster);
	return ret;
}
