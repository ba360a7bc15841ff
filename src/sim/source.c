#include "sim/job.h"

void wf_source_turn(struct wf_job *job, const struct wf_participant *source, struct wf_turn *turn)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *trainer = &scenario->participants[WF_TRAINER][source->partner];
    turn->step_count = 0;
    wf_turn_add(turn, (struct wf_step){.kind = WF_STEP_SLEEP_UNTIL,
                                       .amount = wf_scenario_actor(scenario, source)->start_s});
    wf_turn_add(
        turn, (struct wf_step){.kind = WF_STEP_SEND,
                               .phase = WF_PHASE_COLLECTION,
                               .direction = WF_UPLINK,
                               .node = wf_meter_node(&job->meter, source),
                               .peer = wf_meter_node(&job->meter, trainer),
                               .amount = (double)source->samples * scenario->workload.sample_byte});
}
