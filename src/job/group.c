#include "job/group.h"
#include <assert.h>
#include <math.h>
#include <stddef.h>

void wf_group_init(struct wf_group *group, struct wf_executor *executor, bool queueing)
{
    *group = (struct wf_group){.executor = executor, .queueing = queueing, .last_s = -1};
    executor->ops->open_group(executor, group);
}

void wf_group_release(struct wf_group *group)
{
    group->executor->ops->close_group(group->executor, group);
}

/* ---- turns ---- */

static bool has_ended(const struct wf_group *group)
{
    return group->open == 0 ||
           (group->queueing ? group->first != NULL : group->succeeded >= group->needed);
}

/* Those of one date stand by their tags: SimGrid's order of them depends on rounding. */
static void queue_up(struct wf_group *group, struct wf_turn *turn, double now_s)
{
    bool behind_all = group->first && group->last->ended_s < now_s;
    struct wf_turn **place = behind_all ? &group->last->next : &group->first;
    while (*place && ((*place)->ended_s < now_s || (*place)->tag < turn->tag))
        place = &(*place)->next;
    turn->ended_s = now_s;
    turn->next = *place;
    *place = turn;
    if (!turn->next)
        group->last = turn;
}

/* @p count turns have ended well, the last of them with @p tag. */
static void succeed(struct wf_group *group, uint32_t count, uint32_t tag, double now_s)
{
    bool same = !(now_s < group->last_s || now_s > group->last_s);
    bool later = now_s > group->last_s || (same && tag > group->last_tag);
    group->succeeded += count;
    group->last_tag = later ? tag : group->last_tag;
    group->last_s = later ? now_s : group->last_s;
}

static void close(struct wf_group *group, uint32_t count)
{
    group->open -= count;
    if (group->waiting && has_ended(group)) {
        group->waiting = false;
        group->executor->ops->wake(group->executor, group);
    }
}

void wf_group_conclude(struct wf_group *group, struct wf_turn *turn)
{
    double now_s = wf_executor_now(group->executor);
    if (!turn->failed)
        succeed(group, 1, turn->tag, now_s);
    if (group->queueing)
        queue_up(group, turn, now_s);
    if (turn->then)
        turn->then(turn->data, turn);
    close(group, 1);
}

void wf_group_conclude_all(struct wf_group *group, uint32_t count, uint32_t succeeded,
                           uint32_t last_tag, double last_s)
{
    assert(!group->queueing);
    if (succeeded)
        succeed(group, succeeded, last_tag, last_s);
    close(group, count);
}

void wf_group_submit(struct wf_group *group, struct wf_turn *turn)
{
    struct wf_executor *executor = group->executor;
    bool late = turn->cut_s <= wf_executor_now(executor);
    group->open++;
    turn->player = NULL;
    if (turn->step_count && !late) {
        executor->ops->submit(executor, group, turn);
        return;
    }
    turn->failed = late || turn->drops_out;
    turn->cut_step = late ? 0 : UINT32_MAX;
    wf_group_conclude(group, turn);
}

void wf_group_cut(struct wf_group *group, struct wf_turn *turn)
{
    if (turn->player)
        group->executor->ops->cut(group->executor, turn);
}

/* ---- the leader ---- */

void wf_group_wait_for(struct wf_group *group, uint32_t needed)
{
    group->needed = needed;
    while (!has_ended(group)) {
        group->waiting = true;
        group->executor->ops->wait(group->executor, group, INFINITY);
    }
    wf_executor_finish_date(group->executor);
    group->succeeded = 0;
}

void wf_group_wait(struct wf_group *group)
{
    wf_group_wait_for(group, UINT32_MAX);
}

struct wf_turn *wf_group_take(struct wf_group *group, double until_s)
{
    /* the executor may return early: a wake that came at the date of a time-out is kept by SimGrid
     * for the next wait */
    while (!has_ended(group) && wf_executor_now(group->executor) < until_s) {
        group->waiting = true;
        if (!group->executor->ops->wait(group->executor, group, until_s))
            break;
    }
    group->waiting = false;
    wf_executor_finish_date(group->executor);
    struct wf_turn *turn = group->first;
    if (turn)
        group->first = turn->next;
    return turn;
}
