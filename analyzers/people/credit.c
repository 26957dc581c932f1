/*
 * What metrics ask of a change, decided once: whose it is, whether it counts, whether somebody else had a look, and what
 * kinds of files it touches.
 */
#include "credit.h"

/* Bits of derive_files.classes, as enum path_class numbers them; classes.c asserts it. */
#define BIT_CODE "1"
#define BIT_TEST "2"
#define BIT_DOCUMENT "12" /* PATH_DOC, PATH_DECISION */
#define BIT_DECISION "8"
#define BIT_STANDARD "16"
#define BIT_OPERATION "32"
#define BIT_FOREIGN "192" /* PATH_VENDORED, PATH_GENERATED */
#define BIT_BESIDE "268"  /* BIT_DOCUMENT, PATH_CHORE */

enum { INSERT_CREDIT, INSERT_NEW_CREDIT, STATEMENT_COUNT };
/* Of everything, or of what came since (authors.c): fixing is where messages are read, the rest stands in temporary tables. */
#define CREDIT(references)                                                                                     \
	"WITH authors AS ("                                                                                    \
	"  SELECT change_id, sum(is_human) AS author_count"                                                    \
	"  FROM derive_author"                                                                                 \
	"  GROUP BY change_id),"                                                                               \
	" fixes AS ("                                                                                          \
	"  SELECT DISTINCT l.change_id" references                                                             \
	"  WHERE r.kind IN ('reverts', 'fixes', 'picked') AND l.change_id IS NOT NULL)"                        \
	" INSERT INTO change_credit (change_id, author_id, author_count, excluded, has_review, has_second, "   \
	"integrator,"                                                                                          \
	"   has_code, has_test, has_doc, has_decision, has_standard, has_operation, is_doc_only, is_fix, "     \
	"is_newcomer,"                                                                                         \
	"   lines, files)"                                                                                     \
	" SELECT d.change_id, d.author_id, coalesce(au.author_count, 0),"                                      \
	"        CASE"                                                                                         \
	"          WHEN p.kind <> 'human' THEN p.kind"                                                         \
	"          WHEN ch.is_import = 1 THEN 'import'"                                                        \
	"          WHEN EXISTS (SELECT 1 FROM derive_exclusion x WHERE x.change_id = d.change_id AND x.why = " \
	"'mass')"                                                                                              \
	"            THEN 'mass'"                                                                              \
	"          WHEN d.is_copied = 1 THEN 'copied'"                                                         \
	"          WHEN EXISTS (SELECT 1 FROM derive_exclusion x WHERE x.change_id = d.change_id AND x.why = " \
	"'reverted')"                                                                                          \
	"            THEN 'reverted'"                                                                          \
	"          WHEN f.classes <> 0 AND f.classes & ~" BIT_FOREIGN " = 0 THEN 'vendored'"                   \
	"        END,"                                                                                         \
	"        coalesce(t.has_review, 0), coalesce(t.has_second, 0),"                                        \
	"        CASE"                                                                                         \
	"          WHEN t.has_other = 1 THEN 'other'"                                                          \
	"          WHEN t.has_own_merge = 1 THEN 'author'"                                                     \
	"          WHEN t.has_bot = 1 THEN 'bot'"                                                              \
	"          WHEN t.has_nobody = 1 OR nf.identity_id IS NOT NULL OR mf.identity_id IS NOT NULL THEN "    \
	"'forge'"                                                                                              \
	"          ELSE 'author'"                                                                              \
	"        END,"                                                                                         \
	"        coalesce(f.classes, 0) & " BIT_CODE " <> 0,"                                                  \
	"        coalesce(f.classes, 0) & " BIT_TEST " <> 0,"                                                  \
	"        coalesce(f.classes, 0) & " BIT_DOCUMENT " <> 0,"                                              \
	"        coalesce(f.classes, 0) & " BIT_DECISION " <> 0,"                                              \
	"        coalesce(f.classes, 0) & " BIT_STANDARD " <> 0,"                                              \
	"        coalesce(f.classes, 0) & " BIT_OPERATION " <> 0,"                                             \
	"        coalesce(f.classes, 0) & " BIT_DOCUMENT " <> 0 AND f.classes & ~" BIT_BESIDE " = 0,"          \
	"        fx.change_id IS NOT NULL OR n.subject LIKE 'Revert \"%',"                                     \
	"        d.is_newcomer, f.lines, f.files"                                                              \
	" FROM derive_change d"                                                                                \
	" CROSS JOIN change ch ON ch.id = d.change_id"                                                         \
	" JOIN person p ON p.id = d.author_id"                                                                 \
	" JOIN commits n ON n.id = ch.newest_id"                                                               \
	" LEFT JOIN derive_forge nf ON nf.identity_id = n.committer_id"                                        \
	" LEFT JOIN commits m ON m.id = ch.merge_id"                                                           \
	" LEFT JOIN derive_forge mf ON mf.identity_id = m.author_id"                                           \
	" LEFT JOIN derive_files f ON f.change_id = d.change_id"                                               \
	" LEFT JOIN authors au ON au.change_id = d.change_id"                                                  \
	" LEFT JOIN derive_tally t ON t.change_id = d.change_id"                                               \
	" LEFT JOIN fixes fx ON fx.change_id = d.change_id"

const char *const credit_statements[STATEMENT_COUNT + 1] = {
	[INSERT_CREDIT] = CREDIT("  FROM reference r"
	                         "  JOIN landed l ON l.commit_id = r.commit_id"
	                         "    AND l.repository_id IN (SELECT id FROM repository)"),
	[INSERT_NEW_CREDIT] = CREDIT("  FROM derive_landed l"
	                             "  CROSS JOIN reference r ON r.commit_id = l.commit_id"),
};

static int run(struct store *store, int which)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, credit_statements[which]);

	return ret ? ret : statement_run(statement);
}

int credit_derive(struct store *store)
{
	return run(store, INSERT_CREDIT);
}

int credit_derive_new(struct store *store)
{
	return run(store, INSERT_NEW_CREDIT);
}
