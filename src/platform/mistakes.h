/* Where the mistakes of one element go. The element may be read from a file or changed by
 * overrides; who checks it need not know. */
#ifndef WF_PLATFORM_MISTAKES_H
#define WF_PLATFORM_MISTAKES_H

struct wf_mistakes {
    /** Report a mistake of the attribute or prop @p name; @p why continues "prop 'NAME'". */
    void (*report)(void *data, const char *name, const char *why);
    /** Warn of a value that can be read and is most likely a slip; as report. */
    void (*doubt)(void *data, const char *name, const char *why);
    void *data;
};

#endif
