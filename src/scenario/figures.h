/* Figures as they are gathered: those that differ in nothing but who has them are one, with the
 * names of all who do; then a list in which --set can name each. */
#ifndef WF_SCENARIO_FIGURES_H
#define WF_SCENARIO_FIGURES_H

#include "scenario/figure.h"
#include "scenario/name_glob.h"

struct wf_gathered_figure {
    struct wf_figure figure;
    struct wf_names names;
    size_t order;
    bool trains; /**< of hosts that train */
};

/** Start zeroed. */
struct wf_figures {
    struct wf_gathered_figure *items;
    size_t count, capacity;
};

/** Add @p figure; its target and rank are set.
 *  @param target  "host", "link", "zone", or all of what --set takes before the prop
 *  @param names   of those who have it; NULL: the target stands for itself
 *  @param trains  hosts that train have it */
void wf_figures_add(struct wf_figures *figures, const char *target, struct wf_figure figure,
                    const struct wf_names *names, bool trains);
/** Make the list, by rank, and release @p figures. */
void wf_figures_list(struct wf_figures *figures, const struct wf_platform *platform,
                     struct wf_figure_list *list);

#endif
