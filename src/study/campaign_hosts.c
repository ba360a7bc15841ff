#include "study/campaign_hosts.h"
#include "platform/schema.h"
#include <stdlib.h>

/* The <cluster>, <cabinet> or <peer> that declares the participant's host, or NULL. */
static const struct wf_host_group *group_of(const struct wf_scenario *scenario,
                                            const struct wf_participant *participant)
{
    return wf_platform_group(scenario->platform, participant->host);
}

static int check_group(const struct wf_scenario *scenario, const struct wf_host_group *group,
                       uint32_t learners, uint32_t servers, struct wf_err *err)
{
    const char *path = scenario->platform->path;
    if (learners + servers == 0)
        return 0;
    if (group->element != WF_EL_CLUSTER)
        return wf_err_set(err, WF_EINPUT,
                          "%s:%u: <%s %s> has no place for figures of its hosts; declare them by a "
                          "<host> or <cluster>",
                          path, group->line, wf_schema_tag(group->element), group->id);
    if (learners && servers)
        return wf_err_set(err, WF_EINPUT,
                          "%s:%u: <cluster %s> has the same figures for the server and the "
                          "learners; declare the server by a <host>",
                          path, group->line, group->id);
    if (learners + servers < group->host_count)
        return wf_err_set(err, WF_EINPUT,
                          "%s:%u: %u of the %u hosts of <cluster %s> take part, which has the same "
                          "figures for all of them; declare a <cluster> for each kind of host",
                          path, group->line, learners + servers, group->host_count, group->id);
    return 0;
}

int wf_campaign_hosts_check(const struct wf_scenario *scenario, struct wf_err *err)
{
    const struct wf_platform *platform = scenario->platform;
    uint32_t *learners = wf_calloc(platform->group_count + 1, sizeof *learners);
    const struct wf_host_group *servers = group_of(scenario, scenario->participants[WF_SERVER]);
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_host_group *group =
            group_of(scenario, &scenario->participants[WF_LEARNER][i]);
        if (group)
            learners[group - platform->groups]++;
    }
    int status = 0;
    for (uint32_t i = 0; status == 0 && i < platform->group_count; i++)
        status = check_group(scenario, &platform->groups[i], learners[i],
                             servers == &platform->groups[i], err);
    free(learners);
    return status;
}

const char *wf_campaign_host_name(const struct wf_scenario *scenario,
                                  const struct wf_participant *participant)
{
    const struct wf_host_group *group = group_of(scenario, participant);
    return group ? group->id : wf_scenario_host(scenario, participant)->name;
}
