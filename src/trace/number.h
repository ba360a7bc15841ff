/* A fast reader of decimal numbers, because logs of gigabytes are mostly numbers. */
#ifndef WF_TRACE_NUMBER_H
#define WF_TRACE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/** A number at the start of @p text: sign, digits with a point, exponent ("-12", "0.5", "1e-3"); no
 *  hexadecimal, no words (nan, inf). The nearest double, as strtod's.
 *  @param text    ended by a byte that is no part of a number (its NUL, if nothing else)
 *  @param[out] value  finite; untouched on failure
 *  @return where it ends, or NULL: there is no number, or it is too large for a double. */
const char *wf_number_scan(const char *text, double *value);

/** All of @p length bytes, blanks around allowed, as such a number. */
bool wf_number_parse(const char *text, size_t length, double *value);

/** Why wf_number_parse refused: "power '12,5' has a decimal comma; expected '12.5'", "power '' is
 *  missing", "power '[N/A]' is no number". @return @p why. */
const char *wf_number_explain(const char *what, const char *text, size_t length, char *why,
                              size_t why_size);

#endif
