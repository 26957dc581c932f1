/*
 * Whether new commits leave everybody known who they were (docs/adr/0006). Persons rest on the identities there are, on who committed,
 * on how much where two share an address or a person goes by several names, and on what ties logins. Each is asked for itself; in
 * doubt everybody is resolved again.
 */
#include "grow.h"

#include <string.h>

enum {
	SELECT_AUTHORS,
	SELECT_COMMITTERS,
	FIND_AUTHORED,
	FIND_COMMITTED,
	SELECT_ACCOUNTS,
	SELECT_LOGIN_EVENTS,
	SELECT_LOGINS,
	SELECT_SOURCES,
	SELECT_FACES,
	COUNT_AUTHORED,
	STATEMENT_COUNT
};
const char *const grow_persons_statements[STATEMENT_COUNT + 1] = {
	/* is_counted: some commit that is no merge. */
	[SELECT_AUTHORS] = "SELECT l.repository_id, c.author_id, i.email = '', max(length(c.parents) <= 20)"
			   " FROM derive_landed l"
			   " CROSS JOIN commits c ON c.id = l.commit_id"
			   " CROSS JOIN derive_identity d ON d.identity_id = c.author_id AND d.is_new = 0"
			   " CROSS JOIN identity i ON i.id = c.author_id"
			   " GROUP BY 1, 2",
	[SELECT_COMMITTERS] = "SELECT l.repository_id, c.committer_id, i.email = '', 0"
			      " FROM derive_landed l"
			      " CROSS JOIN commits c ON c.id = l.commit_id"
			      " CROSS JOIN derive_identity d ON d.identity_id = c.committer_id AND d.is_new = 0"
			      " CROSS JOIN identity i ON i.id = c.committer_id"
			      " GROUP BY 1, 2",
	[FIND_AUTHORED] = "SELECT 1"
			  " FROM commits c"
			  " CROSS JOIN landed l ON l.repository_id = :repository AND l.commit_id = c.id"
			  " WHERE c.author_id = :identity AND c.id NOT IN (SELECT commit_id FROM derive_landed)"
			  " LIMIT 1",
	/* The newest first: who committed lately is found at once. */
	[FIND_COMMITTED] = "SELECT 1"
			   " FROM landed l"
			   " CROSS JOIN commits c ON c.id = l.commit_id"
			   " WHERE l.repository_id = :repository AND c.committer_id = :identity"
			   "   AND l.commit_id NOT IN (SELECT commit_id FROM derive_landed)"
			   " ORDER BY l.commit_id DESC"
			   " LIMIT 1",
	[SELECT_ACCOUNTS] = "SELECT 1"
			    " FROM account"
			    " LIMIT 1",
	/* Single words without an address. */
	[SELECT_LOGIN_EVENTS] = "SELECT 1"
				" FROM derive_landed l"
				" CROSS JOIN event e ON e.commit_id = l.commit_id"
				" CROSS JOIN identity i ON i.id = e.identity_id"
				" WHERE i.email = '' AND instr(i.name, ' ') = 0"
				" LIMIT 1",
	[SELECT_LOGINS] = "SELECT DISTINCT lower(r.login)"
			  " FROM derive_landed l"
			  " CROSS JOIN reference r ON r.commit_id = l.commit_id"
			  " WHERE r.login <> ''",
	[SELECT_SOURCES] = "SELECT DISTINCT e.source_id || ''"
			   " FROM derive_landed l"
			   " CROSS JOIN event e ON e.commit_id = l.commit_id",
	[SELECT_FACES] = "SELECT i.id, i.name, i.email, p.name, p.email, ip.rule"
			 " FROM identity_person own"
			 " CROSS JOIN person p ON p.id = own.person_id"
			 " CROSS JOIN identity_person ip ON ip.person_id = own.person_id"
			 " CROSS JOIN identity i ON i.id = ip.identity_id"
			 " WHERE own.repository_id = :repository AND own.identity_id = :identity",
	[COUNT_AUTHORED] = "SELECT count(*)"
			   " FROM (SELECT 1"
			   "       FROM commits c"
			   "       CROSS JOIN landed l ON l.repository_id = :repository AND l.commit_id = c.id"
			   "       WHERE c.author_id = :identity AND length(c.parents) <= 20"
			   "       LIMIT :most)",
};

struct check {
	struct store *store;
	const struct grow_base *base;
	struct mailmaps mailmaps;
	bool has_mailmaps, has_accounts, keeps;
};

/* Somebody who wrote or committed: what stands in a row of SELECT_AUTHORS, SELECT_COMMITTERS. */
struct writer {
	int64_t repository, identity;
	bool has_no_email, is_counted;
};
struct writers {
	struct writer *at;
	size_t count, capacity;
};

static int has_rows(bool *out, struct store *store, int which, const struct writer *writer)
{
	struct statement *row;
	int ret = store_statement(&row, store, grow_persons_statements[which]);

	if (ret)
		return ret;
	if (writer) {
		statement_bind_int(row, ":repository", writer->repository);
		statement_bind_int(row, ":identity", writer->identity);
	}
	ret = statement_step(row);
	*out = ret == 0;
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

/* Drops the verdict where a row is in the list. */
static int meets(struct check *check, int which, const struct buf *list)
{
	struct statement *row;
	int ret = store_statement(&row, check->store, grow_persons_statements[which]);

	while (!ret && !(ret = statement_step(row)))
		check->keeps = check->keeps && !grow_base_has(list, statement_text(row, 0));
	return ret < 0 ? ret : 0;
}

/* ---- logins ---- */

static bool asks_logins(const struct check *check)
{
	return check->base->logins.size > 1;
}

/* Each change that names a login votes whose it is, and sources are weighed by what they mostly write. */
static int check_logins(struct check *check)
{
	bool has_login_events = false;
	int ret;

	if (!asks_logins(check))
		return 0;
	ret = has_rows(&has_login_events, check->store, SELECT_LOGIN_EVENTS, NULL);
	check->keeps = check->keeps && !has_login_events;
	if (!ret)
		ret = meets(check, SELECT_LOGINS, &check->base->logins);
	return ret ? ret : meets(check, SELECT_SOURCES, &check->base->sources);
}

/* ---- who committed ---- */

static int load_writers(struct writers *out, struct store *store, int which)
{
	struct statement *row;
	int ret = store_statement(&row, store, grow_persons_statements[which]);

	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(out) = (struct writer){ statement_int(row, 0), statement_int(row, 1),
			                          statement_int(row, 2) != 0, statement_int(row, 3) != 0 };
	return ret < 0 ? ret : 0;
}

/*
 * Who was only named until now, and commits: where logins or accounts are looked up, or there is no address, that tells
 * something, and of who passed for a machine.
 */
static int check_committed(struct check *check, const struct writer *writer, bool is_weighed)
{
	bool did = false;
	int ret;

	if (!asks_logins(check) && !check->has_accounts && !writer->has_no_email && !is_weighed)
		return 0;
	ret = has_rows(&did, check->store, FIND_AUTHORED, writer);
	if (!ret && !did)
		ret = has_rows(&did, check->store, FIND_COMMITTED, writer);
	check->keeps = check->keeps && did;
	return ret;
}

/* ---- by which name a person goes ---- */

/* A name and address that the writer's person goes by. */
struct face {
	int64_t identity;
	bool is_primary, is_own; /* the person's key; the one of the writer at hand */
};
struct faces {
	struct face *at;
	size_t count, capacity;
	struct buf name, email; /* of the writer's own */
	bool is_primary;        /* the writer's own is the key */
	bool is_told;           /* some is laid down in the configuration */
};

/* What a row of SELECT_FACES is called after the mailmaps. */
static int read_face(struct identity_fact *out, struct check *check, const struct statement *row)
{
	struct identity_fact recorded = { statement_text(row, 1), statement_text(row, 2) };
	bool is_for_all;
	int ret = 0;

	*out = recorded;
	if (!text_equal(statement_text(row, 5), TEXT("mailmap")))
		return 0;
	if (!check->has_mailmaps)
		ret = mailmaps_load(&check->mailmaps, check->store);
	check->has_mailmaps = true;
	if (!ret)
		(void)mailmaps_resolve(out, &is_for_all, &check->mailmaps, 0, recorded);
	return ret;
}

static bool is_same(struct identity_fact a, struct identity_fact b)
{
	return text_equal(a.name, b.name) && text_equal(a.email, b.email);
}

static void take_face(struct faces *out, const struct statement *row, struct identity_fact proper, bool is_first)
{
	struct identity_fact key = { statement_text(row, 3), statement_text(row, 4) };
	struct identity_fact own = { buf_text(&out->name), buf_text(&out->email) };

	out->is_told = out->is_told || text_equal(statement_text(row, 5), TEXT("config"));
	if (!is_first) {
		*VEC_PUSH(out) = (struct face){ statement_int(row, 0), is_same(proper, key), is_same(proper, own) };
		return;
	}
	out->is_primary = is_same(proper, key);
	buf_add_text(&out->name, proper.name);
	buf_add_text(&out->email, proper.email);
}

/* First the writer's own, by itself; then all of the person. */
static int load_faces(struct faces *out, struct check *check, const struct writer *writer, bool is_first)
{
	struct statement *row;
	int ret = store_statement(&row, check->store, grow_persons_statements[SELECT_FACES]);

	if (ret)
		return ret;
	statement_bind_int(row, ":repository", writer->repository);
	statement_bind_int(row, ":identity", writer->identity);
	while (!(ret = statement_step(row))) {
		struct identity_fact proper;

		if (is_first && statement_int(row, 0) != writer->identity)
			continue;
		ret = read_face(&proper, check, row);
		if (ret) {
			statement_reset(row);
			return ret;
		}
		take_face(out, row, proper, is_first);
	}
	return ret < 0 ? ret : 0;
}

/* How many commits stand under such faces, no further than asked. */
static int count_faces(int64_t *out, struct check *check, const struct faces *faces, int64_t repository, bool of_own,
                       int64_t most)
{
	int ret = 0;

	*out = 0;
	for (size_t i = 0; !ret && i < faces->count && *out < most; i++) {
		struct statement *statement;
		int64_t count = 0;

		if (of_own ? !faces->at[i].is_own : !faces->at[i].is_primary)
			continue;
		ret = store_statement(&statement, check->store, grow_persons_statements[COUNT_AUTHORED]);
		if (ret)
			break;
		statement_bind_int(statement, ":repository", repository);
		statement_bind_int(statement, ":identity", faces->at[i].identity);
		statement_bind_int(statement, ":most", most - *out);
		ret = statement_take_int(&count, statement);
		*out += count;
	}
	return ret;
}

/* A person goes by what most commits bear: one more under another name must not be the one that decides. */
static int check_face(struct check *check, const struct writer *writer)
{
	struct faces faces = { 0 };
	int64_t own = 0, primary = 0;
	int ret = load_faces(&faces, check, writer, true);

	if (!ret && !faces.is_told && !faces.is_primary) {
		ret = load_faces(&faces, check, writer, false);
		if (!ret)
			ret = count_faces(&own, check, &faces, writer->repository, true, INT64_MAX);
		if (!ret)
			ret = count_faces(&primary, check, &faces, writer->repository, false, own + 1);
		check->keeps = check->keeps && primary > own;
	}
	check->keeps = check->keeps && !faces.is_told;
	VEC_RELEASE(&faces);
	buf_release(&faces.name);
	buf_release(&faces.email);
	return ret;
}

static int check_writers(struct check *check, int which)
{
	struct writers writers = { 0 };
	int ret = load_writers(&writers, check->store, which);

	for (size_t i = 0; !ret && check->keeps && i < writers.count; i++) {
		struct buf id = { 0 };

		bool is_weighed;

		buf_add_fmt(&id, "%lld", (long long)writers.at[i].identity);
		is_weighed = grow_base_has(&check->base->weighed, buf_text(&id));
		ret = check_committed(check, &writers.at[i], is_weighed);
		if (!ret && check->keeps && writers.at[i].is_counted) {
			check->keeps = !is_weighed;
			if (check->keeps)
				ret = check_face(check, &writers.at[i]);
		}
		buf_release(&id);
	}
	VEC_RELEASE(&writers);
	return ret;
}

int grow_keeps_persons(bool *out, struct store *store, const struct grow_base *base)
{
	struct check check = { .store = store, .base = base };
	int ret;

	check.keeps = true;
	ret = has_rows(&check.has_accounts, store, SELECT_ACCOUNTS, NULL);
	if (!ret)
		ret = check_logins(&check);
	if (!ret && check.keeps)
		ret = check_writers(&check, SELECT_AUTHORS);
	if (!ret && check.keeps)
		ret = check_writers(&check, SELECT_COMMITTERS);
	mailmaps_release(&check.mailmaps);
	*out = !ret && check.keeps;
	return ret;
}
