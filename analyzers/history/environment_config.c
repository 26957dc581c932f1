/* Settings from the environment, which libgit2 does not read. Opens no file. */
#include <limits.h>
#include <stdlib.h>
#include "environment_config.h"
#include "lead/alloc.h"

/*
 * Takes one shell-quoted word off *at into word: 'a', with '\'' and '\!' for what cannot stand inside. False if it is
 * not of that form.
 */
static bool take_quoted(const char **at, struct buf *word)
{
	const char *c = *at;

	buf_clear(word);
	if (*c++ != '\'')
		return false;
	for (;;) {
		for (; *c != '\''; c++) {
			if (!*c)
				return false;
			buf_add_char(word, *c);
		}
		c++;
		if (c[0] != '\\' || (c[1] != '\'' && c[1] != '!') || c[2] != '\'')
			break;
		buf_add_char(word, c[1]);
		c += 3;
	}
	*at = c;
	return true;
}

static int add(struct config *config, struct text name, const char *value)
{
	char *key;
	int ret;

	name = text_trim(name);
	key = xstrndup(name.at ? name.at : "", name.size);
	ret = *key ? config_add(config, key, value, CONFIG_GIT)
	           : error_set(ERR_INVALID, "empty key in GIT_CONFIG_PARAMETERS");
	free(key);
	return ret;
}

/* git before 2.31: the whole "key=value" in one word. */
static int add_joined(struct config *config, const struct buf *word)
{
	struct text all = buf_text(word);
	ptrdiff_t equals = text_find_char(all, '=', 0);

	if (equals < 0)
		return add(config, all, NULL);
	return add(config, text_slice(all, 0, (size_t)equals), buf_str(word) + equals + 1);
}

int config_parameters_parse(struct config *config, const char *parameters)
{
	struct buf key = { 0 }, value = { 0 };
	const char *at = parameters;
	int ret = 0;

	while (char_is_space(*at))
		at++;
	while (*at && !ret) {
		bool is_well_formed = take_quoted(&at, &key);

		if (is_well_formed && (!*at || char_is_space(*at))) {
			ret = add_joined(config, &key);
		} else if (is_well_formed && *at == '=') {
			bool has_value = *++at == '\'';

			is_well_formed = (!has_value || take_quoted(&at, &value)) && (!*at || char_is_space(*at));
			if (is_well_formed)
				ret = add(config, buf_text(&key), has_value ? buf_str(&value) : NULL);
		} else {
			is_well_formed = false;
		}
		if (!is_well_formed)
			ret = error_set(ERR_INVALID, "bogus format in GIT_CONFIG_PARAMETERS");
		while (char_is_space(*at))
			at++;
	}
	buf_release(&key);
	buf_release(&value);
	return ret;
}

static int add_counted(struct config *config, uint64_t position)
{
	char *key_name = xstrfmt("GIT_CONFIG_KEY_%llu", (unsigned long long)position);
	char *value_name = xstrfmt("GIT_CONFIG_VALUE_%llu", (unsigned long long)position);
	const char *key = getenv(key_name), *value = getenv(value_name);
	int ret;

	if (!key || !value)
		ret = error_set(ERR_INVALID, "%s is not set", key ? value_name : key_name);
	else
		ret = config_add(config, key, value, CONFIG_GIT);
	free(key_name);
	free(value_name);
	return ret;
}

int environment_read_config(struct config *config)
{
	const char *count_text = getenv("GIT_CONFIG_COUNT"), *parameters = getenv("GIT_CONFIG_PARAMETERS");
	uint64_t count = 0;
	int ret = 0;

	if (count_text && *count_text && (!text_to_uint(text_of(count_text), &count) || count > INT_MAX))
		return error_set(ERR_INVALID, "bogus count in GIT_CONFIG_COUNT");
	for (uint64_t i = 0; i < count && !ret; i++)
		ret = add_counted(config, i);
	if (!ret && parameters)
		ret = config_parameters_parse(config, parameters);
	return ret;
}
