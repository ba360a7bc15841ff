#include "job/route_check.h"
#include "base/diag.h"
#include "job/own_links.h"

enum { CHECKED_MAX = 10000 }; /* participants of a role */

static const char *why_unfit(const struct wf_link_class *class)
{
    if (class->sharing == WF_WIFI)
        return "is a Wi-Fi link, over which SimGrid's C interface cannot transfer (declare two "
               "SHARED links a device, up and down)";
    return class->profiled & WF_PROFILE_STATE
               ? "has a state profile, and SimGrid ends its process where a link fails in a "
                 "transfer (leave it out; learners may have 'availability')"
               : NULL;
}

/* A link that SimGrid loads and cannot use from C: reported once, with the first who needs it. */
static void check_links(const struct wf_job *job, const struct wf_route *route,
                        const struct wf_participant *from, const struct wf_participant *to,
                        struct wf_diag *diag)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, from);
    for (uint32_t i = 0; i < route->link_count; i++) {
        uint32_t line;
        const char *name = route->links[i]->ledger.name;
        const struct wf_link_class *class = wf_platform_link(scenario->platform, name, &line);
        const char *why = class ? why_unfit(class) : NULL;
        if (!why || route->links[i]->reported)
            continue;
        route->links[i]->reported = true;
        wf_diag_error(diag, scenario->platform->path, line,
                      "<link %s> %s, and lies on the route from '%s' (%s, %s:%u) to '%s'", name,
                      why, wf_scenario_host(scenario, from)->name, wf_roles[actor->role].name,
                      scenario->deployment.path, actor->line, wf_scenario_host(scenario, to)->name);
    }
}

/* The check, and what it knows of all links. */
struct check {
    struct wf_job *job;
    struct wf_diag *diag;
    bool plain; /* none of them must be looked at */
};

static void need_route(const struct check *check, const struct wf_participant *from,
                       const struct wf_participant *to)
{
    struct wf_job *job = check->job;
    struct wf_diag *diag = check->diag;
    const struct wf_scenario *scenario = job->scenario;
    if (check->plain && (wf_own_links_join(scenario->platform, from, to) ||
                         wf_own_links_join(scenario->platform, to, from)))
        return;
    const struct wf_node *here = wf_meter_node(&job->meter, from);
    const struct wf_node *there = wf_meter_node(&job->meter, to);
    if (wf_meter_connected(&job->meter, here, there)) {
        if (here != there)
            check_links(job, wf_meter_route(&job->meter, here, there), from, to, diag);
        return;
    }
    const struct wf_actor *actor = wf_scenario_actor(scenario, from);
    wf_diag_error(diag, scenario->deployment.path, actor->line,
                  "<actor %s> host '%s' has no route to '%s' (%s) in %s",
                  wf_roles[actor->role].name, wf_scenario_host(scenario, from)->name,
                  wf_scenario_host(scenario, to)->name,
                  wf_roles[wf_scenario_actor(scenario, to)->role].name, scenario->platform->path);
}

/* Neighbours are drawn later: a participant that reaches the next of its ring counts as one that
 * reaches all. */
static void check_need(const struct check *check, const struct wf_route_need *need)
{
    const struct wf_scenario *scenario = check->job->scenario;
    const struct wf_participant *list = scenario->participants[need->from],
                                *others = scenario->participants[need->to];
    uint32_t count = scenario->participant_count[need->from];
    if ((wf_partners_are_equals(need->partners) && count < 2) ||
        (need->needed && !need->needed(scenario)))
        return;
    for (uint32_t i = 0; i < count && i < CHECKED_MAX; i++) {
        uint32_t partner = need->partners == WF_PARTNER_OWN    ? list[i].partner
                           : need->partners == WF_PARTNER_RING ? (i + 1) % count
                           : need->partners == WF_PARTNER_TREE ? i & (i - 1) /* its last bit off */
                                                               : 0;
        if (partner == i && wf_partners_are_equals(need->partners))
            continue; /* the root */
        need_route(check, &list[i], &others[partner]);
        if (need->both_ways)
            need_route(check, &others[partner], &list[i]);
    }
}

void wf_route_check(struct wf_job *job, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    const struct check check = {job, diag, wf_own_links_are_plain(scenario->platform)};
    for (uint32_t i = 0; i < scenario->participant_count[WF_USER] && i < CHECKED_MAX; i++)
        need_route(&check, scenario->participants[paradigm->leader],
                   &scenario->participants[WF_USER][i]);
    for (size_t i = 0; i < paradigm->route_count; i++)
        check_need(&check, &paradigm->routes[i]);
}
