#include "engine/recheck.h"
#include "base/random.h"
#include "engine/audit.h"
#include "engine/precision.h"
#include "engine/simgrid.h"
#include "job/group.h"
#include "job/replay.h"
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <stdlib.h>
#include <string.h>

static const double TOLERANCE = 1e-9; /* relative; of joules near 0 absolute; s a merged step */

/* ---- which turns are kept ---- */

void wf_recheck_init(struct wf_recheck *recheck, struct wf_job *job, double expected, double sample,
                     bool together)
{
    double most = (double)wf_scenario_most_turns(job->scenario);
    double kept = together ? fmax(sample / most, 1) : sample; /* rounds, turns */
    *recheck = (struct wf_recheck){.job = job,
                                   .gap = fmax(expected / kept, 1),
                                   .sample = sample,
                                   .together = together,
                                   .random = wf_random_new(job->scenario->options.seed, "recheck")};
}

void wf_recheck_release(struct wf_recheck *recheck)
{
    wf_random_free(recheck->random);
    free(recheck->turns);
    free(recheck->kept);
    *recheck = (struct wf_recheck){0};
}

static bool is_first_round(const struct wf_job *job)
{
    return job->outcome.round_count == 0;
}

static void draw_next(struct wf_recheck *recheck, uint64_t number)
{
    recheck->next = number + 1 + (uint64_t)wf_random_exponential(recheck->random, recheck->gap);
}

static bool keeps_single(struct wf_recheck *recheck, uint64_t number)
{
    bool keeps = is_first_round(recheck->job) || number >= recheck->next;
    if (keeps)
        draw_next(recheck, number);
    return keeps;
}

/* All turns from one moment without any to the next, or, where that does not come, as many as the
 * sample has: those that have ended before the first that is left out do not depend on it. */
static bool keeps_together(struct wf_recheck *recheck, uint64_t number, double now_s)
{
    bool first = is_first_round(recheck->job);
    if (!recheck->open++) {
        recheck->keeping = first || number >= recheck->next;
        recheck->most = recheck->count + (size_t)recheck->sample;
    }
    if (first)
        recheck->most = recheck->count + (size_t)recheck->sample;
    if (recheck->keeping && recheck->count >= recheck->most) {
        recheck->keeping = false;
        for (size_t i = recheck->count; i-- > 0 && isinf(recheck->turns[i].until_s);)
            recheck->turns[i].until_s = now_s;
    }
    if (recheck->keeping)
        draw_next(recheck, number);
    return recheck->keeping;
}

size_t wf_recheck_begin(struct wf_recheck *recheck, const struct wf_turn *turn, double now_s)
{
    uint64_t number = recheck->seen++;
    if (!(recheck->together ? keeps_together(recheck, number, now_s)
                            : keeps_single(recheck, number)))
        return SIZE_MAX;
    bool plain = recheck->job->scenario->reserve;
    if (recheck->count == recheck->capacity) {
        recheck->capacity = 2 * recheck->capacity + 64;
        if (plain)
            recheck->kept = wf_realloc(recheck->kept, recheck->capacity * sizeof *recheck->kept);
        else
            recheck->turns = wf_realloc(recheck->turns, recheck->capacity * sizeof *recheck->turns);
    }
    if (plain)
        wf_replay_begin(&recheck->kept[recheck->count], turn, now_s);
    else
        recheck->turns[recheck->count] = (struct wf_rechecked_turn){
            .again = *turn, .start_s = now_s, .end_s = INFINITY, .until_s = INFINITY};
    return recheck->count++;
}

void wf_recheck_end(struct wf_recheck *recheck, size_t index, const struct wf_turn *turn, bool cut,
                    double now_s)
{
    recheck->open -= recheck->together;
    if (index == SIZE_MAX)
        return;
    if (recheck->kept) {
        wf_replay_end(&recheck->kept[index], turn, cut, now_s);
        return;
    }
    recheck->turns[index].played = *turn;
    recheck->turns[index].cut = cut;
    recheck->turns[index].end_s = now_s;
}

void wf_recheck_mark(const struct wf_recheck *recheck, bool *hosts)
{
    for (size_t i = 0; i < recheck->count; i++) {
        const struct wf_turn *turn = &recheck->turns[i].again;
        if (turn->subject)
            hosts[turn->subject->index] = true;
        for (uint32_t k = 0; k < turn->step_count; k++) {
            const struct wf_step *step = &turn->steps[k];
            if (step->node)
                hosts[step->node->index] = true;
            if (step->peer)
                hosts[step->peer->index] = true;
        }
    }
}

/* ---- playing them again ---- */

struct again {
    struct wf_recheck *recheck;
    struct wf_simgrid *simgrid;
    struct wf_meter meter;
};

/* The node of the same host, on the meter of this play. */
static struct wf_node *node_again(struct again *again, const struct wf_node *node)
{
    const struct wf_participant participant = {.host = node->index,
                                               .idle_pstate = node->ledger.idle_pstate};
    return wf_meter_node(&again->meter, &participant);
}

static void note_end(void *data, struct wf_turn *turn)
{
    struct wf_rechecked_turn *kept = data;
    (void)turn;
    kept->again_end_s = simgrid_get_clock();
    kept->precision_s = wf_precision_s();
}

/* What was cut off is cut off at its date: batteries, and ends of trainings, are not played again.
 * A turn that drops out ends by itself, unless it is cut off before. */
static void prepare(struct again *again, struct wf_rechecked_turn *kept)
{
    struct wf_turn *turn = &kept->again;
    for (uint32_t i = 0; i < turn->step_count; i++) {
        struct wf_step *step = &turn->steps[i];
        step->node = step->node ? node_again(again, step->node) : NULL;
        step->peer = step->peer ? node_again(again, step->peer) : NULL;
    }
    turn->subject = turn->subject ? node_again(again, turn->subject) : NULL;
    if (kept->cut)
        turn->cut_s = fmin(turn->cut_s, kept->end_s);
    memcpy(turn->put_off, kept->played.put_off, sizeof turn->put_off);
    turn->then = note_end;
    turn->data = kept;
}

static void play_again(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct again *again = sg_actor_self_get_data();
    struct wf_recheck *recheck = again->recheck;
    struct wf_group group;
    wf_audit_begin(recheck->job->scenario->platform);
    wf_group_init(&group, &again->simgrid->executor, false);
    for (size_t i = 0; i < recheck->count; i++) {
        double start_s = recheck->turns[i].start_s;
        wf_precision_reach(start_s);
        if (start_s - simgrid_get_clock() >= wf_precision_s()) /* it sleeps for no less */
            wf_executor_sleep_until(&again->simgrid->executor, start_s);
        wf_precision_reach(recheck->turns[i].end_s);
        prepare(again, &recheck->turns[i]);
        wf_group_submit(&group, &recheck->turns[i].again);
    }
    wf_group_wait(&group);
    wf_group_release(&group);
    wf_pool_stop(&again->simgrid->pool);
}

/* ---- do they agree? ---- */

static bool is_near(double a, double b, double least)
{
    return fabs(a - b) <= TOLERANCE * fmax(fmax(fabs(a), fabs(b)), least);
}

/* Most watts of a host of the turn: what a second of its dates costs. */
static double most_w(const struct wf_platform *platform, const struct wf_turn *turn)
{
    double most = 1;
    for (uint32_t i = 0; i < turn->step_count; i++) {
        const struct wf_node *node = turn->steps[i].node;
        const struct wf_host_class *class = node ? platform->hosts[node->index].class : NULL;
        for (uint32_t k = 0; class && class->watts && k < class->pstate_count; k++)
            most = fmax(most, class->watts[k].all_cores_w);
    }
    return most;
}

static int compare(const struct wf_recheck *recheck, const struct wf_rechecked_turn *kept,
                   struct wf_err *err)
{
    const struct wf_turn *played = &kept->played, *again = &kept->again;
    /* Where transfers share links, the begins and ends of others that SimGrid merges move this one,
     * too: 3.2e-9 s in three steps were seen (tests/random). */
    double steps = played->step_count * (recheck->together ? 4 : 1) *
                   fmax(kept->precision_s / WF_PRECISION_S, 1);
    const struct wf_platform *platform = recheck->job->scenario->platform;
    const struct wf_node *node = played->steps[played->step_count - 1].node;
    const char *name = node ? platform->hosts[node->index].name : "(asleep)";
    if (!is_near(kept->end_s, kept->again_end_s, steps))
        return wf_err_set(err, WF_ESIM,
                          "audit failed: a turn of host '%s' begun at %.12g s ends at %.12g s in "
                          "closed form, at %.12g s by SimGrid",
                          name, kept->start_s, kept->end_s, kept->again_end_s);
    if (played->failed != again->failed ||
        !is_near(played->trained_ratio, again->trained_ratio, 1) ||
        !is_near(played->energy_j, again->energy_j, steps * most_w(platform, played)))
        return wf_err_set(err, WF_ESIM,
                          "audit failed: a turn of host '%s' begun at %.12g s uses %.12g J in "
                          "closed form, %.12g J by SimGrid",
                          name, kept->start_s, played->energy_j, again->energy_j);
    return 0;
}

static int check(struct again *again, struct wf_err *err)
{
    wf_meter_close(&again->meter);
    if (wf_audit(&again->meter, err) < 0)
        return -1;
    for (size_t i = 0; i < again->recheck->count; i++) {
        struct wf_rechecked_turn *kept = &again->recheck->turns[i];
        if (kept->end_s <= kept->until_s && compare(again->recheck, kept, err) < 0)
            return -1;
    }
    return 0;
}

int wf_recheck_play(struct wf_recheck *recheck, struct wf_simgrid *simgrid,
                    const struct wf_flow_model *model, struct wf_err *err)
{
    struct again again = {.recheck = recheck, .simgrid = simgrid};
    struct wf_flows flows = {
        .executor = &simgrid->executor, .model = *model, .apart = !recheck->together};
    wf_meter_init(&again.meter, &simgrid->executor, recheck->job->scenario);
    simgrid->executor.meter = simgrid->pool.meter = &again.meter;
    simgrid->pool.again = true;
    if (!recheck->together)
        simgrid->pool.spread = NULL; /* it is proven that none slows another down */
    if (recheck->job->scenario->cuts)
        wf_pool_follow(&simgrid->pool, &flows);
    sg_actor_t actor = sg_actor_init("recheck", simgrid->pool.home);
    sg_actor_set_data(actor, &again);
    sg_actor_start_(actor, play_again, 0, NULL);
    simgrid_run();
    int status = check(&again, err);
    wf_flows_release(&flows);
    wf_meter_release(&again.meter);
    return status;
}
