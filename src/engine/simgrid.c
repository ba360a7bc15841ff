#include "engine/simgrid.h"
#include "engine/precision.h"
#include <assert.h>
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/link.h>
#include <simgrid/plugins/energy.h>
#include <simgrid/semaphore.h>
#include <stdlib.h>
#include <xbt/dynar.h>

/* ---- dates ---- */

static double now(const struct wf_executor *executor)
{
    (void)executor;
    return simgrid_get_clock();
}

static void sleep_until(struct wf_executor *executor, double date_s)
{
    (void)executor;
    wf_precision_follow(simgrid_get_clock(), date_s);
    sg_actor_sleep_until(date_s);
}

static struct wf_pool *pool_of(struct wf_executor *executor)
{
    return &((struct wf_simgrid *)executor)->pool;
}

static void finish_date(struct wf_executor *executor)
{
    wf_pool_finish_date(pool_of(executor));
}

/* ---- turns ---- */

static void submit(struct wf_executor *executor, struct wf_group *group, struct wf_turn *turn)
{
    wf_pool_submit(pool_of(executor), group, turn);
}

static void cut(struct wf_executor *executor, struct wf_turn *turn)
{
    wf_pool_cut(pool_of(executor), turn);
}

/* ---- groups: the handle is a semaphore, released once a wait ---- */

static void open_group(struct wf_executor *executor, struct wf_group *group)
{
    (void)executor;
    group->handle = sg_sem_init(0);
}

static void close_group(struct wf_executor *executor, struct wf_group *group)
{
    (void)executor;
    sg_sem_destroy(group->handle);
}

static bool wait(struct wf_executor *executor, struct wf_group *group, double until_s)
{
    (void)executor;
    if (isinf(until_s)) {
        sg_sem_acquire(group->handle);
        return true;
    }
    wf_precision_follow(simgrid_get_clock(), until_s);
    return !sg_sem_acquire_timeout(group->handle, until_s - simgrid_get_clock());
}

static void wake(struct wf_executor *executor, struct wf_group *group)
{
    (void)executor;
    sg_sem_release(group->handle);
}

/* ---- the platform ---- */

static void *host(struct wf_executor *executor, uint32_t index, const char *name, uint32_t *pstate)
{
    (void)executor, (void)index;
    sg_host_t found = sg_host_by_name(name);
    *pstate = (uint32_t)sg_host_get_pstate(found);
    return found;
}

static void set_pstate(struct wf_executor *executor, void *handle, uint32_t pstate)
{
    (void)executor;
    sg_host_set_pstate(handle, pstate);
}

static uint32_t route(struct wf_executor *executor, void *from, void *to, const void *const **links,
                      double *latency_s)
{
    struct wf_simgrid *simgrid = (struct wf_simgrid *)executor;
    xbt_dynar_t list = simgrid->route;
    xbt_dynar_reset(list);
    sg_host_get_route(from, to, list);
    uint32_t count = (uint32_t)xbt_dynar_length(list);
    if (count > simgrid->handle_capacity) {
        simgrid->handle_capacity = 2 * count;
        simgrid->handles =
            wf_realloc(simgrid->handles, simgrid->handle_capacity * sizeof *simgrid->handles);
    }
    double links_s = 0;
    for (uint32_t i = 0; i < count; i++) {
        sg_link_t link = *(sg_link_t *)xbt_dynar_get_ptr(list, i);
        simgrid->handles[i] = link;
        links_s += sg_link_get_latency(link);
    }
    *links = simgrid->handles;
    /* SimGrid would look for the route once more */
    *latency_s = simgrid->coordinates ? sg_host_get_route_latency(from, to) : links_s;
    return count;
}

static const char *link_name(const struct wf_executor *executor, const void *link)
{
    (void)executor;
    return sg_link_get_name((const_sg_link_t)link);
}

static struct wf_link_facts link_facts(const struct wf_executor *executor, const void *link)
{
    (void)executor;
    return (struct wf_link_facts){.bandwidth_byte_per_s = sg_link_get_bandwidth(link)};
}

static double link_j(const struct wf_executor *executor, const void *link, const char *name)
{
    (void)executor;
    sg_link_t found = link ? (sg_link_t)link : sg_link_by_name(name);
    assert(found && "SimGrid was given the file that names it");
    return sg_link_get_consumed_energy(found);
}

static const struct wf_executor_ops ops = {
    .now = now,
    .sleep_until = sleep_until,
    .finish_date = finish_date,
    .submit = submit,
    .cut = cut,
    .open_group = open_group,
    .close_group = close_group,
    .wait = wait,
    .wake = wake,
    .host = host,
    .set_pstate = set_pstate,
    .route = route,
    .link_name = link_name,
    .link_facts = link_facts,
    .link_j = link_j,
};

void wf_simgrid_init(struct wf_simgrid *simgrid, struct wf_meter *meter, sg_host_t home,
                     bool paired, bool coordinates)
{
    *simgrid = (struct wf_simgrid){.executor = {.ops = &ops, .meter = meter},
                                   .coordinates = coordinates,
                                   .route = xbt_dynar_new(sizeof(sg_link_t), NULL)};
    wf_pool_init(&simgrid->pool, meter, home, paired);
}

void wf_simgrid_release(struct wf_simgrid *simgrid)
{
    xbt_dynar_t list = simgrid->route;
    xbt_dynar_free(&list);
    wf_pool_release(&simgrid->pool);
    free(simgrid->handles);
    *simgrid = (struct wf_simgrid){0};
}
