/*
 * Several repositories: what coverage holds for one person, and which repositories are left out of what is asked of that
 * person's reviews (metrics 4.5). Knows no rule.
 */
#include <stdlib.h>
#include "lead/link.h"
#include "lead/alloc.h"
#include "lead/facts.h"
#include "lead/vec.h"
#include "finding.h"

#define NAMED_REPOSITORIES 3

int input_base(struct metric_base *out, const struct pattern_input *input)
{
	const struct metric_value *share = input_figure(input, "M04", input->person);

	/* Also where the history is cut, which the tables do not know of. Nothing is left out then. */
	*out = (struct metric_base){ .changes = input_count(input, "M00", 0),
		                     .reviewed = input_count(input, "M07", 0) };
	if (input->person == 0) {
		out->coverage = out->recorded = input->coverage;
		return 0;
	}
	if (share == NULL || share->state == STATE_UNKNOWN)
		return 0;
	return metric_person_base(out, input->store, input->scope, input->person);
}

struct excluded {
	char *key;
	int64_t own;
	double share;
};
typedef VEC(struct excluded) excluded_vec;

static int add_excluded(void *payload, struct text key, int64_t own, double share)
{
	excluded_vec *rows = payload;

	*VEC_PUSH(rows) = (struct excluded){ xstrndup(key.at, key.size), own, share };
	return 0;
}

static int compare_excluded(const void *a, const void *b)
{
	const struct excluded *left = a, *right = b;

	if (left->own != right->own)
		return left->own < right->own ? 1 : -1;
	return text_compare(text_of(left->key), text_of(right->key));
}

static int say_repository(struct buf *buf, const struct pattern_input *input, struct text key)
{
	struct statement *row;
	int ret = store_statement(&row, input->store, "SELECT name, remote FROM repository WHERE key = :key");

	if (ret)
		return ret;
	statement_bind_text(row, ":key", key);
	ret = statement_step(row);
	if (ret == 0) {
		utf8_add_clean(buf, link_label(input->config, key, statement_text(row, 0), statement_text(row, 1)));
		statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

static int say_list(struct buf *list, const struct pattern_input *input, const excluded_vec *rows)
{
	size_t named = rows->count > NAMED_REPOSITORIES ? NAMED_REPOSITORIES : rows->count;
	double rest = 0;
	int ret = 0;

	for (size_t i = 0; i < named && !ret; i++) {
		if (i > 0)
			buf_add_str(list, i + 1 == rows->count ? " and " : ", ");
		ret = say_repository(list, input, text_of(rows->at[i].key));
		buf_add_str(list, " (");
		say_percent(list, rows->at[i].share);
		buf_add_str(list, i == 0 ? " of this person's own changes)" : ")");
	}
	for (size_t i = named; i < rows->count; i++)
		rest += rows->at[i].share;
	if (rows->count > named) {
		buf_add_fmt(list, " and %zu more (", rows->count - named);
		say_percent(list, rest);
		buf_add_char(list, ')');
	}
	return ret;
}

int input_left_out(struct left_out *out, const struct pattern_input *input)
{
	excluded_vec rows = { 0 };
	struct buf list = { 0 };
	int ret = metric_each_excluded(input->store, input->scope, input->person, add_excluded, &rows);

	*out = (struct left_out){ 0 };
	if (rows.count > 1)
		qsort(rows.at, rows.count, sizeof(rows.at[0]), compare_excluded);
	for (size_t i = 0; i < rows.count; i++) {
		out->own += rows.at[i].own;
		out->share += rows.at[i].share;
	}
	if (!ret)
		ret = say_list(&list, input, &rows);
	if (!ret && rows.count > 0)
		out->list = buf_detach(&list);
	buf_release(&list);
	for (size_t i = 0; i < rows.count; i++)
		free(rows.at[i].key);
	VEC_RELEASE(&rows);
	return ret;
}

void left_out_release(struct left_out *left_out)
{
	free(left_out->list);
	*left_out = (struct left_out){ 0 };
}

void say_left_out(struct buf *text, const struct left_out *left_out, enum coverage_state coverage)
{
	if (left_out->list == NULL)
		return;
	buf_add_fmt(text, "%s %s. ",
	            coverage == COVERAGE_UNKNOWN
	                    ? "Reviews are hardly recorded in"
	                    : "Left out of the review share, because reviews are recorded less there:",
	            left_out->list);
}

bool say_worked_uncovered(struct buf *reason, const struct left_out *left_out, const struct metric_base *base)
{
	/* The repositories together may well have enough, and those that the person works in not. */
	if (base->coverage == COVERAGE_PARTIAL && base->reviewed * 10 >= base->changes * 7) {
		buf_add_str(reason,
		            "less than half of this person's work lies where 70 % of the changes name a reviewer");
		return true;
	}
	if (base->coverage != COVERAGE_UNKNOWN || left_out->list == NULL)
		return false;
	buf_add_fmt(reason,
	            "less than half of this person's work lies where reviews are recorded; they are hardly in %s",
	            left_out->list);
	return true;
}
