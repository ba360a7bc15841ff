/* Power of a host in one pstate, as SimGrid's host energy plugin reads `wattage_per_state`:
 * idle without load, else epsilon + load x (all cores - epsilon). */
#ifndef WF_MODEL_POWER_H
#define WF_MODEL_POWER_H

struct wf_watts {
    double idle_w, epsilon_w, all_cores_w;
};

#endif
