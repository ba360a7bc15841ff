/* The ledger: power as exact steps, kept as totals by host and phase, by link and phase. It is the
 * truth of a run; SimGrid's plugins audit it. It knows nothing of SimGrid: simulated times are
 * arguments. All of them are seconds from the start of the run. They do not decrease for one host
 * or radio; hosts are independent of each other, and of transfers over links without radio only the
 * set counts, not their order. */
#ifndef WF_ACCOUNT_LEDGER_H
#define WF_ACCOUNT_LEDGER_H

#include "account/outcome.h"
#include "account/power.h"
#include "account/tariff.h"
#include "account/weights.h"
#include "base/arena.h"

/** Activities that go on on a host, where there are several. */
struct wf_ledger_open {
    uint32_t active[WF_PHASE_COUNT], loaded[WF_PHASE_COUNT]; /**< how many */
    uint16_t asked_pstate[WF_PHASE_COUNT]; /**< of the last loaded activity of a phase */
    struct wf_ledger_open *next;           /**< of those not in use */
};

/** One host from its first duty on. What wf_ledger_pass needs stands together, in front. */
struct wf_ledger_host {
    const struct wf_host_class *class;     /**< whose watts it draws */
    double since_s;                        /**< date of the last step */
    double power_w;                        /**< drawn since then */
    double site_factor, unbilled_w;        /**< of its tariff for the job's own share, all phases */
    double site_j;                         /**< its share of the ledger's */
    uint16_t active_phases, loaded_phases; /**< a bit a phase that has open activities */
    uint16_t pstate, idle_pstate;
    struct wf_weights *weights;  /**< under a grid that changes with time, else NULL */
    struct wf_ledger_open *open; /**< of the ledger; NULL: no activity goes on, or one */
    bool on_duty;
    bool met;              /**< it has been on duty */
    uint16_t asked_pstate; /**< of an activity alone, where it is loaded */
    uint32_t power_row;    /**< of the ledger's power, where it is kept */
    struct wf_host_usage usage;
    double storage_w_per_byte; /**< at the site */
    double stored_byte, stored_since_s;
};
_Static_assert(WF_PHASE_COUNT <= 16, "a bit a phase");

/** The radio of a link that draws watts by airtime or tail; both halves of a SPLITDUPLEX link have
 *  one. */
struct wf_ledger_radio {
    struct wf_radio_usage usage;
    double tail_s; /**< length of a tail that no transfer cuts short */
    struct wf_weights *weights;
    uint32_t active[WF_PHASE_COUNT]; /**< number of open transfers */
    uint32_t active_phases;
    enum wf_phase tail_phase; /**< of the last tail */
    double since_s, tail_end_s;
    bool reported;
};

/** What few links have. */
struct wf_ledger_extras {
    struct wf_ledger_radio *radio;                /**< NULL: none */
    struct wf_weights *weights, *network_weights; /**< NULL: of a constant grid */
};

/** One link on the routes used. Of a large fleet there are many: equal ones share a tariff. What a
 *  transfer needs stands in front. */
struct wf_ledger_link {
    const struct wf_link_tariff *tariff; /**< of the job's own share, all phases */
    struct wf_ledger_extras *extras;     /**< NULL: none */
    double first_s, last_s;              /**< first and last transfer */
    struct wf_carried carried;
    const char *name;
    uint32_t network; /**< 1 + index of its first row of the ledger's networks, which it keeps where
                           its tariff has one; 0: none */
};

static inline struct wf_ledger_radio *wf_ledger_radio_of(const struct wf_ledger_link *link)
{
    return link->extras ? link->extras->radio : NULL;
}

struct wf_ledger {
    double site_j;                     /**< site energy accrued so far, hosts and links */
    double storage_w, storage_since_s; /**< site watts of all that is kept */
    double *toggles_s;                 /**< when exploration began and ended, in turn */
    uint32_t toggle_count;
    struct wf_network_usage *networks; /**< rows of links, each the head of a list by phase */
    size_t network_count, network_capacity;
    uint32_t free_network;       /**< 1 + index of the first row that was dropped; 0: none */
    struct wf_arena rooms;       /**< open records, and what usages point to */
    struct wf_ledger_open *idle; /**< not in use */
    struct wf_power *power;      /**< site joules of hosts over time; NULL: not kept; owned */
};
void wf_ledger_release(struct wf_ledger *ledger);

/** From @p now_s on every instant and byte belongs to exploration (@p on), or to its own phase
 *  again. */
void wf_ledger_explore(struct wf_ledger *ledger, double now_s, bool on);

/** Set up @p host. @p index: of the host in the platform; @p class must outlive it.
 *  @param pstate       the one it is in now
 *  @param idle_pstate  the one it waits in, within the job */
void wf_ledger_host_init(struct wf_ledger_host *host, uint32_t index,
                         const struct wf_host_class *class, uint32_t pstate, uint16_t idle_pstate);

/** Site joules of @p energy_j as metered, drawn in @p time_s: wf_tariff_site_j of the host's
 * tariff. */
static inline double wf_ledger_site_j(const struct wf_ledger_host *host, double energy_j,
                                      double time_s)
{
    return host->site_factor * (energy_j - host->unbilled_w * time_s);
}

/** Site joules of the activities in progress since the last begin or end, which are booked later;
 *  0 while it only waits. */
double wf_ledger_open_j(const struct wf_ledger_host *host, double now_s);

/** An activity of @p phase starts at @p now_s; @p loaded when it loads the host, in @p pstate.
 *  @return whether the host must change pstate (host->pstate is the new one). */
bool wf_ledger_begin(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                     enum wf_phase phase, bool loaded, uint16_t pstate);
/** It ends, with the same phase and load as at its begin. Same result. */
bool wf_ledger_end(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                   enum wf_phase phase, bool loaded);
/** A host without other activities has one from @p from_s to @p to_s: the same as its begin and its
 *  end. @return its site joules from begin to end */
double wf_ledger_pass(struct wf_ledger *ledger, struct wf_ledger_host *host, double from_s,
                      double to_s, enum wf_phase phase, bool loaded, uint16_t pstate);
/** The host's duty ended with its last activity: nothing is billed from then to the next begin. No
 *  effect while an activity is open there: another actor needs the host. */
void wf_ledger_leave(struct wf_ledger_host *host);
/** The host keeps @p byte more bytes from @p now_s on; negative: fewer. Needs no duty. */
void wf_ledger_store(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                     double byte);
/** Energy that the host drew from 0 to @p end_s, J as metered, on duty or not, without storage:
 * what SimGrid's plugin counts. @p first_pstate: the one it was in before its first duty. */
double wf_ledger_host_j(const struct wf_ledger_host *host, uint32_t first_pstate, double end_s);

/** Set up @p link. @p name is borrowed; @p tariff, of its class, must outlive it. */
void wf_ledger_link_init(struct wf_ledger_link *link, const char *name,
                         const struct wf_link_tariff *tariff);
/** Set up the radio of a link of @p class. */
void wf_ledger_radio_init(struct wf_ledger_radio *radio, const struct wf_link_class *class);
/** A transfer begins on @p link at @p now_s. No effect on a link without radio. */
void wf_ledger_transfer_begin(struct wf_ledger *ledger, struct wf_ledger_link *link, double now_s,
                              enum wf_phase phase);
/** A transfer of @p byte bytes over @p link, from @p start_s to @p now_s, has ended. The whole tail
 *  of the radio is counted here; when the next transfer cuts it short, the rest is taken back. */
void wf_ledger_transfer(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                        double now_s, enum wf_phase phase, double byte);
/** The same transfer pays the core of its path on @p link. */
void wf_ledger_core(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                    double now_s, enum wf_phase phase, double byte);

/** What it was used for, without what a plugin counted. */
struct wf_link_usage wf_ledger_link_usage(const struct wf_ledger_link *link);

/** Give @p link a row, of a phase that it has none of: it goes on from there. */
void wf_ledger_network_put(struct wf_ledger *ledger, struct wf_ledger_link *link,
                           const struct wf_network_usage *row);
/** Drop all rows of @p link; others will use them. */
void wf_ledger_network_drop(struct wf_ledger *ledger, struct wf_ledger_link *link);

#endif
