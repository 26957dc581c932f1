/*
 * Figures as statements for a screen reader: "reviews given (M03): 41, 29 to 55, up from 12".
 */
#ifndef RENDER_PLAIN_H
#define RENDER_PLAIN_H

#include "text.h"

/* One line; with the halves and the rest of the team where the columns have a person. */
void plain_draw_figure(struct pen *pen, const struct figure *figure, struct figure_columns columns);

#endif
