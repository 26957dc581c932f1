/*
 * Whether an identity is a person, a bot, a model or a placeholder, from name and address alone. Words are compared whole,
 * never as parts of words: "Abotas" is a person. It does not know mailmaps; what a mailmap says is asked for instead.
 */
#include "lead/people.h"

#include "address.h"
#include "kinds.h"

const char *const person_kind_names[4] = { "human", "bot", "model", "placeholder" };

static bool is_listed(struct text word, const char *const *list)
{
	for (size_t i = 0; list[i]; i++)
		if (text_equal(word, text_of(list[i])))
			return true;
	return false;
}

/* ---- the project's own word ---- */

bool identity_fits(struct text value, struct identity_fact identity)
{
	struct text name = identity.name;
	struct text email = identity.email;
	ptrdiff_t left = text_find_char(value, '<', 0);
	ptrdiff_t right = left < 0 ? -1 : text_find_char(value, '>', (size_t)left);
	struct text value_name;

	value = text_trim(value);
	if (right < 0) {
		if (text_find_char(value, '@', 0) > 0)
			return text_equal_nocase(value, email);
		return value.size > 0 && text_equal_nocase(value, name);
	}
	value_name = text_trim(text_slice(value, 0, (size_t)left));
	return text_equal_nocase(text_slice(value, (size_t)left + 1, (size_t)right), email) &&
	       (value_name.size == 0 || text_equal_nocase(value_name, name));
}

bool person_kind_configured(enum person_kind *out, const struct config *config, struct identity_fact identity)
{
	const struct config_entry *best = NULL;
	const struct config_entry *entry;

	for (size_t i = 0; config && (entry = config_entry_at(config, i)); i++) {
		if (entry->subsection || !entry->value || (best && best->origin < entry->origin) ||
		    !text_equal(text_of(entry->section), TEXT("identity")))
			continue;
		for (int kind = 0; kind < 4; kind++) {
			if (!text_equal(text_of(entry->key), text_of(person_kind_names[kind])) ||
			    !identity_fits(text_of(entry->value), identity))
				continue;
			best = entry;
			*out = (enum person_kind)kind;
		}
	}
	return best != NULL;
}

/* ---- words of a name ---- */

/* Takes the next run of letters, digits, '.' and bytes over 127 off *rest. */
static bool next_word(struct text *rest, struct text *word)
{
	size_t from = 0;
	size_t to;

	while (from < rest->size && !char_is_alnum(rest->at[from]) && !((unsigned char)rest->at[from] & 0x80))
		from++;
	to = from;
	while (to < rest->size &&
	       (char_is_alnum(rest->at[to]) || rest->at[to] == '.' || ((unsigned char)rest->at[to] & 0x80)))
		to++;
	*word = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->size);
	return word->size > 0;
}

static struct text last_token(struct text name)
{
	size_t from = name.size;

	while (from > 0 && name.at[from - 1] != ' ')
		from--;
	return text_slice(name, from, name.size);
}

static bool is_bot_word(struct text word)
{
	return text_equal(word, TEXT("bot")) || text_equal(word, TEXT("robot"));
}

/* "bot", "(bot)", and in a name of one token what stands behind its last '-' or '_'. */
static bool ends_in_bot_word(struct text name)
{
	struct text token = last_token(name);
	bool is_alone = token.size == name.size;
	size_t from = token.size;

	if (token.size > 2 && token.at[0] == '(' && token.at[token.size - 1] == ')')
		token = text_slice(token, 1, token.size - 1);
	if (is_bot_word(token))
		return true;
	while (from > 0 && token.at[from - 1] != '-' && token.at[from - 1] != '_')
		from--;
	return is_alone && from > 0 && is_bot_word(text_slice(token, from, token.size));
}

static bool has_word(struct text name, struct text wanted)
{
	struct text word;

	while (next_word(&name, &word))
		if (text_equal(word, wanted))
			return true;
	return false;
}

/* "Coverity CID 12", "Coverity 12", "Coverity Scan CID 12". */
static bool is_coverity(struct text name)
{
	bool is_report = false;
	struct text word;

	if (!next_word(&name, &word) || !text_equal(word, TEXT("coverity")))
		return false;
	while (next_word(&name, &word)) {
		is_report =
			text_equal(word, TEXT("cid")) || text_equal(word, TEXT("scan")) || char_is_digit(word.at[0]);
		if (!is_report)
			return false;
	}
	return is_report;
}

/* Whether the local part of an address holds a word of the name: then it is the address of who bears the name. */
static bool is_own_address(struct text name, struct text email)
{
	struct text word;

	while (next_word(&name, &word))
		if (word.size > 2 && text_find_nocase(address_local(email), word, 0) >= 0)
			return true;
	return false;
}

/* "Widget Platform CI", spelled so, for "Ci" is a family name; and not if the address is somebody's of that name. */
static bool is_ci_system(struct text recorded, struct text email)
{
	struct text token = last_token(recorded);

	if (token.size == recorded.size || !text_equal(token, TEXT("CI")))
		return false;
	return address_use_of(email) != ADDRESS_PERSONAL || !is_own_address(recorded, email);
}

/* "sa_widget-jenkins"; "Bo Jenkins" is a person. */
static bool is_jenkins_account(struct text name)
{
	return text_find_char(name, ' ', 0) < 0 &&
	       (text_ends(name, TEXT("-jenkins")) || text_ends(name, TEXT("_jenkins")));
}

/* GitLab's "project_12_bot_0a1b" and "group_12_bot". */
static bool is_gitlab_token(struct text local)
{
	size_t at;

	if (text_starts(local, TEXT("project_")))
		at = sizeof("project_") - 1;
	else if (text_starts(local, TEXT("group_")))
		at = sizeof("group_") - 1;
	else
		return false;
	while (at < local.size && char_is_digit(local.at[at]))
		at++;
	return text_starts(text_slice(local, at, local.size), TEXT("_bot"));
}

/* "Sample Cuckoo (Automated Verifier)": a remark behind the name, and not the name itself. */
static bool is_automated(struct text name)
{
	ptrdiff_t at = text_find(name, TEXT(" (automated "), 0);

	return at > 0 && text_ends(name, TEXT(")")) &&
	       text_find_char(name, ')', (size_t)at) == (ptrdiff_t)name.size - 1;
}

static bool is_bot(struct text name, struct text email)
{
	struct text local = address_local(email);
	struct forge_login forge;

	if (text_ends(name, TEXT("[bot]")) || text_ends(local, TEXT("[bot]")) || text_starts(name, TEXT("app/")) ||
	    ends_in_bot_word(name) || is_listed(name, bot_names) || is_listed(email, bot_emails))
		return true;
	if (text_ends(name, TEXT("-autoroll")) || text_ends(local, TEXT("-autoroll")) || is_gitlab_token(local))
		return true;
	if (has_word(name, TEXT("dependabot")) || is_automated(name) || is_coverity(name) || is_jenkins_account(name) ||
	    text_ends(email, TEXT(".iam.gserviceaccount.com")))
		return true;
	return address_forge_login(&forge, email) && is_listed(forge.login, bot_names);
}

/* ---- models ---- */

static bool is_version_word(struct text word)
{
	bool has_digit = char_is_digit(word.at[0]) || (word.size > 1 && word.at[0] == 'v' && char_is_digit(word.at[1]));

	return has_digit || is_listed(word, model_versions);
}

/*
 * A model's name and nothing but vendors before and versions behind it. has_person: the address may be a person's; then a
 * name that people bear needs a word that no family name is ("Claude Opus", not "Claude Dupont").
 */
static bool is_model_name(struct text name, bool has_person)
{
	bool has_model = false, is_unborne = false, is_decided = false;
	struct text word;

	while (next_word(&name, &word)) {
		if (is_listed(word, model_words)) {
			has_model = is_unborne = true;
		} else if (is_listed(word, model_given_names)) {
			has_model = true;
		} else if (is_listed(word, model_common_names)) {
			has_model = has_person = true;
		} else if (!has_model) {
			if (!is_listed(word, model_vendors))
				return false;
		} else if (is_version_word(word)) {
			is_decided = is_decided || char_is_digit(word.at[0]) || is_listed(word, model_decisive);
		} else {
			return false;
		}
	}
	return has_model && (is_unborne || is_decided || !has_person);
}

/* "Opus 4.7", "Claude Fable 5": a family of models, at most one word that is in no list yet, and a version's number. */
static bool is_numbered_model(struct text name)
{
	bool has_space = text_find_char(name, ' ', 0) >= 0;
	struct text word = { 0 };
	bool has_word;

	while ((has_word = next_word(&name, &word)) && is_listed(word, model_vendors))
		continue;
	if (!has_word ||
	    (!is_listed(word, model_words) && !is_listed(word, model_given_names) && !is_listed(word, model_editions)))
		return false;
	if (!next_word(&name, &word))
		return false;
	if (!char_is_digit(word.at[0]) && (!has_space || !next_word(&name, &word)))
		return false;
	return char_is_digit(word.at[0]);
}

static bool is_vendor_address(struct text email)
{
	struct forge_login forge;

	if (is_listed(email, model_emails))
		return true;
	return address_forge_login(&forge, email) && text_equal(forge.login, TEXT("copilot"));
}

/* ---- placeholders ---- */

#define COMPANY_TOKENS_MAX 3 /* "Brock Zheng Example Ltd" is a person at work */

static size_t token_count(struct text name)
{
	size_t count = name.size > 0;

	for (size_t i = 0; i < name.size; i++)
		count += name.at[i] == ' ';
	return count;
}

static bool is_company_or_group(struct text name)
{
	struct text token = last_token(name);
	size_t count = token_count(name);

	if (is_listed(name, company_names))
		return true;
	return count > 1 &&
	       ((count <= COMPANY_TOKENS_MAX && is_listed(token, company_forms)) || is_listed(token, group_words));
}

static bool is_placeholder(struct text name, struct text email)
{
	if (name.size == 0)
		return email.size == 0 || address_use_of(email) == ADDRESS_NOBODY ||
		       address_use_of(email) == ADDRESS_GROUP;
	return is_listed(name, placeholder_names) || is_company_or_group(name);
}

enum person_kind person_kind_of(struct identity_fact identity, const struct config *config)
{
	struct buf name = { 0 }, email = { 0 };
	enum person_kind kind = PERSON_HUMAN;
	bool has_person;

	if (person_kind_configured(&kind, config, identity))
		return kind;
	utf8_fold(&name, identity.name);
	address_fold(&email, identity.email);
	has_person = text_find_char(buf_text(&email), '@', 0) > 0 && address_use_of(buf_text(&email)) != ADDRESS_NOBODY;
	if (identity_is_forge(identity) || is_bot(buf_text(&name), buf_text(&email)) ||
	    is_ci_system(text_trim(identity.name), buf_text(&email)))
		kind = PERSON_BOT;
	else if (is_vendor_address(buf_text(&email)) || is_model_name(buf_text(&name), has_person) ||
	         is_numbered_model(buf_text(&name)))
		kind = PERSON_MODEL;
	else if (is_placeholder(buf_text(&name), buf_text(&email)))
		kind = PERSON_PLACEHOLDER;
	buf_release(&name);
	buf_release(&email);
	return kind;
}
