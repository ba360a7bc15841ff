/* Flows that share links, by water-filling: a pure state, which knows no platform and no executor.
 *
 * SimGrid's solver (maxmin) gives each flow v = min(cap, level / penalty): the level is the largest
 * at which sum(weight x v) fits each link. All links here are crossed by all flows, so that one
 * level, that of the tightest link, holds for all. A flow moves factor x v byte/s.
 *
 * Flows that have their cap end at a date; the others at a value of V, the integral of the level,
 * whatever happens to the level in between. Which flows have their cap follows from cap x penalty
 * alone. So four heaps suffice, and an event costs O(log n) amortised.
 *
 * One thing more is SimGrid's: where flows that have their cap leave less than 1e-5 of a link
 * (maxmin/precision), it takes the link for full and looks at it no more: the others then get their
 * cap, too, until a flow begins or ends. */
#ifndef WF_ENGINE_WATER_H
#define WF_ENGINE_WATER_H

#include <stdbool.h>
#include <stdint.h>

enum { WF_WATER_LINKS_MAX = 8 };

/** What a flow asks of the links. */
struct wf_water_terms {
    double penalty;        /**< > 0 */
    double cap_byte_per_s; /**< > 0; what its own links and its window allow, before the factor */
    double weights[WF_WATER_LINKS_MAX]; /**< > 0, one a link */
};

struct wf_water_flow {
    const struct wf_water_terms *terms; /**< NULL: it is not on the links */
    double key;                         /**< cap x penalty: it has its cap from this level on */
    double rest_byte, since_s;          /**< of one that has its cap: what was left, and when */
    bool capped;
    uint32_t places[2]; /**< in the heaps of ends and of keys */
};

struct wf_water_entry {
    double key;
    struct wf_water_flow *flow;
};
struct wf_water_heap {
    struct wf_water_entry *entries; /**< the least key first */
    uint32_t count, capacity;
};

/** A sum that forgets no small terms (Neumaier 1974). */
struct wf_water_sum {
    double sum, rest;
};

struct wf_water {
    double factor;
    uint32_t link_count;
    struct wf_water_link {
        double capacity_byte_per_s;
        struct wf_water_sum capped;  /**< weight x cap of flows that have their cap */
        struct wf_water_sum inverse; /**< weight / penalty of the others */
    } links[WF_WATER_LINKS_MAX];
    double level; /**< INFINITY while every flow has its cap */
    double integral, now_s;
    bool spilt; /**< less than SimGrid's precision is left for the others: they have their cap */
    struct wf_water_heap dates, integrals;      /**< ends of capped flows, of the others */
    struct wf_water_heap capped_keys, low_keys; /**< of capped flows, negative; of the others */
};

/** @param factor  of what a flow moves, by what it gets of the links */
void wf_water_init(struct wf_water *water, double factor);
void wf_water_release(struct wf_water *water);
/** Before any flow. */
void wf_water_add_link(struct wf_water *water, double capacity_byte_per_s);

/** Dates never go back. A flow stays where it is while it is on the links; @p terms too. */
void wf_water_join(struct wf_water *water, struct wf_water_flow *flow,
                   const struct wf_water_terms *terms, double byte, double now_s);
/** It is cut off. */
void wf_water_leave(struct wf_water *water, struct wf_water_flow *flow, double now_s);

/** When the next flow ends, if no other joins or leaves; INFINITY: there is none. */
double wf_water_next_s(const struct wf_water *water);
/** Take off all flows that end until @p precision_s after @p now_s, in the order of their ends.
 *  @param take  is called with each; it may not change the state */
void wf_water_end(struct wf_water *water, double now_s, double precision_s,
                  void (*take)(void *data, struct wf_water_flow *flow), void *data);

/** Bytes that are left of a flow at @p now_s. */
double wf_water_rest_byte(const struct wf_water *water, const struct wf_water_flow *flow,
                          double now_s);

#endif
