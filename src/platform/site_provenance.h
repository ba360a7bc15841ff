/* Where the figures of a platform come from. An element's prop `provenance` holds for the props
 * that it gives; of what a zone passes on, the zone's list says it, unless a nearer one does. What
 * only hosts and links can give (speed, watts, bandwidth ..) a zone's list may say for all below
 * it. A value of the command line is assumed, unless a `provenance` of the command line says more.
 */
#ifndef WF_PLATFORM_SITE_PROVENANCE_H
#define WF_PLATFORM_SITE_PROVENANCE_H

#include "platform/mistakes.h"
#include "platform/platform.h"

/** Of a figure of a host.
 *  @param pstate  of `speed` and `wattage_per_state`; else WF_EVERY_PSTATE */
struct wf_sourced wf_host_sourced(const struct wf_platform *platform,
                                  const struct wf_host_class *class, const char *prop,
                                  uint32_t pstate, enum wf_figure_part part);
struct wf_sourced wf_link_sourced(const struct wf_platform *platform,
                                  const struct wf_link_class *class, const char *prop,
                                  enum wf_figure_part part);
/** Of a prop that a zone gives. */
struct wf_sourced wf_zone_sourced(const struct wf_platform *platform, uint32_t zone,
                                  const char *prop);

/** Check the list of a host or link that is complete: it names what is not there (a mistake). */
void wf_host_provenance_check(const struct wf_platform *platform, const struct wf_host_class *class,
                              const struct wf_mistakes *mistakes);
void wf_link_provenance_check(const struct wf_link_class *class,
                              const struct wf_mistakes *mistakes);
void wf_zone_provenance_check(const struct wf_platform *platform, uint32_t zone,
                              const struct wf_mistakes *mistakes);

#endif
