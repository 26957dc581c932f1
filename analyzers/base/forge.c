/* Identities that are a forge itself. It commits and merges for whoever pressed the button, and is nobody. */
#include "lead/facts.h"

static bool is_name(struct identity_fact identity, struct text name)
{
	return text_equal_nocase(text_trim(identity.name), name);
}

bool identity_is_forge(struct identity_fact identity)
{
	static const char *const names[] = {
		"GitLab", "Gerrit Code Review", "Bitbucket", "Bitbucket Cloud", "Gitea", "Forgejo", "Azure DevOps",
	};

	/* Self-hosted GitHub writes its own noreply address; the name alone would also fit a person called so. */
	if (is_name(identity, TEXT("GitHub")) && text_starts_nocase(identity.email, TEXT("noreply@")))
		return true;
	if (text_equal_nocase(identity.email, TEXT("noreply@github.com")))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_name(identity, text_of(names[i])))
			return true;
	return false;
}
