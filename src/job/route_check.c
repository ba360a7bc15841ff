#include "job/route_check.h"
#include "base/diag.h"

enum { CHECKED_MAX = 10000 }; /* participants of a role */

static void need_route(struct wf_job *job, const struct wf_participant *from,
                       const struct wf_participant *to, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = job->scenario;
    if (wf_meter_connected(&job->meter, wf_meter_node(&job->meter, from),
                           wf_meter_node(&job->meter, to)))
        return;
    const struct wf_actor *actor = wf_scenario_actor(scenario, from);
    wf_diag_error(diag, scenario->deployment.path, actor->line,
                  "<actor %s> host '%s' has no route to '%s' (%s) in %s",
                  wf_roles[actor->role].name, wf_scenario_host(scenario, from)->name,
                  wf_scenario_host(scenario, to)->name,
                  wf_roles[wf_scenario_actor(scenario, to)->role].name, scenario->platform->path);
}

/* Neighbours are drawn later: a participant that reaches the next of its ring counts as one that
 * reaches all. */
static void check(struct wf_job *job, const struct wf_route_need *need, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *list = scenario->participants[need->from],
                                *others = scenario->participants[need->to];
    uint32_t count = scenario->participant_count[need->from];
    bool ring = need->partners == WF_PARTNER_RING;
    if (ring && count < 2)
        return;
    for (uint32_t i = 0; i < count && i < CHECKED_MAX; i++) {
        uint32_t partner = need->partners == WF_PARTNER_OWN ? list[i].partner
                           : ring                           ? (i + 1) % count
                                                            : 0;
        need_route(job, &list[i], &others[partner], diag);
        if (need->both_ways)
            need_route(job, &others[partner], &list[i], diag);
    }
}

void wf_route_check(struct wf_job *job, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    for (uint32_t i = 0; i < scenario->participant_count[WF_USER] && i < CHECKED_MAX; i++)
        need_route(job, scenario->participants[paradigm->leader],
                   &scenario->participants[WF_USER][i], diag);
    for (size_t i = 0; i < paradigm->route_count; i++)
        check(job, &paradigm->routes[i], diag);
}
