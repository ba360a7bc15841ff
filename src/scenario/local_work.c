#include "scenario/local_work.h"
#include "model/compute.h"
#include "scenario/resolver.h"

struct wf_local_work wf_local_work(uint64_t held, uint64_t epochs, uint64_t steps, uint64_t batch)
{
    if (steps != WF_COUNT_UNSET && held > 0)
        return (struct wf_local_work){(double)steps * (double)batch, (double)steps};
    uint64_t batches = wf_compute_batches(held, batch == WF_COUNT_UNSET ? 0 : batch);
    return (struct wf_local_work){(double)epochs * (double)held, (double)epochs * (double)batches};
}

double wf_local_batch(uint64_t held, uint64_t steps, uint64_t batch, uint64_t number)
{
    if (batch == WF_COUNT_UNSET)
        return (double)held;
    if (steps != WF_COUNT_UNSET)
        return (double)batch;
    uint64_t before = number % wf_compute_batches(held, batch) * batch;
    return (double)(held - before < batch ? held - before : batch);
}

static bool is_of_file(const struct wf_origin *origin)
{
    return origin->file && origin->line > 0;
}

static void resolve(struct wf_resolver *resolver, struct wf_actor *actor)
{
    const struct wf_role *role = &wf_roles[actor->role];
    struct wf_origin *epochs = &actor->origins[wf_props_find(role->props, "local-epochs", 0)];
    struct wf_origin *steps = &actor->origins[wf_props_find(role->props, "local-steps", 0)];
    uint64_t *number = (uint64_t *)((char *)&actor->values + role->local_steps);
    if (epochs->file && steps->file && is_of_file(epochs) == is_of_file(steps)) {
        wf_resolver_prop_error(
            resolver, actor, "local-steps",
            "a local training is either so many steps or so many 'local-epochs', "
            "which are given too");
        return;
    }
    if (epochs->file && is_of_file(steps)) { /* the command line asks for epochs */
        *number = WF_COUNT_UNSET;
        *steps = (struct wf_origin){0};
    } else if (steps->file && is_of_file(epochs)) {
        *epochs = (struct wf_origin){0};
    }
    if (*number != WF_COUNT_UNSET &&
        *(const uint64_t *)((const char *)&actor->values + role->batch) == WF_COUNT_UNSET)
        wf_resolver_prop_error(resolver, actor, "local-steps",
                               "a step trains on one batch: the prop 'batch' is needed");
}

void wf_local_work_resolve(struct wf_resolver *resolver)
{
    struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (wf_roles[deployment->actors[i].role].local_steps)
            resolve(resolver, &deployment->actors[i]);
}
