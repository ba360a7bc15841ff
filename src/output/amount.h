/* Amounts as people read them in our tables. */
#ifndef WF_OUTPUT_AMOUNT_H
#define WF_OUTPUT_AMOUNT_H

#include <stddef.h>

/* Each function returns a text: @p text, or a literal. @p size is at least 32. */

/** Energy in the unit of electricity bills, Wh to TWh: "0.0945 kWh"; "-" if NaN.
 *  @param energy_j  J */
const char *wf_amount_kwh(double energy_j, char *text, size_t size);
/** @p part of @p whole in percent, with one decimal: "91.8 %", "< 0.1 %", "0 %"; "-" if one of
 *  them is NaN, or @p whole is 0. */
const char *wf_amount_share(double part, double whole, char *text, size_t size);
/** @p value beside @p reference, in words that follow the value's name: "same", "35 % more",
 *  "2.4 times", "> 1000 times", "20 % less", "half", "a third", "1/25", "none" (0); "-" if one of
 *  them is NaN, or the reference is 0. Both are >= 0. */
const char *wf_amount_ratio(double value, double reference, char *text, size_t size);
/** The same within a sentence: "as much as", "35 % more than", "2.4 times as much as", "a third
 * of", "1/25 of"; "none of" (0). Both are >= 0, the reference is not 0. */
const char *wf_amount_compared(double value, double reference, char *text, size_t size);
/** A number >= 0 with four significant digits, whole numbers in full: "0.03058", "27066"; "-" if
 *  NaN. */
const char *wf_amount_digits(double value, char *text, size_t size);

#endif
