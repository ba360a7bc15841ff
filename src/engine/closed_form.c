#include "engine/closed_form.h"
#include "engine/recheck.h"
#include "engine/route_pace.h"
#include "engine/shared_move.h"
#include "job/group.h"
#include "model/battery.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* SimGrid ends what is nearer than this with the first of it (its option precision/timing). */
static const double PRECISION_S = 1e-9;
static const double SAME =
    1e-13; /* of a date, relative: a date that was taken apart and added up */

struct wf_closed_player { /* of one turn */
    struct wf_turn *turn; /**< NULL: free */
    struct wf_group *group;
    struct wf_booking booking;
    const struct wf_route_pace *pace; /* of its transfer */
    double end_s;                     /* of the step */
    uint64_t serial;                  /* of the turn: events of earlier ones are void */
    size_t kept;                      /* index of the turn in the recheck; SIZE_MAX: none */
    uint32_t step;
    bool ending; /* its step ends at this date, and was not booked yet */
    bool last;   /* its turn begins when the callback is over in which it was submitted */
    struct wf_shared_move *move; /* of a transfer over shared links; NULL: it had none yet */
    struct wf_closed_player *next;
};

/* STAGE: of a transfer over shared links. LEVEL: the next flow of such links ends. */
enum kind { STEP_ENDS, STAGE, ALARM, LEVEL, BATCH_ENDS };

static struct wf_closed_form *closed_of(struct wf_executor *executor)
{
    return (struct wf_closed_form *)executor;
}

/* ---- events ---- */

/* @p player NULL: of the batch. */
static void push(struct wf_closed_form *closed, double date_s, enum kind kind,
                 struct wf_closed_player *player)
{
    struct wf_event *event = wf_events_add(&closed->events, date_s);
    event->player = player;
    event->level = NULL;
    event->serial = player ? player->serial : 0;
    event->step = player ? player->step : 0;
    event->kind = (uint32_t)kind;
}

/* Its turn has ended since, or its step; or flows have joined or left. */
static bool is_void(const struct wf_event *event)
{
    const struct wf_closed_player *player = event->player;
    if (event->kind == LEVEL)
        return event->level->version != event->serial;
    if (!player)
        return false;
    return !player->turn || player->serial != event->serial ||
           (event->kind != ALARM && player->step != event->step);
}

/* The step uses its links and its host no longer. */
static void release(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    const struct wf_step *step = &player->turn->steps[player->step];
    if (step->kind == WF_STEP_SEND)
        wf_occupancy_leave(&closed->occupancy, player->booking.route);
    else if (step->kind == WF_STEP_WORK)
        step->node->executions--;
}

/* ---- transfers over links that others share ---- */

static bool is_shared(const struct wf_closed_player *player)
{
    return player->turn->steps[player->step].kind == WF_STEP_SEND && player->pace->shared;
}

static void set_stage(struct wf_closed_form *closed, struct wf_closed_player *player,
                      struct wf_move_next next)
{
    player->end_s = next.date_s;
    if (isfinite(next.date_s))
        push(closed, next.date_s, next.done ? STEP_ENDS : STAGE, player);
}

static void begin_shared(struct wf_closed_form *closed, struct wf_closed_player *player,
                         double byte)
{
    if (!player->move) {
        player->move = wf_calloc(1, sizeof *player->move);
        player->move->player = player;
    }
    struct wf_move_next next = wf_shared_move_begin(&closed->moves, player->move,
                                                    player->booking.route, byte, closed->now_s);
    player->turn->put_off[player->step] = player->move->put_off;
    set_stage(closed, player, next);
}

static void end_stage(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    set_stage(closed, player, wf_shared_move_go_on(&closed->moves, player->move, closed->now_s));
}

/* The next ends of levels that have changed. */
static void set_levels(struct wf_closed_form *closed)
{
    for (struct wf_shared_level *level; (level = wf_shared_moves_changed(&closed->moves));) {
        double date_s = wf_water_next_s(&level->water);
        if (!isfinite(date_s))
            continue;
        struct wf_event *event = wf_events_add(&closed->events, date_s);
        event->player = NULL;
        event->level = level;
        event->serial = level->version;
        event->step = 0;
        event->kind = LEVEL;
    }
}

/* ---- steps ---- */

static void watch_battery(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    double empty_s = wf_battery_empty_date(player->turn->subject->battery, closed->now_s);
    if (isfinite(empty_s))
        push(closed, empty_s, ALARM, player);
}

static void begin(struct wf_closed_form *closed, struct wf_closed_player *player,
                  struct wf_node *node, const struct wf_step *step)
{
    if (node->ledger.since_s > closed->now_s)
        wf_occupancy_meet(&closed->occupancy, node, closed->now_s);
    wf_booking_begin(&player->booking, closed->executor.meter, player->turn, step, node);
    if (node == player->turn->subject && node->battery)
        watch_battery(closed, player);
}

static double speed_of(const struct wf_node *node)
{
    return node->ledger.class->speed_flop_per_s[node->ledger.pstate];
}

/* SimGrid adds the delay first, then the rest: so do we, for the same bits. */
static void begin_transfer(struct wf_closed_form *closed, struct wf_closed_player *player,
                           const struct wf_step *step)
{
    if (wf_booking_has_peer(step))
        begin(closed, player, step->peer, step);
    wf_booking_begin_transfer(&player->booking, closed->executor.meter, step);
    const struct wf_route *route = player->booking.route;
    player->pace = wf_route_pace_of(&closed->model, &closed->executor, step, route);
    wf_occupancy_enter(&closed->occupancy, route, closed->now_s);
    if (player->pace->shared) {
        begin_shared(closed, player, step->amount);
        return;
    }
    double first_s = closed->now_s + player->pace->delay_s;
    player->end_s = first_s + step->amount / player->pace->byte_per_s;
    push(closed, player->end_s, STEP_ENDS, player);
}

static void begin_step(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    const struct wf_step *step = &player->turn->steps[player->step];
    player->booking.start_s = closed->now_s;
    player->end_s = step->amount; /* of a sleep */
    if (step->kind != WF_STEP_SLEEP_UNTIL)
        begin(closed, player, step->node, step);
    if (step->kind == WF_STEP_SEND) {
        begin_transfer(closed, player, step);
        return;
    }
    if (step->kind == WF_STEP_WORK) {
        wf_occupancy_load(&closed->occupancy, step->node, closed->now_s);
        player->end_s = closed->now_s + step->amount / speed_of(step->node);
    } else if (step->kind == WF_STEP_PAUSE) {
        player->end_s = closed->now_s + step->amount;
    }
    push(closed, player->end_s, STEP_ENDS, player);
}

static void finish(struct wf_closed_form *closed, struct wf_closed_player *player, bool failed)
{
    struct wf_turn *turn = player->turn;
    struct wf_group *group = player->group;
    turn->failed = failed;
    turn->player = NULL;
    if (closed->recheck)
        wf_recheck_end(closed->recheck, player->kept, turn, player->step < turn->step_count,
                       closed->now_s);
    player->turn = NULL;
    player->serial++;
    player->next = closed->free;
    closed->free = player;
    closed->open--;
    wf_group_conclude(group, turn);
}

static void go_on(struct wf_closed_form *closed, struct wf_closed_player *player);

static size_t keep(const struct wf_closed_form *closed, const struct wf_turn *turn)
{
    return closed->recheck ? wf_recheck_begin(closed->recheck, turn, closed->now_s) : SIZE_MAX;
}

/* The turn ends by itself. On SimGrid, the actor that calls back plays the first turn that is
 * submitted there, when it has come back: after the others. */
static void end_turn(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    struct wf_closed_player *outer = closed->calling;
    closed->calling = player;
    finish(closed, player, player->turn->drops_out);
    closed->calling = outer;
    if (!player->last)
        return;
    player->last = false;
    player->kept = keep(closed, player->turn);
    go_on(closed, player);
}

/* Play from the step it has come to; sleeps until a date that has passed take no time. */
static void go_on(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    const struct wf_turn *turn = player->turn;
    for (; player->step < turn->step_count; player->step++) {
        const struct wf_step *step = &turn->steps[player->step];
        if (step->kind == WF_STEP_SLEEP_UNTIL && step->amount <= closed->now_s)
            continue;
        begin_step(closed, player);
        return;
    }
    end_turn(closed, player);
}

static void end_step(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    struct wf_turn *turn = player->turn;
    const struct wf_step *step = &turn->steps[player->step];
    player->ending = false;
    if (is_shared(player))
        wf_shared_move_leave(&closed->moves, player->move, closed->now_s);
    wf_booking_end(&player->booking, closed->executor.meter, turn, step, step->amount);
    player->step++;
    go_on(closed, player);
}

/* ---- cuts ---- */

static double moved_byte(struct wf_closed_form *closed, const struct wf_closed_player *player,
                         double byte)
{
    if (is_shared(player))
        return wf_shared_move_byte(&closed->moves, player->move, closed->now_s);
    double elapsed_s = closed->now_s - player->booking.start_s - player->pace->delay_s;
    return round(fmin(fmax(elapsed_s * player->pace->byte_per_s, 0), byte));
}

static void cut_short(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    struct wf_turn *turn = player->turn;
    const struct wf_step *step = &turn->steps[player->step];
    double start_s = player->booking.start_s, length_s = player->end_s - start_s, byte = 0;
    for (uint32_t i = 0; i < player->step; i++)
        turn->trained_ratio += wf_step_trains(&turn->steps[i]);
    if (wf_step_trains(step) && length_s > 0)
        turn->trained_ratio += (closed->now_s - start_s) / length_s;
    if (step->kind == WF_STEP_SEND)
        byte = moved_byte(closed, player, step->amount);
    turn->cut_step = player->step;
    release(closed, player);
    if (is_shared(player))
        wf_shared_move_leave(&closed->moves, player->move, closed->now_s);
    wf_booking_end(&player->booking, closed->executor.meter, turn, step, byte);
    finish(closed, player, true);
}

/* A turn whose last step ends at this date ends by itself. */
static void cut_off(struct wf_closed_form *closed, struct wf_turn *turn)
{
    struct wf_closed_player *player = turn->player;
    uint64_t serial = player->serial;
    if (player->ending && player->step + 1 == turn->step_count)
        return;
    if (player->last) { /* it has not begun */
        player->last = false;
        player->kept = keep(closed, turn);
        turn->cut_step = 0;
        finish(closed, player, true);
        return;
    }
    if (player->ending)
        end_step(closed, player);
    if (player->serial == serial)
        cut_short(closed, player);
}

static bool is_due(const struct wf_closed_form *closed, double date_s)
{
    return date_s <= closed->now_s + SAME * closed->now_s;
}

/* An alarm comes too early where SimGrid's precision took it along, or if the power that drains a
 * battery has changed since it was set: then it is set again. */
static void ring(struct wf_closed_form *closed, const struct wf_event *alarm)
{
    struct wf_turn *turn = alarm->player->turn;
    struct wf_battery *battery = turn->subject ? turn->subject->battery : NULL;
    double empty_s = battery ? wf_battery_empty_date(battery, closed->now_s) : INFINITY;
    if (is_due(closed, turn->cut_s) || is_due(closed, empty_s)) {
        cut_off(closed, turn);
        return;
    }
    double again_s = is_due(closed, alarm->date_s) ? empty_s : fmin(alarm->date_s, empty_s);
    if (isfinite(again_s))
        push(closed, again_s, ALARM, alarm->player);
}

/* ---- dates ---- */

/* In which order SimGrid goes through what ends at one date: executions and sleeps, transfers; a
 * turn that ends by itself is not cut off. */
enum rank { RANK_HOST, RANK_NETWORK, RANK_ALARM, RANKS };

static enum rank rank_of(const struct wf_event *event)
{
    if (event->kind != STEP_ENDS)
        return event->kind == ALARM ? RANK_ALARM : RANK_HOST;
    const struct wf_turn *turn = event->player->turn;
    return turn->steps[event->step].kind == WF_STEP_SEND ? RANK_NETWORK : RANK_HOST;
}

static struct wf_event *add_due(struct wf_closed_form *closed)
{
    if (closed->due_count == closed->due_capacity) {
        closed->due_capacity = 2 * closed->due_capacity + 64;
        closed->due = wf_realloc(closed->due, closed->due_capacity * sizeof *closed->due);
    }
    return &closed->due[closed->due_count++];
}

static void gather_end(struct wf_closed_form *closed, struct wf_closed_player *player)
{
    release(closed, player);
    player->ending = true;
}

static void gather_flow(void *data, struct wf_water_flow *flow)
{
    struct wf_closed_form *closed = data;
    struct wf_closed_player *player = ((struct wf_shared_move *)flow)->player;
    gather_end(closed, player);
    struct wf_event *event = add_due(closed); /* each member where it stays (events.h) */
    event->date_s = closed->now_s;
    event->order = 0;
    event->player = player;
    event->level = NULL;
    event->serial = player->serial;
    event->step = player->step;
    event->kind = STEP_ENDS;
}

/* What ends at this date gives up its links and hosts, and what has paid its latency flows, before
 * anything goes on. */
static void gather_due(struct wf_closed_form *closed)
{
    closed->due_count = 0;
    while (closed->events.count && closed->events.heap[0].date_s - closed->now_s < PRECISION_S) {
        struct wf_event event = wf_events_pop(&closed->events);
        if (is_void(&event))
            continue;
        if (event.kind == STEP_ENDS) {
            gather_end(closed, event.player);
            *add_due(closed) = event;
        } else if (event.kind == LEVEL)
            wf_shared_level_end(&closed->moves, event.level, closed->now_s, PRECISION_S,
                                gather_flow, closed);
        else if (event.kind == STAGE && event.player->move->stage == WF_MOVE_SILENT)
            end_stage(closed, event.player);
        else
            *add_due(closed) = event;
    }
}

static void end_batch(struct wf_closed_form *closed)
{
    closed->now_s = fmax(closed->now_s, closed->batch.end_s); /* precision took it along */
    wf_batch_end(&closed->batch);
}

/* Play all that ends at the next date, or at @p until_s where nothing ends earlier. */
static void advance(struct wf_closed_form *closed, double until_s)
{
    set_levels(closed);
    while (closed->events.count && is_void(&closed->events.heap[0]))
        wf_events_pop(&closed->events);
    double date_s = closed->events.count ? fmin(closed->events.heap[0].date_s, until_s) : until_s;
    closed->now_s = fmax(closed->now_s, date_s);
    wf_batch_advance(&closed->batch, closed->now_s);
    gather_due(closed);
    for (enum rank rank = RANK_HOST; rank < RANKS; rank++) {
        for (size_t i = 0; i < closed->due_count; i++) {
            struct wf_event event = closed->due[i];
            if (is_void(&event) || rank_of(&event) != rank)
                continue;
            if (event.kind == BATCH_ENDS)
                end_batch(closed);
            else if (event.kind == ALARM)
                ring(closed, &event);
            else if (event.kind == STAGE)
                end_stage(closed, event.player);
            else if (event.player->ending)
                end_step(closed, event.player);
        }
    }
}

/* ---- turns that begin ---- */

static struct wf_closed_player *hire(struct wf_closed_form *closed)
{
    struct wf_closed_player *player = closed->free;
    if (player) {
        closed->free = player->next;
        return player;
    }
    if (closed->player_count == closed->player_capacity) {
        closed->player_capacity = 2 * closed->player_capacity + 64;
        closed->players = wf_realloc(closed->players,
                                     closed->player_capacity * sizeof(struct wf_closed_player *));
    }
    player = wf_calloc(1, sizeof *player);
    closed->players[closed->player_count++] = player;
    return player;
}

static void start(struct wf_closed_form *closed, struct wf_group *group, struct wf_turn *turn,
                  size_t kept)
{
    struct wf_closed_player *player = hire(closed);
    closed->open++;
    player->turn = turn;
    player->group = group;
    player->step = 0;
    player->ending = false;
    player->kept = kept;
    turn->player = player;
    player->last = player == closed->calling;
    if (isfinite(turn->cut_s))
        push(closed, turn->cut_s, ALARM, player);
    if (!player->last)
        go_on(closed, player);
}

/* Play turn number @p index of the batch whole, if it can be. */
static bool play_whole(struct wf_closed_form *closed, size_t index)
{
    const struct wf_batched *batched = &closed->batch.turns[index];
    double end_s;
    if (!wf_batch_play(&closed->batch, index, closed->now_s, &end_s))
        return false;
    if (batched->kept != SIZE_MAX)
        wf_recheck_end(closed->recheck, batched->kept, batched->turn, false, end_s);
    return true;
}

/* Begin the turns that were kept together. @p whole: nobody looks at them until all have ended. */
static void start_batch(struct wf_closed_form *closed, bool whole)
{
    struct wf_batch *batch = &closed->batch;
    size_t count = batch->count, left = 0;
    if (whole)
        wf_batch_begin(batch, closed->now_s);
    for (size_t i = 0; i < count; i++)
        if (!whole || !play_whole(closed, i))
            batch->turns[left++] = batch->turns[i];
    wf_batch_order(batch);
    if (whole && batch->ended)
        push(closed, batch->end_s, BATCH_ENDS, NULL);
    if (batch->meets)
        wf_occupancy_meet(&closed->occupancy, batch->meets, closed->now_s);
    wf_batch_advance(batch, closed->now_s);
    for (size_t i = 0; i < left; i++) /* none of them calls back: the batch stays as it is */
        start(closed, batch->group, batch->turns[i].turn, batch->turns[i].kept);
}

/* ---- the executor ---- */

static double now(const struct wf_executor *executor)
{
    return ((const struct wf_closed_form *)executor)->now_s;
}

static void sleep_until(struct wf_executor *executor, double date_s)
{
    struct wf_closed_form *closed = closed_of(executor);
    start_batch(closed, false);
    while (closed->now_s < date_s)
        advance(closed, date_s);
}

/* A date is played whole before the leader goes on (advance). */
static void finish_date(struct wf_executor *executor)
{
    (void)executor;
}

static void cut(struct wf_executor *executor, struct wf_turn *turn)
{
    struct wf_closed_form *closed = closed_of(executor);
    start_batch(closed, false);
    if (turn->player)
        cut_off(closed, turn);
}

static void submit(struct wf_executor *executor, struct wf_group *group, struct wf_turn *turn)
{
    struct wf_closed_form *closed = closed_of(executor);
    bool last = closed->calling && closed->free == closed->calling; /* it is kept when it begins */
    size_t kept = last ? SIZE_MAX : keep(closed, turn);
    if (last || closed->event_by_event || closed->waiting ||
        !wf_batch_takes(&closed->batch, group, turn)) {
        start(closed, group, turn, kept);
        return;
    }
    turn->player = closed; /* until it begins */
    wf_batch_add(&closed->batch, group, turn, kept);
}

static void keep_group(struct wf_executor *executor, struct wf_group *group)
{
    (void)executor, (void)group; /* group->waiting is all there is to wait by */
}

static bool wait(struct wf_executor *executor, struct wf_group *group, double until_s)
{
    struct wf_closed_form *closed = closed_of(executor);
    bool all = group == closed->batch.group && group->needed >= group->open && isinf(until_s);
    start_batch(closed, all && closed->open == 0);
    closed->waiting = true;
    while (group->waiting && closed->now_s < until_s) {
        assert((closed->events.count || closed->moves.changed_count || isfinite(until_s)) &&
               "a group that is waited for has open turns, and all of them end");
        advance(closed, until_s);
    }
    closed->waiting = false;
    return !group->waiting;
}

static void *host(struct wf_executor *executor, uint32_t index, const char *name, uint32_t *pstate)
{
    struct wf_executor *facts = closed_of(executor)->facts;
    return facts->ops->host(facts, index, name, pstate);
}

static void set_pstate(struct wf_executor *executor, void *handle, uint32_t pstate)
{
    (void)executor, (void)handle, (void)pstate; /* the ledger of the node says it */
}

static uint32_t route(struct wf_executor *executor, void *from, void *to, const void *const **links,
                      double *latency_s)
{
    struct wf_executor *facts = closed_of(executor)->facts;
    return facts->ops->route(facts, from, to, links, latency_s);
}

static const char *link_name(const struct wf_executor *executor, const void *link)
{
    const struct wf_executor *facts = ((const struct wf_closed_form *)executor)->facts;
    return facts->ops->link_name(facts, link);
}

static struct wf_link_facts link_facts(const struct wf_executor *executor, const void *link)
{
    const struct wf_executor *facts = ((const struct wf_closed_form *)executor)->facts;
    return facts->ops->link_facts(facts, link);
}

static uint32_t link_index(const struct wf_executor *executor, const void *link)
{
    const struct wf_executor *facts = ((const struct wf_closed_form *)executor)->facts;
    return facts->ops->link_index ? facts->ops->link_index(facts, link) : WF_MAP_NONE;
}

static const struct wf_executor_ops ops = {
    .now = now,
    .sleep_until = sleep_until,
    .finish_date = finish_date,
    .submit = submit,
    .cut = cut,
    .open_group = keep_group,
    .close_group = keep_group,
    .wait = wait,
    .wake = keep_group,
    .host = host,
    .set_pstate = set_pstate,
    .route = route,
    .link_name = link_name,
    .link_facts = link_facts,
    .link_index = link_index,
};

void wf_closed_form_init(struct wf_closed_form *closed, struct wf_meter *meter,
                         struct wf_executor *facts, const struct wf_platform *platform,
                         struct wf_flow_model model)
{
    *closed = (struct wf_closed_form){
        .executor = {.ops = &ops, .meter = meter, .paced = true},
        .facts = facts,
        .model = model,
    };
    closed->occupancy = (struct wf_occupancy){.platform = platform, .model = &closed->model};
    wf_batch_init(&closed->batch, &closed->executor, &closed->model);
    closed->moves =
        (struct wf_shared_moves){.model = &closed->model, .executor = &closed->executor};
}

void wf_closed_form_release(struct wf_closed_form *closed)
{
    for (size_t i = 0; i < closed->player_count; i++) {
        if (closed->players[i]->move)
            wf_shared_move_release(closed->players[i]->move);
        free(closed->players[i]->move);
        free(closed->players[i]);
    }
    wf_shared_moves_release(&closed->moves);
    free(closed->players);
    wf_events_release(&closed->events);
    free(closed->due);
    wf_batch_release(&closed->batch);
    *closed = (struct wf_closed_form){0};
}
