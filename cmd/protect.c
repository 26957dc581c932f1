/* What protects the people of a report: how small a group may be, the key of pseudonyms, and a reminder of the law. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "lead/report.h"

#define REST_AT_HOME 2
#define GROUP_MAX 1000000
#define KEY_MIN_SIZE 16
#define REMINDER "reminder"

const struct option pseudonym_options[] = {
	{ "pseudonyms", 0, OPTION_FLAG, NULL, "keyed names in place of people's; lead.pseudonymKey is the key",
	  offsetof(struct common_values, pseudonyms) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static int choose_group(int64_t *out, const struct config *config)
{
	double least;
	int ret = config_get_number(&least, config, "lead.minimumgroup", METRIC_GROUP_DEFAULT);

	if (ret)
		return ret;
	if (!(least >= METRIC_GROUP_LEAST && least <= GROUP_MAX) || least != (double)(int64_t)least)
		return error_set(ERR_INVALID, "lead.minimumGroup wants a whole number of people, at least %d",
		                 METRIC_GROUP_LEAST);
	*out = (int64_t)least;
	return 0;
}

/* A key that lies beside the names it hides keeps nothing secret. */
static int refuse_committed_key(const struct config *config)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		if (entry->origin == CONFIG_PROJECT && strcmp(entry->section, "lead") == 0 && !entry->subsection &&
		    strcmp(entry->key, "pseudonymkey") == 0)
			return error_set(ERR_INVALID,
			                 ".gitlead line %u: lead.pseudonymKey is a secret and is read only from git's "
			                 "configuration or --config, never from a committed file",
			                 entry->line);
	return 0;
}

static int choose_key(const char **out, const struct config *config)
{
	const char *key = config_get(config, "lead.pseudonymkey");

	if (!key || !*key)
		return error_set(ERR_USAGE, "--pseudonyms needs a key; make one with 'git config --global "
		                            "lead.pseudonymKey \"$(openssl rand -hex 32)\"'");
	if (strlen(key) < KEY_MIN_SIZE)
		return error_set(ERR_INVALID,
		                 "lead.pseudonymKey is shorter than %d characters; 'openssl rand -hex 32' makes one",
		                 KEY_MIN_SIZE);
	*out = key;
	return 0;
}

int protect_options(struct report_request *request, const struct session *session)
{
	int ret = choose_group(&request->least_group, session->config);

	if (ret == 0)
		ret = refuse_committed_key(session->config);
	if (ret == 0 && session->values->pseudonyms)
		ret = choose_key(&request->pseudonym, session->config);
	request->least_rest = request->is_for_others ? request->least_group : REST_AT_HOME;
	return ret;
}

static bool is_about_others(const struct report *report)
{
	for (size_t i = 0; i < report->person_count; i++)
		if (!report->people[i].is_viewer)
			return true;
	return false;
}

int protect_remind(struct session *session, const struct report *report)
{
	struct buf stamp = { 0 };
	int ret;

	if (session->values->quiet || !is_about_others(report))
		return 0;
	ret = store_stamp_get(&stamp, session->store, REMINDER);
	buf_release(&stamp);
	if (ret != ERR_NOTFOUND)
		return ret;
	fprintf(stderr, "git-lead: figures about somebody else are personal data, and looking at them is monitoring of "
	                "work: the law may "
	                "ask for a purpose, an assessment and consent; impact-assessment.md is a page to start from "
	                "(said once)\n");
	return store_is_writable(session->store) ? store_stamp_put(session->store, REMINDER, TEXT("1")) : 0;
}
