/*
 * What bears on one repository alone: [identity], [area], [adr] and [docs] of its own .gitlead, as the last scan saw it, behind
 * those of more trusted places, which bear on all (docs/adr/0015).
 */
#include "settings.h"

#include <stdlib.h>
#include <string.h>
#include "lead/vec.h"

enum { SELECT_TEXTS, STATEMENT_COUNT };
const char *const settings_statements[STATEMENT_COUNT + 1] = {
	[SELECT_TEXTS] = "SELECT r.id, t.text"
			 " FROM repository r"
			 " LEFT JOIN repository_text t ON t.repository_id = r.id AND t.kind = 'gitlead'"
			 " ORDER BY r.key",
};

struct repository_settings {
	int64_t repository;
	struct config *config;
};
struct people_settings {
	VEC(struct repository_settings) list; /* in order of keys */
};

const char *const settings_sections[] = { "identity", "area", "adr", "docs", NULL };

static bool is_local(const struct config_entry *entry)
{
	for (size_t i = 0; settings_sections[i]; i++)
		if (strcmp(entry->section, settings_sections[i]) == 0)
			return true;
	return false;
}

/* Whatever a project's file says is taken from the text that was kept with its facts. */
static bool is_trusted_local(const struct config_entry *entry, const void *payload)
{
	(void)payload;
	return is_local(entry) && entry->origin != CONFIG_PROJECT;
}

static bool is_project_local(const struct config_entry *entry, const void *payload)
{
	(void)payload;
	return is_local(entry);
}

static int add_project(struct config *config, struct text text)
{
	struct config *project = config_new();
	int ret = config_parse(project, text, CONFIG_PROJECT, ".gitlead");

	if (!ret)
		config_copy(config, project, is_project_local, NULL);
	config_free(project);
	return ret;
}

int people_settings_load(struct people_settings **out, struct store *store, const struct config *config)
{
	struct people_settings *settings = xcalloc(1, sizeof(*settings));
	struct statement *row;
	int ret = store_statement(&row, store, settings_statements[SELECT_TEXTS]);

	while (!ret && !(ret = statement_step(row))) {
		struct repository_settings *one = VEC_PUSH(&settings->list);

		one->repository = statement_int(row, 0);
		one->config = config_new();
		config_copy(one->config, config, is_trusted_local, NULL);
		ret = add_project(one->config, statement_text(row, 1));
		if (ret)
			statement_reset(row);
	}
	if (ret < 0)
		people_settings_free(settings);
	else
		*out = settings;
	return ret < 0 ? ret : 0;
}

const struct config *people_settings_of(const struct people_settings *settings, int64_t repository)
{
	for (size_t i = 0; i < settings->list.count; i++)
		if (settings->list.at[i].repository == repository)
			return settings->list.at[i].config;
	return NULL;
}

uint64_t settings_hash(const struct people_settings *settings, uint64_t hash)
{
	for (size_t i = 0; i < settings->list.count; i++) {
		uint64_t own = config_hash(settings->list.at[i].config, settings_sections);

		hash = text_hash(hash, (struct text){ (const char *)&own, sizeof(own) });
	}
	return hash;
}

void people_settings_free(struct people_settings *settings)
{
	if (!settings)
		return;
	for (size_t i = 0; i < settings->list.count; i++)
		config_free(settings->list.at[i].config);
	VEC_RELEASE(&settings->list);
	free(settings);
}
