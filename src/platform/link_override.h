/* Overrides of links. */
#ifndef WF_PLATFORM_LINK_OVERRIDE_H
#define WF_PLATFORM_LINK_OVERRIDE_H

#include "platform/derivation.h"

/** Give the links of a derivation the classes that its overrides, and its zones, make of them. A
 *  `link.GLOB` matches the name of a <link> or <backbone>. The links that SimGrid makes for a
 *  <cluster> follow `host.GLOB` where it matches the cluster's id: its attributes bw,
 *  sharing_policy, bb_bw and bb_sharing_policy, its props wattage_range and
 *  backbone_wattage_range. */
void wf_link_override(struct wf_derivation *derivation);

#endif
