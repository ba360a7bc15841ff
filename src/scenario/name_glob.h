/* What several names have in common, as one glob: "board-*" of board-1 and board-2. */
#ifndef WF_SCENARIO_NAME_GLOB_H
#define WF_SCENARIO_NAME_GLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Some names. Starts zeroed. */
struct wf_names {
    const char *first;     /**< borrowed */
    size_t prefix, suffix; /**< bytes that all begin and end with */
    uint64_t count;
};

/** @param name  borrowed if it is the first */
void wf_names_add(struct wf_names *names, const char *name);
void wf_names_join(struct wf_names *names, const struct wf_names *other);

/** PREFIX*SUFFIX, or PREFIX[0-9]*SUFFIX; borrows a name. */
struct wf_name_glob {
    const char *first; /**< one of the names */
    size_t prefix, suffix;
    bool digit, one; /**< one: the name itself */
};

/** "board-*" of several, the name of one. It may match other names as well.
 *  @param digit  a digit comes behind the prefix */
struct wf_name_glob wf_names_glob(const struct wf_names *names, bool digit);
/** What fnmatch says of its text, for names without special characters. */
bool wf_name_glob_matches(const struct wf_name_glob *glob, const char *name);
/** Caller frees. */
char *wf_name_glob_text(const struct wf_name_glob *glob);

#endif
