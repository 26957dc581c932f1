/* Whether there is anything to scan: what a scan's facts depend on, as the last one stamped it. */
#include "lead/store_derive.h"
#include "scan_steps.h"

const char *scan_options_text(const struct scan_options *options)
{
	if (options->no_lines)
		return "names";
	return options->exact_lines ? "exact" : "lines";
}

static void hash_ref(void *payload, struct text name, const struct oid *held)
{
	struct ref_hashes *hashes = payload;
	bool is_record = text_starts(name, TEXT("refs/changes/")) || text_starts(name, TEXT("refs/meta/"));
	uint64_t *hash = text_starts(name, TEXT("refs/tags/"))    ? &hashes->tags
	                 : text_starts(name, TEXT("refs/notes/")) ? &hashes->notes
	                 : is_record                              ? &hashes->changes
	                                                          : &hashes->heads;

	/* Of Gerrit's refs most are patch sets, which tell nothing by themselves. */
	if (is_record && !scan_is_notedb_ref(name))
		return;
	hashes->has_appraise |= hash == &hashes->notes && text_find(name, TEXT("/devtools/"), 0) > 0;
	*hash = text_hash(text_hash(*hash, name), (struct text){ (const char *)held->bytes, OID_SIZE });
}

/* Whether a review of git-appraise landed is a matter of the branch that it was to go into. */
static int hash_branches(struct ref_hashes *out, struct repository *repository)
{
	static const char *const branches[] = { "refs/heads/", NULL };
	struct ref_hashes hashes = { .heads = out->notes };
	int ret = repository_each_held_ref(repository, branches, hash_ref, &hashes);

	out->notes = hashes.heads;
	return ret;
}

int scan_hash_refs(struct ref_hashes *out, struct repository *repository)
{
	static const char *const prefixes[] = { "refs/tags/",          "refs/pull/",  "refs/merge-requests/",
		                                "refs/pull-requests/", "refs/notes/", "refs/changes/",
		                                "refs/meta/config",    NULL };
	int ret;

	*out = (struct ref_hashes){ TEXT_HASH_SEED, TEXT_HASH_SEED, TEXT_HASH_SEED, TEXT_HASH_SEED, false };
	ret = repository_each_held_ref(repository, prefixes, hash_ref, out);
	return ret || !out->has_appraise ? ret : hash_branches(out, repository);
}

void scan_fingerprint(struct buf *out, const struct repository *repository, const struct config *config,
                      const struct scan_options *options, const struct oid *tip, const struct ref_hashes *refs)
{
	static const char *const sections[] = { "adr", "docs", NULL };
	const char *name = options->key ? options->key : config_get(config, "lead.repository");

	oid_add_hex(out, tip);
	buf_add_fmt(out, " %s %s %s %d %d %016llx %016llx %016llx %016llx %016llx %s%s%s", scan_options_text(options),
	            LEAD_VERSION, RULES_VERSION, repository_is_shallow(repository), repository_is_partial(repository),
	            (unsigned long long)refs->tags, (unsigned long long)refs->heads, (unsigned long long)refs->notes,
	            (unsigned long long)refs->changes, (unsigned long long)config_hash(config, sections),
	            name ? name : "", options->label ? " as " : "", options->label ? options->label : "");
}

static void stamp_name(struct buf *out, const struct repository *repository)
{
	buf_add_fmt(out, "scan %s", repository_common_dir(repository));
}

/*
 * Of several rows of one place the one that the scan here would put: a file that is handed from job to job has seen other
 * repositories, or this one under another key, in the same folder.
 */
static int find_row_here(int64_t *id, struct store *store, const struct repository *repository, const char *name,
                         const struct oid *tip)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT id\n"
	                          "FROM repository\n"
	                          "WHERE path = :path AND tip = :tip\n"
	                          "  AND CASE WHEN :name = '' THEN length(key) = 40 AND key NOT GLOB '*[^0-9a-f]*'\n"
	                          "           ELSE key = :name END\n"
	                          "ORDER BY id DESC\n"
	                          "LIMIT 1");

	if (ret)
		return ret;
	statement_bind_text(statement, ":path", text_of(repository_common_dir(repository)));
	statement_bind_text(statement, ":name", text_of(name));
	statement_bind_blob(statement, ":tip", tip->bytes, OID_SIZE);
	return statement_take_int(id, statement);
}

int scan_find_unchanged(int64_t *id, struct store *store, const struct repository *repository,
                        const struct config *config, const struct scan_options *options, const struct oid *tip,
                        struct text wanted)
{
	const char *configured = options->key ? options->key : config_get(config, "lead.repository");
	struct buf name = { 0 }, stamp = { 0 };
	int ret;

	*id = 0;
	stamp_name(&name, repository);
	ret = store_stamp_get(&stamp, store, buf_str(&name));
	if (ret == 0 && text_equal(buf_text(&stamp), wanted))
		ret = find_row_here(id, store, repository, configured ? configured : "", tip);
	buf_release(&name);
	buf_release(&stamp);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/*
 * Whether a scan into this file did not end, wherever it was made: a file that was copied while it was written, or handed on
 * from another place, holds what that scan left.
 */
int scan_find_broken_off(bool *out, struct store *store)
{
	struct statement *statement;
	int64_t count = 0;
	int ret = store_statement(&statement, store,
	                          "SELECT count(*) FROM stamp WHERE name LIKE 'scan %' AND value = ''");

	if (ret == 0)
		ret = statement_take_int(&count, statement);
	*out = count > 0;
	return ret;
}

int scan_put_fingerprint(struct store *store, const struct repository *repository, struct text value)
{
	struct buf name = { 0 };
	int ret;

	stamp_name(&name, repository);
	ret = store_stamp_put(store, buf_str(&name), value);
	buf_release(&name);
	return ret;
}

/*
 * Whether facts of an earlier scan were read in another way than is asked for now. The place is only a label: where no scan was
 * made here, all that is in the file may be what this history was read into elsewhere.
 */
int scan_must_read_again(bool *out, struct store *store, struct repository *repository,
                         const struct scan_options *options)
{
	struct statement *statement;
	int ret;

	*out = options->rescan;
	ret = store_statement(&statement, store,
	                      "SELECT s.options, s.rules_version, s.is_partial\n"
	                      "FROM repository r\n"
	                      "JOIN scan s ON s.id = (SELECT max(l.id) FROM scan l WHERE l.repository_id = r.id)\n"
	                      "WHERE r.path = :path OR NOT EXISTS (SELECT 1 FROM repository h WHERE h.path = :path)\n"
	                      "ORDER BY r.id");
	if (ret)
		return ret;
	statement_bind_text(statement, ":path", text_of(repository_common_dir(repository)));
	while ((ret = statement_step(statement)) == 0) {
		*out |= !text_equal(statement_text(statement, 1), TEXT(RULES_VERSION));
		*out |= text_equal(statement_text(statement, 0), TEXT("names")) && !options->no_lines;
		*out |= statement_int(statement, 2) && !repository_is_partial(repository);
		*out |= options->exact_lines && !text_equal(statement_text(statement, 0), TEXT("exact"));
	}
	return ret < 0 ? ret : 0;
}
