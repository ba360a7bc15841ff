/* Links that SimGrid makes of a <cluster>, <cabinet> or <peer>: no element of the file declares
 * one, outputs name them. */
#ifndef WF_PLATFORM_MADE_LINK_H
#define WF_PLATFORM_MADE_LINK_H

#include "platform/platform.h"

enum wf_made_link {
    WF_MADE_CABLE, /**< of a host, or between switches */
    WF_MADE_UP,    /**< of a <peer>: what it sends */
    WF_MADE_DOWN,  /**< of a <peer>: what it receives */
    WF_MADE_BACKBONE,
    WF_MADE_LIMITER, /**< a bound on a node's two directions; no cable */
    WF_MADE_LOOPBACK,
    WF_MADE_COUNT
};

typedef void wf_made_link_visit(void *data, enum wf_made_link kind, const char *name);

/** Name the links that SimGrid makes of the element that declares @p group. */
void wf_made_links_each(const struct wf_platform *platform, const struct wf_host_group *group,
                        wf_made_link_visit *visit, void *data);
/** The cluster of a link by the name SimGrid gives it, or NULL. Limiters and loopbacks have none:
 *  nothing passes a cable there.
 *  @param[out] backbone  is it the backbone? */
const struct wf_cluster *wf_made_link_cluster(const struct wf_platform *platform, const char *name,
                                              bool *backbone);

#endif
