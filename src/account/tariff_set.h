/* The tariffs of the links of a run, one a class: of a million phones a few dozen differ. */
#ifndef WF_ACCOUNT_TARIFF_SET_H
#define WF_ACCOUNT_TARIFF_SET_H

#include "account/tariff.h"
#include "base/arena.h"
#include <stddef.h>

struct wf_tariff_set {
    struct wf_arena arena;
    const struct wf_link_tariff **slots; /**< by class; NULL: free */
    size_t capacity, count;
};

void wf_tariff_set_init(struct wf_tariff_set *set);
void wf_tariff_set_release(struct wf_tariff_set *set);
/** Tariff of a link of @p class (NULL: SimGrid made it up) for the job's own share, all phases, its
 *  network as seen in @p view (enum wf_network_view). Always with the same platform and view.
 *  @return the same for equal classes; it lives until the set is released */
const struct wf_link_tariff *wf_tariff_set_link(struct wf_tariff_set *set,
                                                const struct wf_platform *platform,
                                                const struct wf_link_class *class, uint32_t view);

#endif
