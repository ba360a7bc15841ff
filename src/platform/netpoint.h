/* Names that routes may use. Hosts, routers and zones share one name space; its map
 * (wf_platform.netpoints) keeps kind and index in one number. */
#ifndef WF_PLATFORM_NETPOINT_H
#define WF_PLATFORM_NETPOINT_H

#include <stdint.h>

enum wf_netpoint { WF_NETPOINT_HOST, WF_NETPOINT_ROUTER, WF_NETPOINT_ZONE };

static inline uint32_t wf_netpoint(enum wf_netpoint kind, uint32_t index)
{
    return (uint32_t)kind << 30 | index;
}
static inline enum wf_netpoint wf_netpoint_kind(uint32_t value)
{
    return (enum wf_netpoint)(value >> 30);
}
/** Index of a host, zone or router. */
static inline uint32_t wf_netpoint_index(uint32_t value)
{
    return value & 0x3fffffffu;
}

#endif
