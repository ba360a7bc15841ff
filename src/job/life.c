#include "job/life.h"
#include "job/record.h"
#include "job/user.h"
#include <math.h>

static void train(struct wf_job *job, const struct wf_paradigm_way *way, double rounds)
{
    job->begun++;
    way->train(job, rounds);
}

/* Trial trainings before the first that counts: all they use is exploration. */
static void explore(struct wf_job *job, const struct wf_paradigm_way *way)
{
    const struct wf_plan *plan = wf_scenario_plan(job->scenario);
    double rounds = wf_scenario_trial_rounds(job->scenario, job->scenario->rounds);
    if (plan->trials == 0)
        return;
    job->exploring = true;
    wf_meter_explore(&job->meter, true);
    for (uint64_t i = 0; i < plan->trials && !job->err.code && !wf_record_cut_short(job); i++)
        train(job, way, rounds);
    wf_meter_explore(&job->meter, false);
    job->exploring = false;
}

/* Hosts without an activity are not on duty until the next training, but for those that a user
 * keeps. Their duty ended with their last activity, whether there is time until then or not. */
static void go_off_duty(struct wf_job *job)
{
    for (uint32_t i = 0; i < job->meter.node_count; i++) {
        struct wf_node *node = job->meter.nodes[i];
        node->reserved = false;
        if (!node->kept)
            wf_meter_leave(&job->meter, node);
    }
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
    double start_s = wf_job_now(job);
    for (job->training = 1;
         job->training <= plan->trainings && !job->err.code && !wf_record_cut_short(job);
         job->training++) {
        double due_s = start_s + (double)(job->training - 1) * plan->every_s;
        double now_s = wf_job_now(job);
        if (plan->every_s > 0 && now_s > due_s) {
            outcome->late_trainings++;
            outcome->latest_training_s = fmax(outcome->latest_training_s, now_s - due_s);
        }
        if (job->training > 1 && plan->reserved != WF_YES)
            go_off_duty(job);
        wf_executor_sleep_until(job->executor, due_s);
        double begin_s = wf_job_now(job);
        way->gather(job);
        if (job->training == 1)
            explore(job, way);
        if (job->err.code)
            break;
        train(job, way, job->training == 1 ? scenario->rounds : scenario->later_rounds);
        if (scenario->participant_count[WF_USER] && !job->err.code && !wf_record_cut_short(job))
            wf_users_deliver(
                job,
                wf_meter_node(&job->meter, scenario->participants[scenario->paradigm->leader]));
        outcome->training_time_s += wf_job_now(job) - begin_s;
        outcome->trainings++;
    }
    wf_users_wait(job); /* before: a learner may be a user, whose battery drains on */
    way->close(job);
}

void wf_job_release(struct wf_job *job)
{
    wf_outcome_release(&job->outcome);
}
