/* Values of SimGrid's attributes and of the props that SimGrid reads: their check, and their
 * reading into numbers. SimGrid's units differ from ours: '1Gf', '125MBps', no blank, and a number
 * without unit is in the base unit. */
#ifndef WF_PLATFORM_ATTRIBUTE_H
#define WF_PLATFORM_ATTRIBUTE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/units.h"
#include <stdbool.h>

enum wf_attribute_type {
    WF_AS_TEXT,
    WF_AS_NAME,
    WF_AS_AFFIX, /**< a part of names; may be empty */
    WF_AS_SPEEDS,
    WF_AS_BANDWIDTH,
    WF_AS_RATES, /**< a bandwidth; several, of a Wi-Fi link */
    WF_AS_LATENCY,
    WF_AS_COORDINATES,
    WF_AS_CORES,
    WF_AS_PSTATE,
    WF_AS_DATE,
    WF_AS_RADICAL,
    WF_AS_CHOICE,
    WF_AS_VERSION
};

/** Check @p text as a value of @p type.
 *  @param choices  words of WF_AS_CHOICE, ended by NULL; else ignored
 *  @return NULL, or why it is wrong; caller frees */
char *wf_attribute_check(enum wf_attribute_type type, const char *const *choices, const char *text);

/** Values that were found right. Of a million hosts few differ. Start zeroed. */
struct wf_attribute_memo {
    uint64_t right[64][2]; /**< a type and a short text */
};
/** The same check, which remembers speeds, bandwidths and times that were right.
 *  @param memo  may be NULL: nothing is remembered */
char *wf_attribute_check_known(struct wf_attribute_memo *memo, enum wf_attribute_type type,
                               const char *const *choices, const char *text);

/** Where a number without unit is reported: the first one only. */
struct wf_unit_check {
    struct wf_diag *diag;
    const char *file;
    uint32_t line;
    bool reported;
};

/** Read a quantity that was checked, in the base unit of @p dimension. @p text may be NULL.
 *  @return NaN where there is none. */
double wf_attribute_quantity(const char *text, enum wf_dimension dimension,
                             struct wf_unit_check *units);
/** Read a quantity that was checked as SimGrid does: the number times its unit, each rounded, which
 * may differ by the last bit. @return NaN where there is none. */
double wf_attribute_played(const char *text, enum wf_dimension dimension);
/** Read a list of speeds that was checked, flop/s. @return @p count values, owned by @p arena. */
const double *wf_attribute_speeds(const char *text, uint32_t *count, struct wf_arena *arena,
                                  struct wf_unit_check *units);
/** What to say behind a list of watts that holds a number so near to 0 that SimGrid ends its
 * process there (std::stod); "" where it holds none. */
const char *wf_attribute_watts_hint(const char *text);
/** Read "a:b:c", watts, from the first @p length bytes of @p text.
 *  @param values  room for @p most
 *  @return how many there are; 0 where it is not such a list, a value is negative or
 *          too near to 0 for SimGrid, or there are more */
size_t wf_attribute_watts(const char *text, size_t length, double *values, size_t most);

#endif
