#include "engine/batch.h"
#include "base/err.h"
#include "engine/route_pace.h"
#include "job/booking.h"
#include <math.h>
#include <stdlib.h>

enum { AHEAD = 8 }; /* turns whose memory is fetched together, before they are played */

/* A turn that ends this near to the date of its cut, or to the end of another one, is at the same
 * date for SimGrid (its option precision/timing), or may be after rounding. */
static const double NEAR_S = 2e-9, NEAR = 1e-12;

void wf_batch_init(struct wf_batch *batch, struct wf_executor *executor,
                   const struct wf_flow_model *model)
{
    *batch = (struct wf_batch){.executor = executor, .model = model};
}

void wf_batch_release(struct wf_batch *batch)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_spans_release(&batch->services[phase].spans);
    free(batch->turns);
    *batch = (struct wf_batch){0};
}

bool wf_batch_takes(const struct wf_batch *batch, const struct wf_group *group,
                    const struct wf_turn *turn)
{
    return !group->queueing && !turn->then && turn->subject && !turn->subject->battery &&
           (batch->count == 0 || batch->group == group);
}

void wf_batch_add(struct wf_batch *batch, struct wf_group *group, struct wf_turn *turn, size_t kept)
{
    if (batch->count == batch->capacity) {
        batch->capacity = 2 * batch->capacity + 64;
        batch->turns = wf_realloc(batch->turns, batch->capacity * sizeof *batch->turns);
    }
    batch->group = group;
    batch->turns[batch->count++] = (struct wf_batched){turn, kept};
}

/* ---- what a turn needs ---- */

/* The other end of its first transfer; NULL: it has none. */
static struct wf_node *partner_of(const struct wf_turn *turn)
{
    for (uint32_t i = 0; i < turn->step_count; i++)
        if (turn->steps[i].kind == WF_STEP_SEND)
            return turn->steps[i].node == turn->subject ? turn->steps[i].peer : turn->steps[i].node;
    return NULL;
}

/* Is it one link, without radio and class of network? */
static bool is_plain(const struct wf_route *route)
{
    return route->link_count == 1 && !route->has_radio && !route->core &&
           !(route->network_j_per_byte > 0) && !(route->network_w > 0);
}

static struct wf_lane lane_of(const struct wf_route *route, const struct wf_route_pace *pace)
{
    return (struct wf_lane){
        .link = route->links[0], .delay_s = pace->delay_s, .byte_per_s = pace->byte_per_s};
}

/* Where the file says that the ways between a node and its partner are links of the node's own,
 * plain ones, no route is kept of them: of a large fleet, most are such. */
static bool open_lanes(const struct wf_batch *batch, struct wf_node *node,
                       const struct wf_node *partner)
{
    const struct wf_executor *executor = batch->executor;
    struct wf_own_route out, in;
    if (!wf_routes_own(&executor->meter->routes, node, partner, &out, &in) ||
        !is_plain(&out.route) || !is_plain(&in.route))
        return false;
    const struct wf_route_pace paces[] = {
        [WF_LANE_OUT] = wf_route_pace_alone(batch->model, executor, &out.route, &in.route),
        [WF_LANE_IN] = wf_route_pace_alone(batch->model, executor, &in.route, &out.route)};
    node->lanes[WF_LANE_OUT] = lane_of(&out.route, &paces[WF_LANE_OUT]);
    node->lanes[WF_LANE_IN] = lane_of(&in.route, &paces[WF_LANE_IN]);
    node->tie = (struct wf_tie){.alone = true};
    node->partner = partner;
    return true;
}

void wf_batch_begin(struct wf_batch *batch, double now_s)
{
    batch->partner = NULL;
    batch->phases = 0;
    batch->ended = batch->succeeded = batch->last_tag = 0;
    batch->end_s = now_s;
    batch->last_s = -1;
    for (size_t i = 0; i < batch->count; i++) {
        struct wf_turn *turn = batch->turns[i].turn;
        struct wf_node *partner = partner_of(turn);
        for (size_t j = i + AHEAD; i % AHEAD == 0 && j < i + 2 * AHEAD && j < batch->count; j++)
            wf_fetch(batch->turns[j].turn->subject, WF_NODE_HEAD);
        batch->partner = batch->partner ? batch->partner : partner;
        if (partner && !turn->subject->partner && !open_lanes(batch, turn->subject, partner))
            wf_meter_tie(batch->executor->meter, turn->subject, partner);
    }
}

/* Its links: of its node alone, or never in anybody's way. */
static bool is_open(const struct wf_route *route, uint32_t host)
{
    if (route->pace->shared)
        return false;
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_route_link *link = route->links[i];
        if (wf_route_link_belongs(link, host))
            continue;
        if (wf_ledger_radio_of(&link->ledger) || (!link->roomy && !wf_route_link_is_fatpipe(link)))
            return false;
    }
    return true;
}

/* ---- dates ---- */

/* Where each step begins and ends; of a transfer its lane, or else its route. */
struct course {
    double from_s[WF_TURN_STEPS], to_s[WF_TURN_STEPS];
    struct wf_lane *lane[WF_TURN_STEPS];
    const struct wf_route *route[WF_TURN_STEPS];
    double end_s;
};

/* SimGrid adds the delay first, then the rest: so do we, for the same bits. */
static double transfer_end(const struct wf_batch *batch, const struct wf_step *step,
                           const struct wf_route *route, double from_s)
{
    const struct wf_route_pace *pace = wf_route_pace_of(batch->model, batch->executor, step, route);
    double first_s = from_s + pace->delay_s;
    return first_s + step->amount / pace->byte_per_s;
}

/* Of a transfer between the node and its partner. @return false: another uses its way */
static bool plan_transfer(const struct wf_batch *batch, struct wf_node *node, uint32_t number,
                          const struct wf_step *step, struct course *course)
{
    bool out = step->node == node && step->peer == node->partner;
    bool in = step->peer == node && step->node == node->partner;
    if ((!out && !in) || step->to_site)
        return false;
    struct wf_lane *lane = &node->lanes[out ? WF_LANE_OUT : WF_LANE_IN];
    course->lane[number] = lane;
    if (lane->link) {
        double first_s = course->end_s + lane->delay_s;
        course->end_s = first_s + step->amount / lane->byte_per_s;
        return true;
    }
    const struct wf_route *route = out ? node->tie.out : node->tie.in;
    if (!is_open(route, node->index))
        return false;
    course->route[number] = route;
    course->end_s = transfer_end(batch, step, route, course->end_s);
    return true;
}

/* @return false: it is not for itself. */
static bool plan_step(const struct wf_batch *batch, const struct wf_turn *turn, uint32_t number,
                      struct course *course)
{
    const struct wf_step *step = &turn->steps[number];
    struct wf_node *node = turn->subject;
    double from_s = course->end_s;
    course->from_s[number] = from_s;
    if (step->kind == WF_STEP_SLEEP_UNTIL) {
        course->end_s = fmax(from_s, step->amount);
    } else if (step->kind == WF_STEP_SEND) {
        if (!plan_transfer(batch, node, number, step, course))
            return false;
    } else if (step->node != node) {
        return false;
    } else if (step->kind == WF_STEP_WORK) {
        course->end_s = from_s + step->amount / node->ledger.class->speed_flop_per_s[step->pstate];
    } else {
        course->end_s = from_s + step->amount;
    }
    course->to_s[number] = course->end_s;
    return true;
}

static bool plan(const struct wf_batch *batch, const struct wf_turn *turn, double now_s,
                 struct course *course)
{
    const struct wf_node *node = turn->subject;
    if (node == batch->partner || node->ledger.active_phases ||
        (node->partner && node->partner != batch->partner))
        return false;
    course->end_s = now_s;
    for (uint32_t i = 0; i < turn->step_count; i++)
        if (!plan_step(batch, turn, i, course))
            return false;
    return course->end_s * (1 + NEAR) + NEAR_S < turn->cut_s;
}

/* ---- bookings ---- */

/* Where a transfer was played whole, the link's last one may end later than the next begins. */
static void use_link(struct wf_batch *batch, const struct wf_node *node,
                     const struct wf_route_link *link, double from_s)
{
    if (link->transfers || link->ledger.last_s > from_s)
        batch->meets = node;
}

static void use_links(struct wf_batch *batch, const struct wf_node *node,
                      const struct wf_route *route, double from_s)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        if (wf_route_link_belongs(route->links[i], node->index))
            use_link(batch, node, route->links[i], from_s);
}

/* The next transfer of this way need not look at its route, where the file says that the link is
 * the node's own. Of a device in reserve a copy is in use, for one round. */
static void keep_lane(const struct wf_node *node, const struct wf_route *route,
                      struct wf_lane *lane)
{
    if (is_plain(route) && node->tie.alone && !node->called &&
        wf_route_link_belongs(route->links[0], node->index))
        *lane = lane_of(route, route->pace);
}

/* @return what wf_meter_transfer_pass says. */
static double book_transfer(struct wf_batch *batch, const struct wf_turn *turn, uint32_t number,
                            const struct course *course)
{
    struct wf_meter *meter = batch->executor->meter;
    const struct wf_step *step = &turn->steps[number];
    struct wf_lane *lane = course->lane[number];
    double from_s = course->from_s[number], to_s = course->to_s[number];
    meter->byte[step->direction] += step->amount;
    if (lane->link) {
        use_link(batch, turn->subject, lane->link, from_s);
        return wf_meter_link_pass(meter, lane->link, from_s, to_s, step->phase, step->amount);
    }
    const struct wf_route *route = course->route[number];
    use_links(batch, turn->subject, route, from_s);
    keep_lane(turn->subject, route, lane);
    return wf_meter_transfer_pass(meter, route, from_s, to_s, step->phase, step->amount);
}

static void serve(struct wf_batch *batch, enum wf_phase phase, double from_s, double to_s)
{
    struct wf_batch_service *service = &batch->services[phase];
    if (!(batch->phases & 1u << phase)) {
        wf_spans_clear(&service->spans);
        service->next = 0;
        batch->phases |= 1u << phase;
    }
    wf_spans_add(&service->spans, from_s, to_s);
}

static void book(struct wf_batch *batch, struct wf_turn *turn, const struct course *course)
{
    struct wf_meter *meter = batch->executor->meter;
    for (uint32_t i = 0; i < turn->step_count; i++) {
        const struct wf_step *step = &turn->steps[i];
        double from_s = course->from_s[i], to_s = course->to_s[i];
        if (step->kind == WF_STEP_SLEEP_UNTIL)
            continue;
        turn->energy_j += wf_meter_pass(meter, turn->subject, from_s, to_s, step->phase,
                                        step->kind == WF_STEP_WORK, step->pstate);
        if (step->kind != WF_STEP_SEND)
            continue;
        serve(batch, step->phase, from_s, to_s);
        turn->energy_j += book_transfer(batch, turn, i, course);
    }
}

/* Of those that end at one date the largest tag is the last (group.h). */
static void note_end(struct wf_batch *batch, const struct wf_turn *turn, double end_s)
{
    batch->end_s = fmax(batch->end_s, end_s);
    batch->ended++;
    if (turn->failed)
        return;
    batch->succeeded++;
    bool same = fabs(end_s - batch->last_s) < NEAR_S / 2;
    if (same ? turn->tag > batch->last_tag : end_s > batch->last_s)
        batch->last_tag = turn->tag;
    batch->last_s = fmax(batch->last_s, end_s);
}

/* The links of a turn are found by its node. */
static void fetch(const struct wf_batch *batch, size_t index)
{
    if (index % AHEAD)
        return;
    for (size_t i = index + 2 * AHEAD; i < index + 3 * AHEAD && i < batch->count; i++)
        wf_fetch(batch->turns[i].turn->subject, WF_NODE_HOT);
    for (size_t i = index + AHEAD; i < index + 2 * AHEAD && i < batch->count; i++)
        for (int way = 0; way < WF_LANES; way++)
            wf_fetch(batch->turns[i].turn->subject->lanes[way].link, WF_ROUTE_LINK_HOT);
}

bool wf_batch_play(struct wf_batch *batch, size_t index, double now_s, double *end_s)
{
    struct wf_turn *turn = batch->turns[index].turn;
    struct course course;
    fetch(batch, index);
    if (!plan(batch, turn, now_s, &course))
        return false;
    if (turn->subject->ledger.since_s > now_s)
        batch->meets = turn->subject;
    book(batch, turn, &course);
    turn->failed = turn->drops_out;
    turn->player = NULL;
    note_end(batch, turn, course.end_s);
    *end_s = course.end_s;
    return true;
}

/* ---- the partner ---- */

void wf_batch_order(struct wf_batch *batch)
{
    for (uint32_t left = batch->phases; left; left &= left - 1)
        wf_spans_unite(&batch->services[__builtin_ctz(left)].spans);
    batch->count = 0;
}

static double next_date(const struct wf_batch_service *service)
{
    const struct wf_span *span = &service->spans.list[service->next / 2];
    return service->next % 2 ? span->to_s : span->from_s;
}

void wf_batch_advance(struct wf_batch *batch, double until_s)
{
    while (batch->phases) {
        int first = __builtin_ctz(batch->phases);
        for (uint32_t left = batch->phases; left; left &= left - 1)
            if (next_date(&batch->services[__builtin_ctz(left)]) <
                next_date(&batch->services[first]))
                first = __builtin_ctz(left);
        struct wf_batch_service *service = &batch->services[first];
        if (next_date(service) > until_s)
            return;
        wf_meter_serve(batch->executor->meter, batch->partner, next_date(service),
                       (enum wf_phase)first, service->next % 2 == 0);
        if (++service->next == 2 * service->spans.count)
            batch->phases &= ~(1u << first);
    }
}

void wf_batch_end(struct wf_batch *batch)
{
    wf_batch_advance(batch, INFINITY);
    wf_group_conclude_all(batch->group, batch->ended, batch->succeeded, batch->last_tag,
                          batch->last_s);
}
