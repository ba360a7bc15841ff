/* Dates of time series and starts: ISO 8601 text to Unix seconds and back, in UTC, whatever the
 * machine's locale and time zone (proleptic Gregorian calendar, no leap seconds). */
#ifndef WF_BASE_DATE_H
#define WF_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/** Parse all of @p text (surrounding blanks allowed): "2022-01-01", "2022-01-01 06:00",
 *  "2022-01-01T06:00:30.5Z", "2022-01-01T06:00+02:00" (no offset: UTC), years 1 to 9999; or a plain
 *  number, seconds as they are.
 *  @param[out] unix_s  seconds since 1970-01-01T00:00Z; untouched on failure
 *  @return whether it is a date. */
bool wf_date_parse(const char *text, double *unix_s);

/** What wf_date_parse accepts, for messages. */
#define WF_DATE_EXPECTED                                                                           \
    "expected a date, ISO 8601 (e.g. '2022-01-01T06:00Z'; no offset: UTC), or seconds"

/** "2022-01-01T06:00:00Z", rounded to the second; "-" for NaN, plain seconds beyond years 1 to
 *  9999. @p size >= 32. */
const char *wf_date_text(double unix_s, char *buffer, size_t size);

#endif
