/* The figures of a scenario: each number of its platform, workload and actors that a result may
 * depend on, with its value, where it comes from, and the key by which `--set` names it. What an
 * experimenter chooses (active, local-epochs, deadline ..) is none. */
#ifndef WF_SCENARIO_FIGURE_H
#define WF_SCENARIO_FIGURE_H

#include "prop/provenance.h"
#include "scenario/scenario.h"

struct wf_figure {
    char *target;     /**< of --set: "host.board-*", "zone.edge", "workload", "learner" */
    const char *prop; /**< --set takes TARGET.PROP=.. */
    uint32_t pstate;  /**< or WF_EVERY_PSTATE */
    enum wf_figure_part part;
    double value; /**< NaN: a series, a distribution, or not kept (latency) */
    enum wf_dimension dimension;
    struct wf_sourced sourced;
    struct wf_origin origin; /**< of the element, or the prop where its line is known */
    uint64_t count; /**< hosts, links or actors that have it; 1 of a zone or the workload */
    bool exact;     /**< the target names those and no others; else its first one is named */
    int rank;       /**< how much such figures commonly move a result; the lowest moves it most */
    /* to compose an override: of speed and watts of hosts, of a link's own */
    const struct wf_host_class *host;
    const struct wf_link_class *link;
};

struct wf_figure_list {
    struct wf_figure *items; /**< by rank, then as they were found */
    size_t count;
    uint32_t left_out; /**< kinds of hosts and links beyond WF_FIGURE_KINDS */
};
/** Kinds of hosts, and of links, that are looked at. A fleet of more has a kind a host. */
enum { WF_FIGURE_KINDS = 256 };

/** All figures of a scenario that was built. Release them.
 *  @param[in,out] links  classes of the links that were used; they are put in another order. NULL:
 *                        those of the zones of the hosts that take part, and around them */
void wf_figure_list_make(const struct wf_scenario *scenario, const struct wf_link_class **links,
                         size_t link_count, struct wf_figure_list *list);
void wf_figure_list_release(struct wf_figure_list *list);
/** Is a prop of an actor a figure of the world (samples, start-up, rounds ..), not a choice
 * (active, deadline)? */
bool wf_is_figure_of_actor(const char *prop);

#endif
