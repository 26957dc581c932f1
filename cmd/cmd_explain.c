/* `git lead explain`: what a metric or pattern means; with a subject also the numbers and every line behind them. */
#include <stddef.h>
#include <string.h>

#include "command.h"
#include "explain_subject.h"
#include "render/explain.h"

struct values {
	struct common_values common;
};

static int find_topic(struct topic *out, struct text id)
{
	out->metric = metric_find(id);
	out->pattern = pattern_find(id);
	out->strength = strength_find(id);
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
			explain_pattern(pen, topics->at[i].pattern);
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
		ret = error_set(ERR_USAGE,
		                "there is no metric, pattern or strength '%s'; gitlead-metrics(7) lists them", argv[0]);
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
	.options = NULL,
	.works_anywhere = true,
	.values_size = sizeof(struct values),
	.run = run,
};
