/* Names that a platform file declares: each once. */
#ifndef WF_PLATFORM_DECLARE_H
#define WF_PLATFORM_DECLARE_H

#include "platform/netpoint.h"
#include "platform/platform.h"

/** "host", "router", "zone". */
const char *wf_netpoint_name(enum wf_netpoint kind);

/** Declare a name that routes may use.
 *  @param index  of a host, zone or router
 *  @return the copy that is kept, or NULL when the name is taken, which is reported */
const char *wf_declare_netpoint(struct wf_platform *platform, const char *name,
                                enum wf_netpoint kind, uint32_t index, uint32_t line,
                                struct wf_diag *diag);
/** Declare a router of @p zone and append it; report it when the name is taken. */
void wf_declare_router(struct wf_platform *platform, const char *name, uint32_t zone, uint32_t line,
                       struct wf_diag *diag);
/** Declare a host and append it. @return false when the name is taken, which is reported. */
bool wf_declare_host(struct wf_platform *platform, const char *name,
                     const struct wf_host_class *class, uint32_t line, struct wf_diag *diag);
/** Declare a link and append it; report it when the name is taken. */
void wf_declare_link(struct wf_platform *platform, const char *name,
                     const struct wf_link_class *class, uint32_t line, struct wf_diag *diag);
/** Declare the hosts of a group, numbered as its radical says, append them, and set first_host and
 *  host_count. Of names that are taken one is reported. */
void wf_declare_numbered(struct wf_platform *platform, struct wf_host_group *group,
                         struct wf_diag *diag);

#endif
