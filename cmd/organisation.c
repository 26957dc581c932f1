/*
 * An organisation's file: which repositories it names, where its database lies, which mailmap holds for all. Only what stands in
 * the file of --config makes a run one about an organisation.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "lead/alloc.h"

static bool is_repository_entry(const struct config_entry *entry, const char *key)
{
	return strcmp(entry->section, "repository") == 0 && strcmp(entry->key, key) == 0;
}

char *organisation_path(const struct session *session, const char *path, enum config_origin origin)
{
	const char *file = session->values->config_file;
	const char *slash = file ? strrchr(file, '/') : NULL;
	const char *home = getenv("HOME");

	if (path[0] == '~' && path[1] == '/' && home)
		return xstrfmt("%s%s", home, path + 1);
	if (origin != CONFIG_FILE || !slash || path[0] == '/')
		return xstrdup(path);
	return xstrfmt("%.*s/%s", slash == file ? 0 : (int)(slash - file), file, path);
}

static struct named_repository *find_labelled(const struct session *session, const char *label)
{
	for (size_t i = 0; label && i < session->repositories.count; i++)
		if (session->repositories.at[i].label && strcmp(session->repositories.at[i].label, label) == 0)
			return &session->repositories.at[i];
	return NULL;
}

static int add_repository(struct session *session, const struct config_entry *entry)
{
	const char *label = entry->subsection && *entry->subsection ? entry->subsection : NULL;
	struct named_repository *named;
	char *key_name;

	if (!entry->value || !*entry->value)
		return error_set(ERR_INVALID, "line %u of '%s': repository.path is empty", entry->line,
		                 session->values->config_file);
	if (find_labelled(session, label))
		return error_set(ERR_INVALID, "[repository \"%s\"] names two paths; a label is one repository's",
		                 label);
	named = VEC_PUSH(&session->repositories);
	named->label = label;
	named->path = organisation_path(session, entry->value, entry->origin);
	if (!label)
		return 0;
	key_name = xstrfmt("repository.%s.key", label);
	named->key = config_get(session->config, key_name);
	free(key_name);
	return 0;
}

/* org.conf: org.db beside it. */
static char *database_beside(const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *name = slash ? slash + 1 : file;
	const char *dot = strrchr(name, '.');

	if (!dot || dot == name || strcmp(dot, ".db") == 0)
		return xstrfmt("%s.db", file);
	return xstrfmt("%.*s.db", (int)(dot - file), file);
}

/* Only the file's own word: git's configuration and a project's file choose no file to write. */
static const char *database_named(const struct config *config)
{
	const struct config_entry *entry;
	const char *named = NULL;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (entry->origin == CONFIG_FILE && !entry->subsection && entry->value && *entry->value &&
		    strcmp(entry->section, "lead") == 0 && strcmp(entry->key, "database") == 0)
			named = entry->value;
	return named;
}

static bool names_repositories(const struct config *config)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)); i++)
		if (entry->origin == CONFIG_FILE && is_repository_entry(entry, "path"))
			return true;
	return false;
}

bool organisation_is_named(const struct session *session)
{
	return session->values->config_file && names_repositories(session->config);
}

char *organisation_database(const struct session *session)
{
	const char *named = database_named(session->config);

	return named ? organisation_path(session, named, CONFIG_FILE) : database_beside(session->values->config_file);
}

/* ---- teams ---- */

/* As reports will call it: a labelled one by its label alone. */
static bool is_known_here(const struct session *session, const char *name)
{
	for (size_t i = 0; i < session->repositories.count; i++) {
		const struct named_repository *named = &session->repositories.at[i];
		char *last = named_repository_last(named);
		bool is_it = strcmp(named->label ? named->label : last, name) == 0 ||
		             (named->key && strcmp(named->key, name) == 0);

		free(last);
		if (is_it)
			return true;
	}
	return false;
}

static bool is_root_key(const char *name)
{
	return strlen(name) == 40 && strspn(name, "0123456789abcdef") == 40;
}

/* A team of a repository that nobody names would silently be smaller than was meant. */
static int check_teams(const struct session *session)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(session->config, i)); i++) {
		if (strcmp(entry->section, "team") != 0 || strcmp(entry->key, "repository") != 0 || !entry->value ||
		    is_root_key(entry->value) || is_known_here(session, entry->value))
			continue;
		return error_set(ERR_INVALID, "team '%s': no repository '%s' is named in '%s'",
		                 entry->subsection ? entry->subsection : "", entry->value,
		                 session->values->config_file);
	}
	return 0;
}

int organisation_read(struct session *session)
{
	const struct config_entry *entry;
	int ret = 0;

	for (size_t i = 0; ret == 0 && (entry = config_entry_at(session->config, i)); i++)
		if (is_repository_entry(entry, "path") && entry->origin != CONFIG_PROJECT)
			ret = add_repository(session, entry);
	return ret ? ret : check_teams(session);
}

void organisation_release(struct session *session)
{
	for (size_t i = 0; i < session->repositories.count; i++)
		free(session->repositories.at[i].path);
	VEC_RELEASE(&session->repositories);
}

/* ---- one of them ---- */

char *named_repository_last(const struct named_repository *named)
{
	size_t end = strlen(named->path), from;

	while (end > 1 && named->path[end - 1] == '/')
		end--;
	for (from = end; from > 0 && named->path[from - 1] != '/';)
		from--;
	if (end - from > 4 && strncmp(named->path + end - 4, ".git", 4) == 0)
		end -= 4;
	return xstrndup(named->path + from, end - from);
}

static bool is_same_place(const char *a, const char *b)
{
	char *left = realpath(a, NULL), *right = realpath(b, NULL);
	bool is_same = left && right && strcmp(left, right) == 0;

	free(left);
	free(right);
	return is_same;
}

/* The one whose place has that last component; NULL if none has, and *is_ambiguous if several have. */
static const struct named_repository *find_last(bool *is_ambiguous, const struct session *session, const char *name)
{
	const struct named_repository *found = NULL;

	*is_ambiguous = false;
	for (size_t i = 0; i < session->repositories.count; i++) {
		char *last = named_repository_last(&session->repositories.at[i]);

		if (strcmp(last, name) == 0) {
			*is_ambiguous = *is_ambiguous || found;
			found = &session->repositories.at[i];
		}
		free(last);
	}
	return found;
}

int organisation_find(const struct named_repository **out, const struct session *session, const char *name)
{
	const char *file = session->values->config_file;
	bool is_ambiguous = false;

	*out = find_labelled(session, name);
	for (size_t i = 0; !*out && i < session->repositories.count; i++)
		if (is_same_place(session->repositories.at[i].path, name))
			*out = &session->repositories.at[i];
	if (!*out)
		*out = find_last(&is_ambiguous, session, name);
	if (is_ambiguous)
		return error_set(ERR_USAGE, "'%s' names several repositories '%s'; give a label or a path", file, name);
	return *out ? 0 : error_set(ERR_USAGE, "'%s' names no repository '%s'", file, name);
}
