/* Routes between hosts, asked of SimGrid once each, and the usage of the links on them. */
#ifndef WF_ENGINE_ROUTE_H
#define WF_ENGINE_ROUTE_H

#include "account/ledger.h"
#include "base/arena.h"
#include "platform/platform.h"
#include <simgrid/host.h>
#include <simgrid/link.h>

/** A link that is on some route. */
struct wf_route_link {
    struct wf_ledger_link ledger;
    sg_link_t link;
    /* kept where turns may be cut off: see flow.h */
    uint32_t flows;
    double service_s, since_s; /**< full-bandwidth time of each of its flows, until then */
    double shared_s;           /**< last date at which several flows shared it */
};

struct wf_route {
    uint64_t key; /**< from host + 1 in the high half, to host in the low; 0 free */
    struct wf_route_link **links;
    uint32_t link_count;
    bool has_radio; /**< some link has one */
    bool alone;     /**< and no link without one has watts */
};

struct wf_routes {
    const struct wf_platform *platform;
    double start_s, bucket_s; /**< of the weights of its links: Unix date of date 0 */
    struct wf_arena arena;
    struct wf_route *slots;
    size_t capacity, count;
    struct wf_map names; /**< link name -> index in links */
    struct wf_route_link **links;
    uint32_t link_count, link_capacity;
    void *scratch; /**< SimGrid's own list type */
};

void wf_routes_init(struct wf_routes *routes, const struct wf_platform *platform);
void wf_routes_release(struct wf_routes *routes);
/** Links from one host to another, in order; no link: SimGrid knows no way.
 *  The result lives until the routes are released, but may move at the next call. */
const struct wf_route *wf_routes_get(struct wf_routes *routes, uint32_t from, sg_host_t from_host,
                                     uint32_t to, sg_host_t to_host);

#endif
