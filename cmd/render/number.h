/*
 * How numbers look: one place, so that the same value reads the same everywhere. Nothing here depends on the locale.
 */
#ifndef RENDER_NUMBER_H
#define RENDER_NUMBER_H

#include <stdbool.h>
#include "lead/report.h"
#include "lead/text.h"

/* "57"; a value that is not whole gets two decimals. NAN adds nothing. */
void number_add_count(struct buf *out, double value);
/* "21 %"; what is neither 0 nor 1 never reads "0 %" or "100 %". NAN adds nothing. */
void number_add_percent(struct buf *out, double share);
/* "(13-33)" in percent, or "(0.15-0.51)" if not is_share. NAN adds nothing. */
void number_add_interval(struct buf *out, double low, double high, bool is_share);
/* Percentage points between two shares, signed: "+3", "-12". */
void number_add_points(struct buf *out, double difference);
/* The shortest decimal that reads back to the same number, always with a point or an exponent: "0.25", "1.0". */
void number_add_real(struct buf *out, double value);
/* Bytes as lower-case hex digits. */
void number_add_hex(struct buf *out, struct text bytes);
/* Shares to six digits, all else to six significant places behind the point as well; -0 is 0. */
double number_rounded(double value);

bool figure_is_share(const struct figure *figure);
/* What is no share, ratio or measure: a number of things, whole for the period, whose interval is that of the rate behind it. */
bool figure_is_counted(const struct figure *figure);
/* Something was seen that can be printed as a number. */
bool figure_has_number(const struct figure *figure);
/* Whether the words of figure_add_words stand in place of a number. */
bool figure_is_words(const struct figure *figure);
/* Too few for a percentage: it is told as so many of so many. */
bool figure_is_thin_share(const struct figure *figure);
/* "57", "at least 12", "not recorded here": what stands in a narrow column; a share as its percentage. */
void figure_add_short(struct buf *out, const struct figure *figure);
/* "57", "12+" for at least 12, "-" for words: what stands in a side column. */
void figure_add_narrow(struct buf *out, const struct figure *figure);
/* "12 of 57  21 % (13-33)", "0.27 (0.15-0.51)", "57", or the words. */
void figure_add_long(struct buf *out, const struct figure *figure);
/* As figure_add_long, but of a share "21 % (13-33), 12 of 57" or "too few for a share, 3 of 4". */
void figure_add_row(struct buf *out, const struct figure *figure);
/* One of eight periods: "84 % (78-88)", "3 of 4" of too few, "57 (43-74)", "12+"; "-" where nothing is known. */
void figure_add_point(struct buf *out, const struct figure *figure);
/* Another value of the same figure, with its unit: "12", "21 %", "119.9 h". NAN adds nothing. */
void figure_add_past(struct buf *out, const struct figure *figure, double value);
/*
 * The lower end of the figure's interval, without its unit, and the upper end with it: "18", "24 %"; "3.5", "12.0 h"; "or more"
 * above where it is open. Of a count, which the model has whole, a rate's ends: whole from 10 on, else one decimal.
 */
void figure_add_low(struct buf *out, const struct figure *figure);
void figure_add_high(struct buf *out, const struct figure *figure);

#endif
