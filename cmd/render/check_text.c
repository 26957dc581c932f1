/* A check on a terminal or in a log: coverage, team facts, then what is to be told, worst first. */
#include "check_render.h"
#include "escape.h"

static void add_line(struct buf *out, const char *text)
{
	escape_terminal(out, text_of(text));
	buf_add_str(out, "\n");
}

int check_text_draw(struct buf *out, const struct check *check, const struct render_options *options)
{
	(void)options;
	add_line(out, check->coverage_line);
	for (int level = CHECK_FAIL; level > CHECK_OFF; level--) {
		for (size_t i = 0; i < check->result_count; i++) {
			const struct check_result *result = &check->results[i];

			if ((int)result->shown != level || result->outcome != CHECK_FIRES)
				continue;
			buf_add_fmt(out, "%s  %s  ", check_level_names[level], result->rule->id);
			if (result->change)
				buf_add_fmt(out, "%s  ", result->change->key);
			add_line(out, result->message);
		}
	}
	for (size_t i = 0; i < check->gap_count; i++) {
		buf_add_fmt(out, "%s  %s  ", check_level_names[check->gaps[i].shown], check->gaps[i].rules);
		add_line(out, check->gaps[i].message);
	}
	return 0;
}
