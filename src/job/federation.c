#include "job/federation.h"
#include "job/protection.h"
#include "job/record.h"
#include "job/step.h"
#include "model/progress.h"

static const double ROUNDING = 1e-9; /* of a sum of progress */

bool wf_federation_goes_on(const struct wf_federation *federation, double rounds)
{
    return federation->progress < rounds - ROUNDING && !federation->job->err.code &&
           !wf_record_cut_short(federation->job);
}

double wf_federation_used_j(struct wf_federation *federation)
{
    return federation->job->meter.ledger.site_j +
           (federation->open_j ? federation->open_j(federation) : 0);
}

/* Work on the server; returns when it is done. */
static void play(struct wf_federation *federation, struct wf_turn *turn)
{
    wf_group_submit(&federation->own, turn);
    wf_group_wait(&federation->own);
}

static void serve(struct wf_federation *federation, struct wf_step step)
{
    struct wf_turn turn;
    wf_turn_clear(&turn);
    wf_turn_add(&turn, step);
    play(federation, &turn);
}

void wf_federation_pack(struct wf_federation *federation)
{
    const struct wf_scenario *scenario = federation->job->scenario;
    if (wf_scenario_unpacks(scenario))
        serve(federation,
              wf_step_work(federation->node, WF_PHASE_AGGREGATE, federation->server->pstate,
                           wf_coding_flop(scenario, federation->node,
                                          federation->props->coding.encode_flop)));
}

void wf_federation_begin(struct wf_federation *federation, struct wf_federation_round *round)
{
    struct wf_job *job = federation->job;
    *round = (struct wf_federation_round){.usage = {.start_s = wf_job_now(job)},
                                          .uplink_byte = job->meter.byte[WF_UPLINK],
                                          .downlink_byte = job->meter.byte[WF_DOWNLINK],
                                          .site_j = wf_federation_used_j(federation)};
    federation->fleet.gate = wf_gate_open(&federation->props->carbon, wf_job_now(job));
    federation->number++;
}

static void aggregate(struct wf_federation *federation, uint32_t received)
{
    struct wf_job *job = federation->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_server *props = federation->props;
    double flop =
        props->aggregation_flop * scenario->workload.trainable_parameters * (double)received;
    double coding = wf_scenario_packs(scenario)
                        ? wf_coding_flop(scenario, federation->node,
                                         props->coding.decode_flop * (double)received)
                        : 0;
    serve(federation, wf_step_work(federation->node, WF_PHASE_AGGREGATE, federation->server->pstate,
                                   flop / federation->node->core_count + coding));
    job->outcome.flop += flop;
}

/* The learners, then the server. */
static void evaluate(struct wf_federation *federation, uint32_t cohort)
{
    struct wf_job *job = federation->job;
    const struct wf_scenario *scenario = job->scenario;
    federation->ask_learners(federation, cohort);
    double samples = (double)wf_scenario_evaluation_samples(scenario);
    struct wf_turn turn;
    wf_turn_clear(&turn);
    wf_turn_add_evaluation(&turn, federation->node, federation->server, samples, 1);
    play(federation, &turn);
    job->outcome.flop += samples * scenario->workload.forward_flop;
}

void wf_federation_finish(struct wf_federation *federation, struct wf_federation_round *round,
                          uint32_t received, double weight, uint32_t expected, uint32_t cohort)
{
    struct wf_job *job = federation->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_server *props = federation->props;
    struct wf_round_usage *usage = &round->usage;
    if (!federation->gateways) /* else each uncovers the sum of its learners */
        serve(federation, wf_protection_uncover(scenario, federation->server, federation->node,
                                                cohort, received));
    aggregate(federation, received);
    if (wf_schedule_has(&props->evaluation, federation->number))
        evaluate(federation, cohort);
    serve(federation,
          wf_step_overhead(federation->node, federation->server, props->round_overhead_s));
    wf_meter_attend(&job->meter, federation->node); /* it has waited for those who came last */
    usage->cohort = cohort ? cohort : expected;
    usage->updates = received;
    usage->end_s = wf_job_now(job);
    usage->uplink_byte = job->meter.byte[WF_UPLINK] - round->uplink_byte;
    usage->downlink_byte = job->meter.byte[WF_DOWNLINK] - round->downlink_byte;
    usage->energy_j = wf_federation_used_j(federation) - round->site_j;
    usage->progress =
        wf_progress_round(received, expected, scenario->workload.missing_factor_ratio, weight);
    wf_record_round(job, usage);
    /* late ones may join those of a round: more than it expects */
    job->outcome.missing_updates += expected > received ? expected - received : 0;
    federation->progress += usage->progress;
    federation->barren = received ? 0 : federation->barren + 1;
    if (federation->barren == WF_BARREN_ROUNDS_MAX)
        wf_err_set(
            &job->err, WF_ESIM,
            "no update has come in %d rounds in a row (%.6g s): all learners drop out or are "
            "late",
            WF_BARREN_ROUNDS_MAX, wf_job_now(job));
}
