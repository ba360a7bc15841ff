/* The elements of a platform's text that a pattern of host names means: a <host>, several of them,
 * or the <cluster> that declares the hosts under the names that outputs use. */
#ifndef WF_STUDY_EDIT_TARGET_H
#define WF_STUDY_EDIT_TARGET_H

#include "file/edit.h"
#include "platform/platform.h"

struct wf_edit_target {
    const char *tag, *id; /**< "host" or "cluster"; of the edit */
};

struct wf_edit_targets {
    struct wf_edit_target *items;
    size_t count;
};

/** Find them.
 *  @param pattern  a name or a glob: of hosts, or the id of a <cluster> for all its hosts
 *  @return 0, or -1 with @p err (WF_EINPUT): nothing has that name (the nearest is said), it names
 *          some hosts of a <cluster> only, or hosts of an element that has no place for figures.
 *  Release it in both cases. */
int wf_edit_targets_find(const struct wf_edit *edit, const char *pattern,
                         struct wf_edit_targets *targets, struct wf_err *err);
void wf_edit_targets_release(struct wf_edit_targets *targets);

/** Index of a host, by its name or the id of its <cluster>; WF_MAP_NONE: there is none. */
uint32_t wf_edit_target_host(const struct wf_platform *platform, const char *name);

#endif
