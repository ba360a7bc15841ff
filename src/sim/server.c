/* Synchronous FedAvg (McMahan et al. 2017): each round select a cohort, send the model, wait for
 * every update, aggregate, evaluate, and pay the fixed overhead of the round. */
#include "base/random.h"
#include "model/coverage.h"
#include "sim/job.h"
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <stdlib.h>

struct rounds {
    struct wf_job *job;
    const struct wf_server *props;
    const struct wf_participant *server, *learners;
    struct wf_node *node;
    struct wf_random *random;
    struct wf_group group;
    struct wf_turn *turns; /* one a member of the cohort */
    uint32_t *cohort;      /* indices of learners, ascending */
    uint32_t *turn_count;  /* of each learner */
    uint32_t active;
};

static void select_cohort(struct rounds *rounds)
{
    uint32_t learners = rounds->job->scenario->participant_count[WF_LEARNER];
    if (rounds->active < learners)
        wf_random_subset(rounds->random, learners, rounds->active, rounds->cohort);
    else
        for (uint32_t i = 0; i < learners; i++)
            rounds->cohort[i] = i;
}

static void keep_cohort(struct rounds *rounds)
{
    struct wf_job *job = rounds->job;
    struct wf_outcome *outcome = &job->outcome;
    if (!job->keep_cohorts)
        return;
    size_t need = outcome->cohort_count + rounds->active;
    if (need > job->cohort_capacity) {
        job->cohort_capacity = 2 * need;
        outcome->cohorts =
            wf_realloc(outcome->cohorts, job->cohort_capacity * sizeof *outcome->cohorts);
    }
    for (uint32_t i = 0; i < rounds->active; i++)
        outcome->cohorts[outcome->cohort_count++] = rounds->learners[rounds->cohort[i]].host;
}

static void train(struct rounds *rounds)
{
    struct wf_job *job = rounds->job;
    for (uint32_t i = 0; i < rounds->active; i++) {
        uint32_t index = rounds->cohort[i];
        const struct wf_participant *learner = &rounds->learners[index];
        wf_learner_turn(job, learner, rounds->turn_count[index]++ == 0, &rounds->turns[i]);
        rounds->turns[i].tag = learner->host;
        job->outcome.flop += wf_learner_flop(job->scenario, learner);
        job->outcome.samples +=
            (double)learner->samples *
            (double)wf_scenario_actor(job->scenario, learner)->values.learner.local_epochs;
        wf_pool_submit(&job->pool, &rounds->group, &rounds->turns[i]);
    }
    wf_group_wait(&rounds->group);
}

static void serve(struct rounds *rounds, enum wf_phase phase, uint16_t pstate, double flop)
{
    struct wf_turn turn = {0};
    wf_turn_add(&turn, (struct wf_step){.kind = WF_STEP_WORK,
                                        .phase = (uint8_t)phase,
                                        .pstate = pstate,
                                        .node = rounds->node,
                                        .amount = flop});
    wf_pool_submit(&rounds->job->pool, &rounds->group, &turn);
    wf_group_wait(&rounds->group);
}

static void aggregate(struct rounds *rounds)
{
    const struct wf_scenario *scenario = rounds->job->scenario;
    double flop =
        rounds->props->aggregation_flop * scenario->workload.parameters * (double)rounds->active;
    serve(rounds, WF_PHASE_AGGREGATE, rounds->server->pstate, flop / rounds->node->core_count);
    rounds->job->outcome.flop += flop;
}

static void evaluate(struct rounds *rounds)
{
    struct wf_job *job = rounds->job;
    const struct wf_scenario *scenario = job->scenario;
    uint32_t open = 0;
    for (uint32_t i = 0; i < rounds->active; i++) {
        const struct wf_participant *learner = &rounds->learners[rounds->cohort[i]];
        double samples =
            (double)wf_scenario_actor(scenario, learner)->values.learner.evaluation_samples;
        if (samples <= 0)
            continue;
        wf_learner_evaluation(job, learner, &rounds->turns[open]);
        job->outcome.flop += samples * scenario->workload.forward_flop;
        wf_pool_submit(&job->pool, &rounds->group, &rounds->turns[open++]);
    }
    wf_group_wait(&rounds->group);
    double samples = (double)wf_scenario_evaluation_samples(scenario);
    serve(rounds, WF_PHASE_EVALUATE, rounds->server->evaluation_pstate,
          rounds->server->evaluation_flop * samples);
    job->outcome.flop += samples * scenario->workload.forward_flop;
}

static void run_round(struct rounds *rounds, uint64_t number)
{
    struct wf_job *job = rounds->job;
    const struct wf_server *props = rounds->props;
    struct wf_round_usage usage = {.start_s = simgrid_get_clock(), .cohort = rounds->active};
    double up = job->pool.byte[WF_UPLINK], down = job->pool.byte[WF_DOWNLINK];
    double site_j = job->meter.ledger.site_j;
    select_cohort(rounds);
    keep_cohort(rounds);
    train(rounds);
    usage.slowest_host = rounds->group.last_tag;
    aggregate(rounds);
    if (props->evaluation_period && number % props->evaluation_period == 0)
        evaluate(rounds);
    serve(rounds, WF_PHASE_OVERHEAD, job->scenario->overhead_pstate,
          wf_busy_flop(job->scenario, rounds->server, job->scenario->overhead_pstate,
                       props->round_overhead_s));
    wf_meter_attend(&job->meter, rounds->node); /* it has waited for those who came last */
    usage.end_s = simgrid_get_clock();
    usage.uplink_byte = job->pool.byte[WF_UPLINK] - up;
    usage.downlink_byte = job->pool.byte[WF_DOWNLINK] - down;
    usage.energy_j = job->meter.ledger.site_j - site_j;
    wf_job_add_round(job, &usage);
}

/* Who took part, and how evenly (ruling 17). */
static void cover(const struct rounds *rounds)
{
    struct wf_outcome *outcome = &rounds->job->outcome;
    uint32_t count = rounds->job->scenario->participant_count[WF_LEARNER];
    uint64_t *samples = wf_calloc(count, sizeof *samples);
    double *turns = wf_calloc(count, sizeof *turns), *used = wf_calloc(count, sizeof *used);
    for (uint32_t i = 0; i < count; i++) {
        samples[i] = rounds->learners[i].samples;
        turns[i] = rounds->turn_count[i];
        used[i] = turns[i] * (double)samples[i];
    }
    outcome->learner_coverage = wf_coverage_learners(rounds->turn_count, count);
    outcome->sample_coverage = wf_coverage_samples(rounds->turn_count, samples, count);
    outcome->learner_gini = wf_coverage_gini(turns, count);
    outcome->sample_gini = wf_coverage_gini(used, count);
    free(samples);
    free(turns);
    free(used);
}

void wf_server_lead(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *server = scenario->participants[WF_SERVER];
    struct rounds rounds = {.job = job,
                            .props = wf_scenario_server(scenario),
                            .server = server,
                            .learners = scenario->participants[WF_LEARNER],
                            .node = wf_meter_node(&job->meter, server),
                            .random = wf_random_new(scenario->options.seed, "cohort"),
                            .active = scenario->active};
    rounds.turns = wf_calloc(rounds.active, sizeof *rounds.turns);
    rounds.cohort = wf_calloc(rounds.active, sizeof *rounds.cohort);
    rounds.turn_count =
        wf_calloc(scenario->participant_count[WF_LEARNER], sizeof *rounds.turn_count);
    double start_s = wf_scenario_actor(scenario, server)->start_s;
    if (start_s > simgrid_get_clock())
        sg_actor_sleep_until(start_s);
    wf_group_init(&rounds.group);
    wf_meter_attend(&job->meter, rounds.node); /* on duty from here, come who may */
    job->outcome.start_energy_j = job->meter.ledger.site_j;
    for (uint64_t number = 1; number <= scenario->rounds; number++)
        run_round(&rounds, number);
    cover(&rounds);
    wf_group_release(&rounds.group);
    free(rounds.turns);
    free(rounds.cohort);
    free(rounds.turn_count);
    wf_random_free(rounds.random);
}
