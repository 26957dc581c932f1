/* The text renderer: chooses between the first screen and the full report. */
#include "text.h"
#include "render_table.h"

int text_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	struct pen pen = pen_on(out, options);

	if (options->is_screen)
		text_draw_screen(&pen, report);
	else
		text_draw_report(&pen, report);
	return 0;
}
