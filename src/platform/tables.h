/* The growing tables of a platform that is being read or made. Each function appends a copy. */
#ifndef WF_PLATFORM_TABLES_H
#define WF_PLATFORM_TABLES_H

#include "platform/platform.h"

/** Zero @p platform, copy @p path into it and append zone 0 with the defaults of all props. */
void wf_tables_start(struct wf_platform *platform, const char *path);
void wf_tables_add_host(struct wf_platform *platform, struct wf_host host);
void wf_tables_add_link(struct wf_platform *platform, struct wf_link link);
void wf_tables_add_zone(struct wf_platform *platform, struct wf_zone zone);
void wf_tables_add_router(struct wf_platform *platform, struct wf_router router);
void wf_tables_add_cluster(struct wf_platform *platform, struct wf_cluster cluster);
void wf_tables_add_group(struct wf_platform *platform, struct wf_host_group group);

#endif
