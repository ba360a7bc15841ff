/* Kinds of the hosts and links that a scenario uses: equal ones are one kind, and have the same
 * figures (figure.h). */
#ifndef WF_SCENARIO_FIGURE_KINDS_H
#define WF_SCENARIO_FIGURE_KINDS_H

#include "scenario/figure.h"
#include "scenario/name_glob.h"

/** Equal hosts or links. */
struct wf_figure_kind {
    const struct wf_host_class *host; /**< or */
    const struct wf_link_class *link;
    struct wf_names names;       /**< of all on the platform */
    uint32_t line;               /**< of the first */
    uint64_t speeds, busy, idle; /**< sets of pstates, those below 64 */
    bool trains;                 /**< those who train */
    bool scaled;                 /**< someone there trains at a share of the speed (efficiency) */
};

/** Start zeroed. */
struct wf_figure_kinds {
    struct wf_figure_kind items[WF_FIGURE_KINDS];
    uint32_t count, left_out;
};

/** The set of one pstate. */
uint64_t wf_figure_pstate(uint32_t pstate);
/** Kinds of the hosts that take part. */
void wf_figure_kinds_of_hosts(struct wf_figure_kinds *kinds, const struct wf_scenario *scenario);
/** Kinds of links.
 *  @param hosts  those that take part
 *  @param[in,out] links  classes as of wf_figure_list_make */
void wf_figure_kinds_of_links(struct wf_figure_kinds *kinds, const struct wf_figure_kinds *hosts,
                              const struct wf_platform *platform,
                              const struct wf_link_class **links, size_t count);
/** Which classes of networks carry bytes: of links that are used, and of those that SimGrid makes
 * of clusters near the hosts, which have no declaration.
 *  @param[in,out] used  by class; set where it is */
void wf_figure_kinds_mark_networks(const struct wf_figure_kinds *kinds,
                                   const struct wf_figure_kinds *hosts,
                                   const struct wf_platform *platform, bool *used);

#endif
