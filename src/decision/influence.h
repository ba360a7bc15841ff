/* What decides: of each factor, how much of the verdict varies with it, and at which of its values
 * the two deployments that need least need the same. */
#ifndef WF_DECISION_INFLUENCE_H
#define WF_DECISION_INFLUENCE_H

#include "statistics/indices.h"
#include "sweep/sweep.h"

enum { WF_CROSSINGS_MAX = 4 };

/** Of one factor. */
struct wf_influence {
    size_t factor;  /**< number in the study */
    size_t members; /**< factors that are drawn with it, and share its index; 1: itself alone */
    bool rest;      /**< what screening found small: the index is that of all of them */
    struct wf_estimate first, total; /**< shares of the variance of log(second / winner) */
    /** Break-evens, the others at their centre: its values, or numbers of items of a list. */
    double crossings[WF_CROSSINGS_MAX];
    size_t crossing_count;        /**< there may be more */
    double break_even;            /**< the one nearest to its centre; NaN: none */
    bool inside;                  /**< within what is believed of it */
    double low, high;             /**< 5 and 95 % of its break-evens, the others drawn; NaN: none */
    double crossed;               /**< share of these draws in which there is one */
    double ratio_low, ratio_high; /**< second / winner at its ends, the others at their centre */
    size_t item_low, item_high;   /**< of a list: items with the least and the largest ratio */
    bool rises;                   /**< the ratio, with it, at the break-even */
};

struct wf_influences {
    struct wf_influence *items; /**< the largest total index first */
    size_t count;
    double centre_ratio;  /**< second / winner with all at their centre */
    double corner_ratio;  /**< with each assumed factor at its worse end; NaN: none is assumed */
    uint64_t simulations; /**< that it took */
};

struct wf_influence_request {
    const struct wf_sweep *sweep; /**< that was run, of a sobol design */
    size_t winner, second;
    uint32_t rest; /**< group of what screening found small; UINT32_MAX: none */
    size_t jobs;
};

/** @return 0, or -1 with @p err. Release in both cases. */
int wf_influences_make(const struct wf_influence_request *request, struct wf_influences *influences,
                       struct wf_err *err);
/** A break-even as it is shown: of a whole number between n and n + 1; else wf_factor_number(). */
double wf_break_even_number(const struct wf_factor *factor, double value);
/** The same for people, four digits: "834.3 Tf", "9 %", "x 0.7", "56.4" rounds, an item of a list.
 *  Caller frees. */
char *wf_break_even_text(const struct wf_factor *factor, double value);
void wf_influences_release(struct wf_influences *influences);

#endif
