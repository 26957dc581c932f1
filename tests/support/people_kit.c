/* Histories planted into a database in memory; see people_kit.h. */
#include "people_kit.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"

static void must(int status)
{
	ck_assert_msg(status == 0, "%s", error_message());
}

struct identity_fact people_kit_who(const char *text)
{
	const char *left = strchr(text, '<');
	struct identity_fact who = { .name = text_of(text) };

	if (left) {
		who.name = text_trim((struct text){ text, (size_t)(left - text) });
		who.email = (struct text){ left + 1, strcspn(left + 1, ">") };
	}
	return who;
}

void people_kit_start(struct people_kit *kit)
{
	*kit = (struct people_kit){ .config = config_new() };
	must(store_init());
	must(store_open(&kit->store, ":memory:", STORE_WRITE));
	kit->repository = people_kit_repository(kit, "one");
}

void people_kit_stop(struct people_kit *kit)
{
	store_close(kit->store);
	config_free(kit->config);
}

int64_t people_kit_repository(struct people_kit *kit, const char *key)
{
	int64_t id;

	must(store_put_repository(&id, kit->store, text_of(key), text_of(key), text_of(key), TEXT("")));
	return id;
}

void people_kit_config(struct people_kit *kit, const char *text)
{
	must(config_parse(kit->config, text_of(text), CONFIG_GIT, "config"));
}

void people_kit_mailmap(struct people_kit *kit, const char *text)
{
	must(store_put_repository_text(kit->store, kit->repository, "mailmap", text_of(text)));
}

void people_kit_derive(struct people_kit *kit)
{
	must(people_derive(kit->store, kit->config));
}

struct oid people_kit_oid(unsigned number)
{
	struct oid oid = { { 0 } };

	for (int i = 0; i < 4; i++)
		oid.bytes[i] = (unsigned char)(number >> (8 * (3 - i)));
	memset(oid.bytes + 4, 0xab, OID_SIZE - 4);
	return oid;
}

static size_t read_files(struct file_change *files, size_t max, const char *text)
{
	size_t count = 0;

	while (text && *text && count < max) {
		size_t size = strcspn(text, " ");

		files[count++] = (struct file_change){ .path = { text, size }, .status = 'A', .insertions = 3 };
		text += size;
		text += strspn(text, " ");
	}
	return count;
}

int64_t people_kit_commit(struct people_kit *kit, struct people_kit_commit commit)
{
	struct oid parents[2] = { people_kit_oid(0), people_kit_oid(UINT32_MAX) };
	struct file_change files[8];
	char *subject = commit.subject ? xstrdup(commit.subject) : xstrfmt("commit %u", kit->commit_count + 1);
	struct commit_fact fact = {
		.oid = people_kit_oid(++kit->commit_count),
		.parents = parents,
		.parent_count = commit.parents ? commit.parents : 1,
		.author = people_kit_who(commit.author),
		.committer = people_kit_who(commit.committer ? commit.committer : commit.author),
		.author_time = commit.author_time ? commit.author_time : commit.time,
		.commit_time = commit.time,
		.message = text_of(subject),
		.is_mass_change = commit.is_mass,
		.files = files,
		.file_count = read_files(files, 8, commit.files),
	};
	bool is_new;
	int64_t id;

	must(store_put_commit(&id, &is_new, kit->store, &fact));
	free(subject);
	return id;
}

void people_kit_event_on(struct people_kit *kit, int64_t commit, enum event_kind kind, const char *who,
                         const char *change, enum event_mark mark)
{
	static uint32_t line = 2;
	struct event_fact event = {
		.kind = kind,
		.who = people_kit_who(who),
		.source = TEXT("trailer:Test"),
		.raw = text_of(who),
		.change = text_of(change),
		.line = line,
		.mark = mark,
	};

	line++;
	must(store_put_event(kit->store, commit, &event));
}

void people_kit_event(struct people_kit *kit, int64_t commit, enum event_kind kind, const char *who)
{
	people_kit_event_on(kit, commit, kind, who, "", MARK_NONE);
}

void people_kit_reference(struct people_kit *kit, int64_t commit, enum reference_kind kind, const char *value,
                          const char *login)
{
	struct reference_fact reference = { kind, text_of(value), text_of(login), TEXT("subject:test") };

	must(store_put_reference(kit->store, commit, &reference));
}

int64_t people_kit_change(struct people_kit *kit, const char *key, int64_t time, int64_t merge, const int64_t *commits)
{
	struct change_row change = { .repository = kit->repository,
		                     .key = text_of(key),
		                     .rule = "commit",
		                     .landed_time = time,
		                     .merge = merge };
	int64_t id;

	for (; commits[change.commit_count]; change.commit_count++)
		change.newest = commits[change.commit_count];
	must(store_put_change(&id, kit->store, &change));
	for (int64_t i = 0; i < change.commit_count; i++)
		must(store_put_landed(kit->store,
		                      &(struct landed_row){ kit->repository, commits[i], id, merge, time, !merge }));
	if (merge)
		must(store_put_landed(kit->store, &(struct landed_row){ kit->repository, merge, id, 0, time, true }));
	return id;
}

int64_t people_kit_solo(struct people_kit *kit, const char *author, int64_t time)
{
	int64_t commits[2] = { people_kit_commit(kit, (struct people_kit_commit){ .author = author, .time = time }),
		               0 };
	char *key = xstrfmt("commit:%u", kit->commit_count);

	(void)people_kit_change(kit, key, time, 0, commits);
	free(key);
	return commits[0];
}

void people_kit_head(struct people_kit *kit, const char *change, int64_t commit)
{
	must(store_put_head_commit(kit->store, kit->repository, text_of(change), commit));
}

char *people_kit_rows(struct people_kit *kit, const char *sql)
{
	struct statement *row;
	struct buf out = { 0 };
	int status = store_statement(&row, kit->store, sql);

	must(status);
	while ((status = statement_step(row)) == 0) {
		if (out.size > 0)
			buf_add_char(&out, ' ');
		for (int i = 0; i < statement_column_count(row); i++) {
			if (i > 0)
				buf_add_char(&out, '|');
			buf_add_text(&out, statement_text(row, i));
		}
	}
	ck_assert_msg(status == 1, "%s", error_message());
	return buf_detach(&out);
}

void people_kit_expect(struct people_kit *kit, const char *sql, const char *want)
{
	char *got = people_kit_rows(kit, sql);

	ck_assert_msg(!strcmp(got, want), "%s\n got: %s\nwant: %s", sql, got, want);
	free(got);
}
