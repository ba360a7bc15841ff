#include "engine/shared_move.h"
#include "job/executor.h"
#include <math.h>
#include <stdlib.h>

void wf_shared_moves_release(struct wf_shared_moves *moves)
{
    free(moves->changed);
    wf_spread_release(&moves->put_off);
    *moves = (struct wf_shared_moves){0};
}

void wf_shared_move_release(struct wf_shared_move *move)
{
    wf_flow_release(&move->follow);
}

static void note_change(struct wf_shared_moves *moves, struct wf_shared_level *level)
{
    if (level->changed)
        return;
    level->changed = true;
    if (moves->changed_count == moves->changed_capacity) {
        moves->changed_capacity = 2 * moves->changed_capacity + 4;
        moves->changed =
            wf_realloc(moves->changed, moves->changed_capacity * sizeof(struct wf_shared_level *));
    }
    moves->changed[moves->changed_count++] = level;
}

struct wf_shared_level *wf_shared_moves_changed(struct wf_shared_moves *moves)
{
    if (!moves->changed_count)
        return NULL;
    struct wf_shared_level *level = moves->changed[--moves->changed_count];
    level->changed = false;
    level->version++;
    return level;
}

/* SimGrid adds the delay first, then the rest: so do we, for the same bits. */
static struct wf_move_next flow_on(struct wf_shared_moves *moves, struct wf_shared_move *move,
                                   double now_s)
{
    const struct wf_route_pace *pace = move->route->pace;
    struct wf_shared_level *level = pace->shared->level;
    if (move->stage == WF_MOVE_PUT_OFF) {
        wf_spread_begin(&moves->put_off, moves->model, move->route, pace->back, now_s);
        double first_s = now_s + pace->delay_s;
        move->stage = WF_MOVE_SILENT;
        if (!level)
            return (struct wf_move_next){first_s + move->byte / pace->byte_per_s, true};
        if (pace->delay_s > 0)
            return (struct wf_move_next){first_s, false};
    }
    move->stage = WF_MOVE_FLOWS;
    wf_water_join(&level->water, &move->flow, &pace->shared->terms, move->byte, now_s);
    note_change(moves, level);
    return (struct wf_move_next){INFINITY, true};
}

struct wf_move_next wf_shared_move_begin(struct wf_shared_moves *moves, struct wf_shared_move *move,
                                         const struct wf_route *route, double byte, double now_s)
{
    move->route = route;
    move->byte = byte;
    move->stage = WF_MOVE_PUT_OFF;
    if (moves->flows)
        wf_flow_begin(moves->flows, &move->follow, route, now_s);
    move->put_off = wf_spread_steps(&moves->put_off, moves->model, moves->executor, route,
                                    route->pace->back, now_s);
    if (move->put_off)
        return (struct wf_move_next){now_s + wf_spread_s(move->put_off), false};
    return flow_on(moves, move, now_s);
}

struct wf_move_next wf_shared_move_go_on(struct wf_shared_moves *moves, struct wf_shared_move *move,
                                         double now_s)
{
    return flow_on(moves, move, now_s);
}

double wf_shared_move_byte(struct wf_shared_moves *moves, const struct wf_shared_move *move,
                           double now_s)
{
    bool exact = true;
    double byte = wf_flow_moved(moves->flows, &move->follow, move->route->pace->back, move->byte,
                                now_s, &exact);
    moves->cuts_estimated += !exact;
    return byte;
}

void wf_shared_move_leave(struct wf_shared_moves *moves, struct wf_shared_move *move, double now_s)
{
    struct wf_shared_level *level = move->route->pace->shared->level;
    if (move->flow.terms) {
        wf_water_leave(&level->water, &move->flow, now_s);
        note_change(moves, level);
    }
    wf_spread_end(&moves->put_off, move->route, now_s);
    if (moves->flows)
        wf_flow_end(moves->flows, &move->follow, now_s);
}

void wf_shared_level_end(struct wf_shared_moves *moves, struct wf_shared_level *level, double now_s,
                         double precision_s, void (*ended)(void *data, struct wf_water_flow *flow),
                         void *data)
{
    wf_water_end(&level->water, now_s, precision_s, ended, data);
    note_change(moves, level);
}
