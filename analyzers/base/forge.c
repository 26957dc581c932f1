/* Identities that are a forge itself. It commits and merges for whoever pressed the button, and is nobody. */
#include "lead/facts.h"

static const char *const forge_names[] = {
	"github", "github enterprise", "gitlab",   "gerrit code review", "gerrit", "bitbucket", "bitbucket cloud",
	"gitea",  "forgejo",           "codeberg", "azure devops",       "gogs",   "sourcehut",
};

static const char *const forge_locals[] = {
	"noreply", "no-reply",  "donotreply", "do-not-reply", "gerrit",     "gerrit2", "gitlab",      "gitea",
	"forgejo", "bitbucket", "git",        "review",       "codereview", "gogs",    "azuredevops",
};

static bool is_listed(struct text text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal_nocase(text, text_of(list[i])))
			return true;
	return false;
}

/* The name alone would also fit a person called so: the address must be one that nobody reads. */
bool identity_is_forge(struct identity_fact identity)
{
	struct text name = text_trim(identity.name);
	ptrdiff_t at = text_find_char(identity.email, '@', 0);
	struct text local = text_slice(identity.email, 0, at < 0 ? identity.email.size : (size_t)at);

	if (text_equal_nocase(name, TEXT("gerrit code review")) ||
	    text_equal_nocase(identity.email, TEXT("noreply@github.com")))
		return true;
	return is_listed(name, forge_names, sizeof(forge_names) / sizeof(forge_names[0])) &&
	       (local.size == 0 || is_listed(local, forge_locals, sizeof(forge_locals) / sizeof(forge_locals[0])));
}
