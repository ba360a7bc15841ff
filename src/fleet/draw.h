/* Devices of a fleet, one at a time: a pure function of the fleet and an index, some 70 ns and no
 * memory. */
#ifndef WF_FLEET_DRAW_H
#define WF_FLEET_DRAW_H

#include "fleet/fleet.h"

enum { WF_FLEET_NAME = 160 }; /**< room for a name of a device or of its links */

/** One device. */
struct wf_fleet_device {
    uint32_t class, region, access; /**< indices; WF_FLEET_NONE: it has none */
    uint64_t number;                /**< i: its host is CLASS-i */
    uint64_t gateway;               /**< number of its gateway, if its class stands behind one */
    double speed_factor, watts_factor;
    double up_byte_per_s, down_byte_per_s, latency_s; /**< of its two links; NaN without access */
};

/** Draw device @p index of the fleet: 0 <= @p index < device_count, in natural order of names.
 * Costs no memory. */
void wf_fleet_draw(const struct wf_fleet *fleet, uint64_t index, struct wf_fleet_device *device);
/** The same for device @p number of class @p class, which may be beyond its count. */
void wf_fleet_draw_of(const struct wf_fleet *fleet, uint32_t class, uint64_t number,
                      struct wf_fleet_device *device);
/** Achieved speed per core in @p pstate, flop/s; with what is written in an expanded platform the
 *  same to the last bit. */
double wf_fleet_speed(const struct wf_fleet *fleet, const struct wf_fleet_device *device,
                      uint32_t pstate);
/** Watts in @p pstate; its class must have some. */
struct wf_watts wf_fleet_watts(const struct wf_fleet *fleet, const struct wf_fleet_device *device,
                               uint32_t pstate);
/** Name of its host, "phone-12"; of its links: with "-up", "-down" behind. @p size >=
 *  WF_FLEET_NAME. */
const char *wf_fleet_name(const struct wf_fleet *fleet, const struct wf_fleet_device *device,
                          char *buffer, size_t size);
/** Index of the device that is called @p name. @return whether there is one. */
bool wf_fleet_find(const struct wf_fleet *fleet, const char *name, uint64_t *index);

#endif
