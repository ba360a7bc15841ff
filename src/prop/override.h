/* --set [LABEL:]KEY=VALUE: `server.rounds=50`, `workload.parameters=1.1e7`, `host.GLOB.PROP=..`,
 * `zone.GLOB.PROP=..`, `link.GLOB.PROP=..`. A list of overrides is const for those who apply it. */
#ifndef WF_PROP_OVERRIDE_H
#define WF_PROP_OVERRIDE_H

#include "prop/prop.h"
#include <stdbool.h>

struct wf_override {
    char *text;   /**< KEY=VALUE as given */
    char *label;  /**< of the one deployment that it concerns; NULL: all */
    char *target; /**< "server", "workload", "host" .. */
    char *glob;   /**< of host, zone, link; NULL for others */
    char *prop, *value;
};

struct wf_overrides {
    struct wf_override *items;
    size_t count;
};

/** Parse one KEY=VALUE and add it. Only its form is checked: whether there is such a target, and a
 *  prop of this name, is known to those who apply it (scenario/target.h).
 *  @return 0, or -1 with @p err (WF_EUSAGE). */
int wf_overrides_add(struct wf_overrides *overrides, const char *text, struct wf_err *err);
void wf_overrides_release(struct wf_overrides *overrides);
/** Does it target a host, a zone, a link or the catalogue of networks? */
bool wf_override_touches_platform(const struct wf_override *override);
/** Does one of them? @p overrides may be NULL. */
bool wf_overrides_touch_platform(const struct wf_overrides *overrides);
/** Does it target a fleet, or an element of one: a class, a region, an access, a node? */
bool wf_override_touches_fleet(const struct wf_override *override);
/** Does one of them? */
bool wf_overrides_touch_fleet(const struct wf_overrides *overrides);
/** "'server.rounds=50':", to lead messages about its value; caller frees. */
char *wf_override_context(const struct wf_override *override);
/** Set the props that the overrides of @p target ("server", "workload") name, in their order.
 *  Unknown props and refused values are errors in @p diag; their members stay as they were.
 *  @param overrides  may be NULL: none
 *  @param origins    of each row of @p table; set to {"--set", 0} where a value was set
 *  @param arena      owns copied texts
 *  @param[out] met   by override: set to true where its target is this one, right or wrong; may be
 *                    NULL */
void wf_overrides_apply(const struct wf_overrides *overrides, const char *target,
                        const struct wf_prop *table, void *values, struct wf_origin *origins,
                        struct wf_arena *arena, bool *met, struct wf_diag *diag);
/** Fill @p diag with an error for each override that applied to nothing.
 *  @param met  by override */
void wf_overrides_check_used(const struct wf_overrides *overrides, const bool *met,
                             struct wf_diag *diag);

#endif
