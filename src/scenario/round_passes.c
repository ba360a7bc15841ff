#include "scenario/round_passes.h"
#include "scenario/local_work.h"
#include "scenario/scenario.h"
#include <math.h>

/* What those who train do in one local training each. */
struct work {
    double trained, held; /* samples, of all together */
};

static void add_work(const struct wf_scenario *scenario, enum wf_role_id who, uint32_t index,
                     uint64_t training, struct work *work)
{
    const struct wf_participant *participant = &scenario->participants[who][index];
    double many = wf_scenario_stands_for(scenario, who, index);
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_role *role = &wf_roles[actor->role];
    const char *values = (const char *)&actor->values;
    uint64_t held = wf_scenario_trained_on(scenario, participant, training);
    uint64_t epochs = *(const uint64_t *)(values + role->local_epochs);
    uint64_t batch = *(const uint64_t *)(values + role->batch);
    work->held += many * (double)held;
    work->trained += many * wf_local_work(held, epochs, wf_actor_steps(actor), batch).samples;
}

static struct work all_work(const struct wf_scenario *scenario, uint64_t training)
{
    enum wf_role_id worker = scenario->paradigm->worker;
    struct work work = {0, 0};
    for (uint32_t i = 0; i < scenario->participant_count[worker]; i++)
        add_work(scenario, worker, i, training, &work);
    return work;
}

/* Of one that is drawn from so many, on average. */
static double of_gateway(const struct wf_scenario *scenario, uint32_t gateway, uint64_t training,
                         double *active)
{
    uint32_t first = scenario->first_member[gateway], end = scenario->first_member[gateway + 1];
    const struct wf_actor *actor =
        wf_scenario_actor(scenario, &scenario->participants[WF_GATEWAY][gateway]);
    struct work work = {0, 0};
    for (uint32_t i = first; i < end; i++)
        add_work(scenario, WF_LEARNER, scenario->members[i], training, &work);
    *active += scenario->gateways[gateway].active;
    return end == first ? 0
                        : work.trained * scenario->gateways[gateway].active / (end - first) *
                              (double)actor->values.gateway.local_rounds;
}

/* Samples of a round of gateways, and their learners that are active at a time. */
static double of_gateways(const struct wf_scenario *scenario, uint64_t training, double *active)
{
    double samples = 0, share = (double)scenario->active / scenario->participant_count[WF_GATEWAY];
    *active = 0;
    for (uint32_t i = 0; i < scenario->participant_count[WF_GATEWAY]; i++)
        samples += of_gateway(scenario, i, training, active);
    *active *= share;
    return samples * share;
}

/* Samples of a round, and the clients that are active at a time. A cohort that is chosen is taken
 * to hold as much as a drawn one, on average. */
static double of_round(const struct wf_scenario *scenario, uint64_t training,
                       const struct work *work, double *active)
{
    uint32_t all = wf_scenario_count(scenario, scenario->paradigm->worker);
    *active = all;
    if (scenario->paradigm->leader != WF_SERVER)
        return work->trained;
    if (scenario->participant_count[WF_GATEWAY])
        return of_gateways(scenario, training, active);
    const struct wf_server *server = wf_scenario_server(scenario);
    double updates = *active = scenario->active;
    if (server->aggregation == WF_AGGREGATE_BUFFERED && server->buffer != WF_COUNT_UNSET)
        updates = (double)server->buffer;
    if (server->aggregation == WF_AGGREGATE_BUFFERED && server->concurrency != WF_COUNT_UNSET)
        *active = (double)server->concurrency;
    return work->trained * updates / all;
}

struct wf_round_work wf_round_work_of(const struct wf_scenario *scenario, uint64_t training)
{
    struct wf_round_work round = {.active = NAN};
    struct work work = all_work(scenario, training);
    round.samples = of_round(scenario, training, &work, &round.active);
    round.local_passes = work.trained / work.held;
    return round;
}

double wf_passes_of_round(const struct wf_scenario *scenario)
{
    if (!scenario->paradigm->federated)
        return 1;
    return wf_round_work_of(scenario, 1).samples / (double)scenario->total_samples;
}
