#include "job/exchange.h"
#include "job/step.h"
#include "scenario/trainers.h"
#include <stdlib.h>

void wf_exchange_init(struct wf_exchange *exchange, struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    *exchange = (struct wf_exchange){.job = job,
                                     .nodes = scenario->participants[WF_TRAINER],
                                     .count = scenario->participant_count[WF_TRAINER],
                                     .form = wf_scenario_trainer(scenario)->all_reduce};
    exchange->turns = wf_calloc(exchange->count, sizeof *exchange->turns);
    wf_group_init(&exchange->group, job->executor, false);
}

void wf_exchange_release(struct wf_exchange *exchange)
{
    wf_group_release(&exchange->group);
    free(exchange->turns);
    *exchange = (struct wf_exchange){0};
}

static struct wf_node *node_of(const struct wf_exchange *exchange, uint32_t index)
{
    return wf_meter_node(&exchange->job->meter, &exchange->nodes[index]);
}

static void submit(struct wf_exchange *exchange, uint32_t index, struct wf_step step)
{
    struct wf_turn *turn = &exchange->turns[index];
    wf_turn_clear(turn);
    wf_turn_add(turn, step);
    wf_group_submit(&exchange->group, turn);
}

static void send(struct wf_exchange *exchange, uint32_t from, uint32_t to, double byte)
{
    submit(exchange, from,
           wf_step_send(node_of(exchange, from), node_of(exchange, to), WF_PHASE_AGGREGATE,
                        WF_EXCHANGE, byte));
}

/* Nodes in a ring, each to the next. */
static void run_ring(struct wf_exchange *exchange)
{
    uint32_t n = exchange->count;
    double part_byte = exchange->job->scenario->workload.gradient_byte / n;
    for (uint32_t step = 0; step < 2 * (n - 1); step++) {
        for (uint32_t i = 0; i < n; i++)
            send(exchange, i, (i + 1) % n, part_byte);
        wf_group_wait(&exchange->group);
    }
}

/* One step of the tree: pairs that are @p gap apart, to the first of each or from it. */
static void run_level(struct wf_exchange *exchange, uint32_t gap, bool up)
{
    double byte = exchange->job->scenario->workload.gradient_byte;
    for (uint64_t i = gap; i < exchange->count; i += 2ull * gap) {
        uint32_t high = (uint32_t)i, low = high - gap;
        send(exchange, up ? high : low, up ? low : high, byte);
    }
    wf_group_wait(&exchange->group);
}

static void run_tree(struct wf_exchange *exchange)
{
    uint32_t gap = 1;
    for (; gap < exchange->count; gap *= 2)
        run_level(exchange, gap, true);
    while ((gap /= 2) > 0)
        run_level(exchange, gap, false);
}

/* A half of what the accelerators of a node do among themselves. */
static void run_inside(struct wf_exchange *exchange)
{
    for (uint32_t i = 0; i < exchange->count; i++)
        submit(exchange, i,
               wf_step_pause(node_of(exchange, i), WF_PHASE_AGGREGATE,
                             wf_trainers_inside_s(exchange->job->scenario, &exchange->nodes[i])));
    wf_group_wait(&exchange->group);
}

/* From now on the nodes wait as in an exchange, or again as in the job. */
static void stand(struct wf_exchange *exchange, bool in_exchange)
{
    for (uint32_t i = 0; i < exchange->count; i++) {
        const struct wf_participant *node = &exchange->nodes[i];
        if (node->exchange_pstate != WF_PSTATE_IDLE)
            wf_meter_wait_in(&exchange->job->meter, node_of(exchange, i),
                             in_exchange ? node->exchange_pstate : node->idle_pstate);
    }
}

void wf_exchange_run(struct wf_exchange *exchange)
{
    bool inside = exchange->form == WF_ALL_REDUCE_HIERARCHICAL;
    stand(exchange, true);
    if (inside)
        run_inside(exchange);
    if (exchange->form == WF_ALL_REDUCE_TREE)
        run_tree(exchange);
    else
        run_ring(exchange);
    if (inside)
        run_inside(exchange);
    stand(exchange, false);
}
