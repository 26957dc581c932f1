/* Links from a report to commits on the pages of a forge. A template comes from the configuration, else from the remote. */
#include <string.h>
#include "lead/link.h"
#include "pages.h"

static const char sql_remotes[] = "SELECT key, remote\n"
				  "FROM repository\n"
				  "WHERE :repository IS NULL OR id = :repository\n"
				  "ORDER BY key";

static struct report_repository *find_repository(const struct report *report, struct text key)
{
	for (size_t i = 0; i < report->repository_count; i++)
		if (text_equal(text_of(report->repositories[i].key), key))
			return &report->repositories[i];
	return NULL;
}

/* What a committed .gitlead says leads a reader's click wherever its author likes: it is not asked. */
static const char *own_value(const struct config *config, const char *section, const char *subsection, const char *key)
{
	const struct config_entry *entry, *best = NULL;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		if (entry->origin != CONFIG_PROJECT && !strcmp(entry->section, section) && !strcmp(entry->key, key) &&
		    (subsection ? entry->subsection && !strcmp(entry->subsection, subsection) : !entry->subsection) &&
		    (!best || entry->origin <= best->origin))
			best = entry;
	return best ? best->value : NULL;
}

/* repository.<label>.url, and for a report about one repository lead.commitUrl. */
static const char *configured(const struct building *building, const struct report_repository *repository)
{
	const char *url = own_value(building->config, "repository", repository->name, "url");

	if (!url && building->report->repository_count == 1)
		url = own_value(building->config, "lead", NULL, "commiturl");
	return url;
}

static int fill_link(struct building *building, struct report_repository *repository, struct text remote)
{
	const char *url = configured(building, repository);
	struct buf template = { 0 };

	if (url && !link_is_template(text_of(url)))
		return error_set(ERR_INVALID,
		                 "'%s' is no address of commits: it wants https:// and one {commit} behind the host",
		                 url);
	if (url)
		repository->url = model_text(building, text_of(url));
	else if (link_template_of(&template, remote))
		repository->url = model_text(building, buf_text(&template));
	buf_release(&template);
	return 0;
}

int model_fill_links(struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_remotes);

	if (ret)
		return ret;
	while ((ret = statement_step(statement)) == 0) {
		struct report_repository *repository = find_repository(building->report, statement_text(statement, 0));

		if (repository)
			ret = fill_link(building, repository, statement_text(statement, 1));
		if (ret)
			break;
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

const char *link_of(struct building *building, struct text repository_key, const char *oid)
{
	const struct report_repository *repository = find_repository(building->report, repository_key);
	struct buf link = { 0 };

	if (!repository || !repository->url)
		return NULL;
	link_add(&link, text_of(repository->url), text_of(oid));
	return model_buf(building, &link);
}

const char *shown_label(const struct building *building, struct text repository_key)
{
	const struct report_repository *repository = find_repository(building->report, repository_key);

	return repository ? repository->name : "";
}
