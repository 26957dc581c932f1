/*
 * What kind of file a path is, from its name alone, .gitattributes (classes only) and the project's own [docs]/[adr]
 * paths. Sources: linguist's path rules and extension lists as facts, measured on eleven repositories; see docs/adr.
 */
#ifndef LEAD_PATHCLASS_H
#define LEAD_PATHCLASS_H

#include "lead/config.h"

enum path_class {
	PATH_CODE,
	PATH_TEST,
	PATH_DOC,       /* documentation: README, man pages, guides; not changelogs, licences or release notes */
	PATH_DECISION,  /* decision or design record; counts as documentation too */
	PATH_STANDARD,  /* style, lint, CONTRIBUTING, CODEOWNERS, templates */
	PATH_OPERATION, /* CI, build, release, packaging, alerting, runbook */
	PATH_VENDORED,
	PATH_GENERATED,
	PATH_CHORE, /* changelogs, release notes, licences: in no count of documents */
	PATH_CLASS_COUNT
};
extern const char *const path_class_names[PATH_CLASS_COUNT];

struct path_classes; /* opaque: rules compiled once */

/*
 * attributes: text of the root .gitattributes at the tip (may be empty); config: [adr] path, [docs] path. Both copied.
 * Any attribute but linguist-documentation, -vendored, -generated is ignored.
 */
struct path_classes *path_classes_new(struct text attributes, const struct config *config);
void path_classes_free(struct path_classes *classes); /* accepts NULL */
enum path_class path_class_of(const struct path_classes *classes, struct text path);
/*
 * git's own pattern matching (wildmatch with WM_PATHNAME), for path rules anywhere: as in .gitignore a pattern
 * without a slash fits at any depth, one with a slash from the top, and whatever lies below a directory that fits is
 * matched too.
 */
bool path_matches(struct text pattern, struct text path);

#endif
