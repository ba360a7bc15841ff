#include "job/serverless.h"
#include "base/random.h"
#include "job/record.h"
#include "job/step.h"
#include <math.h>
#include <stdlib.h>

struct wf_serverless *wf_serverless_open(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    enum wf_role_id role = scenario->paradigm->worker;
    const struct wf_peer *props = wf_scenario_peer(scenario);
    struct wf_serverless *all = job->paradigm = wf_calloc(1, sizeof *all);
    struct wf_random *random = wf_random_new(scenario->options.seed, "neighbours");
    double start_s = 0;
    all->job = job;
    all->count = scenario->participant_count[role];
    all->members = wf_calloc(all->count, sizeof *all->members);
    wf_neighbours_build((enum wf_neighbours_kind)props->neighbours, all->count,
                        (uint32_t)props->degree, random, &all->graph, &job->err);
    wf_random_free(random);
    wf_group_init(&all->group, job->executor, false);
    for (uint32_t i = 0; i < all->count; i++) {
        struct wf_member *member = &all->members[i];
        uint64_t first = all->graph.offset[i];
        member->all = all;
        member->participant = &scenario->participants[role][i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, member->participant);
        member->props = &actor->values.peer;
        member->node = wf_meter_node(&job->meter, member->participant);
        member->neighbours = all->graph.peer + first;
        member->neighbour_count = (uint32_t)(all->graph.offset[i + 1] - first);
        start_s = fmax(start_s, actor->start_s);
    }
    wf_executor_sleep_until(job->executor, start_s);
    return all;
}

void wf_serverless_close(struct wf_serverless *all)
{
    wf_group_release(&all->group);
    wf_neighbours_release(&all->graph);
    free(all->heirs);
    free(all->members);
    free(all);
}

/* Who gives the frozen base to whom: breadth first along the graph, from the members that have it;
 * where nobody does, from the first. @return how many are in the order */
static uint32_t order_base(struct wf_serverless *all)
{
    uint32_t count = 0;
    all->heirs = wf_calloc(all->count, sizeof *all->heirs);
    for (uint32_t i = 0; i < all->count; i++)
        if (all->members[i].props->base == WF_BASE_THERE)
            all->heirs[count++] = i;
    if (count == 0)
        all->heirs[count++] = 0;
    for (uint32_t i = 0; i < count; i++) {
        all->members[all->heirs[i]].in_line = true;
        all->members[all->heirs[i]].node->has_base = true;
    }
    uint32_t roots = count;
    for (uint32_t i = 0; i < count; i++) {
        struct wf_member *member = &all->members[all->heirs[i]];
        member->first_heir = count;
        for (uint32_t k = 0; k < member->neighbour_count; k++) {
            struct wf_member *neighbour = &all->members[member->neighbours[k]];
            if (!neighbour->in_line)
                all->heirs[count++] = member->neighbours[k];
            neighbour->in_line = true;
        }
        member->heir_count = count - member->first_heir;
    }
    return roots;
}

static void pass_base(struct wf_member *member);

static void on_base(void *data, struct wf_turn *turn)
{
    (void)turn;
    pass_base(data);
}

static void pass_base(struct wf_member *member)
{
    struct wf_serverless *all = member->all;
    for (uint32_t i = 0; i < member->heir_count; i++) {
        struct wf_member *heir = &all->members[all->heirs[member->first_heir + i]];
        wf_turn_clear(&heir->work);
        if (!heir->node->has_base) /* a host may have several peers */
            wf_turn_add(&heir->work,
                        wf_step_send(member->node, heir->node, WF_PHASE_DEPLOYMENT, WF_EXCHANGE,
                                     all->job->scenario->workload.base_byte));
        heir->node->has_base = true;
        wf_member_submit(heir, &heir->work, on_base);
    }
}

/* Once a run: training begins when all have the frozen base. */
static void spread_base(struct wf_serverless *all)
{
    if (!(all->job->scenario->workload.base_byte > 0) || all->heirs)
        return;
    for (uint32_t i = 0, roots = order_base(all); i < roots; i++)
        pass_base(&all->members[all->heirs[i]]);
    wf_group_wait(&all->group);
}

void wf_serverless_gather(struct wf_job *job)
{
    struct wf_serverless *all = job->paradigm;
    for (uint32_t i = 0; i < all->count; i++)
        wf_meter_attend(&job->meter, all->members[i].node);
    spread_base(all);
    for (uint32_t i = 0; i < all->count; i++) {
        struct wf_member *member = &all->members[i];
        uint64_t held = wf_participant_held(member->participant, job->training);
        double new_samples = (double)(held - member->prepared);
        wf_record_storage(job, member->participant, new_samples);
        wf_turn_clear(&member->work);
        wf_turn_add(&member->work,
                    wf_step_preparation(member->node, member->participant, new_samples));
        member->prepared = held;
        wf_group_submit(&all->group, &member->work);
    }
    wf_group_wait(&all->group);
}

/* Site joules until now. Members may be in the next round. */
static double used_j(struct wf_serverless *all)
{
    double sum_j = all->job->meter.ledger.site_j;
    all->stamp++;
    for (uint32_t i = 0; i < all->count; i++) {
        struct wf_node *node = all->members[i].node;
        if (node->stamp != all->stamp)
            sum_j += wf_meter_open_j(&all->job->meter, node);
        node->stamp = all->stamp; /* a host counts once, whoever shares it */
    }
    return sum_j;
}

void wf_serverless_train(struct wf_serverless *all, uint64_t rounds,
                         void (*begin)(struct wf_member *member))
{
    all->rounds = rounds;
    all->ended = wf_calloc(rounds, sizeof *all->ended);
    all->start_s = wf_job_now(all->job);
    all->used_j = used_j(all);
    for (uint32_t i = 0; i < all->count; i++) {
        all->members[i].round = 1;
        all->members[i].started &= all->members[i].props->start_up_each == WF_START_UP_A_RUN;
        begin(&all->members[i]);
    }
    wf_group_wait(&all->group);
    if (all->job->outcome.partial) /* of rounds that not all have played */
        wf_record_late(all->job, used_j(all) - all->used_j);
    free(all->ended);
    all->ended = NULL;
}

/* ---- a round of one member ---- */

void wf_member_submit(struct wf_member *member, struct wf_turn *turn,
                      void (*then)(void *member, struct wf_turn *turn))
{
    turn->then = then;
    turn->data = member;
    turn->tag = member->participant->host;
    wf_group_submit(&member->all->group, turn);
}

void wf_member_train(struct wf_member *member, void (*then)(void *member, struct wf_turn *turn))
{
    struct wf_job *job = member->all->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *participant = member->participant;
    const struct wf_peer *props = member->props;
    uint64_t samples = wf_scenario_trained_on(scenario, participant, job->training);
    double coding = wf_scenario_packs(scenario) ? props->coding.encode_flop : 0;
    struct wf_local_work work =
        wf_local_work(samples, props->local_epochs, props->local_steps, props->batch);
    wf_turn_clear(&member->work);
    if (!member->started)
        wf_turn_add(&member->work, wf_step_start_up(member->node, participant, props->start_up_s));
    member->started = true;
    struct wf_training_cost cost = wf_training_cost(participant, work);
    cost.coding_flop = wf_coding_flop(scenario, member->node, coding);
    wf_turn_add_training(&member->work, member->node, participant, &cost);
    job->outcome.flop += work.samples * scenario->workload.trained_flop;
    wf_record_samples(job, work.samples);
    wf_member_submit(member, &member->work, then);
}

void wf_member_average(struct wf_member *member, uint32_t received,
                       void (*then)(void *member, struct wf_turn *turn))
{
    struct wf_job *job = member->all->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *participant = member->participant;
    const struct wf_peer *props = member->props;
    double flop =
        props->aggregation_flop * scenario->workload.trainable_parameters * (double)received;
    double coding = wf_scenario_packs(scenario) ? props->coding.decode_flop * (double)received : 0;
    job->outcome.flop += flop;
    wf_turn_clear(&member->work);
    wf_turn_add(&member->work, wf_step_work(member->node, WF_PHASE_AGGREGATE, participant->pstate,
                                            flop / member->node->core_count +
                                                wf_coding_flop(scenario, member->node, coding)));
    if (wf_schedule_has(&props->evaluation, member->round)) {
        double samples = (double)props->evaluation_samples;
        job->outcome.flop += samples * scenario->workload.forward_flop;
        wf_turn_add_evaluation(&member->work, member->node, participant, samples, 1);
    }
    wf_turn_add(&member->work,
                wf_step_overhead(member->node, participant, props->round_overhead_s));
    wf_member_submit(member, &member->work, then);
}

/* The last member has ended a round: it has ended for all. */
static void record_round(struct wf_serverless *all, const struct wf_member *last)
{
    struct wf_job *job = all->job;
    double now_j = used_j(all);
    struct wf_round_usage usage = {.start_s = all->start_s,
                                   .end_s = wf_job_now(job),
                                   .progress = 1,
                                   .cohort = all->count,
                                   .slowest_host = last->participant->host,
                                   .energy_j = now_j - all->used_j};
    all->start_s = usage.end_s;
    all->used_j = now_j;
    wf_record_round(job, &usage);
}

/* The last round that a member has begun: members that wait for each other can end with it. */
static uint64_t last_begun(const struct wf_serverless *all)
{
    uint64_t last = 0;
    for (uint32_t i = 0; i < all->count; i++)
        last = all->members[i].round > last ? all->members[i].round : last;
    return last;
}

bool wf_member_end_round(struct wf_member *member)
{
    struct wf_serverless *all = member->all;
    if (++all->ended[member->round - 1] == all->count) {
        record_round(all, member);
        if (all->in_step && last_begun(all) < all->rounds && wf_record_cut_short(all->job))
            all->rounds = last_begun(all);
    }
    if (member->round++ >= all->rounds)
        return false;
    return all->in_step || !wf_record_cut_short(all->job);
}
