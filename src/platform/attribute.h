/* Values of SimGrid's attributes: their check. SimGrid's units differ from ours: '1Gf', '125MBps',
 * no blank, and a number without unit is in the base unit. */
#ifndef WF_PLATFORM_ATTRIBUTE_H
#define WF_PLATFORM_ATTRIBUTE_H

enum wf_attribute_type {
    WF_AS_TEXT,
    WF_AS_NAME,
    WF_AS_SPEEDS,
    WF_AS_BANDWIDTH,
    WF_AS_LATENCY,
    WF_AS_CORES,
    WF_AS_PSTATE,
    WF_AS_DATE,
    WF_AS_RADICAL,
    WF_AS_CHOICE,
    WF_AS_SHARING, /**< a choice, of the sharing policies */
    WF_AS_VERSION
};

/** Check @p text as a value of @p type.
 *  @param choices  words of WF_AS_CHOICE and WF_AS_SHARING, ended by NULL; else ignored
 *  @return NULL, or why it is wrong; caller frees */
char *wf_attribute_check(enum wf_attribute_type type, const char *const *choices, const char *text);

#endif
