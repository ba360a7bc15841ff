/* Users of the trained model: it is sent to each after every training (its frozen base once), and
 * from the first delivery on each runs its inferences for its days, those of a period together at
 * its start. */
#include "job/user.h"
#include "job/base.h"
#include "job/group.h"
#include "job/record.h"
#include "job/step.h"
#include <math.h>
#include <stdlib.h>

static const double DAY_S = 86400;

struct user {
    struct wf_users *all;
    const struct wf_participant *participant;
    const struct wf_user *props;
    struct wf_node *node;
    struct wf_turn delivery, inference;
    double first_s; /* date of the first delivery; NaN: not yet */
    double done;    /* periods */
};

struct wf_users {
    struct wf_job *job;
    struct user *list;
    uint32_t count;
    struct wf_group deliveries, inferences;
};

static void infer(struct user *user);

static void leave(const struct user *user)
{
    if (!user->node->kept)
        wf_meter_leave(&user->all->job->meter, user->node);
}

static void on_inference(void *data, struct wf_turn *turn)
{
    struct user *user = data;
    (void)turn;
    leave(user);
    user->done++;
    infer(user);
}

/* The inferences of the next period, a part of one at the end of its days. */
static void infer(struct user *user)
{
    struct wf_job *job = user->all->job;
    const struct wf_scenario *scenario = job->scenario;
    double periods = user->props->days * DAY_S / user->props->period_s;
    double share = fmin(1, periods - user->done);
    double inferences = user->props->per_day * user->props->period_s / DAY_S * share;
    if (share <= 1e-12 || inferences <= 0)
        return;
    wf_record_clock(job);
    if (wf_record_cut_short(job))
        return;
    job->outcome.inferences += inferences;
    job->outcome.flop += inferences * scenario->workload.inference_flop;
    wf_turn_clear(&user->inference);
    user->inference.then = on_inference;
    user->inference.data = user;
    wf_turn_add(&user->inference,
                wf_step_sleep_until(user->first_s + user->done * user->props->period_s));
    wf_turn_add(&user->inference,
                wf_step_work(user->node, WF_PHASE_INFERENCE, user->participant->pstate,
                             user->participant->evaluation_flop * inferences *
                                 scenario->workload.inference_flop /
                                 scenario->workload.forward_flop));
    wf_group_submit(&user->all->inferences, &user->inference);
}

static void on_delivery(void *data, struct wf_turn *turn)
{
    struct user *user = data;
    (void)turn;
    leave(user);
    if (!isnan(user->first_s))
        return;
    user->first_s = wf_job_now(user->all->job);
    infer(user);
}

static struct wf_users *open(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    struct wf_users *users = wf_calloc(1, sizeof *users);
    users->job = job;
    users->count = scenario->participant_count[WF_USER];
    users->list = wf_calloc(users->count, sizeof *users->list);
    wf_group_init(&users->deliveries, job->executor, false);
    wf_group_init(&users->inferences, job->executor, false);
    for (uint32_t i = 0; i < users->count; i++) {
        struct user *user = &users->list[i];
        user->all = users;
        user->participant = &scenario->participants[WF_USER][i];
        user->props = &wf_scenario_actor(scenario, user->participant)->values.user;
        user->node = wf_meter_node(&job->meter, user->participant);
        user->first_s = NAN;
        user->node->kept |= user->props->reserved == WF_YES;
    }
    return users;
}

void wf_users_deliver(struct wf_job *job, struct wf_node *from)
{
    const struct wf_scenario *scenario = job->scenario;
    if (!job->users)
        job->users = open(job);
    struct wf_users *users = job->users;
    for (uint32_t i = 0; i < users->count; i++) {
        struct user *user = &users->list[i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, user->participant);
        wf_turn_clear(&user->delivery);
        user->delivery.then = on_delivery;
        user->delivery.data = user;
        wf_turn_add(&user->delivery, wf_step_sleep_until(actor->start_s));
        wf_base_add(&user->delivery, scenario, from, user->node, user->props->base,
                    &user->node->has_base);
        wf_turn_add(&user->delivery, wf_step_send(from, user->node, WF_PHASE_DEPLOYMENT,
                                                  WF_DOWNLINK, scenario->workload.model_byte));
        wf_group_submit(&users->deliveries, &user->delivery);
    }
    wf_group_wait(&users->deliveries);
}

void wf_users_wait(struct wf_job *job)
{
    struct wf_users *users = job->users;
    if (!users)
        return;
    wf_group_wait(&users->inferences);
    wf_group_release(&users->deliveries);
    wf_group_release(&users->inferences);
    free(users->list);
    free(users);
    job->users = NULL;
}
