/* Routes between hosts, asked of the executor once each, and the ledger of the links on them. */
#ifndef WF_JOB_ROUTE_H
#define WF_JOB_ROUTE_H

#include "account/ledger.h"
#include "account/tariff_set.h"
#include "base/arena.h"
#include "platform/platform.h"
#include <stddef.h>

struct wf_executor;
struct wf_node;
struct wf_shared_way;
struct wf_shared_level;

/** A transfer that shares no link with another takes delay + bytes / rate. */
struct wf_route_pace {
    double delay_s, byte_per_s; /**< rate 0: not asked for yet */
    bool held_back; /**< by acknowledgements: it is slower than its narrowest link and window */
    const struct wf_route *back;        /**< the way of its acknowledgements */
    const struct wf_shared_way *shared; /**< kept for the executor: how others share it, if any */
};

/** A link that is on some route: two lines of cache, of which the first is hot. */
struct wf_route_link {
    uint32_t transfers; /**< in progress, where the executor counts them */
    bool roomy;         /**< it never slows a transfer down, whatever else it carries */
    bool levelled;      /**< transfers in progress are of its level */
    bool reported;      /**< it cannot be used */
    bool drawn;         /**< its class is its own, as it is of a device in reserve */
    struct wf_ledger_link ledger;
    uint32_t ends[2]; /**< hosts that all its routes begin or end at; WF_MAP_NONE: none */
    uint32_t index;   /**< in the routes' links */
    uint32_t routes;  /**< that it is on, one a direction */
    const void *link; /**< of the executor; NULL: it was not asked, the file says all of it */
    /* kept for the executor; NULL: nothing was */
    struct wf_shared_level *level; /**< by which its transfers share it (engine/shared_links.h) */
    struct wf_spread_dates *dates; /**< of the transfers over it (engine/spread.h) */
};

struct wf_route {
    struct wf_route_link **links; /**< stand behind the route, as its pace does */
    uint32_t link_count;
    bool has_radio;             /**< some link has one */
    bool alone;                 /**< and no other has watts, and none a class of network */
    struct wf_route_pace *pace; /**< kept for an executor that plays by it; else NULL */
    double latency_s;
    /** The link on which the core of the path is paid: the first one whose class leads to a wide
     *  area, where none is of class core; NULL: nowhere */
    struct wf_route_link *core;
    double network_j_per_byte, network_w; /**< classes of networks, the core included */
};

struct wf_routes {
    struct wf_executor *executor;
    const struct wf_platform *platform;
    double start_s, bucket_s; /**< of the weights of its links: Unix date of date 0 */
    uint32_t network;         /**< enum wf_network_view: whose joules accrue */
    struct wf_arena arena;
    struct wf_tariff_set tariffs; /**< of its links */
    struct wf_route_slot {
        uint64_t key;           /**< from host + 1 in the high half, to host in the low; 0 free */
        struct wf_route *route; /**< of the arena: it stays where it is */
    } * slots;
    size_t capacity, count;
    struct wf_map names;                /**< link name -> index in links */
    struct wf_route_link **of_platform; /**< by index, where the executor knows that; else NULL */
    struct wf_route_link **links;
    void **blocks; /**< which hold them, 8192 each */
    uint32_t link_count, link_capacity;
    uint32_t full_blocks;    /**< expected to be */
    double least_byte_per_s; /**< bandwidth of the narrowest link; 0: of some it is not constant */
};

/** @param start_s, bucket_s  of the weights of its links (weights.h)
 *  @param network            enum wf_network_view */
void wf_routes_init(struct wf_routes *routes, struct wf_executor *executor,
                    const struct wf_platform *platform, double start_s, double bucket_s,
                    uint32_t network);
/** About @p count links will be met: they get large pages as far as they fill them. */
void wf_routes_expect(struct wf_routes *routes, uint32_t count);
void wf_routes_release(struct wf_routes *routes);
/** Links up to the one at @p index are not asked for any more, nor are routes: their memory may go.
 */
void wf_routes_drop(struct wf_routes *routes, uint32_t index);
/** Bytes of a route of one link, with all that stands behind it. */
#define WF_ROUTE_HOT                                                                               \
    (sizeof(struct wf_route) + sizeof(struct wf_route_pace) + sizeof(struct wf_route_link *))
/** Bytes at a link's beginning that a transfer uses that is played whole. */
#define WF_ROUTE_LINK_HOT offsetof(struct wf_route_link, ledger.name)
_Static_assert(WF_ROUTE_LINK_HOT <= 64, "a line of cache");
/** Is there such a route? One of coordinates (Vivaldi) has a latency and no link. */
static inline bool wf_route_exists(const struct wf_route *route)
{
    return route->link_count > 0 || route->latency_s > 0;
}
/** What a transfer of @p byte bytes in @p time_s costs by the classes of the route's networks, J.
 */
static inline double wf_route_network_j(const struct wf_route *route, double byte, double time_s)
{
    return route->network_j_per_byte * byte + route->network_w * time_s;
}
/** Does every route over @p link that was asked for begin or end at host @p host? */
static inline bool wf_route_link_belongs(const struct wf_route_link *link, uint32_t host)
{
    return link->ends[0] == host || link->ends[1] == host;
}
/** Bandwidth of @p link now. @p executor: whose link it is */
double wf_route_link_byte_per_s(const struct wf_executor *executor,
                                const struct wf_route_link *link);
/** Is @p link on the route? */
bool wf_route_has(const struct wf_route *route, const struct wf_route_link *link);
/** Does each transfer get the link's whole bandwidth? */
bool wf_route_link_is_fatpipe(const struct wf_route_link *link);
/** Links from one node to another, in order. The result lives until the routes are released. */
const struct wf_route *wf_routes_get(struct wf_routes *routes, const struct wf_node *from,
                                     const struct wf_node *to);
/** A route of one link, which is a host's own. Stays where it is, as it points to itself. */
struct wf_own_route {
    struct wf_route route; /**< without a pace; not among the routes, nor counted by its link */
    struct wf_route_link *link;
};
/** The routes from @p owner to @p partner and back, where the file says that each is one link of
 *  @p owner alone. @return false: it does not */
bool wf_routes_own(struct wf_routes *routes, const struct wf_node *owner,
                   const struct wf_node *partner, struct wf_own_route *out,
                   struct wf_own_route *in);
/** The same for a caller that keeps it and will not ask for it again, nor let others: of a large
 *  fleet, most are such. */
const struct wf_route *wf_routes_get_tied(struct wf_routes *routes, const struct wf_node *from,
                                          const struct wf_node *to);

#endif
