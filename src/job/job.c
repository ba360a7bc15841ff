#include "job/job.h"
#include "model/compute.h"
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>

/* ---- its life ---- */

void wf_job_sleep_until(double date_s)
{
    if (date_s > simgrid_get_clock())
        sg_actor_sleep_until(date_s);
}

/* Trial trainings before the first that counts: all they use is exploration. */
static void explore(struct wf_job *job, const struct wf_paradigm_way *way)
{
    const struct wf_plan *plan = wf_scenario_plan(job->scenario);
    double rounds = ceil(plan->trial_share_ratio * (double)job->scenario->rounds - 1e-9);
    if (plan->trials == 0)
        return;
    job->exploring = true;
    wf_meter_explore(&job->meter, true);
    for (uint64_t i = 0; i < plan->trials && !job->err.code; i++)
        way->train(job, (uint64_t)rounds);
    wf_meter_explore(&job->meter, false);
    job->exploring = false;
}

/* Nobody but the users' hosts is on duty until the next training. */
static void go_off_duty(struct wf_job *job)
{
    for (uint32_t i = 0; i < job->meter.node_count; i++)
        wf_meter_leave(&job->meter, job->meter.nodes[i]);
}

void wf_job_live(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    const struct wf_paradigm_way *way = scenario->paradigm->way;
    struct wf_outcome *outcome = &job->outcome;
    outcome->learner_coverage = outcome->sample_coverage = NAN;
    outcome->learner_gini = outcome->sample_gini = NAN;
    way->open(job);
    double start_s = simgrid_get_clock();
    for (job->training = 1; job->training <= plan->trainings && !job->err.code; job->training++) {
        double due_s = start_s + (double)(job->training - 1) * plan->every_s;
        double now_s = simgrid_get_clock();
        if (plan->every_s > 0 && now_s > due_s) {
            outcome->late_trainings++;
            outcome->latest_training_s = fmax(outcome->latest_training_s, now_s - due_s);
        }
        if (due_s > now_s && job->training > 1 && plan->reserved != WF_YES)
            go_off_duty(job);
        wf_job_sleep_until(due_s);
        double begin_s = simgrid_get_clock();
        way->gather(job);
        if (job->training == 1)
            explore(job, way);
        if (job->err.code)
            break;
        way->train(job, job->training == 1 ? scenario->rounds : scenario->later_rounds);
        if (!job->err.code)
            wf_users_deliver(
                job,
                wf_meter_node(&job->meter, scenario->participants[scenario->paradigm->leader]));
        outcome->training_time_s += simgrid_get_clock() - begin_s;
        outcome->trainings++;
    }
    way->close(job);
    wf_users_wait(job);
}

void wf_job_add_round(struct wf_job *job, const struct wf_round_usage *round)
{
    struct wf_outcome *outcome = &job->outcome;
    const struct wf_scenario *scenario = job->scenario;
    if (job->exploring)
        return;
    if (outcome->round_count == job->round_capacity) {
        job->round_capacity = job->round_capacity ? 2 * job->round_capacity : 64;
        outcome->round_rows =
            wf_realloc(outcome->round_rows, job->round_capacity * sizeof *outcome->round_rows);
    }
    struct wf_round_usage *row = &outcome->round_rows[outcome->round_count++];
    *row = *round;
    row->training = (uint32_t)job->training;
    row->kept = (uint32_t)(outcome->cohort_count - job->cohorts_told);
    job->cohorts_told = outcome->cohort_count;
    uint64_t all =
        scenario->rounds + scenario->later_rounds * (wf_scenario_plan(scenario)->trainings - 1);
    if (job->progress)
        job->progress(job->progress_data, outcome->round_count, all);
}

void wf_job_count_samples(struct wf_job *job, double samples)
{
    job->outcome.samples += samples;
    if (job->exploring)
        job->outcome.explored_samples += samples;
}

void wf_job_keep_cohort(struct wf_job *job, const struct wf_participant *list,
                        const uint32_t *cohort, uint32_t count)
{
    struct wf_outcome *outcome = &job->outcome;
    size_t need = outcome->cohort_count + count;
    if (!job->keep_cohorts || job->exploring)
        return;
    if (need > job->cohort_capacity) {
        job->cohort_capacity = 2 * need;
        outcome->cohorts =
            wf_realloc(outcome->cohorts, job->cohort_capacity * sizeof *outcome->cohorts);
    }
    for (uint32_t i = 0; i < count; i++)
        outcome->cohorts[outcome->cohort_count++] = list[cohort[i]].host;
}

void wf_job_store(struct wf_job *job, const struct wf_participant *participant, double samples)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_site *site = wf_scenario_host(scenario, participant)->class->site;
    if (site->storage_w_per_tb > 0 && !isnan(scenario->workload.sample_byte))
        wf_meter_store(&job->meter, wf_meter_node(&job->meter, participant),
                       samples * scenario->workload.sample_byte);
}

/* ---- steps ---- */

struct wf_step wf_work_step(struct wf_node *node, enum wf_phase phase, uint16_t pstate, double flop)
{
    return (struct wf_step){.kind = WF_STEP_WORK,
                            .phase = (uint8_t)phase,
                            .pstate = pstate,
                            .node = node,
                            .amount = flop};
}

struct wf_step wf_send_step(struct wf_node *from, struct wf_node *to, enum wf_phase phase,
                            enum wf_direction direction, double byte)
{
    return (struct wf_step){.kind = WF_STEP_SEND,
                            .phase = (uint8_t)phase,
                            .direction = (uint8_t)direction,
                            .node = from,
                            .peer = to,
                            .amount = byte};
}

double wf_busy_flop(const struct wf_scenario *scenario, const struct wf_participant *participant,
                    uint16_t pstate, double seconds)
{
    return seconds * wf_scenario_host(scenario, participant)->class->speed_flop_per_s[pstate];
}

struct wf_step wf_start_up_step(struct wf_job *job, const struct wf_participant *participant,
                                double start_up_s)
{
    uint16_t pstate = participant->start_up_pstate;
    struct wf_node *node = wf_meter_node(&job->meter, participant);
    if (pstate == WF_PSTATE_IDLE)
        return (struct wf_step){
            .kind = WF_STEP_PAUSE, .phase = WF_PHASE_OVERHEAD, .node = node, .amount = start_up_s};
    return wf_work_step(node, WF_PHASE_OVERHEAD, pstate,
                        wf_busy_flop(job->scenario, participant, pstate, start_up_s));
}

struct wf_step wf_overhead_step(struct wf_job *job, const struct wf_participant *participant,
                                double overhead_s)
{
    uint16_t pstate = participant->overhead_pstate;
    return wf_work_step(wf_meter_node(&job->meter, participant), WF_PHASE_OVERHEAD, pstate,
                        wf_busy_flop(job->scenario, participant, pstate, overhead_s));
}

struct wf_step wf_preparation_step(struct wf_job *job, const struct wf_participant *participant,
                                   double samples)
{
    return wf_work_step(wf_meter_node(&job->meter, participant), WF_PHASE_PREPARATION,
                        participant->pstate, participant->preparation_flop * samples);
}

double wf_coding_flop(const struct wf_scenario *scenario, const struct wf_node *node,
                      double flop_per_parameter)
{
    return flop_per_parameter * scenario->workload.parameters / node->core_count;
}

double wf_local_flop(const struct wf_participant *participant, uint64_t samples, uint64_t epochs,
                     uint64_t batch)
{
    uint64_t batches = wf_compute_batches(samples, batch == WF_COUNT_UNSET ? 0 : batch);
    return (double)epochs * (participant->training_flop * (double)samples +
                             participant->batch_flop * (double)batches);
}
