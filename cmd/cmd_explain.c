/* `git lead explain`: what a metric or pattern means; with a subject also the numbers and every line behind them. */
#include <stddef.h>
#include <string.h>

#include "command.h"
#include "explain_subject.h"
#include "render/explain.h"

struct values {
	struct common_values common;
};

static const struct option options_table[] = {
	{ "pseudonyms", 0, OPTION_FLAG, NULL, "refused: the lines that prove a figure hold names",
	  offsetof(struct common_values, pseudonyms) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options_table, NULL };

/* "Newcomer friend", "newcomer-friend": an id or a name, as somebody types it. */
static bool is_called(struct text typed, const char *name)
{
	struct text whole = text_of(name);

	if (typed.size != whole.size)
		return false;
	for (size_t i = 0; i < whole.size; i++) {
		char a = char_lower(typed.at[i]), b = char_lower(whole.at[i]);

		if ((a == '-' ? ' ' : a) != (b == '-' ? ' ' : b))
			return false;
	}
	return true;
}

static const struct pattern_info *find_pattern(struct text word)
{
	const struct pattern_info *pattern = pattern_find(word);

	for (size_t i = 0; !pattern && pattern_at(i); i++)
		if (is_called(word, pattern_at(i)->name))
			pattern = pattern_at(i);
	return pattern;
}

static const struct strength_info *find_strength(struct text word)
{
	const struct strength_info *strength = strength_find(word);

	for (size_t i = 0; !strength && strength_at(i); i++)
		if (is_called(word, strength_at(i)->id) || is_called(word, strength_at(i)->name))
			strength = strength_at(i);
	return strength;
}

/* "P11 review-buddies", for either of its words; NULL for what the rules do not name. */
static const char *find_not_built(struct text word)
{
	for (size_t i = 0; patterns_not_built[i]; i++) {
		struct text whole = text_of(patterns_not_built[i]);
		size_t space = (size_t)text_find_char(whole, ' ', 0);

		if (text_equal_nocase(word, text_slice(whole, 0, space)) ||
		    is_called(word, patterns_not_built[i] + space + 1))
			return patterns_not_built[i];
	}
	return NULL;
}

static int refuse_topic(const char *word)
{
	const char *not_built = find_not_built(text_of(word));

	if (not_built)
		return error_set(ERR_NOTFOUND, "%s is named among the patterns but not built yet: nothing looks for it",
		                 not_built);
	return error_set(ERR_USAGE, "there is no metric, pattern or strength '%s'; gitlead-metrics(7) lists them",
	                 word);
}

static int find_topic(struct topic *out, struct text id)
{
	out->metric = metric_find(id);
	out->pattern = find_pattern(id);
	out->strength = find_strength(id);
	if (out->metric && text_find_char(id, '.', 0) >= 0 && !metric_part_find(out->metric, id))
		out->metric = NULL;
	return out->metric || out->pattern || out->strength ? 0 : ERR_NOTFOUND;
}

/* Figures that stand for several metrics bear all their ids: "M16+M17". */
static int find_topics(topic_vec *topics, struct text ids)
{
	ptrdiff_t plus;

	do {
		plus = text_find_char(ids, '+', 0);
		if (find_topic(VEC_PUSH(topics), plus < 0 ? ids : text_slice(ids, 0, (size_t)plus)))
			return ERR_NOTFOUND;
		ids = text_slice(ids, (size_t)plus + 1, ids.size);
	} while (plus >= 0);
	return 0;
}

/* What is about a team needs no subject to have figures; what is about a person does. */
static bool is_of_team(const topic_vec *topics)
{
	for (size_t i = 0; i < topics->count; i++) {
		const struct topic *topic = &topics->at[i];

		if (topic->strength)
			return false;
		if (topic->metric ? strcmp(topic->metric->scope, "team") != 0
		                  : !(topic->pattern->subjects & PATTERN_TEAM))
			return false;
	}
	return true;
}

static int draw_topics(struct pen *pen, struct session *session, const topic_vec *topics, const char *who)
{
	for (size_t i = 0; i < topics->count; i++) {
		if (i > 0)
			pen_end_line(pen);
		if (topics->at[i].metric)
			explain_metric(pen, topics->at[i].metric);
		else if (topics->at[i].pattern)
			explain_pattern(pen, topics->at[i].pattern, session->config);
		else
			explain_strength(pen, topics->at[i].strength);
	}
	if (!who && !*session->values->team && session->values->leads.count == 0 && !is_of_team(topics))
		return 0;
	if (!session->repository && !session->is_db_given)
		return !who ? 0 : error_set(ERR_NOTFOUND, "not a git repository: figures need one, or --db");
	return explain_topics_of(pen, session, topics, who);
}

static int draw(struct pen *pen, struct session *session, int argc, char **argv)
{
	topic_vec topics = { 0 };
	int ret;

	if (argc == 1 && text_equal_nocase(text_of(argv[0]), TEXT("coverage"))) {
		explain_coverage(pen);
		return 0;
	}
	if (find_topics(&topics, text_of(argv[0])))
		ret = refuse_topic(argv[0]);
	else
		ret = draw_topics(pen, session, &topics, argc == 2 ? argv[1] : NULL);
	VEC_RELEASE(&topics);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	struct render_options options = output_options(session);
	struct buf out = { 0 };
	struct pen pen = pen_on(&out, &options);
	int ret;

	(void)values;
	if (session->values->pseudonyms)
		return error_set(ERR_USAGE, "explain knows no --pseudonyms: the lines that prove a figure hold names; "
		                            "'git lead report --pseudonyms' shows figures without them");
	if (argc < 1 || argc > 2)
		return error_set(ERR_USAGE, "explain takes a metric, pattern or strength, and at most one person");
	ret = draw(&pen, session, argc, argv);
	if (ret == 0)
		ret = output_write(session, &out, true);
	buf_release(&out);
	return ret;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "what a metric or pattern means, and every line behind a figure",
	.usage = "explain [<options>] [--team=<name>] [--] <metric> [<person>]\n"
		 "explain [<options>] [--team=<name>] [--] <pattern> [<person>]\n"
		 "explain [<options>] [--team=<name>] [--] <strength> [<person>]\n"
		 "explain coverage",
	.options = tables,
	.works_anywhere = true,
	.values_size = sizeof(struct values),
	.run = run,
};
