/* SimGrid as an executor of jobs (job/executor.h): dates, hosts, links and routes are SimGrid's,
 * turns are played by a pool of workers, a group is waited for by a semaphore. */
#ifndef WF_ENGINE_SIMGRID_H
#define WF_ENGINE_SIMGRID_H

#include "engine/pool.h"

struct wf_simgrid {
    struct wf_executor executor; /**< first: the functions of executor.h get its address */
    struct wf_pool pool;
    void *route;          /**< SimGrid's list of the links of a route, used again */
    const void **handles; /**< the same as an array */
    uint32_t handle_capacity;
    bool coordinates; /**< latencies are more than those of the links */
};

/** @param meter   books what turns use (borrowed); initialised before the first turn
 *  @param home    where the actors live
 *  @param paired  of the pool
 *  @param coordinates  some zone has latencies from positions (Vivaldi) */
void wf_simgrid_init(struct wf_simgrid *simgrid, struct wf_meter *meter, sg_host_t home,
                     bool paired, bool coordinates);
/** After the simulation. */
void wf_simgrid_release(struct wf_simgrid *simgrid);

#endif
