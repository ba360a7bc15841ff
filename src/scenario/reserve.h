/* Learners that are drawn when they are first asked. Of a large fleet few devices ever take part in
 * a run: the platform then holds one device of each group (class, region, access network), which
 * represents the others. What differs inside a group (speed, watts, the figures of its links) is
 * drawn in the run (job/muster.h). */
#ifndef WF_SCENARIO_RESERVE_H
#define WF_SCENARIO_RESERVE_H

#include "fleet/draw.h"

struct wf_resolver;
struct wf_scenario;

enum { WF_RESERVE_PSTATES = 16 }; /**< most power states of a device */

/** What the platform holds of a fleet. */
struct wf_reserve_plan {
    const struct wf_fleet *fleet;
    const uint64_t *devices; /**< one of each group; ascending */
    uint32_t count;
};

struct wf_reserve {
    const struct wf_fleet *fleet;
    uint64_t first;             /**< device of the fleet that is learner 0; the others follow */
    uint32_t count;             /**< learners in all */
    const uint32_t *stands_for; /**< by learner of the scenario: how many it counts for. The first
                                   of a class has all that no other has: only what a whole class
                                   shares may be weighted by it */
    const uint32_t *of_group;   /**< by wf_reserve_group: learner of the scenario that is in it */
    const char *last_name;      /**< of the last learner */
};

/** Put the learners of a scenario that is built in reserve, once participants are gathered, if that
 *  changes no result; else scenario->reserve stays NULL. */
void wf_reserve_resolve(struct wf_resolver *resolver, const struct wf_reserve_plan *plan);
/** The same once all is resolved: what the run would need all devices for. @return a reason, as
 *  part of a sentence; NULL: nothing */
const char *wf_reserve_refusal(const struct wf_scenario *scenario);

/** Number of the group of @p device. */
static inline uint32_t wf_reserve_group(const struct wf_fleet *fleet,
                                        const struct wf_fleet_device *device)
{
    uint32_t region = device->region == WF_FLEET_NONE ? fleet->region_count : device->region;
    uint32_t access = device->access == WF_FLEET_NONE ? fleet->access_count : device->access;
    return (device->class * (fleet->region_count + 1) + region) * (fleet->access_count + 1) +
           access;
}
static inline uint32_t wf_reserve_group_count(const struct wf_fleet *fleet)
{
    return fleet->class_count * (fleet->region_count + 1) * (fleet->access_count + 1);
}

#endif
