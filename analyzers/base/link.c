/* Templates of links to commits. A new forge is a row in the table. */
#include "lead/link.h"

#include <string.h>

#define PLACE TEXT("{commit}")

/*
 * How the pages of a forge name a commit behind the address of the repository; in order, the first that fits the host counts.
 * ends: the host is that name or ends in a point and it; label: one of the host's labels; tail: NULL where the host shows no pages,
 * as those that only ssh speaks to.
 */
static const struct {
	const char *ends, *label, *tail;
} forges[] = {
	{ "ssh.github.com", NULL, NULL },
	{ "altssh.gitlab.com", NULL, NULL },
	{ "altssh.bitbucket.org", NULL, NULL },
	{ "ssh.dev.azure.com", NULL, NULL },
	{ "github.com", "github", "/commit/{commit}" },
	{ "gitlab.com", "gitlab", "/-/commit/{commit}" },
	{ "salsa.debian.org", NULL, "/-/commit/{commit}" },
	{ "invent.kde.org", NULL, "/-/commit/{commit}" },
	{ "bitbucket.org", NULL, "/commits/{commit}" },
	{ "codeberg.org", "gitea", "/commit/{commit}" },
	{ NULL, "forgejo", "/commit/{commit}" },
	{ "git.sr.ht", NULL, "/commit/{commit}" },
	{ "dev.azure.com", NULL, "/commit/{commit}" },
	{ "googlesource.com", NULL, "/+/{commit}" },
	{ "git.kernel.org", NULL, "/commit/?id={commit}" },
};

struct remote {
	struct text host, path; /* path without the slashes around it */
};

static struct text trim_slashes(struct text text)
{
	while (text.size && text.at[0] == '/')
		text = text_slice(text, 1, text.size);
	while (text.size && text.at[text.size - 1] == '/')
		text.size--;
	return text;
}

/* "scheme://[user@]host[:port]/path" and "[user@]host:path"; a path on this machine is neither. */
static bool split_remote(struct remote *out, struct text url)
{
	ptrdiff_t scheme = text_find(url, TEXT("://"), 0);
	struct text rest = scheme < 0 ? url : text_slice(url, (size_t)scheme + 3, url.size);
	ptrdiff_t slash = text_find_char(rest, '/', 0);
	ptrdiff_t colon = text_find_char(rest, ':', 0);
	ptrdiff_t at = text_find_char(rest, '@', 0);
	ptrdiff_t end = scheme < 0 ? colon : slash;

	if (end <= 0 || (scheme < 0 && slash >= 0 && slash < colon))
		return false;
	if (at >= end)
		at = -1;
	out->host = text_slice(rest, (size_t)(at + 1), (size_t)end);
	out->path = trim_slashes(text_slice(rest, (size_t)end + 1, rest.size));
	colon = text_find_char(out->host, ':', 0);
	if (colon >= 0)
		out->host.size = (size_t)colon;
	if (text_ends(out->path, TEXT(".git")))
		out->path.size -= 4;
	out->path = trim_slashes(out->path);
	return out->host.size && out->path.size;
}

static bool host_ends(struct text host, const char *name)
{
	struct text end = text_of(name);

	if (host.size > end.size && host.at[host.size - end.size - 1] != '.')
		return false;
	return host.size >= end.size && text_equal_nocase(text_slice(host, host.size - end.size, host.size), end);
}

static bool host_has(struct text host, const char *label)
{
	for (size_t from = 0; from <= host.size;) {
		ptrdiff_t point = text_find_char(host, '.', from);
		size_t to = point < 0 ? host.size : (size_t)point;

		if (text_equal_nocase(text_slice(host, from, to), text_of(label)))
			return true;
		from = to + 1;
	}
	return false;
}

static const char *tail_of(struct text host)
{
	for (size_t i = 0; i < sizeof(forges) / sizeof(forges[0]); i++)
		if ((forges[i].ends && host_ends(host, forges[i].ends)) ||
		    (forges[i].label && host_has(host, forges[i].label)))
			return forges[i].tail;
	return NULL;
}

static bool is_url_char(char c)
{
	return char_is_alnum(c) || (c && strchr("-._~:/?#@!$&*+,;=%", c));
}

bool link_is_template(struct text template)
{
	ptrdiff_t scheme = text_find(template, TEXT("://"), 0);
	ptrdiff_t place = text_find(template, PLACE, 0);
	struct text host;
	ptrdiff_t slash;

	if (scheme < 0 || (!text_starts(template, TEXT("https://")) && !text_starts(template, TEXT("http://"))))
		return false;
	slash = text_find_char(template, '/', (size_t)scheme + 3);
	if (slash < 0 || place < slash || text_find(template, PLACE, (size_t)place + 1) >= 0)
		return false;
	host = text_slice(template, (size_t)scheme + 3, (size_t)slash);
	for (size_t i = 0; i < template.size; i++)
		if (!is_url_char(template.at[i]) && (i < (size_t)place || i >= (size_t)place + PLACE.size))
			return false;
	return host.size && text_find_char(host, '@', 0) < 0;
}

bool link_template_of(struct buf *out, struct text remote)
{
	struct remote parts;
	struct buf template = { 0 };
	const char *tail;
	bool is_known;

	if (!split_remote(&parts, remote) || !(tail = tail_of(parts.host)))
		return false;
	buf_add_str(&template, "https://");
	buf_add_text(&template, parts.host);
	buf_add_char(&template, '/');
	buf_add_text(&template, parts.path);
	buf_add_str(&template, tail);
	is_known = link_is_template(buf_text(&template));
	if (is_known)
		buf_add_text(out, buf_text(&template));
	buf_release(&template);
	return is_known;
}

void link_add(struct buf *out, struct text template, struct text commit)
{
	ptrdiff_t place = text_find(template, PLACE, 0);

	buf_add_text(out, text_slice(template, 0, (size_t)place));
	buf_add_text(out, commit);
	buf_add_text(out, text_slice(template, (size_t)place + PLACE.size, template.size));
}

/* ---- what a repository is called ---- */

/* What servers put before a project in their web addresses. On hosts where anybody may be called so it is left alone. */
static struct text without_prefix(const struct remote *parts, struct text url)
{
	static const char *const prefixes[] = { "scm/", "a/" };

	if (!text_starts_nocase(url, TEXT("http")) ||
	    (tail_of(parts->host) && !host_ends(parts->host, "googlesource.com")))
		return parts->path;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (text_starts(parts->path, text_of(prefixes[i])))
			return text_slice(parts->path, text_of(prefixes[i]).size, parts->path.size);
	return parts->path;
}

struct text link_project(struct text remote)
{
	struct remote parts;

	return split_remote(&parts, remote) ? without_prefix(&parts, remote) : (struct text){ 0 };
}

bool link_is_of_project(struct text remote, struct text project)
{
	struct remote parts;

	return split_remote(&parts, remote) &&
	       (text_equal_nocase(parts.path, project) || text_equal_nocase(without_prefix(&parts, remote), project));
}

#define SHORT_KEY_SIZE 12
#define KEY_SIZE 40 /* of a root commit */

/*
 * Whether an organisation's file calls a repository so, or name is NULL and it names any: what a committed .gitlead says is not
 * asked.
 */
static bool is_configured(const struct config *config, const struct text *name)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++)
		if (entry->origin != CONFIG_PROJECT && !strcmp(entry->section, "repository") &&
		    (!name || (entry->subsection && text_equal(text_of(entry->subsection), *name))))
			return true;
	return false;
}

static struct text last_part(struct text remote)
{
	size_t from;

	remote = text_trim(remote);
	while (text_ends(remote, TEXT("/")))
		remote.size--;
	if (text_ends(remote, TEXT(".git")))
		remote.size -= 4;
	while (text_ends(remote, TEXT("/")))
		remote.size--;
	for (from = remote.size; from > 0 && remote.at[from - 1] != '/' && remote.at[from - 1] != ':';)
		from--;
	return text_slice(remote, from, remote.size);
}

struct text link_label(const struct config *config, struct text key, struct text label, struct text remote)
{
	struct text last = last_part(remote);

	if (is_configured(config, &label))
		return label;
	/* "." is where somebody stood. */
	if (last.size && !text_equal(last, TEXT(".")) && !text_equal(last, TEXT("..")))
		return last;
	if (label.size && is_configured(config, NULL))
		return label;
	return key.size == KEY_SIZE ? text_slice(key, 0, SHORT_KEY_SIZE) : key;
}
