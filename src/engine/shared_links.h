/* Which links transfers can share, and how they share them: what eligibility.h proves of links, and
 * closed_form.h plays by.
 *
 * A participant has one transfer at a time, and a gateway none while its learners have some: so the
 * transfers on a link at one time are at most one of each owner whose routes use it. Each is at
 * most as fast as it is alone. A link of one owner is private. One whose bandwidth covers the sum
 * of these rates, each with its weight (route_pace.h), slows nothing down: it is roomy. So is one
 * all of whose transfers also cross another, tighter link. What remains is shared; it must be so
 * that transfers which share one link share all their shared links: then one level rules them
 * (water.h). */
#ifndef WF_ENGINE_SHARED_LINKS_H
#define WF_ENGINE_SHARED_LINKS_H

#include "base/arena.h"
#include "engine/flow.h"
#include "engine/water.h"
#include <stddef.h>

/** A transfer that may take place. */
struct wf_possible_way {
    const struct wf_node *owner; /**< it takes place in the turns of this one */
    const struct wf_route *route, *back;
    uint32_t family; /**< a gateway and its learners; UINT32_MAX: of no gateway */
    bool head;       /**< the owner is the gateway */
};

/** Links with one level. */
struct wf_shared_level {
    struct wf_water water;
    const char *name; /**< of one of its links */
    uint64_t version; /**< of what is on them */
    bool changed;     /**< since its next end was set as an event */
};

/** A route that others share links of. */
struct wf_shared_way {
    struct wf_shared_level *level; /**< NULL: nothing slows it down */
    struct wf_water_terms terms;
};

/** Calls visit(visitor, way) for all ways, those of one owner one after the other, until one
 * returns false. @return whether all returned true */
typedef bool wf_visit_way(void *visitor, const struct wf_possible_way *way);
typedef bool wf_each_way(void *ways, wf_visit_way *visit, void *visitor);

struct wf_shared_links {
    struct wf_flow_model model;
    const struct wf_executor *executor;
    const struct wf_routes *routes;
    struct wf_arena arena;
    struct wf_shared_level **levels;
    size_t level_count;
    bool spreads;  /**< beginnings on links of several owners are put off (spread.h) */
    bool together; /**< what comes of some transfer depends on others: its pace has a shared way */
};

/** Decide of each link on the ways what it is. Marks links as roomy or as a level's, and sets the
 *  shared way of each pace that has one.
 *  @param routes  have paces that are set when their way is visited
 *  @param cuts    transfers may be cut off: how far they had come depends on who shared their links
 *  @param[out] reason  of @p size bytes: why not; a part of a sentence
 *  @return false: transfers share links in another way */
bool wf_shared_links_find(struct wf_shared_links *shared, const struct wf_flow_model *model,
                          const struct wf_executor *executor, const struct wf_routes *routes,
                          bool cuts, wf_each_way *each, void *ways, char *reason, size_t size);
void wf_shared_links_release(struct wf_shared_links *shared);
/** Of some of the ways alone: false where the others cannot make it true. A link that is too narrow
 *  for some of its transfers is for all, and what not all of some cross, not all of all do. Only
 *  links that are roomy for these ways are marked. */
bool wf_shared_links_may(const struct wf_flow_model *model, const struct wf_executor *executor,
                         const struct wf_routes *routes, wf_each_way *each, void *ways,
                         char *reason, size_t size);

#endif
