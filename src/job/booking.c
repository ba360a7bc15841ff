#include "job/booking.h"

bool wf_booking_has_peer(const struct wf_step *step)
{
    return !step->to_site || step->peer->reserved;
}

void wf_booking_begin(struct wf_booking *booking, struct wf_meter *meter,
                      const struct wf_turn *turn, const struct wf_step *step, struct wf_node *node)
{
    booking->begun++;
    wf_meter_begin(meter, node, step->phase, step->kind == WF_STEP_WORK, step->pstate);
    if (node == turn->subject)
        booking->mark_j = node->ledger.site_j;
}

void wf_booking_begin_transfer(struct wf_booking *booking, struct wf_meter *meter,
                               const struct wf_step *step)
{
    booking->moving = true;
    booking->route = wf_meter_route(meter, step->node, step->peer);
    wf_meter_transfer_begin(meter, booking->route, step->phase);
}

static void leave(const struct wf_booking *booking, struct wf_meter *meter, struct wf_turn *turn,
                  const struct wf_step *step, struct wf_node *node)
{
    wf_meter_end(meter, node, step->phase, step->kind == WF_STEP_WORK);
    if (node == turn->subject)
        turn->energy_j += node->ledger.site_j - booking->mark_j;
}

void wf_booking_end(struct wf_booking *booking, struct wf_meter *meter, struct wf_turn *turn,
                    const struct wf_step *step, double byte)
{
    if (booking->begun)
        leave(booking, meter, turn, step, step->node);
    if (booking->begun == 2)
        leave(booking, meter, turn, step, step->peer);
    if (booking->moving) {
        if (turn->subject)
            turn->energy_j += wf_meter_transfer_j(meter, booking->route, booking->start_s, byte);
        wf_meter_transfer(meter, booking->route, booking->start_s, step->phase, byte);
        meter->byte[step->direction] += byte;
    }
    booking->begun = 0;
    booking->moving = false;
}
