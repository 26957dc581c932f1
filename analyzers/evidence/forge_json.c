/*
 * Lenient looks into the objects of forge exports: what is absent or of another type reads as empty. Nothing here fails,
 * and nothing keeps what it was given.
 */
#include "import_reader.h"

#include "lead/alloc.h"
#include "lead/period.h"

#include <string.h>

#define HOUR_SECS 3600
#define MINUTE_SECS 60
#define TIME_MAX INT64_C(253402300799) /* the end of the year 9999 */

static const struct text empty = { NULL, 0 };

static struct text text_of_json(const json_t *value)
{
	if (!json_is_string(value))
		return empty;
	return (struct text){ json_string_value(value), json_string_length(value) };
}

struct text forge_text(const json_t *object, const char *key)
{
	return text_of_json(json_object_get(object, key));
}

int64_t forge_int(const json_t *object, const char *key, int64_t fallback)
{
	const json_t *value = json_object_get(object, key);
	uint64_t digits;

	if (json_is_integer(value))
		return json_integer_value(value);
	if (json_is_string(value) && text_to_uint(text_of_json(value), &digits))
		return (int64_t)digits;
	return fallback;
}

enum request_draft forge_draft(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return !json_is_boolean(value) ? DRAFT_NOT_TOLD : json_is_true(value) ? DRAFT_YES : DRAFT_NO;
}

const json_t *forge_array(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_array(value) ? value : NULL;
}

const json_t *forge_object(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_object(value) ? value : NULL;
}

/* ---- times ---- */

/* Two or four digits at *at, within the limits; steps over them. */
static bool take_number(struct text text, size_t *at, size_t digits, int high, int *out)
{
	uint64_t value;

	if (text.size - *at < digits || !text_to_uint(text_slice(text, *at, *at + digits), &value))
		return false;
	*at += digits;
	*out = (int)value;
	return *out <= high;
}

static bool take_char(struct text text, size_t *at, char c)
{
	if (*at >= text.size || char_lower(text.at[*at]) != c)
		return false;
	++*at;
	return true;
}

/* "Z", "+01:00", "-0230": minutes east, up to the end of the text. */
static bool take_zone(struct text text, size_t *at, int *out)
{
	int hours, minutes, sign = 1;

	*out = 0;
	if (take_char(text, at, 'z'))
		return *at == text.size;
	if (take_char(text, at, '-'))
		sign = -1;
	else if (!take_char(text, at, '+'))
		return false;
	if (!take_number(text, at, 2, 23, &hours))
		return false;
	take_char(text, at, ':');
	if (!take_number(text, at, 2, 59, &minutes))
		return false;
	*out = sign * (hours * 60 + minutes);
	return *at == text.size;
}

static bool take_date(struct text text, size_t *at, struct civil *out)
{
	int year;
	struct civil back;

	if (!take_number(text, at, 4, 9999, &year) || !take_char(text, at, '-') ||
	    !take_number(text, at, 2, 12, &out->month) || !take_char(text, at, '-') ||
	    !take_number(text, at, 2, 31, &out->day))
		return false;
	out->year = year;
	if (out->month < 1 || out->day < 1)
		return false;
	/* There is no 30th of February. */
	back = civil_from_time(civil_to_time(*out));
	return back.month == out->month && back.day == out->day;
}

static int64_t time_of_text(struct text text, bool needs_zone)
{
	struct civil date;
	int hour, minute, second, zone = 0;
	size_t at = 0;
	int64_t time;

	/* 60: a leap second reads as the next minute's first. */
	if (!take_date(text, &at, &date) || (!take_char(text, &at, 't') && !take_char(text, &at, ' ')) ||
	    !take_number(text, &at, 2, 23, &hour) || !take_char(text, &at, ':') ||
	    !take_number(text, &at, 2, 59, &minute) || !take_char(text, &at, ':') ||
	    !take_number(text, &at, 2, 60, &second))
		return 0;
	if (take_char(text, &at, '.')) {
		while (at < text.size && char_is_digit(text.at[at]))
			at++;
	}
	if ((needs_zone || at < text.size) && !take_zone(text, &at, &zone))
		return 0;
	time = civil_to_time(date) + hour * HOUR_SECS + minute * MINUTE_SECS + second - (int64_t)zone * MINUTE_SECS;
	/* Go programs write the year 1 for "not told". */
	return time > 0 ? time : 0;
}

int64_t forge_time_of(struct text text)
{
	return time_of_text(text, true);
}

int64_t forge_time(const json_t *object, const char *key)
{
	return forge_time_of(forge_text(object, key));
}

int64_t forge_time_utc(const json_t *object, const char *key)
{
	return time_of_text(text_trim(forge_text(object, key)), false);
}

int64_t forge_epoch(const json_t *object, const char *key, int64_t units)
{
	int64_t time = forge_int(object, key, 0) / units;

	return time > 0 && time <= TIME_MAX ? time : 0;
}

/* ---- addresses ---- */

/* Without "?query", "#fragment" and slashes at the end. */
static struct text url_bare(struct text url)
{
	for (size_t i = 0; i < url.size; i++) {
		if (url.at[i] == '?' || url.at[i] == '#')
			url.size = i;
	}
	while (url.size && url.at[url.size - 1] == '/')
		url.size--;
	return url;
}

/* Where the last '/' stands, or -1. */
static ptrdiff_t last_slash(struct text text)
{
	ptrdiff_t at = (ptrdiff_t)text.size - 1;

	while (at >= 0 && text.at[at] != '/')
		at--;
	return at;
}

struct text forge_url_number(struct text url)
{
	struct text bare = url_bare(url), number;
	uint64_t value;

	number = text_slice(bare, (size_t)(last_slash(bare) + 1), bare.size);
	return number.size < bare.size && text_to_uint(number, &value) ? number : empty;
}

struct text forge_url_project(struct text url)
{
	static const char *const words[] = {
		"/-/merge_requests", "/merge_requests", "/pull", "/pulls", "/issues", "/-/issues",
	};
	struct text path = url_bare(url), project = empty;
	ptrdiff_t host_end, scheme = text_find(path, TEXT("://"), 0);
	bool is_api = false;

	if (scheme < 0 || !forge_url_number(url).size)
		return empty;
	path = text_slice(path, (size_t)scheme + 3, (size_t)last_slash(path));
	host_end = text_find_char(path, '/', 0);
	if (host_end <= 0)
		return empty;
	is_api = text_starts_nocase(path, TEXT("api."));
	path = text_slice(path, (size_t)host_end + 1, path.size);
	if (text_starts(path, TEXT("api/v3/"))) {
		is_api = true;
		path = text_slice(path, 7, path.size);
	}
	if (is_api && text_starts(path, TEXT("repos/")))
		path = text_slice(path, 6, path.size);
	/* The longest ending wins: "/-/merge_requests" ends in "/merge_requests" too. */
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct text word = text_of(words[i]), head = text_slice(path, 0, path.size - word.size);

		if (text_ends(path, word) && (!project.size || head.size < project.size))
			project = head;
	}
	/* GitLab's API has a number or an escaped name there, which is not the project's name. */
	if (text_find_char(project, '/', 0) <= 0 || text_starts(project, TEXT("api/v")))
		return empty;
	return project;
}

/* ---- GitHub's logins ---- */

static bool is_bot_object(const json_t *user)
{
	return text_equal_nocase(forge_text(user, "type"), TEXT("Bot")) ||
	       text_equal_nocase(forge_text(user, "__typename"), TEXT("Bot")) ||
	       json_is_true(json_object_get(user, "is_bot"));
}

/* Whether it can be a login: nothing in it that moves a terminal or ends a line. */
static bool is_plain(struct text login)
{
	for (size_t i = 0; i < login.size; i++) {
		if ((unsigned char)login.at[i] <= ' ' || login.at[i] == 0x7f)
			return false;
	}
	return login.size > 0;
}

struct text forge_github_login(struct arena *arena, const json_t *user)
{
	static const struct text app = { "app/", 4 }, apps = { "apps/", 5 }, suffix = { "[bot]", 5 };
	struct text login = json_is_object(user) ? forge_text(user, "login") : text_of_json(user);
	bool is_bot = json_is_object(user) && is_bot_object(user);
	char *whole;

	login = text_trim(login);
	/* No login holds a slash: "apps/x" is the page of an app. */
	if (text_starts_nocase(login, app) || text_starts_nocase(login, apps)) {
		is_bot = true;
		login = text_slice(login, (size_t)text_find_char(login, '/', 0) + 1, login.size);
	}
	if (text_ends_nocase(login, suffix)) {
		is_bot = true;
		login.size -= suffix.size;
	}
	if (!is_plain(login) || (!is_bot && text_equal_nocase(login, TEXT("ghost"))))
		return empty;
	if (!is_bot)
		return (struct text){ arena_copy(arena, login.at, login.size), login.size };
	whole = arena_alloc(arena, login.size + suffix.size + 1);
	memcpy(whole, login.at, login.size);
	memcpy(whole + login.size, suffix.at, suffix.size + 1);
	return (struct text){ whole, login.size + suffix.size };
}
