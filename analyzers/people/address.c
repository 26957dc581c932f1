/* Addresses by their form alone; see address.h. The word lists hold what was seen in public histories. */
#include "address.h"

#include <string.h>

/* ---- folding ---- */

static bool is_opening(char c)
{
	return c == ' ' || c == '(' || c == '[' || c == '{';
}

static bool is_closing(char c)
{
	return c == ' ' || c == ')' || c == ']' || c == '}';
}

/* Length of " at ", "(at)", " [dot] " … at a position, all that belongs to it; 0 if there is none. */
static size_t spelled_sign(struct text text, size_t at, struct text word)
{
	size_t from = at;
	size_t end;

	while (at < text.size && is_opening(text.at[at]))
		at++;
	if (at == from || !text_starts_nocase(text_slice(text, at, text.size), word))
		return 0;
	end = at + word.size;
	while (end < text.size && is_closing(text.at[end]))
		end++;
	return end == at + word.size ? 0 : end - from;
}

void address_fold(struct buf *buf, struct text email)
{
	struct buf plain = { 0 };
	size_t at_count = 0;

	email = text_trim(email);
	for (size_t i = 0; i < email.size;) {
		size_t at_size = spelled_sign(email, i, TEXT("at"));
		size_t dot_size = at_size ? 0 : spelled_sign(email, i, TEXT("dot"));

		if (at_size > 0)
			buf_add_char(&plain, '@');
		else if (dot_size > 0)
			buf_add_char(&plain, '.');
		else
			buf_add_char(&plain, char_lower(email.at[i]));
		at_count += at_size > 0;
		i += at_size + dot_size > 0 ? at_size + dot_size : 1;
	}
	/* Only an address that hides its one sign, and is whole without the disguise, is taken for disguised. */
	if (at_count == 1 && text_find_char(email, '@', 0) < 0 && text_find_char(buf_text(&plain), ' ', 0) < 0) {
		buf_add_text(buf, buf_text(&plain));
	} else {
		for (size_t i = 0; i < email.size; i++)
			buf_add_char(buf, char_lower(email.at[i]));
	}
	buf_release(&plain);
}

static ptrdiff_t last_at_sign(struct text email)
{
	for (size_t i = email.size; i > 0; i--)
		if (email.at[i - 1] == '@')
			return (ptrdiff_t)(i - 1);
	return -1;
}

struct text address_local(struct text email)
{
	ptrdiff_t at = last_at_sign(email);

	return at < 0 ? email : text_slice(email, 0, (size_t)at);
}

struct text address_domain(struct text email)
{
	ptrdiff_t at = last_at_sign(email);

	return at < 0 ? (struct text){ NULL, 0 } : text_slice(email, (size_t)at + 1, email.size);
}

/* ---- logins that a forge hides ---- */

static size_t digit_count(struct text text)
{
	size_t count = 0;

	while (count < text.size && char_is_digit(text.at[count]))
		count++;
	return count;
}

bool address_forge_login(struct forge_login *out, struct text email)
{
	struct text local = address_local(email);
	struct text domain = address_domain(email);
	size_t digits = digit_count(local);
	char sign;

	*out = (struct forge_login){ 0 };
	if (text_starts_nocase(domain, TEXT("users.noreply.")))
		out->host = text_slice(domain, sizeof("users.noreply.") - 1, domain.size);
	else if (text_starts_nocase(domain, TEXT("noreply.")))
		out->host = text_slice(domain, sizeof("noreply.") - 1, domain.size);
	if (out->host.size == 0 || local.size == 0)
		return false;
	out->login = local;
	sign = digits > 0 && digits + 1 < local.size ? local.at[digits] : '\0';
	/* "12-bo" is a login on GitHub and id 12 on GitLab; elsewhere nobody can tell, so it stays one piece. */
	if (sign == '+' || (sign == '-' && text_find_nocase(out->host, TEXT("gitlab"), 0) >= 0)) {
		out->id = text_slice(local, 0, digits);
		out->login = text_slice(local, digits + 1, local.size);
	}
	return true;
}

/* ---- whom an address stands for ---- */

static bool is_listed(struct text word, const char *const *list)
{
	for (size_t i = 0; list[i]; i++)
		if (text_equal_nocase(word, text_of(list[i])))
			return true;
	return false;
}

static const char *const nobody_locals[] = { "root",
	                                     "nobody",
	                                     "noreply",
	                                     "no-reply",
	                                     "no_reply",
	                                     "donotreply",
	                                     "do-not-reply",
	                                     "unknown",
	                                     "none",
	                                     "null",
	                                     "localhost",
	                                     "user",
	                                     "username",
	                                     "you",
	                                     "your",
	                                     "yourname",
	                                     "your.name",
	                                     "your-name",
	                                     "your_name",
	                                     "your_email",
	                                     "youremailaddress",
	                                     "your-email",
	                                     "youremail",
	                                     "your.email",
	                                     "anonymous",
	                                     "invalid",
	                                     "nouser",
	                                     "nomail",
	                                     "no-email",
	                                     "noemail",
	                                     "not.committed.yet",
	                                     "n/a",
	                                     "(none)",
	                                     "-",
	                                     "",
	                                     NULL };

/* Common, but people use them for themselves alone. */
static const char *const role_locals[] = { "me", "mail",  "email", "git",  "github", "gitlab", "hg", "svn",
	                                   "hi", "hello", "dev",   "code", "web",    "www",    "pi", NULL };

static const char *const group_locals[] = {
	"admin",       "administrator", "info",     "contact",    "devel",      "devs",
	"developer",   "developers",    "team",     "build",      "builder",    "builds",
	"ci",          "support",       "security", "help",       "office",     "postmaster",
	"webmaster",   "hostmaster",    "list",     "lists",      "maintainer", "maintainers",
	"opensource",  "open-source",   "oss",      "foss",       "sysadmin",   "ops",
	"devops",      "release",       "releases", "test",       "tester",     "testing",
	"guest",       "ubuntu",        "debian",   "vagrant",    "docker",     "jenkins",
	"ec2-user",    "core",          "staff",    "sales",      "bugs",       "patches",
	"commit",      "commits",       "source",   "sourcecode", "public",     "github-actions",
	"engineering", "eng",           "pair",     "pairing",    "group",      "reviewers",
	"committers",  "contributors",  "users",    "everyone",   "stable",     "announce",
	"discuss",     "info-request",  "hr",       "jobs",       "press",      "marketing",
	"service",     "noc",           "abuse",    NULL
};

/* Last words of a group's or list's address. */
static const char *const group_suffixes[] = { "-team",    "-teams",     "-ci",          "-bot",         "-dev",
	                                      "-devel",   "-reviewers", "-codereviews", "-maintainers", "-list",
	                                      "-lists",   "-announce",  "-discuss",     "-users",       "-commits",
	                                      "-patches", NULL };

/* Whom nobody is, at a domain that is made for examples. */
static const char *const example_locals[] = { "author",   "committer", "name",    "john.doe",   "johndoe",
	                                      "foo",      "bar",       "example", "first.last", "firstname.lastname",
	                                      "somebody", NULL };

static const char *const example_domains[] = { "example.com", "example.org", "example.net", NULL };

static const char *const common_locals[] = { "home",   "work",    "personal",   "private",   "inbox",
	                                     "spam",   "net",     "linux",      "kernel",    "software",
	                                     "hacker", "coder",   "programmer", "student",   "master",
	                                     "main",   "mailbox", "account",    "firstname", "lastname",
	                                     "name",   "my",      "the",        "all",       NULL };

static const char *const machine_suffixes[] = { ".local",  ".localdomain", ".(none)",   ".lan",
	                                        ".home",   ".internal",    ".intranet", ".localnet",
	                                        ".domain", ".invalid",     NULL };

static bool domain_is_machine(struct text domain)
{
	if (domain.size == 0 || text_find_char(domain, '.', 0) < 0)
		return true;
	for (size_t i = 0; machine_suffixes[i]; i++)
		if (text_ends_nocase(domain, text_of(machine_suffixes[i])))
			return true;
	return false;
}

static bool local_is_group(struct text local)
{
	for (size_t i = 0; group_suffixes[i]; i++)
		if (text_ends_nocase(local, text_of(group_suffixes[i])))
			return true;
	return is_listed(local, group_locals);
}

static bool is_example(struct text local, struct text domain)
{
	return is_listed(domain, example_domains) &&
	       (is_listed(local, example_locals) || is_listed(local, role_locals) || local_is_group(local));
}

/* ---- accounts of Gerrit ---- */

static bool is_uuid(struct text text)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	if (text.size != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < text.size; i++) {
		char c = char_lower(text.at[i]);

		if (form[i] == '-' ? c != '-' : !char_is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
	}
	return true;
}

bool address_named_account(struct server_account *out, struct text email)
{
	struct text number = address_local(email);
	struct text server = address_domain(email);

	*out = (struct server_account){ 0 };
	if (number.size == 0 || server.size == 0 || digit_count(number) != number.size ||
	    text_find_char(server, '.', 0) >= 0)
		return false;
	*out = (struct server_account){ number, server };
	return true;
}

bool address_server_account(struct server_account *out, struct text email)
{
	if (address_named_account(out, email) && is_uuid(out->server))
		return true;
	*out = (struct server_account){ 0 };
	return false;
}

static bool is_around_number(char c)
{
	return c == ' ' || c == '#' || c == '(' || c == ')';
}

bool name_is_account(struct text *number, struct text name)
{
	static const char *const beginnings[] = { "gerrit user", "gerrit account", "anonymous coward",
		                                  "name of user not set", NULL };

	name = text_trim(name);
	for (size_t i = 0; beginnings[i]; i++) {
		size_t from = strlen(beginnings[i]), to = name.size;

		if (!text_starts_nocase(name, text_of(beginnings[i])))
			continue;
		while (from < to && is_around_number(name.at[from]))
			from++;
		while (to > from && is_around_number(name.at[to - 1]))
			to--;
		*number = text_slice(name, from, to);
		if (digit_count(*number) == number->size)
			return true;
	}
	*number = (struct text){ NULL, 0 };
	return false;
}

enum address_use address_use_of(struct text folded)
{
	struct server_account account;
	struct text local = address_local(folded);
	struct text domain = address_domain(folded);
	struct forge_login forge;

	if (address_forge_login(&forge, folded))
		return ADDRESS_PERSONAL;
	if (address_server_account(&account, folded))
		return ADDRESS_ACCOUNT;
	if (is_listed(local, nobody_locals) || is_example(local, domain))
		return ADDRESS_NOBODY;
	if (text_equal(domain, TEXT("localhost")) || text_equal(domain, TEXT("(none)")))
		return ADDRESS_LOCAL;
	if (local_is_group(local))
		return domain_is_machine(domain) ? ADDRESS_NOBODY : ADDRESS_GROUP;
	if (is_listed(local, role_locals))
		return domain_is_machine(domain) ? ADDRESS_NOBODY : ADDRESS_ROLE;
	return domain_is_machine(domain) ? ADDRESS_LOCAL : ADDRESS_PERSONAL;
}

bool local_part_is_common(struct text local)
{
	return is_listed(local, nobody_locals) || is_listed(local, role_locals) || local_is_group(local) ||
	       is_listed(local, common_locals);
}
