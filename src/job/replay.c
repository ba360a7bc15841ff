#include "job/replay.h"
#include "job/group.h"
#include "job/muster.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TOLERANCE = 1e-9; /* relative; of joules near 0 absolute; s a merged step */

_Static_assert((size_t)WF_TURN_STEPS ==
                   sizeof((struct wf_kept_turn *)0)->steps / sizeof(struct wf_kept_step),
               "all steps of a turn are kept");

/* ---- keeping ---- */

static uint8_t end_of(const struct wf_node *node)
{
    return !node ? WF_KEPT_NOBODY : node->called ? WF_KEPT_LEARNER : WF_KEPT_SERVER;
}

void wf_replay_begin(struct wf_kept_turn *kept, const struct wf_turn *turn, double now_s)
{
    *kept = (struct wf_kept_turn){.learner = turn->tag,
                                  .step_count = turn->step_count,
                                  .start_s = now_s,
                                  .cut_s = turn->cut_s,
                                  .begun_ratio = turn->trained_ratio,
                                  .subject = turn->subject != NULL,
                                  .drops_out = turn->drops_out};
    for (uint32_t i = 0; i < turn->step_count; i++) {
        const struct wf_step *step = &turn->steps[i];
        const struct wf_node *learner = step->node && step->node->called ? step->node : step->peer;
        if (learner && learner->called)
            kept->idle_pstate = learner->ledger.idle_pstate;
        kept->steps[i] = (struct wf_kept_step){.amount = step->amount,
                                               .pstate = step->pstate,
                                               .kind = step->kind,
                                               .phase = step->phase,
                                               .direction = step->direction,
                                               .to_site = step->to_site,
                                               .node = end_of(step->node),
                                               .peer = end_of(step->peer)};
    }
}

void wf_replay_end(struct wf_kept_turn *kept, const struct wf_turn *turn, bool cut, double now_s)
{
    kept->end_s = now_s;
    kept->energy_j = turn->energy_j;
    kept->trained_ratio = turn->trained_ratio;
    kept->failed = turn->failed;
    kept->cut = cut;
}

/* ---- playing them again ---- */

struct again {
    struct wf_turn turn;
    struct wf_job *job;
    double end_s;
};

static void note_end(void *data, struct wf_turn *turn)
{
    struct again *again = data;
    (void)turn;
    again->end_s = wf_job_now(again->job);
}

static struct wf_node *learner_node(struct wf_job *job, const struct wf_kept_turn *kept)
{
    const struct wf_replay *replay = job->life_data;
    const struct wf_platform *platform = job->scenario->platform;
    char name[WF_DEVICE_NAME_SIZE];
    uint32_t host =
        wf_platform_host(platform, replay->name(replay->data, kept->learner, name, sizeof name));
    if (host == WF_MAP_NONE) {
        wf_err_set(&job->err, WF_ESIM, "audit failed: the platform has no host '%s'", name);
        return NULL;
    }
    const struct wf_participant participant = {.host = host, .idle_pstate = kept->idle_pstate};
    return wf_meter_node(&job->meter, &participant);
}

static void prepare(struct wf_job *job, const struct wf_kept_turn *kept, struct again *again)
{
    struct wf_node *learner = learner_node(job, kept);
    struct wf_node *ends[] = {
        [WF_KEPT_NOBODY] = NULL,
        [WF_KEPT_LEARNER] = learner,
        [WF_KEPT_SERVER] = wf_meter_node(&job->meter, job->scenario->participants[WF_SERVER])};
    struct wf_turn *turn = &again->turn;
    again->job = job;
    wf_turn_clear(turn);
    turn->step_count = kept->step_count;
    for (uint32_t i = 0; i < kept->step_count; i++) {
        const struct wf_kept_step *step = &kept->steps[i];
        turn->steps[i] = (struct wf_step){.amount = step->amount,
                                          .pstate = step->pstate,
                                          .kind = step->kind,
                                          .phase = step->phase,
                                          .direction = step->direction,
                                          .to_site = step->to_site,
                                          .node = ends[step->node],
                                          .peer = ends[step->peer]};
    }
    turn->cut_s = kept->cut ? fmin(kept->cut_s, kept->end_s) : kept->cut_s;
    turn->drops_out = kept->drops_out;
    turn->trained_ratio = kept->begun_ratio;
    turn->subject = kept->subject ? learner : NULL;
    turn->then = note_end;
    turn->data = again;
}

static bool is_near(double a, double b, double least)
{
    return fabs(a - b) <= TOLERANCE * fmax(fmax(fabs(a), fabs(b)), least);
}

/* Most watts of its host: what a second of its dates costs. */
static double most_w(const struct again *again)
{
    double most = 1;
    for (uint32_t i = 0; i < again->turn.step_count; i++) {
        const struct wf_node *node = again->turn.steps[i].node;
        for (uint32_t k = 0;
             node && node->ledger.class->watts && k < node->ledger.class->pstate_count; k++)
            most = fmax(most, node->ledger.class->watts[k].all_cores_w);
    }
    return most;
}

static void compare(struct wf_job *job, const struct wf_kept_turn *kept, const struct again *again)
{
    const struct wf_replay *replay = job->life_data;
    char buffer[WF_DEVICE_NAME_SIZE];
    const char *name = replay->name(replay->data, kept->learner, buffer, sizeof buffer);
    if (!is_near(kept->end_s, again->end_s, kept->step_count))
        wf_err_set(&job->err, WF_ESIM,
                   "audit failed: a turn of host '%s' begun at %.12g s ends at %.12g s in closed "
                   "form, at %.12g s by SimGrid",
                   name, kept->start_s, kept->end_s, again->end_s);
    else if (kept->failed != again->turn.failed ||
             !is_near(kept->trained_ratio, again->turn.trained_ratio, 1) ||
             !is_near(kept->energy_j, again->turn.energy_j, kept->step_count * most_w(again)))
        wf_err_set(&job->err, WF_ESIM,
                   "audit failed: a turn of host '%s' begun at %.12g s uses %.12g J in closed "
                   "form, %.12g J by SimGrid",
                   name, kept->start_s, kept->energy_j, again->turn.energy_j);
}

void wf_replay_live(struct wf_job *job)
{
    const struct wf_replay *replay = job->life_data;
    struct again *list = wf_calloc(replay->count + 1, sizeof *list);
    struct wf_group group;
    wf_group_init(&group, job->executor, false);
    for (size_t i = 0; i < replay->count && !job->err.code; i++) {
        wf_executor_sleep_until(job->executor, replay->turns[i].start_s);
        prepare(job, &replay->turns[i], &list[i]);
        if (!job->err.code)
            wf_group_submit(&group, &list[i].turn);
    }
    wf_group_wait(&group);
    wf_group_release(&group);
    for (size_t i = 0; i < replay->count && !job->err.code; i++)
        compare(job, &replay->turns[i], &list[i]);
    free(list);
}
