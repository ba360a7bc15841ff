#include "job/turn.h"
#include "model/phase.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

void wf_turn_clear(struct wf_turn *turn)
{
    turn->step_count = 0;
    turn->tag = 0;
    turn->cut_s = INFINITY;
    turn->drops_out = turn->failed = false;
    memset(turn->put_off, 0, sizeof turn->put_off);
    turn->cut_step = UINT32_MAX;
    turn->subject = NULL;
    turn->samples = turn->trained_ratio = turn->energy_j = 0;
    turn->then = NULL;
    turn->data = NULL;
    turn->next = NULL;
    turn->player = NULL;
}

bool wf_step_trains(const struct wf_step *step)
{
    return step->kind == WF_STEP_WORK && step->phase == WF_PHASE_COMPUTE;
}
