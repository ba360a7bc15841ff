/* Learners as devices: when each is there, and its battery. From the props of the actors, the
 * traces they name, and the batteries of their hosts. */
#ifndef WF_SCENARIO_PRESENCE_H
#define WF_SCENARIO_PRESENCE_H

#include "model/availability.h"

struct wf_resolver;

struct wf_presence {
    const struct wf_availability *there;    /**< NULL: always */
    const struct wf_availability *charging; /**< NULL: always */
    double shift_s;                         /**< of both patterns */
    double capacity_j;                      /**< of the battery; NaN: none */
    double level_j, minimum_j, start_j;     /**< at the start; where it stops; to begin a turn */
    double charging_w;                      /**< into the battery; 0: no charger */
};

/** Fill scenario->presences, one a learner; left NULL where all are always there and none has a
 *  battery. */
void wf_presences_resolve(struct wf_resolver *resolver);

#endif
