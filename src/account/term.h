/* What a row of weights counts: site joules per unit of the row, and the phase they belong to. As
 * the bill counts them, but row by row, so that each meets the intensity of its own time. */
#ifndef WF_ACCOUNT_TERM_H
#define WF_ACCOUNT_TERM_H

#include "account/tariff.h"

struct wf_term {
    double factor_j; /**< site joules per unit of the row; 0: its phase is not billed */
    enum wf_phase phase;
    double own_j; /**< with --whole-platform, of a row of time: those of the wall constant, which
                     stay in the phase at hand while cold idle is moved to waiting; else 0 */
    enum wf_phase own;
};

/** Term of row @p row of a host's weights (weights.h). With --whole-platform, cold idle is billed
 *  from date 0 to the end (wf_term_host_standing_w): what a duty's time holds of it is taken off.
 */
struct wf_term wf_term_of_host(const struct wf_host_tariff *tariff, uint32_t row);
/** The same for a link: rows of its watts, then of its class of network (WF_LINK_ROWS and on).
 * With --whole-platform, rows of base watts count nothing. */
struct wf_term wf_term_of_link(const struct wf_link_tariff *tariff, uint32_t row);

/** Site watts that are billed from date 0 to the end, as waiting: base power of a host with
 *  --whole-platform; else 0. */
double wf_term_host_standing_w(const struct wf_host_tariff *tariff);
/** The same for a link: its base watts. */
double wf_term_link_standing_w(const struct wf_link_tariff *tariff);

#endif
