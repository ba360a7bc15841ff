#include "job/timeline.h"
#include "job/group.h"
#include "job/record.h"
#include "job/step.h"

void wf_timeline_live(struct wf_job *job)
{
    const struct wf_timeline *timeline = job->life_data;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *leader = scenario->participants[scenario->paradigm->leader];
    struct wf_node *node = wf_meter_node(&job->meter, leader);
    struct wf_group group;
    struct wf_turn turn;
    wf_group_init(&group, job->executor, false);
    job->training = job->outcome.trainings = 1;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct wf_interval *interval = &timeline->intervals[i];
        struct wf_round_usage usage = {
            .start_s = wf_job_now(job), .progress = 1, .cohort = 1, .slowest_host = leader->host};
        double site_j = job->meter.ledger.site_j;
        wf_turn_clear(&turn);
        wf_turn_add(&turn, wf_step_work(node, WF_PHASE_COMPUTE, interval->pstate,
                                        wf_busy_flop(node, interval->pstate, interval->seconds)));
        wf_group_submit(&group, &turn);
        wf_group_wait(&group);
        usage.end_s = wf_job_now(job);
        usage.energy_j = job->meter.ledger.site_j - site_j;
        wf_record_round(job, &usage);
    }
    wf_group_release(&group);
    job->outcome.training_time_s = wf_job_now(job);
}
