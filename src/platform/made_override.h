/* Overrides of links that SimGrid makes of one element: `--set link.rack_link_*.bandwidth=..` says
 * what
 * `--set host.rack.bw=..` says. */
#ifndef WF_PLATFORM_MADE_OVERRIDE_H
#define WF_PLATFORM_MADE_OVERRIDE_H

#include "base/diag.h"
#include "platform/platform.h"

/** Targets of overrides that stand for props of a cluster's links; their glob is its id. */
#define WF_TARGET_CABLES   "cables of a cluster"
#define WF_TARGET_BACKBONE "backbone of a cluster"

struct wf_made_overrides {
    struct wf_overrides
        all;         /**< those that were given, each followed by what it says of elements */
    size_t *origins; /**< by item of all: index of the one that was given */
};

/** Put what overrides of links say of made links behind each. One that names only some of the links
 *  that an element has once for all, or a prop that the element has no place for, is reported.
 *  @param arena  owns the result; texts of @p overrides are shared
 *  @param met    as of wf_platform_override: those that were reported are met */
struct wf_made_overrides wf_made_override(const struct wf_platform *base,
                                          const struct wf_overrides *overrides, bool *met,
                                          struct wf_arena *arena, struct wf_diag *diag);

#endif
