/* Times of logs to Unix nanoseconds, exactly: a double of seconds since 1970 is good for a quarter
 * of a microsecond only. Proleptic Gregorian calendar, no leap seconds, English month names,
 * whatever the machine's locale and time zone. */
#ifndef WF_TRACE_TIMESTAMP_H
#define WF_TRACE_TIMESTAMP_H

#include "base/err.h"
#include "trace/sample.h"
#include <stdbool.h>
#include <stddef.h>

enum wf_time_style {
    WF_TIME_NONE,  /**< not known yet */
    WF_TIME_ISO,   /**< 2021-03-17T20:47:57.956+02:00; blank for T; seconds, fraction and zone (Z,
                      +02:00, +0200, +02, none: UTC) may be left out */
    WF_TIME_US,    /**< 03-17-2021 20:47:57.956, month first; zone as above */
    WF_TIME_SLASH, /**< 2025/07/27 00:34:45.155; zone as above */
    WF_TIME_S,     /**< numbers since 1970, with a fraction or exponent if need be */
    WF_TIME_MS,
    WF_TIME_MICROS,
    WF_TIME_NS,
    WF_TIME_MIN,
    WF_TIME_H,
    WF_TIME_D,
    WF_TIME_PATTERN /**< as strptime's */
};

struct wf_time_format {
    enum wf_time_style style;
    const char *pattern; /**< of WF_TIME_PATTERN, borrowed: %Y %y %m %b %d %e %j %H %I %p %M %S %f
                            %z %s %T %F %a %%; a blank stands for any blanks */
};

/** All of @p text as a time. Digits beyond a nanosecond are dropped.
 *  @param text  surrounding blanks are allowed; a NUL may lie anywhere behind it
 *  @param[out] time_ns  untouched on failure
 *  @return false: not a time of that format, or not within 1678 to 2261. */
bool wf_timestamp_parse(const struct wf_time_format *format, const char *text, size_t length,
                        wf_time_ns *time_ns);

/** The format of a text: ISO, US or SLASH by its shape; a number is in the coarsest unit
 *  that leaves it within the range: seconds up to 9.2e9, milliseconds up to 9.2e12, and so on.
 *  @return false: none of them; @p format is untouched. */
bool wf_time_format_guess(const char *text, size_t length, struct wf_time_format *format);

/** Is it a number of some unit, not a date? */
bool wf_time_is_number(enum wf_time_style style);

/** The format named "iso", "s", "ms", "us", "ns", "min", "h", "d", or a pattern with %; NULL:
 *  WF_TIME_NONE.
 *  @return 0, or -1 with @p err WF_EUSAGE. */
int wf_time_format_of(const char *name, struct wf_time_format *format, struct wf_err *err);

/** What is expected, for messages: "ISO 8601 (e.g. '2021-03-17T20:47:57.956Z')". */
const char *wf_time_format_example(const struct wf_time_format *format);

#endif
