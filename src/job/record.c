#include "job/record.h"
#include <math.h>
#include <stdlib.h>

void wf_record_clock(struct wf_job *job)
{
    job->time_is_up |= job->is_time_up && job->is_time_up(job->clock_data);
}

bool wf_record_cut_short(struct wf_job *job)
{
    if (!job->time_is_up || (!job->exploring && job->outcome.round_count == 0))
        return false;
    job->outcome.partial = true;
    return true;
}

void wf_record_round(struct wf_job *job, const struct wf_round_usage *round)
{
    struct wf_outcome *outcome = &job->outcome;
    wf_record_clock(job);
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
    row->kept = (uint32_t)(outcome->cohort_count - job->cohorts_recorded);
    job->cohorts_recorded = outcome->cohort_count;
    if (job->progress)
        job->progress(job->progress_data, outcome->round_count,
                      wf_scenario_all_rounds(job->scenario), job->trained);
}

void wf_record_late(struct wf_job *job, double energy_j)
{
    if (job->exploring || !job->outcome.round_count)
        return;
    struct wf_round_usage *last = &job->outcome.round_rows[job->outcome.round_count - 1];
    last->late_j = energy_j;
    last->energy_j += energy_j;
}

void wf_record_samples(struct wf_job *job, double samples)
{
    job->trained++;
    job->outcome.samples += samples;
    if (job->exploring)
        job->outcome.explored_samples += samples;
}

bool wf_record_keeps_cohorts(const struct wf_job *job)
{
    return job->keep_cohorts && !job->exploring;
}

void wf_record_member(struct wf_job *job, uint32_t host)
{
    struct wf_outcome *outcome = &job->outcome;
    if (outcome->cohort_count == job->cohort_capacity) {
        job->cohort_capacity = 2 * job->cohort_capacity + 64;
        outcome->cohorts =
            wf_realloc(outcome->cohorts, job->cohort_capacity * sizeof *outcome->cohorts);
    }
    outcome->cohorts[outcome->cohort_count++] = host;
}

void wf_record_storage(struct wf_job *job, const struct wf_participant *participant, double samples)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_site *site = wf_scenario_host(scenario, participant)->class->site;
    if (site->storage_w_per_tb > 0 && !isnan(scenario->workload.sample_byte))
        wf_meter_store(&job->meter, wf_meter_node(&job->meter, participant),
                       samples * scenario->workload.sample_byte);
}

/* What was used outside the rounds: before the first, between trainings, by users. */
static double outside_rounds_j(const struct wf_job *job)
{
    double rounds_j = 0;
    for (size_t i = 0; i < job->outcome.round_count; i++)
        rounds_j += job->outcome.round_rows[i].energy_j;
    return job->meter.ledger.site_j - rounds_j;
}

void wf_record_end(struct wf_job *job)
{
    struct wf_outcome *outcome = &job->outcome;
    outcome->time_s = wf_job_now(job);
    outcome->rounds = outcome->round_count;
    for (int i = 0; i < WF_DIRECTION_COUNT; i++)
        outcome->byte[i] = job->meter.byte[i];
    wf_meter_report(&job->meter, outcome);
    outcome->start_energy_j = outside_rounds_j(job);
}
