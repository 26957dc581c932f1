/* The tables of facts that a merge reads from another database, copied as they are into temporary ones. */
#include "merge.h"

/* definition: columns of the temporary table; select and insert name the same columns, in one order. */
#define TABLE(name, columns, marks)                                                                         \
	{                                                                                                   \
		name, "CREATE TEMP TABLE IF NOT EXISTS o_" name " (" columns "); DELETE FROM temp.o_" name, \
			"SELECT " columns " FROM " name,                                                    \
			"INSERT INTO temp.o_" name " (" columns ") VALUES (" marks ")"                      \
	}
#define TABLE_WITH_ID(name, columns, marks)                                                            \
	{                                                                                              \
		name,                                                                                  \
			"CREATE TEMP TABLE IF NOT EXISTS o_" name " (id INTEGER PRIMARY KEY, " columns \
			"); DELETE FROM temp.o_" name,                                                 \
			"SELECT id, " columns " FROM " name " ORDER BY id",                            \
			"INSERT INTO temp.o_" name " (id, " columns ") VALUES (?, " marks ")"          \
	}

const struct merge_table merge_tables[] = {
	TABLE_WITH_ID("repository", "key, name, path, remote, tip", "?, ?, ?, ?, ?"),
	TABLE("repository_text", "repository_id, kind, text", "?, ?, ?"),
	TABLE_WITH_ID("scan", "repository_id, tip, options, tool_version, rules_version, is_shallow, is_partial",
	              "?, ?, ?, ?, ?, ?, ?"),
	TABLE("missing_object", "repository_id, oid, what", "?, ?, ?"),
	TABLE_WITH_ID("identity", "name, email", "?, ?"),
	TABLE_WITH_ID("path", "name", "?"),
	TABLE_WITH_ID("source", "name", "?"),
	TABLE_WITH_ID("commits",
	              "oid, parents, author_id, committer_id, author_time, author_zone, commit_time, commit_zone, "
	              "subject, file_count, insertions, deletions, files_state, is_mass, damage",
	              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("file_change", "commit_id, path_id, status, insertions, deletions", "?, ?, ?, ?, ?"),
	TABLE("event", "commit_id, source_id, line, ordinal, kind, identity_id, raw, note, change, mark",
	      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("reference", "commit_id, kind, value, login, source_id", "?, ?, ?, ?, ?"),
	TABLE("unknown_key", "commit_id, key", "?, ?"),
	TABLE("request_head", "repository_id, change, tip", "?, ?, ?"),
	TABLE("head_commit", "repository_id, change, commit_id", "?, ?, ?"),
	TABLE("tag", "repository_id, name, target, identity_id, tag_time", "?, ?, ?, ?, ?"),
	TABLE_WITH_ID(
		"request",
		"repository_id, change, origin, forge, project, state, created_time, ready_time, closed_time, "
		"merged_time, seen_time, author_id, line_count, project_seen, state_seen, author_seen, line_seen, "
		"closed_seen, draft, draft_seen, reviews_seen, alias",
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("request_pointer", "repository_id, oid, change, kind, origin, push_time", "?, ?, ?, ?, ?, ?"),
	TABLE_WITH_ID("request_act",
	              "repository_id, change, origin, source_id, kind, identity_id, act_time, state, word_count, head, "
	              "mark, raw",
	              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("account", "repository_id, login, identity_id, origin", "?, ?, ?, ?"),
	TABLE("trouble", "repository_id, origin, name, what, count", "?, ?, ?, ?, ?"),
	TABLE_WITH_ID(
		"mail",
		"repository_id, message_id, aliases, parents, identity_id, mail_time, kind, subject, version, part, "
		"part_count, patch_id, fingerprint",
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("mail_act", "mail_id, position, source_id, kind, state, word_count, parts, raw",
	      "?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("commit_patch", "commit_id, patch_id", "?, ?"),
	TABLE_WITH_ID("decision",
	              "repository_id, path, format, number, title, status, state, created_time, has_context",
	              "?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("decision_person", "decision_id, position, role, identity_id", "?, ?, ?, ?"),
	TABLE("decision_status", "decision_id, position, status, state, commit_id", "?, ?, ?, ?, ?"),
	TABLE("decision_link", "decision_id, kind, target", "?, ?, ?"),
	TABLE_WITH_ID("owner_entry",
	              "repository_id, file, grammar, section, position, pattern, role, is_group, identity_id, "
	              "since_time, until_time",
	              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("owner_file", "repository_id, file, is_present, versions", "?, ?, ?, ?"),
	TABLE("owner_merge", "repository_id, commit_id, file", "?, ?, ?"),
	TABLE("metric_value",
	      "repos, team, person, since, until, metric, sealed, value, n, low, high, state, rules, tip",
	      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("finding", "repos, team, person, since, until, pattern, sealed, outcome, visible, reason, rules",
	      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
	TABLE("sealed_report", "repos, team, person, since, until, rules, tool, format, body",
	      "?, ?, ?, ?, ?, ?, ?, ?, ?"),
	{ "stamp", "CREATE TEMP TABLE IF NOT EXISTS o_stamp (name, value); DELETE FROM temp.o_stamp",
	  "SELECT name, value FROM stamp WHERE name LIKE 'person %'",
	  "INSERT INTO temp.o_stamp (name, value) VALUES (?, ?)" },
	{ NULL, NULL, NULL, NULL },
};
