/* Which labels are reviews: the one that every Gerrit has, those a project declares, and those that machines are known to use. */
#include <stdlib.h>
#include <string.h>
#include "lead/config.h"
#include "lead/map.h"
#include "lead/vec.h"
#include "notedb_parts.h"

struct notedb_labels {
	VEC(char *) names; /* sorted */
};

/* Votes of machines, and votes that start or stop one. Verified is the one that says that somebody tried it. */
static const char *const mechanics[] = {
	"Auto-Submit",
	"Autosubmit",
	"Bot-Commit",
	"Build-Verified",
	"CI-Verified",
	"Code-Style",
	"Commit-Queue",
	"Hold",
	"LUCI-TryBot-Result",
	"Lint-Verified",
	"Presubmit-BrowserTestBotResult",
	"Presubmit-Ready",
	"Presubmit-Verified",
	"Rollback-Ready",
	"Run-TryBot",
	"SUBM",
	"Sonar-Verified",
	"Tests-Verified",
	"TryBot-Result",
	"Trybot-Ready",
	"TryBot-Bypass",
	"Verified-Notedb",
	"Workflow",
};

static bool is_mechanical(struct text label)
{
	for (size_t i = 0; i < sizeof(mechanics) / sizeof(mechanics[0]); i++)
		if (text_equal_nocase(label, text_of(mechanics[i])))
			return true;
	return false;
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

struct notedb_labels *notedb_labels_new(struct text project_config, bool *is_malformed)
{
	struct notedb_labels *labels = xcalloc(1, sizeof(*labels));
	struct config *config = config_new();
	struct map *seen = map_new();
	const struct config_entry *entry;

	*is_malformed = config_parse(config, project_config, CONFIG_PROJECT, "project.config") != 0;
	for (size_t i = 0; !*is_malformed && (entry = config_entry_at(config, i)) != NULL; i++) {
		struct text name = text_of(entry->subsection);
		bool is_new = false;

		if (strcmp(entry->section, "label") != 0 || !name.size || is_mechanical(name) ||
		    text_equal_nocase(name, TEXT("Verified")))
			continue;
		map_intern(seen, name, 1, &is_new);
		if (is_new)
			*VEC_PUSH(&labels->names) = xstrndup(name.at, name.size);
	}
	if (labels->names.count)
		qsort(labels->names.at, labels->names.count, sizeof(*labels->names.at), compare_names);
	map_free(seen);
	config_free(config);
	return labels;
}

void notedb_labels_free(struct notedb_labels *labels)
{
	if (!labels)
		return;
	for (size_t i = 0; i < labels->names.count; i++)
		free(labels->names.at[i]);
	VEC_RELEASE(&labels->names);
	free(labels);
}

void notedb_labels_add(struct buf *out, const struct notedb_labels *labels)
{
	for (size_t i = 0; i < labels->names.count; i++) {
		buf_add_str(out, labels->names.at[i]);
		buf_add_char(out, ' ');
	}
}

static int compare_text_to_name(const void *key, const void *name)
{
	return text_compare(*(const struct text *)key, text_of(*(char *const *)name));
}

enum event_kind notedb_label_kind(const struct notedb_labels *labels, struct text label)
{
	if (text_equal_nocase(label, TEXT("Verified")))
		return EVENT_QA;
	if (is_mechanical(label))
		return EVENT_INFO;
	if (text_ends_nocase(label, TEXT("-Review")))
		return EVENT_REV;
	if (labels->names.count &&
	    bsearch(&label, labels->names.at, labels->names.count, sizeof(*labels->names.at), compare_text_to_name))
		return EVENT_REV;
	return EVENT_INFO;
}
