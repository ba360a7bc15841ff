/* A part of a platform: some hosts, the links that are theirs alone, and the zones in which they
 * stand; no routes. */
#ifndef WF_PLATFORM_PART_H
#define WF_PLATFORM_PART_H

#include "platform/platform.h"
#include "platform/schema.h"
#include <stdio.h>

struct wf_part {
    const struct wf_platform *platform;
    const bool *hosts;             /**< by index; borrowed */
    bool *zones;                   /**< which hold them */
    uint32_t next_host, next_link; /**< behind the last one that was asked for */
};

void wf_part_init(struct wf_part *part, const struct wf_platform *platform, const bool *hosts);
void wf_part_release(struct wf_part *part);
/** Is an element called @p id of the part, that stands in no host or link? Quick where elements are
 *  asked for in the order of the file. */
bool wf_part_has(struct wf_part *part, enum wf_element element, const char *id);
/** Write the part in the bytes of the platform's file, which is plain UTF-8.
 *  @return 0, or -1 with @p err (WF_EIO): the file cannot be read, or has changed */
int wf_part_copy(struct wf_part *part, FILE *out, struct wf_err *err);

#endif
