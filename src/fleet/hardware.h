/* Speed, watts and props of a class or node: of the entry of a catalogue that it names, or its own.
 */
#ifndef WF_FLEET_HARDWARE_H
#define WF_FLEET_HARDWARE_H

#include "fleet/build.h"

struct wf_fleet_catalogues; /* opaque: those that were read */
struct wf_fleet_catalogues *wf_fleet_catalogues_new(void);
void wf_fleet_catalogues_free(struct wf_fleet_catalogues *catalogues);
/** Take the device's figures and props into the class or node, and check all that becomes of its
 *  hosts. */
void wf_fleet_hardware(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                       struct wf_fleet_class *class, struct wf_fleet_catalogues *catalogues);

#endif
