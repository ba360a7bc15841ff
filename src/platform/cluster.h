/* <cluster> and <cabinet>: elements that declare a row of numbered hosts. */
#ifndef WF_PLATFORM_CLUSTER_H
#define WF_PLATFORM_CLUSTER_H

#include "platform/builder.h"

/** Declare what the pending <cluster> stands for: its zone, router, hosts and links. */
void wf_cluster_finish(struct wf_builder *builder);
/** Declare the hosts of the pending <cabinet>. */
void wf_cabinet_finish(struct wf_builder *builder);

#endif
