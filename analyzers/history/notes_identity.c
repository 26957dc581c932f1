/* Who writes notes and when, found as git itself finds it: environment, then configuration. Nothing is guessed. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "lead/period.h"
#include "notes.h"

struct role {
	const char *name_variable, *email_variable, *date_variable;
	const char *name_key, *email_key;
	const char *words;
};

static const struct role author = { "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE",
	                            "author.name",     "author.email",     "author" };
static const struct role committer = { "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE",
	                               "committer.name",     "committer.email",     "committer" };

/* ---- dates ---- */

static bool take_char(struct text *rest, char c)
{
	if (!rest->size || rest->at[0] != c)
		return false;
	*rest = text_slice(*rest, 1, rest->size);
	return true;
}

/* From min to max digits. */
static bool take_number(struct text *rest, size_t min, size_t max, uint64_t *value)
{
	size_t size = 0;

	while (size < rest->size && size < max && char_is_digit(rest->at[size]))
		size++;
	if (size < min || !text_to_uint(text_slice(*rest, 0, size), value))
		return false;
	*rest = text_slice(*rest, size, rest->size);
	return true;
}

static void skip_spaces(struct text *rest)
{
	*rest = text_trim(*rest);
}

/* "Z", "GMT", "+0100", "+01:00" up to the end. */
static bool take_zone(struct text rest, int *zone)
{
	uint64_t hours, minutes;
	bool is_west;

	skip_spaces(&rest);
	*zone = 0;
	if (text_equal(rest, TEXT("Z")) || text_equal_nocase(rest, TEXT("UTC")) || text_equal_nocase(rest, TEXT("GMT")))
		return true;
	is_west = take_char(&rest, '-');
	if ((!is_west && !take_char(&rest, '+')) || !take_number(&rest, 2, 2, &hours))
		return false;
	(void)take_char(&rest, ':');
	if (!take_number(&rest, 2, 2, &minutes) || rest.size || hours > 14 || minutes > 59)
		return false;
	*zone = (int)(hours * 60 + minutes) * (is_west ? -1 : 1);
	return true;
}

static int local_zone(int64_t when)
{
	time_t seconds = (time_t)when;
	struct tm local;

	return localtime_r(&seconds, &local) ? (int)(local.tm_gmtoff / 60) : 0;
}

/* "2026-01-02", stepping over it. */
static bool take_iso_day(struct text *rest, struct civil *day)
{
	uint64_t year, month, date;

	if (!take_number(rest, 4, 4, &year) || !take_char(rest, '-') || !take_number(rest, 1, 2, &month) ||
	    !take_char(rest, '-') || !take_number(rest, 1, 2, &date))
		return false;
	*day = (struct civil){ (int64_t)year, (int)month, (int)date };
	(void)take_char(rest, 'T');
	return true;
}

/* "Fri, 2 Jan 2026", the name of the day being optional. */
static bool take_mail_day(struct text *rest, struct civil *day)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	ptrdiff_t comma = text_find_char(*rest, ',', 0);
	uint64_t date, year;
	ptrdiff_t month;

	if (comma >= 0)
		*rest = text_slice(*rest, (size_t)comma + 1, rest->size);
	skip_spaces(rest);
	if (!take_number(rest, 1, 2, &date))
		return false;
	skip_spaces(rest);
	month = rest->size < 3 ? -1 : text_find_nocase(TEXT(months), text_slice(*rest, 0, 3), 0);
	*rest = text_slice(*rest, 3, rest->size);
	skip_spaces(rest);
	if (month < 0 || month % 3 || !take_number(rest, 4, 4, &year))
		return false;
	*day = (struct civil){ (int64_t)year, (int)(month / 3) + 1, (int)date };
	return true;
}

static bool take_clock(struct text *rest, int64_t *secs)
{
	uint64_t hours, minutes, seconds = 0;

	skip_spaces(rest);
	if (!take_number(rest, 1, 2, &hours) || !take_char(rest, ':') || !take_number(rest, 2, 2, &minutes) ||
	    (take_char(rest, ':') && !take_number(rest, 2, 2, &seconds)))
		return false;
	*secs = (int64_t)(hours * 3600 + minutes * 60 + seconds);
	return hours < 24 && minutes < 60 && seconds <= 60;
}

static bool parse_calendar(git_time *out, struct text text)
{
	struct text rest = text;
	struct civil day;
	int64_t secs;

	if (!take_iso_day(&rest, &day)) {
		rest = text;
		if (!take_mail_day(&rest, &day))
			return false;
	}
	if (day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31 || !take_clock(&rest, &secs))
		return false;
	out->time = civil_to_time(day) + secs;
	if (!rest.size) {
		out->offset = local_zone(out->time);
		out->time -= (int64_t)out->offset * 60;
		return true;
	}
	if (!take_zone(rest, &out->offset))
		return false;
	out->time -= (int64_t)out->offset * 60;
	return true;
}

bool notes_date_parse(git_time *out, struct text text)
{
	struct text rest;
	bool is_marked;
	uint64_t secs;

	text = rest = text_trim(text);
	*out = (git_time){ 0 };
	is_marked = take_char(&rest, '@');
	/* Without the mark fewer digits could be a year. */
	if (take_number(&rest, is_marked ? 1 : 8, 18, &secs) && (!rest.size || rest.at[0] == ' ')) {
		out->time = (git_time_t)secs;
		if (rest.size)
			return take_zone(rest, &out->offset);
		out->offset = local_zone(out->time);
		return true;
	}
	return parse_calendar(out, text);
}

/* ---- names ---- */

/* git's own rule of what does not belong at the ends of a name. */
static bool is_crud(char c)
{
	return (unsigned char)c <= 32 || strchr(".,:;<>\"\\'", c);
}

/* Owned by caller; what could break the header is left out. */
static char *clean(const char *value)
{
	struct text text = text_of(value);
	struct buf out = { 0 };

	while (text.size && is_crud(text.at[0]))
		text = text_slice(text, 1, text.size);
	while (text.size && is_crud(text.at[text.size - 1]))
		text.size--;
	for (size_t i = 0; i < text.size; i++) {
		if (!memchr("\n<>", text.at[i], 3))
			buf_add_char(&out, text.at[i]);
	}
	return buf_detach(&out);
}

static const char *find_value(const struct config *config, const char *variable, const char *key, const char *user_key)
{
	const char *value = getenv(variable);

	if (!value)
		value = config_get(config, key);
	return value ? value : config_get(config, user_key);
}

static int find_time(git_time *out, const struct role *role, int64_t now_time)
{
	const char *date = getenv(role->date_variable);

	*out = (git_time){ .time = now_time };
	if (date && *date)
		return notes_date_parse(out, text_of(date))
		               ? 0
		               : error_set(ERR_INVALID, "%s is no date: '%s'", role->date_variable, date);
	out->offset = local_zone(now_time);
	return 0;
}

static int make(git_signature **out, const struct role *role, const struct config *config, int64_t now_time)
{
	const char *name = find_value(config, role->name_variable, role->name_key, "user.name");
	const char *email = find_value(config, role->email_variable, role->email_key, "user.email");
	char *clean_name, *clean_email;
	git_time when;
	int ret = find_time(&when, role, now_time);

	if (ret)
		return ret;
	if (!email)
		email = getenv("EMAIL");
	clean_name = clean(name);
	clean_email = clean(email);
	if (!*clean_name || !*clean_email)
		ret = error_set(ERR_INVALID,
		                "the %s of notes has no %s: set it with 'git config --global user.%s <value>' or %s",
		                role->words, *clean_name ? "address" : "name", *clean_name ? "email" : "name",
		                *clean_name ? role->email_variable : role->name_variable);
	else if (git_signature_new(out, clean_name, clean_email, when.time, when.offset) < 0)
		ret = git_failed(ERR_INVALID, "the %s of notes cannot be used", role->words);
	free(clean_name);
	free(clean_email);
	return ret;
}

static int find(git_signature **out, const struct role *role, struct repository *repository, int64_t now_time)
{
	struct config *config = config_new();
	int ret = repository_read_config(repository, config);

	if (ret == 0)
		ret = make(out, role, config, now_time);
	config_free(config);
	return ret;
}

int notes_author(git_signature **out, struct repository *repository, int64_t now_time)
{
	return find(out, &author, repository, now_time);
}

int notes_committer(git_signature **out, struct repository *repository, int64_t now_time)
{
	return find(out, &committer, repository, now_time);
}
